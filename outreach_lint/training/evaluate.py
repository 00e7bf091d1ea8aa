"""Measure the reading of sentences and of whole messages against what their annotators say, and find where it errs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.linter import check
from outreach_lint.message import Channel, Message, Role, Span
from outreach_lint.moves import Move
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_profile
from outreach_lint.reading import message_labels
from outreach_lint.reading.analysis import Analysis, Reader, Sentence
from outreach_lint.reading.classifier import KIND_PREFIX
from outreach_lint.ruleset import all_rules, select_rules
from outreach_lint.training.corpus import AnnotatedMessage
from outreach_lint.training.fit import MOVES, OUTPUTS, LabelledSentence
from outreach_lint.training.scores import Counts, Score, pooled_f1, score

Probabilities = NDArray[np.floating]
NOTHING = "nothing"


# Sentences, as their annotators cut them.


def move_scores(sentences: Sequence[LabelledSentence], found: NDArray[np.bool_]) -> list[Score]:
    """Every move, and every kind of request among the requests. `found` is sentences x outputs."""
    requests = [i for i, s in enumerate(sentences) if Move.REQUEST in s.outputs]
    scores = []
    for column, output in enumerate(OUTPUTS):
        rows = requests if output.startswith(KIND_PREFIX) else range(len(sentences))
        scores.append(score(output, [output in sentences[i].outputs for i in rows], [bool(found[i, column]) for i in rows]))
    return scores


def confusions(sentences: Sequence[LabelledSentence], found: NDArray[np.bool_]) -> Counter[tuple[str, str]]:
    """How often a move was read as another: (what it is, what it was read as), either may be `nothing`."""
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence, read in zip(sentences, _moves_found(found), strict=True):
        true = _moves_made(sentence)
        pairs.update(product(true - read or {NOTHING}, read - true or {NOTHING}))
    del pairs[NOTHING, NOTHING]
    return pairs


def _moves_made(sentence: LabelledSentence) -> set[str]:
    return {str(move) for move in MOVES if move in sentence.outputs}


def _moves_found(found: NDArray[np.bool_]) -> Iterator[set[str]]:
    return ({str(MOVES[i]) for i in np.flatnonzero(row[: len(MOVES)])} for row in found)


@dataclass(frozen=True)
class Miss:
    """A sentence of which a move was thought likely and is not made, or unlikely and is."""

    id: str
    text: str
    move: str
    is_made: bool
    probability: float


def worst_misses(sentences: Sequence[LabelledSentence], probabilities: Probabilities, count: int) -> list[Miss]:
    """The moves that were misjudged with most certainty, one for a sentence at most."""
    misses = []
    for sentence, row in zip(sentences, probabilities, strict=True):
        gaps = [(abs(float(row[i]) - (move in sentence.outputs)), i) for i, move in enumerate(MOVES)]
        gap, i = max(gaps)
        misses.append((gap, Miss(sentence.id, sentence.text, MOVES[i], MOVES[i] in sentence.outputs, round(float(row[i]), 3))))
    return [miss for _, miss in sorted(misses, key=lambda one: -one[0])[:count]]


def counts_by_message(sentences: Sequence[LabelledSentence], found: NDArray[np.bool_]) -> dict[str, Counts]:
    """Moves found, missed and wrongly found, by message."""
    totals: dict[str, list[int]] = {}
    for sentence, read in zip(sentences, _moves_found(found), strict=True):
        true = _moves_made(sentence)
        total = totals.setdefault(sentence.id, [0, 0, 0])
        for n, size in enumerate((len(true & read), len(true - read), len(read - true))):
            total[n] += size
    return {id: Counts(*total) for id, total in totals.items()}


@dataclass(frozen=True)
class Group:
    """How well the moves are read in messages of one sort, beside all others. `is_worse`: the interval lies below the others' F1."""

    name: str
    messages: int
    f1: float
    interval: tuple[float, float]
    f1_of_others: float

    @property
    def is_worse(self) -> bool:
        """Whether the group is judged worse than the others by more than its interval."""
        return self.interval[1] < self.f1_of_others


LEAST_IN_GROUP = 15
_REGISTERS = {
    "non-native": ("non-native", "learner", "second language", "esl"),
    "formal": ("formal",), "chatty": ("chatty", "casual", "breezy"), "terse": ("terse", "short", "blunt", "brisk"),
    "lower case": ("lower", "no caps"), "typos": ("typo",), "template": ("template", "slot", "merge"), "rambling": ("rambl", "long"),
}  # fmt: skip


def groups_of(message: AnnotatedMessage) -> list[str]:
    """The groups to which a message belongs: by channel, role of the sender, register and stage."""
    register = message.register.lower().replace("informal", "casual")
    registers = [name for name, cues in _REGISTERS.items() if any(cue in register for cue in cues)]
    stage = "first contact" if message.stage == 0 else "later in a thread"
    return [
        f"channel: {message.channel}",
        f"role: {message.role}",
        *(f"register: {name}" for name in registers),
        f"stage: {stage}",
    ]


def group_scores(counts: dict[str, Counts], messages: Iterable[AnnotatedMessage]) -> list[Group]:
    """How well the moves are read in each group with messages enough to say."""
    groups_by_id = {message.id: groups_of(message) for message in messages if message.id in counts}
    result = []
    for name in sorted({group for groups in groups_by_id.values() for group in groups}):
        inside = [counts[id] for id, groups in groups_by_id.items() if name in groups]
        outside = [counts[id] for id, groups in groups_by_id.items() if name not in groups]
        if len(inside) >= LEAST_IN_GROUP and outside:
            f1, interval = pooled_f1(inside)
            result.append(Group(name, len(inside), f1, interval, pooled_f1(outside)[0]))
    return result


def pairs_right(
    sentences: Sequence[LabelledSentence], found: NDArray[np.bool_], outputs: Collection[str] = OUTPUTS
) -> tuple[int, int]:
    """How many minimal pairs are told apart, and of how many whose sides differ in one of the outputs: on every side, each of them in
    which the sides differ is read rightly."""
    by_pair: dict[str, list[int]] = {}
    for i, sentence in enumerate(sentences):
        by_pair.setdefault(sentence.id, []).append(i)
    sides = [([sentences[i] for i in rows], found[rows]) for rows in by_pair.values()]
    told = [_is_told_apart(pair, read, differing) for pair, read in sides if (differing := _differing(pair, outputs))]
    return sum(told), len(told)


def _differing(sides: list[LabelledSentence], outputs: Collection[str]) -> list[int]:
    shared = frozenset.intersection(*(side.outputs for side in sides))
    return [i for i, o in enumerate(OUTPUTS) if o in outputs and o not in shared and any(o in side.outputs for side in sides)]


def _is_told_apart(sides: list[LabelledSentence], found: NDArray[np.bool_], differing: list[int]) -> bool:
    # A kind says something only where a request is seen.
    asks = found[:, OUTPUTS.index(Move.REQUEST)]
    return all(
        bool(found[n, i] and (asks[n] or not OUTPUTS[i].startswith(KIND_PREFIX))) == (OUTPUTS[i] in side.outputs)
        for n, side in enumerate(sides)
        for i in differing
    )


# Whole messages, from their plain text, as the linter reads them.


def labels_of(sentences: Sequence[message_labels.Labelled]) -> dict[str, bool]:
    """The message labels that follow from the moves of its sentences."""
    return {
        "opens-with-request": message_labels.opens_with_request(sentences),
        "request-before-reference": message_labels.asks_before_reference(sentences),
        "contains-request": message_labels.first_of(sentences, Move.REQUEST) is not None,
        "job-ask": message_labels.asks_for_job(sentences),
        "specific-reference": message_labels.reference_level(sentences) == "specific",
        "asks-about-recipient": message_labels.first_of(sentences, Move.QUESTION) is not None,
        "introduces": message_labels.first_of(sentences, Move.SELF_INTRODUCTION) is not None,
        "offers": message_labels.first_of(sentences, Move.OFFER) is not None,
        "pitch": message_labels.first_of(sentences, Move.PITCH) is not None,
    }


def labels_annotated(message: AnnotatedMessage) -> dict[str, bool]:
    """The message labels that follow from the annotation."""
    return labels_of([[(label.move, label.kind) for label in s.labels] for s in message.sentences if s.labels])


LABELS = tuple(labels_of([]))


def labels_read(analysis: Analysis) -> dict[str, bool]:
    """The message labels as the linter decides them."""
    return {
        **labels_of([[(move.move, move.kind) for move in s.moves] for s in analysis.sentences]),
        "opens-with-request": analysis.opening_request is not None,
        "request-before-reference": analysis.unearned_request is not None,
    }


@dataclass(frozen=True)
class Judged:
    """A message with its labels and the findings that follow, as people read it and as the linter did."""

    id: str
    text: str
    verdict: str
    truth: dict[str, bool]
    found: dict[str, bool]
    findings: tuple[Finding, ...]
    rules_if_read_rightly: frozenset[str] | None = None  # None where only the message labels are known
    about_one_sentence: tuple[Finding, ...] = ()  # those of the findings that mark no more than a sentence


@dataclass(frozen=True)
class RightReading(Analysis):
    """A message read as its annotator read it: what the rules would find if the classifier made no error."""

    annotated: AnnotatedMessage = field(kw_only=True)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(_as_annotated(s) for s in self.annotated.sentences if s.labels and s.labels[0].move is not Move.GREETING)


def _as_annotated(sentence: Any) -> Sentence:
    span = Span(sentence.start, sentence.end)
    outputs = {label.move for label in sentence.labels} | {f"{KIND_PREFIX}{label.kind}" for label in sentence.labels if label.kind}
    moves = tuple(MoveSpan(label.move, label.kind, span, 1.0) for label in sentence.labels)
    return Sentence(span, sentence.text, moves, {output: float(output in outputs) for output in OUTPUTS}, frozenset())


def judge_corpus(messages: Iterable[AnnotatedMessage], corpora: Path, reader: Reader) -> Iterator[Judged]:
    """Read messages from their plain text, as the linter does; no annotation is used but for the truth."""
    for annotated in messages:
        recipient = read_profile(str(corpora / "profiles" / f"{annotated.recipient}.json")) if annotated.recipient else None
        yield _judge(annotated, recipient, reader)


def _judge(annotated: AnnotatedMessage, recipient: Profile | None, reader: Reader) -> Judged:
    message = Message(annotated.body, subject=annotated.subject, channel=Channel(annotated.channel), thread=annotated.thread)
    channel, role = Channel(annotated.channel), Role(annotated.role)
    read = Analysis(message, channel, annotated.stage, recipient, role=role, reader=reader)
    rightly = RightReading(message, channel, annotated.stage, recipient, role=role, reader=reader, annotated=annotated)
    findings = findings_of(read)
    return Judged(
        annotated.id,
        annotated.body,
        annotated.verdict,
        labels_annotated(annotated),
        labels_read(read),
        findings,
        frozenset(finding.rule for finding in findings_of(rightly)),
        tuple(f for f in findings if sum(f.span.overlaps(sentence.span) for sentence in read.sentences) <= 1),
    )


def findings_of(analysis: Analysis) -> tuple[Finding, ...]:
    """What the rules find that are on by default."""
    return check(analysis, select_rules(all_rules()))[0]


# How the labels are called in files of messages that others labelled.
_ELSEWHERE: dict[str, Callable[[dict[str, Any]], bool]] = {
    "opens-with-request": lambda labels: labels["opens_with_request"],
    "request-before-reference": lambda labels: labels["request_before_reference"],
    "contains-request": lambda labels: labels["contains_request"],
    "job-ask": lambda labels: labels["job_ask"],
    "specific-reference": lambda labels: labels["personal_reference"] == "specific",
    "asks-about-recipient": lambda labels: labels["asks_about_recipient"],
    "introduces": lambda labels: labels["introduces_self"],
    "offers": lambda labels: labels["offers_something"],
    "pitch": lambda labels: labels["pitch"],
}


def judge_file(path: Path, reader: Reader) -> Iterator[Judged]:
    """Read labelled messages from JSON lines: `id`, `text`, `labels`, and `source_verdict` where the source gave one."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        channel = Channel(record.get("channel")) if record.get("channel") in list(Channel) else Channel.EMAIL
        analysis = Analysis(Message(record["text"], record.get("subject") or None, channel), channel, reader=reader)
        truth = {name: bool(label(record["labels"])) for name, label in _ELSEWHERE.items()}
        verdict = record.get("source_verdict") or ""
        yield Judged(record["id"], record["text"], verdict, truth, labels_read(analysis), findings_of(analysis))


def message_scores(judged: Sequence[Judged]) -> list[Score]:
    """Every message label over messages that were read."""
    return [score(name, [one.truth[name] for one in judged], [one.found[name] for one in judged]) for name in LABELS]


def rule_scores(judged: Sequence[Judged], severity: Severity | None = None) -> list[Score]:
    """Every rule that found something (of that severity): whether it would also have, had each sentence been read rightly."""
    known = [one for one in judged if one.rules_if_read_rightly is not None]
    fired = [{finding.rule for finding in one.findings if severity in (None, finding.severity)} for one in known]
    due = [one.rules_if_read_rightly or frozenset() for one in known]
    rules = sorted(set().union(*fired, *due))
    return [score(rule, [rule in d for d in due], [rule in f for f in fired]) for rule in rules]


def overlaps(judged: Iterable[Judged]) -> tuple[int, int, Counter[tuple[str, str]]]:
    """How many findings that mark a sentence or less share words with one of another rule, of how many, and which rules meet."""
    shared = total = 0
    pairs: Counter[tuple[str, str]] = Counter()
    for one in judged:
        met = [(a, b) for a, b in combinations(one.about_one_sentence, 2) if a.rule != b.rule and a.span.overlaps(b.span)]
        pairs.update((min(a.rule, b.rule), max(a.rule, b.rule)) for a, b in met)
        shared += sum(any(finding in pair for pair in met) for finding in one.about_one_sentence)
        total += len(one.about_one_sentence)
    return shared, total, pairs
