"""outreach-lint: a linter for first-contact messages.

    >>> from outreach_lint import lint, read_profile
    >>> report = lint("Hi Priya, ...", recipient=read_profile("priya.json"), channel="linkedin-note")

The names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # that of typing takes longer to load than the client of the warm server
if TYPE_CHECKING:
    from typing import Any

    from outreach_lint.drafts import read_message as read_message
    from outreach_lint.drafts import read_messages as read_messages
    from outreach_lint.errors import OutreachLintError as OutreachLintError
    from outreach_lint.finding import Finding as Finding
    from outreach_lint.finding import Report as Report
    from outreach_lint.finding import Rewrite as Rewrite
    from outreach_lint.finding import Severity as Severity
    from outreach_lint.linter import Linter as Linter
    from outreach_lint.linter import lint as lint
    from outreach_lint.merging import merge_profiles as merge_profiles
    from outreach_lint.message import Channel as Channel
    from outreach_lint.message import Message as Message
    from outreach_lint.moves import Move as Move
    from outreach_lint.moves import RequestKind as RequestKind
    from outreach_lint.profile import Profile as Profile
    from outreach_lint.profiles import read_profile as read_profile
    from outreach_lint.rule import Evidence as Evidence
    from outreach_lint.rule import Example as Example
    from outreach_lint.rule import PhraseRule as PhraseRule
    from outreach_lint.rule import Rule as Rule
    from outreach_lint.settings import Settings as Settings

_HOMES = {
    "Channel": "message", "Evidence": "rule", "Example": "rule", "Finding": "finding", "Linter": "linter", "Message": "message", "Move": "moves",
    "OutreachLintError": "errors", "PhraseRule": "rule", "Profile": "profile", "Report": "finding", "RequestKind": "moves", "Rewrite": "finding",
    "Rule": "rule",     "Settings": "settings", "Severity": "finding", "lint": "linter", "read_message": "drafts",
    "read_messages": "drafts", "read_profile": "profiles", "merge_profiles": "merging",
}  # fmt: skip
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("outreach-lint")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
