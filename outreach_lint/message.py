"""A draft, parsed: what is sent, to whom, by which channel."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a message's body: code points, end-exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Channel(StrEnum):
    """How the message travels. It decides the length limit and the register."""

    LINKEDIN_NOTE = "linkedin-note"
    LINKEDIN_INMAIL = "linkedin-inmail"
    LINKEDIN_MESSAGE = "linkedin-message"
    EMAIL = "email"
    X_DM = "x-dm"
    FACEBOOK_MESSAGE = "facebook-message"


class ChannelFacts(NamedTuple):
    """What a channel allows. `limit` is in UTF-16 code units, the unit in which browsers count a text field; None: no limit is
    known. `limit_for_all` is what an account that pays nothing may send, where that is less."""

    limit: int | None
    source: str
    limit_for_all: int | None = None


CHANNEL_FACTS: dict[Channel, ChannelFacts] = {
    # Platforms publish these seldom and change them often, so each figure carries its source and the year it was read.
    Channel.LINKEDIN_NOTE: ChannelFacts(300, "300 with Premium, 200 without (lettercounter.org, 2026)", 200),
    Channel.LINKEDIN_INMAIL: ChannelFacts(1900, "1,900 for the body (lettercounter.org, 2026)"),
    Channel.LINKEDIN_MESSAGE: ChannelFacts(8000, "sources say 1,800 to 8,000; the largest is taken (2026)"),
    Channel.EMAIL: ChannelFacts(None, "mail has no limit that a person would meet"),
    Channel.X_DM: ChannelFacts(10000, "10,000 since 2015 (breakingnewsenglish.com 1508)"),
    Channel.FACEBOOK_MESSAGE: ChannelFacts(20000, "20,000 (from memory of Messenger's own message, 2026)"),
}


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 code units: an emoji counts two, as it does in a browser's text field."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def printable(text: str) -> str:
    """The text on one line, without characters that could move the cursor or turn the direction of writing."""
    return "".join(
        " " if c.isspace() else "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\u200d" else c for c in text
    )


class ThreadMessage(NamedTuple):
    """An earlier message of the conversation."""

    from_sender: bool
    text: str


@dataclass(frozen=True)
class Message:
    """What the sender is about to send.

    `body` is the text that reaches the recipient; `profile` the file that tells of them, and `stage` how far the conversation
    has come, where the draft itself says so. `first_line` is the line of the file in which it begins (1-based), and
    `source_offset` the code point at which it stands there verbatim, or None where it was decoded from something else.
    """

    body: str
    subject: str | None = None
    channel: Channel | None = None
    recipient: str | None = None
    profile: str | None = None
    stage: int | None = None
    thread: tuple[ThreadMessage, ...] = ()
    path: str | None = None
    first_line: int = 1
    source_offset: int | None = 0
    waived: frozenset[str] = field(default=frozenset())

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts += [match.end() for match in re.finditer(r"\r\n|\r|\n", self.body)]
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of a code point of the body; the line is that of the file."""
        row = bisect_right(self._line_starts, offset) - 1
        return self.first_line + row, offset - self._line_starts[row] + 1
