"""Make a whole message out of the parts of a draft and what is added to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from outreach_lint.finding import Edit, apply_edits
from outreach_lint.message import Span
from outreach_lint.moves import Zone
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rewriting.edits import settled, within
from outreach_lint.rewriting.greeting import greeting_of, in_mid_sentence
from outreach_lint.rewriting.plan import BULLET, MARK, TIE, Fate, Part, Plan, point_of, thought_of
from outreach_lint.rewriting.realise import Wording

SHORT_BODY = 350  # code points; a short message without an empty line stays without
_SHORT_INTRODUCTION = 60  # words
_SHORT_LEAD, _LONGEST_LEAD = 25, 45  # words: of a sentence, of a paragraph
_IN_SEARCH = lazy(r"\b(?:looking|seeking|searching|hoping|applying|want|wish|would like|interested in|writing to)\b", re.I)
_LAST = (Fate.LAST, Fate.NAME)


@dataclass(frozen=True)
class Added:
    """What a rewrite says besides the draft's own words: about the recipient (behind the part that speaks of it, or before all else), what
    leads to it from who writes, an offer from the sender's profile, and last how little is asked, or how easily it is declined. `asks_last`: a
    question that stands alone comes behind all that the draft says of its sender, not out of the blue."""

    wording: Wording | None = None
    after: Part | None = None
    leads_to: str = ""
    offer: str = ""
    last: str = ""
    asks_last: bool = False

    @property
    def said(self) -> str:
        """What is said of the recipient; empty if nothing is."""
        return self.wording.text if self.wording else ""

    @property
    def said_behind(self) -> str:
        """The same behind the words on who writes: a question that stands alone is led to."""
        if self.wording is None or self.wording.remark or not self.leads_to:
            return self.said
        question = self.wording.question
        return f"{self.leads_to} {question[0].lower()}{question[1:]}"

    @property
    def asked_last(self) -> str:
        """The question that comes last, behind what is offered; empty if it comes elsewhere."""
        return " ".join(filter(None, (self.offer, self.said_behind, self.last))) if self.asks_last else ""


def whole(analysis: Analysis, plan: Plan, kept: Sequence[Part], added: Added) -> list[Edit]:
    """The edits that make a whole message of the parts kept: greeting, what is about the recipient, then the rest in the draft's order and
    paragraphs. What stands behind the sign-off stays as it is, but for what is parked."""
    sign_off = analysis.sign_off
    start = min((z.span.start for z in analysis.zones if z.zone in (Zone.GREETING, Zone.BODY)), default=0)
    end = sign_off.start if sign_off else analysis.body.end
    before = [part for part in kept if part.span.start < end]
    behind = [part for part in plan.parts if part.span.start >= end and not part.fate.stays and part.said is part.whole]
    body = _body(before, added, plan, analysis)
    greeting, gap = greeting_of(analysis, plan)
    if greeting.rstrip().endswith(",") and "\n" not in gap:
        body = in_mid_sentence(body, as_written=[part.whole.text for part in kept])
    text = greeting + (gap if body and greeting else "") + body
    closing = _gap_before(analysis, sign_off) if sign_off else ""
    removals = settled([analysis.deletion_of(part.span) for part in behind], analysis.message.body)
    return [Edit(Span(start, end), text + closing), *(edit for edit in removals if edit.span.start >= end)]


def _body(kept: Sequence[Part], added: Added, plan: Plan, analysis: Analysis) -> str:
    first, rest = _first_and_rest(kept, plan)
    between = [part for part in rest if part.fate not in _LAST]
    middle = " ".join(filter(None, (joined(between, plan, analysis), added.offer)))
    if added.asks_last or (_is_introduction(between) and added.after is None):
        about, end = joined(first, plan, analysis), " ".join(filter(None, (added.said_behind, added.last)))
    else:
        about, end = _with_added(first, added, plan, analysis), added.last
    about = _begun(about, first, plan)
    last = joined([part for part in kept if part.fate is Fate.LAST], plan, analysis)
    name = joined([part for part in kept if part.fate is Fate.NAME], plan, analysis)
    is_long = "\n\n" in analysis.text(analysis.body).replace("\r", "") or len(about) + len(middle) > SHORT_BODY
    text = ("\n\n" if is_long else " ").join(filter(None, (about, middle, end, last)))
    return text + (_gap_before(analysis, kept[-1].span) if name and text else "") + name


def _begun(text: str, kept: Sequence[Part], plan: Plan) -> str:
    """A text that begins with a sentence from further down, without the word that tied it to the one before: "Anyway I saw …"."""
    tie = TIE.match(text) if kept and kept[0].span.start > plan.parts[0].span.start else None
    return text[tie.end()].upper() + text[tie.end() + 1 :] if tie else text


def _first_and_rest(kept: Sequence[Part], plan: Plan) -> tuple[list[Part], list[Part]]:
    """What is about the recipient, each part with the thought that it begins, and a short word before it on who writes; and the rest."""
    about = [part for part in kept if part.fate is Fate.ABOUT]
    thoughts = [part for one in about for part in thought_of(one, plan) if part in kept]
    first = sorted({*thoughts, *lead_of(kept)}, key=lambda part: part.span)
    return first, [part for part in kept if part not in first]


def _is_introduction(parts: Sequence[Part]) -> bool:
    """Whether parts only say, and shortly, who writes: then the question comes behind all of them."""
    words = sum(len(part.said.text.split()) for part in parts)
    return bool(parts) and words <= _SHORT_INTRODUCTION and all(part.fate in (Fate.OWN, Fate.BACKGROUND) for part in parts)


def lead_of(parts: Sequence[Part]) -> list[Part]:
    """The thanks that a draft begins with, and the parts of the first paragraph, where it says shortly who writes: a question comes better
    behind that than out of the blue."""
    begun = [part for part in parts if part.fate is not Fate.PLEASANTRY]
    thanks = list(takewhile(lambda part: part.fate is Fate.FIRST, begun))
    return [*thanks, *_introduction(begun[len(thanks) :])]


def _introduction(begun: Sequence[Part]) -> list[Part]:
    first = (
        [part for part in begun if part.paragraph == begun[0].paragraph and part.fate not in (Fate.ASK, *_LAST)] if begun else []
    )
    words = sum(len(part.said.text.split()) for part in first)
    is_whole = len(first) == sum(part.paragraph == first[0].paragraph for part in begun) if first else False
    says_who = bool(first) and first[0].fate is Fate.OWN and not _IN_SEARCH.search(first[0].said.text)
    says_who = says_who and all(part.fate in (Fate.OWN, Fate.BACKGROUND, Fate.ABOUT) for part in first)
    return first if says_who and words <= _LONGEST_LEAD and (is_whole or words <= _SHORT_LEAD) else []


def _with_added(first: Sequence[Part], added: Added, plan: Plan, analysis: Analysis) -> str:
    """What is about the recipient, with what is added behind it, or right behind the thought that it follows up."""
    if added.after is None or added.after not in first:
        said = added.said_behind if first and first[-1].fate is not Fate.ABOUT else added.said
        return " ".join(filter(None, (joined(first, plan, analysis), said)))
    end = point_of(added.after, plan)[-1].span.end
    before, behind = [p for p in first if p.span.end <= end], [p for p in first if p.span.end > end]
    return " ".join(filter(None, (joined(before, plan, analysis), added.said, joined(behind, plan, analysis))))


def joined(parts: Sequence[Part], plan: Plan, analysis: Analysis) -> str:
    """Parts one behind the other, with the paragraphs and the list items of the draft."""
    text, before = "", None
    for part in parts:
        said = tidy(part, plan)
        gap = _gap_between(before, part, analysis) if before else ""
        text, before = text + (gap if text and said else "") + said, part
    return text


def _gap_between(before: Part, part: Part, analysis: Analysis) -> str:
    between = analysis.message.body[before.span.end : part.span.start].replace("\r", "")
    if part.span.start < before.span.end or "\n" not in between:
        return " "
    if part.fate is Fate.NAME:
        return "\n\n" if "\n\n" in between else "\n"
    if BULLET.match(part.said.text):
        return "\n\n" if "\n\n" in between else "\n"
    return "\n\n" if "\n\n" in between or BULLET.match(before.said.text) else " "


def _gap_before(analysis: Analysis, span: Span) -> str:
    """The white space that stood before the sign-off, or before the name."""
    before = analysis.message.body[: span.start]
    gap = before[len(before.rstrip()) :].replace("\r", "")
    return gap if gap and (gap != "\n" or "\n\n" not in before) else "\n\n"


def stop_behind(part: Part) -> str:
    """The full stop that the sentence of a part needs if something follows it; empty if it has an end."""
    return "" if ENDED.search(part.whole.text) else "."


def tidy(part: Part, plan: Plan) -> str:
    """A part on one line, with the findings' corrections, a capital and a full stop; the item of a list, and a name, as it is."""
    line = _WRAPPED.sub(" ", apply_edits(part.said.text, within(part.span, plan.corrections))).strip()
    if not line or BULLET.match(line) or part.fate is Fate.NAME:
        return line
    if part.span.start != part.whole.span.start or plan.has_capitals:
        line = line[0].upper() + line[1:]
    is_list = bool(BULLET.match(line.splitlines()[-1]))
    return line if is_list or ENDED.search(line) else line + "."


_WRAPPED = lazy(rf"[ \t]{{0,9}}\r?\n\s{{0,99}}(?!\s|{MARK})|[ \t]+")  # not before the item of a list
ENDED = lazy(
    r"[.!?…:)]['\"”’]?$|[\U0001F300-\U0001FAFF☺-➿]\ufe0f?$|[:;]-?[)D(P]$|https?://\S+$|\b(?:x+|lol|haha|thx|cheers)$|\.[a-z]{2,10}/\S*$",
    re.I,
)
