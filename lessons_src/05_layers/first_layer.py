"""The weights of two trained first layers as images, beside what one would hope for."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from helpers import data
from helpers.data import SIDE
from helpers.figures import Scene
from helpers.figures.marks import TEXT, side_by_side, signed
from helpers.figures.style import GREY, INK, YELLOW
from helpers.figures.words import percent
from helpers.language import _
from helpers.nn import Network
from helpers.widgets import Choice, LiveFigure, Slider

TESTED = 5  # the answers to every fifth test image are counted


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


def _drawn(points: np.ndarray, half: float) -> np.ndarray:
    """A line through these points of a square of side 1, y upwards, as an image from 0 to 1; half: half its width."""
    places = (np.arange(SIDE) + 0.5) / SIDE
    pixels = np.stack(np.meshgrid(places, 1 - places), axis=-1)
    distances = np.linalg.norm(pixels[:, :, None] - points, axis=-1).min(axis=-1)
    return np.clip((half - distances) * SIDE + 0.5, 0, 1)


def _hoped_for() -> list[np.ndarray]:
    """What one would hope to see: positive on the pen's way, a little negative beside it."""
    t, angle = np.linspace(0, 1, 60)[:, None], np.linspace(0, 2 * np.pi, 60)
    circle = 0.5 + np.column_stack([0.25 * np.sin(angle), 0.25 * np.cos(angle)])
    lines = [circle, circle[:20], np.hstack([0.62 - 0.1 * t, 0.85 - 0.7 * t]), np.hstack([0.15 + 0.7 * t, 0.5 + 0 * t])]
    return [_drawn(line, 0.045) - 0.4 * (_drawn(line, 0.11) - _drawn(line, 0.045)) for line in lines]


class FirstLayers(Scene):
    """The first layers of two networks as images, one neuron enlarged; those with a single strong blue spot are framed.

    networks: each with 784 inputs, at most 16 neurons in the first layer and 10 outputs, else ValueError is raised. The
    images of both lie in the first two axes; `neuron_at` says which one is where. Each network has a scale of its own.
    """

    GALLERY, SMALL = 292, 176  # sides, in pixels
    LEFTS, TOP = (18, 330, 650), 44

    def __init__(self, *networks: Network):
        for network in networks:
            if network.sizes[0] != SIDE * SIDE or network.sizes[1] > 16 or network.sizes[-1] != 10:
                text = _(
                    "this picture shows networks with 784 inputs, at most 16 neurons in the first layer and 10 outputs; "
                    "given one with the sizes {sizes}"
                )
                raise ValueError(text.format(sizes=network.sizes))
        super().__init__(850, 440)
        self.images = [network.layers[0].weights.reshape(-1, SIDE, SIDE) for network in networks]
        # The half per cent of weights beyond the end of a network's scale are drawn as if they were at its end.
        self.largest = [float(np.quantile(np.abs(images), 0.995)) or 1.0 for images in self.images]
        self.spots = [[spots(image > np.abs(image).max() / 2) for image in images] for images in self.images]
        self.single = [counts.count(1) for counts in self.spots]
        test = data.load(split="test")
        rows, labels = test.pixels(slice(None, None, TESTED)), test.labels[::TESTED]
        self.right = [float(np.mean(network(rows).argmax(axis=1) == labels)) for network in networks]
        parts = zip(self.LEFTS, self.images, self.largest, self.spots, strict=False)
        self.frames = [self._add_gallery(*part) for part in parts]
        hoped = side_by_side([signed(image, 1) for image in _hoped_for()], 2, 2)
        self._add_image(self.LEFTS[2], self.TOP, self.SMALL, hoped)
        blank = np.zeros((SIDE, SIDE, 3), np.uint8)
        self.enlarged = self.moving(self._add_image(self.LEFTS[2], 254, self.SMALL, blank).images[0])
        area = self.add_drawing_area()
        titles = (_("trained as before"), _("with weight decay"), _("hoped for"))
        for left, side, title in zip(self.LEFTS, (self.GALLERY, self.GALLERY, self.SMALL), titles, strict=True):
            area.text((left + side / 2) / 10, 41.6, title, **TEXT | {"weight": "bold"})
        for left, single, images, right in zip(self.LEFTS, self.single, self.images, self.right, strict=False):
            one, answers = _("one blue spot: {single} of {all}"), _("right answers: {share}")
            lines = one.format(single=single, all=len(images)) + "\n" + answers.format(share=percent(right))
            area.text((left + self.GALLERY / 2) / 10, 6.4, lines, **TEXT | {"linespacing": 1.5})
        self.title = self.moving(area.text((self.LEFTS[2] + self.SMALL / 2) / 10, 20.2, "", **TEXT))

    def _add_image(self, left: float, top: float, side: float, rgb: np.ndarray) -> Axes:
        """Axes with an image, placed in pixels from the top left."""
        axes = self.add_plot(left, self.height - top - side, side, side, xticks=[], yticks=[])
        axes.imshow(rgb, aspect="auto", interpolation="nearest")
        axes.spines[:].set(visible=True, color=GREY, position=("outward", 1))  # outward: moving images would cover it
        return axes

    def _add_gallery(self, left: int, images: np.ndarray, largest: float, counts: list[int]) -> Rectangle:
        """Show a network's first layer; the frame, a moving part, for one of its neurons."""
        axes = self._add_image(left, self.TOP, self.GALLERY, side_by_side(signed(images, largest), 4, 4))
        axes.set_axis_off()
        single = {"edgecolor": YELLOW, "linewidth": 3, "path_effects": [withStroke(linewidth=6, foreground=INK)]}
        for neuron, count in enumerate(counts):
            if count == 1:
                axes.add_patch(Rectangle(_corner(neuron), 30, 30, fill=False, clip_on=False, **single))
        return self.moving(axes.add_patch(Rectangle((0, 0), 27, 27, fill=False, edgecolor=INK, linewidth=3)))

    def neuron_at(self, network: int, x: float, y: float) -> int | None:
        """The neuron whose weights lie at this place of a network's axes, None where there is none."""
        row, column = int((y + 0.5) // (SIDE + 1)), int((x + 0.5) // (SIDE + 1))
        neuron = 4 * row + column
        return neuron if 0 <= row < 4 and 0 <= column < 4 and neuron < len(self.images[network]) else None

    def show(self, network: int, neuron: int) -> "FirstLayers":
        """Enlarge this neuron of the first network (0) or of the second (1)."""
        image = self.images[network][neuron]
        for k, frame in enumerate(self.frames):
            frame.set(xy=np.add(_corner(neuron), 1.5), visible=k == network)
        self.enlarged.set_data(signed(image, self.largest[network]))
        self.title.set_text(_("neuron {k}").format(k=neuron))
        half = np.abs(image).max() / 2
        name = (_("trained as before"), _("with weight decay"))[network]
        self.summary = _("Neuron {k} of the network {name}: strongly positive weights, {above} (spots: {p}); strongly negative, {below} (spots: {n}); “strong” means more than half of its strongest weight.").format(
            k=neuron, name=name, above=int((image > half).sum()), p=self.spots[network][neuron],
            below=int((image < -half).sum()), n=spots(image < -half),
        )  # fmt: skip
        counts = "; ".join(f"{single} / {len(images)}" for single, images in zip(self.single, self.images, strict=True))
        self.alt = _("The weights of two first layers as images of 28 × 28 pixels, beside the loop, the curve and the strokes that we would hope for. Neurons whose strong positive weights lie in one spot, as in those hoped for, trained as before and with weight decay: {counts}. Right answers: {shares}. {summary}").format(
            counts=counts, shares="; ".join(map(percent, self.right)), summary=self.summary
        )  # fmt: skip
        return self


def _corner(neuron: int) -> tuple[float, float]:
    """Where the frame around a neuron's weights begins, in the axes of its network."""
    row, column = divmod(neuron, 4)
    return column * (SIDE + 1) - 0.5, row * (SIDE + 1) - 0.5


def first_layers(network: Network | None = None, decayed: Network | None = None) -> LiveFigure:
    """What the neurons of two first layers look for: their weights as images, of which one is enlarged.

    network, decayed: by default those that the course ships, without and with weight decay. Raises ValueError for
    networks that have other than 784 inputs, at most 16 neurons in the first layer and 10 outputs. Pointing at a neuron's
    weights chooses it too.
    """
    scene = FirstLayers(network or Network.load(data.PRETRAINED), decayed or Network.load(data.PRETRAINED_WITH_DECAY))
    names, last = (_("trained as before"), _("with weight decay")), min(map(len, scene.images)) - 1
    controls = {
        "network": Choice(_("network"), [(name, k) for k, name in enumerate(names)], 0),
        "neuron": Slider(_("neuron"), min(5, last), 0, last),
    }

    def show(network, neuron):
        scene.show(network, round(neuron))

    def hover(axes, x, y):
        neuron = scene.neuron_at(axes, x, y) if axes < 2 else None
        return {} if neuron is None else {"network": axes, "neuron": neuron}

    return LiveFigure(scene, controls, show, hover=hover)
