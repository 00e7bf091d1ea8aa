"""Merged drafts: the columns of a sheet, or the keys of an object, that hold a message and tell whom it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from outreach_lint.errors import DraftError, ProfileError
from outreach_lint.message import Channel, Message, Role, Source
from outreach_lint.profile import Profile
from outreach_lint.registry import nearest
from outreach_lint.resume import profile_from_resume

# What a column holds, and the names that tools give it; the first that a sheet has is taken.
KNOWN_NAMES: dict[str, tuple[str, ...]] = {
    "body": (
        "body", "message", "text", "message body", "email body", "draft", "note", "connection note", "message text", "content", "inmail", "dm",
        "final message", "personalized message", "personalised message", "email text",
    ),
    "subject": ("subject", "subject line", "email subject"),
    "to": (
        "to", "recipient", "recipient email", "email", "e mail", "email address", "work email", "mail", "linkedin url", "linkedin", "linkedin profile",
        "linkedin profile url", "profile url", "person linkedin url", "url",
    ),
    "name": ("name", "full name", "contact name", "recipient name", "lead name"),
    "first-name": ("first name", "firstname", "given name", "fname"),
    "last-name": ("last name", "lastname", "surname", "family name", "lname"),
    "company": ("company", "company name", "organization", "organisation", "organization name", "employer", "account"),
    "position": ("position", "title", "job title", "jobtitle", "role title", "occupation"),
    "headline": ("headline", "linkedin headline"),
    "place": ("city", "location", "town"),
    "channel": ("channel",),
    "role": ("role",),
    "stage": ("stage",),
    "profile": ("profile", "profile file"),
}  # fmt: skip
_WEB = re.compile(r"https?://|[\w-]+(?:\.[\w-]+)+/", re.I)


def columns_of(names: Iterable[str], named: Mapping[str, str], path: str) -> dict[str, str]:
    """Which of the names of a sheet holds what. `named` are those that the settings name. Raises DraftError if one of these is not there, or none
    holds the message."""
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(_plain(name), name)
    found = {what: next((by_name[name] for name in known if name in by_name), None) for what, known in KNOWN_NAMES.items()}
    for what, name in named.items():
        if _plain(name) not in by_name:
            close = get_close_matches(_plain(name), by_name, 1)
            said = f"did you mean {by_name[close[0]]!r}?" if close else f"there are {', '.join(map(repr, by_name.values()))}"
            raise DraftError(f"no column {name!r}; {said}"[:500], path=path)
        found[what] = by_name[_plain(name)]
    if found["body"] is None:
        problem = f"no column is known to hold the message; --body-column names it, of {', '.join(map(repr, by_name.values()))}"
        raise DraftError(problem[:500], path=path)
    return {what: name for what, name in found.items() if name is not None}


def holds_messages(names: Iterable[str]) -> bool:
    """Whether these are the names of a sheet of messages: one for the message, and one for whom it goes to."""
    plain = {_plain(name) for name in names}
    held = {what for what, known in KNOWN_NAMES.items() if not plain.isdisjoint(known)}
    return "body" in held and not held.isdisjoint({"to", "name", "first-name", "subject"})


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip()))


def message_of(values: Mapping[str, str], body: str, source: Source, path: str, number: int) -> Message:
    """The message of a row, from its values by what they hold. A stage in words, and a role that is a job, are those of the sender's own books, and
    mean nothing here. Raises DraftError, with the line, for a channel or a number of a stage that is none."""
    line = source.line
    stage = values["stage"] if values.get("stage", "").isdecimal() else None
    if stage not in (None, "0", "1", "2", "3", "4"):
        raise DraftError("stage is not a number from 0 to 4", path=path, line=line)
    channel, role = re.sub(r"[\s_]+", "-", values.get("channel", "").casefold()) or None, values.get("role") or None
    if channel is not None and channel not in list(Channel):
        raise DraftError(f"unknown channel {channel[:40]!r}; {nearest(channel[:40], list(Channel))}", path=path, line=line)
    name = values.get("name") or " ".join(part for part in (values.get("first-name"), values.get("last-name")) if part)
    address = values.get("to") or ""
    return Message(
        body=body,
        subject=values.get("subject") or None,
        channel=Channel(channel) if channel else _channel_for(address, values),
        recipient=f"{name} <{address}>" if name and _is_address(address) else address or name or None,
        about=_about(values, name, address, path),
        profiles=(values["profile"],) if values.get("profile") else (),
        stage=int(stage) if stage else None,
        role=Role(role) if role in list(Role) else None,
        path=path,
        number=number,
        source=source,
    )


def _is_address(text: str) -> bool:
    return "@" in text or bool(_WEB.match(text))


def _channel_for(address: str, values: Mapping[str, str]) -> Channel | None:
    """What goes to a mail address, or has a subject, is mail; nothing is known of the rest."""
    return Channel.EMAIL if ("@" in address and not _WEB.match(address)) or values.get("subject") else None


def _about(values: Mapping[str, str], name: str, address: str, path: str) -> Profile | None:
    """What the row tells of the recipient; None where it is nothing."""
    basics: dict[str, Any] = {
        "name": name,
        "label": values.get("headline"),
        "location": values.get("place"),
        "url": address if _is_address(address) else "",
    }
    work = {"position": values.get("position"), "name": values.get("company")}
    try:
        return profile_from_resume({"basics": basics, "work": [work]}, path)
    except ProfileError:
        return None
