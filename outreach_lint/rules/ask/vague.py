from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import TOO_EARLY, Evidence, Example, Rule, phrase_pattern

_OPEN_ENDED = phrase_pattern((
    r"pick(?:ing)? your brains?",
    r"(?:get|hear|have|gather|love|appreciate|value) your thoughts",
    r"(?:see|explore|discuss|find out|figure out|talk about) (?:how|if|whether|ways) (?:we|you and i) (?:can|could|might|may)"
    r" (?:help|support|benefit) each other",
    r"(?:explore|discuss|see|find|look for)(?: some| any| potential| possible| mutual)? (?:synergies|mutual benefits?|ways (?:to|of) (?:collaborat|work)\w*)",
))  # fmt: skip
_QUICK_QUESTION = phrase_pattern((r"quick question", r"(?:a|one|just a) (?:small|short|brief) question"))
_WISDOM = r"(?:advice|insights?|guidance|wisdom|tips|pointers|suggestions|mentorship|experience|expertise|perspective|thoughts)"
_PLAIN = r"(?:valuable|kind|good|career|professional|expert|honest|general|helpful|precious|own|any)"
_REST = r"[^.?!,;\n]{0,40}"
# Advice and the like, with nothing after it that says on what.
_ADVICE = phrase_pattern((
    rf"(?:any|some|your|for|little|bit of|piece of|of)(?: {_PLAIN}){{0,2}} {_WISDOM}(?:(?: and| or)(?: \w+)? {_WISDOM})?"
    rf"(?=(?: (?:with me|to me|for me|in general|from you|on this|about this|at all|please|you (?:can|could|may|might|have|would){_REST}"
    rf"|for (?:an?|some(?:one|body)) (?:\w+ )?(?:beginner|newcomer|starter|who is just starting){_REST}|(?:from you )?(?:would|will|is|are)\b{_REST}"
    r"|(?:about|on|in|into) (?:the|this|your|my) (?:industry|field|company|career|role|space|market|journey|path)))?"
    r"\s*(?:[.!?;,:…\U0001F300-\U0001FAFF]|\n|\Z))",
))  # fmt: skip
_CONCRETE = lazy(r"\b(?:how|what|why|which|when|where|who|whether)\b(?! (?:we|you and i) (?:can|could|might|may)\b)", re.I)


class Vague(Rule):
    """The message asks for something too vague to answer in a line.

    “I would love to pick your brain”, “get your thoughts”, a “quick question” that never comes, “see how we can help
    each other”, or a request for nothing more precise than advice or insights. Where a question beside it makes it
    concrete, it is not reported.

    Why: The reader would have to guess what you want before they could give it. At least five writers refuse “pick your
    brain” in public; the same people say yes to one specific question.

    Instead: Ask the question itself, so narrow that one sentence answers it.
    """

    severity = Severity.WARNING
    last_stage = 1
    yields_to = TOO_EARLY
    evidence = (
        Evidence(
            "D",
            "At least five writers refuse “pick your brain” in public, and say yes to a bounded question",
            "fernandogros.com; philcooke.com; bernoff.com; powrightbetweentheeyes; thelongandtheshortpodcast.com",
        ),
    )  # fmt: skip
    bad = (
        Example("Hi Wanjiru, you know coffee exports like nobody else. I'd love to pick your brain some time.", marks="pick your brain"),
        Example("Hi Alasdair, I run a small kelp farm near Oban. Let's connect and see how we can help each other.", Channel.LINKEDIN_NOTE,
                marks="see how we can help each other"),
        Example("Dear Dr Ferreira,\n\nI am a dental student in Porto. I would really appreciate any advice or insights you could share.\n\nInês",
                Channel.EMAIL, marks="any advice or insights"),
        Example("hey, quick question about your synth videos 🙂", Channel.X_DM, marks="quick question"),
        Example("Hello Mr Nakata, I have started to train as a luthier. Could you give me some advice?", Channel.FACEBOOK_MESSAGE,
                marks="some advice"),
    )  # fmt: skip
    good = (
        Example("Hi Wanjiru, one question: when the Mombasa price fell, what did you stop shipping first?"),
        Example("Hi Alasdair, I run a small kelp farm near Oban. Quick question on your lines: do you sink them before the first frost?",
                Channel.LINKEDIN_NOTE),
        Example("Dear Dr Ferreira,\n\nI am a dental student in Porto, and your case notes on milk teeth are pinned above my desk. I'd love to get"
                " your thoughts on one thing. Would you still start with the canal in a child?", Channel.EMAIL),
        Example("your thoughts on tape hiss changed how i mix. what machine is on the b-side?", Channel.X_DM),
        Example("Hello Mr Nakata, your advice on hide glue saved my first viola. What do you do in a damp summer?", Channel.FACEBOOK_MESSAGE),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first open-ended phrase that no question bounds."""
        open_ended = [span for span in analysis.own_matches(_OPEN_ENDED) if not _is_bounded(analysis, span)]
        teasers = [span for span in analysis.own_matches(_QUICK_QUESTION) if not _is_asked_later(analysis, span)]
        advice = [
            span for span in analysis.own_matches(_ADVICE) if _is_asked_for(analysis, span) and not _is_bounded(analysis, span)
        ]
        for span in sorted(open_ended + teasers + advice)[:1]:
            words = " ".join(analysis.text(span).split())
            yield self.finding(span, f"“{words}” leaves them to guess what you want. Ask one question that a sentence can answer.")


def _is_asked_for(analysis: Analysis, span: Span) -> bool:
    sentence = analysis.sentence_at(span)
    return sentence is not None and sentence.makes(Move.REQUEST) and not sentence.makes(Move.QUESTION)


def _is_bounded(analysis: Analysis, span: Span) -> bool:
    """Whether a question stands in the rest of the sentence, or in the sentence before or after it."""
    sentences = [s for s in analysis.sentences if s.text]
    at = next((i for i, s in enumerate(sentences) if s.span.overlaps(span)), None)
    if at is None:
        return False
    rest = analysis.message.body[span.end : sentences[at].span.end]
    beside = sentences[max(at - 1, 0) : at] + sentences[at + 1 : at + 2]
    return bool(_CONCRETE.search(rest)) or any(s.makes(Move.QUESTION) or s.text.endswith("?") for s in beside)


def _is_asked_later(analysis: Analysis, span: Span) -> bool:
    """Whether any question follows that the phrase announces."""
    later = [s for s in analysis.sentences if s.span.end > span.end]
    announced = any("?" in analysis.message.body[max(s.span.start, span.end + 1) : s.span.end] for s in later)
    return announced or any(s.makes(Move.QUESTION) for s in later if not s.span.overlaps(span))
