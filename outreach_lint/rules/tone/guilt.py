from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.rule import Evidence, Example, PhraseRule

_LEAST_SHARE = 0.6  # of its sentence; below, something else is said in it, and only the writer can cut it
_NOT_HEARD = r"(?:haven't|have not|never|didn't|did not|still haven't|still have not|have never|have yet to)(?: even)?"
_HERE = r"(?=\s*(?:[.!?,;:)–—-]|$|from you\b|after\b|since\b|so\b|and\b|to my\b|on my\b|about my\b))"
_GUESS = (
    r"(?:i (?:guess|suppose|take it|assume|see|imagine|understand|know)|i'm guessing|maybe|perhaps|apparently|obviously"
    r"|clearly|it seems|looks like)(?: that)?"
)


class Guilt(PhraseRule):
    """The message reproaches the recipient, or appeals to their pity.

    Reproach for an answer that did not come (“I never heard back”, “I guess you are too busy to answer”), and distress
    that is laid at the reader's door (“you are my last hope”).

    Why: A reader who feels blamed or burdened has a reason to stay silent. One vendor's figure, as retold, is 12% fewer
    meetings where a sales email says “I never heard back”.

    Instead: Add something new since your last message, and ask one thing that is easy to answer.
    """

    severity = Severity.WARNING
    evidence = (
        Evidence(
            "C",
            "In a vendor's sales emails “I never heard back” went with 12% fewer meetings",
            "Gong, a vendor, as retold by coreyhaines31/marketingskills",
        ),
    )
    bad = (
        Example(
            "Hi Jorge, I never heard back. How did the new vats do over the winter?", stage=1,
            marks="I never heard back.", becomes="Hi Jorge, How did the new vats do over the winter?",
        ),
        Example(
            "Dear Ms Eriksen,\n\nI wrote to you in March about the ferry logs. I guess you are too important to answer. Which year do they begin?",
            Channel.EMAIL,
            marks="I guess you are too important to answer.",
            becomes="Dear Ms Eriksen,\n\nI wrote to you in March about the ferry logs. Which year do they begin?",
        ),
        Example("sir you are my last hope, nobody else wants to help me", Channel.FACEBOOK_MESSAGE, marks="you are my last hope"),
        Example(
            "Hello Wei, still waiting for your reply. This is my third message about the printing press.", Channel.LINKEDIN_MESSAGE,
            marks="still waiting for your reply",
        ),
        Example("why are you ignoring me? I only asked which lens it was", Channel.X_DM, marks="are you ignoring me"),
    )  # fmt: skip
    good = (
        Example(
            "Hi Jorge, one thing since my last note: the Basque report on vats is out, and it quotes you. How did you keep yours cool in August?",
            stage=1,
        ),
        Example(
            "Dear Ms Eriksen,\n\nyour page says that the council never answered your letters about the ferry logs. Where did you find them in the end?",
            Channel.EMAIL,
        ),
        Example(
            "I had never heard of hot type until your film, Wei. How many people can still set it? If you are too busy to answer, that is fine.",
        ),
        Example("You wrote that the bakery was your last hope after the mill closed. What made it work?", Channel.FACEBOOK_MESSAGE),
        Example(
            "Dear Dr Sow,\n\nI never heard back from the museum about the two drums, so your catalogue was a relief. Who photographed them?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("I'm desperate to know how you shot the harbour at night. was it the lens with the soft corners?", Channel.X_DM),
    )
    phrases = (
        rf"(?:but|and) (?:have )?(?:never|still haven't|haven't|didn't) (?:hear|heard) back{_HERE}",
        r"why (?:haven't|have|didn't|did|don't|do) you(?: not| never)? (?:answer|repl(?:y|ied)|respond|answered|responded)(?: (?:back )?to)?(?: me| my)?",
        rf"(?<!if\s)(?:i|we)(?:'ve)? {_NOT_HEARD} (?:hear|heard) (?:back|anything)(?: back)?{_HERE}",
        rf"(?<!if\s)(?:i|we)(?:'ve)? {_NOT_HEARD} hear(?:d)? from you(?! (?:in|for) (?:a (?:while|long|bit)|ages|so long))",
        rf"(?:i|we)(?:'ve)? {_NOT_HEARD} (?:get|got|gotten|receive|received|had) (?:a|an|any|your) (?:answer|reply|response) (?:from you|yet)",
        r"you (?:never|didn't|did not|haven't|have not|don't|do not)(?: even)? (?:bother(?:ed)? to )?(?:answer|repl(?:y"
        r"|ied)|respond|answered|responded|write|written|wrote)"
        r"(?: back)? (?:me|to me|my|to my)",
        r"you (?:never|didn't|did not|haven't|have not)(?: even)? (?:get|got|gotten) back to me",
        rf"{_GUESS} you(?:'re| are| must be| were) (?:just |simply |probably )?(?:too|far too) (?:busy|important|good|grand|proud|famous)"
        r"(?: (?:to|for) (?:answer|reply|respond|write|help|talk|me|people|somebody|someone)[^.!?\n]{0,30})?(?=[.!?…]|$)",
        r"(?:why )?(?:are|were) you ignoring (?:me|my|us|our)",
        r"you(?:'re| are| keep|'ve been| have been) ignoring (?:me|my|us|our)",
        r"you(?:'ve| have)? (?:ignored|ghosted) (?:me|my|us|our)",
        r"(?:are you )?ghosting (?:me|us)",
        r"(?:you(?:'re| are)|this is) my (?:last|only|final) (?:hope|chance|resort)",
        r"(?:i|we)(?:'m| am|'re| are) (?:begging|imploring) you",
        r"(?:i|we) (?:beg|implore) you",
        r"(?:i am|i'm) (?:really |so |very )?desperate(?=\s*(?:[.!,]|for (?:a|any|work)))",
        r"(?:nobody|no one|no-one)(?: else)? (?:wants to|will|would|has|is willing to) (?:help|answer|hire|repl(?:y|ied)"
        r"|answered|listen)(?: (?:to )?(?:me|us))?(?=\s*(?:[.!,]|$))",
        r"(?:i have|i've) (?:nowhere|no one|nobody)(?: else)?(?: left)? to (?:turn|ask|go)(?: to)?",
        r"have (?:mercy|pity)(?: on)?",
        r"take pity",
        r"(?:please )?(?:don't|do not) (?:let me down|disappoint me|turn me away)",
        r"(?:this is )?my (?:third|fourth|fifth|sixth|3rd|4th|5th) (?:message|e-?mail|mail|attempt|letter|note|reminder)(?! to (?!you\b))(?: to you)?",
        r"(?:i'm|i am|we are|we're)?\s?still waiting (?:for|on) (?:your|an?) (?:reply|answer|response|feedback)(?! from (?!you\b))",
        r"(?:as )?per my (?:last|previous|earlier) (?:e-?mail|message|mail|note)",
        r"i(?:'m| am| was) (?:really |very |quite |a bit |a little )?(?:disappointed|hurt|upset|offended) (?:that you"
        r"|by your silence|not to have heard|not to hear|to hear nothing)",
        r"my (?:whole |entire )?(?:family|children|kids|future|life) depends? on (?:this|you|it)",
    )
    says = "“{}” can read as a reproach or a plea. Leave it out, and add something new."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every reproach and appeal, once for each sentence; one that fills its sentence can be taken out."""
        by_sentence: dict[Sentence | None, Span] = {}
        for span in self.places(analysis):
            by_sentence.setdefault(analysis.sentence_at(span), span)
        for span in by_sentence.values():
            alone = analysis.sentence_filled_by(span, _LEAST_SHARE)
            yield self.finding(alone or span, self.told(analysis, span), edits=(analysis.deletion_of(alone),) if alone else ())
