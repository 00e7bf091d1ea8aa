"""Everything that is known of the classifier's accuracy, measured in one go and kept as one record (docs/accuracy.json)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from outreach_lint.finding import Finding, Severity
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Reader
from outreach_lint.reading.classifier import MoveClassifier
from outreach_lint.training import evaluate as ev
from outreach_lint.training.corpus import AnnotatedMessage, read_messages
from outreach_lint.training.fit import MOVES, Fit, LabelledSentence, idf_of, margin_model, to_matrix, vocabulary_of
from outreach_lint.training.parakweet import parakweet_score
from outreach_lint.training.rivals import bag_of_words_scores, regex_scores
from outreach_lint.training.scores import Score, calibration_error, reliability

HELD_OUT = ("dev", "test")
WORST = 10
CONFUSIONS = 12
# What a sentence is seen by; each in turn is left out. Neighbours repeat the classes and the shape.
FEATURE_GROUPS = {
    "words": ("w:",), "parse": ("p:",), "word classes": ("c:", "prev:c:", "next:c:"), "shape": ("s:", "prev:s:", "next:s:"),
    "neighbours": ("prev:", "next:"), "place": ("at:",),
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """The record, and the messages behind it, for a closer look at the errors."""

    record: dict[str, Any]
    judged: dict[str, list[ev.Judged]] = field(repr=False)


def measure(
    fit: Fit,
    sentences: Sequence[LabelledSentence],
    corpora: Path,
    reader: Reader,
    elsewhere: Path | None = None,
    parakweet: Path | None = None,
) -> Measured:
    """Measure a fit on our own held-out messages, and on the labelled text of others where it is given."""
    messages = list(read_messages(corpora))
    probabilities, found = _as_read(fit, sentences)
    whole = [i for i, s in enumerate(sentences) if not s.in_pair]
    held_out = {split: [i for i in whole if sentences[i].split == split] for split in HELD_OUT}
    both = [i for rows in held_out.values() for i in rows]
    judged = {split: list(ev.judge_corpus([m for m in messages if m.split == split], corpora, reader)) for split in HELD_OUT}
    if elsewhere:
        judged["elsewhere"] = list(ev.judge_file(elsewhere, reader))
    own = [*judged["dev"], *judged["test"]]
    paired = [i for i, s in enumerate(sentences) if s.in_pair]
    pairs = ([sentences[i] for i in paired], found[paired])
    record = {
        "corpora": {split: sum(m.split == split for m in messages) for split in ("train", *HELD_OUT)},
        "sentences": {s: _records(ev.move_scores([sentences[i] for i in rows], found[rows])) for s, rows in held_out.items()},
        "calibration": calibration([sentences[i] for i in both], probabilities[both]),
        "confusions": _most_common(ev.confusions([sentences[i] for i in whole], found[whole])),
        "worst": [asdict(m) for m in ev.worst_misses([sentences[i] for i in both], probabilities[both], WORST)],
        "groups": [
            {**asdict(g), "is_worse": g.is_worse}
            for g in ev.group_scores(ev.counts_by_message([sentences[i] for i in whole], found[whole]), messages)
        ],
        "pairs": {
            "all": ev.pairs_right(*pairs),
            "request": ev.pairs_right(*pairs, [Move.REQUEST]),
            "moves": ev.pairs_right(*pairs, MOVES),
        },
        "messages": {name: _records(ev.message_scores(rows)) for name, rows in judged.items()},
        "rules": _records(ev.rule_scores(own)),
        "errors": _records(ev.rule_scores(own, Severity.ERROR)),
        "good": {name: _findings_on_good(rows) for name, rows in judged.items()},
        "overlap": _overlap(own),
        "rivals": _rivals(messages, judged),
        "ablations": _ablations(sentences),
        "parakweet": asdict(parakweet_score(parakweet, reader.pipeline)) if parakweet else None,
    }
    return Measured(record, judged)


def calibration(sentences: Sequence[LabelledSentence], probabilities: NDArray[np.floating]) -> dict[str, Any]:
    """For each move, its reliability diagram and its expected calibration error."""
    result = {}
    for column, move in enumerate(MOVES):
        bins = reliability(np.array([move in s.outputs for s in sentences]), probabilities[:, column])
        result[str(move)] = {"error": calibration_error(bins), "bins": [asdict(one) for one in bins]}
    return result


def held_out_calibration(fit: Fit, sentences: Sequence[LabelledSentence]) -> dict[str, Any]:
    """The calibration on the sentences of dev and test messages."""
    rows = [s for s in sentences if s.split in HELD_OUT and not s.in_pair]
    return calibration(rows, fit.classifier.probabilities([s.features for s in rows])) if rows else {}


def difference(ours: MoveClassifier, shipped: MoveClassifier, sentences: Sequence[LabelledSentence]) -> float:
    """The largest difference of any probability between two classifiers: 0 where training reproduces what is shipped."""
    features = [s.features for s in sentences]
    return round(float(np.abs(ours.probabilities(features) - shipped.probabilities(features)).max()), 6)


def _as_read(fit: Fit, sentences: Sequence[LabelledSentence]) -> tuple[NDArray[np.floating], NDArray[np.bool_]]:
    """Probabilities and moves found of every sentence, by a fit that did not see its batch."""
    probabilities = fit.classifier.probabilities([s.features for s in sentences])
    probabilities[[i for i, s in enumerate(sentences) if s.split == "train"]] = fit.unseen
    return probabilities, probabilities >= fit.classifier.thresholds


def _records(scores: Iterable[Score]) -> list[dict[str, Any]]:
    return [asdict(score) for score in scores]


def _most_common(counts: Any) -> list[dict[str, Any]]:
    return [{"is": true, "read_as": read, "count": count} for (true, read), count in counts.most_common(CONFUSIONS)]


def _findings_on_good(judged: Sequence[ev.Judged]) -> dict[str, Any]:
    """Findings a message, by severity, on messages that their writer or source calls good."""
    good = [one for one in judged if one.verdict == "good"]
    if not good:
        return {"messages": 0}
    severities = [[finding.severity for finding in one.findings] for one in good]
    counts = {str(severity): round(sum(s.count(severity) for s in severities) / len(good), 3) for severity in Severity}
    return {
        "messages": len(good),
        "a_message": counts,
        "with_an_error": round(sum(Severity.ERROR in s for s in severities) / len(good), 3),
        # A slot that was left in a good template is rightly an error.
        "with_another_error": round(sum(any(_is_judgement(f) for f in one.findings) for one in good) / len(good), 3),
    }


def _overlap(judged: Sequence[ev.Judged]) -> dict[str, Any]:
    """How often two rules mark the same words, and which do."""
    shared, total, pairs = ev.overlaps(judged)
    return {"findings": total, "shared": shared, "pairs": [[*pair, count] for pair, count in pairs.most_common(CONFUSIONS)]}


def _is_judgement(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and finding.rule != "mech/placeholder"


def _rivals(messages: Sequence[AnnotatedMessage], judged: dict[str, list[ev.Judged]]) -> dict[str, Any]:
    train = [(m.body, ev.labels_annotated(m)) for m in messages if m.split == "train"]
    measured = {name: rows for name, rows in judged.items() if name != "dev"}
    return {
        "regular expressions": {name: _records(regex_scores(rows)) for name, rows in measured.items()},
        "TF-IDF and logistic regression": {name: _records(bag_of_words_scores(train, rows)) for name, rows in measured.items()},
    }


def _ablations(sentences: Sequence[LabelledSentence]) -> dict[str, float]:
    """Mean average precision over the moves on dev and test: with all features, and without each group of them."""
    without = {f"without {name}": _left_out(sentences, prefixes) for name, prefixes in FEATURE_GROUPS.items()}
    return {name: _mean_average_precision(rows) for name, rows in {"all features": sentences, **without}.items()}


def _left_out(sentences: Sequence[LabelledSentence], prefixes: tuple[str, ...]) -> list[LabelledSentence]:
    return [replace(s, features=frozenset(f for f in s.features if not f.startswith(prefixes))) for s in sentences]


def _mean_average_precision(sentences: Sequence[LabelledSentence]) -> float:
    train, unseen = ([s for s in sentences if (s.split == "train") is seen] for seen in (True, False))
    vocabulary = vocabulary_of(train)
    idf = idf_of(train, vocabulary)
    matrix, matrix_of_unseen = to_matrix(train, vocabulary, idf), to_matrix(unseen, vocabulary, idf)
    values = []
    for move in MOVES:
        model = margin_model().fit(matrix, [move in s.outputs for s in train])
        values.append(average_precision_score([move in s.outputs for s in unseen], model.decision_function(matrix_of_unseen)))
    return round(float(np.mean(values)), 4)
