"""Compare the name in a greeting with the recipient's, and find the usual short forms of an organisation's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.words import fold, words

if TYPE_CHECKING:
    from nicknames import NickNamer

HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor doctor sir madam dame lord lady eng engr hon rev revd reverend herr frau"
    " señor senor señora senora monsieur madame mme signor signora fru hr pan pani".split()
)
_LEGAL_FORMS = frozenset(
    """
    inc incorporated ltd limited llc llp gmbh plc corp corporation co ag sa sas bv nv pty srl spa ab asa as oy kk kg sarl
    lda
    """.split()
)
# Words that many organisations share: no name is recognised by them alone.
_GENERIC = frozenset(
    """
    academy agency analytics and associates association authority bank biotech brewery bureau capital care center centre
    charity city clinic collective college company consulting council county data department design digital education energy
    engineering enterprises finance foundation games global group health high holdings hospital house housing in industries
    institute insurance interactive international lab laboratories laboratory labs law limited logistics magazine marine
    media medical museum national network of office partners pharma polytechnic press primary research robotics school
    schools science sciences secondary security services shipping society software solutions state studio studios systems
    team tech technologies technology the theatre trust union university water works
    """.split()
)


# How a name is written where the keyboard lacks its letters.
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def is_name_of(greeted: str, full_name: str) -> bool:
    """Whether the recipient can be addressed so: by first, last or full name, initials, or a usual nickname; hyphens,
    blanks and apostrophes within a name do not count, and "Müller" may be "Muller" or "Mueller"."""
    return _is_name_of(greeted, full_name) or _is_name_of(*(name.lower().translate(_DIGRAPHS) for name in (greeted, full_name)))


def _is_name_of(greeted: str, full_name: str) -> bool:
    given = [w.folded for w in words(greeted) if w.folded not in HONORIFICS]
    own = [w.folded for w in words(full_name) if w.folded not in HONORIFICS]
    own += [part for name in own for part in re.split(r"[-']", name) if part]
    if given and "".join(map(_letters, given)) in _runs(own):
        return True
    return bool(given) and all(name in own or _is_initials(name, own) or _is_nickname(name, own) for name in given)


def _letters(name: str) -> str:
    """A folded name without its marks, and without the address of another language that hangs on it: "tanaka-san"."""
    return re.sub(r"[-'.]", "", re.sub(r"-(?:san|sama|sensei|kun|ji)$", "", name))


def _runs(own: list[str]) -> set[str]:
    """Every row of neighbouring parts of a name, written as one word."""
    parts = list(map(_letters, own))
    return {"".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}


def _is_initials(name: str, own: list[str]) -> bool:
    return (len(name) <= 2 and "".join(part[0] for part in own).startswith(_letters(name))) or name in {part[0] for part in own}


def _is_nickname(name: str, own: list[str]) -> bool:
    table = _nicknames()
    related = table.canonicals_of(name) | table.nicknames_of(name)
    return any(part in related or (len(name) >= 3 and part.startswith(name)) for part in own)


@lru_cache(maxsize=1)
def _nicknames() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


_TITLES_BY_PRONOUN = {"he": frozenset({"mr", "sir"}), "she": frozenset({"mrs", "ms", "miss", "madam"})}
_TITLE = r"(?:mrs|mr|ms|miss|madam|ma['’]?am|sir)"
# Behind an initial, as in "Mr U. Falk".
_TITLE_BEFORE_NAME = lazy(rf"\b(?P<title>{_TITLE})\b\.?[ \t]+(?:[^\W\d_]\.?[ \t]+)*(?P<name>[^\W\d_][\w'’-]+)", re.I)
_TO_TWO = lazy(rf"\b{_TITLE}s?\.?[ \t]*(?:/|&|,|\bor\b|\band\b)[ \t]*{_TITLE}s?\b", re.I)  # "Sir or Madam", "Mr and Mrs"
_HE = lazy(r"\b(?:he|him|his|himself)\b", re.I)
_SHE = lazy(r"\b(?:she|her|hers|herself)\b", re.I)
_FIRST_PERSON = lazy(r"\b(?:i|my|me|mine|myself|we|our|us)\b|\bi['’]", re.I)
_SUBJECT = lazy(r"(?:^|[.!?]\s+)(?P<pronoun>She|He)(?=['’ ])")
# Whom else a pronoun may mean.
_SOMEBODY = lazy(
    r"\b(?:mother|mum|mom|father|dad|parent|sister|brother|daughter|son|child|wife|husband|spouse|partner|aunt|uncle|cousin|niece|nephew|friend|colleague|boss"
    r"|mentor|teacher|pupil|student|client|patient|wom[ae]n|m[ae]n|girl|boy|lady|gentleman|queen|king|everyone|everybody|anyone|somebody|someone|who|whom)"
    r"s?\b|\bgrand\w+",
    re.I,
)
_CAPITALISED = lazy(r"\b[^\W\d_a-zà-ÿ][\w'’-]*")
_BEGINS = frozenset(
    "she he her his the a an in at on since before after for with when today now as from and but this these there".split()
)
_STATED = lazy(r"\(\s*(?P<pronoun>she|he)\s*/", re.I)


def pronoun_of(profile: Profile) -> str | None:
    """ "she" or "he", where the profile's own text leaves no doubt: as "(she/her)" beside the name, or where a sentence begins with it in a text that
    begins with their name and tells of nobody else. None otherwise."""
    stated = {
        found["pronoun"].casefold()
        for fact in profile.of_kind(FactKind.NAME, FactKind.HEADLINE)
        for found in _STATED.finditer(fact.text)
    }
    if stated:
        return stated.pop() if len(stated) == 1 else None
    told = "\n".join(fact.text for fact in profile.of_kind(FactKind.SUMMARY))
    names = [name for name in (profile.first_name, profile.last_name) if name]
    if _FIRST_PERSON.search(told) or not any(re.match(rf"\W*(?:\S+ )?{re.escape(name)}\b", told) for name in names):
        return None
    begun = {found["pronoun"].casefold() for found in _SUBJECT.finditer(told)}
    is_told_of_two = bool(_HE.search(told) and _SHE.search(told)) or _tells_of_others(told, profile)
    return begun.pop() if len(begun) == 1 and not is_told_of_two else None


def _tells_of_others(text: str, profile: Profile) -> bool:
    """Whether somebody else may be meant in a text: it has a word for people, or a capital that no other fact of the profile accounts for."""
    if _SOMEBODY.search(text):
        return True
    known = {word.folded for fact in profile.facts if fact.kind is not FactKind.SUMMARY for word in words(fact.text)}
    return any(fold(re.sub(r"['’]s$", "", word)) not in known | _BEGINS | HONORIFICS for word in _CAPITALISED.findall(text))


def wrong_title(greeting: str, pronoun: str, full_name: str) -> re.Match[str] | None:
    """The title before a part of the recipient's name in a greeting that the pronoun rules out; its group `title` is the word. None where two people are
    greeted."""
    found = _TITLE_BEFORE_NAME.search(greeting)
    if found is None or _TO_TWO.search(greeting):
        return None
    other = "he" if pronoun == "she" else "she"
    own = {word.folded for word in words(full_name)}
    is_theirs = fold(found["name"]) in own | {part for name in own for part in name.split("-")}
    return found if is_theirs and found["title"].casefold() in _TITLES_BY_PRONOUN[other] else None


def are_in_two_scripts(one: str, other: str) -> bool:
    """Whether two names have no script in common, so that nobody can tell by their letters whether they are the same: "武田 恵" and "Takeda"."""
    return bool(_scripts(one) and _scripts(other)) and _scripts(one).isdisjoint(_scripts(other))


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()}


def looks_misspelt(greeted: str, full_name: str) -> bool:
    """Whether the greeting is one or two letters away from a part of the name: "Marc" for "Mark"."""
    from rapidfuzz.distance import DamerauLevenshtein

    name = fold(greeted)
    return any(0 < DamerauLevenshtein.distance(name, w.folded) <= (1 if len(w.folded) < 6 else 2) for w in words(full_name))


@lru_cache(maxsize=4096)
def organisation_variants(name: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The forms in which people write an organisation's name, as folded words; True beside those that must be in capitals.

    "Northwind Analytics Ltd": also "Northwind". "University of Leeds": also "Leeds University", "Leeds Uni". "Massachusetts Institute of
    Technology": also "MIT". A form of generic words alone ("University") is none.
    """
    return tuple(_forms(name))


def _forms(name: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    all_words = [w.folded for w in words(re.sub(r"\(.*?\)", " ", name))]
    for inside in re.findall(r"\(([A-Z][A-Za-z&]{1,9})\)", name):
        yield (fold(inside),), True
    full = [w for i, w in enumerate(all_words) if not (w in _LEGAL_FORMS and i > 0) and not (w == "the" and i == 0)]
    if not full or all(w in _GENERIC for w in full):
        if len(all_words) > 2:
            yield tuple(all_words), False
        return
    yield tuple(full), False
    yield from _university_variants(full)
    short = list(full)
    while len(short) > 1 and short[-1] in _GENERIC:
        short.pop()
    if short != full and "university" not in full and not all(w in _GENERIC for w in short) and len(short[0]) > 2:
        yield tuple(short), True
    initials = "".join(w[0] for w in full if w not in ("of", "and", "the", "for", "in", "de", "du", "di", "y", "et"))
    if len(initials) >= 3 or "&" in name:
        yield (initials,), True
        yield ("&".join(initials),), True


def _university_variants(full: list[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    if full[:2] == ["university", "of"] and len(full) > 2:
        place = full[2:]
        yield (*place, "university"), False
        yield (*place, "uni"), False
        yield ("u", "of", *place), False
        if place[0] == "california" and len(place) > 1:
            yield ("uc", *place[1:]), False
    if full[-1] == "university" and len(full) > 1:
        yield (*full[:-1], "uni"), False
        yield ("university", "of", *full[:-1]), False
