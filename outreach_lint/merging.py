"""Several sources of one person, made one profile, in which each fact keeps its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from outreach_lint.errors import ProfileError
from outreach_lint.profile import Fact, FactKind, Profile

# What tells an entry from others of its section: these together, where it has them.
_TELLING = frozenset(FactKind) - {
    FactKind.HIGHLIGHT, FactKind.PROJECT_TEXT, FactKind.PUBLICATION_TEXT, FactKind.PUBLISHER, FactKind.DEGREE, FactKind.FIELD, FactKind.SUMMARY,
}  # fmt: skip


def merge_profiles(profiles: Sequence[Profile]) -> Profile:
    """One profile of several: what a later source repeats is left out, what it adds to an entry stands in that entry. The sources of facts begin with
    the names of their files ("github.json:projects[0].name"). Raises ProfileError where two of them name different people."""
    if len(profiles) == 1:
        return profiles[0]
    _refuse_two_people(profiles)
    facts: list[Fact] = []
    for profile, label in zip(profiles, _labels(profiles), strict=True):
        facts.extend(_new(profile, label, facts))
    return Profile(
        tuple(facts),
        profiles[0].path,
        tuple(dict.fromkeys(address for profile in profiles for address in profile.addresses)),
        tuple(f"{label}: {one}" for profile, label in zip(profiles, _labels(profiles), strict=True) for one in profile.unread),
    )


def folded(text: str) -> str:
    """A text as it is compared: its letters and digits, in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _refuse_two_people(profiles: Sequence[Profile]) -> None:
    named = [(profile, words) for profile in profiles if len(words := _words(profile.name)) > 1]
    for profile, words in named[1:]:
        first, others = named[0]
        if words.isdisjoint(others) and all(map(str.isascii, words | others)):
            problem = f"tells of {profile.spoken_name or 'somebody else'}, and {first.path} of {first.spoken_name}; one message goes to one of them"
            raise ProfileError(problem, path=profile.path)


def _words(name: str | None) -> set[str]:
    return {folded(word) for word in (name or "").split()} - {""}


def _labels(profiles: Sequence[Profile]) -> list[str]:
    """A name for each source: that of its file, with a number where two files are called the same."""
    names = [Path(profile.path or "profile").name.replace(":", "_") for profile in profiles]
    return [f"{name}#{names[:i].count(name) + 1}" if names.count(name) > 1 else name for i, name in enumerate(names)]


def _new(profile: Profile, label: str, known: Sequence[Fact]) -> Iterator[Fact]:
    """What a source adds to the facts that are known, each with the label of the source."""
    entries = {_identity(facts): facts for facts in Profile(tuple(known)).by_entry.values()}
    for entry, facts in profile.by_entry.items():
        same = entries.get(_identity(facts), ())
        said = {(fact.kind, folded(fact.text)) for fact in same}
        into = same[0].entry if same else f"{label}:{entry}"
        for fact in facts:
            if (fact.kind, folded(fact.text)) not in said:
                yield replace(fact, source=f"{label}:{fact.source}", entry=into)


def _identity(facts: Sequence[Fact]) -> frozenset[tuple[str, str]]:
    """What an entry is about; "basics" is about the person."""
    if facts[0].entry.rpartition(":")[2] == "basics":
        return frozenset({("basics", "")})
    telling = [fact for fact in facts if fact.kind in _TELLING]
    return frozenset((fact.kind.value, folded(fact.text)) for fact in telling or facts)
