from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.words import words
from outreach_lint.rule import Evidence, Example, Need, Rule

_NAME = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.? )?(?P<name>[A-Z][\w'’-]+(?: (?:van|de|von|der|den|di|bin|al) ?)?(?: [A-Z][\w'’.-]+){0,2})"
_TOLD = (
    r"(?:suggested|recommended|told|advised|encouraged|asked|urged|mentioned|said|thought|pointed|referred|directed|sent|introduced|connected|put"
    r"|gave|passed|speaks|spoke|talked)"
)
_BETWEEN = r"(?:,? [^.!?\n]{0,60}?,)?(?: (?:has|had|also|just|kindly|once|both|always|strongly))*"
_TOWARDS = r"[^.!?\n]{0,40}\b(?:you|your|us|write|get in touch|reach out|contact)\b"
_DROPPED = (
    lazy(rf"\b{_NAME}{_BETWEEN} {_TOLD}\b{_TOWARDS}"),
    lazy(rf"\b(?:at the suggestion|on the advice|on the recommendation) of {_NAME}"),
    lazy(rf"\b(?:[Rr]eferred|[Rr]ecommended|[Ii]ntroduced|[Ss]ent|[Pp]ointed) (?:to you |to your \w+ |here )?by {_NAME}"),
    lazy(rf"\b(?:got|have|had|received) your (?:name|details|number|contact|address|e-?mail) (?:\w+ )?(?:from|through|via) {_NAME}"),
    lazy(rf"\b(?:our|a) (?:mutual|shared|common) (?:friend|contact|connection|acquaintance),? {_NAME}"),
)  # fmt: skip
# What stands there with a capital and is nobody's name.
_NO_PERSON = frozenset(
    """
    i he she they we you it who what this that these those one my your our the their his her someone somebody nobody everyone people everything
    prof professor dr mr mrs ms linkedin google twitter facebook github instagram youtube medium reddit slack chatgpt wikipedia indeed glassdoor xing
    monday tuesday wednesday thursday friday saturday sunday as but and if so yes no also last when while after
    """.split()
)

_RUTH = {
    "basics": {"name": "Ruth Aldous"},
    "work": [{"name": "Kelp Foods", "position": "Buyer", "highlights": ["Ran the pilot with Jonas Weil"]}],
}


class NameDropUnverified(Rule):
    """The message names somebody who sent you, and neither profile mentions them.

    “Sam told me to write”: somebody who suggested, recommended or introduced, and whose name is in neither profile, in
    no other profile of the folder, and nowhere earlier in the conversation. That proves nothing, since profiles seldom
    name friends. It asks you to make sure.

    Why: A common acquaintance is the best reason to write, so a reader may well check it, and a false one ends the
    conversation.

    Instead: Ask the acquaintance first, and say how the three of you know each other.
    """

    severity = Severity.INFO
    needs = (Need.RECIPIENT,)
    is_optional = True
    last_stage = 1
    evidence = (
        Evidence(
            "D",
            "A guide to connection notes calls a referral by somebody in common the strongest reason to write",
            "prosyo-ai/gtm-skill",
        ),
    )
    bad = (
        Example("Hi Ruth, Sam told me to write to you about the kelp harvest. What do you pay attention to first?", marks="Sam", recipient=_RUTH),
        Example("Dear Ms Aldous,\n\nI was referred to you by Prof. Ingrid Moe, who teaches me. How do you grade the spring leaf?", Channel.EMAIL,
                marks="Ingrid Moe", recipient=_RUTH),
        Example("Hi Ruth, our mutual friend Dan Okri gave me your name. Which coast has the best year?", Channel.LINKEDIN_NOTE, marks="Dan Okri",
                recipient=_RUTH),
        Example("hey ruth, Priya said you know everything on drying racks. how far apart are yours?", Channel.X_DM, marks="Priya", recipient=_RUTH),
    )  # fmt: skip
    good = (
        Example("Hi Ruth, Jonas Weil told me that you still use the racks from the pilot. How far apart are they?", recipient=_RUTH),
        Example("Dear Ms Aldous,\n\nAna, with whom you ran a stall in Mo, said that you like odd questions. How do you grade the spring leaf?", Channel.EMAIL,
                recipient=_RUTH, sender={"basics": {"name": "Lev Ano", "summary": "Runs the stall in Mo with Ana Ruiz."}}),
        Example("Hi Ruth, LinkedIn suggested you to me, and then I read about your pilot with the racks. How far apart are they?", Channel.LINKEDIN_NOTE,
                recipient=_RUTH),
        Example("Hi Ruth, I told Sam about your racks and now he wants some. How far apart are they?", recipient=_RUTH),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first person named as the one who sent the writer, if nothing given knows of them."""
        for span in sorted(_names(analysis)):
            name = analysis.text(span)
            if _is_person(name) and not _is_known(name, analysis):
                yield self.finding(
                    span,
                    f"Neither profile mentions “{name}”. Make sure that the two of them know each other, and say from where.",
                    reason="compared with the names that were given",
                )
                return


def _names(analysis: Analysis) -> Iterator[Span]:
    for pattern in _DROPPED:
        for own in analysis.own_spans:
            yield from (Span(*found.span("name")) for found in pattern.finditer(analysis.message.body, own.start, own.end))


def _is_person(name: str) -> bool:
    return re.split(r"['’]", name.split()[0])[0].lower() not in _NO_PERSON


def _is_known(name: str, analysis: Analysis) -> bool:
    """Whether a word of the name stands in a profile, or was said before."""
    people = [profile for profile in (analysis.recipient, analysis.sender) if profile]
    texts = [profile.text for profile in people] + [said.text for said in analysis.message.thread]
    texts += [fact.text for profile in analysis.pool for fact in profile.of_kind(FactKind.NAME)]
    wanted = {word.folded for word in words(name) if len(word.folded) > 2}
    return any(not wanted.isdisjoint(word.folded for word in words(text)) for text in texts)
