"""A message, read. Every part is computed on first use and shared by all rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from outreach_lint.finding import MoveSpan
from outreach_lint.message import Channel, Message, Span, utf16_length
from outreach_lint.moves import Move, RequestKind, Zone
from outreach_lint.profile import Profile
from outreach_lint.reading.message_labels import Odds, odds_of_opening_request, odds_of_unearned_request
from outreach_lint.reading.references import Reference, Status, find_references
from outreach_lint.reading.zones import ZoneSpan, find_zones

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as ParsedSpan

    from outreach_lint.reading.classifier import MoveClassifier

# A mention that the profile supports makes a `reference` of a sentence that the classifier thinks at least so likely to be one.
_REFERENCE_IF_GROUNDED = 0.05
LIKELIER_THAN_NOT = 0.5
# From what odds, over all its sentences, a message makes a move: best kappa on training messages out of fold, and dev.
_OF_THE_MESSAGE = {
    Move.REQUEST: 0.6, Move.REFERENCE: 0.5, Move.QUESTION: 0.4, Move.SELF_INTRODUCTION: 0.4, Move.OFFER: 0.6, Move.PITCH: 0.55,
}  # fmt: skip
_LEAST_HINT = 0.2
_JOB_OUTPUTS = tuple(f"request:{kind}" for kind in (RequestKind.JOB, RequestKind.REFERRAL))
_SHORT_NOTE = 200
# A kind of request is the rules' business from this joint probability: that it is a request, and of that kind.
_LEAST_FOR_KIND = 0.4


@dataclass(frozen=True)
class Reader:
    """What is needed to read: the language pipeline and the classifier, each loaded on first use."""

    pipeline_name: str | None = None

    @cached_property
    def pipeline(self) -> Language:
        """The spaCy pipeline. Raises ModelError if it cannot be loaded."""
        from outreach_lint.reading.nlp import load_pipeline

        return load_pipeline(self.pipeline_name)

    @cached_property
    def classifier(self) -> MoveClassifier:
        """The move classifier. Raises ModelError if it cannot be loaded."""
        from outreach_lint.reading.classifier import load_classifier

        return load_classifier()


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body with the moves it makes, in order of occurrence; `scores` are the probabilities of all outputs."""

    span: Span
    text: str
    moves: tuple[MoveSpan, ...]
    scores: dict[str, float] = field(repr=False, compare=False)
    features: frozenset[str] = field(repr=False, compare=False)

    def makes(self, *moves: Move) -> bool:
        """Whether it makes one of these moves."""
        return any(found.move in moves for found in self.moves)


@dataclass(frozen=True)
class Analysis:
    """All that is known of a message. `recipient` and `sender` are None where no profile was given."""

    message: Message
    channel: Channel
    stage: int = 0
    recipient: Profile | None = None
    sender: Profile | None = None
    reader: Reader = field(default_factory=Reader, repr=False)

    @cached_property
    def zones(self) -> list[ZoneSpan]:
        """Greeting, body, sign-off, signature, quoted text and boilerplate, in text order."""
        return find_zones(self.message.body)

    @cached_property
    def greeting(self) -> Span | None:
        """The greeting, with its punctuation."""
        return next((zone.span for zone in self.zones if zone.zone is Zone.GREETING), None)

    @cached_property
    def _body_spans(self) -> list[Span]:
        return [zone.span for zone in self.zones if zone.zone is Zone.BODY]

    @cached_property
    def body(self) -> Span:
        """From the first word of the body zone to its last; empty at the end of the greeting if there is none."""
        if self._body_spans:
            return Span(self._body_spans[0].start, self._body_spans[-1].end)
        end = self.greeting.end if self.greeting else 0
        return Span(end, end)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body with their moves."""
        from outreach_lint.reading.features import featurize
        from outreach_lint.reading.nlp import parse

        docs = parse([self.text(span) for span in self._body_spans], self.reader.pipeline)
        parsed = [(span.start, sentence) for span, doc in zip(self._body_spans, docs, strict=True) for sentence in doc.sents]
        features = featurize([sentence for _, sentence in parsed])
        outputs = self.reader.classifier.outputs
        rows = self.reader.classifier.probabilities(features)
        spans = [_span_of(offset, sentence, self.message.body) for offset, sentence in parsed]
        scores = [
            self._supported(span, dict(zip(outputs, map(float, row), strict=True))) for span, row in zip(spans, rows, strict=True)
        ]
        moves = _moves_of(scores, self.reader.classifier.threshold_of)
        if not _asks_for_job(scores):
            scores = [{**row, **dict.fromkeys(_JOB_OUTPUTS, 0.0)} for row in scores]
        return tuple(
            Sentence(span, self.text(span), self._in_order(span, chosen, score), score, feature)
            for span, chosen, score, feature in zip(spans, moves, scores, features, strict=True)
        )

    def _supported(self, span: Span, scores: dict[str, float]) -> dict[str, float]:
        """The scores, where the profile supports what the sentence mentions: then it is a reference, unless that was ruled out."""
        grounded = any(ref.is_particular and span.overlaps(ref.span) for ref in self.references)
        if not grounded or scores[Move.REFERENCE] < _REFERENCE_IF_GROUNDED:
            return scores
        return {**scores, Move.REFERENCE: max(scores[Move.REFERENCE], LIKELIER_THAN_NOT)}

    def _in_order(self, span: Span, chosen: list[Move], scores: dict[str, float]) -> tuple[MoveSpan, ...]:
        text = self.text(span)
        found = [
            MoveSpan(move, kind, span, scores.get(move, 0.0) * (scores[f"request:{kind}"] if kind else 1.0))
            for move in chosen
            for kind in _kinds(move, scores, self.reader.classifier.threshold_of)
        ]
        return tuple(sorted(found, key=lambda move: _offset_in(text, move.move, chosen)))

    @cached_property
    def references(self) -> list[Reference]:
        """What the draft says of the recipient, compared with the profile; empty without one. Known before the parse."""
        if self.recipient is None:
            return []
        sentences = [cut for span in self._body_spans for cut in _rough_sentences(self.message.body, span)]
        return find_references(sentences, self.recipient)

    def references_that_are(self, status: Status) -> Iterator[Reference]:
        """The references with that status."""
        return (reference for reference in self.references if reference.status is status)

    @cached_property
    def moves(self) -> tuple[MoveSpan, ...]:
        """Every move of the message, greeting and sign-off included, in text order."""
        outer = {Zone.GREETING: Move.GREETING, Zone.SIGN_OFF: Move.CLOSING}
        zones = [MoveSpan(outer[zone.zone], None, zone.span, 1.0) for zone in self.zones if zone.zone in outer]
        inner = [move for sentence in self.sentences for move in sentence.moves]
        return tuple(sorted([*zones, *inner], key=lambda move: move.span))

    @cached_property
    def _odds(self) -> list[Odds]:
        return [_odds_of(sentence) for sentence in self.sentences]

    @cached_property
    def opening_request(self) -> MoveSpan | None:
        """The request that the message opens with (corpora/LABELS.md), scored by how likely it does; None if it does not."""
        return self._likeliest(odds_of_opening_request(self._odds))

    @cached_property
    def unearned_request(self) -> MoveSpan | None:
        """The first request, if it comes before anything about the recipient, scored by how likely that is."""
        return self._likeliest(odds_of_unearned_request(self._odds))

    def _likeliest(self, odds: list[float]) -> MoveSpan | None:
        total = sum(odds)
        if total < LIKELIER_THAN_NOT:
            return None
        sentence = self.sentences[odds.index(max(odds))]
        kind = _kinds(Move.REQUEST, sentence.scores, self.reader.classifier.threshold_of)[0]
        return MoveSpan(Move.REQUEST, kind, sentence.span, min(total, 1.0))

    def all_of(self, move: Move, *kinds: RequestKind) -> list[MoveSpan]:
        """The moves of this sort, in text order; where kinds are given, those that are likely of one of them."""
        found = [one for one in self.moves if one.move is move]
        return [one for one in found if one.kind in kinds and one.score >= _LEAST_FOR_KIND] if kinds else found

    def odds_of_none(self, *moves: Move) -> float:
        """How likely it is that no sentence makes any of these moves; 0 where one was found to."""
        if any(sentence.makes(*moves) for sentence in self.sentences):
            return 0.0
        return _none_of(max(sentence.scores[move] for move in moves) for sentence in self.sentences)

    @property
    def is_short_note(self) -> bool:
        """Whether it is a connection note of under 200 UTF-16 units, which has no room for everything."""
        return self.channel is Channel.LINKEDIN_NOTE and utf16_length(self.message.body) < _SHORT_NOTE

    def text(self, span: Span) -> str:
        """The words of a span."""
        return self.message.body[span.start : span.end]

    def reason(self, move: MoveSpan) -> str:
        """The words of the sentence that weighed most for the move, for a person to read."""
        sentence = next((s for s in self.sentences if s.span == move.span), None)
        if sentence is None:
            return ""
        features = self.reader.classifier.strongest(sentence.features, move.move, 60)
        phrases = [f.removeprefix("w:").strip("^$ ") for f in features if f.startswith("w:")]
        found = [
            m.group()
            for p in phrases
            if set(_words_of(p)) - _FUNCTION_WORDS and (m := re.search(re.escape(p), sentence.text, re.I))
        ]
        telling = [p for p in found if not any(p != other and p in other for other in found)]
        return "weighed most: " + ", ".join(f"“{phrase}”" for phrase in list(dict.fromkeys(telling))[:3]) if telling else ""


_FUNCTION_WORDS = frozenset(
    """
    i am was been have has had me my you your we our a an the to of in on at for and or is are be it this that with can could would do not
    """.split()
)


def _words_of(phrase: str) -> list[str]:
    """The words of a phrase that have letters."""
    return re.findall(r"[a-z']*[a-z][a-z']*", phrase.lower())


def _odds_of(sentence: Sentence) -> Odds:
    scores = sentence.scores
    return Odds(
        asks=scores[Move.REQUEST],
        refers=scores[Move.REFERENCE],
        wonders=scores[Move.QUESTION],
        other_substance=max(scores[Move.OFFER], scores[Move.PITCH], scores[Move.INVITATION]),
        introduces=scores[Move.SELF_INTRODUCTION],
        refers_first=_comes_first(sentence.text, Move.REFERENCE),
        wonders_first=_comes_first(sentence.text, Move.QUESTION),
    )


def _span_of(offset: int, sentence: ParsedSpan, body: str) -> Span:
    start, end = offset + sentence.start_char, offset + sentence.end_char
    return Span(start, start + len(body[start:end].rstrip()))


def _moves_of(scores: list[dict[str, float]], thresholds: dict[str, float]) -> list[list[Move]]:
    """The moves of each sentence: those that reach their threshold. Whether the message makes a move at all is decided by the odds
    over all its sentences, so that many hints count, and one weak hint alone does not."""
    chosen = [[move for move in Move if row.get(move, 0.0) >= thresholds.get(move, 2.0)] for row in scores]
    for move, least in _OF_THE_MESSAGE.items() if scores else ():
        is_made = 1.0 - _none_of(row[move] for row in scores) >= least
        best = max(range(len(scores)), key=lambda i: scores[i][move])
        if not is_made:
            chosen = [[one for one in moves if one is not move] for moves in chosen]
        elif scores[best][move] >= _LEAST_HINT and move not in chosen[best]:
            chosen[best].append(move)
    return [moves or [_likeliest_harmless(row)] for moves, row in zip(chosen, scores, strict=True)]


def _asks_for_job(scores: list[dict[str, float]]) -> bool:
    """Whether it is likelier than not that some sentence asks for a job or a referral."""
    each = (row[Move.REQUEST] * (1.0 - _none_of(row[output] for output in _JOB_OUTPUTS)) for row in scores)
    return 1.0 - _none_of(each) >= LIKELIER_THAN_NOT


def _none_of(odds: Iterable[float]) -> float:
    """How likely it is that none of these holds, each taken by itself."""
    return prod(1.0 - one for one in odds)


def _likeliest_harmless(scores: dict[str, float]) -> Move:
    """The likeliest move of a sentence that reaches no threshold; `other` where that is one which rules find fault with."""
    best = max((move for move in Move if move in scores), key=lambda move: scores[move])
    return Move.OTHER if best in (Move.REQUEST, Move.PITCH, Move.STOCK_REFERENCE) else best


def _kinds(move: Move, scores: dict[str, float], thresholds: dict[str, float]) -> list[RequestKind | None]:
    """The kinds of a request: each that reaches its threshold, or else the likeliest. None for other moves."""
    if move is not Move.REQUEST:
        return [None]
    ranked = sorted(RequestKind, key=lambda kind: -scores[f"request:{kind}"])
    likely = [kind for kind in ranked if scores[f"request:{kind}"] >= thresholds[f"request:{kind}"]]
    return [*(likely or ranked[:1])]


_CUES = {
    Move.REQUEST: re.compile(
        r"\b(?:(?:could|can|would|will|may|might) (?:you|i|we)|please|pls|i (?:was|am|'m) (?:wondering|writing|hoping|looking)|i(?:'d| would)|let me know"
        r"|do you have|are you (?:free|open|available)|invite you|worth|happy to)\b", re.I),
    # "since you work in", "your paper"; not "if you have time", "would you mind"
    Move.REFERENCE: re.compile(
        r"\byour [\w'’-]+|(?<!could )(?<!can )(?<!would )(?<!will )(?<!do )(?<!are )(?<!if )\byou(?:['’](?:ve|re))? "
        r"(?!have\b|could\b|can\b|would\b)\w+|[\"“‘]", re.I),
    Move.QUESTION: re.compile(r"\b(?:hear|learn|know|understand|ask|listen|about|how|what|why|which|when|who|where|your)\b", re.I),
    Move.SELF_INTRODUCTION: re.compile(r"\b(?:i am|i'm|i’m|my name|as an?|we are)\b", re.I),
}  # fmt: skip
# Where curiosity is the purpose of a call, what asks for the call.
_MEETING = re.compile(
    r"\b(?:calls?|chat|talk|speak|coffee|lunch|minutes?|hour|time|meet(?:ing)?|phone|telephone|conversation|zoom|interview|brain|ring)\b",
    re.I,
)


def _offset_in(text: str, move: Move, beside: Collection[Move]) -> int:
    """About where in a sentence a move begins that it makes beside others. Where no cue shows it, a request comes last, and any other first."""
    pattern = _MEETING if move is Move.REQUEST and Move.QUESTION in beside else _CUES.get(move)
    cue = pattern.search(text) if pattern else None
    if cue:
        return cue.start()
    return len(text) if move is Move.REQUEST else 0


def _comes_first(text: str, move: Move) -> bool:
    """Whether a sentence that makes this move and a request makes this one first."""
    both = (move, Move.REQUEST)
    return _offset_in(text, move, both) < _offset_in(text, Move.REQUEST, both)


def _rough_sentences(body: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Sentences cut by punctuation alone: good enough to keep mentions apart, and known before the parse."""
    for match in re.finditer(r"\S.*?(?:[.!?](?=[\s\"”')]|$)|\n\s*\n|\Z)", body[span.start : span.end], re.DOTALL):
        yield Span(span.start + match.start(), span.start + match.end()), match.group()
