"""Reports: one file, one format. A format module has `write(reports, out)`; the formats that can write each report as it comes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from outreach_lint.finding import Report, Rewrite, Severity, Skipped
from outreach_lint.message import Span
from outreach_lint.registry import plugin_names

if TYPE_CHECKING:
    from outreach_lint.rule import Rule

PROGRAM = "outreach-lint"
_NAMELESS = {None: "draft", "-": "<stdin>"}
_MOST_NAMES = 3
_COUNTED = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "thought"}


def formats() -> list[str]:
    """The names that `--format` takes."""
    return [name.replace("_", "-") for name in plugin_names(__name__)]


def report_format(name: str) -> ModuleType:
    """The module that writes reports in this format."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")


def draft_path(report: Report) -> str:
    """The path of the draft's file, or what to call it where it has none."""
    path = report.message.path
    return _NAMELESS.get(path) or str(path)


def draft_name(report: Report) -> str:
    """What to call the draft: its path, and its number there if the file holds several."""
    number = report.message.number
    return f"{draft_path(report)}, message {number}" if number else draft_path(report)


def versions_of(reports: Iterable[Report]) -> dict[str, str | None]:
    """What the reports were made with: None where it is not known, or not the same for all of them."""
    made_with = {report.versions or (None, None, None) for report in reports} or {(None, None, None)}
    names = (PROGRAM, "rules", "model")
    return {
        name: values[0] if len(set(values)) == 1 else None for name, values in zip(names, zip(*made_with, strict=True), strict=True)
    }


def versions_line(versions: dict[str, str | None]) -> str:
    """The versions in one line, for a person to read."""
    known = [f"{name} {versions[name]}" for name in ("rules", "model") if versions[name]]
    return " ".join([PROGRAM, versions[PROGRAM] or "", f"({', '.join(known)})" if known else ""]).strip()


def is_web_address(link: str) -> bool:
    """Whether a link leads somewhere from wherever the report is read."""
    return bool(re.match(r"https?://[^\s/]", link))


def rules_by_id() -> dict[str, Rule]:
    """The rules there are. Those of a folder of one's own are not among them."""
    from outreach_lint.ruleset import all_rules

    return {rule.id: rule for rule in all_rules()}


def paragraph(rule: Rule, name: str) -> str:
    """The paragraph of a rule's manual that begins with `name` and a colon, on one line; empty where there is none."""
    begin = f"{name}: "
    found = (part for part in re.split(r"\n\s*\n", rule.manual) if part.startswith(begin))
    return " ".join(next(found, "").removeprefix(begin).split())


def holds_sentences(span: Span, report: Report) -> bool:
    """Whether a span holds a whole sentence and more: such a finding is about the message, not about these words."""
    return any(move.span != span and span.start <= move.span.start and move.span.end <= span.end for move in report.moves)


def counted(severities: Iterable[Severity]) -> list[tuple[Severity, str]]:
    """How many findings there are of each severity, the worst first, in words."""
    counts = Counter(severities)
    return [(s, f"{counts[s]} {_COUNTED[s]}{'s' if counts[s] > 1 else ''}") for s in reversed(Severity) if counts[s]]


def left_out(report: Report) -> Iterator[str]:
    """What was found and is not among the findings."""
    if report.known:
        yield f"{report.known} finding{'s' if report.known > 1 else ''} of the baseline not shown"
    if report.waived:
        yield f"Waived: {', '.join(dict.fromkeys(finding.rule for finding in report.waived))}"


def words_left_out(rewrite: Rewrite) -> str:
    """What of the draft a rewrite does not say, told to the sender; empty where that is nothing."""
    return f"Left out: {' '.join(f'“{text}”' for text in rewrite.left_out)} Put back what matters." if rewrite.left_out else ""


def worth_telling(skipped: Iterable[Skipped]) -> list[Skipped]:
    """The rules that the user could make run; not those that are for another channel or stage."""
    return [one for one in skipped if one.is_up_to_user]


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[str]:
    """One line for each reason, with some of the rules that it kept from running."""
    for reason in dict.fromkeys(one.reason for one in skipped):
        rules = list(dict.fromkeys(one.rule for one in skipped if one.reason == reason))
        more = f" and {len(rules) - _MOST_NAMES} more" if len(rules) > _MOST_NAMES else ""
        yield f"Not checked, {reason}: {', '.join(rules[:_MOST_NAMES])}{more}"
