"""What a draft states of its reader's job and school, against the profile: what is false is found, what is true or not stated is left alone."""

from __future__ import annotations

import pytest

from outreach_lint.message import Span
from outreach_lint.profile import Profile
from outreach_lint.reading.references import Status, find_references
from outreach_lint.resume import profile_from_resume

PEOPLE = {
    "Ingrid": {
        "basics": {"name": "Ingrid Solheim", "label": "Head of Trial Logistics at Fjordcare", "summary": "Six years in an ambulance taught me to label boxes."},
        "work": [
            {"name": "Fjordcare", "position": "Head of Trial Logistics", "startDate": "2021", "highlights": ["A team of eleven, from Tromsø to Lilongwe"]},
            {"name": "Nordkjede", "position": "Depot Manager", "startDate": "2015", "endDate": "2021", "highlights": ["Ran the night depot"]},
            {"name": "Haukeland Ambulance", "position": "Paramedic", "startDate": "2009", "endDate": "2015"},
        ],
        "education": [{"institution": "University of Bergen", "area": "Nursing", "endDate": "2008"}],
    },
    "Tomas": {
        "basics": {"name": "Tomas Havlik", "label": "CTO | teaching machines to fold shirts"},
        "work": [
            {"name": "Pleatworks GmbH", "position": "Chief Technology Officer", "startDate": "2020", "highlights": ["Grew the firmware team to 14"]},
            {"name": "Brightloom", "position": "Senior Firmware Engineer", "startDate": "2013", "endDate": "2020"},
            {"name": "Café Modrá", "position": "Barista", "startDate": "2010", "endDate": "2012"},
        ],
        "education": [{"institution": "Univerzita Karlova", "area": "Physics", "endDate": "2013"}],
    },
}  # fmt: skip
THIN = profile_from_resume({"basics": {"name": "Ingrid Solheim", "label": "Cold chains for places where the power fails"}}, None)


def _faults(text: str, profile: Profile) -> list[tuple[str, Status]]:
    wrong = (Status.CONTRADICTED, Status.STALE)
    return [(found.text, found.status) for found in find_references([(Span(0, len(text)), text)], profile) if found.status in wrong]


FALSE = [
    ("Ingrid", "I see you're CTO at Google now.", "Google"),
    ("Ingrid", "As CEO of Fjordcare you decide what a box costs.", "CEO"),
    ("Ingrid", "As Head of Trial Logistics at Novartis you see every broken box.", "Novartis"),
    ("Ingrid", "You are a pharmacist at Haukeland Hospital, are you not?", "Haukeland Hospital"),
    ("Ingrid", "You were a paramedic at Nordkjede.", "paramedic"),
    ("Ingrid", "You are Depot Manager at Fjordcare.", "Depot Manager"),
    ("Ingrid", "You've joined Novo Nordisk as Head of Supply.", "Novo Nordisk"),
    ("Ingrid", "You studied at the University of Oslo.", "University of Oslo"),
    ("Ingrid", "You went to Stanford, like my boss.", "Stanford"),
    ("Ingrid", "You attended HEC Paris.", "HEC Paris"),
    ("Ingrid", "You run the warehouse of Hoshi Parts.", "Hoshi Parts"),
    ("Ingrid", "As Depot Manager at Nordkjede you know the night shift.", "Nordkjede"),
    ("Tomas", "You're the CFO at Pleatworks, I gather.", "CFO"),
    ("Tomas", "You were a barista at Brightloom before you wrote firmware.", "barista"),
    ("Tomas", "As Head of Marketing at Pleatworks you see what sells.", "Head of Marketing"),
    ("Tomas", "You run Hoshi Parts' warehouse in Brno.", "Hoshi Parts"),
    ("Tomas", "You are the managing director of Foldwell Robotics.", "Foldwell Robotics"),
]
TRUE_OR_UNSTATED = [
    ("Ingrid", "As Head of Trial Logistics at Fjordcare you must see every broken box."),
    ("Ingrid", "As Depot Manager at Nordkjede you must have slept by day."),
    ("Ingrid", "You are a head of logistics at Fjordcare and a paramedic by training."),
    ("Ingrid", "You were a paramedic at Haukeland before you turned to boxes."),
    ("Ingrid", "You went to the University of Bergen, like half my family."),
    ("Ingrid", "You went to Oslo for the ferry trial, I saw."),
    ("Ingrid", "You attended the Glass Days in Murano, where I stood at the press."),
    ("Ingrid", "Do you work at Hoshi Parts as well?"),
    ("Ingrid", "If you were CEO of Maersk, what would you change?"),
    ("Ingrid", "As a buyer at Hoshi Parts I order boxes from three plants."),
    ("Ingrid", "You may have met my colleague, who was Head of Warehouse at Hoshi Parts."),
    ("Ingrid", "You are a customer of Hoshi Parts, as we are."),
    ("Ingrid", "As a member of Rotary you know the hall."),
    ("Ingrid", "You were a foreman at Nordkjede."),  # another word for what a depot manager is, perhaps
    ("Tomas", "You're CTO at Pleatworks, so you choose the motors."),
    ("Tomas", "As CTO of Pleatworks you must hear every motor in your sleep."),
    ("Tomas", "You were a firmware engineer at Brightloom when the first loom shipped."),
    ("Tomas", "You studied physics at Charles University."),  # the profile has it in Czech
    ("Tomas", "You were a brilliant speaker at Web Summit."),
    ("Tomas", "As a speaker at Web Summit you must be tired of badges."),
    ("Tomas", "As the new engineer at Brightloom, I sit at what they say was your desk."),
    ("Tomas", "You manage the port of Rotterdam with these motors, I read."),
]


@pytest.mark.parametrize(("who", "text", "mention"), FALSE)
def test_a_wrong_job_or_school_is_found(who: str, text: str, mention: str) -> None:
    assert mention in [found for found, _ in _faults(text, profile_from_resume(PEOPLE[who], None))]


@pytest.mark.parametrize(("who", "text"), TRUE_OR_UNSTATED)
def test_what_is_true_or_not_stated_is_left_alone(who: str, text: str) -> None:
    assert not _faults(text, profile_from_resume(PEOPLE[who], None))


@pytest.mark.parametrize("text", [text for _, text, _ in FALSE])
def test_a_profile_without_jobs_and_schools_denies_nothing(text: str) -> None:
    assert not _faults(text, THIN)


def test_a_past_job_that_is_told_as_the_present_one_is_stale() -> None:
    profile = profile_from_resume(PEOPLE["Ingrid"], None)
    assert _faults("As Depot Manager at Nordkjede you know the night shift.", profile) == [("Nordkjede", Status.STALE)]
