"""SARIF 2.1.0, the OASIS standard that code hosts and editors read. Columns count code points."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from outreach_lint.columns import places
from outreach_lint.finding import Finding, Report, Severity
from outreach_lint.manual.rules import page_of
from outreach_lint.message import Message, Span
from outreach_lint.reports import PROGRAM, draft_path, is_web_address, paragraph, rules_by_id, versions_of, worth_telling
from outreach_lint.reports.json import as_json
from outreach_lint.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "ruleAndWords/v1"


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write all findings as one run; nothing if there are no reports."""
    reports = list(reports)
    if reports:
        out.write(as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(reports)]}, indent=2) + "\n")


def _run(reports: list[Report]) -> dict[str, Any]:
    found = {finding.rule: (finding, report) for report in reports for finding in report.findings}
    indices = {rule: index for index, rule in enumerate(sorted(found))}
    versions = versions_of(reports)
    return {
        "tool": {"driver": _driver(versions, reports[0].docs_url, [_rule(*found[rule]) for rule in indices])},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(reports)}],
        "artifacts": [{"location": {"uri": uri}} for uri in dict.fromkeys(map(_uri, reports))],
        "results": [_result(f, report, indices[f.rule]) for report in reports for f in report.findings],
        "properties": {name: versions[name] for name in ("rules", "model")},
    }


def _driver(versions: dict[str, str | None], docs_url: str, rules: list[dict[str, Any]]) -> dict[str, Any]:
    version = versions[PROGRAM]
    is_semantic = version is not None and re.fullmatch(r"\d+\.\d+\.\d+(?:[-+].+)?", version)
    return {
        "name": PROGRAM,
        **({"version": version} if version else {}),
        **({"semanticVersion": version} if is_semantic else {}),
        **({"informationUri": docs_url} if is_web_address(docs_url) else {}),
        "rules": rules,
    }


def _rule(finding: Finding, report: Report) -> dict[str, Any]:
    """What is known of the rule of a finding; of a rule of one's own only what the finding says."""
    rule, link = rules_by_id().get(finding.rule), report.link(finding)
    return {
        "id": finding.rule,
        **(_manual(rule) if rule else {"properties": {"evidence": [{"fact": finding.evidence}]}}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity if rule else finding.severity]},
        **({"helpUri": link} if is_web_address(link) else {}),
    }


def _manual(rule: Rule) -> dict[str, Any]:
    return {
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": paragraph(rule, "Why") or rule.summary},
        "help": {"text": rule.manual, "markdown": page_of(rule)},
        "properties": {"tags": [rule.group], "evidence": [evidence._asdict() for evidence in rule.evidence]},
    }


def _notifications(reports: list[Report]) -> list[dict[str, Any]]:
    """The rules that could not run on some draft, each with the reason once."""
    told = dict.fromkeys(skipped for report in reports for skipped in worth_telling(report.skipped))
    return [
        {"level": "note", "message": {"text": f"Not checked: {one.reason}"}, "associatedRule": {"id": one.rule}} for one in told
    ]


def _result(finding: Finding, report: Report, index: int) -> dict[str, Any]:
    message = report.message
    region = {**_region(finding.span, message), "snippet": {"text": _words(finding.span, message)}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(report)}, "region": region}}],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding, message)},
        **({} if finding.score is None else {"rank": round(finding.score * 100, 2)}),
        **({"fixes": [_fix(finding, report)]} if finding.edits and message.is_writable else {}),
        "properties": {
            "score": None if finding.score is None else round(finding.score, 4),
            "reason": finding.reason,
            "link": report.link(finding),
        },
    }


def _fix(finding: Finding, report: Report) -> dict[str, Any]:
    said = "It can be mended without a look." if finding.is_safe else "Look at the edit before you make it."
    replacements = [
        {"deletedRegion": _region(edit.span, report.message), "insertedContent": {"text": edit.text}} for edit in finding.edits
    ]
    changes = [{"artifactLocation": {"uri": _uri(report)}, "replacements": replacements}]
    return {"description": {"text": said}, "artifactChanges": changes, "properties": {"safe": finding.is_safe}}


def _region(span: Span, message: Message) -> dict[str, int]:
    start, end = places(message, span)
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    if message.is_writable and message.place.line == 1:  # what it was read from begins where the file does
        first, last = message.place.places[span.start], message.place.places[span.end]
        region |= {"charOffset": first, "charLength": last - first}
    return region


def _words(span: Span, message: Message) -> str:
    return message.body[span.start : span.end]


def _fingerprint(finding: Finding, message: Message) -> str:
    """The same for the same fault when the text around it, or its line breaks, have changed."""
    words = unicodedata.normalize("NFKC", " ".join(_words(finding.span, message).split())).casefold()
    return hashlib.sha256(f"{finding.rule}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()


def _uri(report: Report) -> str:
    """The draft's path as a URI: relative if it is relative."""
    path = Path(draft_path(report))
    if path.is_absolute():
        return ("file://" if path.as_posix().startswith("/") else "file:///") + quote(path.as_posix(), "/:", errors="replace")
    return quote(path.as_posix(), errors="replace")
