from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.thread import has_thanks
from outreach_lint.rule import Evidence, Example, Need, Rule

_LEAST_OWN, _LEAST_ASKING = 3, 2  # messages: the linter's own threshold


class NeverGives(Rule):
    """In this conversation the sender asks again and again, and gives nothing.

    Looked for over three or more of your own messages, this one included: two or more ask for something, this one among
    them; none offers anything, gives thanks, or answers what the recipient asked; and this one has no word about the
    recipient either.

    Why: Networking is giving and receiving. Somebody who only receives is soon taken for somebody who uses people.

    Instead: Before you ask again, give: what came of their last answer, something that you found, an answer to what
    they asked.
    """

    severity = Severity.INFO
    needs = (Need.THREAD,)
    evidence = (
        Evidence(
            "S",
            "Networking is giving and receiving; too often people only use their connections",
            "the idea of this linter",
        ),
        Evidence("A", "A promise to pass the favour on went with success in 5,728 requests to strangers", "Althoff et al. 2014"),
    )
    bad = (
        Example(
            "Then please send me the price list of your supplier as well.",
            Channel.EMAIL,
            thread=(
                "me: Dear Mr Kask, please tell me which peat you use.",
                "them: Lithuanian, two grades.",
                "me: Please send me the address of the merchant.",
                "them: It is on his page.",
            ),
            marks="please send me the price list",
        ),
        Example(
            "Could you also introduce me to your editor?",
            thread=(
                "me: Hi Solange, could you share my petition?",
                "them: Maybe later.",
                "me: Could you sign it at least?",
                "them: I will see.",
            ),
            marks="introduce me to your editor",
        ),
        Example(
            "pls vote for my band again today, link is below",
            Channel.FACEBOOK_MESSAGE,
            thread=("me: pls vote for my band!!", "them: did it", "me: can you share it too?", "them: hm"),
            marks="pls vote for my band",
        ),
        Example(
            "Hello Dr Novak, can you please also review my second chapter by Friday?",
            Channel.LINKEDIN_INMAIL,
            thread=(
                "me: Hello Dr Novak, could you review my first chapter?",
                "them: I looked at half of it.",
                "me: Could you do the rest by Monday?",
                "them: No time before June.",
            ),
            marks="review my second chapter",
        ),
    )
    good = (
        Example(
            "Thank you, the merchant had both grades. Please send me his price list if you have it at hand."
            " How did you find out which of the two your ferns like?",
            Channel.EMAIL,
            thread=(
                "me: Dear Mr Kask, please tell me which peat you use.",
                "them: Lithuanian, two grades.",
                "me: Please send me the address of the merchant.",
                "them: It is on his page.",
            ),
        ),
        Example(
            "How did you become the paper's tram reporter? And could you send me the page"
            " once it is set? My notes on the tram strike are attached for you in any case.",
            thread=(
                "me: Hi Solange, could you tell me who covers trams?",
                "them: I do.",
                "me: I found the old timetable that you were missing, shall I send it to you?",
                "them: Yes!",
            ),
        ),
        Example(
            "how did your own band get its first gig? and pls vote for mine again today",
            Channel.FACEBOOK_MESSAGE,
            thread=("me: pls vote for my band!!", "them: did it"),
        ),
        Example(
            "It is the second chapter that worries me. Could you look at page 9? And how do you begin a chapter yourself?",
            Channel.LINKEDIN_INMAIL,
            thread=(
                "me: Hello Dr Novak, could you review my first chapter?",
                "them: Gladly.",
                "me: Could you do it by Monday?",
                "them: I will try. What worries you most?",
            ),
        ),
        Example(
            "And how did you find the second winter on the island?",
            thread=(
                "me: How did you come to the lighthouse?",
                "them: By boat, ha.",
                "me: Which month is the hardest?",
                "them: February.",
            ),
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first request of this message."""
        own = [*(read for from_sender, read in analysis.earlier if from_sender), analysis]
        requests = analysis.all_of(Move.REQUEST)
        asking = sum(bool(read.all_of(Move.REQUEST)) for read in own)
        if not requests or len(own) < _LEAST_OWN or asking < _LEAST_ASKING or _is_mutual(analysis) or any(map(_gives, own)):
            return
        yield self.finding(
            requests[0].span,
            f"{asking} of your {len(own)} messages ask, and none gives thanks, an answer or an offer. Give something back before you ask again.",
            score=requests[0].score,
            reason="read over the whole conversation",
        )


def _gives(read: Analysis) -> bool:
    return bool(read.all_of(Move.OFFER) or read.all_of(Move.THANKS)) or has_thanks(
        " ".join(read.text(span) for span in read.own_spans)
    )


def _is_mutual(analysis: Analysis) -> bool:
    """Whether the recipient asks as well, or this message speaks of them."""
    theirs = (earlier.text for earlier in analysis.message.thread if not earlier.from_sender)
    return any("?" in text for text in theirs) or bool(analysis.all_of(Move.REFERENCE) or analysis.all_of(Move.QUESTION))
