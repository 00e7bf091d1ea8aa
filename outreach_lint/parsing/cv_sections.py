"""The sections of a CV: the entries that their lines are, with the points below each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from outreach_lint.parsing.contacts import SENTENCE, read_detail
from outreach_lint.parsing.cv_entries import YEAR, education_entry, work_entry
from outreach_lint.parsing.cv_lines import BULLET, Line, Section
from outreach_lint.parsing.dates import split_post_dates
from outreach_lint.parsing.degrees import DEGREE
from outreach_lint.parsing.references import titles_of_page
from outreach_lint.parsing.roles import has_mark, position_alone
from outreach_lint.parsing.sections import COMMA_SEPARATED, CONTACT, NOT_TOLD, TITLE_KEYS
from outreach_lint.parsing.shorthand import expand
from outreach_lint.patterns import lazy

_ON_REQUEST = lazy(r"\b(?:on|upon) request\b", re.I)
_SORT = lazy(r"[A-Z][\w &/-]{2,30}:\s+(?=\S)")
_TONGUES = lazy(
    r"(?:mother tongues?|other languages?|native|foreign languages?|muttersprache|fremdsprachen|langues? maternelles?|lingua madre|lengua materna)"
    r"(?:\(s\))?\s*:\s+(?=\S)",
    re.I,
)
_LEVEL = lazy(r"\s*(?:[(:–—-].*|\b(?:native|fluent|basic|intermediate|advanced|conversational|mother tongue|[ABC][12])\b.*)$", re.I)


def read_section(record: dict[str, Any], section: Section, unread: list[str]) -> None:
    key = section.key
    if key == "summary":
        return
    if key == CONTACT:
        unread.extend(
            f"line {line.number}: {text}" for line in section.lines if (text := line.text.strip()) and not read_detail(record, text)
        )
        return
    if key is None or key == NOT_TOLD:
        if any(line.text.strip() and not _ON_REQUEST.search(line.text) for line in section.lines):
            unread.append(f"line {section.heading.number}: {section.heading.text.strip()}")
        return
    entries = record.setdefault(key, [])
    if key in COMMA_SEPARATED:
        entries.extend(_listed(key, section.lines))
        return
    if key in ("publications", "talks", "posts"):
        entries.extend(_titles(record, section, unread))
        return
    for heads, points in _blocks(section.lines, is_work=key in ("work", "volunteer", "education", "projects")):
        entry = _entry(key, [head.text.strip() for head in heads])
        if entry is None:
            unread.extend(f"line {head.number}: {head.text.strip()}" for head in heads)
            continue
        entries.append({**entry, **({"highlights": points} if points else {})})


def _titles(record: dict[str, Any], section: Section, unread: list[str]) -> Iterator[Any]:
    """The texts or talks of a section, one a line; what is none is told."""
    items = [
        line._replace(text=(match["item"] if (match := BULLET.match(line.text)) else line.text).strip()) for line in section.lines
    ]
    filled = [item for item in items if item.text]
    are_titles = titles_of_page([item.text for item in filled], str(record["basics"].get("name", "")))
    for i, item in enumerate(filled):
        entry = expand(str(section.key), item.text) if are_titles is None or are_titles[i] else None
        if entry:
            yield entry
        else:
            unread.append(f"line {item.number}: {item.text}")


def _listed(key: str, lines: list[Line]) -> Iterator[Any]:
    for line in lines:
        bullet = BULLET.match(line.text)
        text = (bullet["item"] if bullet else line.text).strip()
        label = _SORT.match(text) if key == "skills" else _TONGUES.match(text) if key == "languages" else None
        for part in re.split(r"\s*[,;•|·]\s*", text[label.end() :] if label else text):
            said = (_LEVEL.sub("", part) if key == "languages" else part).strip(" .")
            if said and len(said) < 80:
                yield {TITLE_KEYS.get(key, "name"): said}


def _blocks(lines: list[Line], is_work: bool) -> Iterator[tuple[list[Line], list[str]]]:
    """The entries of a section: the lines that head each, and the points under them."""
    items = [Line(line.number, (match["item"] if (match := BULLET.match(line.text)) else line.text), bool(match)) for line in lines]
    filled = [line for line in items if line.text.strip()]
    if (
        not is_work
        or all(line.is_bullet for line in filled)
        or (not any(line.is_bullet or _is_sentence(line) for line in filled) and not _has_paragraphs(items))
    ):
        yield from _without_points(filled, is_work)
        return
    heads: list[Line] = []
    points: list[str] = []
    for line in [*items, Line(0, "")]:
        is_point = (line.is_bullet or _is_sentence(line)) and bool(heads)
        if is_point:
            points.append(line.text.strip())
            continue
        ends = not line.text.strip() or (points and not line.is_bullet)
        if ends and heads:
            yield from _divided(heads, points)
            heads, points = [], []
        if line.text.strip():
            heads.append(line)
    if heads:
        yield from _divided(heads, points)


def _has_paragraphs(items: list[Line]) -> bool:
    """Whether empty lines part the entries."""
    inner = "\n".join(line.text.strip() for line in items).strip("\n")
    return "\n\n" in inner


def _is_sentence(line: Line) -> bool:
    return len(line.text) > 110 or (bool(SENTENCE.search(line.text.strip())) and len(line.text.split()) > 4)


def _without_points(lines: list[Line], is_work: bool) -> Iterator[tuple[list[Line], list[str]]]:
    """Entries of one line each; of some lines each, where each ends in a line that is nothing but dates."""
    dated = [_is_date(line.text) for line in lines]
    if not is_work or not any(dated):
        held: list[Line] = []
        for line in lines:
            if held and not (len(held) == 1 and is_work and _complete(held[0].text, line.text)):
                yield held, []
                held = []
            held.append(line)
        if held:
            yield held, []
        return
    heads: list[Line] = []
    for line, is_date in zip(lines, dated, strict=True):
        heads.append(line)
        if is_date and len(heads) > 1:
            yield heads, []
            heads = []
    if heads:
        yield heads, []


def _complete(first: str, second: str) -> bool:
    """Whether two lines are one entry: a school and a degree, a firm and a position, the second of them with dates."""
    has_dates = [bool(split_post_dates(text)[1]) for text in (first, second)]
    bare = split_post_dates(second)[0]
    one_each = has_mark(first) != has_mark(bare) and (
        DEGREE.match(first if has_mark(bare) else bare) or position_alone(first if has_mark(bare) else bare)
    )
    return has_dates == [False, True] and bool(one_each) and "," not in first


def _is_date(text: str) -> bool:
    """Whether a line is nothing but a span of time, or a year."""
    rest, dates = split_post_dates(text)
    return bool(dates and not rest.strip(" ()·|,-–—")) or bool(YEAR.fullmatch(text.strip()))


def _divided(heads: list[Line], points: list[str]) -> Iterator[tuple[list[Line], list[str]]]:
    """One entry, unless each line is one by itself: the entries of a list without empty lines."""
    texts = [head.text.strip() for head in heads]
    are_many = len(heads) > 1 and all(split_post_dates(text)[1] and not _is_date(text) for text in texts)
    if not are_many:
        yield heads, points
        return
    yield from (([head], []) for head in heads[:-1])
    yield [heads[-1]], points


def _entry(key: str, heads: list[str]) -> dict[str, Any] | None:
    """An entry of a record; None where it is not understood."""
    if key in ("work", "volunteer"):
        return work_entry(key, heads)
    return education_entry(heads) if key == "education" else expand(key, ", ".join(heads))
