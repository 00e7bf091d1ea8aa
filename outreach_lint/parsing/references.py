"""Texts and talks as lists name them: "Counting bees (PyData Leeds, 2024)", "“Maps lie”, NODA 2021", "Quay I (2021). Water that waits. Journal of Soil".

Of a reference the title is taken, with its year; what is no title (a heading, a number, a date, a button) gives nothing.
"""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.months import MONTH
from outreach_lint.parsing.names import is_name
from outreach_lint.parsing.roles import has_mark
from outreach_lint.patterns import lazy

_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:(?:\d{{1,2}}\.? )?(?i:{MONTH})\.?,? |\d{{1,2}}/)?{_YEAR}(?:-\d\d){{0,2}}"
_NUMBERED = lazy(r"^(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s+(?=\D)")
_DATE_FIRST = lazy(rf"(?P<date>{_YEAR})(?:[.:,]|\s[–—|-])?\s+(?=[^\W\d_]|[“\"«])")
_SORTS = (
    r"books?|book chapters?|chapters?|articles?|papers?|proceedings|abstracts?|posters?|monographs?|volumes?|reviews?|essays?|reports?|thes[ie]s|dissertations?"
    r"|preprints?|patents?|translations?|editorials?|columns?|fiction|non-?fiction|poetry|poems?|stories|plays?|publications?|presentations?|talks?|keynotes?"
    r"|lectures?|workshops?|panels?|posts?|letters?|data ?sets?|other|miscellaneous|press|media"
)
_NO_TITLE = lazy(
    rf"(?:(?:selected|recent|other|peer[- ]reviewed|refereed|reviewed|invited|edited|contributed|journal|research|conference|working|technical|newspaper"
    rf"|magazine|short|popular|academic|book|selected|and|&|in|full|co-authored|academic)\s+)*(?:{_SORTS})(?:\s+(?:and|&|in|/)\s+(?:\w+\s+)?(?:{_SORTS}))*\s*:?"
    r"|(?:forthcoming|in press|in preparation|under review|submitted|accepted|to appear|published|reads|citations?|recommendations|h-index|introduction"
    r"|position|full-text available|source|doi\b.*|pdf|link|abstract|cite|download|share|cited by.*|(?:view|show|see|read) (?:all|more|less|full).*"
    r"|current institution|skills and expertise|additional affiliations|top co-?authors|network|followers?|following)\s*:?|https?:\S+|www\.\S+"
    rf"|{_DATE}(?:\s*[–—-]\s*(?:{_DATE}|present|now))?|[\W\d_]+",
    re.I,
)
_CITED = lazy(
    rf"\((?P<date>{_YEAR}|forthcoming|in press|to appear|n\.d\.)[a-z]?\)[.,:]?\s+(?P<name>[^.?!]{{4,200}}[?!]?)(?:\.|$)"
    rf"|(?<=[.,] )(?P<year>{_YEAR})[a-z]?[.:,]\s+"
    r"[“\"]?(?P<title>[^.?!”\"]{4,200}[?!]?)(?:[.”\"]|$)"
)
_INITIALS = r"(?:(?:[A-ZÀ-Þ]\. ){1,2}[A-ZÀ-Þ]\.|[A-ZÀ-Þ](?:\.?-?[A-ZÀ-Þ]){0,2}\.?)"
_SURNAME = r"[A-ZÀ-Þ][\w'’-]{1,30}(?: [A-ZÀ-Þ][\w'’-]{1,30})?"
_AUTHOR = rf"(?:{_SURNAME},? {_INITIALS}|{_INITIALS}\s?{_SURNAME}|et al\.?)(?![\w'’])"
_AUTHORS = lazy(
    rf"(?:{_AUTHOR}|{_SURNAME}, [A-ZÀ-Þ][\w'’-]{{1,30}}(?=\.))(?:\s*(?:,\s*(?:and|&)|,|;|and|&)\s+{_AUTHOR}){{0,20}}(?:(?<=\.)|[.:]|,(?=\s[“\"]))\s+"
)
_BY_AUTHORS = lazy(rf"{_AUTHORS.pattern}[“\"]?(?P<name>[^.?!”\"]{{4,200}}[?!]?)(?:[.”\"]|$)")
_WHERE = lazy(rf"^(?P<name>.+?)\s*\((?P<where>[^()]*?),?\s*(?P<date>{_DATE})?\)\s*$")
_WHERE_BEHIND = lazy(rf"^(?P<name>[^—–|]+?)\s+(?:-|—|–)\s+(?P<where>[^—–()|]{{3,80}}?),?\s+(?P<date>{_DATE})$", re.I)
_PIPED = lazy(rf"^(?P<name>[^|]{{2,160}}?)\s+\|\s+(?P<where>[^|]{{2,80}}?)(?:\s+\|\s+(?P<date>{_DATE}))?$", re.I)
_COMMAS = lazy(rf"^(?P<name>\S.{{2,160}}?),\s+(?P<where>[A-ZÀ-Þ][^,;:.()“”\"]{{1,60}}?),?\s+(?P<date>{_DATE})\.?$")
_DATE_LAST = lazy(rf"(?:,\s*|\s+[–—-]\s+|\s*\(|\.\s+)(?P<date>{_DATE})\)?\.?\s*$", re.I)
_FIRST_SENTENCE = lazy(rf"^(?P<name>[^.?!]{{4,160}}[?!]?)\.\s+(?P<rest>.*\b{_YEAR}\b.*)$")
_LABEL = lazy(
    r"^(?:(?:invited|contributed|plenary|opening|closing|public|guest|lightning)\s+)?(?:talk|lecture|keynote|panel|poster|workshop|seminar|presentation|paper|book|article)"
    r"\s*:\s+(?=\S)",
    re.I,
)
_ONLY_A_TALK = lazy(
    r"(?:(?:invited|contributed|plenary|opening|closing|public|guest|lightning)\s+)?(?:talk|lecture|keynote|panel(?:l?ist)?|poster|workshop|seminar|speaker|presentation|moderator)"
    r"(?:,.*)?",
    re.I,
)
_QUOTED = lazy(r"^.{0,60}?[“\"«](?P<name>[^“”\"«»]{2,160})[”\"»](?P<rest>.*)$")
_EMPHASISED = lazy(r"^(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<name>[^*_\n]{2,160}?)(?P=mark)(?=[\s,.;:(–—-]|$)")
_PAGE_WORD = lazy(rf"(?:article|preprint|conference paper|chapter|full-text available|{_DATE}|[\d,.]+)", re.I)
_EMPHASIS = lazy(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_QUOTES = "\"“”'‘’«»"
_LEAST_WORDS = 5  # of a title on a page where authors, dates and kinds stand on lines of their own


def quoted_title(item: str) -> str:
    """The item with the title in italics at its beginning in quotation marks."""
    return _EMPHASISED.sub(lambda match: f"“{match['name'].strip(' ,.')}”", item, count=1)


def without_emphasis(text: str) -> str:
    """A line of Markdown without the marks of emphasis."""
    return _EMPHASIS.sub("", text)


def read_title(item: str) -> dict[str, Any] | None:
    """The entry of a text or a talk; None if the item is none, or if its title cannot be told from what stands beside it."""
    item = _NUMBERED.sub("", item.strip(), count=1)
    first = _DATE_FIRST.match(item)
    dated = {"releaseDate": first["date"]} if first else {}
    item = item[first.end() :] if first else item
    if _NO_TITLE.fullmatch(item.strip(" .•–—-")) or _ONLY_A_TALK.fullmatch(item):
        return None
    item = _LABEL.sub("", item, count=1)
    found = _quoted(item) or _cited(item) or _beside(item) or _plain(item.partition(". ")[0] if first else item)
    is_title = found is not None and not _NO_TITLE.fullmatch(found["name"]) and not _ONLY_A_TALK.fullmatch(found["name"])
    return {**dated, **found} if found and is_title else None


def _quoted(item: str) -> dict[str, Any] | None:
    """A title in quotation marks, but for those around all of the item, and those of “It won't happen to us”: talking to skippers."""
    quoted = _QUOTED.match(item)
    if not quoted or quoted["rest"].lstrip().startswith(":") or is_quoted(item):
        return None
    before = item[: quoted.start("name")].strip(_QUOTES + " ,.:")
    where = _WHERE.match(item) or _WHERE_BEHIND.match(item)
    if where and quoted["name"] in where["name"] and where["name"].rstrip().endswith(tuple(_QUOTES)) is False:
        return None
    return {"name": quoted["name"].strip(" ,."), **_published(quoted["rest"])} if len(before) < 60 else None


def _cited(item: str) -> dict[str, Any] | None:
    """The title of a reference that begins with its authors or has its year before the title."""
    cited = _CITED.search(item)
    if cited:
        date = cited["date"] or cited["year"]
        return {"name": (cited["name"] or cited["title"]).strip(' ,“”"'), **({"releaseDate": date} if date[0].isdigit() else {})}
    by = _BY_AUTHORS.match(item)
    year = re.search(rf"\b{_YEAR}\b", item[by.end("name") :]) if by else None
    return {"name": by["name"].strip(" ,"), "releaseDate": year[0]} if by and year else None


def _beside(item: str) -> dict[str, Any] | None:
    """A title with where and when behind it, in brackets or behind a divider."""
    where = _PIPED.match(item) or _WHERE.match(item) or _WHERE_BEHIND.match(item)
    where = where or (None if _FIRST_SENTENCE.match(item) else _COMMAS.match(item))
    if where:
        return {"name": unquoted(where["name"]), "publisher": where["where"], "releaseDate": where["date"]}
    first = _FIRST_SENTENCE.match(item)
    year = re.search(rf"\b{_YEAR}\b", first["rest"]) if first else None
    return {"name": unquoted(first["name"]), "releaseDate": year[0]} if first and year else None


def _plain(item: str) -> dict[str, Any] | None:
    """A title, perhaps with its year; nothing for what begins like a reference."""
    if _AUTHORS.match(item) or re.search(r"\.\s+[A-ZÀ-Þ][^.]*\.\s", item):
        return None
    last = _DATE_LAST.search(item)
    name = item[: last.start()] if last else item
    return {"name": unquoted(name), **({"releaseDate": last["date"]} if last else {})} if name.strip() else None


def _published(rest: str) -> dict[str, str]:
    """Where and when: " (Earth Letters, 2019)", ", NODA 2021"."""
    year = re.search(rf"\b{_YEAR}\b", rest)
    where = re.fullmatch(r"[\s,(–—-]*(?:at |in )?([A-ZÀ-Þ][^(),;.]{1,80}?)[\s,]*(?:(?:19|20)\d\d)?[).\s]*", rest)
    return {**({"publisher": where[1]} if where else {}), **({"releaseDate": year[0]} if year else {})}


def titles_of_page(items: list[str], name: str) -> list[bool] | None:
    """For each line of a list copied from a page, where kinds, dates and authors stand on lines of their own, whether it is a title; None if it is none."""
    is_page = sum(bool(_PAGE_WORD.fullmatch(item.strip())) for item in items) > 1 or any(item.strip() == name for item in items)
    return [_is_title(item.strip(), name) for item in items] if is_page else None


def _is_title(item: str, name: str) -> bool:
    return not (
        len(item.split()) < _LEAST_WORDS
        or item == name
        or is_name(item)
        or has_mark(item)
        or _NO_TITLE.fullmatch(item)
        or re.search(r"\.$|\.\s+[A-Z]", item)
        or re.match(r"(?:I|My|We|Our)\b", item)
    )


def is_quoted(text: str) -> bool:
    """Whether quotation marks stand around all of a text, and none inside."""
    return len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES and not any(mark in text[1:-1] for mark in '"“”«»')


def unquoted(text: str) -> str:
    """The text without the quotation marks around all of it; those around a part of it stay."""
    text = text.strip()
    return text[1:-1].strip() if is_quoted(text) else text
