"""The SMTP proxy between real clients and a real server of aiosmtpd, and between them and servers that misbehave."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from outreach_lint.errors import SettingsError
from outreach_lint.hooks.bench import Bench, EndedError
from outreach_lint.hooks.loopback import listening
from outreach_lint.hooks.smtp import FAILED, HELD, SENT, SmtpProxy, address_of, is_let_pass, judge_mail, reply, serve_smtp
from outreach_lint.hooks.upstream import Upstream
from outreach_lint.session import Session

pytest.importorskip("aiosmtpd", reason="aiosmtpd is not installed")
OPENSSL, MSMTP, GIT = (shutil.which(name) for name in ("openssl", "msmtp", "git"))
LOOPBACK = "127.0.0.1"
HEAD = "From: Sam <sam@example.org>\r\nTo: {to}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
GOOD_TEXT = (
    "Hi Priya,\r\n\r\nI teach maths in Cardiff, and your talk about forecasts that say sorry made me rewrite how I hand back mocks. You went from a "
    "physics classroom to river data: what did you have to unlearn in the first year?\r\n\r\nIf it is of any use, here are my notes on how "
    "fourteen-year-olds read a probability, two terms of them; I can send the rest.\r\n\r\nBest,\r\nSam\r\n"
)
GOOD = (HEAD.format(to="Priya <priya@example.org>", subject="Forecasts that say sorry") + GOOD_TEXT).encode()
BAD = (HEAD.format(to="Bob <bob@example.org>", subject="Hello") + "Hi Bob,\r\n\r\nCan you spare 15 minutes this week?\r\n").encode()


@dataclass
class _Sink:
    """What the user's own server got: with its envelope, and the exact bytes."""

    mails: list[tuple[str, list[str], list[str], bytes]] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)

    async def handle_RCPT(self, _server: Any, _client: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: Any, _client: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), list(envelope.mail_options), envelope.original_content))
        return "554 5.7.1 No spam" if b"SPAMWORD" in envelope.original_content else f"250 2.0.0 queued as {len(self.mails)}"

    def authenticate(self, _server: Any, _client: Any, _envelope: Any, _mechanism: str, data: Any) -> Any:
        from aiosmtpd.smtp import AuthResult

        self.logins.append(data.login)
        return AuthResult(success=(data.login, data.password) == (b"sam", b"river-secret"), handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if OPENSSL is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    command = f"{OPENSSL} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run([*command.split(), "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    return made, key


class _Lent:
    """The bench of the module, which no proxy opens or closes."""

    def __init__(self, bench: Bench) -> None:
        self.ask = bench.ask

    def open(self) -> None: ...
    def close(self) -> None: ...


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    made = Bench(judge_mail, Session(), 20.0, 1000)
    made.open()
    yield made
    made.close()


@pytest.fixture
def started() -> Iterator[list[Callable[[], object]]]:
    """What a test starts; each is stopped at its end."""
    stops: list[Callable[[], object]] = []
    yield stops
    for stop in reversed(stops):
        stop()


@pytest.fixture
def serve(started: list[Callable[[], object]], certificate: tuple[Path, Path]) -> Callable[..., tuple[_Sink, int]]:
    """Start the user's own server: with STARTTLS required, or TLS at once, or neither."""
    from aiosmtpd.controller import Controller

    def start(security: str = "none", **options: Any) -> tuple[_Sink, int]:
        sink = _Sink()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        tls = {"none": {}, "starttls": {"tls_context": context, "require_starttls": True}, "tls": {"ssl_context": context}}[
            security
        ]
        common = {
            "hostname": LOOPBACK,
            "port": _free_port(),
            "ready_timeout": 20,
            "enable_SMTPUTF8": True,
            "data_size_limit": 50_000_000,
        }
        made = Controller(sink, **common, **tls, **options)
        made.start()
        started.append(made.stop)
        return sink, made.port

    return start


@pytest.fixture
def proxy(started: list[Callable[[], object]], bench: Bench) -> Callable[..., int]:
    """Start a proxy before a server, and give its port."""

    def start(port: int, security: str = "none", ca: Path | None = None, asks: Any = None, **options: Any) -> int:
        host = LOOPBACK if security == "none" else "localhost"
        made = SmtpProxy(Session(), Upstream(host, port, security, ca), **options)
        made.bench = asks or _Lent(bench)  # type: ignore[assignment]
        opened = listening(LOOPBACK, 0)
        own: int = opened.getsockname()[1]
        thread = threading.Thread(target=made.run, args=(opened,), daemon=True)
        thread.start()
        _wait_for(lambda: made._stop is not None)

        def stop() -> None:
            made.stop()
            thread.join(20)
            assert not thread.is_alive()

        started.append(stop)
        start.last = made  # type: ignore[attr-defined]
        return own

    return start


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])


def _wait_for(is_so: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def _send(port: int, data: bytes, to: tuple[str, ...] = ("priya@example.org",), options: tuple[str, ...] = ()) -> tuple[int, bytes]:
    """Send bytes as they are, and give the answer to the message."""
    client = smtplib.SMTP(LOOPBACK, port, timeout=60)
    try:
        client.ehlo("desk.example.org")
        code, words = client.mail("sam@example.org", options)
        assert code == 250, words
        for one in to:
            code, words = client.rcpt(one)
            assert code == 250, words
        return client.data(data)
    finally:
        client.close()


# -- What is held, and what is relayed -----------------------------------------------------------------------------------------------


def test_a_request_first_message_is_held_with_its_reasons(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    code, words = _send(proxy(port), BAD, ("bob@example.org",))
    assert code == 554 and sink.mails == []
    told = words.decode("ascii")
    assert told.startswith("5.7.1 outreach-lint holds this message to Bob <bob@example.org>:")
    assert "line 3: " in told and "(ask/opens-with-request)" in told and "X-Outreach-Lint: send" in told


def test_the_connection_serves_on_after_a_held_message(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    with smtplib.SMTP(LOOPBACK, proxy(port), timeout=30) as client:
        with pytest.raises(smtplib.SMTPDataError, match="holds this message"):
            client.sendmail("sam@example.org", ["bob@example.org"], BAD)
        assert client.sendmail("sam@example.org", ["priya@example.org"], GOOD) == {}
    assert [mail[3] for mail in sink.mails] == [GOOD]


@pytest.mark.parametrize("header", [b"X-Outreach-Lint: send\r\n", b"x-outreach-lint:send\r\n", b"In-Reply-To: <1@example.org>\r\n"])
def test_what_is_let_pass_passes_unaltered(serve: Any, proxy: Any, header: bytes) -> None:
    sink, port = serve()
    assert _send(proxy(port), header + BAD)[0] == 250
    assert sink.mails[0][3] == header + BAD


RAW = {
    "dots": GOOD + b"\r\n.\r\n..\r\n.hidden\r\n...three\r\nend.\r\n",
    "a dot first": b".strange: yes\r\n" + GOOD,
    "a long line": GOOD + b"\r\nhttps://example.org/" + b"a" * 70_000 + b"\r\n",
    "8 bit": GOOD.replace(b"Best,", "Liebe Gr\u00fc\u00dfe \u2014 \U0001f30a,".encode()),
    "no UTF-8": GOOD.replace(b"utf-8", b"iso-8859-1").replace(b"Best,", b"Gr\xfc\xdfe,"),
    "control characters": GOOD + b"\x00\x01\x7f\t \r\n",
    "spaces at the end": GOOD + b"   \r\n\r\n\r\n",
    "odd headers": b"X-Odd:   two  spaces \r\n\tfolded\r\n" + GOOD,
}


@pytest.mark.parametrize("name", RAW)
def test_the_same_bytes_are_relayed(serve: Any, proxy: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from aiosmtpd.smtp import SMTP

    monkeypatch.setattr(SMTP, "line_length_limit", 80_000)  # of the user's own server
    sink, port = serve()
    data = RAW[name].replace(b"Subject", b"X-Outreach-Lint: send\r\nSubject", 1)
    assert _send(proxy(port), data)[0] == 250
    assert sink.mails[0][3] == data


def test_a_mail_whose_end_servers_see_differently_is_not_relayed(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    own = proxy(port)
    for smuggled in (b"one\n.\r\nMAIL FROM:<x@example.org>", b"one\r.\r\n", b"bare\nline"):
        with socket.create_connection((LOOPBACK, own), 30) as line:
            file = line.makefile("rwb")
            for said in (b"EHLO a\r\n", b"MAIL FROM:<sam@example.org>\r\n", b"RCPT TO:<priya@example.org>\r\n", b"DATA\r\n"):
                _read(file) if said == b"EHLO a\r\n" else None
                file.write(said)
                file.flush()
                answer = _read(file)
            assert answer.startswith(b"354")
            file.write(GOOD + smuggled + b"\r\n.\r\n")
            file.flush()
            assert _read(file).startswith(b"554 5.6.0 outreach-lint: its lines")
    assert sink.mails == []


def _read(file: Any) -> bytes:
    lines = [file.readline()]
    while lines[-1][3:4] == b"-":
        lines.append(file.readline())
    return b"".join(lines)


def test_envelope_and_parameters_are_kept(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    options = (f"SIZE={len(GOOD)}", "BODY=8BITMIME", "SMTPUTF8")
    with smtplib.SMTP(LOOPBACK, proxy(port), timeout=30) as client:
        client.ehlo()
        assert client.has_extn("8bitmime") and client.has_extn("smtputf8") and client.has_extn("pipelining")
        assert client.esmtp_features["size"] == "50000000"
        client.command_encoding = "utf-8"
        assert client.mail("søren@example.org", options)[0] == 250
        assert client.rcpt("zoë@example.org")[0] == 250
        assert client.data(GOOD) == (250, b"2.0.0 queued as 1")
    assert sink.mails[0][:3] == ("søren@example.org", ["zoë@example.org"], list(options))


def test_what_the_server_does_not_offer_is_not_offered(proxy: Any, started: Any) -> None:
    _, own = _to_fake(proxy, started, offers=("SIZE 1000", "STARTTLS", "CHUNKING", "AUTH PLAIN GSSAPI SCRAM-SHA-256-PLUS"))
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:
        client.ehlo()
        assert client.esmtp_features == {"size": "1000", "pipelining": "", "auth": " PLAIN"}


def test_commands_may_come_all_at_once(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    with socket.create_connection((LOOPBACK, proxy(port)), 30) as line:
        line.sendall(
            b"EHLO a\r\nMAIL FROM:<sam@example.org>\r\nRCPT TO:<nobody@example.org>\r\nRCPT TO:<priya@example.org>\r\nDATA\r\n"
        )
        file = line.makefile("rb")
        answers = [_read(file)[:3] for _ in range(6)]
        assert answers == [b"220", b"250", b"250", b"550", b"250", b"354"]
        line.sendall(GOOD + b".\r\nQUIT\r\n")
        assert (_read(file)[:3], _read(file)[:3]) == (b"250", b"221")
    assert sink.mails[0][1] == ["priya@example.org"]


def test_the_null_sender_and_odd_addresses_pass_as_they_stand(proxy: Any, started: Any) -> None:
    fake = _Fake()
    started.append(fake.close)
    with socket.create_connection((LOOPBACK, proxy(fake.port)), 30) as line:
        line.sendall(b'EHLO a\r\nMAIL FROM:<> RET=HDRS ENVID=x+3D1\r\nRCPT TO:<"a b"@example.org> NOTIFY=NEVER\r\nQUIT\r\n')
        file = line.makefile("rb")
        assert [_read(file)[:3] for _ in range(5)] == [b"220", b"250", b"250", b"250", b"221"]
    assert b"MAIL FROM:<> RET=HDRS ENVID=x+3D1" in fake.heard and b'RCPT TO:<"a b"@example.org> NOTIFY=NEVER' in fake.heard


# -- TLS and logging in --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_logging_in_is_passed_through(serve: Any, proxy: Any, certificate: Any, security: str, mechanism: str) -> None:
    options: dict[str, Any] = {"auth_required": True, "auth_require_tls": security == "starttls"}
    sink, port = serve(security, **options, authenticator=lambda *args: sink.authenticate(*args))
    own = proxy(port, security, certificate[0])
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:
        client.ehlo()
        assert mechanism in client.esmtp_features["auth"]
        assert client.mail("sam@example.org")[0] == 530
        client.user, client.password = "sam", "river-secret"
        assert client.auth(mechanism, getattr(client, f"auth_{mechanism.lower()}"))[0] == 235
        client.sendmail("sam@example.org", ["priya@example.org"], GOOD)
    assert sink.logins == [b"sam"] and sink.mails[0][3] == GOOD
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login("sam", "wrong")
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:  # who comes next is not logged in
        client.ehlo()
        assert client.mail("sam@example.org")[0] == 530


def test_an_unknown_certificate_is_not_trusted(serve: Any, proxy: Any, certificate: Any) -> None:
    sink, port = serve("starttls")
    with smtplib.SMTP(LOOPBACK, proxy(port, "starttls"), timeout=30) as client:
        client.ehlo()
        code, words = client.mail("sam@example.org")
        assert code == 451 and b"certificate of localhost cannot be trusted" in words
        code, words = client.docmd("AUTH", "PLAIN " + base64.b64encode(b"\0sam\0river-secret").decode())
        assert code == 454 and b"nobody is logged in" in words
    assert sink.mails == []


def test_nothing_is_sent_without_tls(proxy: Any, started: Any, certificate: Any) -> None:
    fake = _Fake()
    started.append(fake.close)
    with smtplib.SMTP(LOOPBACK, proxy(fake.port, "starttls", certificate[0]), timeout=30) as client:
        client.ehlo()
        code, words = client.docmd("AUTH", "PLAIN c2VjcmV0")
        assert code == 454 and b"offers no STARTTLS" in words
    assert not any(b"AUTH" in line for line in fake.heard)


def test_words_said_before_tls_do_not_count_within(proxy: Any, started: Any, certificate: Any) -> None:
    fake = _Fake(offers=("STARTTLS",), on_starttls=b"220 go\r\n250 evil\r\n250 evil\r\n")
    started.append(fake.close)
    with smtplib.SMTP(LOOPBACK, proxy(fake.port, "starttls", certificate[0]), timeout=30) as client:
        client.ehlo()
        code, words = client.mail("sam@example.org")
        assert code == 451 and b"answered what is no SMTP" in words


def test_a_web_page_cannot_speak_to_it(proxy: Any, started: Any) -> None:
    fake = _Fake()
    started.append(fake.close)
    own = proxy(fake.port)
    heads = [f"X-Head-{i}: a" for i in range(4)]
    page = [
        "POST / HTTP/1.1",
        f"Host: 127.0.0.1:{own}",
        *heads,
        "Content-Type: text/plain",
        "",
        "EHLO a",
        "MAIL FROM:<a@example.org>",
        "RCPT TO:<b@example.org>",
    ]
    with socket.create_connection((LOOPBACK, own), 30) as line:
        line.sendall("\r\n".join([*page, ""]).encode())
        line.settimeout(10)
        with contextlib.suppress(ConnectionResetError):
            while line.recv(4096):
                pass
    assert fake.heard == []


def test_plain_connections_are_for_this_machine() -> None:
    with pytest.raises(SettingsError, match="not on this machine"):
        Upstream("smtp.example.org", 25, "none")
    with pytest.raises(SettingsError, match="listen on"):
        serve_smtp(Session(), "0.0.0.0:2525", "smtp.example.org")


# -- Servers that refuse, hang and go ------------------------------------------------------------------------------------------------


class _Fake:
    """A server that answers as it is told; what it heard stands in `heard`."""

    def __init__(self, offers: tuple[str, ...] = (), on_starttls: bytes = b"", **answers: str) -> None:
        self._offers, self._on_starttls, self._answers = offers, on_starttls, answers
        self.heard: list[bytes] = []
        self.is_ended, self.may_go_on = threading.Event(), threading.Event()
        self._socket = listening(LOOPBACK, 0)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def close(self) -> None:
        self.is_ended.set()
        self._socket.close()

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        with line, line.makefile("rwb", buffering=0) as file:
            file.write(b"220 fake\r\n")
            is_data = False
            while said := file.readline():
                self.heard.append(said.rstrip(b"\r\n"))
                if is_data and said != b".\r\n":
                    continue
                is_data, command = said.upper().startswith(b"DATA"), said.split()[0].upper().decode() if said.strip() else ""
                answer = self._answers.get({".": "end"}.get(command, command), "354 go" if is_data else "250 OK")
                is_data = is_data and answer.startswith("354")
                if command == "EHLO" and command not in self._answers:
                    lines = ["fake", *self._offers]
                    answer = "\r\n".join(f"250{'-' if one is not lines[-1] else ' '}{one}" for one in lines)
                if answer == "wait":
                    answer = "250 at last" if self.may_go_on.wait(30) else "drop"
                if answer == "hang":
                    self.is_ended.wait(30)
                if answer in ("hang", "drop"):
                    return
                file.write(self._on_starttls if command == "STARTTLS" else answer.encode() + b"\r\n")


def _to_fake(proxy: Any, started: Any, **options: Any) -> tuple[_Fake, int]:
    patience = {"longest_delivery": options.pop("longest_delivery")} if "longest_delivery" in options else {}
    fake = _Fake(**options)
    started.append(fake.close)
    return fake, proxy(fake.port, **patience)


def test_a_recipient_that_is_refused_is_refused_at_once(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    with smtplib.SMTP(LOOPBACK, proxy(port), timeout=30) as client:
        refused = client.sendmail("sam@example.org", ["nobody@example.org", "priya@example.org"], GOOD)
    assert refused == {"nobody@example.org": (550, b"5.1.1 No such user here")}
    assert sink.mails[0][1] == ["priya@example.org"]


def test_a_refusal_of_the_message_is_passed_on(serve: Any, proxy: Any) -> None:
    _, port = serve()
    assert _send(proxy(port), b"X-Outreach-Lint: send\r\n" + GOOD + b"SPAMWORD\r\n") == (554, b"5.7.1 No spam")


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ({"DATA": "451 4.3.0 disk full"}, 451, b"4.3.0 disk full"),
        ({"DATA": "250 what"}, 451, b"not sent"),
        ({"DATA": "354 go\r\n250 done"}, 451, b"The message is not sent"),
        ({"DATA": "354 go\r\n552 5.3.4 too large"}, 552, b"5.3.4 too large"),
        ({"DATA": "drop"}, 451, b"The message is not sent"),
        ({"end": "452 4.2.2 mailbox full"}, 452, b"mailbox full"),
        ({"end": "250-2.0.0 one\r\n250 2.0.0 two"}, 250, b"2.0.0 one\n2.0.0 two"),
        ({"end": "drop"}, 451, b"not known whether the message was sent, and it may have been"),
        ({"end": "354 more"}, 451, b"not known whether"),
        ({"end": "no SMTP at all"}, 451, b"not known whether"),
        ({"end": "250-one\r\n354 two"}, 451, b"not known whether"),
    ],
)
def test_what_the_client_hears_is_true(proxy: Any, started: Any, answers: dict[str, str], code: int, words: bytes) -> None:
    fake, own = _to_fake(proxy, started, **answers)
    heard = _send(own, GOOD)
    assert heard[0] == code and words in heard[1].replace(b"look before", b""), heard
    assert fake.heard.count(b".") == ("end" in answers), "never twice, and not where it was refused"


def test_a_server_that_hangs_after_the_message(proxy: Any, started: Any) -> None:
    fake, own = _to_fake(proxy, started, end="hang", longest_delivery=0.5)
    code, words = _send(own, GOOD)
    assert code == 451 and b"it may have been" in words and b"did not answer in time" in words
    assert fake.heard.count(b".") == 1


@pytest.mark.parametrize(("command", "code"), [("MAIL", 550), ("RCPT", 421), ("EHLO", 502)])
def test_refusals_before_the_message(proxy: Any, started: Any, command: str, code: int) -> None:
    _, own = _to_fake(proxy, started, **{command: f"{code} 5.0.0 no"})
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:
        client.ehlo()
        answer = client.mail("sam@example.org")
        if command == "RCPT":
            answer = client.rcpt("priya@example.org")
        assert answer[0] == (451 if command == "EHLO" else code)


def test_a_server_that_is_down(proxy: Any) -> None:
    with smtplib.SMTP(LOOPBACK, proxy(_free_port()), timeout=30) as client:
        client.ehlo()
        code, words = client.mail("sam@example.org")
        assert code == 451 and b"cannot be reached" in words and b"not sent" in words


def test_a_second_message_is_served_by_a_new_connection(proxy: Any, started: Any) -> None:
    _, own = _to_fake(proxy, started, end="drop")
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:
        for _ in range(2):
            with pytest.raises(smtplib.SMTPDataError, match="may have been"):
                client.sendmail("sam@example.org", ["priya@example.org"], GOOD)


# -- Where the linter itself fails ---------------------------------------------------------------------------------------------------


class _Failing:
    """A bench that does not come to an answer."""

    async def ask(self, *_: Any) -> Any:
        raise EndedError("checking it took longer than 20 seconds")

    def open(self) -> None: ...
    def close(self) -> None: ...


def test_a_message_that_cannot_be_checked_is_held_for_now(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    code, words = _send(proxy(port, asks=_Failing()), GOOD)
    assert code == 451 and b"could not check this message: checking it took longer" in words and sink.mails == []


def test_or_it_is_relayed_and_that_is_told_without_its_content(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    told: list[str] = []
    assert _send(proxy(port, asks=_Failing(), on_crash="allow", tell=told.append), GOOD)[0] == 250
    assert told == ["outreach-lint could not check a message; it was relayed"] and sink.mails[0][3] == GOOD


def test_a_mail_without_text(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    own = proxy(port)
    coded = GOOD.replace(b"text/plain", b"application/pdf")
    code, words = _send(own, coded)
    assert code == 554 and b"the mail has no text part" in words and b"X-Outreach-Lint: send" in words and sink.mails == []
    assert _send(own, b"X-Outreach-Lint: send\r\n" + coded)[0] == 250
    assert _send(own, b"In-Reply-To: <1@example.org>\r\n" + coded)[0] == 250


class SlowSession(Session):
    """Does not come to an end with some messages."""

    def lint(self, draft: Any) -> Any:
        if "SLOWLY" in draft.message.body:
            re.match(r"(a|a)+$", "a" * 60 + "b")  # holds the interpreter for longer than a person lives
        if "FATAL" in draft.message.body:
            os._exit(9)
        return super().lint(draft)


def test_a_linter_that_does_not_end_is_ended(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    bench = Bench(judge_mail, SlowSession(), 8.0, 10)
    bench.open()
    try:
        own = proxy(port, asks=_Lent(bench))
        with ThreadPoolExecutor(2) as pool:
            slow = pool.submit(_send, own, GOOD + b"SLOWLY\r\n")
            time.sleep(0.3)
            begun = time.monotonic()
            with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:
                assert client.noop()[0] == 250  # the others are served meanwhile
            assert time.monotonic() - begun < 2
            assert pool.submit(_send, own, GOOD).result()[0] == 250  # and theirs once it is over
            code, words = slow.result()
        assert code == 451 and b"took longer than 8 seconds" in words
        code, words = _send(own, GOOD + b"FATAL\r\n")
        assert code == 451 and b"the process that checks it ended" in words
        assert len(sink.mails) == 1 and bench.ended == 3
    finally:
        bench.close()


# -- Many, large, and the end --------------------------------------------------------------------------------------------------------


def test_two_hundred_messages_at_once(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    own = proxy(port)
    with ThreadPoolExecutor(200) as pool:
        codes = list(pool.map(lambda i: _send(own, BAD if i % 2 else GOOD + b"%d\r\n" % i)[0], range(200)))
    assert codes == [554 if i % 2 else 250 for i in range(200)]
    assert sorted(mail[3] for mail in sink.mails) == sorted(GOOD + b"%d\r\n" % i for i in range(0, 200, 2))


def test_a_large_attachment(serve: Any, proxy: Any) -> None:
    sink, port = serve()
    line = base64.b64encode(bytes(range(57))) + b"\r\n"
    text, head = GOOD_TEXT.encode(), GOOD.partition(b"MIME-Version")[0]
    head += b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\n'
    middle = b"\r\n--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    mail = head + text + middle + line * (25_000_000 // 57) + b"--x--\r\n"
    assert _send(proxy(port), mail)[0] == 250
    assert sink.mails[0][3] == mail


def test_a_mail_that_is_too_large_is_refused_at_once(serve: Any, proxy: Any) -> None:
    _, port = serve()
    with smtplib.SMTP(LOOPBACK, proxy(port), timeout=30) as client:
        client.ehlo()
        assert client.mail("sam@example.org", ["SIZE=60000000"])[0] == 552


def test_stopping_finishes_what_is_open(proxy: Any, serve: Any, started: Any) -> None:
    sink, port = serve()
    own = proxy(port)
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client, smtplib.SMTP(LOOPBACK, own, timeout=30) as idle:
        client.ehlo()
        client.mail("sam@example.org")
        client.rcpt("priya@example.org")
        proxy.last.stop()
        assert idle.getreply()[0] == 421
        assert client.data(GOOD)[0] == 250
        assert client.getreply()[0] == 421
    assert len(sink.mails) == 1
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((LOOPBACK, own), 5)


def test_stopping_tells_the_truth_of_what_does_not_end(proxy: Any, started: Any) -> None:
    fake = _Fake(end="hang")
    started.append(fake.close)
    own = proxy(fake.port, grace=0.5)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(_send, own, GOOD)
        _wait_for(lambda: b"." in fake.heard)
        proxy.last.stop()
        code, words = answer.result()
    assert code == 451 and b"outreach-lint is being stopped" in words and b"it may have been" in words


def test_a_client_that_goes_does_not_send(proxy: Any, started: Any) -> None:
    fake, own = _to_fake(proxy, started)
    with smtplib.SMTP(LOOPBACK, own, timeout=30) as client:
        client.ehlo()
        client.mail("sam@example.org")
        client.rcpt("priya@example.org")
        client.docmd("DATA")
        client.send(GOOD)
        client.sock.close()  # type: ignore[union-attr]
        client.sock = None
    time.sleep(0.3)
    assert b"DATA" not in fake.heard and b"." not in fake.heard


def _said_all(own: int, data: bytes) -> tuple[socket.socket, Any]:
    """A client that sends a message and ends its side of the connection, but still listens."""
    line = socket.create_connection((LOOPBACK, own), 30)
    file = line.makefile("rb")
    assert _read(file).startswith(b"220")
    for said in (b"EHLO a\r\n", b"MAIL FROM:<sam@example.org>\r\n", b"RCPT TO:<priya@example.org>\r\n", b"DATA\r\n"):
        line.sendall(said)
        assert _read(file)[:1] in (b"2", b"3")
    line.sendall(data + b".\r\n")
    return line, file


def test_who_ends_the_connection_before_the_message_is_handed_over_hears_that_it_is_not_sent(proxy: Any, started: Any) -> None:
    fake, own = _to_fake(proxy, started)
    for data in (GOOD, BAD):
        line, file = _said_all(own, data)
        with line, file:
            line.shutdown(socket.SHUT_WR)
            assert _read(file).startswith(
                b"451 4.3.0 outreach-lint: the connection was ended before the answer. The message is not sent."
            )
            assert file.read() == b""
    assert b"DATA" not in fake.heard and b"." not in fake.heard


def test_who_ends_the_connection_after_that_hears_what_the_server_says(proxy: Any, started: Any) -> None:
    fake, own = _to_fake(proxy, started, end="wait")
    line, file = _said_all(own, b"X-Outreach-Lint: send\r\n" + GOOD)
    with line, file:
        _wait_for(lambda: b"." in fake.heard)
        line.shutdown(socket.SHUT_WR)
        time.sleep(0.2)
        fake.may_go_on.set()
        assert _read(file) == b"250 at last\r\n" and file.read() == b""
    assert fake.heard.count(b".") == 1


_SERVE = "from outreach_lint.hooks.smtp import serve_smtp\nfrom outreach_lint.session import Session\nimport sys\n"


def test_the_process_ends_at_sigterm_and_tells_no_secret(serve: Any, tmp_path: Path) -> None:
    sink, port = serve(auth_require_tls=False, authenticator=lambda *args: sink.authenticate(*args))
    code = _SERVE + f"serve_smtp(Session(), '127.0.0.1:0', '127.0.0.1:{port}', 'none')"
    with subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as process:
        assert process.stderr is not None
        try:
            words = process.stderr.readline()
            found = re.search(r"from 127.0.0.1, port (\d+), to 127.0.0.1", words)
            assert found, words
            with smtplib.SMTP(LOOPBACK, int(found[1]), timeout=30) as client:
                client.login("sam", "river-secret")
                client.sendmail("sam@example.org", ["priya@example.org"], GOOD)
                with pytest.raises(smtplib.SMTPDataError):
                    client.sendmail("sam@example.org", ["bob@example.org"], BAD)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (0, "", "") and len(sink.mails) == 1


# -- Real clients --------------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(MSMTP is None, reason="msmtp is not installed")
def test_msmtp(serve: Any, proxy: Any, certificate: Any, tmp_path: Path) -> None:
    sink, port = serve("starttls", auth_required=True, authenticator=lambda *args: sink.authenticate(*args))
    settings = tmp_path / "msmtprc"
    own = proxy(port, "starttls", certificate[0])
    settings.write_text(
        f"account default\nhost 127.0.0.1\nport {own}\nfrom sam@example.org\ntls off\nauth plain\nuser sam\npassword river-secret\n"
    )
    settings.chmod(0o600)

    def msmtp(data: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([str(MSMTP), f"--file={settings}", "--read-recipients"], input=data, capture_output=True, timeout=50)

    done = msmtp(BAD)
    assert done.returncode == 69 and b"554-5.7.1 outreach-lint holds this message" in done.stderr and sink.mails == []
    done = msmtp(GOOD)
    assert done.returncode == 0, done.stderr
    assert sink.mails[0][1] == ["priya@example.org"] and GOOD_TEXT.encode() in sink.mails[0][3]


def _has_send_email() -> bool:
    return (
        GIT is not None
        and (Path(subprocess.run([GIT, "--exec-path"], capture_output=True, text=True).stdout.strip()) / "git-send-email").exists()
    )


@pytest.mark.skipif(not _has_send_email(), reason="git send-email is not installed")
def test_git_send_email(serve: Any, proxy: Any, tmp_path: Path) -> None:
    sink, port = serve()
    own = proxy(port)
    subprocess.run([str(GIT), "init", "-q", str(tmp_path)], check=True)

    def send(data: bytes, to: str) -> subprocess.CompletedProcess[bytes]:
        (tmp_path / "mail.eml").write_bytes(data.replace(b"\r\n", b"\n"))
        name = ["-c", "user.name=Sam", "-c", "user.email=sam@example.org"]
        options = ["--confirm=never", "--suppress-cc=all", "--from=Sam <sam@example.org>", f"--to={to}"]
        command = [str(GIT), *name, "send-email", *options, f"--smtp-server={LOOPBACK}", f"--smtp-server-port={own}", "mail.eml"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=50, env={**os.environ, "HOME": str(tmp_path)})

    done = send(BAD, "bob@example.org")
    assert done.returncode != 0 and b"outreach-lint holds this message" in done.stderr + done.stdout and sink.mails == []
    done = send(GOOD, "priya@example.org")
    assert done.returncode == 0, done.stderr
    assert GOOD_TEXT.encode() in sink.mails[0][3]


# -- Small parts ---------------------------------------------------------------------------------------------------------------------


def test_judging() -> None:
    session = Session()
    assert judge_mail(session, GOOD) == (SENT, ())
    kind, words = judge_mail(session, BAD)
    assert kind == HELD and words[0].startswith("outreach-lint holds")
    session = Session(to=("nowhere.json",))
    kind, words = judge_mail(session, GOOD)
    assert kind == FAILED and "nowhere.json" in words[0]


def test_replies_are_short_lines_of_ascii() -> None:
    told = reply(554, "5.7.1", ["“Zoë” — ¡olé! 日本", "  " + "long words " * 100, "\x1b[31m\u202e"])
    assert told.isascii() and all(len(line) <= 500 for line in told.split(b"\r\n"))
    assert told.startswith(b'554-5.7.1 "Zoe" - ?ole! ??\r\n554-5.7.1   long words')
    assert re.fullmatch(rb"(554-5\.7\.1[ -~]*\r\n)+554 5\.7\.1[ -~]*", told)
    wide = reply(554, "5.7.1", ["日本 " * 400], is_utf8=True)
    assert all(len(line) <= 500 for line in wide.split(b"\r\n")) and "日本".encode() in wide


def test_a_header_lets_pass_and_a_body_does_not() -> None:
    assert is_let_pass(b"From: a\r\nX-Outreach-Lint:  SEND \r\n\r\nx")
    assert is_let_pass(b"From: a\r\nX-Outreach-Lint:\r\n send\r\n\r\nx")
    assert not is_let_pass(b"From: a\r\n\r\nX-Outreach-Lint: send\r\n") and not is_let_pass(b"X-Outreach-Lint: send not\r\n\r\n")


@pytest.mark.parametrize(
    "begun", [b"\r\n", b"Hi Bob,\r\n", b"Subject: Hello\r\nHi Bob,\r\n", b"To: Bob <bob@example.org>\r\n \r\n\r\n"]
)
def test_a_text_that_quotes_the_header_lets_nothing_pass(serve: Any, proxy: Any, begun: bytes) -> None:
    sink, port = serve()
    for said in (b"X-Outreach-Lint: send\r\n", b"In-Reply-To: <1@example.org>\r\n"):
        assert _send(proxy(port), begun + said + BAD.partition(b"\r\n\r\n")[2], ("bob@example.org",))[0] == 554
    assert sink.mails == []


@pytest.mark.parametrize(
    ("named", "address"),
    [("127.0.0.1:2525", ("127.0.0.1", 2525)), ("[::1]:25", ("::1", 25)), ("smtp.example.org", ("smtp.example.org", 587))],
)
def test_addresses(named: str, address: tuple[str, int]) -> None:
    assert address_of(named, 587) == address


@pytest.mark.parametrize("named", ["", "a b", "smtp.example.org:", "x:99999", "sam@example.org", "http://x:1"])
def test_what_is_no_address(named: str) -> None:
    with pytest.raises(SettingsError, match="no address"):
        address_of(named, 587)
