from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.thread import gives_advice, has_thanks
from outreach_lint.reading.words import content_stems
from outreach_lint.rule import Evidence, Example, Need, Rule

# Gladness that stands for thanks: "Perfect.", "Will do.", "You're a star".
_GLAD = lazy(
    r"\b(?:will do|noted|(?:you're|you’re|you are|u r) (?:a|the|so|my) \w+|solved|super|perfect|brilliant|amazing|awesome|fantastic"
    r"|wonderful|excellent|great)\b(?!\s+\w+)",
    re.I,
)
_ASKS = (Move.REQUEST, Move.QUESTION)


class NoThanks(Rule):
    """The recipient helped, and the next message asks again without a word about it.

    Looked for where you had asked, they answered with advice, a link or something to do, and this message asks for
    more: it does not thank them, say what came of it, or take up anything that they wrote.

    Why: Help that has no echo feels wasted. Of 5,728 requests for a free pizza, those that showed gratitude were
    granted more often.

    Instead: Say in one line what their answer did for you, then ask.
    """

    severity = Severity.INFO
    needs = (Need.THREAD,)
    evidence = (
        Evidence("A", "Gratitude went with success in 5,728 requests to strangers", "Althoff et al. 2014, Random Acts of Pizza"),
        Evidence("S", "Networking is giving and receiving", "the idea of this linter"),
    )
    bad = (
        Example(
            "Also, do you know anybody at the ferry company?",
            Channel.LINKEDIN_MESSAGE,
            thread=(
                "me: Hi Nils, where do small firms find public tenders?",
                "them: Try the county portal, and set an alert for the code 4521.",
            ),
            marks="do you know anybody at the ferry company?",
        ),
        Example(
            "Dear Ms Achieng,\n\nI have another question. How long does the visa take?\n\nRegards, Tobias",
            Channel.EMAIL,
            thread=(
                "me: Dear Ms Achieng, which school in Nairobi trains sound engineers?",
                "them: I would start with the two in Westlands and call before you pay anything.",
            ),
            marks="How long does the visa take?",
        ),
        Example(
            "ok. can u look at my portfolio too",
            Channel.X_DM,
            thread=(
                "me: how did you get the rain to look wet?",
                "them: use two layers, here is the shader: https://site.example/rain",
            ),
            marks="can u look at my portfolio too",
        ),
        Example(
            "Hello Marta, what does a stall cost at the Christmas market?",
            Channel.FACEBOOK_MESSAGE,
            thread=(
                "me: Hello Marta, can I sell honey without a licence?",
                "them: Up to 50 jars you can. Ask the town hall for form 7.",
            ),
            marks="what does a stall cost",
        ),
    )
    good = (
        Example(
            "Your tip about the county portal worked, we are on the list for the harbour wall. What do you look for in a first tender?",
            thread=(
                "me: Hi Nils, where do small firms find public tenders?",
                "them: Try the county portal, and set an alert for the code 4521.",
            ),
        ),
        Example(
            "Dear Ms Achieng,\n\nI called both schools in Westlands, and the smaller one has a place in May. Which mixer do they teach on?",
            Channel.EMAIL,
            thread=(
                "me: Dear Ms Achieng, which school in Nairobi trains sound engineers?",
                "them: I would start with the two in Westlands and call before you pay anything.",
            ),
        ),
        Example(
            "you saved my week, ty!! which layer goes first?",
            Channel.X_DM,
            thread=(
                "me: how did you get the rain to look wet?",
                "them: use two layers, here is the shader: https://site.example/rain",
            ),
        ),
        Example(
            "Hello Marta, your stall with the lanterns is the prettiest on the market. How did you begin?",
            Channel.FACEBOOK_MESSAGE,
            thread=("me: Hello Marta, can I sell honey without a licence?", "them: No idea, sorry."),
        ),
        Example(
            "Fine, Thursday at four. Which platform, and how do I know you?",
            thread=("me: Hi Nils, could I see the mill one day?", "them: Sure, Thursday at four?"),
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request or question of a message that passes over the help."""
        answer = _help_received(analysis)
        asks = [move for move in analysis.moves if move.move in _ASKS]
        if answer is None or not asks or _takes_up(analysis, answer):
            return
        yield self.finding(
            asks[0].span,
            "They helped you, and this asks again without a word about it. Say first what came of their answer.",
            score=asks[0].score,
            reason=f"they wrote: “{' '.join(answer.split())[:80]}”",
        )


def _help_received(analysis: Analysis) -> str | None:
    """What the recipient wrote last, if it answers the sender's own question or request and helps."""
    thread = analysis.message.thread
    if len(thread) < 2 or thread[-1].from_sender or not gives_advice(thread[-1].text):
        return None
    before = next((read for from_sender, read in reversed(analysis.earlier) if from_sender), None)
    asked = before is not None and (before.message.body.rstrip().endswith("?") or any(move.move in _ASKS for move in before.moves))
    return thread[-1].text if asked else None


def _takes_up(analysis: Analysis, answer: str) -> bool:
    """Whether the message thanks or is glad, or uses a telling word of the answer."""
    own = " ".join(analysis.text(span) for span in analysis.own_spans)
    if analysis.all_of(Move.THANKS) or has_thanks(own) or _GLAD.search(own):
        return True
    shared = content_stems(own).keys() & content_stems(answer).keys()
    return any(len(stem) > 1 for stem in shared)  # "I" tells nothing
