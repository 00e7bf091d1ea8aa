"""Put a topic into words: a remark and one open question."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, PartialDate
from outreach_lint.rewriting.constructions import CONSTRUCTIONS
from outreach_lint.rewriting.grammar import (
    deed,
    field_of_work,
    founded,
    inflected,
    is_english,
    is_function_word,
    is_present,
    is_singular,
    lowered,
    organisation,
    spoken_title,
    unshouted,
    with_article,
)
from outreach_lint.rewriting.topics import Topic, TopicKind
from outreach_lint.rewriting.voice import Voice


class Wording(NamedTuple):
    """A remark, a question about it, and the facts that they name. A remark that ends with a colon runs on into the question; an empty one
    leaves the question to follow what the draft says."""

    remark: str
    question: str
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        """The two as they stand in a message."""
        if self.remark.endswith(":"):
            return f"{self.remark} {self.question[0].lower()}{self.question[1:]}"
        return f"{self.remark} {self.question}".strip()


_SLOT = lazy(r"\{(\w+)\}")


def wordings(topic: Topic, draft: str, voice: Voice | None = None) -> Iterator[Wording]:
    """Every wording that the topic's facts fill, a question that names the fact and a remark with its question by turns. The first are chosen
    by a hash of the draft, so that the same draft always gives the same words and different drafts do not share them."""
    values, seed = _values(topic), _seed(draft, topic)
    remarks, questions, direct = (
        _rotated(_fillable(texts, values, topic), seed // by)
        for texts, by in zip(CONSTRUCTIONS[topic.kind], (1, 97, 7), strict=True)
    )
    for i, remark in enumerate(remarks if questions else ()):
        if i < len(direct):
            yield _wording(topic, "", direct[i], values, voice or Voice())
        yield _wording(topic, remark, questions[i % len(questions)], values, voice or Voice())


def follow_ups(topic: Topic, draft: str, voice: Voice | None = None, is_near: bool = True) -> Iterator[Wording]:
    """The questions alone, to follow a sentence of the draft that speaks of the topic already; with its name, if that sentence is not near."""
    values = _values(topic)
    _, questions, direct = CONSTRUCTIONS[topic.kind]
    for question in _rotated(_fillable(questions if is_near or not direct else direct, values, topic), _seed(draft, topic) // 97):
        wording = _wording(topic, "", question, values, voice or Voice())
        yield wording._replace(facts=tuple(dict.fromkeys((topic.main, *wording.facts))))


def _seed(draft: str, topic: Topic) -> int:
    digest = hashlib.sha256(f"{draft}{topic.kind}{topic.main.source}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big")


def _fillable(texts: Sequence[str], values: Mapping[str, str], topic: Topic) -> list[str]:
    is_asking = values.get("title", "")[-1:] in ("?", "!")  # “What is new?”? reads badly
    unfit = [*(["{title}”?"] if is_asking else []), *([] if topic.is_published else ["your profile"])]
    return [
        text for text in texts if all(slot in values for slot in _SLOT.findall(text)) and not any(part in text for part in unfit)
    ]


def _rotated(texts: Sequence[str], by: int) -> list[str]:
    if not texts:
        return []
    by %= len(texts)
    return [*texts[by:], *texts[:by]]


def _wording(topic: Topic, remark: str, question: str, values: Mapping[str, str], voice: Voice) -> Wording:
    slots = {_FACT_OF.get(slot, slot) for slot in _SLOT.findall(remark + question) if values[slot]}
    named = tuple(fact for name, fact in topic.facts.items() if name in slots)
    return Wording(_filled(remark, values, voice), _filled(question, values, voice), named)


def _filled(text: str, values: Mapping[str, str], voice: Voice) -> str:
    filled = voice.said(text.format_map(values))
    return filled[:1].upper() + filled[1:]


# The fact that a value comes from, where it has another name.
_FACT_OF = {
    "at": "place", "in_place": "place", "of_show": "place", "piece": "title", "a_old": "old", "a_new": "new", "old_work": "old", "new_work": "new",
    "present": "employer", "a_position": "position", "a_role": "role", "founded": "position", "in_year": "new",
}  # fmt: skip


def _values(topic: Topic) -> dict[str, str]:
    """The values of a topic, as they are said. What cannot be said is not among them."""
    values: dict[str, str | None] = {}
    for name, fact in topic.facts.items():
        values |= _said(name, fact, topic)
    main = topic.facts.get("new", topic.facts.get("position", topic.main))
    values["in_year"] = f" in {main.start.year}" if main.start and topic.kind in _DATED else ""
    values["year"] = str(main.start.year) if main.start else None
    goes_on = topic.kind is not TopicKind.DEED or is_present(topic.main.text)
    values |= {"still": ""} if main.current and goes_on else {"once": ""}
    tense = "VB" if main.current else "VBD"
    values |= {"there": ""} if main.current else {"left": ""}
    values["overlap"] = _overlap(main, topic.own)
    values["now"] = "" if topic.own and topic.own.current and topic.own.start and not main.current else None
    values |= {name: inflected(name, tense) for name in ("do", "volunteer", "give")}
    values["are"] = "are" if main.current else "were"
    for name in ("at", "in_place", "of_show"):
        values.setdefault(name, "")
    return {name: value for name, value in values.items() if value is not None}


def _overlap(theirs: Fact, yours: Fact | None) -> str | None:
    """The years in which both were there: "in 2016", "from 2015 to 2019"; None if they were not, or it is not known, or both still are."""
    if yours is None or theirs.start is None or yours.start is None:
        return None
    first, last = max(theirs.start, yours.start), min((fact.end for fact in (theirs, yours) if fact.end), default=PartialDate(0))
    if last.year > first.year:
        return f"from {first.year} to {last.year}"
    is_sure = last.year == first.year and first.month and last.month and first <= last
    return f"in {first.year}" if is_sure else None


_DATED = (TopicKind.CAREER_CHANGE, TopicKind.PROMOTION, TopicKind.FOUNDING)


def _said(name: str, fact: Fact, topic: Topic) -> dict[str, str | None]:
    """The values that one fact gives."""
    text = fact.text.strip(" .")
    if name == "project":
        called = quoted(_SUBTITLE.split(text)[0])
        is_name = called[-1:].isalnum() and all(word[0].isupper() or is_function_word(word) for word in called.split()[1:])
        return {name: called if is_name and not _OF_ONESELF.search(called) else f"“{called}”"}
    if name in ("title", "line"):
        return {name: quoted(text), "piece": _piece(topic)}
    if name == "place":
        return _place(topic.kind, text)
    if name == "deed":
        return {name: deed(fact.text, is_over=not fact.current)}
    if fact.kind is FactKind.POSITION:
        return _position(name, fact, topic)
    if fact.kind in (FactKind.EMPLOYER, FactKind.CAUSE, FactKind.SCHOOL):
        named = organisation(text.split(", ")[0] if fact.kind is FactKind.SCHOOL else text)
        return {name: named, **({"present": f" at {named}"} if name == "employer" else {})}
    if fact.kind in (FactKind.FIELD, FactKind.INTEREST):
        return {name: text if text.isupper() else lowered(text)}
    return {name: text}


def _position(name: str, fact: Fact, topic: Topic) -> dict[str, str | None]:
    title = spoken_title(fact.text)
    if not title or not title[0].isalpha() or not is_english(title):
        return {}
    work = field_of_work(title)
    if name == "position" and _RUNS.search(title):
        return {
            "runs": "",
            "founded": founded(fact.text),
            **({} if _OWNS.search(title) else {name: title, f"a_{name}": with_article(title)}),
        }
    values: dict[str, str | None] = {name: title, f"a_{name}": with_article(title), f"{name}_work": work}
    if name == "role" and not is_singular(title):
        return {}  # "Sea safety talks": what they do there, not what they are
    return {**values, "founded": founded(fact.text)} if topic.kind is TopicKind.FOUNDING else values


def quoted(text: str) -> str:
    """What stands between quotation marks: a title without its own marks, without a format behind it, and with inner marks made single."""
    text = unshouted(_DATE_BEHIND.sub("", _FORMAT_BEHIND.sub("", text)).strip(" ."))
    if len(text) > 1 and text[0] in "\"“'‘«" and text[-1] in "\"”'’»" and not re.search(r"[\"“”«»]", text[1:-1]):
        text = text[1:-1]
    return (
        re.sub(r"\"([^\"]*)\"", r"‘\1’", text)
        .replace("“", "‘")
        .replace("”", "’")
        .replace("«", "‘")
        .replace("»", "’")
        .replace('"', "’")
    )


_OF_ONESELF = lazy(r"\b(?:I|me|my|we|our|us)\b", re.I)
_SUBTITLE = lazy(r":\s|\s[-–—]\s|;|\s\(|(?<=\w{3}), (?=an? |the |with |for |in |to |by )")
_RUNS = lazy(r"\b(?:owner|proprietor|managing director|ceo|chief executive|founder|managing partner)\b", re.I)
_OWNS = lazy(r"\b(?:owner|proprietor)\b", re.I)
_KIND = r"(?:talk|keynote|panel|workshop|lecture|podcast|episode|article|paper|post|video|webinar|blog post|essay|poster)"
_DATE_BEHIND = lazy(r",\s*(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*\.?\s+)?(?:19|20)\d\d$", re.I)
_FORMAT_BEHIND = lazy(rf"\s*[(\[][^()\[\]]*\b{_KIND}\b[^()\[\]]*[)\]]\s*$", re.I)
# How a talk was given, written beside where: "Talk, PyData Bristol", "UX Aire (talk)", "Public Finance Forum, panel".
_FORMAT = lazy(
    rf"^(?:(?:public|invited|conference|lightning) )?{_KIND}\b(?: (?:at|in|on|for)(?: the)?)?[,:]?\s*|\s*\([^()]*\b{_KIND}[^()]*\)|,\s*{_KIND}$"
    r"|,\s*(?:19|20)\d\d$",
    re.I,
)
_NO_PLACE = frozenset(
    "blog linkedin medium substack self-published website talk article post conference meetup webinar online youtube newsletter preprint arxiv"
    " zoom twitter x instagram facebook podcast own personal".split()
)
_OWN_PLACE = lazy(r"\b(?:own|personal|company|self)\b|^(?:linkedin|medium|substack|my|our)\b", re.I)
_NAMED_WITH_ARTICLE = lazy(
    r"\b(?:blog|newsletter|journal|review|magazine|bulletin|gazette|conference|meetup|summit|forum|evening|night|day|symposium|workshop|congress|fair|breakfast|lunch|festival|week|weekend|club|circle|school)$",
    re.I,
)


def _place(kind: TopicKind, text: str) -> dict[str, str | None]:
    """ " at PyData Leeds", " in the Avon Review", ", from Cold Chain Hour"; nothing for a place that is only a kind of place ("Blog")."""
    name = _FORMAT.sub("", text).strip(" ,.")
    if not name or (len(name.split()) == 1 and name.casefold() in _NO_PLACE) or _OWN_PLACE.search(name):
        return {}
    has_article = name.casefold().startswith("the ")
    name = f"the {name[4:]}" if has_article else name
    is_common = (
        bool(_NAMED_WITH_ARTICLE.search(name.split(", ")[0])) and not has_article and not name.endswith(("Day", "Night", "Week"))
    )
    named = f"the {name}" if is_common else name
    if kind is TopicKind.TALK:
        return {"at": f" at {named}"}
    if kind is TopicKind.EPISODE:
        return {"of_show": f", from {named}"}
    is_periodical = any(pattern.search(name) for pattern in (_PAPER, _ARTICLE, _NAMED_WITH_ARTICLE))
    return {"in_place": f" in {named}"} if is_periodical else {}  # of a publisher nobody says "in"


_PAPER = lazy(
    r"\b(?:journal|proceedings|annals|letters|transactions|acta|conference|symposium|research|science|quarterly review|preprint|arxiv|lancet|plos|bmj"
    r"|ieee|acm)\b",
    re.I,
)
_BOOK = lazy(r"\b(?:press|verlag|books?|publishers?|publishing|editions?)\b", re.I)
_ARTICLE = lazy(
    r"\b(?:magazine|times|post|courier|gazette|news|weekly|monthly|quarterly|guardian|herald|review|bulletin|tribune|chronicle)\b",
    re.I,
)
_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = (("paper", _PAPER), ("article", _ARTICLE), ("book", _BOOK))


def _piece(topic: Topic) -> str:
    """What to call something that was published, by where it was: a paper, an article, a book, else a piece."""
    place = topic.facts.get("place")
    return next((name for name, pattern in _PIECES if place and pattern.search(place.text)), "piece")
