"""Tell the parts of a message apart before anything is classified: greeting, body, sign-off, signature, quoted text, boilerplate.

Lampert, Dale and Paris (2010) gained 11 points of accuracy in request detection from this step alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import NamedTuple

from outreach_lint.message import Span
from outreach_lint.moves import Zone
from outreach_lint.patterns import lazy
from outreach_lint.quoting import QUOTE_MARK, height_of_header


class ZoneSpan(NamedTuple):
    """A stretch of the body that belongs to one zone, without the white space around it."""

    zone: Zone
    span: Span


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def short(self) -> str:
        """The line with its blanks made one, and nothing past what a name, a closing formula or a header can fill."""
        return " ".join(self.text[:_LONGEST_FORMULA].split()) if len(self.text) < _LONGEST_FORMULA else ""


_LINE = lazy(r"[^\r\n]*(?:\r\n|\r|\n)?")
_LONGEST_FORMULA = 300
_FULL_LINE, _REST = 66, 30  # code points of a line that was broken, and of what was broken off
_SIGNATURE_MARK = lazy(r"-- ?$")
_BOILERPLATE = lazy(
    r"\s*(?:from: [^<>]{0,80}<[^<>\s]{1,200}@[^<>\s]{1,200}>$"  # git names the author above the text
    r"|sent from (?:my|outlook|mail)\b|get outlook for\b|unsubscribe\b|(?:to|click (?:here )?to) (?:unsubscribe|opt out)\b"
    r"|if you (?:no longer wish|do not want|don't want|would rather not|prefer not) to (?:receive|hear)\b"
    r"|(?:this|the information in this) (?:e-?mail|message|communication)\b.{0,90}\b(?:confidential|privileged|intended)\b"
    r"|confidentiality notice\b|disclaimer\b|please consider the environment\b|registered (?:office|in england)\b"
    r"|you are receiving this\b|if you (?:have )?received? this (?:e-?mail |message |communication )?in error\b"
    r"|if you are not the (?:intended|named) (?:recipient|addressee)\b)",
    re.IGNORECASE,
)
_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|doctor|sir|madam|dear)\b\.?"
_GREETING_WORD = lazy(
    r"\s*(?:(?:hi|hello|hey+|hiya),(?=[ \t]+(?-i:[A-Z])[\w'’-]+[,!.]\s)(?![ \t]+(?:I|We|My|Thanks|Sorry|Please|Congratulations|Congrats|Yes|No|OK|Well"
    r"|So|Great|Nice|Wow)\b)|hi|hello|hey+|hiya|hej|hei|hallo|hoi|moin|oi|hola|howdy|yo|heya|dear|dearest|greetings|salutations|namaste|salaam|bonjour|ciao|respected"
    r"|good\s+(?:morning|afternoon|evening|day)|happy\s+(?:monday|tuesday|wednesday|thursday|friday|new\s+year)"
    r"|to\s+whom(?:so)?(?:ever)?\s+it\s+may\s+concern)(?![\w'’])",
    re.IGNORECASE,
)
_EMOJI = r"[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?"
# Where the name that is greeted ends: a comma, a dash, a line's end; a full stop, unless it belongs to a title ("Dr.").
_GREETING_STOP = lazy(
    rf"(?:\s*(?:[,!:;—–]|(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bprof)(?<!\beng)(?<!\bengr)(?<!\brev)(?<!\bsr)(?<!\bst)(?<!\bcapt)\.(?=\s|$)|\s-(?=\s)|{_EMOJI}|(?=[\r\n]|$)))+",
    re.IGNORECASE,
)
_GREETED_NAME = lazy(rf"[ \t]+(?:(?i:{_TITLE})[ \t]+)*(?!I\b)[A-Z][\w'’-]+(?=[ \t]|$)|[ \t]+there\b")
_BARE_NAME = lazy(rf"\s*(?:(?i:{_TITLE})[ \t]+)?[A-Z_{{\[<][\w'’.}}\]>-]*(?:[ \t]+[A-Z][\w'’.-]*){{0,2}}[ \t]*[,:—–](?=\s*[\r\n])")
_NOT_A_NAME = lazy(
    r"\b(?:i(?! (?-i:[A-Z]))|i'm|i’m|my|we|you|your|u|ur|this|it|is|was|hope|just|thanks|thank|saw|loved|how|what|can|could|are|from|need|want|got)\b",
    re.IGNORECASE,
)
_LONGEST_GREETING = 70
_SIGN_OFF_WORD = (
    r"(?:(?:with\s+)?(?:(?:my|many|all|our|very|most|kind|kindest|warm|warmest|best|great|much|deepest|sincere)\s+)*"
    r"(?:regards?|wishes|thanks|thx|ty|cheers|respect|respectfully|sincerely|gratitude|appreciation|best|love|peace|warmly|cordially|faithfully|"
    r"truly|rgds|salutations|greetings)(?:\s+(?:yours|again|(?:so|very)\s+much|a\s+(?:lot|million|ton|bunch)|"
    r"(?:and|&)\s+(?:(?:best|kind|warm)\s+)*(?:regards|wishes)|in\s+advance|from\s+\w+|for\s+(?:your\s+)?(?:time|reading)(?:\s+and\s+consideration)?))?"
    r"|thank\s+you(?:\s+(?:so|very)\s+much|\s+kindly|\s+again|\s+in\s+advance|\s+for\s+(?:your\s+)?(?:time|reading|consideration)(?:\s+and\s+consideration)?)?"
    r"|yours(?:\s+(?:sincerely|faithfully|truly|respectfully|aye))?|sincerely(?:\s+yours)?|respectfully(?:\s+yours)?|very\s+truly\s+yours|"
    r"take\s+care|talk\s+soon|speak\s+soon|all\s+the\s+best|all\s+best|bye|ciao|xo+|until\s+then|onwards?|best\s+of\s+luck)"
)
_SIGN_OFF = lazy(rf"\s*{_SIGN_OFF_WORD}\s*[,.!–—-]*\s*$", re.IGNORECASE)
_SIGN_OFF_INLINE = lazy(
    rf"(?<=[.!?)\w])(?:\s+|\s*[-–—]\s*)(?P<off>(?:{_SIGN_OFF_WORD}\s*[,!–—-]+\s*)(?-i:[A-Z])[\w'’.-]*(?:\s+(?-i:[A-Z])[\w'’.-]*){{0,2}}|[-–—]\s?(?-i:[A-Z])[\w'’]+(?:\s(?-i:[A-Z])[\w'’.]*)?)\s*$",
    re.IGNORECASE,
)
_FORMULA_AT_END = lazy(rf"(?<=[.!?)])\s+(?P<off>{_SIGN_OFF_WORD}\s*[,!–—-]+\s*)$", re.IGNORECASE)
# A closing formula of one's own ("Steady as she goes,"): short, with a comma, and a name below.
_OWN_FORMULA = lazy(r"\s*[^,.?!:;]{3,45}(?:,[^,.?!:;]{3,25})?[,!]\s*$")
_POSTSCRIPT = lazy(r"\s*p\.?\s?s\b", re.IGNORECASE)
_NAME_WORD = r"(?:[^\W\d_][\w'’.\-]*|[\[{<]{1,2}[\w ]{3,25}[\]}>]{1,2})"
_NAME_LINE = lazy(rf"\s*[-–—~]?\s*{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}}\s*[.,]?\s*(?:\([^)]{{1,20}}\)|:\))?\s*$")
_SLOT_LINE = lazy(r"[\[{<]{1,2}[\w ]*\bname\b[\w ]*[\]}>]{1,2}$", re.IGNORECASE)
_DASHED_NAME = lazy(r"\s*[-–—~]\s*[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_][\w'’.\-]*){0,2}\s*$")


def find_zones(body: str) -> list[ZoneSpan]:
    """The zones of a message, in text order, not overlapping; white space between them belongs to none."""
    lines = list(_lines(body))
    zones = [Zone.BODY] * len(lines)
    _mark_quotes(lines, zones)
    _mark_boilerplate(lines, zones)
    own = [i for i, zone in enumerate(zones) if zone is Zone.BODY and lines[i].text.strip()]
    _mark_signature(lines, zones, own)
    _mark_sign_off(lines, zones, [i for i in own if zones[i] is Zone.BODY])
    own = [i for i in own if zones[i] is Zone.BODY]
    greeting_end = _greeting_end(body, lines[own[0]]) if own else None
    return list(_assemble(body, lines, zones, greeting_end))


def _lines(body: str) -> Iterator[_Line]:
    """The lines of the body; one that ends in a closing formula ("... for years. Kind regards,") is cut before it."""
    for match in _LINE.finditer(body):
        text, start = match.group().rstrip("\r\n"), match.start()
        formula = _FORMULA_AT_END.search(text, max(0, len(text) - _LONGEST_FORMULA))
        if formula:
            yield _Line(start, text[: formula.start()].rstrip())
            yield _Line(start + formula.start("off"), text[formula.start("off") :])
        elif match.group():
            yield _Line(start, text)


def _mark_quotes(lines: list[_Line], zones: list[Zone]) -> None:
    """What is quoted: lines with a mark, and all below a header that has no marks below it. Where it has, what stands without marks is the sender's."""
    shorts = [line.short for line in lines]
    for i, line in enumerate(lines):
        height = 0 if QUOTE_MARK.match(line.text) else height_of_header(shorts, i)
        if QUOTE_MARK.match(line.text) or _is_rest_of_quoted(lines, i):
            zones[i] = Zone.QUOTED
        elif height and _is_marked_below(lines, i + height):
            zones[i : i + height] = [Zone.QUOTED] * height
        elif height:
            zones[i:] = [Zone.QUOTED] * (len(lines) - i)
            return


def _is_marked_below(lines: list[_Line], i: int) -> bool:
    below = next((line.text for line in lines[i : i + 3] if line.text.strip()), "")
    return QUOTE_MARK.match(below) is not None


def _is_rest_of_quoted(lines: list[_Line], i: int) -> bool:
    """Whether a line is what a mail program broke off a long one that it quotes, and did not mark."""
    if not i or not QUOTE_MARK.match(lines[i - 1].text):
        return False
    return len(lines[i - 1].text) >= _FULL_LINE and 0 < len(lines[i].text.strip()) < _REST


def _mark_boilerplate(lines: list[_Line], zones: list[Zone]) -> None:
    """A disclaimer or footer, to the end of its paragraph."""
    inside = False
    for i, line in enumerate(lines):
        if not line.text.strip():
            inside = False
        elif zones[i] is Zone.BODY and (inside or _BOILERPLATE.match(line.text[:_LONGEST_FORMULA])):
            zones[i], inside = Zone.BOILERPLATE, True


def _mark_signature(lines: list[_Line], zones: list[Zone], own: list[int]) -> None:
    """All below the delimiter of RFC 3676, "-- "."""
    mark = next((i for i in own if _SIGNATURE_MARK.match(lines[i].text)), None)
    for i in own:
        if mark is not None and i >= mark:
            zones[i] = Zone.SIGNATURE


def _mark_sign_off(lines: list[_Line], zones: list[Zone], own: list[int]) -> None:
    """The closing formula near the end, the name under it, and the signature under that."""
    for position in range(max(1, len(own) - 12), len(own)):
        i = own[position]
        below = own[position + 1 :]
        is_formula = _SIGN_OFF.match(lines[i].short) or (_OWN_FORMULA.match(lines[i].short) and _is_named(lines, below))
        if not is_formula or not _is_tail(lines, below):
            continue
        zones[i] = Zone.SIGN_OFF
        _mark_below_sign_off(lines, zones, below)
        return
    for position in range(max(1, len(own) - 9), len(own)):
        if _is_lone_name(lines, own, position) and _is_tail(lines, own[position + 1 :]):
            zones[own[position]] = Zone.SIGN_OFF
            _mark_below_sign_off(lines, zones, own[position + 1 :])
            return


def _mark_below_sign_off(lines: list[_Line], zones: list[Zone], below: list[int]) -> None:
    for n, i in enumerate(below):
        if _POSTSCRIPT.match(lines[i].short):
            return
        is_sign_off = n == 0 or (n == 1 and _SIGN_OFF.match(lines[below[0]].short))
        fits = _NAME_LINE.match(lines[i].short) or _SIGN_OFF.match(lines[i].short)
        zones[i] = Zone.SIGN_OFF if is_sign_off and fits else Zone.SIGNATURE


def _is_named(lines: list[_Line], below: list[int]) -> bool:
    """Whether the next line is a name, each word of it with a capital."""
    text = lines[below[0]].short if below else ""
    return bool(_NAME_LINE.match(text)) and all(word[0].isupper() for word in text.split() if word[0].isalpha())


# A sentence that ends within a line, after three words: not "Hon. Secretary".
_SENTENCE_END = lazy(r"\S+\s+\S+\s+\S+\s+\S*[a-z]{2}[.?!]\s+[A-Z]")


def _is_tail(lines: list[_Line], below: list[int]) -> bool:
    """Whether what follows a closing formula looks like names and contact data, not like more message."""
    texts = list(takewhile(lambda text: not _POSTSCRIPT.match(text), (lines[i].text.strip() for i in below)))
    return len(texts) <= 9 and all(len(text) <= 90 and not _SENTENCE_END.search(text) for text in texts)


def _is_lone_name(lines: list[_Line], own: list[int], position: int) -> bool:
    """A line that is only a name, under a sentence that has ended: "Sam", "- Sam"."""
    text = lines[own[position]].short
    if _DASHED_NAME.match(text) and position == len(own) - 1:
        return True
    words = text.split()
    named = all(word[0].isupper() for word in words) or _SLOT_LINE.match(text)
    stands_apart = len(words) <= 3 and bool(named) and bool(_NAME_LINE.match(text))
    return stands_apart and lines[own[position - 1]].text.rstrip()[-1:] in ".!?,)" and not text.rstrip().endswith(",")


def _greeting_end(body: str, line: _Line) -> int | None:
    """Where the greeting ends that begins the first line of the message proper; None if there is none."""
    word = _GREETING_WORD.match(body, line.start)
    if word is None:
        bare = _BARE_NAME.match(body, line.start)
        return bare.end() if bare else None
    stop = _GREETING_STOP.search(body, word.end(), min(line.end + 1, word.end() + _LONGEST_GREETING))
    if stop and not _NOT_A_NAME.search(body, word.end(), stop.start()):
        more = _BARE_NAME.match(body, stop.end())  # "Hi," and below it "Dr. Lund:"
        return more.end() if more else stop.end()
    name = _GREETED_NAME.match(body, word.end())
    return name.end() if name else word.end()


def _assemble(body: str, lines: list[_Line], zones: list[Zone], greeting_end: int | None) -> Iterator[ZoneSpan]:
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    last_body = max((i for i in filled if zones[i] is Zone.BODY), default=-1)
    for zone, run in groupby(filled, key=lambda i: zones[i]):
        run_lines = list(run)
        start, stop = lines[run_lines[0]].start, lines[run_lines[-1]].end
        if greeting_end is not None and zone is Zone.BODY and start < greeting_end <= stop + 1:
            yield from _trimmed(body, Zone.GREETING, start, greeting_end)
            start = greeting_end
        sign_off = _SIGN_OFF_INLINE.search(body, max(start, stop - 80), stop) if last_body in run_lines else None
        yield from _trimmed(body, zone, start, sign_off.start("off") if sign_off else stop)
        if sign_off:
            yield from _trimmed(body, Zone.SIGN_OFF, sign_off.start("off"), stop)


def _trimmed(body: str, zone: Zone, start: int, stop: int) -> Iterator[ZoneSpan]:
    while start < stop and body[start].isspace():
        start += 1
    while stop > start and body[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield ZoneSpan(zone, Span(start, stop))
