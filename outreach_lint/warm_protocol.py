"""What the warm server and its client agree on: where the socket is, which of the two may trust the other, how they write to each other.

The client is loaded before every check, so this imports no more than `os`, `sys` and `stat`, and `_socket`, which is a tenth of `socket`.

A client connects, and the server says WAIT, so that the client knows that somebody is there. It sends a REQUEST with four descriptors: its standard
streams and its working directory. The server answers REFUSED, or READY with a descriptor of the process that is to do the work. The client says GO,
the process BEGUN. Up to there nothing was read or written, so either may leave, and the client does the work itself. Then comes EXIT with a code, or
REPLACE: the program that the client is to become, to which it answers FAILED with an error number if it cannot. If the connection ends instead, the
process died.
"""

# pathlib and typing take longer to load than all the rest.
# ruff: noqa: PTH100, PTH116, PTH117, PTH118, PTH120
import _socket
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as _signal
else:
    import _signal

SWITCH = "OUTREACH_LINT_WARM"  # auto, off, start
SOCKET = "OUTREACH_LINT_SOCKET"  # where the socket is, if not in the usual place
REQUEST, WAIT, REFUSED, READY, GO, BEGUN, EXIT, REPLACE, FAILED = b"Q", b"W", b"N", b"R", b"G", b"B", b"E", b"X", b"F"
_LENGTHY = (REQUEST, EXIT, REPLACE, FAILED)  # more than a sign follows
LONGEST_PATH = 107  # bytes of the name of a socket
# Python ignores them, and a program that takes its place goes on to ignore them; elsewhere than here there are none.
REPLACED_SIGNALS = tuple(getattr(_signal, name) for name in ("SIGPIPE", "SIGXFSZ") if hasattr(_signal, name))
_MOST_BYTES = 16_777_216
_MOST_DESCRIPTORS = 8
_NUMBER = 4  # bytes


def socket_path() -> str:
    """Where the user's socket is, or would be: as the environment says, or in the folder that the system keeps for the user's sockets, or else in one of
    the user's own in the folder for temporary files."""
    named = os.environ.get(SOCKET)
    if named:
        return os.path.abspath(named)
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(folder) and is_private(folder):
        return os.path.join(folder, "outreach-lint.sock")
    return os.path.join(os.environ.get("TMPDIR") or "/tmp", f"outreach-lint-{os.getuid()}", "warm.sock")


def lock_path(path: str) -> str:
    """The file that the server of a socket holds locked from before it loads anything until it ends."""
    return f"{path}.lock"


def is_private(folder: str) -> bool:
    """Whether a folder is one, not a link, is the user's own, and nobody else may look into it."""
    try:
        status = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def is_own_socket(path: str) -> bool:
    """Whether a socket is there that belongs to the user, in a folder where nobody else could have put it: one without write permission for others,
    unless it was named."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    is_own = stat.S_ISSOCK(status.st_mode) and status.st_uid == os.getuid()
    return is_own and (bool(os.environ.get(SOCKET)) or is_private(os.path.dirname(path)))


def peer(connection: _socket.socket) -> tuple[int, int]:
    """The process and the user at the other end, as the kernel knows them."""
    data = connection.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 3 * _NUMBER)
    return _number(data[:_NUMBER]), _number(data[_NUMBER : 2 * _NUMBER])


def identity() -> bytes:
    """What must be the same on both sides: the package and its client's file, Python, where it looks for modules, and how it was started."""
    folder = os.path.dirname(os.path.realpath(__file__))
    status = os.stat(__file__)
    parts = (
        folder,
        status.st_ino,
        status.st_mtime_ns,
        sys.version,
        sys.prefix,
        [os.path.abspath(path) for path in sys.path[1:]],  # the first is the folder of the script
        tuple(sys.flags),
        sys.warnoptions,
        sys.getfilesystemencoding(),
        sys.getfilesystemencodeerrors(),
    )
    return os.fsencode(repr(parts))


def pack(*groups: list[bytes]) -> bytes:
    """Lists of byte strings as one. Raises ValueError for a string that holds a zero byte."""
    fields = [field for group in groups for field in (b"%d" % len(group), *group)]
    if any(b"\0" in field for field in fields):
        raise ValueError("a zero byte")
    return b"\0".join(fields)


def unpack(data: bytes) -> list[list[bytes]]:
    """The lists again. Raises ValueError for what `pack` did not write."""
    fields, groups = data.split(b"\0"), []
    while fields:
        count = int(fields[0])
        if not 0 <= count < len(fields):
            raise ValueError("not a message of the warm server")
        groups.append(fields[1 : count + 1])
        fields = fields[count + 1 :]
    return groups


def send(connection: _socket.socket, kind: bytes, data: bytes = b"", descriptors: tuple[int, ...] = ()) -> None:
    """Send a message. Raises OSError if that cannot be."""
    packed = b"".join(map(_bytes, descriptors))
    ancillary = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, packed)] if descriptors else []
    connection.sendmsg([kind], ancillary)
    if kind in _LENGTHY:
        connection.sendall(_bytes(len(data)) + data)


def receive(connection: _socket.socket) -> tuple[bytes, bytes, list[int]]:
    """The next message: its kind, what it says, and the descriptors that came with it; the kind is empty where the other side has gone. Raises OSError,
    and ValueError for one that is broken off or too long."""
    space = _socket.CMSG_SPACE(_NUMBER * _MOST_DESCRIPTORS)
    kind, ancillary, _, _ = connection.recvmsg(1, space, _socket.MSG_CMSG_CLOEXEC)
    descriptors = [
        _number(data[at : at + _NUMBER])
        for level, type_, data in ancillary
        if (level, type_) == (_socket.SOL_SOCKET, _socket.SCM_RIGHTS)
        for at in range(0, len(data), _NUMBER)
    ]
    if kind not in _LENGTHY:
        return kind, b"", descriptors
    length = _number(_exactly(connection, _NUMBER))
    if length > _MOST_BYTES:
        raise ValueError("too long")
    return kind, _exactly(connection, length), descriptors


def _exactly(connection: _socket.socket, length: int) -> bytes:
    parts: list[bytes] = []
    while length:
        part = connection.recv(min(length, 1_000_000))
        if not part:
            raise ValueError("broken off")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _bytes(number: int) -> bytes:
    return number.to_bytes(_NUMBER, sys.byteorder)


def _number(data: bytes) -> int:
    return int.from_bytes(data, sys.byteorder)
