"""Mend a draft with the edits of its findings, and write it back where it stands."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from outreach_lint.errors import DraftError
from outreach_lint.finding import Edit, Finding, Report, apply_edits
from outreach_lint.message import Message
from outreach_lint.source import encoding_of

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


def mended_source(data: bytes, bodies: Sequence[tuple[Message, str]], reread: Callable[[bytes], Iterable[Message]]) -> bytes:
    """The content of the file of these messages, with other bodies in the place of theirs; all else stays to the byte. `reread` reads the messages of
    a file's content.

    Raises DraftError where a message cannot be written to, the file has changed since it was read, or would not be read so.
    """
    wanted = {message.number: _with_lines_of(message, body) for message, body in bodies}
    encoding, end = encoding_of(data)[0], 0
    pieces: list[bytes] = []
    for message, _ in sorted(bodies, key=lambda changed: changed[0].place.offset):
        place = message.place
        try:
            was = place.text.encode(encoding, "surrogateescape")
            now = place.written(message.body, wanted[message.number]).encode(encoding, "surrogateescape")
        except ValueError:  # the charset of a mail lacks a letter, or it is HTML
            raise unwritable(message) from None
        if place.offset < end or not data.startswith(was, place.offset):
            raise DraftError("has changed since it was read; nothing was written", path=message.path)
        pieces += (data[end : place.offset], now)
        end = place.offset + len(was)
    mended = b"".join((*pieces, data[end:]))
    got = {message.number: (message.body, message.waivers) for message in reread(mended) if message.number in wanted}
    for message, _ in bodies:
        if got.get(message.number) != (wanted[message.number], message.waivers):
            raise unwritable(message)
    return mended


def _with_lines_of(message: Message, body: str) -> str:
    """The new body with its lines ended as those of the message are, where these end in CRLF; where it is written by the line, the last one too."""
    before = message.body
    if message.place.by_line and before.endswith("\n") and not body.endswith("\n"):
        body += "\n"
    is_crlf = "\r\n" in before and before.count("\n") == before.count("\r\n")
    return body.replace("\r\n", "\n").replace("\n", "\r\n") if is_crlf else body


def unwritable(message: Message) -> DraftError:
    """What is told of a message that cannot be written to."""
    if message.is_writable:
        reason = "the new text cannot be written in its encoding, or would be read otherwise"
    else:
        reason = "it is HTML, stands beside an HTML version, or is signed"
    return DraftError(
        f"cannot be mended in place: {reason}; --diff shows the edits",
        path=message.path,
        line=message.place.line if message.number else None,
    )


def difference(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff."""
    yield from difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
