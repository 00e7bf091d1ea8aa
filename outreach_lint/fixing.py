"""Mend a draft with the edits of its findings, and write it back where it stands."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from outreach_lint.errors import DraftError
from outreach_lint.finding import Edit, Finding, Report, apply_edits
from outreach_lint.message import Message
from outreach_lint.source import decode, encoding_of

_MOST_ROUNDS = 10  # an edit can bring a fault to light that has an edit of its own


@dataclass(frozen=True)
class Mended:
    """A message after the edits, what is still found in it, and how many findings were mended."""

    report: Report
    count: int


def mend(report: Report, lint: Callable[[Message], Report], unsafe: bool = False) -> Mended:
    """Make the safe edits of the findings, or all of them, and lint again, until nothing is left that an edit would mend.

    An edit after which its rule still finds the same number of faults is not made a second time.
    """
    count, rounds = 0, 0
    while rounds < _MOST_ROUNDS:
        chosen = _choose(report.findings, unsafe)
        if not chosen:
            break
        body = apply_edits(report.message.body, [edit for finding in chosen for edit in finding.edits])
        if not body.strip():  # nothing would be left to send
            break
        count, rounds = count + len(chosen), rounds + 1
        report = lint(replace(report.message, body=body))
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

    Raises DraftError where the text does not stand in the file as it was read.
    """
    offset = before.source_offset
    text = decode(data, before.path, DraftError)
    if offset is None or text[offset : offset + len(before.body)] != before.body:
        raise DraftError(
            "cannot be mended in place: its text is encoded, or has comments in it; --diff shows the edits", path=before.path
        )
    encoding, mark = encoding_of(data)
    return mark + (text[:offset] + body + text[offset + len(before.body) :]).encode(encoding)


def write_in_place(path: Path, data: bytes) -> None:
    """Replace a file's content in one step, so that nothing is lost if the disk is full. Raises DraftError if it cannot be written."""
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DraftError(f"cannot be written: {error.strerror}", path=path) from None


def difference(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff."""
    yield from difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
