"""Mend a draft with the edits of its findings, and write it back where it stands."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from outreach_lint.drafts import can_hold, message_from
from outreach_lint.errors import DraftError
from outreach_lint.finding import Edit, Finding, Report, apply_edits
from outreach_lint.message import Message
from outreach_lint.source import STDIN, decode, encoding_of

_MOST_ROUNDS = 10  # an edit can bring a fault to light that has an edit of its own


@dataclass(frozen=True)
class Mended:
    """A message after the edits, what is still found in it, and how many findings were mended."""

    report: Report
    count: int


def mend(report: Report, lint: Callable[[Message], Report], unsafe: bool = False) -> Mended:
    """Make the safe edits of the findings, or all of them, and lint again, until nothing is left that an edit would mend.

    Edits after which their rules find as much as before are not kept.
    """
    count = 0
    for _ in range(_MOST_ROUNDS):
        chosen = _choose(report.findings, unsafe)
        body = apply_edits(report.message.body, [edit for finding in chosen for edit in finding.edits])
        if not chosen or not body.strip():  # a message is never mended away
            break
        after = lint(replace(report.message, body=body))
        vanished = Counter(f.rule for f in report.findings) - Counter(f.rule for f in after.findings)
        mended = sum(vanished[rule] for rule in {finding.rule for finding in chosen})
        if not mended:
            break
        count, report = count + mended, after
    return Mended(report, count)


def _choose(findings: Iterable[Finding], unsafe: bool) -> list[Finding]:
    """The findings whose edits are to be made: the worst first, each only if none of its edits meets another's."""
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in sorted(findings, key=lambda f: (-f.severity.rank, f.span)):
        edits = list(dict.fromkeys(finding.edits))
        if edits and (finding.is_safe or unsafe) and not any(_meet(a, b) for a in edits for b in taken):
            chosen.append(finding)
            taken += edits
    return chosen


def _meet(one: Edit, other: Edit) -> bool:
    return one.span.overlaps(other.span) or one.span == other.span


def mended_source(data: bytes, before: Message, body: str) -> bytes:
    """The content of the draft's file with `body` in the place of the text that was read; all else stays to the byte.

    Raises DraftError where the text does not stand in the file as it was read, or would not be read so from there.
    """
    offset, path = before.source_offset, before.path or STDIN
    encoding, mark = encoding_of(data)
    text = decode(data, path, DraftError)
    if offset is not None and text[offset : offset + len(before.body)] == before.body:
        mended = mark + (text[:offset] + body + text[offset + len(before.body) :]).encode(encoding)
        if message_from(mended, path).body == body and can_hold(data, mended, path):
            return mended
    problem = "cannot be mended in place: its text is encoded, has comments in it, or could not hold the new letters"
    raise DraftError(f"{problem}; --diff shows the edits", path=path)


def difference(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff."""
    yield from difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
