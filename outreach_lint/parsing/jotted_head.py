"""Whose a jotted note is, and what stands right behind the name: the position, the firm, the place, the studies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from outreach_lint.parsing.biography import Record, speaks
from outreach_lint.parsing.contacts import is_contact
from outreach_lint.parsing.cv_entries import education_entry
from outreach_lint.parsing.cv_lines import Line
from outreach_lint.parsing.degrees import DEGREE
from outreach_lint.parsing.headline import entries_of, read_headline
from outreach_lint.parsing.jotting_words import (
    AFTER_NAME,
    BEFORE_A_NAME,
    BRACKETS,
    CLAUSE,
    DEPARTMENTS,
    DIVIDERS,
    EARLIER,
    EVENT,
    INTRODUCED,
    LABELLED,
    LIKENED,
    MEETING,
    MET_AT,
    MOST_CHARACTERS,
    NO_FIRM,
    NOT_SURE,
    OF_OTHERS,
    PART_OF_ONE,
    SENTENCE_END,
    STUDENT,
    TRADES,
    UNPAID,
)
from outreach_lint.parsing.names import is_name
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import has_mark, is_legal_form, organisation, position_alone


def noted_names(lines: Iterable[Line]) -> list[str]:
    """The names in a note behind which stands what the person does, or studies."""
    text = "\n".join(line.text.strip() for line in lines)[:MOST_CHARACTERS]
    found = (match for match in INTRODUCED.finditer(text) if may_be_name(match["name"]))
    return list(dict.fromkeys(match["name"] for match in found if _goes_on(behind_name(text, *match.span("name")))))


def behind_name(text: str, start: int, end: int) -> str:
    """What stands behind a name, without the place of a meeting: ", engineer" for "Met Ada Example at the Glass Fair, engineer"."""
    place = MET_AT.match(text, end) if MEETING.search(text[:start]) else None
    return f", {text[place.end() :].lstrip()}" if place else text[end:]


def may_be_name(name: str) -> bool:
    """Whether words with capitals in a note are a name, without a verb before it or a firm's word behind: "Met Ada Example", "Kobo Freight"."""
    return is_name(name) and not BEFORE_A_NAME.match(name) and not _is_firm(name)


def _goes_on(rest: str) -> bool:
    """Whether what stands behind a name tells what the person does."""
    mark = AFTER_NAME.match(rest)
    head = read_head(first_sentence(rest[mark.end() :].partition("\n")[0])) if mark else None
    return bool(head and (head.get("work") or head.get("education")))


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence."""
    return SENTENCE_END.split(text, maxsplit=1)[0].strip(" )")


def read_head(text: str) -> Record:
    """What stands right behind a name: "engineer, Kobo Freight (Accra)", "@ Foo (engineer, Leeds)", "CFO at Foo in Cork"."""
    if OF_OTHERS.search(text) or NOT_SURE.search(text):
        return {}
    text = LIKENED.sub("", text)
    bracket = BRACKETS.search(f"{text})" if text.count("(") > text.count(")") else text)
    inner = _parts(bracket["inner"]) if bracket else []
    outer = _parts(BRACKETS.sub(" ", text).partition("(")[0])
    first, others = (outer[0], outer[1:]) if outer else ("", [])
    studies = read_studies(text) if first else {}
    if studies:
        return studies
    town = re.search(r"\s(?:at|@)\s.*\sin (?P<place>[A-ZÀ-Þ].*)$", first)
    place = next((part for part in (*inner, *others, town["place"] if town else "") if is_place(part)), None)
    entry = _post_at(first, inner) or _post_of(first, [*others, *inner])
    if entry is None:
        return {}
    earlier = [part for part in others if EARLIER.match(part)]
    found: Record = {"work": [entry, *(one for part in earlier for one in entries_of(read_headline(part)).get("work", []))]}
    if place and "endDate" not in entry:
        found["place"] = [{"name": place}]
    return found


def _parts(text: str) -> list[str]:
    """The text at its dashes and commas; a city and its country are one."""
    parts: list[str] = []
    for part in DIVIDERS.split(text):
        joined = f"{parts[-1]}, {part.strip()}" if parts else ""
        if joined and (is_legal_form(part.strip()) or (is_place(joined) and not organisation_only(parts[-1], firm=True))):
            parts[-1] = joined
        elif part.strip(" ,."):
            parts.append(part.strip(" ,."))
    return parts


def _post_at(first: str, inner: list[str]) -> dict[str, Any] | None:
    """ "@ Foo (engineer)": the firm is told by its sign, the position by the brackets."""
    match = re.match(r"(?:@|at)\s*(?P<where>\S.*)$", first)
    name = organisation_only(match["where"]) if match and not EVENT.search(match["where"]) else None
    role = next((alone for part in inner if (alone := position_alone(part))), None)
    return {"name": name, **({"position": role} if role else {})} if name else None


def _post_of(first: str, others: list[str]) -> dict[str, Any] | None:
    """A position, with the firm that stands in it or behind it. Behind a comma only a name that says that it is a firm, or that a place follows, is one."""
    at = re.search(r"\s+(?:at|@)\s+(?P<where>\S.*)$", first)
    where = re.match(r"(?P<name>.+?) in (?P<place>[A-ZÀ-Þ].*)$", at["where"]) if at else None
    said = first[: at.start("where")] + where["name"] if at and where else first
    entries = entries_of(read_headline(said)).get("work", [])
    entry = next((dict(one) for one in entries if "position" in one), None)
    if entry is None or len(entries) > 1 or UNPAID.search(entry["position"]):
        return None
    if "name" not in entry and others:
        is_part = len(others) > 1 and bool(PART_OF_ONE.match(others[0])) and has_mark(others[1])
        behind = others[1:] if is_part else others
        firm = organisation_only(behind[0], firm=not (len(behind) > 1 and is_place(behind[1])))
        entry.update({"name": firm} if firm else {})
    return entry


def organisation_only(text: str, firm: bool = False) -> str | None:
    """The organisation that a text is, and nothing else; with `firm`, only one whose name says so."""
    text = text.strip(" ,.")
    name = organisation(text)
    is_whole = name is not None and not name[1] and len(name[0].split()) < 7
    if (
        not name
        or not is_whole
        or text.casefold() in DEPARTMENTS
        or NO_FIRM.match(text)
        or is_place(text)
        or position_alone(text)
        or any(c.isdigit() for c in text)
    ):
        return None
    return name[0] if not firm or _is_firm(text) else None


def _is_firm(name: str) -> bool:
    words = name.split()
    return has_mark(name) or (len(words) > 1 and words[-1].casefold() in TRADES and words[-1][0].isupper())


def read_below(lines: Sequence[Line]) -> Record:
    """Name, position and firm on a line each. A bare line could be a town: only a firm's mark, or a place below, makes it a firm."""
    texts = [line.text.strip(" ,.") for line in lines]
    if len(texts) < 2 or not position_alone(texts[0]) or "," in texts[1] or LABELLED.match(texts[1]) or is_contact(texts[1]):
        return {}
    name = organisation_only(texts[1])
    is_sure = name is not None and (_is_firm(name) or (len(texts) > 2 and is_place(texts[2])))
    if not is_sure or len(texts[1].split()) > 4 or speaks(texts[1]) or (is_name(texts[1]) and not _is_firm(texts[1])):
        return {}
    return {"work": [{"position": str(position_alone(texts[0])), "name": name}]}


def read_studies(text: str) -> Record:
    """A degree and a school in a fragment: "PhD student, hydrology, Tarn University", "BSc Nursing, Tarn University, 2012"; nothing without a marked school."""
    student = STUDENT.match(text)
    if student and has_mark(student["where"]) and (where := organisation_only(student["where"])):
        area = {"area": student["area"]} if student["area"] else {}
        return {"education": [{"institution": where, "studyType": student["degree"], **area}]}
    entry = (
        education_entry([text])
        if DEGREE.match(text) and not CLAUSE.search(text) and not position_alone(DIVIDERS.split(text)[0]) and len(text) < 120
        else None
    )
    return {"education": [entry]} if entry and has_mark(str(entry["institution"])) else {}
