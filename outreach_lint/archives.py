"""The files in a ZIP or in a folder, read one by one in memory, within bounds: nothing is unpacked to disk, no link leads out of a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from outreach_lint.errors import OutreachLintError

if TYPE_CHECKING:
    import zipfile

_MOST_IN_ZIP, _MOST_IN_FOLDER, _DEEPEST = 200_000, 10_000, 4  # entries, entries, folders
_SMALL, _HIGHEST_RATIO = 1_000_000, 250  # what is larger and packed more tightly is no text that somebody wrote
_STORED, _DEFLATED = 0, 8  # ways of packing
_LISTED = b"PK\x01\x02"  # begins each entry of the list at the end of a ZIP
_BEGIN = b"PK\x03\x04"  # begins each file in it


class Member(NamedTuple):
    """A file: its path in the archive, with slashes, and what reads the first so many bytes of it, or raises the error that the archive was opened with.
    A path may be anything: it is for telling files apart, never for opening one."""

    name: str
    read: Callable[[int], bytes]


def zip_members(data: bytes, path: str, error: type[OutreachLintError]) -> list[Member]:
    """The files of a ZIP. Raises `error` if it is broken, or holds too many."""
    import zipfile

    if data.count(_LISTED) > _MOST_IN_ZIP:
        raise error(f"holds more than {_MOST_IN_ZIP:,} files, so it is not read", path=path)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except Exception:  # zipfile raises errors of every kind on what is broken
        raise error("not a ZIP that can be read; download or pack it again", path=path) from None
    return [Member(info.filename.replace("\\", "/"), partial(_unpack, archive, info, error)) for info in infos]


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, error: type[OutreachLintError], most: int) -> bytes:
    if info.flag_bits & 1:
        raise error("protected by a password; unpack the archive, and name the folder")
    if info.compress_type not in (_STORED, _DEFLATED):  # the others cannot be unpacked piece by piece
        raise error("packed in an unusual way; unpack the archive, and name the folder")
    if info.file_size > max(_SMALL, _HIGHEST_RATIO * info.compress_size):
        raise error("packed so tightly that it is not read")
    try:
        with archive.open(info) as file:
            return file.read(most)
    except Exception:  # see above
        raise error("damaged, so it is not read") from None


def first_names(head: bytes) -> Iterator[str]:
    """The paths of the files with which a ZIP begins, told by its first bytes; none for what is no ZIP."""
    place = 0 if head.startswith(_BEGIN) else -1
    while place >= 0:
        size = int.from_bytes(head[place + 26 : place + 28], "little")
        yield head[place + 30 : place + 30 + size].decode("utf-8", "replace")
        place = head.find(_BEGIN, place + len(_BEGIN))


def folder_members(root: Path, error: type[OutreachLintError]) -> list[Member]:
    """The files in a folder and in the folders in it, but for those behind linked folders; of a folder without end the first."""
    files = islice(_files(root, 1), _MOST_IN_FOLDER)
    return [Member(path.relative_to(root).as_posix(), partial(_read_file, root, path, error)) for path in files]


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.is_dir(follow_symlinks=False), entry.name) for entry in islice(entries, _MOST_IN_FOLDER))
    except OSError:
        return
    for is_folder, name in found:
        if not is_folder:
            yield folder / name
        elif depth < _DEEPEST:
            yield from _files(folder / name, depth + 1)


def _read_file(root: Path, path: Path, error: type[OutreachLintError], most: int) -> bytes:
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise error("a link that leads out of the folder, so it is not followed")
        if not stat.S_ISREG(real.stat().st_mode):
            raise error("not a file")
        with real.open("rb") as file:
            return file.read(most)
    except (OSError, RuntimeError) as cause:  # RuntimeError: a link to itself
        raise error(f"cannot be read: {getattr(cause, 'strerror', None) or 'a link to itself'}") from None
