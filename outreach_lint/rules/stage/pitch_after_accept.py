from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel, Role
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.thread import has_answered
from outreach_lint.rule import Evidence, Example, Need, Rule

_ACCEPTED = lazy(
    r"\b(?:th(?:an)?(?:ks?|x)|thank you|ty|tx|thx|cheers|appreciate|grateful|glad|great|good|nice|happy)\b[^.!?\n]{0,30}"
    r"\b(?:accept(?:ing|ed|ance)?|connect(?:ing|ed|ion)?|the add|adding me|joining my network|in touch)\b"
    r"|\bnow that we(?:'re| are|’re) connected\b|\b(?:you|kindly) accepted\b|\baccept(?:ing|ed) my (?:request|invitation)\b",
    re.I,
)
_TRADED = (RequestKind.MEETING, RequestKind.PURCHASE)


class PitchAfterAccept(Rule):
    """The first message after the connection was accepted sells something.

    Looked for where the recipient has done no more than accept, and the message gives thanks for the connection or
    follows the invitation. It presents what the sender sells, or asks to meet or to buy. To ask for a talk out of
    curiosity is no sale where the message asks about the recipient. Where somebody who sells for a living first speaks
    of the recipient and asks about them, it is reported only as info.

    Why: Accepting was a small yes to a person. A pitch in the next message says that the person was only a way in, and
    it is a standing complaint of people on LinkedIn.

    Instead: Say what made you connect, and ask about that. The product can come up once they have answered.
    """

    severity = Severity.WARNING
    needs = (Need.THREAD,)
    channels = (Channel.LINKEDIN_MESSAGE,)
    evidence = (
        Evidence(
            "D",
            "People flooded with messages list the pitch straight after accepting among what made them write a filter",
            "README of bonJoeV/linkedin-message-analyzer",
        ),
        Evidence("S", "Start with the person, as face to face", "the idea of this linter"),
    )
    bad = (
        Example(
            "Thanks for connecting, Amina! Rotalist plans the shifts of a whole clinic in six minutes. Grab a slot for a demo in my calendar.",
            thread=("me: Hi Amina, I follow clinic managers in Mombasa and would like to connect.",),
            marks="Grab a slot for a demo",
        ),
        Example(
            "Thank you for accepting, Piet. We are the leading supplier of greenhouse screens and save growers 30% on heating. When can we talk?",
            thread=("me: Hi Piet, nice to see a grower from Westland here. Shall we connect?", "them: Sure, welcome!"),
            marks="leading supplier",
        ),
        Example(
            "Great to be connected. Would you have 20 minutes on Wednesday for a call about your fleet insurance?",
            thread=("me: Hello Mr Brandt, I would like to add you to my network.", "them: (accepted)"),
            marks="20 minutes on Wednesday",
        ),
        Example(
            "thx for the add Rosa!! our bookkeeping app is made for florists like you, buy it this week and get 40% off",
            thread=("me: Hey Rosa, always nice to link up with florists!",),
            marks="our bookkeeping app",
        ),
    )
    good = (
        Example(
            "Thanks for connecting, Amina. Did the night clinic that you wrote about in June go on after the rains?",
            thread=("me: Hi Amina, I follow clinic managers in Mombasa and would like to connect.",),
        ),
        Example(
            "Thank you for accepting, Piet. Your picture of the double screen in snow made me curious: how did you keep it from sagging?",
            thread=("me: Hi Piet, nice to see a grower from Westland here. Shall we connect?", "them: Sure, welcome!"),
        ),
        Example(
            "Our screens would do that, yes: two layers on one wire, 14 euros a square metre. How do you hang yours today?",
            role=Role.SALES,
            thread=(
                "me: Hi Piet, shall we connect?",
                "them: Gladly. You sell screens, right? Do you have one that closes in two layers?",
            ),
        ),
        Example(
            "Thank you for accepting, Mr Brandt. I read that you moved half the fleet to gas in a single winter. Which depot was the first?",
            thread=("me: Hello Mr Brandt, I would like to add you to my network.", "them: (accepted)"),
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first sentence that sells."""
        if has_answered(analysis.message) or not _is_first_since_accepted(analysis):
            return
        for move in _sales(analysis)[:1]:
            wants = "asks for their time" if move.kind is RequestKind.MEETING else "sells"
            yield self.finding(
                move.span,
                f"They have only just accepted, and this already {wants}. Say what made you connect, and ask about that.",
                score=move.score,
                reason=analysis.reason(move),
                severity=Severity.INFO if _is_fair(analysis, move) else None,
            )


def _is_first_since_accepted(analysis: Analysis) -> bool:
    """Whether it says that they accepted, or follows nothing but an invitation."""
    if _ACCEPTED.search(analysis.text(analysis.body)):
        return True
    own = [earlier for from_sender, earlier in analysis.earlier if from_sender]
    return len(own) == 1 and bool(own[0].all_of(Move.INVITATION))


def _sales(analysis: Analysis) -> list[MoveSpan]:
    """What is pitched or asked for in trade, in text order."""
    pitches, requests = analysis.all_of(Move.PITCH), analysis.all_of(Move.REQUEST, *_TRADED)
    is_curious = not pitches and analysis.all_of(Move.QUESTION)
    return sorted([*pitches, *(r for r in requests if not is_curious)], key=lambda move: move.span)


def _is_fair(analysis: Analysis, move: MoveSpan) -> bool:
    return analysis.is_fair(Move.PITCH if move.move is Move.PITCH else move.kind or RequestKind.OTHER)
