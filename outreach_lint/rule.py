"""A rule: one file with its manual, its evidence, its bad and good examples, and the check that follows from them.

    class RequestForJob(Rule):
        '''A stranger is asked for a job.

        Why: ...
        Instead: ...
        '''

        severity = Severity.ERROR
        evidence = (Evidence("D", "what is known", "source"),)
        bad = (Example("Hi Ann, can you give me a job?"),)
        good = (Example("Hi Ann, how did you start in logistics?"),)

        def check(self, analysis):
            yield self.finding(span, "what is wrong, and what to do instead")

A rule's id is its place: rules/ask/job_request.py holds `ask/job-request`. `testing.py` runs the examples of any rule.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from outreach_lint.errors import SettingsError
from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.registry import nearest, plugins

if TYPE_CHECKING:
    from outreach_lint.reading.analysis import Analysis

GRADES = {
    "A": "peer-reviewed experiment or corpus",
    "B": "a platform's own large data",
    "C": "observation by a vendor",
    "D": "practitioners' and recipients' accounts",
    "S": "the idea this linter is built on",
}
RULES_PACKAGE = "outreach_lint.rules"


class Evidence(NamedTuple):
    """What is known about a fault: a grade of GRADES, the fact in a sentence, and its source."""

    grade: str
    fact: str
    source: str


@dataclass(frozen=True)
class Example:
    """A draft that a rule must find (`bad`) or leave alone (`good`). `marks` are the words that the finding must cover;
    `recipient` is a profile in the shape of JSON Resume."""

    text: str
    channel: Channel = Channel.LINKEDIN_MESSAGE
    stage: int = 0
    marks: str | None = None
    recipient: dict[str, Any] | None = None


class Rule:
    """Base of all rules. The docstring is the manual: a summary line, then paragraphs that begin with `Why:` and `Instead:`."""

    severity: ClassVar[Severity]
    evidence: ClassVar[tuple[Evidence, ...]]
    bad: ClassVar[tuple[Example, ...]]
    good: ClassVar[tuple[Example, ...]]
    needs_recipient: ClassVar[bool] = False
    last_stage: ClassVar[int] = 4  # the rule is silent once the conversation has passed this stage
    sure_from: ClassVar[float] = 0.0  # where the classifier is less sure than this, an error is reported as a warning

    @property
    def id(self) -> str:
        """The id, from the rule's place: `ask/job-request`."""
        group, module = ("local", *type(self).__module__.split("."))[-2:]
        return f"{group}/{module}".replace("_", "-")

    @property
    def group(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    def is_named(self, names: Collection[str]) -> bool:
        """Whether the rule or its group is among the names."""
        return self.id in names or self.group in names

    @property
    def manual(self) -> str:
        """The docstring without its indentation."""
        return inspect.getdoc(type(self)) or ""

    @property
    def summary(self) -> str:
        """The manual's first line."""
        return self.manual.partition("\n")[0]

    def unmet(self, analysis: Analysis) -> str | None:
        """Why the rule cannot run on this message; None if it can."""
        if self.needs_recipient and analysis.recipient is None:
            return "no profile of the recipient was given (--to)"
        return None

    def check(self, analysis: Analysis) -> Iterable[Finding]:
        """Yield a finding for every fault."""
        raise NotImplementedError

    def finding(
        self,
        span: Span,
        message: str,
        *,
        score: float | None = None,
        reason: str = "",
        edits: tuple[Edit, ...] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule, at its own severity unless another is given, or the classifier is not sure enough for an error."""
        severity = severity or self.severity
        if severity is Severity.ERROR and score is not None and score < self.sure_from:
            severity = Severity.WARNING
        return Finding(self.id, severity, message, span, score, reason, self.evidence_line, edits)

    @property
    def evidence_line(self) -> str:
        """The best evidence in one line, with its grade."""
        best = min(self.evidence, key=lambda e: e.grade)
        return f"{best.fact} [{best.grade}: {GRADES[best.grade]}; {best.source}]"


@cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule, in order of id. Importing them loads neither spaCy nor scikit-learn."""
    classes = {
        member
        for _, module in plugins(RULES_PACKAGE)
        for member in vars(module).values()
        if isinstance(member, type) and issubclass(member, Rule) and member is not Rule and member.__module__ == module.__name__
    }
    return tuple(sorted((cls() for cls in classes), key=lambda rule: rule.id))


def select_rules(select: Collection[str], ignore: Collection[str]) -> tuple[Rule, ...]:
    """The rules whose id or group is selected (all, if nothing is) and not ignored."""
    return tuple(rule for rule in all_rules() if (not select or rule.is_named(select)) and not rule.is_named(ignore))


def check_rule_names(names: Iterable[str], path: str | None = None) -> None:
    """Raise SettingsError, with the nearest known one, for a name that is neither a rule's nor a group's."""
    known = [*dict.fromkeys(rule.group for rule in all_rules()), *(rule.id for rule in all_rules())]
    for name in names:
        if name not in known:
            raise SettingsError(f"unknown rule {name!r}; {nearest(name, known)}", path=path)
