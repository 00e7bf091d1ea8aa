from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule


class StiffSocial(PhraseRule):
    """The message sounds like an official letter where people chat.

    On X and Facebook: “To whom it may concern”, “Dear Sir or Madam”, “I hereby”, “esteemed”, “yours faithfully” and the
    like.

    Why: People are among friends there. The tone of an office suggests that the message was written for nobody in
    particular.

    Instead: Write it as you would say it to somebody you met at a friend's: their name, one plain sentence, one
    question.
    """

    severity = Severity.INFO
    channels = (Channel.X_DM, Channel.FACEBOOK_MESSAGE)
    evidence = (
        Evidence("S", "Colleagues on one network, friends on the other: each has its own register", "the idea of this linter"),
    )
    bad = (
        Example("Dear Sir, I hereby wish to make your acquaintance.", Channel.FACEBOOK_MESSAGE, marks="Dear Sir"),
        Example("To whom it may concern: who painted the heron on your boat?", Channel.X_DM, marks="To whom it may concern"),
        Example(
            "Dear Madam,\n\nI have seen the pictures of your esteemed bakery. Kindly revert at your earliest convenience.\n\nYours faithfully,\nAdil",
            Channel.FACEBOOK_MESSAGE,
            marks="Dear Madam",
        ),
        Example("Respected Sir, I am writing to enquire which strings you use on the bass.", Channel.X_DM, marks="Respected Sir"),
    )
    good = (
        Example(
            "Hi Jo, we were both at Ed's wedding, and you spoke of letterpress. Which press did you learn on?",
            Channel.FACEBOOK_MESSAGE,
        ),
        Example("Dear Ruth, your heron is the best thing on the canal. Who painted it?", Channel.X_DM),
        Example(
            "Dear Dr Khan,\n\nI write with respect to your esteemed history of the harbour. How did you find the pilots' logs?\n\nYours faithfully,\nA. Malik",
            Channel.EMAIL,
        ),
        Example("the “dear sir or madam” bit in your song is perfect. which of you wrote the bridge?", Channel.X_DM),
        Example("Hello Adil, thank you for the bread photos. How long do you let the dough rest?", Channel.FACEBOOK_MESSAGE),
    )
    phrases = (
        r"to whom(?:so)?(?:ever)? it may concern", r"(?:dear|respected|esteemed|honou?red) (?:sirs?|madam|ma'am|sir\s?(?:/|or|and) ?madam)",
        r"(?:i |we )?(?:hereby|herewith)", r"(?:your )?(?:esteemed|good self|good office|goodself)",
        r"kindly (?:revert|do the needful|acknowledge|be informed|advise)",
        r"please (?:be (?:advised|informed)|find (?:attached|enclosed))", r"do the needful", r"at your earliest convenience",
        r"(?:wish|like) to make your (?:esteemed )?acquaintance",
        r"(?:yours|your) (?:faithfully|sincerely|truly|respectfully|obediently)", r"respectfully yours",
        r"i (?:am|'m) writing to (?:enquire|inquire|express|apply|bring to your)",
        r"i (?:wish|beg|would like) to (?:enquire|inquire|inform|state|bring to your)",
        r"with (?:due|all due|the utmost) respect", r"for your (?:kind )?(?:perusal|consideration|information and)", r"(?:pursuant|further) to (?:our|your)",
        r"i remain,? (?:yours|sir)", r"thanking you in anticipation", r"the undersigned", r"i trust this (?:message|letter)",
    )  # fmt: skip
    says = "“{}” sounds like an official letter among friends. Write it as you would say it."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first such words."""
        yield from islice(super().check(analysis), 1)
