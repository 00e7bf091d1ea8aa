"""A limit of time that holds whatever the program is doing: a sender must not wait for a linter without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer


@contextmanager
def deadline(seconds: float, late: Callable[[], object]) -> Iterator[None]:
    """Do something, and call `late` in a thread of its own if it takes longer than so many seconds; `late` is to end the process."""
    timer = Timer(seconds, late)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
