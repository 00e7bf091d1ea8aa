"""JSON Resume (jsonresume.org), all sections, also with its older keys and with `talks` and `posts` beside `publications`; and the JSON of contact databases,
which tells the same under other names: "full_name", "experiences", "starts_at"; and the JSON of Reactive Resume."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.resume_builders import from_reactive_resume, is_reactive_resume
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode

SUFFIXES = (".json",)
LIBRARY = "standard library"
LIMITS = "What has no known key is named and not read; up to 10,000 people."
_MOST_PEOPLE, _MOST_BAD, _DEEPEST_WRAPPER = 10_000, 100, 4
_WRAPPERS = ("data", "profile", "person", "people", "persons", "results", "records")

# What a value is called elsewhere: letters and digits only, in lower case. The first that says something is taken.
_BASICS: dict[str, tuple[str, ...]] = {
    "name": ("name", "fullname", "displayname", "formattedname"),
    "headline": ("headline", "occupation", "jobtitle", "tagline", "currentjobtitle"),
    "summary": ("summary", "about", "bio", "biography", "description"),
}  # fmt: skip
_NAME_PARTS = (("firstname", "givenname"), ("lastname", "familyname", "surname"))
_PLACES = ("location", "geo", "geolocation", "locationname")
_PLACE: dict[str, tuple[str, ...]] = {"city": ("city", "locality"), "region": ("region", "state", "province")}
_PLACE_TEXT = ("name", "full", "text", "linkedintext", "default", "displayname")
_COMPANY = (
    "company",
    "companyname",
    "currentcompany",
    "currentcompanyname",
    "jobcompanyname",
    "organization",
    "organizationname",
    "employer",
)
_MAILS = ("email", "emails", "emailaddress", "workemail", "primaryemail", "emailaddresses", "personalemails")
_SITES = ("url", "website", "blog", "homepage", "personalwebsite")
_ACCOUNTS = (
    "linkedinurl", "linkedinprofileurl", "profileurl", "publicprofileurl", "linkedin", "githuburl", "github", "twitterurl", "twitter", "urls", "websites",
    "links", "socialprofiles",
)  # fmt: skip
_SECTIONS: dict[str, tuple[str, ...]] = {
    "work": ("work", "experiences", "experience", "positions", "fullpositions", "position", "workexperience", "workexperiences", "employment", "employments",
             "employmenthistory", "workhistory", "jobs"),
    "education": ("education", "educations", "schools", "educationhistory"),
    "volunteer": ("volunteer", "volunteerexperiences", "volunteerexperience", "volunteerwork", "volunteering"),
    "projects": ("projects", "accomplishmentprojects"),
    "publications": ("publications", "accomplishmentpublications"),
    "awards": ("awards", "honors", "honorsandawards", "accomplishmenthonorsawards"),
    "certificates": ("certificates", "certifications", "licensesandcertifications"),
    "skills": ("skills", "skill"),
    "interests": ("interests", "hobbies"),
    "languages": ("languages",),
}  # fmt: skip
_ENTRIES: dict[str, dict[str, tuple[str, ...]]] = {
    "work": {
        "position": ("position", "title", "role", "jobtitle"),
        "name": ("name", "company", "companyname", "organization", "organizationname", "organisation", "employer"),
        "summary": ("summary", "description"),
    },
    "education": {
        "institution": ("institution", "school", "schoolname", "university", "institutionname", "organization", "name", "title"),
        "studyType": ("studytype", "degree", "degreename", "degrees"),
        "area": ("area", "fieldofstudy", "major", "majors", "field"),
    },
    "volunteer": {
        "position": ("position", "title", "role"),
        "organization": ("organization", "company", "companyname", "organizationname", "organisation"),
        "summary": ("summary", "description"),
    },
    "projects": {"name": ("name", "title"), "description": ("description", "summary")},
    "publications": {"name": ("name", "title"), "publisher": ("publisher", "journal", "venue"), "summary": ("summary", "description")},
    "awards": {"title": ("title", "name"), "awarder": ("awarder", "issuer", "authority"), "summary": ("summary", "description")},
    "certificates": {"name": ("name", "title"), "issuer": ("issuer", "authority", "organization", "issuingorganization", "company")},
    "skills": {"name": ("name", "skill", "title")},
    "interests": {"name": ("name", "title", "interest")},
    "languages": {"language": ("language", "name", "title")},
}  # fmt: skip
_DATES: dict[str, tuple[str, ...]] = {
    "startDate": ("startdate", "startsat", "start", "startedon", "startyear", "from"),
    "endDate": ("enddate", "endsat", "end", "endedon", "endyear", "to"),
    "releaseDate": ("releasedate", "publishedon", "publisheddate", "publishedat", "date", "year", "issuedon", "issuedat"),
}
_DATE_RANGES = ("dates", "daterange", "timeperiod")
_ROLES = ("positions", "roles")
_NO_HEADLINE = lazy(r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev)\.?", re.I)
_BETWEEN = lazy(r"\s*[,;•·|\n]\s*")
_TOKEN = lazy(r'"((?:[^"\\]|\\.)*+)"(\s*+:)?|[{}\[\]]', re.S)
_DEEPEST_KEY, _MOST_KEYS = 5, 2000

# What nothing was made of yet: by plain key, the key as it stands and the value.
_Left = dict[str, tuple[str, Any]]


def recognises(data: bytes) -> bool:
    """Whether the file looks like JSON."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read(data: bytes, path: str) -> Profile:
    """Read the person of a file. Raises ProfileError, with line and column where the JSON is broken, and where there are several people."""
    people = read_people(data, path)
    if len(people) > 1:
        raise ProfileError(f"tells of {len(people):,} people; it has to be said who is meant", path=path)
    return people[0]


def read_people(data: bytes, path: str) -> Sequence[Profile]:
    """Read all people of a file. Raises ProfileError; one bad record among good ones is named in what was not read of the first person."""
    records = _records(load(data, path))
    if len(records) == 1:
        return (_person(records[0], path),)
    if len(records) > _MOST_PEOPLE:
        raise ProfileError(f"tells of more than {_MOST_PEOPLE:,} people; divide the file", path=path)
    people: list[Profile] = []
    bad: list[str] = []
    for number, record in enumerate(records, 1):
        try:
            people.append(_person(record, path))
        except ProfileError as error:
            bad.append(f"record {number}: {error.problem}")
    if not people:
        raise ProfileError("not a profile: the file holds no record of a person", path=path)
    return (replace(people[0], unread=(*people[0].unread, *bad[:_MOST_BAD])), *people[1:])


def load(data: bytes, path: str) -> Any:
    """The value of a JSON file. Raises ProfileError, with line and column where the JSON is broken."""
    text = decode(data, path, ProfileError)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ProfileError(f"not valid JSON: {error.msg}", path=path, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise ProfileError(
            "not a profile: the JSON is nested too deeply, or holds a number of thousands of digits", path=path
        ) from None


@lru_cache(maxsize=1)
def outline(head: bytes) -> frozenset[str]:
    """The keys in the beginning of a JSON file, as paths ("data.user.login", "[].owner.login"), by which a format is told; empty if it is no JSON."""
    found: set[str] = set()
    if not recognises(head):
        return frozenset()
    path: list[str] = []  # of the container that the scan is in; "" stands for the file itself
    key = ""
    for token in _TOKEN.finditer(head.decode("latin-1")):
        mark = token[0]
        if mark in "{[":
            path.append(f"{key}[]." if mark == "[" else f"{key}." if key else "")
            key = ""
        elif mark in "}]":
            del path[-1:]
            key = ""
        elif token[2]:
            key = token[1]
            if len(path) <= _DEEPEST_KEY and len(found) < _MOST_KEYS:
                found.add("".join(path) + key)
    return frozenset(found)


def _records(value: Any) -> list[Any]:
    """The records of people in a file: it may be one, a list, or one of these in a wrapper."""
    for _ in range(_DEEPEST_WRAPPER):
        inner = value[0] if isinstance(value, list) and len(value) == 1 else _unwrapped(value)
        if inner is None:
            break
        value = inner
    return value if isinstance(value, list) and value else [value]


def _unwrapped(value: Any) -> Any:
    """What a wrapper holds; None for what is a record itself."""
    if not isinstance(value, dict) or _is_person(value):
        return None
    held = (value.get(key) for key in _WRAPPERS)
    return next((inner for inner in held if isinstance(inner, dict | list) and inner), None)


def _person(record: Any, path: str) -> Profile:
    record = _unwrapped(record) or record
    if not isinstance(record, dict):
        return profile_from_resume(record, path)
    if is_reactive_resume(record):
        resume, unread = from_reactive_resume(record)
        return profile_from_resume(resume, path, unread)
    if "basics" in record:
        return profile_from_resume(_with_name(record), path)
    return profile_from_resume(_translated(record) if _is_person(record) else record, path)


def _with_name(record: dict[str, Any]) -> dict[str, Any]:
    """The record; with the name of its parts, as the oldest files give it, where `basics` has no name."""
    basics = record["basics"]
    if not isinstance(basics, dict) or basics.get("name"):
        return record
    left = _by_plain_key(basics)
    name = _name_of_parts(left)
    return {**record, "basics": {**_rest(left), "name": name}} if name else record


def _is_person(record: Mapping[Any, Any]) -> bool:
    known = {
        *_BASICS["name"],
        *_NAME_PARTS[0],
        *_NAME_PARTS[1],
        "headline",
        *(alias for names in _SECTIONS.values() for alias in names),
    }
    return "basics" in record or any(_plain(key) in known for key in record)


def _plain(key: Any) -> str:
    return "".join(c for c in str(key)[:60].lower() if c.isalnum())


def _by_plain_key(record: Mapping[Any, Any]) -> _Left:
    return {_plain(key): (str(key), value) for key, value in record.items()}


def _rest(left: _Left) -> dict[str, Any]:
    """What nothing was made of, under its own keys."""
    return dict(left.values())


def _text(value: Any) -> str | None:
    """A string, the name that an object has, or the strings of a list."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "text") if isinstance(value.get(key), str)), None)
    if isinstance(value, list):
        value = ", ".join(one for one in value if isinstance(one, str))
    return value.strip() or None if isinstance(value, str) else None


def _take(left: _Left, aliases: tuple[str, ...]) -> str | None:
    """The first text under these names, taken out of what is left."""
    for alias in aliases:
        if alias in left and (text := _text(left[alias][1])):
            del left[alias]
            return text
    return None


def _name_of_parts(left: _Left) -> str | None:
    parts = [_take(left, aliases) for aliases in _NAME_PARTS]
    return " ".join(part for part in parts if part) or None


def _translated(record: Mapping[Any, Any]) -> dict[str, Any]:
    """A record with the keys of JSON Resume; what is not known keeps its key, so that it is named as not understood."""
    bio = record.get("bio")  # what the oldest files call `basics`
    left = _by_plain_key({**record, "bio": None, **bio} if isinstance(bio, dict) else record)
    sections = {section: entries for section, aliases in _SECTIONS.items() if (entries := _section(section, left, aliases))}
    job = next(
        (text for alias in ("jobtitle", "currentjobtitle", "title") if alias in left and (text := _text(left[alias][1]))), None
    )
    found: dict[str, Any] = {key: _take(left, aliases) for key, aliases in _BASICS.items()}
    parts = None if found["name"] else _name_of_parts(left)
    found["name"] = found["name"] or parts
    if found["name"] and not found["headline"] and "title" in left and not _NO_HEADLINE.fullmatch(_text(left["title"][1]) or "Mr"):
        found["headline"] = _take(left, ("title",))
    if not sections.get("work") and (company := _take(left, _COMPANY)):
        sections["work"] = [{"position": None if _NO_HEADLINE.fullmatch(job or "Mr") else job, "name": company}]
    found["location"] = _place(left)
    found.update(_addresses(left))
    return {**_rest(left), **{key: value for key, value in found.items() if value}, **sections}


def _place(left: _Left) -> Any:
    for alias in _PLACES:
        value = left[alias][1] if alias in left else None
        if isinstance(value, str) and value.strip():
            return left.pop(alias)[1]
        if isinstance(value, dict) and (place := _place_of(_by_plain_key(value))):
            del left[alias]
            return place
    place = {key: _take(left, aliases) for key, aliases in _PLACE.items()}
    return {key: value for key, value in place.items() if value}


def _place_of(keys: _Left) -> Any:
    place = {key: text for key, aliases in _PLACE.items() if (text := _take(keys, aliases))}
    return place or _take(keys, _PLACE_TEXT)


def _addresses(left: _Left) -> dict[str, Any]:
    """`email`, `url` and `profiles` from all the places where mail and web addresses stand."""
    mails = [mail for alias in _MAILS for mail in _take_all(left, alias)]
    sites = [site for alias in _SITES for site in _take_all(left, alias)]
    accounts = [{"url": one} for alias in _ACCOUNTS for one in _take_all(left, alias)]
    given = left["profiles"][1] if "profiles" in left else None
    if isinstance(given, list) and any(isinstance(one, dict) for one in given):
        del left["profiles"]
    else:
        accounts, given = [*accounts, *({"url": one} for one in _take_all(left, "profiles"))], []
    if not accounts and (login := _take(left, ("publicidentifier",))):
        accounts = [{"url": f"https://www.linkedin.com/in/{login}"}]
    more = [{"url": one} for one in (*mails[1:], *sites[1:])]
    return {"email": next(iter(mails), None), "url": next(iter(sites), None), "profiles": [*given, *accounts, *more]}


def _take_all(left: _Left, alias: str) -> list[str]:
    """All addresses under this name: a string, a list, or an object of them."""
    if alias not in left:
        return []
    found = list(_address_texts(left[alias][1]))
    if found:
        del left[alias]
    return found


def _address_texts(value: Any) -> Iterator[str]:
    held = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    for one in held:
        if isinstance(one, dict):
            one = next((one[key] for key in ("email", "url", "address", "value", "link") if isinstance(one.get(key), str)), None)
        if isinstance(one, str) and one.strip():
            yield one.strip()


def _section(section: str, left: _Left, aliases: tuple[str, ...]) -> list[Any]:
    for alias in aliases:
        value = left[alias][1] if alias in left else None
        if isinstance(value, str) and section in ("skills", "interests", "languages"):
            value = [part for part in _BETWEEN.split(value) if part]
        if isinstance(value, list) and value:
            key = left.pop(alias)[0]
            return [entry for item in value for entry in _entries(section, item, is_resume=key == section == "work")]
    return []


def _entries(section: str, item: Any, is_resume: bool) -> Iterator[Any]:
    """One entry of a section; several where it lists the positions that were held at one company."""
    if not isinstance(item, dict):
        yield item
        return
    left = _by_plain_key(item)
    entry = _entry(section, left, is_resume)
    for alias in _ROLES:
        roles = left[alias][1] if section == "work" and alias in left else None
        if isinstance(roles, list) and roles and all(isinstance(role, dict) for role in roles):
            shared = {key: entry[key] for key in ("name",) if key in entry}
            yield from ({**shared, **_entry(section, _by_plain_key(role), is_resume)} for role in roles)
            return
    yield {**_rest(left), **entry}


def _entry(section: str, left: _Left, is_resume: bool) -> dict[str, Any]:
    """The known values of an entry, taken out of what is left of it."""
    found: dict[str, Any] = {}
    for key, aliases in _ENTRIES[section].items():
        if is_resume and (key == "summary" or isinstance(left.get("company", ("", None))[1], str)):
            continue  # JSON Resume itself: `description` is of the company there, and the older `company` is known
        if text := _take(left, aliases):
            found[key] = text
    return {**found, **_dates(left)}


def _dates(left: _Left) -> dict[str, Any]:
    for alias in _DATE_RANGES:
        if alias in left and isinstance(left[alias][1], dict):
            left.update({key: pair for key, pair in _by_plain_key(left.pop(alias)[1]).items() if key not in left})
    found: dict[str, Any] = {}
    for key, aliases in _DATES.items():
        for alias in aliases:
            if alias in left and key not in found:
                found[key] = _date(left.pop(alias)[1])
    is_current = next(
        (left.pop(alias)[1] for alias in ("iscurrent", "current") if isinstance(left.get(alias, ("", 0))[1], bool)), None
    )
    if is_current:
        found["endDate"] = "Present"
    elif is_current is False and not found.get("endDate"):
        found["endDate"] = "ended"
    return {key: value for key, value in found.items() if value}


def _date(value: Any) -> Any:
    """A date as text or number; of an object {"year": 2021, "month": 3} the same as "2021-03"."""
    if not isinstance(value, dict):
        return value if isinstance(value, str | int) else None
    year, month = value.get("year"), value.get("month")
    if isinstance(year, int | str) and year and str(year).isdigit():
        return f"{year}-{int(month):02}" if isinstance(month, int) and 1 <= month <= 12 else str(year)
    return value.get("text") if isinstance(value.get("text"), str) else None
