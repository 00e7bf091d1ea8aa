"""The general hook: a message on standard input, the verdict on standard output, 0 to send, 1 to hold, 2 for what cannot be read."""

from __future__ import annotations

import os
import re
import sys
from codecs import BOM_UTF8
from typing import Any

from outreach_lint.drafts import the_only
from outreach_lint.errors import DraftError
from outreach_lint.hooks.deadline import deadline
from outreach_lint.hooks.gate import HOW_TO_SEND, Decision, Verdict, judge, words_of, words_of_failure
from outreach_lint.hooks.headers import headers_of
from outreach_lint.hooks.mail import judge_mail
from outreach_lint.message import printable
from outreach_lint.reports.json import VERSION, as_json, draft_object
from outreach_lint.session import Session
from outreach_lint.source import STDIN

SEND, HOLD, UNREADABLE = 0, 1, 2
_OF_APPLE = re.compile(rb"\A\d{1,20}[ \t]*\r?\n(?=[A-Za-z-]{2,40}:)")  # the length that Apple Mail writes above a mail


def answer(session: Session, format_: str, on_crash: str, seconds: float) -> int:
    """Judge the message on standard input, tell the verdict, and return the exit code. Where the linter fails, or takes longer than so many seconds,
    `on_crash` decides, and that is told on standard error."""
    failed = SEND if on_crash == "allow" else HOLD

    def late() -> None:
        _complain(f"outreach-lint took longer than {seconds:g} seconds; the message is {'let pass' if failed == SEND else 'held'}")
        os._exit(failed)

    data = session.content(STDIN)
    with deadline(seconds, late):
        try:
            verdict = _verdict(session, data)
        except DraftError as error:
            _complain(words_of_failure(error))
            return UNREADABLE
        except Exception as error:  # a sender must learn the verdict, whatever happens
            _complain(f"{words_of_failure(error)}; it is {'let pass' if failed == SEND else 'held'}")
            return failed
    _tell(verdict, format_)
    return HOLD if verdict.is_held else SEND


def _verdict(session: Session, data: bytes) -> Verdict:
    """What is no JSON is read as mail: it must not pass as a plain text in which nothing is found."""
    data = _OF_APPLE.sub(b"", data.removeprefix(BOM_UTF8))
    format = session.draft_format or ("json" if data.lstrip().startswith(b"{") else "eml")
    if format == "eml":
        headers = headers_of(data.lstrip())
        if not any(headers[name] for name in ("From", "To", "Cc", "Bcc", "Subject")):
            raise DraftError("neither a mail, which has headers, nor a JSON object")
        return judge_mail(session, data, STDIN)
    return judge(session, the_only(session.read_content(data, STDIN, format), STDIN))


def _complain(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  a fault is told where the caller shows it


def _tell(verdict: Verdict, format_: str) -> None:
    if format_ == "json":
        lines = [as_json(verdict_object(verdict), indent=2)]
    elif verdict.is_held:
        lines = list(words_of(verdict, HOW_TO_SEND))
    else:
        lines = [f"outreach-lint lets this message pass: {printable(verdict.why)}"]
    for line in lines:
        print(line)  # noqa: T201  the answer


def verdict_object(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON: `decision`, `why`, and `draft`, an element of `drafts` in docs/report.schema.json, or null where it was not linted."""
    report = verdict.report
    return {
        "version": VERSION,
        "decision": verdict.decision,
        "why": verdict.why,
        "draft": draft_object(report) if report else None,
        "how_to_send": HOW_TO_SEND if verdict.decision is Decision.HOLD else None,
    }
