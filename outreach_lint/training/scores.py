"""How well labels are found: precision, recall, F1, Cohen's kappa with bootstrap intervals, and calibration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 7
BINS = 10
Flags = NDArray[np.bool_]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Score:
    """How well one label is found. Intervals are 95% percentile bootstrap intervals over `support_of` items."""

    label: str
    support: int
    support_of: int
    precision: float
    recall: float
    f1: float
    f1_interval: Interval
    kappa: float
    kappa_interval: Interval

    def as_row(self) -> str:
        """One line of a table for a terminal."""
        f1, kappa = self.f1_interval, self.kappa_interval
        return (
            f"{self.label:<28} {self.support:>4}/{self.support_of:<5} P {self.precision:.2f}  R {self.recall:.2f}  "
            f"F1 {self.f1:.2f} [{f1[0]:.2f}, {f1[1]:.2f}]  kappa {self.kappa:.2f} [{kappa[0]:.2f}, {kappa[1]:.2f}]"
        )


def score(label: str, truth: Sequence[bool], found: Sequence[bool]) -> Score:
    """Score one label over items that have it or not."""
    y, p = np.asarray(truth, dtype=bool), np.asarray(found, dtype=bool)
    draws = np.random.default_rng(SEED).integers(0, len(y), (RESAMPLES, len(y)))
    return Score(
        label, int(y.sum()), len(y), precision(y, p), precision(p, y), f1(y, p), _interval(f1, y, p, draws),
        kappa(y, p), _interval(kappa, y, p, draws),
    )  # fmt: skip


def precision(y: Flags, p: Flags) -> float:
    """The share of what was found (`p`) that is true (`y`); 0 where nothing was found. Swapped, it is recall."""
    return round(float((y & p).sum() / p.sum()), 4) if p.any() else 0.0


def f1(y: Flags, p: Flags) -> float:
    """The harmonic mean of precision and recall."""
    total = y.sum() + p.sum()
    return round(float(2 * (y & p).sum() / total), 4) if total else 0.0


def kappa(y: Flags, p: Flags) -> float:
    """Cohen's kappa: agreement beyond what chance would give."""
    agreed = float((y == p).mean())
    by_chance = float(y.mean() * p.mean() + (1 - y.mean()) * (1 - p.mean()))
    return round((agreed - by_chance) / (1 - by_chance), 4) if by_chance < 1 else 1.0


def _interval(measure: Callable[[Flags, Flags], float], y: Flags, p: Flags, draws: NDArray[np.int64]) -> Interval:
    return _percentiles([measure(y[rows], p[rows]) for rows in draws])


def _percentiles(values: Sequence[float]) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


@dataclass(frozen=True)
class Counts:
    """What was found, missed and wrongly found in one message, over all moves of its sentences."""

    found: int
    missed: int
    false: int


def pooled_f1(counts: Sequence[Counts]) -> tuple[float, Interval]:
    """F1 over all moves of many messages, with its interval from resampled messages (sentences of one are not independent)."""
    table = np.array([(c.found, c.missed, c.false) for c in counts])
    draws = np.random.default_rng(SEED).integers(0, len(table), (RESAMPLES, len(table)))
    return _f1_of(table.sum(axis=0)), _percentiles([_f1_of(table[rows].sum(axis=0)) for rows in draws])


def _f1_of(sums: NDArray[np.int64]) -> float:
    found, missed, false = map(int, sums)
    return round(2 * found / max(2 * found + missed + false, 1), 4)


@dataclass(frozen=True)
class Bin:
    """One bar of a reliability diagram: how many scores fall into it, their mean, and the share that is true."""

    count: int
    mean_score: float
    share_true: float


def reliability(truth: Flags, scores: NDArray[np.floating]) -> list[Bin]:
    """The filled bins, of equal width, from the lowest scores to the highest."""
    which = np.minimum((scores * BINS).astype(int), BINS - 1)
    rows = [which == number for number in range(BINS)]
    return [Bin(int(r.sum()), round(float(scores[r].mean()), 4), round(float(truth[r].mean()), 4)) for r in rows if r.any()]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between score and frequency, each bin by its weight (Naeini et al. 2015)."""
    total = sum(b.count for b in bins)
    return round(sum(b.count * abs(b.mean_score - b.share_true) for b in bins) / total, 4)
