"""LinkedIn's archive of a member's data, as ZIP and as folder, its Connections.csv, and the tables and archives that both are read by."""

from __future__ import annotations

import os
import stat
import struct
import sys
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_lint import archives
from outreach_lint.errors import DraftError, ProfileError
from outreach_lint.profile import Fact, FactKind, PartialDate, Profile
from outreach_lint.profiles import linkedin_archive, linkedin_connections, read_people, read_profile
from outreach_lint.tables import find_header, read_table

CONNECTIONS = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the addresses are missing."\n'
    "\n"
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    'Tomas,Brandl,https://www.linkedin.com/in/tomas-brandl-0,tomas@brandl.example,"Hollow Oak, Ltd","Director, Timber",15 Jan 2024\n'
    ",,,,,,\n"
    "Ines,Quarrie,https://www.linkedin.com/in/ines-quarrie-0,,Fennwater Trust,,02 Mar 2023\n"
)
FILES = {
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n"
        'Dana,Whitlock,Secretname,"1 Secret Street",Jan 3,Peatland surveyor,"I count bogs.\n\nAnd moss.",Environment,SE1 9ZZ,"Leeds, England",[@danabogs],'
        '"[COMPANY:https://fennwater.example,OTHER:bogs.example]",[SKYPE:secret.dana]\n'
    ),
    "Profile Summary.csv": 'Profile Summary\n"An older summary."\n',
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        'Fennwater Trust,Head of Survey,"I lead the field team:\n• Mapped 40 bogs\n• Trained rangers",Leeds,Jan 2020,\n'
        "Hollow Oak,Surveyor,Measured trees.,Hull,2016,01 Oct 2019\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        'University of Marrow,Sep 2008,Jun 2012,First,"BSc, Soil Science",Caving Club\n'
        "Kelder College,2006,,,,\n"
    ),
    "Skills.csv": "Name\nPeat coring\nQGIS\n",
    "Languages.csv": "Name,Proficiency\nWelsh,Native or bilingual proficiency\n",
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nBogwatch,Sensors in peat.,https://bogs.example,Mar 2021,\nMoss atlas,,,,\n",
    "Publications.csv": "Name,Published On,Description,Publisher,Url\nWet feet,14 Jan 2022,On wading.,Mire Quarterly,https://bogs.example/feet\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\nNewt Watch,Night ranger,Environment,Feb 2016,Jun 2019,Counts.\n",
    "Organizations.csv": "Name,Position,Description,Started On,Finished On\nMire Society,Fellow,,Jan 2019,\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\nDrone Licence,,Sky Office,May 2021,May 2031,SECRET-77\n",
    "Honors.csv": "Title,Description,Issued On\nGolden Boot,For wading.,Jun 2020\n",
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Orla,Penhale,Mire Quarterly,Editor,"Secretly ""brilliant"".",05 Jun 2020,VISIBLE\n'
        "Hidden,Person,Elsewhere,Clerk,Secret words.,05 Jun 2020,HIDDEN\n"
    ),
    "Shares_7789716.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        '2024-05-02 09:59:30,https://social.example/1,"""What a bog taught me about patience. And more.""\n""""\n""Second line""",,,MEMBER_NETWORK\n'
        "2024-06-02 09:59:30,https://social.example/2,,https://news.example/a,,MEMBER_NETWORK\n"
        "2023-05-02 09:59:30,https://social.example/3,https://only-a-link.example #bogs,,,PUBLIC\n"
    ),
    "Articles/Articles/2021-03-01_moss.html": (
        "<html><head><title>ignored</title></head><body><h1><a href='https://x.example'>Moss &amp; me</a></h1>"
        "<p class='created'>Created on 2021-02-27 10:00</p><p class='published'>Published on 2021-03-01 10:00</p></body></html>"
    ),
    "Articles/Articles/draft.html": "<html><h1>A draft</h1><p class='created'>Created on 2021-02-27 10:00</p></html>",
    "Connections.csv": CONNECTIONS,
    "messages.csv": "CONVERSATION ID,CONTENT\n1,Secret talk\n",
}


def _zip(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _zipped(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    path = tmp_path / "Basic_LinkedInDataExport_01-02-2026.zip"
    path.write_bytes(_zip(files))
    return path


def _folder(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    root = tmp_path / "export"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def _owner(files: dict[str, str | bytes]) -> Profile:
    return linkedin_archive.read(_zip(files), "export.zip")


def _facts(profile: Profile, kind: FactKind) -> list[Fact]:
    return list(profile.of_kind(kind))


def _texts(profile: Profile, kind: FactKind) -> list[str]:
    return [fact.text for fact in profile.of_kind(kind)]


@pytest.mark.parametrize("prefix", ["", "Basic_LinkedInDataExport_01-02-2026/"])
@pytest.mark.parametrize("make", [_zipped, _folder])
def test_an_archive_gives_its_owner(tmp_path: Path, make: object, prefix: str) -> None:
    path = make(tmp_path, {prefix + name: text for name, text in FILES.items()})  # type: ignore[operator]
    owner = read_profile(str(path))
    assert owner.name == "Dana Whitlock"
    assert _texts(owner, FactKind.HEADLINE) == ["Peatland surveyor"]
    assert _texts(owner, FactKind.SUMMARY) == ["I count bogs. And moss."]
    assert _texts(owner, FactKind.PLACE) == ["Leeds, England"]
    assert owner.addresses == ("https://fennwater.example", "bogs.example", "https://twitter.com/danabogs")
    assert [(f.text, f.current) for f in owner.of_kind(FactKind.EMPLOYER)] == [("Fennwater Trust", True), ("Hollow Oak", False)]
    assert _facts(owner, FactKind.POSITION)[1].end == PartialDate(2019, 10)
    assert _texts(owner, FactKind.HIGHLIGHT)[:4] == [
        "I lead the field team:",
        "Mapped 40 bogs",
        "Trained rangers",
        "Measured trees.",
    ]
    assert [(f.text, f.current) for f in owner.of_kind(FactKind.SCHOOL)] == [
        ("University of Marrow", False),
        ("Kelder College", False),
    ]
    assert (_texts(owner, FactKind.DEGREE), _texts(owner, FactKind.FIELD)) == (["BSc"], ["Soil Science"])
    assert [(f.text, f.current) for f in owner.of_kind(FactKind.PROJECT)] == [("Bogwatch", True), ("Moss atlas", False)]
    assert [(f.text, f.start) for f in owner.of_kind(FactKind.PUBLICATION)] == [
        ("Wet feet", PartialDate(2022, 1)), ("Moss & me", PartialDate(2021, 3, 1)),
    ]  # fmt: skip
    assert _texts(owner, FactKind.CAUSE) == ["Newt Watch", "Mire Society"]
    assert _texts(owner, FactKind.CERTIFICATE) == ["Drone Licence"]
    assert _texts(owner, FactKind.AWARD) == ["Golden Boot"]
    assert (_texts(owner, FactKind.SKILL), _texts(owner, FactKind.LANGUAGE)) == (["Peat coring", "QGIS"], ["Welsh"])
    assert _texts(owner, FactKind.PERSON) == ["Orla Penhale"]
    assert [(f.text, f.start) for f in owner.of_kind(FactKind.POST)] == [
        ("What a bog taught me about patience", PartialDate(2024, 5, 2))
    ]
    assert owner.unread == ()
    assert "secret" not in repr(owner).casefold()


@pytest.mark.parametrize("make", [_zipped, _folder])
def test_an_archive_gives_its_connections_after_its_owner(tmp_path: Path, make: object) -> None:
    path = make(tmp_path, dict(FILES))  # type: ignore[operator]
    owner, tomas, ines = read_people(str(path))
    assert (owner.name, tomas.name, ines.name) == ("Dana Whitlock", "Tomas Brandl", "Ines Quarrie")
    assert [(f.kind, f.text, f.current) for f in tomas.facts[1:]] == [
        (FactKind.POSITION, "Director, Timber", True), (FactKind.EMPLOYER, "Hollow Oak, Ltd", True),
    ]  # fmt: skip
    assert tomas.addresses == ("tomas@brandl.example", "https://www.linkedin.com/in/tomas-brandl-0")
    assert ines.addresses == ("https://www.linkedin.com/in/ines-quarrie-0",)
    assert tomas.path == f"{path}/Connections.csv"
    assert "2024" not in repr(tomas)


def test_connections_can_be_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS, encoding="utf-8")
    assert [person.name for person in read_people(str(path))] == ["Tomas Brandl", "Ines Quarrie"]
    with pytest.raises(ProfileError, match="tells of 2 people"):
        read_profile(str(path))


@pytest.mark.parametrize("make", [_zipped, _folder])
def test_an_archive_of_connections_alone_has_no_owner(tmp_path: Path, make: object) -> None:
    path = make(tmp_path, {"Connections.csv": CONNECTIONS})  # type: ignore[operator]
    assert [person.name for person in read_people(str(path))] == ["Tomas Brandl", "Ines Quarrie"]
    with pytest.raises(ProfileError, match="tells of 2 people"):
        read_profile(str(path))


def test_the_reader_of_an_archive_takes_no_connection_for_the_owner() -> None:
    with pytest.raises(ProfileError, match="does not tell whose archive it is"):
        _owner({"Connections.csv": CONNECTIONS})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (CONNECTIONS.partition("\n\n")[2], ["Tomas Brandl", "Ines Quarrie"]),
        ("\ufeff" + CONNECTIONS, ["Tomas Brandl", "Ines Quarrie"]),
        (CONNECTIONS.replace("\n", "\r\n"), ["Tomas Brandl", "Ines Quarrie"]),
        ("first name;LAST NAME ;Connected On\nJo;Ash;1\n", ["Jo Ash"]),
        ("First Name\tLast Name\tConnected On\nJo\tAsh\t1\n", ["Jo Ash"]),
        ("First Name,Connected On\nJo,1\n", ["Jo"]),
    ],
)
def test_connections_in_other_dress(text: str, names: list[str]) -> None:
    for data in (text.encode(), b"\xff\xfe" + text.removeprefix("\ufeff").encode("utf-16-le")):
        assert [person.name for person in linkedin_connections.read_people(data, "c.csv")] == names


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (CONNECTIONS.encode(), True),
        (b"\xff\xfe" + CONNECTIONS.encode("utf-16-le"), True),
        (b"First Name,Last Name,Phone\nJo,Ash,1\n", False),
        (b"first_name,email,body\nJo,jo@ash.example,Hello\n", False),
        (b'{"basics": {"name": "Jo"}}', False),
        (b"", False),
        (b"\xff\xfe\xff", False),
    ],
)
def test_connections_are_recognised_by_their_header(data: bytes, is_one: bool) -> None:
    assert linkedin_connections.recognises(data) is is_one


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        (CONNECTIONS + 'Bo,"Ash,x\nJo,Low,y\n', "never closed", 8),
        (CONNECTIONS + 'Bo,"Ash" Low,y\n', "has to be doubled", 8),
        ("Company,Position\nx,y\n", "no column First Name", 1),
        ("Nom,Prénom\nx,y\n", "no row that names the columns", None),
        ("First Name,Last Name\n,\n", "tells of nobody", None),
    ],
)
def test_broken_connections_say_where(text: str, problem: str, line: int | None) -> None:
    with pytest.raises(ProfileError, match=problem) as caught:
        linkedin_connections.read_people(text.encode(), "c.csv")
    assert (caught.value.line, caught.value.path) == (line, "c.csv")


def test_a_zip_is_recognised_by_the_names_of_its_first_files() -> None:
    assert linkedin_archive.recognises(_zip({"x/Shares_77.csv": "", "y": ""})[:65536])
    assert linkedin_archive.recognises(_zip({"cover.png": b"\0" * 500, "Ad_Targeting.csv": ""})[:65536])
    assert not linkedin_archive.recognises(_zip({"word/document.xml": "", "[Content_Types].xml": ""})[:65536])
    assert not linkedin_archive.recognises(b"PK\x03\x04")
    assert not linkedin_archive.recognises(CONNECTIONS.encode())


PROFILE = "First Name,Last Name,Headline,Summary,Geo Location\nDana,Whitlock,Surveyor,,Leeds\n"


@pytest.mark.parametrize(
    ("files", "unread"),
    [
        ({"Positions.csv": "Title,Employer\nRanger,Hollow Oak\n"}, [
            "Positions.csv: no column Company Name", "Positions.csv: no column Description", "Positions.csv: no column Started On",
            "Positions.csv: no column Finished On", "Positions.csv: column employer",
        ]),
        ({"Skills.csv": "Fertigkeit\nMoos\n"}, ["Skills.csv: no row that names the columns (Name, Skill) in the first 20 lines"]),
        ({"Skills.csv": 'Name\nMoss\n"Peat\n'}, ["Skills.csv, line 3: a quotation mark opens in this row and is never closed"]),
        ({"Skills.csv": b"Name\nMo\xdf\n"}, ["Skills.csv, line 2: not encoded in UTF-8; save it as UTF-8 and try again"]),
        ({"Skills.csv": "Name\n" + "".join(f"Skill {i}\n" for i in range(302))}, ["Skills.csv: 2 entries after the first 300"]),
        ({"Old/Skills.csv": "Name\nMoss\n", "Skills_12.csv": "Name\nPeat\n"}, ["Old/Skills.csv: there is another, Skills_12.csv, which is read"]),
        ({"Connections.csv": "Vorname,Nachname\nJo,Ash\n"}, [
            "Connections.csv: no row that names the columns (First Name, Last Name, URL, Email Address, Company, Position, Connected On) in the first 20 lines",
        ]),
        ({"Connections.csv": CONNECTIONS + 'Jo,"Ash\n'}, ["Connections.csv, line 8: a quotation mark opens in this row and is never closed"]),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(files: dict[str, str | bytes], unread: list[str]) -> None:
    assert list(_owner({"Profile.csv": PROFILE, **files}).unread) == unread


def test_what_stands_before_a_broken_row_is_read() -> None:
    people = linkedin_archive.read_people(
        _zip({"Profile.csv": PROFILE, "Connections.csv": CONNECTIONS + 'Jo,"Ash\n'}), "export.zip"
    )
    assert [person.name for person in people] == ["Dana Whitlock", "Tomas Brandl", "Ines Quarrie"]


def test_an_archive_without_its_profile_still_tells_of_its_owner() -> None:
    owner = _owner({"Positions.csv": FILES["Positions.csv"]})
    assert (owner.name, owner.unread) == (None, ("Profile.csv: not in the archive",))


@pytest.mark.parametrize(
    "files",
    [
        {"PROFILE.CSV": PROFILE, "POSITIONS.CSV": FILES["Positions.csv"]},
        {"/etc/Profile.csv": PROFILE, "../../Positions.csv": FILES["Positions.csv"]},
        {"C:\\temp\\Profile.csv": PROFILE, "C:\\temp\\Positions_1.csv": FILES["Positions.csv"]},
        {"__MACOSX/._Profile.csv": b"\0\5\x16\7", "Profile.csv": PROFILE, "Positions.csv": FILES["Positions.csv"]},
        {"Profile.csv": "\n\n" + PROFILE.replace(",", ";"), "positions.csv": b"\xef\xbb\xbf" + FILES["Positions.csv"].encode()},
    ],
)
def test_names_and_paths_in_a_zip_may_be_any(files: dict[str, str | bytes]) -> None:
    owner = _owner(files)
    assert (owner.name, len(_facts(owner, FactKind.POSITION)), owner.unread) == ("Dana Whitlock", 2, ())


def test_a_summary_of_its_own_file_stands_in_for_a_missing_one() -> None:
    owner = _owner({"Profile.csv": PROFILE, "Profile Summary.csv": FILES["Profile Summary.csv"]})
    assert _texts(owner, FactKind.SUMMARY) == ["An older summary."]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ('2024-01-01,https://s.example,PUBLIC,"Peat is a slow book, read it.",', "Peat is a slow book, read it"),
        ("2024-01-01,https://s.example,MEMBER_NETWORK,,https://m.example", None),
        ("2024-01-01,https://s.example,Wow. Peat is a slow book. Read on.,,", "Wow. Peat is a slow book"),
        ('2024-01-01,https://s.example,"https://a.example\n#peat\nAll about peat",,', "All about peat"),
        ("2024-01-01,https://s.example,,https://a.example,", None),
        ('2024-01-01,https://s.example,"He said """"no"""" to peat",,', 'He said "no" to peat'),
        ("2024-01-01,https://s.example," + "peat " * 100 + ",,", ("peat " * 39 + "peat").strip()),
    ],
)
def test_posts_are_named_by_their_first_sentence(row: str, name: str | None) -> None:
    shares = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl\n" + row + "\n"
    assert _texts(_owner({"Profile.csv": PROFILE, "Shares.csv": shares}), FactKind.POST) == ([name] if name else [])


def test_of_many_posts_the_latest_are_kept() -> None:
    rows = "".join(f"{2000 + i % 24}-01-01,x,Thought number {i} about peat,,,PUBLIC\n" for i in range(2400))
    shares = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n" + rows
    owner = _owner({"Profile.csv": PROFILE, "Shares.csv": shares})
    assert {fact.start for fact in owner.of_kind(FactKind.POST)} == {PartialDate(2023, 1, 1)}
    assert owner.unread == ("Shares.csv: 2,300 entries after the first 100",)


@pytest.mark.parametrize(
    ("degree", "kinds"),
    [
        ("BSc, Soil Science", ("BSc", "Soil Science")),
        ("Bachelor of Science - BS, Soil Science", ("Bachelor of Science", "Soil Science")),
        ("MSc in Peat, Moss and Mud", ("MSc", "Peat, Moss and Mud")),
        ("Doctor of Philosophy", ("Doctor of Philosophy", None)),
        ("Soil Science, Hydrology", (None, "Soil Science, Hydrology")),
    ],
)
def test_degrees_and_their_fields(degree: str, kinds: tuple[str | None, str | None]) -> None:
    row = f'School Name,Start Date,End Date,Notes,Degree Name,Activities\nKelder College,,,,"{degree}",\n'
    owner = _owner({"Profile.csv": PROFILE, "Education.csv": row})
    found = [next(iter(_texts(owner, kind)), None) for kind in (FactKind.DEGREE, FactKind.FIELD)]
    assert tuple(found) == kinds


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_zip({"a.txt": "x"}), "not an archive of LinkedIn data"),
        (_zip({"Complete_1.zip": _zip({"Profile.csv": PROFILE})}), "it holds another ZIP"),
        (_zip({}), "not an archive of LinkedIn data"),
        (_zip({"Profile.csv": PROFILE})[:-30], "not a ZIP that can be read"),
        (b"PK\x03\x04", "not a ZIP that can be read"),
        (_zip({"Profile.csv": ""}), "tells nothing of anybody"),
        (_zip({"Profile.csv": PROFILE}, zipfile.ZIP_BZIP2), "packed in an unusual way"),
        (_zip({"Profile.csv": b"a" * 15_000_000}), "packed so tightly"),
        (_zip({"Profile.csv": os.urandom(20_000_100)}, zipfile.ZIP_STORED), "larger than 20 MB"),
        (b"PK\x01\x02" * 200_001, "holds more than 200,000 files"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_zip_that_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem) as caught:
        linkedin_archive.read(data, "export.zip")
    assert caught.value.path == "export.zip"


def _patched(data: bytes, field: int, value: bytes) -> bytes:
    """A ZIP with a field of its only file changed where the file begins and in the list at the end."""
    begin, listed = data.index(b"PK\x03\x04") + field, data.index(b"PK\x01\x02") + field + 2
    data = data[:begin] + value + data[begin + len(value) :]
    return data[:listed] + value + data[listed + len(value) :]


def test_a_locked_zip_is_not_read() -> None:
    with pytest.raises(ProfileError, match="protected by a password"):
        linkedin_archive.read(_patched(_zip({"Profile.csv": PROFILE}), 6, b"\x01\x00"), "export.zip")


def test_a_zip_that_lies_about_its_sizes_stays_within_bounds() -> None:
    bomb = _patched(_zip({"Profile.csv": PROFILE + "x" * 50_000_000}), 22, struct.pack("<I", 500))
    with pytest.raises(ProfileError, match="damaged"):
        linkedin_archive.read(bomb, "export.zip")


def test_a_damaged_file_costs_only_itself() -> None:
    data = _zip({"Profile.csv": PROFILE, "Skills.csv": "Name\nMoss\n"}, zipfile.ZIP_STORED)
    owner = linkedin_archive.read(data.replace(b"Moss", b"Mess"), "export.zip")
    assert (owner.name, owner.unread) == ("Dana Whitlock", ("Skills.csv: damaged, so it is not read",))


def test_all_files_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkedin_archive, "_MOST_IN_ALL", 200)
    owner = _owner({"Profile.csv": PROFILE, "Skills.csv": "Name\n" + "Moss\n" * 60})
    assert owner.unread == ("Skills.csv: larger than 20 MB, or with others too large, so it is not read",)


def test_a_zip_of_many_files_is_read() -> None:
    files: dict[str, str | bytes] = {f"media/{i}.csv": "" for i in range(5_000)}
    assert _owner({**files, "Profile.csv": PROFILE}).name == "Dana Whitlock"


def test_the_messages_are_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    unpack = archives._unpack

    def spy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, error: type[ProfileError], most: int) -> bytes:
        opened.append(info.filename)
        return unpack(archive, info, error, most)

    monkeypatch.setattr(archives, "_unpack", spy)
    linkedin_archive.read_people(_zip(dict(FILES)), "export.zip")
    assert sorted(opened) == sorted(FILES.keys() - {"messages.csv"})


def test_a_folder_that_is_no_archive_is_left_to_others(tmp_path: Path) -> None:
    root = _folder(tmp_path, {"dana.json": "{}", "Skills.csv": "Name\nMoss\n"})
    assert linkedin_archive.read_folder(root) is None
    assert linkedin_archive.read_folder(tmp_path / "nowhere") is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_links_lead_nowhere_out_of_a_folder(tmp_path: Path) -> None:
    root = _folder(tmp_path, {"Profile.csv": PROFILE, "data/skills.txt": "Name\nMoss\n"})
    outside = tmp_path / "outside.csv"
    outside.write_text(FILES["Positions.csv"], encoding="utf-8")
    (root / "Positions.csv").symlink_to(outside)
    (root / "Skills.csv").symlink_to(root / "data" / "skills.txt")
    (root / "Honors.csv").symlink_to(root / "Honors.csv")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "Languages.csv")
    owner = linkedin_archive.read_folder(root)[0]  # type: ignore[index]
    assert _texts(owner, FactKind.SKILL) == ["Moss"]
    assert not any(fact.source.startswith("work") for fact in _facts(owner, FactKind.POSITION))
    assert {one.partition(":")[0] for one in owner.unread} == {"Positions.csv", "Honors.csv", "Languages.csv"}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    root = _folder(tmp_path, {"Profile.csv": PROFILE, "Skills.csv": "Name\nMoss\n"})
    (root / "Skills.csv").chmod(stat.S_IWUSR)
    owner = linkedin_archive.read_folder(root)[0]  # type: ignore[index]
    assert owner.unread == ("Skills.csv: cannot be read: Permission denied",)


# --- tables


def test_rows_tell_the_line_in_which_they_begin() -> None:
    text = 'made by hand\n\nName , NOTE;x,Name\n"Jo","two\nlines ""so""",ignored,more\n\n , ,\nBo\n'
    rows = list(read_table(text, ["name"], DraftError))
    assert [(row.line, row.cells, row.beyond) for row in rows] == [
        (4, {"name": "Jo", "note;x": 'two\nlines "so"'}, ("more",)),
        (8, {"name": "Bo", "note;x": ""}, ()),
    ]


@pytest.mark.parametrize(
    ("text", "columns", "line", "delimiter"),
    [
        ("\ufefffirst_name,email\n", ("first_name", "email"), 1, ","),
        ("sep=;\nfirst_name;email\n", ("first_name", "email"), 2, ";"),
        ('"First_Name"\t "e-mail"\r', ("first_name", "e-mail"), 1, "\t"),
        ("first_name\n" + "first_name,email\n", ("first_name", "email"), 2, ","),
        ("f\0irst_name, email\n", ("first_name", "email"), 1, ","),
    ],
)
def test_headers_are_found_by_what_they_name(text: str, columns: tuple[str, ...], line: int, delimiter: str) -> None:
    assert find_header(text, ["First_Name", "Email"]) == (columns, line, delimiter)


def test_a_header_stands_near_the_top() -> None:
    assert find_header("\n" * 19 + "email\n", ["email"]) is not None
    assert find_header("\n" * 20 + "email\n", ["email"]) is None
    with pytest.raises(DraftError, match="no row that names the columns \\(email\\)"):
        read_table("x,y\n", ["email"], DraftError, "m.csv")


@pytest.mark.parametrize(
    ("rows", "problem", "line"),
    [
        ('a,b\nc,"d\ne,f\n', "never closed", 3),
        ('a,"' + "b" * 140_000 + '"\n', "longer than 131,072", 2),
        ("a," * 1_200 + "\n", "more than 1,000 cells", 2),
        ("a\n" * 200_001, "more than 200,000 rows", 200_002),
    ],
    ids=["quote", "cell", "cells", "rows"],
)
def test_tables_without_end_are_refused(rows: str, problem: str, line: int) -> None:
    with pytest.raises(DraftError, match=problem) as caught:
        list(read_table("email,body\n" + rows, ["email"], DraftError, "m.csv"))
    assert caught.value.line == line


# --- whatever the bytes are

_quietly = settings(
    max_examples=150, derandomize=True, deadline=timedelta(seconds=20), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)  # fmt: skip
_pieces = st.sampled_from(
    [
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b";",
        b"\t",
        b'""',
        b'"\n"',
        b"PUBLIC",
        b"\xe2\x80\xae",
        b"PK\x03\x04",
    ]
)


def _mutate(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, piece in changes:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    return data


_changes = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 12), _pieces | st.binary(max_size=6)), min_size=1, max_size=6)


def _read_any(data: bytes) -> None:
    linkedin_archive.recognises(data[:65536])
    linkedin_connections.recognises(data[:65536])
    for module in (linkedin_archive, linkedin_connections):
        for read in (module.read, module.read_people):
            try:
                read(data, "x")
            except ProfileError as error:
                assert error.problem and error.path == "x"


@_quietly
@given(st.binary(max_size=400) | st.lists(_pieces, max_size=40).map(b"".join))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_any(data)
    _read_any(b"First Name,Last Name,Connected On\n" + data)


@_quietly
@given(_changes, st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_any_damaged_zip_is_read_or_refused(changes: list[tuple[int, int, bytes]], compression: int) -> None:
    _read_any(_mutate(_zip(dict(FILES), compression), changes))


@_quietly
@given(st.sampled_from(sorted(FILES)), _changes)
def test_any_damaged_file_in_an_archive_is_read_or_refused(name: str, changes: list[tuple[int, int, bytes]]) -> None:
    _read_any(_zip({**FILES, name: _mutate(FILES[name].encode(), changes)}))
    _read_any(_mutate(CONNECTIONS.encode(), changes))
