from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span, utf16_length
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_LONG = "Your notes on drying oak in a wet climate are the only ones I have found that give the moisture week by week. "


class LengthHard(Rule):
    """The message is longer than its channel allows.

    Counted as a browser counts a text field: an emoji is two. A connection note of more than 200 is only pointed out, since a
    Premium account may write 300.

    Why: The channel cuts it off, or does not send it.

    Instead: Keep the remark and the question; what you say of yourself stands on your profile.
    """

    severity = Severity.ERROR
    evidence = (
        Evidence(
            "B",
            "Connection note 300 with Premium and 200 without, InMail 1,900, X direct message"
            " 10,000",
            "lettercounter.org 2026; breakingnewsenglish.com 1508",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi Asta, " + _LONG * 3 + "Which week told you most?", Channel.LINKEDIN_NOTE),
        Example("Dear Asta,\n\n" + _LONG * 20 + "Which week told you most?", Channel.LINKEDIN_INMAIL),
    )
    good = (
        Example("Hi Asta, " + _LONG + "Which week told you most?", Channel.LINKEDIN_NOTE),
        Example("Dear Asta,\n\n" + _LONG * 20 + "Which week told you most?", Channel.EMAIL),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """What stands beyond the limit."""
        body = analysis.message.body.rstrip()
        length, facts = utf16_length(body), analysis.channel_facts
        limit, for_all = facts.limit, facts.limit_for_all
        if limit is None:
            return
        if length > limit:
            message = f"{length:,} characters; {analysis.channel} allows {limit:,}. Cut {length - limit:,}."
            yield self.finding(Span(_offset_at(body, limit), len(body)), message)
        elif for_all and length > for_all:
            message = f"{length} characters: fine with Premium; without it LinkedIn allows {for_all}."
            yield self.finding(Span(_offset_at(body, for_all), len(body)), message, severity=Severity.INFO)


def _offset_at(body: str, units: int) -> int:
    """The code point at which a text reaches so many UTF-16 units."""
    counted = 0
    for offset, character in enumerate(body):
        counted += 2 if ord(character) > 0xFFFF else 1
        if counted > units:
            return offset
    return len(body)
