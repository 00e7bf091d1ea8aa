"""What a remark can be about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from outreach_lint.profile import Fact


class TopicKind(StrEnum):
    """The kinds of topics; constructions.py has the wordings of each."""

    SHARED_SCHOOL = "shared-school"
    SHARED_EMPLOYER = "shared-employer"
    SHARED_CAUSE = "shared-cause"
    SHARED_EVENT = "shared-event"
    SHARED_FIELD = "shared-field"
    SHARED_INTEREST = "shared-interest"
    SHARED_LANGUAGE = "shared-language"
    SHARED_PLACE = "shared-place"
    TALK = "talk"
    POST = "post"
    PUBLICATION = "publication"
    EPISODE = "episode"
    PROJECT = "project"
    CAREER_CHANGE = "career-change"
    SHARED_PERSON = "shared-person"
    PROMOTION = "promotion"
    FOUNDING = "founding"
    CAUSE = "cause"
    DEED = "deed"
    LINE = "line"
    STUDIES = "studies"
    AWARD = "award"
    INTEREST = "interest"
    TENURE = "tenure"
    POSITION = "position"

    @property
    def is_shared(self) -> bool:
        """Whether it is something that the sender has too."""
        return self.value.startswith("shared-")


@dataclass(frozen=True)
class Topic:
    """Facts of the recipient that make one remark, under the names that the wording gives them, the one it is about first.

    `own` is the fact of the sender's profile that a shared topic rests on as well; `reasons` say why it was chosen.
    """

    kind: TopicKind
    facts: Mapping[str, Fact]
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    own: Fact | None = None

    @property
    def main(self) -> Fact:
        """The fact that it is about."""
        return next(iter(self.facts.values()))

    @property
    def entries(self) -> frozenset[str]:
        """The entries of the profile that it speaks of."""
        return frozenset(fact.entry for fact in self.facts.values())
