"""The manual, written from the rules themselves: `explain`, `rules`, the pages in docs/ and the table in the README."""

from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.errors import SettingsError
from outreach_lint.registry import nearest
from outreach_lint.rule import GRADES, Example, Rule
from outreach_lint.ruleset import all_rules


def rule_page(name: str) -> str:
    """The page of one rule. Raises SettingsError for an unknown name."""
    rule = next((rule for rule in all_rules() if rule.id == name), None)
    if rule is None:
        raise SettingsError(f"unknown rule {name!r}; {nearest(name, [rule.id for rule in all_rules()])}")
    return "\n".join(_page(rule)).rstrip()


def rule_list() -> str:
    """All rules, one a line."""
    width = max(len(rule.id) for rule in all_rules())
    return "\n".join(f"{rule.id:<{width}}  {rule.severity:<7}  {rule.summary}" for rule in all_rules())


def rule_table() -> str:
    """All rules as a Markdown table."""
    rows = [f"| [`{rule.id}`](docs/rules/{rule.id}.md) | {rule.severity} | {rule.summary} |" for rule in all_rules()]
    return "\n".join(["| rule | severity | what it finds |", "|---|---|---|", *rows])


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield rule.manual
    yield ""
    yield f"Severity: {_severity(rule)}. {_when(rule)}"
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


def _severity(rule: Rule) -> str:
    return f"{rule.severity}; warning where the score is below {rule.sure_from}" if rule.sure_from else str(rule.severity)


def _when(rule: Rule) -> str:
    until = "at every stage of a conversation" if rule.last_stage == 4 else f"up to stage {rule.last_stage} of a conversation"
    needs = f"Needs {' and '.join(need.noun for need in rule.needs)}. " if rule.needs else ""
    return f"{needs}Checked {until}."


def _quoted(example: Example) -> Iterator[str]:
    text = example.text if len(example.text) < 500 else f"{example.text[:200]} [...]"
    yield from (f"> {line}".rstrip() for line in text.splitlines())
    yield ">"
    about = f", to {example.recipient['basics']['name']}" if example.recipient else ""
    yield f"> *{example.channel}{about}*"
