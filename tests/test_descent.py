"""Losses, gradient descent, momentum and Adam: values by hand, slopes against differences, the ends 0 and 1, paths, divergence."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import nn

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")  # an overflow is a defect, not a warning

LOSSES = list(nn.losses.values())
SMOOTH = [nn.linear, nn.double, nn.relu, nn.leaky_relu, nn.tanh, nn.sigmoid, nn.softmax]  # away from the corners

every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
few = settings(max_examples=60)
weights = st.floats(-10, 10)


def central(function, x: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """The slope of a function of an array, one direction at a time, written apart from the course's own."""
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        slopes[place] = (function(up) - function(down)) / (2 * h)
    return slopes


# ---------------------------------------------------------------- losses: values


def test_residuals_of_the_lesson():
    line, points = [3, 4, 5, 6, 7], [1, 6, 4, 7, 8]
    assert nn.squared_error(line, points) == 11
    assert nn.absolute_error(line, points) == 7


@pytest.mark.parametrize(
    ("loss", "outputs", "targets", "value"),
    [
        (nn.squared_error, [0.2, 0.9], [0, 1], 0.05),
        (nn.absolute_error, [0.2, 0.9], [0, 1], 0.3),
        (nn.cross_entropy, [0.25, 0.5, 0.25], [0, 1, 0], math.log(2)),
        (nn.cross_entropy, [0.5, 0.5], [0.5, 0.5], math.log(2)),
        (nn.binary_cross_entropy, [0.5, 0.5], [0, 1], 2 * math.log(2)),
        (nn.binary_cross_entropy, [0.9, 0.2], [1, 0], -math.log(0.9) - math.log(0.8)),
    ],
)
def test_value_by_hand(loss, outputs, targets, value):
    assert loss(outputs, targets) == pytest.approx(value, rel=1e-12)
    assert loss([outputs, outputs], [targets, targets]) == pytest.approx(np.array([value, value]), rel=1e-12)


@every_loss
def test_number_gives_numbers_and_rows_give_rows(loss):
    assert type(loss(0.5, 1)) is type(loss.derivative(0.5, 1)) is type(loss([0.5, 0.5], [1, 0])) is float
    assert loss.derivative([0.5, 0.25], [1, 0]).shape == (2,)
    assert loss.derivative(np.full((3, 2), 0.5), np.ones((3, 2))).shape == (3, 2)
    assert loss(np.full((3, 2), 0.5), np.ones((3, 2))).shape == (3,)
    assert loss.derivative(0.5, 1) == loss.derivative([0.5], [1])[0]


@every_loss
def test_no_output_is_better_than_the_wanted_one(loss):
    targets = [0, 1] if loss is nn.binary_cross_entropy else [0, 1, 0]
    best = loss(targets, targets)
    assert best == pytest.approx(0, abs=1e-12)
    for output in (0, 0.3, 0.999):
        worse = [*targets]
        worse[1] = output
        assert loss(worse, targets) > best


def test_losses_by_name_that_say_their_formula():
    assert list(nn.losses) == ["squared_error", "absolute_error", "cross_entropy", "binary_cross_entropy"]
    assert all(getattr(nn, name) is loss and loss.name == name for name, loss in nn.losses.items())
    assert repr(nn.squared_error) == "squared_error(a, y) = (a − y)²"
    assert not any("0x" in repr(loss) for loss in LOSSES)


@every_loss
@pytest.mark.parametrize(
    ("outputs", "targets", "error", "words"),
    [
        ([0.5, 0.5], [1], ValueError, r"every output needs a target; given .*\(2,\).*\(1,\)"),
        ([0.5], [[1], [0]], ValueError, "every output needs a target"),
        ([0.5], ["1"], TypeError, "targets must be a number.*take away the quotes"),
        ([math.nan], [1], ValueError, "outputs must be a number.*NaN"),
        ([0.5], [math.inf], ValueError, "targets must be .*all finite"),
        (None, 1, TypeError, "outputs must be a number"),
    ],
)
def test_error_says_what_to_do(loss, outputs, targets, error, words):
    for function in (loss, loss.derivative):
        with pytest.raises(error, match=words):
            function(outputs, targets)


# ---------------------------------------------------------------- losses: slopes


@every_loss
def test_derivative_is_what_a_small_change_of_an_output_does(loss):
    rng = np.random.default_rng(6)
    outputs, targets = rng.uniform(0.05, 0.95, (4, 3)), rng.uniform(0, 1, (4, 3))
    wanted = central(lambda a: loss(a, targets).sum(), outputs)
    assert loss.derivative(outputs, targets) == pytest.approx(wanted, rel=1e-6, abs=1e-8)


@every_loss
@pytest.mark.parametrize("activation", SMOOTH, ids=lambda activation: activation.name)
def test_by_z_is_what_a_small_change_of_a_sum_does(loss, activation):
    rng = np.random.default_rng(6)
    z, targets = rng.uniform(0.05, 0.45, (4, 3)), rng.uniform(0, 1, (4, 3))  # every output lies between 0 and 1
    if loss is nn.cross_entropy:
        targets = nn.softmax(targets)  # shares: they add up to 1
    by_z = loss.by_z(activation, activation(z), targets)
    assert by_z == pytest.approx(central(lambda z: loss(activation(z), targets).sum(), z), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("loss", "activation"), [(nn.cross_entropy, nn.softmax), (nn.binary_cross_entropy, nn.sigmoid)]
)
def test_saturated_output_that_is_wrong_still_learns(loss, activation):
    """Where the output is rounded to 0 or 1, slope by slope would give 0: the pair leaves a − y."""
    z, targets = np.array([[-900.0, 900.0]]), np.array([[1.0, 0.0]])
    assert loss.by_z(activation, activation(z), targets).tolist() == [[-1, 1]]


@every_loss
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_outputs_of_exactly_0_and_1_give_finite_numbers(loss, kind):
    outputs, targets = np.array(list(itertools.product([0, 1, 0.5], [0, 1])), kind).T[:, :, None]
    value, slope = loss(outputs, targets), loss.derivative(outputs, targets)
    assert np.isfinite(value).all()
    assert (value >= 0).all()
    assert np.isfinite(slope).all()
    assert value.dtype == slope.dtype == kind
    for activation in SMOOTH:
        assert np.isfinite(loss.by_z(activation, outputs, targets)).all()


# ---------------------------------------------------------------- the slope by measurement


@pytest.mark.parametrize(
    ("function", "x", "slope"),
    [
        (lambda w: (w - 3) ** 2 + 1, 5, 4),
        (lambda w: (w - 3) ** 2 + 1, 3, 0),
        (lambda w: w**3, -2, 12),
        (lambda w: 7 * w - 2, 1e9, 7),
        (lambda w: 7.5, 0, 0),
        (math.exp, 1, math.e),
        (math.sin, 0, 1),
    ],
)
def test_rise_over_run(function, x, slope):
    assert nn.difference_quotient(function, x) == pytest.approx(slope, rel=1e-7, abs=1e-8)
    assert type(nn.difference_quotient(function, x)) is float


def test_rise_over_run_from_a_little_before_to_a_little_after():
    asked = []
    nn.difference_quotient(lambda w: asked.append(w) or w, 2.0, width=0.5)
    assert asked == [2.5, 1.5]  # a run of 0.5 for numbers up to 1, of twice as much at 2
    assert nn.difference_quotient(abs, 0) == 0
    assert all(type(w) is float for w in asked)


@pytest.mark.parametrize("kind", [int, np.float32, np.float64])
def test_one_direction_at_a_time(kind):
    point = np.array([3, -1, 1000], kind)
    slopes = nn.difference_quotient(lambda w: w[0] ** 2 + 4 * w[1] ** 2 + w[0] * w[2], point)
    assert slopes == pytest.approx(np.array([1006, -8, 3]), rel=1e-6)
    assert point.tolist() == [3, -1, 1000]


@few
@given(st.lists(st.floats(-3, 3), min_size=1, max_size=5), weights)
def test_slope_of_any_polynomial(coefficients, x):
    polynomial = np.polynomial.Polynomial(coefficients)
    wanted = polynomial.deriv()(x)
    assert nn.difference_quotient(polynomial, x) == pytest.approx(wanted, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize(
    ("point", "error", "words"),
    [
        ([[1, 2], [3, 4]], ValueError, r"a number or a list of numbers; given an array of shape \(2, 2\)"),
        (math.inf, ValueError, "point must be .*finite"),
        (math.nan, ValueError, "NaN"),
        ("2", TypeError, "take away the quotes"),
    ],
)
def test_point_that_has_no_slope(point, error, words):
    with pytest.raises(error, match=words):
        nn.difference_quotient(lambda w: 0.0, point)


# ---------------------------------------------------------------- gradient descent


def error(w):
    return (w - 3) ** 2 + 1


@few
@given(weights, st.floats(0.01, 1.2), st.integers(0, 20))
def test_path_on_a_parabola(start, rate, count):
    """Each step multiplies the distance to the bottom by 1 − 2·rate."""
    steps = list(nn.gradient_descent(error, start, rate, count, lambda w: 2 * (w - 3)))
    wanted = 3 + (1 - 2 * rate) ** np.arange(count + 1) * (start - 3)
    assert [step.number for step in steps] == list(range(count + 1))
    assert [step.point for step in steps] == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert [step.value for step in steps] == pytest.approx(error(wanted), rel=1e-9)
    assert [step.gradient for step in steps] == pytest.approx(2 * (wanted - 3), rel=1e-9, abs=1e-8)


def test_first_step_by_hand():
    start, after = nn.gradient_descent(error, 7, 0.1, 1, lambda w: 2 * (w - 3))
    assert start == nn.Step(0, 7.0, 17.0, 8.0)
    assert (after.number, after.point, after.value) == (1, pytest.approx(6.2), pytest.approx(11.24))
    assert type(after.point) is type(after.value) is float


def test_measured_slope_gives_the_same_path():
    given_, measured = (list(nn.gradient_descent(error, 7, 0.1, 20, slope)) for slope in (lambda w: 2 * (w - 3), None))
    assert [s.point for s in measured] == pytest.approx([s.point for s in given_], abs=1e-7)


@pytest.mark.parametrize("gradient", [None, lambda w: np.array([2 * w[0], 8 * w[1]])])
def test_path_of_two_weights(gradient):
    start = np.array([4.0, 1.0])
    steps = list(nn.gradient_descent(lambda w: w[0] ** 2 + 4 * w[1] ** 2, start, 0.2, 10, gradient))
    wanted = start * np.array([0.6, -0.6]) ** np.arange(11)[:, None]
    assert np.array([step.point for step in steps]) == pytest.approx(wanted, abs=1e-7)
    assert [step.value for step in steps] == pytest.approx(wanted**2 @ [1, 4], abs=1e-6)
    assert all(type(step.value) is float for step in steps)
    assert start.tolist() == [4, 1]


def test_right_rate_reaches_the_bottom_at_once_and_stays():
    steps = list(nn.gradient_descent(error, 7, 0.5, 3, lambda w: 2 * (w - 3)))
    assert [step.point for step in steps] == [7, 3, 3, 3]


def test_step_is_made_when_it_is_asked_for():
    asked = []
    steps = nn.gradient_descent(lambda w: asked.append(w) or w, 1, 0.5, 10, lambda w: 1.0)
    assert asked == []
    next(steps)
    next(steps)
    assert asked == [1, 0.5]


def test_no_steps_is_the_start_alone():
    assert [step.point for step in nn.gradient_descent(error, 7, 0.1, 0)] == [7]


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (error, 7),
        (error, np.float64(7)),
        (lambda w: float(((w - 3) ** 2).sum()), [7, 7]),
        (lambda w: ((w - 3) ** 2).sum(), np.array([7, 7], np.float32)),
    ],
)
@pytest.mark.parametrize("rate", [3, 1e200, 1e308])
def test_divergence_is_said_after_the_steps_that_were_finite(function, start, rate):
    steps, found = nn.gradient_descent(function, start, rate, 10_000, lambda w: 2 * (w - 3)), []
    with pytest.raises(
        ValueError, match=r"diverged: after .* no longer finite; take a learning rate smaller"
    ) as raised:
        found.extend(steps)
    assert all(np.isfinite(step.value) for step in found)
    assert f"after {len(found)} step{'s' * (len(found) != 1)} the" in str(raised.value)
    assert f"smaller than {rate}" in str(raised.value)
    assert len(found) >= 1


def test_start_without_a_finite_value_is_no_matter_of_the_rate():
    with pytest.raises(ValueError, match=r"at the start .* not finite; take another start"):
        list(nn.gradient_descent(lambda w: np.inf, 7, 0.1, 3, lambda w: 1))


@pytest.mark.parametrize("start", [7, [7.0, 7.0]])
def test_divergence_is_said_when_the_slope_is_measured(start):
    with pytest.raises(ValueError, match="diverged: after 1 step the"):
        list(nn.gradient_descent(lambda w: 1e10 * np.sum(w), start, 1e305, 10))


@pytest.mark.parametrize(("start", "kind"), [("7", TypeError), (math.nan, ValueError), (math.inf, ValueError)])
def test_start_must_be_numbers(start, kind):
    with pytest.raises(kind, match="start must be"):
        next(nn.gradient_descent(error, start, 0.1, 5))


# ---------------------------------------------------------------- momentum and Adam


def test_momentum_by_hand():
    """E = w² from 1 with rate 0.1: velocities 2; 0.9 · 2 + 1.6 = 3.4; 0.9 · 3.4 + 0.92 = 3.98."""
    steps = list(nn.gradient_descent(lambda w: w * w, 1, 0.1, 3, lambda w: 2 * w, momentum=0.9))
    assert [step.point for step in steps] == pytest.approx([1, 0.8, 0.46, 0.062])
    assert [step.gradient for step in steps] == pytest.approx([2, 1.6, 0.92, 0.124])
    assert all(type(step.point) is float for step in steps)


def test_momentum_on_an_even_slope_grows_to_ten_times_the_step():
    points = [step.point for step in nn.gradient_descent(lambda w: 3 * w, 0, 0.01, 200, lambda w: 3.0, momentum=0.9)]
    assert points[1] - points[0] == pytest.approx(-0.03)
    assert points[-1] - points[-2] == pytest.approx(-0.3)


def test_adam_by_hand():
    """E = w² from 1 with rate 0.1.

    Step 1: g = 2, m̂ = 2, v̂ = 4, so w falls by 0.1 · 2 / 2 to 0.9. Step 2: g = 1.8, m = 0.9 · 0.2 + 0.18 = 0.36, m̂ = 0.36 / 0.19;
    v = 0.999 · 0.004 + 0.001 · 3.24 = 0.007236, v̂ = 0.007236 / 0.001999; so w falls by 0.1 · 1.894737 / 1.902580 to 0.800412.
    """
    steps = list(nn.adam(lambda w: w * w, 1, 0.1, 2, lambda w: 2 * w))
    assert [step.point for step in steps] == pytest.approx([1, 0.9, 0.9 - 0.1 * (0.36 / 0.19) / (7.236 / 1.999) ** 0.5])
    assert steps[2].point == pytest.approx(0.800412, abs=5e-7)
    assert [step.value for step in steps] == pytest.approx([step.point**2 for step in steps])
    assert all(type(step.point) is float for step in steps)


def test_epsilon_of_adam_counts_when_slopes_are_tiny():
    """With g = 1e-8 the first step is rate · g / (g + 1e-8): half the rate."""
    assert list(nn.adam(lambda w: 1e-8 * w, 0, 0.1, 1, lambda w: 1e-8))[1].point == pytest.approx(-0.05)


@few
@given(st.floats(0.01, 100), st.floats(0.001, 0.5))
def test_adam_does_not_care_how_steep_a_direction_is(scale, rate):
    """The same hill, stretched upwards: the first steps are as long as the rate, and all the path is nearly the same."""
    start = np.array([2.0, -1.0])
    flat, steep = (
        np.array([s.point for s in nn.adam(lambda w, k=k: k * (w @ w), start, rate, 20, lambda w, k=k: 2 * k * w)])
        for k in (1, scale)
    )
    assert flat[1] == pytest.approx(start - rate * np.sign(start))
    assert steep == pytest.approx(flat, abs=1e-4)


@pytest.mark.parametrize(
    "descend", [lambda *a: nn.gradient_descent(*a, momentum=0.9), nn.adam], ids=["momentum", "adam"]
)
def test_others_behave_as_gradient_descent_does(descend):
    start = np.array([4.0, 1.0])

    def bowl(w):
        return w[0] ** 2 + 4 * w[1] ** 2

    given_, measured = (list(descend(bowl, start, 0.05, 200, g)) for g in (lambda w: np.array([2, 8]) * w, None))
    assert np.array([s.point for s in measured]) == pytest.approx(np.array([s.point for s in given_]), abs=1e-6)
    assert [step.number for step in given_] == list(range(201))
    assert given_[-1].value < 0.01 < given_[0].value == 20
    assert start.tolist() == [4, 1]
    assert [step.point for step in descend(error, 7, 0.1, 0)] == [7]
    assert {step.point for step in descend(error, 3, 0.1, 5, lambda w: 2 * (w - 3))} == {
        3
    }  # at the bottom nothing moves
    with pytest.raises(TypeError, match="start must be"):
        next(descend(error, "7", 0.1, 5))
    with pytest.raises(ValueError, match=r"diverged: after 1 step .* smaller than 1e\+200"):
        list(descend(error, 7, 1e200, 5))
