"""Mail (RFC 5322): the text part, decoded. `X-Outreach-Lint: ignore=RULE` waives a rule; what is quoted below a reply is its thread."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field, replace
from functools import partial

from outreach_lint.errors import DraftError
from outreach_lint.mail import looks_like_mail, read_mail
from outreach_lint.message import Message, Source, Span

SUFFIXES = (".eml", ".emlx")
LIBRARY = "lxml for HTML"
LIMITS = (
    "One message a file; attachments are passed over. What is HTML, stands beside an HTML version, or is signed is not written to."
)
MAX_BYTES = 50_000_000  # most of it attachments
_HEAD = 10_000  # bytes
_APPLE = re.compile(
    rb"(\d{1,20})[ \t]*\r?\n(?=[A-Za-z-]{2,40}:)"
)  # Apple Mail writes the length of the mail in bytes in a line above it, and a property list below
_ABOVE = re.compile(rb"(?:\xef\xbb\xbf)?\s*")  # editors leave a mark or empty lines there
_OUTLOOK = b"\xd0\xcf\x11\xe0"  # how the files of Outlook begin, and of older Office


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as mail, or begins with two mail headers."""
    return path.lower().endswith((*SUFFIXES, ".msg")) or looks_like_mail(data.removeprefix(BOM_UTF8))


def read(data: bytes, path: str) -> Message:
    """Read a mail. Raises DraftError if it has no text."""
    if data.startswith(_OUTLOOK):
        raise DraftError("Outlook's own format is not read; save the message as .eml, or copy its text into a .txt file", path=path)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise DraftError("saved as UTF-16, which no mail is; save it as UTF-8 and try again", path=path)
    apple = _APPLE.match(data)
    if apple:
        message = read_mail(data[apple.end() : apple.end() + int(apple[1])], path)
        return replace(message, source=_counted(apple.group().decode(), message.place))
    above = _ABOVE.match(data)
    start = above.end() if above and looks_like_mail(data[above.end() :][:_HEAD]) else 0
    return read_mail(data[start:], path, line=data.count(b"\n", 0, start) + 1, offset=start)


@dataclass(frozen=True)
class _Counted(Source):
    """Where a body stands in a file of Apple Mail: `count` is the line above the mail, and `mail` where the body stands in that."""

    count: str = ""
    mail: Source = field(default_factory=partial(Source, "", (0,)))

    def written(self, before: str, after: str) -> str:
        """As `Source.written`, with the number of bytes that the mail has then."""
        now = self.mail.written(before, after)
        digits, blanks = self.count.rstrip(), self.count.rstrip("\r\n")
        size = int(digits) + _size(now) - _size(self.mail.text)
        return f"{size:<{len(blanks)}}{self.count[len(blanks) :]}{now}"


def _counted(count: str, mail: Source) -> _Counted:
    """The place of a body in the file, from that in the mail below the line with the count."""
    above = len(count)
    places = [place + above for place in mail.places]
    whole = Span(mail.whole.start + above, mail.whole.end + above) if mail.whole else None
    return _Counted(count + mail.text, places, encode=mail.encode, whole=whole, by_line=mail.by_line, count=count, mail=mail)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))
