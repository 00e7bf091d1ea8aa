"""Which drafts are meant: files, all drafts in a folder, patterns, or standard input."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from outreach_lint.drafts import draft_suffixes
from outreach_lint.errors import DraftError
from outreach_lint.settings_file import parts_matched
from outreach_lint.source import STDIN

IsExcluded = Callable[[Path], bool]
_DEEPEST = 100  # folders


def find_drafts(named: str, is_excluded: IsExcluded) -> list[str]:
    """The drafts that one argument names, in order. What is named itself is taken whatever it is called; in a folder, files with the
    suffix of a draft format are taken, unless they or their folder are hidden or excluded. Links to folders are not followed.

    Raises DraftError where a folder or a pattern gives none.
    """
    if not named.strip():
        raise DraftError("an empty path names no draft; . is this folder")
    if named == STDIN:
        return [named]
    try:
        found = list(_found(named, is_excluded))
    except OSError as error:
        raise DraftError(f"cannot be read: {error.strerror}", path=(error.filename or named)[:200]) from None
    if not found:
        where = "no draft fits this pattern" if _is_pattern(named) else "no draft in this folder"
        raise DraftError(f"{where} ({', '.join(draft_suffixes())})", path=named)
    return found


def _found(named: str, is_excluded: IsExcluded) -> Iterator[str]:
    if Path(named).is_dir():
        yield from _drafts_below(Path(named), is_excluded)
    elif _is_pattern(named):
        yield from _drafts_that_fit(named, is_excluded)
    else:
        yield named


def _is_pattern(named: str) -> bool:
    return any(c in named for c in "*?[") and not Path(named).exists()


def _drafts_below(folder: Path, is_excluded: IsExcluded) -> Iterator[str]:
    for path in _walk(folder, is_excluded, _DEEPEST):
        if path.suffix.lower() in draft_suffixes():
            yield str(path)


def _drafts_that_fit(pattern: str, is_excluded: IsExcluded) -> Iterator[str]:
    """The files that fit a pattern, and the drafts in the folders that do."""
    parts = Path(pattern).parts
    fixed = next(n for n, part in enumerate(parts) if any(c in part for c in "*?["))
    root, wanted = Path(*parts[:fixed]), "/".join(parts[fixed:])
    deepest = _DEEPEST if "**" in wanted else len(parts) - fixed
    for path in _walk(root, is_excluded, deepest) if root.is_dir() else ():
        place = path.relative_to(root).as_posix()
        matched = parts_matched(place, wanted)
        if len(place.split("/")) in matched or (matched - {0} and path.suffix.lower() in draft_suffixes()):
            yield str(path)


def _walk(root: Path, is_excluded: IsExcluded, deepest: int) -> Iterator[Path]:
    """The files below a folder, in order of name."""
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith(".") and not is_excluded(path))
        folders = [path for path in inside if path.is_dir() and not path.is_symlink()]
        yield from (path for path in inside if path.is_file())
        if depth + 1 < deepest:
            waiting += [(path, depth + 1) for path in reversed(folders)]
