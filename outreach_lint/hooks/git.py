"""git's door, the hook `sendemail-validate`: 0 to send, 1 to hold what git is about to send. Patches pass."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from outreach_lint.errors import DraftError
from outreach_lint.hooks.deadline import deadline
from outreach_lint.hooks.gate import SEND_ANYWAY, Verdict, words_of, words_of_failure
from outreach_lint.hooks.headers import headers_of
from outreach_lint.hooks.mail import judge_mail
from outreach_lint.message import printable
from outreach_lint.session import Session
from outreach_lint.source import STDIN

SEND, HOLD = 0, 1
HOW_TO_SEND = f"add the header {SEND_ANYWAY}, or say git send-email --no-validate"


def answer(session: Session, file: str, headers: str | None, on_crash: str, seconds: float) -> int:
    """Judge the mail in a file, say on standard error what becomes of it, and return the exit code. `headers` is a file with the headers with which it is
    sent, which git tells since 2.41; before, recipients of the command line are not known. Where the linter fails, or takes longer than so many seconds,
    `on_crash` decides ("hold" or "allow")."""
    failed, told = (SEND, "it is SENT UNCHECKED, as --on-crash allow says") if on_crash == "allow" else (HOLD, "it is held")

    def late() -> None:
        _say(f"outreach-lint took longer than {seconds:g} seconds for {file}; {told}")
        os._exit(failed)

    with deadline(seconds, late):
        try:
            sent = headers_of(session.content(headers)) if headers else None
            verdict = judge_mail(session, session.content(file), _place(file), sent=sent)
        except DraftError as error:
            _say(words_of_failure(error))
            _say(f"  To send it as it is: {HOW_TO_SEND}")
            return HOLD
        except Exception as error:  # git must learn the verdict, whatever happens
            _say(f"{words_of_failure(error)}; {told}")
            return failed
    _tell(verdict)
    return HOLD if verdict.is_held else SEND


def _place(file: str) -> str:
    """The file, if it lies in the repository; what git wrote elsewhere for itself is taken for standard input, whose settings are those of the repository."""
    return file if Path(file).resolve().is_relative_to(Path.cwd()) else STDIN


def _tell(verdict: Verdict) -> None:
    if verdict.is_held:
        for line in words_of(verdict, HOW_TO_SEND):
            _say(line)
    elif verdict.report is None:
        _say(f"outreach-lint did not check this message: {verdict.why}")


def _say(words: str) -> None:
    print(printable(words), file=sys.stderr, flush=True)  # noqa: T201  git shows what a hook says
