"""Short lines from under a name: mail and web addresses, phone numbers, the place, labels ("Position: ..."), a headline."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.headline import read_headline
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import has_mark, position, position_alone
from outreach_lint.patterns import lazy

MAY_GO_ON = 60  # a line of so many characters may go on in the next
LABEL = lazy(r"(?P<key>[A-Za-z][A-Za-zÀ-ÿ /()-]{1,30}):\s+(?P<value>\S.*)$")
LABELS = {
    label: key
    for key, labels in {
        "name": "name; full name; first name(s) / surname(s); surname(s) / first name(s); vor- und nachname; nombre; nombre y apellidos; nom; nom et prénom"
        "; nome; nome completo; nome e cognome; naam",
        "location": "location; place; based in; city; town; lives in; wohnort; ort; ciudad; ville; città; cidade; woonplaats",
        "email": "email; e-mail; mail",
        "url": "website; web; site; blog; homepage",
        "profile": "linkedin; github; twitter; mastodon; orcid",
        "headline": "title; job title; position; role; headline; occupation; current role; current position; job; current job; day job; profession",
        "employer": "company; employer; organisation; organization; workplace; works at; works for",
        "": "phone; tel; mobile; telephone; pronouns; date of birth; born; nationality; address; department; room; office; fax",
    }.items()
    for label in labels.split("; ")
}
_MAIL = lazy(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_WEB = lazy(
    r"(?:https?://|www\.)[^\s|,;<>]{3,300}|\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|io|dev|example|co\.uk|de|fr|nl|me|eu|ca|au"
    r"|test)(?:/[^\s|,;<>]{0,200})?\b",
    re.I,
)
_HANDLE = lazy(r"@\w{2,40}")
PHONE = lazy(r"(?:(?:mobile|phone|tel|cell|[mtp])\b[.:]?\s*)?\+?[\d(][\d ()./-]{6,24}", re.I)
_PRONOUNS = lazy(r"\(?(?:she|he|they|ze)/\w+(?:/\w+)?\)?", re.I)
SENTENCE = lazy(r"[a-zà-ÿ)”\"’\d][.!?][”\"’)]?$")
_STARTS_PROSE = lazy(r"(?:I|I['’]m|I am|My|We|Hi|Hello|She|He|They)\b")
DIVIDER = lazy(r"\s*[|·•]\s*|\t+|\s{3,}")


def read_detail(record: dict[str, Any], line: str, after: str = "") -> bool:
    """Read a short line from under the name: address, place, headline, employer. Returns whether it was understood."""
    if reads_label(record, line):
        return True
    basics = record["basics"]
    if is_contact(line):
        rest = read_contacts(basics, line)
        if "name" in basics and "headline" not in basics and (read_headline(rest) or position(rest)):
            basics["headline"] = rest
        return True
    if (
        len(line) < MAY_GO_ON
        and "work" not in record
        and _begins_as_name(line)
        and has_mark(line)
        and position_alone(basics.get("headline", ""))
    ):
        record["work"] = [{"name": line}]
        return True
    if len(line) > 160 or (len(line) > 110 and not DIVIDER.search(line)) or begins_sentence(line, after):
        return False
    if _PRONOUNS.fullmatch(line) or (PHONE.fullmatch(line) and sum(c.isdigit() for c in line) > 6):
        return True
    if "location" not in basics and is_place(line):
        basics["location"] = line
    elif "name" in basics and "headline" not in basics and not _is_labelled(line) and (read_headline(line) or position(line)):
        basics["headline"] = line
    else:
        return False
    return True


def _is_labelled(line: str) -> bool:
    """Whether something else than a position is told of: "Mentor: Prof Holm", "Likes: being a nurse"."""
    label = LABEL.match(line)
    return label is not None and not read_headline(label["key"])


def _begins_as_name(line: str) -> bool:
    return not line[0].islower() or line.startswith("the ")


def begins_sentence(text: str, after: str) -> bool:
    return bool(SENTENCE.search(text) or _STARTS_PROSE.match(text) or (after[:1].islower() and len(text) > 45))


def reads_label(record: dict[str, Any], line: str) -> bool:
    match = LABEL.match(line)
    key = LABELS.get(match["key"].strip().casefold()) if match else None
    if not match or key is None:
        return False
    basics, value = record["basics"], match["value"].strip()
    if key == "profile":
        basics.setdefault("profiles", []).append({"url": value})
    elif key == "employer":
        record.setdefault("work", []).append({"name": value})
    elif key == "name":
        basics.setdefault("name", value)
    elif key:
        basics.setdefault(key, value)
    return True


def labels_name(label: re.Match[str]) -> bool:
    """Whether a label says that the name stands behind it."""
    return LABELS.get(label["key"].strip().casefold()) == "name"


def is_contact(line: str) -> bool:
    return bool(
        _MAIL.search(line)
        or _HANDLE.fullmatch(line)
        or _WEB.fullmatch(line)
        or (_WEB.search(line) and len(line.split()) < 8 and not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", line))
    )


def read_contacts(basics: dict[str, Any], line: str) -> str:
    """Read the addresses and the place in a line, between dividers. Returns the line without them and without phone numbers."""
    pieces = DIVIDER.split(line)[:12]
    kept = [piece for piece in pieces if not _is_read_contact(basics, piece.strip(), is_alone=len(pieces) == 1)]
    return line if len(kept) == len(pieces) else " · ".join(kept).strip()


def _is_read_contact(basics: dict[str, Any], piece: str, is_alone: bool) -> bool:
    mail, web = _MAIL.search(piece), _WEB.search(piece) or _HANDLE.fullmatch(piece)
    if mail and len(piece) < MAY_GO_ON + len(mail[0]):
        basics.setdefault("email", mail[0])
    elif web and len(piece) < 20 + len(web[0]):
        basics.setdefault("profiles", []).append({"url": web[0]})
    elif not is_alone and "location" not in basics and is_place(piece):
        basics["location"] = piece
    else:
        return bool(PHONE.fullmatch(piece))
    return True
