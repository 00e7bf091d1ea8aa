"""A draft, parsed: what is sent, to whom, by which channel."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
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


class Role(StrEnum):
    """What the sender is to the recipient. It decides what is fair to ask at a first contact."""

    JOB_SEEKER = "job-seeker"
    STUDENT = "student"
    CAREER_CHANGER = "career-changer"
    RESEARCHER = "researcher"
    RECRUITER = "recruiter"
    SALES = "sales"
    FOUNDER = "founder"
    FREELANCER = "freelancer"
    JOURNALIST = "journalist"
    ORGANISER = "organiser"
    CHARITY = "charity"
    PEER = "peer"
    ALUMNUS = "alumnus"
    OTHER = "other"


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


class Waiver(NamedTuple):
    """That a rule, or a group of rules, shall be silent on this draft. `place` is where that was said, for a person to read."""

    rule: str
    place: str


@dataclass(frozen=True)
class Message:
    """What the sender is about to send.

    `body` is the text that reaches the recipient; `profile` the file that tells of them, `stage` how far the conversation
    has come, and `role` what the sender is to them, where the draft itself says so. `thread` holds the earlier messages, oldest
    first; `is_reply` whether headers say that it answers one. `first_line` is the line of the file in which it begins (1-based),
    and `source_offset` the code point at which it stands there verbatim, or None where it was decoded from something else.
    """

    body: str
    subject: str | None = None
    channel: Channel | None = None
    recipient: str | None = None
    profile: str | None = None
    stage: int | None = None
    role: Role | None = None
    thread: tuple[ThreadMessage, ...] = ()
    is_reply: bool = False
    path: str | None = None
    first_line: int = 1
    source_offset: int | None = 0
    waivers: tuple[Waiver, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts += [match.end() for match in re.finditer(r"\r\n|\r|\n", self.body)]
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of a code point of the body; the line is that of the file."""
        row = bisect_right(self._line_starts, offset) - 1
        return self.first_line + row, offset - self._line_starts[row] + 1
