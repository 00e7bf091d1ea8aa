from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# "Could you tell me which logger you would buy?": a favour that takes a line to grant, and is about their craft.
_ABOUT_THEIR_CRAFT = lazy(
    r"\b(?:could|can|would|will) you\b[^?]*\b(?:that|which|what|how|why|who)\b[^?]*\byou\b"
    r"(?! (?:have|could|can|get|need|want|are|offer|take|hire|charge|sell|please)\b)[^?]*\?",
    re.I,
)


class OpensWithRequest(Rule):
    """The message opens by asking a stranger for something.

    The first thing it says, after the greeting and a line or two about yourself, asks the recipient for a favour. One
    that asks for a word about their own craft is a warning only.

    Why: People who ask strangers by email expect about half to agree. In an experiment hardly any did, because the
    readers had no reason yet to trust the writer. A question about the reader's own work is no favour, and is always
    fine.

    Instead: Begin with something of theirs that caught your eye, and ask one question about it. Keep the request until
    they have answered.
    """

    severity = Severity.ERROR
    sure_from = 0.95  # below, one in three such errors on mail of others was wrong
    last_stage = 1
    evidence = (
        Evidence(
            "A",
            "45 people asked 450 strangers: face to face worked 34 times better than email; by email they expected"
            " 5.5 of 10 to agree and got 0.3, as retold",
            "Roghanizad and Bohns 2017",
        ),
        Evidence("S", "To ask a stranger first is to use a connection, not to make one", "the idea of this linter"),
    )
    bad = (
        Example("Hi Mr Adeyemi,\n\nplease send my CV to whoever hires your welders.\n\nThanks,\nJoel", marks="please send my CV"),
        Example("Dear Dr Lund, I would like to ask you for a place in your lab next spring.", Channel.EMAIL, marks="a place in your lab"),
        Example("hey! can you share our fundraiser with your followers? 🙏", Channel.X_DM, marks="can you share our fundraiser"),
        Example(
            "Hi Marta,\n\nI sell packing machines in Leeds. Do you have 20 minutes on Tuesday for a demo?", Channel.LINKEDIN_INMAIL,
            marks="Do you have 20 minutes",
        ),
    )  # fmt: skip
    good = (
        Example("Hi Kofi, your post about teaching night drivers to nap made me laugh. What did the union say at first?"),
        Example("Dear Ms Brandt,\n\nHow did you get started in lighthouse restoration?\n\nBest,\nIda", Channel.EMAIL),
        Example("Loved the clip where you retune the kora by ear. What do you listen for?", Channel.X_DM),
        Example(
            "Hi Sam, your talk on seed banks sent me down a rabbit hole. What surprised you most in Svalbard?",
            Channel.LINKEDIN_NOTE,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The opening, if it is a request."""
        opening = analysis.opening_request
        if opening is None:
            return
        yield self.finding(
            opening.span,
            "This opens with a request, before they have a reason to trust you. Begin with something of theirs, and one question about it.",
            score=opening.score,
            reason=analysis.reason(opening),
            severity=Severity.WARNING if _is_about_their_craft(opening, analysis) else None,
        )


def _is_about_their_craft(opening: MoveSpan, analysis: Analysis) -> bool:
    return opening.kind is RequestKind.INFORMATION and bool(_ABOUT_THEIR_CRAFT.search(analysis.text(opening.span)))
