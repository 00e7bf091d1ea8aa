"""Limits of time: a sender must not wait for a linter without end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from faulthandler import cancel_dump_traceback_later, dump_traceback_later
from pathlib import Path
from threading import Timer

_GRACE = 2.0  # seconds


@contextmanager
def limit(seconds: float, late: Callable[[], object]) -> Iterator[None]:
    """Do something, and call `late` in a thread of its own if it takes longer than so many seconds."""
    timer = Timer(seconds, late)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def deadline(seconds: float, late: Callable[[], object]) -> Iterator[None]:
    """The same where `late` ends the process. Where no thread gets its turn, as inside one long regular expression, the process ends with 1 a little
    later. One at a time: a process has one such end."""
    with Path(os.devnull).open("w") as nowhere, limit(seconds, late):
        dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            cancel_dump_traceback_later()
