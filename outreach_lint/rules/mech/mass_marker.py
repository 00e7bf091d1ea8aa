from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move, Zone
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule, phrase_pattern

_WORD = r"(?:dear|hi|hello|hey|hiya|greetings(?: to)?|good (?:morning|afternoon|evening|day)|welcome)"
_MANY = lazy(
    rf"\s*(?:(?:{_WORD},? (?:to )?(?P<many>(?:you )?all(?: of you)?(?=\s*(?:[,!:.;–—\n]|\Z))|everyone|everybody|folks|guys|people"
    r"|friends|colleagues|partners|members"
    r"|customers|clients|subscribers|readers|professionals|business owners|founders|entrepreneurs|leaders|marketers|connections|ladies and gentlemen"
    r"|esteemed (?:colleagues?|researchers?|scholars?|authors?|investors?|members?|customers?|readers?|professionals?)(?! (?-i:[A-Z]))"
    r"|(?:valued|potential|prospective) (?:\w+ )?\w+))|(?P<formal>ladies and gentlemen))(?!\w|['’]| (?-i:[A-Z]\w)| of\b)",
    re.I,
)
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+)?"
# Three names or more, and then the text: two people may well be written to on purpose.
_NAMES = lazy(
    rf"\s*(?i:{_WORD}) (?P<names>{_NAME}(?:(?:, ?| ?/ ?){_NAME}){{1,8}}(?:,? (?:and|&) | ?/ ?|, ?){_NAME})"
    r"(?=\s?[!:]|\s?,?\s*[\n–—]|, ?(?:I|we|my|your|this|what|how)\b)"
)
_FOOTER = lazy(r"\b(?:unsubscribe|opt(?:ing)?[ -]?out|no longer wish to receive|you are receiving this)\b", re.I)
_BULK = phrase_pattern(
    (
        r"(?:view|open|read) (?:this|it|the)(?: (?:e-?mail|message|newsletter))? in (?:your|a|the) (?:web )?browser",
        r"(?:click (?:here|below)|reply (?:with )?[\"“]?(?:stop|unsubscribe|remove)[\"”]?) (?:to|and we will|if you want to) "
        r"(?:unsubscribe|opt[ -]out|be removed|stop)",
        r"to (?:unsubscribe|opt[ -]out)(?: from (?:this|these|our|future) \w+)?,? (?:please )?(?:click|reply|follow|visit)",
        r"(?:update|manage) your (?:e-?mail |subscription |mailing )?(?:preferences|subscription)",
        r"you(?:'re| are| were) (?:receiving|getting|sent) this (?:e-?mail|message|mail) (?:because|as)",
    )
)
_SORRY_FOR_MASS = phrase_pattern(
    (r"(?:sorry|apologies|excuse me|forgive me) for (?:the|this) (?:mass|group|bulk) (?:e-?mail|mail|message|dm)",)
)
_SHOWN = 60  # code points of a footer


class MassMarker(Rule):
    """The message shows that it went to many.

    “Dear all”, “Hi everyone”, “Dear valued customer”, three names or more in the greeting, a footer to unsubscribe,
    “view this email in your browser”. “Hi both” and two names are fine.

    Why: What is sent to everybody asks nobody in particular, so nobody in particular answers. By LinkedIn's own count,
    bulk InMails came from few senders, had few replies, and led to limits on accounts.

    Instead: Write to one person at a time, and to fewer people.

    Disputed: In several countries the law demands a way out in every commercial email. Where a seller's message is
    otherwise about the reader, the footer is therefore reported only as info.
    """

    severity = Severity.WARNING
    last_stage = 1
    evidence = (
        Evidence(
            "B",
            "Of the generic InMails of the fewer than 2% of senders who wrote most, 94% were bulk; few were answered,"
            " and accounts with under 13% responses were limited",
            "LinkedIn 2014, on its InMail policy",
        ),
        Evidence("D", "A greeting to all is taken for mass mail", "open checkers of outreach"),
    )
    bad = (
        Example("Dear all,\n\nwe have opened a new warehouse in Ghent and look for partners.", Channel.EMAIL, marks="all"),
        Example("Hi everyone! my soap is 20% off till Sunday", Channel.FACEBOOK_MESSAGE, marks="everyone"),
        Example(
            "Hi Femi, Ada and Kunle,\n\nour accounting course starts in May. Would one of you like a seat?",
            Channel.EMAIL,
            marks="Femi, Ada and Kunle",
        ),
        Example(
            "Dear Mr Weiss,\n\nour pumps last twenty years. May we call?\n\nKind regards,\nTorsten\n\nUnsubscribe from this list at any time.",
            Channel.EMAIL, marks="Unsubscribe from this list",
        ),
        Example("Dear valued professional, our network invites you to its gala in Dubai.", Channel.LINKEDIN_INMAIL, marks="valued professional"),
        Example(
            "View this email in your browser\n\nHi Petra,\n\nour spring tiles are here.", Channel.EMAIL, marks="View this email in your browser"
        ),
    )  # fmt: skip
    good = (
        Example("Hi Femi,\n\nyour audit notes taught me what a contra entry is. Which one fooled you longest?", Channel.EMAIL),
        Example(
            "Hi Ada and Kunle,\n\nyour duet at the Jos harvest made my mother cry. Who taught you the second verse?", Channel.EMAIL
        ),
        Example("Hi Petra, all the tiles in your Delft post are hand-cut. How many break?"),
        Example(
            "Dear Mr Weiss,\n\nyou wrote that people who unsubscribe are your best critics. What did the last one tell you?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example(
            "Hi Noor, Tom and Lea told me about your ropework at the Bergen mast. How do you rest up there?", Channel.LINKEDIN_NOTE
        ),
        Example(
            "Dear Ms Oduya,\n\nyour ward map is the clearest I know. What did the porters say?\n\nThanks,\nEva\n\n"
            "This email is confidential and intended for the addressee only.",
            Channel.EMAIL,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The greeting to many, and the first trace of a mailing."""
        body, start = analysis.message.body, analysis.own_spans[0].start if analysis.own_spans else 0
        many, names = _MANY.match(body, start), _NAMES.match(body, start)
        if many:
            said = Span(*many.span(many.lastgroup or 0))
            yield self.finding(
                said, f"“{analysis.text(said)}” speaks to many, so nobody in particular feels meant. Write to one person, by name."
            )
        elif names:
            yield self.finding(Span(*names.span("names")), "Three names or more make this a circular. Write to each of them alone.")
        for span in _traces(analysis)[:1]:
            light = Severity.INFO if analysis.is_fair(Move.PITCH) else None
            words = shorten(analysis.text(span), _SHOWN, placeholder=" …")
            is_footer = bool(_FOOTER.search(words))  # for mail that sells, the law may want one
            advice = "If the law wants that line, keep it, and make the rest theirs." if is_footer else "Write to this one person."
            yield self.finding(span, f"“{words}” shows that this went to many. {advice}", severity=light)


def _traces(analysis: Analysis) -> list[Span]:
    """What mailing programs add, and excuses for a mailing."""
    footers = [zone.span for zone in analysis.zones if zone.zone is Zone.BOILERPLATE and _FOOTER.search(analysis.text(zone.span))]
    return [*analysis.own_matches(_BULK), *analysis.own_matches(_SORRY_FOR_MASS), *footers]
