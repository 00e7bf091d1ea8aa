from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.channels import Register
from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.names import is_name_of, looks_misspelt
from outreach_lint.reading.words import fold, words
from outreach_lint.rule import Evidence, Example, Rule

_WORD = (
    r"(?:(?:most |very )?(?:dear|hi|hello|hey|hiya|respected|esteemed|greetings|good (?:morning|afternoon|evening|day))[, ]{1,2})"
)
_OFFICE = r"(?:hiring|recruit(?:ing|ment|er)?|talent(?: acquisition)?|hr|human resources|people|admissions?|search|selection|editorial|support)"
_ANYBODY = lazy(
    rf"\s*(?P<word>{_WORD}{{0,2}})(?P<who>"
    r"(?:sir|madam|ma['’]?am|mam|mr|mrs)s?(?:\s?(?:/|or|and|&)\s?(?:sir|madam|ma['’]?am|mam|mrs?|ms)s?)?"
    rf"|(?:the )?(?:[\w&-]+ ){{0,3}}{_OFFICE} (?:manager|team|department|committee|office|staff)"
    r"|recruiter|committee|professor|doctor|prospective employer|employer|manager|director|business owner|owner|webmaster|friend|colleague|reader|recipient"
    r"|customer service|concerned (?:person|authority)|there)\W*",
    re.I,
)
_TO_WHOM = lazy(r"\s*(?P<who>to whom(?:so)?(?:ever)? (?:it|this) may concern)\W*", re.I)
_BARE = lazy(r"\s*(?P<word>dear|hi|hello|hey+|hiya|greetings|good (?:morning|afternoon|evening|day))(?P<who>)\W*", re.I)
# Somebody is called by name at the start, or in the first words: "Halina!", "Servus Fausto,", "Thanks for having me, Linnea."
_CALLED = lazy(r"\s*(?:[\w'’]+\.?,? ){0,3}[A-Z][\w'’-]*\w\s?(?:[,!:;.–—…]|\n)|[^.!?\n]{0,60}, [A-Z][\w'’-]+[.!?]")
# The name that comes after a greeting and a comma, as in "Hi, Ines!"
_NAME_AFTER = lazy(r"[ \t]*(?:[A-Z][\w'’.-]{1,30} ?){1,3}[,!:–—]")
_REACH = 100  # characters in which somebody is called by name
_INFORMAL = frozenset({"hi", "hello", "hey", "hiya"})
_LETTERS = (Channel.EMAIL, Channel.LINKEDIN_INMAIL)
_INES = {"basics": {"name": "Ines Carvalho"}}


class Salutation(Rule):
    """The message greets nobody, or with words that fit anybody.

    “Dear Sir/Madam”, “To whom it may concern”, “Dear Hiring Manager”, “Hi there”, or no greeting at all. A short
    message on a social network that speaks of the reader and asks them something needs no greeting, and neither does a
    reply.

    Why: The greeting is the first sign of whether you know to whom you are writing. One that fits anybody is how mass
    mail begins.

    Instead: Greet them by name, as they write it themselves.
    """

    severity = Severity.WARNING
    last_stage = 0
    yields_to = ("reference/wrong-name", "mech/placeholder", "mech/mass-marker")
    evidence = (
        Evidence(
            "D",
            "An open checker of outreach reports greetings that stand in for a name",
            "alirezarezvani/claude-skills, outreach message builder",
        ),
    )  # fmt: skip
    bad = (
        Example(
            "Dear Sir/Madam,\n\nyour harbour pilots' log helped me pass. Which entry was the worst night?", Channel.EMAIL,
            marks="Sir/Madam", recipient=_INES,
            becomes="Dear Ines Carvalho,\n\nyour harbour pilots' log helped me pass. Which entry was the worst night?",
        ),
        Example(
            "Hi there, your note on gluten-free rye is pinned in our kitchen. Why so little salt?", marks="there", recipient=_INES,
            becomes="Hi Ines, your note on gluten-free rye is pinned in our kitchen. Why so little salt?",
        ),
        Example(
            "To whom it may concern:\n\nI am a nurse in Accra and read your ward's rota paper. Who wrote the night plan?", Channel.EMAIL,
            marks="To whom it may concern", recipient=_INES,
            becomes="Dear Ines Carvalho:\n\nI am a nurse in Accra and read your ward's rota paper. Who wrote the night plan?",
        ),
        Example("Dear Hiring Manager,\n\nyour advert asks for two welders. Which yard is it for?", Channel.LINKEDIN_INMAIL, marks="Hiring Manager"),
        Example("we make labels for jam jars and deliver to the whole of Wales within a week", Channel.EMAIL, marks="we"),
        Example("Hello, i sell phone cases. buy 2 get 1", Channel.LINKEDIN_NOTE, marks="Hello"),
    )  # fmt: skip
    good = (
        Example("Hi Ines,\n\nyour harbour pilots' log helped me pass. Which entry was the worst night?", Channel.EMAIL),
        Example("Halina!\n\nYour play about the school boiler made us laugh all the way home. Who was the real caretaker?"),
        Example(
            "Ravi, your column on lift shafts answered what I had wondered for years. How did you get into the oldest one?",
            Channel.LINKEDIN_NOTE,
        ),
        Example("the moss map you posted in may is why i stopped raking. what grew first at yours?", Channel.X_DM),
        Example("Kia ora Hemi,\n\nyour hearing in the school hall changed our bus line. Who turned up that you had not expected?", Channel.EMAIL),
        Example("Thanks for letting me in, Linnea. Your stall at the Turku fair had the only honest scales. Where did you find them?"),
        Example(
            "Dear Madam Ambassador Okello,\n\nyour speech in Gulu named my village. What do you remember of its market?", Channel.EMAIL
        ),
        Example("hi ines how did you get from the harbour to the school? i drove a tug", Channel.X_DM, recipient=_INES),
        Example("Hello INES CARVALHO I was at your talk in Faro. How did you find the old charts?", Channel.LINKEDIN_NOTE, recipient=_INES),
        Example("Hi there Sam! your kite at Fanø flew in no wind at all. How did you make the tail?", Channel.FACEBOOK_MESSAGE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The greeting that fits anybody, or the place where one is missing."""
        yield from self._to_anybody(analysis, analysis.greeting) if analysis.greeting else self._missing(analysis)

    def _to_anybody(self, analysis: Analysis, greeting: Span) -> Iterator[Finding]:
        """The words in place of a name, or a greeting without any."""
        body, (start, end) = analysis.message.body, greeting
        is_social = analysis.channel_facts.register is Register.SOCIAL
        found = _TO_WHOM.fullmatch(body, start, end) or _ANYBODY.fullmatch(body, start, end)
        bare = None if found or is_social else _BARE.fullmatch(body, start, end)
        match = found or bare
        if match is None or _NAME_AFTER.match(body, end, end + _REACH) or _names_them(body[end : end + _REACH], analysis.recipient):
            return
        yield self.finding(
            Span(*match.span("who")) if found else greeting,
            f"“{match.group().strip().rstrip(',:;.!')}” fits anybody, as mass mail does. Greet them by name.",
            edits=_by_name(match, analysis.recipient),
            severity=Severity.INFO if bare or is_social else None,
        )

    def _missing(self, analysis: Analysis) -> Iterator[Finding]:
        """The first word, where nobody is greeted."""
        first = next(analysis.own_matches(lazy(r"\w\S*")), None)
        is_chat = analysis.channel is Channel.LINKEDIN_NOTE or analysis.channel_facts.register is Register.SOCIAL
        says_enough = bool(analysis.all_of(Move.REFERENCE)) and bool(analysis.all_of(Move.QUESTION))
        if first is None or analysis.is_continued or _is_called(analysis, first.start) or (is_chat and says_enough):
            return
        yield self.finding(first, "This greets nobody. Begin with their name.", severity=Severity.INFO if is_chat else None)


def _is_called(analysis: Analysis, start: int) -> bool:
    """Whether the first words call somebody by name: by that of the profile, or by what looks like one."""
    body, name = analysis.message.body, analysis.recipient.first_name if analysis.recipient else None
    return bool(_CALLED.match(body, start, start + _REACH)) or (
        name is not None and fold(name) in fold(body[start : start + _REACH])
    )


_LONG = 3  # letters; "hi i" and "hi is" begin with initials of many


def _names_them(text: str, recipient: Profile | None) -> bool:
    """Whether a text begins with the recipient's name, in capitals or not, misspelt or not: "ingrid how did you ...", as a chat has it."""
    said = words(text)[:1]
    if recipient is None or recipient.name is None or not said or text[: said[0].start].strip():
        return False
    own = {word.folded for word in words(recipient.name)}
    first, size = said[0].raw, len(said[0].folded)
    is_meant = (size >= _LONG and is_name_of(first, recipient.name)) or (size > _LONG and looks_misspelt(first, recipient.name))
    return said[0].folded in own or is_meant


def _by_name(match: re.Match[str], recipient: Profile | None) -> tuple[Edit, ...]:
    """The greeting with the name: the first one after "Hi", the full one after anything more formal."""
    if recipient is None or recipient.spoken_name is None or recipient.first_name is None:
        return ()
    word = (match.groupdict().get("word") or "").strip(" ,")
    if not match["who"]:
        return (Edit(Span(match.end("word"), match.end("word")), f" {recipient.first_name}"),)
    who = Span(*match.span("who"))
    if word.lower() in _INFORMAL or word.lower().startswith("good "):
        return (Edit(who, recipient.first_name),)
    name = f"{recipient.title} {recipient.last_name}" if recipient.title else recipient.spoken_name
    if word.lower() == "respected" and not recipient.title:  # "Respected Ann Lee" is no greeting
        return (Edit(Span(match.start("word"), who.end), f"Dear {name}"),)
    return (Edit(who, name if word else f"Dear {name}"),)
