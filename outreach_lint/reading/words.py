"""Words of a draft and of a profile, folded so that they can be compared: no case, no diacritics, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from outreach_lint.patterns import lazy

_WORD = lazy(r"[^\W_]+(?:[&'’.+-][^\W_]+)*[+#]*")
_DOTTED = lazy(r"(?:\w\.)+\w?")  # M.I.T
_KEPT = 4096  # texts
# Words that tell nothing particular, in a title or a highlight.
_COMMON = frozenset(
    """
    about above across after again against along also although always among another any anything around because been before
    behind being below best better between beyond both bring build building built came can case change come company could
    data deep does doing done down during each early even ever every everything experience field find first five four from
    full gave get give good great group have having head help here high home hours idea international into introduction just
    keep kind know last lead leader leading led less life like little local long look made main make making many mean media
    might month months more most much must name need never next notes nothing off often once only open other our over own
    part people piece place program programme project projects quarter really report role right same self senior service
    several should show simple since small some something sometimes staff start started still study such system systems take
    talk team than that their them then there these they thing things think this those three through time today together too
    towards two under until used using very want ways week weeks well went were what when where which while whole whom whose
    will with within without word words work worked working works world would year years your yours post paper article book
    session keynote interview learn learning lessons guide practice development management business global national
    university school college new old not now one out per run ran set ten the and for you how who why was are has had but
    all its
    """.split()
)


class Word(NamedTuple):
    """A word where it stands: code points in the text it was read from."""

    folded: str
    raw: str
    start: int
    end: int


# Letters that Unicode does not take apart into a plain one and a mark.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "'"})


def fold(text: str) -> str:
    """Lower case without diacritics: "García" is "garcia", "Łukasz" is "lukasz"."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_WHOLE)


def words(text: str) -> list[Word]:
    """The words of a text in order; a possessive 's is not part of its word."""
    return list(_words(text))


# A profile's facts are compared with every sentence of every candidate for a rewrite: their words are kept.
@lru_cache(maxsize=_KEPT)
def _words(text: str) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(text):
        raw = re.sub(r"['’]s$", "", match.group())
        folded = fold(raw).replace(".", "") if _DOTTED.fullmatch(raw) else fold(raw)
        found.append(Word(folded, raw, match.start(), match.start() + len(raw)))
    return tuple(found)


def stem(folded: str) -> str:
    """A word without its commonest endings, good enough to compare "pilots" with "piloting"."""
    for ending in ("ings", "ing", "ers", "ies", "ed", "es", "er", "s", "e", "y"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded


def content_stems(text: str) -> dict[str, Word]:
    """The telling words of a text, by stem."""
    return dict(_content_stems(text))


@lru_cache(maxsize=_KEPT)
def _content_stems(text: str) -> dict[str, Word]:
    return {
        stem(w.folded): w
        for w in words(text)
        if w.folded not in _COMMON and (len(w.folded) > 3 or (w.raw.isupper() and w.raw != "I"))
    }
