"""Nothing invented: trace every word that a rewrite adds to the draft, to a fact that it claims, or to its construction."""

from __future__ import annotations

from collections.abc import Iterable

from outreach_lint.finding import Claim
from outreach_lint.profile import Fact, Profile
from outreach_lint.reading.words import words
from outreach_lint.rewriting.realise import CONSTRUCTION_WORDS


def claims_of(facts: Iterable[Fact]) -> tuple[Claim, ...]:
    """The claims that name these facts, each with its source."""
    return tuple(Claim(fact.text, fact.source) for fact in facts)


def untraced(text: str, draft: str, claims: Iterable[Claim], recipient: Profile | None) -> list[str]:
    """The words of `text` that stand neither in the draft, nor in a claim that the profile bears out, nor in a construction."""
    traced = set(CONSTRUCTION_WORDS) | {word.folded for word in words(draft)}
    for claim in claims:
        if recipient is not None and any(f.source == claim.source and f.text == claim.text for f in recipient.facts):
            traced |= {word.folded for word in words(claim.text)}
    return [word.raw for word in words(text) if word.folded not in traced]
