"""For a person at a terminal: the draft's words underlined, the reason beside them."""

from __future__ import annotations

import difflib
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from outreach_lint.finding import Finding, Report, Rewrite, Severity, Skipped
from outreach_lint.message import Channel, Message, Span, printable
from outreach_lint.moves import Zone
from outreach_lint.reading.stage import STAGES
from outreach_lint.reports import (
    counted,
    holds_sentences,
    is_web_address,
    left_out,
    skipped_lines,
    versions_line,
    versions_of,
    words_left_out,
    worth_telling,
)

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NARROWEST, _WIDEST = 60, 100
_MARGIN = 4
_MOST_HINTS = 3
_CONTEXT = 60  # code points shown on either side of marked words
_LONGEST_MARKED = 3  # rows; of a longer span only the beginning is shown
_SURE = 0.8  # a score below this is shown
_OF_FEATURES = "weighed most"  # a reason that begins so tells of the classifier, which helps nobody to write


def console_for(out: TextIO) -> Console:
    """A console of readable width; without colour when NO_COLOR is set or the output is no terminal."""
    console = Console(file=out, highlight=False, emoji=False, markup=False, soft_wrap=False)
    console.width = min(max(console.width, _NARROWEST), _WIDEST)
    return console


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write the findings of each report as it comes, then what needs saying once for all of them."""
    console, all_reports = console_for(out), _All()
    for report in reports:
        if all_reports.drafts:
            console.print()
        _write_report(report, console)
        all_reports.add(report)
    if all_reports.drafts > 1:
        console.print()
        console.print(Text.assemble(f"{all_reports.drafts} drafts: ", _summary(all_reports.counts)))
    for line in all_reports.footnotes():
        _write_wrapped(line, console, "dim")


@dataclass
class _All:
    """What is said once, however many drafts there are."""

    drafts: int = 0
    counts: Counter[Severity] = field(default_factory=Counter)
    worst: Finding | None = None
    last: Report | None = None
    skipped: dict[Skipped, None] = field(default_factory=dict)
    hints: dict[str, None] = field(default_factory=dict)

    def add(self, report: Report) -> None:
        """Count a report in."""
        self.drafts, self.last = self.drafts + 1, report
        self.counts.update(finding.severity for finding in report.findings)
        found = (self.worst, *report.findings) if self.worst else report.findings
        self.worst = max(found, key=lambda finding: finding.severity.rank, default=None)
        self.skipped |= dict.fromkeys(worth_telling(report.skipped))
        self.hints |= {report.hint: None} if report.hint else {}

    def footnotes(self) -> Iterator[str]:
        """Where to read on, what was not checked, and what would help."""
        if self.worst and self.last:
            link = self.last.link(self.worst)
            yield f"Why: outreach-lint explain {self.worst.rule}{f', or {link}' if is_web_address(link) else ''}"
        yield from skipped_lines(list(self.skipped))
        yield from list(self.hints)[:_MOST_HINTS]
        if len(self.hints) > _MOST_HINTS:
            yield f"({len(self.hints) - _MOST_HINTS} more of this kind)"
        if self.last and self.last.versions:
            yield versions_line(versions_of([self.last]))


def _write_report(report: Report, console: Console) -> None:
    to = f" · to {printable(report.recipient)}" if report.recipient else ""
    name = _name(report)
    why = f" ({report.stage_reason})" if report.stage and report.stage_reason else ""
    console.print(
        Text.assemble((name, "bold"), (f" · {report.channel} · {STAGES[report.stage]}{printable(why)}{to}", "dim")), soft_wrap=True
    )
    if report.findings:
        console.print()
    for span, findings in _by_span(report.findings):
        _write_place(span, report, console, _STYLES[findings[0].severity])
        for finding in findings:
            _write_finding(finding, console)
        console.print()
    console.print(_summary(Counter(finding.severity for finding in report.findings)))
    for line in _remarks(report):
        _write_wrapped(line, console, "dim")


def _name(report: Report) -> str:
    return _path(report) + (f", message {report.message.number}" if report.message.number else "")


def _path(report: Report) -> str:
    return {None: "draft", "-": "standard input"}.get(report.message.path, printable(str(report.message.path)))


def _by_span(findings: Sequence[Finding]) -> list[tuple[Span, list[Finding]]]:
    """The findings by the words that they mark, in text order, the worst first of those on the same words."""
    groups: dict[Span, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (f.span.start, -f.span.end, -f.severity.rank)):
        groups.setdefault(finding.span, []).append(finding)
    return list(groups.items())


def _write_place(span: Span, report: Report, console: Console, style: str) -> None:
    """Where it is, and the words underlined in the colour of the worst finding; of a span that holds several sentences only where."""
    line, column = report.message.position(span.start)
    is_whole = holds_sentences(span, report)
    place = f"{_path(report)}:{line}:{column}{'  the whole message' if is_whole else ''}"
    # A finding without words of the body is about the subject, or about what the draft says of itself.
    console.print(Text(place if span.end > span.start else f"{_name(report)}  above the message", style="dim"), soft_wrap=True)
    for row, marks in () if is_whole else excerpt(report.message.body, span, console.width - _MARGIN):
        console.print(Text.assemble(("  │ ", "dim"), row))
        console.print(Text.assemble(("  │ ", "dim"), (marks, style)))


def _write_finding(finding: Finding, console: Console) -> None:
    unsure = f"  score {finding.score:.2f}" if finding.score is not None and finding.score < _SURE else ""
    console.print(
        Text.assemble("  ", (f"{finding.severity:<8}", _STYLES[finding.severity]), (finding.rule, "bold"), (unsure, "dim"))
    )
    _write_indented(finding.message, console)
    if finding.reason and not finding.reason.startswith(_OF_FEATURES):
        _write_indented(finding.reason, console, style="dim")


def _write_wrapped(text: str, console: Console, style: str = "") -> None:
    for row in textwrap.wrap(printable(text), console.width, break_on_hyphens=False):
        console.print(Text(row, style=style))


def _write_indented(text: str, console: Console, style: str = "", mark: str = " ", margin: str = " " * 10) -> None:
    rows = textwrap.wrap(printable(text), console.width - len(margin), break_long_words=False, break_on_hyphens=False) or [""]
    for number, row in enumerate(rows):
        console.print(Text(f"{margin[:-2]}{mark if number == 0 else ' '} {row}".rstrip(), style=style))


def excerpt(body: str, span: Span, width: int) -> Iterator[tuple[str, str]]:
    """The words of a span with a little around them, in rows of at most `width` cells, each with a row of marks below."""
    text = body[span.start : span.end]
    if not text:
        return
    if len(text) > _LONGEST_MARKED * width:
        beginning = printable(next(_rows(text, width - 4))[1].rstrip())
        yield beginning + " ...", "^" * cell_len(beginning)
        return
    start = max(body.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    start += 0 if start == span.start or body[start - 1 : start] in ("", "\n") else body[start:].find(" ") + 1
    line_end = body.find("\n", span.end)
    line_end = line_end if line_end >= 0 else len(body)
    end = span.end + _CONTEXT
    end = line_end if end >= line_end else max(body.rfind(" ", span.end, end), span.end)  # no half words
    for offset, row in _rows(body[start:end], width):
        shown = printable(row.rstrip())
        first, last = (min(max(at - start - offset, 0), len(shown)) for at in span)
        before = cell_len(shown[:first])
        if last > first:
            yield shown, " " * before + "^" * (cell_len(shown[:last]) - before)


def _rows(text: str, width: int) -> Iterator[tuple[int, str]]:
    """The text in rows of at most `width` cells, cut at blanks where there are any, each with its offset."""
    start = after_blank = cells = 0
    for i, character in enumerate(text):
        cells += cell_len(printable(character))
        if character == "\n" or (cells > width and not character.isspace()):
            end = i if character == "\n" or after_blank == start else after_blank
            yield start, text[start:end]
            start = after_blank = end + (character == "\n")
            cells = cell_len(printable(text[start : i + 1]))
        if character.isspace():
            after_blank = i + 1
    yield start, text[start:]


def printable_lines(text: str) -> str:
    """The text with its lines, each made printable."""
    return "\n".join(map(printable, text.splitlines()))


def _summary(counts: Counter[Severity]) -> Text:
    told = counted(counts.elements())
    if not told:
        return Text("Nothing to improve.", style="green")
    return Text(", ".join(said for _, said in told), style=_STYLES[told[0][0]])


def _remarks(report: Report) -> Iterator[str]:
    """What is to be said of one draft beside its findings."""
    mendable = [finding for finding in report.findings if finding.edits]
    if mendable:
        yield _how_to_mend(sum(f.is_safe for f in mendable), len(mendable), report.message.is_writable)
    yield from left_out(report)


def _how_to_mend(safe: int, all_: int, is_verbatim: bool) -> str:
    if not is_verbatim:
        return f"{all_} can be mended by hand: --diff{'' if safe == all_ else ' --unsafe-fixes'} shows how"
    if safe in (0, all_):
        return f"{all_} can be mended with --fix{'' if safe else ' --unsafe-fixes'}"
    return f"{safe} can be mended with --fix, {all_ - safe} more with --unsafe-fixes"


def write_rewrites(report: Report, out: TextIO) -> None:
    """Write the proposals as differences from the draft, each with its facts and their sources."""
    console = console_for(out)
    if not report.rewrites:
        _write_wrapped(_NO_REWRITE if _needs_rewrite(report) else "Nothing needs rewriting.", console, "bold")
    for number, rewrite in enumerate(report.rewrites, 1):
        reasons = f" ({', '.join(rewrite.reasons)})" if rewrite.reasons else ""
        _write_wrapped(f"{number}. {printable(rewrite.title)}{reasons}", console, "bold")
        console.print()
        _write_difference(report, rewrite.text, console)
        _write_sources(rewrite, console)
        if rewrite.left_out:
            _write_indented(words_left_out(rewrite), console, margin=" " * 4)
        console.print()
    for prompt in dict.fromkeys(prompt for rewrite in report.rewrites for prompt in rewrite.prompts):
        _write_indented(prompt, console, mark="?", margin=" " * 4)
    for parked, of in _parked(report.rewrites):
        _write_wrapped(f"For later, once they have answered{of}: “{printable(parked)}”", console)
    if report.hint:
        _write_wrapped(report.hint, console, "dim")


_NO_REWRITE = "No rewrite would be good enough to be sent. What `outreach-lint check` finds tells what to change."


def _needs_rewrite(report: Report) -> bool:
    return any(finding.severity is not Severity.INFO for finding in report.findings)


def _parked(rewrites: Sequence[Rewrite]) -> Iterator[tuple[str, str]]:
    """What is parked, once for all proposals that park the same, and of which it is if they do not all."""
    numbers: dict[str, list[str]] = {}
    for number, rewrite in enumerate(rewrites, 1):
        if rewrite.parked:
            numbers.setdefault(rewrite.parked, []).append(str(number))
    for parked, of in numbers.items():
        yield parked, f" (proposal{'s' * (len(of) > 1)} {', '.join(of)})" if len(numbers) > 1 else ""


def _write_difference(report: Report, after: str, console: Console) -> None:
    """Sentence by sentence: what goes, what comes, what stays."""
    old, new = (_cut(text, report.channel) for text in (report.message.body, after))
    for line in difflib.ndiff(old, new):
        mark, text = line[:1], printable(line[2:])
        if mark == "?":
            continue
        style = {"-": "red", "+": "green"}.get(mark, "")
        _write_indented(text, console, style, mark, margin=" " * 4)


def _cut(text: str, channel: Channel) -> list[str]:
    """The sentences of a message as they are read for checking, and the lines of what is none: greeting, sign-off, signature."""
    from outreach_lint.reading.analysis import Analysis

    analysis = Analysis(Message(text), channel)
    lines = [line for zone in analysis.zones if zone.zone is not Zone.BODY for line in _lines(text, zone.span)]
    pieces = sorted([*lines, *((sentence.span.start, sentence.text) for sentence in analysis.sentences)])
    return [" ".join(said.split()) for _, said in pieces]


def _lines(text: str, span: Span) -> Iterator[tuple[int, str]]:
    start = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        if line.strip():
            yield start, line
        start += len(line)


def _write_sources(rewrite: Rewrite, console: Console) -> None:
    for claim in rewrite.facts:
        _write_indented(f"“{printable(claim.text)}” stands in {claim.source}", console, style="dim", margin=" " * 4)
