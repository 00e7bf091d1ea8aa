"""What a caller stated once, and what follows from it for each draft: its settings, its profiles, its linter, its report.

The doors (command line, hooks, servers) hold a session; none of them has logic of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from outreach_lint.baseline import Counts, read_baseline, without_known
from outreach_lint.campaign import Campaign
from outreach_lint.discovery import find_drafts
from outreach_lint.drafts import MAX_BYTES, message_from
from outreach_lint.errors import DraftError, ProfileError
from outreach_lint.finding import Report
from outreach_lint.fixing import Mended, mend
from outreach_lint.linter import Linter
from outreach_lint.message import Message
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_profile
from outreach_lint.settings import Settings
from outreach_lint.settings_file import Found, SettingsFinder, matches
from outreach_lint.source import STDIN, read_bytes


@dataclass(frozen=True)
class Draft:
    """A draft that was read: its content, the settings that hold for it, and the message in it."""

    data: bytes
    settings: Settings
    message: Message


@dataclass(frozen=True)
class Checked:
    """A draft that was linted."""

    draft: Draft
    report: Report
    alike: tuple[str, ...] = ()
    is_stdin: bool = False


@dataclass
class Session:
    """`stated` are settings that win over every file, `to` and `sender` paths of profiles, `config` a settings file to use instead of
    those that are found, `stdin_name` the file for which standard input is taken; `uses_baseline` whether what a baseline knows is left out;
    `asks_model` whether a language model that the settings name may propose wordings."""

    stated: Mapping[str, Any] = field(default_factory=dict)
    to: str | None = None
    sender: str | None = None
    config: Path | None = None
    stdin_name: str | None = None
    uses_baseline: bool = True
    asks_model: bool = False
    campaign: Campaign = field(default_factory=Campaign)
    _linters: list[Linter] = field(default_factory=list)
    _profiles: dict[str, Profile] = field(default_factory=dict)
    _baselines: dict[Path, Counts] = field(default_factory=dict)

    @cached_property
    def _settings(self) -> SettingsFinder:
        return SettingsFinder(self.config)

    def found(self, path: str) -> Found:
        """The settings for a draft before what was stated. Raises SettingsError for a file that is broken."""
        return self._settings.for_draft(Path(self.stdin_name or STDIN) if path == STDIN else Path(path))

    def drafts(self, named: str) -> list[str]:
        """The drafts that an argument names. Raises DraftError where it names none."""
        return find_drafts(named, self._is_excluded)

    def _is_excluded(self, path: Path) -> bool:
        found = self._settings.in_folder(path.parent)
        root = found.path.parent if found.path else Path()
        place = path.resolve()
        below = place.relative_to(root.resolve()) if place.is_relative_to(root.resolve()) else Path(path.name)
        return any(matches(below.as_posix(), pattern) for pattern in found.settings.exclude)

    def read(self, path: str) -> Draft:
        """Read a draft. What was stated wins over what the draft says of itself. Raises DraftError or SettingsError."""
        data = read_bytes(path, MAX_BYTES, DraftError)
        message = message_from(data, self.stdin_name if path == STDIN and self.stdin_name else path)
        stated = {key: self.stated[key] for key in ("channel", "role", "stage") if key in self.stated}
        settings = self.found(path).settings.overridden(**self.stated)
        return Draft(data, settings if self.asks_model else replace(settings, llm=None), replace(message, **stated))

    def lint(self, path: str) -> Checked:
        """Lint a draft. Raises DraftError, ProfileError or SettingsError for what cannot be read."""
        draft = self.read(path)
        alike = self._linter(draft.settings).alike_in(self.campaign, draft.message)
        return Checked(draft, self._report(draft.message, draft.settings, alike), alike, path == STDIN)

    def model_problem(self, checked: Checked) -> str | None:
        """What went wrong when the language model was asked for wordings of this draft; None if nothing did, or none was asked."""
        model = self._linter(checked.draft.settings).wording_model
        return model.problem if model else None

    def mend(self, checked: Checked, unsafe: bool) -> Mended:
        """Mend a draft that was linted. What was waived for its text stays so while it changes."""
        waivers = self._linter(checked.draft.settings).waivers_of(checked.draft.message)
        report = replace(checked.report, message=replace(checked.report.message, waivers=waivers))
        return mend(report, lambda message: self._report(message, checked.draft.settings, checked.alike), unsafe)

    def _report(self, message: Message, settings: Settings, alike: tuple[str, ...]) -> Report:
        folder = Path(message.path or STDIN).parent
        recipient = self._profile(self.to) if self.to else self._profile_beside(folder, message)
        sender = self._profile(self.sender) if self.sender else None
        report = self._linter(settings).lint(message, recipient, sender, alike)
        if settings.baseline is None or not self.uses_baseline:
            return report
        return without_known(report, self._baseline(settings.baseline), settings.baseline)

    def _profile_beside(self, folder: Path, message: Message) -> Profile | None:
        """The profile that the draft names, which is a file, seen from its folder."""
        if not message.profile:
            return None
        path = folder / message.profile
        if not path.is_file():
            raise ProfileError("no such file, though the draft names it as the recipient's profile", path=path)
        return self._profile(str(path))

    def _linter(self, settings: Settings) -> Linter:
        known = next((linter for linter in self._linters if linter.settings == settings), None)
        if known is None:
            known = Linter(settings)
            self._linters.append(known)
        return known

    def _profile(self, path: str) -> Profile:
        if path not in self._profiles:
            self._profiles[path] = read_profile(path)
        return self._profiles[path]

    def _baseline(self, path: Path) -> Counts:
        if path not in self._baselines:
            self._baselines[path] = read_baseline(path)
        return self._baselines[path]
