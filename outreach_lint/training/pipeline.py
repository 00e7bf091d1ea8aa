"""Train the English pipeline with spaCy's own training system, and measure it genre by genre."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.training import Corpus
from thinc.api import Config
from threadpoolctl import threadpool_limits

from outreach_lint.errors import CorpusError
from outreach_lint.training.card import write_card
from outreach_lint.training.treebank import convert, read_conllu, to_doc

RECIPE = Path(__file__).with_name("pipeline.cfg")
SOURCE = "UniversalDependencies/UD_English-EWT at commit 15d613d"
LICENCE = "CC-BY-SA-4.0 (as the treebank that it is trained on; see models/LICENSE)"
_MEASURES = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def train_pipeline(treebank: Path, target: Path) -> None:
    """Train on the treebank's train split, choose on dev, and put the result in `target` with its card."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for split in ("train", "dev"):
            convert(_part(treebank, split), work / f"{split}.spacy")
        train(RECIPE, work / "out", overrides={"paths.train": str(work / "train.spacy"), "paths.dev": str(work / "dev.spacy")})
        install_pipeline(work / "out" / "model-best", treebank, target)


def _part(treebank: Path, split: str) -> Path:
    """The file of a split, under the treebank's own name (en_ewt-ud-train.conllu) or a short one. Raises CorpusError if it is missing."""
    found = sorted(treebank.glob(f"*{split}.conllu"))
    if not found:
        raise CorpusError(f"no file *{split}.conllu", path=treebank)
    return found[0]


def install_pipeline(trained: Path, treebank: Path, target: Path) -> None:
    """Copy a trained pipeline to `target`, measure it on the treebank's test set, and write its card."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(trained, target)
    _forget_paths(target / "config.cfg")
    nlp = spacy.load(target)
    write_card(
        target,
        {
            "what": "English tagger, morphologizer, lemmatizer and dependency parser with sentence boundaries, on one tok2vec",
            "trained_on": SOURCE,
            "licence": LICENCE,
            "recipe": "outreach_lint/training/pipeline.cfg, run by `make pipeline`",
            "seed": nlp.config["system"]["seed"],
            "test": _scores_by_genre(nlp, _part(treebank, "test")),
            "words_per_second_on_one_core": _speed(nlp, _part(treebank, "test")),
            "megabytes": round(sum(p.stat().st_size for p in target.rglob("*") if p.is_file()) / 1e6, 1),
        },
    )


def _forget_paths(config: Path) -> None:
    """Take out where the training data lay: it says nothing to anybody else."""
    content = Config().from_disk(config, interpolate=False)
    content["paths"] |= {"train": None, "dev": None}
    content.to_disk(config)


def _scores_by_genre(nlp: Language, source: Path) -> dict[str, dict[str, float]]:
    genres = sorted({paragraph.genre for paragraph in read_conllu(source)})
    return {genre or "all": _scores(nlp, source, genre) for genre in (None, *genres)}


def _scores(nlp: Language, source: Path, genre: str | None) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "test.spacy"
        convert(source, path, genre)
        scores: dict[str, Any] = nlp.evaluate(list(Corpus(path)(nlp)))
    return {name: round(scores[name], 4) for name in _MEASURES}


def _speed(nlp: Language, source: Path) -> int:
    """Words per second of processor time, best of five runs over the test set's text."""
    texts = [to_doc(paragraph, nlp.vocab).text for paragraph in read_conllu(source)]
    best = 0.0
    with threadpool_limits(1):
        for _ in range(5):
            start = time.process_time()
            words = sum(len(doc) for doc in nlp.pipe(texts))
            best = max(best, words / (time.process_time() - start))
    return round(best)
