from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# To ask whether there is a job is to ask for it.
_OPENINGS = lazy(
    r"\b(?:openings?|vacanc(?:y|ies)|hiring|recruiting|taking on|interns|trainees|(?:positions?|jobs?|roles?) (?:open|free|available|going))\b",
    re.I,
)


_PLAINLY = lazy(
    r"\b(?:help (?:me|us)(?: to)? (?:get|find|land|secure)|(?:get|find|give|offer) (?:me|us))(?: (?:an?|the|any|some|that|this))?(?: \w+){0,2} "
    r"(?:job|position|work|employment|internship|placement|role)\b(?! (?:of|in life))|\b(?:hire|employ) me\b",
    re.I,
)
# What is attached is an application only if it is papers of one's own: below this score a flyer is read as one too.
_SURE_OF_PAPERS = 0.8
_ENCLOSES = lazy(r"\b(?:attach\w*|enclos\w*)\b", re.I)
_PAPERS = lazy(
    r"\b(?:c\.?v\.?|resum\w*|résum\w*|curriculum|vitae|letter|transcripts?|certificates?|portfolio|application|candidat\w*|references|diploma"
    r"|profile|job|work|position|experience)\b",
    re.I,
)


class JobRequest(Rule):
    """A stranger is asked for a job.

    A job, an internship, a place in a lab, freelance work, “any opportunity”. A CV that nobody asked for says the same.
    “I applied last week” is news, not a request.

    Why: Somebody who does not know you yet has little choice but to say no, or to say nothing. Recruiters write in
    public that they dislike “review my profile for any openings”.

    Instead: Ask how they came to do what they do. If you have applied, say so; leave the rest for a later message.
    """

    severity = Severity.ERROR
    sure_from = 0.8  # below, one in five such errors on mail of others was wrong
    last_stage = 0
    yields_to = ("stage/ask-ahead-of-stage",)
    evidence = (
        Evidence(
            "D",
            "Recruiters write in public that they dislike “review my profile for any openings”",
            "corporatewordsmiths.org",
        ),
        Evidence("S", "A first contact that says “give me something” fails", "the idea of this linter"),
    )
    bad = (
        Example("Hello, I need work. Do you have any vacancy for a crane driver?", marks="I need work"),
        Example(
            "Dear Professor Ilves,\n\nI am looking for a PhD position in your group. My CV is attached.",
            Channel.EMAIL,
            marks="a PhD position",
        ),
        Example(
            "Hi Tessa, I would love to work at your studio. Are you hiring?",
            Channel.LINKEDIN_NOTE,
            marks="I would love to work at your studio",
        ),
        Example(
            "Dear Ms Nakamura,\n\nI have ten years as a site manager in Lagos. Please find attached my resume for any suitable position in your"
            " company.",
            Channel.LINKEDIN_INMAIL,
            marks="Please find attached my resume",
        ),
        Example(
            "hey Dario, sick edits. I cut video too, if you ever need someone hire me 🙌",
            Channel.X_DM,
            marks="if you ever need someone hire me",
        ),
    )
    good = (
        Example("I moved from teaching into data work last year. How did you find your own first year after the switch?"),
        Example("Hi Tessa, I applied for the junior animator role on Monday. Your otter short is why. How long did the fur take?"),
        Example("Dear Professor Ilves,\n\nyour paper on bog cores puzzled me: why did you discard the upper layer?", Channel.EMAIL),
        Example(
            "Dear Ms Nakamura,\n\nyou ran the bridge site at Ikorodu through two rainy seasons. How did you keep the crew on?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("Dario, the job that you did on the ferry clip is insane. Was the rain real?", Channel.X_DM),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request for a job, or for news of one; further ones say the same."""
        asked = [*analysis.all_of(Move.REQUEST, RequestKind.JOB, RequestKind.INFORMATION), *_in_plain_words(analysis)]
        # A referral to a job is ask/referral-first-contact's.
        referrals = {request.span for request in analysis.all_of(Move.REQUEST, RequestKind.REFERRAL)}
        for request in sorted((r for r in asked if _is_for_job(r, analysis) and r.span not in referrals), key=lambda r: r.span)[:1]:
            yield self.finding(
                request.span,
                "This asks for a job before they know you. Ask how they came into the work, and keep this for later.",
                score=request.score,
                reason=analysis.reason(request),
            )


def _in_plain_words(analysis: Analysis) -> Iterator[MoveSpan]:
    """Requests that ask for a job in so many words, of whatever kind the classifier thinks them, scored by how likely they ask at all."""
    for sentence in analysis.sentences:
        if sentence.makes(Move.REQUEST) and _PLAINLY.search(sentence.text):
            yield MoveSpan(Move.REQUEST, RequestKind.JOB, sentence.span, sentence.scores[Move.REQUEST])


def _is_for_job(request: MoveSpan, analysis: Analysis) -> bool:
    text = analysis.text(request.span)
    if request.score < _SURE_OF_PAPERS and _ENCLOSES.search(text) and not _PAPERS.search(text):
        return False
    return request.kind is RequestKind.JOB or bool(_OPENINGS.search(text))
