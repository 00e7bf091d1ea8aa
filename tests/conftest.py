from __future__ import annotations

import os
from pathlib import Path

import pytest

from outreach_lint.message import Channel, Message
from outreach_lint.profile import Profile
from outreach_lint.reading.analysis import Analysis, Reader
from outreach_lint.resume import profile_from_resume

os.environ["OUTREACH_LINT_WARM"] = "off"  # a server that somebody runs here shall not take part
ROOT = Path(__file__).parent.parent
REQUEST_FIRST = "Hi Dana,\n\nI am looking for a job in data science. Can you help me land one at your company? My resume is attached.\n\nThanks,\nSam\n"
DANA = {
    "basics": {"name": "Dana Whitlock", "label": "Analytics lead", "location": {"city": "Leeds"}},
    "work": [
        {"name": "Northwind Analytics Ltd", "position": "Senior Data Analyst", "startDate": "2021-03"},
        {"name": "Hillcrest School", "position": "Geography Teacher", "startDate": "2012", "endDate": "2021"},
    ],
    "education": [{"institution": "University of Leeds", "area": "Geography", "studyType": "BA", "endDate": "2011"}],
    "publications": [{"name": "Maps that apologise", "publisher": "Talk, PyData Leeds", "releaseDate": "2025-10"}],
    "projects": [{"name": "Puddlewatch", "description": "Flood reports from schoolchildren along the Aire"}],
    "volunteer": [{"organization": "Aire Rivers Trust", "position": "River warden", "startDate": "2019"}],
}
_READER = Reader()


@pytest.fixture
def dana() -> Profile:
    """A recipient with a change of career, a talk, a project and a volunteer post."""
    return profile_from_resume(DANA, "dana.json")


@pytest.fixture
def analyse():  # noqa: ANN201
    """Read a text as the linter does, with the models loaded once for all tests."""

    def read(text: str, recipient: Profile | None = None, channel: Channel = Channel.LINKEDIN_MESSAGE, **more: object) -> Analysis:
        return Analysis(Message(text), channel, recipient=recipient, reader=_READER, **more)

    return read
