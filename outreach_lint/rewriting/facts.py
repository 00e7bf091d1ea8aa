"""What of a recipient's profile is worth a remark, best first, and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice, pairwise

from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, PartialDate, Profile
from outreach_lint.reading.common_ground import common_ground
from outreach_lint.reading.words import content_stems, fold, words
from outreach_lint.rewriting.grammar import deed, founded, height_of, spoken_title
from outreach_lint.rewriting.screening import is_safe, is_sensitive
from outreach_lint.rewriting.topics import Topic, TopicKind

# How gladly people are asked about a thing: what they chose themselves before what was assigned to them.
_WORTH = {
    TopicKind.TALK: 5.0, TopicKind.POST: 5.0, TopicKind.PUBLICATION: 4.8, TopicKind.EPISODE: 4.6, TopicKind.PROJECT: 4.8,
    TopicKind.SHARED_SCHOOL: 4.6, TopicKind.SHARED_EMPLOYER: 4.8, TopicKind.SHARED_CAUSE: 4.8, TopicKind.SHARED_EVENT: 4.4, TopicKind.SHARED_PERSON: 4.6,
    TopicKind.CAREER_CHANGE: 4.4, TopicKind.FOUNDING: 4.2, TopicKind.CAUSE: 3.8, TopicKind.DEED: 3.7, TopicKind.LINE: 3.0,
    TopicKind.SHARED_INTEREST: 3.4, TopicKind.SHARED_FIELD: 3.0, TopicKind.SHARED_LANGUAGE: 3.0, TopicKind.SHARED_PLACE: 2.8,
    TopicKind.PROMOTION: 2.4, TopicKind.STUDIES: 2.8, TopicKind.AWARD: 2.8, TopicKind.INTEREST: 2.6, TopicKind.TENURE: 2.4,
    TopicKind.POSITION: 1.6,
}  # fmt: skip
_NEAR_PER_STEM, _MOST_NEAR, _MOST_NEAR_LINE = 1.0, 3.0, 1.0
_STALE_PER_YEAR, _MOST_STALE = 0.2, 1.6
_ALREADY_SAID = 3.0
_ADVERTISING = 2.0
_DULL_DEED, _LONG_AGO, _OLD_CHANGE = 1.5, 1.2, 8  # the last in years
_REBUKES = 3.0
_UNIQUE, _COMMON = 0.6, -1.2  # in a pool: nobody else has it; more than one in twenty have
_LEAST_POOL, _MANY = 30, 0.05
_RECENT = 2  # years
_LONG_TENURE = 5  # years
_MOST_TOPICS = 24
_LONGEST_EPOCH = 12  # digits
_SHARED_KINDS = {
    FactKind.SCHOOL: TopicKind.SHARED_SCHOOL, FactKind.EMPLOYER: TopicKind.SHARED_EMPLOYER, FactKind.CAUSE: TopicKind.SHARED_CAUSE,
    FactKind.PUBLISHER: TopicKind.SHARED_EVENT, FactKind.PERSON: TopicKind.SHARED_PERSON,
    FactKind.FIELD: TopicKind.SHARED_FIELD, FactKind.INTEREST: TopicKind.SHARED_INTEREST,
    FactKind.LANGUAGE: TopicKind.SHARED_LANGUAGE, FactKind.PLACE: TopicKind.SHARED_PLACE,
}  # fmt: skip
_WORK_SECTIONS = ("work", "talks", "publications", "posts", "projects", "awards", "education", "certificates", "skills")
_RECORDED = lazy(r"\b(?:podcast|episode|radio|interview|video|webcast|livestream|youtube)\b", re.I)
# Up to a stop, but not one behind an initial or a shortened word.
_SENTENCE = lazy(
    r"\S.*?(?:(?<!\b[A-Z])(?<!\bDr)(?<!\bSt)(?<!\bMr)(?<!\bMs)(?<!\bvs)(?<!\bNo)(?<!\bMrs)(?<!\bProf)(?<!\bInc)(?<!\bLtd)[.!?](?=\s|$)|$)",
    re.S,
)
_DULL = lazy(
    r"^(?:responsible|various|duties|reporting|assist\w*|support\w*|member|part of|see|contact|email|write to"
    r"|accused|arrested|sued|rejected|dismissed|investigated|suspended|sacked)\b|\b(?:due|deadline|rfp|apply by|currently)\b",
    re.I,
)
_HEADCOUNT = lazy(
    r"^(?:lead|leads|led|manage[sd]?|supervise[sd]?|employ\w*|head\w*|run|runs|ran|overs\w+)\b.{0,30}\b(?:\d+|two|three|four|five|six|seven|eight|nine"
    r"|ten|twelve)\b",
    re.I,
)
# "Please stop sending coats" is no subject for whoever comes with coats.
_REBUKE = lazy(
    r"(?:please )?(?:stop|don't|do not|never|no more|enough)\b|why (?:I|we) (?:don't|do not|said no|passed|turned down)|I will not\b",
    re.I,
)
# A post that advertises a post is no subject for a conversation.
_ADVERT = lazy(r"\b(?:hiring|vacanc\w+|openings?|job alert|join (?:us|our)|apply|wanted|we need|I need|looking for)\b", re.I)
_FIRST_PERSON = lazy(r"\b(?:I|me|my|mine|we|us|our)\b", re.I)
_THIRD_PERSON = lazy(r"\b(?:he|she|his|her|him|hers)\b|(?:^|[.!?] )(?:they|their)\b", re.I)
# The files that people publish, or save of what others published. Any other may be the sender's own note, which its subject never sees.
_PUBLISHED = (".json", ".pdf", ".html", ".htm", ".xhtml", ".zip")
_NO_EMPLOYER = lazy(
    r"\b(?:self[- ]?employed|freelancer?|independent|confidential|stealth|various|retired|career break|own account)\b", re.I
)


@dataclass(frozen=True)
class Ground:
    """What the topics of a recipient are compared with: the draft, the sender's profile, other people's profiles, and the calendar."""

    draft: str
    sender: Profile | None
    pool: Sequence[Profile]
    today: date

    @cached_property
    def draft_stems(self) -> Mapping[str, object]:
        """The telling words of the draft."""
        return content_stems(self.draft)

    @cached_property
    def sender_stems(self) -> Mapping[str, object]:
        """The telling words of the sender's profile."""
        return content_stems(self.sender.text) if self.sender else {}

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of the draft."""
        return frozenset(word.folded for word in words(self.draft))

    @cached_property
    def pool_stems(self) -> list[frozenset[str]]:
        """The telling words of each profile of the pool; none of a pool that is too small to tell."""
        return [frozenset(content_stems(other.text)) for other in self.pool] if len(self.pool) >= _LEAST_POOL else []


def rank_topics(
    recipient: Profile, draft: str, sender: Profile | None = None, pool: Sequence[Profile] = (), today: date | None = None
) -> list[Topic]:
    """The topics of a profile, best first, each with the reasons for its place. `draft` and `sender` tell what is near, `pool` what is rare;
    how fresh a fact is beside the others, is told from the newest date in the profile; only what is so by the calendar, on the day that is given or
    on that of `_this_day`, is called recent. Equal ones keep its order."""
    ground = Ground(draft, sender, pool, today or _this_day())
    newest = max((d.year for fact in recipient.facts for d in (fact.start, fact.end) if d), default=0)
    told = (replace(topic, is_published=_is_published(topic, recipient)) for topic in _topics(recipient, ground, newest))
    fit = (topic for topic in told if _is_fit(topic, recipient))
    topics = [_scored(topic, recipient, ground, newest) for topic in islice(fit, 10 * _MOST_TOPICS)]
    return sorted(topics, key=lambda topic: -topic.score)[:_MOST_TOPICS]


def _this_day() -> date:
    """Today; or the day that SOURCE_DATE_EPOCH sets for all that a build writes, so that documentation built twice is the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() and len(epoch) < _LONGEST_EPOCH else date.today()


def _is_published(topic: Topic, recipient: Profile) -> bool:
    """Whether all facts of a topic come from files that the person published, or from no file."""
    files = (_file_of(fact, recipient) for fact in topic.facts.values())
    return all(file is None or file.lower().endswith(_PUBLISHED) for file in files)


def _file_of(fact: Fact, recipient: Profile) -> str | None:
    """The file that a fact was read from; of a profile of several, its source names it: "note.txt#2:basics.summary"."""
    label = fact.source.rpartition(":")[0]
    return re.sub(r"#\d+$", "", label) or recipient.path


def _is_fit(topic: Topic, recipient: Profile) -> bool:
    """Whether the topic's words are safe and no private note, and neither they nor the entry beside a thing of their own choice are private."""
    facts = topic.facts.values()
    is_told_freely = topic.kind is TopicKind.LINE or topic.main.source.endswith("summary")
    if is_told_freely and not topic.is_published:
        return False  # nobody quotes a private note to the person whom it is about
    own = [(fact.text, _is_work(fact)) for fact in facts]
    if topic.main.section != "work":
        own += [(fact.text, _is_work(fact)) for entry in topic.entries - {"basics"} for fact in recipient.by_entry[entry]]
    return all(is_safe(fact.text) for fact in facts) and not any(is_sensitive(text, is_work) for text, is_work in own)


def _is_work(fact: Fact) -> bool:
    return fact.section in _WORK_SECTIONS


def _scored(topic: Topic, recipient: Profile, ground: Ground, newest: int) -> Topic:
    main = topic.main
    beside = [fact.text for fact in recipient.by_entry[main.entry] if fact.kind is not FactKind.EMPLOYER]
    whole_entry = " ".join(beside) if main.entry != "basics" else main.text
    stems = content_stems(whole_entry).keys()
    near_draft, near_sender = stems & ground.draft_stems.keys(), stems & ground.sender_stems.keys()
    near = min(
        _MOST_NEAR_LINE if topic.kind is TopicKind.LINE else _MOST_NEAR,
        _NEAR_PER_STEM * (len(near_draft) + 0.5 * len(near_sender - near_draft)),
    )
    when = main.end or main.start
    age = 0 if main.current or when is None else newest - when.year
    own = {w.folded for w in words(main.text)}
    repeated = _ALREADY_SAID if own and own <= ground.said else 0.0
    advert = _ADVERTISING if topic.kind is TopicKind.POST and _ADVERT.search(main.text) else 0.0
    dull = _DULL_DEED if topic.kind is TopicKind.DEED and _HEADCOUNT.match(main.text) else 0.0
    begun = topic.facts["new"].start if topic.kind is TopicKind.CAREER_CHANGE else None
    dull += _REBUKES if _REBUKE.match(main.text) else 0.0
    dull += _LONG_AGO if begun and newest - begun.year > _OLD_CHANGE else 0.0
    rarity, told = _rarity(main, ground)
    reasons = [*topic.reasons, *told]
    reasons += (
        ["near to what you write about"] if near_draft else ["near to your own profile"] if near_sender and not topic.own else []
    )
    done = begun or when  # a change of career is as old as the new job
    is_over = begun is not None or not main.current
    reasons += ["recent"] if done and is_over and ground.today.year - done.year <= _RECENT else []
    stale = 0.0 if topic.kind.is_shared else min(_MOST_STALE, _STALE_PER_YEAR * age)
    return replace(topic, score=_WORTH[topic.kind] + near + rarity - stale - repeated - advert - dull, reasons=tuple(reasons))


def _rarity(fact: Fact, ground: Ground) -> tuple[float, list[str]]:
    """How much rarer than others the fact makes its owner in the pool, and how to say that."""
    stems = content_stems(fact.text).keys()
    if not ground.pool_stems or not stems:
        return 0.0, []
    holders = sum(stems <= other for other in ground.pool_stems)
    if holders == 0:
        return _UNIQUE, ["nobody else in the pool has it"]
    return (_COMMON, []) if holders > _MANY * len(ground.pool_stems) else (0.0, [])


def _topics(recipient: Profile, ground: Ground, newest: int) -> Iterator[Topic]:
    yield from _shared(recipient, ground)
    yield from _titled(recipient)
    yield from _career(recipient, newest)
    yield from _deeds(recipient)
    yield from _lines(recipient)
    for kind, topic_kind, name in (
        (FactKind.AWARD, TopicKind.AWARD, "award"),
        (FactKind.INTEREST, TopicKind.INTEREST, "interest"),
    ):
        yield from (Topic(topic_kind, {name: fact}) for fact in recipient.of_kind(kind))


def _titled(recipient: Profile) -> Iterator[Topic]:
    """What they made and gave a title."""
    for fact in recipient.of_kind(FactKind.TALK, FactKind.POST, FactKind.PUBLICATION):
        place = recipient.beside(fact, FactKind.PUBLISHER)
        kind = TopicKind(fact.kind.value)
        if kind is not TopicKind.POST and _RECORDED.search(f"{fact.text} {place.text if place else ''}"):
            kind = TopicKind.EPISODE
        facts = {"title": fact, **({"place": place} if place and is_safe(place.text) else {})}
        yield Topic(kind, facts, reasons=("their own choice of subject",))
    for fact in recipient.of_kind(FactKind.PROJECT):
        yield Topic(TopicKind.PROJECT, {"project": fact}, reasons=("their own choice",))


def _career(recipient: Profile, newest: int) -> Iterator[Topic]:
    """What their jobs, studies and causes tell: changes first, then what they do now."""
    jobs = [fact for fact in recipient.of_kind(FactKind.POSITION) if fact.section != "volunteer"]
    jobs.sort(key=lambda fact: fact.start or PartialDate(0), reverse=True)
    employers = {fact.entry: fact for fact in recipient.of_kind(FactKind.EMPLOYER) if not _NO_EMPLOYER.search(fact.text)}
    told = [job for job in jobs if job.entry in employers]
    in_turn = [pair for pair in pairwise(jobs) if all(job in told for job in pair)]
    yield from islice((topic for pair in in_turn for topic in _changes(*pair, employers)), 2)
    for job in told:
        if founded(job.text):
            yield Topic(TopicKind.FOUNDING, {"employer": employers[job.entry], "position": job}, reasons=("their own decision",))
    for job in told[:1]:
        yield Topic(TopicKind.POSITION, {"position": job, "employer": employers[job.entry]})
        if job.current and job.start and newest - job.start.year >= _LONG_TENURE:
            facts = {"employer": employers[job.entry], "position": job}
            yield Topic(TopicKind.TENURE, facts, reasons=(f"there since {job.start.year}",))
    for cause in recipient.of_kind(FactKind.CAUSE):
        if cause.section == "volunteer":
            role = recipient.beside(cause, FactKind.POSITION)
            yield Topic(TopicKind.CAUSE, {"cause": cause, **({"role": role} if role else {})}, reasons=("their own choice",))
    yield from islice(_studies(recipient, told[0], employers[told[0].entry]) if told else (), 1)


def _changes(later: Fact, earlier: Fact, employers: Mapping[str, Fact]) -> Iterator[Topic]:
    """A change of career, or a step up in one place; none between two jobs of one kind."""
    in_turn = later.start is not None and earlier.start is not None and earlier.start < later.start and not earlier.current
    shared = {w.folded for w in words(later.text)} & {w.folded for w in words(earlier.text)}
    facts = {"new": later, "old": earlier, "employer": employers[later.entry], "former": employers[earlier.entry]}
    is_inside = fold(facts["employer"].text) == fold(facts["former"].text)
    if not in_turn or spoken_title(later.text) == spoken_title(earlier.text):
        return
    if is_inside and height_of(later.text) < height_of(earlier.text):
        return
    if is_inside:
        yield Topic(TopicKind.PROMOTION, {k: f for k, f in facts.items() if k != "former"})
    elif not shared:
        yield Topic(TopicKind.CAREER_CHANGE, facts, reasons=("their own decision",))


def _studies(recipient: Profile, position: Fact, employer: Fact) -> Iterator[Topic]:
    for field in recipient.of_kind(FactKind.FIELD):
        if (
            position.current
            and "," not in field.text
            and not content_stems(field.text).keys() & content_stems(position.text).keys()
        ):
            facts = {"field": field, "position": position, "employer": employer}
            yield Topic(TopicKind.STUDIES, facts, reasons=("far from their present work",))


def _deeds(recipient: Profile) -> Iterator[Topic]:
    """What they did, by the lines under a job; a line that is no deed is quoted."""
    for fact in recipient.of_kind(FactKind.HIGHLIGHT):
        beside = {
            name: found
            for name, kind in (("employer", FactKind.EMPLOYER), ("position", FactKind.POSITION))
            if (found := recipient.beside(fact, kind)) and is_safe(found.text) and not _NO_EMPLOYER.search(found.text)
        }
        if deed(fact.text, is_over=not fact.current):
            yield Topic(TopicKind.DEED, {"deed": fact, **beside})
        elif _is_line(fact.text):
            yield Topic(TopicKind.LINE, {"line": fact})


def _lines(recipient: Profile) -> Iterator[Topic]:
    """Sentences that they wrote of themselves, which can be quoted."""
    for fact in recipient.of_kind(FactKind.SUMMARY, FactKind.PROJECT_TEXT):
        if _is_told_by_others(fact.text, recipient):
            continue
        for sentence in islice(_SENTENCE.findall(fact.text), 12):
            line = sentence.strip()
            if _is_line(line) and not _names_them(line, recipient):
                yield Topic(TopicKind.LINE, {"line": replace(fact, text=line)})


def _is_told_by_others(text: str, recipient: Profile) -> bool:
    """Whether a text tells of them in the third person, by name or as "she": then it reads as somebody else's, and is no line of theirs."""
    return not _FIRST_PERSON.search(text) and bool(_THIRD_PERSON.search(text) or _names_them(text, recipient))


def _names_them(text: str, recipient: Profile) -> bool:
    return any(name and re.search(rf"\b{re.escape(name)}\b", text) for name in (recipient.first_name, recipient.last_name))


def _is_line(text: str) -> bool:
    """Whether a text can be quoted: one clause, of a few words at least, that tells something."""
    return 4 <= len(text.split()) <= 16 and not re.search(r"[.!?;]\s", text) and not _DULL.search(text)


def _shared(recipient: Profile, ground: Ground) -> Iterator[Topic]:
    """What the sender has too."""
    if ground.sender is None:
        return
    named: set[str] = set()
    for common in common_ground(recipient, ground.sender, ground.pool):
        kind, name = _SHARED_KINDS.get(common.theirs.kind), fold(common.theirs.text)
        if kind and name not in named and common.theirs.kind is common.yours.kind:  # a teacher there and a pupil are no colleagues
            named.add(name)
            yield Topic(kind, {"shared": common.theirs}, reasons=("you have it in common",), own=common.yours)
    for theirs, yours in _same(recipient, ground.sender, FactKind.FIELD):
        yield Topic(TopicKind.SHARED_FIELD, {"shared": theirs}, reasons=("you have it in common",), own=yours)


def _same(recipient: Profile, sender: Profile, kind: FactKind) -> Iterable[tuple[Fact, Fact]]:
    own = {fold(fact.text): fact for fact in sender.of_kind(kind)}
    return ((fact, own[fold(fact.text)]) for fact in recipient.of_kind(kind) if fold(fact.text) in own)


def own_works(sender: Profile | None) -> Iterator[Fact]:
    """What the sender wrote by their profile, and could offer."""
    works = sender.of_kind(FactKind.PUBLICATION, FactKind.POST) if sender else ()
    return (fact for fact in works if is_safe(fact.text) and not is_sensitive(fact.text, is_work=True))
