from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# What is no review of the writer's own work: a reviewer's task for a journal, a mere enclosure, an opinion on the reader's own matter, a
# closing formula.
_NO_REVIEW = lazy(
    r"\b(?:peer[- ]review|submitted to|for (?:our|the) (?:journal|conference|committee|press)|review an? (?:manuscript|package|submission|paper|article))\b"
    r"|^(?:please )?(?:find |see )?(?:attached|enclosed)(?! [^.]*\b(?:opinion|feedback|thoughts|think|comments?)\b)"
    r"|\b(?:opinion|view|thoughts) (?:on|about|of) (?:whether|how|why|what|one thing|something)\b"
    r"|^\W*(?:please |just |do )*(?:let (?:me|us) know|tell (?:me|us)) what you think(?: about (?:it|this|that))?\W*$",
    re.I,
)


class ReviewMeFirstContact(Rule):
    """The message asks a stranger to look over the writer's own work.

    A CV, a portfolio, a profile, a draft, a pitch deck, an app, an idea: “have a look and tell me what you think”. A CV
    that is only attached asks for a job, and ask/job-request speaks of that.

    Why: An honest opinion takes care, and it can hurt. People give it to somebody they know a little; for a stranger it
    is homework with a risk.

    Instead: Ask about a choice in their own work that would help you with yours. Once you have talked, one page and one
    question about it are easy to say yes to.
    """

    severity = Severity.WARNING
    last_stage = 0
    yields_to = ("ask/job-request", "ask/referral-first-contact", "ask/recommendation-first-contact", "stage/ask-ahead-of-stage")
    evidence = (Evidence("S", "Feedback on one's own profile is for a conversation that has begun", "the idea of this linter"),)
    bad = (
        Example(
            "Hi Dr Menon, I am a radiographer in Leicester. Could you please look at my CV and tell me what to fix?",
            marks="look at my CV",
        ),
        Example(
            "Dear Ms Falk,\n\nI have written a novel set on the Faroe ferries. I would be grateful for your opinion on the first"
            " three chapters, which I enclose.\n\nYours, Tobias", Channel.EMAIL, marks="your opinion on the first three chapters",
        ),
        Example("hey Ruben! love your title cards. can you check out my showreel and tell me honestly if it's any good?", Channel.X_DM,
                marks="can you check out my showreel"),
        Example("Hi Ayesha, you know grants inside out. Would you mind reviewing my business plan before I hand it in?", Channel.LINKEDIN_NOTE,
                marks="Would you mind reviewing my business plan"),
        Example("Hello Mr Duarte, I made an app for bakers who count their flour. Please try it and give me your feedback.",
                Channel.FACEBOOK_MESSAGE, marks="give me your feedback"),
    )  # fmt: skip
    good = (
        Example("Hi Dr Menon, you went from plain film to teaching. What do you look for first when a student shows you an image?"),
        Example(
            "Dear Ms Falk,\n\nI read your ferry stories twice on the way to Suduroy. How much did you cut before you showed them to"
            " anybody?\n\nYours, Tobias", Channel.EMAIL,
        ),
        Example("Ruben, the title cards on the eel film look hand-cut. Did you review every frame by hand?", Channel.X_DM),
        Example("Hi Ayesha, your review of the new grant rules saved me a week. Which change surprised you most?", Channel.LINKEDIN_NOTE),
        Example("Dear Mr Duarte,\n\nI looked at your flour tables for rye. What do you think of the northern strains, two years on?",
                Channel.LINKEDIN_INMAIL),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request for a review; further ones say the same."""
        for request in [r for r in analysis.all_of(Move.REQUEST, RequestKind.REVIEW) if _is_review(r, analysis)][:1]:
            yield self.finding(
                request.span,
                "This asks a stranger to judge your work. Ask about theirs first, and show yours once you have talked.",
                score=request.score,
                reason=analysis.reason(request),
            )


def _is_review(request: MoveSpan, analysis: Analysis) -> bool:
    return not _NO_REVIEW.search(analysis.text(request.span))
