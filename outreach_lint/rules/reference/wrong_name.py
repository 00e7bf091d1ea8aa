from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.names import HONORIFICS, is_name_of, looks_misspelt
from outreach_lint.reading.words import Word, words
from outreach_lint.rule import Evidence, Example, Need, Rule

_MARK = {"basics": {"name": "Mark Oyelaran"}}
_JOSE = {"basics": {"name": "José Núñez"}}
# Words of a greeting that are nobody's name.
_NOT_NAMES = HONORIFICS | frozenset(
    """
    hi hello hey heyy hiya hej hola howdy yo dear dearest greetings salutations namaste bonjour ciao good morning afternoon
    evening day happy there all everyone team folks friend friends colleague hiring manager recruiter professors committee
    whom it may concern to the of at and my respected hei hallo hoi moin oi servus olá ola buongiorno guten tag god dag bom dia
    monday tuesday wednesday thursday friday new year again both guys
    people esteemed owner editor
    """.split()
)


class WrongName(Rule):
    """The greeting names somebody else, or misspells the name.

    First, last and full names, initials and usual nicknames are all accepted, with or without accents.

    Why: The name is the first word that is read, and the one word that the reader knows better than you.

    Instead: Write it as they write it themselves.
    """

    severity = Severity.ERROR
    needs = (Need.RECIPIENT,)
    evidence = (
        Evidence(
            "D",
            "A wrong or empty name is what recipients show each other as the sign of mass mail",
            "alirezarezvani/claude-skills blocks it",
        ),
    )
    bad = (
        Example("Hi Marc,\n\nyour talk on kites was fun.", marks="Marc", recipient=_MARK),
        Example("Dear Ms Lindqvist,\n\nyour talk on kites was fun.", Channel.EMAIL, marks="Lindqvist", recipient=_MARK),
    )
    good = (
        Example("Hi Mark, your talk on kites was fun.", recipient=_MARK),
        Example("Dear Mr Oyelaran,\n\nyour talk on kites was fun.", Channel.EMAIL, recipient=_MARK),
        Example(
            "Hi Pepe, your talk on kites was fun.", recipient={"basics": {"name": "José Núñez", "label": "Pepe Núñez, kite maker"}}
        ),
        Example("Hi Jose,\n\nyour talk on kites was fun.", recipient=_JOSE),
        Example("Hello there, your talk on kites was fun.", recipient=_JOSE),
        Example("Hey stranger, your talk on kites was fun.", recipient=_JOSE),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The name in the greeting, if it is not the recipient's."""
        recipient = analysis.recipient
        if recipient is None or recipient.name is None or analysis.greeting is None:
            return
        greeting = analysis.text(analysis.greeting)
        greeted = _greeted(greeting, recipient.name)
        known = {word.folded for fact in recipient.of_kind(FactKind.NAME, FactKind.HEADLINE) for word in words(fact.text)}
        if not greeted or is_name_of(" ".join(w.raw for w in greeted), recipient.name) or all(w.folded in known for w in greeted):
            return
        start = analysis.greeting.start
        span = Span(start + greeted[0].start, start + greeted[-1].end)
        said = analysis.text(span)
        problem = "is misspelt" if looks_misspelt(said, recipient.name) else "is not their name"
        yield self.finding(
            span,
            f"“{said}” {problem}: the profile says “{recipient.name}”.",
            reason="compared with the profile's name",
            edits=(Edit(span, _as_addressed(greeted, greeting, recipient)),),
        )


def _greeted(greeting: str, name: str) -> list[Word]:
    """The words of a greeting that are meant as a name. In lower case ("hey stranger") only what misspells the name is."""
    if re.search(r"[{}\[\]<>%]", greeting):  # an unfilled slot: mech/placeholder speaks of it
        return []
    found = [word for word in words(greeting) if word.folded not in _NOT_NAMES and not word.raw[0].isdigit()]
    return [word for word in found if word.raw[0].isupper() or looks_misspelt(word.raw, name)]


def _as_addressed(greeted: list[Word], greeting: str, recipient: Profile) -> str:
    """As many names as were used: the last one after a title, otherwise the first."""
    name = recipient.name or ""
    if len(greeted) > 1:
        return name
    has_title = any(word.folded in HONORIFICS for word in words(greeting))
    return name.split()[-1] if has_title else recipient.first_name or name
