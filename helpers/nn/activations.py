"""Activation functions: what a neuron does with its sum z, and how steeply the result changes with z.

Each is an `Activation`: call it for the value, ask `.derivative(z)` for the slope. A number
gives a number, an array gives an array of the same shape.

- step, linear, double, relu, leaky_relu, tanh, sigmoid: one z at a time;
- softmax: all the z of a layer together, along the last axis;
- `activations`: all of them by name.

Formulas: Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 4.1, 6.2.2 and 6.3;
leaky ReLU: Maas, Hannun and Ng (2013); step: Rosenblatt's perceptron (1958).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.language import _
from helpers.nn.numbers import as_numbers


@dataclass(frozen=True)
class Activation:
    """A function of a neuron's sum z, together with its derivative.

    `name`: how code calls it; `formula`: how a book writes it;
    `function` and `slope` take and give an array of floats, unchecked, and may warn of an overflow; `slope_by_value`
    takes a = function(z) instead of z, which is less work (but it is less exact far out); without it, `slope` tells
    the same from a as from z.
    """

    name: str
    formula: str
    function: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    slope_by_value: Callable[[np.ndarray], np.ndarray] | None = None

    @np.errstate(over="ignore")
    def __call__(self, z):
        """The activation of z, a number or an array. Raises TypeError or ValueError when z is not numbers."""
        return _like(z, self.function(self._numbers(z)))

    @np.errstate(over="ignore")
    def derivative(self, z):
        """How much the activation changes for a small change of z, divided by that change. Errors as for a call."""
        return _like(z, self.slope(self._numbers(z)))

    def chain(self, by_a: np.ndarray, a: np.ndarray) -> np.ndarray:
        """The chain rule: how a loss changes with each z, from how it changes with each a = activation(z); unchecked.

        Both arrays are of the shape of z, one example a row. A softmax's z changes all the a of its row.
        """
        if self == softmax:
            return a * (by_a - (by_a * a).sum(axis=-1, keepdims=True))
        return by_a * (self.slope_by_value or self.slope)(a)

    def _numbers(self, z) -> np.ndarray:
        z = as_numbers("z", z)
        if self == softmax and (z.ndim == 0 or z.shape[-1] == 0):
            text = _("softmax needs the z of a whole layer, a list or array of numbers; given z of shape {shape}")
            raise ValueError(text.format(shape=z.shape))
        if self == softmax and not np.isfinite(z).all():
            raise ValueError(_("softmax needs finite numbers: the shares of infinite z are not defined"))
        return z

    def __repr__(self):
        return f"{self.name}(z) = {self.formula}"


def _like(z, values):
    """A Python number when `z` was a single number, else the array."""
    return values if np.ndim(z) or np.ndim(values) else float(values)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))  # e^1000 is too large and becomes infinite; then 1 / (1 + ∞) = 0 is as it should be


def _softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))  # taking the largest z away changes no share, stops overflow
    return powers / powers.sum(axis=-1, keepdims=True)


def _softmax_slopes(z):
    """The derivative of every output i by every z_j: a_i·(1 if i = j else 0) − a_i·a_j, shape (…, n, n)."""
    a = _softmax(z)
    return a[..., :, None] * (np.eye(a.shape[-1], dtype=a.dtype) - a[..., None, :])


step = Activation("step", "1 if z > 0 else 0", lambda z: np.heaviside(z, 0), np.zeros_like)
linear = Activation("linear", "z", lambda z: z.copy(), np.ones_like)
double = Activation("double", "2·z", lambda z: 2 * z, lambda z: np.full_like(z, 2))
relu = Activation("relu", "max(0, z)", lambda z: np.maximum(z, 0), lambda z: np.heaviside(z, 0))
leaky_relu = Activation(
    "leaky_relu",
    "z if z > 0 else 0.01·z",
    lambda z: np.where(z > 0, z, 0.01 * z),
    lambda z: np.where(z > 0, np.ones_like(z), 0.01),
)
tanh = Activation("tanh", "(e^z − e^−z) / (e^z + e^−z)", np.tanh, lambda z: 1 - np.tanh(z) ** 2, lambda a: 1 - a**2)
sigmoid = Activation("sigmoid", "1 / (1 + e^−z)", _sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z), lambda a: a * (1 - a))
softmax = Activation("softmax", "e^z_i / (e^z_1 + … + e^z_n)", _softmax, _softmax_slopes)

activations = {
    activation.name: activation for activation in (step, linear, double, relu, leaky_relu, tanh, sigmoid, softmax)
}


def as_activation(given) -> Activation:
    """What was given, when it is an Activation; raises TypeError for anything else."""
    if not isinstance(given, Activation):
        text = _("activation must be one of helpers.nn, such as sigmoid; given {given}")
        raise TypeError(text.format(given=repr(given)[:80]))
    return given
