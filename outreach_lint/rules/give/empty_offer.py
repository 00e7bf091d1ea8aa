from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_KNOW = r"(?:(?:please |just |do )*(?:let me know|tell me|say so|shout)|(?:feel free to|please) (?:ask|reach out))"
_ANY = r"any\s?(?:thing|way)(?: at all)?(?: else)?"
_HELP = (
    r"(?:do (?:for you|in return|to help(?: you)?(?: out)?)|help(?: you)?(?: out| with)?|be (?:of (?:any )?(?:help|service|use|assistance)"
    r"|helpful)(?: to you)?|support you|add value)"
)
# The offer is empty only where nothing follows that it would be about.
_END = r"(?=\s*(?:[.!;,)]|$|too\b|as well\b|in return\b|in any way\b))"


class EmptyOffer(PhraseRule):
    """The message offers help with anything, and so with nothing.

    “Let me know if there is anything I can do for you”, “happy to help in any way I can”, with nothing that says what
    the help would be.

    Why: It leaves the work to the reader, who would have to think of a task for somebody they do not know.

    Instead: Offer the one thing that you have: a list, a reading, an hour at the next event. Or leave the sentence out.
    """

    severity = Severity.INFO
    is_optional = True
    last_stage = 1
    evidence = (Evidence("D", "An offer without content gives the reader work and nothing else", "practitioners' guides"),)
    bad = (
        Example(
            "Hi Farida, how do you keep the rye starter alive in the heat? Let me know if there is anything I can do for you!",
            marks="anything I can do for you",
        ),
        Example(
            "Dear Mr Oyelaran,\n\nyour chart of the delta is the clearest I know. Which year did you leave out? If there is any way I can be of"
            " help, please say so.",
            Channel.EMAIL,
            marks="any way I can be of help",
        ),
        Example(
            "Great thread on drill bits. let me know how I can add value.", Channel.X_DM, marks="let me know how I can add value"
        ),
        Example(
            "Hello Sanne, would you show me the loom one day? I would be happy to return the favour at any time.",
            Channel.FACEBOOK_MESSAGE,
            marks="happy to return the favour",
        ),
        Example(
            "Dear Ms Kaya, how did you cast the second bell? I am always glad to help in any way I can.",
            Channel.LINKEDIN_INMAIL,
            marks="glad to help in any way I can",
        ),
    )
    good = (
        Example(
            "Hi Farida, my notes on rye at 38 degrees are two pages. Shall I send them? How did you keep yours alive in August?"
        ),
        Example(
            "Dear Mr Oyelaran,\n\nyour chart leaves out 1994. Was the gauge broken? I have the harbour's own readings, if there is any way I can"
            " help with that year.",
            Channel.EMAIL,
        ),
        Example(
            "loved your thread on drill bits. how did you grind the second one? let me know if the Dutch price list"
            " would help, I scanned it last week",
            Channel.X_DM,
        ),
        Example(
            "Hello Sanne, your warp photos made me curious: how did you learn to read a draft?"
            " Is there anything I can read before the weaving day?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example(
            "Hi Deniz, you asked who tests on old phones. How did you find the bug on the 2014 tablet?"
            " If there is anything I can try on mine for you, it is yours."
        ),
    )
    phrases = (
        rf"(?:{_KNOW} )?(?:if|whether|should) there(?:'s| is| be)?(?: ever)? {_ANY} (?:that )?(?:i|we) (?:can|could|might) {_HELP}{_END}",
        rf"{_KNOW} how (?:i|we) (?:can|could|might) {_HELP}{_END}",
        rf"{_KNOW} if (?:i|we) can (?:ever )?{_HELP}{_END}",
        rf"if (?:i|we) can ever {_HELP}(?=,? (?:just |please )*let me know)",
        rf"(?:happy|glad|delighted|keen|here) to {_HELP} (?:in )?any\s?(?:way|how)(?: (?:that )?(?:i|we) can)?{_END}",
        r"(?:happy|glad|more than willing|willing) to return the fav(?:o|ou)r(?: (?:some|any|one)\s?(?:time|day)| at any time)?",
        r"if you (?:ever )?need anything(?: from (?:me|us))?(?: at all)?(?=\s*[,.!])",
    )
    says = "“{}” leaves them to find a task for you. Name one thing that you can give, or leave it out."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first such offer."""
        yield from list(super().check(analysis))[:1]
