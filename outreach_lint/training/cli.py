"""outreach-lint-train: make the artefacts in models/, and measure them. Needs the extra `train`."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import click

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
@click.pass_obj
def classifier(folders: tuple[Path, Path]) -> None:
    """Train the move classifier on the corpora. `evaluate --write` then measures it."""
    import joblib

    from outreach_lint.reading.classifier import ARTEFACT
    from outreach_lint.reading.nlp import load_pipeline
    from outreach_lint.training.card import fingerprint, write_card
    from outreach_lint.training.fit import SEED, fit, load_sentences
    from outreach_lint.training.measure import held_out_calibration

    corpora, models = folders
    sentences = load_sentences(corpora, load_pipeline())
    fitted = fit(sentences)
    artefact = models / ARTEFACT
    joblib.dump(fitted.classifier.stored(), artefact, compress=("zlib", 3))
    card = {
        "what": "moves and kinds of request of a sentence in its message; calibrated linear support vector machines",
        "licence": "MIT",
        "labels": "corpora/LABELS.md",
        "accuracy": "docs/accuracy.md",
        "data": {"fingerprint": fingerprint(corpora), "sentences": Counter(s.split for s in sentences)},
        "seed": SEED,
        "features": len(fitted.classifier.vocabulary),
        "thresholds": {name: round(value, 2) for name, value in fitted.classifier.threshold_of.items()},
        "calibration": held_out_calibration(fitted, sentences),
    }
    write_card(artefact, card)


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
@click.option("--elsewhere", type=_FILE, help="Labelled messages of others (JSON lines), to measure on as well.")
@click.option("--parakweet", type=_FOLDER, help="A checkout of Parakweet's EmailIntentDataSet, the public benchmark for requests.")
@click.option("--errors", metavar="LABEL", help="Show the messages whose label was read wrongly.")
@click.option("--write", is_flag=True, help="Keep the figures in docs/accuracy.json, from which docs/accuracy.md is made.")
@click.pass_obj
def evaluate(folders: tuple[Path, Path], elsewhere: Path | None, parakweet: Path | None, errors: str | None, write: bool) -> None:
    """Train anew, compare with what is shipped, and print how well moves, messages and rules are read."""
    from outreach_lint.reading.analysis import Reader
    from outreach_lint.reading.classifier import ARTEFACT, checksum
    from outreach_lint.training.accuracy import as_text
    from outreach_lint.training.fit import fit, load_sentences
    from outreach_lint.training.measure import difference, measure

    corpora, models = folders
    reader = Reader()
    sentences = load_sentences(corpora, reader.pipeline)
    fitted = fit(sentences)
    measured = measure(fitted, sentences, corpora, reader, elsewhere, parakweet)
    shipped = {"artefact": checksum(models / ARTEFACT), "difference": difference(fitted.classifier, reader.classifier, sentences)}
    record = {"shipped": shipped, **measured.record}
    click.echo(as_text(record))
    for judged in (one for rows in measured.judged.values() for one in rows if errors):
        truth, found = judged.truth[errors or ""], judged.found[errors or ""]
        if truth != found:
            click.echo(f"\n--- {judged.id}: {errors} is {truth}, read as {found}\n{judged.text.strip()}")
    if write:
        Path("docs", "accuracy.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@main.command()
@click.option("--set", "chosen", type=click.Choice(("dev", "test")), help="Only this half of the drafts.")
@click.option("--show", metavar="TEXT", help="Print the rewrites of the pairs whose name contains this.")
@click.option(
    "--write",
    is_flag=True,
    help="Keep the figures in docs/rewriting.json, from which docs/rewriting.md is made, and some rewrites beside it.",
)
@click.pass_obj
def rewriting(folders: tuple[Path, Path], chosen: str | None, show: str | None, write: bool) -> None:
    """Rewrite the drafts in corpora/rewriting, and print how well: needs no scikit-learn model, only what is shipped."""
    from outreach_lint.training.rewriting import SETS, measure_rewriting, read_draft_pairs, record_of, samples_page, table_of

    pairs = list(read_draft_pairs(folders[0]))
    measured = {name: measure_rewriting(pair for pair in pairs if pair.set == name) for name in SETS if chosen in (None, name)}
    records = {name: record_of(one) for name, one in measured.items()}
    click.echo(table_of(records))
    for one in measured.values():
        for name in sorted(set(one.needing) - set(one.helped)):
            click.echo(f"no proposal: {name}")
        for p in one.proposals:
            if p.errors or p.warnings or not p.is_grounded or not p.is_in_limit or not p.is_unhurried:
                click.echo(
                    f"falls short: {p.pair} {p.rewrite.title}: {p.errors} errors, {p.warnings} warnings, grounded {p.is_grounded}"
                )
            if show and show in p.pair:
                click.echo(f"\n--- {p.pair}: {p.rewrite.title}\n{p.rewrite.text.strip()}")
    if write:
        Path("docs", "rewriting.json").write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        Path("docs", "rewriting-samples.md").write_text(samples_page(pairs, measured.values()), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
