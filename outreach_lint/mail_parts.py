"""Which parts of a mail make the letter that its reader sees, and where they stand in it."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.message import Message as MailPart
from itertools import islice

from outreach_lint.mail_text import Part, decode_part
from outreach_lint.patterns import lazy

LONGEST_HEADER = 2000
_CONTENT_HEADER = re.compile(rb"^Content-[A-Za-z-]{2,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE)
_MOST_BOUNDARIES = 20_000
_MOST_TEXTS = 1_000  # text parts of a letter
_WORD = lazy(r"\w+")
_SIGNED = b"-----BEGIN PGP SIGNED MESSAGE-----"
_SHORT = 500  # characters of a plain part in which there may be nothing but blanks
_STUB = 40  # words of a plain text that may only say that there is an HTML version
_COMPARED, _MOST_COMPARED = 20_000, 20  # bytes of a part of which the words are compared with those of others; parts
_HEAD_OF_MAIL = 4_096  # bytes, of which the line ends are those of the rest
_FARTHEST = 300_000  # bytes between the content of one part and that of the next


def find_parts(mail: EmailMessage, data: bytes) -> list[Part]:
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


def _part(part: MIMEPart, start: int, is_closed: bool) -> Part:
    is_html = part.get_content_subtype() == "html"
    return Part(
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
    own = {id(part) for part in html[:_MOST_COMPARED] if not _is_told_by(plain, part)}
    return [part for part in filled if part not in html or id(part) in own]


def _has_html(parts: Sequence[MIMEPart]) -> bool:
    return any(part.get_content_subtype() == "html" for part in parts)


def _has_text(parts: Sequence[MIMEPart]) -> bool:
    return any(map(_says_something, parts))


def _says_something(part: MIMEPart) -> bool:
    """Whether there is more than blanks in a part, which can be encoded."""
    payload = part.get_payload()
    if not isinstance(payload, str) or not payload or payload.isspace():
        return False
    return len(payload) > _SHORT or _has_html([part]) or bool(decode_part(_part(part, -1, True), False)[0].content.strip())


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
    read = (decode_part(replace(part, raw=part.raw[:_COMPARED]), False)[0] for part in begun)
    return {word for text in read for word in _WORD.findall(text.content.casefold())}


def refuse_endless(data: bytes) -> None:
    """Raise ValueError for what would take the standard library minutes: long headers on the content, and parts without number."""
    longest = max((len(header.group()) for header in _CONTENT_HEADER.finditer(data)), default=0)
    if longest > LONGEST_HEADER or data.count(b"\n--") > _MOST_BOUNDARIES:
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
    empty = b"\n\r\n" if b"\r\n" in data[:_HEAD_OF_MAIL] else b"\n\n"
    for before in (empty, b"\n"):
        start = data.find(before + content, place, place + len(content) + _FARTHEST)
        if start >= 0:
            return start + len(before)
    return -1
