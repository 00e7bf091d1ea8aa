"""The sections of a copied LinkedIn page without positions: summary, studies, certificates, skills, languages, projects, texts and awards."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.biography import speaks
from outreach_lint.parsing.degrees import DEGREE, degree_and_field
from outreach_lint.parsing.linkedin_lines import Line, dates_of
from outreach_lint.parsing.linkedin_record import add_skills, organisations
from outreach_lint.parsing.linkedin_words import (
    ASSOCIATED,
    AWARDED,
    CREDENTIAL,
    ENDORSED_BY,
    ISSUED,
    PROFICIENCY,
    SKILL_LIST,
    STUDY_ASIDE,
)
from outreach_lint.parsing.roles import has_mark
from outreach_lint.patterns import lazy

_PUBLISHED = lazy(r"(?:(?P<publisher>.{2,100}?)\s+·\s+)?(?P<date>(?:[^\W\d_]{3,10}\.? )?(?:\d{1,2}, )?(?:19|20)\d\d)$")
_DATE_ALONE = lazy(r"(?:[^\W\d_]{3,10}\.? )?(?:\d{1,2}, )?(?:19|20)\d\d")
_BEFORE_PUBLISHER = {"publications": "", "awards": "Issued by "}
_ENDORSED = lazy(r"\d{1,3} [^\W\d_]{4,}.*")
_USED_AT = lazy(r"\d+ (?:experiences?|educational experiences?|company|companies|certifications?|projects?)\b.*| at .*", re.I)
_NOT_SAID = "not said"  # an end that is no date: whether somebody still studies is told by dates only


def read_about(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    texts = [line.text for line in lines]
    for i, text in enumerate(texts):
        if text.casefold() == "top skills" and i + 1 < len(texts):
            add_skills(record, texts[i + 1])
            texts[i:] = texts[i + 2 :]
            break
    if texts:
        record["basics"]["summary"] = " ".join(texts)


def read_education(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    entries: list[dict[str, Any]] = record.setdefault("education", [])
    for i, line in enumerate(lines):
        text = line.text
        dates, skills = dates_of(text), SKILL_LIST.match(text)
        if skills:
            add_skills(record, skills["list"])
        elif STUDY_ASIDE.match(text):
            continue
        elif dates and entries:
            entries[-1].update(dates if dates.get("startDate") != dates.get("endDate") else {"endDate": dates["endDate"]})
        elif _begins_school(lines, i, entries):
            entries.append({"institution": text})
        elif entries and len(entries[-1]) == 1:
            entries[-1].update(degree_and_field(text))
        else:
            unread.append(f"line {line.number}: {text}")
    for entry in entries:
        if "startDate" not in entry:
            entry.setdefault("endDate", _NOT_SAID)
    if not entries:
        del record["education"]


def _begins_school(lines: list[Line], i: int, entries: list[dict[str, Any]]) -> bool:
    text = lines[i].text
    if not entries:
        return True
    if DEGREE.match(text):
        return False
    if len(entries[-1]) == 1:
        return has_mark(text)
    following = [line.text for line in lines[i + 1 : i + 3]]
    leads_on = any(dates_of(after) for after in following) or (following[:1] and DEGREE.match(following[0]) is not None)
    return has_mark(text) or (bool(leads_on) and len(text) < 80 and text[-1] not in ".!?")


def read_certificates(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    entries: list[dict[str, Any]] = []
    held: list[Line] = []
    issued_any = any(ISSUED.match(line.text) for line in lines)
    for line in lines:
        issued, skills = ISSUED.match(line.text), SKILL_LIST.match(line.text)
        if skills:
            add_skills(record, skills["list"])
        elif CREDENTIAL.fullmatch(line.text):
            continue
        elif issued and held:
            unread.extend(f"line {early.number}: {early.text}" for early in held[:-2])
            name, *by = held[-2:]
            entries.append(
                {
                    "name": name.text,
                    **({"issuer": by[0].text} if by else {}),
                    **({"date": issued["date"].strip()} if issued["date"] else {}),
                }
            )
            held = []
        else:
            held.append(line)
    if not issued_any and len(held) % 2 == 0:
        entries.extend({"name": held[i].text, "issuer": held[i + 1].text} for i in range(0, len(held), 2))
        held = []
    unread.extend(f"line {line.number}: {line.text}" for line in held)
    if entries:
        record["certificates"] = entries


def read_skills(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    held = organisations(record)
    for line in lines:
        text = line.text
        is_skill = (
            len(text) < 60
            and " at " not in text
            and text.casefold() not in held
            and not _USED_AT.match(text)
            and not ENDORSED_BY.fullmatch(text)
            and not dates_of(text)
            and not has_mark(text)
        )
        if is_skill and _ENDORSED.fullmatch(text):
            unread.append(f"line {line.number}: {text}")
        elif is_skill:
            add_skills(record, text)


def read_languages(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    """Where levels are told, what stands before one; otherwise lines of a word or two."""
    texts = [line.text for line in lines]
    levels = {i for i, text in enumerate(texts) if PROFICIENCY.fullmatch(text)}
    for i, line in enumerate(lines):
        is_short = len(line.text) < 40 and (len(line.text.split()) < 3 or "(" in line.text)
        if i not in levels and is_short and (not levels or i + 1 in levels or speaks(line.text)):
            record.setdefault("languages", []).append({"language": line.text})
        elif i not in levels:
            unread.append(f"line {line.number}: {line.text}")


def read_projects(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    """A title, dates, text. Without dates only the first line is surely a title."""
    entries: list[dict[str, Any]] = []
    for i, line in enumerate(lines):
        text, after = line.text, lines[i + 1].text if i + 1 < len(lines) else ""
        dates, skills = dates_of(text), SKILL_LIST.match(text)
        if skills:
            add_skills(record, skills["list"])
        elif ASSOCIATED.fullmatch(text):
            continue
        elif dates and entries:
            entries[-1].update(dates)
        elif not entries or dates_of(after):
            entries.append({"name": text})
        else:
            entries[-1]["description"] = f"{entries[-1].get('description', '')} {text}".strip()
    if entries:
        record["projects"] = entries


def read_publications(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    _read_titled(record, "publications", lines, _PUBLISHED, ("publisher", "releaseDate"))


def read_awards(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    _read_titled(record, "awards", lines, AWARDED, ("awarder", "date"))


def joined_dates(lines: list[Line], section: str) -> list[Line]:
    """The lines of texts or awards, with publisher and date in one line as elsewhere: a page for those who are not signed in has title, publisher
    and date below each other."""
    if section not in _BEFORE_PUBLISHER:
        return lines
    foreword = _BEFORE_PUBLISHER[section]
    dates = [i for i, line in enumerate(lines) if _DATE_ALONE.fullmatch(line.text)]
    if dates[:1] != [2]:
        return lines
    joined = {i - 1: lines[i - 1]._replace(text=f"{foreword}{lines[i - 1].text} · {lines[i].text}") for i in dates}
    return [joined.get(i, line) for i, line in enumerate(lines) if i not in dates]


def _read_titled(record: dict[str, Any], key: str, lines: list[Line], second: re.Pattern[str], keys: tuple[str, str]) -> None:
    """A title, a line with publisher and date, text. The line after which such a line comes is a title."""
    title = "title" if key == "awards" else "name"
    entries: list[dict[str, Any]] = []
    for i, line in enumerate(lines):
        text, after = line.text, lines[i + 1].text if i + 1 < len(lines) else ""
        match = second.fullmatch(text)
        if ASSOCIATED.fullmatch(text):
            continue
        if match and entries:
            told = dict(zip(keys, match.groups(), strict=True))
            entries[-1].update({name: value for name, value in told.items() if value})
        elif not entries or second.fullmatch(after):
            entries.append({title: text})
        else:
            entries[-1]["summary"] = f"{entries[-1].get('summary', '')} {text}".strip()
    if entries:
        record[key] = entries
