"""The door for editors: a language server on standard input and output (Language Server Protocol 3.17)."""

from __future__ import annotations

from collections.abc import Callable

from outreach_lint.errors import SettingsError, how_to_install
from outreach_lint.session import Session


def serve(make_session: Callable[[], Session]) -> None:
    """Answer an editor until it says good-bye; `make_session` gives a session with what the command line states. Raises SettingsError if the extra is
    missing."""
    try:
        from outreach_lint.hooks.language_server import language_server
    except ModuleNotFoundError as missing:
        raise SettingsError(f"the language server needs {missing.name}, which is not installed: {how_to_install('lsp')}") from None
    language_server(make_session).start_io()
