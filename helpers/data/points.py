"""Points of the plane to learn from (lesson 09): the public playground's data sets. (`own_points`: the student's own.)

- `Points`: where points lie and what is wanted there;
- `DATASETS`, `make_points`: the data sets by name, drawn by chance; `judge_spiral`: the spiral all are judged by;
- `FEATURES`: what a network may be told of a point, by name.

The distributions are those of github.com/tensorflow/playground, src/dataset.ts, commit 02469bd.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from helpers.language import N_, _, ngettext, number

REACH = 6  # the plane is shown from −6 to 6, both ways


@dataclass(frozen=True, eq=False)
class Points:
    """x: where the points lie, float64 of shape (m, 2); targets: what is wanted there, float64 of shape (m,).

    regression: whether the targets are numbers to meet, from −1 to 1, or else classes, −1 and 1;
    labels: what those two classes were called where the points come from, by numbers or by words.
    """

    x: np.ndarray
    targets: np.ndarray
    regression: bool = False
    labels: tuple[float, float] | tuple[str, str] = (-1, 1)

    def __len__(self) -> int:
        return len(self.targets)

    def take(self, indices) -> "Points":
        """Some of the points, in this order."""
        return Points(self.x[indices], self.targets[indices], self.regression, self.labels)

    def __repr__(self) -> str:
        if self.regression:
            text = ngettext(
                "{count} point with targets from {least} to {most}",
                "{count} points with targets from {least} to {most}",
                len(self),
            )
            return text.format(
                count=number(len(self)), least=number(self.targets.min()), most=number(self.targets.max())
            )
        text = ngettext(
            "{count} point of two classes: {minus} with label −1 (given as {low}), {plus} with 1 (given as {high})",
            "{count} points of two classes: {minus} with label −1 (given as {low}), {plus} with 1 (given as {high})",
            len(self),
        )
        plus = int((self.targets > 0).sum())
        low, high = (label if isinstance(label, str) else number(label, 10) for label in self.labels)
        return text.format(
            count=number(len(self)), minus=number(len(self) - plus), plus=number(plus), low=low, high=high
        )


# ---------------------------------------------------------------- data sets


class Dataset(NamedTuple):
    """title: how it is called; count: of its points, if nobody asks for another; draw: (count, noise, rng) → (x, targets).

    The noise given to `draw` is a share, from 0 to 0.5.
    """

    title: str
    regression: bool
    count: int
    draw: Callable[[int, float, np.random.Generator], tuple[np.ndarray, np.ndarray]]


def _polar(r, angle):
    return np.stack([r * np.sin(angle), r * np.cos(angle)], axis=1)


def _halves(count):
    """The classes of points of which the first half, or one more, is 1 and the rest −1."""
    return np.where(np.arange(count) < (count + 1) // 2, 1.0, -1.0)


def _circle(count, noise, rng):
    inside = _halves(count) > 0
    r = rng.uniform(np.where(inside, 0, 3.5), np.where(inside, 2.5, 5))
    x = _polar(r, rng.uniform(0, 2 * np.pi, count))
    moved = x + noise * rng.uniform(-5, 5, x.shape)  # the noise acts on the class alone: the point stays
    return x, np.where(np.hypot(*moved.T) < 2.5, 1.0, -1.0)


def _xor(count, noise, rng):
    x = rng.uniform(-5, 5, (count, 2))
    x += np.where(x > 0, 0.3, -0.3)
    moved = x + noise * rng.uniform(-5, 5, x.shape)
    return x, np.where(moved.prod(axis=1) >= 0, 1.0, -1.0)


def _gauss(count, noise, rng):
    targets = _halves(count)
    return rng.normal(2 * targets[:, None], np.sqrt(0.5 + 7 * noise), (count, 2)), targets


def _spiral(count, noise, rng):
    """Two arms; they begin one step away from the middle, where two points of both classes would be one place."""
    targets = _halves(count)
    n = count / 2
    i = np.where(targets > 0, np.arange(count) + 1, np.arange(count) + 1 - (count + 1) // 2)
    x = _polar(5 * i / n, 1.75 * i / n * 2 * np.pi + np.where(targets > 0, 0, np.pi))
    return x + noise * rng.uniform(-1, 1, x.shape), targets


def _plane(count, noise, rng):
    x = rng.uniform(-REACH, REACH, (count, 2))
    moved = x + noise * rng.uniform(-REACH, REACH, x.shape)
    return x, moved.sum(axis=1) / 10


_BUMPS = np.array([(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)])


def _bumps(count, noise, rng):
    x = rng.uniform(-REACH, REACH, (count, 2))
    moved = x + noise * rng.uniform(-REACH, REACH, x.shape)
    distances = np.linalg.norm(moved[:, None] - _BUMPS[:, :2], axis=2)
    heights = _BUMPS[:, 2] * np.clip(1 - distances / 2, 0, 1)
    return x, heights[np.arange(count), np.abs(heights).argmax(axis=1)]


DATASETS = {
    "circle": Dataset(N_("Circle"), False, 500, _circle),
    "xor": Dataset(N_("Exclusive or"), False, 500, _xor),
    "gauss": Dataset(N_("Two clouds"), False, 500, _gauss),
    "spiral": Dataset(N_("Spiral"), False, 500, _spiral),
    "plane": Dataset(N_("Plane"), True, 1200, _plane),
    "multi_gauss": Dataset(N_("Six hills"), True, 1200, _bumps),
}


def make_points(dataset: str, count: int | None = None, noise: float = 0, rng: np.random.Generator | None = None):
    """Points of a data set drawn by chance, in random order, as `Points`.

    dataset: a name in `DATASETS`; count: how many, by default 500, or 1,200 for regression; noise: from 0 to 50.
    Raises ValueError for another name, for a count below 2 and for a noise outside 0 … 50.
    """
    if dataset not in DATASETS:
        text = _("{name} must be one of {known}; given {given}")
        raise ValueError(text.format(name="dataset", known=", ".join(DATASETS), given=repr(dataset)))
    kind = DATASETS[dataset]
    count = kind.count if count is None else count
    if count < 2 or not 0 <= noise <= 50:
        text = _("count must be 2 or more, and noise from 0 to 50; given count={count}, noise={noise}")
        raise ValueError(text.format(count=count, noise=noise))
    rng = np.random.default_rng(0) if rng is None else rng
    x, targets = kind.draw(count, noise / 100, rng)
    return Points(x, targets, kind.regression).take(rng.permutation(count))


def judge_spiral() -> Points:
    """The spiral that every solution of the challenge is judged by: 1,000 points, always the same, without noise."""
    return Points(*_spiral(1000, 0, np.random.default_rng(0)))


# ---------------------------------------------------------------- features


class Feature(NamedTuple):
    """title: how it is written; of: from points, shape (m, 2), to its value for each, shape (m,)."""

    title: str
    of: Callable[[np.ndarray], np.ndarray]


FEATURES = {
    "x1": Feature("x₁", lambda x: x[:, 0]),
    "x2": Feature("x₂", lambda x: x[:, 1]),
    "x1_squared": Feature("x₁²", lambda x: x[:, 0] ** 2),
    "x2_squared": Feature("x₂²", lambda x: x[:, 1] ** 2),
    "x1_x2": Feature("x₁·x₂", lambda x: x[:, 0] * x[:, 1]),
    "sin_x1": Feature("sin x₁", lambda x: np.sin(x[:, 0])),
    "sin_x2": Feature("sin x₂", lambda x: np.sin(x[:, 1])),
}
