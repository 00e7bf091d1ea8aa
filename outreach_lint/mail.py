"""A mail (RFC 5322), read as a draft: its text parts decoded, with the way back to the bytes of the file."""

from __future__ import annotations

import base64
import binascii
import codecs
import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage, MIMEPart
from email.message import Message as MailPart
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from outreach_lint.errors import DraftError
from outreach_lint.html_text import text_of_html
from outreach_lint.message import Channel, Message, Source, Span, ThreadMessage, Waiver
from outreach_lint.patterns import lazy
from outreach_lint.quoting import is_forwarding, quoted_messages, quotes, without_header

_HEADER = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path|X-Unsent|X-Uniform-Type-Identifier):",
    re.I,
)
# Said of text that is something else, or no encoding of characters at all.
_UNRELIABLE = frozenset({"us-ascii", "ascii", "utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
_SINGLE_BYTE = frozenset({"iso8859-1", "cp1252", "latin-1"})
_LARGER = {"gb2312": "gbk", "euc_kr": "cp949", "shift_jis": "cp932"}  # as browsers read them
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
_HEAD_OF_PAGE = 4_000  # bytes
_BEYOND_LATIN_1 = re.compile(rb"[\x80-\x9f]")  # in ISO 8859-1 control characters, which nobody writes
_LONGEST_HEADER = 2000
_CONTENT_HEADER = re.compile(rb"^Content-[A-Za-z-]{2,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE)
_MOST_BOUNDARIES = 20_000
_MOST_TEXTS = 1_000  # text parts of a letter
_MOST_SAID = 100_000  # code points, of which nobody sends as many
_LONGEST_TEXT = 1_000_000  # bytes of a text part; what is longer is no message
# An escaped byte, or a soft line break. White space at the end of a line is kept: with format=flowed it means something.
_ESCAPED = re.compile(rb"=(?:(?P<byte>[0-9A-Fa-f]{2})|[ \t]*(?:\r?\n|\Z))")
_RUN = lazy(r"[\x00-\x7f]+|.", re.DOTALL)  # letters of one byte, or one of several
_LINE = lazy(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_WIDTH = 76  # of a line of base64, of quoted-printable, and of flowed text
_MBOX_ESCAPE = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_MBOX_ESCAPABLE = lazy(r"^(?=>*From )", re.MULTILINE)
_STUFFED = (" ", ">", "From ")  # with format=flowed, a space stands before a line that begins so
_FLOWING = lazy(r"\S*\s*")
_WORD = lazy(r"\w+")
_SIGNED = b"-----BEGIN PGP SIGNED MESSAGE-----"
_FOOTER = lazy(r"\s*[_=*~-]{20,}\s*\n(?!\s*\*?\w{2,12}\s?:)")  # what mailing lists put below, in a part of its own
_SHORT = 500  # characters of a plain part in which there may be nothing but blanks
_STUB = 40  # words of a plain text that may only say that there is an HTML version
_COMPARED = 20_000  # bytes of a part of which the words are compared with those of others
# How many code points above and below the place between two parts stay as they are, by which it is found again; the surest first.
_SEAM = ((80, 80), (20, 20), (8, 8), (2, 2), (80, 0), (0, 80), (20, 0), (0, 20), (8, 0), (0, 8))

_NAMING = frozenset({"message-id", "in-reply-to", "references", "subject", "x-forwarded-message-id"})
_MESSAGE_ID = re.compile(r"<[^<>\s]+>|[^\s<>\"]+@[^\s<>\"]+")
_PASSED_ON = lazy(
    r"\s*(?:fwd?|wg|tr|rv|enc|inoltro|i|doorst|vs|vb|pd)\s?:", re.I
)  # "Fwd:", as mail programs write it in other languages too
OWN_HEADER, LET_PASS = "X-Outreach-Lint", "send"
# The standard library reads a header anew each time that something is asked of it.
_POLICY = policy.default.clone(header_factory=lru_cache(100)(HeaderRegistry()))


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins with two mail headers."""
    head = head.lstrip().split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    return bool(_HEADER.match(head)) and len(_HEADER.findall(head)) >= 2


class _Text(NamedTuple):
    """Text, and where each of its characters begins in what it was decoded from, with one more place for its end."""

    content: str
    places: Sequence[int]

    def through(self, places: Sequence[int]) -> _Text:
        """The same with the places of what it was decoded from, seen from one step further back."""
        return _Text(self.content, _through(self.places, places))


def _through(places: Sequence[int], further: Sequence[int]) -> Sequence[int]:
    if isinstance(further, range) and isinstance(places, range) and further.step == places.step == 1:
        return further[places.start : places.stop] if places else places
    return list(map(further.__getitem__, places))


@dataclass(frozen=True)
class _Part:
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


def read_mail(
    data: bytes, path: str, line: int = 1, offset: int = 0, number: int | None = None, is_escaped: bool = False
) -> Message:
    """Read a mail, which begins in a line and at a byte of its file. `is_escaped` says that lines which begin with "From " stand there behind a ">", as
    in a mailbox. Raises DraftError if it has no text."""
    try:
        _refuse_endless(data)
        mail = message_from_bytes(data, policy=_POLICY)
        parts = _find_parts(mail, data)
    except (MessageError, RecursionError, ValueError, AssertionError, LookupError, TypeError, AttributeError):
        raise DraftError("the mail is broken: its parts cannot be read", path=path, line=line if number else None) from None
    if not parts:
        raise DraftError("the mail has no text part", path=path, line=line if number else None)
    text, quoted, source = _read_parts(parts, data, is_escaped)
    recipient, answers = _header(mail, "To"), answered_in(dict(mail.raw_items()))
    forwards = is_forwarding(text) or any(one.get_content_type() == "message/rfc822" for one in mail.walk())
    is_theirs = answers is not None or quotes(f"{text}\n{quoted}", recipient) is not False
    thread = quoted_messages(text) or ((ThreadMessage(False, without_header(quoted)),) if quoted else ())
    return Message(
        body=text,
        subject=_header(mail, "Subject"),
        channel=Channel.EMAIL,
        recipient=recipient,
        path=path,
        number=number,
        source=replace(source, line=line, offset=offset),
        thread=thread if is_theirs else (),
        answers=answers,
        forwards=forwards,
        waivers=tuple(_waivers(_header(mail, OWN_HEADER) or "")),
        is_let_pass=(_header(mail, OWN_HEADER) or "").strip().casefold() == LET_PASS,
    )


def answered_in(headers: Mapping[str, str]) -> str | None:
    """What in the headers of a mail says that it answers another: that they name it. What is passed on names what it passes on."""
    named = {name.lower(): str(value)[:_LONGEST_HEADER] for name, value in headers.items() if name.lower() in _NAMING}
    own = _MESSAGE_ID.findall(named.get("message-id", ""))
    if "x-forwarded-message-id" in named or _PASSED_ON.match(named.get("subject", "")):
        return None
    for name in ("In-Reply-To", "References"):
        if any(one not in own for one in _MESSAGE_ID.findall(named.get(name.lower(), ""))):
            return f"the header {name}"
    return None


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


def _find_parts(mail: EmailMessage, data: bytes) -> list[_Part]:
    """The text parts that make the letter, in order; none if it has no text."""
    chosen = _without_repetition(_letter(mail, False) or _letter(mail, True))
    if not chosen:
        return []
    is_signed = any(one.get_content_type() == "multipart/signed" for one in mail.walk()) or any(
        _SIGNED in _raw(one) for one in chosen
    )
    is_closed = is_signed or mail.get_body(("html",)) is not None
    starts = _starts_of(mail, chosen, data)
    return [_part(one, start, is_closed) for one, start in zip(chosen, starts, strict=True)]


def _part(part: MIMEPart, start: int, is_closed: bool) -> _Part:
    is_html = part.get_content_subtype() == "html"
    return _Part(
        raw=_raw(part),
        start=start,
        encoding=str(part["Content-Transfer-Encoding"] or "").strip().lower(),
        charset=part.get_content_charset(),
        is_html=is_html,
        is_flowed=not is_html and str(part.get_param("format", "")).lower() == "flowed",
        deletes_space=str(part.get_param("delsp", "")).lower() == "yes",
        is_closed=is_closed,
    )


def _letter(part: MIMEPart, even_files: bool) -> list[MIMEPart]:
    """The text parts of a part that a reader sees one below the other; those that have the name of a file only where `even_files` is set."""
    if part.is_attachment() or (part.get_filename() and not even_files):
        return []
    kind = part.get_content_type()
    if kind in ("text/plain", "text/html"):
        return [part]
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        return []
    inner = [found for one in part.iter_parts() if (found := _letter(one, even_files))]
    if kind == "multipart/alternative":
        return _of_versions(inner)
    if kind == "multipart/related":
        return _root_of(part, even_files) or (inner[0] if inner else [])
    return [one for found in inner for one in found]


def _of_versions(versions: list[list[MIMEPart]]) -> list[MIMEPart]:
    """The version to read of a letter that comes in several: the plain one, if there is something in it."""
    plain = next((one for one in versions if not _has_html(one) and _has_text(one)), None)
    rich = next((one for one in versions if _has_html(one) and _has_text(one)), None)
    if plain and rich and _only_points_to(plain, rich):
        return rich
    return plain or rich or (versions[0] if versions else [])


def _root_of(part: MIMEPart, even_files: bool) -> list[MIMEPart]:
    """The text of what the other parts of a multipart/related belong to: the part that it names, or the first one."""
    start = part.get_param("start")
    inner = list(part.iter_parts())
    root = next((one for one in inner if start and str(one["Content-ID"] or "").strip() == start), inner[0] if inner else None)
    return _letter(root, even_files) if root is not None else []


def _without_repetition(parts: list[MIMEPart]) -> list[MIMEPart]:
    """The parts that hold something, without the HTML that says again what plain text says: some programs send versions one below the other."""
    filled = list(islice((part for part in parts if _has_text([part])), _MOST_TEXTS))
    html = [part for part in filled if _has_html([part])]
    if not html or len(html) == len(filled):
        return filled or parts[:1]
    plain = _words([part for part in filled if part not in html])
    return [part for part in filled if part not in html or not _is_told_by(plain, part)]


def _has_html(parts: Sequence[MIMEPart]) -> bool:
    return any(part.get_content_subtype() == "html" for part in parts)


def _has_text(parts: Sequence[MIMEPart]) -> bool:
    return any(map(_says_something, parts))


def _says_something(part: MIMEPart) -> bool:
    """Whether there is more than blanks in a part, which can be encoded."""
    payload = part.get_payload()
    if not isinstance(payload, str) or not payload or payload.isspace():
        return False
    return len(payload) > _SHORT or _has_html([part]) or bool(_decoded(_part(part, -1, True), False)[0].content.strip())


def _is_told_by(plain: set[str], html: MIMEPart) -> bool:
    """Whether most words of an HTML part are among these."""
    said = _words([html])
    return 2 * len(said & plain) > len(said)


def _only_points_to(plain: Sequence[MIMEPart], rich: Sequence[MIMEPart]) -> bool:
    """Whether a plain version is no letter, but says that there is one in HTML: it is short, and little of the other stands in it."""
    said = _words(plain)
    if len(said) > _STUB:
        return False
    letter = _words(rich)
    return 2 * len(letter & said) < len(said) < len(letter)


def _words(parts: Sequence[MIMEPart]) -> set[str]:
    """The words with which some parts begin, casefolded."""
    begun = (_part(part, -1, True) for part in parts)
    read = (_decoded(replace(part, raw=part.raw[:_COMPARED]), False)[0] for part in begun)
    return {word for text in read for word in _WORD.findall(text.content.casefold())}


def _refuse_endless(data: bytes) -> None:
    """Raise ValueError for what would take the standard library minutes: long headers on the content, and parts without number."""
    longest = max((len(header.group()) for header in _CONTENT_HEADER.finditer(data)), default=0)
    if longest > _LONGEST_HEADER or data.count(b"\n--") > _MOST_BOUNDARIES:
        raise ValueError("a mail that nobody wrote")


def _raw(part: MailPart) -> bytes:
    """The content of a part as it stands in the file, not decoded; of one that has parts, what stands above them."""
    if part.is_multipart():
        return (part.preamble or "").encode("ascii", "surrogateescape")
    bare = copy.copy(part)
    del bare["Content-Transfer-Encoding"]
    payload = bare.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _starts_of(mail: EmailMessage, parts: Sequence[MIMEPart], data: bytes) -> list[int]:
    """Where in the mail the content of each of these parts begins; -1 where that cannot be told. All parts are looked for in their order, since one can
    repeat another."""
    if parts[0] is mail:
        raw = _raw(mail)
        return [len(data) - len(raw) if data.endswith(raw) else -1]
    place, starts = 0, {id(part): -1 for part in parts}
    for one in mail.walk():
        content = _raw(one)
        start = _find_behind(content, data, place) if content else -1
        if id(one) in starts:
            starts[id(one)] = start
        place = max(place, start + len(content))
    return [starts[id(part)] for part in parts]


def _find_behind(content: bytes, data: bytes, place: int) -> int:
    """Where the content of a part stands, which is behind an empty line, or else behind the line that separates the parts."""
    for before in (b"\n\n", b"\n\r\n", b"\n"):
        start = data.find(before + content, place)
        if start >= 0:
            return start + len(before)
    return -1


class _Read(NamedTuple):
    """A part that was read: its text, what it quotes besides, and where the text stands in the mail, whose stretch from `begin` on the source has."""

    text: str
    quoted: str
    source: Source


def _read_parts(parts: Sequence[_Part], data: bytes, is_escaped: bool) -> _Read:
    """The text of a letter that has these parts."""
    said, quoted, begin = list[_Read](), list[str](), 0
    for part in parts:
        one = _read_part(part, data, begin, is_escaped)
        quoted += [one.quoted] if one.quoted else []
        if one.text.strip() and not (said and _FOOTER.match(one.text)):
            said.append(one)
            begin = max(begin, part.start + len(part.raw))
        if sum(len(one.text) for one in said) > _MOST_SAID:
            break
    whole = _joined(said) if len(said) > 1 else said[0] if said else _read_part(parts[0], data, 0, is_escaped)
    return whole._replace(quoted="\n".join(quoted))


def _joined(read: Sequence[_Read]) -> _Read:
    """Several parts as one: what stands between them in a letter, a picture or a file, parts them as an empty line does."""
    newline = "\r\n" if any("\r\n" in one.text for one in read) else "\n"
    body, text, places, pieces = "", "", list[int](), list[_Piece]()
    for one in read:
        while body and not body.endswith(newline * 2):
            body += newline
            places += [len(text)] * len(newline)
        pieces.append(_Piece(Span(len(body), len(body) + len(one.text)), one.source))
        places += (len(text) + place for place in one.source.places[:-1])
        body, text = body + one.text, text + one.source.text
    sources = [one.source for one in read]
    is_writable = all(source.encode for source in sources)
    source = _Pieced(
        text=text,
        places=[*places, len(text) - len(sources[-1].text) + sources[-1].places[-1]],
        encode=sources[-1].encode if is_writable else None,
        by_line=sources[-1].by_line,
        pieces=tuple(pieces),
    )
    return _Read(body, "", source)


class _Piece(NamedTuple):
    """A stretch of a body that stands in one part, and where it stands there."""

    span: Span
    source: Source


@dataclass(frozen=True)
class _Pieced(Source):
    """Where a body stands that is told by several parts: what changes in one of them is written there."""

    pieces: tuple[_Piece, ...] = ()

    def written(self, before: str, after: str) -> str:
        """As `Source.written`. Raises ValueError too where something changes between two parts, or it cannot be told in which of them."""
        now, start = list[str](), 0
        for i, (span, source) in enumerate(self.pieces):
            is_last = i + 1 == len(self.pieces)
            seam = Span(span.end, len(before) if is_last else self.pieces[i + 1].span.start)
            end = len(after) if is_last else _seam_in(before, seam, after)
            now.append(source.written(before[span.start : span.end], after[start:end]))
            start = end + seam.end - seam.start
        return "".join(now)


def _seam_in(before: str, seam: Span, after: str) -> int:
    """Where in the changed body the place between two parts begins. Raises ValueError where that cannot be told."""
    if after.startswith(before[: seam.end]):
        return seam.start
    if after.endswith(before[seam.start :]):
        return len(after) - (len(before) - seam.start)
    for above, below in _SEAM:
        begin = max(0, seam.start - above)
        around = before[begin : seam.end + below]
        if after.count(around) == 1:
            return after.index(around) + seam.start - begin
    raise ValueError("what stands between two parts has changed")


def _decoded(part: _Part, is_escaped: bool) -> tuple[_Text, str, bytes, str]:
    """The text of a part with its places in the raw bytes, what it quotes besides, and its content with the charset that this is in."""
    unescaped, places = _unescaped(part.raw[:_LONGEST_TEXT]) if is_escaped else _as_it_is(part.raw[:_LONGEST_TEXT])
    content, inner = _DECODERS.get(part.encoding, _as_it_is)(unescaped)
    charset = _charset(_declared(part, content), content)
    decoded, quoted = _characters(content, charset).through(_through(inner, places)), ""
    if part.is_html:
        page = text_of_html(decoded.content)
        decoded, quoted = _Text(page.text, page.places).through(decoded.places), page.quoted
    elif part.is_flowed:
        decoded = _unflowed(decoded.content, part.deletes_space).through(decoded.places)
    return decoded, quoted, content, charset


def _read_part(part: _Part, data: bytes, begin: int, is_escaped: bool) -> _Read:
    """The text of a part, and where it stands in the stretch of the mail from `begin` to its end."""
    decoded, quoted, content, charset = _decoded(part, is_escaped)
    if part.start < begin:
        return _Read(decoded.content, quoted, Source(decoded.content, range(len(decoded.content) + 1), encode=None))
    raw = part.raw[:_LONGEST_TEXT]
    starts = _starts(data[begin : part.start], raw)
    is_writable = not part.is_closed and part.encoding in _ENCODERS and len(raw) == len(part.raw)
    is_base64 = part.encoding == "base64"
    source = Source(
        text=_as_text(data[begin : part.start + len(raw)]),
        places=_through(decoded.places, starts),
        encode=_writer(part, content, charset, is_escaped) if is_writable else None,
        whole=Span(starts[0], starts[len(raw.rstrip())]) if is_base64 else None,
        by_line=not is_base64,
    )
    return _Read(decoded.content, quoted, source)


def _as_text(data: bytes) -> str:
    """The bytes of a file as text, in such a way that they can be written back."""
    return data.decode("utf-8", "surrogateescape")


def _starts(above: bytes, raw: bytes) -> Sequence[int]:
    """For each byte of a part, and for its end, in which code point of the file it stands, counted from what is above it."""
    first = len(_as_text(above))
    if raw.isascii():
        return range(first, first + len(raw) + 1)
    starts: list[int] = []
    for run in _RUN.findall(_as_text(raw)):
        size = len(run.encode("utf-8", "surrogateescape"))
        starts += range(first, first + size) if size == len(run) else [first] * size
        first += len(run)
    return [*starts, first]


def _declared(part: _Part, content: bytes) -> str | None:
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


def _characters(content: bytes, charset: str) -> _Text:
    """The characters of a text, each with the byte in which it begins; what is none is shown as the replacement character."""
    text = content.decode(charset, "replace")
    if len(text) == len(content):
        return _Text(text, range(len(content) + 1))
    if charset == "utf-8" and "\ufffd" not in text:
        return _Text(text, _places_in_utf8(text))
    return _characters_one_by_one(content, charset)


def _places_in_utf8(text: str) -> list[int]:
    """The byte in which each character of a text begins, and the end."""
    places, end = list[int](), 0
    for run in _RUN.findall(text):
        size = len(run.encode())
        places += range(end, end + size) if size == len(run) else [end]
        end += size
    return [*places, end]


def _characters_one_by_one(content: bytes, charset: str) -> _Text:
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


def _unflowed(text: str, deletes_space: bool) -> _Text:
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
    return _Text("".join(kept), [*places, len(text)])


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


def _writer(part: _Part, content: bytes, charset: str, is_escaped: bool) -> _Writer:
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
        written = _ENCODERS[self.encoding](content, self.newline)
        return _MBOX_ESCAPABLE.sub(">", written) if self.is_escaped else written


def _plainly(content: bytes, newline: str) -> str:
    return _as_text(content)


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
_ENCODERS: dict[str, Callable[[bytes, str], str]] = {
    "quoted-printable": _to_quoted_printable,
    "base64": _to_base64,
    **dict.fromkeys(("", "7bit", "8bit", "binary"), _plainly),
}
