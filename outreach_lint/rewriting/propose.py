"""Propose rewrites, small edits first; each is shown only if it lints clean and every word of it is traced."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from outreach_lint.finding import Claim, Edit, Finding, Rewrite, Severity, apply_edits
from outreach_lint.message import Message, Span, utf16_length
from outreach_lint.moves import Move, RequestKind, Zone
from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.words import content_stems, words
from outreach_lint.rewriting.compose import Added, tidy, whole
from outreach_lint.rewriting.constructions import EASY_OUTS, LEADS_TO, OFFERS
from outreach_lint.rewriting.facts import own_works, rank_topics
from outreach_lint.rewriting.grammar import spoken_title
from outreach_lint.rewriting.greeting import greeting_of
from outreach_lint.rewriting.ground import Grounds, claims_of
from outreach_lint.rewriting.plan import Fate, Part, Plan, make_plan, point_of
from outreach_lint.rewriting.realise import Wording, follow_ups, quoted, wordings
from outreach_lint.rewriting.selection import coherent, limits, selection, share_of
from outreach_lint.rewriting.small_edits import corrected, small
from outreach_lint.rewriting.taken_out import TakenOut, taken_out
from outreach_lint.rewriting.topics import CALLED, HAVE_YOU, SUBJECTS, Topic, TopicKind
from outreach_lint.rewriting.voice import Voice, voice_of

MOST = 3  # proposals
SMALL_EDITS = "Small edits"
OTHER_ORDER = "In another order"
SHORTER = "Without what comes too early"
_LEAST_KEPT = 0.4  # of the words of the draft, by small edits
_MOST_FOR_SMALL = 6  # of them in search of small edits
_MOST_LINTS = 14  # for one draft; each costs as much as linting it
_WORDINGS_TRIED = 2  # of one topic
_MOST_REPAIRS = 3  # of one candidate, by leaving out what findings mark
_LESS_USEFUL = (Fate.BACKGROUND, Fate.PITCH, Fate.LAST, Fate.PLEASANTRY)
# What may be an offer, though the classifier sees none: then nobody is told that nothing is offered.
_GIVES = lazy(r"\b(?:free|pay|paid|fee|offer\w*|send you|share|lend|discount|glad to|happy to)\b|[$£€]", re.I)
# "Take your time" does not go with a deadline.
_IS_URGENT = lazy(
    r"\b(?:asap|deadline|urgent\w*|today|tomorrow|press (?:on )?\w+day|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|before \w+day)\b",
    re.I,
)
_LEAST_SAID = 15  # code points that a rewrite says beside greeting and sign-off

Lint = Callable[[Message], tuple[Finding, ...]]
Source = Callable[[Topic, str, Voice], Iterator[Wording]]


@dataclass(frozen=True)
class Proposer:
    """Proposes rewrites of an analysed message. `lint` checks a candidate with the rules that checked the draft; `asked` are sources of
    wordings to ask before the constructions."""

    lint: Lint
    asked: tuple[Source, ...] = ()

    def propose(self, analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Rewrite, ...]:
        """At most three: small edits where they suffice, then whole rewrites, each about something else; none for a draft without error or
        warning, nor for one that threatens."""
        if not serious(findings):
            return ()
        search = _Search(self, analysis, findings)
        return () if search.plan.is_rude else tuple(search.rewrites())


def serious(findings: Sequence[Finding]) -> list[Finding]:
    """The errors and warnings among findings."""
    return [f for f in findings if f.severity is not Severity.INFO]


@dataclass
class _Search:
    """The search for rewrites of one draft. `lints` counts how often a candidate was linted."""

    proposer: Proposer
    analysis: Analysis
    findings: tuple[Finding, ...]
    lints: int = 0
    _told: set[str] = field(default_factory=set)
    _worded: dict[tuple[TopicKind, Fact], list[Wording]] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        return make_plan(self.analysis, self.findings)

    @cached_property
    def voice(self) -> Voice:
        return voice_of(self.analysis)

    @cached_property
    def grounds(self) -> Grounds:
        message = self.analysis.message
        return Grounds(f"{message.subject or ''}\n{message.body}", self.analysis.recipient, self.analysis.sender)

    @cached_property
    def topics(self) -> list[Topic]:
        analysis = self.analysis
        if analysis.recipient is None:
            return []
        return rank_topics(analysis.recipient, analysis.message.body, analysis.sender, analysis.pool)

    def rewrites(self) -> Iterator[Rewrite]:
        edited, left = self._small_edits()
        if edited and not left:
            yield edited
        if edited:
            self._told |= {claim.source for claim in edited.facts} - _NAMES
        others = tuple(islice(self._whole_rewrites(is_alone=edited is None or left > 0), MOST - (edited is not None)))
        yield from others
        if edited and left and not others:
            yield edited

    # --- small edits

    def _small_edits(self) -> tuple[Rewrite | None, int]:
        """The first set of edits, the fewest tried first, after which nothing is found, or else the one after which least is found, if no error;
        and how much is found."""
        best: tuple[int, Rewrite] | None = None
        for plan, added, topic, corrections_only in self._edit_sets():
            rewrite, left = self._repaired(plan, added, topic, corrections_only)
            if rewrite is None or left is None:
                continue
            if not left:
                return rewrite, 0
            is_fit = not any(f.severity is Severity.ERROR or f.rule in _PRESSING for f in left)
            is_better = is_fit and len(left) < len(serious(self.findings))
            if is_better and (best is None or len(left) <= best[0]) and {f.rule for f in left} <= {f.rule for f in self.findings}:
                best = len(left), rewrite
            if self.lints >= _MOST_FOR_SMALL or (added.wording and not _is_about_wording(left)):
                break  # another wording would not help
            if best and self.analysis.stage > 0:
                break  # an answer needs no question out of the blue
        return (best[1], best[0]) if best else (None, 0)

    def _repaired(
        self, plan: Plan, added: Added, topic: Topic | None, corrections_only: bool
    ) -> tuple[Rewrite | None, list[Finding] | None]:
        """The rewrite with these edits and what is found in it; where that marks sentences of the draft, the one without them."""
        edits = corrected(self.analysis, plan) if corrections_only else small(self.analysis, plan, added)
        rewrite = self._rewrite(SMALL_EDITS, edits, added, topic, plan)
        left = self._left(rewrite) if rewrite else None
        if rewrite is None or not left or corrections_only:
            return rewrite, left
        culprits = self._culprits(rewrite, left, [part for part in plan.parts if part.fate in _LESS_USEFUL])
        if not culprits:
            return rewrite, left
        without = plan.without(culprits)
        shorter = self._rewrite(SMALL_EDITS, small(self.analysis, without, added), added, topic, without)
        left_in_it = self._left(shorter) if shorter else None
        return (shorter, left_in_it) if left_in_it is not None and len(left_in_it) < len(left) else (rewrite, left)

    def _culprits(self, rewrite: Rewrite, left: list[Finding], parts: Sequence[Part]) -> list[Part]:
        """The parts of the draft whose words a finding marks in a rewrite; none for findings about all of it."""
        found = []
        for part in parts:
            start = rewrite.text.find(part.said.text)
            start = start if start >= 0 else rewrite.text.find(tidy(part, self.plan))
            span = Span(start, start + len(part.said.text))
            if start >= 0 and any(f.span.overlaps(span) and f.span.end - f.span.start <= 2 * len(part.whole.text) for f in left):
                found.append(part)
        return found

    def _edit_sets(self) -> Iterator[tuple[Plan, Added, Topic | None, bool]]:
        plan = self.plan
        if plan.corrections and all(finding.edits for finding in serious(self.findings)):
            yield plan, Added(), None, True
        as_it_is = plan, Added(last=self._last()), None, False
        if self._needs_no_question():
            yield as_it_is
        if not plan.says_enough:
            for topic, added in islice(self._additions(with_offer=False), 2 * _WORDINGS_TRIED):
                yield plan, added, topic, False
        if plan.remarks:
            yield as_it_is

    def _needs_no_question(self) -> bool:
        """Whether a question about the recipient would be one too many: the draft has its own, or asks something else beside a remark on them, or it
        is an answer in a conversation; or there is nothing to ask about."""
        plan = self.plan
        is_asked = plan.says_enough or (plan.remarks and bool(plan.of(Fate.ASK)))
        return is_asked or self.analysis.stage > 0 or not self.topics

    # --- what is added

    def _additions(self, with_offer: bool) -> Iterator[tuple[Topic, Added]]:
        """What can be said of the recipient besides what stays of the draft, best first."""
        if not self.plan.asks_about:
            follow_ups = list(self._follow_ups())
            yield from follow_ups
            if follow_ups:
                return  # the sender chose what to speak of
        for topic in self.topics:
            if (self._told | self._spoken_of) & {fact.source for fact in topic.facts.values()}:
                continue
            for wording in self._wordings(topic):
                asks_last = self._asks_last(wording)
                offer = self._offer(topic)[0] if with_offer or asks_last else ""
                yield topic, Added(wording, None, self._leads_to, offer, self._last(), asks_last)

    def _asks_last(self, wording: Wording) -> bool:
        """Whether a question comes best behind all else: it stands alone, the draft says who writes or why, and it neither asks nor sells."""
        plan = self.plan
        is_alone = not wording.remark and self.analysis.stage == 0
        return is_alone and bool(plan.of(Fate.OWN, Fate.ABOUT)) and not plan.of(Fate.ASK, Fate.PITCH)

    def _wordings(self, topic: Topic) -> list[Wording]:
        """The wordings to try of a topic; a language model is asked but once, for small edits and whole rewrites."""
        key = topic.kind, topic.main
        if key not in self._worded:
            sources = (*self.proposer.asked, wordings)
            body, voice = self.analysis.message.body, self.voice
            found = (filter(self._is_news, source(topic, body, voice)) for source in sources)
            self._worded[key] = [one for wordings_found in found for one in islice(wordings_found, _WORDINGS_TRIED)]
        return self._worded[key]

    def _is_news(self, wording: Wording) -> bool:
        """Whether a wording names no job that what stays of the draft names already: "As head of logistics you ..." behind "you are head of logistics"."""
        titles = [spoken_title(fact.text) for fact in wording.facts if fact.kind is FactKind.POSITION]
        said = f" {' '.join(word.folded for word in words(wording.text))} "
        named = (f" {' '.join(word.folded for word in words(title))} " for title in titles)
        return not any(title in self._staying and title in said for title in named)

    @cached_property
    def _staying(self) -> str:
        """The words of what stays of the draft, folded, with blanks around each."""
        text = " ".join(part.said.text for part in self.plan.parts if part.fate.stays)
        return f" {' '.join(word.folded for word in words(text))} "

    def _follow_ups(self) -> Iterator[tuple[Topic, Added]]:
        """Questions about what the draft speaks of already, to stand right behind it; where more follows there, at the end, with its name."""
        for part in self.plan.of(Fate.ABOUT):
            for reference in self.analysis.references:
                if not part.span.overlaps(reference.span) or not reference.is_particular or reference.fact is None:
                    continue
                for topic in self.topics:
                    is_meant = topic.main.source == reference.fact.source and topic.kind in CALLED
                    if is_meant and re.search(CALLED[topic.kind], part.said.text, re.I):
                        yield from ((topic, added) for added in self._following(topic, part))

    def _following(self, topic: Topic, part: Part) -> Iterator[Added]:
        """One question about a topic that a part of the draft speaks of."""
        point = point_of(part, self.plan)
        behind = [later for later in self.plan.parts[self.plan.parts.index(point[-1]) + 1 :] if later.fate.stays][:1]
        goes_on = any(
            later.paragraph == part.paragraph
            and (
                later.fate in (Fate.OFFER, Fate.BACKGROUND, Fate.ABOUT)
                or (later.fate is Fate.OWN and later.said.makes(Move.REFERENCE))
            )
            for later in behind
        )
        is_near = len(point) == 1 and not goes_on
        for wording in islice(follow_ups(topic, self.analysis.message.body, self.voice, is_near), 1):
            if goes_on and self._asks_last(wording):
                yield Added(wording, None, self._leads_to, last=self._last(), asks_last=True)
            else:
                yield Added(wording, part, last=self._last())

    @cached_property
    def _spoken_of(self) -> set[str]:
        """The sources of the facts that what stays of the draft speaks of: to remark on them again would be no news."""
        about = self.plan.of(Fate.ABOUT)
        return {
            reference.fact.source
            for reference in self.analysis.references
            if reference.fact is not None and reference.is_particular and any(p.span.overlaps(reference.span) for p in about)
        }

    @cached_property
    def _leads_to(self) -> str:
        return self.voice.said(_chosen(LEADS_TO, self.analysis.message.body))

    def _last(self) -> str:
        """A line that makes what is asked easy to decline, where the draft has none."""
        body, asks = self.analysis.message.body, self.plan.of(Fate.ASK)
        weighs = any(move.kind in _WEIGHS for part in asks for move in part.said.moves)
        if not weighs or self.plan.of(Fate.EASY_OUT) or _IS_URGENT.search(body):
            return ""
        return self.voice.said(_chosen(EASY_OUTS, body))

    def _offer(self, topic: Topic) -> tuple[str, tuple[Claim, ...]]:
        """An offer of something that the sender wrote and that is near to the topic, where the draft offers nothing."""
        if self.plan.offers or self.analysis.recipient is None:
            return "", ()
        near = content_stems(
            " ".join(fact.text for entry in topic.entries for fact in self.analysis.recipient.by_entry[entry])
        ).keys()
        for fact in own_works(self.analysis.sender):
            if content_stems(fact.text).keys() & near:
                text = _chosen(OFFERS, self.analysis.message.body).format(title=quoted(fact.text))
                return self.voice.said(text), claims_of((), fact)
        return "", ()

    # --- whole rewrites

    def _whole_rewrites(self, is_alone: bool) -> Iterator[Rewrite]:
        """Each about something else than the others and the small edits; of a draft that says enough, its own parts in a better order. In a
        conversation small edits will do, if there are any."""
        if not is_alone and self._needs_no_question():
            return
        if self.plan.says_enough or self.analysis.stage > 0:
            rewrite = self._fitting(OTHER_ORDER, None, Added(last=self._last()))
            if rewrite:
                yield rewrite
            return
        for topic, added in self._additions(with_offer=True):
            if self._told & {fact.source for fact in topic.facts.values()}:
                continue
            if self.lints >= _MOST_LINTS:
                return
            rewrite = self._fitting(asks_about(topic), topic, added)
            if rewrite:
                self._told |= {fact.source for fact in topic.facts.values()}
                yield rewrite

    def _fitting(self, title: str, topic: Topic | None, added: Added) -> Rewrite | None:
        """The rewrite that keeps most of the draft, fits the channel, lints without error and warning, and is traced to its sources."""
        for fits, least in limits(self.analysis.channel_facts, self.analysis.message.body):
            kept = selection(self.plan, lambda parts, fits=fits: fits(self._text(parts, added)))  # type: ignore[misc]
            if share_of(kept, self.plan) < least or not self._says_who_writes(kept):
                continue
            if (added.after is None or added.after in kept) and fits(self._text(kept, added)):
                return self._clean(title, topic, added, kept)  # it fits; more room would not make it clean
        return None

    def _says_who_writes(self, kept: Sequence[Part]) -> bool:
        """Whether the reader can still tell who writes, if the draft says so."""
        own = self.plan.of(Fate.OWN)
        return not own or any(part.said.makes(Move.SELF_INTRODUCTION) for part in kept)

    def _clean(self, title: str, topic: Topic | None, added: Added, kept: tuple[Part, ...]) -> Rewrite | None:
        """The rewrite with these parts, without those that findings mark; None if it still has an error or a warning."""
        for _ in range(_MOST_REPAIRS):
            rewrite = self._rewrite(title, whole(self.analysis, self.plan, kept, added), added, topic, self.plan)
            left = self._left(rewrite) if rewrite else None
            if rewrite is None or left is None:
                return None
            if not left:
                return rewrite
            culprits = self._culprits(rewrite, left, [part for part in kept if part.fate not in (Fate.ABOUT, Fate.ASK)])
            lesser = culprits or [part for part in kept if part.fate in _LESS_USEFUL]
            if not lesser:
                return None
            kept = coherent(self.plan, tuple(part for part in kept if part not in lesser))
        return None

    def _text(self, kept: tuple[Part, ...], added: Added) -> str:
        return apply_edits(self.analysis.message.body, whole(self.analysis, self.plan, kept, added)).strip()

    # --- candidates

    def _rewrite(self, title: str, edits: list[Edit], added: Added, topic: Topic | None, plan: Plan) -> Rewrite | None:
        """A candidate that changes something, says something, fits into the channel, and is traced."""
        body = self.analysis.message.body
        if not edits:
            return None
        if "\r\n" in body:
            edits = [replace(edit, text=edit.text.replace("\r\n", "\n").replace("\n", "\r\n")) for edit in edits]
        text = apply_edits(body, edits)
        claims = tuple(dict.fromkeys((*self._claims(text, added, topic), *self._corrected_facts())))
        limit = self.analysis.channel_facts.limit
        if text == body or not self._says_something(text) or (limit is not None and utf16_length(text.strip()) > limit):
            return None
        if self.grounds.untraced(text, claims, [edit.text for edit in self.plan.corrections]):
            return None
        gone = taken_out(self.analysis, plan, text)
        if any(part.is_held for part in gone.parts):
            return None
        reasons = topic.reasons if topic else ()
        prompts = tuple(self._prompts(added, topic, plan, gone))
        return Rewrite(_true(title, topic, gone), text, tuple(edits), claims, gone.parked, reasons, prompts, gone.left_out)

    def _says_something(self, text: str) -> bool:
        outer = sum(z.span.end - z.span.start for z in self.analysis.zones if z.zone in (Zone.GREETING, Zone.SIGN_OFF))
        return len(text.strip()) > outer + _LEAST_SAID

    def _claims(self, text: str, added: Added, topic: Topic | None) -> Iterator[Claim]:
        recipient = self.analysis.recipient
        if recipient is None:
            return
        greeting, _ = greeting_of(self.analysis, self.plan)
        own = self.analysis.text(self.analysis.greeting) if self.analysis.greeting else ""
        if greeting != own and text.lstrip().startswith(greeting.strip()):
            yield from claims_of(islice(recipient.of_kind(FactKind.NAME), 1))
        if added.wording and topic:
            yield from claims_of(added.wording.facts, topic.own)
        if added.offer and topic:
            yield from self._offer(topic)[1]

    def _corrected_facts(self) -> Iterator[Claim]:
        """The facts that the findings' own corrections put in: a whole value, or a part of the name."""
        recipient = self.analysis.recipient
        for edit in self.plan.corrections:
            for fact in recipient.facts if edit.text and recipient else ():
                if edit.text == fact.text or (fact.kind is FactKind.NAME and edit.text in fact.text.split()):
                    yield Claim(fact.text, fact.source)

    def _left(self, rewrite: Rewrite) -> list[Finding] | None:
        """The errors and warnings of a candidate; None once the draft was linted often enough."""
        if self.lints >= _MOST_LINTS:
            return None
        self.lints += 1
        found = serious(self.proposer.lint(replace(self.analysis.message, body=rewrite.text)))
        return [finding for finding in found if finding.span.end > finding.span.start]  # what marks no words is about the subject

    def _prompts(self, added: Added, topic: Topic | None, plan: Plan, gone: TakenOut) -> Iterator[str]:
        """Questions to the sender about what only they can add, and what is to be mended above the message."""
        yield from (finding.message for finding in serious(self.findings) if finding.span.end == finding.span.start)
        if not added.wording and not plan.asks_about and not plan.of(Fate.ASK):
            yield "What would you like to know of them? One question that two lines can answer makes it easy to reply."
        is_new = topic is not None and topic.main.source not in self._spoken_of
        if topic and added.wording and is_new and topic.kind in HAVE_YOU:
            yield HAVE_YOU[topic.kind]
        if self.analysis.stage == 0 and not plan.offers and not added.offer and not _GIVES.search(self.analysis.message.body):
            yield "Is there something that could be of use to them: a finding, a contact, an hour of help? Nothing is offered yet."
        staying = (part for part in plan.parts if part.fate.stays and part not in gone.parts)
        if not any(part.said.makes(Move.SELF_INTRODUCTION) for part in staying) and not _is_signed(self.analysis, plan):
            yield "Who are you to them, in half a line? Nothing that stays of the draft says it."


def _true(title: str, topic: Topic | None, gone: TakenOut) -> str:
    """The title that says what a candidate is: small edits leave most of the draft, another order is another one."""
    if title == SMALL_EDITS and gone.share < _LEAST_KEPT:
        return asks_about(topic) if topic else SHORTER
    return SHORTER if title == OTHER_ORDER and gone.is_in_order else title


def asks_about(topic: Topic) -> str:
    """What a proposal that asks about a topic is called."""
    return f"Ask about {SUBJECTS[topic.kind]}"


def _is_signed(analysis: Analysis, plan: Plan) -> bool:
    """Whether the lines under the message say more than a name: a role, a firm, a place."""
    outer = [analysis.text(zone.span) for zone in analysis.zones if zone.zone in (Zone.SIGN_OFF, Zone.SIGNATURE)]
    lines = [line for text in (*outer, *(part.said.text for part in plan.of(Fate.NAME))) for line in text.splitlines()]
    pieces = [piece for line in lines for piece in _PIECES.split(_CONTACT.sub(" ", line)) if re.search(r"[^\W\d_]{3}", piece)]
    return sum(not _CLOSES.match(piece) for piece in pieces) > 1


_PIECES = lazy(r"[,|·•;/]|\s[-–—]\s|\b(?:at|from|of|in) ", re.I)
_CONTACT = lazy(r"\S{1,100}@\S+|https?://\S+|www\.\S+|\+?\d[\d ()./-]{5,}")
_CLOSES = lazy(
    r"\W*(?:(?:with|my|many|all|very|kind|kindest|warm|warmest|best|yours|sincerely|regards?|wishes|thanks|thank you|cheers|faithfully|truly|again)\b\W*)+\Z",
    re.I,
)


def _is_about_wording(left: Sequence[Finding]) -> bool:
    """Whether what is found may go away with another remark or question."""
    return any(finding.rule.startswith(_ON_WORDING) for finding in left)


_PRESSING = ("tone/guilt", "tone/pushy", "tone/entitled", "give/quid-pro-quo")  # no friendly question stands above that
_ON_WORDING = ("reference/", "talk/", "ask/opens", "ask/before", "ask/vague", "tone/")
# What costs a person more than an answer.
_WEIGHS = (
    RequestKind.PARTICIPATION,
    RequestKind.MEETING,
    RequestKind.REVIEW,
    RequestKind.PURCHASE,
    RequestKind.MONEY,
    RequestKind.OTHER,
)
_NAMES = {"basics.name", "name"}  # every rewrite may name them


def _chosen(texts: Sequence[str], draft: str) -> str:
    digest = hashlib.sha256(draft.encode("utf-8", "surrogatepass")).digest()
    return texts[int.from_bytes(digest[4:8], "big") % len(texts)]
