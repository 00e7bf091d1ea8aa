"""What the doors for mail share: the mail as it travels, with its envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach_lint.address_book import LONGEST_RECIPIENTS, recipients_of
from outreach_lint.drafts import the_only
from outreach_lint.hooks.gate import SEND_ANYWAY, SWITCH, Decision, Verdict, is_switched_off, judge, known_recipients, untagged
from outreach_lint.hooks.headers import Headers, headers_of
from outreach_lint.hooks.no_letter import why_no_letter
from outreach_lint.mail import LET_PASS, OWN_HEADER
from outreach_lint.message import Message
from outreach_lint.reading.stage import stage_of, stage_reason
from outreach_lint.session import Session
from outreach_lint.settings import Settings


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
    why = _passes_unread(headers, everybody, own, data, session.found(file).settings.overridden(**session.stated))
    if why:
        return Verdict(Decision.SEND, why)
    draft = the_only(session.read_content(data, file, "eml"), file)
    message = _as_sent(draft.message, envelope, sent)
    if message.answers is None:  # what is quoted can be their own page
        message = replace(message, thread=())
    if stage_of(message, draft.settings.stage) > 0:  # known without the models, which take a second to load: most mail is an answer
        return Verdict(Decision.SEND, f"no first contact: {stage_reason(message, draft.settings.stage)}")
    if shows_text_only:
        message = replace(message, source=None, path=None)
    return judge(session, replace(draft, message=message), everybody, own)


def _addresses(named: Sequence[str]) -> frozenset[str]:
    """The addresses of people, without what is written behind a plus sign; empty if they are too many to be looked at."""
    if any(len(text) > LONGEST_RECIPIENTS for text in named):
        return frozenset()
    return frozenset(untagged(one.address or one.name) for text in named for one in recipients_of(text))


def _passes_unread(headers: Headers, everybody: Sequence[str], own: frozenset[str], data: bytes, settings: Settings) -> str | None:
    """Why a mail is not to be judged, though it may be one that cannot be read, or has no text: its sender says so, it is no letter of a person, it answers
    another, or it goes to people who are known."""
    if is_switched_off():
        return f"{SWITCH} is off"
    if headers[OWN_HEADER].strip().casefold() == LET_PASS:
        return f"the header {SEND_ANYWAY}"
    no_letter = why_no_letter(headers, data)
    if no_letter:
        return no_letter
    if own and own == _addresses(everybody):
        return "it goes to yourself"
    if headers.answers and settings.stage is None:
        return f"no first contact: {headers.answers}"
    known = known_recipients(everybody, own, settings.known)
    return f"{known} was written to before" if known else None


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
