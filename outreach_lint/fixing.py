"""Mend a draft with the edits of its findings, and write it back where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from outreach_lint.drafts import message_from
from outreach_lint.errors import DraftError
from outreach_lint.finding import Edit, Finding, Report, apply_edits
from outreach_lint.message import Channel, Message
from outreach_lint.source import STDIN, decode, encoding_of

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

    Raises DraftError where the text does not stand in the file as it was read, or would not be read so from there.
    """
    offset, path = before.source_offset, before.path or STDIN
    encoding, mark = encoding_of(data)
    text = decode(data, path, DraftError)
    if offset is not None and text[offset : offset + len(before.body)] == before.body:
        mended = mark + (text[:offset] + body + text[offset + len(before.body) :]).encode(encoding)
        if message_from(mended, path).body == body and _says_its_charset(data, mended, before):
            return mended
    raise DraftError("cannot be mended in place: its text is encoded, or has comments in it; --diff shows the edits", path=path)


def _says_its_charset(data: bytes, mended: bytes, message: Message) -> bool:
    """Whether mail that was plain ASCII still is, or says that it is UTF-8: else its new letters would arrive as others."""
    is_mail = message.channel is Channel.EMAIL
    return not is_mail or mended.isascii() or not data.isascii() or b"utf-8" in data.lower()


def difference(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff."""
    yield from difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
