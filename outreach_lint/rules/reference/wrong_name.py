from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.names import HONORIFICS, are_in_two_scripts, is_name_of, looks_misspelt
from outreach_lint.reading.words import Word, fold, words
from outreach_lint.rule import Evidence, Example, Need, Rule

_MARK = {"basics": {"name": "Mark Oyelaran"}}
_JOSE = {"basics": {"name": "José Núñez"}}
# Words of a greeting that are nobody's name.
_NOT_NAMES = HONORIFICS | frozenset(
    """
    hi hello hey heyy hiya hej hola howdy yo dear dearest greetings salutations namaste bonjour ciao good morning afternoon
    evening day happy there all everyone team folks friend friends colleague hiring manager recruiter professors committee
    whom it may concern to the of at and my respected hei hallo hoi moin oi servus olá ola buongiorno guten tag god dag bom dia
    merhaba privet zdravstvuyte salut salaam ahoj czesc cześć dzien dobry bună buna ziua aloha kia ora ma'am maam sir madam
    monday tuesday wednesday thursday friday new year again both guys
    mate sensei san sama ji sahib bhai chef author legend people esteemed owner editor
    """.split()
)


class WrongName(Rule):
    """The greeting names somebody else, or misspells the name.

    First, last and full names, initials and usual nicknames are all accepted, with or without accents. A name that is
    one or two letters away from the right one is corrected by `--fix`; another name is only proposed, because the whole
    message may have been meant for somebody else.

    Why: The name is the first word that is read, and the one word that the reader knows better than you do.

    Instead: Write it as they write it themselves.
    """

    severity = Severity.ERROR
    needs = (Need.RECIPIENT,)
    evidence = (
        Evidence(
            "D",
            "An open builder of outreach messages blocks greetings without a real name",
            "alirezarezvani/claude-skills",
        ),
    )
    bad = (
        Example("Hi Marc,\n\nyour talk on kites was fun. Which one tore?", marks="Marc", becomes="Hi Mark,\n\nyour talk on kites was fun. Which one tore?",
                recipient=_MARK),
        Example("Dear Ms Lindqvist,\n\nyour talk on kites was fun. Who taught you to sew them?", Channel.EMAIL, marks="Lindqvist", recipient=_MARK,
                becomes="Dear Ms Oyelaran,\n\nyour talk on kites was fun. Who taught you to sew them?"),
        Example("hey Josse! was the red kite over Getxo yours?", Channel.X_DM, marks="Josse", becomes="hey José! was the red kite over Getxo yours?",
                recipient=_JOSE),
        Example("Hello Rebecca, your kite school in Getxo is why I bought a reel. Which knot do you teach first?", Channel.LINKEDIN_NOTE,
                marks="Rebecca", recipient=_JOSE),
        Example("Dear Mr. Oyelarin,\n\nyour paper on tails is on our bench. Did you try silk?", Channel.LINKEDIN_INMAIL, marks="Oyelarin", recipient=_MARK,
                becomes="Dear Mr. Oyelaran,\n\nyour paper on tails is on our bench. Did you try silk?"),
    )  # fmt: skip
    good = (
        Example("Hi Mark, your talk on kites was fun. How did you begin to build them?", recipient=_MARK),
        Example(
            "Dear Mr Oyelaran,\n\nyour talk on kites was fun. How did you begin to build them?", Channel.EMAIL, recipient=_MARK
        ),
        Example(
            "Hi Pepe, your talk on kites was fun. How did you begin to build them?",
            recipient={"basics": {"name": "José Núñez", "label": "Pepe Núñez, kite maker"}},
        ),
        Example("Hi Jose,\n\nyour talk on kites was fun. How did you begin to build them?", recipient=_JOSE),
        Example(
            "Merhaba Mr. Oyelaran,\n\nyour talk on kites was fun. How did you begin to build them?", Channel.EMAIL, recipient=_MARK
        ),
        Example("Hello! Your talk on kites was fun. How did you begin to build them?", recipient=_JOSE),
        Example(
            "Hi team at Marlow Foods,\n\nyour kites at the fair were fun. Who flew the red one?", Channel.EMAIL, recipient=_MARK
        ),
        Example("Dear M. d'Arcy,\n\nyour kites at the fair were fun. Who flew the red one?", Channel.EMAIL, recipient={"basics": {"name": "Jean d'Arcy"}}),
        Example("Dear Reverend Mensah,\n\nyour kites at the fair were fun. Who flew the red one?", Channel.EMAIL,
                recipient={"basics": {"name": "Rev. Dr. Esi Mensah"}}),
        Example("Dear Ms Takeda,\n\nyour kites at the fair were fun. Who flew the red one?", Channel.EMAIL, recipient={"basics": {"name": "武田 恵"}}),
        Example("Hey stranger, your talk on kites was fun. How did you begin to build them?", recipient=_JOSE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The name in the greeting, if it is not the recipient's."""
        recipient = analysis.recipient
        if recipient is None or recipient.name is None or analysis.greeting is None:
            return
        greeting = analysis.text(analysis.greeting)
        greeted = _without_title(_greeted(greeting, recipient.name), recipient.name)
        known = {word.folded for fact in recipient.of_kind(FactKind.NAME, FactKind.HEADLINE) for word in words(fact.text)}
        said = " ".join(word.raw for word in greeted)
        if not greeted or is_name_of(said, recipient.name) or all(w.folded in known for w in greeted):
            return
        if are_in_two_scripts(said, recipient.name) or _GOES_ON.search(greeting):
            return
        start = analysis.greeting.start
        span = Span(start + greeted[0].start, start + greeted[-1].end)
        said = analysis.text(span)
        is_misspelt = looks_misspelt(said, recipient.name)
        yield self.finding(
            span,
            f"“{said}” {'is misspelt' if is_misspelt else 'is not their name'}: the profile says “{recipient.name}”.",
            reason="compared with the profile's name",
            edits=(Edit(span, _as_addressed(greeted, greeting, recipient)),),
            is_safe=is_misspelt and _begins_alike(said, recipient.name),
        )


_CAPITAL = lazy(r"(?:[a-z]{1,2}['’])?[^\W\d_a-z]")  # "Arcy", "d'Arcy"
_GOES_ON = lazy(r"\b[^\W\d_]\.\s*\Z")  # behind the initial, or the French "M.", with which the greeting seems to end
_SHORT = 2  # letters; "or" is one away from "Dr"


def _greeted(greeting: str, name: str) -> list[Word]:
    """The words of a greeting that are meant as a name. In lower case ("hey stranger") only what misspells the name is."""
    if re.search(r"[{}\[\]<>%]", greeting):  # an unfilled slot: mech/placeholder speaks of it
        return []
    if re.search(r"\bteam\b", greeting, re.I):  # "Hi team at Marlow Foods": the name is the firm's
        return []
    found = [word for word in words(greeting) if word.folded not in _NOT_NAMES and not word.raw[0].isdigit()]
    return [word for word in found if _CAPITAL.match(word.raw) or (len(word.raw) > _SHORT and looks_misspelt(word.raw, name))]


# Titles, and greetings of other languages, that stand before a name.
_TITLES = frozenset(
    """
    chef lieutenant lt sergeant commander admiral general commissioner president director dean principal headmaster inspector detective
    officer deacon bishop canon minister senator governor mayor emeritus sr sra srta
    sister brother father mother nurse matron ing dipl arch capt captain major colonel col sgt judge justice councillor cllr ambassador chief coach
    uncle auntie aunty aunt mzee mama baba pastor imam rabbi sensei om professora professoressa doctora doctoressa dottore dottoressa dott dra
    profa avv lic licenciada licenciado fröken kjære kære käre kära liebe lieber cher chère caro cara querido querida estimado estimada geachte
    archdeacon venerable rt right honourable honorable monsieur mlle
    beste szanowny szanowna drogi droga habari jambo sannu bawo mambo selam namaskar namaskaram vanakkam kamusta kumusta halo
    """.split()
)
_DRAWN_OUT = lazy(r"he+y+|hi+")


def _without_title(greeted: list[Word], name: str) -> list[Word]:
    """The greeted words without a title or a greeting of another language before the name; what stands before the right first name is one, and "M."
    before the last."""
    first = [word.folded for word in words(name)][:1]
    while greeted and (
        greeted[0].folded in _TITLES
        or (greeted[0].folded == "m" and len(greeted) > 1)
        or _DRAWN_OUT.fullmatch(greeted[0].folded)
        or [word.folded for word in greeted[1:2]] == first
    ):
        greeted = greeted[1:]
    return greeted


def _begins_alike(said: str, name: str) -> bool:
    """Whether some part of the name has the same first letter: "Marc" for "Mark", but not "Jan" for "Dan", who may be two people."""
    return fold(said)[0] in {word.folded[0] for word in words(name)}


def _as_addressed(greeted: list[Word], greeting: str, recipient: Profile) -> str:
    """As many names as were used: the last one after a title, otherwise the first."""
    name = recipient.spoken_name or ""
    has_title = any(word.folded in HONORIFICS for word in words(greeting))
    if len(greeted) > 1:  # the title before them stays
        return name.removeprefix(recipient.title or "").lstrip() if has_title else name
    return (recipient.last_name if has_title else recipient.first_name) or name
