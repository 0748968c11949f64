"""The mathematics of the lessons, in plain NumPy. Of the course it imports only the language that its errors are in.

- `activations`: step, linear, relu, leaky_relu, tanh, sigmoid, softmax, each with its derivative (lesson 03);
- `losses`: squared_error, absolute_error, cross_entropy, binary_cross_entropy, each with its derivative (lesson 06);
- `descent`: `gradient_descent`, and `difference_quotient`, the slope by measurement (lesson 06); `adam` (lesson 07);
- `metrics`: `confusion_matrix`, and `accuracy`, `precision` and `recall` told from it (lesson 07);
- `network`: `Layer` and `Network` (lesson 05);
- `neuron`: `weighted_sum` and `Neuron` (lesson 02);
- `playground_rule`: `PlaygroundRule`, how the public playground learns (lesson 09);
- `training`: `train` and `train_steps`, `gradients`, `evaluate` (lessons 07 and 08).
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
from helpers.nn.descent import Step, adam, difference_quotient, gradient_descent
from helpers.nn.losses import Loss, absolute_error, binary_cross_entropy, cross_entropy, losses, squared_error
from helpers.nn.metrics import accuracy, confusion_matrix, precision, recall
from helpers.nn.network import Layer, Network
from helpers.nn.neuron import Neuron, weighted_sum
from helpers.nn.playground_rule import OPTIMISERS, PlaygroundRule, half_squared_error, sign_cross_entropy
from helpers.nn.training import Batch, Diverged, Record, evaluate, gradients, train, train_steps

__all__ = [
    "OPTIMISERS",
    "Activation",
    "Batch",
    "Diverged",
    "Layer",
    "Loss",
    "Network",
    "Neuron",
    "PlaygroundRule",
    "Record",
    "Step",
    "absolute_error",
    "accuracy",
    "activations",
    "adam",
    "binary_cross_entropy",
    "confusion_matrix",
    "cross_entropy",
    "difference_quotient",
    "double",
    "evaluate",
    "gradient_descent",
    "gradients",
    "half_squared_error",
    "leaky_relu",
    "linear",
    "losses",
    "precision",
    "recall",
    "relu",
    "sigmoid",
    "sign_cross_entropy",
    "softmax",
    "squared_error",
    "step",
    "tanh",
    "train",
    "train_steps",
    "weighted_sum",
]
