from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_LEAST_SHARE = 0.7  # of its sentence; below, something else is said in it, and only the writer can cut it
_HOPE = r"(?:i )?(?:really |sincerely |do )?(?:hope|trust)"
_BRIEF = r"(?:i'll|i will|let me) (?:keep (?:this|it)|be) (?:short|brief|quick)"
# What a wish that means nobody is made of; a wish with anything else in it means somebody ("finds you with rain for the barley").
_AND_YOURS = r"(?:,? (?:and|too|all|both|your|the|team|family|as))*"
_WELL = (
    r"(?:(?:(?:keeping|doing|all|very|really|safe and|happy and|fit and) )*(?:well|good|great|fine|okay|safe|healthy|happy|thriving)"
    r"|in (?:\w+ ){0,3}(?:health|spirits?|mood|pink|best)|at a good (?:time|moment))"
)
_AND_SO_ON = (
    r"(?:,? (?:and|in|on|this|that|safe|well|healthy|happy|good|great|fine|best|health|spirits|today|morning|afternoon|evening|day|week"
    r"|lovely|sunny|monday|tuesday|wednesday|thursday|friday)){0,6}(?=\s*(?:[.!?,;:)–—-]|$|and\b))"
)


class Filler(PhraseRule):
    """The message has a formula that says nothing: “I hope this finds you well”.

    Others are “just reaching out”, “I'll keep this short” and “touching base”.

    Why: By one vendor's count a preview on a phone shows 30 to 43 characters. “I hope this message finds you well”
    fills it, and takes a sixth of a connection note of 200.

    Instead: Start with the fact that made you write.
    """

    severity = Severity.INFO
    evidence = (
        Evidence(
            "D",
            "Three open rubrics for outreach list these formulas as dead phrases",
            "coreyhaines31/marketingskills; bonJoeV/linkedin-message-analyzer; alirezarezvani/claude-skills",
        ),
        Evidence("C", "A mobile preview shows 30 to 43 characters", "getgangly.com, a vendor"),
    )  # fmt: skip
    bad = (
        Example(
            "Hi Lena,\n\nI hope this message finds you well. Your grafting notes saved my pear tree. What rootstock was it?", Channel.EMAIL,
            marks="I hope this message finds you well.", becomes="Hi Lena,\n\nYour grafting notes saved my pear tree. What rootstock was it?",
        ),
        Example(
            "Just reaching out to say that your talk on tram noise was the best of the day.", Channel.LINKEDIN_NOTE, marks="Just reaching out"
        ),
        Example("Dear Mr Amadi,\n\nI'll keep this short. How did you staff the night clinic in its first month?", Channel.LINKEDIN_INMAIL,
                marks="I'll keep this short.", becomes="Dear Mr Amadi,\n\nHow did you staff the night clinic in its first month?"),
        Example("hey Jo, hope you're doing well! which glaze is on the blue bowl?", Channel.X_DM, marks="hope you're doing well!"),
    )  # fmt: skip
    good = (
        Example("Hi Lena, your grafting notes saved my pear tree. What rootstock was it?"),
        Example(
            "Dear Mr Amadi,\n\nI hope the new clinic opened well after the flood. How did you staff its first month?", Channel.EMAIL
        ),
        Example("Jo, your blue bowl looks like the sea at Skagen. How did you get the glaze to break like that?", Channel.X_DM),
        Example("Hi Noor, I am reaching the end of your book on reed beds. What would you add today?", Channel.LINKEDIN_NOTE),
    )
    phrases = (
        rf"{_HOPE} (?:that )?(?:this|my) (?:message|e-?mail|mail|note|letter|dm)?\s?(?:finds|reaches) you{_AND_YOURS} {_WELL}{_AND_SO_ON}",
        rf"{_HOPE} (?:that )?(?:you|all)(?:'re| are| is)?(?: all)?(?: keeping| doing)? (?:well|good|great|fine|okay)(?! (?:aware|paid|known|placed"
        rf"|versed|informed|supplied|at|\w+(?:ers|ists)\b))",
        rf"{_HOPE} (?:that )?(?:you're|you are) having an? (?:good|great|nice|lovely|wonderful) (?:day|week|start)(?: so far| ahead)?{_AND_SO_ON}",
        r"(?:i |we )?(?:just )?want(?:ed)? to reach out(?: to you)?(?: to (?:say|see|ask|let you know))?",
        r"(?:i'm |i am |i was |i wanted to |i thought i'd )?(?<!\bis\s)just (?:reaching|reach) out(?: to (?:say|see|ask|let you know))?",
        r"(?:i'm |i am )?(?:just )?touching base",
        rf"{_BRIEF}(?: and sweet)?",
        rf"(?:i )?(?:know|understand|am sure) (?:that )?you(?:'re| are) (?:very |really |super )?busy,? so {_BRIEF}",
        r"without further ado",
        r"(?:please )?allow me to introduce myself",
        r"i'll get straight to the point",
    )
    says = "“{}” says nothing yet. Start with the fact that made you write."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every formula; one that fills its sentence can be taken out."""
        for span in self.places(analysis):
            alone = analysis.sentence_filled_by(span, _LEAST_SHARE)
            yield self.finding(
                alone or span,
                self.told(analysis, span),
                edits=(analysis.deletion_of(alone),) if alone else (),
                is_safe=analysis.is_all_of_its_sentence(span),
                severity=Severity.WARNING if analysis.channel is Channel.LINKEDIN_NOTE else None,
            )
