"""The fits find what is in the rows, and a threshold keeps the promise it is computed from."""

import numpy as np
import pytest

from domain.words import Route
from router.learned.figures import calibration_error
from router.learned.model import Point
from router.learned.regression import chosen, each, fit_each, fit_one_of, lowest
from router.learned.thresholds import NEVER, lower_bound, thresholds
from router.learned.trust import SIGNS, TERMS, confidence, fit


def test_lowest_point_of_a_bowl_is_found() -> None:
    centre = np.array([3.0, -2.0, 0.5])
    scale = np.array([1.0, 30.0, 5.0])
    found = lowest(
        lambda at: (float((scale * (at - centre) ** 2).sum()), 2 * scale * (at - centre)), np.zeros(3)
    )
    assert np.allclose(found, centre, atol=1e-2)


def test_labels_that_the_rows_tell_are_learnt() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(300, 6))
    labels = (rows[:, :3]).argmax(axis=1)
    weights = fit_one_of(rows, labels, 3, 0.1)
    assert (chosen(rows @ weights[:-1] + weights[-1]).argmax(axis=1) == labels).mean() > 0.95


def test_each_label_is_learnt_by_itself() -> None:
    chance = np.random.default_rng(6)
    rows = chance.normal(size=(300, 4))
    wanted = (rows[:, :2] > 0).astype(float)
    weights = fit_each(rows, wanted, 0.1)
    assert ((each(rows @ weights[:-1] + weights[-1]) > 0.5) == wanted).mean() > 0.95


def test_rows_that_count_more_draw_the_fit() -> None:
    rows, labels = np.zeros((100, 1)), np.array([0] * 90 + [1] * 10)
    share = np.array([1.0] * 90 + [9.0] * 10)
    weights = fit_one_of(rows, labels, 2, 0.1, share)
    assert chosen(weights[-1])[1] == pytest.approx(0.5, abs=0.02)


def test_threshold_keeps_its_promise_on_what_it_was_computed_from() -> None:
    chance = np.random.default_rng(8)
    sure = chance.uniform(0.5, 1, 4000)
    points = [Point(Route.OTHER, float(p), bool(chance.random() < p)) for p in sure]
    least = thresholds(points, 0.95)[Route.OTHER]
    kept = [one.right for one in points if one.confidence >= least]
    assert 0.85 < least < NEVER
    assert sum(kept) / len(kept) >= 0.945


def test_nothing_is_promised_without_enough_decisions() -> None:
    few = [Point(Route.DISPUTE, 0.99, True)] * 10
    assert thresholds(few, 0.9)[Route.DISPUTE] == NEVER
    assert thresholds([], 0.9) == dict.fromkeys(Route, NEVER)


def test_lower_bound_grows_with_what_was_counted() -> None:
    assert lower_bound(0, 0) == 0 < lower_bound(10, 10) < lower_bound(100, 100) < 1


def test_confidence_keeps_the_sign_of_every_term() -> None:
    chance = np.random.default_rng(9)
    values = np.hstack([np.ones((500, 1)), chance.uniform(0, 3, (500, len(TERMS) - 1))])
    right = (chance.random(500) < each(values[:, 1] - 1)).astype(float)
    weights = fit(values, right, np.ones(500))
    assert all(weight * sign >= 0 for weight, sign in zip(weights[1:], SIGNS[1:], strict=True))
    assert confidence((1.0, 3.0, *[0.0] * (len(TERMS) - 2)), weights) > 0.7


def test_honest_confidences_have_no_calibration_error() -> None:
    sure = np.full(1000, 0.8)
    right = np.array([1.0] * 800 + [0.0] * 200)
    assert calibration_error(sure, right) == pytest.approx(0, abs=1e-9)
    assert calibration_error(np.ones(1000), right) == pytest.approx(0.2)
