"""Turn a Universal Dependencies treebank (CoNLL-U) into spaCy training documents.

One document per paragraph, with the text exactly as it was written, so that the tokenizer, the sentence boundaries
and the parser are trained on what they will meet in a draft. spaCy's own converter puts a blank between all words and
cuts "don't" into "do n't"; a draft has neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab


class Word(NamedTuple):
    """One syntactic word: its columns in CoNLL-U, and whether a blank follows it."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool


class Paragraph(NamedTuple):
    """Sentences that stand together; `genre` is the treebank's own name for the kind of text ("email", "weblog")."""

    genre: str
    sentences: list[list[Word]]


def read_conllu(path: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of a CoNLL-U file in order."""
    genre = ""
    sentences: list[list[Word]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        comments = [line for line in lines if line.startswith("#")]
        if sentences and any(line.startswith("# newpar") for line in comments):
            yield Paragraph(genre, sentences)
            sentences = []
        for line in comments:
            if line.startswith("# newdoc id = "):
                genre = line.removeprefix("# newdoc id = ").split("-", 1)[0]
        words = _read_words([line.split("\t") for line in lines if line and not line.startswith("#")])
        if words:
            sentences.append(words)
    if sentences:
        yield Paragraph(genre, sentences)


def _read_words(rows: list[list[str]]) -> list[Word]:
    words: list[Word] = []
    inside_until, token_space = 0, True
    for row in rows:
        number, misc = row[0], row[9]
        if "." in number:  # an elided word: it has no place in the text
            continue
        space = "SpaceAfter=No" not in misc
        if "-" in number:  # a written token of several words ("don't"): only its last word may be followed by a blank
            inside_until, token_space = int(number.split("-")[1]), space
            continue
        index = int(number)
        if index < inside_until:
            space = False
        elif index == inside_until:
            space = token_space
        morph = "" if row[5] == "_" else row[5]
        words.append(Word(row[1], row[2], row[3], row[4], morph, int(row[6]), row[7], space))
    return words


def to_doc(paragraph: Paragraph, vocab: Vocab) -> Doc:
    """One paragraph as an annotated spaCy document."""
    words = [word for sentence in paragraph.sentences for word in sentence]
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in paragraph.sentences:
        offset = len(heads)
        heads += [offset + (word.head - 1 if word.head else i) for i, word in enumerate(sentence)]
        starts += [i == 0 for i in range(len(sentence))]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
        sent_starts=starts,
    )


def convert(source: Path, target: Path, genre: str | None = None) -> int:
    """Write the paragraphs of `source` (of one genre, if given) to the DocBin `target`; return their number."""
    vocab = Vocab()
    docs = [to_doc(p, vocab) for p in read_conllu(source) if genre in (None, p.genre)]
    DocBin(docs=docs).to_disk(target)
    return len(docs)
