"""For a person at a terminal: the draft's words underlined, the reason beside them."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from outreach_lint.finding import Finding, Report, Rewrite, Severity, Skipped
from outreach_lint.message import Span, printable

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_STAGES = ("first contact", "opened", "conversation", "relationship", "shared work")
_NARROWEST, _WIDEST = 60, 100
_MARGIN = 4
_CONTEXT = 60  # code points shown on either side of marked words
_LONGEST_MARKED = 3  # rows; of a longer span only the beginning is shown


def console_for(out: TextIO) -> Console:
    """A console of readable width; without colour when NO_COLOR is set or the output is no terminal."""
    console = Console(file=out, highlight=False, emoji=False, markup=False, soft_wrap=False)
    console.width = min(max(console.width, _NARROWEST), _WIDEST)
    return console


def write(reports: Sequence[Report], out: TextIO) -> None:
    """Write the findings of each report."""
    console = console_for(out)
    for number, report in enumerate(reports):
        if number:
            console.print()
        _write_report(report, console)


def _write_report(report: Report, console: Console) -> None:
    to = f" · to {printable(report.recipient)}" if report.recipient else ""
    name = _name(report)
    console.print(Text.assemble((name, "bold"), (f" · {report.channel} · {_STAGES[report.stage]}{to}", "dim")), soft_wrap=True)
    console.print()
    for span, findings in _by_span(report.findings):
        _write_place(span, report, console)
        for finding in findings:
            _write_finding(finding, console)
        console.print()
    console.print(_summary(report))
    for line in _footnotes(report):
        _write_wrapped(line, console, "dim")


def _name(report: Report) -> str:
    return {None: "draft", "-": "standard input"}.get(report.message.path, printable(str(report.message.path)))


def _by_span(findings: Sequence[Finding]) -> list[tuple[Span, list[Finding]]]:
    """The findings by the words that they mark, in text order, the worst first of those on the same words."""
    groups: dict[Span, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (f.span.start, -f.span.end, -f.severity.rank)):
        groups.setdefault(finding.span, []).append(finding)
    return list(groups.items())


def _write_place(span: Span, report: Report, console: Console) -> None:
    """Where it is, and the words underlined; of a span that holds several sentences only where."""
    line, column = report.message.position(span.start)
    is_whole = any(move.span != span and _covers(span, move.span) for move in report.moves)
    note = "  the whole message" if is_whole else ""
    console.print(Text(f"{_name(report)}:{line}:{column}{note}", style="dim"), soft_wrap=True)
    for row, marks in () if is_whole else excerpt(report.message.body, span, console.width - _MARGIN):
        console.print(Text("  │ ", style="dim") + Text(row))
        console.print(Text("  │ ", style="dim") + Text(marks, style="bold"))


def _write_finding(finding: Finding, console: Console) -> None:
    console.print(Text.assemble("  ", (f"{finding.severity:<8}", _STYLES[finding.severity]), (finding.rule, "bold")))
    _write_indented(finding.message, console)
    if finding.reason:
        score = f" (score {finding.score:.2f})" if finding.score is not None else ""
        _write_indented(finding.reason + score, console, style="dim")


def _write_wrapped(text: str, console: Console, style: str = "") -> None:
    for row in textwrap.wrap(printable(text), console.width):
        console.print(Text(row, style=style))


def _write_indented(text: str, console: Console, style: str = "", mark: str = " ", margin: str = " " * 10) -> None:
    rows = textwrap.wrap(printable(text), console.width - len(margin), break_long_words=False) or [""]
    for number, row in enumerate(rows):
        console.print(Text(f"{margin[:-2]}{mark if number == 0 else ' '} {row}".rstrip(), style=style))


def _covers(wide: Span, narrow: Span) -> bool:
    return wide.start <= narrow.start and narrow.end <= wide.end


def excerpt(body: str, span: Span, width: int) -> Iterator[tuple[str, str]]:
    """The words of a span with a little around them, in rows of at most `width` cells, each with a row of marks below."""
    text = body[span.start : span.end]
    if not text:
        return
    if len(text) > _LONGEST_MARKED * width:
        yield printable(text[: width - 4]) + " ...", "^" * (width - 4)
        return
    start = max(body.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    start += 0 if start == span.start or body[start - 1 : start] in ("", "\n") else body[start:].find(" ") + 1
    line_end = body.find("\n", span.end)
    end = min(line_end if line_end >= 0 else len(body), span.end + _CONTEXT)
    for row in re.finditer(rf"[^\n]{{1,{width}}}(?:\s|$)|[^\n]{{1,{width}}}", body[start:end]):
        shown = printable(row.group().rstrip())
        offset = start + row.start()
        marks = "".join(("^" if span.start <= offset + i < span.end else " ") * cell_len(c) for i, c in enumerate(shown))
        if marks.strip():
            yield shown, marks.rstrip()


def printable_lines(text: str) -> str:
    """The text with its lines, each made printable."""
    return "\n".join(map(printable, text.splitlines()))


def _summary(report: Report) -> Text:
    counts = Counter(finding.severity for finding in report.findings)
    if not counts:
        return Text("Nothing to improve.", style="green")
    names = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"), Severity.INFO: ("thought", "thoughts")}
    parts = [f"{counts[s]} {names[s][counts[s] > 1]}" for s in reversed(Severity) if counts[s]]
    return Text(", ".join(parts), style=_STYLES[report.worst or Severity.INFO])


def _footnotes(report: Report) -> Iterator[str]:
    if report.findings:
        yield f"Why: outreach-lint explain {report.findings[0].rule}"
    if report.waived:
        yield f"Waived in the draft: {', '.join(dict.fromkeys(f.rule for f in report.waived))}"
    yield from skipped_lines(report.skipped)
    if report.hint:
        yield report.hint


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[str]:
    """One line for each reason, with the rules that it kept from running."""
    for reason in dict.fromkeys(s.reason for s in skipped):
        yield f"Not checked, {reason}: {', '.join(s.rule for s in skipped if s.reason == reason)}"


def write_rewrites(report: Report, out: TextIO) -> None:
    """Write the proposals as differences from the draft, each with its facts and their sources."""
    console = console_for(out)
    if not report.rewrites:
        console.print(
            Text("Nothing needs rewriting." if not _needs_rewrite(report) else "No rewrite passed its own checks.", style="bold")
        )
    for number, rewrite in enumerate(report.rewrites, 1):
        _write_wrapped(f"{number}. {printable(rewrite.title)}", console, "bold")
        console.print()
        _write_difference(report.message.body, rewrite.text, console)
        _write_sources(rewrite, console)
        console.print()
    parked = next((rewrite.parked for rewrite in report.rewrites if rewrite.parked), None)
    if parked:
        _write_wrapped(f"For later, once they have answered: “{printable(parked)}”", console)
    if report.hint:
        _write_wrapped(report.hint, console, "dim")


def _needs_rewrite(report: Report) -> bool:
    return any(finding.severity is not Severity.INFO for finding in report.findings)


def _write_difference(before: str, after: str, console: Console) -> None:
    """Sentence by sentence: what goes, what comes, what stays."""
    old, new = _cut(before), _cut(after)
    for line in difflib.ndiff(old, new):
        mark, text = line[:1], printable(line[2:])
        if mark == "?":
            continue
        style = {"-": "red", "+": "green"}.get(mark, "")
        _write_indented(text, console, style, mark, margin=" " * 4)


def _cut(text: str) -> list[str]:
    return [part.strip() for line in text.strip().splitlines() for part in re.split(r"(?<=[.!?])\s+", line)]


def _write_sources(rewrite: Rewrite, console: Console) -> None:
    for claim in rewrite.facts:
        _write_indented(f"“{printable(claim.text)}” stands in {claim.source}", console, style="dim", margin=" " * 4)
