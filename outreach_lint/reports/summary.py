"""One line a draft, for many at once: whom it goes to, how much was found, and which rules found the worst of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from outreach_lint.finding import Report, Severity
from outreach_lint.message import printable
from outreach_lint.reports import counted, draft_name

_MOST_RULES = 3


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write a line for each report as it comes, and one for all of them."""
    drafts, total = 0, Counter[Severity]()
    for report in reports:
        drafts += 1
        total.update(finding.severity for finding in report.findings)
        out.write(printable(" · ".join((draft_name(report), *_about(report)))) + "\n")
    if drafts > 1:
        out.write(f"{drafts:,} drafts: {_in_words(total)}\n")


def _about(report: Report) -> Iterable[str]:
    if report.recipient:
        yield f"to {report.recipient}"
    yield _in_words(finding.severity for finding in report.findings) + _worst(report)


def _in_words(severities: Iterable[Severity]) -> str:
    return ", ".join(said for _, said in counted(Counter(severities).elements())) or "nothing to improve"


def _worst(report: Report) -> str:
    """The rules whose findings are the worst of this draft."""
    rank = max((finding.severity.rank for finding in report.findings), default=0)
    rules = list(dict.fromkeys(finding.rule for finding in report.findings if finding.severity.rank == rank))
    more = f" and {len(rules) - _MOST_RULES} more" if len(rules) > _MOST_RULES else ""
    return f": {', '.join(rules[:_MOST_RULES])}{more}" if rules else ""
