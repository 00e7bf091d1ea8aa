from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.names import is_name_of
from outreach_lint.rule import Evidence, Example, Need, Rule

_MALE = frozenset({"mr", "sir"})
_TITLE = lazy(
    r"\s*(?:(?i:dear|hi|hello|hey|respected|good (?:morning|afternoon|evening))[, ]{1,2})?"
    r"(?P<whole>(?P<title>(?i:mrs|mr|ms|miss|sir|madam))\b\.?(?P<name>(?:[ ](?:[A-Z][\w'’-]+|[a-z]{2,3}(?=(?: [a-z]{2,3})? [A-Z])))*))"
)
_MASCULINE = lazy(r"\b(?:mr|sir|lord|he|him|his|himself)\b", re.I)
_FEMININE = lazy(r"\b(?:mrs|ms|miss|madam|dame|lady|she|her|hers|herself)\b", re.I)
_KIM = {"basics": {"name": "Jisoo Kim", "label": "Soil scientist"}, "work": [{"name": "Nahu Farms", "position": "Agronomist"}]}
_ROTH = {"basics": {"name": "Alex Roth", "label": "Organ builder (she/her)"}}


class GuessedHonorific(Rule):
    """The greeting calls them Mr or Ms, and nothing in the profile says which.

    Mr, Ms, Mrs, Miss, Sir or Madam, where neither a title in the profile's name nor a “she” or “he” in its headline or
    summary supports it. Dr and Prof are fine.

    Why: A name does not tell you what somebody wants to be called, least of all in a language that you do not speak. A
    wrong guess is the first thing they read.

    Instead: Write the full name: “Dear Jisoo Kim”.

    Disputed: In many countries a title is plain courtesy, and leaving it out may look rude. No study that we know of
    has counted either, so this rule is off unless you turn it on.
    """

    severity = Severity.INFO
    is_optional = True
    needs = (Need.RECIPIENT,)
    yields_to = ("reference/wrong-name", "reference/contradicts-profile", "mech/salutation", "mech/placeholder")
    evidence = (
        Evidence(
            "D",
            "Guides to inclusive letters advise the full name where the title is not known",
            "practitioners' guides; no statistic",
        ),
    )
    bad = (
        Example(
            "Dear Mr Kim,\n\nyour soil maps of Jeju are on our wall. How deep did you dig?", Channel.EMAIL, marks="Mr Kim", recipient=_KIM,
            becomes="Dear Jisoo Kim,\n\nyour soil maps of Jeju are on our wall. How deep did you dig?",
        ),
        Example(
            "Hello Mr. Roth, your organ in Ghent has a stop I have never heard. How did you find it?", Channel.LINKEDIN_NOTE, marks="Mr. Roth",
            recipient=_ROTH, becomes="Hello Alex Roth, your organ in Ghent has a stop I have never heard. How did you find it?",
        ),
        Example("Respected Madam,\n\nI read your note on terraced rice. Which slope failed?", Channel.LINKEDIN_INMAIL, marks="Madam", recipient=_KIM),
        Example("Good morning Mrs Sharma! Your kolam video has 40 dots a side. Do you draw them freehand?", Channel.FACEBOOK_MESSAGE,
                marks="Mrs Sharma", recipient={"basics": {"name": "Kiran Sharma"}}),
    )  # fmt: skip
    good = (
        Example("Dear Jisoo Kim,\n\nyour soil maps of Jeju are on our wall. How deep did you dig?", Channel.EMAIL, recipient=_KIM),
        Example(
            "Dear Ms Roth,\n\nyour organ in Ghent has a stop I have never heard. How did you find it?", Channel.EMAIL, recipient=_ROTH
        ),
        Example(
            "Dear Dr Kim,\n\nyour soil maps of Jeju are on our wall. How deep did you dig?", Channel.LINKEDIN_INMAIL, recipient=_KIM
        ),
        Example(
            "Dear Mr Adeyemi,\n\nyour bridge at Epe moved less than mine. What is under the third pier?", Channel.EMAIL,
            recipient={"basics": {"name": "Tunde Adeyemi", "summary": "Tunde builds bridges. He has 31 behind him."}},
        ),
        Example("Hi Kiran, your kolam video has 40 dots a side. Do you draw them freehand?", Channel.X_DM, recipient={"basics": {"name": "Kiran Sharma"}}),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The title in the greeting, if the profile does not support it."""
        recipient = analysis.recipient
        start = analysis.own_spans[0].start if analysis.own_spans else 0
        found = _TITLE.match(analysis.message.body, start)
        if found is None or recipient is None or recipient.name is None or _is_supported(found["title"], recipient):
            return
        span = Span(*found.span("whole"))
        fits = not found["name"] or is_name_of(found["name"], recipient.name)
        yield self.finding(
            span,
            f"“{found['title']}” is a guess: the profile names no title. Write “{recipient.name}”.",
            reason="compared with the profile's name, headline and summary",
            edits=(Edit(span, recipient.name),) if fits else (),
        )


def _is_supported(title: str, recipient: Profile) -> bool:
    said = "\n".join(fact.text for fact in recipient.of_kind(FactKind.NAME, FactKind.HEADLINE, FactKind.SUMMARY))
    return bool((_MASCULINE if title.lower() in _MALE else _FEMININE).search(said))
