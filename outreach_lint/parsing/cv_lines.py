"""The lines of a CV or another plain text about a person, and the sections that its headings begin."""

from __future__ import annotations

import re
from typing import NamedTuple

from outreach_lint.parsing.biography import speaks
from outreach_lint.parsing.contacts import MAY_GO_ON
from outreach_lint.parsing.sections import COMMA_SEPARATED, CONTACT, NOT_TOLD, section_of
from outreach_lint.patterns import lazy
from outreach_lint.resume import clean

# Headings that are told without an empty line or a mark: they are nothing else.
_USUAL = frozenset(
    "experience; work experience; professional experience; employment history; work history; education; skills; languages; publications; projects;"
    " volunteering; certifications; awards; references".split("; ")
)
_MOST_LINES, _LONGEST_LINE, _MOST_CHARACTERS = 4000, 1500, 150_000
BULLET = lazy(r"\s*(?:[-*•–·▪◦‣●○■]|o(?=\s))\s+(?P<item>\S.*)$")
_UNDERLINE = lazy(r"\s*[-=_~—–*#]{3,}\s*$")
_ONE_LINE_ENTRIES = frozenset({"skills", "interests", "languages", "publications", "talks", "posts", "awards", "certificates"})


class Line(NamedTuple):
    """A line of the text, by its number; `is_bullet` if its bullet was taken off."""

    number: int
    text: str
    is_bullet: bool = False


class Section(NamedTuple):
    """The lines below a heading."""

    key: str | None  # None: its heading is not known
    heading: Line
    lines: list[Line]


def text_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines, without control characters and each bounded, and what was left out."""
    split = text[:_MOST_CHARACTERS].splitlines()
    lines = [Line(number, _plain(line)) for number, line in enumerate(split[:_MOST_LINES], 1)]
    left_out = len(text) > _MOST_CHARACTERS or len(split) > _MOST_LINES
    return lines, [f"line {len(lines) + 1} and what follows: not read"] if left_out else []


def _plain(line: str) -> str:
    """The line as it is to be read; a tab, or a row of spaces, still divides."""
    pieces = re.split(r"(\t+|\s{3,})", line[:_LONGEST_LINE].rstrip())
    return "".join(
        piece if i % 2 else clean(piece) if not piece.strip().startswith("*") else clean(piece) or piece
        for i, piece in enumerate(pieces)
    )


def divided(lines: list[Line]) -> tuple[list[Line], list[Section]]:
    """The lines before the first heading, and the sections."""
    top: list[Line] = []
    sections: list[Section] = []
    for i, line in enumerate(lines):
        before = lines[i - 1].text if i else ""
        after = lines[i + 1].text if i + 1 < len(lines) else ""
        if _UNDERLINE.fullmatch(line.text):
            continue
        held = sections[-1] if sections else None
        key, rest = _heading(line.text, before, after)
        if held and held.key == "skills" and key == "languages" and rest and before.strip() and not speaks(rest):
            key = None  # languages of programming
        is_unknown = key is None and held is not None and _is_unknown_heading(line.text, before, after, held)
        if key or is_unknown:
            sections.append(Section(key, line, [Line(line.number, rest)] if rest else []))
        elif held and is_label(held) and not _continues(line.text, before):
            (top if all(is_label(section) for section in sections) else held.lines).append(line)
        else:
            (held.lines if held else top).append(line)
    return top, sections


def is_label(section: Section) -> bool:
    """Whether a section is a list behind its heading: "Interests: kayaks, dry stone walls"."""
    return section.key in COMMA_SEPARATED and bool(section.lines) and section.lines[0].number == section.heading.number


def _continues(text: str, before: str) -> bool:
    """Whether a line goes on with the list of the line before."""
    said = text.strip()
    return (
        not said
        or said[0].islower()
        or bool(BULLET.match(text))
        or len(before) > MAY_GO_ON
        or before.rstrip().endswith((",", ";", " and"))
    )


def _heading(text: str, before: str, after: str) -> tuple[str | None, str]:
    """The section that a line begins, and what stands behind the colon of "Skills: Python, SQL"."""
    stripped = text.strip()
    head, colon, rest = stripped.partition(":")
    if colon and rest.strip():
        key = section_of(head)
        return (
            (key, rest.strip())
            if key and (key in COMMA_SEPARATED or key in ("summary", CONTACT, NOT_TOLD)) and head[:1].isupper()
            else (None, "")
        )
    key = section_of(stripped)
    if not key or BULLET.match(text):
        return None, ""
    is_marked = stripped.isupper() or colon or stripped.startswith("#") or _UNDERLINE.fullmatch(after) or stripped.startswith("**")
    stands_alone = stripped[0].isupper() and (
        not before.strip() or (stripped.casefold() in _USUAL and len(before.strip()) < MAY_GO_ON)
    )
    return (key, "") if is_marked or stands_alone else (None, "")


def _is_unknown_heading(text: str, before: str, after: str, held: Section) -> bool:
    """Whether a line begins a section of a kind that is not known, so that nothing in it is taken for entries of the section above."""
    stripped = text.strip()
    if (
        not 3 < len(stripped) <= 40
        or any(c.isdigit() for c in stripped)
        or stripped.endswith((".", ","))
        or before.strip()
        or BULLET.match(text)
    ):
        return False
    is_marked = stripped.isupper() or bool(_UNDERLINE.fullmatch(after))
    is_marked = is_marked or (stripped.endswith(":") and stripped[0].isupper() and not after.strip().startswith(("-", "•")))
    return is_marked or (
        bool(after.strip()) and stripped[0].isupper() and "," not in stripped and len(stripped.split()) < 4 and _is_list(held)
    )


def _is_list(section: Section) -> bool:
    """Whether a section has entries of one line each, and no empty line between them."""
    told = "\n".join(line.text.strip() for line in section.lines).strip("\n")
    return section.key in _ONE_LINE_ENTRIES and bool(told) and "\n\n" not in told
