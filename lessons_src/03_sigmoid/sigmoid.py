"""The sigmoid: its curve and slope, its threshold, and what weight and bias do to it."""

import numpy as np
from matplotlib.patches import Circle

from helpers.figures import Scene
from helpers.figures.marks import CAPTION, TEXT, dot
from helpers.figures.style import BLUE, GREEN, GREY, INK, LARGE, NORMAL, YELLOW, tint
from helpers.figures.words import factor
from helpers.language import _, number
from helpers.nn import sigmoid, step
from helpers.widgets import LiveFigure, Slider

FINE = np.linspace(-8, 8, 161)


def three_decimals(value: float) -> str:
    """A number between 0 and 1 with three decimals; one that is not 0 or 1 is never written as if it were."""
    if 0 < value < 0.0005:
        return "< " + number(0.001, 3)
    return "> " + number(0.999, 3) if 0.9995 < value < 1 else number(value, 3)


def _equals(value: float) -> str:
    """ "= 0.881", or "< 0.001" for what would be rounded to 0."""
    text = three_decimals(value)
    return text if text[0] in "<>" else "= " + text


class SigmoidCurve(Scene):
    """The sigmoid with one point on it, the step beside it, and the point's slope on a curve of its own.

    slope: whether the tangent and the curve of slopes are shown too.
    """

    def __init__(self, slope: bool = False):
        super().__init__(850, 380)
        self.with_slope = slope
        width = 340 if slope else 720
        axes = self.add_plot(70, 55, width, 285, grid=True, xlim=(-8, 8), ylim=(-0.04, 1.04), yticks=[0, 0.5, 1])
        axes.set_xlabel("z")
        axes.axvline(0, color=GREY, linewidth=1)
        if not slope:
            axes.step([-8, 0, 8], [0, 0, 1], where="pre", color=GREY, linewidth=2, linestyle="--")
            axes.text(1.6, 0.68, _("sigmoid"), **TEXT | {"color": BLUE, "ha": "left"})
            axes.text(0.25, 0.94, _("step"), **TEXT | {"color": GREY, "ha": "left"})
        axes.plot(FINE, sigmoid(FINE), color=BLUE, linewidth=3)
        (guide,) = axes.plot([], [], color=INK, linewidth=1.5, linestyle=":")
        self.guide = self.moving(guide)
        above = {"transform": axes.transAxes, "ha": "center", "va": "bottom", "fontsize": NORMAL}
        if slope:
            (tangent,) = axes.plot([], [], color=GREEN, linewidth=4, solid_capstyle="round")
            self.tangent = self.moving(tangent)
            slopes = self.add_plot(
                490, 55, 340, 285, grid=True, xlim=(-8, 8), ylim=(-0.012, 0.312), yticks=[0, 0.1, 0.2, 0.3]
            )
            slopes.set_xlabel("z")
            slopes.plot(FINE, sigmoid.derivative(FINE), color=GREEN, linewidth=3, linestyle="--")
            self.slope_point = self.moving(dot(slopes, size=12))
            self.slope_words = self.moving(slopes.text(0.5, 1.03, "", **above | {"transform": slopes.transAxes}))
        self.point = self.moving(dot(axes, size=12))
        self.words = self.moving(axes.text(0.5, 1.03, "", **above))

    def show(self, z: float) -> "SigmoidCurve":
        """Show the point of the curve at this z, from −8 to 8."""
        a, slope = sigmoid(z), sigmoid.derivative(z)
        self.point.set_data([z], [a])
        self.guide.set_data([z, z, -8], [0, a, a])
        self.words.set_text(f"σ({number(z)}) {_equals(a)}")
        if not self.with_slope:
            jump = number(step(z))
            self.summary = _("σ({z}) {equals}. The step at the same place gives {step}.").format(
                z=number(z), equals=_equals(a), step=jump
            )
            self.alt = _(
                "The curve of the sigmoid, rising from 0 to 1, beside the jump of the step at 0. {summary}"
            ).format(summary=self.summary)
            return self
        self.tangent.set_data([z - 1.5, z + 1.5], [a - 1.5 * slope, a + 1.5 * slope])
        self.slope_point.set_data([z], [slope])
        self.slope_words.set_text(_("slope at {z}: {slope}").format(z=number(z), slope=three_decimals(slope)))
        zone = (
            _("steep (sensitive)")
            if slope > 0.1
            else _("sloping gently")
            if slope > 0.02
            else _("almost flat (saturated)")
        )
        self.summary = _("At z = {z}: output {a}, slope {slope}, {zone}.").format(
            z=number(z), a=_equals(a), slope=_equals(slope), zone=zone
        )
        self.alt = _(
            "The sigmoid with a line that touches it, and the curve of its slopes, a bell over 0. {summary}"
        ).format(summary=self.summary)
        return self


class SigmoidNeuron(Scene):
    """A neuron with one input: its output a = σ(w·x + b) for every x, beside σ(x) itself.

    The place where the output is 0.5, in `handles` when it is in sight, can be dragged.
    firing: for a neuron whose w is 1, x is its weighted sum s, and a lamp shows the output for one s.
    """

    def __init__(self, firing: bool = False):
        super().__init__(850, 400)
        self.reach, self.firing = (20, True) if firing else (10, False)
        width = 560 if firing else 730
        axes = self.add_plot(
            70, 55, width, 300, grid=True, xlim=(-self.reach, self.reach), ylim=(-0.04, 1.04), yticks=[0, 0.5, 1]
        )
        axes.set_xlabel(_("weighted sum") if firing else "x")
        axes.axvline(0, color=GREY, linewidth=1)
        axes.set_xticks(range(-self.reach, self.reach + 1, 5))
        self.x = np.linspace(-self.reach, self.reach, 241)
        axes.plot(self.x, sigmoid(self.x), color=GREY, linewidth=2, linestyle="--")
        (curve,) = axes.plot([], [], color=BLUE, linewidth=3)
        (middle,) = axes.plot([], [], color=INK, linewidth=1.5, linestyle=":")
        self.curve, self.middle = self.moving(curve), self.moving(middle)
        place = {"transform": axes.transAxes, "ha": "center", "va": "bottom", "fontsize": NORMAL}
        self.words = self.moving(axes.text(0.5, 1.03, "", **place))
        (handle,) = axes.plot([], [], "D", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=11)
        handle.set_clip_on(False)
        self.handle = self.moving(handle)
        if firing:
            self.point = self.moving(dot(axes, size=12))
            lamp = self.figure.add_axes((670 / 850, 0, 170 / 850, 1))
            lamp.set(xlim=(0, 17), ylim=(0, 40))
            lamp.set_axis_off()
            self.lamp = self.moving(lamp.add_patch(Circle((8.5, 21), 6, edgecolor=INK, linewidth=2)))
            self.output = self.moving(lamp.text(8.5, 21, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))
            lamp.text(8.5, 12, _("output"), **CAPTION)

    def show(self, w: float, b: float, s: float | None = None) -> "SigmoidNeuron":
        """Show the curve for a weight and a bias, and, in a firing neuron, the output for the weighted sum s."""
        self.curve.set_data(self.x, sigmoid(w * self.x + b))
        letter = "s" if self.firing else "x"
        inner = letter if self.firing else f"{number(w)}·{letter}"
        self.words.set_text(f"a = σ({inner} + {factor(b)})")
        half = -b / w if w else None
        seen = half is not None and abs(half) <= self.reach
        self.middle.set_visible(seen)
        self.handle.set_visible(seen)
        self.handles = [(half, 0.5)] if seen else []
        if seen:
            self.middle.set_data([half, half], [-0.04, 1.04])
            self.handle.set_data([half], [0.5])
        if self.firing:
            a = sigmoid(s + b)
            self.point.set_data([s], [a])
            self.lamp.set_facecolor(tint(YELLOW, a))
            self.output.set_text(three_decimals(a))
            self.summary = _("z = {s} + {b} = {z}, and σ({z}) {equals}. The output is above 0.5 when the weighted sum is above {half}.").format(
                s=number(s), b=factor(b), z=number(s + b), equals=_equals(a), half=number(-b)
            )  # fmt: skip
            self.alt = _("The output of a neuron for every weighted sum from −20 to 20, with b = {b}, and σ as a dashed line. {summary}").format(
                b=number(b), summary=self.summary
            )  # fmt: skip
            return self
        if w == 0:
            shape = _("The weight is 0: the output is {a} for every x.").format(a=three_decimals(sigmoid(b)))
        else:
            way = _("rises") if w > 0 else _("falls")
            shape = _("The curve {way}, and its slope in the middle is {slope}.").format(
                way=way, slope=number(w / 4, 3)
            )
            if seen:
                shape += " " + _("The output is 0.5 at x = −b / w = {half}.").format(half=number(half))
            else:
                shape += " " + _("Its middle, x = −b / w = {half}, lies outside the picture.").format(half=number(half))
        self.summary = f"w = {number(w)}, b = {number(b)}. {shape}"
        self.alt = _("The output of a neuron for every x from −10 to 10, and σ as a dashed line. {summary}").format(
            summary=self.summary
        )
        return self


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
