from __future__ import annotations

from collections.abc import Iterator

from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, PhraseRule

_MOST = 1
_LEAST_SHARE = 0.75  # of its sentence; below, something else is said in it, and only the writer can cut it
_TAIL = r"(?: (?:for|to|that|if|about|to have)\b[^.!?,;:\n]{0,60})?"


class OverApology(PhraseRule):
    """The message apologises, or makes its writer small, more than once.

    Apologies (“sorry to bother you”), and sentences in which writers make themselves small (“I am only a student”,
    “this is probably a stupid question”). One of them is polite, and is left alone. Regret about the reader's own
    troubles does not count.

    Why: One apology is polite: in 10,956 rated requests on Wikipedia and Stack Exchange, an apology went with more felt
    politeness. Several suggest that the message is not worth reading, and the reader may agree.

    Instead: Keep the first, if any. In place of the second, say what the reader gets from the question.
    """

    severity = Severity.INFO
    is_optional = True
    last_stage = 1
    evidence = (
        Evidence(
            "A",
            "In 10,956 rated requests, those with an apology were felt to be more polite",
            "Danescu-Niculescu-Mizil et al. 2013",
        ),
    )
    bad = (
        Example("Hi Ruth, sorry to bother you. Your guide to peat stoves is on my wall. Which grate do you use? Sorry again for the long message.",
                marks="Sorry again for the long message.",
                becomes="Hi Ruth, sorry to bother you. Your guide to peat stoves is on my wall. Which grate do you use?"),
        Example("Dear Dr Amari,\n\nI apologise for writing out of the blue. I am only a second-year student. Which of your two models of the tide do you"
                " trust?\n\nKind regards,\nPau", Channel.EMAIL, marks="I am only a second-year student",
                becomes="Dear Dr Amari,\n\nI apologise for writing out of the blue. Which of your two models of the tide do you"
                " trust?\n\nKind regards,\nPau"),
        Example("sorry for the dm, i know i'm nobody, sorry, but which thread did you use on the blue coat?", Channel.X_DM, marks="i know i'm nobody"),
        Example("Hello Mr Voss, I don't want to waste your time. This is probably a stupid question, but why two keels?", Channel.LINKEDIN_MESSAGE,
                marks="This is probably a stupid question"),
    )  # fmt: skip
    good = (
        Example("Hi Ruth, sorry to write out of the blue. Your guide to peat stoves is on my wall. Which grate do you use?"),
        Example("Dear Dr Amari,\n\nI was sorry to hear that the mast fell. I apologise for the late answer to your call for readings; mine are attached."
                " Which model do you trust now?", Channel.EMAIL),
        Example("Your map of unmarked fords got me home, thank you. Which of them would you not try again?", Channel.X_DM),
        Example("Hi Mr Voss, I am a student of boat building in Lorient, and your two keels have me puzzled. What did the second one cure?",
                Channel.LINKEDIN_NOTE),
    )  # fmt: skip
    phrases = (
        rf"(?:(?:i'm|i am|so|very|really|terribly|but) )*sorry(?: again)?(?! (?:to hear|for your|about your|you|that you|i missed|we missed)\b){_TAIL}",
        rf"(?:(?:i|we|please|my|sincere|many|must) )*apologi(?:es|[sz]e)(?: again)?(?! for your){_TAIL}",
        r"(?:please )?(?:forgive|pardon|excuse) (?:me|my|the|this)\b[^.!?,;:\n]{0,50}",
        r"i(?:'m| am) (?:just|only|merely) an?(?: [\w-]+){0,2} (?:student|beginner|amateur|nobody|junior|intern|newbie|layman|fan)",
        r"i know (?:that )?i(?:'m| am) (?:a )?(?:nobody|no one|no-one|nothing)",
        r"(?:this|it) (?:is|may be|might be|must be|will be) (?:probably |perhaps |surely |such )?an? (?:stupid|silly|dumb|foolish) question",
        r"i (?:really )?(?:hate|don't want|do not want|don't mean|do not mean) to (?:bother|disturb|annoy|waste)\b[^.!?,;:\n]{0,30}",
        r"(?:my|for my) (?:bad|poor|terrible|broken) english",
        r"i(?:'m| am) (?:probably )?wasting your time",
        r"who am i to (?:ask|write)",
    )
    says = "One such line is polite; “{}” is one more than you need. Keep the first and cut this."

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every excuse after the first; one that fills its sentence can be taken out."""
        for span in sorted(self.places(analysis))[_MOST:]:
            alone = analysis.sentence_filled_by(span, _LEAST_SHARE)
            yield self.finding(
                alone or span,
                self.told(analysis, span),
                edits=(analysis.deletion_of(alone),) if alone else (),
                is_safe=analysis.is_all_of_its_sentence(span),
            )
