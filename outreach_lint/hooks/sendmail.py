"""A mail program's door: it stands in the place of sendmail, and runs the real one with the same arguments and the same bytes.

The exit codes are those of sysexits.h, which mail programs know: what the real program answers, and before it is run 65 for a message that is held,
75 where the linter itself failed, 64 for wrong use, 69 or 71 where the real program cannot be run.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from io import BufferedReader
from math import ceil
from pathlib import Path
from typing import NoReturn

from outreach_lint.errors import DraftError
from outreach_lint.hooks.gate import HOW_TO_SEND, is_switched_off, words_of, words_of_failure
from outreach_lint.hooks.headers import headers_of
from outreach_lint.hooks.mail import judge_mail
from outreach_lint.message import printable
from outreach_lint.session import Session
from outreach_lint.source import MOST_FROM_STDIN, STDIN

SENT, USAGE, HELD, UNAVAILABLE, SYSTEM, FAILED = 0, 64, 65, 69, 71, 75  # EX_OK, _USAGE, _DATAERR, _UNAVAILABLE, _OSERR, _TEMPFAIL
_PIECE = 1_048_576  # bytes that are read and written at a time
_LONGEST_TURN, _LOOK_AGAIN = 300.0, 0.02  # seconds
_TOO_MANY = "outreach-lint: too many other messages are being checked"
_STDIN, _STDOUT, _STDERR = 0, 1, 2
# Options of sendmail, and of the programs that stand in for it, that take a value; those of the second kind take one only if it follows at once.
_VALUED, _MAY_BE_VALUED = frozenset("ABCDFLNORVXabefhopr"), frozenset("dq")
_LONG_VALUED = frozenset({"--account", "--file", "--from", "--host", "--port", "--logfile", "--syslog", "--auth", "--user"})
# Modes (-b) and options with which nothing is sent that stands on standard input.
_MESSAGE_MODES, _SILENT_MODES = frozenset("m"), frozenset("dDefFhHinpPrtvV")
_SILENT_OPTIONS = frozenset({"q", "I", "--version", "--help", "--serverinfo", "--configure"})
_SILENT_NAMES = frozenset({"mailq", "newaliases"})


class Task(Enum):
    """What the real program is run for."""

    MESSAGE = "to send the message on standard input"
    OTHER = "for something else"
    DIALOGUE = "for a dialogue in SMTP, or in a mode that is not known"


@dataclass(frozen=True)
class Call:
    """What the arguments of sendmail say."""

    task: Task
    recipients: tuple[str, ...]


def understand(command: Sequence[str]) -> Call:
    """What a command line asks of sendmail, its first word being the program."""
    options = list(_options(command[1:]))
    modes = {value[:1] or "m" for name, value in options if name == "b"}
    named = tuple(value for name, value in options if not name and "@" in value)
    if not modes <= _MESSAGE_MODES | _SILENT_MODES:
        return Call(Task.DIALOGUE, named)
    is_other = (
        modes & _SILENT_MODES or any(name in _SILENT_OPTIONS for name, _ in options) or Path(command[0]).name in _SILENT_NAMES
    )
    return Call(Task.OTHER if is_other else Task.MESSAGE, named)


def _options(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The options with their values; what is none has an empty name."""
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            yield from (("", rest) for rest in waiting)
        elif word.startswith("--"):
            name, _, value = word.partition("=")
            yield name, value or (next(waiting, "") if word in _LONG_VALUED else "")
        elif word.startswith("-"):
            yield from _letters(word[1:], waiting)
        else:
            yield "", word


def _letters(word: str, waiting: Iterator[str]) -> Iterator[tuple[str, str]]:
    for i, letter in enumerate(word):
        if letter in _VALUED:
            yield letter, word[i + 1 :] or next(waiting, "")
            return
        if letter in _MAY_BE_VALUED:
            yield letter, word[i + 1 :]
            return
        yield letter, ""


def deliver(session: Session, command: Sequence[str], on_crash: str, seconds: float) -> int:
    """Judge the message on standard input, and become the real program if it may be sent; return the exit code if it may not, or the program cannot be
    run. Where the linter fails, or takes longer than so many seconds, `on_crash` decides ("hold" or "allow"), and that is told on standard error."""
    environment = dict(os.environ)  # libraries that are loaded later write into it
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # an exception can be lost where Python ignores them, and the message would be sent
    if not command:
        return _refuse(USAGE, "name the program that sends behind --: outreach-lint sendmail -- /usr/sbin/sendmail")
    call = understand(command)
    if call.task is Task.DIALOGUE:
        return _refuse(
            USAGE, "sendmail is asked for a dialogue (-bs), or in a way that is not known, and the messages of it cannot be checked"
        )
    if call.task is Task.OTHER or is_switched_off():
        return _become(command, environment)
    try:
        letter = _taken_in()
    except DraftError as error:
        return _refuse(HELD, f"{words_of_failure(error)}; it is held")
    except OSError as error:  # what was not read to its end must not be sent
        return _refuse(FAILED, f"the message could not be read to its end ({error.strerror}); it was not sent")
    with _turn() as has_turn:
        code, words = _judged_apart(session, letter, call.recipients, seconds) if has_turn else (FAILED, _TOO_MANY)
    if code == FAILED and on_crash == "allow":
        _say(f"{words}; it is SENT UNCHECKED, as --on-crash allow says")
    elif code != SENT:
        return _refuse(code, words + "; it is held" * (code == FAILED))
    return _become(command, environment, letter)


def _say(words: str) -> None:
    for line in words.splitlines():
        print(printable(line), file=sys.stderr, flush=True)  # noqa: T201  mail programs show what sendmail complains of


def _refuse(code: int, words: str) -> int:
    _say(words if words.startswith("outreach-lint") else f"outreach-lint: {words}")
    return code


def _taken_in() -> int:
    """All of standard input in a file without a name, so that whatever happens later, the real program is given all of it or nothing. Raises DraftError
    if it is too large, OSError if it cannot be read or kept."""
    letter, size = _nameless_file(), 0
    while piece := os.read(_STDIN, _PIECE):
        size += len(piece)
        if size > MOST_FROM_STDIN:
            raise DraftError(f"larger than {MOST_FROM_STDIN // 1_000_000} MB")
        while piece:
            piece = piece[os.write(letter, piece) :]
    return letter


def _nameless_file() -> int:
    """A file in memory; where the system has none, one on the disk that nobody else can open."""
    if hasattr(os, "memfd_create"):
        with suppress(OSError):  # where that is forbidden
            return os.memfd_create("outreach-lint", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


@contextmanager
def _turn() -> Iterator[bool]:
    """Wait for one of as many places as there are processors, though not without end: others can hold them too. Of many messages at once each is judged in
    its time, and the memory suffices; what is locked for that is a file of this package, so that nothing has to be written."""
    places = sorted(Path(__file__).parent.glob("*.py"))[: os.cpu_count()]
    end, has_turn = time.monotonic() + _LONGEST_TURN, True
    with ExitStack() as stack:
        with suppress(OSError):  # without locks, or from an archive, there is no queue
            place = stack.enter_context(places[os.getpid() % len(places)].open("rb"))
            while not (has_turn := _is_locked(place)) and time.monotonic() < end:
                time.sleep(_LOOK_AGAIN)
        yield has_turn


def _is_locked(place: BufferedReader) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _judged_apart(session: Session, letter: int, recipients: Sequence[str], seconds: float) -> tuple[int, str]:
    """An exit code and words for the person, from a process of its own: it can be ended whatever it is doing, and if it crashes, that is known."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        _answer(session, letter, recipients, seconds, writer)
    os.close(writer)
    try:
        answer = _read_before(reader, seconds)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reader)
    if answer is None:
        return FAILED, f"outreach-lint took longer than {seconds:g} seconds for this message"
    code, _, words = answer.decode("utf-8", "replace").partition(" ")
    return (int(code), words) if words.endswith("\n") else (FAILED, "outreach-lint crashed while it checked this message")


def _read_before(reader: int, seconds: float) -> bytes | None:
    """What comes out of a pipe until its end; None if that takes longer than so many seconds."""
    end, answer = time.monotonic() + seconds, b""
    while select.select([reader], [], [], max(0.0, end - time.monotonic()))[0]:
        piece = os.read(reader, _PIECE)
        if not piece:
            return answer
        answer += piece
    return None


def _answer(session: Session, letter: int, recipients: Sequence[str], seconds: float, writer: int) -> NoReturn:
    """In the process of its own: judge, and tell the other one. It writes nowhere else, and ends even if the other one is no more."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(ceil(seconds) + 1)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (_STDIN, _STDOUT, _STDERR):
            os.dup2(nothing, stream)
        code, words = _verdict(session, _content(letter), recipients)
        os.write(writer, f"{code} {words}\n".encode("utf-8", "replace"))
    finally:
        os._exit(0)


def _content(letter: int) -> bytes:
    os.lseek(letter, 0, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(letter, _PIECE), b""))


def _verdict(session: Session, data: bytes, recipients: Sequence[str]) -> tuple[int, str]:
    try:
        verdict = judge_mail(session, data, STDIN, _envelope(data, recipients))
    except DraftError as error:
        return HELD, f"{words_of_failure(error)}\n  To send it as it is: {HOW_TO_SEND}"
    except Exception as error:  # whatever it is, the policy decides
        return FAILED, words_of_failure(error)
    return (HELD, "\n".join(words_of(verdict, HOW_TO_SEND))) if verdict.is_held else (SENT, "")


def _envelope(data: bytes, recipients: Sequence[str]) -> Sequence[str]:
    if recipients:
        return recipients
    headers = headers_of(data)
    return [headers[name] for name in ("Cc", "Bcc") if headers[name]]


def _become(command: Sequence[str], environment: dict[str, str], letter: int | None = None) -> int:
    """Run the real program in the place of this one. Returns only if that cannot be done."""
    if letter is not None:
        os.lseek(letter, 0, os.SEEK_SET)
        os.dup2(letter, _STDIN)
    for name in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, and the program would too
        signal.signal(name, signal.SIG_DFL)
    try:
        os.execvpe(command[0], list(command), environment)
    except OSError as error:
        code = UNAVAILABLE if isinstance(error, FileNotFoundError | PermissionError | NotADirectoryError) else SYSTEM
        return _refuse(code, f"{command[0]} cannot be run ({error.strerror}); the message was not sent")
    except ValueError:
        return _refuse(USAGE, "the arguments hold a character that no program can be given; the message was not sent")
