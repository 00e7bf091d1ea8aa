"""Drafts: one file, one format. A format module has `recognises(data, path)` and `read(data, path)`."""

from __future__ import annotations

from outreach_lint.errors import DraftError
from outreach_lint.message import Message
from outreach_lint.registry import plugins
from outreach_lint.source import STDIN, read_bytes

MAX_BYTES = 250_000
LONGEST_BODY = 30_000  # code points
FALLBACK = "text"


def read_message(path: str, *, stdin_name: str | None = None) -> Message:
    """Read the draft in a file, or on standard input for "-", which is then taken for a file called `stdin_name`.

    Raises DraftError if it cannot be read or is empty.
    """
    data = read_bytes(path, MAX_BYTES, DraftError)
    path = stdin_name if path == STDIN and stdin_name else path
    modules = dict(plugins(__name__))
    fallback = modules.pop(FALLBACK)
    module = next((m for m in modules.values() if m.recognises(data, path)), fallback)
    message: Message = module.read(data, path)
    if not message.body.strip():
        raise DraftError("the draft is empty", path=path)
    if len(message.body) > LONGEST_BODY:
        raise DraftError(f"the message has {len(message.body):,} characters; no first contact has over {LONGEST_BODY:,}", path=path)
    return message
