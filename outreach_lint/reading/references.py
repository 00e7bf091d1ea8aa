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
_PARTICULAR = frozenset(FactKind) - {FactKind.NAME, FactKind.PLACE, FactKind.LANGUAGE}

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
    return (Status.CONTRADICTED if rival else Status.UNVERIFIABLE), rival


_UNIVERSITY_ABROAD = lazy(r"\bun[iy]\w*r[sz]\w*", re.I)


def _may_be_translated(school: str, rivals: list[Fact]) -> bool:
    """Whether a university is named, and the profile has one in another language, which may be the same."""
    if "University" not in school:
        return False
    named = (word for fact in rivals for word in _UNIVERSITY_ABROAD.findall(fact.text))
    return any(word.casefold() != "university" for word in named)


_FUNCTION_WORDS = frozenset("of for and the a an in to at our".split())
# Words of a title that tell its rank and not its field.
_RANKS = _SENIORITY | frozenset(
    """
    manager director officer executive leader specialist coordinator supervisor partner consultant adviser advisor vice president general
    managing global regional group vp svp evp team
    """.split()
)
# Whoever stands at the top of a firm is called by any of these.
_TOP = frozenset("ceo md founder cofounder co-founder owner president managing executive proprietor principal".split())


def _role_denial(claim: Claim, profile: Profile) -> _Denial | None:
    """What denies a role: the one that the profile names at that employer; None if the profile may support the claim.

    A role must be tied to an employer that the profile knows: people have more roles than their profile names. A title ("Sales Manager") must
    have a word of its field in common with what the profile tells of that job, or of the person; what is told in other words ("a courier") is
    denied only where it is the title of a job at another employer.
    """
    if not _is_known(claim.employer, profile):
        return None
    held = [fact for fact in profile.of_kind(FactKind.POSITION) if _is_employed_at(claim.employer, fact, profile)]
    if not held:
        return None
    said = _telling_words(claim.name)
    telling = {stem(word) for word in said - _RANKS}
    jobs = {fact.entry for fact in held}
    elsewhere = [fact for fact in profile.facts if fact.section == "work" and fact.entry not in jobs]
    is_title_elsewhere = any(said == _telling_words(fact.text) for fact in elsewhere if fact.kind is FactKind.POSITION)
    near = [fact for fact in profile.facts if fact.entry in jobs] if is_title_elsewhere else profile.facts
    told = [fact for fact in near if fact not in elsewhere and fact.kind is not FactKind.EMPLOYER]
    if not telling or telling & _stems_of(told) or _same_in_short(claim.name, held):
        return None
    if claim.loose and not is_title_elsewhere:
        return None
    return Status.CONTRADICTED, next((fact for fact in held if fact.current), held[0])


def _is_employed_at(employer: str, position: Fact, profile: Profile) -> bool:
    own = profile.beside(position, FactKind.EMPLOYER)
    written = words(employer)
    return own is not None and any(
        set(form) == {word.folded for word in written} or any(_phrase_spans(written, form, capitals=False))
        for form, _ in organisation_variants(own.text)
    )


def _telling_words(text: str) -> set[str]:
    return {word.folded for word in words(text)} - _FUNCTION_WORDS - _SENIORITY


def _stems_of(facts: Iterable[Fact]) -> set[str]:
    return {stem(word.folded) for fact in facts for word in words(fact.text)}


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
    """Whether the profile names this organisation, in a usual form of its name, in another order, or anywhere in its text."""
    own = words(name)
    written = tuple(word.folded for word in own)
    for fact in profile.of_kind(*_ORGANISATIONS, FactKind.PROJECT):
        forms = [form for form, _ in organisation_variants(fact.text)]
        if any(set(form) == set(written) or any(_phrase_spans(own, form, capitals=False)) for form in forms):
            return True
    return any(any(_phrase_spans(words(fact.text), written, capitals=False)) for fact in profile.facts)


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
    return any(other.current and fold(other.text) == fold(fact.text) for other in profile.of_kind(FactKind.EMPLOYER)) or not any(
        other.current for other in profile.of_kind(FactKind.EMPLOYER)
    )
