from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.decisions import LIKELIER_THAN_NOT
from outreach_lint.rule import Evidence, Example, Rule

# With one of these the message is about the sender, and a question about the reader is missed.
_TOO_MUCH = frozenset(
    {
        Move.PITCH,
        RequestKind.JOB,
        RequestKind.REFERRAL,
        RequestKind.INTRODUCTION,
        RequestKind.RECOMMENDATION,
        RequestKind.REVIEW,
        RequestKind.MONEY,
    }
)

# What is put to the reader with a question mark and is no favour. Where it stands, the classifier must be surer that nobody is asked.
_YOU = lazy(r"\b(?:you|your|yours|u|ur)\b", re.I)
_FAVOUR = lazy(
    r"\b(?:(?:could|can|will|may|might|shall) (?:you|i|we)|would (?:you (?:be|mind|like|please|have (?:time|\w+ minutes))|it|next|that)"
    r"|do you have (?:time|an?|any|\d)|are you (?:free|available|open|interested|hiring|looking)|please|worth|did you know|calls?)\b",
    re.I,
)
_SURE_DESPITE_A_QUESTION_MARK = 0.93  # of the dev messages it lets off one, whose reader is asked something


class NoQuestion(Rule):
    """The message asks the recipient nothing about themselves.

    No question about their own work, experience, path or view. A request is not such a question.

    A message that says something particular about them, and asks for nothing, for one small thing, or offers something, is reported only as
    info: a thank-you or a mended link needs no question. So is a short connection note, and what the sender's role
    makes fair.

    Why: By one vendor's count of 40 million emails, those with one to three questions had about half as many replies
    again as those with none. And questions are how people begin to talk face to face.

    Instead: Ask one thing that only they can answer, and that they would enjoy answering.
    """

    severity = Severity.WARNING
    last_stage = 1
    yields_to = ("reference/missing",)  # where nothing is about them, no question is
    evidence = (
        Evidence(
            "C",
            "In 40 million emails, those with one to three questions had about 50% more replies than those with none",
            "Boomerang 2016, a vendor",
        ),
        Evidence("S", "Start with questions, as face to face", "the idea of this linter"),
    )
    bad = (
        Example("Hi Ines, your profile is great. I am sure we can do good business together. Please call me."),
        Example("Dear Mr Roth,\n\nyour talk on glue was the best of the day. I took six pages of notes.", Channel.EMAIL),
        Example("Hi Ama, I would like to add you to my network of people in cocoa.", Channel.LINKEDIN_NOTE),
        Example(
            "Hello Piet, we repair clocks of all ages in Ghent. Our prices are fair. Is there a job for us at the museum?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("the loft you drew on sunday is so good. I make rugs, link in bio", Channel.X_DM),
    )
    good = (
        Example("Hi Ines, how did you get started in harbour pilotage?"),
        Example("Dear Mr Roth,\n\nI would love to hear what made you give up on bone glue.", Channel.EMAIL),
        Example("Your bread made me start again. What do you find most rewarding about the night shift?", Channel.FACEBOOK_MESSAGE),
        Example("Hi Ines, your pilots' log names 41 groundings. Do you count those that nobody reported as well?"),
        Example(
            "Hi Ama, curious how you taught the co-op to ferment for longer. My beans turn grey on day five.", Channel.LINKEDIN_NOTE
        ),
        Example(
            "Hello Piet, I stood before the tower clock for an hour. I have been wondering since then why you left the crack in the bell.",
            Channel.LINKEDIN_INMAIL,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The whole body, if there is no question in it."""
        odds = analysis.odds_of_none(Move.QUESTION)
        least = _SURE_DESPITE_A_QUESTION_MARK if _puts_something_to_them(analysis) else LIKELIER_THAN_NOT
        if odds <= least or analysis.body.start == analysis.body.end:
            return
        yield self.finding(
            analysis.body,
            "Nothing here asks about them, so there is little to answer. Ask one thing that they would enjoy answering.",
            score=odds,
            severity=Severity.INFO if _can_do_without(analysis) else None,
        )


def _puts_something_to_them(analysis: Analysis) -> bool:
    asked = (sentence.text for sentence in analysis.sentences if sentence.text.rstrip(' "”)').endswith("?"))
    return any(_YOU.search(text) and not _FAVOUR.search(text) for text in asked)


def _can_do_without(analysis: Analysis) -> bool:
    """Whether the message stands without a question: a short note, or one that is about them and wants nothing, offers something, or asks
    what is fair."""
    if analysis.is_short_note or not analysis.all_of(Move.REFERENCE):
        return analysis.is_short_note
    requests = analysis.all_of(Move.REQUEST)
    wanted = [move.kind or move.move for move in (*requests, *analysis.all_of(Move.PITCH))]
    asks_one_small_thing = len({request.span for request in requests}) == 1 and not _TOO_MUCH & set(wanted)
    return asks_one_small_thing or bool(analysis.all_of(Move.OFFER)) or all(analysis.is_fair(one) for one in wanted)
