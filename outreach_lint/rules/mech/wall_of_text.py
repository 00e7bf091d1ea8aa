from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Zone
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_MOST_IN_PARAGRAPH = 70  # words; at the 11 seconds that Lavender measures for a mail, hardly half of them are read
_MOST_IN_SENTENCE = 30  # words
_WRAPPED = 55  # characters; a line that is shorter was ended on purpose
_WALL = (
    "Your talk on the dry docks of Cadiz was the one I came for. I work in the yard at Gdansk. We paint hulls there in winter. The paint never"
    " dries before the tide. You said that you heat the keel from the inside with old steam pipes."
)
_WALL_END = (
    "We tried that in March with a pipe from the canteen. It held for two nights. On the third night the pipe broke and the cook was angry."
    " Which pressure did you run it at? And who watches it while you all sleep?"
)
_LONG_SENTENCE = (
    "I saw your bus on the ring road last week and thought of the time when we all rode to the coast with the band in the back and"
    " nobody knew who had the key to the hall."
)


class WallOfText(Rule):
    """The message has a paragraph or a sentence that is too long to skim.

    A paragraph of more than 70 words, or a sentence of more than 30. Lists and lines that were broken on purpose count
    line by line.

    Why: A paragraph of 70 words can fill the screen of a phone. One vendor says that a sales email is read for 11
    seconds on average, which is enough for about 40 words.

    Instead: Give each thought a paragraph of two or three sentences, and let the question stand on its own.

    Disputed: A letter to somebody who likes letters may take its time. So this rule is off unless you turn it on.
    """

    severity = Severity.INFO
    is_optional = True
    channels = (Channel.EMAIL, Channel.LINKEDIN_INMAIL, Channel.LINKEDIN_MESSAGE, Channel.FACEBOOK_MESSAGE)
    evidence = (Evidence("C", "A sales email is read for 11 seconds on average", "Lavender, a vendor"),)
    bad = (
        Example(f"Hi Rosa,\n\n{_WALL} {_WALL_END}\n\nPawel", Channel.EMAIL, marks=_WALL, becomes=f"Hi Rosa,\n\n{_WALL}\n\n{_WALL_END}\n\nPawel"),
        Example(f"Hi Rosa, {_WALL} {_WALL_END}", Channel.LINKEDIN_MESSAGE, marks=_WALL, becomes=f"Hi Rosa, {_WALL}\n\n{_WALL_END}"),
        Example(f"Hey Dumi! {_LONG_SENTENCE} Do you still play the horn?", Channel.FACEBOOK_MESSAGE, marks=_LONG_SENTENCE),
        Example(
            "Dear Ms Falk,\n\nyour book on hedges says that the old ones along our lane were planted by the monks who came from the north in the"
            " year of the flood and took their cuttings with them. Which lane is it?",
            Channel.LINKEDIN_INMAIL, marks="your book on hedges",
        ),
    )  # fmt: skip
    good = (
        Example(f"Hi Rosa,\n\n{_WALL}\n\n{_WALL_END}\n\nPawel", Channel.EMAIL),
        Example("Hey Dumi! I saw your bus on the ring road last week. Do you still play the horn?", Channel.FACEBOOK_MESSAGE),
        Example(
            "Dear Ms Falk,\n\nyour book on hedges names our lane. I walked it with the map on page 90 and found:\n- two hollies\n- a spindle that you"
            " drew\n- a gap where the barn was\n\nDid you see the barn when it still stood?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("Hi Noor, the ferry ramp you drew has three pins where others have two. Why did you add the third?"),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every paragraph that is too long, and outside of them the first sentence that is."""
        walls = [span for span in _paragraphs(analysis) if _count(analysis, span) > _MOST_IN_PARAGRAPH]
        for wall in walls:
            edits = tuple(_breaks(analysis, [s.span for s in analysis.sentences if s.span.overlaps(wall)]))
            message = f"This paragraph has {_count(analysis, wall)} words, too many to skim. Break it where the thought turns."
            yield self.finding(wall, message, edits=edits, is_safe=True)
        long = (s.span for s in analysis.sentences if _longest_line(s.text) > _MOST_IN_SENTENCE)
        for span in [s for s in long if not any(s.overlaps(wall) for wall in walls)][:1]:
            yield self.finding(span, f"This sentence has {_count(analysis, span)} words, too many to skim. Make two of it.")


def _count(analysis: Analysis, span: Span) -> int:
    return len(analysis.text(span).split())


def _longest_line(text: str) -> int:
    """The words of the longest stretch of a sentence without a line break that was made on purpose."""
    return max(len(part.split()) for part in _on_purpose(text))


def _on_purpose(text: str) -> list[str]:
    """The text, cut at blank lines and after lines that end short of where a mail program would wrap them."""
    return re.split(rf"\n\s*\n|(?<![^\n]{{{_WRAPPED}}})\n|\n(?=[ \t]*(?:[-*•–]|\d{{1,2}}[.)])[ \t])", text)


def _paragraphs(analysis: Analysis) -> Iterator[Span]:
    """The blocks of the body, as a reader sees them."""
    for zone in analysis.zones:
        if zone.zone is Zone.BODY:
            at = zone.span.start
            for part in _on_purpose(analysis.text(zone.span)):
                start = analysis.message.body.index(part, at)
                at = start + len(part)
                yield Span(start, at)


def _breaks(analysis: Analysis, spans: list[Span]) -> Iterator[Edit]:
    """Blank lines between sentences, as near to the middle as can be, until no part is too long."""
    counts = list(accumulate(_count(analysis, span) for span in spans))
    if len(spans) < 2 or counts[-1] <= _MOST_IN_PARAGRAPH:
        return
    cut = min(range(1, len(spans)), key=lambda n: abs(counts[n - 1] - counts[-1] / 2))
    yield from _breaks(analysis, spans[:cut])
    yield Edit(Span(spans[cut - 1].end, spans[cut].start), "\n\n")
    yield from _breaks(analysis, spans[cut:])
