"""Choices of a training: cross-entropy beside squares, and three ways down."""

import numpy as np
from matplotlib.patches import Ellipse, Rectangle

from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, dot
from helpers.figures.style import (
    GREEN,
    GREY,
    INK,
    NORMAL,
    PURPLE,
    SMALL,
    tint,
)
from helpers.language import N_, _, number
from helpers.nn import adam, cross_entropy, gradient_descent, sigmoid, squared_error
from helpers.widgets import LiveFigure, Slider

from .chain_rule import about


class WhyCrossEntropy(Scene):
    """What an output a costs when 1 is wanted, as (1 − a)² and as −ln a: the lines that touch both, and their slopes by z.

    a is the output for the right class, made from its z by a sigmoid or by a softmax: the slope of both is a·(1 − a).
    The points on the curves, in `handles`, can be dragged.
    """

    LOSSES = (squared_error, cross_entropy)
    LOOKS = ({"color": INK, "linestyle": "--", "linewidth": 3}, {"color": PURPLE, "linewidth": 3})
    ROWS, COLUMNS = (7.4, 3.4), (30.8, 48.4, 65.5, 79)  # where the numbers stand: of each error E, dE/da, da/dz, dE/dz
    FORMULAS = (26.8, 43.4, 61.5, 74.6)  # where the formulas before them end
    TANGENT = 40  # pixels, on each side of a point

    def __init__(self):
        super().__init__(850, 440)
        across = {"xlim": (-0.02, 1.02), "xticks": np.linspace(0, 1, 6), "xlabel": _("output a for the right class")}
        left = self.add_plot(55, 182, 340, 215, grid=True, **across, ylim=(-0.1, 5), yticks=range(6))
        right = self.add_plot(485, 182, 340, 215, grid=True, **across, ylim=(-0.02, 1.02), yticks=np.linspace(0, 1, 6))
        self.pixels = np.array([340 / 1.04, 215 / 5.1])  # a unit of the left graph
        fine = np.linspace(0.005, 1, 200)
        for loss, look in zip(self.LOSSES, self.LOOKS, strict=True):
            error, *_slopes, by_z = self.numbers(loss, fine)
            left.plot(fine, error, **look)
            right.plot(fine, -by_z, **look)
        guides = [axes.plot([], [], color=INK, linewidth=1.5, linestyle=":")[0] for axes in (left, right)]
        tangents = [left.plot([], [], color=GREEN, linewidth=4, solid_capstyle="round")[0] for _loss in self.LOSSES]
        self.guides, self.tangents = list(map(self.moving, guides)), list(map(self.moving, tangents))
        self.points, self.steepness = self.moving(dot(left)), self.moving(dot(right))
        area = self.add_drawing_area()
        area.text(22.5, 41.5, _("error E"), **CAPTION)
        area.text(65.5, 41.5, _("how strongly E responds to z: |dE/dz|"), **CAPTION)
        names = _("squared error"), _("cross-entropy")
        for x, y, name in zip((0.33, 0.7), (0.1, 0.87), names, strict=True):
            right.text(x, y, name, **SMALL_TEXT)
        beside = TEXT | {"fontsize": SMALL, "va": "center_baseline"}
        for x, words in zip((27, 44, 53.4, 61.5, 69.5, 76), ("E", "dE/da", "·", "da/dz", "=", "dE/dz"), strict=True):
            area.text(x, 11, words, **beside | {"color": GREY})
        formulas = (("(1 − a)²", "2·(a − 1)", "a·(1 − a)", ""), ("−ln a", "−1 / a", "a·(1 − a)", "a − 1"))
        for y, name, row, look in zip(self.ROWS, names, formulas, self.LOOKS, strict=True):
            area.plot([1, 4.5], [y, y], **look)
            area.text(5.5, y, name, **beside | {"ha": "left"})
            for x, formula in zip(self.FORMULAS, row, strict=True):
                area.text(x, y, formula, **beside | {"ha": "right"})
        self.values = self.moving(area.add_patch(Lettering()))

    @staticmethod
    def numbers(loss, a: np.ndarray) -> np.ndarray:
        """In rows: the error of outputs a where 1 is wanted, its slope by a, that of a by z, and that of the error by z."""
        by_a, slope = loss.slope(a, 1), sigmoid.slope_by_value(a)
        return np.stack([loss.function(a, 1), by_a, slope, by_a * slope])

    def show(self, a: float) -> "WhyCrossEntropy":
        """Show the output a, from 0.01 to 0.99."""
        both = np.array([self.numbers(loss, np.array(a)) for loss in self.LOSSES])
        (squared, by_a_squared, _by_z, by_z_squared), (entropy, by_a_entropy, _by_z, by_z_entropy) = both
        self.handles = [(a, float(error)) for error in both[:, 0]]
        self.points.set_data([a, a], both[:, 0])
        self.steepness.set_data([a, a], -both[:, 3])
        for guide, ends in zip(self.guides, (both[:, 0], -both[:, 3]), strict=True):
            guide.set_data([a, a], ends)
        for tangent, (error, slope, *_by_z) in zip(self.tangents, both, strict=True):
            half = self.TANGENT / np.hypot(*(self.pixels * (1, slope)))
            tangent.set_data([a - half, a + half], [error - half * slope, error + half * slope])
        written = [
            (x, y, about(value))
            for y, row in zip(self.ROWS, both, strict=True)
            for x, value in zip(self.COLUMNS, row, strict=True)
        ]
        times = number(by_z_entropy / by_z_squared, 1)
        self.values.write([*written, (72, 33.7, _("{times} times as steep").format(times=times))])
        shown = round(a, 2)  # a browser may send back a little less than it was given
        if shown <= 0.1:
            share = _("The right class gets almost nothing.")
        elif shown < 0.5:
            share = _("The right class gets less than half.")
        elif shown < 0.9:
            share = _("The right class gets half or more.")
        else:
            share = _("The right class gets almost everything.")
        self.summary = _("Output a = {a}. {share} Squared error: E {squared}, dE/da {by_a_squared}, dE/dz {by_z_squared}. Cross-entropy: E {entropy}, dE/da {by_a_entropy}, dE/dz {by_z_entropy}. With respect to z, cross-entropy is {times} times as steep as the squared error.").format(
            a=number(a), share=share, times=times,
            squared=about(squared), by_a_squared=about(by_a_squared), by_z_squared=about(by_z_squared),
            entropy=about(entropy), by_a_entropy=about(by_a_entropy), by_z_entropy=about(by_z_entropy),
        )  # fmt: skip
        self.alt = _("Two graphs over the output a for the right class. Left, the error: cross-entropy comes down from far above, the squared error from 1, both to 0 at a = 1. Right, how strongly the error responds to z: cross-entropy falls in a straight line from 1 to 0, the squared error is a low hill, near 0 at both ends. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


class ThreeDescents(Scene):
    """Gradient descent, momentum and Adam from the same start, each on its own map of the same long narrow valley.

    The error is w₁²/20 + 5·w₂²; w₁ and w₂ are drawn to the same scale. Beside each map is the error after each step.
    The learning rate is the same number for all three, but not the same length of step: on a long even slope momentum's
    steps grow to ten times those of gradient descent, and Adam's are about as long as the rate, however gentle the slope.
    From a rate of 0.2 on, gradient descent without momentum does not settle.
    The start can be dragged on each of the maps: `handles` are its three places, and `start_at` tells the start from one.
    """

    STEPS, MOMENTUM = 60, 0.9
    NAMES = (N_("gradient descent"), N_("momentum"), "Adam")
    RULES = (
        N_("w ← w − rate · slope"),
        N_("v ← 0.9 · v + slope;  w ← w − rate · v"),
        N_("w ← w − rate · mean slope / usual size"),
    )
    WIDE, HIGH = 4.2, 0.9  # half of a map's width and height
    UNIT = 56  # pixels
    HIGHEST = 2.5  # error on the graphs

    def __init__(self):
        super().__init__(850, 445)
        self.middles = (4.72, 2.36, 0)  # of the maps, one above the other in the same axes
        width, height = 2 * self.WIDE, self.middles[0] + 2 * self.HIGH
        axes = self.add_plot(80, 52, width * self.UNIT, height * self.UNIT, xlim=(-self.WIDE, self.WIDE))
        axes.set(
            ylim=(-self.HIGH, height - self.HIGH), xticks=range(-4, 5), xlabel=_("weight w₁"), ylabel=_("weight w₂")
        )
        axes.spines[["left", "bottom"]].set_visible(False)
        places = [(middle + w2, number(w2)) for middle in self.middles for w2 in (-0.5, 0, 0.5)]
        axes.set_yticks(*zip(*places, strict=True))
        area = self.add_drawing_area()
        parts, self.heights = [], []  # of the words above each map
        for middle, name, rule in zip(self.middles, self.NAMES, self.RULES, strict=True):
            path = self._add_map(axes, middle)
            y = 52 + middle * self.UNIT
            beside = self.add_plot(620, y, 205, 2 * self.HIGH * self.UNIT, grid=True, xlim=(-1, self.STEPS + 1))
            beside.set(ylim=(0, self.HIGHEST), xticks=range(0, self.STEPS + 1, 20), yticks=range(3))
            beside.tick_params(labelbottom=not middle)
            (fall,) = beside.plot([], [], color=PURPLE, linewidth=3)
            parts.append([path, fall, dot(beside, size=9)])
            above = (y + 2 * self.HIGH * self.UNIT + 15) / 10
            row = TEXT | {"ha": "left", "va": "center_baseline"}
            self.heights.append(above)
            area.text(8, above, _(name), **row | {"weight": "bold"})
            area.text(58.5, above, _(rule), **row | {"ha": "right", "fontsize": SMALL, "color": GREY})
        beside.set_xlabel(_("steps"))
        self.paths, self.falls, self.lasts = (list(map(self.moving, same)) for same in zip(*parts, strict=True))
        self.starts = self.moving(dot(axes, "D", "white", 9))
        self.balls = [self.moving(dot(axes, size=11)) for _name in self.NAMES]
        self.errors = self.moving(area.add_patch(Lettering(size=NORMAL)))

    def _add_map(self, axes, middle: float):
        """Draw a map of the valley around the height `middle`; returns the line for its path."""
        frame = Rectangle((-self.WIDE, middle - self.HIGH), 2 * self.WIDE, 2 * self.HIGH, fc="none", ec=GREY)
        axes.add_patch(frame)
        for far in range(10, 0, -2):  # where the error is far²/20
            ring = Ellipse((0, middle), 2 * far, far / 5, fc=tint(PURPLE, 0.06 * far), ec=PURPLE, linewidth=1)
            axes.add_patch(ring).set_clip_path(frame)
        axes.plot([0], [middle], "+", color=INK, markersize=10, markeredgewidth=2)
        (path,) = axes.plot([], [], "o-", color=INK, markerfacecolor="white", markersize=4.5, linewidth=1.5)
        path.set_clip_path(frame)
        return path

    @staticmethod
    def error(w) -> float:
        """The error of the weights w = (w₁, w₂)."""
        return w[0] ** 2 / 20 + 5 * w[1] ** 2

    @staticmethod
    def slopes(w) -> np.ndarray:
        """The error's slope along w₁ and along w₂."""
        return np.array([w[0] / 10, 10 * w[1]])

    def start_at(self, handle: int, x: float, y: float) -> tuple[float, float]:
        """The weights of the place (x, y) on the map with that index."""
        return x, y - self.middles[handle]

    def show(self, w1: float, w2: float, learning_rate: float, steps: int) -> "ThreeDescents":
        """Show this many steps from w₁, w₂."""
        task = {"start": [w1, w2], "learning_rate": learning_rate, "steps": steps, "gradient": self.slopes}
        ways = (
            gradient_descent(self.error, **task),
            gradient_descent(self.error, **task, momentum=self.MOMENTUM),
            adam(self.error, **task),
        )
        self.handles = [(w1, w2 + middle) for middle in self.middles]
        self.starts.set_data(*zip(*self.handles, strict=True))
        said, errors = [], []
        for k, (name, middle, way) in enumerate(zip(self.NAMES, self.middles, map(list, ways), strict=True)):
            points, values = np.array([step.point for step in way]), [step.value for step in way]
            self.paths[k].set_data(points[:, 0], points[:, 1] + middle)
            x, y = points[-1]
            inside = abs(y) <= self.HIGH  # no path leaves its map to the left or to the right
            self.balls[k].set_data([x], [middle + np.clip(y, -self.HIGH, self.HIGH)])
            self.balls[k].set_marker("o" if inside else "^" if y > 0 else "v")
            self.falls[k].set_data(range(steps + 1), values)
            self.lasts[k].set_data([steps], [min(values[-1], self.HIGHEST)])
            self.lasts[k].set_marker("o" if values[-1] <= self.HIGHEST else "^")
            error = number(values[-1], 3 if values[-1] < 100 else 0)
            errors.append((71.2, self.heights[k], f"E = {error}"))
            words = (
                _("{name}: E = {error} at w₁ = {w1}, w₂ = {w2}")
                if inside
                else _("{name}: E = {error}, out of the picture")
            )
            said.append(words.format(name=_(name), error=error, w1=number(x), w2=number(y)))
        self.errors.write(errors)
        self.summary = _("Learning rate {rate}, start w₁ = {w1}, w₂ = {w2}, steps taken: {steps}; {errors}.").format(
            rate=number(learning_rate), w1=number(w1), w2=number(w2), steps=steps, errors="; ".join(said)
        )
        self.alt = _("Three maps of the same long narrow valley, lowest at w₁ = 0 and w₂ = 0, each with a path from the same start, and beside it the error E after each step. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


def why_cross_entropy(a=0.1) -> LiveFigure:
    """What an output for the right class costs: a from 0.01 to 0.99, by its squared error and by cross-entropy.

    The points on the curves can be dragged.
    """
    scene = WhyCrossEntropy()

    def drag(handle, x, y, began):
        return {"a": x}

    return LiveFigure(scene, {"a": Slider(_("output a"), a, 0.01, 0.99, 0.01)}, scene.show, drag)


def three_descents(learning_rate=0.16, start=(-3.6, 0.6), steps=10) -> LiveFigure:
    """Gradient descent, momentum and Adam in a long narrow valley: learning rate from 0.01 to 0.22, up to 60 steps.

    start: w₁ from −4 to 4 and w₂ from −0.8 to 0.8; it can be dragged. At 0.16, gradient descent zigzags across the
    valley and creeps along it, and momentum rolls past the bottom; at 0.2 and above gradient descent never settles.
    """
    scene = ThreeDescents()
    controls = {
        "w1": Slider(_("start w₁"), start[0], -4, 4, 0.1),
        "w2": Slider(_("start w₂"), start[1], -0.8, 0.8, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.01, 0.22, 0.01),
        "steps": Slider(_("steps"), steps, 0, ThreeDescents.STEPS),
    }

    def show(w1, w2, learning_rate, steps):
        scene.show(w1, w2, learning_rate, round(steps))

    def drag(handle, x, y, began):
        return dict(zip(("w1", "w2"), scene.start_at(handle, x, y), strict=True))

    return LiveFigure(scene, controls, show, drag, play="steps")
