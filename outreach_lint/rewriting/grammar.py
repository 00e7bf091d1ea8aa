"""How people say what profiles write: titles, fields of work, organisations, what somebody did. Verbs are inflected by lemminflect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, Profile

# --- titles

_RANKS = lazy(r"^(?:(?:senior|junior|staff|principal|lead|chief|head|deputy|associate|assistant) )+(?=\S)")
_RANK_AFTER = lazy(r"\s+(?:[IVX]+|level \d|L?\d|\(?grade \w+\)?)$", re.I)
_VP = lazy(r"^(VP|vice president) (?!of\b)(?=\w)(\S.*)$", re.I)
_TITLE_END = lazy(r"\s[-–—|/·•]\s|[,(\[/@;:]|\s(?:at|@)\s")
_AREA = lazy(r"^[A-Za-z][\w'’&-]*(?: (?:and|&|of|[A-Za-z][\w'’-]*)){0,3}$")
_SHORT_TITLES = {
    "mgr": "manager", "mgr.": "manager", "eng": "engineer", "eng.": "engineer", "engr": "engineer", "dir": "director", "dir.": "director",
    "asst": "assistant", "asst.": "assistant", "assoc": "associate", "assoc.": "associate", "admin": "administrator", "dev": "developer",
    "ops": "operations", "exec": "executive", "prof.": "professor", "coord.": "coordinator", "tech.": "technician",
    "sr": "senior", "sr.": "senior", "jr": "junior", "jr.": "junior", "&": "and", "+": "and",
}  # fmt: skip
_HEADS_OF = frozenset("head director president vp".split())
_OPEN_HEADS = _HEADS_OF | frozenset("manager lead officer coordinator editor teacher lecturer consultant".split())
# Words that keep their capital though there are others of the same letters: "rust", "excel".
_PROPER = frozenset(
    "Java Ruby Rust Excel Go Swift Salesforce Linux Windows Android Kubernetes UK US EMEA APAC Polish March May".split()
)
_FUNCTION_WORDS = frozenset(
    "and or of the for in at to with on by from a an as und von de du da del di et y e og och we you my our your there it that this these those among"
    " about what who how which where when one two three four five six seven eight nine ten since like of beside i'm it's don't can't what's isn't won't"
    " is are was were am be been not no so if but or you've you're we've there's may they".split()
)


def spoken_title(title: str) -> str:
    """A job title as people say it: "Senior Data Analyst II" is "senior data analyst", "Sr. Mgr, Supply Chain Planning (EMEA)" is "senior manager for
    supply chain planning". Acronyms, names and skills keep their capitals."""
    core, *rest = [part.strip() for part in _TITLE_END.split(title)]
    core = " ".join(_SHORT_TITLES.get(word.casefold(), word) for word in core.split())
    spoken = _VP.sub(r"\1 of \2", _RANK_AFTER.sub("", core))
    area = rest[0].replace("&", "and") if "," in title and rest and _AREA.match(rest[0]) and not re.search(r"\d", rest[0]) else ""
    head = spoken.casefold().split()[-1:]
    if area and head and head[0] in _OPEN_HEADS and len(spoken.split()) <= 2:
        spoken = f"{spoken} {'of' if head[0] in _HEADS_OF else 'for'} {area}"
    return lowered(spoken)


def lowered(text: str) -> str:
    """A phrase in lower case, but for names and acronyms: what no dictionary has as a common word is a name."""
    is_shouted = text.isupper() and len(text.split()) > 1
    return " ".join(word.lower() if is_shouted or is_common_word(word) else word for word in text.split())


def unshouted(text: str) -> str:
    """A title in capitals as a sentence: "IT'S NOT THE CLASSROOM" is "It's not the classroom"; what no dictionary has stays in capitals."""
    if not text.isupper() or len(text.split()) < _LEAST_SHOUTED:
        return text
    lower = " ".join(
        word.lower() if is_common_word(word.title().replace("'S", "'s").replace("'T", "'t")) else word for word in text.split()
    )
    return lower[0].upper() + lower[1:]


_LEAST_SHOUTED = 3  # words


def is_function_word(word: str) -> bool:
    """Whether it is a word like "you" or "the", which has a capital only where a sentence begins."""
    return word.lower().replace("’", "'") in _FUNCTION_WORDS


@cache
def is_common_word(word: str) -> bool:
    """Whether a word with a capital is an ordinary word."""
    from lemminflect import getLemma

    letters = word.replace("'", "").replace("’", "")
    if word in _PROPER or not (letters[1:].islower() or letters == "A") or word.startswith(("I'", "I’")):
        return False
    plain = word.rpartition("-")[2].lower().replace("’", "'").strip(",.()'")
    known = {kind for kind in ("NOUN", "VERB", "ADJ", "ADV", "PROPN") if getLemma(plain, kind, lemmatize_oov=False)}
    return plain in _FUNCTION_WORDS or bool(known and "PROPN" not in known)


_VOWEL_SOUND = lazy(r"(?:[aeiou]|hour|honest|honou?r|heir)", re.I)
_CONSONANT_SOUND = lazy(r"(?:uni(?!n|m)|use|usa|usu|ut[ei]|eu|ewe|one\b|once)", re.I)
_NO_ARTICLE = lazy(
    r"^(?:head of|vp\b|vice president|president|chair(?:man|woman|person)?\b|ceo\b|cto\b|cfo\b|coo\b|chief\b|founder|co-founder|mayor\b)",
    re.I,
)


def indefinite_article(phrase: str) -> str:
    """ "a" or "an". The library for it takes three seconds to import, more than all the rest of a run."""
    first = phrase.split()[0] if phrase.split() else ""
    if first.isupper() and len(first) > 1:
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    return "an" if _VOWEL_SOUND.match(first) and not _CONSONANT_SOUND.match(first) else "a"


def with_article(title: str) -> str:
    """A spoken title after "you are": "a data analyst", but "head of growth"."""
    return title if _NO_ARTICLE.match(title) else f"{indefinite_article(title)} {title}"


def is_english(title: str) -> bool:
    """Whether a dictionary has the words of a title: "an enfermeira" is said by nobody."""
    from lemminflect import getLemma

    kinds = ("NOUN", "ADJ", "VERB", "ADV", "PROPN")
    telling = [word.lower() for word in re.findall(r"[^\W\d_]+", title) if len(word) >= _LEAST_TELLING and not word.isupper()]
    return all(word in _NEW_WORDS or any(getLemma(word, kind, lemmatize_oov=False) for kind in kinds) for word in telling)


_LEAST_TELLING = 4  # letters
_NEW_WORDS = frozenset(
    "frontend backend fullstack devops webdev fintech edtech blockchain cybersecurity startup podcast with into from".split()
)


def is_singular(title: str) -> bool:
    """Whether a title names one person: "river warden", not "safety talks"."""
    from lemminflect import getLemma

    head = re.split(r" (?:of|for|on|in|to|and|with) ", title)[0].split()[-1].lower()
    return head in getLemma(head, "NOUN")


# --- fields of work

# What people do who are called so; the words before it stay: "data analyst", "data analysis".
_FIELD_OF = {
    "engineer": "engineering", "developer": "development", "designer": "design", "analyst": "analysis", "researcher": "research",
    "consultant": "consulting", "trader": "trading", "scheduler": "scheduling", "recruiter": "recruiting", "accountant": "accounting",
    "marketer": "marketing", "photographer": "photography", "editor": "editing", "translator": "translation", "scientist": "science",
    "architect": "architecture", "programmer": "programming", "writer": "writing", "producer": "production", "trainer": "training",
    "coach": "coaching", "baker": "baking", "carpenter": "carpentry", "farmer": "farming", "planner": "planning", "dispatcher": "dispatching",
    "banker": "banking", "plumber": "plumbing", "welder": "welding", "tester": "testing", "surveyor": "surveying", "economist": "economics",
    "chemist": "chemistry", "biologist": "biology", "statistician": "statistics", "physicist": "physics", "pharmacist": "pharmacy",
    "nurse": "nursing", "journalist": "journalism", "brewer": "brewing", "gardener": "gardening", "buyer": "buying", "broker": "broking",
    "publisher": "publishing", "illustrator": "illustration", "animator": "animation", "fundraiser": "fundraising", "tutor": "tutoring",
    "counsellor": "counselling", "counselor": "counseling", "roofer": "roofing", "builder": "building", "driver": "driving",
}  # fmt: skip
# The same with what is done put behind: "geography teacher", "teaching geography".
_DOING_OF = {"teacher": "teaching", "lecturer": "lecturing in", "instructor": "teaching"}
_TEACHES_NO_SUBJECT = frozenset(
    "class school primary secondary head assistant substitute supply classroom high elementary deputy".split()
)


def field_of_work(title: str) -> str | None:
    """What somebody with that spoken title works in; None where it is no use to say it: "data analysis", "teaching geography"."""
    *before, head = _RANKS.sub("", title).split()
    if " for " in title or " of " in title or not head:
        return None
    if head in _DOING_OF:
        subject = [word for word in before if word.casefold() not in _TEACHES_NO_SUBJECT]
        doing = _DOING_OF[head] if subject else _DOING_OF[head].removesuffix(" in")
        return " ".join((doing, *subject)) if len(subject) == len(before) or not subject else None
    if head == "worker" and before[-1:] == ["social"]:
        return "social work"
    return " ".join((*before, _FIELD_OF[head])) if head in _FIELD_OF else None


# --- names of organisations and places

_LEGAL_FORM = lazy(
    r",? (?:Inc|Ltd|LLC|LLP|GmbH(?: & Co\.? KG)?|plc|PLC|Corp|Co|Limited|Pty(?: Ltd)?|Pvt(?: Ltd)?|CIC|CLG|DAC|Teo|E\.P\.E"
    r"|AG|A/S|ApS|NV|N\.V|BV|B\.V|S\.A|SAS|AB|Oy|AS|SE|KG"
    r"|SpA|S\.p\.A|Sp\. z o\.o|Lda|SL)\.?$"
)
_TAKES_ARTICLE = lazy(
    r"(?:University|Institute|Department|Ministry|College|School|Museum|Bank|Port|City|Centre|Center|Office|Faculty|Society|Association|Federation"
    r"|Foundation|Council|Bureau|Agency|Library|Academy|House|Royal|National) (?:of|for)\b|Royal\b|(?:\S+ )+(?:Institute|Foundation|Association|Society|Trust"
    r"|Museum|Agency|Authority|Ministry|Orchestra|Federation|Union|Institution|Courier|Times|Post|Herald|Gazette|Tribune|Chronicle|Review|Journal|Observer"
    r"|Guild|Festival|Archives?|Bureau|Network|Alliance|Club|Singers|Choir|Band|Project|Initiative|Group|Company|Press|Library|Hub|Pantry|Kitchen|Fund|Theatre|Theater|Circle|Breakfast|Conference)$"
)
_ASIDE = lazy(r"\s{0,9}[(\[][^()\[\]]*[)\]]")


def organisation(name: str) -> str:
    """An organisation as people name it: without its legal form, without an aside, with an article where one is said."""
    text = _LEGAL_FORM.sub("", _LEGAL_FORM.sub("", _ASIDE.sub("", name).strip(" .,")))
    if text.startswith("The "):
        return f"the {text[4:]}"
    return f"the {text}" if _TAKES_ARTICLE.match(text) and not text.startswith("the ") else text


# --- what somebody did

_LONGEST_DEED = 16  # words
_NO_DEED = lazy(r"\b(?:I|me|my|mine|we|us|our|etc|responsible)\b|[;:“”\"]|[.!?] |\s[-–—]\s", re.I)
_OBJECT_FOLLOWS = lazy(r"^(?:an?|the|all|after|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I)
_PREPOSITION_FIRST = lazy(r"^(?:over|about|after|with|for|from|in|on|at|to|through)\b", re.I)
_NEEDS_NO_OBJECT = frozenset(
    "collaborate consult go lecture liaise live move play report serve speak study talk teach train travel volunteer work write".split()
)
_DONE_TO_ONE = frozenset(
    "accuse appoint arrest award elect fire grant honour honor invite name nominate promote reject shortlist sue".split()
)
_NUMBER_OR_NAME = lazy(r"^[A-Z0-9]")


def deed(highlight: str, is_over: bool) -> str | None:
    """What a line of a CV says that the person did, as it follows "you": "Led a team of ten" is "led a team of ten", "Runs a desk" is "run a desk".
    None where the line does not begin with a verb, or does not stand on its own."""
    text = _ASIDE.sub("", highlight).strip(" .")
    first, _, rest = text.partition(" ")
    if first.isupper() or len(text.split()) > _LONGEST_DEED or _NO_DEED.search(text) or len(rest.split()) < 2:
        return None
    lemma, tag = verb(first.lower())
    if lemma is None or lemma in _DONE_TO_ONE or not _has_whole_object(rest):
        return None
    if tag == "VBD" and lemma not in _NEEDS_NO_OBJECT and _PREPOSITION_FIRST.match(rest):
        return None  # "Selected from 400 applicants" was done to them
    if tag == "VBD":
        said = first.lower()
    elif tag == "VBG" or (tag in ("VBZ", "VB") and _OBJECT_FOLLOWS.match(rest)):
        said = inflected(lemma, "VBD") if is_over else lemma
    else:
        return None
    second = rest if _NUMBER_OR_NAME.match(rest) else rest[0].lower() + rest[1:]
    return f"{said} {second}"


def is_present(highlight: str) -> bool:
    """Whether a line of a CV tells what somebody does, not what they did: "Runs a desk", not "Led a team"."""
    return verb(highlight.partition(" ")[0].lower())[1] != "VBD"


_WHOLE_OBJECT = lazy(
    r"^(?:an?|the|all|both|each|every|my|your|his|her|its|their|this|that|one|two|three|four|five|six|seven|eight|nine|ten|\d|over|about|up|out|off"
    r"|after|with|for|from|in|on|at|to|through|and)\b",
    re.I,
)
_OBJECT_END = lazy(r",|\b(?:of|for|in|on|at|to|with|from|by|that|which|and|without|before|after|across|into|through|over|as|per)\b")


def _has_whole_object(rest: str) -> bool:
    """Whether what follows the verb is said in full: "the desk", "twelve nurses"; CVs drop articles, and "you led migration" is no English."""
    from lemminflect import getLemma

    if _WHOLE_OBJECT.match(rest):
        return True
    head = _OBJECT_END.split(rest, maxsplit=1)[0].split()[-1:]
    word = head[0].lower().strip(".") if head else ""
    return word.endswith("ing") or (word.endswith("s") and word not in getLemma(word, "NOUN"))


@cache
def verb(word: str) -> tuple[str | None, str]:
    """The lemma of a word that can only be read as a verb at the head of a line, and its Penn tag; None for any other word."""
    from lemminflect import getInflection, getLemma

    lemma = next(iter(getLemma(word, "VERB", lemmatize_oov=False)), None)
    if lemma is None:
        return None, ""
    is_noun_or_adjective = bool(getLemma(word, "NOUN", lemmatize_oov=False) or getLemma(word, "ADJ", lemmatize_oov=False))
    for tag in ("VBD", "VBG", "VBZ"):
        if word in getInflection(lemma, tag) and word != lemma:
            is_sure = tag == "VBZ" or word.endswith("ed") or not is_noun_or_adjective
            return (lemma, tag) if is_sure else (None, "")
    return lemma, "VBD" if word in getInflection(lemma, "VBD") else "VB"  # "Cut the wait to nine days": a CV tells what was done


@cache
def inflected(lemma: str, tag: str) -> str:
    """A form of a verb, by its Penn tag: ("run", "VBD") is "ran"."""
    from lemminflect import getInflection

    return str(next(iter(getInflection(lemma, tag)), lemma))


# --- what may be said of a fact


def spoken_forms(fact: Fact) -> Iterator[str]:
    """Every way in which a rewrite may say a fact besides its own words."""
    if fact.kind is FactKind.NAME:
        named = Profile((fact,))
        yield from filter(None, (named.spoken_name, f"{named.title} {named.last_name}" if named.title else None))
    if fact.kind is FactKind.POSITION:
        title = spoken_title(fact.text)
        yield from filter(None, (title, field_of_work(title), founded(fact.text)))
    if fact.kind in (FactKind.HIGHLIGHT, FactKind.SUMMARY):
        yield from filter(None, (deed(fact.text, is_over) for is_over in (True, False)))


_FOUNDER = lazy(
    r"(?:^|[,&/|+(-]\s*|\band\s+)(?:(?:technical|sole|solo|managing)\s+)?(?P<co>co-?\s?)?"
    r"(?:founder(?=$|\s*[,&/|+)(-]|\s+(?:and|at|of)\b)|founding (?:partner|director|ceo|editor|principal)(?=$|\s*[,&/|)(]))",
    re.I,
)
_OF_A_FOUNDER = lazy(r"\b(?:assistant|office|chief of staff|aide|adviser|advisor)\b", re.I)


def founded(title: str) -> str | None:
    """ "founded" or "co-founded", by a founder's title; None for any other, and for who works for a founder."""
    match = _FOUNDER.search(title)
    if match is None or _OF_A_FOUNDER.search(title):
        return None
    return "co-founded" if match["co"] else "founded"


# How high a title stands, by the word that tells it; the highest counts.
_HEIGHTS = {
    -1: r"intern|trainee|apprentice|junior|assistant", 1: r"senior|deputy", 2: r"lead|supervisor|manager|staff", 3: r"head|principal|director|partner",
    4: r"vp|vice[- ]president|chief|c[efot]o|president|owner|founder",
}  # fmt: skip


def height_of(title: str) -> int:
    """How high a job stands, by its title: "Head of Maps" above "Map editor" above "Junior map editor"."""
    return max((height for height, names in _HEIGHTS.items() if re.search(rf"\b(?:{names})\b", title, re.I)), default=0)
