"""A message, read. Every part is computed on first use and shared by all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from outreach_lint.channels import CHANNEL_FACTS, ChannelFacts
from outreach_lint.finding import Edit, MoveSpan
from outreach_lint.message import Channel, Message, Role, Span, Waiver, utf16_length
from outreach_lint.moves import Move, RequestKind, Zone
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.reading.decisions import (
    JOB_OUTPUTS,
    LIKELIER_THAN_NOT,
    asks_for_job,
    kinds_of,
    moves_of,
    none_of,
    odds_of,
    offset_in,
)
from outreach_lint.reading.formulas import asks_about_reader, asks_nothing
from outreach_lint.reading.message_labels import Odds, odds_of_opening_request, odds_of_unearned_request
from outreach_lint.reading.references import Reference, Status, find_references
from outreach_lint.reading.stage import FAIR_AT_FIRST
from outreach_lint.reading.zones import ZoneSpan, find_zones

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as ParsedSpan

    from outreach_lint.reading.classifier import MoveClassifier

# A mention that the profile supports makes a `reference` of a sentence that the classifier thinks at least so likely to be one.
_REFERENCE_IF_GROUNDED = 0.05
# How sure it is that a sentence is a question and no request, where its wording says so (`asks_about_reader`).
_SURE_OF_WORDING = 0.9
_SHORT_NOTE = 200
_IN_QUOTES = lazy(r"\"[^\"\n]{1,120}\"|“[^”\n]{1,120}”")
_JOINER = lazy(r"[\s,;–—-]*(?:(?:and|but|so|or|plus|hence|therefore|also|then)\b,?\s*)*", re.I)
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


class Token(NamedTuple):
    """A word or a punctuation mark: `tag` is its part of speech in the Penn tagset ("VB"), `dep` its universal dependency ("nsubj")."""

    text: str
    lemma: str
    tag: str
    dep: str
    span: Span


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
    """All that is known of a message. `recipient` and `sender` are None where no profile was given, `role` where it is not known what the
    sender is. `pool` holds profiles of other people; `alike` names the first messages before this one that say nearly the same;
    `idle_waivers` are those that waive nothing.
    """

    message: Message
    channel: Channel
    stage: int = 0
    recipient: Profile | None = None
    sender: Profile | None = None
    role: Role | None = None
    channels: Mapping[Channel, ChannelFacts] = field(default_factory=lambda: CHANNEL_FACTS, repr=False)
    pool: tuple[Profile, ...] = field(default=(), repr=False)
    alike: tuple[str, ...] = ()
    idle_waivers: tuple[Waiver, ...] = ()
    reader: Reader = field(default_factory=Reader, repr=False)

    @property
    def channel_facts(self) -> ChannelFacts:
        """What the channel allows, and the length that does best on it."""
        return self.channels[self.channel]

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

    @property
    def sign_off(self) -> Span | None:
        """The closing formula, with the name behind it where it stands on its line."""
        return next((zone.span for zone in self.zones if zone.zone is Zone.SIGN_OFF), None)

    @cached_property
    def body(self) -> Span:
        """From the first word of the body zone to its last; empty at the end of the greeting if there is none."""
        if self._body_spans:
            return Span(self._body_spans[0].start, self._body_spans[-1].end)
        end = self.greeting.end if self.greeting else 0
        return Span(end, end)

    @cached_property
    def own_spans(self) -> list[Span]:
        """The sender's own words in this message: greeting, body and sign-off; no signature, nothing that is quoted, no boilerplate."""
        return [zone.span for zone in self.zones if zone.zone in (Zone.GREETING, Zone.BODY, Zone.SIGN_OFF)]

    def own_matches(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Where an expression matches in the sender's own words, and not in quotation marks: those are somebody else's, or a title."""
        return (span for span in self._matches(pattern) if not any(span.overlaps(quote) for quote in self._in_quotes))

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        for own in self.own_spans:
            yield from (Span(*match.span()) for match in pattern.finditer(self.message.body, own.start, own.end))

    @cached_property
    def _in_quotes(self) -> list[Span]:
        return list(self._matches(_IN_QUOTES))

    @cached_property
    def _docs(self) -> list[Doc]:
        from outreach_lint.reading.nlp import parse

        return list(parse([self.text(span) for span in self._body_spans], self.reader.pipeline))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and punctuation marks of the body zone."""
        return tuple(
            Token(
                token.text, token.lemma_, token.tag_, token.dep_, Span(span.start + token.idx, span.start + token.idx + len(token))
            )
            for span, doc in zip(self._body_spans, self._docs, strict=True)
            for token in doc
            if not token.is_space
        )

    def tokens_in(self, span: Span) -> list[Token]:
        """The words and punctuation marks of a stretch of the body."""
        return [token for token in self.tokens if span.start <= token.span.start < span.end]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body with their moves."""
        from outreach_lint.reading.features import featurize

        parsed = [(span.start, sentence) for span, doc in zip(self._body_spans, self._docs, strict=True) for sentence in doc.sents]
        features = featurize([sentence for _, sentence in parsed])
        outputs = self.reader.classifier.outputs
        rows = self.reader.classifier.probabilities(features)
        spans = [_span_of(offset, sentence, self.message.body) for offset, sentence in parsed]
        scores = [
            self._supported(span, dict(zip(outputs, map(float, row), strict=True))) for span, row in zip(spans, rows, strict=True)
        ]
        moves = moves_of(scores, self.reader.classifier.threshold_of)
        if not asks_for_job(scores):
            scores = [{**row, **dict.fromkeys(JOB_OUTPUTS, 0.0)} for row in scores]
        return tuple(
            Sentence(span, self.text(span), self._in_order(span, chosen, score), score, feature)
            for span, chosen, score, feature in zip(spans, moves, scores, features, strict=True)
        )

    def clauses(self, sentence: Sentence) -> list[Sentence]:
        """The main clauses of a sentence, each read as a sentence of its own, without the word that joins it to the one before."""
        from outreach_lint.reading.clauses import main_clauses

        if sentence.span not in self._parsed:
            return []
        offset, parsed = self._parsed[sentence.span]
        found = [self._clause(Span(offset + start, offset + end)) for start, end in main_clauses(parsed)]
        return [clause for clause in found if clause is not None]

    @cached_property
    def _parsed(self) -> dict[Span, tuple[int, ParsedSpan]]:
        """The parsed sentences by where they stand, each with where its text begins."""
        body = self.message.body
        sentences = ((span.start, s) for span, doc in zip(self._body_spans, self._docs, strict=True) for s in doc.sents)
        return {_span_of(offset, parsed, body): (offset, parsed) for offset, parsed in sentences}

    def _clause(self, span: Span) -> Sentence | None:
        text = self.text(span)
        joined = _JOINER.match(text)
        start = span.start + (joined.end() if joined else 0)
        said = self.message.body[start : span.end].rstrip(" ,;\n")
        if not said:
            return None
        alone = Analysis(
            Message(said[0].upper() + said[1:]), self.channel, self.stage, self.recipient, role=self.role, reader=self.reader
        )
        read = alone.sentences
        whole = Span(start, start + len(said))
        moves = tuple(replace(move, span=whole) for one in read for move in one.moves)
        return Sentence(whole, said, moves, read[0].scores if read else {}, read[0].features if read else frozenset())

    def _supported(self, span: Span, scores: dict[str, float]) -> dict[str, float]:
        """The scores, where the wording alone settles that nothing is asked, or that the reader is asked about themselves; and where the
        profile supports what the sentence mentions, so that it is a reference, unless that was ruled out."""
        if asks_nothing(self.text(span)):
            scores = {**scores, Move.REQUEST: 0.0}
        elif asks_about_reader(self.text(span)):
            asks = min(scores[Move.REQUEST], 1.0 - _SURE_OF_WORDING)
            scores = {**scores, Move.REQUEST: asks, Move.QUESTION: max(scores[Move.QUESTION], _SURE_OF_WORDING)}
        grounded = any(ref.is_particular and span.overlaps(ref.span) for ref in self.references)
        if not grounded or scores[Move.REFERENCE] < _REFERENCE_IF_GROUNDED:
            return scores
        return {**scores, Move.REFERENCE: max(scores[Move.REFERENCE], LIKELIER_THAN_NOT)}

    def _in_order(self, span: Span, chosen: list[Move], scores: dict[str, float]) -> tuple[MoveSpan, ...]:
        text = self.text(span)
        found = [
            MoveSpan(move, kind, span, scores.get(move, 0.0) * (scores[f"request:{kind}"] if kind else 1.0))
            for move in chosen
            for kind in kinds_of(move, scores, self.reader.classifier.threshold_of)
        ]
        return tuple(sorted(found, key=lambda move: offset_in(text, move.move, chosen)))

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
        return [odds_of(sentence.text, sentence.scores) for sentence in self.sentences]

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
        kind = kinds_of(Move.REQUEST, sentence.scores, self.reader.classifier.threshold_of)[0]
        return MoveSpan(Move.REQUEST, kind, sentence.span, min(total, 1.0))

    def all_of(self, move: Move, *kinds: RequestKind) -> list[MoveSpan]:
        """The moves of this sort, in text order; where kinds are given, those that are likely of one of them."""
        found = [one for one in self.moves if one.move is move]
        return [one for one in found if one.kind in kinds and one.score >= _LEAST_FOR_KIND] if kinds else found

    def odds_of_none(self, *moves: Move) -> float:
        """How likely it is that no sentence makes any of these moves; 0 where one was found to."""
        if any(sentence.makes(*moves) for sentence in self.sentences):
            return 0.0
        return none_of(max(sentence.scores[move] for move in moves) for sentence in self.sentences)

    def sentence_at(self, span: Span) -> Sentence | None:
        """The first sentence that shares a character with the span."""
        return next((sentence for sentence in self.sentences if sentence.span.overlaps(span)), None)

    def sentence_filled_by(self, span: Span, share: float) -> Span | None:
        """The sentence of which the span takes up at least this share, so that hardly anything else is said in it; None if there is none."""
        sentence = self.sentence_at(span)
        is_filled = sentence and span.end - span.start >= share * (sentence.span.end - sentence.span.start)
        return sentence.span if sentence and is_filled else None

    def is_all_of_its_sentence(self, span: Span) -> bool:
        """Whether the rest of the sentence has no letter: then it can be taken out, and nothing else is."""
        sentence = self.sentence_at(span)
        if sentence is None:
            return False
        rest = self.text(Span(sentence.span.start, span.start)) + self.text(Span(span.end, sentence.span.end))
        return not any(character.isalpha() for character in rest)

    @property
    def is_continued(self) -> bool:
        """Whether something was said before: a thread, a reply by its headers, or a later stage."""
        return bool(self.message.thread) or self.message.answers is not None or self.stage > 0

    @cached_property
    def earlier(self) -> tuple[tuple[bool, Analysis], ...]:
        """The earlier messages of the thread, read, oldest first; True beside those of the sender."""
        return tuple(
            (said.from_sender, Analysis(Message(said.text), self.channel, reader=self.reader)) for said in self.message.thread
        )

    def is_fair(self, asked: Move | RequestKind) -> bool:
        """Whether the sender's role makes this fair at a first contact. It is once the message speaks of the recipient, and for a pitch
        asks about them as well."""
        allowed = self.role is not None and asked in FAIR_AT_FIRST.get(self.role, ())
        about = (Move.REFERENCE, Move.QUESTION) if asked is Move.PITCH else (Move.REFERENCE,)
        return allowed and all(self.all_of(move) for move in about)

    def deletion_of(self, span: Span) -> Edit:
        """The edit that takes out a stretch of text with the white space that it leaves behind: that after it, or at a paragraph's end
        that before it."""
        body, (start, end) = self.message.body, span
        after = end
        while after < len(body) and body[after].isspace():
            after += 1
        if after < len(body) and "\n" not in body[end:after]:
            return Edit(Span(start, after), "")
        while start > 0 and body[start - 1] in " \t":
            start -= 1
        at_line_start = start == 0 or body[start - 1] == "\n"
        return Edit(Span(start, after if at_line_start and after < len(body) else end), "")

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


def _span_of(offset: int, sentence: ParsedSpan, body: str) -> Span:
    start, end = offset + sentence.start_char, offset + sentence.end_char
    return Span(start, start + len(body[start:end].rstrip()))


def _rough_sentences(body: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Sentences cut by punctuation alone: good enough to keep mentions apart, and known before the parse."""
    for match in re.finditer(r"\S.*?(?:[.!?](?=[\s\"”')]|$)|\n\s*\n|\Z)", body[span.start : span.end], re.DOTALL):
        yield Span(span.start + match.start(), span.start + match.end()), match.group()
