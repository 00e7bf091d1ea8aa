"""One message as a JSON object, as other programs hand it over: `text`, and perhaps `subject`, `channel`, `recipient`, `role`, `stage`, `profile` and
`thread`, a list of `{"me": ...}` and `{"them": ...}`."""

from __future__ import annotations

import json
from typing import Any

from outreach_lint.drafts.jsonl import as_ascii_json, as_json, places_of, span_of
from outreach_lint.drafts.markdown import named, stage_from, thread_from
from outreach_lint.errors import DraftError
from outreach_lint.message import Channel, Message, Role, Source
from outreach_lint.registry import nearest
from outreach_lint.source import decode, encoding_of

SUFFIXES = ()  # JSON in a folder can be anything
NAMED = (".json",)
LIBRARY = "standard library"
LIMITS = "An object with an unknown key is refused."
_BODY = "text"
_TEXTS = (_BODY, "subject", "channel", "recipient", "role")
_KEYS = (*_TEXTS, "stage", "profile", "thread")


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as JSON, or begins as an object over several lines, or with the key of a message's text."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return path.lower().endswith(NAMED) or (start.startswith(b"{") and start[1:].lstrip().startswith(b'"text"'))


def read(data: bytes, path: str) -> Message:
    """Read the message. Raises DraftError, with the line where the JSON is broken."""
    text = decode(data, path, DraftError)
    values = _values(text, path)
    span = span_of(text, _BODY)
    if span is None:
        raise DraftError('the object has no "text", or it is no string', path=path)
    body, places = places_of(text, span)
    profile = values.get("profile") or ()
    return Message(
        body=body,
        subject=values.get("subject"),
        channel=named(values.get("channel"), "channel", Channel, path),
        recipient=values.get("recipient"),
        profiles=(profile,) if isinstance(profile, str) else tuple(map(str, profile)),
        stage=stage_from(values.get("stage"), path),
        role=named(values.get("role"), "role", Role, path),
        thread=tuple(thread_from(values.get("thread"), path)),
        path=path,
        source=Source(text, places, offset=len(encoding_of(data)[1]), encode=as_ascii_json if text.isascii() else as_json),
    )


def _values(text: str, path: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise DraftError(f"not valid JSON: {error.msg}", path=path, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise DraftError(
            "not a message: the JSON is nested too deeply, or holds a number of thousands of digits", path=path
        ) from None
    if not isinstance(values, dict):
        raise DraftError("not a JSON object", path=path)
    for key, value in values.items():
        if key not in _KEYS:
            raise DraftError(f"unknown key {key[:40]!r}; {nearest(key[:40], _KEYS)}", path=path)
        if key in _TEXTS and not isinstance(value, str | None):
            raise DraftError(f"{key!r} is no text", path=path)
    if not isinstance(values.get("profile") or [], str | list):
        raise DraftError("'profile' is no path, or list of paths", path=path)
    return values
