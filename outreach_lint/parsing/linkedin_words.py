"""The words of a LinkedIn page: headings, buttons, counters and labels, in the seven languages in which copies were seen."""

from __future__ import annotations

import re
from functools import cache

from outreach_lint.parsing.sections import headings, linkedin_headings
from outreach_lint.patterns import lazy

TOLD, _SKIPPED, END = "told", "skipped", "end"
# The headings of a page beside those of `sections`, in the languages in which copies were seen.
_HEADINGS: dict[str, str] = {
    "posts": "activity; aktivitäten; activité; actividad; atividades; attività; activiteit",
    TOLD: "courses; organizations; organisations; featured; patents; test scores; services; causes; kurse; cours; cursos; corsi; cursussen; im fokus;"
    " sélection; destacado; em destaque; in primo piano; uitgelicht",
    _SKIPPED: "interests; recommendations; highlights; interessen; centres d'intérêt; intereses; interesses; interessi; empfehlungen; recommandations;"
    " recomendaciones; recomendações; aanbevelingen",
    END: "people also viewed; more profiles for you; people you may know; explore premium profiles; you might like; who your viewers also viewed; others"
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
ONLY_TYPE = lazy(rf"{_TYPE}(?: · .{{1,30}})?$", re.I)
TYPE_BEHIND = lazy(rf"\s+·\s+{_TYPE}(?:\s+·\s+.*)?$", re.I)
ONLY_LENGTH = lazy(rf"(?:{_TYPE} · )?(?=\S*\d|less){_LENGTH}(?: · .{{1,30}})?$", re.I)
YEARS_LONG = lazy(r"(\d+) (?:yr|year|jahr|an|año|ano|jaar)", re.I)
MONTHS_LONG = lazy(r"(\d+) (?:mo|mes|mês|maand)", re.I)
WORK_SITE = lazy(
    r"(?:.*·\s*)?(?:hybrid|remote|on-site|on site|hybride|vor ort|à distance|sur site|en remoto|presencial|híbrido|remoto|in sede|ibrido|da remoto"
    r"|op locatie|op afstand)$",
    re.I,
)
# How near somebody is, as each language writes it: "· 2nd", "She/Her · 2nd", "2. Grad", "Second degree connection".
_NEAR = r"(?:1st|2nd|3rd\+?|[123](?:\.?[º°]|\.(?: grad)?|er?|de)?\+?)"
IS_NEAR = lazy(
    rf"[^·]{{0,12}}·\s*{_NEAR}|1st|2nd|3rd\+?|(?:\w+|{_NEAR}) degree connection(?:{_NEAR})?|kontakt \d\. grades|relation de \S+ niveau|contacto de \S+ grado"
    r"|conexão de \S+ grau|collegamento di \S+ grado|\S+graads connectie",
    re.I,
)
ENDS_NEAR = lazy(rf"·\s*{_NEAR}$", re.I)
COUNTER = lazy(
    r"(?:(?:\+ de |más de |mais de |oltre |meer dan )?[\d.,]+k?\+? (?:connections?|followers?|kontakte|follower|relations?|abonnés|contactos?|seguidores"
    r"|conexões|collegamenti|connecties|volgers)[ ·]*)+",
    re.I,
)
NOISE = lazy(
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
SEE_MORE = lazy(
    r"\s*(?:…|\.{3})\s?(?:see|show)? ?(?:more|less)$|\s*(?:…|\.{3}) ?(?:mehr anzeigen|voir plus|ver más|ver mais|altro|meer weergeven)$"
)
AREA = lazy(
    r", |\b(?:Area|Metropolitan|Region|Metroplex|périphérie|environs|Großraum|Umgebung|alrededores|Região|provincia|omgeving|en omstreken)\b"
)
# Buttons and tabs that are skills, languages and titles elsewhere.
BUTTON = lazy(
    r"home|jobs|messaging|notifications|me|for business|learning|search|open to|resources|edit|save|share|send|posts|comments|images|videos|documents"
    r"|articles|newsletters|events|report|likes?|comment|repost|celebrate"
    r"|support|love|insightful|funny|reply|companies|groups|schools|all",
    re.I,
)
CONTACT = lazy(
    r"(?:(?P<place>.{2,80}?)\s*·?\s*)?(?:contact info|kontaktinfo|coordonnées|información de contacto|informações de contato|informazioni di contatto"
    r"|contactgegevens)$",
    re.I,
)
POSTED = lazy(
    r"(?P<who>.{1,80}?)\s+(?P<what>posted this|shared this|reposted this|commented on .*|liked .*|likes this|loves this|celebrates this|supports this"
    r"|finds this .*|replied to .*|shared a post)(?:\s*[•·].{0,20})?$",
    re.I,
)
# Above a post in the newer layout: how near the author is ("• You", "Verified • 2nd"), and how old it is ("3d •", "2w • Edited •", "1 Mon. •").
POST_NEAR = lazy(
    rf"\s*(?:(?:verified|premium|following)\s*)?[•·]\s*(?:{_NEAR}|you|sie|vous|tú|você|tu|jij|u|following|author)(?:\s*[•·]?\s*(?:follow(?:ing)?|\+ follow))?$",
    re.I,
)
POST_AGE = lazy(
    r"(?:just now|(?:vor |il y a |hace |há )?\d{1,2}\s?(?:s|m|min|h|hr?s?|d|w|wk|mo|yrs?|y|(?:minute|hour|day|week|month|year)s?|std"
    r"|tage?n?|wochen?|mon|monate?n?|jahre?n?|j|sem|mois|ans?"
    r"|días?|semanas?|mes(?:es)?|años?|mês|anos?|g|sett|mesi?|ann[io]|dgn|mnd|jr)\.?(?: ago)?)"
    r"(?P<dot>\s*[•·](?:\s*[^•·]{1,40}){0,1}(?:\s*[•·]\s*[^•·]{0,60}){0,2})?",
    re.I,
)
PASSED_ON = lazy(r"(?:re)?(?:posted|shared) this|(?:likes|loves|celebrates|supports) this|commented on this|replied to .*", re.I)
# What stands below the words of a post: a poll, an image, a document, a film, a link.
POLLED = lazy(r"(?:the author can see how you vote|you can see how people vote)\b.*|view results|poll closed", re.I)
SHARE = lazy(r"\d{1,3} ?%")
VOTES = lazy(r"[\d.,]+k? votes?(?:\s*[•·].{0,40})?", re.I)
ATTACHED = lazy(
    r"activate to view larger image.{0,20}|no alternative text description.{0,40}|image preview.{0,40}|view image|play video"
    r"|(?:video|media) (?:is loading|player).{0,20}|your document (?:has finished loading|is loading).{0,20}|.{1,200} • \d+ pages?"
    r"|this (?:content|post) (?:isn't|isn’t|is not|was|cannot be) .{0,60}|translate|show translation|no more previous content|current time .{0,20}"
    r"|be the first to react|most relevant",
    re.I,
)
POST_PREVIEW = lazy(
    r"(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}(?:\s*[•·].{0,30})?|(?:.{1,60}\s*[•·]\s*)?[•·]?\s*\d+ min read", re.I
)
SKILL_LIST = lazy(r"(?:skills|kenntnisse|compétences|aptitudes|competências|competenze|vaardigheden):\s+(?P<list>\S.*)$", re.I)
MORE_SKILLS = lazy(
    r"(?:,?\s+(?:and|und|et|y|e|en))?\s*\+\s?\d+ (?:skills?|kenntnisse?|compétences?|aptitudes|competências|competenze|vaardigheden).*$",
    re.I,
)
STUDY_ASIDE = lazy(
    r"(?:grade|activities and societies|note|aktivitäten und verbände|activités et associations|resultado acadêmico|nota|voto|cijfer)\s*:",
    re.I,
)
ISSUED = lazy(
    r"(?:issued|ausgestellt|émise?|délivrée?|expedición|emitido em|data di rilascio|afgegeven)[: ]\s*(?P<date>.{0,30}?)(?:\s+·.*)?$",
    re.I,
)
CREDENTIAL = lazy(r"(?:credential id|zertifikats-id|identifiant|id de la credencial|código da credencial|id credenziale).*", re.I)
AWARDED = lazy(
    r"(?:issued by|verliehen von|émis par|concedido por|emitido por|rilasciato da)\s+(?P<by>.{2,100}?)(?:\s+·\s+(?P<date>.{4,30}))?$",
    re.I,
)
ASSOCIATED = lazy(r"(?:associated with|verbunden mit|associé à|asociado con|associado a|associato a)\s.*", re.I)
PROFICIENCY = lazy(
    r".*\b(?:proficiency|kenntnisse|fließend|verhandlungssicher|muttersprache\w*|bilingue|professionnelle|competencia|competência|nativ\w+|conoscenza|vaardigheid|moedertaal)\b.*",
    re.I,
)
FOREWORD = lazy(r"^(?:de|du|from|von|van|da|dal|desde)\s+", re.I)
# What stands in copied pages, in small letters; each counts once.
MARKS = (
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
    r"^\d{1,2}(?:h|d|w|mo|yr) •",
    r"join to view profile|see your mutual connections",
    r"linkedin corporation",
    r"background image",
    r"endorsed by|\d endorsements?",
    r"\d followers",
    r"company logo",
)


@cache
def page_headings() -> dict[str, str]:
    """The sections of a page by their headings in small letters; END for what stands below the person's."""
    return linkedin_headings() | headings(_HEADINGS)
