from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.thread import unanswered
from outreach_lint.reading.words import content_stems
from outreach_lint.rule import Evidence, Example, Need, Rule, phrase_pattern

_MAIL = r"(?:e-?mail|mail|message|note|request|invitation|letter|dm|inmail|proposal|offer|application)s?"
# What a reminder is made of. The first group shows that it is one; the second says nothing new either.
_BUMPS = (
    r"(?:i'm |i am |i was |i just wanted to |i wanted to |just |simply |only )*check(?:ing)? (?:back )?(?:in|whether|if)",
    rf"(?:bump|push|float)(?:ing)? (?:this|it|my {_MAIL})(?: (?:back|up|again|to the top(?: of (?:your|the) (?:inbox|list|pile))?))*",
    r"any (?:update|updates|news|thoughts)(?: on (?:this|that|it|the below|my last \w+))?",
    rf"(?:did|have) you (?:get|see|receive|received|seen|had|have)(?: a)?(?: chance| time)?(?: to (?:see|read|look at|review|go through))? (?:my|our|the|this) "
    rf"(?:\w+ )?{_MAIL}",
    r"did you (?:get|have) (?:a )?(?:chance|time) to (?:look at|read|see|review) (?:it|this|that)",
    rf"(?:just |simply )?(?:follow|following|circling|circle|coming|come|getting|get)(?: up| back)(?: again)?(?: to you)?(?: (?:on|about|to|regarding) "
    rf"(?:my|our|the|this|that|it|your)(?: (?:last|previous|earlier|first|below|above))*(?: {_MAIL})?)?",
    r"(?:gentle|friendly|kind|quick|small|another) reminder",
    rf"(?:i )?(?:just )?want(?:ed)? to (?:make sure|check)(?: that)?(?: you)?(?: saw| received| got| have seen)?(?: (?:my|our|this))?(?: {_MAIL})?",
    r"(?:in case|making sure|make sure)(?: that)?(?: (?:this|it|my \w+))?(?: (?:got|was|did not get|didn't get|gets))?(?: lost| buried| missed)?",
    rf"(?:resending|re-sending|sending again|sent you|wrote to you)(?: (?:this|it|my {_MAIL}))?",
)
_PADDING = (
    r"i (?:know|understand|am sure|guess|imagine)(?: that)? (?:you(?:'re| are| must be)|your inbox|this is|how)[^.!?\n]*",
    r"(?:i |we )?(?:haven't|have not|did not|didn't|never|still have not)(?: \w+)? (?:hear|heard|receive|received|get|got)[^.!?\n]*",
    r"as (?:i )?(?:mentioned|said)(?: before| earlier)?", r"if (?:it|this|you)(?:'s| is| are)? not[^.!?\n]*",
    r"(?:looking|i look) forward to[^.!?\n]*", r"(?:waiting|awaiting) (?:for )?your[^.!?\n]*", r"let me know[^.!?\n]*",
    r"(?:last|previous|earlier) (?:week|month|monday|tuesday|wednesday|thursday|friday)",
)  # fmt: skip
# The courtesies of a reminder, as content_stems() gives them.
_COURTESY = content_stems(
    "I A please kindly reply answer hear hearing waiting awaiting interested message email inbox wanted possible soon regarding"
).keys()
_EMPTY_MOVES = frozenset({Move.GREETING, Move.PLEASANTRY, Move.CLOSING, Move.THANKS, Move.EASY_OUT})
_LEAST_NEWS = 0.15  # of its telling words: the linter's own threshold
_NOTHING = 2  # telling words; so few are no news, whatever their share


class BumpNoNews(Rule):
    """The message follows up on an unanswered one and adds nothing.

    Looked for in the follow-up of a message that had no answer: a phrase such as “just checking in”, “bumping this” or
    “any update?”, where the rest says hardly a word that the earlier messages did not say.

    Why: It tells the reader only that you are still waiting, and makes their silence the subject. They could answer it
    only with an apology.

    Instead: Write again once you have news for them: something that you found, tried or read since, or a smaller
    question.

    Disputed: A first follow-up is not wrong in itself: Belkins, a vendor, is retold with 49% more replies to it. Gong,
    another vendor, is retold with 12% fewer meetings after “just checking in”. The two need not contradict each other,
    if it is the news that helps and not the reminder.
    """

    severity = Severity.WARNING
    needs = (Need.THREAD,)
    evidence = (
        Evidence(
            "C",
            "“Just checking in” went with 12% fewer meetings, while a first follow-up went with 49% more replies",
            "Gong and Belkins, vendors, as retold by coreyhaines31/marketingskills and gaidme.com",
        ),
        Evidence(
            "D",
            "An open checker of outreach allows one follow-up, and only with news",
            "alirezarezvani/claude-skills, outreach message builder",
        ),
    )
    bad = (
        Example(
            "Hi Ngozi, just checking in on this. Any thoughts?",
            thread=("me: Hi Ngozi, who cut the radio play about the dam?",),
            marks="just checking in",
        ),
        Example(
            "Dear Mr Halloran,\n\nI am following up on my previous email about the orchard survey. Did you get a chance to look at it?\n\nKind regards,\n"
            "Mette",
            Channel.EMAIL,
            thread=("me: Dear Mr Halloran, we count old apple trees in Munster. May we include your orchard in the survey?",),
            marks="following up on my previous email",
        ),
        Example(
            "hey! bumping this up",
            Channel.X_DM,
            thread=("me: hey, which brush did you use for the tram comic?",),
            marks="bumping this up",
        ),
        Example(
            "Good day Ms Petrova, gentle reminder. I know that you are very busy. Waiting for your kind reply.",
            Channel.LINKEDIN_INMAIL,
            thread=("me: Good day Ms Petrova, we have a vacancy for a crane planner in Varna.",),
            marks="gentle reminder",
        ),
        Example(
            "Hello Samuel, did you get my message? Let me know.",
            Channel.FACEBOOK_MESSAGE,
            thread=("me: Hello Samuel, are you the one who restored the Accra bus?",),
            marks="did you get my message",
        ),
    )
    good = (
        Example(
            "Hi Ngozi, your new post answers half of my question: the river was recorded at night. The other"
            " half: how did you find the voice of the engineer?",
            thread=("me: Hi Ngozi, who cut the radio play about the dam?",),
        ),
        Example(
            "Dear Mr Halloran,\n\nfollowing up on my email of May: we found a Bramley of 1880 two fields from yours, photograph attached. How did your"
            " old Bramley by the gate come through the dry summer?",
            Channel.EMAIL,
            thread=("me: Dear Mr Halloran, we count old apple trees in Munster. May we include your orchard in the survey?",),
        ),
        Example(
            "Thanks for answering so fast! Just checking that I read you right: two coats, no primer? and what"
            " made you give up brushes",
            Channel.X_DM,
            thread=("me: hey, which brush did you use for the tram comic?", "them: no brush, two coats with a roller"),
        ),
        Example(
            "Good day Ms Petrova, your cranes in Varna moved in two weeks ahead of plan, I read. Following up on"
            " my question: what did you change in your wind plan?",
            Channel.LINKEDIN_INMAIL,
            thread=("me: Good day Ms Petrova, what is hardest in planning cranes on an open quay?",),
        ),
        Example(
            "Hello Samuel, a week ago I asked about the Accra bus. Since then I found its number plate in a film"
            " of 1964, second reel. How did you come by its engine?",
            Channel.FACEBOOK_MESSAGE,
            thread=("me: Hello Samuel, are you the one who restored the Accra bus?",),
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first phrase of a reminder that says nothing else."""
        if not unanswered(analysis.message):
            return
        bump = next(analysis.own_matches(phrase_pattern(_BUMPS)), None)
        if bump is None or _has_news(analysis):
            return
        sentence = analysis.sentence_at(bump)
        yield self.finding(
            sentence.span if sentence else bump,
            f"“{' '.join(analysis.text(bump).split())}” tells them only that you are waiting. Write again when you have something for them.",
            reason="compared with your earlier messages",
        )


def _has_news(analysis: Analysis) -> bool:
    """Whether a sentence that is no reminder speaks of them or offers something, or enough of its telling words are new."""
    reminder = phrase_pattern((*_BUMPS, *_PADDING))
    others = (sentence for sentence in analysis.sentences if not reminder.search(sentence.text))
    if any(sentence.makes(Move.QUESTION, Move.REFERENCE, Move.OFFER) for sentence in others):
        return True
    said = " ".join(s.text for s in analysis.sentences if not {move.move for move in s.moves} <= _EMPTY_MOVES)
    left = content_stems(reminder.sub(" ", said))
    before = content_stems(" ".join(earlier.text for earlier in analysis.message.thread if earlier.from_sender))
    new = left.keys() - before.keys() - _COURTESY
    return len(new) > _NOTHING and len(new) >= _LEAST_NEWS * len(left)
