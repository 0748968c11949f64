"""The live figures of lesson 03: the sigmoid, what weights and biases do to it, and the other activations."""

import numpy as np

from helpers.figures import ActivationGallery, SigmoidCurve, SigmoidNeuron, SoftmaxBars, TwoLayers
from helpers.language import _
from helpers.nn import linear, relu, sigmoid
from helpers.widgets.live import Choice, LiveFigure, Slider

BENDS = {"linear": linear, "relu": relu, "sigmoid": sigmoid}


def sigmoid_curve(z=2) -> LiveFigure:
    """The sigmoid beside the step, with the point at one z from −8 to 8."""
    scene = SigmoidCurve()
    return LiveFigure(scene, {"z": Slider("z", z, -8, 8, 0.25)}, scene.show)


def sigmoid_slope(z=0) -> LiveFigure:
    """The sigmoid with the line that touches it at one z from −8 to 8, and the curve of its slopes."""
    scene = SigmoidCurve(slope=True)
    return LiveFigure(scene, {"z": Slider("z", z, -8, 8, 0.25)}, scene.show)


def firing_threshold(s=8, bias=-10) -> LiveFigure:
    """A sigmoid neuron's output for its weighted sum s and its bias, each from −20 to 20; the 0.5 can be dragged."""
    scene = SigmoidNeuron(firing=True)
    controls = {"s": Slider(_("sum s"), s, -20, 20), "b": Slider(_("bias b"), bias, -20, 20)}

    def show(s, b):
        scene.show(1, b, s)

    def drag(handle, x, y, began):
        return {"b": np.clip(-x, -20, 20)}

    return LiveFigure(scene, controls, show, drag)


def sigmoid_neuron(weight=1, bias=0) -> LiveFigure:
    """The output σ(w·x + b) for every x: w from −5 to 5, b from −20 to 20; the place of 0.5 can be dragged."""
    scene = SigmoidNeuron()
    controls = {"w": Slider("w", weight, -5, 5, 0.25), "b": Slider(_("bias b"), bias, -20, 20, 0.5)}

    def drag(handle, x, y, began):
        return {"b": np.clip(-controls["w"].value * np.clip(x, -scene.reach, scene.reach), -20, 20)}

    return LiveFigure(scene, controls, scene.show, drag)


def activation_gallery(z=2) -> LiveFigure:
    """Six activations side by side, each with its slope, and one z from −4 to 4 marked in all of them."""
    scene = ActivationGallery()
    return LiveFigure(scene, {"z": Slider("z", z, -4, 4, 0.25)}, scene.show)


def softmax_bars(z=(2, 1, -1)) -> LiveFigure:
    """The shares that softmax makes of three z, each from −5 to 5."""
    scene = SoftmaxBars()
    controls = {
        f"z{k}": Slider(name, value, -5, 5, 0.5)
        for k, (name, value) in enumerate(zip(["z₁", "z₂", "z₃"], z, strict=True))
    }

    def show(**values):
        scene.show(list(values.values()))

    return LiveFigure(scene, controls, show)


def two_layers() -> LiveFigure:
    """Two hidden neurons and an output: choose the activation of the hidden layer, and three of the weights."""
    scene = TwoLayers()
    names = (("linear", _("none (linear)")), ("relu", "ReLU"), ("sigmoid", _("sigmoid")))
    controls = {
        "w1": Slider("w₁", 2, -3, 3, 0.5),
        "w2": Slider("w₂", 1, -3, 3, 0.5),
        "v": Slider("v", -1, -3, 3, 0.5),
        "activation": Choice(_("activation"), [(words, name) for name, words in names], "linear"),
    }

    def show(activation, **weights):
        scene.show(BENDS[activation], **weights)

    return LiveFigure(scene, controls, show)
