"""Workflow commands of GitHub Actions, which shows them beside the lines of a pull request. Columns count code points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from outreach_lint.columns import places
from outreach_lint.finding import Finding, Report, Severity
from outreach_lint.message import Span, printable
from outreach_lint.reports import draft_path, versions_line, versions_of

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY_ESCAPES = _ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write each report's findings as it comes; after the first, in a line that only shows while debugging, what it was made with."""
    for number, report in enumerate(reports):
        if number == 0:
            out.write(f"::debug::{versions_line(versions_of([report]))}\n")
        for finding in report.findings:
            out.write(_command(finding, report) + "\n")


def _command(finding: Finding, report: Report) -> str:
    path = "".join(c if c in "\r\n" else printable(c) for c in draft_path(report))
    properties = {"file": path, **_region(finding.span, report), "title": finding.rule}
    shown = ",".join(f"{key}={str(value).translate(_PROPERTY_ESCAPES)}" for key, value in properties.items())
    message = f"{printable(finding.message)}\n{printable(report.link(finding))}"
    return f"::{_COMMANDS[finding.severity]} {shown}::{message.translate(_ESCAPES)}"


def _region(span: Span, report: Report) -> dict[str, int]:
    """Lines and columns, the last one after the span. GitHub takes columns only where both are of the same line."""
    words = report.message.body[span.start : span.end].rstrip()
    start, end = places(report.message, Span(span.start, span.start + len(words)))
    if start.line != end.line:
        return {"line": start.line, "endLine": end.line}
    return {"line": start.line, "col": start.column, "endLine": end.line, "endColumn": end.column}
