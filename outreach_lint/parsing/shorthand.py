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

from outreach_lint.parsing.cv_entries import education_of, without_bracket
from outreach_lint.parsing.dates import DATE, split_dates, split_post_dates, split_year
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.references import quoted_title, read_title, unquoted, without_emphasis
from outreach_lint.parsing.roles import has_mark, is_legal_form, position_alone
from outreach_lint.patterns import lazy

_WHERE = lazy(rf"^(?P<name>.+?)\s*\((?P<where>[^()]*?),?\s*(?P<date>{DATE})?\)\s*$")
_SITE = lazy(r"\s*\((?:https?://)?(?:[\w-]{1,40}\.){1,3}[a-z]{2,10}(?:/[^\s()]{0,200})?\)\s*$", re.I)
_DESCRIBED = lazy(r"^(?P<name>[^:—–]{2,60}?)(?::|\s[—–-])\s+(?P<description>\S.*)$")
_LONGEST = 500  # code points of a line that is read
_POST_INSIDE = lazy(r"(?P<name>[^()]{2,80}?)\s*\((?P<position>[^()]{2,80}?),?\)?")  # "Foo (engineer, 2019-now)"
_ROLE = lazy(r"^(?P<position>.+?)\s+(?:at|@|with|for)\s+(?P<name>.+)$")


def expand(section: str, item: Any) -> Any:
    """One entry of a section as a JSON Resume object, None if it surely is none; what is no string is returned as it is, and so are skills, interests and
    languages."""
    if not isinstance(item, str):
        return item
    said = quoted_title(item[:_LONGEST]) if section in _TITLED else item[:_LONGEST]
    item = " ".join(without_emphasis(said).split())
    read = _READERS.get(section)
    return read(item) if read else item


def _work(item: str) -> dict[str, Any]:
    text, dates = split_post_dates(item)
    role = None if "," in text.partition(" for ")[0] and not re.search(r" (?:at|@|with) ", text) else _ROLE.match(text)
    said = role.groupdict() if role else _position_and_name(text)
    return {**said, **({"name": without_bracket(said["name"].rstrip(" ,;"))} if "name" in said else {}), **dates}


def _position_and_name(text: str) -> dict[str, str]:
    """ "Head of Growth, Parcelwise" or "Head of Growth — Parcelwise"; what is no pair is a position."""
    text = text.rstrip(" ,;·—–-")
    inside = _POST_INSIDE.fullmatch(text)
    if inside and position_alone(inside["position"]):
        return {"position": inside["position"], "name": inside["name"]}
    head, *others = re.split(r",\s+", text)
    while len(others) > 1 and is_legal_form(others[-1]):
        others[-2:] = [f"{others[-2]}, {others[-1]}"]
    if len(others) > 1 and has_mark(others[-2]) and (is_place(others[-1]) or is_legal_form(others[-2].split()[-1])):
        others.pop()
    parts = re.split(r"\s+[—–·|-]\s+", text, maxsplit=1)
    parts = parts if len(parts) == 2 else [", ".join([head, *others[:-1]]), *others[-1:]]
    return {"position": parts[0], "name": parts[1]} if len(parts) == 2 else {"position": parts[0]}


def _project(item: str) -> dict[str, Any]:
    text, dates = split_dates(_SITE.sub("", item))
    described = _DESCRIBED.match(text)
    return {**(described.groupdict() if described else {"name": unquoted(text)}), **dates}


def _given(item: str, title: str, by: str) -> dict[str, Any]:
    """An award or a certificate: "Sworn translator (Ministry of Justice, 2014)", "2011 Golden Compass", "Golden Compass, 2022"."""
    where = _WHERE.match(item)
    if where and where["where"][:1].isupper():
        return {title: where["name"].strip(" ,"), by: where["where"], "date": where["date"]}
    text, dates = split_dates(item)
    text, dates = (text, dates) if dates else split_year(text)
    return {title: text.strip(" ,"), "date": dates.get("startDate") or dates.get("endDate")}


_TITLED = ("publications", "talks", "posts")
_READERS: dict[str, Callable[[str], dict[str, Any] | None]] = {
    "work": _work,
    "volunteer": _work,
    "education": education_of,
    "publications": read_title,
    "talks": read_title,
    "posts": read_title,
    "projects": _project,
    "awards": lambda item: _given(item, "title", "awarder"),
    "certificates": lambda item: _given(item, "name", "issuer"),
}
