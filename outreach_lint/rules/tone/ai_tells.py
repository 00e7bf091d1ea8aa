from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_LEAST = 2  # different ones: a single one is anybody's choice of words


class AiTells(PhraseRule):
    """The message has phrases that readers have come to take for a machine's.

    Two or more of those that text generators made common: “deeply resonated”, “in today's fast-paced world”, “at the
    intersection of”, “delve into”, “a testament to”. They do not show who wrote the message, and this rule does not
    say.

    Why: Some readers trust a text less once they suspect that a machine wrote it.

    Instead: Say the same thing as you would aloud, with one fact in it.

    Disputed: In two studies of 2025, text known or suspected to be a machine's was trusted less (Nakano et al.: 261
    people, 990 answers; Khadpe et al.: 399 people). Against that, Dong et al. 2025 found little effect among 1,637
    people, and Zhu and Molnar 2026 found that most of about 1,300 readers suspected nothing. So the rule is off unless
    you turn it on.
    """

    severity = Severity.INFO
    is_optional = True
    evidence = (
        Evidence("A", "261 people, 990 answers: text known or suspected to be a machine's was trusted less", "Nakano et al. 2025"),
        Evidence("A", "399 people: the same direction", "Khadpe et al. 2025"),
        Evidence("A", "1,637 people: little effect", "Dong et al. 2025"),
        Evidence("A", "About 1,300 people: most readers do not suspect anything", "Zhu and Molnar 2026"),
    )
    bad = (
        Example(
            "Hi Sigrid, your journey deeply resonated with me. In today's fast-paced world, slow baking is a rare thing.",
            marks="your journey deeply",
        ),
        Example(
            "Dear Dr Mensah,\n\nyour work at the intersection of soil and song is truly a testament to patience. May I delve into the archive?",
            Channel.EMAIL,
            marks="at the intersection of",
        ),
        Example(
            "I was struck by how you spearheaded the ferry timetable, and I see synergies between our ports.",
            Channel.LINKEDIN_NOTE,
            marks="I was struck by how",
        ),
        Example(
            "Hello Pilar, your photos are a rich tapestry of the coast, and they underscore the importance of the small boats.",
            Channel.FACEBOOK_MESSAGE,
            marks="rich tapestry",
        ),
    )
    good = (
        Example("Hi Sigrid, your year in Nuuk is the reason I write. What did you bake with when the ship was late?"),
        Example(
            "Dear Dr Mensah,\n\nthe well at the intersection of the two paths is on your map and not on mine. How did you find it?",
            Channel.EMAIL,
        ),
        Example(
            "How did the new ferry timetable go down with the islanders? It saved me two hours on Monday.", Channel.LINKEDIN_NOTE
        ),
        Example(
            "Hello Pilar, I sail out of Cudillero too. How did you come by the tapestry behind the boat in your third photo?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example("your thread resonated with my whole shift. what do you do at four in the morning?", Channel.X_DM),
    )
    phrases = (
        r"(?:deeply|truly|strongly|profoundly|really) resonate[sd]?", r"resonate[sd]? (?:deeply|strongly|profoundly|so much)",
        r"in today's (?:fast-paced|ever-\w+|rapidly \w+|digital|competitive)",
        r"(?:fast-paced|ever-(?:evolving|changing)) (?:world|landscape|environment)", r"your journey (?:from|as|in|is|has|into|to|deeply|truly|at)",
        r"(?:work|career|path|sits?|sitting|passion|interest|experience|expertise|stand|lies?)[^.!?\n]{0,20} at the intersection of",
        r"delv(?:e|es|ed|ing) (?:deep(?:er)? )?(?:in)?to", r"(?:is |are |stands? as )?(?:truly )?a testament to",
        r"spearhead(?:ed|ing|s)?", r"synerg(?:y|ies|istic)",
        r"(?:rich|vibrant|intricate) tapestry", r"underscores? the (?:importance|need|value)", r"invaluable insights?",
        r"game[- ]changer", r"navigat(?:e|ing) the (?:complexit\w+|landscape|world)",
        r"(?:foster|fostering|cultivating) (?:meaningful|a culture|innovation|collaboration)",
        r"(?:leverage|leveraging) (?:my|our|your|the|cutting-edge|ai)", r"seamless(?:ly)?",
        r"your (?:unwavering )?commitment to (?:excellence|innovation)",
        r"i was (?:particularly |truly |deeply )?(?:struck|captivated|intrigued) by (?:your|how)",
        r"meaningful (?:connection|conversation|impact|dialogue)s?", r"aligns? (?:perfectly|closely|seamlessly|deeply) with",
        r"thought-provoking", r"a beacon of", r"i'd love to explore",
        r"cutting-edge", r"pivotal (?:role|moment)",
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first of several such phrases."""
        found = {
            " ".join(analysis.text(span).lower().split()): span for span in reversed(list(analysis.own_matches(self.pattern())))
        }
        if len(found) >= _LEAST:
            words, first = list(reversed(found)), min(found.values())
            yield self.finding(
                first, f"“{words[0]}” and “{words[1]}” are worn phrases. Say it as you would aloud, with one fact in it."
            )
