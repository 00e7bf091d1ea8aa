"""An SMTP server on loopback between any mail client and the user's own server: it holds a message with its reasons, or relays the same bytes.

What the client is told is what the own server said. It hears 250 for a message only after that server did, no message is sent a second time, and where an
answer does not come, it is told that the message may have been sent. Logging in is passed through as it stands, line by line, and nothing of it is kept.
"""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import socket
import sys
import textwrap
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach_lint.drafts.eml import MAX_BYTES
from outreach_lint.errors import DraftError, OutreachLintError, SettingsError, how_to_install
from outreach_lint.hooks import mail as mail_door
from outreach_lint.hooks.bench import Bench, BusyError, EndedError
from outreach_lint.hooks.gate import SEND_ANYWAY, SWITCH, is_switched_off, words_of, words_of_failure
from outreach_lint.hooks.headers import headers_of
from outreach_lint.hooks.loopback import is_loopback, listening
from outreach_lint.hooks.upstream import SUBMISSION_PORT, TLS_PORT, GoneError, Link, Reply, Upstream, connect, lost
from outreach_lint.mail import LET_PASS, OWN_HEADER
from outreach_lint.message import printable
from outreach_lint.parsing.folding import unaccented
from outreach_lint.session import Session
from outreach_lint.source import STDIN

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope
    from aiosmtpd.smtp import Session as Client

DEFAULT_PORT = 2525
HOW_TO_SEND = f"add the header {SEND_ANYWAY}, or send it past this server"
_MECHANISMS = (
    "PLAIN",
    "LOGIN",
    "CRAM-MD5",
    "XOAUTH2",
    "OAUTHBEARER",
)  # those that are not bound to the connection they are made on
_PASSED_ON = ("8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES")
_LONGEST_LINE = 2**20  # bytes; the standard has 998, and some programs write all of a page in one
_LONGEST_COMMAND = 13_000  # bytes: of a line of AUTH, the standard has 12,288
_REPLY_WIDTH = 480  # bytes; with code and line end below 512
_LONGEST_DELIVERY, _LONGEST_TURN, _LONGEST_SILENCE = 300.0, 120.0, 900.0  # seconds
_MOST_WAITING = 1000  # messages
_GRACE = 30.0  # seconds for what is open when we are told to stop
_PATH = re.compile(r"([^\s<>:]+@[^\s<>]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAME = re.compile(r"[!-~]{1,255}")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})

Answer = tuple[str, tuple[str, ...]]  # SENT, HELD, UNREADABLE or FAILED, and what is to be told
SENT, HELD, UNREADABLE, FAILED = "sent", "held", "unreadable", "failed"


def judge_mail(session: Session, data: bytes, envelope: Sequence[str] = ()) -> Answer:
    """May this mail be sent, and what is its sender told if not?"""
    try:
        verdict = mail_door.judge_mail(session, data, STDIN, envelope, shows_text_only=True)
    except DraftError as error:
        return UNREADABLE, (words_of_failure(DraftError(error.problem)), f"To send it as it is: {HOW_TO_SEND}")
    except Exception as error:  # the client must hear something, whatever happens
        return FAILED, (words_of_failure(error),)
    return (HELD, tuple(words_of(verdict, HOW_TO_SEND))) if verdict.is_held else (SENT, ())


def _addresses(paths: Iterable[str]) -> tuple[str, ...]:
    """The addresses in what RCPT TO names: "TO:<ann@example.org> NOTIFY=NEVER"."""
    return tuple(found[1] for path in paths if (found := _PATH.search(path)))


def is_let_pass(data: bytes) -> bool:
    """Whether the sender wants the mail sent as it is, whatever can be read of it."""
    return headers_of(data)[OWN_HEADER].strip().casefold() == LET_PASS


def reply(code: int, status: str, lines: Iterable[str], is_utf8: bool = False) -> bytes:
    """A reply of several lines, without the end of the last one, each of 500 bytes at most; in ASCII, unless the client may be sent UTF-8."""
    told = [part for line in lines for part in _wrapped(printable(line) if is_utf8 else _in_ascii(line))] or [""]
    return b"\r\n".join(
        f"{code}{'-' if number < len(told) else ' '}{status} {line}".rstrip().encode() for number, line in enumerate(told, 1)
    )


def _in_ascii(line: str) -> str:
    return unaccented(printable(line).translate(_PLAIN)).encode("ascii", "replace").decode()


def _wrapped(line: str) -> list[str]:
    """The line, cut where it is too long; a character of UTF-8 has four bytes at most."""
    width = _REPLY_WIDTH if len(line.encode()) == len(line) else _REPLY_WIDTH // 4
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(line, width, subsequent_indent=indent + "  ", drop_whitespace=False) if len(line) > width else [line]


def _refusal_in(early: asyncio.Future[Reply]) -> bytes | None:
    """The refusal that came, if one did."""
    came = early.done() and not early.cancelled() and early.exception() is None
    return early.result().as_it_is() if came and early.result().code >= 400 else None


class _Door:
    """What one client is answered. It has a connection to the own server of its own, made when it is first needed."""

    def __init__(self, proxy: SmtpProxy) -> None:
        self.proxy = proxy
        self._link: Link | None = None
        self._name = "localhost"
        self._has_logged_in = False
        self._is_in_transaction = False
        self._may_be_sent = False
        self._work: asyncio.Task[bytes] | None = None
        self._why_broken_off = ""

    # The client's commands. -------------------------------------------------------------------------------------------------------

    async def handle_HELO(self, server: SMTP, client: Client, _: Envelope, name: str) -> bytes:  # noqa: N802
        await self._greeted(client, name)
        return f"250 {server.hostname}".encode()

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, client: Client, _: Envelope, name: str, _responses: list[str]
    ) -> list[bytes]:
        await self._greeted(client, name)
        try:
            offers = (await self._linked()).offers
        except GoneError:  # told when it is needed: a client would take it for a server that cannot do what it needs
            offers = {"AUTH": "PLAIN LOGIN"}
        told = [server.hostname, *self._offers(offers)]
        return [f"250{'-' if number < len(told) else ' '}{one}".encode() for number, one in enumerate(told, 1)]

    def _offers(self, offers: dict[str, str]) -> Iterable[str]:
        size = offers.get("SIZE", "")
        yield f"SIZE {min(int(size), MAX_BYTES) if size.isdecimal() and len(size) < 15 and int(size) else MAX_BYTES}"
        yield "PIPELINING"
        yield from (one for one in _PASSED_ON if one in offers)
        mechanisms = [one for one in offers.get("AUTH", "").upper().split() if one in _MECHANISMS]
        if mechanisms:
            yield f"AUTH {' '.join(mechanisms)}"

    async def _greeted(self, client: Client, name: str) -> None:
        client.host_name = name
        self._name = name if _NAME.fullmatch(name) else "localhost"
        await self._reset()

    async def auth(self, arg: str | None, challenge: Callable[[bytes], Awaitable[bytes]]) -> bytes:
        """Log in to the own server with what the client says, as it says it. `challenge` asks the client for a further line."""
        if not arg or _CONTROL.search(arg):
            return b"501 5.5.4 Syntax: AUTH mechanism"
        if self._has_logged_in:
            return b"503 5.5.1 Already authenticated"
        if arg.split()[0].upper() not in _MECHANISMS:
            return b"504 5.5.4 Unrecognized authentication type"
        try:
            link = await self._linked()
            answer = await link.ask(b"AUTH " + arg.encode("utf-8", "surrogateescape"))
            while answer.code == 334:
                answer = await link.ask(await challenge(answer.as_it_is()))
        except GoneError as gone:
            self._close_link()
            return reply(454, "4.7.0", [f"outreach-lint: {gone}; nobody is logged in"])
        self._has_logged_in = answer.code == 235
        return answer.as_it_is()

    async def mail(self, arg: str | None, envelope: Envelope) -> bytes:
        """MAIL FROM, which the own server answers."""
        if envelope.mail_from:
            return b"503 5.5.1 Error: nested MAIL command"
        if self.proxy.is_closing:
            return b"421 4.3.2 outreach-lint is being stopped; the message is not sent"
        if arg is None or not arg.upper().startswith("FROM:") or _CONTROL.search(arg):
            return b"501 5.5.4 Syntax: MAIL FROM:<address>"
        size = re.search(r"\sSIZE=(\d{1,20})(?:\s|$)", arg, re.I)
        if size and int(size[1]) > MAX_BYTES:
            return reply(552, "5.3.4", [f"outreach-lint relays no message over {MAX_BYTES // 1_000_000} MB"])
        try:
            await self._reset()
            answer = await (await self._linked()).ask(b"MAIL " + arg.encode("utf-8", "surrogateescape"))
        except GoneError as gone:
            return self._not_sent(gone)
        if answer.is_good:
            self._is_in_transaction = True
            envelope.mail_from = arg
            envelope.smtp_utf8 = bool(re.search(r"\sSMTPUTF8(?:\s|$)", arg, re.I))
        return answer.as_it_is()

    async def rcpt(self, arg: str | None, envelope: Envelope) -> bytes:
        """RCPT TO, which the own server answers, for each recipient."""
        if not envelope.mail_from:
            return b"503 5.5.1 Error: need MAIL command"
        if arg is None or not arg.upper().startswith("TO:") or _CONTROL.search(arg):
            return b"501 5.5.4 Syntax: RCPT TO:<address>"
        if self._link is None:
            return self._not_sent(GoneError("the connection to the server broke"))
        try:
            answer = await self._link.ask(b"RCPT " + arg.encode("utf-8", "surrogateescape"))
        except GoneError as gone:
            return self._not_sent(gone)
        if answer.is_good:
            envelope.rcpt_tos.append(arg)
        return answer.as_it_is()

    async def handle_RSET(self, *_: Any) -> bytes:  # noqa: N802
        await self._reset()
        return b"250 2.0.0 OK"

    async def handle_QUIT(self, *_: Any) -> bytes:  # noqa: N802
        self._close_link()
        return b"221 2.0.0 Bye"

    async def handle_DATA(self, _server: SMTP, _: Client, envelope: Envelope) -> bytes:  # noqa: N802
        content = envelope.original_content or b""
        self._work = asyncio.ensure_future(self._judge_and_relay(content, envelope))
        try:
            return await self._work
        except asyncio.CancelledError:
            if not self._why_broken_off:  # then the client has gone
                raise
            self._close_link()
            return self._broken_off(self._why_broken_off)
        except Exception as error:
            return await self.handle_exception(error)
        finally:
            self._work = None
            self._may_be_sent = False

    async def handle_exception(self, error: Exception) -> bytes:
        """A fault of ours, told without what could quote a message."""
        self._close_link()
        return self._broken_off(f"a fault of outreach-lint itself: {type(error).__name__}")

    # What becomes of a message. ---------------------------------------------------------------------------------------------------

    async def _judge_and_relay(self, content: bytes, envelope: Envelope) -> bytes:
        refusal = await self._refusal(content, envelope)
        if refusal:
            await self._reset()
            return refusal
        return await self._relay(content)

    async def _refusal(self, content: bytes, envelope: Envelope) -> bytes | None:
        """What the client is told of a message that is not to be sent; None if it is."""
        if not content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n"):
            told = "its lines do not all end with CR LF: servers differ in where such a mail ends, so it is not relayed"
            return reply(554, "5.6.0", [f"outreach-lint: {told}"])
        if is_let_pass(content):
            return None
        kind, words = await self._answer(content, _addresses(envelope.rcpt_tos))
        if kind == HELD:
            return reply(554, "5.7.1", words, envelope.smtp_utf8)
        if kind in (UNREADABLE, FAILED):
            if self.proxy.on_crash == "allow":
                self.proxy.tell(f"{words[0] if kind == UNREADABLE else 'outreach-lint could not check a message'}; it was relayed")
                return None
            code, status = (554, "5.6.0") if kind == UNREADABLE else (451, "4.7.1")
            return reply(code, status, [*words, *(["It is not sent."] if kind == FAILED else [])], envelope.smtp_utf8)
        return None

    async def _answer(self, content: bytes, to: tuple[str, ...]) -> Answer:
        try:
            async with asyncio.timeout(_LONGEST_TURN):
                answer: Answer = await self.proxy.bench.ask(content, to)
                return answer
        except TimeoutError:
            return FAILED, (words_of_failure(OutreachLintError("too many others wait")),)
        except (BusyError, EndedError, OutreachLintError) as error:
            return FAILED, (words_of_failure(error),)

    async def _relay(self, content: bytes) -> bytes:
        """Hand the message to the own server, once, and say what it says."""
        link = self._link
        try:
            if link is None:
                raise GoneError("the connection to the server broke")
            answer = await link.ask(b"DATA")
            if answer.code != 354:
                await self._reset()
                return answer.as_it_is() if answer.code >= 400 else self._not_sent(GoneError(f"it answered {answer.code} to DATA"))
        except GoneError as gone:
            return self._not_sent(gone)
        early = asyncio.ensure_future(link.answer(None))
        try:
            return await self._hand_over(link, content, early)
        finally:
            early.cancel()

    async def _hand_over(self, link: Link, content: bytes, early: asyncio.Future[Reply]) -> bytes:
        """Send the content, and give the answer to it; one that comes before the end is none, unless it refuses."""
        stuffed = content.replace(b"\r\n.", b"\r\n..")
        try:
            await link.send(b"." + stuffed if stuffed.startswith(b".") else stuffed)
            await asyncio.sleep(0)
            if not early.done():
                self._may_be_sent = True
                await link.send(b".\r\n")
            async with asyncio.timeout(self.proxy.longest_delivery):
                answer = await early
        except (GoneError, TimeoutError) as error:
            self._close_link()
            refusal = None if self._may_be_sent else _refusal_in(early)
            return refusal or self._broken_off(str(error) or lost(self.proxy.upstream.host, error))
        if not self._may_be_sent or 300 <= answer.code < 400:
            self._close_link()
            return _refusal_in(early) or self._broken_off(f"the server answered {answer.code} where that has no meaning")
        self._is_in_transaction = self._may_be_sent = False
        return answer.as_it_is()

    def _not_sent(self, gone: GoneError) -> bytes:
        self._close_link()
        return reply(451, "4.4.1", [f"outreach-lint: {gone}. The message is not sent."])

    def _broken_off(self, why: str) -> bytes:
        if not self._may_be_sent:
            return reply(451, "4.3.0", [f"outreach-lint: {why}. The message is not sent."])
        told = "It is not known whether the message was sent, and it may have been: look before you send it again."
        return reply(451, "4.4.2", [f"outreach-lint: {why}.", told])

    # The connection to the own server. --------------------------------------------------------------------------------------------

    async def _linked(self) -> Link:
        """The connection, made if there is none. Who had logged in has to do so again: nothing is kept that could do it for them."""
        if self._link and not self._link.is_open:
            self._close_link()
        if self._link is None:
            if self._has_logged_in:
                raise GoneError("the server ended the connection; connect again, to log in again")
            self._link = await connect(self.proxy.upstream, self._name)
        return self._link

    async def _reset(self) -> None:
        """End a transaction that was begun on the own server."""
        if self._is_in_transaction and self._link:
            self._is_in_transaction = False
            try:
                answer = await self._link.ask(b"RSET")
            except GoneError:
                answer = Reply(421, ())
            if not answer.is_good:
                self._close_link()

    def _close_link(self) -> None:
        self._is_in_transaction = False
        if self._link:
            self._link.close(is_polite=self._work is None)
            self._link = None

    # Coming to an end. ------------------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the client is in the middle of a message."""
        return self._is_in_transaction or self._work is not None

    def break_off(self, why: str) -> None:
        """Stop waiting; the client is told what is known of its message."""
        self._why_broken_off = why
        if self._work:
            self._work.cancel()

    def end_of_client(self) -> bool:
        """The client says no more: it may have gone, or still listen. Whether it is to be answered. Its message is taken back, unless it has been handed
        over already: a client that has gone may send it again."""
        if self._work and not self._may_be_sent:
            self.break_off("the connection was ended before the answer")
        return self._work is not None

    def leave(self) -> None:
        """The client has gone."""
        self._close_link()


class _SameForAll(dict[str, int]):
    """The limit of each command; aiosmtpd writes to it with each client."""

    def __missing__(self, _: str) -> int:
        return _LONGEST_COMMAND


class _Talk:
    """How the server of aiosmtpd is changed: it leaves the words to a door, which the proxy can reach."""

    line_length_limit = _LONGEST_LINE
    command_size_limit = _LONGEST_COMMAND
    command_size_limits = _SameForAll()
    has_said_all = False
    event_handler: _Door
    envelope: Envelope
    transport: asyncio.Transport | None
    _reader: asyncio.StreamReader
    push: Callable[[bytes], Awaitable[None]]
    check_helo_needed: Callable[[], Awaitable[bool]]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[misc]  # of aiosmtpd
        self.event_handler.proxy.clients[self] = self.event_handler

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.proxy.clients.pop(self, None)
        super().connection_lost(error)  # type: ignore[misc]
        self.event_handler.leave()

    def eof_received(self) -> bool | None:
        self.has_said_all = self.event_handler.end_of_client()
        return self.has_said_all or super().eof_received()  # type: ignore[misc]

    async def smtp_AUTH(self, arg: str | None) -> None:  # noqa: N802
        if not await self.check_helo_needed():
            await self._say(await self.event_handler.auth(arg, self._challenge))

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self.check_helo_needed():
            await self._say(await self.event_handler.mail(arg, self.envelope))

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self.check_helo_needed():
            await self._say(await self.event_handler.rcpt(arg, self.envelope))

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        await super().smtp_DATA(arg)  # type: ignore[misc]
        if self.event_handler.proxy.is_closing:
            self.say_goodbye()
        elif self.has_said_all and self.transport:
            self.transport.close()

    async def _challenge(self, words: bytes) -> bytes:
        await self.push(words)
        return (await self._reader.readuntil(b"\n")).rstrip(b"\r\n").replace(b"\r", b"")[:_LONGEST_COMMAND]

    async def _say(self, words: bytes) -> None:
        await self.push(words)
        if words.startswith(b"421") and self.transport:
            self.transport.close()

    def say_goodbye(self) -> None:
        if self.transport and not self.transport.is_closing():
            self.transport.write(b"421 4.3.2 outreach-lint is being stopped\r\n")
            self.transport.close()


@cache
def _protocol() -> type[SMTP]:
    from aiosmtpd.smtp import SMTP

    return type("Protocol", (_Talk, SMTP), {})


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  where it listens, and what failed


@dataclass
class SmtpProxy:
    """The server: `run` relays until it is told to stop. `on_crash` is "hold" or "allow"; `longest_delivery` and `grace` are in seconds."""

    session: Session
    upstream: Upstream
    on_crash: str = "hold"
    seconds: float = 20.0
    tell: Callable[[str], None] = _tell
    longest_delivery: float = _LONGEST_DELIVERY
    grace: float = _GRACE
    is_closing: bool = field(default=False, init=False)
    clients: dict[Any, _Door] = field(default_factory=dict, init=False)
    bench: Bench = field(init=False)
    _stop: Callable[[], object] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.bench = Bench(judge_mail, self.session, self.seconds, _MOST_WAITING)

    def run(self, opened: socket.socket) -> None:
        """Listen until SIGTERM or SIGINT comes, or `stop` is called; what is open then is finished, or answered with what is known of it."""
        logging.getLogger("mail.log").disabled = True  # it tells addresses, and with faults more
        try:
            self.bench.open()
            asyncio.run(self._serve(opened))
        finally:
            self.bench.close()
            opened.close()

    def stop(self) -> None:
        """Stop, from any thread."""
        if self._stop:
            self._stop()

    async def _serve(self, opened: socket.socket) -> None:
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        self._stop = partial(loop.call_soon_threadsafe, stopped.set)
        if threading.current_thread() is threading.main_thread():
            for signal_ in (signal.SIGTERM, signal.SIGINT):
                signal.signal(signal_, lambda *_: self.stop())
        loop.set_exception_handler(self._tell_fault)
        server = await loop.create_server(lambda: self._client(loop), sock=opened)
        await stopped.wait()
        self.is_closing = True
        server.close()
        await self._finish()
        self._stop = None

    def _tell_fault(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A fault that nobody waits for, without what could quote a message; that a client has gone is none."""
        error = context.get("exception")
        if not isinstance(error, OSError | EOFError | GoneError):
            self.tell(f"a fault of outreach-lint itself: {type(error).__name__}")

    def _client(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        return _protocol()(
            _Door(self),
            data_size_limit=MAX_BYTES,
            enable_SMTPUTF8=True,
            hostname="localhost",
            ident="outreach-lint",
            timeout=_LONGEST_SILENCE,
            loop=loop,
        )

    async def _finish(self) -> None:
        """Send away who is in no message, wait for those who are, and break off what takes too long."""
        self._dismiss(lambda door: not door.is_open)
        await self._until(lambda: not any(door.is_open for door in self.clients.values()), self.grace)
        for door in list(self.clients.values()):
            door.break_off("outreach-lint is being stopped")
        await self._until(lambda: not any(door._work for door in self.clients.values()), 2.0)
        self._dismiss(lambda _: True)
        await self._until(lambda: not self.clients, 2.0)

    def _dismiss(self, chosen: Callable[[_Door], bool]) -> None:
        for protocol, door in list(self.clients.items()):
            if chosen(door):
                protocol.say_goodbye()

    async def _until(self, is_so: Callable[[], bool], seconds: float) -> None:
        end = asyncio.get_running_loop().time() + seconds
        while not is_so() and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.02)


def address_of(named: str, port: int) -> tuple[str, int]:
    """Host and port of "host:port", "[::1]:port" or "host". Raises SettingsError."""
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\s\[\]/@]+)(?::(\d{1,5}))?", named)
    if not match or int(match[2] or port) > 65535:
        raise SettingsError(f"{named!r} is no address; write it as 127.0.0.1:2525, or smtp.example.org:587")
    return match[1].strip("[]"), int(match[2] or port)


def serve_smtp(
    session: Session,
    listen: str,
    upstream: str,
    security: str | None = None,
    ca: Path | None = None,
    on_crash: str = "hold",
    seconds: float = 20.0,
    tell: Callable[[str], None] = _tell,
) -> None:
    """Relay mail until SIGTERM or SIGINT comes. Without `security`, the port of the own server says whether TLS is from the start or by STARTTLS. Raises
    OutreachLintError where it cannot listen or lint."""
    try:
        import aiosmtpd  # noqa: F401
    except ImportError:
        raise OutreachLintError(f"serving SMTP needs one more library: {how_to_install('smtp')}") from None
    host, port = address_of(listen, DEFAULT_PORT)
    if not is_loopback(host):
        raise SettingsError(f"{host} can be reached from other machines, and this server speaks no TLS; listen on 127.0.0.1")
    their_host, their_port = address_of(upstream, SUBMISSION_PORT)
    own = Upstream(their_host, their_port, security or ("tls" if their_port == TLS_PORT else "starttls"), ca)
    own.context()
    opened = listening(host, port)
    if is_switched_off():
        tell(f"{SWITCH} is off, so every message is relayed unchecked")
    tell(f"outreach-lint relays mail from {host}, port {opened.getsockname()[1]}, to {their_host}, port {their_port}")
    SmtpProxy(session, own, on_crash, seconds, tell).run(opened)
