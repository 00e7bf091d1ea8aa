"""What shows that a mail answers one of those to whom it goes: headers that name a message, or a quote of theirs with what mail programs write above.

People quote too: the post of a stranger, with their name and a date. What they write above it has neither a time nor an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from email.header import decode_header, make_header
from email.utils import getaddresses

from outreach_lint.parsing.folding import unaccented
from outreach_lint.patterns import lazy
from outreach_lint.quoting import attributions

_LONGEST = 2_000  # code points of a header
_NAMING = frozenset(
    {"message-id", "in-reply-to", "references", "subject", "x-forwarded-message-id", "from", "to", "cc", "reply-to"}
)
_PEOPLE = ("from", "to", "cc", "reply-to")
_MESSAGE_ID = re.compile(r"<([^<>\s]+)>|([^\s<>\"]+@[^\s<>\"]+)")
_NO_ID = lazy(r".*[{}%$].*|undefined|null|none|nan|br|\d{1,3}", re.I)  # what a sloppy tool leaves there
# "Fwd:", in other languages too; not "VS:", which is a reply in Finland.
_PASSED_ON = lazy(r"\s*(?:fwd?|wg|tr|rv|enc|inoltro|i|doorst|vb|vl|pd|ilt|i̇lt|továbbítás|trs|fs|πρθ|转发|轉寄|転送)\s?[:：]", re.I)
_BETWEEN_WORDS = re.compile(r"\?=\s+=\?")
_ADDRESS = lazy(r"[^\s<>()\[\]:;,\"'=]{1,100}@[\w-]+(?:\.[\w-]+)+")
_DAY = lazy(r"(?<![\d:.])\d{1,2}\.?\s+[^\W\d_]+|[^\W\d_]+\s+\d{1,2}\b(?![:.])")  # "12 May", "May 12": people are called so too
_WORD = lazy(r"[^\W\d_]+")
_ASIDE = lazy(r"\([^()]{0,80}\)|[|/].*")  # "Ann Lee (Acme)", "Ann Lee | Acme"
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "ir", "ing", "phd", "md", "msc", "mba"})
# Addresses of a house rather than of a person: somebody of it answers.
_ROLES = frozenset(
    {
        "admin", "contact", "enquiries", "hello", "help", "hr", "info", "jobs", "kontakt", "mail", "news", "office", "post", "press", "sales", "service",
        "support", "team",
    }
)  # fmt: skip


def answered_in(headers: Mapping[str, str]) -> str | None:
    """What in the headers of a mail says that it answers another: that they name it. What is passed on names what it passes on."""
    named = {name.lower(): decoded(str(value)[:_LONGEST]) for name, value in headers.items() if name.lower() in _NAMING}
    if "x-forwarded-message-id" in named or is_passed_on(named.get("subject")):
        return None
    own = {one.casefold() for one in _ids(named.get("message-id", ""))}
    own |= {address.casefold() for name in _PEOPLE for address in _ADDRESS.findall(named.get(name, ""))}
    for name in ("In-Reply-To", "References"):
        if any(one.casefold() not in own and not _NO_ID.fullmatch(one) for one in _ids(named.get(name.lower(), ""))):
            return f"the header {name}"
    return None


def _ids(header: str) -> Iterator[str]:
    return (match[1] or match[2] for match in _MESSAGE_ID.finditer(header))


def decoded(raw: str) -> str:
    """A header as it is meant; Python's own library writes even message ids as encoded words. Of a charset that there is not, it stays as it is."""
    if "=?" not in raw:
        return raw
    try:
        return str(make_header(decode_header(_BETWEEN_WORDS.sub("?= =?", raw))))
    except (LookupError, ValueError):
        return raw


def is_passed_on(subject: str | None) -> bool:
    """Whether a subject says that the mail passes another on."""
    return bool(subject and _PASSED_ON.match(subject))


def quotes(text: str, people: str | None) -> bool | None:
    """Whether a text quotes a message of one of these people, who are named as in a header, with what mail programs write above it. None where nothing
    is written above, as a bare mark of quotation can stand before anything, or nobody is named."""
    above = list(attributions(text))
    return any(one.is_by_program and names(one.words, people) for one in above) if above and people else None


def names(words: str, people: str) -> bool:
    """Whether words that stand above a quoted message name one of these people."""
    meant = [(name, address) for name, address in getaddresses([people]) if address] or [(people, "")]
    return any(_is_named(words, *one) for one in meant)


def _is_named(words: str, name: str, address: str) -> bool:
    """Whether somebody is named: by their address, by all of their name, or by somebody's address in the house to which a mail goes."""
    addresses = [one.casefold() for one in _ADDRESS.findall(words)]
    local, _, host = address.casefold().partition("@")
    if address.casefold() in addresses or (local in _ROLES and any(one.endswith(f"@{host}") for one in addresses)):
        return True
    line = _DAY.sub(" ", _ADDRESS.sub(" ", words))
    name = _ASIDE.sub(" ", name)
    if _words(name, _plain):
        return any(_words(name, spelt) <= _words(line, spelt) for spelt in (_plain, _in_two_letters))
    names = {word for word in _words(local, _plain) - _ROLES if len(word) > 2}
    return not addresses and not names.isdisjoint(_words(line, _plain))


def _words(text: str, spelt: Callable[[str], str]) -> set[str]:
    """The words of a name; initials and titles are none."""
    return {word for word in _WORD.findall(spelt(text.casefold())) if (len(word) > 1 or not word.isascii()) and word not in _TITLES}


def _plain(text: str) -> str:
    return unaccented(text.replace("ø", "o").replace("æ", "ae").replace("ł", "l").replace("đ", "d").replace("ß", "ss"))


def _in_two_letters(text: str) -> str:
    """As Jürgen is spelt where there is no ü."""
    return _plain(text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("å", "aa"))
