"""How the draft is written, so that what is added sounds like it: contractions, marks, greeting and sign-off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach_lint.channels import Register
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis

_FORMAL_GREETING = lazy(r"^\s*(?:dear|respected|esteemed|good (?:morning|afternoon|day|evening))\b", re.I)
_FORMAL_CLOSE = lazy(
    r"\b(?:sincerely|faithfully|truly yours|respectfully|yours truly|kind regards|with (?:best |kind )?regards)\b", re.I
)
_CONTRACTION = lazy(r"\b(?:\w+n['’]t|(?:I|you|we|they|it|that|there|what|he|she|who)['’](?:m|re|ve|d|ll|s))\b", re.I)
_IN_FULL = {
    "I'm": "I am", "I'd": "I would", "I've": "I have", "You've": "You have", "you've": "you have", "You're": "You are", "you're": "you are",
    "you'd": "you would", "We've": "We have", "We're": "We are", "There's": "There is", "there's": "there is", "What's": "What is", "what's": "what is",
    "it's": "it is", "that's": "that is", "isn't": "is not", "doesn't": "does not", "didn't": "did not", "don't": "do not", "hadn't": "had not",
    "can't": "cannot",
}  # fmt: skip
_CONTRACTED = lazy(r"\b(?:" + "|".join(_IN_FULL) + r")\b")
_YOU_HAD_KNOWN = "you'd known"


@dataclass(frozen=True)
class Voice:
    """`is_formal`: contractions are written out. `is_curly`: the draft has typographic quotation marks and apostrophes."""

    is_formal: bool = False
    is_curly: bool = False

    def said(self, text: str) -> str:
        """A construction in this voice."""
        if self.is_formal:
            text = text.replace(_YOU_HAD_KNOWN, "you had known")
            text = _CONTRACTED.sub(lambda match: _IN_FULL[match.group()], text)
        if self.is_curly:
            return text.replace("'", "’")
        return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")


def voice_of(analysis: Analysis) -> Voice:
    """The voice of a draft. A letter ("Dear Dr Raman") without a contraction is formal; what goes to a friends' network never is."""
    body = analysis.message.body
    is_letter = bool(_FORMAL_GREETING.search(body) or _FORMAL_CLOSE.search(body))
    is_formal = is_letter and not _CONTRACTION.search(body) and analysis.channel_facts.register is Register.PROFESSIONAL
    return Voice(is_formal, is_curly=any(mark in body for mark in "“”’"))
