"""What a caller stated once, and what follows from it for each draft: its settings, its profiles, its linter, its report.

The doors (command line, hooks, servers) hold a session; none of them has logic of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from outreach_lint.address_book import AddressBook, Recipient, read_address_book, recipients_of
from outreach_lint.baseline import Counts, read_baseline, without_known
from outreach_lint.campaign import Campaign
from outreach_lint.discovery import find_drafts
from outreach_lint.drafts import HEAD, messages_from, read_messages, the_only
from outreach_lint.errors import DraftError, ProfileError, SettingsError
from outreach_lint.finding import Report
from outreach_lint.fixing import Mended, mend, mended_source
from outreach_lint.kept import once
from outreach_lint.linter import Linter
from outreach_lint.merging import may_be_one, merge_profiles, name_key
from outreach_lint.message import Message
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_people, read_profile
from outreach_lint.settings import Settings
from outreach_lint.settings_file import Found, SettingsFinder, matches
from outreach_lint.source import MOST_FROM_STDIN, STDIN, read_bytes, stream_of

MOST_TO_MEND = 1_000_000_000  # bytes of a file that is written to


@dataclass(frozen=True)
class Draft:
    """A draft that was read: the file it was named as, the settings that hold for it, and the message."""

    file: str
    settings: Settings
    message: Message


@dataclass(frozen=True)
class Checked:
    """A draft that was linted."""

    draft: Draft
    report: Report
    alike: tuple[str, ...] = ()


def _other_person(message: Message, profile: Profile) -> str | None:
    """What to say where the draft goes to one person and the profile tells of another."""
    (meant, *others) = recipients_of(message.recipient or "") or [Recipient("", "")]
    if others or may_be_one(name_key(meant.name), name_key(profile.name)):
        return None
    return f"The draft goes to {meant.name}, and the profile tells of {profile.name}."


@dataclass
class Session:
    """`stated` are settings that win over every file, `to` and `sender` paths of profiles, of one person each, `draft_format` and `profile_format` the
    formats of drafts and profiles where they are not to be told by their content, `config` a settings file to use instead of those that are found,
    `stdin_name` the file for which standard input is taken; `uses_baseline` whether what a baseline knows is left out; `asks_model` whether a language
    model that the settings name may propose wordings; `excludes_named` whether what the settings exclude is left out where it is named itself."""

    stated: Mapping[str, Any] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    draft_format: str | None = None
    profile_format: str | None = None
    config: Path | None = None
    stdin_name: str | None = None
    uses_baseline: bool = True
    asks_model: bool = False
    excludes_named: bool = False
    campaign: Campaign = field(default_factory=Campaign)
    _linters: list[Linter] = field(default_factory=list)
    _people: dict[str, AddressBook] = field(default_factory=dict)
    _address_books: dict[Path, AddressBook] = field(default_factory=dict)
    _baselines: dict[Path, Counts] = field(default_factory=dict)

    @cached_property
    def _settings(self) -> SettingsFinder:
        return SettingsFinder(self.config)

    def found(self, path: str) -> Found:
        """The settings for a draft before what was stated. Raises SettingsError for a file that is broken."""
        return self._settings.for_draft(Path(self.stdin_name or STDIN) if path == STDIN else Path(path))

    def drafts(self, named: str) -> list[str]:
        """The drafts that an argument names. Raises DraftError where it names none."""
        found = find_drafts(named, self.is_excluded)
        return [path for path in found if path == STDIN or not self.is_excluded(Path(path))] if self.excludes_named else found

    def is_excluded(self, path: Path) -> bool:
        """Whether the settings that hold in its folder leave a file or folder out."""
        found = self._settings.in_folder(path.parent)
        root = found.path.parent if found.path else Path()
        place = path.resolve()
        below = place.relative_to(root.resolve()) if place.is_relative_to(root.resolve()) else Path(path.name)
        return any(matches(below.as_posix(), pattern) for pattern in found.settings.exclude)

    @cached_property
    def _standard_input(self) -> bytes:
        return read_bytes(STDIN, MOST_FROM_STDIN, DraftError)

    def content(self, file: str) -> bytes:
        """The content of a file of drafts; standard input is read once. Raises DraftError."""
        return self._standard_input if file == STDIN else read_bytes(file, MOST_TO_MEND, DraftError)

    def read(self, file: str) -> Iterator[Draft | DraftError]:
        """Read the drafts in a file one after the other; a DraftError stands for one that cannot be read. What was stated wins over what a draft says of
        itself. Raises DraftError or SettingsError."""
        settings = self._settings_for(file)
        if file == STDIN:
            found = self._messages_in(self._standard_input, file, self.draft_format, settings)
        else:
            found = read_messages(file, self.draft_format, settings.columns)
        yield from self._drafts(found, file, settings)

    def read_content(self, data: bytes, file: str, format: str | None = None) -> Iterator[Draft | DraftError]:
        """Read the drafts in the content of a file, as `read` does: of one that is open in an editor, or that a program hands over."""
        settings = self._settings_for(file)
        yield from self._drafts(self._messages_in(data, file, format or self.draft_format, settings), file, settings)

    def _settings_for(self, file: str) -> Settings:
        settings = self.found(file).settings.overridden(**self.stated)
        return settings if self.asks_model else replace(settings, llm=None)

    def _drafts(self, found: Iterable[Message | DraftError], file: str, settings: Settings) -> Iterator[Draft | DraftError]:
        stated = {key: self.stated[key] for key in ("channel", "role", "stage") if key in self.stated}
        for message in found:
            yield message if isinstance(message, DraftError) else Draft(file, settings, replace(message, **stated))

    def _messages_in(self, data: bytes, file: str, format: str | None, settings: Settings) -> Iterator[Message | DraftError]:
        name = self.stdin_name if file == STDIN and self.stdin_name else file
        return messages_from(stream_of(data, HEAD), name, format, settings.columns)

    def one(self, file: str, number: int | None = None) -> Draft:
        """The only draft of a file, or that of a number. Raises DraftError where there is none, or there are several."""
        if number is None:
            return the_only(self.read(file), file)
        return next(self.of_number(file, number))

    def of_number(self, file: str, number: int) -> Iterator[Draft]:
        """The draft of a number in a file of several. Raises DraftError where there is none, or the file cannot be read."""
        last = 0
        for draft in self.read(file):
            last = last + 1 if isinstance(draft, DraftError) else draft.message.number or 1
            if last == number and isinstance(draft, DraftError):
                raise draft
            if last == number and isinstance(draft, Draft):
                yield draft
                return
        raise DraftError(f"holds no message {number}", path=file)

    def lint(self, draft: Draft, recipient: Profile | None = None, sender: Profile | None = None) -> Checked:
        """Lint a draft. Profiles that are given take the place of those that are stated, named or looked up. Raises ProfileError or SettingsError for
        what cannot be read."""
        alike = self._linter(draft).alike_in(self.campaign, draft.message)
        return Checked(draft, self._report(draft, alike, recipient, sender), alike)

    def mended(self, file: str, settings: Settings, bodies: Sequence[tuple[Message, str]]) -> bytes:
        """The content of a file with other bodies in the place of those of some of its messages. Raises DraftError where that cannot be."""

        def reread(data: bytes) -> Iterator[Message]:
            return (found for found in self._messages_in(data, file, self.draft_format, settings) if isinstance(found, Message))

        return mended_source(self.content(file), bodies, reread)

    def model_problem(self, checked: Checked) -> str | None:
        """What went wrong when the language model was asked for wordings of this draft; None if nothing did, or none was asked."""
        model = self._linter(checked.draft).wording_model
        return model.problem if model else None

    def mend(self, checked: Checked, unsafe: bool) -> Mended:
        """Mend a draft that was linted. What was waived for its text stays so while it changes."""
        waivers = self._linter(checked.draft).waivers_of(checked.draft.message)
        report = replace(checked.report, message=replace(checked.report.message, waivers=waivers))
        return mend(report, lambda message: self._report(replace(checked.draft, message=message), checked.alike), unsafe)

    def _report(
        self, draft: Draft, alike: tuple[str, ...], recipient: Profile | None = None, sender: Profile | None = None
    ) -> Report:
        recipient, hint = (recipient, None) if recipient else self._recipient(draft.message, draft.settings)
        report = self._linter(draft).lint(draft.message, recipient, sender or self._sender, alike)
        report = replace(report, hint=hint or report.hint)
        baseline = draft.settings.baseline if self.uses_baseline else None
        return without_known(report, self._baseline(baseline), baseline) if baseline else report

    @cached_property
    def _sender(self) -> Profile | None:
        return merge_profiles([read_profile(path, self.profile_format) for path in self.sender]) if self.sender else None

    def _recipient(self, message: Message, settings: Settings) -> tuple[Profile | None, str | None]:
        """What is known of whom the message goes to, and what to say where they were looked for in vain: from the profiles that were stated, or that the
        draft names, or that of the address book; and from the draft's own file. Raises ProfileError where it has to be said who is meant."""
        named = self.to or self._beside(message)
        own = [message.about] if message.about else []
        if named:
            stated = merge_profiles([*(self._person(path, message) for path in named), *own])
            return stated, _other_person(message, stated)
        if settings.address_book is None:
            return message.about, None
        found, hint = self._look_up(message, self._address_book(settings.address_book))
        return (merge_profiles([found, *own]) if found else message.about), hint

    def person(self, named: str | None = None) -> Profile:
        """The person of whom the stated profiles tell, and of several the one who is named. Raises ProfileError."""
        if named is None:
            return merge_profiles([read_profile(path, self.profile_format) for path in self.to])
        found = merge_profiles([self._person(path, Message("", recipient=named)) for path in self.to])
        if AddressBook([found], "").find(recipients_of(named)[0]) is None:
            raise ProfileError(f"tells of {found.name or 'somebody else'}, not of {named}", path=found.path)
        return found

    def _beside(self, message: Message) -> tuple[str, ...]:
        """The profiles that the draft names, which are files, seen from its folder."""
        paths = [Path(message.path or STDIN).parent / name for name in message.profiles]
        for path in paths:
            if not path.is_file() and not path.is_dir():
                raise ProfileError("no such file, though the draft names it as the recipient's profile", path=path)
        return tuple(map(str, paths))

    def _person(self, path: str, message: Message) -> Profile:
        """The person of a file; where it tells of several, the one to whom the draft goes."""
        book = self._people_in(path)
        people, meant = book.people, recipients_of(message.recipient or "")
        if len(people) == 1:
            return people[0]
        if len(meant) != 1:
            raise ProfileError(f"tells of {len(people):,} people; say in the draft whom it goes to", path=path)
        found = book.find(meant[0], message.about)
        if found is None:
            names = [person.name or "" for person in people]
            close = next(iter(get_close_matches(meant[0].name, names, 1, cutoff=0.5)), None)
            told = f"; did you mean {close!r}?" if close else ""
            raise ProfileError(f"tells of {len(people):,} people, but not of {message.recipient}{told}", path=path)
        return found

    def _look_up(self, message: Message, book: AddressBook) -> tuple[Profile | None, str | None]:
        meant = recipients_of(message.recipient or "")
        if len(meant) != 1:
            said = "names nobody to whom it goes" if not meant else f"goes to {len(meant)} people"
            return None, f"The draft {said}, so no profile was looked up in {book.place}."
        found = book.find(meant[0], message.about)
        unread = f" ({len(book.unread)} of its files cannot be read; the first: {book.unread[0]})" if book.unread else ""
        return found, None if found else f"{message.recipient} is not in the address book {book.place}{unread}."

    def _linter(self, draft: Draft) -> Linter:
        known = next((linter for linter in self._linters if linter.settings == draft.settings), None)
        if known is None:
            known = self._new_linter(draft)
            self._linters.append(known)
        return known

    def _new_linter(self, draft: Draft) -> Linter:
        """A linter with the settings of a draft. Raises SettingsError, with the file that they stand in unless rules were stated."""
        try:
            return Linter(draft.settings)
        except SettingsError as error:
            if error.path is None and not {"select", "extend_select", "ignore"} & self.stated.keys():
                error.path = self.found(draft.file).path
            raise

    def _people_in(self, path: str) -> AddressBook:
        if path not in self._people:
            self._people[path] = AddressBook(read_people(path, self.profile_format), path)
        return self._people[path]

    def _address_book(self, folder: Path) -> AddressBook:
        if folder not in self._address_books:
            self._address_books[folder] = once(read_address_book, folder)
        return self._address_books[folder]

    def _baseline(self, path: Path) -> Counts:
        if path not in self._baselines:
            self._baselines[path] = read_baseline(path)
        return self._baselines[path]
