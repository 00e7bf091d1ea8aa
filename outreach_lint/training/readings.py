"""The study of rewrites: which of two messages would rather get an answer, as blind readers judged. corpora/rewriting/readings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach_lint.errors import CorpusError

REWRITE, TIE = "rewrite", "tie"
AGAINST = ("draft", "template")


@dataclass(frozen=True)
class Reading:
    """What one reader said of a rewrite beside another text. `prefers`: `rewrite`, `tie`, or the other; `answers`: the texts that the reader
    would answer; `odd`: sentences called odd, as "rewrite: What …"."""

    round: int
    reader: str
    pair: str
    against: str
    prefers: str
    answers: tuple[str, ...]
    odd: tuple[str, ...]


def read_readings(corpora: Path) -> Iterator[Reading]:
    """All readings, round by round. Raises CorpusError for a line that is none."""
    for path in sorted((corpora / "rewriting" / "readings").glob("round-*.jsonl")):
        number = int(path.stem.removeprefix("round-"))
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                read = json.loads(text)
                yield Reading(
                    number,
                    read["reader"],
                    read["pair"],
                    read["against"],
                    read["prefers"],
                    tuple(read["answers"]),
                    tuple(read["odd"]),
                )
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"not a reading: {error}", path=path, line=line) from error


def readings_table(readings: Sequence[Reading]) -> str:
    """Wins and losses of the rewrites by round and reader, as a Markdown table; ties beside them."""
    rows = [
        "| round | reader | pairs | against | rewrite wins | other wins | ties | would answer the rewrite | would answer the other |"
    ]
    rows.append("|---|---|---|---|---|---|---|---|---|")
    for number, reader in sorted({(reading.round, reading.reader) for reading in readings}):
        for against in AGAINST:
            chosen = [r for r in readings if (r.round, r.reader, r.against) == (number, reader, against)]
            if chosen:
                rows.append(_row(number, reader, against, chosen))
    return "\n".join(rows)


def _row(number: int, reader: str, against: str, readings: Sequence[Reading]) -> str:
    wins = Counter(reading.prefers for reading in readings)
    answered = Counter(text for reading in readings for text in reading.answers)
    cells = (number, reader, len(readings), against, wins[REWRITE], wins[against], wins[TIE], answered[REWRITE], answered[against])
    return "| " + " | ".join(map(str, cells)) + " |"
