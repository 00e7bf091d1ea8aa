from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# Spellings of chat that stand for one word each, whatever the sentence.
_SPELLED_OUT = {
    "u": "you", "pls": "please", "plz": "please", "plss": "please", "thx": "thanks", "thnx": "thanks", "thnks": "thanks", "tnx": "thanks",
    "gonna": "going to", "wanna": "want to", "gimme": "give me", "lemme": "let me", "cuz": "because", "coz": "because", "bcoz": "because",
    "ppl": "people", "tmrw": "tomorrow", "tmr": "tomorrow", "yday": "yesterday", "b4": "before", "gr8": "great", "2day": "today",
    "2moro": "tomorrow", "smth": "something", "wud": "would", "shud": "should", "r": "are",
}  # fmt: skip
# Words of chat for which only the writer knows another.
_OTHER = (
    r"ur|urs|gotta|bro|bruh|dude|dudes|homie|lol|lmao|lmfao|rofl|hmu|tbh|ngl|idk|smh|omg|wtf|wassup|whassup|wazzup|dawg|"
    r"ikr|iykyk|lowkey|bussin|deets|tysm|tyvm|kthx"
)
# Slang only where it stands so: "yo" and "sup" as a call at the beginning of a sentence, "dope" as praise, "r" beside "u".
_BY_PLACE = (
    r"(?:\A|(?<=\n)|(?<=[.!?] ))(?:yo|sup)(?=[,! ]+(?!is\b|soy\b)\w)",
    r"\br(?= u\b)|(?<=\bu )r\b",
    r"(?<=so )dope|(?<=is )dope|(?<=are )dope|(?<=was )dope|(?<=looks )dope|(?<=pretty )dope|(?<=really )dope|(?<=super )dope|(?<=, )dope(?=\s*(?:[,.!]|$))",
)
_SLANG = lazy(
    rf"(?<![\w.&'’/@#$=+_“\"'‘-])(?:{'|'.join(word for word in _SPELLED_OUT if word != 'r')}|{_OTHER})(?![\w&'’/@=+_”\"-]|\.\w)|{'|'.join(_BY_PLACE)}",
    re.I,
)
_SHOUTED = frozenset({"LOL", "OMG", "WTF", "LMAO"})  # other capitals are initials: "U" of a university, "PLS" of a trade
_YOU_NEXT = lazy(r"\s+(?:you|u)\b", re.I)
# The letter itself: "a u-bend", "solve for u".
_SYMBOL = lazy(r"\b(?:the|a|an|solv\w+ for|over) u\b|\bu[- ](?:shape|value|valve|turn|bend|bolt)|\bu and [rvwt]\b", re.I)
_TO_NEXT = lazy(r"\s+to\b", re.I)
_NAMING = ("called", "named", "word", "field", "letter", "vowel", "variable", "column")


class SlangProfessional(Rule):
    """The message uses chat slang where people write as colleagues.

    On LinkedIn and in email: “u”, “pls”, “gonna”, “bro”, “lol”, “hmu” and the like. “BTW”, “FYI” and “IMO” are common
    there, and left alone.

    Why: People read LinkedIn as professionals and Facebook as friends. Slang on LinkedIn sounds as if the message was
    meant for somebody else.

    Instead: Write the words out. It need not be stiff.
    """

    severity = Severity.WARNING
    channels = (Channel.LINKEDIN_NOTE, Channel.LINKEDIN_INMAIL, Channel.LINKEDIN_MESSAGE, Channel.EMAIL)
    evidence = (
        Evidence("S", "Colleagues on one network, friends on the other: each has its own register", "the idea of this linter"),
    )
    bad = (
        Example(
            "Hi Dana, I saw the kiln u built. Pls tell me what the bricks cost.", marks="u",
            becomes="Hi Dana, I saw the kiln you built. Please tell me what the bricks cost."
        ),
        Example("yo Sam, your crane video is so dope", Channel.LINKEDIN_NOTE, marks="yo"),
        Example(
            "Dear Ms Ode,\n\nI'm gonna be in Enugu in May and wanna see the looms. Thx!", Channel.EMAIL, marks="gonna",
            becomes="Dear Ms Ode,\n\nI'm going to be in Enugu in May and want to see the looms. Thanks!",
        ),
        Example(
            "Hello Femi, thx u for the lathe tips. When r u back in Jos?", Channel.LINKEDIN_MESSAGE, marks="thx",
            becomes="Hello Femi, thank you for the lathe tips. When are you back in Jos?",
        ),
        Example("Hey bro, how did you get the fleet to change its routes?", Channel.LINKEDIN_INMAIL, marks="bro"),
        Example("Loved your talk on drains lol. Which city has the worst?", marks="lol"),
    )  # fmt: skip
    good = (
        Example("Hi Dana, I read your post on kiln controls. What did the bricks cost?"),
        Example("Dear Dr Ito,\n\nyour course at the U of T used U-tubes and a 4 U rack. Which of them leaked?", Channel.EMAIL),
        Example(
            "Hi Rhea, BTW, the link in your post is dead. IMO the 2019 scan is better. FYI, it is at site.example/u/dana. How did you find the first one?"
        ),
        Example(
            "Hi Bro Nordgaard, your “gonna” paper made me listen to my own students. Who else says “u” for “you” aloud?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("yo Sam, that crane video of yours is so dope lol. how did you get up there?", Channel.X_DM),
        Example(
            "Dear Ms Ode,\n\ndid you dope the cloth before the wing was covered? We stood on a SUP board under it, in Enugu, and could not tell.",
            Channel.EMAIL,
        ),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every piece of slang, with the word that it stands for where that is certain."""
        for span in analysis.own_matches(_SLANG):
            word = analysis.text(span)
            if _is_no_slang(analysis.message.body, span, word):
                continue
            plain = _spelled_out(analysis.message.body, span)
            yield self.finding(
                span,
                f"“{word}” is chat among friends; here people write as colleagues. "
                + (f"Write “{plain}”." if plain else "Say it in plain words."),
                edits=(Edit(span, _in_case_of(word, plain)),) if plain else (),
                is_safe=True,
            )


def _is_no_slang(body: str, span: Span, word: str) -> bool:
    """Whether it is initials or a name, or stands after a number."""
    if word in ("Ur", "Urs") or (word.isupper() and word not in _SHOUTED):
        return True
    if word == "u" and _SYMBOL.search(body, max(0, span.start - 14), span.end + 8):
        return True
    line = body[body.rfind("\n", 0, span.start) + 1 : span.start]
    before = line.split()[-1:] or [""]
    is_name = word[0].isupper() and before[0][-1:].isalpha()
    return is_name or before[0].isdigit() or before[0].lower() in _NAMING


def _spelled_out(body: str, span: Span) -> str | None:
    """The word that a spelling stands for; None where only the writer knows."""
    plain = _SPELLED_OUT.get(body[span.start : span.end].lower())
    if plain and plain.endswith(" to") and _TO_NEXT.match(body, span.end):
        return plain.removesuffix(" to")
    return "thank" if plain == "thanks" and _YOU_NEXT.match(body, span.end) else plain


def _in_case_of(word: str, plain: str) -> str:
    return plain[0].upper() + plain[1:] if word[0].isupper() else plain
