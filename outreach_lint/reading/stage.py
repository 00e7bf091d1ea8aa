"""How far the conversation has come, by the ladder of the design, and what may be asked for at each step of it."""

from __future__ import annotations

from outreach_lint.message import Message, Role
from outreach_lint.moves import Move, RequestKind

STAGES = ("first contact", "opened", "conversation", "relationship", "shared work")
# A stage is reached with so many replies from the recipient. Shared work (4) shows in no thread: it must be said.
_REPLIES_FOR_STAGE = ((3, 4), (2, 2), (1, 1))

EARLIEST_STAGE: dict[RequestKind, int] = {
    # From which stage a request of this kind is fine.
    RequestKind.INFORMATION: 1, RequestKind.LINK_OR_SHARE: 1, RequestKind.PARTICIPATION: 1, RequestKind.FORWARD: 1, RequestKind.PURCHASE: 1,
    RequestKind.MONEY: 1, RequestKind.OTHER: 1, RequestKind.MEETING: 2, RequestKind.REVIEW: 2, RequestKind.JOB: 2, RequestKind.REFERRAL: 3,
    RequestKind.INTRODUCTION: 3, RequestKind.RECOMMENDATION: 4,
}  # fmt: skip
FAIR_AT_FIRST: dict[Role, frozenset[Move | RequestKind]] = {
    # What somebody in this role writes for, so that it cannot wait: fair, once the message is about the recipient.
    Role.RECRUITER: frozenset({Move.PITCH, RequestKind.PARTICIPATION, RequestKind.INTRODUCTION}),
    Role.SALES: frozenset({Move.PITCH}),
    Role.FOUNDER: frozenset({Move.PITCH}),
    Role.FREELANCER: frozenset({Move.PITCH}),
    Role.RESEARCHER: frozenset({RequestKind.INFORMATION, RequestKind.PARTICIPATION}),
    Role.STUDENT: frozenset({RequestKind.INFORMATION}),
    Role.JOURNALIST: frozenset({RequestKind.INFORMATION, RequestKind.PARTICIPATION, RequestKind.MEETING}),
    Role.ORGANISER: frozenset({Move.PITCH, RequestKind.PARTICIPATION}),
    Role.CHARITY: frozenset({Move.PITCH, RequestKind.PARTICIPATION}),
}


def stage_of(message: Message, stated: int | None = None) -> int:
    """The stage that the message states, or else the caller, or what the thread shows; a reply of which no thread is known has been opened."""
    stated = _stated(message, stated)
    if stated is not None:
        return stated
    replies = _replies(message)
    is_answer = message.answers is not None and not message.thread
    return next((stage for stage, needed in _REPLIES_FOR_STAGE if replies >= needed), int(is_answer))


def stage_reason(message: Message, stated: int | None = None) -> str:
    """What the stage rests on, in a few words."""
    if _stated(message, stated) is not None:
        return "stated"
    if message.thread:
        replies = _replies(message)
        earlier = f"{len(message.thread)} earlier message{'s' * (len(message.thread) > 1)}"
        whose = {0: "yours", len(message.thread): "theirs"}.get(replies, f"{replies} of them theirs")
        return f"{earlier}, {whose}"
    return message.answers or "nothing shows that anything was said before"


def _stated(message: Message, stated: int | None) -> int | None:
    return stated if message.stage is None else message.stage


def _replies(message: Message) -> int:
    return sum(not earlier.from_sender for earlier in message.thread)
