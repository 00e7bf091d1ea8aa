"""Profiles: one file, one format. A format module has `recognises(data, path)` and `read(data, path)`."""

from __future__ import annotations

from pathlib import Path

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Profile
from outreach_lint.registry import plugins
from outreach_lint.source import read_bytes

MAX_BYTES = 5_000_000


def read_profile(path: str) -> Profile:
    """Read the profile in a file. Raises ProfileError if it cannot be read or tells nothing about a person."""
    data = read_bytes(path, MAX_BYTES, ProfileError)
    if not data.strip():
        raise ProfileError("the file is empty", path=path)
    for _, module in plugins(__name__):
        if module.recognises(data, path):
            profile: Profile = module.read(data, path)
            return profile
    raise ProfileError("not a profile in a known format (JSON Resume, YAML, Markdown)", path=path)


def read_profiles(folder: Path) -> tuple[Profile, ...]:
    """The profiles in a folder, in order of name. Raises ProfileError if it is no folder, is empty, or holds a file that is no profile."""
    if not folder.is_dir():
        raise ProfileError("no such folder", path=folder)
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if not paths:
        raise ProfileError("the folder holds no profile", path=folder)
    return tuple(read_profile(str(path)) for path in paths)
