"""The HTTP server as programs and browsers meet it: a real uvicorn on a free port."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from outreach_lint.errors import OutreachLintError, SettingsError
from outreach_lint.hooks.http import HttpServer, prepared, serve_http, token_from
from outreach_lint.hooks.loopback import is_loopback
from outreach_lint.session import Session
from tests.conftest import DANA, REQUEST_FIRST, ROOT

pytest.importorskip("fastapi", reason="fastapi is not installed")
pytest.importorskip("uvicorn", reason="uvicorn is not installed")
httpx = pytest.importorskip("httpx", reason="httpx is not installed")

TOKEN = "river-token-0123456789"
EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
HELD = {"text": "Hi Bob,\n\nCan you spare 15 minutes this week?\n"}
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
DRAFT = {**SCHEMA["$defs"]["draft"], "$defs": SCHEMA["$defs"], "$schema": SCHEMA["$schema"]}


class SlowSession(Session):
    """Does not come to an end with some messages, and fails with others."""

    def lint(self, draft: Any, *profiles: Any, **named: Any) -> Any:
        if "SLOWLY" in draft.message.body:
            re.match(r"(a|a)+$", "a" * 60 + "b")  # holds the interpreter for longer than a person lives
        if "A WHILE" in draft.message.body:
            time.sleep(0.5)
        if "FAULT" in draft.message.body:
            raise KeyError(draft.message.body)
        return super().lint(draft, *profiles, **named)


def _running(server: HttpServer) -> Iterator[HttpServer]:
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not server.server.started and time.monotonic() < end:
        time.sleep(0.01)
    yield server
    server.server.should_exit = True
    thread.join(15)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def server() -> Iterator[HttpServer]:
    yield from _running(prepared(SlowSession(), port=0, token=TOKEN, origins=(EXTENSION,), seconds=5.0, most_waiting=3))


@pytest.fixture
def client(server: HttpServer) -> Iterator[Any]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=headers, timeout=30, verify=False) as made:
        yield made


def _refused(answer: Any, status: int, words: str) -> None:
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status), told
    assert answer.headers["content-type"] == "application/problem+json" and words in told["detail"], told
    assert "Traceback" not in answer.text


def _raw(server: HttpServer, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        line.sendall(data)
        line.settimeout(20)
        answer = b""
        while more := line.recv(65536):
            answer += more
    return answer


# -- Messages ------------------------------------------------------------------------------------------------------------------------


def test_linting_answers_the_draft_object(client: Any) -> None:
    answer = client.post("/v1/lint", json={**HELD, "channel": "email", "subject": "Hello", "recipient": "Bob Example"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    draft = answer.json()
    jsonschema.validate(draft, DRAFT)
    assert (draft["recipient"], draft["channel"], draft["stage"], draft["rewrites"]) == ("Bob Example", "email", 0, [])
    found = {finding["rule"]: HELD["text"][finding["start"] : finding["end"]] for finding in draft["findings"]}
    assert found["ask/opens-with-request"] == "Can you spare 15 minutes this week?"
    assert {finding["line"] for finding in draft["findings"] if finding["rule"] == "ask/opens-with-request"} == {3}


def test_it_is_what_the_command_line_answers(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(HELD["text"], encoding="utf-8")
    command = [sys.executable, "-m", "outreach_lint", "check", str(path), "--format", "json", "--channel", "email"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    (draft,) = json.loads(done.stdout)["drafts"]
    assert client.post("/v1/lint", json={**HELD, "channel": "email"}).json() == {**draft, "path": None}


def test_rewriting_uses_the_profiles_that_were_sent(client: Any) -> None:
    sender = {"basics": {"name": "Sam Example"}, "education": [{"institution": "University of Leeds", "area": "Geography"}]}
    sent = {"text": REQUEST_FIRST, "recipient_profile": DANA, "sender_profile": sender}
    draft = client.post("/v1/rewrite", json=sent).json()
    jsonschema.validate(draft, DRAFT)
    assert draft["recipient"] == "Dana Whitlock" and draft["rewrites"]
    assert {fact["source"].partition("[")[0] for rewrite in draft["rewrites"] for fact in rewrite["facts"]} & {
        "work",
        "publications",
        "projects",
    }
    assert client.post("/v1/lint", json=sent).json() == {**draft, "rewrites": []}
    assert client.post("/v1/lint", json={"text": REQUEST_FIRST}).json()["recipient"] is None, "a profile is not kept"


def test_the_same_message_again_is_no_second_one(client: Any) -> None:
    text = "Hi Ann,\n\nyour talk on maps that apologise made me change how I teach contour lines. What made you choose the Aire?\n"
    first, second = (client.post("/v1/lint", json={"text": text}).json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (b"", 400, "not valid JSON"),
        (b'{"text": "a",\n "b"}', 400, "not valid JSON"),
        (b"[1]", 400, "not a JSON object"),
        (b"[" * 100_000, 400, "nested too deeply"),
        (b'{"text": ' + b"9" * 10_000 + b"}", 400, "thousands of digits"),
        (b'{"text": "\xff"}', 400, "UTF-8"),
        (b"{}", 422, '"text"'),
        (b'{"text": 1}', 422, "'text' is no text"),
        (b'{"text": "  "}', 422, "empty"),
        (b'{"tex": "a"}', 422, "did you mean 'text'"),
        (b'{"text": "a", "recipients_profile": {}}', 422, "did you mean 'recipient_profile'"),
        (b'{"text": "a", "channel": "emial"}', 422, "email"),
        (b'{"text": "a", "stage": 9}', 422, "stage"),
        (b'{"text": "a", "thread": {}}', 422, "'thread' is no list"),
        (b'{"text": "a", "profile": "/etc/passwd"}', 422, "no file is read"),
        (b'{"text": "a", "recipient_profile": "/etc/passwd"}', 422, "recipient_profile: no JSON Resume object"),
        (b'{"text": "a", "sender_profile": {"x": 1}}', 422, "sender_profile: not a profile"),
        (json.dumps({"text": "long " * 8000}).encode(), 422, "no first contact"),
    ],
)
def test_errors_in_our_own_words(client: Any, sent: bytes, status: int, words: str) -> None:
    _refused(client.post("/v1/lint", content=sent, headers={"Content-Type": "application/json"}), status, words)


def test_broken_json_is_placed(client: Any) -> None:
    told = client.post("/v1/lint", content=b'{"text":\n nope}', headers={"Content-Type": "application/json"}).json()
    assert (told["line"], told["column"]) == (2, 2)


def test_odd_characters_come_back_safely(client: Any) -> None:
    sent = json.dumps({"text": "Hi \ud800 B\u202eob\u0000 \U0001f30a\u2028,\n\nCan you help?", "subject": "\udfff"})
    answer = client.post("/v1/lint", content=sent, headers={"Content-Type": "application/json; charset=UTF-8"})
    assert answer.status_code == 200 and "\u2028" not in answer.text
    jsonschema.validate(answer.json(), DRAFT)


# -- What is no message --------------------------------------------------------------------------------------------------------------


def test_rules(client: Any) -> None:
    rules = client.get("/v1/rules").json()
    assert {"ask/job-request", "talk/no-question"} <= {rule["id"] for rule in rules}
    assert client.get("/v1/rules/ask/job-request").json() == next(rule for rule in rules if rule["id"] == "ask/job-request")
    _refused(client.get("/v1/rules/ask/nothing"), 404, "no rule")


def test_health_and_metrics_need_no_token_and_tell_nothing(server: HttpServer, client: Any) -> None:
    assert httpx.get(f"{client.base_url}/healthz").json() == {"status": "ok"}
    client.post("/v1/lint", json={**HELD, "recipient": "Zebedee"})
    client.get("/Zebedee")
    told = httpx.get(f"{client.base_url}/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert re.search(r'^outreach_lint_requests_total\{endpoint="lint",status="200"\} [1-9]', told.text, re.M)
    assert re.search(r'^outreach_lint_request_seconds_bucket\{endpoint="lint",le="\+Inf"\} [1-9]', told.text, re.M)
    assert "Zebedee" not in told.text and "Bob" not in told.text
    line = re.compile(r"(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z]+=\"[^\"]+\"(?:,[a-z]+=\"[^\"]+\")*\})? [0-9.e+-]+)")
    assert all(line.fullmatch(one) for one in told.text.splitlines())


def test_what_is_not_there(client: Any) -> None:
    for path in ("/docs", "/redoc", "/", "/v1", "/v1/lint/", "/openapi.yaml"):
        _refused(client.get(path), 404, "nothing here")
    _refused(client.get("/v1/lint"), 405, "method")
    assert client.get("/v1/lint").headers["allow"] == "POST"


def test_openapi_is_complete(client: Any) -> None:
    told = client.get("/openapi.json").json()
    assert set(told["paths"]) == {"/v1/lint", "/v1/rewrite", "/v1/rules", "/v1/rules/{id}", "/healthz", "/metrics"}
    assert told["paths"]["/v1/lint"]["post"]["security"] == [{"HTTPBearer": []}]
    assert {"400", "401", "403", "413", "415", "422", "503"} <= set(told["paths"]["/v1/lint"]["post"]["responses"])


# -- Who may ask ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN, "Bearer é"]
)
@pytest.mark.parametrize("path", ["/v1/rules", "/v1/lint", "/v1/nothing"])
def test_without_the_token_nothing_is_answered(server: HttpServer, path: str, said: str | None) -> None:
    headers = {} if said is None else {"Authorization": said.encode()}
    answer = httpx.post(f"http://127.0.0.1:{server.port}{path}", headers=headers, json=HELD)
    _refused(answer, 401, "token")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "host",
    ["evil.example:{}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{}", "", "127.0.0.1:{}, evil.example", "2130706433:{}"],
)
def test_another_name_is_not_ours(server: HttpServer, client: Any, host: str) -> None:
    """A page can have its own name resolve to 127.0.0.1, and is then of the same origin; but the browser tells that name."""
    for path in ("/v1/rules", "/healthz", "/metrics", "/openapi.json"):
        _refused(client.get(path, headers={"Host": host.format(server.port)}), 403, "Host")


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "LOCALHOST:{}", "[::1]:{}"])
def test_names_of_this_machine(server: HttpServer, client: Any, host: str) -> None:
    assert client.get("/v1/rules", headers={"Host": host.format(server.port)}).status_code == 200


def test_two_hosts_are_none(server: HttpServer) -> None:
    own = b"127.0.0.1:%d" % server.port
    for head in (b"Host: " + own + b"\r\nHost: evil.example\r\n", b""):
        answer = _raw(server, b"GET /healthz HTTP/1.0\r\n" + head + b"\r\n")
        assert answer.split()[1] in (b"400", b"403")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:8377", "chrome-extension://other", EXTENSION + ".evil", "*"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_web_pages_are_refused(client: Any, origin: str, method: str) -> None:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    answer = client.request(method, "/v1/lint", headers=headers, content=b"{}")
    _refused(answer, 403, "web pages")
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_page_embeds_is_refused(client: Any, site: str) -> None:
    for path in ("/metrics", "/v1/rules"):
        _refused(client.get(path, headers={"Sec-Fetch-Site": site}), 403, "web pages")
    assert client.get("/healthz", headers={"Sec-Fetch-Site": "none"}).status_code == 200


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/json; charset=latin-1"],
)
def test_a_form_is_no_message(client: Any, kind: str) -> None:
    """Without asking first, a page can only send forms and plain text."""
    _refused(client.post("/v1/lint", content=json.dumps(HELD), headers={"Content-Type": kind}), 415, "application/json")


def test_an_extension_that_is_allowed(client: Any) -> None:
    asked = {"Origin": EXTENSION, "Access-Control-Request-Method": "POST", "Access-Control-Request-Private-Network": "true"}
    leave = httpx.options(f"{client.base_url}/v1/lint", headers=asked)
    assert (leave.status_code, leave.headers["access-control-allow-origin"], leave.content) == (204, EXTENSION, b"")
    assert leave.headers["access-control-allow-headers"] == "Authorization, Content-Type" and leave.headers["vary"] == "Origin"
    assert (
        leave.headers["access-control-allow-private-network"] == "true" and "access-control-allow-credentials" not in leave.headers
    )
    answer = client.post("/v1/lint", json=HELD, headers={"Origin": EXTENSION, "Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, EXTENSION)
    _refused(httpx.post(f"{client.base_url}/v1/lint", json=HELD, headers={"Origin": EXTENSION}), 401, "token")
    assert httpx.options(f"{client.base_url}/v1/lint", headers={**asked, "Host": "evil.example"}).status_code == 403


def test_answers_are_neither_kept_nor_shown(client: Any) -> None:
    headers = client.get("/v1/rules").headers
    assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers and "default-src 'none'" in headers["content-security-policy"]


# -- Limits --------------------------------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_large(server: HttpServer, client: Any) -> None:
    large = json.dumps({"text": "a", "subject": "b" * 500_000}).encode()
    kind = {"Content-Type": "application/json"}
    _refused(client.post("/v1/lint", content=large, headers=kind), 413, "500 kB")
    _refused(client.post("/v1/lint", content=iter([large[:400_000], large[400_000:]]), headers=kind), 413, "500 kB")
    head = f"POST /v1/lint HTTP/1.1\r\nHost: localhost:{server.port}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
    answer = _raw(server, f"{head}Content-Length: 9999999999\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 413 ") and b"connection: close" in answer.lower()
    _refused(client.post("/v1/lint", content=large, headers={**kind, "Content-Encoding": "gzip"}), 415, "uncompressed")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/v1/lint", {"Content-Type": "text/plain"}, b"415"),
        ("/v1/rewrite", {"Authorization": "Bearer another"}, b"401"),
        ("/v1/lint", {"Origin": "https://evil.example"}, b"403"),
        ("/v1/nothing", {}, b"404"),
        ("/v1/rules", {}, b"405"),
    ],
)
def test_who_still_sends_hears_why_it_is_refused(server: HttpServer, path: str, headers: dict[str, str], status: bytes) -> None:
    """A connection that is closed with something unread is reset, and the answer is lost with it."""
    body = b'{"text": "' + b"a" * 300_000 + b'"}'
    told = {"Host": f"localhost:{server.port}", "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode())
        for start in range(0, len(body), 100_000):
            time.sleep(0.1)
            line.sendall(body[start : start + 100_000])
        assert line.recv(65536).split()[1] == status


def test_who_waits_for_leave_to_send_is_answered_at_once(server: HttpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_lint.hooks.http_guard._LONGEST_READING", 1000.0)
    head = f"POST /v1/lint HTTP/1.1\r\nHost: localhost:{server.port}\r\nContent-Length: 300000\r\nExpect: 100-continue\r\n"
    assert _raw(server, f"{head}\r\n".encode()).startswith(b"HTTP/1.1 401 ")


def test_a_body_that_does_not_come(server: HttpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_lint.hooks.http_guard._LONGEST_READING", 0.3)
    head = f"POST /v1/lint HTTP/1.1\r\nHost: localhost:{server.port}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
    assert _raw(server, f'{head}Content-Length: 20\r\n\r\n{{"text"'.encode()).startswith(b"HTTP/1.1 408 ")


def test_headers_that_do_not_come(server: HttpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_lint.hooks.http._LONGEST_HEADERS", 1.0)
    whole = f"GET /healthz HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
    for begun in (b"", whole[:-2], whole + whole[:-2], whole * 2 + whole[:1]):
        assert _raw(server, begun).count(b"HTTP/1.1 200 ") == begun.count(b"\r\n\r\n")


def test_who_sends_no_headers_keeps_nobody_else_out(server: HttpServer, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_lint.hooks.http._LONGEST_HEADERS", 3.0)
    lines = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(200)]
    for line in lines:
        line.sendall(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
    try:
        assert client.get("/healthz").status_code == 503
        assert [line.recv(1) for line in lines] == [b""] * len(lines)
        assert client.get("/healthz").status_code == 200
    finally:
        for line in lines:
            line.close()


def test_a_message_that_is_worked_at_is_no_idle_connection(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_lint.hooks.http._LONGEST_HEADERS", 0.4)
    for _ in range(2):
        assert client.post("/v1/lint", json={"text": "A WHILE, Ann?"}).status_code == 200


def test_too_many_at_once_are_told_to_come_again(client: Any) -> None:
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: client.post("/v1/lint", json={"text": "A WHILE, Ann?"}), range(12)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes[:2] == [200, 200] and codes[-1] == 503
    busy = next(answer for answer in answers if answer.status_code == 503)
    _refused(busy, 503, "too many messages")
    assert busy.headers["retry-after"] == "1"
    assert client.post("/v1/lint", json=HELD).status_code == 200


def test_a_message_that_takes_too_long_is_ended(client: Any) -> None:
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.post, "/v1/lint", json={"text": "SLOWLY"})
        time.sleep(0.3)
        begun = time.monotonic()
        assert httpx.get(f"{client.base_url}/healthz").status_code == 200
        assert time.monotonic() - begun < 1, "the others are answered meanwhile"
        _refused(slow.result(), 503, "longer than 5 seconds")
    assert client.post("/v1/lint", json=HELD).status_code == 200
    assert "outreach_lint_ended_total 1" in client.get("/metrics").text


def test_a_fault_of_ours_does_not_quote_the_message(client: Any) -> None:
    answer = client.post("/v1/lint", json={"text": "FAULT Zebedee"})
    _refused(answer, 500, "a fault of outreach-lint itself: KeyError")
    assert "Zebedee" not in answer.text


def test_many_clients_get_their_own_answers(client: Any) -> None:
    def ask(number: int) -> tuple[int, str]:
        while True:
            answer = client.post(
                "/v1/lint", json={"text": f"Hi Ann,\n\ncould you refer me for job {number}?", "recipient": f"Ann {number}"}
            )
            if answer.status_code != 503:
                return number, answer.json()["recipient"]

    with ThreadPoolExecutor(4) as pool:
        assert all(recipient == f"Ann {number}" for number, recipient in pool.map(ask, range(40)))


# -- Starting and stopping -----------------------------------------------------------------------------------------------------------

_SERVE = "from outreach_lint.hooks.http import serve_http\nfrom outreach_lint.session import Session\nserve_http(Session(), port=0)"


def test_a_process_that_is_started_and_stopped(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "OUTREACH_LINT_TOKEN"}
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment
    ) as process:
        assert process.stderr is not None
        try:
            token = process.stderr.readline().removeprefix("Token for this run: ").strip()
            place = process.stderr.readline().split()[-1]
            assert len(token) >= 40 and place.startswith("http://127.0.0.1:")
            answer = httpx.post(f"{place}/v1/lint", json=HELD, headers={"Authorization": f"Bearer {token}"}, timeout=30)
            assert answer.status_code == 200
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (0, "", "")


def test_a_port_that_is_taken(server: HttpServer) -> None:
    with pytest.raises(OutreachLintError, match=f"cannot listen on 127.0.0.1, port {server.port}: Address already in use"):
        prepared(Session(), port=server.port, token=TOKEN)


def test_settings_that_are_broken_stop_the_start(tmp_path: Path) -> None:
    config = tmp_path / "outreach-lint.toml"
    config.write_text('select = ["nothing"]\n')
    with pytest.raises(OutreachLintError, match="nothing"):
        prepared(Session(config=config), port=0, token=TOKEN)


def test_other_machines_need_a_token_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OUTREACH_LINT_TOKEN", raising=False)
    with pytest.raises(SettingsError, match="reached from other machines"):
        serve_http(Session(), host="0.0.0.0", port=0)
    with pytest.raises(SettingsError, match="no origin"):
        prepared(Session(), port=0, token=TOKEN, origins=("*",))


_HOSTS = {
    "127.0.0.1": True,
    "127.9.9.9": True,
    "::1": True,
    "localhost": True,
    "0.0.0.0": False,
    "::": False,
    "10.0.0.1": False,
    "a.example": False,
}


@pytest.mark.parametrize(("host", "expected"), _HOSTS.items())
def test_what_is_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OUTREACH_LINT_TOKEN", raising=False)
    assert token_from(None) is None
    monkeypatch.setenv("OUTREACH_LINT_TOKEN", TOKEN)
    assert token_from(None) == TOKEN
    monkeypatch.setenv("OUTREACH_LINT_TOKEN", "short")
    with pytest.raises(SettingsError, match="holds no token"):
        token_from(None)
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}-of-file\n")
    file.chmod(0o644)
    if os.name == "posix":
        with pytest.raises(SettingsError, match="chmod 600"):
            token_from(file)
    file.chmod(0o600)
    assert token_from(file) == f"{TOKEN}-of-file"
    with pytest.raises(SettingsError, match="No such file"):
        token_from(tmp_path / "none")


# -- Fuzzing -------------------------------------------------------------------------------------------------------------------------

SCHEMATHESIS = shutil.which("schemathesis", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(SCHEMATHESIS is None, reason="schemathesis is not installed")
def test_fuzzing_from_the_live_description(server: HttpServer, tmp_path: Path) -> None:
    named = (
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance", "unsupported_method", "ignored_auth",
        "negative_data_rejection",
    )  # fmt: skip
    checks = f"--checks={','.join(named)}"
    options = [
        "--max-examples=12",
        "--phases=examples,coverage,fuzzing",
        "--seed=7",
        "--workers=1",
        "--no-color",
        "--suppress-health-check=all",
    ]
    command = [
        str(SCHEMATHESIS),
        "run",
        f"http://127.0.0.1:{server.port}/openapi.json",
        "--header",
        f"Authorization: Bearer {TOKEN}",
        checks,
        *options,
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]
