"""Measure the classifier and the reading of whole messages: precision, recall, F1, Cohen's kappa, with bootstrap intervals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach_lint.message import Channel, Message
from outreach_lint.moves import Move
from outreach_lint.profiles import read_profile
from outreach_lint.reading import message_labels
from outreach_lint.reading.analysis import Analysis, Reader
from outreach_lint.reading.classifier import KIND_PREFIX, MoveClassifier
from outreach_lint.training.corpus import AnnotatedMessage, read_messages
from outreach_lint.training.fit import MOVES, LabelledSentence

RESAMPLES = 1000
SEED = 7
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Score:
    """How well one label is found. Intervals are 95% percentile bootstrap intervals over `support_of` items."""

    label: str
    support: int
    support_of: int
    precision: float
    recall: float
    f1: float
    f1_interval: tuple[float, float]
    kappa: float
    kappa_interval: tuple[float, float]

    def as_row(self) -> str:
        """One line of a table for a terminal."""
        f1, kappa = self.f1_interval, self.kappa_interval
        return (
            f"{self.label:<28} {self.support:>4}/{self.support_of:<5} P {self.precision:.2f}  R {self.recall:.2f}  "
            f"F1 {self.f1:.2f} [{f1[0]:.2f}, {f1[1]:.2f}]  kappa {self.kappa:.2f} [{kappa[0]:.2f}, {kappa[1]:.2f}]"
        )


def score(label: str, truth: Sequence[bool], found: Sequence[bool]) -> Score:
    """Score one label over items that have it or not."""
    y, p = np.asarray(truth, dtype=bool), np.asarray(found, dtype=bool)
    generator = np.random.default_rng(SEED)
    draws = generator.integers(0, len(y), (RESAMPLES, len(y)))
    return Score(
        label, int(y.sum()), len(y), _precision(y, p), _precision(p, y), _f1(y, p), _interval(_f1, y, p, draws),
        _kappa(y, p), _interval(_kappa, y, p, draws),
    )  # fmt: skip


def _precision(y: Flags, p: Flags) -> float:
    return round(float((y & p).sum() / p.sum()), 4) if p.any() else 0.0


def _f1(y: Flags, p: Flags) -> float:
    total = y.sum() + p.sum()
    return round(float(2 * (y & p).sum() / total), 4) if total else 0.0


def _kappa(y: Flags, p: Flags) -> float:
    agreed = float((y == p).mean())
    by_chance = float(y.mean() * p.mean() + (1 - y.mean()) * (1 - p.mean()))
    return round((agreed - by_chance) / (1 - by_chance), 4) if by_chance < 1 else 1.0


def _interval(measure: Callable[[Flags, Flags], float], y: Flags, p: Flags, draws: NDArray[np.int64]) -> tuple[float, float]:
    values = [measure(y[rows], p[rows]) for rows in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def move_scores(classifier: MoveClassifier, sentences: Sequence[LabelledSentence]) -> list[Score]:
    """Every move, and every kind of request among the requests, on sentences as their annotators cut them."""
    probabilities = classifier.probabilities([s.features for s in sentences])
    found = probabilities >= classifier.thresholds
    requests = [i for i, s in enumerate(sentences) if Move.REQUEST in s.outputs]
    scores = []
    for column, output in enumerate(classifier.outputs):
        rows = requests if output.startswith(KIND_PREFIX) else range(len(sentences))
        scores.append(score(output, [output in sentences[i].outputs for i in rows], [bool(found[i, column]) for i in rows]))
    return scores


def calibration_error(classifier: MoveClassifier, sentences: Sequence[LabelledSentence], bins: int = 10) -> dict[str, float]:
    """Expected calibration error of each move: the mean gap between probability and frequency, over bins of equal width."""
    probabilities = classifier.probabilities([s.features for s in sentences])
    errors = {}
    for column, move in enumerate(MOVES):
        p = probabilities[:, column]
        truth = np.array([move in s.outputs for s in sentences])
        which = np.minimum((p * bins).astype(int), bins - 1)
        gaps = [
            abs(p[which == b].mean() - truth[which == b].mean()) * (which == b).mean() for b in range(bins) if (which == b).any()
        ]
        errors[str(move)] = round(float(sum(gaps)), 4)
    return errors


@dataclass(frozen=True)
class Judged:
    """A message with its labels, as people gave them and as they were read."""

    id: str
    text: str
    truth: dict[str, bool]
    found: dict[str, bool]


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


def _read(message: Message, reader: Reader, profile: Path | None = None) -> dict[str, bool]:
    recipient = read_profile(str(profile)) if profile else None
    analysis = Analysis(message, message.channel or Channel.EMAIL, recipient=recipient, reader=reader)
    return {
        **labels_of([[(move.move, move.kind) for move in s.moves] for s in analysis.sentences]),
        "opens-with-request": analysis.opening_request is not None,
        "request-before-reference": analysis.unearned_request is not None,
    }


def judge_corpus(corpora: Path, split: str, reader: Reader) -> Iterator[Judged]:
    """Read the messages of a split from their plain text, as the linter does; no annotation is used but for the truth."""
    for annotated in read_messages(corpora):
        if annotated.split == split:
            profile = corpora / "profiles" / f"{annotated.recipient}.json" if annotated.recipient else None
            found = _read(Message(annotated.body, channel=Channel(annotated.channel)), reader, profile)
            yield Judged(annotated.id, annotated.body, labels_of(_truth(annotated)), found)


def _truth(annotated: AnnotatedMessage) -> list[list[tuple[Move, Any]]]:
    return [[(label.move, label.kind) for label in s.labels] for s in annotated.sentences if s.labels]


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
    """Read labelled messages from JSON lines: `id`, `text` and `labels`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        truth = {name: bool(label(record["labels"])) for name, label in _ELSEWHERE.items()}
        yield Judged(record["id"], record["text"], truth, _read(Message(record["text"]), reader))


def message_scores(judged: Iterable[Judged]) -> list[Score]:
    """Every message label over messages that were read."""
    rows = list(judged)
    return [score(name, [r.truth[name] for r in rows], [r.found[name] for r in rows]) for name in rows[0].truth]


def as_records(scores: Iterable[Score]) -> list[dict[str, Any]]:
    """Scores for a card."""
    return [asdict(score) for score in scores]
