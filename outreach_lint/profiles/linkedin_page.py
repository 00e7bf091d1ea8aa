"""A profile page of LinkedIn as text: selected and copied in a browser, or the line that the phone shares.

Such text holds most lines twice (as seen, and as read out), buttons and counters between them, and what others wrote. Headings tell the sections;
within one, the lines with dates tell the entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from outreach_lint.biography import is_name, sentences
from outreach_lint.errors import ProfileError
from outreach_lint.patterns import lazy
from outreach_lint.places import is_place
from outreach_lint.profile import Profile
from outreach_lint.resume import clean, parse_date, profile_from_resume
from outreach_lint.roles import has_mark, position, position_alone
from outreach_lint.shorthand import split_dates
from outreach_lint.source import decode

SUFFIXES: tuple[str, ...] = ()
_NO_PAGE = (
    "not understood as a LinkedIn page: it holds neither a name nor a section such as “Experience”; open the profile, select all, copy, and"
    " paste it into a text file"
)
_TOLD, _SKIPPED, _END = "told", "skipped", "end"
_HEADINGS: dict[str, str] = {
    "summary": "about; infos; acerca de; sobre; informazioni; over",
    "work": "experience; berufserfahrung; expérience; experiencia; experiência; esperienza; ervaring",
    "education": "education; ausbildung; formation; educación; formação acadêmica; formação académica; formazione; opleiding",
    "certificates": "licenses & certifications; licences & certifications; bescheinigungen und zertifikate; lizenzen und zertifizierungen; licences"
    " et certifications; licencias y certificaciones;"
    " licenças e certificados; licenze e certificazioni; licenties en certificaten",
    "volunteer": "volunteering; volunteer experience; ehrenamt; bénévolat; expérience de bénévolat; voluntariado; volontariato; esperienze di"
    " volontariato; vrijwilligerswerk",
    "skills": "skills; kenntnisse; compétences; aptitudes; conocimientos y aptitudes; competências; competenze; vaardigheden",
    "projects": "projects; projekte; projets; proyectos; projetos; progetti; projecten",
    "publications": "publications; veröffentlichungen; publicaciones; publicações; pubblicazioni; publicaties",
    "awards": "honors & awards; honours & awards; auszeichnungen; prix et distinctions; reconocimientos y premios; reconhecimentos e prêmios;"
    " riconoscimenti e premi",
    "languages": "languages; sprachen; langues; idiomas; lingue; talen",
    "posts": "activity; aktivitäten; activité; actividad; atividades; attività; activiteit",
    _TOLD: "courses; organizations; organisations; featured; patents; test scores; services; causes; kurse; cours; cursos; corsi; cursussen; im"
        " fokus; sélection; destacado; em destaque; in primo piano; uitgelicht",
    _SKIPPED: "interests; recommendations; highlights; interessen; centres d'intérêt; intereses; interesses; interessi; empfehlungen;"
        " recommandations; recomendaciones; recomendações; aanbevelingen",
    _END: "people also viewed; more profiles for you; people you may know; explore premium profiles; you might like; who your viewers also viewed;"
        " others named; suggested for you; explore collaborative articles;"
    " add new skills with these courses; personen, die sie vielleicht kennen; andere betrachteten auch; autres profils consultés; personas que"
    " podrías conocer; pessoas que talvez você conheça; accessibility; talent solutions",
}  # fmt: skip
_SECTIONS = {name.strip(): key for key, names in _HEADINGS.items() for name in names.split(";")}
_TYPE = (
    r"(?:full-time|part-time|self-employed|freelance|contract|internship|apprenticeship|seasonal|permanent|temporary|vollzeit|teilzeit|selbstständig"
    r"|temps plein|cdi|cdd|temps partiel|jornada completa|media jornada"
    r"|tempo integral|tempo pieno|a tempo pieno|part time|fulltime|parttime|stage|praktikum|autónomo|autônomo|indépendant)"
)
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
_NOISE = lazy(
    r"background image|cover photo|profile photo|.{0,60}'s profile photo|company logo|.{1,80}\blogo|she/her(?:/hers)?|he/him(?:/his)?"
    r"|they/them(?:/theirs)?|\(?(?:she|he|they)/\w+\)?"
    r"|·? ?(?:1st|2nd|3rd\+?)|(?:1st|2nd|3rd\+?) degree connection|.{0,60}· (?:1st|2nd|3rd\+?)|[\d.,]+k?\+? (?:connections?|followers?|kontakte"
    r"|follower|relations?|abonnés|contactos?|seguidores|conexões|collegamenti|connecties|volgers)"
    r"|message|follow|following|unfollow|connect|pending|more|more actions|add profile section|add section|enhance profile|view profile"
    r"|visit my website|book an appointment|message me"
    r"|…?\.{0,3}\s?(?:see|show) (?:more|less)|…more|…\s?more|…|show all.*|show (?:credential|project|publication|certificate|details|translation"
    r"|media)|see (?:credential|project|publication|all.*)|show (?:more|fewer).*"
    r"|create a post|loaded \d+ .*|feed post number \d+|translate.*"
    r"|[\d.,]+k?(?: (?:likes?|comments?|reposts?|reactions?|views?|impressions?|replies|reposts? ·.*))?(?: · [\d.,]+ (?:comments?|reposts?))?"
    r"|.{1,60} and [\d,.]+ others?|•|·|\d+ of \d+"
    r"|skip to .*|my network|\d+ (?:new )?(?:notifications?|messages?|new network updates?)(?: total)?|try premium.*|try for .*|premium"
    r"|reactivate premium.*|get hired.*"
    r"|ad|ad options|why am i seeing this ad\??|promoted|contact info|verified|.{1,60} verifications?|view .{1,60}['’]s? (?:verifications|profile"
    r"|full profile|graphic link).*|mutual connections?|.{1,200} (?:is|are) (?:a )?mutual connections?|.{1,200} other mutual connections?"
    r"|endorsed by .*|\d+ endorsements?|endorse|passed linkedin skill assessment|.{0,80}\bpremium badge|linkedin member|influencer|has a verified.*"
    r"|click to .*|status is (?:online|offline|reachable)|people you can reach out to|received|given|top voices"
    r"|about this profile|profile language|public profile & url|messaging overlay.*|compose message|you are on the messaging overlay.*"
    r"|industry knowledge|tools & technologies|interpersonal skills"
    r"|linkedin corporation ©.*|nachricht|folgen|vernetzen|mehr|kontaktinfo|alle .{1,40} anzeigen|mehr anzeigen|message privé|suivre|se connecter"
    r"|plus|coordonnées|afficher .{1,60}|voir plus|mensaje|seguir|conectar|más|información de contacto"
    r"|mostrar .{1,60}|ver más|mensagem|mais|informações de contato|exibir .{1,60}|messaggio|segui|collegati|altro|informazioni di contatto"
    r"|mostra .{1,60}|bericht|volgen|meer|contactgegevens|alle .{1,40} weergeven",
    re.I,
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
    r".*\b(?:proficiency|kenntnisse|muttersprache|bilingue|professionnelle|competencia|competência|nativ\w+|conoscenza|vaardigheid|moedertaal)\b.*",
    re.I,
)
_USED_AT = lazy(r"\d+ (?:experiences?|educational experiences?|company|companies|certifications?|projects?)\b.*| at .*", re.I)
_DEGREE = lazy(
    r"(?:[BM]\.?(?:Sc|A|Eng|Ed|BA|Phil|S|FA|Res|Mus)\b|Ph\.?D|D\.?Phil|MBA|LL\.?[BM]|Bachelor|Master|Doctor|Diplom|Licence|Licenciatura|Laurea|Grado"
    r"|Certificat|Associate|Postgraduate|PGCE|HND|A[- ]Level|Abitur|Mestrado|Magist)",
    re.I,
)
_NOT_SAID = "not said"  # an end that is no date: whether somebody still studies is told by dates only
_MOST_LINES, _LONGEST_LINE, _MOST_CHARACTERS = 6000, 3000, 600_000
_MOST_POSTS, _MOST_POINTS = 30, 40
_MARKS = (
    rb"degree connection",
    rb"\xc2\xb7 (?:1st|2nd|3rd)",
    rb"\d\+? connections",
    rb"contact info",
    rb"^experience(?:experience)?\s*$",
    rb"^education(?:education)?\s*$",
    rb"^about(?:about)?\s*$",
    rb"\xc2\xb7 full-time|\xc2\xb7 part-time|full-time \xc2\xb7",
    rb"\xc2\xb7 \d+ (?:yrs?|mos?)\b",
    rb"see more|show all \d+",
    rb"^skills: ",
    rb"licenses & certifications",
    rb"people also viewed|people you may know|more profiles for you",
    rb"posted this",
    rb"linkedin corporation",
    rb"background image",
    rb"endorsed by|\d endorsements?",
    rb"\d followers",
    rb"company logo",
    rb"^berufserfahrung",
    rb"^exp\xc3\xa9rience",
    rb"^experiencia",
    rb"^experi\xc3\xaancia",
    rb"^esperienza",
    rb"^ervaring",
    rb"kontaktinfo|coordonn\xc3\xa9es|informaci\xc3\xb3n de contacto|informa\xc3\xa7\xc3\xb5es de contato|informazioni di contatto|contactgegevens",
    rb"\xc2\xb7 (?:vollzeit|cdi|temps plein|jornada completa|tempo integral|tempo pieno|a tempo pieno|fulltime)",
    rb"\xc2\xb7 \d+ (?:jahre?|monate?|ans?|mois|a\xc3\xb1os?|anos?|mes\w*|ann[io]|jaar)",
    rb"\xc2\xb7 (?:hybrid|remote|on-site)",
    rb"^(?:ausbildung|formation|educaci\xc3\xb3n|forma\xc3\xa7\xc3\xa3o acad\xc3\xaamica|formazione|opleiding)\s*$",
)
_FEWEST_MARKS = 3


class _Line(NamedTuple):
    number: int
    text: str
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
    text = data.replace(b"\xe2\x80\x99", b"'").replace(b"\xc2\xa0", b" ").lower()
    if b"linkedin.com/in/" in text and len(text) < 2000 and _SHARED.search(text.decode("utf-8", "replace")):
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
    if not record["basics"] and len(record) == 1:
        raise ProfileError(_NO_PAGE, path=path)
    return profile_from_resume(record, path, unread)


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(text: str) -> tuple[list[_Line], list[str]]:
    """The lines once each, without empty ones; and what was left out."""
    split = text[:_MOST_CHARACTERS].splitlines()
    found: list[_Line] = []
    for number, raw in enumerate(split[:_MOST_LINES], 1):
        line = _once(clean(raw[:_LONGEST_LINE]).replace("\u200d", ""))
        if line and not (found and _alike(found[-1].text) == _alike(line)):
            is_noise = len(line) < 240 and bool(_NOISE.fullmatch(line.replace("’", "'")))
            found.append(_Line(number, line, is_noise, len(line) < 20 and bool(_BUTTON.fullmatch(line))))
    left_out = len(text) > _MOST_CHARACTERS or len(split) > _MOST_LINES
    return found, [f"line {min(len(split), _MOST_LINES) + 1} and what follows: not read"] if left_out else []


def _once(line: str) -> str:
    """ "Staff EngineerStaff Engineer" once; also dates, which are read out with "to" for the dash."""
    half = len(line) // 2
    if len(line) > 3 and len(line) % 2 == 0 and line[:half] == line[half:]:
        return line[:half].strip()
    middle = re.search(r"(?<=[a-z\d])(?=[A-Z])", line[half - 2 : half + 3]) if half > 4 and " to " in line else None
    if middle:
        first = line[: half - 2 + middle.start()]
        if _alike(first) == _alike(line[len(first) :]):
            return first.strip()
    return line


def _alike(text: str) -> str:
    return re.sub(r"\s+(?:to|–|—)\s+", " - ", text).casefold().strip()


def _sections(lines: list[_Line]) -> tuple[list[_Line], list[_Section]]:
    top: list[_Line] = []
    sections: list[_Section] = []
    has_ended = False
    for i, line in enumerate(lines):
        key = _SECTIONS.get(line.text.casefold().replace("’", "'").rstrip(":")) if len(line.text) < 50 else None
        has_name = any(not one.is_noise for one in top) or bool(sections)
        after = lines[i + 1].text.casefold() if i + 1 < len(lines) else ""
        if key == "summary" and (has_ended or after in ("accessibility", "help center", "professional community policies")):
            key = _END
        if key == _END:
            has_ended = True
        if key and not (key == _END and not has_name):
            sections.append(_Section(key, line, []))
        else:
            (sections[-1].lines if sections else top).append(line)
    return top, sections


# --- the top ---------------------------------------------------------------------------------------------------------


def _read_top(record: dict[str, Any], top: list[_Line], text: str, unread: list[str]) -> None:
    basics: dict[str, Any] = record["basics"]
    shared = _SHARED.search(text[:4000])
    url = _URL.search(text[:20_000])
    if url:
        basics["profiles"] = [{"url": url[0].rstrip(".,)/")}]
    plain = _without_status(top)
    names = [line for line in plain if not line.is_noise and is_name(_bare_name(line.text))]
    fallback = [line for line in plain if not line.is_noise][:1]
    named = next(iter(names), None) or next((line for line in fallback if _may_be_name(line.text)), None)
    if shared and not named:
        basics["name"] = shared["name"].strip()
        return
    if named is None:
        unread.append("line 1: the page begins without a name; copy it from the top")
        unread.extend(f"line {line.number}: {line.text}" for line in plain if not line.is_noise)
        return
    basics["name"] = _bare_name(named.text)
    rest = [line for line in plain[plain.index(named) + 1 :] if _bare_name(line.text) != basics["name"]]
    place = _place_of(rest)
    if place:
        basics["location"] = place.text
    others = [
        line
        for line in rest
        if not line.is_noise
        and (place is None or line.number != place.number)
        and not _URL.match(line.text)
        and not _SHARED.match(line.text)
    ]
    if others and (place is None or others[0].number < place.number or position(others[0].text)):
        basics["headline"] = others.pop(0).text
    basics["free"] = others


def _without_status(top: list[_Line]) -> list[_Line]:
    """The top without the box that says for what work somebody is open."""
    kept: list[_Line] = []
    is_inside = False
    for line in top:
        low = line.text.casefold()
        is_inside = is_inside or low in ("open to work", "providing services", "hiring")
        if not is_inside:
            kept.append(line)
        if low in ("show details", "see all details"):
            is_inside = False
    return kept


def _bare_name(text: str) -> str:
    """The name without degree of acquaintance, pronouns and badges."""
    text = re.sub(
        r"\s*(?:·\s*(?:1st|2nd|3rd\+?)|\((?:she|he|they)/\w+(?:/\w+)?\)|(?:,\s*)?#open\w+|\|.*)\s*$", "", text, flags=re.I
    )
    return re.sub(r"\s+(?:·\s*)?(?:1st|2nd|3rd\+?) degree connection.*$", "", text).strip()


def _may_be_name(text: str) -> bool:
    words = _bare_name(text).split()
    return (
        1 < len(words) < 6
        and all(word[0].isalpha() for word in words)
        and not position(text)
        and not has_mark(text)
        and not is_place(text)
        and not words[0].islower()
    )


def _place_of(rest: list[_Line]) -> _Line | None:
    for i, line in enumerate(rest):
        contact = _CONTACT.fullmatch(line.text)
        if contact and contact["place"]:
            return line._replace(text=contact["place"].strip(" ·"))
        if contact and i and not rest[i - 1].is_noise and _AREA.search(rest[i - 1].text) and not position_alone(rest[i - 1].text):
            return rest[i - 1]
    return next(
        (
            line
            for line in rest
            if is_place(line.text)
            or (not line.is_noise and re.search(r"(?:\bArea\b|\bMetropolitan\b|\bRegion\b)", line.text) and not position(line.text))
        ),
        None,
    )


def _tell_top(record: dict[str, Any], unread: list[str]) -> None:
    """Lines of the top that stand in no section below are told as unread: a firm or a school there says not which it is."""
    held = {
        str(entry.get(key, "")).casefold()
        for section, key in (("work", "name"), ("education", "institution"))
        for entry in record.get(section, [])
    }
    for line in record["basics"].pop("free", []):
        if line.text.casefold() not in held:
            unread.append(f"line {line.number}: {line.text}")


# --- sections --------------------------------------------------------------------------------------------------------


def _read_about(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    texts = [line.text for line in lines]
    for i, text in enumerate(texts):
        if text.casefold() == "top skills" and i + 1 < len(texts):
            _add_skills(record, texts[i + 1])
            texts[i:] = texts[i + 2 :]
            break
    said = " ".join(re.sub(r"\s*…?\s*(?:see more|show more|…more)$", "", text) for text in texts)
    if said:
        record["basics"]["summary"] = said


def _add_skills(record: dict[str, Any], listed: str) -> None:
    held = record.setdefault("skills", [])
    for skill in re.split(r"\s*[·•]\s*", _MORE.sub("", listed)):
        if skill.strip() and {"name": skill.strip()} not in held:
            held.append({"name": skill.strip()})


def _dates_of(text: str) -> dict[str, str]:
    """The span of time, where a line is nothing else."""
    rest, dates = split_dates(text)
    if dates:
        return {} if rest.strip(" ·,") else dates
    single = re.fullmatch(r"(?:[^\W\d_]{3,10}\.? )?(?:19|20)\d\d(?: · .{1,20})?", text)
    return {"startDate": text.partition(" · ")[0], "endDate": text.partition(" · ")[0]} if single else {}


class _Group(NamedTuple):
    """A company with several positions: until when its entries go, in months."""

    name: str
    begins: int | None


def _read_work(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    _read_dated(record.setdefault("work", []), lines, unread, "name", record)
    if not record["work"]:
        del record["work"]


def _read_volunteer(record: dict[str, Any], lines: list[_Line], unread: list[str]) -> None:
    _read_dated(record.setdefault("volunteer", []), lines, unread, "organization", record)
    if not record["volunteer"]:
        del record["volunteer"]


def _read_dated(
    entries: list[dict[str, Any]], lines: list[_Line], unread: list[str], name_key: str, record: dict[str, Any]
) -> None:
    """Entries of title, company, dates, place and text; or of a company, its length, and then titles with dates."""
    dated = [i for i, line in enumerate(lines) if _dates_of(line.text)]
    if not dated:
        unread.extend(f"line {line.number}: {line.text}" for line in lines)
        return
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
        return _Head(heads[-1], _company(heads[total - 1]), len(texts) - total + 1), _Group(_company(heads[total - 1]), starts)
    if group and _belongs(heads, dates, group):
        return _Head(heads[-1], group.name, 1 + type_lines), group
    if len(heads) == 1:
        is_role = position(heads[0]) is not None or not has_mark(heads[0])
        return _Head(heads[0] if is_role else None, None if is_role else _company(heads[0]), 1 + type_lines), None
    return _Head(heads[-2], _company(heads[-1]), 2 + type_lines), None


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
            point = re.sub(r"^[-•▪●*–]\s*", "", text)
            entry.setdefault("highlights", []).append(re.sub(r"\s*…\s*(?:see|show)? ?more$", "", point))


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
            degree, _, area = text.partition(", ")
            is_degree = _DEGREE.match(degree)
            entries[-1].update({"studyType": degree, **({"area": area} if area else {})} if is_degree or area else {"area": text})
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
    if _DEGREE.match(text):
        return False
    if len(entries[-1]) == 1:
        return has_mark(text) and not _has_degree_form(text)
    following = [line.text for line in lines[i + 1 : i + 3]]
    leads_on = any(_dates_of(after) for after in following) or (following[:1] and _DEGREE.match(following[0]) is not None)
    return has_mark(text) or (bool(leads_on) and len(text) < 80 and text[-1] not in ".!?")


def _has_degree_form(text: str) -> bool:
    return bool(_DEGREE.search(text.partition(",")[0]))


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
    held = {
        str(entry.get(key, "")).casefold()
        for section, key in (("work", "name"), ("education", "institution"))
        for entry in record.get(section, [])
    }
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
    found = [line.text for line in lines if not _PROFICIENCY.fullmatch(line.text) and len(line.text) < 40]
    if found:
        record["languages"] = [{"language": text} for text in found]


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
            own.append(re.sub(r"\s*…\s*(?:see|show)? ?more$", "", line.text))
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
