from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel, Role
from outreach_lint.moves import Move, RequestKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_LETTERS = (Channel.EMAIL, Channel.LINKEDIN_INMAIL)


class MeetingFirstContact(Rule):
    """A stranger is asked for a call, a coffee or “fifteen minutes”.

    In an email or InMail that first says something about the reader and makes an offer, it is reported only as info; so
    is a journalist's request to speak, once it is about the reader. A booking link is for ask/calendar-link.

    Why: A meeting costs the reader time before they know what it is for. By two vendors' own counts, one of them at
    second hand, sales emails that ask about interest have about twice the replies of those that ask to meet.

    Instead: Ask here what you would have asked in the meeting, as one question that they can answer in a line.
    """

    severity = Severity.WARNING
    last_stage = 0
    yields_to = ("ask/calendar-link", "stage/ask-ahead-of-stage")
    evidence = (
        Evidence(
            "C",
            "Of 304,000 sales emails, those that asked about interest had 12% replies, those that asked to meet 7%",
            "Gong, a vendor, as retold by getgangly.com",
        ),
        Evidence("C", "In one vendor's 500 emails: 11.4% against 5.0%", "getgangly.com, a vendor, self-published"),
        Evidence("S", "A call belongs to a conversation that has begun", "the idea of this linter"),
    )  # fmt: skip
    bad = (
        Example("Hi Noor, do you have 30 minutes on Thursday for a quick call?", marks="30 minutes on Thursday"),
        Example("Hi Ben, I would love to grab a coffee and hear your story.", Channel.LINKEDIN_NOTE, marks="grab a coffee"),
        Example("Dear Mr Sato,\n\nwould you be open to a short Zoom meeting next week to discuss our sensors?", Channel.EMAIL, marks="Zoom meeting"),
        Example("hey Malik! huge fan of the beat tapes, can we hop on a call this week?", Channel.X_DM, marks="hop on a call"),
        Example(
            "Dear Dr Obi,\n\nyour study of night buses found what nobody had counted. I report on transport for a Leeds weekly. Could we speak on"
            " the phone for twenty minutes?", Channel.EMAIL, marks="Could we speak on the phone", role=Role.JOURNALIST,
        ),
    )  # fmt: skip
    good = (
        Example("Hi Noor, when you priced the first tier, what did you leave out on purpose?"),
        Example(
            "Dear Mr Sato,\n\nyour note on drift in salt water matches what we saw. Shall I send you our two pages of readings?",
            Channel.EMAIL,
        ),
        Example("Hi Ben, you left coffee roasting for cider. Which of the two forgives more mistakes?", Channel.LINKEDIN_NOTE),
        Example(
            "Malik, I teach drums in Hull. Your third beat tape has a call and response that I can't place. Is it a prison song?",
            Channel.X_DM,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request to meet."""
        for request in analysis.all_of(Move.REQUEST, RequestKind.MEETING)[:1]:
            yield self.finding(
                request.span,
                "This asks for their time before they know what for. Ask your best question here, in writing.",
                score=request.score,
                reason=analysis.reason(request),
                severity=Severity.INFO if _is_earned(analysis, request) or analysis.is_fair(RequestKind.MEETING) else None,
            )


def _is_earned(analysis: Analysis, request: MoveSpan) -> bool:
    before = {move.move for move in analysis.moves if move.span.start < request.span.start}
    return analysis.channel in _LETTERS and {Move.REFERENCE, Move.OFFER} <= before
