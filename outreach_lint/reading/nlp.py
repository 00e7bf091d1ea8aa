"""The language pipeline: tokens, tags, parse and sentence boundaries. The only module that imports spaCy."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from outreach_lint.errors import ModelError
from outreach_lint.patterns import lazy
from outreach_lint.reading.classifier import verify

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

SHIPPED = "english"
_RUN_OF_SIGNS = lazy(r"((?:[^\w\s]|_){50})((?:[^\w\s]|_)+)")
_TERMINAL = frozenset(".!?…")
_CLOSING = frozenset("\"'”’)]»")
_OPENING = frozenset("\"“‘'([{<@#*•")
_HALF_STOPS = frozenset({":", ";", "-", "–", "—", "..."})
_SHORTEST_WRAPPED_LINE, _LONGEST_WRAPPED_LINE = 50, 100
# Full stops after these do not end a sentence.
_ABBREVIATIONS = frozenset(
    """
    mr. mrs. ms. dr. prof. st. sr. jr. vs. etc. e.g. i.e. inc. ltd. co. corp. no. approx. dept. univ. lt. col. gen. hon.
    fig. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. u.s. u.k. ph.d.
    """.split()
)


@lru_cache(maxsize=2)
def load_pipeline(name: str | None = None) -> Language:
    """The shipped pipeline, or the installed one of that name (a spaCy package or a folder).

    Raises ModelError if it cannot be loaded.
    """
    spacy: Any = _import_spacy()
    # A pipeline's folder repeats the language's tokenizer rules; reading them a second time would cost 0.1 s.
    source = Path(str(files("outreach_lint.models") / SHIPPED)) if name in (None, SHIPPED) else name
    if source is not name:
        verify(Path(source))
    exclude = ["tokenizer"] if name in (None, SHIPPED) else ["ner"]
    try:
        pipeline: Language = spacy.load(source, exclude=exclude)
        return pipeline
    except Exception as error:  # a package of that name may be anything
        told = (str(error).splitlines() or [type(error).__name__])[0]
        problem = f"no language pipeline {name or SHIPPED!r} can be loaded: {told}"
        raise ModelError(problem, path=str(source)) from None


def _import_spacy() -> ModuleType:
    """Import spaCy without its command line (typer, weasel, httpx, requests), which is a quarter of its import time.

    `spacy/__init__.py` imports it for the one function `spacy.info`, which is loaded here when somebody calls it.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    command_line, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.__dict__["info"] = _spacy_info
    sys.modules.update({"spacy.cli": command_line, "spacy.cli.info": info})
    try:
        return import_module("spacy")
    finally:
        for name in ("spacy.cli", "spacy.cli.info"):
            del sys.modules[name]


def _spacy_info(*arguments: object, **options: object) -> object:
    return import_module("spacy.cli.info").info(*arguments, **options)


def parse(texts: Iterable[str], pipeline: Language) -> Iterator[Doc]:
    """Parse stretches of body text. Offsets stay those of the text: a line break is read as a blank."""
    docs = (_with_boundaries(pipeline.make_doc(_unwrapped(text)), text) for text in texts)
    yield from pipeline.pipe(docs)


def _unwrapped(text: str) -> str:
    """The text on one line, of the same length; half a surrogate pair, which no text can hold, is replaced. Of a long run of signs only
    the beginning is kept: the tokenizer takes a time for it that grows with the square of its length."""
    text = _RUN_OF_SIGNS.sub(lambda run: run[1] + " " * len(run[2]), text)
    return text.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace").decode("utf-8")


def _with_boundaries(doc: Doc, text: str) -> Doc:
    """Set the sentence boundaries that the typography settles. The parser decides where it leaves a doubt: after a
    colon or a dash, before a lower-case word, at the end of a line that was wrapped."""
    words = [token for token in doc if not token.is_space]
    for token in doc:
        if token.is_space and token.i > 0:
            token.is_sent_start = False
    width = _wrap_width(text)
    has_capitals = any(token.text[0].isupper() for token in words)
    for before, token in pairwise(words):
        line_break = _LineBreak.between(text, before, token, width)
        if line_break is _LineBreak.HARD and has_capitals and _goes_on(text, before, token):
            line_break = _LineBreak.WRAPPED
        starts = _starts_sentence(doc, before, token, line_break)
        if starts is not None:
            token.is_sent_start = starts
    return doc


class _LineBreak(Enum):
    """What the white space between two words says."""

    NONE = "none"
    GLUED = "glued"
    WRAPPED = "wrapped"
    HARD = "hard"
    PARAGRAPH = "paragraph"

    @classmethod
    def between(cls, text: str, before: Token, token: Token, width: int | None) -> _LineBreak:
        gap = text[before.idx + len(before) : token.idx]
        if not gap:
            return cls.GLUED
        if "\n" not in gap:
            return cls.NONE
        if len(gap.split("\n")) > 2:
            return cls.PARAGRAPH
        return cls.WRAPPED if width and _line_length(text, before) > width / 2 else cls.HARD


def _goes_on(text: str, before: Token, token: Token) -> bool:
    """Whether a long line that was broken by hand goes on in the next: "... and I wanted to / follow up"."""
    return token.text[0].islower() and before.text[-1].isalnum() and _line_length(text, before) >= _SHORTEST_WRAPPED_LINE


def _line_length(text: str, last: Token) -> int:
    """The length of the line that ends in this word."""
    return last.idx + len(last) - text.rfind("\n", 0, last.idx) - 1


def _wrap_width(text: str) -> int | None:
    """The width at which the lines of a text were wrapped by a program; None if they were broken by hand."""
    lengths = [len(line.rstrip()) for line in text.splitlines()]
    longest = max(lengths, default=0)
    long_lines = sum(length > _SHORTEST_WRAPPED_LINE for length in lengths)
    return longest if _SHORTEST_WRAPPED_LINE < longest < _LONGEST_WRAPPED_LINE and long_lines > 1 else None


def _starts_sentence(doc: Doc, before: Token, token: Token, line_break: _LineBreak) -> bool | None:
    """Whether `token` begins a sentence; None where the typography does not tell."""
    if line_break is _LineBreak.PARAGRAPH:
        return True
    if _is_pictograph(token.text):
        return False
    if line_break is _LineBreak.HARD or (line_break is _LineBreak.WRAPPED and _is_bullet(token.text)):
        return True
    last = before
    while last.text in _CLOSING and last.i > 0:
        last = doc[last.i - 1]
    ended = last.text[-1] in _TERMINAL and not _is_abbreviation(last) and line_break is not _LineBreak.GLUED
    if (
        last.text[-1] == "."
        and _is_abbreviation(last)
        and token.text[0].islower()
        and line_break in (_LineBreak.NONE, _LineBreak.WRAPPED)
    ):
        return False  # "22 clients inc. nine in the trades"
    if ended:
        return True if token.text[0].isupper() or token.text[0] in _OPENING or token.text[0].isdigit() else None
    if line_break is _LineBreak.WRAPPED and token.text[0].islower() and before.text[-1].isalnum():
        return False
    if line_break is _LineBreak.WRAPPED or _is_pictograph(before.text):
        return None
    return None if before.text in _HALF_STOPS and not _opens_line(doc, before) else False


def _is_abbreviation(token: Token) -> bool:
    return token.lower_ in _ABBREVIATIONS or (len(token) == 2 and token.text[0].isupper() and token.text != "I.")


def _is_bullet(text: str) -> bool:
    return text in {"-", "*", "•", "–", "—", "·", ">", "+"} or (text[0].isdigit() and text[-1] in ".)")


def _opens_line(doc: Doc, token: Token) -> bool:
    """Whether it is a bullet: the first of a sentence that began with a line."""
    return _is_bullet(token.text) and (token.i == 0 or bool(token.is_sent_start))


def _is_pictograph(text: str) -> bool:
    return "\u2600" <= text[0] <= "\u27bf" or "\U0001f300" <= text[0] <= "\U0001faff"
