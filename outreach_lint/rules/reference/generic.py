from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule


class Generic(Rule):
    """A remark about the recipient that would fit anybody.

    "I came across your profile", "your impressive career", "I love what your company is doing".

    Why: Recipients know these sentences by heart and take them as proof that nothing was read. An open rubric gives them 0 of 10 points.

    Instead: Name the thing: the post, the project, the change of career.
    """

    severity = Severity.WARNING
    last_stage = 1
    evidence = (
        Evidence("C", "A published rubric scores such a line 0 of 10", "coldsmith.dev rubric"),
        Evidence("D", "Recipients count it as fake personalisation", "bonJoeV/linkedin-message-analyzer"),
    )
    bad = (
        Example("Hi Ola, I came across your profile and was very impressed by your background.", marks="came across your profile"),
        Example(
            "Dear Mr Brandt,\n\nI really admire what your company is doing in this space.",
            Channel.EMAIL,
            marks="admire what your company",
        ),
        Example("Your career path is truly inspiring!", Channel.LINKEDIN_NOTE, marks="inspiring"),
    )
    good = (
        Example("Hi Ola, I read your thread on retiring the mainframe. Which job was the last to move?"),
        Example(
            "Dear Mr Brandt,\n\nthe stair you drew for the Aarhus library is the first I have wanted to climb twice.", Channel.EMAIL
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every stock remark; of less weight where the message also has a particular one."""
        severity = Severity.INFO if analysis.all_of(Move.REFERENCE) else None
        for sentence in analysis.sentences:
            stock = next((move for move in sentence.moves if move.move is Move.STOCK_REFERENCE), None)
            if stock is None or sentence.makes(Move.REFERENCE):
                continue
            yield self.finding(
                stock.span,
                "This would fit anybody. Name the one thing of theirs that you mean.",
                score=stock.score,
                reason=analysis.reason(stock),
                severity=severity,
            )
