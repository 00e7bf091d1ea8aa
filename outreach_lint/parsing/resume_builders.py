"""The files of two programs that make résumés, brought into the shape of JSON Resume: RenderCV's YAML and Reactive Resume's JSON."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.sections import section_of

# What the entries of RenderCV are told by, and the keys that they get.
_RENDERED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("company", "work", {"company": "name", "position": "position", "summary": "summary"}),
    ("institution", "education", {"institution": "institution", "area": "area", "degree": "studyType"}),
    ("authors", "publications", {"title": "name", "journal": "publisher"}),
)
_RENDERED_DATES = {"start_date": "startDate", "end_date": "endDate", "date": "releaseDate"}
_REACTIVE: dict[str, tuple[str, dict[str, str]]] = {
    "experience": ("work", {"company": "name", "name": "name", "position": "position"}),
    "work": ("work", {"company": "name", "name": "name", "position": "position"}),
    "education": (
        "education",
        {"institution": "institution", "school": "institution", "studyType": "studyType", "degree": "studyType", "area": "area"},
    ),
    "volunteer": ("volunteer", {"organization": "organization", "position": "position"}),
    "awards": ("awards", {"title": "title", "awarder": "awarder"}),
    "certifications": ("certificates", {"name": "name", "title": "name", "issuer": "issuer"}),
    "publications": ("publications", {"name": "name", "title": "name", "publisher": "publisher"}),
    "projects": ("projects", {"name": "name", "title": "name"}),
    "skills": ("skills", {"name": "name", "title": "name"}),
    "interests": ("interests", {"name": "name", "title": "name"}),
    "languages": ("languages", {"name": "language", "language": "language"}),
}
_TOLD_ELSEWHERE = frozenset({"profiles", "references", "custom"})


def is_render_cv(data: Any) -> bool:
    """Whether a YAML file is one of RenderCV."""
    return isinstance(data, dict) and isinstance(data.get("cv"), dict)


def from_render_cv(data: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The record of a RenderCV file, and the sections and entries that were not understood."""
    cv = data["cv"]
    basics = {key: cv.get(key) for key in ("name", "location", "email", "website")}
    basics |= {"headline": cv.get("headline") or cv.get("label"), "profiles": _networks(cv.get("social_networks"))}
    record: dict[str, Any] = {"basics": basics}
    unread: list[str] = []
    sections = cv.get("sections")
    for title, entries in sections.items() if isinstance(sections, dict) else ():
        texts = [entry for entry in entries if isinstance(entry, str)] if isinstance(entries, list) else []
        if texts and section_of(str(title).replace("_", " ")) == "summary":
            basics["summary"] = " ".join(texts)
            continue
        for i, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            if not _add_rendered(record, entry):
                unread.append(f"cv.sections.{title}[{i}]")
    return record, unread


def _networks(networks: Any) -> list[dict[str, str]]:
    held = networks if isinstance(networks, list) else []
    hosts = {"linkedin": "https://www.linkedin.com/in/", "github": "https://github.com/"}
    return [
        {"url": f"{hosts[network]}{one['username']}"}
        for one in held
        if isinstance(one, dict) and (network := str(one.get("network")).casefold()) in hosts and one.get("username")
    ]


def _add_rendered(record: dict[str, Any], entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    section, keys = next(((section, keys) for mark, section, keys in _RENDERED if entry.get(mark)), ("", {}))
    if not section:
        return False
    known = {**keys, **_RENDERED_DATES}
    found = {known[key]: value for key, value in entry.items() if key in known}
    if section != "publications" and "releaseDate" in found:
        found["dates"] = found.pop("releaseDate")
    record.setdefault(section, []).append({**found, "highlights": entry.get("highlights")})
    return True


def is_reactive_resume(data: Any) -> bool:
    """Whether a JSON file is one of Reactive Resume."""
    sections = data.get("sections") if isinstance(data, dict) else None
    return isinstance(sections, dict) and any(isinstance(one, dict) and "items" in one for one in sections.values())


def from_reactive_resume(data: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The record of a Reactive Resume file, and the sections that were not understood."""
    basics = dict(data["basics"]) if isinstance(data.get("basics"), dict) else {}
    own = {key: basics.get(key) for key in ("name", "headline", "location", "email")}
    own["url"] = _address(basics.get("url") or basics.get("website"))
    sections = data["sections"]
    summary = sections.get("summary")
    own["summary"] = _plain(summary.get("content")) if isinstance(summary, dict) else _plain(basics.get("summary"))
    profiles = sections.get("profiles")
    own["profiles"] = [{"url": _address(one.get("url"))} for one in _items(profiles)]
    record: dict[str, Any] = {"basics": own}
    unread: list[str] = []
    for key, section in sections.items():
        if key in _REACTIVE:
            name, keys = _REACTIVE[key]
            record[name] = [_reactive_entry(item, keys) for item in _items(section)]
        elif key not in _TOLD_ELSEWHERE and key != "summary" and _items(section):
            unread.append(f"sections.{key}")
    return record, unread


def _items(section: Any) -> list[dict[str, Any]]:
    """The entries of a section that its owner shows."""
    items = section.get("items") if isinstance(section, dict) and section.get("visible", True) else None
    return [item for item in items if isinstance(item, dict) and item.get("visible", True)] if isinstance(items, list) else []


def _reactive_entry(item: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    entry = {keys[key]: value for key, value in item.items() if key in keys and value}
    date = item.get("date") or item.get("period")
    if isinstance(date, dict):
        entry |= {"startDate": date.get("start"), "endDate": date.get("end")}
    elif date:
        entry["dates"] = date
    return {**entry, "summary": _plain(item.get("summary") or item.get("description"))} if "name" in keys.values() else entry


def _plain(html: Any) -> str | None:
    """Text without the tags of its paragraphs and lists."""
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", html).split()) or None if isinstance(html, str) else None


def _address(url: Any) -> str | None:
    value = url.get("href") if isinstance(url, dict) else url
    return value if isinstance(value, str) and value else None
