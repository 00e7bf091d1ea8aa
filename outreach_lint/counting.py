"""How often each rule found something, over many drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from outreach_lint.finding import Report


def statistics(reports: Iterable[Report]) -> str:
    """The rules by how often they found something, a line each: findings, drafts, severity, rule; and how many drafts there are."""
    findings: Counter[tuple[str, str]] = Counter()
    drafts: Counter[tuple[str, str]] = Counter()
    total = clean = 0
    for report in reports:
        found = [(finding.rule, str(finding.severity)) for finding in report.findings]
        findings.update(found)
        drafts.update(set(found))
        total, clean = total + 1, clean + (not found)
    width = max((len(str(n)) for n in findings.values()), default=1)
    lines = [
        f"{count:>{width}} in {drafts[key]:>{width}} draft{'s' if drafts[key] > 1 else ' '}  {key[1]:<7}  {key[0]}"
        for key, count in sorted(findings.items(), key=lambda i: -i[1])
    ]
    return "\n".join([*lines, f"{total} draft{'s' if total != 1 else ''}, {clean} without a finding"])
