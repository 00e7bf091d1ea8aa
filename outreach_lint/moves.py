"""What one sentence of a first-contact message does: its move, the standard term of genre analysis (Swales; Bhatia).

`corpora/LABELS.md` defines each move with its boundary. The corpora annotate these, the classifier predicts them, the
rules reason over them.
"""

from __future__ import annotations

from enum import StrEnum


class Move(StrEnum):
    """What a sentence does. A sentence carries every move that it makes."""

    GREETING = "greeting"
    PLEASANTRY = "pleasantry"
    SELF_INTRODUCTION = "self-introduction"
    REFERENCE = "reference"
    STOCK_REFERENCE = "stock-reference"
    QUESTION = "question"
    REQUEST = "request"
    INVITATION = "invitation"
    OFFER = "offer"
    PITCH = "pitch"
    EASY_OUT = "easy-out"
    THANKS = "thanks"
    CLOSING = "closing"
    OTHER = "other"


class RequestKind(StrEnum):
    """What a request asks for."""

    JOB = "job"
    REFERRAL = "referral"
    INTRODUCTION = "introduction"
    MEETING = "meeting"
    REVIEW = "review"
    RECOMMENDATION = "recommendation"
    INFORMATION = "information"
    PURCHASE = "purchase"
    MONEY = "money"
    LINK_OR_SHARE = "link-or-share"
    FORWARD = "forward"
    PARTICIPATION = "participation"
    OTHER = "other"


class Zone(StrEnum):
    """Which part of a message a stretch of text belongs to."""

    GREETING = "greeting"
    BODY = "body"
    SIGN_OFF = "sign-off"
    SIGNATURE = "signature"
    QUOTED = "quoted"
    BOILERPLATE = "boilerplate"
