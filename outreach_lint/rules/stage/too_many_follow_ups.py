from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Role
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.thread import unanswered
from outreach_lint.rule import Evidence, Example, Need, Rule

_LIMIT = 2  # messages without an answer, the first included: open checkers of outreach allow one follow-up
_LIMIT_IN_TRADE = 4  # the shortest of the cadences that vendors advise, of four to seven
_TRADE = (Role.SALES, Role.RECRUITER)


class TooManyFollowUps(Rule):
    """The message follows up once too often on messages that had no answer.

    Your messages since the recipient last wrote are counted, this one included: more than two, or, for sales and
    recruiters, more than four.

    Why: After two messages, silence is an answer. A third one mostly tells the reader that you did not hear it.

    Instead: Let it rest, and write again when you have something new for them.

    Disputed: Vendors advise four to seven messages in sales email; their figures count who replied, not how the others
    felt. Open checkers of outreach stop at one or two. Nobody that we know of has measured it for people who write for
    themselves. So the rule is off unless you turn it on.
    """

    severity = Severity.WARNING
    needs = (Need.THREAD,)
    is_optional = True
    evidence = (
        Evidence(
            "C",
            "Vendors advise cadences of four to seven emails",
            "vendors' figures as retold by getgangly.com and gaidme.com",
        ),
        Evidence(
            "D",
            "An open checker of outreach allows one follow-up",
            "alirezarezvani/claude-skills, outreach message builder",
        ),
    )
    bad = (
        Example(
            "Hello Ms Varga, I write once more about the paper mill.",
            Channel.EMAIL,
            thread=("me: Hello Ms Varga, who mends your vats?", "me: Did you see my mail about the vats?"),
            marks="I write once more",
        ),
        Example(
            "hey, still here :) any thoughts?",
            Channel.X_DM,
            thread=("me: hi, love the zine", "me: which press is it?", "me: hello?"),
            marks="any thoughts?",
        ),
        Example(
            "Dear Mr Oyelaran, a fifth try: does anybody look after the lifts?",
            Channel.EMAIL,
            role=Role.SALES,
            thread=(
                "me: Who looks after the lifts?",
                "me: A word on the lifts?",
                "me: The lifts again.",
                "me: Is this the right address?",
            ),
            marks="a fifth try",
        ),
        Example(
            "Good evening Lucía, I would still like to hear how you dye the wool.",
            Channel.FACEBOOK_MESSAGE,
            thread=("them: Hello!", "me: How do you dye the wool?", "me: Is it with walnut?"),
            marks="how you dye the wool",
        ),
    )
    good = (
        Example(
            "Hello Ms Varga, since my mail I found the felt that you use in an old catalogue. Is it still made in Győr?",
            Channel.EMAIL,
            thread=("me: Hello Ms Varga, who mends your vats?",),
        ),
        Example(
            "ha, thanks! how did you get into risograph, and was your first one as purple?",
            Channel.X_DM,
            thread=("me: hi, love the zine", "me: which press is it?", "them: a risograph"),
        ),
        Example(
            "Dear Mr Oyelaran, your tower still has its lifts of 1961, I read. How do you keep them running? This is my last mail.",
            Channel.EMAIL,
            role=Role.SALES,
            thread=("me: Who looks after the lifts?", "me: A word on the lifts?"),
        ),
        Example(
            "Good evening Lucía, how do you dye the wool?", Channel.FACEBOOK_MESSAGE, thread=("them: Hello! Nice to meet you.",)
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The whole body, where it is one message too many."""
        count = unanswered(analysis.message) + 1
        if count > (_LIMIT_IN_TRADE if analysis.role in _TRADE else _LIMIT):
            yield self.finding(
                analysis.body,
                f"This would be your message number {count} without a reply. Let it rest until you have something new for them.",
                reason="counted in the conversation",
            )
