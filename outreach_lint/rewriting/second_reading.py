"""Moves that the form of a sentence tells, where the classifier reads a request or a pitch."""

from __future__ import annotations

import re
from dataclasses import replace

from outreach_lint.finding import MoveSpan
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Sentence
from outreach_lint.reading.decisions import LIKELIER_THAN_NOT

# What is given away: "If you can use any of it, take it."
_FREELY = lazy(
    r"\b(?:take (?:it|them|what you (?:like|need|want))|help yourself|feel free to (?:use|take|copy|borrow)"
    r"|(?:it|they)(?:['’](?:s|re)| is| are) yours)\b",
    re.I,
)
_OPEN_TO_ALL = lazy(
    r"\b(?:plans?|code|files?|drawings?|data|dataset|notes|slides|sources?|designs?|recipes?|templates?|schematics)\b.{0,20}\b(?:is|are)"
    r" (?:all |fully |now )?(?:open|public|free to (?:use|take|copy))\b",
    re.I,
)
_OPEN_QUESTION = lazy(r"(?:and |but |so )?(?:what|how|why|which|where|when|who)\b[^.!?]*\byou\b[^.!?]*\?", re.I)
# What is asked for the sender's own sake.
_FOR_ME = lazy(
    r"\b(?:I|me|my|mine|myself|hir(?:e|es|ed|ing)|vacanc\w+|openings?|appl(?:y|ied|ication)|jobs?|intern\w*|budget|pay|afford|charge|cost|price"
    r"|call|meet)\b",
    re.I,
)


def read_again(said: Sentence, sells: bool) -> Sentence:
    """A part of the draft with the moves that its form tells: "take it" offers, plans that are open are no wares, and an open question to the reader,
    of one who does not sell, is genuine."""
    if not sells and said.makes(Move.PITCH) and not said.makes(Move.REQUEST) and _OPEN_TO_ALL.search(said.text):
        return replace(said, moves=(MoveSpan(Move.OFFER, None, said.span, LIKELIER_THAN_NOT),))
    kinds = {move.kind for move in said.moves if move.move is Move.REQUEST}
    if kinds == {RequestKind.OTHER} and _FREELY.search(said.text):
        return replace(said, moves=(MoveSpan(Move.OFFER, None, said.span, LIKELIER_THAN_NOT),))
    is_open = kinds == {RequestKind.INFORMATION} and _OPEN_QUESTION.fullmatch(said.text.strip()) and not _FOR_ME.search(said.text)
    if is_open and not sells and not said.makes(Move.QUESTION, Move.PITCH):
        return replace(said, moves=(*said.moves, MoveSpan(Move.QUESTION, None, said.span, LIKELIER_THAN_NOT)))
    return said
