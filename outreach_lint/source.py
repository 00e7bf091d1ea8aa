"""Read and write files: bytes from a path or standard input, text from bytes, with a clear error for what cannot be done."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import DEFAULT_BUFFER_SIZE, BufferedReader, BytesIO
from pathlib import Path

from outreach_lint.errors import OutreachLintError

STDIN = "-"
MOST_FROM_STDIN = 100_000_000  # bytes
_MARKS = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}


def read_bytes(path: str, limit: int, error: type[OutreachLintError]) -> bytes:
    """The content of a file, or of standard input for "-". Raises `error` if it is missing, a folder, or over `limit` bytes."""
    with open_bytes(path, error) as file:
        try:
            data = file.read(limit + 1)
        except OSError as cause:
            raise error(f"cannot be read: {cause.strerror}", path=path) from None
    if len(data) > limit:
        raise error(f"larger than {limit // 1000:,} kB, so it is not read", path=path)
    return data


def is_hidden(name: str) -> bool:
    """Whether a file is hidden, or one that a system puts into folders by itself."""
    return name.startswith(".") or name.casefold() in ("thumbs.db", "desktop.ini")


def open_bytes(path: str, error: type[OutreachLintError], buffer: int = DEFAULT_BUFFER_SIZE) -> BufferedReader:
    """A file, or standard input for "-", open for reading; `peek` shows up to `buffer` bytes of it. Raises `error` if it cannot be opened."""
    if path == STDIN:
        return stream_of(_standard_input(error), buffer)
    try:
        if Path(path).is_dir():
            raise error("this is a folder; name a file in it", path=path)
        return BufferedReader(Path(path).open("rb", buffering=0), buffer)
    except FileNotFoundError:
        raise error("no such file", path=path) from None
    except (OSError, ValueError) as cause:  # ValueError: a path with a NUL character
        raise error(f"cannot be read: {getattr(cause, 'strerror', None) or 'not a path'}", path=str(path)[:200]) from None


def _standard_input(error: type[OutreachLintError]) -> bytes:
    if sys.stdin is None:
        raise error("standard input is closed", path=STDIN)
    data = sys.stdin.buffer.read(MOST_FROM_STDIN + 1)
    if len(data) > MOST_FROM_STDIN:
        raise error(f"larger than {MOST_FROM_STDIN // 1000:,} kB; write it to a file, and name that", path=STDIN)
    return data


def stream_of(data: bytes, buffer: int = DEFAULT_BUFFER_SIZE) -> BufferedReader:
    """The content of a file, to be read like one."""
    return BufferedReader(BytesIO(data), buffer)


def decode(data: bytes, path: str | None, error: type[OutreachLintError]) -> str:
    """Text from UTF-8 (with or without a byte order mark), or UTF-16 with one. Raises `error`, with the line, for anything else."""
    encoding, mark = encoding_of(data)
    if encoding == "utf-8" and b"\x00" in data:
        raise error("this is a binary file, not text", path=path)
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as cause:
        line = data.count(b"\n", 0, cause.start) + 1
        raise error("not encoded in UTF-8; save it as UTF-8 and try again", path=path, line=line) from None


def encoding_of(data: bytes) -> tuple[str, bytes]:
    """The encoding that a byte order mark tells, UTF-8 where there is none, and the mark itself."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding, mark
    return "utf-8", b""


def read_text(path: Path, limit: int, error: type[OutreachLintError]) -> str:
    """The text of a regular file, which a setting names: not of a pipe or a device, which could be without end. Raises `error`."""
    if path.exists() and not path.is_file():
        raise error("not a file", path=path)
    return decode(read_bytes(str(path), limit, error), str(path), error)


def replace_file(path: Path, data: bytes, error: type[OutreachLintError]) -> None:
    """Write a file in one step, so that nothing is lost if the disk is full or the program is stopped; a link stays a link, and the
    permissions stay as they are. Raises `error` if it cannot be written."""
    beside = None
    try:
        path = path.resolve()
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".outreach-lint-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, beside)
        Path(beside).replace(path)
    except (OSError, RuntimeError) as cause:
        raise error(f"cannot be written: {getattr(cause, 'strerror', None) or cause}", path=path) from None
    finally:
        if beside and Path(beside).exists():
            Path(beside).unlink()
