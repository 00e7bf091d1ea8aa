"""YAML with the keys and sections of JSON Resume, or with one line an entry: "Data analyst at Northwind, since 2021"."""

from __future__ import annotations

from typing import Any

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.shorthand import expand
from outreach_lint.profile import Profile
from outreach_lint.resume import KNOWN_KEYS, profile_from_resume
from outreach_lint.source import decode

_OWN_KEYS = frozenset({"name", "headline", "label", "summary", "location"})
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
    return profile_from_resume(_expanded(record), path)


def _expanded(record: Any) -> Any:
    if not isinstance(record, dict):
        return record
    sections = {
        key: [expand(key, item) for item in (items if isinstance(items, list) else [items])]
        for key, items in record.items()
        if key in KNOWN_KEYS and isinstance(items, list | str)
    }
    return _with_jotted({**record, **sections})


def _with_jotted(record: dict[Any, Any]) -> dict[Any, Any]:
    """The record with what is jotted down as "company: ...", "job title: ..." and "city: ..." where it belongs."""
    said = {
        key: _JOTTED[str(key).casefold()]
        for key, value in record.items()
        if str(key).casefold() in _JOTTED and isinstance(value, str)
    }
    job = {field: record[key] for key, field in said.items() if field in ("name", "position")}
    known = {key: value for key, value in record.items() if key not in said}
    if job and "work" not in known:
        known["work"] = [job]
    elif job:
        known |= {key: record[key] for key, field in said.items() if field in job}  # told as not read
    return known | {field: record[key] for key, field in said.items() if field == "location"}
