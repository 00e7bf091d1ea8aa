"""The words of a LinkedIn page: headings, buttons, counters and labels, in the seven languages in which copies were seen."""

from __future__ import annotations

import re
from functools import cache

from outreach_lint.parsing.sections import headings, linkedin_headings
from outreach_lint.patterns import lazy

TOLD, MIXED, _SKIPPED, END = "told", "mixed", "skipped", "end"
# The headings of a page beside those of `sections`, in the languages in which copies were seen.
_HEADINGS: dict[str, str] = {
    "summary": "info; om; hakkında; informacje",
    "work": "erfarenhet; doświadczenie; deneyim; erfaring; experienţă; kokemus",
    "education": "utbildning; wykształcenie; eğitim; uddannelse; utdanning; koulutus",
    "skills": "aptitudes y conocimientos; conocimientos y aptitudes; kompetenser; umiejętności; yetenekler; kompetencer; kompetanse",
    "posts": "activity; aktivitäten; activité; actividad; atividades; attività; activiteit; aktivitet; aktywność; aktiviteler",
    MIXED: "experience & education; berufserfahrung und ausbildung; expérience et formation; experiencia y educación;"
    " experiência e formação acadêmica;"
    " esperienza e formazione; ervaring en opleiding",
    TOLD: "courses; organizations; organisations; featured; patents; test scores; services; causes; kurse; cours; cursos; corsi; cursussen; im fokus;"
    " sélection; destacado; em destaque; in primo piano; uitgelicht",
    _SKIPPED: "relationship; interests; recommendations; recommendations received; highlights; interessen; centres d'intérêt; intereses;"
    " interesses; interessi; empfehlungen; recommandations;"
    " recomendaciones; recomendações; aanbevelingen",
    END: "people also viewed; more profiles for you; people you may know; explore premium profiles; you might like; who your viewers also viewed;"
    " others"
    " named; suggested for you; explore collaborative articles; add new skills with these courses; see who you know in common;"
    " other similar profiles;"
    " explore top content on linkedin; explore more posts; weitere profile für sie; personen, die sie vielleicht kennen;"
    " andere betrachteten auch; autres profils consultés;"
    " autres profils pour vous; más perfiles para ti; personas que podrías conocer; mais perfis para você; pessoas que talvez você conheça;"
    " accessibility;"
    " talent solutions; andere ebenfalls angesehene profile; personen, die sie kennen könnten; otros perfiles similares; otros perfiles vistos;"
    " outros perfis"
    " visualizados; altri profili per te; altri profili consultati; meer profielen voor u; anderen bekeken ook; personen die u misschien kent",
}  # fmt: skip
_KIND = (
    r"(?:full-time|part-time|self-employed|freelance|contract|internship|apprenticeship|seasonal|permanent|temporary|trainee|vollzeit|teilzeit"
    r"|selbstständig|temps plein|cdi|cdd|temps partiel|jornada completa|media jornada|tempo integral|a? ?tempo pieno|part time|fulltime|parttime"
    r"|stage"
    r"|praktikum|autónomo|autônomo|indépendant|co-op|zero-hours|casual|fixed-term|festanstellung|freiberuflich|befristet"
    r"|traineeprogramm|alternance"
    r"|contrat en alternance|intérim|saisonnier|jornada parcial|contrato temporal|contrato de (?:prácticas|obra|formación)"
    r"|profesional independiente|prácticas"
    r"|meio período|temporário|estágio|autonomo|libero professionista|a contratto|apprendistato|contratto a tempo (?:in)?determinato"
    r"|tijdelijk"
    r"|vast dienstverband|zzp'er|zelfstandige)"
)
_TYPE = rf"{_KIND}(?: {_KIND})?"
_LENGTH = (
    r"(?:less than a year|(?:\d+ (?:yrs?|years?|jahre?|j\.|ans?|años?|anos?|a\b|ann[io]|jaar|jr\b|år|lata?|rok|yıl)\.?)?[ ,]*(?:\d+ (?:mos?|months?"
    r"|monate?|mon\.|mois|mes(?:es)?|mês"
    r"|mes[ei]|m\b|maand(?:en)?|mnd|mån(?:ader)?|md|mies|ay)\.?)?)"
)
ONLY_TYPE = lazy(rf"{_TYPE}(?: · .{{1,30}})?$", re.I)
TYPE_BEHIND = lazy(rf"\s+·\s+{_TYPE}(?:\s+·\s+.*)?$", re.I)
# The length alone, or behind a type of employment: one that is not known is a few words without a number.
ONLY_LENGTH = lazy(rf"(?:(?:{_TYPE}|[^\W\d_][^·\d]{{2,30}}) · )?(?=\S*\d|less){_LENGTH}(?: · .{{1,30}})?$", re.I)
LENGTH_BEHIND = lazy(rf"\s+·\s+(?=\d){_LENGTH}$", re.I)
YEARS_LONG = lazy(r"(\d+) (?:yr|year|jahr|j\.|an|año|ano|a\b|jaar|jr\b|år|lat|rok|yıl)", re.I)
MONTHS_LONG = lazy(r"(\d+) (?:mo|mes|mês|m\b|maand|mnd|mån|md|mies|ay)", re.I)
WORK_SITE = lazy(
    r"(?:.*·\s*)?(?:hybrid|remote|on-site|on site|hybride|vor ort|à distance|sur site|en remoto|presencial|híbrido|remoto|in sede|ibrido|da remoto"
    r"|op locatie|op afstand)$",
    re.I,
)
# How near somebody is, as each language writes it: "· 2nd", "She/Her · 2nd", "2. Grad", "Second degree connection".
_NEAR = r"(?:1st|2nd|3rd\+?|[123](?:\.?[º°]|\.(?: grad)?|er?|de|:a|:e)?\+?)"
IS_NEAR = lazy(
    rf"[^·]{{0,12}}·\s*{_NEAR}|1st|2nd|3rd\+?|(?:\w+|{_NEAR}) degree connection(?:{_NEAR})?|kontakt \d\. grades|relation de \S+ niveau"
    rf"|contacto de \S+ grado"
    r"|\S+ gradens kontakt|kontakt \d\. stopnia|\d\. derece bağlantı|\d\. grads (?:kontakt|forbindelse)"
    r"|conexão de \S+ grau|collegamento di \S+ grado|\S+graads connectie",
    re.I,
)
ENDS_NEAR = lazy(rf"·\s*{_NEAR}$", re.I)
COUNTER = lazy(
    r"(?:(?:\+ de |más de |mais de |oltre |meer dan |mehr als |plus de )?\d[\d., ]*k?\+? (?:connections?|followers?|kontakte"
    r"|follower(?:[:*]?innen)?|relations?"
    r"|abonnés|contactos?|seguidores"
    r"|conexões|collegamenti|connecties|volgers)[ ·]*)+",
    re.I,
)
NOISE = lazy(
    r"background image|cover photo|.{0,60}profile photo|.{1,80}\blogo"
    r"|logo(?:tipo)? (?:(?:von|van|de|del|della|dell'azienda|da|do|di|des|du|der) |d['’]).{1,80}|#?\(?(?:she|he|they|elle|il|sie|er|ella|él|ela"
    r"|ele|lei|lui|zij|hij)/\w+(?:/\w+)?\)?"
    r"|#\w+|message(?: me)?|follow(?:ing)?|connect|pending|more|more actions|visit my website|book an appointment|open to work"
    r"|…|loaded \d+ .*|show (?:all|more|fewer|less|credential|project|publication|certificate|details|translation|media)\b.*"
    r"|see (?:credential|project|publication|all.*)"
    r"|[\d.,]+k?(?: (?:likes?|comments?|reposts?|reactions?|views?|impressions?|replies))?(?: · [\d.,]+ (?:comments?|reposts?))?"
    r"|.{1,60} and [\d,.]+ others?|[•·]|\d+ of \d+|skip to .*|my network|top content|\d+ (?:new )?(?:notifications?|messages?"
    r"|new network updates?)(?: total)?"
    r"|(?:reactivate |try )?premium(?: for .*)?|ad|promoted|contact info|verified|view .{1,60}['’]s? .*|.{0,200}mutual connections?(?: with .*)?"
    r"|endorsed by .*|\d+ endorsements?|endorse|passed linkedin skill assessment|received|given|top voices|industry knowledge|tools & technologies"
    r"|interpersonal skills|(?:linkedin )?helped me get this job|nachricht|folgen|vernetzen|mehr|kontaktinfo|alle .{1,40} anzeigen|mehr anzeigen"
    r"|suivre"
    r"|se connecter|plus|coordonnées|afficher .{1,60}|voir plus|mensaje|seguir|conectar|más|información de contacto|mostrar .{1,60}|ver más"
    r"|mensagem|mais"
    r"|informações de contato|exibir .{1,60}|messaggio|segui|collegati|altro|informazioni di contatto|mostra .{1,60}|bericht|volgen|meer"
    r"|contactgegevens"
    r"|alle .{1,40} weergeven"
    # endorsements of skills
    r"|\d+ (?:kenntnisbestätigung(?:en)?|recommandations? de compétences?|recomendaç(?:ão|ões) de competências?|validaci(?:ón|ones)|conferm[ae]"
    r"|onderschrijving(?:en)?)"
    r"|bestätigen|recommander(?: cette compétence)?|recomendar|validar|conferma|onderschrijven"
    # of a page for those who are not signed in
    r"|sign in(?: to (?:view|see) .*| join now)?|or|new to linkedin\?.*|by clicking continue .*|join(?: now)?(?: to view.*)?|report this profile"
    r"|.{1,40} can introduce you to \d+ .*|(?=.{0,90}\b(?:profile?|perfil|profilo|profiel)\b)"
    r"(?:loggen sie sich ein|melden sie sich an|einloggen|identifiez-vous|s'identifier"
    r"|inscrivez-vous"
    r"|inicia(?:r)? sesión|unirse ahora|entre para ver|cadastre-se|accedi|iscriviti|meld u aan|aanmelden)\b.{0,120}"
    r"|company website(?: external link)?|external link|contact .{1,40} directly|get introduced|see their title, tenure and more\.?"
    # below posts
    r"|[\d.,]+k? (?:kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties?|reaktionen|réactions?|reacciones|reações|republications?"
    r"|partages?)"
    r"|.{1,60} (?:und [\d.,]+ weitere|et [\d., ]+ autres?|y [\d.,]+ (?:personas )?más|e (?:mais|outras|altre) [\d.,]+|en [\d.,]+ anderen?)(?: \w+)?",
    re.I,
)
# The label above each post: "Feed post number 1", "Publicación del feed número 1".
FEED_LABEL = lazy(
    r"(?=.{0,60}(?:feed|fil d['’]actualité))[^.!?\d]{4,40}\b(?:number|nummer|num[ée]ro"
    r"|número)[ :]{1,3}\d{1,3}"
    r"(?: (?:du|del|no|im|in) [^.!?\d]{1,25})?",
    re.I,
)
SEE_MORE = lazy(
    r"\s*(?:…|\.{3})\s?(?:see|show)? ?(?:more|less)$|\s*(?:…|\.{3}) ?(?:mehr anzeigen|mehr|(?:voir|afficher) (?:plus|la suite)|(?:ver|mostrar) más"
    r"|(?:ver|exibir) mais"
    r"|(?:mostra )?altro|meer weergeven|meer)$|\s*…\s?(?:plus|más|mais)$"
)
AREA = lazy(
    r", |\b(?:Area|Metropolitan|Region|Metroplex|périphérie|environs|Großraum|Umgebung|alrededores|Região|provincia|omgeving|en omstreken)\b"
)
# Buttons and tabs that are skills, languages and titles elsewhere.
BUTTON = lazy(
    r"home|jobs|messaging|notifications|me|for business|learning|search|open to|resources|edit|save|share|send|posts|comments|images|videos|documents"
    r"|articles|newsletters|events|report|likes?|comment|repost|celebrate"
    r"|support|love|insightful|funny|reply|companies|groups|schools|all|beiträge|kommentare|commentaires|publicaciones|comentarios|publicações"
    r"|comentários"
    r"|commenti|bijdragen|reacties|gefällt mir|kommentieren|reposten|senden|j'aime|commenter|republier|envoyer|recomendar|comentar|compartir|enviar"
    r"|gostei"
    r"|compartilhar|consiglia|commenta|invia|interessant|verzenden",
    re.I,
)
CONTACT = lazy(
    r"(?:(?P<place>.{2,80}?)\s*·?\s*)?(?:contact info|kontaktinfo|coordonnées|información de contacto|informações de contato|informazioni di contatto"
    r"|contactgegevens|kontaktuppgifter|informacje kontaktowe|iletişim bilgileri|kontaktoplysninger|kontaktinformasjon)$",
    re.I,
)
# What somebody did with the words below: wrote them, passed them on, or reacted to them.
_WROTE = (
    r"posted this|hat (?:dies|das) (?:gepostet|veröffentlicht)|a publié ce(?:ci|la)|(?:ha )?publicó esto|ha publicado esto|publicou is[st]o"
    r"|ha pubblicato questo(?: post)?|heeft dit (?:geplaatst|gepost)"
)
_PASSED_ON = (
    r"shared this|reposted this|shared a post|hat (?:dies|das) (?:repostet|geteilt)|a (?:republié|partagé) ce(?:ci|la)|ha (?:compartido"
    r"|republicado) esto"
    r"|(?:compartilhou|republicou|repostou) is[st]o|ha (?:diffuso|condiviso|ripubblicato) questo(?: post)?|heeft dit (?:gerepost|gedeeld"
    r"|opnieuw geplaatst)"
)
_REACTED = (
    r"commented on .*|liked .*|likes this|loves this|celebrates this|supports this|finds this .*|replied to .*|gefällt (?:dies|das)|hat (?:dies"
    r"|das) kommentiert"
    r"|(?:aime|a aimé|a commenté) ce(?:ci|la)|(?:ha comentado|comentó|recomienda|ha recomendado) esto|(?:comentou |gostou d|recomenda )is[st]o"
    r"|(?:ha commentato|consiglia) questo(?: post)?|vindt dit .*|heeft (?:hierop gereageerd|dit gecommentarieerd)"
)
POSTED = lazy(
    rf"(?P<who>.{{1,80}}?)\s+(?:(?P<wrote>{_WROTE})|(?P<passed>{_PASSED_ON})|(?P<reacted>{_REACTED}))(?:\s*[•·].{{0,20}})?$", re.I
)
# Between the age of a post and its words, where somebody is not followed yet.
FOLLOW = lazy(r"\+? ?(?:follow|connect|subscribe|folgen|vernetzen|suivre|seguir|conectar|segui|collegati|volgen|abonnieren)", re.I)
# Above a post in the newer layout: how near the author is ("• You", "Verified • 2nd"), and how old it is ("3d •", "2w • Edited •", "1 Mon. •").
POST_NEAR = lazy(
    rf"\s*(?:(?:verified|premium|following)\s*)?[•·]\s*(?:{_NEAR}(?: {_NEAR})?|you|sie|vous|tú|você|tu|jij|u|following"
    rf"|author)(?:\s*[•·]?\s*(?:follow(?:ing)?|\+ follow))?$",
    re.I,
)
POST_AGE = lazy(
    r"(?:just now|(?:vor |il y a |hace |há )?\d{1,2}\s?(?:s|m|min|h|hr?s?|d|w|wk|mo|yrs?|y|(?:minute|hour|day|week|month|year)s?|std"
    r"|tage?n?|wochen?|mon|monate?n?|jahre?n?|j|sem|mois|ans?"
    r"|días?|semanas?|mes(?:es)?|años?|mês|anos?|g|sett|mesi?|ann[io]|dgn|mnd|jr|dagen|we?ek(?:en)?|uur|maand(?:en)?|jaar)\.?(?: ago)?)"
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
# Below a skill: who endorsed it.
ENDORSED_BY = lazy(
    r"von \d+ .{1,100} bestätigt|(?:recommandée? par|recomendad[ao] por|validad[ao] por|confermat[ao] da|onderschreven door) .{1,100}",
    re.I,
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
    r"(?:issued|ausgestellt|émise?|délivrée?|date de délivrance|fecha de expedición|expedición|emitido em|data di rilascio"
    r"|afgegeven)[: ]\s*(?P<date>.{0,30}?)(?:\s+·.*)?$",
    re.I,
)
CREDENTIAL = lazy(r"(?:credential id|zertifikats-id|identifiant|id de la credencial|código da credencial|id credenziale).*", re.I)
AWARDED = lazy(
    r"(?:issued by|verliehen von|émis par|concedido por|emitido por|rilasciato da)\s+(?P<by>.{2,100}?)(?:\s+·\s+(?P<date>.{4,30}))?$",
    re.I,
)
ASSOCIATED = lazy(r"(?:associated with|verbunden mit|associé à|asociado con|associado a|associato a)\s.*", re.I)
PROFICIENCY = lazy(
    r".*\b(?:proficiency|kenntnisse|fließend|verhandlungssicher|muttersprache\w*|bilingue|professionnelle|competencia|competência|nativ\w+"
    r"|conoscenza|vaardigheid|moedertaal)\b.*",
    re.I,
)
FOREWORD = lazy(r"^(?:de|du|from|von|van|da|dal|desde)\s+", re.I)
SIGNED_OUT = lazy(r"sign in to view .*|join to view .*|join now to view|sign in join now", re.I)
# What stands in copied pages, in small letters; each counts once.
MARKS = (
    r"degree connection|kontakt \d\. grades|relation de \d\w+ niveau",
    r"gradens kontakt|kontakt \d\. stopnia|\d\. derece bağlantı|\d\. grads (?:kontakt|forbindelse)",
    r"^(?:erfarenhet|doświadczenie|deneyim|erfaring){1,2}\s*$",
    r"^(?:utbildning|wykształcenie|eğitim|uddannelse|utdanning){1,2}\s*$",
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
