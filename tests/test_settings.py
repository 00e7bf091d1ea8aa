from __future__ import annotations

from pathlib import Path

import pytest

from outreach_lint.errors import SettingsError
from outreach_lint.linter import Linter
from outreach_lint.message import Channel
from outreach_lint.settings import Settings
from outreach_lint.settings_file import SettingsFinder


def test_settings_are_found_by_walking_up(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.outreach-lint]\nchannel = "email"\nignore = ["give"]\nfail-on = "warning"\n')
    inner = tmp_path / "drafts" / "march"
    inner.mkdir(parents=True)
    found = SettingsFinder().in_folder(inner)
    assert found.path == tmp_path / "pyproject.toml"
    assert found.settings == Settings(channel=Channel.EMAIL, ignore=("give",), fail_on="warning")


def test_the_nearer_file_wins_and_the_own_one_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text("stage = 1\n")
    (tmp_path / "pyproject.toml").write_text("[tool.outreach-lint]\nstage = 2\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    assert SettingsFinder().in_folder(inner).settings.stage == 1
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert SettingsFinder().in_folder(inner).settings.stage == 1


def test_the_users_folder_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home" / "outreach-lint"
    home.mkdir(parents=True)
    (home / "outreach-lint.toml").write_text('select = ["ask"]\nwarm = "start"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    settings = SettingsFinder().in_folder(tmp_path).settings
    assert (settings.select, settings.warm) == (("ask",), "start")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('chanel = "email"', "did you mean 'channel'"),
        ('channel = "linkedin"', "did you mean 'linkedin-note'"),
        ("stage = 7", "stage is 7"),
        ("stage = true", "stage is True"),
        ('fail-on = "errors"', "fail-on"),
        ("min-confidence = 80", "min-confidence is 80"),
        ("min-confidence = true", "min-confidence is True"),
        ('select = "ask"', "not a list"),
        ("pipeline = 3", "pipeline"),
        ('warm = "start"', "'warm' is about your machine"),
        ('warm = "cold"', "not one of auto, start, off"),
        ("channel = ", "not valid TOML"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "outreach-lint.toml").write_text(text)
    with pytest.raises(SettingsError, match=problem) as caught:
        SettingsFinder().in_folder(tmp_path)
    assert caught.value.path == tmp_path / "outreach-lint.toml"


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="did you mean 'ask/job-request'"):
        Linter(Settings(select=("ask/job-requests",)))


def test_the_command_line_wins() -> None:
    settings = Settings(channel=Channel.EMAIL, stage=2, select=("ask",))
    assert settings.overridden(channel=Channel.X_DM, stage=None, select=()) == Settings(
        channel=Channel.X_DM, stage=2, select=("ask",)
    )
    assert settings.overridden(stage=0).stage == 0
