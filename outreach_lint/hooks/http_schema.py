"""How OpenAPI describes what the HTTP server is asked and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outreach_lint.drafts import LONGEST_BODY
from outreach_lint.hooks.http_problem import PROBLEM, STATUS_WORDS
from outreach_lint.message import Channel, Role

JSON = "application/json"
RECIPIENT, SENDER = "recipient_profile", "sender_profile"
_EXAMPLE = {
    "text": "Hi Bob,\n\nCan you spare 15 minutes this week?\n",
    "channel": "linkedin-message",
    "recipient_profile": {"basics": {"name": "Bob Example", "label": "Data analyst"}},
}
_SAID = {"type": "string"}
_RESUME: dict[str, Any] = {
    "type": ["object", "null"],
    "description": "A JSON Resume (jsonresume.org): a person's `basics`, `work`, `education`, `projects`, `publications` and so on.",
}
MESSAGE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "pattern": r"\w", "maxLength": LONGEST_BODY, "description": "What is to be sent."},
        "subject": {"type": ["string", "null"]},
        "channel": {"enum": [*map(str, Channel), None]},
        "recipient": {"type": ["string", "null"], "description": "Whom it goes to: a name, or a mail address with one."},
        "role": {"enum": [*map(str, Role), None], "description": "What the sender is to the recipient."},
        "stage": {"type": ["integer", "null"], "minimum": 0, "maximum": 4, "description": "How far the conversation has come."},
        "thread": {
            "type": ["array", "null"],
            "description": "What was said before, oldest first.",
            "maxItems": 100,
            "items": {
                "oneOf": [
                    {"type": "object", "additionalProperties": False, "required": [who], "properties": {who: _SAID}}
                    for who in ("me", "them")
                ]
            },
        },
        RECIPIENT: _RESUME,
        SENDER: _RESUME,
    },
    "example": _EXAMPLE,
}
REQUEST = {"requestBody": {"required": True, "content": {JSON: {"schema": MESSAGE}}}}
RULE = {"type": "object", "required": ["id", "group", "severity", "on", "summary", "evidence"]}
_LISTS = ("moves", "findings", "rewrites", "skipped", "waived")
_DRAFT = {
    "type": "object",
    "description": "An element of `drafts` in docs/report.schema.json.",
    "required": ["path", "number", "channel", "stage", "stage_reason", "recipient", *_LISTS, "known"],
    "properties": {
        "channel": {"enum": [*map(str, Channel)]},
        "stage": {"type": "integer", "minimum": 0, "maximum": 4},
        **{name: {"type": "array"} for name in _LISTS},
    },
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"status": {"type": "integer"}, **{name: {"type": "string"} for name in ("type", "title", "detail")}},
}


def answers(*statuses: int, of: Mapping[str, Any] = _DRAFT) -> dict[int | str, dict[str, Any]]:
    """The answers of an endpoint, for OpenAPI."""
    problem = {PROBLEM: {"schema": _PROBLEM_SCHEMA}}
    told: dict[int | str, dict[str, Any]] = {
        200: {"description": "The answer.", "content": {JSON: {"schema": dict(of)}}},
        **{status: {"description": STATUS_WORDS[status], "content": problem} for status in (401, 403, *statuses)},
    }
    return told
