"""Which parts of the draft a whole rewrite keeps: the most useful first, as many as fit, none that lost what it refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from outreach_lint.channels import ChannelFacts
from outreach_lint.message import utf16_length
from outreach_lint.moves import Move
from outreach_lint.rewriting.plan import Fate, Part, Plan, lists_in, refers_back

# What is kept first, where not everything fits.
_FIRST = {
    Fate.FIRST: -1, Fate.ASK: 0, Fate.EASY_OUT: 1, Fate.ABOUT: 2, Fate.OWN: 3, Fate.OFFER: 4, Fate.PITCH: 6, Fate.BACKGROUND: 7, Fate.NAME: -1, Fate.LAST: 9,
}  # fmt: skip
_OTHERWISE = 8  # the third and later ones of a sort
_MANY = 2
_MOST_OF_IT = 0.6  # of the length of what could be kept


def selection(plan: Plan, fits: Callable[[tuple[Part, ...]], bool]) -> tuple[Part, ...]:
    """As many parts as fit, the most useful first, in text order."""
    kept: tuple[Part, ...] = ()
    for part in _ranked(plan):
        more = _in_order(plan, (*kept, part))
        if fits(more):
            kept = more
    return coherent(plan, kept)


def _ranked(plan: Plan) -> Iterator[Part]:
    seen: dict[Fate, int] = {}
    order: list[tuple[int, int, Part]] = []
    has_parked = bool(plan.of(Fate.PARKED))
    for number, part in enumerate(plan.parts):
        if part.fate not in _FIRST or (
            part.fate is Fate.LAST and (has_parked or not part.said.makes(Move.THANKS, Move.INVITATION))
        ):
            continue
        if part.fate is Fate.EASY_OUT and not plan.of(Fate.ASK):
            continue
        seen[part.fate] = seen.get(part.fate, 0) + 1
        order.append((_FIRST[part.fate] if seen[part.fate] <= _MANY else _OTHERWISE, number, part))
    return (part for _, _, part in sorted(order, key=lambda one: one[:2]))


def _in_order(plan: Plan, parts: Iterable[Part]) -> tuple[Part, ...]:
    chosen = {part.span for part in parts}
    return tuple(part for part in plan.parts if part.span in chosen)


def coherent(plan: Plan, kept: tuple[Part, ...]) -> tuple[Part, ...]:
    """Without what lost the thing that it goes on from: a part that refers back to one that is not kept, background in mid-paragraph, a list
    without all its items, a line that led to one."""
    spans = {part.span for part in kept}
    for start, end in lists_in(plan.parts):
        whole = {part.span for part in plan.parts[start:end]}
        spans -= set() if whole <= spans else whole
    for before, part in pairwise(plan.parts):
        is_gone = part.span in spans and before.span not in spans and part.fate is not Fate.ASK
        if is_gone and (refers_back(part.said, part.whole) or (part.fate is Fate.BACKGROUND and before.fate.stays)):
            spans.discard(part.span)
    for part, after in zip(plan.parts, (*plan.parts, None)[1:], strict=True):
        if part.said.text.rstrip().endswith(":") and (after is None or after.span not in spans):
            spans.discard(part.span)
    return tuple(part for part in kept if part.span in spans)


def share_of(kept: Iterable[Part], plan: Plan) -> float:
    """How much of what could be kept is kept, by its length."""
    all_ = sum(len(part.said.text) for part in _ranked(plan))
    return sum(len(part.said.text) for part in kept) / all_ if all_ else 1.0


def limits(facts: ChannelFacts, draft: str) -> Iterator[tuple[Callable[[str], bool], float]]:
    """Whether a text fits, and the least share of the draft that it must keep for that: first into the length that did best on the channel, if
    that leaves room for most of the draft; then into the length of the draft, if it is not too long; then into what the channel takes. What
    every account may send comes before what the best may."""
    longer = None if facts.most is None else max(facts.most, min(facts.length(draft.strip()), facts.too_long or 2 * facts.most))

    for limit in dict.fromkeys((facts.limit_for_all or facts.limit, facts.limit)):
        for most, least in ((facts.most, _MOST_OF_IT), (longer, 0.0)):
            yield (
                (
                    lambda text, limit=limit, most=most: (  # type: ignore[misc]
                        (limit is None or utf16_length(text) <= limit) and (most is None or facts.length(text) <= most)
                    )
                ),
                least,
            )
    yield lambda text: facts.limit is None or utf16_length(text) <= facts.limit, 0.0
