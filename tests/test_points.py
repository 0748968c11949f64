"""The playground's points: the data sets' distributions, the judge's spiral, and features."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def points_of(dataset, noise=0, count=4000, seed=0) -> data.Points:
    return data.make_points(dataset, count, noise, np.random.default_rng(seed))


# ---------------------------------------------------------------- data sets


@pytest.mark.parametrize("dataset", data.DATASETS)
def test_every_dataset(dataset):
    """As many points as the public playground has, in random order, the same for the same seed."""
    points = data.make_points(dataset, rng=np.random.default_rng(3))
    again = data.make_points(dataset, rng=np.random.default_rng(3))
    other = data.make_points(dataset, rng=np.random.default_rng(4))
    regression = dataset in ("plane", "multi_gauss")
    assert len(points) == (1200 if regression else 500)
    assert points.x.shape == (len(points), 2)
    assert points.targets.shape == (len(points),)
    assert points.x.dtype == points.targets.dtype == float
    assert points.regression == regression
    assert (points.x == again.x).all() and (points.targets == again.targets).all()
    assert not (points.x == other.x).all()
    if not regression:
        assert {*points.targets} == {-1, 1}
        halves = points.targets[:250], points.targets[250:]
        assert all(abs(half.mean()) < 0.3 for half in halves), "the order is not random"
    assert np.abs(points.targets).max() <= 1.2


def test_circle():
    points = points_of("circle")
    radius = np.hypot(*points.x.T)
    inside, outside = radius[points.targets == 1], radius[points.targets == -1]
    assert len(inside) == len(outside)
    assert (inside.min(), inside.max()) == (pytest.approx(0, abs=0.02), pytest.approx(2.5, abs=0.02))
    assert (outside.min(), outside.max()) == (pytest.approx(3.5, abs=0.02), pytest.approx(5, abs=0.02))
    assert inside.mean() == pytest.approx(1.25, abs=0.05), "the radius is drawn evenly, not the area"
    noisy = points_of("circle", 30)
    radius = np.hypot(*noisy.x.T)
    assert not ((radius > 2.5) & (radius < 3.5)).any(), "noise must not move the points"
    assert 0.02 < (noisy.targets != np.where(radius < 3, 1, -1)).mean() < 0.4


def test_xor():
    points = points_of("xor")
    assert (points.targets == np.sign(points.x.prod(axis=1))).all()
    assert np.abs(points.x).min() >= 0.3
    assert np.abs(points.x).max() == pytest.approx(5.3, abs=0.02)
    noisy = points_of("xor", 50)
    assert 0.1 < (noisy.targets != np.sign(noisy.x.prod(axis=1))).mean() < 0.3


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (25, 2.25), (50, 4)])
def test_gauss(noise, variance):
    points = points_of("gauss", noise, 20_000)
    for label in (-1, 1):
        cloud = points.x[points.targets == label]
        assert len(cloud) == 10_000
        assert cloud.mean(axis=0) == pytest.approx(2 * label, abs=0.1)
        assert cloud.var(axis=0) == pytest.approx(variance, rel=0.06)


def test_spiral():
    points = points_of("spiral", count=500)
    for label, start in ((1, 0), (-1, np.pi)):
        arm = points.x[points.targets == label]
        arm = arm[np.hypot(*arm.T).argsort()]
        r = np.arange(1, 251) / 250
        angle = 1.75 * r * 2 * np.pi + start
        assert arm == pytest.approx(5 * r[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1))
    moved = points_of("spiral", 50, 500).x - points.x
    assert np.abs(moved).max() == pytest.approx(0.5, abs=0.01)


def test_no_two_points_of_the_spiral_in_one_place():
    points = data.judge_spiral()
    assert len(np.unique(points.x.round(9), axis=0)) == len(points) == 1000


def test_judge_is_always_the_same():
    one, two = data.judge_spiral(), data.judge_spiral()
    assert (one.x == two.x).all() and (one.targets == two.targets).all()
    assert np.hypot(*one.x.T).max() == pytest.approx(5)
    assert (one.x[:500] == pytest.approx(-one.x[500:])) and (one.targets[:500] == 1).all()


def test_plane():
    points = points_of("plane")
    assert points.targets == pytest.approx(points.x.sum(axis=1) / 10)
    assert np.abs(points.x).max() == pytest.approx(6, abs=0.02)
    noisy = points_of("plane", 50)
    assert np.abs(noisy.targets - noisy.x.sum(axis=1) / 10).max() == pytest.approx(0.6, abs=0.03)


def test_six_hills():
    points = points_of("multi_gauss", count=20_000)
    for x, y, sign in ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)):
        distance = np.hypot(*(points.x - (x, y)).T)
        near = distance < 1
        assert points.targets[near] == pytest.approx(sign * (1 - distance[near] / 2))
    far = np.min([np.hypot(*(points.x - (x, y)).T) for x in (-4, 0, 4) for y in (-2.5, 2.5)], axis=0) > 2
    assert far.any() and (points.targets[far] == 0).all()


def test_a_data_set_that_is_not_there():
    with pytest.raises(ValueError, match="one of circle, xor, gauss, spiral, plane, multi_gauss; given 'espiral'"):
        data.make_points("espiral")
    for wrong in ({"count": 1}, {"noise": -1}, {"noise": 51}, {"noise": float("nan")}):
        with pytest.raises(ValueError, match="count must be 2 or more, and noise from 0 to 50; given"):
            data.make_points("circle", **wrong)


@given(st.sampled_from([*data.DATASETS]), st.integers(2, 60), st.floats(0, 50))
@settings(max_examples=60, deadline=None)
def test_any_count_and_noise(dataset, count, noise):
    points = data.make_points(dataset, count, noise, np.random.default_rng(0))
    assert len(points) == count
    assert np.isfinite(points.x).all() and np.isfinite(points.targets).all()


def test_features():
    x = np.array([(2.0, -3.0), (0.5, 4.0)])
    wanted = {
        "x1": [2, 0.5],
        "x2": [-3, 4],
        "x1_squared": [4, 0.25],
        "x2_squared": [9, 16],
        "x1_x2": [-6, 2],
        "sin_x1": np.sin([2, 0.5]),
        "sin_x2": np.sin([-3, 4]),
    }
    assert [*data.FEATURES] == [*wanted]
    for name, values in wanted.items():
        assert data.FEATURES[name].of(x) == pytest.approx(np.array(values))
