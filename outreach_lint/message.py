"""A draft, parsed: what is sent, to whom, by which channel."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from outreach_lint.profile import Profile


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


def verbatim(text: str) -> str:
    """The text as it is: how it is written where nothing has to be encoded."""
    return text


@dataclass(frozen=True)
class Source:
    """Where a body stands in its file.

    `text` is the stretch of the file that it was read from; it begins in line `line` (1-based) and at byte `offset`. `places[i]` is where in `text`
    code point i of the body begins, and the last of them where the body ends. `encode` writes a text as it has to stand there; None where the
    file cannot be written to. Where `whole` is set, all of the body has to be written anew, and stands at that span of `text`; with `by_line`, all of
    the lines of the body in which something changes.
    """

    text: str
    places: Sequence[int]
    line: int = 1
    offset: int = 0
    encode: Callable[[str], str] | None = verbatim
    whole: Span | None = None
    by_line: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.places, list):  # of every letter of a hundred thousand messages: a list takes four times as much memory
            object.__setattr__(self, "places", array("Q", self.places))

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts += [match.end() for match in re.finditer(r"\r\n|\r|\n", self.text)]
        return starts

    def position(self, offset: int) -> tuple[int, str]:
        """The line of the file in which a code point of the body stands, 1-based, and what stands before it in that line."""
        place = self.places[offset]
        row = bisect_right(self._line_starts, place) - 1
        return self.line + row, self.text[self._line_starts[row] : place]

    def written(self, before: str, after: str) -> str:
        """The stretch of the file with the body `after` where `before` stands. Nothing else in it is changed. Raises ValueError where it cannot be
        written to."""
        if self.encode is None:
            raise ValueError("it cannot be written to")
        if self.whole:
            return self.text[: self.whole.start] + self.encode(after) + self.text[self.whole.end :]
        start = _length_shared(before, after)
        end = len(before) - _length_shared(before[start:][::-1], after[start:][::-1])
        if self.by_line:
            start = before.rfind("\n", 0, start) + 1
            end = _end_of_line(before, end)
        new = self.encode(after[start : len(after) - (len(before) - end)])
        line = before.rfind("\n", 0, start) + 1
        above, beside = self.text[: self.places[line]], self.text[self.places[line] : self.places[start]]
        return above + self._unseen(start, end) + beside + new + self.text[self.places[end] :]

    def _unseen(self, start: int, end: int) -> str:
        """What stands verbatim between two places and is no part of the body: comments, each on lines of its own."""
        if self.encode is not verbatim:
            return ""
        pairs = pairwise(self.places[start : end + 1])
        return "".join(self.text[place + 1 : following] for place, following in pairs)


def named(message: Message) -> str:
    """What to call a message: its file, and its number there if the file holds several."""
    path = message.path or "draft"
    return f"{path}, message {message.number}" if message.number else path


def _length_shared(one: str, other: str) -> int:
    """How many code points two texts have in common from the beginning."""
    shortest = min(len(one), len(other))
    return next((i for i in range(shortest) if one[i] != other[i]), shortest)


def _end_of_line(text: str, place: int) -> int:
    """Where the line of a place ends, without its line break; the place itself where that is within a line break."""
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end - 1 if end > place and text[end - 1] == "\r" else end


@dataclass(frozen=True)
class Message:
    """What the sender is about to send.

    `body` is the text that reaches the recipient; `recipient` whom the draft names, as "Ada Example", an address, or "Ada Example <address>", and `about`
    what its file tells of them besides; `profiles` the files that tell of them, `stage` how far the conversation has come, and `role` what the sender is
    to them, where the draft itself says so. `thread` holds the earlier messages, oldest first; `answers` is what else shows that it answers one,
    `forwards` whether it passes on somebody else's. `number`
    counts the messages of a file that holds several, from 1. `source` is where the body stands in the file; None where it is all there is.
    `is_let_pass` says that the sender wants it sent as it is. `unread` says, to a person, what its file holds besides and is not read; the first message
    of a file carries it.
    """

    body: str
    subject: str | None = None
    channel: Channel | None = None
    recipient: str | None = None
    about: Profile | None = None
    profiles: tuple[str, ...] = ()
    stage: int | None = None
    role: Role | None = None
    thread: tuple[ThreadMessage, ...] = ()
    answers: str | None = None
    forwards: bool = False
    path: str | None = None
    number: int | None = None
    source: Source | None = None
    waivers: tuple[Waiver, ...] = ()
    is_let_pass: bool = False
    unread: str | None = None

    @cached_property
    def place(self) -> Source:
        """Where the body stands in its file, or in itself where it comes from none."""
        return self.source or Source(self.body, range(len(self.body) + 1))

    @property
    def is_writable(self) -> bool:
        """Whether another body can be written in the place of this one."""
        return self.place.encode is not None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of a code point of the body, as they are in the file."""
        line, before = self.place.position(offset)
        return line, len(before) + 1
