"""The live figures of lesson 06: what an error is, how it depends on the weights, and the steps of gradient descent."""

import numpy as np

from helpers import data
from helpers.data import LabelledImages
from helpers.figures import BallOnParabola, ContourDescent, OutputCost, Residuals, SlopeOfError, Valleys, WhySquares
from helpers.language import N_, _
from helpers.nn import Network, sigmoid
from helpers.widgets.live import Choice, LiveFigure, Slider


def residuals(slope=0.5, intercept=2) -> LiveFigure:
    """Five points and a line, with the squares of its errors: weight w from −1 to 1.5, bias b from −9 to 16.

    The line's middle can be dragged up and down, and the line turned about it.
    """
    scene = Residuals()
    controls = {
        "slope": Slider(_("weight w"), slope, -1, 1.5, 0.05),
        "intercept": Slider(_("bias b"), intercept, -9, 16, 0.1),
    }

    def drag(handle, x, y, began):
        slope, middle = controls["slope"].value, scene.X.mean()
        if handle == 0:
            return {"intercept": np.clip(y, 0, scene.HIGH) - slope * middle}
        if x == middle:
            return {}
        height = slope * middle + controls["intercept"].value
        turned = controls["slope"].nearest((y - height) / (x - middle))
        return {"slope": turned, "intercept": height - turned * middle}

    return LiveFigure(scene, controls, scene.show, drag)


def why_squares(e=2) -> LiveFigure:
    """One error from −3 to 3, without its sign and squared, with the slope of both."""
    scene = WhySquares()
    return LiveFigure(scene, {"e": Slider(_("error e"), e, -3, 3, 0.1)}, scene.show)


def output_cost(network: Network | None = None, digits: LabelledImages | None = None, image=30) -> LiveFigure:
    """What a network's answer to an image costs: the sum of the squared differences between its outputs and the target.

    network: the trained one, by default that of the course, beside an untrained one; digits: the images, of which the
    first 100 can be chosen, by default MNIST's for the test; image: the index of the first one. Raises TypeError or
    ValueError for those that `OutputCost` cannot show.
    """
    networks = {
        # Of the outputs of this one, that for 8 is the largest, whatever the image.
        N_("untrained network"): Network([784, 16, 16, 10], output=sigmoid, rng=np.random.default_rng(9)),
        N_("trained network"): Network.load(data.PRETRAINED) if network is None else network,
    }
    scene = OutputCost(networks, data.load(split="test") if digits is None else digits)
    controls = {
        "network": Choice(_("network"), [(_(name), name) for name in networks], next(iter(networks))),
        "image": Slider(_("image"), 0, 0, scene.count - 1),
    }
    controls["image"].value = controls["image"].nearest(image)

    def show(network, image):
        scene.show(network, round(image))

    return LiveFigure(scene, controls, show)


def slope_of_error(w=5) -> LiveFigure:
    """The error as a function of one weight w, from −1 to 7, and its slope there; the point can be dragged."""
    scene = SlopeOfError()

    def drag(handle, x, y, began):
        return {"w": x}

    return LiveFigure(scene, {"w": Slider(_("weight w"), w, -1, 7, 0.1)}, scene.show, drag)


def ball_on_parabola(learning_rate=0.1, start=7, steps=5) -> LiveFigure:
    """A ball that goes down a parabola: learning rate from 0.01 to 1.2, start from −1 to 7, up to 20 steps.

    The start can be dragged.
    """
    controls = {
        "start": Slider(_("start w"), start, -1, 7, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.01, 1.2, 0.01),
        "steps": Slider(_("steps"), steps, 0, BallOnParabola.STEPS),
    }
    return _ball(BallOnParabola(), controls)


def valleys(start=8, learning_rate=0.1, steps=10) -> LiveFigure:
    """A ball on a curve with three valleys: start from −10 to 8, learning rate from 0.05 to 2.5, up to 30 steps.

    The start can be dragged.
    """
    controls = {
        "start": Slider(_("start w"), start, -10, 8, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.05, 2.5, 0.05),
        "steps": Slider(_("steps"), steps, 0, Valleys.STEPS),
    }
    return _ball(Valleys(), controls)


def _ball(scene, controls) -> LiveFigure:
    def show(start, learning_rate, steps):
        scene.show(start, learning_rate, round(steps))

    def drag(handle, x, y, began):
        return {"start": x}

    return LiveFigure(scene, controls, show, drag, play="steps")


def contour_descent(learning_rate=0.17, start=(3, -4), steps=6) -> LiveFigure:
    """A descent on the map of a line's w and b: learning rate from 0.01 to 0.22, up to 20 steps.

    start: w from −2 to 4 and b from −4 to 6; it can be dragged.
    """
    scene = ContourDescent()
    controls = {
        "w": Slider(_("start w"), start[0], -2, 4, 0.1),
        "b": Slider(_("start b"), start[1], -4, 6, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.01, 0.22, 0.01),
        "steps": Slider(_("steps"), steps, 0, ContourDescent.STEPS),
    }

    def show(w, b, learning_rate, steps):
        scene.show(w, b, learning_rate, round(steps))

    def drag(handle, x, y, began):
        return {"w": y, "b": x}

    return LiveFigure(scene, controls, show, drag, play="steps")
