"""A mail (RFC 5322), read as a draft: its text part decoded, with the way back to the bytes of the file."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from functools import partial
from typing import NamedTuple

from outreach_lint.errors import DraftError
from outreach_lint.html_text import text_of_html
from outreach_lint.message import Channel, Message, Source, Span, ThreadMessage, Waiver
from outreach_lint.patterns import lazy
from outreach_lint.quoting import quoted_messages

_HEADER = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path|X-Unsent|X-Uniform-Type-Identifier):",
    re.I,
)
# Said of text that is something else, or no encoding of characters at all.
_UNRELIABLE = frozenset({"us-ascii", "ascii", "utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
_SINGLE_BYTE = frozenset({"iso8859-1", "cp1252", "latin-1"})
_LONGEST_HEADER = 2000
_LONGEST_TEXT = 400_000  # bytes of a text part; what is longer is no message
# An escaped byte, a soft line break, any other byte. White space at the end of a line is kept: with format=flowed it means something.
_QUOTED_PRINTABLE = re.compile(rb"=(?P<escaped>[0-9A-Fa-f]{2})|(?P<dropped>=[ \t]*\r?\n)|.", re.DOTALL)
_LINE = lazy(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_WIDTH = 76  # of a line of base64 and of quoted-printable
_SHORT = 20  # bytes that are written into a line as it is


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins with two mail headers."""
    head = head.lstrip().split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    return bool(_HEADER.match(head)) and len(_HEADER.findall(head)) >= 2


class _Text(NamedTuple):
    """Text or bytes, and where each of its items begins in what it was decoded from, with one more place for its end."""

    content: str
    places: Sequence[int]

    def through(self, places: Sequence[int]) -> _Text:
        """The same with the places of what it was decoded from, seen from one step further back."""
        return _Text(self.content, [places[place] for place in self.places])


def read_mail(data: bytes, path: str, line: int = 1, offset: int = 0, number: int | None = None) -> Message:
    """Read a mail, which begins in a line and at a byte of its file. Raises DraftError if it has no text."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        part = mail.get_body(("plain", "html"))
        other = mail.get_body(("html",))
        is_text = part is not None and part.get_content_maintype() == "text"
        payload = _payload(part) if part is not None and is_text else None
    except (RecursionError, ValueError, AssertionError, LookupError, TypeError, KeyError, AttributeError):
        raise DraftError("the mail is broken: its parts cannot be read", path=path, line=line if number else None) from None
    if part is None or payload is None:
        raise DraftError("the mail has no text part", path=path, line=line if number else None)
    text, quoted, source = _read_part(part, payload, data, other is not None and other is not part)
    answering = next((name for name in ("In-Reply-To", "References") if _header(mail, name)), None)
    return Message(
        body=text,
        subject=_header(mail, "Subject"),
        channel=Channel.EMAIL,
        recipient=_header(mail, "To"),
        path=path,
        number=number,
        source=Source(source.text, source.places, line, offset, source.encode, source.whole),
        thread=quoted_messages(text) or ((ThreadMessage(False, quoted),) if quoted else ()),
        answers=f"the header {answering}" if answering else None,
        waivers=tuple(_waivers(_header(mail, "X-Outreach-Lint") or "")),
    )


def _waivers(header: str) -> Iterator[Waiver]:
    """ "ignore=ask/multiple, give" waives a rule and a group."""
    for names in re.findall(r"\bignore\s*=\s*([\w/, -]+)", header):
        yield from (Waiver(name, "header X-Outreach-Lint") for name in re.split(r"[,\s]+", names.strip()) if name)


def _header(mail: EmailMessage, name: str) -> str | None:
    raw = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    if len(str(raw)) > _LONGEST_HEADER:  # the standard library takes minutes for headers of many thousands of addresses
        return None
    try:
        value = mail[name]
    except Exception:  # the header parser of the standard library raises many kinds on hostile input
        return None
    return None if value is None else " ".join(str(value).split())[:_LONGEST_HEADER]


def _encoding(part: MIMEPart) -> str:
    return str(part["Content-Transfer-Encoding"] or "").strip().lower()


def _payload(part: MIMEPart) -> bytes:
    """The content of a part as it stands in the file."""
    raw = part.get_payload() if _encoding(part) in _DECODERS else part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else str(raw).encode("ascii", "surrogateescape")


def _read_part(part: MIMEPart, payload: bytes, data: bytes, has_html: bool) -> tuple[str, str, Source]:
    """The text of a part, what it quotes besides, and where the text stands in the mail. A text that stands in HTML too cannot be written to: the
    reader would see the other one."""
    encoding = _encoding(part)
    content, places = _DECODERS.get(encoding, _as_it_is)(payload[:_LONGEST_TEXT])
    charset = _charset(part, content)
    decoded, quoted = _characters(content, charset).through(places), ""
    is_html = part.get_content_subtype() == "html"
    if is_html:
        page = text_of_html(decoded.content)
        decoded, quoted = _Text(page.text, page.places).through(decoded.places), page.quoted
    elif part.get_param("format") == "flowed":
        decoded = _unflowed(decoded.content, str(part.get_param("delsp", "no")).lower() == "yes").through(decoded.places)
    start = _start_of(payload, data)
    if start < 0:
        return decoded.content, quoted, Source(decoded.content, range(len(decoded.content) + 1), encode=None)
    starts = _starts(data, start, payload)
    # Where nothing is said of the charset, and all is ASCII, a reader would take other letters for something else.
    written = "ascii" if content.isascii() and str(part.get_content_charset("ascii")) in _UNRELIABLE else charset
    is_writable = not is_html and not has_html and encoding in _ENCODERS
    source = Source(
        text=_as_text(data[: start + len(payload)]),
        places=[starts[place] for place in decoded.places],
        encode=partial(_ENCODERS[encoding], charset=written, newline="\r\n" if b"\r\n" in payload else "\n")
        if is_writable
        else None,
        whole=Span(starts[0], starts[-1]) if encoding == "base64" else None,
    )
    return decoded.content, quoted, source


def _start_of(payload: bytes, data: bytes) -> int:
    """Where in the mail the content of a part begins, which is behind an empty line; -1 if it does not stand there as it is."""
    if not payload.strip():
        return -1
    found = ((data.find(empty + payload), empty) for empty in (b"\n\n", b"\r\n\r\n", b"\n\r\n"))
    return next((start + len(empty) for start, empty in found if start >= 0), -1)


def _as_text(data: bytes) -> str:
    """The bytes of a file as text, in such a way that they can be written back."""
    return data.decode("utf-8", "surrogateescape")


def _starts(data: bytes, start: int, payload: bytes) -> Sequence[int]:
    """For each byte of a payload, and for its end, in which code point of the file it stands."""
    first = len(_as_text(data[:start]))
    if payload.isascii():
        return range(first, first + len(payload) + 1)
    starts: list[int] = []
    for i, character in enumerate(_as_text(payload), first):
        starts += [i] * len(character.encode("utf-8", "surrogateescape"))
    return [*starts, starts[-1] + 1]


def _charset(part: MIMEPart, content: bytes) -> str:
    """The charset of a text: the declared one, unless it is none or the bytes deny it."""
    declared = str(part.get_content_charset("utf-8"))
    try:
        name = codecs.lookup(declared).name
        b"".decode(declared)
    except (LookupError, ValueError):
        return "utf-8"
    is_unsure = name in _UNRELIABLE or name == "utf-8"
    said = set(content.decode("utf-8", "replace")) if is_unsure or name in _SINGLE_BYTE else set()
    is_utf8 = "\ufffd" not in said
    if is_unsure:
        others = any(not character.isascii() for character in said - {"\ufffd"})
        return "utf-8" if is_utf8 or others else "cp1252"
    return "utf-8" if name in _SINGLE_BYTE and is_utf8 else name


def _characters(content: bytes, charset: str) -> _Text:
    """The characters of a text, each with the byte in which it begins; what is none is shown as the replacement character."""
    if content.isascii() and charset in ("utf-8", *_SINGLE_BYTE):
        return _Text(content.decode("ascii"), range(len(content) + 1))
    decoder = codecs.getincrementaldecoder(charset)("replace")
    text: list[str] = []
    places: list[int] = []
    begin = 0
    for i in range(len(content) + 1):
        found = decoder.decode(content[i : i + 1], final=i == len(content))
        text += found
        places += [begin] * len(found)
        begin = i + 1 if found else begin
    return _Text("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text), [*places, len(content)])


def _as_it_is(payload: bytes) -> tuple[bytes, Sequence[int]]:
    return payload, range(len(payload) + 1)


def _from_quoted_printable(payload: bytes) -> tuple[bytes, Sequence[int]]:
    content, places = bytearray(), []
    for match in _QUOTED_PRINTABLE.finditer(payload):
        if match["dropped"] is None:
            content += bytes.fromhex(match["escaped"].decode()) if match["escaped"] else match.group()
            places.append(match.start())
    return bytes(content), [*places, len(payload)]


def _from_base64(payload: bytes) -> tuple[bytes, Sequence[int]]:
    try:
        content = binascii.a2b_base64(payload)
    except binascii.Error:
        content = binascii.a2b_base64(payload.rstrip(b"=\r\n ") + b"===") if len(payload) % 4 != 1 else b""
    letters = [i for i, byte in enumerate(payload) if byte in _BASE64]
    places = [letters[min(i * 4 // 3, len(letters) - 1)] for i in range(len(content))]
    return content, [*places, len(payload)]


def _unflowed(text: str, deletes_space: bool) -> _Text:
    """Join the soft line breaks of format=flowed (RFC 3676). What is quoted is left in its lines."""
    kept: list[str] = []
    places: list[int] = []
    for match in _LINE.finditer(text):
        line, end = match[1], match[2]
        start = match.start() + line.startswith(" ")
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        stop = match.end(1) - (is_soft and deletes_space)
        kept.append(text[start:stop])
        places += range(start, stop)
        if end and not is_soft:
            kept.append("\n")
            places.append(match.start(2))
    return _Text("".join(kept), [*places, len(text)])


def _lines_as(text: str, newline: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", newline)


def _plainly(text: str, charset: str, newline: str) -> str:
    return _as_text(_lines_as(text, newline).encode(charset))


def _to_quoted_printable(text: str, charset: str, newline: str) -> str:
    """The text as quoted-printable; where it is long, in lines of its own that end softly."""
    units = [
        chr(byte) if 32 <= byte < 127 and byte != 61 else f"={byte:02X}" for byte in text.replace("\r\n", "\n").encode(charset)
    ]
    lines, width = [""], 0
    for unit in units:
        if unit == "=0A":
            lines[-1] = re.sub(r" $", "=20", lines[-1])
            lines.append("")
            width = 0
            continue
        if width + len(unit) >= _WIDTH:
            lines[-1] += "="
            lines.append("")
            width = 0
        lines[-1] += unit
        width += len(unit)
    soft = f"={newline}" if len(units) > _SHORT else ""
    return soft + newline.join(lines) + soft


def _to_base64(text: str, charset: str, newline: str) -> str:
    encoded = base64.b64encode(_lines_as(text, newline).encode(charset)).decode("ascii")
    return newline.join(encoded[i : i + _WIDTH] for i in range(0, len(encoded), _WIDTH)) + newline


_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_DECODERS: dict[str, Callable[[bytes], tuple[bytes, Sequence[int]]]] = {
    "quoted-printable": _from_quoted_printable,
    "base64": _from_base64,
}
_ENCODERS = {
    "quoted-printable": _to_quoted_printable,
    "base64": _to_base64,
    **dict.fromkeys(("", "7bit", "8bit", "binary"), _plainly),
}
