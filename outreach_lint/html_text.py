"""The text of an HTML page or mail, as a reader sees it: without what is hidden, and with what it quotes apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from outreach_lint.patterns import lazy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARACTERS = 2_000_000  # of HTML; a mail with pictures in it has some hundred thousand
_BLOCK, _PARAGRAPH = "\v", "\f"  # a line begins here; an empty line stands here
_BREAK_AROUND: dict[object, str] = {
    **dict.fromkeys("address article blockquote dd div dl dt footer header hr li ol pre section table tr ul".split(), _BLOCK),
    **dict.fromkeys("p h1 h2 h3 h4 h5 h6".split(), _PARAGRAPH),
    **dict.fromkeys(("td", "th"), " "),
}
# How many line breaks there are after a mark, of how many before it.
_BREAKS: dict[str, Callable[[int], int]] = {"\n": lambda n: n + 1, _BLOCK: lambda n: max(n, 1), _PARAGRAPH: lambda n: max(n, 2)}
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_QUOTES = frozenset(
    {
        "gmail_quote",
        "gmail_quote_container",
        "moz-cite-prefix",
        "yahoo_quoted",
        "protonmail_quote",
        "zmail_extra",
        "moz-forward-container",
        "ms-outlook-mobile-reference-message",
        "OutlookMessageHeader",
    }
)
# What follows these is quoted too, to the end; Outlook's programs for the desk draw a line above it.
_QUOTED_FROM_HERE = frozenset({"divRplyFwdMsg", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container"})
_LINE_ABOVE_QUOTE = lazy(r"border:\s*none;\s*border-top:\s*solid #(?:e1e1e1|b5c4df)", re.I)
_UNSEEN = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:max-height|opacity)\s*:\s*0(?![.\d])", re.I)
_NO_SIZE = lazy(r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.I)  # what is in it may have a size of its own
_MOST_TEXT = 200_000  # characters; no message has as many
_WINDOW = 20_000  # characters of HTML in which the next words are looked for
_FIRST_WORDS = lazy(r"[^\s&<>]+")
_LINE_BREAK = lazy(r"\r\n|\r|\n")
_MARKS = lazy(r"[\v\f]")
_WHITE_SPACE = lazy(r"white-space\s*:\s*([\w-]+)", re.I)


class HtmlText(NamedTuple):
    """What a page says. `places[i]` is near where in the HTML character i of `text` stands, and one more for its end: good enough to tell the line.
    `quoted` is what it quotes."""

    text: str
    places: list[int]
    quoted: str


@dataclass
class _Run:
    """Text as it is collected."""

    characters: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, text: str, place: int) -> None:
        if len(self.characters) > _MOST_TEXT:
            return
        self.characters += text
        self.places += repeat(place, len(text))


def text_of_html(source: str) -> HtmlText:
    """Read the text of HTML, whatever state it is in; of more than MAX_CHARACTERS only the beginning."""
    walk = _Walk(source[:MAX_CHARACTERS])
    text, places = _tidied(walk.own)
    return HtmlText(text, [*places, places[-1] if places else 0], _tidied(walk.quoted)[0])


class _Walk:
    """Goes through a page in the order of its text."""

    def __init__(self, source: str) -> None:
        self.own, self.quoted = _Run(), _Run()
        self._source, self._place, self._quotes_rest = source, 0, False
        root = _parsed(source)
        if root is not None:
            self._visit(root)

    def _visit(self, root: HtmlElement) -> None:
        """Say the text of all elements, in a loop, since they can be nested deeply."""
        waiting = [_Open(root, iter(root), self._begin(root, _Look(False, False, False)))]
        while waiting:
            now = waiting[-1]
            child = next(now.children, None)
            if child is not None:
                waiting.append(_Open(child, iter(child), self._begin(child, now.look)))
                continue
            waiting.pop()
            if waiting:
                around = waiting[-1].look
                self._break(_BREAK_AROUND.get(now.element.tag, ""), around)
                self._say(now.element.tail, around)

    def _begin(self, element: HtmlElement, around: _Look) -> _Look:
        """Say what stands at the beginning of an element. Returns how what is in it looks."""
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            return around._replace(is_hidden=True)
        self._break("\n" if tag == "br" else _BREAK_AROUND.get(tag, ""), around)
        style = element.get("style") or ""
        self._quotes_rest |= element.get("id") in _QUOTED_FROM_HERE or bool(_LINE_ABOVE_QUOTE.match(style))
        is_unseen = tag in _HIDDEN or element.get("hidden") is not None or bool(_UNSEEN.search(style))
        is_unseen = is_unseen or (not len(element) and bool(_NO_SIZE.search(style)))
        is_quote = tag == "blockquote" or not _QUOTES.isdisjoint((element.get("class") or "").split())
        keeps_lines = _WHITE_SPACE.search(style)
        look = _Look(
            is_hidden=around.is_hidden or is_unseen,
            is_quoted=around.is_quoted or is_quote,
            keeps_lines=keeps_lines[1].lower().startswith("pre") if keeps_lines else around.keeps_lines or tag == "pre",
        )
        self._say(element.text, look)
        return look

    def _run(self, is_quoted: bool) -> _Run:
        return self.quoted if is_quoted or self._quotes_rest else self.own

    def _break(self, kind: str, look: _Look) -> None:
        if kind and not look.is_hidden:
            self._run(look.is_quoted).add(kind, self._place)

    def _say(self, text: str | None, look: _Look) -> None:
        if not text or look.is_hidden:
            return
        words = _FIRST_WORDS.search(text)
        found = self._source.find(words.group(), self._place, self._place + _WINDOW) if words else -1
        self._place = max(found, self._place)
        text = _MARKS.sub(" ", text)
        self._run(look.is_quoted).add(_LINE_BREAK.sub("\n" if look.keeps_lines else " ", text), self._place)


class _Look(NamedTuple):
    """How text looks: whether it is hidden, whether it is quoted, and whether its line breaks are seen as such."""

    is_hidden: bool
    is_quoted: bool
    keeps_lines: bool


class _Open(NamedTuple):
    """An element that is being visited."""

    element: HtmlElement
    children: Iterator[HtmlElement]
    look: _Look


def _parsed(source: str) -> HtmlElement | None:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root: HtmlElement = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):  # nothing in it
        return None
    return root


def _tidied(run: _Run) -> tuple[str, list[int]]:
    """The text with its blanks made one, none at the ends of lines, and no more than one empty line in a row."""
    kept: list[str] = []
    places: list[int] = []
    breaks, is_blank = 0, False
    for character, place in zip(run.characters, run.places, strict=True):
        if character in _BREAKS:
            breaks, is_blank = _BREAKS[character](breaks), False
        elif character.isspace():
            is_blank = True
        else:
            between = ("\n" * min(breaks, 2) if breaks else " " * is_blank) if kept else ""
            kept += between + character
            places += repeat(place, len(between) + 1)
            breaks, is_blank = 0, False
    return "".join(kept), places
