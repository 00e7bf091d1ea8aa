"""Listening on this machine."""

from __future__ import annotations

import ipaddress
import os
import socket

from outreach_lint.errors import OutreachLintError


def is_loopback(host: str) -> bool:
    """Whether a name or address is of this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 is any that is free. Raises OutreachLintError."""
    try:
        ((family, _, _, _, address), *_) = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        opened = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind(address)
            opened.listen(512)
        except OSError:
            opened.close()
            raise
    except (OSError, OverflowError) as error:
        raise OutreachLintError(f"cannot listen on {host}, port {port}: {getattr(error, 'strerror', None) or error}") from None
    return opened
