"""One JSON object a line and draft, written as soon as the draft is checked: an element of `drafts` in docs/report.schema.json, with the
versions beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from outreach_lint.finding import Report
from outreach_lint.reports import versions_of
from outreach_lint.reports.json import VERSION, as_json, draft_object


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write each report as a line."""
    for report in reports:
        out.write(as_json({"version": VERSION, "versions": versions_of([report]), **draft_object(report)}) + "\n")
        out.flush()
