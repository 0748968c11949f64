"""A digit on its way through a trained network."""

from copy import deepcopy

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.fitting import require_ten_classes
from helpers.figures.lettering import Lettering
from helpers.figures.marks import (
    CAPTION,
    SMALL_TEXT,
    TEXT,
    Connections,
    neuron_circles,
    tints,
)
from helpers.figures.style import BLUE, FAINT, GREY, INK, ORANGE, PURPLE, SMALL, YELLOW
from helpers.figures.words import in_words, rounded
from helpers.language import _, number
from helpers.nn import Network
from helpers.nn.network import as_network
from helpers.widgets import LiveFigure, Slider


def _added(value: float) -> str:
    """A number that is added to one before: "+ 2" or "− 2"."""
    return f" − {number(-value)}" if value < 0 else f" + {number(value)}"


class ForwardPass(Scene):
    """An image on its way from the pixels to the ten outputs of a network, and what its pixels do to one hidden neuron.

    network: 784 inputs, one to three hidden layers of at most 16 neurons, 10 outputs; digits: images of ten classes, of
    which about 200, evenly spaced, can be shown: `images` holds their indices. Raises TypeError or ValueError for others.
    """

    SHOWN, NAMED, STRONGEST = 200, 20, 45  # images; those named as wrong; connections between two layers
    MIDDLE = 23.5  # height of the middle of every layer
    END = 77.5  # where a bar of 1 ends

    def __init__(self, network: Network, digits: LabelledImages):
        hidden = as_network(network).sizes[1:-1]
        if network.sizes[0] != SIDE**2 or network.sizes[-1] != 10 or not 1 <= len(hidden) <= 3 or max(hidden) > 16:
            text = _(
                "this picture shows networks with 784 inputs, one to three hidden layers of at most 16 neurons, and 10 "
                "outputs, such as Network([784, 16, 16, 10]); given sizes {sizes}"
            )
            raise ValueError(text.format(sizes=network.sizes))
        require_ten_classes(digits)
        super().__init__(850, 470)
        self.network, self.digits = deepcopy(network), digits  # it may be trained further
        self.images = range(0, len(digits), -(-len(digits) // self.SHOWN))
        self.passed = network.activations(digits.pixels(self.images))
        self.answers, self.labels = self.passed[-1].argmax(axis=1), digits.labels[self.images]
        self.wrong = np.flatnonzero(self.answers != self.labels)
        # The most that any of the images sends through a connection of a gap is its thickest line.
        self.most = [
            float((np.abs(layer.weights) * np.abs(read).max(axis=0)).max()) or 1.0
            for layer, read in zip(network.layers[1:], self.passed[1:-1], strict=True)
        ]
        self.heaviest = float(np.quantile(np.abs(network.layers[0].weights), 0.98)) or 1.0  # few are much heavier
        named = [number(self.images[k]) for k in self.wrong[: self.NAMED]]
        self.named = "; ".join(named + ["…"] * (len(self.wrong) > self.NAMED)) or _("none")
        self._draw(self.add_drawing_area())

    def _draw(self, axes: Axes) -> None:
        sizes = self.network.sizes[1:]
        across = np.linspace(29, 54.5, len(sizes))
        steps = [2.4] * (len(sizes) - 1) + [3.9]
        self.places = [
            np.array([(x, self.MIDDLE + step * ((size - 1) / 2 - k)) for k in range(size)])
            for x, step, size in zip(across, steps, sizes, strict=True)
        ]
        fan = [((18, 34.5), place) for place in self.places[0]]
        axes.add_collection(LineCollection(fan, colors=FAINT, linewidths=1), autolim=False)
        titles = [_("hidden {k}").format(k=k) for k in range(1, len(sizes))] + [_("outputs")]
        for x, title in zip(across, titles, strict=True):
            axes.text(x, 45.3, title, **CAPTION)
        beside = TEXT | {"ha": "left", "fontsize": SMALL}
        names = [
            axes.text(57, y, name, **beside) for name, (_x, y) in zip(self.digits.classes, self.places[-1], strict=True)
        ]
        self.zero = 1 + max(name.get_window_extent().x1 for name in names) / 10  # where the bars begin
        axes.text(11, 23.4, _("weights · pixels"), **SMALL_TEXT)
        self.picture = self._add_picture(axes, 27.5)
        self.picture.set(cmap="gray", clim=(0, 255))
        self.products = self._add_picture(axes, 8)
        ends = self._across(np.array([0, len(self.images) - 1]))
        axes.plot(ends, [1.6, 1.6], color=FAINT, linewidth=2)
        axes.scatter(self._across(self.wrong), [1.6] * len(self.wrong), s=50, marker="x", color=PURPLE, linewidth=2)
        wrong = _("× wrong: {count} of {all}").format(count=len(self.wrong), all=len(self.images))
        axes.text(2, 1.6, wrong, **CAPTION | {"ha": "left"})
        (here,) = axes.plot([], [], "v", color=INK, markersize=9)
        (pointer,) = axes.plot([], [], color=INK, linewidth=1.5, linestyle=":")
        self.here, self.pointer = self.moving(here), self.moving(pointer)
        self.connections = [Connections(self, axes) for _gap in sizes[1:]]
        self.hidden = self.moving(neuron_circles(axes, np.concatenate(self.places[:-1]), 0.95))
        self.outputs = self.moving(neuron_circles(axes, self.places[-1], 1.4))
        self.bars = self.moving(axes.add_collection(PolyCollection([], edgecolors=INK), autolim=False))
        self.words = self.moving(axes.add_patch(Lettering()))

    def _add_picture(self, axes: Axes, bottom: float) -> AxesImage:
        axes.add_patch(Rectangle((3.9, bottom - 0.1), 14.2, 14.2, facecolor="none", edgecolor=GREY, linewidth=1))
        place = (4 / axes.get_xlim()[1], bottom / axes.get_ylim()[1], 14 / axes.get_xlim()[1], 14 / axes.get_ylim()[1])
        square = self.figure.add_axes(place)
        square.set_axis_off()
        return self.moving(square.imshow(np.zeros((SIDE, SIDE)), interpolation="nearest"))

    def _across(self, k):
        """Where image number k is marked on the line of all images."""
        return 22 + 60 * k / max(1, len(self.images) - 1)

    def show(self, image: int, neuron: int) -> "ForwardPass":
        """Show the image with this index, one of `images`, and a neuron of the first hidden layer, counted from 0."""
        k = self.images.index(image)
        passed = [activations[k] for activations in self.passed]
        self.picture.set_data(self.digits.images[image])
        self.here.set_data([self._across(k)], [2.8])
        for gap in range(len(self.connections)):
            self._show_connections(gap, passed[gap + 1])
        fills = [np.clip(a, 0, None) / max(1, a.max()) for a in passed[1:]]
        self.hidden.set_facecolor(tints(YELLOW, np.concatenate(fills[:-1])))
        self.hidden.set_linewidth([3.5 if n == neuron else 1.5 for n in range(sum(self.network.sizes[1:-1]))])
        self.outputs.set_facecolor(tints(YELLOW, fills[-1]))
        products, bias = self._show_products(passed[0], neuron), self.network.layers[0].bias[neuron]
        parts = [products[products > 0].sum(), products[products < 0].sum(), bias]
        z, a = sum(parts), passed[1][neuron]
        said, label = (self.digits.classes[which[k]] for which in (self.answers, self.labels))
        right = k not in self.wrong
        self.words.write(
            [
                (11, 45.3, _("label: {name}").format(name=label)),
                (11, 43.1, _("network: {name}").format(name=said) + (" ✓" if right else " ×")),
                (11, 25.5, _("neuron {k}").format(k=neuron)),
                (11, 6.6, number(parts[0]) + "".join(map(_added, parts[1:]))),
                (11, 4.5, f"z ≈ {number(z)}; a ≈ {number(a)}"),
                *self._show_outputs(passed[-1]),
            ]
        )
        answer = (
            _("Image {image}: the network says {said}, with an output of {share}, and the label says the same.")
            if right
            else _("Image {image}: the network says {said}, with an output of {share}; the label says {label}.")
        ).format(image=number(image), said=said, share=in_words(passed[-1].max()), label=label)
        sums = _("Neuron {k} of the first hidden layer: the positive products add up to {positive}, the negative ones to {negative}, and the bias is {bias}, so z is about {z} and a is {a}.").format(
            k=neuron, positive=number(parts[0]), negative=number(parts[1]), bias=number(bias), z=number(z), a=in_words(a)
        )  # fmt: skip
        self.summary = f"{answer} {sums}"
        active = "; ".join(f"{(a > 0.5).sum()} / {len(a)}" for a in passed[1:-1])
        self.alt = _("An image on its way through the network {sizes}. Neurons with an activation above 0.5 in each hidden layer: {active}. {summary} A line below marks, among the images ({all}), those that the network gets wrong: {wrong}.").format(
            sizes="–".join(map(str, self.network.sizes)), active=active, summary=self.summary, all=len(self.images), wrong=self.named
        )  # fmt: skip
        return self

    def _show_connections(self, gap: int, read: np.ndarray) -> None:
        """Draw the most that goes from one layer to the next: weight times activation."""
        sent = self.network.layers[gap + 1].weights * read
        ends, starts = np.unravel_index(np.argsort(np.abs(sent), axis=None)[-self.STRONGEST :], sent.shape)
        places = np.stack([self.places[gap][starts], self.places[gap + 1][ends]], axis=1)
        sent = sent[ends, starts]
        shares = np.abs(sent) / self.most[gap]
        self.connections[gap].set(places, sent, 0.5 + 4.5 * shares, 0.2 + 0.8 * shares)

    def _show_products(self, pixels: np.ndarray, neuron: int) -> np.ndarray:
        """Draw what each pixel sends to this neuron of the first layer, its weight times the pixel."""
        products = self.network.layers[0].weights[neuron] * pixels
        shares = np.minimum(np.abs(products) / self.heaviest, 1)
        colours = np.where(products[:, None] > 0, tints(BLUE, shares), tints(ORANGE, shares))
        self.products.set_data(colours.reshape(SIDE, SIDE, 3))
        x, y = self.places[0][neuron]
        self.pointer.set_data([18, x], [15, y])
        return products

    def _show_outputs(self, outputs: np.ndarray) -> list[tuple[float, float, str]]:
        """Draw the outputs as bars, the largest marked; the numbers to write beside them."""
        largest = np.arange(10) == outputs.argmax()
        self.outputs.set_linewidth(np.where(largest, 3.5, 1.5))
        heights = self.places[-1][:, 1]
        ends = self.zero + (self.END - self.zero) * np.clip(outputs, 0, 1)
        verts = [
            [(self.zero, y - 1), (self.zero, y + 1), (end, y + 1), (end, y - 1)]
            for y, end in zip(heights, ends, strict=True)
        ]
        self.bars.set(verts=verts, facecolor=tints(YELLOW, np.where(largest, 1, 0.4)))
        return [(81.4, y, rounded(a)) for y, a in zip(heights, outputs, strict=True) if a >= 0.005]


def forward_pass(network: Network | None = None, digits: LabelledImages | None = None, image=0) -> LiveFigure:
    """An image of the test set on its way through a trained network, and what its pixels send to one hidden neuron.

    network: by default the one that the course ships; digits: by default MNIST's test set, of which every 50th image is
    shown; image: the index of the first one. Raises TypeError or ValueError for those that `ForwardPass` cannot show.
    """
    network = Network.load(data.PRETRAINED) if network is None else network
    scene = ForwardPass(network, data.load(split="test") if digits is None else digits)
    images = scene.images
    controls = {
        "image": Slider(_("image"), image, 0, images[-1], images.step),
        "neuron": Slider(_("hidden neuron"), 0, 0, network.sizes[1] - 1),
    }
    controls["image"].value = controls["image"].nearest(image)

    def show(image, neuron):
        scene.show(round(image), round(neuron))

    return LiveFigure(scene, controls, show)
