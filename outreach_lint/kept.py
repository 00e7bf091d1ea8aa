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
_DIGEST, _LENGTH = 16, 8  # bytes
_HEAD = 2 * _DIGEST + _LENGTH  # before the content of a slot

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
    for one in _below(str(path)):
        try:
            status = os.stat(one)  # noqa: PTH116  of tens of thousands, for which a Path each takes twice as long
        except (OSError, ValueError):  # it has gone, or leads nowhere; ValueError: a path with a NUL character
            continue
        yield one, status.st_mtime_ns, status.st_size


def _below(path: str) -> Iterator[str]:
    yield path
    if os.path.isdir(path):  # noqa: PTH112  of a path with a NUL character too
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (os.path.join(folder, name) for name in sorted((*folders, *names)))  # noqa: PTH118


class Shelf:
    """Memory that a process shares with those that it forks. What two write at once, or one that is ended does not finish, is as if it were not there."""

    def __init__(self) -> None:
        import mmap

        self._memory = mmap.mmap(-1, _SLOTS * _SLOT)

    def get(self, name: _Name, stamp: Stamp) -> Any:
        """What was kept under a name, None if nothing was, or with another stamp."""
        import pickle

        start = self._place(_digest(name))
        told, digest, length = self._head(start)
        content = self._memory[start + _HEAD : start + _HEAD + min(length, _SLOT - _HEAD)]
        is_whole = told == _digest(name) and digest == _digest((name, stamp), content)
        return pickle.loads(content) if is_whole else None

    def put(self, name: _Name, stamp: Stamp, value: Any) -> None:
        """Keep something in the place of what was kept under its name, or a free one, or that of something else; unless it is too large."""
        import pickle

        content = pickle.dumps(value)
        if len(content) > _SLOT - _HEAD:
            return
        start = self._place(_digest(name))
        self._memory[start : start + _HEAD] = bytes(_HEAD)
        self._memory[start + _HEAD : start + _HEAD + len(content)] = content
        head = _digest(name) + _digest((name, stamp), content) + len(content).to_bytes(_LENGTH)
        self._memory[start : start + _HEAD] = head

    def _place(self, name: bytes) -> int:
        """Where something of this name stands, or may."""
        first = int.from_bytes(name) % _SLOTS
        places = [(first + i) % _SLOTS * _SLOT for i in range(_SLOTS)]
        names = [self._head(place)[0] for place in places]
        return next(
            (place for wanted in (name, bytes(_DIGEST)) for place, told in zip(places, names, strict=True) if told == wanted),
            places[0],
        )

    def _head(self, start: int) -> tuple[bytes, bytes, int]:
        """The digests of the name and of all that is kept in a place, and its length."""
        head = self._memory[start : start + _HEAD]
        return head[:_DIGEST], head[_DIGEST : 2 * _DIGEST], int.from_bytes(head[2 * _DIGEST :])


def _digest(said: object, content: bytes = b"") -> bytes:
    from hashlib import blake2b

    return blake2b(repr(said).encode() + content, digest_size=_DIGEST).digest()


def share() -> None:
    """Keep what is read from now on for the processes that this one forks, too."""
    global _shelf
    _shelf = Shelf()
