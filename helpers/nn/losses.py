"""Loss functions: how wrong an output is, as one number (lesson 06).

- squared_error, absolute_error: for outputs that should be certain numbers;
- cross_entropy: for shares, as softmax gives them; binary_cross_entropy: for outputs that each say yes (1) or no (0);
- `losses`: all of them by name.

Formulas: Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 5.1.4, 5.5 and 6.2.2.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.language import _
from helpers.nn.activations import Activation
from helpers.nn.numbers import as_numbers

_CANCELLING = {("cross_entropy", "softmax"), ("binary_cross_entropy", "sigmoid"), ("sign_cross_entropy", "tanh")}


@dataclass(frozen=True)
class Loss:
    """A measure of how far outputs are from the targets, together with its derivative.

    `name`: how code calls it; `formula`: how a book writes it, for one output a and its target y;
    `function` and `slope` take arrays of outputs and targets, unchecked, and give an array of the same shape.
    """

    name: str
    formula: str
    function: Callable[[np.ndarray, np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray]

    def __call__(self, outputs, targets):
        """The loss of one example (n outputs, n targets: a float), or of m rows of them (an array of m).

        Raises ValueError when the shapes differ or a number is not finite, TypeError when they are not numbers.
        """
        total = self.function(*_alike(outputs, targets)).sum(axis=-1)
        return total if total.ndim else float(total)

    def derivative(self, outputs, targets):
        """How the loss changes with each output, in the shape of the outputs. Errors as for a call."""
        slopes = self.slope(*_alike(outputs, targets))
        return slopes if np.ndim(outputs) else float(slopes[0])

    def by_z(self, activation: Activation, a: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """How the loss changes with each z of the layer whose outputs a = activation(z) it judges; shapes (m, n).

        Cross-entropy after softmax, of targets that add up to 1, its binary form after sigmoid, and that of signs
        after tanh leave a − y: the division by a cancels.
        """
        if (self.name, activation.name) in _CANCELLING:
            return a - targets
        return activation.chain(self.slope(a, targets), a)

    def __repr__(self):
        return f"{self.name}(a, y) = {self.formula}"


def _alike(outputs, targets) -> tuple[np.ndarray, np.ndarray]:
    outputs, targets = (
        np.atleast_1d(as_numbers(name, x, finite=True)) for name, x in (("outputs", outputs), ("targets", targets))
    )
    if outputs.shape != targets.shape:
        text = _("every output needs a target; given outputs of shape {outputs} and targets of shape {targets}")
        raise ValueError(text.format(outputs=outputs.shape, targets=targets.shape))
    return outputs, targets


def _above_0(x):
    """A share of 0 made the smallest number above 0, whose logarithm is finite (−87 in float32)."""
    return np.maximum(x, np.finfo(x.dtype).tiny)


def _log(x):
    return np.log(_above_0(x))


squared_error = Loss("squared_error", "(a − y)²", lambda a, y: (a - y) ** 2, lambda a, y: 2 * (a - y))
absolute_error = Loss("absolute_error", "|a − y|", lambda a, y: np.abs(a - y), lambda a, y: np.sign(a - y))
cross_entropy = Loss("cross_entropy", "−y·ln a", lambda a, y: -y * _log(a), lambda a, y: -y / _above_0(a))
binary_cross_entropy = Loss(
    "binary_cross_entropy",
    "−y·ln a − (1 − y)·ln(1 − a)",
    lambda a, y: -y * _log(a) - (1 - y) * _log(1 - a),
    lambda a, y: (1 - y) / _above_0(1 - a) - y / _above_0(a),
)

losses = {loss.name: loss for loss in (squared_error, absolute_error, cross_entropy, binary_cross_entropy)}
