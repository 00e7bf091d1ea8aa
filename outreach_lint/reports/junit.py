"""JUnit's XML, which nearly every build server shows: a suite for each draft, a case for each finding: a failed one where it
makes the check fail, else one that says it on its standard output."""

from __future__ import annotations

import re
from collections import Counter
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
    counts = (max(1, len(report.findings)) + len(skipped), len(report.failing), 0, len(skipped))
    suite = _element("testsuite", name=name, **dict(zip(_COUNTS, map(str, counts), strict=True)))
    suite.append(_properties(report))
    if not report.findings:
        suite.append(_element("testcase", classname=name, name="nothing to improve"))
    seen = Counter[str]()
    for finding in report.findings:
        seen[finding.rule] += 1
        suite.append(_case(finding, seen[finding.rule], report))
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


def _case(finding: Finding, number: int, report: Report) -> ElementTree.Element:
    """The case is named by its rule and not by its place, so that it is the same one after lines have moved."""
    name, path = draft_name(report), draft_path(report)
    line, column = place(report.message, finding.span.start)
    case = _element(
        "testcase", classname=name, name=finding.rule + (f" ({number})" if number > 1 else ""), file=path, line=str(line)
    )
    is_failure = finding in report.failing
    said = _element("failure", type=finding.severity, message=finding.message) if is_failure else _element("system-out")
    told = (f"{path}:{line}:{column}: {finding.severity} {finding.rule}", finding.message, finding.reason, finding.evidence)
    said.text = "\n".join(_legal(line) for line in (*told, report.link(finding)) if line)
    case.append(said)
    return case


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(tag, {key: _legal(value) for key, value in attributes.items()})


def _legal(text: str) -> str:
    """The text on one line, without what XML forbids."""
    return _ILLEGAL.sub("\ufffd", printable(text))
