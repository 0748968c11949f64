"""One figure done both ways: the sigmoid of w·x, with a slider for w."""

import numpy as np

from helpers.figures import Scene
from helpers.widgets import LiveFigure, Slider

LOW, HIGH, STEP, FIRST = -5, 5, 0.1, 1  # of the slider for w
X = np.linspace(-10, 10, 200)
LABELS = {"title": "The sigmoid of w·x", "xlabel": "x", "ylabel": "output"}


def sigmoid(w: float) -> np.ndarray:
    """The outputs for all of X."""
    return 1 / (1 + np.exp(-w * X))


def draw_usual(w: float):
    """The usual way: a new pyplot figure for every value of the slider."""
    # Here, so that the kernel of the live figure does not load pyplot and its hooks.
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot(X, sigmoid(w))
    axes.set(xlim=(-10, 10), ylim=(-0.05, 1.05), **LABELS)
    return figure


class Sigmoid(Scene):
    """Our way: the axes are drawn once, and only the curve moves."""

    def __init__(self):
        super().__init__(600, 400)
        axes = self.add_plot(70, 60, 510, 300, xlim=(-10, 10), ylim=(-0.05, 1.05), **LABELS)
        self.curve = self.moving(axes.plot(X, sigmoid(FIRST))[0])

    def show(self, w: float) -> None:
        """Show the curve for this w."""
        self.curve.set_ydata(sigmoid(w))
        self.summary = f"w = {w:.1f}"
        self.alt = f"The sigmoid of w·x for w = {w:.1f}."


def live_sigmoid() -> LiveFigure:
    """The figure with its slider, our way."""
    scene = Sigmoid()
    return LiveFigure(scene, {"w": Slider("w", FIRST, LOW, HIGH, STEP)}, scene.show)
