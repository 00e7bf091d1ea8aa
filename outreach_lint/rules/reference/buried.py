from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, MoveSpan, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.reading.references import Status
from outreach_lint.rule import Evidence, Example, Rule

_LATE = 0.5  # of the body's words; this linter's own threshold
_LEAST_WORDS = 40  # a shorter message is read at one glance
_LEAST_BEFORE = 3  # sentences; one or two to say who writes are usual


class Buried(Rule):
    """The message speaks of the reader only past its middle, or after it has asked.

    It has something particular to the reader, but late, and no question about them comes earlier. In a message of under
    forty words, or after one or two sentences, nothing is late. Where the message opens with the request, the rules on
    requests speak of it instead.

    Why: The first lines decide whether the rest is read, and by one vendor's count a phone's preview shows 30 to 43
    characters of them. An open rubric for cold email weighs the first line double.

    Instead: Move that sentence to the front, and let the rest follow from it.
    """

    severity = Severity.INFO
    last_stage = 1
    yields_to = ("ask/opens-with-request", "ask/before-reference", "cred/bio-dump")
    evidence = (
        Evidence("C", "A mobile preview shows 30 to 43 characters", "getgangly.com, a vendor"),
        Evidence("D", "A rubric for cold email weighs the first line double", "coldsmith.dev rubric"),
    )
    bad = (
        Example(
            "Dear Ms Achter,\n\nour house has printed maps in Leiden for ninety years. We moved to digital proofs in 2019. The presses are quieter now."
            " Every spring we publish a small atlas for schools. Your map of the old dykes at Heumen is the one our draughtsmen pass around. How did"
            " you choose the blue?", Channel.EMAIL, marks="Your map of the old dykes at Heumen",
        ),
        Example(
            "Hi Kwesi, the market for cold storage is changing fast. Energy costs have doubled in two years. Many depots run at night only. So"
            " planners look for other ways to stay cool. Your note on night doors in Tema made our week. What did the drivers say?", Channel.LINKEDIN_MESSAGE,
            marks="Your note on night doors in Tema made our week.",
        ),
        Example(
            "Hello Dr Sand,\n\nI keep bees in Jæren. My father kept them before me. We have forty hives on three farms. Last winter we lost nine of them, more"
            " than ever before. Your paper on damp hives describes what we found. Which wall did you insulate first?", Channel.EMAIL,
            marks="Your paper on damp hives describes what we found.",
        ),
        Example(
            "Hi Nell, spring is coming and the yards fill up. The yard next to ours launched two boats on Friday. Varnish is dear again this year. We build"
            " dinghies in Arklow, four a season. The rudder in your last film is the best I know. Who cast it?", Channel.FACEBOOK_MESSAGE,
            marks="The rudder in your last film",
        ),
    )  # fmt: skip
    good = (
        Example(
            "Dear Ms Achter,\n\nyour map of the old dykes at Heumen goes round among our draughtsmen. Our house has printed maps in Leiden for ninety years,"
            " and every spring we publish an atlas for schools. We moved to digital proofs in 2019, and lost a shade of blue. How did you choose yours?",
            Channel.EMAIL,
        ),
        Example("Hi Kwesi, I plan cold depots in Ghent. Your note on night doors in Tema made our week. What did the drivers say?", Channel.LINKEDIN_NOTE),
        Example(
            "Hello Dr Sand,\n\nI keep bees in Jæren, as my father did. Last winter nine of forty hives died, all of them wet inside. Your paper on damp hives"
            " describes what we found. Which wall did you insulate first, and did the bees gnaw at it, as ours do at everything that is softer than pine?",
            Channel.EMAIL,
        ),
        Example(
            "Hi Nell, how did you get into casting rudders? I build dinghies in Arklow, four a season. Spring is coming and the yards fill up. Varnish is"
            " dear this year. The rudder in your last film is the best I have seen on a boat of that size.", Channel.FACEBOOK_MESSAGE,
        ),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first sentence about the reader, if it comes late."""
        first = _first_about_reader(analysis)
        if first is None:
            return
        before = [sentence for sentence in analysis.sentences if sentence.span.start < first.span.start]
        words = len(analysis.text(analysis.body).split())
        share = sum(len(sentence.text.split()) for sentence in before) / max(1, words)
        if words < _LEAST_WORDS or len(before) < _LEAST_BEFORE or share <= _LATE:
            return
        yield self.finding(
            Span(before[0].span.start, first.span.end),
            f"What concerns them comes after {share:.0%} of the message. Move it to the front, where they see it first.",
            score=first.score,
            reason=analysis.reason(first),
        )


def _first_about_reader(analysis: Analysis) -> MoveSpan | None:
    """The first reference, if nothing before it is about the reader: no question, no stock remark, no help, nothing that the profile knows."""
    about = (Move.REFERENCE, Move.STOCK_REFERENCE, Move.QUESTION, Move.OFFER)
    first = next((move for move in analysis.moves if move.move in about), None)
    if first is None or first.move is not Move.REFERENCE:
        return None
    mentions = analysis.references_that_are(Status.GROUNDED)
    return None if any(mention.span.start < first.span.start for mention in mentions) else first
