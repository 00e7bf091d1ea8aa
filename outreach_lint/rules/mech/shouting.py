from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.channels import Register
from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.patterns import lazy
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

_MOST_MARKS = 2  # "!" in a message that still read as joy
_LEAST_SHOUTS = 2  # one word in capitals is emphasis
_LEAST_LETTERS = 4
# Words that people shout, none of them an abbreviation. "NO", "YES", "STOP" and "FREE" are not here, since one
# answers with them or quotes them, nor the small words that stand in titles and names of firms ("THE WORK OF OUR LIFE").
_SHOUTED = frozenset(
    """
    absolutely again also always amazing anyone anything are attention because best big but cannot could desperate desperately ever
    every everyone everything exactly exciting extremely first fully genuine give good great guaranteed help high hire how huge
    immediate immediately important interested job just last less limited literally look looking lose lot love make massive money more
    most much must need needed never nothing now offer once only opportunity other out perfect please proven quick quickly read really
    serious seriously some special still sure take thank thanks they this today top totally truly ultimate unique until urgent urgently
    very want was way we what why will win worst you your
    """.split()
)
_CAPITALS = lazy(r"(?<![\w@#/.\[{<*%$-])[A-Z][A-Z'’]{2,}(?![\w@/\]}>*%-])")
# Not of chess ("Qxd7!!"), and below not of code ("a != b").
_ROW = lazy(r"(?<![a-h][1-8])(?<=[\w)\]”\"’'…*😀-🙏🌀-🫿☀-➿])(?P<marks>[ ]?[!?]{2,})(?=[\s)”\"’']|\Z)")
_MARK = lazy(r"!(?!=)")
_BETWEEN = lazy(r"[\s,]{1,5}(?:(?:[AI]|[A-Z]{2})[\s,]{1,5}){0,2}")


class Shouting(Rule):
    """The message shouts: words in capitals, rows of exclamation or question marks.

    Two or more words in capitals that are not abbreviations, “!!”, “??” or “?!”, or more than two exclamation marks in
    all. One word in capitals is emphasis, and what stands in quotation marks is somebody else's voice. On X and
    Facebook, among friends, rows of marks are reported only as info.

    Why: A stranger cannot hear your voice, and capitals and rows of marks read as pressure or as begging. One vendor's
    figure, as retold, is 36% fewer opened emails where punctuation is heavy.

    Instead: Use small letters and one mark. The words carry the weight.
    """

    severity = Severity.WARNING
    evidence = (
        Evidence(
            "C",
            "Emails with heavy punctuation were opened 36% less",
            "a vendor's figure, as retold by coreyhaines31/marketingskills",
        ),
        Evidence(
            "D",
            "Runs of question and exclamation marks read as the voice of somebody lower in rank",
            "bygeorgejournal.ca on email style",
        ),
    )
    bad = (
        Example("Dear Sir, PLEASE HELP me, I NEED a position as a cook.", Channel.EMAIL, marks="PLEASE HELP"),
        Example(
            "Hi Oskar, your lamp is the best thing at the fair!!! How do you bend the oak?", marks="!!!",
            becomes="Hi Oskar, your lamp is the best thing at the fair! How do you bend the oak?",
        ),
        Example("Hi Lindiwe! Loved your talk! So good! Thank you! Where can I read more?", Channel.LINKEDIN_NOTE,
                becomes="Hi Lindiwe! Loved your talk! So good. Thank you. Where can I read more?"),
        Example("hey did you really paint that in ONE night?? what primer??", Channel.X_DM, marks="??",
                becomes="hey did you really paint that in ONE night? what primer?"),
        Example("Hi Tom, this is a GREAT chance and you MUST see it before Friday.", Channel.LINKEDIN_INMAIL, marks="GREAT"),
        Example("Hello Marta, so it was you who found the crack?!", Channel.FACEBOOK_MESSAGE, marks="?!",
                becomes="Hello Marta, so it was you who found the crack?"),
    )  # fmt: skip
    good = (
        Example("Hi Oskar, your lamp is the best thing at the fair! How do you bend the oak?"),
        Example("Dear Dr Sen,\n\nyour ELISA and FACS protocols run in our lab in Pune. Why do you wash with PBS and not TBST?", Channel.EMAIL),
        Example('Hi Lindiwe, the sign in your photo, "DO NOT FEED THE PLEASE HELP BIRD", made my day. Who painted it?', Channel.LINKEDIN_NOTE),
        Example("your moss wall is a marvel, i did NOT expect the fern to win. what did you put under it?", Channel.X_DM),
        Example(
            "Hi Marta! Your post on the AUTOSAR course at the TU in Brno is the one I kept. Which ECU did you start with?", Channel.LINKEDIN_INMAIL
        ),
        Example("Hi Tom,\n\nyour talk on SIGHUP and the README of your API saved my week! How did you come to write the man page first?", Channel.EMAIL),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first words in capitals, the rows of marks, and exclamation marks beyond the second."""
        light = Severity.INFO if analysis.channel_facts.register is Register.SOCIAL else None
        capitals, rows, marks = (list(analysis.own_matches(pattern)) for pattern in (_CAPITALS, _ROW, _MARK))
        said = _shouted(analysis, capitals)
        if said:
            words = " ".join(analysis.text(said)[:40].split())
            yield self.finding(said, f"“{words}” reads as shouting. Use small letters; the words carry the weight.")
        if rows:
            yield self._row(analysis, rows, light)
        elif len(marks) > _MOST_MARKS:
            edits = tuple(Edit(span, ".") for span in marks[_MOST_MARKS:])
            message = f"{len(marks)} exclamation marks read as shouting. Keep the one or two that you mean."
            yield self.finding(marks[_MOST_MARKS], message, edits=edits, severity=light)

    def _row(self, analysis: Analysis, rows: list[Span], severity: Severity | None) -> Finding:
        edits = tuple(Edit(span, _one_of(analysis.text(span))) for span in rows)
        message = f"“{analysis.text(rows[0]).strip()[:5]}” reads as shouting. One “{edits[0].text}” is enough."
        return self.finding(rows[0], message, edits=edits, is_safe=True, severity=severity)


def _one_of(row: str) -> str:
    """What is left of a row of marks."""
    return "?" if "?" in row else "!"


def _shouted(analysis: Analysis, capitals: list[Span]) -> Span | None:
    """The first run of shouted words, or the first such word where there are two; what stands so in a profile is a name."""
    known = "\n".join(profile.text for profile in (analysis.recipient, analysis.sender) if profile)
    shouted = {span for span in capitals if (word := analysis.text(span)).lower() in _SHOUTED and word not in known}
    run = next((run for run in _runs(analysis, capitals) if not shouted.isdisjoint(run)), None)
    if run:
        return Span(run[0].start, run[-1].end)
    return min(shouted) if len(shouted) >= _LEAST_SHOUTS else None


def _runs(analysis: Analysis, capitals: list[Span]) -> Iterator[list[Span]]:
    """Words in capitals that follow each other, at least two of them of four letters or more."""
    run: list[Span] = []
    for span in [*capitals, None]:
        if span and run and _BETWEEN.fullmatch(analysis.message.body, run[-1].end, span.start):
            run.append(span)
            continue
        if sum(one.end - one.start >= _LEAST_LETTERS for one in run) > 1:
            yield run
        run = [span] if span else []
