"""outreach-lint-train: make the artefacts in models/, and measure them. Needs the extra `train`."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from outreach_lint.reading.classifier import MoveClassifier

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--corpora", type=_FOLDER, default="corpora", show_default=True)
@click.option("--models", type=_FOLDER, default="models", show_default=True)
@click.pass_context
def main(ctx: click.Context, corpora: Path, models: Path) -> None:
    """Train and measure what outreach-lint ships."""
    if importlib.util.find_spec("sklearn") is None:
        raise click.ClickException("training needs scikit-learn: pip install 'outreach-lint[train]'")
    ctx.obj = (corpora, models)


@main.command()
@click.argument("treebank", type=_FOLDER)
@click.option("--trained", type=_FOLDER, help="Install a pipeline that was trained already, instead of training one.")
@click.pass_obj
def pipeline(folders: tuple[Path, Path], treebank: Path, trained: Path | None) -> None:
    """Train the language pipeline on a treebank in CoNLL-U (train, dev, test)."""
    from outreach_lint.training.pipeline import install_pipeline, train_pipeline

    target = folders[1] / "english"
    if trained:
        install_pipeline(trained, treebank, target)
    else:
        train_pipeline(treebank, target)


@main.command()
@click.option("--elsewhere", type=_FILE, help="Labelled messages of others (JSON lines), measured for the card; never trained on.")
@click.pass_obj
def classifier(folders: tuple[Path, Path], elsewhere: Path | None) -> None:
    """Train the move classifier on the corpora."""
    import joblib

    from outreach_lint.reading.classifier import ARTEFACT, load_classifier
    from outreach_lint.reading.nlp import load_pipeline
    from outreach_lint.training.card import write_card
    from outreach_lint.training.fit import fit, load_sentences

    corpora, models = folders
    sentences = load_sentences(corpora, load_pipeline())
    fitted = fit(sentences)
    artefact = models / ARTEFACT
    arrays = {f.name: getattr(fitted, f.name) for f in dataclasses.fields(fitted)}
    joblib.dump(arrays, artefact, compress=("zlib", 9))
    write_card(artefact, {})  # so that the measurements below can load it
    load_classifier.cache_clear()
    write_card(artefact, _card(fitted, sentences, corpora, elsewhere))


def _card(fitted: MoveClassifier, sentences: list[Any], corpora: Path, elsewhere: Path | None) -> dict[str, Any]:
    from outreach_lint.reading.analysis import Reader
    from outreach_lint.training import evaluate as ev
    from outreach_lint.training.card import fingerprint
    from outreach_lint.training.fit import SEED

    by_split = {split: [s for s in sentences if s.split == split] for split in ("train", "dev", "test")}
    reader = Reader()
    messages = {split: ev.as_records(ev.message_scores(ev.judge_corpus(corpora, split, reader))) for split in ("dev", "test")}
    if elsewhere:
        messages["elsewhere"] = ev.as_records(ev.message_scores(ev.judge_file(elsewhere, reader)))
    return {
        "what": "moves and kinds of request of a sentence in its message; calibrated logistic regressions",
        "licence": "MIT",
        "labels": "corpora/LABELS.md",
        "data": {"fingerprint": fingerprint(corpora), "sentences": {split: len(rows) for split, rows in by_split.items()}},
        "seed": SEED,
        "features": len(fitted.vocabulary),
        "thresholds": {name: round(value, 2) for name, value in fitted.threshold_of.items()},
        "sentences": {split: ev.as_records(ev.move_scores(fitted, by_split[split])) for split in ("dev", "test")},
        "calibration_error": ev.calibration_error(fitted, by_split["test"]),
        "messages": messages,
    }


@main.command()
@click.pass_obj
def agreement(folders: tuple[Path, Path]) -> None:
    """Print how far independent readers agree with the annotators."""
    from outreach_lint.training.agreement import agreement as measured

    for score in measured(folders[0]):
        click.echo(score.as_row())


@main.command()
@click.pass_obj
def sameness(folders: tuple[Path, Path]) -> None:
    """Print how alike the messages are: near-duplicates, and the share of the commonest openings."""
    from outreach_lint.training.sameness import report

    click.echo(report(folders[0]))


@main.command()
@click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--elsewhere", type=_FILE, help="Measure on labelled messages of others (JSON lines) instead.")
@click.option("--errors", metavar="LABEL", help="Show the messages whose label was read wrongly.")
@click.pass_obj
def evaluate(folders: tuple[Path, Path], split: str, elsewhere: Path | None, errors: str | None) -> None:
    """Print how well moves and messages are read."""
    from outreach_lint.reading.analysis import Reader
    from outreach_lint.training import evaluate as ev
    from outreach_lint.training.fit import load_sentences

    corpora, _ = folders
    reader = Reader()
    if elsewhere is None:
        sentences = [s for s in load_sentences(corpora, reader.pipeline) if s.split == split]
        for score in ev.move_scores(reader.classifier, sentences):
            click.echo(score.as_row())
        click.echo()
    judged = list(ev.judge_file(elsewhere, reader) if elsewhere else ev.judge_corpus(corpora, split, reader))
    for score in ev.message_scores(judged):
        click.echo(score.as_row())
    for row in judged if errors else ():
        if row.truth[errors or ""] != row.found[errors or ""]:
            click.echo(
                f"\n--- {row.id}: {errors} is {row.truth[errors or '']}, read as {row.found[errors or '']}\n{row.text.strip()}"
            )


if __name__ == "__main__":
    sys.exit(main())
