"""Sets of edits that can be made together."""

from __future__ import annotations

from collections.abc import Iterable

from outreach_lint.finding import Edit
from outreach_lint.message import Span


def within(span: Span, edits: Iterable[Edit]) -> list[Edit]:
    """The edits inside a stretch of the body, by their place in it; of those that overlap, the first."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span.start, -e.span.end)):
        if span.start <= edit.span.start and edit.span.end <= span.end and (not kept or edit.span.start >= kept[-1].span.end):
            kept.append(edit)
    return [Edit(Span(e.span.start - span.start, e.span.end - span.start), e.text) for e in kept]


def settled(edits: Iterable[Edit], body: str) -> list[Edit]:
    """The edits in order, removals that touch made one, what is put in where something goes in its place, and without the blanks they would leave at the
    end of a line."""
    kept: list[Edit] = []
    for edit in sorted(dict.fromkeys(edits), key=lambda e: (e.span.start, -e.span.end)):
        last = kept[-1] if kept else None
        if last is not None and edit.span == last.span and edit.span.start == edit.span.end:
            kept[-1] = Edit(last.span, last.text + edit.text)  # both put in at one place
        elif last is None or edit.span.start > last.span.end or (edit.span.start == last.span.end and (edit.text or last.text)):
            kept.append(edit)
        elif not edit.text:
            kept[-1] = Edit(Span(last.span.start, max(last.span.end, edit.span.end)), last.text)
        elif edit.span.start == edit.span.end:  # what is put in where something goes takes its place
            kept[-1] = Edit(last.span, last.text + edit.text)
    return [_without_gap(edit, body) for edit in kept]


def _without_gap(edit: Edit, body: str) -> Edit:
    """A removal that leaves no blanks at the end of a line, and of a whole paragraph no second empty line."""
    start, end = edit.span
    if edit.text or (end < len(body) and body[end] not in "\r\n"):
        return edit
    while start > 0 and body[start - 1] in " \t":
        start -= 1
    behind = body[end : len(body) - len(body[end:].lstrip())]
    if start > 0 and body[start - 1] == "\n" and behind.count("\n") > 1 and not body[:start].endswith(("\n\n", "\n\r\n")):
        return Edit(Span(len(body[:start].rstrip()), end), "")  # the last line of a paragraph: the empty line behind it stays
    return Edit(Span(start, end + (len(behind) if start == 0 or body[start - 1] == "\n" else 0)), "")
