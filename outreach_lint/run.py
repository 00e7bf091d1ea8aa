"""One run over many drafts: what fails is told and the rest is checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from outreach_lint.baseline import write_baseline
from outreach_lint.errors import DraftError, OutreachLintError
from outreach_lint.finding import Report
from outreach_lint.fixing import Mended, difference, unwritable
from outreach_lint.message import Message, named
from outreach_lint.session import Checked, Session
from outreach_lint.source import STDIN, decode, replace_file
from outreach_lint.waivers import move_waivers

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Watched = Callable[[Sequence[str]], Iterable[str]]


@dataclass
class Run:
    """`named` are the arguments that name drafts; `complain` is told what cannot be read, `note` what is not, though the
    rest is; `watch` goes over the drafts and may show how
    far it is. `only_failing` leaves out what does not reach the severity that fails; `fixes` and `unsafe_fixes` mend the drafts; `number` is the only
    one of each file's messages that is looked at.

    Afterwards `has_failed` says whether something could not be read, and `has_found` whether a finding reached that severity, or an
    edit would be made; `mended` counts the findings mended, by draft, and `rewritten` is standard input as it was mended.
    """

    session: Session
    named: Sequence[str]
    complain: Callable[[OutreachLintError], None]
    note: Callable[[str], None] = field(default=lambda _: None)
    watch: Watched = field(default=iter)
    only_failing: bool = False
    fixes: bool = False
    unsafe_fixes: bool = False
    number: int | None = None
    has_failed: bool = False
    has_found: bool = False
    mended: dict[str, int] = field(default_factory=dict)
    rewritten: bytes | None = None
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        found = [path for named in self.named for path in self._try(self.session.drafts, named) or []]
        # The same file under two names is one draft, in the place of the first.
        by_file = {path if path == STDIN else os.path.realpath(path): path for path in reversed(found)}
        self.drafts = list(by_file.values())[::-1]

    def _try_all(self, read: Callable[[str], Iterator[Result]], path: str) -> Iterator[Result]:
        """What is read one after the other, as far as it can be."""
        found = self._try(read, path)
        while found is not None and (one := self._try(lambda it: next(it, None), found)) is not None:
            yield one

    def _tell(self, error: OutreachLintError) -> None:
        """Tell of an error, once: settings that are wrong are so for every draft."""
        self.has_failed = True
        if str(error) not in self._told:
            self._told.add(str(error))
            self.complain(error)

    def _try(self, do: Callable[[Argument], Result], argument: Argument) -> Result | None:
        try:
            return do(argument)
        except OutreachLintError as error:
            self._tell(error)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._tell(OutreachLintError(str(error.strerror or error), path=str(error.filename or "")[:200] or None))
        return None

    def _checked(self, path: str) -> Iterator[Checked]:
        """The drafts of a file, linted; what cannot be read is told."""
        read = self.session.read if self.number is None else partial(self.session.of_number, number=self.number)
        for draft in self._try_all(read, path):
            checked = None if isinstance(draft, DraftError) else self._try(self.session.lint, draft)
            if isinstance(draft, DraftError):
                self._tell(draft)
            elif draft.message.unread:
                self.note(draft.message.unread)
            if checked is not None:
                yield checked

    def reports(self) -> Iterator[Report]:
        """A report for each draft, mended before if that was asked for."""
        for path in self.watch(self.drafts):
            for report in self._mended(path) if self.fixes else (checked.report for checked in self._checked(path)):
                self.has_found |= bool(report.failing)
                if not self.only_failing:
                    yield report
                elif report.failing:
                    yield replace(report, findings=report.failing, skipped=(), hint=None)

    def _mended(self, path: str) -> Iterator[Report]:
        """The reports of a file's drafts after its findings were mended, all of them before one is shown. What cannot be written to is told, and
        reported as it is."""
        looked = [(checked, self._mended_draft(checked)) for checked in self._checked(path)]
        changes = [(checked, mended.report.message.body) for checked, mended in looked if mended and mended.count]
        data = self._try(partial(write_bodies, self.session), changes) if changes else None
        if data is None:
            is_untouched = path == STDIN and looked and not changes
            self.rewritten = self.session.content(path) if is_untouched else None
            yield from (checked.report for checked, _ in looked)
            return
        self.rewritten = data if path == STDIN else None
        self.mended[str(changes[0][0].draft.message.path)] = sum(mended.count for _, mended in looked if mended)
        yield from self._as_written(path, data, [mended.report if mended else checked.report for checked, mended in looked])

    def _mended_draft(self, checked: Checked) -> Mended | None:
        """The draft without what can be mended; None, and told, where that could not be written."""
        mended = self._try(partial(self.session.mend, unsafe=self.unsafe_fixes), checked)
        if mended and mended.count and not checked.draft.message.is_writable:
            self._tell(unwritable(checked.draft.message))
            return None
        return mended

    def _as_written(self, path: str, data: bytes, reports: Sequence[Report]) -> Iterator[Report]:
        """The reports with their places as they are in the file that was written."""
        drafts = self.session.read_content(data, path)
        now = {draft.message.number: draft.message for draft in drafts if not isinstance(draft, DraftError)}
        for report in reports:
            message = now.get(report.message.number, report.message)
            yield replace(report, message=message) if message.body == report.message.body else report

    def differences(self) -> Iterator[str]:
        """The lines of a unified diff for each draft that --fix would change."""
        for path in self.watch(self.drafts):
            bodies = (
                (checked, self.session.mend(checked, self.unsafe_fixes).report.message.body) for checked in self._checked(path)
            )
            changes = [(checked, body) for checked, body in bodies if body != checked.draft.message.body]
            self.has_found |= bool(changes)
            yield from difference_of(self.session, changes) if changes else ()

    def write_baseline(self, path: Path) -> str | None:
        """Write a baseline of all drafts, and say so; nothing, if one of them could not be read."""
        reports = list(self.reports())
        self.has_found = False
        return None if self.has_failed else f"{path}: {write_baseline(path, reports)} findings in {len(reports)} drafts"


def write_bodies(session: Session, changes: Sequence[tuple[Checked, str]]) -> bytes:
    """Put other bodies into a file of drafts, keep what is waived for them, and return what the file becomes; standard input is not written to. Raises
    DraftError where a text does not stand in the file as it was read."""
    draft = changes[0][0].draft
    data = session.mended(draft.file, draft.settings, _bodies(changes))
    if draft.file == STDIN:
        return data
    replace_file(Path(draft.file), data, DraftError)
    for message, body in _bodies(changes):
        if draft.settings.waivers:
            move_waivers(draft.settings.waivers, message, replace(message, body=body))
    return data


def difference_of(session: Session, changes: Sequence[tuple[Checked, str]]) -> Iterator[str]:
    """The lines of a unified diff between a file of drafts as it is and as it would be with other bodies; of the messages only, where the file
    could not be mended in place."""
    draft = changes[0][0].draft
    name = str(draft.message.path)
    try:
        data = session.content(draft.file)
        mended = session.mended(draft.file, draft.settings, _bodies(changes))
        yield from difference(name, *(decode(one, name, DraftError) for one in (data, mended)))
    except DraftError:
        for message, body in _bodies(changes):
            yield from difference(named(message), message.body, body)


def _bodies(changes: Sequence[tuple[Checked, str]]) -> list[tuple[Message, str]]:
    return [(checked.draft.message, body) for checked, body in changes]
