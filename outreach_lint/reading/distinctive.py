"""The swap test: of how many other people would a remark be just as true?"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache

from outreach_lint.message import Span
from outreach_lint.profile import Fact, Profile
from outreach_lint.reading.references import Reference, Status, find_references
from outreach_lint.reading.words import content_stems, stem, words


def holders(reference: Reference, sentence: tuple[Span, str], pool: Sequence[Profile]) -> int:
    """How many profiles of the pool support the same words of a sentence, by a fact of the same kind or by one that covers them all."""
    if reference.text.isupper():  # "MIT" shares no word with the name that it stands for
        return sum(_fits(reference, sentence, other) for other in pool)
    wanted = content_stems(reference.text).keys() or {stem(word.folded) for word in words(reference.text)}
    return sum(_fits(reference, sentence, near) for other in pool if (near := _near(other, wanted)).facts)


def _near(profile: Profile, wanted: Set[str]) -> Profile:
    """The facts of a profile that share a word with what is looked for: a pool is large, and the rest cannot match."""
    return Profile(tuple(fact for fact, stems in _stems(profile) if not stems.isdisjoint(wanted)))


@lru_cache(maxsize=2048)
def _stems(profile: Profile) -> tuple[tuple[Fact, frozenset[str]], ...]:
    """The words of each fact without their endings; kept, because a pool is asked about many messages."""
    return tuple((fact, frozenset(stem(word.folded) for word in words(fact.text))) for fact in profile.facts)


def _fits(reference: Reference, sentence: tuple[Span, str], profile: Profile) -> bool:
    return any(
        other.status in (Status.GROUNDED, Status.STALE)
        and other.fact is not None
        and reference.fact is not None
        and other.span.overlaps(reference.span)
        and (other.fact.kind is reference.fact.kind or _covers(other.span, reference.span))
        for other in find_references([sentence], profile)
    )


def _covers(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end
