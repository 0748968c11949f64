"""One neuron: the diagram with its numbers, and its sum as a walk on the number line."""

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch

from helpers.figures import Scene
from helpers.figures.marks import CAPTION, TEXT, line_width, on_white
from helpers.figures.style import (
    FAINT,
    GREY,
    INK,
    LARGE,
    NORMAL,
    sign_colour,
    sign_dashes,
    tint,
)
from helpers.figures.words import factor, subscript
from helpers.language import _, number
from helpers.nn import Activation, Neuron, linear
from helpers.widgets import LiveFigure, Slider, refuse_beyond


class NeuronDiagram(Scene):
    """A neuron with its inputs, weights, bias, sum and output; a line is as thick as its weight is large."""

    def __init__(self, inputs: int, activation: Activation = linear):
        super().__init__(850, 340)
        self.activation = activation
        axes = self.add_drawing_area()
        heights = [17.0] if inputs == 1 else [27 - 20 * i / (inputs - 1) for i in range(inputs)]
        self.edges, self.weights, self.products, self.inputs = [], [], [], []
        boxed = TEXT | on_white(2)
        for i, y in enumerate(heights, start=1):
            end = 17 + (y - 17) * 0.3  # the lines reach the neuron side by side
            axes.add_patch(Circle((9, y), 4, facecolor="white", edgecolor=INK, linewidth=1.5))
            axes.text(3.2, y, subscript("x", i), **TEXT | {"color": GREY})
            (edge,) = axes.plot([13, 47], [y, end], solid_capstyle="butt")
            self.edges.append(self.moving(edge))
            self.weights.append(self.moving(axes.text(20.5, y + (end - y) * 0.22, "", **boxed)))
            self.products.append(self.moving(axes.text(36, y + (end - y) * 0.68, "", **boxed)))
            self.inputs.append(self.moving(axes.text(9, y, "", **TEXT | {"fontsize": LARGE})))
        axes.plot([53.5, 53.5], [27.5, 23.8], color=GREY, linewidth=2)
        axes.plot([60, 74], [17, 17], color=GREY, linewidth=2)
        axes.add_patch(Circle((53.5, 17), 6.5, facecolor="white", edgecolor=INK, linewidth=2))
        axes.text(53.5, 20, "Σ + b", **CAPTION)
        axes.text(53.5, 6, _("weighted sum\nplus bias"), **CAPTION)
        axes.text(9, heights[-1] - 6, _("inputs"), **CAPTION)
        axes.text(79, 10, _("output"), **CAPTION)
        if activation != linear:
            box = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": INK}
            axes.text(67, 17, activation.formula, **TEXT | {"bbox": box})
            axes.text(67, 10, _("activation"), **CAPTION)
        self.bias = self.moving(axes.text(53.5, 29.6, "", **TEXT))
        self.z = self.moving(axes.text(53.5, 16, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))
        self.lamp = self.moving(axes.add_patch(Circle((79, 17), 5, edgecolor=INK, linewidth=2)))
        self.output = self.moving(axes.text(79, 17, "", **TEXT | {"weight": "bold"}))

    def show(self, inputs, weights, bias) -> "NeuronDiagram":
        """Show these numbers: as many inputs and weights as the diagram has, one bias."""
        neuron = Neuron(weights, bias, self.activation)
        z, a = neuron.z(inputs), neuron(inputs)
        parts, terms = [], []
        for i, (x, w) in enumerate(zip(inputs, weights, strict=True)):
            self.inputs[i].set_text(number(x))
            self.edges[i].set(color=sign_colour(w), linewidth=line_width(w), linestyle=sign_dashes(w))
            self.weights[i].set(text=f"{subscript('w', i + 1)} = {number(w)}", color=sign_colour(w))
            self.products[i].set_text(f"{number(x)} · {factor(w)} = {number(x * w)}")
            terms.append(f"({number(x)} · {factor(w)})")
            parts.append(
                _("input {x_i} = {x} with weight {w} gives {product}").format(
                    x_i=subscript("x", i + 1), x=number(x), w=number(w), product=number(x * w)
                )
            )
        self.bias.set(text=f"b = {number(bias)}", color=sign_colour(bias))
        self.z.set_text(number(z))
        self.output.set(text=number(a), fontsize=LARGE if len(number(a)) < 5 else NORMAL)
        self.lamp.set_facecolor(tint(sign_colour(a), 0.15))
        total = Neuron(weights).z(inputs)
        self.alt = _(
            "A neuron: {parts}; the weighted sum is {total}; the bias is {b}; z is {z}; the output is {a}."
        ).format(parts="; ".join(parts), total=number(total), b=number(bias), z=number(z), a=number(a))
        if self.activation != linear:
            self.alt += " " + _("The activation is {formula}.").format(formula=self.activation.formula)
        self.summary = (
            f"z = {' + '.join(terms)} + {factor(bias)} = {number(total)} + {factor(bias)} = {number(z)}. "
            + _("Output: {a}.").format(a=number(a))
        )
        return self


class SumWalk(Scene):
    """The weighted sum as a walk along the number line: a stretch for every product, and one for the bias."""

    def __init__(self, terms: int, low: float, high: float):
        rows = terms + 1
        super().__init__(850, 90 + 52 * rows)
        axes = self.add_plot(110, 55, 690, 52 * rows, xlim=(low, high), ylim=(rows - 0.3, -0.7), yticks=[])
        axes.spines["left"].set_visible(False)
        axes.axvline(0, color=GREY, linewidth=1)
        axes.grid(axis="x", color=FAINT)
        axes.set_axisbelow(True)
        self.names = [f"{subscript('x', i)} · {subscript('w', i)}" for i in range(1, rows)] + [_("bias b")]
        style = {"arrowstyle": "-|>", "mutation_scale": 18, "shrinkA": 0, "shrinkB": 0}
        self.end = self.moving(axes.axvline(0, color=INK, linewidth=2, linestyle=":"))
        self.arrows, self.labels = [], []
        for row, name in enumerate(self.names):
            axes.text(-0.02, row, name, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=NORMAL)
            arrow = FancyArrowPatch((0, row), (1, row), **style)
            self.arrows.append(self.moving(axes.add_patch(arrow)))
            label = axes.text(0, row - 0.36, "", ha="center", va="center", fontsize=NORMAL)
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
            self.labels.append(self.moving(label))
        self.total = self.moving(
            axes.text(0, 1.02, "", transform=axes.get_xaxis_transform(), ha="center", va="bottom", fontsize=NORMAL)
        )

    def show(self, inputs, weights, bias) -> "SumWalk":
        """Show the walk of these numbers: first every product, then the bias."""
        steps = [x * w for x, w in zip(inputs, weights, strict=True)] + [bias]
        position, places = 0.0, []
        for row, (arrow, label, step) in enumerate(zip(self.arrows, self.labels, steps, strict=True)):
            arrow.set_positions((position, row), (position + step, row))
            arrow.set(color=sign_colour(step), linewidth=3, linestyle=sign_dashes(step), visible=step != 0)
            sign = "+" if step > 0 else ""
            label.set(text=sign + number(step), x=position + step / 2, color=sign_colour(step))
            position += step
            name = self.names[row]
            places.append(
                _("{name} = {step} leads to {place}").format(name=name, step=number(step), place=number(position))
            )
        self.end.set_xdata([position, position])
        self.total.set(text=f"z = {number(position)}", x=position)
        self.alt = _("A walk on the number line from 0: {stops}, so z = {z}.").format(
            stops="; ".join(places), z=number(position)
        )
        self.summary = " + ".join([number(steps[0]), *(factor(step) for step in steps[1:])]) + f" = {number(position)}"
        return self


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


def _check(inputs, weights, bias) -> int:
    """How many inputs there are; raises ValueError when the diagram cannot show these numbers."""
    if not 1 <= len(inputs) == len(weights) <= 4:
        text = _("Give 1 to 4 inputs and as many weights; given inputs={inputs}, weights={weights}")
        raise ValueError(text.format(inputs=inputs, weights=weights))
    for i, (x, w) in enumerate(zip(inputs, weights, strict=True), start=1):
        refuse_beyond(subscript("x", i), x, -10, 10)
        refuse_beyond(subscript("w", i), w, -10, 10)
    refuse_beyond(_("bias b"), bias, -40, 40)
    return len(inputs)
