from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule


class OffersNothing(Rule):
    """The message asks, and gives nothing back.

    A request stands there, and nothing that would be of use to the reader: no finding, no resource, no help with something of theirs. A
    short connection note is left alone.

    Why: In 5,728 requests for a free pizza those who promised to pass the favour on, said thanks and gave a concrete reason were
    helped more often.

    Instead: Think what you have that they could use: your notes, a number, an error you found, somebody they should meet. If you
    have nothing yet, ask for nothing yet.
    """

    severity = Severity.INFO
    last_stage = 1
    evidence = (
        Evidence(
            "A",
            "5,728 requests of which 24.6% were granted: promising to give on, gratitude and a concrete reason"
            " went with success",
            "Althoff et al. 2014",
        ),
        Evidence("S", "Think what you can add and share", "the idea of this linter"),
    )  # fmt: skip
    bad = (
        Example("I want to learn everything you know about search engines. Can we have a call?"),
        Example("Dear Ms Roy,\n\nplease send me your slides and your data. I need them for my thesis.", Channel.EMAIL),
    )
    good = (
        Example(
            "I kept notes on the June update across 40 sites and am glad to send them. Could you tell me which of the pages you dropped?"
        ),
        Example("Your slides on reed beds are the clearest I know. How did you keep yours alive through the drought?"),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request, in a message that offers nothing."""
        requests = analysis.all_of(Move.REQUEST)
        if not requests or analysis.all_of(Move.OFFER) or analysis.is_short_note:
            return
        yield self.finding(
            requests[0].span,
            "You ask and offer nothing in return. Is there something of yours that would help them?",
            score=requests[0].score,
        )
