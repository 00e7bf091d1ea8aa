"""A mail (RFC 5322), read as a draft: its text parts decoded, with the way back to the bytes of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from functools import lru_cache, partial
from typing import NamedTuple

from outreach_lint.answering import answered_in, is_passed_on, names, quotes
from outreach_lint.errors import DraftError
from outreach_lint.mail_parts import LONGEST_HEADER, find_parts, refuse_endless
from outreach_lint.mail_text import ENCODERS, LONGEST_TEXT, RUN, Part, as_text, decode_part, through, writer
from outreach_lint.message import Channel, Message, Source, Span, ThreadMessage, Waiver
from outreach_lint.patterns import lazy
from outreach_lint.quoting import attributions, is_forwarding, quoted_messages, without_header

_HEADER = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path|X-Unsent|X-Uniform-Type-Identifier):",
    re.I,
)
_MOST_SAID = 100_000  # code points, of which nobody sends as many
_FOOTER = lazy(r"\s*[_=*~-]{20,}\s*\n(?!\s*\*?\w{2,12}\s?:)")  # what mailing lists put below, in a part of its own
# How many code points above and below the place between two parts stay as they are, by which it is found again; the surest first.
_SEAM = ((80, 80), (20, 20), (8, 8), (2, 2), (80, 0), (0, 80), (20, 0), (0, 20), (8, 0), (0, 8))
OWN_HEADER, LET_PASS = "X-Outreach-Lint", "send"
# The standard library reads a header anew each time that something is asked of it.
_POLICY = policy.default.clone(header_factory=lru_cache(100)(HeaderRegistry()))


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins with two mail headers."""
    head = head.lstrip().split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    return bool(_HEADER.match(head)) and len(_HEADER.findall(head)) >= 2


def read_mail(
    data: bytes, path: str, line: int = 1, offset: int = 0, number: int | None = None, is_escaped: bool = False
) -> Message:
    """Read a mail, which begins in a line and at a byte of its file. `is_escaped` says that lines which begin with "From " stand there behind a ">", as
    in a mailbox. Raises DraftError if it has no text."""
    try:
        refuse_endless(data)
        mail = message_from_bytes(data, policy=_POLICY)
        parts = find_parts(mail, data)
    except (MessageError, RecursionError, ValueError, AssertionError, LookupError, TypeError, AttributeError):
        raise DraftError("the mail is broken: its parts cannot be read", path=path, line=line if number else None) from None
    if not parts:
        raise DraftError("the mail has no text part", path=path, line=line if number else None)
    text, quoted, source = _read_parts(parts, data, is_escaped)
    recipient, sender = _header(mail, "To"), _header(mail, "From") or ""
    people = ", ".join(filter(None, (recipient, _header(mail, "Cc"))))
    answers = answered_in(dict(reversed(list(mail.raw_items()))))
    is_theirs = quotes(f"{text}\n{quoted}", people)
    if answers is None and is_theirs:
        answers = "it quotes a message of theirs"
    thread = quoted_messages(text, partial(names, people=sender)) or (
        (ThreadMessage(False, without_header(quoted)),) if quoted else ()
    )
    is_known = answers is not None or is_theirs is None or all(one.from_sender for one in thread)
    return Message(
        body=text,
        subject=_header(mail, "Subject"),
        channel=Channel.EMAIL,
        recipient=recipient,
        path=path,
        number=number,
        source=replace(source, line=line, offset=offset),
        thread=thread if is_known else (),
        answers=answers,
        forwards=_forwards(mail, text),
        waivers=tuple(_waivers(_header(mail, OWN_HEADER) or "")),
        is_let_pass=(_header(mail, OWN_HEADER) or "").strip().casefold() == LET_PASS,
    )


def _forwards(mail: EmailMessage, text: str) -> bool:
    """Whether a mail passes another on: it holds it, or says so above it, or in the subject."""
    is_above = is_forwarding(text) or (is_passed_on(_header(mail, "Subject")) and any(attributions(text)))
    return is_above or any(one.get_content_type() == "message/rfc822" for one in mail.walk())


def _waivers(header: str) -> Iterator[Waiver]:
    """ "ignore=ask/multiple, give" waives a rule and a group."""
    for rules in re.findall(r"\bignore\s*=\s*([\w/, -]+)", header):
        yield from (Waiver(rule, "header X-Outreach-Lint") for rule in re.split(r"[,\s]+", rules.strip()) if rule)


def _header(mail: EmailMessage, name: str) -> str | None:
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), None)
    if raw is None or len(raw) > LONGEST_HEADER:  # the standard library takes minutes for headers of many thousands of addresses
        return None
    if raw.isascii() and "=?" not in raw:  # its parser loses addresses behind odd names
        return " ".join(raw.split())
    try:
        value = mail[name]
    except Exception:  # the header parser of the standard library raises many kinds on hostile input
        return None
    return None if value is None else " ".join(str(value).split())[:LONGEST_HEADER]


class _Read(NamedTuple):
    """A part that was read: its text, what it quotes besides, and where the text stands in the mail, whose stretch from `begin` on the source has."""

    text: str
    quoted: str
    source: Source


def _read_parts(parts: Sequence[Part], data: bytes, is_escaped: bool) -> _Read:
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


def _read_part(part: Part, data: bytes, begin: int, is_escaped: bool) -> _Read:
    """The text of a part, and where it stands in the stretch of the mail from `begin` to its end."""
    decoded, quoted, content, charset = decode_part(part, is_escaped)
    if part.start < begin:
        return _Read(decoded.content, quoted, Source(decoded.content, range(len(decoded.content) + 1), encode=None))
    raw = part.raw[:LONGEST_TEXT]
    starts = _starts(data[begin : part.start], raw)
    is_writable = not part.is_closed and part.encoding in ENCODERS and len(raw) == len(part.raw)
    is_base64 = part.encoding == "base64"
    source = Source(
        text=as_text(data[begin : part.start + len(raw)]),
        places=through(decoded.places, starts),
        encode=writer(part, content, charset, is_escaped) if is_writable else None,
        whole=Span(starts[0], starts[len(raw.rstrip())]) if is_base64 else None,
        by_line=not is_base64,
    )
    return _Read(decoded.content, quoted, source)


def _starts(above: bytes, raw: bytes) -> Sequence[int]:
    """For each byte of a part, and for its end, in which code point of the file it stands, counted from what is above it."""
    first = len(as_text(above))
    if raw.isascii():
        return range(first, first + len(raw) + 1)
    starts: list[int] = []
    for run in RUN.findall(as_text(raw)):
        size = len(run.encode("utf-8", "surrogateescape"))
        starts += range(first, first + size) if size == len(run) else [first] * size
        first += len(run)
    return [*starts, first]
