"""Mail (RFC 5322): the text part, decoded. `X-Outreach-Lint: ignore=RULE` waives a rule; what is quoted below a reply is its thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser

from outreach_lint.errors import DraftError
from outreach_lint.message import Channel, Message, ThreadMessage, Waiver

SUFFIXES = (".eml",)
_HEADER = re.compile(rb"(?:From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path|X-Unsent):", re.I)
# Said of text that is something else, or no encoding of characters at all.
_UNRELIABLE = frozenset({"us-ascii", "ascii", "utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
_QUOTED = re.compile(r"(?:>[ ]?)+")
_DEEPEST = 20
_LONGEST_HEADER = 2000
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "ul", "ol", "blockquote"})
_HIDDEN = frozenset({"script", "style", "head", "title", "blockquote"})


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as mail, or begins with two mail headers."""
    if path.lower().endswith(SUFFIXES):
        return True
    head = data.lstrip().split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    return bool(_HEADER.match(head)) and len(_HEADER.findall(head)) >= 2


def can_hold(before: bytes, after: bytes) -> bool:
    """Whether a mail can be changed so: one that was plain ASCII stays so, or says that it is UTF-8; else new letters would arrive as others."""
    return after.isascii() or not before.isascii() or b"utf-8" in before.lower()


def read(data: bytes, path: str) -> Message:
    """Read a mail. Raises DraftError if it has no text."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        part = mail.get_body(("plain", "html"))
        text = _text_of(part) if part is not None and part.get_content_maintype() == "text" else None
    except (RecursionError, ValueError, AssertionError, LookupError):
        raise DraftError("the mail is broken: its parts cannot be read", path=path) from None
    if text is None:
        raise DraftError("the mail has no text part", path=path)
    first_line, offset = _place(data, text)
    is_encoded = str(part["Content-Transfer-Encoding"] or "").strip().lower() in ("quoted-printable", "base64") if part else False
    return Message(
        body=text,
        subject=_header(mail, "Subject"),
        channel=Channel.EMAIL,
        recipient=_header(mail, "To"),
        path=path,
        first_line=first_line,
        source_offset=None if is_encoded else offset,
        thread=_thread(text),
        is_reply=bool(_header(mail, "In-Reply-To") or _header(mail, "References")),
        waivers=tuple(_waivers(_header(mail, "X-Outreach-Lint") or "")),
    )


def _waivers(header: str) -> Iterator[Waiver]:
    """ "ignore=ask/multiple, give" waives a rule and a group."""
    for names in re.findall(r"\bignore\s*=\s*([\w/, -]+)", header):
        yield from (Waiver(name, "header X-Outreach-Lint") for name in re.split(r"[,\s]+", names.strip()) if name)


def _thread(text: str) -> tuple[ThreadMessage, ...]:
    """The messages that are quoted, oldest first: each further mark of quotation is one message further back, and the two take turns."""
    levels: dict[int, list[str]] = {}
    for line in text.splitlines():
        marks = _QUOTED.match(line)
        if marks:
            depth = marks.group().count(">")
            levels.setdefault(min(depth, _DEEPEST), []).append(line[marks.end() :])
    return tuple(ThreadMessage(depth % 2 == 0, "\n".join(lines).strip()) for depth, lines in sorted(levels.items(), reverse=True))


def _header(mail: EmailMessage, name: str) -> str | None:
    raw = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    if len(str(raw)) > _LONGEST_HEADER:  # the standard library takes minutes for headers of many thousands of addresses
        return None
    try:
        value = mail[name]
    except Exception:  # the header parser of the standard library raises many kinds on hostile input
        return None
    return None if value is None else " ".join(str(value).split())[:_LONGEST_HEADER]


def _text_of(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode("utf-8" if charset in _UNRELIABLE else charset, "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    text = text.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
    if part.get_content_subtype() == "html":
        return _text_of_html(text)
    return _unflowed(text, part) if part.get_param("format") == "flowed" else text


def _unflowed(text: str, part: MIMEPart) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676)."""
    delete_space = str(part.get_param("delsp", "no")).lower() == "yes"
    joined = []
    for line in text.splitlines():
        line = line.removeprefix(" ")
        soft = line.endswith(" ") and line != "-- "
        joined.append((line[:-1] if delete_space else line) if soft else line + "\n")
    return "".join(joined)


class _TextExtractor(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = 0 if tag == "body" else self.hidden + (tag in _HIDDEN)
        if tag in _BLOCKS:
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _HIDDEN))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def _text_of_html(html: str) -> str:
    extractor = _TextExtractor()
    extractor.feed(html)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(extractor.parts))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _place(data: bytes, text: str) -> tuple[int, int | None]:
    """The line in which the text begins in the file, and its offset if it stands there verbatim; looked for after the headers."""
    source = data.decode("utf-8", "replace")
    head = re.search(r"\r?\n\r?\n", source)
    after = head.end() if head else 0
    offset = source.find(text, after) if text.strip() else -1
    if offset >= 0:
        return source.count("\n", 0, offset) + 1, offset
    first = next((line for line in text.splitlines() if line.strip()), "")
    start = source.find(first, after) if first else -1
    return source.count("\n", 0, max(start, after)) + 1, None
