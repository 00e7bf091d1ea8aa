"""A session for a process that stays: what it has read is read anew once one of the files has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from outreach_lint.kept import Stamp, stamp_of
from outreach_lint.session import Session
from outreach_lint.settings import Settings
from outreach_lint.settings_file import OWN_FILE, user_folder


class LastingSession:
    """Gives the session of a process that stays, and a new one from `make` once a file that a draft depends on has changed: its settings, the profiles
    it names, the address book, waivers, rules of one's own."""

    def __init__(self, make: Callable[[], Session]) -> None:
        self._make = make
        self._session = make()
        self._known: dict[Path, Stamp] = {}

    def session(self, file: str, profiles: Iterable[str] = ()) -> Session:
        """The session for a draft of that file that names these profiles. Raises SettingsError like `Session.found`."""
        if self._has_changed(_settings_files(file)):
            self._renew()
        settings = self._session.found(file).settings.overridden(**self._session.stated)
        beside = (Path(file).parent / profile for profile in profiles)
        stated = map(Path, (*self._session.to, *self._session.sender))
        if self._has_changed([*_files_of(settings), *beside, *stated]):
            self._renew()
        return self._session

    def _renew(self) -> None:
        self._session = self._make()
        self._known.clear()

    def _has_changed(self, paths: Iterable[Path]) -> bool:
        now = {path: stamp_of(path) for path in paths}
        changed = any(self._known.get(path, stamp) != stamp for path, stamp in now.items())
        self._known |= now
        return changed


def _settings_files(file: str) -> Iterator[Path]:
    """Every file that could hold settings for a draft."""
    folder = Path(file).absolute().parent
    for one in (folder, *folder.parents):
        yield one / OWN_FILE
        yield one / "pyproject.toml"
    yield user_folder() / OWN_FILE


def _files_of(settings: Settings) -> Iterator[Path]:
    named = (settings.address_book, settings.pool, settings.waivers, settings.baseline, settings.local_rules)
    return (path for path in named if path is not None)
