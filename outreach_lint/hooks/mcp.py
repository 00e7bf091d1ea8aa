"""The door for assistants: a server of the Model Context Protocol on standard input and output."""

from __future__ import annotations

from collections.abc import Callable

from outreach_lint.errors import SettingsError, how_to_install
from outreach_lint.session import Session


def serve(make_session: Callable[[], Session]) -> None:
    """Answer an assistant until it hangs up; `make_session` gives a session with what the command line states. Raises SettingsError if the extra is
    missing."""
    try:
        from outreach_lint.hooks.assistant import assistant_server
    except ModuleNotFoundError as missing:
        raise SettingsError(
            f"the server for assistants needs {missing.name}, which is not installed: {how_to_install('mcp')}"
        ) from None
    assistant_server(make_session).run()
