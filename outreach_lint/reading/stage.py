"""How far the conversation has come, by the ladder of the design: 0 first contact, 1 opened, 2 conversation, 3 relationship, 4 shared work."""

from __future__ import annotations

from outreach_lint.message import Message

# A stage is reached with so many replies from the recipient. Shared work (4) shows in no thread: it must be said.
_REPLIES_FOR_STAGE = ((3, 4), (2, 2), (1, 1))


def stage_of(message: Message, stated: int | None = None) -> int:
    """The stage that the caller states, or what the thread shows."""
    if stated is not None:
        return stated
    replies = sum(not earlier.from_sender for earlier in message.thread)
    return next((stage for stage, needed in _REPLIES_FOR_STAGE if replies >= needed), 0)
