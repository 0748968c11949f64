"""Gradient descent over two weights, on the map of the error."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Ellipse

from helpers.figures.marks import TEXT
from helpers.figures.style import BLUE, INK, PURPLE, SMALL, tint
from helpers.figures.words import factor
from helpers.language import _, number
from helpers.nn import gradient_descent
from helpers.widgets import LiveFigure, Slider

from .descent import Descent, conduct


class ContourDescent(Descent):
    """The error of a line y = w·x + b for four points, as a map of b and w, and the steps of a descent on it.

    On a contour line the error is the same everywhere. Beside the map are the points and the line that b and w give.
    """

    X, Y = np.array([-3, -1, 1, 3]), np.array([-1, -1, 1, 5])
    STEPS = 20

    def __init__(self):
        right = {"xlim": (-4.5, 4.5), "ylim": (-6, 8), "xticks": range(-4, 5, 2), "yticks": range(-6, 9, 2)}
        # b and w to the same scale, so that the steps cross the contour lines at right angles
        left = {"xlim": (-4.75, 6.5), "ylim": (-2.5, 4.5), "xticks": range(-4, 7, 2), "yticks": range(-2, 5)}
        super().__init__(right | {"xlabel": "x", "ylabel": "y"}, **left, xlabel=_("bias b"), ylabel=_("weight w"))
        for far in range(10, 0, -1):  # where 5·(w − 1)² + (b − 1)² is far²
            size = (2 * far, 2 * far / np.sqrt(5))
            ring = Ellipse((1, 1), *size, facecolor=tint(PURPLE, 0.06 * far), edgecolor=PURPLE, linewidth=1.5)
            self.axes.add_patch(ring)
        for far in range(1, 6):
            gap = {"facecolor": tint(PURPLE, 0.06 * far + 0.03), "edgecolor": "none", "pad": 1}
            self.axes.text(1 + far, 1, number(far**2 + 1), **TEXT | {"fontsize": SMALL, "bbox": gap})
        self.axes.plot([1], [1], "+", color=INK, markersize=12, markeredgewidth=2)
        residuals = LineCollection([], colors=PURPLE, linewidths=2.5, linestyles="--")
        (line,) = self.beside.plot([], [], color=BLUE, linewidth=3)
        (points,) = self.beside.plot(self.X, self.Y, "o", color=INK, markersize=8)
        self.residuals = self.moving(self.beside.add_collection(residuals, autolim=False))
        self.line = self.moving(line)
        self.moving(points)  # it stays, but over the line
        self.add_ball()

    @classmethod
    def error(cls, place) -> float:
        """The mean squared error of the line with b, w = place, which is 5·(w − 1)² + (b − 1)² + 1."""
        b, w = place
        return ((w * cls.X + b - cls.Y) ** 2).mean()

    @classmethod
    def slopes(cls, place) -> np.ndarray:
        """The error's slope along b and along w."""
        b, w = place
        off = w * cls.X + b - cls.Y
        return np.array([2 * off.mean(), 2 * (off * cls.X).mean()])

    def show(self, w: float, b: float, learning_rate: float, steps: int) -> "ContourDescent":
        """Show this many steps from the weight w and the bias b."""
        way = list(gradient_descent(self.error, [b, w], learning_rate, steps, self.slopes))
        now = way[-1]
        inside = self.walk(np.array([step.point for step in way]))
        bias, weight = now.point
        ends = np.stack([self.Y, weight * self.X + bias], axis=1)
        self.residuals.set_segments([[(x, y) for y in pair] for x, pair in zip(self.X, ends, strict=True)])
        self.line.set_data([-4.5, 4.5], [bias - 4.5 * weight, bias + 4.5 * weight])
        place = {"w": number(weight), "b": number(bias), "error": number(now.value)}
        self.left_words.set_text("w = {w}, b = {b}, E = {error}".format(**place))
        self.right_words.set_text(f"y = {number(weight)} · x + {factor(bias)}")
        self.summary = _("Learning rate {rate}, steps taken: {steps}. Now w = {w}, b = {b} and the error is {error}; the slope is {by_w} along w and {by_b} along b.").format(
            rate=number(learning_rate), steps=steps, by_w=number(now.gradient[1]), by_b=number(now.gradient[0]), **place
        )  # fmt: skip
        if not inside:
            self.summary += " " + _("The ball is {out}.").format(out=self.out.get_text())
        # A step multiplies w − 1 by 1 − 10 · rate, and b − 1 by 1 − 2 · rate.
        self.judge(
            conduct(
                [1 - bend * learning_rate for bend, start in ((10, w), (2, b)) if not np.isclose(start, 1)],
                steps,
                learning_rate,
            )
        )
        self.alt = _("A map of b and w with contour lines, long ellipses around b = 1 and w = 1, where the error is 1; a path starts at w = {w}, b = {b}, with an arrow for each step. Beside it four points and the line y = w·x + b. {summary}").format(
            w=number(w), b=number(b), summary=self.summary
        )  # fmt: skip
        return self


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
