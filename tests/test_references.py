from __future__ import annotations

import pytest

from outreach_lint.message import Span
from outreach_lint.profile import Profile
from outreach_lint.reading.references import Status, find_references
from outreach_lint.resume import profile_from_resume


def _read(text: str, profile: Profile) -> list[tuple[str, Status]]:
    return [(r.text, r.status) for r in find_references([(Span(0, len(text)), text)], profile)]


@pytest.mark.parametrize(
    ("text", "mention", "status"),
    [
        ("Your talk about maps that apologise stayed with me.", "maps that apologise", Status.GROUNDED),
        ("How did Puddlewatch begin, if you don't mind me asking you?", "Puddlewatch", Status.GROUNDED),
        ("You taught geography before, as I do now.", "geography", Status.GROUNDED),
        ("What keeps you with the Aire Rivers Trust?", "Aire Rivers Trust", Status.GROUNDED),
        ("What is your work at Northwind like?", "Northwind", Status.GROUNDED),
        ("When you were at Hillcrest School, did you use maps?", "Hillcrest School", Status.GROUNDED),
        ("How do you like your job at Hillcrest School?", "Hillcrest School", Status.STALE),
        ("How is life at Hillcrest?", "Hillcrest", Status.STALE),
        ("Congratulations on your work at Siemens.", "Siemens", Status.CONTRADICTED),
        ("You studied at Oxford, I see.", "Oxford", Status.CONTRADICTED),
        ("In your role as Geography Teacher at Northwind you must see a lot.", "Geography Teacher", Status.CONTRADICTED),
    ],
)
def test_mentions_are_compared_with_the_profile(dana: Profile, text: str, mention: str, status: Status) -> None:
    assert (mention, status) in _read(text, dana)


@pytest.mark.parametrize(
    "text",
    [
        "I studied at Oxford, and you?",
        "I work at Siemens, where we read your reports.",
        "Your talk at PyCon was great.",
        "Are you going to the University tomorrow?",
        "Thank you for your time on Monday at Starbucks.",
        "You work with PyTorch every day, I guess.",
        "You are busy with Christmas, I know.",
        "Your work as a whole is a joy to me.",
        "You went to PyCon last year, did you?",
        "What is your role as a mother like?",
        "You were at PyCon in May, I believe.",
        "If you are at Anuga in October, I would be glad to hear how it went.",
        "You lead workshops for Girlguiding, I read.",
        "How is life at Sea?",
    ],
)
def test_nothing_is_contradicted_that_the_draft_does_not_claim(dana: Profile, text: str) -> None:
    assert not [found for found in _read(text, dana) if found[1] in (Status.CONTRADICTED, Status.STALE)]


def test_one_company_is_not_another_whose_name_begins_alike() -> None:
    metabase = profile_from_resume({"basics": {"name": "Ann"}, "work": [{"name": "Metabase", "position": "Engineer"}]}, None)
    assert _read("How is life at Meta for you?", metabase) == [("Meta", Status.CONTRADICTED)]
    assert _read("How is life at Metabase for you?", metabase) == [("Metabase", Status.GROUNDED)]


def test_the_present_employer_alone_is_nothing_particular(dana: Profile) -> None:
    text = "Your company Northwind is great."
    references = find_references([(Span(0, len(text)), text)], dana)
    assert references and not any(reference.is_particular for reference in references)
