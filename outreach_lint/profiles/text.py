"""Plain text about a person, a CV with sections, a biography in prose, or a few lines that somebody jotted down: name, headline, place, addresses, and
what the sections and the sentences surely tell.

The name comes first, on a line of its own or in the first sentence. What is not surely understood stays in the summary, or is told as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from outreach_lint.biography import bare_name, is_name, name_told, read_biography, speaks
from outreach_lint.errors import ProfileError
from outreach_lint.headline import entries_of, read_headline
from outreach_lint.patterns import lazy
from outreach_lint.places import is_place
from outreach_lint.profile import Profile
from outreach_lint.resume import clean, profile_from_resume
from outreach_lint.roles import has_mark, organisation, position, position_alone
from outreach_lint.sections import COMMA_SEPARATED, CONTACT, NOT_TOLD, TITLE_KEYS, section_of
from outreach_lint.shorthand import DEGREE, expand, split_dates, split_year
from outreach_lint.source import decode

SUFFIXES = (".txt", ".text")
LIBRARY = "standard library"
LIMITS = "English sentences; headings in eight languages; up to 4,000 lines and 150,000 characters."
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
        "url": "website; web; site; blog; homepage",
        "profile": "linkedin; github; twitter; mastodon; orcid",
        "headline": "title; job title; position; role; headline; occupation; current role; current position",
        "employer": "company; employer; organisation; organization; workplace",
        "": "phone; tel; mobile; telephone; pronouns; date of birth; born; nationality; address; department; room; office; fax",
    }.items()
    for label in labels.split("; ")
}
_MAIL = lazy(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_WEB = lazy(
    r"(?:https?://|www\.)[^\s|,;<>]{3,300}|\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|io|dev|example|co\.uk|de|fr|nl|me|eu|ca|au"
    r"|test)(?:/[^\s|,;<>]{0,200})?\b",
    re.I,
)
_HANDLE = lazy(r"@\w{2,40}")
_PHONE = lazy(r"(?:(?:mobile|phone|tel|cell|[mtp])\b[.:]?\s*)?\+?[\d(][\d ()./-]{6,24}", re.I)
_PRONOUNS = lazy(r"\(?(?:she|he|they|ze)/\w+(?:/\w+)?\)?", re.I)
_SENTENCE = lazy(r"[a-zà-ÿ)”\"’\d][.!?][”\"’)]?$")
_STARTS_PROSE = lazy(r"(?:I|I['’]m|I am|My|We|Hi|Hello|She|He|They)\b")
_BULLETED = lazy(r"\s*[|·•]\s*|\t+|\s{3,}")
_YEAR = lazy(r"\(?(?P<year>(?:19|20)\d\d)\)?")
_NO_AREA = lazy(r"(?:first|second|distinction|merit|hon|summa|magna|cum|gpa|grade|with)\b", re.I)
# What stands at the foot of a copied web page, and the links beside a name.
_FOOTER = lazy(r"(?:©|\(c\)|copyright|all rights reserved|privacy (?:policy|notice)|cookies?(?: policy| settings)?$).*", re.I)
_ON_REQUEST = lazy(r"\b(?:on|upon) request\b", re.I)
_LINK = lazy(r"linkedin|twitter|x|github|instagram|facebook|mastodon|website|e-?mail|contact|share|back|download cv", re.I)
_ONE_LINE_ENTRIES = frozenset({"skills", "interests", "languages", "publications", "talks", "posts", "awards", "certificates"})
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
    free, prose = _read_top(record, top, unread)
    for section in sections:
        if section.key == "summary":
            prose += _paragraphs(_without_details(record, section.lines))
    name = record["basics"].get("name") or name_told(next(iter(prose), ""))
    if not name:
        raise ProfileError(_NAMELESS, path=path)
    record["basics"]["name"] = name
    text = "\n".join([*free, *prose])
    if text:
        record["basics"]["summary"] = text
    for section in sections:
        _read_section(record, section, unread)
    _add_told(record, read_biography(text, name), {section.key for section in sections if record.get(str(section.key))})
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
        held = sections[-1] if sections else None
        key, rest = _heading(line.text, before, after)
        if held and held.key == "skills" and key == "languages" and rest and before.strip() and not speaks(rest):
            key = None  # languages of programming
        is_unknown = key is None and held is not None and _is_unknown_heading(line.text, before, after, held)
        if key or is_unknown:
            sections.append(_Section(key, line, [_Line(line.number, rest)] if rest else []))
        else:
            (held.lines if held else top).append(line)
    return top, sections


def _heading(text: str, before: str, after: str) -> tuple[str | None, str]:
    """The section that a line begins, and what stands behind the colon of "Skills: Python, SQL"."""
    stripped = text.strip()
    head, colon, rest = stripped.partition(":")
    if colon and rest.strip():
        key = section_of(head)
        return (
            (key, rest.strip())
            if key and (key in COMMA_SEPARATED or key in ("summary", CONTACT, NOT_TOLD)) and head[:1].isupper()
            else (None, "")
        )
    key = section_of(stripped)
    if not key or _BULLET.match(text):
        return None, ""
    is_marked = stripped.isupper() or colon or stripped.startswith("#") or _UNDERLINE.fullmatch(after) or stripped.startswith("**")
    stands_alone = stripped[0].isupper() and (not before.strip() or (stripped.casefold() in _USUAL and len(before.strip()) < _OPEN))
    return (key, "") if is_marked or stands_alone else (None, "")


def _is_unknown_heading(text: str, before: str, after: str, held: _Section) -> bool:
    """Whether a line begins a section of a kind that is not known, so that nothing in it is taken for entries of the section above."""
    stripped = text.strip()
    if (
        not 3 < len(stripped) <= 40
        or any(c.isdigit() for c in stripped)
        or stripped.endswith((".", ","))
        or before.strip()
        or _BULLET.match(text)
    ):
        return False
    is_marked = stripped.isupper() or bool(_UNDERLINE.fullmatch(after))
    is_marked = is_marked or (stripped.endswith(":") and stripped[0].isupper() and not after.strip().startswith(("-", "•")))
    return is_marked or (
        bool(after.strip()) and stripped[0].isupper() and "," not in stripped and len(stripped.split()) < 4 and _is_list(held)
    )


def _is_list(section: _Section) -> bool:
    """Whether a section has entries of one line each, and no empty line between them."""
    told = "\n".join(line.text.strip() for line in section.lines).strip("\n")
    return section.key in _ONE_LINE_ENTRIES and bool(told) and "\n\n" not in told


# --- the top ---------------------------------------------------------------------------------------------------------


def _read_top(record: dict[str, Any], top: list[_Line], unread: list[str]) -> tuple[list[str], list[str]]:
    """Read the name and what stands under it; the free lines and the paragraphs of prose are returned."""
    basics: dict[str, Any] = record["basics"]
    free: list[str] = []
    above: list[str] = []  # the name: links and titles of the page
    prose: list[str] = []
    lines = [line for line in top if line.text.strip()]
    is_first = True
    for i, line in enumerate(lines):
        text = _without_document(line.text.strip()) if is_first else line.text.strip()
        is_first = is_first and not text
        after = lines[i + 1].text.strip() if i + 1 < len(lines) else ""
        name, behind = _name_and_rest(text.strip("#* ")) if "name" not in basics else (None, "")
        if name:
            basics.update({"name": _spoken(name), **({"headline": behind} if behind else {})})
        elif text and not read_detail(record, text, after):
            label = _LABEL.match(text)
            if _begins_prose(text, after) and not (label and len(text) < _OPEN):
                tail = top[top.index(line) + 1 :]
                prose = _paragraphs(_without_details(record, [line._replace(text=text), *tail]))
                break
            if label:
                unread.append(f"line {line.number}: {text}")
            elif not _LINK.fullmatch(text):
                (free if "name" in basics else above).append(text)
    if "name" not in basics:
        return [*above, *free], prose
    unread += [f"above the name: {'; '.join(above)}"] if above else []
    return free, prose


def _without_details(record: dict[str, Any], lines: list[_Line]) -> list[_Line]:
    """The lines of prose: without addresses on lines of their own, which are read, and without the foot of a web page."""
    kept: list[_Line] = []
    for line in lines:
        text = line.text.strip()
        if _FOOTER.fullmatch(text):
            break
        if len(text) < _OPEN and (
            _LINK.fullmatch(text) or _PHONE.fullmatch(text) or _is_contact(text) or _reads_label(record, text)
        ):
            read_contacts(record["basics"], text)
        else:
            kept.append(line)
    return kept


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
    return len(text) > 60 or _begins_sentence(text, after)


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
    """The name without a trade before it, and not in capitals throughout."""
    called, comma, behind = bare_name(name).partition(",")
    return (called.title() if called.isupper() and len(called) > 3 else called) + comma + behind


def read_detail(record: dict[str, Any], line: str, after: str = "") -> bool:
    """Read a short line from under the name: address, place, headline, employer. Returns whether it was understood."""
    if _reads_label(record, line):
        return True
    basics = record["basics"]
    if _is_contact(line):
        rest = read_contacts(basics, line)
        if "name" in basics and "headline" not in basics and (read_headline(rest) or position(rest)):
            basics["headline"] = rest
        return True
    if len(line) < _OPEN and "work" not in record and has_mark(line) and position_alone(basics.get("headline", "")):
        record["work"] = [{"name": line}]
        return True
    if len(line) > 160 or (len(line) > 110 and not _BULLETED.search(line)) or _begins_sentence(line, after):
        return False
    if _PRONOUNS.fullmatch(line) or (_PHONE.fullmatch(line) and sum(c.isdigit() for c in line) > 6):
        return True
    if "location" not in basics and is_place(line):
        basics["location"] = line
    elif "name" in basics and "headline" not in basics and (read_headline(line) or position(line)):
        basics["headline"] = line
    else:
        return False
    return True


def _begins_sentence(text: str, after: str) -> bool:
    return bool(_SENTENCE.search(text) or _STARTS_PROSE.match(text) or (after[:1].islower() and len(text) > 45))


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
        or _HANDLE.fullmatch(line)
        or _WEB.fullmatch(line)
        or (_WEB.search(line) and len(line.split()) < 8 and not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", line))
    )


def read_contacts(basics: dict[str, Any], line: str) -> str:
    """Read the addresses and the place in a line, between dividers. Returns the line without them and without phone numbers."""
    pieces = _BULLETED.split(line)[:12]
    kept = [piece for piece in pieces if not _is_read_contact(basics, piece.strip(), is_alone=len(pieces) == 1)]
    return line if len(kept) == len(pieces) else " · ".join(kept).strip()


def _is_read_contact(basics: dict[str, Any], piece: str, is_alone: bool) -> bool:
    mail, web = _MAIL.search(piece), _WEB.search(piece) or _HANDLE.fullmatch(piece)
    if mail and len(piece) < _OPEN + len(mail[0]):
        basics.setdefault("email", mail[0])
    elif web and len(piece) < 20 + len(web[0]):
        basics.setdefault("profiles", []).append({"url": web[0]})
    elif not is_alone and "location" not in basics and is_place(piece):
        basics["location"] = piece
    else:
        return bool(_PHONE.fullmatch(piece))
    return True


# --- sections --------------------------------------------------------------------------------------------------------


def _read_section(record: dict[str, Any], section: _Section, unread: list[str]) -> None:
    key = section.key
    if key == "summary":
        return
    if key == CONTACT:
        unread.extend(
            f"line {line.number}: {text}" for line in section.lines if (text := line.text.strip()) and not read_detail(record, text)
        )
        return
    if key is None or key == NOT_TOLD:
        if any(line.text.strip() and not _ON_REQUEST.search(line.text) for line in section.lines):
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
        entries.append({**entry, **({"highlights": points} if points else {})})


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
        DEGREE.match(first if has_mark(bare) else bare) or position_alone(first if has_mark(bare) else bare)
    )
    return has_dates == [False, True] and bool(one_each) and "," not in first


def _is_date(text: str) -> bool:
    """Whether a line is nothing but a span of time, or a year."""
    rest, dates = split_dates(text)
    return bool(dates and not rest.strip(" ()·|,-–—")) or bool(_YEAR.fullmatch(text.strip()))


def _divided(heads: list[_Line], points: list[str]) -> Iterator[tuple[list[_Line], list[str]]]:
    """One entry, unless each line is one by itself: the entries of a list without empty lines."""
    texts = [head.text.strip() for head in heads]
    are_many = len(heads) > 1 and all((split_dates(text)[1] or split_year(text)[1]) and not _is_date(text) for text in texts)
    if not are_many:
        yield heads, points
        return
    yield from (([head], []) for head in heads[:-1])
    yield [heads[-1]], points


def _entry(key: str, heads: list[str]) -> dict[str, Any] | None:
    """An entry of a record; None where it is not understood."""
    if key in ("work", "volunteer"):
        return _work(key, heads)
    return _education(heads) if key == "education" else expand(key, ", ".join(heads))


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
    degrees = [(piece, match) for piece in pieces if (match := DEGREE.match(piece))]
    school = next((piece for piece in pieces if has_mark(piece) and not DEGREE.match(piece)), None)
    rest = [piece for piece in pieces if piece != school and not DEGREE.match(piece) and not is_place(piece)]
    if school is None and degrees and rest:
        school = rest.pop() if organisation(rest[-1]) else None
    if school is None:
        return None
    found: dict[str, Any] = {"institution": school.removeprefix("the ")}
    if degrees:
        piece, match = degrees[0]
        found["studyType"] = match[0].strip()
        area = re.sub(r"^\s*[:,-]?\s*(?:in|of)?\s+", "", piece[match.end() :]).strip(" ,.()")
        behind = next(iter(pieces[pieces.index(piece) + 1 :]), "")
        area = area or next((one for one in rest if pieces.index(one) < pieces.index(school)), "")
        area = area or (behind if behind in rest and behind[:1].isupper() and not _NO_AREA.match(behind) else "")
        found.update({"area": area} if area else {})
    elif rest and pieces.index(rest[0]) < pieces.index(school) and len(rest[0].split()) < 6:
        found["area"] = rest[0]
    return {**({} if "startDate" in entry else {"endDate": _NOT_SAID}), **found, **entry}


def _commas_and_strong(text: str) -> list[str]:
    return [part for piece in re.split(r"\s+[|·•]\s+|\s+[–—-]\s+|\t+|\s{3,}", text) for part in _commas(piece)]


# --- what the prose tells --------------------------------------------------------------------------------------------


def _add_told(record: dict[str, Any], told: dict[str, list[dict[str, Any]]], own: set[str | None]) -> None:
    """Add what the prose and the headline tell; of work and education only where the text has no section of its own."""
    basics = record["basics"]
    places = told.pop("place", [])
    if places and "location" not in basics:
        basics["location"] = places[0]["name"]
    said = entries_of(read_headline(basics["headline"])) if "headline" in basics else {}
    if record.get("work") and record["work"][0].keys() == {"name"} and (role := position_alone(basics.get("headline", ""))):
        record["work"][0]["position"] = role
    for section in [*said, *(key for key in told if key not in said)]:
        if section in own and section in ("work", "education"):
            continue
        entries = record.setdefault(section, [])
        in_prose = told.get(section, [])
        in_headline = [entry for entry in said.get(section, []) if not any(_tells(more, entry) for more in in_prose)]
        for entry in (*in_headline, *in_prose):
            if not any(_tells(held, entry) for held in entries):
                entries.append(entry)


def _tells(held: Any, entry: dict[str, Any]) -> bool:
    """Whether an entry is told already, perhaps with more."""
    return isinstance(held, dict) and all(
        str(held.get(key, "")).casefold() == str(value).casefold() for key, value in entry.items()
    )
