from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move, Zone
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.links import ANNOUNCED_DOMAIN, LINK
from outreach_lint.rule import Evidence, Example, Rule, phrase_pattern

_PAPER = (
    r"(?:c\.?v\.?|resum[eé]|résumé|curriculum vitae|cover letter|portfolio|pitch deck|deck|brochure|flyer|price list|catalogue|company profile"
    r"|transcripts?|proposal|certificates?|references|documents?|application)"
)
_ATTACHED = r"(?:attached|enclosed|appended)"
# What the sender is or sells, on paper: nobody has asked for it.
_PAPERS = phrase_pattern(
    (
        rf"{_PAPER}(?: (?:is|are|as))?(?: also)? {_ATTACHED}",
        rf"{_ATTACHED}(?:,? (?:please find|you will find|is|are|herewith|here))?(?: (?:my|our|a|the))?(?: \w+)? {_PAPER}",
        rf"(?:my|our|the) {_ATTACHED}(?: \w+)? {_PAPER}",
        rf"(?:attach|enclose|attaching|enclosing) (?:my|our|a|the)(?: \w+)? {_PAPER}",
        r"pfa",
    )
)
_SOMETHING = phrase_pattern(
    (rf"(?:please )?(?:find|see)(?: the)? {_ATTACHED}", rf"{_ATTACHED},? (?:please find|you(?:'ll| will) find)")
)
_MOST_LOOKED_AT = 20  # links; a message with more has one that counts among these
_SENDERS_PROFILE = lazy(r"linkedin\.com/in/", re.I)


class LinkOrAttachment(Rule):
    """The first message carries a link or an attachment.

    A web address in the text, or words such as “CV attached” and “please find attached”. Links in the signature are
    left alone, and so are a link to the reader's own work, one to your LinkedIn profile, and one to something that you
    offer them.

    Why: People are taught not to open a stranger's link or file, and mail filters may count it against you. In an
    experiment, favours asked by email were granted far less often than those asked face to face; as one page retells
    it, a suspicious link was part of the reason.

    Instead: Say what it is, and offer to send it: “I can send the two pages, if useful.”
    """

    severity = Severity.INFO
    channels = (Channel.LINKEDIN_NOTE, Channel.LINKEDIN_INMAIL, Channel.EMAIL, Channel.X_DM, Channel.FACEBOOK_MESSAGE)
    last_stage = 0
    evidence = (
        Evidence(
            "A",
            "45 people asked 450 strangers for a favour in the same words: face to face was 34 times as effective as email",
            "Roghanizad and Bohns 2017; that a link looked suspicious, as retold by girlboss.com",
        ),
        Evidence(
            "D",
            "No link in a first email is standing advice on getting past filters",
            "manypicom/sales-skills on spam filters",
        ),
    )
    bad = (
        Example(
            "Dear Ms Nowak,\n\nplease find attached my CV. I have run a dairy for six years.", Channel.EMAIL, marks="please find attached"
        ),
        Example("Hi Theo, we print on bags. See what we do at https://bags.example/shop and order today.", Channel.LINKEDIN_NOTE,
                marks="https://bags.example/shop"),
        Example("hey check my new beat bit.ly/3xdrum and repost", Channel.X_DM, marks="bit.ly/3xdrum"),
        Example("Hello Mr Baptiste,\n\nI paint signs in Lyon. My portfolio is at camille-signs.fr and my CV is attached.",
                Channel.LINKEDIN_INMAIL, marks="camille-signs.fr"),
        Example("Hi Ana, my cakes are on www.tortas-do-sol.pt, have a look", Channel.FACEBOOK_MESSAGE, marks="www.tortas-do-sol.pt"),
    )  # fmt: skip
    good = (
        Example(
            "Dear Ms Nowak,\n\nyour butter won in Gdynia with milk from 40 cows. How long do you let the cream ripen? I can send our two"
            " pages of notes if they are of use.",
            Channel.EMAIL,
        ),
        Example(
            "Hi Theo, your map at harbourwalks.example/theo skips the old crane. Was that on purpose?",
            Channel.LINKEDIN_NOTE,
            recipient={"basics": {"name": "Theo Blom", "url": "https://harbourwalks.example/theo"}},
        ),
        Example(
            "Hello Mr Baptiste,\n\nyour signs in the old town stay legible in rain. Which varnish is it?\n\nBest regards,\nCamille\n"
            "https://camille-signs.example",
            Channel.EMAIL,
        ),
        Example("hey, your talk on booking.com hotels and rats was grim and great. how did you get in?", Channel.X_DM),
        Example(
            "Dear Dr Ito,\n\nyour paper on tidal locks uses the 2019 gauge, which was moved. I have put the corrected series at"
            " https://gauges.example/ito for you to use. Did you ever visit the site?",
            Channel.EMAIL,
        ),
        Example("Hi Ana,\n\nthe CV you asked for is attached. What did you think of the oven?", Channel.EMAIL, stage=1),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first link or attachment that serves the sender."""
        links = [
            span
            for span in islice(_links(analysis), _MOST_LOOKED_AT)
            if not _is_welcome(analysis, span) and not _is_theirs(analysis, span)
        ]
        files = [
            *_in_body(analysis, _PAPERS),
            *(s for s in islice(_in_body(analysis, _SOMETHING), _MOST_LOOKED_AT) if not _is_welcome(analysis, s)),
        ]
        first = min((*links, *files), default=None)
        if first is not None:
            what = "link" if first in links else "attachment"
            yield self.finding(
                first,
                f"{'A' if what == 'link' else 'An'} {what} from a stranger looks risky. Say what it is, and offer to send it.",
            )


def _in_body(analysis: Analysis, pattern: re.Pattern[str]) -> Iterator[Span]:
    for zone in analysis.zones:
        if zone.zone is Zone.BODY:
            yield from (Span(*match.span()) for match in pattern.finditer(analysis.message.body, zone.span.start, zone.span.end))


def _links(analysis: Analysis) -> Iterator[Span]:
    yield from _in_body(analysis, LINK)
    for zone in analysis.zones:
        if zone.zone is Zone.BODY:
            for match in ANNOUNCED_DOMAIN.finditer(analysis.message.body, zone.span.start, zone.span.end):
                yield Span(*match.span("domain"))


def _is_welcome(analysis: Analysis, span: Span) -> bool:
    """Whether its sentence offers something or speaks of what they made."""
    sentence = analysis.sentence_at(span)
    return sentence is not None and sentence.makes(Move.OFFER, Move.REFERENCE)


def _is_theirs(analysis: Analysis, span: Span) -> bool:
    """Whether it leads to the recipient's own page, or to the sender's profile."""
    link = analysis.text(span).rstrip(".,;:!?)'")
    return bool(_SENDERS_PROFILE.search(link)) or _stands_in(link, analysis.recipient)


def _stands_in(link: str, recipient: Profile | None) -> bool:
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.lower()).rstrip("/")
    return recipient is not None and bool(address) and address in recipient.text.lower()
