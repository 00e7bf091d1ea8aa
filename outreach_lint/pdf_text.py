"""The text of a PDF as lines, each with its place, size and grey level.

pypdf takes the file apart and parses what stands on a page; where each piece of text stands is worked out here, because its own extraction glues lines
together and tells the place of the one before.
"""

from __future__ import annotations

import logging
import math
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from outreach_lint.patterns import lazy

if TYPE_CHECKING:
    from pypdf import PdfReader

# Bounds, far above what a written page needs: its text is some 50 kB.
_MOST_SECONDS = 5.0
_MOST_PAGE, _MOST_CONTENT = 500_000, 2_000_000  # bytes of a page, of all pages
_MOST_STREAM = 8_000_000  # bytes of any stream when it is unpacked
_MOST_PIECES, _MOST_CODES, _MOST_FONTS = 100_000, 70_000, 64
_LONGEST_LINE = 500
_DEEPEST_FORM, _DEEPEST_STATE = 3, 64

_SAME_LINE, _GAP = 0.3, 0.15  # of the size
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")
_UNSEEN = "\uffff\ufffe\u00ad" + "".join(map(chr, range(0xFE00, 0xFE10)))  # no characters, soft hyphen, variation selectors


class Line(NamedTuple):
    """Text on one baseline of a page (from 0), or a piece of it. `x` and `end` are its sides, `y` grows upwards, all in points; `grey` is how bright it
    is, from 0 to 1."""

    page: int
    x: float
    end: float
    y: float
    size: float
    grey: float
    text: str


@contextmanager
def opened(data: bytes) -> Iterator[Pdf]:
    """A PDF to read from inside the block, within bounds of time and memory. A broken file may raise an Exception of any kind there."""
    with _quiet_and_bounded():
        yield Pdf(data)


@contextmanager
def _quiet_and_bounded() -> Iterator[None]:
    """pypdf logs what it mends, with words of the file in it; and it unpacks more than any text needs."""
    from pypdf import apply_configuration, get_configuration

    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    bounds: dict[str, Any] = {
        name: _MOST_STREAM
        for name in vars(get_configuration())
        if name.endswith(("_maximum_output_length", "_work_maximum_length", "recovery_input_length"))
    }
    try:
        with apply_configuration(**bounds):
            yield
    finally:
        logger.setLevel(level)


class Pdf:
    """A PDF, page by page. Made by `opened`."""

    def __init__(self, data: bytes) -> None:
        self._reader = _bounded_reader(data)
        self._scan = _Scan(self._reader)

    @property
    def is_locked(self) -> bool:
        """Whether it takes a password to read it."""
        if not self._reader.is_encrypted:
            return False
        try:
            return not self._reader.decrypt("")
        except Exception:  # also where the package that undoes the encryption is not installed
            return True

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self._reader.pages)

    def about(self, *keys: str) -> str:
        """What it says about itself under these keys: "/Producer", "/Author"."""
        return " ".join(str(value)[:200] for key, value in (self._reader.metadata or {}).items() if key in keys)

    def pieces(self, page: int) -> list[Line]:
        """The pieces of text on a page (from 0), in the order in which they are painted."""
        return self._scan.pieces(page)


def _bounded_reader(data: bytes) -> PdfReader:
    """A reader that gives up after a while: it searches the whole file for each object that is not where it should be."""
    from pypdf import PdfReader

    class Bounded(PdfReader):
        ends = time.monotonic() + _MOST_SECONDS

        def get_object(self, indirect_reference: Any) -> Any:
            if time.monotonic() > self.ends:
                raise ValueError("too slow")
            return super().get_object(indirect_reference)

    return Bounded(BytesIO(data), strict=False)


# --- lines -----------------------------------------------------------------------------------------------------------


def lines_of(pieces: Iterable[Line], visual: bool) -> Iterator[Line]:
    """Pieces of one page put together to lines, from the top down. `visual` says that right-to-left words were painted from the left."""
    row: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x)):
        if row and abs(row[0].y - piece.y) > _SAME_LINE * max(row[0].size, piece.size):
            yield from _joined(row, visual)
            row = []
        row.append(piece)
    yield from _joined(row, visual)


def _joined(row: list[Line], visual: bool) -> Iterator[Line]:
    row.sort(key=lambda piece: piece.x)
    parts = list(_parts(row))
    text = _plain("".join(_reading_order(parts) if visual else parts)[:_LONGEST_LINE])
    if not text:
        return
    written = [piece for piece in row if piece.text.strip()]
    size = _most(written, lambda piece: round(piece.size, 2))
    grey = _most(written, lambda piece: round(piece.grey, 3))
    first = written[0]
    yield Line(first.page, first.x, max(piece.end for piece in written), first.y, size, grey, text)


def _parts(row: list[Line]) -> Iterator[str]:
    """The text of each piece of a row; a gap between two is a space."""
    for before, piece in pairwise((None, *row)):
        if piece is None or (before and piece.text == before.text and abs(piece.x - before.x) < 0.05 * piece.size):
            continue  # painted twice, to look bold
        spaced = before is None or before.text[-1:].isspace() or piece.text[:1].isspace()
        if before and not spaced and piece.x - before.end > _GAP * piece.size:
            yield " "
        yield piece.text


def _reading_order(parts: list[str]) -> Iterator[str]:
    """Painted parts in the order in which they are read: right-to-left ones backwards, with the numbers between them."""
    left = 0
    while left < len(parts):
        right = left
        for i in range(left, len(parts)):
            if _is_rtl(parts[i]):
                right = i + 1
            elif any(c.isalpha() for c in parts[i]):
                break
        if not _is_rtl(parts[left]) and not _ends_run(parts[left:right]):
            yield parts[left]
            left += 1
            continue
        for part in reversed(parts[left:right]):
            yield part if any(c.isalnum() for c in part) and not _is_rtl(part) else part[::-1].translate(_MIRRORED)
        left = right


def _ends_run(parts: list[str]) -> bool:
    """Whether the numbers left of right-to-left words are read behind them. Then the space between the two is painted with the words, or what stands
    between them is painted by itself and begins with the bracket that it ends in."""
    first = next((i for i, part in enumerate(parts) if _is_rtl(part)), 0)
    if not first:
        return False
    is_turned = any(part.startswith(")") for part in parts[1:first])
    return is_turned or (not parts[first][0].isalpha() and not parts[first - 1][-1].isspace())


def _is_rtl(text: str) -> bool:
    return any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" for c in text)


def _most(pieces: list[Line], key: Callable[[Line], float]) -> float:
    """The value that most of the characters have."""
    counts: dict[float, int] = {}
    for piece in pieces:
        counts[key(piece)] = counts.get(key(piece), 0) + len(piece.text)
    return max(counts, key=lambda value: counts[value])


_SHAPED = lazy(r"(?<=\S)[\ue000-\uefff]+|[\ue000-\uefff]+(?=[^\s\ue000-\uefff])")  # FOP counts them from U+E000


def _plain(text: str) -> str:
    """Text with plain spaces, without what is not seen, with letters and their marks as one and ligatures taken apart. A sign of some symbol font at its
    beginning is a bullet; U+FFFD stands for shaped letters of which the PDF does not tell what they are."""
    text = _SHAPED.sub("\ufffd", text)
    kept = (
        " " if c.isspace() else unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" else c
        for c in text
        if c.isspace() or (c not in _UNSEEN and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    )
    plain = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    return f"• {plain}" if plain and unicodedata.category(text.lstrip()[0]) == "Co" else plain


# --- a page's operators ----------------------------------------------------------------------------------------------

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: _Matrix = _IDENTITY
    font: _Font | None = None
    size: float = 0.0
    grey: float = 0.0
    leading: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0


class _Scan:
    """Follows the operators of pages and notes each piece of text with its place, size and grey level."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._bytes_left = _MOST_CONTENT
        self._fonts: dict[Any, _Font] = {}
        self._pieces: list[Line] = []
        self._pieces_before = 0
        self._start()

    def _start(self) -> None:
        self._page = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._at = self._line_at = _IDENTITY  # text matrix, and that of the start of the line

    def pieces(self, page: int) -> list[Line]:
        """The pieces of text on a page (from 0)."""
        self._start()
        self._page, self._pieces = page, []
        source = self._reader.pages[page]
        self._follow(source.get("/Contents"), source.get("/Resources"), 0)
        self._pieces_before += len(self._pieces)
        return self._pieces

    def _follow(self, content: Any, resources: Any, depth: int) -> None:
        from pypdf.generic import ContentStream

        if content is None:
            return
        stream = ContentStream(content, self._reader, "bytes")
        size = len(stream.get_data())
        self._bytes_left -= size
        if size > _MOST_PAGE or self._bytes_left < 0:
            raise ValueError("too much on a page")
        names = _resolved(resources) or {}
        for operands, operator in stream.operations:
            if operator == b"Do":
                self._form(operands, names, depth)
            elif operator == b"Tf":
                self._set_font(operands, names)
            elif handler := _OPERATORS.get(operator):
                handler(self, *_numbers(operands, operator))

    def _form(self, operands: list[Any], resources: Any, depth: int) -> None:
        """Follow a drawing that a page puts in: some programs wrap the whole page in one when they save it again."""
        form = _resolved((_resolved(resources.get("/XObject")) or {}).get(operands[0]))
        if depth >= _DEEPEST_FORM or not form or form.get("/Subtype") != "/Form":
            return
        kept, stack = self._state, self._stack
        self._stack = []
        matrix = _resolved(form.get("/Matrix"))
        if matrix:
            self.move_all(*(float(value) for value in matrix))
        self._follow(form, form.get("/Resources", resources), depth + 1)
        self._state, self._stack = kept, stack

    def _set_font(self, operands: list[Any], resources: Any) -> None:
        name, size = operands[0], float(operands[1])
        fonts = _resolved(resources.get("/Font"))
        reference = fonts.raw_get(name) if fonts and name in fonts else None
        key = getattr(reference, "idnum", None) or (self._page, name)
        if key not in self._fonts:
            if len(self._fonts) >= _MOST_FONTS:
                raise ValueError("too many fonts")
            self._fonts[key] = _Font.of(_resolved(reference) or {})
        self._state = replace(self._state, font=self._fonts[key], size=size)

    def save(self) -> None:
        if len(self._stack) >= _DEEPEST_STATE:
            raise ValueError("nested too deeply")
        self._stack.append(self._state)

    def restore(self) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def move_all(self, *matrix: float) -> None:
        self._state = replace(self._state, matrix=_times(_matrix(matrix), self._state.matrix))

    def begin(self) -> None:
        self._at = self._line_at = _IDENTITY

    def place(self, *matrix: float) -> None:
        self._at = self._line_at = _matrix(matrix)

    def move(self, x: float, y: float) -> None:
        self._at = self._line_at = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line_at)

    def move_and_lead(self, x: float, y: float) -> None:
        self._state = replace(self._state, leading=-y)
        self.move(x, y)

    def next_line(self) -> None:
        self.move(0.0, -self._state.leading)

    def paint(self, *colour: Any) -> None:
        """Set the fill colour, of one, three or four parts."""
        parts = [float(part) for part in colour if isinstance(part, int | float)]
        if len(parts) == 4:
            parts = [1 - min(1.0, part + parts[3]) for part in parts[:3]]
        if parts:
            self._state = replace(self._state, grey=sum(parts) / len(parts))

    def set(self, **values: Any) -> None:
        self._state = replace(self._state, **values)

    def show(self, *pieces: Any) -> None:
        """Note text, in pieces with shifts between them."""
        state = self._state
        if state.font is None:
            return
        for piece in pieces:
            if isinstance(piece, int | float):
                self._advance(-float(piece) / 1000 * state.size * state.stretch)
            elif isinstance(piece, bytes):
                self._note(state.font, state, piece)

    def _note(self, font: _Font, state: _State, codes: bytes) -> None:
        text, width, count, spaces = font.read(codes)
        whole = _times(self._at, state.matrix)
        along = math.hypot(whole[0], whole[1])
        self._advance((width * state.size + count * state.char_space + spaces * state.word_space) * state.stretch)
        after = _times(self._at, state.matrix)
        size = abs(state.size) * math.hypot(whole[2], whole[3])
        if not text or not size or abs(whole[1]) > 0.01 * along or not all(map(math.isfinite, (*whole, size, after[4]))):
            return  # turned, or of no size
        if self._pieces_before + len(self._pieces) >= _MOST_PIECES:
            raise ValueError("too many pieces of text")
        start, end = sorted((whole[4], after[4]))
        self._pieces.append(Line(self._page, start, end, whole[5], size, state.grey, text))

    def _advance(self, x: float) -> None:
        self._at = _times((1.0, 0.0, 0.0, 1.0, x, 0.0), self._at)

    def show_on_next(self, *pieces: Any) -> None:
        self.next_line()
        self.show(*pieces)


_OPERATORS: dict[bytes, Callable[..., None]] = {
    b"q": _Scan.save, b"Q": _Scan.restore, b"cm": _Scan.move_all, b"BT": _Scan.begin, b"Tm": _Scan.place, b"Td": _Scan.move,
    b"TD": _Scan.move_and_lead, b"T*": _Scan.next_line, b"Tj": _Scan.show, b"TJ": _Scan.show, b"'": _Scan.show_on_next,
    b'"': lambda scan, *parts: scan.show_on_next(*parts[2:]),
    b"g": _Scan.paint, b"rg": _Scan.paint, b"k": _Scan.paint, b"sc": _Scan.paint, b"scn": _Scan.paint,
    b"TL": lambda scan, value: scan.set(leading=value), b"Tc": lambda scan, value: scan.set(char_space=value),
    b"Tw": lambda scan, value: scan.set(word_space=value), b"Tz": lambda scan, value: scan.set(stretch=value / 100),
}  # fmt: skip


def _numbers(operands: Any, operator: bytes) -> list[Any]:
    """The operands with numbers as floats; those of TJ stand in an array."""
    items = operands[0] if operator == b"TJ" and operands and isinstance(operands[0], list) else operands
    return [float(item) if isinstance(item, int | float) else item for item in items]


def _matrix(values: tuple[float, ...]) -> _Matrix:
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


# --- fonts -----------------------------------------------------------------------------------------------------------

_CODES = lazy(r"<([0-9a-fA-F\s]{0,128})>")
_RANGES = lazy(r"<([0-9a-fA-F\s]{0,16})>\s{0,9}<([0-9a-fA-F\s]{0,16})>\s{0,9}(?:<([0-9a-fA-F\s]{0,128})>|\[([^\]]{0,9999})\])")
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


@dataclass
class _Font:
    """How the codes of a font read, and how wide they are (in parts of the size)."""

    code_bytes: int = 1
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual_width: float = 0.5
    encoding: str = "cp1252"

    @classmethod
    def of(cls, source: Any) -> _Font:
        """The font that a PDF's dictionary describes."""
        composite = source.get("/Subtype") == "/Type0"
        font = cls(code_bytes=2 if composite else 1)
        encoding = str(_resolved(source.get("/Encoding")))
        if composite:
            font.encoding = "utf-16-be" if encoding.startswith("/Uni") else ""
            inner = _resolved((_resolved(source.get("/DescendantFonts")) or [{}])[0]) or {}
            font.usual_width = float(_resolved(inner.get("/DW")) or 1000) / 1000
            font.widths = dict(_composite_widths(_resolved(inner.get("/W")) or []))
        else:
            font.encoding = _ENCODINGS.get(encoding, "cp1252")
            first = int(_resolved(source.get("/FirstChar")) or 0)
            widths = _resolved(source.get("/Widths")) or []
            font.widths = {first + i: float(_resolved(width)) / 1000 for i, width in enumerate(widths[:256])}
        stream = _resolved(source.get("/ToUnicode"))
        if hasattr(stream, "get_data"):
            font.texts = dict(_to_unicode(stream.get_data()[:_MOST_PAGE].decode("latin-1")))
        return font

    def read(self, data: bytes) -> tuple[str, float, int, int]:
        """The text, its width, the number of its codes, and how many of them are the space that word spacing widens."""
        step = self.code_bytes
        codes = [int.from_bytes(data[i : i + step], "big") for i in range(0, len(data), step)]
        text = "".join(self.texts[code] if code in self.texts else self._undeclared(code) for code in codes)
        spaces = codes.count(32) if step == 1 else 0
        return text, sum(self.widths.get(code, self.usual_width) for code in codes), len(codes), spaces

    def _undeclared(self, code: int) -> str:
        return code.to_bytes(self.code_bytes, "big").decode(self.encoding, "replace") if self.encoding else "\ufffd"


def _composite_widths(parts: Any) -> Iterator[tuple[int, float]]:
    """The widths of a composite font: "first [w w w]" or "first last w"."""
    items = [_resolved(part) for part in parts[: _MOST_CODES * 2]]
    i = total = 0
    while i + 1 < len(items):
        first = int(items[i])
        if isinstance(items[i + 1], list):
            found = [(first + k, float(_resolved(width)) / 1000) for k, width in enumerate(items[i + 1][:_MOST_CODES])]
            i += 2
        elif i + 2 < len(items):
            last = min(int(items[i + 1]), first + _MOST_CODES)
            found = [(code, float(items[i + 2]) / 1000) for code in range(first, last + 1)]
            i += 3
        else:
            return
        total += len(found)
        if total > _MOST_CODES:
            raise ValueError("too many widths")
        yield from found


def _to_unicode(table: str) -> Iterator[tuple[int, str]]:
    """What each code of a font means, as its table tells."""
    for total, pair in enumerate(_pairs(table)):
        if total > _MOST_CODES:
            raise ValueError("too many codes")
        yield pair


def _pairs(table: str) -> Iterator[tuple[int, str]]:
    for block in table.split("beginbf")[1:]:
        body = block.partition("endbf")[0]
        if body.startswith("range"):
            for match in _RANGES.finditer(body):
                yield from _range(match)
        else:
            codes = [_hex(code) for code in _CODES.findall(body)]
            yield from ((_number(code), _utf16(text)) for code, text in zip(codes[::2], codes[1::2], strict=False))


def _range(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    first, last = _number(_hex(match[1])), _number(_hex(match[2]))
    if match[4] is not None:
        yield from ((first + i, _utf16(_hex(text))) for i, text in enumerate(_CODES.findall(match[4])[: last - first + 1]))
    elif start := _utf16(_hex(match[3])):
        most = 0x10FFFF - ord(start[-1])
        yield from ((first + i, start[:-1] + chr(ord(start[-1]) + i)) for i in range(min(last - first, most) + 1))


def _hex(digits: str) -> bytes:
    digits = "".join(digits.split())[:128]
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _number(code: bytes) -> int:
    return int.from_bytes(code[-4:], "big")


def _utf16(text: bytes) -> str:
    return text.decode("utf-16-be", "replace")
