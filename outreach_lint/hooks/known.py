"""Whom the sender has written to before: a list of addresses, or the mail that they sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.utils import getaddresses
from itertools import islice
from pathlib import Path

from outreach_lint.errors import SettingsError
from outreach_lint.kept import once
from outreach_lint.profile import address_key
from outreach_lint.source import encoding_of, read_bytes

_MOST_MAILS = 500_000
_MOST_HEADER = 65_536  # bytes of a mail that are looked at
_MOST_LINES, _MOST_OF_LIST = 1_000_000, 50_000_000  # lines and bytes of a list of addresses
_HEADERS = re.compile(rb"^(?:To|Cc|Bcc):[ \t]*((?:[^\r\n]*(?:\r?\n[ \t])?)*)", re.I | re.M)
_BEGIN = re.compile(rb"From (?:-?[ \t]*\r?$|\S+[ \t]+(?:\w{3},? )?[^\r\n]{0,40}\d:\d\d)")


def known_addresses(paths: tuple[Path, ...]) -> frozenset[str]:
    """The addresses in these files and folders: a text with an address a line, an mbox, or a Maildir, of mail that was sent. A process reads them once,
    and again when they have changed. Raises SettingsError if one of them cannot be read."""
    return frozenset().union(*(once(_read, path) for path in paths))


def _read(path: Path) -> frozenset[str]:
    return frozenset(_addresses_in(path))


def _addresses_in(path: Path) -> Iterator[str]:
    try:
        if path.is_dir():
            yield from _of_maildir(path)
        elif path.is_file():
            with path.open("rb") as file:
                is_mbox = _BEGIN.match(file.readline(_MOST_HEADER)) is not None
                file.seek(0)
                yield from _of_mbox(file) if is_mbox else _of_list(path)
        else:
            raise SettingsError("no such file or folder, though the setting known names it", path=path)
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", path=path) from None


def _of_list(path: Path) -> Iterator[str]:
    data = read_bytes(str(path), _MOST_OF_LIST, SettingsError)
    encoding, mark = encoding_of(data)
    for line in data[len(mark) :].decode(encoding, "replace").splitlines()[:_MOST_LINES]:
        text = line.partition("#")[0].strip()
        yield from _keys(text) if "@" in text else [address_key(text)] if text else []


def _of_maildir(folder: Path) -> Iterator[str]:
    below = (path for part in ("cur", "new") for path in sorted((folder / part).glob("*")) if path.is_file())
    for path in islice(below, _MOST_MAILS):
        with path.open("rb") as file:
            yield from _of_headers(file.read(_MOST_HEADER))


def _of_mbox(lines: Iterable[bytes]) -> Iterator[str]:
    """The recipients in a mailbox, of which only the headers are looked at."""
    headers: list[bytes] | None = None
    is_apart = True  # from what stands before: a letter can hold such a line too
    for line in lines:
        if headers is None:
            headers = [] if is_apart and _BEGIN.match(line) else None
            is_apart = not line.strip()
        elif line.strip():
            headers.append(line[:_MOST_HEADER])
        else:
            yield from _of_headers(b"".join(headers))
            headers, is_apart = None, True


def _of_headers(data: bytes) -> Iterator[str]:
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    for match in _HEADERS.finditer(head):
        yield from _keys(match[1].decode("utf-8", "replace"))


def _keys(text: str) -> Iterator[str]:
    yield from (address_key(address) for _, address in getaddresses([" ".join(text.split())]) if "@" in address)
