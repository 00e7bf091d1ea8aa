from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.decisions import LIKELIER_THAN_NOT
from outreach_lint.rule import TOO_EARLY, Evidence, Example, Rule, phrase_pattern

# What costs more than an answer, so that a no has to be said. To a question of information silence is answer enough.
_COSTLY = (
    RequestKind.MEETING, RequestKind.REFERRAL, RequestKind.JOB, RequestKind.INTRODUCTION, RequestKind.RECOMMENDATION, RequestKind.REVIEW,
    RequestKind.MONEY, RequestKind.PARTICIPATION,
)  # fmt: skip
# Ways out that are no sentence of their own, which the classifier therefore does not name.
_WAY_OUT = phrase_pattern(
    (
        r"if (?:and )?(?:only )?(?:if )?(?:you|it|this|that|the time|time|your)(?:'re|'d|'ve|'s)? (?:\w+ ){0,2}?"
        r"(?:time|moment|busy|willing|open to|comfortable|suits?|fits?|permits?|allows?|convenient|interested|inclined|like|mind|rather|prefer|no)",
        r"(?:feel free|free) to (?:say no|decline|ignore|refuse|skip|pass)", r"no (?:pressure|worries|obligation|rush|hurry|problem|need to|reply needed)",
        r"(?:a|either|simple|plain) no (?:is|would|will)", r"(?:totally |fully |completely |quite )?understand if", r"just say so",
        r"(?:whenever|only when) (?:you|it)", r"even if (?:not|the answer|you can't)", r"if not,",
        r"let (?:me|us) know (?:\w+ ){0,7}?(?:if|whether) (?:this|that|it|you|one|any)",
    )
)  # fmt: skip
# A request that stands under a condition or leaves room ("should you need a second reader", "would you be interested"); "if you could" leaves none.
_CONDITION = lazy(
    r"\bif (?!you(?:['’](?:d|ll)|\s+(?:could|can|would|will))\b)|\bshould (?:you|it|this|an?)\b|\b(?:perhaps|maybe|some\s?time)\b"
    r"|\b(?:are|would) you (?:be )?interested\b|\bof interest\b|\bworth (?:a|an|discussing|talking)\b",
    re.I,
)
# Who advertises a post is used to saying no.
_APPLICATION = lazy(
    r"\bappl(?:y|ying|ication)\b|\bbe considered\b|\b(?:this|the|that|open|advertised) (?:\S+ )?(?:position|vacancy|job|role|post)\b",
    re.I,
)


_LEAST = 0.7  # below, most of what was found on real mail asked for nothing


class NoEasyOut(Rule):
    """The message asks a favour of a stranger, and nothing in it makes a no easy.

    Only for what costs more than an answer: a meeting, a job, a referral, an introduction, a review, money, taking
    part. An application for an advertised job is no such favour. A short connection note has no room for a way out, and
    later in a conversation none is needed.

    Why: People who were told that they were free to refuse agreed a little more often in many studies, and a no without
    awkwardness leaves the door open.

    Instead: Add one plain clause of your own: when silence is answer enough, or what you will do if they have no time.

    Disputed: How much it helps is open. A meta-analysis of 42 studies found that “but you are free to refuse” helps in
    most contexts (Carpenter 2013). A later one of 52 experiments found the same on average, and nothing in the seven
    that were done with most care. An open rival of this linter counts “no worries if not” as the mark of a template. So
    use words of your own, not the formula.
    """

    severity = Severity.INFO
    last_stage = 1
    # Where the request itself should wait or is pressed, a way out is not what is missing.
    yields_to = (
        *TOO_EARLY,
        "ask/opens-with-request",
        "ask/before-reference",
        "ask/implicit-need",
        "stage/ask-ahead-of-stage",
        "tone/pushy",
        "tone/entitled",
        "tone/guilt",
        "give/offers-nothing",
    )
    evidence = (
        Evidence(
            "A",
            "In 42 studies, telling people that they were free to refuse raised how many agreed, in most contexts",
            "Carpenter 2013, Communication Studies 64",
        ),
        Evidence(
            "A",
            "52 experiments with 19,528 people: a medium effect on average (g = 0.44), none in the seven with a low"
            " risk of bias (g = 0.11)",
            "a pre-registered meta-analysis in Meta-Psychology",
        ),
        Evidence("D", "A guide to referrals advises to leave room for a no", "purshology.com"),
        Evidence("D", "An open rival lists “no worries if not” as a template's mark", "bonJoeV/linkedin-message-analyzer"),
    )
    bad = (
        Example(
            "Hi Tunde, your report on the fish market was the first to count the cold stores. Could we talk by phone on Tuesday about the figures?",
            marks="Could we talk by phone on Tuesday",
        ),
        Example(
            "Dear Ms Brandt,\n\nI read your two essays on rope. Would you look through my chapter on knots and tell me what is wrong with it? It has 30"
            " pages.",
            Channel.EMAIL,
            marks="Would you look through my chapter",
        ),
        Example(
            "Hello Ivo, we met at the bee fair. Please introduce me to the buyer at Medena, I would like to sell her my heather honey.",
            Channel.FACEBOOK_MESSAGE,
            marks="Please introduce me to the buyer",
        ),
        Example(
            "Dear Dr Salazar,\n\nyour talk in Quito changed my view of paramo soils. We would like to invite you to speak at our summer school in July.",
            Channel.LINKEDIN_INMAIL,
            marks="invite you to speak at our summer school",
        ),
    )
    good = (
        Example(
            "Hi Tunde, your report was the first to count the cold stores. Could we talk by phone about the figures? If the week is full, leave it:"
            " the report answers most of what I wanted to know."
        ),
        Example("Dear Ms Brandt,\n\nwhich of the two splices in your essay would you trust with your own weight?", Channel.EMAIL),
        Example(
            "Hello Ivo, your queen cells at the bee fair were the straightest I have seen. How did you come to that wax, and could you tell me its name?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example(
            "Dear Dr Salazar,\n\nyour talk in Quito changed my view of paramo soils. How did you come to study them?"
            " Would you speak at our summer school in July, only if the"
            " date suits you? A no is perfectly fine.",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("Hi Ann, loved your weir photos. Could we meet for a coffee in Leeds?", Channel.LINKEDIN_NOTE),
        Example("What did your auditor say to it in the end? Could we meet on Tuesday to go through the figures?", stage=2),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request that costs something, in a message that leaves no way out."""
        requests = analysis.all_of(Move.REQUEST, *_COSTLY)
        if not requests or requests[0].score <= _LEAST or analysis.is_short_note or _leaves_way_out(analysis, requests[0]):
            return
        yield self.finding(
            requests[0].span,
            "Nothing here makes it easy to say no. Add a clause of your own, such as what you will do if they have no time.",
            score=requests[0].score,
            reason=analysis.reason(requests[0]),
        )


def _leaves_way_out(analysis: Analysis, request: MoveSpan) -> bool:
    """Whether the message says somewhere that a no is fine, or the request itself leaves room for one."""
    text = analysis.text(request.span)
    if request.kind is RequestKind.JOB and _APPLICATION.search(text):
        return True
    said = any(analysis.own_matches(_WAY_OUT)) or bool(_CONDITION.search(text))
    return said or analysis.odds_of_none(Move.EASY_OUT) <= LIKELIER_THAN_NOT
