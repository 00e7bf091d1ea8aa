"""What follows for the whole message from the moves of its sentences, as corpora/LABELS.md defines it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from outreach_lint.moves import Move, RequestKind

Labelled = Sequence[tuple[Move, RequestKind | None]]  # the moves of one sentence, in order of occurrence

# Moves that any message may begin with; the opening comes after them. `other` is "Quick one." or "My name is Ann.".
_PRELIMINARY = frozenset({Move.GREETING, Move.PLEASANTRY, Move.STOCK_REFERENCE, Move.THANKS, Move.OTHER})
_INTRODUCTIONS_BEFORE_OPENING = 2
_JOB_KINDS = frozenset({RequestKind.JOB, RequestKind.REFERRAL})


class Place(NamedTuple):
    """A move by its place: which sentence, and which of that sentence's moves."""

    sentence: int
    move: int


def opening(sentences: Sequence[Labelled]) -> Place | None:
    """The first substantive move. If there is none, the last that was passed over; None for an empty message."""
    introductions, passed = 0, None
    for i, moves in enumerate(sentences):
        names = [move for move, _ in moves]
        introduces = Move.SELF_INTRODUCTION in names
        introductions += introduces
        if introduces and Move.REQUEST in names:
            return Place(i, names.index(Move.REQUEST))
        for j, move in enumerate(names):
            is_preliminary = move in _PRELIMINARY or (
                move is Move.SELF_INTRODUCTION and introductions <= _INTRODUCTIONS_BEFORE_OPENING
            )
            if not is_preliminary:
                return Place(i, j)
            passed = Place(i, j)
    return passed


def first_of(sentences: Sequence[Labelled], *wanted: Move) -> Place | None:
    """The first place where one of the wanted moves is made."""
    places = (Place(i, j) for i, moves in enumerate(sentences) for j, (move, _) in enumerate(moves) if move in wanted)
    return next(places, None)


def opens_with_request(sentences: Sequence[Labelled]) -> bool:
    """Whether the opening is a request."""
    place = opening(sentences)
    return place is not None and sentences[place.sentence][place.move][0] is Move.REQUEST


def asks_before_reference(sentences: Sequence[Labelled]) -> bool:
    """Whether the first request comes before anything about the recipient."""
    request = first_of(sentences, Move.REQUEST)
    about = first_of(sentences, Move.REFERENCE, Move.QUESTION)
    return request is not None and (about is None or request < about)


def asks_for_job(sentences: Sequence[Labelled]) -> bool:
    """Whether some request is for a job or a referral."""
    return any(kind in _JOB_KINDS for moves in sentences for _, kind in moves)


def reference_level(sentences: Sequence[Labelled]) -> str:
    """`specific`, `generic` or `none`."""
    moves = {move for sentence in sentences for move, _ in sentence}
    if Move.REFERENCE in moves:
        return "specific"
    return "generic" if Move.STOCK_REFERENCE in moves else "none"


class Odds(NamedTuple):
    """How likely one sentence makes the moves that decide who speaks first of whom; each a probability.

    `refers_first`, `wonders_first`: whether, if it also asks, the reference or the question comes first.
    """

    asks: float
    refers: float
    wonders: float
    other_substance: float
    introduces: float
    refers_first: bool
    wonders_first: bool

    @property
    def about_recipient(self) -> float:
        """How likely it is about the recipient at all."""
        return max(self.refers, self.wonders)


def odds_of_opening_request(sentences: Sequence[Odds]) -> list[float]:
    """For each sentence, how likely it is the opening *and* a request; their sum is how likely the message opens with one.

    The same derivation as `opening`, with probabilities in the place of moves, so that a sentence that is hard to read
    does not decide alone.
    """
    result, not_yet_open, introductions = [], 1.0, 0.0
    for odds in sentences:
        result.append(not_yet_open * _asks_unprepared(odds))
        substance = max(odds.about_recipient, odds.other_substance)
        if introductions > _INTRODUCTIONS_BEFORE_OPENING - 0.5:
            substance = max(substance, odds.introduces)
        not_yet_open *= (1 - odds.asks) * (1 - substance)
        introductions += odds.introduces
    return result


def odds_of_unearned_request(sentences: Sequence[Odds]) -> list[float]:
    """For each sentence, how likely it is the first request and nothing about the recipient came before."""
    result, nothing_yet = [], 1.0
    for odds in sentences:
        result.append(nothing_yet * _asks_unprepared(odds))
        nothing_yet *= (1 - odds.asks) * (1 - odds.about_recipient)
    return result


def _asks_unprepared(odds: Odds) -> float:
    prepared = max(odds.refers if odds.refers_first else 0.0, odds.wonders if odds.wonders_first else 0.0)
    return odds.asks * (1 - prepared)
