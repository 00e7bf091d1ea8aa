"""A process of its own that lints for a server: it can be ended, which a thread cannot."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outreach_lint.campaign import Campaign
from outreach_lint.drafts import the_only
from outreach_lint.errors import ModelError, OutreachLintError, SettingsError
from outreach_lint.hooks.deadline import limit
from outreach_lint.hooks.lasting import LastingSession
from outreach_lint.session import Session
from outreach_lint.source import STDIN

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Task = Callable[..., Any]
_LONGEST_START = 120.0  # seconds until the models are loaded, on a slow disk
_WARMING = b"Hi Ann,\n\nhow did you come to it?\n"


class BusyError(OutreachLintError):
    """More messages wait to be linted than can be in a while."""


class EndedError(OutreachLintError):
    """The process that lints took too long, or ended."""


class Bench:
    """A process that lints one message after the other, as `task(session, ...)` says. One that takes too long is ended and another takes its place: a
    thread cannot be ended, and while an expression searches in one, all the others stand still, a limit of time too."""

    def __init__(self, task: Task, session: Session, seconds: float, most_waiting: int) -> None:
        self._task, self._session = task, _afresh(session)
        self._seconds, self._most_waiting = seconds, most_waiting
        self._turns = ThreadPoolExecutor(1, "bench")
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = self._is_closed = False
        self._changing = threading.Lock()
        self.waiting = 0
        self.ended = 0

    def open(self) -> None:
        """Start the process, and wait until its models are loaded. Raises OutreachLintError where that fails."""
        self._start()
        try:
            with limit(_LONGEST_START, self._kill):
                self._await_ready()
        except (EOFError, OSError):
            raise OutreachLintError("the process that lints does not start") from None

    @property
    def is_ready(self) -> bool:
        """Whether there is a process that has loaded its models."""
        return self._is_ready and self._process is not None and self._process.is_alive()

    async def ask(self, *arguments: Any) -> Any:
        """What the task answers. Raises BusyError where too many wait, and EndedError where the limit of time was reached."""
        if self.waiting >= self._most_waiting:
            raise BusyError("too many messages are waiting to be checked; try again in a moment")
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._turns, self._ask, arguments)
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """End the process, and what waits for it."""
        self._turns.shutdown(wait=False, cancel_futures=True)
        with self._changing:
            self._is_closed = True
            self._kill()
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.join()

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")  # a fork of a process with threads may hang
        self._connection, theirs = context.Pipe()
        self._is_ready = False
        process = context.Process(target=_work, args=(theirs, self._session, self._task), daemon=True)
        process.start()
        self._process = process
        theirs.close()

    def _kill(self) -> None:
        if self._process:
            self._process.kill()

    def _await_ready(self) -> None:
        assert self._connection is not None  # _start
        if not self._is_ready:
            problem = self._connection.recv()
            self._is_ready = True
            if problem:
                raise OutreachLintError(problem)

    def _ask(self, arguments: tuple[Any, ...]) -> Any:
        """The answer of the process, which is started again if it is ended; an end for no reason that we know is forgiven once."""
        for _ in range(2):
            begun = time.monotonic()
            try:
                return self._answer(arguments)
            except (EOFError, OSError):
                self._replace()
            if time.monotonic() - begun >= self._seconds:
                raise EndedError(f"checking it took longer than {self._seconds:g} seconds")
        raise EndedError("the process that checks it ended")

    def _replace(self) -> None:
        """Another process in the place of one that is ended."""
        with self._changing:
            if self._is_closed:
                raise EndedError("outreach-lint is being stopped")
            self.ended += 1
            self._kill()
            self._start()

    def _answer(self, arguments: tuple[Any, ...]) -> Any:
        assert self._connection is not None
        with limit(_LONGEST_START, self._kill):
            self._await_ready()
        with limit(self._seconds, self._kill):
            self._connection.send(arguments)
            return self._connection.recv()


def _work(connection: Connection, session: Session, task: Task) -> None:
    """What the process does until its parent closes the connection, or is gone. First it tells what prevents it from working, or None."""
    for signal_ in (signal.SIGINT, signal.SIGTERM):  # which a terminal and a supervisor send to the parent too; it lets us finish
        signal.signal(signal_, signal.SIG_IGN)
    try:
        lasting = LastingSession(lambda: _afresh(session))
        connection.send(_problem_of(_current(lasting, session)))
        while True:
            arguments = connection.recv()
            connection.send(task(_current(lasting, session), *arguments))
    except (EOFError, OSError):
        return


def _afresh(session: Session) -> Session:
    """The same session, in which nothing was read yet."""
    empty: dict[str, Any] = {"_linters": [], "_people": {}, "_address_books": {}, "_baselines": {}, "campaign": Campaign()}
    return replace(session, **empty)


def _current(lasting: LastingSession, session: Session) -> Session:
    """The session for the next message; where the settings are broken now, one that says so when it is asked."""
    try:
        current = lasting.session(STDIN)
    except OutreachLintError:
        return _afresh(session)
    current.campaign = Campaign()  # a text that comes again is no second message
    return current


def _problem_of(session: Session) -> str | None:
    """What prevents linting, found by linting something, which loads the models too."""
    try:
        session.lint(the_only(session.read_content(_WARMING, STDIN, "text"), STDIN))
    except (SettingsError, ModelError) as error:
        return str(error)
    except OutreachLintError:  # a profile that fits only some messages
        return None
    return None
