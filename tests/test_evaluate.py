from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from outreach_lint.message import Channel, Message
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Reader
from outreach_lint.reading.classifier import ARTEFACT, checksum
from outreach_lint.ruleset import all_rules
from outreach_lint.training import evaluate as ev
from outreach_lint.training.corpus import read_messages
from outreach_lint.training.fit import MOVES, OUTPUTS, LabelledSentence
from outreach_lint.training.parakweet import parakweet_score
from outreach_lint.training.rivals import regex_scores
from outreach_lint.training.scores import Counts

ROOT = Path(__file__).parent.parent
BATCH = """batch: b
split: test
writer: w

== b-1
channel: email
role: student
register: formal, non-native
verdict: bad

greeting    | Hi Ann,

request:job | Could you give me a job?
question    | How did you start?
"""


def _sentence(text: str, *outputs: str, id: str = "m") -> LabelledSentence:
    return LabelledSentence(frozenset(), frozenset(outputs), "b", "test", id, text)


def _found(*rows: set[str]) -> np.ndarray:
    return np.array([[output in row for output in OUTPUTS] for row in rows])


def test_confusions_pair_what_was_missed_with_what_was_found_instead() -> None:
    sentences = [
        _sentence("a", "request", "request:job"),
        _sentence("b", "question"),
        _sentence("c", "pitch"),
        _sentence("d", "thanks"),
    ]
    found = _found({"question"}, {"question", "pitch"}, set(), {"thanks"})
    assert ev.confusions(sentences, found) == {("request", "question"): 1, ("nothing", "pitch"): 1, ("pitch", "nothing"): 1}


def test_counts_are_those_of_each_message() -> None:
    sentences = [_sentence("a", "request", id="x"), _sentence("b", "thanks", id="x"), _sentence("c", "pitch", id="y")]
    counts = ev.counts_by_message(sentences, _found({"request"}, set(), {"pitch", "offer"}))
    assert counts == {"x": Counts(1, 1, 0), "y": Counts(1, 0, 1)}


def test_the_worst_misses_come_first() -> None:
    sentences = [_sentence("sure and wrong", "pitch"), _sentence("right", "thanks")]
    probabilities = np.zeros((2, len(OUTPUTS)))
    probabilities[0, MOVES.index(Move.REQUEST)] = 0.97
    probabilities[1, MOVES.index(Move.THANKS)] = 0.9
    worst = ev.worst_misses(sentences, probabilities, 1)
    assert [(m.text, m.move, m.is_made) for m in worst] == [("sure and wrong", "pitch", True)]


def test_a_pair_is_right_where_every_side_is() -> None:
    sides = [
        _sentence("How did you start?", "question", id="p"),
        _sentence("How do I start?", "request", "request:information", id="p"),
    ]
    assert ev.pairs_right(sides, _found({"question"}, {"request", "request:information"})) == (1, 1)
    assert ev.pairs_right(sides, _found({"question"}, {"request", "request:job"})) == (0, 1)
    assert ev.pairs_right(sides, _found({"question"}, {"question"})) == (0, 1)
    assert ev.pairs_right(sides, _found({"question"}, {"request", "request:job"}), ["request"]) == (1, 1)
    assert ev.pairs_right(sides, _found({"question"}, {"request"}), ["pitch"]) == (0, 0)
    # A kind counts only where a request is seen.
    assert ev.pairs_right(sides, _found({"question", "request:information"}, {"request", "request:information"})) == (1, 1)


def test_rules_are_measured_against_a_right_reading(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "b.txt").write_text(BATCH, encoding="utf-8")
    (message,) = read_messages(tmp_path)
    rightly = ev.RightReading(Message(message.body), Channel.EMAIL, reader=Reader(), annotated=message)
    assert [str(move.move) for move in rightly.moves] == ["greeting", "request", "question"]
    assert "ask/opens-with-request" in {finding.rule for finding in ev.findings_of(rightly)}
    (judged,) = ev.judge_corpus([message], tmp_path, Reader())
    assert judged.truth["opens-with-request"] and judged.truth["asks-about-recipient"] and not judged.truth["offers"]
    assert {"channel: email", "role: student", "register: formal", "register: non-native", "stage: first contact"} == set(
        ev.groups_of(message)
    )


def test_the_regular_expressions_say_something() -> None:
    judged = ev.Judged("x", "Hi Ann, could you refer me? I am a nurse.", "", dict.fromkeys(ev.LABELS, True), {}, ())
    found = {score.label for score in regex_scores([judged]) if score.recall}
    assert found == {"opens-with-request", "request-before-reference", "contains-request", "job-ask", "introduces"}


def test_the_public_benchmark_is_read(tmp_path: Path) -> None:
    rows = [f"Yes\tPlease send me report {n}.\nNo\tThe report {n} was long." for n in range(12)]
    for name in ("train.tsv", "test.tsv"):
        (tmp_path / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert parakweet_score(tmp_path, Reader().pipeline).f1 == pytest.approx(1.0)


def test_the_figures_are_those_of_the_shipped_classifier() -> None:
    shipped = json.loads((ROOT / "docs" / "accuracy.json").read_text(encoding="utf-8"))["shipped"]
    assert shipped["artefact"] == checksum(ROOT / "models" / ARTEFACT), "the classifier has changed: run `make accuracy`"
    # 0 on the machine that trained it; on one with another processor the last bits of the arithmetic differ (4e-5 has been seen).
    assert shipped["difference"] < 0.0005


def test_one_fault_gives_one_finding_on_the_corpora() -> None:
    """Where a rule yields to another, the two never mark the same words; and of findings that mark a sentence or less, not much more than a
    third share words with one of another rule (docs/accuracy.md names the pairs, which say different things)."""
    corpora = ROOT / "corpora"
    messages = [message for message in read_messages(corpora) if message.split == "dev"]
    shared, total, pairs = ev.overlaps(ev.judge_corpus(messages, corpora, Reader()))
    yields = {(rule.id, other) for rule in all_rules() for other in rule.yields_to}
    assert not [pair for pair in pairs if pair in yields or pair[::-1] in yields]
    assert total > 200 and shared / total < 0.42, (shared, total)
