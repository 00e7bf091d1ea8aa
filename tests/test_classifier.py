from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import joblib
import numpy as np
import pytest

from outreach_lint.errors import ModelError
from outreach_lint.moves import Move
from outreach_lint.reading.classifier import ARTEFACT, checksum, load_classifier, verify
from outreach_lint.reading.nlp import load_pipeline
from outreach_lint.training.card import fingerprint
from outreach_lint.training.fit import MOVES, OUTPUTS, fit, idf_of, load_sentences, margin_model, to_matrix, vocabulary_of

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "models"
SMALL = "batch: {0}\nsplit: {1}\nwriter: w\n\n== {0}-1\nchannel: email\nrole: student\nverdict: bad\n\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> list:
    """A corpus of a few sentences: enough to fit on, in a second."""
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "messages").mkdir()
    for n in range(6):
        body = (
            f"request:job | Please give me a job at mill {n}.\nquestion | How did you start at mill {n}?\n"
            f"self-introduction | I am a miller from town {n}.\nreference | Your paper on wheel {n} helped me.\n"
        )
        name = f"b{n}"
        (folder / "messages" / f"{name}.txt").write_text(SMALL.format(name, "dev" if n == 5 else "train") + body, encoding="utf-8")
    return load_sentences(folder, load_pipeline())


def test_scores_are_those_of_scikit_learn(small: list) -> None:
    """The arrays, scored with numpy alone, give what the fitted model gives."""
    train = [s for s in small if s.split == "train"]
    vocabulary = vocabulary_of(train)
    matrix, truth = to_matrix(train, vocabulary, idf_of(train, vocabulary)), np.array([Move.REQUEST in s.outputs for s in train])
    model = margin_model().fit(matrix, truth)
    own = dataclasses.replace(fit(small).classifier, slope=np.ones(len(OUTPUTS)), shift=np.zeros(len(OUTPUTS)))
    column = OUTPUTS.index(Move.REQUEST)
    found = own.probabilities([s.features for s in train])[:, column]
    assert np.allclose(found, 1 / (1 + np.exp(-model.decision_function(matrix))), atol=1e-3)


def test_the_same_data_give_the_same_classifier(small: list) -> None:
    first, second = fit(small).classifier, fit(small).classifier
    assert first.vocabulary == second.vocabulary
    for field in ("weights", "bias", "slope", "shift", "thresholds"):
        assert np.array_equal(getattr(first, field), getattr(second, field)), field


def test_probabilities_are_probabilities() -> None:
    classifier = load_classifier()
    found = classifier.probabilities([frozenset(), frozenset({"no-such-feature"}), frozenset(classifier.vocabulary)])
    assert found.shape == (3, len(OUTPUTS)) and ((found >= 0) & (found <= 1)).all()
    assert set(MOVES) <= set(classifier.outputs)


@pytest.mark.parametrize("artefact", [MODELS / ARTEFACT, MODELS / "english"], ids=lambda p: p.name)
def test_cards_match_their_artefacts(artefact: Path) -> None:
    card = verify(artefact)
    assert {"what", "licence", "versions", "sha256", "seed"} <= card.keys()


def test_the_card_tells_which_data_it_was_trained_on() -> None:
    card = verify(MODELS / ARTEFACT)
    assert card["data"]["fingerprint"] == fingerprint(ROOT / "corpora"), "corpora/ has changed: run `make classifier`"


def test_a_model_with_another_checksum_is_not_loaded(tmp_path: Path) -> None:
    shutil.copy(MODELS / ARTEFACT, tmp_path)
    (tmp_path / "moves.card.json").write_text(json.dumps({"sha256": checksum(MODELS / ARTEFACT)}), encoding="utf-8")
    with (tmp_path / ARTEFACT).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match="checksum differs"):
        load_classifier(tmp_path)


def test_a_model_without_card_is_not_loaded(tmp_path: Path) -> None:
    joblib.dump({}, tmp_path / ARTEFACT)
    with pytest.raises(ModelError, match="card cannot be read"):
        load_classifier(tmp_path)
