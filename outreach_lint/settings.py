"""Settings: `[tool.outreach-lint]` in pyproject.toml, or outreach-lint.toml, found by walking up from the draft, then the
user's configuration folder. The command line wins."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from outreach_lint.errors import SettingsError
from outreach_lint.message import Channel
from outreach_lint.registry import nearest

OWN_FILE = "outreach-lint.toml"
FAIL_ON = ("error", "warning", "info", "never")


@dataclass(frozen=True)
class Settings:
    """How to lint. In a file the keys have hyphens (`fail-on`)."""

    channel: Channel | None = None
    """The channel of drafts that do not name one."""
    stage: int | None = None
    """How far the conversation has come, 0 to 4; None: what the thread shows."""
    select: tuple[str, ...] = ()
    """Rules and groups to run; all of them, if empty."""
    ignore: tuple[str, ...] = ()
    """Rules and groups not to run."""
    min_confidence: float = 0.0
    """Findings that the classifier is less sure of are not reported: a probability, 0 to 1. Those without a score always are."""
    fail_on: str = "error"
    """The severity from which the exit code is 1."""
    pipeline: str | None = None
    """An installed spaCy pipeline to read with, instead of the shipped one."""

    @classmethod
    def from_mapping(cls, values: dict[str, Any], path: Path | None = None) -> Settings:
        """Settings from the keys of a file. Raises SettingsError for an unknown key or a value that does not fit."""
        known = [field.name.replace("_", "-") for field in fields(cls)]
        for key in values:
            if key not in known:
                raise SettingsError(f"unknown setting {key!r}; {nearest(key, known)}", path=path)
        return cls(**{key.replace("-", "_"): _checked(key, value, path) for key, value in values.items()})

    def overridden(self, **values: Any) -> Settings:
        """The same with these values, where they are not None or empty."""
        return replace(self, **{key: value for key, value in values.items() if value not in (None, ())})


def _checked(key: str, value: Any, path: Path | None) -> Any:
    if key in ("select", "ignore"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f"{key!r} is not a list of rule names", path=path)
        return tuple(value)
    if key == "channel":
        if value not in list(Channel):
            raise SettingsError(f"unknown channel {value!r}; {nearest(str(value), list(Channel))}", path=path)
        return Channel(value)
    if key == "stage" and (not isinstance(value, int) or isinstance(value, bool) or value not in range(5)):
        raise SettingsError(f"stage is {value!r}, not a number from 0 to 4", path=path)
    if key == "min-confidence":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise SettingsError(f"min-confidence is {value!r}, not a probability from 0 to 1", path=path)
        return float(value)
    if key == "fail-on" and value not in FAIL_ON:
        raise SettingsError(f"fail-on is {value!r}, not one of {', '.join(FAIL_ON)}", path=path)
    if key == "pipeline" and not isinstance(value, str):
        raise SettingsError("'pipeline' is not the name of a spaCy pipeline", path=path)
    return value


def find_settings(start: Path) -> tuple[Settings, Path | None]:
    """The settings that hold for a draft in the folder `start`, and the file they come from."""
    for path in _candidates(start):
        table = _read_table(path)
        if table is not None:
            return Settings.from_mapping(table, path), path
    return Settings(), None


def _candidates(start: Path) -> Iterator[Path]:
    for folder in (start.resolve(), *start.resolve().parents):
        yield folder / OWN_FILE
        yield folder / "pyproject.toml"
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    yield home / "outreach-lint" / OWN_FILE


def _read_table(path: Path) -> dict[str, Any] | None:
    """The settings in a file; None if it is not there, or says nothing about outreach-lint."""
    if not path.is_file():
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", path=path) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML: {error}", path=path) from None
    if path.name == OWN_FILE:
        return content
    table = content.get("tool", {}).get("outreach-lint")
    return table if isinstance(table, dict) else None
