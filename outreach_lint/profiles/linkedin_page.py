"""A profile page of LinkedIn as text, selected and copied in a browser, or the line that the phone shares: name, headline, place, summary, positions,
studies, own posts, and the sections below them.

Such text holds most lines twice (as seen, and as read out), buttons and counters between them, and what others wrote. Headings tell the sections;
within one, the lines with dates tell the entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from outreach_lint.biography import is_name, sentences, speaks
from outreach_lint.errors import ProfileError
from outreach_lint.patterns import lazy
from outreach_lint.places import is_place
from outreach_lint.profile import Profile
from outreach_lint.resume import clean, parse_date, profile_from_resume
from outreach_lint.roles import has_mark, position, position_alone
from outreach_lint.sections import headings, linkedin_headings
from outreach_lint.shorthand import DEGREE, degree_and_field, split_dates
from outreach_lint.source import decode

SUFFIXES: tuple[str, ...] = ()
LIBRARY = "standard library"
LIMITS = "What others wrote, skills' endorsements and contact details are not read; up to 6,000 lines."
_NO_PAGE = (
    "not understood as a LinkedIn page: it holds neither a name nor a section such as “Experience”; open the profile, select all, copy, and"
    " paste it into a text file"
)
_TOLD, _SKIPPED, _END = "told", "skipped", "end"
# The headings of a page beside those of `sections`, in the languages in which copies were seen.
_HEADINGS: dict[str, str] = {
    "posts": "activity; aktivitäten; activité; actividad; atividades; attività; activiteit",
    _TOLD: "courses; organizations; organisations; featured; patents; test scores; services; causes; kurse; cours; cursos; corsi; cursussen; im fokus;"
    " sélection; destacado; em destaque; in primo piano; uitgelicht",
    _SKIPPED: "interests; recommendations; highlights; interessen; centres d'intérêt; intereses; interesses; interessi; empfehlungen; recommandations;"
    " recomendaciones; recomendações; aanbevelingen",
    _END: "people also viewed; more profiles for you; people you may know; explore premium profiles; you might like; who your viewers also viewed; others"
    " named; suggested for you; explore collaborative articles; add new skills with these courses; see who you know in common; other similar profiles;"
    " explore top content on linkedin; weitere profile für sie; personen, die sie vielleicht kennen; andere betrachteten auch; autres profils consultés;"
    " autres profils pour vous; más perfiles para ti; personas que podrías conocer; mais perfis para você; pessoas que talvez você conheça; accessibility;"
    " talent solutions",
}  # fmt: skip
_KIND = (
    r"(?:full-time|part-time|self-employed|freelance|contract|internship|apprenticeship|seasonal|permanent|temporary|trainee|vollzeit|teilzeit"
    r"|selbstständig|temps plein|cdi|cdd|temps partiel|jornada completa|media jornada|tempo integral|a? ?tempo pieno|part time|fulltime|parttime|stage"
    r"|praktikum|autónomo|autônomo|indépendant)"
)
_TYPE = rf"{_KIND}(?: {_KIND})?"
_LENGTH = (
    r"(?:less than a year|(?:\d+ (?:yrs?|years?|jahre?|ans?|años?|anos?|ann[io]|jaar))?[ ,]*(?:\d+ (?:mos?|months?|monate?|mois|mes(?:es)?|mês"
    r"|mes[ei]|maand(?:en)?))?)"
)
_ONLY_TYPE = lazy(rf"{_TYPE}(?: · .{{1,30}})?$", re.I)
_TYPE_BEHIND = lazy(rf"\s+·\s+{_TYPE}(?:\s+·\s+.*)?$", re.I)
_ONLY_LENGTH = lazy(rf"(?:{_TYPE} · )?(?=\S*\d|less){_LENGTH}(?: · .{{1,30}})?$", re.I)
_YEARS = lazy(r"(\d+) (?:yr|year|jahr|an|año|ano|jaar)", re.I)
_MONTHS = lazy(r"(\d+) (?:mo|mes|mês|maand)", re.I)
_SITE = lazy(
    r"(?:.*·\s*)?(?:hybrid|remote|on-site|on site|hybride|vor ort|à distance|sur site|en remoto|presencial|híbrido|remoto|in sede|ibrido|da remoto"
    r"|op locatie|op afstand)$",
    re.I,
)
# How near somebody is, as each language writes it: "· 2nd", "She/Her · 2nd", "2. Grad", "Second degree connection".
_NEAR = r"(?:1st|2nd|3rd\+?|[123](?:\.?[º°]|\.(?: grad)?|er?|de)?\+?)"
_IS_NEAR = lazy(
    rf"[^·]{{0,12}}·\s*{_NEAR}|1st|2nd|3rd\+?|(?:\w+|{_NEAR}) degree connection(?:{_NEAR})?|kontakt \d\. grades|relation de \S+ niveau|contacto de \S+ grado"
    r"|conexão de \S+ grau|collegamento di \S+ grado|\S+graads connectie",
    re.I,
)
_ENDS_NEAR = lazy(rf"·\s*{_NEAR}$", re.I)
_COUNTER = lazy(
    r"(?:(?:\+ de |más de |mais de |oltre |meer dan )?[\d.,]+k?\+? (?:connections?|followers?|kontakte|follower|relations?|abonnés|contactos?|seguidores"
    r"|conexões|collegamenti|connecties|volgers)[ ·]*)+",
    re.I,
)
_NOISE = lazy(
    r"background image|cover photo|.{0,60}profile photo|.{1,80}\blogo|#?\(?(?:she|he|they|elle|il|sie|er|ella|él|ela|ele|lei|lui|zij|hij)/\w+(?:/\w+)?\)?"
    r"|#\w+|message(?: me)?|follow(?:ing)?|connect|pending|more|more actions|visit my website|book an appointment|open to work"
    r"|…|loaded \d+ .*|feed post number \d+|show (?:all|more|fewer|less|credential|project|publication|certificate|details|translation|media)\b.*"
    r"|see (?:credential|project|publication|all.*)"
    r"|[\d.,]+k?(?: (?:likes?|comments?|reposts?|reactions?|views?|impressions?|replies))?(?: · [\d.,]+ (?:comments?|reposts?))?"
    r"|.{1,60} and [\d,.]+ others?|[•·]|\d+ of \d+|skip to .*|my network|top content|\d+ (?:new )?(?:notifications?|messages?|new network updates?)(?: total)?"
    r"|(?:reactivate |try )?premium(?: for .*)?|ad|promoted|contact info|verified|view .{1,60}['’]s? .*|.{0,200}mutual connections?(?: with .*)?"
    r"|endorsed by .*|\d+ endorsements?|endorse|passed linkedin skill assessment|received|given|top voices|industry knowledge|tools & technologies"
    r"|interpersonal skills|(?:linkedin )?helped me get this job|nachricht|folgen|vernetzen|mehr|kontaktinfo|alle .{1,40} anzeigen|mehr anzeigen|suivre"
    r"|se connecter|plus|coordonnées|afficher .{1,60}|voir plus|mensaje|seguir|conectar|más|información de contacto|mostrar .{1,60}|ver más|mensagem|mais"
    r"|informações de contato|exibir .{1,60}|messaggio|segui|collegati|altro|informazioni di contatto|mostra .{1,60}|bericht|volgen|meer|contactgegevens"
    r"|alle .{1,40} weergeven",
    re.I,
)
_SEE_MORE = lazy(
    r"\s*…\s?(?:see|show)? ?(?:more|less)$|\s*(?:…|\.{3}) ?(?:mehr anzeigen|voir plus|ver más|ver mais|altro|meer weergeven)$"
)
_AREA = lazy(
    r", |\b(?:Area|Metropolitan|Region|Metroplex|périphérie|environs|Großraum|Umgebung|alrededores|Região|provincia|omgeving|en omstreken)\b"
)
# Buttons and tabs that are skills, languages and titles elsewhere.
_BUTTON = lazy(
    r"home|jobs|messaging|notifications|me|for business|learning|search|open to|resources|edit|save|share|send|posts|comments|images|videos|documents"
    r"|articles|newsletters|events|report|likes?|comment|repost|celebrate"
    r"|support|love|insightful|funny|reply|companies|groups|schools|all",
    re.I,
)
_CONTACT = lazy(
    r"(?:(?P<place>.{2,80}?)\s*·?\s*)?(?:contact info|kontaktinfo|coordonnées|información de contacto|informações de contato|informazioni di contatto"
    r"|contactgegevens)$",
    re.I,
)
_SHARED = lazy(
    r"(?:check out|i found|here['’]s|have a look at|take a look at"
    r"|view)\s+(?P<name>[^\n]{2,60}?)(?:['’]s?)\s+(?:linkedin\s+)?profile\b[^\n]{0,60}?(?P<url>https?://\S{0,20}linkedin\.com/in/\S{1,200})?",
    re.I,
)
_URL = lazy(r"https?://\S{0,20}linkedin\.com/in/[^\s?#]{1,200}", re.I)
_SITE_ADDRESS = lazy(r"(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}(?:/\S{0,100})?", re.I)
_POSTED = lazy(
    r"(?P<who>.{1,80}?)\s+(?P<what>posted this|shared this|reposted this|commented on .*|liked .*|likes this|loves this|celebrates this|supports this"
    r"|finds this .*|replied to .*|shared a post)(?:\s*[•·].{0,20})?$",
    re.I,
)
_SKILLS = lazy(r"(?:skills|kenntnisse|compétences|aptitudes|competências|competenze|vaardigheden):\s+(?P<list>\S.*)$", re.I)
_MORE = lazy(
    r"(?:,?\s+(?:and|und|et|y|e|en))?\s*\+\s?\d+ (?:skills?|kenntnisse?|compétences?|aptitudes|competências|competenze|vaardigheden).*$",
    re.I,
)
_STUDY_ASIDE = lazy(
    r"(?:grade|activities and societies|note|aktivitäten und verbände|activités et associations|resultado acadêmico|nota|voto|cijfer)\s*:",
    re.I,
)
_ISSUED = lazy(
    r"(?:issued|ausgestellt|émise?|délivrée?|expedición|emitido em|data di rilascio|afgegeven)[: ]\s*(?P<date>.{0,30}?)(?:\s+·.*)?$",
    re.I,
)
_CREDENTIAL = lazy(r"(?:credential id|zertifikats-id|identifiant|id de la credencial|código da credencial|id credenziale).*", re.I)
_PUBLISHED = lazy(r"(?:(?P<publisher>.{2,100}?)\s+·\s+)?(?P<date>(?:[^\W\d_]{3,10}\.? )?(?:\d{1,2}, )?(?:19|20)\d\d)$")
_AWARDED = lazy(
    r"(?:issued by|verliehen von|émis par|concedido por|emitido por|rilasciato da)\s+(?P<by>.{2,100}?)(?:\s+·\s+(?P<date>.{4,30}))?$",
    re.I,
)
_ASSOCIATED = lazy(r"(?:associated with|verbunden mit|associé à|asociado con|associado a|associato a)\s.*", re.I)
_PROFICIENCY = lazy(
    r".*\b(?:proficiency|kenntnisse|fließend|verhandlungssicher|muttersprache\w*|bilingue|professionnelle|competencia|competência|nativ\w+|conoscenza|vaardigheid|moedertaal)\b.*",
    re.I,
)
_USED_AT = lazy(r"\d+ (?:experiences?|educational experiences?|company|companies|certifications?|projects?)\b.*| at .*", re.I)
_NOT_SAID = "not said"  # an end that is no date: whether somebody still studies is told by dates only
_MOST_LINES, _LONGEST_LINE, _MOST_CHARACTERS = 6000, 3000, 600_000
_MOST_POSTS, _MOST_POINTS = 30, 40
_LONGEST_REPEAT, _LONGEST_BOX, _FARTHEST_NAME = 40, 4, 4  # lines
_GLUED = lazy(r"(?<=[a-zà-ÿ\d…])(?=[A-ZÀ-Þ])")
_IN_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_NAMED_AREA = lazy(r"\b(?:Area|Metropolitan|Region)\b")
_BULLET = lazy(r"^[-•▪●*–]\s*")
_FOREWORD = lazy(r"^(?:de|du|from|von|van|da|dal|desde)\s+", re.I)
_CAREER_BREAK = "career break"
# What stands in copied pages, in small letters; each counts once.
_MARKS = (
    r"degree connection|kontakt \d\. grades|relation de \d\w+ niveau",
    r"· (?:1st|2nd|3rd)",
    r"\d\+? connections",
    r"contact info|kontaktinfo|coordonnées|información de contacto|informações de contato|informazioni di contatto|contactgegevens",
    r"^(?:experience){1,2}\s*$|^(?:berufserfahrung|expérience|experiencia|experiência|esperienza|ervaring)",
    r"^(?:education){1,2}\s*$|^(?:ausbildung|formation|educación|formação acadêmica|formazione|opleiding)\s*$",
    r"^(?:about){1,2}\s*$",
    r"· (?:full-time|part-time|vollzeit|cdi|temps plein|jornada completa|tempo integral|a? ?tempo pieno|fulltime)|full-time ·",
    r"· \d+ (?:yrs?|mos?|jahre?|monate?|ans?|mois|años?|anos?|mes\w*|ann[io]|jaar)\b",
    r"· (?:hybrid|remote|on-site)",
    r"see more|show all \d+",
    r"^skills: ",
    r"licenses & certifications",
    r"people also viewed|people you may know|more profiles for you",
    r"posted this",
    r"join to view profile|see your mutual connections",
    r"linkedin corporation",
    r"background image",
    r"endorsed by|\d endorsements?",
    r"\d followers",
    r"company logo",
)
_FEWEST_MARKS = 3


class _Line(NamedTuple):
    number: int
    text: str
    is_doubled: bool = False
    is_noise: bool = False
    is_button: bool = False


class _Section(NamedTuple):
    key: str
    heading: _Line
    lines: list[_Line]


def recognises(data: bytes) -> bool:
    """Whether several marks of a copied page stand in a text, or the sentence with which the phone shares a profile."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\x00" in data or head.startswith(
        (b"{", b"[", b"<", b"%PDF", b"PK", b"BEGIN:", b"# ", b"---", b"Return-Path:", b"Received:", b"From ")
    ):
        return False
    text = data.decode("utf-8", "replace").replace("’", "'").replace("\xa0", " ").lower()
    if "linkedin.com/in/" in text and len(text) < 2000 and _SHARED.search(text):
        return True
    return sum(bool(re.search(mark, text, re.M)) for mark in _MARKS) >= _FEWEST_MARKS


def read(data: bytes, path: str) -> Profile:
    """Read a copied page, or a part of one. Raises ProfileError if nothing in it is understood."""
    text = decode(data, path, ProfileError)
    lines, unread = _lines(text)
    top, sections = _sections(lines)
    record: dict[str, Any] = {"basics": {}}
    _read_top(record, [line._replace(is_noise=line.is_noise or line.is_button) for line in top], text, unread)
    for section in sections:
        if section.key in _READERS:
            _READERS[section.key](record, [line for line in section.lines if not line.is_noise or section.key == "posts"], unread)
        elif section.key == _TOLD and any(not line.is_noise for line in section.lines):
            unread.append(f"line {section.heading.number}: {section.heading.text}")
    _tell_top(record, unread)
    if not any(record["basics"].values()) and len(record) == 1:
        raise ProfileError(_NO_PAGE, path=path)
    return profile_from_resume(record, path, unread)


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(text: str) -> tuple[list[_Line], list[str]]:
    """The lines once each, without empty ones; and what was left out."""
    split = text[:_MOST_CHARACTERS].splitlines()
    found: list[_Line] = []
    for number, raw in enumerate(split[:_MOST_LINES], 1):
        cleaned = _SEE_MORE.sub("", clean(raw[:_LONGEST_LINE]).replace("\u200d", ""))
        line = _once(cleaned)
        if found and _is_same(found[-1].text, line):
            found[-1] = found[-1]._replace(is_doubled=True)
        elif line:
            is_button = len(line) < 20 and bool(_BUTTON.fullmatch(line))
            found.append(_Line(number, line, line != cleaned, _is_noise(line), is_button))
    left_out = len(text) > _MOST_CHARACTERS or len(split) > _MOST_LINES
    return _without_repeats(found), [f"line {min(len(split), _MOST_LINES) + 1} and what follows: not read"] if left_out else []


def _is_noise(line: str) -> bool:
    if len(line) > 240:
        return False
    plain = line.replace("’", "'")
    if _NOISE.fullmatch(plain) or _IS_NEAR.fullmatch(plain) or _COUNTER.fullmatch(plain):
        return True
    glued = _GLUED.split(plain) if len(plain) < 60 else []
    return len(glued) > 1 and all(_NOISE.fullmatch(piece) for piece in glued)  # "MessageMessageMoreMore"


def _once(line: str) -> str:
    """ "Staff EngineerStaff Engineer" once; also dates, which are read out in other words."""
    half = len(line) // 2
    if len(line) > 3 and len(line) % 2 == 0 and line[:half] == line[half:]:
        return line[:half].strip()
    if len(line) < 160 and len(_IN_YEAR.findall(line)) > 1:
        for place in list(_GLUED.finditer(line))[:6]:
            if _is_same(line[: place.start()], line[place.end() :]):
                return line[: place.start()].strip()
    return line


def _is_same(one: str, other: str) -> bool:
    """Whether two lines say the same: "Jan 2020 - Present · 6 yrs" is read out as "Jan 2020 to Present · 6 yrs"."""
    if one.casefold() == other.casefold():
        return True
    dates = _dates_of(one) if _IN_YEAR.search(one) and _IN_YEAR.search(other) else None
    return bool(dates) and dates == _dates_of(other)


def _without_repeats(lines: list[_Line]) -> list[_Line]:
    """The lines without paragraphs that stand twice, one right after the other."""
    kept: list[_Line] = []
    last: dict[str, int] = {}
    at = 0
    while at < len(lines):
        size = len(kept) - last.get(lines[at].text, len(kept))
        if 1 < size <= _LONGEST_REPEAT and [line.text for line in lines[at : at + size]] == [line.text for line in kept[-size:]]:
            at += size
            continue
        last[lines[at].text] = len(kept)
        kept.append(lines[at])
        at += 1
    return kept


def _sections(lines: list[_Line]) -> tuple[list[_Line], list[_Section]]:
    top: list[_Line] = []
    sections: list[_Section] = []
    for i, line in enumerate(lines):
        key = _headings().get(line.text.casefold().replace("’", "'").rstrip(":")) if len(line.text) < 50 else None
        after = lines[i + 1].text.casefold() if i + 1 < len(lines) else ""
        if key == "summary" and (any(one.key == _END for one in sections) or after in ("accessibility", "help center")):
            key = _END
        if key and not (key == _END and not sections and all(one.is_noise for one in top)):
            sections.append(_Section(key, line, []))
        else:
            (sections[-1].lines if sections else top).append(line)
    return top, sections


@cache
def _headings() -> dict[str, str]:
    return linkedin_headings() | headings(_HEADINGS)


# --- the top ---------------------------------------------------------------------------------------------------------


def _read_top(record: dict[str, Any], top: list[_Line], text: str, unread: list[str]) -> None:
    basics: dict[str, Any] = record["basics"]
    shared = _SHARED.search(text[:4000])
    url = _URL.search(text[:20_000])
    basics["profiles"] = [{"url": url[0].rstrip(".,)/")}] if url else []
    plain = _without_status(top)
    named = _name_line(plain)
    if named is None and shared:
        basics["name"] = shared["name"].strip()
    elif named is None:
        unread.append("line 1: the page begins without a name; copy it from the top")
        unread.extend(f"line {line.number}: {line.text}" for line in plain if not line.is_noise)
    else:
        basics["name"] = _bare_name(named.text)
        _read_below_name(basics, [line for line in plain[plain.index(named) + 1 :] if _bare_name(line.text) != basics["name"]])


def _name_line(plain: list[_Line]) -> _Line | None:
    """The line with the name: the one before "· 2nd", or that stands twice, or else the first that looks like a name."""
    told = [line for line in plain if not line.is_noise or "·" in line.text]
    names = [line for line in told if is_name(_bare_name(line.text))] or [line for line in told if _may_be_name(line.text)]
    near = next((line.number for line in plain if _IS_NEAR.fullmatch(line.text) or _ENDS_NEAR.search(line.text)), 0)
    before = [line for line in names if line.number <= near and (line.is_doubled or line.number > near - _FARTHEST_NAME)]
    doubled = [line for line in names if line.is_doubled]
    return next(iter(before[-1:] or doubled or names), None)


def _read_below_name(basics: dict[str, Any], rest: list[_Line]) -> None:
    """The headline and the place. What stands below the place and the counters is furniture of the page, but for a web address."""
    place = _place_of(rest)
    if place:
        basics["location"] = place.text
    ends = next((i for i, line in enumerate(rest) if _COUNTER.fullmatch(line.text) or _CONTACT.fullmatch(line.text)), len(rest))
    sites = [line for line in rest if _SITE_ADDRESS.fullmatch(line.text) and not _URL.match(line.text)]
    basics["profiles"] += [{"url": line.text} for line in sites]
    others = [
        line
        for i, line in enumerate(rest)
        if not (
            line.is_noise
            or line in sites
            or (place and line.number == place.number)
            or _URL.match(line.text)
            or _SHARED.match(line.text)
        )
        and (i < ends or not place)
    ]
    if others and (place is None or others[0].number < place.number or position(others[0].text)):
        basics["headline"] = others.pop(0).text
    basics["free"] = others


def _without_status(top: list[_Line]) -> list[_Line]:
    """The top without the boxes that say for what work somebody is open: from "Open to work" to "Show details"."""
    kept: list[_Line] = []
    for line in top:
        if line.text.casefold() in ("show details", "see all details", "show all details"):
            opening = [i for i, one in enumerate(kept) if one.text.casefold() in ("open to work", "providing services", "hiring")]
            if opening and len(kept) - opening[-1] <= _LONGEST_BOX:
                del kept[opening[-1] :]
        kept.append(line)
    return kept


def _bare_name(text: str) -> str:
    """The name without degree of acquaintance, pronouns and badges."""
    text = re.sub(r"\s*(?:·.{0,12}|\((?:she|he|they)/\w+(?:/\w+)?\)|(?:,\s*)?#open\w+|\|.*)\s*$", "", text[:200], flags=re.I)
    return re.sub(r"\s+\S+ degree connection.*$", "", text).strip()


def _may_be_name(text: str) -> bool:
    words = _bare_name(text).split()
    return (
        1 < len(words) < 6
        and all(word[0].isalpha() for word in words)
        and not (words[0].islower() or position(text) or has_mark(text) or is_place(text))
    )


def _place_of(rest: list[_Line]) -> _Line | None:
    for i, line in enumerate(rest):
        contact = _CONTACT.fullmatch(line.text)
        if contact and contact["place"]:
            return line._replace(text=contact["place"].strip(" ·"))
        before = next((one for one in reversed(rest[:i]) if not one.is_noise), None) if contact else None
        if before and _AREA.search(before.text) and not position_alone(before.text):
            return before
    return next(
        (
            line
            for line in rest
            if is_place(line.text) or (not line.is_noise and _NAMED_AREA.search(line.text) and not position(line.text))
        ),
        None,
    )


def _tell_top(record: dict[str, Any], unread: list[str]) -> None:
    """Lines of the top that stand in no section below are told as unread: a firm or a school there says not which it is."""
    held = _organisations(record)
    unread.extend(
        f"line {line.number}: {line.text}" for line in record["basics"].pop("free", []) if line.text.casefold() not in held
    )


def _organisations(record: dict[str, Any]) -> set[str]:
    """The employers and schools that the sections tell of."""
    return {
        str(entry.get(key, "")).casefold()
        for section, key in (("work", "name"), ("education", "institution"))
        for entry in record.get(section, [])
    }


# --- sections --------------------------------------------------------------------------------------------------------


def _read_about(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    texts = [line.text for line in lines]
    for i, text in enumerate(texts):
        if text.casefold() == "top skills" and i + 1 < len(texts):
            _add_skills(record, texts[i + 1])
            texts[i:] = texts[i + 2 :]
            break
    if texts:
        record["basics"]["summary"] = " ".join(texts)


def _add_skills(record: dict[str, Any], listed: str) -> None:
    held = record.setdefault("skills", [])
    for skill in re.split(r"\s*[·•]\s*", _MORE.sub("", listed)):
        if skill.strip() and {"name": skill.strip()} not in held:
            held.append({"name": skill.strip()})


def _dates_of(text: str) -> dict[str, str]:
    """The span of time, where a line is nothing else."""
    rest, dates = split_dates(_FOREWORD.sub("", text))
    if dates:
        return {} if rest.strip(" ·,") else dates
    single = re.fullmatch(r"(?:[^\W\d_]{3,10}\.? )?(?:19|20)\d\d(?: · .{1,20})?", text)
    return {"startDate": text.partition(" · ")[0], "endDate": text.partition(" · ")[0]} if single else {}


class _Group(NamedTuple):
    """A company with several positions: until when its entries go, in months."""

    name: str
    begins: int | None


def _read_work(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    _read_dated(record, "work", "name", lines, unread)


def _read_volunteer(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    _read_dated(record, "volunteer", "organization", lines, unread)


def _read_dated(record: dict[str, Any], section: str, name_key: str, lines: list[_Line], unread: list[str]) -> None:
    """Entries of title, company, dates, place and text; or of a company, its length, and then titles with dates."""
    dated = [i for i, line in enumerate(lines) if _dates_of(line.text)]
    if not dated:
        unread.extend(f"line {line.number}: {line.text}" for line in lines)
        return
    entries: list[dict[str, Any]] = []
    group: _Group | None = None
    done = 0
    for at in dated:
        before = lines[done:at]
        dates = _dates_of(lines[at].text)
        head, group = _head(before, dates, lines[at].text, group)
        text = before[: len(before) - head.taken]
        if entries:
            _add_text(entries[-1], text, record)
        else:
            unread.extend(f"line {line.number}: {line.text}" for line in text)
        entry = {"position": head.title, name_key: head.name, **dates}
        entries.append({key: value for key, value in entry.items() if value})
        done = at + 1
    _add_text(entries[-1], lines[done:], record)
    record.setdefault(section, []).extend(one for one in entries if str(one.get("position")).casefold() != _CAREER_BREAK)


class _Head(NamedTuple):
    title: str | None
    name: str | None
    taken: int  # lines


def _head(before: list[_Line], dates: dict[str, str], dated: str, group: _Group | None) -> tuple[_Head, _Group | None]:
    """What stands right before the dates of an entry, and the group that it belongs to."""
    texts = [line.text for line in before]
    type_lines = 1 if texts and _ONLY_TYPE.fullmatch(texts[-1]) else 0
    heads = texts[: len(texts) - type_lines]
    if not heads:
        return _Head(None, group.name if group else None, len(texts)), group
    total = next((i for i in range(len(heads) - 1, 0, -1) if _ONLY_LENGTH.fullmatch(heads[i])), None)
    if total is not None and total < len(heads) - 1:
        begins = _months(dates.get("startDate"))
        own, whole = _length(dated), _length(heads[total])
        starts = begins + own - whole if begins is not None and own and whole else None
        # What is read out to the blind can stand between: the length once more, in other words.
        named = next((i for i in range(total - 1, 0, -1) if not _is_no_name(heads[i])), 0)
        return _Head(heads[-1], _company(heads[named]), len(texts) - named), _Group(_company(heads[named]), starts)
    if group and _belongs(heads, dates, group):
        return _Head(heads[-1], group.name, 1 + type_lines), group
    if len(heads) == 1:
        is_role = position(heads[0]) is not None or not has_mark(heads[0])
        return _Head(heads[0] if is_role else None, None if is_role else _company(heads[0]), 1 + type_lines), None
    return _Head(heads[-2], _company(heads[-1]), 2 + type_lines), None


def _is_no_name(text: str) -> bool:
    return bool(_ONLY_LENGTH.fullmatch(text) or _ONLY_TYPE.fullmatch(text))


def _belongs(heads: list[str], dates: dict[str, str], group: _Group) -> bool:
    """Whether an entry is a further position of the group: it is not, if it began before the whole of it."""
    if _TYPE_BEHIND.search(heads[-1]):
        return False
    begins = _months(dates.get("startDate"))
    if group.begins is not None and begins is not None:
        return begins >= group.begins - 1
    return position(heads[-1]) is not None


def _company(text: str) -> str:
    return _TYPE_BEHIND.sub("", text).strip(" ·")


def _months(date: str | None) -> int | None:
    found = parse_date(date)
    return found.year * 12 + found.month - 1 if found and found.month else None


def _length(text: str) -> int:
    years, months = _YEARS.search(text), _MONTHS.search(text)
    return (int(years[1][:3]) * 12 if years else 0) + (int(months[1][:3]) if months else 0)


def _add_text(entry: dict[str, Any], lines: list[_Line], record: dict[str, Any]) -> None:
    """Add the description of an entry; its place is no fact of the person, and its skills are told with the others."""
    for i, line in enumerate(lines[:_MOST_POINTS]):
        text = line.text
        skills = _SKILLS.match(text)
        if skills:
            _add_skills(record, skills["list"])
        elif not (
            _SITE.fullmatch(text)
            or _ASSOCIATED.fullmatch(text)
            or (i == 0 and _is_place_line(text))
            or re.fullmatch(r".{1,60} \+\d+ skills?", text)
        ):
            entry.setdefault("highlights", []).append(_BULLET.sub("", text))


def _is_place_line(text: str) -> bool:
    words = text.replace(",", " ").split()
    return is_place(text) or (
        len(words) <= 6
        and text[-1] not in ".!?:"
        and all(not word[0].islower() or word in ("of", "de", "the", "upon", "and") for word in words)
        and text[0].isalpha()
    )


def _read_education(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    entries: list[dict[str, Any]] = record.setdefault("education", [])
    for i, line in enumerate(lines):
        text = line.text
        dates, skills = _dates_of(text), _SKILLS.match(text)
        if skills:
            _add_skills(record, skills["list"])
        elif _STUDY_ASIDE.match(text):
            continue
        elif dates and entries:
            entries[-1].update(dates if dates.get("startDate") != dates.get("endDate") else {"endDate": dates["endDate"]})
        elif _begins_school(lines, i, entries):
            entries.append({"institution": text})
        elif entries and len(entries[-1]) == 1:
            entries[-1].update(degree_and_field(text))
        else:
            unread.append(f"line {line.number}: {text}")
    for entry in entries:
        if "startDate" not in entry:
            entry.setdefault("endDate", _NOT_SAID)
    if not entries:
        del record["education"]


def _begins_school(lines: list[_Line], i: int, entries: list[dict[str, Any]]) -> bool:
    text = lines[i].text
    if not entries:
        return True
    if DEGREE.match(text):
        return False
    if len(entries[-1]) == 1:
        return has_mark(text)
    following = [line.text for line in lines[i + 1 : i + 3]]
    leads_on = any(_dates_of(after) for after in following) or (following[:1] and DEGREE.match(following[0]) is not None)
    return has_mark(text) or (bool(leads_on) and len(text) < 80 and text[-1] not in ".!?")


def _read_certificates(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    entries: list[dict[str, Any]] = []
    held: list[_Line] = []
    issued_any = any(_ISSUED.match(line.text) for line in lines)
    for line in lines:
        issued, skills = _ISSUED.match(line.text), _SKILLS.match(line.text)
        if skills:
            _add_skills(record, skills["list"])
        elif _CREDENTIAL.fullmatch(line.text):
            continue
        elif issued and held:
            unread.extend(f"line {early.number}: {early.text}" for early in held[:-2])
            name, *by = held[-2:]
            entries.append(
                {
                    "name": name.text,
                    **({"issuer": by[0].text} if by else {}),
                    **({"date": issued["date"].strip()} if issued["date"] else {}),
                }
            )
            held = []
        else:
            held.append(line)
    if not issued_any and len(held) % 2 == 0:
        entries.extend({"name": held[i].text, "issuer": held[i + 1].text} for i in range(0, len(held), 2))
        held = []
    unread.extend(f"line {line.number}: {line.text}" for line in held)
    if entries:
        record["certificates"] = entries


def _read_skills(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    held = _organisations(record)
    for line in lines:
        text = line.text
        is_skill = (
            len(text) < 60
            and " at " not in text
            and text.casefold() not in held
            and not _USED_AT.match(text)
            and not _dates_of(text)
            and not has_mark(text)
        )
        if is_skill:
            _add_skills(record, text)


def _read_languages(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    """Where levels are told, what stands before one; otherwise lines of a word or two."""
    texts = [line.text for line in lines]
    levels = {i for i, text in enumerate(texts) if _PROFICIENCY.fullmatch(text)}
    for i, line in enumerate(lines):
        is_short = len(line.text) < 40 and (len(line.text.split()) < 3 or "(" in line.text)
        if i not in levels and is_short and (not levels or i + 1 in levels or speaks(line.text)):
            record.setdefault("languages", []).append({"language": line.text})
        elif i not in levels:
            unread.append(f"line {line.number}: {line.text}")


def _read_projects(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    """A title, dates, text. Without dates only the first line is surely a title."""
    entries: list[dict[str, Any]] = []
    for i, line in enumerate(lines):
        text, after = line.text, lines[i + 1].text if i + 1 < len(lines) else ""
        dates, skills = _dates_of(text), _SKILLS.match(text)
        if skills:
            _add_skills(record, skills["list"])
        elif _ASSOCIATED.fullmatch(text):
            continue
        elif dates and entries:
            entries[-1].update(dates)
        elif not entries or _dates_of(after):
            entries.append({"name": text})
        else:
            entries[-1]["description"] = f"{entries[-1].get('description', '')} {text}".strip()
    if entries:
        record["projects"] = entries


def _read_publications(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    _read_titled(record, "publications", lines, _PUBLISHED, ("publisher", "releaseDate"))


def _read_awards(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    _read_titled(record, "awards", lines, _AWARDED, ("awarder", "date"))


def _read_titled(record: dict[str, Any], key: str, lines: list[_Line], second: re.Pattern[str], keys: tuple[str, str]) -> None:
    """A title, a line with publisher and date, text. The line after which such a line comes is a title."""
    title = "title" if key == "awards" else "name"
    entries: list[dict[str, Any]] = []
    for i, line in enumerate(lines):
        text, after = line.text, lines[i + 1].text if i + 1 < len(lines) else ""
        match = second.fullmatch(text)
        if _ASSOCIATED.fullmatch(text):
            continue
        if match and entries:
            told = dict(zip(keys, match.groups(), strict=True))
            entries[-1].update({name: value for name, value in told.items() if value})
        elif not entries or second.fullmatch(after):
            entries.append({title: text})
        else:
            entries[-1]["summary"] = f"{entries[-1].get('summary', '')} {text}".strip()
    if entries:
        record[key] = entries


def _read_posts(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    """The person's own posts; what they passed on, liked or commented is not theirs."""
    posts: list[dict[str, Any]] = []
    own: list[str] | None = None
    name = str(record["basics"].get("name", "")).casefold()
    for line in [*lines, _Line(0, "Show all", True)]:
        marked = _POSTED.fullmatch(line.text)
        ends = line.is_noise or line.is_button
        if (marked or ends) and own:
            said = " ".join(own)
            posts.append({"name": sentences(own[0])[0][:200], **({"summary": said} if said != own[0] else {})})
            own = None
        if marked:
            is_own = marked["what"].casefold() == "posted this" and (
                not name or marked["who"].casefold().strip() in name or name in marked["who"].casefold()
            )
            own = [] if is_own else None
        elif own is not None and not ends:
            own.append(line.text)
    if posts:
        record["posts"] = posts[:_MOST_POSTS]


_READERS: dict[str, Callable[[dict[str, Any], list[_Line], list[str]], None]] = {
    "summary": _read_about,
    "work": _read_work,
    "education": _read_education,
    "certificates": _read_certificates,
    "volunteer": _read_volunteer,
    "skills": _read_skills,
    "projects": _read_projects,
    "publications": _read_publications,
    "awards": _read_awards,
    "languages": _read_languages,
    "posts": _read_posts,
}
