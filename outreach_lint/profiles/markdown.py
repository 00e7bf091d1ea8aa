"""Markdown about a person: the name as the title, a headline, place and addresses under it, then sections ("## Experience") with one line an entry, or a
heading or line of its own for each entry and points below.
"""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.contacts import read_contacts, read_detail
from outreach_lint.parsing.dates import split_dates
from outreach_lint.parsing.references import without_emphasis
from outreach_lint.parsing.sections import COMMA_SEPARATED, CONTACT, NOT_TOLD, TITLE_KEYS, section_of
from outreach_lint.parsing.shorthand import expand
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode

SUFFIXES = (".md", ".markdown")
LIBRARY = "standard library"
LIMITS = "A section with an unknown heading is named and not read; up to 4,000 lines."
_HEADING = lazy(r"#{2,6}[ \t]++([^#\n]{1,100}+)#*+$")
_ITEM = lazy(r"(?P<indent>\s*)[-*+]\s+(?P<text>\S.*)$")
_LINK = lazy(r"!?\[([^\[\]\n]{0,200})\]\(([^()\s]{0,300})\)")
_WITH_POINTS = frozenset({"work", "volunteer", "education", "projects"})
_TITLED = frozenset({"publications", "talks", "posts"})
_WITH_ENTRIES = _WITH_POINTS | {"publications", "talks", "posts", "awards", "certificates"}
_MOST_LINES, _LONGEST_LINE = 4000, 2000
_MOST_BESIDE = 4  # spaces before a point of the list itself


def recognises(data: bytes) -> bool:
    """Whether the first line is a title."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"# ")


def read(data: bytes, path: str) -> Profile:
    """Read a Markdown profile. Raises ProfileError if nothing in it is known."""
    reader = _Reader()
    lines = decode(data, path, ProfileError).splitlines()
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        reader.add(number, line[:_LONGEST_LINE])
    if len(lines) > _MOST_LINES:
        reader.unread.append(f"line {_MOST_LINES + 1} and what follows: not read")
    return profile_from_resume(reader.record, path, reader.unread)


class _Reader:
    """The record that is made line by line: the section that the reader is in, and the entry that points belong to."""

    def __init__(self) -> None:
        self.record: dict[str, Any] = {"basics": {}}
        self.unread: list[str] = []
        self.section: str | None = None
        self.entry: dict[str, Any] | None = None

    def add(self, number: int, line: str) -> None:
        """Read one line."""
        heading = _HEADING.match(line)
        if line.startswith("# "):
            self.record["basics"]["name"] = _plain(line.removeprefix("# "))
        elif heading and line.startswith("###") and self.section in _WITH_ENTRIES and section_of(heading[1]) is None:
            self.entry = self._expanded(number, _plain(heading[1]))
        elif heading:
            self.section, self.entry = section_of(heading[1]) or NOT_TOLD, None
            if self.section == NOT_TOLD:
                self.unread.append(f"line {number}: {heading[1].strip()}")
        elif line.strip():
            self._add_text(number, line)

    def _add_text(self, number: int, line: str) -> None:
        item = _ITEM.match(line)
        is_titled = self.section in _TITLED
        text = _plain(item["text"] if item else line, self.section in (None, CONTACT), keep_emphasis=is_titled)
        if self.section is None:
            self._add_to_top(text)
        elif self.section == "summary":
            self._extend_summary(text)
        elif self.section == CONTACT:
            self.unread += [] if read_detail(self.record, text) else [f"line {number}: {text}"]
        elif self.section in COMMA_SEPARATED:
            key = TITLE_KEYS.get(self.section, "name")
            self.record.setdefault(self.section, []).extend({key: part.strip()} for part in text.split(","))
        elif self.section != NOT_TOLD:
            self._add_to_section(number, text, item)

    def _add_to_section(self, number: int, text: str, item: re.Match[str] | None) -> None:
        """An entry, or something that belongs to the last one: its dates, a point below it, a paragraph."""
        rest, dates = split_dates(text)
        is_new = not item and (bool(dates) or self.entry is None) and self.section in _WITH_POINTS
        is_inner = item is not None and len(item["indent"].expandtabs()) in range(2, _MOST_BESIDE + 1)
        held = self.record.get(str(self.section), [])
        if self.entry is not None and not item and dates and not rest.strip(" |·,()"):
            self.entry.update(dates)
        elif self.entry is not None and not is_new:
            self.entry.setdefault("highlights", []).append(text)
        elif is_inner and held:
            held[-1].setdefault("highlights", []).append(text)
        else:
            entry = self._expanded(number, text)
            self.entry = entry if is_new else None

    def _expanded(self, number: int, text: str) -> dict[str, Any] | None:
        entry: dict[str, Any] | None = expand(str(self.section), text)
        if entry is None:
            self.unread.append(f"line {number}: {text}")
            return None
        self.record.setdefault(str(self.section), []).append(entry)
        return entry

    def _add_to_top(self, text: str) -> None:
        basics = self.record["basics"]
        key, colon, value = text.partition(":")
        rest = read_contacts(basics, text)
        if colon and key.casefold() in ("location", "place", "based in"):
            basics["location"] = value.strip()
        elif rest and "headline" not in basics:
            basics["headline"] = rest
        elif rest:
            self._extend_summary(rest)

    def _extend_summary(self, text: str) -> None:
        basics = self.record["basics"]
        basics["summary"] = f"{basics['summary']} {text}" if "summary" in basics else text


def _plain(text: str, keep_addresses: bool = False, keep_emphasis: bool = False) -> str:
    """A line without emphasis, which may be kept; of links their words, or to keep addresses these."""

    def show(link: re.Match[str]) -> str:
        return link[2] if keep_addresses and link[2].startswith(("http", "mailto:")) else link[1]

    said = _LINK.sub(show, text.strip())
    return said if keep_emphasis else without_emphasis(said)
