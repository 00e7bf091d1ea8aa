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
    r"|message d['’]origine|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande)\s*-*"
    r"|begin forwarded message:|on .{6,120}\bwrote:|am .{6,120}\bschrieb\b.{0,80}:|le .{6,120}\ba écrit\s?:|el .{6,120}\bescribió:"
    r"|il .{6,120}\bha scritto:|op .{6,120}\bschreef\b.{0,80}:|em .{6,120}\bescreveu:|den .{6,120}\bskrev\b.{0,80}:|_{20,}|from: .+)\s*$",
    re.IGNORECASE,
)
_LONGEST = 2000  # code points of a line
_MAIL_HEADER = lazy(r"\s*(?:sent|date|to|cc|subject)\s*:", re.IGNORECASE)
_MARKS = lazy(r"(?:>[ ]?)+")
_DEEPEST = 20


def begins_quote(lines: Sequence[str], i: int) -> bool:
    """Whether line `i` stands above a message that is quoted from there to the end."""
    line = lines[i].lstrip()
    is_wrapped = i + 1 < len(lines) and line.lower().startswith("on ")
    if not QUOTE_HEADER.match(line) and not (is_wrapped and QUOTE_HEADER.match(f"{line} {lines[i + 1]}")):
        return False
    return not line.lower().startswith("from:") or any(_MAIL_HEADER.match(line) for line in lines[i + 1 : i + 3])


def quoted_messages(text: str) -> tuple[ThreadMessage, ...]:
    """The messages that a text quotes, oldest first: each further mark of quotation is one message further back, and the two take turns. What
    stands without marks below a header is one message of theirs."""
    lines = [line[:_LONGEST] for line in text.splitlines()]
    levels: dict[int, list[str]] = {}
    for i, line in enumerate(lines):
        marks = _MARKS.match(line)
        if marks:
            levels.setdefault(min(marks.group().count(">"), _DEEPEST), []).append(line[marks.end() :])
        elif begins_quote(lines, i) and not any(_MARKS.match(below) for below in lines[i + 1 :]):
            levels.setdefault(1, []).extend(_without_headers(lines[i + 1 :]))
            break
    said = [(depth, "\n".join(parts).strip()) for depth, parts in sorted(levels.items(), reverse=True)]
    return tuple(ThreadMessage(depth % 2 == 0, text) for depth, text in said if text)


def _without_headers(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a quoted mail below its headers."""
    for i, line in enumerate(lines):
        if line.strip() and not _MAIL_HEADER.match(line) and not line.lower().startswith("from:"):
            yield from lines[i:]
            return
