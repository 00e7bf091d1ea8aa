"""Match what a draft says of the recipient against the profile.

A mention is *grounded* if the profile supports it, *contradicted* if the profile denies it, *stale* if it names a past employer as
the present one, and *unverifiable* if the profile says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from outreach_lint.message import Span
from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.reading.claims import Claim, claims_in
from outreach_lint.reading.names import organisation_variants
from outreach_lint.reading.words import Word, content_stems, fold, stem, words


class Status(StrEnum):
    """What the profile says of a mention."""

    GROUNDED = "grounded"
    CONTRADICTED = "contradicted"
    STALE = "stale"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of the draft that speak of the recipient. `fact` is what they match, or what the profile says instead."""

    span: Span
    text: str
    status: Status
    fact: Fact | None

    @property
    def is_particular(self) -> bool:
        """Whether the mention is more than the recipient's own name or present employer."""
        if self.fact is None or self.status is Status.CONTRADICTED:
            return False
        is_present_employer = self.fact.kind is FactKind.EMPLOYER and self.fact.current
        return self.fact.kind in _PARTICULAR and not is_present_employer


_ORGANISATIONS = frozenset({FactKind.EMPLOYER, FactKind.SCHOOL, FactKind.CAUSE, FactKind.PUBLISHER})
_TITLES = frozenset({FactKind.PROJECT, FactKind.PUBLICATION, FactKind.TALK, FactKind.AWARD, FactKind.POST})
_PHRASES = frozenset(
    {
        FactKind.POSITION,
        FactKind.SKILL,
        FactKind.INTEREST,
        FactKind.FIELD,
        FactKind.PLACE,
        FactKind.LANGUAGE,
        FactKind.CERTIFICATE,
    }
)
_PROSE = frozenset({FactKind.HIGHLIGHT, FactKind.SUMMARY, FactKind.PROJECT_TEXT, FactKind.PUBLICATION_TEXT, FactKind.HEADLINE})
_PARTICULAR = frozenset(FactKind) - {FactKind.NAME, FactKind.PLACE, FactKind.LANGUAGE, FactKind.EMPLOYMENT}

_ABOUT_RECIPIENT = lazy(
    r"\b(?:you|your|yours|u|ur|you're|we both|both of us|fellow|same|as well|too|congrat\w*)\b|^(?:loved|saw|read|enjoyed|heard|watched)\b",
    re.I,
)
# What makes the time spoken of a past one, in the words before a mention.
_PAST = lazy(
    r"\b(?:when|while|after|before|since) you(?:'d| had)? (?:were|was|worked|led|ran|built|left|joined)\b|\bused to\b|\bformer(?:ly)?\b"
    r"|\bprevious(?:ly)?\b|\byour (?:\w+ )?(?:time|years?|days|stint|spell|start|move|switch|jump|step|path|way|journey|past|early)\b"
    r"|\b(?:did|had|hold|held|took over) (?=[^.!?]*$)|\byour (?:old|first|last|ex|then|one-time|early)\b|\bleft\b|\bback (?:at|in|when|then)\b|\bex-"
    r"|\bcame from\b|\bmoved from\b|\bwent from\b"
    r"|\byou (?:were|worked|led|ran|built|did|had|moved|went|started|wrote|spent|joined|began|made|took|designed|shipped|switched|came|set|held)\b",
    re.I,
)
_PAST_REACH = 70  # code points before the mention


def find_references(sentences: Sequence[tuple[Span, str]], profile: Profile) -> list[Reference]:
    """Every mention of the recipient's facts in the sentences given, in text order, at most one for the same words."""
    found: list[Reference] = []
    for span, text in sentences:
        claims = list(claims_in(text))
        if not claims and not _ABOUT_RECIPIENT.search(text):
            continue
        mentions = [*_denied(claims, profile), *_matches(text, profile)]
        for start, end, status, fact in _longest(mentions):
            reference = Reference(Span(span.start + start, span.start + end), text[start:end], status, fact)
            found.append(_dated(reference, claims, start, text, profile))
    return found


_Mention = tuple[int, int, Status, Fact | None]


def _longest(mentions: Iterable[_Mention]) -> list[_Mention]:
    """Where mentions overlap, the longest; of two that are as long, the first."""
    kept: list[_Mention] = []
    for mention in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        if all(mention[1] <= other[0] or other[1] <= mention[0] for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m[0])


def _matches(text: str, profile: Profile) -> Iterator[_Mention]:
    own = words(text)
    stems = content_stems(text)
    for fact in profile.facts:
        if fact.kind in _ORGANISATIONS:
            spans = [s for form, capitals in organisation_variants(fact.text) for s in _phrase_spans(own, form, capitals)]
        elif fact.kind in _PHRASES:
            spans = [s for form in _phrase_forms(fact) for s in _phrase_spans(own, form, len(form) == 1 and len(form[0]) < 3)]
        elif fact.kind in _TITLES:
            spans = list(_overlap(stems, fact.text, least=2, share=0.4))
        elif fact.kind in _PROSE:
            spans = list(_overlap(stems, fact.text, least=3, share=0.0))
        else:
            continue
        yield from ((start, end, Status.GROUNDED, fact) for start, end in spans)


def _phrase_spans(own: list[Word], form: tuple[str, ...], capitals: bool) -> Iterator[tuple[int, int]]:
    """Where the words of `form` stand in a row. A form of one generic-looking word counts only with a capital."""
    for i in range(len(own) - len(form) + 1):
        row = own[i : i + len(form)]
        if tuple(w.folded for w in row) == form and (not capitals or row[0].raw[0].isupper()):
            yield row[0].start, row[-1].end


_SENIORITY = frozenset("senior junior lead staff principal chief associate assistant head deputy interim ii iii iv sr jr".split())


def _phrase_forms(fact: Fact) -> Iterator[tuple[str, ...]]:
    parts = fact.text.split(",")[:1] if fact.kind is FactKind.PLACE else [fact.text]
    for part in parts:
        form = tuple(w.folded for w in words(part))
        shorter = tuple(w for w in form if w not in _SENIORITY) if fact.kind is FactKind.POSITION else ()
        yield from filter(None, (form, shorter))


def _overlap(stems: dict[str, Word], title: str, least: int, share: float) -> Iterator[tuple[int, int]]:
    """The stretch of the sentence that holds the telling words of a title, if enough of them are there."""
    wanted = content_stems(title)
    common = [stems[s] for s in wanted if s in stems]
    needed = min(least, len(wanted)) if share else least
    if not common or len(common) < needed or len(common) < share * len(wanted):
        return
    if len(common) == 1 and not common[0].raw[0].isupper():
        return
    yield min(w.start for w in common), max(w.end for w in common)


def _denied(claims: Iterable[Claim], profile: Profile) -> Iterator[_Mention]:
    """Claims whose slot the profile fills with something else, and claims that nothing in it supports."""
    for claim in claims:
        denial = _role_denial(claim, profile) if claim.employer else _slot_denial(claim, profile)
        if denial:
            yield claim.start, claim.start + len(claim.name), *denial


_Denial = tuple[Status, Fact | None]


def _slot_denial(claim: Claim, profile: Profile) -> _Denial | None:
    """What denies an employer or a school; None if the profile supports it, or may."""
    if _is_known(claim.name, profile) or _is_known(re.split(r"['’]s ", claim.name)[0], profile):
        return None
    rivals = list(profile.of_kind(*claim.slots))
    if claim.slots == (FactKind.SCHOOL,) and _may_be_translated(claim.name, rivals):
        return None
    rival = next((fact for fact in rivals if fact.current), rivals[0] if rivals else None)
    return (Status.CONTRADICTED, rival) if rival and claim.is_paid else (Status.UNVERIFIABLE, None)


_UNIVERSITY_ABROAD = lazy(r"\bun[iy]\w*r[sz]\w*", re.I)


def _may_be_translated(school: str, rivals: list[Fact]) -> bool:
    """Whether a university is named, and the profile has one, and one of the two is in another language: they may be the same."""
    one, other = (_is_abroad(text) for text in (school, " ".join(fact.text for fact in rivals)))
    return one is not None and other is not None and (one or other)


def _is_abroad(text: str) -> bool | None:
    """Whether a text has a word for a university that is not English; None where it has no such word at all."""
    named = _UNIVERSITY_ABROAD.findall(text)
    return any(word.casefold() != "university" for word in named) if named else None


_FUNCTION_WORDS = frozenset("of for and the a an in to at our".split())


def _role_denial(claim: Claim, profile: Profile) -> _Denial | None:
    """What denies a role: the one that the profile names at that employer, where the role said is the title of a job at another.

    Any other title may be that of the profile in other words ("Factory Manager" for "Plant Manager"), or an earlier one, and people have more
    roles than their profile names.
    """
    held = [fact for fact in profile.of_kind(FactKind.POSITION) if _is_employed_at(claim.employer, fact, profile)]
    said = _telling_words(claim.name)
    jobs = {fact.entry for fact in held}
    elsewhere = [fact for fact in profile.of_kind(FactKind.POSITION) if fact.section == "work" and fact.entry not in jobs]
    if not held or not said or not any(said == _telling_words(fact.text) for fact in elsewhere):
        return None
    told = [fact.text for fact in profile.facts if fact.entry in jobs and fact.kind is not FactKind.EMPLOYER]
    telling = {stem(word) for word in said - _RANKS} or {stem(word) for word in said}
    if telling & _stems_of(told) or _same_in_short(claim.name, held) or _stands_in_a_line(said, _prose_of(profile)):
        return None
    return Status.CONTRADICTED, next((fact for fact in held if fact.current), held[0])


# Words of a title that tell its rank and not its field.
_RANKS = _SENIORITY | frozenset(
    """
    manager director officer executive leader specialist coordinator supervisor partner consultant adviser advisor vice president general
    managing global regional group vp svp evp team
    """.split()
)
# Whoever stands at the top of a firm is called by any of these.
_TOP = frozenset("ceo md founder cofounder co-founder owner president managing executive proprietor principal".split())


def _prose_of(profile: Profile) -> list[str]:
    """What the profile tells in lines of its own, and what of its file was not understood."""
    return [*(fact.text for fact in profile.of_kind(FactKind.SUMMARY, FactKind.HEADLINE)), *profile.unread]


def _stands_in_a_line(named: set[str], lines: Iterable[str]) -> bool:
    """Whether all words stand in one of these lines, in any order."""
    return any(named <= {word.folded for word in words(line)} for line in lines)


def _is_employed_at(employer: str, position: Fact, profile: Profile) -> bool:
    own = profile.beside(position, FactKind.EMPLOYER)
    return own is not None and _is_same_organisation(employer, own.text)


def _telling_words(text: str) -> set[str]:
    return {word.folded for word in words(text)} - _FUNCTION_WORDS - _SENIORITY


def _stems_of(texts: Iterable[str]) -> set[str]:
    return {stem(word.folded) for text in texts for word in words(text)}


def _same_in_short(role: str, held: list[Fact]) -> bool:
    """Whether one is the other's initials ("CTO", "Chief Technology Officer"), or both stand for the top of a firm."""
    one = [word.folded for word in words(role)]
    for fact in held:
        other = [word.folded for word in words(fact.text)]
        if _initials_of(one) & set(other) or _initials_of(other) & set(one) or (_TOP & set(one) and _TOP & set(other)):
            return True
    return False


def _initials_of(title: list[str]) -> set[str]:
    """The initials of every row of words in a title."""
    letters = "".join(word[0] for word in title if word not in _FUNCTION_WORDS)
    return {letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1)}


def _is_known(name: str, profile: Profile) -> bool:
    """Whether the profile names this organisation, in a usual form of its name, in another spelling, in initials, or as a web address; or has its words
    in one line, also in one that was not understood."""
    said = {word.folded for word in words(name)} - _FUNCTION_WORDS
    lines = [*(fact.text for fact in profile.facts), *profile.unread]
    if _stands_in_a_line(said, lines):
        return True
    facts = [fact.text for fact in profile.of_kind(*_ORGANISATIONS, FactKind.PROJECT)]
    return any(_is_same_organisation(name, other) for other in facts) or _is_said_in_short(name, lines)


def _is_same_organisation(one: str, other: str) -> bool:
    """Whether two names may be those of one firm or school: a usual form of one stands in the other, a letter or two are spelt otherwise, or one is a web
    address."""
    forms = [form for form, _ in organisation_variants(other)]
    full = [form for form, is_short in organisation_variants(one) if not is_short]
    if _has_a_form(one, forms) or _has_a_form(other, full):
        return True
    pairs = (one, other), (other, one)
    return _spelt_alike(_squashed(one), _squashed(other)) or any(_is_site_of(*pair) or _is_short_for(*pair) for pair in pairs)


def _is_short_for(short: str, name: str) -> bool:
    """Whether a word has the initials of a name for its capitals: "UiB", for "University of Bergen"; "TUM", for "TU Munich"."""
    capitals = "".join(letter for letter in short if letter.isupper())
    initials = "".join(
        word.raw if word.raw.isupper() else word.raw[0] for word in words(name) if word.folded not in _FUNCTION_WORDS
    )
    return short.isalpha() and len(capitals) > 1 and len(short) <= _LONGEST_IN_SHORT and capitals == initials.upper()


def _has_a_form(name: str, forms: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of these forms stands in a name, or has its words in another order."""
    own = words(name)
    written = {word.folded for word in own}
    return any(set(form) == written or any(_phrase_spans(own, form, capitals=False)) for form in forms)


def _is_said_in_short(name: str, lines: Iterable[str]) -> bool:
    """Whether the initials of a name stand in a line as a word: "TUM", for "Technical University of Munich"."""
    short = {form[0] for form, in_capitals in organisation_variants(name) if in_capitals and len(form) == 1}
    return any(word.folded in short and word.raw.isupper() for line in lines for word in words(line))


def _squashed(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name))


_LONGEST_IN_SHORT = 6  # letters
_FEWEST_FOR_A_SLIP, _FEWEST_FOR_TWO = 5, 9  # letters


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names differ in no more than a letter; long ones in two."""
    from rapidfuzz.distance import DamerauLevenshtein

    shorter = min(len(one), len(other))
    most = 0 if shorter < _FEWEST_FOR_A_SLIP else 1 if shorter < _FEWEST_FOR_TWO else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=most) <= most


_SITE = lazy(r"(?:https?://)?(?:www\.)?(?P<label>[^\s./]{3,})(?:\.[^\s./]{2,}){1,2}/?")


def _is_site_of(address: str, name: str) -> bool:
    """Whether a web address is that of an organisation by its name: "nordholz.example", for "Nordholz GmbH"."""
    site = _SITE.fullmatch(address.strip())
    label, squashed = (_squashed(text) for text in (site["label"] if site else "", name))
    return bool(label and squashed) and (squashed.startswith(label) or label.startswith(squashed))


def _dated(reference: Reference, claims: list[Claim], start: int, text: str, profile: Profile) -> Reference:
    """Mark a mention of an employer that was left, if the draft speaks of it as the present one."""
    fact = reference.fact
    if reference.status is not Status.GROUNDED or fact is None or fact.kind is not FactKind.EMPLOYER or fact.current:
        return reference
    speaks_of_now = any(claim.present and claim.start <= start < claim.start + len(claim.name) for claim in claims)
    if not speaks_of_now or _PAST.search(text, max(0, start - _PAST_REACH), start) or _still_there(fact, profile):
        return reference
    return Reference(reference.span, reference.text, Status.STALE, fact)


def _still_there(fact: Fact, profile: Profile) -> bool:
    """Whether they are at that employer today, perhaps under a name that it has now ("Wick & Co, a Lumen company"), or nothing tells where they are."""
    present = [other for other in profile.of_kind(FactKind.EMPLOYER) if other.current]
    return not present or any(_is_same_organisation(fact.text, other.text) for other in present)
