"""The settings' manual, written from the settings themselves: `config` and the page in docs/."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from enum import Enum
from pathlib import Path
from typing import Any

from outreach_lint.channels import ChannelFacts
from outreach_lint.settings import FACT_KEYS, LanguageModel, Settings
from outreach_lint.settings_file import Found

DEFAULT = "default"


def settings_list(found: Found) -> str:
    """Every setting as a line of TOML, with what sets it behind it."""
    lines = [f"# from {found.path}" if found.path else "# no settings file; these are the defaults"]
    for name, value in _flat(found.settings):
        origin = found.origins.get(name, DEFAULT)
        lines.append(f"# {name} is not set" if value is None else f"{name} = {_toml(value)}  # {origin}")
    return "\n".join(lines)


def _flat(settings: Settings) -> Iterator[tuple[str, Any]]:
    for field in fields(settings):
        key, value = field.name.replace("_", "-"), getattr(settings, field.name)
        table = asdict(value) if isinstance(value, LanguageModel) else value
        if isinstance(table, Mapping):
            yield from _flat_table(key, table)
        else:
            yield key, value


def _flat_table(key: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        inner = f"{key}.{name if name.replace('-', '').isalnum() else json.dumps(name)}"
        if isinstance(value, ChannelFacts):
            facts = {fact: getattr(value, fact.replace("-", "_")) for fact in FACT_KEYS}
            yield from ((f"{inner}.{fact}", number) for fact, number in facts.items() if number is not None)
        elif isinstance(value, Mapping):
            yield from _flat_table(inner, value)
        else:
            yield inner, value


def _toml(value: Any) -> str:
    if isinstance(value, Enum | Path):
        return json.dumps(str(value), ensure_ascii=False)
    return json.dumps([str(one) for one in value] if isinstance(value, tuple) else value, ensure_ascii=False)


def settings_page() -> str:
    """The settings as a Markdown table: key, default, meaning."""
    defaults = Settings()
    rows = []
    for name, text in _documented():
        key, value = name.replace("_", "-"), getattr(defaults, name)
        shown = "a table" if isinstance(value, Mapping) else "" if value in (None, ()) else f"`{_toml(value)}`"
        rows.append(f"| `{key}` | {shown} | {text} |")
    return "\n".join(["| key | default | meaning |", "|---|---|---|", *rows])


def _documented() -> Iterator[tuple[str, str]]:
    """The fields of Settings with the text that stands below each."""
    (definition,) = ast.parse(inspect.getsource(Settings)).body
    assert isinstance(definition, ast.ClassDef)
    for node, below in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(below, ast.Expr):
            yield node.target.id, " ".join(ast.literal_eval(below.value).split())
