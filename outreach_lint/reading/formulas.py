"""Sentences whose wording alone settles that nothing is asked, whatever the classifier thinks of their words.

"If you have any questions, call me" is the close of a letter, "I would like to thank you" is thanks, and "Phone: 01 555" is contact data; all
three share their words with requests for a call.
"""

from __future__ import annotations

import re

from outreach_lint.patterns import lazy

_LONGEST = 300  # code points; a formula is short
_LONGEST_CONTACT = 120
_THING = (
    r"(?:questions?|quer(?:y|ies)|[ie]nquir(?:y|ies)|concerns?|doubts?|comments?|problems?|clarifications?"
    r"|(?:further|more|additional) (?:information|details))"
)
_REACH = (
    r"(?:call|phone|ring|contact|e-?mail|mail|write|reach|text|message|give (?:me|us) a (?:call|ring)|get in touch|let (?:me|us) know|ask|advise"
    r"|hesitate|feel free|at your disposal|happy to (?:help|answer))"
)
_HAVE_ANY = (
    r"(?:if|should|in case|with|for|when|whenever|regarding|about)\b[^.?!]{0,40}?\b(?:any|further|more|additional|other|have|had|of)\b"
    rf"[^.?!]{{0,20}}?\b{_THING}"
)
_AT_SERVICE = lazy(
    rf"\W*(?:(?:please|pls|but|and|so) )?(?:{_HAVE_ANY}\b[^.?!]*\b{_REACH}\b[^?]*|[^.?!]*\b{_REACH}\b[^.?!]*\b{_HAVE_ANY}\b[^?]*"
    rf"|(?:any |for )?{_THING},? [^.?!]{{0,25}}{_REACH}\b[^?]*)",
    re.I,
)
_GRATEFUL = lazy(
    r"(?:would|should|['’]d)\s+(?:(?:also|just|first|really|again)\s+)?(?:like|love|wish)\s+(?:first\s+)?to\s+"
    r"(?:take\s+(?:this|the)\s+(?:\w+\s+)?(?:opportunity|moment|occasion|chance)\s+to\s+)?"
    r"(?:thank|congratulate|express\s+(?:my|our)\s+(?:\w+\s+){0,2}(?:gratitude|thanks|appreciation))\b"
    r"(?![^.]*\b(?:and|but) (?:to )?(?:ask|request|inquire|enquire|invite|apply|know|see|would|could|wonder))",
    re.I,
)
_ASKS_TOO = lazy(
    r"\?|\b(?:send|refer|hire|apply|order|interview|job|subscribe|register|next steps|discuss|schedule|meet(?:ing)?)\b", re.I
)
_CONTACT_DATA = lazy(
    r"\S+@\S+|(?:https?://|www\.)\S+|\[(?:phone|e-?mail)\]|\b(?:telephone|phone|tel|fax|mobile|cell|e-?mail|web|office|home|direct|pager)\b",
    re.I,
)


def asks_nothing(text: str) -> bool:
    """Whether a sentence is an offer to answer questions, thanks put as a wish, or nothing but contact data."""
    if len(text) > _LONGEST:
        return False
    said = " ".join(text.split())
    if len(said) < _LONGEST_CONTACT and not re.search(r"[^\W\d_]", _CONTACT_DATA.sub("", said)):
        return True
    return bool(_AT_SERVICE.fullmatch(said) or _GRATEFUL.search(said)) and not _ASKS_TOO.search(said)
