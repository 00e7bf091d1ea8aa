from __future__ import annotations

import pytest

from outreach_lint.errors import ModelError
from outreach_lint.moves import Move
from outreach_lint.reading.nlp import load_pipeline, parse

# The two questions that a first contact should be free to ask, in contexts of ten trades, channels and registers.
CONTEXTS = (
    "Hi Rosa,\n\nyour bakery's night shift post made me smile. {0} {1}\n\nBest,\nTim",
    "Dear Dr Amsel,\n\nI am a second-year student of geology in Graz. {0} {1}\n\nYours sincerely,\nLea Horn",
    "hey! saw the drone clip from the harbour. {0} {1}",
    "Hello Mr Pryce, I drive a tram in Bergen and read your piece on points that freeze. {0} And {1}",
    "{0} {1}",
    "Hi Femi, we both came through the Tuesday coding club. {0} {1} No rush at all.",
    "Dear Ms Kowal,\n\nthank you for the talk on wills at the library. {0}\n\n{1}\n\nKind regards,\nH. Brandt",
    "Good morning! I keep bees in Kent, and I saw that you inspect hives for a living. {0} {1} 🐝",
    "Hi Yuki - I noticed that you went from violin making to acoustics. {0} {1} Thanks, Ola",
    "Hi Sam,\n\nI applied for the porter's job last week, so I have been reading about the ward. {0} {1}\n\nRob",
)
STARTED = "How did you get started in this line of work?"
REWARDING = "What do you find most rewarding about it?"


@pytest.mark.parametrize("context", CONTEXTS)
def test_questions_about_the_recipient_are_no_requests(analyse, context: str) -> None:  # noqa: ANN001
    analysis = analyse(context.format(STARTED, REWARDING))
    for question in (STARTED, REWARDING):
        sentence = next(s for s in analysis.sentences if question[4:] in s.text)
        assert sentence.makes(Move.QUESTION) and not sentence.makes(Move.REQUEST), sentence


def test_the_same_words_ask_or_are_curious(analyse) -> None:  # noqa: ANN001
    assert analyse("How did you get into trading?").sentences[0].makes(Move.QUESTION)
    assert analyse("How do I get into trading at your firm?").sentences[0].makes(Move.REQUEST)


def test_spans_are_those_of_the_draft(analyse) -> None:  # noqa: ANN001
    text = "Hi Ann 👋,\r\n\r\nI mend kilns 🔥 in Ghent.\r\nHow did yours crack?\r\n\r\nBo"
    analysis = analyse(text)
    assert [s.text for s in analysis.sentences] == ["I mend kilns 🔥 in Ghent.", "How did yours crack?"]
    assert all(text[s.span.start : s.span.end] == s.text for s in analysis.sentences)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I met Dr. Lund at St. Olaf on Jan. 3. She was kind.", 2),
        ("It failed! We tried again. It held.", 3),
        ("- one thing\n- another thing\n- a third", 3),
        ("first thought\nsecond thought", 2),
        ("This paragraph was wrapped by a program at some sixty characters,\nand its sentence goes on in the second line, and then in this\nuntil it ends.", 1),
        ("Thank you 🙏 It helped.", 2),
    ],
)  # fmt: skip
def test_sentence_boundaries(text: str, count: int) -> None:
    (doc,) = parse([text], load_pipeline())
    assert len(list(doc.sents)) == count, [s.text for s in doc.sents]


def test_the_parser_reads_requests() -> None:
    (doc,) = parse(["I was wondering if you could refer me."], load_pipeline())
    refer = next(token for token in doc if token.text == "refer")
    assert {child.text: child.dep_ for child in refer.children}.items() >= {"you": "nsubj", "me": "obj"}.items()


def test_another_pipeline_can_be_named_and_is_missed_by_name() -> None:
    with pytest.raises(ModelError, match="no-such-pipeline"):
        load_pipeline("no-such-pipeline")
