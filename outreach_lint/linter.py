"""The linter: a message and what is known of its two people go in, a report comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from outreach_lint.campaign import Campaign
from outreach_lint.errors import DraftError, OutreachLintError, RuleError, SettingsError
from outreach_lint.finding import Finding, Report, Rewrite, Skipped, Versions
from outreach_lint.message import Channel, Message, Span, Waiver, named
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_profiles
from outreach_lint.reading.analysis import Analysis, Reader
from outreach_lint.reading.classifier import model_version
from outreach_lint.reading.stage import stage_of, stage_reason
from outreach_lint.rule import Rule
from outreach_lint.ruleset import all_rules, check_rule_names, is_named, select_rules, version_of
from outreach_lint.settings import Settings
from outreach_lint.waivers import digest, read_waivers

if TYPE_CHECKING:
    from outreach_lint.rewriting.llm import WordingModel
    from outreach_lint.rewriting.propose import Proposer

DEFAULT_CHANNEL = Channel.LINKEDIN_MESSAGE
ADD_PROFILE = "With --to PROFILE the draft is compared with the recipient's profile, and rewrites are proposed from it."

THIN_PROFILE = (
    "Of the recipient little more is known than a name and a job. "
    "With --to PROFILE a source can be added: a page, a PDF, a few lines that you write down."
)


@dataclass(frozen=True)
class Linter:
    """Lints any number of messages with the same settings; models are loaded once, on first use.

    Raises SettingsError for a rule name that does not exist, and for a file of the settings that cannot be read.
    """

    settings: Settings = field(default_factory=Settings)
    _latest: list[Analysis] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_rule_names(self.settings.rule_names(), all_rules(self.settings.local_rules))
        if not self.rules:
            raise SettingsError("no rule is left to run: select and ignore leave out all of them")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on."""
        settings = self.settings
        return select_rules(all_rules(settings.local_rules), settings.select, settings.extend_select, settings.ignore)

    @cached_property
    def wording_model(self) -> WordingModel | None:
        """The language model that may propose wordings; None where the settings name none. Raises SettingsError if its extra is missing."""
        from outreach_lint.rewriting.llm import WordingModel

        return WordingModel(self.settings.llm) if self.settings.llm else None

    @cached_property
    def versions(self) -> Versions:
        """What a report of this linter is made with."""
        from importlib.metadata import version

        return Versions(version("outreach-lint"), version_of(self.rules), model_version())

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.settings.pipeline)

    @cached_property
    def _pool(self) -> tuple[Profile, ...]:
        return read_profiles(self.settings.pool) if self.settings.pool else ()

    @cached_property
    def _filed_waivers(self) -> dict[str, tuple[Waiver, ...]]:
        return read_waivers(self.settings.waivers) if self.settings.waivers else {}

    def analyse(
        self, message: Message, recipient: Profile | None = None, sender: Profile | None = None, alike: tuple[str, ...] = ()
    ) -> Analysis:
        """Read a message without checking it. What the message says of its channel, stage and role wins over the settings."""
        settings = self.settings
        return Analysis(
            message=message,
            channel=message.channel or settings.channel or DEFAULT_CHANNEL,
            stage=stage_of(message, settings.stage),
            recipient=recipient,
            sender=sender,
            role=message.role or settings.role,
            channels=settings.channels,
            pool=tuple(p for p in self._pool if recipient is None or (p.facts != recipient.facts and p.name != recipient.name)),
            alike=alike,
            reader=self._reader,
        )

    def lint(
        self,
        message: Message,
        recipient: Profile | None = None,
        sender: Profile | None = None,
        alike: tuple[str, ...] = (),
    ) -> Report:
        """Check a message. Rewrites are proposed when the report is asked for them. `alike` names the first messages before it that say
        nearly the same (see `alike_in`)."""
        _refuse_other_types(message, recipient, sender)
        analysis = self.analyse(message, recipient, sender, alike)
        findings, waived, skipped = self._check(analysis)
        self._latest[:] = [analysis]
        return Report(
            message=message,
            channel=analysis.channel,
            stage=analysis.stage,
            recipient=recipient.name if recipient else message.recipient,
            moves=analysis.moves,
            findings=findings,
            skipped=skipped,
            propose=partial(self._propose, message, recipient, sender, findings),
            hint=ADD_PROFILE if recipient is None else THIN_PROFILE if recipient.is_thin else None,
            stage_reason=stage_reason(message, self.settings.stage),
            waived=waived,
            versions=self.versions,
            docs_url=self.settings.docs_url,
            fail_on=self.settings.fail_on,
        )

    def waivers_of(self, message: Message) -> tuple[Waiver, ...]:
        """The waivers in the message, and those in the file of waivers that hold for it."""
        filed = self._filed_waivers.get(digest(message), ()) if self._filed_waivers else ()
        return tuple(dict.fromkeys((*message.waivers, *filed)))

    def alike_in(self, campaign: Campaign, message: Message) -> tuple[str, ...]:
        """The first messages of the campaign that say nearly the same as this one, which is then remembered; none for a later message."""
        analysis = self.analyse(message)
        return (
            () if analysis.is_continued else campaign.alike(analysis.text(analysis.body), named(message) if message.path else None)
        )

    def lint_batch(
        self, messages: Iterable[Message], recipient: Profile | None = None, sender: Profile | None = None
    ) -> Iterator[Report]:
        """Check many messages, one report each, in order; first messages that repeat each other are found."""
        campaign = Campaign()
        return (self.lint(message, recipient, sender, self.alike_in(campaign, message)) for message in messages)

    def _check(self, analysis: Analysis) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Skipped, ...]]:
        """What is found, what of it is waived, and which rules could not run."""
        message = analysis.message
        waivers = self.waivers_of(message)
        names = [waiver.rule for waiver in waivers]
        check_rule_names(names, all_rules(self.settings.local_rules), message.path)
        found, skipped = check(analysis, [rule for rule in self.rules if not rule.is_on_waivers], self.settings.min_confidence)
        waived = tuple(f for f in found if is_named(f.rule, names))
        ran = [rule for rule in self.rules if rule.id not in {one.rule for one in skipped}]
        idle = tuple(
            w
            for w in waivers
            if any(is_named(r.id, (w.rule,)) for r in ran) and not any(is_named(f.rule, (w.rule,)) for f in found)
        )
        if idle and not any(is_named(rule.id, names) for rule in self.rules if rule.is_on_waivers):
            found += check(replace(analysis, idle_waivers=idle), [rule for rule in self.rules if rule.is_on_waivers])[0]
        kept = (self._at_set_severity(f) for f in found if f not in waived)
        return tuple(sorted(kept, key=_in_text_order)), waived, skipped

    def _at_set_severity(self, finding: Finding) -> Finding:
        severity = self.settings.severity_of(finding.rule)
        return replace(finding, severity=severity) if severity else finding

    def _propose(
        self, message: Message, recipient: Profile | None, sender: Profile | None, findings: tuple[Finding, ...]
    ) -> tuple[Rewrite, ...]:
        """Read the message once more, unless it was the latest, so that no report keeps what was read of it: a batch would fill the memory."""
        from outreach_lint.rewriting.propose import Proposer

        same = (a for a in self._latest if a.message is message and a.recipient is recipient and a.sender is sender)
        analysis = next(same, None) or self.analyse(message, recipient, sender)
        asked = (self.wording_model.wordings,) if self.wording_model else ()
        proposer: Proposer = Proposer(lambda changed: self.lint(changed, recipient, sender).findings, asked)
        return proposer.propose(analysis, findings)


def check(
    analysis: Analysis, rules: Iterable[Rule], min_confidence: float = 0.0
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """What the rules find in a message that was read, in text order, one finding for one fault, and which of them could not run."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule in _leaders_first(tuple(rules)):
        unmet = rule.unmet(analysis)
        if unmet:
            skipped.append(unmet)
            continue
        sure = [f for f in _run(rule, analysis) if f.score is None or f.score >= min_confidence]
        findings += [finding for finding in sure if not _is_told_already(rule, finding, findings)]
    skipped.sort(key=lambda one: one.rule)
    return tuple(dict.fromkeys(sorted(findings, key=_in_text_order))), tuple(skipped)


def _in_text_order(finding: Finding) -> tuple[Span, int, str]:
    return finding.span, -finding.severity.rank, finding.rule


@lru_cache(maxsize=64)
def _leaders_first(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules in an order in which each comes after those that it yields to."""
    by_id = {rule.id: rule for rule in rules}
    order = TopologicalSorter({rule.id: [name for name in rule.yields_to if name in by_id] for rule in rules}).static_order()
    return tuple(by_id[id] for id in order)


def _run(rule: Rule, analysis: Analysis) -> list[Finding]:
    """What a rule finds. A rule that crashes is a fault that must show, with the rule's name."""
    try:
        return list(rule.check(analysis))
    except OutreachLintError:
        raise
    except Exception as error:
        raise RuleError(f"the rule {rule.id} failed ({type(error).__name__}: {error}); --ignore {rule.id} leaves it out") from error


def _is_told_already(rule: Rule, finding: Finding, found: Collection[Finding]) -> bool:
    """Whether a rule that this one yields to finds fault with the same words."""
    return any(other.rule in rule.yields_to and other.span.overlaps(finding.span) for other in found)


def _refuse_other_types(message: object, *profiles: object) -> None:
    """Raise TypeError for what is no draft or no profile: a rule that met it would be blamed."""
    if not isinstance(message, Message):
        raise TypeError(f"a draft is a text, or what read_message gives, not a {type(message).__name__}")
    for profile in profiles:
        if not isinstance(profile, Profile | None):
            raise TypeError(f"a profile is what read_profile or profile_from_resume gives, not a {type(profile).__name__}")


def lint(
    draft: str | Message,
    recipient: Profile | None = None,
    sender: Profile | None = None,
    channel: str | None = None,
    stage: int | None = None,
    role: str | None = None,
    settings: Settings | None = None,
) -> Report:
    """Lint one draft: a text, or what `read_message` gave.

    `channel` is one of the names of `Channel`, `stage` 0 (first contact) to 4, `role` one of the names of `Role`; they win over the
    settings and the draft. Raises DraftError for a draft that is empty, SettingsError for an unknown channel, role or rule, ModelError if a shipped
    model is damaged.
    """
    message = Message(draft) if isinstance(draft, str) else draft
    _refuse_other_types(message, recipient, sender)
    if not message.body.strip():
        raise DraftError("the draft is empty", path=message.path)
    given = {"channel": channel, "stage": stage, "role": role}
    stated = Settings.from_mapping({key: value for key, value in given.items() if value is not None})
    message = replace(
        message,
        channel=stated.channel or message.channel,
        stage=message.stage if stated.stage is None else stated.stage,
        role=stated.role or message.role,
    )
    return Linter(settings or Settings()).lint(message, recipient, sender)
