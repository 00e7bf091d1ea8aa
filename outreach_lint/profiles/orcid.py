"""A researcher's record at ORCID (orcid.org), version 2 or 3, in JSON, whole or in part: name, biography, keywords, addresses, employments, education,
service, distinctions and works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.profiles.json_resume import load, outline
from outreach_lint.resume import profile_from_resume

SUFFIXES: tuple[str, ...] = ()
LIBRARY = "standard library"
LIMITS = "No XML; what is not public, fundings and peer reviews are not read; up to 500 works."
_XML = (b"<record:record", b"http://www.orcid.org/ns/")
_ONLY_JSON = "ORCID's XML is not read; save the record as JSON (https://pub.orcid.org/v3.0/ID/record with the header Accept: application/json)"
_ALONE = "does not say whether this is an employment or an education; name the file after it (employment.json, education.json), or save the whole record"
_MOST_WORKS = 500
# What an affiliation is called -> the section, and the keys of it that take the role and the organisation.
_AFFILIATIONS: dict[str, tuple[str, str, str, str]] = {
    "employment": ("employments", "work", "position", "name"),
    "invited-position": ("invited-positions", "work", "position", "name"),
    "education": ("educations", "education", "studyType", "institution"),
    "qualification": ("qualifications", "certificates", "name", "issuer"),
    "membership": ("memberships", "volunteer", "position", "organization"),
    "service": ("services", "volunteer", "position", "organization"),
    "distinction": ("distinctions", "awards", "title", "awarder"),
}
_DATED_ONCE = frozenset({"certificates", "awards"})
_UNREAD = ("fundings", "peer-reviews", "research-resources")
_SPOKEN = frozenset({"lecture-speech", "conference-presentation"})
_BETWEEN = lazy(r"\s*[,;•|\n]\s*")
_NUMBER = lazy(r"\d{1,4}")


def recognises(data: bytes) -> bool:
    """Whether the JSON has ORCID's keys; its XML is recognised too, to say that it is not read."""
    if any(mark in data for mark in _XML):
        return True
    keys = outline(data)
    if "orcid-identifier.path" in keys or "orcid-identifier.uri" in keys or "activities-summary" in keys:
        return True
    summaries = (f"{at}{one}-summary" for one in _AFFILIATIONS for at in ("", "affiliation-group[].summaries[].", *_plural_at(one)))
    works = (
        "group[].work-summary",
        "title.title.value",
        "works.group[].work-summary",
        "work-summary",
        "bulk[].work.title.title.value",
    )
    person = ("name.given-names.value", "person.name.given-names.value", "researcher-urls.researcher-url", "keywords.keyword")
    piece = {"role-title", "department-name", "organization.name"} <= keys
    return piece or any(key in keys for key in (*summaries, *works, *person))


def _plural_at(one: str) -> tuple[str, str]:
    plural = _AFFILIATIONS[one][0]
    return f"{plural}.", f"{plural}.affiliation-group[].summaries[]."


def read(data: bytes, path: str) -> Profile:
    """Read a record. Raises ProfileError if it is none, and for a single entry that does not say what it is."""
    if any(mark in data[:65_536] for mark in _XML):
        raise ProfileError(_ONLY_JSON, path=path)
    value = load(data, path)
    if not isinstance(value, dict):
        raise ProfileError("no record of ORCID: the file holds no object", path=path)
    unread: list[str] = []
    person = _dict(value.get("person")) or value
    activities = _dict(value.get("activities-summary")) or value
    record: dict[str, Any] = {"basics": _basics(value, person, unread), "interests": _interests(person, unread)}
    for kind in _AFFILIATIONS:
        _add_affiliations(record, kind, activities, unread)
    _add_works(record, activities, unread)
    _add_alone(record, value, path)
    unread += [key for key in _UNREAD if _dict(activities.get(key)).get("group")]
    return profile_from_resume(record, path, unread)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _value(value: Any) -> str | None:
    """The text of {"value": "..."}, or of {"content": "..."}, or the text itself."""
    held = value.get("value", value.get("content")) if isinstance(value, dict) else value
    return held if isinstance(held, str) and held.strip() else None


def _is_public(one: dict[str, Any], place: str, unread: list[str]) -> bool:
    """Whether it may be spoken of: what the record shows to a few only is named as not read."""
    visibility = one.get("visibility")
    if isinstance(visibility, str) and visibility.casefold() in ("private", "limited", "registered_only"):
        unread.append(f"{place}: not public")
        return False
    return True


def _basics(record: dict[str, Any], person: dict[str, Any], unread: list[str]) -> dict[str, Any]:
    name, biography = _dict(person.get("name")), _dict(person.get("biography"))
    parts = [_value(name.get(key)) for key in ("given-names", "family-name")]
    spelt = " ".join(part for part in parts if part) if parts[0] else None
    mails = [mail for one in _public(person, "emails", "email", unread) if (mail := _value(one.get("email")))]
    sites = [site for one in _public(person, "researcher-urls", "researcher-url", unread) if (site := _value(one.get("url")))]
    sites += [
        site
        for one in _public(person, "external-identifiers", "external-identifier", unread)
        if (site := _value(one.get("external-id-url")))
    ]
    return {
        "name": (spelt or _value(name.get("credit-name")) or parts[1]) if _is_public(name, "name", unread) else None,
        "summary": _value(biography) if biography and _is_public(biography, "biography", unread) else None,
        "email": next(iter(mails), None),
        "profiles": [{"url": address} for address in (*_identifier(record), *sites, *mails[1:])],
    }


def _identifier(record: dict[str, Any]) -> Iterator[str]:
    identifier = _dict(record.get("orcid-identifier"))
    uri, number = _value(identifier.get("uri")), _value(identifier.get("path"))
    if uri or number:
        yield uri or f"https://orcid.org/{number}"


def _public(person: dict[str, Any], plural: str, singular: str, unread: list[str]) -> list[dict[str, Any]]:
    return [one for one in _list(_dict(person.get(plural)).get(singular)) if _is_public(one, plural, unread)]


def _interests(person: dict[str, Any], unread: list[str]) -> list[dict[str, str]]:
    """The keywords: subjects of research; people often write several in one."""
    keywords = _public(person, "keywords", "keyword", unread) or _list(person.get("keyword"))
    texts = [text for one in keywords if (text := _value(one))]
    return [{"name": part} for text in texts for part in _BETWEEN.split(text[:2000]) if part]


def _add_affiliations(record: dict[str, Any], kind: str, activities: dict[str, Any], unread: list[str]) -> None:
    plural, section, _, _ = _AFFILIATIONS[kind]
    key = f"{kind}-summary"
    for held in (_dict(activities.get(plural)), activities):
        summaries = [one for group in _list(held.get("affiliation-group")) for one in _list(group.get("summaries"))]
        found = [_dict(one.get(key)) for one in summaries] + _list(held.get(key)) + [_dict(held.get(key))]
        entries = [_affiliation(kind, one) for one in found if one and _is_public(one, plural, unread)]
        if entries:
            record[section] = record.get(section, []) + entries


def _affiliation(kind: str, one: dict[str, Any]) -> dict[str, Any]:
    _, section, role, organization = _AFFILIATIONS[kind]
    start, end = _date(one.get("start-date")), _date(one.get("end-date"))
    dates = {"date": start or end} if section in _DATED_ONCE else {"startDate": start, "endDate": end}
    return {
        role: _value(one.get("role-title")),
        organization: _value(_dict(one.get("organization")).get("name")),
        "department": _value(one.get("department-name")),
        **dates,
    }


def _date(value: Any) -> str | None:
    """{"year": {"value": "2015"}, "month": {"value": "02"}} as "2015-02"."""
    held = _dict(value)
    parts = [str(_dict(held.get(key)).get("value", held.get(key)) or "") for key in ("year", "month")]
    if not _NUMBER.fullmatch(parts[0]):
        return None
    return f"{parts[0]}-{int(parts[1]):02}" if re.fullmatch(r"0?[1-9]|1[0-2]", parts[1]) else parts[0]


def _add_works(record: dict[str, Any], activities: dict[str, Any], unread: list[str]) -> None:
    held = _dict(activities.get("works")) or activities
    groups = [_list(group.get("work-summary"))[:1] for group in _list(held.get("group"))]  # one work, as several sources tell of it
    works = [one for group in groups for one in group] + _list(held.get("work-summary"))
    works += [_dict(one.get("work")) for one in _list(held.get("bulk"))]
    for one in works[:_MOST_WORKS]:
        if one and _is_public(one, "works", unread):
            _add_work(record, one)
    if len(works) > _MOST_WORKS:
        unread.append(f"works: {len(works) - _MOST_WORKS:,} more")


def _add_work(record: dict[str, Any], one: dict[str, Any]) -> None:
    title = _dict(one.get("title"))
    name, subtitle = _value(title.get("title")), _value(title.get("subtitle"))
    entry = {
        "name": f"{name}: {subtitle}" if name and subtitle else name,
        "publisher": _value(one.get("journal-title")),
        "summary": _value(one.get("short-description")),
        "releaseDate": _date(one.get("publication-date")),
    }
    kind = _value(one.get("type"))
    record.setdefault("talks" if kind in _SPOKEN else "publications", []).append(entry)


def _add_alone(record: dict[str, Any], value: dict[str, Any], path: str) -> None:
    """One entry that was saved by itself; which of the kinds of affiliation it is, its own path says, or the file's name."""
    if _dict(value.get("title")).get("title"):
        _add_work(record, value)
    elif "organization" in value and ("role-title" in value or "department-name" in value):
        said = f"{_value(value.get('path')) or ''} {path.replace(chr(92), '/').rpartition('/')[2]}".casefold()
        kinds = [kind for kind in _AFFILIATIONS if kind in said]
        if len(kinds) != 1:
            raise ProfileError(_ALONE, path=path)
        record[_AFFILIATIONS[kinds[0]][1]] = [_affiliation(kinds[0], value)]
