"""The top of a copied LinkedIn page: name, headline, place and web addresses, between buttons and counters."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.biography import is_name
from outreach_lint.parsing.linkedin_lines import Line
from outreach_lint.parsing.linkedin_record import organisations
from outreach_lint.parsing.linkedin_words import AREA, CONTACT, COUNTER, ENDS_NEAR, IS_NEAR
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import has_mark, position, position_alone
from outreach_lint.patterns import lazy

SHARED = lazy(
    r"(?:check out|i found|here['’]s|have a look at|take a look at"
    r"|view)\s+(?P<name>[^\n]{2,60}?)(?:['’]s?)\s+(?:linkedin\s+)?profile\b[^\n]{0,60}?(?P<url>https?://\S{0,20}linkedin\.com/in/\S{1,200})?",
    re.I,
)
_URL = lazy(r"https?://\S{0,20}linkedin\.com/in/[^\s?#]{1,200}", re.I)
_SITE_ADDRESS = lazy(r"(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}(?:/\S{0,100})?", re.I)
_PRONOUN = lazy(
    r"\(?(?:she|he|they|sie|er|elle|il|iel|ella|él|elle|ela|ele|lei|lui|loro|zij|hij|hen|hon|han|ona|on)(?:/\w{2,6}){0,2}\)?", re.I
)
_LONGEST_BOX, _FARTHEST_NAME = 4, 4  # lines
_NAMED_AREA = lazy(r"\b(?:Area|Metropolitan|Region)\b")


def read_top(record: dict[str, Any], top: list[Line], text: str, unread: list[str]) -> None:
    """Add name, headline, place and web addresses to the record; without a name, all lines of the top are told as unread."""
    basics: dict[str, Any] = record["basics"]
    shared = SHARED.search(text[:4000])
    url = _URL.search(text[:20_000])
    basics["profiles"] = [{"url": url[0].rstrip(".,)/")}] if url else []
    plain = _without_status(top)
    named = _name_line(plain)
    if named is None and shared:
        basics["name"] = shared["name"].strip()
    elif named is None:
        unread.append("line 1: the page begins without a name; copy it from the top")
        unread.extend(f"line {line.number}: {line.text}" for line in plain if not line.is_noise)
    else:
        basics["name"] = _bare_name(named.text)
        _read_below_name(basics, [line for line in plain[plain.index(named) + 1 :] if _bare_name(line.text) != basics["name"]])


def _name_line(plain: list[Line]) -> Line | None:
    """The line with the name: the one before "· 2nd", or that stands twice, or else the first that looks like a name."""
    told = [line for line in plain if not line.is_noise or "·" in line.text]
    names = [line for line in told if is_name(_bare_name(line.text))] or [line for line in told if _may_be_name(line.text)]
    near = next((line.number for line in plain if IS_NEAR.fullmatch(line.text) or ENDS_NEAR.search(line.text)), 0)
    before = [line for line in names if line.number <= near and (line.is_doubled or line.number > near - _FARTHEST_NAME)]
    doubled = [line for line in names if line.is_doubled]
    return next(iter(before[-1:] or doubled or names), None)


def _read_below_name(basics: dict[str, Any], rest: list[Line]) -> None:
    """The headline and the place. What stands below the place and the counters is furniture of the page, but for a web address."""
    place = _place_of(rest)
    if place:
        basics["location"] = place.text
    ends = next((i for i, line in enumerate(rest) if COUNTER.fullmatch(line.text) or CONTACT.fullmatch(line.text)), len(rest))
    sites = [line for line in rest if _SITE_ADDRESS.fullmatch(line.text) and not _URL.match(line.text)]
    basics["profiles"] += [{"url": line.text} for line in sites]
    others = [
        line
        for i, line in enumerate(rest)
        if not (
            line.is_noise
            or _PRONOUN.fullmatch(line.text)
            or line in sites
            or (place and line.number == place.number)
            or _URL.match(line.text)
            or SHARED.match(line.text)
        )
        and (i < ends or not place or has_mark(line.text))
    ]
    if others and (place is None or others[0].number < place.number or position(others[0].text)):
        basics["headline"] = others.pop(0).text
    basics["free"] = others


def _without_status(top: list[Line]) -> list[Line]:
    """The top without the boxes that say for what work somebody is open: from "Open to work" to "Show details"."""
    kept: list[Line] = []
    for line in top:
        if line.text.casefold() in ("show details", "see all details", "show all details"):
            opening = [i for i, one in enumerate(kept) if one.text.casefold() in ("open to work", "providing services", "hiring")]
            if opening and len(kept) - opening[-1] <= _LONGEST_BOX:
                del kept[opening[-1] :]
        kept.append(line)
    return kept


def _bare_name(text: str) -> str:
    """The name without degree of acquaintance, pronouns and badges."""
    text = re.sub(r"\s*(?:·.{0,12}|\((?:she|he|they)/\w+(?:/\w+)?\)|(?:,\s*)?#open\w+|\|.*)\s*$", "", text[:200], flags=re.I)
    return re.sub(r"\s+\S+ degree connection.*$", "", text).strip()


def _may_be_name(text: str) -> bool:
    words = _bare_name(text).split()
    return (
        1 < len(words) < 6
        and all(word[0].isalpha() for word in words)
        and not (words[0].islower() or position(text) or has_mark(text) or is_place(text))
    )


def _place_of(rest: list[Line]) -> Line | None:
    for i, line in enumerate(rest):
        contact = CONTACT.fullmatch(line.text)
        if contact and contact["place"]:
            return line._replace(text=contact["place"].strip(" ·"))
        before = next((one for one in reversed(rest[:i]) if not one.is_noise), None) if contact else None
        if before and AREA.search(before.text) and not position_alone(before.text):
            return before
    return next(
        (
            line
            for line in rest
            if is_place(line.text) or (not line.is_noise and _NAMED_AREA.search(line.text) and not position(line.text))
        ),
        None,
    )


def tell_top(record: dict[str, Any], unread: list[str]) -> None:
    """Lines of the top that stand in no section below are told as unread: a firm or a school there says not which it is."""
    held = organisations(record)
    unread.extend(
        f"line {line.number}: {line.text}" for line in record["basics"].pop("free", []) if line.text.casefold() not in held
    )
