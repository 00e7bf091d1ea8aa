"""Plain text about a person: a CV with sections, a biography in prose, or a few lines that somebody pasted or jotted down.

The name comes first, on a line of its own or in the first sentence. What is not surely understood stays in the summary, or is told as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from outreach_lint.biography import bare_name, is_name, name_told, read_biography
from outreach_lint.errors import ProfileError
from outreach_lint.headline import entries_of, read_headline
from outreach_lint.patterns import lazy
from outreach_lint.places import is_place
from outreach_lint.profile import Profile
from outreach_lint.resume import clean, profile_from_resume
from outreach_lint.roles import has_mark, organisation, position, position_alone
from outreach_lint.sections import COMMA_SEPARATED, NOT_TOLD, TITLE_KEYS, section_of
from outreach_lint.shorthand import expand, split_dates, split_year
from outreach_lint.source import decode

SUFFIXES = (".txt", ".text")
_NAMELESS = (
    "not a profile in a known format: it does not say whose it is; begin with the name on a line of its own, then the position and the place"
    " of work, then the rest"
)
# Headings that are told without an empty line or a mark: they are nothing else.
_USUAL = frozenset(
    "experience; work experience; professional experience; employment history; work history; education; skills; languages; publications; projects;"
    " volunteering; certifications; awards; references".split("; ")
)
_OPEN = 60  # a line of so many characters may go on in the next
_NOT_SAID = "not said"  # an end that is no date: whether somebody still studies is told by dates only
_MOST_LINES, _LONGEST_LINE, _MOST_CHARACTERS = 4000, 1500, 150_000
_BULLET = lazy(r"\s*(?:[-*•–·▪◦‣●○■]|o(?=\s))\s+(?P<item>\S.*)$")
_UNDERLINE = lazy(r"\s*[-=_~—–*#]{3,}\s*$")
_DOCUMENT = lazy(r"(?:curriculum vitae|cv|c\.v\.|r[ée]sum[ée]|lebenslauf)(?:\s+(?:of|for|von))?\s*[:–—|-]?\s*", re.I)
_LABEL = lazy(r"(?P<key>[A-Za-z][A-Za-z /-]{1,24}):\s+(?P<value>\S.*)$")
_LABELS = {
    label: key
    for key, labels in {
        "name": "name; full name",
        "location": "location; place; based in; city; lives in",
        "email": "email; e-mail; mail",
        "url": "website; web; site; blog",
        "profile": "linkedin; github; twitter; mastodon; orcid",
        "headline": "title; job title; position; role; headline; occupation; current role; current position",
        "employer": "company; employer; organisation; organization; workplace",
        "": "phone; tel; mobile; telephone; pronouns; date of birth; born; nationality; address",
    }.items()
    for label in labels.split("; ")
}
_MAIL = lazy(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_WEB = lazy(
    r"(?:https?://|www\.)[^\s|,;<>]{3,300}|\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|io|dev|example|co\.uk|de|fr|nl|me|eu|ca|au"
    r"|test)(?:/[^\s|,;<>]{0,200})?\b",
    re.I,
)
_PHONE = lazy(r"\+?[\d(][\d ()./-]{6,24}")
_PRONOUNS = lazy(r"\(?(?:she|he|they|ze)/\w+(?:/\w+)?\)?", re.I)
_SENTENCE = lazy(r"[a-zà-ÿ)”\"’\d][.!?][”\"’)]?$")
_STARTS_PROSE = lazy(r"(?:I|I['’]m|I am|My|We|Hi|Hello|She|He|They)\b")
_BULLETED = lazy(r"\s*[|·•]\s*|\t+|\s{3,}")
_DEGREE = lazy(
    r"(?:[BM]\.?(?:Sc|A|Eng|Ed|BA|Phil|S|FA|Res|Mus|PH|Arch|Litt)\.?|Ph\.?\s?D\.?|D\.?Phil\.?|MBA|LL\.?[BM]\.?|B\.?E\.?(?=\s)|[BM]\.?Tech"
    r"|Mag\.(?: [a-z]{2,8})?|MB ?ChB"
    r"|MBBS|MD|PGCE|HND|HNC|NVQ(?: Level \d)?|Diploma|Certificate|A[- ][Ll]evels?|Abitur|Licence|Diplom(?:-\w+)?|Magister"
    r"|(?:Higher |National |Postgraduate |Graduate )(?:Diploma|Certificate)|City & Guilds|Bachelor(?:['’]s)?(?: of \w+(?: \w+)?)?"
    r"|Master(?:['’]s)?(?: of \w+(?: \w+)?)?|Doctor(?:ate)?(?: of \w+)?)(?=[\s,.(:)]|$)(?:\s*\((?:Hons|Hons\.|Honours)\))?",
)
_YEAR = lazy(r"\(?(?P<year>(?:19|20)\d\d)\)?")
_CITATION = lazy(r"\((?:19|20)\d\d[a-z]?\)[.,:]\s+(?P<title>[^.?!]{4,200}[?!]?)(?:\.|$)")
_IN_BRACKETS = lazy(r"\s*\((?P<where>[A-ZÀ-Þ][^()]{2,80}?)(?:,?\s*(?P<date>(?:19|20)\d\d))?\)\s*$")
_BY = {"certificates": "issuer", "awards": "awarder"}
_QUOTED = lazy(r"[“\"«]([^“”\"«»]{2,160})[”\"»]")
_LEVEL = lazy(r"\s*(?:[(:–—-].*|\b(?:native|fluent|basic|intermediate|advanced|conversational|mother tongue|[ABC][12])\b.*)$", re.I)


class _Line(NamedTuple):
    number: int
    text: str
    is_bullet: bool = False


class _Section(NamedTuple):
    key: str | None  # None: its heading is not known
    heading: _Line
    lines: list[_Line]


def recognises(data: bytes) -> bool:
    """Never: plain text has no marks, so it is what is left where the suffix says so."""
    return False


def read(data: bytes, path: str) -> Profile:
    """Read plain text about one person. Raises ProfileError where it does not say whose it is."""
    lines, unread = _lines(decode(data, path, ProfileError))
    top, sections = _sections(lines)
    record: dict[str, Any] = {"basics": {}}
    prose = _read_top(record, top)
    text = "\n".join([*prose, *(text for section in sections if section.key == "summary" for text in _paragraphs(section.lines))])
    basics = record["basics"]
    name = basics.get("name") or name_told(text.partition("\n")[0] or text)
    if not name:
        raise ProfileError(_NAMELESS, path=path)
    basics["name"] = name
    text = "\n".join([*basics.pop("free", []), text]).strip()
    if text:
        basics["summary"] = text
    for section in sections:
        _read_section(record, section, unread)
    _add_told(record, read_biography(text, name))
    return profile_from_resume(record, path, unread)


def _lines(text: str) -> tuple[list[_Line], list[str]]:
    """The lines, without control characters and each bounded, and what was left out."""
    split = text[:_MOST_CHARACTERS].splitlines()
    lines = [_Line(number, _plain(line)) for number, line in enumerate(split[:_MOST_LINES], 1)]
    left_out = len(text) > _MOST_CHARACTERS or len(split) > _MOST_LINES
    return lines, [f"line {len(lines) + 1} and what follows: not read"] if left_out else []


def _plain(line: str) -> str:
    """The line as it is to be read; a tab, or a row of spaces, still divides."""
    pieces = re.split(r"(\t+|\s{3,})", line[:_LONGEST_LINE].rstrip())
    return "".join(
        piece if i % 2 else clean(piece) if not piece.strip().startswith("*") else clean(piece) or piece
        for i, piece in enumerate(pieces)
    )


# --- the parts -------------------------------------------------------------------------------------------------------


def _sections(lines: list[_Line]) -> tuple[list[_Line], list[_Section]]:
    """The lines before the first heading, and the sections."""
    top: list[_Line] = []
    sections: list[_Section] = []
    for i, line in enumerate(lines):
        before = lines[i - 1].text if i else ""
        after = lines[i + 1].text if i + 1 < len(lines) else ""
        if _UNDERLINE.fullmatch(line.text):
            continue
        key, rest = _heading(line.text, before, after)
        is_unknown = key is None and bool(sections) and _is_unknown_heading(line.text, before, after)
        if key or is_unknown:
            sections.append(_Section(key, line, [_Line(line.number, rest)] if rest else []))
        else:
            (sections[-1].lines if sections else top).append(line)
    return top, sections


def _heading(text: str, before: str, after: str) -> tuple[str | None, str]:
    """The section that a line begins, and what stands behind the colon of "Skills: Python, SQL"."""
    stripped = text.strip()
    head, colon, rest = stripped.partition(":")
    if colon and rest.strip():
        key = section_of(head)
        return (
            (key, rest.strip())
            if key and (key in COMMA_SEPARATED or key in ("summary", NOT_TOLD)) and head[:1].isupper()
            else (None, "")
        )
    key = section_of(stripped)
    if not key or _BULLET.match(text):
        return None, ""
    is_marked = stripped.isupper() or colon or stripped.startswith("#") or _UNDERLINE.fullmatch(after) or stripped.startswith("**")
    stands_alone = stripped[0].isupper() and (not before.strip() or (stripped.casefold() in _USUAL and len(before.strip()) < _OPEN))
    return (key, "") if is_marked or stands_alone else (None, "")


def _is_unknown_heading(text: str, before: str, after: str) -> bool:
    stripped = text.strip()
    is_short = 3 < len(stripped) <= 40 and not any(c.isdigit() for c in stripped) and not stripped.endswith((".", ","))
    is_marked = (
        stripped.isupper()
        or bool(_UNDERLINE.fullmatch(after))
        or (stripped.endswith(":") and stripped[0].isupper() and not after.strip().startswith(("-", "•")))
    )
    return is_short and is_marked and not before.strip() and not _BULLET.match(text)


# --- the top ---------------------------------------------------------------------------------------------------------


def _read_top(record: dict[str, Any], top: list[_Line]) -> list[str]:
    """Read the name and what stands under it; the free lines and the paragraphs of prose are returned."""
    basics: dict[str, Any] = record["basics"]
    lines = list(top)
    while lines and not (first := _without_document(lines[0].text.strip())):
        lines.pop(0)
    for i, line in enumerate(lines):
        text = line.text.strip() if i else first
        if not text:
            continue
        after = lines[i + 1].text.strip() if i + 1 < len(lines) else ""
        name, behind = _name_and_rest(text.strip("#* ")) if "name" not in basics else (None, "")
        if name:
            basics["name"] = _spoken(name)
            if behind:
                basics["headline"] = behind
        elif not _read_details(record, text, after):
            if _begins_prose(text, after):
                return _paragraphs([line._replace(text=text), *lines[i + 1 :]])
            basics.setdefault("free", []).append(text)
    return []


def _name_and_rest(line: str) -> tuple[str | None, str]:
    """The name in a line that is one, or that begins with one: "Grace Liu — Violin maker"."""
    if is_name(line):
        return line, ""
    name, *others = re.split(r"\s+[–—|-]\s+|,\s+", line, maxsplit=1)
    rest = others[0] if others else ""
    return (
        (name, rest)
        if rest and len(line) < 120 and is_name(name) and (read_headline(rest) or position(rest)) and not _SENTENCE.search(rest)
        else (None, "")
    )


def _begins_prose(text: str, after: str) -> bool:
    return bool(len(text) > 60 or _SENTENCE.search(text) or _STARTS_PROSE.match(text) or (after[:1].islower() and len(text) > 45))


def _paragraphs(lines: list[_Line]) -> list[str]:
    """The paragraphs of some lines, each on one line: a long line goes on in the next."""
    found: list[str] = []
    is_open = False
    for line in lines:
        text = line.text.strip()
        if text and is_open:
            found[-1] += f" {text}"
        elif text:
            found.append(text)
        is_open = len(text) > 45
    return found


def _without_document(line: str) -> str:
    """ "CV of Ada Example" without "CV of"."""
    match = _DOCUMENT.match(line.strip("#* "))
    rest = line.strip("#* ")[match.end() :] if match else line
    if not match:
        ending = re.search(r"\s*[–—|,:-]?\s+(?:curriculum vitae|cv|r[ée]sum[ée])$", line, re.I)
        return line[: ending.start()] if ending else line
    return rest if not rest or rest[0].isupper() else line


def _spoken(name: str) -> str:
    name = bare_name(name)
    return name.title() if name.isupper() and len(name) > 3 else name


def _read_details(record: dict[str, Any], line: str, after: str) -> bool:
    """Read a short line of the top: contact, place, headline. Returns whether it was understood."""
    if _reads_label(record, line):
        return True
    basics = record["basics"]
    if _is_contact(line):
        _read_contact(basics, line)
        return True
    if (
        len(line) > 160
        or (len(line) > 110 and not _BULLETED.search(line))
        or _SENTENCE.search(line)
        or _STARTS_PROSE.match(line)
        or (after[:1].islower() and len(line) > 45)
    ):
        return False
    if _PRONOUNS.fullmatch(line) or (_PHONE.fullmatch(line) and sum(c.isdigit() for c in line) > 6):
        return True
    if "location" not in basics and is_place(line):
        basics["location"] = line
        return True
    if "headline" not in basics and (read_headline(line) or position(line)):
        basics["headline"] = line
        return True
    return False


def _reads_label(record: dict[str, Any], line: str) -> bool:
    match = _LABEL.match(line)
    key = _LABELS.get(match["key"].strip().casefold()) if match else None
    if not match or key is None:
        return False
    basics, value = record["basics"], match["value"].strip()
    if key == "profile":
        basics.setdefault("profiles", []).append({"url": value})
    elif key == "employer":
        record.setdefault("work", []).append({"name": value})
    elif key == "name":
        basics.setdefault("name", value)
    elif key:
        basics.setdefault(key, value)
    return True


def _is_contact(line: str) -> bool:
    return bool(
        _MAIL.search(line)
        or _WEB.fullmatch(line)
        or (_WEB.search(line) and len(line.split()) < 8 and not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", line))
    )


def _read_contact(basics: dict[str, Any], line: str) -> None:
    for piece in _BULLETED.split(line)[:12]:
        mail, web = _MAIL.search(piece), _WEB.search(piece)
        if mail:
            basics.setdefault("email", mail[0])
        elif web:
            basics.setdefault("profiles", []).append({"url": web[0]})
        elif is_place(piece.strip()):
            basics.setdefault("location", piece.strip())


# --- sections --------------------------------------------------------------------------------------------------------


def _read_section(record: dict[str, Any], section: _Section, unread: list[str]) -> None:
    key = section.key
    if key == "summary":
        return
    if key is None or key == NOT_TOLD:
        if any(line.text.strip() for line in section.lines):
            unread.append(f"line {section.heading.number}: {section.heading.text.strip()}")
        return
    entries = record.setdefault(key, [])
    if key in COMMA_SEPARATED:
        entries.extend(_listed(key, section.lines))
        return
    for heads, points in _blocks(section.lines, is_work=key in ("work", "volunteer", "education", "projects")):
        entry = _entry(key, [head.text.strip() for head in heads])
        if entry is None:
            unread.extend(f"line {head.number}: {head.text.strip()}" for head in heads)
            continue
        entries.append({**entry, **({"highlights": points} if points else {})} if isinstance(entry, dict) else entry)


def _listed(key: str, lines: list[_Line]) -> Iterator[Any]:
    for line in lines:
        bullet = _BULLET.match(line.text)
        text = (bullet["item"] if bullet else line.text).strip()
        label = re.match(r"[A-Z][\w &/-]{2,30}:\s+(?=\S)", text) if key == "skills" else None
        for part in re.split(r"\s*[,;•|·]\s*", text[label.end() :] if label else text):
            said = (_LEVEL.sub("", part) if key == "languages" else part).strip(" .")
            if said and len(said) < 80:
                yield {TITLE_KEYS.get(key, "name"): said}


def _blocks(lines: list[_Line], is_work: bool) -> Iterator[tuple[list[_Line], list[str]]]:
    """The entries of a section: the lines that head each, and the points under them."""
    items = [
        _Line(line.number, (match["item"] if (match := _BULLET.match(line.text)) else line.text), bool(match)) for line in lines
    ]
    filled = [line for line in items if line.text.strip()]
    if (
        not is_work
        or all(line.is_bullet for line in filled)
        or (not any(line.is_bullet or _is_sentence(line) for line in filled) and not _has_paragraphs(items))
    ):
        yield from _without_points(filled, is_work)
        return
    heads: list[_Line] = []
    points: list[str] = []
    for line in [*items, _Line(0, "")]:
        is_point = (line.is_bullet or _is_sentence(line)) and bool(heads)
        if is_point:
            points.append(line.text.strip())
            continue
        ends = not line.text.strip() or (points and not line.is_bullet)
        if ends and heads:
            yield from _divided(heads, points)
            heads, points = [], []
        if line.text.strip():
            heads.append(line)
    if heads:
        yield from _divided(heads, points)


def _has_paragraphs(items: list[_Line]) -> bool:
    """Whether empty lines part the entries."""
    inner = "\n".join(line.text.strip() for line in items).strip("\n")
    return "\n\n" in inner


def _is_sentence(line: _Line) -> bool:
    return len(line.text) > 110 or (bool(_SENTENCE.search(line.text.strip())) and len(line.text.split()) > 4)


def _without_points(lines: list[_Line], is_work: bool) -> Iterator[tuple[list[_Line], list[str]]]:
    """Entries of one line each; of some lines each, where each ends in a line that is nothing but dates."""
    dated = [_is_date(line.text) for line in lines]
    if not is_work or not any(dated):
        held: list[_Line] = []
        for line in lines:
            if held and not (len(held) == 1 and is_work and _complete(held[0].text, line.text)):
                yield held, []
                held = []
            held.append(line)
        if held:
            yield held, []
        return
    heads: list[_Line] = []
    for line, is_date in zip(lines, dated, strict=True):
        heads.append(line)
        if is_date and len(heads) > 1:
            yield heads, []
            heads = []
    if heads:
        yield heads, []


def _complete(first: str, second: str) -> bool:
    """Whether two lines are one entry: a school and a degree, a firm and a position, the second of them with dates."""
    has_dates = [bool(split_dates(text)[1] or split_year(text)[1]) for text in (first, second)]
    bare = split_dates(second)[0] if split_dates(second)[1] else split_year(second)[0]
    one_each = has_mark(first) != has_mark(bare) and (
        _DEGREE.match(first if has_mark(bare) else bare) or position_alone(first if has_mark(bare) else bare)
    )
    return has_dates == [False, True] and bool(one_each) and "," not in first


def _is_date(text: str) -> bool:
    """Whether a line is nothing but a span of time, or a year."""
    rest, dates = split_dates(text)
    return bool(dates and not rest.strip(" ()·|,-–—")) or bool(_YEAR.fullmatch(text.strip()))


def _divided(heads: list[_Line], points: list[str]) -> Iterator[tuple[list[_Line], list[str]]]:
    """One entry, unless each line is one by itself: the entries of a list without empty lines."""
    are_many = len(heads) > 1 and all(split_dates(head.text.strip())[1] and not _is_date(head.text) for head in heads)
    if not are_many:
        yield heads, points
        return
    yield from (([head], []) for head in heads[:-1])
    yield [heads[-1]], points


def _entry(key: str, heads: list[str]) -> Any:
    """An entry of a record, or a string that is its name; None where it is not understood."""
    if key in ("work", "volunteer"):
        return _work(key, heads)
    if key == "education":
        return _education(heads)
    text = ", ".join(heads)
    if key in ("publications", "talks", "posts"):
        cited = _CITATION.search(text)
        quoted = _QUOTED.search(text)
        if cited:
            return {"name": cited["title"].strip(' “”"'), "releaseDate": cited[0][1:5]}
        if quoted and quoted.start() < 60:
            where = _IN_BRACKETS.search(text[quoted.end() :])
            return {
                **_dated(text[quoted.end() :]),
                "name": quoted[1].strip(" ,."),
                **({"publisher": where["where"]} if where else {}),
            }
    where = _IN_BRACKETS.search(text) if key in _BY else None
    if where:
        return {
            TITLE_KEYS.get(key, "name"): text[: where.start()].strip(" ,"),
            _BY[key]: where["where"],
            **({"date": where["date"]} if where["date"] else {}),
        }
    entry = expand(key, text)
    title = TITLE_KEYS.get(key, "name")
    if isinstance(entry, str):
        bare, dates = split_year(entry)
        return {title: bare.strip(" ,"), **({"date": dates["endDate"]} if dates else {})}
    return entry


def _dated(text: str) -> dict[str, str]:
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    return {"releaseDate": year[0]} if year else {}


def _work(key: str, heads: list[str]) -> dict[str, Any] | None:
    name_key = "organization" if key == "volunteer" else "name"
    entry: dict[str, Any] = {}
    pieces: list[str] = []
    for head in heads:
        text, dates = split_dates(head)
        if not dates and not _YEAR.fullmatch(text.strip()):
            text, dates = split_year(text)
        elif not dates:
            text, dates = "", {"startDate": text.strip(" ()"), "endDate": text.strip(" ()")}
        entry = {**dates, **entry}
        pieces.extend(_roles_and_places(text))
    if not pieces:
        return None
    role = next((i for i, piece in enumerate(pieces) if position_alone(piece) and not has_mark(piece)), None)
    role = (
        role if role is not None else next((i for i, piece in enumerate(pieces) if position(piece) and not has_mark(piece)), None)
    )
    if role is None:
        return None
    others = [piece for i, piece in enumerate(pieces) if i != role]
    marked = next((piece for piece in others if has_mark(piece)), None)
    named = marked or next((piece for piece in others if not is_place(piece) and organisation(piece)), None)
    return {
        "position": pieces[role].strip(" ,;"),
        **({name_key: named.strip(" ,;").removeprefix("the ")} if named else {}),
        **entry,
    }


def _roles_and_places(text: str) -> list[str]:
    """The pieces of a line of work: "Teacher at Hill School, Leeds" gives three."""
    text = text.strip(" ,;·|–—-()")
    at = re.search(r"\s+(?:at|@)\s+", text)
    if at and position(text[: at.start()]):
        return [text[: at.start()], *_pieces(text[at.end() :])]
    return _pieces(text)


def _pieces(text: str) -> list[str]:
    """The text at its dividers; where there are strong ones, a comma does not divide a position."""
    strong = [piece.strip() for piece in re.split(r"\s+[|·•]\s+|\s+[–—-]\s+|\t+|\s{3,}", text) if piece.strip()]
    if len(strong) > 1:
        return [
            part
            for piece in strong
            for part in ([piece] if position(piece.partition(",")[0]) and not has_mark(piece) else _commas(piece))
        ]
    return _commas(text)


def _commas(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in re.split(r",\s+", text):
        if pieces and re.fullmatch(r"(?:Inc|Ltd|LLC|LLP|plc|PLC|Limited|GmbH)\.?", piece):
            pieces[-1] += f", {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    return pieces


def _education(heads: list[str]) -> dict[str, Any] | None:
    entry: dict[str, Any] = {}
    pieces: list[str] = []
    for head in heads:
        text, dates = split_dates(head)
        if not dates:
            year = _YEAR.fullmatch(text.strip())
            text, dates = ("", {"endDate": year["year"]}) if year else split_year(text)
        entry = {**dates, **entry}
        pieces.extend(
            piece for at in re.split(r"\s+(?:at|from)\s+(?=[A-ZÀ-Þ])", text.strip(" ()")) for piece in _commas_and_strong(at)
        )
    degrees = [(piece, match) for piece in pieces if (match := _DEGREE.match(piece))]
    school = next((piece for piece in pieces if has_mark(piece) and not _DEGREE.match(piece)), None)
    rest = [piece for piece in pieces if piece != school and not _DEGREE.match(piece) and not is_place(piece)]
    if school is None and degrees and rest:
        school = rest.pop() if organisation(rest[-1]) else None
    if school is None:
        return None
    found: dict[str, Any] = {"institution": school.removeprefix("the ")}
    if degrees:
        piece, match = degrees[0]
        found["studyType"] = match[0].strip()
        area = re.sub(r"^\s*[:,-]?\s*(?:in|of)?\s+", "", piece[match.end() :]).strip(" ,.()")
        area = area or next((one for one in rest if pieces.index(one) < pieces.index(school)), "")
        found.update({"area": area} if area else {})
    elif rest and pieces.index(rest[0]) < pieces.index(school) and len(rest[0].split()) < 6:
        found["area"] = rest[0]
    return {**({} if "startDate" in entry else {"endDate": _NOT_SAID}), **found, **entry}


def _commas_and_strong(text: str) -> list[str]:
    return [part for piece in re.split(r"\s+[|·•]\s+|\s+[–—-]\s+|\t+|\s{3,}", text) for part in _commas(piece)]


# --- what the prose tells --------------------------------------------------------------------------------------------


def _add_told(record: dict[str, Any], told: dict[str, list[dict[str, Any]]]) -> None:
    """Add what the prose and the headline tell, in sections that the text itself does not have."""
    basics = record["basics"]
    places = told.pop("place", [])
    if places and "location" not in basics:
        basics["location"] = places[0]["name"]
    said = entries_of(read_headline(basics["headline"])) if "headline" in basics else {}
    if record.get("work") and record["work"][0].keys() == {"name"} and (role := position_alone(basics.get("headline", ""))):
        record["work"][0]["position"] = role
    for section in [*said, *(key for key in told if key not in said)]:
        own = record.get(section)
        if own and section in ("work", "education"):
            continue
        entries = record.setdefault(section, [])
        for entry in (*said.get(section, []), *told.get(section, [])):
            if not any(_tells(held, entry) for held in entries):
                entries.append(entry)


def _tells(held: Any, entry: dict[str, Any]) -> bool:
    """Whether an entry is told already, perhaps with more."""
    return isinstance(held, dict) and all(
        str(held.get(key, "")).casefold() == str(value).casefold() for key, value in entry.items()
    )
