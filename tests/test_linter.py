from __future__ import annotations

import pytest

from outreach_lint.errors import RuleError, SettingsError
from outreach_lint.finding import Severity
from outreach_lint.linter import Linter, lint
from outreach_lint.message import Channel, Message, Span
from outreach_lint.resume import profile_from_resume
from outreach_lint.ruleset import all_rules
from outreach_lint.settings import Settings
from tests.conftest import ROOT


def test_words_of_rank_and_signs_in_a_profile_do_no_harm() -> None:
    odd = {
        "basics": {"name": "Ann", "location": {"city": ", Berlin"}},
        "work": [{"position": "Principal", "name": "—"}],
        "skills": ["—", "🎵"],
    }
    assert lint("Hi Ann, how did you get started as a potter?", recipient=profile_from_resume(odd, None)).findings == ()


def test_a_batch_is_linted_in_order() -> None:
    messages = [Message("Hi Ann, how did you start?"), Message("Hi Ann, please refer me.")]
    reports = list(Linter(Settings(select=("ask",))).lint_batch(messages))
    assert [bool(report.findings) for report in reports] == [False, True]


def test_what_the_caller_says_wins() -> None:
    message = Message("Hi Ann, how did you start?", channel=Channel.EMAIL, stage=1)
    assert lint(message, channel="x-dm", stage=0).channel is Channel.X_DM
    assert lint(message).stage == 1 and lint(message, settings=Settings(channel=Channel.X_DM)).channel is Channel.EMAIL
    with pytest.raises(SettingsError, match="did you mean 'x-dm'"):
        lint(message, channel="x-md")


def test_a_rule_that_crashes_shows_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from outreach_lint.rules.mech.placeholder import Placeholder

    monkeypatch.setattr(Placeholder, "check", lambda self, analysis: 1 / 0)
    with pytest.raises(RuleError, match="the rule mech/placeholder failed"):
        lint("Hi Ann, how did you start?")


def test_a_slot_in_the_subject_is_found() -> None:
    report = lint(Message("Hi Ann, how did you start?", subject="A question for {{first_name}}"))
    assert [finding.message for finding in report.findings if finding.rule == "mech/placeholder"] == [
        "“{{first_name}}” was left unfilled in the subject. Fill it in, or write around it."
    ]


def test_another_pipeline_is_used_where_the_settings_name_one() -> None:
    folder = str(ROOT / "models" / "english")
    report = Linter(Settings(pipeline=folder)).lint(Message("Hi Ann, please refer me."))
    assert "ask/referral-first-contact" in {finding.rule for finding in report.findings}


ASKS = "Hi Dana,\n\nI am looking for a job in data science. Can you help me land one at [Company]?"


def test_findings_below_the_least_confidence_are_left_out() -> None:
    every = lint(ASKS).findings
    assert {f.rule for f in every} >= {"ask/opens-with-request", "mech/placeholder"}
    sure = lint(ASKS, settings=Settings(min_confidence=1.0)).findings
    assert all(f.score is None for f in sure) and "mech/placeholder" in {f.rule for f in sure}
    scored = [f.score for f in every if f.score is not None]
    some = lint(ASKS, settings=Settings(min_confidence=max(scored))).findings
    assert [f for f in some if f.score is not None] == [f for f in every if f.score == max(scored)]


def test_an_error_of_which_the_classifier_is_not_sure_is_a_warning() -> None:
    rule = next(rule for rule in all_rules() if rule.id == "ask/opens-with-request")
    assert rule.finding(Span(0, 1), "", score=rule.sure_from).severity is Severity.ERROR
    assert rule.finding(Span(0, 1), "", score=rule.sure_from - 0.01).severity is Severity.WARNING
    assert rule.finding(Span(0, 1), "").severity is Severity.ERROR
