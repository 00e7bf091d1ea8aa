"""Plain text: all of it is the message, but for a first line that says the subject: `Subject: Your gauges`."""

from __future__ import annotations

import re

from outreach_lint.errors import DraftError
from outreach_lint.message import Message, Source
from outreach_lint.source import decode, encoding_of

SUFFIXES = (".txt",)
LIBRARY = "standard library"
LIMITS = "UTF-8, or UTF-16 with a byte order mark."
_SUBJECT = re.compile(
    r"\s{0,100}(?:Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp)[ \t]{0,9}:[ \t]*(?P<subject>[^\r\n]{1,300})\r?\n[ \t]*\r?\n\s*",
    re.I,
)


def recognises(data: bytes, path: str) -> bool:
    """Any file can be text; it is asked last."""
    return True


def read(data: bytes, path: str) -> Message:
    """Read a text file. Raises DraftError if it is binary or in an unknown encoding."""
    text, mark = decode(data, path, DraftError), encoding_of(data)[1]
    said = _SUBJECT.match(text)
    start = said.end() if said else 0
    source = Source(text, range(start, len(text) + 1), offset=len(mark))
    return Message(text[start:], subject=said["subject"].strip() if said else None, path=path, source=source)
