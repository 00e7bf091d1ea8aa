from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Need, Rule, phrase_pattern

_ASKED = r"(?:may|might|can|could) (?:i|you) (?:ask|know|tell me|share)|(?:please )?tell me|i(?:'d| would) (?:like|love) to know|i wonder(?:ed)?"
_NOW = r"(?: currently| now| nowadays| these days| at the moment| right now)?"
# The question is over here: "what is your role in the choir?" asks for more than a profile tells.
_END = r"(?=\s*\?|,? (?:and|if)\b[^.!?\n]*\?)"


class _Slot(NamedTuple):
    """A question that a profile has a place for: how it is asked, and which facts answer it."""

    phrases: tuple[str, ...]
    kinds: tuple[FactKind, ...]
    must_be_current: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """All ways of asking."""
        return phrase_pattern(self.phrases)


_SLOTS = (
    _Slot((
        rf"where (?:do|are) you{_NOW} (?:work(?:ing)?|employed){_NOW}{_END}", rf"who (?:do|are) you{_NOW} work(?:ing)? for{_NOW}{_END}",
        rf"(?:what|which) (?:company|firm|organi[sz]ation|employer) (?:do|are) you{_NOW} (?:work(?:ing)?|employed)(?: for| at| with| in| by)?{_NOW}{_END}",
        rf"(?:{_ASKED}) where you{_NOW} (?:work|are (?:working|employed)){_NOW}{_END}",
    ), (FactKind.EMPLOYER,), must_be_current=True),
    _Slot((
        rf"what(?:'s| is) your (?:current |present |exact |official |job |own )*(?:role|position|job|title|occupation|profession){_NOW}{_END}",
        rf"(?:{_ASKED}) what your (?:current |exact |job )*(?:role|position|job|title) is{_NOW}{_END}",
    ), (FactKind.POSITION,), must_be_current=True),
    _Slot((
        rf"where did you (?:study|graduate|go to (?:university|college|uni|school|grad school)|get your degree){_END}",
        rf"(?:what|which) (?:university|college|school|uni) did you (?:go to|attend|study at|graduate from){_END}",
        rf"(?:{_ASKED}) where you (?:studied|went to (?:university|college|uni|school)){_END}",
    ), (FactKind.SCHOOL,)),
    _Slot((
        rf"what did you (?:study|major in)(?: at (?:university|college|uni|school))?{_END}", rf"what(?:'s| is| was) your (?:degree|major)(?: in)?{_END}",
    ), (FactKind.FIELD, FactKind.DEGREE)),
    _Slot((
        rf"(?:where|which (?:city|town|country)) (?:are you{_NOW} (?:based|located|living)|do you{_NOW} live)(?: in)?{_NOW}{_END}",
        rf"(?:{_ASKED}) where you(?:'re| are){_NOW} (?:based|located|living){_NOW}{_END}",
    ), (FactKind.PLACE,)),
    _Slot((rf"what do you do(?: for (?:a living|work)| as a job| exactly| professionally)?{_NOW}{_END}",), (FactKind.HEADLINE, FactKind.POSITION)),
)  # fmt: skip
_HOW_LONG = phrase_pattern(
    (
        rf"(?:how long|how many years|since when) have you (?:been (?:working )?(?:at|with|for|in)|worked (?:at|with|for)) [^?.!\n,]{{2,60}}{_END}",
    )
)
_WHERE_THEY_ARE_NOW = lazy(r"\byour (?:current |present )?(?:company|firm|employer|role|job|position|post)$", re.I)
_PORT = {"basics": {"name": "Amara Dike", "headline": "Harbour pilot who writes about fog", "location": {"city": "Lagos"}}, "work": [
    {"name": "Apapa Port Authority", "position": "Senior Pilot", "startDate": "2015"},
    {"name": "Delta Tugs", "position": "Tug Master", "startDate": "2008", "endDate": "2015"}],
    "education": [{"institution": "Maritime Academy of Oron", "area": "Nautical Science"}]}  # fmt: skip


class AnsweredByProfile(Rule):
    """The message asks something that the recipient's profile already says.

    Where they work, as what, since when, where they studied, where they live: each only if the profile that was given
    holds the answer.

    Why: The question was meant to show interest, but it shows that the profile was not read.

    Instead: Take the answer as known, and ask what lies behind it: not “how long have you been at the port?” but “you
    have been at the port since 2015; what keeps it interesting?”.
    """

    severity = Severity.INFO
    needs = (Need.RECIPIENT,)
    last_stage = 2
    evidence = (
        Evidence(
            "D",
            "A question that the profile answers is read as proof that it was not looked at",
            "recipients' complaints about outreach",
        ),
        Evidence("S", "Read first, then ask about what you read", "the idea of this linter"),
    )
    bad = (
        Example(
            "Hi Amara, your post on fog signals was news to me. Where do you work?", marks="Where do you work?", recipient=_PORT
        ),
        Example(
            "Dear Ms Dike,\n\nI read your account of the grounding in March twice. May I ask how long have you been at Apapa Port Authority?",
            Channel.EMAIL,
            marks="how long have you been at Apapa Port Authority?",
            recipient=_PORT,
        ),
        Example("Hi Amara, what do you do? I am new to the port.", Channel.LINKEDIN_NOTE, marks="what do you do?", recipient=_PORT),
        Example(
            "Hello Amara, I sail a small boat in Tarkwa Bay. Where did you study, and was it hard to get in?",
            Channel.FACEBOOK_MESSAGE,
            marks="Where did you study",
            recipient=_PORT,
        ),
        Example("great fog thread! where are you based?", Channel.X_DM, marks="where are you based?", recipient=_PORT),
    )
    good = (
        Example("Hi Amara, you have been at Apapa since 2015. What keeps it interesting?", recipient=_PORT),
        Example(
            "Dear Ms Dike,\n\nyou went from tugs to pilotage. What do you do when the fog comes in after you have boarded?",
            Channel.EMAIL,
            recipient=_PORT,
        ),
        Example(
            "Hi Amara, your post on fog signals was news to me. What is your role in the new traffic scheme?",
            Channel.LINKEDIN_INMAIL,
            recipient=_PORT,
        ),
        Example(
            "Hello Amara, how long have you been at sea, all in all? Your fog stories sound like forty years of it.",
            recipient=_PORT,
        ),
        Example(
            "great fog thread! where do you work best on a text like that, on board or at home?", Channel.X_DM, recipient=_PORT
        ),
        Example(
            "Hi Amara, your fog posts got me reading. What did you study?",
            Channel.LINKEDIN_NOTE,
            recipient={"basics": {"name": "Amara Dike"}},
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every such question that the profile has an answer for."""
        for span, fact in _answered(analysis):
            since = f" since {fact.start.year}" if fact.start and _HOW_LONG.match(analysis.text(span)) else ""
            yield self.finding(
                Span(span.start, _end_of_question(analysis.message.body, span)),
                f"Their profile answers this: {fact.text}{since}. Take that as known, and ask what lies behind it.",
                reason=f"compared with {fact.source}",
            )


def _answered(analysis: Analysis) -> Iterator[tuple[Span, Fact]]:
    """The questions that the profile answers, each with the fact."""
    if analysis.recipient is None:
        return
    for slot in _SLOTS:
        fact = next((f for f in analysis.recipient.of_kind(*slot.kinds) if f.current or not slot.must_be_current), None)
        if fact is not None:
            yield from ((span, fact) for span in analysis.own_matches(slot.pattern))
    for span in analysis.own_matches(_HOW_LONG):
        since = _employment(analysis.recipient, analysis.text(span))
        if since is not None:
            yield span, since


def _employment(profile: Profile, asked: str) -> Fact | None:
    """The present employment that "how long have you been at ..." is about, where its beginning is known."""
    current = [fact for fact in profile.of_kind(FactKind.EMPLOYER) if fact.current and fact.start]
    if _WHERE_THEY_ARE_NOW.search(asked) and len(current) == 1:
        return current[0]
    return next((fact for fact in current if re.search(rf"(?<!\w){re.escape(fact.text)}(?!\w)", asked, re.I)), None)


def _end_of_question(body: str, span: Span) -> int:
    return span.end + 1 if body[span.end : span.end + 1] == "?" else span.end
