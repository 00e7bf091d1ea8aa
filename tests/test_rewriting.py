"""Rewrites: grounded, clean by the linter's own rules, different from each other, in the sender's words, and silent where nothing can be said."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from outreach_lint.channels import CHANNEL_FACTS
from outreach_lint.errors import CorpusError
from outreach_lint.finding import Claim, Report, Rewrite, Severity, apply_edits
from outreach_lint.linter import Linter, lint
from outreach_lint.merging import merge_profiles
from outreach_lint.message import Channel, Message, Role, ThreadMessage, utf16_length
from outreach_lint.moves import Move, RequestKind
from outreach_lint.profile import Profile
from outreach_lint.profiles import read_profile
from outreach_lint.reading.words import words
from outreach_lint.reports.text import write_rewrites
from outreach_lint.resume import profile_from_resume
from outreach_lint.rewriting.facts import rank_topics
from outreach_lint.rewriting.ground import Grounds
from outreach_lint.rewriting.propose import MOST, SMALL_EDITS
from outreach_lint.rewriting.realise import wordings
from outreach_lint.rewriting.topics import Topic, TopicKind
from outreach_lint.training.readings import REWRITE, TIE, read_readings, readings_table
from outreach_lint.training.rewriting import measure_rewriting, read_draft_pairs
from tests.conftest import REQUEST_FIRST, ROOT

SAM = {"basics": {"name": "Sam Reed"}, "education": [{"institution": "University of Leeds"}],
       "posts": [{"name": "Flood maps that children draw"}]}  # fmt: skip


def _body(text: str) -> str:
    """A rewrite without its greeting."""
    return text.split("\n\n", 1)[-1]


def _rewrites(draft: str | Message, **stated: Any) -> tuple[Rewrite, ...]:
    """The rewrites of a draft, of which there must be some."""
    rewrites = lint(draft, **stated).rewrites
    assert rewrites
    return rewrites


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
    assert all("I teach geography in Hull." in rewrite.text for rewrite in _rewrites(text, recipient=dana))


def test_a_sentence_that_does_two_jobs_is_cut_in_two(dana: Profile) -> None:
    text = "Hi Dana,\n\nI'm a geography teacher in Hull and I'd love a referral at your company.\n\nSam"
    for rewrite in _rewrites(text, recipient=dana):
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
    for rewrite in _rewrites(text, recipient=dana):
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
    for rewrite in _rewrites(Message(text, role=Role.ORGANISER, channel=Channel.EMAIL), recipient=dana):
        assert "no trouble" not in rewrite.text and "that's fine" not in rewrite.text


def test_what_is_fair_by_its_stage_stays(dana: Profile) -> None:
    thread = tuple(
        ThreadMessage(i % 2 == 0, text)
        for i, text in enumerate(("How did you start?", "By accident!", "Ha. And then?", "Then I stayed."))
    )
    text = "Hi Dana,\n\nThat made me smile. Could we talk for ten minutes next week? Also, could you refer me for a job?\n\nSam"
    for rewrite in _rewrites(Message(text, channel=Channel.EMAIL, thread=thread), recipient=dana):
        assert "ten minutes" in rewrite.text and "refer" not in rewrite.text


def test_in_a_conversation_nothing_is_put_before_the_answer(dana: Profile) -> None:
    thread = (ThreadMessage(True, "How did you start?"), ThreadMessage(False, "By accident!"))
    text = "Hi Dana,\n\nThank you, that made me smile. Please refer me to your boss.\n\nSam"
    rewrites = lint(Message(text, thread=thread), recipient=dana).rewrites
    assert rewrites and all(_body(rewrite.text).startswith("Thank you, that made me smile.") for rewrite in rewrites)


def test_a_wrong_name_is_corrected_in_every_rewrite(dana: Profile) -> None:
    for rewrite in _rewrites(REQUEST_FIRST.replace("Dana", "Dona"), recipient=dana):
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
    assert not any("'" in rewrite.text for rewrite in _rewrites(letter, recipient=dana, channel="email"))
    assert all(rewrite.text.startswith("hey Dana!") for rewrite in _rewrites(chat, recipient=dana, channel="x-dm"))


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
    assert not any("send" in rewrite.text for rewrite in _rewrites(REQUEST_FIRST, recipient=dana))


def test_what_only_the_sender_knows_is_asked_of_them_beside_the_text(dana: Profile) -> None:
    for rewrite in _rewrites(REQUEST_FIRST, recipient=dana):
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


@pytest.mark.parametrize("draft", ["Hi Dana,", "Hi", "👋"])
def test_a_draft_that_says_nothing_is_no_trouble(dana: Profile, draft: str) -> None:
    assert all(rewrite.text == apply_edits(draft, rewrite.edits) for rewrite in _rewrites(draft, recipient=dana))


@pytest.mark.parametrize("end", ["\n\nBest,\nSam", "\r\n\r\nThanks,\r\nSam\r\n", "\n\nSam"])
def test_what_is_added_stands_apart_from_the_name(dana: Profile, end: str) -> None:
    for rewrite in _rewrites("Can you give me a job?" + end, recipient=dana, channel="email", stage=1):
        assert not re.search(r"\?\S", rewrite.text.replace('?"', "")), rewrite.text
        assert "\r" not in end or not re.search(r"(?<!\r)\n", rewrite.text)


@pytest.mark.parametrize("name", ["You Are Fired", "(she/her)", "Send Money Now", "{{name}}", "everyone"])
def test_what_is_no_name_is_not_called(name: str) -> None:
    recipient = profile_from_resume({"basics": {"name": name}, "talks": [{"name": "Small maps", "event": "PyData Leeds"}]}, None)
    for rewrite in _rewrites(REQUEST_FIRST.replace("Hi Dana,", "Hi,"), recipient=recipient):
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
    recipient = profile_from_resume({"basics": {"name": "Dana Lee"}, "posts": [{"name": post}, {"name": "Small maps"}]}, None)
    assert not any(post in rewrite.text for rewrite in _rewrites(REQUEST_FIRST, recipient=recipient))


def test_an_empty_profile_invents_nothing() -> None:
    nobody = profile_from_resume({"basics": {"name": "Ann Lee"}}, None)
    draft = (
        "Hi Ann,\n\nI liked your talk on kelp. What made you count it by hand? Also, could you refer me for the analyst role?\n\nBo"
    )
    for rewrite in _rewrites(draft, recipient=nobody):
        assert not Grounds(draft, nobody).untraced(rewrite.text, rewrite.facts)
    assert lint(REQUEST_FIRST, recipient=nobody).rewrites == ()


# --- what is taken out


def _folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def _untold(sentence: str, held: list[str]) -> list[str]:
    """The words of a sentence that stand in none of these texts beside a neighbour: not only by chance."""
    said, missing, start = _folded(sentence), [], 0
    texts = [f" {' '.join(_folded(text))} " for text in held]
    while start < len(said):
        ends = (end for end in range(len(said), start, -1) if any(f" {' '.join(said[start:end])} " in text for text in texts))
        end = next(ends, start)
        if end - start < min(2, len(said)):
            missing.append(said[start])
            end = start + 1
        start = end
    return missing


_JOINS = {"and", "but", "so", "or", "also", "plus", "then", "anyway"}  # what only tied a part to another may go


@pytest.mark.parametrize(
    "batch", ["dev-creative-and-press", "dev-students-worldwide", "dev-uk-trades-and-health", "dev-us-tech-and-sales"]
)
def test_every_sentence_stands_or_is_told(batch: str) -> None:
    linter, seen = Linter(), 0
    for pair in read_draft_pairs(ROOT / "corpora"):
        if not pair.id.startswith(batch):
            continue
        report = linter.lint(pair.message, pair.recipient, pair.sender)
        corrected = {word for f in report.findings for edit in f.edits for word in _folded(pair.message.body[slice(*edit.span)])}
        sentences = linter.analyse(pair.message, pair.recipient, pair.sender).sentences if report.rewrites else ()
        for rewrite, sentence in product(report.rewrites, sentences):
            seen += 1
            held = [rewrite.text, rewrite.parked or "", *rewrite.left_out]
            assert set(_untold(sentence.text, held)) <= _JOINS | corrected, (pair.id, rewrite.title, sentence.text)
    assert seen > 100


@pytest.mark.parametrize(
    "gone",
    [
        "I can start immediately.",
        "Thank you so much for your time!!",
        "We guarantee 30% more meetings.",
        "If it's not for you, just say so.",
        "Hope to hear from you soon.",
    ],
)
def test_what_goes_with_a_request_is_told(dana: Profile, gone: str) -> None:
    text = f"Hi Dana,\n\nI teach geography in Hull. Could you refer me for the analyst role? {gone}\n\nSam"
    rewrites = lint(text, recipient=dana).rewrites
    assert rewrites
    for rewrite in rewrites:
        assert gone.rstrip("!.") in f"{rewrite.text} {rewrite.parked} {rewrite.left_out}", rewrite


def test_the_whole_draft_is_told_where_none_of_it_stays(dana: Profile) -> None:
    text = "Hi Dana,\n\nI am writing to apply for the post of data engineer. I can start at once. Could you refer me?\n\nTom"
    first, *_ = lint(text, recipient=dana).rewrites
    assert first.title != SMALL_EDITS and first.title.startswith("Ask about")
    assert "I can start at once." in first.left_out and "to apply for the post" in (first.parked or "")


GIFT = (
    "Hi Dana,\n\nI listened to your talk “Maps that apologise”, the part on floods twice. We built a small logger at our student lab. The plans are"
    " open: https://example.org/logger. If Puddlewatch can use any of it, take it. What would you have us measure next?{}\n\nJonas"
)


@pytest.mark.parametrize("more", [" Could you also refer me for a job?", " Please send me your CV asap!!"])
@pytest.mark.parametrize("channel", list(Channel))
def test_no_gift_and_no_genuine_question_is_taken_out(dana: Profile, channel: Channel, more: str) -> None:
    for rewrite in _rewrites(GIFT.format(more), recipient=dana, channel=channel):
        for held in ("The plans are open", "If Puddlewatch can use any of it, take it.", "What would you have us measure next?"):
            assert held in rewrite.text
        assert not any("Nothing is offered yet" in prompt for prompt in rewrite.prompts)


@pytest.mark.parametrize("more", ["", f" {'We like rivers. ' * 20}"])
@pytest.mark.parametrize("channel", list(Channel))
def test_where_nothing_but_a_gift_and_a_question_could_go_nothing_is_proposed(dana: Profile, channel: Channel, more: str) -> None:
    assert lint(GIFT.format(more), recipient=dana, channel=channel).rewrites == ()


def test_quoted_text_and_what_stands_below_the_name_stay(dana: Profile) -> None:
    text = "Hi Dana,\n\nCould you refer me? I teach geography in Hull.\n\nBest,\nSam\n\nTeacher, Hull High\n"
    for rewrite in _rewrites(text, recipient=dana, channel="email"):
        assert rewrite.text.endswith("Best,\nSam\n\nTeacher, Hull High\n") and not rewrite.left_out


@pytest.mark.parametrize(
    "closing",
    [
        "Greetings from a trial nurse in Cork, Aoife",
        "Best wishes from a trial nurse, Aoife Byrne",
        "Warm greetings from rainy Cork,\nAoife",
        "Kind regards,\nAoife",
    ],
)
def test_nothing_is_asked_behind_the_closing_words(dana: Profile, closing: str) -> None:
    text = f"Hi Dana,\n\nI pack boxes for trials. Could you refer me for a job?\n\n{closing}"
    rewrites = lint(text, recipient=dana).rewrites
    assert rewrites and all(rewrite.text.rstrip().endswith(closing) and "?" in rewrite.text for rewrite in rewrites)


@pytest.mark.parametrize(
    "draft",
    [
        "I tried calling you twice. Are you the right person to talk about payroll? Should I close your file?",
        "I'll be blunt: most schools are bleeding money on maps. You are probably one of them. Book a demo here: https://example.org/demo",
        "Could you refer me? You never answered my message. I teach geography in Hull.",
        "I have e-mailed you three times now, and you never answered me. I teach geography in Hull, and your file is on my desk. Could you refer me?",
    ],
)
def test_no_question_stands_above_what_presses(dana: Profile, draft: str) -> None:
    report = lint(f"Hi Dana,\n\n{draft}\n\nMax", recipient=dana)
    assert report.findings
    assert not [
        r for r in report.rewrites if any(bad in r.text for bad in ("twice", "file", "blunt", "bleeding", "never answered"))
    ]


@pytest.mark.parametrize(
    "harmless",
    [
        "Thanks for closing the ticket about the tile server.",
        "I have e-mailed you three times over the years, and you always answered.",
        "Let me be frank: I had never heard of river wardens.",
        "This is my last e-mail from this address.",
    ],
)
def test_what_only_sounds_like_pressing_gets_its_rewrite(dana: Profile, harmless: str) -> None:
    rewrites = _rewrites(f"Hi Dana,\n\n{harmless} I teach geography in Hull. Could you refer me for a job?\n\nMax", recipient=dana)
    assert all("refer me" not in rewrite.text for rewrite in rewrites)


def test_thanks_that_a_draft_begins_with_stay_first(dana: Profile) -> None:
    text = "Hi Dana,\n\nThank you for connecting! I teach geography in Hull. Could you look at my CV?\n\nSam"
    rewrites = lint(text, recipient=dana).rewrites
    assert rewrites and all(_body(rewrite.text).startswith("Thank you for connecting!") for rewrite in rewrites)


def test_a_greeting_gets_a_comma_where_the_message_goes_on(dana: Profile) -> None:
    rewrites = lint("hi Dana i teach geography in Hull. please give me a job", recipient=dana).rewrites
    assert rewrites and all(rewrite.text.startswith("hi Dana, ") for rewrite in rewrites)


def test_who_writes_is_no_pleasantry(dana: Profile) -> None:
    text = (
        "Hello Ms. Whitlock this is Verna Dyck from the Pembina Society, I hope its alright to write you on here, my grandson showed me how.\n\n"
        "We have three old maps. Could you refer my grandson for a job?\n\nVerna"
    )
    rewrites = lint(text, recipient=dana, channel="facebook-message").rewrites
    assert rewrites
    for rewrite in rewrites:
        assert "this is Verna Dyck from the Pembina Society" in rewrite.text and "\n\n\n" not in rewrite.text


def test_a_job_that_the_draft_names_is_not_named_again() -> None:
    recipient = read_profile(str(ROOT / "examples" / "profiles" / "profile.pdf"))
    said = "I came across your profile and saw you are the Head of Trial Logistics at Fjordcare."
    for trade in ("baker", "welder", "clerk", "judge", "roofer", "potter"):
        text = f"Hi Ingrid,\n\n{said} I am a {trade}. Could you refer me for a job?\n\nSam"
        rewrites = lint(text, recipient=recipient).rewrites
        assert rewrites and all(rewrite.text.lower().count("head of trial logistics") == 1 for rewrite in rewrites)


@pytest.mark.parametrize(
    ("signature", "is_asked"),
    [("Anna Bauer, Apotheke am Markt, Graz", False), ("Anna Bauer\nNurse in Graz", False), ("Anna Bauer", True)],
)
def test_who_writes_is_asked_only_if_no_line_tells_it(dana: Profile, signature: str, is_asked: bool) -> None:
    text = f"Dear Dana,\n\nCould you please give me a job at your company?\n\nKind regards,\n{signature}"
    rewrites = lint(text, recipient=dana).rewrites
    assert rewrites
    for rewrite in rewrites:
        assert any("Who are you to them" in prompt for prompt in rewrite.prompts) is is_asked


def _told(report: Report) -> str:
    out = StringIO()
    write_rewrites(report, out)
    return out.getvalue()


def test_differences_are_told_by_sentences_as_they_are_read(dana: Profile) -> None:
    text = (
        "Hi Dana,\n\nI met Mrs. Vang at 3 a.m. in the depot. The app was down. I teach geography in Hull. Could you refer me for a job?"
        " I can start at once.\n\nSam"
    )
    shown = _told(lint(text, recipient=dana))
    lines = [line.strip() for line in shown.splitlines()]
    for line in (
        "I met Mrs. Vang at 3 a.m. in the depot.",
        "The app was down.",
        "- Could you refer me for a job?",
        "- I can start at once.",
    ):
        assert line in lines
    assert "Left out: “I can start at once.” Put back what matters." in shown
    assert "For later, once they have answered: “Could you refer me for a job?”" in shown


# --- what is worth a remark


def _topics(record: dict[str, object]) -> list[Topic]:
    return rank_topics(profile_from_resume({"basics": {"name": "Dana Whitlock"}, **record}, None), "")


def test_only_what_is_so_by_the_calendar_is_recent(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = [{"name": f"Maps of {year}", "releaseDate": str(year)} for year in (2015, 2021)]
    profile = profile_from_resume({"basics": {"name": "Dana Whitlock"}, "talks": talks}, None)
    recent = {topic.main.text: "recent" in topic.reasons for topic in rank_topics(profile, "", today=date(2022, 5, 1))}
    assert recent == {"Maps of 2015": False, "Maps of 2021": True}
    later = rank_topics(profile, "", today=date(2024, 5, 1))  # though nothing in the profile is newer
    assert later and not any("recent" in topic.reasons for topic in later)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1651400000")  # in May 2022
    assert [topic.reasons for topic in rank_topics(profile, "")] == [
        topic.reasons for topic in rank_topics(profile, "", today=date(2022, 5, 1))
    ]


_REMARK = "bit arrogant but knows everybody at Ostrava Steel"
NOTES = {
    "note.txt": f"Fernanda Lobo\nHead of Permits at Ventoria\n{_REMARK}\n",
    "note": f"Fernanda Lobo\nHead of Permits at Ventoria\n{_REMARK}\n",
    "note.md": f"# Fernanda Lobo\n\nHead of Permits at Ventoria\n\n{_REMARK}\n",
    "note.yaml": f"name: Fernanda Lobo\nheadline: Head of Permits at Ventoria\nsummary: {_REMARK}\n",
    "job.yml": f"name: Fernanda Lobo\nwork:\n- name: Ventoria\n  position: Head of Permits\n  summary: {_REMARK}\n",
}


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("is_merged", [False, True])
def test_no_private_note_is_quoted_to_the_person_whom_it_is_about(tmp_path: Path, name: str, is_merged: bool) -> None:
    (tmp_path / name).write_text(NOTES[name], encoding="utf-8")
    page = profile_from_resume(
        {"basics": {"name": "Fernanda Lobo", "summary": "I learned permits by losing forty of them"}}, "page.json"
    )
    note = read_profile(str(tmp_path / name))
    recipient = merge_profiles([note, page]) if is_merged else note
    rewrites = _rewrites("Hi Fernanda,\n\nI build masts in Porto. Could you get me a job?\n\nRui", recipient=recipient)
    assert not any("arrogant" in rewrite.text for rewrite in rewrites)
    assert any("losing forty" in rewrite.text for rewrite in rewrites) is is_merged


def test_a_note_is_not_called_their_profile(tmp_path: Path) -> None:
    (tmp_path / "note.yaml").write_text("name: Ute Falk\neducation:\n- Sailmakers' School of Brunø\n", encoding="utf-8")
    sender = profile_from_resume(
        {"basics": {"name": "Rui"}, "education": [{"institution": "Sailmakers' School of Brunø"}]}, "rui.json"
    )
    (topic,) = (
        one for one in rank_topics(read_profile(str(tmp_path / "note.yaml")), "", sender) if one.kind is TopicKind.SHARED_SCHOOL
    )
    said = [wording.text for wording in wordings(topic, "Hi")]
    assert said and not any("your profile" in text for text in said)


@pytest.mark.parametrize(
    ("summary", "is_theirs"),
    [
        ("I look after maps that nobody reads.", True),
        ("Maps for people who hate maps.", True),
        ("She leads the map desk of a small press. A friend of paper and of rivers.", False),
        ("Dana Whitlock draws maps. A friend of paper and of rivers.", False),
    ],
)
def test_a_biography_that_others_wrote_is_no_line_of_theirs(summary: str, is_theirs: bool) -> None:
    record = {"basics": {"name": "Dana Whitlock", "summary": summary}}
    topics = rank_topics(profile_from_resume(record, None), "")
    assert any(topic.kind is TopicKind.LINE for topic in topics) is is_theirs


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
