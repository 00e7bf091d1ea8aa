"""Slips of spelling: lower-case words that no dictionary knows and that one common slip of the hand turns into a frequent word.

Names, brands, dialects and the words of a trade stay: what counts is that the slip is plain, never that a word is unknown. The dictionary
(pyspellchecker's, American English with frequencies) is loaded when a draft holds a word that the move classifier has not learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from outreach_lint.message import Span
from outreach_lint.patterns import lazy

if TYPE_CHECKING:
    from spellchecker import SpellChecker

    from outreach_lint.reading.analysis import Analysis

_WORD = lazy(r"(?<![\w@#/.:'’_&-])[a-z]{5,}(?![\w@/_'’&-]|[.:]\w)")
# Words between quotation marks or back-ticks are somebody else's, or a program's.
_QUOTED = lazy(r"\"[^\"\n]{1,200}\"|“[^”]{1,200}”|«[^»]{1,200}»|`[^`\n]+`|(?<!\w)[‘'][^'’\n]{1,80}[’'](?!\w)")
# No slips but a way of writing: contractions without apostrophe, "comin", "soooo", and what ends like a name of software.
_STYLE = lazy(
    r"(?:(?:is|are|was|were|have|has|had|do|does|did|would|could|should|must|need|might|ai)nt|(?:they|you|we)(?:re|ve|ll|d)"
    r"|(?:there|what|that|here|who|where|how|everyone|someone)s|noone|infact|alot|\w*(?:js|py|sql|db|api|csv|cfg|ctl|app)|\w*(.)\1\1\w*)"
)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiouy"
_PREFIX = lazy(
    r"^(?:un|re|non|co|pre|post|anti|over|under|micro|multi|sub|super|inter|mis|dis|out|up|down|bio|geo|cyber|meta|hyper|mini|semi|de|fore|back)(?=\w{4})"
)
_ENDINGS = (
    "s es ed d ing er ers r rs able ness less ly ful ish ise ize ise ized ised izing ising ism ist ists isation ization ity al ship like wise ery ess"
).split()
_UNSTRESSED = ("et", "en", "on", "el", "op")  # their last letter is not doubled: "bulleted"
# British to American, the form in which the dictionary holds them.
_FOLDS = tuple(
    (lazy(pattern), american)
    for pattern, american in (
        (r"our(?=$|s|e|i|a|l|f|h)", "or"), (r"is(?=e|i|a)", "iz"), (r"ys(?=e|i)", "yz"), (r"ll(?=ed|ing|er|or|is|y|ou)", "l"),
        (r"(?<=[bt])re(?=$|s|d)", "er"), (r"ogue", "og"), (r"ae(?!ro)", "e"), (r"aero(?=pl)", "air"), (r"oe", "e"), (r"enc(?=e)", "ens"),
        (r"mme(?=$|s)", "m"), (r"l(?=ful|ment)", "ll"), (r"nium(?=$|s)", "num"), (r"que(?=$|s)", "ck"), (r"ou(?=ld|lt)", "o"), (r"ygh", "ow"),
        (r"ugh(?=t)", "f"), (r"eable", "able"), (r"gement", "gment"), (r"phu", "fu"), (r"tyre", "tire"), (r"pp(?=ed|ing)", "p"),
        (r"^pyj", "paj"), (r"^sc(?=ep)", "sk"),
    )
)  # fmt: skip
_SHORTEST_PART = 3  # letters of a part of a compound
_COMMON_PART = 2000  # how often it stands in the dictionary's 76 million words
_GLUED = lazy(
    r"(\w{4,})(?:is|it|of|to|we|by|as|be|the|and|now|outs?|ups?|downs?|offs?|backs?|overs?)"
)  # "informationis", "callouts"
# A correction must be a frequent word, and more so the shorter it is: short words have more neighbours.
_COMMON_WORD = {5: 40_000, 6: 5_000, 7: 1_500}
_COMMON_LONG_WORD = 300
_COMMON_FOR_VOWELS = 2_000  # where a vowel was taken for another
_SHORTEST_FOR_VOWELS = 7
_SHORTEST_FOR_EXTRA = 6  # where a letter stands too many
_TIMES_AS_COMMON = 8.0  # than the next candidate; else nobody can tell which was meant
_LONG = 8  # letters, from which two slips in one word are still plain
_FOREIGN_SHARE = 0.12  # of the words unknown: the draft is not in English, or not in words
# Beside these a word is of another language.
_FOREIGN = frozenset(
    """
    al auf boa bom buenas buenos che con das de del della der des di du ein eine el em en et het il ist la las le les los mi mit mon muito
    muy ou para per por pour que sa se si sin sie su sur te tres un una und une van von vous voor y zu zur
    """.split()
)
# What an American dictionary corrects to an American form: a person must look at it.
_AMERICAN = lazy(r"[^aeiou]or(?:s|ed|ing|ite|ites|able)?|\w*[iy]z(?:e|es|ed|er|ers|ing|ations?|ational)|\w*log")


# Slips that are words themselves, or too short to judge by their letters, with what was meant. They are found in lower case only,
# but for a first letter that a group keeps.
_CONFUSIONS = tuple(
    (lazy(rf"(?<![\w'’-])(?:{wrong})(?![\w'’-])"), meant)
    for wrong, meant in (
        (r"alot", "a lot"), (r"aswell", "as well"), (r"atleast", "at least"), (r"infact", "in fact"), (r"eachother", "each other"),
        (r"noone", "no one"), (r"teh", "the"), (r"adn", "and"), (r"jsut", "just"), (r"taht", "that"), (r"wiht", "with"), (r"waht", "what"),
        (r"thsi", "this"), (r"hvae", "have"), (r"wich(?! to\b| elm)", "which"), (r"hear form you", "hear from you"),
        (r"([Yy])our welcome(?=\s*(?:[.!;)]|\Z))", r"\1ou're welcome"),
        (r"([Hh])ope your (doing|having|keeping|enjoying|staying)", r"\1ope you're \2"),
        (r"([Hh])ope your well(?=\s*(?:[.!,;?]|and\b|\Z))", r"\1ope you're well"),
        (r"([Ii])f your (interested|available)(?=\s*(?:[.!,;?]|\Z|in\b|for\b|to\b|and\b|please\b))", r"\1f you're \2"),
        (r"(about|admired?|visited|visiting|following|followed|attended|joining) you['’]re"
         r"(?= (?!\w+ing\b|right|free|welcome|able|an?\b|the\b|not\b|so\b|very\b|in\b|on\b|at\b)\w)", r"\1 your"),
        (r"(could|should|would|must|might|may) of"
         r"(?= (?:been|had|done|gone|made|seen|known|come|taken|got|given|said|thought|\w{2,}ed)\b)", r"\1 have"),
        (r"(am|are|was|were|I['’]m|[Ww]e['’]re) suppose to", r"\1 supposed to"), (r"(more|less) then(?= (?:\d|happy|welcome|glad))", r"\1 than"),
        (r"there own", "their own"), (r"([Tt])heir (is|are)", r"\1here \2"),
        (r"(your|some|good) advise(?!\s+(?:me|you|us|him|her|them|that|against)\b)", r"\1 advice"),
    )
)  # fmt: skip


class Slip(NamedTuple):
    """A word that was misspelt: where it stands, all places, and what was meant. `is_sure`: nothing else can have been meant."""

    places: tuple[Span, ...]
    word: str
    correction: str
    is_sure: bool


def slips(analysis: Analysis) -> list[Slip]:
    """The misspelt and confused words of the sender's own text, in order of their first place."""
    return sorted([*_confusions(analysis), *_misspellings(analysis)])


def _confusions(analysis: Analysis) -> Iterator[Slip]:
    foreign = _quoted(analysis.message.body)
    for pattern, meant in _CONFUSIONS:
        for span in analysis.own_matches(pattern):
            found = pattern.match(analysis.message.body, span.start)
            if found and not any(span.overlaps(other) for other in foreign):
                yield Slip((span,), analysis.text(span), found.expand(meant), True)
                break


def _misspellings(analysis: Analysis) -> list[Slip]:
    places = _unlearnt(analysis)
    if not places:
        return []
    dictionary = _dictionary()
    unknown = [word for word in places if not _is_word(word, dictionary)]
    meant = {word: _correction(word, dictionary) for word in unknown}
    plain = {word for word, correction in meant.items() if correction and correction[1]}
    foreign = _of_another_language(analysis, frozenset(unknown) - plain)
    corrections = {word: meant[word] for word in unknown if word not in foreign}
    # A word with a plain correction is English, only misspelt: the others tell whether the draft is in another language.
    strange = sum(not corrections.get(word) for word in unknown)
    count = len(re.findall(r"\w{3,}", analysis.message.body))
    if strange > 2 and strange > _FOREIGN_SHARE * count:
        return []
    return [Slip(tuple(places[word]), word, *correction) for word, correction in corrections.items() if correction]


def _quoted(body: str) -> list[Span]:
    return [Span(*match.span()) for match in _QUOTED.finditer(body)]


def _unlearnt(analysis: Analysis) -> dict[str, list[Span]]:
    """Lower-case words that the classifier has not learnt, that stand in no profile, nowhere in the conversation, and nowhere with a capital."""
    body = analysis.message.body
    foreign = _quoted(body)
    seen = " ".join(said.text for said in analysis.message.thread if not said.from_sender)
    profiles = " ".join(profile.text for profile in (analysis.recipient, analysis.sender) if profile)
    spared = set(re.findall(r"[a-z]+", f"{seen} {profiles}".lower()))
    spared |= {word.lower() for word in re.findall(r"\b[A-Z]\w+", f"{body} {analysis.message.subject or ''}")}
    places: dict[str, list[Span]] = {}
    learnt = _learnt(analysis)
    for span in analysis.own_matches(_WORD):
        word = analysis.text(span)
        if f"w:{word}" not in learnt and word not in spared and not any(span.overlaps(other) for other in foreign):
            places.setdefault(word, []).append(span)
    return places


def _learnt(analysis: Analysis) -> frozenset[str]:
    return _features(analysis.reader.classifier.vocabulary)


@lru_cache(maxsize=2)
def _features(vocabulary: tuple[str, ...]) -> frozenset[str]:
    return frozenset(vocabulary)


@lru_cache(maxsize=1)
def _dictionary() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker()


def _of_another_language(analysis: Analysis, unknown: frozenset[str]) -> set[str]:
    """Those of the unknown words that stand beside another one, or beside a small word of another language."""
    found: set[str] = set()
    for own in analysis.own_spans:
        for pair in pairwise(re.findall(r"\w+", analysis.text(own).lower())):
            if set(pair) & unknown and set(pair) <= unknown | _FOREIGN:
                found |= set(pair)
    return found


def _is_word(word: str, dictionary: SpellChecker) -> bool:
    """Whether it is a word, or made of words by the common ways of making them."""
    if _STYLE.fullmatch(word) or any(form in dictionary for form in _american(word)):
        return True
    if word.endswith("in") and word + "g" in dictionary:
        return True
    bare = _PREFIX.sub("", word, count=1)
    if any(stem in dictionary for whole in (word, bare) for form in _american(whole) for stem in _stems(form)):
        return True
    glued = _GLUED.fullmatch(word)
    return _is_compound(word, dictionary) or (glued is not None and dictionary[glued[1]] >= _COMMON_PART)


def _american(word: str) -> Iterator[str]:
    yield word
    for pattern, replacement in _FOLDS:
        folded = pattern.sub(replacement, word)
        if folded != word:
            yield folded


def _stems(word: str) -> Iterator[str]:
    """The word without each of its endings. "Runing" is none of "run": a short stem doubles its last letter."""
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 4:
            continue
        is_doubled = ending[0] in _VOWELS and re.search(r"[^aeiou][aeiou][^aeiouwxy]$", stem) and not stem.endswith(_UNSTRESSED)
        if not is_doubled:
            yield stem
        yield stem + "e"
        if stem.endswith("i") or ending.startswith(("is", "iz")):
            yield stem.removesuffix("i") + "y"
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def _is_compound(word: str, dictionary: SpellChecker) -> bool:
    """Two frequent words written as one: "runbook"."""
    return any(
        dictionary[word[:cut]] >= _COMMON_PART and any(dictionary[stem] >= _COMMON_PART for stem in _stems(word[cut:]))
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


def _correction(word: str, dictionary: SpellChecker) -> tuple[str, bool] | None:
    """What was meant, and whether that is sure; None if it is not plain."""
    one_slip = _one_slip(word)
    two_slips = {two for one in _small_slips(word) for two in _small_slips(one)} if len(word) >= _LONG else set()
    for slips in (one_slip, two_slips):
        known = {one: dictionary[one] for one in slips if one != word and one in dictionary}
        ranked = sorted(known, key=lambda one: -known[one])
        if ranked:
            best, rest = ranked[0], [known[one] for one in ranked[1:]]
            if known[best] < _least_common(word, best) or known[best] < _TIMES_AS_COMMON * max(rest, default=0):
                return None
            return best, not rest and not _AMERICAN.fullmatch(best)
    return None


def _least_common(word: str, correction: str) -> int:
    """How common the correction must be."""
    least = _COMMON_WORD.get(len(word), _COMMON_LONG_WORD)
    return max(least, _COMMON_FOR_VOWELS) if len(word) == len(correction) and sorted(word) != sorted(correction) else least


def _one_slip(word: str) -> set[str]:
    """What one slip could have made the word from: two letters swapped, one left out or added within, and the small slips."""
    found = _small_slips(word)
    for i in range(1, len(word) - 1):
        head, tail = word[:i], word[i:]
        found.add(head + tail[1] + tail[0] + tail[2:])
        if len(word) >= _SHORTEST_FOR_EXTRA:
            found.add(head + tail[1:])
    for i in range(1, len(word)):
        found.update(word[:i] + letter + word[i:] for letter in _ALPHABET)
    return found


def _small_slips(word: str) -> set[str]:
    """A letter doubled or not doubled, or in a longer word a vowel taken for another, but not at its end."""
    found = {word[:i] + word[i - 1 :] for i in range(2, len(word) + 1)}
    found |= {word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]}
    if len(word) >= _SHORTEST_FOR_VOWELS:
        inner = (i for i in range(1, len(word) - 1) if word[i] in _VOWELS)
        found |= {word[:i] + vowel + word[i + 1 :] for i in inner for vowel in _VOWELS}
    return found
