from __future__ import annotations

import json
from pathlib import Path

import pytest

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.shorthand import expand
from outreach_lint.profile import FactKind, PartialDate, Profile
from outreach_lint.profiles import read_profile
from outreach_lint.resume import clean, parse_date, profile_from_resume

CORPORA = Path(__file__).parent.parent / "corpora"
YAML = """\
name: Dana Whitlock
location: Leeds
work:
  - Data analyst at Northwind, since 2021
  - Teacher at Hill School, 2012 - 2020
education:
  - BSc Mathematics, University of Leeds, 2008 - 2012
talks:
  - Counting bees (PyData Leeds, 2024)
skills: [Python, SQL]
"""
MARKDOWN = """\
# Dana Whitlock
Data analyst who used to teach
Location: Leeds

## Experience
- Data analyst at Northwind, since 2021
- Teacher at Hill School, 2012 - 2020

## Education
- BSc Mathematics, University of Leeds, 2008 - 2012

## Talks
- Counting bees (PyData Leeds, 2024)

## Skills
Python, SQL
"""


def _texts(profile: Profile, kind: FactKind) -> list[str]:
    return [fact.text for fact in profile.of_kind(kind)]


def test_jotted_keys_are_a_job_and_a_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "name: Priya Raman\nCompany: Tallyhouse\njob title: Head of Growth\ncity: Leeds\nmet at: a fair\n"
    )
    profile = read_profile(str(tmp_path / "a.txt"))
    assert {(fact.kind, fact.text) for fact in profile.facts} >= {
        (FactKind.EMPLOYER, "Tallyhouse"), (FactKind.POSITION, "Head of Growth"), (FactKind.PLACE, "Leeds"),
    }  # fmt: skip
    assert profile.unread == ("met at",)
    (tmp_path / "b.yaml").write_text("name: Priya Raman\nwork: Analyst at Loom, since 2020\ncompany: Tallyhouse\n")
    profile = read_profile(str(tmp_path / "b.yaml"))
    assert [fact.text for fact in profile.of_kind(FactKind.EMPLOYER)] == ["Loom"] and profile.unread == ("company",)


@pytest.mark.parametrize(("name", "text"), [("dana.yaml", YAML), ("dana.md", MARKDOWN)])
def test_short_forms_give_the_facts_of_the_long_one(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    profile = read_profile(str(path))
    assert profile.name == "Dana Whitlock"
    assert _texts(profile, FactKind.POSITION) == ["Data analyst", "Teacher"]
    assert _texts(profile, FactKind.EMPLOYER) == ["Northwind", "Hill School"]
    assert [fact.current for fact in profile.of_kind(FactKind.EMPLOYER)] == [True, False]
    assert _texts(profile, FactKind.TALK) == ["Counting bees"]
    assert (_texts(profile, FactKind.FIELD), _texts(profile, FactKind.SCHOOL)) == (["Mathematics"], ["University of Leeds"])
    assert _texts(profile, FactKind.SKILL) == ["Python", "SQL"]
    assert _texts(profile, FactKind.PLACE) == ["Leeds"]


@pytest.mark.parametrize(
    ("line", "position", "employer", "ended"),
    [
        ("Head of Growth at Parcelwise, since 2023", "Head of Growth", "Parcelwise", False),
        ("Head of Growth, Parcelwise, 2023 - present", "Head of Growth", "Parcelwise", False),
        ("Analyst — Beta Ltd, 2018–2020", "Analyst", "Beta Ltd", True),
        ("Gardener", "Gardener", None, False),
    ],
)
def test_lines_of_work(line: str, position: str, employer: str | None, ended: bool) -> None:
    entry = expand("work", line)
    assert (entry["position"], entry.get("name")) == (position, employer)
    assert (parse_date(entry.get("endDate")) is not None) is ended


def test_a_title_is_no_first_name() -> None:
    assert profile_from_resume({"basics": {"name": "Dr. Ann Lee"}}, None).first_name == "Ann"


def test_every_fact_says_where_it_stands(dana: Profile) -> None:
    by_source = {fact.source: fact.text for fact in dana.facts}
    assert by_source["work[1].position"] == "Geography Teacher"
    assert by_source["basics.location.city"] == "Leeds"
    assert len(by_source) == len(dana.facts)


def test_all_profiles_of_the_corpora_are_read() -> None:
    for path in sorted((CORPORA / "profiles").glob("*.json")):
        assert len(read_profile(str(path)).facts) > 5, path


def test_older_keys_and_strings_are_understood() -> None:
    profile = profile_from_resume(
        {"basics": {"name": "Bo"}, "work": [{"company": "Navalta", "position": "Surveyor"}], "interests": ["kites"]}, None
    )
    assert _texts(profile, FactKind.EMPLOYER) == ["Navalta"] and _texts(profile, FactKind.INTEREST) == ["kites"]


@pytest.mark.parametrize(
    ("value", "date"),
    [("2021", (2021, 0, 0)), ("2021-03", (2021, 3, 0)), ("2021-03-15", (2021, 3, 15)), ("Mar 2021", (2021, 3, 0)), (2019, (2019, 0, 0)),
     ("März 2021", (2021, 3, 0)), ("15 déc. 2019", (2019, 12, 0)), ("Marketing 2021", (2021, 0, 0)),
     ("Present", None), ("", None), (None, None), ("soon", None)],
)  # fmt: skip
def test_dates(value: object, date: tuple[int, int, int] | None) -> None:
    assert parse_date(value) == (PartialDate(*date) if date else None)


def test_control_and_bidirectional_characters_are_dropped() -> None:
    assert clean("Acme\x1b[31m \u202eLtd\n\tnow") == "Acme[31m Ltd now"
    assert clean("M**** ******") == ""


@pytest.mark.parametrize(
    ("name", "content", "problem", "line"),
    [
        ("a.json", b'{"basics": {"name": "Ann",}}', "not valid JSON", 1),
        ("a.json", b'{\n "basics": [\n', "not valid JSON", 3),
        ("a.json", b"[1, 2]", "no record of a person", None),
        ("a.json", b'{"colour": "red"}', "not a profile", None),
        ("a.json", b"[" * 100_000, "not", None),
        ("a.yaml", b"name: [Ann\nwork: x", "not valid YAML", None),
        ("a.md", b"# ", "not a profile", None),
        ("a.txt", b"just some words", "known format", None),
        ("a.txt", b"", "empty", None),
        ("a.json", b'{"basics": {"name": "\xff\xfe\xfa"}}', "UTF-8", 1),
        ("a.json", b'{"a": "\x00\x01"}', "binary", None),
    ],
)
def test_what_is_no_profile_is_refused(tmp_path: Path, name: str, content: bytes, problem: str, line: int | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=problem) as caught:
        read_profile(str(path))
    assert caught.value.path is not None
    assert line is None or caught.value.line == line


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no such file"):
        read_profile(str(tmp_path / "none.json"))
    with pytest.raises(ProfileError, match="a folder"):
        read_profile(str(tmp_path))


def test_values_of_the_wrong_type_are_passed_over() -> None:
    record = {
        "basics": {"name": ["Ann"], "location": 3},
        "work": {"name": "x"},
        "skills": [None, 3, {"name": "Rust"}],
        "projects": [[1]],
    }
    assert [fact.text for fact in profile_from_resume(json.loads(json.dumps(record)), None).facts] == ["Rust"]


@pytest.mark.parametrize(
    ("line", "position", "employer"),
    [
        ("Seismologist, Uppsala Institute for Geophysics (2010 – 2016)", "Seismologist", "Uppsala Institute for Geophysics"),
        ("**Principal Engineer**, Kestrel Freight", "Principal Engineer", "Kestrel Freight"),
        ("Head of Care at St Mary's Home for Seamen", "Head of Care", "St Mary's Home for Seamen"),
    ],
)
def test_an_entry_of_one_line_is_divided_where_it_should_be(line: str, position: str, employer: str) -> None:
    from outreach_lint.parsing.shorthand import expand

    entry = expand("work", line)
    assert (entry["position"], entry["name"]) == (position, employer)


def test_studies_at_a_school_are_divided_without_a_comma_too() -> None:
    entry = expand("education", "BS Hotel and Restaurant Management at Visayan College, 2013")
    assert (entry["studyType"], entry["area"], entry["institution"]) == ("BS", "Hotel and Restaurant Management", "Visayan College")


def test_a_title_that_begins_in_quotation_marks_is_kept_whole() -> None:
    entry = expand("talks", '"It is only rain": talking to skippers (Harbour Day, 2024)')
    assert (entry["name"], entry["publisher"]) == ('"It is only rain": talking to skippers', "Harbour Day")
