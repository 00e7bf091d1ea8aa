"""Write what in the documentation follows from the code: the rules' pages and table, a real run, the measured figures and their plots.

`generate_docs.py write` writes it, `generate_docs.py check` says what is out of date; the tests run the latter.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from outreach_lint.manual import rule_page, rule_table
from outreach_lint.ruleset import all_rules
from outreach_lint.training.accuracy import as_page, write_plots

ROOT = Path(__file__).parent.parent
MESSAGE_LABELS = (
    "opens-with-request",
    "request-before-reference",
    "contains-request",
    "job-ask",
    "specific-reference",
    "asks-about-recipient",
)
ACCURACY = ROOT / "docs" / "accuracy.json"


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its content."""
    for rule in all_rules():
        yield ROOT / "docs" / "rules" / f"{rule.id}.md", rule_page(rule.id) + "\n"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, content in (("rules", rule_table()), ("run", _run()), ("figures", _figures())):
        marker = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        readme = marker.sub(lambda m, text=content: m[1] + text + "\n" + m[2], readme)
    yield ROOT / "README.md", readme
    yield ROOT / "docs" / "accuracy.md", as_page(_accuracy())


def _run() -> str:
    shown = []
    for arguments in ("check request-first.md", "rewrite request-first.md --from sam.yaml"):
        command = [sys.executable, "-m", "outreach_lint", *arguments.split()]
        environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
        done = subprocess.run(
            command, cwd=ROOT / "examples", capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )
        shown.append(f"$ outreach-lint {arguments}\n\n{done.stdout.strip()}")
    check, rewrite = shown
    return f"```\n{_some_places(check)}\n```\n\n```\n{_one_rewrite(rewrite)}\n```"


def _some_places(text: str) -> str:
    """The first place with a finding, the opening, and the end: enough to see what it is like."""
    places = text.split("\n\n")
    opening = next(place for place in places if "ask/opens-with-request" in place)
    return "\n\n".join([*places[:3], "[...]", opening, "[...]", places[-1]])


def _one_rewrite(text: str) -> str:
    """The second proposal, and what is parked."""
    command, _, rest = text.partition("\n\n")
    second, _, others = rest[rest.index("\n2. ") :].partition("\n3. ")
    return f"{command}\n\n[...]\n{second.rstrip()}\n\n[...]\n\n{others[others.index('For later') :]}"


@cache
def _accuracy() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(ACCURACY.read_text(encoding="utf-8"))
    return record


def _figures() -> str:
    accuracy = _accuracy()
    pipeline: dict[str, Any] = json.loads((ROOT / "models" / "english.card.json").read_text(encoding="utf-8"))
    elsewhere = {row["label"]: row for row in accuracy["messages"].get("elsewhere", ())}
    if not elsewhere:
        sys.exit("docs/accuracy.json lacks the figures on other people's messages: run `make accuracy` with ELSEWHERE")
    own = {row["label"]: row for row in accuracy["messages"]["test"]}
    lines = [
        f"Whole messages, read from plain text. *Own*: the {next(iter(own.values()))['support_of']} messages of the test split in corpora/; "
        f"*others'*: {next(iter(elsewhere.values()))['support_of']} real messages that nobody here wrote. In brackets 95% bootstrap intervals. "
        "[docs/accuracy.md](docs/accuracy.md) has the rest: moves, rules, rivals, groups of senders, calibration, the worst errors.",
        "",
        "| label | own: F1 | own: κ | others': F1 | others': κ |",
        "|---|---|---|---|---|",
        *(f"| {name} | {_cells(own[name])} | {_cells(elsewhere[name])} |" for name in MESSAGE_LABELS),
    ]  # fmt: skip
    scores = pipeline["test"]
    lines += [
        "",
        f"Language pipeline, English Web Treebank test set: tags {scores['all']['tag_acc']:.1%}, labelled attachment {scores['all']['dep_las']:.1%} "
        f"(email alone {scores['email']['tag_acc']:.1%} and {scores['email']['dep_las']:.1%}); {pipeline['megabytes']} MB.",
    ]
    return "\n".join(lines)


def _cells(row: dict[str, Any]) -> str:
    return f"{_cell(row, 'f1')} | {_cell(row, 'kappa')}"


def _cell(row: dict[str, Any], name: str) -> str:
    low, high = row[f"{name}_interval"]
    return f"{row[name]:.2f} [{low:.2f}, {high:.2f}]"


def main() -> None:
    """Write all pages, or name those that differ and exit with 1."""
    if sys.argv[1:] == ["write"]:
        for path, content in pages():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        write_plots(_accuracy(), ROOT / "docs" / "accuracy")
        return
    stale = [
        str(path.relative_to(ROOT)) for path, content in pages() if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    if stale:
        sys.exit(f"out of date, run `make docs`: {', '.join(stale)}")


if __name__ == "__main__":
    main()
