"""What moves a sentence makes, and in which order, decided from the classifier's probabilities over the whole message."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from math import prod

from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.message_labels import Odds

Scores = dict[str, float]  # the calibrated probability of every output, for one sentence

LIKELIER_THAN_NOT = 0.5
# From what odds, over all its sentences, a message makes a move: best kappa on training messages out of fold, and dev.
_OF_THE_MESSAGE = {
    Move.REQUEST: 0.6, Move.REFERENCE: 0.5, Move.QUESTION: 0.4, Move.SELF_INTRODUCTION: 0.4, Move.OFFER: 0.6, Move.PITCH: 0.55,
}  # fmt: skip
_LEAST_HINT = 0.2
JOB_OUTPUTS = tuple(f"request:{kind}" for kind in (RequestKind.JOB, RequestKind.REFERRAL))


def moves_of(scores: list[Scores], thresholds: dict[str, float]) -> list[list[Move]]:
    """The moves of each sentence: those that reach their threshold. Whether the message makes a move at all is decided by the odds
    over all its sentences, so that many hints count, and one weak hint alone does not."""
    chosen = [[move for move in Move if row.get(move, 0.0) >= thresholds.get(move, 2.0)] for row in scores]
    for move, least in _OF_THE_MESSAGE.items() if scores else ():
        is_made = 1.0 - none_of(row[move] for row in scores) >= least
        best = max(range(len(scores)), key=lambda i: scores[i][move])
        if not is_made:
            chosen = [[one for one in moves if one is not move] for moves in chosen]
        elif scores[best][move] >= _LEAST_HINT and move not in chosen[best]:
            chosen[best].append(move)
    return [moves or [_likeliest_harmless(row)] for moves, row in zip(chosen, scores, strict=True)]


def asks_for_job(scores: list[Scores]) -> bool:
    """Whether it is likelier than not that some sentence asks for a job or a referral."""
    each = (row[Move.REQUEST] * (1.0 - none_of(row[output] for output in JOB_OUTPUTS)) for row in scores)
    return 1.0 - none_of(each) >= LIKELIER_THAN_NOT


def none_of(odds: Iterable[float]) -> float:
    """How likely it is that none of these holds, each taken by itself."""
    return prod(1.0 - one for one in odds)


def _likeliest_harmless(scores: Scores) -> Move:
    """The likeliest move of a sentence that reaches no threshold; `other` where that is one which rules find fault with."""
    best = max((move for move in Move if move in scores), key=lambda move: scores[move])
    return Move.OTHER if best in (Move.REQUEST, Move.PITCH, Move.STOCK_REFERENCE) else best


def kinds_of(move: Move, scores: Scores, thresholds: dict[str, float]) -> list[RequestKind | None]:
    """The kinds of a request: each that reaches its threshold, or else the likeliest. None for other moves."""
    if move is not Move.REQUEST:
        return [None]
    ranked = sorted(RequestKind, key=lambda kind: -scores[f"request:{kind}"])
    likely = [kind for kind in ranked if scores[f"request:{kind}"] >= thresholds[f"request:{kind}"]]
    return [*(likely or ranked[:1])]


_CUES = {
    Move.REQUEST: lazy(
        r"\b(?:(?:could|can|would|will|may|might) (?:you|i|we)|please|pls|i (?:was|am|'m) (?:wondering|writing|hoping|looking)|i(?:'d| would)|let me know"
        r"|do you have|are you (?:free|open|available)|invite you|worth|happy to)\b", re.I),
    # "since you work in", "your paper"; not "if you have time", "would you mind"
    Move.REFERENCE: lazy(
        r"\byour [\w'’-]+|(?<!could )(?<!can )(?<!would )(?<!will )(?<!do )(?<!are )(?<!if )\byou(?:['’](?:ve|re))? "
        r"(?!have\b|could\b|can\b|would\b)\w+|[\"“‘]", re.I),
    Move.QUESTION: lazy(r"\b(?:hear|learn|know|understand|ask|listen|about|how|what|why|which|when|who|where|your)\b", re.I),
    Move.SELF_INTRODUCTION: lazy(r"\b(?:i am|i'm|i’m|my name|as an?|we are)\b", re.I),
}  # fmt: skip
# Where curiosity is the purpose of a call, what asks for the call.
_MEETING = lazy(
    r"\b(?:calls?|chat|talk|speak|coffee|lunch|minutes?|hour|time|meet(?:ing)?|phone|telephone|conversation|zoom|interview|brain|ring)\b",
    re.I,
)


def offset_in(text: str, move: Move, beside: Collection[Move]) -> int:
    """About where in a sentence a move begins that it makes beside others. Where no cue shows it, a request comes last, and any other first."""
    pattern = _MEETING if move is Move.REQUEST and Move.QUESTION in beside else _CUES.get(move)
    cue = pattern.search(text) if pattern else None
    if cue:
        return cue.start()
    return len(text) if move is Move.REQUEST else 0


def _comes_first(text: str, move: Move) -> bool:
    """Whether a sentence that makes this move and a request makes this one first."""
    both = (move, Move.REQUEST)
    return offset_in(text, move, both) < offset_in(text, Move.REQUEST, both)


def odds_of(text: str, scores: Scores) -> Odds:
    """How likely the sentence makes the moves that decide who speaks first of whom."""
    return Odds(
        asks=scores[Move.REQUEST],
        refers=scores[Move.REFERENCE],
        wonders=scores[Move.QUESTION],
        other_substance=max(scores[Move.OFFER], scores[Move.PITCH], scores[Move.INVITATION]),
        introduces=scores[Move.SELF_INTRODUCTION],
        refers_first=_comes_first(text, Move.REFERENCE),
        wonders_first=_comes_first(text, Move.QUESTION),
    )
