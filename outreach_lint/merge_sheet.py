"""Merged drafts: the columns of a sheet, or the keys of an object, that hold a message and tell whom it goes to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from outreach_lint.errors import DraftError, ProfileError
from outreach_lint.message import Channel, Message, Role, Source, printable
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.registry import nearest
from outreach_lint.resume import profile_from_resume

# What a column holds, and the names that tools give it, with those of other languages below; the first that a sheet has is taken. Spaces, hyphens,
# accents and capitals do not count. A first and a last name are put together, so that a column can stand there which alone may hold both ("Nombre").
KNOWN_NAMES: dict[str, tuple[str, ...]] = {
    "body": (
        "body", "message", "text", "message body", "email body", "draft", "note", "connection note", "message text", "content", "inmail", "dm",
        "final message", "personalized message", "personalised message", "email text",
        "Nachricht", "Nachrichtentext", "Anschreiben", "texte", "corps du message", "mensaje", "texto", "mensagem", "messaggio", "testo", "bericht",
        "tekst", "wiadomość", "treść", "treść wiadomości",
    ),
    "subject": ("subject", "subject line", "email subject", "Betreff", "Betreffzeile", "objet", "asunto", "assunto", "oggetto", "onderwerp", "temat"),
    "to": (
        "to", "recipient", "recipient email", "email", "email address", "work email", "mail", "linkedin url", "linkedin", "linkedin profile",
        "linkedin profile url", "profile url", "person linkedin url", "url", "contact email", "email 1 value",
        "E-Mail-Adresse", "Mailadresse", "Empfänger", "adresse e-mail", "adresse mail", "courriel", "destinataire", "correo", "correo electrónico",
        "destinatario", "endereço de e-mail", "destinatário", "indirizzo e-mail", "e-mailadres", "mailadres", "ontvanger", "adres e-mail", "odbiorca",
        "LinkedIn-Profil", "profil LinkedIn", "perfil de LinkedIn", "perfil LinkedIn", "profilo LinkedIn", "LinkedIn-profiel",
    ),
    "name": (
        "name", "full name", "contact name", "recipient name", "lead name", "vollständiger Name", "Ansprechpartner", "Ansprechpartnerin",
        "Kontaktperson", "nom complet", "nombre completo", "nombre y apellidos", "nome completo", "nome e cognome", "volledige naam", "contactpersoon",
        "imię i nazwisko",
    ),
    "first-name": (
        "first name", "given name", "fname", "Vorname", "prénom", "nombre", "nombre de pila", "nome", "primeiro nome", "voornaam", "imię",
    ),
    "last-name": (
        "last name", "surname", "family name", "lname", "Nachname", "Familienname", "nom de famille", "nom", "apellidos", "apellido", "primer apellido",
        "sobrenome", "apelido", "cognome", "achternaam", "familienaam", "naam", "nazwisko",
    ),
    "company": (
        "company", "company name", "organization", "organisation", "organization name", "employer", "account", "account name",
        "company name for emails",
        "Firma", "Firmenname", "Unternehmen", "Unternehmensname", "Arbeitgeber", "entreprise", "société", "nom de l'entreprise", "employeur", "empresa",
        "nombre de la empresa", "compañía", "nome da empresa", "azienda", "nome azienda", "società", "bedrijf", "bedrijfsnaam", "werkgever",
        "organisatie", "nazwa firmy", "pracodawca",
    ),
    "position": (
        "position", "title", "job title", "role title", "occupation", "organization title",
        "Jobtitel", "Berufsbezeichnung", "Stellenbezeichnung", "Funktion", "Beruf", "poste", "intitulé du poste", "fonction", "cargo", "puesto",
        "puesto de trabajo", "qualifica", "ruolo", "posizione", "função", "functie", "functietitel", "stanowisko",
    ),
    "headline": ("headline", "linkedin headline"),
    "place": (
        "city", "location", "town", "mailing city", "Ort", "Stadt", "Wohnort", "Standort", "ville", "ciudad", "localidad", "cidade", "città", "località",
        "stad", "woonplaats", "plaats", "miasto", "miejscowość",
    ),
    "channel": ("channel",),
    "role": ("role",),
    "stage": ("stage",),
    "profile": ("profile", "profile file"),
}  # fmt: skip
# What a column holds that says nothing of whom a message goes to: the words of its name tell.
_BESIDE = lazy(
    r"\b(?:id|uuid|guid|key|hash|token|no|nr|number|count|index|row|rank|score|status|state|stage|step|sequence|campaign\w*|list|segment|batch|group|tags?"
    r"|source|medium|utm|track\w*|pixel|open(?:s|ed)?|click(?:s|ed)?|repl(?:y|ies|ied)|sent|send|bounced?|deliver\w*|unsub\w*|opt|consent|gdpr|verified"
    r"|date|day|month|year|week|time|timestamp|timezone|zone|created?|updated|modified|last|next|at|on|by|owner|assignee|rep|sender|from|signature|cc|bcc"
    r"|phone|mobile|fax|tel\w*|zip|postal|postcode|country|language|lang|locale|currency|price|amount|revenue|employees|size|icebreaker|snippet|variant"
    r"|template|attachment|file|photo|picture|image|avatar|logo|link|href|salutation|greeting|gender|anrede|civilite|opening|ps|follow|notes?|label|seniority"
    r"|website|verification|datum|fecha|data|hora|uhrzeit|telefon\w*|handy|mobil|land|pays|pais|plz|sprache|langue|idioma|lingua|taal|jezyk|quelle"
    r"|kampagne|nummer|estado|statut|stato|besitzer|signatur)\b"
)
_NO_WORDS = lazy(
    r"[\W\d_]*|(?:true|false|yes|no|ja|nein|oui|non|si|x|none|null|n/?a)|\S*(?:https?:|www\.|@)\S*|[0-9a-f-]{16,}", re.I
)
_FILLED = 4  # words of a value that was put into the message
_SLOT = lazy(r"[{<\[%]{1,2}\s*([^{}<>\[\]%\r\n|]{1,60}?)\s*(?:\|[^{}<>\[\]%\r\n]{0,60})?[}>\]%]{1,2}")
_MOST_TOLD = 5  # names of columns
_WEB = re.compile(r"https?://|[\w-]+(?:\.[\w-]+)+/", re.I)


def columns_of(names: Iterable[str], named: Mapping[str, str], path: str) -> dict[str, str]:
    """Which of the names of a sheet holds what. `named` are those that the settings name. Raises DraftError if one of these is not there, or none
    holds the message."""
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(plain_name(name), name)
    found = {what: next((by_name[name] for name in known if name in by_name), None) for what, known in _plain_names().items()}
    for what, name in named.items():
        if plain_name(name) not in by_name:
            close = get_close_matches(plain_name(name), by_name, 1)
            said = f"did you mean {by_name[close[0]]!r}?" if close else f"there are {', '.join(map(repr, by_name.values()))}"
            raise DraftError(f"no column {name!r}; {said}"[:500], path=path)
        found[what] = by_name[plain_name(name)]
    if found["body"] is None:
        problem = f"no column is known to hold the message; --body-column names it, of {', '.join(map(repr, by_name.values()))}"
        raise DraftError(problem[:500], path=path)
    return {what: name for what, name in found.items() if name is not None}


def holds_messages(names: Iterable[str]) -> bool:
    """Whether these are the names of a sheet of messages: one for the message, and one for whom it goes to."""
    plain = {plain_name(name) for name in names}
    held = {what for what, known in _plain_names().items() if not plain.isdisjoint(known)}
    return "body" in held and not held.isdisjoint({"to", "name", "first-name", "subject"})


def plain_name(name: str) -> str:
    """The name of a column as it is compared: small letters without accents, and what stands between words left out."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    return "".join(c for c in letters if c.isalnum())


@cache
def _plain_names() -> dict[str, tuple[str, ...]]:
    return {what: tuple(map(plain_name, names)) for what, names in KNOWN_NAMES.items()}


@cache
def _all_plain_names() -> frozenset[str]:
    return frozenset(name for names in _plain_names().values() for name in names)


def is_known(name: str) -> bool:
    """Whether a column of this name is known to hold something."""
    return plain_name(name) in _all_plain_names()


def unread_columns(values: Mapping[str, str], held: Iterable[str], body: str) -> list[str]:
    """The columns of a sheet that may say whom its messages go to, and are not read, by the values of a row, the names that are read, and its message.

    What fills the message is left out, and so are numbers, dates, addresses, and what the sender notes of their own sending.
    """
    read, filled = set(map(plain_name, held)), {plain_name(slot) for slot in _SLOT.findall(body)}
    passed = read | filled | _all_plain_names()
    return [
        name
        for name, value in values.items()
        if name.strip() and plain_name(name) not in passed and not _BESIDE.search(_spaced(name)) and _may_tell(value.strip(), body)
    ]


def _spaced(name: str) -> str:
    """The words of a column's name apart, without accents: "utm_source" and "lastOpened" have two."""
    letters = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
    return re.sub(r"[\W_]+", " ", "".join(c for c in letters if not unicodedata.combining(c))).casefold()


def _may_tell(value: str, body: str) -> bool:
    is_filled_in = len(value.split()) > _FILLED and value in body
    return not _NO_WORDS.fullmatch(value) and not is_filled_in


def told_of_columns(unread: Sequence[str], path: str) -> str | None:
    """What to say of columns that are not read; None where there are none."""
    if not unread:
        return None
    more = f" and {len(unread) - _MOST_TOLD} more" if len(unread) > _MOST_TOLD else ""
    names = ", ".join(printable(name[:40]) for name in unread[:_MOST_TOLD]) + more
    are, them, they_say = ("column is", "it", "it says") if len(unread) == 1 else ("columns are", "them", "they say")
    return f"{path}: {len(unread)} {are} not read: {names}. Name {them} in the setting columns if {they_say} who is written to."


def message_of(values: Mapping[str, str], body: str, source: Source, path: str, number: int) -> Message:
    """The message of a row, from its values by what they hold. A stage in words, and a role that is a job, are those of the sender's own books, and
    mean nothing here. Raises DraftError, with the line, for a channel or a number of a stage that is none."""
    line = source.line
    stage = values["stage"] if values.get("stage", "").isdecimal() else None
    if stage not in (None, "0", "1", "2", "3", "4"):
        raise DraftError("stage is not a number from 0 to 4", path=path, line=line)
    channel, role = re.sub(r"[\s_]+", "-", values.get("channel", "").casefold()) or None, values.get("role") or None
    if channel is not None and channel not in list(Channel):
        raise DraftError(f"unknown channel {channel[:40]!r}; {nearest(channel[:40], list(Channel))}", path=path, line=line)
    name = _name_in(values)
    address = values.get("to") or ""
    return Message(
        body=body,
        subject=values.get("subject") or None,
        channel=Channel(channel) if channel else _channel_for(address, values),
        recipient=f"{name} <{address}>" if name and _is_address(address) else address or name or None,
        about=_about(values, name, address, path),
        profiles=(values["profile"],) if values.get("profile") else (),
        stage=int(stage) if stage else None,
        role=Role(role) if role in list(Role) else None,
        path=path,
        number=number,
        source=source,
    )


def _name_in(values: Mapping[str, str]) -> str:
    """The name that a row tells in one column or in two; of a sheet with "Vorname" and "Name", the latter is the last name."""
    name, first, last = (values.get(what, "") for what in ("name", "first-name", "last-name"))
    if name and first and not last and " " not in name and first.casefold() != name.casefold():
        return f"{first} {name}"
    return name or " ".join(part for part in (first, last) if any(c.isalpha() for c in part))


def _is_address(text: str) -> bool:
    return "@" in text or bool(_WEB.match(text))


def _channel_for(address: str, values: Mapping[str, str]) -> Channel | None:
    """What goes to a mail address, or has a subject, is mail; nothing is known of the rest."""
    return Channel.EMAIL if ("@" in address and not _WEB.match(address)) or values.get("subject") else None


def _about(values: Mapping[str, str], name: str, address: str, path: str) -> Profile | None:
    """What the row tells of the recipient; None where it is nothing."""
    basics: dict[str, Any] = {
        "name": name,
        "label": values.get("headline"),
        "location": values.get("place"),
        "url": address if _is_address(address) else "",
    }
    work = {"position": values.get("position"), "name": values.get("company")}
    try:
        return profile_from_resume({"basics": basics, "work": [work]}, path)
    except ProfileError:
        return None
