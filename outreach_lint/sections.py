"""The headings of a CV or a profile page, and the section of a record that each begins. In several languages, where one is sure."""

from __future__ import annotations

import re

NOT_TOLD = "not told"  # a heading that is known, of a section that tells nothing about the person: references, contact

_HEADINGS: dict[str, str] = {
    "work": "experience; work experience; professional experience; relevant experience; employment; employment history; work history; work; career;"
    " career history;"
    " professional background; positions; positions held; appointments; academic appointments; academic positions; current position; clinical"
    " experience; teaching experience;"
    " experience and employment; career to date; berufserfahrung; beruflicher werdegang; expérience; expériences; expérience professionnelle;"
    " expériences professionnelles; experiencia;"
    " experiencia laboral; experiencia profesional; experiência; experiência profissional; esperienza; esperienze; esperienza lavorativa; esperienze"
    " professionali; ervaring; werkervaring",
    "education": "education; education and training; education and qualifications; education & qualifications; academic background; academic"
    " qualifications; qualifications;"
    " degrees; studies; training; ausbildung; bildung; studium; formation; formations; educación; formación; formación académica; educação; formação"
    " acadêmica; formação académica; formação;"
    " formazione; istruzione; istruzione e formazione; opleiding; opleidingen",
    "projects": "projects; selected projects; personal projects; side projects; open source; projekte; projets; proyectos; projetos; progetti; projecten",
    "publications": "publications; selected publications; articles; selected articles; writing; books; papers; selected papers; books and articles;"
    " bibliography;"
    " veröffentlichungen; publikationen; publicaciones; publicações; pubblicazioni; publicaties",
    "talks": "talks; selected talks; invited talks; speaking; speaking engagements; presentations; conference talks; talks and workshops; conference"
    " presentations;"
    " lectures; vorträge; conférences; charlas; palestras; interventi; lezingen",
    "posts": "posts; blog posts; selected posts",
    "volunteer": "volunteering; volunteer; volunteer experience; volunteer work; voluntary work; voluntary experience; community; community work; ehrenamt;"
    " ehrenamtliche tätigkeit; bénévolat; voluntariado; volontariato; vrijwilligerswerk",
    "awards": "awards; honours; honors; honors and awards; honours and awards; awards and honours; awards and honors; prizes; prizes and awards;"
    " grants and awards; fellowships and awards;"
    " honors-awards; auszeichnungen; prix et distinctions; distinctions; premios; reconocimientos y premios; reconhecimentos e prêmios; prêmios;"
    " premi; riconoscimenti e premi; prijzen",
    "certificates": "certificates; certifications; licenses and certifications; licences and certifications; licenses; licences; certificates and"
    " licences; professional certifications;"
    " bescheinigungen; zertifikate; lizenzen und zertifizierungen; bescheinigungen und zertifikate; licences et certifications; certificats;"
    " licencias y certificaciones; certificaciones;"
    " licenças e certificados; certificações; licenze e certificazioni; certificazioni; licenties en certificaten; certificaten; licenties en certificeringen",
    "skills": "skills; key skills; technical skills; core skills; top skills; professional skills; core competencies; competencies; skills and tools;"
    " tools; skills and expertise; expertise; areas of expertise;"
    " kenntnisse; kenntnisse und fähigkeiten; fähigkeiten; compétences; aptitudes; conocimientos y aptitudes; competencias; competências; competenze;"
    " vaardigheden; top-kenntnisse",
    "interests": "interests; hobbies; hobbies and interests; interests and hobbies; personal interests; outside work; research interests; hobbys;"
    " centres d'intérêt",
    "languages": "languages; language skills; sprachen; sprachkenntnisse; langues; idiomas; lingue; talen",
    "summary": "about; about me; summary; profile; professional summary; professional profile; career summary; executive summary; personal statement;"
    " personal profile; bio; biography; short bio; long bio;"
    " speaker bio; about the author; about the speaker; about the artist; objective; statement; intro; introduction; über mich; kurzprofil; profil;"
    " infos; à propos; acerca de; sobre mí; sobre mim; informazioni; over mij",
    NOT_TOLD: "references; referees; contact; contact details; contact information; personal details; personal information; personal data;"
        " recommendations; memberships; professional memberships; courses; organizations;"
    " organisations; patents; test scores; references available on request",
}  # fmt: skip
SECTIONS: dict[str, str] = {name.strip(): section for section, names in _HEADINGS.items() for name in names.split(";")}
COMMA_SEPARATED = frozenset({"skills", "interests", "languages"})
TITLE_KEYS = {"awards": "title", "languages": "language"}  # of the entry, where it is not "name"
_LONGEST = 60


def section_of(heading: str) -> str | None:
    """The section that a heading begins ("Work history:" begins "work"), NOT_TOLD for one without facts, None for what is no known heading."""
    if len(heading) > _LONGEST:
        return None
    plain = re.sub(r"\s+", " ", heading.strip().strip("#*_:=-–—• ").replace("&", "and").replace("’", "'")).casefold()
    return SECTIONS.get(plain)
