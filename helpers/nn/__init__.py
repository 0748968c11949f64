"""The mathematics of the lessons, in plain NumPy. It imports nothing else of the course.

- `activations`: step, linear, relu, leaky_relu, tanh, sigmoid, softmax, each with its derivative (lesson 03);
- `losses`: squared_error, absolute_error, cross_entropy, binary_cross_entropy, each with its derivative (lesson 06);
- `descent`: `gradient_descent`, and `difference_quotient`, the slope by measurement (lesson 06);
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
from helpers.nn.descent import Step, difference_quotient, gradient_descent
from helpers.nn.losses import Loss, absolute_error, binary_cross_entropy, cross_entropy, losses, squared_error
from helpers.nn.network import Layer, Network
from helpers.nn.neuron import Neuron, weighted_sum
from helpers.nn.training import Record, gradients, train

__all__ = [
    "Activation",
    "Layer",
    "Loss",
    "Network",
    "Neuron",
    "Record",
    "Step",
    "absolute_error",
    "activations",
    "binary_cross_entropy",
    "cross_entropy",
    "difference_quotient",
    "double",
    "gradient_descent",
    "gradients",
    "leaky_relu",
    "linear",
    "losses",
    "relu",
    "sigmoid",
    "softmax",
    "squared_error",
    "step",
    "tanh",
    "train",
    "weighted_sum",
]
