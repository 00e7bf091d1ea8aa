from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.rule import Evidence, Example, Rule

_MOST_OF_BODY = 0.45  # of its words; this linter's own threshold
_LEAST_WORDS = 60  # a shorter message has room for little else
_MOST_CREDENTIALS = 3
_LEAST_LINES = 3  # two sentences of introduction are usual
_LONGEST_KEPT = 60  # characters of the line to keep that a finding shows
_OF_USE_TO_THEM = (Move.REFERENCE, Move.QUESTION, Move.OFFER)  # a sentence that does this as well is no mere biography
_CREDENTIAL = lazy(
    r"\b\d+\+? ?(?:\+ )?(?:years?|yrs?)\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)(?:[- ]\w+)? years\b"
    r"|\b(?:b\.?sc|m\.?sc|b\.?a|m\.?a|m\.?b\.?a|ph\.?d|b\.?tech|m\.?tech|b\.?eng|m\.?eng|bachelor|master|doctorate|diploma|degree|honou?rs)(?:['’]?s)?\b"
    r"|\b(?:certified|certificat\w+|licen[cs]ed|chartered|accredited|pmp|csm|cpa|cfa|acca|cissp|six sigma|scrum|itil)\b"
    r"|\b(?:gpa|cgpa|grade average|distinction|first[- ]class|cum laude|valedictorian|dean['’]s list|scholarship|award\w*|medals?|prizes?)\b"
    r"|\b(?:proficient|skilled|fluent|experienced|expertise|expert) (?:in|with|at)\b|\b(?:published|publications|patents?)\b",
    re.I,
)  # fmt: skip


class BioDump(Rule):
    """Most of the message is the writer's own CV.

    More than 45% of a message of sixty words or more is about the writer's own career, or three sentences or more about
    it hold more than three credentials: years, degrees, certificates, prizes.

    Why: The reader first asks whether this concerns them. A life story in front of the answer makes them wait for it.

    Instead: Keep the one line that has to do with them. The rest is on your profile, or can follow when they ask.

    Disputed: Where an application was invited, the reader looks for credentials, and there they belong.
    """

    severity = Severity.INFO
    last_stage = 1
    evidence = (
        Evidence(
            "C",
            "A vendor's advice: readers first ask whether it concerns them, so the writer's own story comes last",
            "lidgen.io, a vendor",
        ),
        Evidence("D", "A rubric for cold email weighs the first line double", "coldsmith.dev rubric"),
    )
    bad = (
        Example(
            "Dear Mr Sørli,\n\nI am a project manager with twelve years of experience in construction. I hold a master's degree from Lodz and I am a certified"
            " PMP. I have led teams of forty people in three countries and was given the award for safety in 2019. I am fluent in Polish, German"
            " and English. Your article on permits was useful. Which office was the slowest?", Channel.EMAIL,
            marks="I hold a master's degree from Lodz and I am a certified PMP.",
        ),
        Example(
            "Hi Tamsin, I'm a nurse from Kumasi. I have nine years on surgical wards. I have a BSc and a diploma in wound care, and I am licensed in two"
            " countries. I won our hospital's prize for teaching. How did your unit bring falls down?", Channel.LINKEDIN_MESSAGE,
            marks="I have a BSc and a diploma in wound care, and I am licensed in two countries.",
        ),
        Example(
            "Hello Professor Adebayo,\n\nMy name is Linh Tran and I am a final-year student of chemistry in Hanoi. I have a GPA of 3.8 and two scholarships."
            " In my second year I worked in a laboratory for polymers, where I learned to use the spectrometer. Last summer I was an intern at a paint factory."
            " I also have experience with Python, and I have been on the board of our student society since 2022. I read your paper on resins."
            " What made you leave epoxy?", Channel.EMAIL,
        ),
        Example(
            "hey Bo! i'm a sound designer from Tallinn, 8 yrs in the trade. i have a degree from the film school there and i've mixed four features. i won two"
            " prizes for a radio play and i'm certified on every big desk you can name. i also teach on fridays. your rain in the third level is so good."
            " what did you record?", Channel.X_DM, marks="i have a degree from the film school there",
        ),
    )  # fmt: skip
    good = (
        Example(
            "Dear Mr Sørli,\n\nI run small building sites in Lodz, and your article on permits answered an old question of mine: whom to ring first."
            " We tried your order of calls on two sites in May. The water office answered in four days, which nobody here had seen before, and the road office"
            " not at all. Which office was the slowest in your own town, and did you find out why?", Channel.EMAIL,
        ),
        Example("Hi Tamsin, I run night shifts at a hospital of 300 beds in Kumasi, so your staffing model caught my eye. What did the nurses say of it?",
                Channel.LINKEDIN_NOTE),
        Example(
            "Hello Professor Adebayo,\n\nI am in my last year of chemistry in Hanoi, and spent the summer in a paint factory. We used the resin of your paper,"
            " and it yellowed in the second week. I have put the photographs in order by day; use them as you like. In your tests it stayed clear for a year,"
            " so I wonder whether our lamp was to blame. What lamp did you use?", Channel.EMAIL,
        ),
        Example("hey Bo! i'm a sound designer from Tallinn and your rain in the third level is so good. what did you record?", Channel.X_DM),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """What is told of the writer beyond the first line of it."""
        told = [one for one in analysis.sentences if one.makes(Move.SELF_INTRODUCTION) and not one.makes(*_OF_USE_TO_THEM)]
        if len(told) < 2:
            return
        words = sum(len(sentence.text.split()) for sentence in analysis.sentences)
        own = sum(len(sentence.text.split()) for sentence in told)
        credentials = [m for sentence in told for m in _CREDENTIAL.finditer(sentence.text)]
        is_most = words >= _LEAST_WORDS and own > _MOST_OF_BODY * words
        if not is_most and (len(told) < _LEAST_LINES or len(credentials) <= _MOST_CREDENTIALS):
            return
        yield self.finding(
            _longest_run(analysis, told),
            f"{own} of {words} words are about your own career. Keep “{_short(told[0].text)}”, and of the rest only what concerns them.",
            reason=f"{len(told)} sentences introduce you",
        )


def _longest_run(analysis: Analysis, told: list[Sentence]) -> Span:
    """The longest row of sentences about the writer."""
    runs = [list(run) for about_writer, run in groupby(analysis.sentences, lambda s: s in told) if about_writer]
    longest = max(runs, key=lambda run: run[-1].span.end - run[0].span.start)
    return Span(longest[0].span.start, longest[-1].span.end)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_KEPT else words[:_LONGEST_KEPT].rsplit(" ", 1)[0] + " …"
