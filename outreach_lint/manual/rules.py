"""The rules' manual, written from the rules themselves: `explain`, `rules`, the pages in docs/rules/ and the table in the README."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from textwrap import fill
from typing import Any

from outreach_lint.errors import SettingsError
from outreach_lint.finding import Severity
from outreach_lint.message import Channel
from outreach_lint.rule import GRADES, Example, Rule
from outreach_lint.ruleset import unknown_rule

_MARK = re.compile(r"(?:[>-] )?")
_JOINT = re.compile(r"(?<=[^\s>])\n(?=[\w“‘(*_`])")  # the end of a line in a paragraph
GROUPS = {
    "ask": "What the message wants from the recipient.", "cred": "Whether the reader can tell who writes, and has a reason to believe it.",
    "give": "Whether the message gives anything.", "mech": "Whether the message is whole, fits its channel and reads easily.",
    "reference": "What the message says of the recipient.", "stage": "Whether the message fits how far the conversation has come.",
    "talk": "Whether the message starts a conversation.", "tone": "How the message sounds on its channel.",
}  # fmt: skip


def rule_page(name: str, rules: Iterable[Rule]) -> str:
    """The page of the rule of that name, or the list of a group. Raises SettingsError for an unknown name."""
    by_id = {rule.id: rule for rule in rules}
    group = [rule for rule in by_id.values() if rule.group == name]
    if name not in by_id and not group:
        raise SettingsError(unknown_rule(name, by_id))
    return rule_list(group) if group else page_of(by_id[name])


def page_of(rule: Rule) -> str:
    """The page of a rule, as Markdown."""
    return "\n".join(_page(rule)).rstrip()


def wrapped(page: str, width: int) -> str:
    """A page for a terminal of so many columns: lines of a paragraph are filled, points and quotes hang. A list of rules stays as it is."""
    return page if not page.startswith("# ") else "\n".join(_filled(line, width) for line in _JOINT.sub(" ", page).splitlines())


def _filled(line: str, width: int) -> str:
    mark = _MARK.match(line)
    if not mark or len(line) <= width:
        return line
    further = mark[0] if mark[0].startswith(">") else " " * len(mark[0])
    return fill(
        line[mark.end() :], width, initial_indent=mark[0], subsequent_indent=further, break_on_hyphens=False, break_long_words=False
    )


def rule_list(rules: Collection[Rule]) -> str:
    """The rules, one a line; of an optional one it is said that it is off."""
    width = max(len(rule.id) for rule in rules)
    return "\n".join(f"{r.id:<{width}}  {r.severity:<7}  {'off  ' if r.is_optional else ''}{r.summary}" for r in rules)


def rules_as_json(rules: Iterable[Rule]) -> str:
    """The rules with what is known of each, as a JSON list."""
    return json.dumps([_record(rule) for rule in rules], ensure_ascii=False, indent=2)


def _record(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "group": rule.group,
        "severity": rule.severity,
        "on": not rule.is_optional,
        "summary": rule.summary,
        "needs": [need.noun for need in rule.needs],
        "channels": list(rule.channels),
        "last_stage": rule.last_stage,
        "error_from_score": rule.sure_from or None,
        "yields_to": list(rule.yields_to),
        "has_edits": has_edits(rule),
        "evidence": [evidence._asdict() for evidence in rule.evidence],
    }


def has_edits(rule: Rule) -> bool:
    """Whether the rule can mend what it finds: one of its examples shows it."""
    return any(example.becomes is not None for example in rule.bad)


def rule_table(rules: Collection[Rule], pages: str) -> str:
    """The rules as Markdown tables, a group each; `pages` is where their pages stand."""
    blocks = []
    for group, about in GROUPS.items():
        rows = [f"| [`{r.id}`]({pages}{r.id}.md) | {_marks(r)} | {r.summary} |" for r in rules if r.group == group]
        blocks.append("\n".join([f"**{group}** — {about}", "", "| rule | severity | what it finds |", "|---|---|---|", *rows]))
    return "\n\n".join(blocks)


def group_table(rules: Collection[Rule], pages: str) -> str:
    """The groups as a Markdown table, with the names of their rules: errors in bold, those that are off in italics."""
    rows = [
        f"| `{group}` | {about} | {' · '.join(_linked(rule, pages) for rule in rules if rule.group == group)} |"
        for group, about in GROUPS.items()
    ]
    return "\n".join(["| group | what it looks at | rules (**error**, *off unless selected*) |", "|---|---|---|", *rows])


def _linked(rule: Rule, pages: str) -> str:
    mark = "**" if rule.severity is Severity.ERROR else "*" if rule.is_optional else ""
    return f"{mark}[{rule.id.partition('/')[2]}]({pages}{rule.id}.md){mark}"


def _marks(rule: Rule) -> str:
    return f"{rule.severity}{', off' if rule.is_optional else ''}{', edits' if has_edits(rule) else ''}"


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield rule.manual
    yield ""
    yield " ".join(_facts(rule))
    yield ""
    yield "## Evidence"
    yield ""
    for evidence in rule.evidence:
        yield f"- {evidence.fact}. *{evidence.grade}, {GRADES[evidence.grade]}; {evidence.source}.*"
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        yield ""
        yield f"## {title}"
        for example in examples:
            yield ""
            yield from _quoted(example)


def _facts(rule: Rule) -> Iterator[str]:
    """What the docstring does not say: severity, when the rule runs, and for whom it makes room."""
    unsure = f"; an error becomes a warning where the score is below {rule.sure_from}" if rule.sure_from else ""
    yield f"Severity: {rule.severity}{unsure}."
    if rule.is_optional:
        yield f"Off, unless it is selected: `--extend-select {rule.id}`."
    if rule.needs:
        yield f"Needs {' and '.join(need.noun for need in rule.needs)}."
    if len(rule.channels) < len(Channel):
        yield f"Only on {', '.join(rule.channels)}."
    yield "Checked " + (
        "at every stage of a conversation." if rule.last_stage == 4 else f"up to stage {rule.last_stage} of a conversation."
    )
    if has_edits(rule):
        yield "Has edits: `--fix` makes the safe ones, `--unsafe-fixes` the others too."
    if rule.yields_to:
        yield f"Silent where {_listed(rule.yields_to)} speaks of the same words."


def _listed(names: tuple[str, ...]) -> str:
    links = [f"`{name}`" for name in names]
    return links[0] if len(links) == 1 else f"{', '.join(links[:-1])} or {links[-1]}"


def _quoted(example: Example) -> Iterator[str]:
    text = example.text if len(example.text) < 500 else f"{example.text[:200]} [...]"
    for said in example.thread:
        yield f"> *{said}*"
        yield ">"
    yield from (f"> {line}".rstrip() for line in text.splitlines())
    yield ">"
    yield f"> *{', '.join(_circumstances(example))}*"
    if example.becomes is not None:
        yield ""
        yield "becomes"
        yield ""
        yield from (f"> {line}".rstrip() for line in example.becomes.splitlines())


def _circumstances(example: Example) -> Iterator[str]:
    yield str(example.channel)
    if example.stage is not None:
        yield f"stage {example.stage}"
    if example.role:
        yield f"role {example.role}"
    if example.recipient:
        yield f"to {example.recipient['basics']['name']}"
    if example.subject is not None:
        yield f"subject “{example.subject}”" if example.subject else "without a subject"
    if example.pool:
        yield f"beside {len(example.pool)} other profiles"
    if example.alike:
        yield f"after {', '.join(example.alike)}"
    if example.idle:
        yield f"waiving {', '.join(example.idle)}"
