"""What is read once: for the process that read it, and for those that it forks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from outreach_lint import kept
from outreach_lint.address_book import Recipient, read_address_book
from outreach_lint.kept import Shelf, once, share

READ: list[Path] = []


def content(path: Path) -> str:
    READ.append(path)
    return "".join(sorted(one.read_text() for one in path.rglob("*") if one.is_file())) if path.is_dir() else path.read_text()


def other(path: Path) -> str:
    return f"other {path.read_text()}"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    READ.clear()
    monkeypatch.setattr(kept, "_own", {})
    monkeypatch.setattr(kept, "_shelf", None)


def test_a_file_is_read_again_once_it_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    assert [once(content, file), once(content, file), once(other, file)] == ["one", "one", "other one"]
    file.write_text("three")
    assert (once(content, file), len(READ)) == ("three", 2)


def _inside(folder: Path) -> None:
    (folder / "inner" / "a").write_text("longer")


def _more(folder: Path) -> None:
    (folder / "b").write_text("b")


def _gone(folder: Path) -> None:
    (folder / "inner" / "a").unlink()


@pytest.mark.parametrize("change", [_inside, _more, _gone])
def test_a_folder_is_read_again_once_something_below_it_has_changed(tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder = tmp_path / "book"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a").write_text("a")
    (folder / "nowhere").symlink_to(tmp_path / "nothing")
    assert once(content, folder) == once(content, folder) == "a" and len(READ) == 1
    change(folder)
    assert once(content, folder) == content(folder) and len(READ) == 3


def test_what_is_not_there_is_not_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            once(content, tmp_path / "a")
    (tmp_path / "a").write_text("a")
    assert once(content, tmp_path / "a") == "a"


def test_a_relative_path_is_seen_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name)
        os.utime(tmp_path / name / "a", (1, 1))
        monkeypatch.chdir(tmp_path / name)
        assert once(content, Path("a")) == name


def in_a_fork(do: Callable[[], bool]) -> bool:
    """Whether something is so in a process forked from this one."""
    child = os.fork() if hasattr(os, "fork") else pytest.skip("there is no fork")
    if not child:
        os._exit(0 if do() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_forked_processes_share_what_one_of_them_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    share()
    assert in_a_fork(lambda: once(content, file) == "one" and len(READ) == 1)
    assert in_a_fork(lambda: once(content, file) == "one" and not READ)
    file.write_text("three")
    assert in_a_fork(lambda: once(content, file) == "three" and len(READ) == 1)
    assert once(content, file) == "three" and not READ


def test_an_address_book_is_the_same_when_it_was_shared(tmp_path: Path) -> None:
    (tmp_path / "ann.vcf").write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Ann Other\nORG:Loom Ltd\nEMAIL:ann@x.example\nEND:VCARD\n")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    share()
    read = read_address_book(tmp_path)
    assert in_a_fork(lambda: str(once(read_address_book, tmp_path).unread[0]) == str(read.unread[0]))
    shared = once(read_address_book, tmp_path)
    assert shared is not read and shared.people == read.people and list(map(str, shared.unread)) == list(map(str, read.unread))
    assert shared.find(Recipient("", "ann@x.example")) == read.find(Recipient("", "ann@x.example"))


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(kept, "_SLOT", 10_000)
    yield Shelf()


NAME, STAMP = ("reader", "/a", ""), (("/a", 1, 1),)


def test_what_was_not_written_to_its_end_is_not_there(shelf: Shelf) -> None:
    shelf.put(NAME, STAMP, "x" * 100)
    assert shelf.get(NAME, STAMP) == "x" * 100
    assert shelf.get(NAME, (("/a", 2, 1),)) is None and shelf.get(("reader", "/b", ""), STAMP) is None
    start = shelf._place(kept._digest(NAME))
    for place in range(start, start + 150, 7):
        before = shelf._memory[place : place + 3]
        shelf._memory[place : place + 3] = bytes(255 - byte for byte in before)
        assert shelf.get(NAME, STAMP) in (None, "x" * 100)
        assert place > start + 140 or shelf.get(NAME, STAMP) is None
        shelf._memory[place : place + 3] = before


def test_things_do_not_push_each_other_out(shelf: Shelf) -> None:
    names = [("reader", f"/{number}", "") for number in range(8)]
    for name in names:
        shelf.put(name, STAMP, name)
    assert [shelf.get(name, STAMP) for name in names] == names
    shelf.put(names[3], (("/a", 2, 2),), "new")
    assert shelf.get(names[3], STAMP) is None and shelf.get(names[3], (("/a", 2, 2),)) == "new"
    assert sum(shelf.get(name, STAMP) == name for name in names) == 7
    shelf.put(NAME, STAMP, "a ninth")
    assert shelf.get(NAME, STAMP) == "a ninth"


def test_what_is_too_large_is_not_kept(shelf: Shelf) -> None:
    shelf.put(NAME, STAMP, "x" * 20_000)
    assert shelf.get(NAME, STAMP) is None
    shelf.put(NAME, STAMP, "x" * 9_000)
    assert shelf.get(NAME, STAMP) == "x" * 9_000
