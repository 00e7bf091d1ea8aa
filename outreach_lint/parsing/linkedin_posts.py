"""The posts on a copied LinkedIn page that are by its person.

Two layouts are known. In the older one "NAME posted this" stands above the words; in the newer one the author (name, "• You" or how near they are,
headline) and the age of the post ("2w • Edited •"). A post that holds another has the author of that, its age and its words below its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from outreach_lint.parsing.biography import is_name, sentences
from outreach_lint.parsing.linkedin_lines import Line
from outreach_lint.parsing.linkedin_words import (
    ATTACHED,
    COUNTER,
    FEED_LABEL,
    FOLLOW,
    IS_NEAR,
    PASSED_ON,
    POLLED,
    POST_AGE,
    POST_NEAR,
    POST_PREVIEW,
    POSTED,
    SHARE,
    VOTES,
)
from outreach_lint.patterns import lazy
from outreach_lint.profile import name_words

_MOST_POSTS, _LONGEST_TITLE = 30, 200
_LONGEST_AUTHOR = 5  # lines above the age of a post
_MOST_OPTIONS, _LONGEST_OPTION = 4, 30  # of a poll, as the site bounds them
_READ_OUT = lazy(r"\bhashtag\s?(?=#)", re.I)
_LONGEST_LABEL, _LONGEST_SAID = 40, 240
_DID = lazy(r"\s[^\W\d_][^•·]{2,60}\s[•·]\s?[^•·]{1,20}")  # behind a name: "opublikował to • 2 tyg."
_LABELS = lazy(r"(?:(?:^|\s+)(?:#[\w-]+,?|hashtag$))+$", re.I)


class _Author(NamedTuple):
    """Who wrote the words below: `begins` is the first line of the author, `ends` the line after the age."""

    begins: int
    ends: int
    is_person: bool


def read_posts(record: dict[str, Any], lines: list[Line], unread: list[str]) -> None:
    """Add the person's own posts to the record. What they passed on, liked or commented is not theirs; a comment of theirs is told as unread."""
    name = str(record["basics"].get("name", ""))
    authors = {author.begins: author for author in _authors(lines, name)}
    posts: list[list[str]] = []
    is_own = reacts = False
    unread.extend(_untold(lines, authors, name))
    at = 0
    while at < len(lines):
        line, author = lines[at], authors.get(at)
        marked = _said(lines, at)
        if author:
            if author.is_person and reacts:
                unread.extend(f"line {one.number}: {one.text}" for one in lines[author.ends : author.ends + 1])
            is_own = author.is_person and not reacts
            posts += [[]] if is_own else []
            at = author.ends
            continue
        if marked and is_own and marked["reacted"] and not _may_be_called(marked["who"], name):
            marked = None  # "Mir gefällt das" goes on in the words of the post
        if marked:
            is_own = bool(marked["wrote"]) and _is_called(marked["who"], name)
            reacts = bool(marked["reacted"])
            posts += [[]] if is_own else []
        elif is_own:
            is_own = _add_line(posts[-1], line)
        reacts = reacts and not FEED_LABEL.fullmatch(line.text)
        at += 1
    entries = [_post(texts) for texts in posts if texts]
    if entries:
        record["posts"] = entries[:_MOST_POSTS]


def _said(lines: list[Line], at: int) -> re.Match[str] | None:
    """What a line says that somebody did with the words below; their name may stand in the line above."""
    text = lines[at].text
    if len(text) > _LONGEST_SAID:
        return None
    alone = POSTED.fullmatch(f"- {text}")
    is_alone = alone is not None and alone["who"] == "-" and not alone["reacted"] and at > 0
    return POSTED.fullmatch(f"{lines[at - 1].text[:80]} {text}" if is_alone else text)


def _untold(lines: list[Line], authors: dict[int, _Author], name: str) -> Iterator[str]:
    """What is told as unread: posts of which it cannot be known whose they are, and what the person did with one in words that are not known."""
    marked = [at for at in range(len(lines)) if _said(lines, at)]
    prose = [at for at, line in enumerate(lines) if not (line.is_noise or line.is_button) and len(line.text) > _LONGEST_LABEL]
    known = [*authors, *marked]
    if (known and not name) or (prose and not known):
        yield f"line {lines[min(known or prose)].number}: posts, since the page does not say whose they are"
    for at, line in enumerate(lines):
        is_of_person = bool(name) and line.text.casefold().startswith(name.casefold())
        if is_of_person and at not in marked and _DID.fullmatch(line.text[len(name) :]):
            yield f"line {line.number}: {line.text}"


def _post(texts: list[str]) -> dict[str, str]:
    said = " ".join(texts)
    title = sentences(texts[0])[0][:_LONGEST_TITLE]
    return {"name": title, **({"summary": said} if said != title else {})}


def _add_line(texts: list[str], line: Line) -> bool:
    """Add a line to the text of a post. Returns whether the text can go on: not behind counters and buttons, nor what is attached to it."""
    text = _LABELS.sub("", _READ_OUT.sub("", line.text))
    if not text:
        return True
    if VOTES.fullmatch(text) or SHARE.fullmatch(text):
        _drop_options(texts, has_share=bool(SHARE.fullmatch(text)))
        return False
    if POST_PREVIEW.fullmatch(text):
        if len(texts) > 1:
            texts.pop()  # the title of what the post links to: somebody's words
        return False
    if line.is_noise or line.is_button or POLLED.fullmatch(text) or ATTACHED.fullmatch(text):
        return False
    texts.append(text)
    return True


def _drop_options(texts: list[str], has_share: bool) -> None:
    """Take the answers of a poll from the end of a text: one before its share of the votes, all before their number."""
    for _ in range(1 if has_share else _MOST_OPTIONS):
        if len(texts) > 1 and len(texts[-1]) <= _LONGEST_OPTION and texts[-1][-1] not in ".!?:":
            texts.pop()


def _authors(lines: list[Line], name: str) -> list[_Author]:
    """The authors of the newer layout, each found by the age of the post below."""
    found: list[_Author] = []
    for at, line in enumerate(lines):
        age = POST_AGE.fullmatch(line.text)
        if not age:
            continue
        ends = next((i for i in range(at + 1, len(lines)) if not FOLLOW.fullmatch(lines[i].text)), len(lines))
        if found and found[-1].ends == at:  # the same age, read out: "3 days ago"
            found[-1] = found[-1]._replace(ends=ends)
            continue
        first = max(at - _LONGEST_AUTHOR, found[-1].ends if found else 0)
        begins = _near_author(lines, first, at)
        begins = _named_author(lines, first, at, name) if begins is None else begins
        if begins is not None:
            found.append(_Author(begins, ends, _is_by(lines[begins].text, name)))
        elif age["dot"]:
            found.append(_Author(_after_noise(lines, first, at), ends, False))
    return found


def _near_author(lines: list[Line], first: int, at: int) -> int | None:
    """Where the author begins: the line before the one that tells how near they are, or how many follow them, or that very line with the name."""
    for i in range(at - 1, first - 1, -1):
        text = lines[i].text
        near = POST_NEAR.search(text)
        if near and near.start():
            return i
        if near or IS_NEAR.fullmatch(text) or COUNTER.fullmatch(text):
            return next((j for j in range(i - 1, first - 1, -1) if not lines[j].is_noise), None)
    return None


def _named_author(lines: list[Line], first: int, at: int, name: str) -> int | None:
    """Where the person of the page stands as the author, with no more than a headline below the name."""
    above = [i for i in range(at - 1, first - 1, -1) if not lines[i].is_noise][:2]
    found = next((i for i in above if _is_by(lines[i].text, name)), None)
    between = [lines[i].text for i in above if found is not None and i > found]
    return None if any(is_name(text) or PASSED_ON.fullmatch(text) for text in between) else found


def _after_noise(lines: list[Line], first: int, at: int) -> int:
    """The first line of an author who is not known: what stands right before the age may all be theirs."""
    return next((i + 1 for i in range(at - 1, first - 1, -1) if lines[i].is_noise or lines[i].is_button), first)


def _is_by(who: str, name: str) -> bool:
    """Whether an author is the person of the page, by name; degrees, initials and badges aside. Of a page without a name it is not known."""
    said = [_words(one) for one in (POST_NEAR.sub("", who), name)]
    return bool(said[0]) and said[0] == said[1]


def _is_called(who: str, name: str) -> bool:
    """Whether "NAME posted this" is said of the person: on their page it is, and a part of the name does."""
    said, held = set(_words(who)), set(_words(name))
    return bool(said and held) and (said <= held or held <= said)


def _may_be_called(who: str, name: str) -> bool:
    return _is_called(who, name) or (" " in who and all(word[0].isupper() for word in (who.split()[0], who.split()[-1])))


def _words(name: str) -> list[str]:
    return [word.casefold() for word in name_words(re.sub(r"\s*\(.*?\)|\s*[·•|].*$", "", name)) if len(word.strip(".")) > 1]
