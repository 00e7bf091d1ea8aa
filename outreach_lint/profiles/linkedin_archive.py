"""The archive that LinkedIn makes of a member's data ("Get a copy of your data"), as a ZIP or unpacked: its owner with all that the profile holds, posts and
articles too, and by Connections.csv the owner's connections.

Files are read in memory and only those that tell of the profile; messages and what else is private are never opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from outreach_lint.archives import Member, first_names, folder_members, zip_members
from outreach_lint.errors import ProfileError
from outreach_lint.parsing.degrees import degree_and_field
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.profiles import linkedin_connections
from outreach_lint.resume import profile_from_resume
from outreach_lint.source import decode
from outreach_lint.tables import Table, column_name, read_table

SUFFIXES = (".zip",)
LIBRARY = "standard library"
LIMITS = "Messages, comments and other people's words are not read; a ZIP of up to 300 MB."
MAX_BYTES = 300_000_000
_LARGEST, _LARGEST_ARTICLE, _MOST_IN_ALL = 20_000_000, 65_536, 60_000_000  # bytes
_MOST_ROWS, _MOST_POSTS, _LONGEST_POST, _LONGEST_TEXT = 300, 100, 200, 600  # of a file that are kept; code points
_NOT_TOLD = "not told"  # an end that is none of today: what has no date is not said to go on
_STEM = lazy(r"(.{1,60}?)(?:_\d{1,15})?\.csv", re.I)  # "Shares_7789716.csv"
_BULLET = lazy(r"\s*[•·▪●*–-]\s+(.+)")
_SENTENCE = lazy(r"(.{20,}?[.!?…])\s")
_NOT_SAID = lazy(r"https?://\S+|[#@]\w+")
_PUBLISHED = lazy(r"Published on (\d{4}-\d\d-\d\d)")
_DATED = lazy(r"\d{4}-\d\d-\d\d")
_VISIBILITIES = frozenset({"PUBLIC", "CONNECTIONS", "MEMBER_NETWORK", "LOGGED_IN", "CONTAINER"})


class _Sheet(NamedTuple):
    """One CSV file: the section of the record that its rows are entries of, the columns by what they are there (more than one name where it was renamed;
    none has to be there after "?"), and those that are no facts, on purpose."""

    file: str
    section: str
    columns: Mapping[str, str]
    silent: str = ""


_SPAN = {"startDate": "Started On|Start Date", "endDate": "Finished On|End Date"}
_SHEETS = {
    column_name(sheet.file.replace("_", " ").removesuffix(".csv")): sheet
    for sheet in (
        _Sheet(
            "Profile.csv", "basics",
            {"first": "First Name", "last": "Last Name", "label": "Headline", "summary": "Summary", "location": "Geo Location|Location",
             "handles": "?Twitter Handles", "sites": "?Websites"},
            "Maiden Name|Address|Birth Date|Industry|Zip Code|Instant Messengers|Public Profile URL",
        ),
        _Sheet("Profile Summary.csv", "summary", {"summary": "Profile Summary|Summary"}),
        _Sheet("Positions.csv", "work", {"position": "Title|Position", "name": "Company Name|Company", "text": "Description", **_SPAN}, "Location"),
        _Sheet(
            "Education.csv", "education",
            {"institution": "School Name|School", "degree": "Degree Name|Degree", "area": "?Field Of Study", "activities": "Activities", "notes": "Notes",
             **_SPAN},
        ),
        _Sheet("Skills.csv", "skills", {"name": "Name|Skill"}),
        _Sheet("Languages.csv", "languages", {"language": "Name|Language"}, "Proficiency"),
        _Sheet("Projects.csv", "projects", {"name": "Title|Name", "description": "Description", **_SPAN}, "Url"),
        _Sheet(
            "Publications.csv", "publications",
            {"name": "Name|Title", "publisher": "Publisher", "releaseDate": "Published On", "summary": "Description"}, "Url",
        ),
        _Sheet(
            "Volunteering.csv", "volunteer",
            {"organization": "Company Name|Organization", "position": "Role", "text": "Description", **_SPAN}, "Cause",
        ),
        _Sheet("Organizations.csv", "volunteer", {"organization": "Name", "position": "Position", "text": "Description", **_SPAN}),
        _Sheet("Certifications.csv", "certificates", {"name": "Name", "issuer": "Authority", **_SPAN}, "Url|License Number"),
        _Sheet("Honors.csv", "awards", {"title": "Title", "summary": "Description", "date": "Issued On", "awarder": "?Issuer"}),
        _Sheet(
            "Recommendations_Received.csv", "references", {"first": "First Name", "last": "Last Name", "status": "Status"},
            "Company|Job Title|Text|Creation Date",
        ),
        _Sheet("Shares.csv", "posts", {"date": "Date", "text": "ShareCommentary", "shared": "SharedUrl"}, "ShareLink|MediaUrl|Visibility"),
    )
}  # fmt: skip
_CONNECTIONS = "connections"
_TELLING = frozenset({"profile", "positions", _CONNECTIONS})  # an archive has one of them
_ALSO = frozenset(
    {
        "messages",
        "invitations",
        "ad targeting",
        "company follows",
        "email addresses",
        "phonenumbers",
        "registration",
        "comments",
        "reactions",
    }
)


def recognises(data: bytes) -> bool:
    """Whether the file begins like a ZIP whose first files are those of such an archive."""
    known = _SHEETS.keys() | _ALSO | {_CONNECTIONS}
    return any(_key(name) in known for name in first_names(data))


def read(data: bytes, path: str) -> Profile:
    """The owner of an archive. Raises ProfileError if it does not tell who that is, or cannot be read."""
    first = read_people(data, path)[0]
    if first.path != path:
        raise ProfileError("does not tell whose archive it is: Profile.csv is not in it", path=path)
    return first


def read_people(data: bytes, path: str) -> Sequence[Profile]:
    """The owner of an archive, if it has more than connections, then the connections, whose path is that of Connections.csv in it. Raises ProfileError
    if it is no such archive or cannot be read."""
    members = zip_members(data, path, ProfileError)
    people = _people(members, path)
    if people is None:
        is_nested = any(member.name.lower().endswith(".zip") for member in members)
        hint = "; it holds another ZIP: unpack it, and name that" if is_nested else ""
        raise ProfileError(
            f"not an archive of LinkedIn data: no Profile.csv, Positions.csv or Connections.csv in it{hint}", path=path
        )
    return people


_AT_THE_TOP = frozenset({"profile", "positions", "connections"})


def read_folder(path: Path) -> tuple[Profile, ...] | None:
    """Like `read_people` for an unpacked archive; None for a folder that is none, as one is that only holds an archive beside others. Links that lead
    out of the folder are not followed."""
    members = folder_members(path, ProfileError)
    folders = {member.name.rpartition("/")[0] for member in members if _key(member.name) in _AT_THE_TOP}
    is_alone = all(member.name.startswith(f"{folder}/") for folder in folders for member in members if folder)
    if not folders or not ("" in folders or is_alone):
        return None
    people = _people(members, str(path))
    return None if people is None else tuple(people)


def _key(name: str) -> str:
    """What a file is, by its name: "recommendations received" for "Export/Recommendations_Received_123.csv"; "" for what has no such name."""
    base = name.rpartition("/")[2]
    found = None if base.startswith(".") or "__MACOSX/" in name else _STEM.fullmatch(base)
    return column_name(found[1].replace("_", " ")) if found else ""


class _Archive:
    """The wanted files, each read once, within bounds; and what was not understood in them."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.told: list[str] = []
        self._left = _MOST_IN_ALL
        self._chosen: dict[str, Member] = {}
        self.articles: list[Member] = []
        for member in sorted(members, key=lambda m: (m.name.count("/"), m.name)):
            key = _key(member.name)
            if (key in _SHEETS or key == _CONNECTIONS) and self._chosen.setdefault(key, member) is not member:
                self.told.append(f"{member.name}: there is another, {self._chosen[key].name}, which is read")
            elif member.name.lower().endswith(".html") and "articles/" in member.name.lower():
                self.articles.append(member)

    def __contains__(self, key: str) -> bool:
        return key in self._chosen

    def name(self, key: str) -> str:
        """The path of a file in the archive."""
        return self._chosen[key].name

    def text(self, key: str) -> str | None:
        """The text of a file; None if there is none, or it cannot be read, which is told."""
        member = self._chosen.get(key)
        return self.text_of(member, _LARGEST) if member else None

    def text_of(self, member: Member, largest: int, *, cut: bool = False) -> str | None:
        """The text of a file, or where it may be `cut` the beginning of it."""
        try:
            data = member.read(largest + 1)
            self._left -= len(data)
            if (len(data) > largest and not cut) or self._left < 0:
                raise ProfileError(f"larger than {largest // 1_000_000} MB, or with others too large, so it is not read")
            return data.decode("utf-8", "replace") if cut else decode(data, None, ProfileError)
        except ProfileError as error:
            self.tell(member.name, error)
            return None

    def tell(self, name: str, error: ProfileError) -> None:
        """Keep what is wrong with a file."""
        self.told.append(f"{name}, line {error.line}: {error.problem}" if error.line else f"{name}: {error.problem}")


def _people(members: Iterable[Member], path: str) -> list[Profile] | None:
    """The owner and the connections; None if this is no archive of LinkedIn data. Raises ProfileError if nothing in it can be read."""
    archive = _Archive(members)
    if not any(key in archive for key in _TELLING):
        return None
    record = _record(archive)
    connections = _connections(archive, path)
    if "profile" not in archive:
        archive.told.append("Profile.csv: not in the archive")
    if record:
        return [profile_from_resume(record, path, archive.told), *connections]
    if not connections:
        raise ProfileError(f"tells nothing of anybody ({archive.told[0] if archive.told else 'its files are empty'})", path=path)
    return connections


def _connections(archive: _Archive, path: str) -> list[Profile]:
    people: list[Profile] = []
    text = archive.text(_CONNECTIONS)
    if text is None:
        return people
    try:
        people.extend(linkedin_connections.connections(text, f"{path}/{archive.name(_CONNECTIONS)}"))
    except ProfileError as error:
        archive.tell(archive.name(_CONNECTIONS), error)
    return people


def _record(archive: _Archive) -> dict[str, Any]:
    """What the files say of the owner, in the shape of JSON Resume."""
    record: dict[str, Any] = {}
    for key, sheet in _SHEETS.items():
        text = archive.text(key)
        if text is not None:
            record.setdefault(sheet.section, []).extend(_entries(archive, archive.name(key), sheet, text))
    record.setdefault("publications", []).extend(_articles(archive))
    basics: dict[str, Any] = next(iter(record.pop("basics", [])), {})
    summary: dict[str, Any] = next(iter(record.pop("summary", [])), {})
    basics["summary"] = basics.get("summary") or summary.get("summary")
    held = {key: value for key, value in basics.items() if value}
    return {key: value for key, value in {"basics": held, **record}.items() if value}


def _entries(archive: _Archive, name: str, sheet: _Sheet, text: str) -> list[dict[str, Any]]:
    """The entries that the rows of a file make; what is wrong with it is told, and ends it."""
    entries: list[dict[str, Any]] = []
    try:
        table = read_table(text, [one.lstrip("?") for names in sheet.columns.values() for one in names.split("|")], ProfileError)
        columns = _columns(archive, name, sheet, table)
        strange = set(table.columns) - set(columns.values()) - {column_name(one) for one in sheet.silent.split("|")}
        make = _MAKERS.get(sheet.section, _dated)
        filled: set[str] = set()
        for row in table:
            filled.update(one for one in strange if row.cells.get(one))
            entry = make({key: row.cells[column] for key, column in columns.items()})
            entries.extend([entry] if entry else [])
        archive.told.extend(f"{name}: column {one}" for one in sorted(filled))
    except ProfileError as error:
        archive.tell(name, error)
    return _kept(archive, name, sheet, entries)


def _columns(archive: _Archive, name: str, sheet: _Sheet, table: Table) -> dict[str, str]:
    """The columns of a file by what they are in a record; those that are not there are told."""
    found = {}
    for key, names in sheet.columns.items():
        column = next((one for one in map(column_name, names.lstrip("?").split("|")) if one in table.columns), None)
        if column is not None:
            found[key] = column
        elif not names.startswith("?"):
            archive.told.append(f"{name}: no column {names.split('|')[0]}")
    return found


def _kept(archive: _Archive, name: str, sheet: _Sheet, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """So many entries as one person's profile may have: of posts the latest."""
    most = _MOST_POSTS if sheet.section == "posts" else _MOST_ROWS
    if len(entries) > most:
        entries.sort(key=lambda entry: entry.get("date") or "", reverse=True)  # where there are no dates, nothing moves
        archive.told.append(f"{name}: {len(entries) - most:,} entries after the first {most}")
    return entries[:most]


def _profile(cells: dict[str, str]) -> dict[str, Any]:
    """The owner; "[@ada]" and "[COMPANY:https://a.example,OTHER:b.example]" are addresses."""
    handles = [f"https://twitter.com/{handle.lstrip('@')}" for handle in _listed(cells.get("handles", ""))]
    sites = [re.sub(r"^[A-Z_]+:(?!//)", "", site) for site in _listed(cells.get("sites", ""))]
    return {
        "name": _name(cells),
        **{key: cells.get(key) for key in ("label", "summary", "location")},
        "profiles": [{"url": url} for url in (*sites, *handles)],
    }


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.strip("[] ").split(",") if part.strip()]


def _name(cells: dict[str, str]) -> str:
    return " ".join(part for part in (cells.get("first"), cells.get("last")) if part)


def _dated(cells: dict[str, str]) -> dict[str, Any]:
    """An entry; it goes on if it has begun and the file tells of no end."""
    entry: dict[str, Any] = dict(cells)
    for key in ("summary", "description"):
        if key in entry:
            entry[key] = entry[key][:_LONGEST_TEXT]
    if not (entry.get("startDate") and "endDate" in entry):
        entry["endDate"] = entry.get("endDate") or _NOT_TOLD
    return entry


def _held(cells: dict[str, str]) -> dict[str, Any]:
    """A position: the points of a description are highlights, what else it says a summary."""
    lines = [line for line in cells.pop("text", "").splitlines() if line.strip()]
    points = [found[1] for line in lines if (found := _BULLET.match(line))]
    prose = " ".join(line.strip() for line in lines if not _BULLET.match(line))
    return {**_dated(cells), "summary": prose, "highlights": points}


def _studied(cells: dict[str, str]) -> dict[str, Any]:
    """A school: "BSc, Computing" is a degree and its field. Studies have ended unless they are said to go on: who leaves the end open has often just left
    it out."""
    degree, area = cells.pop("degree", ""), cells.pop("area", "")
    studies = {"studyType": degree, "area": area} if area or not degree else degree_and_field(degree)
    more = [cells.pop(key) for key in ("activities", "notes") if cells.get(key)]
    return {**cells, **studies, "highlights": more, "endDate": cells.get("endDate") or _NOT_TOLD}


def _recommender(cells: dict[str, str]) -> dict[str, Any] | None:
    """Who has written a recommendation that the owner shows; what it says are another's words."""
    return {"name": _name(cells)} if cells.get("status", "").upper() == "VISIBLE" else None


def _post(cells: dict[str, str]) -> dict[str, Any] | None:
    """A post, by the first sentence of the owner's own words; None where they only passed something on. Where the header lacks a column that the rows
    have, the words stand one cell further."""
    said = cells.get("text", "")
    if said.upper() in _VISIBILITIES:
        said = cells.get("shared", "")
    lines = said.replace('"\n"', "\n").replace('""', '"').splitlines()  # each line has its own quotation marks
    line = next((line.strip('" \t') for line in lines if any(c.isalnum() for c in _NOT_SAID.sub("", line))), "")
    sentence = _SENTENCE.match(f"{line[: 2 * _LONGEST_POST]} ")
    words = (sentence[1] if sentence else line).removesuffix(".") if line else ""
    return {"name": _shortened(words), "date": cells.get("date")} if words else None


def _shortened(text: str) -> str:
    """The text, cut after a whole word if it is too long to name something by."""
    return text if len(text) <= _LONGEST_POST else text[:_LONGEST_POST].rpartition(" ")[0] or text[:_LONGEST_POST]


def _articles(archive: _Archive) -> Iterator[dict[str, Any]]:
    """The published articles, by their titles."""
    if len(archive.articles) > _MOST_POSTS:
        archive.told.append(f"Articles: {len(archive.articles) - _MOST_POSTS:,} after the first {_MOST_POSTS}")
    for member in archive.articles[:_MOST_POSTS]:
        page = archive.text_of(member, _LARGEST_ARTICLE, cut=True) or ""
        published = _PUBLISHED.search(page)
        if published is None and "Created on " in page:
            continue  # a draft
        dated = _DATED.match(member.name.rpartition("/")[2])
        title = _between(page, "<h1", "</h1") or _between(page, "<title", "</title")
        if title:
            yield {"name": title, "releaseDate": published[1] if published else dated[0] if dated else None}


def _between(page: str, begin: str, end: str) -> str:
    """The words of the first element of this name."""
    _, _, rest = page.partition(begin)
    inner = rest.partition(">")[2].partition(end)[0]
    return unescape(re.sub(r"<[^<>]*>", "", inner[:1000])).strip()


_MAKERS: dict[str, Callable[[dict[str, str]], dict[str, Any] | None]] = {
    "basics": _profile, "work": _held, "volunteer": _held, "education": _studied, "references": _recommender, "posts": _post,
}  # fmt: skip
