"""A few lines that somebody jotted down about a person: "Ada Example, engineer, Foo Ltd (Leeds). was at Bar before", or the same as bullets or labels.

Whose they are is told by a name with a position behind it, or by one that they begin with. What a fragment tells of others, or doubts, gives nothing;
what gave nothing is told as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from outreach_lint.parsing.biography import Record, read_biography, speaks
from outreach_lint.parsing.contacts import LABELS, is_contact
from outreach_lint.parsing.cv_lines import BULLET, Line
from outreach_lint.parsing.headline import entries_of, read_headline
from outreach_lint.parsing.jotted_head import behind_name, first_sentence, organisation_only, read_below, read_head, read_studies
from outreach_lint.parsing.jotting_words import (
    AFTER_NAME,
    DASH,
    FORMER_LABELS,
    LABELLED,
    LIKENED,
    LIKINGS,
    MAKES,
    MOST_CHARACTERS,
    MOST_LINES,
    NO_LIKING,
    NO_MORE,
    NOT_SURE,
    OF_OTHERS,
    READ_LABELS,
    SENTENCE_END,
    SPEAKS,
    TALK,
    TELLS_NOTHING,
)
from outreach_lint.parsing.roles import STOP


class Piece(NamedTuple):
    """A part of a note that stands by itself; `is_line` if it is a line or a point of a list."""

    number: int
    text: str
    is_line: bool = True


def is_note(lines: Sequence[Line]) -> bool:
    """Whether a text is short enough to have been jotted down."""
    filled = [line for line in lines if line.text.strip()]
    return len(filled) <= MOST_LINES and sum(len(line.text) for line in filled) <= MOST_CHARACTERS


def plain_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines without bullets, and with "role=nurse" as "role: nurse"."""
    kept = []
    for line in lines:
        bullet = BULLET.match(line.text)
        text = bullet["item"] if bullet else line.text
        parts = re.split(r";\s+", text.strip())
        labels = [LABELLED.match(part) for part in parts]
        if all(label and label["key"].strip().casefold() in LABELS for label in labels):
            kept += [line._replace(text=f"{label['key'].strip()}: {label['value']}") for label in labels if label]
        else:
            kept.append(line._replace(text=text))
    return kept


def read_note(lines: Sequence[Line], name: str) -> Record:
    """What a note surely tells of the person of that name, as sections of a record; places stand in "place"."""
    record: Record = {}
    filled = [line for line in lines if line.text.strip()]
    for i, line in enumerate(filled):
        text = LIKENED.sub("", line.text.strip())
        at = text.casefold().find(name.casefold())
        behind = behind_name(text, at, at + len(name)) if at >= 0 else ""
        rest = AFTER_NAME.match(behind)
        if at >= 0 and (rest or not behind):
            below = filled[i + 1].text.strip() if i + 1 < len(filled) and not rest else ""
            _add(record, read_head(first_sentence(behind[rest.end() :]) if rest else "" if LABELLED.match(below) else below))
            _add(record, read_below(filled[i + 1 : i + 4]) if not rest else {})
            pieces = [Piece(line.number, one.strip(), False) for one in SENTENCE_END.split(behind)[1:] if one.strip()]
        else:
            pieces = [Piece(line.number, text), *_pieces(line.number, text)]
        for piece in pieces:
            _add(record, _read_piece(piece, name))
    return record


def _add(record: Record, told: Record) -> None:
    for section, entries in told.items():
        held = record.setdefault(section, [])
        held.extend(entry for entry in entries if not any(entry.items() <= more.items() for more in held))


def _pieces(number: int, text: str) -> Iterator[Piece]:
    """The sentences of a line, and what stands between its dashes."""
    sentences = [sentence for sentence in SENTENCE_END.split(text) if sentence.strip()]
    for sentence in sentences:
        if len(sentences) > 1:
            yield Piece(number, sentence.strip(), False)
        parts = DASH.split(sentence)
        yield from (Piece(number, part.strip(), False) for part in parts if len(parts) > 1 and part.strip())


def _read_piece(piece: Piece, name: str) -> Record:
    """What a fragment tells; nothing if it tells of others, or of what is not sure."""
    text = LIKENED.sub("", piece.text).strip(" ,.!")
    label = LABELLED.match(text)
    if label and label["key"].strip().casefold() in LIKINGS:
        return {"interests": [{"name": one} for one in _liked(label["value"])]}
    if OF_OTHERS.search(text) or NOT_SURE.search(text) or not text or is_contact(text):
        return {}
    key = label["key"].strip().casefold() if label else ""
    if label and LABELS.get(key) == "headline":
        return read_head(label["value"])
    if label and key not in READ_LABELS:
        return {}
    for reader in (_talk, read_studies, _spoken, _made):
        found = reader(text)
        if found:
            return found
    return _said(text, name, piece.is_line)


def _liked(text: str) -> list[str]:
    items = [item.strip(" .") for item in re.split(r",\s+|\s+and\s+", text)]
    return [item for item in items if item and len(item.split()) < 4 and not NO_LIKING.match(item) and not NOT_SURE.search(item)]


def _talk(text: str) -> Record:
    match = TALK.match(text)
    if not match or match["event"].split()[0][0].islower() or not organisation_only(match["event"]):
        return {}
    return {"talks": [{"event": match["event"], **({"releaseDate": match["year"]} if match["year"] else {})}]}


def _spoken(text: str) -> Record:
    match = SPEAKS.match(text)
    words = re.split(r",\s+|\s+and\s+|\s*/\s*", (match["what"] or match["told"]).strip(" .")) if match else []
    known = [word for word in words if len(word.split()) == 1 and speaks(word)]
    return {"languages": [{"language": word} for word in known]} if known and len(known) == len(words) else {}


def _made(text: str) -> Record:
    match = MAKES.match(text)
    if not match:
        return {}
    section = "projects" if match["what"].casefold() in ("podcast", "newsletter") else "publications"
    return {section: [{"name": match["title"].strip()}]}


def _said(text: str, name: str, is_line: bool) -> Record:
    """What a fragment tells as a headline does ("ex Foo Ltd", "engineer at Foo"), or as a clause about the person ("was at Foo before")."""
    label = LABELLED.match(text)
    plain = f"formerly {label['value']}" if label and label["key"].strip().casefold() in FORMER_LABELS else text
    plain = NO_MORE.sub("", re.sub(r"^(?:she|he|they) ", "", re.sub(r"\bused to be\b", "was", plain), flags=re.I))
    plain = re.sub(r"^(?:now|currently|today)\s+", "", plain, flags=re.I)
    told = read_biography(f"{name} {plain[:1].lower()}{plain[1:]}.", name) if plain[:1].isalpha() else {}
    if told:
        return told
    entries = entries_of(read_headline(plain))
    work = [entry for entry in entries.get("work", []) if "name" in entry or "endDate" in entry or is_line]
    return {"work": work} if work else {}


def not_understood(lines: Iterable[Line], told: Iterable[str]) -> Iterator[str]:
    """The parts of a note that hold a word which no fact has, to be shown."""
    held = {word for text in told for word in _words(text)}
    for line in lines:
        for part in re.split(rf"(?:{STOP}|[!?]+)(?:\s+|$)|[;,()]\s*|\s+[–—|-]\s+", line.text):
            if part and _words(part) - held - TELLS_NOTHING:
                yield f"line {line.number}: {part.strip()}"


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W_][\w'’-]*", text)}
