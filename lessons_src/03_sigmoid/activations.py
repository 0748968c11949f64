"""Activations side by side, softmax, and two layers with and without a bend between them."""

import numpy as np
from matplotlib.patches import Circle, Rectangle

from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, on_white
from helpers.figures.style import (
    BLUE,
    FAINT,
    GREEN,
    GREY,
    INK,
    LARGE,
    NORMAL,
    SMALL,
    YELLOW,
    sign_colour,
    sign_dashes,
    tint,
)
from helpers.figures.words import factor, subscript
from helpers.language import N_, _, number
from helpers.nn import Activation, leaky_relu, linear, relu, sigmoid, softmax, step, tanh
from helpers.widgets import Choice, LiveFigure, Slider

from .sigmoid import three_decimals

NAMES = {  # of the activations of one neuron
    step: N_("step"),
    linear: "linear",
    relu: "ReLU",
    leaky_relu: "leaky ReLU",
    tanh: "tanh",
    sigmoid: N_("sigmoid"),
}


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
            words.set_text(three_decimals(share))
        largest = [subscript("z", k + 1) for k, value in enumerate(z) if value == max(z)]
        self.summary = _("softmax gives {shares}, together 1. The largest share goes to {largest}.").format(
            shares="; ".join(map(three_decimals, shares)), largest=", ".join(largest)
        )
        self.alt = _("Three bars, one for each z of a layer: z is {z}. {summary}").format(
            z="; ".join(number(value) for value in z), summary=self.summary
        )
        return self


class TwoLayers(Scene):
    """What two neurons and one behind them make of x: a straight line without an activation, and bends with one.

    Thin lines are what each of the two adds to the output.
    """

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
        self.parts = [self.moving(part) for _neuron in range(2) for part in axes.plot([], [], linewidth=1.5)]
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
        added = v * activation(w1 * self.x + b1), activation(w2 * self.x + b2)
        for part, weight, heights in zip(self.parts, (v, 1), added, strict=True):
            part.set(data=(self.x, heights), color=sign_colour(weight), linestyle=sign_dashes(weight))
        output = sum(added)
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


BENDS = {"linear": linear, "relu": relu, "sigmoid": sigmoid}


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
