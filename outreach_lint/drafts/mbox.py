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
LIMITS = "No limit of the file's size; one message may have 50 MB. Deleted drafts that Thunderbird keeps there are passed over."
_DAY, _MONTH = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
# "From ann@example.org Mon Nov 23 09:00:00 2026", "From - Mon, 23 Nov 2026 09:00:00"; newer versions of Thunderbird write "From " alone.
_BEGIN = re.compile(rb"From (?:-?[ \t]*\r?\n|[^\r\n]{1,200}? " + _DAY + rb",? (?:\d\d? )?" + _MONTH + rb" [^\r\n]{0,9}\d:\d\d)")
_DELETED = 0x8  # among the flags of a message in Mozilla's mailboxes, which stays there until the mailbox is compacted
_BEGIN_OF_FILE = re.compile(_BEGIN.pattern + rb"[^\n]{0,200}\n?[A-Za-z-]{2,60}:")
_FLAGS = re.compile(rb"^X-Mozilla-Status: ([0-9A-Fa-f]{4})\r?$", re.MULTILINE)
_HEAD = 2_000  # bytes in which the flags stand
_LARGEST = 50_000_000  # bytes of a message
_LONGEST_LINE = 1_000_000


class _Mail(NamedTuple):
    """A message: its content, None if it is too large, and where it begins."""

    data: bytes | None
    line: int
    offset: int


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as a mailbox, or begins with the line that stands above a message in one, and a header."""
    return path.lower().endswith(SUFFIXES) or bool(_BEGIN_OF_FILE.match(data))


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the messages one by one, but for those that were deleted; a DraftError stands for one that cannot be read."""
    for number, mail in enumerate(_mails(stream), 1):
        if mail.data is None:
            yield DraftError(f"a message larger than {_LARGEST // 1_000_000} MB, so it is not read", path=path, line=mail.line)
            continue
        flags = _FLAGS.search(mail.data[:_HEAD])
        if flags and int(flags[1], 16) & _DELETED:
            continue
        try:
            yield read_mail(mail.data, path, mail.line, mail.offset, number, is_escaped=True)
        except DraftError as error:
            yield error


def _mails(stream: BufferedReader) -> Iterator[_Mail]:
    """The messages of a mailbox, one at a time in memory."""
    parts: list[bytes] = []
    size = offset = start = 0
    first_line = 1
    for line, data in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), 1):
        offset += len(data)
        if _BEGIN.match(data):
            yield from _mail(parts, size, first_line, start)
            parts, size, first_line, start = [], 0, line + 1, offset
            continue
        size += len(data)
        parts.append(data)
        if size > _LARGEST:
            parts.clear()
    yield from _mail(parts, size, first_line, start)


def _mail(parts: list[bytes], size: int, line: int, offset: int) -> Iterator[_Mail]:
    """The message of these lines, without the empty one below it, which belongs to the mailbox."""
    if size > _LARGEST:
        yield _Mail(None, line, offset)
        return
    if len(parts) > 1 and parts[-1] in (b"\n", b"\r\n"):
        parts.pop()
    if any(part.strip() for part in parts):
        yield _Mail(b"".join(parts), line, offset)
