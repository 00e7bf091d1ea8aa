"""The words by which a jotted note is taken apart: what stands before a name, what tells of others or doubts, what firms and towns are called."""

from __future__ import annotations

import re

from outreach_lint.parsing.roles import STOP
from outreach_lint.patterns import lazy

MOST_LINES, MOST_CHARACTERS = 16, 1200
FORMER_LABELS = frozenset("prev previous previously ex former formerly past before".split()) | {"before that", "before this"}
READ_LABELS = FORMER_LABELS | {
    "podcast",
    "book",
    "novel",
    "newsletter",
    "languages",
    "speaks",
}  # whose values are read like other fragments
LABELLED = lazy(r"(?P<key>[A-Za-z][A-Za-z /-]{1,24})(?:\s*=\s*|:\s+)(?P<value>\S.*)$")
_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]{0,30} ){1,3}[A-ZÀ-Þ][\w'’-]{1,30}"
# A name with a position behind it, where nothing before it makes it somebody else's: "Talk to Ada Example, CFO at Foo".
_LEAD = (
    r"(?:(?:(?:should |please )?(?:met|meet|meeting|spoke|speak|talk|talked|write|contact|call|reach out|called|chatted)(?: again)?(?: (?:to|with))?"
    r"|this is|neighbou?r|friend|cousin|about) )"
)
INTRODUCED = lazy(rf"(?:(?i:\b{_LEAD})|^|(?<=[.!?:] ))(?P<name>{_NAME})(?=[,;]| [–—|-] |\s*\(|$|\s+at\s|\s+@)", re.M)
# Somebody met: "at" behind the name tells where, not for whom they work.
MEETING = lazy(
    r"\b(?:met|meet|meeting|saw|seen|chat(?:ted)?|spoke|talked|bumped into|ran into|sat (?:next to|with)|introduced to|coffee|lunch|dinner|drinks|heard|caught)"
    r"\b[^.!?;:\n]{0,30}$",
    re.I,
)
MET_AT = lazy(r"\s*(?:,\s*)?(?:@|(?:at|in|on|during)\s)\s*[^,.;()\n–—|]{2,60}(?:\s[–—|-]\s|[,.;)]\s*|(?=\n|\(|$))")
EVENT = lazy(
    r"\b(?:Summit|Fair|Conf|Conference|Congress|Convention|Expo|Festival|Meetup|Hackathon|Symposium|Days?|Week|Unconference|PyCon|\w+Con|Exhibition"
    r"|Trade Show|Reunion|Wedding|Party|Retreat|20\d\d)\b"
)
AFTER_NAME = lazy(r"\s*(?:,|;|\s[–—|-]\s|\(|\|)\s*|\s+(?=@|at\s)")
SENTENCE_END = lazy(rf"(?:{STOP}|[!?]+)(?:\s+|$)|;\s+|(?:(?<=\bLtd\.)|(?<=\bInc\.))\s+(?=[A-Z])")
DASH = lazy(r"\s+[–—-]\s+|\s+[|·•]\s+")
DIVIDERS = lazy(r"\s+[–—-]\s+|\s+[|·•]\s+|,\s+|;\s+")
BRACKETS = lazy(r"\s*\((?P<inner>[^()]{2,80})\)")
# "a Foo-like firm": likened to somebody else, so no name of it.
LIKENED = lazy(r"\b[\w-]{2,30}-(?:like|ish|style|type)\s+")
OF_OTHERS = lazy(
    r"\b(?:wife|husband|spouse|partner's|father|mother|dad|mum|mom|brother|sister|son|daughter|aunt|uncle|cousin|parents?|boss|manager is"
    r"|supervisor|colleague|assistant is|introduced by|intro by|referr(?:al|ed)|via|friends? (?:of|with)|knows|married|says|told|according|reports to|mentor"
    r"|(?:his|her|their) \w+ (?:is|was|works))\b",
    re.I,
)
NOT_SURE = lazy(
    r"\?|\b(?:maybe|perhaps|possibly|probably|apparently|i think|not sure|allegedly|might|could|rumou?rs?|hopes?|hoping|wants?|wanted|would|looking|not|never"
    r"|no longer|almost|nearly|used to want|will|going to|plans?|if|applied|declined|turned down|offer(?:ed)?|some kind|sort of|something)\b",
    re.I,
)
NO_MORE = lazy(
    r"\s+(?:before(?: that)?|previously|earlier|for (?:about |over )?(?:\w+ ){1,2}(?:years?|yrs?|months?|decades?))$", re.I
)
NO_FIRM = lazy(r"(?:ex|former|formerly|previously|prev|past|co|self|own|based|from|freelance|hiring|open to)\b", re.I)
EARLIER = lazy(r"(?:ex|former|formerly|prev|previously)\b", re.I)
UNPAID = lazy(r"\b(?:trustee|governor|volunteer|mentor|board|patron|member)\b", re.I)
DEPARTMENTS = frozenset(
    "accounting communications data design editorial engineering finance growth hr human resources it legal logistics maintenance marketing operations people"
    " procurement product production quality research sales security strategy support".split()
) | {"human resources", "customer success", "customer support", "business development"}
PART_OF_ONE = lazy(r"(?:Department|Dept\.?|Faculty|School|Division|Section|Office|Team|Unit|Centre|Center) (?:of|for)\b")
TALK = lazy(
    r"(?:(?:gave|did) (?:an? |the )?)?(?:talk|keynote|lecture|workshop|panel|speaker|spoke|keynoted)\b(?: (?:on|about|re) [^,.;()]{2,60}?)?(?:,| at| @)\s+"
    r"(?P<event>(?:the )?[A-ZÀ-Þ][^,.;()]{2,60}?)(?:,?\s+(?P<year>(?:19|20)\d\d))?$",
    re.I,
)
STUDENT = lazy(
    r"(?P<degree>PhD|DPhil|MSc|MA|MBA|BSc|BA|MPhil) (?:student|candidate)(?:,| in)? (?:(?P<area>[a-z][\w ]{2,40}), |(?:at|,) )?(?:at )?(?P<where>[A-ZÀ-Þ].*)$"
)
CLAUSE = lazy(r"\b(?:is|was|has|had|works?|who|where)\b")
# What begins a sentence with a capital before a name.
BEFORE_A_NAME = lazy(
    r"(?:i|it|he|she|let|that|here|there|what|who)['’]|(?:met|meet|see|saw|spoke|speak|talk|talked|write|wrote|contact|call|called|chatted|chat|knows?|ask|asked"
    r"|mail|email|emailed|ping|intro|introduce|introduced|reach|visit|visited|interview|interviewed|lunch|coffee|dinner|drinks|catch|follow|thank|invite"
    r"|invited|from|via|re|about|with|per|for|says?|said|loves?|likes?|remember|remind|try|maybe|perhaps|also|not|but|then|new|old|lead|prospect"
    r"|candidate|client|customer|todo|fyi|attn|cc|hiring|boss|colleague|husband|wife|brother|sister|[a-z]+(?:ed|ing))\s",
    re.I,
)
SPEAKS = lazy(r"(?:also )?speaks?:? (?P<what>\S.*)$|languages?: (?P<told>\S.*)$", re.I)
LIKINGS = frozenset({"likes", "interests", "hobbies", "hobby", "loves", "into", "research interests"})
NO_LIKING = lazy(r"(?:to|being|when|if|that|the|a|an|his|her|their|my|not|no)\b|.*\b(?:to|when|if|that)\b", re.I)
MAKES = lazy(r"(?P<what>podcast|book|novel|newsletter):? [“\"]?(?P<title>[A-ZÀ-Þ][^“”\",.;()]{2,60}?)[”\"]?$", re.I)
# The last word of a name that no place and no person has: "Kobo Freight".
TRADES = frozenset(
    """
    advisory analytics architects associates beverages biotech books brands builders capital ceramics chemicals coffee constructions construction
    consulting consultants couriers cranes creative dairies dairy dental dynamics electronics electrics energy engineering entertainment films finance
    foods freight furniture games garage growers haulage health healthcare homes hotels industries instruments insurance interactive interiors
    investments joinery kitchens labs legal logistics marine media medical mining mobility motors networks optics outfitters partners pharma
    pharmaceuticals photography plumbing poultry press productions publishing records recruitment renewables robotics roofing salon seafoods seeds
    semiconductors services shipping shipyard software solar solutions sons steel systems technologies technology telecom textiles therapeutics tools
    tours toys transport travel ventures wines works
    """.split()
)
TELLS_NOTHING = frozenset(
    """
    a also an and as at author based before book by candidate city company currently day did employer ex for former formerly from full gave he her his
    hobbies i in naam nombre nom nome ort wohnort
    interests is it job keynote languages lecture likes lives loves location meet met name now of on org organisation panel past place podcast
    position prev previous previously retired role sa she since speaker speaks spoke student studied talk teaches that the
    their they this title to used was were with won
    work worked working works workshop wrote email mail phone tel mobile website web linkedin
    """.split()
)
