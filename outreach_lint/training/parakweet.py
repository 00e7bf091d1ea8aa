"""The public request benchmark: the same features and regressions, trained and measured on the official split of Parakweet's
Email Intent Data Set (github.com/ParakweetLabs/EmailIntentDataSet, Apache-2.0). Its labels count questions as requests, so nothing of it
is shipped; the figure says how the architecture does beside others. TF-IDF with logistic regression: F1 0.732."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach_lint.reading.features import featurize
from outreach_lint.training.fit import LabelledSentence, best_threshold, fit_one, idf_of, parse_gold, to_matrix, vocabulary_of
from outreach_lint.training.scores import Score, score

FILES = ("train.tsv", "test.tsv")


def parakweet_score(folder: Path, pipeline: Any) -> Score:
    """Train on train.tsv, with the threshold from its folds alone, and score test.tsv. `Yes TAB sentence` a line."""
    (train, truth), (test, truth_of_test) = (_read(folder / name, pipeline) for name in FILES)
    vocabulary = vocabulary_of(train)
    idf = idf_of(train, vocabulary)
    # Its sentences stand alone: each is a group of its own.
    fitted = fit_one(to_matrix(train, vocabulary, idf), truth, [str(i) for i in range(len(train))])
    threshold = best_threshold(fitted.unseen, truth)
    found = fitted.probabilities(to_matrix(test, vocabulary, idf)) >= threshold
    return score("request (Parakweet, official test)", list(truth_of_test), list(found))


def _read(path: Path, pipeline: Any) -> tuple[list[LabelledSentence], NDArray[np.bool_]]:
    rows = [line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    parsed = parse_gold((text for _, _, text in rows), pipeline)
    sentences = [LabelledSentence(featurize([sentence])[0], frozenset(), "", "") for sentence in parsed]
    return sentences, np.array([label == "Yes" for label, _, _ in rows])
