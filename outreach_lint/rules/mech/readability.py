from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.reading.readability import grade_of, words_in
from outreach_lint.rule import Evidence, Example, Rule

# US school grades. Boomerang and Lavender find simpler mails better all the way down, so these two mark where few good messages lie:
# of 1,105 good ones in our corpora 4% read above grade 9, and 0.7% above 12.
_HARD, _VERY_HARD = 9, 12
_LONG_SENTENCE = 25  # words; where the longest is shorter, it is the words that are hard
_LETTERS = (Channel.EMAIL, Channel.LINKEDIN_INMAIL)


class Readability(Rule):
    """The message is hard to read at a glance.

    Measured by the Flesch-Kincaid grade, which counts words per sentence and syllables per word. Names, numbers and web
    addresses do not count as hard words. Text of fewer than 30 words, or without full stops, is not measured, and
    neither is what is sent on X and Facebook, where people write as they speak.

    Why: People skim a stranger's message. In one vendor's 40 million emails, those that a child of nine could read had
    53% replies, those that needed a college education 39%.

    Instead: Split the longest sentence, and use the words that you would say aloud.

    Disputed: The figures are a vendor's, and easy emails may have been easier in other ways too. Among specialists the
    exact long word is the right one.
    """

    severity = Severity.INFO
    channels = (Channel.LINKEDIN_NOTE, Channel.LINKEDIN_INMAIL, Channel.LINKEDIN_MESSAGE, Channel.EMAIL)
    evidence = (
        Evidence(
            "C",
            "In 40 million emails, those at third-grade level had 53% replies, those at college level 39%",
            "Boomerang 2016, a vendor",
        ),
        Evidence(
            "C",
            "70% of sales emails are written at tenth grade or above; those at fifth grade did best",
            "Lavender, a vendor",
        ),
    )
    bad = (
        Example(
            "Dear Mr Hale,\n\nin consideration of the aforementioned organisational transformation initiatives, our multidisciplinary consultancy"
            " facilitates the identification and prioritisation of operational inefficiencies throughout the entire procurement function of"
            " internationally active manufacturers in the automotive industry.",
            Channel.EMAIL, marks="multidisciplinary consultancy",
        ),
        Example(
            "Hi Priya, having accumulated considerable professional experience in interdisciplinary environments, I am interested in identifying"
            " organisations whose strategic orientation is compatible with my qualifications, and consequently I would appreciate your evaluation"
            " of potential opportunities.",
            Channel.LINKEDIN_INMAIL, marks="interdisciplinary environments",
        ),
        Example(
            "Hello Jonas, the implementation of sustainability regulations necessitates comprehensive documentation across the entire supply chain,"
            " which is why our certification programme accelerates organisational compliance while simultaneously minimising administrative"
            " expenditure for participating companies.",
            marks="sustainability regulations",
        ),
        Example(
            "Dear Professor Abiola,\n\nI am a graduate of the department of environmental engineering whose dissertation, which was completed under the"
            " supervision of a committee that included several distinguished specialists in contaminated sediments, investigated the remediation of"
            " agricultural soils in the vicinity of abandoned metallurgical facilities, and it is in this connection that I am contacting you.",
            Channel.EMAIL, marks="contaminated sediments",
        ),
    )  # fmt: skip
    good = (
        Example(
            "Dear Mr Hale,\n\nyou cut the tender form from nine pages to one, and our buyers still talk of it. I run stores for a hospital in Leeds."
            " Which page was the hardest to let go? If you are busy, one word will do.",
            Channel.EMAIL,
        ),
        Example(
            "Hi Priya, your talk in Hyderabad on the Krishnamurthy-Venkataraman algorithm at the International Conference on Bioinformatics was the"
            " first that I could follow. How did you find the picture with the two trains? I drew it for my class the next day.",
            Channel.LINKEDIN_INMAIL,
        ),
        Example(
            "hi Mette,\nyour thread on the seed bank was so good\ni read it twice on the tram and then i went and bought six kinds of beans"
            "\nmy balcony is now a jungle and my cat is confused\nwhich one did you plant first?",
        ),
        Example("Hi Jonas, your interdisciplinary sustainability certification won me over. Which committee was hardest?", Channel.LINKEDIN_NOTE),
        Example(
            "Hello Ewa, I found your notes at https://notes.example/organisational-transformation-initiatives/multidisciplinary and used them on"
            " Monday. We weigh each crate now. My shoulders are glad of it. What did you weigh first?",
        ),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The longest sentence, if the body is hard to read."""
        grade = grade_of([part for sentence in analysis.sentences for part in _parts(sentence, analysis.channel)])
        if grade is None or round(grade) <= _HARD:
            return
        longest = max(analysis.sentences, key=lambda sentence: len(words_in(sentence.text)))
        count = len(words_in(longest.text))
        advice = f"Split this sentence of {count} words." if count >= _LONG_SENTENCE else "Use the words that you would say aloud."
        yield self.finding(
            longest.span,
            f"The text reads at US school grade {grade:.0f}; up to {_HARD} is easy to skim. {advice}",
            reason="Flesch-Kincaid grade of the body, syllables estimated",
            severity=Severity.WARNING if grade > _VERY_HARD else None,
        )


def _parts(sentence: Sentence, channel: Channel) -> list[str]:
    """The sentence; outside of letters, where lines are not wrapped, each line of it."""
    return [sentence.text] if channel in _LETTERS else sentence.text.splitlines()
