"""Lines and columns for the world outside, which counts in code points, in UTF-16 units or in bytes of UTF-8.

Inside, a place is an offset in code points. `Message.position` knows the lines, however they end; here its columns are counted anew.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from outreach_lint.message import Message, Span, utf16_length


class ColumnUnit(StrEnum):
    """What a column is counted in."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    UTF8 = "bytes of UTF-8"


class Place(NamedTuple):
    """A line of the file and a column in it, both 1-based."""

    line: int
    column: int


def length(text: str, unit: ColumnUnit) -> int:
    """How long a text is in a unit."""
    if unit is ColumnUnit.UTF16:
        return utf16_length(text)
    return len(text.encode("utf-8", "surrogatepass")) if unit is ColumnUnit.UTF8 else len(text)


def place(message: Message, offset: int, unit: ColumnUnit = ColumnUnit.CODE_POINTS) -> Place:
    """Where in the file a code point of the body stands."""
    line, before = message.place.position(offset)
    return Place(line, length(before, unit) + 1)


def places(message: Message, span: Span, unit: ColumnUnit = ColumnUnit.CODE_POINTS) -> tuple[Place, Place]:
    """Where a span begins, and where the first character after it stands."""
    return place(message, span.start, unit), place(message, span.end, unit)
