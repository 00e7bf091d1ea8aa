from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.profile import FactKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.references import Status
from outreach_lint.rule import Evidence, Example, Need, Rule

_MOVED_ON = {"basics": {"name": "Rui Matos"}, "work": [
    {"name": "Navalta", "position": "Marine Surveyor", "startDate": "2022"},
    {"name": "Portline Shipping", "position": "Second Officer", "startDate": "2014", "endDate": "2022"}]}  # fmt: skip
_PRINTER = {"basics": {"name": "Adwoa Quaye"}, "work": [
    {"name": "Volta Maps", "position": "Cartographer", "startDate": "2020"},
    {"name": "Baobab Prints", "position": "Printer", "startDate": "2013", "endDate": "2019"}]}  # fmt: skip


class StaleEmployer(Rule):
    """The message takes a past employer for the present one.

    The profile gives that job an end date, and the message speaks of it as of today.

    Why: A guide to cold email names writing to “a person who left 8 months ago” as the main way in which
    personalisation fails.

    Instead: Name where they are now, or say “when you were at …”.
    """

    severity = Severity.ERROR
    needs = (Need.RECIPIENT,)
    evidence = (
        Evidence(
            "D",
            "Writing to somebody who has left is named as the main way in which personalisation fails",
            "billionverify.com on cold email",
        ),
    )
    bad = (
        Example("Hi Rui, how is life at Portline Shipping?", marks="Portline Shipping", recipient=_MOVED_ON),
        Example("Hi Rui, you work at Portline, so you must know the new tanker rules.", marks="Portline", recipient=_MOVED_ON),
        Example("Dear Mr Matos,\n\nyour team at Portline Shipping must be busy before the season. How do you plan the surveys?", Channel.EMAIL,
                marks="Portline Shipping", recipient=_MOVED_ON),
        Example("Hi Adwoa, how is everything at Baobab Prints these days? I set type in Lagos.", Channel.LINKEDIN_NOTE, marks="Baobab Prints",
                recipient=_PRINTER),
        Example("hey adwoa, are there jobs at your company, Baobab Prints?", Channel.X_DM, marks="Baobab Prints", recipient=_PRINTER),
    )  # fmt: skip
    good = (
        Example("Hi Rui, when you were at Portline Shipping, which port did you dread?", recipient=_MOVED_ON),
        Example("Hi Rui, what do you miss from your time at Portline?", recipient=_MOVED_ON),
        Example("Hi Rui, how did you get from the bridge of a ship to surveying at Navalta?", recipient=_MOVED_ON),
        Example("Dear Ms Quaye,\n\nI set type at Baobab Prints now, in the corner by the window that used to be yours. What made you go over to maps?",
                Channel.EMAIL, recipient=_PRINTER),
        Example("Hi Adwoa, the Baobab posters that you printed in 2018 still hang in our hall. Which ink was it?", Channel.FACEBOOK_MESSAGE,
                recipient=_PRINTER),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every mention of a past employer as the present one."""
        for reference in analysis.references_that_are(Status.STALE):
            if reference.fact is None or analysis.recipient is None:
                continue
            current = [fact for fact in analysis.recipient.of_kind(FactKind.EMPLOYER) if fact.current]
            until = f" until {reference.fact.end.year}" if reference.fact.end else ""
            now = f"; now they are at {current[0].text}" if current else ""
            yield self.finding(
                reference.span,
                f"They were at {reference.fact.text}{until}{now}. Name where they are now, or say “when you were at”.",
                reason=f"compared with {reference.fact.source}",
            )
