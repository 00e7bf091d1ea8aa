"""What a sentence states of its reader, in the words that it uses: at which firm they are, as what, and where they studied.

Only what is stated counts: "if you were at Bosch" and "did you work at Bosch?" state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind


class Claim(NamedTuple):
    """A value that a sentence gives to one slot of its reader's profile, and where it stands.

    `employer` is the firm to which a role is tied. What is not `is_paid` may be held beside a job, and is left out of many profiles.
    """

    name: str
    start: int
    slots: tuple[FactKind, ...]
    present: bool = False
    employer: str = ""
    is_paid: bool = True


# Words that begin a clause with a capital, and no name: "life at your company, I hope".
_NO_NAME = (
    r"(?!(?:Home|HQ|Work|Sea|Christmas|Easter|Stand|Night|University|School|College|I|I'm|My|We|Our|You|Your|This|It|As|And|But|Please|Thanks?"
    r"|Could|Can|Would|If|So|Also|Kindly|Have|Is|Are|Do|How|What)\b)"
)
_ORG = rf"{_NO_NAME}[A-Z][\w&'’.-]*(?:[ ](?:(?:of|and|&|the|de|for|du)[ ])?[A-Z][\w&'’-]*){{0,4}}"
_ORG_NAME = rf"(?P<name>{_ORG})"
_LONG_ORG_NAME = rf"(?P<name>{_NO_NAME}[A-Z][\w&-]*(?:[ ][A-Z][\w&-]*){{1,4}})"  # one word alone may be a town
# What makes an event or a place of the name before it: "at Web Summit last week", "at Anuga in October".
_NO_EVENT = r"(?![\w&'’-]| [A-Z]| (?:\d|last|this|one|in [A-Z]|on [A-Z]))"
_NOW = r"(?: now| currently| still| today)?"
_WORKPLACE = r"(?:role|job|position|team|colleagues|office|work|company|employer|department|lab|group)"
_SITE = r"(?:plant|factory|warehouse|depot|mill|foundry|laborator(?:y|ies)|branch|fleet|brewery)"
_HALL = r"(?:labs?|kitchen|store|shop|yard|bakery|workshop)"  # a charity has these too
_RUN = r"(?:run|lead|head|manage|oversee)"
_PRESENT_EMPLOYER = (
    lazy(rf"\b(?:life|things|everything|all (?:is )?well|all) (?:going )?(?:like )?at {_ORG_NAME}"),
    lazy(rf"(?<!when )(?<!while )(?<!once )\b[Yy]ou(?:'re|’re| are){_NOW} at {_ORG_NAME}{_NO_EVENT}"),
    lazy(rf"\b[Yy]ou{_NOW} (?:work(?: (?!at\b|for\b)[a-z]\S*){{0,5}} (?:at|for)|{_RUN}(?: (?!at\b|for\b)[a-z]\S*){{1,5}} at) {_ORG_NAME}"),
    lazy(rf"\b[Yy]our (?:\w+ ){{0,2}}(?!work for\b){_WORKPLACE}(?: (?:as|in|on) (?:\S+ ){{1,4}})?(?: ?,| at| for) {_ORG_NAME}"),
    lazy(rf"\b(?:role|job|position|work) as (?:an? |the )?(?:[\w-]+ ){{1,4}}at {_ORG_NAME}"),
    lazy(rf"\b(?:jobs?|openings?|opportunit\w+|positions?|roles?) (?:\S+ )?(?:at|with) your (?:company|firm|employer),? {_ORG_NAME}"),
    lazy(rf"\b[Yy]ou{_NOW} {_RUN} (?:the )?(?:\w+ ){{0,2}}(?:{_SITE}|(?P<beside>{_HALL})) of {_LONG_ORG_NAME}"),
    lazy(rf"\b[Yy]ou{_NOW} {_RUN} {_LONG_ORG_NAME}['’]s? (?:\w+ ){{0,2}}(?:{_SITE}|(?P<beside>{_HALL}))\b"),
)  # fmt: skip
_DUTY = r"(?:in charge of|responsible for|at the head of|on the (?:\w+ ){0,2}(?:team|shift|desk|floor|line|ward|crew)|head of|part of the)"
_PAST_EMPLOYER = (
    lazy(rf"\b[Yy]our (?:\w+ )?(?:time|years|days|tenure|stint|career) (?:at|for) {_ORG_NAME}"),
    lazy(rf"\b(?:[Ww]hen|[Ww]hile|[Aa]fter|[Bb]efore) you (?:were|worked|led|ran)(?: (?!at\b|for\b)[a-z]\S*){{0,4}} (?:at|for) {_ORG_NAME}{_NO_EVENT}"),
    lazy(rf"\b[Yy]ou (?:worked(?: (?!at\b|for\b)[a-z]\S*){{0,4}} (?:at|for)|were {_DUTY}(?: (?!at\b|for\b)[a-z]\S*){{0,4}} at) {_ORG_NAME}{_NO_EVENT}"),
)  # fmt: skip

# Roles that are held at a firm. What "of" ties to a name is a firm only after these; "head of", "director of" name a field.
_HEAD_OF_FIRM = r"(?:CEO|CTO|CFO|COO|CIO|CMO|CPO|[Mm]anaging [Dd]irector|[Cc]hief [A-Z]?[a-z]+(?: [Oo]fficer)?|(?:[Gg]eneral|[Pp]lant) [Mm]anager)"
_ROLE_WORD = r"(?:(?!at\b|who\b|that\b|which\b|when\b|in\b|on\b|not\b|and\b|with\b)[\w&/’'-]+ )"
_ROLE_AT = rf"(?:an? |the |our |their )?(?:(?P<role>{_ROLE_WORD}{{1,6}})at|(?P<top>{_HEAD_OF_FIRM}) of) (?P<name>{_ORG})"
_YOU_ARE = lazy(
    rf"(?<!when )(?<!while )(?<!once )\b[Yy]ou(?P<present>'re|’re| are| work as)(?: now| currently| still| also| the new)? {_ROLE_AT}{_NO_EVENT}"
)
_YOU_WERE = lazy(rf"\b[Yy]ou (?:were|worked as|had been|started as|began as) {_ROLE_AT}{_NO_EVENT}")
_DOES = r"(?:are|run|lead|manage|see|know|decide|meet|handle|(?:can|must|will|may|surely|probably|certainly) (?!have\b)\w+|have to)"
_AS_ROLE = lazy(rf"(?:^\W*|[,;:.—–-] |\b(?:and|but|that|since|so) )[Aa]s {_ROLE_AT},? you(?:(?P<present> {_DOES}\b)|r|['’]\w+| )")
# "You joined Bosch as head of tests"; "as well", "as I was leaving" and "as an early user" give no role.
_JOINED = lazy(
    rf"\b[Yy]ou(?P<present>'ve|’ve| have)?(?: just| recently)? joined (?P<name>{_ORG}) as (?:an? |the |their |its |our )?"
    rf"(?P<role>{_ROLE_WORD}{{0,3}}{_ROLE_WORD[:-2]}))"
)
# What anybody may join, with a job as without.
_OPEN_TO_ALL = lazy(
    r"linkedin|twitter|x|facebook|instagram|mastodon|bluesky|threads|slack|discord|tiktok|youtube|zoom|teams|skype|whatsapp|telegram|signal|github|gitlab"
    r"|reddit|medium|substack|quora|stack overflow|patreon|upwork|fiverr|etsy|airbnb|uber|clubhouse|xing|orcid|researchgate|kaggle|strava|coursera",
    re.I,
)
_YOUR_ROLE = lazy(
    rf"\b[Yy]our (?:\w+ )?(?:role|job|position|work) as (?:an? |the )?(?P<role>[A-Za-z][\w-]* (?:(?!at\b)[\w-]+ ){{0,3}})at (?P<name>{_ORG})"
)

# The noun of a paid role. The second is no such role, or one that people hold beside their job and leave out of a profile.
_JOB = lazy(
    r"[a-z]*(?:er|or|ist|ian|eer|yst)|c[a-z]o|[se]?vp|md|head|lead|chief|nurse|midwife|chef|cook|pilot|clerk|paramedic|mechanic|vet|surgeon|architect"
    r"|accountant|consultant|superintendent|attendant|assistant|sergeant|executive|representative|secretary|agent|apprentice|trainee|foreman|barista",
    re.I,
)
_NO_JOB = frozenset(
    """
    speaker member visitor winner presenter moderator mentor customer user sponsor exhibitor competitor player runner finalist medallist
    panellist panelist activist outsider newcomer beginner reader listener follower supporter observer contributor maintainer author
    performer headliner juror advisor adviser ambassador lecturer trainer investor donor founder cofounder co-founder organiser organizer number better
    never ever together other another over under later sister brother mother father pioneer leader insider helper artist soloist guitarist
    pianist cellist violinist organist tourist cyclist swimmer rider dancer singer volunteer reviewer examiner partner buyer-in owner
    subscriber believer admirer lover neighbour neighbor former career offer corner letter paper chapter answer
    """.split()
)

# The nouns of work that is hardly ever done unpaid; with any other, and with these words before it, nobody is sure.
_PAID = frozenset(
    """
    accountant actuary administrator analyst apprentice architect attorney auditor baker banker barista barrister bartender biologist broker butcher
    buyer carpenter cashier chef chemist chief clerk concierge consultant controller cook courier dentist designer developer dietitian director
    dispatcher economist editor electrician engineer executive fitter foreman geologist head hydrologist inspector janitor joiner journalist lawyer lead
    librarian machinist manager marketer mechanic metallurgist midwife nurse operator optician paramedic paralegal pharmacist physicist
    physiotherapist planner plumber porter producer professor programmer psychologist radiographer receptionist recruiter registrar reporter
    researcher roaster sailmaker salesperson scientist sergeant solicitor statistician superintendent supervisor surgeon surveyor teacher technician
    technologist trader trainee translator underwriter vet welder winemaker
    """.split()
)
_IN_CHARGE = lazy(r"c[a-z]o|[se]?vp|md", re.I)
_UNPAID = lazy(
    r"\b(?:volunteer\w*|honorary|hon|board|non-?executive|unpaid|voluntary|youth|amateur|community|fellow|guest|visiting|advisory|parish|social|club|event"
    r"|match|fundraising|membership|church|team)\b",
    re.I,
)
# Where people are beside their job.
_NO_FIRM = lazy(
    r"\b(?:\w*clubs?|church|chapel|parish|cathedral|mosque|synagogue|temple|charit\w+|foundation|trust|society|association|union|federation|league|guild"
    r"|board|committee|festival|fair|fest|teams?|united|rovers|wanderers|athletic|[arc]?fc|cc|choir|chorus|orchestra|band|ensemble|lodge|rotary|lions"
    r"|scouts?|guides|girlguiding|brigade|food ?banks?|pantry|shelter|rescue|samaritans|cross|crescent|lifeboats?|rnli|repair|makers?paces?|hack\w*spaces?"
    r"|community|collective|co-?op\w*|allotments?|garden|parents?|pt[oa]|alumni|toastmasters|parkrun|party|meetup|summit|conference|camp|days?|week"
    r"|friends|volunteers?|youth|scratch|wiki\w*|st\.? \w+|saint \w+|without borders|(?:sans|sin|ohne) [a-z]\w+"
    r"|for humanity|sunday school|marathon|half|race|cup|relay|chamber|angels|radio|mozilla|debian|apache|linux|python|gnome|kde|openstreetmap)\b",
    re.I,
)

_JUDGED = lazy(
    r"(?:better|worse|only|first|last|one|kind|sort|(?!test\b)[a-z]+est)\b"
)  # "the best teacher at", which may be an event

_SCHOOL_NAME = rf"(?:the )?(?P<name>(?:Technical )?University of (?:the )?[A-Z][\w'’.-]*(?: [A-Z][\w’-]*){{0,3}}|{_ORG})"
_SCHOOL = (
    lazy(rf"\b[Yy]ou (?:also )?(?:studied|graduated|majored)(?: (?!at\b|from\b)\S+){{0,4}} (?:at|from) {_SCHOOL_NAME}"),
    lazy(rf"\b[Yy]our (?:\w+ )?(?:degree|studies|phd|doctorate|masters?|master's|mba|thesis|bachelor's)(?: \S+){{0,3}}? (?:at|from) {_SCHOOL_NAME}"),
)  # fmt: skip
# "You went to Oslo" names no school; "you went to Yale last week" is a journey.
_WENT_TO = lazy(rf"\b[Yy]ou (?:went to|attended) {_SCHOOL_NAME}(?=[.,;:!?)]|$| (?:like|as|too|before|years|and (?:I|so)\b))")
_IS_SCHOOL = lazy(
    r"\b(?:University|Universit[àäéy]t?|Institute of|Polytechnic|Hochschule|Business School)\b"
    r"|(?:Stanford|Harvard|Yale|Princeton|MIT|Caltech|INSEAD|Wharton|ETH|EPFL|NTNU|KTH|UCLA|NYU|LSE|HEC|TU|INSA|Sciences Po|Karolinska|Sorbonne)\b"
)

# Before "you": it is no statement.
_UNSTATED = lazy(
    r"\b(?:(?:if|unless|whether|until|imagine|suppose|pretend|wish|as though)\b[^.,;:!?]*|(?:did|do|would|could|should|had|have) )$",
    re.I,
)
_CLAUSE = 60  # code points before "you"


def claims_in(text: str) -> Iterator[Claim]:
    """What the sentence states of its reader."""
    for patterns, slot, present in (
        (_PRESENT_EMPLOYER, FactKind.EMPLOYER, True),
        (_PAST_EMPLOYER, FactKind.EMPLOYER, False),
        (_SCHOOL, FactKind.SCHOOL, False),
    ):
        for match in (found for pattern in patterns for found in _stated(pattern, text)):
            yield _claim(match, slot, present)
    yield from (_claim(match, FactKind.SCHOOL, False) for match in _stated(_WENT_TO, text) if _IS_SCHOOL.match(_last(match)))
    yield from _roles(text)


def _stated(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text) if not _is_unstated(match))


def _is_unstated(match: re.Match[str]) -> bool:
    subject = match.group()[:4].casefold()
    return (
        subject[:3] == "you"
        and subject != "your"
        and bool(_UNSTATED.search(match.string, max(0, match.start() - _CLAUSE), match.start()))
    )


def _claim(match: re.Match[str], slot: FactKind, present: bool) -> Claim:
    name = match["name"].rstrip(".'’")
    is_beside = bool(match.groupdict().get("beside")) or (slot is FactKind.EMPLOYER and bool(_NO_FIRM.search(name)))
    return Claim(name, match.start("name"), (slot,), present, is_paid=not is_beside)


def _last(match: re.Match[str]) -> str:
    """The name that was found, from its word for a school where it has one."""
    found = _IS_SCHOOL.search(match["name"])
    return match["name"][found.start() :] if found else ""


_ROLE_SLOTS = (FactKind.POSITION, FactKind.HEADLINE)


def _roles(text: str) -> Iterator[Claim]:
    """Roles, and the firms at which they are said to be held."""
    for match in _stated(_YOUR_ROLE, text):
        yield Claim(match["role"].rstrip(), match.start("role"), _ROLE_SLOTS, employer=match["name"])
    for match in (found for pattern in (_YOU_ARE, _YOU_WERE, _AS_ROLE) for found in _stated(pattern, text)):
        group = "role" if match["role"] else "top"
        role = match[group].rstrip()
        if not _is_job(role):
            continue
        yield _held_as(role, _claim(match, FactKind.EMPLOYER, bool(match.groupdict().get("present"))))
        yield Claim(role, match.start(group), _ROLE_SLOTS, employer=match["name"])
    for match in _stated(_JOINED, text):
        said = match["role"].split()
        role = next((" ".join(said[:n]) for n in range(1, len(said) + 1) if _is_job(" ".join(said[:n]))), "")
        if role and not _OPEN_TO_ALL.fullmatch(match["name"]):
            yield _held_as(role, _claim(match, FactKind.EMPLOYER, present=False))


def _held_as(role: str, employer: Claim) -> Claim:
    """The claim of an employer, with what the role tells of it: a goalkeeper and a volunteer coordinator may be paid elsewhere."""
    return employer._replace(is_paid=employer.is_paid and not _UNPAID.search(role) and _is_paid(_noun_of(role)))


def _is_job(role: str) -> bool:
    """Whether a role is one for which people are paid: "Head of Warehouse", "night nurse"; not "customer", not "speaker"."""
    if _JUDGED.match(role):
        return False
    noun = _noun_of(role)
    is_titled = any(word[0].isupper() for word in role.split())
    return noun not in _NO_JOB and bool(_JOB.fullmatch(noun)) and (is_titled or len(noun) > 3)


def _noun_of(role: str) -> str:
    return re.split(r" (?:of|for) ", role)[0].split()[-1].casefold()


def _is_paid(noun: str) -> bool:
    return noun in _PAID or bool(_IN_CHARGE.fullmatch(noun))
