"""One run over many drafts: what fails is told and the rest is checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from outreach_lint.baseline import write_baseline
from outreach_lint.errors import DraftError, OutreachLintError
from outreach_lint.finding import Report, Severity
from outreach_lint.fixing import difference, mended_source
from outreach_lint.session import Checked, Session
from outreach_lint.source import STDIN, decode, replace_file
from outreach_lint.waivers import move_waivers

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Watched = Callable[[Sequence[str]], Iterable[str]]


@dataclass
class Run:
    """`named` are the arguments that name drafts; `complain` is told what cannot be read, `watch` goes over the drafts and may show how
    far it is. `only_failing` leaves out what does not reach the severity that fails; `fixes` and `unsafe_fixes` mend the drafts.

    Afterwards `has_failed` says whether something could not be read, and `has_found` whether a finding reached that severity, or an
    edit would be made; `mended` counts the findings mended, by draft, and `rewritten` is standard input as it was mended.
    """

    session: Session
    named: Sequence[str]
    complain: Callable[[OutreachLintError], None]
    watch: Watched = field(default=iter)
    only_failing: bool = False
    fixes: bool = False
    unsafe_fixes: bool = False
    has_failed: bool = False
    has_found: bool = False
    mended: dict[str, int] = field(default_factory=dict)
    rewritten: bytes | None = None

    def __post_init__(self) -> None:
        found = [path for named in self.named for path in self._try(self.session.drafts, named) or []]
        # The same file under two names is one draft, in the place of the first.
        by_file = {path if path == STDIN else os.path.realpath(path): path for path in reversed(found)}
        self.drafts = list(by_file.values())[::-1]

    def _try(self, do: Callable[[Argument], Result], argument: Argument) -> Result | None:
        try:
            return do(argument)
        except OutreachLintError as error:
            self.complain(error)
        except BrokenPipeError:
            raise
        except OSError as error:
            self.complain(OutreachLintError(str(error.strerror or error), path=str(error.filename or argument)[:200]))
        self.has_failed = True
        return None

    def _checked(self) -> Iterator[Checked]:
        for path in self.watch(self.drafts):
            checked = self._try(self.session.lint, path)
            if checked is not None:
                yield checked

    def reports(self) -> Iterator[Report]:
        """A report for each draft, mended before if that was asked for."""
        for checked in self._checked():
            report = self._try(self._mended, checked) if self.fixes else checked.report
            if report is None:
                continue
            fail_on = checked.draft.settings.fail_on
            self.has_found |= report.reaches(fail_on)
            if not self.only_failing:
                yield report
            elif report.reaches(fail_on):
                yield _only_what_fails(report, fail_on)

    def _mended(self, checked: Checked) -> Report:
        mended = self.session.mend(checked, self.unsafe_fixes)
        if mended.count:
            self.rewritten = write_body(checked, mended.report.message.body)
            self.mended[str(checked.draft.message.path)] = mended.count
        elif self.drafts == [STDIN]:
            self.rewritten = checked.draft.data
        return mended.report

    def differences(self) -> Iterator[str]:
        """The lines of a unified diff for each draft that --fix would change."""
        for checked in self._checked():
            lines = list(difference_of(checked, self.session.mend(checked, self.unsafe_fixes).report.message.body))
            self.has_found |= bool(lines)
            yield from lines

    def write_baseline(self, path: Path) -> str | None:
        """Write a baseline of all drafts, and say so; nothing, if one of them could not be read."""
        reports = list(self.reports())
        self.has_found = False
        return None if self.has_failed else f"{path}: {write_baseline(path, reports)} findings in {len(reports)} drafts"


def _only_what_fails(report: Report, fail_on: str) -> Report:
    least = Severity(fail_on).rank
    return replace(report, findings=tuple(f for f in report.findings if f.severity.rank >= least), skipped=(), hint=None)


def write_body(checked: Checked, body: str) -> bytes | None:
    """Put another body into a draft's file, and keep what is waived for it; of standard input, return what it becomes. Raises DraftError where
    the text does not stand in the file as it was read."""
    message = checked.draft.message
    data = mended_source(checked.draft.data, message, body)
    if checked.is_stdin:
        return data
    replace_file(Path(str(message.path)), data, DraftError)
    if checked.draft.settings.waivers:
        move_waivers(checked.draft.settings.waivers, message, replace(message, body=body))
    return None


def difference_of(checked: Checked, body: str) -> Iterator[str]:
    """The lines of a unified diff between a draft's file as it is and as it would be with another body; of the message only, where the file
    could not be mended in place."""
    message, data = checked.draft.message, checked.draft.data
    try:
        mended = mended_source(data, message, body)
    except DraftError:
        return difference(str(message.path), message.body, body)
    return difference(str(message.path), decode(data, message.path, DraftError), decode(mended, message.path, DraftError))
