"""The messages.csv of a LinkedIn archive: of each conversation the drafts, with what was said before them, and the message with which its owner began it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BufferedReader
from typing import NamedTuple

from outreach_lint.drafts.csv import cell_source, header_of, rows_of
from outreach_lint.errors import DraftError
from outreach_lint.html_text import text_of_html
from outreach_lint.message import Channel, Message, Source, ThreadMessage
from outreach_lint.patterns import lazy
from outreach_lint.tables import Header, Row

SUFFIXES = ()
LIBRARY = "standard library"
LIMITS = "The messages of one archive; what others wrote is read as the thread, and not checked."
COLUMNS = (
    "CONVERSATION ID",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "IS MESSAGE DRAFT",
)
_TELLING = frozenset({"conversation id", "from", "content"})
_DATE = lazy(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?!.*[ap]m)", re.IGNORECASE)  # these can be compared as text
_NOBODY = ("", "LinkedIn Member")  # who closed an account is called so
_YES = frozenset({"yes", "true"})
_LONGEST_THREAD = 100  # messages


class _Said(NamedTuple):
    """A row: what was said, and where it stands in the file."""

    cells: Mapping[str, str]
    body: str
    source: Source

    @property
    def is_draft(self) -> bool:
        return self.cells.get("is message draft", "").casefold() in _YES


def recognises(data: bytes, path: str) -> bool:
    """Whether one of the first lines is the header of a messages.csv."""
    header = header_of(data, COLUMNS)
    return header is not None and _TELLING.issubset(header.columns)


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the conversations in the order in which the file begins them. Raises DraftError, with the line, where a row cannot be read."""
    header = header_of(stream.peek(), COLUMNS)
    if header is None or not _TELLING.issubset(header.columns):
        raise DraftError("no row that names the columns CONVERSATION ID, FROM and CONTENT", path=path)
    conversations: dict[str, list[_Said]] = {}
    for row, offset in rows_of(stream, header, path):
        try:
            one = _said(row, offset, header, path)
        except DraftError as error:
            yield error
        else:
            conversations.setdefault(row.cells["conversation id"], []).append(one)
    for said in conversations.values():
        _sort(said)
    owner = _owner(tuple(conversations.values()))
    number = 0
    for said in conversations.values():
        for at, one in enumerate(said):
            if (one.is_draft or (at == 0 and one.cells["from"] == owner)) and one.body.strip():
                number += 1
                yield _message(one, said[:at], owner, path, number)


def _sort(said: list[_Said]) -> None:
    """Bring the messages of a conversation into their order. An archive begins with the newest; that counts where their dates do not tell."""
    dates = [one.cells.get("date", "") for one in said]
    has_dates = all(_DATE.match(date) for date in dates)
    if not has_dates or dates[0] > dates[-1]:
        said.reverse()
    if has_dates:
        said.sort(key=lambda one: one.cells["date"])


def _said(row: Row, offset: int, header: Header, path: str) -> _Said:
    body, source = cell_source(row, offset, header, "content", path)
    if body.lstrip().startswith("<p") and "</p>" in body:
        page = text_of_html(body)
        return _Said(
            row.cells, page.text, Source(row.text, [source.places[place] for place in page.places], source.line, offset, None)
        )
    return _Said(row.cells, body, source)


def _owner(conversations: Sequence[Sequence[_Said]]) -> str:
    """Whose archive it is: who wrote a draft, or else who takes part in the most conversations; of several such, who began the most."""
    drafting = next((one.cells["from"] for said in conversations for one in said if one.is_draft and one.cells["from"]), None)
    if drafting:
        return drafting
    begun = Counter(said[0].cells["from"] for said in conversations)
    taking_part = Counter(name for said in conversations for name in _names_in(said))
    return max(taking_part, key=lambda name: (taking_part[name], begun[name]), default="")


def _names_in(said: Sequence[_Said]) -> Iterable[str]:
    names = dict.fromkeys(
        name for one in said for name in (one.cells["from"], one.cells.get("to", ""))
    )  # in an order that is always the same
    return (name for name in names if name not in _NOBODY)


def _message(one: _Said, before: Sequence[_Said], owner: str, path: str, number: int) -> Message:
    name, address = one.cells.get("to", ""), one.cells.get("recipient profile urls", "")
    is_inmail = bool(one.cells.get("subject")) and not before
    return Message(
        body=one.body,
        subject=one.cells.get("subject") or None,
        channel=Channel.LINKEDIN_INMAIL if is_inmail else Channel.LINKEDIN_MESSAGE,
        recipient=f"{name} <{address}>" if name and address and "," not in address else name or None,
        thread=tuple(ThreadMessage(earlier.cells["from"] == owner, earlier.body) for earlier in before[-_LONGEST_THREAD:]),
        path=path,
        number=number,
        source=one.source,
    )
