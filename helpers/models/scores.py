"""How well a network of the playground does (lesson 09).

- `Score`: after one epoch; `Scores`: those of a whole run; `SOLVED`: the loss at which a target is met.
"""

import math
from typing import NamedTuple

import numpy as np

SOLVED = 0.05  # the loss at which the spiral challenge is won


class Score(NamedTuple):
    """How well the network does after an epoch (0: before the first): mean losses, without penalty, and accuracies.

    The accuracies are the shares of points that lie on the right side, None for regression.
    """

    epoch: int
    train_loss: float
    test_loss: float
    train_accuracy: float | None
    test_accuracy: float | None


class Scores:
    """The scores of a run, the one before its first epoch included; of very many, every second, fourth, … and the last.

    lowest: the score with the lowest test loss; reached: the first epoch with one of at most SOLVED, None as long as
    there is none.
    """

    MOST = 8192  # then every second one is dropped, so that an hour of playing fits

    def __init__(self, first: Score):
        self._table, self._count, self._every = np.empty((self.MOST, len(Score._fields))), 0, 1
        self.lowest, self.reached = first, None
        self.add(first)

    @property
    def table(self) -> np.ndarray:
        """A row a score, NaN for no accuracy: a view that is quickly had, to draw from."""
        return self._table[: self._count]

    def add(self, score: Score) -> None:
        """Write a score down. A last row that is not on the stride was only the latest: it gives way."""
        if self._count and self._table[self._count - 1, 0] % self._every:
            self._count -= 1
        if self._count == self.MOST:
            self._table[: self.MOST // 2] = self._table[::2].copy()
            self._count, self._every = self.MOST // 2, 2 * self._every
        self._table[self._count] = score
        self._count += 1
        if score.test_loss < self.lowest.test_loss:
            self.lowest = score
        if self.reached is None and score.test_loss <= SOLVED:
            self.reached = score.epoch

    def all(self) -> list[Score]:
        """Those that are kept."""
        return [_score(row) for row in self.table.tolist()]


def _score(row: list[float]) -> Score:
    epoch, *losses = row[:3]
    return Score(int(epoch), *losses, *(None if math.isnan(accuracy) else accuracy for accuracy in row[3:]))
