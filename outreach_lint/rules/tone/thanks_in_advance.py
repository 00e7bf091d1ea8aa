from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule


class ThanksInAdvance(PhraseRule):
    """The message gives thanks for what has not been granted.

    “Thanks in advance”, “thanking you in anticipation”, “many thanks beforehand”, in email and InMail.

    Why: It can sound as if the favour were settled, so that a no has to begin by taking something back.

    Instead: Thank them for what they have given already, their time to read, and again once they have helped.

    Disputed: Guides to etiquette dislike the phrase. Boomerang, a vendor, found it the closing line with the most
    replies: where the closing gave thanks, 62% of threads were answered, against 47.5% of all. So the rule is off
    unless you turn it on.
    """

    severity = Severity.INFO
    is_optional = True
    channels = (Channel.EMAIL, Channel.LINKEDIN_INMAIL)
    evidence = (
        Evidence(
            "C",
            "In over 300,000 public threads, 62% were answered where the closing gave thanks, 47.5% of all, and most"
            " after “thanks in advance”",
            "Boomerang 2017, a vendor, as retold by bulletproofmusician.com and smartcompany.com.au",
        ),
        Evidence("D", "Guides to etiquette find that it presumes the favour", "guides to etiquette"),
    )
    bad = (
        Example("Dear Ms Ferro,\n\nwhich wax do you use on the violins?\n\nThanks in advance,\nIda", Channel.EMAIL, marks="Thanks in advance"),
        Example("Hi Oluwa, your kiln plans are clear. Thanks in advance for the referral.", Channel.LINKEDIN_INMAIL, marks="Thanks in advance"),
        Example("Dear Mr Berg,\n\ncould you send me the tide table of 1953? Thanking you in anticipation.", Channel.EMAIL,
                marks="Thanking you in anticipation"),
        Example("Hello Dr Rossi, how deep was the core? I thank you in advance for your help.", Channel.EMAIL, marks="thank you in advance"),
    )  # fmt: skip
    good = (
        Example("Dear Ms Ferro,\n\nwhich wax do you use on the violins?\n\nThank you for reading,\nIda", Channel.EMAIL),
        Example(
            "Hi Oluwa, thank you for telling us in advance that the kiln day is full. How did you choose the clay?",
            Channel.LINKEDIN_INMAIL,
        ),
        Example("Which glaze is that? Thanks in advance!", Channel.X_DM),
        Example("Dear Mr Berg,\n\nthanks to your table of 1953 I found the flood. Who read the gauge?", Channel.EMAIL),
    )
    phrases = (
        r"(?:many |my |our )?(?:thanks|thank you|thanking you|thx)(?: so much| very much| a lot)?,? (?:in (?:advance|anticipation)|beforehand)",
        r"in (?:advance|anticipation),? (?:i |we )?thank you", r"(?:appreciated|grateful) in advance", r"advance thanks", r"ti?a in advance",
    )  # fmt: skip
    says = "“{}” can sound as if they had agreed. Thank them for reading, and again once they have helped."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first such thanks."""
        yield from list(super().check(analysis))[:1]
