"""The derivations of corpora/LABELS.md, case by case."""

from __future__ import annotations

import pytest

from outreach_lint.moves import Move, RequestKind
from outreach_lint.reading.message_labels import (
    Place,
    asks_before_reference,
    asks_for_job,
    opening,
    opens_with_request,
    reference_level,
)

PLEASANTRY, INTRO, STOCK, REF = Move.PLEASANTRY, Move.SELF_INTRODUCTION, Move.STOCK_REFERENCE, Move.REFERENCE
REQUEST, QUESTION, THANKS, PITCH, OTHER = Move.REQUEST, Move.QUESTION, Move.THANKS, Move.PITCH, Move.OTHER


def _labelled(*sentences: tuple[Move, ...]) -> list[list[tuple[Move, RequestKind | None]]]:
    return [[(move, RequestKind.MEETING if move is REQUEST else None) for move in moves] for moves in sentences]


@pytest.mark.parametrize(
    ("sentences", "place"),
    [
        ([(PLEASANTRY,), (INTRO,), (REQUEST,)], Place(2, 0)),
        ([(INTRO,), (INTRO,), (INTRO,), (REQUEST,)], Place(2, 0)),
        ([(INTRO,), (INTRO,), (INTRO, REQUEST)], Place(2, 1)),
        ([(INTRO, REQUEST)], Place(0, 1)),
        ([(STOCK, REQUEST)], Place(0, 1)),
        ([(REF, REQUEST)], Place(0, 0)),
        ([(REQUEST, REF)], Place(0, 0)),
        ([(THANKS,), (OTHER,), (PITCH,)], Place(2, 0)),
        ([(PLEASANTRY,), (THANKS,)], Place(1, 0)),
        ([], None),
    ],
)
def test_opening(sentences: list[tuple[Move, ...]], place: Place | None) -> None:
    assert opening(_labelled(*sentences)) == place


def test_opens_with_request() -> None:
    assert opens_with_request(_labelled((INTRO,), (REQUEST,), (REF,)))
    assert not opens_with_request(_labelled((REF, REQUEST)))
    assert not opens_with_request([])


def test_asks_before_reference() -> None:
    assert asks_before_reference(_labelled((PITCH,), (REQUEST,), (REF,)))
    assert not asks_before_reference(_labelled((QUESTION,), (REQUEST,)))
    assert not asks_before_reference(_labelled((PITCH,)))


def test_job_ask_and_reference_level() -> None:
    assert asks_for_job([[(REQUEST, RequestKind.REFERRAL)]])
    assert not asks_for_job([[(REQUEST, RequestKind.MEETING)]])
    assert reference_level(_labelled((STOCK,), (REF,))) == "specific"
    assert reference_level(_labelled((STOCK,))) == "generic"
    assert reference_level(_labelled((PITCH,))) == "none"
