"""How long the classifier takes for a message's sentences, beside the language pipeline that has to read them first.

Wall time on one thread, warm; the median message of the test split. Run it as `make benchmark`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from outreach_lint.reading.analysis import Reader
from outreach_lint.reading.features import featurize
from outreach_lint.training.corpus import read_messages

RUNS = 5


def median_milliseconds(work: Callable[[], object]) -> float:
    """The median wall time of a call, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print what each step costs for the median message."""
    reader = Reader()
    bodies = [m.body for m in read_messages(Path("corpora")) if m.split == "test"]
    docs = [reader.pipeline(body) for body in bodies]
    sentences = [list(doc.sents) for doc in docs]
    features = [featurize(each) for each in sentences]
    reader.classifier.probabilities(features[0])
    steps = {
        "pipeline (yardstick)": [median_milliseconds(lambda body=body: reader.pipeline(body)) for body in bodies],
        "features": [median_milliseconds(lambda each=each: featurize(each)) for each in sentences],
        "scores": [median_milliseconds(lambda each=each: reader.classifier.probabilities(each)) for each in features],
    }
    yardstick = statistics.median(steps["pipeline (yardstick)"])
    for name, times in steps.items():
        print(f"{name:<22} {statistics.median(times):6.2f} ms   {statistics.median(times) / yardstick:5.2f} x")


if __name__ == "__main__":
    main()
