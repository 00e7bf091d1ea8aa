from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_MOST = 3  # Boomerang 2016: the gain holds from one question to three
# A rubric would allow a note one. In the corpora 3 of 132 good notes hold two that belong together, none holds three.
_MOST_IN_NOTE = 2
# A question mark that ends a question: none within a title in quotation marks, an address, or text whose blanks were garbled.
_MARK = lazy(r"(?<=[\w)\]%])\?+(?=[!\s)]|$)")


class TooManyQuestions(Rule):
    """The message asks more questions than anybody answers in one go.

    More than three, or in a connection note more than two. Every question counts, whatever it is about.

    Why: By one vendor's count of 40 million emails, one to three questions went with about half as many replies again
    as none; with more, the gain fell away. A row of questions reads like a form.

    Instead: Keep the one that only they can answer. The others are for the conversation.
    """

    severity = Severity.INFO
    last_stage = 2
    evidence = (
        Evidence(
            "C",
            "In 40 million emails, those with one to three questions had about 50% more replies than those with none;"
            " with more, the gain fell away",
            "Boomerang 2016, a vendor",
        ),
        Evidence("C", "A vendor of email software advises a single question", "Lavender, a vendor"),
    )
    bad = (
        Example(
            "Hi Paulo, your cork floors caught my eye. Where do you buy? What do you seal them with? How long do they last? Who lays them? And"
            " what did the first one cost you?",
            marks="Who lays them?",
        ),
        Example(
            "Dear Dr Haas,\n\nI read your paper on hive scales with great interest. What scale did you use? How often did it report? Did rain"
            " disturb it? Why did you stop in October? Would you do it again?",
            Channel.EMAIL,
            marks="Why did you stop in October?",
        ),
        Example(
            "Hi Yuki, how did you start in subtitling? Which language pays best? Do you freelance?", Channel.LINKEDIN_NOTE,
            marks="Do you freelance?",
        ),
        Example("saw your kayak build. what wood? what glue? how long? how heavy? did it float?", Channel.X_DM, marks="how heavy?"),
        Example(
            "Hello Edna, lovely to find you here. Are you still in Mombasa? Do you still teach? What became of the choir? Who has the old piano"
            " now?",
            Channel.FACEBOOK_MESSAGE,
            marks="Who has the old piano now?",
        ),
    )  # fmt: skip
    good = (
        Example("Hi Paulo, your cork floors caught my eye. What do you seal them with, and how long does it last by the sea?"),
        Example(
            "Dear Dr Haas,\n\nyour paper on hive scales made me weigh my own two hives. Why did you stop in October? Was it the cold, or had you seen"
            " enough? I ask because mine gain weight until November.",
            Channel.EMAIL,
        ),
        Example("Hi Yuki, how did you start in subtitling? And what made you stay?", Channel.LINKEDIN_NOTE),
        Example(
            "Dear Ms Obi,\n\nI heard your talks “Who owns the rain?” and “Whose well is it?”, and read “Why meter?” twice. The page"
            " https://wells.example/find?town=Jos lists 40 wells. How did you choose the ones to test first?",
            Channel.EMAIL,
        ),
        Example("saw your kayak build. did it really float?? what wood is that, cedar?", Channel.X_DM),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first question too many."""
        questions = list(_questions(analysis))
        most = _MOST_IN_NOTE if analysis.channel is Channel.LINKEDIN_NOTE else _MOST
        if len(questions) > most:
            yield self.finding(
                questions[most],
                f"This is question {most + 1} of {len(questions)}, which reads like a form. Keep the one that only they can answer.",
            )


def _questions(analysis: Analysis) -> Iterator[Span]:
    """A sentence once for every question mark in it, or once if it asks about the reader without one."""
    own = list(analysis.own_matches(_MARK))
    for sentence in analysis.sentences:
        marks = sum(one.overlaps(sentence.span) for one in own)
        yield from [sentence.span] * max(
            marks, int(sentence.makes(Move.QUESTION) and not sentence.makes(Move.REQUEST, Move.EASY_OUT))
        )
