"""Gradient descent on a function of one or a few numbers, step by step (lesson 06)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

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
        raise ValueError(f"point must be a number or a list of numbers; given an array of shape {x.shape}")
    run = width * np.maximum(1, np.abs(x))
    if x.ndim == 0:
        before, after = float(x - run / 2), float(x + run / 2)
        return (function(after) - function(before)) / (after - before)
    moves = np.diag(run / 2)
    return np.array([(function(x + move) - function(x - move)) / (2 * move.sum()) for move in moves])


def gradient_descent(
    function: Callable, start, learning_rate: float, steps: int, gradient: Callable | None = None
) -> Iterator[Step]:
    """Go downhill: point ← point − learning_rate · gradient. Yields the start and then the place after each step.

    function: of one number, or of an array of shape (n,), with one number as its value; gradient: its derivative(s),
    by default measured as a difference quotient.
    Ends early, with a ValueError that says so, when a value is no longer finite: the learning rate is too large.
    Source: Cauchy (1847); Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 4.3.
    """
    point = as_numbers("start", start, finite=True)
    point = float(point) if point.ndim == 0 else point.astype(float)
    slope = 0.0
    for number in range(steps + 1):
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                point = point - learning_rate * slope
                value = function(point)
                finite = np.isfinite(value)
                if finite:
                    slope = gradient(point) if gradient else difference_quotient(function, point)
                    finite = np.isfinite(slope).all()
        except OverflowError:  # Python's own numbers raise where NumPy's become infinite
            finite = False
        if not finite:
            raise ValueError(
                f"the descent diverged: after {number} steps the function's value is no longer finite; "
                f"take a learning rate smaller than {learning_rate}"
            )
        yield Step(number, point, float(value), slope)
