"""What of a recipient's profile is worth a remark, best first, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from outreach_lint.profile import Fact, FactKind, PartialDate, Profile
from outreach_lint.reading.names import organisation_variants
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

# Never a subject for a stranger, whatever the profile says: health, family, faith, politics, origin, age, home, money.
_SENSITIVE = re.compile(
    r"\b(?:cancer\w*|ill(?:ness)?|disease\w*|disab\w*|depress\w*|anxiety|mental health|autis\w*|adhd|hiv|aids|diabet\w*|alzheimer\w*|dementia"
    r"|chemo\w*|dyslexi\w*|bipolar|ptsd|trauma\w*|addict\w*|alcoholi\w*|recover(?:y|ing)|rehab\w*|sober|suicid\w*|patients?|surviv\w+|surgery|ivf"
    r"|pregnan\w*|matern\w*|patern\w*|miscarr\w*|divorc\w*|marri\w*|wedding|widow\w*|husband|wife|spouse|fianc\w+|child\w*|kids?|sons?|daughters?"
    r"|mother\w*|father\w*|mum|mom|dad|parent\w*|grand\w+|famil(?:y|ies)|bab(?:y|ies)|funeral|grief|bereave\w*|church\w*|mosques?|synagogues?|temples?"
    r"|christian\w*|catholic\w*|protestant\w*|muslims?|islam\w*|jew\w*|hindu\w*|buddhis\w*|sikh\w*|ramadan|bible|quran|torah|faith\w*|religio\w*"
    r"|pray\w*|atheis\w*|conservatives?|republicans?|democrats?|(?:labour|green|communist|tory) party|elections?|trade unions?|refugees?|asylum"
    r"|immigrants?|lgbt\w*|gay|lesbian|queer|trans(?:gender)?|ethnic\w*|rac(?:e|ial)|years old|born (?:in|on)|birthday|(?:age|aged|turning|turned) \d+"
    r"|address|salary|debt|bankrupt\w*|convict\w*|prison\w*)\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d+ [A-Z]\w+ (?:street|road|avenue|lane|drive|way)\b|\+?\d[\d ()-]{7,}\d",
    re.I,
)
# Text that is no plain phrase: addresses, markup, slots, commands, instructions to a machine.
_UNSAFE = re.compile(
    r"\w:/|:/|www\.|\w\.(?!js\b)\w*[a-z]{2,}(?:/|\b)|@|[{}<>\[\]|\\^`~*#=_$;%&]|(?:mailto|javascript|data|system|assistant|user)\s*:"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,20}\b(?:all|any|every\w*|previous|above|the|your|this|that)\b"
    r"|\b(?:prompt|instruction)s?\b|\bpay no attention\b",
    re.I,
)
_NO_PLACE_TO_SHARE = frozenset(
    {
        "self-employed",
        "self employed",
        "freelance",
        "freelancer",
        "confidential",
        "stealth",
        "stealth startup",
        "various",
        "independent",
    }
)
_INVISIBLE = frozenset("\u3164\u115f\u1160\uffa0\u200d")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_TOPICS = 24


def is_safe(text: str) -> bool:
    """Whether a text of the profile can be put into a message: a plain phrase of letters, that is no address, no markup and no
    instruction, compared after compatibility folding."""
    folded = unicodedata.normalize("NFKC", text)
    invisible = any(c in _INVISIBLE for c in folded)
    marks = re.search(r"[\u0300-\u036f]{3,}", unicodedata.normalize("NFD", text))
    return bool(_LETTER.search(folded)) and len(text) <= _LONGEST and not invisible and not marks and not _UNSAFE.search(folded)


def is_sensitive(text: str) -> bool:
    """Whether a text speaks of what no stranger should mention."""
    return bool(_SENSITIVE.search(unicodedata.normalize("NFKC", text)))


def rank_topics(recipient: Profile, draft: str, sender: Profile | None = None) -> list[Topic]:
    """The topics of a profile, best first. `draft` and `sender` tell what is near; how fresh a fact is, is told from the newest date in
    the profile; equal ones keep its order."""
    near = content_stems(draft) | (content_stems(sender.text) if sender else {})
    said = {w.folded for w in words(draft)}
    newest = max((d.year for fact in recipient.facts for d in (fact.start, fact.end) if d), default=0)
    fit = (topic for topic in _topics(recipient, sender, newest) if _is_fit(topic, recipient))
    topics = [_scored(topic, recipient, near, said, newest) for topic in islice(fit, 10 * _MOST_TOPICS)]
    return sorted(topics, key=lambda topic: -topic.score)[:_MOST_TOPICS]


def _is_fit(topic: Topic, recipient: Profile) -> bool:
    """Whether the topic's own words are safe, and nothing in the entry that they come from is sensitive."""
    entries = {fact.entry for fact in topic.facts.values()}
    around = [fact.text for entry in entries for fact in recipient.by_entry[entry]]
    return all(is_safe(fact.text) for fact in topic.facts.values()) and not any(map(is_sensitive, around))


def _scored(topic: Topic, recipient: Profile, near: Iterable[str], said: set[str], newest: int) -> Topic:
    main = next(iter(topic.facts.values()))
    whole_entry = " ".join(fact.text for fact in recipient.by_entry[main.entry])
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
        own = {fold(fact.text) for fact in sender.of_kind(kind)} - _NO_PLACE_TO_SHARE
        for fact in recipient.of_kind(kind):
            if fold(fact.text) in own and any(organisation_variants(fact.text)):
                yield Topic(topic_kind, {"shared": fact}, 0, ("you have it in common",))
