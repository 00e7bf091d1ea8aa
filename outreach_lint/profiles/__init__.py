"""Profiles: one file, one format.

A format module has `SUFFIXES` and `recognises(data)`, which looks at the first 64 kB of a file, and `read(data, path)`, which gives the person that a
file tells of. Where a file can tell of many, it has `read_people(data, path)` too; where a format can be a folder, `read_folder(path)`.
`MAX_BYTES` is how large a file may be, if not the usual. Content decides before the suffix does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Profile
from outreach_lint.registry import nearest, plugin_names, plugins
from outreach_lint.source import STDIN, is_hidden, read_bytes

MAX_BYTES = 5_000_000
_HEAD = 65_536  # bytes by which a format is recognised
FALLBACK = "text"
_GENERAL = ("json_resume", "yaml", "markdown", FALLBACK)  # asked last, in this order: they take what is like many things
_MOST_NAMES = 3


def profile_formats() -> tuple[str, ...]:
    """The names that --profile-format takes."""
    return tuple(name.replace("_", "-") for name in plugin_names(__name__))


def read_profile(path: str, format: str | None = None) -> Profile:
    """Read the person whom a file, or a folder that is a format, tells of: of an archive its owner, whose path is that of the archive, where others have
    that of a file in it. `format` is a name of `profile_formats`; without it, the content decides, then the suffix. Raises ProfileError if it cannot be
    read, tells nothing about a person, or tells of several."""
    return owner_of(read_people(path, format), path)


def owner_of(people: Sequence[Profile], path: str) -> Profile:
    """The person whom a file tells of. Raises ProfileError where it tells of several, and is no archive of one of them."""
    if len({person.path for person in people}) > 1 and Path(str(people[0].path)) == Path(path):
        return people[0]
    if len(people) > 1:
        names = ", ".join(str(person.name) for person in people[:_MOST_NAMES])
        more = f" and {len(people) - _MOST_NAMES:,} more" if len(people) > _MOST_NAMES else ""
        raise ProfileError(f"tells of {len(people):,} people ({names}{more}); name one of them (--person NAME)", path=path)
    return people[0]


def read_people(path: str, format: str | None = None) -> tuple[Profile, ...]:
    """Read all people of whom a file tells, the owner of an archive first. Raises ProfileError like `read_profile`."""
    if path != STDIN and Path(path).is_dir():
        return _read_folder(Path(path), format)
    if _is_a_name(path):
        raise ProfileError("no such file; a profile is a file, and whom a draft goes to is said in the draft (to: ...)", path=path)
    data = read_bytes(path, max(_limit(module) for module in _modules().values()), ProfileError)
    if not data.strip():
        raise ProfileError("the file is empty", path=path)
    module = _named(format) if format else _format_of(data[:_HEAD], path)
    if len(data) > _limit(module):
        raise ProfileError(f"larger than {_limit(module) // 1000:,} kB, so it is not read", path=path)
    people = tuple(module.read_people(data, path)) if hasattr(module, "read_people") else (module.read(data, path),)
    if not people:
        raise ProfileError("tells of nobody", path=path)
    return people


def _is_a_name(path: str) -> bool:
    """Whether a person was named in the place of a file."""
    return path != STDIN and not re.search(r"[./\\\0]", path) and not Path(path).exists()


def read_profiles(folder: Path) -> tuple[Profile, ...]:
    """The profiles in a folder, in order of name. Raises ProfileError if it is no folder, is empty, or holds a file that is no profile."""
    if not folder.is_dir():
        raise ProfileError("no such folder", path=folder)
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not is_hidden(path.name))
    if not paths:
        raise ProfileError("the folder holds no profile", path=folder)
    return tuple(read_profile(str(path)) for path in paths)


@cache
def _modules() -> dict[str, ModuleType]:
    """The modules by name, in the order in which they are asked."""
    found = dict(plugins(__name__))
    return {name: found[name] for name in (*(n for n in found if n not in _GENERAL), *(n for n in _GENERAL if n in found))}


def _limit(module: ModuleType) -> int:
    return int(getattr(module, "MAX_BYTES", MAX_BYTES))


def _named(format: str) -> ModuleType:
    module = _modules().get(format.replace("-", "_"))
    if module is None:
        raise ProfileError(f"unknown profile format {format!r}; {nearest(format, profile_formats())}")
    return module


def _format_of(head: bytes, path: str) -> ModuleType:
    """The format of a file by what it begins with, or else by its suffix; plain text where neither tells."""
    by_content = (module for module in _modules().values() if module.recognises(head))
    by_suffix = (module for module in _modules().values() if path.lower().endswith(module.SUFFIXES))
    return next(by_content, None) or next(by_suffix, None) or _modules()[FALLBACK]


def _read_folder(folder: Path, format: str | None) -> tuple[Profile, ...]:
    for module in _modules().values():
        if hasattr(module, "read_folder") and (format is None or module is _named(format)):
            people: tuple[Profile, ...] | None = module.read_folder(folder)
            if people is not None:
                return people
    raise ProfileError("this is a folder; name a file in it", path=folder)
