"""Run a rule's own examples: the test that every rule has, also one written elsewhere.

@pytest.mark.parametrize("case", cases_of(MyRule()), ids=str)
def test_my_rule(case):
    case.run()
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from outreach_lint.finding import Edit, Finding, apply_edits
from outreach_lint.message import Message, Span, ThreadMessage, Waiver
from outreach_lint.profile import Profile
from outreach_lint.reading.analysis import Analysis, Reader
from outreach_lint.reading.stage import stage_of
from outreach_lint.resume import profile_from_resume
from outreach_lint.rule import Example, Rule

_READER = Reader()
_THREAD = {"me": True, "them": False}


def analysis_of(example: Example) -> Analysis:
    """The example, read as the linter reads a draft."""
    said = tuple(ThreadMessage(_THREAD[who], text) for who, text in (line.split(": ", 1) for line in example.thread))
    answers = "the example" if example.is_reply else None
    message = Message(example.text, example.subject, example.channel, stage=example.stage, thread=said, answers=answers)
    return Analysis(
        message,
        example.channel,
        stage_of(message, example.stage),
        _profile(example.recipient),
        _profile(example.sender),
        example.role,
        pool=tuple(profile_from_resume(one, None) for one in example.pool),
        alike=example.alike,
        idle_waivers=tuple(Waiver(rule, "front matter") for rule in example.idle),
        reader=_READER,
    )


def _profile(record: Mapping[str, Any] | None) -> Profile | None:
    return profile_from_resume(record, None) if record else None


@dataclass(frozen=True)
class Case:
    """One example of a rule, and which side it stands on."""

    rule: Rule
    example: Example
    is_bad: bool
    number: int

    def __str__(self) -> str:
        return f"{self.rule.id}-{'bad' if self.is_bad else 'good'}-{self.number}"

    def findings(self, text: str | None = None) -> list[Finding]:
        """What the rule finds in the example, or in another text in its place; nothing where it does not run."""
        analysis = analysis_of(self.example if text is None else replace(self.example, text=text))
        return [] if self.rule.unmet(analysis) else list(self.rule.check(analysis))

    def run(self) -> None:
        """Raise AssertionError if the rule misses a bad example, marks other words, mends it otherwise than it says, still finds fault
        with what it mended, or finds fault with a good one."""
        found = self.findings()
        if not self.is_bad:
            assert not found, f"false positive of {self.rule.id}: {self.example.text!r}: {found[0].message}"
            return
        assert found, f"false negative of {self.rule.id}: {self.example.text!r}"
        if self.example.marks is not None:
            self._check_marks(found)
        if self.example.becomes is not None:
            self._check_edits([edit for finding in found for edit in finding.edits])

    def _check_marks(self, found: list[Finding]) -> None:
        marks = self.example.marks or ""
        start = self.example.text.index(marks)
        wanted = Span(start, start + len(marks))
        marked = [self.example.text[f.span.start : f.span.end] for f in found]
        assert any(f.span.start <= wanted.start and wanted.end <= f.span.end for f in found), (
            f"{self.rule.id} marks {marked}, not {marks!r}"
        )

    def _check_edits(self, edits: list[Edit]) -> None:
        mended = apply_edits(self.example.text, edits)
        assert mended == self.example.becomes, f"{self.rule.id} makes it {mended!r}, not {self.example.becomes!r}"
        left = self.findings(mended)
        assert not left, f"{self.rule.id} still finds fault with what it mended: {left[0].message}"


def cases_of(rule: Rule) -> Iterator[Case]:
    """The examples of a rule as test cases."""
    for is_bad, examples in ((True, rule.bad), (False, rule.good)):
        yield from (Case(rule, example, is_bad, i) for i, example in enumerate(examples, 1))
