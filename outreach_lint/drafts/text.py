"""Plain text: all of it is the message."""

from __future__ import annotations

from outreach_lint.errors import DraftError
from outreach_lint.message import Message, Source
from outreach_lint.source import decode, encoding_of

SUFFIXES = (".txt",)
LIBRARY = "standard library"
LIMITS = "UTF-8, or UTF-16 with a byte order mark."


def recognises(data: bytes, path: str) -> bool:
    """Any file can be text; it is asked last."""
    return True


def read(data: bytes, path: str) -> Message:
    """Read a text file. Raises DraftError if it is binary or in an unknown encoding."""
    text, mark = decode(data, path, DraftError), encoding_of(data)[1]
    return Message(text, path=path, source=Source(text, range(len(text) + 1), offset=len(mark)))
