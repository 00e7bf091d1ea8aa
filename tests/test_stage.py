"""How far a conversation has come, as the draft shows it, and what follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach_lint.drafts import read_message
from outreach_lint.errors import DraftError
from outreach_lint.linter import lint
from outreach_lint.message import Message, Role, ThreadMessage
from outreach_lint.moves import Move, RequestKind
from outreach_lint.reading.stage import EARLIEST_STAGE, FAIR_AT_FIRST, stage_of

ME, THEM = ThreadMessage(True, "How did you start?"), ThreadMessage(False, "By chance!")


@pytest.mark.parametrize(
    ("thread", "stage"), [((), 0), ((ME, ME), 0), ((ME, THEM), 1), ((ME, THEM) * 2, 2), ((ME, THEM) * 3, 2), ((ME, THEM) * 4, 3)]
)
def test_the_thread_shows_the_stage(thread: tuple[ThreadMessage, ...], stage: int) -> None:
    assert stage_of(Message("Hi", thread=thread)) == stage


def test_a_reply_of_which_nothing_is_quoted_has_been_opened() -> None:
    assert stage_of(Message("Hi", answers="a header")) == 1 and stage_of(Message("Hi", answers="a header"), 0) == 0
    assert stage_of(Message("Hi", answers="a header", thread=(ME,))) == 0  # what is quoted is the sender's own


def test_every_kind_of_request_has_its_stage() -> None:
    assert EARLIEST_STAGE.keys() == set(RequestKind)
    assert all(isinstance(fair, Move | RequestKind) for role in FAIR_AT_FIRST.values() for fair in role)


def read(tmp_path: Path, name: str, text: str) -> Message:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_message(str(path))


def test_front_matter_holds_a_thread_and_a_role(tmp_path: Path) -> None:
    head = "---\nrole: recruiter\nthread:\n  - me: How did you start?\n  - them: |\n      By chance!\n\n      And you?\n---\n"
    message = read(tmp_path, "a.md", head + "Hi Ann, by boat.\n")
    assert message.thread == (ThreadMessage(True, "How did you start?"), ThreadMessage(False, "By chance!\n\nAnd you?"))
    assert message.role is Role.RECRUITER and message.position(0) == (10, 1)


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("role: boss", "unknown role 'boss'"),
        ("role: 3", "no text"),
        ("thread: hello", "'thread' in the front matter is not a list"),
        ("thread:\n  - you: hello", "message 1 of the thread is not"),
        ("thread:\n  - me: a\n    them: b", "message 1 of the thread is not"),
        ("thread:\n  - me: 3", "message 1 of the thread is not"),
        ("thread:\n  - me: ok\n  - []", "message 2 of the thread is not"),
    ],
)
def test_a_broken_thread_is_refused(tmp_path: Path, head: str, problem: str) -> None:
    with pytest.raises(DraftError, match=problem):
        read(tmp_path, "a.md", f"---\n{head}\n---\nHi Ann\n")


def test_what_a_mail_quotes_is_its_thread(tmp_path: Path) -> None:
    head = "From: me@x.example\nTo: ann@y.example\nSubject: Re: boats\nIn-Reply-To: <1@y.example>\n\n"
    body = "By boat.\n\nOn Monday Ann wrote:\n> By chance!\n> And you?\n>\n>> How did you start?\n"
    message = read(tmp_path, "a.eml", head + body)
    assert message.answers and message.thread == (
        ThreadMessage(True, "How did you start?"),
        ThreadMessage(False, "By chance!\nAnd you?"),
    )
    assert lint(message).stage == 1


def test_the_same_sentence_is_too_early_and_then_fine() -> None:
    text = "Hi Ann,\n\nthank you for the tip about the tender, it worked. Would you introduce me to the person who runs the depot in Cork?"
    found = [{f.rule for f in lint(text, stage=stage).findings} for stage in (0, 3)]
    assert any(rule.startswith("ask/introduction") for rule in found[0])
    assert not any("introduction" in rule or rule.startswith("stage/") for rule in found[1])


def test_selling_is_fair_for_a_seller_who_asks_about_the_reader() -> None:
    text = (
        "Hi Ann,\n\nyour talk on ferry timetables is the reason I am writing. What made you leave the harbour office?\n\n"
        "We help ferry companies cut their fuel bills by 12% with our routing software."
    )
    severities = {role: {f.severity for f in lint(text, role=role).findings if f.rule == "ask/pitch"} for role in (None, "sales")}
    assert severities == {None: {"warning"}, "sales": {"info"}}
