"""How mail programs mark what they quote, in the languages of Europe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from outreach_lint.message import ThreadMessage
from outreach_lint.patterns import lazy

QUOTE_MARK = lazy(r"\s{0,3}>")
# What mail programs write above a message that they quote; everything below belongs to it.
QUOTE_HEADER = lazy(
    r"\s*(?:-{2,}\s*(?:original message|forwarded (?:message|by)\b.*|begin forwarded message|(?:ursprüngliche|weitergeleitete) nachricht"
    r"|original-nachricht|message (?:d['’]origine|transféré)|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original"
    r"|ursprungligt meddelande|(?:oprindelig|opprinnelig) (?:meddelelse|melding)|oryginalna wiadomość)\s*-*"
    r"|begin forwarded message:|_{20,}|(?=\D{0,120}\d)(?:on .{6,120}\bwrote:|am .{6,120}\bschrieb\b.{0,80}:|le .{6,120}\ba écrit\s?:"
    r"|el .{6,120}\bescribió:|il .{6,120}\bha scritto:|op .{6,120}\bschreef\b.{0,80}:|em .{6,120}\bescreveu:|den .{6,120}\bskrev\b.{0,80}:"
    r"|w dniu .{6,120}\b(?:pisze|napisał(?:\(a\)|a)?):))\s*$",
    re.IGNORECASE,
)
_LONGEST = 500  # code points of a line that can be a header
# "From: Ann Lee", or in bold "*From:* Ann Lee", and the headers one of which stands in the next two lines.
_FROM = lazy(r"\s*\*?(?:from|von|de|da|van|från|fra|od)\s?:\*?\s*\S", re.IGNORECASE)
_MAIL_HEADER = lazy(
    r"\s*\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|a|objet|enviad[oa](?: el)?|data|fecha|para|asunto|assunto|inviato|oggetto"
    r"|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat)\s?:",
    re.IGNORECASE,
)
_WRAPPED = (
    "on ",
    "am ",
    "le ",
    "el ",
    "il ",
    "op ",
    "em ",
    "den ",
    "w dniu ",
)  # headers that mail programs break after some 72 characters
_MARKS = lazy(r"(?:>[ ]?)+")
_DEEPEST = 20


def begins_quote(lines: Sequence[str], i: int) -> bool:
    """Whether line `i` stands above a message that is quoted from there to the end."""
    return _height(lines, i) > 0


def _height(lines: Sequence[str], i: int) -> int:
    """How many lines stand above a quoted message from line `i`: one, two where it is wrapped, 0 where it is something else."""
    line, below = lines[i].lstrip(), lines[i + 1 : i + 3]
    is_wrapped = line.lower().startswith(_WRAPPED)
    if not is_wrapped and ":" not in line and not line.startswith(("--", "__")):
        return 0  # most lines
    if _FROM.match(line):
        return any(_MAIL_HEADER.match(line) for line in below)
    if QUOTE_HEADER.match(line[:_LONGEST]):
        return 1
    return 2 if below and is_wrapped and QUOTE_HEADER.match(f"{line[:_LONGEST]} {below[0][:_LONGEST]}") else 0


def quoted_messages(text: str) -> tuple[ThreadMessage, ...]:
    """The messages that a text quotes, oldest first: each further mark of quotation is one message further back, and the two take turns. What
    stands without marks below a header is one message of theirs."""
    lines = text.splitlines()
    last_mark = max((i for i, line in enumerate(lines) if line.startswith(">")), default=-1)
    levels: dict[int, list[str]] = {}
    for i, line in enumerate(lines):
        marks = _MARKS.match(line)
        if marks:
            levels.setdefault(min(marks.group().count(">"), _DEEPEST), []).append(line[marks.end() :])
        elif i > last_mark and (height := _height(lines, i)):
            levels.setdefault(1, []).extend(_without_headers(lines[i + height :]))
            break
    said = [(depth, "\n".join(parts).strip()) for depth, parts in sorted(levels.items(), reverse=True)]
    return tuple(ThreadMessage(depth % 2 == 0, text) for depth, text in said if text)


def without_header(quoted: str) -> str:
    """What somebody said, without the lines above it that tell who and when."""
    lines = quoted.splitlines()
    height = _height(lines, 0) if lines else 0
    return "\n".join(_without_headers(lines[height:])) if height else quoted


def _without_headers(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a quoted mail below its headers."""
    for i, line in enumerate(lines):
        if line.strip() and not _MAIL_HEADER.match(line) and not _FROM.match(line):
            yield from lines[i:]
            return


def is_attributed(text: str) -> bool:
    """Whether somebody's message is quoted with the words that mail programs write above it: a bare mark of quotation can stand before anything, and a
    line of underscores above any footer."""
    lines = [line[:_LONGEST] for line in text.splitlines()]
    return any(begins_quote(lines, i) and not line.lstrip().startswith("__") for i, line in enumerate(lines))
