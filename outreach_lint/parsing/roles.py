"""What is surely a position, and what surely an organisation, in the words of a headline or a biography: closed lists and plain shape.

Precise rather than complete: whoever asks is told None where a phrase could be something else.
"""

from __future__ import annotations

import re

from outreach_lint.patterns import lazy

# A full stop, but for those of abbreviations.
STOP = (
    "".join(
        rf"(?<!\b{short})"
        for short in "Dr St Mr Ms Mrs Prof Rev Hon Sr Snr Jr Asst Inc Ltd Co Pte Pvt Sdn Pty No Prev prev B.Sc M.Sc Ph.D e.g i.e".split()
    )
    + r"\."
)

# The words that a position ends in ("Senior Data Analyst"), or that stand before its "of" ("Head of Care"): collected by hand from headlines of many
# trades. What `_SURE_AGENT` tells by its ending ("geologist") needs no entry; neither does what only ever stands before a firm (`_AGENT`).
_ROLES = frozenset(
    """
    accountant acrobat actor actress actuary adjudicator administrator adviser advisor advocate agent anaesthetist analyst anatomist anchor animator
    apprentice arborist architect archivist arranger artist assessor assistant associate astronomer astrophysicist attendant attorney auctioneer
    auditor author avp baker barber barista barrister bartender beekeeper biochemist blacksmith blaster boatbuilder bookbinder bookkeeper bookseller
    botanist brewer bricklayer broadcaster broker builder butcher buyer cabinetmaker captain carer caretaker carpenter caseworker cashier caterer
    ceo cfo chancellor chaplain chef chemist chiropractor cleaner clerk cmo co-ceo co-director co-editor co-founder co-ordinator co-owner coach
    cobbler cofounder columnist comedian commander commissioner comms composer compositor conductor confectioner conservator constable consultant
    contractor controller coo cook coordinator copywriter cordwainer coroner corporal councillor counsel counsellor counselor courier cpo cpto cro
    crofter cso cto curate curator custodian dairyman dancer dean decorator dentist designer detective developer dietitian diplomat director
    dispatcher diver docent doctor doula dramatist dramaturg draughtsman dressmaker driver editor editor-in-chief educator embalmer embroiderer emt
    engineer engraver entrepreneur essayist estimator evaluator evp examiner exec executive explorer fabricator facilitator farmer farrier
    film-maker filmmaker firefighter fisherman fishmonger fitter florist folklorist foreman forester founder founder-ceo fundraiser gamekeeper
    gardener genealogist generalist geneticist geochemist geophysicist glassblower glazier goldsmith governor gp groundskeeper groundsman grower
    guide hairdresser handyman harbourmaster harpist herder historian horticulturist host hotelier housekeeper hygienist illustrator influencer
    inspector installer instructor intern interpreter interviewer inventor investigator investor ironmonger janitor jeweler jeweller joiner
    journalist judge keeper keyworker labourer landscaper laureate lawyer lead leader leatherworker lecturer librarian lieutenant lifeboatman
    lifeguard lineman linesman linguist litigator lobbyist locksmith luthier machinist magistrate maintainer maker manager marketer marshal mason
    masseur matron mayor mechanic mediator mentor merchandiser merchant metallurgist midwife miller milliner miner minister model moderator moulder
    nanny naturalist navigator negotiator neuroscientist neurosurgeon newsreader notary novelist nurse nurseryman nutritionist officer operative
    operator optometrist organiser organist organizer orthopaedist owner owner-operator packer painter paralegal paramedic parliamentarian partner
    patissier percussionist pharmacist philosopher photojournalist physicist physio pianist picker pilot planner plasterer playwright plumber
    podcaster poet policymaker porter postdoc postman postmaster potter practitioner preacher presenter president priest principal printer
    printmaker processor producer professor programmer proofreader prosecutor provost publican publicist publisher puppeteer rabbi ranger realtor
    receptionist recruiter rector referee registrar rep reporter representative researcher restaurateur restorer retailer rigger roofer saddler
    sailor salesman salesperson saleswoman scaffolder scheduler scholar scientist screenwriter sculptor seamster seamstress secretary sergeant
    servant server setter sexton shepherd shipwright shoemaker shopkeeper signaller silversmith singer skipper smith soldier solicitor sommelier
    soprano sourcer speaker specialist steward stewardess stonemason storekeeper storeman strategist stylist sub-editor superintendent supervisor
    surgeon surveyor svp sysadmin tailor teacher teller tester thatcher therapist toolmaker trader trainee trainer translator treasurer trustee
    turner tutor typesetter undersecretary underwriter upholsterer usher valuer verger vet veterinarian vicar vintner violinist viticulturist
    vocalist volunteer vp waiter waitress ward warden weaver webmaster welder winemaker woodturner woodworker worker wrangler writer zookeeper
    """.split()
)
# These are a position only before "of", "in" or "at", or with a word in front.
_NOT_ALONE = frozenset(
    "agent anchor attendant builder captain comms exec executive governor guide herder host keeper lead leader maker marshal mason mentor miller model miner"
    " minister operative operator picker principal processor servant server setter smith specialist steward trainee turner ward worker wrangler".split()
)
# Who calls themselves so may earn nothing with it, or nothing else.
_FANCIES = frozenset(
    "change difference dream problem bridge thought servant team culture world peace history memory relationship rule money market match trouble"
    " community brand growth opinion influencer guest".split()
)
_FANCIED = frozenset(
    "agent ambassador architect builder catalyst champion coach driver guide host keeper leader maker mentor minister smith specialist steward"
    " strategist worker".split()
)
_NO_COMPLEMENT = frozenset(
    "author co-author writer host co-host presenter maker creator maintainer founder co-founder cofounder owner co-owner volunteer entrepreneur judge".split()
)
_SURE_AGENT = lazy(r"[a-z]{2,}(?:ologist|ographer|ician|iatrist|iatrician|ographist|onomist|otherapist|opath|odontist)")
_BEFORE_OF = frozenset("chair chairman chairperson chairwoman chief head reader vice-chair vice-chancellor vice-president".split())
_BEFORE_IN = frozenset("assistant consultant fellow lecturer professor reader researcher scientist specialist tutor".split())
_ANYWHERE = _BEFORE_OF | frozenset("ambassador attaché dj employee fellow md member pm postdoctoral sdr sre swe".split())
_AGENT = lazy(r"[a-z-]{3,}(?:er|or|ist|ian|eer|ant|wright|smith|man|woman|person|nurse|keeper|monger)")
# Ordinary words that end as agents do.
_NO_AGENTS = frozenset(
    """
    achiever after another anterior assist australian behavior believer better border brilliant brother canadian cancer career center chapter
    charter cheer christian color computer consist constant consumer corner counter cover customer danger daughter december dinner discover distant
    dreamer egyptian elegant enter error exterior father favor fever fighter finger flavor floor flower forever former gather gender german greater
    harbor higher holder honor householder humanitarian humor important indian instant interior italian junior labor later layer leather letter
    liver loser lover lower major master matter meter minor monitor mother messenger motor neighbor never newcomer newsletter
    november number october offer order other
    outdoor paper persist power prior proper quarter rather register relevant remember render restaurant river russian sector senior shareholder
    shelter shoulder significant silver sister soccer spider stakeholder steer stranger summer super survivor temper tender theater thinker timber
    together tower transfer twitter under utter vapor vector vegetarian wander water weather winner winter wonder
    """.split()
)
# With one of these a phrase is a wish, a joke or a sentence, or in another language.
_NO_POSITION = frozenset(
    "i i'm im my your our we you us me recovering aspiring incoming future upcoming wannabe would-be seeking looking searching not hobby amateur who that which"
    " whose help helps helping"
    " is are was were be been become becoming hire hiring available interested lover enthusiast fan addict proud never always to"
    " this than if when everyone anyone someone nothing something everything passionate"
    " de du des le les la el los las lo en y et und für bei beim der die das dem den ein eine im zur zum da do dos das em no na e o os as com para"
    " por con sin del al di della delle"
    " dei il gli per presso nel nella van het een voor met bij och på av för i og til hos af ja na w z dla chez au aux sur avec pour dans une un une"
    " une uma um una"
    .split()
)  # fmt: skip
_SMALL = frozenset({"i", "e", "o", "y", "z", "w", "no", "as", "das", "do", "me", "us", "to", "na"})  # foreign only in small letters
_OPENERS = frozenset(
    "managing acting founding marketing engineering consulting consultant visiting training teaching nursing operating housing licensing shipping"
    " planning building recruiting"
    " accounting banking purchasing manufacturing mining programming learning leading merchandising writing farming pricing advertising editing"
    " testing mastering catering fundraising welding"
    " attending contributing supervising commissioning signalling fishing sailing practising practicing presiding playing sporting breeding"
    " publishing processing packaging printing lettering"
    " racing logging crediting underwriting wedding weaving brewing hearing wayfinding standing cleaning"
    .split()
)  # fmt: skip
_AIDE = lazy(r"^((?:executive |personal |special |policy )?(?:assistant|secretary|advis[eo]r|deputy)) to (?:the )?", re.I)
# What begins a line about somebody or something else.
_NO_FIRST = frozenset(
    "for by with together written next other previous meet contact follow about via says alongside ask call moderator photo image email mail tel".split()
)
_NO_JOBS = frozenset("helping supporting empowering inspiring aspiring seeking hiring being becoming loving building".split())
_PRAISE = lazy(
    r"^(?:(?:an?|the|award[- ]winning|passionate|experienced|seasoned|results[- ](?:driven|oriented)|dedicated|bestselling|best-selling|dynamic"
    r"|accomplished|highly skilled"
    r"|currently|now|published|acclaimed|internationally|working as an?)\s+)+",
    re.I,
)
_NO_IN_POSITION = lazy(r"[?!@#=<>{}\[\]\"“”«»*_~^\\%]|https?:|www\.|" + STOP + r"\s")
_LONGEST_POSITION, _LONGEST_ALONE = 12, 8  # words
# What an organisation may hold in small letters.
_LINKS = frozenset(
    "of for and & the de la le les du des del der die das den van von und et y e di da do dos of-the on upon at in + x - au aux für voor og och i am"
    " zu sur".split()
)
_NOUNS = frozenset(
    "university school college academy institute hospital infirmary clinic surgery council museum library bank trust foundation society association union"
    " group centre center company studio studios farm bakery brewery church theatre orchestra primary secondary high grammar prison club agency"
    " hospice firm practice".split()
)
_LEGAL = frozenset(
    "inc ltd llc llp plc gmbh ag sa s.a bv b.v nv n.v ab as oy oyj asa aps a/s pty pte pvt co corp corporation limited company sarl s.à.r.l sas s.a.s srl"
    " s.r.l spa s.p.a kg kgaa ug eg e.g e.v ev s.l sl s.l.u s.c sdn bhd lda ltda kft zrt d.o.o s.r.o a.s sp sp.z z o.o oü cic lp pc pllc".split()
)
_LEGAL_END = lazy(
    r"(?:&|and) (?:Co|Sons|Partners|Associates|Daughters|Company)\b\.?$|\s(?:Inc|Corp|Corporation|Pte|Pvt|Pty|Sdn|Bhd|SARL|SAS|SRL|Srl|S\.?r\.l|SpA"
    r"|S\.p\.A|S\.A|S\.L|SL|Oy|Oyj|ASA|ApS|A/S|KG|KGaA|UG|eG|e\.\s?V|OÜ|Lda|Ltda|Kft|d\.o\.o|s\.r\.o|CIC|PLLC)\.?$"
)
_MARK = lazy(
    r"\b(?:Universit(?:y|ies|ät|é|eit|à|et)|Universidade?|Universitat|College|School|Academy|Institut[eo]?|Polytechnic|Hospitals?|Infirmary|Clinic"
    r"|NHS|Hospice|Council|Museum|Galler(?:y|ies)"
    r"|Librar(?:y|ies)|Bank|Trust|Foundation|Ltd|Limited|LLC|LLP|Inc|GmbH|AG|plc|PLC|B\.V|Pty|Group|Holdings|Solicitors|Chambers|Association|Society"
    r"|Federation|Ministry|Department (?:of|for)"
    r"|Agency|Authority|Commission|Brewery|Baker(?:y|ies)|Farms?|Vineyards?|Winery|Church|Cathedral|Theatre|Orchestra|Observatory|Laborator(?:y|ies)"
    r"|Studios?|Archives?|Port of|City of|Borough of"
    r"|Municipality|Waterworks|Dairy|Creamery|Ferries|Railways?|Airlines|Airways|Insurance Co|Constabulary|Police|Fire Service|Ambulance Service"
    r"|Courts?|Parliament|Embassy|Newspaper|Times|Gazette|Courier)\b"
    r"(?=\.?$|,|\.? (?:(?:of|for|in|at|on|and|the|de|der|di|Trust)\b|&|[A-Z]))",
)
_NO_PLACE = frozenset(
    "heart scale large work home night day play sea war law least best peace hand once intersection nexus crossroads forefront helm speed present"
    " last first all will hospitality"
    " freelance freelancer freelancing self-employed self employed myself confidential stealth unemployed various none n/a remote anywhere everywhere"
    " nowhere life love"
    " europe emea apac latam dach uk usa us eu asia africa america americas global international worldwide north-america".split()
)
_REGIONS = lazy(
    r"(?:(?:North|South|Latin|Central|Middle|Eastern|Western|Northern|Southern|UK|US|USA|EU|Asia|Europe|EMEA|APAC|DACH|Global|Africa|Americas?"
    r"|Nordics?|Benelux|India|China|Germany|France|Pacific|East|West|and|&)[ ,/]*)+$"
)
# A firm named after its partners: "Pike, Rowe & Finch LLP".
_PARTNERS = lazy(r"(?:[A-Z][\w'’-]{1,30}, ){1,4}[A-Z][\w'’-]{1,30},? (?:&|and) [A-Z][\w'’-]{1,30} (?:LLP|LLC|Ltd|Inc|PLLC|PC)\b")
_BEHIND = frozenset(
    "and & who where which since in with but by from after based helping on for until as while when, - because to via".split()
)
_NO_PLACE_FIRST = frozenset("my your our it this that i stealth home present self-employed freelance large heart scale".split())
_MOST_WORDS = 60
_LONGEST_NAME = 10  # words of an organisation
_CHIEF = lazy(
    r"(?:(?:co-?)?founder|(?:co-?)?owner|proprietor|c[efotmipr]o|cpto|chief executive(?: officer)?|chief \w+ officer|managing director"
    r"|managing partner|president|chairman|chair|general counsel"
    r"|director|head(?:teacher)?|principal)",
    re.I,
)
_HEAD = lazy(r"\s+(?:of|for|in|to|with|on|–|—|-)\s+|[,(/]")
_GRADE = lazy(r"\s+(?:I{1,3}|IV|V|[1-5]|L\d)$")
_CHIEFS = lazy(rf"(?:{_CHIEF.pattern})(?:\s*(?:,|&|\+|/|and)\s*(?:{_CHIEF.pattern}))*$", re.I)


def position(text: str) -> str | None:
    """The position that a phrase is where an employer stands behind it: "Head of Care", for "Head of Care" at X; None if it is no position."""
    said = _trimmed(text)
    plain = _plain_words(said)
    if not plain or len(plain) > _LONGEST_POSITION:
        return None
    named = any(_is_role(word) or word in _ANYWHERE for word in plain)
    return said if named or _is_agent(_head(said)) else None


def position_alone(text: str) -> str | None:
    """The position that a phrase surely is without any employer: "Registered nurse", "Professor of Soil Ecology"."""
    said = _trimmed(text)
    plain = _plain_words(_GRADE.sub("", said))
    if not plain or len(plain) > _LONGEST_ALONE or "/" in said or said[0].isdigit():
        return None
    head = _head(said).casefold().split()
    if (
        not head
        or (len(head) > 1 and head[-1] in _FANCIED and head[-2] in _FANCIES)
        or any(not word[0].isalpha() and word not in ("&",) for word in plain)
    ):
        return None
    last = head[-1]
    rest = plain[len(head) :]
    if rest and rest[0] in ("of", "in"):
        is_head = last in _BEFORE_IN if rest[0] == "in" else (_is_role(last) or last in _BEFORE_OF) and last not in _NO_COMPLEMENT
        return said if is_head and len(rest) > 1 else None
    if rest and not said[len(_head(said)) :].startswith("("):
        return said if head[0] in ("vp", "svp", "evp", "avp") else None
    is_role = _is_role(last) and (last not in _NOT_ALONE or len(head) > 1)
    return (
        said
        if is_role or head[0] in ("vp", "svp", "evp", "avp") or said.casefold() in ("vice president", "chief of staff")
        else None
    )


def is_chief(text: str) -> bool:
    """Whether whoever holds this position is told by the organisation alone: "Founder & CEO"."""
    return bool(_CHIEFS.match(_trimmed(text)))


def organisation(text: str) -> tuple[str, str] | None:
    """The organisation that a text begins with, and what stands behind it; None if it surely begins with none: "heart", "the intersection of"."""
    text = text.strip(" \t\"“”'‘’,.;:!@").removeprefix("the ").lstrip("@")
    words = text.split()[:_MOST_WORDS]
    partners = _PARTNERS.match(text)
    taken = len(partners[0].split()) if partners else _taken(words)
    if taken is None:
        return None
    name = " ".join(words[:taken]).strip(' ,.;:!"“”@')
    if (name.endswith((" Inc", " Ltd", " Co")) or "." in name.split()[-1]) and text.startswith(f"{name}."):
        name += "."
    plain = name.casefold()
    is_none = plain in _NO_PLACE or plain.split()[0] in _NO_PLACE_FIRST or _REGIONS.match(name)
    if is_none or taken > _LONGEST_NAME or "://" in name:
        return None
    return name, " ".join(words[taken:]).lstrip(" ,;-–—")


def _taken(words: list[str]) -> int | None:
    """How many words the name of an organisation takes; None if there is none."""
    taken = last = 0
    for i, word in enumerate(words):
        bare = word.strip(',.;:!()"“”@')
        if word.startswith("("):
            break
        if bare in ("and", "&", "+") and i and _ends_at(words[i + 1 :]):
            break
        if bare in ("in", "on", "at") and i and not _MARK.match(words[0]):
            break
        if i and bare in _LINKS:
            taken = i + 1
        elif _is_capital(bare) or (i and bare in _NOUNS):
            taken = last = i + 1
        elif i and (bare in _BEHIND or (bare.endswith("ing") and len(bare) > 4) or not bare):
            break
        else:
            return None
        if word[-1] in ",;:!" and not (i + 1 < len(words) and is_legal_form(words[i + 1])):
            break
    return last if taken and last else None


def has_mark(name: str) -> bool:
    """Whether a name says by itself that it is an organisation: "Hill School", "Foo Ltd"."""
    return len(name.split()) > 1 and bool(_MARK.search(name) or _LEGAL_END.search(name)) and _is_capital(name.removeprefix("the "))


def is_legal_form(text: str) -> bool:
    """Whether words are nothing but the form of a firm, which belongs to the name before them: "S.L.", "Pte Ltd", "Inc"."""
    words = text.split()
    return bool(words) and all(
        word in ("plc", "eG", "z", "o.o.") or (word.strip("().,").casefold() in _LEGAL and not word[0].islower()) for word in words
    )


def _ends_at(words: list[str]) -> bool:
    """Whether what follows an "and" belongs to the name no more: a role, or a word in small letters."""
    if words and (words[0].strip(",.;:").casefold() == "co" or words[0].strip(",.;:") in ("Company", "Sons", "Partners")):
        return False
    if words and words[0][0].islower() and words[0] not in _NOUNS | {"the"}:
        return True
    following = [word.strip(",.;:!()").casefold() for word in words[:3]]
    return any(
        _is_role(word) or word in ("ex", "former", "formerly", "previously", "chair", "member") or word.startswith("ex-")
        for word in following
    )


def _trimmed(text: str) -> str:
    said = " ".join(text.split()).strip(" ,.;:-–—&+|'")
    return _PRAISE.sub("", said)


def _plain_words(said: str) -> list[str]:
    """The words of a phrase in small letters; none if they cannot be a position."""
    words = _AIDE.sub(r"\1 ", said).replace("/", " / ").split()
    if (
        not words
        or words[0] == "I"
        or words[0].strip(",:").casefold() in _NO_FIRST
        or ": " in said
        or _NO_IN_POSITION.search(said)
        or not said[0].isalpha()
    ):
        return []
    for word in words:
        bare = word.strip(",()").replace("’", "'")
        if bare.casefold() in _NO_POSITION and (bare.islower() or bare.casefold() not in _SMALL):
            return []
    first = words[0].casefold()
    if first.endswith("ing") and first not in _OPENERS and not _is_named_job(words):
        return []
    return [word.strip(",()").casefold() for word in words if word.strip(",()/")]


def _is_named_job(words: list[str]) -> bool:
    """ "Mapping editor", "Monitoring and Evaluation Manager"; not "Helping teachers at", "Building and leading teams"."""
    is_pair = len(words) == 4 and words[1] in ("and", "&") and not words[2].endswith("ing")
    return (
        (len(words) == 2 or is_pair)
        and _is_role(words[-1].casefold())
        and words[-1].casefold() != "leader"
        and words[0].casefold() not in _NO_JOBS
    )


def _is_role(word: str) -> bool:
    return word in _ROLES or bool(_SURE_AGENT.fullmatch(word))


def _head(said: str) -> str:
    """The words before the first "of", "in" or comma, without a grade: "Engineer" of "Engineer II, Payments"."""
    return _GRADE.sub("", _HEAD.split(said, maxsplit=1)[0].strip())


def _is_agent(head: str) -> bool:
    last = head.casefold().split()[-1:] or [""]
    return bool(_AGENT.fullmatch(last[0])) and last[0] not in _NO_AGENTS


def _is_capital(word: str) -> bool:
    letters = [c for c in word[:40] if c.isalpha()]
    return bool(letters) and (not word[0].islower() or any(c.isupper() for c in letters))
