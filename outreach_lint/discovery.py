"""Which drafts are meant: files, all drafts in a folder, patterns, or standard input."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from outreach_lint.drafts import draft_suffixes
from outreach_lint.errors import DraftError
from outreach_lint.source import STDIN

IsExcluded = Callable[[Path], bool]


def find_drafts(named: str, is_excluded: IsExcluded) -> list[str]:
    """The drafts that one argument names, in order. What is named itself is taken whatever it is called; in a folder, files with the
    suffix of a draft format are taken, unless they or their folder are hidden or excluded.

    Raises DraftError where a folder or a pattern gives none.
    """
    if named == STDIN or not (Path(named).is_dir() or _is_pattern(named)):
        return [named]
    # Path.glob takes no absolute pattern.
    places = glob.glob(named, recursive=True) if _is_pattern(named) else [named]  # noqa: PTH207
    found = [path for place in sorted(places) for path in _drafts_at(Path(place), is_excluded)]
    if not found:
        where = "no draft fits this pattern" if _is_pattern(named) else "no draft in this folder"
        raise DraftError(f"{where} ({', '.join(draft_suffixes())})", path=named)
    return found


def _is_pattern(named: str) -> bool:
    return any(c in named for c in "*?[") and not Path(named).exists()


def _drafts_at(place: Path, is_excluded: IsExcluded) -> Iterator[str]:
    if not place.is_dir():
        yield from [str(place)] if not is_excluded(place) else []
        return
    for path in sorted(_walk(place, is_excluded)):
        if path.suffix.lower() in draft_suffixes():
            yield str(path)


def _walk(folder: Path, is_excluded: IsExcluded) -> Iterable[Path]:
    """The files below a folder; links to folders are not followed, so that none leads back."""
    for path in folder.iterdir():
        if path.name.startswith(".") or is_excluded(path):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, is_excluded)
        elif path.is_file():
            yield path
