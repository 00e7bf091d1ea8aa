"""How alike the messages of the corpora are. Templates would show here: as near-duplicates, and as openings that recur."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

from outreach_lint.moves import Move
from outreach_lint.reading.words import words
from outreach_lint.training.corpus import AnnotatedMessage, read_messages

SHINGLE = 3  # words
NEAR = 0.3  # Jaccard similarity of shingles from which two messages are near-duplicates
OPENING = 3  # words


def report(corpora: Path) -> str:
    """The most alike pair, the number of near-duplicates, and the share of the commonest first words."""
    messages = list(read_messages(corpora))
    shingles = {message.id: _shingles(message.body) for message in messages}
    similar = sorted(((_jaccard(shingles[a], shingles[b]), a, b) for a, b in combinations(shingles, 2)), reverse=True)
    near = sum(similarity >= NEAR for similarity, _, _ in similar)
    openings = Counter(filter(None, map(_opening, messages)))
    lines = [
        f"{len(messages)} messages; {near} pairs share {NEAR:.0%} of their {SHINGLE}-word sequences or more",
        *(f"  {similarity:.2f}  {a}  {b}" for similarity, a, b in similar[:3]),
        f"commonest first {OPENING} words after the greeting:",
        *(f"  {count / len(messages):.2%}  {text}" for text, count in openings.most_common(5)),
    ]
    return "\n".join(lines)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    folded = [word.folded for word in words(text)]
    return frozenset(tuple(folded[i : i + SHINGLE]) for i in range(len(folded) - SHINGLE + 1))


def _jaccard(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _opening(message: AnnotatedMessage) -> str:
    first = next((s.text for s in message.sentences if s.labels and s.labels[0].move is not Move.GREETING), "")
    return " ".join(word.folded for word in words(first)[:OPENING])
