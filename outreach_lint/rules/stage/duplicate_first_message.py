from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_LEAST_ALIKE = 2  # earlier ones: three people who were told the same are no chance
_NAMED = 3


class DuplicateFirstMessage(Rule):
    """The message says nearly the same as other first messages in this run.

    Four fifths of its sequences of three words stand in at least two first messages that were checked before it, so
    that three people or more would read the same text.

    Why: What is written to everybody speaks to nobody. LinkedIn found that 94% of the generic InMails of its heaviest
    senders were sent in bulk, and that few were answered; it limits accounts for it.

    Instead: Keep what you say of yourself, and begin each message with what only this reader has done.
    """

    severity = Severity.WARNING
    channels = (Channel.LINKEDIN_NOTE, Channel.LINKEDIN_MESSAGE, Channel.LINKEDIN_INMAIL, Channel.EMAIL)
    evidence = (
        Evidence(
            "B",
            "Of the generic InMails of the fewer than 2% of senders who wrote most, 94% were bulk; few were answered,"
            " and accounts with under 13% responses were limited",
            "LinkedIn 2014, on its InMail policy",
        ),
    )
    bad = (
        Example(
            "Hi Aoife, I came across your profile and would love to add you to my network of dental leaders.",
            Channel.LINKEDIN_NOTE,
            alike=("a.md", "b.md"),
            marks="I came across your profile",
        ),
        Example(
            "Dear Mr Lund,\n\nwe help harbours to count containers by drone. May I show you how?",
            Channel.EMAIL,
            alike=("lund.eml", "berg.eml", "dahl.eml", "holm.eml"),
            marks="we help harbours",
        ),
        Example(
            "Dear Dr Fofana, my career in nursing spans two continents, and I am open to a new chapter.",
            Channel.LINKEDIN_INMAIL,
            alike=("line 3", "line 9"),
            marks="my career in nursing",
        ),
        Example(
            "Hi Ida, great to be connected! What keeps you busy these days in the world of cheese?",
            Channel.LINKEDIN_MESSAGE,
            alike=("ann.txt", "bo.txt", "cleo.txt"),
            marks="great to be connected!",
        ),
    )
    good = (
        Example(
            "Hi Aoife, your clinic bus in Mayo was in the paper today. Who came up with the Saturday round?", Channel.LINKEDIN_NOTE
        ),
        Example(
            "Dear Mr Lund,\n\nyour berth plan for the regatta is a small masterpiece. How did you keep the ferries on time?",
            Channel.EMAIL,
            alike=("berg.eml",),
        ),
        Example(
            "Dear Dr Fofana, your triage card hangs in our ward in Split. What did the first version leave out?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example(
            "Hi Ida, great to be connected! How did the smoked one do at the fair in Gouda?",
            Channel.LINKEDIN_MESSAGE,
            alike=("ann.txt",),
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The whole body."""
        if len(analysis.alike) < _LEAST_ALIKE:
            return
        yield self.finding(
            analysis.body,
            f"This is nearly the same as {_listed(analysis.alike)}. Begin with what only this reader has done.",
            reason="compared with the first messages before it",
        )


def _listed(names: tuple[str, ...]) -> str:
    """ "a.md and b.md", "a.md, b.md, c.md and 4 more"."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return f"{', '.join(names[:-1])} and {names[-1]}"
