"""The diagnostic format of reviewdog, which comments on pull requests at many code hosts. Its columns count bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from outreach_lint.columns import ColumnUnit, places
from outreach_lint.finding import Edit, Finding, Report, apply_edits
from outreach_lint.message import Message, Span
from outreach_lint.reports import draft_path, versions_line, versions_of
from outreach_lint.reports.json import as_json


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write all findings as one object; nothing if there are no reports. Its reader refuses keys that it does not know, so the versions
    stand in the name of the source."""
    reports = list(reports)
    if reports:
        source = {"name": versions_line(versions_of(reports))}
        diagnostics = [_diagnostic(finding, report) for report in reports for finding in report.findings]
        out.write(as_json({"source": source, "diagnostics": diagnostics}, indent=2) + "\n")


def _diagnostic(finding: Finding, report: Report) -> dict[str, Any]:
    mended = finding.edits and report.message.is_writable
    return {
        "message": finding.message,
        "location": {"path": draft_path(report), "range": _range(finding.span, report.message)},
        "severity": finding.severity.upper(),
        "code": {"value": finding.rule, "url": report.link(finding)},
        **({"suggestions": [_suggestion(finding.edits, report.message)]} if mended else {}),
    }


def _suggestion(edits: tuple[Edit, ...], message: Message) -> dict[str, Any]:
    """The edits as one, since they mend the finding only together."""
    span = Span(min(edit.span.start for edit in edits), max(edit.span.end for edit in edits))
    words = message.body[span.start : span.end]
    moved = (Edit(Span(edit.span.start - span.start, edit.span.end - span.start), edit.text) for edit in edits)
    return {"range": _range(span, message), "text": apply_edits(words, moved)}


def _range(span: Span, message: Message) -> dict[str, Any]:
    start, end = places(message, span, ColumnUnit.UTF8)
    return {"start": start._asdict(), "end": end._asdict()}
