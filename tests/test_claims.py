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
    ("Ingrid", "You joined Novo Nordisk as a test engineer in May.", "Novo Nordisk"),
    ("Ingrid", "As a paramedic at Fjordcare you must sleep badly.", "paramedic"),
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
    ("Tomas", "You were a barista at Brightloom before you wrote firmware.", "barista"),
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
    # A title in other words, or one more than the profile tells
    ("Ingrid", "As CEO of Fjordcare you decide what a box costs."),
    ("Ingrid", "As Logistics Lead at Fjordcare you see every broken box."),
    ("Ingrid", "You were Warehouse Manager at Nordkjede."),
    ("Tomas", "You're the CFO at Pleatworks, I gather."),
    ("Tomas", "As Head of Marketing at Pleatworks you see what sells."),
    # To join what everybody can join
    ("Tomas", "You joined Mastodon as well, I saw."),
    ("Tomas", "You joined Slack as an early user."),
    ("Tomas", "You joined Rotary as its treasurer."),
    ("Tomas", "You joined Zoom as I was leaving."),
    # What people do beside their job
    ("Ingrid", "I heard that you are Treasurer at St Mary's Church."),
    ("Ingrid", "As a goalkeeper at Lyon United you must know the referee."),
    ("Ingrid", "As a volunteer coordinator at Food Bank Lyon you see who comes."),
    ("Ingrid", "You run the workshop of Repair Café Lyon, I read."),
    ("Ingrid", "As a regular drinker at Olde Anchor you know the landlord."),
    ("Ingrid", "As a board director at Oslo Harbour you vote on this."),
    ("Ingrid", "As a physiotherapist at Viking Handball Club you see every knee."),
    ("Ingrid", "As a teacher at Oslo Sunday School you know songs."),
    ("Ingrid", "You are a nurse at Médecins Sans Frontières now."),
    ("Tomas", "You joined Twitter as a developer."),
    # The same place, in other words
    ("Ingrid", "You studied at Universitetet i Bergen."),
    ("Ingrid", "You studied at UiB."),
    ("Ingrid", "You studied at Bergen University."),
    ("Ingrid", "How is life at Fiordcare?"),
    ("Ingrid", "How is life at fjordcare.example these days?"),
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


ELSEWHERE = {
    "basics": {"name": "Anke Wirth", "summary": "Lampen, Licht und der Verein Nordlicht in Kiel."},
    "work": [
        {"name": "nordholz.example", "position": "Plant Manager", "startDate": "2019"},
        {"name": "Wick & Co, a Lumen company", "position": "Buyer", "startDate": "2021"},
        {"name": "Wick & Co", "position": "Buyer", "startDate": "2015", "endDate": "2021"},
        {"name": "Verrerie Aubin", "position": "Glazier", "startDate": "2010", "endDate": "2014"},
    ],
    "education": [{"institution": "TUM", "endDate": "2010"}],
}


@pytest.mark.parametrize(
    "text",
    [
        "How is life at Nordholz?",
        "How is life at Nordholz GmbH these days?",
        "How is life at Wick & Co?",
        "You studied at the Technical University of Munich, as I did.",
        "When you worked at Verreries Aubin, who blew the glass?",
        "As Factory Manager at Nordholz you must hear the saws at night.",
        "How is life at Nordlicht Kiel?",
        "Your colleagues at Hafen Werft say hello.",
    ],
)
def test_the_same_firm_or_school_under_another_name_is_not_denied(text: str) -> None:
    assert not _faults(text, profile_from_resume(ELSEWHERE, None, unread=["line 9: Werft (Hafen), evenings"]))


def test_another_firm_is_denied_beside_names_in_short() -> None:
    profile = profile_from_resume(ELSEWHERE, None)
    assert _faults("How is life at Hafen Werft?", profile) == [("Hafen Werft", Status.CONTRADICTED)]
    assert _faults("You studied at the Technical University of Dresden.", profile) == [
        ("Technical University of Dresden", Status.CONTRADICTED)
    ]


@pytest.mark.parametrize("text", ["You run the workshop of Repair Café Lyon.", "You are a goalkeeper at Lyon United."])
def test_what_may_be_done_beside_a_job_is_for_the_sender_to_check(text: str) -> None:
    found = find_references([(Span(0, len(text)), text)], profile_from_resume(PEOPLE["Ingrid"], None))
    assert Status.UNVERIFIABLE in [reference.status for reference in found]
