"""Every rule against its own examples, and the shape that all rules have."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from graphlib import TopologicalSorter

import pytest

from outreach_lint.finding import Severity
from outreach_lint.fixing import mend
from outreach_lint.linter import Linter, check, lint
from outreach_lint.manual.rules import GROUPS, page_of
from outreach_lint.message import Message, Span
from outreach_lint.resume import profile_from_resume
from outreach_lint.rule import GRADES, PhraseRule, Rule, phrase_pattern
from outreach_lint.ruleset import all_rules, select_rules
from outreach_lint.settings import Settings
from outreach_lint.testing import Case, analysis_of, cases_of
from tests.conftest import ROOT

RULES = all_rules()


@pytest.mark.parametrize("case", [case for rule in RULES for case in cases_of(rule)], ids=str)
def test_example(case: Case) -> None:
    case.run()


each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@each_rule
def test_manual_has_its_parts(rule: Rule) -> None:
    assert rule.summary.endswith(".") and len(rule.summary) <= 90
    assert "\nWhy: " in rule.manual and "\nInstead: " in rule.manual
    assert rule.evidence and {evidence.grade for evidence in rule.evidence} <= GRADES.keys()
    assert not re.search(r"\bTODO\b|\bFIXME\b|\[[A-Z]\d+\]", page_of(rule))


@each_rule
def test_examples_are_many_and_of_several_channels(rule: Rule) -> None:
    assert len(rule.bad) >= 4 and len(rule.good) >= 4
    assert len({example.channel for example in (*rule.bad, *rule.good)}) >= min(3, len(rule.channels))
    assert any(example.marks is not None for example in rule.bad) or all(
        not example.text.strip() or _marks_all(rule) for example in rule.bad
    )


def _marks_all(rule: Rule) -> bool:
    """Whether the rule speaks of the message as a whole, or of its subject."""
    spans = [(f.span, len(case.example.text)) for case in cases_of(rule) if case.is_bad for f in case.findings()]
    return all(span == Span(0, 0) or span.end - span.start >= length / 3 for span, length in spans)


@each_rule
def test_id_is_the_place_of_the_rule(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+/[a-z]+(-[a-z]+)*", rule.id) and rule.group in GROUPS


@each_rule
def test_edits_are_shown_by_an_example(rule: Rule) -> None:
    has_edits = any(f.edits for case in cases_of(rule) if case.is_bad for f in case.findings())
    assert has_edits == any(example.becomes is not None for example in rule.bad)


@each_rule
def test_a_rule_yields_to_rules_that_do_not_yield_back(rule: Rule) -> None:
    by_id = {one.id: one for one in RULES}
    assert all(name in by_id and rule.id not in by_id[name].yields_to for name in rule.yields_to)


@each_rule
def test_phrases_are_sound(rule: Rule) -> None:
    if isinstance(rule, PhraseRule):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            phrase_pattern(rule.phrases)
        says = getattr(rule, "says", "{}")
        assert says.format("x") != says


def test_every_file_holds_one_rule() -> None:
    files = {f"{path.parent.name}/{path.stem}".replace("_", "-") for path in (ROOT / "outreach_lint" / "rules").glob("*/[a-z]*.py")}
    assert {rule.id for rule in RULES if type(rule).__module__.startswith("outreach_lint.rules.")} == files


def test_yielding_leads_in_no_circle() -> None:
    list(TopologicalSorter({rule.id: rule.yields_to for rule in RULES}).static_order())


# Kind words: what the rules say is linted by the rules that judge how a text sounds.

_SOUND = Settings(select=("all",), ignore=("ask", "give", "mech", "reference", "stage", "talk", "cred"),
                  extend_select=("cred/overclaim", "cred/over-apology", "mech/spelling", "mech/shouting", "reference/creepy"))  # fmt: skip
_CITED = re.compile(r'"[^"]*"|“[^”]*”|`[^`]*`')


@each_rule
def test_rules_speak_kindly_themselves(rule: Rule) -> None:
    messages = {finding.message for case in cases_of(rule) if case.is_bad for finding in case.findings()}
    for text in (rule.manual, *messages):
        said = lint(_CITED.sub("that", text), settings=_SOUND).findings
        assert not said, f"{rule.id} says {text!r}: {said[0].rule}: {said[0].message}"
        assert not re.search(r"\b(?:violat\w+|bad writing|stupid|lazy|wrong of you|shame)\b", _CITED.sub("", text), re.I)


def test_messages_are_short() -> None:
    for rule in RULES:
        for finding in (f for case in cases_of(rule) if case.is_bad for f in case.findings()):
            assert len(finding.message) <= 240 and finding.message.rstrip("”’)")[-1] in ".?!", f"{rule.id}: {finding.message}"


def test_good_examples_are_good_in_the_eyes_of_the_other_rules() -> None:
    """All rules on the good examples of all: hardly an error, and less than half a warning each."""
    counts: Counter[Severity] = Counter()
    examples = [example for rule in RULES for example in rule.good]
    for example in examples:
        counts.update(f.severity for f in check(analysis_of(example), select_rules(RULES))[0])
    assert counts[Severity.ERROR] <= 0.02 * len(examples), counts
    assert counts[Severity.WARNING] <= 0.3 * len(examples), counts


def test_rules_are_selected_by_id_and_by_group() -> None:
    assert {rule.id.split("/")[0] for rule in select_rules(RULES, ["ask"])} == {"ask"}
    assert "ask/multiple" not in {rule.id for rule in select_rules(RULES, ["ask"], ignore=["ask/multiple"])}


def test_to_select_more_never_leaves_out_a_rule() -> None:
    every = select_rules(RULES, ["all"])
    assert len(every) == len(RULES) == len(select_rules(RULES, ["all"], ["tone"])) > len(select_rules(RULES))
    assert "talk/closed-question" in {rule.id for rule in select_rules(RULES, ["talk"], ["talk/closed-question"])}
    assert "talk/closed-question" not in {rule.id for rule in select_rules(RULES, ["talk"])}


def test_a_rule_without_its_profile_is_listed_as_skipped() -> None:
    skipped = {s.rule: s.reason for s in lint("Hi Ann, how did you start in law?").skipped}
    assert "--to" in skipped["reference/wrong-name"]


def test_a_favour_is_fine_later() -> None:
    text = "Thanks for your advice on the tender, it worked. Would you have ten minutes on Friday to look at the next one together?"
    assert "ask/meeting-first-contact" in {f.rule for f in lint(text, stage=0).findings}
    assert "ask/meeting-first-contact" not in {f.rule for f in lint(text, stage=2).findings}


_INES = profile_from_resume({"basics": {"name": "Inès Carvalho"}}, None)


@pytest.mark.parametrize(
    "draft",
    [
        "hi ines how did you get from the harbour to the school?",
        "hey INES how did you get from the harbour to the school?",
        "Hi, inès! how did you get from the harbour to the school?",
        "hello ines carvalho how did you get from the harbour to the school?",
        "hi there ines how did you get from the harbour to the school?",
    ],
)
def test_a_name_in_any_case_is_not_written_twice(draft: str) -> None:
    linter = Linter()
    mended = mend(linter.lint(Message(draft), _INES), lambda message: linter.lint(message, _INES), unsafe=True)
    assert mended.report.message.body == draft


def test_a_word_that_is_no_name_is_no_greeting() -> None:
    assert "mech/salutation" in {
        finding.rule for finding in lint("hi is this the way to the harbour school?", recipient=_INES).findings
    }


@pytest.mark.parametrize(
    ("draft", "severity"),
    [
        (
            "Dear Ines,\n\nCould you recommend a book on cold chains that you would hand to a new courier? I drove one for a year.",
            Severity.WARNING,
        ),
        ("Dear Ines,\n\nPlease forward my CV to your hiring team. I have driven a courier's van for six years.", Severity.ERROR),
    ],
)
def test_to_open_with_a_small_favour_about_their_craft_is_no_error(draft: str, severity: Severity) -> None:
    found = {finding.rule: finding.severity for finding in lint(draft, channel="email").findings}
    assert found["ask/opens-with-request"] is severity


_REFERENCE = "Your talk on moving nine trial sites to reusable boxes stayed with me. "


@pytest.mark.parametrize(
    "question",
    [
        "Which of your own tasks would you never give away?",
        "What would you have us measure next?",
        "Do you also have an old box that beats the new ones?",
        "Your one-in-four-hundred figure: does it count boxes that got lost?",
        "Please could you tell me which logger you use?",
    ],
)
def test_who_is_asked_something_is_not_said_to_be_asked_nothing(question: str) -> None:
    assert "talk/no-question" not in {finding.rule for finding in lint(_REFERENCE + question, channel="email").findings}


def test_what_sounds_like_an_offer_is_not_said_to_offer_nothing() -> None:
    text = "Happy to share the salary survey I have for the Benelux. Could you tell me which agency you hire your planners through?"
    assert "give/offers-nothing" not in {finding.rule for finding in lint(text, channel="email").findings}
