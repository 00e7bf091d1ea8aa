from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.reading.distinctive import holders
from outreach_lint.reading.references import Reference, Status
from outreach_lint.reading.words import content_stems
from outreach_lint.rule import Evidence, Example, Need, Rule

_TOO_MANY = 0.2  # of the pool; the threshold is this linter's own, nobody has measured one
_COUNTED_BESIDE = (FactKind.EMPLOYER, FactKind.PLACE, FactKind.LANGUAGE)  # what is no particular remark by itself
# What is seldom true of two people, and how the advice calls it.
_RARER = {
    FactKind.TALK: "talk", FactKind.POST: "post", FactKind.PUBLICATION: "publication", FactKind.PROJECT: "project", FactKind.CAUSE: "work for",
    FactKind.AWARD: "award", FactKind.INTEREST: "interest in",
}  # fmt: skip
_MOST_UNTOLD = 3  # telling words of a sentence beside the supported ones ("your skill with radar impressed me"); more say something of their own
_LONGEST_NAMED = 70  # characters of a fact that a finding can show


def _engineer(name: str, *skills: str, **more: object) -> dict[str, object]:
    return {"basics": {"name": name, "location": {"city": "Leeds"}}, "skills": [{"name": skill} for skill in skills], **more}


_NADIA = _engineer("Nadia Farrow", "Python", "dbt", talks=[{"name": "What the tram meters taught us", "event": "Data Night Hull"}],
                   work=[{"name": "Aire Metering", "position": "Data Engineer", "startDate": "2021"}])  # fmt: skip
_WIM = {"basics": {"name": "Wim Terpstra"}, "work": [{"name": "Sluiswacht", "position": "Harbour Pilot", "startDate": "2012"}],
        "skills": [{"name": "Radar"}], "education": [{"institution": "Maritime Academy Sund", "area": "Navigation", "endDate": "2008"}]}  # fmt: skip
_ENGINEERS = tuple(
    _engineer(f"Person {i}", "Python", work=[{"name": f"Firm {i}", "position": "Data Engineer"}]) for i in range(20)
) + tuple(_engineer(f"Person {i}", "Go", "Terraform", work=[{"name": f"Firm {i}", "position": "SRE"}]) for i in range(20, 36))
_PILOTS = tuple(
    {"basics": {"name": f"Pilot {i}"}, "work": [{"name": f"Port {i}", "position": "Harbour Pilot"}], "skills": [{"name": "Radar"}]}
    for i in range(32)
)


class NotDistinctive(Rule):
    """The remark would be just as true of many other people in your pool.

    The swap test: each thing that the message says of the recipient, and that their profile supports, is looked up in
    the other profiles of the folder that you gave. The rarest one counts. It is reported if more than one in five of
    those people fit it as well.

    Why: A reader first asks whether the message was meant for them. What holds for every fifth colleague does not
    answer that, even where it is true.

    Instead: Take what nobody else in the pool has: a talk, a project, an odd turn in the career.
    """

    severity = Severity.INFO
    needs = (Need.RECIPIENT, Need.POOL)
    last_stage = 1
    yields_to = ("reference/missing", "reference/generic")
    evidence = (
        Evidence(
            "D",
            "Guides to cold email ask of every line whether it could have been sent to anyone",
            "alirezarezvani/claude-skills; coreyhaines31/marketingskills",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi Nadia, I see you know Python. How did you get into it?", marks="Python", recipient=_NADIA, pool=_ENGINEERS),
        Example("Hi Nadia, your work as a data engineer caught my eye. How is your week?", Channel.LINKEDIN_NOTE, marks="data engineer",
                recipient=_NADIA, pool=_ENGINEERS),
        Example("Dear Mr Terpstra,\n\nas a harbour pilot you see many ships. What do you like about it?", Channel.EMAIL, marks="harbour pilot",
                recipient=_WIM, pool=_PILOTS),
        Example("Dear Mr Terpstra, I noticed your skill with radar. We make a new one, shall I send you the data sheet?", Channel.LINKEDIN_INMAIL,
                marks="radar", recipient=_WIM, pool=_PILOTS),
    )  # fmt: skip
    good = (
        Example("Hi Nadia, your talk on what the tram meters taught you made me count ours again. Which reading surprised you most?",
                recipient=_NADIA, pool=_ENGINEERS),
        Example("Hi Nadia, you use Python and dbt at Aire Metering. I run a water meter team in Bergen. What broke first with the hourly data?",
                Channel.LINKEDIN_NOTE, recipient=_NADIA, pool=_ENGINEERS),
        Example("Dear Mr Terpstra,\n\nI am a deckhand in Esbjerg. As a harbour pilot with a degree in navigation, what did the academy leave out, and who"
                " taught you that?",
                Channel.EMAIL, recipient=_WIM, pool=_PILOTS),
        Example("Dear Mr Terpstra,\n\nyour remark at the locks about reading fog by its smell stayed with me, and so did your radar story. Where did you"
                " learn it?", Channel.EMAIL, recipient=_WIM, pool=_PILOTS),
        Example("Hi Nadia, I see you know Python. How did you get into it?", recipient=_NADIA, pool=_PILOTS),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The rarest remark that the profile bears out, if too many others fit it."""
        counted = [(count, reference) for reference in _remarks(analysis) if (count := _count(reference, analysis)) is not None]
        if not counted or _says_more(analysis):
            return
        count, rarest = min(counted, key=lambda pair: pair[0])
        size = len(analysis.pool)
        if count <= _TOO_MANY * size:
            return
        yield self.finding(
            rarest.span,
            f"“{' '.join(rarest.text.split())}” fits {count} of {size} people in your pool. {_advice(analysis)}",
            reason=f"{rarest.fact.source if rarest.fact else 'the profile'}, compared with the pool",
        )


def _remarks(analysis: Analysis) -> list[Reference]:
    grounded = analysis.references_that_are(Status.GROUNDED)
    return [one for one in grounded if one.is_particular or (one.fact is not None and one.fact.kind in _COUNTED_BESIDE)]


def _count(reference: Reference, analysis: Analysis) -> int | None:
    sentence = analysis.sentence_at(reference.span)
    return None if sentence is None else holders(reference, (sentence.span, sentence.text), analysis.pool)


def _says_more(analysis: Analysis) -> bool:
    """Whether a sentence refers to them in words that no profile can be asked about: it has no supported ones, or many others."""
    supported = [reference.span for reference in _remarks(analysis)]
    return any(
        sentence.makes(Move.REFERENCE) and _untold(sentence, supported) > (_MOST_UNTOLD if _holds_one(sentence, supported) else 0)
        for sentence in analysis.sentences
    )


def _holds_one(sentence: Sentence, spans: list[Span]) -> bool:
    return any(sentence.span.overlaps(span) for span in spans)


def _untold(sentence: Sentence, supported: list[Span]) -> int:
    """How many telling words stand outside of what the profile supports."""
    start = sentence.span.start
    telling = content_stems(sentence.text).values()
    return sum(not any(Span(start + word.start, start + word.end).overlaps(span) for span in supported) for word in telling)


def _advice(analysis: Analysis) -> str:
    rarer = _rarer(analysis.recipient, analysis.pool) if analysis.recipient else None
    if rarer is None:
        return "Name something that only they did."
    return f"Their {_RARER[rarer.kind]} “{rarer.text}” is rarer: speak of that."


def _rarer(recipient: Profile, pool: tuple[Profile, ...]) -> Fact | None:
    """A fact of a kind that is seldom shared, and that nobody in the pool has."""
    taken = {fact.text.casefold() for other in pool for fact in other.of_kind(*_RARER)}
    own = (fact for kind in _RARER for fact in recipient.of_kind(kind))
    return next((fact for fact in own if fact.text.casefold() not in taken and len(fact.text) <= _LONGEST_NAMED), None)
