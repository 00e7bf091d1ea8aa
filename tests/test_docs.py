from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from click import Command

from outreach_lint.cli import main
from outreach_lint.linter import lint
from outreach_lint.profiles import read_profile
from outreach_lint.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_readme_and_helps(name: str) -> None:
    command: Command = main.commands[name]
    assert f"outreach-lint {name}" in README and command.help


def test_the_settings_of_the_readme_are_settings() -> None:
    import tomllib

    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    assert Settings.from_mapping(tomllib.loads(block)).fail_on == "warning"


def test_the_library_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(ROOT / "examples")
    exec(compile(block.replace("draft.md", "request-first.md"), "README.md", "exec"), {})
    assert "ask/opens-with-request" in capsys.readouterr().out


def test_the_examples_of_the_library_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT / "examples")
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        exec(compile(block, "library.md", "exec"), {})
        assert capsys.readouterr().out.strip(), block
    assert len(blocks) == 5


def test_the_public_names_are_those_that_are_listed() -> None:
    import outreach_lint

    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert all(getattr(outreach_lint, name) for name in outreach_lint.__all__)
    errors = {name for name in outreach_lint.__all__ if name.endswith("Error")}
    assert errors <= set(re.findall(r"`(\w+)`", page)) and set(dir(outreach_lint)) == set(outreach_lint.__all__)


def test_the_examples_are_what_they_are_called() -> None:
    priya = read_profile(str(ROOT / "examples" / "priya.json"))
    from outreach_lint.drafts import read_message

    assert not lint(read_message(str(ROOT / "examples" / "good.md")), recipient=priya).findings
    bad = lint(read_message(str(ROOT / "examples" / "request-first.md")), recipient=priya)
    assert "ask/opens-with-request" in {finding.rule for finding in bad.findings} and len(bad.rewrites) >= 3


def test_cards_are_json() -> None:
    for path in (ROOT / "models").glob("*.card.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["sha256"]
