"""How a rewrite greets: as the draft does, by the recipient's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach_lint.channels import Register
from outreach_lint.finding import apply_edits
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.words import fold
from outreach_lint.rewriting.edits import within
from outreach_lint.rewriting.grammar import is_function_word
from outreach_lint.rewriting.plan import Plan
from outreach_lint.rewriting.screening import is_safe

_NEAR_START = 60  # code points
_ENOUGH_TO_TELL = 12  # code points of a sentence
_LEARNED = lazy(r"(?:dr|prof|professor|judge)\.?$", re.I)
_DEAR = lazy(r"\s*(?:dear|respected)\b", re.I)
_TO_ANYBODY = lazy(r"\s*(?:dear|to\b|respected)", re.I)
_NAMES_NOBODY = lazy(
    r"\b(?:sir|madam|ma['’]am|there|all|team|everyone|folks|hiring (?:manager|team)|hr|recruiter|concern|friend|colleagues?|customer|owner|author|speaker"
    r"|member|reader|blogger|candidate|neighbou?r)\b",
    re.I,
)
_GREETING_WORDS = lazy(r"\s*(?:good \w+|[^\W\d_]+)", re.I)
_BARE = lazy(r"\s*(?:hi+|hey+|hello|hiya|yo|heya|howdy|good (?:morning|afternoon|evening|day))\s*", re.I)


def greeting_of(analysis: Analysis, plan: Plan) -> tuple[str, str]:
    """The greeting, and the white space behind it: the draft's own with the corrections that findings make; with the recipient's name where
    it names nobody, or where there is none."""
    span, name = analysis.greeting, name_to_greet(analysis)
    if span is None:
        is_called = name is not None and fold(name) in fold(analysis.message.body[:_NEAR_START])
        if is_called or analysis.stage > 0:
            return "", ""
        return (f"Hi {name},", "\n\n" if "\n" in analysis.message.body.strip() else " ") if name else ("", "")
    inside = within(span, plan.corrections)
    text = apply_edits(analysis.text(span), inside)
    if name and not inside and _BARE.fullmatch(text):
        text = f"{text.strip()} {name},"
    elif name and not inside and _NAMES_NOBODY.search(text):
        word = _GREETING_WORDS.match(text)
        text = f"{'Dear' if _TO_ANYBODY.match(text) or not word else word.group().strip()} {name},"
    behind = analysis.message.body[span.end : analysis.body.start]
    if text.rstrip()[-1:].isalnum() and behind and "\n" not in behind and not behind.strip():
        text = f"{text.rstrip()},"  # "hi Ann i saw ..."
    return text, behind if behind and not behind.strip() else "\n\n"


def name_to_greet(analysis: Analysis) -> str | None:
    """What to call the recipient: the first name; a doctor or professor in a letter by title and last name. The whole name where the first
    one is not told, or is an initial."""
    recipient = analysis.recipient
    if recipient is None or recipient.spoken_name is None or not is_safe(recipient.spoken_name):
        return None
    is_letter = analysis.channel_facts.register is Register.PROFESSIONAL and bool(_DEAR.match(analysis.message.body))
    if recipient.title and _LEARNED.match(recipient.title) and (is_letter or recipient.first_name is None):
        return f"{recipient.title} {recipient.last_name}"
    return (None if is_letter else recipient.first_name) or recipient.spoken_name


def in_mid_sentence(text: str, as_written: Sequence[str] = ()) -> str:
    """A sentence as it goes on behind "Hi Ann,": with a small letter, but for a name and for "I"; a sentence of the draft as it was written."""
    if any(text[1:].startswith(one[1:_ENOUGH_TO_TELL]) and one[:1].islower() for one in as_written):
        return text[0].lower() + text[1:]
    first = text.split(maxsplit=1)[0].strip(",.:;!?") if text else ""
    is_plain = is_function_word(first) or first in _THANKS
    return text[0].lower() + text[1:] if is_plain and not first.startswith(("I'", "I’")) else text


_THANKS = ("Thank", "Thanks")
