"""Drafts: one file, one format. A format module has `SUFFIXES`, `recognises(data, path)` and `read(data, path)`, and `can_hold(before,
after)` where not every text can be written into it."""

from __future__ import annotations

import re
from types import ModuleType

from outreach_lint.errors import DraftError
from outreach_lint.message import Message
from outreach_lint.registry import plugins
from outreach_lint.source import read_bytes

MAX_BYTES = 250_000
LONGEST_BODY = 30_000  # code points
FALLBACK = "text"
_MEANT_AS_WAIVER = re.compile(r"<!--[^\r\n]{0,60}?outreach-lint", re.IGNORECASE)


def read_message(path: str) -> Message:
    """Read the draft in a file, or on standard input for "-". Raises DraftError if it cannot be read or is empty."""
    return message_from(read_bytes(path, MAX_BYTES, DraftError), path)


def message_from(data: bytes, path: str) -> Message:
    """The message in the content of a draft that is called `path`. Raises DraftError if it cannot be read or is empty."""
    message: Message = _format_of(data, path).read(data, path)
    _refuse_stray_waiver(message)
    if not message.body.strip():
        raise DraftError("the draft is empty", path=path)
    if len(message.body) > LONGEST_BODY:
        raise DraftError(f"the message has {len(message.body):,} characters; no first contact has over {LONGEST_BODY:,}", path=path)
    return message


def _format_of(data: bytes, path: str) -> ModuleType:
    modules = dict(plugins(__name__))
    fallback = modules.pop(FALLBACK)
    return next((m for m in modules.values() if m.recognises(data, path)), fallback)


def can_hold(before: bytes, after: bytes, path: str) -> bool:
    """Whether the draft's format can hold what would be written: what is read back is told by `message_from`."""
    can = getattr(_format_of(before, path), "can_hold", None)
    return can is None or bool(can(before, after))


def _refuse_stray_waiver(message: Message) -> None:
    """Raise DraftError for a comment that is meant as a waiver and is none: it would be sent."""
    for stray in _MEANT_AS_WAIVER.finditer(message.body):
        before = message.body[message.body.rfind("\n", 0, stray.start()) + 1 : stray.start()]
        if not before.lstrip().startswith(">"):  # somebody else's, quoted
            problem = "this would be sent; a waiver stands alone on a line of Markdown: <!-- outreach-lint: ignore RULE -->"
            raise DraftError(problem, path=message.path, line=message.position(stray.start())[0])


def draft_suffixes() -> tuple[str, ...]:
    """The suffixes by which drafts are found in a folder."""
    return tuple(sorted(suffix for _, module in plugins(__name__) for suffix in module.SUFFIXES))
