"""What becomes of each part of the draft: what stays, what is left out, what is parked for a later message, what may be asked now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import groupby, takewhile

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Span
from outreach_lint.moves import Move, RequestKind
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.reading.stage import EARLIEST_STAGE, FAIR_AT_FIRST
from outreach_lint.rewriting.screening import is_private_to_reader, is_safe
from outreach_lint.rewriting.second_reading import read_again

# Rules that find a sentence wrong about the recipient, private to them, or unfinished.
_WRONG = ("reference/contradicts", "reference/stale", "reference/creepy", "mech/placeholder")
_ON_ASKING = ("ask/", "stage/")
# What only makes sense beside a request: "It takes five minutes.", "No worries if not."
_DEPENDENT_MOVES = frozenset({Move.OTHER, Move.PLEASANTRY, Move.EASY_OUT, Move.THANKS, Move.CLOSING})
_DEPENDENT = lazy(
    r"(?:it|this|that|they|these|so|if|any|even|whatever|just|also|otherwise|i(?:'ll| will| can) send|i(?:'m| am) (?:free|available|flexible)"
    r"|please|no |or |and |but )\b",
    re.I,
)
_HANGS = lazy(r"(?:if|because|since|when|while|as|unless|once|until|which|who|to|maybe|perhaps)\b", re.I)
_YOU = lazy(r"\b(?:you|your|yours|you're|you've|u|ur)\b", re.I)
_RHETORICAL = lazy(
    r"(?:did|do|have|are|is|would|wouldn't|want|looking|ever|tired|what if|imagine|how much)\b(?=.*\?)"
    r"(?:.*\b(?:know (?:that|the|\w+ \w+ (?:need|lose|spend|waste))|tired of|struggl\w+|ever (?:wonder|think|thought)"
    r"|want to|looking (?:for|to)|interested in|more \w+|save)\b)",
    re.I | re.S,
)
_REFERS_BACK = lazy(
    r"(?:it|this|that|they|those|these|he|she|his|her|their|its|there|here|both|such|and|but|so|also|then|however|the (?:first|second|latter|former)"
    r"|one of them|mine|ours|another|anyway|anyhow|right so|which|who|whose|the (?:rest|others?)|yours|(?:\w+|\d+) of (?:them|those|these|the \d+|which))\b"
    r"(?! (?:is|are|was|were) (?:an?|the|no|so|many) )|(?:i|we) (?:(?:can|could|will|would|have|am|are|do|did) )?also\b"
    r"|.*\b(?:too|like (?:those|that|them)|of them|just those)[.!]*\Z|.*\b(?:was|were|is|are) one of them\b",
    re.I,
)
_WHICH_SLOT = lazy(
    r"(?:which|what) (?:slot|time|day|date|one|option)s?\b"
    r"|what(?:['’]s| is) (?:the best|a good) (?:number|time|day|date|way)\b|when (?:are|would|is|could)\b|(?:does|do|would) (?:that|this|either|\w+day)\b",
    re.I,
)
_IN_ADVANCE = lazy(
    r"\bin advance\b|\b(?:thanks?|thank you|grateful|appreciate)\b.{0,40}\b(?:your help|any help|considering)\b", re.I
)
_ALSO = lazy(r"(?:and|or|plus|also|as well)\b|(?:pls|please|could you|can you) also\b", re.I)
# What only excuses a request: "I know you're super busy!"
_EXCUSES = lazy(
    r"(?:and |but )?i (?:know|realis?e|understand|appreciate|am aware|do know) (?:that )?(?:you(?:['’]re| are| must be| don['’]t| do not| have a)|this is)\b",
    re.I,
)
_ENCLOSED = lazy(
    r"\b(?:send|share|forward|pass)\b.{0,40}\b(?:cv|c\.v\.|r[eé]sum[eé])\b|\b(?:find|is|are|have) (?:\w+ )?(?:attached|enclosed)\b"
    r"|\battached (?:is|are|please)\b",
    re.I,
)
MARK = r"(?:[-*•–·★✦]|\d{1,2}(?:[.)]| [-–])|\(?[ivx]{1,4}\)|\([a-z\d]\)|[\U0001F300-\U0001FAFF☀-➿])"  # of the item of a list
_MARK_ALONE = lazy(rf"p\.?\s?s\.?:?|{MARK}", re.I)
_SIGNED_IN, _LONGEST_SIGNATURE, _LONGEST_GREETINGS = 3, 9, 14  # parts from the end, words, words
_SENDS_GREETINGS = lazy(
    r"\s*(?:(?:with|my|many|all|very|kind|kindest|warm|warmest|best) ){0,3}(?:greetings|regards|wishes|salutations|cheers|love|hugs)\b"
    r"(?: (?:and \w+ )?(?:from|to you(?:,)? from|out of|across)\b|\s*[,–—-])",
    re.I,
)
_NAME = lazy(r"(?:[-–—~]\s*)?[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){0,3}(?:, [A-Z][\w.]{1,11}){0,2}(?: x+| ['’]\d\d)?[.!]?")
_PARAGRAPH = lazy(r"\n[ \t\r]*\n")
_LONGEST_THOUGHT = 2  # sentences behind the first
# Of a sentence to the one before.
TIE = lazy(r"(?:anyway|also|and|but|so|well|then|now)\b,? (?=(?:i|you|your|we|my|our|the)\b)", re.I)
BULLET = lazy(rf"{MARK}\s*\S")
_MARKS = lazy(r"[.,;:!? ]{0,3}")  # what a correction may put in besides words
_INTRODUCES = lazy(
    r"(?i:this is|it['’]?s|my name is|i am|i['’]?m) [A-ZÀ-Þ][\w'’-]+,?(?: [A-ZÀ-Þ][\w'’-]+)? (?:from|of|at|with|here)\b"
)
_EMPTY = lazy(r"(?:please )?(?:allow me to|let me) introduce myself[.:!]?|(?:so )?(?:a bit|a little) about me[.:!]?", re.I)
# What nobody puts a friendly question above: a threat, whatever is taken out of it; and where a rule finds that the draft presses, the end of a siege,
# and bluntness that stays. Without such a finding, "I have e-mailed you three times" may be thanks.
_THREATENS = lazy(
    r"\b(?:should i|shall i|i(?:['’]ll| will)|we(?:['’]ll| will)|before (?:i|we)) close (?:out )?your (?:file|case|account)\b", re.I
)
_BESIEGES = lazy(
    r"\b(?:(?:close|closing) (?:out )?(?:your|the|this) (?:file|case|ticket|account)"
    r"|(?:called|rung|phoned|e-?mailed|messaged|texted|written to|reached out to|to (?:call|reach|e-?mail)|calling|reaching|e-?mailing) you (?:now )?"
    r"(?:twice|(?:two|three|four|five|several|many|\d+) times)"
    r"|this (?:is|will be) my (?:last|final) (?:attempt|e-?mail|message|try)|take (?:your|the|this) silence"
    r"|assume (?:that )?you(?:['’]re| are)(?: just)? not interested)\b",
    re.I,
)
_BLUNT = lazy(
    r"\b(?:(?:I(?:['’]ll| will)|let me) be (?:blunt|frank|brutal\w*|direct)|bleeding (?:money|cash|customers|revenue)"
    r"|losing (?:money|customers) every)\b",
    re.I,
)
_PRESSING = ("tone/guilt", "tone/pushy", "tone/entitled")
_SURE = 0.5  # probability that a clause asks for something
_FEW_WORDS = 6
_WORTH_KEEPING = (Move.SELF_INTRODUCTION, Move.REFERENCE, Move.OFFER, Move.QUESTION)
_ABOUT = (Move.REFERENCE, Move.QUESTION)
_ASKED = frozenset({Move.REQUEST, Move.PITCH})


class Fate(Enum):
    """What becomes of a part of the draft."""

    ABOUT = "about the recipient"
    OWN = "about the sender"
    BACKGROUND = "background"
    OFFER = "offered"
    PITCH = "pitched"
    ASK = "asked now"
    EASY_OUT = "easy to decline"
    FIRST = "thanks that it begins with"
    LAST = "thanks and closing words"
    PLEASANTRY = "pleasantry"
    NAME = "the sender's name, below what is no sign-off"
    PARKED = "asked later"
    LEFT_OUT = "left out"

    @property
    def stays(self) -> bool:
        """Whether small edits leave it where it is."""
        return self not in (Fate.PARKED, Fate.LEFT_OUT)


@dataclass(frozen=True)
class Part:
    """A sentence of the draft, or a clause of one that does two jobs, and its fate. `whole` is the sentence that it stands in, `paragraph` the
    number of its paragraph. What is held, an offer or a genuine question without error, no rewrite takes out."""

    said: Sentence
    whole: Sentence
    fate: Fate
    paragraph: int = 0
    is_held: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the body."""
        return self.said.span


@dataclass(frozen=True)
class Plan:
    """The parts of the draft in text order; `corrections` are the findings' own edits. `is_found_pressing`: a rule finds that the draft presses."""

    parts: tuple[Part, ...]
    corrections: tuple[Edit, ...]
    is_found_pressing: bool = False

    def of(self, *fates: Fate) -> tuple[Part, ...]:
        """The parts with one of these fates."""
        return tuple(part for part in self.parts if part.fate in fates)

    def without(self, parts: Collection[Part]) -> Plan:
        """The same with some parts left out; what is asked or pitched in them is parked."""
        return replace(
            self,
            parts=tuple(
                replace(part, fate=Fate.PARKED if part.said.makes(*_ASKED) else Fate.LEFT_OUT) if part in parts else part
                for part in self.parts
            ),
        )

    @cached_property
    def has_capitals(self) -> bool:
        """Whether the sender begins sentences with a capital; a letter may begin with a small one behind "Dear Ann,"."""
        begun = [
            part.whole.text[0] for part in self.parts[1:] if part.whole.text[:1].isalpha() and not part.whole.text.startswith("I ")
        ]
        return any(letter.isupper() for letter in begun) or not begun

    @property
    def is_rude(self) -> bool:
        """Whether the draft presses so that no question can stand above what stays of it."""
        if any(_THREATENS.search(part.whole.text) for part in self.parts):
            return True
        besieges = any(_BESIEGES.search(part.whole.text) for part in self.parts)
        is_blunt = any(_BLUNT.search(part.said.text) for part in self.parts if part.fate.stays)
        return self.is_found_pressing and (besieges or is_blunt)

    @property
    def says_enough(self) -> bool:
        """Whether the draft speaks of the recipient and asks about it: then nothing needs to be added."""
        return self.remarks and self.asks_about

    @property
    def remarks(self) -> bool:
        """Whether what stays of the draft says something particular of the recipient."""
        return any(part.said.makes(Move.REFERENCE) for part in self.parts if part.fate.stays)

    @property
    def asks_about(self) -> bool:
        """Whether what stays of the draft asks the recipient a genuine question."""
        return any(part.said.makes(Move.QUESTION) for part in self.parts if part.fate.stays)

    @property
    def offers(self) -> bool:
        """Whether what stays of the draft offers something."""
        return any(part.said.makes(Move.OFFER) for part in self.parts if part.fate.stays)


def make_plan(analysis: Analysis, findings: tuple[Finding, ...]) -> Plan:
    """Decide the fate of every part of the draft, by its moves, by the findings, and by what the stage and the sender's role make fair."""
    wrong = [f.span for f in findings if f.rule.startswith(_WRONG) and not f.edits]
    corrections = tuple(edit for finding in findings for edit in finding.edits if _MARKS.fullmatch(edit.text) or is_safe(edit.text))
    is_minded = any(f.rule.startswith(_ON_ASKING) and f.severity is not Severity.INFO for f in findings)
    errors = [f.span for f in findings if f.severity is Severity.ERROR]
    parts = [replace(part, is_held=part.is_held and not _is_marked(part, errors)) for part in _parts(analysis, wrong, is_minded)]
    return Plan(tuple(parts), corrections, is_found_pressing=any(f.rule in _PRESSING for f in findings))


def _is_marked(part: Part, spans: Sequence[Span]) -> bool:
    """Whether a finding with one of these spans is about the part's sentence, not about all of the message."""
    longest = 2 * len(part.whole.text)
    return any(part.whole.span.overlaps(span) and span.end - span.start <= longest for span in spans)


def _is_held(said: Sentence, fate: Fate) -> bool:
    """Whether a part offers something or asks a genuine question; a CV that is enclosed, and what hangs on a request, is neither."""
    hangs = any(pattern.search(said.text) for pattern in (_ENCLOSED, _IN_ADVANCE)) or _WHICH_SLOT.match(said.text)
    gives = fate is Fate.OFFER or (fate in (Fate.ABOUT, Fate.OWN) and said.makes(Move.QUESTION))
    return gives and not hangs


def _parts(analysis: Analysis, wrong: list[Span], is_minded: bool) -> list[Part]:
    parts: list[Part] = []
    sells = Move.PITCH in _fair(analysis)
    for sentence in (read_again(sentence, sells) for sentence in analysis.sentences):
        for job in _jobs(sentence, analysis):
            said = job if job is sentence else read_again(job, sells)
            before = parts[-1] if parts else None
            fate = _fate(said, analysis, before)
            if fate is Fate.PARKED and not is_minded and _is_harmless(said):
                fate = Fate.ASK  # it is small, and no rule minds that something is asked
            if said is not sentence and fate.stays and _HANGS.match(said.text):
                fate = Fate.PARKED  # "if it suits you" goes with what was asked
            if (
                before is not None
                and before.fate is Fate.ABOUT
                and fate in (Fate.OWN, Fate.BACKGROUND)
                and refers_back(said, sentence)
            ):
                fate = Fate.ABOUT  # "That was our experience too."
            if any(sentence.span.overlaps(span) for span in wrong):
                fate = Fate.LEFT_OUT
            if fate is Fate.ASK and any(
                part.fate is Fate.ASK or (part.fate is Fate.PARKED and _ALSO.match(said.text)) for part in parts
            ):
                fate = Fate.PARKED
            if (
                fate.stays
                and before is not None
                and before.fate is Fate.PARKED
                and _ALSO.match(said.text)
                and not said.makes(*_ABOUT)
            ):
                fate = Fate.PARKED  # "or tell me when to come"
            paragraph = len(_PARAGRAPH.findall(analysis.message.body, 0, sentence.span.start))
            parts.append(Part(said, sentence, fate, paragraph, _is_held(said, fate)))
    whole = _fragments_whole(_lists_whole(_postscripts_whole(_without_leftovers(_thanks_first(parts)))))
    return _with_name(_without_mere_background(whole), analysis)


def _thanks_first(parts: list[Part]) -> list[Part]:
    """Thanks that a draft begins with are no closing words: "Thank you for connecting!", with the kind words behind them."""
    begun = next((i for i, part in enumerate(parts) if part.fate is not Fate.PLEASANTRY), len(parts))
    thanks = list(
        takewhile(
            lambda part: part.fate in (Fate.LAST, Fate.PLEASANTRY) and part.paragraph == parts[begun].paragraph, parts[begun:]
        )
    )
    if not thanks or not thanks[0].said.makes(Move.THANKS) or begun + len(thanks) == len(parts):
        return parts
    return [*parts[:begun], *(replace(part, fate=Fate.FIRST) for part in thanks), *parts[begun + len(thanks) :]]


def _without_leftovers(parts: list[Part]) -> list[Part]:
    """Nobody is thanked in advance for what is no longer asked, nor let off from it."""
    is_parked, is_asked = (any(part.fate is fate for part in parts) for fate in (Fate.PARKED, Fate.ASK))
    return [replace(part, fate=_without_request(part, is_asked)) for part in parts] if is_parked else parts


def _without_request(part: Part, is_asked: bool) -> Fate:
    """The fate of a part once a request is parked; `is_asked`: another one stays."""
    text = part.said.text
    if _ENCLOSED.search(text):
        return Fate.PARKED
    lets_off = part.fate is Fate.EASY_OUT or bool(_EXCUSES.match(text))
    if _IN_ADVANCE.search(text) or _WHICH_SLOT.match(text) or (lets_off and not is_asked):
        return Fate.LEFT_OUT
    return part.fate


def _fragments_whole(parts: list[Part]) -> list[Part]:
    """What was cut in the middle goes with what stands before it; a line that leads to something goes with that."""
    result = list(parts)
    for index, part in enumerate(result):
        text = part.said.text.strip()
        is_rest = index > 0 and (text.count(")") > text.count("(") or (not text[0].isalnum() and text[0] in ":;,)"))
        if is_rest and not result[index - 1].fate.stays:
            result[index] = replace(part, fate=result[index - 1].fate, is_held=False)
    for index in range(len(result) - 2, -1, -1):
        part, after = result[index], result[index + 1]
        if part.said.text.rstrip().endswith(":") and part.fate.stays and not after.fate.stays:
            result[index] = replace(part, fate=after.fate, is_held=False)
    return result


def _without_mere_background(parts: list[Part]) -> list[Part]:
    """Background is no use once nothing stays that it is the background of."""
    if any(part.fate in (Fate.ABOUT, Fate.OWN, Fate.OFFER, Fate.PITCH, Fate.ASK) for part in parts):
        return parts
    return [replace(part, fate=Fate.LEFT_OUT) if part.fate is Fate.BACKGROUND else part for part in parts]


def _is_harmless(said: Sentence) -> bool:
    """Whether what is asked for costs little: an answer, a link."""
    return {move.kind for move in said.moves if move.move is Move.REQUEST} <= _LITTLE


_LITTLE = frozenset({RequestKind.INFORMATION, RequestKind.OTHER, RequestKind.LINK_OR_SHARE, RequestKind.FORWARD})


def _postscripts_whole(parts: list[Part]) -> list[Part]:
    """ "P.S." and the mark of a list's item share the fate of what follows."""
    later = [*parts, None][1:]
    return [
        replace(part, fate=after.fate if after else Fate.LEFT_OUT) if _MARK_ALONE.fullmatch(part.said.text.strip()) else part
        for part, after in zip(parts, later, strict=True)
    ]


def _lists_whole(parts: list[Part]) -> list[Part]:
    """A list stays as a whole, with the line that leads to it, or goes as a whole."""
    result = list(parts)
    for start, end in lists_in(parts):
        if any(not part.fate.stays for part in parts[start:end]):
            fate = Fate.PARKED if any(part.fate is Fate.PARKED for part in parts[start:end]) else Fate.LEFT_OUT
            # A question among requests goes with them: it is the list that asks too much.
            result[start:end] = [replace(part, fate=fate, is_held=False) for part in parts[start:end]]
    return result


def lists_in(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Where lists stand among parts, each with the line before it if that ends in a colon."""
    start = None
    for index, part in enumerate((*parts, None)):
        is_item = part is not None and _is_item(part, parts[index - 1] if index else None)
        if is_item and start is None:
            start = index
        elif not is_item and start is not None:
            leads = start > 0 and parts[start - 1].said.text.rstrip().endswith(":")
            if index - start > 1 or leads:
                yield start - leads, index
            start = None


def _is_item(part: Part, before: Part | None) -> bool:
    """Whether a part is the item of a list, or its mark, or what stands behind a mark that was read as a sentence of its own."""
    is_marked = before is not None and bool(_MARK_ALONE.fullmatch(before.said.text.strip()))
    return is_marked or bool(BULLET.match(part.said.text) or _MARK_ALONE.fullmatch(part.said.text.strip()))


def _with_name(parts: list[Part], analysis: Analysis) -> list[Part]:
    """The parts, with the last lines told apart where they are a sign-off and a name that were not recognised as such."""
    if analysis.sign_off is not None:
        return parts
    last = range(max(1, len(parts) - _SIGNED_IN), len(parts))
    first = next((i for i in last if _is_signature(parts[i].said) or _sends_greetings(parts[i:])), len(parts))
    return [*parts[:first], *(replace(part, fate=Fate.NAME) for part in parts[first:])]


def _sends_greetings(parts: Sequence[Part]) -> bool:
    """Whether the last parts begin with a closing formula that says who writes: "Greetings from a nurse in Cork, Ann"."""
    said = parts[0].said
    ends = not any(part.said.makes(*_ASKED, Move.QUESTION, Move.OFFER) for part in parts)
    return ends and bool(_SENDS_GREETINGS.match(said.text)) and len(said.text.split()) <= _LONGEST_GREETINGS


def _is_signature(said: Sentence) -> bool:
    """Whether a part is a name, or a closing formula, alone on its lines."""
    if said.makes(*_ASKED, *_WORTH_KEEPING) or len(said.text.split()) > _LONGEST_SIGNATURE:
        return False
    lines = said.text.strip().splitlines()
    return bool(_NAME.fullmatch(lines[-1].strip())) or (said.makes(Move.CLOSING) and len(lines[0].split()) <= _FEW_WORDS)


def _jobs(sentence: Sentence, analysis: Analysis) -> list[Sentence]:
    """The sentence, or its parts where one of them asks for something and another is worth keeping."""
    if not sentence.makes(*_ASKED) or (is_due(sentence, analysis) and not sentence.makes(*_WORTH_KEEPING)):
        return [sentence]
    grouped = [(asks, list(group)) for asks, group in groupby(analysis.clauses(sentence), key=_surely_asks)]
    is_worth = any(clause.makes(*_WORTH_KEEPING) for asks, group in grouped if not asks for clause in group)
    if not is_worth or not any(asks for asks, _ in grouped):
        return [sentence]
    return [_as_one(group, sentence) for _, group in grouped]


def _surely_asks(clause: Sentence) -> bool:
    return clause.makes(Move.REQUEST) and clause.scores.get(Move.REQUEST, 0.0) >= _SURE


def _as_one(clauses: list[Sentence], sentence: Sentence) -> Sentence:
    """Clauses that stand side by side, as one."""
    span = Span(clauses[0].span.start, clauses[-1].span.end)
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    moves = tuple(dict.fromkeys(replace(move, span=span) for clause in clauses for move in clause.moves))
    return replace(clauses[0], span=span, text=text, moves=moves)


def is_due(sentence: Sentence, analysis: Analysis) -> bool:
    """Whether what a sentence asks for is fair by now: by the stage of the conversation, or by the sender's role."""
    fair = _fair(analysis)
    asked = [(move.move, move.kind or RequestKind.OTHER) for move in sentence.moves if move.move in _ASKED]
    return all(
        move in fair if move is Move.PITCH else kind in fair or analysis.stage >= EARLIEST_STAGE[kind] for move, kind in asked
    )


def _fair(analysis: Analysis) -> frozenset[Move | RequestKind]:
    """What is fair of the sender at a first contact."""
    return FAIR_AT_FIRST.get(analysis.role, frozenset()) if analysis.role else frozenset()


def _fate(said: Sentence, analysis: Analysis, before: Part | None) -> Fate:
    kinds = {move.kind for move in said.moves if move.move is Move.REQUEST}
    is_question = said.makes(Move.QUESTION) and (kinds == {RequestKind.INFORMATION} or said.scores.get(Move.REQUEST, 1.0) < _SURE)
    if kinds and not is_question:  # a question about them is no request
        return Fate.ASK if is_due(said, analysis) else Fate.PARKED
    if (
        _EMPTY.fullmatch(said.text.strip())
        or _belongs_to_parked(said, before)
        or is_private_to_reader(said.text)
        or _answers_private(said, before)
    ):
        return Fate.LEFT_OUT
    if said.makes(Move.PITCH) and not said.makes(*_WORTH_KEEPING):
        return Fate.PITCH if is_due(said, analysis) or analysis.role is None else Fate.LEFT_OUT
    if (
        said.makes(Move.QUESTION)
        and not said.makes(Move.REFERENCE)
        and _RHETORICAL.match(said.text)
        and Move.PITCH in _fair(analysis)
    ):
        return Fate.PITCH
    if said.makes(*_ABOUT) and _is_about(said, analysis):
        return Fate.ABOUT
    if said.makes(Move.PLEASANTRY) and _INTRODUCES.match(said.text):
        return Fate.OWN  # "This is Ann Lee from the museum, I hope it's all right to write."
    return next((fate for moves, fate in _FATES if said.makes(*moves)), Fate.BACKGROUND)


def _answers_private(said: Sentence, before: Part | None) -> bool:
    """Whether a part goes on about something private of the reader: "I am so sorry you went through that." """
    is_private = before is not None and is_private_to_reader(before.said.text)
    return is_private and bool(re.search(r"\b(?:that|this|it)\b", said.text)) and bool(_YOU.search(said.text))


def _is_about(said: Sentence, analysis: Analysis) -> bool:
    """Whether a sentence that makes a reference or a question really speaks of the recipient: it says "you", or what the profile has. One who
    sells says "you" to everybody, so only what the profile has counts."""
    sells = Move.PITCH in _fair(analysis) and analysis.recipient is not None
    grounded = [r.fact.kind for r in analysis.references if r.is_particular and r.fact and r.span.overlaps(said.span)]
    if said.makes(Move.QUESTION) or any(kind not in _OF_ANYBODY or not sells for kind in grounded):
        return True
    return bool(_YOU.search(said.text)) and not sells


_OF_ANYBODY = (FactKind.POSITION, FactKind.EMPLOYER, FactKind.HEADLINE, FactKind.SKILL, FactKind.FIELD)  # what every seller names


_FATES = (
    ((Move.STOCK_REFERENCE,), Fate.LEFT_OUT),
    ((Move.OFFER,), Fate.OFFER),
    ((Move.SELF_INTRODUCTION,), Fate.OWN),
    ((Move.EASY_OUT,), Fate.EASY_OUT),
    ((Move.THANKS, Move.CLOSING, Move.INVITATION), Fate.LAST),
    ((Move.PLEASANTRY, Move.GREETING), Fate.PLEASANTRY),
)


def refers_back(said: Sentence, whole: Sentence) -> bool:
    """Whether a part is no use without the one before it: it begins with "it" or "this", or goes on in mid-sentence with a small letter."""
    goes_on = said is whole and said.text[0].islower() and not re.match(r"(?:i|we|my|our)\b", said.text)
    return goes_on or bool(_REFERS_BACK.match(said.text))


def _belongs_to_parked(said: Sentence, before: Part | None) -> bool:
    """Whether a part only makes sense beside the request before it, which is parked."""
    if before is None or before.fate is not Fate.PARKED:
        return (
            before is not None and before.fate is Fate.LEFT_OUT and _is_dependent(said) and said.makes(Move.EASY_OUT, Move.THANKS)
        )
    return _is_dependent(said)


def _is_dependent(said: Sentence) -> bool:
    if not {move.move for move in said.moves} <= _DEPENDENT_MOVES:
        return False
    is_other = {move.move for move in said.moves} <= {Move.OTHER, Move.PLEASANTRY}
    return not is_other or bool(_DEPENDENT.match(said.text)) or len(said.text.split()) <= _FEW_WORDS


def thought_of(part: Part, plan: Plan) -> list[Part]:
    """A part about the recipient with what goes on from it: what refers back to it, and up to two sentences in its paragraph."""
    thought = [part]
    for later in plan.parts[plan.parts.index(part) + 1 :]:
        before = thought[-1]
        if not later.fate.stays or later.fate in (Fate.ASK, Fate.EASY_OUT, Fate.LAST, Fate.NAME):
            break
        is_near = later.paragraph == before.paragraph and len(thought) <= _LONGEST_THOUGHT
        if not is_near and not (later.fate is Fate.ABOUT and refers_back(later.said, later.whole)):
            break
        if later.said.makes(*_ABOUT) and later.fate is Fate.ABOUT and not refers_back(later.said, later.whole):
            break
        thought.append(later)
    return thought


def point_of(part: Part, plan: Plan) -> list[Part]:
    """A part about the recipient with only what refers back to it: a question about it can stand right behind."""
    point = [part]
    for later in plan.parts[plan.parts.index(part) + 1 :]:
        if not later.fate.stays or later.paragraph != part.paragraph or not refers_back(later.said, later.whole):
            break
        point.append(later)
    return point
