"""The lines of a copied LinkedIn page, each once, with what is known of them: furniture of the page, a heading, a span of time."""

from __future__ import annotations

import re
from typing import NamedTuple

from outreach_lint.parsing.dates import split_dates
from outreach_lint.parsing.linkedin_words import (
    BUTTON,
    COUNTER,
    END,
    FEED_LABEL,
    FOREWORD,
    IS_NEAR,
    LENGTH_BEHIND,
    NOISE,
    POST_AGE,
    POSTED,
    SEE_MORE,
    page_headings,
)
from outreach_lint.parsing.months import MONTH
from outreach_lint.patterns import lazy
from outreach_lint.resume import clean

_MOST_LINES, _LONGEST_LINE, _MOST_CHARACTERS = 6000, 3000, 600_000
_LONGEST_REPEAT = 40  # lines
_GLUED = lazy(r"(?<=[a-zà-ÿ\d…])(?=[A-ZÀ-Þ])")
_GLUED_DATE = lazy(rf"(?<=[^\W\d_])(?=(?:{MONTH}\.?,? (?:de )?)?(?:19|20)\d\d\b)", re.I)
_IN_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d\b")
_NEAR_POST = 12  # lines between the tabs above the posts and the first post
_SOMEBODYS = lazy(r"^.{2,40}'s (?=(?:experience|education|skills)$)")
_FOOTER = lazy(r"linkedin corporation ©.*", re.I)
_FOOTER_LINKS = (
    "accessibility",
    "help center",
    "barrierefreiheit",
    "accessibilité",
    "accesibilidad",
    "acessibilidade",
    "accessibilità",
    "toegankelijkheid",
)


class Line(NamedTuple):
    """A line of the page, by its number: whether it stood twice, is furniture of the page, or a word that is a button there and a skill elsewhere."""

    number: int
    text: str
    is_doubled: bool = False
    is_noise: bool = False
    is_button: bool = False


class Section(NamedTuple):
    """The lines below a heading; `key` is that of `page_headings`."""

    key: str
    heading: Line
    lines: list[Line]


def page_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines once each, without empty ones; and what was left out."""
    split = text[:_MOST_CHARACTERS].splitlines()
    found: list[Line] = []
    masked: list[int] = []
    for number, raw in enumerate(split[:_MOST_LINES], 1):
        cleaned = SEE_MORE.sub("", clean(raw[:_LONGEST_LINE]).replace("\u200d", ""))
        masked += [number] if not cleaned and "***" in raw else []
        line = _once(cleaned)
        if found and _is_same(found[-1].text, line):
            found[-1] = found[-1]._replace(is_doubled=True)
        elif line:
            is_button = len(line) < 20 and bool(BUTTON.fullmatch(line))
            found.append(Line(number, line, line != cleaned, _is_noise(line), is_button))
    is_cut = len(text) > _MOST_CHARACTERS or len(split) > _MOST_LINES
    left_out = [f"line {min(len(split), _MOST_LINES) + 1} and what follows: not read"] if is_cut else []
    left_out += (
        [f"line {masked[0]}: {len(masked)} masked lines, which the site shows only to those who are signed in"] if masked else []
    )
    return _without_repeats(found), left_out


def _is_noise(line: str) -> bool:
    if len(line) > 240:
        return False
    plain = line.replace("’", "'")
    if any(pattern.fullmatch(plain) for pattern in (NOISE, IS_NEAR, COUNTER, FEED_LABEL)):
        return True
    glued = _GLUED.split(plain) if len(plain) < 60 else []
    return len(glued) > 1 and all(NOISE.fullmatch(piece) for piece in glued)  # "MessageMessageMoreMore"


def _once(line: str) -> str:
    """ "Staff EngineerStaff Engineer" once; also dates, which are read out in other words."""
    half = len(line) // 2
    if len(line) > 3 and len(line) % 2 == 0 and line[:half] == line[half:]:
        return line[:half].strip()
    if len(line) < 160 and len(_IN_YEAR.findall(line)) > 1:
        for place in [*_GLUED.finditer(line)][:6] + [*_GLUED_DATE.finditer(line)][:6]:
            if _is_same(line[: place.start()], line[place.end() :]):
                return line[: place.start()].strip()
    return line


def _is_same(one: str, other: str) -> bool:
    """Whether two lines say the same: "Jan 2020 - Present · 6 yrs" is read out as "Jan 2020 to Present · 6 yrs"."""
    if one.casefold() == other.casefold():
        return True
    dates = dates_of(one) if _IN_YEAR.search(one) and _IN_YEAR.search(other) else None
    return bool(dates) and dates == dates_of(other)


def _without_repeats(lines: list[Line]) -> list[Line]:
    """The lines without paragraphs that stand twice, one right after the other."""
    kept: list[Line] = []
    last: dict[str, int] = {}
    at = 0
    while at < len(lines):
        size = len(kept) - last.get(lines[at].text, len(kept))
        if 1 < size <= _LONGEST_REPEAT and [line.text for line in lines[at : at + size]] == [line.text for line in kept[-size:]]:
            at += size
            continue
        last[lines[at].text] = len(kept)
        kept.append(lines[at])
        at += 1
    return kept


def divided(lines: list[Line]) -> tuple[list[Line], list[Section]]:
    """The lines above the first heading, and the sections."""
    top: list[Line] = []
    sections: list[Section] = []
    for i, line in enumerate(lines):
        key = _heading(line)
        after = lines[i + 1].text.casefold() if i + 1 < len(lines) else ""
        if key == "summary" and (any(one.key == END for one in sections) or after in _FOOTER_LINKS):
            key = END
        if key and (_is_in_post(lines[i - 1 : i + 1], sections) or _is_tab(lines, i, key, sections)):
            key = None
        if key and not (key == END and not sections and all(one.is_noise for one in top)):
            sections.append(Section(key, line, []))
        else:
            (sections[-1].lines if sections else top).append(line)
    return top, sections


def _heading(line: Line) -> str | None:
    if len(line.text) >= 50:
        return None
    plain = line.text.casefold().replace("’", "'").rstrip(":")
    if _FOOTER.fullmatch(plain) or plain.startswith("others named "):
        return END
    return page_headings().get(_SOMEBODYS.sub("", plain))


def _is_in_post(lines: list[Line], sections: list[Section]) -> bool:
    """Whether the second of two lines goes on in the words of a post: one that says no more than "Skills" begins no section there."""
    is_inside = len(lines) == 2 and bool(sections) and sections[-1].key == "posts" and bool(sections[-1].lines)
    return is_inside and not (lines[1].is_doubled or lines[0].is_noise or lines[0].is_button or " " in lines[1].text)


def _is_tab(lines: list[Line], at: int, key: str, sections: list[Section]) -> bool:
    """Whether "Publicaciones" is a tab above the posts: nothing but buttons stands between it and the heading, and a post soon comes."""
    if key != "publications" or lines[at].is_doubled or not sections or sections[-1].key != "posts":
        return False
    following = [line.text for line in lines[at + 1 : at + 1 + _NEAR_POST]]
    has_post = any(pattern.fullmatch(text) for text in following for pattern in (FEED_LABEL, POSTED, POST_AGE))
    return has_post and all(line.is_noise or line.is_button for line in sections[-1].lines)


def dates_of(text: str) -> dict[str, str]:
    """The span of time, where a line is nothing else."""
    rest, dates = split_dates(LENGTH_BEHIND.sub("", FOREWORD.sub("", text)))
    if dates:
        return {} if rest.strip(" ·,") else dates
    single = re.fullmatch(r"(?:[^\W\d_]{3,10}\.? )?(?:19|20)\d\d(?: · .{1,20})?", text)
    return {"startDate": text.partition(" · ")[0], "endDate": text.partition(" · ")[0]} if single else {}
