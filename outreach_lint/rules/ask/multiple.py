from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_NAMES = {
    RequestKind.JOB: "a job", RequestKind.REFERRAL: "a referral", RequestKind.INTRODUCTION: "an introduction", RequestKind.MEETING: "a meeting",
    RequestKind.REVIEW: "a review", RequestKind.RECOMMENDATION: "a recommendation", RequestKind.INFORMATION: "information",
    RequestKind.PURCHASE: "a purchase", RequestKind.MONEY: "money", RequestKind.LINK_OR_SHARE: "a link or a share",
    RequestKind.FORWARD: "passing it on", RequestKind.PARTICIPATION: "taking part",
}  # fmt: skip


class Multiple(Rule):
    """The message asks for more than one thing.

    Requests of different kinds are counted; the same request in other words counts once. Questions about the reader's
    own work do not count.

    Why: Each further request is one more decision, and the easiest decision is to answer none. A vendor's guide and an
    open rubric for cold email agree on a single request.

    Instead: Keep the smallest, the one that they could grant in a minute.
    """

    severity = Severity.WARNING
    last_stage = 2
    evidence = (
        Evidence("C", "A guide to cold email asks for one call to action", "getgangly.com, a vendor"),
        Evidence("D", "An open rubric for cold email allows one request", "coreyhaines31/marketingskills"),
    )
    bad = (
        Example("Could you review my CV? And would you introduce me to your manager?", marks="introduce me to your manager"),
        Example(
            "Dear Ms Petrov,\n\nplease refer me for the analyst role. It would also be great if we could have a call next week.", Channel.EMAIL,
            marks="have a call next week",
        ),
        Example("Hi Imani, can you review my portfolio? Also please introduce me to your art director.", Channel.LINKEDIN_NOTE,
                marks="introduce me to your art director"),
        Example(
            "hey! please donate to our cat shelter. and could you come on our podcast next month?", Channel.X_DM,
            marks="could you come on our podcast",
        ),
    )  # fmt: skip
    good = (
        Example("Your map of the tram noise is lovely. How did you get the night readings? Which street surprised you?"),
        Example("Could you tell me which of the two teams does more field work?"),
        Example("Hi Imani, your poster for the salt museum hangs in our hall. Could you tell me which printer you used?", Channel.LINKEDIN_NOTE),
        Example(
            "Dear Ms Petrov,\n\nyour talk on tidal mills was the best of the day. What do the old mills still do better? And would you come"
            " to our school in May? A yes or a no is enough.", Channel.EMAIL,
        ),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request of a second kind."""
        first_of_kind: dict[RequestKind, MoveSpan] = {}
        requests = analysis.all_of(Move.REQUEST, *_NAMES)
        for request in requests:
            if request.kind and not _says_more(request, requests):
                first_of_kind.setdefault(request.kind, request)
        if len(first_of_kind) < 2:
            return
        second = list(first_of_kind.values())[1]
        names = [_NAMES[kind] for kind in first_of_kind]
        listed = ", ".join(names[:-1]) + " and " + names[-1]
        yield self.finding(
            second.span,
            f"You ask for {listed}, and several requests are easy to put off. Keep the smallest.",
            score=second.score,
            reason=analysis.reason(second),
        )


def _says_more(request: MoveSpan, requests: list[MoveSpan]) -> bool:
    """Whether a request for information, or to pass something on, is another request's wording: "let me know if you have a place for me",
    "pass my CV to your manager"."""
    return request.kind in (RequestKind.INFORMATION, RequestKind.FORWARD) and any(
        r.span == request.span and r.kind is not request.kind for r in requests
    )
