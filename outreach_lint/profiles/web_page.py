"""Saved web pages (HTML, MHTML): the person whom a page describes to search engines (schema.org in JSON-LD) or marks up as an h-card, with position,
employer, schools, place, subjects, languages, awards, own posts and addresses. Nothing is fetched."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import Any

from outreach_lint.errors import ProfileError, how_to_install
from outreach_lint.parsing.headline import read_headline
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile
from outreach_lint.profiles.json_resume import load, outline
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import encoding_of

SUFFIXES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
LIBRARY = "mf2py for h-cards"
LIMITS = "Prose is not read; a page of up to 5 MB, with its pictures 30 MB."
MAX_BYTES = 30_000_000  # a page with its pictures (MHTML); the page itself may have less
_LARGEST_PAGE, _LARGEST_SCRIPT, _LARGEST_CARD, _LARGEST_CARDS = 5_000_000, 2_000_000, 50_000, 300_000
_MOST_NODES, _MOST_PEOPLE, _MOST_VALUES, _DEEPEST, _DEEPEST_TAG = 20_000, 500, 500, 30, 60

_HTML = lazy(r"<!doctype\s+html|<html\b|application/ld\+json|class\s*=\s*[\"']?[^\"'>]{0,200}\b(?:h-card|vcard)\b", re.I)
_FRAGMENT = lazy(r"\s*<(?:head|body|title|meta|link|script|div|section|article|main|header|p|span|a|ul|table)\b", re.I)
_ARCHIVE = lazy(r"^(?:From: <Saved by|Snapshot-Content-Location:)", re.I | re.M)
_RELATED = lazy(r"^Content-Type:\s*multipart/related", re.I | re.M)
_BOUNDARY = lazy(r"boundary=(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.I)
_BLANK_LINE = lazy(r"\r?\n\r?\n")
_LONGEST_HEADER = 20_000
_CHARSET = lazy(r"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_CHARSETS = ("utf-8", "iso8859", "cp", "koi8", "shift_jis", "euc_", "gb", "big5", "mac-", "iso2022")
_SAVED_ONLY = (
    "this page describes no person in a form that can be read (schema.org Person in JSON-LD, or h-card);"
    " copy the text of the page into a .txt file and name that"
)
_LINKEDIN = '; of a LinkedIn profile, "More", "Save to PDF" gives a file that can be read'
_NEEDS_EXTRA = f"this page has an h-card, which is read with mf2py: {how_to_install('html')}"

_SKIPPED = lazy(r"<!--|<(script|style|svg|template|noscript|textarea|iframe)\b", re.I)
# No "<" in attributes, so that it cannot run from one tag through all that follow.
_TAG = lazy(r"<(/?)([a-z][a-z0-9:-]{0,40})((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.I)
_ATTRIBUTE = lazy(r"([a-z][a-z0-9-]{0,40})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.I)
_KEPT = frozenset({"class", "href", "title", "alt", "value", "datetime", "rel"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_IS_CARD = lazy(r"(?:^|\s)(?:h-card|vcard)(?:\s|$)")
_IS_ITEM = lazy(r"(?:^|\s)h-(?!card|adr|geo|org)[a-z]")
_IS_CITATION = lazy(r"(?:^|\s)h-cite(?:\s|$)")
_OLD_PLACE = lazy(r"(^|\s)(locality|region)(?=\s|$)")
_IS_CARD_ANYWHERE = lazy(r"\b(?:h-card|vcard)\b")
_CARD_KEYS = frozenset(
    "name given-name family-name additional-name honorific-prefix honorific-suffix org job-title role note category url uid email adr locality region"
    " photo logo featured".split()
)
_LONGEST_ATTRIBUTES = 5000
_LD_JSON = lazy(r"application/ld\+json", re.I)
_MARKUP = lazy(r"</?[a-z][^<>]*+>", re.I)
_MASKED = lazy(r"\*{3}")
_LEFT = "left"  # an end that is no date
_FORMER = lazy(
    r"(?:(?:former(?:ly)?|retired|ehemalige[rs]?|ehem\.|ancien(?:ne)?|antigu?[ao]|voormalige?|tidigare)(?:\s*[-–‑:]\s*|\s+)|ex[-–‑])(?P<title>[^\W\d_].*)$",
    re.I,
)
_SCHOOL_TYPES = frozenset(
    "EducationalOrganization CollegeOrUniversity School HighSchool MiddleSchool ElementarySchool Preschool".split()
)
_SCHOOL = lazy(
    r"\b(?:universi\w+|college|school|institute|institut|academy|polytechni\w+|hochschule|\w*schule|école|ecole|escuela|facult\w+)\b",
    re.I,
)
_LINKED_COMPANY = lazy(r"linkedin\.com/company/", re.I)
_LINKED_SCHOOL = lazy(r"linkedin\.com/(?:school|edu)/", re.I)
_PERSON_KEYS = frozenset(
    "name givenName familyName description jobTitle hasOccupation worksFor alumniOf knowsAbout knowsLanguage award awards memberOf affiliation address"
    " sameAs url email hasCredential".split()
)
_ABOUT_THE_PAGE = frozenset(
    "image mainEntityOfPage identifier interactionStatistic agentInteractionStatistic disambiguatingDescription logo alternateName subjectOf"
    " potentialAction additionalType thumbnailUrl".split()
)
_POST_TYPES = frozenset("Article BlogPosting NewsArticle SocialMediaPosting DiscussionForumPosting TechArticle".split())
_PEOPLE_OF = ("employee", "employees", "member", "members", "founder", "founders", "author", "creator", "performer")

_MICROFORMATS = {"items[].type", "items[].properties.name"}

_Node = dict[str, Any]


@dataclass
class _Page:
    """What a page holds: the JSON of its scripts, and the rest without scripts, styles and comments."""

    scripts: list[str] = field(default_factory=list)
    rest: str = ""


def recognises(data: bytes) -> bool:
    """Whether the file begins like HTML, like the archive of a page that a browser saves, or like the JSON of microformats."""
    head = _head(data)
    if _is_archive(head):
        return True
    if not head.startswith("<") or "<record:" in head[:4000]:
        return outline(data) >= _MICROFORMATS
    return bool(_HTML.search(head) or _FRAGMENT.match(head))


def read(data: bytes, path: str) -> Profile:
    """Read the person of a page. Raises ProfileError if it describes none, or several."""
    people = read_people(data, path)
    if len(people) > 1:
        raise ProfileError(f"tells of {len(people):,} people; it has to be said who is meant", path=path)
    return people[0]


def read_people(data: bytes, path: str) -> Sequence[Profile]:
    """Read all people whom a page describes: a team, say. Raises ProfileError if it describes none, or is too large."""
    unread: list[str] = []
    if _head(data).startswith("{"):
        text, records = "", _named(_items(_dict(load(data, path)).get("items")))
    else:
        text = _html(data, path)
        page = _divided(text)
        records = _people(page.scripts, unread)
        records = _filled(records, _card_records(page.rest, path, bool(records), unread))
    people = []
    for record in records[:_MOST_PEOPLE]:
        try:
            people.append(profile_from_resume(record, path, (*unread, *record.pop("unread", ()))))
        except ProfileError:
            continue  # one who is named nowhere, or nothing but masked
    if len(records) > _MOST_PEOPLE and people:
        people[0] = replace(people[0], unread=(*people[0].unread, f"{len(records) - _MOST_PEOPLE:,} more people"))
    if not people:
        hint = _LINKEDIN if "linkedin.com" in text else ""
        reasons = f" ({'; '.join(unread[:3])})" if unread else ""
        raise ProfileError(_SAVED_ONLY + hint + reasons, path=path)
    return people


# --- the text of the page


def _head(data: bytes) -> str:
    """The beginning of a file, as far as ASCII goes."""
    encoding, mark = encoding_of(data)
    return data[len(mark) : 65_536].decode("latin-1" if encoding == "utf-8" else encoding, "replace").lstrip()


def _is_archive(head: str) -> bool:
    return bool(_ARCHIVE.search(head[:4000]) and _RELATED.search(head[:4000])) and not head.startswith("<")


def _html(data: bytes, path: str) -> str:
    declared = None
    if _is_archive(_head(data)):
        data, declared = _page_of_archive(data, path)
    if len(data) > _LARGEST_PAGE:
        raise ProfileError(f"a page of more than {_LARGEST_PAGE // 1_000_000} MB, so it is not read", path=path)
    encoding, mark = encoding_of(data)
    if mark:
        return data[len(mark) :].decode(encoding, "replace")
    named = _CHARSET.search(data[:4096].decode("latin-1"))
    return data.decode(_codec(declared or (named[1] if named else "")), "replace")


def _codec(name: str) -> str:
    """The codec for an encoding that a page names, as browsers take it: UTF-8 where it is none of text, Windows' where it is Latin-1."""
    try:
        found = codecs.lookup(name).name if name else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if found.startswith(_CHARSETS) else "utf-8"


def _page_of_archive(data: bytes, path: str) -> tuple[bytes, str | None]:
    """The first page in an archive, and the encoding that its part names."""
    from email import message_from_bytes

    named = _BOUNDARY.search(data[:8000].decode("latin-1"))
    boundary = f"--{named[1] or named[2]}".encode("latin-1") if named else None
    start = data.find(boundary) if boundary else -1
    while boundary and start >= 0:
        end = data.find(boundary, start + len(boundary))
        part = data[start + len(boundary) : end if end >= 0 else len(data)].lstrip(b"\r\n")
        gap = _BLANK_LINE.search(part[:_LONGEST_HEADER].decode("latin-1"))
        if gap and b"text/html" in part[: gap.end()].lower():
            try:
                message = message_from_bytes(part[: gap.end()])
                message.set_payload(part[gap.end() :].decode("ascii", "surrogateescape"))
                content = message.get_payload(decode=True)
                if message.get_content_type() == "text/html" and isinstance(content, bytes):
                    return content, message.get_content_charset()
            except Exception:  # headers that were made to break the parser raise errors of several kinds
                break
        start = end
    raise ProfileError("this archive of a page holds no page that can be read; save it as HTML", path=path)


def _divided(text: str) -> _Page:
    page, kept, position = _Page(), [], 0
    while found := _SKIPPED.search(text, position):
        kept.append(text[position : found.start()])
        if not found[1]:
            end = text.find("-->", found.end())
            position = end + 3 if end >= 0 else len(text)
            continue
        begin = text.find(">", found.end()) + 1 or len(text)
        closing = re.compile(rf"</{found[1]}\s*>", re.I).search(text, begin)
        if found[1].lower() == "script" and _LD_JSON.search(text[found.end() : min(begin, found.end() + 500)]):
            page.scripts.append(text[begin : closing.start() if closing else len(text)])
        position = closing.end() if closing else len(text)
    kept.append(text[position:])
    page.rest = " ".join(kept)
    return page


# --- JSON-LD


def _people(scripts: list[str], unread: list[str]) -> list[_Node]:
    nodes = list(_nodes(scripts, unread))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    found = _distinct([_resolved(one, by_id) for one in _persons(nodes)])
    records = [_record(person, by_id) for person in found]
    if len(records) == 1:
        records[0]["posts"] = list(_posts(nodes, records[0]["basics"]["name"], by_id))
    return records


def _nodes(scripts: list[str], unread: list[str]) -> Iterator[_Node]:
    """The objects at the top of the scripts: those of a list and of a graph each by itself."""
    count = 0
    for number, script in enumerate(scripts, 1):
        level = [_loaded(script, number, unread)]
        for _ in range(_DEEPEST):
            deeper: list[Any] = []
            for one in level:
                if isinstance(one, list):
                    deeper += one
                elif isinstance(one, dict):
                    count += 1
                    if count > _MOST_NODES:
                        return
                    yield one
                    deeper += [one["@graph"]] if "@graph" in one else []
            level = deeper
            if not level:
                break


def _loaded(script: str, number: int, unread: list[str]) -> Any:
    text = (
        script.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip(" \t\r\n;")
    )
    if len(text) > _LARGEST_SCRIPT:
        unread.append(f"JSON-LD {number}: too large")
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        unread.append(f"JSON-LD {number}: no valid JSON")
        return None


def _types(node: _Node) -> set[str]:
    return {one.rpartition("/")[2].rpartition(":")[2] for one in _items(node.get("@type")) if isinstance(one, str)}


def _is_person(node: Any) -> bool:
    return isinstance(node, dict) and "Person" in _types(node)


def _persons(nodes: list[_Node]) -> list[_Node]:
    """Whom a page is about: the subject of a page of a profile; else those it names by themselves; else the people of an organisation or an author."""
    subjects = [
        one
        for node in nodes
        if _types(node) & {"ProfilePage", "AboutPage"}
        for key in ("mainEntity", "about", "author")
        for one in _items(node.get(key))[:1]
        if isinstance(one, dict) and (_is_person(one) or len(one) == 1)
    ]
    if subjects:
        return subjects[:1]
    alone = [node for node in nodes if _is_person(node)]
    if alone:
        return alone
    inner = (one for node in nodes for key in ("mainEntity", "about", *_PEOPLE_OF) for one in _items(node.get(key)))
    return [one for one in inner if _is_person(one)]


def _distinct(persons: list[_Node]) -> list[_Node]:
    """Each person once, with all that is said of them in several places."""
    found: dict[str, _Node] = {}
    for person in persons[: _MOST_PEOPLE * 2]:
        if not _is_person(person):
            continue
        name = (_spelt(person) or "").casefold()
        key = name or str(person.get("@id") or id(person))
        found[key] = (
            {**person, **{k: v for k, v in found[key].items() if v}} if len(found.get(key, ())) in range(1, 200) else person
        )
    return list(found.values())


def _resolved(value: Any, by_id: dict[str, _Node]) -> Any:
    """What a reference ({"@id": "#me"}) refers to; what is none, or refers to nothing here, is itself."""
    is_reference = isinstance(value, dict) and isinstance(value.get("@id"), str) and value.keys() <= {"@id", "@type"}
    return by_id.get(value["@id"], value) if is_reference else value


def _items(value: Any) -> list[Any]:
    """The values of a key that may hold one or a list of them."""
    if isinstance(value, list):
        return value[:_MOST_VALUES]
    return [] if value is None else [value]


def _text(value: Any) -> str | None:
    """A text, unless it is masked by asterisks; of an object its name."""
    if isinstance(value, dict):
        value = value.get("name", value.get("@value"))
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if not isinstance(value, str) or _MASKED.search(value):
        return None
    return _MARKUP.sub(" ", unescape(value[:5000])).strip() or None


def _dict(value: Any) -> _Node:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [text for one in _items(value) if (text := _text(one))]


def _spelt(person: _Node) -> str | None:
    parts = (_text(person.get("givenName")), _text(person.get("familyName")))
    return _text(person.get("name")) or " ".join(part for part in parts if part) or None


def _record(person: _Node, by_id: dict[str, _Node]) -> _Node:
    def resolved(key: str) -> list[Any]:
        return [_resolved(one, by_id) for one in _items(person.get(key))]

    unread = [f"Person.{key}" for key in person if not key.startswith("@") and key not in _PERSON_KEYS | _ABOUT_THE_PAGE]
    titles = _texts(person.get("jobTitle")) or _texts(person.get("hasOccupation"))
    unread += ["Person.hasOccupation"] if person.get("jobTitle") and person.get("hasOccupation") else []
    employers, roles, others = _affiliations(resolved("worksFor"), resolved("affiliation"), titles)
    work = [*_work(titles, employers), *roles]
    # What a membership is of, a profession or a choir, it does not say; least of all that it is work without pay.
    unread += [f"Person.affiliation: {name}" for name in others]
    unread += [f"Person.memberOf: {name}" for one in resolved("memberOf") if (name := _role(one, "name").get("name"))]
    education: list[_Node] = []
    for one in resolved("alumniOf"):
        section, entry = _alumni(one)
        if section is None:
            unread.append("Person.alumniOf: neither a school nor a company by its words")
        elif entry:
            (work if section == "work" else education).append(entry)
    urls, mails = _texts(person.get("url")), [mail.removeprefix("mailto:") for mail in _texts(person.get("email"))]
    accounts = [one for one in dict.fromkeys((*urls[1:], *_texts(person.get("sameAs")), *mails[1:])) if one not in urls[:1]]
    return {
        "basics": {
            "name": _spelt(person),
            "summary": _text(person.get("description")),
            "location": _address(person.get("address")),
            "email": next(iter(mails), None),
            "url": next(iter(urls), None),
            "profiles": [{"url": one} for one in accounts],
        },
        "work": work,
        "education": education,
        "skills": [{"name": one} for one in _texts(person.get("knowsAbout"))],
        "languages": [{"language": one} for one in _texts(person.get("knowsLanguage")) if len(one) > 3],  # no codes: "en", "de"
        "awards": [{"title": one} for key in ("award", "awards") for one in _texts(person.get(key))],
        "certificates": [{"name": one} for one in _texts(person.get("hasCredential"))],
        "unread": list(dict.fromkeys(unread)),
    }


def _affiliations(companies: list[Any], affiliations: list[Any], titles: list[str]) -> tuple[list[Any], list[_Node], list[str]]:
    """The employers; the affiliations in which the person has a role or had a time; and the names of those that may be anything. Where no employer is
    named, the affiliation that stands beside a title is one."""
    read = [(one, _role(one, "name")) for one in affiliations]
    known = {_role(one, "name").get("name") for one in companies}
    roles = [_past_by_title(role) for _, role in read if role.get("name") and len(role) > 1]
    bare = [(one, str(role["name"])) for one, role in read if role.get("name") not in (None, *known) and len(role) == 1]
    if bare and not companies and len(bare) == len(titles):
        return [one for one, _ in bare], roles, []
    return companies, roles, [name for _, name in bare]


def _work(titles: list[str], companies: list[Any]) -> list[_Node]:
    """The positions. A title goes with a company only where there is one of each, or as many of both."""
    held = [one for one in (_role(company, "name") for company in companies) if one.get("name")]
    if len(held) == len(titles) and len(held) == len(companies):
        return [_past_by_title({"position": title, **one}) for title, one in zip(titles, held, strict=True)]
    return [_past_by_title(one) for one in (*({"position": title} for title in titles), *held)]


def _past_by_title(entry: _Node) -> _Node:
    """The position; one that is called "Former Director" has ended, whether or not it is said when."""
    title = str(entry.get("position") or "")
    parts = [part for part in read_headline(title) if part.kind is FactKind.POSITION]
    if parts and all(part.is_former for part in parts):
        return {"endDate": _LEFT, **entry, "position": parts[0].text}
    former = _FORMER.match(title)
    return {"endDate": _LEFT, **entry, "position": former["title"]} if former else entry


def _role(value: Any, key: str) -> _Node:
    """An organisation, with the position and the dates of the role in which the person belongs to it."""
    if not isinstance(value, dict):
        return {key: _text(value)}
    inner = next(
        (value[one] for one in ("worksFor", "memberOf", "alumniOf", "affiliation") if isinstance(value.get(one), dict | str)), None
    )
    name = _text(inner) if inner is not None else _text(value)
    member = value if inner is not None else value.get("member")
    role: _Node = member if isinstance(member, dict) else {}
    position = _text(role.get("roleName") or role.get("namedPosition"))
    found = {key: name, "startDate": _date(role.get("startDate")), "endDate": _date(role.get("endDate")), "position": position}
    return {one: held for one, held in found.items() if held}


def _date(value: Any) -> str | None:
    return str(value)[:40] if isinstance(value, str | int) and not isinstance(value, bool) and value else None


def _alumni(value: Any) -> tuple[str | None, _Node]:
    """The section and the entry of what a person left: a school, or, on LinkedIn's pages, a company too."""
    node = value if isinstance(value, dict) else {}
    entry = _role(value, "institution")
    name, url = entry.get("institution"), str(node.get("url") or node.get("@id") or "")
    if not name:
        return "education", {}
    if _types(node) & _SCHOOL_TYPES or _LINKED_SCHOOL.search(url) or not node or _SCHOOL.search(name):
        degree = entry.pop("position", None)
        return "education", {"endDate": _LEFT, **entry, "studyType": degree}
    if _LINKED_COMPANY.search(url) or entry.get("endDate"):
        del entry["institution"]
        return "work", {"name": name, "endDate": _LEFT, **entry}
    return None, {}


def _address(value: Any) -> Any:
    """The town and the region; the street is left out, and so is an address in one string that may hold it."""
    value = next((one for one in _items(value) if one), None)
    if isinstance(value, str):
        return None if re.search(r"\d", value) else _text(value)
    if not isinstance(value, dict):
        return None
    return {"city": _text(value.get("addressLocality")), "region": _text(value.get("addressRegion"))}


def _posts(nodes: list[_Node], name: str | None, by_id: dict[str, _Node]) -> Iterator[_Node]:
    """What the person wrote, among the articles of the page."""
    for node in nodes:
        if not _types(node) & _POST_TYPES:
            continue
        authors = [_resolved(one, by_id) for one in _items(node.get("author"))]
        title = _text(node.get("headline")) or _text(node.get("name"))
        if title and name and any(_text(author) == name for author in authors):
            yield {"name": title, "releaseDate": _date(node.get("datePublished"))}


# --- h-card


def _card_records(rest: str, path: str, has_people: bool, unread: list[str]) -> list[_Node]:
    """The h-cards of a page. Raises ProfileError if mf2py is missing and nothing else in the page tells of a person."""
    if not _IS_CARD_ANYWHERE.search(rest):
        return []
    try:
        import mf2py
    except ImportError:
        if not has_people:
            raise ProfileError(_NEEDS_EXTRA, path=path) from None
        unread.append(f"h-card: not read without mf2py: {how_to_install('html')}")
        return []
    items: list[Any] = []
    for html in _best(_CardScan().cards_of(rest)):
        try:
            items += mf2py.parse(doc=html)["items"]  # never with url=, which would fetch it
        except Exception:  # html5lib and its like raise errors of every kind on pages that were made to break them
            unread.append("h-card: not read")
    return _named(items)


def _named(items: list[Any]) -> list[_Node]:
    """The records of h-cards, one for each name; the one alone that says that the page is about this person."""
    named: dict[str, _Node] = {}
    for item in items:
        record = _of_card(item)
        if record and _is_representative(item):
            return [record]
        if record:
            named.setdefault(record["basics"]["name"].casefold(), record)
    return list(named.values())


@dataclass
class _Card:
    """A card that is being written: its HTML, closed and without what is of no use, and how deep in the page it began."""

    depth: int
    rank: int  # 0 for a card that stands by itself, 1 in a post, 2 in a comment
    parts: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, html: str) -> None:
        self.parts.append(html)
        self.size += len(html)


class _CardScan:
    """Finds the outermost h-cards of a page, so that what mf2py gets is small, flat and well-formed, whatever the page is."""

    def __init__(self) -> None:
        self.cards: list[_Card] = []
        self.card: _Card | None = None
        self.open: list[tuple[str, str, bool]] = []  # name, classes, whether it was written to the card
        self.counts: dict[str, int] = {}

    def cards_of(self, rest: str) -> list[_Card]:
        position = 0
        for tag in _TAG.finditer(rest):
            if self.card and self.card.size < _LARGEST_CARD:
                self.card.add(escape(unescape(rest[position : min(tag.start(), position + _LARGEST_CARD)])))
            position = tag.end()
            if tag[1]:
                self._end(tag[2].lower())
            else:
                self._start(tag[2].lower(), tag[3])
            if len(self.cards) >= _MOST_PEOPLE:
                return self.cards
        while self.open:
            self._close()
        return self.cards

    def _start(self, name: str, attributes: str) -> None:
        kept = _attributes(attributes)
        classes = kept.get("class", "")
        if _OLD_PLACE.search(classes):  # mf2py knows these by their new names only, inside an address
            kept["class"] = _OLD_PLACE.sub(r"\1\2 p-\2", classes)
        if self.card is None and _IS_CARD.search(classes):
            self.card = _Card(len(self.open), self._rank())
        card = self.card
        is_written = card is not None and card.size < _LARGEST_CARD and len(self.open) - card.depth < _DEEPEST_TAG
        if card and is_written:
            card.add("<" + " ".join((name, *(f'{key}="{escape(value)}"' for key, value in kept.items()))) + ">")
        self.open.append((name, classes, is_written))
        self.counts[name] = self.counts.get(name, 0) + 1
        if name in _VOID:
            self._close()

    def _end(self, name: str) -> None:
        """Closes the last tag of this name, and all in it that were left open; an end of nothing is passed over."""
        while self.counts.get(name):
            if self._close() == name:
                return

    def _close(self) -> str:
        name, _, is_written = self.open.pop()
        self.counts[name] -= 1
        card = self.card
        if card and is_written and name not in _VOID:
            card.add(f"</{name}>")
        if card and len(self.open) == card.depth:
            self.cards.append(card)
            self.card = None
        return name

    def _rank(self) -> int:
        inside = [classes for _, classes, _ in self.open[-_DEEPEST_TAG:] if classes]
        return 2 if any(map(_IS_CITATION.search, inside)) else 1 if any(map(_IS_ITEM.search, inside)) else 0


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(text[:_LONGEST_ATTRIBUTES]) if "=" in text else ()
    return {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in found if one[1].lower() in _KEPT}


def _best(cards: list[_Card]) -> Iterator[str]:
    """The cards that stand by themselves; without one those of authors; never more than mf2py reads in a moment."""
    best, size = min((card.rank for card in cards), default=0), 0
    for card in cards:
        size += card.size
        if card.rank == best and size <= _LARGEST_CARDS:
            yield "".join(card.parts)


def _is_representative(item: _Node) -> bool:
    """Whether the card says by its own mark that the page is about this person."""
    properties = _dict(item.get("properties"))
    identifiers = [one for one in _items(properties.get("uid")) if isinstance(one, str)]
    return any(one in _items(properties.get("url")) for one in identifiers)


def _of_card(item: Any) -> _Node | None:
    """The record of an h-card; None for that of an organisation, and for one without a name."""
    types = _items(_dict(item).get("type"))
    if "h-card" not in types or "h-org" in types:
        return None
    properties = _dict(item.get("properties"))

    def texts(*keys: str) -> list[str]:
        return [text for key in keys for one in _items(properties.get(key)) if (text := _card_text(one))]

    name, companies = _card_name(texts), texts("org")
    if not name or name in companies:
        return None
    urls, mails = texts("url"), [mail.removeprefix("mailto:").partition("?")[0] for mail in texts("email")]
    place = _card_place(item, properties, texts)
    is_untold = bool(properties.get("adr")) and not any(place.values())
    return {
        "basics": {
            "name": name,
            "summary": " ".join(texts("note")) or None,
            "location": place,
            "email": next(iter(mails), None),
            "url": next(iter(urls), None),
            "profiles": [{"url": one} for one in (*urls[1:], *mails[1:])],
        },
        "work": _work(texts("job-title") or texts("role"), companies),
        "interests": [{"name": one} for one in texts("category")],
        "unread": [f"h-card.{key}" for key in properties if key not in _CARD_KEYS or (key == "adr" and is_untold)],
    }


def _card_text(value: Any) -> str | None:
    if isinstance(value, dict):
        inner = value.get("properties")
        value = next(iter(_items(inner.get("name"))), None) if isinstance(inner, dict) else value.get("value")
    return _text(value)


def _card_name(texts: Callable[..., list[str]]) -> str | None:
    """The name; of its parts where it is missing, or where the page sets them apart by something else than spaces."""
    name = next(iter(texts("name")), None)
    parts = (*texts("given-name")[:1], *texts("family-name")[:1])
    return " ".join(parts) if len(parts) == 2 and (not name or " " not in name) else name


def _card_place(item: _Node, properties: _Node, texts: Callable[..., list[str]]) -> dict[str, str | None]:
    """The town and the region, which may stand in an address of their own, marked as the card's or only inside it."""
    inside = [one for one in _items(item.get("children")) if "h-adr" in _items(_dict(one).get("type"))]
    addresses = [*_items(properties.get("adr")), *inside]
    inner = next((_dict(one["properties"]) for one in addresses if isinstance(one, dict) and "properties" in one), {})
    return {
        key: next(iter(texts(name)), None) or _card_text(next(iter(_items(inner.get(name))), None))
        for key, name in (("city", "locality"), ("region", "region"))
    }


def _filled(records: list[_Node], cards: list[_Node]) -> list[_Node]:
    """The people of the JSON-LD, with what it lacks and a card of the same name has; the cards alone where there is none."""
    if not records:
        return cards
    by_name = {card["basics"]["name"].casefold(): card for card in cards}
    for record in records:
        name = record["basics"]["name"]
        card = by_name.get(name.casefold()) if name else cards[0] if len(cards) == len(records) == 1 else None
        if card:
            basics = {key: value or record["basics"].get(key) for key, value in card["basics"].items()}
            basics.update({key: value for key, value in record["basics"].items() if value})
            record.update({key: value for key, value in card.items() if not record.get(key)}, basics=basics)
    return records
