"""How long a proposal takes, beside linting the same draft once, which every proposal has to stand.

Wall time on one thread, warm, over the drafts of corpora/rewriting. Run it as `make benchmark`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from outreach_lint.linter import Linter
from outreach_lint.training.rewriting import read_draft_pairs

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a call gives, and its wall time in milliseconds."""
    start = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - start) * 1000


def main() -> None:
    """Print what linting a draft costs, and what a proposal for it does."""
    linter, pairs = Linter(), list(read_draft_pairs(Path("corpora")))
    for pair in pairs[:5]:  # loads the models and the dictionaries
        _ = linter.lint(pair.message, pair.recipient, pair.sender).rewrites
    lints, proposals = [], []
    for pair in pairs:
        report, spent = timed(lambda pair=pair: linter.lint(pair.message, pair.recipient, pair.sender))
        rewrites, more = timed(lambda report=report: report.rewrites)
        if rewrites:
            lints.append(spent)
            proposals.append(more / len(rewrites))
    yardstick = statistics.median(lints)
    for name, times in (("linting the draft (yardstick)", lints), ("one proposal", proposals)):
        ninety_five = statistics.quantiles(times, n=20)[-1]
        middle = statistics.median(times)
        print(f"{name:<32} median {middle:6.1f} ms   {middle / yardstick:5.2f} x   95th percentile {ninety_five:6.1f} ms")


if __name__ == "__main__":
    main()
