"""Plain Markdown: the name as the title, a headline under it, then sections ("## Experience") with one line an entry."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.shorthand import expand
from outreach_lint.source import decode

_SECTIONS = {
    "experience": "work", "work": "work", "employment": "work", "education": "education", "projects": "projects",
    "publications": "publications", "articles": "publications", "writing": "publications", "talks": "talks", "speaking": "talks",
    "posts": "posts", "volunteering": "volunteer", "volunteer": "volunteer", "awards": "awards", "certificates": "certificates",
    "skills": "skills", "interests": "interests", "languages": "languages",
}  # fmt: skip
_COMMA_SEPARATED = frozenset({"skills", "interests", "languages"})
_TITLE_KEYS = {"awards": "title", "languages": "language"}
_HEADING = re.compile(r"#{2,6}[ \t]++([^#\n]{1,100}+)#*+$")
_ITEM = re.compile(r"\s*[-*+]\s+(.+)$")
SUFFIXES = (".md", ".markdown")


def recognises(data: bytes) -> bool:
    """Whether the first line is a title."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"# ")


def read(data: bytes, path: str) -> Profile:
    """Read a Markdown profile. Raises ProfileError if nothing in it is known."""
    record: dict[str, Any] = {"basics": {}}
    section: str | None = None
    for line in decode(data, path, ProfileError).splitlines():
        heading = _HEADING.match(line)
        if line.startswith("# "):
            record["basics"]["name"] = line.removeprefix("# ").strip()
        elif heading:
            section = _SECTIONS.get(heading[1].strip().casefold(), heading[1].strip().casefold())
        elif line.strip():
            _add(record, section, line)
    return profile_from_resume(record, path)


def _add(record: dict[str, Any], section: str | None, line: str) -> None:
    item = _ITEM.match(line)
    text = item[1] if item else line.strip()
    if section is None:
        key, colon, value = text.partition(":")
        if colon and key.casefold() in ("location", "place", "based in"):
            record["basics"]["location"] = value.strip()
        elif "headline" not in record["basics"]:
            record["basics"]["headline"] = text
        else:
            _extend(record["basics"], "summary", text)
    elif section in ("about", "summary"):
        _extend(record["basics"], "summary", text)
    elif section in _COMMA_SEPARATED:
        key = _TITLE_KEYS.get(section, "name")
        record.setdefault(section, []).extend({key: part.strip()} for part in text.split(","))
    elif section in _SECTIONS.values():
        entry = expand(section, text)
        record.setdefault(section, []).append(
            {_TITLE_KEYS[section]: entry} if isinstance(entry, str) and section in _TITLE_KEYS else entry
        )


def _extend(basics: dict[str, Any], key: str, text: str) -> None:
    basics[key] = f"{basics[key]} {text}" if key in basics else text
