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
from helpers.nn.network import Layer, Network
from helpers.nn.neuron import Neuron, weighted_sum
from helpers.nn.training import Record, gradients, train

__all__ = [
    "Activation",
    "Layer",
    "Network",
    "Neuron",
    "Record",
    "activations",
    "double",
    "gradients",
    "leaky_relu",
    "linear",
    "relu",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
    "train",
    "weighted_sum",
]
