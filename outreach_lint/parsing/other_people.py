"""What a text about a person says of others: their posts and texts are not the person's.

In a sentence, what stands behind another name ("the sister of Jon Sample, CEO of Foo") or behind a relative gives nothing; on a page, neither do the lines
under another name or under a heading of others, nor a line that names who speaks, writes or is to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from outreach_lint.parsing.jotting_words import TRADES
from outreach_lint.parsing.names import is_name
from outreach_lint.parsing.places import is_place
from outreach_lint.parsing.roles import has_mark, organisation, position
from outreach_lint.patterns import lazy
from outreach_lint.profile import name_words, spoken_name

_TITLE = r"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.? )?"
_NAMED = rf"{_TITLE}(?P<name>(?:[A-ZÀ-Þ][\w'’.-]{{0,30}} ){{1,3}}[A-ZÀ-Þ][\w'’-]{{1,30}})"
# A name with a post behind it: "Jon Sample, CEO of", "Jon Sample, a former analyst at", "Jon Sample, who".
_APPOSED = lazy(
    rf"(?<![\w“]){_NAMED}(?=\s*(?:[,(]| – | — | - )(?P<post>[\s,(–—-]+(?:an?\s+|the\s+|now\s+|then\s+)?[^,.;()]{{2,80}}))"
)
_RELATIVE = lazy(
    r"\b(?:(?:(?:grand)?(?:daughter|son|mother|father)|sister|brother|niece|nephew|cousin|aunt|uncle|wife|husband|widow(?:er)?|spouse|fianc[ée]+|girlfriend"
    r"|boyfriend|prot[ée]g[ée]e?|mentee|disciple|successor|predecessor|friend|neighbou?r|colleague|namesake)s? (?:of|to) (?=(?-i:[A-ZÀ-Þ])|an? |the )"
    r"|(?:married|engaged|related|introduced|reports?|reporting) to\b"
    r"|(?:mentored|taught|trained|supervised|interviewed|introduced|inspired|advised|managed|raised|succeeded|preceded|replaced|coached|discovered|edited"
    r"|photographed|translated|illustrated|nominated|recommended) by"
    r" (?=(?-i:(?:Dr |Prof )?[A-ZÀ-Þ][\w'’.-]* [A-ZÀ-Þ])|(?:an?|the|her|his|their|my) )|(?:together|along) with\b|alongside\b|under the supervision of\b)",
    re.I,
)
_CHILDREN = lazy(
    r"(?:an? )?(?:proud )?(?:mother|father|parent|mum|mom|dad) (?:of|to) (?:an? \w+|one|two|three|four|five|six|twins|\d)(?: (?:boys|girls|children|sons"
    r"|daughters|kids))?(?:,| and| &)\s+(?=[\w])",
    re.I,
)
_OTHERS = (
    r"speakers?|people|persons?|members?|team|authors?|profiles?|guests?|staff|colleagues?|experts?|contributors?|panell?ists?"
    r"|viewed|like|sessions?|editors?"
)
_HEADING = lazy(
    r"(?:(?:the )?(?:other|more|next|previous|related|fellow|featured|further|all|also|similar|recommended|our|meet (?:the|our)|people|about the)\b"
    rf"[\w &'’-]{{0,40}}\b(?:{_OTHERS}|hosts?)|meet (?:the|our) \w+|(?:the |our )?(?:team|speakers|panell?ists|panel|leadership|board|people|staff"
    r"|testimonials?|contributors|co-?authors|guests|organi[sz]ers|sponsors|partners)|(?:what|why) .{3,40} say|praise(?: for .{2,40})?|kind words|reviews?"
    r"|endorsements?|quotes?|in the press|(?:press|media) contact|people also viewed|you may also (?:like|know))\s*:?",
    re.I,
)
_SAID_BY = lazy(r"(?:^|[”\"»’]\s*)[–—-]+\s*(?P<who>[A-ZÀ-Þ].*)$|^[“\"„«].*[”\"“»],?\s*(?:says\s+)?(?P<quoted>[A-ZÀ-Þ].*)$")
_TWO_CAPITALS = lazy(r"[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+")
_MADE = (
    r"written|edited|interviewed?|photographed|photos?|images?|pictures?|portraits?|text|words|translated|illustrated|introduced|moderated|hosted|chaired"
    r"|presented|reviewed|posted|published|designed|produced|supervised|nominated|recommended|represented"
)
_OF_OTHERS = lazy(
    r"(?:for (?:media|press|booking|speaking|further|more|all)\b.*|(?:(?:press|media|booking|sales) )?(?:contacts?|enquiries|inquiries)\b.*"
    rf"|(?:please )?(?:contact|call|write to|ask)\s.*|(?:{_MADE})(?: and \w+)? by\b.*"
    r"|(?:photo|image|picture|photographer|moderator|chair|session chair|chairperson|host|interviewer|supervisor|advis[eo]r|agent|assistant|manager|pa"
    r"|publicist"
    r"|referee|co-?authors?|with|via|mentor|partner|wife|husband|spouse|next of kin|emergency contact|line manager|reports to|introduced by"
    r"|sponsor(?:ed by)?)\s*:.*)",
    re.I,
)


def is_others_name(text: str, called: Iterable[str] = ()) -> bool:
    """Whether words are the name of another person than the one who is called so, and no firm's."""
    words = {word.casefold() for word in name_words(text)}
    is_person = is_name(text) and not has_mark(text) and not is_place(text) and not words & TRADES
    return is_person and not words & {word.casefold() for word in called}


def without_others(sentence: str, called: Iterable[str] = ()) -> str:
    """The sentence up to where it begins to tell of somebody else: "She is the sister of"."""
    called = tuple(called)
    sentence = _CHILDREN.sub("", sentence)
    end = len(sentence)
    relative = _RELATIVE.search(sentence)
    if relative:
        end = relative.start()
    for match in _APPOSED.finditer(sentence[:end]):
        post = match["post"].strip(" ,(–—-")
        if is_others_name(match["name"], called) and _is_post(post):
            return sentence[: match.start("name")]
    return sentence[:end]


def _is_post(text: str) -> bool:
    text = re.sub(r"^(?:an?|the|now|then)\s+", "", text)
    return bool(
        re.match(r"(?:who|whose|former(?:ly)?|ex)\b", text)
        or position(re.split(r"\s+(?:at|of|@|for|in)\s", text, maxsplit=1)[0])
        or position(text)
    )


def own_lines(lines: Iterable[str], name: str) -> list[bool]:
    """For each line whether it may tell of the person of that name."""
    called = tuple(name_words(spoken_name(name) or name))
    kept: list[bool] = []
    is_others = under_name = False
    texts = [line.strip(" #*_|•") for line in lines]
    for i, text in enumerate(texts):
        names_person = any(re.search(rf"\b{re.escape(word)}\b", text) for word in called)
        if not text:
            under_name = False
        elif _HEADING.fullmatch(text) and not names_person:
            is_others = True
        elif _begins_with(text, called):
            is_others = under_name = False
        elif is_others_name(re.split(r",|\s[–—|-]\s|\s\(", text, maxsplit=1)[0], called) and _goes_on(
            text, next((later for later in texts[i + 1 :] if later), "")
        ):
            under_name = True
        kept.append(not (is_others or under_name or _is_of_others(text, called)))
    return kept


def _begins_with(text: str, called: tuple[str, ...]) -> bool:
    return bool(re.match(r"(?:She|He|They|I|Her|His|My|I['’]m)\b", text)) or any(text.startswith(word) for word in called)


def _goes_on(text: str, after: str) -> bool:
    """Whether a post stands behind the name in a line, or in the line below; not "Kobo Freight, Accra"."""
    _, *rest = re.split(r",\s+|\s[–—|-]\s|\s\(", text, maxsplit=1)
    if not rest:
        return _is_post(after) or _is_post(after.partition(",")[0])
    return _is_post(rest[0]) or _is_post(rest[0].partition(",")[0])


def _is_of_others(text: str, called: tuple[str, ...]) -> bool:
    """Whether a line names who said, wrote or is to be asked."""
    said = _SAID_BY.search(text)
    if said:
        who = re.split(r",|\s[–—|-]\s|\s\(", said["who"] or said["quoted"], maxsplit=1)[0]
        return is_others_name(who, called) or position(who) is not None or organisation(who) is not None
    return bool(_OF_OTHERS.fullmatch(text) and _TWO_CAPITALS.search(text)) and not any(word in text for word in called)
