from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_WHO = r"(?:engineer|developer|programmer|coder|designer|marketer|seller|salesman|salesperson|writer|hacker|recruiter|candidate|leader|player|performer)"
_I_AM = r"(?:i'm|i am|i'd be|i would be|we're|we are|i consider myself|i believe i am)"
_MOST = r"most (?:talented|gifted|experienced|innovative|advanced|powerful)"
_SUPERLATIVE = rf"(?:the|your) (?:very )?(?:best|greatest|finest|top|ultimate|leading|number one|no\. ?1|#1|{_MOST})"
_MEETS = r"(?:you|you'll|you will|you'd|you have|you've)(?: \w+)? (?:ever )?(?:meet|met|find|hire|see|seen|work with)"
_SURE = r"(?:(?:confident|sure|certain|convinced) (?:that )?i(?:'m| am) )?"
_HELPED = r"(?: can| will|'ll|'ve| have)?(?: help(?:ed)?(?: you| firms| companies| clients| businesses)?)? (?:to )?"
_GAIN = r"(?:revenue|sales|pipeline|profits?|growth|traffic|leads?|conversions?|bookings|business|output|income|money|roi|followers|results)"
# Praise of a thing that is a claim only where it is the sender's own.
_PRAISE = (
    r"world[- ]class", r"best[- ]in[- ]class", r"(?:industry|market|world)[- ]leading", r"cutting[- ]edge", r"revolutionary(?! (?:war|period"
    r"|pamphlets?|army|council|france|russia|era))", r"game[- ]chang(?:er|ing)",
    r"unparalleled", r"unrivall?ed", r"unmatched", r"second to none", r"bleeding[- ]edge", rf"10x {_WHO}s?", r"top 1 ?%",
)  # fmt: skip
_FIRST_PERSON = lazy(r"\b(?:i|i'm|i’m|i've|i’ve|my|we|we're|we’re|our|us)\b", re.I)
_YOURS = lazy(r"\b(?:[Yy]our|[Yy]ou|[Yy]ou're|[Yy]ou’re|their|his|her|[A-Z]\w+['’]s)\b[^.!?,;]*$")
_REACH = 60  # characters before the words, in which "your" makes the thing the reader's


class Overclaim(PhraseRule):
    """The message boasts: a superlative or a guarantee about the writer or what they sell.

    “The best developer you will ever meet”, “guaranteed results”, “our world-class team”, “10x your sales”. What is
    said of the reader's work is left alone, and so is a plain figure (“from 400 to 3,000 readers”).

    Why: A stranger cannot check it, so it says only that the writer is selling. A guide to cold email lists claims
    without proof among the top mistakes.

    Instead: Say one thing that you did, with its number, and where they can see it.
    """

    severity = Severity.WARNING
    last_stage = 2
    evidence = (
        Evidence("C", "Claims without proof are listed among the top mistakes of cold email", "coreyhaines31/marketingskills"),
    )  # fmt: skip
    bad = (
        Example("Hi Omar, I am the best growth hacker you will ever meet. What is your plan for spring?", marks="the best growth hacker you will ever meet"),
        Example("Dear Ms Lund,\n\nour world-class platform cuts your energy bill, results guaranteed. Do you own the roof of the depot?", Channel.EMAIL,
                marks="world-class"),
        Example("Hello Tariq, we can 10x your sales in a month. Interested?", Channel.LINKEDIN_INMAIL, marks="10x your sales"),
        Example("Hey Pia, your shop is lovely. I'm a copywriting ninja from Porto, shall I redo your labels?", Channel.FACEBOOK_MESSAGE,
                marks="copywriting ninja"),
        Example("Dear Mr Osei, I would be the perfect candidate for your team and you will not regret it.", Channel.LINKEDIN_MESSAGE,
                marks="the perfect candidate"),
    )  # fmt: skip
    good = (
        Example("Hi Omar, last year I took one newsletter from 400 to 3,000 readers, most of them from your list of village fairs. How did you gather it?"),
        Example("Dear Ms Lund,\n\nyour world-class depot in Odense has the flattest roof. I measure roofs. How did you come to build it without gutters?",
                Channel.EMAIL),
        Example("Hello Tariq, I looked at your slides under a 10x lens, as we both do all day. What did you stain the second one with?",
                Channel.LINKEDIN_INMAIL),
        Example("Pia, yours is the best rye I have eaten, and I am a baker in Malmö. How long do you let it stand?", Channel.FACEBOOK_MESSAGE),
        Example("Dear Mr Osei,\n\nthe state guarantees our hours, so I have Fridays for reading. Your note on cutting edges in chisels is my bookmark. Which"
                " steel is it?", Channel.EMAIL),
    )  # fmt: skip
    phrases = (
        rf"{_SUPERLATIVE}[^.!?,;\n]{{0,40}}? {_MEETS}",
        rf"{_I_AM} {_SUPERLATIVE}[^.!?,;\n]{{0,40}}",
        rf"{_I_AM} {_SURE}(?:the|your) (?:perfect|ideal|best|right) (?:\w+ )?(?:candidate|fit|match|choice|person(?! to\b)|hire)",
        r"you (?:will not|won't|wouldn't|would not) (?:regret|be disappointed)(?: it)?",
        r"(?:i|we) (?:can |will |'ll |personally |hereby )*guarantee (?!each |every |tenants|workers|your money|a refund|the loan)[^.!?,;\n]{0,40}",
        rf"(?:100 ?% )?guaranteed (?:{_GAIN}|success|satisfaction|savings|delivery of)",
        rf"(?:{_GAIN}|success|satisfaction|savings) (?:is |are )?(?:100 ?% )?guaranteed",
        rf"(?:i|we){_HELPED}(?:10x|double|triple|quadruple|skyrocket|explode|supercharge) your (?:\w+ )?{_GAIN}",
        rf"10x your (?:\w+ )?{_GAIN}",
        rf"{_I_AM} an? (?:[\w-]+ ){{0,3}}(?:rock ?star|ninja|guru|wizard|superstar|jedi|unicorn|magician)",
        rf"{_I_AM} an? 10x {_WHO}",
        r"(?:the )?(?:#1|number one|no\. ?1) (?:\w+ ){0,2}(?:provider|agency|company|choice|platform|solution|firm|tool|expert|app) (?:in|for|of|on)",
        *_PRAISE,
    )
    says = "A stranger cannot check “{}”. Say one thing that you did, with its number."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first boast about oneself."""
        for span in sorted(analysis.own_matches(self.pattern())):
            if _is_about_oneself(analysis, span):
                yield self.finding(span, self.says.format(" ".join(analysis.text(span).split())))
                return


_ONLY_PRAISE = lazy("|".join(_PRAISE), re.I)


def _is_about_oneself(analysis: Analysis, span: Span) -> bool:
    """Whether the words are said of the writer: those that only praise need a first person in their sentence, and no "your" before."""
    if not _ONLY_PRAISE.fullmatch(analysis.text(span)):
        return True
    sentence = analysis.sentence_at(span)
    if sentence is None or not _FIRST_PERSON.search(sentence.text):
        return False
    before = analysis.message.body[max(sentence.span.start, span.start - _REACH) : span.start]
    return not _YOURS.search(before)
