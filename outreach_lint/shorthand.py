"""Entries of a profile written in one line, as people jot them down.

Data analyst at Northwind, since 2021
Teacher at Hill School, 2012 - 2020
BSc Mathematics, University of Leeds, 2008 - 2012
Counting bees with a webcam (PyData Leeds, 2024)
"""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.patterns import lazy

# The beginnings of the months, in the languages of the headings: "Mär", "août", "dic."
_MONTHS = {
    start: number
    for number, starts in enumerate(
        (
            "jan jän ene gen", "feb fév fev", "mar mär mrz mrt maa már", "apr abr avr", "may mai mag mei", "jun juin giu", "jul juil lug", "aug ago aoû",
            "sep set", "oct okt out ott", "nov", "dec dez dic déc",
        ),
        1,
    )
    for start in starts.split()
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro|uari|v)?|jän(?:ner)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|rero|braio|ruari)?|fév(?:rier|r)?|fev(?:ereiro|rier)?"
    r"|mar(?:ch|s|zo|ço)?|märz?|mrz|mrt|maart"
    r"|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|may(?:o)?|mai(?:o)?|mag(?:gio)?|mei|jun(?:e|i|io|ho)?|juin|giu(?:gno)?|jul(?:y|i|io|ho)?|juil(?:let)?"
    r"|lug(?:lio)?|aug(?:ust|ustus)?|ago(?:sto)?|août"
    r"|sep(?:t|tember|tembre|tiembre)?|set(?:t|embro|tembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|déc(?:embre)?)"
)
_DATE = rf"(?:\b{_MONTH}\.?,? (?:de )?|\b(?:0?[1-9]|1[0-2])[/.])?\b(?:19|20)\d\d(?:-\d\d){{0,2}}"
_PRESENT = (
    r"(?:the )?(?:present|now|today|current|date|ongoing)|heute|jetzt|aujourd['’]hui|présent|actualidad|la actualidad|presente|(?:o )?momento"
    r"|(?:o )?presente|atual|oggi|heden|nu"
)
_TO = r"\s*(?:-|–|—|‑|to|until|till|bis|à|a|al|até|tot)\s*"
_SPAN = rf"(?P<start>{_DATE}){_TO}(?P<end>{_DATE}|{_PRESENT})"
_RANGE = lazy(
    rf"[,;:·|]?\s*[(\[]?{_SPAN}(?![\w-])[)\]]?(?:\s*[·(,].{{0,40}}\b(?:yrs?|years?|mos?|months?|jahre?|monate?|ans?|mois|años?|anos?|m[eê]s(?:es)?"
    rf"|ann[io]|mes[ei]|jaar|maand(?:en)?)\b.{{0,14}})?\s*$",
    re.I,
)
_RANGE_FIRST = lazy(rf"^\s*[(\[]?{_SPAN}(?![\w-])[)\]]?\s*[:,;·|–—-]?\s*", re.I)
_SINCE = lazy(rf"[,;]?\s*\(?(?:since|from|seit|depuis|desde|dal|sinds) (?P<start>{_DATE})\)?\s*$", re.I)
_YEAR_LAST = lazy(rf"(?:,\s*|\s+[–—-]\s+|\s*\()(?P<end>{_DATE})\)?\s*$", re.I)
_YEAR_FIRST = lazy(rf"^(?P<end>{_DATE})\s*[:,;·|–—-]\s+", re.I)
_WHERE = lazy(rf"^(?P<name>.+?)\s*\((?P<where>[^()]*?),?\s*(?P<date>{_DATE})?\)\s*$")
_WHERE_BEHIND = lazy(rf"^(?P<name>[^—–]+?)\s+(?:-|—|–)\s+(?P<where>[^—–()]{{3,80}}?),?\s+(?P<date>{_DATE})$", re.I)
_DEGREE = lazy(
    r"^(?:[BM]\.?(?:A|Sc|Eng|Ed|BA|Phil|S)\.?|Ph\.?D\.?|MBA|Diploma|Bachelor(?:'s)?|Master(?:'s)?)\b\.?(?: (?:in|of))?", re.I
)
_LONGEST = 500  # code points of a line that is read
_QUOTES = "\"“”'‘’«»"
_ROLE = lazy(r"^(?P<position>.+?)\s+(?:at|@|with|for)\s+(?P<name>.+)$")


def expand(section: str, item: Any) -> Any:
    """One entry of a section as a JSON Resume object; what is no string is returned as it is."""
    if not isinstance(item, str):
        return item
    item = " ".join(re.sub(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)", "", item[:_LONGEST]).split())  # no emphasis
    text, dates = split_dates(item)
    if section in ("work", "volunteer"):
        role = None if "," in text.partition(" for ")[0] and not re.search(r" (?:at|@|with) ", text) else _ROLE.match(text)
        keys = role.groupdict() if role else _position_and_name(text)
        return {**keys, **dates}
    if section == "education":
        text, dates = (text, dates) if dates else split_year(text)
        studies, _, institution = text.rpartition(", ")
        degree = _DEGREE.match(studies)
        return {
            "institution": institution,
            "studyType": degree[0] if degree else None,
            "area": _DEGREE.sub("", studies).strip(),
            **dates,
        }
    if section in ("publications", "talks", "posts", "projects"):
        where = _WHERE.match(item.strip()) or _WHERE_BEHIND.match(item.strip())
        if where:
            return {"name": _unquoted(where["name"]), "publisher": where["where"], "releaseDate": where["date"]}
        return {"name": _unquoted(text), **dates}
    return item


def _position_and_name(text: str) -> dict[str, str]:
    """ "Head of Growth, Parcelwise" or "Head of Growth — Parcelwise"; what is no pair is a position."""
    parts = re.split(r"\s+[—–·|-]\s+|,\s+(?=[^,]+$)", text.rstrip(" ,;·—–-"), maxsplit=1)
    return {"position": parts[0], "name": parts[1]} if len(parts) == 2 else {"position": parts[0]}


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
    month = _MONTHS.get(before[:4]) or _MONTHS.get(before[:3])
    return f"{year[0]}-{month:02}" if month else year[0]


def _unquoted(text: str) -> str:
    """The text without the quotation marks around all of it; those around a part of it stay."""
    text = text.strip()
    inner = text[1:-1]
    is_quoted = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES and not any(mark in inner for mark in '"“”«»')
    return inner.strip() if is_quoted else text
