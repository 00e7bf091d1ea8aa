"""Reports: one file, one format. A format module has `write(reports, out)`."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from outreach_lint.registry import plugin_names


def formats() -> list[str]:
    """The names that `--format` takes."""
    return list(plugin_names(__name__))


def report_format(name: str) -> ModuleType:
    """The module that writes reports in this format."""
    return import_module(f"{__name__}.{name}")
