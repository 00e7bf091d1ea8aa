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

_DATE = r"(?:[A-Za-z]{3,9}\.? )?(?:19|20)\d\d(?:-\d\d){0,2}"
_RANGE = lazy(rf"[,;·]?\s*\(?(?P<start>{_DATE})\s*(?:-|–|—|to|until)\s*(?P<end>{_DATE}|present|now|today)\)?\s*$", re.I)
_SINCE = lazy(rf"[,;]?\s*\(?since (?P<start>{_DATE})\)?\s*$", re.I)
_WHERE = lazy(rf"^(?P<name>.+?)\s*\((?P<where>[^()]*?),?\s*(?P<date>{_DATE})?\)\s*$")
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
    text, dates = _split_dates(item)
    if section in ("work", "volunteer"):
        role = None if "," in text.partition(" for ")[0] and not re.search(r" (?:at|@|with) ", text) else _ROLE.match(text)
        keys = role.groupdict() if role else _position_and_name(text)
        return {**keys, **dates}
    if section == "education":
        studies, _, institution = text.rpartition(", ")
        degree = _DEGREE.match(studies)
        return {
            "institution": institution,
            "studyType": degree[0] if degree else None,
            "area": _DEGREE.sub("", studies).strip(),
            **dates,
        }
    if section in ("publications", "talks", "posts", "projects"):
        where = _WHERE.match(item.strip())
        if where:
            return {"name": _unquoted(where["name"]), "publisher": where["where"], "releaseDate": where["date"]}
        return {"name": _unquoted(text), **dates}
    return item


def _position_and_name(text: str) -> dict[str, str]:
    """ "Head of Growth, Parcelwise" or "Head of Growth — Parcelwise"; what is no pair is a position."""
    parts = re.split(r"\s+[—–·|-]\s+|,\s+(?=[^,]+$)", text.rstrip(" ,;·—–-"), maxsplit=1)
    return {"position": parts[0], "name": parts[1]} if len(parts) == 2 else {"position": parts[0]}


def _split_dates(text: str) -> tuple[str, dict[str, str]]:
    for pattern in (_RANGE, _SINCE):
        match = pattern.search(text)
        if match:
            found = {"startDate": match["start"]}
            end = match.groupdict().get("end")
            return text[: match.start()], {**found, "endDate": end} if end else found
    return text, {}


def _unquoted(text: str) -> str:
    """The text without the quotation marks around all of it; those around a part of it stay."""
    text = text.strip()
    inner = text[1:-1]
    is_quoted = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES and not any(mark in inner for mark in '"“”«»')
    return inner.strip() if is_quoted else text
