"""Typed facts from a record in the shape of JSON Resume, which all profile formats are brought into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.dates import split_post_dates
from outreach_lint.parsing.headline import read_headline
from outreach_lint.parsing.months import MONTH, NOW, month_number
from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, PartialDate, Profile, address_key

# Keys of one kind of entry, and the kind of fact that each gives. The first is what the entry is about.
_ENTRIES: dict[str, dict[str, FactKind]] = {
    "work": {"position": FactKind.POSITION, "name": FactKind.EMPLOYER, "company": FactKind.EMPLOYER, "summary": FactKind.HIGHLIGHT},
    "volunteer": {"position": FactKind.POSITION, "organization": FactKind.CAUSE, "name": FactKind.CAUSE, "summary": FactKind.HIGHLIGHT},
    "education": {"institution": FactKind.SCHOOL, "area": FactKind.FIELD, "studyType": FactKind.DEGREE},
    "projects": {"name": FactKind.PROJECT, "description": FactKind.PROJECT_TEXT, "entity": FactKind.CAUSE},
    "publications": {"name": FactKind.PUBLICATION, "publisher": FactKind.PUBLISHER, "summary": FactKind.PUBLICATION_TEXT},
    "talks": {"name": FactKind.TALK, "publisher": FactKind.PUBLISHER, "event": FactKind.PUBLISHER, "summary": FactKind.PUBLICATION_TEXT},
    "posts": {"name": FactKind.POST, "publisher": FactKind.PUBLISHER, "summary": FactKind.PUBLICATION_TEXT},
    "awards": {"title": FactKind.AWARD, "awarder": FactKind.PUBLISHER, "summary": FactKind.PUBLICATION_TEXT},
    "certificates": {"name": FactKind.CERTIFICATE, "issuer": FactKind.PUBLISHER},
    "skills": {"name": FactKind.SKILL},
    "interests": {"name": FactKind.INTEREST},
    "languages": {"language": FactKind.LANGUAGE},
    "references": {"name": FactKind.PERSON},
}  # fmt: skip
_LISTS = {"highlights": FactKind.HIGHLIGHT, "keywords": None}
_BASICS = {"name": FactKind.NAME, "label": FactKind.HEADLINE, "headline": FactKind.HEADLINE, "summary": FactKind.SUMMARY}
_BASICS_KEYS = frozenset({*_BASICS, "location", "email", "url", "website", "profiles"})
_ENTRY_KEYS = frozenset({*_LISTS, "startDate", "endDate", "releaseDate", "date"})
# Known, and nothing that a message could be about.
_TELLS_NOTHING = frozenset({"url", "image", "phone", "score", "level", "fluency", "type", "roles", "location"})
_ABOUT_THE_FILE = frozenset({"$schema", "meta"})
_MONTH = lazy(rf"\b{MONTH}\b", re.I)
_OPEN_ENDED = lazy(rf"(?<!\w)(?:{NOW})(?!\w)|^\W*(?:n/?a|null|none|nan)?\W*$", re.I)
# JSON Resume has no place for talks, so people list them as publications: "Talk, PyData Bristol", "Nordic Timber Days".
_SPOKEN = lazy(
    r"^(?!.*\b(?:newsletter|podcast|column|magazine|journal|press|blog|episode|poster|proceedings|courier|gazette|review)\b)"
    r".*\b(?:talk|keynote|panel|workshop|lecture|lightning|conf|conference|meetup|summit|days?|forum|nights?|weekend|gathering|pycon|pydata|fosdem)\b",
    re.I,
)
# What stands in a field that nobody filled in.
_BLANK = lazy(
    r"\W*(?:#?n\s?[/.]?\s?a\.?|nan|nil|null|none|unknown|undefined|unspecified|not (?:available|applicable|known|specified|provided|disclosed)|tba|tbc|tbd|test"
    r"|keine? angabe|k\.\s?a\.?|unbekannt|inconnue?|desconocid[oa]|desconhecid[oa]|sconosciut[oa]|onbekend|sin datos|s/d|n\.\s?v\.?\s?t\.?)?\W*",
    re.I,
)
# What people write in the place of an employer when they have none, or do not name it.
_OWN_OR_NONE = (
    r"self|self[- ]?employ(?:ed|ment)|(?:a )?freelanc(?:e|er|ers|ing)|independent(?: (?:consultant|contractor|professional|researcher))?|contractor"
    r"|sole (?:trader|proprietor)|own (?:account|business|company|practice)|my own (?:business|company)|myself|me|private|privately|personal|home|various"
    r"|various (?:clients|companies|employers)|multiple(?: clients)?|several|other|others|any"
    r"|confidential(?: \w+)?|undisclosed|anonymous|stealth(?:[- ]mode)?(?: [\w-]+)?(?: (?:start[- ]?up|company|venture|mode))|stealth(?:[- ]mode)?"
    r"|unemployed|not (?:currently )?(?:employed|working)"
    r"|between (?:jobs|roles)|in transition|job[- ]?seek(?:er|ing)|(?:currently |actively )?(?:looking|seeking|open)"
    r"(?: (?:for|to) .*)?|open to work|opentowork|available(?: for .*)?|(?:career|planned) break|sabbatical|gap year|(?:maternity|paternity|parental) leave"
    r"|full[- ]time (?:parent|mum|mom|dad)|stay[- ]at[- ]home .*"
    r"|homemaker|housewife|retired|retirement|pensioner|student|undergraduate|pupil|volunteer|intern"
    r"|selb(?:st)?ständige?r?(?: tätig)?|freiberuf(?:lich(?:e|er)?|ler(?:in)?)(?: tätig)?|freischaffende?r?"
    r"|arbeit(?:ssuchend|slos)|rentner(?:in)?|privat|elternzeit"
    r"|student(?:in)?|schüler(?:in)?|indépendante?|à mon compte|auto-?entrepreneure?|micro-?entrepreneure?|sans emploi|en recherche d['’]emploi|retraitée?"
    r"|étudiante?|autónom[oa]|por cuenta propia|desemplead[oa]|jubilad[oa]|estudiante|autônom[oa]|trabalhador(?:a)? independente|profissional liberal"
    r"|desempregad[oa]|aposentad[oa]|estudante|libero professionista|libera professionista|lavoratore autonomo|disoccupat[oa]|pensionat[oa]|studente(?:ssa)?"
    r"|zelfstandige?|zzp(?:['’]?er)?|werkloos|werkzoekend|gepensioneerd|egenföretagare|selvstendig|samozatrudnion[ya]|własna działalność"
)
_NO_EMPLOYER = lazy(rf"\W*(?:{_OWN_OR_NONE})(?:\s*[/,;|&+()–—-]+\s*(?:{_OWN_OR_NONE})?)*\W*", re.I)
_FREELANCE_AS = lazy(
    r"(?i:freelance|independent)(?: (?:[a-zà-ÿ-]+|&)){1,4}|(?i:self[- ]?employed|selb(?:st)?ständige?r?)[ (,/–—-].*"
)  # "Freelance translator"; "Freelance Partners" is a firm
_FILLED_IN = frozenset(
    {FactKind.EMPLOYER, FactKind.CAUSE, FactKind.POSITION, FactKind.SCHOOL, FactKind.DEGREE, FactKind.FIELD, FactKind.PLACE, FactKind.HEADLINE}
)  # fmt: skip
_LONGEST, _LONGEST_DATE, _MOST_FACTS = 2000, 40, 3000  # code points, code points, facts
_SPANS = ("dates", "period", "dateRange", "daterange", "duration", "years")  # of an entry, where people write both dates in one
_NOT_SAID = "not said"  # an end that is no date
_MOST_TEXT = 200_000  # code points in all
_MOST_UNREAD, _LONGEST_KEY = 100, 60
KNOWN_KEYS = frozenset(_ENTRIES) | {"basics"}


def is_no_employer(text: str) -> bool:
    """Whether words in the place of an employer name none: "n/a", "Self-employed", "Stealth Startup"."""
    return bool(_BLANK.fullmatch(text) or _NO_EMPLOYER.fullmatch(text) or _FREELANCE_AS.fullmatch(text))


def profile_from_resume(data: Any, path: str | None = None, unread: Iterable[str] = ()) -> Profile:
    """The facts of a JSON Resume record; a string where an object is expected is its name. `unread` is what the reader of the format did not
    understand; keys of the record that give no fact are named beside it. Raises ProfileError if there are no facts."""
    if not isinstance(data, dict):
        raise ProfileError("not a profile: the file holds no record of a person", path=path)
    basics = data.get("basics")
    facts = list(_basics(basics, "basics.") if isinstance(basics, dict) else _basics(data, ""))
    owner = basics if isinstance(basics, dict) else data
    for section, kinds in _ENTRIES.items():
        for i, entry in enumerate(_as_list(data.get(section))):
            facts.extend(_entry(entry, f"{section}[{i}]", kinds))
            if len(facts) > _MOST_FACTS:
                raise ProfileError(f"more than {_MOST_FACTS:,} facts: this is not one person's profile", path=path)
    facts += _headline(facts, has_work=bool(_as_list(data.get("work"))))
    if sum(len(fact.text) for fact in facts) > _MOST_TEXT:
        raise ProfileError(f"over {_MOST_TEXT:,} characters: this is not one person's profile", path=path)
    if not facts:
        raise ProfileError(f"not a profile: none of {', '.join(sorted(KNOWN_KEYS))} says anything", path=path)
    told = (clean(one[:_LONGEST]) for one in (*unread, *_unused(data)))
    addresses = {address_key(address): address for address in reversed(list(_addresses(owner)))}  # each in its first spelling
    return Profile(tuple(facts), path, tuple(reversed(addresses.values())), tuple(dict.fromkeys(told))[:_MOST_UNREAD])


def _headline(facts: Sequence[Fact], has_work: bool) -> Iterator[Fact]:
    """What the headline tells that the entries of the profile do not. A position of today that stands beside entries for work is one of these in other
    words."""
    headline = next((fact for fact in facts if fact.kind is FactKind.HEADLINE), None)
    known = [fact.text.casefold() for fact in facts if fact is not headline]
    for number, (_, group) in enumerate(groupby(read_headline(headline.text) if headline else (), key=lambda part: part.group)):
        parts = list(group)
        is_job = any(part.kind in (FactKind.POSITION, FactKind.EMPLOYER) for part in parts)
        is_former = any(part.is_former for part in parts)
        parts = [part for part in parts if part.kind is not FactKind.EMPLOYER or not is_no_employer(part.text)]
        if headline is None or (has_work and is_job and not is_former) or any(_is_told(part.text, known) for part in parts):
            continue
        for part in parts:
            entry = f"{headline.source}[{number}]"
            yield Fact(part.kind, part.text, f"{entry}.{part.kind}", entry, current=is_job and not is_former)


def _is_told(text: str, known: Iterable[str]) -> bool:
    """Whether a value begins with these words: "Bar" is told where "Bar Ltd" is."""
    return any(value.startswith(text.casefold()) for value in known)


def _addresses(basics: dict[str, Any]) -> Iterator[str]:
    """The mail and web addresses of a person."""
    accounts = (account.get("url") if isinstance(account, dict) else account for account in _as_list(basics.get("profiles")))
    for value in (basics.get("email"), basics.get("url"), basics.get("website"), *accounts):
        if isinstance(value, str) and (address := clean(value[:_LONGEST])):
            yield address


def _unused(data: dict[str, Any]) -> Iterator[str]:
    """The keys of a record that give no fact, written "work[].location"."""
    for section, value in data.items():
        if section == "basics":
            yield from (f"basics.{key}" for key in sorted(_keys(value) - _BASICS_KEYS - _TELLS_NOTHING))
        elif section in _ENTRIES:
            used = _ENTRIES[section].keys() | _ENTRY_KEYS | _TELLS_NOTHING
            for entry in _as_list(value):
                spans = {key for key in _keys(entry).intersection(_SPANS) if _span(_plain(entry[key]))}
                yield from (f"{section}[].{key}" for key in sorted(_keys(entry) - used - spans))
        elif section not in _BASICS_KEYS | _ABOUT_THE_FILE:
            yield str(section)


def _keys(value: Any) -> set[str]:
    """The keys of an object that hold something."""
    return {str(key)[:_LONGEST_KEY] for key, held in value.items() if held} if isinstance(value, dict) else set()


_MAIN_KEYS = {section: next(iter(kinds)) for section, kinds in _ENTRIES.items()}
_DATE_KEYS = {
    "publications": "releaseDate",
    "talks": "releaseDate",
    "posts": "releaseDate",
    "awards": "date",
    "certificates": "date",
}
_BASICS_PATHS = {"name": "name", "label": "label", "headline": "label", "summary": "summary"}


def resume_of(profile: Profile) -> dict[str, Any]:
    """The record of a profile in the shape of JSON Resume: what `profile_from_resume` gives the same facts for."""
    basics: dict[str, Any] = {}
    record: dict[str, Any] = {"basics": basics}
    entries: dict[str, dict[str, Any]] = {}
    for fact in profile.facts:
        path = fact.source.rpartition(":")[2].removeprefix("basics.")
        place = _PLACE_IN_RECORD.fullmatch(path)
        if fact.kind is FactKind.PLACE:
            basics.setdefault("location", {}).setdefault("region" if path.endswith("region") else "city", fact.text)
        elif path in _BASICS_PATHS:
            basics.setdefault(_BASICS_PATHS[path], fact.text)
        elif place and place["section"] in _ENTRIES:
            if fact.entry not in entries:
                entries[fact.entry] = _dates(fact, place["section"])
                record.setdefault(place["section"], []).append(entries[fact.entry])
            _put(entries[fact.entry], place, fact.text)
    mails = [address for address in profile.addresses if "@" in address and "/" not in address]
    pages = [*(f"mailto:{mail}" for mail in mails[1:]), *(address for address in profile.addresses if address not in mails)]
    basics |= {"email": mails[0]} if mails else {}
    basics |= {"profiles": [{"url": page} for page in pages]} if pages else {}
    return record


_PLACE_IN_RECORD = lazy(r"(?P<section>\w+)\[\d+\](?:\.(?P<key>\w+)(?P<item>\[\d+\])?)?")


def _put(entry: dict[str, Any], place: re.Match[str], text: str) -> None:
    key = place["key"] or _MAIN_KEYS[place["section"]]
    key = "name" if key == "company" else key
    if place["item"]:
        entry.setdefault(key, []).append(text)
    else:
        entry.setdefault(key, text)


def _dates(fact: Fact, section: str) -> dict[str, str]:
    start = "-".join(f"{part:02}" for part in fact.start or () if part)
    end = "-".join(f"{part:02}" for part in fact.end or () if part)
    if section in _ENDING and not (end or fact.current):
        end = _SOME_TIME  # any end that is no date is one
    return {key: date for key, date in ((_DATE_KEYS.get(section, "startDate"), start), ("endDate", end)) if date}


_ENDING, _SOME_TIME = ("work", "volunteer", "education", "projects"), "past"


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _basics(basics: dict[str, Any], prefix: str) -> Iterator[Fact]:
    for key, kind in _BASICS.items():
        yield from _fact(kind, basics.get(key), f"{prefix}{key}", "basics")
    location = basics.get("location")
    if isinstance(location, dict):
        for key in ("city", "region"):
            yield from _fact(FactKind.PLACE, location.get(key), f"{prefix}location.{key}", "basics")
    else:
        yield from _fact(FactKind.PLACE, location, f"{prefix}location", "basics")


def _entry(entry: Any, source: str, kinds: dict[str, FactKind]) -> Iterator[Fact]:
    if not isinstance(entry, dict):
        yield from _fact(next(iter(kinds.values())), entry, source, source)
        return
    entry = _dated(entry)
    start = parse_date(entry.get("startDate") or entry.get("releaseDate") or entry.get("date"))
    end = parse_date(entry.get("endDate"))
    is_to_come = end is not None and end > (date.today().year, date.today().month)
    # Any end that is not "present" is an end, also one that cannot be read ("left"); what begins in the future is not yet.
    ended = bool(entry.get("endDate")) and not is_to_come and not _OPEN_ENDED.search(_plain(entry["endDate"]))
    begun = start is None or start.year <= date.today().year
    has_ended = ended or not begun or not source.startswith(("work", "volunteer", "education", "projects"))
    spoken = source.startswith("publications") and _SPOKEN.search(_plain(entry.get("publisher")))
    for key, kind in kinds.items():
        kind = FactKind.TALK if spoken and kind is FactKind.PUBLICATION else kind
        yield from _fact(kind, entry.get(key), f"{source}.{key}", source, start, end, not has_ended)
    for key, list_kind in _LISTS.items():
        if key == "keywords" and not source.startswith(("skills", "interests")):
            continue
        for i, item in enumerate(_as_list(entry.get(key))):
            yield from _fact(
                list_kind or next(iter(kinds.values())), item, f"{source}.{key}[{i}]", source, start, end, not has_ended
            )


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with the two dates of "period": "2010-2015". Where they cannot be read, it is not known whether it has ended."""
    key = next((key for key in _SPANS if _plain(entry.get(key))), None)
    if key is None or entry.get("startDate") or entry.get("endDate"):
        return entry
    dates = _span(_plain(entry[key]))
    return {**entry, **(dates or {"endDate": _NOT_SAID})}


def _span(text: str) -> dict[str, str]:
    """The dates of a text that is nothing else; one year is the end."""
    rest, dates = split_post_dates(text)
    year = re.fullmatch(r"\W*((?:19|20)\d\d)\W*", text)
    return {"endDate": year[1]} if year and not dates else dates if not rest.strip(" ()[].,;:|–—-") else {}


def _fact(
    kind: FactKind,
    value: Any,
    source: str,
    entry: str,
    start: PartialDate | None = None,
    end: PartialDate | None = None,
    current: bool = False,
) -> Iterator[Fact]:
    text = clean(value[:_LONGEST]) if isinstance(value, str) else ""
    says_nothing = not text or (kind in _FILLED_IN and _BLANK.fullmatch(text))
    kind = FactKind.EMPLOYMENT if kind is FactKind.EMPLOYER and is_no_employer(text) else kind
    if not says_nothing:
        yield Fact(kind, text, source, entry, start, end, current)


def clean(value: str) -> str:
    """The value on one line, without control, formatting and bidirectional characters, which could disguise text on a
    terminal; empty if it is mostly masked by asterisks."""
    if value.isascii() and value.isprintable():  # most values are, and the rest takes a while
        text = " ".join(value.split())
        return "" if text.count("*") * 2 > len(text) else text
    kept = "".join(
        " " if c.isspace() else c
        for c in value
        if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs") or c == "\u200d"
    )
    text = " ".join(kept.split())
    return "" if text.count("*") * 2 > len(text) else text


def _plain(value: Any) -> str:
    """A string, number or date as text; nothing for a list or an object, which could be a bomb of YAML aliases."""
    try:
        return str(value)[:_LONGEST] if value and isinstance(value, str | int | date) else ""
    except ValueError:  # a number of thousands of digits
        return ""


def parse_date(value: Any) -> PartialDate | None:
    """A date as profiles write it: 2021, "2021-03", "Mar 2021", "2021-03-15". None for "Present" and for what is no date."""
    text = _plain(value)
    if len(text) > _LONGEST_DATE:
        return None
    year = re.search(r"\b(1[89]\d\d|20\d\d|21\d\d)\b", text)
    if year is None or _OPEN_ENDED.search(text):
        return None
    numbers = re.match(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text)
    if numbers:
        return PartialDate(int(numbers[1]), int(numbers[2]), int(numbers[3] or 0))
    month = _MONTH.search(text)
    return PartialDate(int(year[1]), month_number(month[0]) if month else 0)
