from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import TOO_EARLY, Evidence, Example, Rule, phrase_pattern

_LEAST = 0.6  # how likely it must be that the sentence asks
_LEAST_WORDS = 4
_KINDLY = r"(?:like|love|appreciate|welcome|value|be \w+)"
# What asks in so many words; a sentence that does is no hint.
_ASKS = phrase_pattern((
    r"please", r"pls", r"plz", r"kindly", r"(?:could|can|would|will|may|might) (?:you|i|we|u)", r"let (?:me|us) know", r"feel free",
    rf"(?:i|we)(?:'d| would)(?: \w+)? {_KINDLY}", r"(?:i|we)(?:'m| am| are| was|'re) (?:wondering|hoping|asking|writing to)",
    r"(?:i|we) (?:wanted|wished|need|have) to (?:ask|know|learn)",
        r"(?:i|we) (?:ask|request|beg|invite|wonder|hope|want|wish)", r"(?:do|are|did|have) you", r"if you (?:could|can|would|know|have|hear|are)",
    r"(?:help|contact|call|write|message|text|tell|give|send|consider|check) (?:me|us|out)", r"attached", r"(?:find|see) (?:my|the|our)",
))  # fmt: skip
_SMALL = (
    r"(?:leads?|help|hints?|pointers?|tips?|advice|work|chance|support|hours|opportunit\w+|openings?|contact|word|suggestions?|donations?|amount|little"
    r"|bit|share|thing|box|one|sum)"
)
_COUNTS = r"(?:means?|mean|helps?|appreciated|welcome|counts|saves?|grateful|difference)"
# What speaks of a need.
_NEEDS = phrase_pattern((
    rf"(?:any|every|even an?|the smallest)(?: \w+)? {_SMALL}\b[^.?!\n]{{0,60}}\b{_COUNTS}", rf"anything\b[^.?!\n]{{0,20}}\b{_COUNTS}",
    r"(?:i|we)(?:'ve| have)?(?: really| badly| urgently| still| now| only| desperately)? (?:need(?! (?:neither|no|not)\b)|lack)",
    r"in need of", r"desperate(?:ly)?", r"out of (?:work|a job|options|money)", r"(?:been|was|were|got) (?:laid off|made redundant|let go)",
    r"(?:looking|searching|struggling|applying) for(?: \w+){0,3} (?:weeks|months|years|ages)",
    r"would mean (?:a lot|so much|the world|everything)", r"short of(?: \w+){0,2} (?:hands|money|staff|food|volunteers)",
))  # fmt: skip


class ImplicitNeed(Rule):
    """The message states a need and leaves the reader to guess the request.

    “Out of work since May, any lead would mean a lot” has no “please” and no question, yet it asks. Where the request
    is plain, other rules of this group speak of it.

    Why: A hint is easy to miss and hard to answer. Two people who read the same email often disagree on whether such a
    line asks at all. In a study of requests in work email, hints like this made up about a fifth of what the best
    program got wrong.

    Instead: Say plainly what you would like to know, as one question about their own experience.
    """

    severity = Severity.INFO
    last_stage = 1
    yields_to = (*TOO_EARLY, "ask/opens-with-request", "ask/before-reference", "ask/vague", "ask/pitch", "ask/pass-along")
    evidence = (
        Evidence(
            "A",
            "Implicit requests made up about a fifth of the errors of the best published request detector, and most"
            " of what annotators disagreed on",
            "Lampert, Dale and Paris 2008 and 2010",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi Nils, I read your posts on the shipyards. I have been out of work since May. Any lead would mean a lot to me.",
                marks="Any lead would mean a lot to me."),
        Example("Dear Mrs Achterberg,\n\nmy grant ends in March and I need a place to finish the fieldwork.", Channel.EMAIL,
                marks="I need a place to finish the fieldwork"),
        Example("hey Cleo, loved the mural. We still need scaffolding for the festival, any help is welcome 🙏", Channel.X_DM,
                marks="We still need scaffolding for the festival"),
        Example("Hi Zoltan, the flood took our school library. Even a single box of books would mean the world to the children.",
                Channel.FACEBOOK_MESSAGE, marks="would mean the world"),
    )  # fmt: skip
    good = (
        Example("Hi Nils, I am changing trades this year. Which skill did you underrate when you left the shipyard?"),
        Example("Dear Mrs Achterberg,\n\nI lost a week to your dune maps, happily. How did you date the oldest ridge?", Channel.EMAIL),
        Example("Cleo, the mural on Dock Street needed that blue. Where did you find it?", Channel.X_DM),
        Example("Hi Zoltan, your reading tent after the flood means a lot to our street. Who built it?", Channel.FACEBOOK_MESSAGE),
        Example("Hi Ines, I was laid off in June and retrained as a diver. What do you remember of your own first dive?", Channel.LINKEDIN_NOTE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request that is only a need."""
        for request in [r for r in analysis.all_of(Move.REQUEST) if _is_need(r, analysis)][:1]:
            yield self.finding(
                request.span,
                "This states a need and leaves them to guess what you ask for. Ask one plain question instead.",
                score=request.score,
                reason=analysis.reason(request),
            )


def _is_need(request: MoveSpan, analysis: Analysis) -> bool:
    sentence = analysis.sentence_at(request.span)
    if sentence is None or sentence.scores[Move.REQUEST] < _LEAST or len(sentence.text.split()) < _LEAST_WORDS:
        return False
    if "?" in sentence.text or not _NEEDS.search(sentence.text) or _ASKS.search(sentence.text):
        return False
    at = analysis.sentences.index(sentence)
    beside = analysis.sentences[max(at - 1, 0) : at + 2]
    return not any("?" in one.text and one.makes(Move.REQUEST, Move.QUESTION) for one in beside)  # then the request is put there
