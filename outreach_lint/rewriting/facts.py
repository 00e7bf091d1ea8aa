"""What of a recipient's profile is worth a remark, best first, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from outreach_lint.profile import Fact, FactKind, PartialDate, Profile
from outreach_lint.reading.words import content_stems, fold, words


class TopicKind(StrEnum):
    """What a remark can be about; realise.py has the wording of each."""

    SHARED_SCHOOL = "shared-school"
    SHARED_EMPLOYER = "shared-employer"
    TALK = "talk"
    POST = "post"
    PUBLICATION = "publication"
    PROJECT = "project"
    CAREER_CHANGE = "career-change"
    CAUSE = "cause"
    HIGHLIGHT = "highlight"
    STUDIES = "studies"
    AWARD = "award"
    INTEREST = "interest"
    TENURE = "tenure"
    POSITION = "position"


@dataclass(frozen=True)
class Topic:
    """Facts that make one remark, under the names that the wording gives them; `reasons` say why they were chosen."""

    kind: TopicKind
    facts: dict[str, Fact]
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Identifies the topic by the entries it speaks of."""
        return tuple(sorted({fact.source for fact in self.facts.values()}))


# How gladly people are asked about a thing: what they chose themselves before what was assigned to them.
_WORTH = {
    TopicKind.SHARED_SCHOOL: 4.6, TopicKind.SHARED_EMPLOYER: 4.6, TopicKind.TALK: 5.0, TopicKind.POST: 5.0, TopicKind.PUBLICATION: 4.8,
    TopicKind.PROJECT: 4.8, TopicKind.CAREER_CHANGE: 4.4, TopicKind.CAUSE: 3.8, TopicKind.HIGHLIGHT: 3.6, TopicKind.STUDIES: 3.0,
    TopicKind.AWARD: 3.0, TopicKind.INTEREST: 2.6, TopicKind.TENURE: 2.4, TopicKind.POSITION: 1.5,
}  # fmt: skip
_NEAR_PER_STEM, _MOST_NEAR = 0.7, 2.1
_STALE_PER_YEAR, _MOST_STALE = 0.2, 1.6
_ALREADY_SAID = 3.0
_LONG_TENURE = 5
_LONGEST = 110

# Never a subject for a stranger, whatever the profile says.
_SENSITIVE = re.compile(
    r"\b(?:cancer|illness|disab\w*|depress\w*|anxiety|mental health|autis\w*|adhd|patient of|surviv\w+|pregnan\w*|matern\w*|patern\w*"
    r"|divorc\w*|married|widow\w*|husband|wife|child|children|kids?|sons?|daughters?|mother of|father of|famil(?:y|ies)|church|mosque"
    r"|synagogue|christian|muslim|jewish|hindu|bible|quran|faith|religio\w*|prayer|conservative|republican|democrat|labour party|trade union"
    r"|lgbt\w*|gay|lesbian|queer|trans(?:gender)?|ethnic\w*|race|years old|born in|address|salary|convict\w*|prison)\b",
    re.I,
)
# Text that is no plain phrase: addresses, markup, slots, instructions to a machine.
_UNSAFE = re.compile(
    r"https?:|www\.|@|[{}<>\[\]|\\^`~*#=_]|\b(?:ignore|disregard|forget) (?:all|any|previous|the|your)\b|\b(?:prompt|instruction)s?\b",
    re.I,
)


def rank_topics(recipient: Profile, draft: str, sender: Profile | None = None) -> list[Topic]:
    """The topics of a profile, best first. `draft` and `sender` tell what is near; how fresh a fact is, is told from the newest date in
    the profile; equal ones keep its order."""
    near = content_stems(draft) | (content_stems(sender.text) if sender else {})
    said = {w.folded for w in words(draft)}
    newest = max((d.year for fact in recipient.facts for d in (fact.start, fact.end) if d), default=0)
    topics = [_scored(topic, recipient, near, said, newest) for topic in _topics(recipient, sender, newest) if _is_fit(topic)]
    return sorted(topics, key=lambda topic: -topic.score)


def _is_fit(topic: Topic) -> bool:
    texts = [fact.text for fact in topic.facts.values()]
    return all(0 < len(text) <= _LONGEST and not _SENSITIVE.search(text) and not _UNSAFE.search(text) for text in texts)


def _scored(topic: Topic, recipient: Profile, near: Iterable[str], said: set[str], newest: int) -> Topic:
    main = next(iter(topic.facts.values()))
    whole_entry = " ".join(fact.text for fact in recipient.facts if fact.entry == main.entry)
    shared = content_stems(whole_entry).keys() & set(near)
    closeness = min(_MOST_NEAR, _NEAR_PER_STEM * len(shared))
    when = main.end or main.start
    age = 0 if main.current or when is None else newest - when.year
    staleness = min(_MOST_STALE, _STALE_PER_YEAR * age)
    own = {w.folded for w in words(main.text)}
    repeated = _ALREADY_SAID if own and own <= said else 0.0
    reasons = [*topic.reasons]
    if shared:
        reasons.append("near to what the draft speaks of")
    if when and age <= 2 and not main.current:
        reasons.append("recent")
    return Topic(topic.kind, topic.facts, _WORTH[topic.kind] + closeness - staleness - repeated, tuple(reasons))


def _topics(recipient: Profile, sender: Profile | None, newest: int) -> Iterator[Topic]:
    yield from _shared(recipient, sender)
    yield from _titled(recipient)
    yield from _career(recipient, newest)
    for kind, topic_kind, name in (
        (FactKind.HIGHLIGHT, TopicKind.HIGHLIGHT, "highlight"),
        (FactKind.AWARD, TopicKind.AWARD, "award"),
        (FactKind.INTEREST, TopicKind.INTEREST, "interest"),
    ):
        yield from (
            Topic(topic_kind, {name: fact}, 0)
            for fact in recipient.of_kind(kind)
            if kind is not FactKind.HIGHLIGHT or _is_phrase(fact)
        )


def _is_phrase(fact: Fact) -> bool:
    """Whether a highlight can be quoted: one clause, of a few words at least."""
    return len(fact.text.split()) >= 3 and not re.search(r"[.!?;]\s", fact.text)


def _titled(recipient: Profile) -> Iterator[Topic]:
    for kind, topic_kind in (
        (FactKind.TALK, TopicKind.TALK),
        (FactKind.POST, TopicKind.POST),
        (FactKind.PUBLICATION, TopicKind.PUBLICATION),
        (FactKind.PROJECT, TopicKind.PROJECT),
    ):
        for fact in recipient.of_kind(kind):
            place = recipient.beside(fact, FactKind.PUBLISHER)
            yield Topic(topic_kind, {"title": fact, **({"place": place} if place else {})}, 0, ("their own choice of subject",))


def _career(recipient: Profile, newest: int) -> Iterator[Topic]:
    jobs = [fact for fact in recipient.of_kind(FactKind.POSITION) if fact.source.startswith("work")]
    jobs.sort(key=lambda fact: fact.start or PartialDate(0), reverse=True)
    employers = {fact.entry: fact for fact in recipient.of_kind(FactKind.EMPLOYER)}
    for later, earlier in pairwise(jobs):
        if later.entry in employers and earlier.entry in employers and _follows(later, earlier):
            facts = {"new": later, "old": earlier, "employer": employers[later.entry], "former": employers[earlier.entry]}
            yield Topic(TopicKind.CAREER_CHANGE, facts, 0, ("their own decision",))
            break
    for job in jobs[:1]:
        employer = employers.get(job.entry)
        if employer and job.current:
            yield Topic(TopicKind.POSITION, {"position": job, "employer": employer}, 0)
            if job.start and newest - job.start.year >= _LONG_TENURE:
                yield Topic(TopicKind.TENURE, {"employer": employer}, 0, (f"there since {job.start.year}",))
    for cause in recipient.of_kind(FactKind.CAUSE):
        if cause.source.startswith("volunteer"):
            yield Topic(TopicKind.CAUSE, {"cause": cause}, 0, ("their own choice",))
    present = next((fact for fact in jobs if fact.current), None)
    for field in recipient.of_kind(FactKind.FIELD):
        if present and not content_stems(field.text).keys() & content_stems(present.text).keys():
            yield Topic(TopicKind.STUDIES, {"field": field, "position": present}, 0, ("far from their present work",))
            break


def _follows(later: Fact, earlier: Fact) -> bool:
    """Whether one position came after another and has no word in common with it: a change of career, not a promotion."""
    in_turn = later.start is not None and earlier.start is not None and earlier.start < later.start and not earlier.current
    return in_turn and not {w.folded for w in words(later.text)} & {w.folded for w in words(earlier.text)}


def _shared(recipient: Profile, sender: Profile | None) -> Iterator[Topic]:
    if sender is None:
        return
    for kind, topic_kind in ((FactKind.SCHOOL, TopicKind.SHARED_SCHOOL), (FactKind.EMPLOYER, TopicKind.SHARED_EMPLOYER)):
        own = {fold(fact.text) for fact in sender.of_kind(kind)}
        for fact in recipient.of_kind(kind):
            if fold(fact.text) in own:
                yield Topic(topic_kind, {"shared": fact}, 0, ("you have it in common",))
