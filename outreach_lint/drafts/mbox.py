"""A mailbox (mbox) of drafts or of mail that was sent: one message after the other, each read when it is its turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import NamedTuple

from outreach_lint.errors import DraftError
from outreach_lint.mail import read_mail
from outreach_lint.message import Message

SUFFIXES = (".mbox", ".mbx")
LIBRARY = "lxml for HTML"
LIMITS = "No limit of the file's size; a message of over 50 MB is passed over."
_BEGIN = re.compile(rb"From (?:\S+ |- ).{0,60}\d{4}")  # "From ann@example.org Mon Nov 23 09:00:00 2026"
_LARGEST = 50_000_000  # bytes of a message
_LONGEST_LINE = 1_000_000


class _Mail(NamedTuple):
    data: bytes
    line: int
    offset: int


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as a mailbox, or begins with the line that stands above a message in one."""
    return path.lower().endswith(SUFFIXES) or bool(_BEGIN.match(data))


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the messages one by one; a DraftError stands for one that cannot be read."""
    for number, mail in enumerate(_mails(stream), 1):
        if len(mail.data) > _LARGEST:
            yield DraftError(f"a message larger than {_LARGEST // 1_000_000} MB, so it is not read", path=path, line=mail.line)
            continue
        try:
            yield read_mail(mail.data, path, mail.line, mail.offset, number)
        except DraftError as error:
            yield error


def _mails(stream: BufferedReader) -> Iterator[_Mail]:
    """The messages of a mailbox; of one that is too large only as much as shows that it is."""
    parts: list[bytes] = []
    size = offset = start = 0
    first_line, was_empty = 2, True
    for line, data in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), 1):
        offset += len(data)
        if was_empty and _BEGIN.match(data):
            if parts:
                yield _Mail(b"".join(parts), first_line, start)
            parts, size, first_line, start = [], 0, line + 1, offset
        elif size <= _LARGEST:
            parts.append(data)
            size += len(data)
        was_empty = data in (b"\n", b"\r\n")
    if parts:
        yield _Mail(b"".join(parts), first_line, start)
