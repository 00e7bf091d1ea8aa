"""The simplest kind: a list of words."""

from outreach_lint.finding import Severity
from outreach_lint.message import Channel
from outreach_lint.rule import Evidence, Example, PhraseRule


class Rival(PhraseRule):
    """The message names one of our rivals.

    Initech and Hooli, by name.

    Why: A stranger learns from it that we look over our shoulder.

    Instead: Speak of the reader and of what you saw in their work.
    """

    severity = Severity.ERROR
    evidence = (Evidence("D", "Agreed in the sales meeting of May", "the handbook of this house"),)
    bad = (
        Example("Hi Ann, unlike Initech we are kind to small harbours.", marks="Initech"),
        Example("Dear Mr Sato,\n\nmany who were with Hooli have come to us.", Channel.EMAIL, marks="Hooli"),
    )
    good = (Example("Hi Ann, your harbour map shows a berth that no chart has. How did you find it?"),)
    phrases = ("initech", "hooli")
    says = "“{}” is a rival. Speak of the reader instead."
