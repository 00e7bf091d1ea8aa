"""One JSON object for all drafts, described by docs/report.schema.json. Offsets are code points in the draft's body."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from outreach_lint.finding import Edit, Finding, MoveSpan, Report, Rewrite
from outreach_lint.message import Message, Span

VERSION = 1


def write(reports: Sequence[Report], out: TextIO) -> None:
    """Write the reports as JSON."""
    json.dump({"version": VERSION, "drafts": [_draft(report) for report in reports]}, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _draft(report: Report) -> dict[str, Any]:
    return {
        "path": report.message.path,
        "channel": report.channel,
        "stage": report.stage,
        "recipient": report.recipient,
        "moves": [_move(move, report.message) for move in report.moves],
        "findings": [_finding(finding, report.message) for finding in report.findings],
        "rewrites": [_rewrite(rewrite) for rewrite in report.rewrites],
        "skipped": [{"rule": skipped.rule, "reason": skipped.reason} for skipped in report.skipped],
    }


def _place(span: Span, message: Message) -> dict[str, int]:
    line, column = message.position(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column}


def _move(move: MoveSpan, message: Message) -> dict[str, Any]:
    return {"move": move.move, "kind": move.kind, **_place(move.span, message), "score": round(move.score, 4)}


def _finding(finding: Finding, message: Message) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        **_place(finding.span, message),
        "score": None if finding.score is None else round(finding.score, 4),
        "reason": finding.reason,
        "evidence": finding.evidence,
        "edits": [_edit(edit) for edit in finding.edits],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"start": edit.span.start, "end": edit.span.end, "text": edit.text}


def _rewrite(rewrite: Rewrite) -> dict[str, Any]:
    return {
        "title": rewrite.title,
        "text": rewrite.text,
        "edits": [_edit(edit) for edit in rewrite.edits],
        "facts": [{"text": claim.text, "source": claim.source} for claim in rewrite.facts],
        "parked": rewrite.parked,
    }
