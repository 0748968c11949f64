"""The live figures of this lesson."""

from .activations import activation_gallery, softmax_bars, two_layers
from .shapes import make_shape
from .sigmoid import firing_threshold, sigmoid_curve, sigmoid_neuron, sigmoid_slope

__all__ = [
    "activation_gallery",
    "firing_threshold",
    "make_shape",
    "sigmoid_curve",
    "sigmoid_neuron",
    "sigmoid_slope",
    "softmax_bars",
    "two_layers",
]
