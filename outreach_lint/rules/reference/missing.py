from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.decisions import LIKELIER_THAN_NOT
from outreach_lint.rule import Evidence, Example, Rule


class Missing(Rule):
    """Nothing in the message is about this recipient.

    No sentence speaks of something that they did, made, said or lived through. Their name and their employer's name are
    not enough: both stand in any address list. A real question about their own work counts.

    Why: What could have gone to anybody reads as if it had. LinkedIn says that a personal InMail can be accepted 40%
    more often, and one vendor's figure, as retold, is 32.7% more replies to personal emails.

    Instead: Read their profile for two minutes, and say what caught your eye.

    Disputed: For connection notes the vendors' figures are mixed. In one set of 16,492 invitations, as many were
    accepted without a note (26.37%) as with one (26.42%). In another, of 20 million, those with a personal note had
    more replies once they were accepted: 9.36% against 5.44%.
    """

    severity = Severity.ERROR
    sure_from = 0.95  # below, one in four such errors on mail of others was wrong
    last_stage = 0
    evidence = (
        Evidence("B", "LinkedIn says that personalising can raise the acceptance of InMails by 40%", "LinkedIn Help a1480502"),
        Evidence(
            "C",
            "In 12 million emails, personal ones had 32.7% more replies",
            "Backlinko, a vendor, as retold by gaidme.com",
        ),
        Evidence(
            "C",
            "In 20 million invitations, replies after acceptance were 9.36% with a personal note and 5.44% without;"
            " in 16,492 others, acceptance was equal (26.42% and 26.37%)",
            "vendors' figures on linkedinsider.blog and infilly.app",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi, I would like to add you to my professional network.", Channel.LINKEDIN_NOTE),
        Example(
            "Dear Sir or Madam,\n\nI am a reliable bookkeeper with ten years of experience. Please find my resume attached.",
            Channel.EMAIL,
        ),
        Example("Hello! We help companies like yours to cut energy bills. Can we talk?", Channel.LINKEDIN_INMAIL),
        Example("hi! i sell handmade phone cases, 20% off this week, link in bio", Channel.X_DM),
        Example(
            "Hello Marta, I hope you are having a great week! I am new to the area and looking for work. Anything helps.",
            Channel.FACEBOOK_MESSAGE,
        ),
    )
    good = (
        Example("Hi Mei, your piece on port congestion changed how I plan safety stock. How did you get hold of the berth times?"),
        Example(
            "Dear Dr Haas,\n\nyou moved from surgery to hospital design. What did you see differently in the first building?",
            Channel.EMAIL,
        ),
        Example(
            "Hi Jamal, I run the bakery on Pitt Street, and the night your crew fixed the main we stayed open. How did you find the leak so fast?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example("Hello Ms Oduya, how did you get from customs law to running a port school?", Channel.LINKEDIN_NOTE),
        Example("Saw the chair you carved from the storm oak. Did it move as it dried?", Channel.X_DM),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The whole body, if no sentence refers to the recipient or asks about their work."""
        odds = analysis.odds_of_none(Move.REFERENCE, Move.QUESTION)
        if odds <= LIKELIER_THAN_NOT or not analysis.own_spans or analysis.message.forwards:  # what is passed on says why
            return
        is_empty = analysis.body.start == analysis.body.end  # a greeting and no more
        yield self.finding(
            analysis.own_spans[0] if is_empty else analysis.body,
            "Nothing here is about this person, so it could have gone to anybody. Say what caught your eye in their work.",
            score=odds,
            reason=f"none of {len(analysis.sentences)} sentences refers to the recipient" if len(analysis.sentences) > 1 else "",
        )
