"""What stands before the HTTP server's application: who may ask, how much is read, and what becomes of a refusal."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from outreach_lint.hooks.http_counts import Counts
from outreach_lint.hooks.http_problem import PROBLEM, RefusedError, fault, problem
from outreach_lint.reports.json import as_json

_MOST_DISCARDED = 5_000_000  # bytes
_LONGEST_READING = 10.0  # seconds
_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_ENDPOINTS = {
    "/v1/lint": "lint", "/v1/rewrite": "rewrite", "/v1/rules": "rules", "/healthz": "healthz", "/metrics": "metrics", "/openapi.json": "openapi",
}  # fmt: skip
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


@dataclass
class _Incoming:
    """A request as it comes in. What is left of it is read before its answer begins: a client that still sends would hear no answer, but that the
    connection was reset."""

    _receive: _Receive
    until: float  # seconds of the monotonic clock
    is_awaited: bool  # rather than held back until we ask for it, or larger than we would read

    async def receive(self) -> MutableMapping[str, Any]:
        """What comes next. Raises RefusedError where it comes too late."""
        try:
            async with asyncio.timeout(self.until - time.monotonic()):
                message = await self._receive()
        except TimeoutError:
            self.is_awaited = False
            raise RefusedError(408, f"it did not arrive within {_LONGEST_READING:g} seconds") from None
        self.is_awaited = bool(message.get("more_body", False))
        return message

    async def discard(self) -> None:
        received = 0
        with suppress(RefusedError):
            while self.is_awaited and received <= _MOST_DISCARDED:
                received += len((await self.receive()).get("body", b""))


@dataclass
class Guard:
    """What stands before the application: it refuses what is not from this machine's own programs, counts, and lets no fault out as such."""

    app: App
    token: str
    hosts: Collection[str]
    origins: Collection[str]
    counts: Counts

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.monotonic(), 0
        headers = _headers_of(scope)
        more = {**_ALWAYS, **self._cors(headers)}
        request = _Incoming(receive, begun + _LONGEST_READING, is_awaited="expect" not in headers and not is_too_large(headers))

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
        except RefusedError as refused:
            await _send_problem(send_more, refused)
        except Exception as error:
            if not status:
                await _send_problem(send_more, RefusedError(500, fault(error)))
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
            raise RefusedError(403, "the header Host does not name this server")
        origin = headers.get("origin")
        if origin is not None and origin not in self.origins:
            raise RefusedError(403, "requests of web pages are refused, but for those of origins that --allow-origin names")
        if origin is None and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            raise RefusedError(403, "requests of web pages are refused")
        if scope["path"].startswith("/v1") and not self._is_known(headers.get("authorization", "")):
            raise RefusedError(401, "send the token of this server: Authorization: Bearer ...", WWW_Authenticate="Bearer")

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


def is_too_large(headers: Mapping[str, str]) -> bool:
    """Whether so much is announced that none of it is read."""
    declared = headers.get("content-length", "0")
    return not declared.isdecimal() or len(declared) > 15 or int(declared) > _MOST_DISCARDED


def _endpoint(path: str) -> str:
    return _ENDPOINTS.get(path, "rule" if path.startswith("/v1/rules/") else "other")


async def _send_whole(send: _Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    written = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": written})
    await send({"type": "http.response.body", "body": body})


async def _send_problem(send: _Send, refused: RefusedError) -> None:
    """The connection ends with it: of what the client may still send, no more is read."""
    body = as_json(problem(refused.status, refused.detail)).encode()
    headers = {"Content-Type": PROBLEM, "Content-Length": str(len(body)), "Connection": "close", **refused.headers}
    await _send_whole(send, refused.status, headers, body)
