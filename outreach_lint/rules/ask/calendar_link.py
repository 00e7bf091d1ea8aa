from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.stage import EARLIEST_STAGE
from outreach_lint.rule import Evidence, Example, Rule

# Pages on which a meeting is booked, by the makers' own public addresses. Where a firm's own pages stand beside (a blog, prices), a
# person's page is told by what follows.
_WITH_PATH = (
    r"calendly\.com", r"cal\.(?:com|eu)", r"savvycal\.com", r"tidycal\.com", r"zcal\.co", r"koalendar\.com", r"lemcal\.com", r"zeeg\.me",
    r"meetergo\.com", r"oncehub\.com", r"scheduleonce\.com", r"meetme\.so", r"appointlet\.com", r"chilipiper\.com", r"vyte\.in",
    r"calendar\.app\.google", r"calendar\.google\.com/calendar/(?:u/\d/)?appointments", r"calendar\.notion\.so/meet", r"fantastical\.app",
    r"outlook\.office(?:365)?\.com/(?:owa/calendar|bookwithme|book)", r"doodle\.com/(?:poll|meeting|bp|mm|sign-up-sheet)",
    r"app\.reclaim\.ai/m", r"app\.usemotion\.com/meet", r"calendar\.app", r"meetings?(?:-[a-z0-9]{1,6})?\.[a-z0-9-]{1,40}\.(?!org\b|edu\b|gov\b|int\b"
    r"|ac\b)[a-z]{2,10}", r"bookings\.cloud\.microsoft/book",
)  # fmt: skip
_WITH_NAME_BEFORE = (r"youcanbook\.me", r"acuityscheduling\.com", r"setmore\.com", r"simplybook\.(?:me|it)", r"appointlet\.com")
_HOUSE_PAGES = r"(?:blog|pricing|careers?|jobs|about|features|help|integrations|customers|login|signup|solutions|resources|docs)\b"
_LINK = lazy(
    r"(?<![\w.@/-])(?:https?://)?(?:"
    rf"(?!(?:help|support|blog|developers?|docs|status|api|community)\.)(?:[a-z0-9-]{{1,40}}\.){{0,2}}(?:{'|'.join(_WITH_PATH)})/(?!{_HOUSE_PAGES})[^\s<>\"”)\]]{{1,300}}"
    rf"|(?!(?:www|help|support|blog|developers?|docs|status|api|community)\.)[a-z0-9-]{{1,40}}\.(?:{'|'.join(_WITH_NAME_BEFORE)})(?![\w-])(?:/[^\s<>\"”)\]]{{0,300}})?"
    r")(?<![.,;:!?])",
    re.I,
)
_CARRIES = lazy(
    r"\b(?:book|pick|grab|choose|schedule|find|set|reserve|select|use|calendar|calendly|slots?|link|availability|diary)\b", re.I
)
_MOST_WORDS = 14  # a sentence that carries a booking link and little else


class CalendarLink(Rule):
    """The message holds a link for booking a meeting.

    A booking page of Calendly, Cal.com, HubSpot, Doodle, Google, Outlook and the like, also without “https”. A mere
    mention of one of these firms is left alone, and so is a link in a signature.

    Why: A booking link takes the meeting as agreed and leaves the planning to the reader. In one vendor's own set of
    500 emails, those with a booking link had 3.1% replies, and those that asked whether it was of interest 11.4%. An
    open tool that sorts LinkedIn messages lists such links among what annoys people most.

    Instead: Take it out. Once they want to talk, ask which day suits them.
    """

    severity = Severity.WARNING
    last_stage = EARLIEST_STAGE[RequestKind.MEETING] - 1
    evidence = (
        Evidence(
            "C",
            "In one vendor's 500 emails, those with a booking link had 3.1% replies, and those that asked whether it"
            " was of interest 11.4%",
            "getgangly.com, a vendor, self-published",
        ),
        Evidence("D", "“Calendar link drops” are listed among what annoys recipients most", "bonJoeV/linkedin-message-analyzer"),
    )  # fmt: skip
    bad = (
        Example(
            "Hi Ivo, your piece on tin roofs was right about the screws. Book a slot here: calendly.com/mara-roofs/15min\n\nMara",
            marks="calendly.com/mara-roofs/15min", becomes="Hi Ivo, your piece on tin roofs was right about the screws.\n\nMara",
        ),
        Example(
            "Dear Dr Osman,\n\nwe analyse water for dialysis wards. Please choose a time: https://meetings-eu1.hubspot.com/k-lang/intro",
            Channel.EMAIL, marks="https://meetings-eu1.hubspot.com/k-lang/intro",
        ),
        Example("hey love the cello loops, grab a time if u wanna talk collabs jonasbeats.youcanbook.me", Channel.X_DM,
                marks="jonasbeats.youcanbook.me"),
        Example("Hi Priya, I place actuaries in Pune. cal.com/rsethi/chat is open all week.", Channel.LINKEDIN_NOTE, marks="cal.com/rsethi/chat"),
        Example("Hello Mr Quispe, here is my diary (https://calendar.app.google/h7Kq2). Take any morning for a demo of our alpaca tags.",
                Channel.LINKEDIN_INMAIL, marks="https://calendar.app.google/h7Kq2"),
    )  # fmt: skip
    good = (
        Example("Hi Ivo, your piece on tin roofs was right about the screws. How do you seal them now? I am happy to keep to messages here."),
        Example(
            "Dear Dr Osman,\n\nyour note on calendly.com's outage helped our ward. What do you use for the night list?", Channel.EMAIL
        ),
        Example("read your post on https://cal.com/blog/open-source-pricing twice. what made you publish the numbers?", Channel.X_DM),
        Example("Hi Priya, your almanac at priya-actuary.example/calendar is lovely. Who draws it?", Channel.LINKEDIN_NOTE),
        Example("Hello Mr Quispe, how do you keep the shearing calendar when the snow comes late?", Channel.LINKEDIN_INMAIL),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first booking link."""
        for link in list(analysis.own_matches(_LINK))[:1]:
            yield self.finding(
                link,
                "A booking link takes the meeting as agreed. Take it out; once they want to talk, ask which day suits them.",
                edits=_cut(analysis, link),
                severity=Severity.INFO if analysis.is_fair(RequestKind.MEETING) else None,
            )


def _cut(analysis: Analysis, link: Span) -> tuple[Edit, ...]:
    """The edit that takes out its sentence, and a lead-in that ends in a colon, if they are there for the link alone."""
    around = [sentence for sentence in analysis.sentences if sentence.span.start < link.end]
    if not around or around[-1].span.end < link.end:
        return ()
    has_lead_in = len(around) > 1 and around[-2].text.endswith(":")
    cut = around[-2:] if has_lead_in else around[-1:]
    span = Span(cut[0].span.start, cut[-1].span.end)
    words = analysis.text(span)
    says_more = any(sentence.makes(Move.REFERENCE, Move.QUESTION, Move.OFFER, Move.PITCH) for sentence in cut)
    carries_link_only = len(words.split()) <= _MOST_WORDS and _CARRIES.search(words) and not says_more
    return (analysis.deletion_of(span),) if carries_link_only else ()
