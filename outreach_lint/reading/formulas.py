"""Sentences whose wording alone settles what they do, whatever the classifier thinks of their words.

"If you have any questions, call me" is the close of a letter, "I would like to thank you" is thanks, and "Phone: 01 555" is contact data; all
three share their words with requests for a call. "What did you change first?" asks about the reader, and "Could you tell me what you changed
first?" does so politely; both share their words with requests for information.
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


# What opens a question about somebody's own doing; not "how much", "how are you", nor who decides, which is about the firm.
_ASKS = r"(?:what|which|why|how(?! (?:much|many|long|old|soon|are|have|is|was|about)\b)|when did|where did|since when)"
_OF_YOU = r"\b[^?]*\b(?:you|your|u|ur)\b[^?]*\?"
_QUESTIONS = (
    lazy(rf"(?:^\W*|[,:;–—-]\s*|\b(?:and|but|so|then|or)\s+)(?P<asked>{_ASKS}{_OF_YOU})\W*$", re.I),
    lazy(
        r"\b(?:(?:could|can|would|will) you (?:please |perhaps |maybe |kindly )?(?:tell|say|explain|share)(?: (?:to )?(?:me|us))?"
        rf"|(?:may|might|can|could) i ask(?: you)?),? (?P<asked>(?:a (?:bit|little) about )?{_ASKS}{_OF_YOU})\W*$",
        re.I,
    ),
)
# With one of these it may ask for prices, a date, a job, advice to the sender, or an opinion on what the sender has.
_FOR_THE_SENDER = lazy(
    r"\b(?:salar\w*|rates?|fees?|terms|minimum|pric\w*|charg\w*|costs?|worth|pay|paid|notice|budget|quot\w*|company|firm|program(?:me)?"
    r"|organi[sz]ation|business|stack|appl(?:y|ications?)|calls?|calendar|suit\w*|convenient|minutes?|time would|tomorrow|today|tonight"
    r"|monday|tuesday|wednesday|thursday|friday|openings?|vacanc\w*|hir(?:e|ing)|roles?|recommend|advi[cs]e|suggest|contact|send|e-?mail|number"
    r"|address|reach|expect\w*|my|me|us|our|we|i|need|looking|interest\w*|available|free|think|please"
    r"|(?:could|can|will) you)\b",
    re.I,
)


def asks_about_reader(text: str) -> bool:
    """Whether a sentence is a question about what the reader does or did. Of 346 such sentences in the training and dev messages of corpora/,
    331 are annotated as a question and as no request."""
    if len(text) > _LONGEST or "?" not in text:
        return False
    said = " ".join(text.split())
    found = [match for pattern in _QUESTIONS if (match := pattern.search(said))]
    return any(not _FOR_THE_SENDER.search(match["asked"]) for match in found)
