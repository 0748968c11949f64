"""The weights of a trained first layer as images, beside what one would hope for."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Circle, Rectangle

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, side_by_side, signed
from helpers.figures.style import (
    GREY,
    INK,
    LARGE,
    SMALL,
    YELLOW,
    sign_colour,
    sign_dashes,
    tint,
)
from helpers.language import _, ngettext, number
from helpers.nn import Network
from helpers.nn.network import as_network
from helpers.widgets import LiveFigure, Slider

from .fragments import FRAGMENTS, drawn


def spots(mask: np.ndarray) -> int:
    """In how many separate spots the true pixels of an image lie; pixels that touch, even at a corner, are one spot."""
    left, count = {tuple(place) for place in np.argwhere(mask).tolist()}, 0
    while left:
        count += 1
        found = [left.pop()]
        while found:
            row, column = found.pop()
            near = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= near
            found += near
    return count


# What one would hope to see: positive on the pen's way, a little negative beside it.
HOPED_FOR = [
    drawn(curves) - 0.4 * (drawn(curves, 0.11) - drawn(curves))
    for curves in (FRAGMENTS["upper loop"], FRAGMENTS["upper loop"][1:2], FRAGMENTS["right stroke"], FRAGMENTS["horizontal stroke"])
]  # fmt: skip


def _output(a: float) -> tuple[str, str]:
    """An output in a picture and in a sentence; one that lies between 0 and 1 is never written as if it were 0 or 1."""
    if 0 < a < 0.005:
        return "< " + number(0.01), _("a is below {limit}").format(limit=number(0.01))
    if 0.995 < a < 1:
        return "> " + number(0.99), _("a is above {limit}").format(limit=number(0.99))
    return number(a), f"a = {number(a)}"


class FirstLayerWeights(Scene):
    """The weights of a first layer as images, and what one of its neurons makes of an image.

    network: has 784 inputs and at most 16 neurons in its first layer, else ValueError is raised; digits: the images, of
    which the first 51 (`count`) can be shown.
    The neurons' images lie in the first axes; `neuron_at` says which one is where.
    """

    ROWS = (17, 13.6, 10.2, 4.6)  # the middle of each bar
    ZERO, REACH = 55.5, 10  # where bars begin, and how far the longest goes

    def __init__(self, network: Network, digits: LabelledImages):
        neurons, inputs = as_network(network).layers[0].weights.shape
        if inputs != SIDE * SIDE or neurons > 16:
            text = _(
                "this picture shows a network with 784 inputs and at most 16 neurons in its first layer; given one with the "
                "sizes {sizes}"
            )
            raise ValueError(text.format(sizes=network.sizes))
        super().__init__(850, 430)
        self.layer, self.digits, self.count = network.layers[0], digits, min(len(digits), 51)
        self.images = self.layer.weights.reshape(-1, SIDE, SIDE)
        # One scale for all neurons; the half per cent of weights beyond it are drawn as if they were at its end.
        self.largest = float(np.quantile(np.abs(self.images), 0.995)) or 1.0
        self.strong = [self._strong(image) for image in self.images]
        tiles = self._image(12, 36, 234, 234, side_by_side(signed(self.images, self.largest), 4, 4))
        self.frame = self.moving(tiles.add_patch(Rectangle((0, 0), 30, 30, fill=False, edgecolor=INK, linewidth=4)))
        self.frame.set_clip_on(False)
        tiles.set_axis_off()
        hoped = [signed(image, 1) for image in HOPED_FOR]
        self._image(12, 336, 234, 60, side_by_side(hoped, 1, 4)).set_axis_off()
        side = 6 * SIDE
        blank = np.zeros((SIDE, SIDE, 3), np.uint8)
        self.weights, self.pixels, self.products = (
            self.moving(self._image(left, 36, side, side, blank).images[0]) for left in (282, 474, 666)
        )
        axes = self.add_drawing_area()
        axes.text(1.2, 41, _("weights of the first layer"), **TEXT | {"ha": "left"})
        axes.text(1.2, 11.2, _("what we would hope for"), **TEXT | {"ha": "left"})
        axes.text(1.2, 1.6, _("blue: positive; orange: negative"), **CAPTION | {"ha": "left"})
        axes.text(46.2, 31, "·", **TEXT | {"fontsize": LARGE, "weight": "bold"})
        axes.text(65.4, 31, "=", **TEXT | {"fontsize": LARGE, "weight": "bold"})
        self.product_title = axes.text(83.4, 41, _("weights · pixels"), **TEXT | {"ha": "right"})
        self.titles = [self.moving(axes.text(28.2, 41, "", **TEXT | {"ha": "left"}))]
        self.titles.append(self.moving(axes.text(55.8, 41, "", **SMALL_TEXT)))  # for long names
        self.counts = self.moving(axes.text(28.2, 20.9, "", **TEXT | {"fontsize": SMALL, "ha": "left"}))
        names = (_("positive products"), _("negative products"), _("bias b"), _("their sum z"))
        for y, name in zip(self.ROWS, names, strict=True):
            axes.text(44, y, name, **TEXT | {"ha": "right"})
        axes.plot([28.2, 72], [7.4, 7.4], color=GREY, linewidth=1.5)
        axes.plot([self.ZERO, self.ZERO], [2.4, 19.2], color=GREY, linewidth=1.5)
        self.bars = self.moving(axes.add_collection(PolyCollection([], edgecolors=INK), autolim=False))
        self.sums = [self.moving(axes.text(72, y, "", **TEXT | {"ha": "right"})) for y in self.ROWS]
        self.lamp = self.moving(axes.add_patch(Circle((79, 12), 3.8, edgecolor=INK, linewidth=2)))
        self.output = self.moving(axes.text(79, 12, "", **TEXT | {"weight": "bold"}))
        axes.text(79, 5.8, f"a =\n{self.layer.activation.name}(z)", **CAPTION)
        self.longest = max(np.abs(self._parts(k, i)).max() for k in range(neurons) for i in range(self.count)) or 1.0

    def _image(self, left: float, top: float, width: float, height: float, rgb: np.ndarray) -> Axes:
        """Axes with an image, placed in pixels from the top left."""
        axes = self.figure.add_axes(
            (left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height)
        )
        axes.imshow(rgb, aspect="auto", interpolation="nearest")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set(color=GREY, position=("outward", 1))  # outward: moving images would cover it
        return axes

    @staticmethod
    def _strong(image: np.ndarray) -> list[tuple[int, int]]:
        """How many weights are above half of the strongest and in how many spots they lie, and the same below."""
        half = np.abs(image).max() / 2
        return [(int(mask.sum()), spots(mask)) for mask in (image > half, image < -half)]

    def _parts(self, neuron: int, index: int) -> np.ndarray:
        """The sum of the positive products, that of the negative ones, the bias, and z."""
        products = self.images[neuron] * (self.digits.images[index] / 255)
        parts = [np.maximum(products, 0).sum(), np.minimum(products, 0).sum(), self.layer.bias[neuron]]
        return np.array([*parts, sum(parts)])

    def neuron_at(self, x: float, y: float) -> int | None:
        """The neuron whose weights lie at this place of the first axes, None where there is none."""
        row, column = int((y + 0.5) // (SIDE + 1)), int((x + 0.5) // (SIDE + 1))
        neuron = 4 * row + column
        return neuron if 0 <= row < 4 and 0 <= column < 4 and neuron < len(self.images) else None

    def show(self, neuron: int, index: int) -> "FirstLayerWeights":
        """Show this neuron, and what it makes of the image with this index."""
        neuron, index = int(neuron), int(index)
        weights, pixels = self.images[neuron], self.digits.images[index] / 255
        row, column = divmod(neuron, 4)
        self.frame.set_xy((column * (SIDE + 1) - 0.5, row * (SIDE + 1) - 0.5))
        self.weights.set_data(signed(weights, self.largest))
        self.pixels.set_data(np.repeat(self.digits.images[index][..., None], 3, axis=-1))
        self.products.set_data(signed(weights * pixels, self.largest))
        name = self.digits.classes[self.digits.labels[index]]
        self.titles[0].set_text(_("neuron {k}").format(k=neuron))
        self.titles[1].set_text(_("image {i}: {name}").format(i=index, name=name))
        (above, above_spots), (below, below_spots) = self.strong[neuron]
        strong = _("strong weights: {above} positive (spots: {p}), {below} negative (spots: {n})").format(
            above=above, p=above_spots, below=below, n=below_spots
        )
        self.counts.set_text(strong)
        parts = self._parts(neuron, index)
        ends = self.ZERO + self.REACH * parts / self.longest
        self.bars.set_verts(
            [
                [(self.ZERO, y - 1.1), (end, y - 1.1), (end, y + 1.1), (self.ZERO, y + 1.1)]
                for y, end in zip(self.ROWS, ends, strict=True)
            ]
        )
        self.bars.set(
            facecolors=[tint(sign_colour(part), 0.6) for part in parts],
            linestyles=[sign_dashes(part) for part in parts],
        )
        for words, part in zip(self.sums, parts, strict=True):
            words.set_text(number(part))
        a = float(self.layer(pixels.ravel())[neuron])
        self.lamp.set_facecolor(tint(YELLOW, min(max(a, 0), 1)))
        shown, said = _output(a)
        self.output.set_text(shown)
        self.summary = _("Neuron {k}, {strong}; “strong” means more than half of its strongest weight. Image {i}, {name}: positive products {positive}, negative {negative}, bias {b}, together z = {z}; {output}.").format(
            k=neuron, strong=strong, i=index, name=name, positive=number(parts[0]), negative=number(parts[1]),
            b=number(parts[2]), z=number(parts[3]), output=said,
        )  # fmt: skip
        neurons = ngettext("{count} neuron", "{count} neurons", len(self.images)).format(count=len(self.images))
        self.alt = _("The weights of {neurons} as images of 28 × 28 pixels, above the loop, the curve and the strokes that we would hope for. Neurons whose strong positive weights lie in one spot, as in all four hoped for: {single}. {summary}").format(
            neurons=neurons, single=sum(spots == 1 for (_count, spots), _below in self.strong), summary=self.summary
        )  # fmt: skip
        return self


def first_layer_weights(network: Network | None = None, digits: LabelledImages | None = None) -> LiveFigure:
    """What the neurons of a first layer look for: their weights as images, and one of them applied to an image.

    network: one with 784 inputs and at most 16 neurons in its first layer, by default the trained one of the course;
    raises ValueError for any other. digits: the images, of which the first 51 can be chosen; by default MNIST's for the
    test. Pointing at a neuron's weights chooses it too.
    """
    scene = FirstLayerWeights(network or Network.load(data.PRETRAINED), digits or data.load(split="test"))
    controls = {
        "neuron": Slider(_("neuron"), 0, 0, len(scene.images) - 1),
        "index": Slider(_("image"), 0, 0, scene.count - 1),
    }

    def hover(axes, x, y):
        neuron = scene.neuron_at(x, y) if axes == 0 else None
        return {} if neuron is None else {"neuron": neuron}

    return LiveFigure(scene, controls, scene.show, hover=hover)
