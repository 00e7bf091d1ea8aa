"""Cards of address books, vCard 2.1, 3.0 and 4.0, one or many in a file: name, position, company, town, interests, languages and addresses.

What stands in NOTE was written by whoever keeps the card, so it is nothing to say to the person.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import encoding_of

SUFFIXES = (".vcf", ".vcard")
LIBRARY = "vobject"
LIMITS = "Streets, telephone numbers, birthdays, pictures and relatives are not read; up to 10,000 cards."
_MOST_CARDS, _MOST_LINES, _LONGEST, _MOST_BAD = (
    10_000,
    500,
    50_000,
    100,
)  # cards, lines of a card that are read, characters of one, cards

# A line's name and parameters. vobject's own expression for them takes exponential time where they do not match, so none gets to it that does not.
_VALUES = r'(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+'
_HEAD = lazy(rf"(?:[\w-]++\.)?+[\w-]++(?:;[\w-]++(?:={_VALUES})?+)*+;?+(?=:)", re.ASCII)
_BEGIN, _END = lazy(r"\s*(?:[\w-]+\.)?BEGIN:\s*VCARD\s*", re.I), lazy(r"\s*(?:[\w-]+\.)?END:\s*VCARD\s*", re.I)
_PRIVATE_OR_LARGE = lazy(
    r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|BDAY|ANNIVERSARY|DEATHDATE|TEL|GEO|LABEL|RELATED|X-ABRELATEDNAMES|X-ABDATE|X-ANNIVERSARY"
    r"|X-SPOUSE|GENDER|X-GENDER)(?=[;:])",
    re.I,
)
_ABOUT_THE_CARD = frozenset(
    "VERSION PRODID REV UID KIND SORT-STRING NAME SOURCE MAILER CLIENTPIDMAP PROFILE CLASS BEGIN END CREATED X-ABLABEL X-ABADR X-ABUID X-ABSHOWAS"
    " X-ADDRESSBOOKSERVER-KIND X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-IMAGETYPE X-IMAGEHASH X-SHARED-PHOTO-DISPLAY-PREF TZ".split()
)
_URLS = ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "CONTACT-URI")
_LISTS = {"EXPERTISE": "skills", "INTEREST": "interests", "HOBBY": "interests", "X-INTERESTS": "interests"}
# What address books call groups of cards: the labels of the owner, which say nothing of the person.
_GROUPS = frozenset(
    "mycontacts starred friends friend family coworkers colleagues colleague business personal vip work home other customer customers client clients"
    " supplier suppliers lead leads prospect prospects contact contacts imported people newsletter vcard private favorites favourites competition"
    " gifts ideas international status strategies waiting".split()
)
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_CHARSETS = ("utf-8", "ascii", "iso8859", "cp", "koi8", "shift_jis", "euc_", "gb", "big5", "mac-", "iso2022")
_CHARSET = lazy(r"charset=\"?([\w.:-]{1,40})", re.I)
_QUOTED_PRINTABLE = lazy(r"[;=]\"?quoted-printable", re.I)
_NO_SPLIT = "\x00"


@dataclass
class _Card:
    """The lines of one card, put together where they were folded, each with the number of its first."""

    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass
class _Line:
    """A line, taken apart: its name, group and parameters, and the value, decoded but for the marks that escape."""

    name: str
    group: str
    parameters: str
    value: str


def recognises(data: bytes) -> bool:
    """Whether the file begins with a card."""
    encoding, mark = encoding_of(data)
    return bool(_BEGIN.match(data[len(mark) : 200].decode(encoding, "replace")))


def read(data: bytes, path: str) -> Profile:
    """Read the card of a file. Raises ProfileError if there is none, or there are several."""
    people = read_people(data, path)
    if len(people) > 1:
        raise ProfileError(f"tells of {len(people):,} people; it has to be said who is meant", path=path)
    return people[0]


def read_people(data: bytes, path: str) -> Sequence[Profile]:
    """Read all cards of a file. A card that tells of no person is named in what was not read of the first. Raises ProfileError if all do so."""
    people: list[Profile] = []
    bad: list[tuple[int, str]] = []
    for number, card in enumerate(_cards(_text(data, path)), 1):
        if number > _MOST_CARDS:
            raise ProfileError(f"more than {_MOST_CARDS:,} cards; divide the file", path=path)
        try:
            people.append(_person(card, path))
        except ProfileError as error:
            bad.append((card.line, error.problem))
    if people:
        told = [f"card in line {line}: {problem}" for line, problem in bad[:_MOST_BAD]]
        return (replace(people[0], unread=(*people[0].unread, *told)), *people[1:])
    if len(bad) == 1:
        raise ProfileError(bad[0][1], path=path, line=bad[0][0])
    raise ProfileError("none of the cards tells of a person" if bad else "no card: there is no BEGIN:VCARD in it", path=path)


def _text(data: bytes, path: str) -> str:
    """The text of a file; bytes that are no UTF-8 stay what they are, because lines of old cards name their own encoding."""
    encoding, mark = encoding_of(data)
    if encoding == "utf-8" and b"\x00" in data:
        raise ProfileError("this is a binary file, not text", path=path)
    try:
        return data[len(mark) :].decode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")
    except UnicodeDecodeError:
        raise ProfileError("not encoded in UTF-8; save it as UTF-8 and try again", path=path) from None


def _cards(text: str) -> Iterator[_Card]:
    card: _Card | None = None
    inner = 0  # how deep the scan is in cards inside this one: an agent's
    for number, line in _logical_lines(text):
        if _BEGIN.fullmatch(line):
            if card and card.lines and card.lines[-1][1].strip().upper() == "AGENT:":
                inner = 1
                continue
            if card:
                yield _unclosed(card)
            card = _Card(number)
        elif _END.fullmatch(line):
            if inner:
                inner = 0
            elif card:
                yield card
                card = None
        elif card and not inner:
            _add_line(card, number, line)
    if card:
        yield _unclosed(card)


def _add_line(card: _Card, number: int, line: str) -> None:
    hidden = _PRIVATE_OR_LARGE.match(line)
    if hidden:
        card.unread.append(hidden[0].rpartition(".")[2].upper())
    elif len(card.lines) < _MOST_LINES:
        card.lines.append((number, line))
    elif len(card.lines) == _MOST_LINES:
        card.unread.append(f"line {number}: more than {_MOST_LINES} lines")


def _unclosed(card: _Card) -> _Card:
    card.unread.append(f"card in line {card.line}: no END:VCARD, so the file may be cut off")
    return card


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with those that continue it: after a line feed and a space, or, in quoted-printable, after "="."""
    start, parts, length, is_soft = 0, list[str](), 0, False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        is_continued = bool(parts) and (is_soft or (line[:1] in (" ", "\t") and bool(line.strip())))
        if not is_continued:
            if parts:
                yield start, "".join(parts)
            start, parts, length, is_soft = number, [], 0, False
            if not line.strip():
                continue
        kept = line if is_soft or not is_continued else line[1:]
        is_soft = kept.endswith("=") and (is_soft or bool(_QUOTED_PRINTABLE.search((parts[0] if parts else line)[:500])))
        kept = kept[:-1] if is_soft else kept
        if length < _LONGEST:
            parts.append(kept[:_LONGEST])
            length += len(kept)
    if parts:
        yield start, "".join(parts)


def _person(card: _Card, path: str) -> Profile:
    lines = [line for number, raw in card.lines if (line := _read_line(number, raw, card.unread))]
    by_name: dict[str, list[_Line]] = {}
    for line in lines:
        by_name.setdefault(line.name, []).append(line)
    if _is_company(by_name):
        raise ProfileError("this card is of an organisation or a group, not of a person", path=path, line=card.line)
    basics = {
        "name": _name(by_name),
        "location": _place(by_name, card.unread),
        **_addresses(by_name),
    }
    record: dict[str, Any] = {"basics": basics, "work": _work(by_name, card.unread), "languages": _languages(by_name, card.unread)}
    for name, section in _LISTS.items():
        record.setdefault(section, []).extend({"name": value} for line in by_name.get(name, []) for value in _values(line))
    record["interests"] += _categories(by_name, card.unread)
    if not basics["name"]:
        raise ProfileError("this card has no name of a person", path=path, line=card.line)
    used = {"FN", "N", "ADR", "EMAIL", "ORG", "TITLE", "ROLE", "LANG", "CATEGORIES", *_URLS, *_LISTS, *_ABOUT_THE_CARD}
    strange = (name for name in by_name if name not in used and not name.startswith("X-MS-"))
    return profile_from_resume(record, path, (*card.unread, *strange))


def _read_line(number: int, raw: str, unread: list[str]) -> _Line | None:
    """A line, taken apart; None, and the line named, if it cannot be."""
    from vobject.base import VObjectError, textLineToContentLine

    raw = raw.strip()
    head = _HEAD.match(raw)
    if head is None:
        unread.append(f"line {number}: no line of a card")
        return None
    name = re.split("[;:]", head[0], maxsplit=1)[0].rpartition(".")[2].upper()
    charset = _charset(head[0])
    try:
        text = raw.encode("utf-8", "surrogateescape").decode(charset if not raw.isascii() and not _is_utf8(raw) else "utf-8")
        content = textLineToContentLine(_normal(head[0], charset) + text[len(head[0]) :], number)
    except (VObjectError, ValueError, LookupError, TypeError):
        unread.append(f"line {number}: {name} in an encoding that cannot be read")
        return None
    parameters = " ".join((*content.singletonparams, *(one for values in content.params.values() for one in values))).upper()
    return _Line(content.name, (content.group or "").upper(), parameters, content.value)


def _is_utf8(text: str) -> bool:
    return not any("\udc80" <= c <= "\udcff" for c in text)


def _charset(head: str) -> str:
    """The encoding that a line names, if it is one of text."""
    named = _CHARSET.search(head)
    if named is None:
        return "utf-8"
    try:
        name = codecs.lookup(named[1]).name
    except (LookupError, ValueError):
        return "ascii"
    return name if name.startswith(_CHARSETS) else "ascii"


def _normal(head: str, charset: str) -> str:
    """The name and the parameters of a line as vobject wants them: in capitals, with an encoding that Python has, QUOTED-PRINTABLE alone."""
    plain = _CHARSET.sub("", head)
    encoded = ";ENCODING=QUOTED-PRINTABLE" if _QUOTED_PRINTABLE.search(head) else ""
    kept = ";".join(
        part for part in plain.split(";") if part and "quoted-printable" not in part.casefold() and part.casefold() != "encoding="
    )
    return kept.upper() + (f"{encoded};CHARSET={charset}" if encoded else "")


def _is_company(by_name: dict[str, list[_Line]]) -> bool:
    kind = next(
        (line.value.casefold() for key in ("KIND", "X-ADDRESSBOOKSERVER-KIND") for line in by_name.get(key, [])), "individual"
    )
    shown_as = next((line.value.casefold() for line in by_name.get("X-ABSHOWAS", [])), "")
    return kind in ("org", "organization", "group", "location", "application", "device") or shown_as == "company"


def _values(line: _Line) -> list[str]:
    """The values of a line that may hold several, between commas."""
    from vobject.icalendar import stringToTextValues

    return [value.strip() for value in stringToTextValues(line.value) if value.strip()]


def _whole(line: _Line) -> str:
    """The value of a line that holds one: commas in it are of the text, also where they are not escaped."""
    from vobject.icalendar import stringToTextValues

    return str(stringToTextValues(line.value, listSeparator=_NO_SPLIT)[0]).strip()


def _fields(line: _Line) -> list[str]:
    """The parts of a value, between semicolons."""
    from vobject.vcard import splitFields

    parts = [part if isinstance(part, list) else [part] for part in splitFields(line.value)]
    return [" ".join(", ".join(one for one in part if one).split()) for part in parts]


def _first(by_name: dict[str, list[_Line]], name: str) -> str | None:
    return next((value for line in by_name.get(name, []) if (value := _whole(line))), None)


def _name(by_name: dict[str, list[_Line]]) -> str | None:
    """The name as it is written, or else of its parts; an address or the company in its place is none."""
    full = _first(by_name, "FN")
    companies = {_fields(line)[0].casefold() for line in by_name.get("ORG", [])}
    if full and "@" not in full and full.casefold() not in companies and not _is_turned_round(full, by_name):
        return full
    for line in by_name.get("N", []):
        family, given, additional, prefix, suffix = (*_fields(line), "", "", "", "", "")[:5]
        if family or given:
            return " ".join(part for part in (prefix, given, additional, family, suffix) if part)
    return None


def _is_turned_round(full: str, by_name: dict[str, list[_Line]]) -> bool:
    """Whether a name as written is the last name, a comma and the first name, and the parts say so: "Example, Ada"."""
    last, comma, first = full.partition(",")
    parts = [(*_fields(line), "", "")[:2] for line in by_name.get("N", [])]
    return bool(comma) and any(
        family and given and last.strip().casefold() == family.casefold() and first.strip().casefold().startswith(given.casefold())
        for family, given in parts
    )


def _work(by_name: dict[str, list[_Line]], unread: list[str]) -> list[dict[str, str]]:
    """The positions. Titles belong to companies by their groups, or one to one; otherwise each stands alone."""
    companies = [_fields(line) for line in by_name.get("ORG", [])]
    if any(part for company in companies for part in company[1:]):
        unread.append("ORG: the department")
    names = [company[0] for company in companies]
    titles = [_whole(line) for line in by_name.get("TITLE", [])] or [_whole(line) for line in by_name.get("ROLE", [])]
    if len(names) == len(titles) or len(names) <= 1:
        names += names[:1] * (len(titles) - len(names)) if names else [""] * len(titles)
        titles += [""] * (len(names) - len(titles))
        pairs = list(zip(titles, names, strict=True))
    else:
        pairs = [*((title, "") for title in titles), *(("", name) for name in names)]
    roles = [role for line in by_name.get("ROLE", []) if (role := _whole(line)) and role not in titles]
    if roles:
        unread.append("ROLE: beside a title")
    return [{"position": title, "name": name} for title, name in pairs if title or name]


def _place(by_name: dict[str, list[_Line]], unread: list[str]) -> dict[str, str] | None:
    """The town of the address at work, or else of the first. Streets are not read."""
    found = by_name.get("ADR", [])
    for line in sorted(found, key=lambda one: "WORK" not in one.parameters):
        parts = [*_fields(line), *[""] * 7]
        if any((*parts[:3], parts[5])):
            unread.append("ADR: the street")
        if parts[3] or parts[4]:
            return {"city": parts[3], "region": parts[4]}
    return None


def _addresses(by_name: dict[str, list[_Line]]) -> dict[str, Any]:
    mails = [mail.removeprefix("mailto:") for line in by_name.get("EMAIL", []) if (mail := _whole(line))]
    labels = {line.group: _label(line) for line in by_name.get("X-ABLABEL", []) if line.group}
    accounts = [
        {"url": url, "network": labels.get(line.group, "")}
        for name in _URLS
        for line in by_name.get(name, [])
        if (url := _url(line))
    ]
    more = [{"url": mail} for mail in mails[1:]]
    return {"email": next(iter(mails), None), "url": accounts[0]["url"] if accounts else None, "profiles": [*accounts[1:], *more]}


def _url(line: _Line) -> str:
    """A web address; a colon in it may be escaped, as old programs did."""
    return _whole(line).replace("\\:", ":")


def _label(line: _Line) -> str:
    r"""Apple's name of a group, without the marks around its own: "_$!<HomePage>!$_" is HomePage."""
    return _whole(line).removeprefix("_$!<").removesuffix(">!$_")


def _languages(by_name: dict[str, list[_Line]], unread: list[str]) -> list[dict[str, str]]:
    tags = [_whole(line).partition("-")[0].casefold() for line in by_name.get("LANG", [])]
    if any(tag not in _LANGUAGES for tag in tags):
        unread.append("LANG")
    return [{"language": name} for name in dict.fromkeys(_LANGUAGES[tag] for tag in tags if tag in _LANGUAGES)]


def _categories(by_name: dict[str, list[_Line]], unread: list[str]) -> list[dict[str, str]]:
    values = [value for line in by_name.get("CATEGORIES", []) for value in _values(line)]
    subjects = [value for value in values if value.casefold().strip("* ") not in _GROUPS]
    if len(subjects) < len(values):
        unread.append("CATEGORIES: groups of an address book")
    return [{"name": subject} for subject in subjects]
