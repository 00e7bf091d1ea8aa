"""What is no letter from one person to another, told by its headers and its form: patches, answers of calendars, what a program wrote, what is encrypted."""

from __future__ import annotations

import re

from outreach_lint.hooks.headers import Headers
from outreach_lint.patterns import lazy

# [PATCH v2 1/3], [RFC PATCHv2], [GIT PULL], quilt's [patch 1/3], and the cover letter of a series by any other name: [RFC 0/3]. Others write of
# "[Patch Tuesday]".
_PATCH_SUBJECT = lazy(
    r"\s*\[[^\]]{0,80}?(?:\bPATCH(?:v\d+)?\b|\bGIT PULL\b|\b(?i:patch)\b[^\]]{0,20}\b\d+/\d+|\b0+/\d+\b)[^\]]{0,80}\]"
)
# Below the line that ends what is said of a patch, or in a file that git or Mercurial wrote.
_APART = re.compile(rb"\AFrom [0-9a-f]{2,40} |^---[ \t]*\r?$|^# HG changeset patch", re.M)
_DIFF = re.compile(
    rb"^(?:diff --git [^\n]+\n(?:index|old mode|new mode|new file|deleted file|similarity|rename|copy|dissimilarity|---) |Index: \S|--- \S[^\n]*\n\+\+\+ \S)",
    re.M,
)
_CALENDAR_ANSWER = re.compile(
    rb"^Content-Type:\s*text/calendar\b[^\n]*(?:\n[ \t][^\n]*)*?\bmethod=\W?(?:reply|counter|refresh|cancel)\b", re.I | re.M
)
_MOST_LOOKED_AT = 1_000_000  # bytes
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_PGP = re.compile(rb"\r?\n\r?\n\s*-----BEGIN PGP MESSAGE-----")


def why_no_letter(headers: Headers, data: bytes) -> str | None:
    """Why a mail is no letter from one person to another; None if it is one, or may be."""
    if headers["Resent-From"]:
        return "it is sent on as it was written"
    if _is_patch(headers, data):
        return "it is a patch"
    if headers.kind in _ENCRYPTED or _is_pgp(data):
        return "it is encrypted"
    if _answers_invitation(data):
        return "it answers an invitation"
    automatic = headers["Auto-Submitted"].partition(";")[0].strip().casefold()
    is_automatic = automatic not in ("", "no") or headers.kind == "multipart/report"
    return "a program wrote it" if is_automatic else None


def _is_patch(headers: Headers, data: bytes) -> bool:
    """What is attached to a letter, or pasted into it, is no reason to let it pass."""
    if _PATCH_SUBJECT.match(headers["Subject"]):
        return True
    return not headers.kind.startswith("multipart/") and _APART.search(data) is not None and _DIFF.search(data) is not None


def _is_pgp(data: bytes) -> bool:
    first = _PGP.search(data, 0, _MOST_LOOKED_AT)
    empty = re.search(rb"\r?\n\r?\n", data[:_MOST_LOOKED_AT])
    return first is not None and empty is not None and first.start() == empty.start()


def _answers_invitation(data: bytes) -> bool:
    """Whether a part says so, by which calendars know it; in a mail that is passed on it tells nothing."""
    head = data[:_MOST_LOOKED_AT]
    return _CALENDAR_ANSWER.search(head) is not None and re.search(rb"^Content-Type:\s*message/rfc822", head, re.I | re.M) is None
