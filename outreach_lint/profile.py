"""What is known of a person: typed facts, each with the place in the profile that it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class FactKind(StrEnum):
    """What a fact tells about the person."""

    NAME = "name"
    HEADLINE = "headline"
    SUMMARY = "summary"
    PLACE = "place"
    POSITION = "position"
    EMPLOYER = "employer"
    HIGHLIGHT = "highlight"
    SCHOOL = "school"
    DEGREE = "degree"
    FIELD = "field"
    PROJECT = "project"
    PROJECT_TEXT = "project-text"
    PUBLICATION = "publication"
    TALK = "talk"
    PUBLISHER = "publisher"
    PUBLICATION_TEXT = "publication-text"
    POST = "post"
    CAUSE = "cause"
    AWARD = "award"
    CERTIFICATE = "certificate"
    SKILL = "skill"
    INTEREST = "interest"
    LANGUAGE = "language"


_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "rev", "hon"})


class PartialDate(NamedTuple):
    """A date as profiles give it: a year, perhaps a month and a day. Compares by time."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One citable item. `source` is its path ("work[0].position"); facts with the same `entry` ("work[0]") belong
    together. A `current` fact has begun and not ended."""

    kind: FactKind
    text: str
    source: str
    entry: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False


@dataclass(frozen=True)
class Profile:
    """A person's facts, in the order of the file they were read from."""

    facts: tuple[Fact, ...]
    path: str | None = None

    def of_kind(self, *kinds: FactKind) -> Iterator[Fact]:
        """The facts of these kinds, in order."""
        return (fact for fact in self.facts if fact.kind in kinds)

    def beside(self, fact: Fact, kind: FactKind) -> Fact | None:
        """The fact of this kind in the same entry: the employer of a position."""
        return next((f for f in self.by_entry[fact.entry] if f.kind == kind), None)

    @cached_property
    def by_entry(self) -> dict[str, list[Fact]]:
        """The facts by the entry that they belong to, in order."""
        entries: dict[str, list[Fact]] = {}
        for fact in self.facts:
            entries.setdefault(fact.entry, []).append(fact)
        return entries

    @cached_property
    def name(self) -> str | None:
        """The full name as the profile writes it."""
        return next((fact.text for fact in self.of_kind(FactKind.NAME)), None)

    @property
    def first_name(self) -> str | None:
        """What to call them: the first part of the name that is no title."""
        return next((part for part in (self.name or "").split() if part.rstrip(".").casefold() not in _TITLES), None)

    @cached_property
    def text(self) -> str:
        """Every value of the profile, one a line: what can be said to stand in it."""
        return "\n".join(fact.text for fact in self.facts)
