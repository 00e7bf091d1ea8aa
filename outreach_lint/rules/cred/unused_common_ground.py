from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.profile import FactKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.common_ground import CommonGround, common_ground, speaks_of
from outreach_lint.rule import Evidence, Example, Need, Rule, phrase_pattern

# The message says that there is something in common, in whatever words.
_SAYS_SO = phrase_pattern(
    (
        r"we (?:both|share|overlapped|met|shared|worked|studied|served|sat|were)",
        r"both of us",
        r"(?:you|u) (?:and|&) (?:i|me)",
        r"(?:former|old|ex|fellow)[- ]\w+",
        r"(?:an? |your )?(?:alum(?:nus|na|ni)?|classmates?|schoolmates?|colleagues?|coursemates?|batchmates?|alma mater)",
        r"(?:same|our (?:old|former|shared)) \w+",
        r"in common",
        r"like you,? (?:i|we)",
        r"(?:went to|studied at|worked (?:at|for)|was at|left|am from) your \w+",
        r"(?:i|we)(?:'m| am| was| went| studied| worked)\b[^.!?\n]{0,40} too",
        r"another (?:\w+ )?(?:graduate|alum\w*)",
        r"(?:i|we) (?:too|also)",
    )
)
_WORDING = {
    FactKind.SCHOOL: "You were both at", FactKind.EMPLOYER: "You were both at", FactKind.CAUSE: "You both gave time to",
    FactKind.PUBLISHER: "You have both been part of", FactKind.PROJECT: "You both worked on",
    FactKind.PERSON: "Both profiles name",
}  # fmt: skip

_INES = {"basics": {"name": "Ines Corder"}, "work": [{"name": "Harbour Authority Vigo", "position": "Planner", "startDate": "2017"}],
         "education": [{"institution": "Delft University of Technology", "area": "Civil Engineering", "endDate": "2014"}]}  # fmt: skip
_BEN = {"basics": {"name": "Ben Asker"}, "work": [{"name": "Kolder & Zoon", "position": "Engineer"}],
        "education": [{"institution": "Delft University of Technology", "endDate": "2016"}], "languages": [{"language": "English"}]}  # fmt: skip
_MORAG = {"basics": {"name": "Morag Teale", "location": {"city": "London"}}, "languages": [{"language": "English"}],
          "work": [{"name": "Tarn Hospital", "position": "Ward Sister", "startDate": "2020"},
                   {"name": "Ferrier Care", "position": "Nurse", "startDate": "2011", "endDate": "2019"}],
          "volunteer": [{"organization": "Pier Street Kitchen", "position": "Cook"}]}  # fmt: skip
_EX_FERRIER = {
    "basics": {"name": "Joe Lamb"},
    "work": [{"name": "Ferrier Care Ltd", "position": "Rota Planner", "endDate": "2015"}],
}
_COOK = {"basics": {"name": "Ada Okri"}, "volunteer": [{"organization": "Pier Street Kitchen", "position": "Driver"}]}
_LONDONER = {"basics": {"name": "Pat Roe", "location": {"city": "London"}}, "languages": [{"language": "English"}],
             "work": [{"name": "Self-employed", "position": "Editor"}]}  # fmt: skip
_SPEAKER = {"basics": {"name": "Ravi Toll"}, "talks": [{"name": "Gauges that lie", "event": "Ports & Tides 2023"}]}
_HEARD = {
    "basics": {"name": "Lea Brun"},
    "talks": [{"name": "Silt", "event": "Ports & Tides 2023"}, {"name": "Locks", "event": "LinkedIn post"}],
}


class UnusedCommonGround(Rule):
    """You two have something in common, and the message does not say so.

    Both profiles are compared: schools, employers, causes, events, projects and people. Interests, languages, skills and places
    count only where the message says nothing else about the reader, and a folder of other people's profiles shows that
    few share them.

    Why: Something in common makes a stranger less of one. In a study of over 20 million LinkedIn members, moderately
    weak ties, with about ten acquaintances in common, led to the most job moves. Guides to asking strangers advise to
    say what you share.

    Instead: Say it in half a line, beside who you are: “I left the same school in 2016”.
    """

    severity = Severity.INFO
    needs = (Need.RECIPIENT, Need.SENDER)
    last_stage = 0
    evidence = (
        Evidence(
            "A",
            "Among over 20 million members, moderately weak ties with about ten acquaintances in common led to the most job moves",
            "Rajkumar et al. 2022",
        ),
        Evidence("D", "Guides to asking strangers advise to say what you share", "purshology.com 2026"),
    )
    bad = (
        Example("Hi Ines, I like harbours too. How do you plan for silt?", recipient=_INES, sender=_BEN),
        Example("Dear Ms Corder,\n\nI am an engineer at Kolder & Zoon in Rotterdam. Which of the quays at Vigo gives you most trouble?", Channel.EMAIL,
                marks="I am an engineer at Kolder & Zoon in Rotterdam.", recipient=_INES, sender=_BEN),
        Example("Hi Morag, I plan rotas for a care home. What would you change first in a ward's nights?", Channel.LINKEDIN_NOTE,
                marks="I plan rotas for a care home.", recipient=_MORAG, sender=_EX_FERRIER),
        Example("hi morag, how do you sleep between two nights on the ward?", Channel.X_DM, recipient=_MORAG, sender=_COOK),
        Example("Hello Lea, your paper on silt answered a question of mine. Did the gauge agree?", Channel.LINKEDIN_INMAIL, recipient=_HEARD,
                sender=_SPEAKER),
    )  # fmt: skip
    good = (
        Example("Hi Ines, I left Delft two years after you. How do you plan for silt at Vigo?", recipient=_INES, sender=_BEN),
        Example("Dear Ms Corder,\n\nwe overlapped as students, I was the one with the model dredger. Which of the quays at Vigo gives you most trouble?",
                Channel.EMAIL, recipient=_INES, sender=_BEN),
        Example("Hi Morag, I planned rotas at Ferrier until 2015. What would you change first in a ward's nights?", Channel.LINKEDIN_NOTE,
                recipient=_MORAG, sender=_EX_FERRIER),
        Example("Hi Morag, I edit handbooks for nurses. Which page of yours do people never find?", recipient=_MORAG, sender=_LONDONER),
        Example("hi morag, I drive for pier street. how do you sleep between two nights on the ward?", Channel.X_DM, recipient=_MORAG,
                sender=_COOK),
        Example("Hello Lea, I sat two rows behind you at Ports & Tides. Did the gauge agree in the end?", recipient=_HEARD, sender=_SPEAKER),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The best thing in common, if the message names none."""
        if analysis.recipient is None or analysis.sender is None or analysis.body.start == analysis.body.end:
            return
        pool = (
            () if analysis.all_of(Move.REFERENCE) else analysis.pool
        )  # small things are worth saying only where nothing else is said
        shared = list(common_ground(analysis.recipient, analysis.sender, pool))
        said = f"{analysis.message.subject or ''}\n{analysis.message.body}"
        if not shared or _SAYS_SO.search(said) or any(speaks_of(said, common.theirs) for common in shared):
            return
        best = shared[0]
        name = re.sub(r"\s*\([^)]*\)", "", best.theirs.text)
        yield self.finding(
            _where(analysis),
            f"{_wording(best)} “{name}”, and the message does not say so. Half a line about it tells them who you are.",
            reason=f"{best.theirs.source} of their profile, {best.yours.source} of yours",
        )


def _wording(common: CommonGround) -> str:
    return _WORDING.get(common.theirs.kind, "You both list")


def _where(analysis: Analysis) -> Span:
    """Where it would be said: in the sentence that says who writes, or else anywhere."""
    own = analysis.all_of(Move.SELF_INTRODUCTION)
    return own[0].span if own else analysis.body
