"""Networks: one to work out by hand, and any architecture with its count of parameters."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import (
    CAPTION,
    TEXT,
    Connections,
    neuron_circles,
)
from helpers.figures.style import (
    FAINT,
    GREY,
    INK,
    NORMAL,
    WHITE,
    YELLOW,
    tint,
)
from helpers.figures.words import factor, subscript
from helpers.language import N_, _, number
from helpers.nn import Layer, Network, sigmoid
from helpers.widgets import Choice, LiveFigure, Slider


def _equals(value: float) -> str:
    """The number after "=", or after "≈" when it is rounded."""
    return ("= " if abs(value - round(value, 2)) < 1e-6 else "≈ ") + number(value)


def three_four_one_network() -> Network:
    """The network of the lesson: for the inputs 1, 0.5, 0.2 its first hidden neuron gives 0.42 and its output is 0.74."""
    hidden = Layer([[0.3, -0.5, -0.3], [0.5, -1, 1], [3, -2.2, 1.8], [-1.6, 3, 2.8]], [-0.3, 0.1, -0.1, -1.8], sigmoid)
    return Network.of([hidden, Layer([[2.6, -0.8, 1.9, -2.4]], [-0.8], sigmoid)])


class ThreeFourOne(Scene):
    """Three inputs, four hidden neurons, one output: lines by weight, fill by activation, and one neuron's sum in full."""

    INPUTS = ((12, 37), (12, 26), (12, 15))
    HIDDEN = ((42, 38), (42, 30), (42, 22), (42, 14))
    OUTPUT = (73, 26)

    def __init__(self):
        super().__init__(850, 450)
        self.network = three_four_one_network()
        axes = self.add_drawing_area()
        into = [(self.INPUTS, neuron) for neuron in self.HIDDEN] + [(self.HIDDEN, self.OUTPUT)]
        self.ends = np.array([(start, end) for starts, end in into for start in starts], float)
        self.weights = np.concatenate([layer.weights.ravel() for layer in self.network.layers])
        self.reached = np.repeat(np.arange(5), [3, 3, 3, 3, 4])  # the neuron that each line leads to
        self.connections = Connections(self, axes)
        self.neurons = self.moving(neuron_circles(axes, [*self.INPUTS, *self.HIDDEN, self.OUTPUT], 3))
        self.names = self.moving(axes.add_patch(Lettering()))
        self.numbers = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        self.sums = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        for (x, y), words in zip(self.INPUTS, ("x₁", "x₂", "x₃"), strict=True):
            axes.text(x - 5.2, y, words, **TEXT | {"color": GREY})
        for x, words in ((12, _("inputs")), (42, _("hidden layer")), (73, _("output"))):
            axes.text(x, 43.2, words, **CAPTION)

    def show(self, inputs: Sequence[float], neuron: int) -> "ThreeFourOne":
        """Show three inputs; neuron: the one written out, 0 to 3 for the hidden ones, 4 for the output."""
        passed = self.network.activations(inputs)
        activations = [*passed[1], *passed[2]]
        layer, row, read = (1, 0, passed[1]) if neuron == 4 else (0, neuron, passed[0])
        weights, bias = self.network.layers[layer].weights[row], self.network.layers[layer].bias[row]
        z, a, output = weights @ read + bias, activations[neuron], activations[4]
        chosen = self.reached == neuron
        self.connections.set(self.ends, self.weights, 1 + 2 * np.abs(self.weights), np.where(chosen, 1, 0.4))
        self.neurons.set_facecolor([WHITE] * 3 + [tint(YELLOW, float(value)) for value in activations])
        self.neurons.set_linewidth([1.5] * 3 + [4 if k == neuron else 1.5 for k in range(5)])
        shown = [(*place, number(x)) for place, x in zip(self.INPUTS, inputs, strict=True)]
        shown += [(*place, number(activations[k])) for k, place in enumerate(self.HIDDEN) if k == neuron]
        self.numbers.write([*shown, (*self.OUTPUT, number(output))])
        self.names.write([(*place, subscript("h", k + 1)) for k, place in enumerate(self.HIDDEN) if k != neuron])
        terms = [f"{factor(w)}·{number(value, 3)}" for w, value in zip(weights, read, strict=True)]
        lines = (f"z = {' + '.join(terms)} + {factor(bias)} {_equals(z)}", f"a = σ({number(z)}) {_equals(a)}")
        name = _("output") if neuron == 4 else _("hidden neuron {h}").format(h=subscript("h", neuron + 1))
        self.sums.write([(42.5, 7, lines[0]), (42.5, 3.2, lines[1])])
        self.summary = f"{name.capitalize()}: {lines[0]}; {lines[1]}."
        if neuron < 4:
            self.summary += " " + _("Output: {a}.").format(a=number(output))
        self.alt = _("A network of 3 inputs ({inputs}), 4 hidden neurons and 1 output; the larger an activation, the yellower its neuron. {summary}").format(
            inputs="; ".join(map(number, inputs)), summary=self.summary
        )  # fmt: skip
        return self


class Architecture(Scene):
    """Layers of any size, each joined to the next; how many weights lie between two, how many biases in each, and the sum."""

    SHOWN = 10  # circles of a layer; of a larger one, the first and the last four with three dots between them
    MIDDLE, STEP = 29.5, 2.5

    def __init__(self):
        super().__init__(850, 450)
        axes = self.add_drawing_area()
        lines = LineCollection([], colors=FAINT, linewidths=1)
        self.lines = self.moving(axes.add_collection(lines, autolim=False))
        self.circles = self.moving(neuron_circles(axes, [(0, 0)], 0.95))
        self.circles.set_facecolor(WHITE)
        self.dots = self.moving(neuron_circles(axes, [(0, 0)], 0.2))
        self.dots.set_facecolor(INK)
        self.sizes = self.moving(axes.add_patch(Lettering()))
        self.counts = self.moving(axes.add_patch(Lettering()))
        self.total = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        for y, words in ((12, _("weights")), (6.8, _("biases"))):
            axes.text(1.5, y, words, **CAPTION | {"ha": "left"})

    def show(self, sizes: Sequence[int]) -> "Architecture":
        """Show a network of these sizes: the number of inputs, then that of neurons in each layer, the last the outputs."""
        across = np.linspace(11, 77, len(sizes))
        circles, dots = zip(*(self._column(x, size) for x, size in zip(across, sizes, strict=True)), strict=True)
        self.circles.set_offsets(np.concatenate(circles))
        self.dots.set_offsets(np.concatenate(dots))
        self.lines.set_segments([(start, end) for one, two in pairwise(circles) for start in one for end in two])
        weights = [inputs * neurons for inputs, neurons in pairwise(sizes)]
        biases = sizes[1:]
        words = [_("inputs: {count}"), *[_("hidden: {count}")] * (len(sizes) - 2), _("outputs: {count}")]
        names = [name.format(count=number(size)) for name, size in zip(words, sizes, strict=True)]
        self.sizes.write([(x, 43.2, name) for x, name in zip(across, names, strict=True)])
        counts = [(x, 6.8, number(count)) for x, count in zip(across[1:], biases, strict=True)]
        for k, count in enumerate(weights):
            middle = (across[k] + across[k + 1]) / 2
            product = f"{number(sizes[k])} · {number(sizes[k + 1])}"
            counts += [(middle, 13, product), (middle, 11, f"= {number(count)}")]
        self.counts.write(counts)
        total = _("{weights} weights + {biases} biases = {parameters} parameters").format(
            weights=number(sum(weights)), biases=number(sum(biases)), parameters=number(sum(weights) + sum(biases))
        )
        self.total.write([(42.5, 2.5, total)])
        self.summary = f"{'–'.join(number(size) for size in sizes)}: {total}."
        products = [
            f"{number(inputs)} · {number(neurons)} = {number(inputs * neurons)}" for inputs, neurons in pairwise(sizes)
        ]
        self.alt = _("A network in layers, {layers}, each joined to the next by lines. Weights between the layers: {products}. {summary}").format(
            layers="; ".join(names), products="; ".join(products), summary=self.summary
        )  # fmt: skip
        return self

    def _column(self, x: float, size: int) -> tuple[np.ndarray, np.ndarray]:
        """The places of a layer's circles, and of the dots that stand for those left out."""
        steps = np.arange(min(size, self.SHOWN))
        places = np.column_stack([np.full(len(steps), x), self.MIDDLE - self.STEP * (steps - steps.mean())])
        if size <= self.SHOWN:
            return places, places[:0]
        return np.delete(places, [4, 5], axis=0), np.array([(x, self.MIDDLE + 0.9 * step) for step in (1, 0, -1)])


IMAGES = {784: N_("28 × 28, grey"), 3072: N_("32 × 32, in colour")}  # pixels, by the count of their numbers


def three_four_one(inputs=(1, 0.5, 0.2)) -> LiveFigure:
    """The network 3–4–1 of the lesson: three inputs from 0 to 1, and which of its neurons is written out."""
    scene = ThreeFourOne()
    controls = {f"x{k}": Slider(subscript("x", k), x, 0, 1, 0.1) for k, x in enumerate(inputs, start=1)}
    neurons = [(_("hidden neuron {h}").format(h=subscript("h", k + 1)), k) for k in range(4)]
    controls["neuron"] = Choice(_("written out"), [*neurons, (_("output"), 4)], 0)

    def show(x1, x2, x3, neuron):
        scene.show([x1, x2, x3], neuron)

    return LiveFigure(scene, controls, show)


def network_architecture(sizes=(784, 16, 16, 10)) -> LiveFigure:
    """Layers as circles, with all weights and biases counted: how many inputs, and up to four hidden layers.

    sizes: 784 or 3072 inputs, then none to four hidden layers of 1 to 64 neurons, then 10 outputs. Raises ValueError
    for others. A hidden layer whose slider stands at 0 is left out.
    """
    inputs, *hidden, outputs = sizes
    if inputs not in IMAGES or len(hidden) > 4 or not all(size in range(1, 65) for size in hidden) or outputs != 10:
        text = _(
            "sizes must be 784 or 3072 inputs, none to four hidden layers of 1 to 64 neurons, and 10 outputs, such as "
            "(784, 16, 16, 10); given {given}"
        )
        raise ValueError(text.format(given=repr(sizes)[:80]))
    scene = Architecture()
    controls = {"inputs": Choice(_("inputs"), [(_(words), count) for count, words in IMAGES.items()], inputs)}
    for k in range(4):
        size = hidden[k] if k < len(hidden) else 0
        controls[f"hidden{k + 1}"] = Slider(_("hidden layer {k}").format(k=k + 1), size, 0, 64)

    def show(inputs, **hidden):
        scene.show([inputs, *(int(size) for size in hidden.values() if size), 10])

    return LiveFigure(scene, controls, show)
