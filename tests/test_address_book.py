"""Several sources of one person, and a folder of people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from outreach_lint.address_book import AddressBook, Recipient, read_address_book, recipients_of
from outreach_lint.errors import ProfileError
from outreach_lint.merging import merge_profiles
from outreach_lint.profile import FactKind, Profile, address_key
from outreach_lint.resume import profile_from_resume, resume_of

PAGE = "https://www.linkedin.com/in/mara-okello/"
MARA = {
    "basics": {"name": "Mara Okello", "label": "Hydrologist | ex-Delta Works", "email": "mara@riverlab.example", "profiles": [{"url": PAGE}]},
    "work": [{"position": "Hydrologist", "name": "River Lab", "startDate": "2021-03"}],
    "skills": [{"name": "R"}],
}  # fmt: skip


def person(path: str, record: dict[str, Any] | None = None, **basics: Any) -> Profile:
    return profile_from_resume(record or {"basics": basics}, path)


def test_a_second_source_adds_what_is_new_and_every_fact_keeps_its_source() -> None:
    more = {
        "basics": {"name": "Mara Okello", "summary": "I measure floods."},
        "work": [{"position": "Hydrologist", "name": "RIVER LAB", "highlights": ["Built 40 gauges from scrap"]}],
        "skills": [{"name": "r"}, {"name": "GIS"}],
        "talks": ["Gauges from scrap"],
    }
    both = merge_profiles([person("a/mara.pdf", MARA), person("b/gh.json", more)])
    texts = [(fact.kind, fact.text, fact.source) for fact in both.facts if fact.source.startswith("gh.json:")]
    assert texts == [
        (FactKind.SUMMARY, "I measure floods.", "gh.json:basics.summary"),
        (FactKind.HIGHLIGHT, "Built 40 gauges from scrap", "gh.json:work[0].highlights[0]"),
        (FactKind.TALK, "Gauges from scrap", "gh.json:talks[0]"),
        (FactKind.SKILL, "GIS", "gh.json:skills[1].name"),
    ]
    job = next(both.of_kind(FactKind.POSITION))
    assert both.beside(job, FactKind.HIGHLIGHT) and job.section == "work" and job.source == "mara.pdf:work[0].position"
    assert both.addresses == ("mara@riverlab.example", PAGE) and len({fact.source for fact in both.facts}) == len(both.facts)


def test_what_one_source_says_shorter_is_said_once() -> None:
    long = {
        "basics": {"name": "Mara Okello", "location": "Kisumu, Kenya", "summary": "I measure floods. And droughts."},
        "work": [{"name": "River Lab Ltd"}, {"position": "Hydrologist", "name": "River Lab", "startDate": "2001"}],
        "education": [{"institution": "Maseno University", "studyType": "Bachelor of Science - BSc", "endDate": "2010"}],
    }
    short = {
        "basics": {"name": "Mara Okello", "location": "Kisumu", "summary": "I measure floods.", "url": "riverlab.example"},
        "work": [{"position": "Hydrologist", "name": "River Lab", "startDate": "2021"}],
        "education": [
            {"institution": "Maseno University", "studyType": "Bachelor of Science"},
            {"institution": "Maseno University", "studyType": "MSc"},
        ],
    }
    both = merge_profiles(
        [
            person("short.json", short),
            person("long.json", {**long, "basics": {**long["basics"], "url": "https://riverlab.example/"}}),
        ]
    )
    assert [fact.text for fact in both.of_kind(FactKind.PLACE, FactKind.SUMMARY)] == ["Kisumu", "I measure floods. And droughts."]
    assert [(fact.text, fact.start and fact.start.year) for fact in both.of_kind(FactKind.EMPLOYER)] == [
        ("River Lab", 2021),
        ("River Lab", 2001),
    ]
    degrees = [(fact.text, fact.end and fact.end.year) for fact in both.of_kind(FactKind.DEGREE)]
    assert degrees == [("Bachelor of Science", 2010), ("MSc", None)] and both.addresses == ("riverlab.example",)


def test_files_that_are_called_the_same_are_told_apart() -> None:
    both = merge_profiles(
        [person("a/p.json", MARA), person("b/p.json", {"talks": ["One"]}), person("c/p.json", {"talks": ["Two"]})]
    )
    assert [fact.source for fact in both.of_kind(FactKind.TALK)] == ["p.json#2:talks[0]", "p.json#3:talks[0]"]


def test_one_source_is_left_as_it_is() -> None:
    mara = person("mara.json", MARA)
    assert merge_profiles([mara]) is mara


def test_two_people_are_not_made_one() -> None:
    with pytest.raises(ProfileError, match=r"^bo\.json: tells of Bo Lindqvist, and mara\.json of Mara Okello"):
        merge_profiles([person("mara.json", MARA), person("bo.json", name="Bo Lindqvist")])


@pytest.mark.parametrize("name", ["Mara O.", "mokello", "Мара Окелло", "Dr Mara Okello-Berg", None])
def test_other_ways_to_write_a_name_are_no_other_person(name: str | None) -> None:
    other = {"basics": {"name": name}, "talks": ["Scrap"]}
    assert len(merge_profiles([person("mara.json", MARA), person("b.json", other)]).facts) > len(person("mara.json", MARA).facts)


def test_a_profile_can_be_written_as_json_resume_and_read_again() -> None:
    for profile in (
        person("mara.json", MARA),
        merge_profiles([person("mara.json", MARA), person("b.json", {"talks": ["Scrap"], "skills": ["GIS"]})]),
    ):
        again = profile_from_resume(json.loads(json.dumps(resume_of(profile))), "again.json")
        assert {(f.kind, f.text, f.start, f.current) for f in again.facts} == {
            (f.kind, f.text, f.start, f.current) for f in profile.facts
        }
        assert again.addresses == profile.addresses


def test_all_profiles_of_the_corpora_survive_being_written() -> None:
    corpora = Path(__file__).parent.parent / "corpora" / "profiles"
    for path in sorted(corpora.glob("*.json"))[::7]:
        profile = profile_from_resume(json.loads(path.read_text(encoding="utf-8")), None)
        again = profile_from_resume(resume_of(profile), None)
        assert {(f.kind, f.text, f.start) for f in again.facts} == {(f.kind, f.text, f.start) for f in profile.facts}, path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara Okello", [("Mara Okello", "")]),
        ("mara@riverlab.example", [("", "mara@riverlab.example")]),
        ('"Okello, Mara" <Mara@RiverLab.example>', [("Okello, Mara", "mara@riverlab.example")]),
        ("Mara <https://uk.linkedin.com/in/Mara-Okello?trk=x>", [("Mara", "linkedin.com/in/mara-okello")]),
        ("www.linkedin.com/in/mara-okello/en", [("", "linkedin.com/in/mara-okello")]),
        ("Mara <mara@a.example>, Bo <bo@b.example>", [("Mara", "mara@a.example"), ("Bo", "bo@b.example")]),
        ("", []), ("   ", []),
    ],
)  # fmt: skip
def test_whom_a_draft_names(text: str, found: list[tuple[str, str]]) -> None:
    assert recipients_of(text) == [Recipient(*one) for one in found]


def test_one_address_in_several_spellings() -> None:
    spellings = [
        PAGE,
        "linkedin.com/in/mara-okello",
        "http://de.linkedin.com/in/Mara-Okello/?x=1",
        "www.linkedin.com/in/mara%2Dokello/en",
    ]
    assert {address_key(one) for one in spellings} == {"linkedin.com/in/mara-okello"}
    assert address_key("mailto:Mara@A.example") == "mara@a.example" and address_key("https://[bad") == "https://[bad"


BOOK = AddressBook(
    [
        person("mara.json", MARA),
        person("mara.vcf", {"basics": {"name": "Okello, Mara", "profiles": [{"url": PAGE}]}, "talks": ["Gauges from scrap"]}),
        person(
            "ana1.json", {"basics": {"name": "Ana Sá", "email": "ana@one.example"}, "work": [{"name": "Um", "position": "Chef"}]}
        ),
        person(
            "ana2.json", {"basics": {"name": "Ana Sa", "email": "ana@two.example"}, "work": [{"name": "Dois", "position": "Judge"}]}
        ),
        person("lee.json", name="Lee Park"),
        person("initials.json", name="Dr Ruth van Leeuwen (she/her), MRTPI"),
    ],
    "people",
)


@pytest.mark.parametrize(
    ("recipient", "paths"),
    [
        ("mara@riverlab.example", {"mara.json", "mara.vcf"}),  # the card is known to be hers by the page that both name
        ("Mara Okello", {"mara.json", "mara.vcf"}),
        ("MARA OKELLO <http://linkedin.com/in/mara-okello>", {"mara.json", "mara.vcf"}),
        ("Mara Okello <mara@elsewhere.example>", {"mara.vcf"}),  # the other one has another address
        ("ana@two.example", {"ana2.json"}),
        ("Ana Sá <ana@one.example>", {"ana1.json"}),
        ("Ruth van Leeuwen", {"initials.json"}),
        ("Lee Park <lee@new.example>", {"lee.json"}),
        ("Lee", None), ("Park", None), ("nobody@x.example", None), ("Mara", None),
    ],
)  # fmt: skip
def test_the_recipient_is_found(recipient: str, paths: set[str] | None) -> None:
    found = BOOK.find(recipients_of(recipient)[0])
    files = {fact.source.partition(":")[0] if ":" in fact.source else str(found.path) for fact in found.facts} if found else None
    assert files == paths


def test_of_two_of_the_same_name_nobody_is_guessed() -> None:
    with pytest.raises(ProfileError, match=r"several people are called so \(ana1\.json, ana2\.json\); name one"):
        BOOK.find(Recipient("Ana Sá", ""))


def test_what_the_sheet_tells_tells_them_apart() -> None:
    about = person("campaign.csv", {"basics": {"name": "Ana Sá"}, "work": [{"name": "dois"}]})
    found = BOOK.find(Recipient("Ana Sá", ""), about)
    assert found and found.path == "ana2.json"


def test_a_folder_of_every_kind_is_an_address_book(tmp_path: Path) -> None:
    (tmp_path / "mara.json").write_text(json.dumps(MARA))
    (tmp_path / "cards.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Lee Park\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Ana Sá\nEND:VCARD\n"
    )
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nBo,Lind,,bo@l.example,Kita,Cook,1 Jan 2024\n"
    )
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / ".hidden.json").write_text("{")
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf")
    book = read_address_book(tmp_path)
    assert {str(one.name) for one in book.people} == {"Mara Okello", "Lee Park", "Ana Sá", "Bo Lind"}
    assert [Path(str(error.path)).name for error in book.unread] == ["broken.pdf"]  # the rest is put there by systems


def test_no_address_book(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no such folder, though the setting address-book names it"):
        read_address_book(tmp_path / "none")


def test_two_people_of_one_name_and_one_employer_stay_two() -> None:
    people = [
        person(
            f"{n}.json",
            {"basics": {"name": "John Smith", "url": f"linkedin.com/in/j{n}"}, "work": [{"name": "Northwind", "position": "Cook"}]},
        )
        for n in (1, 2)
    ]
    with pytest.raises(ProfileError, match="several people are called so"):
        AddressBook(people, "people").find(Recipient("John Smith", ""))


def test_an_address_that_several_share_does_not_make_them_one() -> None:
    office = [person(f"{name[:3]}.json", name=name, email="office@lee.example") for name in ("Ann Lee", "Bob Lee", "Zoë Vos")]
    book = AddressBook(office, "people")
    found = book.find(Recipient("Bob Lee", "office@lee.example"))
    assert found and found.name == "Bob Lee"
    assert book.find(Recipient("Ida Roth", "office@lee.example")) is None


def test_what_asks_for_a_page_tells_pages_apart() -> None:
    pages = [f"https://scholar.example/citations?user={user}&utm_source=x" for user in "AB"]
    assert address_key(pages[0]) != address_key(pages[1])
    assert address_key("https://x.example/ada?utm_source=mail") == address_key("x.example/ada/")


@pytest.mark.parametrize(("one", "other"), [("John Smith", "John Brown"), ("Zoë Vos", "Bob Ray"), ("Ann Lee", "Bob Lee")])
def test_names_that_share_a_word_are_two_people(one: str, other: str) -> None:
    with pytest.raises(ProfileError, match="one message goes to one of them"):
        merge_profiles([person("one.json", name=one), person("other.json", name=other)])


@pytest.mark.parametrize(("one", "other"), [("Robert Hale", "Bob Hale"), ("Mara Okello", "Mara Okello-Berg"), ("Bob", "Zoë Vos")])
def test_names_of_one_person(one: str, other: str) -> None:
    assert merge_profiles([person("one.json", name=one), person("other.json", name=other)]).name == one


def test_the_order_of_names_counts() -> None:
    book = AddressBook([person("t.json", name="Thomas James")], "people")
    assert book.find(Recipient("James Thomas", "")) is None and book.find(Recipient("James, Thomas", ""))


def test_what_has_ended_stays_so_when_written() -> None:
    profile = person("a.json", {"basics": {"name": "Bo"}, "work": [{"position": "Baker", "name": "Acme", "endDate": "left"}]})
    again = person("b.json", resume_of(profile))
    assert [fact.current for fact in again.of_kind(FactKind.POSITION)] == [False]


def test_many_skills_merge_in_a_moment() -> None:
    some, others = (
        {"basics": {"name": "Bo Li"}, "skills": [f"skill {n}" for n in range(first, first + 1400)]} for first in (0, 700)
    )
    assert len(list(merge_profiles([person("a.json", some), person("b.json", others)]).of_kind(FactKind.SKILL))) == 2100
