"""The architecture as tests: imports run downwards, heavy libraries stay behind their walls, the packages are all shipped."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach_lint.patterns import LazyPattern
from outreach_lint.registry import plugin_names

PACKAGE = Path(__file__).parent.parent / "outreach_lint"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
# From the ground up; a module imports from its own layer and those below.
LAYERS = (
    ("errors", "patterns", "moves", "profile", "message", "channels", "finding", "quoting"),
    ("registry", "settings", "settings_file", "source", "yaml", "waivers", "baseline", "counting", "kept"),
    ("parsing", "resume"),
    ("columns", "tables", "archives", "answering", "html_text", "pdf_text", "mail", "mail_parts", "mail_text", "merge_sheet"),
    ("drafts", "profiles", "merging"),
    ("discovery", "address_book"),
    ("reading",),
    ("rule",),
    ("rules", "rewriting", "ruleset", "manual", "testing", "campaign"),
    ("linter", "reports"),
    ("fixing", "session", "run"),
    ("hooks", "warm_protocol"),
    ("cli", "training", "__main__", "warm_client"),
)
WALLS = {"spacy": ("reading/nlp.py", "training/"), "sklearn": ("training/",), "scipy": ("training/",), "rich": ("reports/text.py",),
    "numpy": ("reading/", "campaign.py", "training/"), "lxml": ("html_text.py",), "pypdf": ("pdf_text.py",),
    "vobject": ("profiles/vcard.py",), "mf2py": ("profiles/web_page.py",), "pygls": ("hooks/language_server.py",),
    "lsprotocol": ("hooks/language_server.py",), "fastapi": ("hooks/http.py",), "starlette": ("hooks/http.py",), "uvicorn": ("hooks/http.py",),
    "aiosmtpd": ("hooks/smtp.py",), "mcp": ("hooks/assistant.py",), "pydantic": ("hooks/assistant.py",),
    "yaml": ("yaml.py", "drafts/markdown.py", "profiles/yaml.py"),
    "jinja2": ("reports/html.py",), "spellchecker": ("reading/spelling.py",), "lemminflect": ("rewriting/grammar.py",),
    "httpx": ("rewriting/llm.py",), "click": ("cli.py", "manual/commands.py", "training/cli.py")}  # fmt: skip


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, but for those that only the type checker sees."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _layer(part: str) -> int:
    return next(i for i, parts in enumerate(LAYERS) if part in parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_downwards(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if own == "__init__":
        return
    for name in _imports(path):
        root, _, rest = name.partition(".")
        if root == "outreach_lint" and rest:
            assert _layer(rest.split(".")[0]) <= _layer(own), f"{path.name} imports {name} from a layer above"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_stay_behind_their_walls(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for name in _imports(path):
        allowed = WALLS.get(name.split(".")[0])
        assert allowed is None or place.startswith(allowed), f"{place} imports {name}"


def test_no_rule_imports_another() -> None:
    for path in (PACKAGE / "rules").rglob("*.py"):
        assert not [name for name in _imports(path) if name.startswith("outreach_lint.rules")], path


def test_every_package_is_shipped() -> None:
    setup = configparser.ConfigParser()
    setup.read(PACKAGE.parent / "setup.cfg")
    named = set(setup["options"]["packages"].split())
    found = {".".join(("outreach_lint", *init.parent.relative_to(PACKAGE).parts)) for init in PACKAGE.rglob("__init__.py")}
    assert named == found | {"outreach_lint.models"}


@pytest.mark.parametrize("command", [["--help"], ["rules"], ["explain", "ask/job-request"], ["check", "--help"], ["config"]])
def test_light_commands_load_no_model_library(command: list[str]) -> None:
    code = (
        "import sys\nfrom outreach_lint.cli import main\n"
        f"try:\n    main({command!r})\nexcept SystemExit as end:\n    assert not end.code\n"
        "heavy = {'spacy', 'sklearn', 'numpy', 'rich', 'yaml', 'lxml', 'pypdf'} & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_checking_loads_no_scikit_learn() -> None:
    code = "import sys\nfrom outreach_lint import lint\nlint('Hi Ann, could you refer me?').rewrites\nassert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_every_module_in_a_plugin_folder_is_a_plugin() -> None:
    assert set(plugin_names("outreach_lint.drafts")) == {
        "csv", "eml", "html", "json", "jsonl", "linkedin_invitations", "linkedin_messages", "markdown", "mbox", "text"
    }  # fmt: skip
    assert "ask.job_request" in plugin_names("outreach_lint.rules")


def test_every_expression_compiles() -> None:
    """They are compiled when first used, so a mistake in one would show late."""
    from importlib import import_module

    names = [
        ".".join(("outreach_lint", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in MODULES if path.stem != "__main__"
    ]
    patterns = [value for name in names for value in vars(import_module(name)).values() if isinstance(value, LazyPattern)]
    assert len(patterns) > 100 and all(pattern.compiled for pattern in patterns)
