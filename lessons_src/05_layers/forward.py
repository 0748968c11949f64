"""A digit on its way through a trained network."""

from copy import deepcopy
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.fitting import require_ten_classes
from helpers.figures.lettering import Lettering
from helpers.figures.marks import TEXT, Connections, boxes, neuron_circles, tints
from helpers.figures.style import FAINT, GREY, INK, LARGE, NORMAL, PURPLE, YELLOW
from helpers.figures.words import in_words, rounded
from helpers.language import _, number
from helpers.nn import Network
from helpers.nn.network import as_network
from helpers.widgets import LiveFigure, Slider


class ForwardPass(Scene):
    """An image on its way from the pixels through a network, layer by layer, to its ten outputs.

    network: 784 inputs, one to three hidden layers of at most 16 neurons, 10 outputs; digits: images of ten classes, of
    which about 200, evenly spaced, can be shown: `images` holds their indices. Raises TypeError or ValueError for others.
    """

    SHOWN, NAMED, STRONGEST = 200, 20, 14  # images; those named as wrong; connections between two layers
    MIDDLE, IMAGE = 25, 23.8  # height of the middle of every layer; the side of the image, in tens of pixels
    END = 76.5  # where a bar of 1 ends

    def __init__(self, network: Network, digits: LabelledImages):
        hidden = as_network(network).sizes[1:-1]
        if network.sizes[0] != SIDE**2 or network.sizes[-1] != 10 or not 1 <= len(hidden) <= 3 or max(hidden) > 16:
            text = _(
                "this picture shows networks with 784 inputs, one to three hidden layers of at most 16 neurons, and 10 "
                "outputs, such as Network([784, 16, 16, 10]); given sizes {sizes}"
            )
            raise ValueError(text.format(sizes=network.sizes))
        require_ten_classes(digits)
        super().__init__(850, 480)
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
        named = [number(self.images[k]) for k in self.wrong[: self.NAMED]]
        self.named = "; ".join(named + ["…"] * (len(self.wrong) > self.NAMED)) or _("none")
        side = 10 * self.IMAGE
        square = self.add_plot(20, 10 * self.MIDDLE - side / 2, side, side, xticks=[], yticks=[])
        self.picture = self.moving(square.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=255, aspect="auto"))
        self._draw(self.add_drawing_area())

    def _draw(self, area: Axes) -> None:
        sizes = self.network.sizes[1:]
        longest = max(map(len, self.digits.classes))  # of the names beside the outputs
        across = np.linspace(34, 60 - longest / 2, len(sizes))
        steps = [2.4] * (len(sizes) - 1) + [3.9]
        self.places = [
            np.array([(x, self.MIDDLE + step * ((size - 1) / 2 - k)) for k in range(size)])
            for x, step, size in zip(across, steps, sizes, strict=True)
        ]
        fan = [((2 + self.IMAGE, self.MIDDLE), place) for place in self.places[0]]
        between = [(a, b) for left, right in pairwise(self.places) for a in left for b in right]
        area.add_collection(LineCollection([*fan, *between], colors=FAINT, linewidths=0.6), autolim=False)
        for x, title in ((across[:-1].mean(), _("hidden layers")), (across[-1], _("outputs"))):
            area.text(x, 46.4, title, **TEXT | {"color": GREY})
        beside = TEXT | {"ha": "left"}
        names = [
            area.text(across[-1] + 2.6, y, name, **beside)
            for name, (_x, y) in zip(self.digits.classes, self.places[-1], strict=True)
        ]
        self.zero = 1 + max(name.get_window_extent().x1 for name in names) / 10  # where the bars begin
        ends = self._across(np.array([0, len(self.images) - 1]))
        area.plot(ends, [1.8, 1.8], color=FAINT, linewidth=2)
        area.scatter(self._across(self.wrong), [1.8] * len(self.wrong), s=70, marker="x", color=PURPLE, linewidth=2.5)
        wrong = _("× wrong: {count} of {all}").format(count=len(self.wrong), all=len(self.images))
        area.text(2, 1.8, wrong, **beside)
        self.here = self.moving(area.plot([], [], "v", color=INK, markersize=11)[0])
        self.connections = [Connections(self, area) for _gap in sizes[1:]]
        self.hidden = self.moving(neuron_circles(area, np.concatenate(self.places[:-1]), 1.05))
        self.outputs = self.moving(neuron_circles(area, self.places[-1], 1.7))
        self.bars = self.moving(area.add_collection(PolyCollection([], edgecolors=INK), autolim=False))
        self.words = self.moving(area.add_patch(Lettering(size=NORMAL)))
        middle = 2 + self.IMAGE / 2
        self.label = self.moving(area.text(middle, 40, "", **TEXT))
        self.answer = self.moving(area.text(middle, 9, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))

    def _across(self, k):
        """Where image number k is marked on the line of all images."""
        return 25 + 57 * k / max(1, len(self.images) - 1)

    def show(self, image: int, layers: int) -> "ForwardPass":
        """Show the image with this index, one of `images`, on its way through the first so many layers."""
        k = self.images.index(image)
        passed = [activations[k] for activations in self.passed]
        self.picture.set_data(self.digits.images[image])
        self.here.set_data([self._across(k)], [3.2])
        for gap in range(len(self.connections)):
            self._show_connections(gap, passed[gap + 1] if gap + 1 < layers else np.zeros_like(passed[gap + 1]))
        fills = [np.clip(a, 0, None) / max(1, a.max()) * (n < layers) for n, a in enumerate(passed[1:])]
        self.hidden.set_facecolor(tints(YELLOW, np.concatenate(fills[:-1])))
        self.outputs.set_facecolor(tints(YELLOW, fills[-1]))
        arrived = layers == len(fills)
        self._show_outputs(passed[-1], arrived)
        said, label = (self.digits.classes[which[k]] for which in (self.answers, self.labels))
        right = k not in self.wrong
        self.label.set_text(_("label: {name}").format(name=label))
        self.answer.set_text(_("network: {name}").format(name=said) + (" ✓" if right else " ×") if arrived else "")
        answer = (
            _("Image {image}: the network says {said}, with an output of {share}, and the label says the same.")
            if right
            else _("Image {image}: the network says {said}, with an output of {share}; the label says {label}.")
        ).format(image=number(image), said=said, share=in_words(passed[-1].max()), label=label)
        if not arrived:
            answer = _("Image {image}, label {label}.").format(image=number(image), label=label)
        way = _("Layers it has passed: {layers} of {all}.").format(layers=layers, all=len(fills))
        active = "; ".join(f"{(a > 0.5).sum()} / {len(a)}" for a in passed[1 : min(layers, len(fills) - 1) + 1])
        self.summary = f"{answer} {way}"
        self.alt = _("An image on its way through the network {sizes}. Neurons with an activation above 0.5 in each hidden layer so far: {active}. {summary} A line below marks, among the images ({all}), those that the network gets wrong: {wrong}.").format(
            sizes="–".join(map(str, self.network.sizes)), active=active or _("none"), summary=self.summary, all=len(self.images), wrong=self.named
        )  # fmt: skip
        return self

    def _show_connections(self, gap: int, read: np.ndarray) -> None:
        """Draw the most that goes from one layer to the next: weight times activation."""
        sent = self.network.layers[gap + 1].weights * read
        ends, starts = np.unravel_index(np.argsort(np.abs(sent), axis=None)[-self.STRONGEST :], sent.shape)
        places = np.stack([self.places[gap][starts], self.places[gap + 1][ends]], axis=1)
        sent = sent[ends, starts]
        shares = np.abs(sent) / self.most[gap]
        self.connections[gap].set(places, sent, 1 + 5 * shares, 0.3 + 0.7 * shares)

    def _show_outputs(self, outputs: np.ndarray, arrived: bool) -> None:
        """Draw the outputs as bars, the largest marked, with names and numbers."""
        largest = (np.arange(10) == outputs.argmax()) & arrived
        self.outputs.set_linewidth(np.where(largest, 4, 1.5))
        heights = self.places[-1][:, 1]
        ends = self.zero + (self.END - self.zero) * np.clip(outputs, 0, 1) * arrived
        verts = boxes(self.zero, ends, heights - 1.2, heights + 1.2)
        self.bars.set(verts=verts, facecolor=tints(YELLOW, np.where(largest, 1, 0.4)))
        shown = [
            (end, y, rounded(a)) for end, y, a in zip(ends, heights, outputs, strict=True) if arrived and a >= 0.005
        ]
        self.words.write((end + 0.7 + 0.6 * len(word), y, word) for end, y, word in shown)


def forward_pass(network: Network | None = None, digits: LabelledImages | None = None, image=0) -> LiveFigure:
    """An image of the test set on its way through a trained network, layer by layer.

    network: by default the one that the course ships; digits: by default MNIST's test set, of which every 50th image is
    shown; image: the index of the first one. Raises TypeError or ValueError for those that `ForwardPass` cannot show.
    """
    network = Network.load(data.PRETRAINED) if network is None else network
    scene = ForwardPass(network, data.load(split="test") if digits is None else digits)
    images, count = scene.images, len(network.layers)
    controls = {
        "image": Slider(_("image"), image, 0, images[-1], images.step),
        "layers": Slider(_("layers passed"), count, 0, count),
    }
    controls["image"].value = controls["image"].nearest(image)

    def show(image, layers):
        scene.show(round(image), round(layers))

    return LiveFigure(scene, controls, show, play="layers")
