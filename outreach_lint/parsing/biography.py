"""Typed facts from a biography in prose, in the third or the first person: "Ada Example is a marine biologist at Foo and lives in Hull."

Sentences are cut into clauses about the person; a clause gives a fact only if it follows one of a few plain patterns. What others do, and what is said
behind "which" or "whose", gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from outreach_lint.parsing.headline import entries_of, read_headline, titles
from outreach_lint.parsing.names import NICKNAME, bare_name, capital_run
from outreach_lint.parsing.names import is_name as is_name
from outreach_lint.parsing.other_people import is_others_name, without_others
from outreach_lint.parsing.roles import STOP, has_mark, organisation, position_alone
from outreach_lint.patterns import lazy
from outreach_lint.profile import name_words, spoken_name

Record = dict[str, list[dict[str, Any]]]

_GAP = "ǃ"  # stands for a space inside a title: a letter, so that nothing is divided there
_MOST_SENTENCES, _LONGEST_SENTENCE, _MOST_CLAUSES, _MOST_LISTED = 300, 600, 12, 12
_STOP = lazy(rf"((?<!\b[A-Z])(?:{STOP}|[!?])[”\"’')]?)\s+(?=[“\"‘'(]?[A-Z0-9À-Þ])")
_TITLE = r"(?:(?:Dr|Prof|Professor|Sir|Dame|Rev|Mr|Mrs|Ms|Mx|Chef|Judge|Captain|Coach|Senator|Councillor|Colonel)\.? )?"
_FULL_NAME = _TITLE + r"(?:[^\W\d_][\w'’.-]{0,30} ){0,4}[^\W\d_][\w'’-]{1,30}"
_SAYS_NAME = lazy(
    rf"(?:(?:hi|hello|hey)\b[^\w]{{1,5}})?(?P<self>(?:I\s?['’]m|I am|[Mm]y name is|[Mm]y name[’']s))\s+(?P<name>{_FULL_NAME})(?=[,.!;:)(–—-]"
    rf"|\s+(?:and|from|an?|the)\b|$)"
)
_TOLD_NAME = lazy(
    rf"(?P<name>{_FULL_NAME.replace('{0,4}', '{0,4}?')})(?:\s*\([^()]{{1,60}}\))?(?P<aside>,[^,.]{{1,80}},)?"
    r"\s+(?:is|was|has|works|lives|leads|writes|teaches|serves|runs|studies|holds|makes|farms|heads|founded|co-founded|cofounded|joined|directs|grows"
    r"|builds|edits|designs|hosts|spent|trained|studied|grew|[a-z]{3,12}s)\s",
)
_PERSONAL = lazy(r"\b(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|[Hh]im|[Hh]imself|[Hh]erself|I|my|[Tt]hey)\b")
_FORMER_WHEN = lazy(
    r"(?:before (?:that|this|then)|previously|earlier|formerly|(?:prior to|before) [^,]{1,80}(?=,)|before [^,.]{1,60}?(?=\s(?:she|he|they"
    r"|I)\s)|in (?:a|her|his|their|my)"
    r" (?:former|previous|earlier|past) (?:life|career|role|job)|earlier in (?:her|his|their|my) career|until (?:recently|(?:19|20)\d\d)|from (?:19"
    r"|20)\d\d (?:to|until) (?:19|20)\d\d"
    r"|for (?:\w+ ){1,3}(?:years|months)(?: before that)?|once)[,:]?\s+",
    re.I,
)
_NOW_WHEN = lazy(
    r"(?:today|now|currently|these days|at present|by day|nowadays|at the moment|since (?:\w+ )?(?:19|20)\d\d|for the (?:last|past) [^,]{1,30}"
    r"|professionally|by night|in (?:her|his|their|my) (?:spare|free) time),?\s+",
    re.I,
)
_IN_YEAR = lazy(r"in (?P<year>(?:19|20)\d\d),?\s+", re.I)
_DEGREE = (
    r"(?:Ph\.?\s?D\.?|D\.?Phil\.?|doctorate|doctoral degree|MBA|(?:[BM]\.?(?:Sc|A|Eng|Ed|Phil|Res|FA|Mus|SN?|Arch|PH|SW|Litt|Des|Tech|Com)\.?)(?=[\s,.])"
    r"|LL\.?[BM]\.?"
    r"|(?:[Bb]achelor|[Mm]aster)(?:['’]s)?(?: of (?:Arts|Science|Engineering|Education|Laws|Fine Arts|Music|Business Administration))?|[Dd]iploma|[JM]\.?D\.?"
    r"|(?:medical|nursing|engineering|science|history|honours) degree|law degree|degree|first degree)"
)
_OTHERS = lazy(rf"[,;]?\s+(?:which|who|whose|that|whom|than|(?:and|but)\s+(?:her|his|their|my)(?!\s+{_DEGREE}))\s.*$")
_ASIDE = lazy(r",\s+(?:an?|the)\s[^,.]{3,80},(?=\s)")
_VERBS = (
    "is|was|has|have|had|lives|live|works|work|worked|leads|lead|led|runs|run|ran|hosts|host|co-hosts|holds|hold|studied|studies|study|writes|write|wrote|teaches|teach|taught|spoke|speaks|speak"
    "|spoken|co-founded|cofounded|founded|serves|serve|served|edits|edit|chairs|chair|volunteers|volunteer|graduated|trained|heads|head|headed|directs|direct|manages|manage|managed|received|earned|completed"
    "|gained|obtained|published|won|maintains|maintain|spent|joined|resides|sits|gave|presented|read|coaches|curates|oversees|co-authored|lectures|volunteered"
)
_CLAUSES = lazy(
    rf"(?:[,;]\s+)?\s*\b(?:and|but|where|while|when)\s+(?=(?:she|he|they|I)\b)|(?:,?\s+and\s+|,\s+|;\s+)(?:(?:also|then|currently|previously|now"
    rf"|still)\s+)?(?=(?:{_VERBS})\s)"
)
_ADVERBS = lazy(
    r"(?:(?:also|currently|now|previously|formerly|recently|then|still|both|once|regularly|frequently|often|later|first|proudly|usually|mostly)\s+)+",
    re.I,
)
_FORMER_ADVERB = lazy(r"\b(?:previously|formerly|once)\b", re.I)
_BE = lazy(
    r"(?:is|am|are|['’]s|['’]m|was|were|has been|have been|had been|(?:currently )?(?:works?|worked|serves?|served|working)(?: part-time| full-time"
    r"| now| also| freelance)? as)\b\s*(?P<rest>.*)$",
    re.I,
)
_PAST = lazy(r"(?:was|were|had been|worked|served|led|ran|headed|managed|taught|spent|directed|edited|chaired|held)\b", re.I)
_NO_ROLE = lazy(
    r"(?:named|elected|appointed|awarded|born|raised|made|considered|known|called|voted|listed|featured|married|not|never|no longer|on|in|at|from"
    r"|interested|passionate|nominated|shortlisted|said)\b",
    re.I,
)
_BASED = lazy(
    r"(?:is |am |are |['’]s |['’]m )?(?:currently |now )?(?:lives?|based|resides?|living|lived and works|lives? and (?:works?|writes?|farms?|teaches"
    r"|paints)|works and lives)\s+in\s+(?P<place>\S.*)$",
    re.I,
)
_THEN_BASED = lazy(r",?\s+(?:and\s+)?(?:is\s+)?(?:based|living)\s+in\s+(?P<place>[A-ZÀ-Þ].*)$")
_WITH = lazy(r"(?<![,;])\s+(?:(?P<beside>with)|for)\s+(?P<whom>(?:the )?[A-ZÀ-Þ][^,;()]*)")
# "Works with Foo" may tell of a partner or a client.
_WORKS_AT = lazy(
    r"(?:(?:works?|serves?|teaches|lectures|practi[sc]es)\s+(?:at|for|in)|serves?\s+with|works?\s+with(?=\s[^,.]{2,60}?,?\sas\san?\s))\s+(?P<where>\S.*)$"
)
_WORKS_SINCE = lazy(r"ha(?:s|ve) (?:worked (?:at|for)|been (?:at|with))\s+(?P<where>\S.*?),?\s+since\s")
_WORKED_AT = lazy(
    r"(?:worked|was|spent .{2,40}?|held (?:.{2,60}? )?(?:roles?|positions?|posts?|jobs))\s+(?:at|for|(?<!worked )with)\s+(?P<where>\S.*)$",
    re.I,
)
_DOES_AT = lazy(
    r"(?:leads?|led|runs?|ran|heads?|headed|directs?|directed|manages?|managed|oversees?|teaches|teach|taught|coaches|edits?|edited|curates?"
    r"|practi[sc]es|coordinates|supervises|looks after|designs|builds|makes)"
    r"\s+(?P<what>\S.{1,100}?)\s+at\s+(?P<where>\S.*)$"
)
_VAGUE = lazy(r"(?:something|things?|stuff|everything|anything)\b", re.I)
_FOUNDED = lazy(r"(?P<co>co-?)?(?P<verb>founded)\s+(?P<what>[“\"]?(?:[A-Z0-9À-Þ]|the [A-Z]).*)$")
_EXITED = lazy(r"\b(?:sold|acquired|exited|closed|wound (?:it )?up|left|until)\b")
_YEAR = lazy(r"\bin ((?:19|20)\d\d)\b")
_HOLDS = lazy(
    rf"\b(?:an?|her|his|their|my|the|and|both an?|first-class|,)\s+(?P<degree>{_DEGREE})(?:\s+degree)?(?:\s+(?:in"
    rf"|on)\s+(?P<area>[^,.;()]{{2,80}}?))?(?:\s*,)?\s+(?:from|at)\s+(?P<where>[^;()]{{2,120}}?)(?=,?\s+and\s+(?:an?|her|his|their|my)\s|,\s+an?\s|[;()]|$)"
)
_STUDIED = lazy(
    r"(?P<verb>studied|read|(?:is |am )?studying|studies|study)\s+(?P<area>[^,;.()]{2,80}?)\s*,?\s+at\s+(?P<where>\S.*)$"
)
_STUDIED_AT = lazy(
    r"(?:graduated (?:from|at)|is a graduate of|am a graduate of|trained at|studied at|trained as an? [\w -]{3,40}? at|was educated at)\s+(?P<where>\S.*)$",
    re.I,
)
_AUTHOR = lazy(r"\b(?:co-)?authors? of\s+(?P<what>\S.*)$", re.I)
_WROTE = lazy(
    r"\b(?:wrote|co-wrote|co-authored|authored|has written|have written|writes?|published|is writing)\s+(?:also\s+)?(?P<what>\S.*)$",
    re.I,
)
_BOOK = lazy(
    r"(?:Her|His|Their|My|her|his|their|my)\s+(?:\w+\s+){0,3}?(?:books?|novels?|memoir|collections?|papers?|essays?|articles?|poems?|poetry|stories"
    r"|story|plays?|guide|newsletter|blog)"
    r"(?:\s+include|\s+on [\w ]{2,30})?,?\s+(?P<what>[“].*)$"
)
_SPOKE = lazy(
    r"\b(?:spoken|spoke|speaks?|presented|keynoted|lectured|has given talks|gives talks|gave talks|talks given)\s+(?:\w+ly\s+|often\s+)?at\s+(?P<where>\S.*)$",
    re.I,
)
_GAVE = lazy(
    r"\b(?:gave|given|gives|delivered|presented)\s+(?:an?|the|her|his|my)\s+(?:\w+\s+)?(?:talk|keynote|lecture|workshop"
    r"|paper)[^“]{0,40}“(?P<title>[^”]{2,120})”(?:\s+at\s+(?P<where>\S.*))?",
    re.I,
)
_HOSTS = lazy(r"\b(?:co-?)?(?:hosts?|presents)\s+(?P<what>\S.*)$", re.I)
_HOST_OF = lazy(r"\b(?:co-?)?(?:host|presenter) of\s+(?P<what>\S.*)$", re.I)
_BROADCAST = lazy(r"\b(?:podcast|show|radio|series|programme)\b", re.I)
_STATION = lazy(r"\s+on\s+(?:the\s+)?(?:BBC|NPR|ITV|Channel|\w+ (?:Radio|FM|TV))\b.*$")
_WON = lazy(
    r"\b(?:won|to win|received|awarded|winner of|recipient of|holder of)\s+(?:the\s+|an?\s+)?(?P<what>(?:19|20)?\d{0,2}\s?[A-ZÀ-Þ][^,.;()]{2,80}?\b(?:Prize"
    r"|Award|Medal|Fellowship|Cup|Bursary|Scholarship)(?: (?:for|in)(?: (?:the )?[A-ZÀ-Þ]\w+)+)?)(?!\w)"
)
_VOLUNTEERS = lazy(r"volunteers?\s+(?:at|for|with|as an? (?P<role>[\w -]{3,40}?) (?:at|for|with))\s+(?P<where>\S.*)$", re.I)
_SPEAKS = lazy(r"\bspeaks?\s+(?P<what>[A-ZÀ-Þ]\w+(?:(?:,? and |, )[A-ZÀ-Þ]\w+){0,6})\b")
# Languages with some millions of speakers, and the national ones of Europe, as English calls them.
_LANGUAGES = frozenset(
    """
    arabic basque bengali bulgarian cantonese catalan chinese croatian czech danish dutch english estonian farsi finnish french gaelic galician
    german greek gujarati hausa hebrew hindi hungarian icelandic igbo indonesian irish italian japanese kannada korean latvian lithuanian malay
    malayalam mandarin maori marathi māori nepali norwegian persian polish portuguese punjabi romanian russian serbian slovak slovenian somali
    spanish swahili swedish tagalog tamil telugu thai turkish ukrainian urdu vietnamese welsh xhosa yoruba zulu
    """.split()
)
_PLACE_LINKS = frozenset("the of de del la le upon on sur am an der den in-furness do da dos und and".split())
_QUOTED = lazy(r"“([^“”]{2,120})”")
_ITALIC = lazy(r"(?<![\w*_])[*_]([^*_\n]{2,100})[*_](?![\w*_])")
_SINGLE = lazy(r"(?<![\w’])[‘']([A-ZÀ-Þ0-9][^‘’'\n]{2,100}?(?:['’]s [^‘’'\n]{2,60}?)?)[’'](?![\w])")
_DOUBLE = lazy(r"[\"„«]([^\"„“”«»\n]{2,120})[\"“”»]")


def name_told(text: str) -> str | None:
    """The name that a biography gives in its first sentence: "Ada Example is …", "I'm Ada Example, …"; None if it gives none."""
    first = NICKNAME.sub(r"\1", text[:_LONGEST_SENTENCE], count=1)
    own = _SAYS_NAME.match(first) or _SAYS_NAME.search(first)
    if own and is_name(capital_run(own["name"])):
        return capital_run(own["name"])
    told = _TOLD_NAME.match(first)
    if not told or not is_name(told["name"]):
        return None
    rest = first[told.end("aside") if told["aside"] else told.end("name") :]
    is_person = _PERSONAL.search(text[:4000]) or read_headline(
        re.sub(r"^\W*(?:\([^()]*\))?\s*(?:is|works as|was)\s+(?:an?|the)?\s*", "", rest.partition(". ")[0])
    )
    return bare_name(told["name"]) if is_person else None


def sentences(text: str) -> list[str]:
    """The sentences of a text, each bounded; those beyond the bound are left out."""
    cut = _STOP.sub(lambda match: f"{match[1]}\n", text)
    return [sentence.strip()[:_LONGEST_SENTENCE] for sentence in cut.split("\n")[:_MOST_SENTENCES] if sentence.strip()]


def read_biography(text: str, name: str) -> Record:
    """The facts that a biography surely tells of the person of that name, as sections of a record; `basics.location` stands in "place"."""
    record: Record = {}
    subject = _subject(name)
    called = name_words(spoken_name(name) or name)
    for sentence in sentences(_with_quotes(NICKNAME.sub(r"\1", text, count=1))):
        for section, entry in _facts(without_others(sentence, called), subject):
            held = record.setdefault(section, [])
            whole = {key: value.replace(_GAP, " ") for key, value in entry.items()}
            if whole not in held:
                held.append(whole)
    return _merged(record)


def _with_quotes(text: str) -> str:
    """Titles in italics and in other marks as “Title”, each one word, so that a "that" in it divides no sentence."""
    for pattern in (_ITALIC, _DOUBLE, _SINGLE):
        text = pattern.sub(r"“\1”", text)
    return _QUOTED.sub(lambda match: match[0].replace(" ", _GAP), text)


def _subject(name: str) -> re.Pattern[str]:
    """What the person is called at the head of a sentence."""
    name = spoken_name(name) or name
    words = name_words(name) or [name]
    called = "|".join(dict.fromkeys(re.escape(one) for one in (name, " ".join(words), words[0], words[-1])))
    return re.compile(
        rf"(?P<who>{_TITLE}(?:{called})|[Ss]he|[Hh]e|[Tt]hey|I)(?:\s*\([^()]{{1,60}}\))?(?P<aside>,\s[^,.]{{2,80}},)?(?=\s|['’](?:s|m|ve|re)\s)",
        re.I if name.isupper() else 0,
    )


def _facts(sentence: str, subject: re.Pattern[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    book = _BOOK.match(sentence)
    if book:
        yield from (("publications", {"name": title}) for title in titles(book["what"]))
        return
    former = _FORMER_WHEN.match(sentence)
    when = former or _NOW_WHEN.match(sentence) or _IN_YEAR.match(sentence)
    said = sentence[when.end() :] if when else sentence
    who = subject.match(said)
    own = _SAYS_NAME.match(said)
    if own and is_name(capital_run(own["name"])):
        said = said[own.end() :].lstrip(" ,.–—-")
        yield from _entries(re.sub(r"^(?:and\s+)?(?:I\s?['’]m|I am)?\s*(?:an?|the)\s+", "", said), False)
        return
    if not who:
        if not when or former:
            yield from _elliptical(said, former is not None)
        return
    if who["aside"]:
        yield from _entries(re.sub(r"^,\s+(?:an?|the)?\s*", "", who["aside"]), False)
    for clause in _clauses(said[who.end() :]):
        yield from _of_clause(clause, former is not None)


def _elliptical(said: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """A sentence without a subject: "Lives in Hull.", "Marine biologist at Foo.", "Author of “Quiet Maps”."."""
    head, comma, _ = said.partition(",")
    if comma and is_name(head) and not re.match(r"ex\b", head, re.I):
        return  # somebody else: "Ben Sample, CEO at Foo."
    plain = said[:1].lower() + said[1:]
    if is_former and re.match(r"(?:at|with)\s", said):
        yield from _entries(f"formerly {said}", True)
    elif re.match(rf"(?:{_VERBS}|based)\s", plain) and not re.match(
        r"(?:run|lead|work|live|study|read|head|chair|host|direct|manage|is|has|have)\s", plain
    ):
        for clause in _clauses(plain):
            yield from _of_clause(clause, is_former)
    elif len(said) < 140 and not re.match(r"(?:An?|The|My|Her|His|Their|Our|In|At|With|As|When|This|That|It|We|You)\s", said):
        yield from _entries(said.rstrip(".!"), is_former)


def _clauses(said: str) -> list[str]:
    """The clauses of what is said of the person, each beginning with its verb."""
    said = _OTHERS.sub("", _ASIDE.sub(",", said))
    pieces = _CLAUSES.split(said, maxsplit=_MOST_CLAUSES)
    return [re.sub(r"^(?:she|he|they|I)\b\s*", "", piece.strip(" ,;.")) for piece in pieces if piece.strip(" ,;.")]


def _of_clause(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts of one clause; the first pattern that gives some is the one that is meant."""
    is_former = is_former or bool(_FORMER_ADVERB.match(clause))
    clause = _ADVERBS.sub("", clause.strip(), count=1) if _ADVERBS.match(clause) else clause
    clause = re.sub(
        r"^(['’](?:m|s|re)|is|am|was|has|have)\s+(?:also|currently|now|still|both|previously|formerly)\s+", r"\1 ", clause
    )
    for reader in _READERS:
        found = list(reader(clause, is_former))
        if found:
            yield from found
            break
    yield from _everywhere(clause)


def _everywhere(clause: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Facts that may stand anywhere in a clause, beside others."""
    for match in _HOLDS.finditer(clause):
        where = organisation(_until_and(match["where"]))
        if where:
            yield "education", {**_education(where[0], match["degree"], match["area"]), "endDate": "ended"}
    of = _AUTHOR.search(clause)
    for title in _QUOTED.findall(of["what"])[:_MOST_LISTED] if of else []:
        yield "publications", {"name": title.strip(" ,.")}
    for match in _WON.finditer(clause):
        yield "awards", _award(match["what"].strip())
    based = _THEN_BASED.search(clause)
    if based and (place := _place(based["place"])):
        yield "place", {"name": place}


def _award(what: str) -> dict[str, Any]:
    """ "2023 Oslo Prize" is a prize of that year."""
    year, _, title = what.partition(" ")
    return {"title": title, "date": year} if year.isdigit() and len(year) == 4 and title else {"title": what}


def _until_and(where: str) -> str:
    return re.split(r"\s+and\s+(?=an?\s|her\s|his\s)|,\s+(?=an?\s)|,\s+and\s", where, maxsplit=1)[0]


def _education(where: str | None, degree: str | None, area: str | None) -> dict[str, Any]:
    entry = {
        "institution": where,
        "studyType": None if degree in ("degree", "first degree") else degree,
        "area": (area or "").strip() or None,
    }
    return {key: value for key, value in entry.items() if value}


def _entries(phrase: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a phrase like a headline gives: "marine biologist at Foo and author of “Quiet Maps”"."""
    with_whom = _WITH.search(phrase)
    if with_whom and " at " not in phrase and not (with_whom["beside"] and is_others_name(with_whom["whom"])):
        phrase = _WITH.sub(r" at \g<whom>", phrase, count=1)
    pieces = re.split(r"\s+and\s+(?:an?|the)\s+(?=[a-z])", phrase, maxsplit=_MOST_LISTED)
    for section, entry in (
        (section, entry) for piece in pieces for section, found in entries_of(read_headline(piece)).items() for entry in found
    ):
        yield section, {**entry, "endDate": entry.get("endDate", "ended")} if is_former and section == "work" else entry


def _be(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _BE.match(clause)
    if not match or _NO_ROLE.match(match["rest"]):
        return
    has_been = re.match(r"ha[sv]e? been\b", clause)
    rest = re.sub(r"^(?:currently |now |also )?(?:an?|the|our|their)\s+", "", match["rest"])
    rest = re.sub(r"\s+(?:since|from|until|for) (?:\w+ )?(?:(?:19|20)\d\d|\w+ years).*$", "", rest)
    has_ended = is_former or bool(_PAST.match(clause))
    if has_been and not is_former and not re.search(r"\b(?:since|for)\b", match["rest"]):
        return
    yield from _entries(rest, has_ended)


def _works_at(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _WORKS_AT.match(clause) or _WORKS_SINCE.match(clause)
    name = organisation(match["where"]) if match else None
    if not match or not name or (re.match(r"\w+\s+in\b", clause) and not has_mark(name[0])):
        return
    role = re.match(r",?\s*as (?:an?|the|its|their) (.{2,60}?)(?:[,.;]|$|\s(?:where|in|on|with)\s)", " " + name[1])
    said = position_alone(role[1]) if role else None
    yield "work", {"name": name[0], **({"position": said} if said else {}), **({"endDate": "ended"} if is_former else {})}


def _worked_at(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    spent = re.match(r"(?:spent|served)\b.{1,40}?\bas (?:an?|the)\s+(?P<rest>.*)$", clause)
    if spent:
        yield from _entries(spent["rest"], True)
        return
    match = _WORKED_AT.match(clause)
    for name in _names(match["where"]) if match and not _NO_ROLE.match(match["where"]) else []:
        yield "work", {"name": name, "endDate": "ended"}


def _does_at(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _DOES_AT.match(clause)
    name = organisation(match["where"]) if match else None
    if name and match and " in " not in match["what"][:4] and not _VAGUE.match(match["what"]):
        has_ended = is_former or bool(_PAST.match(clause))
        yield "work", {"name": name[0], **({"endDate": "ended"} if has_ended else {})}


def _founded(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _FOUNDED.match(clause)
    name = organisation(match["what"].replace("“", "").replace("”", "")) if match else None
    if not name or not match:
        return
    year = _YEAR.search(match["what"])
    entry = {"position": "Co-founder" if match["co"] else "Founder", "name": name[0], **({"startDate": year[1]} if year else {})}
    yield "work", {**entry, "endDate": "ended"} if is_former or _EXITED.search(clause) else entry


def _studied(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _STUDIED.match(clause)
    if match and (where := organisation(match["where"])):
        is_now = match["verb"].endswith(("studying", "studies", "study"))
        area = None if re.match(r"(?:under|with|for|from|in|at)\b", match["area"]) else match["area"]
        for school in _schools(where[0]):
            yield "education", {**_education(school, None, area), **({} if is_now else {"endDate": "ended"})}
        return
    match = _STUDIED_AT.match(clause)
    where = organisation(match["where"]) if match else None
    if not where:
        return
    degree = re.search(rf"\bwith (?:an?|the)\s+(?P<degree>{_DEGREE})(?: degree)?(?:\s+in\s+(?P<area>[^,.;()]{{2,80}}))?", clause)
    area = re.sub(r"\s+in (?:19|20)\d\d.*$", "", degree["area"]) if degree and degree["area"] else None
    for school in _schools(where[0]):
        yield "education", {**_education(school, degree["degree"] if degree else None, area), "endDate": "ended"}


def _schools(name: str) -> list[str]:
    """The schools that a name with an "and" in it may be: two where both halves say that they are schools, or neither does."""
    halves = re.split(r"\s+and\s+(?:at\s+)?(?:the\s+)?", name, maxsplit=1)
    return halves if len(halves) == 2 and has_mark(halves[0]) == has_mark(halves[1]) else [name]


def _wrote(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    of = _AUTHOR.search(clause)
    match = of or _WROTE.match(re.sub(r"^has\s+", "has ", clause))
    if not match:
        return
    what = match["what"]
    quoted = _QUOTED.findall(what)
    found = quoted or (
        titles(what) if of or re.match(r"(?:the|a)\s+(?:newsletter|blog|column|novel|book|memoir)\s+[A-ZÀ-Þ]", what) else []
    )
    if re.match(r"[^“]*\b(?:for|about|with)\b", what.partition("“")[0]) and not of:
        return
    yield from (("publications", {"name": title.strip(" ,.")}) for title in found[:_MOST_LISTED])


def _spoke(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    gave = _GAVE.search(clause)
    if gave:
        where = organisation(gave["where"]) if gave["where"] else None
        yield "talks", {"name": gave["title"].strip(" ,."), **({"event": where[0]} if where else {})}
        return
    match = _SPOKE.search(clause)
    yield from (("talks", {"event": name}) for name in (_names(match["where"]) if match else []))


def _hosts(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _HOST_OF.search(clause) or _HOSTS.match(clause)
    if match and _BROADCAST.search(match["what"]):
        what = _STATION.sub("", match["what"])
        yield from (("projects", {"name": title}) for title in titles(what)[:1])


def _lives(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _BASED.match(clause)
    if match and not is_former and (place := _place(match["place"])):
        yield "place", {"name": place}


def _volunteers(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _VOLUNTEERS.match(clause)
    name = organisation(match["where"]) if match else None
    if name and match:
        yield "volunteer", {"organization": name[0], **({"position": match["role"]} if match["role"] else {})}


def _speaks(clause: str, is_former: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    match = _SPEAKS.match(clause)
    for word in re.findall(r"\w+", match["what"]) if match else []:
        if speaks(word):
            yield "languages", {"language": word}


_READERS: tuple[Callable[[str, bool], Iterator[tuple[str, dict[str, Any]]]], ...] = (
    _lives, _spoke, _speaks, _studied, _founded, _volunteers, _hosts, _be, _worked_at, _works_at, _does_at, _wrote,
)  # fmt: skip


def speaks(text: str) -> bool:
    """Whether a text names a language that people speak, in English."""
    return any(word.casefold() in _LANGUAGES for word in re.findall(r"\w+", text))


def _names(text: str) -> list[str]:
    """The organisations of a list: "Foo, Bar Ltd and the Hill School"."""
    found = []
    for piece in re.split(r",\s+and\s+|,\s+|\s+and\s+(?=(?:the )?[A-ZÀ-Þ0-9])", text, maxsplit=_MOST_LISTED):
        name = organisation(piece)
        if not name:
            break
        found.append(name[0])
        if name[1]:
            break
    return found


def _place(text: str) -> str | None:
    """The place that a text begins with: "Hull, England, with two dogs" is "Hull, England"."""
    words: list[str] = []
    for word in text.removeprefix("the ").split()[:8]:
        bare = word.strip(",.;:()")
        if not bare or not (bare[0].isupper() or (words and bare in _PLACE_LINKS - {"and"})):
            break
        words.append(word)
        if word[-1] in ".;:)":
            break
    while words and words[-1].strip(",.") in _PLACE_LINKS:
        words.pop()
    place = " ".join(words).strip(" ,.;:()")
    return place if place and len(place) > 1 and not _PERSONAL.match(place) else None


def _merged(record: Record) -> Record:
    """The record without entries that say less than another: an employer that is told again with the position."""
    for entries in record.values():
        entries[:] = [
            one
            for i, one in enumerate(entries)
            if not any(
                other is not one and _holds(other, one) and (len(other) > len(one) or j < i) for j, other in enumerate(entries)
            )
        ][:40]
    return record


def _holds(more: dict[str, Any], less: dict[str, Any]) -> bool:
    return all(more.get(key) == value for key, value in less.items())
