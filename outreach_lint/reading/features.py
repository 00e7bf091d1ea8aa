"""What the move classifier sees of a sentence: its words, its parse, its place, and the same of its neighbours.

A feature is a name; a sentence has it or has it not. Names begin with what they come from: `w:` words, `p:` parse, `c:` word
classes, `s:` shape, `at:` place; `prev:` and `next:` repeat the classes and the shape of the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from outreach_lint.patterns import lazy

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Word classes of the genre, by lemma. They carry what was learnt from one verb to the others of its kind; which
# classes speak for which move is learnt, not written here.
_CLASSES = {
    "give-verb": "give share send provide offer forward pass refer recommend introduce connect point direct hire employ consider"
    " interview help assist support guide mentor advise spare lend vouch endorse nominate submit put hook land tell let",
    "look-verb": "review look read check proofread evaluate assess critique glance skim comment see watch visit browse",
    "meet-verb": "meet chat talk speak discuss call zoom schedule book arrange grab jump hop catch sync",
    "give-event-verb": "join attend speak present participate judge moderate host register apply come contribute",
    "wish": "want wish hope like love appreciate grateful seek look need wonder beg request ask require interested eager keen",
    "work-noun": "job position role opening opportunity vacancy internship placement employment career work traineeship"
    " fellowship assistantship studentship apprenticeship gig contract",
    "application-noun": "resume résumé cv application candidacy portfolio cover profile qualification",
    "referral-noun": "referral recommendation reference endorsement introduction intro word testimonial",
    "meeting-noun": "call chat coffee meeting minute min conversation demo zoom appointment interview slot phone lunch quick",
    "advice-noun": "advice guidance tip insight feedback thought opinion pointer suggestion brain wisdom input",
    "money-noun": "money donation investment fund funding round sponsorship budget price rate loan invoice payment pay",
    "made-noun": "talk paper post article book thread episode podcast essay column keynote lecture session slide repo repository library"
    " package course newsletter blog piece interview video review recipe poster dissertation thesis chapter answer comment photo series"
    " exhibition panel webinar workshop documentary film song album game app map",
    "path-noun": "path journey career background switch move transition start experience story",
    "profile-noun": "profile page linkedin website network connection",
    "praise": "impressive inspiring amazing great awesome incredible fantastic outstanding excellent remarkable admire impress inspire"
    " brilliant wonderful fan respect stellar",
    "commerce-noun": "client customer platform solution product service company team startup tool software agency business"
    " revenue roi pipeline lead trial pricing discount saas feature brand",
    "person-noun": "student graduate engineer developer designer nurse teacher manager analyst researcher candidate founder"
    " consultant director recruiter writer journalist editor intern professor lecturer postdoc owner volunteer undergraduate freelancer",
    "out-noun": "worry pressure rush problem obligation hurry",
    "thank": "thank thanks thx gratitude appreciate ta cheers grateful",
    "sorry": "sorry apology apologise apologize forgive excuse pardon bother intrude random",
    "question-verb": "start decide choose learn change surprise enjoy find make get end handle miss think feel manage",
    "share-noun": "link url backlink signup petition page share repost retweet follow subscribe like click",
    "found-noun": "typo bug error mistake link fix patch notes data spreadsheet list copy scan draft template guide",
}  # fmt: skip
_CLASS_OF: dict[str, list[str]] = {}
for _class, _lemmas in _CLASSES.items():
    for _lemma in _lemmas.split():
        _CLASS_OF.setdefault(_lemma, []).append(_class)

_FIRST, _PLURAL, _SECOND = frozenset({"i", "me", "my", "mine", "myself"}), frozenset({"we", "us", "our", "ours"}), frozenset(
    {"you", "your", "yours", "u", "ur", "yourself", "ya", "y'all"}
)  # fmt: skip
_SLOT = lazy(r"\{+[^{}]{1,40}\}+|\[[A-Za-z][^\[\]]{1,40}\]|<[A-Za-z][\w ]{1,30}>|%\w+%")
_URL = lazy(r"https?://|www\.|\b[\w-]{1,63}\.(?:com|org|net|io|example|co|dev|me)\b")
_QUOTED_TITLE = lazy(r"[\"“‘*_][A-Z][^\"”’*_]{4,80}[\"”’*_]")
_TIME_AMOUNT = lazy(
    r"\b(?:\d+|ten|fifteen|twenty|thirty|five|few|couple)[\s-]*(?:of\s+)?(?:min|minute|hour|day|week)s?\b|\bhalf (?:an )?hour\b",
    re.I,
)
_IF_NOT = lazy(r"\b(?:if not|no worries|no pressure|no problem|either way|feel free|totally fine|understand if|ignore)\b", re.I)


def featurize(sentences: Sequence[Span]) -> list[frozenset[str]]:
    """The features of each sentence of one message, given in order."""
    own = [_Reader(sentence).features() for sentence in sentences]
    shared = [{f for f in features if f[:2] in ("c:", "s:")} for features in own]
    result = []
    for i, features in enumerate(own):
        before = {f"prev:{f}" for f in shared[i - 1]} if i else {"prev:none"}
        after = {f"next:{f}" for f in shared[i + 1]} if i + 1 < len(own) else {"next:none"}
        result.append(frozenset(features | before | after | set(_place(i, len(own)))))
    return result


def _place(i: int, count: int) -> Iterator[str]:
    yield f"at:{min(i, 4)}"
    yield f"at:end-{min(count - 1 - i, 3)}"
    yield f"at:of-{min(count, 6)}"
    yield f"at:third-{3 * i // count}"


class _Reader:
    """Reads the features off one sentence."""

    def __init__(self, sentence: Span) -> None:
        self.doc: Doc = sentence.doc
        self.root: Token = sentence.root
        self.text: str = sentence.text
        self.tokens: list[Token] = [token for token in sentence if not token.is_space]

    def features(self) -> set[str]:
        return {*self._words(), *self._classes(), *self._parse(), *self._shape()}

    def _words(self) -> Iterator[str]:
        words = [_word(token) for token in self.tokens]
        yield from (f"w:{word}" for word in words)
        padded = ["^", *words, "$"]
        yield from (f"w:{a} {b}" for a, b in pairwise(padded))
        yield from (f"w:{a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))

    def _classes(self) -> Iterator[str]:
        seen: dict[str, int] = {}
        for token in self.tokens:
            for name in _CLASS_OF.get(token.lemma_.lower(), ()) or _CLASS_OF.get(token.lower_, ()):
                if name == "wish" and token.tag_ in ("VBD", "NN", "NNS"):  # "I loved", "your request"
                    continue
                seen[name] = seen.get(name, 0) + 1
        persons = {_person(token) for token in self.tokens} - {None}
        for name, count in seen.items():
            yield f"c:{name}"
            if count > 1:
                yield f"c:{name}+"
            yield from (f"c:{name}&{person}" for person in persons)
        names = sorted(seen)
        yield from (f"c:{a}&{b}" for i, a in enumerate(names) for b in names[i + 1 :])
        yield from (f"c:{person}" for person in persons)

    def _parse(self) -> Iterator[str]:
        root = self.root
        subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
        modal = next((c.lower_ for c in root.children if c.tag_ == "MD"), "-")
        person = (_person(subject) or "3") if subject is not None else "none"
        yield f"p:root={root.lemma_.lower()}"
        yield f"p:root-tag={root.tag_}"
        yield f"p:frame={person}/{modal}/{root.tag_}"
        yield f"p:frame={person}/{modal}/{root.lemma_.lower()}"
        if person == "none" and root.tag_ in ("VB", "VBP") and root.i == self.tokens[0].i:
            yield "p:imperative"
        if subject is not None and any(c.dep_ in ("aux", "cop") and c.i < subject.i for c in root.children):
            yield f"p:inverted/{person}"
        for token in self.tokens:
            yield from self._relation(token)

    def _relation(self, token: Token) -> Iterator[str]:
        person = _person(token)
        head, lemma = token.head, token.head.lemma_.lower()
        if person and token.dep_ != "ROOT":
            relation = token.dep_.split(":")[0]
            yield f"p:{person}-{relation}:{lemma}"
            yield from (f"p:{person}-{relation}:{name}" for name in _CLASS_OF.get(lemma, ()))
        if person and token.dep_ in ("nsubj", "nsubj:pass"):
            helpers = sorted({c.tag_ for c in head.children if c.dep_.startswith(("aux", "cop")) and c.i < head.i})
            order = "inverted" if any(c.i < token.i and c.dep_.startswith(("aux", "cop")) for c in head.children) else "stated"
            yield f"p:{person}-does={head.tag_}/{'+'.join(helpers)}/{order}"
            yield f"p:{person}-does/{head.dep_.split(':')[0]}/{order}"
        if person and token.dep_ == "nmod:poss":
            yield f"p:{person}-has/{head.dep_.split(':')[0]}/{head.head.lemma_.lower()}"
        if token.dep_ in ("xcomp", "ccomp", "obj", "advcl"):
            yield f"p:{token.dep_}:{lemma}>{token.lemma_.lower()}"
            for a in _CLASS_OF.get(lemma, (head.pos_,)):
                yield from (f"p:{token.dep_}:{a}>{b}" for b in _CLASS_OF.get(token.lemma_.lower(), (token.pos_,)))
        if token.tag_ in ("WP", "WRB", "WDT", "WP$"):
            yield f"p:wh={token.lower_}/{token.i == self.tokens[0].i}"

    def _shape(self) -> Iterator[str]:
        text, count = self.text, len(self.tokens)
        yield f"s:length-{sum(count > edge for edge in (2, 4, 7, 11, 16, 24, 35))}"
        yield f"s:ends{text[-1:] if text[-1:] in '.?!:,;' else 'x'}"
        checks = {
            "question-mark": "?" in text, "slot": bool(_SLOT.search(text)), "url": bool(_URL.search(text)),
            "title": bool(_QUOTED_TITLE.search(text)), "time-amount": bool(_TIME_AMOUNT.search(text)),
            "if-not": bool(_IF_NOT.search(text)), "attached": bool(re.search(r"\b(?:attach|enclos)", text, re.I)),
            "digits": any(t.like_num for t in self.tokens), "money": bool(re.search(r"[$€£₦₹]|\d ?%", text)),
            "past": any(t.tag_ in ("VBD", "VBN") for t in self.tokens), "if": "if" in (t.lower_ for t in self.tokens),
        }  # fmt: skip
        yield from (f"s:{name}" for name, holds in checks.items() if holds)
        names = sum(t.pos_ == "PROPN" for t in self.tokens[1:])
        yield f"s:names-{min(names, 3)}"


def _word(token: Token) -> str:
    """The word as a feature: names and numbers are masked, so that nothing is learnt of a particular one."""
    if token.like_num:
        return "#"
    if token.pos_ == "PROPN" and token.text[0].isupper():
        return "Name"
    return token.lower_


def _person(token: Token) -> str | None:
    word = token.lower_
    if word in _SECOND:
        return "you"
    if word in _FIRST:
        return "I"
    return "we" if word in _PLURAL else None
