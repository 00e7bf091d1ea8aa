from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Role
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# "Do you know why the tar cracks?" asks what they know, not whom.
_WHAT_THEY_KNOW = lazy(
    r"\b(?:do|would|did) you (?:happen to )?know (?:why|how|if|whether|what|when|where|which)\b(?!.*\b(?:any|some)(?:body|one)\b)",
    re.I,
)


class IntroductionFirstContact(Rule):
    """A stranger is asked for their contacts.

    To be introduced, to be put in touch, to be given names, “do you know anybody who”. Where a recruiter says something
    about the reader first, it is reported only as info.

    Why: Whoever introduces somebody vouches for them. Employees write in public that they refer only people whose work
    they know, and an introduction asks for much the same.

    Instead: Ask what they know themselves. Names come up on their own in a good conversation.
    """

    severity = Severity.WARNING
    last_stage = 0
    yields_to = ("ask/pass-along", "stage/ask-ahead-of-stage")
    evidence = (
        Evidence(
            "D",
            "Employees refuse to refer people they cannot vouch for, and to introduce is to vouch too",
            "ywong.com 2023; purshology.com 2026",
        ),
        Evidence("S", "Further connections come after conversation", "the idea of this linter"),
    )
    bad = (
        Example("Hi Grace, I sell cold rooms in Kampala. Can you introduce me to the head of your vaccine store?",
                marks="Can you introduce me"),
        Example(
            "Dear Mr Lindqvist,\n\nI am moving to Gothenburg in May and look for work as a pastry chef. Could you put me in touch with"
            " some of your colleagues?", Channel.EMAIL, marks="put me in touch",
        ),
        Example("Hi Paolo, nice reel! do you know anyone who needs a drummer in Turin?", Channel.FACEBOOK_MESSAGE, marks="do you know anyone"),
        Example("Hi Esi, I am hiring a paediatric nurse in Kumasi. Do you know anybody who would be interested?", Channel.LINKEDIN_NOTE,
                role=Role.RECRUITER, marks="Do you know anybody who would be interested?"),
        Example("Your panel on mini-grids was sharp. Would you be willing to connect me with the founders who sat beside you?", Channel.X_DM,
                marks="connect me with the founders"),
    )  # fmt: skip
    good = (
        Example("Hi Grace, you moved the vaccine store without losing a vial. Who had to be convinced first?"),
        Example("Dear Mr Lindqvist,\n\nyou went from Lyon to Gothenburg. What changed most in the kitchen?", Channel.EMAIL),
        Example("Paolo, that fill at 0:42 stopped me on the stairs. do you know the old Bologna groove, or is that your own?", Channel.FACEBOOK_MESSAGE),
        Example("Hi Esi, Ama Boateng says you taught her night triage. What do you teach first?", Channel.LINKEDIN_NOTE),
        Example("Your panel on mini-grids was sharp. I can put you in touch with a village that kept its meter logs since 2015. How did you"
                " get into meters?", Channel.X_DM),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request for a contact."""
        requests = analysis.all_of(Move.REQUEST, RequestKind.INTRODUCTION)
        for request in [one for one in requests if not _WHAT_THEY_KNOW.search(analysis.text(one.span))][:1]:
            yield self.finding(
                request.span,
                "This asks for their contacts before they know you. Ask what they know themselves; names come later.",
                score=request.score,
                reason=analysis.reason(request),
                severity=Severity.INFO if analysis.is_fair(RequestKind.INTRODUCTION) else None,
            )
