"""YAML with the keys and sections of JSON Resume, or with one line an entry: "Data analyst at Northwind, since 2021"; and RenderCV's YAML."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.resume_builders import from_render_cv, is_render_cv
from outreach_lint.parsing.shorthand import expand
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.resume import KNOWN_KEYS, profile_from_resume
from outreach_lint.source import decode

_OWN_KEYS = frozenset({"name", "headline", "label", "summary", "location", "cv"})
_PLAIN_KEYS = KNOWN_KEYS | _OWN_KEYS | {"email", "url", "website", "profiles"}
_NO_POSITION = lazy(r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|herr|frau|ir|ing)\.?", re.I)
# What people jot down of a job and a place, and the fields that these are.
_JOTTED = {
    **dict.fromkeys(("company", "employer", "organisation", "organization", "org", "works at"), "name"),
    **dict.fromkeys(("position", "title", "job title", "job", "role"), "position"),
    **dict.fromkeys(("city", "place", "based in", "lives in"), "location"),
}
SUFFIXES = (".yaml", ".yml")
LIBRARY = "PyYAML"
LIMITS = "One person a file; what has no known key is named and not read."


def recognises(data: bytes) -> bool:
    """Whether the file begins with a key that a profile has."""
    first = next((line for line in data.splitlines() if line.strip() and not line.startswith((b"#", b"---"))), b"")
    return first.partition(b":")[0].decode("ascii", "replace") in KNOWN_KEYS | _OWN_KEYS


def read(data: bytes, path: str) -> Profile:
    """Read a YAML profile. Raises ProfileError, with line and column where the YAML is broken."""
    import yaml

    from outreach_lint.yaml import load

    try:
        record = load(decode(data, path, ProfileError))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise ProfileError(f"not valid YAML: {error.problem or error.context}", path=path, line=line, column=column) from None
    except ProfileError:
        raise
    except Exception:  # YAML's constructors raise errors of every kind on what looks like a date or a number and is none
        raise ProfileError("not valid YAML", path=path) from None
    if is_render_cv(record):
        resume, told = from_render_cv(record)
        return profile_from_resume(resume, path, told)
    unread: list[str] = []
    return profile_from_resume(_expanded(record, unread), path, unread)


def _expanded(record: Any, unread: list[str]) -> Any:
    if not isinstance(record, dict):
        return record
    record = _with_plain_keys(record)
    sections: dict[Any, Any] = {}
    for key, items in record.items():
        if key in KNOWN_KEYS and isinstance(items, list | str):
            listed = items if isinstance(items, list) else [items]
            entries = [(item, expand(key, item)) for item in listed]
            sections[key] = [entry for _, entry in entries if entry is not None]
            unread += [f"{key}: {item}" for item, entry in entries if entry is None and item is not None]
    return _with_jotted({**record, **sections})


def _with_plain_keys(record: dict[Any, Any]) -> dict[Any, Any]:
    """The record with the keys that are known in small letters: "Name:" is "name:"."""
    plain = {key: str(key).casefold() for key in record}
    return {plain[key] if plain[key] in _PLAIN_KEYS and plain[key] not in record else key: value for key, value in record.items()}


def _with_jotted(record: dict[Any, Any]) -> dict[Any, Any]:
    """The record with what is jotted down as "company: ...", "job title: ..." and "city: ..." where it belongs."""
    job: dict[str, Any] = {}
    place: dict[str, Any] = {}
    known: dict[Any, Any] = {}
    for key, value in record.items():
        field = _JOTTED.get(str(key).casefold()) if isinstance(value, str) else None
        held = place if field == "location" else job
        is_told = (
            field is None
            or field in held
            or (field == "location" and "location" in record)
            or (field != "location" and "work" in record)
        )
        if is_told or (field == "position" and _NO_POSITION.fullmatch(value.strip())):
            known[key] = value  # what has no place is told as not read
        else:
            held[str(field)] = value
    return {**known, **place, **({"work": [job]} if job else {})}
