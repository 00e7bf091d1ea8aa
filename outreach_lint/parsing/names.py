"""What is surely the name of a person, on a line of its own or at the head of one."""

from __future__ import annotations

import re

from outreach_lint.parsing.roles import has_mark, position_alone
from outreach_lint.parsing.sections import section_of
from outreach_lint.patterns import lazy
from outreach_lint.profile import name_words

NICKNAME = lazy(r"^(\w[\w.'’-]{0,30}) [\"“‘(][^\"“”’()]{1,20}[\"”’)](?= )")
_NAME_WORD = lazy(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]|$)){0,30}")
_PARTICLES = frozenset("van von der den de del della di da dos do du la le el al bin ibn ben ter ten af av zu zur e y san".split())
_TRADES = frozenset("chef judge captain coach senator councillor reverend rabbi colonel".split())
# Words that begin letters, pages and notes with capitals, where a name could stand.
_NO_NAME = frozenset(
    """
    a about agenda an and annual april are as asked at august author avenue best bio biography by chapter chief company contact cover curriculum
    date dear december description document draft education experience february figure first for frequently friday general good happy he hello hey
    hi history home how i in introduction invoice ipsum is it january job july june just last letter list lorem march meeting message minutes monday
    my new news no not note notes notice november october of on open or our page part plan please policy press privacy profile project questions
    regards release report resume road résumé saturday section september she shopping sincerely skills some speaker street subject summary sunday
    table team terms thank thanks that the these they this those thursday to tuesday untitled vitae was we wednesday welcome what when where who why
    with work world you your
    angaben antecedentes bewerbung content coordonnées daten dati datos directory europass gegevens information informations insights kontakt kontakte
    lebenslauf login mein meine menu members nachricht navigation network pages personales personali persönliche profil resume search settings sign site
    skip speakers staff startseite überblick xing
    """.split()
)
# Letters behind a name, as degrees and orders have them: not a town.
_LETTERS = lazy(
    r"\(?(?:(?=(?:[^A-Z]*[A-Z]){2})[\w.&/-]{2,12}|[A-Z][\w.]{0,8}\.|Jr|Sr|Esq|Hons|Cert|Dip|Ed|Eng|Arch|Des|Law|Nursing|Physio|Psych|Ac|Chem|Phys"
    r"|[\w.]{1,5}\([\w.]{1,5}\)|(?i:phd|msc|bsc|mphil|dphil|meng|beng|mba|ma|ba|md|jd|rn|cpa|pmp|cfa))\)?"
)
_PERSONAL_DATA = lazy(
    r"(?:personal (?:information|details|data|info|particulars)|contact(?: information| details| info)?(?=:?$)|bio ?data|persönliche (?:daten|angaben"
    r"|informationen)|angaben zur person|zur person|kontakt(?:daten)?(?=:?$)|datos (?:personales|de contacto)|información personal|informations?"
    r" personnelles?|état civil|coordonnées|dados pessoais|informações pessoais|dati (?:personali|anagrafici)|informazioni personali"
    r"|persoonlijke (?:gegevens|informatie)|personalia|dane osobowe|europass)(?:\s*:|\b)\s*",
    re.I,
)


def is_name(line: str) -> bool:
    """Whether a line is surely the name of a person: "Dr Ruth van Leeuwen (she/her), MRTPI"."""
    line = NICKNAME.sub(r"\1", re.sub(r"\s*\([^()]{1,40}\)", "", line.strip()), count=1)
    name, comma, behind = line.partition(",")
    if comma and not all(_LETTERS.fullmatch(word) for word in behind.replace(",", " ").split()):
        return False
    if section_of(line) or _PERSONAL_DATA.fullmatch(name):
        return False
    words = name.split()
    words = words[1:] if words and words[0].rstrip(".").isalpha() and not name_words(words[0]) else words
    if not 2 <= len(words) <= 5 or len(name) > 60:
        return False
    if position_alone(name) or has_mark(name) or any(word.strip(".").casefold() in _NO_NAME for word in words):
        return False
    whole = [word for word in words if word.casefold() not in _PARTICLES or word[0].isupper()]
    are_words = all(_NAME_WORD.fullmatch(word) and not word[0].islower() for word in whole)
    return are_words and not words[0].islower() and len(words[-1].strip(".")) > 1 and not _is_role_in(words)


def without_opening(line: str) -> str:
    """The first line of a profile without the heading of personal data, which may stand before the name: "PERSONAL INFORMATION Ada Example"."""
    heading = _PERSONAL_DATA.match(line.strip("#*_ "))
    return line.strip("#*_ ")[heading.end() :].strip() if heading else line


def _is_role_in(words: list[str]) -> bool:
    return bool(position_alone(" ".join(words[-2:])) or (position_alone(words[-1]) and len(words) > 2))


def bare_name(name: str) -> str:
    """The name without the trade before it: "Rosa Amadi", for "Chef Rosa Amadi"."""
    words = name.split()
    return " ".join(words[1:]) if len(words) > 2 and words[0].casefold() in _TRADES else name


def capital_run(text: str) -> str:
    """The words up to the first one in small letters that is no particle."""
    words: list[str] = []
    for word in text.split():
        if word[0].islower() and word not in _PARTICLES:
            break
        ends = word.endswith(".") and len(word) > 4 and bool(name_words(word))
        words.append(word.rstrip(".") if ends else word)
        if ends:
            break
    return " ".join(words)
