"""One neuron (lesson 02): inputs times weights, added up, plus a bias, through an activation."""

import numpy as np

from helpers.language import _
from helpers.nn.activations import Activation, as_activation, linear, softmax
from helpers.nn.numbers import as_numbers


def weighted_sum(inputs, weights, bias=0.0):
    """Each input times its weight, all added up, plus the bias: z = w·x + b.

    inputs: n numbers, or an array of shape (m, n) with one example a row; weights: n numbers
    (a single number stands for a list of one); bias: one number. Returns a float, or an array of m floats.
    Raises ValueError when the numbers of inputs and of weights differ or one is not finite, TypeError when they
    are not numbers.
    """
    x = np.atleast_1d(as_numbers("inputs", inputs, finite=True))
    w = np.atleast_1d(as_numbers("weights", weights, finite=True))
    b = as_numbers("bias", bias, finite=True)
    if b.ndim or w.ndim > 1 or x.shape[-1] != w.size or w.size == 0:
        text = _(
            "every input needs exactly one weight, and the neuron one bias; given inputs of shape {inputs}, weights of "
            "shape {weights}, bias of shape {bias}: make inputs and weights lists of the same length and the bias a single "
            "number"
        )
        raise ValueError(text.format(inputs=np.shape(inputs), weights=np.shape(weights), bias=np.shape(bias)))
    z = np.dot(x, w) + float(b)
    return z if np.ndim(z) else float(z)


class Neuron:
    """A function with weights and a bias: activation(weights · inputs + bias).

    weights: n numbers; bias: one number; activation: what is done with the sum, by default nothing.
    Raises TypeError or ValueError for anything else.
    """

    def __init__(self, weights, bias=0.0, activation: Activation = linear):
        activation = as_activation(activation)
        if activation == softmax:
            raise ValueError(_("softmax needs the z of a whole layer; a single neuron takes another activation"))
        self.weights = np.atleast_1d(as_numbers("weights", weights)).copy()
        weighted_sum(np.zeros_like(self.weights), self.weights, bias)  # raises for a bias or weights of a wrong shape
        self.bias = float(bias) + 0.0  # + 0.0 turns −0.0 into 0.0
        self.activation = activation

    def z(self, inputs):
        """The sum before the activation, for n inputs (a float) or m rows of them (an array of m)."""
        return weighted_sum(inputs, self.weights, self.bias)

    def __call__(self, inputs):
        """The neuron's output a = activation(z), in the shape of z."""
        return self.activation(self.z(inputs))

    def __repr__(self):
        terms = " + ".join(f"{w:g}·x{i}" for i, w in enumerate(self.weights, start=1))
        text = f"Neuron: a = {self.activation.name}(z), z = {terms} + {self.bias:g}"
        return text.replace("+ -", "− ").replace("-", "−")
