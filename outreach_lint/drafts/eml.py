"""Mail (RFC 5322): the text part, decoded. `X-Outreach-Lint: ignore=RULE` waives a rule; what is quoted below a reply is its thread."""

from __future__ import annotations

from outreach_lint.errors import DraftError
from outreach_lint.mail import looks_like_mail, read_mail
from outreach_lint.message import Message

SUFFIXES = (".eml", ".emlx")
LIBRARY = "lxml for HTML"
LIMITS = "One message a file; attachments are passed over. What is HTML, stands beside an HTML version, or is signed is not written to."
MAX_BYTES = 50_000_000  # most of it attachments
_MOST_DIGITS = 20
_OUTLOOK = b"\xd0\xcf\x11\xe0"  # how the files of Outlook begin, and of older Office


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as mail, or begins with two mail headers."""
    return path.lower().endswith((*SUFFIXES, ".msg")) or looks_like_mail(data)


def can_hold(before: bytes, after: bytes) -> bool:
    """Whether a mail can be changed so: one that was plain ASCII stays so, or says that it is UTF-8; else new letters would arrive as others."""
    return after.isascii() or not before.isascii() or b"utf-8" in before.lower()


def read(data: bytes, path: str) -> Message:
    """Read a mail. Raises DraftError if it has no text."""
    if data.startswith(_OUTLOOK):
        raise DraftError("Outlook's own format is not read; save the message as .eml, or copy its text into a .txt file", path=path)
    start, end = _of_apple(data, path)
    return read_mail(data[start:end], path, line=2 if start else 1, offset=start)


def _of_apple(data: bytes, path: str) -> tuple[int, int]:
    """Where the mail stands in the file: Apple Mail writes its length in bytes in a line above it, and a property list below."""
    first, _, _ = data[:_MOST_DIGITS].partition(b"\n")
    if not path.lower().endswith(".emlx") or not first.strip().isdigit():
        return 0, len(data)
    return len(first) + 1, len(first) + 1 + int(first)
