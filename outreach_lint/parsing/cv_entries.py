"""Entries of work and of studies in a CV: which piece of a line is the position, the firm, the school, the degree."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import has_mark, organisation, position, position_alone
from outreach_lint.parsing.shorthand import DEGREE, split_dates, split_year
from outreach_lint.patterns import lazy

_NOT_SAID = "not said"  # an end that is no date: whether somebody still studies is told by dates only
YEAR = lazy(r"\(?(?P<year>(?:19|20)\d\d)\)?")
_NO_AREA = lazy(r"(?:first|second|distinction|merit|hon|summa|magna|cum|gpa|grade|with)\b", re.I)


def work_entry(key: str, heads: list[str]) -> dict[str, Any] | None:
    name_key = "organization" if key == "volunteer" else "name"
    entry: dict[str, Any] = {}
    pieces: list[str] = []
    for head in heads:
        text, dates = split_dates(head)
        if not dates and not YEAR.fullmatch(text.strip()):
            text, dates = split_year(text)
        elif not dates:
            text, dates = "", {"startDate": text.strip(" ()"), "endDate": text.strip(" ()")}
        entry = {**dates, **entry}
        pieces.extend(_roles_and_places(text))
    if not pieces:
        return None
    role = next((i for i, piece in enumerate(pieces) if position_alone(piece) and not has_mark(piece)), None)
    role = (
        role if role is not None else next((i for i, piece in enumerate(pieces) if position(piece) and not has_mark(piece)), None)
    )
    if role is None:
        return None
    others = [piece for i, piece in enumerate(pieces) if i != role]
    marked = next((piece for piece in others if has_mark(piece)), None)
    named = marked or next((piece for piece in others if not is_place(piece) and organisation(piece)), None)
    return {
        "position": pieces[role].strip(" ,;"),
        **({name_key: named.strip(" ,;").removeprefix("the ")} if named else {}),
        **entry,
    }


def _roles_and_places(text: str) -> list[str]:
    """The pieces of a line of work: "Teacher at Hill School, Leeds" gives three."""
    text = text.strip(" ,;·|–—-()")
    at = re.search(r"\s+(?:at|@)\s+", text)
    if at and position(text[: at.start()]):
        return [text[: at.start()], *_pieces(text[at.end() :])]
    return _pieces(text)


def _pieces(text: str) -> list[str]:
    """The text at its dividers; where there are strong ones, a comma does not divide a position."""
    strong = [piece.strip() for piece in re.split(r"\s+[|·•]\s+|\s+[–—-]\s+|\t+|\s{3,}", text) if piece.strip()]
    if len(strong) > 1:
        return [
            part
            for piece in strong
            for part in ([piece] if position(piece.partition(",")[0]) and not has_mark(piece) else _commas(piece))
        ]
    return _commas(text)


def _commas(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in re.split(r",\s+", text):
        if pieces and re.fullmatch(r"(?:Inc|Ltd|LLC|LLP|plc|PLC|Limited|GmbH)\.?", piece):
            pieces[-1] += f", {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    return pieces


def education_entry(heads: list[str]) -> dict[str, Any] | None:
    entry: dict[str, Any] = {}
    pieces: list[str] = []
    for head in heads:
        text, dates = split_dates(head)
        if not dates:
            year = YEAR.fullmatch(text.strip())
            text, dates = ("", {"endDate": year["year"]}) if year else split_year(text)
        entry = {**dates, **entry}
        pieces.extend(
            piece for at in re.split(r"\s+(?:at|from)\s+(?=[A-ZÀ-Þ])", text.strip(" ()")) for piece in _commas_and_strong(at)
        )
    degrees = [(piece, match) for piece in pieces if (match := DEGREE.match(piece))]
    school = next((piece for piece in pieces if has_mark(piece) and not DEGREE.match(piece)), None)
    rest = [piece for piece in pieces if piece != school and not DEGREE.match(piece) and not is_place(piece)]
    if school is None and degrees and rest:
        school = rest.pop() if organisation(rest[-1]) else None
    if school is None:
        return None
    found: dict[str, Any] = {"institution": school.removeprefix("the ")}
    if degrees:
        piece, match = degrees[0]
        found["studyType"] = match[0].strip()
        area = re.sub(r"^\s*[:,-]?\s*(?:in|of)?\s+", "", piece[match.end() :]).strip(" ,.()")
        behind = next(iter(pieces[pieces.index(piece) + 1 :]), "")
        area = area or next((one for one in rest if pieces.index(one) < pieces.index(school)), "")
        area = area or (behind if behind in rest and behind[:1].isupper() and not _NO_AREA.match(behind) else "")
        found.update({"area": area} if area else {})
    elif rest and pieces.index(rest[0]) < pieces.index(school) and len(rest[0].split()) < 6:
        found["area"] = rest[0]
    return {**({} if "startDate" in entry else {"endDate": _NOT_SAID}), **found, **entry}


def _commas_and_strong(text: str) -> list[str]:
    return [part for piece in re.split(r"\s+[|·•]\s+|\s+[–—-]\s+|\t+|\s{3,}", text) for part in _commas(piece)]
