from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.decisions import none_of
from outreach_lint.rule import TOO_EARLY, Evidence, Example, Rule

# From what odds that it asks and offers nothing. Below, four of five findings on the dev messages were wrong; above, one in eight.
_LEAST_SURE = 0.7
# Of the sentences in corpora/ that say so, a third are offers and hardly any a request: nothing to find an absence by.
_MAY_OFFER = lazy(
    r"\b(?:happy|glad) to (?:share|send|lend|pass (?:on|along)|forward)\b(?! (?:you )?(?:my|our) )[^?\n]{0,200}[.!]", re.I
)


class OffersNothing(Rule):
    """The message asks, and gives nothing back.

    It makes a request, and has nothing that would be of use to the reader: no finding, no resource, no help with
    something of theirs. A short connection note is left alone.

    Why: Of 5,728 requests for a free pizza, those that promised to pass the favour on, gave thanks and a concrete
    reason were granted more often.

    Instead: Think what you have that they could use: your notes, a number, an error you found, somebody they should
    meet. If there is nothing yet, leave the request for later and ask about their work.
    """

    severity = Severity.INFO
    last_stage = 1
    # Where the request itself should wait, there is nothing yet to give for.
    yields_to = (*TOO_EARLY, "ask/opens-with-request", "ask/before-reference", "ask/implicit-need", "stage/ask-ahead-of-stage")
    evidence = (
        Evidence(
            "A",
            "Of 5,728 requests 24.6% were granted; a promise to pass the favour on, gratitude and a concrete reason"
            " went with success",
            "Althoff et al. 2014",
        ),
        Evidence("S", "Think what you can add and share", "the idea of this linter"),
    )  # fmt: skip
    bad = (
        Example("I want to learn everything you know about search engines. Can we have a call?"),
        Example("Dear Ms Roy,\n\nplease send me your slides and your data. I need them for my thesis.", Channel.EMAIL),
        Example(
            "Hi Njeri, your milk bar is the one that all of Eldoret talks about. Would you look over my business plan for a tea room this week?",
            Channel.FACEBOOK_MESSAGE,
            marks="Would you look over my business plan",
        ),
        Example(
            "Dear Mr Falk,\n\nI read your columns on ferries every Friday. Could you introduce me to the editor who takes on new writers?",
            Channel.LINKEDIN_INMAIL,
            marks="Could you introduce me to the editor",
        ),
        Example(
            "hey Oke, loved the rooftop set. can you put my track in your next mix? link in bio", Channel.X_DM, marks="put my track"
        ),
    )
    good = (
        Example(
            "Hi Mel, I kept notes on the June update across 40 sites and am glad to send them. Could you tell me which of the pages you dropped?"
        ),
        Example("Hi Asa, your slides on reed beds are the clearest I know. How did you keep yours alive through the drought?"),
        Example(
            "Dear Mr Falk,\n\nI have scanned the 1961 timetable that your Friday column asks for, and can send it to you. How did you first come to write about"
            " ferries? And could you tell me which pier the column means?",
            Channel.EMAIL,
        ),
        Example(
            "Hi Njeri, the second phone number on your page is dead, the first one works. Could you tell me whether you still make the sour milk?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example(
            "Hi Oke, your rooftop set got me through the night bus. How did you pick the last track? And could you tell me the third?",
            Channel.LINKEDIN_NOTE,
        ),
        Example("Thank you for the two names. How did your site visit go? Could you send me the plan as well?", stage=2),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request, in a message that offers nothing."""
        requests = [request for request in analysis.all_of(Move.REQUEST) if not _is_question(request, analysis)]
        if not requests or analysis.all_of(Move.OFFER) or analysis.is_short_note or any(analysis.own_matches(_MAY_OFFER)):
            return
        asks = 1.0 - none_of(sentence.scores[Move.REQUEST] for sentence in analysis.sentences)
        odds = asks * analysis.odds_of_none(Move.OFFER)
        if odds < _LEAST_SURE:
            return
        yield self.finding(
            requests[0].span,
            "You ask, and nothing here is of use to them. Offer something that you have: your notes, a number, an error you found.",
            score=odds,
        )


def _is_question(request: MoveSpan, analysis: Analysis) -> bool:
    """Whether what is asked for is no more than an answer about the reader's own doing."""
    sentence = analysis.sentence_at(request.span)
    return request.kind is RequestKind.INFORMATION and sentence is not None and sentence.makes(Move.QUESTION)
