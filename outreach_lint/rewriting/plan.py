"""What of the draft stays, what is parked for a later message, and in which order the rest is said."""

from __future__ import annotations

from dataclasses import dataclass

from outreach_lint.finding import Edit, Finding
from outreach_lint.message import Span
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis, Sentence

# What a first contact can do without.
_PARKED = (Move.REQUEST, Move.PITCH)
_MOST_INTRODUCTIONS = 2


@dataclass(frozen=True)
class Plan:
    """The sentences of the draft by what becomes of them, in the order of the draft; `corrections` are the findings' own edits."""

    about_recipient: tuple[Sentence, ...]
    about_sender: tuple[Sentence, ...]
    offers: tuple[Sentence, ...]
    parked: tuple[Sentence, ...]
    corrections: tuple[Edit, ...]

    @property
    def parked_text(self) -> str | None:
        """The requests that were taken out, in the sender's words."""
        return " ".join(" ".join(s.text.split()) for s in self.parked) or None


def make_plan(analysis: Analysis, findings: tuple[Finding, ...]) -> Plan:
    """Sort the draft's sentences. One that a finding calls wrong about the recipient is not kept as it stands."""
    wrong = [f.span for f in findings if f.rule.startswith(("reference/contradicts", "reference/stale", "mech/placeholder"))]
    sound = [s for s in analysis.sentences if not any(s.span.overlaps(span) for span in wrong)]
    parked = tuple(s for s in analysis.sentences if s.makes(Move.REQUEST))
    kept = [s for s in sound if not s.makes(*_PARKED)]
    about_recipient = tuple(s for s in kept if s.makes(Move.REFERENCE, Move.QUESTION))
    offers = tuple(s for s in kept if s.makes(Move.OFFER) and s not in about_recipient)
    introductions = [s for s in kept if s.makes(Move.SELF_INTRODUCTION) and s not in (*about_recipient, *offers)]
    corrections = tuple(edit for finding in findings for edit in finding.edits)
    return Plan(about_recipient, tuple(introductions[:_MOST_INTRODUCTIONS]), offers[:1], parked, corrections)


def removals(analysis: Analysis, plan: Plan) -> list[Edit]:
    """Small edits: take out the requests and the remarks that fit anybody, and leave every other word as it is."""
    doomed = [s for s in analysis.sentences if s in plan.parked or (s.makes(Move.STOCK_REFERENCE) and not s.makes(Move.REFERENCE))]
    return [Edit(_with_gap(analysis, sentence), "") for sentence in doomed]


def _with_gap(analysis: Analysis, sentence: Sentence) -> Span:
    """A sentence with the white space that it leaves behind: that after it, or at a paragraph's end that before it."""
    body = analysis.message.body
    start, end = sentence.span
    after = end
    while after < len(body) and body[after].isspace():
        after += 1
    if after >= len(body) or "\n" in body[end:after]:
        while start > 0 and body[start - 1] in " \t":
            start -= 1
        at_line_start = start == 0 or body[start - 1] == "\n"
        return Span(start, after) if at_line_start and after < len(body) else Span(start, end)
    return Span(start, after)
