"""HTTP on loopback, for what speaks nothing else: a message as a JSON object in, the draft object of `--format json` out.

Every page that a browser shows can send requests to loopback too. So a request must name us by a name of this machine (or another site's name could be
made to point here), must not come from a web page that was not allowed, and must hold a token that no page knows.
"""

# Without `from __future__ import annotations`: FastAPI evaluates the annotations of functions in which its own types are imported.

import asyncio
import hmac
import json
import os
import re
import secrets
import signal
import socket
import stat
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from outreach_lint.drafts import LONGEST_BODY, the_only
from outreach_lint.errors import DraftError, OutreachLintError, ProfileError, SettingsError
from outreach_lint.hooks.bench import Bench, BusyError, EndedError
from outreach_lint.hooks.loopback import is_loopback, listening
from outreach_lint.manual.rules import rules_as_json
from outreach_lint.message import Channel, Role
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

TOKEN = "OUTREACH_LINT_TOKEN"
DEFAULT_PORT = 8377
_TOKEN = re.compile(r"[!-~]{16,500}")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s*?#]+")
_MOST_BODY, _MOST_DISCARDED = 500_000, 5_000_000  # bytes
_LONGEST_READING = 10.0  # seconds
_MOST_WAITING = 16  # messages
_MOST_CONNECTIONS = 200
_LONGEST_GOODBYE = 30  # seconds
_JSON, _PROBLEM, _METRICS = "application/json", "application/problem+json", "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_RECIPIENT, _SENDER = "recipient_profile", "sender_profile"
_WORDS = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
    413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content", 500: "Internal Server Error",
    503: "Service Unavailable",
}  # fmt: skip
_SOON = {"Retry-After": "1"}
_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class _BrokenError(DraftError):
    """What was sent is no JSON object."""


def answer_to(session: Session, data: bytes, proposes: bool) -> tuple[int, dict[str, Any]]:
    """The status and the object for a message that was sent: the draft, or the problem. Rewrites are made only where they are asked for."""
    try:
        return 200, _draft(session, data, proposes)
    except _BrokenError as error:
        return 400, _problem(400, error.problem, error)
    except (DraftError, ProfileError) as error:
        told = f"{error.path}: {error.problem}" if error.path in (_RECIPIENT, _SENDER) else error.problem
        return 422, _problem(422, told, error)
    except OutreachLintError as error:
        return 500, _problem(500, str(error))
    except Exception as error:  # whoever asks must get an answer, and none that quotes a message
        return 500, _problem(500, _fault(error))


def _fault(error: Exception) -> str:
    return f"a fault of outreach-lint itself: {type(error).__name__}"


def _problem(status: int, detail: str, error: OutreachLintError | None = None) -> dict[str, Any]:
    """A problem as RFC 9457 writes it, with the line and column where the JSON is broken."""
    place = {"line": error.line, "column": error.column} if isinstance(error, _BrokenError) else {}
    told = {key: value for key, value in place.items() if value is not None}
    return {"type": "about:blank", "title": _WORDS[status], "status": status, "detail": detail, **told}


def _draft(session: Session, data: bytes, proposes: bool) -> dict[str, Any]:
    values = _values(data)
    if "profile" in values:
        raise DraftError(f"'profile' names a file, and no file is read for what comes over a network; send {_RECIPIENT!r}")
    for key in values:
        if key not in _MESSAGE["properties"]:
            raise DraftError(f"unknown key {key[:40]!r}; {nearest(key[:40], _MESSAGE['properties'])}")
    if not isinstance(values.get("thread"), list | None):
        raise DraftError("'thread' is no list of messages")
    recipient, sender = (_profile(values, key) for key in (_RECIPIENT, _SENDER))
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
    return read_resume(json.dumps(value).encode(), key)


class _RefusedError(Exception):
    """A request that is answered with a problem."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass
class _Counts:
    """Of requests, how many there were and how long they took; nothing of what they held."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: Counter[tuple[str, float]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)

    def add(self, endpoint: str, status: int, seconds: float) -> None:
        self.requests[endpoint, status] += 1
        self.seconds[endpoint] += seconds  # type: ignore[assignment]  # a Counter adds any number
        self.buckets.update((endpoint, limit) for limit in (*_BUCKETS, float("inf")) if seconds <= limit)

    def lines(self, bench: Bench) -> Iterator[str]:
        """What Prometheus reads."""
        yield "# HELP outreach_lint_requests_total Requests that were answered."
        yield "# TYPE outreach_lint_requests_total counter"
        for (endpoint, status), count in sorted(self.requests.items()):
            yield f'outreach_lint_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'
        yield "# HELP outreach_lint_request_seconds How long they took."
        yield "# TYPE outreach_lint_request_seconds histogram"
        for endpoint, total in sorted(self.seconds.items()):
            for limit in (*_BUCKETS, float("inf")):
                mark = "+Inf" if limit == float("inf") else f"{limit:g}"
                yield f'outreach_lint_request_seconds_bucket{{endpoint="{endpoint}",le="{mark}"}} {self.buckets[endpoint, limit]}'
            yield f'outreach_lint_request_seconds_sum{{endpoint="{endpoint}"}} {total:.6f}'
            yield f'outreach_lint_request_seconds_count{{endpoint="{endpoint}"}} {self.buckets[endpoint, float("inf")]}'
        yield "# HELP outreach_lint_waiting Messages that are linted or wait for it."
        yield "# TYPE outreach_lint_waiting gauge"
        yield f"outreach_lint_waiting {bench.waiting}"
        yield "# HELP outreach_lint_ended_total Processes that were ended because a message took too long."
        yield "# TYPE outreach_lint_ended_total counter"
        yield f"outreach_lint_ended_total {bench.ended}"


_ENDPOINTS = {
    "/v1/lint": "lint", "/v1/rewrite": "rewrite", "/v1/rules": "rules", "/healthz": "healthz", "/metrics": "metrics", "/openapi.json": "openapi",
}  # fmt: skip
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


@dataclass
class _Incoming:
    """A request as it comes in. What is left of it is read before its answer begins: a client that still sends would hear no answer, but that the
    connection was reset."""

    _receive: _Receive
    until: float  # seconds of the monotonic clock
    is_awaited: bool  # rather than held back until we ask for it, or larger than we would read

    async def receive(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self.is_awaited = bool(message.get("more_body", False))
        return message

    async def discard(self) -> None:
        received = 0
        try:
            async with asyncio.timeout(self.until - time.monotonic()):
                while self.is_awaited and received <= _MOST_DISCARDED:
                    received += len((await self.receive()).get("body", b""))
        except TimeoutError:
            return


@dataclass
class _Guard:
    """What stands before the application: it refuses what is not from this machine's own programs, counts, and lets no fault out as such."""

    app: _App
    token: str
    hosts: Collection[str]
    origins: Collection[str]
    counts: _Counts

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.monotonic(), 0
        headers = _headers_of(scope)
        more = {**_ALWAYS, **self._cors(headers)}
        request = _Incoming(receive, begun + _LONGEST_READING, is_awaited="expect" not in headers and not _is_too_large(headers))

        async def send_more(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                await request.discard()
                status = message["status"]
                message["headers"] = [*message["headers"], *((k.lower().encode(), v.encode()) for k, v in more.items())]
            await send(message)

        try:
            if not self._is_preflight(scope, headers):
                self._check(scope, headers)
                await self.app(scope, request.receive, send_more)
            else:
                await _send_whole(send_more, 204, {**self._preflight(headers)}, b"")
        except _RefusedError as refused:
            await _send_problem(send_more, refused)
        except Exception as error:
            if not status:
                await _send_problem(send_more, _RefusedError(500, _fault(error)))
        finally:
            self.counts.add(_endpoint(scope["path"]), status, time.monotonic() - begun)

    def _cors(self, headers: Mapping[str, str]) -> dict[str, str]:
        origin = headers.get("origin", "")
        allowed = {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After"}
        return {"Vary": "Origin", **(allowed if origin in self.origins else {})}

    def _is_preflight(self, scope: _Scope, headers: Mapping[str, str]) -> bool:
        """Whether a browser asks for leave on behalf of an allowed origin, which it does without the token."""
        asks = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        return asks and headers.get("origin") in self.origins and headers.get("host", "").casefold() in self.hosts

    def _preflight(self, headers: Mapping[str, str]) -> dict[str, str]:
        private = {"Access-Control-Allow-Private-Network": "true"} if "access-control-request-private-network" in headers else {}
        return {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
            **private,
        }

    def _check(self, scope: _Scope, headers: Mapping[str, str]) -> None:
        if headers.get("host", "").casefold() not in self.hosts:
            raise _RefusedError(403, "the header Host does not name this server")
        origin = headers.get("origin")
        if origin is not None and origin not in self.origins:
            raise _RefusedError(403, "requests of web pages are refused, but for those of origins that --allow-origin names")
        if origin is None and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            raise _RefusedError(403, "requests of web pages are refused")
        if scope["path"].startswith("/v1") and not self._is_known(headers.get("authorization", "")):
            raise _RefusedError(401, "send the token of this server: Authorization: Bearer ...", WWW_Authenticate="Bearer")

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        return scheme.casefold() == "bearer" and hmac.compare_digest(token.strip().encode(), self.token.encode())


def _headers_of(scope: _Scope) -> dict[str, str]:
    """The headers by name; one that stands there twice has a value that fits nothing."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = f"{found[key]}, {value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found


def _is_too_large(headers: Mapping[str, str]) -> bool:
    """Whether so much is announced that none of it is read."""
    declared = headers.get("content-length", "0")
    return not declared.isdecimal() or len(declared) > 15 or int(declared) > _MOST_DISCARDED


def _endpoint(path: str) -> str:
    return _ENDPOINTS.get(path, "rule" if path.startswith("/v1/rules/") else "other")


async def _send_whole(send: _Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    written = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": written})
    await send({"type": "http.response.body", "body": body})


async def _send_problem(send: _Send, refused: _RefusedError) -> None:
    """The connection ends with it: of what the client may still send, no more is read."""
    body = as_json(_problem(refused.status, refused.detail)).encode()
    headers = {"Content-Type": _PROBLEM, "Content-Length": str(len(body)), "Connection": "close", **refused.headers}
    await _send_whole(send, refused.status, headers, body)


async def _body_of(request: "Request") -> bytes:
    """What was sent. Raises _RefusedError for what is no JSON, too large, or too slow."""
    kind, _, parameter = request.headers.get("content-type", "").partition(";")
    if kind.strip().casefold() != _JSON or parameter.replace(" ", "").replace('"', "").casefold() not in ("", "charset=utf-8"):
        raise _RefusedError(415, f"send {_JSON}, in UTF-8")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise _RefusedError(415, "send it uncompressed")
    data = bytearray()
    too_large = _RefusedError(413, f"larger than {_MOST_BODY // 1000} kB, so it is not linted")
    if _is_too_large(request.headers):
        raise too_large
    try:
        async with asyncio.timeout(_LONGEST_READING):
            async for chunk in request.stream():
                data += chunk
                if len(data) > _MOST_BODY:
                    raise too_large
    except TimeoutError:
        raise _RefusedError(408, f"it did not arrive within {_LONGEST_READING:g} seconds") from None
    return bytes(data)


def application(session: Session, bench: Bench, token: str, hosts: Collection[str], origins: Collection[str] = ()) -> _App:
    """The ASGI application. `hosts` are the values that the header Host may have, `origins` those of the header Origin."""
    counts = _Counts()
    return _Guard(_routes(session, bench, counts), token, hosts, origins, counts)


def _routes(session: Session, bench: Bench, counts: _Counts) -> "FastAPI":
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

    return Response(as_json(value), status, headers, media_type=_JSON if status == 200 else _PROBLEM)


def _add_lint(app: "FastAPI", bench: Bench) -> None:
    from starlette.requests import Request
    from starlette.responses import Response

    async def lint_with(request: Request, proposes: bool) -> Response:
        data = await _body_of(request)
        try:
            status, value = await bench.ask(data, proposes)
        except (BusyError, EndedError) as error:
            return _written(_problem(503, error.problem), 503, _SOON)
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
            responses=_answers(400, 408, 413, 415, 422, 500, 503),
            openapi_extra=_REQUEST,
            dependencies=_secured(),
        )(endpoint)


def _add_rules(app: "FastAPI", rules: Iterable[Rule]) -> None:
    from starlette.responses import Response

    known = {record["id"]: record for record in json.loads(rules_as_json(rules))}

    @app.get("/v1/rules", dependencies=_secured(), responses=_answers(of={"type": "array", "items": _RULE}))
    async def rules_() -> Response:
        """All rules, as `outreach-lint rules --format json` lists them."""
        return _written(list(known.values()))

    @app.get("/v1/rules/{id:path}", dependencies=_secured(), responses=_answers(404, of=_RULE))
    async def rule(id: str) -> Response:
        """One rule: its id is `group/name`."""
        if id in known:
            return _written(known[id])
        return _written(_problem(404, "there is no rule of that name; GET /v1/rules lists them"), 404)


def _add_state(app: "FastAPI", bench: Bench, counts: _Counts) -> None:
    from starlette.responses import Response

    well = {"type": "object", "required": ["status"], "properties": {"status": {"const": "ok"}}}
    told: dict[int | str, dict[str, Any]] = {
        200: {"description": "Counts and durations.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    }

    @app.get("/healthz", responses=_answers(503, of=well))
    async def healthz() -> Response:
        """Whether messages can be linted."""
        if bench.is_ready:
            return _written({"status": "ok"})
        return _written(_problem(503, "the process that lints is being started"), 503, _SOON)

    @app.get("/metrics", responses=told)
    async def metrics() -> Response:
        """Counts and durations of requests, in the text format of Prometheus."""
        return Response("\n".join(counts.lines(bench)) + "\n", headers={"Content-Type": _METRICS})


def _add_problems(app: "FastAPI") -> None:
    """Every refusal of the framework is told as a problem too."""
    from starlette.exceptions import HTTPException
    from starlette.requests import Request
    from starlette.responses import Response

    async def as_problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        status = error.status_code if error.status_code in _WORDS else 400
        detail = {404: "there is nothing here; GET /openapi.json tells what there is", 405: "not by this method"}
        return _written(_problem(status, detail.get(status, _WORDS[status])), status, dict(error.headers or {}))

    async def as_refusal(_: Request, error: Exception) -> Response:
        assert isinstance(error, _RefusedError)
        return _written(_problem(error.status, error.detail), error.status, {"Connection": "close", **error.headers})

    async def as_fault(_: Request, error: Exception) -> Response:
        return _written(_problem(500, _fault(error)), 500)

    app.add_exception_handler(HTTPException, as_problem)
    app.add_exception_handler(_RefusedError, as_refusal)
    app.add_exception_handler(Exception, as_fault)


def _secured() -> list[Any]:
    """What tells OpenAPI of the token; the guard asks for it."""
    from fastapi import Depends
    from fastapi.security import HTTPBearer

    return [Depends(HTTPBearer(auto_error=False, description="The token that the server was started with."))]


_EXAMPLE = {
    "text": "Hi Bob,\n\nCan you spare 15 minutes this week?\n",
    "channel": "linkedin-message",
    "recipient_profile": {"basics": {"name": "Bob Example", "label": "Data analyst"}},
}
_SAID = {"type": "string"}
_RESUME: dict[str, Any] = {
    "type": ["object", "null"],
    "description": "A JSON Resume (jsonresume.org): a person's `basics`, `work`, `education`, `projects`, `publications` and so on.",
}
_MESSAGE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "pattern": r"\w", "maxLength": LONGEST_BODY, "description": "What is to be sent."},
        "subject": {"type": ["string", "null"]},
        "channel": {"enum": [*map(str, Channel), None]},
        "recipient": {"type": ["string", "null"], "description": "Whom it goes to: a name, or a mail address with one."},
        "role": {"enum": [*map(str, Role), None], "description": "What the sender is to the recipient."},
        "stage": {"type": ["integer", "null"], "minimum": 0, "maximum": 4, "description": "How far the conversation has come."},
        "thread": {
            "type": ["array", "null"],
            "description": "What was said before, oldest first.",
            "maxItems": 100,
            "items": {
                "oneOf": [
                    {"type": "object", "additionalProperties": False, "required": [who], "properties": {who: _SAID}}
                    for who in ("me", "them")
                ]
            },
        },
        _RECIPIENT: _RESUME,
        _SENDER: _RESUME,
    },
    "example": _EXAMPLE,
}
_REQUEST = {"requestBody": {"required": True, "content": {_JSON: {"schema": _MESSAGE}}}}
_RULE = {"type": "object", "required": ["id", "group", "severity", "on", "summary", "evidence"]}
_LISTS = ("moves", "findings", "rewrites", "skipped", "waived")
_DRAFT = {
    "type": "object",
    "description": "An element of `drafts` in docs/report.schema.json.",
    "required": ["path", "number", "channel", "stage", "stage_reason", "recipient", *_LISTS, "known"],
    "properties": {
        "channel": {"enum": [*map(str, Channel)]},
        "stage": {"type": "integer", "minimum": 0, "maximum": 4},
        **{name: {"type": "array"} for name in _LISTS},
    },
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"status": {"type": "integer"}, **{name: {"type": "string"} for name in ("type", "title", "detail")}},
}


def _answers(*statuses: int, of: Mapping[str, Any] = _DRAFT) -> dict[int | str, dict[str, Any]]:
    """The answers of an endpoint, for OpenAPI."""
    problem = {_PROBLEM: {"schema": _PROBLEM_SCHEMA}}
    told: dict[int | str, dict[str, Any]] = {
        200: {"description": "The answer.", "content": {_JSON: {"schema": dict(of)}}},
        **{status: {"description": _WORDS[status], "content": problem} for status in (401, 403, *statuses)},
    }
    return told


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
        raise OutreachLintError('serving HTTP needs more libraries: pip install "outreach-lint[serve]"') from None
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
        http="h11",
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
