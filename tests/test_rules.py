"""Every rule against its own examples, and the shape that all rules have."""

from __future__ import annotations

import re

import pytest

from outreach_lint.linter import lint
from outreach_lint.rule import GRADES, Rule
from outreach_lint.ruleset import all_rules, select_rules
from outreach_lint.testing import Case, cases_of

RULES = all_rules()


@pytest.mark.parametrize("case", [case for rule in RULES for case in cases_of(rule)], ids=str)
def test_example(case: Case) -> None:
    case.run()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_manual_has_its_parts(rule: Rule) -> None:
    assert rule.summary.endswith(".") and len(rule.summary) <= 90
    assert "\nWhy: " in rule.manual and "\nInstead: " in rule.manual
    assert rule.bad and rule.good and rule.evidence
    assert {evidence.grade for evidence in rule.evidence} <= GRADES.keys()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_id_is_the_place_of_the_rule(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+/[a-z]+(-[a-z]+)*", rule.id)


def test_the_fifteen_rules_are_there() -> None:
    assert {rule.id for rule in RULES} >= {
        "ask/opens-with-request", "ask/before-reference", "ask/job-request", "ask/referral-first-contact", "ask/meeting-first-contact",
        "ask/multiple", "reference/missing", "reference/generic", "reference/contradicts-profile", "reference/stale-employer",
        "reference/wrong-name", "give/offers-nothing", "talk/no-question", "mech/placeholder", "mech/length-hard",
    }  # fmt: skip


def test_rules_are_selected_by_id_and_by_group() -> None:
    assert {rule.id.split("/")[0] for rule in select_rules(RULES, ["ask"])} == {"ask"}
    assert "ask/multiple" not in {rule.id for rule in select_rules(RULES, ["ask"], ignore=["ask/multiple"])}


def test_a_rule_without_its_profile_is_listed_as_skipped() -> None:
    skipped = {s.rule: s.reason for s in lint("Hi Ann, how did you start in law?").skipped}
    assert "--to" in skipped["reference/wrong-name"]


def test_a_favour_is_fine_later() -> None:
    text = "Thanks for your advice on the tender, it worked. Would you have ten minutes on Friday to look at the next one together?"
    assert "ask/meeting-first-contact" in {f.rule for f in lint(text, stage=0).findings}
    assert "ask/meeting-first-contact" not in {f.rule for f in lint(text, stage=2).findings}
