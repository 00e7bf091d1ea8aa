"""What each channel allows, and what length did best on it: data with its source and the date on which it was read.

Platforms publish these figures seldom and change them often, so settings can override each of them
(`[tool.outreach-lint.channels.linkedin-note]`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outreach_lint.message import Channel, utf16_length


class Register(StrEnum):
    """How people speak there: as colleagues or as friends."""

    PROFESSIONAL = "professional"
    SOCIAL = "social"


class Unit(StrEnum):
    """What the length of a message is counted in."""

    CHARACTERS = "characters"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """The facts of one channel.

    `limit` is what the channel takes, in UTF-16 code units, the unit in which browsers count a text field; None: no limit is known.
    `limit_for_all` is what an account that pays nothing may send, where that is less; `subject_limit` is that of the subject.
    From `least` to `most`, in `unit`, lie the messages that were answered most; above `too_long` they did clearly worse.
    """

    register: Register
    source: str
    read: str
    limit: int | None = None
    limit_for_all: int | None = None
    subject_limit: int | None = None
    unit: Unit = Unit.CHARACTERS
    least: int | None = None
    most: int | None = None
    too_long: int | None = None

    def length(self, text: str) -> int:
        """The length of a text in the channel's unit."""
        return len(text.split()) if self.unit is Unit.WORDS else utf16_length(text)


CHANNEL_FACTS: dict[Channel, ChannelFacts] = {
    Channel.LINKEDIN_NOTE: ChannelFacts(
        Register.PROFESSIONAL, "300 with Premium, 200 without: lettercounter.org", "2026-11", limit=300, limit_for_all=200
    ),
    Channel.LINKEDIN_INMAIL: ChannelFacts(
        Register.PROFESSIONAL, "1,900 and 200 for the subject: lettercounter.org, another page says 2,000; under 400 characters 22% more answers"
        " than the mean, over 1,200 11% fewer: LinkedIn 2022", "2026-11", limit=1900, subject_limit=200, most=400, too_long=1200,
    ),
    Channel.LINKEDIN_MESSAGE: ChannelFacts(
        Register.PROFESSIONAL, "sources say 1,800 to 8,000, the largest is taken; 600 is what fits a screen", "2026-11", limit=8000, most=600
    ),
    Channel.EMAIL: ChannelFacts(
        Register.PROFESSIONAL, "50 to 125 words best in 40 million mails: Boomerang 2016; Lavender says 25 to 50, Belkins 101 to 200", "2026-11",
        unit=Unit.WORDS, least=25, most=125, too_long=200,
    ),
    Channel.X_DM: ChannelFacts(
        Register.SOCIAL, "10,000 since 2015: breakingnewsenglish.com 1508; 600 is what fits a screen", "2026-11", limit=10000, most=600
    ),
    Channel.FACEBOOK_MESSAGE: ChannelFacts(
        Register.SOCIAL, "20,000 by Messenger's own message, from memory; 600 is what fits a screen", "2026-11", limit=20000, most=600
    ),
}  # fmt: skip
