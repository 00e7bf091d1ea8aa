"""The dates of an entry in one line: a span of time, a beginning, an end, one year."""

from __future__ import annotations

import re

from outreach_lint.parsing.months import MONTH, NOW, month_number
from outreach_lint.parsing.roles import position_alone
from outreach_lint.patterns import lazy

_BEFORE_YEAR = rf"\b{MONTH}\.?,? (?:de )?|\b(?:(?:0?[1-9]|[12]\d|3[01])[./])?(?:0?[1-9]|1[0-2])[/.]|\b(?:spring|summer|autumn|winter|early|mid|late)[ -]"
# Not "2010/11": that is a year of study.
DATE = (
    rf"(?:{_BEFORE_YEAR})?(?:\b(?:19|20)\d\d(?:(?:-\d\d){{1,2}}|/0?[1-9](?!\d)|(?<!09)(?<!10)(?<!11)/1[0-2](?!\d))?|['’]\d\d(?!\w))"
)
_TO = r"\s*(?:-|–|—|‑|to|until|till|bis|à|a|al|até|tot)\s*"
_SPAN = rf"(?P<start>{DATE}){_TO}(?P<end>{DATE}|{NOW})"
_DASH = r"\s*[-–—‑]"
_LEFT_OPEN = rf"(?:{_DASH}+\s*(?:\.{{2,3}}|…|\?)?|\s+onwards?\b)"
_BEHIND = r"[)\]]?[\s:,;.·|–—‑-]*"
_RANGE = lazy(
    rf"[,;:·|]?\s*[(\[]?{_SPAN}(?![\w-])[)\]]?(?:\s*(?:[·(,].{{0,40}}|\d[^·(,]{{0,20}})\b(?:yrs?|years?|mos?|months?|jahre?|monate?|ans?|mois|años?|anos?|m[eê]s(?:es)?"
    rf"|ann[io]|mes[ei]|jaar|maand(?:en)?)\b.{{0,14}})?\s*$",
    re.I,
)
_RANGE_FIRST = lazy(rf"^\s*[(\[]?{_SPAN}(?![\w-]){_BEHIND}", re.I)
_FROM = rf"(?:since|from|as of|seit|ab|depuis|desde|dal|sinds) (?P<start>{DATE})"
_SINCE = lazy(rf"[,;]?\s*\(?{_FROM}\)?\s*$", re.I)
SINCE_FIRST = lazy(rf"^\s*\(?{_FROM}(?!{_TO}\d){_BEHIND}(?=\S)", re.I)
# A date with a dash and no end: "2019 –", "(2019–)", "'19-", "2019 – Teacher"; also with words behind the dash that are not known.
_OPEN_LAST = lazy(rf"[,;:·|]?\s*[(\[]?\s*(?P<start>{DATE}){_LEFT_OPEN}[\s)\]]*$", re.I)
_OPEN_FIRST = lazy(rf"^\s*[(\[]?(?P<start>{DATE}){_LEFT_OPEN}{_BEHIND}(?=[^\W\d]|[“\"])", re.I)
_OPEN_WORDS = lazy(rf"[,;:·|]?\s*[(\[]?\s*(?P<start>{DATE}){_DASH}+\s*(?P<words>[^\W\d_][^\d,;()|·]{{0,24}})[)\]]?\s*$")
_STILL = lazy(rf"[,;(]\s*(?:{NOW})\)?\s*$", re.I)
CURRENTLY = lazy(
    r"^(?:(?:currently|presently|at present|now|today|derzeit|zurzeit|aktuell|actuellement|actualmente|atualmente|attualmente|momenteel)\s*[:,–—-]?"
    r"|current (?:position|role|job|employment)\s*[:–—-])\s+(?=\S)",
    re.I,
)
_YEAR_LAST = lazy(rf"(?:,\s*|\s+[–—-]\s+|\s*\()(?P<end>{DATE})\)?\s*$", re.I)
_YEAR_FIRST = lazy(rf"^(?P<end>{DATE})(?:\s*[:,;·|–—-])?\s+(?=[^\W\d_]|[“\"])", re.I)
_LONGEST = 500  # code points of a line that is read


def split_dates(text: str) -> tuple[str, dict[str, str]]:
    """The text without the span of time at its end or its beginning, and that span: "Teacher, 2012 - 2020" gives "Teacher" and its two dates."""
    for pattern in (_RANGE, _SINCE, _RANGE_FIRST, SINCE_FIRST, _OPEN_LAST):
        match = pattern.search(text[:_LONGEST])
        if match:
            found = {"startDate": _plain_date(match["start"])}
            end = match.groupdict().get("end")
            return _outside(text, match), {**found, "endDate": _plain_date(end)} if end else found
    return text, {}


def split_post_dates(text: str) -> tuple[str, dict[str, str]]:
    """As `split_dates`, for a position: also of one date what it tells. It ends what stands before it ("Teacher, 2012"); with a dash behind it, or words
    that are not known, it begins what still lasts."""
    current = CURRENTLY.match(text)
    rest, dates = split_dates(text[current.end() :] if current else text)
    if not dates:
        rest, dates = split_open(rest)
    if not dates:
        rest, dates = split_year(rest)
        dates = {"startDate": dates["endDate"]} if current and dates else dates
    return rest, {"endDate": "Present", **dates} if current else dates


def split_open(text: str) -> tuple[str, dict[str, str]]:
    still = _STILL.search(text[:_LONGEST])
    if still:
        return _outside(text, still), {"endDate": "Present"}
    first, words = _OPEN_FIRST.match(text[:_LONGEST]), _OPEN_WORDS.search(text[:_LONGEST])
    is_time = words and words["words"][0].islower() and len(words["words"].split()) < 5 and not position_alone(words["words"])
    match = first if first else words if is_time else None
    return (_outside(text, match), {"startDate": _plain_date(match["start"])}) if match else (text, {})


def _outside(text: str, match: re.Match[str]) -> str:
    """What stands before a match, or behind one that begins the text."""
    before = text[: match.start()]
    return before if before.strip() else text[match.end() :]


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
    year = re.search(r"(?:19|20)\d\d(?:-\d\d){0,2}(?:/(?P<month>\d+))?|['’](?P<short>\d\d)$", text)
    if not year:
        return "Present"
    before = text[: year.start()].strip(" ./,").casefold().removesuffix(" de").strip(" .,").replace("/", ".").rpartition(".")[2]
    named = f"{'20' if year['short'] < '50' else '19'}{year['short']}" if year["short"] else year[0].partition("/")[0]
    numbered = year["month"] or before
    month = int(numbered) if numbered.isdigit() else month_number(before)
    return f"{named}-{month:02}" if month else named
