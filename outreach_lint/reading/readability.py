"""How hard a text is to read: the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975), syllables estimated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach_lint.patterns import lazy
from outreach_lint.reading.links import LINK

_WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)*")
_END = lazy(r"[.?!:…][\"”’')\]]*\Z")
_LEAST_SHARE = 0.8  # of sentences that end in a mark; below, the text is written without them, and its sentences cannot be counted
_LEAST_WORDS = 30  # a grade of fewer words says little
# A syllable is a row of vowels; a final "e", "es" or "ed" is mostly silent, and some vowels side by side are two syllables.
_VOWELS = lazy(r"[aeiouyà-öø-ÿ]+", re.I)
_SILENT = lazy(
    r"(?:(?<![aeiouyl])e|(?<=[aeiouy]l)e|(?<![aeiouytdl])ed|(?<=[aeiouyl]l)ed|(?<![aeiouylscxzgh])es|(?<=[aeiouy]l)es)\Z", re.I
)
_PARTED = lazy(r"(?<![tscgx])i[aou]|(?<=[^p])eo(?!us)|ie(?=n[ct]|ty)|ying|ea\Z|ua(?=[nl]t?)(?<![qg]ua)", re.I)


def words_in(text: str) -> list[str]:
    """The words of a text, without web addresses."""
    return _WORD.findall(LINK.sub("", text))


def grade_of(texts: Sequence[str]) -> float | None:
    """The US school grade at which these sentences read; None if there is too little to tell, or if most end in no mark."""
    sentences = [(words, text) for text in texts if (words := words_in(text))]
    count = sum(len(words) for words, _ in sentences)
    ended = sum(bool(_END.search(text.rstrip())) for _, text in sentences)
    if count < _LEAST_WORDS or ended < _LEAST_SHARE * len(sentences):
        return None
    syllables = sum(_syllables(word, at == 0) for words, _ in sentences for at, word in enumerate(words))
    return 0.39 * count / len(sentences) + 11.8 * syllables / count - 15.59


def _syllables(word: str, opens_sentence: bool) -> int:
    """An estimate; numbers count one, and what seems a name two at most."""
    if any(character.isdigit() for character in word):
        return 1
    counted = max(1, len(_VOWELS.findall(word)) + len(_PARTED.findall(word)) - bool(_SILENT.search(word)))
    return min(counted, 2) if word[0].isupper() and not opens_sentence else counted
