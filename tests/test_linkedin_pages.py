"""Copied pages of LinkedIn in several languages, of strangers, and as those see it who are not signed in."""

from __future__ import annotations

import pytest

from outreach_lint.profile import FactKind, Profile
from outreach_lint.profiles import linkedin_page

TOP = "Ada Example\nAda Example\n· 2nd\nStaff Engineer at Foo\nLeeds, England, United Kingdom\nContact info\n500+ connections\n"
WORK = "Experience\nStaff Engineer\nFoo · Full-time\nJan 2023 - Present · 3 yrs\nLeeds, England\n"
# Words of a page by language: how near, the contact link, headings of activity, work and studies; a label above posts, what its author did and what
# passes on; a type of employment that stands in no list, two spans of time, and the words of a logo.
LANGUAGES = {
    "de": (
        ("Kontakt 2. Grades", "Kontaktinfo", "Aktivitäten", "Berufserfahrung", "Ausbildung"),
        ("Feed-Beitrag Nummer {}", "hat dies gepostet • 3 Wochen", "hat dies repostet • 1 Monat", "gefällt das"),
        ("Auf Abruf", "März 2016–Heute · 10 Jahre 9 Monate", "Okt. 2009–Feb. 2016 · 6 Jahre 5 Monate", "Logo von {}"),
    ),
    "fr": (
        ("Relation de 2e niveau", "Coordonnées", "Activité", "Expérience", "Formation"),
        ("Post numéro {} du fil d’actualité", "a publié ceci • 5 j", "a republié ceci • 1 mois", "a commenté ceci"),
        ("Vacataire", "sept. 2023 - aujourd’hui · 3 ans 3 mois", "janv. 2014 - août 2021 · 7 ans 8 mois", "Logo de {}"),
    ),
    "es": (
        ("Contacto de 2º grado", "Información de contacto", "Actividad", "Experiencia", "Educación"),
        ("Publicación del feed número {}", "ha publicado esto • 2 semanas", "ha compartido esto • 1 mes", "ha comentado esto"),
        ("Por horas", "may. 2019 - actualidad · 7 años 7 meses", "ene. 2015 - abr. 2019 · 4 años 4 meses", "Logotipo de {}"),
    ),
    "pt": (
        ("Conexão de 2º grau", "Informações de contato", "Atividades", "Experiência", "Formação acadêmica"),
        ("Publicação no feed número {}", "publicou isso • 1 sem", "compartilhou isso • 1 m", "gostou disso"),
        ("Por hora", "fev de 2018 - o momento · 8 anos 10 meses", "jan de 2016 - jan de 2018 · 2 anos 1 mês", "Logo da empresa {}"),
    ),
    "nl": (
        ("Tweedegraads connectie", "Contactgegevens", "Activiteit", "Ervaring", "Opleiding"),
        ("Feedbijdrage nummer {}", "heeft dit geplaatst • 3 weken", "heeft dit gerepost • 1 mnd", "vindt dit interessant"),
        ("Oproepkracht", "jan. 2021 - heden · 5 jaar 11 maanden", "mrt. 2011 - dec. 2020 · 9 jaar 10 maanden", "Logo van {}"),
    ),
    "it": (
        ("Collegamento di 2° grado", "Informazioni di contatto", "Attività", "Esperienza", "Formazione"),
        ("Post del feed numero {}", "ha pubblicato questo post • 2 sett", "ha diffuso questo post • 1 mese", "consiglia questo post"),
        ("A chiamata", "set 2023 - Presente · 3 anni 3 mesi", "gen 2014 - ago 2021 · 7 anni 8 mesi", "Logo di {}"),
    ),
}  # fmt: skip


def _read(text: str) -> Profile:
    return linkedin_page.read(text.encode(), "page.txt")


def _of(profile: Profile, *kinds: FactKind) -> list[str]:
    return [fact.text for fact in profile.of_kind(*kinds)]


def _page(language: str, tab: str = "Posts", spans: tuple[str, str] | None = None) -> str:
    (near, contact, activity, work, studies), (label, wrote, passed, reacted), (kind, now, then, logo) = LANGUAGES[language]
    now, then = spans or (now, then)
    return "\n".join(
        [
            *(
                "Ada Example",
                "Ada Example",
                near,
                " · 2º",
                "Glazier",
                "Leeds, England, United Kingdom",
                contact,
                activity,
                "612",
                tab,
            ),
            *(label.format(1), f"Ada Example {wrote}", "Kilns lie.", "54"),
            *(label.format(2), f"Ada Example {passed}", "We are hiring at Elsewhere!", "3"),
            *(label.format(3), f"Ada Example {reacted}", "Bread is a clock too.", "3"),
            *(work, logo.format("Foo"), "Glazier", f"Foo · {kind}", now, "Leeds, England"),
            *(logo.format("Bar"), "Cook", f"Bar · {kind}", then),
            *(studies, logo.format("Moor College"), "Moor College", "2004 - 2010", ""),
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_another_language(language: str) -> None:
    profile = _read(_page(language))
    assert _of(profile, FactKind.POST) == ["Kilns lie."]
    assert _of(profile, FactKind.PUBLICATION, FactKind.HIGHLIGHT) == []
    jobs = [(fact.text, fact.current) for fact in profile.of_kind(FactKind.POSITION, FactKind.EMPLOYER)]
    assert jobs == [("Glazier", True), ("Foo", True), ("Cook", False), ("Bar", False)]
    assert _of(profile, FactKind.SCHOOL) == ["Moor College"]
    assert not any(word in profile.text for word in ("hiring", "Bread", "Logo"))


@pytest.mark.parametrize(("language", "tab"), [("es", "Publicaciones"), ("pt", "Publicações"), ("fr", "Publications")])
def test_a_tab_above_the_posts_is_no_section(language: str, tab: str) -> None:
    profile = _read(_page(language, tab))
    assert _of(profile, FactKind.POST) == ["Kilns lie."]
    assert _of(profile, FactKind.PUBLICATION) == []


def test_a_section_of_publications_right_below_the_activity_is_one() -> None:
    page = TOP + "Actividad\n612 seguidores\nPublicaciones\nQuiet Maps\nTarn Press · 2019\n" + WORK
    assert _of(_read(page), FactKind.PUBLICATION) == ["Quiet Maps"]


@pytest.mark.parametrize(
    ("language", "spans"),
    [
        (
            "nl",
            (
                "jan. 2021 - heden · 5 jaar 11 maandenjan. 2021 tot heden · 5 jaar 11 maanden",
                "mrt. 2011 - dec. 2020 · 9 jaarmrt. 2011 tot dec. 2020 · 9 jaar",
            ),
        ),
        ("nl", ("jan. 2021 - heden · 5 jr 11 mnd", "mrt. 2011 - dec. 2020 · 9 jr 10 mnd")),
        (
            "pt",
            (
                "fev de 2018 - o momento · 8 anos 10 mesesfev de 2018 até o momento · 8 anos 10 meses",
                "2016 - 2018 · 2 anos2016 até 2018 · 2 anos",
            ),
        ),
        ("pt", ("fev. de 2018 – Presente · 8 a 10 m", "jan. de 2016 – jan. de 2018 · 2 a 1 m")),
    ],
)
def test_spans_of_time_as_they_are_read_out_and_shortened(language: str, spans: tuple[str, str]) -> None:
    profile = _read(_page(language, spans=spans))
    assert [(fact.text, fact.current) for fact in profile.of_kind(FactKind.EMPLOYER)] == [("Foo", True), ("Bar", False)]
    assert _of(profile, FactKind.HIGHLIGHT) == []


def test_an_own_post_in_words_that_are_not_known_is_told() -> None:
    page = TOP + "Activity\nFeed post number 1\nAda Example opublikowała to • 2 tyg.\nKilns lie.\n54\n" + WORK
    profile = _read(page)
    assert "Kilns" not in profile.text
    assert any("opublikowała" in one for one in profile.unread)


def test_the_name_may_stand_above_what_its_bearer_did() -> None:
    page = (
        TOP + "Activity\nAda Example\nposted this • 2w\nKilns lie.\n54\nBo Sample\nposted this • 3w\nBread is a clock too.\n" + WORK
    )
    assert _of(_read(page), FactKind.POST) == ["Kilns lie."]


def test_posts_whose_author_nothing_tells_are_told() -> None:
    page = TOP + "Activity\nFollow\nKilns lie, and nobody has ever asked them why they do.\nLiked by Ada Example\nShow all\n" + WORK
    profile = _read(page)
    assert "Kilns" not in profile.text
    assert any("posts" in one for one in profile.unread)


@pytest.mark.parametrize("said", ["Bo Sample posted this • 2w", "Bo Sample\nposted this • 2w", "Bo Sample\n• 2nd\nBaker\n2w •"])
def test_a_page_without_a_name_has_no_own_posts(said: str) -> None:
    page = f"· 2nd\nContact info\n500+ connections\nActivity\n{said}\nBread is a clock too.\n3\n{WORK}"
    profile = _read(page)
    assert profile.name is None
    assert _of(profile, FactKind.POST) == []
    assert any("does not say whose" in one for one in profile.unread)


@pytest.mark.parametrize(
    "age",
    [
        " • 3rd+\nStaff Engineer at Foo\n1w • Edited •\nFollow",
        " • 3rd+ 3rd+\nStaff Engineer at Foo\n1w •\n1w • 1 week ago • Visible to anyone on or off LinkedIn\nFollow",
        " • 3rd+\nStaff Engineer at Foo\n1w •\nConnect\n1 week ago • Visible to anyone on or off LinkedIn",
    ],
)
def test_the_post_of_somebody_who_is_not_followed(age: str) -> None:
    page = f"{TOP}Activity\nFeed post number 1\nAda Example\nAda Example\n{age}\nThe kiln was eaten by a goat.\n214\n31 comments\n{WORK}"
    assert _of(_read(page), FactKind.POST) == ["The kiln was eaten by a goat."]


@pytest.mark.parametrize(
    "kind", ["Libero professionista", "Zero-hours", "Sur appel · Remote", "Sur appel", "Contrat étudiant saisonnier"]
)
def test_what_stands_behind_an_employer_is_the_type_of_employment(kind: str) -> None:
    page = f"{TOP}Experience\nBaker\nForno Due · {kind}\nSep 2023 - Present · 3 yrs\nCook\nTrattoria · {kind}\nJan 2014 - Aug 2021 · 7 yrs\n"
    assert _of(_read(page), FactKind.EMPLOYER) == ["Forno Due", "Trattoria"]


def test_the_type_above_several_positions_at_one_employer_is_no_position() -> None:
    page = (
        f"{TOP}Experience\nForno Due\nSur appel · 5 yrs 2 mos\nHead Baker\nSep 2023 - Present · 3 yrs\nBaker\nOct 2021 - Sep 2023 · 2 yrs\n"
        "Cook\nTrattoria · Sur appel\nJan 2022 - Aug 2022 · 8 mos\n"
    )
    jobs = _of(_read(page), FactKind.POSITION, FactKind.EMPLOYER)
    assert jobs == ["Head Baker", "Forno Due", "Baker", "Forno Due", "Cook", "Trattoria"]


def test_an_entry_with_dates_that_are_not_understood_is_told_and_not_of_the_one_above() -> None:
    page = TOP + WORK + "Kocht Suppe.\nKucharz\nBar · Pełny etat\nsty 2014 – sie 2021 · 7 lat 8 mies.\nŁódź, Polska\n"
    profile = _read(page)
    assert _of(profile, FactKind.HIGHLIGHT) == ["Kocht Suppe."]
    assert [one.partition(": ")[2] for one in profile.unread] == [
        "Kucharz",
        "Bar · Pełny etat",
        "sty 2014 – sie 2021 · 7 lat 8 mies.",
        "Łódź, Polska",
    ]


@pytest.mark.parametrize(
    "text", ["Led the 2019–2021 programme.", "Led 2019–2021 programme", "Kilns built in 2019 – all of them lie."]
)
def test_years_in_a_description_are_no_dates_of_an_entry(text: str) -> None:
    assert _of(_read(f"{TOP}{WORK}First line.\nSecond line.\n{text}\n"), FactKind.HIGHLIGHT) == [
        "First line.",
        "Second line.",
        text,
    ]


def test_a_type_that_is_not_known_below_the_title_is_no_title() -> None:
    page = f"{TOP}Experience\nForno Due\n10 yrs 2 mos\nHead Baker\nOn call\nSep 2019 - Present · 5 yrs 2 mos\n"
    assert _of(_read(page), FactKind.POSITION, FactKind.EMPLOYER) == ["Head Baker", "Forno Due"]


def test_dates_of_nothing_that_is_understood_are_told() -> None:
    profile = _read(TOP + "Experience\nFreelance\nSep 2014 - Sep 2019 · 5 yrs\n")
    assert "line 9: Freelance" in profile.unread


def test_words_of_a_post_that_sound_like_a_reaction_are_of_the_post() -> None:
    page = TOP + "Activity\nAda Example hat dies gepostet • 1 Woche\nMir gefällt das\nund ich sage es laut.\n3\n" + WORK
    assert _of(_read(page), FactKind.PUBLICATION_TEXT) == ["Mir gefällt das und ich sage es laut."]


@pytest.mark.parametrize("title", ["Trainee", "Praktikum", "Werkstudent"])
def test_a_title_that_is_a_type_of_employment_elsewhere(title: str) -> None:
    page = f"{TOP}Experience\nForno Due\n5 yrs 2 mos\n{title}\nSep 2019 - Present · 5 yrs 2 mos\n"
    assert _of(_read(page), FactKind.POSITION, FactKind.EMPLOYER) == [title, "Forno Due"]


def test_a_text_without_a_date_is_not_published_by_the_next() -> None:
    profile = _read(TOP + "Publications\nQuiet Maps\nShow publication\nPorts of Call\n2020\n" + WORK)
    assert _of(profile, FactKind.PUBLISHER) == []


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Kenntnisse", ("12 Kenntnisbestätigungen", "Bestätigen", "Von 3 Kolleg:innen bei Foo bestätigt")),
        ("Compétences", ("22 recommandations de compétences", "Recommander cette compétence")),
        ("Competências", ("9 recomendações de competências", "Recomendar")),
        ("Aptitudes y conocimientos", ("18 validaciones", "Validar")),
        ("Vaardigheden", ("14 onderschrijvingen", "Onderschrijven")),
        ("Kompetenser", ("7 rekommendationer av kompetenser",)),
    ],
)
def test_endorsements_are_no_skills(heading: str, lines: tuple[str, ...]) -> None:
    page = "\n".join((TOP.strip(), heading, "Hydrology", *lines, "Glass blowing"))
    assert _of(_read(page), FactKind.SKILL) == ["Hydrology", "Glass blowing"]


@pytest.mark.parametrize("pronoun", ["Ella", "Elle", "Ela/Dela", "Zij/haar", "(Sie/Ihr)"])
def test_a_pronoun_is_no_headline(pronoun: str) -> None:
    page = TOP.replace("· 2nd\n", f"{pronoun}\n· 2nd\n") + WORK
    assert _of(_read(page), FactKind.HEADLINE) == ["Staff Engineer at Foo"]


SIGNED_OUT = """
LinkedIn
Sign in Join now
Ada Example
Sign in to view Ada’s full profile
Sign in
or
New to LinkedIn? Join now
By clicking Continue to join or sign in, you agree to LinkedIn’s User Agreement, Privacy Policy, and Cookie Policy.
Ada Example
Textile Conservator at Cloth Museum
Leeds, England, United Kingdom Contact Info
1K followers 500+ connections
See your mutual connections
Ada can introduce you to 4 people at Cloth Museum
Join to view profile Message
Cloth Museum
Moor University
Report this profile
About
I repair what moths have done.
Activity
Follow
Sign in to see all activity
Linings are lighter than you think: today's was 84 grams.
Liked by Ada Example
Experience & Education
Cloth Museum
Textile Conservator
******* ****** ******
********* **********
View Ada’s full experience
See their title, tenure and more.
Sign in
Volunteer Experience
Committee Member
Textile Group
Jan 2019 - Present 6 years 11 months
Publications
Washing what cannot be washed
Cloth & Care
June 1, 2022
Honors & Awards
Golden Needle
Guild of Menders
Nov 2019
Recommendations received
2 people have recommended Ada
Others named Ada Example
Ada Example
Professor at Elsewhere
"""


def test_a_page_as_those_see_it_who_are_not_signed_in() -> None:
    profile = _read(SIGNED_OUT)
    assert _of(profile, FactKind.NAME, FactKind.HEADLINE) == ["Ada Example", "Textile Conservator at Cloth Museum"]
    assert _of(profile, FactKind.SUMMARY) == ["I repair what moths have done."]
    assert _of(profile, FactKind.CAUSE, FactKind.PUBLICATION) == ["Textile Group", "Washing what cannot be washed"]
    assert _of(profile, FactKind.AWARD, FactKind.PUBLISHER) == ["Cloth & Care", "Golden Needle", "Guild of Menders"]
    assert "Elsewhere" not in profile.text
    assert "84 grams" not in profile.text
    told = " | ".join(profile.unread)
    assert "2 masked lines" in told
    assert "Textile Conservator" in told
    assert "Moor University" in told
    assert "posts" in told
    assert "Sign in" not in told


@pytest.mark.parametrize(
    ("near", "contact", "work", "studies", "span"),
    [
        ("2:a gradens kontakt\n· 2:a", "Kontaktuppgifter", "Erfarenhet", "Utbildning", "sep. 2023 – nu · 3 år 3 mån"),
        (
            "Kontakt 2. stopnia\n· 2.",
            "Informacje kontaktowe",
            "Doświadczenie",
            "Wykształcenie",
            "wrz 2023 – obecnie · 3 lata 3 mies.",
        ),
        ("2. derece bağlantı\n· 2.", "İletişim bilgileri", "Deneyim", "Eğitim", "Eyl 2023 - halen · 3 yıl 3 ay"),
    ],
)
def test_a_page_in_a_language_of_which_little_is_known(near: str, contact: str, work: str, studies: str, span: str) -> None:
    page = f"Ada Example\n{near}\nGlazier\nLund, Sverige\n{contact}\n{work}\nGlazier\nFoo · Heltid\n{span}\n{studies}\nMoor College\n2009 - 2014\n"
    assert linkedin_page.recognises(page.encode())
    profile = _read(page)
    assert _of(profile, FactKind.NAME, FactKind.HEADLINE) == ["Ada Example", "Glazier"]
    assert _of(profile, FactKind.SCHOOL) == ["Moor College"]
    is_read = "Foo" in _of(profile, FactKind.EMPLOYER)
    assert is_read or any(span in one for one in profile.unread)


def test_the_summary_and_the_footer_have_the_same_heading() -> None:
    page = (
        f"{TOP}Info\nIch baue Öfen.\n…mehr anzeigen\n{WORK}Info\nBarrierefreiheit\nLinkedIn Corporation © 2026\nWork at Elsewhere\n"
    )
    profile = _read(page)
    assert _of(profile, FactKind.SUMMARY) == ["Ich baue Öfen."]
    assert "Elsewhere" not in profile.text
