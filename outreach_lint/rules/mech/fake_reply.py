from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Zone
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# What mail programs put before the subject of a reply or of a forwarded mail, in the languages of Europe: "Re:", "Fwd:", "AW:", "SV[2]:".
_PREFIX = lazy(
    r"\s*(?:\[[A-Z -]{2,12}\]\s*)?(?P<prefix>(?:re|fwd?|aw|wg|sv|antw|tr|rv|rif|odp|res|enc|vs|vl)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?)\s?[:：]",
    re.I,
)


class FakeReply(Rule):
    """The subject marks a first message as a reply.

    “Re:” or “Fwd:”, or the same in other languages, although no thread is known, nothing is quoted and no header says
    that it answers anything.

    Why: The reader opens it to see what they have forgotten, finds nothing, and feels tricked.

    Instead: Say in the subject what the email is about, in their own terms.
    """

    severity = Severity.ERROR
    channels = (Channel.EMAIL, Channel.LINKEDIN_INMAIL)
    last_stage = 0
    evidence = (
        Evidence("D", "A false “Re:” or “Fwd:” is listed among the things that destroy trust", "coreyhaines31/marketingskills on subject lines"),
    )  # fmt: skip
    bad = (
        Example(
            "Hi Sade,\n\nwe help bakeries cut waste by a third. Shall I show you how?",
            Channel.EMAIL,
            subject="Re: our chat last week",
        ),
        Example("Dear Mr Novak,\n\nour forklift batteries last nine hours.", Channel.LINKEDIN_INMAIL, subject="FWD: batteries"),
        Example("Dear Ms Stolz,\n\nwe coat roofs and will be in your street in May.", Channel.EMAIL, subject="AW: Ihr Dach"),
        Example("Hi Lars,\n\nthe price list is below.", Channel.EMAIL, subject="SV[2]: price list"),
    )
    good = (
        Example(
            "Hi Sade,\n\nyour 2022 report on stale bread changed our Monday order. Which figure surprised you most?",
            Channel.EMAIL,
            subject="your 2022 report on stale bread",
        ),
        Example(
            "Hi Lars,\n\nthank you, the second drawing helped. Did the hinge hold in the frost?",
            Channel.EMAIL,
            subject="Re: the hinge on page 9",
            thread=("me: Your hinge on page 9 puzzles me. Why brass?", "them: Because of the salt."),
        ),
        Example("Dear Ms Roth,\n\nthe bell you recast is back in our tower. What did you change in the rim?\n\n> the old bell was cracked",
                Channel.EMAIL, subject="Re: the bell at Thun"),
        Example(
            "Dear Dr Okoro,\n\nyou asked in your column what readers do with cold tea: I water the ferns with it. What did others write?",
            Channel.EMAIL, subject="Response to your column: cold tea",
        ),
        Example(
            "Hi Jun,\n\nyour reply to the ferry question was the clearest. How did you time the tide?",
            Channel.EMAIL, subject="RE: ferry times", is_reply=True,
        ),
        Example(
            "Hi Ada,\n\nyour re-usable crate won me over at the fair in Pune. What did the hinge cost you?",
            Channel.LINKEDIN_INMAIL, subject="Reusable crates: one question on the hinge",
        ),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The prefix of a reply where there is nothing that was replied to."""
        prefix = _PREFIX.match(analysis.message.subject or "")
        is_quoting = any(zone.zone is Zone.QUOTED for zone in analysis.zones)
        if prefix and not is_quoting and not analysis.is_continued and not analysis.message.forwards:
            message = f"“{prefix['prefix']}:” makes a first message look like a reply, and readers feel tricked. Take it out of the subject."
            yield self.finding(Span(0, 0), message, reason="no thread, no quoted text and no reply header")
