"""Where settings come from: `[tool.outreach-lint]` in pyproject.toml, or outreach-lint.toml, found by walking up from the draft, then the
user's configuration folder; and what of them holds for which draft."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from outreach_lint.errors import SettingsError
from outreach_lint.settings import Settings
from outreach_lint.source import read_text

OWN_FILE = "outreach-lint.toml"
MOST_BYTES, _LONGEST_LINE = 200_000, 4_000
# Settings that make code run, or send facts of a profile somewhere, and what is said of them elsewhere.
_TRUSTED = {
    "local-rules": "is code, and is not run from here",
    "pipeline": "is code, and is not run from here",
    "llm": "sends facts of profiles to a server, and is not used from here",
}


@dataclass(frozen=True)
class Found:
    """The settings that hold for a draft, the file they come from, and for each key that is set, what set it."""

    settings: Settings
    path: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def for_draft(self, draft: Path) -> Found:
        """The same with what `paths` says of this draft. Patterns are matched against its place below the file's folder, or below the
        working directory if that is your configuration folder."""
        if self.path is None or not self.settings.paths:
            return self
        place = _below(draft, Path.cwd() if self.path.parent == user_folder() else self.path.parent)
        settings, origins = self.settings, dict(self.origins)
        for pattern, values in self.settings.paths.items():
            if place is not None and matches(place, pattern):
                settings = settings.changed(values, self.path)
                origins |= dict.fromkeys(_keys_of(values), f'{self.path}, paths."{pattern}"')
        return Found(settings, self.path, origins)


@dataclass
class SettingsFinder:
    """Finds the settings of drafts; what stands in a folder is read once. With `named`, that file holds for all of them."""

    named: Path | None = None
    _known: dict[Path, Found] = field(default_factory=dict)

    def for_draft(self, draft: Path) -> Found:
        """The settings that hold for a draft. Raises SettingsError for a file that is broken, or is named and not there."""
        return self.in_folder(draft.parent).for_draft(draft)

    def in_folder(self, folder: Path) -> Found:
        """The settings that hold in a folder: those of the nearest file above, or else of the user's configuration folder."""
        start = Path() if self.named else folder.resolve()
        if start not in self._known:
            self._known[start] = read_settings(self.named) if self.named else self._nearest(start)
        return self._known[start]

    def _nearest(self, start: Path) -> Found:
        found = Found(Settings())
        above = [start, *start.parents]
        known = next((n for n, one in enumerate(above) if one in self._known), len(above))
        found = self._known[above[known]] if known < len(above) else settings_in(user_folder()) or found
        for one in reversed(above[:known]):
            found = self._known[one] = settings_in(one) or found
        return found


def matches(place: str, pattern: str) -> bool:
    """Whether a place ("sales/march/a.md") fits a pattern: `*` stands for what is no slash, `**` for any folders, and a pattern without
    a slash fits at any depth; one that fits a folder fits all that is in it."""
    pattern = pattern.strip("/")
    return any(n > 0 for n in parts_matched(place, pattern if "/" in pattern else f"**/{pattern}"))


def parts_matched(place: str, pattern: str) -> set[int]:
    """With how many of its first parts a place fits a pattern: all of them, if it fits as a whole."""
    parts, reached = place.split("/"), {0}
    for wanted in pattern.split("/"):
        if wanted == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else set()
        else:
            reached = {n + 1 for n in reached if n < len(parts) and fnmatchcase(parts[n], wanted)}
    return reached


def _below(path: Path, folder: Path) -> str | None:
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None


def settings_in(folder: Path) -> Found | None:
    """The settings in the files of one folder; None if it has none."""
    for name in (OWN_FILE, "pyproject.toml") if folder != user_folder() else (OWN_FILE,):
        table = _read_table(folder / name)
        if table is not None:
            return _found(table, folder / name)
    return None


def read_settings(path: Path) -> Found:
    """The settings in a file that was named. Raises SettingsError if it is not there or says nothing about outreach-lint."""
    table = _read_table(path)
    if table is None:
        problem = "has no table [tool.outreach-lint]" if path.is_file() else "no such file"
        raise SettingsError(problem, path=path)
    return _found(table, path, is_named=True)


def _found(table: Mapping[str, Any], path: Path, is_named: bool = False) -> Found:
    settings = Settings.from_mapping(table, path)
    if "warm" in table and path.parent.resolve() != user_folder().resolve():
        raise SettingsError(f"'warm' is about your machine, and is set in {user_folder() / OWN_FILE} alone", path=path)
    delicate = [key for key in _TRUSTED if key in table]
    if delicate and not is_named and not _is_trusted(path, settings.local_rules):
        problem = (
            f"{delicate[0]!r} {_TRUSTED[delicate[0]]}: only from a file of your own above {Path.cwd()} or in your"
            " configuration folder, that not everybody can write to; or name the file with --config"
        )
        raise SettingsError(problem, path=path)
    return Found(settings, path, dict.fromkeys(_keys_of(table), str(path)))


def _keys_of(table: Mapping[str, Any]) -> Iterator[str]:
    """The keys of a table, and those of the tables in it with their names before them: `channels.email.limit`."""
    for key, value in table.items():
        yield key
        if isinstance(value, Mapping):
            yield from (f"{key}.{inner}" for inner in _keys_of(value))


def _is_trusted(path: Path, code: Path | None) -> bool:
    """Whether a settings file is one that the person chose, above the working directory or in their configuration folder, and neither it
    nor the code that it names can be written to by everybody."""
    here = Path.cwd().resolve()
    is_chosen = path.parent.resolve() in (here, *here.parents, user_folder().resolve())
    files = [code, *code.rglob("*.py")] if code is not None and code.is_dir() else []
    return is_chosen and all(map(_is_ones_own, (path, path.parent, *files)))


def _is_ones_own(place: Path) -> bool:
    """Whether it belongs to the user or to root, and not everybody may write to it. Where the system does not tell, it does."""
    if not hasattr(os, "getuid"):
        return True
    status = place.stat()
    return status.st_uid in (os.getuid(), 0) and not status.st_mode & 0o002


def user_folder() -> Path:
    """Where the user's own settings are, for drafts that have none nearer."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "outreach-lint"


def _read_table(path: Path) -> dict[str, Any] | None:
    """The settings in a file; None if it is not there, or says nothing about outreach-lint."""
    if not path.is_file():
        return None
    content = read_toml(path)
    if path.name != "pyproject.toml":
        return content
    tool = content.get("tool")
    table = tool.get("outreach-lint") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises SettingsError if it cannot be read, is too large, or is no TOML."""
    text = read_text(path, MOST_BYTES, SettingsError)
    if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:  # keys of thousands of parts take minutes
        raise SettingsError(f"a line of over {_LONGEST_LINE:,} characters", path=path)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"not valid TOML: {str(error)[:200]}", path=path) from None
