"""Gradient descent on a function of one or a few numbers, step by step (lesson 06), and its kin (lesson 07)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from helpers.language import _, ngettext
from helpers.language import number as written
from helpers.nn.numbers import as_numbers


@dataclass(frozen=True)
class Step:
    """Where a descent stands: how many steps were made, the point, the function's value and its gradient there."""

    number: int
    point: float | np.ndarray
    value: float
    gradient: float | np.ndarray


def difference_quotient(function: Callable, point, width: float = 1e-6):
    """The slope of a function at a point, measured: rise over run, from a little before the point to a little after.

    point: a number (gives a number), or an array of shape (n,) (gives the n slopes, one direction at a time);
    width: of the run, for numbers up to 1; for larger ones it grows in proportion.
    """
    x = as_numbers("point", point, finite=True).astype(float)  # float32 is too coarse for so short a run
    if x.ndim > 1:
        text = _("point must be a number or a list of numbers; given an array of shape {shape}")
        raise ValueError(text.format(shape=x.shape))
    run = width * np.maximum(1, np.abs(x))
    if x.ndim == 0:
        before, after = float(x - run / 2), float(x + run / 2)
        return (function(after) - function(before)) / (after - before)
    moves = np.diag(run / 2)
    return np.array([(function(x + move) - function(x - move)) / (2 * move.sum()) for move in moves])


def gradient_descent(
    function: Callable,
    start,
    learning_rate: float,
    steps: int,
    gradient: Callable | None = None,
    momentum: float = 0.0,
) -> Iterator[Step]:
    """Go downhill: point ← point − learning_rate · gradient. Yields the start and then the place after each step.

    function: of one number, or of an array of shape (n,), with one number as its value; gradient: its derivative(s),
    by default measured as a difference quotient; momentum: the share of the last step that is added to the next, then
    velocity ← momentum · velocity + gradient, and point ← point − learning_rate · velocity.
    Ends early, with a ValueError that says so, when a value is no longer finite: the learning rate is too large.
    Source: Cauchy (1847); momentum: Polyak (1964); Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections
    4.3 and 8.3.2.
    """
    velocity = 0.0

    def move(slope):
        nonlocal velocity
        velocity = momentum * velocity + slope
        return learning_rate * velocity

    return _descend(function, start, learning_rate, steps, gradient, move)


def adam(
    function: Callable, start, learning_rate: float, steps: int, gradient: Callable | None = None
) -> Iterator[Step]:
    """Go downhill by Adam: in each direction, the running mean of the slopes over their usual size is the step.

    With g the gradient and t the number of the step, from 1: m ← 0.9 · m + 0.1 · g, v ← 0.999 · v + 0.001 · g², and
    point ← point − learning_rate · m̂ / (√v̂ + 10⁻⁸), where m̂ = m / (1 − 0.9ᵗ) and v̂ = v / (1 − 0.999ᵗ) make up for
    the start from m = v = 0. Arguments, what is yielded and the ValueError are those of `gradient_descent`.
    Source: Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
    """
    beta1, beta2, epsilon = 0.9, 0.999, 1e-8
    t, m, v = 0, 0.0, 0.0

    def move(slope):
        nonlocal t, m, v
        t += 1
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        return learning_rate * (m / (1 - beta1**t)) / ((v / (1 - beta2**t)) ** 0.5 + epsilon)

    return _descend(function, start, learning_rate, steps, gradient, move)


def _descend(function, start, learning_rate, steps, gradient, move) -> Iterator[Step]:
    """The loop of all of them; move(slope) is what a step takes away from the point."""
    point = as_numbers("start", start, finite=True)
    point = float(point) if point.ndim == 0 else point.astype(float)
    slope = None
    for number in range(steps + 1):
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                if number:
                    point = point - move(slope)
                value = function(point)
                finite = np.isfinite(value)
                if finite:
                    slope = gradient(point) if gradient else difference_quotient(function, point)
                    finite = np.isfinite(slope).all()
        except OverflowError:  # Python's own numbers raise where NumPy's become infinite
            finite = False
        if not finite:
            text = ngettext(
                "the descent diverged: after {count} step the function's value is no longer finite; take a learning rate "
                "smaller than {rate}",
                "the descent diverged: after {count} steps the function's value is no longer finite; take a learning rate "
                "smaller than {rate}",
                number,
            )
            if number == 0:
                text = _("at the start the function's value is not finite; take another start")
            raise ValueError(text.format(count=number, rate=written(learning_rate, 10)))
        yield Step(number, point, float(value), slope)
