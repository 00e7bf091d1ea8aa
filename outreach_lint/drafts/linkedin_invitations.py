"""The Invitations.csv of a LinkedIn archive: the notes that its owner sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BufferedReader

from outreach_lint.drafts.csv import cell_source, header_of, rows_of
from outreach_lint.errors import DraftError
from outreach_lint.message import Channel, Message

SUFFIXES = ()
LIBRARY = "standard library"
LIMITS = "Invitations without a note, and those of others, are passed over."
COLUMNS = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
_TELLING = frozenset({"to", "message", "direction"})


def recognises(data: bytes, path: str) -> bool:
    """Whether one of the first lines is the header of an Invitations.csv."""
    header = header_of(data, COLUMNS)
    return header is not None and _TELLING.issubset(header.columns)


def read_many(stream: BufferedReader, path: str, columns: Mapping[str, str]) -> Iterator[Message | DraftError]:
    """Read the outgoing invitations that have a note. Raises DraftError, with the line, where a row cannot be read."""
    header = header_of(stream.peek(), COLUMNS)
    if header is None or not _TELLING.issubset(header.columns):
        raise DraftError("no row that names the columns To, Message and Direction", path=path)
    sent = ((row, offset) for row, offset in rows_of(stream, header, path) if row.cells["direction"].casefold() == "outgoing")
    for number, (row, offset) in enumerate((one for one in sent if one[0].cells["message"]), 1):
        try:
            body, source = cell_source(row, offset, header, "message", path)
        except DraftError as error:
            yield error
            continue
        name, address = row.cells["to"], row.cells.get("inviteeprofileurl", "")
        recipient = f"{name} <{address}>" if name and address else name or None
        yield Message(body, channel=Channel.LINKEDIN_NOTE, recipient=recipient, path=path, number=number, source=source)
