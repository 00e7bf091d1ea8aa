from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel, Role
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.stage import EARLIEST_STAGE, STAGES
from outreach_lint.reading.thread import has_invited
from outreach_lint.rule import Evidence, Example, Need, Rule

# What each request is called, and whether it stakes the reader's name or gives a post away; the others cost an hour.
_NAMED = {
    RequestKind.JOB: "A request for a job", RequestKind.REFERRAL: "A referral", RequestKind.INTRODUCTION: "An introduction",
    RequestKind.RECOMMENDATION: "A recommendation", RequestKind.MEETING: "A meeting", RequestKind.REVIEW: "A request to look at your work",
}  # fmt: skip
_COST_TIME = (RequestKind.MEETING, RequestKind.REVIEW)
# To be sent on to whoever decides is no introduction.
_WHO_DECIDES = lazy(r"\bright (?:person|direction|contact)|\bif not, |\bin charge\b|\bthe person who is\b", re.I)
# What fits at each stage, by the ladder of reading/stage.py.
_FITS = (
    "a remark on their work and one open question", "a second question, thanks, or something of use to them",
    "one small question, a short call, or their view of your profile", "an introduction, or a referral for one named job",
)  # fmt: skip


class AskAheadOfStage(Rule):
    """The message asks for something that belongs to a later stage of the conversation.

    The ladder: at first contact, a remark and a question; once they have answered, a second question, thanks, something
    of use; after two replies, a short call, a look at your own profile or work, a word about a job; after four replies,
    or help that you thanked them for, an introduction or a referral; after shared work, a recommendation. What they
    offered themselves is never too early, and one step early is fine with an easy way to say no. One step early without
    it, or where only time is asked for, is a warning, but a job is always an error. What a recruiter, a journalist or
    the like may fairly ask is reported only as info.

    Why: Each of these costs the reader more than the one before: an hour, a place, their good name. People give them to
    those whom they have come to know; asked too early, even a willing reader has to say no.

    Instead: Ask for what fits now, and keep the other request until then.
    """

    severity = Severity.ERROR
    needs = (Need.THREAD,)
    last_stage = 3
    sure_from = 0.8  # below, the kind of the request is too often another
    yields_to = ("stage/pitch-after-accept",)
    evidence = (
        Evidence(
            "S",
            "Feedback on your own profile comes later, introductions and recommendations later still",
            "the idea of this linter",
        ),
        Evidence("D", "Employees refuse to refer people they cannot vouch for", "ywong.com 2023; purshology.com 2026"),
        Evidence("D", "An unsolicited request for a recommendation ended an acquaintance", "connect2collaborate.com 2021"),
    )
    bad = (
        Example(
            "Hello Mrs Adeyemi, I have had no answer yet. Could you introduce me to your head of procurement?",
            Channel.EMAIL,
            thread=("me: Hello Mrs Adeyemi, how did you move the cold store to solar in one season?",),
            marks="introduce me",
        ),
        Example(
            "Great, thanks! Could you please refer me for the tram planner post, number 8812? My CV is on my page.",
            thread=("me: Hi Jonas, fellow Graz graduate here, I would like to connect.", "them: Sure, welcome!"),
            marks="refer me",
        ),
        Example(
            "Thank you sir. Kindly give me any job in your hotel, kitchen or front office, I can start on Monday.",
            Channel.FACEBOOK_MESSAGE,
            thread=(
                "me: Good evening sir, your breakfast terrace in Kandy is beautiful. Who planted it?",
                "them: My grandmother, in 1971.",
            ),
            marks="any job in your hotel",
        ),
        Example(
            "Dear Dr Moreau,\n\nthe second reading list helped too. Would you write me a recommendation letter for the Lyon programme by Friday?",
            Channel.EMAIL,
            role=Role.STUDENT,
            thread=(
                "me: Dear Dr Moreau, where should I begin with river law?",
                "them: With the Loire cases.",
                "me: Done. And then?",
                "them: The directive, slowly.",
            ),
            marks="recommendation letter",
        ),
        Example(
            "ok cool. can we hop on a zoom tomorrow at 9? i have 20 slides",
            Channel.X_DM,
            thread=("me: that kelp drone is wild, who built the arm?", "them: two of us, over a winter"),
            marks="hop on a zoom",
        ),
    )
    good = (
        Example(
            "Hello Mrs Adeyemi, since I wrote I measured our own store: 31 kWh less with the curtain that you show. Did yours last the dry season?",
            Channel.EMAIL,
            thread=("me: Hello Mrs Adeyemi, how did you move the cold store to solar in one season?",),
        ),
        Example(
            "Thursday at four suits me well, thank you. I will ring you then. How did you come to night trams in the first place?",
            thread=(
                "me: Hi Jonas, how do you plan night trams around works?",
                "them: Easier to say than to write. Ring me on Thursday after three.",
            ),
        ),
        Example(
            "Dear Ms Roberts,\n\nhere is the CV that you asked for, one page. How large is the kitchen crew in winter?",
            Channel.EMAIL,
            thread=(
                "me: Dear Ms Roberts, who runs your kitchen school?",
                "them: I do. We have an opening in May, send me your CV if you like.",
            ),
        ),
        Example(
            "Tomás, the ferry job worked out, thank you for the push. You said that you know the harbour master: would you introduce us? A no is fine.",
            stage=3,
            thread=(
                "me: Tomás, which ticket do deckhands need on your line?",
                "them: The basic one. I know the harbour master, by the way.",
            ),
        ),
        Example(
            "Thank you, the Loire cases are the clearest thing that I have read this year. Which of them would you teach first?",
            Channel.EMAIL,
            thread=("me: Dear Dr Moreau, where should I begin with river law?", "them: With the Loire cases."),
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """In each sentence the request that is furthest ahead."""
        asked = [request for request in analysis.all_of(Move.REQUEST, *_NAMED) if _is_early(analysis, request)]
        for span in dict.fromkeys(request.span for request in asked):
            request = max((one for one in asked if one.span == span), key=lambda one: (_steps(analysis, one), one.score))
            kind, stage = request.kind or RequestKind.OTHER, analysis.stage
            earliest = EARLIEST_STAGE[kind]
            yield self.finding(
                span,
                f"{_NAMED[kind]} fits at stage {earliest} ({STAGES[earliest]}), and you are at stage {stage} ({STAGES[stage]})."
                f" What fits now: {_FITS[stage]}.",
                score=request.score,
                reason=analysis.reason(request),
                severity=_severity(analysis, request),
            )


def _is_early(analysis: Analysis, request: MoveSpan) -> bool:
    is_forward = request.kind is RequestKind.INTRODUCTION and _WHO_DECIDES.search(analysis.text(request.span))
    if request.kind is None or is_forward or has_invited(analysis.message, request.kind):
        return False
    return _steps(analysis, request) > (1 if analysis.all_of(Move.EASY_OUT) else 0)


def _steps(analysis: Analysis, request: MoveSpan) -> int:
    """By how many stages the request is early."""
    return EARLIEST_STAGE[request.kind or RequestKind.OTHER] - analysis.stage


def _severity(analysis: Analysis, request: MoveSpan) -> Severity | None:
    """Info for what is fair; a warning for what costs time, or is one step early; None: an error."""
    if request.kind and analysis.is_fair(request.kind):
        return Severity.INFO
    is_near = _steps(analysis, request) == 1 and request.kind is not RequestKind.JOB
    return Severity.WARNING if is_near or request.kind in _COST_TIME else None
