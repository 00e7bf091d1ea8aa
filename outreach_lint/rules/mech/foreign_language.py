from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_FEWEST = 10  # words by which a language can be told
_LEAST_SHARE = 0.1  # of the words; in 1,267 good messages of the corpora the share is 0.26 or more
# The words that stand in every English text, of whatever sort.
_ENGLISH = frozenset(
    """
    the a an and or but if of to in on at by for from with about as is are was were be been am do did does have has had not no it its this that these
    those i you your my we our me us they their he she his her what how which who when where why would could can will should there here so than then
    any some all one just more your u ur im i'm it's don't thanks thank please hi hello dear
    """.split()
)


class ForeignLanguage(Rule):
    """The message is not in English, which is the only language that is read here.

    Told by the small words that stand in every English text. Parts in another language do not matter, and neither do names.

    Why: The other rules say little or nonsense of a text that they cannot read, and their silence is no praise.

    Instead: Have somebody read it who knows the language, and waive this rule for the draft.
    """

    severity = Severity.WARNING
    evidence = (Evidence("D", "Everything here was learnt from English text", "corpora/README.md"),)
    bad = (
        Example(
            "Hej Maren,\n\njag läste din artikel om jordskalv i morse på bussen. Hur kom du in på det ämnet från början?",
            Channel.EMAIL,
        ),
        Example(
            "Bonjour Inès, votre conférence sur les marées m'a beaucoup appris. Comment avez-vous commencé ce travail ?",
            Channel.LINKEDIN_NOTE,
        ),
        Example("Hola Lucía, tu charla sobre los hornos de leña fue la mejor del día. ¿Cómo empezaste con la cerámica?"),
        Example(
            "Hallo Jonas, dein Beitrag über Nachtbusse hat mich zum Lachen gebracht. Wie bist du darauf gekommen?", Channel.X_DM
        ),
    )
    good = (
        Example("Hi Maren, I read your piece on quakes on the bus this morning. How did you come to the subject?", Channel.EMAIL),
        Example(
            "Bonjour Inès, your talk on tides taught me a lot. How did you begin this work? Merci, Paul", Channel.LINKEDIN_NOTE
        ),
        Example("Hola Lucía! Your talk on wood kilns was the best of the day. How did you start with ceramics?"),
        Example("Moin Jonas, quakelog, Nachtbus, Hafenkante: three names, one voice?", Channel.X_DM),
        Example("Hi Noor, Kebnekaise, Sarek, Padjelanta: which of the three huts did you build first?", Channel.FACEBOOK_MESSAGE),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """What the sender wrote, if hardly any of its words is English."""
        said = " ".join(map(analysis.text, analysis.own_spans)).lower().replace("’", "'")
        words = [word for word in re.findall(r"[^\W\d_][\w']*", said) if word]
        if len(words) >= _FEWEST and sum(word in _ENGLISH for word in words) < _LEAST_SHARE * len(words):
            span = analysis.own_spans[0] if analysis.body.start == analysis.body.end else analysis.body
            yield self.finding(
                span, "This does not read like English, and no other language is read here. Have somebody else look at it."
            )
