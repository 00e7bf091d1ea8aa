"""One JSON object for all drafts, described by docs/report.schema.json. Offsets are code points in the draft's body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, TextIO

from outreach_lint.finding import Edit, Finding, MoveSpan, Report, Rewrite
from outreach_lint.message import Message, Span
from outreach_lint.reports import versions_of

VERSION = 1
# What would end a line, turn the direction of writing, or cannot be encoded. The joiners that emoji and scripts need stay.
_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write the reports as JSON; nothing if there are none."""
    reports = list(reports)
    if reports:
        drafts = [draft_object(report) for report in reports]
        out.write(as_json({"version": VERSION, "versions": versions_of(reports), "drafts": drafts}, indent=2) + "\n")


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON that stays readable, and is safe on a terminal, in a file and where it is cut into lines."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: json.dumps(match.group())[1:-1], text)


def draft_object(report: Report) -> dict[str, Any]:
    """All that is known of one draft."""
    return {
        "path": report.message.path,
        "number": report.message.number,
        "channel": report.channel,
        "stage": report.stage,
        "stage_reason": report.stage_reason,
        "recipient": report.recipient,
        "moves": [_move(move, report.message) for move in report.moves],
        "findings": [_finding(finding, report) for finding in report.findings],
        "rewrites": [_rewrite(rewrite) for rewrite in report.rewrites],
        "skipped": [{"rule": skipped.rule, "reason": skipped.reason} for skipped in report.skipped],
        "waived": list(dict.fromkeys(finding.rule for finding in report.waived)),
        "known": report.known,
    }


def _place(span: Span, message: Message) -> dict[str, int]:
    line, column = message.position(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column}


def _move(move: MoveSpan, message: Message) -> dict[str, Any]:
    return {"move": move.move, "kind": move.kind, **_place(move.span, message), "score": round(move.score, 4)}


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        **_place(finding.span, report.message),
        "score": None if finding.score is None else round(finding.score, 4),
        "reason": finding.reason,
        "evidence": finding.evidence,
        "link": report.link(finding),
        "edits": [_edit(edit) for edit in finding.edits],
        "safe": finding.is_safe,
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
        "reasons": list(rewrite.reasons),
        "prompts": list(rewrite.prompts),
        "left_out": list(rewrite.left_out),
    }
