"""The hook for pre-commit, run by the real program on a repository of templates; it is installed from nowhere, but taken from this environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml")
pytest.importorskip("pre_commit", reason="pre-commit is not installed")

MANIFEST = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
HELD = "Hi Bob,\n\nCan you spare 15 minutes this week?\n"
GOOD = "Hi Bob,\n\nYour map of the Aire floods made me walk the towpath again. What did you leave out, and why?\n\nBest,\nSam\n"
BIN = Path(sys.executable).parent


def _run(*command: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "cache"),
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LANG": "C.UTF-8",
    }
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=55, check=False)


def _repository(folder: Path, files: dict[str, str], home: Path) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    _run("git", "init", "-q", ".", cwd=folder, home=home)
    _run("git", "add", ".", cwd=folder, home=home)
    name = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    assert _run("git", *name, "commit", "-q", "-m", "Files", cwd=folder, home=home).returncode == 0
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "gitconfig").write_text("", encoding="utf-8")
    return tmp_path / "home"


@pytest.fixture
def hook(tmp_path: Path, home: Path) -> Path:
    """A repository with the hook as it is shipped, but for where its program comes from."""
    (shipped,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert shipped["language"] == "python"
    (tmp_path / "hook").mkdir()
    return _repository(tmp_path / "hook", {MANIFEST.name: yaml.safe_dump([{**shipped, "language": "system"}])}, home)


def _try(hook: Path, templates: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return _run("pre-commit", "try-repo", str(hook), "outreach-lint", "--all-files", "--verbose", cwd=templates, home=home)


def test_the_manifest_is_valid(home: Path) -> None:
    done = _run("pre-commit", "validate-manifest", str(MANIFEST), cwd=home, home=home)
    assert done.returncode == 0, done.stdout


def test_templates_are_checked(tmp_path: Path, home: Path, hook: Path) -> None:
    mail = f"To: bob@example.org\nSubject: Your map of the floods\n\n{HELD}"
    files = {
        "held.md": HELD,
        "good.md": GOOD,
        "mail/held.eml": mail,
        "notes/held.txt": HELD.replace("Bob", "Ann"),
        "README.md": HELD,
        "script.py": f'"""{HELD}"""\n',
        "data.json": "{}",
    }
    (tmp_path / "templates").mkdir()
    done = _try(hook, _repository(tmp_path / "templates", files, home), home)
    assert done.returncode == 1 and "exit code: 1" in done.stdout, done.stdout
    for name in ("held.md", "mail/held.eml", "notes/held.txt"):
        assert f"{name}:" in done.stdout
    for name in ("README.md", "script.py", "data.json"):
        assert name not in done.stdout
    assert done.stdout.count("(rules ") == 1  # one process for all of them


def test_good_templates_pass(tmp_path: Path, home: Path, hook: Path) -> None:
    (tmp_path / "templates").mkdir()
    done = _try(hook, _repository(tmp_path / "templates", {"good.md": GOOD, "README.md": HELD}, home), home)
    assert done.returncode == 0 and "Passed" in done.stdout, done.stdout


def test_a_template_that_cannot_be_read_fails(tmp_path: Path, home: Path, hook: Path) -> None:
    (tmp_path / "templates").mkdir()
    done = _try(hook, _repository(tmp_path / "templates", {"a.md": "---\nchanel: email\n---\nHi\n"}, home), home)
    assert done.returncode == 1 and "exit code: 2" in done.stdout and "did you mean 'channel'?" in done.stdout, done.stdout
