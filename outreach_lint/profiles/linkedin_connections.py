"""The Connections.csv of a LinkedIn archive: of each connection the name, the position and employer of today, and the addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode, encoding_of
from outreach_lint.tables import find_header, read_table

SUFFIXES = ("connections.csv",)
LIBRARY = "standard library"
LIMITS = "When two people connected is not read; up to 20 MB."
MAX_BYTES = 20_000_000
COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_TELLING = frozenset({"first name", "last name", "connected on"})  # of address books, only this one says when


def recognises(data: bytes) -> bool:
    """Whether one of the first lines is the header of a Connections.csv."""
    encoding, mark = encoding_of(data)
    header = find_header(data[len(mark) :].decode(encoding, "replace"), COLUMNS)
    return header is not None and _TELLING.issubset(header.columns)


def read(data: bytes, path: str) -> Profile:
    """The only connection of a file. Raises ProfileError if it tells of several, or cannot be read."""
    people = read_people(data, path)
    if len(people) > 1:
        raise ProfileError(f"tells of {len(people):,} people; it has to be said who is meant", path=path)
    return people[0]


def read_people(data: bytes, path: str) -> Sequence[Profile]:
    """All connections of whom the name is told, in the order of the file. Raises ProfileError, with the line, if it cannot be read."""
    people = list(connections(decode(data, path, ProfileError), path))
    if not people:
        raise ProfileError("tells of nobody: no row has a name", path=path)
    return people


def connections(text: str, path: str) -> Iterator[Profile]:
    """Yield the connections of whom the name is told: members who hide theirs leave a row of commas. Raises ProfileError like `read_people`."""
    table = read_table(text, COLUMNS, ProfileError, path)
    if not {"first name", "last name"} & set(table.columns):
        raise ProfileError("no column First Name or Last Name", path=path, line=table.header.line)
    for row in table:
        cell = row.cells.get
        name = " ".join(part for part in (cell("first name"), cell("last name")) if part)
        if any(c.isalpha() for c in name):
            basics = {"name": name, "email": cell("email address"), "url": cell("url")}
            work = {"position": cell("position"), "name": cell("company")}
            yield profile_from_resume({"basics": basics, "work": [work]}, path)
