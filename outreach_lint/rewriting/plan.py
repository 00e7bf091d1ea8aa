"""What of the draft stays, what is parked for a later message, and in which order the rest is said."""

from __future__ import annotations

from dataclasses import dataclass

from outreach_lint.finding import Edit, Finding
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.rewriting.facts import is_safe

# A first contact can do without: a request is parked for later, a pitch is left out.
_LEFT_OUT = (Move.REQUEST, Move.PITCH)
# Sentences that only make sense beside the request before them: "It takes five minutes.", "No worries if not."
_DEPENDENT = frozenset({Move.OTHER, Move.EASY_OUT, Move.THANKS})
# Rules that find a sentence wrong about the recipient, or unfinished.
_WRONG = ("reference/contradicts", "reference/stale", "mech/placeholder")
_MOST_INTRODUCTIONS = 2


@dataclass(frozen=True)
class Plan:
    """The sentences of the draft by what becomes of them, in the order of the draft; `corrections` are the findings' own edits."""

    about_recipient: tuple[Sentence, ...]
    about_sender: tuple[Sentence, ...]
    offers: tuple[Sentence, ...]
    parked: tuple[Sentence, ...]
    unsound: tuple[Sentence, ...]
    corrections: tuple[Edit, ...]

    @property
    def says_enough(self) -> bool:
        """Whether the draft speaks of the recipient and asks about it: then only what is wrong needs to go."""
        moves = {move.move for sentence in self.about_recipient for move in sentence.moves}
        return {Move.REFERENCE, Move.QUESTION} <= moves

    @property
    def parked_text(self) -> str | None:
        """The requests that were taken out, in the sender's words."""
        return " ".join(" ".join(s.text.split()) for s in self.parked) or None


def make_plan(analysis: Analysis, findings: tuple[Finding, ...]) -> Plan:
    """Sort the draft's sentences. One that a finding calls wrong about the recipient is not kept as it stands."""
    wrong = [f.span for f in findings if f.rule.startswith(_WRONG)]
    unsound = tuple(s for s in analysis.sentences if any(s.span.overlaps(span) for span in wrong))
    sound = [s for s in analysis.sentences if s not in unsound]
    parked = tuple(s for s in analysis.sentences if s.makes(Move.REQUEST))
    kept = [s for s in sound if not s.makes(*_LEFT_OUT)]
    about_recipient = tuple(s for s in kept if s.makes(Move.REFERENCE, Move.QUESTION))
    offers = tuple(s for s in kept if s.makes(Move.OFFER) and s not in about_recipient)
    introductions = [s for s in kept if s.makes(Move.SELF_INTRODUCTION) and s not in (*about_recipient, *offers)]
    corrections = tuple(edit for finding in findings for edit in finding.edits if is_safe(edit.text))
    return Plan(about_recipient, tuple(introductions[:_MOST_INTRODUCTIONS]), offers[:1], parked, unsound, corrections)


def removals(analysis: Analysis, plan: Plan) -> list[Edit]:
    """Small edits: take out the requests with what belongs to them, the remarks that fit anybody, and what is wrong; leave every other
    word as it is."""
    doomed: list[Sentence] = []
    beside_request = False
    for sentence in analysis.sentences:
        is_stock = sentence.makes(Move.STOCK_REFERENCE) and not sentence.makes(Move.REFERENCE)
        depends = beside_request and {move.move for move in sentence.moves} <= _DEPENDENT
        beside_request = sentence in plan.parked or depends
        if beside_request or is_stock or sentence in plan.unsound:
            doomed.append(sentence)
    return [analysis.deletion_of(sentence.span) for sentence in doomed]
