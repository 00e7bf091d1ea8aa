"""An address book: a folder of profiles, in which the recipient of a draft is found by address or by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import getaddresses
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from outreach_lint.errors import ProfileError
from outreach_lint.merging import folded, may_be_one, merge_profiles, name_key
from outreach_lint.profile import FactKind, Profile, address_key
from outreach_lint.profiles import read_people
from outreach_lint.source import is_hidden

_MOST_FILES = 20_000
_MOST_NAMED = 3
LONGEST_RECIPIENTS = 2_000  # code points
_NAME_AND_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>\s*$")
_EMPTY_GROUP = re.compile(r"[\w -]{0,100}:\s?;")  # "undisclosed-recipients:;"
_WEB = re.compile(r"(?:https?://|www\.)|[\w-]+(?:\.[\w-]+)+/", re.I)


class Recipient(NamedTuple):
    """Whom a draft names: by a name, an address, or both."""

    name: str
    address: str


def recipients_of(text: str) -> list[Recipient]:
    """The people whom a text names: "Ada Example", "ada@example.org", a web address, or a name with an address in angle brackets; of mail addresses there
    can be several."""
    text = _EMPTY_GROUP.sub("", text[:LONGEST_RECIPIENTS]).strip()
    match = _NAME_AND_ADDRESS.match(text)
    if match and not ("@" in match["name"] and re.search("[,;]", match["name"])):  # also of "Ada Example, MD <ada@example.org>"
        return [Recipient(match["name"].strip(" \"'"), address_key(match["address"]))]
    if _WEB.match(text):
        return [Recipient("", address_key(text))]
    if "@" in text:
        return [Recipient(name, address_key(address)) for name, address in getaddresses(text.split(";")) if address]
    return [Recipient(text, "")] if text else []


@dataclass(frozen=True)
class AddressBook:
    """People by their addresses and names. `place` is where they come from, `unread` what stands there and could not be read."""

    people: Sequence[Profile]
    place: str
    unread: tuple[ProfileError, ...] = ()

    @cached_property
    def _by_address(self) -> dict[str, list[Profile]]:
        found: dict[str, list[Profile]] = {}
        for person in self.people:
            for key in {address_key(address) for address in person.addresses}:
                found.setdefault(key, []).append(person)
        return found

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], list[Profile]]:
        found: dict[tuple[str, ...], list[Profile]] = {}
        for person in self.people:
            found.setdefault(name_key(person.name), []).append(person)
        return found

    def find(self, recipient: Recipient, about: Profile | None = None) -> Profile | None:
        """The person whom a draft names, from all sources that tell of them; None if nobody fits. `about` is what the draft's file tells of them, and
        tells people of the same name apart.

        Raises ProfileError where several fit: nobody is guessed.
        """
        meant = name_key(recipient.name)
        by_address = self._at(recipient.address, meant)
        names = meant or (name_key(by_address[0].name) if by_address else ())
        by_name = [person for person in self._by_name.get(names, []) if names and _may_have(person, recipient.address)]
        if by_address:  # others of the same name count only where they are known to be the same person
            by_name = [person for person in by_name if any(_are_same(person, one) for one in by_address)]
        groups = list(_groups([*by_address, *(person for person in by_name if person not in by_address)]))
        if len(groups) > 1 and about:
            groups = [group for group in groups if _share_employer(group, [about])] or groups
        if len(groups) > 1:
            paths = [str(group[0].path) for group in groups[:_MOST_NAMED]]
            problem = f"several people are called so ({', '.join(paths)}); name one, with --to, or with profile: in the draft"
            raise ProfileError(problem, path=self.place)
        return merge_profiles(groups[0]) if groups else None

    def _at(self, address: str, meant: tuple[str, ...]) -> list[Profile]:
        """The people who have an address; of several who share it those of the name, and nobody whose name is another."""
        found = self._by_address.get(address, []) if address else []
        exact = [person for person in found if meant and name_key(person.name) == meant]
        return exact or [person for person in found if may_be_one(meant, name_key(person.name))]


def _may_have(person: Profile, address: str) -> bool:
    """Whether nothing speaks against it that this is their address: of the same kind they have none, or it is among them."""
    alike = {key for key in _keys(person) if _kind_of(key) == _kind_of(address)} if address else set()
    return not alike or address in alike


def _keys(person: Profile) -> set[str]:
    return {address_key(one) for one in person.addresses}


def _kind_of(address: str) -> str:
    """Mail, or the host of a web address: one has one page at most on a network."""
    return "mail" if "@" in address and "/" not in address else address.partition("/")[0]


def _are_same(one: Profile, other: Profile) -> bool:
    """Whether two sources are known to tell of the same person: by an address that they share, or by an employer where no address denies it."""
    some, others = _keys(one), _keys(other)
    if not may_be_one(name_key(one.name), name_key(other.name)):
        return False
    if some & others:
        return True
    pages = {_kind_of(key) for key in some} & {_kind_of(key) for key in others} - {"mail"}
    return not pages and _share_employer([one], [other])


def _share_employer(some: Sequence[Profile], others: Sequence[Profile]) -> bool:
    return not _employers(some).isdisjoint(_employers(others))


def _employers(people: Sequence[Profile]) -> set[str]:
    return {folded(fact.text) for person in people for fact in person.of_kind(FactKind.EMPLOYER)}


def _groups(people: Sequence[Profile]) -> Iterator[list[Profile]]:
    """The candidates, those together that are known to be the same person."""
    waiting = list(people)
    while waiting:
        group = [waiting.pop(0)]
        for person in group:
            same = [other for other in waiting if _are_same(person, other)]
            group += same
            waiting = [other for other in waiting if other not in same]
        yield group


def read_address_book(folder: Path) -> AddressBook:
    """The people in the files of a folder, and in its folders that are a format. A file that cannot be read is kept apart. Raises ProfileError if there
    is no such folder, or it cannot be read."""
    if not folder.is_dir():
        raise ProfileError("no such folder, though the setting address-book names it", path=folder)
    try:
        paths = sorted(path for path in folder.iterdir() if not is_hidden(path.name))[:_MOST_FILES]
    except OSError as error:
        raise ProfileError(f"cannot be read: {error.strerror}", path=folder) from None
    people: list[Profile] = []
    unread: list[ProfileError] = []
    for path in paths:
        try:
            people += read_people(str(path))
        except ProfileError as error:
            unread.append(error)
    return AddressBook(people, str(folder), tuple(unread))
