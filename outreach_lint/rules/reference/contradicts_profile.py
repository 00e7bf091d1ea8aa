from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.profile import FactKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.names import pronoun_of, wrong_title
from outreach_lint.reading.references import Status
from outreach_lint.rule import Evidence, Example, Need, Rule

_BOSCH = {"basics": {"name": "Ute Falk"}, "work": [{"name": "Bosch", "position": "Test Engineer", "startDate": "2015"}],
          "education": [{"institution": "TU Dresden", "endDate": "2014"}]}  # fmt: skip
_SAILMAKER = {"basics": {"name": "Kofi Baah"}, "work": [{"name": "Tema Sails", "position": "Sailmaker", "startDate": "2016"},
              {"name": "Volta Ferries", "position": "Deck Mechanic", "startDate": "2011", "endDate": "2015"}]}  # fmt: skip

_SHE = {**_BOSCH, "basics": {"name": "Ute Falk", "label": "Test Engineer (she/her)"}}


class ContradictsProfile(Rule):
    """The message says something about the recipient that their profile contradicts.

    An employer or a school that is nowhere in the profile, while the profile names another; a title that the profile has
    for another job; or “Mr” where the profile says “she”.

    Why: A wrong detail suggests that the message was written by a machine, or meant for somebody else. Recipients tell
    of an invented hobby, and of a joke taken for a film deal.

    Instead: Take the detail from the profile, or leave it out.
    """

    severity = Severity.ERROR
    needs = (Need.RECIPIENT,)
    evidence = (
        Evidence(
            "D",
            "Recipients report an invented hobby and a joke taken for fact",
            "businesses10.com 2026; talentinsights.hirewell.com",
        ),
        Evidence("D", "Vendors of text generators admit invented titles and funding rounds", "mapsleads.co"),
    )
    bad = (
        Example("Hi Ute, congratulations on your work at Siemens.", marks="Siemens", recipient=_BOSCH),
        Example("Hi Ute, how is life at Continental these days?", marks="Continental", recipient=_BOSCH),
        Example("Hi Ute, you studied at Heidelberg, as my sister did.", marks="Heidelberg", recipient=_BOSCH),
        Example("Dear Ms Falk,\n\nyour time at Zeiss must have taught you a lot about light. What did you take from it?", Channel.EMAIL, marks="Zeiss",
                recipient=_BOSCH),
        Example("Hi Kofi, your colleagues at Harbour Lines speak well of you. How did you learn to splice?", Channel.LINKEDIN_NOTE, marks="Harbour Lines",
                recipient=_SAILMAKER),
        Example("Hello Kofi, in your role as a deck mechanic at Tema Sails you meet every crew. Who ties best?", Channel.LINKEDIN_INMAIL, marks="deck mechanic",
                recipient=_SAILMAKER),
        Example("Hi Kofi, as Deck Mechanic at Tema Sails you must know every knot there is.", marks="Deck Mechanic", recipient=_SAILMAKER),
        Example("Hi Kofi, I see you're CTO at Harbour Lines now. Who sews the sails?", Channel.X_DM, marks="Harbour Lines", recipient=_SAILMAKER),
        Example("Dear Mr Falk,\n\nyour test rig at Bosch is on the cover of our journal. What broke it?", Channel.EMAIL, marks="Mr", recipient=_SHE,
                becomes="Dear Ms Falk,\n\nyour test rig at Bosch is on the cover of our journal. What broke it?"),
    )  # fmt: skip
    good = (
        Example("Hi Ute, what keeps your work at Bosch interesting after ten years?", recipient=_BOSCH),
        Example("Hi Ute, I work at Siemens. What would you test first on a new rig?", recipient=_BOSCH),
        Example("Hi Ute, you studied at TU Dresden. Did the old wind tunnel still run?", recipient=_BOSCH),
        Example("Dear Ms Falk,\n\nwhen I was at Zeiss we tested lenses as you test brakes, until something gave. Which rig broke first at Bosch?",
                Channel.EMAIL, recipient=_BOSCH),
        Example("Hi Kofi, the sail that you sewed for the Harbour Lines ferry came past my window on Sunday. How long did it take?", Channel.LINKEDIN_NOTE,
                recipient=_SAILMAKER),
        Example("Hi Kofi, as a customer of Harbour Lines you may have sat beside me on the ferry. Did you see the new mast?", recipient=_SAILMAKER),
        Example("Dear Mr Falk,\n\nyour test rig at Bosch is on the cover of our journal. What broke it?", Channel.EMAIL, recipient=_BOSCH),
        Example("Hi Kofi, as Head Sewer at Tema Sails you must know every knot there is. Which one slips?", recipient=_SAILMAKER),
        Example("Hi Kofi, as treasurer at the Tema Rowing Club you count every oar. How many are whole?", recipient=_SAILMAKER),
        Example("hi kofi, in your role as a sailmaker at Tema Sails, which cloth do you dread?", Channel.X_DM, recipient=_SAILMAKER),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every mention that the profile contradicts."""
        yield from self._titled_wrongly(analysis)
        for reference in analysis.references_that_are(Status.CONTRADICTED):
            if reference.fact is None:
                continue
            says = f"does not mention “{reference.text}”; it says “{reference.fact.text}”"
            if reference.fact.kind is FactKind.POSITION:  # that role may stand elsewhere in it
                says = f"says “{reference.fact.text}” for that job, not “{reference.text}”"
            yield self.finding(
                reference.span,
                f"The profile {says}. Correct it, or leave it out.",
                reason=f"compared with {reference.fact.source}",
            )

    def _titled_wrongly(self, analysis: Analysis) -> Iterator[Finding]:
        """The title in the greeting, if the profile's pronoun rules it out."""
        recipient = analysis.recipient
        pronoun = pronoun_of(recipient) if recipient and analysis.greeting else None
        if pronoun is None or recipient is None or analysis.greeting is None:
            return
        found = wrong_title(analysis.text(analysis.greeting), pronoun, recipient.name or "")
        if found is None:
            return
        span = Span(*(analysis.greeting.start + place for place in found.span("title")))
        right = "Ms" if pronoun == "she" else "Mr"
        yield self.finding(
            span,
            f"The profile says “{pronoun}”, and this says “{found['title']}”. Write “{right}”, or the full name.",
            reason="compared with the profile's name, headline and summary",
            edits=(Edit(span, right),),
        )
