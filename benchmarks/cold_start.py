"""How long a first check takes, beside `python -c "import spacy"`, which nobody who reads with spaCy can undercut.

Processor time (user and system) of whole processes, the median of interleaved runs. Run it as `make benchmark`.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

RUNS = 9
DRAFT = "Hi Dana,\n\nI am looking for a job in data science. Can you help me land one at your company? My resume is attached.\n\nThanks,\nSam\n"


def processor_time(command: Sequence[str]) -> float:
    """Seconds of processor time that a command uses, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the median of each command, and its ratio to the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(DRAFT, encoding="utf-8")
        module = [sys.executable, "-m", "outreach_lint"]
        commands = {
            "import spacy (yardstick)": [sys.executable, "-c", "import spacy"],
            "outreach-lint check": [*module, "check", str(draft)],
            "outreach-lint --help": [*module, "--help"],
            "outreach-lint explain": [*module, "explain", "ask/job-request"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(processor_time(command))
    yardstick = statistics.median(times["import spacy (yardstick)"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:<26} {median:6.3f} s   {median / yardstick:5.2f} x")


if __name__ == "__main__":
    main()
