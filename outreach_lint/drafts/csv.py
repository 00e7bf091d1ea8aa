"""A sheet of merged drafts: comma-, semicolon- or tab-separated, one message a row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BufferedReader
from itertools import islice

from outreach_lint.errors import DraftError
from outreach_lint.merge_sheet import columns_of, holds_messages, is_known, message_of, plain_name, told_of_columns, unread_columns
from outreach_lint.message import Message, Source, Span
from outreach_lint.patterns import lazy
from outreach_lint.source import encoding_of
from outreach_lint.tables import (
    Header,
    Row,
    column_name,
    find_cell,
    find_header_by,
    names_as_written,
    plain_cell,
    quoted_cell,
    read_rows,
)

SUFFIXES = ()  # a table in a folder can be anything
LIBRARY = "standard library"
LIMITS = "UTF-8, or UTF-16 with a byte order mark; up to 200,000 rows, read one by one."
NAMED = (".csv", ".tsv")
_HEAD = 65_536
_NOT_UTF8 = "not encoded in UTF-8; save the sheet as “CSV UTF-8” and try again"
_FEW = 2  # columns of a table in which a row of one cell may well be meant
_LONGEST_MARK = 3  # bytes that tell an encoding
_UNDECODED = lazy(r"[\ud800-\udfff]")


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as a table, or one of its first lines names the columns of a sheet of messages."""
    if path.lower().endswith(NAMED):
        return True
    header = _header(data, {})
    return header is not None and holds_messages(header.columns)


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the messages row by row. Raises DraftError if no column holds them; yields one for a row that cannot be read."""
    head = stream.peek(_HEAD)[:_HEAD]
    header = _header(head, columns)
    if header is None:
        raise DraftError("the first lines name no column that is known to hold the message; --body-column names it", path=path)
    if any("\ufffd" in name for name in header.columns):
        raise DraftError(_NOT_UTF8, path=path, line=header.line)
    held = columns_of(header.columns, columns, path)
    names: Sequence[str] = names_as_written(text_of_head(head), header)
    for number, (row, offset) in enumerate(_without_footer(rows_of(stream, header, path), header), 1):
        message = _message(row, offset, header, held, path, number)
        if names and isinstance(message, Message):
            message = replace(message, unread=_told(row, header, names, held, message.body, path))
            names = ()
        yield message


def _message(row: Row, offset: int, header: Header, held: Mapping[str, str], path: str, number: int) -> Message | DraftError:
    try:
        body, source = cell_source(row, offset, header, held["body"], path)
        return message_of({what: row.cells[name] for what, name in held.items()}, body, source, path, number)
    except DraftError as error:
        return error


def _told(row: Row, header: Header, names: Sequence[str], held: Mapping[str, str], body: str, path: str) -> str | None:
    """What to say of columns that are not read, by the first row."""
    values = {name: row.cells.get(column, "") for name, column in zip(names, header.columns, strict=True)}
    return told_of_columns(unread_columns(values, held.values(), body), path)


def _without_footer(rows: Iterable[tuple[Row, int]], header: Header) -> Iterator[tuple[Row, int]]:
    """The rows without what reports put below a table: rows of one cell, below an empty line, to the end of the file."""
    footer: list[tuple[Row, int]] = []
    below = header.line + 1
    for row, offset in rows:
        is_apart = bool(footer) or row.line > below
        below = row.line + max(row.text.count("\n"), row.text.count("\r"))
        if is_apart and len(header.columns) > _FEW and _is_line(row, header):
            footer.append((row, offset))
            continue
        yield from footer
        footer.clear()
        yield row, offset


def _is_line(row: Row, header: Header) -> bool:
    """Whether a row is one cell that holds words: no address, whose message would be missing."""
    cell = find_cell(row.text, header.delimiter, 0)
    return not row.text[cell.end :].strip() and "@" not in cell.value


def _header(head: bytes, columns: Mapping[str, str]) -> Header | None:
    named = set(map(plain_name, columns.values()))
    return _header_by(head, lambda name: plain_name(name) in named or is_known(name))


def header_of(head: bytes, names: Iterable[str]) -> Header | None:
    """The row that names the columns, told by what a file begins with; None if no row names one of these."""
    return _header_by(head, set(map(column_name, names)).__contains__)


def _header_by(head: bytes, is_expected: Callable[[str], bool]) -> Header | None:
    return find_header_by(text_of_head(head), is_expected)


def text_of_head(head: bytes) -> str:
    """What a file begins with, as text."""
    encoding, mark = encoding_of(head)
    return head[len(mark) :].decode(encoding, "replace")


def rows_of(stream: BufferedReader, header: Header, path: str) -> Iterator[tuple[Row, int]]:
    """The rows of a table below its header, each with the byte at which it begins. Raises DraftError, with the line, where one cannot be read."""
    encoding, mark = encoding_of(stream.peek(_LONGEST_MARK)[:_LONGEST_MARK])
    read = len(stream.read(len(mark)))
    errors = "surrogateescape" if encoding == "utf-8" else "replace"  # not all that breaks UTF-16 can be escaped
    text = io.TextIOWrapper(stream, encoding, errors=errors, newline="")

    def lines() -> Iterator[str]:
        nonlocal read
        for line in text:
            read += len(line.encode(encoding, "surrogateescape"))
            yield line

    try:
        counted = lines()
        for _ in islice(counted, header.line):
            pass
        for row in read_rows(counted, header, DraftError, path):
            yield row, read - len(row.text.encode(encoding, "surrogateescape"))
    finally:
        text.detach()


def cell_source(row: Row, offset: int, header: Header, name: str, path: str) -> tuple[str, Source]:
    """The value of a cell, not stripped, and where it stands in the file. Raises DraftError if the row is not in UTF-8."""
    if not row.text.isascii() and _UNDECODED.search(row.text):
        raise DraftError(_NOT_UTF8, path=path, line=row.line)
    cell = find_cell(row.text, header.delimiter, header.columns.index(name))
    encode = quoted_cell if row.text.startswith('"', cell.start) else plain_cell
    return cell.value, Source(row.text, cell.places, row.line, offset, encode, Span(cell.start, cell.end))
