"""Write what in the documentation follows from the code: rules' pages and tables, commands, settings, real runs, measured figures.

`generate.py` writes it; `generate.py --check` says what is out of date, and the tests run that. In a page, what stands between
`<!-- generated: NAME -->` and `<!-- end -->` is written; NAME is one of BLOCKS, `run ...` for what a command prints in examples/, or `file ...` for a
file there.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from outreach_lint import drafts, profiles
from outreach_lint.channels import CHANNEL_FACTS, ChannelFacts, Unit
from outreach_lint.cli import main as command_line
from outreach_lint.finding import Severity
from outreach_lint.manual.commands import commands_page
from outreach_lint.manual.rules import group_table, page_of, rule_table
from outreach_lint.manual.settings import settings_page
from outreach_lint.merge_sheet import KNOWN_NAMES
from outreach_lint.message import Role
from outreach_lint.reading.stage import EARLIEST_STAGE, FAIR_AT_FIRST, STAGES
from outreach_lint.reports import formats, report_format
from outreach_lint.rule import Rule
from outreach_lint.ruleset import RULES_PACKAGE, all_rules
from outreach_lint.training.accuracy import as_page, write_plots
from outreach_lint.training.readings import read_readings, readings_table
from outreach_lint.training.rewriting import table_of

ROOT = Path(__file__).parent.parent
DOCS, EXAMPLES = ROOT / "docs", ROOT / "examples"
ACCURACY = DOCS / "accuracy.json"
# The day on which the runs take place: what is recent in the examples stays so, whatever the calendar says.
RUN_ON = datetime(2026, 6, 1, tzinfo=UTC)
# Pages whose words are written by hand, around what is generated.
WRITTEN = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
MESSAGE_LABELS = (
    "opens-with-request",
    "request-before-reference",
    "contains-request",
    "job-ask",
    "specific-reference",
    "asks-about-recipient",
)
_VERSIONS = re.compile(r"^(?:# )?outreach-lint \S+ \(rules .*\)\n", re.MULTILINE)
_VERSIONS_IN_JSON = re.compile(r'"versions": \{.*?\}, ')
_BLOCK = re.compile(r"(<!-- generated: (?P<name>[^\n]*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its content."""
    for rule in shipped_rules():
        yield DOCS / "rules" / f"{rule.id}.md", page_of(rule) + "\n"
    yield DOCS / "accuracy.md", as_page(_accuracy())
    for path in WRITTEN:
        if path.name != "accuracy.md":
            yield path, _BLOCK.sub(_filled, path.read_text(encoding="utf-8"))


def shipped_rules() -> tuple[Rule, ...]:
    """The rules of this package; not those that happen to be installed beside it."""
    return tuple(rule for rule in all_rules() if type(rule).__module__.startswith(RULES_PACKAGE))


def _filled(match: re.Match[str]) -> str:
    name = match["name"]
    kind, _, rest = name.partition(" ")
    content = _run(rest) if kind == "run" else _file(rest) if kind == "file" else BLOCKS[name]()
    return match[1] + content + "\n" + match[3]


def _file(path: str) -> str:
    """A file in examples/, as it is."""
    language = Path(path).suffix.removeprefix(".")
    return f"```{language}\n{(EXAMPLES / path).read_text(encoding='utf-8').rstrip()}\n```"


def _plain(path: str) -> str:
    return (EXAMPLES / path).read_text(encoding="utf-8")


@cache
def _run(arguments: str) -> str:
    """What a command prints in examples/, as a person would see it."""
    shown, _, cut = arguments.partition(" | ")
    stated, _, stdin = shown.partition(" < ")
    done = subprocess.run(
        [sys.executable, "-m", "outreach_lint", *shlex.split(stated)], cwd=EXAMPLES,
        input=_plain(stdin) if stdin else None, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": f"{RUN_ON.timestamp():.0f}"}, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1) or done.stderr:
        sys.exit(f"outreach-lint {arguments}: {done.stderr}")
    printed = _VERSIONS.sub("", done.stdout).strip()  # they differ where other rules are installed
    printed = printed.replace(f"{EXAMPLES}{os.sep}", "")  # as does the place of the checkout
    text = CUTS[cut](printed) if cut else printed
    return f"```\n$ outreach-lint {shown}\n\n{text}\n```"


def _some_places(text: str) -> str:
    """The first place with a finding, the opening, and the end: enough to see what it is like."""
    places = text.split("\n\n")
    opening = next(place for place in places if "ask/opens-with-request" in place)
    return "\n\n".join([*places[:2], "[...]", opening, "[...]", places[-1]])


def _one_rewrite(text: str) -> str:
    """The first proposal, what is asked of the sender, and what is parked."""
    first, _, others = text.partition("\n2. ")
    return f"{first.rstrip()}\n\n[...]\n\n{others[others.index('  ? ') :]}"


def _first_lines(text: str) -> str:
    """The first lines, where the rest is more of the same."""
    lines = text.splitlines()
    return "\n".join([*lines[:24], "[...]"] if len(lines) > 26 else lines)


def _some_facts(text: str) -> str:
    """The first facts of a profile, and what stands below the facts."""
    lines = text.splitlines()
    below = next((i for i, line in enumerate(lines) if line.startswith(_BELOW_FACTS)), len(lines))
    return "\n".join([*lines[:10], "[...]", *lines[below:]] if below > 12 else lines)


def _added_facts(text: str) -> str:
    """Of a profile of several sources the first facts, and what the later sources add."""
    lines = text.splitlines()
    first = lines[0].rpartition("[")[2].partition(":")[0]
    rest = (line for line in lines[3:] if f"[{first}:" not in line)
    return "\n".join([*lines[:3], "[...]", *rest])


def _some_of_each_line(text: str) -> str:
    """Of JSON lines the beginning, and the first finding."""
    begins = (line.partition(', "moves": ')[0] for line in text.splitlines())
    found = (line[line.index('"findings": ') :][:220] for line in text.splitlines())
    lines = (f"{begin}, [...], {first} [...]" for begin, first in zip(begins, found, strict=True))
    return "\n".join(_VERSIONS_IN_JSON.sub("", line) for line in lines)


def _first_proposal(text: str) -> str:
    """The first proposal alone."""
    return text.partition("\n2. ")[0].rstrip() + "\n\n[...]"


_BELOW_FACTS = ("known by ", "This is little", "Not used:")
CUTS: dict[str, Callable[[str], str]] = {
    "some places": _some_places, "one rewrite": _one_rewrite, "first lines": _first_lines, "some facts": _some_facts,
    "added facts": _added_facts, "some of each line": _some_of_each_line, "first proposal": _first_proposal,
}  # fmt: skip


def _channels() -> str:
    rows = [
        f"| `{channel}` | {facts.register} | {_limits(facts)} | {_band(facts)} | {facts.source} ({facts.read}) |"
        for channel, facts in CHANNEL_FACTS.items()
    ]
    return "\n".join(["| channel | register | limit | did best | source (read) |", "|---|---|---|---|---|", *rows])


def _limits(facts: ChannelFacts) -> str:
    parts = [f"{facts.limit:,}" if facts.limit else "none"]
    parts += [f"{facts.limit_for_all} without a paid account"] if facts.limit_for_all else []
    parts += [f"subject {facts.subject_limit}"] if facts.subject_limit else []
    return ", ".join(parts)


def _band(facts: ChannelFacts) -> str:
    if facts.most is None:
        return ""
    unit = "words" if facts.unit is Unit.WORDS else "characters"
    return f"{f'{facts.least} to ' if facts.least else 'up to '}{facts.most} {unit}" + (
        f"; over {facts.too_long} a warning" if facts.too_long else ""
    )


def _stages() -> str:
    """From which stage each kind of request is fine."""
    kinds = {stage: [str(kind) for kind, earliest in EARLIEST_STAGE.items() if earliest == stage] for stage in range(len(STAGES))}
    rows = [
        f"| {stage} | {name} | {', '.join(kinds[stage]) or 'a remark, a question, something of use'} |"
        for stage, name in enumerate(STAGES)
    ]
    return "\n".join(["| stage | name | from now on you may ask for |", "|---|---|---|", *rows])


def _roles() -> str:
    rows = [f"| `{role}` | {', '.join(sorted(FAIR_AT_FIRST.get(role, ()))) or '–'} |" for role in Role]
    return "\n".join(["| role | fair at a first contact, once the message is about the recipient |", "|---|---|", *rows])


def _formats() -> str:
    rows = [
        f"| `{name}` | {(report_format(name).__doc__ or '').split(chr(10) * 2)[0].strip()} |".replace("\n", " ")
        for name in formats()
    ]
    return "\n".join(["| format | what it is |", "|---|---|", *rows])


def _profile_formats() -> str:
    rows = [
        f"| `{name}` | {_about(module)} | {_told_by(module, profiles.FALLBACK)}{', or a folder' if hasattr(module, 'read_folder') else ''} "
        f"| {_library(module)} | {_limits_of(module, profiles.MAX_BYTES)} |"
        for name, module in _modules(profiles, profiles.profile_formats())
    ]
    return "\n".join([*_FORMAT_HEAD, *rows])


def _draft_formats() -> str:
    rows = [
        f"| `{name}` | {_about(module)} | {_told_by(module, drafts.FALLBACK)} | {_library(module)} "
        f"| {_limits_of(module, None if hasattr(module, 'read_many') else drafts.MAX_BYTES)} |"
        for name, module in _modules(drafts, drafts.draft_formats())
    ]
    return "\n".join([*_FORMAT_HEAD, *rows])


_FORMAT_HEAD = ("| format | what is read | told by | read with | limits |", "|---|---|---|---|---|")


def _modules(package: ModuleType, names: tuple[str, ...]) -> Iterator[tuple[str, ModuleType]]:
    """The formats of this package; not those that happen to be installed beside it."""
    own = {path.stem for path in Path(str(package.__file__)).parent.glob("*.py")}
    stems = ((name, name.replace("-", "_")) for name in names)
    yield from ((name, import_module(f"{package.__name__}.{stem}")) for name, stem in stems if stem in own)


def _about(module: ModuleType) -> str:
    """The first paragraph of what a module says of itself."""
    paragraph = " ".join((module.__doc__ or "").split("\n\n")[0].split())
    return paragraph.removesuffix(":").replace("|", "\\|")


def _told_by(module: ModuleType, fallback: str) -> str:
    suffixes = ", ".join(f"`{suffix}`" for suffix in (*module.SUFFIXES, *getattr(module, "NAMED", ())))
    if module.__name__.endswith(f".{fallback}"):
        return f"{suffixes}, and what is nothing else"
    return f"content, or {suffixes}" if suffixes else "content"


def _library(module: ModuleType) -> str:
    return getattr(module, "LIBRARY", "standard library")


def _limits_of(module: ModuleType, usual: int | None) -> str:
    size, told = getattr(module, "MAX_BYTES", usual), getattr(module, "LIMITS", "")
    shown = "" if size is None else f"{size // 1_000_000:,} MB" if size >= 1_000_000 else f"{size // 1000:,} kB"
    return (f"Up to {shown}. {told}" if shown and shown not in told else told).strip().replace("|", "\\|")


def _columns() -> str:
    rows = [f"| `{what}` | {', '.join(names)} |" for what, names in KNOWN_NAMES.items()]
    return "\n".join(["| what it holds | names that are recognised |", "|---|---|", *rows])


def _example(path: str) -> Callable[[], str]:
    return lambda: f"```python\n{(EXAMPLES / path).read_text(encoding='utf-8').rstrip()}\n```"


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


def _counts() -> str:
    rules = shipped_rules()
    by_severity = {severity: sum(r.severity is severity and not r.is_optional for r in rules) for severity in reversed(Severity)}
    on = sum(by_severity.values())
    told = ", ".join(f"{n} {severity}{'s' if severity is not Severity.INFO else ''}" for severity, n in by_severity.items())
    return f"{len(rules)} rules: {on} are on ({told}), {len(rules) - on} are off unless you select them."


def _rewriting() -> str:
    record: dict[str, Any] = json.loads((DOCS / "rewriting.json").read_text(encoding="utf-8"))
    return table_of(record)


BLOCKS: dict[str, Callable[[], str]] = {
    "rewriting": _rewriting,
    "readings": lambda: readings_table(list(read_readings(ROOT / "corpora"))),
    "rules": lambda: f"{_counts()}\n\n{group_table(shipped_rules(), 'docs/rules/')}",
    "rules here": lambda: f"{_counts()}\n\n{rule_table(shipped_rules(), 'rules/')}",
    "commands": lambda: commands_page(command_line),
    "settings": settings_page,
    "channels": _channels,
    "stages": _stages,
    "roles": _roles,
    "formats": _formats,
    "profile formats": _profile_formats,
    "draft formats": _draft_formats,
    "columns": _columns,
    "figures": _figures,
    "example of phrases": _example("house-rules/house_rules/rival.py"),
    "example of a check": _example("house-rules/house_rules/exclamations.py"),
}


def main() -> None:
    """Write all pages, or name those that differ and exit with 1."""
    if sys.argv[1:] == []:
        for path, content in pages():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        write_plots(_accuracy(), DOCS / "accuracy")
        return
    if sys.argv[1:] != ["--check"]:
        sys.exit(__doc__)
    stale = [
        str(path.relative_to(ROOT)) for path, content in pages() if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    kept = {path for path, _ in pages()}
    stale += [str(path.relative_to(ROOT)) for path in sorted((DOCS / "rules").rglob("*.md")) if path not in kept]
    if stale:
        sys.exit(f"out of date, run `make docs`: {', '.join(stale)}")


if __name__ == "__main__":
    main()
