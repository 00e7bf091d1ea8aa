"""The PDF that LinkedIn's own "More > Save to PDF" makes: a dark panel on the left, the career on the right.

Its words come in the language of whoever saved it, so size, column and grey level tell what a line is: the headings are larger than companies and
schools, these are larger than titles, and these than dates and text; places are grey. pypdf takes the file apart and parses what stands on a page; where
each piece of text stands is worked out here, because its own extraction glues lines together and tells the place of the one before.
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
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from outreach_lint.errors import ProfileError
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume

if TYPE_CHECKING:
    from pypdf import PdfReader

SUFFIXES = (".pdf",)
MAX_BYTES = 20_000_000

_NO_EXPORT = (
    "this PDF is not a profile saved by LinkedIn's own “Save to PDF”{why}; in the profile, choose More > Save to PDF,"
    " or copy the text into a .txt file"
)
_BROKEN = "this PDF is broken and cannot be read; save it again, or copy the text into a .txt file"
_LOCKED = "this PDF is protected by a password; save it without one, or copy the text into a .txt file"
_PRINTED = lazy(r"skia|chrom|mozilla|firefox|cairo|quartz|webkit|print|edge", re.I)

# Bounds, far above what an export needs: a page of text is some 50 kB.
_MOST_PAGES, _MOST_SECONDS = 50, 5.0
_MOST_PAGE, _MOST_CONTENT = 500_000, 2_000_000  # bytes of a page, of all pages
_MOST_STREAM = 8_000_000  # bytes of any stream when it is unpacked
_MOST_RUNS, _MOST_CODES, _MOST_FONTS = 100_000, 70_000, 64
_LONGEST_LINE, _LONGEST_ADDRESS, _MOST_BRACKETS = 500, 8, 20
_DEEPEST_FORM, _DEEPEST_STATE = 3, 64

# The layout, in points.
_PANEL_END = 204.0
_RIGHT_START = 223.6
_NAME, _HEADING, _LARGE, _TITLE, _BODY = 19.0, 14.0, 11.76, 11.05, 9.7  # the smallest size of each
_PANEL_HEADING = 12.1
_GREY = (0.45, 0.88)
# How far apart lines of one item are at most, in parts of the size: in the panel they stand 1.2 apart and the next item 1.65; on the right 1.2 to 1.5.
_PANEL_APART, _MAIN_APART = 1.42, 1.8
_PARTING = "-‐–—/|"
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")
_SAME_LINE, _GAP = 0.3, 0.15  # of the size


def recognises(data: bytes) -> bool:
    """Whether the file is a PDF; whether LinkedIn made it, `read` tells."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")


def read(data: bytes, path: str) -> Profile:
    """Read a profile that LinkedIn saved as PDF. Raises ProfileError, with what to do, if it is another PDF, or broken, or locked."""
    try:
        with _quiet_and_bounded():
            pages, left_out = _pages(data, path)
    except ProfileError:
        raise
    except Exception:  # a broken file makes pypdf raise errors of every kind
        raise ProfileError(_BROKEN, path=path) from None
    return _profile(pages, left_out, path)


@contextmanager
def _quiet_and_bounded() -> Iterator[None]:
    """pypdf logs what it mends, with words of the file in it; and it unpacks more than any export holds."""
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


# --- what stands where -----------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """Text on one baseline of one column. `grey` is how bright it is, from 0 to 1; `y` grows upwards."""

    page: int
    x: float
    end: float
    y: float
    size: float
    grey: float
    text: str

    @property
    def is_grey(self) -> bool:
        return _GREY[0] < self.grey < _GREY[1]


class _Columns(NamedTuple):
    panel: list[_Line]
    main: list[_Line]


def _pages(data: bytes, path: str) -> tuple[_Columns, list[str]]:
    """The lines of the left and of the right column, down all pages; and what was not read. Raises ProfileError for what is no export."""
    reader = _open(data)
    if reader.is_encrypted and not _unlocked(reader):
        raise ProfileError(_LOCKED, path=path)
    count = len(reader.pages)
    columns = _Columns([], [])
    scan = _Scan(reader)
    visual = "FOP" in _made_by(reader)
    for number in range(min(count, _MOST_PAGES)):
        runs = scan.runs_of(number)
        columns.panel.extend(_lines((run for run in runs if run.x < _PANEL_END), visual))
        columns.main.extend(_lines((run for run in runs if run.x >= _PANEL_END), visual))
        if number == 0 and not _is_export(columns):
            raise ProfileError(_NO_EXPORT.format(why=_why_not(reader, runs)), path=path)
    return columns, [f"pages {_MOST_PAGES + 1} to {count:,}: not read"] if count > _MOST_PAGES else []


def _open(data: bytes) -> PdfReader:
    """A reader that gives up after a while: it searches the whole file for each object that is not where it should be."""
    from io import BytesIO

    from pypdf import PdfReader

    class Bounded(PdfReader):
        ends = time.monotonic() + _MOST_SECONDS

        def get_object(self, indirect_reference: Any) -> Any:
            if time.monotonic() > self.ends:
                raise ValueError("too slow")
            return super().get_object(indirect_reference)

    return Bounded(BytesIO(data), strict=False)


def _unlocked(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # also where the package that undoes the encryption is not installed
        return False


def _is_export(columns: _Columns) -> bool:
    """Whether a name and a heading of the right size stand where LinkedIn puts them."""
    named = any(line.size >= _NAME and abs(line.x - _RIGHT_START) < 8 for line in columns.main)
    headed = any(_HEADING <= line.size < _NAME and abs(line.x - _RIGHT_START) < 8 for line in columns.main)
    panelled = any(_PANEL_HEADING <= line.size < _HEADING and abs(line.x - 21.6) < 8 for line in columns.panel)
    return named and (headed or panelled)


def _why_not(reader: PdfReader, runs: list[_Line]) -> str:
    if not any(run.text.strip() for run in runs):
        return " (its first page holds no text: it may be a scan)"
    return " (it seems to be printed from a browser)" if _PRINTED.search(_made_by(reader)) else ""


def _made_by(reader: PdfReader) -> str:
    return " ".join(str(value)[:200] for key, value in (reader.metadata or {}).items() if key in ("/Producer", "/Creator"))


def _lines(runs: Iterable[_Line], visual: bool) -> Iterator[_Line]:
    """Runs of text put together to lines, from the top down. `visual` says that right-to-left words were painted from the left."""
    row: list[_Line] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x)):
        if row and abs(row[0].y - run.y) > _SAME_LINE * max(row[0].size, run.size):
            yield from _joined(row, visual)
            row = []
        row.append(run)
    yield from _joined(row, visual)


def _joined(row: list[_Line], visual: bool) -> Iterator[_Line]:
    row.sort(key=lambda run: run.x)
    parts = list(_parts(row))
    text = _plain("".join(_reading_order(parts) if visual else parts)[:_LONGEST_LINE])
    if not text:
        return
    written = [run for run in row if run.text.strip()]
    size = _most(written, lambda run: round(run.size, 2))
    grey = _most(written, lambda run: round(run.grey, 3))
    first = written[0]
    yield _Line(first.page, first.x, max(run.end for run in written), first.y, size, grey, text)


def _parts(row: list[_Line]) -> Iterator[str]:
    """The text of each run of a row; a gap between two runs is a space."""
    for before, run in pairwise((None, *row)):
        if run is None or (before and run.text == before.text and abs(run.x - before.x) < 0.05 * run.size):
            continue  # painted twice, to look bold
        spaced = before is None or before.text[-1:].isspace() or run.text[:1].isspace()
        if before and not spaced and run.x - before.end > _GAP * run.size:
            yield " "
        yield run.text


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
        if not _is_rtl(parts[left]):
            yield parts[left]
            left += 1
            continue
        for part in reversed(parts[left:right]):
            yield part[::-1].translate(_MIRRORED) if _is_rtl(part) else part
        left = right


def _is_rtl(text: str) -> bool:
    return any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" for c in text)


def _most(runs: list[_Line], key: Callable[[_Line], float]) -> float:
    """The value that most of the characters have."""
    counts: dict[float, int] = {}
    for run in runs:
        counts[key(run)] = counts.get(key(run), 0) + len(run.text)
    return max(counts, key=lambda value: counts[value])


def _plain(text: str) -> str:
    """Text with plain spaces, without what is not seen, and with ligatures taken apart."""
    kept = (
        " " if c.isspace() else unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" else c
        for c in text
        if c.isspace() or (c not in "\uffff\ufffe\u00ad" and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    )
    return " ".join("".join(kept).split())


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
        self._runs: list[_Line] = []
        self._runs_before = 0
        self._start()

    def _start(self) -> None:
        self._page = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._at = self._line_at = _IDENTITY  # text matrix, and that of the start of the line

    def runs_of(self, page: int) -> list[_Line]:
        """The pieces of text on a page (from 0)."""
        self._start()
        self._page, self._runs = page, []
        source = self._reader.pages[page]
        self._follow(source.get("/Contents"), source.get("/Resources"), 0)
        self._runs_before += len(self._runs)
        return self._runs

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
        if self._runs_before + len(self._runs) >= _MOST_RUNS:
            raise ValueError("too many pieces of text")
        start, end = sorted((whole[4], after[4]))
        self._runs.append(_Line(self._page, start, end, whole[5], size, state.grey, text))

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


# --- what it means ---------------------------------------------------------------------------------------------------

# Headings in the languages that LinkedIn speaks, as far as known. On the right they matter only where the structure leaves a doubt.
_HEADINGS = {
    "contact": "Contact, Kontakt, Coordonnées, Contactar, Contato, Contacto, Contatti, Kontakta, İletişim, Contactați, Kontak,"
    " Hubungi, Ota yhteyttä, Yhteystiedot, Kapcsolat, Επικοινωνία, Способы связаться, Контакты, Контакти,"
    " Контактні дані, 連絡先, 联系方式, 聯絡資料, 聯絡方式, 연락처, 연락하기, جهات الاتصال, الاتصال, اتصل, ติดต่อ,"
    " Liên hệ, संपर्क करें, יצירת קשר",
    "skills": "Top Skills, Skills, Top-Kenntnisse, Kenntnisse, Principales compétences, Compétences, Aptitudes principales,"
    " Aptitudes, Principais competências, Competências, Competenze principali, Competenze, Belangrijkste vaardigheden,"
    " Vaardigheden, Främsta kompetenser, Mest repræsenterede, Mest repræsenterede kompetencer, Toppferdigheter,"
    " Viktigste ferdigheter, Kluczowe umiejętności, Najważniejsze umiejętności, En Önemli Yetenekler,"
    " Başlıca Yetenekler, Nejdůležitější dovednosti, Hlavní dovednosti, Aptitudini principale, Competențe principale,"
    " Keahlian Utama, Keahlian Teratas, Tärkeimmät taidot, Основные навыки, Ключевые навыки, Топ-навыки,"
    " Основні навички, Ключові навички, 上位スキル, トップスキル, 主なスキル, 热门技能, 主要技能, 熱門技能, 상위 스킬,"
    " 보유기술, 주요 보유기술, أهم المهارات, أبرز المهارات",
    "languages": "Languages, Sprachen, Langues, Idiomas, Lingue, Talen, Språk, Sprog, Języki, Diller, Jazyky, Limbi, Bahasa,"
    " Kielet, Nyelvek, Γλώσσες, Языки, Мови, 言語, 语言, 語言, 언어, 외국어, اللغات, ภาษา, Ngôn ngữ, भाषाएँ, שפות",
    "certificates": "Certifications, Licenses & Certifications, Zertifizierungen, Zertifikate, Bescheinigungen, Certificaciones,"
    " Certificações, Certificados, Certificazioni, Certificeringen, Certifieringar, Certificeringer, Sertifiseringer,"
    " Sertifikater, Certyfikaty, Sertifikalar, Certifikace, Certificări, Sertifikasi, Sertifikat, Sertifikaatit,"
    " Πιστοποιήσεις, Сертификаты, Сертификация, Сертифікати, 資格, 认证, 資格認證, 证书, 자격증, الشهادات, תעודות",
    "awards": "Honors-Awards, Honors & Awards, Honours-Awards, Auszeichnungen, Auszeichnungen/Preise, Distinctions,"
    " Prix et distinctions, Reconocimientos y premios, Reconhecimentos e prêmios, Riconoscimenti e premi,"
    " Onderscheidingen en prijzen, Utmärkelser och priser, Udmærkelser og priser, Utmerkelser og priser,"
    " Wyróżnienia i nagrody, Onur ve Ödüller, Vyznamenání a ocenění, Distincții și premii, Penghargaan,"
    " Награды и премии, Відзнаки та нагороди, 受賞歴, 荣誉奖项, 榮譽獎項, 수상 경력, مراتب الشرف والجوائز",
    "publications": "Publications, Veröffentlichungen, Publikationen, Publicaciones, Publicações, Pubblicazioni, Publicaties,"
    " Publikationer, Publikasjoner, Publikacje, Yayınlar, Publikace, Publicații, Publikasi, Julkaisut, Δημοσιεύσεις,"
    " Публикации, Публікації, 著書, 出版物, 出版作品, 간행물, المنشورات",
    "patents": "Patents, Patente, Brevets, Patentes, Brevetti, Octrooien, Patent, Patenter, Patenty, Patentler, Brevete, Paten,"
    " Patentit, Патенты, Патенти, 特許, 专利, 專利, 특허, براءات الاختراع",
    "summary": "Summary, About, Zusammenfassung, Info, Résumé, Extracto, Acerca de, Resumo, Sobre, Riepilogo, Informazioni,"
    " Samenvatting, Sammanfattning, Sammendrag, Podsumowanie, Özet, Shrnutí, Souhrn, Rezumat, Ringkasan, Yhteenveto,"
    " Összefoglalás, Περίληψη, Общие сведения, Краткая информация, Про себе, Загальна інформація, 概要, 要約,"
    " 自己紹介, 个人简介, 摘要, 總結, 자기소개, 요약, ملخص, الملخص",
    "work": "Experience, Berufserfahrung, Expérience, Experiencia, Experiência, Esperienza, Ervaring, Werkervaring,"
    " Erfarenhet, Arbetslivserfarenhet, Erfaring, Doświadczenie, Deneyim, Zkušenosti, Praxe, Pracovní zkušenosti,"
    " Experiență, Pengalaman, Työkokemus, Kokemus, Tapasztalat, Εμπειρία, Опыт работы, Досвід роботи, Досвід, 職歴,"
    " 経歴, 工作经历, 工作經歷, 經歷, 경력, 경력사항, الخبرة, ประสบการณ์, Kinh nghiệm, अनुभव, ניסיון",
    "education": "Education, Ausbildung, Bildung, Formation, Educación, Formación, Formação acadêmica, Formação académica,"
    " Educação, Formazione, Istruzione, Opleiding, Utbildning, Uddannelse, Utdanning, Utdannelse, Wykształcenie,"
    " Eğitim, Vzdělání, Studii, Educație, Pendidikan, Koulutus, Tanulmányok, Εκπαίδευση, Образование, Освіта, 学歴,"
    " 教育经历, 教育背景, 學歷, 학력, التعليم, การศึกษา, Học vấn, शिक्षा, השכלה",
}  # fmt: skip
# How the names of months begin, folded, in 25 languages. The longest that fits decides.
_MONTHS = (
    "jan jän gen ene янв січ oca sty led ianu ian tammi ιαν ene يناير كانونالثاني ינואר มกรา जन",
    "feb fev fév fevr febb febr фев лют şub lut úno uno helmi φεβ فبراير شباط פברואר กุมภา फ़र",
    "mar mär maa mrt märz maalis мар бер bře μαρ مارس آذار מרץ มีนา मार्च",
    "apr abr avr апр кві nis kwi dub huhti απρ ápr أبريل إبريل نيسان אפריל เมษา अप्रै",
    "may mai maj mei mag май мая тра touko kvě μαι máj مايو أيار מאי พฤษภา मई",
    "jun juin giu июн чер haz czerw červen června iun kesä ιουν jún يونيو حزيران יוני มิถุนา जून",
    "jul juil lug июл лип tem lipi lip červenec července iul heinä ιουλ júl يوليو تموز יולי กรกฎา जुला",
    "aug ago aoû agu авг сер ağu sie srp elo αυγ أغسطس آب אוגוסט สิงหา अग",
    "sep set szep сен вер eyl wrz zář syys σεπ سبتمبر أيلول ספטמבר กันยา सित",
    "oct okt out ott окт жов eki paź říj loka οκτ أكتوبر تشرينالأول אוקטובר ตุลา अक्टू",
    "nov ноя лис kas lis list noi marras νοε نوفمبر تشرينالثاني נובמבר พฤศจิกา नव",
    "dec dez dic déc des дек гру ara gru pros joulu δεκ ديسمبر كانونالأول דצמבר ธันวา दिस",
)
_UNTOLD = "not told"  # an end that is no date: what has no dates is not said to go on
_YEAR = lazy(r"(?<!\d)(?:19\d\d|2[0-6]\d\d)(?!\d)")
_YEAR_MONTH = lazy(r"(?<!\d)(\d{4})\s?(?:年|년|[-./])\s?(\d{1,2})(?!\d)")
_MONTH_YEAR = lazy(r"(?<!\d)(\d{1,2})(?:[./]|\s?(?:năm)?\s)(\d{4})(?!\d)")
_SPACED_DASH = lazy(r"\s[-‐‑–—−~〜]\s")
_ANY_DASH = lazy(r"\s?[-‐‑–—−~〜]\s?")
_ISO_MONTH = lazy(r"\d{4}-\d{1,2}(?!\d)")
_BRACKETS = lazy(r"\(([^()]{0,99})\)")
_DURATION = lazy(r"\s?\([^()]{0,99}\)$")
_WORD = lazy(r"[^\W\d_]+")
_BULLET = lazy(r"[•◦▪▫●○■□‣⁃∙·▶►➢➤→✓✔✅★☆❖◆◇](?!\w)|[•●▪‣✓✔➢►]|[-–—*+]\s|\d{1,2}[.)]\s")
_MARK = lazy(r"^[•◦▪▫●○■□‣⁃∙·▶►➢➤→✓✔❖◆◇*–—-]\s+")
_DEGREE = lazy(
    r"\b(?:bachelor\w*|master\w*|doctor\w*|diplom\w*|licen[cs]\w*|laurea\w*|magist\w*|ma[îi]trise|mastère|grado|degree|certific\w*|zertifik\w*"
    r"|associate\w*|ph\.?d|d\.?phil|ed\.?d|j\.?d|m\.?d|ll\.?[bm]|[bm]\.?\s?(?:sc|a|s|eng|ed|tech|com|ba|phil|fa|arch|mus|res)|mba|emba|mphil|pgce|pgdip"
    r"|hnd|hnc|btec|gcse\w*|a[- ]levels?|abitur|matura|baccalauréat|bac|dut|bts|high school|secondary|gymnasium|staatsexamen|postgradu\w*|undergradu\w*"
    r"|graduat\w*|título|técnico|ingénieur|ingegner\w*|kandidat|engineer's|minor|exchange|postdoc\w*|fellow\w*|apprentice\w*|ausbildung|foundation)\b",
    re.I,
)
_OF_DEGREE = lazy(
    r"(?:(?i:\(?hon(?:ou)?rs?\)?|with .+|(?:summa |magna )?cum laude|first[- ]class.*|distinction)|[A-Z]{2,5}|[A-Z][a-z]?[A-Z]\w{0,3}|[BM]\.[A-Z]\w*\.?)$"
)
_MAIL = lazy(r"([^\s@()]+@[^\s@()]+)(?:\s?\([^()]{0,60}\))?$")
_SITE = lazy(r"((?:https?://|www\.)\S+?|[^\s()]+\.[^\s()\d][^\s()]+)\s?(?:\(([^()]{0,60})\))?$", re.I)
_PHONE = lazy(r"([+(]?\d[\d\s().\-/]{4,25})\s?(?:\([^()]{0,40}\))?$")
_ADDRESS_END = lazy(r"(?:[/@]|www\.|\w\.[a-z]{2,})\S{0,200}$", re.I)
_LEVEL = lazy(r"([^()]{1,60}?)\s?\(([^()]{0,60})\)$")
_PANEL_LISTS = {
    "skills": ("skills", "name"),
    "certificates": ("certificates", "name"),
    "awards": ("awards", "title"),
    "publications": ("publications", "name"),
}


def _fold(text: str) -> str:
    """Letters and digits in one case, without marks: how headings and months are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(c for c in plain if c.isalnum())


def _profile(pages: _Columns, unread: list[str], path: str) -> Profile:
    record: dict[str, Any] = {"basics": {}}
    unread = [*unread]
    main = [line for line in pages.main if line.size >= _BODY or line.y > 40]
    edge = max((line.end for line in main if line.end < 604), default=0.0)
    head, sections = _blocks(main, lambda line: _HEADING <= line.size < _NAME, edge)
    _read_head(head, record, unread)
    after_career = False
    for heading, lines in sections:
        kind = _kind(heading, lines, after_career)
        after_career = after_career or kind != "summary"
        if kind == "summary":
            text = "\n".join(_paragraphs(lines, edge))
            record["basics"]["summary"] = "\n".join(filter(None, (record["basics"].get("summary"), text)))
        elif kind == "work":
            record.setdefault("work", []).extend(_work(lines, edge, unread))
        else:
            record.setdefault("education", []).extend(_education(lines, edge, unread))
    _read_panel(pages.panel, record, unread)
    return profile_from_resume(record, path, unread)


def _is_large(line: _Line) -> bool:
    return _LARGE <= line.size < _HEADING


def _is_title(line: _Line) -> bool:
    return _TITLE <= line.size < _LARGE


def _kind(heading: str, lines: list[_Line], after_career: bool) -> str:
    """What a section of the right column is, by its sizes; by its heading or its place where these leave a doubt."""
    if any(_is_title(line) for line in lines):
        return "work"
    known = _heading(heading)
    if known in ("summary", "work", "education"):
        return known
    has_small = any(line.size < _TITLE for line in lines)
    return "education" if has_small or after_career else "summary"


def _heading(text: str) -> str | None:
    return _folded_headings().get(_fold(text))


@cache
def _folded_headings() -> dict[str, str]:
    return {_fold(name): kind for kind, names in _HEADINGS.items() for name in names.split(",")}


def _follows(before: _Line, line: _Line, edge: float, apart: float = _MAIN_APART) -> bool:
    """Whether a line goes on with the item of the line before: by the space between them, and over a page's end by whether its first word would
    not have fitted."""
    if before.page == line.page:
        return before.y - line.y <= apart * max(before.size, line.size)
    return not _fits(before, line, edge)


def _fits(before: _Line, line: _Line, edge: float) -> bool:
    """Whether the first word of a line would surely have fitted behind the line before."""
    word = line.text.split()[0]
    width = (line.end - line.x) * len(word) / len(line.text)
    return before.end + 1.15 * width + 0.6 * line.size < edge


def _blocks(
    lines: list[_Line], is_head: Callable[[_Line], bool], edge: float, may_be_bare: bool = False
) -> tuple[list[_Line], list[tuple[str, list[_Line]]]]:
    """The lines before the first head; then each head, which may stand on several lines, with the lines under it. Where a head `may_be_bare`, with
    nothing under it, the next one goes on with it only if its first word would not have fitted."""
    first: list[_Line] = []
    blocks: list[tuple[list[_Line], list[_Line]]] = []
    for line in lines:
        if not is_head(line):
            (blocks[-1][1] if blocks else first).append(line)
        elif blocks and not blocks[-1][1] and _goes_on(blocks[-1][0][-1], line, edge, may_be_bare):
            blocks[-1][0].append(line)
        else:
            blocks.append(([line], []))
    return first, [(_together(head), rest) for head, rest in blocks]


def _goes_on(head: _Line, line: _Line, edge: float, may_be_bare: bool) -> bool:
    return _follows(head, line, edge) and not (may_be_bare and _fits(head, line, edge))


def _together(lines: Iterable[_Line]) -> str:
    """Wrapped lines as one: without a space where a word is parted behind a hyphen or a slash, and in scripts that write none."""
    text = ""
    for line in lines:
        parted = text and text[-1] in _PARTING and text[-2:-1].isalnum() and line.text[0].isalnum()
        dense = _is_dense(text[-1:]) and _is_dense(line.text[0])
        text = f"{text}{line.text}" if parted or dense or not text else f"{text} {line.text}"
    return text if text.strip("# ") else ""  # FOP paints "#" for what its font lacks


def _is_dense(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60"


def _paragraphs(lines: list[_Line], edge: float) -> list[str]:
    """Text by paragraphs: a new one begins with a bullet, after a space, or where a line ends although the next word would have fitted."""
    found: list[list[_Line]] = []
    for line in lines:
        if found and not _BULLET.match(line.text) and _follows(found[-1][-1], line, edge) and not _fits(found[-1][-1], line, edge):
            found[-1].append(line)
        else:
            found.append([line])
    texts = (_together(paragraph) for paragraph in found)
    return [text for told in texts if (text := _MARK.sub("", told))]


def _read_head(lines: list[_Line], record: dict[str, Any], unread: list[str]) -> None:
    """Name, headline and place."""
    basics = record["basics"]
    basics["name"] = _together(line for line in lines if line.size >= _NAME)
    rest = [line for line in lines if line.size < _NAME]
    basics["label"] = _together(line for line in rest if _is_large(line) and not line.is_grey)
    basics["location"] = _together(line for line in rest if line.is_grey)
    unread.extend(_unread(line) for line in rest if not _is_large(line) and not line.is_grey)


def _unread(line: _Line) -> str:
    return f"page {line.page + 1}: {line.text}"


def _work(lines: list[_Line], edge: float, unread: list[str]) -> Iterator[dict[str, Any]]:
    """The roles; several in one company stand under its name and the time that they took together."""
    first, companies = _blocks(lines, _is_large, edge)
    if first and any(_is_title(line) for line in first):
        companies = [("", first), *companies]
    else:
        unread.extend(map(_unread, first))
    for company, rest in companies:
        total, roles = _blocks(rest, _is_title, edge)
        if not roles:
            yield {"name": company, **_role(total, edge)}
        for title, about in roles:
            yield {"name": company, "position": title, **_role(about, edge)}


def _role(lines: list[_Line], edge: float) -> dict[str, Any]:
    """Dates, place and text of a role."""
    role: dict[str, Any] = {"endDate": _UNTOLD}
    if lines:
        count = 2 if lines[0].text.count("(") > lines[0].text.count(")") and len(lines) > 1 else 1
        period = _period(_together(lines[:count]))
        if period is not None:
            role = period
            lines = lines[count:]
    places = 0
    while places < len(lines) and lines[places].is_grey and (not places or _follows(lines[places - 1], lines[places], edge)):
        places += 1
    if places:
        role["location"] = _together(lines[:places])
    if texts := _paragraphs(lines[places:], edge):
        role["highlights"] = texts
    return role


def _education(lines: list[_Line], edge: float, unread: list[str]) -> Iterator[dict[str, Any]]:
    first, schools = _blocks(lines, _is_large, edge, may_be_bare=True)
    unread.extend(map(_unread, first))
    for school, rest in schools:
        text = _together(rest)
        entry: dict[str, Any] = {"institution": school, "endDate": _UNTOLD}
        for brackets in reversed(list(_BRACKETS.finditer(text))[-_MOST_BRACKETS:]):
            period = _period(brackets[1])
            if period is not None:
                only = period["startDate"] == period.get("endDate")
                entry = {"institution": school, **({"endDate": period["endDate"]} if only else period)}
                if behind := text[brackets.end() :].strip():
                    unread.append(f"page {rest[-1].page + 1}: {behind}")
                text = text[: brackets.start()]
                break
        yield entry | _degree(text.strip(" ·•∙・-–"))


def _degree(text: str) -> dict[str, str]:
    """ "Degree, Field" taken apart at the first comma outside brackets; what still belongs to the degree ("Honours") stays with it."""
    parts = [part.strip() for part in re.split(r",(?![^()]{0,99}\))", text)]
    count = 1
    while count < len(parts) - 1 and _OF_DEGREE.match(parts[count]):
        count += 1
    if len(parts) == 2 and _OF_DEGREE.match(parts[1]):
        count = 2
    degree, area = ", ".join(parts[:count]), ", ".join(parts[count:])
    if degree and not area and not _DEGREE.search(degree):
        degree, area = "", degree
    return {key: value for key, value in (("studyType", degree), ("area", area)) if value}


# --- dates -----------------------------------------------------------------------------------------------------------


def _period(text: str) -> dict[str, str] | None:
    """The start and the end that a line tells; a time without an end goes on. None if it is no such line."""
    text = unicodedata.normalize("NFKC", "".join(str(unicodedata.decimal(c, c)) for c in text))
    text = _DURATION.sub("", text.strip()).strip()
    sides = _SPACED_DASH.split(text)
    if len(sides) == 1 and not _ISO_MONTH.search(text):
        sides = _ANY_DASH.split(text)
    start = _date(sides[0])
    if start is None or len(sides) > 2:
        return None
    if len(sides) == 1:
        return {"startDate": start, "endDate": start}
    end = _date(sides[1])
    if end is not None:
        return {"startDate": start, "endDate": end}
    if any(c.isdigit() for c in sides[1]) or len(sides[1].split()) > 4:
        return None
    return {"startDate": start}  # "Present", in whatever language


def _date(text: str) -> str | None:
    """A year, perhaps with a month: "2019", "2019-04". None if the text is more than that."""
    years = _YEAR.findall(text)
    words = _WORD.findall(text)
    if len(years) != 1 or len(text) > 40 or len(words) > 4:
        return None
    year = int(years[0])
    year = year - 543 if year > 2400 else year  # the Thai calendar
    month = next(filter(None, (_month(word) for word in words)), 0)
    if not month and (match := _YEAR_MONTH.search(text)):
        month = int(match[2])
    elif not month and (match := _MONTH_YEAR.search(text)):
        month = int(match[1])
    if not month and len(words) > 2:
        return None
    return f"{year}-{month:02}" if 1 <= month <= 12 else f"{year}"


def _month(word: str) -> int:
    """The number of a month, 0 if the word is none."""
    folded = _fold(word)
    return next((_stems()[folded[:length]] for length in range(len(folded), 1, -1) if folded[:length] in _stems()), 0)


@cache
def _stems() -> dict[str, int]:
    return {_fold(stem): number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}


# --- the left panel --------------------------------------------------------------------------------------------------


def _read_panel(lines: list[_Line], record: dict[str, Any], unread: list[str]) -> None:
    edge = max((line.end for line in lines), default=0.0)
    first, sections = _blocks([line for line in lines if line.size >= _BODY], lambda line: line.size >= _PANEL_HEADING, edge)
    unread.extend(map(_unread, first))
    for number, (heading, rest) in enumerate(sections):
        items = _items(rest, edge)
        kind = _heading(heading)
        if kind == "contact" or (number == 0 and kind is None):
            for item in items:
                _read_contact(_address(item), record["basics"], unread)
        elif kind in _PANEL_LISTS:
            section, key = _PANEL_LISTS[kind]
            record.setdefault(section, []).extend({key: _together(item)} for item in items)
        elif kind == "languages":
            record.setdefault("languages", []).extend(_language(_together(item)) for item in items)
        else:
            unread.extend(f"page {item[0].page + 1}: {heading}: {_together(item)}" for item in items)


def _items(lines: list[_Line], edge: float) -> list[list[_Line]]:
    items: list[list[_Line]] = []
    for line in lines:
        if items and _follows(items[-1][-1], line, edge, _PANEL_APART):
            items[-1].append(line)
        else:
            items.append([line])
    return items


def _language(text: str) -> dict[str, str]:
    match = _LEVEL.match(text)
    return {"language": match[1], "fluency": match[2]} if match else {"language": text}


def _address(lines: list[_Line]) -> str:
    """Wrapped lines of an address as one: it holds no space but before its label."""
    text = lines[0].text
    for line in lines[1:_LONGEST_ADDRESS]:
        tight = _ADDRESS_END.search(text) and not line.text.startswith("(")
        text = f"{text}{line.text}" if tight else f"{text} {line.text}"
    return text


def _read_contact(text: str, basics: dict[str, Any], unread: list[str]) -> None:
    if match := _MAIL.match(text):
        basics.setdefault("email", match[1])
    elif match := _SITE.match(text):
        network = match[2] or ""
        if "url" in basics or "linkedin.com/" in match[1].casefold():
            basics.setdefault("profiles", []).append({"network": network, "url": match[1]})
        else:
            basics["url"] = match[1]
    elif match := _PHONE.match(text):
        basics.setdefault("phone", match[1].strip())
    else:
        unread.append(f"Contact: {text}")
