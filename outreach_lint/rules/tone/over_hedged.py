from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_MOST = 3  # hedges in fifty words; a shorter message counts as one of fifty. A convention, no study gives a figure.
_WORDS = 50


class OverHedged(PhraseRule):
    """The message hedges so much that its point is lost.

    More than three hedges in fifty words: “just”, “maybe”, “sort of”, “I was wondering if”, “if possible”, “I might be
    wrong”.

    Why: One hedge is polite: in 10,956 rated requests on Wikipedia and Stack Exchange, hedges went with more felt
    politeness. A row of them leaves the reader to guess what you mean.

    Instead: Keep one, before the thing that you really are unsure of, and say the rest straight.
    """

    severity = Severity.INFO
    is_optional = True
    evidence = (
        Evidence(
            "A",
            "In 10,956 rated requests, hedges went with more felt politeness: one is no fault",
            "Danescu-Niculescu-Mizil et al. 2013",
        ),
        Evidence("D", "Style guides ask for one clear point in a first message", "practitioners' guides"),
    )
    bad = (
        Example(
            "Hi Ebba, I was just wondering if maybe you could perhaps say how you chose the sails, if possible?",
            marks="just wondering if maybe",
        ),
        Example(
            "Dear Mr Tran,\n\nI might be wrong, but it seems that your chart is possibly a little off in May. Perhaps I misread it.",
            Channel.EMAIL,
            marks="might be wrong, but it seems",
        ),
        Example("sorta wondering if u might maybe kind of know which pedal that was", Channel.X_DM, marks="sorta wondering if"),
        Example(
            "Hello Rosa, I just thought I might possibly ask, if it's not too much trouble, where the market was. I guess it was sort of near"
            " Lugo?",
            Channel.FACEBOOK_MESSAGE,
            marks="just thought I might possibly",
        ),
    )
    good = (
        Example("Hi Ebba, I wondered how you chose the sails. Was it the weight?"),
        Example(
            "Dear Mr Tran,\n\nyour chart of the rains hangs in our office in Hue. I may have misread it: how did you get the value for May?",
            Channel.EMAIL,
        ),
        Example("which pedal was that on the second song? maybe the green one?", Channel.X_DM),
        Example(
            "Hello Rosa, I just got back from Lugo, where you perhaps still know the market. A seller told me that your aunt might have had the"
            " stall beside the well. Is it true that she sold eels? I would like to paint it as it was, with the eels, the"
            " well and the dog that my father still talks about.",
            Channel.FACEBOOK_MESSAGE,
        ),
    )
    phrases = (
        r"just", r"maybe", r"perhaps", r"possibly", r"probably", r"might", r"sort of", r"kind of", r"sorta", r"kinda",
        r"somewhat", r"a (?:little )?bit", r"a little",
        r"wonder(?:ing|ed)? (?:if|whether)", r"(?:if|were) (?:it(?:'s| is| were) )?(?:at all )?possible",
        r"i (?:guess|suppose|think|feel like|believe)", r"it seems", r"seemingly",
        r"if (?:it's|it is|that's|that is) (?:not too much|no) (?:trouble|bother)", r"if you don't mind", r"i may be wrong",
        r"arguably", r"in a way", r"or something",
        r"hopefully", r"potentially",
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """From the first hedge to the last, where there are too many."""
        hedges = list(analysis.own_matches(self.pattern()))
        if len(hedges) > _MOST * max(1.0, len(analysis.text(analysis.body).split()) / _WORDS):
            words = list(dict.fromkeys(" ".join(analysis.text(span).split()).lower() for span in hedges))
            yield self.finding(
                Span(hedges[0].start, hedges[-1].end),
                f"{len(hedges)} hedges hide the point (“{'”, “'.join(words[:3])}”). Keep one, and say the rest straight.",
            )
