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

DARK, GREY, WHITE, PALE = 0.098, 0.694, 1.0, 0.91
PANEL_X, MAIN_X, PANEL_WIDTH, MAIN_WIDTH = 21.6, 223.6, 160.0, 366.0
TOP, BOTTOM = 74.0, 735.0
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

    def __init__(self, x: float, width: float, top: float, font: str, leading: float = 1.2) -> None:
        self.x, self.width, self.font, self.leading = x, width, font, leading
        self.page, self.y = 0, top
        self.lines: list[Text] = []

    def put(self, text: str, size: float, grey: float, before: float) -> None:
        for i, line in enumerate(_wrapped(text, size, self.width, self.font)):
            self.y += self.leading * size if i else before
            if self.y > BOTTOM:
                self.page, self.y = self.page + 1, 54.0
            self.lines.append(Text(self.page, self.x, round(self.y, 2), size, grey, line, self.font))


def placed(person: Person, top: float = TOP, leading: float = 1.2) -> list[Text]:
    """Every line of a person's export with its place; `leading` is how far apart lines on the right stand, in parts of their size."""
    font = person.font or usual_font()
    main = _Flow(MAIN_X, MAIN_WIDTH, top, font, leading)
    main.put(person.name, 26, DARK, 0)
    main.put(person.headline, 12, DARK, 17)
    main.put(person.place, 12, GREY, 15)
    _put_summary(main, person)
    _put_work(main, person)
    if person.schools:
        main.put(person.headings[2], 15.75, DARK, 55)
        for i, school in enumerate(person.schools):
            main.put(school.name, 12, DARK, 31 if i else 24)
            degree = " · ".join(part for part in (school.degree, school.shown) if part)
            if degree:
                main.put(degree, 10.5, DARK, 15)
    panel = _Flow(PANEL_X, PANEL_WIDTH, 20, font)
    for heading, items in person.panel:
        panel.put(heading, 13, PALE, 39)
        for i, item in enumerate(items):
            panel.put(item, 11 if "(LinkedIn)" in item else 10.5, WHITE, 17.4 if i else 19)
    lines = main.lines + panel.lines
    pages = max(line.page for line in lines) + 1
    lines.extend(Text(n, 384, 781, 9, DARK, f"Page {n + 1} of {pages}", usual_font()) for n in range(pages))
    return lines


def _put_summary(main: _Flow, person: Person) -> None:
    if person.summary:
        main.put(person.headings[0], 15.75, DARK, 39)
        for i, paragraph in enumerate(person.summary):
            main.put(paragraph, 12, DARK, 28.8 if i else 24)


def _put_work(main: _Flow, person: Person) -> None:
    if not person.companies:
        return
    main.put(person.headings[1], 15.75, DARK, 55)
    for i, company in enumerate(person.companies):
        main.put(company.name, 12, DARK, 41 if i else 29)
        if company.total:
            main.put(company.total, 10.5, DARK, 15)
        for k, role in enumerate(company.roles):
            main.put(role.title, 11.5, DARK, 34 if k else 19)
            main.put(role.shown, 10.5, DARK, 15)
            if role.place:
                main.put(role.place, 10.5, GREY, 15)
            for n, text in enumerate(role.text):
                main.put(text, 10.5, DARK, 12.6 if n else 21)


# --- painting --------------------------------------------------------------------------------------------------------

WAYS = ("lines", "words", "pieces", "kerned", "flipped", "nbsp", "unseen", "shaken", "shuffled", "doubled", "form")


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
    chance = random.Random(4)
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
    if way == "words":
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
    main = [_block(person.name, 26, DARK, 40), _block(person.headline, 12, DARK, 2), _block(person.place, 12, GREY, 1)]
    if person.summary:
        main.append(_block(person.headings[0], 15.75, DARK, 22))
        main += [_block(text, 12, DARK, 14.4 if i else 7) for i, text in enumerate(person.summary)]
    if person.companies:
        main.append(_block(person.headings[1], 15.75, DARK, 36))
    for company in person.companies:
        main += [_block(company.name, 12, DARK, 20), *([_block(company.total, 10.5, DARK, 2)] if company.total else [])]
        for i, role in enumerate(company.roles):
            main += [_block(role.title, 11.5, DARK, 20 if i else 5), _block(role.shown, 10.5, DARK, 2)]
            main += [_block(role.place, 10.5, GREY, 2)] if role.place else []
            main += [_block(text, 10.5, DARK, 0 if n else 8) for n, text in enumerate(role.text)]
    if person.schools:
        main.append(_block(person.headings[2], 15.75, DARK, 36))
    for school in person.schools:
        degree = " · ".join(part for part in (school.degree, school.shown) if part)
        main += [_block(school.name, 12, DARK, 16), *([_block(degree, 10.5, DARK, 2)] if degree else [])]
    panel = [
        _block(text, size, grey, before)
        for heading, items in person.panel
        for text, size, grey, before in (
            (heading, 13, PALE, 24),
            *((item, 11 if "(LinkedIn)" in item else 10.5, WHITE, 4.8) for item in items),
        )
    ]
    return _FO.format(panel="".join(panel) or _block("\u00a0", 10.5, WHITE, 0), main="".join(main))


def _block(text: str, size: float, grey: float, before: float) -> str:
    colour = ",".join([str(round(grey * 255))] * 3)
    space = f'space-before="{before}pt" space-before.conditionality="retain"'
    return f'<fo:block font-size="{size}pt" color="rgb({colour})" {space}>{escape(text)}</fo:block>'


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
    from tests.linkedin_people import PEOPLE

    for number, one in enumerate(PEOPLE):
        base = Path(sys.argv[1]) / f"{number:02}"
        if one.font:
            register(one.font)
        base.with_suffix(".fo").write_text(as_fo(one), encoding="utf-8")
        base.with_suffix(".pdf").write_bytes(paint(placed(one)))
