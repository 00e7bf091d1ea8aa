"""Profiles: one file, one format. A format module has `recognises(data, path)` and `read(data, path)`."""

from __future__ import annotations

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
