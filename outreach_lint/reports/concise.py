"""One line a finding, as editors read them: `path:line:column: severity rule message [link]`; the last line says what made them.

Columns count code points.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from outreach_lint.columns import place
from outreach_lint.finding import Report
from outreach_lint.message import printable
from outreach_lint.reports import draft_path, versions_line, versions_of


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write each report's findings as it comes."""
    made_with = None
    for report in reports:
        for finding in report.findings:
            line, column = place(report.message, finding.span.start)
            said = printable(f"{finding.severity} {finding.rule} {finding.message} [{report.link(finding)}]")
            out.write(f"{printable(draft_path(report))}:{line}:{column}: {said}\n")
            made_with = versions_line(versions_of([report]))
    if made_with:
        out.write(f"# {made_with}\n")
