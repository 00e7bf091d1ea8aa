"""A rule with a check of its own: it asks the Analysis for sentences and moves, and gives an edit."""

from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule


class Exclamations(Rule):
    """A request ends in an exclamation mark.

    Why: It turns a favour that is asked for into one that is expected.

    Instead: End it with a question mark or a full stop.
    """

    severity = Severity.INFO
    evidence = (Evidence("D", "What our customers' replies taught us", "the handbook of this house"),)
    bad = (
        Example("Hi Ann, please send me your slides!", marks="!", becomes="Hi Ann, please send me your slides."),
        Example(
            "Could you introduce me to your manager!", Channel.EMAIL, marks="!", becomes="Could you introduce me to your manager."
        ),
    )
    good = (Example("Hi Ann, what a map! How did you draw the third berth?"),)

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every request whose last character is an exclamation mark."""
        for sentence in analysis.sentences:
            mark = Span(sentence.span.end - 1, sentence.span.end)
            if sentence.makes(Move.REQUEST) and analysis.text(mark) == "!":
                yield self.finding(
                    mark, "A favour is asked for, not called out. End it with a full stop.", edits=(Edit(mark, "."),)
                )
