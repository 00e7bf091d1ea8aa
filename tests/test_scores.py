from __future__ import annotations

import numpy as np
import pytest

from outreach_lint.training.scores import Counts, calibration_error, pooled_f1, reliability, score


def test_a_label_is_scored_by_hand() -> None:
    found = score("x", [True, True, True, False, False], [True, True, False, True, False])
    assert (found.support, found.support_of) == (3, 5)
    assert (found.precision, found.recall, found.f1) == (pytest.approx(2 / 3, abs=1e-4),) * 3
    # 3 of 5 agree; by chance 0.6 * 0.6 + 0.4 * 0.4 = 0.52 would
    assert found.kappa == pytest.approx((0.6 - 0.52) / 0.48, abs=1e-4)
    assert found.kappa_interval[0] <= found.kappa <= found.kappa_interval[1]


def test_always_saying_yes_has_no_kappa() -> None:
    assert score("x", [True] * 9 + [False], [True] * 10).kappa == 0.0


def test_finding_nothing_scores_nothing() -> None:
    found = score("x", [True, False], [False, False])
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)


def test_f1_is_pooled_over_messages() -> None:
    f1, (low, high) = pooled_f1([Counts(found=3, missed=1, false=1), Counts(found=0, missed=2, false=0)])
    assert f1 == pytest.approx(2 * 3 / (2 * 3 + 3 + 1), abs=1e-4)
    assert low <= f1 <= high


def test_calibration_is_the_gap_between_score_and_frequency() -> None:
    bins = reliability(np.array([True, False, True, True]), np.array([0.55, 0.55, 0.95, 0.95]))
    assert [(b.count, b.mean_score, b.share_true) for b in bins] == [(2, 0.55, 0.5), (2, 0.95, 1.0)]
    assert calibration_error(bins) == pytest.approx(0.05)
    assert calibration_error(reliability(np.array([False]), np.array([1.0]))) == 1.0
