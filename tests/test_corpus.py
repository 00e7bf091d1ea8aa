from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from outreach_lint.errors import CorpusError
from outreach_lint.message import ThreadMessage
from outreach_lint.moves import Move, RequestKind
from outreach_lint.training.corpus import Label, read_messages, read_pairs

CORPORA = Path(__file__).parent.parent / "corpora"
BATCH = "batch: b\nsplit: train\nwriter: w\n\n== b-1\nchannel: email\nrole: student\nverdict: bad\n\n"


def _write(folder: Path, text: str) -> Path:
    (folder / "messages").mkdir()
    path = folder / "messages" / "b.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_message_is_put_together_from_its_lines(tmp_path: Path) -> None:
    _write(
        tmp_path,
        BATCH
        + "greeting | Hi Ann,\n\nquestion | How are you?\nrequest:job reference | Your talk: a job?\n\nclosing | Bye,\nclosing || Bo\n",
    )
    (message,) = read_messages(tmp_path)
    assert message.body == "Hi Ann,\n\nHow are you? Your talk: a job?\n\nBye,\nBo"
    assert message.sentences[2].labels == (Label(Move.REQUEST, RequestKind.JOB), Label(Move.REFERENCE))
    assert all(message.body[s.start : s.end] == s.text for s in message.sentences)


def test_earlier_messages_of_a_thread_stand_under_the_keys(tmp_path: Path) -> None:
    _write(
        tmp_path,
        BATCH.replace("verdict: bad\n", "verdict: bad\nstage: 1\nme: Hi Ann, your talk!\nthem: Thanks: which one?\n")
        + "question | How?\n",
    )
    (message,) = read_messages(tmp_path)
    assert message.stage == 1
    assert message.thread == (ThreadMessage(True, "Hi Ann, your talk!"), ThreadMessage(False, "Thanks: which one?"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("questoin | How?", "did you mean 'question'"),
        ("request | Give!", "has a kind"),
        ("question:job | How?", "has a kind"),
        ("request:jobb | Give!", "did you mean 'job'"),
        ("question How?", "expected 'moves | text'"),
        (" | How?", "without a move"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, line: str, problem: str) -> None:
    path = _write(tmp_path, BATCH + line + "\n")
    with pytest.raises(CorpusError, match=problem) as caught:
        list(read_messages(tmp_path))
    assert (caught.value.path, caught.value.line) == (path, 10)


def test_the_corpora_are_whole() -> None:
    messages, pairs = list(read_messages(CORPORA)), list(read_pairs(CORPORA))
    assert len(messages) >= 200 and len(pairs) >= 80
    assert sum(message.recipient is not None for message in messages) >= 60


def test_a_batch_is_never_divided_between_splits() -> None:
    splits = defaultdict(set)
    for item in (*read_messages(CORPORA), *read_pairs(CORPORA)):
        splits[item.batch].add(item.split)
    assert all(len(found) == 1 for found in splits.values())


def test_no_message_stands_there_twice() -> None:
    bodies = [" ".join(message.body.lower().split()) for message in read_messages(CORPORA)]
    assert len(set(bodies)) == len(bodies)
