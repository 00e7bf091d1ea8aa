from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule


class UnusedWaiver(Rule):
    """The message waives a rule that no longer finds anything in it.

    A waiver in the front matter, in a comment, in a mail header or in the file of waivers, for a rule that ran and
    found nothing.

    Why: A waiver that is left behind hides the next finding of its kind, and nobody will look for it there.

    Instead: Take it out. If the finding comes back, you can waive it again, knowingly.
    """

    severity = Severity.WARNING
    is_on_waivers = True
    evidence = (
        Evidence(
            "D",
            "ruff and ESLint report unused suppressions, because they hide later findings",
            "the manuals of both tools",
        ),
    )
    bad = (
        Example("Hi Femi, your note on cassava drying kept our first batch dry. Which mesh do you use?", idle=("ask/multiple",)),
        Example(
            "Dear Mrs Lund,\n\nyour choir sang our hymn in Bergen. Who wrote the second alto?",
            Channel.EMAIL,
            idle=("mech/shouting",),
        ),
        Example("Your map of the Cork wells ends at Mallow. What stopped you there?", Channel.X_DM, idle=("give",)),
        Example(
            "Hi Noor, the hinge you drew for the ferry ramp is lovely. Why three pins?",
            Channel.LINKEDIN_NOTE,
            idle=("tone/filler", "talk/no-question"),
        ),
    )
    good = (
        Example("Hi Femi, your note on cassava drying kept our first batch dry. Which mesh do you use?"),
        Example(
            "Dear Mrs Lund,\n\nyour choir sang our hymn in Bergen. Who wrote the second alto?\n\nKind regards,\nOlaf", Channel.EMAIL
        ),
        Example("Your map of the Cork wells ends at Mallow. What stopped you there?", Channel.X_DM),
        Example("Hi Noor, the hinge you drew for the ferry ramp is lovely. Why three pins?", Channel.LINKEDIN_NOTE),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every waiver that waives nothing."""
        for waiver in analysis.idle_waivers:
            yield self.finding(
                Span(0, 0),
                f"The waiver of {waiver.rule} ({waiver.place}) no longer waives anything, and would hide the next finding. Take it out.",
            )
