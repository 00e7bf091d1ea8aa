"""Makes PDFs in the layout of LinkedIn's "Save to PDF", of invented people: with reportlab, in the many ways in which a PDF can put text on a page;
and as XSL-FO for Apache FOP, which LinkedIn uses.

The files `profiles/linkedin-*.pdf` were made by real FOP (2.8) from these people:
`python -m tests.linkedin_pdfs FOLDER` writes every person as .fo and .pdf into a folder, then `fop -c CONFIG person.fo person.pdf`, where CONFIG is
`<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts><auto-detect/></fonts></renderer></renderers></fop>` (for DejaVu Sans).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

DARK, GREY, WHITE, PALE, LABEL = 0.094, 0.69, 1.0, 0.908, 0.686
PANEL_X, MAIN_X, PANEL_WIDTH, MAIN_WIDTH = 21.6, 223.56, 160.0, 366.0
TOP, BOTTOM = 65.5, 735.0
MEASURED = 0.0  # lines as far apart as in exports: 18 points in text, companies and schools, else 1.2 of the size
Dates = tuple[str | None, str | None]


class Role(NamedTuple):
    title: str
    shown: str  # the line of dates
    dates: Dates  # what it means
    place: str = ""
    text: tuple[str, ...] = ()


class Company(NamedTuple):
    name: str
    roles: tuple[Role, ...]
    total: str = ""


class School(NamedTuple):
    name: str
    degree: str = ""  # as shown: "Degree, Field"
    shown: str = ""  # the dates in brackets
    dates: Dates = (None, None)
    study_type: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Person:
    name: str
    headline: str
    place: str
    companies: tuple[Company, ...] = ()
    schools: tuple[School, ...] = ()
    summary: tuple[str, ...] = ()
    panel: tuple[tuple[str, tuple[str, ...]], ...] = ()
    headings: tuple[str, str, str] = ("Summary", "Experience", "Education")
    font: str = ""  # for scripts that the usual font lacks
    more: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()  # further sections: heading, then texts with their size


class Text(NamedTuple):
    """A line to paint; `y` is measured from the top."""

    page: int
    x: float
    y: float
    size: float
    grey: float
    text: str
    font: str = ""


def _wrapped(text: str, size: float, width: float, font: str) -> Iterator[str]:
    """Lines as wide as the column; a line may end behind a hyphen, and anywhere in a word that is too long."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    line = ""
    for word in text.replace("-", "-\u2060").replace("/", "/\u2060").replace("\u2060", "\x00").split(" "):
        for i, piece in enumerate(word.split("\x00")):
            joined = line + (" " if line and not i else "") + piece
            if line and stringWidth(joined, font, size) > width:
                yield line
                line = piece
            else:
                line = joined
            while stringWidth(line, font, size) > width:
                cut = next(n for n in range(len(line), 0, -1) if stringWidth(line[:n], font, size) <= width)
                yield line[:cut]
                line = line[cut:]
    if line:
        yield line


class _Flow:
    """Sets one column down the pages; a page may end between any two lines."""

    def __init__(self, x: float, width: float, top: float, font: str, leading: float) -> None:
        self.x, self.width, self.font, self.leading = x, width, font, leading
        self.page, self.y = 0, top
        self.lines: list[Text] = []

    def put(
        self, text: str, size: float, grey: float, before: float, tail: str = "", tail_grey: float = DARK, apart: float = 0.0
    ) -> None:
        """Set a text; its `tail` is painted by itself. Wrapped lines stand `apart` points apart, or as the column has them."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        head_left = len("".join(text.split()))
        for i, line in enumerate(_wrapped(text + tail, size, self.width, self.font)):
            self.y += (self.leading * size or apart or 1.2 * size) if i else before
            if self.y > BOTTOM:
                self.page, self.y = self.page + 1, 54.0
            head = _first_letters(line, head_left)
            head_left -= len("".join(head.split()))
            for part, colour, x in (
                (head, grey, self.x),
                (line[len(head) :], tail_grey, self.x + stringWidth(head, self.font, size)),
            ):
                if part:
                    self.lines.append(Text(self.page, x, round(self.y, 2), size, colour, part, self.font))


def _first_letters(text: str, count: int) -> str:
    """The beginning of a text up to this many letters, blanks not counted."""
    for i, character in enumerate(text):
        if count <= 0:
            return text[:i]
        count -= not character.isspace()
    return text


def placed(person: Person, top: float = TOP, leading: float = MEASURED) -> list[Text]:
    """Every line of a person's export with its place. `leading` is how far apart wrapped lines on the right stand, in parts of their size."""
    font = person.font or usual_font()
    main = _Flow(MAIN_X, MAIN_WIDTH, top, font, leading)
    main.put(person.name, 26, DARK, 0)
    if person.headline:
        main.put(person.headline, 12, DARK, 21.2)
    if person.place:
        main.put(person.place, 12, GREY, 15.4)
    _put_summary(main, person)
    _put_work(main, person)
    _put_schools(main, person)
    panel = _Flow(PANEL_X, PANEL_WIDTH, 20, font, MEASURED)
    for heading, items in person.panel:
        panel.put(heading, 13, PALE, 35.2)
        for i, item in enumerate(items):
            text, bracket, label = item.partition(" (")
            size, before = (11.0, 24.4 if i else 19.4) if "(LinkedIn)" in item else (10.5, 17.6 if i else 19.4)
            panel.put(text, size, WHITE, before, bracket + label, LABEL)
    lines = main.lines + panel.lines
    pages = max(line.page for line in lines) + 1
    for n in range(pages):
        lines.extend(Text(n, x, y, 12, 0.0, " ", usual_font()) for x, y in ((0, 10.3), (405.3, 10.3), (0, 780.7)))
        for x, text in ((384.0, "Page "), (407.5, str(n + 1)), (412.5, " of "), (425.0, str(pages))):
            lines.append(Text(n, x, 778.1, 9, 0.0, text, usual_font()))
    return lines


def _put_summary(main: _Flow, person: Person) -> None:
    if person.summary:
        main.put(person.headings[0], 15.75, DARK, 37.6)
        for i, paragraph in enumerate(person.summary):
            main.put(paragraph, 12, DARK, 36 if i else 25.5, apart=18)


def _put_work(main: _Flow, person: Person) -> None:
    if not person.companies:
        return
    main.put(person.headings[1], 15.75, DARK, 55)
    for i, company in enumerate(person.companies):
        main.put(company.name, 12, DARK, 38.4 if i else 30.5, apart=18)
        if company.total:
            main.put(company.total, 10.5, DARK, 16.5)
        for k, role in enumerate(company.roles):
            main.put(role.title, 11.5, DARK, 33.8 if k else 21.3 if company.total else 16.1)
            _put_role(main, role)


def _put_role(main: _Flow, role: Role) -> None:
    dates, bracket, duration = role.shown.partition(" (")
    if dates:
        main.put(dates, 10.5, DARK, 14.5, bracket + duration)
    if role.place:
        main.put(role.place, 10.5, GREY, 14.7)
    for n, text in enumerate(role.text):
        main.put(text, 10.5, DARK, 18 if n else 21.4, apart=18)


def _put_schools(main: _Flow, person: Person) -> None:
    if person.schools:
        main.put(person.headings[2], 15.75, DARK, 55)
    for i, school in enumerate(person.schools):
        main.put(school.name, 12, DARK, 33.4 if i else 25.5, apart=18)
        if school.degree or school.shown:
            main.put(school.degree, 10.5, DARK, 17.6, f" · {school.shown}" if school.shown else "")
    for heading, texts in person.more:
        main.put(heading, 15.75, DARK, 55)
        for text, size in texts:
            main.put(text, size, DARK, 25.5)


# --- painting --------------------------------------------------------------------------------------------------------

WAYS = (
    "lines", "words", "pieces", "glyphs", "kerned", "flipped", "nbsp", "unseen", "shaken", "shuffled", "doubled", "form", "ligatures", "blank page"
)  # fmt: skip


def usual_font() -> str:
    """DejaVu Sans where it is installed, else the Latin font that reportlab carries."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "Usual" not in pdfmetrics.getRegisteredFontNames():
        dejavu = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
        pdfmetrics.registerFont(TTFont("Usual", str(dejavu) if dejavu.exists() else "Vera.ttf"))
    return "Usual"


def has_every_letter() -> bool:
    """Whether the usual font has more than Latin letters."""
    return Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").exists()


def register(font: str) -> str:
    """Make one of the fonts of Asian scripts known that PDF viewers bring along."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font


def paint(lines: list[Text], way: str = "lines", producer: str = "Apache FOP Version 2.2") -> bytes:
    """A PDF with these lines, painted in one of `WAYS`."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), invariant=1)
    canvas.setProducer(producer)
    canvas.setAuthor("LinkedIn" if "FOP" in producer else "")
    chance = random.Random(4)
    if way == "blank page":
        lines = [line._replace(page=line.page + (line.page > 0)) for line in lines]
    for page in range(max(line.page for line in lines) + 1):
        here = [line for line in lines if line.page == page]
        if way == "shuffled":
            chance.shuffle(here)
        if way == "form":
            canvas.beginForm(f"page{page}")
        canvas.setFillColorRGB(0.161, 0.243, 0.286)
        canvas.rect(0, 0, 202, 792, stroke=0, fill=1)
        if way == "flipped":
            canvas._code.append("q 1 0 0 -1 0 792 cm")
        for line in here:
            _paint_line(canvas, line, way, chance)
        if way == "flipped":
            canvas._code.append("Q")
        if way == "form":
            canvas.endForm()
            canvas.doForm(f"page{page}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _paint_line(canvas: Any, line: Text, way: str, chance: random.Random) -> None:
    x, y, size, text = line.x, line.y, line.size, line.text
    if way == "shaken":
        x, y, size = x + chance.uniform(-0.4, 0.4), y + chance.uniform(-0.4, 0.4), size + chance.uniform(-0.04, 0.04)
    if way == "nbsp":
        text = text.replace(" ", "\u00a0")
    if way == "unseen" and has_every_letter() and not line.font.startswith(("H", "S")):
        text = text.replace(" ", " \u200b").replace("e", "e\u200d")
    if way == "ligatures" and has_every_letter():
        text = text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    if any("\u0590" <= c <= "\u05ff" for c in text):
        text = text[::-1]  # FOP paints in the order in which it is seen
    canvas.setFillGray(line.grey)
    for piece, shift in _pieces(canvas, line._replace(text=text, size=size), way, chance):
        if way == "flipped":
            canvas._code.append(_shown(canvas, piece, line.font, size, f"1 0 0 -1 {x + shift:.3f} {y:.3f} Tm", ()))
        elif way == "kerned":
            canvas._code.append(_shown(canvas, piece, line.font, size, f"1 0 0 1 {x + shift:.3f} {792 - y:.3f} Tm", (20, -35, 60)))
        else:
            canvas.setFont(line.font, size)
            canvas.drawString(x + shift, 792 - y, piece)
            if way == "doubled" and size > 11:
                canvas.drawString(x + shift + 0.2, 792 - y, piece)


def _pieces(canvas: Any, line: Text, way: str, chance: random.Random) -> Iterator[tuple[str, float]]:
    """The pieces in which a line is painted, each with its distance from the line's start. "words" paints no spaces at all."""
    if way == "glyphs":
        for i, glyph in enumerate(line.text):
            yield glyph, canvas.stringWidth(line.text[:i], line.font, line.size)
    elif way == "words":
        start = 0
        for word in line.text.split(" "):
            yield word, canvas.stringWidth(line.text[:start], line.font, line.size)
            start += len(word) + 1
    elif way == "pieces":
        start = 0
        while start < len(line.text):
            end = start + chance.randint(1, 9)
            yield line.text[start:end], canvas.stringWidth(line.text[:start], line.font, line.size)
            start = end
    else:
        yield line.text, 0.0


def _shown(canvas: Any, text: str, name: str, size: float, matrix: str, kerns: tuple[int, ...]) -> str:
    """The operators that show a text, with kerning between its letters."""
    from reportlab.pdfbase import pdfmetrics

    font = pdfmetrics.getFont(name)
    parts = ["BT", matrix]
    if not hasattr(font, "splitString"):
        codes = font.formatForPdf(text)
        canvas.setFont(name, size)
        return " ".join(("BT", f"{canvas._doc.getInternalFontName(name)} {size} Tf", matrix, f"({codes}) Tj ET"))
    for subset, codes in font.splitString(text, canvas._doc):
        shown = [f"<{codes[i : i + 1].hex()}>{kerns[i % len(kerns)] if kerns else ''}" for i in range(len(codes))]
        parts.append(f"{font.getSubsetInternalName(subset, canvas._doc)} {size:.3f} Tf [{' '.join(shown)}] TJ")
    return " ".join((*parts, "ET"))


# --- XSL-FO ----------------------------------------------------------------------------------------------------------


def as_fo(person: Person) -> str:
    """The person as XSL-FO in the same geometry; FOP breaks lines and pages."""
    main = [_block(person.name, 26, DARK, 30)]
    main += [_block(person.headline, 12, DARK, 2)] if person.headline else []
    main += [_block(person.place, 12, GREY, 1)] if person.place else []
    if person.summary:
        main.append(_block(person.headings[0], 15.75, DARK, 20))
        main += [_block(text, 12, DARK, 18 if i else 5, high=18) for i, text in enumerate(person.summary)]
    if person.companies:
        main.append(_block(person.headings[1], 15.75, DARK, 36))
    for company in person.companies:
        main += [_block(company.name, 12, DARK, 20, high=18), *([_block(company.total, 10.5, DARK, 1)] if company.total else [])]
        for i, role in enumerate(company.roles):
            dates, bracket, duration = role.shown.partition(" (")
            main.append(_block(role.title, 11.5, DARK, 20 if i else 7 if company.total else 1))
            main += [_block(dates, 10.5, DARK, 2, bracket + duration)] if dates else []
            main += [_block(role.place, 10.5, GREY, 2)] if role.place else []
            main += [_block(text, 10.5, DARK, 0 if n else 4, high=18) for n, text in enumerate(role.text)]
    if person.schools:
        main.append(_block(person.headings[2], 15.75, DARK, 36))
    for school in person.schools:
        shown = f" · {school.shown}" if school.shown else ""
        main.append(_block(school.name, 12, DARK, 16, high=18))
        main += [_block(school.degree, 10.5, DARK, 2, shown)] if school.degree or shown else []
    for heading, texts in person.more:
        main += [_block(heading, 15.75, DARK, 36), *(_block(text, size, DARK, 10) for text, size in texts)]
    panel = []
    for heading, items in person.panel:
        panel.append(_block(heading, 13, PALE, 20))
        for item in items:
            text, bracket, label = item.partition(" (")
            panel.append(_block(text, 11 if "(LinkedIn)" in item else 10.5, WHITE, 5, bracket + label, LABEL))
    return _FO.format(panel="".join(panel) or _block("\u00a0", 10.5, WHITE, 0), main="".join(main))


def _block(text: str, size: float, grey: float, before: float, tail: str = "", tail_grey: float = DARK, high: float = 0.0) -> str:
    space = f'space-before="{before}pt" space-before.conditionality="retain" line-height="{high or 1.2 * size}pt"'
    inner = f'{escape(text)}<fo:inline color="{_rgb(tail_grey)}">{escape(tail)}</fo:inline>' if tail else escape(text)
    return f'<fo:block font-size="{size}pt" color="{_rgb(grey)}" {space}>{inner}</fo:block>'


def _rgb(grey: float) -> str:
    return f"rgb({','.join([str(round(grey * 255))] * 3)})"


_FO = """<?xml version="1.0" encoding="UTF-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="DejaVu Sans"><fo:layout-master-set>
<fo:simple-page-master master-name="page" page-width="612pt" page-height="792pt">
<fo:region-body margin-top="30pt" margin-bottom="40pt"/><fo:region-after extent="20pt"/></fo:simple-page-master></fo:layout-master-set>
<fo:page-sequence master-reference="page"><fo:static-content flow-name="xsl-region-after">
<fo:block font-size="9pt" margin-left="384pt">Page <fo:page-number/> of <fo:page-number-citation-last ref-id="end"/></fo:block></fo:static-content>
<fo:flow flow-name="xsl-region-body" line-height="1.2"><fo:table table-layout="fixed" width="612pt">
<fo:table-column column-width="202pt"/><fo:table-column column-width="410pt"/><fo:table-body><fo:table-row>
<fo:table-cell start-indent="21.6pt" end-indent="16pt" background-color="rgb(41,62,73)">{panel}</fo:table-cell>
<fo:table-cell start-indent="21.6pt" end-indent="22pt">{main}</fo:table-cell>
</fo:table-row></fo:table-body></fo:table><fo:block id="end"/></fo:flow></fo:page-sequence></fo:root>"""


if __name__ == "__main__":
    from tests.linkedin_people import BOTH_WAYS, PEOPLE

    for number, one in enumerate((*PEOPLE, *BOTH_WAYS)):
        base = Path(sys.argv[1]) / f"{number:02}"
        if one.font:
            register(one.font)
        base.with_suffix(".fo").write_text(as_fo(one), encoding="utf-8")
        base.with_suffix(".pdf").write_bytes(paint(placed(one)))
