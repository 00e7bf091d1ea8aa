from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.spelling import Slip, slips
from outreach_lint.rule import Evidence, Example, Rule

# From how many misspelt words on: a note has no room for one; in a longer text a single one passes as haste.
_LEAST_IN_NOTE, _LEAST_ELSEWHERE = 1, 2


class Spelling(Rule):
    """The message has misspelt words.

    Only plain slips count: a lower-case word that no dictionary knows and that is one common typing slip away from a
    frequent word (“recieve”, “adress”), and a short list of mix-ups such as “your welcome”. Names, brands, the words of
    a trade, dialects and chat spelling (“ur”, “dont”) are left alone, and so is grammar. In a connection note one slip
    counts, elsewhere two.

    Why: A stranger has little else to judge you by. In a study, the same email with errors made its sender seem less
    conscientious, less intelligent and less trustworthy.

    Instead: Read it aloud once before you send it, or take the corrections.

    Disputed: The studies asked what people thought of a writer; they did not count replies. And not every reader minds:
    kinder people hardly did. Many people write in a second language, and a slip says little about them.
    """

    severity = Severity.WARNING
    evidence = (
        Evidence(
            "A",
            "The same email with spelling errors made its sender seem less conscientious, intelligent and trustworthy",
            "Vignovic and Thompson 2010",
        ),
        Evidence(
            "A",
            "Would-be housemates were judged less kindly when their emails held errors",
            "Boland and Queen 2016, as retold by Business Insider",
        ),
        Evidence("S", "Spelling is part of a credible first contact", "the idea of this linter"),
    )  # fmt: skip
    bad = (
        Example(
            "Hi Olga, your talk on reed roofs made me re-read my adress book of thatchers. Who taught you?", Channel.LINKEDIN_NOTE,
            marks="adress", becomes="Hi Olga, your talk on reed roofs made me re-read my address book of thatchers. Who taught you?",
        ),
        Example(
            "Dear Mr Achterberg,\n\nyour report on ferry delays is the clearest that I recieved this year. Which of the tables was"
            " definately the hardest to fill?", Channel.EMAIL, marks="recieved",
            becomes="Dear Mr Achterberg,\n\nyour report on ferry delays is the clearest that I received this year. Which of the tables was"
            " definitely the hardest to fill?",
        ),
        Example("Hope your doing well Temi! I could of used your checklist for night shifts last week. Where did you begin?", Channel.X_DM,
                marks="could of"),
        Example("Hi Marek, your seperate dough for the crust worked alot better than mine. Which flour do you use?", Channel.FACEBOOK_MESSAGE, marks="alot"),
        Example("Dear Ms Oduya,\n\nI read your artcile on seperate sewers and have one question: what became of the old pipes?",
                Channel.LINKEDIN_INMAIL, marks="seperate"),
    )  # fmt: skip
    good = (
        Example("Hi Olga, your kubectl runbook and the numpy notes saved our onboarding. Which webhook broke first?", Channel.LINKEDIN_NOTE),
        Example("Dear Mr Achterberg,\n\nyour colour-coded programme for the travelling organisers was a marvellous catalogue. Whose favourite"
                " was the aluminium aeroplane?", Channel.EMAIL),
        Example("hey Temi, luv the thread, dont u ever sleep?? which mic is that", Channel.X_DM),
        Example("Buenas tardes Inés, your perovskite talk in the lysimeter session was great. Un abrazo, and: who built the monopiles?",
                Channel.LINKEDIN_MESSAGE),
        Example("Dear Ms Oduya,\n\nyou quote the label as \"keep seperate, do not recieve wet\". Is that how it was printed?", Channel.LINKEDIN_INMAIL),
        Example("Dear Dr Lindqvist,\n\nwhat would you test first in a tendering model that nobody has benchmarked? Please write to my home adress.",
                Channel.EMAIL),
        Example("You're welcome to the data, Marek, and they would of course stay yours. What will you plot first?", Channel.LINKEDIN_NOTE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every misspelt word, at its first place, with a correction for all of its places."""
        found = slips(analysis)
        is_note = analysis.channel is Channel.LINKEDIN_NOTE
        if len(found) < (_LEAST_IN_NOTE if is_note else _LEAST_ELSEWHERE):
            return
        for slip in found:
            yield self.finding(
                slip.places[0],
                f"“{slip.word}” looks misspelt. Did you mean “{slip.correction}”?",
                edits=_edits(slip),
                is_safe=slip.is_sure,
            )


def _edits(slip: Slip) -> tuple[Edit, ...]:
    return tuple(Edit(place, slip.correction) for place in slip.places)
