"""Plain text: all of it is the message."""

from __future__ import annotations

from outreach_lint.errors import DraftError
from outreach_lint.message import Message
from outreach_lint.source import decode

SUFFIXES = (".txt",)


def recognises(data: bytes, path: str) -> bool:
    """Any file can be text; it is asked last."""
    return True


def read(data: bytes, path: str) -> Message:
    """Read a text file. Raises DraftError if it is binary or in an unknown encoding."""
    return Message(decode(data, path, DraftError), path=path)
