"""Rewrites: grounded, clean by the linter's own rules, different from each other, in the sender's words, and silent where nothing can be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outreach_lint.channels import CHANNEL_FACTS
from outreach_lint.errors import CorpusError
from outreach_lint.finding import Claim, Severity, apply_edits
from outreach_lint.linter import lint
from outreach_lint.message import Channel, Message, Role, ThreadMessage, utf16_length
from outreach_lint.moves import Move, RequestKind
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_profile
from outreach_lint.resume import profile_from_resume
from outreach_lint.rewriting.ground import Grounds
from outreach_lint.rewriting.propose import MOST, SMALL_EDITS
from outreach_lint.training.readings import REWRITE, TIE, read_readings, readings_table
from outreach_lint.training.rewriting import measure_rewriting, read_draft_pairs
from tests.conftest import REQUEST_FIRST, ROOT

SAM = {"basics": {"name": "Sam Reed"}, "education": [{"institution": "University of Leeds"}],
       "posts": [{"name": "Flood maps that children draw"}]}  # fmt: skip


def _body(text: str) -> str:
    """A rewrite without its greeting."""
    return text.split("\n\n", 1)[-1]


def test_the_main_job(dana: Profile) -> None:
    report = lint(REQUEST_FIRST, recipient=dana, channel="linkedin-message")
    assert len(report.rewrites) == MOST and report.rewrites[0].title == SMALL_EDITS
    told = [frozenset(claim.source for claim in rewrite.facts) for rewrite in report.rewrites]
    assert all(not one & other for i, one in enumerate(told) for other in told[i + 1 :])
    for rewrite in report.rewrites:
        again = lint(rewrite.text, recipient=dana, channel="linkedin-message")
        assert {Move.QUESTION, Move.SELF_INTRODUCTION} <= {move.move for move in again.moves}
        assert not [m for m in again.moves if m.kind in (RequestKind.JOB, RequestKind.REFERRAL)]
        assert not [f for f in again.findings if f.severity is not Severity.INFO]
        assert rewrite.facts and rewrite.reasons and rewrite.prompts and rewrite.parked and "resume" in rewrite.parked


@pytest.mark.parametrize("channel", list(Channel))
def test_rewrites_hold_their_promises_on_every_channel(dana: Profile, channel: Channel) -> None:
    report = lint(REQUEST_FIRST, recipient=dana, channel=channel)
    sources = {fact.source: fact.text for fact in dana.facts}
    limit = CHANNEL_FACTS[channel].limit
    assert report.rewrites
    for rewrite in report.rewrites:
        assert rewrite.text == apply_edits(REQUEST_FIRST, rewrite.edits)
        assert all(claim.text in sources[claim.source] for claim in rewrite.facts)
        assert limit is None or utf16_length(rewrite.text.strip()) <= limit


def test_without_a_profile_only_edits_that_need_none() -> None:
    text = (
        "Hi Ann,\n\nI liked your talk on kelp. What made you count it by hand? Also, could you refer me for the analyst role?\n\nBo"
    )
    report = lint(text)
    (rewrite,) = report.rewrites
    assert "refer" not in rewrite.text and "refer" in (rewrite.parked or "")
    assert "I liked your talk on kelp. What made you count it by hand?" in rewrite.text
    assert report.hint and "--to" in report.hint


def test_a_good_draft_is_left_alone(dana: Profile) -> None:
    text = "Hi Dana,\n\nyour talk “Maps that apologise” stayed with me. What made you choose that subject?\n\nBest,\nSam"
    assert lint(text, recipient=dana).rewrites == ()


def test_the_senders_own_remark_and_question_are_enough(dana: Profile) -> None:
    text = "Hi Dana,\n\nYour talk “Maps that apologise” stayed with me. What made you choose that subject? Could you refer me for a job?\n\nSam"
    (rewrite,) = lint(text, recipient=dana).rewrites
    assert "stayed with me. What made you choose that subject?" in rewrite.text and "refer" not in rewrite.text


def test_a_remark_of_the_sender_gets_its_question_right_behind(dana: Profile) -> None:
    text = "Hi Dana,\n\nYour talk “Maps that apologise” made me laugh twice. I teach geography in Hull. Could you refer me?\n\nSam"
    first, *_ = lint(text, recipient=dana).rewrites
    remark, question, own = (first.text.index(part) for part in ("made me laugh twice.", "?", "I teach geography"))
    assert remark < question < own and "refer" not in first.text
    assert first.text.count("Maps that apologise") == 1


def test_what_is_good_in_a_draft_stays(dana: Profile) -> None:
    text = "Hi Dana,\n\nI teach geography in Hull. Could you get me a job at Northwind?\n\nSam"
    assert all("I teach geography in Hull." in rewrite.text for rewrite in lint(text, recipient=dana).rewrites)


def test_a_sentence_that_does_two_jobs_is_cut_in_two(dana: Profile) -> None:
    text = "Hi Dana,\n\nI'm a geography teacher in Hull and I'd love a referral at your company.\n\nSam"
    for rewrite in lint(text, recipient=dana).rewrites:
        assert "I'm a geography teacher in Hull." in rewrite.text and "referral" not in rewrite.text
        assert rewrite.parked == "I'd love a referral at your company."


def test_a_list_stays_whole_or_goes_whole(dana: Profile) -> None:
    text = "Hi Dana,\n\nI taught geography for nine years. What I bring:\n- maps\n- patience\n- 400 quizzes\n\nPlease give me a job.\n\nSam"
    rewrites = lint(text, recipient=dana).rewrites
    assert rewrites
    for rewrite in rewrites:
        items = [item in rewrite.text for item in ("What I bring:", "- maps", "- patience", "- 400 quizzes")]
        assert all(items) or not any(items), rewrite.text


def test_small_edits_leave_no_gaps(dana: Profile) -> None:
    text = "Hi Dana,\n\nPlease give me a job. My CV is attached.\n\nI teach geography in Hull. Can you refer me?\n\nBest,\nSam\n"
    for rewrite in lint(text, recipient=dana).rewrites:
        assert "\n\n\n" not in rewrite.text and not [line for line in rewrite.text.splitlines() if line != line.rstrip()]
        assert rewrite.text.endswith("\n\nBest,\nSam\n")


def test_a_role_that_may_ask_asks_small_and_late(dana: Profile) -> None:
    text = "Hi Dana,\n\nWould you give a talk at our meetup in Hull on 4 March? I run the Hull map group, forty people and a kettle.\n\nSam"
    message = Message(text, channel=Channel.EMAIL, role=Role.ORGANISER)
    rewrites = lint(message, recipient=dana).rewrites
    assert rewrites
    for rewrite in rewrites:
        ask = rewrite.text.index("Would you give a talk at our meetup")
        assert 0 < rewrite.text.index("?") < ask and "I run the Hull map group" in rewrite.text
        assert any(
            word in rewrite.text for word in ("that's fine", "no trouble", "good answer", "no harm done", "No answer needed")
        )


def test_nobody_is_told_to_take_their_time_beside_a_deadline(dana: Profile) -> None:
    text = "Hi Dana,\n\nWould you give a talk at our meetup in Hull? The deadline is Friday. I run the Hull map group.\n\nSam"
    for rewrite in lint(Message(text, role=Role.ORGANISER, channel=Channel.EMAIL), recipient=dana).rewrites:
        assert "no trouble" not in rewrite.text and "that's fine" not in rewrite.text


def test_what_is_fair_by_its_stage_stays(dana: Profile) -> None:
    thread = tuple(
        ThreadMessage(i % 2 == 0, text)
        for i, text in enumerate(("How did you start?", "By accident!", "Ha. And then?", "Then I stayed."))
    )
    text = "Hi Dana,\n\nThat made me smile. Could we talk for ten minutes next week? Also, please write me a recommendation.\n\nSam"
    for rewrite in lint(Message(text, channel=Channel.EMAIL, thread=thread), recipient=dana).rewrites:
        assert "ten minutes" in rewrite.text and "recommendation" not in rewrite.text


def test_in_a_conversation_nothing_is_put_before_the_answer(dana: Profile) -> None:
    thread = (ThreadMessage(True, "How did you start?"), ThreadMessage(False, "By accident!"))
    text = "Hi Dana,\n\nThank you, that made me smile. Please refer me to your boss.\n\nSam"
    rewrites = lint(Message(text, thread=thread), recipient=dana).rewrites
    assert rewrites and all(_body(rewrite.text).startswith("Thank you, that made me smile.") for rewrite in rewrites)


def test_a_wrong_name_is_corrected_in_every_rewrite(dana: Profile) -> None:
    for rewrite in lint(REQUEST_FIRST.replace("Dana", "Dona"), recipient=dana).rewrites:
        assert rewrite.text.startswith("Hi Dana,") and Claim("Dana Whitlock", "basics.name") in rewrite.facts


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [
        ("Hi,", "Hi Dana,"),
        ("Dear Sir or Madam,", "Dear Dana Whitlock,"),
        ("Dear Hiring Manager,", "Dear Dana"),
        ("Hi there,", "Hi Dana,"),
        ("Hi dana,", "Hi dana,"),
    ],
)
def test_a_greeting_that_names_nobody_gets_the_name(dana: Profile, greeting: str, expected: str) -> None:
    rewrites = lint(REQUEST_FIRST.replace("Hi Dana,", greeting), recipient=dana, channel="email").rewrites
    assert rewrites and all(rewrite.text.startswith(expected) for rewrite in rewrites)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Prof. Dana Whitlock, PhD", "Dear Prof. Whitlock,"),
        ("Dr Ruth van Leeuwen-Okafor MRTPI", "Dear Dr van Leeuwen-Okafor,"),
        ("G. McAteer", "Dear G. McAteer,"),
        ("प्रिया शर्मा", "Dear प्रिया शर्मा,"),
        ("Zoe\u0301 N'Golo Ng", "Dear Zoe\u0301 N'Golo Ng,"),
        ("李小龙", "Dear 李小龙,"),
        ("The Anh Nguyen", "Dear The Anh Nguyen,"),
    ],
)
def test_people_are_greeted_as_their_profile_writes_them(name: str, called: str) -> None:
    recipient = profile_from_resume({"basics": {"name": name}, "talks": [{"name": "Small maps", "event": "PyData Leeds"}]}, None)
    rewrites = lint(REQUEST_FIRST.replace("Hi Dana,", "Dear Sir or Madam,"), recipient=recipient, channel="email").rewrites
    assert rewrites and all(rewrite.text.startswith(called) for rewrite in rewrites)


def test_the_same_draft_gives_the_same_words(dana: Profile) -> None:
    first, second = (lint(REQUEST_FIRST, recipient=dana).rewrites for _ in range(2))
    assert first == second


def test_different_drafts_open_differently(dana: Profile) -> None:
    trades = ("baker", "nurse", "welder", "clerk", "diver", "cook")
    drafts = [f"Hi Dana,\n\nI am a {trade}. Please give me a job.\n\nSam" for trade in trades]
    openings = {_body(lint(draft, recipient=dana).rewrites[0].text).split("\n\n")[0] for draft in drafts}
    assert len(openings) > 3


def test_a_formal_letter_stays_formal_and_a_chatty_one_chatty(dana: Profile) -> None:
    letter = "Dear Ms Whitlock,\n\nI am a teacher of geography. Please refer me for a position.\n\nYours sincerely,\nSamuel Reed"
    chat = "hey Dana! I'm a geography teacher, can you refer me?? Sam"
    assert not any("'" in rewrite.text for rewrite in lint(letter, recipient=dana, channel="email").rewrites)
    assert all(rewrite.text.startswith("hey Dana!") for rewrite in lint(chat, recipient=dana, channel="x-dm").rewrites)


@pytest.mark.parametrize(
    "draft", ["Hi Dana, please give me a job.", "please give me a job", "Hi Dana,\r\n\r\nPlease refer me.\r\n\r\nBo\r\n"]
)
def test_a_draft_of_one_request_is_rewritten(dana: Profile, draft: str) -> None:
    rewrites = lint(draft, recipient=dana).rewrites
    assert rewrites
    for rewrite in rewrites:
        assert rewrite.text == apply_edits(draft, rewrite.edits)
        assert "job" not in rewrite.text and "refer" not in rewrite.text


def test_an_offer_comes_from_the_senders_own_profile_or_not_at_all(dana: Profile) -> None:
    sender = profile_from_resume(SAM, None)
    with_offer = lint(REQUEST_FIRST, recipient=dana, sender=sender).rewrites
    offered = [rewrite for rewrite in with_offer if "Flood maps that children draw" in rewrite.text]
    assert offered and all(Claim("Flood maps that children draw", "from:posts[0].name") in rewrite.facts for rewrite in offered)
    assert not any("send" in rewrite.text for rewrite in lint(REQUEST_FIRST, recipient=dana).rewrites)


def test_what_only_the_sender_knows_is_asked_of_them_beside_the_text(dana: Profile) -> None:
    for rewrite in lint(REQUEST_FIRST, recipient=dana).rewrites:
        assert any("Nothing is offered yet" in prompt for prompt in rewrite.prompts)
        assert not any(prompt in rewrite.text for prompt in rewrite.prompts)


def test_a_subject_that_is_wrong_is_told_and_hinders_no_rewrite(dana: Profile) -> None:
    message = Message(REQUEST_FIRST, subject="Re: our chat", channel=Channel.EMAIL)
    report = lint(message, recipient=dana)
    (fake,) = (finding for finding in report.findings if finding.rule == "mech/fake-reply")
    assert report.rewrites and all(fake.message in rewrite.prompts for rewrite in report.rewrites)


def test_what_is_private_to_the_reader_goes(dana: Profile) -> None:
    text = "Hi Dana,\n\nI read that you beat breast cancer. I am so sorry you went through that. I teach geography. Please refer me.\n\nSam"
    rewrites = lint(text, recipient=dana).rewrites
    assert rewrites and not any("cancer" in rewrite.text or "sorry" in rewrite.text for rewrite in rewrites)


@pytest.mark.parametrize("draft", ["Hi Dana,", "Hi", "", "👋"])
def test_a_draft_that_says_nothing_is_no_trouble(dana: Profile, draft: str) -> None:
    assert all(rewrite.text == apply_edits(draft, rewrite.edits) for rewrite in lint(draft, recipient=dana).rewrites)


@pytest.mark.parametrize("end", ["\n\nBest,\nSam", "\r\n\r\nThanks,\r\nSam\r\n", "\n\nSam"])
def test_what_is_added_stands_apart_from_the_name(dana: Profile, end: str) -> None:
    for rewrite in lint("Can you give me a job?" + end, recipient=dana, channel="email", stage=1).rewrites:
        assert not re.search(r"\?\S", rewrite.text.replace('?"', "")), rewrite.text
        assert "\r" not in end or not re.search(r"(?<!\r)\n", rewrite.text)


@pytest.mark.parametrize("name", ["You Are Fired", "(she/her)", "Send Money Now", "{{name}}", "everyone"])
def test_what_is_no_name_is_not_called(name: str) -> None:
    recipient = profile_from_resume({"basics": {"name": name}, "talks": [{"name": "Small maps", "event": "PyData Leeds"}]}, None)
    for rewrite in lint(REQUEST_FIRST.replace("Hi Dana,", "Hi,"), recipient=recipient).rewrites:
        assert rewrite.text.startswith("Hi,")


@pytest.mark.parametrize(
    "post",
    [
        "My epilepsy",
        "Living with MS",
        "Gospel choir",
        "My c\u0430ncer",
        "Sort code 12-34-56",
        "Do not reply to this",
        "kill yourself",
    ],
)
def test_what_nobody_should_mention_is_not_asked_about(post: str) -> None:
    recipient = profile_from_resume({"basics": {"name": "Dana Lee"}, "posts": [{"name": post}]}, None)
    assert not any(post in rewrite.text for rewrite in lint(REQUEST_FIRST, recipient=recipient).rewrites)


def test_an_empty_profile_invents_nothing() -> None:
    nobody = profile_from_resume({"basics": {"name": "Ann Lee"}}, None)
    for rewrite in lint(REQUEST_FIRST, recipient=nobody).rewrites:
        assert not Grounds(REQUEST_FIRST, nobody).untraced(rewrite.text, rewrite.facts)


# --- what is traced


@pytest.mark.parametrize(
    ("text", "untraced"),
    [
        ("Your talk “Maps that apologise” at Oxford.", "Oxford"),
        ("You have been at Northwind Analytics since 2019.", "2019"),  # the year of another entry
        ("What made you choose Leeds School?", "leeds school"),  # Leeds and School stand in two facts
        ("I read your talk “Maps that apologise”.", 'I read your talk "".'),
        ("We miss your talk.", "We miss your talk."),
        ("Your cousin's talk", "cousin"),
    ],
)
def test_what_stands_nowhere_is_noticed(dana: Profile, text: str, untraced: str) -> None:
    claims = [Claim(fact.text, fact.source) for fact in dana.facts]
    assert Grounds("", dana).untraced(text, claims) == [untraced]


def test_what_stands_in_a_fact_is_not() -> None:
    work = {"work": [{"name": "Northwind Analytics Ltd", "position": "Senior Data Analyst", "startDate": "2021"}]}
    profile = profile_from_resume(work, None)
    claims = [Claim(fact.text, fact.source) for fact in profile.facts]
    text = "You have been a senior data analyst at Northwind Analytics since 2021. I wonder how you got into data analysis."
    assert Grounds("", profile).untraced(text, claims) == []


def test_words_of_the_draft_put_into_the_senders_mouth_are_noticed(dana: Profile) -> None:
    draft = "Did you read the post that I loved? I used your map."
    assert Grounds(draft, dana).untraced("I used your map.", []) == []
    assert Grounds(draft, dana).untraced("I loved your map.", []) == ["I loved your map."]


def test_a_claim_that_the_profile_does_not_bear_out_traces_nothing(dana: Profile) -> None:
    assert Grounds("", dana).untraced("Your talk “Glue”", [Claim("Glue", "publications[0].name")]) == ["Glue"]
    assert Grounds("", dana).untraced("You were at Leeds.", [Claim("Leeds", "from:education[0].institution")]) == ["Leeds"]


# --- the drafts that were written apart from the constructions


def test_a_sample_of_real_drafts_and_profiles() -> None:
    """What holds of every rewrite, on a batch of corpora/rewriting; `outreach-lint-train rewriting` measures all of them."""
    pairs = [pair for pair in read_draft_pairs(ROOT / "corpora") if pair.id.startswith("dev-students")]
    measured = measure_rewriting(pairs)
    assert len(pairs) == 25 and len(measured.helped) >= 0.95 * len(measured.needing)
    assert all(p.is_grounded and p.errors == 0 and p.is_in_limit for p in measured.proposals)
    assert max(sum(p.pair == name for p in measured.proposals) for name in measured.helped) <= MOST


def test_the_set_is_whole() -> None:
    pairs = list(read_draft_pairs(ROOT / "corpora"))
    assert len(pairs) == 320 and {pair.set for pair in pairs} == {"dev", "test"}
    assert {pair.message.channel for pair in pairs} == set(Channel) and len({pair.message.role for pair in pairs}) >= 8
    assert all(isinstance(read_profile(str(pair.recipient.path)), Profile) for pair in pairs)


def test_the_readings_are_of_drafts_that_are_here() -> None:
    readings = list(read_readings(ROOT / "corpora"))
    ids = {pair.id for pair in read_draft_pairs(ROOT / "corpora")}
    assert {reading.pair for reading in readings} <= {name for name in ids if name.startswith("test")}
    assert len({reading.reader for reading in readings}) >= 3
    assert all(r.prefers in (REWRITE, TIE, r.against) and set(r.answers) <= {REWRITE, r.against} for r in readings)
    seen = [(r.round, r.reader, r.pair, r.against) for r in readings]
    assert len(seen) == len(set(seen))
    assert sum(int(row.split("|")[5]) for row in readings_table(readings).splitlines()[2:]) == sum(
        r.prefers == REWRITE for r in readings
    )


def test_a_line_that_is_no_reading_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rewriting" / "readings" / "round-1.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text('{"reader": "one"}\n')
    with pytest.raises(CorpusError, match=r"round-1\.jsonl"):
        list(read_readings(tmp_path))
