"""Refusals of the HTTP server, told as problems (RFC 9457)."""

from __future__ import annotations

from typing import Any

PROBLEM = "application/problem+json"
STATUS_WORDS = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
    413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content", 500: "Internal Server Error",
    503: "Service Unavailable",
}  # fmt: skip


def problem(status: int, detail: str, **place: int | None) -> dict[str, Any]:
    """A problem as RFC 9457 writes it, with the line and column where that is known."""
    told = {key: value for key, value in place.items() if value is not None}
    return {"type": "about:blank", "title": STATUS_WORDS[status], "status": status, "detail": detail, **told}


def fault(error: Exception) -> str:
    """A fault of ours, by its kind: its text could quote a message."""
    return f"a fault of outreach-lint itself: {type(error).__name__}"


class RefusedError(Exception):
    """A request that is answered with a problem."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
