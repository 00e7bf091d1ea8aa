"""What `hook install` writes into, and what it leaves alone: configurations of mail programs as people keep them."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from outreach_lint.errors import OutreachLintError
from outreach_lint.hooks import install

LINT = str(Path(sys.executable).with_name("outreach-lint"))
SECRET = "river-secret"
SENDS = f"smtps://sam:{SECRET}@mx.example.org"
needs_neomutt = pytest.mark.skipif(shutil.which("neomutt") is None, reason="neomutt is not installed")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of nobody."""
    for name in [name for name in os.environ if name.startswith(("OUTREACH_LINT", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=["asked", "read"])
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether there is a mutt that can be asked; without one, the files are read."""
    if request.param == "read":
        monkeypatch.setenv("PATH", "/nowhere")
    elif shutil.which("neomutt") is None:
        pytest.skip("neomutt is not installed")
    return bool(request.param == "asked")


def run(*command: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "hook", *command], capture_output=True, text=True, check=False, timeout=50, **more)  # type: ignore[call-overload, no-any-return]


def write(home: Path, **files: str) -> Path:
    """Write files with names that begin with a dot, and give the first of them."""
    for name, text in files.items():
        (home / f".{name}").write_text(text, encoding="utf-8")
    return home / f".{next(iter(files))}"


# mutt


@pytest.mark.parametrize(
    "files",
    [
        {"muttrc": f'set smtp_url="{SENDS}"\n'},
        {"muttrc": "source ~/.elsewhere\n", "elsewhere": f"set smtp_url={SENDS}\n"},
        {
            "muttrc": "source .elsewhere\n",
            "elsewhere": 'source "~/.further"\n',
            "further": f"set realname=Sam smtp_url = '{SENDS}'",
        },
        {"muttrc": f"set from=sam@example.org \\\n  smtp_url={SENDS}\n"},
        {"muttrc": f"set from=sam@example.org; set smtp_url={SENDS}\r\n"},
    ],
    ids=["plain", "sourced", "sourced twice", "continued", "behind another"],
)
def test_mutt_that_sends_by_itself_is_told_of(home: Path, asked: bool, files: dict[str, str]) -> None:
    path = write(home, **files)
    before = path.read_bytes()
    done = run("install", "mutt", "--yes")
    assert done.returncode == 2 and "mutt sends by smtp_url itself" in done.stderr, done
    assert path.read_bytes() == before and SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "text",
    [
        f"# set smtp_url={SENDS}\n",
        f"# what I had: \\\nset smtp_url={SENDS}\n",
        'set smtp_url=""\nset sendmail="msmtp -a work"\n',
        f'set sendmail=msmtp # not smtp_url="{SENDS}"\n',
        "source ~/.nowhere\n",
        "source ~/.muttrc\n",
    ],
)
def test_mutt_that_sends_by_a_program_is_changed(home: Path, asked: bool, text: str) -> None:
    path = write(home, muttrc=text)
    done = run("install", "mutt", "--yes")
    assert done.returncode == 0 and "sendmail -- $sendmail" in path.read_text(), done
    assert ("No mutt answers here" in done.stderr) != asked
    assert run("uninstall", "mutt", "--yes").returncode == 0 and path.read_text() == text


@needs_neomutt
@pytest.mark.parametrize("text", [f"set smtp_url=`echo {SENDS}`\n", f'set my_way="{SENDS}"\nset smtp_url=$my_way\n'])
def test_what_only_mutt_knows_is_asked_of_it(home: Path, text: str) -> None:
    write(home, muttrc=text)
    with pytest.raises(OutreachLintError, match="smtp_url"):
        install.installation("mutt")
    write(home, muttrc=text + "unset smtp_url\n")
    assert install.installation("mutt").is_needed


@pytest.mark.skipif(os.name != "posix", reason="a script stands for a mutt that hangs")
def test_a_mutt_that_does_not_answer_is_not_waited_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "_LONGEST_ANSWER", 0.2)
    monkeypatch.setenv("PATH", f"{home}:/usr/bin:/bin")
    for name in ("mutt", "neomutt"):
        (home / name).write_text("#!/bin/sh\nexec sleep 3000\n")
        (home / name).chmod(0o755)
    write(home, muttrc=f"set smtp_url={SENDS}\n")
    with pytest.raises(OutreachLintError, match="smtp_url"):
        install.installation("mutt")


@pytest.mark.parametrize(
    ("files", "notes"),
    [
        ({"muttrc": f'set x=1\naccount-hook . "set smtp_url={SENDS}"\n'}, ["Line 2 sets smtp_url"]),
        ({"muttrc": f"folder-hook work \\\n 'set from=a smtp_url=\"{SENDS}\"'\n"}, ["Line 1 sets smtp_url"]),
        ({"muttrc": "folder-hook work 'set sendmail=\"msmtp -a work\"'\n"}, ["Line 1 sets sendmail"]),
        ({"muttrc": f"send-hook . 'set sendmail=msmtp smtp_url={SENDS}'\n"}, ["Line 1 sets sendmail and smtp_url"]),
        ({"muttrc": "folder-hook . 'source ~/.work'\n", "work": f"set x=1\nset smtp_url={SENDS}\n"}, ["Line 2 of ~/.work sets smtp_url"]),
        ({"muttrc": "source ~/.hooks\n", "hooks": "reply-hook . 'set sendmail=b'"}, ["Line 1 of ~/.hooks sets sendmail"]),
        ({"muttrc": "macro index w '<enter-command>source ~/.work<enter>'", "work": "set sendmail=b"}, ["Line 1 of ~/.work sets sendmail"]),
        ({"muttrc": "folder-hook work 'set smtp_url=\"\"'\nfolder-hook home \"set smtp_url=\\\"\\\"\"\n"}, []),
        ({"muttrc": "folder-hook work 'set sendmail=\"/opt/outreach-lint sendmail -- msmtp\"'\n"}, []),
    ],
)  # fmt: skip
def test_what_is_set_for_some_messages_is_noted(home: Path, asked: bool, files: dict[str, str], notes: list[str]) -> None:
    write(home, **files)
    change = install.installation("mutt")
    told = [note.replace(str(home), "~") for note in change.notes if "sets" in note]
    assert change.is_needed and told == [
        f"{note} for some messages; those are not checked unless you change it too." for note in notes
    ]


def test_a_mutt_that_asks_already_but_sends_by_itself(home: Path, asked: bool) -> None:
    sendmail = 'set sendmail="/opt/outreach-lint sendmail -- msmtp"\n'
    write(home, muttrc="source ~/.sending\n", sending=sendmail)
    assert not install.installation("mutt").is_needed
    write(home, muttrc=f"{sendmail}set smtp_url={SENDS}\n")
    with pytest.raises(OutreachLintError, match="smtp_url"):
        install.installation("mutt")


# aerc


def aerc(home: Path, *outgoing: str) -> Path:
    path = home / ".config/aerc/accounts.conf"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f"[{number}]\nsource = imaps://sam@mx\n{line}\n\n" for number, line in enumerate(outgoing)))
    return path


@pytest.mark.parametrize("outgoing", [(f"outgoing = {SENDS}",), ("outgoing =",), (f"outgoing = {SENDS}", "outgoing = ")])
def test_aerc_that_sends_by_no_program(home: Path, outgoing: tuple[str, ...]) -> None:
    path = aerc(home, *outgoing)
    before = path.read_bytes()
    done = run("install", "aerc", "--yes")
    assert done.returncode == 2 and "no account sends by a program, so nothing is installed" in done.stderr, done
    assert path.read_bytes() == before and SECRET not in done.stdout + done.stderr


def test_an_account_of_aerc_that_names_nothing_is_left_as_it_is(home: Path) -> None:
    path = aerc(home, "outgoing = ", "outgoing = msmtp -a work")
    before = path.read_text()
    done = run("install", "aerc", "--yes")
    assert done.returncode == 0 and "Line 3 names nothing to send by" in done.stderr
    assert path.read_text().startswith(before[: before.index("[1]")]) and path.read_text().count("sendmail -- ") == 1
    assert "there already" in run("install", "aerc").stdout
    assert run("uninstall", "aerc", "--yes").returncode == 0 and path.read_text() == before


# Files


@pytest.mark.parametrize("mode", [0o400, 0o444])
def test_a_protected_file_is_left_as_it_is(home: Path, mode: int) -> None:
    path = write(home, emacs="(setq x 1)\n")
    path.chmod(mode)
    done = run("install", "emacs", "--yes")
    assert done.returncode == 2 and "write-protected" in done.stderr and path.read_text() == "(setq x 1)\n"
    path.chmod(0o644)
    assert run("install", "emacs", "--yes").returncode == 0
    installed = path.read_bytes()
    path.chmod(mode)
    assert run("install", "emacs", "--yes").returncode == 0  # there is nothing to change
    assert run("uninstall", "emacs", "--yes").returncode == 2 and path.read_bytes() == installed


@pytest.mark.parametrize("before", [b"set x=1\n", b"set x=1", b"# \xe4\r\nset x=1\r\n", b""])
def test_a_file_of_several_names_stays_one(home: Path, before: bytes) -> None:
    kept, path = home / "dotfiles", home / ".muttrc"
    kept.write_bytes(before)
    kept.chmod(0o640)
    path.hardlink_to(kept)
    install.installation("mutt").make()
    assert kept.samefile(path) and b"outreach-lint" in kept.read_bytes()
    install.removal("mutt").make()
    assert kept.samefile(path) and kept.read_bytes() == before and kept.stat().st_mode & 0o777 == 0o640


def test_where_there_is_no_room_a_file_of_several_names_stays_what_it_was(home: Path) -> None:
    path = write(home, muttrc="set x=1\n" * 100)
    (home / "dotfiles").hardlink_to(path)

    def with_little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (850, 850))

    done = run("install", "mutt", "--yes", preexec_fn=with_little_room)
    assert done.returncode == 2 and "cannot be written: File too large" in done.stderr, done
    assert path.read_text() == "set x=1\n" * 100 and path.samefile(home / "dotfiles")
