"""What two people have in common by their profiles, and whether a text speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.reading.names import organisation_variants
from outreach_lint.reading.words import content_stems, fold, stem, words


class CommonGround(NamedTuple):
    """The same thing in two profiles: as the recipient's says it, and as the sender's does."""

    theirs: Fact
    yours: Fact


# Being there with others makes common ground by itself; the rest does only where few people have it.
_BODIES = (FactKind.SCHOOL, FactKind.EMPLOYER, FactKind.CAUSE)
_WORKS = (FactKind.PUBLISHER, FactKind.PROJECT, FactKind.PERSON)
# ... and up to which share of a pool of other people: the city, the tool and the language that many have are no common ground.
_RARE = {FactKind.INTEREST: 0.05, FactKind.LANGUAGE: 0.05, FactKind.CERTIFICATE: 0.02, FactKind.SKILL: 0.01, FactKind.PLACE: 0.01}
_FULL_NAME = 2  # words
_LEAST_POOL = 30  # below, a share says nothing
_NOWHERE = lazy(
    r"\b(?:self[- ]?employed|freelancer?|confidential|stealth|various|independent|retired|blog|newsletter|post|article|linkedin|medium|substack"
    r"|youtube|github|gitlab|twitter|mastodon|facebook|instagram|arxiv|self-published|own website|coursera|udemy|edx)\b",
    re.I,
)
# What people may have in common and do not want to hear from a stranger.
_PRIVATE = lazy(
    r"\b(?:church|mosque|synagogue|temple|parish|bible|prayer|cancer|recovery|anonymous|support group|rehab\w*|survivors?|bereave\w*|hospice|party"
    r"|lgbt\w*|pride|refugees?|asylum|prison\w*|veterans?|addict\w*|depress\w*|disab\w*)\b",
    re.I,
)


def common_ground(recipient: Profile, sender: Profile, pool: Sequence[Profile] = ()) -> Iterator[CommonGround]:
    """What both have, what is worth most first: schools and employers, causes, events, projects, people. Interests, languages, skills and places only
    where a `pool` of other people shows that they are rare."""
    yield from _shared(recipient, sender, _BODIES, _BODIES)
    for kind in _WORKS:
        yield from _shared(recipient, sender, (kind,), (kind,))
    if len(pool) < _LEAST_POOL:
        return
    for kind, most in _RARE.items():
        for common in _shared(recipient, sender, (kind,), (kind,)):
            if sum(_holds(common.theirs, other) for other in pool) <= most * len(pool):
                yield common


def _shared(
    recipient: Profile, sender: Profile, theirs: tuple[FactKind, ...], yours: tuple[FactKind, ...]
) -> Iterator[CommonGround]:
    own = [(fact, _names(fact)) for fact in sender.of_kind(*yours)]
    for fact in sorted(recipient.of_kind(*theirs), key=lambda f: theirs.index(f.kind)):
        names = _names(fact)
        same = next((other for other, other_names in own if names & other_names), None)
        if same is not None:
            yield CommonGround(fact, same)


def _names(fact: Fact) -> frozenset[tuple[str, ...]]:
    """The forms by which a fact is told to be the same as another; none for what is no place to share."""
    if _NOWHERE.search(fact.text) or _PRIVATE.search(fact.text):
        return frozenset()
    if fact.kind in _BODIES or fact.kind is FactKind.PUBLISHER:
        return frozenset(form for form, in_capitals in organisation_variants(fact.text) if not in_capitals)
    whole = tuple(word.folded for word in words(fact.text))
    if fact.kind is FactKind.PERSON and len(whole) < _FULL_NAME:
        return frozenset()  # there are many Annes
    return frozenset({whole}) if whole else frozenset()


def _holds(fact: Fact, profile: Profile) -> bool:
    return any(fold(fact.text) == fold(other.text) for other in profile.of_kind(fact.kind))


def speaks_of(text: str, fact: Fact) -> bool:
    """Whether a text names a fact in any way: one telling word of its name is enough (the last, which is often "care" or "technology", only
    with a capital), or its initials."""
    own = words(text)
    said, capitals = ({stem(word.folded) for word in some} for some in (own, [word for word in own if word.raw[0].isupper()]))
    telling = list(content_stems(fact.text)) or [stem(word.folded) for word in words(fact.text)]
    initials = {form[0] for form, in_capitals in organisation_variants(fact.text) if in_capitals and len(form) == 1}
    leading = telling[:-1] or telling
    return not said.isdisjoint(leading) or telling[-1] in capitals or not initials.isdisjoint(word.folded for word in own)
