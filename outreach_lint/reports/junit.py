"""JUnit's XML, which nearly every build server shows: a suite for each draft, a failed case for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO
from xml.etree import ElementTree

from outreach_lint.columns import place
from outreach_lint.finding import Finding, Report
from outreach_lint.message import printable
from outreach_lint.reports import PROGRAM, draft_name, draft_path, versions_of, worth_telling

_COUNTS = ("tests", "failures", "errors", "skipped")
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write the suites; nothing if there are no reports. A draft without a finding is a case that passed, a rule that could not run
    one that was skipped."""
    suites = [_suite(report) for report in reports]
    if suites:
        root = _element(
            "testsuites", name=PROGRAM, **{key: str(sum(int(suite.get(key, 0)) for suite in suites)) for key in _COUNTS}
        )
        root.extend(suites)
        ElementTree.indent(root)
        out.write('<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n")


def _suite(report: Report) -> ElementTree.Element:
    name = draft_name(report)
    skipped = worth_telling(report.skipped)
    counts = (max(1, len(report.findings)) + len(skipped), len(report.findings), 0, len(skipped))
    suite = _element("testsuite", name=name, **dict(zip(_COUNTS, map(str, counts), strict=True)))
    suite.append(_properties(report))
    if not report.findings:
        suite.append(_element("testcase", classname=name, name="nothing to improve"))
    for finding in report.findings:
        suite.append(_failed_case(finding, report))
    for one in skipped:
        case = _element("testcase", classname=name, name=one.rule)
        case.append(_element("skipped", message=one.reason))
        suite.append(case)
    return suite


def _properties(report: Report) -> ElementTree.Element:
    known = {**versions_of([report]), "channel": report.channel, "stage": str(report.stage), "recipient": report.recipient}
    properties = _element("properties")
    properties.extend(_element("property", name=name, value=value) for name, value in known.items() if value is not None)
    return properties


def _failed_case(finding: Finding, report: Report) -> ElementTree.Element:
    name, path = draft_name(report), draft_path(report)
    line, column = place(report.message, finding.span.start)
    case = _element("testcase", classname=name, name=f"{finding.rule} at {line}:{column}", file=path, line=str(line))
    failure = _element("failure", type=finding.severity, message=finding.message)
    told = (f"{path}:{line}:{column}: {finding.severity} {finding.rule}", finding.message, finding.reason, finding.evidence)
    failure.text = "\n".join(_legal(line) for line in (*told, report.link(finding)) if line)
    case.append(failure)
    return case


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(tag, {key: _legal(value) for key, value in attributes.items()})


def _legal(text: str) -> str:
    """The text on one line, without what XML forbids."""
    return _ILLEGAL.sub("\ufffd", printable(text))
