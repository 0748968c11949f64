"""Activation functions (lesson 03): the sigmoid and its slope, what w and b do to it, all activations side by side, layers."""

import numpy as np
from matplotlib.patches import Circle, Rectangle

from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, on_white
from helpers.figures.scene import Scene
from helpers.figures.style import BLUE, FAINT, GREEN, GREY, INK, LARGE, NORMAL, SMALL, YELLOW, tint
from helpers.figures.words import factor, subscript
from helpers.language import N_, _, number
from helpers.nn import Activation, leaky_relu, linear, relu, sigmoid, softmax, step, tanh

FINE = np.linspace(-8, 8, 161)
NAMES = {  # of the activations of one neuron
    step: N_("step"),
    linear: "linear",
    relu: "ReLU",
    leaky_relu: "leaky ReLU",
    tanh: "tanh",
    sigmoid: N_("sigmoid"),
}


def _three(value: float) -> str:
    """A number between 0 and 1 with three decimals; one that is not 0 or 1 is never written as if it were."""
    if 0 < value < 0.0005:
        return "< " + number(0.001, 3)
    return "> " + number(0.999, 3) if 0.9995 < value < 1 else number(value, 3)


def _equals(value: float) -> str:
    """ "= 0.881", or "< 0.001" for what would be rounded to 0."""
    text = _three(value)
    return text if text[0] in "<>" else "= " + text


def _dot(axes, colour=YELLOW):
    (dot,) = axes.plot([], [], "o", color=colour, markeredgecolor=INK, markeredgewidth=2, markersize=12, clip_on=False)
    return dot


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
            self.slope_point = self.moving(_dot(slopes))
            self.slope_words = self.moving(slopes.text(0.5, 1.03, "", **above | {"transform": slopes.transAxes}))
        self.point = self.moving(_dot(axes))
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
        self.slope_words.set_text(_("slope at {z}: {slope}").format(z=number(z), slope=_three(slope)))
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
            self.point = self.moving(_dot(axes))
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
            self.output.set_text(_three(a))
            self.summary = _("z = {s} + {b} = {z}, and σ({z}) {equals}. The output is above 0.5 when the weighted sum is above {half}.").format(
                s=number(s), b=factor(b), z=number(s + b), equals=_equals(a), half=number(-b)
            )  # fmt: skip
            self.alt = _("The output of a neuron for every weighted sum from −20 to 20, with b = {b}, and σ as a dashed line. {summary}").format(
                b=number(b), summary=self.summary
            )  # fmt: skip
            return self
        if w == 0:
            shape = _("The weight is 0: the output is {a} for every x.").format(a=_three(sigmoid(b)))
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


class ActivationGallery(Scene):
    """Six activations side by side, each with its slope as a dashed line, and one z marked in all of them.

    A triangle at the edge stands for a value beyond the picture.
    """

    LIMIT = 2.5

    def __init__(self):
        super().__init__(850, 480)
        self.words, self.points = [], []
        z = np.linspace(-4, 4, 161)
        for k, (activation, name) in enumerate(NAMES.items()):
            row, column = divmod(k, 3)
            axes = self.add_plot(
                40 + 280 * column, 270 - 235 * row, 240, 150, grid=True, xlim=(-4, 4), ylim=(-self.LIMIT, self.LIMIT)
            )
            axes.set(xticks=[-4, -2, 0, 2, 4], yticks=[-2, -1, 0, 1, 2])
            if activation == step:
                axes.plot([-4, 0], [0, 0], color=BLUE, linewidth=3)
                axes.plot([0, 4], [1, 1], color=BLUE, linewidth=3)
                axes.plot(z, activation.derivative(z), color=GREEN, linewidth=2, linestyle="--")
            else:
                axes.plot(z, activation(z), color=BLUE, linewidth=3)
                kink = activation in (relu, leaky_relu)
                for part in (z[z < 0], z[z > 0]) if kink else (z,):
                    axes.plot(part, activation.derivative(part), color=GREEN, linewidth=2, linestyle="--")
            place = {"transform": axes.transAxes, "ha": "center", "va": "bottom"}
            axes.text(0.5, 1.17, _(name), fontsize=NORMAL, weight="bold", color=INK, **place)
            self.words.append(self.moving(axes.text(0.5, 1.02, "", fontsize=SMALL, color=INK, **place)))
            (points,) = axes.plot([], [], "o", color=YELLOW, markeredgecolor=INK, markeredgewidth=1.5, markersize=8)
            points.set_clip_on(False)
            self.points.append(self.moving(points))

    def show(self, z: float) -> "ActivationGallery":
        """Mark this z, from −4 to 4, in every picture."""
        said = []
        for (activation, name), words, points in zip(NAMES.items(), self.words, self.points, strict=True):
            a, slope = activation(z), activation.derivative(z)
            kink = z == 0 and activation in (step, relu, leaky_relu)
            steep = _("no single slope") if kink else _("slope {slope}").format(slope=number(slope, 3))
            words.set_text(f"a = {number(a, 3)}, {steep}")
            points.set(data=([z], [np.clip(a, -self.LIMIT, self.LIMIT)]))
            points.set_marker("^" if a > self.LIMIT else "v" if a < -self.LIMIT else "o")
            said.append(_("{name} gives {a} ({slope})").format(name=_(name), a=number(a, 3), slope=steep))
        self.summary = f"z = {number(z)}. " + "; ".join(said) + "."
        self.alt = _("Six graphs of activations, each with its slope as a dashed line. {summary}").format(
            summary=self.summary
        )
        return self


class SoftmaxBars(Scene):
    """Three outputs of a layer: their z, and the shares that softmax makes of them."""

    def __init__(self):
        super().__init__(850, 300)
        axes = self.add_drawing_area()
        self.sums, self.bars, self.shares = [], [], []
        axes.text(8, 27.5, "z", **TEXT | {"color": GREY})
        axes.text(24, 27.5, "softmax", **TEXT | {"color": GREY, "ha": "left"})
        for k, y in enumerate((21.5, 13.5, 5.5)):
            axes.add_patch(Circle((8, y), 3.5, facecolor="white", edgecolor=INK, linewidth=1.5))
            axes.text(2.2, y, subscript("z", k + 1), **TEXT | {"color": GREY})
            axes.text(17, y, "→", **TEXT | {"color": GREY, "fontsize": LARGE})
            axes.add_patch(Rectangle((24, y - 2.6), 50, 5.2, facecolor="white", edgecolor=FAINT, linewidth=1.5))
            bar = Rectangle((24, y - 2.6), 0, 5.2, facecolor=tint(YELLOW, 0.9), edgecolor=INK, linewidth=1.5)
            self.bars.append(self.moving(axes.add_patch(bar)))
            self.sums.append(self.moving(axes.text(8, y, "", **TEXT)))
            self.shares.append(self.moving(axes.text(79.5, y, "", **TEXT | {"weight": "bold"})))

    def show(self, z) -> "SoftmaxBars":
        """Show the shares of three z."""
        shares = softmax(z)
        for value, share, total, bar, words in zip(z, shares, self.sums, self.bars, self.shares, strict=True):
            total.set_text(number(value))
            bar.set_width(50 * share)
            words.set_text(_three(share))
        largest = [subscript("z", k + 1) for k, value in enumerate(z) if value == max(z)]
        self.summary = _("softmax gives {shares}, together 1. The largest share goes to {largest}.").format(
            shares="; ".join(map(_three, shares)), largest=", ".join(largest)
        )
        self.alt = _("Three bars, one for each z of a layer: z is {z}. {summary}").format(
            z="; ".join(number(value) for value in z), summary=self.summary
        )
        return self


class TwoLayers(Scene):
    """What two neurons and one behind them make of x: a straight line without an activation, and bends with one."""

    BIASES = (1, -1)  # of the two hidden neurons
    LIMIT = 5

    def __init__(self):
        super().__init__(850, 400)
        net = self.figure.add_axes((0, 0, 370 / 850, 1))
        net.set(xlim=(0, 37), ylim=(0, 40))
        net.set_axis_off()
        self.labels = []
        for y, biased in ((29, self.BIASES[0]), (11, self.BIASES[1])):
            net.plot([6, 17], [20, y], color=GREY, linewidth=2)
            net.plot([23, 31], [y, 20], color=GREY, linewidth=2)
            net.add_patch(Circle((20, y), 3.4, facecolor="white", edgecolor=INK, linewidth=1.5, zorder=3))
            net.text(20, y + (5.2 if y > 20 else -5.2), f"b = {number(biased)}", **SMALL_TEXT)
        net.add_patch(Circle((5, 20), 3, facecolor="white", edgecolor=INK, linewidth=1.5, zorder=3))
        net.add_patch(Circle((31, 20), 3.4, facecolor="white", edgecolor=INK, linewidth=1.5, zorder=3))
        net.text(5, 20, "x", **TEXT, zorder=4)
        net.text(31, 20, "Σ", **TEXT | {"fontsize": LARGE}, zorder=4)
        boxed = SMALL_TEXT | on_white(1.5)
        for x, y in ((10.5, 25.2), (10.5, 14.8), (28, 25.8), (28, 14.2)):
            self.labels.append(self.moving(net.text(x, y, "", **boxed)))
        self.names = [net.text(20, y, "", **SMALL_TEXT, zorder=4) for y in (29, 11)]
        for x, words in ((5, _("input")), (20, _("hidden layer")), (32, _("output"))):
            net.text(x, 1.8, words, **CAPTION)
        axes = self.add_plot(420, 55, 400, 290, grid=True, xlim=(-5, 5), ylim=(-self.LIMIT, self.LIMIT))
        axes.set(xticks=range(-4, 5, 2), yticks=range(-4, 5, 2))
        axes.set_xlabel("x")
        axes.axhline(0, color=GREY, linewidth=1)
        axes.axvline(0, color=GREY, linewidth=1)
        (curve,) = axes.plot([], [], color=BLUE, linewidth=3)
        self.curve = self.moving(curve)
        place = {"transform": axes.transAxes, "ha": "center", "va": "bottom", "fontsize": NORMAL}
        self.words = self.moving(axes.text(0.5, 1.03, "", **place))
        self.x = np.linspace(-5, 5, 201)
        self._shown = None

    def show(self, activation: Activation, w1: float, w2: float, v: float) -> "TwoLayers":
        """Show the output v·h₁ + 1·h₂, where h = activation(w·x + b) are the two hidden neurons."""
        name = NAMES[activation]
        if activation != self._shown:
            for text in self.names:
                text.set_text({linear: "z", relu: "ReLU", sigmoid: "σ"}[activation])
            self._shown = activation
            self.repaint()
        b1, b2 = self.BIASES
        for text, (letter, value) in zip(self.labels, (("w₁", w1), ("w₂", w2), ("v", v), ("", 1)), strict=True):
            text.set_text(f"{letter} = {number(value)}" if letter else number(value))
        output = v * activation(w1 * self.x + b1) + activation(w2 * self.x + b2)
        self.curve.set_data(self.x, output)
        equation = f"{number(v * w1 + w2)} · x + {factor(v * b1 + b2)}"
        if activation == linear:
            self.words.set_text(equation)
            self.summary = _("Hidden layer without activation: the output is {equation}, a straight line. One neuron with w = {w} and b = {b} does the same.").format(
                equation=equation, w=number(v * w1 + w2), b=number(v * b1 + b2)
            )  # fmt: skip
        else:
            self.words.set_text(_("with {activation}").format(activation=_(name)))
            bent = np.abs(np.diff(output, 2)).max() > 1e-9
            shape = (
                _("a graph with bends, which no single neuron without activation has") if bent else _("a straight line")
            )
            self.summary = _("Hidden layer with {activation}: {shape}. The output is {low} at x = −5, {middle} at 0 and {high} at 5.").format(
                activation=_(name), shape=shape, low=number(output[0]), middle=number(output[100]), high=number(output[-1])
            )  # fmt: skip
        self.alt = _("A network from x through two hidden neurons to one output, with w₁ = {w1}, w₂ = {w2}, v = {v}, and the graph of its output. {summary}").format(
            w1=number(w1), w2=number(w2), v=number(v), summary=self.summary
        )  # fmt: skip
        return self
