from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import TOO_EARLY, Evidence, Example, Rule


class BeforeReference(Rule):
    """The message asks before it has said a word about the recipient.

    The writer introduces themselves, says something more, and then asks; nothing before the request is about the
    reader. Where the message opens with the request, ask/opens-with-request speaks of it instead.

    Why: What comes before the request is all the reason the reader has to grant it. Of 108 real first-contact messages,
    37 ask before they say anything about the recipient.

    Instead: Move what concerns them to the front. If nothing does yet, find something of theirs to speak of.
    """

    severity = Severity.WARNING
    last_stage = 1
    # Where the request itself should wait, its place does not matter.
    yields_to = (
        *TOO_EARLY,
        "stage/ask-ahead-of-stage",
        # Nothing is about them, so nothing could be moved to the front.
        "reference/missing",
    )
    evidence = (
        Evidence(
            "D",
            "Of 108 real first-contact messages, 37 ask before they say anything about the recipient, 27 of them in the opening",
            "labelled for this project by language models, Cohen's kappa 0.98",
        ),
        Evidence("D", "A rubric for cold email weighs the first line double", "coldsmith.dev rubric"),
    )
    bad = (
        Example(
            "Dear Ms Okoro,\n\nI am a final-year pharmacy student in Graz. I have good marks and I speak three languages. Last year I worked"
            " as an assistant in a hospital. Please let me know if your company has an internship for me.", Channel.EMAIL, marks="Please let me know",
        ),
        Example(
            "Hi Leo, we make a payroll tool for restaurants. It saves managers six hours a week. Could we talk on Thursday?"
            " I liked your piece on tipping.", Channel.LINKEDIN_INMAIL, marks="Could we talk on Thursday?",
        ),
        Example(
            "hi! I restore old jukeboxes in Tampa. I am sixty and I learned it from my father. Last year I repaired forty machines for diners."
            " Can you share our fundraiser with your followers?", Channel.X_DM, marks="Can you share our fundraiser",
        ),
        Example(
            "Dear Professor Haug,\n\nI teach physics in Bergen. Our school has 600 pupils. We are planning a science week in October, and we expect"
            " guests from the whole coast. I would like to invite you to give a talk.", Channel.EMAIL, marks="invite you to give a talk",
        ),
    )  # fmt: skip
    good = (
        Example(
            "Dear Ms Okoro,\n\nyour paper on spacers changed how I count doses. What made you test them at altitude?", Channel.EMAIL
        ),
        Example(
            "Hi Leo, your piece on tipping was kind to dishwashers. Which reader's letter stayed with you?", Channel.LINKEDIN_INMAIL
        ),
        Example(
            "hi! I restore jukeboxes in Tampa and your Wurlitzer thread sent me to the attic. What do you use on cracked bubble tubes?",
            Channel.X_DM,
        ),
        Example(
            "Dear Professor Haug,\n\nyour lecture on northern light was the first that my pupils asked to hear twice. I teach physics in Bergen."
            " How did you first come to photograph the lights? And would you give it at our science week in October?",
            Channel.EMAIL,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request, if nothing before it is about the recipient."""
        request = analysis.unearned_request
        if request is None or analysis.opening_request is not None:
            return
        yield self.finding(
            request.span,
            "You ask before you say anything about them, so they have no reason yet to say yes. Put what concerns them first.",
            score=request.score,
            reason=analysis.reason(request),
        )
