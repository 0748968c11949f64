"""The live figures of lesson 02: one neuron's numbers, its sum as a walk, its border, and one pixel."""

import numpy as np

from helpers.figures import HalfPlane, NeuronDiagram, OnePixel, SumWalk
from helpers.figures.words import subscript
from helpers.language import _
from helpers.nn import Activation, linear
from helpers.widgets.live import LiveFigure, Slider


def _many(values: dict, letter: str, count: int) -> list[float]:
    """The values of x1, x2 … (or w1, w2 …) as a list."""
    return [values[f"{letter}{i}"] for i in range(1, count + 1)]


def neuron_diagram(inputs=(2, 5), weights=(3, 6), bias=-2, activation: Activation = linear) -> LiveFigure:
    """A neuron with a slider for each input and weight and for the bias.

    inputs, weights: 1 to 4 numbers each from −10 to 10; bias: from −40 to 40. Raises ValueError for anything else.
    """
    count = _check(inputs, weights, bias)
    controls = {}
    for i, (x, w) in enumerate(zip(inputs, weights, strict=True), start=1):
        controls[f"x{i}"] = Slider(subscript("x", i), x, -10, 10)
        controls[f"w{i}"] = Slider(subscript("w", i), w, -10, 10)
        if i == 1:  # the sliders stand three in a row: an input, its weight, and in the first row the bias
            controls["b"] = Slider(_("bias b"), bias, -40, 40)
        else:
            controls[f"x{i}"].add_class("live-column-1")
    scene = NeuronDiagram(count, activation)

    def show(**values):
        scene.show(_many(values, "x", count), _many(values, "w", count), values["b"])

    return LiveFigure(scene, controls, show)


def sum_walk(inputs=(2, 5), weights=(3, 6), bias=-2) -> LiveFigure:
    """The same sum as a walk along the number line, with a slider for each weight and for the bias.

    Arguments and errors as for `neuron_diagram`.
    """
    count = _check(inputs, weights, bias)
    reach = max(6, *np.abs(weights))
    controls = {f"w{i}": Slider(subscript("w", i), weight, -reach, reach) for i, weight in enumerate(weights, start=1)}
    controls["b"] = Slider(_("bias b"), bias, -40, 40)
    reach = reach * np.abs(inputs).sum() + 40
    scene = SumWalk(count, -reach, reach)

    def show(**values):
        scene.show(inputs, _many(values, "w", count), values["b"])

    return LiveFigure(scene, controls, show)


def half_plane(inputs=(2, 1), weights=(1, 1), bias=-1) -> LiveFigure:
    """The map of two inputs with the line w·x + b = 0: drag the point, the line's middle, or its end.

    inputs: 2 numbers from −5 to 5; weights: 2 numbers from −2 to 2; bias: from −20 to 20.
    """
    scene = HalfPlane()
    controls = {
        "x1": Slider("x₁", inputs[0], -5, 5, 0.1),
        "w1": Slider("w₁", weights[0], -2, 2, 0.05),
        "b": Slider(_("bias b"), bias, -20, 20, 0.1),
        "x2": Slider("x₂", inputs[1], -5, 5, 0.1),
        "w2": Slider("w₂", weights[1], -2, 2, 0.05),
    }
    controls["x2"].add_class("live-column-1")
    held = {"w": None}  # while the line is turned: its middle, and the length of w, whatever w is rounded to

    def show(x1, x2, w1, w2, b):
        scene.show([x1, x2], [w1, w2], b)

    def drag(handle, x, y, began):
        place = np.clip([x, y], -5, 5)
        w = np.array([controls["w1"].value, controls["w2"].value])
        if handle == 0:
            return {"x1": place[0], "x2": place[1]}
        if handle == 1:
            return {"b": -w @ place}
        if began:
            held["middle"] = scene.handles[1]
            if w.tolist() != held["w"]:
                held["length"] = np.hypot(*w)
        along = place - held["middle"]
        if not along.any():
            return {}
        w = held["length"] * np.array([along[1], -along[0]]) / np.hypot(*along)
        w *= min(1, 2 / np.abs(w).max())  # no slider can go beyond 2
        held["w"] = [controls["w1"].nearest(w[0]), controls["w2"].nearest(w[1])]
        return {"w1": w[0], "w2": w[1], "b": -(held["w"] @ held["middle"])}

    return LiveFigure(scene, controls, show, drag)


def one_pixel() -> LiveFigure:
    """One pixel and two outputs, "black" and "white", each with a weight and a bias to find."""
    scene = OnePixel()
    controls = {
        "x": Slider(_("pixel x"), 0, 0, 1, 0.1),
        "w_black": Slider(_("w black"), 0, -5, 5, 0.5),
        "b_black": Slider(_("b black"), 0, -5, 5, 0.5),
        "w_white": Slider(_("w white"), 0, -5, 5, 0.5),
        "b_white": Slider(_("b white"), 0, -5, 5, 0.5),
    }
    controls["w_white"].add_class("live-column-2")  # under the weight of "black"

    def show(x, w_black, b_black, w_white, b_white):
        scene.show(x, [[([w_black], b_black), ([w_white], b_white)]])

    return LiveFigure(scene, controls, show)


def one_pixel_hidden() -> LiveFigure:
    """One pixel, two hidden neurons, two outputs: move the pixel, and the weight of the two crossed connections."""
    scene = OnePixel(hidden=True)
    controls = {
        "x": Slider(_("pixel x"), 0, 0, 1, 0.1),
        "crossed": Slider(_("crossed w"), 0, -1, 1, 0.5),
    }

    def show(x, crossed):
        hidden = [([-1], 0.65), ([1], -0.35)]  # "rather dark": x below 0.65; "rather bright": x above 0.35
        outputs = [([1, crossed], -0.5), ([crossed, 1], -0.5)]
        scene.show(x, [hidden, outputs])

    return LiveFigure(scene, controls, show)


def _check(inputs, weights, bias) -> int:
    """How many inputs there are; raises ValueError when the diagram cannot show these numbers."""
    small = all(-10 <= value <= 10 for value in (*inputs, *weights))
    if not 1 <= len(inputs) == len(weights) <= 4 or not small or not -40 <= bias <= 40:
        raise ValueError(
            "this picture shows 1 to 4 inputs with as many weights, each from −10 to 10, and a bias from −40 to 40; "
            f"given inputs={inputs!r}, weights={weights!r}, bias={bias!r}"
        )
    return len(inputs)
