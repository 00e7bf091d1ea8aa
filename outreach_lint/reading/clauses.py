"""The main clauses of a sentence: "I'm a nurse in Leeds | and I'd love a referral"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as ParsedSpan
    from spacy.tokens import Token

_JOINED = frozenset({"conj", "parataxis"})
_LEAST_WORDS = 3


def main_clauses(sentence: ParsedSpan) -> list[tuple[int, int]]:
    """Where the main clauses of a parsed sentence stand, in characters of its document; one for a sentence that has no more. The word that
    joins a clause to the one before it belongs to it."""
    cuts = sorted({index for index in _cuts(sentence.root) if sentence.start < index < sentence.end})
    bounds = [sentence.start, *cuts, sentence.end]
    spans = [sentence.doc[start:end] for start, end in pairwise(bounds)]
    if any(sum(token.is_alpha for token in span) < _LEAST_WORDS for span in spans):
        return [(sentence.start_char, sentence.end_char)]
    return [(span.start_char, span.end_char) for span in spans]


def _cuts(verb: Token) -> Iterator[int]:
    """Where the clauses that are joined to a verb begin, or end if they stand before it."""
    for child in verb.children:
        if child.dep_ not in _JOINED or not _is_verbal(child):
            continue
        yield child.left_edge.i if child.i > verb.i else child.right_edge.i + 1
        yield from _cuts(child)


def _is_verbal(token: Token) -> bool:
    """Whether it heads a clause: a verb with a tense or in the imperative, or a word with "is" or "would"."""
    return token.tag_ in ("VBD", "VBP", "VBZ", "VB", "MD") or any(child.dep_ in ("cop", "aux", "nsubj") for child in token.children)
