"""Plug-ins: every module in a plug-in folder is one, and so is every entry point of the group named like the folder."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any


@cache
def plugin_names(package: str) -> tuple[str, ...]:
    """The names of the modules below `package` ("outreach_lint.reports"), without importing them."""
    folder = import_module(package)
    return tuple(
        info.name.removeprefix(f"{package}.") for info in pkgutil.walk_packages(folder.__path__, f"{package}.") if not info.ispkg
    )


def plugins(package: str) -> Iterator[tuple[str, ModuleType]]:
    """Import and yield every plug-in of `package`, with its name; then those that other distributions registered."""
    for name in plugin_names(package):
        yield name, import_module(f"{package}.{name}")
    for point in _registered().select(group=package):
        yield point.name, point.load()


@cache
def _registered() -> Any:
    """What all installed distributions registered: to look for it takes a while, so it is done once."""
    from importlib.metadata import entry_points

    return entry_points()


def nearest(name: str, known: Iterable[str]) -> str:
    """What to say after an unknown name: the closest known one, or all of them."""
    known = [str(one) for one in known]
    close = get_close_matches(name, known, 1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
