"""Run a rule's own examples: the test that every rule has, also one written elsewhere.

@pytest.mark.parametrize("case", cases_of(MyRule()), ids=str)
def test_my_rule(case):
    case.run()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach_lint.finding import Finding
from outreach_lint.message import Message
from outreach_lint.reading.analysis import Analysis, Reader
from outreach_lint.resume import profile_from_resume
from outreach_lint.rule import Example, Rule

_READER = Reader()


@dataclass(frozen=True)
class Case:
    """One example of a rule, and which side it stands on."""

    rule: Rule
    example: Example
    is_bad: bool
    number: int

    def __str__(self) -> str:
        return f"{self.rule.id}-{'bad' if self.is_bad else 'good'}-{self.number}"

    def findings(self) -> list[Finding]:
        """What the rule finds in the example."""
        example = self.example
        recipient = profile_from_resume(example.recipient, None) if example.recipient else None
        message = Message(example.text, channel=example.channel)
        analysis = Analysis(message, example.channel, example.stage, recipient, reader=_READER)
        return [] if analysis.stage > self.rule.last_stage else list(self.rule.check(analysis))

    def run(self) -> None:
        """Raise AssertionError if the rule misses a bad example, marks other words, or finds fault with a good one."""
        found = self.findings()
        if not self.is_bad:
            assert not found, f"false positive of {self.rule.id}: {self.example.text!r}: {found[0].message}"
            return
        assert found, f"false negative of {self.rule.id}: {self.example.text!r}"
        if self.example.marks:
            start = self.example.text.index(self.example.marks)
            covered = any(f.span.start <= start and start + len(self.example.marks) <= f.span.end for f in found)
            marked = [self.example.text[f.span.start : f.span.end] for f in found]
            assert covered, f"{self.rule.id} marks {marked}, not {self.example.marks!r}"


def cases_of(rule: Rule) -> Iterator[Case]:
    """The examples of a rule as test cases."""
    for is_bad, examples in ((True, rule.bad), (False, rule.good)):
        yield from (Case(rule, example, is_bad, i) for i, example in enumerate(examples, 1))
