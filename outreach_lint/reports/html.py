"""One page for all drafts, in one file: it loads nothing, runs no script, and shows hostile text for what it is.

The text is cut wherever a move or a finding begins or ends, so that spans may overlap as they like. `html.jinja` is the page,
`html.css` its style.
"""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, NamedTuple, TextIO, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from outreach_lint.columns import Place, place
from outreach_lint.finding import Finding, MoveSpan, Report, Severity
from outreach_lint.message import Span, printable
from outreach_lint.moves import Move
from outreach_lint.reading.stage import STAGES
from outreach_lint.reports import (
    counted,
    draft_name,
    holds_sentences,
    is_web_address,
    left_out,
    paragraph,
    rules_by_id,
    skipped_lines,
    versions_line,
    versions_of,
    worth_telling,
)

_MOST_COMPARED = 1_000_000  # pairs of sentences or words
_LEAST_KEPT = 3  # words
_SENTENCE = re.compile(r"\s+|\S[^\n]*?(?:(?<=[.!?])(?=\s)|(?=\n)|$)")
_WORD = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
# The tint of a sentence's first move above, of its second below; each goes when its box is no longer ticked.
_MOVE_STYLE = """
.first-{move} {{ --first: var(--{move}); }}
.second-{move} {{ --second: var(--{move}); }}
:root:has(#show-{move}:not(:checked)) .letter .first-{move} {{ --first: transparent; }}
:root:has(#show-{move}:not(:checked)) .letter .second-{move} {{ --second: transparent; }}
"""
_LONG = 1500  # code points; a longer text does not stay in view beside its findings
_JOINERS = "\u200c\u200d"  # which emoji and scripts need


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write the page; nothing if there are no reports."""
    drafts = [Draft(number, report) for number, report in enumerate(reports, 1)]
    if drafts:
        template = _environment().get_template("html.jinja")
        for part in template.generate(_page(drafts)):
            out.write(part)
        out.write("\n")


def _page(drafts: list[Draft]) -> dict[str, Any]:
    made = {move.move for draft in drafts for move in draft.report.moves} - {Move.OTHER}
    moves = [move for move in Move if move in made]
    style = Path(__file__).with_name("html.css").read_text(encoding="utf-8") + "".join(
        _MOVE_STYLE.format(move=move) for move in moves
    )
    return {
        "heading": drafts[0].name if len(drafts) == 1 else f"{len(drafts)} drafts",
        "drafts": drafts,
        "total": counted(finding.severity for draft in drafts for finding in draft.report.findings),
        "moves": moves,
        "versions": versions_line(versions_of(draft.report for draft in drafts)),
        "style": Markup(style),
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }


def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_inert, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["shown"] = shown
    return environment


def _inert(value: object) -> object:
    """What stands between braces, without characters that act on the text around them."""
    return value if hasattr(value, "__html__") else printable(str(value))


def shown(text: str) -> Markup:
    """The text with its lines; what cannot be seen, or turns the direction of writing, is named in its place."""
    return Markup("").join(_named(c) if _is_odd(c) else c for c in re.sub(r"\r\n?", "\n", text))


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\n\t" + _JOINERS


def _named(character: str) -> Markup:
    name = unicodedata.name(character, "CONTROL CHARACTER").lower()
    return Markup('<span class="odd" title="{}">U+{:04X}</span>').format(name, ord(character))


class Card(NamedTuple):
    """A finding as the page shows it. `instead` and `why` come from the rule's manual, at the first finding of the rule."""

    id: str
    mark: str
    number: int
    finding: Finding
    place: Place
    is_whole: bool
    link: str
    instead: str
    why: str
    edits: tuple[tuple[str, str], ...]


class Piece(NamedTuple):
    """A stretch of the text in which nothing begins or ends; what is `begun` and `ended` does so at its own ends."""

    text: str
    moves: tuple[MoveSpan, ...]
    cards: tuple[Card, ...]
    begun_moves: tuple[MoveSpan, ...]
    begun: tuple[Card, ...]
    ended: tuple[Card, ...]

    @property
    def classes(self) -> str:
        """The classes of its element: it has room for the tints of two moves."""
        return " ".join(["piece", *(f"{which}-{move.move}" for which, move in zip(("first", "second"), self.moves, strict=False))])

    @property
    def told_moves(self) -> str:
        """Its moves in words."""
        return ", ".join(f"{move.move}{f' ({move.kind})' if move.kind else ''} {move.score:.2f}" for move in self.moves)

    @property
    def worst(self) -> Card:
        """The worst of its findings."""
        return max(self.cards, key=lambda card: card.finding.severity.rank)


_Item = TypeVar("_Item")


class _Spans(Generic[_Item]):
    """Things that stand somewhere in the text, to be met in its order. None begins or ends between the two characters of a line's end."""

    def __init__(self, body: str, items: Iterable[tuple[Span, _Item]]) -> None:
        moved = ((Span(*(at - (body[max(at - 1, 0) : at + 1] == "\r\n") for at in span)), item) for span, item in items)
        in_order = sorted(((span, item) for span, item in moved if span.start < span.end), key=lambda one: one[0].start)
        self._coming = in_order[::-1]
        self._open: list[tuple[Span, _Item]] = []
        self.cuts = {offset for span, _ in self._coming for offset in span}

    def open_from(self, start: int) -> list[tuple[Span, _Item]]:
        """Those that hold the character at `start`; it must not go back."""
        self._open = [one for one in self._open if one[0].end > start]
        while self._coming and self._coming[-1][0].start <= start:
            self._open.append(self._coming.pop())
        return self._open


@dataclass(frozen=True)
class Draft:
    """A report as the page shows it."""

    number: int
    report: Report

    @property
    def name(self) -> str:
        return draft_name(self.report)

    @property
    def stage(self) -> str:
        return STAGES[self.report.stage]

    @property
    def counts(self) -> list[tuple[Severity, str]]:
        return counted(finding.severity for finding in self.report.findings)

    @cached_property
    def cards(self) -> list[Card]:
        """The findings in the order of the text, wider ones first."""
        ordered = sorted(self.report.findings, key=lambda f: (f.span.start, -f.span.end, -f.severity.rank))
        seen: set[str] = set()
        cards = []
        for number, finding in enumerate(ordered, 1):
            cards.append(self._card(number, finding, finding.rule not in seen))
            seen.add(finding.rule)
        return cards

    def _card(self, number: int, finding: Finding, is_first: bool) -> Card:
        rule = rules_by_id().get(finding.rule) if is_first else None
        link, body = self.report.link(finding), self.report.message.body
        return Card(
            id=f"finding-{self.number}-{number}",
            mark=f"words-{self.number}-{number}",
            number=number,
            finding=finding,
            place=place(self.report.message, finding.span.start),
            is_whole=finding.span.start == finding.span.end or holds_sentences(finding.span, self.report),
            link=link if is_web_address(link) else "",
            instead=paragraph(rule, "Instead") if rule else "",
            why=paragraph(rule, "Why") if rule else "",
            edits=tuple((body[edit.span.start : edit.span.end], edit.text) for edit in finding.edits),
        )

    @property
    def pieces(self) -> Iterator[Piece]:
        """The text, cut wherever something begins or ends."""
        body = self.report.message.body
        cards = _Spans(body, ((card.finding.span, card) for card in self.cards if not card.is_whole))
        moves = _Spans(body, ((move.span, move) for move in self.report.moves))
        cuts = sorted({0, len(body), *cards.cuts, *moves.cuts})
        for start, end in pairwise(cuts):
            open_moves, open_cards = moves.open_from(start), cards.open_from(start)
            begun = tuple(card for span, card in open_cards if span.start == start)
            ended = tuple(card for span, card in open_cards if span.end == end)
            names = tuple(move for span, move in open_moves if span.start == start and move.move is not Move.OTHER)
            yield Piece(body[start:end], tuple(m for _, m in open_moves), tuple(c for _, c in open_cards), names, begun, ended)

    @property
    def on_the_whole(self) -> list[Card]:
        return [card for card in self.cards if card.is_whole]

    @property
    def is_long(self) -> bool:
        return len(self.report.message.body) > _LONG

    @property
    def remarks(self) -> list[str]:
        """What is not among the findings, and why."""
        report = self.report
        return [*left_out(report), *skipped_lines(worth_telling(report.skipped)), *([report.hint] if report.hint else [])]

    @property
    def parked(self) -> list[str]:
        """The requests that were taken out, each once."""
        return list(dict.fromkeys(rewrite.parked for rewrite in self.report.rewrites if rewrite.parked))

    def changes(self, text: str) -> list[tuple[str, str]]:
        """How a rewrite differs from the draft, blanks at the ends of lines aside."""
        return word_changes(_tidy(self.report.message.body), _tidy(text))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in re.split(r"\r\n?|\n", text.strip()))


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """The difference as ("same", text), ("gone", text) and ("new", text): sentences that stay are looked for first, then words in those that
    do not."""
    changes = []
    for old, new, same in _aligned(_SENTENCE.findall(before), _SENTENCE.findall(after), 1):
        for gone, come, kept in _aligned(_WORD.findall(old), _WORD.findall(new), _LEAST_KEPT):
            changes += [("gone", gone), ("new", come), ("same", kept)]
        changes.append(("same", same))
    return [change for change in changes if change[1]]


def _aligned(old: list[str], new: list[str], least: int) -> Iterator[tuple[str, str, str]]:
    """What went, what came in its place, and what stays after it. What stays between changes with fewer words than `least`, and breaks no
    paragraph, counts as changed, since nobody could read it otherwise."""
    gone = come = ""
    is_huge = len(old) * len(new) > _MOST_COMPARED
    steps = difflib.SequenceMatcher(None, old, new).get_opcodes() if not is_huge else [("replace", 0, len(old), 0, len(new))]
    for number, (tag, i, j, k, m) in enumerate(steps):
        text = "".join(old[i:j])
        is_kept = number in (0, len(steps) - 1) or "\n\n" in text or len(re.findall(r"\w+", text)) >= least
        if tag == "equal" and is_kept:
            yield gone, come, text
            gone = come = ""
        else:
            gone, come = gone + text, come + "".join(new[k:m])
    yield gone, come, ""
