"""The card beside every artefact: what it is, what it was made of, how well it does, and the checksum it is loaded by."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from outreach_lint.reading.classifier import checksum

PACKAGES = ("numpy", "scikit-learn", "spacy", "thinc", "joblib")


def write_card(artefact: Path, content: dict[str, Any]) -> Path:
    """Write the card of an artefact, with its checksum and the versions it was made with."""
    card = {
        **content,
        "versions": {"python": platform.python_version(), **{p: version(p) for p in PACKAGES}},
        "sha256": checksum(artefact),
    }
    path = artefact.with_suffix(".card.json")
    path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def fingerprint(folder: Path) -> str:
    """One SHA-256 over the annotated messages and pairs of the corpora, by name and content."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("messages/*.txt"), *folder.glob("pairs/*.txt")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
