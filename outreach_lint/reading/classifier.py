"""Score the moves of a sentence with the fitted arrays in models/. scikit-learn fits them (training/fit.py) and is not needed here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach_lint.errors import ModelError

ARTEFACT = "moves.joblib"
KIND_PREFIX = "request:"


@dataclass(frozen=True)
class MoveClassifier:
    """A linear model per output, over features weighed by rarity and scaled to unit length, with a calibrated probability.

    `idf` is the weight of each feature of the vocabulary.
    `outputs` names the columns: moves ("request"), then kinds of request ("request:job"), which are scored given that the
    sentence is a request. `weights` is features x outputs, `bias` its intercepts; `slope` and `shift` turn a margin into a
    calibrated log-odds (Platt); `thresholds` are the probabilities from which a move is taken as found.
    """

    vocabulary: tuple[str, ...]
    idf: NDArray[np.float32]
    outputs: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    shift: NDArray[np.float32]
    thresholds: NDArray[np.float32]

    def stored(self) -> dict[str, Any]:
        """What the artefact holds: names as one text and weights in half precision, which load five times as fast."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**arrays, "vocabulary": "\n".join(self.vocabulary), "weights": self.weights.astype(np.float16)}

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> MoveClassifier:
        """The classifier from what the artefact holds."""
        vocabulary = tuple(stored["vocabulary"].split("\n"))
        return cls(**{**stored, "vocabulary": vocabulary, "weights": stored["weights"].astype(np.float32)})

    @cached_property
    def _index(self) -> dict[str, int]:
        return {feature: i for i, feature in enumerate(self.vocabulary)}

    @cached_property
    def threshold_of(self) -> dict[str, float]:
        """By output, the probability from which it is taken as found."""
        return dict(zip(self.outputs, map(float, self.thresholds), strict=True))

    def probabilities(self, sentences: Sequence[frozenset[str]]) -> NDArray[np.float32]:
        """Calibrated probabilities, sentences x outputs, for sentences given as features."""
        margins = np.empty((len(sentences), len(self.outputs)), dtype=np.float32)
        for row, features in enumerate(sentences):
            columns = [self._index[f] for f in sorted(features) if f in self._index]
            values = self.idf[columns]
            margins[row] = values @ self.weights[columns] / max(float(np.linalg.norm(values)), 1e-9) + self.bias
        with np.errstate(over="ignore"):
            calibrated: NDArray[np.float32] = 1 / (1 + np.exp(-(self.slope * margins + self.shift)))
        return calibrated

    def strongest(self, features: frozenset[str], output: str, count: int) -> list[str]:
        """The features of a sentence that weighed most for an output, strongest first."""
        column = self.outputs.index(output)
        known = [(self._index[f], f) for f in features if f in self._index]
        weighed = [(self.weights[i, column] * self.idf[i], f) for i, f in known]
        return [feature for weight, feature in sorted(weighed, reverse=True)[:count] if weight > 0]


def checksum(path: Path) -> str:
    """The SHA-256 of a file; of a folder, that of its files' checksums in order of name."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    inner = (f"{p.relative_to(path).as_posix()} {checksum(p)}\n" for p in sorted(path.rglob("*")) if p.is_file())
    return hashlib.sha256("".join(inner).encode()).hexdigest()


def read_card(artefact: Path) -> dict[str, Any]:
    """The card beside an artefact: its scores, data, versions and checksum. Raises ModelError if it is missing or broken."""
    path = artefact.with_suffix(".card.json")
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the model's card cannot be read: {error}", path=path) from None
    return card


def verify(artefact: Path) -> dict[str, Any]:
    """Compare an artefact with its card, before anything in it is loaded. Raises ModelError where they differ."""
    card = read_card(artefact)
    if not artefact.exists():
        raise ModelError("the model is missing; reinstall outreach-lint", path=artefact)
    if checksum(artefact) != card.get("sha256"):
        raise ModelError(
            f"the checksum differs from the one in {artefact.stem}.card.json, so it is not loaded; reinstall outreach-lint",
            path=artefact,
        )
    return card


def model_version() -> str:
    """What tells the shipped classifier from others: the first eight digits of its checksum."""
    return str(read_card(Path(str(files("outreach_lint.models"))) / ARTEFACT)["sha256"])[:8]


@lru_cache(maxsize=2)
def load_classifier(folder: Path | None = None) -> MoveClassifier:
    """The classifier that ships with the package, or the one in `folder`. Raises ModelError if its checksum differs."""
    artefact = (folder or Path(str(files("outreach_lint.models")))) / ARTEFACT
    verify(artefact)
    import joblib

    return MoveClassifier.restored(joblib.load(artefact))
