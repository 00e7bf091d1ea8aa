"""JSON Resume (jsonresume.org), also with the older keys `company` and `website`, and with `talks` and `posts` beside `publications`."""

from __future__ import annotations

import json

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode

SUFFIXES = (".json",)


def recognises(data: bytes) -> bool:
    """Whether the file looks like JSON."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read(data: bytes, path: str) -> Profile:
    """Read a JSON Resume file. Raises ProfileError, with line and column where the JSON is broken."""
    text = decode(data, path, ProfileError)
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProfileError(f"not valid JSON: {error.msg}", path=path, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise ProfileError(
            "not a profile: the JSON is nested too deeply, or holds a number of thousands of digits", path=path
        ) from None
    return profile_from_resume(record, path)
