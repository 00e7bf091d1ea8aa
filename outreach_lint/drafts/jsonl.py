"""Merged drafts as JSON lines: one object a line, with the keys that a sheet has as columns."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from io import BufferedReader
from typing import Any

from outreach_lint.errors import DraftError
from outreach_lint.merge_sheet import columns_of, holds_messages, message_of, told_of_columns, unread_columns
from outreach_lint.message import Message, Source, Span
from outreach_lint.source import decode

SUFFIXES = ()  # JSON lines in a folder can be anything
LIBRARY = "standard library"
LIMITS = "Lines of up to 500 kB, read one by one."
NAMED = (".jsonl", ".ndjson")
_LONGEST_LINE = 500_000  # bytes
_LONGEST_VALUE = 2_000  # code points of a value that is not the message
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as JSON lines, or its first line is an object that holds a message."""
    if path.lower().endswith(NAMED):
        return True
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    return first.startswith(b"{") and holds_messages(_object(first.decode("utf-8", "replace")) or ())


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the messages line by line; a DraftError stands for a line that cannot be read."""
    offset, number, is_told = 0, 0, False
    for line, data in enumerate(iter(lambda: stream.readline(_LONGEST_LINE + 1), b""), 1):
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise DraftError("saved as UTF-16; JSON lines are read in UTF-8", path=path, line=line)
        mark = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0  # of files that were joined, each can have one
        rest = _rest_of_line(stream) if len(data) > _LONGEST_LINE and not data.endswith(b"\n") else 0
        number += bool(data[mark:].strip())
        if rest or len(data) > _LONGEST_LINE:
            yield DraftError(f"a line of over {_LONGEST_LINE // 1000:,} kB", path=path, line=line)
        elif data[mark:].strip():
            found = _read_line(data[mark:], line, offset + mark, columns, path, number)
            if isinstance(found, Message) and not is_told:
                found, is_told = replace(found, unread=_told(data[mark:], found.body, columns, path)), True
            yield found
        offset += len(data) + rest


def _rest_of_line(stream: BufferedReader) -> int:
    """Read to the end of a line. Returns the number of bytes."""
    size = 0
    for data in iter(lambda: stream.readline(_LONGEST_LINE), b""):
        size += len(data)
        if data.endswith(b"\n"):
            break
    return size


def _read_line(data: bytes, line: int, offset: int, columns: Mapping[str, str], path: str, number: int) -> Message | DraftError:
    try:
        text = decode(data, path, DraftError)
        record = _object(text)
        if record is None:
            raise DraftError("not a JSON object on one line", path=path)
        held = columns_of(record, columns, path)
        span = span_of(text, held["body"])
        if span is None or not isinstance(record[held["body"]], str):
            raise DraftError(f"{held['body'][:60]!r} is no text", path=path)
        body, places = places_of(text, span)
        values = {what: _plain(record[key]) for what, key in held.items()}
        source = Source(text, places, line, offset, as_ascii_json if text.isascii() else as_json)
        return message_of(values, body, source, path, number)
    except DraftError as error:
        return DraftError(error.problem, path=path, line=line)


def _told(data: bytes, body: str, columns: Mapping[str, str], path: str) -> str | None:
    """What to say of keys that are not read, by the first line."""
    record = _object(data.decode()) or {}
    held = columns_of(record, columns, path).values()
    return told_of_columns(unread_columns({key: _plain(value) for key, value in record.items()}, held, body), path)


def _object(text: str) -> dict[str, Any] | None:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _plain(value: Any) -> str:
    """A value of an object as a sheet would hold it."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LONGEST_VALUE:
        return str(value)
    return value[:_LONGEST_VALUE] if isinstance(value, str) else ""


def span_of(text: str, wanted: str) -> Span | None:
    """Where the value of a key of the object stands, with its quotation marks; of a key that stands there twice, the last one counts. None where it is
    no string."""
    decoder, place, found = json.JSONDecoder(), _next(text, text.index("{") + 1), None
    while text.startswith('"', place):
        key, place = decoder.raw_decode(text, place)
        start = _next(text, _next(text, place) + 1)  # behind the colon
        _, place = decoder.raw_decode(text, start)
        if key == wanted:
            found = Span(start, place) if text[start] == '"' else None
        place = _next(text, _next(text, place) + 1)  # behind the comma
    return found


def _next(text: str, place: int) -> int:
    """The next place that is no white space."""
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place


def places_of(text: str, span: Span) -> tuple[str, list[int]]:
    """The string that a span of JSON holds, and where each of its code points begins."""
    pieces: list[str] = []
    places: list[int] = []
    end = span.start + 1
    for escape in _ESCAPE.finditer(text, end, span.end - 1):
        pieces += (text[end : escape.start()], _character(escape.group()))
        places += range(end, escape.start() + 1)
        end = escape.end()
    return "".join((*pieces, text[end : span.end - 1])), [*places, *range(end, span.end)]


@lru_cache(1000)
def _character(escape: str) -> str:
    character: str = json.loads(f'"{escape}"')
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character


def as_json(text: str) -> str:
    """How a stretch of text stands within a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def as_ascii_json(text: str) -> str:
    """The same, where all else in the file is ASCII."""
    return json.dumps(text)[1:-1]
