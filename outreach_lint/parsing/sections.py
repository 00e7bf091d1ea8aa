"""The headings of a CV or a profile page, and the section of a record that each begins. In several languages, where one is sure."""

from __future__ import annotations

from functools import cache

CONTACT = "contact"  # addresses and the place, as under the name
NOT_TOLD = "not told"  # a heading that is known, of a section that tells nothing about the person: references

# On the pages of LinkedIn, in the languages in which copies were seen; in CVs too.
_LINKEDIN: dict[str, str] = {
    "summary": "about; infos; acerca de; sobre; informazioni; over",
    "work": "experience; berufserfahrung; expérience; experiencia; experiência; esperienza; ervaring",
    "education": "education; ausbildung; formation; educación; formação acadêmica; formação académica; formazione; opleiding",
    "certificates": "licenses & certifications; licences & certifications; bescheinigungen und zertifikate; lizenzen und zertifizierungen; licences et"
    " certifications; licencias y certificaciones; licenças e certificados; licenze e certificazioni; licenties en certificaten",
    "volunteer": "volunteering; volunteer experience; ehrenamt; bénévolat; expérience de bénévolat; voluntariado; volontariato; esperienze di volontariato;"
    " vrijwilligerswerk",
    "skills": "skills; kenntnisse; compétences; aptitudes; conocimientos y aptitudes; competências; competenze; vaardigheden",
    "projects": "projects; projekte; projets; proyectos; projetos; progetti; projecten",
    "publications": "publications; veröffentlichungen; publicaciones; publicações; pubblicazioni; publicaties",
    "awards": "honors & awards; honours & awards; auszeichnungen; prix et distinctions; reconocimientos y premios; reconhecimentos e prêmios; riconoscimenti"
    " e premi",
    "languages": "languages; sprachen; langues; idiomas; lingue; talen",
}  # fmt: skip
# In CVs, biographies and Markdown only: of these some are buttons, skills or titles on a page.
_CV: dict[str, str] = {
    "summary": "about me; summary; profile; professional summary; professional profile; career summary; executive summary; personal statement; personal"
    " profile; bio; biography; short bio; long bio; speaker bio; about the author; about the speaker; about the artist; objective; statement; intro;"
    " introduction; über mich; kurzprofil; profil; à propos; sobre mí; sobre mim; over mij",
    "work": "work experience; professional experience; relevant experience; employment; employment history; work history; work; career; career history;"
    " professional background; positions; positions held; present position; current position; current positions; previous positions; past positions;"
    " appointments; academic appointments; academic positions; clinical experience; teaching experience; career to date; beruflicher werdegang; expériences;"
    " expérience professionnelle; expériences professionnelles; experiencia laboral; experiencia profesional; experiência profissional; esperienze; esperienza"
    " lavorativa; esperienze professionali; werkervaring",
    "education": "education and training; education and qualifications; academic background; academic qualifications; qualifications; degrees; studies;"
    " training; bildung; studium; formations; formación; formación académica; educação; formação; istruzione; istruzione e formazione; opleidingen",
    "certificates": "certificates; certifications; licenses; licences; licensure; certificates and licences; professional certifications; bescheinigungen;"
    " zertifikate; certificats; certificaciones; certificações; certificazioni; certificaten",
    "volunteer": "volunteer; volunteer work; voluntary work; voluntary experience; community; community work; ehrenamtliche tätigkeit",
    "skills": "key skills; technical skills; core skills; top skills; professional skills; core competencies; competencies; skills and tools; tools; skills and"
    " expertise; expertise; areas of expertise; kenntnisse und fähigkeiten; fähigkeiten; competencias",
    "projects": "selected projects; personal projects; side projects; open source",
    "publications": "selected publications; articles; selected articles; writing; books; papers; selected papers; books and articles; bibliography;"
    " publikationen",
    "talks": "talks; selected talks; invited talks; speaking; speaking engagements; presentations; conference talks; talks and workshops; conference"
    " presentations; lectures; vorträge; conférences; charlas; palestras; interventi; lezingen",
    "posts": "posts; blog posts; selected posts",
    "awards": "awards; honours; honors; honors-awards; awards and honours; awards and honors; prizes; prizes and awards; grants and awards; fellowships and"
    " awards; distinctions; premios; prêmios; premi; prijzen",
    "interests": "interests; hobbies; hobbies and interests; interests and hobbies; personal interests; outside work; research interests; hobbys; centres"
    " d'intérêt",
    "languages": "language skills; sprachkenntnisse",
    CONTACT: "contact; contact details; contact information; kontakt; kontaktdaten; coordonnées; contacto; contatti",
    NOT_TOLD: "references; referees; personal details; personal information; personal data; recommendations; memberships; professional memberships;"
    " professional activities; courses; organizations; organisations; patents; test scores; references available on request",
}  # fmt: skip
COMMA_SEPARATED = frozenset({"skills", "interests", "languages"})
TITLE_KEYS = {"awards": "title", "languages": "language"}  # of the entry, where it is not "name"
_LONGEST = 60


def headings(table: dict[str, str]) -> dict[str, str]:
    """The section of each heading, from a table of the headings of each section: "work": "experience; employment"."""
    return {name: section for section, names in table.items() for name in names.split("; ")}


@cache
def linkedin_headings() -> dict[str, str]:
    """The sections that a page of LinkedIn tells of, by their headings in small letters."""
    return headings(_LINKEDIN)


@cache
def _all_headings() -> dict[str, str]:
    return {heading.replace("&", "and"): section for heading, section in (linkedin_headings() | headings(_CV)).items()}


def section_of(heading: str) -> str | None:
    """The section that a heading begins ("Work history:" begins "work"), NOT_TOLD for one without facts, None for what is no known heading."""
    if len(heading) > _LONGEST:
        return None
    plain = " ".join(heading.strip("#*_:=-–—• \t").replace("&", " and ").replace("’", "'").split()).casefold()
    return _all_headings().get(plain)
