"""Curves of an error that more than one lesson draws.

- `Curve`, `PARABOLA`: an error that depends on one weight;
- `four_curves`: the losses of four invented trainings.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Curve:
    """An error that depends on one weight: `error(w)` and its `slope(w)`.

    bottoms: where its valleys are lowest; tops: where one valley ends and the next begins.
    """

    error: Callable
    slope: Callable
    bottoms: tuple[float, ...]
    tops: tuple[float, ...] = ()


# The mean squared error of a neuron without bias for two examples: x = 1 with 2 wanted, and x = 1 with 4 wanted;
# ((w − 2)² + (w − 4)²) / 2 is (w − 3)² + 1.
PARABOLA = Curve(lambda w: (w - 3) ** 2 + 1, lambda w: 2 * (w - 3), (3,))


def four_curves() -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Invented trainings of four networks, 1 to 4, over 40 epochs: the losses in training and in validation."""
    rng, epoch = np.random.default_rng(8), np.arange(1, 41)
    wobble = rng.normal(size=(4, 2, 40))
    fall = np.exp(-epoch / 5)
    pairs = (
        (1.5 + 0.8 * fall, 1.56 + 0.75 * fall, 0.012),
        (0.8 + 1.4 * fall, 0.9 + 1.4 * fall, 0.2),
        (0.03 + 2.2 * fall, 0.42 + 1.9 * fall + 0.017 * epoch, 0.015),
        (0.2 + 2.1 * fall, 0.29 + 2 * fall, 0.012),
    )
    return {
        network: (training + noise * one, validation + noise * other)
        for network, ((training, validation, noise), (one, other)) in enumerate(zip(pairs, wobble, strict=True), 1)
    }
