"""Plain Markdown: the name as the title, a headline under it, then sections ("## Experience") with one line an entry."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.sections import COMMA_SEPARATED, NOT_TOLD, TITLE_KEYS, section_of
from outreach_lint.shorthand import expand, split_dates
from outreach_lint.source import decode

_HEADING = re.compile(r"#{2,6}[ \t]++([^#\n]{1,100}+)#*+$")
_ITEM = re.compile(r"\s*[-*+]\s+(.+)$")
_WITH_ENTRIES = frozenset(
    {"work", "volunteer", "education", "projects", "publications", "talks", "posts", "awards", "certificates"}
)
SUFFIXES = (".md", ".markdown")


def recognises(data: bytes) -> bool:
    """Whether the first line is a title."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"# ")


def read(data: bytes, path: str) -> Profile:
    """Read a Markdown profile. Raises ProfileError if nothing in it is known."""
    record: dict[str, Any] = {"basics": {}}
    section: str | None = None
    entry: dict[str, Any] | None = None  # the one whose heading was read last
    unread: list[str] = []
    for number, line in enumerate(decode(data, path, ProfileError).splitlines(), 1):
        heading = _HEADING.match(line)
        if line.startswith("# "):
            record["basics"]["name"] = line.removeprefix("# ").strip()
        elif heading and _is_entry(line, heading[1], section):
            entry = _head(record, str(section), heading[1].strip())
        elif heading:
            section, entry = section_of(heading[1]) or NOT_TOLD, None
            if section == NOT_TOLD:
                unread.append(f"line {number}: {heading[1].strip()}")
        elif line.strip() and entry is not None:
            _add_to(entry, line)
        elif line.strip():
            _add(record, section, line)
    return profile_from_resume(record, path, unread)


def _is_entry(line: str, heading: str, section: str | None) -> bool:
    """Whether a heading of the third level or below heads an entry of its section: "### Staff Engineer, Foo"."""
    return line.startswith("###") and section in _WITH_ENTRIES and section_of(heading) is None


def _head(record: dict[str, Any], section: str, heading: str) -> dict[str, Any]:
    entry = expand(section, heading)
    entry = entry if isinstance(entry, dict) else {TITLE_KEYS.get(section, "name"): entry}
    record.setdefault(section, []).append(entry)
    return entry


def _add_to(entry: dict[str, Any], line: str) -> None:
    """A line under the heading of an entry: its dates, or something that it tells."""
    item = _ITEM.match(line)
    text = (item[1] if item else line).strip()
    rest, dates = split_dates(text.strip("*_ "))
    if dates and not item and not rest.strip(" *_|·,"):
        entry.update(dates)
    else:
        entry.setdefault("highlights", []).append(text)


def _add(record: dict[str, Any], section: str | None, line: str) -> None:
    item = _ITEM.match(line)
    text = item[1] if item else line.strip()
    if section is None:
        _add_to_top(record["basics"], text)
    elif section == "summary":
        _extend(record["basics"], "summary", text)
    elif section in COMMA_SEPARATED:
        key = TITLE_KEYS.get(section, "name")
        record.setdefault(section, []).extend({key: part.strip()} for part in text.split(","))
    elif section != NOT_TOLD:
        entry = expand(section, text)
        record.setdefault(section, []).append(
            {TITLE_KEYS[section]: entry} if isinstance(entry, str) and section in TITLE_KEYS else entry
        )


def _add_to_top(basics: dict[str, Any], text: str) -> None:
    key, colon, value = text.partition(":")
    if colon and key.casefold() in ("location", "place", "based in"):
        basics["location"] = value.strip()
    elif "headline" not in basics:
        basics["headline"] = text
    else:
        _extend(basics, "summary", text)


def _extend(basics: dict[str, Any], key: str, text: str) -> None:
    basics[key] = f"{basics[key]} {text}" if key in basics else text
