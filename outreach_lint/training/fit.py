"""Fit the move classifier on the corpora: linear support vector machines, calibrated and cut on sentences that they were not fitted on."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.svm import LinearSVC

from outreach_lint.moves import Move, RequestKind
from outreach_lint.reading.classifier import KIND_PREFIX, MoveClassifier
from outreach_lint.reading.features import featurize
from outreach_lint.training.corpus import AnnotatedMessage, Sentence, read_messages, read_pairs

SEED = 7
REGULARISATION = 0.5  # C; chosen on dev among 0.15, 0.3, 0.5, 1
LEAST_COUNT = 3  # a feature must occur in so many sentences
FOLDS = 5
THRESHOLDS = np.arange(0.25, 0.75, 0.025)
_FORMULAIC = frozenset({Move.GREETING, Move.CLOSING})  # what zones tell without a classifier
_LONGEST_FORMULA = 4
_CERTAIN = 5.0  # log-odds

MOVES = tuple(move for move in Move if move is not Move.GREETING)
OUTPUTS = (*MOVES, *(f"{KIND_PREFIX}{kind}" for kind in RequestKind))


@dataclass(frozen=True)
class LabelledSentence:
    """What the classifier learns from: the features of a sentence, its outputs, and where it comes from. `id` names the message
    or, with a number, the minimal pair to which it belongs."""

    features: frozenset[str]
    outputs: frozenset[str]
    batch: str
    split: str
    id: str = ""
    text: str = ""
    in_pair: bool = False


@dataclass(frozen=True)
class Fit:
    """A classifier, and what it says of its training sentences when it was fitted without their batch (sentences x outputs)."""

    classifier: MoveClassifier
    unseen: NDArray[np.float32]


def classified(message: AnnotatedMessage) -> list[Sentence]:
    """The sentences that the classifier is asked about: neither a greeting formula nor a sign-off nor a signature."""
    return [s for s in message.sentences if s.zone is None and not _is_formula(s)]


def _is_formula(sentence: Sentence) -> bool:
    moves = {label.move for label in sentence.labels}
    return moves == {Move.GREETING} or (moves == {Move.CLOSING} and len(sentence.text.split()) <= _LONGEST_FORMULA)


def parse_gold(texts: Iterable[str], pipeline: Any) -> list[Any]:
    """Each text parsed as one sentence, as its annotator cut it."""
    docs = []
    for text in texts:
        doc = pipeline.make_doc(text.replace("\n", " "))
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    return [doc[:] for doc in pipeline.pipe(docs)]


def load_sentences(corpora: Path, pipeline: Any) -> list[LabelledSentence]:
    """All sentences of the corpora, whole messages first, then minimal pairs."""
    loaded: list[LabelledSentence] = []
    for message in read_messages(corpora):
        sentences = classified(message)
        features = featurize(parse_gold((s.text for s in sentences), pipeline)) if sentences else []
        loaded += [
            LabelledSentence(f, _outputs(s), message.batch, message.split, message.id, s.text)
            for s, f in zip(sentences, features, strict=True)
        ]
    sides = [
        (f"{pair.batch} {number}", pair, side) for number, pair in enumerate(read_pairs(corpora), 1) for side in pair.sentences
    ]
    for (id, pair, side), parsed in zip(sides, parse_gold((side.text for _, _, side in sides), pipeline), strict=True):
        loaded.append(LabelledSentence(featurize([parsed])[0], _outputs(side), pair.batch, pair.split, id, side.text, in_pair=True))
    return loaded


def _outputs(sentence: Sentence) -> frozenset[str]:
    kinds = {f"{KIND_PREFIX}{label.kind}" for label in sentence.labels if label.kind}
    return frozenset({str(label.move) for label in sentence.labels} | kinds)


def vocabulary_of(sentences: Iterable[LabelledSentence]) -> tuple[str, ...]:
    """The features that occur often enough, in order of name."""
    counts = Counter(feature for sentence in sentences for feature in sentence.features)
    return tuple(sorted(feature for feature, count in counts.items() if count >= LEAST_COUNT))


def idf_of(sentences: Sequence[LabelledSentence], vocabulary: tuple[str, ...]) -> NDArray[np.float32]:
    """What each feature weighs: the logarithm of how rare it is among the sentences."""
    counts = Counter(feature for sentence in sentences for feature in sentence.features)
    return np.array([np.log((len(sentences) + 1) / (counts[feature] + 1)) for feature in vocabulary], dtype=np.float32)


def to_matrix(sentences: Sequence[LabelledSentence], vocabulary: tuple[str, ...], idf: NDArray[np.float32]) -> csr_matrix:
    """Sentences x features, weighed by rarity, each row scaled to unit length."""
    index = {feature: i for i, feature in enumerate(vocabulary)}
    columns = [sorted(index[f] for f in s.features if f in index) for s in sentences]
    rows = [idf[c] / max(float(np.linalg.norm(idf[c])), 1e-9) for c in columns]
    ends = np.cumsum([0, *map(len, columns)])
    return csr_matrix((np.concatenate(rows), np.concatenate(columns).astype(int), ends), shape=(len(sentences), len(vocabulary)))


def fit(sentences: list[LabelledSentence]) -> Fit:
    """Fit on train, calibrate out of fold, choose thresholds on what was not fitted on. The same sentences give the same classifier."""
    train = [s for s in sentences if s.split == "train"]
    dev = [s for s in sentences if s.split == "dev"]
    vocabulary = vocabulary_of(train)
    idf = idf_of(train, vocabulary)
    weights = np.zeros((len(vocabulary), len(OUTPUTS)), dtype=np.float32)
    bias, slope, shift, thresholds = (np.full(len(OUTPUTS), value, dtype=np.float32) for value in (0.0, 1.0, 0.0, 0.5))
    unseen = np.zeros((len(train), len(OUTPUTS)), dtype=np.float32)
    matrix, matrix_of_dev = to_matrix(train, vocabulary, idf), to_matrix(dev, vocabulary, idf)
    for column, output in enumerate(OUTPUTS):
        rows, rows_of_dev = _about(output, train), _about(output, dev)
        truth, truth_of_dev = _truth(output, train)[rows], _truth(output, dev)[rows_of_dev]
        if truth.sum() < FOLDS or truth.all():  # too little to learn from: never, or always
            bias[column] = _CERTAIN if truth.any() and truth.all() else -_CERTAIN
            continue
        groups = [train[row].batch for row in rows]
        one = fit_one(matrix[rows], truth, groups)
        weights[:, column] = one.model.coef_[0].astype(np.float16)  # as they are stored
        bias[column] = one.model.intercept_[0]
        slope[column], shift[column] = one.platt.coef_[0, 0], one.platt.intercept_[0]
        unseen[rows, column] = one.unseen
        held_out = one.probabilities(matrix_of_dev[rows_of_dev]) if len(rows_of_dev) else np.empty(0)
        thresholds[column] = best_threshold(np.concatenate([one.unseen, held_out]), np.concatenate([truth, truth_of_dev]))
    return Fit(MoveClassifier(vocabulary, idf, OUTPUTS, weights, bias, slope, shift, thresholds), unseen)


@dataclass(frozen=True)
class OneOutput:
    """A machine for one output, its calibration (Platt), and the calibrated probabilities of its training sentences out of fold."""

    model: LinearSVC
    platt: LogisticRegression
    unseen: NDArray[np.float64]

    def probabilities(self, matrix: csr_matrix) -> NDArray[np.float64]:
        """Calibrated probabilities of sentences given as rows of features."""
        result: NDArray[np.float64] = self.platt.predict_proba(self.model.decision_function(matrix).reshape(-1, 1))[:, 1]
        return result


def fit_one(matrix: csr_matrix, truth: NDArray[np.bool_], groups: Sequence[str]) -> OneOutput:
    """Fit one output and calibrate it on margins from fits that left the sentence's group out."""
    margins = _unseen_margins(matrix, truth, groups)
    platt = LogisticRegression(C=1e6, random_state=SEED).fit(margins, truth)
    return OneOutput(margin_model().fit(matrix, truth), platt, platt.predict_proba(margins)[:, 1])


def _about(output: str, sentences: list[LabelledSentence]) -> list[int]:
    """The rows that an output is fitted on: a kind is scored given that the sentence is a request."""
    return [i for i, s in enumerate(sentences) if Move.REQUEST in s.outputs or not output.startswith(KIND_PREFIX)]


def _truth(output: str, sentences: list[LabelledSentence]) -> NDArray[np.bool_]:
    return np.array([output in s.outputs for s in sentences], dtype=bool)


def margin_model() -> LinearSVC:
    """What every output is fitted with: a linear support vector machine with squared hinge loss."""
    return LinearSVC(C=REGULARISATION, random_state=SEED)


def _unseen_margins(matrix: csr_matrix, truth: NDArray[np.bool_], groups: Sequence[str]) -> NDArray[np.float64]:
    """The margin of every sentence, from a fit that left its writer's batch out; one column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        margins: NDArray[np.float64] = cross_val_predict(
            margin_model(), matrix, truth, groups=groups, cv=GroupKFold(FOLDS), method="decision_function"
        )
    return margins.reshape(-1, 1)


def best_threshold(probabilities: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The probability with the best F1 on sentences that were not fitted on: dev, and train out of fold."""
    scores = [f1_score(truth, probabilities >= threshold, zero_division=0) for threshold in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(scores))])
