"""Show the record of `measure` to a person: as text for a terminal, as the page docs/accuracy.md, as plots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from outreach_lint.moves import Move
from outreach_lint.training.scores import Score

Record = Mapping[str, Any]
# Cohen's kappa of two readers with the label guide, blind to each other, on 93 messages of others (shared with us as figures).
SECOND_READER = {
    "opens-with-request": 0.92, "request-before-reference": 0.98, "contains-request": 0.93, "job-ask": 1.0, "specific-reference": 0.85,
    "asks-about-recipient": 1.0, "introduces": 0.93, "offers": 0.86, "pitch": 0.96,
}  # fmt: skip
TITLES = {"dev": "our own dev", "test": "our own test", "elsewhere": "messages of others"}


def as_text(record: Record) -> str:
    """All figures, a line each."""
    return "\n\n".join(f"{title}\n{table}" for title, table in _text_tables(record))


def _text_tables(record: Record) -> Iterator[tuple[str, str]]:
    for split, rows in record["sentences"].items():
        yield f"Sentences of {TITLES[split]}", _rows(rows)
    for name, rows in record["messages"].items():
        yield f"Messages: {TITLES[name]}", _rows(rows)
    for rival, by_name in record["rivals"].items():
        for name, rows in by_name.items():
            yield f"{rival}: {TITLES[name]}", _rows(rows)
    yield "Rules, all findings (dev and test)", _rows(record["rules"])
    yield "Rules, findings of severity error", _rows(record["errors"])
    for name, good in record["good"].items():
        yield f"Findings on good messages: {TITLES[name]}", str(good)
    yield "Confusions (is: read as)", "\n".join(f"{c['count']:>5}  {c['is']}: {c['read_as']}" for c in record["confusions"])
    yield (
        "Groups: F1 over all moves, and that of all other messages",
        "\n".join(
            f"{g['name']:<34} {g['messages']:>5}  {g['f1']:.3f} [{g['interval'][0]:.3f}, {g['interval'][1]:.3f}]  {g['f1_of_others']:.3f}"
            f"{'  WORSE' if g['is_worse'] else ''}"
            for g in record["groups"]
        ),
    )
    yield "Calibration error", "\n".join(f"{move:<20} {c['error']:.3f}" for move, c in record["calibration"].items())
    yield "Minimal pairs told apart", "\n".join(f"{name:<10} {_share(pairs)}" for name, pairs in record["pairs"].items())
    yield "Mean average precision over the moves", "\n".join(f"{name:<24} {v:.4f}" for name, v in record["ablations"].items())
    if record["parakweet"]:
        yield "Parakweet", _rows([record["parakweet"]])
    yield (
        "Misread with most certainty",
        "\n".join(
            f"{m['probability']:.2f}  {'is' if m['is_made'] else 'is no'} {m['move']}: {m['text']} ({m['id']})"
            for m in record["worst"]
        ),
    )
    yield "Difference from what is shipped", str(record["shipped"]["difference"])


def _rows(rows: Iterable[Record]) -> str:
    return "\n".join(Score(**row).as_row() for row in rows)


def as_page(record: Record) -> str:
    """docs/accuracy.md."""
    return "\n\n".join(_paragraphs(record)) + "\n"


def _paragraphs(record: Record) -> Iterator[str]:
    counts, others = record["corpora"], record["messages"].get("elsewhere")
    yield "# How well outreach-lint reads"
    yield (
        f"Generated from `docs/accuracy.json`, which `outreach-lint-train evaluate --write` measures. The classifier is trained on {counts['train']:,} "
        f"messages; {counts['dev']} (dev) serve to set thresholds, {counts['test']} (test) only to measure. No sitting that wrote for training "
        "wrote for these. "
        "Intervals are 95% bootstrap intervals. κ is Cohen's kappa, agreement beyond chance; F1 flatters where a label is common. `corpora/README.md` "
        "says how the messages were made and how far readers agree; read it before you trust a figure here."
    )
    yield "## Whole messages"
    if others:
        yield (
            f"The hardest test: {others[0]['support_of']} messages that others wrote and other readers labelled, found on public pages, never trained on. "
            "Their errors were looked at while this was built, so they are no blind test. "
            "Beside our κ stand that of a second careful reader, and of two simple rivals on the same messages."
        )
        yield _beside_rivals(record, "elsewhere")
        yield "![κ on messages of others](accuracy/messages.svg)"
    yield "Our own test messages, written by sittings that wrote nothing for training, are read better, because they resemble the training text:"
    yield _beside_rivals(record, "test")
    yield "## Sentences: moves"
    yield "Sentences of the test messages, as their annotators cut them."
    yield _score_table([row for row in record["sentences"]["test"] if ":" not in row["label"]])
    yield "## Requests: kinds"
    yield "Among the sentences that are requests."
    yield _score_table([row for row in record["sentences"]["test"] if ":" in row["label"] and row["support"]])
    yield "## Rules"
    yield (
        "Each rule on the dev and test messages, from their plain text, against what the same rule finds when every sentence is read as its annotator read "
        "it. First all findings, then those of severity *error*."
    )
    yield _score_table(record["rules"])
    yield _score_table(record["errors"])
    yield _good(record["good"])
    yield from _overlap(record["overlap"])
    yield "## What is mistaken for what"
    yield "All sentences; those of train as read by a fit that had not seen their batch."
    yield _table(("it is", "read as", "times"), [(c["is"], c["read_as"], str(c["count"])) for c in record["confusions"]])
    pairs = record["pairs"]
    yield (
        "Minimal pairs, nearly the same words with another move, each side alone and by a fit that had not seen them: whether it asks is read rightly on "
        f"every side of {_share(pairs['request'])}; all moves in which the sides differ, of {_share(pairs['moves'])}; the kinds of request as well, of "
        f"{_share(pairs['all'])}."
    )
    yield "## Who is judged how well"
    yield _groups(record["groups"])
    yield "## Calibration"
    yield (
        "A score of 0.8 should be right eight times in ten. Expected calibration error over ten bins, and reliability diagrams (dev and test)."
    )
    yield "![reliability diagrams](accuracy/calibration.svg)"
    yield _table(("move", "error"), [(move, f"{c['error']:.3f}") for move, c in record["calibration"].items()])
    yield "## What the features add"
    yield "Mean average precision over the moves on the dev and test sentences, with each group of features left out."
    yield _table(("", "mean average precision"), [(name, f"{value:.3f}") for name, value in record["ablations"].items()])
    if record["parakweet"]:
        row = Score(**record["parakweet"])
        yield "## A public benchmark"
        yield (
            f"The same architecture, trained and cut on the train split of Parakweet's Email Intent Data Set: F1 {row.f1:.3f} "
            f"[{row.f1_interval[0]:.3f}, {row.f1_interval[1]:.3f}] on its official test (TF-IDF with logistic regression: 0.732)."
        )
    yield "## Misread with most certainty"
    yield _table(
        ("sentence", "in truth", "probability"),
        [
            (m["text"].replace("|", "\\|"), ("" if m["is_made"] else "no ") + m["move"], f"{m['probability']:.2f}")
            for m in record["worst"]
        ],
    )


def _beside_rivals(record: Record, name: str) -> str:
    rivals = {rival: {row["label"]: row for row in rows[name]} for rival, rows in record["rivals"].items()}
    rows = [
        (
            row["label"],
            f"{row['support']} of {row['support_of']}",
            f"{row['precision']:.2f}",
            f"{row['recall']:.2f}",
            _with_interval(row["f1"], row["f1_interval"]),
            f"**{row['kappa']:.2f}** [{row['kappa_interval'][0]:.2f}, {row['kappa_interval'][1]:.2f}]",
            *(f"{by_label[row['label']]['kappa']:.2f}" for by_label in rivals.values()),
            f"{SECOND_READER[row['label']]:.2f}" if name == "elsewhere" else "",
        )
        for row in record["messages"][name]
    ]
    heads = ("label", "have it", "precision", "recall", "F1", "κ", *(f"κ, {rival}" for rival in rivals), "κ, second reader")
    return _table(heads if name == "elsewhere" else heads[:-1], [row if name == "elsewhere" else row[:-1] for row in rows])


def _score_table(rows: Sequence[Record]) -> str:
    return _table(
        ("", "support", "precision", "recall", "F1", "κ"),
        [
            (
                row["label"],
                str(row["support"]),
                f"{row['precision']:.2f}",
                f"{row['recall']:.2f}",
                _with_interval(row["f1"], row["f1_interval"]),
                f"{row['kappa']:.2f}",
            )
            for row in rows
        ],
    )


def _with_interval(value: float, interval: Sequence[float]) -> str:
    return f"{value:.2f} [{interval[0]:.2f}, {interval[1]:.2f}]"


def _good(good: Record) -> str:
    return (
        "Messages that their writer or their source calls good: "
        + "; ".join(
            f"{found['messages']} {TITLES[name]}: "
            + ", ".join(f"{found['a_message'][severity]:.2f} {severity}s" for severity in ("error", "warning", "info"))
            + f" a message; {found['with_an_error']:.0%} have an error, {found['with_another_error']:.0%} one that is no unfilled slot"
            for name, found in good.items()
            if found["messages"]
        )
        + "."
    )


def _overlap(overlap: Record) -> Iterator[str]:
    yield "## The same words, marked twice"
    share = overlap["shared"] / overlap["findings"]
    yield (
        f"Of {overlap['findings']} findings on the dev and test messages that mark a sentence or less, {share:.0%} share words with one of another rule. "
        "Where two rules would say the same, one of them yields (each rule's page says to whom). Those left say different things: what is asked for, that "
        "it comes first, that it stands beside something else."
    )
    yield _table(("rule", "and rule", "times"), [(f"`{one}`", f"`{other}`", str(count)) for one, other, count in overlap["pairs"]])


def _groups(groups: Sequence[Record]) -> str:
    worse = [group["name"] for group in groups if group["is_worse"]]
    rows = [
        (
            group["name"],
            f"{group['messages']:,}",
            f"{group['f1']:.3f} [{group['interval'][0]:.3f}, {group['interval'][1]:.3f}]",
            f"{group['f1_of_others']:.3f}",
            "worse" if group["is_worse"] else "",
        )
        for group in groups
    ]
    said = (
        "Judged worse than the others by more than the interval: " + ", ".join(worse)
        if worse
        else "No group is judged worse than the others by more"
    )
    intro = f"F1 over all moves, in each group and in all other messages; intervals over messages. {said}{'.' if worse else ' than its interval.'}"
    return intro + "\n\n" + _table(("group", "messages", "F1", "all others", ""), rows)


def _share(counts: Sequence[int]) -> str:
    right, of = counts
    return f"{right} of {of} ({right / max(of, 1):.0%})"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_plots(record: Record, folder: Path) -> None:
    """The reliability diagrams and κ beside its rivals, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update(
        {"svg.hashsalt": "outreach-lint", "font.size": 8, "axes.spines.top": False, "axes.spines.right": False}
    )
    folder.mkdir(parents=True, exist_ok=True)
    _plot_calibration(record["calibration"]).savefig(folder / "calibration.svg", metadata={"Date": None}, bbox_inches="tight")
    if "elsewhere" in record["messages"]:
        _plot_messages(record).savefig(folder / "messages.svg", metadata={"Date": None}, bbox_inches="tight")


def _plot_calibration(calibration: Record) -> Any:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 5.4))
    for place, (move, measured) in enumerate(((m, calibration[m]) for m in Move if m in calibration), 1):
        axes = figure.add_subplot(3, 5, place)
        axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1)
        bins = measured["bins"]
        axes.plot([b["mean_score"] for b in bins], [b["share_true"] for b in bins], color="#1f5fa8", linewidth=1, zorder=2)
        axes.scatter(
            [b["mean_score"] for b in bins],
            [b["share_true"] for b in bins],
            s=[4 + 60 * b["count"] / sum(c["count"] for c in bins) for b in bins],
            color="#1f5fa8",
            zorder=3,
        )
        axes.set_title(f"{move}  {measured['error']:.3f}", fontsize=8)
        axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    figure.supxlabel("probability said")
    figure.supylabel("share that is true")
    figure.tight_layout()
    return figure


def _plot_messages(record: Record) -> Any:
    from matplotlib.figure import Figure

    rows = record["messages"]["elsewhere"][::-1]
    figure = Figure(figsize=(7, 3.4))
    axes = figure.add_subplot()
    heights = range(len(rows))
    kappas = [row["kappa"] for row in rows]
    reach = [[r["kappa"] - r["kappa_interval"][0] for r in rows], [r["kappa_interval"][1] - r["kappa"] for r in rows]]
    axes.errorbar(
        kappas, heights, xerr=reach, fmt="o", color="#1f5fa8", capsize=2, linewidth=1, label="outreach-lint, 95% interval"
    )
    for mark, (rival, by_name) in zip("x+", record["rivals"].items(), strict=False):
        of = {row["label"]: row["kappa"] for row in by_name["elsewhere"]}
        axes.scatter([of[row["label"]] for row in rows], heights, marker=mark, color="#8a8a8a", label=rival)
    axes.scatter([SECOND_READER[row["label"]] for row in rows], heights, marker="|", color="black", s=60, label="a second reader")
    axes.set_yticks(list(heights), [row["label"] for row in rows])
    axes.set(xlim=(-0.1, 1.05), xlabel="Cohen's κ")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.18), ncols=2, frameon=False)
    return figure
