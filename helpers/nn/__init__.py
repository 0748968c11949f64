"""The mathematics of the lessons, in plain NumPy. It imports nothing else of the course.

- `activations`: step, linear, relu, leaky_relu, tanh, sigmoid, softmax, each with its derivative (lesson 03);
- `neuron`: `weighted_sum` and `Neuron` (lesson 02).
"""

from helpers.nn.activations import (
    Activation,
    activations,
    double,
    leaky_relu,
    linear,
    relu,
    sigmoid,
    softmax,
    step,
    tanh,
)
from helpers.nn.neuron import Neuron, weighted_sum

__all__ = [
    "Activation",
    "Neuron",
    "activations",
    "double",
    "leaky_relu",
    "linear",
    "relu",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
    "weighted_sum",
]
