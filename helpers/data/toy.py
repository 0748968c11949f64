"""Small data made by chance (lesson 08): noisy points of a smooth curve, and labels of which some are wrong.

- `noisy_points`: points for training and as many for validation, `NoisyPoints`; `smooth_curve`: without the noise;
- `with_wrong_labels`: a copy of labels in which some are replaced.
"""

from typing import NamedTuple

import numpy as np

from helpers.language import _


class NoisyPoints(NamedTuple):
    """Points to learn from (x, y), and points of the same kind to judge by."""

    x: np.ndarray
    y: np.ndarray
    validation_x: np.ndarray
    validation_y: np.ndarray


def smooth_curve(x):
    """sin(π·x): what the noisy points are scattered about, for x from −1 to 1."""
    return np.sin(np.pi * np.asarray(x))


def noisy_points(count: int, noise: float, rng: np.random.Generator) -> NoisyPoints:
    """`count` points of the smooth curve for training and `count` for validation, each moved up or down by chance.

    noise: the standard deviation of the moves. Chance also chooses where the points lie, but evenly: of every two
    neighbours one is for training, the other for validation. With the same rng the moves are proportional to the noise.
    Raises ValueError for less than one point, and for a noise below 0.
    """
    if count < 1 or noise < 0:
        text = _("count must be 1 or more, and noise 0 or more; given count={count}, noise={noise}")
        raise ValueError(text.format(count=count, noise=noise))
    x = (np.arange(2 * count) + rng.uniform(size=2 * count)) / count - 1
    pairs = rng.permuted(x.reshape(count, 2), axis=1)
    y = smooth_curve(pairs) + noise * rng.normal(size=pairs.shape)
    return NoisyPoints(pairs[:, 0], y[:, 0], pairs[:, 1], y[:, 1])


def with_wrong_labels(labels: np.ndarray, share: float, classes: int, rng: np.random.Generator) -> np.ndarray:
    """A copy of the labels in which about this share of them, chosen by chance, is another of the classes.

    The first labels come out the same however many follow. Raises ValueError unless 0 ≤ share ≤ 1 and classes ≥ 2.
    """
    if not 0 <= share <= 1 or classes < 2:
        text = _("share must be from 0 to 1, and classes 2 or more; given share={share}, classes={classes}")
        raise ValueError(text.format(share=share, classes=classes))
    chosen, other = rng.uniform(size=(len(labels), 2)).T
    wrong = (labels + 1 + (other * (classes - 1)).astype(int)) % classes
    return np.where(chosen < share, wrong, labels).astype(labels.dtype)
