"""How far independent readers agree with the annotators: Cohen's kappa of each move, and of the labels that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from outreach_lint.errors import CorpusError
from outreach_lint.moves import Move, RequestKind
from outreach_lint.training.corpus import AnnotatedMessage, read_messages
from outreach_lint.training.evaluate import labels_of
from outreach_lint.training.scores import Score, score

Reading = list[list[tuple[Move, RequestKind | None]]]  # the moves of each sentence of a message


def read_readings(folder: Path) -> dict[str, Reading]:
    """The labels that readers gave to messages they saw without labels: `== id`, then `number TAB labels`, one sentence a line."""
    readings: dict[str, Reading] = {}
    for path in sorted(folder.glob("reader-*.txt")):
        current: Reading = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("== "):
                current = readings[line.removeprefix("== ").strip()] = []
            elif line.strip():
                current.append(list(_labels(line.partition("\t")[2], path, number)))
    return readings


def _labels(text: str, path: Path, line: int) -> Iterator[tuple[Move, RequestKind | None]]:
    for name in text.split():
        move, _, kind = name.partition(":")
        if move in ("signature", "quoted", "boilerplate"):
            continue
        try:
            yield Move(move), RequestKind(kind) if kind else None
        except ValueError:
            raise CorpusError(f"{name!r} is no label", path=path, line=line) from None


def agreement(corpora: Path) -> list[Score]:
    """Kappa between annotators and readers, first of the moves over sentences, then of the message labels over messages.

    Raises CorpusError where a reader's sentences are not those of the message.
    """
    readings = read_readings(corpora / "agreement")
    pairs = [(m, _annotated(m), readings[m.id]) for m in read_messages(corpora) if m.id in readings]
    for message, annotated, read in pairs:
        if len(annotated) != len(read):
            raise CorpusError(
                f"{message.id} has {len(annotated)} sentences, and its reading {len(read)}", path=corpora / "agreement"
            )
    sentences = [both for _, annotated, read in pairs for both in zip(annotated, read, strict=True)]
    moves = [score(move, [_makes(a, move) for a, _ in sentences], [_makes(r, move) for _, r in sentences]) for move in Move]
    labels = [(labels_of(annotated), labels_of(read)) for _, annotated, read in pairs]
    return [*moves, *(score(name, [a[name] for a, _ in labels], [r[name] for _, r in labels]) for name in labels[0][0])]


def _annotated(message: AnnotatedMessage) -> Reading:
    return [[(label.move, label.kind) for label in sentence.labels] for sentence in message.sentences]


def _makes(labels: list[tuple[Move, RequestKind | None]], move: Move) -> bool:
    return any(found is move for found, _ in labels)
