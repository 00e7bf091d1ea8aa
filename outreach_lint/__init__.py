"""outreach-lint: a linter for first-contact messages.

    >>> from outreach_lint import lint, read_profile
    >>> report = lint("Hi Priya, ...", recipient=read_profile("priya.json"), channel="linkedin-note")

Read and lint: `lint`, `Linter`, `read_message`, `read_messages`, `read_profile`, `profile_from_resume`, `merge_profiles`. What comes out: `Report`,
`Finding`, `Rewrite`. What can be said: `Channel`, `Role`, `Settings`. What goes wrong: `OutreachLintError` and what derives from it. docs/library.md
has more. The names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # that of typing takes longer to load than the client of the warm server
if TYPE_CHECKING:
    from typing import Any

    from outreach_lint.drafts import read_message as read_message
    from outreach_lint.drafts import read_messages as read_messages
    from outreach_lint.errors import DraftError as DraftError
    from outreach_lint.errors import ModelError as ModelError
    from outreach_lint.errors import OutreachLintError as OutreachLintError
    from outreach_lint.errors import ProfileError as ProfileError
    from outreach_lint.errors import RuleError as RuleError
    from outreach_lint.errors import SettingsError as SettingsError
    from outreach_lint.finding import Finding as Finding
    from outreach_lint.finding import Report as Report
    from outreach_lint.finding import Rewrite as Rewrite
    from outreach_lint.finding import Severity as Severity
    from outreach_lint.linter import Linter as Linter
    from outreach_lint.linter import lint as lint
    from outreach_lint.merging import merge_profiles as merge_profiles
    from outreach_lint.message import Channel as Channel
    from outreach_lint.message import Message as Message
    from outreach_lint.message import Role as Role
    from outreach_lint.moves import Move as Move
    from outreach_lint.moves import RequestKind as RequestKind
    from outreach_lint.profile import Profile as Profile
    from outreach_lint.profiles import read_profile as read_profile
    from outreach_lint.resume import profile_from_resume as profile_from_resume
    from outreach_lint.rule import Evidence as Evidence
    from outreach_lint.rule import Example as Example
    from outreach_lint.rule import PhraseRule as PhraseRule
    from outreach_lint.rule import Rule as Rule
    from outreach_lint.settings import Settings as Settings

_HOMES = {
    "Channel": "message", "DraftError": "errors", "Evidence": "rule", "Example": "rule", "Finding": "finding", "Linter": "linter", "Message": "message",
    "ModelError": "errors", "Move": "moves", "OutreachLintError": "errors", "PhraseRule": "rule", "Profile": "profile", "ProfileError": "errors",
    "Report": "finding", "RequestKind": "moves", "Rewrite": "finding", "Role": "message", "Rule": "rule", "RuleError": "errors",
    "Settings": "settings", "SettingsError": "errors", "Severity": "finding", "lint": "linter", "merge_profiles": "merging",
    "profile_from_resume": "resume", "read_message": "drafts", "read_messages": "drafts", "read_profile": "profiles",
}  # fmt: skip
__all__ = sorted(_HOMES)


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("outreach-lint")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
