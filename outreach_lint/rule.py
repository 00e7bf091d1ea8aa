"""A rule: one file with its manual, its evidence, its bad and good examples, and the check that follows from them.

    class RequestForJob(Rule):
        '''A stranger is asked for a job.

        Why: ...
        Instead: ...
        '''

        severity = Severity.ERROR
        evidence = (Evidence("D", "what is known", "source"),)
        bad = (Example("Hi Ann, can you give me a job?", marks="can you give me a job?"),)
        good = (Example("Hi Ann, how did you start in logistics?"),)

        def check(self, analysis):
            yield self.finding(span, "what is wrong, and what to do instead")

A rule's id is its place: rules/ask/job_request.py holds `ask/job-request`. `testing.py` runs the examples of any rule.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from outreach_lint.finding import Edit, Finding, Severity, Skipped
from outreach_lint.message import Channel, Role, Span
from outreach_lint.patterns import lazy

if TYPE_CHECKING:
    from outreach_lint.reading.analysis import Analysis

GRADES = {
    "A": "peer-reviewed experiment or corpus",
    "B": "a platform's own large data",
    "C": "observation by a vendor",
    "D": "practitioners' and recipients' accounts",
    "S": "the idea this linter is built on",
}
LEAST_POOL = 30
# The rules that say of one kind of request that it comes too early, for `yields_to`: where one of them speaks, it is of no use to
# say how the request is put.
TOO_EARLY = (
    "ask/job-request",
    "ask/referral-first-contact",
    "ask/introduction-first-contact",
    "ask/review-me-first-contact",
    "ask/meeting-first-contact",
    "ask/recommendation-first-contact",
    "ask/calendar-link",
)


class Evidence(NamedTuple):
    """What is known about a fault: a grade of GRADES, the fact in a sentence, and its source."""

    grade: str
    fact: str
    source: str


@dataclass(frozen=True)
class Example:
    """A draft that a rule must find (`bad`) or leave alone (`good`).

    `marks` are the words that the finding must cover; `becomes` is the text after its edits. `recipient`, `sender` and those of the
    `pool` are profiles in the shape of JSON Resume; `thread` holds what was said before, oldest first, "me: ..." or "them: ...";
    `is_reply` whether headers say that it answers a message; `alike` the drafts before it that say nearly the same, and `idle` the
    waivers in it that waive nothing.
    """

    text: str
    channel: Channel = Channel.LINKEDIN_MESSAGE
    stage: int | None = None
    marks: str | None = None
    becomes: str | None = None
    recipient: Mapping[str, Any] | None = None
    sender: Mapping[str, Any] | None = None
    role: Role | None = None
    subject: str | None = None
    thread: tuple[str, ...] = ()
    is_reply: bool = False
    pool: tuple[Mapping[str, Any], ...] = ()
    alike: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()


class Need(Enum):
    """What a rule cannot run without: the reason that is given where it is missing, and how the manual says it."""

    RECIPIENT = ("no profile of the recipient was given (--to)", "the recipient's profile")
    SENDER = ("no profile of yours was given (--from)", "your own profile")
    THREAD = ("nothing is known of an earlier message", "an earlier message of the conversation")
    POOL = (f"no pool of {LEAST_POOL} profiles or more was given (--pool)", "a folder of other people's profiles")

    def is_met(self, analysis: Analysis) -> bool:
        """Whether the message came with it."""
        return {
            Need.RECIPIENT: analysis.recipient is not None,
            Need.SENDER: analysis.sender is not None,
            Need.THREAD: analysis.is_continued,
            Need.POOL: len(analysis.pool) >= LEAST_POOL,
        }[self]

    @property
    def missing(self) -> str:
        """Why a rule could not run."""
        return self.value[0]

    @property
    def noun(self) -> str:
        """What it is."""
        return self.value[1]


class Rule:
    """Base of all rules. The docstring is the manual: a summary line, then paragraphs that begin with `Why:` and `Instead:`, and
    `Disputed:` where studies or people disagree."""

    severity: ClassVar[Severity]
    evidence: ClassVar[tuple[Evidence, ...]]
    bad: ClassVar[tuple[Example, ...]]
    good: ClassVar[tuple[Example, ...]]
    needs: ClassVar[tuple[Need, ...]] = ()
    channels: ClassVar[tuple[Channel, ...]] = tuple(Channel)
    is_optional: ClassVar[bool] = False  # off, unless it is selected by its id
    last_stage: ClassVar[int] = 4  # the rule is silent once the conversation has passed this stage
    sure_from: ClassVar[float] = 0.0  # where the classifier is less sure than this, an error is reported as a warning
    yields_to: ClassVar[tuple[str, ...]] = ()  # where one of these rules finds fault with the same words, this one is silent
    is_on_waivers: ClassVar[bool] = False  # the rule judges what the other rules found, so it runs after them

    @cached_property
    def id(self) -> str:
        """The id, from the rule's place: `ask/job-request`."""
        group, module = ("local", *type(self).__module__.split("."))[-2:]
        return f"{group}/{module}".replace("_", "-")

    @property
    def group(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def manual(self) -> str:
        """The docstring without its indentation."""
        return inspect.getdoc(type(self)) or ""

    @property
    def summary(self) -> str:
        """The manual's first line."""
        return self.manual.partition("\n")[0]

    def unmet(self, analysis: Analysis) -> Skipped | None:
        """Why the rule cannot run on this message; None if it can."""
        if analysis.channel not in self.channels:
            return Skipped(self.id, f"not for {analysis.channel}", is_up_to_user=False)
        if analysis.stage > self.last_stage:
            return Skipped(self.id, f"not looked for at stage {analysis.stage} of a conversation", is_up_to_user=False)
        missing = next((need for need in self.needs if not need.is_met(analysis)), None)
        return Skipped(self.id, missing.missing, missing in (Need.RECIPIENT, Need.SENDER)) if missing else None

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
        is_safe: bool = False,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule, at its own severity unless another is given, or the classifier is not sure enough for an error."""
        severity = severity or self.severity
        if severity is Severity.ERROR and score is not None and score < self.sure_from:
            severity = Severity.WARNING
        return Finding(self.id, severity, message, span, score, reason, self.evidence_line, edits, is_safe and bool(edits))

    @property
    def evidence_line(self) -> str:
        """The best evidence in one line, with its grade."""
        best = min(self.evidence, key=lambda e: e.grade)
        return f"{best.fact} [{best.grade}: {GRADES[best.grade]}; {best.source}]"


class PhraseRule(Rule):
    """A rule that is a list of phrases, looked for in the sender's own words: greeting, body and sign-off, nothing that is quoted or stands
    in quotation marks.

    `phrases` are regular expressions that match whole words in either case, also across a line break; an apostrophe matches the
    curly one too. `says` is the message of a finding; `{}` in it stands for the words found.
    """

    phrases: ClassVar[tuple[str, ...]]
    says: ClassVar[str]

    @classmethod
    @cache
    def pattern(cls) -> re.Pattern[str]:
        """All phrases as one expression."""
        return phrase_pattern(cls.phrases)

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every phrase that stands in the text."""
        for span in self.places(analysis):
            yield self.finding(span, self.told(analysis, span))

    def places(self, analysis: Analysis) -> Iterator[Span]:
        """Where the phrases stand."""
        return analysis.own_matches(self.pattern())

    def told(self, analysis: Analysis, span: Span) -> str:
        """The message of a finding, with the words in it."""
        return self.says.format(" ".join(analysis.text(span).split()))


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One expression for many phrases: whole words, either case; a blank matches any white space, an apostrophe either form."""
    joined = "|".join(phrase.replace(" ?", r"\s*").replace(" ", r"\s+").replace("'", "['’]") for phrase in phrases)
    return lazy(rf"(?<![\w'’])(?:{joined})(?!\w)", re.I)
