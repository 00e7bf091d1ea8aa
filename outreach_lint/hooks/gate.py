"""What all hooks ask: may this message go, and if not, why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outreach_lint.address_book import LONGEST_RECIPIENTS, recipients_of
from outreach_lint.errors import OutreachLintError
from outreach_lint.finding import Finding, Report
from outreach_lint.hooks.known import known_addresses
from outreach_lint.mail import LET_PASS, OWN_HEADER
from outreach_lint.message import printable
from outreach_lint.session import Draft, Session

SEND_ANYWAY = f"{OWN_HEADER}: {LET_PASS}"
SWITCH = "OUTREACH_LINT"  # the variable of the environment that lets one message pass
HOW_TO_SEND = f"add the header {SEND_ANYWAY}, or set {SWITCH}=off"
_MOST_SHOWN = 6


class Decision(StrEnum):
    """What becomes of a message."""

    SEND = "send"
    HOLD = "hold"


@dataclass(frozen=True)
class Verdict:
    """What becomes of a message, why in a few words, and the report where it was linted."""

    decision: Decision
    why: str
    report: Report | None = None

    @property
    def is_held(self) -> bool:
        return self.decision is Decision.HOLD


def is_switched_off() -> bool:
    """Whether the environment says that this message is not to be checked."""
    return os.environ.get(SWITCH, "").casefold() in ("off", "0", "no")


def judge(session: Session, draft: Draft, everybody: Sequence[str] = (), own: frozenset[str] = frozenset()) -> Verdict:
    """Whether a draft may be sent. What is no first contact passes, and so does what goes to people who were written to before: `everybody` are headers
    and addresses that name further recipients, `own` the addresses of the sender, untagged, who may get a copy. Raises OutreachLintError like
    `Session.lint`."""
    message = draft.message
    session.uses_baseline = False  # it knows files, and all mail on standard input has one name
    if is_switched_off():
        return Verdict(Decision.SEND, f"{SWITCH} is off")
    if message.is_let_pass:
        return Verdict(Decision.SEND, f"the header {SEND_ANYWAY}")
    known = known_recipients([message.recipient or "", *everybody], own, draft.settings.known)
    if known:
        return Verdict(Decision.SEND, f"{known} was written to before")
    report = session.lint(draft).report
    if report.stage > 0:
        return Verdict(Decision.SEND, f"no first contact: {report.stage_reason}", report)
    if report.failing:
        return Verdict(Decision.HOLD, _counted(report.failing), report)
    return Verdict(Decision.SEND, "nothing speaks against it", report)


def known_recipients(named: Iterable[str], own: frozenset[str], paths: tuple[Path, ...]) -> str | None:
    """All recipients, but for the sender, if they are known; None if one is not, or there is none."""
    named = [text for text in named if text.strip()]
    if not paths or any(len(text) > LONGEST_RECIPIENTS for text in named):  # of which only the beginning would be compared
        return None
    everybody = dict.fromkeys(
        one.address or one.name for text in named for one in recipients_of(text)
    )  # a name alone is none that is known
    addresses = [one for one in everybody if untagged(one) not in own]
    known = known_addresses(paths) if addresses else frozenset()
    return ", ".join(addresses) if addresses and known.issuperset(addresses) else None


def untagged(address: str) -> str:
    """An address without what its owner wrote behind a plus sign."""
    local, at, host = address.partition("@")
    return f"{local.partition('+')[0]}{at}{host}"


def _counted(failing: tuple[Finding, ...]) -> str:
    return f"{len(failing)} finding{'s' * (len(failing) > 1)}"


def words_of(verdict: Verdict, how_to_send: str) -> Iterator[str]:
    """What a person is told of a message that is held: why, and how to send it all the same."""
    report = verdict.report
    failing = report.failing if report else ()
    to = f" to {printable(report.recipient)}" if report and report.recipient else ""
    yield f"outreach-lint holds this message{to}:"
    for finding in failing[:_MOST_SHOWN]:
        line = report.message.position(finding.span.start)[0] if report else 1
        yield f"  line {line}: {printable(finding.message)} ({finding.rule})"
    if len(failing) > _MOST_SHOWN:
        yield f"  and {len(failing) - _MOST_SHOWN} more"
    yield f"  To send it as it is: {how_to_send}"


def words_of_failure(error: Exception) -> str:
    """What a person is told where the linter itself failed; never what stands in the message."""
    told = str(error) if isinstance(error, OutreachLintError) else type(error).__name__
    return f"outreach-lint could not check this message: {printable(told)}"
