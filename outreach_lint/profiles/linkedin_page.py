"""A profile page of LinkedIn as text, selected and copied in a browser, or the line that the phone shares: name, headline, place, summary, positions,
studies, own posts, and the sections below them.

Such text holds most lines twice (as seen, and as read out), buttons and counters between them, and what others wrote. Headings tell the sections;
within one, the lines with dates tell the entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.linkedin_lines import Line, divided, page_lines
from outreach_lint.parsing.linkedin_posts import read_posts
from outreach_lint.parsing.linkedin_sections import (
    joined_dates,
    read_about,
    read_awards,
    read_certificates,
    read_education,
    read_languages,
    read_projects,
    read_publications,
    read_skills,
)
from outreach_lint.parsing.linkedin_top import SHARED, read_top, tell_top
from outreach_lint.parsing.linkedin_words import MARKS, MIXED, SIGNED_OUT, TOLD
from outreach_lint.parsing.linkedin_work import read_volunteer, read_work
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode

SUFFIXES: tuple[str, ...] = ()
LIBRARY = "standard library"
LIMITS = "What others wrote, skills' endorsements and contact details are not read; up to 6,000 lines."
_NO_PAGE = (
    "not understood as a LinkedIn page: it holds neither a name nor a section such as “Experience”; open the profile, select all, copy, and"
    " paste it into a text file"
)
_FEWEST_MARKS = 3


def recognises(data: bytes) -> bool:
    """Whether several marks of a copied page stand in a text, or the sentence with which the phone shares a profile."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\x00" in data or head.startswith(
        (b"{", b"[", b"<", b"%PDF", b"PK", b"BEGIN:", b"# ", b"---", b"Return-Path:", b"Received:", b"From ")
    ):
        return False
    text = data.decode("utf-8", "replace").replace("’", "'").replace("\xa0", " ").lower()
    if "linkedin.com/in/" in text and len(text) < 2000 and SHARED.search(text):
        return True
    return sum(bool(re.search(mark, text, re.M)) for mark in MARKS) >= _FEWEST_MARKS


def read(data: bytes, path: str) -> Profile:
    """Read a copied page, or a part of one. Raises ProfileError if nothing in it is understood."""
    text = decode(data, path, ProfileError)
    lines, unread = page_lines(text)
    top, sections = divided(lines)
    record: dict[str, Any] = {"basics": {}}
    read_top(record, [line._replace(is_noise=line.is_noise or line.is_button) for line in top], text, unread)
    is_signed_out = any(SIGNED_OUT.fullmatch(line.text) for line in lines)
    for section in sections:
        if section.key in _READERS:
            kept = [line for line in section.lines if not line.is_noise or section.key == "posts"]
            _READERS[section.key](record, joined_dates(kept, section.key) if is_signed_out else kept, unread)
        elif section.key == TOLD and any(not line.is_noise for line in section.lines):
            unread.append(f"line {section.heading.number}: {section.heading.text}")
    tell_top(record, unread)
    if not any(record["basics"].values()) and len(record) == 1:
        raise ProfileError(_NO_PAGE, path=path)
    return profile_from_resume(record, path, unread)


def _tell_lines(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    """Tell the lines of a section as unread: it sets firms and schools, positions and degrees apart by pictures only."""
    unread.extend(f"line {line.number}: {line.text}" for line in lines)


_READERS: dict[str, Callable[[dict[str, Any], list[Line], list[str]], None]] = {
    "summary": read_about,
    "work": read_work,
    "education": read_education,
    "certificates": read_certificates,
    "volunteer": read_volunteer,
    "skills": read_skills,
    "projects": read_projects,
    "publications": read_publications,
    "awards": read_awards,
    "languages": read_languages,
    "posts": read_posts,
    MIXED: _tell_lines,
}
