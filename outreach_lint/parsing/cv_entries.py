"""Entries of work and of studies in a CV: which piece of a line is the position, the firm, the school, the degree."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.dates import DATE, split_dates, split_open, split_post_dates, split_year
from outreach_lint.parsing.degrees import DEGREE
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.references import without_emphasis
from outreach_lint.parsing.roles import has_mark, is_legal_form, organisation, position, position_alone
from outreach_lint.patterns import lazy

_NOT_SAID = "not said"  # an end that is no date: whether somebody still studies is told by dates only
YEAR = lazy(r"\(?(?P<year>(?:19|20)\d\d)\)?")
_NO_AREA = lazy(r"(?:first|second|distinction|merit|hon|summa|magna|cum|gpa|grade|with)\b", re.I)


_SAID_OF_NAME = lazy(r"\s+\((?![\w&.-]*[A-Z][\w&.-]*[A-Z][\w&.-]*\))[^()]*\)?$")
# What stands behind the school in a line of studies, and is of others or of the work: a supervisor, a thesis.
_ASIDE = lazy(
    r"(?:[.;,]|\s[–—-])\s*\(?(?:(?:co-)?supervis|advis[eo]r|promot[eo]r|tutor|thesis|dissertation|under\b|with prof|title|focus|topic|betreuer).*$",
    re.I,
)
_EXPECTED = lazy(rf",?\s*\(?(?:expected|due|anticipated|graduating|to be completed|exp\.)(?: in)?:? (?P<end>{DATE})\)?", re.I)
_GRADED = lazy(r"\s*\((?:[\d.:,/]+|[A-E]\*?|1st|2nd|first|second|distinction|merit|cum laude|summa.*|magna.*)\)?$", re.I)
_OF_SCHOOL = lazy(r"a[- ]levels?|abitur|gcses?|high school|international baccalaureate|baccalaur[ée]at|matura|leaving cert", re.I)
_SCHOOL = lazy(r"gymnasium|lyc[ée]e|liceo|school|schule|college|academy|instituto|kolleg", re.I)
_PART = lazy(r"(?:Department|Dept\.?|Faculty|Division) (?:of|for)\b")
_TWO = lazy(r"\s+(?:and|und|et|y|e)\s+")


def work_entry(key: str, heads: list[str]) -> dict[str, Any] | None:
    name_key = "organization" if key == "volunteer" else "name"
    entry: dict[str, Any] = {}
    pieces: list[str] = []
    lines: list[int] = []  # of each piece
    for number, head in enumerate(map(without_emphasis, heads)):
        year = YEAR.fullmatch(head.strip())
        text, dates = ("", {"startDate": year["year"], "endDate": year["year"]}) if year else split_post_dates(head)
        entry = {**dates, **entry}
        place = text.strip(" ,;·|–—-")
        found = [] if is_place(place) and place.count(",") < 2 else _roles_and_places(text)  # "Foo Works, Hull, UK" names a firm
        pieces.extend(found)
        lines.extend(number for _ in found)
    if not pieces:
        return None
    role = next((i for i, piece in enumerate(pieces) if position_alone(piece) and not has_mark(piece)), None)
    role = (
        role if role is not None else next((i for i, piece in enumerate(pieces) if position(piece) and not has_mark(piece)), None)
    )
    if role is None:
        return None
    beside_role = sorted((i for i in range(len(pieces)) if i != role), key=lambda i: lines[i] != lines[role])
    others = [pieces[i] for i in beside_role]
    marked = next(
        (piece for piece in sorted(others, key=lambda one: bool(_PART.match(one))) if has_mark(piece)), None
    )  # the university before its department
    named = marked or next((piece for piece in others if not is_place(piece) and organisation(piece)), None)
    return {
        "position": pieces[role].strip(" ,;"),
        **({name_key: without_bracket(named.strip(" ,;").removeprefix("the "))} if named else {}),
        **entry,
    }


def without_bracket(name: str) -> str:
    """The name without what is said of it in brackets, a place or a term; its initials stay."""
    return _SAID_OF_NAME.sub("", name)


def _roles_and_places(text: str) -> list[str]:
    """The pieces of a line of work: "Teacher at Hill School, Leeds" gives three."""
    text = text.strip(" ,;·|–—-")
    text = text.strip("()") if text.count("(") != text.count(")") or text.startswith("(") else text
    at = re.search(r"\s+(?:at|@)\s+", text)
    if at and position(text[: at.start()]) and not has_mark(text[: at.start()].rpartition(",")[2].strip()):
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
    for piece in re.split(r"[,:]\s+", text):
        if pieces and is_legal_form(piece):
            pieces[-1] += f", {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    return pieces


def education_of(item: str) -> dict[str, Any] | None:
    """The entry of studies in one line; None where it is not sure what the school is."""
    return education_entry([item])


def education_entry(heads: list[str]) -> dict[str, Any] | None:
    entry: dict[str, Any] = {}
    pieces: list[str] = []
    for head in heads:
        text, dates = _study_dates(_ASIDE.sub("", head))
        entry = {**dates, **entry}
        pieces.extend(
            piece for at in re.split(r"\s+(?:at|from)\s+(?=[A-ZÀ-Þ])", text.strip(" ")) for piece in _commas_and_strong(at)
        )
    degrees = [(piece, match) for piece in pieces if (match := DEGREE.match(piece))]
    school = next((piece for piece in pieces if has_mark(piece) and not DEGREE.match(piece)), None)
    rest = [piece for piece in pieces if piece != school and not DEGREE.match(piece) and not is_place(piece)]
    if school is None and degrees and rest and (not _OF_SCHOOL.match(degrees[0][0]) or _SCHOOL.search(rest[-1])):
        school = rest.pop() if organisation(rest[-1]) and "(" not in rest[-1] else None
    if school is None or (all(has_mark(part) for part in (_TWO.split(school, maxsplit=1) * 2)[:2]) and _TWO.search(school)):
        return None
    found: dict[str, Any] = {"institution": school.removeprefix("the ")}
    if degrees:
        piece, match = degrees[0]
        found["studyType"] = match[0].strip()
        area = re.sub(r"^\s*[:,-]?\s*(?:in|of)?\s+", "", _GRADED.sub("", piece[match.end() :])).strip(" ,.:")
        area = re.sub(r"^(?:student|candidate|degree)\b\s*(?:in\s+)?", "", area)
        behind = next(iter(pieces[pieces.index(piece) + 1 :]), "")
        area = area or next((one for one in rest if pieces.index(one) < pieces.index(school)), "")
        area = area or (behind if behind in rest and behind[:1].isupper() and not _NO_AREA.match(behind) else "")
        found.update({"area": _GRADED.sub("", area)} if area else {})
    elif rest and pieces.index(rest[0]) < pieces.index(school) and len(rest[0].split()) < 6 and not rest[0][0].isdigit():
        found["area"] = rest[0]
    return {**({} if "startDate" in entry else {"endDate": _NOT_SAID}), **found, **entry}


def _study_dates(text: str) -> tuple[str, dict[str, str]]:
    """The text without its dates, and these. One year is that of the end; with a dash behind it, it is the beginning for students, and tells nothing else."""
    year = YEAR.fullmatch(text.strip())
    if year:
        return "", {"endDate": year["year"]}
    expected = _EXPECTED.search(text)
    text = _EXPECTED.sub("", text, count=1)
    rest, dates = split_dates(text)
    if not dates:
        rest, dates = split_open(text)
        is_student = re.search(r"\b(?:student|candidate|undergraduate)\b", rest, re.I)
        dates = dates if is_student or not dates else {"endDate": _NOT_SAID}
    if not dates:
        rest, dates = split_year(text)
    return rest, {**dates, "endDate": expected["end"]} if expected else dates


def _commas_and_strong(text: str) -> list[str]:
    return [part for piece in re.split(r"\s+[|·•]\s+|\s+[–—-]\s+|\t+|\s{3,}", text) for part in _commas(piece)]
