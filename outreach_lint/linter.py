"""The linter: a message and what is known of its two people go in, a report comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from outreach_lint.errors import OutreachLintError, RuleError
from outreach_lint.finding import Finding, Report, Rewrite, Skipped
from outreach_lint.message import Channel, Message
from outreach_lint.profile import Profile
from outreach_lint.reading.analysis import Analysis, Reader
from outreach_lint.reading.stage import stage_of
from outreach_lint.rule import Rule, check_rule_names, select_rules
from outreach_lint.settings import Settings

if TYPE_CHECKING:
    from outreach_lint.rewriting.propose import Proposer

DEFAULT_CHANNEL = Channel.LINKEDIN_MESSAGE
ADD_PROFILE = "With --to PROFILE the draft is compared with the recipient's profile, and rewrites are proposed from it."


@dataclass(frozen=True)
class Linter:
    """Lints any number of messages with the same settings; models are loaded once, on first use.

    Raises SettingsError for a rule name that does not exist.
    """

    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        check_rule_names((*self.settings.select, *self.settings.ignore))

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.settings.pipeline)

    def analyse(self, message: Message, recipient: Profile | None = None, sender: Profile | None = None) -> Analysis:
        """Read a message without checking it. What the message says of its channel and stage wins over the settings."""
        return Analysis(
            message=message,
            channel=message.channel or self.settings.channel or DEFAULT_CHANNEL,
            stage=stage_of(message, message.stage if message.stage is not None else self.settings.stage),
            recipient=recipient,
            sender=sender,
            reader=self._reader,
        )

    def lint(self, message: Message, recipient: Profile | None = None, sender: Profile | None = None) -> Report:
        """Check a message. Rewrites are proposed when the report is asked for them."""
        analysis = self.analyse(message, recipient, sender)
        findings, skipped = self._check(analysis)
        return Report(
            message=message,
            channel=analysis.channel,
            stage=analysis.stage,
            recipient=recipient.name if recipient else message.recipient,
            moves=analysis.moves,
            findings=findings,
            skipped=skipped,
            propose=partial(self._propose, analysis, findings),
            hint=None if recipient else ADD_PROFILE,
        )

    def lint_batch(
        self, messages: Iterable[Message], recipient: Profile | None = None, sender: Profile | None = None
    ) -> Iterator[Report]:
        """Check many messages, one report each, in order."""
        return (self.lint(message, recipient, sender) for message in messages)

    def _check(self, analysis: Analysis) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        check_rule_names(analysis.message.waived, analysis.message.path)
        findings, skipped = check(analysis, select_rules(self.settings.select, self.settings.ignore))
        return tuple(f for f in findings if f.score is None or f.score >= self.settings.min_confidence), skipped

    def _propose(self, analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Rewrite, ...]:
        from outreach_lint.rewriting.propose import Proposer

        proposer: Proposer = Proposer(lambda message: self.lint(message, analysis.recipient, analysis.sender).findings)
        return proposer.propose(analysis, findings)


def check(analysis: Analysis, rules: Iterable[Rule]) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """What the rules find in a message that was read, in text order, and which of them could not run."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule in rules:
        reason = _reason_to_skip(rule, analysis)
        if reason:
            skipped.append(Skipped(rule.id, reason))
        else:
            findings.extend(_run(rule, analysis))
    unique = dict.fromkeys(sorted(findings, key=lambda f: (f.span, -f.severity.rank, f.rule)))
    return tuple(unique), tuple(skipped)


def _run(rule: Rule, analysis: Analysis) -> list[Finding]:
    """What a rule finds. A rule that crashes is a fault that must show, with the rule's name."""
    try:
        return list(rule.check(analysis))
    except OutreachLintError:
        raise
    except Exception as error:
        raise RuleError(f"the rule {rule.id} failed ({type(error).__name__}: {error}); --ignore {rule.id} leaves it out") from error


def _reason_to_skip(rule: Rule, analysis: Analysis) -> str | None:
    if rule.is_named(analysis.message.waived):
        return "waived in the draft"
    if analysis.stage > rule.last_stage:
        return f"fine at stage {analysis.stage} of a conversation"
    return rule.unmet(analysis)


def lint(
    draft: str | Message,
    recipient: Profile | None = None,
    sender: Profile | None = None,
    channel: str | None = None,
    stage: int | None = None,
    settings: Settings | None = None,
) -> Report:
    """Lint one draft: a text, or what `read_message` gave.

    `channel` is one of the names of `Channel`, `stage` 0 (first contact) to 4; both win over the settings and the draft.
    Raises SettingsError for an unknown channel or rule, ModelError if a shipped model is damaged.
    """
    message = Message(draft) if isinstance(draft, str) else draft
    stated = Settings.from_mapping({k: v for k, v in (("channel", channel), ("stage", stage)) if v is not None})
    message = replace(
        message,
        channel=stated.channel or message.channel,
        stage=message.stage if stated.stage is None else stated.stage,
    )
    return Linter(settings or Settings()).lint(message, recipient, sender)
