"""Rules that are written elsewhere: the example package, and the file that scripts/new_rule.py writes."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from outreach_lint.linter import Linter
from outreach_lint.message import Message
from outreach_lint.rule import Rule
from outreach_lint.ruleset import all_rules
from outreach_lint.settings import Settings
from outreach_lint.testing import cases_of
from tests.conftest import ROOT
from tests.test_rules import test_edits_are_shown_by_an_example as edits_are_shown_by_an_example
from tests.test_rules import test_examples_are_many_and_of_several_channels as examples_are_many
from tests.test_rules import test_manual_has_its_parts as manual_has_its_parts
from tests.test_rules import test_phrases_are_sound as phrases_are_sound

HOUSE = ROOT / "examples" / "house-rules"
ANSWERS = {
    "summary": "The message promises to circle back.",
    "what": 'Words of the office for writing again, such as "circle back".',
    "why": "They promise more mail before this one has given anything.",
    "instead": "Say now what you would say then.",
    "fact": "Recipients list them among the words they are tired of",
    "source": "a reader's letter",
}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("new_rule", ROOT / "scripts" / "new_rule.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tone").mkdir()
    (tmp_path / "tone" / "__init__.py").touch()
    return tmp_path


def write(folder: Path, rule: str, **changed: str) -> tuple[int, str]:
    new_rule = script()
    new_rule.RULES = folder
    options = [part for name, value in {**ANSWERS, **changed}.items() for part in (f"--{name}", value)]
    result = CliRunner().invoke(new_rule.main, [rule, "--phrase", "circle back", "--phrase", "loop you in", *options])
    return result.exit_code, result.output


def test_a_new_rule_is_one_file_and_passes_the_tests_of_all_rules(folder: Path) -> None:
    code, output = write(folder, "tone/circle-back")
    assert code == 0, output
    (rule,) = (one for one in all_rules(folder) if one.id == "tone/circle-back")
    for case in cases_of(rule):
        case.run()
    for shape in (manual_has_its_parts, examples_are_many, edits_are_shown_by_an_example, phrases_are_sound):
        shape(rule)
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", ROOT / "pyproject.toml", folder], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("rule", "changed", "problem"),
    [
        ("tone/circle_back", {}, "GROUP/NAME"),
        ("nowhere/circle-back", {}, "the groups are tone"),
        ("tone/circle-back", {"summary": "No full stop"}, "with its full stop"),
    ],
)
def test_a_new_rule_that_would_not_fit_is_refused(folder: Path, rule: str, changed: dict[str, str], problem: str) -> None:
    code, output = write(folder, rule, **changed)
    assert code == 2 and problem in output and not list(folder.glob("tone/c*"))


def test_a_rule_that_is_there_is_not_written_over(folder: Path) -> None:
    assert write(folder, "tone/circle-back")[0] == 0
    assert "is there already" in write(folder, "tone/circle-back")[1]


@pytest.mark.parametrize(
    "rule", [rule for rule in all_rules(HOUSE / "house_rules") if rule.group == "local"], ids=lambda rule: rule.id
)
def test_the_house_rules_in_a_folder(rule: Rule) -> None:
    for case in cases_of(rule):
        case.run()
    linter = Linter(Settings(local_rules=HOUSE / "house_rules", select=("local/rival",)))
    assert [f.rule for f in linter.lint(Message("Hi Ann, Hooli is loud.")).findings] == ["local/rival"]


def test_the_house_rules_as_a_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    subprocess.run(["cp", "-r", HOUSE, source], check=True)
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        tmp_path / "there",
        source,
    ]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "there")}
    listed = subprocess.run(
        [sys.executable, "-m", "outreach_lint", "rules", "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert {"house-rules/rival", "house-rules/exclamations"} <= {rule["id"] for rule in json.loads(listed.stdout)}
    explained = subprocess.run(
        [sys.executable, "-m", "outreach_lint", "explain", "house-rules/rival"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert "one of our rivals" in explained.stdout
