"""What the doors for mail share: the mail as it travels, with its envelope, and what of it is no letter from one person to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser

from outreach_lint.address_book import recipients_of
from outreach_lint.drafts import the_only
from outreach_lint.hooks.gate import SEND_ANYWAY, SWITCH, Decision, Verdict, is_switched_off, judge
from outreach_lint.mail import LET_PASS, OWN_HEADER, answered_in
from outreach_lint.message import Message
from outreach_lint.patterns import lazy
from outreach_lint.quoting import quotes
from outreach_lint.reading.stage import stage_of, stage_reason
from outreach_lint.session import Session

_MOST_HEADERS = 262_144  # bytes
_LONGEST_HEADER = 10_000
_BODY = re.compile(rb"\r?\n\r?\n")
_PATCH = re.compile(
    rb"^diff --git a/\S+ b/\S+\r?\n(?:(?:index|old mode|new mode|new file mode|deleted file mode|similarity index|rename|copy|dissimilarity|---) [^\n]*\n)+",
    re.MULTILINE,
)
# [PATCH v2 1/3], [RFC PATCH], [GIT PULL], and the cover letter of a series by any other name: [RFC 0/3]. Others write of "[Patch Tuesday]".
_PATCH_SUBJECT = lazy(r"\s*\[[^\]]{0,80}?(?:\bPATCH\b|\bGIT PULL\b|\b0+/\d+\b)[^\]]{0,80}\]")
_CALENDAR_ANSWER = lazy(r"\bmethod=\W?(?:reply|counter|refresh)\b", re.I)
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


@dataclass(frozen=True)
class Headers:
    """The headers of a mail by their names in lower case, as they are written. One that is not there is empty; of several with one name the first is
    meant, but all of them where they name people."""

    raw: dict[str, list[str]]

    def __getitem__(self, name: str) -> str:
        return _decoded(self.raw.get(name.lower(), [""])[0][:_LONGEST_HEADER])

    def people(self, name: str) -> list[str]:
        """Whom all headers of this name name."""
        return [_decoded(value[:_LONGEST_HEADER]) for value in self.raw.get(name.lower(), ())]

    @property
    def answers(self) -> str | None:
        """What says that the mail answers another."""
        return answered_in({name: values[0] for name, values in self.raw.items()})


def headers_of(data: bytes) -> Headers:
    """The headers with which a mail begins."""
    end = _BODY.search(data, 0, _MOST_HEADERS)
    head = data[: end.end() if end else _MOST_HEADERS]
    raw: dict[str, list[str]] = {}
    for name, value in BytesHeaderParser(policy=policy.compat32).parsebytes(head).raw_items():
        raw.setdefault(name.lower(), []).append(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return Headers(raw)


def _decoded(raw: str) -> str:
    with suppress(LookupError, ValueError):  # of a charset that there is not, or broken
        raw = str(make_header(decode_header(raw)))
    return " ".join(raw.split())


def judge_mail(
    session: Session,
    data: bytes,
    file: str,
    envelope: Sequence[str] = (),
    sent: Headers | None = None,
    shows_text_only: bool = False,
) -> Verdict:
    """Whether a mail may be sent. `envelope` are the addresses to which it goes, `sent` the headers with which it is sent where they are not those that
    stand in it. With `shows_text_only`, lines are those of the text, where nobody sees those of the mail. Raises OutreachLintError like `judge`, and
    DraftError for what cannot be read."""
    headers = sent or headers_of(data)
    own = _addresses(headers.people("From"))
    everybody = [person for name in ("To", "Cc", "Bcc") for person in headers.people(name)] + list(envelope)
    why = _passes_unread(headers, data) or ("it goes to yourself" if own and own == _addresses(everybody) else None)
    if why is None and headers.answers and session.found(file).settings.overridden(**session.stated).stage is None:
        why = f"no first contact: {headers.answers}"  # before its text is looked at, which may be long, or none
    if why:
        return Verdict(Decision.SEND, why)
    draft = the_only(session.read_content(data, file, "eml"), file)
    message = _as_sent(draft.message, envelope, sent)
    if message.answers is None and not quotes(message.body, message.recipient):  # what is quoted can be their own page
        message = replace(message, thread=())
    if stage_of(message, draft.settings.stage) > 0:  # known without the models, which take a second to load: most mail is an answer
        return Verdict(Decision.SEND, f"no first contact: {stage_reason(message, draft.settings.stage)}")
    if shows_text_only:
        message = replace(message, source=None, path=None)
    return judge(session, replace(draft, message=message), everybody, own)


def _addresses(named: Sequence[str]) -> frozenset[str]:
    return frozenset(one.address or one.name for text in named for one in recipients_of(text))


def _passes_unread(headers: Headers, data: bytes) -> str | None:
    """Why a mail is not to be judged, though it may be one that cannot be read: its sender says so, or it is no letter of a person."""
    if is_switched_off():
        return f"{SWITCH} is off"
    if headers[OWN_HEADER].strip().casefold() == LET_PASS:
        return f"the header {SEND_ANYWAY}"
    kind = headers["Content-Type"].partition(";")[0].strip().casefold()
    is_whole = not kind.startswith("multipart/")  # what is attached to a letter is no reason to let it pass
    if _PATCH_SUBJECT.match(headers["Subject"]) or (is_whole and _PATCH.search(data)):
        return "it is a patch"
    if kind in _ENCRYPTED:
        return "it is encrypted"
    if headers["Resent-From"]:
        return "it is sent on as it was written"
    if kind == "text/calendar" and _CALENDAR_ANSWER.search(headers["Content-Type"]):
        return "it answers an invitation"
    automatic = headers["Auto-Submitted"].partition(";")[0].strip().casefold()
    return "a program wrote it" if automatic not in ("", "no") else None


def _as_sent(message: Message, envelope: Sequence[str], sent: Headers | None) -> Message:
    """The message with the recipients, the subject and the thread with which it travels."""
    if sent:
        message = replace(
            message,
            recipient=sent["To"] or message.recipient,
            subject=sent["Subject"] or message.subject,
            answers=sent.answers or message.answers,
        )
    if "@" in (message.recipient or ""):
        return message
    return replace(message, recipient=", ".join(envelope) or message.recipient)
