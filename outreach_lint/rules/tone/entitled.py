from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_GRANT = (
    r"(?:agree(?! that\b)|help|want|love|say yes|support|refer|recommend|introduce|hire|invite|accept|be (?:able|glad(?! to (?:hear|know|see|learn))"
    r"|happy(?! to (?:hear|know|see|learn))"
    r"|willing) to|find (?:me|my|our)|make (?:an exception|time))"
)
_GOOD = r"(?:positive|favou?rable|prompt|quick|speedy|immediate|kind and prompt)"
_FAVOUR = (
    r"(?:referral|recommendation|introduction|endorsement|help|support|assistance|donation|contribution|approval|invitation"
    r"|call|guidance|mentorship|participation|confirmation|purchase|investment)"
)


class Entitled(PhraseRule):
    """The message takes the favour for granted.

    “I expect”, “you should hire”, “I look forward to joining your team”, “I am sure you will help”. “I look forward to
    hearing from you” is an ordinary closing, and “I expect you get many letters” is only a guess; neither is reported.

    Why: It decides for the reader, who then has to push back or keep silent. A guide to referrals names presumption
    among what makes people refuse.

    Instead: Say what you would be glad of, and leave the decision to them.
    """

    severity = Severity.WARNING
    last_stage = 2
    yields_to = ("tone/guilt", "give/quid-pro-quo")
    evidence = (Evidence("D", "A guide to referrals names presuming the favour as a reason to refuse", "purshology.com"),)
    bad = (
        Example(
            "Hi Hanna, I applied for the bookbinder post on Friday. I look forward to joining your team.", marks="I look forward to joining your team"
        ),
        Example(
            "Dear Mr Okello,\n\nour pumps run in nine countries. You should talk to us before you buy anything else.", Channel.EMAIL,
            marks="You should talk to us",
        ),
        Example("Hello Ilse, I know you will help a fellow baker. Which oven was it?", Channel.FACEBOOK_MESSAGE, marks="I know you will help"),
        Example(
            "Dear Professor Lund,\n\nmy plan for the thesis is attached. I expect your answer before the holidays.", Channel.LINKEDIN_INMAIL,
            marks="I expect your answer",
        ),
        Example("loved the synth video. when can i start at your studio?", Channel.X_DM, marks="when can i start"),
        Example("I saw the night porter's job. I look forward to your referral, thank you.", Channel.LINKEDIN_NOTE, marks="I look forward to your referral"),
    )  # fmt: skip
    good = (
        Example(
            "Hi Hanna, I applied for the bookbinder post on Friday. How do you decide which spines to save? I look forward to hearing from you."
        ),
        Example(
            "Dear Mr Okello,\n\nyou wrote that the third pump failed in the dust. How did you know when you should stop it? I expect you get many"
            " letters like this one, so take your time.",
            Channel.EMAIL,
        ),
        Example(
            "Hello Ilse, I am sure you will have seen the new oven law. What will you do with the old deck oven?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example(
            "Dear Professor Lund,\n\nI expect to finish my degree in June, and your paper on lichens decided my topic."
            " How did you choose your first rock? I look forward to"
            " your next paper.",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("loved the synth video, you should be proud of that bass. which filter is it?", Channel.X_DM),
    )
    phrases = (
        rf"(?:i|we) (?:fully |do |would |shall )?expect (?:(?:an?|your) (?:{_GOOD} )?(?:\w+ )?(?:answer|reply|response"
        rf"|decision|feedback|judge?ment|help|support|call)|you to|to hear"
        r" (?:back |from you )|that you (?:will|'ll))",
        r"when (?:can|may|should|could) (?:i|we) expect (?:an?|your|to (?:hear|start|receive))",
        r"(?<!when\s)(?<!if\s)(?<!how\s)(?<!what\s)(?<!why\s)(?<!where\s)you should (?:really |definitely |totally |seriously |also )*"
        r"(?:(?:hire|refer|recommend|introduce|call|meet|consider|help|invite|pick|choose|try) (?:me|us|my|our)"
        r"|talk to (?:me|us)|speak to (?:me|us)|give (?:me|us)"
        r"|answer me|reply|respond|join (?:us|our)|buy|invest|switch|sign up|subscribe)",
        r"(?:i |we )?(?:am |are )?look(?:ing)? forward to (?:joining (?:you|the team|your (?:team|company|firm|group|lab"
        r"|crew|organi[sz]ation|studio|staff|office|department))|being (?:referred|part of)|starting (?:at|with|in|my)"
        r"|working (?:for|at"
        r"|in) your|becoming (?:a )?part|onboarding)",
        rf"(?:i |we )?(?:am |are )?look(?:ing)? forward to (?:receiving )?your (?:kind |valuable |generous |{_GOOD} )*{_FAVOUR}",
        rf"(?:i |we )?(?:am |are )?look(?:ing)? forward to (?:receiving )?(?:your|a|an) {_GOOD} (?:answer|reply|response|feedback|decision|consideration)",
        r"(?:i |we )?(?:am |are )?look(?:ing)? forward to (?:a|our) (?:\w+ )?(?:fruitful|successful|rewarding|beneficial"
        r"|long-term) (?:\w+ )?(?:cooperation|collaboration|partnership|association|relationship)",
        rf"(?:i'm|i am|we are|we're|i feel) (?:so |very |quite |absolutely )?(?:confident|sure|certain|convinced"
        rf"|positive) (?:that )?you(?:'ll| will) {_GRANT}",
        rf"(?:i|we) (?:know|trust|assume|take it|have no doubt|expect) (?:that )?you(?:'ll| will) {_GRANT}",
        r"you(?:'ll| will) (?:definitely |certainly |surely )?want to (?:hear (?:this|me|us|what)|meet (?:me|us)"
        r"|talk to (?:me|us)|speak to (?:me|us)|hire|buy|try (?:it|this|our)|work with (?:me|us))",
        r"you(?:'ll| will) not (?:regret|be disappointed|be sorry)", r"you won't (?:regret|be disappointed|be sorry)",
        r"you(?:'d| would) be (?:crazy|mad|foolish|a fool|stupid) (?:not )?to",
        r"(?:i'm|i am|we're|we are) (?:counting|relying) on (?:you|your (?:help|support|reply|answer))",
        r"(?:i|we) (?:count|rely) on (?:you|your (?:help|support|reply|answer))",
        r"you owe (?:me|us) (?:a|an|one|that|this)", r"i deserve (?:an?|the|this|your|to)",
        r"(?:it's|it is) the least you (?:can|could) do", r"the least you (?:can|could) do",
        r"(?:costs?|cost) you (?:absolutely )?nothing", r"(?:won't|will not|doesn't|does not) cost you (?:anything|a thing)",
        r"when (?:can|do|could|may) i (?:start|begin)(?=\s*(?:[.?!,;]|$|at\b|in your\b|work|on (?:mon|tue|wed|thu|fri)))", r"tell me when i (?:can"
        r"|could) (?:start|begin)",
    )  # fmt: skip
    says = "“{}” takes the favour for granted. Say what you would be glad of, and leave the decision to them."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first presumption."""
        yield from list(super().check(analysis))[:1]
