"""One line a finding, as editors read them: `path:line:column: severity rule message`. Columns count code points.

The line has no room for more: versions and links stand in the other formats.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from outreach_lint.columns import place
from outreach_lint.finding import Report
from outreach_lint.message import printable
from outreach_lint.reports import draft_name


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write each report's findings as it comes."""
    for report in reports:
        for finding in report.findings:
            line, column = place(report.message, finding.span.start)
            said = printable(f"{finding.severity} {finding.rule} {finding.message}")
            out.write(f"{printable(draft_name(report))}:{line}:{column}: {said}\n")
