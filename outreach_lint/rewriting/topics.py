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

    `own` is the fact of the sender's profile that a shared topic rests on as well; `reasons` say why it was chosen. `is_published`: the facts come from
    what the person published, so that "your profile" can be said of it, and not from what the sender noted down.
    """

    kind: TopicKind
    facts: Mapping[str, Fact]
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    own: Fact | None = None
    is_published: bool = True

    @property
    def main(self) -> Fact:
        """The fact that it is about."""
        return next(iter(self.facts.values()))

    @property
    def entries(self) -> frozenset[str]:
        """The entries of the profile that it speaks of."""
        return frozenset(fact.entry for fact in self.facts.values())


# What a proposal that asks about it is called.
SUBJECTS = {
    TopicKind.SHARED_SCHOOL: "the school that you share", TopicKind.SHARED_EMPLOYER: "the employer that you share", TopicKind.SHARED_CAUSE:
    "the cause that you share", TopicKind.SHARED_EVENT: "the event that you share", TopicKind.SHARED_PERSON: "somebody whom you both name",
    TopicKind.SHARED_FIELD: "the subject that you share",
    TopicKind.SHARED_INTEREST: "the interest that you share", TopicKind.SHARED_LANGUAGE: "the language that you share",
    TopicKind.SHARED_PLACE: "the place that you share", TopicKind.TALK: "their talk", TopicKind.POST: "their post", TopicKind.PUBLICATION:
    "what they wrote", TopicKind.EPISODE: "what they recorded", TopicKind.PROJECT: "their project", TopicKind.CAREER_CHANGE:
    "their change of career", TopicKind.PROMOTION: "their change of role", TopicKind.FOUNDING: "how they started", TopicKind.CAUSE:
    "their volunteer work", TopicKind.DEED: "what they did", TopicKind.LINE: "a line of their profile", TopicKind.STUDIES: "their studies",
    TopicKind.AWARD: "their award", TopicKind.INTEREST: "an interest of theirs", TopicKind.TENURE: "their years at one place",
    TopicKind.POSITION: "their work",
}  # fmt: skip
# What only the sender can know, and makes a better opening than any remark.
HAVE_YOU = {
    TopicKind.TALK: "Have you heard their talk, or seen its slides? Say which point stayed with you.",
    TopicKind.POST: "Have you read their post? Say which line stayed with you.",
    TopicKind.PUBLICATION: "Have you read what they wrote? Say which point stayed with you.",
    TopicKind.EPISODE: "Have you listened to what they recorded? Say which point stayed with you.",
    TopicKind.PROJECT: "Have you used or seen their project? Say what you did with it.",
}
# What can be asked about right behind a sentence of the draft that speaks of it, and how such a sentence calls it.
CALLED = {
    TopicKind.TALK: r"\b(?:talk|keynote|lecture|session|spoke|presentation|panel|slides|webinar)\b",
    TopicKind.POST: r"\b(?:post|posted|piece|article|thread|wrote|blog|essay|column|writing)\b",
    TopicKind.PUBLICATION: r"\b(?:paper|article|piece|book|essay|study|wrote|review|chapter|writing|thesis|column|report)\b",
    TopicKind.EPISODE: r"\b(?:episode|podcast|interview|video|show)\b",
    TopicKind.PROJECT: r"",
    TopicKind.CAUSE: r"\b(?:volunteer\w*|charity|cause|work|help)\b",
    TopicKind.AWARD: r"\b(?:award|prize|medal|won|winning)\b",
    TopicKind.DEED: r"",
}
