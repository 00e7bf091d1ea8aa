from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_SLOT = re.compile(
    r"\{\{?[^{}\n]{1,60}\}?\}"  # {first_name}, {{ first_name | there }}
    r"|\[(?=[^\]\n]*[A-Za-z]{2})(?![xX ]\])[A-Za-z][^\[\]\n]{1,60}\](?!\()"  # [Name], but neither [1] nor [text](link)
    r"|<<?[A-Za-z][\w '’.-]{1,40}>?>"  # <company>, but no address
    r"|%[A-Za-z_]{3,30}%"  # %FIRSTNAME%
    r"|\bX{3,}\b|\b_{3,}\b|\bINSERT [A-Z]+\b"
)
_EMPTY_NAME = re.compile(r"\A\s*(?:Hi|Hello|Hey|Dear) ?,")
_NO_SLOT = re.compile(
    r"[<\[{]\W*(?:/?(?:b|i|u|p|a|br|em|li|ul|ol|div|span|strong|sic|phone|e-?mail|redacted|laughs?)|https?[^>]*)\W*[>\]}]", re.I
)
_NAME_SLOT = re.compile(r"\b(?:first|given|recipient|full|last|your)?[\s_.-]*(?:name|first|fname)\b|firstname|fullname", re.I)
_EMPLOYER_SLOT = re.compile(r"company|employer|organi[sz]ation|firm", re.I)


class Placeholder(Rule):
    """A slot of a template was left unfilled.

    `{first_name}`, `[Company]`, `<role>`, `%NAME%`, `XXX`, and the "Hi ," that an empty field leaves behind.

    Why: It proves that the message was sent to many, and that nobody read it before.

    Instead: Fill it, or write the sentence without it.
    """

    severity = Severity.ERROR
    evidence = (
        Evidence("D", "Every open checker of outreach lists it as a fault", "coldsmith.dev; alirezarezvani/claude-skills; ZenMode"),
    )
    bad = (
        Example("Hi {first_name}, loved the bridge you drew.", marks="{first_name}", recipient={"basics": {"name": "Noor Haddad"}}),
        Example("Dear [Hiring Manager], I read about <company> in the paper.", Channel.EMAIL, marks="[Hiring Manager]"),
        Example("Hi ,\n\nyour kiln notes are useful.", Channel.EMAIL, marks="Hi ,"),
    )
    good = (
        Example("Hi Noor, loved the bridge you drew."),
        Example("See [the report](https://site.example/report) and footnote [1]. What did you leave out?", Channel.EMAIL),
        Example("Write to <noor@site.example> if the {} in line 3 puzzles you too.", Channel.EMAIL),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every unfilled slot, with the profile's value where it has one."""
        body = analysis.message.body
        for match in (*_SLOT.finditer(body), *_EMPTY_NAME.finditer(body)):
            if _NO_SLOT.fullmatch(match.group()):
                continue
            span = Span(*match.span())
            value = _value_for(match.group(), analysis.recipient)
            yield self.finding(
                span,
                f"“{match.group().strip()}” was left unfilled"
                + (f"; the profile says “{value}”." if value else ". Fill it or write around it."),
                edits=(Edit(span, value),) if value else (),
            )


def _value_for(slot: str, recipient: Profile | None) -> str | None:
    """What the profile says for a slot; None if it says nothing, or if the slot is the sender's."""
    if recipient is None or re.search(r"\b(?:my|your|sender)\b", slot, re.I):
        return None
    if _NAME_SLOT.search(slot) and recipient.name and not _EMPLOYER_SLOT.search(slot):
        return recipient.name if re.search("full", slot, re.I) else recipient.name.split()[0]
    if _EMPLOYER_SLOT.search(slot) and "name" not in slot.lower().replace("company name", ""):
        return next((fact.text for fact in recipient.of_kind(FactKind.EMPLOYER) if fact.current), None)
    return None
