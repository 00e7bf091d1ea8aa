from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis, Token
from outreach_lint.rule import TOO_EARLY, Evidence, Example, Rule

_LEAST = 0.7  # how likely it must be that the sentence asks
# Nouns that name nothing in particular: a request that has no others has no edges.
_LOOSE = frozenset(
    """
    help assistance support guidance advice career life situation problem issue project idea business work job journey future opportunity
    stuff matter favor favour goal dream plan study industry field start-up startup everything success
    """.split()
)
_EMPTY = frozenset("thing something anything someone anyone way lot bit time sir madam".split())
# A figure, a name in quotes, an address, a question that is told: something that says how much is asked.
_EDGES = lazy(r"\b(?:how|what|why|which|when|where|who|whether|one|two|single)\b|[\d\"“‘:/@]", re.I)
_WORDS = range(4, 26)  # shorter is a fragment; longer has said what it is about


class Unbounded(Rule):
    """The request has no limits: nothing says what, how much or by when.

    “Can you help me with my career?” has no number, no date, no name, and no noun that says what is wanted.

    Why: A yes to it would be a promise without an end. Writers who refuse open-ended requests say yes to specific ones.

    Instead: Say what would be enough: one line, the name of one tool, a yes or a no.
    """

    severity = Severity.INFO
    is_optional = True
    last_stage = 2
    yields_to = (*TOO_EARLY, "ask/vague", "ask/implicit-need", "ask/pass-along")
    evidence = (
        Evidence(
            "D",
            "Writers who refuse “pick your brain” help where the request is specific",
            "fernandogros.com; philcooke.com; bernoff.com",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi Selma, I am new in town. Can you help me with my career?", marks="Can you help me with my career?"),
        Example("Dear Mr Okonjo,\n\nyour bridge in Lokoja is a fine one. Please support me in my studies.", Channel.EMAIL,
                marks="Please support me in my studies."),
        Example("hi! loved the puppet film. could you help me with a project?", Channel.X_DM, marks="could you help me with a project?"),
        Example("Hi Britt, I start a business this year. I would be grateful for your help with it.", Channel.LINKEDIN_NOTE,
                marks="your help with it"),
    )  # fmt: skip
    good = (
        Example("Hi Selma, you went from nursing to cranes, and I am a nurse in Split. How did you make the switch? And could you"
                " say in one line whether the certificate mattered?"),
        Example("Dear Mr Okonjo,\n\nI study bridges in Kigali, and yours in Lokoja is on my wall. Which load case decided the deck?", Channel.EMAIL),
        Example("i make stop-motion in Ghent and your fox scared my whole class. how does she turn her head? could you share a photo of"
                " her armature?", Channel.X_DM),
        Example("Hi Britt, your bakery opened in the worst month. How did the first winter go?", Channel.LINKEDIN_NOTE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request without edges."""
        for request in [r for r in analysis.all_of(Move.REQUEST) if _has_no_edges(r, analysis)][:1]:
            yield self.finding(
                request.span,
                "Nothing says how much you ask for. Name what would be enough: a line, a name, a yes or a no.",
                score=request.score,
                reason=analysis.reason(request),
            )


def _has_no_edges(request: MoveSpan, analysis: Analysis) -> bool:
    sentence = analysis.sentence_at(request.span)
    if sentence is None or sentence.scores[Move.REQUEST] < _LEAST or _EDGES.search(sentence.text):
        return False
    tokens = analysis.tokens_in(request.span)
    nouns = [token for token in tokens if token.tag.startswith("NN") and token.lemma.lower() not in _EMPTY]
    return len(tokens) in _WORDS and bool(nouns) and all(_is_loose(noun) for noun in nouns)


def _is_loose(noun: Token) -> bool:
    return noun.lemma.lower() in _LOOSE and not noun.tag.startswith("NNP")
