"""Positions and volunteering on a copied LinkedIn page: the lines with dates tell the entries."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from outreach_lint.parsing.linkedin_lines import Line, dates_of
from outreach_lint.parsing.linkedin_record import add_skills
from outreach_lint.parsing.linkedin_words import (
    ASSOCIATED,
    MONTHS_LONG,
    ONLY_LENGTH,
    ONLY_TYPE,
    SKILL_LIST,
    TYPE_BEHIND,
    WORK_SITE,
    YEARS_LONG,
)
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import has_mark, position
from outreach_lint.patterns import lazy
from outreach_lint.resume import parse_date

_MOST_POINTS = 40
_BULLET = lazy(r"^[-•▪●*–]\s*")
_MONTH_AND_YEAR = r"(?:[^\W\d_]{2,14}\.?\s+(?:de\s+)?)?(?:19|20)\d\d"
# From when until when, in whatever language.
_SPAN = lazy(rf"{_MONTH_AND_YEAR}\s*[-–—]\s*(?:{_MONTH_AND_YEAR}|[^\W\d_]{{2,14}}(?:\s[^\W\d_]{{2,14}})?)(?:\s*[·,(].{{0,40}})?")
_IN_PLACES = ("of", "de", "the", "upon", "and")
_PARTED = lazy(r"\s+[·•]\s+")
_CAREER_BREAK = "career break"


class _Group(NamedTuple):
    """A company with several positions: until when its entries go, in months."""

    name: str
    begins: int | None


def read_work(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    _read_dated(record, "work", "name", lines, unread)


def read_volunteer(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    _read_dated(record, "volunteer", "organization", lines, unread)


def _read_dated(record: dict[str, Any], section: str, name_key: str, lines: list[Line], unread: list[str]) -> None:
    """Entries of title, company, dates, place and text; or of a company, its length, and then titles with dates."""
    dated = [i for i, line in enumerate(lines) if dates_of(line.text)]
    if not dated:
        unread.extend(f"line {line.number}: {line.text}" for line in lines)
        return
    entries: list[dict[str, Any]] = []
    group: _Group | None = None
    done = 0
    for at in dated:
        before = lines[done:at]
        dates = dates_of(lines[at].text)
        head, group = _head(before, dates, lines[at].text, group)
        text = before[: len(before) - head.taken]
        if text and head.name and text[-1].text.casefold() == head.name.casefold():
            text.pop()  # the words of its logo
        if entries:
            _add_text(entries[-1], text, record, unread)
        else:
            unread.extend(f"line {line.number}: {line.text}" for line in text)
        if not (head.title or head.name):
            unread.extend(f"line {line.number}: {line.text}" for line in lines[at - head.taken : at + 1])
        entry = {"position": head.title, name_key: head.name, **dates}
        entries.append({key: value for key, value in entry.items() if value})
        done = at + 1
    _add_text(entries[-1], lines[done:], record, unread)
    record.setdefault(section, []).extend(one for one in entries if str(one.get("position")).casefold() != _CAREER_BREAK)


class _Head(NamedTuple):
    title: str | None
    name: str | None
    taken: int  # lines


def _head(before: list[Line], dates: dict[str, str], dated: str, group: _Group | None) -> tuple[_Head, _Group | None]:
    """What stands right before the dates of an entry, and the group that it belongs to."""
    texts = [line.text for line in before]
    is_title = len(texts) > 1 and ONLY_LENGTH.fullmatch(texts[-2])  # "Trainee", right below the whole time at a company
    type_lines = 1 if texts and ONLY_TYPE.fullmatch(texts[-1]) and not is_title else 0
    heads = texts[: len(texts) - type_lines]
    if not heads:
        title = texts[-1] if texts and position(texts[-1]) else None  # "Trainee"
        return _Head(title, group.name if group else None, len(texts)), group
    total = next((i for i in range(len(heads) - 1, 0, -1) if ONLY_LENGTH.fullmatch(heads[i])), None)
    if total is not None and total < len(heads) - 1:
        begins = _months(dates.get("startDate"))
        own, whole = _length(dated), _length(heads[total])
        starts = begins + own - whole if begins is not None and own and whole else None
        # What is read out to the blind can stand between: the length once more, in other words.
        named = next((i for i in range(total - 1, 0, -1) if not _is_no_name(heads[i])), 0)
        return _Head(_title(heads[total + 1 :]), _company(heads[named]), len(texts) - named), _Group(_company(heads[named]), starts)
    if group and _belongs(heads, dates, group):
        return _Head(heads[-1], group.name, 1 + type_lines), group
    if len(heads) == 1:
        is_role = position(heads[0]) is not None or not has_mark(heads[0])
        return _Head(heads[0] if is_role else None, None if is_role else _employer(heads[0]), 1 + type_lines), None
    return _Head(heads[-2], _employer(heads[-1]), 2 + type_lines), None


def _title(below: list[str]) -> str:
    """The title among the lines below the whole time at a company: the last, above which the place may stand, or the one above a type of employment
    that is not known."""
    has_type = len(below) > 1 and position(below[-2]) is not None and position(below[-1]) is None
    return below[-2] if has_type else below[-1]


def _is_no_name(text: str) -> bool:
    return bool(ONLY_LENGTH.fullmatch(text) or ONLY_TYPE.fullmatch(text))


def _belongs(heads: list[str], dates: dict[str, str], group: _Group) -> bool:
    """Whether an entry is a further position of the group: it is not, if it began before the whole of it."""
    if TYPE_BEHIND.search(heads[-1]) or (" · " in heads[-1] and position(heads[-1]) is None):
        return False
    begins = _months(dates.get("startDate"))
    if group.begins is not None and begins is not None:
        return begins >= group.begins - 1
    return position(heads[-1]) is not None


def _company(text: str) -> str:
    return TYPE_BEHIND.sub("", text).strip(" ·")


def _employer(text: str) -> str:
    """The employer of a line of employer and type of employment, whatever word or language the type has."""
    company = _company(text)
    if company != text:
        return company
    parts = _PARTED.split(text)
    if len(parts) > 1 and WORK_SITE.fullmatch(parts[-1]):
        parts.pop()
    return " · ".join(parts[:-1] or parts)


def _months(date: str | None) -> int | None:
    found = parse_date(date)
    return found.year * 12 + found.month - 1 if found and found.month else None


def _length(text: str) -> int:
    years, months = YEARS_LONG.search(text), MONTHS_LONG.search(text)
    return (int(years[1][:3]) * 12 if years else 0) + (int(months[1][:3]) if months else 0)


def _add_text(entry: dict[str, Any], lines: list[Line], record: dict[str, Any], unread: list[str]) -> None:
    """Add the description of an entry; its place is no fact of the person, and its skills are told with the others. From the head of an entry whose
    dates are not understood, nothing is of this one."""
    dated = next((i for i, line in enumerate(lines) if _SPAN.fullmatch(line.text)), None)
    ends = len(lines) if dated is None else max(0, dated - 2)
    unread.extend(f"line {line.number}: {line.text}" for line in lines[ends:])
    for i, line in enumerate(lines[: min(ends, _MOST_POINTS)]):
        text = line.text
        skills = SKILL_LIST.match(text)
        if skills:
            add_skills(record, skills["list"])
        elif not (
            WORK_SITE.fullmatch(text)
            or ASSOCIATED.fullmatch(text)
            or (i == 0 and _is_place_line(text))
            or re.fullmatch(r".{1,60} \+\d+ skills?", text)
        ):
            entry.setdefault("highlights", []).append(_BULLET.sub("", text))


def _is_place_line(text: str) -> bool:
    words = text.replace(",", " ").split()
    return is_place(text) or (
        len(words) <= 6
        and text[-1] not in ".!?:"
        and all(not word[0].islower() or word in _IN_PLACES or word[:2] in ("d’", "d'", "l’", "l'") for word in words)
        and text[0].isalpha()
    )
