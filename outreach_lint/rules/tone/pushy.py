from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.rule import Evidence, Example, PhraseRule, phrase_pattern

_ANSWER = (
    r"(?<!an\s)(?<!your\s)(?<!the\s)(?<!their\s)"
    r"(?:reply|respond|answer|get back to (?:me|us)|write back|call (?:me|us|back)(?: back)?|contact (?:me|us)|confirm|decide)\b"
)
_SOON = r"(?:today(?: itself)?|tonight|immediately|at once|right away|right now|without delay|asap|as soon as possible|promptly|urgently)"
_DAY = r"(?:today|tomorrow|tonight|noon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the end of (?:the|this) (?:day|week)|eod|cob|\d)"
# Verbs that order something of the reader. Others open a courtesy or a report ("take care", "let me know", "read your piece twice").
_ORDERS = frozenset(
    "send forward call ring phone text ping message mail email reply respond answer get give grant hire refer recommend introduce connect put pass tell"
    " submit book grab lock sign register subscribe follow retweet repost click check visit download install buy order pay transfer donate vote show"
    " fix contact confirm schedule arrange reserve review share drop shoot hit fill complete accept".split()
)  # fmt: skip
_LEAST_WORDS = 4  # in fewer the parser takes names and nouns for verbs
_LABEL = lazy(r"(?:[A-Z]\w*[ -]){1,3}[A-Z]\w*:")  # "Call In Number: ..."
_ITEM = lazy(r"(?:\d[.)]|[*•·–-])\s*\Z")  # what stands before an item of a list
# What makes a request of an order.
_SOFT_WORDS = "please|pls|plz|kindly|if|whenever|when you|feel free|at your leisure|maybe|perhaps|or not|no rush|would"
_COURTESIES = "my love|my regards|my greetings|call it"
_SOFTENED = phrase_pattern((_SOFT_WORDS, _COURTESIES))
# No pressure on the reader: the sender's own haste, and leave not to answer.
_LEAVE = phrase_pattern(
    (
        r"(?:i|we)(?:'ll| will| can| could| would|'d) [^.!?\n]{0,60}(?:asap|as soon as possible|immediately|at once|right away|today)",
        r"(?:i|we)(?:'ll| will| can| could| would|'d) (?:\w+ )?(?:reply|respond|answer|write|get back|confirm|decide|call)",
        r"(?<!you\s)will (?:\w+ ){0,6}(?:asap|as soon as possible|immediately|at once|right away)",
        r"(?:don't|do not|needn't|need not|never|not) (?:have|need|feel|think|worry|bother|want)", r"no (?:need|rush|hurry)",
        r"reply stop", r"unsubscribe", r"opt out",
    )
)  # fmt: skip
_DATED = lazy(rf"\s(?:by|before|than)\s+(?:{_DAY})", re.I)
# Why the date is what it is: then it is news.
_REASON = phrase_pattern((r"since", r"because", r"as (?:the|we|i|our|my)", r"so that", r"when the", r"closes", r"is due"))


class Pushy(PhraseRule):
    """The message presses the recipient, or gives them an order.

    Haste that is only the sender's (“ASAP”, “reply today”, “I need your answer by Friday”), and bare imperatives that
    ask for something (“send me your rates”). “Please send …” is a request, and that a call for papers closes on Friday
    is news; neither is reported.

    Why: In 10,956 rated requests on Wikipedia and Stack Exchange, those with a blunt start were felt to be less polite.
    A guide to referrals names “urgency that benefits only you” among what makes people refuse.

    Instead: Leave the time to them, and ask: “would you”, “could you”, “whenever it suits you”. If there is a real
    date, say what happens then.
    """

    severity = Severity.WARNING
    last_stage = 2
    yields_to = ("tone/guilt", "tone/entitled", "give/quid-pro-quo")
    evidence = (
        Evidence(
            "A",
            "Of 10,956 rated requests, those with a blunt start and those that begin with “you” were felt to be less polite",
            "Danescu-Niculescu-Mizil et al. 2013",
        ),
        Evidence("D", "A guide to referrals warns of “urgency that benefits only you”", "purshology.com"),
    )
    bad = (
        Example("Hi Esra, your tile glazes are the best in town. I need your answer ASAP.", marks="I need your answer ASAP"),
        Example(
            "Dear Mr Dahl,\n\nI have applied for the post of net mender. Send me the name of the manager and forward my resume to him.",
            Channel.EMAIL,
            marks="Send me the name of the manager",
        ),
        Example("Quick one: we start filming on Monday, so respond today.", Channel.LINKEDIN_NOTE, marks="respond today"),
        Example("hey Tariq, big sale on mic stands. act now, don't miss out", Channel.X_DM, marks="act now"),
        Example(
            "Hello Ms Quist, I saw your stall at the fair. Please get back to me by Friday with your lowest price.",
            Channel.FACEBOOK_MESSAGE,
            marks="get back to me by Friday",
        ),
        Example(
            "Dear Dr Anand, it is urgent that I find a supervisor. Kindly reply at once.",
            Channel.LINKEDIN_INMAIL,
            marks="it is urgent",
        ),
    )
    good = (
        Example("Hi Esra, your tile glazes look like sea ice. How do you keep the blue from running? Whenever you have a minute."),
        Example(
            "Dear Mr Dahl,\n\nyour talk on net repair is why I write. How did you come back to tar?"
            " It would make a paper, and the call for papers closes on Friday.",
            Channel.EMAIL,
        ),
        Example(
            "Hi Maud, your tide mill drawings kept me up. What broke first? Let me know how the wheel holds up, and I will send my sketch as soon as possible."
        ),
        Example(
            "hey Tariq, how did you mic the upright at the fair? please send me the stand's name if you still know it", Channel.X_DM
        ),
        Example(
            "Dear Dr Anand,\n\nI read your paper on urgent care in mountain huts. Why did the helpers not act at once when the lamp went out?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("Loved your stall, Ms Quist. Tell me: which cheese went first?", Channel.FACEBOOK_MESSAGE),
        Example(
            "Hi Ola, your reed bed diary is the best I know. Take your time with this, and forgive the long question. Why did your bed fail in the second year?"
        ),
    )
    phrases = (
        r"(?:i|we) need (?:an?|your|the) (?:\w+ )?(?:answer|reply|response|decision|confirmation|feedback"
        r"|help)(?:[^.!?\n]{0,20}? (?:by|before|asap|today|now|immediately))",
        r"(?:i|we) need (?:it|this|that|you to|an answer|a reply|help)[^.!?\n]{0,40}(?:asap|as soon as possible|urgently|immediately|today|by \w+day)",
        r"(?:i|we) (?:urgently|desperately) need",
        r"(?:this|it|my case|the matter) is (?:very |really |quite |extremely )?urgent(?! care)",
        r"urgent (?:reply|response|answer|request|matter)",
        r"asap",
        r"a\.s\.a\.p\.",
        rf"{_ANSWER}[^.!?\n]{{0,25}}? {_SOON}",
        rf"{_ANSWER}[^.!?\n]{{0,12}}? (?:by|before|no later than|not later than) {_DAY}",
        rf"let me know[^.!?\n]{{0,12}}? (?:by|before|no later than) {_DAY}",
        r"waste no (?:more )?time",
        r"act (?:now|fast|quickly)",
        r"hurry up",
        r"don't (?:wait|delay|hesitate too long|miss (?:out|this|it|your chance))",
        r"before it's too late",
        r"time is (?:running out|ticking)",
        r"(?:your )?last chance to",
        r"drop everything",
        r"stop what you(?:'re| are) doing",
        r"(?<!if\s)you must (?:reply|respond|answer|join|sign|buy|confirm|send|(?:call|contact)(?= (?:me|us|now|today|at once)))",
        r"do not ignore (?:this|my)",
        r"don't ignore (?:this|my|me)",
        r"what are you waiting for",
    )
    says = "“{}” puts pressure on a stranger. Leave the time to them; if there is a real date, say what happens then."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first pressure, or the first order."""
        pressing = [finding for finding in super().check(analysis) if not _is_no_pressure(analysis, finding.span)]
        orders = [
            self.finding(
                sentence.span,
                "This reads as an order. Ask for it instead: “would you” or “could you”.",
                score=sentence.scores[Move.REQUEST],
            )
            for sentence in analysis.sentences
            if _is_order(analysis, sentence)
        ]
        yield from sorted(pressing + orders, key=lambda finding: finding.span)[:1]


def _is_no_pressure(analysis: Analysis, span: Span) -> bool:
    """Whether the haste is the sender's own, the reader is free of it, a date has its reason, or it is part of a question."""
    sentence = analysis.sentence_at(span)
    if sentence is None or sentence.makes(Move.QUESTION) or _LEAVE.search(sentence.text):
        return sentence is not None
    return bool(_DATED.search(analysis.text(span)) and _REASON.search(sentence.text))


def _is_order(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether the sentence asks for something by a bare imperative."""
    if not sentence.makes(Move.REQUEST) or sentence.makes(Move.QUESTION, Move.EASY_OUT, Move.OFFER) or "?" in sentence.text:
        return False
    tokens = analysis.tokens_in(sentence.span)
    if (
        len(tokens) < _LEAST_WORDS
        or tokens[1].lemma == "out"
        or _ITEM.search(analysis.message.body[: sentence.span.start])
        or _LABEL.match(sentence.text)
    ):
        return False
    first = tokens[0]
    is_imperative = first.tag == "VB" and first.dep == "ROOT" and first.lemma.lower() in _ORDERS
    return is_imperative and not _SOFTENED.search(sentence.text) and not _LEAVE.search(sentence.text)
