"""The user's own mail server, as the SMTP proxy speaks to it: reached over TLS that is verified, and heard line by line."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from outreach_lint.errors import SettingsError
from outreach_lint.hooks.loopback import is_loopback

SUBMISSION_PORT, TLS_PORT = 587, 465
_LONGEST_REPLY, _MOST_REPLIED = 4_000, 100  # bytes, lines
_CHUNK = 2**18  # bytes
_PATIENCE = 60.0  # seconds for an answer
_LONGEST_CONNECTING = 20.0  # seconds
_REPLY = re.compile(rb"(\d{3})(?:([ -])([^\r\n]*))?\r?\n")


@dataclass(frozen=True)
class Upstream:
    """The user's own server: `starttls` (required, never left out), `tls` from the start, or `none`, on loopback only. `ca` is a file of certificates to
    verify it with, instead of those of the system."""

    host: str
    port: int = SUBMISSION_PORT
    security: str = "starttls"
    ca: Path | None = None

    def __post_init__(self) -> None:
        if self.security == "none" and not is_loopback(self.host):
            raise SettingsError(f"{self.host} is not on this machine; a password is sent there only with starttls or tls")

    def context(self) -> ssl.SSLContext | None:
        """How to verify it. Raises SettingsError for a file that holds no certificates."""
        if self.security == "none":
            return None
        try:
            return ssl.create_default_context(cafile=self.ca)
        except (OSError, ssl.SSLError) as error:
            raise SettingsError(f"no certificates can be read: {getattr(error, 'strerror', None) or error}", path=self.ca) from None


class GoneError(Exception):
    """The own server cannot be reached, or does not answer; the text says which."""


@dataclass(frozen=True)
class Reply:
    """What the own server answered, line by line, as it stands."""

    code: int
    lines: tuple[bytes, ...]

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300

    def as_it_is(self) -> bytes:
        return b"\r\n".join(self.lines)


class Link:
    """A connection to the own server."""

    def __init__(self, upstream: Upstream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._upstream, self._reader, self._writer = upstream, reader, writer
        self.offers: dict[str, str] = {}

    async def greet(self, name: str, is_greeted: bool) -> None:
        """Say who we are, and hear what it offers. Raises GoneError."""
        greeting = Reply(220, ()) if is_greeted else await self.answer(_PATIENCE)
        answer = await self.ask(f"EHLO {name}".encode()) if greeting.code == 220 else greeting
        if not answer.is_good:
            raise GoneError(f"{self._upstream.host} answered {answer.code}")
        said = [line[4:].decode("ascii", "replace").partition(" ") for line in answer.lines[1:]]
        self.offers = {key.upper(): value for key, _, value in said}

    async def ask(self, line: bytes, seconds: float = _PATIENCE) -> Reply:
        """Say a line, and hear the answer. Raises GoneError."""
        await self.send(line + b"\r\n")
        return await self.answer(seconds)

    async def send(self, data: bytes) -> None:
        """Send so much of something long that what is left waits in the system. Raises GoneError."""
        try:
            for start in range(0, len(data), _CHUNK):
                self._writer.write(data[start : start + _CHUNK])
                async with asyncio.timeout(_PATIENCE):
                    await self._writer.drain()
        except (OSError, TimeoutError) as error:
            raise GoneError(lost(self._upstream.host, error)) from None

    async def answer(self, seconds: float | None) -> Reply:
        """What it says next. Raises GoneError where it says nothing, or what is no reply."""
        lines: list[bytes] = []
        try:
            async with asyncio.timeout(seconds):
                while len(lines) < _MOST_REPLIED:
                    match = _REPLY.fullmatch(await self._reader.readuntil(b"\n"))
                    if not match or len(match.group()) > _LONGEST_REPLY or (lines and lines[0][:3] != match[1]):
                        break
                    lines.append(match.group().rstrip(b"\r\n"))
                    if match[2] != b"-":
                        return Reply(int(match[1]), tuple(lines))
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
            raise GoneError(lost(self._upstream.host, error)) from None
        raise GoneError(f"{self._upstream.host} answered what is no SMTP")

    @property
    def is_open(self) -> bool:
        return not self._writer.is_closing() and not self._reader.at_eof()

    def close(self, is_polite: bool = False) -> None:
        """End it; within a message at once, so that nothing is sent that is not yet."""
        if not is_polite:
            self._writer.transport.abort()
        elif not self._writer.is_closing():
            self._writer.write(b"QUIT\r\n")
            self._writer.close()


def lost(host: str, error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return f"{host} did not answer in time"
    return f"the connection to {host} broke"


async def connect(upstream: Upstream, name: str) -> Link:
    """Connect to the own server, as `name`. Raises GoneError where it cannot be reached, or cannot be trusted."""
    host, context = upstream.host, upstream.context()
    try:
        async with asyncio.timeout(_LONGEST_CONNECTING):
            line = await _socket_to(upstream)
            try:
                if upstream.security == "starttls":
                    await _begin_tls(line, host, name)
                reader, writer = await asyncio.open_connection(
                    sock=line, ssl=context, server_hostname=host if context else None, limit=_LONGEST_REPLY
                )
            except BaseException:
                line.close()
                raise
            link = Link(upstream, reader, writer)
            try:
                await link.greet(name, is_greeted=upstream.security == "starttls")
            except BaseException:
                link.close()
                raise
    except ssl.SSLCertVerificationError as error:
        raise GoneError(f"the certificate of {host} cannot be trusted: {error.verify_message}") from None
    except ssl.SSLError:
        raise GoneError(f"{host} does not speak TLS as it has to") from None
    except TimeoutError:
        raise GoneError(f"{host} did not answer in time") from None
    except (OSError, UnicodeError) as error:
        raise GoneError(
            f"{host}, port {upstream.port}, cannot be reached: {getattr(error, 'strerror', None) or 'no such name'}"
        ) from None
    return link


async def _socket_to(upstream: Upstream) -> socket.socket:
    loop = asyncio.get_running_loop()
    failed: OSError = OSError("no address")
    for family, kind, protocol, _, address in await loop.getaddrinfo(upstream.host, upstream.port, type=socket.SOCK_STREAM):
        line = socket.socket(family, kind, protocol)
        line.setblocking(False)
        try:
            await loop.sock_connect(line, address)
        except OSError as error:
            line.close()
            failed = error
        except BaseException:
            line.close()
            raise
        else:
            return line
    raise failed


async def _begin_tls(line: socket.socket, host: str, name: str) -> None:
    """Ask for TLS. What the other end says before it, is not mixed with what it says within: somebody between us could have said it."""
    for said, code in ((b"", b"220"), (f"EHLO {name}\r\n".encode(), b"250"), (b"STARTTLS\r\n", b"220")):
        answer = await _exchange(line, host, said)
        if not answer.startswith(code):
            raise GoneError(f"{host} answered {answer[:3].decode('ascii', 'replace')}")
        if code == b"250" and not re.search(rb"^250[ -]STARTTLS\s*$", answer, re.I | re.M):
            raise GoneError(f"{host} offers no STARTTLS, so nothing is sent to it")


async def _exchange(line: socket.socket, host: str, said: bytes) -> bytes:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(line, said)
    answer = b""
    while len(answer) < _LONGEST_REPLY * 4:
        more = await loop.sock_recv(line, _LONGEST_REPLY)
        answer += more
        last = re.search(rb"^\d{3}(?: [^\n]*)?\n", answer, re.M)
        if last and last.end() == len(answer):
            return answer
        if last or not more:
            break
    raise GoneError(f"{host} answered what is no SMTP")
