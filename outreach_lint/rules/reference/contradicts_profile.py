from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.references import Status
from outreach_lint.rule import Evidence, Example, Need, Rule

_BOSCH = {"basics": {"name": "Ute Falk"}, "work": [{"name": "Bosch", "position": "Test Engineer", "startDate": "2015"}],
          "education": [{"institution": "TU Dresden", "endDate": "2014"}]}  # fmt: skip


class ContradictsProfile(Rule):
    """The message says something of the recipient that their profile denies.

    An employer, a school, a home town or a role that stands nowhere in the profile, while the profile names another.

    Why: A wrong detail does more harm than none: it shows that the message was written by a machine, or meant for somebody else.
    Recipients tell of invented hobbies and of a joke taken for a film deal.

    Instead: Take the detail from the profile, or leave it out.
    """

    severity = Severity.ERROR
    needs = (Need.RECIPIENT,)
    evidence = (
        Evidence(
            "D",
            "Recipients report invented hobbies and jokes taken for facts",
            "businesses10.com 2026; talentinsights.hirewell.com",
        ),
        Evidence("D", "Vendors of writing machines admit invented titles and funding rounds", "mapsleads.co"),
    )
    bad = (
        Example("Hi Ute, congratulations on your work at Siemens.", marks="Siemens", recipient=_BOSCH),
        Example("Hi Ute, how is life at Continental these days?", marks="Continental", recipient=_BOSCH),
        Example("Hi Ute, you studied at Heidelberg, as my sister did.", marks="Heidelberg", recipient=_BOSCH),
    )
    good = (
        Example("Hi Ute, what keeps your work at Bosch interesting after ten years?", recipient=_BOSCH),
        Example("Hi Ute, I work at Siemens. What would you test first on a new rig?", recipient=_BOSCH),
        Example("Hi Ute, you studied at TU Dresden. Did the old wind tunnel still run?", recipient=_BOSCH),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every mention that the profile contradicts."""
        for reference in analysis.references_that_are(Status.CONTRADICTED):
            if reference.fact is None:
                continue
            yield self.finding(
                reference.span,
                f"The profile does not know “{reference.text}”: it says “{reference.fact.text}”. Correct it or leave it out.",
                reason=f"compared with {reference.fact.source}",
            )
