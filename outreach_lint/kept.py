"""What was read once and has not changed since: kept by the process that read it, and for the others that a warm server forks, in memory that they share
and that ends with the server. Nothing is written to disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

_MOST_KEPT = 8  # of each process
_MOST_ENTRIES = 20_000  # of a folder that are looked at
_SLOTS, _SLOT = 8, 16_000_000  # of the shared memory, which takes up as much of it as is written to; bytes
_DIGEST, _LENGTH = 16, 8  # bytes, before the content of a slot

Stamp = tuple[tuple[str, int, int], ...]
_Name = tuple[str, str, str]  # who reads it, the path, and from where that is seen
Value = TypeVar("Value")
_own: dict[_Name, tuple[Stamp, Any]] = {}
_shelf: Shelf | None = None


def once(read: Callable[[Path], Value], path: Path) -> Value:
    """What `read`, a function of a module, gives for a path: as it was read before, if nothing that stands there has changed."""
    stamp = stamp_of(path)
    if not stamp:
        return read(path)
    name = (f"{read.__module__}.{read.__qualname__}", str(path), "" if path.is_absolute() else str(Path.cwd()))
    known = _own.get(name)
    if known and known[0] == stamp:
        value: Value = known[1]
        return value
    found = _shelf.get(name, stamp) if _shelf else None
    value = read(path) if found is None else found
    if _shelf and found is None:
        _shelf.put(name, stamp, value)
    if len(_own) >= _MOST_KEPT:
        _own.pop(next(iter(_own)))
    _own[name] = stamp, value
    return value


def stamp_of(path: Path) -> Stamp:
    """What changes when a file, or one that stands in a folder or below it, does; nothing where it is not there."""
    return tuple(islice(_stamps(path), _MOST_ENTRIES))


def _stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    for one in _below(path):
        try:
            status = one.stat()
        except (OSError, ValueError):  # it has gone, or leads nowhere; ValueError: a path with a NUL character
            continue
        yield str(one), status.st_mtime_ns, status.st_size


def _below(path: Path) -> Iterator[Path]:
    yield path
    if os.path.isdir(path):  # noqa: PTH112  of a path with a NUL character too
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (Path(folder, name) for name in sorted((*folders, *names)))


class Shelf:
    """Memory that a process shares with those that it forks. What two write at once, or one that is ended does not finish, is as if it were not there."""

    def __init__(self) -> None:
        import mmap

        self._memory = mmap.mmap(-1, _SLOTS * _SLOT)

    def get(self, name: _Name, stamp: Stamp) -> Any:
        """What was kept under a name, None if nothing was, or with another stamp."""
        import pickle

        start = self._slot(name)
        head = start + _DIGEST + _LENGTH
        length = int.from_bytes(self._memory[start + _DIGEST : head])
        if not 0 < length <= _SLOT - _DIGEST - _LENGTH:
            return None
        content = self._memory[head : head + length]
        return pickle.loads(content) if self._memory[start : start + _DIGEST] == _digest(name, stamp, content) else None

    def put(self, name: _Name, stamp: Stamp, value: Any) -> None:
        """Keep something in the place of what was kept there, unless it is too large."""
        import pickle

        content, start = pickle.dumps(value), self._slot(name)
        head = start + _DIGEST + _LENGTH
        if head + len(content) > start + _SLOT:
            return
        self._memory[start:head] = bytes(_DIGEST + _LENGTH)
        self._memory[head : head + len(content)] = content
        self._memory[start:head] = _digest(name, stamp, content) + len(content).to_bytes(_LENGTH)

    def _slot(self, name: _Name) -> int:
        return int.from_bytes(_digest(name, (), b"")) % _SLOTS * _SLOT


def _digest(name: _Name, stamp: Stamp, content: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(repr((name, stamp)).encode() + content, digest_size=_DIGEST).digest()


def share() -> None:
    """Keep what is read from now on for the processes that this one forks, too."""
    global _shelf
    _shelf = Shelf()
