"""What of a draft a rewrite no longer holds. It is found by comparing the two, so that it is told whatever took it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from outreach_lint.finding import apply_edits
from outreach_lint.moves import Zone
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.reading.words import words
from outreach_lint.rewriting.edits import within
from outreach_lint.rewriting.plan import TIE, Fate, Part, Plan

_OUTER = (Zone.SIGN_OFF, Zone.SIGNATURE, Zone.QUOTED, Zone.BOILERPLATE)
_AROUND = (Fate.FIRST, Fate.PLEASANTRY, Fate.LAST, Fate.EASY_OUT, Fate.NAME)
_FOR_LATER = (Fate.PARKED, Fate.ASK)


@dataclass(frozen=True)
class TakenOut:
    """`parts` of the draft that a rewrite no longer holds, in text order; `outer`: what it has no more of quoted text and the like; `share`:
    how much it still holds of what the draft's sentences say, in words. `is_in_order`: what stays stands in the draft's order."""

    parts: tuple[Part, ...]
    outer: tuple[str, ...]
    share: float
    is_in_order: bool

    @property
    def parked(self) -> str | None:
        """What was asked, in the sender's words: it is for later."""
        return " ".join(_stretches(part for part in self.parts if part.fate in _FOR_LATER)) or None

    @property
    def left_out(self) -> tuple[str, ...]:
        """What else went."""
        return (*_stretches(part for part in self.parts if part.fate not in _FOR_LATER), *self.outer)


def taken_out(analysis: Analysis, plan: Plan, text: str) -> TakenOut:
    """What the text, a rewrite by this plan, no longer holds. A sentence stands if its words do, in a row, as they were or corrected; of
    one that was cut, each part for itself."""
    new = _NewText(text)
    outer = [(zone.span.start, analysis.text(zone.span)) for zone in analysis.zones if zone.zone in _OUTER]
    gone_outer = [said for start, said in outer if not new.holds((said,), start, from_end=True)]
    by_sentence = [list(group) for _, group in groupby(plan.parts, key=lambda part: part.whole.span)]
    cut: list[Part] = []
    # The longest first: a short one must not take the words of another.
    for parts in sorted(by_sentence, key=lambda parts: -len(parts[0].whole.text)):
        if not new.holds(_ways(parts[0].whole, plan), parts[0].span.start):
            cut += parts
    gone = [part for part in sorted(cut, key=lambda part: -len(part.said.text)) if _is_gone(part, plan, new)]
    gone.sort(key=lambda part: part.span)
    outer_text = tuple(" ".join(said.split()) for said in gone_outer)
    return TakenOut(tuple(gone), outer_text, _share_left(gone, plan), new.is_in_order)


def _is_gone(part: Part, plan: Plan, new: _NewText) -> bool:
    if part.said.span == part.whole.span:
        return bool(words(part.said.text))
    return bool(words(part.said.text)) and not new.holds(_ways(part.said, plan), part.span.start)


def _ways(said: Sentence, plan: Plan) -> Iterator[str]:
    """The ways in which a sentence may stand in a rewrite: as it was, corrected, and without the word that tied it to the one before."""
    corrected = apply_edits(said.text, within(said.span, plan.corrections))
    for text in (said.text, corrected):
        tie = TIE.match(text)
        yield from (text, text[tie.end() :]) if tie else (text,)


def _share_left(gone: Sequence[Part], plan: Plan) -> float:
    """How much is not gone, in words, of what the draft's sentences say; thanks, wishes and names say nothing."""
    all_, lost = (sum(len(words(part.said.text)) for part in parts if part.fate not in _AROUND) for parts in (plan.parts, gone))
    return 1 - lost / all_ if all_ else 1.0


def _stretches(parts: Iterable[Part]) -> Iterator[str]:
    """The words of each sentence from the first of these parts in it to the last."""
    for sentence, group in groupby(parts, key=lambda part: part.whole):
        spans = [part.span for part in group]
        said = sentence.text[spans[0].start - sentence.span.start : spans[-1].end - sentence.span.start]
        yield " ".join(f"{said[:1].upper()}{said[1:]}".split())


class _NewText:
    """The words of a rewrite, each of which stands for words of the draft at most once."""

    def __init__(self, text: str) -> None:
        self._words = [word.folded for word in words(text)]
        self._taken = [False] * len(self._words)
        self._places: list[tuple[int, int]] = []  # in the draft, and here

    def holds(self, ways: Iterable[str], start: int, from_end: bool = False) -> bool:
        """Whether words that begin at `start` in the draft stand here in a row, in one of the ways in which they may be said; they are taken then."""
        for way in ways:
            said = [word.folded for word in words(way)]
            place = self._place(said, from_end) if said else None
            if place is not None:
                self._taken[place : place + len(said)] = [True] * len(said)
                self._places.append((start, place))
                return True
        return False

    def _place(self, said: list[str], from_end: bool) -> int | None:
        places = range(len(self._words) - len(said) + 1)
        for place in reversed(places) if from_end else places:
            end = place + len(said)
            if self._words[place:end] == said and not any(self._taken[place:end]):
                return place
        return None

    @property
    def is_in_order(self) -> bool:
        """Whether what was found here stands in the order in which it stood in the draft."""
        return all(before < after for (_, before), (_, after) in pairwise(sorted(self._places)))
