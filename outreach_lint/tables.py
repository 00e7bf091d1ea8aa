"""Tables in text: comma-, semicolon- or tab-separated values, with whatever stands above the header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from outreach_lint.errors import OutreachLintError

_HEADER_WITHIN = 20  # lines
_LONGEST_HEADER = 20_000  # code points
_DELIMITERS = (",", ";", "\t")
_MOST_ROWS, _MOST_LINES, _MOST_CELLS = 200_000, 2_000_000, 1_000
_UNQUOTED = {delimiter: re.compile(rf"[^{delimiter}\r\n]*") for delimiter in _DELIMITERS}
_QUOTED = re.compile(r'(?:[^"]|"")*+')
_CHARACTER = re.compile(r'""|.', re.DOTALL)
_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]|^\s|\s$')
_PROBLEMS = {
    "unexpected end": "a quotation mark opens in this row and is never closed",
    "field larger": "a cell of this row is longer than 131,072 characters; a closing quotation mark may be missing",
    "expected after": "a quotation mark within a quoted cell has to be doubled",
}


class Header(NamedTuple):
    """The row that names the columns: their names as they are compared, its 1-based line, and what separates its cells."""

    columns: tuple[str, ...]
    line: int
    delimiter: str


class Row(NamedTuple):
    """A row: the 1-based line in which it begins, its cells by column (stripped; "" where a cell is missing), the cells beyond the last column, and the
    stretch of the file that it was read from."""

    line: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are read one by one, each time they are asked for."""

    header: Header
    text: str
    error: type[OutreachLintError]
    path: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, casefolded and stripped, in order."""
        return self.header.columns

    def __iter__(self) -> Iterator[Row]:
        """The rows that hold something. Raises `error` like `read_rows`."""
        return read_rows(islice(_lines(self.text), self.header.line, None), self.header, self.error, self.path)


def read_rows(lines: Iterable[str], header: Header, error: type[OutreachLintError], path: str | None) -> Iterator[Row]:
    """The rows that hold something, of the lines below a header. Raises `error`, with the line in which the row begins, for a quotation mark that is
    not closed, and where rows or cells are too many."""
    read: list[str] = []
    reader = csv.reader(_noted(lines, read), delimiter=header.delimiter, skipinitialspace=True, strict=True)
    places = {name: i for i, name in reversed(list(enumerate(header.columns))) if name}  # of columns with one name, the first
    width, count = len(header.columns), 0
    while True:
        line = header.line + reader.line_num + 1
        values = _next(reader, line, error, path)
        if values is None:
            return
        text = "".join(read)
        read.clear()
        values = [value.strip() for value in values]
        count += any(values)
        if count > _MOST_ROWS or line > _MOST_LINES:
            raise error(f"more than {_MOST_ROWS:,} rows; split the file", path=path, line=line)
        if not any(values):
            continue
        values.extend("" for _ in range(width - len(values)))
        yield Row(line, {name: values[i] for name, i in places.items()}, tuple(values[width:]), text)


def _noted(lines: Iterable[str], read: list[str]) -> Iterator[str]:
    for line in lines:
        read.append(line)
        yield line


def _next(reader: Iterator[list[str]], line: int, error: type[OutreachLintError], path: str | None) -> list[str] | None:
    try:
        values = next(reader, None)
    except csv.Error as cause:
        problem = next((said for part, said in _PROBLEMS.items() if part in str(cause)), "not a table that can be read")
        raise error(problem, path=path, line=line) from None
    if values and len(values) > _MOST_CELLS:
        raise error(f"more than {_MOST_CELLS:,} cells in this row", path=path, line=line)
    return values


class Cell(NamedTuple):
    """A cell as it stands in the text of a row: its value, where each code point of that begins, and its end, with the quotation marks around it."""

    value: str
    places: Sequence[int]
    start: int
    end: int


def find_cell(text: str, delimiter: str, number: int) -> Cell:
    """Cell `number` (from 0) of a row that was read from this text; an empty one at its end if there are fewer."""
    place = 0
    for _ in range(number):
        place = min(_cell_at(text, delimiter, place).end + 1, len(text))
    return _cell_at(text, delimiter, place)


def _cell_at(text: str, delimiter: str, place: int) -> Cell:
    """The cell that begins at a place. Written for what the csv module has read without complaint."""
    start = place
    while text.startswith(" ", start):
        start += 1
    if not text.startswith('"', start):
        end = _end(_UNQUOTED[delimiter], text, start)
        return Cell(text[start:end], range(start, end + 1), start, end)
    end = _end(_QUOTED, text, start + 1)
    if '""' not in text[start + 1 : end]:
        return Cell(text[start + 1 : end], range(start + 1, end + 1), start, end + 1)
    places = [match.start() for match in _CHARACTER.finditer(text, start + 1, end)]
    return Cell(text[start + 1 : end].replace('""', '"'), [*places, end], start, end + 1)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def plain_cell(value: str) -> str:
    """A value as a cell: as it is, or quoted where it has to be."""
    return quoted_cell(value) if _NEEDS_QUOTES.search(value) else value


def quoted_cell(value: str) -> str:
    """A value as a cell that holds any of them."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def read_table(text: str, expected: Iterable[str], error: type[OutreachLintError], path: str | None = None) -> Table:
    """The table in a text. Its header is the row, within the first 20 lines, that names the most of the `expected` columns; what stands above is
    skipped. Raises `error` if no row names any."""
    expected = tuple(expected)
    header = find_header(text, expected)
    if header is None:
        raise error(f"no row that names the columns ({', '.join(expected)}) in the first {_HEADER_WITHIN} lines", path=path)
    return Table(header, text, error, path)


def find_header(text: str, expected: Iterable[str]) -> Header | None:
    """The row, within the first 20 lines, that names the most of the `expected` columns; None if no row names any."""
    return find_header_by(text, {column_name(name) for name in expected}.__contains__)


def find_header_by(text: str, is_expected: Callable[[str], bool]) -> Header | None:
    """The same, where the names are told by what one asks of them."""
    best, most = None, 0
    for number, line in enumerate(islice(_lines(text), _HEADER_WITHIN), 1):
        for delimiter in _DELIMITERS:
            columns = tuple(column_name(cell) for cell in _cells(line[:_LONGEST_HEADER], delimiter))
            named = len(set(filter(is_expected, columns)))
            if named > most:
                best, most = Header(columns, number, delimiter), named
    return best


def names_as_written(text: str, header: Header) -> list[str]:
    """The names of the columns as they stand in the text."""
    line = next(islice(_lines(text), header.line - 1, None), "")
    return [" ".join(cell.replace("\ufeff", "").split()) for cell in _cells(line[:_LONGEST_HEADER], header.delimiter)]


def column_name(cell: str) -> str:
    """The name of a column as it is compared: casefolded, on one line, without byte order mark and NUL."""
    return " ".join(cell.replace("\ufeff", "").replace("\0", "").casefold().split())


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")  # splits at \n, \r and \r\n, and keeps them within cells
