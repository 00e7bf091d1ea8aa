from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis, Token
from outreach_lint.rule import Evidence, Example, Rule

_SENDER = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
_READER = frozenset({"you", "your", "yours", "u", "ur"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
# Open guides give no figure; more than 2 to 1 marked 7% of 700 good messages of the corpora, more than 3 to 1 marks 2%.
_HIGHEST_RATIO = 3.0
_LEAST_SENDER = 6  # in fewer, the ratio is chance


class MeRatio(Rule):
    """The message speaks of its sender far more often than of its reader.

    “I”, “me”, “my”, “we” and “our” are counted against “you” and “your”. It is reported where there are six or more of
    the former, and more than three of them for each of the latter.

    Why: People read on where it is about them. An open guide to cold email has you count the sentences with “I” and
    “we”. That is advice: nobody has shown that the count itself costs a reply.

    Instead: Turn some sentences round: what they wrote, what came of it for you, what they did when the same thing
    happened.
    """

    severity = Severity.INFO
    last_stage = 1
    evidence = (
        Evidence("D", "An open guide to cold email has the sentences with “I” and “we” counted", "coreyhaines31/marketingskills"),
        Evidence("S", "Be curious about them, as face to face", "the idea of this linter"),
    )
    bad = (
        Example(
            "Hi Tamar, I am a stage carpenter and I have worked in four houses. I built my first revolve at nineteen, I run my own shop"
            " now, and I hope to take my work abroad. How is the season in Haifa?",
            marks="I run my own shop",
        ),
        Example(
            "Dear Mr Lindqvist,\n\nwe are a family firm in Porto. We dye wool, we spin it, and our yarns go to nine countries. We have just"
            " won a prize for our greens, and we would be glad to show them to you.",
            Channel.EMAIL,
            marks="our yarns go to nine countries",
        ),
        Example(
            "Hello Chidi, I finished my course in May and I want to work in ports. I love ships, I speak three languages, my father was a"
            " pilot, and I think I could learn a great deal.",
            Channel.LINKEDIN_INMAIL,
            marks="my father was a pilot",
        ),
        Example(
            "hey Robin, I make beats in my garage, I just put out my first tape, my mates say I should send it round and I think they're"
            " right. how did you master yours?",
            Channel.X_DM,
            marks="I make beats in my garage",
        ),
    )
    good = (
        Example(
            "Hi Tamar, your note on quiet castors saved our second act: I changed all twelve, and we lost the squeal I had fought since"
            " March. How did you find out that it was the bearing and not the floor?"
        ),
        Example(
            "Dear Mr Lindqvist,\n\nI read your piece on madder reds with my sister, and we tried it on our own fleece. We got brown. You write"
            " that the water matters: what would you change first in your recipe for a hard spring like ours?",
            Channel.EMAIL,
        ),
        Example(
            "Hi Joris, I am new to ports, and my first week showed me your berth plan. Why did you leave the north quay empty at noon?"
        ),
        Example(
            "Dear Ms Pereira,\n\nthe US mine at Ely closed, and the old copper mine in your photographs looks just like it. Is the mine at"
            " Neves, the first mine you drew, still pumped? A mine of that age in the US would be under water.",
            Channel.EMAIL,
        ),
        Example("hey Robin, your tape got me through my night shifts. how did you get the hiss on side two?", Channel.X_DM),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The body, if the sender's pronouns swamp the reader's."""
        mine, yours = _count(analysis.tokens, _SENDER), _count(analysis.tokens, _READER)
        if mine < _LEAST_SENDER or mine <= _HIGHEST_RATIO * yours:
            return
        of_them = {0: "never of them", 1: "of them once"}.get(yours, f"of them {yours} times")
        yield self.finding(
            analysis.body, f"You speak of yourself {mine} times and {of_them}. Say what they did, and what came of it for you."
        )


def _count(tokens: tuple[Token, ...], words: frozenset[str]) -> int:
    """How often these pronouns stand there; the mine that is dug and the US are none."""
    return sum(token.text.lower() in words and token.tag in _PRONOUN_TAGS and token.text != "US" for token in tokens)
