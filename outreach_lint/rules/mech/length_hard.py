from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span, utf16_length
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_LONG = "Your notes on drying oak in a wet climate are the only ones I have found that give the moisture week by week. "
_OAK = "Hi Asta, your notes on drying oak are the only ones I know that give the moisture week by week. "


class LengthHard(Rule):
    """The message is longer than its channel allows.

    Counted as a browser counts a text field: most emoji count as two. A connection note of 201 to 300 characters is
    reported only as info, since a Premium account may write 300. The subject of an InMail has a limit of its own.

    Why: The channel cuts the text off, or does not send it.

    Instead: Keep the remark and the question; what you say of yourself is on your profile.
    """

    severity = Severity.ERROR
    evidence = (
        Evidence(
            "B",
            "Connection note: 300 characters with Premium, 200 without. InMail: 1,900 (one page says 2,000), and 200"
            " for its subject. X direct message: 10,000",
            "lettercounter.org 2026; breakingnewsenglish.com 1508",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi Asta, " + _LONG * 3 + "Which week told you most?", Channel.LINKEDIN_NOTE),
        Example("Dear Asta,\n\n" + _LONG * 20 + "Which week told you most?", Channel.LINKEDIN_INMAIL),
        Example(
            _OAK + "I run a small sawmill near Drammen and lose one board in six to cracks at the end. Which week told you most? Ida Berg",
            Channel.LINKEDIN_NOTE, marks="Ida Berg",
        ),
        Example(
            "Dear Asta,\n\nyour notes on drying oak saved my last six boards. Which week told you most?\n\nIda", Channel.LINKEDIN_INMAIL,
            subject="Your notes on drying oak in a wet climate, the moisture that you give week by week in the second table, and one question about"
            " the boards that you stacked in the old barn by the river in the year of the flood",
        ),
        Example(_OAK + "Which week told you most? " + "\N{EVERGREEN TREE}" * 45, Channel.LINKEDIN_NOTE),
    )  # fmt: skip
    good = (
        Example(_OAK + "Which week told you most?", Channel.LINKEDIN_NOTE),
        Example(_OAK + "I run a sawmill near Drammen and lose one board in six to cracks. Which week told you most?", Channel.LINKEDIN_NOTE),
        Example(_OAK + "Which week told you most? " + "\N{EVERGREEN TREE}" * 20, Channel.LINKEDIN_NOTE),
        Example(
            "Dear Asta,\n\nyour notes on drying oak saved my last six boards. Which week told you most?\n\nIda", Channel.LINKEDIN_INMAIL,
            subject="Your second table on drying oak",
        ),
        Example(
            "Hi Asta, your notes on drying oak in a wet climate are the only ones I have found that give the moisture week by week. I run a small sawmill"
            " near Drammen, where the fog stands till noon from October on, and I lose one board in six to cracks at the end. Since I began to stack by"
            " your table it has been one in nine. Which week told you most?",
        ),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """What stands beyond the limit, of the subject and of the text."""
        facts, subject = analysis.channel_facts, utf16_length(analysis.message.subject or "")
        if facts.subject_limit and subject > facts.subject_limit:
            over = subject - facts.subject_limit
            message = f"The subject has {subject} characters, and {analysis.channel} allows {facts.subject_limit}. Cut {over}."
            yield self.finding(Span(0, 0), message)
        body = analysis.message.body.rstrip()
        length, limit, for_all = utf16_length(body), facts.limit, facts.limit_for_all
        if limit and length > limit:
            message = f"This has {length:,} characters, and {analysis.channel} allows {limit:,}. Cut {length - limit:,}."
            yield self.finding(Span(_offset_at(body, limit), len(body)), message)
        elif for_all and length > for_all:
            message = (
                f"This has {length} characters: fine with Premium. Without it LinkedIn allows {for_all}; cut {length - for_all}."
            )
            yield self.finding(Span(_offset_at(body, for_all), len(body)), message, severity=Severity.INFO)


def _offset_at(body: str, units: int) -> int:
    """The code point at which a text reaches so many UTF-16 units."""
    counted = 0
    for offset, character in enumerate(body):
        counted += 2 if ord(character) > 0xFFFF else 1
        if counted > units:
            return offset
    return len(body)
