"""Entries of a profile written in one line, as people jot them down.

Data analyst at Northwind, since 2021
Teacher at Hill School, 2012 - 2020
BSc Mathematics, University of Leeds, 2008 - 2012
Counting bees with a webcam (PyData Leeds, 2024)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from outreach_lint.parsing.months import MONTH, month_number
from outreach_lint.patterns import lazy

_DATE = rf"(?:\b{MONTH}\.?,? (?:de )?|\b(?:0?[1-9]|1[0-2])[/.])?\b(?:19|20)\d\d(?:-\d\d){{0,2}}"
_PRESENT = (
    r"(?:the )?(?:present|now|today|current|date|ongoing)|heute|jetzt|aujourd['’]hui|présent|actualidad|la actualidad|presente|(?:o )?momento"
    r"|(?:o )?presente|atual|oggi|heden|nu"
)
_TO = r"\s*(?:-|–|—|‑|to|until|till|bis|à|a|al|até|tot)\s*"
_SPAN = rf"(?P<start>{_DATE}){_TO}(?P<end>{_DATE}|{_PRESENT})"
_RANGE = lazy(
    rf"[,;:·|]?\s*[(\[]?{_SPAN}(?![\w-])[)\]]?(?:\s*(?:[·(,].{{0,40}}|\d[^·(,]{{0,20}})\b(?:yrs?|years?|mos?|months?|jahre?|monate?|ans?|mois|años?|anos?|m[eê]s(?:es)?"
    rf"|ann[io]|mes[ei]|jaar|maand(?:en)?)\b.{{0,14}})?\s*$",
    re.I,
)
_RANGE_FIRST = lazy(rf"^\s*[(\[]?{_SPAN}(?![\w-])[)\]]?\s*[:,;·|–—-]?\s*", re.I)
_SINCE = lazy(rf"[,;]?\s*\(?(?:since|from|seit|depuis|desde|dal|sinds) (?P<start>{_DATE})\)?\s*$", re.I)
_YEAR_LAST = lazy(rf"(?:,\s*|\s+[–—-]\s+|\s*\()(?P<end>{_DATE})\)?\s*$", re.I)
_YEAR_FIRST = lazy(rf"^(?P<end>{_DATE})(?:\s*[:,;·|–—-])?\s+(?=[^\W\d_]|[“\"])", re.I)
_WHERE = lazy(rf"^(?P<name>.+?)\s*\((?P<where>[^()]*?),?\s*(?P<date>{_DATE})?\)\s*$")
_WHERE_BEHIND = lazy(rf"^(?P<name>[^—–]+?)\s+(?:-|—|–)\s+(?P<where>[^—–()]{{3,80}}?),?\s+(?P<date>{_DATE})$", re.I)
_QUOTED = lazy(r"^.{0,60}?[“\"«](?P<name>[^“”\"«»]{2,160})[”\"»](?P<rest>.*)$")
_CITED = lazy(r"\((?P<date>(?:19|20)\d\d)[a-z]?\)[.,:]\s+(?P<name>[^.?!]{4,200}[?!]?)(?:\.|$)")
_ANY_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_SITE = lazy(r"\s*\((?:https?://)?(?:[\w-]{1,40}\.){1,3}[a-z]{2,10}(?:/[^\s()]{0,200})?\)\s*$", re.I)
_DESCRIBED = lazy(r"^(?P<name>[^:—–]{2,60}?)(?::|\s[—–-])\s+(?P<description>\S.*)$")
_GRADE = lazy(r",?\s+(?:\(?\d[\d:./]*\)?|(?:first|second|upper|lower)[- ].*|distinction|merit|gpa.*)$", re.I)
_WORDS = r"(?: (?!in\b|from\b|with\b|at\b)\w+){1,2}"
# What a degree or a school certificate is called, at the beginning of a phrase.
DEGREE = lazy(
    r"(?:(?:[BM]\.?(?:Sc|A|Eng|Ed|BA|Phil|S|FA|Res|Mus|PH|Arch|Litt|Tech|Com|Des|Pharm)\.?|[BM]\.?[SA]\.?Ed\.?|B\.?E\.?(?=\s)|Ph\.?\s?D\.?|D\.?Phil\.?|J\.?D\.?"
    r"|LL\.?[BM]\.?|M\.?D\.?|MB ?ChB|MBBS|PGCE|HND|HNC|CIPD Level \d|NVQ(?: Level \d)?|City & Guilds|Mag\.(?: [a-z]{2,8})?|Dr\.? (?:[a-z]{3,4}\. ?){1,3}"
    r"|(?:Executive )?E?MBA|(?i:a[- ]levels?|abitur|licence|licenciatura|laurea|grado|mestrado|magister|diplom(?:-\w+)?|high school(?: diploma)?"
    r"|(?:(?:higher|national|postgraduate|graduate|advanced) ){0,2}(?:diploma|certificate)|certificat"
    rf"|(?:associate|bachelor|master|doctor)(?:ate|['’]?s)?(?: degree| of{_WORDS})?))(?=[\s,.(:)]|$)(?:\s*\(Hon(?:our)?s\.?\))?)"
)
_EMPHASIS = lazy(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_LONGEST = 500  # code points of a line that is read
_QUOTES = "\"“”'‘’«»"
_STUDIED_AT = lazy(r"^(?P<studies>.+?)\s+(?:at|from)\s+(?P<institution>(?:the )?[A-ZÀ-Þ].*)$")
_ROLE = lazy(r"^(?P<position>.+?)\s+(?:at|@|with|for)\s+(?P<name>.+)$")


def expand(section: str, item: Any) -> Any:
    """One entry of a section as a JSON Resume object; what is no string is returned as it is, and so are skills, interests and languages."""
    if not isinstance(item, str):
        return item
    item = " ".join(without_emphasis(item[:_LONGEST]).split())
    read = _READERS.get(section)
    return read(item) if read else item


def without_emphasis(text: str) -> str:
    """A line of Markdown without the marks of emphasis."""
    return _EMPHASIS.sub("", text)


def _work(item: str) -> dict[str, Any]:
    text, dates = split_dates(item)
    role = None if "," in text.partition(" for ")[0] and not re.search(r" (?:at|@|with) ", text) else _ROLE.match(text)
    return {**(role.groupdict() if role else _position_and_name(text)), **dates}


def _position_and_name(text: str) -> dict[str, str]:
    """ "Head of Growth, Parcelwise" or "Head of Growth — Parcelwise"; what is no pair is a position."""
    parts = re.split(r"\s+[—–·|-]\s+|,\s+(?=[^,]+$)", text.rstrip(" ,;·—–-"), maxsplit=1)
    return {"position": parts[0], "name": parts[1]} if len(parts) == 2 else {"position": parts[0]}


def _education(item: str) -> dict[str, Any]:
    text, dates = split_dates(item)
    text, dates = (text, dates) if dates else split_year(text)
    studies, comma, institution = text.rpartition(", ")
    at = _STUDIED_AT.match(text)
    if at and DEGREE.match(text) and (not comma or "," not in at["studies"]):
        studies, institution = at["studies"], at["institution"]
    degree = DEGREE.match(studies)
    area = studies[degree.end() :].strip() if degree else studies.strip()
    return {
        "institution": institution,
        "studyType": degree[0] if degree else None,
        "area": area.removeprefix("in ").removeprefix("of "),
        **dates,
    }


def degree_and_field(text: str) -> dict[str, str]:
    """What was studied, as LinkedIn has it: "Bachelor of Arts - BA, English Literature" is a degree and its field, other words are a field."""
    degree, *rest = re.split(r",\s+|\s+in\s+", text, maxsplit=1)
    if not DEGREE.match(degree):
        return {"area": text}
    area = _GRADE.sub("", rest[0]) if rest else ""
    return {"studyType": re.sub(r" - [A-Z][A-Za-z]{1,7}$", "", degree), **({"area": area} if area else {})}


def _titled(item: str) -> dict[str, Any]:
    """A text or a talk: "Counting bees (PyData Leeds, 2024)", "“Maps lie”, NODA 2021", "Quay I (2021). Water that waits. Journal of Soil"."""
    cited, quoted = _CITED.search(item), _QUOTED.match(item)
    where = _WHERE.match(item) or _WHERE_BEHIND.match(item)
    if cited:
        return {"name": cited["name"].strip(' “”"'), "releaseDate": cited["date"]}
    is_title = quoted is not None and not quoted["rest"].lstrip().startswith(":")  # “It won't happen to us”: talking to skippers
    if quoted and is_title and not _is_quoted(item) and not (where and quoted["name"] not in where["name"]):
        return {"name": quoted["name"].strip(" ,."), **_published(quoted["rest"])}
    if where:
        return {"name": _unquoted(where["name"]), "publisher": where["where"], "releaseDate": where["date"]}
    text, dates = split_dates(item)
    return {"name": _unquoted(text), **dates}


def _published(rest: str) -> dict[str, str]:
    """Where and when: " (Earth Letters, 2019)", ", NODA 2021"."""
    year = _ANY_YEAR.search(rest)
    where = re.fullmatch(r"[\s,(–—-]*(?:at |in )?([A-ZÀ-Þ][^(),;.]{1,80}?)[\s,]*(?:(?:19|20)\d\d)?[).\s]*", rest)
    return {**({"publisher": where[1]} if where else {}), **({"releaseDate": year[0]} if year else {})}


def _project(item: str) -> dict[str, Any]:
    text, dates = split_dates(_SITE.sub("", item))
    described = _DESCRIBED.match(text)
    return {**(described.groupdict() if described else {"name": _unquoted(text)}), **dates}


def _given(item: str, title: str, by: str) -> dict[str, Any]:
    """An award or a certificate: "Sworn translator (Ministry of Justice, 2014)", "2011 Golden Compass", "Golden Compass, 2022"."""
    where = _WHERE.match(item)
    if where and where["where"][:1].isupper():
        return {title: where["name"].strip(" ,"), by: where["where"], "date": where["date"]}
    text, dates = split_dates(item)
    text, dates = (text, dates) if dates else split_year(text)
    return {title: text.strip(" ,"), "date": dates.get("startDate") or dates.get("endDate")}


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "work": _work,
    "volunteer": _work,
    "education": _education,
    "publications": _titled,
    "talks": _titled,
    "posts": _titled,
    "projects": _project,
    "awards": lambda item: _given(item, "title", "awarder"),
    "certificates": lambda item: _given(item, "name", "issuer"),
}


def split_dates(text: str) -> tuple[str, dict[str, str]]:
    """The text without the span of time at its end or its beginning, and that span: "Teacher, 2012 - 2020" gives "Teacher" and its two dates."""
    for pattern in (_RANGE, _SINCE, _RANGE_FIRST):
        match = pattern.search(text[:_LONGEST])
        if match:
            found = {"startDate": _plain_date(match["start"])}
            end = match.groupdict().get("end")
            rest = text[match.end() :] if pattern is _RANGE_FIRST else text[: match.start()]
            return rest, {**found, "endDate": _plain_date(end)} if end else found
    return text, {}


def split_year(text: str) -> tuple[str, dict[str, str]]:
    """The text without the one date at its end or its beginning, and that date as the end: "BSc Mathematics, 2012"."""
    for pattern in (_YEAR_LAST, _YEAR_FIRST):
        match = pattern.search(text[:_LONGEST])
        if match and match.end() - match.start() < len(text.rstrip()):
            rest = text[match.end() :] if pattern is _YEAR_FIRST else text[: match.start()]
            return rest, {"endDate": _plain_date(match["end"])}
    return text, {}


def _plain_date(text: str) -> str:
    """ "2021-03" for "Mär 2021" and "03/2021"; "Present" for every word for now."""
    year = re.search(r"(?:19|20)\d\d(?:-\d\d){0,2}", text)
    if not year:
        return "Present"
    before = text[: year.start()].strip(" ./,").casefold().removesuffix(" de").strip(" .,")
    if before.isdigit():
        return f"{year[0]}-{int(before):02}"
    month = month_number(before)
    return f"{year[0]}-{month:02}" if month else year[0]


def _is_quoted(text: str) -> bool:
    """Whether quotation marks stand around all of a text, and none inside."""
    return len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES and not any(mark in text[1:-1] for mark in '"“”«»')


def _unquoted(text: str) -> str:
    """The text without the quotation marks around all of it; those around a part of it stay."""
    text = text.strip()
    return text[1:-1].strip() if _is_quoted(text) else text
