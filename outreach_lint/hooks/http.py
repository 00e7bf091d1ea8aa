"""HTTP on loopback, for what speaks nothing else: a message as a JSON object in, the draft object of `--format json` out.

Every page that a browser shows can send requests to loopback too. So a request must name us by a name of this machine (or another site's name could be
made to point here), must not come from a web page that was not allowed, and must hold a token that no page knows.
"""

# Without `from __future__ import annotations`: FastAPI evaluates the annotations of functions in which its own types are imported.

import asyncio
import json
import os
import re
import secrets
import signal
import socket
import stat
import sys
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from outreach_lint.drafts import the_only
from outreach_lint.errors import DraftError, OutreachLintError, ProfileError, SettingsError, how_to_install
from outreach_lint.hooks.bench import Bench, BusyError, EndedError
from outreach_lint.hooks.http_counts import METRICS, Counts
from outreach_lint.hooks.http_guard import App, Guard, is_too_large
from outreach_lint.hooks.http_problem import PROBLEM, STATUS_WORDS, RefusedError, fault, problem
from outreach_lint.hooks.http_schema import JSON, MESSAGE, RECIPIENT, REQUEST, RULE, SENDER, answers
from outreach_lint.hooks.loopback import is_loopback, listening
from outreach_lint.manual.rules import rules_as_json
from outreach_lint.profile import Profile
from outreach_lint.profiles.json_resume import read as read_resume
from outreach_lint.registry import nearest
from outreach_lint.reports.json import as_json, draft_object
from outreach_lint.rule import Rule
from outreach_lint.ruleset import all_rules
from outreach_lint.session import Session
from outreach_lint.source import STDIN, decode

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response
    from uvicorn import Server
    from uvicorn.protocols.http.h11_impl import H11Protocol

TOKEN = "OUTREACH_LINT_TOKEN"
DEFAULT_PORT = 8377
_TOKEN = re.compile(r"[!-~]{16,500}")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s*?#]+")
_MOST_BODY = 500_000  # bytes
_MOST_WAITING = 16  # messages
_MOST_CONNECTIONS = 200
_LONGEST_GOODBYE, _LONGEST_HEADERS = 30, 10.0  # seconds
_SOON = {"Retry-After": "1"}


class _BrokenError(DraftError):
    """What was sent is no JSON object."""


def answer_to(session: Session, data: bytes, proposes: bool) -> tuple[int, dict[str, Any]]:
    """The status and the object for a message that was sent: the draft, or the problem. Rewrites are made only where they are asked for."""
    try:
        return 200, _draft(session, data, proposes)
    except _BrokenError as error:
        return 400, problem(400, error.problem, line=error.line, column=error.column)
    except (DraftError, ProfileError) as error:
        told = f"{error.path}: {error.problem}" if error.path in (RECIPIENT, SENDER) else error.problem
        return 422, problem(422, told)
    except OutreachLintError as error:
        return 500, problem(500, str(error))
    except Exception as error:  # whoever asks must get an answer, and none that quotes a message
        return 500, problem(500, fault(error))


def _draft(session: Session, data: bytes, proposes: bool) -> dict[str, Any]:
    values = _values(data)
    if "profile" in values:
        raise DraftError(f"'profile' names a file, and no file is read for what comes over a network; send {RECIPIENT!r}")
    for key in values:
        if key not in MESSAGE["properties"]:
            raise DraftError(f"unknown key {key[:40]!r}; {nearest(key[:40], MESSAGE['properties'])}")
    if not isinstance(values.get("thread"), list | None):
        raise DraftError("'thread' is no list of messages")
    recipient, sender = (_profile(values, key) for key in (RECIPIENT, SENDER))
    draft = the_only(session.read_content(json.dumps(values).encode(), STDIN, "json"), STDIN)
    # Lines and columns are those of the text: there is no file.
    message = replace(draft.message, about=recipient, source=None, path=None)
    report = session.lint(replace(draft, message=message), sender=sender).report
    return draft_object(report if proposes else replace(report, propose=tuple))


def _values(data: bytes) -> dict[str, Any]:
    try:
        values = json.loads(decode(data, None, _BrokenError))
    except json.JSONDecodeError as error:
        raise _BrokenError(f"not valid JSON: {error.msg}", line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise _BrokenError("the JSON is nested too deeply, or holds a number of thousands of digits") from None
    if not isinstance(values, dict):
        raise _BrokenError("not a JSON object")
    return values


def _profile(values: dict[str, Any], key: str) -> Profile | None:
    value = values.pop(key, None)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ProfileError("no JSON Resume object", path=key)
    return replace(read_resume(json.dumps(value).encode(), key), path=None)  # it stands in no file


async def _body_of(request: "Request") -> bytes:
    """What was sent. Raises RefusedError for what is no JSON, or too large."""
    kind, _, parameter = request.headers.get("content-type", "").partition(";")
    if kind.strip().casefold() != JSON or parameter.replace(" ", "").replace('"', "").casefold() not in ("", "charset=utf-8"):
        raise RefusedError(415, f"send {JSON}, in UTF-8")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise RefusedError(415, "send it uncompressed")
    data = bytearray()
    too_large = RefusedError(413, f"larger than {_MOST_BODY // 1000} kB, so it is not linted")
    if is_too_large(request.headers):
        raise too_large
    async for chunk in request.stream():
        data += chunk
        if len(data) > _MOST_BODY:
            raise too_large
    return bytes(data)


def application(session: Session, bench: Bench, token: str, hosts: Collection[str], origins: Collection[str] = ()) -> App:
    """The ASGI application. `hosts` are the values that the header Host may have, `origins` those of the header Origin."""
    counts = Counts()
    return Guard(_routes(session, bench, counts), token, hosts, origins, counts)


def _routes(session: Session, bench: Bench, counts: Counts) -> "FastAPI":
    from contextlib import asynccontextmanager

    from fastapi import FastAPI

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        bench.close()

    about = "Lints first-contact messages. Offsets in a draft are code points of its text, ends exclusive; lines and columns are 1-based."
    app = FastAPI(
        title="outreach-lint", version=version("outreach-lint"), description=about, docs_url=None, redoc_url=None, lifespan=lifespan,
        redirect_slashes=False,
    )  # fmt: skip
    _add_lint(app, bench)
    _add_rules(app, all_rules(session.found(STDIN).settings.local_rules))
    _add_state(app, bench, counts)
    _add_problems(app)
    return app


def _written(value: Any, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})) -> "Response":
    from starlette.responses import Response

    return Response(as_json(value), status, headers, media_type=JSON if status == 200 else PROBLEM)


def _add_lint(app: "FastAPI", bench: Bench) -> None:
    from starlette.requests import Request
    from starlette.responses import Response

    async def lint_with(request: Request, proposes: bool) -> Response:
        data = await _body_of(request)
        try:
            status, value = await bench.ask(data, proposes)
        except (BusyError, EndedError) as error:
            return _written(problem(503, error.problem), 503, _SOON)
        return _written(value, status)

    async def lint(request: Request) -> Response:
        """Lint a message. The answer is an element of `drafts` in docs/report.schema.json, with no rewrites."""
        return await lint_with(request, proposes=False)

    async def rewrite(request: Request) -> Response:
        """Lint a message and propose better texts: the same object, with at most three rewrites."""
        return await lint_with(request, proposes=True)

    for endpoint in (lint, rewrite):
        app.post(
            f"/v1/{endpoint.__name__}",
            responses=answers(400, 408, 413, 415, 422, 500, 503),
            openapi_extra=REQUEST,
            dependencies=_secured(),
        )(endpoint)


def _add_rules(app: "FastAPI", rules: Iterable[Rule]) -> None:
    from starlette.responses import Response

    known = {record["id"]: record for record in json.loads(rules_as_json(rules))}

    @app.get("/v1/rules", dependencies=_secured(), responses=answers(of={"type": "array", "items": RULE}))
    async def rules_() -> Response:
        """All rules, as `outreach-lint rules --format json` lists them."""
        return _written(list(known.values()))

    @app.get("/v1/rules/{id:path}", dependencies=_secured(), responses=answers(404, of=RULE))
    async def rule(id: str) -> Response:
        """One rule: its id is `group/name`."""
        if id in known:
            return _written(known[id])
        return _written(problem(404, "there is no rule of that name; GET /v1/rules lists them"), 404)


def _add_state(app: "FastAPI", bench: Bench, counts: Counts) -> None:
    from starlette.responses import Response

    well = {"type": "object", "required": ["status"], "properties": {"status": {"const": "ok"}}}
    told: dict[int | str, dict[str, Any]] = {
        200: {"description": "Counts and durations.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    }

    @app.get("/healthz", responses=answers(503, of=well))
    async def healthz() -> Response:
        """Whether messages can be linted."""
        if bench.is_ready:
            return _written({"status": "ok"})
        return _written(problem(503, "the process that lints is being started"), 503, _SOON)

    @app.get("/metrics", responses=told)
    async def metrics() -> Response:
        """Counts and durations of requests, in the text format of Prometheus."""
        return Response("\n".join(counts.lines(bench)) + "\n", headers={"Content-Type": METRICS})


def _add_problems(app: "FastAPI") -> None:
    """Every refusal of the framework is told as a problem too."""
    from starlette.exceptions import HTTPException
    from starlette.requests import Request
    from starlette.responses import Response

    async def as_problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        status = error.status_code if error.status_code in STATUS_WORDS else 400
        detail = {404: "there is nothing here; GET /openapi.json tells what there is", 405: "not by this method"}
        return _written(problem(status, detail.get(status, STATUS_WORDS[status])), status, dict(error.headers or {}))

    async def as_refusal(_: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        return _written(problem(error.status, error.detail), error.status, {"Connection": "close", **error.headers})

    async def as_fault(_: Request, error: Exception) -> Response:
        return _written(problem(500, fault(error)), 500)

    app.add_exception_handler(HTTPException, as_problem)
    app.add_exception_handler(RefusedError, as_refusal)
    app.add_exception_handler(Exception, as_fault)


def _secured() -> list[Any]:
    """What tells OpenAPI of the token; the guard asks for it."""
    from fastapi import Depends
    from fastapi.security import HTTPBearer

    return [Depends(HTTPBearer(auto_error=False, description="The token that the server was started with."))]


def token_from(file: Path | None) -> str | None:
    """The token that the user chose: in a file that only they can read, or in the environment. Raises SettingsError for one that is none."""
    if file is None:
        said = os.environ.get(TOKEN)
        place = f"the variable {TOKEN}"
    else:
        said, place = _secret(file), "it"
    if said is not None and not _TOKEN.fullmatch(said):
        raise SettingsError(f"{place} holds no token: 16 letters, digits and signs or more, without spaces", path=file)
    return said


def _secret(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise SettingsError("others can read this token; make it yours alone: chmod 600", path=file)
            return stream.read(1000).decode("ascii", "replace").strip()
    except OSError as error:
        raise SettingsError(f"the token cannot be read: {error.strerror}", path=file) from None


def _hosts(host: str, port: int, more: Collection[str]) -> frozenset[str]:
    """The values of the header Host that mean us; a name may be given with a port, where another is forwarded to ours."""
    own = [f"[{host}]" if ":" in host else host] if host not in ("0.0.0.0", "::", "") else []
    names = {"127.0.0.1", "localhost", "[::1]", *own, *more}
    return frozenset(name.casefold() if re.search(r":\d+$", name) else f"{name}:{port}".casefold() for name in names)


@cache
def _protocol() -> "type[H11Protocol]":
    """The protocol of uvicorn, with an end to the wait for a request. Its own holds only until the first byte, and only after another request."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Protocol(H11Protocol):
        _wait: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)  # type: ignore[arg-type]
            self._wait_for_headers()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._wait_for_headers()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)

        def _wait_for_headers(self) -> None:
            self._stop_waiting()
            self._wait = self.loop.call_later(_LONGEST_HEADERS, self._close_if_idle)

        def _stop_waiting(self) -> None:
            if self._wait:
                self._wait.cancel()

        def _close_if_idle(self) -> None:
            if self.cycle is None or self.cycle.response_complete:
                self.timeout_keep_alive_handler()

    return Protocol


@dataclass
class HttpServer:
    """The server, prepared: `run` answers until it is told to stop."""

    server: "Server"
    socket: socket.socket
    bench: Bench

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def run(self) -> None:
        """Answer requests until SIGTERM or SIGINT comes; those that have begun are finished."""
        if threading.current_thread() is threading.main_thread():
            for signal_ in (signal.SIGINT, signal.SIGTERM):  # uvicorn sends us the signal once more when it has finished
                signal.signal(signal_, lambda *_: None)
        try:
            self.server.run(sockets=[self.socket])
        finally:
            self.bench.close()
            self.socket.close()


def prepared(
    session: Session,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    token: str | None = None,
    origins: Collection[str] = (),
    hosts: Collection[str] = (),
    seconds: float = 20.0,
    most_waiting: int = _MOST_WAITING,
) -> HttpServer:
    """The server with its models loaded, listening; `token` must be given where others than this machine can reach it. Raises OutreachLintError."""
    try:
        import fastapi  # noqa: F401
        import uvicorn
    except ImportError:
        raise OutreachLintError(f"serving HTTP needs more libraries: {how_to_install('serve')}") from None
    if not is_loopback(host) and token is None:
        raise SettingsError(f"{host} can be reached from other machines; that needs a token of your own: {TOKEN}, or --token-file")
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"{origin!r} is no origin: write it as https://example.org, or chrome-extension://ID")
    opened = listening(host, port)
    bench = Bench(answer_to, session, seconds, most_waiting)
    try:
        allowed = _hosts(host, int(opened.getsockname()[1]), hosts)
        app = application(session, bench, token or secrets.token_urlsafe(32), allowed, frozenset(origins))
        bench.open()
    except BaseException:
        bench.close()
        opened.close()
        raise
    config = uvicorn.Config(
        app,
        http=_protocol(),
        ws="none",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_LONGEST_GOODBYE,
    )
    return HttpServer(uvicorn.Server(config), opened, bench)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  where it listens


def serve_http(
    session: Session,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    token_file: Path | None = None,
    origins: Collection[str] = (),
    hosts: Collection[str] = (),
    seconds: float = 20.0,
    tell: Callable[[str], None] = _tell,
) -> None:
    """Answer requests until SIGTERM or SIGINT comes. A token that nobody chose is told once. Raises OutreachLintError where it cannot listen or lint."""
    chosen = token_from(token_file)
    own = chosen or (secrets.token_urlsafe(32) if is_loopback(host) else None)
    server = prepared(session, host, port, own, origins, hosts, seconds)
    if chosen is None:
        tell(f"Token for this run: {own}")
    tell(f"outreach-lint answers on http://{f'[{host}]' if ':' in host else host}:{server.port}")
    server.run()
