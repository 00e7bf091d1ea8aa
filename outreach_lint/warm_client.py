"""The command line's front door: where a warm server runs, it does the work, in a fork of a process that has loaded everything; or else this process does.

It decides in a few milliseconds, so it imports next to nothing. Whatever is not right, the work is done here, as if there were no server; once a process
of the server has begun it, it is never done a second time.
"""

# pathlib, contextlib and typing take longer to load than all the rest.
# ruff: noqa: PTH100, PTH111, PTH118, PTH119, PTH120, PTH123, SIM105
import _socket
import os
import sys

from outreach_lint.warm_protocol import (
    BEGUN,
    EXIT,
    FAILED,
    GO,
    READY,
    REPLACE,
    REPLACED_SIGNALS,
    REQUEST,
    SWITCH,
    WAIT,
    identity,
    is_own_socket,
    lock_path,
    pack,
    peer,
    receive,
    send,
    socket_path,
    unpack,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as _signal
    from typing import Any
else:
    import _signal

_COMMANDS = ("check", "rewrite", "hook", "sendmail")
_HANDSHAKE, _QUEUE, _SOON = 2.0, 60.0, 0.5  # seconds
_MOST_SETTINGS = 200_000  # bytes
_UNKNOWN, _MAY_PASS, _INTERRUPTED = 2, 75, 130  # exit codes; 75 tells mail programs to keep the message
_LOST = (
    b"outreach-lint: the warm server's process that worked on this has died, so there is no result. Please do it again;"
    b" with OUTREACH_LINT_WARM=off it is done without the server.\n"
)


def main(program: str | None = None) -> None:
    """Run the command line, and end the process; `program` is its name in messages where it is not that of the script."""
    if _may_be_warm(sys.argv[1:]):
        try:
            code = _by_the_server(program or os.path.basename(sys.argv[0]))
        except KeyboardInterrupt:
            code = _INTERRUPTED
        if code is not None:
            os._exit(code)  # nothing was written here that would have to be flushed
    from outreach_lint.cli import main as command_line

    command_line(prog_name=program)


def _may_be_warm(arguments: list[str]) -> bool:
    """Whether these arguments are for the server. What its process could not do as this one would, is not: to read from a terminal, which is for the
    processes in its foreground, and to open this one's descriptors by name."""
    if sys.platform != "linux" or _switch() == "off" or not arguments or arguments[0] not in _COMMANDS:
        return False
    if None in (sys.stdin, sys.stdout, sys.stderr) or (os.getuid(), os.getgid()) != (os.geteuid(), os.getegid()):
        return False
    if any("/dev/" in argument or "/proc/" in argument for argument in arguments):
        return False
    return not (os.isatty(0) and _reads_standard_input(arguments))


def _reads_standard_input(arguments: list[str]) -> bool:
    return arguments[0] in ("hook", "sendmail") or "-" in arguments


def _has_input() -> bool:
    """Whether something can be read, or comes soon: a process of the server that waited for it would take the place of one that works."""
    import select

    poll = select.poll()
    poll.register(0, select.POLLIN)
    return bool(poll.poll(_SOON * 1000))


def _switch() -> str:
    """What to do with the server: as the environment says, or the user's own settings; not those of a folder, which may be somebody else's."""
    return os.environ.get(SWITCH, "").lower() or _setting()


def _setting() -> str:
    try:
        with open(_users_settings(), "rb") as file:
            content = file.read(_MOST_SETTINGS)
        if b"warm" not in content:
            return ""
        import tomllib

        return str(tomllib.loads(content.decode()).get("warm", ""))
    except (OSError, ValueError, RecursionError):  # the command, which reads all of it, says what is wrong
        return ""


def _users_settings() -> str:
    folder = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return os.path.join(folder, "outreach-lint", "outreach-lint.toml")


def _by_the_server(program: str) -> int | None:
    """The exit code of the work as the server's process did it; None if nothing was done."""
    if _reads_standard_input(sys.argv[1:]) and not _has_input():
        return None
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        process = _agreed(connection, program)
        return None if process is None else _Work(connection, process).exit_code()
    finally:
        connection.close()


def _agreed(connection: _socket.socket, program: str) -> int | None:
    """Have the server's process begin, and return a descriptor of it; None if it was not told to, for whatever reason."""
    try:
        path = socket_path()
        if not is_own_socket(path) or not _is_connected(connection, path):
            if _switch() == "start":
                _start(path)
            return None
        if peer(connection)[1] != os.getuid():
            return None
        if receive(connection)[0] != WAIT:  # it is there: what a stopped one had been given of ours, it would hold open
            return None
        here = os.open(".", os.O_PATH | os.O_DIRECTORY)
        send(connection, REQUEST, _request(program), (0, 1, 2, here))
        os.close(here)
        connection.settimeout(_QUEUE)
        answer, _, descriptors = receive(connection)
        while answer == WAIT:
            answer, _, descriptors = receive(connection)
        if answer != READY or not descriptors:
            return None
        connection.settimeout(None)
        send(connection, GO)
        return descriptors[0]
    except (OSError, ValueError):
        return None


def _is_connected(connection: _socket.socket, path: str) -> bool:
    connection.settimeout(_HANDSHAKE)
    try:
        connection.connect(path)
    except (ConnectionRefusedError, FileNotFoundError):
        return False
    return True


def _request(program: str) -> bytes:
    """All that the work depends on besides the descriptors and what the kernel tells of this process."""
    mask = os.umask(0o077)
    os.umask(mask)
    streams = [
        part.encode() for stream in (sys.stdin, sys.stdout, sys.stderr) for part in (stream.encoding, stream.errors or "strict")
    ]
    return pack(
        [identity(), b"%d" % mask, os.fsencode(program), os.fsencode(sys.path[0]), os.fsencode(sys.executable)],
        streams,
        [os.fsencode(argument) for argument in sys.argv],
        [name + b"=" + value for name, value in os.environb.items()],
    )


class _Work:
    """Work that the server's process was told to begin. Signals that reach this process are passed on to that one, which `process` describes."""

    def __init__(self, connection: _socket.socket, process: int) -> None:
        self._connection = connection
        self._process = process
        self._has_begun = False
        self._is_interrupted = False

    def exit_code(self) -> int | None:
        """Wait for the end of the work, and return its exit code; None if it never began. Nothing that goes wrong here is raised: the work would be
        done again."""
        before = self._take_signals()
        try:
            code = self._end()
        except Exception:  # the connection, or what came through it, is broken
            code = None
        if code is None and self._is_interrupted:
            return _INTERRUPTED
        if code is not None or self._has_begun:
            return self._lost() if code is None else code
        for number, handler in before.items():
            _signal.signal(number, handler)
        return None

    def _end(self) -> int | None:
        while True:
            kind, data, descriptors = receive(self._connection)
            if kind == BEGUN:
                self._has_begun = True
            elif kind == REPLACE and self._is_interrupted:  # the other process has missed it
                return _INTERRUPTED
            elif kind == REPLACE:
                send(self._connection, FAILED, b"%d" % _replaced(data, descriptors))
            else:
                return data[0] if kind == EXIT else None

    def _lost(self) -> int:
        os.write(2, _LOST)
        return _MAY_PASS if sys.argv[1] == "sendmail" else _UNKNOWN

    def _take_signals(self) -> "dict[int, Any]":
        """Handle what this process does not ignore, and return how it was handled before."""
        handlers = {_signal.SIGINT: self._interrupt, _signal.SIGTSTP: self._pause}
        handlers |= dict.fromkeys((_signal.SIGTERM, _signal.SIGHUP, _signal.SIGQUIT), self._terminate)
        heeded = {number: handler for number, handler in handlers.items() if _signal.getsignal(number) != _signal.SIG_IGN}
        return {number: _signal.signal(number, handler) for number, handler in heeded.items()}

    def _interrupt(self, number: int, frame: object) -> None:
        self._is_interrupted = True
        self._signal(number)

    def _pause(self, number: int, frame: object) -> None:
        self._signal(_signal.SIGSTOP)
        os.kill(os.getpid(), _signal.SIGSTOP)
        self._signal(_signal.SIGCONT)

    def _terminate(self, number: int, frame: object) -> None:
        self._signal(_signal.SIGTERM)
        _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _signal(self, number: int) -> None:
        try:
            _signal.pidfd_send_signal(self._process, number)
        except OSError:  # it has ended
            pass


def _replaced(data: bytes, descriptors: list[int]) -> int:
    """Become another program, as the server's process would have; its standard streams and working directory came as descriptors. If that cannot be,
    return the error's number, with all as it was."""
    (mask, path, *ignored), arguments, environment = unpack(data)
    kept = [os.dup(descriptor) for descriptor in (0, 1, 2)]
    here, mask_before = os.open(".", os.O_PATH | os.O_DIRECTORY), os.umask(int(mask))
    handlers = {number: _signal.getsignal(number) for number in REPLACED_SIGNALS}
    _set(descriptors)
    for number in REPLACED_SIGNALS:
        _signal.signal(number, _signal.SIG_IGN if b"%d" % number in ignored else _signal.SIG_DFL)
    try:
        os.execve(path, arguments, dict(one.split(b"=", 1) for one in environment))
    except OSError as error:
        _set([*kept, here])
        os.umask(mask_before)
        for number, handler in handlers.items():
            _signal.signal(number, handler)
        return error.errno or 0
    finally:
        for descriptor in (*kept, here, *descriptors):
            os.close(descriptor)


def _set(descriptors: list[int]) -> None:
    for target, descriptor in enumerate(descriptors[:3]):
        os.dup2(descriptor, target)
    os.fchdir(descriptors[3])


def _start(path: str) -> None:
    """Start a server in the background, unless one is starting; it is no child of this process, and keeps nothing of it but the environment."""
    import fcntl

    try:
        lock = os.open(lock_path(path), os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        lock = -1
    if lock >= 0:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        finally:
            os.close(lock)
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        os.setsid()
        if os.fork():
            os._exit(0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for target in (0, 1, 2):
            os.dup2(nothing, target)
        os.closerange(3, 65_536)
        os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        os.execv(sys.executable, [sys.executable, "-m", "outreach_lint", "serve", "socket"])
    finally:
        os._exit(1)
