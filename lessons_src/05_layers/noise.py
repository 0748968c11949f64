"""What two networks say to pixels of pure chance: the one built by hand, and the trained one."""

import ipywidgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from helpers import data
from helpers.data import SIDE
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import TEXT, boxes, neuron_circles, tints
from helpers.figures.style import FAINT, GREY, INK, NORMAL, WHITE, YELLOW
from helpers.language import _, number
from helpers.nn import Network
from helpers.widgets import LiveFigure, Slider

from .strokes import COLUMNS, ROWS, network_by_hand

COUNT = 1000  # images of noise


class Noise(Scene):
    """Images of noise, one after the other: the outputs of both networks, and what they have said to all of them so far.

    network: the trained one, with 784 inputs and 10 outputs.
    """

    MIDDLE = 22  # height of the middle of all, in tens of pixels
    ZERO, FULL = 68.5, 10  # where the trained network's bars begin, and how long a bar of 1 is

    def __init__(self, network: Network):
        super().__init__(850, 430)
        rng = np.random.default_rng(0)
        self.images = rng.random((COUNT, SIDE * SIDE))
        self.tiny = rng.integers(0, 2, (COUNT, ROWS * COLUMNS)).astype(float)
        self.outputs, self.sums = network(self.images), network_by_hand()(self.tiny)
        self.answers, self.silent = self.outputs.argmax(axis=1), (self.sums <= 0).all(axis=1)
        self.pixels = self._add_image(30, 130, ROWS, COLUMNS, "gray_r")
        self.image = self._add_image(400, 200, SIDE, SIDE, "gray")
        self._draw(self.add_drawing_area())

    def _add_image(self, left: int, width: int, rows: int, columns: int, colours: str):
        """A place for an image of so many rows and columns, a moving part; left and width in pixels."""
        height = width * rows / columns
        axes = self.add_plot(left, 10 * self.MIDDLE - height / 2, width, height, xticks=[], yticks=[])
        axes.spines[:].set(visible=True, color=GREY, position=("outward", 1))  # outward: the image would cover it
        return self.moving(axes.imshow(np.zeros((rows, columns)), cmap=colours, vmin=0, vmax=1, aspect="auto"))

    def _draw(self, area: Axes) -> None:
        heights = self.MIDDLE + 3.1 * (4.5 - np.arange(10))
        self.lamp_places = [(21.5, y) for y in heights]
        for x, words in ((15, _("built by hand")), (61, _("trained"))):
            area.text(x, 40.5, words, **TEXT | {"weight": "bold"})
        area.plot([33, 33], [2, 41], color=FAINT, linewidth=2)
        self.lamps = self.moving(neuron_circles(area, self.lamp_places, 1.45))
        names = [(21.5, y, str(k)) for k, y in enumerate(heights)] + [(66.3, y, str(k)) for k, y in enumerate(heights)]
        self.moving(area.add_patch(Lettering(size=NORMAL))).write(names)
        self.heights = heights
        self.bars = self.moving(area.add_collection(PolyCollection([], edgecolors=INK), autolim=False))
        self.numbers = self.moving(area.add_patch(Lettering(size=NORMAL)))
        self.said = [self.moving(area.text(x, 3.4, "", **TEXT | {"linespacing": 1.4})) for x in (16, 60)]

    def show(self, count: int) -> "Noise":
        """Show this image of noise, counted from 1, and what was said to the first so many; with 0, nothing yet."""
        if count == 0:
            self._show_nothing()
            return self
        k = count - 1
        self.pixels.set_data(self.tiny[k].reshape(ROWS, COLUMNS))
        self.image.set_data(self.images[k].reshape(SIDE, SIDE))
        self.lamps.set_facecolor(tints(YELLOW, np.heaviside(self.sums[k], 0)))
        outputs = self.outputs[k]
        ends = self.ZERO + self.FULL * outputs
        self.bars.set(verts=boxes(self.ZERO, ends, self.heights - 1.1, self.heights + 1.1), facecolor=YELLOW)
        self.numbers.write(
            (end + 2.6, y, number(a)) for end, y, a in zip(ends, self.heights, outputs, strict=True) if a >= 0.005
        )
        silent = int(self.silent[:count].sum())
        answers = np.bincount(self.answers[:count], minlength=10)
        digit, mean = int(answers.argmax()), float(self.outputs[:count].max(axis=1).mean())
        by_hand = _("no lamp: {silent} of {count}").format(silent=number(silent), count=number(count))
        trained = _("“{digit}”: {times} of {count}\nlargest output: {mean} on average").format(
            digit=digit, times=number(answers[digit]), count=number(count), mean=number(mean)
        )
        for words, text in zip(self.said, (by_hand, trained), strict=True):
            words.set_text(text)
        lit = "; ".join(map(str, np.flatnonzero(self.sums[k] > 0))) or "—"
        self.summary = _("Noise {count}: of the network built by hand, lit: {lit}; the trained one says {answer}, with {share}. So far: {by_hand}; {trained}.").format(
            count=number(count), lit=lit, answer=self.answers[k], share=number(outputs.max()), by_hand=by_hand, trained=trained.replace("\n", "; ")
        )  # fmt: skip
        self.alt = _("Two images of noise, 5 × 3 pixels with ten lamps beside them and 28 × 28 with ten bars. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self

    def _show_nothing(self) -> None:
        """Show both networks before they have been given an image."""
        for image in (self.pixels, self.image):
            image.set_data(np.full(image.get_array().shape, 0.5))
        self.lamps.set_facecolor(WHITE)
        self.bars.set_verts([])
        self.numbers.write([])
        for words in self.said:
            words.set_text("")
        self.summary = _("No noise so far.")
        self.alt = _("Two networks before their first image of noise: one with ten lamps, one with ten bars.")


class _NoiseFigure(LiveFigure):
    """The live figure, with a button for the next image."""

    def __init__(self, network: Network, count: int):
        scene, slider = Noise(network), Slider(_("images of noise"), count, 0, COUNT)
        super().__init__(scene, {"count": slider}, lambda count: scene.show(round(count)))
        self.more = ipywidgets.Button(description=_("More noise"), icon="random")
        self.more.on_click(lambda _button: self.set(count=slider.value % COUNT + 1))
        buttons = ipywidgets.HBox([self.more])
        buttons.add_class("live-play")
        self.children[0].children += (buttons,)


def noise(network: Network | None = None, count=100) -> LiveFigure:
    """What the network built by hand and a trained one say to images of noise.

    network: with 784 inputs and 10 outputs, by default the trained one of the course; count: how many images have been
    tried, from 0 to 1,000.
    """
    return _NoiseFigure(Network.load(data.PRETRAINED) if network is None else network, count)
