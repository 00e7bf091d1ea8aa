"""Profiles from address books, GitHub, ORCID, saved web pages and the JSON of other programs."""

from __future__ import annotations

import base64
import contextlib
import copy
import json
import quopri
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_lint.errors import ProfileError
from outreach_lint.profile import FactKind, Profile
from outreach_lint.profiles import github, json_resume, orcid, read_people, read_profile, vcard, web_page

READERS = (vcard, github, orcid, web_page, json_resume)


def _of(profile: Profile, *kinds: FactKind) -> list[str]:
    return [fact.text for fact in profile.of_kind(*kinds)]


def _saved(tmp_path: Path, name: str, content: str | bytes | Any) -> str:
    path = tmp_path / name
    path.write_bytes(
        content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
    )
    return str(path)


# --- vCard

CARD = """\
BEGIN:VCARD
VERSION:3.0
N:Whitlock;Dana;;Dr.;
FN:Dr. Dana Whitlock
ORG:Northwind Maps\\, Ltd;Research;Tiles
TITLE:Lead cartographer
NOTE:Draws maps that
  apologise\\, mostly\\nand bees
CATEGORIES:cartography,bees,myContacts
item1.URL;type=pref:https://dana.example/
item1.X-ABLabel:_$!<HomePage>!$_
URL:https://maps.example/
EMAIL;TYPE=INTERNET:dana@maps.example
EMAIL:dana@home.example
X-SOCIALPROFILE;type=linkedin;x-user=dana:https://www.linkedin.com/in/dana-whitlock
ADR;TYPE=HOME:;;1 Secret Street;Hull;;HU1;UK
ADR;TYPE=WORK:;;2 Mill Lane;Leeds;West Yorkshire;LS1;UK
TEL;TYPE=CELL:+44 7700 900123
BDAY:1980-01-01
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ
 AAAQABAAD
X-CUSTOM:something
END:VCARD
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_card(tmp_path: Path, end: str) -> None:
    profile = read_profile(_saved(tmp_path, "dana.vcf", CARD.replace("\n", end)))
    assert profile.name == "Dr. Dana Whitlock"
    assert _of(profile, FactKind.POSITION, FactKind.EMPLOYER) == ["Lead cartographer", "Northwind Maps, Ltd"]
    assert "apologise" not in profile.text  # what you noted of them is yours
    assert _of(profile, FactKind.INTEREST) == ["cartography", "bees"]
    assert _of(profile, FactKind.PLACE) == ["Leeds", "West Yorkshire"]
    assert profile.addresses == (
        "dana@maps.example", "https://dana.example/", "https://maps.example/", "https://www.linkedin.com/in/dana-whitlock", "dana@home.example"
    )  # fmt: skip
    assert set(profile.unread) - {"NOTE"} == {
        "TEL", "BDAY", "PHOTO", "X-CUSTOM", "ORG: the department", "ADR: the street", "CATEGORIES: groups of an address book"
    }  # fmt: skip


@pytest.mark.parametrize("value", ["7700", "1980", "Secret", "Mill Lane", "LS1", "/9j/"])
def test_what_is_private_on_a_card_is_not_told(tmp_path: Path, value: str) -> None:
    profile = read_profile(_saved(tmp_path, "dana.vcf", CARD))
    assert value not in profile.text and value not in str(profile.unread) and value not in str(profile.addresses)


def test_a_card_of_version_2(tmp_path: Path) -> None:
    card = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r\n"
        b"FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg M=FCller\r\n"
        b"TITLE;QUOTED-PRINTABLE:Head of a very =\r\n long =\r\ntitle\r\nORG;CHARSET=windows-1252:B\xe4ckerei Abendrot\r\n"
        b"NOTE;ENCODING=quoted-printable;CHARSET=utf-8:Brot=0D=0Aund K=C3=A4se, viel\r\nTEL;HOME;VOICE:1\r\nEND:VCARD\r\n"
    )
    profile = read_profile(_saved(tmp_path, "j.vcf", card))
    assert profile.name == "Jörg Müller"
    assert _of(profile, FactKind.POSITION, FactKind.EMPLOYER) == ["Head of a very long title", "Bäckerei Abendrot"]
    assert "NOTE" in profile.unread


def test_a_card_of_version_4(tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nKIND:individual\nFN:Ada Okafor\nEXPERTISE;LEVEL=expert:number theory\nINTEREST;INDEX=1:looms\nHOBBY:rowing\n"
        'LANG;PREF=1:fr-CA\nLANG:tlh\nSOCIALPROFILE;SERVICE-TYPE="Mastodon":https://social.example/@ada\nIMPP:xmpp:ada@chat.example\nEND:VCARD'
    )
    profile = read_profile(_saved(tmp_path, "ada.vcf", card))
    assert (_of(profile, FactKind.SKILL), _of(profile, FactKind.INTEREST)) == (["number theory"], ["looms", "rowing"])
    assert _of(profile, FactKind.LANGUAGE) == ["French"] and profile.unread == ("LANG",)
    assert profile.addresses == ("https://social.example/@ada", "xmpp:ada@chat.example")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("N:Okafor;Ada;Mary;;PhD", "Ada Mary Okafor PhD"),
        ("FN:ada@home.example\nN:Okafor;Ada", "Ada Okafor"),
        ("FN:Blue Barn\nORG:Blue Barn\nN:Okafor;Ada;;;", "Ada Okafor"),
        ("FN:Okafor, Ada", "Okafor, Ada"),
        ("fn:Ada Okafor", "Ada Okafor"),
    ],
)
def test_the_name_on_a_card(tmp_path: Path, lines: str, name: str) -> None:
    assert read_profile(_saved(tmp_path, "a.vcf", f"BEGIN:VCARD\n{lines}\nEND:VCARD")).name == name


@pytest.mark.parametrize(
    ("lines", "work"),
    [
        ("ORG:Blue Barn\nROLE:Baker", [("Baker", "Blue Barn")]),
        ("ORG:Blue Barn\nTITLE:Baker\nTITLE:Founder", [("Baker", "Blue Barn"), ("Founder", "Blue Barn")]),
        ("ORG:Blue Barn\nORG:Red Mill\nTITLE:Baker\nTITLE:Miller", [("Baker", "Blue Barn"), ("Miller", "Red Mill")]),
        ("ORG:Blue Barn\nORG:Red Mill\nTITLE:Baker", [("Baker", None), (None, "Blue Barn"), (None, "Red Mill")]),
        ("ORG:;Ovens", []),
    ],
)
def test_positions_on_a_card(tmp_path: Path, lines: str, work: list[tuple[str | None, str | None]]) -> None:
    profile = read_profile(_saved(tmp_path, "a.vcf", f"BEGIN:VCARD\nFN:Ada Okafor\n{lines}\nEND:VCARD"))
    entries = {
        fact.entry: {f.kind: f.text for f in profile.by_entry[fact.entry]} for fact in profile.facts if fact.entry != "basics"
    }
    assert [(one.get(FactKind.POSITION), one.get(FactKind.EMPLOYER)) for one in entries.values()] == work


def test_many_cards_with_bad_ones_among_them(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:Ada Okafor\nEND:VCARD\n\nBEGIN:VCARD\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:Bo Lind\nnonsense\n"
        "AGENT:\nBEGIN:VCARD\nFN:Cy Agent\nEND:VCARD\nTITLE:Baker\nBEGIN:VCARD\nKIND:org\nFN:Blue Barn\nEND:VCARD\nBEGIN:VCARD\nFN:Di Moss"
    )
    path = _saved(tmp_path, "all.vcf", text)
    people = read_people(path)
    assert [person.name for person in people] == ["Ada Okafor", "Bo Lind", "Di Moss"]
    assert people[0].unread == (
        "card in line 5: this card has no name of a person",
        "card in line 16: this card is of an organisation or a group, not of a person",
    )
    assert people[1].unread == ("card in line 8: no END:VCARD, so the file may be cut off", "line 10: no line of a card", "AGENT")
    with pytest.raises(ProfileError, match="tells of 3 people"):
        read_profile(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"BEGIN:VCARD\nTEL:1\nEND:VCARD", "no name"),
        (b"BEGIN:VCARD\nX-ABShowAs:COMPANY\nFN:Blue Barn\nORG:Blue Barn\nEND:VCARD", "organisation"),
        (b"BEGIN:VCARD\n\x00\nEND:VCARD", "binary"),
        (b"BEGIN:VCARD\nFN;CHARSET=unicode_escape:\\x41\xff\nEND:VCARD", "no name"),
    ],
)
def test_cards_that_tell_of_nobody(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem) as caught:
        read_profile(_saved(tmp_path, "a.vcf", content))
    assert caught.value.path


def test_a_card_in_utf_16(tmp_path: Path) -> None:
    assert (
        read_profile(_saved(tmp_path, "a.vcf", "\ufeffBEGIN:VCARD\nFN:Åsa Lind\nEND:VCARD".encode("utf-16-le"))).name == "Åsa Lind"
    )


# --- GitHub

USER = {
    "login": "danaw",
    "id": 7,
    "type": "User",
    "name": "Dana Whitlock",
    "company": "@northwind-maps @blue-barn",
    "blog": "https://dana.example",
    "location": "Leeds",
    "email": None,
    "bio": "Maps and bees.",
    "twitter_username": "danamaps",
    "public_repos": 8,
    "html_url": "https://github.com/danaw",
}


def _repository(name: str, stars: int = 0, **more: Any) -> dict[str, Any]:
    owner = {"login": "danaw", "type": "User", "followers_url": "https://api.github.com/users/danaw/followers"}
    return {
        "name": name,
        "full_name": f"danaw/{name}",
        "owner": owner,
        "stargazers_count": stars,
        "fork": False,
        "topics": ["maps"],
        **more,
    }


REPOSITORIES = [
    _repository("small", 1, language="Python"),
    _repository("danaw", 50),
    _repository("copied", 99, fork=True, language="C"),
    _repository("tiles", 20, language="Rust", description="Tiles for maps", created_at="2019-02-01T00:00:00Z"),
    _repository("old", 3, language="Rust", archived=True, pushed_at="2015-02-01T00:00:00Z"),
]
GRAPHQL = {
    "data": {
        "user": {
            "login": "danaw", "name": "Dana Whitlock", "bio": "Maps and bees.", "company": "@northwind-maps @blue-barn", "location": "Leeds",
            "websiteUrl": "https://dana.example", "twitterUsername": "danamaps", "url": "https://github.com/danaw",
            "repositories": {
                "nodes": [
                    {"name": "small", "stargazerCount": 1, "primaryLanguage": {"name": "Python"}},
                    {"name": "copied", "stargazerCount": 99, "isFork": True},
                    {"name": "tiles", "stargazerCount": 20, "primaryLanguage": {"name": "Rust"}, "description": "Tiles for maps"},
                    {"name": "old", "stargazerCount": 3, "isArchived": True, "primaryLanguage": {"name": "Rust"}},
                ]
            },
        }
    }
}  # fmt: skip


@pytest.mark.parametrize(
    "saved",
    [{**USER, "repos": REPOSITORIES}, {"user": USER, "repositories": REPOSITORIES}, [USER, REPOSITORIES], [REPOSITORIES, USER], GRAPHQL,
     {**USER, "repositories_list": REPOSITORIES}],
)  # fmt: skip
def test_an_account_with_repositories(tmp_path: Path, saved: Any) -> None:
    profile = read_profile(_saved(tmp_path, "dana.json", saved))
    assert profile.name == "Dana Whitlock"
    assert _of(profile, FactKind.SUMMARY, FactKind.PLACE) == ["Maps and bees.", "Leeds"]
    assert _of(profile, FactKind.EMPLOYER) == ["northwind-maps", "blue-barn"]
    assert _of(profile, FactKind.PROJECT) == ["tiles", "old", "small"]
    assert _of(profile, FactKind.PROJECT_TEXT) == ["Tiles for maps"]
    assert [fact.current for fact in profile.of_kind(FactKind.PROJECT)] == [True, False, True]
    assert _of(profile, FactKind.SKILL) == ["Rust", "Python"]
    assert profile.addresses == ("https://dana.example", "https://github.com/danaw", "https://twitter.com/danamaps")
    assert profile.unread == ("repositories: 1 forks",)


def test_repositories_alone_name_nobody(tmp_path: Path) -> None:
    profile = read_profile(_saved(tmp_path, "repos.json", REPOSITORIES))
    assert profile.name is None and profile.first_name is None
    assert profile.addresses == ("https://github.com/danaw",)


@pytest.mark.parametrize("name", [None, "danaw", ""])
def test_a_login_is_no_name(tmp_path: Path, name: str | None) -> None:
    assert read_profile(_saved(tmp_path, "d.json", {**USER, "name": name})).name is None


@pytest.mark.parametrize(
    ("company", "employers"),
    [
        ("@northwind-maps", ["northwind-maps"]),
        ("@a, @b", ["a", "b"]),
        ("Northwind Maps (@northwind)", ["Northwind Maps (northwind)"]),
        ("Kivi Cloud, @devnorth", ["Kivi Cloud", "devnorth"]),
        ("Smith & Sons", ["Smith & Sons"]),
        ("ex-@northwind", []),
        ("Freelance", []),
        ("", []),
        (None, []),
        (3, []),
    ],
)
def test_companies(tmp_path: Path, company: Any, employers: list[str]) -> None:
    assert _of(read_profile(_saved(tmp_path, "d.json", {**USER, "company": company})), FactKind.EMPLOYER) == employers


def test_settings_are_no_projects(tmp_path: Path) -> None:
    repositories = [_repository(name) for name in ("dotfiles", ".github", "danaw.github.io", "tidelog")]
    profile = read_profile(_saved(tmp_path, "d.json", {**USER, "repos": repositories}))
    assert _of(profile, FactKind.PROJECT) == ["tidelog"]


def test_no_more_than_thirty_repositories(tmp_path: Path) -> None:
    profile = read_profile(_saved(tmp_path, "d.json", [USER, [_repository(f"r{n}", n) for n in range(40)]]))
    assert _of(profile, FactKind.PROJECT)[:2] == ["r39", "r38"] and len(_of(profile, FactKind.PROJECT)) == 30
    assert profile.unread == ("repositories: 10 more, with fewer stars",)


@pytest.mark.parametrize(
    ("saved", "problem"),
    [
        ({**USER, "type": "Organization"}, "organisation"),
        ({**USER, "type": "Bot"}, "program"),
        ([_repository("a"), {**_repository("b"), "owner": {"login": "bolind"}}], "several accounts"),
        ({"login": "danaw", "public_repos": 0, "name": None}, "nothing of the person"),
    ],
)
def test_accounts_that_are_refused(tmp_path: Path, saved: Any, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem):
        read_profile(_saved(tmp_path, "d.json", saved))


# --- ORCID


def _dated(year: str, month: str | None = None) -> dict[str, Any]:
    return {"year": {"value": year}, "month": {"value": month} if month else None, "day": None}


def _affiliated(role: str, organization: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "department-name": "Geography",
        "role-title": role,
        "start-date": _dated(start, "03"),
        "end-date": _dated(end) if end else None,
        "organization": {"name": organization, "address": {"city": "Leeds", "country": "GB"}},
        **more,
    }


def _group(kind: str, *entries: dict[str, Any]) -> dict[str, Any]:
    return {"affiliation-group": [{"summaries": [{f"{kind}-summary": entry}]} for entry in entries], "path": f"/0000/{kind}s"}


def _titled(title: str, journal: str | None, year: str, kind: str = "journal-article") -> dict[str, Any]:
    return {
        "title": {"title": {"value": title}, "subtitle": None},
        "journal-title": {"value": journal} if journal else None,
        "publication-date": _dated(year),
        "type": kind,
        "visibility": "public",
    }


RECORD = {
    "orcid-identifier": {"uri": "https://orcid.org/0000-0000-0000-0000", "path": "0000-0000-0000-0000"},
    "person": {
        "name": {
            "given-names": {"value": "Ruth"}, "family-name": {"value": "Adeyemi"}, "credit-name": {"value": "R. Adeyemi"}, "visibility": "public"
        },
        "biography": {"content": "Soil and rivers.", "visibility": "public"},
        "researcher-urls": {"researcher-url": [{"url-name": "Home", "url": {"value": "https://ruth.example"}}]},
        "emails": {"email": [{"email": "ruth@uni.example", "visibility": "public"}]},
        "keywords": {"keyword": [{"content": "soil, rivers"}, {"content": "mud", "visibility": "limited"}]},
    },
    "activities-summary": {
        "employments": _group("employment", _affiliated("Lecturer", "Hill University", "2019"), _affiliated("Fellow", "Moor College", "2015", "2019")),
        "educations": _group("education", _affiliated("PhD", "Moor College", "2011", "2015")),
        "qualifications": _group("qualification", _affiliated("Chartered Geographer", "Society of Maps", "2016")),
        "memberships": _group("membership", _affiliated("Fellow", "Society of Soil", "2017")),
        "distinctions": _group("distinction", _affiliated("River Medal", "Society of Soil", "2020")),
        "invited-positions": _group("invited-position", _affiliated("Visiting professor", "Lake University", "2021", "2022")),
        "services": _group("service", _affiliated("Editor", "Journal of Mud", "2018")),
        "works": {
            "group": [
                {"work-summary": [_titled("How mud moves", "Journal of Mud", "2021"), _titled("How mud moves!", "J. Mud", "2021")]},
                {"work-summary": [_titled("Rivers that lie", None, "2022", "lecture-speech")]},
            ]
        },
        "peer-reviews": {"group": [{"x": 1}]},
    },
}  # fmt: skip


def test_a_record_of_orcid(tmp_path: Path) -> None:
    profile = read_profile(_saved(tmp_path, "ruth.json", RECORD))
    assert profile.name == "Ruth Adeyemi"
    assert _of(profile, FactKind.POSITION) == ["Lecturer", "Fellow", "Visiting professor", "Fellow", "Editor"]
    assert [fact.current for fact in profile.of_kind(FactKind.EMPLOYER)] == [True, False, False]
    assert _of(profile, FactKind.SCHOOL, FactKind.DEGREE) == ["Moor College", "PhD"]
    assert _of(profile, FactKind.CAUSE) == ["Society of Soil", "Journal of Mud"]
    assert (_of(profile, FactKind.AWARD), _of(profile, FactKind.CERTIFICATE)) == (["River Medal"], ["Chartered Geographer"])
    assert _of(profile, FactKind.PUBLICATION) == ["How mud moves"] and _of(profile, FactKind.TALK) == ["Rivers that lie"]
    assert _of(profile, FactKind.INTEREST) == ["soil", "rivers"]
    assert profile.addresses == ("ruth@uni.example", "https://orcid.org/0000-0000-0000-0000", "https://ruth.example")
    assert (
        "keywords: not public" in profile.unread
        and "peer-reviews" in profile.unread
        and "mud" not in _of(profile, FactKind.INTEREST)
    )


@pytest.mark.parametrize(
    ("name", "saved", "kind", "text"),
    [
        ("employment.json", _affiliated("Lecturer", "Hill University", "2019"), FactKind.EMPLOYER, "Hill University"),
        ("education.json", _affiliated("PhD", "Moor College", "2011"), FactKind.SCHOOL, "Moor College"),
        ("x.json", _affiliated("PhD", "Moor College", "2011", path="/0000/education/12"), FactKind.SCHOOL, "Moor College"),
        ("x.json", {"employment-summary": [_affiliated("Lecturer", "Hill University", "2019")]}, FactKind.POSITION, "Lecturer"),
        ("x.json", _group("employment", _affiliated("Lecturer", "Hill University", "2019")), FactKind.POSITION, "Lecturer"),
        ("x.json", _titled("How mud moves", "Journal of Mud", "2021"), FactKind.PUBLICATION, "How mud moves"),
        ("x.json", {"group": RECORD["activities-summary"]["works"]["group"]}, FactKind.PUBLICATION, "How mud moves"),  # type: ignore[index]
        ("x.json", RECORD["person"], FactKind.NAME, "Ruth Adeyemi"),
    ],
)
def test_parts_of_a_record(tmp_path: Path, name: str, saved: Any, kind: FactKind, text: str) -> None:
    assert _of(read_profile(_saved(tmp_path, name, saved)), kind)[0] == text


def test_a_private_name_is_not_told(tmp_path: Path) -> None:
    record = copy.deepcopy(RECORD)
    record["person"]["name"]["visibility"] = "private"  # type: ignore[index]
    profile = read_profile(_saved(tmp_path, "r.json", record))
    assert profile.name is None and "name: not public" in profile.unread


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("x.json", _affiliated("PhD", "Moor College", "2011"), "employment or an education"),
        (
            "x.xml",
            '<?xml version="1.0"?><record:record xmlns:record="http://www.orcid.org/ns/record" path="/0">',
            "save the record as JSON",
        ),
    ],
)
def test_what_of_orcid_is_refused(tmp_path: Path, name: str, content: Any, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem):
        read_profile(_saved(tmp_path, name, content))


# --- web pages

PERSON = {
    "@type": "Person",
    "name": "Dana Whitlock",
    "jobTitle": ["Lead cartographer"],
    "worksFor": [{"@type": "Organization", "name": "Northwind Maps"}],
    "alumniOf": {"@type": "CollegeOrUniversity", "name": "Moor College"},
    "knowsAbout": ["maps", {"@type": "Thing", "name": "bees"}],
    "award": "Tile of the Year",
    "memberOf": {"@type": "Organization", "name": "Society of Maps"},
    "address": {"@type": "PostalAddress", "streetAddress": "1 Secret Street", "addressLocality": "Leeds", "addressCountry": "GB"},
    "sameAs": ["https://github.com/danaw"],
    "url": "https://dana.example",
    "email": "mailto:dana@maps.example",
    "description": "Draws &amp; apologises.",
    "telephone": "+44 7700 900123",
    "image": "x.jpg",
}
HCARD = (
    '<div class="h-card"><a class="p-name u-url" href="https://dana.example">Dana Whitlock</a>, <span class="p-job-title">Lead cartographer</span> at'
    ' <a class="p-org h-card" href="https://maps.example">Northwind Maps</a><p class="p-note">Draws &amp; apologises.</p>'
    '<span class="p-adr h-adr"><span class="p-locality">Leeds</span></span><a class="u-email" href="mailto:dana@maps.example">mail</a>'
    '<span class="p-category">bees</span><span class="p-tel">+44 7700 900123</span></div>'
)


def _page(*things: Any, body: str = "") -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)
    return f"<!DOCTYPE html><html><head><title>x</title>{scripts}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "thing",
    [
        PERSON,
        [PERSON],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Dana's"}, PERSON]},
        {"@type": "ProfilePage", "mainEntity": PERSON},
        {"@type": "ProfilePage", "author": PERSON},
        {
            "@graph": [
                {"@type": ["WebPage", "ProfilePage"], "mainEntity": {"@id": "#me"}},
                {**PERSON, "@id": "#me", "@type": ["Person", "Organization"]},
            ]
        },
        {"@graph": [{**PERSON, "worksFor": {"@id": "#org"}}, {"@id": "#org", "@type": "Organization", "name": "Northwind Maps"}]},
        {
            **PERSON,
            "@type": "http://schema.org/Person",
            "jobTitle": "Lead cartographer",
            "worksFor": "Northwind Maps",
            "alumniOf": "Moor College",
        },
    ],
)
def test_a_person_in_json_ld(tmp_path: Path, thing: Any) -> None:
    profile = read_profile(_saved(tmp_path, "dana.html", _page(thing)))
    assert profile.name == "Dana Whitlock"
    assert _of(profile, FactKind.POSITION, FactKind.EMPLOYER) == ["Lead cartographer", "Northwind Maps"]
    assert [(fact.text, fact.current) for fact in profile.of_kind(FactKind.SCHOOL)] == [("Moor College", False)]
    assert _of(profile, FactKind.SKILL) == ["maps", "bees"]
    assert _of(profile, FactKind.AWARD, FactKind.CAUSE) == ["Tile of the Year"]
    assert _of(profile, FactKind.PLACE, FactKind.SUMMARY) == ["Draws & apologises.", "Leeds"]
    assert profile.addresses == ("dana@maps.example", "https://dana.example", "https://github.com/danaw")
    assert profile.unread == ("Person.telephone", "Person.memberOf: Society of Maps")


def _person(tmp_path: Path, **said: Any) -> Profile:
    return read_profile(_saved(tmp_path, "dana.html", _page({"@type": "Person", "name": "Dana Whitlock", **said})))


def test_an_affiliation_is_the_employer_beside_a_title(tmp_path: Path) -> None:
    profile = _person(tmp_path, jobTitle="Professor", affiliation={"@type": "CollegeOrUniversity", "name": "Moor University"})
    work = [(fact.text, fact.entry, fact.current) for fact in profile.of_kind(FactKind.POSITION, FactKind.EMPLOYER)]
    assert work == [("Professor", "work[0]", True), ("Moor University", "work[0]", True)]


def test_a_role_in_an_affiliation_is_a_position_with_its_time(tmp_path: Path) -> None:
    def role(name: str, at: str, **dates: str) -> dict[str, Any]:
        return {"@type": "OrganizationRole", "roleName": name, **dates, "affiliation": {"@type": "Organization", "name": at}}

    roles = [role("Director", "Glass Museum", startDate="2010", endDate="2020"), role("Fellow", "Kiln Trust", startDate="2021")]
    profile = _person(tmp_path, jobTitle="Former Director", affiliation=roles)
    work = [(fact.text, fact.current) for fact in profile.of_kind(FactKind.POSITION, FactKind.EMPLOYER)]
    assert work == [("Director", False), ("Director", False), ("Glass Museum", False), ("Fellow", True), ("Kiln Trust", True)]


@pytest.mark.parametrize(
    "said",
    [
        {"memberOf": {"@type": "Organization", "name": "Society of Maps"}},
        {"memberOf": ["Society of Maps"], "jobTitle": "Engineer"},
        {"memberOf": {"@type": "OrganizationRole", "roleName": "Chair", "memberOf": {"name": "Society of Maps"}}},
        {"affiliation": "Society of Maps"},
        {"affiliation": ["Society of Maps"], "jobTitle": "Engineer", "worksFor": "Foo"},
        {"affiliation": ["Society of Maps", "Guild of Kilns"], "jobTitle": "Engineer"},
    ],
)
def test_a_membership_is_told_and_never_volunteering(tmp_path: Path, said: dict[str, Any]) -> None:
    profile = _person(tmp_path, **said)
    assert _of(profile, FactKind.CAUSE) == []
    assert "Society of Maps" not in profile.text
    assert any("Society of Maps" in one for one in profile.unread)


@pytest.mark.parametrize(
    ("title", "position"),
    [
        ("Former Director", "Director"),
        ("Ex-CEO", "CEO"),
        ("Retired Nurse", "Nurse"),
        ("Past President", "President"),
        ("Former Keeper of Wicks", "Keeper of Wicks"),
        ("Ehemalige Bürgermeisterin", "Bürgermeisterin"),
        ("Ancienne directrice", "directrice"),
    ],
)
def test_a_title_that_says_so_has_ended(tmp_path: Path, title: str, position: str) -> None:
    card = f'<div class="h-card"><span class="p-name">Dana Whitlock</span>, <span class="p-job-title">{title}</span>, <span class="p-org">Foo</span></div>'
    for profile in (
        _person(tmp_path, jobTitle=title, worksFor="Foo"),
        read_profile(_saved(tmp_path, "card.html", _page(body=card))),
    ):
        work = [(fact.text, fact.current) for fact in profile.of_kind(FactKind.POSITION, FactKind.EMPLOYER)]
        assert work == [(position, False), ("Foo", False)]


@pytest.mark.parametrize("title", ["Director of Past Events", "Retirement Planner", "Exhibition Curator", "Director"])
def test_a_title_that_does_not_say_so_is_held(tmp_path: Path, title: str) -> None:
    assert [(fact.text, fact.current) for fact in _person(tmp_path, jobTitle=title).of_kind(FactKind.POSITION)] == [(title, True)]


@pytest.mark.parametrize(
    "card",
    [
        '<div class="vcard"><b class="fn">Dana Whitlock</b> <p class="adr"><i class="street-address">1 Mill</i> <i class="locality">Leeds</i></p></div>',
        '<div class="h-card"><b class="p-name">Dana Whitlock</b> <p class="adr"><i class="locality">Leeds</i></p></div>',
        '<div class="h-card"><b class="p-name">Dana Whitlock</b> <p class="h-adr"><i class="p-locality">Leeds</i></p></div>',
        '<div class="h-card"><b class="p-name">Dana Whitlock</b> <p class="p-adr"><i class="p-locality">Leeds</i></p></div>',
    ],
)
def test_the_town_in_the_address_of_a_card(tmp_path: Path, card: str) -> None:
    assert _of(read_profile(_saved(tmp_path, "card.html", _page(body=card))), FactKind.PLACE) == ["Leeds"]


def test_an_address_without_a_town_of_its_own_is_told(tmp_path: Path) -> None:
    card = '<div class="h-card"><b class="p-name">Dana Whitlock</b> <p class="p-adr">Mill House, Leeds</p><b class="p-job-title">Miller</b></div>'
    profile = read_profile(_saved(tmp_path, "card.html", _page(body=card)))
    assert _of(profile, FactKind.PLACE) == []
    assert profile.unread == ("h-card.adr",)


def test_a_public_page_of_linkedin(tmp_path: Path) -> None:
    def role(start: int, end: int | None = None) -> dict[str, Any]:
        return {"@type": "OrganizationRole", "startDate": start, **({"endDate": end} if end else {})}

    site = "https://www.linkedin.com"
    person = {
        "@type": "Person",
        "name": "Dana Whitlock",
        "jobTitle": ["Lead cartographer", "****** ** *****"],
        "description": "Draws maps that **** ****",
        "worksFor": [
            {"@type": "Organization", "name": "Northwind Maps", "url": f"{site}/company/northwind", "member": role(2021)},
            {"@type": "Organization", "name": "***** ****", "member": role(2020)},
        ],
        "alumniOf": [
            {"@type": "Organization", "name": "Blue Barn", "url": f"{site}/company/blue-barn", "member": role(2015, 2020)},
            {"@type": "EducationalOrganization", "name": "Moor College", "url": f"{site}/school/moor/", "member": role(2011, 2015)},
        ],
        "sameAs": f"{site}/in/dana",
        "interactionStatistic": {"userInteractionCount": 500},
    }
    post = {
        "@type": "Article",
        "headline": "Maps that apologise",
        "author": {"@type": "Person", "name": "Dana Whitlock"},
        "datePublished": "2024-05-01",
    }
    other = {"@type": "Article", "headline": "Not hers", "author": {"@type": "Person", "name": "Bo Lind"}}
    profile = read_profile(_saved(tmp_path, "dana.html", _page({"@graph": [post, other, person]})))
    assert [(fact.text, fact.current) for fact in profile.of_kind(FactKind.EMPLOYER)] == [
        ("Northwind Maps", True),
        ("Blue Barn", False),
    ]
    assert _of(profile, FactKind.SCHOOL) == ["Moor College"] and _of(profile, FactKind.POSITION) == ["Lead cartographer"]
    assert _of(profile, FactKind.POST) == ["Maps that apologise"]
    assert "*" not in profile.text and profile.unread == ()


def test_people_of_a_team_page(tmp_path: Path) -> None:
    people = [{"@type": "Person", "name": name, "jobTitle": "Baker"} for name in ("Ada Okafor", "Bo Lind")]
    team = _saved(tmp_path, "team.html", _page({"@type": "Organization", "name": "Blue Barn", "employee": people}))
    assert [person.name for person in read_people(team)] == ["Ada Okafor", "Bo Lind"]
    twice = _saved(tmp_path, "twice.html", _page(people[0], {"@type": "Person", "name": "Ada Okafor", "description": "Bakes."}))
    assert _of(read_profile(twice), FactKind.SUMMARY, FactKind.POSITION) == ["Bakes.", "Baker"]


@pytest.mark.parametrize(
    "saved", [HCARD, _page(body=HCARD), _page(body=HCARD).replace("h-card", "h-card extra").replace("<html>", '<html lang="en">')]
)
def test_an_h_card(tmp_path: Path, saved: str) -> None:
    pytest.importorskip("mf2py")
    profile = read_profile(_saved(tmp_path, "dana.html", saved))
    assert profile.name == "Dana Whitlock"
    assert _of(profile, FactKind.POSITION, FactKind.EMPLOYER) == ["Lead cartographer", "Northwind Maps"]
    assert _of(profile, FactKind.SUMMARY, FactKind.PLACE, FactKind.INTEREST) == ["Draws & apologises.", "Leeds", "bees"]
    assert profile.addresses == ("dana@maps.example", "https://dana.example")
    assert profile.unread == ("h-card.tel",)


def test_an_h_card_fills_what_json_ld_lacks(tmp_path: Path) -> None:
    pytest.importorskip("mf2py")
    thing = {"@type": "Person", "name": "Dana Whitlock", "jobTitle": "Tile maker"}
    profile = read_profile(_saved(tmp_path, "dana.html", _page(thing, body=HCARD)))
    assert _of(profile, FactKind.POSITION) == ["Tile maker"] and _of(profile, FactKind.INTEREST) == ["bees"]
    assert _of(profile, FactKind.SUMMARY) == ["Draws & apologises."]


def test_the_author_of_a_post_is_met_and_its_commenters_are_not(tmp_path: Path) -> None:
    pytest.importorskip("mf2py")
    body = (
        '<article class="h-entry"><a class="p-author h-card" href="/">Dana Whitlock</a><p class="p-name">A post</p>'
        '<div class="p-comment h-cite"><a class="p-author h-card" href="/bo">Bo Lind</a></div></article>'
    )
    assert [person.name for person in read_people(_saved(tmp_path, "post.html", _page(body=body)))] == ["Dana Whitlock"]
    marked = HCARD.replace("u-url", "u-url u-uid") + '<div class="h-card"><a class="p-name u-url" href="/bo">Bo Lind</a></div>'
    assert [person.name for person in read_people(_saved(tmp_path, "me.html", _page(body=marked)))] == ["Dana Whitlock"]


def test_without_mf2py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mf2py", None)
    with pytest.raises(ProfileError, match=r'pip install "outreach-lint\[html\]"'):
        read_profile(_saved(tmp_path, "dana.html", HCARD))
    profile = read_profile(_saved(tmp_path, "both.html", _page(PERSON, body=HCARD)))
    assert any("mf2py" in one for one in profile.unread)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mf2py")
    import socket

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    body = '<base href="https://site.example/"><img class="u-photo" src="a.png">' + HCARD.replace("https://dana.example", "me/../x")
    assert read_profile(_saved(tmp_path, "d.html", _page(body=body))).addresses[1] == "me/../x"


def test_an_archive_of_a_page(tmp_path: Path) -> None:
    page = _page(PERSON).replace("Dana Whitlock", "Dåna Whitlock").encode()
    for encoding, content in (("quoted-printable", quopri.encodestring(page)), ("base64", base64.encodebytes(page))):
        archive = (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://dana.example/\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary--x----"\r\n\r\n\r\n'
            b"------Boundary--x----\r\nContent-Type: text/css\r\n\r\nx{}\r\n------Boundary--x----\r\nContent-Type: text/html\r\n"
            b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n\r\n" + content + b"\r\n------Boundary--x------\r\n"
        )
        assert read_profile(_saved(tmp_path, "dana.mhtml", archive)).name == "D\u00e5na Whitlock"
    with pytest.raises(ProfileError, match="save it as HTML"):
        read_profile(_saved(tmp_path, "none.mhtml", archive.replace(b"text/html\r\n", b"text/plain\r\n")))


@pytest.mark.parametrize(
    "page",
    [
        b'<meta charset="iso-8859-1"><html>' + _page({**PERSON, "name": "X"}).replace('"X"', '"Åsa Lind"').encode("cp1252"),
        b'<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">' + _page().encode()
        + b'<script type=application/ld+json>{"@type":"Person","name":"\xc5sa Lind"}</script>',
        "\ufeff".encode() + b'<html><script type="application/ld+json">{"@type":"Person","name":"\xc3\x85sa Lind"}</script>',
        '\ufeff<html><script type="application/ld+json">{"@type":"Person","name":"Åsa Lind"}</script>'.encode("utf-16-le"),
        '<meta charset="punycode"><html><script type="application/ld+json">{"@type":"Person","name":"Åsa Lind"}</script>'.encode(),
        b'<html><script TYPE="application/ld+json"><!-- {"@type":"Person","name":"\\u00c5sa Lind"} --></SCRIPT >',
    ],
)  # fmt: skip
def test_encodings_of_pages(tmp_path: Path, page: bytes) -> None:
    assert read_profile(_saved(tmp_path, "a.html", page)).name == "Åsa Lind"


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<html><body><h1>Dana Whitlock</h1></body></html>", "into a .txt file"),
        ('<html><a href="https://www.linkedin.com/in/x">Dana</a></html>', "Save to PDF"),
        (_page({"@type": "Organization", "name": "Blue Barn"}), "no person"),
        ('<html><script type="application/ld+json">{"@type": "Person",</script>', "no person"),
        (_page({"@type": "Person", "name": "**** *****"}), "no person"),
        ("<html>" + "x" * 5_000_001, "more than 5 MB"),
    ],
)
def test_pages_that_describe_nobody(tmp_path: Path, page: str, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem):
        read_profile(_saved(tmp_path, "a.html", page))


# --- JSON of other programs


@pytest.mark.parametrize(
    "saved",
    [
        {
            "full_name": "Dana Whitlock", "headline": "Lead cartographer", "summary": "Maps.", "city": "Leeds", "state": "West Yorkshire",
            "public_identifier": "danaw", "skills": ["maps", "bees"], "languages": ["English"],
            "experiences": [
                {"title": "Lead cartographer", "company": "Northwind Maps", "starts_at": {"day": 1, "month": 3, "year": 2021}, "ends_at": None},
                {"title": "Baker", "company": "Blue Barn", "starts_at": {"year": 2015}, "ends_at": {"day": 1, "month": 2, "year": 2020}},
            ],
            "education": [{"school": "Moor College", "degree_name": "BSc", "field_of_study": "Geography", "ends_at": {"year": 2015}}],
            "certifications": [{"name": "Tile setter", "authority": "Society of Maps"}],
            "volunteer_work": [{"title": "Guide", "company": "Hill Rescue"}],
        },
        {
            "data": {
                "firstName": "Dana", "lastName": "Whitlock", "occupation": "Lead cartographer", "about": "Maps.",
                "geo": {"city": "Leeds", "state": "West Yorkshire", "country": "UK"}, "profile_url": "https://www.linkedin.com/in/danaw",
                "skills": [{"name": "maps"}, {"name": "bees"}], "languages": [{"name": "English", "proficiency": "native"}],
                "fullPositions": [
                    {"title": "Lead cartographer", "companyName": "Northwind Maps", "start": {"year": 2021, "month": 3}, "end": {"year": 0}},
                    {"title": "Baker", "companyName": "Blue Barn", "start": {"year": 2015}, "end": {"year": 2020, "month": 2}},
                ],
                "educations": [{"schoolName": "Moor College", "degree": "BSc", "fieldOfStudy": "Geography", "end": {"year": 2015}}],
                "certifications": [{"name": "Tile setter", "organization": {"name": "Society of Maps"}}],
                "volunteerExperiences": [{"role": "Guide", "organization": "Hill Rescue"}],
            }
        },
        [
            {
                "full_name": "Dana Whitlock", "job_title": "Lead cartographer", "bio": "Maps.", "skills": "maps, bees", "languages": "English",
                "location": {"locality": "Leeds", "region": "West Yorkshire"}, "linkedin_url": "https://www.linkedin.com/in/danaw",
                "experience": [
                    {"title": {"name": "Lead cartographer"}, "company": {"name": "Northwind Maps"}, "start_date": "2021-03", "is_current": True},
                    {"title": {"name": "Baker"}, "company": {"name": "Blue Barn"}, "start_date": "2015", "end_date": "2020-02"},
                ],
                "education": [{"school": {"name": "Moor College"}, "degrees": ["BSc"], "majors": ["Geography"], "end_date": "2015"}],
                "certifications": [{"name": "Tile setter", "issuer": "Society of Maps"}],
                "volunteering": [{"position": "Guide", "organization": "Hill Rescue"}],
            }
        ],
    ],
)  # fmt: skip
def test_one_person_under_other_keys(tmp_path: Path, saved: Any) -> None:
    profile = read_profile(_saved(tmp_path, "dana.json", saved))
    assert profile.name == "Dana Whitlock" and _of(profile, FactKind.HEADLINE, FactKind.SUMMARY) == ["Lead cartographer", "Maps."]
    employers = list(profile.of_kind(FactKind.EMPLOYER))
    assert [(fact.text, fact.current) for fact in employers] == [("Northwind Maps", True), ("Blue Barn", False)]
    assert employers[0].start == (2021, 3, 0) and employers[1].end == (2020, 2, 0)
    assert _of(profile, FactKind.POSITION) == ["Lead cartographer", "Baker", "Guide"] and _of(profile, FactKind.CAUSE) == [
        "Hill Rescue"
    ]
    assert _of(profile, FactKind.SCHOOL, FactKind.FIELD, FactKind.DEGREE) == ["Moor College", "Geography", "BSc"]
    assert (_of(profile, FactKind.SKILL), _of(profile, FactKind.LANGUAGE)) == (["maps", "bees"], ["English"])
    assert _of(profile, FactKind.CERTIFICATE) == ["Tile setter"] and _of(profile, FactKind.PLACE) == ["Leeds", "West Yorkshire"]
    assert profile.addresses == ("https://www.linkedin.com/in/danaw",)


def test_positions_below_one_company(tmp_path: Path) -> None:
    roles = [{"title": "Head baker", "start_date": "2020"}, {"title": "Baker", "start_date": "2018", "end_date": "2020"}]
    profile = read_profile(
        _saved(tmp_path, "a.json", {"name": "Ada", "experience": [{"company": "Blue Barn", "positions": roles}]})
    )
    entries = [(fact.text, profile.beside(fact, FactKind.EMPLOYER), fact.current) for fact in profile.of_kind(FactKind.POSITION)]
    assert [(text, employer and employer.text, current) for text, employer, current in entries] == [
        ("Head baker", "Blue Barn", True), ("Baker", "Blue Barn", False)
    ]  # fmt: skip


def test_an_ended_position_without_an_end(tmp_path: Path) -> None:
    saved = {
        "name": "Ada",
        "experiences": [{"title": "Baker", "is_current": False}, {"title": "Miller", "end_date": "2031", "current": True}],
    }
    profile = read_profile(_saved(tmp_path, "a.json", saved))
    assert [fact.current for fact in profile.of_kind(FactKind.POSITION)] == [False, True]


def test_addresses_under_other_keys(tmp_path: Path) -> None:
    saved = {
        "full_name": "Ada", "headline": "Baker", "emails": [{"email": "a@x.example"}, "b@x.example"], "urls": ["https://a.example"], "website": "https://b.example",
        "twitter": "https://twitter.com/ada", "phone": "+44 7700 900123",
    }  # fmt: skip
    profile = read_profile(_saved(tmp_path, "a.json", saved))
    assert set(profile.addresses) == {
        "a@x.example",
        "b@x.example",
        "https://a.example",
        "https://b.example",
        "https://twitter.com/ada",
    }
    assert profile.unread == ("phone",) and "7700" not in str(profile)


def test_the_oldest_json_resume(tmp_path: Path) -> None:
    work = [{"company": "Blue Barn", "position": "Baker", "website": "https://barn.example", "startDate": "2015-01"}]
    for saved in (
        {"basics": {"firstName": "Ada", "lastName": "Okafor"}, "work": work},
        {"bio": {"firstName": "Ada", "lastName": "Okafor"}, "work": work},
    ):
        profile = read_profile(_saved(tmp_path, "a.json", saved))
        assert profile.name == "Ada Okafor" and _of(profile, FactKind.EMPLOYER) == ["Blue Barn"]
        assert profile.by_entry["work[0]"][1].source == "work[0].company"


def test_keys_of_json_resume_keep_their_meaning_without_basics(tmp_path: Path) -> None:
    saved = {
        "name": "Ada",
        "label": "Baker",
        "work": [{"name": "Blue Barn", "position": "Baker", "description": "A bakery", "url": "x"}],
    }
    profile = read_profile(_saved(tmp_path, "a.json", saved))
    assert [(fact.source, fact.text) for fact in profile.facts] == [
        ("name", "Ada"), ("label", "Baker"), ("work[0].position", "Baker"), ("work[0].name", "Blue Barn")
    ]  # fmt: skip
    assert profile.unread == ("work[].description",)


@pytest.mark.parametrize("wrapper", [lambda people: people, lambda people: {"results": people}, lambda people: {"data": people}])
def test_several_people_in_one_file(tmp_path: Path, wrapper: Any) -> None:
    path = _saved(
        tmp_path, "all.json", wrapper([{"full_name": "Ada Okafor"}, {"colour": "red"}, {"data": {"full_name": "Bo Lind"}}, 3])
    )
    people = read_people(path)
    assert [person.name for person in people] == ["Ada Okafor", "Bo Lind"]
    assert [one.partition(":")[0] for one in people[0].unread] == ["record 2", "record 4"]
    with pytest.raises(ProfileError, match="tells of 2 people"):
        read_profile(path)


@pytest.mark.parametrize(
    "saved", [{"colour": "red"}, {"title": "A post", "description": "words"}, [], [[]], {"data": {}}, {"data": {"x": 1}}, 3, [1, 2]]
)
def test_other_json_is_no_profile(tmp_path: Path, saved: Any) -> None:
    with pytest.raises(ProfileError, match="not a profile"):
        read_profile(_saved(tmp_path, "a.json", saved), "json-resume")


# --- who reads what


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a", CARD, vcard),
        ("a", "\n\nbegin:vcard\nFN:Ada\nend:vcard", vcard),
        ("a", USER, github),
        ("a", REPOSITORIES, github),
        ("a", [REPOSITORIES * 40, USER], github),
        ("a", GRAPHQL, github),
        ("a", RECORD, orcid),
        ("a", RECORD["activities-summary"], orcid),
        ("a", _page(), web_page),
        ("a", HCARD, web_page),
        ("a", {"full_name": "Ada", "github": USER}, json_resume),
        ("a", {"full_name": "Ada", "repos": REPOSITORIES}, json_resume),
        ("a", {"basics": {"name": "Ada"}, "x": '"login" "public_repos" <html> BEGIN:VCARD'}, json_resume),
        ("a", {"name": "Ada", "experience": [{"organization": {"name": "Blue Barn"}}]}, json_resume),
    ],
)
def test_a_file_is_recognised_by_one_reader(name: str, content: Any, reader: Any) -> None:
    head = (content if isinstance(content, str) else json.dumps(content)).encode()[:65_536]
    assert [one.__name__ for one in READERS if one is not json_resume and one.recognises(head)] == [reader.__name__] * (
        reader is not json_resume
    )
    assert json_resume.recognises(head) is (head[:1] in (b"{", b"["))


# --- hostile files

_SEEDS: dict[Any, list[Any]] = {
    github: [{**USER, "repos": REPOSITORIES}, [REPOSITORIES, USER], GRAPHQL],
    orcid: [RECORD, RECORD["person"], _titled("How mud moves", "Journal of Mud", "2021"), _affiliated("PhD", "Moor College", "2011", path="/education/")],
    json_resume: [
        {"full_name": "Dana", "experiences": [{"title": "Baker", "company": {"name": "Blue Barn"}, "starts_at": {"year": 2020}, "positions": [{"title": "x"}]}],
         "location": {"city": "x"}, "emails": ["a@b.example"], "profiles": [{"url": "x"}], "languages": "en", "bio": {"name": "x"}},
        [{"name": "Ada"}, {"basics": {"name": "Bo", "profiles": []}, "work": [{"name": "x"}]}],
    ],
    web_page: [PERSON,
               {"@graph": [{"@type": "ProfilePage", "mainEntity": {"@id": "#me"}}, {**PERSON, "@id": "#me"}, {"@type": "Article", "author": PERSON}]},
               {"items": [{"type": ["h-card"], "properties": {"name": ["Dana"],
                "org": [{"type": ["h-card"], "properties": {"name": ["x"]}}], "adr": [{"properties": {}}]}}]}],
}  # fmt: skip
_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
              st.sampled_from(["danaw", "****", "\ud800", "2021", "x" * 9000])),
    lambda inner: st.one_of(st.lists(inner, max_size=3),
                            st.dictionaries(st.sampled_from(["name", "value", "@id", "@type", "login", "year", "x"]), inner, max_size=3)),
    max_leaves=5,
)  # fmt: skip
_quietly = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    yield ()
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from ((key, *rest) for rest in _paths(inner))


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = _changed(value[path[0]], path[1:], new)
    return changed


def _attempt(reader: Any, data: bytes) -> None:
    """Whatever the file is: people, or a ProfileError."""
    reader.recognises(data[:65_536])
    for act in (reader.read_people if hasattr(reader, "read_people") else lambda *a: [reader.read(*a)], reader.read):
        try:
            act(data, "some/file")
        except ProfileError as error:
            assert str(error)


@pytest.mark.parametrize("reader", _SEEDS, ids=lambda reader: reader.__name__.rpartition(".")[2])
def test_any_value_in_place_of_any_other(reader: Any) -> None:
    @_quietly
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        seed = data.draw(st.sampled_from(_SEEDS[reader]))
        for _ in range(data.draw(st.integers(1, 3))):
            seed = _changed(seed, data.draw(st.sampled_from(list(_paths(seed)))), data.draw(_values))
        text = json.dumps(seed)
        _attempt(reader, text.encode())
        if reader is web_page:
            _attempt(reader, f'<html><script type="application/ld+json">{text}</script>'.encode())

    attempt()


_TEXT_SEEDS = {
    vcard: CARD.encode(),
    github: json.dumps([REPOSITORIES[:2], USER]).encode(),
    orcid: json.dumps(RECORD).encode(),
    json_resume: json.dumps(_SEEDS[json_resume][0]).encode(),
    web_page: _page(PERSON, body=HCARD).encode(),
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.rpartition(".")[2])
def test_any_bytes(reader: Any) -> None:
    marks = [b"\x00", b"\xff", b'"', b"'", b"<",
             b">", b"{", b"]", b";", b":", b"=", b",", b"\\", b"\n", b"BEGIN:VCARD\n", b";CHARSET=utf-16", b"<!--",
             b"</div>",
             b";ENCODING=QUOTED-PRINTABLE", b"<script>", b'<div class="h-card">', b"=\r\n", b"&#x110000;", b"&amp", b"\xef\xbb\xbf"]  # fmt: skip

    @_quietly
    @given(st.binary(max_size=200), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(marks)), max_size=6))
    def attempt(noise: bytes, cuts: list[tuple[float, int, bytes]]) -> None:
        _attempt(reader, noise)
        text = _TEXT_SEEDS[reader]
        for place, length, mark in cuts:
            at = int(place * len(text))
            text = text[:at] + mark + text[at + length :]
        _attempt(reader, text)

    attempt()


_HOSTILE: list[tuple[Any, str, Any]] = [
    (web_page, "deep tags", lambda: b"<html>" + b"<div>" * 100_000 + HCARD.encode()),
    (web_page, "deep tags in a card", lambda: b'<html><div class="h-card">' + b"<b>" * 100_000 + b"Dana" + b"</b>" * 100_000),
    (web_page, "deep cards", lambda: b"<html>" + b'<div class="h-card p-org"><b class="p-name">x</b>' * 50_000),
    (web_page, "many cards", lambda: b"<html>" + b"".join(b'<div class="h-card">p%d</div>' % n for n in range(100_000))),
    (web_page, "a large card", lambda: b'<html><div class="h-card">' + b"word &amp; <i>x</i> " * 250_000),
    (web_page, "many attributes", lambda: b'<html><div class="h-card" ' + b"".join(b"a%d=1 " % n for n in range(400_000)) + b">Dana</div>"),
    (web_page, "open tags", lambda: b'<html class="h-card">' + b"<a " * 1_600_000),
    (web_page, "open quotes", lambda: b'<html class="h-card">' + b'<a "' * 1_200_000),
    (web_page, "open comments", lambda: b'<html class="h-card">' + b"<!--" * 1_200_000),
    (web_page, "open scripts", lambda: b"<html>" + b'<script type="application/ld+json">' * 140_000),
    (web_page, "many scripts", lambda: b"<html>" + b"<script></script>" * 290_000),
    (web_page, "ends of nothing", lambda: b'<html><div class="h-card">' + b"<b></i>" * 700_000),
    (web_page, "a deep script", lambda: b'<html><script type="application/ld+json">' + b'{"@graph":[' * 100_000),
    (web_page, "a long script", lambda: b'<html><script type="application/ld+json">[' + b'{"@type":"Person","name":"x"},' * 160_000 + b"{}]"),
    (web_page, "many people", lambda: _page([{"@type": "Person", "name": f"P {n}"} for n in range(40_000)]).encode()),
    (web_page, "entities", lambda: b'<html><div class="h-card">' + b"&" * 4_000_000),
    (web_page, "an archive", lambda: b"From: <Saved by Blink>\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\nContent-Type: text/html\n" * 900_000),
    (vcard, "commas", lambda: b"BEGIN:VCARD\nFN:Ada\nN;a=" + b"," * 4_000_000 + b"\nEND:VCARD"),
    (vcard, "parameters", lambda: b"BEGIN:VCARD\nFN:Ada\nN" + b";a=b,c" * 700_000 + b"\nEND:VCARD"),
    (vcard, "a folded line", lambda: b"BEGIN:VCARD\nFN:Ada\nNOTE:" + b"\n x" * 1_500_000 + b"\nEND:VCARD"),
    (vcard, "quoted-printable", lambda: b"BEGIN:VCARD\nFN:Ada\nNOTE;QUOTED-PRINTABLE:" + b"x=\n" * 1_500_000 + b"\nEND:VCARD"),
    (vcard, "many lines", lambda: b"BEGIN:VCARD\nFN:Ada\n" + b"NOTE:x\n" * 700_000 + b"END:VCARD"),
    (vcard, "many cards", lambda: b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 150_000),
    (vcard, "beginnings", lambda: b"BEGIN:VCARD\n" * 400_000),
    (github, "many repositories", lambda: json.dumps([USER, [{"name": "x", "owner": {"login": "danaw"}}] * 80_000]).encode()),
    (orcid, "many works", lambda: json.dumps({"activities-summary": {"works": {"group": [{"work-summary": [{}]}] * 200_000}}}).encode()),
    (json_resume, "many records", lambda: json.dumps([{"name": "Ada"}] * 10_000).encode()),
    (json_resume, "many keys", lambda: json.dumps({"name": "Ada", **{f"k{n}": n for n in range(200_000)}}).encode()),
    (json_resume, "nesting", lambda: b"[" * 4_000_000),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "name", "content"), _HOSTILE, ids=[f"{one[0].__name__.rpartition('.')[2]}-{one[1]}" for one in _HOSTILE]
)
def test_hostile_files_are_read_or_refused_soon(reader: Any, name: str, content: Any) -> None:
    data = content()[:2_000_000]
    start = time.process_time()
    reader.recognises(data[:65_536])
    with contextlib.suppress(ProfileError):
        getattr(reader, "read_people", lambda *a: [reader.read(*a)])(data, "some/file")
    assert time.process_time() - start < 10, name


def test_a_plain_file_needs_no_library(tmp_path: Path) -> None:
    path = _saved(tmp_path, "a.json", {"basics": {"name": "Dana Whitlock", "label": "Baker at Blue Barn"}})
    code = f"import sys; from outreach_lint.profiles import read_profile; read_profile({path!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"lxml", "vobject", "mf2py", "pypdf", "yaml", "bs4", "html5lib"} & set(loaded)
