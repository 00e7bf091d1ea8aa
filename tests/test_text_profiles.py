"""What texts, cards and records about a person surely tell, and what they must not be taken for."""

from __future__ import annotations

import json
from datetime import date
from types import ModuleType

import pytest

from outreach_lint import ProfileError
from outreach_lint.profile import FactKind, PartialDate, Profile
from outreach_lint.profiles import json_resume, markdown, text, vcard, yaml
from outreach_lint.resume import is_no_employer

_CV = "Runa Castellano\nHull\n\nWORK EXPERIENCE\n"


def _read(body: str, reader: ModuleType = text) -> Profile:
    profile: Profile = reader.read(body.encode(), "notes")
    return profile


def _jobs(profile: Profile) -> list[tuple[str | None, str | None, str]]:
    """Position, employer, and "now", or the year of the end, or "?"."""
    found = []
    for facts in profile.by_entry.values():
        said = {fact.kind: fact.text for fact in facts}
        if FactKind.POSITION in said or FactKind.EMPLOYER in said:
            end = facts[0].end
            when = "now" if facts[0].current else str(end.year) if end else "?"
            found.append((said.get(FactKind.POSITION), said.get(FactKind.EMPLOYER), when))
    return found


def _texts(profile: Profile, kind: FactKind) -> list[str]:
    return [fact.text for fact in profile.of_kind(kind)]


@pytest.mark.parametrize(
    "line",
    [
        "2019 – Lamp Maker, Harbour Lamp Works",
        "2019- Lamp Maker, Harbour Lamp Works",
        "2019-: Lamp Maker, Harbour Lamp Works",
        "2019 onwards: Lamp Maker, Harbour Lamp Works",
        "2019 – till date Lamp Maker, Harbour Lamp Works",
        "2019 - Till Date : Harbour Lamp Works – Lamp Maker",
        "2019 – … Lamp Maker, Harbour Lamp Works",
        "Lamp Maker, Harbour Lamp Works, 2019 – to date",
        "Lamp Maker, Harbour Lamp Works, 2019 – until now",
        "Lamp Maker, Harbour Lamp Works, 2019 – bis heute",
        "Lamp Maker, Harbour Lamp Works, 2019 – à ce jour",
        "Lamp Maker, Harbour Lamp Works, 2019 – in corso",
        "Lamp Maker, Harbour Lamp Works, 01.03.2019 – dato",
        "Lamp Maker, Harbour Lamp Works, 2019 – so far",
        "Lamp Maker, Harbour Lamp Works (2019–)",
        "Lamp Maker @ Harbour Lamp Works [2019 – ]",
        "Lamp Maker, Harbour Lamp Works '19-",
        "Lamp Maker\nHarbour Lamp Works\n2019 – till now",
        "Since March 2019 Lamp Maker, Harbour Lamp Works",
        "From 2019: Lamp Maker, Harbour Lamp Works",
        "Currently: Lamp Maker, Harbour Lamp Works, 2019",
        "2019/03–now Lamp Maker at Harbour Lamp Works",
        "**Lamp Maker**, Harbour Lamp Works (Hull), 2019 –",
        "Spring 2019 – present: Lamp Maker, Harbour Lamp Works",
    ],
)
def test_an_open_range_is_no_end_and_no_part_of_a_name(line: str) -> None:
    profile = _read(f"{_CV}{line}\n\n2011 – 2019 Glazier, Tidal Glass\n")

    assert _jobs(profile) == [("Lamp Maker", "Harbour Lamp Works", "now"), ("Glazier", "Tidal Glass", "2019")]
    assert {fact.start.year for fact in profile.facts if fact.start and fact.current} == {2019}


@pytest.mark.parametrize(
    "line",
    [
        "Lamp Maker at Harbour Lamp Works, 2019 -",
        "Lamp Maker at Harbour Lamp Works (2019–)",
        "Lamp Maker @ Harbour Lamp Works '19-",
        "Lamp Maker at Harbour Lamp Works, 2019 – till now",
        "Lamp Maker at Harbour Lamp Works, bis heute",
        "2019- Lamp Maker at Harbour Lamp Works",
        "Since March 2019 Lamp Maker at Harbour Lamp Works",
        "From 2019: Lamp Maker, Harbour Lamp Works",
        "Currently: Lamp Maker at Harbour Lamp Works",
        "Harbour Lamp Works (Lamp Maker, 2019-now)",
    ],
)
@pytest.mark.parametrize("reader", [yaml, markdown])
def test_a_jotted_line_of_work_keeps_no_date_in_a_name(line: str, reader: ModuleType) -> None:
    body = (
        f"name: Runa Castellano\nwork:\n  - {json.dumps(line)}\n"
        if reader is yaml
        else f"# Runa Castellano\n\n## Experience\n- {line}\n"
    )

    assert _jobs(_read(body, reader)) == [("Lamp Maker", "Harbour Lamp Works", "now")]


@pytest.mark.parametrize(
    "lines",
    [
        "HARBOUR LAMP WORKS, Hull, UK\nLamp Maker, March 2019 – Present",
        "01/06/2019 – Current   Varna, Bulgaria\nLamp Maker   HARBOUR LAMP WORKS",
        "Harbour Lamp Works (Hull)          2019 – Present\nLamp Maker",
        "2019 – Present   Rennes\nLamp Maker   Harbour Lamp Works",
    ],
)
def test_of_two_lines_the_firm_is_read_and_not_the_town(lines: str) -> None:
    jobs = _jobs(_read(f"{_CV}{lines}\n\n2011 – 2019 Glazier, Tidal Glass\n"))

    assert [(str(position), str(firm).casefold(), when) for position, firm, when in jobs[:1]] == [
        ("Lamp Maker", "harbour lamp works", "now")
    ]


def test_the_university_stands_before_its_department() -> None:
    profile = _read(f"{_CV}2020– Associate Professor, Department of Linguistics, University of Texas at El Paso\n")

    assert _jobs(profile) == [("Associate Professor", "University of Texas at El Paso", "now")]


def test_a_bare_year_still_ends_a_position_and_a_range_too() -> None:
    profile = _read(f"{_CV}2014 Lamp Maker, Harbour Lamp Works\nGlazier, Tidal Glass, 2009 – 2012\n")

    assert _jobs(profile) == [("Lamp Maker", "Harbour Lamp Works", "2014"), ("Glazier", "Tidal Glass", "2012")]


def test_a_month_is_read_behind_and_before_its_year_and_a_year_of_study_is_none() -> None:
    profile = _read(f"{_CV}03/2019 – 2021/4 Lamp Maker, Harbour Lamp Works\n")
    start, end = next((fact.start, fact.end) for fact in profile.facts if fact.kind is FactKind.EMPLOYER)

    assert (start, end) == (PartialDate(2019, 3), PartialDate(2021, 4))


@pytest.mark.parametrize("end", ["to date", "n/a", "-", "bis heute", "ongoing", "Actualmente"])
def test_an_end_that_is_none_leaves_a_job_open(end: str) -> None:
    work = [{"name": "Harbour Lamp Works", "position": "Lamp Maker", "startDate": "2019", "endDate": end}]
    profile = _read(json.dumps({"basics": {"name": "Runa Castellano"}, "work": work}), json_resume)

    assert _jobs(profile) == [("Lamp Maker", "Harbour Lamp Works", "now")]


@pytest.mark.parametrize(
    ("note", "jobs"),
    [
        ("Met Ann Lee at PyCon Ghana. Data engineer, Kobo Freight", [("Data engineer", "Kobo Freight", "now")]),
        ("Met Ann Lee at the Glass Fair, data engineer, Kobo Freight", [("data engineer", "Kobo Freight", "now")]),
        ("Met Ann Lee at Web Summit, engineer", [("engineer", None, "now")]),
        ("Chatted with Ann Lee at Larkspur House, engineer", [("engineer", None, "now")]),
        ("Ann Lee at Kobo Freight, engineer", [(None, "Kobo Freight", "now")]),
        ("Met Ann Lee, engineer at Kobo Freight", [("engineer", "Kobo Freight", "now")]),
    ],
)
def test_the_place_of_a_meeting_is_no_employer(note: str, jobs: list[tuple[str | None, str | None, str]]) -> None:
    profile = _read(note)

    assert profile.name == "Ann Lee"
    assert _jobs(profile) == jobs


@pytest.mark.parametrize("third", ["New York", "Rennes", "Leuven", "Tallyhouse"])
def test_a_bare_third_line_is_no_employer(third: str) -> None:
    profile = _read(f"Priya Raman\nHead of Growth\n{third}\n")

    assert not _texts(profile, FactKind.EMPLOYER)
    assert profile.unread == (f"line 3: {third}",)


_NONE = (
    "Self-employed|Freelance|n/a|#N/A|-|Unknown|private|nan|NULL|None|Unemployed|Student|self|Selbständig|selbstständig tätig|Freiberuflich|Indépendant"
    "|Autónomo|Stealth Startup|Stealth Mode Startup|Stealth AI startup|Confidential|Freelance translator|Self-employed / Freelance|Career Break|Retired"
    "|Looking for opportunities|Various|Freelance (self-employed)|Self-employed (Lamp studio)|Freelance writer & editor|Selbstständige Beraterin"
).split("|")


@pytest.mark.parametrize("words", _NONE)
def test_words_for_no_employer_are_no_employer(words: str) -> None:
    work = [{"name": words, "position": "Lamp Maker", "startDate": "2019"}]
    profile = _read(json.dumps({"basics": {"name": "Runa Castellano"}, "work": work}), json_resume)

    assert is_no_employer(words)
    assert _jobs(profile) == [("Lamp Maker", None, "now")]


@pytest.mark.parametrize("firm", ["Selfridges", "Freelance Partners Ltd", "Stealth Games", "Private Eye", "Independent Glass", "Homebase", "The Independent",
    "Open University", "Retired Greyhound Trust", "Student Loans Company"])  # fmt: skip
def test_a_firm_that_begins_like_such_words_is_one(firm: str) -> None:
    assert not is_no_employer(firm)


def test_a_field_that_nobody_filled_in_tells_nothing() -> None:
    work = [{"name": "Wick & Co", "position": "N/A"}]
    profile = _read(json.dumps({"basics": {"name": "Runa Castellano", "location": "-", "label": "n/a"}, "work": work}), json_resume)

    assert [fact.text for fact in profile.facts] == ["Runa Castellano", "Wick & Co"]


@pytest.mark.parametrize("firm", ["Wick & Co", "Olivar del Sur, S.L.", "Harbour Lamps Pte Ltd", "Lamp and Sons"])
@pytest.mark.parametrize("line", ["Lamp Maker, {}, 2019 – present", "Lamp Maker at {}, 2019 –", "2019 – present Lamp Maker, {}"])
@pytest.mark.parametrize("reader", [text, markdown])
def test_the_name_of_a_firm_is_not_cut(firm: str, line: str, reader: ModuleType) -> None:
    entry = line.format(firm)
    profile = _read(f"{_CV}{entry}\n" if reader is text else f"# Runa Castellano\n\n## Experience\n- {entry}\n", reader)

    assert _jobs(profile) == [("Lamp Maker", firm, "now")]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Lebenslauf\n\nPersönliche Daten\nName: Henning Ostermoor\nWohnort: Bremerhaven\n", "Henning Ostermoor"),
        ("Mein XING\nFriederike Danzl\nAngestellt, Leiterin Qualitätssicherung, Molkerei Sternkamp eG\n", "Friederike Danzl"),
        ("Curriculum vitae\nPERSONAL INFORMATION Katarzyna Wilczek-Amadi\n\nWORK EXPERIENCE\nPotter\n", "Katarzyna Wilczek-Amadi"),
        ("Europass\nCurriculum Vitae\n\nPERSONAL INFORMATION\nTihomir Bakalov\n\nWORK EXPERIENCE\nPotter\n", "Tihomir Bakalov"),
        ("Datos personales\nNombre: Ximena Prado\n", "Ximena Prado"),
        ("Guest Book\nStaff Directory\nName: Uzoma Kalu\n", "Uzoma Kalu"),
        ("Hi, I'm Nokuthula Mbatha. I'm a lamp maker at Harbour Lamp Works.\n", "Nokuthula Mbatha"),
        ("Uzoma Kalu, Lagos\nLamp maker at Harbour Lamp Works\n", "Uzoma Kalu"),
        ("Uzoma Kalu, Lagos, Nigeria\nLamp maker at Harbour Lamp Works\n", "Uzoma Kalu"),
        ("Ann Lee (met at the Glass Fair), engineer at Kobo Freight\n", "Ann Lee"),
        ("Ann Lee, Phd, BSc(Hons)\nEngineer at Kobo Freight\n", "Ann Lee, Phd, BSc(Hons)"),
        ("Ann Lee, PhD, FRSE\nEngineer at Kobo Freight\n", "Ann Lee, PhD, FRSE"),
    ],
)
def test_a_heading_a_menu_and_a_place_are_no_part_of_the_name(body: str, name: str) -> None:
    assert _read(body).name == name


_PAGE = "Runa Castellano\nLamp Maker at Harbour Lamp Works\n\nRuna Castellano is a lamp maker at Harbour Lamp Works, where she trains apprentices."


@pytest.mark.parametrize(
    "more",
    [
        " She is the sister of Jon Castellano, CEO of Siemens UK.",
        " She is a protégée of Ada Lowe, Professor of Glass at Yale.",
        " Together with Lena Okafor, a former analyst at Google, she runs the fund.",
        " She is mentored by Jon Low, former CEO of Siemens.",
        " She is the daughter of a welder at Siemens.",
        " She introduced Ada Lowe, author of “Oil”.",
        " She was interviewed by Ada Lowe, editor of Wicks Quarterly.",
        " She is the author, with Jon Low, of “Oil”.",
        " She works with Tidal Glass on a new kiln.",
        " She lives with her husband, Jon Low, a welder at Siemens.",
        " She is a lamp maker at Harbour Lamp Works, where Jon Low, Dean of Glass, hired her.",
        "\n\nAda Lowe, Siemens UK",
        "\n\n“Runa is the best maker I know.” — Ada Lowe, CEO at Shell",
        '\n\n"Runa is the best maker I know."\n- Ada Lowe, CEO at Shell',
        "\n\nOther speakers\nPetra Lang\nCTO, Volt Valley",
        "\n\nNext speaker\nPetra Lang\nCTO at Volt Valley",
        "\n\nRelated people\nPetra Lang, CTO, Volt Valley\nIb Krogh, Architect at Nyhavn",
        "\n\nMeet the team\nPetra Lang\nFinance Director at Volt Valley",
        "\n\nPetra Lang\nFinance Director at Volt Valley",
        "\n\nFor media enquiries contact Jon Low, PR Manager at Siemens.",
        "\n\nContact: Ada Lowe, Press Officer, Siemens UK",
        "\n\nWritten by Ada Lowe, Editor at Wicks Quarterly",
        "\n\nModerator: Petra Lang, CTO @ Volt Valley",
        "\n\nTwitter @runac\nLinkedIn /in/runac",
        "\n\nEmail: runa@harbour.example | Twitter: @runac | Web: runac.example",
    ],
)
def test_posts_and_texts_of_others_are_not_the_person_s(more: str) -> None:
    profile = _read(f"{_PAGE}{more}\n")
    told = {fact.text.casefold() for fact in profile.facts if fact.kind is not FactKind.SUMMARY}

    assert told <= {"runa castellano", "lamp maker at harbour lamp works", "lamp maker", "harbour lamp works", "author"}


@pytest.mark.parametrize(
    "more",
    [
        "Other speakers\nPetra Lang\nCTO, Volt Valley",
        "“The best I know.” — Ada Lowe, CEO at Shell",
        "Petra Lang\nCTO at Volt Valley",
    ],
)
def test_a_post_of_others_is_not_taken_where_the_person_has_none(more: str) -> None:
    profile = _read(f"Runa Castellano\n\n{more}\n")

    assert _jobs(profile) == []
    assert not _texts(profile, FactKind.HEADLINE)


def test_what_the_person_does_beside_a_name_is_still_read() -> None:
    body = (
        "Runa Castellano is a sergeant with Clunshire Constabulary. She founded Wick & Co with Jon Low in 2012."
        " She serves with Hull Ambulance Service as a trainer.\n"
    )

    assert _jobs(_read(body)) == [
        ("sergeant", "Clunshire Constabulary", "now"),
        ("Founder", "Wick & Co", "now"),
        ("trainer", "Hull Ambulance Service", "now"),
    ]


_LISTED = """\
Runa Castellano

PUBLICATIONS
Books
2021. The Breath of Tone. Oxford: Larkspur Press.
Tone on the bus, 2020
Moss: a life, Larkspur Press 2019
Peer-reviewed articles
1. R. Castellano and A. Lowe, “The oil wick,” Journal of Light, vol. 3, 2018.
Castellano R, Lowe A. A kiln for all. Glass Today. 2017;4:22-31.
Castellano, R. 2016. Soot on the stairs. Language & Place 44(2): 101–130.
Castellano, Runa. Quiet Maps. Hull: Larkspur, 2011.
In press
View all 12
https://doi.org/10.1000/xyz
"""


def test_of_a_reference_the_title_is_read_and_headings_and_numbers_are_told() -> None:
    profile = _read(_LISTED)
    texts = [(fact.text, fact.start and fact.start.year) for fact in profile.of_kind(FactKind.PUBLICATION)]

    assert texts == [
        ("The Breath of Tone", 2021),
        ("Tone on the bus", 2020),
        ("Moss: a life", 2019),
        ("The oil wick", 2018),
        ("A kiln for all", 2017),
        ("Soot on the stairs", 2016),
        ("Quiet Maps", 2011),
    ]
    assert [one.partition(": ")[2] for one in profile.unread] == [
        "Books", "Peer-reviewed articles", "In press", "View all 12", "https://doi.org/10.1000/xyz",
    ]  # fmt: skip


def test_a_list_copied_from_a_page_gives_its_titles_alone() -> None:
    lines = ["38", "Quorum thresholds in weaver ants rise with rain", "Article", "Mar 2024", "Yusuf Adeyemi", "Lena Roth"]
    profile = _read("Yusuf Adeyemi\n\nPublications\n" + "\n".join(lines) + "\n")

    assert _texts(profile, FactKind.PUBLICATION) == [lines[1]]
    assert [one.partition(": ")[2] for one in profile.unread] == [lines[0], *lines[2:]]


@pytest.mark.parametrize("reader", [text, markdown])
def test_talks_have_their_title_their_event_and_their_year(reader: ModuleType) -> None:
    lines = [
        "*Darkness is a colour*, Showlight 2025",
        "“Light is loud”, LDI Las Vegas, 2023",
        "Soot – a love story | GlassTec | Oct 2022",
        "Invited talk: Wicks and Wonders. GlassTec, Düsseldorf, October 2021.",
        "2020 Keynote, Light Fair, Lyon",
    ]
    head = "Tamsin Okoro\n\nTALKS\n" if reader is text else "# Tamsin Okoro\n\n## Talks\n"
    profile = _read(head + "".join(f"- {line}\n" for line in lines), reader)

    assert [(fact.text, fact.start and fact.start.year) for fact in profile.of_kind(FactKind.TALK)] == [
        ("Darkness is a colour", 2025),
        ("Light is loud", 2023),
        ("Soot – a love story", 2022),
        ("Wicks and Wonders", 2021),
    ]
    assert _texts(profile, FactKind.PUBLISHER) == ["Showlight", "LDI Las Vegas", "GlassTec"]
    assert any("Keynote, Light Fair" in one for one in profile.unread)


def test_a_title_with_a_comma_or_a_letter_in_it_is_whole() -> None:
    profile = _read("Runa Castellano\n\nPUBLICATIONS\nRivers, A Love Story\nVitamin D. A history\nWhere do dogs go?\n")

    assert _texts(profile, FactKind.PUBLICATION) == ["Rivers, A Love Story", "Where do dogs go?"]
    assert profile.unread == ("line 5: Vitamin D. A history",)


def test_a_line_of_a_yaml_list_that_is_no_text_is_told() -> None:
    profile = _read("name: Runa Castellano\npublications:\n  - Quiet Maps, 2011\n  - Journal articles\n", yaml)

    assert _texts(profile, FactKind.PUBLICATION) == ["Quiet Maps"]
    assert profile.unread == ("publications: Journal articles",)


@pytest.mark.parametrize("reader", [text, markdown])
def test_studies_end_at_the_school_and_a_supervisor_a_grade_and_a_term_are_no_part_of_it(reader: ModuleType) -> None:
    lines = [
        f"PhD (expected {date.today().year + 2}), Materials, University of Hull. Supervisor: Prof Ada Lowe, Yale",
        "MA Glass, Royal College of Art, 2014",
        "BSc Maths (2:1), University of Leeds, 2012",
        "A-levels: Maths (A)",
        "BA Glass, University of Sunderland and Aalto University, 2008 - 2011",
    ]
    head = "Runa Castellano\n\nEDUCATION\n" if reader is text else "# Runa Castellano\n\n## Education\n"
    profile = _read(head + "".join(f"- {line}\n" for line in lines), reader)
    schools = [(fact.text, fact.current) for fact in profile.of_kind(FactKind.SCHOOL)]

    assert schools == [("University of Hull", True), ("Royal College of Art", False), ("University of Leeds", False)]
    assert _texts(profile, FactKind.FIELD) == ["Materials", "Glass", "Maths"]
    assert [one.partition(": ")[2] for one in profile.unread] == lines[3:]


def test_a_year_with_a_dash_begins_studies_of_a_student_and_ends_none() -> None:
    profile = _read("Runa Castellano\n\nEDUCATION\n2022 – PhD student, University of Hull\n2012 – BSc Maths, University of Leeds\n")

    assert [(fact.text, fact.current, fact.end) for fact in profile.of_kind(FactKind.SCHOOL)] == [
        ("University of Hull", True, None),
        ("University of Leeds", False, None),
    ]


def test_a_town_below_a_bare_firm_is_still_read() -> None:
    profile = _read("Runa Castellano\nHead of Glass\nTidal Glass\nHull, East Yorkshire, UK\n")

    assert _texts(profile, FactKind.PLACE) == ["Hull, East Yorkshire, UK"]
    assert not _texts(profile, FactKind.EMPLOYER)


def test_who_trained_or_raised_the_person_takes_away_nothing_else() -> None:
    body = (
        "Runa Castellano was trained by Siemens and is now an engineer at Shell. She was taught by Ada Lowe, CEO at Yale."
        " She is a mother of two and Head of Glass at Tidal Foundry.\n"
    )

    assert _jobs(_read(body)) == [("engineer", "Shell", "now"), ("Head of Glass", "Tidal Foundry", "now")]


def test_two_schools_in_a_sentence_are_two_and_a_teacher_is_no_subject() -> None:
    body = (
        "Runa Castellano is a lamp maker. She was educated at Hill School and Girton College."
        " She studied under Marta Ruiz at the Glass Academy. She studied at the University of Arts and Crafts.\n"
    )
    profile = _read(body)

    assert _texts(profile, FactKind.SCHOOL) == ["Hill School", "Girton College", "Glass Academy", "University of Arts and Crafts"]
    assert _texts(profile, FactKind.FIELD) == []


def test_jotted_keys_of_yaml_are_read_once_and_what_stands_beside_them_is_told() -> None:
    profile = _read(
        "Name: Runa Castellano\nTitle: Dr\nCompany: Wick & Co\nEmployer: Tidal Glass\nLocation: Hull\nCity: Riga\n", yaml
    )

    assert [(str(fact.kind), fact.text) for fact in profile.facts] == [
        ("name", "Runa Castellano"),
        ("place", "Hull"),
        ("employer", "Wick & Co"),
    ]
    assert profile.unread == ("Title", "Employer", "City")
    assert not yaml.recognises(b"Name: Runa Castellano\n")  # a text begins so too


@pytest.mark.parametrize(
    "record", [{"basics": {"name": "Runa Castellano"}, "work": []}, {"full_name": "Runa Castellano", "experiences": []}]
)
@pytest.mark.parametrize(
    ("entry", "when", "unread"),
    [
        ({"period": "2010-2015"}, "2015", ()),
        ({"dates": "2019 - Present"}, "now", ()),
        ({"dates": "2012"}, "2012", ()),
        ({"period": "a while"}, "?", ("work[].period",)),
        ({"startDate": "2019", "duration": "3 yrs"}, "now", ("work[].duration",)),
    ],
)
def test_a_span_of_time_in_one_value_is_read_or_told(
    record: dict[str, object], entry: dict[str, str], when: str, unread: tuple[str, ...]
) -> None:
    key = "work" if "basics" in record else "experiences"
    profile = _read(json.dumps({**record, key: [{"company": "Wick & Co", "position": "Maker", **entry}]}), json_resume)

    assert _jobs(profile) == [("Maker", "Wick & Co", when)]
    assert profile.unread == unread


_RENDER_CV = """\
cv:
  name: Cormac Dlamini
  headline: Theatre Rigger
  location: Cape Town
  social_networks:
    - {network: GitHub, username: cormac-example}
  sections:
    summary:
      - I hang things.
    experience:
      - {company: Artisan Stage, position: Head Rigger, start_date: 2019-04, end_date: present, highlights: [Built the grid]}
      - {company: Hill Theatre, position: Stagehand, start_date: 2014-01, end_date: 2019-03}
    education:
      - {institution: Cape Polytechnic, area: Engineering, degree: NDip, start_date: 2010, end_date: 2013}
    skills:
      - {label: Knots, details: all of them}
design:
  theme: classic
"""


def test_the_yaml_of_render_cv_is_read() -> None:
    profile = _read(_RENDER_CV, yaml)

    assert yaml.recognises(_RENDER_CV.encode())
    assert (profile.name, _texts(profile, FactKind.SUMMARY)) == ("Cormac Dlamini", ["I hang things."])
    assert _jobs(profile)[:2] == [("Head Rigger", "Artisan Stage", "now"), ("Stagehand", "Hill Theatre", "2019")]
    assert _texts(profile, FactKind.SCHOOL) == ["Cape Polytechnic"]
    assert _texts(profile, FactKind.HIGHLIGHT) == ["Built the grid"]
    assert profile.addresses == ("https://github.com/cormac-example",)
    assert profile.unread == ("cv.sections.skills[0]",)


def test_the_json_of_reactive_resume_is_read_without_what_is_hidden() -> None:
    experience = [
        {
            "company": "Sahel Pompes",
            "position": "Technician",
            "date": "2019 - Present",
            "summary": "<ul><li>180 pumps</li></ul>",
            "visible": True,
        },
        {"company": "Total Light", "position": "Electrician", "date": "2012 - 2019", "visible": True},
        {"company": "Secret Ltd", "position": "Clerk", "date": "2010 - 2012", "visible": False},
    ]
    record = {
        "basics": {
            "name": "Alphonse Ouedraogo",
            "headline": "Pump Technician",
            "location": "Ouagadougou",
            "url": {"href": "https://a.example"},
        },
        "sections": {
            "summary": {"content": "<p>I make water climb.</p>"},
            "experience": {"items": experience},
            "custom section": {"items": [{"name": "Chess"}]},
        },
        "metadata": {"template": "onyx"},
    }
    profile = _read(json.dumps(record), json_resume)

    assert _jobs(profile) == [("Technician", "Sahel Pompes", "now"), ("Electrician", "Total Light", "2019")]
    assert _texts(profile, FactKind.SUMMARY) == ["I make water climb."]
    assert _texts(profile, FactKind.HIGHLIGHT) == ["180 pumps"]
    assert profile.unread == ("sections.custom section",)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FN:Kipkemboi\\, Naomi\nN:Kipkemboi;Naomi;;;", "Naomi Kipkemboi"),
        ("FN:Naomi Kipkemboi\\, PhD\nN:Kipkemboi;Naomi;;;", "Naomi Kipkemboi, PhD"),
        ("FN:Kipkemboi\\, Naomi", "Kipkemboi, Naomi"),
    ],
)
def test_a_name_turned_round_on_a_card_is_put_right_by_its_parts(lines: str, name: str) -> None:
    assert _read(f"BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n", vcard).name == name


def test_a_text_of_nothing_but_headings_has_no_owner() -> None:
    with pytest.raises(ProfileError, match="does not say whose it is"):
        _read("Mein XING\nPersönliche Daten\nKontakt\n")
