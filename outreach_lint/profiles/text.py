"""Plain text about a person, a CV with sections, a biography in prose, or a few lines that somebody jotted down: name, headline, place, addresses, and
what the sections and the sentences surely tell.

The name comes first, on a line of its own or in the first sentence. What is not surely understood stays in the summary, or is told as unread.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.biography import Record, name_told, read_biography
from outreach_lint.parsing.contacts import (
    LABEL,
    MAY_GO_ON,
    PHONE,
    SENTENCE,
    begins_sentence,
    is_contact,
    labels_name,
    read_contacts,
    read_detail,
    reads_label,
)
from outreach_lint.parsing.cv_lines import Line, divided, is_label, text_lines
from outreach_lint.parsing.cv_sections import read_section
from outreach_lint.parsing.headline import entries_of, read_headline
from outreach_lint.parsing.jotted_head import may_be_name, noted_names
from outreach_lint.parsing.jottings import is_note, not_understood, plain_lines, read_note
from outreach_lint.parsing.names import bare_name, is_name, without_opening
from outreach_lint.parsing.other_people import own_lines
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import position, position_alone
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile, name_words
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode

SUFFIXES = (".txt", ".text")
LIBRARY = "standard library"
LIMITS = "English sentences; headings in eight languages; up to 4,000 lines and 150,000 characters."
_NAMELESS = (
    "not a profile in a known format: it does not say whose it is; begin with the name on a line of its own, then the position and the place"
    " of work, then the rest"
)
_LONGEST_FRAGMENT, _MOST_ABOVE = 100, 4  # code points; lines before the name
_DOCUMENT = lazy(r"(?:curriculum vitae|cv|c\.v\.|r[ée]sum[ée]|lebenslauf)(?:\s+(?:of|for|von))?\s*[:–—|-]?\s*", re.I)
# What stands at the foot of a copied web page, and the links beside a name.
_FOOTER = lazy(r"(?:©|\(c\)|copyright|all rights reserved|privacy (?:policy|notice)|cookies?(?: policy| settings)?$).*", re.I)
_REMARK = lazy(r"\s*\((?=[^()]*\b[a-z]+ [a-z]+)[^()]*\)")  # "(met at the fair)" behind a name
_LINK = lazy(r"linkedin|twitter|x|github|instagram|facebook|mastodon|website|e-?mail|contact|share|back|download cv", re.I)


def recognises(data: bytes) -> bool:
    """Never: plain text has no marks, so it is what is left where the suffix says so."""
    return False


def read(data: bytes, path: str) -> Profile:
    """Read plain text about one person. Raises ProfileError where it does not say whose it is."""
    lines, unread = text_lines(decode(data, path, ProfileError))
    top, sections = divided(_without_opening(lines))
    note = plain_lines(top) if all(is_label(section) for section in sections) and is_note(top) else None
    record: dict[str, Any] = {"basics": {}}
    free, prose = _read_top(record, note or top, unread)
    for section in sections:
        if section.key == "summary":
            prose += _paragraphs(_without_details(record, section.lines))
    name = record["basics"].get("name") or name_told(next(iter(prose), ""))
    if note and _is_biography(prose, name):
        note = None
    noted = noted_names(note) if note else []
    if len(noted) > 1 and not any(line.text.strip() == name for line in lines):
        raise ProfileError(f"tells of {len(noted)} people ({', '.join(noted[:3])}); keep a file for each", path=path)
    name = name or next(iter(noted), None)
    if not name:
        raise ProfileError(_NAMELESS, path=path)
    called, _, handle = name.partition(" (@")
    record["basics"]["name"] = called
    if handle:
        record["basics"].setdefault("profiles", []).append({"url": f"@{handle.rstrip(')')}"})
    text = "\n".join([*free, *prose])
    if text:
        record["basics"]["summary"] = text
    for section in sections:
        read_section(record, section, unread)
    told = read_biography("\n".join(_own(text.split("\n"), name)), name)
    if note:
        own = own_lines([line.text for line in note], name)
        _add_noted(told, read_note([line for line, is_own in zip(note, own, strict=True) if is_own], name))
    _add_told(record, told, {section.key for section in sections if record.get(str(section.key))})
    profile = profile_from_resume(record, path, unread)
    return _with_unread(profile, note) if note else profile


def _without_opening(lines: list[Line]) -> list[Line]:
    """The lines without a heading of personal data at the head of the text: the name stands below it, or in it."""
    kept = list(lines)
    for i in [i for i, line in enumerate(lines) if line.text.strip()][:_MOST_ABOVE]:
        rest = without_opening(lines[i].text)
        kept[i] = lines[i]._replace(text=rest)
        if rest and not _DOCUMENT.fullmatch(rest.strip("#* ")):
            break
    return kept


def _own(texts: list[str], name: str) -> list[str]:
    """The lines that do not tell of other people."""
    return [text for text, is_own in zip(texts, own_lines(texts, name), strict=True) if is_own]


def _is_biography(prose: list[str], name: str | None) -> bool:
    """Whether prose is more than what somebody jotted down below a name: sentences about the person."""
    if not prose or name_told(prose[0]):
        return bool(prose)
    called = name_words(name or "")
    return bool(name) and (
        any(len(one) > _LONGEST_FRAGMENT for one in prose)
        or bool(re.match(r"(?:I|I['’]m|She|He|They|My|Her|His)\b", prose[0]))
        or bool(called and re.match(rf"(?:{'|'.join(map(re.escape, called))})\b", prose[0]))
    )


def _with_unread(profile: Profile, note: list[Line]) -> Profile:
    """The profile of a note, with every part of it told that gave no fact."""
    told = [fact.text for fact in profile.facts if fact.kind is not FactKind.SUMMARY]
    dates = [str(date.year) for fact in profile.facts for date in (fact.start, fact.end) if date]
    parts = not_understood(note, (*told, *dates, *profile.addresses))
    return replace(profile, unread=tuple(dict.fromkeys(parts)))


def _add_noted(told: Record, noted: Record) -> None:
    """Add what the fragments of a note tell to what its sentences do; the fuller of two entries stays."""
    for section, entries in noted.items():
        held = told.setdefault(section, [])
        for entry in entries:
            if not any(_tells(more, entry) for more in held):
                held[:] = [*(one for one in held if not _tells(entry, one)), entry]


def _read_top(record: dict[str, Any], top: list[Line], unread: list[str]) -> tuple[list[str], list[str]]:
    """Read the name and what stands under it; the free lines and the paragraphs of prose are returned."""
    basics: dict[str, Any] = record["basics"]
    free: list[str] = []
    above: list[str] = []  # the name: links and titles of the page
    prose: list[str] = []
    lines = [line for line in top if line.text.strip()]
    labelled = next(
        (match["value"].strip() for line in lines if (match := LABEL.match(line.text.strip())) and labels_name(match)), ""
    )
    if is_name(labelled):
        basics["name"] = labelled
    of_others = _of_others(top, labelled) if "name" in basics else set()
    is_first = True
    for i, line in enumerate(lines):
        text = _without_document(line.text.strip()) if is_first else line.text.strip()
        is_first = is_first and not text
        after = lines[i + 1].text.strip() if i + 1 < len(lines) else ""
        name, behind = _name_and_rest(text.strip("#* ")) if "name" not in basics else (None, "")
        if name:
            key = "location" if is_place(behind) else "headline"
            basics.update({"name": _spoken(name), **({key: behind} if behind else {})})
            of_others = _of_others(top, basics["name"])
        elif text and line.number in of_others:
            free.append(text)
        elif text and not read_detail(record, text, after):
            label = LABEL.match(text)
            if _begins_prose(text, after) and not (label and len(text) < MAY_GO_ON):
                tail = top[top.index(line) + 1 :]
                prose = _paragraphs(_without_details(record, [line._replace(text=text), *tail]))
                break
            if label:
                unread.append(f"line {line.number}: {text}")
            elif not _LINK.fullmatch(text):
                (free if "name" in basics else above).append(text)
    if "name" not in basics:
        return [*above, *free], prose
    unread += [f"above the name: {'; '.join(above)}"] if above else []
    return free, prose


def _of_others(lines: list[Line], name: str) -> set[int]:
    """The numbers of the lines that tell of other people."""
    return {line.number for line, is_own in zip(lines, own_lines([line.text for line in lines], name), strict=True) if not is_own}


def _without_details(record: dict[str, Any], lines: list[Line]) -> list[Line]:
    """The lines of prose: without addresses on lines of their own, which are read, and without the foot of a web page."""
    kept: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if _FOOTER.fullmatch(text):
            break
        if len(text) < MAY_GO_ON and (
            _LINK.fullmatch(text) or PHONE.fullmatch(text) or is_contact(text) or reads_label(record, text)
        ):
            read_contacts(record["basics"], text)
        else:
            kept.append(line)
    return kept


def _name_and_rest(line: str) -> tuple[str | None, str]:
    """The name in a line that is one, or that begins with one: "Grace Liu — Violin maker"."""
    if is_name(line):
        return line, ""
    name, *others = re.split(r"\s+[–—|-]\s+|,\s+", line, maxsplit=1)
    rest = others[0] if others else ""
    return (
        (name, rest)
        if rest
        and len(line) < 120
        and may_be_name(name)
        and (is_place(rest) or read_headline(rest) or position(rest))
        and not SENTENCE.search(rest)
        else (None, "")
    )


def _begins_prose(text: str, after: str) -> bool:
    return len(text) > 60 or begins_sentence(text, after)


def _paragraphs(lines: list[Line]) -> list[str]:
    """The paragraphs of some lines, each on one line: a long line goes on in the next."""
    found: list[str] = []
    is_open = False
    for line in lines:
        text = line.text.strip()
        if text and is_open:
            found[-1] += f" {text}"
        elif text:
            found.append(text)
        is_open = len(text) > 45
    return found


def _without_document(line: str) -> str:
    """ "CV of Ada Example" without "CV of"."""
    match = _DOCUMENT.match(line.strip("#* "))
    rest = line.strip("#* ")[match.end() :] if match else line
    if not match:
        ending = re.search(r"\s*[–—|,:-]?\s+(?:curriculum vitae|cv|r[ée]sum[ée])$", line, re.I)
        return line[: ending.start()] if ending else line
    return rest if not rest or rest[0].isupper() else line


def _spoken(name: str) -> str:
    """The name without a trade before it, and not in capitals throughout."""
    called, comma, behind = bare_name(_REMARK.sub("", name)).partition(",")
    return (called.title() if called.isupper() and len(called) > 3 else called) + comma + behind


def _add_told(record: dict[str, Any], told: dict[str, list[dict[str, Any]]], own: set[str | None]) -> None:
    """Add what the prose and the headline tell; of work and education only where the text has no section of its own."""
    basics = record["basics"]
    places = told.pop("place", [])
    if places and "location" not in basics:
        basics["location"] = places[0]["name"]
    said = entries_of(read_headline(basics["headline"])) if "headline" in basics else {}
    if record.get("work") and record["work"][0].keys() == {"name"} and (role := position_alone(basics.get("headline", ""))):
        record["work"][0]["position"] = role
    for section in [*said, *(key for key in told if key not in said)]:
        if section in own and section in ("work", "education"):
            continue
        entries = record.setdefault(section, [])
        in_prose = told.get(section, [])
        in_headline = [entry for entry in said.get(section, []) if not any(_tells(more, entry) for more in in_prose)]
        for entry in (*in_headline, *in_prose):
            if not any(_tells(held, entry) for held in entries):
                entries.append(entry)


def _tells(held: Any, entry: dict[str, Any]) -> bool:
    """Whether an entry is told already, perhaps with more."""
    return isinstance(held, dict) and all(
        str(held.get(key, "")).casefold() == str(value).casefold() for key, value in entry.items()
    )
