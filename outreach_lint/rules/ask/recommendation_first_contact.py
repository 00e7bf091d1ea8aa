from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# What vouches for a person. "Can you recommend a book?" asks for something else.
_VOUCHES = lazy(
    r"\b(?:recommendations?|testimonials?|endors\w+|referees?|vouch\w*|letters? of (?:support|reference)|reference letters?|references?|reviews? (?:on"
    r"|about|of|for) (?:me|us|my|our|google|amazon|trustpilot|linkedin)"
    r"|recommend (?:me|us|my|our)|(?:write|put|say) [^.?!]{0,40}\b(?:about|for) (?:me|us|my|our))\b",
    re.I,
)
_PRAISE = (
    r"(?:recommendation|testimonial|endorsement|(?:\d|five)[ -]star review|(?:google|amazon|positive|good|kind) review|review on)\b"
)
# So plain that the words alone tell what is asked for.
_PLAIN = lazy(
    rf"\b(?:endorse (?:me|my|us|our)\b|recommend me (?:to|for|on|as)\b|vouch for (?:me|us)\b|(?:act|serve|be|name you|put you down) as (?:a|my) referee\b"
    rf"|(?:write|give|leave|post|drop) (?:me|us|my|our)? ?[^.?!]{{0,25}}\b{_PRAISE}(?! (?:for|of) (?:an?|the|some|good)\b))",
    re.I,
)
# Work together that the message speaks of, praise that is to be earned by work first, and a tip for something else than the writer.
_EARNED = lazy(
    r"\b(?:you (?:taught|supervised|managed|trained|mentored|hired|examined|had) me|(?:worked|studied|taught|served) (?:together|with you|under you|for you)"
    r"|your (?:former |old )(?:student|pupil|intern|apprentice|assistant|colleague)|in your (?:class|course|seminar|lab)"
    r"|my (?:former|old) (?:supervisor|teacher|manager|boss)|(?:in exchange|in return) for"
    r"|recommendations? (?:for|of|on) (?:some|any|good|an? (?:good|nice|decent|cheap|local|reliable|book|film|tool)))\b",
    re.I,
)


class RecommendationFirstContact(Rule):
    """A stranger is asked to recommend the writer.

    A recommendation on a profile, an endorsement, a testimonial, a letter or a good review, with no shared work before
    it. If you have studied or worked together, set the stage to 4.

    Why: A recommendation says “I have seen this person work”. Somebody who has not can only decline or make it up. One
    person tells in public how such a request ended an acquaintance.

    Instead: Leave it out, and ask somebody who has worked with you.
    """

    severity = Severity.ERROR
    sure_from = 0.8  # set with care, not measured: only three dev and test messages are found, all right, at 0.95 and more
    last_stage = 0
    yields_to = ("stage/ask-ahead-of-stage",)
    evidence = (
        Evidence("D", "A request for a recommendation out of the blue ended an acquaintance", "connect2collaborate.com 2021"),
        Evidence("S", "Recommendations come last, after shared work", "the idea of this linter"),
    )
    bad = (
        Example(
            "Hi Petra, your course notes on hedge laying are superb. Would you write me a short recommendation on LinkedIn?"
            " Which tool do you use most?", marks="Would you write me a short recommendation on LinkedIn?",
            becomes="Hi Petra, your course notes on hedge laying are superb. Which tool do you use most?",
        ),
        Example("Hello sir, we are now connected. Please endorse me for Excel and Tally.", marks="Please endorse me"),
        Example(
            "Dear Professor Oyelaran,\n\nI am applying to four schools of public health. Could you please write a letter of recommendation for"
            " me by 15 January?", Channel.EMAIL, marks="letter of recommendation",
        ),
        Example("hi Gus!! we just opened a taco truck in Fresno, could you leave us a 5-star review on Google?", Channel.FACEBOOK_MESSAGE,
                marks="could you leave us a 5-star review"),
        Example(
            "Hi Lin, I tutor maths online in Penang. I would be so grateful if you could give me a testimonial for my page.",
            Channel.LINKEDIN_INMAIL, marks="testimonial",
        ),
    )  # fmt: skip
    good = (
        Example("Hi Petra, your notes on Devon banks saved my hedge. Who taught you, and is there a book that you recommend to beginners?"),
        Example("Dear Professor Oyelaran,\n\nyour review of the cholera trials is the one I give to my students. What did you leave out?", Channel.EMAIL),
        Example("Gus, your tacos got me through the harvest. Where did you learn to press masa like that?", Channel.FACEBOOK_MESSAGE),
        Example(
            "Hi Lin, thank you for two years at the same bench. Would you write me a short recommendation about the Ipoh project?", stage=4,
        ),
        Example("Hi Noor, I followed your recommendation on drip lines. What do you use on a slope?", Channel.LINKEDIN_NOTE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request for a recommendation; it can be taken out where the sentence says nothing else."""
        if any(analysis.own_matches(_EARNED)):
            return
        for request in _asked(analysis)[:1]:
            yield self.finding(
                request.span,
                "Only somebody who has seen you work can recommend you. Leave this out, and ask one of them.",
                score=request.score,
                reason=analysis.reason(request),
                edits=_cut(analysis, request),
            )


def _asked(analysis: Analysis) -> list[MoveSpan]:
    """The requests for a recommendation, in text order: by the classifier's word for the kind, or by the plain words."""
    plain = [
        MoveSpan(Move.REQUEST, RequestKind.RECOMMENDATION, sentence.span, sentence.scores[Move.REQUEST])
        for sentence in analysis.sentences
        if sentence.makes(Move.REQUEST) and _PLAIN.search(sentence.text)
    ]
    likely = analysis.all_of(Move.REQUEST, RequestKind.RECOMMENDATION)
    return sorted([*plain, *(r for r in likely if _VOUCHES.search(analysis.text(r.span)))], key=lambda r: (r.span, -r.score))


def _cut(analysis: Analysis, request: MoveSpan) -> tuple[Edit, ...]:
    """The edit that takes the sentence out, if it only asks."""
    asks_only = all(move.move is Move.REQUEST for move in analysis.moves if move.span == request.span)
    return (analysis.deletion_of(request.span),) if asks_only else ()
