"""The text of a part of a mail, decoded, with the way back: where each of its characters stands, and how another text is written there."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from outreach_lint.html_text import text_of_html
from outreach_lint.patterns import lazy

# Said of text that is something else, or no encoding of characters at all.
_UNRELIABLE = frozenset({"us-ascii", "ascii", "utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
_SINGLE_BYTE = frozenset({"iso8859-1", "cp1252", "latin-1"})
_LARGER = {"gb2312": "gbk", "euc_kr": "cp949", "shift_jis": "cp932"}  # as browsers read them
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
_HEAD_OF_PAGE = 4_000  # bytes
_BEYOND_LATIN_1 = re.compile(rb"[\x80-\x9f]")  # in ISO 8859-1 control characters, which nobody writes
LONGEST_TEXT = 1_000_000  # bytes of a text part; what is longer is no message
# An escaped byte, or a soft line break. White space at the end of a line is kept: with format=flowed it means something.
_ESCAPED = re.compile(rb"=(?:(?P<byte>[0-9A-Fa-f]{2})|[ \t]*(?:\r?\n|\Z))")
RUN = lazy(r"[\x00-\x7f]+|.", re.DOTALL)  # letters of one byte, or one of several
_LINE = lazy(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_WIDTH = 76  # of a line of base64, of quoted-printable, and of flowed text
_MBOX_ESCAPE = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_MBOX_ESCAPABLE = lazy(r"^(?=>*From )", re.MULTILINE)
_STUFFED = (" ", ">", "From ")  # with format=flowed, a space stands before a line that begins so
_FLOWING = lazy(r"\S*\s*")


class Text(NamedTuple):
    """Text, and where each of its characters begins in what it was decoded from, with one more place for its end."""

    content: str
    places: Sequence[int]

    def through(self, places: Sequence[int]) -> Text:
        """The same with the places of what it was decoded from, seen from one step further back."""
        return Text(self.content, through(self.places, places))


def through(places: Sequence[int], further: Sequence[int]) -> Sequence[int]:
    if isinstance(further, range) and isinstance(places, range) and further.step == places.step == 1:
        return further[places.start : places.stop] if places else places
    return list(map(further.__getitem__, places))


@dataclass(frozen=True)
class Part:
    """The part of a mail that holds its text: what stands in the file, where that begins (-1 if it is not known), and how it is written there. Where
    `is_closed` is set, it is not written to: it is signed, or stands there as HTML too, which readers would see instead."""

    raw: bytes
    start: int
    encoding: str
    charset: str | None
    is_html: bool
    is_flowed: bool
    deletes_space: bool
    is_closed: bool


def decode_part(part: Part, is_escaped: bool) -> tuple[Text, str, bytes, str]:
    """The text of a part with its places in the raw bytes, what it quotes besides, and its content with the charset that this is in."""
    unescaped, places = _unescaped(part.raw[:LONGEST_TEXT]) if is_escaped else _as_it_is(part.raw[:LONGEST_TEXT])
    content, inner = _DECODERS.get(part.encoding, _as_it_is)(unescaped)
    charset = _charset(_declared(part, content), content)
    decoded, quoted = _characters(content, charset).through(through(inner, places)), ""
    if part.is_html:
        page = text_of_html(decoded.content)
        decoded, quoted = Text(page.text, page.places).through(decoded.places), page.quoted
    elif part.is_flowed:
        decoded = _unflowed(decoded.content, part.deletes_space).through(decoded.places)
    return decoded, quoted, content, charset


def as_text(data: bytes) -> str:
    """The bytes of a file as text, in such a way that they can be written back."""
    return data.decode("utf-8", "surrogateescape")


def _declared(part: Part, content: bytes) -> str | None:
    """The charset that a part declares, in its header or, where that tells none, in the HTML."""
    said = (part.charset or "").lower()
    is_told = said and said not in _UNRELIABLE and _codec(said)
    found = None if is_told or not part.is_html else _META.search(content, 0, _HEAD_OF_PAGE)
    return found[1].decode() if found else part.charset


def _codec(charset: str) -> str | None:
    """The name by which a charset is known here; None if it is unknown. Of some that are told for larger ones, the larger one."""
    for name in (charset, re.sub(r"^x-|-[ie]$", "", charset), re.sub(r"^(?:x-)?windows-", "cp", charset)):
        try:
            found = codecs.lookup(name).name
            bytes(4).decode(found, "replace")
        except (LookupError, ValueError):
            continue
        return _LARGER.get(found, found)
    return None


def _charset(declared: str | None, content: bytes) -> str:
    """The charset of a text: the declared one, unless it is none or the bytes deny it."""
    name = _codec((declared or "utf-8").lower())
    if name is None:
        return "utf-8"
    is_unsure = name in _UNRELIABLE or name == "utf-8"
    said = set(content.decode("utf-8", "replace")) if is_unsure or name in _SINGLE_BYTE else set()
    is_utf8 = "\ufffd" not in said
    if is_unsure:
        others = any(not character.isascii() for character in said - {"\ufffd"})
        return "utf-8" if is_utf8 or others else "cp1252"
    if name in _SINGLE_BYTE and is_utf8 and not content.isascii():
        return "utf-8"
    return "cp1252" if name == "iso8859-1" and _BEYOND_LATIN_1.search(content) else name


def _characters(content: bytes, charset: str) -> Text:
    """The characters of a text, each with the byte in which it begins; what is none is shown as the replacement character."""
    text = content.decode(charset, "replace")
    if len(text) == len(content):
        return Text(text, range(len(content) + 1))
    if charset == "utf-8" and "\ufffd" not in text:
        return Text(text, _places_in_utf8(text))
    return _characters_one_by_one(content, charset)


def _places_in_utf8(text: str) -> list[int]:
    """The byte in which each character of a text begins, and the end."""
    places, end = list[int](), 0
    for run in RUN.findall(text):
        size = len(run.encode())
        places += range(end, end + size) if size == len(run) else [end]
        end += size
    return [*places, end]


def _characters_one_by_one(content: bytes, charset: str) -> Text:
    decoder = codecs.getincrementaldecoder(charset)("replace")
    text: list[str] = []
    places: list[int] = []
    begin = 0
    for i in range(len(content) + 1):
        found = decoder.decode(content[i : i + 1], final=i == len(content))
        text += found
        places += [begin] * len(found)
        begin = i + 1 if found else begin
    return Text("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text), [*places, len(content)])


def _as_it_is(raw: bytes) -> tuple[bytes, Sequence[int]]:
    return raw, range(len(raw) + 1)


def _unescaped(raw: bytes) -> tuple[bytes, Sequence[int]]:
    """Without the ">" before lines that begin with "From "; such a line begins where that stands."""
    if not _MBOX_ESCAPE.search(raw):
        return _as_it_is(raw)
    behind = {match.end() for match in _MBOX_ESCAPE.finditer(raw)}
    return _MBOX_ESCAPE.sub(b"", raw), [place for place in range(len(raw) + 1) if place not in behind]


def _from_quoted_printable(raw: bytes) -> tuple[bytes, Sequence[int]]:
    content, places, end = bytearray(), list[int](), 0
    for match in _ESCAPED.finditer(raw):
        content += raw[end : match.start()]
        places += range(end, match.start())
        if match["byte"]:
            content += bytes.fromhex(match["byte"].decode())
            places.append(match.start())
        end = match.end()
    return bytes(content + raw[end:]), [*places, *range(end, len(raw) + 1)]


def _from_base64(raw: bytes) -> tuple[bytes, Sequence[int]]:
    letters = [i for i, byte in enumerate(raw) if byte in _BASE64]
    kept = letters[: len(letters) - (len(letters) % 4 == 1)]  # one letter over is no byte
    try:
        content = binascii.a2b_base64(raw)
    except binascii.Error:  # cut off, or padded wrongly
        content = binascii.a2b_base64(bytes(raw[i] for i in kept) + b"==")
    places = [kept[min(i * 4 // 3, len(kept) - 1)] for i in range(len(content))]
    return content, [*places, len(raw)]


def _unflowed(text: str, deletes_space: bool) -> Text:
    """Join the soft line breaks of format=flowed (RFC 3676). What is quoted is left in its lines."""
    kept: list[str] = []
    places: list[int] = []
    for match in _LINE.finditer(text):
        line, end = match[1], match[2]
        start = match.start() + line.startswith(" ")
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">") and not text.startswith(">", match.end())
        stop = match.end(1) - (is_soft and deletes_space)
        kept.append(text[start:stop])
        places += range(start, stop)
        if end and not is_soft:
            kept.append("\n")
            places.append(match.start(2))
    return Text("".join(kept), [*places, len(text)])


def _flowed(line: str, deletes_space: bool) -> str:
    """A line as lines of format=flowed, which end softly."""
    if line.startswith(">") or line == "-- ":
        return line
    lines = [""]
    for word in _FLOWING.findall(line):
        if lines[-1].endswith(" ") and len(lines[-1]) + len(word) > _WIDTH:
            lines.append("")
        lines[-1] += word
    soft = " \n" if deletes_space else "\n"
    return soft.join(f" {one}" if one.startswith(_STUFFED) else one for one in lines)


def writer(part: Part, content: bytes, charset: str, is_escaped: bool) -> _Writer:
    is_untold = part.charset is None or part.charset.lower() in _UNRELIABLE or _codec(part.charset) is None
    return _Writer(
        encoding=part.encoding,
        # Where nothing is said of the charset, and all is ASCII, a reader would take other letters for something else.
        charset="ascii" if is_untold and content.isascii() else charset,
        newline="\r\n" if b"\r\n" in part.raw else "\n",
        is_flowed=part.is_flowed,
        deletes_space=part.deletes_space,
        is_ascii=part.encoding in ("", "7bit") and part.raw.isascii() and charset != "utf-8",
        is_escaped=is_escaped,
    )


@dataclass(frozen=True)
class _Writer:
    """Writes lines of text as they have to stand in a part. Raises ValueError for letters that cannot stand there."""

    encoding: str
    charset: str
    newline: str
    is_flowed: bool
    deletes_space: bool
    is_ascii: bool
    is_escaped: bool

    def __call__(self, text: str) -> str:
        if self.is_flowed:
            lines = text.replace("\r\n", "\n").split("\n")
            text = "\n".join(_flowed(line, self.deletes_space) for line in lines).replace("\n", self.newline)
        content = text.encode(self.charset)
        if self.is_ascii and not content.isascii():
            raise ValueError("letters that a 7-bit mail cannot hold")
        written = ENCODERS[self.encoding](content, self.newline)
        return _MBOX_ESCAPABLE.sub(">", written) if self.is_escaped else written


def _plainly(content: bytes, newline: str) -> str:
    return as_text(content)


def _to_quoted_printable(content: bytes, newline: str) -> str:
    return newline.join(_quoted_line(line, newline) for line in content.split(newline.encode()))


def _quoted_line(line: bytes, newline: str) -> str:
    """A line as quoted-printable; where it is long, as several that end softly."""
    units = [chr(byte) if 32 <= byte < 127 and byte != 61 else f"={byte:02X}" for byte in line]
    if units and units[-1] == " ":
        units[-1] = "=20"
    lines = [""]
    for unit in units:
        if len(lines[-1]) + len(unit) >= _WIDTH:
            lines[-1] += "="
            lines.append("")
        lines[-1] += unit
    return newline.join(re.sub(r"^F(?=rom )", "=46", one) for one in lines)


def _to_base64(content: bytes, newline: str) -> str:
    encoded = base64.b64encode(content).decode("ascii")
    return newline.join(encoded[i : i + _WIDTH] for i in range(0, len(encoded), _WIDTH))


_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_DECODERS: dict[str, Callable[[bytes], tuple[bytes, Sequence[int]]]] = {
    "quoted-printable": _from_quoted_printable,
    "base64": _from_base64,
}
ENCODERS: dict[str, Callable[[bytes, str], str]] = {
    "quoted-printable": _to_quoted_printable,
    "base64": _to_base64,
    **dict.fromkeys(("", "7bit", "8bit", "binary"), _plainly),
}
