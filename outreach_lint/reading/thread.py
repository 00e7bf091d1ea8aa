"""What was said before: who has answered, who is waiting, what was offered, given and thanked for."""

from __future__ import annotations

import re

from outreach_lint.message import Message
from outreach_lint.moves import RequestKind
from outreach_lint.patterns import lazy

# What people write who only accept, beside a name: no answer yet.
_ACCEPTING = frozenset(
    """
    a accept accepted accepting add adding all and best cheers connect connected connecting connection course day for glad good great happy hello
    here hey hi invitation it likewise lovely me meet message my network nice note of ok okay pleased pleasure problem reaching request sure thank
    thanks the thx to too touch very welcome with yes you your
    """.split()
)
# What somebody writes who opens that door: a request for it then follows from their words.
_THEIR_WORD_FOR: dict[RequestKind, str] = {
    RequestKind.JOB: (
        r"openings?|positions?|vacanc\w+|(?<!good )(?<!great )(?<!nice )jobs?|roles?|hir(?:e|ing)|trainees?|apprentic\w+|interns?|apply|application"
        r"|short of|cv|r[eé]sum[eé]|rates?|contract work|freelanc\w+"
    ),
    RequestKind.REFERRAL: r"refer|mention you|put in a word|openings?|positions?|vacanc\w+|hir(?:e|ing)|cv|r[eé]sum[eé]",
    RequestKind.INTRODUCTION: r"introduc\w+|put you in|in touch with|know (?:some|any|who)\w*|names?|contacts?|(?:ask|meet|talk to|speak to"
        r"|write to) (?:my |our |a )?colleagues?|colleagues? (?:who|can|could|may|might|of mine)|connect you|(?:should|must|ought to) (?:meet|talk to"
        r"|speak to)|ask (?:him|her|them)",
    RequestKind.REVIEW: r"send|show|look|read|feedback|comments?|numbers|drafts?|cv|r[eé]sum[eé]|portfolio|deck|questions?|outline|help",
    RequestKind.MEETING: (
        r"calls?|ring|phone|speak|talk|chat|meet\w*|(?<!over )coffee|lunch|visit|come|zoom|(?:a|what|which|good|any|some|find) time|times? (?:that|to"
        r"|works?|suits?)|discuss|slots?|diary|calendar|give me a shout|(?:drop|stop|swing|pop) (?:by|in|round|over)|free|mondays?|tuesdays?"
        r"|wednesdays?|thursdays?|fridays?"
        r"|saturdays?|sundays?|happy to tell|help"
    ),
    RequestKind.RECOMMENDATION: r"recommend\w*|referees?|references?|letters?|reviews?|vouch|tell \w+ about you|anything i can do|need anything"
        r"|if i can (?:do|help)",
}  # fmt: skip
_REFUSED = lazy(
    r"\b(?:no|not|nothing|never|cannot|can't|can’t|don't|don’t|sorry|unfortunately|swamped|frozen|closed|filled|full|on hold|paused|stop"
    r"|take me off)\b",
    re.I,
)
# What help looks like: what to do or not to do, where something is, or the promise of it.
_DOING = "start|begin|try|look|take|go|ask|put|make|cut|use|read|check|avoid|call|write|talk|speak|practi[sc]e|learn|keep|leave|remove|drop|skip|hold|find"
_ADVICE = lazy(
    rf"https?://|\bwww\.|\byou (?:should|could|might|may want|need)\b|\bi(?:'d| would|’d)(?: \w+)? (?:{_DOING})\b"
    rf"|(?:\A|[.!;:,]\s+|\b(?:and|then|but|please|sure|definitely) )(?:do not |don't |don’t )?(?:{_DOING})\b(?!\s+(?:me|us)\b)"
    r"|\b(?:have you tried|my advice|the trick is|make sure|helped me|worked for me|what helped|best way|i can send|here (?:is|are)|here's|attached)\b",
    re.I,
)
_THANKS = lazy(
    r"\b(?:thank\w*|thanx|thx|tx|ty|tysm|cheers|ta|grateful\w*|gratitude|appreciat\w+|much obliged|obliged|kind of you|good of you|kind answer|owe you"
    r"|you(?:'ve| have|’ve)? saved|helpful|helped|useful|it worked|worked (?:out|well|for)|saint|godsend"
    r"|merci|danke|gracias|obrigad[oa]|grazie|shukran|dank|takk?|dzi[eę]kuj[eę])\b",
    re.I,
)
_THANKS_IN_ADVANCE = lazy(r"\b(?:many )?(?:thanks|thank you)(?: \w+){0,3} in advance\b", re.I)


def unanswered(message: Message) -> int:
    """How many of the sender's messages stand at the end of the thread since the recipient last wrote."""
    count = 0
    for earlier in reversed(message.thread):
        if not earlier.from_sender:
            break
        count += 1
    return count


def has_answered(message: Message) -> bool:
    """Whether the recipient wrote anything but that they accept."""
    return any(not earlier.from_sender and not _only_accepts(earlier.text) for earlier in message.thread)


def _only_accepts(text: str) -> bool:
    other = [word for word in re.findall(r"\w+", text) if word.lower() not in _ACCEPTING]
    return "?" not in text and len(other) <= 2 and all(word[0].isupper() for word in other)


def has_invited(message: Message, kind: RequestKind) -> bool:
    """Whether the recipient spoke of what such a request asks for, in a sentence that refuses nothing."""
    word = lazy(rf"\b(?:{_THEIR_WORD_FOR[kind]})\b", re.I) if kind in _THEIR_WORD_FOR else None
    theirs = (part for earlier in message.thread if not earlier.from_sender for part in re.split(r"(?<=[.!?;])\s|,", earlier.text))
    return word is not None and any(word.search(part) and not _REFUSED.search(part) for part in theirs)


def gives_advice(text: str) -> bool:
    """Whether a recipient's answer tells what to do, or gives something."""
    return _ADVICE.search(text) is not None


def has_thanks(text: str) -> bool:
    """Whether it thanks or says that something helped; thanks in advance are none."""
    return _THANKS.search(_THANKS_IN_ADVANCE.sub("", text)) is not None
