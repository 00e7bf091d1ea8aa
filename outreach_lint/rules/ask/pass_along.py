from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_LEAST_SHARE = 0.9  # of its sentence; below, something else is said in it, and only the writer can cut it
# What may stand around the formula and says nothing more; the edit must not take out anything else.
_POLITE = (
    r"(?:(?:then|please|kindly|pls|perhaps|maybe|just|also|could|can|would|will|you|i|i'd|be|so|very|most|grateful|appreciate|it|if|mind|feel|free|to"
    r"|thankful|glad|happy|for|this|that|yourself|though)\b[\s,:]*){0,16}"
)
_REST = r"(?:(?!\s(?:and|but|or|because|since)\b)[^.?!,;:\n]){0,60}"
_RIGHT = r"(?:right|correct|best|appropriate|relevant|proper|concerned)"
_NOT_YOU = (
    rf"(?:you(?:'re not| are not| aren't) (?:(?:the|a) (?:{_RIGHT} (?:person|contact|one)|decision[- ]maker)(?: (?:to|for) \w+)?|responsible|in charge"
    rf"|interested)|you not be the {_RIGHT} (?:person|contact)"
    r"|you (?:aren't|don't|do not) (?:the one|handle|deal with)|(?:this|that|it) (?:does not|doesn't) (?:concern|interest) you"
    r"|(?:this|that|it) (?:isn't|is not) (?:you|your (?:area|department|field|remit|responsibility|team|job)|for you|of interest|relevant)"
    r"|i(?:'ve| have)? (?:have|reached|got|written to|contacted)? ?the wrong (?:person|address)|i should be (?:talking|writing|speaking) to some(?:one"
    r"|body) else)"
)
_SOMEBODY = (
    r"(?:(?:some|any)(?:one|body)|(?:a|your|the) (?:\w+ )?colleagues?|others|who(?:ever|m)?|your (?:boss|manager)"
    rf"|(?:the|your) (?:{_RIGHT} |\w+ )?(?:person|people|contact|department|team|board|manager))\b"
)
_THIS = r"(?:this|it)(?: message| e-?mail| mail| note)?"
_TO_SOMEBODY = (
    rf"(?:(?:forward|pass|send|hand|direct)(?:ing)? {_THIS}(?: on| along| over)? to {_SOMEBODY}|forward to {_SOMEBODY}"
    rf"|(?:point|direct|refer|steer)(?:ing)? me (?:to|towards?) {_SOMEBODY}"
    r"|who(?:m| else)? (?:should|would|could|can|do) i (?:\w+ )?(?:talk|speak|write|contact|reach|ask|turn)(?:ing)?)"
)
_ELSEWHERE = (
    rf"(?:{_TO_SOMEBODY}|(?:forward|pass)(?:ing)? {_THIS} (?:on|along)|(?:point|put|steer)(?:ing)? me in the right direction"
    r"|(?:let me know|tell me) whom?|who(?: it)? (?:is|would be))"
)


class PassAlong(PhraseRule):
    """The message says that it may have gone to the wrong person.

    “If you are not the right person, please forward this or point me to who is.” A request to hand on a CV is a
    referral, and ask/referral-first-contact speaks of that.

    Why: It tells the reader that the message was not written for them. A trade site for recruiters calls it the line
    that shows nobody in particular was wanted.

    Instead: Say in half a line why you write to them: what they made, led or said. If you do not know who is right,
    find out first.
    """

    severity = Severity.WARNING
    last_stage = 1
    evidence = (
        Evidence(
            "D",
            "“If not interested, pass it on” shows that nobody in particular was wanted",
            "sourcecon.com, a trade site for recruiters",
        ),
        Evidence("D", "An open builder of outreach messages bans the phrase", "alirezarezvani/claude-skills"),
    )  # fmt: skip
    bad = (
        Example(
            "Dear Ms Haddad,\n\nwe make labels for blood bags. Which printer do you use today? If you are not the right person, please"
            " forward this to your colleague.\n\nKind regards,\nJens", Channel.EMAIL,
            marks="If you are not the right person", becomes="Dear Ms Haddad,\n\nwe make labels for blood bags. Which printer do you use today?"
            "\n\nKind regards,\nJens",
        ),
        Example("Hi Tom, we insure racing pigeons. If this isn't you, could you point me to who is?", marks="If this isn't you"),
        Example("Hi Rosa, I have a role for a crane planner in Bilbao. If not, who should I talk to?", Channel.LINKEDIN_NOTE,
                marks="If not, who should I talk to?"),
        Example(
            "Hello Mr Banda, I write about the new rail yard. Please pass this to whoever looks after the sidings if that isn't you.",
            Channel.LINKEDIN_INMAIL, marks="if that isn't you",
        ),
        Example("hey! if you're not interested pls pass this on to someone who is 🙏", Channel.X_DM, marks="pass this on to someone"),
    )  # fmt: skip
    good = (
        Example("Dear Ms Haddad,\n\nI am writing to you because you led the move to the new blood bags. What would you do differently today?", Channel.EMAIL),
        Example("Hi Tom, your talk on racing pigeons sold me. If this isn't a good week, never mind. How old is your oldest bird?"),
        Example("Rosa, your lift over the Bilbao market hall was brave. If you are not sick of cranes by now: which beam worried you most?",
                Channel.LINKEDIN_NOTE),
        Example(
            "Hello Mr Banda, your piece on the rail yard named the wrong ministry, I think. Who answered you there in the end?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("I passed your thread on to my whole shift. If it is not a secret, what is in the glaze?", Channel.X_DM),
    )  # fmt: skip
    phrases = (
        rf"(?:and |or |but )?(?:if|in case|should) {_NOT_YOU}\b[\s,:]*{_POLITE}{_ELSEWHERE}\b{_REST}",
        rf"(?:and |or |but )?if not\b[\s,:]*{_POLITE}{_TO_SOMEBODY}\b{_REST}",
        rf"{_POLITE}{_ELSEWHERE}\b{_REST}[\s,]+(?:if|in case) {_NOT_YOU}",
        rf"{_POLITE}(?:forward|pass|direct)(?:ing)? {_THIS}(?: on| along| over)? to the {_RIGHT} (?:person|people|department|colleague|contact|team){_REST}",
    )
    says = "“{}” tells them that this was not meant for them. Say why you write to them, or find out who is right."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first such sentence; one that says nothing else can be taken out."""
        for span in islice(self.places(analysis), 1):
            alone = analysis.sentence_filled_by(span, _LEAST_SHARE)
            yield self.finding(
                alone or span,
                self.told(analysis, span),
                edits=(analysis.deletion_of(alone),) if alone else (),
            )
