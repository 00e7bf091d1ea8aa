"""Match what a draft says of the recipient against the profile.

A mention is *grounded* if the profile supports it, *contradicted* if the profile denies it, *stale* if it names a past employer as
the present one, and *unverifiable* if the profile says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from outreach_lint.message import Span
from outreach_lint.patterns import lazy
from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.reading.names import organisation_variants
from outreach_lint.reading.words import Word, content_stems, fold, words


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
# Words that begin a clause with a capital, and no name: "life at your company, I hope".
_NO_NAME = (
    r"(?!(?:Home|HQ|Work|Sea|Christmas|Easter|Stand|Night|University|School|College|I|I'm|My|We|Our|You|Your|This|It|As|And|But|Please|Thanks?"
    r"|Could|Can|Would|If|So|Also|Kindly|Have|Is|Are|Do|How|What)\b)"
)
_ORG_NAME = rf"(?P<name>{_NO_NAME}[A-Z][\w&'’.-]*(?:[ ](?:(?:of|and|&|the|de|for|du)[ ])?[A-Z][\w&'’-]*){{0,4}})"
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
_WORKPLACE = r"(?:role|job|position|team|colleagues|office|work|company|employer|department|lab|group)"
_PRESENT_EMPLOYER = (
    lazy(rf"\b(?:life|things|everything|all (?:is )?well|all) (?:going )?(?:like )?at {_ORG_NAME}"),
    lazy(rf"(?<!if )(?<!when )(?<!while )\b[Yy]ou(?:'re|’re| are)(?: now| currently| still)? at {_ORG_NAME}(?![\w&'’-]| [A-Z]| (?:\d|in [A-Z]|on [A-Z]))"),
    lazy(rf"\b[Yy]ou(?: currently| now| still)? (?:work(?: (?!at\b|for\b)[a-z]\S*){{0,5}} (?:at|for)|(?:lead|run|head|manage)(?: (?!at\b"
        rf"|for\b)[a-z]\S*){{1,5}} at) {_ORG_NAME}"),
    lazy(rf"\b[Yy]our (?:\w+ ){{0,2}}(?!work for\b){_WORKPLACE}(?: (?:as|in|on) (?:\S+ ){{1,4}})?(?: ?,| at| for) {_ORG_NAME}"),
    lazy(rf"\b(?:role|job|position|work) as (?:an? |the )?(?:[\w-]+ ){{1,4}}at {_ORG_NAME}"),
    lazy(rf"\b(?:jobs?|openings?|opportunit\w+|positions?|roles?) (?:\S+ )?(?:at|with) your (?:company|firm|employer),? {_ORG_NAME}"),
)  # fmt: skip
_PAST_EMPLOYER = (
    lazy(rf"\b[Yy]our (?:\w+ )?(?:time|years|days|tenure|stint|career) (?:at|for) {_ORG_NAME}"),
    lazy(
        r"\b(?:[Ww]hen|[Ww]hile|[Aa]fter|[Bb]efore) you (?:were|worked|led|ran)(?: (?!at\b|for\b)[a-z]\S*){0,4}"
        rf" (?:at|for) {_ORG_NAME}(?![\w&'’-]| [A-Z]| (?:last|this|in [A-Z]|on [A-Z]))"
    ),
    lazy(rf"\b[Yy]ou (?:worked(?: (?!at\b|for\b)[a-z]\S*){{0,4}}|were(?: (?!at\b|for\b)[a-z]\S*){{1,4}}) (?:at|for) {_ORG_NAME}(?![\w&'’-]| [A-Z]"
        rf"| (?:last|this|one|in [A-Z]|on [A-Z]))"),
)  # fmt: skip
_SCHOOL = (
    lazy(rf"\b[Yy]ou (?:also )?(?:studied|graduated|majored)(?: (?!at\b|from\b)\S+){{0,4}} (?:at|from) {_ORG_NAME}"),
    lazy(rf"\b[Yy]our (?:\w+ )?(?:degree|studies|phd|doctorate|masters?|master's|mba|thesis|bachelor's)(?: \S+){{0,3}}? (?:at|from) {_ORG_NAME}"),
)  # fmt: skip
# A role that is denied must be tied to an employer that the profile knows: people have more roles than their profile names.
_ROLE = lazy(
    r"\b[Yy]our (?:\w+ )?(?:role|job|position|work) as (?:an? |the )?(?P<name>[A-Za-z][\w-]*(?: (?!at\b)[\w-]+){0,3}) at "
    + _ORG_NAME.replace("?P<name>", "?P<employer>")
)


class _Claim(NamedTuple):
    """A value that the draft gives to one slot of the recipient's profile."""

    name: str
    start: int
    end: int
    slots: tuple[FactKind, ...]
    present: bool


def find_references(sentences: Sequence[tuple[Span, str]], profile: Profile) -> list[Reference]:
    """Every mention of the recipient's facts in the sentences given, in text order, at most one for the same words."""
    found: list[Reference] = []
    for span, text in sentences:
        claims = list(_claims(text, profile))
        if not claims and not _ABOUT_RECIPIENT.search(text):
            continue
        mentions = [*_matches(text, profile), *_denied(claims, text, profile)]
        for start, end, status, fact in _longest(mentions):
            reference = Reference(Span(span.start + start, span.start + end), text[start:end], status, fact)
            found.append(_dated(reference, claims, start, text, profile))
    return found


_Mention = tuple[int, int, Status, Fact | None]


def _longest(mentions: Iterable[_Mention]) -> list[_Mention]:
    """Where mentions overlap, the longest."""
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


def _claims(text: str, profile: Profile) -> Iterator[_Claim]:
    for patterns, slots, present in (
        (_PRESENT_EMPLOYER, (FactKind.EMPLOYER,), True),
        (_PAST_EMPLOYER, (FactKind.EMPLOYER,), False),
        (_SCHOOL, (FactKind.SCHOOL,), False),
    ):
        for match in (m for pattern in patterns for m in pattern.finditer(text)):
            yield _Claim(match["name"].rstrip(".'’"), match.start("name"), match.end("name"), slots, present)
    for match in _ROLE.finditer(text):
        if _is_known(match["employer"], profile):
            yield _Claim(match["name"], match.start("name"), match.end("name"), (FactKind.POSITION, FactKind.HEADLINE), False)


def _denied(claims: Iterable[_Claim], text: str, profile: Profile) -> Iterator[_Mention]:
    """Claims whose slot the profile fills with something else, and claims that nothing in it supports."""
    for claim in claims:
        if _is_supported(claim, profile):
            continue
        rivals = list(profile.of_kind(*claim.slots))
        rival = next((fact for fact in rivals if fact.current), rivals[0] if rivals else None)
        status = Status.CONTRADICTED if rival else Status.UNVERIFIABLE
        yield claim.start, claim.start + len(claim.name), status, rival


def _is_supported(claim: _Claim, profile: Profile) -> bool:
    if claim.slots[0] is FactKind.POSITION:
        wanted = {w.folded for w in words(claim.name)} - _SENIORITY
        titles = {
            w.folded for fact in profile.of_kind(*claim.slots, FactKind.HIGHLIGHT, FactKind.SUMMARY) for w in words(fact.text)
        }
        return bool(wanted & titles) or not wanted
    return _is_known(claim.name, profile) or _is_known(re.split(r"['’]s ", claim.name)[0], profile)


def _is_known(name: str, profile: Profile) -> bool:
    """Whether the profile names this organisation, in a usual form of its name, in another order, or anywhere in its text."""
    own = words(name)
    written = tuple(word.folded for word in own)
    for fact in profile.of_kind(*_ORGANISATIONS, FactKind.PROJECT):
        forms = [form for form, _ in organisation_variants(fact.text)]
        if any(set(form) == set(written) or any(_phrase_spans(own, form, capitals=False)) for form in forms):
            return True
    return any(any(_phrase_spans(words(fact.text), written, capitals=False)) for fact in profile.facts)


def _dated(reference: Reference, claims: list[_Claim], start: int, text: str, profile: Profile) -> Reference:
    """Mark a mention of an employer that was left, if the draft speaks of it as the present one."""
    fact = reference.fact
    if reference.status is not Status.GROUNDED or fact is None or fact.kind is not FactKind.EMPLOYER or fact.current:
        return reference
    speaks_of_now = any(claim.present and claim.start <= start < claim.end for claim in claims)
    if not speaks_of_now or _PAST.search(text, max(0, start - _PAST_REACH), start) or _still_there(fact, profile):
        return reference
    return Reference(reference.span, reference.text, Status.STALE, fact)


def _still_there(fact: Fact, profile: Profile) -> bool:
    return any(other.current and fold(other.text) == fold(fact.text) for other in profile.of_kind(FactKind.EMPLOYER)) or not any(
        other.current for other in profile.of_kind(FactKind.EMPLOYER)
    )
