"""The warm server: it has loaded everything, and for each command line forks a process that works on it as one that began anew would.

That process gets what the client has: arguments, environment, working directory, standard streams, umask, limits. It reads settings, profiles and drafts
itself, and writes where the client would have written, so no result passes through the server, and the server may end while work goes on.
"""

from __future__ import annotations

import atexit
import errno
import fcntl
import gc
import io
import locale
import os
import resource
import select
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NoReturn

from outreach_lint.errors import OutreachLintError
from outreach_lint.kept import share
from outreach_lint.registry import plugin_names
from outreach_lint.warm_protocol import (
    BEGUN,
    EXIT,
    FAILED,
    GO,
    LONGEST_PATH,
    READY,
    REFUSED,
    REPLACE,
    REPLACED_SIGNALS,
    REQUEST,
    SOCKET,
    WAIT,
    identity,
    is_private,
    lock_path,
    pack,
    peer,
    receive,
    send,
    socket_path,
    unpack,
)

Run = Callable[[list[str], str], object]
IDLE = 900.0  # seconds without work after which the server ends
MOST_AT_ONCE = 32
_MOST_WAITING = 400  # clients; a process has 1,024 descriptors
_HANDSHAKE = 5.0  # seconds in which a client has to say what it wants
_LOOK_AGAIN = 30.0  # seconds after which the server looks whether it is still up to date
_CHANGED = 3  # the exit code of a process that found the files changed
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # a process with threads cannot be forked safely
_OF_DISTRIBUTIONS = (".dist-info", ".egg-info", ".egg-link", ".pth")  # how the names of their records end
_FLUSH_FAILED, _INTERRUPTED = 120, 130  # exit codes that Python, and the command line, give

# What must be the same for the client and the server, so that the one can do no more through the other than by itself.
_SAME_STATUS = ("Uid", "Gid", "Groups", "CapEff", "CapBnd", "NoNewPrivs", "Seccomp")
_SAME_SPACES = ("mnt", "net", "pid", "user")

_Stamp = tuple[tuple[object, ...], ...]


def serve(run: Run, path: str | None = None, idle: float = IDLE, tell: Callable[[str], object] = print) -> None:
    """Serve until there was nothing to do for so many seconds, the program's files change, or a signal comes. `run` is the command line, called with
    arguments and the program's name; `tell` is given a line when the server is ready. Raises OutreachLintError if it cannot be started."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        raise OutreachLintError("the warm server needs Linux")
    place = _usable(path or socket_path(), is_named=bool(path or os.environ.get(SOCKET)))
    lock = _locked(place)
    _keep_standard_descriptors()
    stamp, own = _stamp(), identity()
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    _load()
    os.chdir("/")
    with closing(_listening(place)) as listener:
        server = _Server(listener, place, lock, run, idle, stamp, own)
        tell(f"outreach-lint is warm at {place}; it ends after {idle / 60:g} minutes without work")
        if place != socket_path():
            tell(f"it is found by who has {SOCKET}={place}")
        sys.stdout.flush()
        gc.collect()
        gc.freeze()  # what is loaded stays shared with the forked processes
        server.serve()


def _keep_standard_descriptors() -> None:
    """Open what is closed of them, so that a client's descriptors do not take their places by chance."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def stop(path: str | None = None) -> bool:
    """Have the server end as soon as what it works on is done; whether there was one."""
    place = path or socket_path()
    if not _is_locked(place):  # whoever listens there is no warm server
        return False
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(place)
        except OSError:
            return False
        process, user = peer(connection)
    if user != os.getuid():
        return False
    os.kill(process, signal.SIGTERM)
    return True


def _usable(path: str, is_named: bool) -> str:
    """The absolute path of a socket that may be made there, its folder with it. Raises OutreachLintError."""
    place = Path(path).absolute()
    if len(os.fsencode(place)) > LONGEST_PATH:
        raise OutreachLintError(f"too long for a socket, of which the name has at most {LONGEST_PATH} bytes", path=place)
    try:
        if not is_named:
            place.parent.mkdir(0o700, exist_ok=True)
            if not is_private(str(place.parent)):
                raise OutreachLintError(
                    "others may look into this folder, or it is not yours; name a socket elsewhere", path=place.parent
                )
        found = place.lstat()
    except FileNotFoundError:
        return str(place)
    except OSError as error:
        raise OutreachLintError(f"no socket can be made here: {error.strerror}", path=place) from None
    if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.getuid():
        raise OutreachLintError("is in the way: it is no socket of yours", path=place)
    return str(place)


def _locked(place: str) -> int:
    """A descriptor of the lock that is held as long as it is open. Raises OutreachLintError."""
    try:
        lock = os.open(lock_path(place), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutreachLintError("a warm server is there, or about to be", path=place) from None
    except OSError as error:
        raise OutreachLintError(f"no socket can be made here: {error.strerror}", path=place) from None
    return lock


def _is_locked(place: str) -> bool:
    try:
        with Path(lock_path(place)).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False


def _listening(place: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        Path(place).unlink(missing_ok=True)
        listener.bind(place)
    except OSError as error:
        raise OutreachLintError(f"no socket can be made here: {error.strerror or error}", path=place) from None
    finally:
        os.umask(mask)
    listener.setblocking(False)
    listener.listen(_MOST_WAITING)
    return listener


def _stamp() -> _Stamp:
    """What changes when a file of the program does, or something is installed beside it."""
    package = Path(__file__).parent.parent
    models = Path(str(files("outreach_lint.models")))
    installed = (found for place in sys.path[1:] if Path(place).is_dir() for found in _installed(place))
    return (*installed, *_stamps(str(package)), *([] if models.is_relative_to(package) else _stamps(str(models))))


def _installed(place: str) -> Iterator[tuple[object, ...]]:
    """What tells of the distributions that are installed in a folder."""
    with os.scandir(place) as found:
        entries = sorted((entry for entry in found if entry.name.endswith(_OF_DISTRIBUTIONS)), key=lambda entry: entry.name)
    yield from ((entry.path, entry.stat().st_ino, entry.stat().st_mtime_ns) for entry in entries)


def _is_current(stamp: _Stamp) -> bool:
    try:
        return _stamp() == stamp
    except OSError:  # files are being replaced
        return False


def _stamps(folder: str) -> Iterator[tuple[object, ...]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            yield from _stamps(entry.path) if entry.name != "__pycache__" else ()
        else:
            status = entry.stat(follow_symlinks=False)
            yield entry.path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _load() -> None:
    """Load what a command line may need, and read one message with it."""
    for package in ("drafts", "profiles", "reports"):
        for name in plugin_names(f"outreach_lint.{package}"):
            import_module(f"outreach_lint.{package}.{name}")
    for name in _OFTEN:
        import_module(name)
    share()
    from outreach_lint.linter import Linter
    from outreach_lint.message import Message
    from outreach_lint.reports import report_format
    from outreach_lint.reports.text import write_rewrites
    from outreach_lint.resume import profile_from_resume
    from outreach_lint.settings import Settings

    recipient = profile_from_resume(_RECIPIENT, "")
    report = Linter(Settings()).lint(Message(_DRAFT, recipient="Annie Exampel <ann@example.org>"), recipient)
    write_rewrites(report, io.StringIO())
    for name in ("text", "html", "json"):
        report_format(name).write([report], io.StringIO())


_OFTEN = (
    "click._textwrap",
    "encodings.unicode_escape",
    "outreach_lint.hooks.general",
    "outreach_lint.hooks.git",
    "outreach_lint.hooks.sendmail",
    "outreach_lint.run",
    "outreach_lint.session",
    "rapidfuzz.distance",
    "rapidfuzz.fuzz",
    "rapidfuzz.process",
)
_DRAFT = "Hi Annie,\n\nI am looking for a job at a mill – could you refer me to somebody at Exampel Mills? I attach my resume.\n\nThanks,\nBob\n"
_RECIPIENT: dict[str, Any] = {
    "basics": {"name": "Ann Example", "label": "Weaver"},
    "work": [{"name": "Example Mills", "position": "Weaver", "startDate": "2020-01"}],
    "projects": [{"name": "Loomwatch", "description": "Tells when a thread breaks"}],
}


class _Server:
    """Takes in clients, and forks a process for each; more than so many at once have to wait."""

    def __init__(self, listener: socket.socket, place: str, lock: int, run: Run, idle: float, stamp: _Stamp, own: bytes) -> None:
        self._listener = listener
        self._place = place
        self._inode = Path(place).lstat().st_ino
        self._lock = lock
        self._run = run
        self._idle = idle
        self._stamp = stamp
        self._own = own
        self._children: set[int] = set()
        self._waiting: deque[socket.socket] = deque()
        self._is_ending = False
        self._bell, self._ringing = socket.socketpair()
        self._take_signals()

    def serve(self) -> None:
        """Serve until it is time to end, and then until all work is done."""
        used = looked = time.monotonic()
        while not self._is_ending:
            may_fork = self._waiting and len(self._children) < MOST_AT_ONCE
            self._pause(0 if may_fork else min(_LOOK_AGAIN, max(0.0, used + self._idle - time.monotonic())))
            now = time.monotonic()
            used = now if self._children or self._waiting else used
            self._is_ending |= now - used >= self._idle
            if now - looked >= _LOOK_AGAIN:
                looked, self._is_ending = now, self._is_ending or not self._is_current()
            if self._waiting and len(self._children) < MOST_AT_ONCE and not self._is_ending:
                with self._waiting.popleft() as connection:
                    self._fork(connection)
        self._close()
        while self._children:
            self._pause(None)

    def _take_signals(self) -> None:
        for end in (self._bell, self._ringing):
            end.setblocking(False)
        signal.set_wakeup_fd(self._ringing.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)

    def _end(self, *_: object) -> None:
        self._is_ending = True

    def _pause(self, seconds: float | None) -> None:
        """Wait for clients, for the end of processes, and for waiting clients that go away: what they write to is held open here."""
        watch = select.poll()
        watch.register(self._bell, select.POLLIN)
        for connection in self._waiting:
            watch.register(connection, 0)
        if not self._is_ending and len(self._waiting) < _MOST_WAITING:
            watch.register(self._listener, select.POLLIN)
        events = dict(watch.poll(None if seconds is None else seconds * 1000))
        if self._bell.fileno() in events:
            self._bell.recv(4096)
        self._reap()
        for connection in [one for one in self._waiting if one.fileno() in events]:
            self._waiting.remove(connection)
            connection.close()
        while self._listener.fileno() in events and len(self._waiting) < _MOST_WAITING:
            if not self._take_in():
                break

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                self._children.discard(ended[0])
                self._is_ending |= os.waitstatus_to_exitcode(ended[1]) == _CHANGED

    def _take_in(self) -> bool:
        """Take in a client, who is told that somebody is there; whether there was one."""
        try:
            connection, _ = self._listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
                time.sleep(0.1)  # until processes have ended
            return False
        with suppress(OSError):
            if peer(connection)[1] == os.getuid():
                send(connection, WAIT)
                self._waiting.append(connection)
                return True
        connection.close()
        return True

    def _fork(self, connection: socket.socket) -> None:
        try:
            child = os.fork()
        except OSError:  # too many processes, or too little memory: the client does the work itself
            return
        if child:
            self._children.add(child)
            return
        code = 0
        try:
            self._leave_to_parent()
            _Work(connection, self._own, self._stamp).do(self._run)
        except _ChangedError:
            code = _CHANGED
        finally:  # whatever was raised: nothing was begun, and the client learns it
            with suppress(OSError):
                send(connection, REFUSED)
            os._exit(code)

    def _leave_to_parent(self) -> None:
        """In the forked process: let go of what is the server's."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for held in (self._listener, self._bell, self._ringing, *self._waiting):
            held.close()
        os.close(self._lock)
        os.setsid()
        atexit._clear()

    def _is_current(self) -> bool:
        """Whether clients would still find this server, and it is what they would load."""
        try:
            return Path(self._place).lstat().st_ino == self._inode and _is_current(self._stamp)
        except OSError:
            return False

    def _close(self) -> None:
        """Let nobody in any more; who waits does the work itself."""
        with suppress(OSError):
            if Path(self._place).lstat().st_ino == self._inode:
                Path(self._place).unlink()
        self._listener.close()
        while self._waiting:
            self._waiting.popleft().close()


class _ChangedError(Exception):
    """The files of the program are no longer those that the server has loaded."""


class _Work:
    """In the forked process: a client's work, from its request to its exit code."""

    def __init__(self, connection: socket.socket, own: bytes, stamp: _Stamp) -> None:
        self._connection = connection
        self._own = own
        self._stamp = stamp

    def do(self, run: Run) -> None:
        """Do the work, and end the process. Returns, or raises, only if it was not begun."""
        self._connection.settimeout(_HANDSHAKE)
        kind, data, descriptors = receive(self._connection)
        client, _ = peer(self._connection)
        (own, mask, program, first, executable), streams, arguments, environment = unpack(data)
        if not _is_current(self._stamp):
            raise _ChangedError
        if kind != REQUEST or own != self._own or _nature(client) != _nature(os.getpid()):
            return
        _take_limits(client)
        os.umask(int(mask))
        _take_environment(environment)
        _take_streams(descriptors, [part.decode() for part in streams])
        sys.argv = [os.fsdecode(argument) for argument in arguments]
        sys.path[0], sys.executable = os.fsdecode(first), os.fsdecode(executable)
        process = os.pidfd_open(os.getpid())
        send(self._connection, READY, descriptors=(process,))
        os.close(process)
        if receive(self._connection)[0] != GO:
            return
        self._connection.settimeout(None)
        link = _Link(self._connection)
        link.open()
        link.leave(_exit_code(run, sys.argv[1:], os.fsdecode(program)))


def _nature(process: int) -> tuple[object, ...]:
    """What the kernel says of a process that decides what it may do, and what it sees. Raises OSError where it does not tell."""
    folder = Path("/proc", str(process))
    status = (folder / "status").read_text().splitlines()
    spaces = [(folder / "ns" / name).readlink() for name in _SAME_SPACES]
    root = (folder / "root").stat()
    label = ""
    with suppress(OSError):  # there are no labels
        label = (folder / "attr" / "current").read_text()
    return [line for line in status if line.split(":")[0] in _SAME_STATUS], spaces, (root.st_dev, root.st_ino), label


def _take_limits(client: int) -> None:
    """Take over what the client's process may use. Raises OSError or ValueError where it may use more than this one."""
    for name in (name for name in dir(resource) if name.startswith("RLIMIT_")):
        which = getattr(resource, name)
        here, there = resource.getrlimit(which), resource.prlimit(client, which)
        if there != here:
            resource.setrlimit(which, (there[0], min(here[1], there[1], key=_unlimited_last)))
    niceness = os.getpriority(os.PRIO_PROCESS, client)
    if niceness != os.getpriority(os.PRIO_PROCESS, 0):
        os.setpriority(os.PRIO_PROCESS, 0, niceness)


def _unlimited_last(limit: int) -> tuple[bool, int]:
    return limit == resource.RLIM_INFINITY, limit


def _take_environment(environment: Sequence[bytes]) -> None:
    os.environ.clear()
    for variable in environment:
        name, _, value = variable.partition(b"=")
        os.environb[name] = value
    time.tzset()
    tempfile.tempdir = None  # found anew, if needed
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")


def _take_streams(descriptors: Sequence[int], codings: Sequence[str]) -> None:
    """Take over the standard streams and the working directory, and open the streams as Python does when it begins."""
    for target, descriptor in enumerate(descriptors[:3]):
        os.dup2(descriptor, target)
    os.fchdir(descriptors[3])
    for descriptor in descriptors:
        os.close(descriptor)
    sys.stdin = sys.__stdin__ = _stream(0, "r", "<stdin>", *codings[0:2])  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "w", "<stdout>", *codings[2:4])  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "w", "<stderr>", *codings[4:6])  # type: ignore[misc]


def _stream(descriptor: int, mode: str, name: str, encoding: str, errors: str) -> io.TextIOWrapper:
    buffer: Any = open(descriptor, f"{mode}b", closefd=False)  # noqa: SIM115  to the end of the process
    buffer.raw.name = name
    stream = io.TextIOWrapper(buffer, encoding, errors, newline="\n", line_buffering=descriptor == 2 or buffer.raw.isatty())
    stream.mode = mode  # type: ignore[misc]
    return stream


class _Link:
    """The way back to the client: it is told how the work ends, and if it goes away, so does this process."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._errors: SimpleQueue[int] = SimpleQueue()
        self._exit, self._execve = os._exit, os.execve

    def open(self) -> None:
        """Say that the work begins. From here on, to end the process or to replace it by another program goes by way of the client."""
        os._exit, os.execve, os.execv = self.leave, self._replace, self._replace_here  # type: ignore[assignment]
        os.register_at_fork(after_in_child=self._forget)
        threading.Thread(target=self._watch, daemon=True).start()
        send(self._connection, BEGUN)

    def leave(self, code: int) -> NoReturn:
        """Tell the client the exit code, and end the process."""
        with suppress(OSError):
            send(self._connection, EXIT, bytes([code & 0xFF]))
        self._exit(code & 0xFF)

    def _forget(self) -> None:
        """In a process that the work itself forks: it is none of the client's."""
        self._connection.close()
        os._exit, os.execve, os.execv = self._exit, self._execve, _EXECV

    def _watch(self) -> None:
        kind, data = FAILED, b""
        while kind == FAILED:
            try:
                kind, data, _ = receive(self._connection)
            except (OSError, ValueError):
                kind = b""
            if kind == FAILED:
                self._errors.put(int(data))
        self._exit(0)

    def _replace(self, path: Any, arguments: Sequence[Any], environment: Mapping[Any, Any]) -> NoReturn:
        """As os.execve, for the client's process: the program has its place among the processes, and whoever waits for it gets its exit code."""
        mask = os.umask(0o077)
        os.umask(mask)
        ignored = [b"%d" % number for number in REPLACED_SIGNALS if signal.getsignal(number) == signal.SIG_IGN]
        packed = pack(
            [b"%d" % mask, os.fsencode(path), *ignored],
            [os.fsencode(argument) for argument in arguments],
            [os.fsencode(name) + b"=" + os.fsencode(value) for name, value in environment.items()],
        )
        here = os.open(".", os.O_PATH | os.O_DIRECTORY)
        send(self._connection, REPLACE, packed, (0, 1, 2, here))
        os.close(here)
        number = self._errors.get()
        raise OSError(number, os.strerror(number), path)

    def _replace_here(self, path: Any, arguments: Sequence[Any]) -> NoReturn:
        self._replace(path, arguments, os.environb)


_EXECV = os.execv


def _exit_code(run: Run, arguments: list[str], program: str) -> int:
    """Run the command line to its end, as Python does, and return the exit code."""
    try:
        run(arguments, program)
        code = 0
    except SystemExit as end:
        code = _code_of(end)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    return code if _are_flushed() else _FLUSH_FAILED


def _code_of(end: SystemExit) -> int:
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    print(end.code, file=sys.stderr)  # noqa: T201  as Python does
    return 1


def _are_flushed() -> bool:
    """Whether all that was written has gone out; if not, that is told as Python tells it."""
    is_flushed = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if not stream.closed:
                stream.flush()
        except OSError as error:
            is_flushed = False
            if stream is sys.stdout:
                with suppress(OSError):
                    print(f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201
    return is_flushed
