from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule


class Generic(Rule):
    """A remark about the recipient would fit anybody.

    “I came across your profile”, “your impressive career”, “I love what your company is doing”.

    Why: Recipients know these lines by heart and call them fake personalisation. An open rubric gives them 0 of 10
    points.

    Instead: Name the thing: the post, the project, the change of career.
    """

    severity = Severity.WARNING
    last_stage = 1
    yields_to = ("reference/creepy",)
    evidence = (
        Evidence("C", "An open rubric gives such a line 0 of 10 points", "coldsmith.dev rubric"),
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
        Example(
            "hey, big fan of your content, keep it up! which camera should I buy?", Channel.X_DM, marks="big fan of your content"
        ),
        Example(
            "Hello Ms Tan,\n\nI found your profile on LinkedIn and your experience stood out. How did you come to work with tides?",
            Channel.LINKEDIN_INMAIL,
            marks="your experience stood out",
        ),
    )
    good = (
        Example("Hi Ola, I read your thread on retiring the mainframe. Which job was the last to move?"),
        Example(
            "Dear Mr Brandt,\n\nthe stair you drew for the Aarhus library is the first that I climbed twice. How did you come to leave out the landing?",
            Channel.EMAIL,
        ),
        Example(
            "I came across your thread on split tides while looking for a reason to be late. How do you explain it to the school classes?",
            Channel.X_DM,
        ),
        Example(
            "Hello Ms Tan, your career in tides began with a school trip, as you told it in Hull. What did the teacher say when you came back with a chart?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("Hi Paolo, I was impressed that the oven survived the move by barge. Who had the idea?", Channel.FACEBOOK_MESSAGE),
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
                "This would fit anybody. Name the one thing of theirs that caught your eye.",
                score=stock.score,
                reason=analysis.reason(stock),
                severity=severity,
            )
