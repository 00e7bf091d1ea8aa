from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis, Token
from outreach_lint.rule import Evidence, Example, Rule

_AUXILIARIES = frozenset("do does did are is was were have has had can could will would may might".split())
_LEAD_INS = frozenset("so and but well then also now one question quick : , – - out of curiosity i wonder".split())
_LONGEST_LEAD_IN = 5
# What opens a question that begins like a closed one: a choice, or a second half that asks how.
_OPEN = lazy(r"\b(?:or|how|why|what|which|where|when|who|whose)\b", re.I)
# A check of interest, or leave to do something: a yes is all that it wants.
_INTEREST = lazy(
    r"\b(?:(?:would|could|can|may|might|shall|should) (?:i|we|it|that|this|any)"
    r"|(?:be|is it|is that|is this) (?:useful|of (?:use|interest|help)|worth|okay|ok|all right))\b",
    re.I,
)


class ClosedQuestion(Rule):
    """The only question in the message can be answered with yes or no.

    The one question about the recipient begins with “do”, “are”, “have” or the like, and offers no choice. “Shall I
    send it?” is meant to be answered with yes, and is left alone.

    Why: A yes ends the exchange, where an open question invites a story. There is no figure for this: it follows from
    the model questions of this linter, which begin with “what” and “how”.

    Instead: Ask “what” or “how”: not “do you like the work?” but “what do you like about it?”.
    """

    severity = Severity.INFO
    is_optional = True
    last_stage = 2
    evidence = (Evidence("S", "The model questions of a first contact begin with “what” and “how”", "the idea of this linter"),)
    bad = (
        Example("Hi Amina, you moved from maths to lighthouse keeping. Do you like your job?", marks="Do you like your job?"),
        Example(
            "Dear Mr Novak,\n\nI saw your puppets in Brno, and the bear stayed with me. Have you always worked in lime wood?",
            Channel.EMAIL,
            marks="Have you always worked in lime wood?",
        ),
        Example("Your map of the night buses is on our wall. Did you draw it by hand?", Channel.LINKEDIN_NOTE, marks="Did you draw it by hand?"),
        Example("that fermentation thread was great. so are you still making koji at home?", Channel.X_DM, marks="are you still making koji at home?"),
    )  # fmt: skip
    good = (
        Example("Hi Amina, you moved from maths to lighthouse keeping. What do you like about it?"),
        Example(
            "Dear Mr Novak,\n\nI saw your puppets in Brno, and the bear stayed with me. Do you carve the head first, or the hands?",
            Channel.EMAIL,
        ),
        Example(
            "Hello Ms Sharma, I measured the same drift that you showed in Pune. Would it be useful if I sent you the two pages?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example(
            "Hi Leo, did you draw the night buses by hand? How did you decide which stops to leave out?", Channel.LINKEDIN_NOTE
        ),
        Example(
            "Your koji thread is pinned above my stove. Can you tell me how you keep it dry in August?", Channel.FACEBOOK_MESSAGE
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The question, if it is the only one and closed."""
        asked = [sentence for sentence in analysis.sentences if "?" in sentence.text or sentence.makes(Move.QUESTION)]
        if len(asked) != 1 or not asked[0].makes(Move.QUESTION) or asked[0].text.count("?") != 1:
            return
        if _is_closed(analysis.tokens_in(asked[0].span), asked[0].text):
            yield self.finding(asked[0].span, "Yes or no answers this. Ask “what” or “how”, so that they have something to tell.")


def _is_closed(tokens: list[Token], text: str) -> bool:
    """Whether a sentence begins with an auxiliary verb, and neither gives a choice nor asks how."""
    words = [token.text.lower() for token in tokens]
    start = next((i for i, word in enumerate(words[: _LONGEST_LEAD_IN + 1]) if word not in _LEAD_INS), 0)
    return bool(words) and words[start] in _AUXILIARIES and not _OPEN.search(text) and not _INTEREST.search(text)
