"""How long a check of one message takes as a whole process: cold, with the warm server, and by proselint, which loads no language pipeline.

Wall time, the median of interleaved runs, all on the same message. Run it as `make benchmark`. proselint is taken from the path or from the variable
PROSELINT; it is left out if it is not there (`pip install proselint`, in an environment of its own).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

RUNS = 20
DRAFT = "Hi Dana,\n\nI am looking for a job in data science. Can you help me land one at your company? My resume is attached.\n\nThanks,\nSam\n"
CLIENT = [sys.executable, "-c", "from outreach_lint.warm_client import main; main('outreach-lint')"]
SERVER = """
import sys
from outreach_lint.cli import main
from outreach_lint.hooks.warm import serve
serve(lambda arguments, program: main(arguments, prog_name=program), sys.argv[1], tell=lambda line: print(line, flush=True))
"""


def wall_time(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Seconds from the start to the end of a command. Raises RuntimeError if it fails, beyond finding faults."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()}")
    return seconds


def measure(commands: Mapping[str, tuple[Sequence[str], Mapping[str, str]]]) -> dict[str, list[float]]:
    """The wall times of each command, after a run that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(RUNS + 1):
        for name, (command, environment) in commands.items():
            seconds = wall_time(command, environment)
            times[name] += [seconds] if run else []
    return times


def main() -> None:
    """Print the median of each command, its range, and its ratio to the cold check. Raises RuntimeError if that is not what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        draft, socket = Path(folder, "draft.md"), Path(folder, "warm.sock")
        draft.write_text(DRAFT, encoding="utf-8")
        plain = {name: value for name, value in os.environ.items() if not name.startswith("OUTREACH_LINT")}
        warm = {**plain, "OUTREACH_LINT_SOCKET": str(socket)}
        check = [*CLIENT, "check", str(draft)]
        commands: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {
            "outreach-lint check, cold": (check, {**plain, "OUTREACH_LINT_WARM": "off"}),
            "outreach-lint check, warm": (check, warm),
            "python -c pass (floor)": ([sys.executable, "-c", "pass"], plain),
        }
        proselint = os.environ.get("PROSELINT") or shutil.which("proselint")
        if proselint:
            commands["proselint check"] = ([proselint, "check", str(draft)], plain)
        else:
            print("proselint is not installed, so it is left out.")
        server = subprocess.Popen([sys.executable, "-c", SERVER, str(socket)], stdout=subprocess.PIPE, env=plain, text=True)
        try:
            assert server.stdout is not None
            server.stdout.readline()
            times = measure(commands)
            if server.poll() is not None:
                raise RuntimeError("the warm server has ended, because files of the program changed; measure an installed copy")
        finally:
            server.terminate()
            server.wait()
    _print(times)


def _print(times: Mapping[str, Sequence[float]]) -> None:
    cold = statistics.median(times["outreach-lint check, cold"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:<27} {median:6.3f} s  ({min(values):.3f} to {max(values):.3f})  {median / cold:5.2f} x cold")
    print(
        f"{RUNS} runs each, interleaved; other processes were running: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."
    )


if __name__ == "__main__":
    main()
