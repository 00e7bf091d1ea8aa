from __future__ import annotations

import pytest

from outreach_lint.reading.names import (
    are_in_two_scripts,
    is_name_of,
    looks_misspelt,
    organisation_variants,
    pronoun_of,
    wrong_title,
)
from outreach_lint.resume import profile_from_resume


@pytest.mark.parametrize(
    ("greeted", "full_name"),
    [
        ("Mark", "Mark Oyelaran"),
        ("Oyelaran", "Mark Oyelaran"),
        ("Dr Oyelaran", "Mark Oyelaran"),
        ("Bob", "Robert Hale"),
        ("Kate", "Katherine Hale"),
        ("Jose Nunez", "José Núñez"),
        ("Anne", "Anne-Marie Duval"),
        ("J", "Joan Marsh"),
        ("Alex", "Alexandra Roth"),
        ("OLeary", "Nora O'Leary"),
        ("Minjun", "Kim Min-jun"),
        ("Vandermeer", "Jo van der Meer"),
        ("JR", "Jo Roth"),
        ("Soren", "Søren Dahl"),
        ("Lukasz", "Łukasz Wolny"),
        ("Mueller", "Jürgen Müller"),
        ("Müller", "Jurgen Mueller"),
        ("Aagaard", "Nils Ågård"),
        ("Tanaka-san", "Kenji Tanaka"),
    ],
)
def test_accepted_names(greeted: str, full_name: str) -> None:
    assert is_name_of(greeted, full_name)


@pytest.mark.parametrize(
    ("greeted", "full_name"),
    [("Marc", "Mark Oyelaran"), ("Lindqvist", "Mark Oyelaran"), ("Maria", "Mark Oyelaran"), ("Wu", "Dana Whitlock")],
)
def test_refused_names(greeted: str, full_name: str) -> None:
    assert not is_name_of(greeted, full_name)


def test_a_slip_of_one_letter_is_a_misspelling() -> None:
    assert looks_misspelt("Marc", "Mark Oyelaran")
    assert not looks_misspelt("Lindqvist", "Mark Oyelaran")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Northwind Analytics Ltd", ("northwind",)),
        ("Stripe, Inc.", ("stripe",)),
        ("University of Leeds", ("leeds", "university")),
        ("University of Leeds", ("leeds", "uni")),
        ("University of California, Berkeley", ("uc", "berkeley")),
        ("Massachusetts Institute of Technology", ("mit",)),
        ("Technische Universität Dresden (TUD)", ("tud",)),
        ("Ernst & Young", ("e&y",)),
    ],
)
def test_usual_short_forms(name: str, form: tuple[str, ...]) -> None:
    assert form in [variant for variant, _ in organisation_variants(name)]


@pytest.mark.parametrize(
    ("name", "form"), [("University of Leeds", ("university",)), ("Metabase", ("meta",)), ("Data Systems Group", ("data",))]
)
def test_forms_that_would_fit_others_too(name: str, form: tuple[str, ...]) -> None:
    assert form not in [variant for variant, _ in organisation_variants(name)]


@pytest.mark.parametrize(
    ("basics", "pronoun"),
    [
        ({"label": "Organ builder (she/her)"}, "she"),
        ({"summary": "Ute Falk breaks brakes for a living. She has 31 rigs behind her."}, "she"),
        ({"summary": "Dr Falk breaks brakes. He has rigs in Kassel.", "location": "Kassel"}, "he"),
        ({"summary": "Dr Falk breaks brakes. His rigs stand in a barn."}, None),
        ({"summary": "With Anna Berg and her crew, Ute Falk breaks brakes."}, None),
        ({"summary": "Ute Falk and Anna Berg break brakes. She has 31 rigs."}, None),
        ({"summary": "Ute Falk breaks brakes. Anna taught that. She has 31 rigs."}, None),
        ({"summary": "Ute Falk is a midwife who helps each mother find her own pace."}, None),
        ({"summary": "Ute Falk trains a colleague. She has 31 rigs."}, None),
        ({"label": "Organ builder (they/them)"}, None),
        ({"summary": "I learned it from my mother, and she from hers."}, None),  # of somebody else
        ({"summary": "Ute Falk breaks brakes. She learned it from her father, who had his own rig."}, None),
        ({"summary": "A rig is like a ship: she needs care."}, None),
        ({}, None),
    ],
)
def test_a_pronoun_is_read_where_the_profile_leaves_no_doubt(basics: dict[str, str], pronoun: str | None) -> None:
    assert pronoun_of(profile_from_resume({"basics": {"name": "Ute Falk", **basics}}, None)) == pronoun


@pytest.mark.parametrize(
    ("greeting", "title"),
    [
        ("Dear Mr Falk,", "Mr"),
        ("dear mr. falk,", "mr"),
        ("Dear Sir Ute,", "Sir"),
        ("Dear Ms Falk,", None),
        ("Dear Sir or Madam,", None),
        ("Dear Sir/Madam,", None),
        ("Dear Mr and Mrs Falk,", None),
        ("Dear Mr & Mrs Falk,", None),
        ("Dear Mr Baah,", None),  # somebody else
    ],
)
def test_a_title_is_wrong_only_before_the_name_of_the_one_person_greeted(greeting: str, title: str | None) -> None:
    found = wrong_title(greeting, "she", "Ute Falk (she/her)")
    assert (found["title"] if found else None) == title


@pytest.mark.parametrize(
    ("one", "other", "are_two"),
    [
        ("Takeda", "武田 恵", True),
        ("Sokolov", "Дмитрий Соколов", True),
        ("Takeda", "武田 恵 (Megumi Takeda)", False),
        ("Müller", "Jurgen Mueller", False),
        ("", "武田 恵", False),
    ],
)
def test_names_in_two_scripts_are_not_compared(one: str, other: str, are_two: bool) -> None:
    assert are_in_two_scripts(one, other) is are_two
