from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.rule import Evidence, Example, PhraseRule

# Two praise words in forty words are warm; a third is one too many. A message of fewer words counts as one of forty.
_MOST = 2
_WORDS = 40
# A sentence of nothing but praise holds so many of them, and nothing else.
_MOST_IN_EMPTY_SENTENCE = 1
_THEM = lazy(r"\b(?:you|your|yours|u|ur|sir)\b", re.I)
_SUBSTANCE = (Move.REFERENCE, Move.QUESTION, Move.OFFER, Move.PITCH, Move.SELF_INTRODUCTION, Move.REQUEST)


class Flattery(PhraseRule):
    """The message praises more than it says.

    More than two words of high praise in forty (“incredible”, “inspiring”, “visionary”, “legend”), or a sentence that
    is praise and nothing else.

    Why: In one vendor's 40 million emails, a slightly warm tone went with 10 to 15% more replies than a neutral one,
    and the gain fell away as praise exceeded the normal. Praise without a fact could be sent to anybody.

    Instead: Give one fact and no adjective: what they did, and what it changed for you.
    """

    severity = Severity.INFO
    yields_to = ("reference/generic",)
    evidence = (
        Evidence(
            "C",
            "In 40 million emails, a mildly warm tone had 10 to 15% more replies than a neutral one; with excess"
            " praise the gain fell away",
            "Boomerang 2016, a vendor",
        ),
    )
    bad = (
        Example(
            "You are an incredible, inspiring visionary! How did you start the choir?", marks="incredible, inspiring visionary"
        ),
        Example(
            "Dear Ms Valdez,\n\nyour outstanding lecture on salt was a masterpiece, the brilliant slides were breathtaking, and your answers were"
            " phenomenal. Which mine was it?",
            Channel.EMAIL,
            marks="phenomenal",
        ),
        Example("hey Max, absolute legend! amazing tape, awesome sleeve, genius title. who drew it?", Channel.X_DM, marks="legend"),
        Example(
            "Hello Birgit, I bought your oat bread on Saturday. You are a true inspiration and a genius! What flour is it?",
            Channel.FACEBOOK_MESSAGE,
            marks="You are a true inspiration and a genius!",
        ),
    )
    good = (
        Example("Hi Nadia, the way you cut the form to two fields stuck with me. What did the lawyers say?"),
        Example(
            "Dear Ms Valdez,\n\nyour lecture on salt was the best of the day, and the slide with the lamp is brilliant. I have used it twice with my"
            " own class since. Which mine was it, and may one still go down there with a group of twelve?",
            Channel.EMAIL,
        ),
        Example("amazing tape, Max. who drew the sleeve?", Channel.X_DM),
        Example(
            "Your oat bread is wonderful, Birgit. Is it the amazing crust of the deck oven, or the steam?", Channel.FACEBOOK_MESSAGE
        ),
        Example("Great talk on bogs, Ms Ilves, and a great map. What does the great auk do on slide nine?", Channel.LINKEDIN_NOTE),
    )
    phrases = (
        r"(?:truly |absolutely |so |very |simply |deeply )?(?:incredibl[ey]|inspir(?:ing|ational|ation)|visionar(?:y|ies)"
        r"|legend(?:ary)?|genius(?:es)?|amazing(?:ly)?|awesome"
        r"|outstanding|exceptional(?:ly)?|extraordinar(?:y|ily)|phenomenal(?:ly)?|brilliant(?:ly)?|fantastic|fabulous"
        r"|magnificent|marvel(?:l)?ous|stunning|superb|stellar"
        r"|mind-?blowing|breathtaking|jaw-dropping|unparalleled|unmatched|world-class|exemplary|masterful|masterpiece"
        r"|flawless|spectacular|remarkable|impressive|wonderful)",
        r"(?:second to none|one of a kind|larger than life|next level|role model|rock\s?star|superstar|guru|guiding light"
        r"|(?:big|huge|biggest|massive) fan|in awe of"
        r"|blown away|blew me away|my (?:hero|idol)|thought leader|trailblaz(?:er|ing)|game[- ]chang(?:er|ing)|crushing it|killing it)",
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Too dense praise; or else the first sentence that is praise alone."""
        praise = [span for span in analysis.own_matches(self.pattern()) if _is_about_them(analysis, span)]
        allowed = _MOST * max(1.0, len(analysis.text(analysis.body).split()) / _WORDS)
        empty = next((s for s in analysis.sentences if _is_empty(s, praise)), None)
        if len(praise) > allowed:
            yield self.finding(
                Span(praise[0].start, praise[-1].end),
                f"{len(praise)} words of high praise say less than one fact. Name what they did, and what it changed for you.",
            )
        elif empty is not None:
            yield self.finding(empty.span, "This is praise and nothing else. Name what they did, and what it changed for you.")


def _is_about_them(analysis: Analysis, span: Span) -> bool:
    """Whether the praise is not of the sender's own wares or workplace."""
    sentence = analysis.sentence_at(span)
    return sentence is None or not sentence.makes(Move.PITCH, Move.SELF_INTRODUCTION, Move.REQUEST)


def _is_empty(sentence: Sentence, praise: list[Span]) -> bool:
    """Whether a sentence praises, and does nothing else."""
    here = sum(span.overlaps(sentence.span) for span in praise)
    return here > _MOST_IN_EMPTY_SENTENCE and bool(_THEM.search(sentence.text)) and not sentence.makes(*_SUBSTANCE)
