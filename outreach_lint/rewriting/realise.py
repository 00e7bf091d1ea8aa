"""Put a topic into words: a remark and one open question. The constructions were written by hand, some for each kind.

None of them claims that the sender read, heard or used anything: they speak of what stands in the profile.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.reading.words import words
from outreach_lint.rewriting.facts import Topic, TopicKind


class Wording(NamedTuple):
    """A remark, a question about it, and the facts that they name."""

    remark: str
    question: str
    facts: tuple[Fact, ...]


# In braces: the facts of the topic. `in_place` is " at PyData Leeds" or nothing; `a_old` is "a teacher".
_REMARKS: dict[TopicKind, tuple[str, ...]] = {
    TopicKind.TALK: (
        "Your talk “{title}”{in_place} caught my eye.",
        "I saw that you gave a talk{in_place}, “{title}”, and the title made me curious.",
        "Among your talks, “{title}”{in_place} is the one I would most like to know more about.",
        "You called your talk{in_place} “{title}”, and that made me curious.",
    ),
    TopicKind.POST: (
        "Your post “{title}” caught my eye.",
        "The title of your post, “{title}”, made me curious.",
        "You wrote a post called “{title}”, and that made me curious.",
    ),
    TopicKind.PUBLICATION: (
        "Your piece “{title}”{in_place} caught my eye.",
        "I saw that you wrote “{title}”{in_place}, and the title made me curious.",
        "Of what you have published, “{title}”{in_place} caught my eye first.",
        "You gave your piece{in_place} the title “{title}”, which made me want to know more.",
    ),
    TopicKind.PROJECT: (
        "Your project {title} caught my eye.",
        "I noticed {title} among your projects.",
        "Of all that is on your profile, your project {title} caught my eye first.",
        "Your project {title} made me curious.",
    ),
    TopicKind.CAREER_CHANGE: (
        "I noticed that you were {a_old} at {former} before you became {a_new} at {employer}.",
        "You went from {old} at {former} to {new} at {employer}, and that made me curious.",
        "Your path from {old} at {former} to {new} at {employer} made me curious.",
        "Before you became {a_new} at {employer} you were {a_old} at {former}, and that made me curious.",
    ),
    TopicKind.CAUSE: (
        "I noticed your volunteer work with {cause}.",
        "Your volunteer work with {cause} caught my eye.",
        "Your volunteer work with {cause} made me curious.",
    ),
    TopicKind.HIGHLIGHT: (
        "One line on your profile caught my eye: “{highlight}”.",
        "There is a line on your profile that made me curious: “{highlight}”.",
        "“{highlight}”: that line on your profile caught my eye.",
    ),
    TopicKind.STUDIES: (
        "I noticed that you studied {field} and now work as {a_position}.",
        "You studied {field} and became {a_position}, which made me curious.",
    ),
    TopicKind.AWARD: ("Your award, {award}, caught my eye.", "I saw that you received {award}."),
    TopicKind.INTEREST: ("I noticed {interest} among your interests.", "Your interest in {interest} caught my eye."),
    TopicKind.TENURE: (
        "I noticed how long you have been at {employer}.",
        "I saw that you have been at {employer} for years.",
    ),
    TopicKind.POSITION: (
        "I saw that you work as {a_position} at {employer}.",
        "Your work as {a_position} at {employer} made me curious.",
    ),
    TopicKind.SHARED_SCHOOL: (
        "I saw that you were at {shared} too.",
        "We have {shared} in common.",
    ),
    TopicKind.SHARED_EMPLOYER: (
        "I saw that you have worked at {shared} too.",
        "We have {shared} in common.",
    ),
}  # fmt: skip
_QUESTIONS: dict[TopicKind, tuple[str, ...]] = {
    TopicKind.TALK: (
        "What made you choose that subject?",
        "Which question from the audience stayed with you?",
        "What would you say differently if you gave it again today?",
        "How did you come to speak about that?",
    ),
    TopicKind.POST: (
        "What made you write it?",
        "What did you think of the answers you got?",
        "Have you changed your mind about any of it since, and what did it?",
    ),
    TopicKind.PUBLICATION: (
        "What got you started on it?",
        "What did you find out that you had not expected?",
        "Which part was hardest to write?",
        "What did your readers disagree with?",
    ),
    TopicKind.PROJECT: (
        "How did you get started on it?",
        "What was the hardest part to get right?",
        "What did you learn from it that you had not expected?",
        "What do you find most rewarding about it?",
    ),
    TopicKind.CAREER_CHANGE: (
        "What made you change?",
        "What did you take with you from the one to the other?",
        "What surprised you most in your first year after the change?",
        "How did you find your feet in the new work?",
    ),
    TopicKind.CAUSE: (
        "How did you get started with it?",
        "What do you find most rewarding about it?",
        "What has it taught you that your work had not?",
    ),
    TopicKind.HIGHLIGHT: (
        "How did that come about?",
        "What was the hardest part of it for you?",
        "What did you learn from it that you had not expected?",
        "What would you do differently if you did it again?",
    ),
    TopicKind.STUDIES: (
        "How did the one lead you to the other?",
        "What do you still use from your studies?",
        "What made you leave the field?",
    ),
    TopicKind.AWARD: ("What was the work behind it?", "What did you find hardest on the way there?"),
    TopicKind.INTEREST: ("How did you get started with it?", "What do you find most rewarding about it?"),
    TopicKind.TENURE: (
        "What has kept it interesting for you?",
        "What has changed most in your work in that time?",
    ),
    TopicKind.POSITION: (
        "How did you get started in this line of work?",
        "What do you find most rewarding about it?",
        "What surprised you most when you began?",
    ),
    TopicKind.SHARED_SCHOOL: (
        "How did you get from there to what you do now?",
        "What from that time do you still use in your work?",
    ),
    TopicKind.SHARED_EMPLOYER: (
        "What did you take with you from your time there?",
        "What was the work like when you were there?",
    ),
}  # fmt: skip

_FIELD = re.compile(r"\{(\w+)\}")
CONSTRUCTION_WORDS = frozenset(
    word.folded
    for texts in (*_REMARKS.values(), *_QUESTIONS.values())
    for text in texts
    for word in words(_FIELD.sub(" ", text))
) | {"a", "an", "the", "at", "in", "hi", "dear"}  # fmt: skip


def wordings(topic: Topic, recipient: Profile, draft: str) -> Iterator[Wording]:
    """Every remark of the topic's kind with one question, the first chosen by a hash of the draft, so that the same
    draft always gives the same words and different drafts do not share them."""
    values = _values(topic, recipient)
    if not all(any(c.isalpha() for c in values[name]) for name in topic.facts):
        return
    seed = int.from_bytes(hashlib.sha256(f"{draft}{topic.key}".encode("utf-8", "surrogatepass")).digest()[:4], "big")
    remarks, questions = _REMARKS[topic.kind], _QUESTIONS[topic.kind]
    for i, remark in enumerate(_rotated(remarks, seed)):
        question = _rotated(questions, seed // 7)[i % len(questions)]
        named = tuple(
            fact for name, fact in topic.facts.items() if _names(remark, name) and (name != "place" or values["in_place"])
        )
        yield Wording(_capitalised(remark.format_map(values)), question, named)


def _names(remark: str, fact: str) -> bool:
    fields = {field.removeprefix("a_").removeprefix("in_") for field in _FIELD.findall(remark)}
    return fact in fields


def _rotated(texts: Sequence[str], by: int) -> list[str]:
    by %= len(texts)
    return [*texts[by:], *texts[:by]]


def _values(topic: Topic, recipient: Profile) -> dict[str, str]:
    values: dict[str, str] = {"in_place": ""}
    for name, fact in topic.facts.items():
        text = fact.text.rstrip(" .")
        if fact.kind is FactKind.POSITION:
            text = spoken_title(text, recipient)
            values[f"a_{name}"] = f"{indefinite_article(text)} {text}"
        elif fact.kind is FactKind.FIELD:
            text = text if text.isupper() else _lowered(text, recipient)
        elif fact.kind in (FactKind.EMPLOYER, FactKind.CAUSE, FactKind.SCHOOL):
            text = _LEGAL_FORM.sub("", text)
            text = f"the {text}" if _TAKES_ARTICLE.match(text) else text
        elif name == "place":
            values["in_place"] = _in_place(topic.kind, text)
        elif name in ("title", "highlight"):
            text = text.strip("\"“”'‘’«»").replace("“", "‘").replace("”", "’")
        values[name] = text
    return values


def _in_place(kind: TopicKind, place: str) -> str:
    """ " at PyData Leeds", " in the Avon Review"; nothing for a place that is only a kind of place ("Blog")."""
    name = _FORMAT.sub("", place).strip(" ,")
    if (len(name.split()) == 1 and name.casefold() in _NO_PLACE) or not name:
        return ""
    article = (
        "the "
        if re.search(r"\b(?:blog|newsletter|journal|review|magazine|bulletin|gazette)$", name, re.I) and not name.startswith("The ")
        else ""
    )
    return f" {'at' if kind is TopicKind.TALK else 'in'} {article}{name}"


# How a talk was given, written beside where: "Talk, PyData Bristol", "UX Aire (talk)", "Public Finance Forum, panel".
_FORMAT = re.compile(
    r"^(?:public )?(?:talk|keynote|panel|workshop|lecture)\b(?: at(?: the)?)?[,:]?\s*|\s*\([^()]*(?:talk|keynote|panel|workshop|lecture)[^()]*\)"
    r"|,\s*(?:talk|keynote|panel|workshop|lecture)$",
    re.I,
)
_NO_PLACE = frozenset(
    {"blog", "linkedin", "medium", "substack", "self-published", "website", "talk", "article", "post", "conference", "meetup"}
)
_TAKES_ARTICLE = re.compile(r"(?:University|Institute|Department|Ministry|College|School|Museum|Bank|Port|City|Museum) of\b")
_LEGAL_FORM = re.compile(r",? (?:Inc|Ltd|LLC|LLP|GmbH|plc|PLC|Corp|Co|Limited|Pty|AG|BV|S\.A|SAS|AB|Oy|AS)\.?$")
_RANK_BEFORE = re.compile(r"^(?:senior|junior|sr\.?|jr\.?|staff|principal)\s+(?=\S)", re.I)
_RANK_AFTER = re.compile(r"\s+(?:[IVX]+|level \d|L?\d)$", re.I)
# Words that keep their capital in a title: "professor of English".
_PROPER = frozenset(
    "English French German Spanish Italian Portuguese Latin Greek Chinese Japanese Korean Arabic Hindi Russian Polish Dutch European African"
    " American Asian British Irish Scottish Welsh Java Python Ruby Rust Excel Salesforce Linux Windows Android".split()
)


def spoken_title(title: str, profile: Profile) -> str:
    """A job title as people say it: "Senior Data Analyst II" is "data analyst". Acronyms, names and skills keep their capitals."""
    core = re.split(r"\s[-–|/·]\s|[,(/@]", title)[0].strip()
    return _lowered(_RANK_AFTER.sub("", _RANK_BEFORE.sub("", core)), profile)


def _lowered(text: str, profile: Profile) -> str:
    named = profile.of_kind(FactKind.SKILL, FactKind.LANGUAGE, FactKind.PLACE, FactKind.EMPLOYER)
    kept = {
        word.raw for fact in named for word in words(fact.text) if fact.kind is not FactKind.SKILL or len(fact.text.split()) == 1
    }
    kept = (kept | _PROPER) - {"Teaching", "Design", "Research", "School", "Data", "Marketing", "Sales", "Engineering"}
    return " ".join(word if word in kept or not word[1:].islower() else word.lower() for word in text.split())


_VOWEL_SOUND = re.compile(r"(?:[aeiou]|hour|honest|honou?r|heir)", re.I)
_CONSONANT_SOUND = re.compile(r"(?:uni(?!n|m)|use|usa|usu|ut[ei]|eu|ewe|one\b|once)", re.I)


def indefinite_article(phrase: str) -> str:
    """ "a" or "an". The library for it takes three seconds to import, more than all the rest of a run."""
    first = phrase.split()[0] if phrase.split() else ""
    if first.isupper() and len(first) > 1:
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    return "an" if _VOWEL_SOUND.match(first) and not _CONSONANT_SOUND.match(first) else "a"


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]
