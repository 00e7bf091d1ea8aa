"""A profile as `outreach-lint profile` shows it: its facts with their sources, and what was not understood."""

from __future__ import annotations

import json
from collections.abc import Iterator

from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.resume import resume_of

_MOST_UNREAD = 20  # lines
_OF_TODAY = frozenset({FactKind.POSITION, FactKind.EMPLOYER, FactKind.EMPLOYMENT})


def profile_lines(profile: Profile) -> Iterator[str]:
    """The lines that a person reads."""
    for fact in profile.facts:
        yield f"{fact.kind:<16} {fact.text}{_when(fact)}  [{fact.source}]"
    if profile.addresses:
        yield f"{'known by':<16} {', '.join(profile.addresses)}"
    if profile.is_thin:
        yield "This is little to build a message on: no job, study, project, text or talk of theirs is known in any detail."
    if profile.unread:
        yield ""
        yield "Not used:"
        yield from (f"  {one}" for one in profile.unread[:_MOST_UNREAD])
        if len(profile.unread) > _MOST_UNREAD:
            yield f"  and {len(profile.unread) - _MOST_UNREAD} more"


def _when(fact: Fact) -> str:
    if not (fact.start or fact.end):
        return "  (now)" if fact.current and fact.kind in _OF_TODAY else ""
    ended = f", until {fact.end.year}" if fact.end else ", now" if fact.current else ""
    return f"  ({fact.start.year if fact.start else '?'}{ended})"


def profile_as_resume(profile: Profile) -> Iterator[str]:
    """The lines of a JSON Resume file that holds the facts."""
    yield from json.dumps(resume_of(profile), ensure_ascii=False, indent=2).splitlines()
