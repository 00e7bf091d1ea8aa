"""The headline of a profile, taken apart into typed pieces: "Staff Engineer @ Foo | ex-Bar | Speaker".

Precise rather than complete: what is not surely a position, a place of work, a work or a degree gives nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from outreach_lint.parsing.dates import CURRENTLY, SINCE_FIRST
from outreach_lint.parsing.roles import STOP, has_mark, is_chief, organisation, position, position_alone
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind


class HeadlinePart(NamedTuple):
    """One fact of a headline. Parts with the same `group` belong together: a position and its employer. `is_former` tells that it has ended."""

    kind: FactKind
    text: str
    group: int
    is_former: bool = False


class _Bundle(NamedTuple):
    parts: tuple[tuple[FactKind, str], ...]
    is_former: bool = False


_LONGEST, _MOST_PARTS, _MOST_ITEMS = 600, 24, 12  # code points; parts of a headline; items of a part
_DECORATED = ("<font>", "<wide>", "<circle>", "<square>")
_KEPT_SYMBOLS = frozenset("°№")
_MARKS = str.maketrans("", "", "®™©℠")
_BREAK, _ARROW = "\u2016", "→"
_SEPARATOR = lazy(rf"([‖|•‧∙●▪◆■❖;\n→…]|(?<!\w)·|·(?!\w)|(?<=[a-zà-ÿ\d)][a-zà-ÿ\d)]){STOP}\s(?=[A-Z])|//|\s[-–—‑~]{{1,3}}\s|—)")
_DASHES = frozenset("-–—‑~")
_AT = lazy(r"\s*@\s*|\s+(?:at|AT|At)\s+")
_FORMER = lazy(
    r"(?:former(?:ly)?|previous(?:ly)?|prev\.?|past|one-?time|then|ex|retired)(?:\s*:\s*|[-–‑]\s*|\s+)(?P<rest>\S.*)$", re.I | re.S
)
_ADJECTIVES = frozenset(
    {"former", "past", "retired", "onetime", "one-time"}
)  # before a role, where "formerly" may stand before a firm
_STAFF = frozenset("googler noogler xoogler amazonian microsoftie facebooker metamate ibmer".split())  # "ex-Googler" names no firm
_BEFORE_FORMER = lazy(
    r"\s*(?:[,&+/]|\band\b)\s*(?=(?:ex[-–‑: ]|former(?:ly)?\s|previously\s|prev\b))|\s+(?=(?:formerly|previously)\s)", re.I
)
_TAIL = lazy(
    r"\s+(?:helping|writing|building|working|speciali[sz]ing|focus(?:ed|ing)|covering|based|from|with|who|making|turning|creating|bringing)\s.*$"
)
_COMMA = lazy(r",\s+|\s*,$")
_WORK = lazy(
    r"(?:(?P<written>(?:co-?)?authors?|co-?writer|writer|novelist)|(?P<made>(?:co-?)?(?:hosts?|presenter|creator|maker|maintainer)|core developer"
    r"|lead maintainer))"
    r"\s+(?:of|behind|,)\s+(?P<what>\S.*)$",
    re.I,
)
_TITLE = lazy(r"[“\"«„](?P<quoted>[^“”\"«»„]{2,120})[”\"»“]")
_SINGLE = lazy(r"(?<!\w)[‘'](\w[^‘’']{1,100})[’'](?!\w)")
_TITLE_END = lazy(
    r"\s+[-–—|]\s+|[(;:,]|\.\s|\s+(?:and|&|who|which|with|for|on|about|at|by|out now|available)\s+(?=[a-z])|\s+(?:out now|coming)\b"
)
_TITLE_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on or over the to up with y de la el und der die das et le les".split()
)
_PODCAST = lazy(
    r"(?:the\s+)?(?P<what>[^\s,;(](?:(?!\s(?:on|at|for|with|from)\s)[^,;(])*?\b(?:[Pp]odcast|[Ss]how|[Nn]ewsletter|[Bb]log|[Cc]hannel|[Rr]adio))\b"
)
_SORT = lazy(
    r"(?:the |a |an )?(?:(?:upcoming|new|debut|memoir|poetry) )?(?:book|novel|memoir|blog|podcast|newsletter|column|collection|poem|play|series"
    r"|game)s?,? (?=[“\"«„A-Z])"
)
_TOKEN = lazy(r"[\w.+#/-]{2,40}$")
# Letters that people put into headlines: degrees, and the licences and memberships of professions in the UK, Ireland and the US.
_DEGREES = frozenset(
    "phd dphil edd md mba msc ma meng med mphil mpa mph mres mfa msw bsc ba beng bed bfa llb llm jd dds dvm bvsc mbbs mbchb dnp bsn msn mpp emba".split()
)
_CERTIFICATES = frozenset(
    "cfa cpa acca aca fca cima pmp pe p.eng peng rn rgn rmn np cissp cism cisa cfp frm csm cspo itil prince2 ceng ieng fcca phr sphr shrm-cp shrm-scp"
    " cips mcips mciht mcipd fcipd"
    " mrics frics mrtpi mice mistructe capm safe leed cma cia ccrn pgce qtls qts mrcs frcs mrcp frcp mrcgp frcgp mrcvs frcvs rcpath arb riba mba-cpa"
    " cap cams ea crna fnp".split()
)
_HAS_ENDED = "ended"
# The sections by what they are told by, each with the keys of its entries.
_SECTIONS: dict[str, dict[FactKind, str]] = {
    "volunteer": {FactKind.CAUSE: "organization", FactKind.POSITION: "position"},
    "education": {FactKind.SCHOOL: "institution", FactKind.DEGREE: "studyType", FactKind.FIELD: "area"},
    "work": {FactKind.EMPLOYER: "name", FactKind.POSITION: "position"},
    "publications": {FactKind.PUBLICATION: "name"},
    "projects": {FactKind.PROJECT: "name"},
    "certificates": {FactKind.CERTIFICATE: "name"},
}
_DEGREE_IN = lazy(
    r"(?P<degree>Ph\.?D\.?|D\.?Phil\.?|MBA|[MB]\.?(?:Sc|A|Eng|Ed|Phil|Res)\.?|LL\.?[BM]\.?)\s+in\s+(?P<area>[A-Z][\w&' -]{2,60})$"
)
_STUDENT = lazy(
    r"(?:[\w. /&'’-]{0,60}\s)?(?:student|undergraduate|undergrad|postgraduate|candidate|freshman|sophomore|graduate|grad)s?$", re.I
)
_GRADUATE = lazy(r"(?:[\w. /&'’-]{0,60}\s)?(?:alum|alumn[aiu]s?|alumni|candidate)$", re.I)
_UNPAID = lazy(r"(?:[\w '’-]{0,40}\s)?(?:volunteer|trustee|mentor|governor|school governor)$", re.I)
_PASSING = lazy(
    r"(?:[\w '’-]{0,40}\s)?(?:speaker|panellist|panelist|keynote|guest|attendee|lover|member|fan|instructor and speaker)$", re.I
)
_FUNCTIONS = frozenset(
    "product design engineering marketing sales operations ops growth people hr recruiting talent finance legal partnerships data research strategy"
    " policy comms"
    " communications security gtm devrel bizdev procurement logistics accounting it ux editorial".split()
) | frozenset(
    "business development; customer success; talent acquisition; investor relations; public policy; machine learning; human resources; developer relations;"
    " supply chain; public affairs; product design; product marketing; product management; data science; software engineering".split(
        "; "
    )
)
_FOR_ONESELF = lazy(r"(?:freelance|self[- ]employed|stealth|confidential)\b", re.I)
_PARENTHESIS = lazy(r"\((?P<inner>[^()]{0,120})\)")
_ENDED = lazy(r"\((?:exited|retired|sold|former(?:ly)?|until (?:19|20)\d\d|(?:19|20)\d\d ?[-–] ?(?:(?:19|20)\d\d|\d\d))\)", re.I)
# Words of other languages that stand in no English headline, nor in the name of a firm.
_FOREIGN = lazy(
    r"(?<![\w&'’-])(?:en|et|für|bei|beim|chez|und|presso|voor|het|aan|em|que|avec|dans|der|mit|por|para|och|och|på|ja|jest|w)(?![\w&'’-])"
)
_TO_HIRE = lazy(r"\b(?:open to|hiring|opentowork|for hire|looking for|seeking|#\w+)\b|^(?:not|life|love)\b", re.I)
_BOARD = lazy(
    r"(?P<role>(?:advisory |founding |executive )?board (?:member|chair|director|advis[eo]r)|(?:school )?governor|trustee|non-?executive director|chair|member"
    r"|chair of (?:the )?(?:board|trustees|governors))(?:\s*,?\s+(?:at|of|for|@)\s+|\s*,\s*)(?P<where>\S.*)$",
    re.I,
)
_CLUB = lazy(r"\b(?:Association|Society|Club|Federation|Charity|Allotments?|Choir|Rotary|Friends)\b")
_ROLE_OF = lazy(r"(?P<role>\S.*?)\s+of\s+(?P<where>(?:the\s+)?\S.*)$", re.I)


def read_headline(text: str) -> list[HeadlinePart]:
    """The facts of a headline, in its order; an empty list where nothing in it is sure. Never raises."""
    found: list[HeadlinePart] = []
    said = _cleaned(text[:_LONGEST])
    is_foreign = bool(_FOREIGN.search(said))
    for bundle in dict.fromkeys(_bundles(said)):
        if is_foreign and len(bundle.parts) == 1:
            continue  # a lone word may be one of that language: "Ex-Banquier"
        group = found[-1].group + 1 if found else 0
        found += [HeadlinePart(kind, fact, group, bundle.is_former) for kind, fact in bundle.parts]
    return found


def entries_of(parts: Iterable[HeadlinePart]) -> dict[str, list[dict[str, str]]]:
    """The parts as sections of a JSON Resume record, an entry a group; one that has ended has an end that is no date."""
    record: dict[str, list[dict[str, str]]] = {}
    for _, group in groupby(parts, key=lambda part: part.group):
        facts = list(group)
        kinds = {part.kind for part in facts}
        section = next(
            section
            for section, known in _SECTIONS.items()
            if next(iter(known)) in kinds or (kinds <= known.keys() and section != "volunteer")
        )
        entry = {_SECTIONS[section][part.kind]: part.text for part in facts if part.kind in _SECTIONS[section]}
        record.setdefault(section, []).append(
            {**entry, "endDate": _HAS_ENDED} if facts[0].is_former or FactKind.DEGREE in kinds else entry
        )
    return record


def _cleaned(text: str) -> str:
    """The text without emoji and decorations, each of which may stand between two parts; letters in fancy dress become plain ones."""
    kept = []
    for c in unicodedata.normalize("NFC", text).translate(_MARKS):
        if unicodedata.decomposition(c).startswith(_DECORATED):
            c = unicodedata.normalize("NFKC", c)
        category = unicodedata.category(c[0])
        if c in "\u200b\u200c\u200d\u2060\ufeff" or category in ("Mn", "Me", "Cf", "Cs", "Cn", "Co", "Sk"):
            continue
        if c == "\n" or (category == "Cc" and c in "\r\t\v\f\x85"):
            kept.append("\n")
        elif "\u2190" <= c <= "\u21ff" or c in "➡➜➝➞➔⟶»›":
            kept.append(_ARROW if c not in "»›" else c)
        elif category == "Cc":
            continue
        else:
            kept.append(_BREAK if category == "So" and c not in _KEPT_SYMBOLS else c)
    joined = re.sub(r"[^\S\n]+", " ", "".join(kept))
    # An emoji inside a phrase is decoration: "Nurse 🩺 at St Mary's".
    return re.sub(r" ?‖[‖ ]*(?=(?:at|@|of|in|and|&)\b|@)", " ", joined)


def _bundles(text: str) -> Iterator[_Bundle]:
    pieces = _SEPARATOR.split(text)[: _MOST_PARTS * 2]
    parts = [piece.strip(" ,") for piece in pieces[::2]]
    marks = [*pieces[1::2], ""]
    for i, part in enumerate(parts):
        follows = next((later for later in parts[i + 1 :] if later), "")
        if not part or (marks[i] == _ARROW and follows):
            continue
        after_dash = i > 0 and marks[i - 1].strip()[:1] in _DASHES and marks[i - 1] != _ARROW
        if after_dash and _employs(parts[i - 1], part):
            continue  # told with the position before it
        before_dash = marks[i].strip()[:1] in _DASHES and marks[i] != ""
        if before_dash and i + 1 < len(parts) and _employs(part, parts[i + 1]):
            yield from _read(f"{part} at {parts[i + 1]}", 0)
        else:
            yield from _read(part, 0)


def _employs(role: str, place: str) -> bool:
    """Whether "Consultant anaesthetist - Leeds General Infirmary" is a position at a place."""
    name = organisation(_PARENTHESIS.sub("", place).partition(",")[0])
    alone = position_alone(_PARENTHESIS.sub("", role))
    return bool(
        alone
        and name
        and not name[1]
        and has_mark(name[0])
        and not _AT.search(place)
        and not position_alone(place)
        and not _FORMER.match(role)
    )


def _read(part: str, depth: int) -> Iterator[_Bundle]:
    """The facts of what stands between two separators."""
    part = CURRENTLY.sub("", SINCE_FIRST.sub("", part, count=1), count=1)
    if depth > _MOST_ITEMS or not part:
        return
    for inner in _PARENTHESIS.findall(part)[:_MOST_ITEMS]:
        if _FORMER.match(inner.strip()):
            yield from _former(inner.strip(), depth)
    has_ended = bool(_ENDED.search(part))
    part = _PARENTHESIS.sub(" ", part)
    part = " ".join(part.split()).strip(" ,.!-–—")
    now, *before = _BEFORE_FORMER.split(part, maxsplit=_MOST_ITEMS)
    if before:
        for piece in (now, *before):
            yield from _read(piece, depth + 1)
        return
    for reader in (_former, _works, _credentials, _board, _pairs, _of_place, _list):
        found = list(reader(part, depth + 1))
        if found:
            yield found[0]._replace(is_former=found[0].is_former or has_ended)
            yield from found[1:]
            return


def _former(part: str, depth: int) -> Iterator[_Bundle]:
    """ "ex-Bar", "formerly X at Y", "previously at Y", "former CTO, Y", "ex-Foo, ex-Bar"."""
    match = _FORMER.match(part)
    if not match:
        return
    word = part[: match.start("rest")].casefold().strip(" :-–‑")
    yield from _one_former(match["rest"].strip(), word == "ex", word in _ADJECTIVES, depth)


def _one_former(rest: str, is_ex: bool, is_adjective: bool, depth: int) -> Iterator[_Bundle]:
    if re.match(r"(?:at|@|with)\s*\S", rest, re.I):
        named = re.sub(r"^(?:at|@|with)\s*", "", rest, flags=re.I)
        yield from _employers(named, depth)
        return
    inner = [bundle for reader in (_works, _board, _pairs, _of_place) for bundle in reader(rest, depth + 1)][:1]
    if inner:
        yield _Bundle(inner[0].parts, True)
        return
    at = _AT.search(rest)
    if at and not re.search(r",|(?:\band|&|\+)$", rest[: at.start()]):  # the role is not known: "prev. Staff Eng @ Foo"
        yield from _employers(rest[at.end() :], depth)
        return
    first, *others = _COMMA.split(rest, maxsplit=_MOST_ITEMS)
    if position_alone(first):
        yield _Bundle(((FactKind.POSITION, str(position_alone(first))),), True)
    elif re.search(r"\s(?:for|of)\s", first) and not has_mark(first):
        return  # a post rather than a firm: "former MP for Wexbourne"
    elif is_adjective and not has_mark(first):
        return  # "former MP", "retired GP"
    elif is_ex:
        yield from _employers(first, depth)
        for other in others:
            yield from _later(other, depth)
    else:
        yield from _employers(rest, depth)


def _employers(text: str, depth: int) -> Iterator[_Bundle]:
    """Former employers: "Foo, Bar and @Baz"."""
    for piece in re.split(r",\s+|\s*[/+]\s*|\s+(?:&|and)\s+(?=@)|\s+@", text, maxsplit=_MOST_ITEMS):
        name = organisation(piece)
        if (
            name
            and name[0].casefold() not in _STAFF
            and not position_alone(name[0])
            and not _credential_kind(name[0])
            and len(name[0].split()) < 7
        ):
            yield _Bundle(((FactKind.EMPLOYER, name[0]),), True)


def _works(part: str, depth: int) -> Iterator[_Bundle]:
    """ "Author of “Quiet Maps”", "Host of the Slow Water podcast", "Maintainer of tidelog"."""
    match = _WORK.match(part)
    if not match:
        return
    kind = FactKind.PUBLICATION if match["written"] else FactKind.PROJECT
    for title in titles(match["what"], is_name=match["made"] is not None and "maint" in match["made"].casefold()):
        yield _Bundle(((kind, title),))


def titles(what: str, is_name: bool = False) -> list[str]:
    """The titles that a text begins with, in quotation marks or in capitals: “Quiet Maps” and “Loud Maps”. With `is_name`, one small word is a name."""
    what = _SINGLE.sub(r"“\1”", what[:_LONGEST])
    quoted = [match["quoted"].strip(" ,.") for match in _TITLE.finditer(what)]
    if quoted:
        return quoted
    what = _SORT.sub("", what, count=1)
    podcast = _PODCAST.match(what)
    if podcast and any(word[0].isupper() for word in podcast["what"].split()):
        what = podcast["what"]
    plain = _TITLE_END.split(what, maxsplit=1)[0].strip(" ,.!'‘’*_")
    words = plain.removeprefix("the ").split()
    if is_name and len(words) == 1 and _TOKEN.match(words[0]) and not position_alone(words[0]):
        return words
    if (
        not words
        or len(words) > 12
        or not (words[0][0].isupper() or (words[0][0].isdigit() and len(words) > 1 and words[1][0].isupper()))
    ):
        return []
    small = _TITLE_SMALL | {"podcast", "show", "newsletter", "blog", "channel", "radio"}
    is_title = all(not word[0].islower() or word in small for word in words) and words[-1] not in _TITLE_SMALL
    return [" ".join(words)] if is_title and not plain[0].isdigit() else []


def _credentials(part: str, depth: int) -> Iterator[_Bundle]:
    """ "PhD", "MBA, CFA", "PhD in Physics"."""
    match = _DEGREE_IN.match(part)
    if match:
        yield _Bundle(((FactKind.DEGREE, match["degree"]), (FactKind.FIELD, match["area"].strip())))
        return
    words = [word for word in re.split(r"[,\s/&]+", part) if word]
    kinds = [_credential_kind(word) for word in words]
    if words and all(kinds):
        yield from (_Bundle(((kind, word.strip(".,")),)) for kind, word in zip(kinds, words, strict=True) if kind)


def _credential_kind(word: str) -> FactKind | None:
    if not any(c.isupper() for c in word) or len(word) > 12:
        return None
    plain = word.replace(".", "").casefold()
    return FactKind.DEGREE if plain in _DEGREES else FactKind.CERTIFICATE if plain in _CERTIFICATES else None


def _board(part: str, depth: int) -> Iterator[_Bundle]:
    """ "Board member at X", "Trustee of X": not what somebody lives on."""
    match = _BOARD.match(part)
    if not match or match["role"].casefold() == "member":
        return
    name = organisation(match["where"])
    if not name:
        return
    is_unpaid = re.search("trustee|governor", match["role"], re.I) or _CLUB.search(name[0])
    kind = FactKind.CAUSE if is_unpaid else FactKind.EMPLOYER
    if kind is FactKind.EMPLOYER and match["role"].casefold() == "chair" and not has_mark(name[0]):
        return
    yield _Bundle(((FactKind.POSITION, match["role"]), (kind, name[0])))
    yield from _rest(name[1], depth)


def _pairs(part: str, depth: int) -> Iterator[_Bundle]:
    """ "Staff Engineer @ Foo", "Founder at Foo and @Bar", "Speaker, Staff Engineer at Foo"."""
    match = _AT.search(part)
    if not match or not match.start() or _TO_HIRE.search(part[: match.start()]):
        return
    left, right = part[: match.start()].strip(" ,"), part[match.end() :]
    if any(_FORMER.match(item) for item in _COMMA.split(left, maxsplit=_MOST_ITEMS)[1:]):
        return
    if left.isupper() and len(left) > 6 and match[0].strip() != "@" and not has_mark(right.title().replace("'S", "'s")):
        return  # in capitals throughout, a heart looks like a firm
    if " / " in left and all(position_alone(item) for item in left.split(" / ")):
        *before, role = left.split(" / ")
    else:
        *before, role = _divided(left)
    for item in before:
        yield from _later(item, depth)
    yield from _at(role, right, organisation(right) or _handle(match[0], right), depth)


def _at(role: str, right: str, name: tuple[str, str] | None, depth: int) -> Iterator[_Bundle]:
    """A role, and what stands behind its "at"."""
    if not name:
        alone = position_alone(role) if _FOR_ONESELF.match(right) else None
        if alone:
            yield _Bundle(((FactKind.POSITION, alone),))
        return
    first, *others = re.split(r"\s+(?:and |& )?@", right, maxsplit=_MOST_ITEMS) if "@" in right else [right]
    name = organisation(first) or name
    found = _placed(role, name[0])
    if not found:
        return
    yield _Bundle(found)
    for other in others:
        another = organisation(other)
        if another:
            yield _Bundle(_placed(role, another[0]))
    if not others:
        yield from _rest(name[1], depth)


def _handle(mark: str, right: str) -> tuple[str, str] | None:
    """A name in small letters, where it stands right behind the "@": "CEO @foo"."""
    word, _, rest = right.partition(" ")
    is_one = mark.endswith("@") and re.fullmatch(r"[a-z][a-z0-9_.-]{2,30}", word.strip(",")) and not organisation_is_idle(word)
    return (word.strip(",."), rest) if is_one else None


def organisation_is_idle(word: str) -> bool:
    """Whether a small word behind "@" names no place: "@ scale"."""
    return organisation(word.strip(",.").title()) is None


def _placed(role: str, name: str) -> tuple[tuple[FactKind, str], ...]:
    """The facts of a role at a place; none if it is not surely one."""
    if _PASSING.match(role) and not re.search(r"board|staff|faculty", role, re.I):
        return ()
    if re.search(r"\b(?:aspiring|incoming|future|prospective)\b", role, re.I):
        return ()
    if _GRADUATE.match(role) or (_STUDENT.match(role) and not re.search(r"research|assistant|fellow", role, re.I)):
        return ((FactKind.SCHOOL, name),) if has_mark(name) or _STUDENT.match(role) else ()
    if role.casefold() in _FUNCTIONS:
        return ((FactKind.EMPLOYER, name),)
    said = position(role.removesuffix(" of"))
    if not said:
        return ()
    return ((FactKind.POSITION, said), (FactKind.CAUSE if _UNPAID.match(said) else FactKind.EMPLOYER, name))


def _divided(left: str) -> list[str]:
    """ "Speaker, Staff Engineer" is two; "Data Science Manager, Demand Forecasting" is one."""
    items = _COMMA.split(left, maxsplit=_MOST_ITEMS)
    letters = 0
    while letters < len(items) - 1 and _credential_kind(items[letters]):
        letters += 1
    roles = items[letters:]
    are_many = len(roles) > 1 and all(position_alone(item) for item in roles) and not is_chief(", ".join(roles))
    return [*items[:letters], *(roles if are_many else [", ".join(roles)])]


def _of_place(part: str, depth: int) -> Iterator[_Bundle]:
    """ "Founder of Foo", "Director of Two Rivers Food Bank", "CEO, Foo", "Head chef, Hill School"."""
    match = _ROLE_OF.match(part)
    if match and position_alone(match["role"]) and is_chief(match["role"]):
        name = organisation(match["where"])
        named = re.search(
            r"\b(?:co-?)?(?:founder|owner|c[efotm]o|proprietor|managing|president|chief executive|headteacher)\b",
            match["role"],
            re.I,
        )
        if name and (
            has_mark(name[0]) or (named and not re.match(r"(?:three|two|several|many|multiple|various)\b", name[0], re.I))
        ):
            yield _Bundle(((FactKind.POSITION, match["role"].strip()), (FactKind.EMPLOYER, name[0])))
            yield from _rest(name[1], depth)
            return
    role, _, rest = part.partition(", ")
    while rest and is_chief(role) and is_chief(rest.partition(", ")[0]):
        more, _, rest = rest.partition(", ")
        role = f"{role}, {more}"
    name = organisation(rest) if rest else None
    if (
        not name
        or (position_alone(name[0]) and not has_mark(name[0]))
        or _credential_kind(name[0])
        or _AT.search(rest.partition(",")[0])
    ):
        return
    by_role = is_chief(role) and not re.search(r"director$|^chair$|^head$|^principal$", role, re.I)
    if (position_alone(role) or is_chief(role)) and (has_mark(name[0]) or by_role):
        yield _Bundle(((FactKind.POSITION, role.strip()), (FactKind.EMPLOYER, name[0])))
        yield from _rest(name[1], depth)


def _list(part: str, depth: int) -> Iterator[_Bundle]:
    """Roles that stand alone: "Speaker", "Writer, editor and beekeeper", "Author / Speaker"."""
    alone = position_alone(part) or position_alone(_TAIL.sub("", part, count=1))
    if alone and "," not in alone:
        yield _Bundle(((FactKind.POSITION, alone),))
        return
    slashed = [item.strip() for item in part.split(" / ")]
    if len(slashed) > 1:
        if all(position_alone(item) for item in slashed) or any(_AT.search(item) for item in slashed[:-1]):
            for item in slashed[:_MOST_ITEMS]:
                yield from _read(item, depth)
        return
    first, *others = _COMMA.split(part, maxsplit=_MOST_ITEMS)
    if not others:
        yield from _and(part)
        return
    if position_alone(first):
        yield _Bundle(((FactKind.POSITION, str(position_alone(first))),))
    for other in others:
        yield from _later(other, depth)


def _and(part: str) -> Iterator[_Bundle]:
    """ "Ferry historian and tram driver": two roles, if both are whole."""
    items = re.split(r"\s+(?:and|&)\s+", part, maxsplit=_MOST_ITEMS)
    first = position_alone(items[0])
    if len(items) > 1 and first:
        others = [list(_later(item, 1)) for item in items[1:]]
        if all(others):
            yield _Bundle(((FactKind.POSITION, first),))
            yield from (bundle for found in others for bundle in found)


def _rest(text: str, depth: int) -> Iterator[_Bundle]:
    """What stands behind the place of work: ", previously Bar", "and author of “Quiet Maps”"."""
    for item in _COMMA.split(text, maxsplit=_MOST_ITEMS) if depth < _MOST_ITEMS else []:
        yield from _later(item, depth)


def _later(item: str, depth: int) -> Iterator[_Bundle]:
    """A further item: only what is told by its own words."""
    item = re.sub(r"^(?:and|&|\+)\s+", "", item.strip(" ,.!"))
    readers = (_former, _works, _credentials, _board, _pairs, *((_of_place,) if "," not in item else ()))
    for reader in readers:
        found = list(reader(item, depth + 1))
        if found:
            yield from found
            return
    alone = position_alone(item)
    if alone:
        yield _Bundle(((FactKind.POSITION, alone),))
