from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Message, Span
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_MOST = 60  # characters that a mailbox shows of a subject on a wide screen; Boomerang and Backlinko both find shorter ones better
# In capitals, one word of so many letters, or two of four, are hardly abbreviations.
_LONG_WORD, _SHORT_WORD = 8, 4
_ABOUT_NOTHING = (
    r"(?:an? |one |just (?:an? )?)?(?:quick |brief |short )?(?:question|questions|query|chat|hello|hi|hey|note|intro|introduction|inquiry|enquiry|favou?r)"
    r"(?: for you)?|(?:hi|hello|hey) there|(?:an? )?(?:\w+ing )?(?:business )?"
    r"(?:opportunity|proposal|proposition|partnership|collaboration)(?: for you)?"
    r"|(?:a )?(?:great|amazing|unique|new|perfect|business|job|career|partnership|collaboration) opportunity(?: for you)?|urgent|important"
    r"|(?:just )?follow(?:ing)?[ -]?up"
    r"|(?:just )?(?:checking|touching) (?:in|base)|(?:let's |let us )connect|reaching out|please read|read this|open me|do not ignore|help(?: me| needed)?"
    r"|(?:do you have|got) (?:a (?:minute|second|moment)|\w+ minutes?)|thoughts|any thoughts|greetings"
)
# The whole subject, or all of it but a name beside it; an alarm word before anything.
_BAIT = lazy(rf"(?:[A-Z]\w+, )?(?i:{_ABOUT_NOTHING})(?:,? [A-Z]\w+)?|(?i:urgent|important)\b ?[:!–—-].*")
_REPLY = lazy(r"(?:(?:re|fwd?|aw|wg|sv)\s?:\s?)+", re.I)


class Subject(Rule):
    """The subject is missing, shouts, runs on, or could stand above any email.

    Empty, longer than 60 characters, all in capitals, or a lure such as “Quick question” or “Opportunity” and nothing
    more. A draft that has no place for a subject is left alone.

    Why: It is the one line that everybody reads. In one vendor's 40 million emails, those without a subject had 14%
    replies.

    Instead: Name the thing of theirs that the email is about: “question on your kiln controller”.

    Disputed: Boomerang finds three or four words best, Backlinko 36 to 50 characters; both are vendors. So only what is
    beyond both is reported.
    """

    severity = Severity.INFO
    channels = (Channel.EMAIL, Channel.LINKEDIN_INMAIL)
    last_stage = 0
    evidence = (
        Evidence(
            "C",
            "Emails without a subject had 14% replies; subjects of three or four words did best",
            "Boomerang 2016, a vendor, 40 million emails",
        ),
        Evidence("C", "Subjects of 36 to 50 characters did best", "Backlinko, a vendor, 12 million emails"),
    )  # fmt: skip
    bad = (
        Example("Dear Ms Lindt,\n\nyour essay on rye made me bake again. Which mill do you use?", Channel.EMAIL, subject=" "),
        Example("Hi Goran,\n\nyour ferry model is on my desk. How did you bend the hull?", Channel.EMAIL, subject="URGENT OPPORTUNITY"),
        Example("Hi Amina,\n\nyour clinic in Kisumu opens at five. Who comes first?", Channel.LINKEDIN_INMAIL, subject="Quick question"),
        Example("Hi Amina,\n\nyour clinic in Kisumu opens at five. Who comes first?", Channel.EMAIL, subject="Amina, quick question"),
        Example(
            "Dear Mr Feld,\n\nyou drew the lock at Husum. Why the second gate?", Channel.EMAIL,
            subject="A question from a retired engineer about the second gate of the lock that you drew for Husum",
        ),
        Example("Hi Yun,\n\nyour tea room hosts a chess night. Who began it?", Channel.EMAIL, subject="Following up"),
    )  # fmt: skip
    good = (
        Example(
            "Dear Ms Lindt,\n\nyour essay on rye made me bake again. Which mill do you use?",
            Channel.EMAIL,
            subject="Your rye essay",
        ),
        Example(
            "Hi Goran,\n\nyour ferry model is on my desk. How did you bend the hull?",
            Channel.EMAIL,
            subject="Quick question about your ferry's hull",
        ),
        Example(
            "Hi Amina,\n\nyour talk on ISO 15189 saved our audit in Nakuru. What would you do first today?",
            Channel.LINKEDIN_INMAIL,
            subject="ISO 15189, KENAS",
        ),
        Example("Hi Yun,\n\nyour tea room hosts a chess night. Who began it?", Channel.EMAIL),
        Example(
            "Dear Mr Feld,\n\nyou drew the lock at Husum. Why the second gate?", Channel.EMAIL, subject="The urgent gate at Husum"
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first fault of the subject."""
        message = analysis.message
        subject = _REPLY.sub("", (message.subject or "").strip(), count=1)
        known = "\n".join(profile.text for profile in (analysis.recipient, analysis.sender) if profile)
        if not subject and _could_have_one(message, analysis.channel):
            yield self.finding(Span(0, 0), "The subject is empty. Name the thing of theirs that you write about.")
        elif _shouts(subject, known):
            yield self.finding(
                Span(0, 0),
                f"The subject “{subject[:_MOST]}” is all in capitals and reads as shouting. Write it as you would say it.",
            )
        elif _BAIT.fullmatch(subject.rstrip(" .!?…")):
            yield self.finding(
                Span(0, 0), f"“{subject[:_MOST]}” could stand above any email. Name the thing of theirs that it is about."
            )
        elif len(subject) > _MOST:
            yield self.finding(
                Span(0, 0), f"The subject has {len(subject)} characters. Keep the words they would recognise: {_MOST} at most."
            )


def _could_have_one(message: Message, channel: Channel) -> bool:
    """Whether the draft has a place for a subject: it is there and blank, or the draft is a mail file."""
    is_mail_file = channel is Channel.EMAIL and (message.path or "").lower().endswith(".eml")
    return message.subject is not None or is_mail_file


def _shouts(subject: str, known: str) -> bool:
    """Whether it is in capitals, with words among them that are no abbreviations and do not stand so in a profile."""
    lengths = sorted((len(word) for word in re.findall(r"[^\W\d_]+", subject) if word not in known), reverse=True)
    return subject.isupper() and bool(lengths) and (lengths[0] >= _LONG_WORD or (len(lengths) > 1 and lengths[1] >= _SHORT_WORD))
