"""Small edits: what is wrong or too early is taken out of a draft, what is missing is put in, and all other words stay as and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from outreach_lint.finding import Edit
from outreach_lint.message import Span
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rewriting.compose import SHORT_BODY, Added, joined, lead_of, stop_behind
from outreach_lint.rewriting.edits import settled
from outreach_lint.rewriting.greeting import greeting_of, in_mid_sentence
from outreach_lint.rewriting.plan import Fate, Part, Plan, point_of, thought_of

_FEW = 4  # sentences; a longer message has the easy way out in a line of its own
_JOINING = 8  # code points between two clauses that stand side by side: ", and "


def small(analysis: Analysis, plan: Plan, added: Added) -> list[Edit]:
    """The edits that correct the draft, take out what is parked or left out, put what is about the recipient before what is asked now, and add
    what is said of the recipient: behind the thought that it follows up, in a conversation at the end, else before all other."""
    moved = _to_move_up(plan)
    lead = lead_of([part for part in plan.parts if part.fate.stays]) if analysis.stage == 0 and not added.asks_last else []
    opener = added.said if added.after is None and analysis.stage == 0 and not lead and not added.asks_last else ""
    gone = [part for part in plan.parts if not part.fate.stays or part in moved]
    gone += _pleasantries_first(plan) if opener or moved else []
    edits = settled([*plan.corrections, *_removals(plan, gone, analysis), *_greeting_edit(analysis, plan)], analysis.message.body)
    edits = _with_opener(edits, analysis, plan, " ".join(filter(None, (joined(moved, plan, analysis), opener))))
    if lead and added.after is None and added.said:
        end = lead[-1].whole.span.end
        edits.append(Edit(Span(end, end), f"{stop_behind(lead[-1])} {added.said_behind}"))
    return settled([*edits, *_insertions(analysis, plan, added, gone)], analysis.message.body)


def corrected(analysis: Analysis, plan: Plan) -> list[Edit]:
    """The findings' own corrections, and nothing else."""
    return settled(list(plan.corrections), analysis.message.body)


def _to_move_up(plan: Plan) -> list[Part]:
    """What is about the recipient and comes only after what is asked now, each with the thought that it begins."""
    asks, about = plan.of(Fate.ASK), plan.of(Fate.ABOUT)
    if not asks or not about or about[0].span < asks[0].span:
        return []
    thoughts = {*plan.of(Fate.FIRST), *(part for one in about for part in thought_of(one, plan) if part.said is part.whole)}
    return sorted(thoughts, key=lambda part: part.span)


def _pleasantries_first(plan: Plan) -> list[Part]:
    """The pleasantries that the draft begins with: nothing goes on from them once something is said before."""
    first: list[Part] = []
    for part in plan.parts:
        if part.fate is not Fate.PLEASANTRY and part.fate.stays:
            break
        first += [part] if part.fate is Fate.PLEASANTRY else []
    return first


def _greeting_edit(analysis: Analysis, plan: Plan) -> Iterator[Edit]:
    """The recipient's name in a greeting that names nobody, where no finding corrects it, and a comma where the message goes on behind it."""
    span = analysis.greeting
    if span is None:
        return
    greeting, _ = greeting_of(analysis, plan)
    corrected = [edit for edit in plan.corrections if edit.span.overlaps(span) or edit.span.start == span.end]
    if not corrected and greeting != analysis.text(span):
        yield Edit(span, greeting)
    if (
        corrected
        and greeting.endswith(",")
        and analysis.text(span)[-1:].isalnum()
        and max(e.span.end for e in corrected) < span.end
    ):
        yield Edit(Span(span.end, span.end), ",")


def _removals(plan: Plan, gone: list[Part], analysis: Analysis) -> Iterator[Edit]:
    """Take out the sentences, or the clauses of one, that do not stay where they are."""
    for sentence, group in groupby(plan.parts, key=lambda part: part.whole):
        parts = list(group)
        staying = [part for part in parts if part not in gone]
        if not staying:
            yield analysis.deletion_of(sentence.span)
        elif len(staying) < len(parts):
            yield from _clause_removals(sentence.span, staying, analysis.message.body)


def _clause_removals(span: Span, staying: list[Part], body: str) -> Iterator[Edit]:
    """Leave only some clauses of a sentence, with a capital, commas between them, and a full stop."""
    start = staying[0].span.start
    if start > span.start:
        yield Edit(Span(span.start, start + 1), body[start].upper())
    for before, after in pairwise(staying):
        if after.span.start - before.span.end > _JOINING:
            yield Edit(Span(before.span.end, after.span.start), ", ")
    end = staying[-1].span.end
    if end < span.end and body[end : span.end] not in (".", "!", "?"):
        yield Edit(Span(end, span.end), ".")


def _with_opener(edits: list[Edit], analysis: Analysis, plan: Plan, said: str) -> list[Edit]:
    """The edits, with something put before the rest of the body."""
    if not said:
        return edits
    body, start = analysis.message.body, analysis.body.start
    removal = next((edit for edit in edits if edit.span.start <= start < edit.span.end and not edit.text), None)
    end = removal.span.end if removal else start
    has_paragraphs = "\n\n" in analysis.text(analysis.body).replace("\r", "") or len(analysis.text(analysis.body)) > SHORT_BODY
    is_apart = not body[end:].strip() or body[end].isspace()
    gap = "" if is_apart else "\n\n" if has_paragraphs or end >= analysis.body.end else " "
    lead = "" if not body[:start].strip() or body[:start][-1:].isspace() else " "
    greeting, behind = greeting_of(analysis, plan)
    is_inline = greeting.rstrip().endswith(",") and "\n" not in (
        body[analysis.greeting.end : start] if analysis.greeting else behind
    )
    lead += greeting + behind if greeting and analysis.greeting is None else ""
    first = max(end, start)
    if plan.has_capitals and body[first : first + 1].islower() and gap:
        edits = (
            [*edits, Edit(Span(first, first + 1), body[first].upper())] if not any(e.span.start == first for e in edits) else edits
        )
    others = [edit for edit in edits if edit is not removal]
    return [*others, Edit(Span(start, max(end, start)), lead + (in_mid_sentence(said) if is_inline else said) + gap)]


def _insertions(analysis: Analysis, plan: Plan, added: Added, gone: list[Part]) -> Iterator[Edit]:
    """What follows up a part, what comes last in a conversation, and an easy way out behind what is asked."""
    if added.after is not None and added.after not in gone:
        last = [part for part in point_of(added.after, plan) if part not in gone][-1]
        yield Edit(Span(last.whole.span.end, last.whole.span.end), f"{stop_behind(last)} {added.said}")
    elif added.said and analysis.stage > 0:
        staying = [part for part in plan.parts if part not in gone and part.fate not in (Fate.LAST, Fate.NAME)]
        at = staying[-1].whole.span.end if staying else analysis.body.start
        gap = "\n\n" if analysis.message.body[at:].strip() else ""
        yield Edit(Span(at, at), f"\n\n{added.said}" if staying else added.said + gap)
    stop = analysis.sign_off.start if analysis.sign_off else len(analysis.message.body)
    staying = [part for part in plan.parts if part not in gone and part.fate not in (Fate.LAST, Fate.NAME, Fate.EASY_OUT)]
    staying = [part for part in staying if part.span.start < stop]
    closing = added.asked_last or added.last
    if staying and closing:
        end = staying[-1].whole.span.end
        yield Edit(Span(end, end), stop_behind(staying[-1]) + ("\n\n" if len(plan.parts) > _FEW else " ") + closing)
