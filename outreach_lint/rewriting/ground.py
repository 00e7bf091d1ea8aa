"""Nothing invented: trace every word that a rewrite says to the draft, to a fact that it claims, or to its constructions.

Four things are checked, and one that fails rejects the rewrite:

- every word stands in the draft, in a claimed fact (or in a form in which people say it: grammar.py), or in the fixed list of construction words;
- every number stands so in a fact that its sentence names;
- every name of two or more words stands so, in a row, in one source: "Leeds Bank" does not come of "Leeds University" and "Tarn Bank";
- every sentence in the first person is the sender's own, or one of the constructions: nobody is made to say that they read or liked something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from outreach_lint.finding import Claim
from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, Profile
from outreach_lint.reading.words import Word, words
from outreach_lint.rewriting.constructions import CONSTRUCTIONS, EASY_OUTS, LEADS_TO, OFFERS
from outreach_lint.rewriting.grammar import spoken_forms
from outreach_lint.rewriting.voice import Voice

FROM_SENDER = "from:"  # before the source of a claim that stands in the sender's profile
_SLOT = lazy(r"\{\w+\}")
_FIRST_PERSON = lazy(r"\b(?:I|me|my|mine|we|us|our|ours)\b|\bI['’]", re.I)
_GREETING = lazy(r"\A\s*[^,!?\n]{1,60}[,!]")
_SENTENCE_END = lazy(r"(?<=[.!?:])\s+|\n+")
# What people put before and around a name besides the constructions' words.
_FRAME = frozenset(
    "a an the at in on of for hi hello dear from is now since and while not piece paper article book volunteered gave".split()
)


def claims_of(facts: Iterable[Fact], own: Fact | None = None) -> tuple[Claim, ...]:
    """The claims that name these facts, each with its source; `own` is a fact of the sender's profile."""
    mine = (Claim(own.text, FROM_SENDER + own.source),) if own else ()
    return (*(Claim(fact.text, fact.source) for fact in facts), *mine)


class _Form(NamedTuple):
    """The words of a fact in one of the ways in which it may be said, folded, and the years that go with it."""

    words: list[str]
    years: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Grounds:
    """What a rewrite of a draft may rest on: the draft, with what stands above it, and the two profiles."""

    draft: str
    recipient: Profile | None = None
    sender: Profile | None = None

    @cached_property
    def _draft_words(self) -> list[str]:
        return _folded(self.draft)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._draft_words) | construction_words()

    def untraced(self, text: str, claims: Sequence[Claim], corrected: Iterable[str] = ()) -> list[str]:
        """The words, names and sentences of a text that stand nowhere; `corrected` are words that replace others of the draft."""
        forms = [*self._forms(claims), *(_Form(_folded(text)) for text in corrected)]
        known = self._known.union(*(form.words for form in forms), *(form.years for form in forms))
        unknown = [word.raw for word in words(text) if word.folded not in known]
        return unknown or [*self._mixed_names(text, forms), *self._borrowed_numbers(text, forms), *self._put_in_their_mouth(text)]

    def _forms(self, claims: Sequence[Claim]) -> Iterator[_Form]:
        """The words of every claim that its profile bears out, as it is written and as it may be said."""
        for claim in claims:
            is_own = claim.source.startswith(FROM_SENDER)
            profile = self.sender if is_own else self.recipient
            source = claim.source.removeprefix(FROM_SENDER)
            for fact in profile.facts if profile else ():
                if fact.source == source and claim.text in fact.text:
                    said = [claim.text, *spoken_forms(fact)]
                    years = frozenset(str(date.year) for date in (fact.start, fact.end) if date)
                    yield from (_Form(_folded(text), years) for text in said)

    def _mixed_names(self, text: str, forms: list[_Form]) -> Iterator[str]:
        sources = [self._draft_words, *(form.words for form in forms)]
        for row in _names(text):
            while row and row[0] in construction_words():
                row = row[1:]
            if len(row) > 1 and not any(_holds(source, row) for source in sources):
                yield " ".join(row)

    def _borrowed_numbers(self, text: str, forms: list[_Form]) -> Iterator[str]:
        """Numbers that no fact of their sentence has: the year of one job put beside another."""
        for sentence in _SENTENCE_END.split(text):
            said = _folded(sentence)
            telling = set(said) - construction_words()
            for word in said:
                is_new = any(map(str.isdigit, word)) and word not in self._known
                if is_new and not any(word in form.words or (word in form.years and telling & set(form.words)) for form in forms):
                    yield word

    def _put_in_their_mouth(self, text: str) -> Iterator[str]:
        own = _folded(_QUOTATION.sub('""', Voice().said(self.draft)))
        for sentence in _SENTENCE_END.split(_without_greeting(_without_constructions(text))):
            chunks = map(_folded, re.split(r"[,;:()]|\s[-–—]\s", sentence))
            if _FIRST_PERSON.search(sentence) and not all(_holds(own, chunk) for chunk in chunks):
                yield sentence.strip()


def _folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def _names(text: str) -> Iterator[list[str]]:
    """Rows of words with capitals that nothing but a blank parts, folded; without the word that greets before the first."""
    row: list[Word] = []
    greets = text[: len(text) - len(text.lstrip())]
    for word in (*words(text), None):
        follows = word is not None and row and text[row[-1].end : word.start] == " "
        if word is not None and word.raw[0].isupper() and (follows or not row):
            row.append(word)
            continue
        first = 1 if row and row[0].start == len(greets) else 0
        if len(row) - first > 1:
            yield [one.folded for one in row[first:]]
        row = [word] if word is not None and word.raw[0].isupper() else []


def _holds(source: list[str], row: list[str]) -> bool:
    return any(source[i : i + len(row)] == row for i in range(len(source) - len(row) + 1))


def _constructions() -> tuple[str, ...]:
    """Every text that a rewrite may add."""
    return (*(text for kind in CONSTRUCTIONS.values() for texts in kind for text in texts), *EASY_OUTS, *OFFERS, *LEADS_TO)


@cache
def construction_words() -> frozenset[str]:
    """The words of all constructions, in both registers, and those that stand around a name."""
    texts = _constructions()
    bare = [_SLOT.sub(" ", text) for text in texts]
    return (
        frozenset(word.folded for voice in (Voice(), Voice(is_formal=True)) for text in bare for word in words(voice.said(text)))
        | _FRAME
    )


def _without_greeting(text: str) -> str:
    """The text without the words before its first comma, where they speak for nobody."""
    greeting = _GREETING.match(text)
    return text[greeting.end() :] if greeting and not _FIRST_PERSON.search(greeting.group()) else text


def _without_constructions(text: str) -> str:
    """The text without the constructions in the first person, which say nothing but that somebody asks, or what a claim bears out."""
    plain = _QUOTATION.sub('""', Voice().said(text))
    for literal, pattern in _own_words():
        if literal in plain.casefold():  # an expression takes long where its fixed words are not there
            plain = pattern.sub(" ", plain)
    return plain


_QUOTATION = lazy(r'"[^"\n]{0,150}"')
# What may stand in a slot: words without the end of a sentence.
_NAME = r"(?:[^.!?\n]|\.(?=\S)|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z])\.){0,110}?"


@cache
def _own_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The constructions in the first person, in both registers: the longest fixed words of each, and all of it as an expression."""
    texts = _constructions()
    said = {Voice(is_formal).said(text) for text in texts for is_formal in (False, True) if _FIRST_PERSON.search(text)}
    return tuple((max(_SLOT.split(text.rstrip(".?:")), key=len).casefold(), _expression(text)) for text in sorted(said))


def _expression(text: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub(lambda _: _NAME, _QUOTED_SLOT.sub('""', _escaped(text))), re.I)


def _escaped(text: str) -> str:
    return re.sub(r"[.?+*()\[\]|^$]", r"\\\g<0>", text.rstrip(".?:"))


_QUOTED_SLOT = lazy(r'"\{\w+\}"')
