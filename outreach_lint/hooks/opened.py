"""A draft as it stands in an editor: what is found in its text, and what has to change there. Places are code points of that text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from outreach_lint.campaign import Campaign
from outreach_lint.columns import ColumnUnit, length
from outreach_lint.errors import DraftError, OutreachLintError
from outreach_lint.finding import Edit, apply_edits
from outreach_lint.fixing import mended_source
from outreach_lint.hooks.lasting import LastingSession
from outreach_lint.message import Channel, Message, Span, Waiver, verbatim
from outreach_lint.patterns import lazy
from outreach_lint.session import Checked, Draft, Session

MOST_TEXT = 1_000_000  # code points of a file that is checked while it is written
MOST_DRAFTS = 20  # of one file
_LINE_END = lazy(r"\r\n|\r|\n")


class Change(NamedTuple):
    """Replace `span` of the file's text by `text`."""

    span: Span
    text: str


class Position(NamedTuple):
    """A line and a place in it, both counted from 0; the place in a unit of the editor's choice."""

    line: int
    character: int


@dataclass(frozen=True)
class Looked:
    """What was found in a file's drafts, and by which session. An error stands for a draft that cannot be read or checked."""

    session: Session | None
    found: tuple[Checked | OutreachLintError, ...]

    @property
    def checked(self) -> tuple[Checked, ...]:
        """The drafts that were checked."""
        return tuple(one for one in self.found if isinstance(one, Checked))


@dataclass(frozen=True)
class Opened:
    """A file that is open in an editor: what it is called, its text, the format where the editor knows it, and the channel of a message that names
    none."""

    file: str
    text: str
    format: str | None = None
    channel: Channel | None = None

    @cached_property
    def _data(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @property
    def newline(self) -> str:
        """How its first line ends."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"

    def position(self, offset: int, unit: ColumnUnit) -> Position:
        """The line and column of a place."""
        row = bisect_right(self._line_starts, offset) - 1
        return Position(row, length(self.text[self._line_starts[row] : offset], unit))

    def offset(self, position: Position, unit: ColumnUnit) -> int:
        """The place of a line and column; the end of the line, or of the text, where it has none such."""
        if position.line >= len(self._line_starts):
            return len(self.text)
        start, rest = self._line_starts[position.line], position.character
        for place in range(start, self.line(position.line).end):
            if rest <= 0:
                return place
            rest -= length(self.text[place], unit)
        return self.line(position.line).end

    def line(self, row: int) -> Span:
        """Where a line stands, without its end; the last one where there are fewer."""
        row = max(0, min(row, len(self._line_starts) - 1))
        start = self._line_starts[row]
        match = _LINE_END.search(self.text, start)
        return Span(start, match.start() if match else len(self.text))

    def check(self, lasting: LastingSession) -> Looked:
        """What is found in its drafts, the first ones. Nothing is raised, whatever is typed."""
        if len(self.text) > MOST_TEXT:
            return Looked(None, (DraftError(f"over {MOST_TEXT:,} characters; outreach-lint check reads it once it is saved"),))
        try:
            session = lasting.session(self.file)
            if session.is_excluded(Path(self.file)):
                return Looked(session, ())
            drafts = list(islice(self._drafts(session), MOST_DRAFTS + 1))
            named = [name for draft in drafts if isinstance(draft, Draft) for name in draft.message.profiles]
            session = lasting.session(self.file, named)
        except OutreachLintError as error:
            return Looked(None, (error,))
        except Exception as error:
            return Looked(None, (_fault(error),))
        found = [draft if isinstance(draft, DraftError) else _lint(session, draft) for draft in drafts[:MOST_DRAFTS]]
        if len(drafts) > MOST_DRAFTS:
            found.append(
                DraftError(f"only the first {MOST_DRAFTS} messages are checked here; outreach-lint check reads all of them")
            )
        return Looked(session, tuple(found))

    def _drafts(self, session: Session) -> Iterator[Draft | DraftError]:
        for draft in session.read_content(self._data, self.file, self.format):
            yield draft if isinstance(draft, DraftError) else self._with_channel(draft)

    def _with_channel(self, draft: Draft) -> Draft:
        return replace(draft, message=replace(draft.message, channel=draft.message.channel or self.channel))

    def span(self, message: Message, span: Span) -> Span:
        """Where a span of a message's body stands in the text."""
        places, start = message.place.places, self._start(message)
        first = places[span.start]
        # What is left out of the body behind the span, as a comment is, is no part of it.
        last = first if span.end <= span.start else places[span.end - 1] + 1 if _is_verbatim(message) else places[span.end]
        end = len(self.text)
        return Span(min(start + first, end), min(start + max(first, last), end))

    def _start(self, message: Message) -> int:
        """Where the stretch of the text begins in which the body stands."""
        return len(self._data[: message.place.offset].decode("utf-8", "surrogatepass"))

    def changed(self, session: Session, message: Message, edits: Iterable[Edit]) -> tuple[Change, ...]:
        """What has to change in the text so that these edits are made in the body; nothing where that cannot be, or would not be read so."""
        edits = tuple(dict.fromkeys(edits))
        if not edits or not message.is_writable:
            return ()
        newline = "\r\n" if "\r\n" in message.body else "\n"
        edits = tuple(replace(edit, text=_with_newlines(edit.text, newline)) for edit in edits)
        try:
            wanted = apply_edits(message.body, edits)
            changes = self._in_place(message, edits) if _is_verbatim(message) else self._encoded(session, message, wanted)
            after = self._reread(session, self.with_changes(changes), message.number)
        except (
            ValueError,
            OutreachLintError,
        ):  # edits that overlap; a letter that the charset of a mail lacks; a message that is left empty
            return ()
        return changes if after.body == wanted else ()

    def _in_place(self, message: Message, edits: Iterable[Edit]) -> tuple[Change, ...]:
        return tuple(Change(self.span(message, edit.span), edit.text) for edit in edits)

    def _encoded(self, session: Session, message: Message, body: str) -> tuple[Change, ...]:
        def reread(data: bytes) -> Iterator[Message]:
            return (d.message for d in session.read_content(data, self.file, self.format) if isinstance(d, Draft))

        new = mended_source(self._data, [(message, body)], reread).decode("utf-8", "surrogatepass")
        return _difference(self.text, new)

    def waiving(self, session: Session, message: Message, rule: str) -> tuple[Change, ...]:
        """What has to change so that a comment above the message waives a rule; nothing where it would be sent, or not be read so."""
        if not message.is_writable:
            return ()
        place = self.span(message, Span(0, 0)).start
        changes = (Change(Span(place, place), f"<!-- outreach-lint: ignore {rule} -->{self.newline}"),)
        try:
            after = self._reread(session, self.with_changes(changes), message.number)
        except OutreachLintError:
            return ()
        is_waived = after.body == message.body and Waiver(rule, "comment") in after.waivers
        return changes if is_waived else ()

    def with_changes(self, changes: Iterable[Change]) -> str:
        """The text once these changes are made. Raises ValueError where two of them overlap."""
        return apply_edits(self.text, (Edit(change.span, change.text) for change in changes))

    def _reread(self, session: Session, text: str, number: int | None) -> Message:
        after = replace(self, text=text)
        messages = (draft.message for draft in after._drafts(session) if isinstance(draft, Draft))
        found = next((message for message in messages if message.number == number), None)
        if found is None:
            raise DraftError("holds no message", path=self.file)
        return found


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """Edits of whole lines that make one text of another."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return tuple(
        Edit(Span(starts[first], starts[last]), "".join(new[start:end]))
        for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    )


def _lint(session: Session, draft: Draft) -> Checked | OutreachLintError:
    session.campaign = Campaign()  # a draft is no repetition of what it was a moment ago
    try:
        return session.lint(draft)
    except OutreachLintError as error:
        return error
    except Exception as error:
        return _fault(error)


def _fault(error: Exception) -> OutreachLintError:
    return OutreachLintError(
        f"a fault of outreach-lint itself ({type(error).__name__}); please report it, with a draft that shows it"
    )


def _is_verbatim(message: Message) -> bool:
    place = message.place
    return place.encode is verbatim and place.whole is None and not place.by_line


def _with_newlines(text: str, newline: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", newline)


def _difference(before: str, after: str) -> tuple[Change, ...]:
    """The one change that makes a text of another; whole lines, so that no sequence of bytes that stands for a letter is cut."""
    edits = edits_between(before, after)
    return tuple(Change(edit.span, edit.text) for edit in edits)
