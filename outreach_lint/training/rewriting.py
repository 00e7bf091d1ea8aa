"""Measure the rewrites on drafts that were written apart from their constructions: corpora/rewriting."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from outreach_lint.drafts import read_message
from outreach_lint.errors import CorpusError
from outreach_lint.finding import Rewrite, Severity
from outreach_lint.linter import Linter
from outreach_lint.message import Message, utf16_length
from outreach_lint.moves import Move
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.readability import grade_of
from outreach_lint.reading.words import content_stems
from outreach_lint.rewriting.ground import Grounds
from outreach_lint.rewriting.plan import is_due
from outreach_lint.rewriting.propose import SMALL_EDITS
from outreach_lint.training.scores import RESAMPLES, SEED

_USEFUL = (Move.SELF_INTRODUCTION, Move.REFERENCE, Move.OFFER, Move.QUESTION, Move.PITCH, Move.OTHER)
_USELESS = (Move.REQUEST, Move.STOCK_REFERENCE, Move.PLEASANTRY)
_SURE = 0.5  # probability that a sentence asks for something
_OPENING = 5  # words
SETS = ("dev", "test")


@dataclass(frozen=True)
class DraftPair:
    """A draft, the profile that it goes to, and that of its sender where there is one. `id` is its batch and number."""

    id: str
    message: Message
    recipient: Profile
    sender: Profile | None

    @property
    def set(self) -> str:
        """`dev`: its rewrites were read while the constructions were mended; `test`: they were not."""
        return self.id.partition("-")[0]


def read_draft_pairs(corpora: Path) -> Iterator[DraftPair]:
    """The pairs in corpora/rewriting, in order. Raises CorpusError where a draft names no profile beside it."""
    for path in sorted((corpora / "rewriting").glob("*/[0-9][0-9].md")):
        message = read_message(str(path))
        if not message.profiles:
            raise CorpusError("the draft names no profile", path=path)
        own = next(iter(sorted(path.parent.glob(f"{path.stem}-from.*"))), None)
        yield DraftPair(
            f"{path.parent.name}/{path.stem}", message, read_profile(str(path.parent / message.profiles[0])),
            read_profile(str(own)) if own else None,
        )  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """One rewrite of a pair, and what holds of it; `milliseconds` is its share of the time that the pair's rewrites took."""

    pair: str
    rewrite: Rewrite
    is_grounded: bool
    errors: int
    warnings: int
    is_unhurried: bool
    kept: float | None
    is_in_limit: bool
    is_in_band: bool
    grade: float | None
    opening: tuple[str, ...]
    milliseconds: float

    @property
    def is_small(self) -> bool:
        """Whether it is the set of small edits."""
        return self.rewrite.title == SMALL_EDITS


@dataclass
class Measured:
    """The rewrites of all pairs. `needing` are the pairs with an error or a warning, `helped` those of them that got a rewrite."""

    pairs: int = 0
    needing: list[str] = field(default_factory=list)
    helped: list[str] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


def measure_rewriting(pairs: Iterable[DraftPair]) -> Measured:
    """Rewrite every draft, and look at each proposal anew."""
    measured, linter = Measured(), Linter()
    for pair in pairs:
        report = linter.lint(pair.message, pair.recipient, pair.sender)
        measured.pairs += 1
        if all(finding.severity is Severity.INFO for finding in report.findings):
            continue
        measured.needing.append(pair.id)
        start = time.perf_counter()
        rewrites = report.rewrites
        spent = 1000 * (time.perf_counter() - start)
        measured.helped += [pair.id] if rewrites else []
        draft = linter.analyse(pair.message, pair.recipient, pair.sender)
        corrected = [edit.text for finding in report.findings for edit in finding.edits]
        measured.proposals += [_judged(pair, draft, corrected, rewrite, linter, spent / len(rewrites)) for rewrite in rewrites]
    return measured


def _judged(
    pair: DraftPair, draft: Analysis, corrected: Sequence[str], rewrite: Rewrite, linter: Linter, milliseconds: float
) -> Proposal:
    message = replace(pair.message, body=rewrite.text)
    report = linter.lint(message, pair.recipient, pair.sender)
    analysis = linter.analyse(message, pair.recipient, pair.sender)
    text, facts = rewrite.text.strip(), analysis.channel_facts
    # What marks no words of the body is about the subject, which is not rewritten.
    counts = Counter(finding.severity for finding in report.findings if finding.span.end > finding.span.start)
    grounds = Grounds(f"{pair.message.subject or ''}\n{pair.message.body}", pair.recipient, pair.sender)
    return Proposal(
        pair=pair.id,
        rewrite=rewrite,
        is_grounded=not grounds.untraced(rewrite.text, rewrite.facts, corrected),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        is_unhurried=_asks_only_what_is_due(analysis),
        kept=kept_share(draft, rewrite.text),
        is_in_limit=facts.limit is None or utf16_length(text) <= facts.limit,
        is_in_band=facts.most is None or facts.length(text) <= facts.most,
        grade=grade_of([sentence.text for sentence in analysis.sentences]),
        opening=_opening(analysis),
        milliseconds=milliseconds,
    )


def _asks_only_what_is_due(analysis: Analysis) -> bool:
    """Whether nothing is asked, or one thing that the stage or the sender's role makes fair."""
    asking = [sentence for sentence in analysis.sentences if sentence.scores.get(Move.REQUEST, 0.0) >= _SURE]
    return len(asking) <= 1 and all(is_due(sentence, analysis) for sentence in asking)


def kept_share(draft: Analysis, text: str) -> float | None:
    """The share of the telling words in the useful sentences of a draft that a text still has; None if the draft has none. Useful are those
    that say who writes, speak of the reader, offer, or tell; not those that ask, flatter or greet."""
    useful: set[str] = set()
    for sentence in draft.sentences:
        if sentence.makes(*_USEFUL) and not sentence.makes(*_USELESS):
            useful |= content_stems(sentence.text).keys()
    return len(useful & content_stems(text).keys()) / len(useful) if useful else None


def _opening(analysis: Analysis) -> tuple[str, ...]:
    """The first words behind the greeting."""
    return tuple(re.findall(r"[\w'’]+", analysis.text(analysis.body).casefold())[:_OPENING])


def record_of(measured: Measured) -> dict[str, Any]:
    """The figures, with 95% bootstrap intervals where they are shares of proposals."""
    proposals = measured.proposals
    whole = [p for p in proposals if not p.is_small]
    edits = [p for p in proposals if p.is_small]
    grades = [p.grade for p in proposals if p.grade is not None]
    per_pair = Counter(p.pair for p in proposals)
    return {
        "pairs": measured.pairs,
        "needing": len(measured.needing),
        "helped": len(measured.helped),
        "proposals": len(proposals),
        "whole": len(whole),
        "per_pair": round(mean(per_pair.values()), 2) if per_pair else 0,
        "grounded": _share([p.is_grounded for p in proposals]),
        "no_error": _share([p.errors == 0 for p in proposals]),
        "no_warning": _share([p.errors + p.warnings == 0 for p in proposals]),
        "unhurried": _share([p.is_unhurried for p in proposals]),
        "kept_edits": _mean([p.kept for p in edits if p.kept is not None]),
        "kept_whole": _mean([p.kept for p in whole if p.kept is not None]),
        "in_limit": _share([p.is_in_limit for p in proposals]),
        "in_band": _share([p.is_in_band for p in proposals]),
        "grade": round(median(grades), 1) if grades else None,
        **openings_of(whole),
        "milliseconds": round(median(p.milliseconds for p in proposals), 1) if proposals else None,
        "milliseconds_95": round(float(np.percentile([p.milliseconds for p in proposals], 95)), 1) if proposals else None,
    }


def openings_of(whole: Sequence[Proposal]) -> dict[str, float]:
    """How varied the openings are: the share of their pairs of neighbouring words that occur but once counted (distinct-2), and the share
    that begin with the commonest three words."""
    bigrams = [pair for p in whole for pair in zip(p.opening, p.opening[1:], strict=False)]
    starts = Counter(p.opening[:3] for p in whole)
    return {
        "distinct_2": round(len(set(bigrams)) / len(bigrams), 3) if bigrams else 0.0,
        "commonest_opening": round(max(starts.values()) / len(whole), 3) if whole else 0.0,
    }


def _share(flags: Sequence[bool]) -> list[float]:
    return _mean([float(flag) for flag in flags])


def _mean(values: Sequence[float]) -> list[float]:
    """The mean, and the ends of its 95% bootstrap interval."""
    if not values:
        return [0.0, 0.0, 0.0]
    own = np.asarray(values)
    draws = np.random.default_rng(SEED).integers(0, len(own), (RESAMPLES, len(own)))
    low, high = np.percentile(own[draws].mean(axis=1), [2.5, 97.5])
    return [round(float(value), 3) for value in (own.mean(), low, high)]


ROWS = (
    ("drafts with an error or a warning", "needing", ""), ("of those, with at least one proposal", "helped", ""), ("proposals", "proposals", ""),
    ("every word and name traced", "grounded", "100%"), ("no error left", "no_error", "100%"), ("no error or warning left", "no_warning", "≥ 95%"),
    ("asks nothing, or one thing that is fair by now", "unhurried", ""), ("the sender's useful words kept, small edits", "kept_edits", "≥ 70%"),
    ("the sender's useful words kept, whole rewrites", "kept_whole", "≥ 45%"), ("within the channel's limit", "in_limit", "100%"),
    ("within the length that does best", "in_band", ""), ("distinct-2 over the first five words of whole rewrites", "distinct_2", ""),
    ("share of the commonest three first words", "commonest_opening", ""), ("median reading grade (US school)", "grade", ""),
    ("milliseconds a proposal, median", "milliseconds", "≤ 50"), ("milliseconds a proposal, 95th percentile", "milliseconds_95", ""),
)  # fmt: skip


def table_of(records: dict[str, dict[str, Any]]) -> str:
    """The figures of each set side by side, as a Markdown table."""
    names = " | ".join(f"{name} ({record['pairs']} drafts)" for name, record in records.items())
    head = f"| | {names} | aim |"
    rows = [
        f"| {label} | {' | '.join(_cell(key, record[key]) for record in records.values())} | {aim} |" for label, key, aim in ROWS
    ]
    return "\n".join([head, "|---|" + "---|" * len(records) + "---|", *rows])


def _cell(key: str, value: Any) -> str:
    if isinstance(value, list):
        return f"{value[0]:.1%} [{value[1]:.0%}, {value[2]:.0%}]"
    return f"{value:.1%}" if key == "commonest_opening" else str(value)


SAMPLES = 40


def samples_page(pairs: Sequence[DraftPair], measured: Iterable[Measured]) -> str:
    """Some rewrites in full, over all channels and roles: a Markdown page."""
    by_id = {pair.id: pair for pair in pairs}
    proposals = [proposal for one in measured for proposal in one.proposals]
    shown = "\n\n".join(_sample(by_id[proposal.pair], proposal.rewrite) for proposal in _chosen(proposals, by_id))
    intro = (
        f"# {SAMPLES} rewrites\n\nWritten by `outreach-lint-train rewriting --write`, and not edited. The drafts and the profiles were written apart from"
        " the program (corpora/README.md); all people in them are invented. Of each draft one proposal is shown, so that every channel and every"
        " role occurs, small edits and whole rewrites by turns."
    )
    return f"{intro}\n\n{shown}\n"


def _chosen(proposals: Sequence[Proposal], by_id: dict[str, DraftPair]) -> list[Proposal]:
    """One proposal of a draft, new kinds of senders and channels first, in the order of the corpora."""
    seen: set[tuple[object, object]] = set()
    first: dict[str, Proposal] = {}
    rest: dict[str, Proposal] = {}
    for proposal in proposals:
        message = by_id[proposal.pair].message
        kind = (message.channel, message.role)
        wanted = proposal.is_small == (len(first) % 2 == 0)
        if kind not in seen and wanted and proposal.pair not in first:
            seen.add(kind)
            first[proposal.pair] = proposal
        elif wanted:
            rest.setdefault(proposal.pair, proposal)
    more = [proposal for name, proposal in rest.items() if name not in first]
    chosen = {proposal.pair for proposal in [*first.values(), *more][:SAMPLES]}
    return [proposal for name, proposal in sorted({**rest, **first}.items()) if name in chosen]


def _sample(pair: DraftPair, rewrite: Rewrite) -> str:
    said = f"{pair.message.channel}, {pair.message.role}" + (f", stage {pair.message.stage}" if pair.message.stage else "")
    facts = ", ".join(f"“{claim.text}” ({claim.source})" for claim in rewrite.facts) or "none"
    parked = f"\n\nParked: {rewrite.parked}" if rewrite.parked else ""
    fence = "````text"
    draft, text = pair.message.body.strip(), rewrite.text.strip()
    return (
        f"## {pair.id} ({said})\n\n{fence}\n{draft}\n````\n\n**{rewrite.title}.** Facts: {facts}.\n\n{fence}\n{text}\n````{parked}"
    )
