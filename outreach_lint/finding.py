"""What a lint gives: findings, edits, rewrites, and the report that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from outreach_lint.message import Channel, Message, Span
from outreach_lint.moves import Move, RequestKind


class Severity(StrEnum):
    """How bad a finding is. An error makes most strangers stop reading; info is worth a thought."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 2 for error."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of the body by `text`."""

    span: Span
    text: str


def apply_edits(body: str, edits: Iterable[Edit]) -> str:
    """The body with the edits made. Raises ValueError where two of them overlap."""
    result, end = "", 0
    for edit in sorted(edits, key=lambda e: e.span):
        if edit.span.start < end:
            raise ValueError(f"edits overlap at {edit.span.start}")
        result += body[end : edit.span.start] + edit.text
        end = edit.span.end
    return result + body[end:]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it stands, what it is, why it was found.

    `score` is the classifier's calibrated probability, None where no classifier was asked. `reason` says what the
    finding rests on; `evidence` what is known about the fault, with its grade. `edits` mend it, all of them together; `is_safe` says
    that nobody needs to look at them first, because they change neither what is said nor to whom.
    """

    rule: str
    severity: Severity
    message: str
    span: Span
    score: float | None = None
    reason: str = ""
    evidence: str = ""
    edits: tuple[Edit, ...] = ()
    is_safe: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a rewrite that state a fact, and where that fact stands: "work[0].name" of the recipient's profile, "from:work[0].name" of the
    sender's."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A better text: what was changed, every fact that it claims, and the reasons why those were chosen. `parked` is the request that was
    taken out, to be made once the recipient has answered; `left_out` what else the draft said and this does not; `prompts`
    ask the sender for what nobody else can add."""

    title: str
    text: str
    edits: tuple[Edit, ...]
    facts: tuple[Claim, ...] = ()
    parked: str | None = None
    reasons: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveSpan:
    """A move found in the text. `score` is its calibrated probability, for a request that of being one and of this kind."""

    move: Move
    kind: RequestKind | None
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that could not run, and why. `is_up_to_user` says whether more could be given to it; else the message is just none for it."""

    rule: str
    reason: str
    is_up_to_user: bool = True


class Versions(NamedTuple):
    """What a report was made with: the program, a digest of its rules, and one of the model that scores moves."""

    program: str
    rules: str
    model: str


@dataclass(frozen=True)
class Report:
    """All that was found in one message. `rewrites` are proposed when first asked for. `waived` are findings that the draft waives,
    `known` counts those that a baseline holds; neither are among `findings`. `stage_reason` tells what the stage rests on. `fail_on` is
    the severity from which a finding makes a check fail, or "never"."""

    message: Message
    channel: Channel
    stage: int
    recipient: str | None
    moves: tuple[MoveSpan, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    propose: Callable[[], tuple[Rewrite, ...]] = field(repr=False, default=tuple)
    hint: str | None = None
    waived: tuple[Finding, ...] = ()
    known: int = 0
    versions: Versions | None = None
    docs_url: str = ""
    stage_reason: str = ""
    fail_on: str = "error"

    def link(self, finding: Finding) -> str:
        """Where the manual of the finding's rule stands."""
        return f"{self.docs_url}{finding.rule}.md"

    @cached_property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """Proposals, small edits first, at most three."""
        return self.propose()

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings for which a check fails, or a message is held."""
        if self.fail_on == "never":
            return ()
        return tuple(finding for finding in self.findings if finding.severity.rank >= Severity(self.fail_on).rank)
