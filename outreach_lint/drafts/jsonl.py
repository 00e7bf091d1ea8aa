"""Merged drafts as JSON lines: one object a line, with the keys that a sheet has as columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any

from outreach_lint.errors import DraftError
from outreach_lint.merge_sheet import columns_of, holds_messages, message_of
from outreach_lint.message import Message, Source, Span
from outreach_lint.source import decode, encoding_of

SUFFIXES = ()  # JSON lines in a folder can be anything
LIBRARY = "standard library"
LIMITS = "Lines of up to 500 kB, read one by one."
_NAMED = (".jsonl", ".ndjson")
_LONGEST_LINE = 500_000  # bytes
_LONGEST_VALUE = 2_000  # code points of a value that is not the message
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as JSON lines, or its first line is an object that holds a message."""
    if path.lower().endswith(_NAMED):
        return True
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    return first.startswith(b"{") and holds_messages(_object(first.decode("utf-8", "replace")) or ())


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the messages line by line; a DraftError stands for a line that cannot be read."""
    offset, number = 0, 0
    for line, data in enumerate(iter(lambda: stream.readline(_LONGEST_LINE + 1), b""), 1):
        if len(data) > _LONGEST_LINE:
            raise DraftError(f"a line of over {_LONGEST_LINE // 1000:,} kB", path=path, line=line)
        mark = encoding_of(data)[1] if line == 1 else b""
        if data[len(mark) :].strip():
            number += 1
            yield _read_line(data[len(mark) :], line, offset + len(mark), columns, path, number)
        offset += len(data)


def _read_line(data: bytes, line: int, offset: int, columns: Mapping[str, str], path: str, number: int) -> Message | DraftError:
    try:
        text = decode(data, path, DraftError)
        record = _object(text)
        if record is None:
            raise DraftError("not a JSON object on one line", path=path)
        held = columns_of(record, columns, path)
        span = _span_of(text, held["body"])
        if span is None or not isinstance(record[held["body"]], str):
            raise DraftError(f"{held['body'][:60]!r} is no text", path=path)
        body, places = _places(text, span)
        values = {what: _plain(record[key]) for what, key in held.items()}
        source = Source(text, places, line, offset, _as_json if not text.isascii() else json.dumps, span)
        return message_of(values, body, source, path, number)
    except DraftError as error:
        return DraftError(error.problem, path=path, line=line)


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


def _span_of(text: str, wanted: str) -> Span | None:
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


def _places(text: str, span: Span) -> tuple[str, list[int]]:
    """The string that a span of JSON holds, and where each of its code points begins."""
    units = list(_UNIT.finditer(text, span.start + 1, span.end - 1))
    characters = [json.loads(f'"{unit.group()}"') if unit.group().startswith("\\") else unit.group() for unit in units]
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in characters), [
        *(unit.start() for unit in units),
        span.end - 1,
    ]


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
