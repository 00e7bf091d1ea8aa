"""A baseline: the findings that a body of templates has today, so that only new ones are reported.

Findings are counted by draft and rule, not by line, so that an edit elsewhere in a draft changes nothing. Where a draft has more of
a rule's findings than the baseline knows, all of them are shown, since nobody can tell which of them is new.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from outreach_lint.errors import SettingsError
from outreach_lint.finding import Report
from outreach_lint.source import read_text, replace_file

VERSION = 1
_MOST_BYTES = 50_000_000
Counts = dict[str, dict[str, int]]  # by draft, by rule


def read_baseline(path: Path) -> Counts:
    """The counts in a baseline file. Raises SettingsError if it cannot be read or is none."""
    if not path.exists():
        raise SettingsError("no such file; --write-baseline makes one", path=path)
    try:
        content = json.loads(read_text(path, _MOST_BYTES, SettingsError))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"cannot be read: {str(error)[:200]}", path=path) from None
    if not _is_baseline(content):
        raise SettingsError("not a baseline of outreach-lint", path=path)
    counts: Counts = content["drafts"]
    return counts


def _is_baseline(content: Any) -> bool:
    drafts = content.get("drafts") if isinstance(content, dict) and content.get("version") == VERSION else None
    return isinstance(drafts, dict) and all(
        isinstance(rules, dict) and all(isinstance(n, int) and not isinstance(n, bool) for n in rules.values())
        for rules in drafts.values()
    )


def write_baseline(path: Path, reports: Iterable[Report]) -> int:
    """Write the counts of these reports, and return how many findings they hold. Raises SettingsError if it cannot be written."""
    counts = {_name(report, path): dict(sorted(_count(report).items())) for report in reports if report.findings}
    text = json.dumps({"version": VERSION, "drafts": dict(sorted(counts.items()))}, indent=1)
    replace_file(path, f"{text}\n".encode(), SettingsError)
    return sum(n for rules in counts.values() for n in rules.values())


def without_known(report: Report, counts: Counts, path: Path) -> Report:
    """The report without the findings that the baseline in `path` knows."""
    known, found = counts.get(_name(report, path), {}), _count(report)
    kept = tuple(finding for finding in report.findings if found[finding.rule] > known.get(finding.rule, 0))
    return replace(report, findings=kept, known=len(report.findings) - len(kept))


def _count(report: Report) -> Counter[str]:
    return Counter(finding.rule for finding in report.findings)


def _name(report: Report, path: Path) -> str:
    """The draft as the baseline names it: its place seen from the baseline's folder."""
    number = f"#{report.message.number}" if report.message.number else ""
    return Path(os.path.relpath(report.message.path or "-", path.parent or ".")).as_posix() + number
