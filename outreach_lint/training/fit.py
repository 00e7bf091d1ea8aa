"""Fit the move classifier on the corpora: logistic regressions, calibrated and cut on sentences that they were not fitted on."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from outreach_lint.moves import Move, RequestKind
from outreach_lint.reading.classifier import KIND_PREFIX, MoveClassifier
from outreach_lint.reading.features import featurize
from outreach_lint.training.corpus import AnnotatedMessage, Sentence, read_messages, read_pairs

SEED = 7
REGULARISATION = 30.0  # C; chosen on dev among 3, 10, 30, 100
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
    """What the classifier learns from: the features of a sentence, its outputs, and where it comes from."""

    features: frozenset[str]
    outputs: frozenset[str]
    batch: str
    split: str


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
        loaded += _labelled(classified(message), message.batch, message.split, pipeline)
    for pair in read_pairs(corpora):
        for sentence in pair.sentences:
            loaded += _labelled([sentence], pair.batch, pair.split, pipeline)
    return loaded


def _labelled(sentences: list[Sentence], batch: str, split: str, pipeline: Any) -> list[LabelledSentence]:
    if not sentences:
        return []
    features = featurize(parse_gold((s.text for s in sentences), pipeline))
    return [LabelledSentence(f, _outputs(s), batch, split) for s, f in zip(sentences, features, strict=True)]


def _outputs(sentence: Sentence) -> frozenset[str]:
    kinds = {f"{KIND_PREFIX}{label.kind}" for label in sentence.labels if label.kind}
    return frozenset({str(label.move) for label in sentence.labels} | kinds)


def vocabulary_of(sentences: Iterable[LabelledSentence]) -> tuple[str, ...]:
    """The features that occur often enough, in order of name."""
    counts = Counter(feature for sentence in sentences for feature in sentence.features)
    return tuple(sorted(feature for feature, count in counts.items() if count >= LEAST_COUNT))


def to_matrix(sentences: list[LabelledSentence], vocabulary: tuple[str, ...]) -> csr_matrix:
    """Sentences x features, each row scaled to unit length."""
    index = {feature: i for i, feature in enumerate(vocabulary)}
    columns = [sorted(index[f] for f in s.features if f in index) for s in sentences]
    values = np.concatenate([np.full(len(c), 1 / np.sqrt(max(len(c), 1))) for c in columns])
    ends = np.cumsum([0, *map(len, columns)])
    return csr_matrix((values, np.concatenate(columns).astype(int), ends), shape=(len(sentences), len(vocabulary)))


def fit(sentences: list[LabelledSentence]) -> MoveClassifier:
    """Fit on train, calibrate out of fold, choose thresholds on what was not fitted on. The same sentences give the same classifier."""
    train = [s for s in sentences if s.split == "train"]
    dev = [s for s in sentences if s.split == "dev"]
    vocabulary = vocabulary_of(train)
    weights = np.zeros((len(vocabulary), len(OUTPUTS)), dtype=np.float32)
    bias, slope, shift, thresholds = (np.full(len(OUTPUTS), value, dtype=np.float32) for value in (0.0, 1.0, 0.0, 0.5))
    for column, output in enumerate(OUTPUTS):
        rows, held_out = _about(output, train), _about(output, dev)
        truth = _truth(output, rows)
        if truth.sum() < FOLDS or truth.all():  # too little to learn from: never, or always
            bias[column] = _CERTAIN if truth.any() and truth.all() else -_CERTAIN
            continue
        matrix = to_matrix(rows, vocabulary)
        model = _regression().fit(matrix, truth)
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
        margins = _unseen_margins(matrix, truth, [s.batch for s in rows])
        platt = LogisticRegression(C=1e6, random_state=SEED).fit(margins, truth)
        slope[column], shift[column] = platt.coef_[0, 0], platt.intercept_[0]
        if held_out:
            unseen = np.concatenate([margins, model.decision_function(to_matrix(held_out, vocabulary)).reshape(-1, 1)])
            thresholds[column] = _threshold(platt.predict_proba(unseen)[:, 1], np.concatenate([truth, _truth(output, held_out)]))
    return MoveClassifier(vocabulary, OUTPUTS, weights, bias, slope, shift, thresholds)


def _about(output: str, sentences: list[LabelledSentence]) -> list[LabelledSentence]:
    """The sentences that an output is fitted on: a kind is scored given that the sentence is a request."""
    return [s for s in sentences if Move.REQUEST in s.outputs] if output.startswith(KIND_PREFIX) else sentences


def _truth(output: str, sentences: list[LabelledSentence]) -> NDArray[np.bool_]:
    return np.array([output in s.outputs for s in sentences], dtype=bool)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=REGULARISATION, solver="liblinear", random_state=SEED, max_iter=500)


def _unseen_margins(matrix: csr_matrix, truth: NDArray[np.bool_], groups: list[str]) -> NDArray[np.float64]:
    """The margin of every sentence, from a fit that left its writer's batch out; one column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        margins: NDArray[np.float64] = cross_val_predict(
            _regression(), matrix, truth, groups=groups, cv=GroupKFold(FOLDS), method="decision_function"
        )
    return margins.reshape(-1, 1)


def _threshold(probabilities: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The probability with the best F1 on sentences that were not fitted on: dev, and train out of fold."""
    scores = [f1_score(truth, probabilities >= threshold, zero_division=0) for threshold in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(scores))])
