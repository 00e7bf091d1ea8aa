from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

# What stakes a name, and other favours: each for the sender ("me", "my"), so that "if you follow the canal" is none.
_STAKE = (
    r"(?:(?:refer|endorse|recommend|introduce|vouch for|connect) (?:me|us|my|our)|put (?:me|us) (?:forward|in touch)|put in a (?:good )?word"
    r"|(?:give|get|write) (?:me|us) (?:a|an|the) (?:\w+ )?(?:referral|recommendation|endorsement|introduction|intro|job|interview|place)"
    r"|get (?:me|us) (?:in|hired)|(?:pass|forward|hand in) my (?:cv|resume|name))"
)
_FAVOUR = (
    rf"(?:{_STAKE}|(?:follow|like|retweet|repost|rt|share|link to|star|vote for|review|subscribe to) (?:me|us|my|our)"
    r"|(?:give|leave|write) (?:me|us) (?:a|an|five|some) (?:\w+ )?(?:review|stars?|shout ?out|like|mention)|(?:link|follow|like|endorse) back)"
)
_WILL = (
    r"(?:i|we)(?:'ll|'d| will| would| can| could| shall)(?: (?:be )?(?:happy|glad) to| happily| gladly| also| certainly)?"
    r"|(?:i|we)(?:'m| am|'re| are) (?:happy|glad) to"
)
_BACK = (
    r"(?:(?:endorse|recommend|refer|introduce|connect|follow|like|retweet|repost|rt|share|link to|star|vote for|review|promote|mention)"
    r" (?:you|your|yours|back)|link back|return (?:it|the fav)|do the same|do likewise|reciprocate|scratch)"
)
_PAY = r"(?:pay|give|send|buy|owe) you|split|share (?:the|half|my)|make it worth"  # to be paid for work is fair, for one's name it is not
_GAP = r"[^.!?\n]{0,90}?"
_IF_YOU = r"if you(?:'ll| will|'d| would| can| could| are able to)?(?: please| just| kindly)?"
_GOOD_NAME = r"(?:referral|endorsement|recommendation|introduction|intro|link|backlink|review|follow|share|mention|star|vote)"


class QuidProQuo(PhraseRule):
    """A favour is offered only in exchange for another.

    “If you refer me, I will recommend you”, “endorse me and I'll endorse you back”, “in exchange for a link”. A fee for
    work, covered travel, or “tell me which year, and I can send the right file” is no such trade.

    Why: It makes a deal of what could become an acquaintance, and a favour that has its price proves nothing to
    anybody.

    Instead: Give what you can without a condition, and ask at another time.
    """

    severity = Severity.WARNING
    evidence = (
        Evidence("S", "Think what you can add and share, not what you can trade", "the idea of this linter"),
        Evidence(
            "D",
            "A referral stakes a reputation, so people refer only those they can vouch for",
            "guides to referrals: ywong.com, purshology.com",
        ),
    )
    bad = (
        Example(
            "Hi Mona, if you refer me for the analyst role, I will recommend you to my whole network.",
            marks="if you refer me for the analyst role, I will recommend",
        ),
        Example(
            "Endorse me for welding and I'll endorse you back!",
            Channel.LINKEDIN_NOTE,
            marks="Endorse me for welding and I'll endorse",
        ),
        Example(
            "Dear Ms Aalto,\n\nyour page on sauna stoves ranks well. We would place your link on our blog in exchange for a link to ours.",
            Channel.EMAIL,
            marks="in exchange for a link",
        ),
        Example("hey Kofi, follow me and i'll follow back", Channel.X_DM, marks="follow me and i'll follow"),
        Example(
            "Hello Marek, could you introduce me to the head of the mill? I can introduce you to two buyers in return.",
            Channel.LINKEDIN_MESSAGE,
            marks="I can introduce you to two buyers in return",
        ),
        Example(
            "Hi Suzy, I've left you five stars for the guest house. I hope you will do the same for my cafe.",
            Channel.FACEBOOK_MESSAGE,
            marks="do the same for my",
        ),
    )
    good = (
        Example(
            "Hi Mona, I recommended your course to our whole floor, because the chapter on joins saved us a week. What came before it?"
        ),
        Example(
            "Dear Ms Aalto,\n\nthe second link in your page on sauna stoves is dead; the report is now on the ministry's site. How did you"
            " measure the stones?",
            Channel.EMAIL,
        ),
        Example(
            "Dear Dr Moreau,\n\nhow did you date the oak in your study of loft beams? I ask because ours looks the same."
            " Would you review our survey for a fee of 400 euros?"
            " In return for your day on site we also cover the train.",
            Channel.EMAIL,
        ),
        Example(
            "Hello Marek, if you tell me which saw you run, I can send you the settings that we found. Why did you drop the band saw?"
        ),
        Example("hey Kofi, if you follow the canal to the lock, you'll see the mural. who painted the heron?", Channel.X_DM),
        Example(
            "Hi Oona, if you share my worry about the old pier, I would be glad to hear what you saw last winter.",
            Channel.FACEBOOK_MESSAGE,
        ),
    )
    phrases = (
        rf"{_IF_YOU} {_FAVOUR}\b{_GAP}[, ](?:then )?(?:{_WILL}) {_BACK}\b",
        rf"{_IF_YOU} {_STAKE}\b{_GAP}[, ](?:then )?(?:{_WILL}) (?:{_PAY})\b",
        rf"{_FAVOUR}\b{_GAP}\b(?:and|then) (?:{_WILL}) (?:{_BACK}|(?:write|give|get) you (?:one|a)\b[^.!?\n]{{0,20}}(?:too|back|in return)|(?:{_PAY}))\b",
        rf"(?:{_WILL}) {_BACK}\b{_GAP} {_IF_YOU} {_FAVOUR}\b",
        rf"(?:{_WILL}) (?:{_PAY})\b{_GAP} {_IF_YOU} {_STAKE}\b",
        rf"(?:{_WILL}) (?:endorse|recommend|refer|introduce|follow|review|promote) you{_GAP} in (?:return|exchange)(?! for your (?:time|work|help))",
        rf"in (?:exchange|return) for (?:a|an|your|the|one) (?:\w+ ){{0,2}}?{_GOOD_NAME}",
        r"i(?:'ve| have)? (?:just )?(?:already )?(?:endorsed|recommended|followed|reviewed) (?:you|your)[^.!?\n]{0,60}[,.;]\s?"
        r"(?:(?:so|now|and|please|kindly) )*"
        r"(?:endorse|recommend|follow|review|return|do the same|it's your turn)",
        r"(?:hope|hoping|wish|expect|appreciate it if|grateful if) (?:that )?you(?:'ll| will|'d| would| can| could)? (?:also )?"
        r"(?:do the same for (?:me|us|my|our)|return the fav(?:o|ou)r|reciprocate|(?:endorse|follow) (?:me )?back)",
        r"(?:you )?scratch my back",
        r"(?:follow|like|link|sub|star)\s?(?:for|4)\s?(?:follow|like|link|sub|star)",
        r"(?:link|guest post|review) (?:exchange|swap)",
    )
    says = "“{}” trades one favour for another. Give what you can without a condition, and ask at another time."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first trade."""
        yield from list(super().check(analysis))[:1]
