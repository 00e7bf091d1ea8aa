from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.reading.references import Status
from outreach_lint.reading.words import content_stems, words
from outreach_lint.rule import Evidence, Example, Need, Rule

_LEAST_FACTS = 8  # a thinner profile leaves out most of what its owner did
_PUBLIC = (FactKind.TALK, FactKind.POST, FactKind.PUBLICATION, FactKind.PROJECT, FactKind.AWARD, FactKind.PUBLISHER)
_THING = (
    r"(?:talk|keynote|speech|lecture|presentation|session|panel|workshop|webinar|paper|article|essay|column|post|thread|book|chapter|thesis|dissertation"
    r"|podcast|episode|interview|video|film|course|award|prize|patent|exhibition|report|study)"
)
_NAMED = r"(?P<name>[“\"‘][^”\"’\[\]{}<>\n]{3,60}[”\"’]|[A-Z][\w&'’-]*(?: (?:(?:of|and|&|the|de|for|du|in) )?(?!I\b)[A-Z0-9][\w&'’-]*){0,5})"
# "your keynote in Lisbon", "the talk that you gave at Devoxx", "your book, "The Long Field""
_CLAIM = lazy(
    rf"\b(?P<thing>[Yy]our (?:[\w'’-]+ ){{0,3}}?{_THING})(?:,| (?:called|entitled|titled|named))?"
    rf"(?: (?:last|this) \w+| (?:that )?you (?:gave|held|wrote|published|did))?(?: (?:at|in|on|for|about|with|from) (?:the )?|,? (?=[“\"‘])){_NAMED}"
)
# Where things are published, when, and what no profile would name.
_NO_NAME = frozenset(
    """
    linkedin twitter x facebook instagram youtube medium substack github reddit mastodon bluesky slack discord tiktok google
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    spring summer autumn fall winter christmas easter i i'm i've i'll i'd english
    """.split()
)

_LUZ = {
    "basics": {"name": "Luz Andrade", "label": "Network engineer, community radio", "location": {"city": "Porto"}},
    "work": [{"name": "Radio Douro", "position": "Network Engineer", "startDate": "2016", "highlights": ["Moved the studio to fibre"]}],
    "talks": [{"name": "Routing for choirs", "event": "Lisbon Mesh Meetup"}, {"name": "Antennas on church towers", "event": "Radio Days Vigo"}],
    "skills": [{"name": "Routing"}, {"name": "Antennas"}],
}  # fmt: skip
_THIN = {"basics": {"name": "Luz Andrade", "label": "Network engineer"}}


class Unverifiable(Rule):
    """The message names a thing of theirs that the profile does not mention.

    A talk, text, prize or school that the message says is the reader's, with a name or a place, while the profile
    neither supports nor contradicts it. It may well be true: profiles are never complete. Where a profile is thin, or
    lists no public work, nothing is reported.

    Why: A claim that is checked against a source can be true, false, or impossible to tell. This is the third, so it is
    a prompt to look and no accusation. Praise for a talk that somebody else gave is hard to take back.

    Instead: Look it up once more. If it is theirs, leave it as it is.
    """

    severity = Severity.INFO
    needs = (Need.RECIPIENT,)
    yields_to = ("reference/contradicts-profile", "reference/stale-employer")
    evidence = (
        Evidence(
            "A",
            "Research on fact checking treats “not enough information” as an answer of its own",
            "Thorne et al. 2018, FEVER",
        ),
        Evidence(
            "D",
            "Recipients report an invented hobby and a joke taken for fact",
            "businesses10.com 2026; talentinsights.hirewell.com",
        ),
    )
    bad = (
        Example("Hi Luz, loved your keynote in Helsinki. Did the demo survive the live network?", marks="your keynote in Helsinki", recipient=_LUZ),
        Example("Dear Ms Andrade,\n\nyour article in Nordic Waves was the best of the issue. Which mast was the hardest?", Channel.EMAIL,
                marks="your article in Nordic Waves", recipient=_LUZ),
        Example("Hi Luz, I keep coming back to your post \"Ten cheap repeaters\". Which one would you buy again?", Channel.LINKEDIN_NOTE,
                marks="your post \"Ten cheap repeaters\"", recipient=_LUZ),
        Example("Hi Luz, you studied at Aveiro, as I did. Was the mast on the library there in your time?", Channel.LINKEDIN_INMAIL, marks="Aveiro",
                recipient=_LUZ),
    )  # fmt: skip
    good = (
        Example("Hi Luz, your talk at the Lisbon Mesh Meetup sent me up our own roof. Did the demo survive the live network?", recipient=_LUZ),
        Example("Dear Ms Andrade,\n\nyour talk on antennas and church towers was the best of the day. Which bishop said yes first?", Channel.EMAIL,
                recipient=_LUZ),
        Example("Hi Luz, your post on Tuesday about repeaters made me count ours. Which one would you buy again?", Channel.LINKEDIN_NOTE,
                recipient=_LUZ),
        Example("Hi Luz, loved your keynote in Helsinki. Did the demo survive the live network?", recipient=_THIN),
        Example("Hi Luz, my talk in Helsinki failed at the network, and so I read how you moved the studio to fibre. What would you do first today?",
                recipient=_LUZ),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first claim of which the profile says nothing."""
        recipient = analysis.recipient
        if recipient is None or len(recipient.facts) < _LEAST_FACTS:
            return
        spans = [*(one.span for one in analysis.references_that_are(Status.UNVERIFIABLE)), *_claims(analysis, recipient)]
        if spans:
            span = min(spans)
            yield self.finding(
                span,
                f"The profile does not mention “{' '.join(analysis.text(span).split())}”. It may well be true; make sure that it is theirs.",
                reason=f"compared with {len(recipient.facts)} facts of the profile",
            )


def _claims(analysis: Analysis, recipient: Profile) -> Iterator[Span]:
    """The named things that the message says are the reader's, where nothing in their sentence is known to the profile."""
    if not any(recipient.of_kind(*_PUBLIC)):
        return
    known = set(content_stems("\n".join((recipient.text, *recipient.unread))))
    for sentence in analysis.sentences:
        if not sentence.makes(Move.REFERENCE) or _is_borne_out(sentence, analysis):
            continue
        for claim in _CLAIM.finditer(sentence.text):
            if _is_new(claim["name"], known):
                yield Span(sentence.span.start + claim.start("thing"), sentence.span.start + claim.end("name"))


def _is_borne_out(sentence: Sentence, analysis: Analysis) -> bool:
    return any(one.span.overlaps(sentence.span) for one in analysis.references if one.status is not Status.UNVERIFIABLE)


def _is_new(name: str, known: set[str]) -> bool:
    """Whether no word of a name stands in the profile."""
    folded = {word.folded for word in words(name)}
    return bool(folded - _NO_NAME) and not folded <= _NO_NAME and known.isdisjoint(content_stems(name))
