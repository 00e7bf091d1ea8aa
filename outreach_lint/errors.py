"""Named errors. Each says what is wrong, where, and what to do; none of them quotes a draft or a profile."""

from __future__ import annotations

from pathlib import Path


def how_to_install(extra: str) -> str:
    """How libraries are added that not everybody needs."""
    return f'pip install "outreach-lint[{extra}]" (in a clone of it: pip install ".[{extra}]")'


class OutreachLintError(Exception):
    """Every error that this package raises on purpose.

    Parameters: `problem`, one sentence; `path`, the file it is about; `line` and `column`, 1-based, where known.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.problem}" if place else self.problem


class DraftError(OutreachLintError):
    """A draft that cannot be read."""


class ProfileError(OutreachLintError):
    """A profile that cannot be read, or holds nothing about a person."""


class SettingsError(OutreachLintError):
    """A setting, option or rule name that does not exist, or a value that does not fit."""


class CorpusError(OutreachLintError):
    """An annotated message that breaks the corpus format."""


class RuleError(OutreachLintError):
    """A rule that crashed: a fault of the rule, not of the draft."""


class ModelError(OutreachLintError):
    """A model file that is missing, or that differs from the card shipped beside it."""
