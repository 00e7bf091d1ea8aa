from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind, Zone
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_PROFILE_AT_HAND = (Channel.LINKEDIN_NOTE, Channel.LINKEDIN_INMAIL, Channel.LINKEDIN_MESSAGE)
_LEAST_SURE = 0.6  # below, half of those found on good messages were wrong
_CIRCLES = (
    "team company firm shop school class course lab group department office studio clinic ward practice committee club association society museum"
    " library students? pupils patients clients? customers? readers listeners members users colleagues? boss job work thesis phd doctorate degree project"
    " app product platform software tool service podcast newsletter blog magazine paper book conference event meetup farm kitchen bakery band choir"
    " business startup agency charity website site garden workshop supervisor professor exhibition"
).replace(" ", "|")
_DOES = (
    r"work\w* teach\w* taught study studied studying run running ran lead manage\w* maintain\w* build\w* built make making made sell design\w* research\w*"
    r" write writing organi[sz]\w+ host\w* grow keep farm\w* milk lay drive train\w* bake edit\w* represent\w* found(?:ed)? start(?:ed)? volunteer\w* help\w*"
    r" met spoke talked sat shared overlapped"
).replace(" ", "|")
_BE = r"(?:'m|’m|'re|’re|'ve|’ve| am| are| was| were| have been| have)"
# Words that let the reader place the writer, though no sentence introduces them.
_PLACES = lazy(
    rf"\b(?:my|our) (?:[\w'’-]+ ){{0,2}}(?:{_CIRCLES})\b"
    rf"|\b(?:i|we){_BE}? (?:also |both |now |currently |just )?(?:{_DOES})\b"
    rf"|\b(?:i|we){_BE} (?:an?|the|from|at|in|with)\b"
    r"|\bas an? (?:\w+ ){0,3}(?:student|member|reader|user|customer|listener|neighbou?r|teacher|nurse|engineer|developer|designer|parent)\b"
    r"|\bas an? (?!result\b|matter\b|rule\b|whole\b|consequence\b|token\b|reminder\b|follow)(?:[\w-]+ ){1,3}(?:i|we)\b|\bthis is (?-i:[A-Z])\w+,"
    r"|\b(?:pleasure|nice|great|good|lovely|enjoyed) meeting\b|\b(?:helping|helped) us\b|\bwith us again\b|\bas we discussed\b"
    r"|\b(?:client|colleague|friend|student)s? of (?:mine|ours)\b|\bon behalf of\b|\bmy name is\b|\b(?:gave|given) me your name\b",
    re.I,
)
_CONTACT = lazy(r"\S{1,100}@\S+|https?://\S+|www\.\S+|\+?\d[\d ()./-]{5,}|\[[^\]]*\]|[-–—|,]")


class NoSelfIntro(Rule):
    """The message asks for something, and the reader cannot tell who is writing.

    No sentence, and no line under the name, gives a role, a firm, a school, a project, or where the two have met.
    Somebody who only gives thanks, reports an error or asks about the reader's own work needs no introduction, and is
    left alone.

    Why: In an experiment, people asked strangers for the same favour by email and in person. They expected about half
    to agree by email, and next to none did: the readers had no reason to trust the sender, and the senders did not see
    that.

    Instead: Add one line: what you do, and where. On LinkedIn your profile is one click away, so there it is reported
    only as info.
    """

    severity = Severity.WARNING
    last_stage = 0
    evidence = (
        Evidence(
            "A",
            "45 people asked 450 strangers: face to face was 34 times as effective as email, because email from a"
            " stranger is not trusted",
            "Roghanizad and Bohns 2017",
        ),
        Evidence("D", "On LinkedIn the sender's profile is one click away", "infilly.app on connection notes"),
    )  # fmt: skip
    bad = (
        Example("Hello. Can you tell me which course I should take to get into Rust?", Channel.EMAIL),
        Example("Dear Mr Halloran,\n\nyour article on slate roofs was good to read. Could you send me your list of quarries?\n\nBest regards,\nUlla",
                Channel.EMAIL, marks="Could you send me your list of quarries?"),
        Example("hey, love the prints. could you send me your price list and a few samples?", Channel.X_DM, marks="could you send me your price list"),
        Example("Hi Greta, could we talk on the phone this week about the hall?", Channel.FACEBOOK_MESSAGE),
        Example("Hi Sunil, would you be open to a quick call on Tuesday?", Channel.LINKEDIN_NOTE),
    )  # fmt: skip
    good = (
        Example("Dear Mr Halloran,\n\nI lay roofs in Bergen, and your article on slate has been in the van since May. How did you come to visit"
                " all those quarries? If your list of them is public, I would be glad of the link; ours is enclosed.\n\nBest regards,\nUlla", Channel.EMAIL),
        Example("Dear Mr Halloran,\n\nyour article on slate roofs was good to read. What made you go to Wales for it? Could you send me your"
                " list of quarries? Ours is enclosed.\n\nBest regards,\nUlla Strand\nRoofer, Strand & Daughters, Bergen", Channel.EMAIL),
        Example("the foghorn in your lighthouse level is a semitone flat and it made me seasick. was that on purpose?", Channel.X_DM),
        Example("Hi Greta, we met at the choir on Friday, I was the late bass. What do you sing at home?", Channel.FACEBOOK_MESSAGE),
        Example("Dear Ms Ito,\n\nthe link to table 4 on your page of tide readings leads nowhere; the file itself is in the folder above it. Thank you for"
                " the readings. How do you clean the gauge at Naze?\n\nRegards,\nTom", Channel.EMAIL),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request, in a message that does not say who writes it."""
        asked = next((request for request in analysis.all_of(Move.REQUEST) if not _is_small(request, analysis)), None)
        odds = analysis.odds_of_none(Move.SELF_INTRODUCTION) * asked.score if asked else 0.0
        if asked is None or odds < _LEAST_SURE or _is_signed(analysis) or _is_placed(analysis):
            return
        yield self.finding(
            asked.span,
            "This asks, and nothing says who is asking. Add one line: what you do, and where.",
            score=odds,
            reason=f"none of {len(analysis.sentences)} sentences introduces you" if len(analysis.sentences) > 1 else "",
            severity=Severity.INFO if analysis.channel in _PROFILE_AT_HAND else None,
        )


def _is_small(request: MoveSpan, analysis: Analysis) -> bool:
    """Whether it is a mere question to the maker of what the message speaks of."""
    return request.kind is RequestKind.INFORMATION and bool(analysis.all_of(Move.REFERENCE))


def _is_placed(analysis: Analysis) -> bool:
    return any(_PLACES.search(sentence.text) for sentence in analysis.sentences)


def _is_signed(analysis: Analysis) -> bool:
    """Whether a line under the name holds more than contact data: a role, a firm, a place."""
    lines = (line for zone in analysis.zones if zone.zone is Zone.SIGNATURE for line in analysis.text(zone.span).splitlines())
    return any(re.search(r"[^\W\d_]{3}", _CONTACT.sub(" ", line)) for line in lines)
