"""Drafts: one file, one format.

A format module has `SUFFIXES`, by which drafts are found in a folder, and `recognises(data, path)`, which looks at the first 64 kB of a file. Then it has
`read(data, path)`, where a file is one message, or `read_many(stream, path, columns)`, which yields the messages of a file one after the other, and a
DraftError in the place of one that cannot be read. `MAX_BYTES` is how large a file may be, if not the usual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BufferedReader
from types import MappingProxyType, ModuleType
from typing import TypeVar

from outreach_lint.errors import DraftError
from outreach_lint.message import Message
from outreach_lint.registry import nearest, plugin_names, plugins
from outreach_lint.source import open_bytes, stream_of

MAX_BYTES = 250_000
LONGEST_BODY = 30_000  # code points
FALLBACK = "text"
_GENERAL = ("csv", "html", "markdown", FALLBACK)  # asked last, in this order: they take what is like many things
HEAD = 65_536  # bytes by which a format is recognised
_DOCUMENTS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive, or a document of an office program",
    b"{\\rtf": "a document in RTF",
}
_MEANT_AS_WAIVER = re.compile(r"<!--[^\r\n]{0,60}?outreach-lint", re.IGNORECASE)

Found = TypeVar("Found")
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


def draft_formats() -> tuple[str, ...]:
    """The names that --draft-format takes."""
    return tuple(name.replace("_", "-") for name in plugin_names(__name__))


def draft_suffixes() -> tuple[str, ...]:
    """The suffixes by which drafts are found in a folder."""
    return tuple(sorted(suffix for module in _modules().values() for suffix in module.SUFFIXES))


def read_message(path: str, format: str | None = None) -> Message:
    """Read the draft in a file, or on standard input for "-". Raises DraftError if it cannot be read, is empty, or holds several messages."""
    with open_bytes(path, DraftError, HEAD) as stream:
        return the_only(messages_from(stream, path, format), path)


def read_messages(path: str, format: str | None = None, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Message | DraftError]:
    """Read the drafts in a file one after the other, however large it is; a DraftError stands in the place of one that cannot be read.

    `format` is a name of `draft_formats`; without it the content decides, and the suffix. `columns` names columns of a sheet by what they hold
    (see the setting `columns`). Raises DraftError if the file cannot be read.
    """
    with open_bytes(path, DraftError, HEAD) as stream:
        try:
            yield from messages_from(stream, path, format, columns)
        except OSError as cause:
            raise DraftError(f"cannot be read: {cause.strerror}", path=path) from None


def message_from(data: bytes, path: str, format: str | None = None) -> Message:
    """The message in the content of a draft that is called `path`. Raises DraftError like `read_message`."""
    return the_only(messages_from(stream_of(data, HEAD), path, format), path)


def the_only(found: Iterator[Found | DraftError], path: str) -> Found:
    """The only one that was found in a file. Raises DraftError where it cannot be read, or others stand beside it."""
    first, second = next(found, None), next(found, None)
    if isinstance(first, DraftError):
        raise first
    if first is None:
        raise DraftError("holds no message", path=path)
    if second is not None:
        raise DraftError("holds several messages; name one by its number (--number N)", path=path)
    return first


def messages_from(
    stream: BufferedReader, path: str, format: str | None = None, columns: Mapping[str, str] = NO_COLUMNS
) -> Iterator[Message | DraftError]:
    """The messages in the content of a file that is called `path`. Raises DraftError if it cannot be read."""
    head = stream.peek(HEAD)[:HEAD]
    _refuse_document(head, path)
    module = _named(format) if format else _format_of(head, path)
    if not hasattr(module, "read_many"):
        yield _checked(module.read(_content(stream, module, path), path))
        return
    for message in module.read_many(stream, path, columns):
        try:
            yield message if isinstance(message, DraftError) else _checked(message)
        except DraftError as error:
            yield error


def _refuse_document(head: bytes, path: str) -> None:
    """Raise DraftError for what holds text in a form of its own."""
    document = next((name for begin, name in _DOCUMENTS.items() if head.startswith(begin)), None)
    if document:
        problem = f"this is {document}, and a draft is text: save it as text, or copy it; a profile is named with --to"
        raise DraftError(problem, path=path)


def _content(stream: BufferedReader, module: ModuleType, path: str) -> bytes:
    limit = int(getattr(module, "MAX_BYTES", MAX_BYTES))
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise DraftError(f"larger than {limit // 1000:,} kB, so it is not read", path=path)
    return data


def _checked(message: Message) -> Message:
    """The message, if it is one that can be sent. Raises DraftError if it is empty or no first contact by its length."""
    _refuse_stray_waiver(message)
    line = message.place.line if message.number else None
    if not message.body.strip():
        raise DraftError("the draft is empty", path=message.path, line=line)
    if len(message.body) > LONGEST_BODY:
        problem = f"the message has {len(message.body):,} characters; no first contact has over {LONGEST_BODY:,}"
        raise DraftError(problem, path=message.path, line=line)
    return message


@cache
def _modules() -> dict[str, ModuleType]:
    found = dict(plugins(__name__))
    return {name: found[name] for name in (*(n for n in found if n not in _GENERAL), *_GENERAL)}


def _named(format: str) -> ModuleType:
    module = _modules().get(format.replace("-", "_"))
    if module is None:
        raise DraftError(f"unknown draft format {format!r}; {nearest(format, draft_formats())}")
    return module


def _format_of(head: bytes, path: str) -> ModuleType:
    return next(module for module in _modules().values() if module.recognises(head, path))


def _refuse_stray_waiver(message: Message) -> None:
    """Raise DraftError for a comment that is meant as a waiver and is none: it would be sent."""
    for stray in _MEANT_AS_WAIVER.finditer(message.body):
        before = message.body[message.body.rfind("\n", 0, stray.start()) + 1 : stray.start()]
        if not before.lstrip().startswith(">"):  # somebody else's, quoted
            problem = "this would be sent; a waiver stands alone on a line of Markdown: <!-- outreach-lint: ignore RULE -->"
            raise DraftError(problem, path=message.path, line=message.position(stray.start())[0])
