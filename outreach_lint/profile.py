"""What is known of a person: typed facts, each with the place in the profile that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class FactKind(StrEnum):
    """What a fact tells about the person."""

    NAME = "name"
    HEADLINE = "headline"
    SUMMARY = "summary"
    PLACE = "place"
    POSITION = "position"
    EMPLOYER = "employer"
    EMPLOYMENT = "employment"  # what stands in the place of an employer and names none: "Self-employed"
    HIGHLIGHT = "highlight"
    SCHOOL = "school"
    DEGREE = "degree"
    FIELD = "field"
    PROJECT = "project"
    PROJECT_TEXT = "project-text"
    PUBLICATION = "publication"
    TALK = "talk"
    PUBLISHER = "publisher"
    PUBLICATION_TEXT = "publication-text"
    POST = "post"
    CAUSE = "cause"
    AWARD = "award"
    CERTIFICATE = "certificate"
    SKILL = "skill"
    INTEREST = "interest"
    LANGUAGE = "language"
    PERSON = "person"


_TITLES = frozenset(
    "dr prof professor mr mrs ms mx miss sir dame rev hon hh judge sr fr father sister cllr councillor capt captain lt col major sgt eng engr ing mag"
    " dipl lic dott avv".split()
)
# What stands behind a name: degrees, fellowships, honours.
_BEHIND_NAME = re.compile(
    r"[A-Z]{2,}[a-z]?|[A-Z]\.?[A-Z]\w*\.?|Ph\.?D\.?|M\.?Sc\.?|B\.?Sc\.?|D\.?Phil\.?|Ed\.?D\.?|Esq\.?|Jr\.?|Sr\.?|I{2,3}"
)
_INITIAL = re.compile(r"[^\W\d_]\.?")
_IN_NO_NAME = re.compile(r"[{}<>\[\]()|/\\@#%$^*=~`\"“”_:;!?\d]")
_NO_NAME = re.compile(r"(?:you are|your|we are|everyone|everybody|nobody|please|send|ignore|click|fuck\w*|shit\w*)\b", re.I)
_BYNAME = frozenset(
    {"auntie", "aunty", "baba", "big", "little", "mama", "old", "papa", "uncle", "wee", "young"}
)  # no name without the next


_TOLD_OF_ANYBODY = frozenset(
    {
        FactKind.NAME,
        FactKind.HEADLINE,
        FactKind.PLACE,
        FactKind.POSITION,
        FactKind.EMPLOYER,
        FactKind.EMPLOYMENT,
        FactKind.SKILL,
        FactKind.LANGUAGE,
        FactKind.PERSON,
    }
)


class PartialDate(NamedTuple):
    """A date as profiles give it: a year, perhaps a month and a day. Compares by time."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One citable item. `source` is its path ("work[0].position"); facts with the same `entry` ("work[0]") belong
    together. A `current` fact has begun and not ended."""

    kind: FactKind
    text: str
    source: str
    entry: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False

    @property
    def section(self) -> str:
        """The part of the profile in which it stands: "work", for "github.json:work[0].position"."""
        return re.split(r"[\[.]", self.source.rpartition(":")[2], maxsplit=1)[0]


def spoken_name(name: str) -> str | None:
    """A name as it is said: without asides and without the degrees behind it. None for what is no name."""
    parts = re.sub(r"\(.*?\)|[\"“].*?[\"”]|[,|].*$", " ", name).split()
    while len(parts) > 2 and _BEHIND_NAME.fullmatch(parts[-1]) and not parts[0].isupper():
        parts.pop()
    said = " ".join(parts)
    is_name = any(c.isalpha() for c in said) and not _IN_NO_NAME.search(said) and not _NO_NAME.match(said)
    return said if is_name else None


def name_words(name: str) -> list[str]:
    """The words of a name that are no titles."""
    return [part for part in (spoken_name(name) or "").split() if part.rstrip(".").casefold() not in _TITLES]


def address_key(address: str) -> str:
    """An address as it is compared: of a web address neither the protocol, nor "www." or a language, nor what leads there."""
    address = address.strip().removeprefix("mailto:").casefold()
    if "@" in address and "/" not in address:
        return address
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return address
    host = re.sub(r"^(?:www|m|[a-z]{2})\.(?=linkedin\.)|^www\.", "", parts.netloc)
    path = unquote(parts.path).rstrip("/")
    if host.startswith("linkedin."):
        return host + re.sub(r"^(/in/[^/]+)/.*$", r"\1", path)
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith(("utm_", "ref", "trk")))
    return f"{host}{path}?{query}" if query else host + path


@dataclass(frozen=True)
class Profile:
    """A person's facts, in the order of the file they were read from.

    `addresses` are mail and web addresses as the file writes them: by these a person is told from others; they are never said. `unread` names what
    stands in the file and was not understood, for a person to look at.
    """

    facts: tuple[Fact, ...]
    path: str | None = None
    addresses: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def of_kind(self, *kinds: FactKind) -> Iterator[Fact]:
        """The facts of these kinds, in order."""
        return (fact for fact in self.facts if fact.kind in kinds)

    def beside(self, fact: Fact, kind: FactKind) -> Fact | None:
        """The fact of this kind in the same entry: the employer of a position."""
        return next((f for f in self.by_entry[fact.entry] if f.kind == kind), None)

    @cached_property
    def by_entry(self) -> dict[str, list[Fact]]:
        """The facts by the entry that they belong to, in order."""
        entries: dict[str, list[Fact]] = {}
        for fact in self.facts:
            entries.setdefault(fact.entry, []).append(fact)
        return entries

    @cached_property
    def name(self) -> str | None:
        """The full name as the profile writes it."""
        return next((fact.text for fact in self.of_kind(FactKind.NAME)), None)

    @cached_property
    def spoken_name(self) -> str | None:
        """The name without asides and without the degrees behind it: "Dr Ruth van Leeuwen", for "Dr Ruth van Leeuwen (she/her), MRTPI". None where
        the profile has words to everybody, or marks, in its place."""
        return spoken_name(self.name or "")

    @property
    def _names(self) -> list[str]:
        return name_words(self.name or "")

    @property
    def title(self) -> str | None:
        """The title before the name, as the profile writes it."""
        first = (self.spoken_name or "").split()[:1]
        return first[0] if first and first[0].rstrip(".").casefold() in _TITLES else None

    @property
    def first_name(self) -> str | None:
        """What to call them: the first part of the name that is neither a title nor an initial; None where nothing but a last name is left."""
        names = self._names
        called = [part for part in (names[:-1] if len(names) > 1 else names) if not _INITIAL.fullmatch(part)]
        is_byname = len(names) > 1 and names[0].casefold() in _BYNAME
        return " ".join(names[:2]) if is_byname else called[0] if called else None

    @property
    def last_name(self) -> str | None:
        """The last part of the name, with what belongs to it: "van Leeuwen"."""
        names = self._names
        start = len(names) - 1
        while start > 1 and names[start - 1].islower():
            start -= 1
        return " ".join(names[start:]) or None

    @property
    def is_thin(self) -> bool:
        """Whether it tells no more than who they are and what they are called at work: too little to say anything particular of."""
        return all(fact.kind in _TOLD_OF_ANYBODY for fact in self.facts)

    @cached_property
    def text(self) -> str:
        """Every value of the profile, one a line: what can be said to stand in it."""
        return "\n".join(fact.text for fact in self.facts)
