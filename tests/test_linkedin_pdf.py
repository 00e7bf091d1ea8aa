"""LinkedIn's PDF is read right, whoever made it and however its text is put on the page; any other PDF is refused with what to do.

`python -m tests.test_linkedin_pdf [FOLDER]` prints how much is read right, by field: of the PDFs made here, and of those in a folder of FOP's.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_lint import pdf_text
from outreach_lint.errors import ProfileError
from outreach_lint.parsing.months import month_number
from outreach_lint.profile import Fact, FactKind, PartialDate, Profile
from outreach_lint.profiles import linkedin_pdf
from outreach_lint.profiles.linkedin_pdf import read, recognises
from outreach_lint.resume import parse_date
from tests.linkedin_pdfs import (
    BOTTOM,
    MAIN_X,
    TOP,
    WAYS,
    Company,
    Person,
    Role,
    School,
    Text,
    has_every_letter,
    paint,
    placed,
    register,
)
from tests.linkedin_people import BOTH_WAYS, PEOPLE

FOP_MADE = sorted((Path(__file__).parent / "profiles").glob("linkedin-*.pdf"))


def _is_paintable(person: Person) -> bool:
    """Whether the fonts at hand have the letters."""
    letters = "".join((person.name, person.headline, *person.headings, *(role.shown for c in person.companies for role in c.roles)))
    return bool(person.font) or has_every_letter() or all(ord(c) < 256 or c in "–’" for c in letters)


PAINTABLE = [person for person in PEOPLE if _is_paintable(person)]


def made(person: Person, way: str = "lines", top: float = TOP) -> bytes:
    if person.font:
        register(person.font)
    return paint(placed(person, top), way)


# --- comparing -------------------------------------------------------------------------------------------------------


def _date(text: str | None) -> PartialDate | None:
    return parse_date(text) if text else None


def expected(person: Person) -> dict[str, list[object]]:
    """What a reader should find, by field."""
    roles = [(company, role) for company in person.companies for role in company.roles]
    return {
        "name": [person.name],
        "headline": [text for text in (person.headline,) if any(map(str.isalnum, text))],
        "place": [text for text in (person.place,) if text],
        "company": [company.name for company, _ in roles],
        "title": [role.title for _, role in roles],
        "dates": [(_date(role.dates[0]), _date(role.dates[1])) for _, role in roles],
        "school": [school.name for school in person.schools],
        "school dates": [(_date(school.dates[0]), _date(school.dates[1])) for school in person.schools],
        "degree": [(school.study_type, school.area) for school in person.schools],
    }


def found(profile: Profile) -> dict[str, list[object]]:
    """What the reader found, by field."""
    schools = list(profile.of_kind(FactKind.SCHOOL))
    roles = [fact for fact in profile.of_kind(FactKind.POSITION) if fact.source.startswith("work")]

    def text(fact: Fact | None) -> str | None:
        return fact.text if fact else None

    return {
        "name": [fact.text for fact in profile.of_kind(FactKind.NAME)],
        "headline": [fact.text for fact in profile.of_kind(FactKind.HEADLINE)],
        "place": [fact.text for fact in profile.of_kind(FactKind.PLACE)],
        "company": [text(profile.beside(fact, FactKind.EMPLOYER) or profile.beside(fact, FactKind.EMPLOYMENT)) for fact in roles],
        "title": [fact.text for fact in roles],
        "dates": [(fact.start, fact.end) for fact in roles],
        "school": [fact.text for fact in schools],
        "school dates": [(fact.start, fact.end) for fact in schools],
        "degree": [(text(profile.beside(fact, FactKind.DEGREE)), text(profile.beside(fact, FactKind.FIELD))) for fact in schools],
    }


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def mistakes(person: Person, profile: Profile) -> Iterator[tuple[str, object, object]]:
    """Every difference: the field, what it should be, what was read. A degree that the person does not spell out is not compared."""
    got = found(profile)
    for name, values in expected(person).items():
        for i, (value, read_value) in enumerate(zip_longest(values, got[name])):
            unsaid = name == "degree" and i < len(person.schools) and person.schools[i].degree and value == (None, None)
            if _plain(value) != _plain(read_value) and not unsaid:
                yield name, value, read_value


def _score(pairs: list[tuple[Person, bytes]]) -> Iterator[str]:
    wrong: Counter[str] = Counter()
    total: Counter[str] = Counter()
    start = time.perf_counter()
    for person, data in pairs:
        profile = read(data, person.name)
        total.update({name: len(values) for name, values in expected(person).items()})
        for name, value, got in mistakes(person, profile):
            wrong[name] += 1
            yield f"  {person.name}: {name}: {value!r} was read as {got!r}"
    yield f"{len(pairs)} PDFs, {(time.perf_counter() - start) / max(1, len(pairs)) * 1000:.1f} ms each"
    for name, count in total.items():
        yield f"  {name:13}{count - wrong[name]:6} of {count:5}  {1 - wrong[name] / count:.1%}"


# --- tests -----------------------------------------------------------------------------------------------------------


CASES = [(person, way) for i, person in enumerate(PAINTABLE) for k, way in enumerate(WAYS) if way == "lines" or (i + k) % 5 == 0]


@pytest.mark.parametrize(("person", "way"), CASES, ids=lambda value: value if isinstance(value, str) else value.name[:12])
def test_every_field_is_read_right(person: Person, way: str) -> None:
    """Everybody, each in a fifth of the ways; run as a script, this file tries them all."""
    assert list(mistakes(person, read(made(person, way), "x.pdf"))) == []


@pytest.mark.parametrize(
    ("person", "leading"),
    [(person, (1.2, 1.5)[i % 2]) for i, person in enumerate(PAINTABLE)],
    ids=lambda value: value.name[:12] if isinstance(value, Person) else str(value),
)
def test_lines_may_stand_at_other_distances(person: Person, leading: float) -> None:
    if person.font:
        register(person.font)
    assert list(mistakes(person, read(paint(placed(person, leading=leading)), "x.pdf"))) == []


@pytest.mark.parametrize("scale", [0.8, 0.972, 1.2])
@pytest.mark.parametrize("number", [1, 5, 24])
def test_an_export_may_be_printed_to_another_paper(number: int, scale: float) -> None:
    lines = [line._replace(x=line.x * scale, y=line.y * scale, size=line.size * scale) for line in placed(PEOPLE[number])]
    assert list(mistakes(PEOPLE[number], read(paint(lines), "x.pdf"))) == []


@pytest.mark.parametrize("path", FOP_MADE, ids=lambda path: path.stem)
def test_what_fop_made_is_read_right(path: Path) -> None:
    profile = read(path.read_bytes(), str(path))
    person = next(one for one in (*PEOPLE, *BOTH_WAYS) if one.name == profile.name)
    assert list(mistakes(person, profile)) == []


def test_there_are_pdfs_that_fop_made() -> None:
    assert FOP_MADE and all(path.stat().st_size <= 40_000 for path in FOP_MADE)


@pytest.mark.parametrize("number", [1, 5, 24])
def test_a_page_may_end_anywhere(number: int) -> None:
    """Also between title and dates, and within a title; no heading is repeated."""
    person = replace(PEOPLE[number], panel=(("Contact", ("www.linkedin.com/in/someone (LinkedIn)",)),))
    for top in range(int(TOP), int(BOTTOM) + 300, 23):
        assert [(top, *one) for one in mistakes(person, read(made(person, top=min(top, BOTTOM)), "x.pdf"))] == []


def _texts(person: Person, kind: FactKind) -> list[str]:
    return [fact.text for fact in read(made(person), "x.pdf").of_kind(kind)]


def test_the_panel_is_read() -> None:
    profile = read((Path(__file__).parent / "profiles" / "linkedin-panel.pdf").read_bytes(), "x.pdf")
    assert profile.addresses == (
        "seun@adebayo.example",
        "drylandcrops.example/people/seun",
        "www.linkedin.com/in/oluwaseun-adebayo-ilori-phd-7654321",
        "seun.example",
    )
    assert [fact.text for fact in profile.of_kind(FactKind.LANGUAGE)] == ["English", "Yoruba", "French"]
    assert [fact.text for fact in profile.of_kind(FactKind.PUBLICATION)] == [
        "Sorghum under heat: a ten-year trial across eleven stations in the northern savanna",
        "Millet",
    ]
    assert "+234" not in profile.text


def test_a_panel_of_two_pages_is_read() -> None:
    petra = next(one for one in PEOPLE if one.name.startswith("Petra"))
    profile = read(made(petra), "x.pdf")
    panel = dict(petra.panel)
    assert [fact.text for fact in profile.of_kind(FactKind.SKILL)] == list(panel["Top Skills"])
    assert [fact.text for fact in profile.of_kind(FactKind.AWARD)] == list(panel["Honors-Awards"])
    assert "page 2: Patents: A device for the counting of eels in fresh and salt water alike" in profile.unread


def test_what_the_panel_parts_is_put_together() -> None:
    """Addresses, also where no hyphen lets them break."""
    addresses = (
        "averylongnamewithoutanyhyphensinit@mail.example",
        "www.linkedin.com/in/graham-petrie-lindqvist-harbour-pilot",
        "archive.example/documents/PILOTS/Charts/tides-77-2004/Soundings--B~2.pdf",
        "harbourpilots.example",
    )
    labels = ("", " (LinkedIn)", " (Other)", " (Blog)")
    contact = (*(address + label for address, label in zip(addresses, labels, strict=True)), "1 Quay Street, Ilhabela")
    profile = read(made(replace(PEOPLE[0], panel=(("Contact", contact),))), "x.pdf")
    assert set(profile.addresses) == set(addresses)
    assert "Contact: 1 Quay Street, Ilhabela" in profile.unread


def test_panel_headings_are_known_in_many_languages() -> None:
    for person in PAINTABLE:
        kinds = [linkedin_pdf._heading(heading) for heading, _ in person.panel[:2]]
        assert kinds in ([], ["contact"], ["contact", "skills"], ["contact", "languages"]) or person.name.startswith("Zyx")


def test_a_section_of_another_kind_is_not_taken_for_schools() -> None:
    ravi = next(one for one in PEOPLE if one.name.startswith("Ravi"))
    profile = read(made(ravi), "x.pdf")
    assert [fact.text for fact in profile.of_kind(FactKind.CAUSE)] == ["River Rescue"]
    assert {"page 1: Organizations: Guild of Ladders", "page 1: Zobrists: Zob"} <= set(profile.unread)


def test_what_stands_apart_under_a_school_is_no_degree() -> None:
    """But if only there dates are told, all of it belongs together."""
    lines = placed(PEOPLE[0])
    *_, degree, dates = (line for line in lines if line.size == 10.5 and line.x >= MAIN_X)
    profile = read(paint([*lines, degree._replace(y=degree.y + 33, text="Rowing, 2014")]), "x.pdf")
    assert list(mistakes(PEOPLE[0], profile)) == [] and "page 1: Rowing, 2014" in profile.unread
    moved = [line._replace(x=MAIN_X, y=line.y + 33) if line is dates else line for line in lines]
    assert list(mistakes(PEOPLE[0], read(paint(moved), "x.pdf"))) == []


def test_a_degree_goes_on_on_the_next_page() -> None:
    """Also where its next word would have fitted, and no dates tell that it belongs there."""
    lines = [line for line in placed(PEOPLE[0]) if not line.text.startswith(" · (")]
    degree = next(line for line in lines if line.text.startswith("Bachelor"))
    parted = [line for line in lines if line is not degree]
    parted += [degree._replace(text="Bachelor of Engineering,"), degree._replace(page=1, y=54.0, text="Civil Engineering")]
    profile = read(paint(parted), "x.pdf")
    kinds = (FactKind.DEGREE, FactKind.FIELD)
    assert [fact.text for fact in profile.facts if fact.kind in kinds] == ["Civil Engineering", "Bachelor of Engineering"]


def test_what_follows_the_summary_under_an_unknown_heading_is_no_summary() -> None:
    person = replace(PEOPLE[1], companies=(), schools=(School("Saint Brannock College"),), headings=("Xx", "Yy", "Zz"))
    profile = read(made(person), "x.pdf")
    assert [fact.text for fact in profile.of_kind(FactKind.SCHOOL)] == ["Saint Brannock College"]
    assert len(list(profile.of_kind(FactKind.SUMMARY))) == 1


def test_only_the_last_brackets_of_a_language_hold_its_level() -> None:
    edda = next(one for one in PEOPLE if one.name.startswith("Edda"))
    assert _texts(edda, FactKind.LANGUAGE) == ["Chinese (Mandarin)", "Swedish", "Gutnish"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("株式会社", "ABCテクノロジー"), "株式会社ABCテクノロジー"),
        (("AWSエンジニア", "データ"), "AWSエンジニアデータ"),
        (("株式会社 灯台 ABC", "テクノロジー 開発部"), "株式会社 灯台 ABC テクノロジー 開発部"),
        (("Harbour Light Company", "灯台"), "Harbour Light Company 灯台"),
        (("神社の", "\ufa11島"), "神社の\ufa11島"),
        (("주식회사", "등대"), "주식회사 등대"),
    ],
)
def test_lines_go_on_with_a_space_where_their_script_has_one(lines: tuple[str, ...], text: str) -> None:
    assert linkedin_pdf._together(pdf_text.Line(0, 9, 99, 9, 12, 0.1, line) for line in lines) == text


def test_text_is_told_by_paragraphs() -> None:
    """Bullets, and lines that end although the next word would have fitted, begin an item; wrapped lines go on."""
    assert _texts(PEOPLE[5], FactKind.HIGHLIGHT)[:4] == ["Owns the map.", "2019 - 2020 (1 year)", "Acme Ltd", "and more"]
    assert _texts(PEOPLE[1], FactKind.HIGHLIGHT)[1:] == ["Set up the pain clinic", "Teaches registrars"]
    assert _texts(PEOPLE[1], FactKind.SUMMARY) == [" ".join(PEOPLE[1].summary)]


def test_short_lines_are_paragraphs_where_no_line_is_long() -> None:
    role = Role("Clerk", "2019 - 2020 (1 year)", ("2019", "2020"), "", ("Kept the old clock of the tower going", "Rang the bell"))
    assert _texts(Person("Xi", "", "", (Company("Q", (role,)),)), FactKind.HIGHLIGHT) == list(role.text)


def test_what_is_not_told_to_go_on_does_not() -> None:
    profile = read(made(PEOPLE[1]), "x.pdf")
    assert [fact.current for fact in profile.of_kind(FactKind.EMPLOYER)] == [True, False]
    assert [fact.current for fact in profile.of_kind(FactKind.SCHOOL)] == [False, False]


def test_what_the_font_lacked_is_no_fact() -> None:
    person = Person("Ann Lee", "###", "## ##", (Company("##", (Role("Maker of C#", "2019 - 2020 (1 year)", ("2019", "2020")),)),))
    profile = read(made(person), "x.pdf")
    assert [fact.text for fact in profile.facts] == ["Ann Lee", "Maker of C#"]


def test_signs_that_the_font_lacked_are_left_out() -> None:
    headline = "Bee keeper ## | Founder# & host## | Baker #| C# on weekends | #honey | # 1 in Kent"
    work = (Company("# Hive \ufffd", (Role("Founder #", "2019 - 2020 (1 year)", ("2019", "2020")),)),)
    profile = read(made(Person("Bea Lark #", headline, "Kent ##", work, (School("School of Bees #"),))), "x.pdf")
    assert list(mistakes(Person("Bea Lark", "Bee keeper | Founder & host | Baker | C# on weekends | #honey | # 1 in Kent", "Kent",
        (Company("Hive", (Role("Founder", "", ("2019", "2020")),)),), (School("School of Bees"),)), profile)) == []  # fmt: skip


def test_a_letter_and_its_mark_are_one() -> None:
    piece = pdf_text.Line(0, 9, 99, 9, 26, 0.1, "Jose\u0301 Nin\u0303o \u2600\ufe0f")
    assert [line.text for line in pdf_text.lines_of([piece], visual=False)] == ["José Niño \u2600"]


@pytest.mark.parametrize(
    ("painted", "text"),
    [
        (("1) ", "םולש"), "1) שלום"),
        (("6 ", "םינש"), "6 שנים"),
        (("2014", " - ", "2010", ") · ", "ראות", ")"), "תואר · (2010 - 2014)"),
        (("2016", " ינוי - ", "2014", " רבוטקוא) · ", "ראות", ")"), "תואר · (אוקטובר 2014 - יוני 2016)"),
    ],
)
def test_numbers_left_of_right_to_left_words_are_read_where_they_belong(painted: tuple[str, ...], text: str) -> None:
    pieces = [pdf_text.Line(0, x * 20, x * 20 + 20, 9, 10.5, 0.1, part) for x, part in enumerate(painted)]
    assert [line.text for line in pdf_text.lines_of(pieces, visual=True)] == [text]


def test_missing_letters_are_told() -> None:
    """FOP tells nothing of some letters that it shapes, as in Devanagari."""
    pieces = [pdf_text.Line(0, 9, 99, 9, 10.5, 0.1, "\ue007नातक माच\ue000 2019")]
    assert [line.text for line in pdf_text.lines_of(pieces, visual=True)] == ["\ufffdनातक माच\ufffd 2019"]
    person = replace(PEOPLE[0], headline="Keeper of the l\ufffdght")
    profile = read(made(person), "x.pdf")
    assert "page 1: Keeper of the l\ufffdght: letters are missing" in profile.unread


def test_signs_of_a_symbol_font_are_bullets() -> None:
    pieces = [
        pdf_text.Line(0, x, x + 40, 9, 10.5, 0.1, text)
        for x, text in ((9, "\uf0b7 "), (20, "Keeps bees"), (80, "\uf0e8 and wasps"))
    ]
    assert [line.text for line in pdf_text.lines_of(pieces, visual=False)] == ["• Keeps bees and wasps"]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("April 2023 - Present (2 years 3 months)", "2023-04", None),
        ("2016 - 2020 (4 years)", "2016", "2020"),
        ("January 2020", "2020-01", "2020-01"),
        ("2019年4月 – 2021年3月（2年）", "2019-04", "2021-03"),
        ("เมษายน 2562 - ปัจจุบัน (6 ปี)", "2019-04", None),
        ("٢٠١٩ - ٢٠٢١", "2019", "2021"),
        ("أبريل 2019 - حتى الآن (6 سنوات)", "2019-04", None),
        ("mei 2019-heden (6 jaar)", "2019-05", None),
        ("2019-04 - 2020-05", "2019-04", "2020-05"),
        ("abr. de 2019 - ago. de 2020 (1 año 5 meses)", "2019-04", "2020-08"),
        ("2022 - 2022 (less than a year)", "2022", "2022"),
        ("maio de 2021 - Present (4 anos 3 meses)", "2021-05", None),
        ("octombrie 2019 - Present (5 ani 9 luni)", "2019-10", None),
        ("august 2020 - Present (5 år)", "2020-08", None),
        ("июня 2016 - июля 2019 (3 года 2 месяца)", "2016-06", "2019-07"),
        ("listopada 2019 - grudnia 2020 (1 rok)", "2019-11", "2020-12"),
        ("2020년 3월 - Present (5년)", "2020-03", None),
        ("Tháng 4 năm 2019 - Present (6 năm)", "2019-04", None),
        ("जनवरी 2019 - जून 2021 (2 वर्ष)", "2019-01", "2021-06"),
        ("जानेवारी 2019 - फेब्रुवारी 2021 (2)", "2019-01", "2021-02"),
        ("ফেব্রুয়ারি ২০১৯ - Present (৬ বছর)", "2019-02", None),
        ("ਜਨਵਰੀ 2019 - ਜੁਲਾਈ 2021 (2 ਸਾਲ)", "2019-01", "2021-07"),
        ("జనవరి 2019 - ఫిబ్రవరి 2021 (2)", "2019-01", "2021-02"),
        ("กุมภาพันธ์ 2562 - มีนาคม 2564 (2 ปี)", "2019-02", "2021-03"),
        ("ژوئن 2019 - ژوئیهٔ 2021 (2)", "2019-06", "2021-07"),
        ("Mac 2019 - Ogos 2020 (1 tahun)", "2019-03", "2020-08"),
        ("Pebrero 2019 - Disyembre 2020 (2)", "2019-02", "2020-12"),
    ],
)
def test_lines_of_dates(line: str, start: str, end: str | None) -> None:
    period = linkedin_pdf._period(line)
    assert period is not None and (period["startDate"], period.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Acme Ltd",
        "In 2019 we moved to a larger hall - and stayed",
        "2019 - 2020 - 2021",
        "Room 2019 - 3rd floor",
        "Model 20190 - 2",
        "(2019)",
    ],
)
def test_lines_that_are_no_dates(line: str) -> None:
    assert linkedin_pdf._period(line) is None


@pytest.mark.parametrize(
    ("text", "degree", "area"),
    [
        ("Bachelor of Science - BS, Computer Science", "Bachelor of Science - BS", "Computer Science"),
        ("Master of Arts, Honours, Art, Music and Law", "Master of Arts, Honours", "Art, Music and Law"),
        ("Computer Science", None, "Computer Science"),
        ("Abitur", "Abitur", None),
        ("BSc (Hons, 2:1), Physics", "BSc (Hons, 2:1)", "Physics"),
        ("Bachelor of Technology - BTech, ECE", "Bachelor of Technology - BTech", "ECE"),
        ("Master of Arts, MA", "Master of Arts, MA", None),
        ("Bachelor's degree, IT, Networks", "Bachelor's degree", "IT, Networks"),
        ("Bachelor of Science, BSc, Physics", "Bachelor of Science, BSc", "Physics"),
        ("PGDM", "PGDM", None),
        ("Máster", "Máster", None),
        ("Diplôme national", "Diplôme national", None),
        ("学士号", "学士号", None),
        ("", None, None),
    ],
)
def test_degrees(text: str, degree: str | None, area: str | None) -> None:
    told = linkedin_pdf._degree(text)
    assert (told.get("studyType"), told.get("area")) == (degree, area)


def test_months_are_known_in_many_languages() -> None:
    names = "january enero janvier gennaio,febrero februari février lutego,märz marzo mars maart,avril aprile kwiecień dubna,mayo maggio mei"
    for number, months in enumerate(names.split(","), 1):
        assert {month_number(month) for month in months.split()} == {number}


# --- what is no such export ------------------------------------------------------------------------------------------


def _some_pdf(lines: list[Text], producer: str = "Acme Writer") -> bytes:
    return paint(lines, producer=producer)


def _anew(data: bytes, author: str) -> bytes:
    """The PDF with another author."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.add_metadata({"/Author": author})
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


CV = [Text(0, 72, 80, 24, 0.0, "Ann Lee", "Helvetica"), Text(0, 72, 120, 12, 0.0, "Experience", "Helvetica")]


def _locked() -> bytes:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(made(PEOPLE[0]))))
    writer.encrypt("secret", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_some_pdf(CV), "not a profile saved by LinkedIn.*More > Save to PDF"),
        (_some_pdf(CV, "Skia/PDF m128"), "printed from a browser"),
        (_anew(_some_pdf(CV), "LinkedIn"), "a layout that is not known.*save the profile anew"),
        (_some_pdf([Text(0, 9, 9, 9, 0.0, " ", "Helvetica")]), "may be a scan"),
        (_locked(), "password"),
        (b"%PDF-1.7\n", "broken"),
        (b"%PDF-1.7\n" + b"1 0 obj\n<<" * 1000, "broken"),
        (b"", "broken"),
        (made(PEOPLE[0])[:3000], "broken"),
    ],
    ids=["cv", "browser", "other layout", "scan", "locked", "header", "open", "empty", "cut"],
)
def test_any_other_pdf_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem):
        read(data, "x.pdf")


def test_it_is_recognised_by_its_first_bytes() -> None:
    assert recognises(made(PEOPLE[0])[:65_536]) and recognises(b"\xef\xbb\xbf%PDF-1.4")
    assert not recognises(b'{"basics": {}}') and not recognises(b"")


def test_a_thousand_pages_are_not_all_read() -> None:
    lines = [line._replace(page=page) for page in range(80) for line in placed(PEOPLE[3])]
    profile = read(paint(lines), "x.pdf")
    assert "pages 51 to 80: not read" in profile.unread
    assert len(list(profile.of_kind(FactKind.POSITION))) == 50


def _with_content(content: bytes, filters: bytes = b"/Filter/FlateDecode") -> bytes:
    """A PDF of one page with this stream."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Form/Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(body))
    return bytes(body + end)


HEAD = b"BT /F1 26 Tf 1 0 0 1 223.6 700 Tm (Ann Lee) Tj /F1 15.75 Tf 1 0 0 1 223.6 650 Tm (Experience) Tj ET\n"


@pytest.mark.parametrize(
    "data",
    [
        _with_content(zlib.compress(HEAD + b" " * 200_000_000, 9)),
        _with_content(zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9), b"/Filter[/FlateDecode/FlateDecode]"),
        _with_content(zlib.compress(HEAD + b"1 " * 245_000)),
        _with_content(zlib.compress(HEAD + b"q " * 245_000)),
        _with_content(zlib.compress(HEAD + b"[" * 490_000)),
        _with_content(zlib.compress(HEAD + b"(" * 490_000)),
        _with_content(zlib.compress(HEAD + b"<<" * 245_000)),
        _with_content(zlib.compress(HEAD + b"BT /F1 9 Tf " + b"(a)Tj " * 50_000)),
        _with_content(zlib.compress(HEAD + b"BT /F1 10.5 Tf 1 0 0 1 21.6 600 Tm (" + b"a@a." * 100_000 + b") Tj")),
        _with_content(HEAD + b"/X Do " * 5000, b""),
        _with_content(HEAD + b"BT 1e400 0 0 nan 5 5 Tm (x) Tj /F1 -1e300 Tf (y) Tj", b""),
        b"%PDF-1.4\nxref\n0 90000\n"
        + b"0000000009 00000 n \n" * 90_000
        + b"trailer<</Size 90001/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    ],
    ids=["bomb", "double bomb", "numbers", "states", "arrays", "strings", "dicts", "runs", "line", "loop", "nan", "objects"],
)
def test_hostile_pages_end_soon(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "_MOST_SECONDS", 1.0)
    start = time.monotonic()
    try:
        read(data, "x.pdf")
    except ProfileError as error:
        assert "PDF" in error.problem
    assert time.monotonic() - start < 20


def test_a_table_of_codes_is_bounded() -> None:
    with pytest.raises(ValueError, match="too many codes"):
        list(pdf_text._to_unicode("beginbfrange " + "<0000> <ffff> <0041> " * 10_000 + "endbfrange"))
    with pytest.raises(ValueError, match="too many widths"):
        list(pdf_text._composite_widths([0, 60_000, 500, 0, 60_000, 500]))


def test_a_broken_pdf_says_nothing_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    level = logging.getLogger("pypdf").level
    data = made(PEOPLE[0]).replace(b"startxref", b"startxxxx").replace(b"xref", b"xxxx")
    with contextlib.suppress(ProfileError):
        read(data, "x.pdf")
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").level == level


VALID = [made(PEOPLE[5]), paint(placed(PEOPLE[2]), "kerned"), *(path.read_bytes() for path in FOP_MADE)]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    source=st.sampled_from(VALID),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), min_size=1, max_size=12),
    cut=st.floats(0, 1),
)
def test_mutated_pdfs_raise_nothing_else(source: bytes, changes: list[tuple[float, bytes, int]], cut: float) -> None:
    data = bytearray(source)
    for place, new, length in changes:
        at = int(place * len(data))
        data[at : at + length] = new
    if cut > 0.8:
        del data[int(len(data) * cut) :]
    start = time.monotonic()
    with contextlib.suppress(ProfileError):
        read(bytes(data), "x.pdf")
    assert time.monotonic() - start < 20


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_operators_raise_nothing_else(content: bytes) -> None:
    for data in (_with_content(HEAD + content, b""), b"%PDF-1.4\n" + content, content):
        with contextlib.suppress(ProfileError):
            read(data, "x.pdf")


_OPERATOR = st.sampled_from([*pdf_text._OPERATORS, b"Tf", b"Do", b"BI", b"ID", b"EI", b"Tr"])
_OPERAND = st.sampled_from(
    [
        b"1",
        b"-2.5",
        b"0",
        b"/F1",
        b"/X",
        b"(word)",
        b"<0041>",
        b"[(a) -900 (b)]",
        b"[]",
        b"<<>>",
        b"null",
        b"true",
        b"1e9",
        b"99999999999",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.lists(_OPERAND, max_size=6), _OPERATOR), max_size=25))
def test_any_operators_with_any_operands_raise_nothing_else(operations: list[tuple[list[bytes], bytes]]) -> None:
    content = b"\n".join(b" ".join((*operands, operator)) for operands, operator in operations)
    with contextlib.suppress(ProfileError):
        read(_with_content(HEAD + content, b""), "x.pdf")


if __name__ == "__main__":
    for one_way in WAYS:
        print(one_way)  # noqa: T201
        print(*_score([(person, made(person, one_way)) for person in PAINTABLE]), sep="\n")  # noqa: T201
    for folder in sys.argv[1:]:
        files = sorted(Path(folder).glob("*.fop.pdf"))
        print(folder)  # noqa: T201
        people = [(PEOPLE[int(file.name.split(".")[0])], file.read_bytes()) for file in files]
        print(*_score([(person, data) for person, data in people if not person.font]), sep="\n")  # noqa: T201
