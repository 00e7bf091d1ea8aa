from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# To pass a resume on is to stand behind it.
_RESUME = lazy(r"\b(?:resum[eé]|résumé|cv|application)\b|\b(?:my|our)(?: \w+)? (?:profile|name)\b", re.I)


class ReferralFirstContact(Rule):
    """A stranger is asked for a referral.

    To be referred, to have a word put in, to have a CV handed on in the reader's name.

    Why: A referral stakes the reader's good name on somebody they have not met. Employees who are asked write in public
    that they refer only people they can vouch for.

    Instead: Ask what the work in their team is like. A referral can follow once they know you.

    Disputed: LinkedIn's own tips are reported to say “ask for advice or referrals” (nolanbranding.com). Employees who
    are asked write the opposite (ywong.com 2023, purshology.com 2026). This linter sides with those who get the
    message.
    """

    severity = Severity.ERROR
    last_stage = 0
    yields_to = ("stage/ask-ahead-of-stage",)
    evidence = (
        Evidence("D", "Employees refuse to refer people they cannot vouch for", "ywong.com 2023; purshology.com 2026"),
        Evidence("D", "LinkedIn's own tips are reported to advise asking for referrals", "nolanbranding.com"),
        Evidence("S", "Introductions and recommendations come after conversation", "the idea of this linter"),
    )
    bad = (
        Example("Hi Vikram sir, please refer me for the backend role, job id 4471.", marks="please refer me"),
        Example("Hi Jo, could you put in a word for me with the hiring manager?", Channel.LINKEDIN_NOTE, marks="put in a word"),
        Example("Dear Anna,\n\nwould you be willing to pass my resume to the person who hires for your team?", Channel.EMAIL, marks="pass my resume"),
        Example(
            "Hi Ms Reyes, your plant tour video is great. I have applied as a process engineer in Cebu. It would mean a lot if you could refer me"
            " internally.", Channel.LINKEDIN_INMAIL, marks="refer me",
        ),
    )  # fmt: skip
    good = (
        Example("I am reading up on your platform team before I apply. What does the first month there look like?"),
        Example(
            "Hi Jo, you moved from support to engineering inside one firm. What made the first team say yes?", Channel.LINKEDIN_NOTE
        ),
        Example("Dear Anna,\n\nyou refer to the Malmö trial in your blog. Which of its wards did you work on?", Channel.EMAIL),
        Example(
            "Hi Ms Reyes, Tomas Uy told me that you built the second line in Cebu in a typhoon year. What held it up most?",
            Channel.LINKEDIN_INMAIL,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every sentence that asks for a referral."""
        asked = analysis.all_of(Move.REQUEST, RequestKind.REFERRAL, RequestKind.FORWARD)
        meant = (r for r in asked if r.kind is RequestKind.REFERRAL or _RESUME.search(analysis.text(r.span)))
        for request in {request.span: request for request in sorted(meant, key=lambda r: r.score)}.values():
            yield self.finding(
                request.span,
                "A referral stakes their name on you, and they have not met you yet. Ask about their team first.",
                score=request.score,
                reason=analysis.reason(request),
            )
