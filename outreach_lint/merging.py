"""Several sources of one person, made one profile, in which each fact keeps its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.folding import unaccented
from outreach_lint.profile import Fact, FactKind, Profile, address_key, name_words

# What an entry of a section is about; entries that do not agree on it are never the same.
_MAIN = {"work": FactKind.EMPLOYER, "volunteer": FactKind.CAUSE, "education": FactKind.SCHOOL}
_BESIDE = frozenset({FactKind.HIGHLIGHT, FactKind.PROJECT_TEXT, FactKind.PUBLICATION_TEXT, FactKind.PUBLISHER, FactKind.SUMMARY})
# Where one value that begins another says the same: "Bergen" and "Bergen, Norway".
_SHORTENED = frozenset(
    {
        FactKind.PLACE,
        FactKind.SUMMARY,
        FactKind.HEADLINE,
        FactKind.EMPLOYER,
        FactKind.SCHOOL,
        FactKind.DEGREE,
        FactKind.FIELD,
        FactKind.CAUSE,
    }
)
_BASICS = "basics"
_WHOLE = 2  # words of a name that tells somebody from others


def merge_profiles(profiles: Sequence[Profile]) -> Profile:
    """One profile of several: what a later source repeats is left out, what it adds to an entry stands in that entry. The sources of facts begin with
    the names of their files ("github.json:projects[0].name"). Raises ProfileError where two of them name different people."""
    if len(profiles) == 1:
        return profiles[0]
    _refuse_two_people(profiles)
    labels = _labels(profiles)
    entries: dict[str, list[Fact]] = {}
    for profile, label in zip(profiles, labels, strict=True):
        _add(profile, label, entries)
    addresses = {address_key(address): address for profile in reversed(profiles) for address in reversed(profile.addresses)}
    return Profile(
        tuple(fact for facts in entries.values() for fact in facts),
        profiles[0].path,
        tuple(reversed(addresses.values())),
        tuple(f"{label}: {one}" for profile, label in zip(profiles, labels, strict=True) for one in profile.unread),
    )


def folded(text: str) -> str:
    """A text as it is compared: its letters and digits, in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def name_key(name: str | None) -> tuple[str, ...]:
    """A name as it is compared: its words in order, without accents, titles and what stands behind it."""
    family, comma, given = (name or "").partition(", ")  # "Example, Ada"
    is_turned = comma and " " not in family and given.istitle() and " " not in given
    words = name_words(f"{given} {family}" if is_turned else name or "")
    plain = unaccented(" ".join(words))
    return tuple(word for part in re.split(r"[\s-]+", plain) if (word := folded(part)))


def may_be_one(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names can be those of one person: one is a part of the other or no whole name, or only the first names differ in how they are
    called, or they are written in two scripts."""
    one, other = ({word for word in words if len(word) > 1} for words in (some, others))
    if min(len(one), len(other)) < _WHOLE or one <= other or other <= one or not all(map(str.isascii, one | other)):
        return True
    return some[-1] == others[-1] and _is_called(some[0], others[0])


def _is_called(one: str, other: str) -> bool:
    """Whether one first name is short for the other, or both are for a third."""
    from nicknames import NickNamer

    called = [NickNamer().nicknames_of(name) | NickNamer().canonicals_of(name) | {name} for name in (one, other)]
    return other in called[0] or one in called[1]


def _refuse_two_people(profiles: Sequence[Profile]) -> None:
    named = [(profile, name_key(profile.name)) for profile in profiles if profile.name]
    for profile, words in named[1:]:
        first, others = named[0]
        shared = {address_key(one) for one in profile.addresses} & {address_key(one) for one in first.addresses}
        if not shared and not may_be_one(words, others):
            problem = f"tells of {profile.spoken_name or 'somebody else'}, and {first.path} of {first.spoken_name}; one message goes to one of them"
            raise ProfileError(problem, path=profile.path)


def _labels(profiles: Sequence[Profile]) -> list[str]:
    """A name for each source: that of its file, with a number where two files are called the same."""
    names = [Path(profile.path or "profile").name.replace(":", "_") for profile in profiles]
    return [f"{name}#{names[:i].count(name) + 1}" if names.count(name) > 1 else name for i, name in enumerate(names)]


def _add(profile: Profile, label: str, entries: dict[str, list[Fact]]) -> None:
    """Add what a source tells to the entries that are known: to one that it tells of too, or as one of its own."""
    known: dict[str, list[tuple[str, list[Fact]]]] = {}
    for name, facts in entries.items():
        known.setdefault(_about(facts), []).append((name, facts))
    for entry, facts in profile.by_entry.items():
        alike = known.get(_about(facts), ())
        into = next((name for name, others in alike if _are_same(facts, others)), f"{label}:{entry}")
        said = entries.setdefault(into, [])
        if said and not any(fact.start or fact.end for fact in said):
            dated = facts[0]
            said[:] = [replace(fact, start=dated.start, end=dated.end, current=dated.current) for fact in said]
        new = [fact for fact in facts if not any(_repeats(fact, other) for other in said)]
        longer = [fact for fact in facts if fact.kind is FactKind.SUMMARY and fact not in new]
        said[:] = [fact for fact in said if not any(_goes_on(one, fact) for one in longer)]
        new += [one for one in longer if not any(_repeats(one, fact) for fact in said)]
        said += (replace(fact, source=f"{label}:{fact.source}", entry=into) for fact in new)


def _about(facts: Sequence[Fact]) -> str:
    """What entries have to share to be the same: the section, and but for jobs and schools, which can be written in several ways, what they name."""
    section = facts[0].section
    return section if section in _MAIN or facts[0].entry.rpartition(":")[2] == _BASICS else f"{section} {folded(facts[0].text)}"


def _are_same(some: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """Whether two entries are about the same thing: they agree on what it is, and on all else that both of them tell."""
    if (some[0].entry.rpartition(":")[2] == _BASICS) != (others[0].entry.rpartition(":")[2] == _BASICS):
        return False
    if some[0].entry.rpartition(":")[2] == _BASICS:
        return True
    if some[0].section != others[0].section:
        return False
    main = _MAIN.get(some[0].section, some[0].kind)
    kinds = {fact.kind for fact in some} & {fact.kind for fact in others} - _BESIDE
    years = {fact.start.year for fact in (some[0], others[0]) if fact.start}
    return main in kinds and len(years) < 2 and all(_agree(kind, some, others) for kind in kinds)


def _goes_on(fact: Fact, other: Fact) -> bool:
    """Whether a text begins with all of another and then says more."""
    return fact.kind is other.kind and folded(fact.text) != folded(other.text) and folded(fact.text).startswith(folded(other.text))


def _agree(kind: FactKind, some: Sequence[Fact], others: Sequence[Fact]) -> bool:
    return any(_repeats(one, other) for one in some if one.kind is kind for other in others if other.kind is kind)


def _repeats(fact: Fact, other: Fact) -> bool:
    """Whether one of two facts says what the other says."""
    one, two = folded(fact.text), folded(other.text)
    is_part = fact.kind in _SHORTENED and bool(one and two) and (one.startswith(two) or two.startswith(one))
    return fact.kind is other.kind and (one == two or is_part)
