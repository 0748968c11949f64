"""The picture of the pad that digits are drawn on (lesson 07): a drawing, the image made of it, what a network says.

- `DigitPad`: the drawing or a test image, the 28 × 28 pixels that the network gets, its ten outputs.
"""

from collections.abc import Sequence
from copy import deepcopy

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.image import AxesImage

from helpers.data import SIDE, LabelledImages
from helpers.data.drawing import PEN, as_mnist, shifted, thickened
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, SMALL_TEXT, neuron_circles, tints
from helpers.figures.scene import DOTS_PER_INCH, Scene
from helpers.figures.style import GREY, INK, NORMAL, WHITE, YELLOW
from helpers.figures.words import in_words, rounded
from helpers.language import _, number
from helpers.nn import Network
from helpers.nn.network import as_network

LEAST = 0.005  # an output below is not written


class DigitPad(Scene):
    """A drawing or a test image, the image of 28 × 28 pixels that the network gets, and the network's ten outputs.

    network: 784 inputs, 10 outputs; digits: the test images to choose from. The square to draw on is the first axes, in
    pixels of the image: x and y from 0 to 28, y downwards. Raises TypeError or ValueError for other networks.
    """

    PAD = 330  # pixels on the screen: the side of the square
    ZERO, END = 69, 77.5  # where the bars begin, and where a bar of 1 ends

    def __init__(self, network: Network, digits: LabelledImages):
        sizes = as_network(network).sizes
        if sizes[0] != SIDE**2 or sizes[-1] != 10:
            text = _(
                "the pad needs a network with 784 inputs and 10 outputs, such as Network([784, 16, 16, 10]); given sizes {sizes}"
            )
            raise ValueError(text.format(sizes=sizes))
        super().__init__(850, 425)
        self.network, self.digits = deepcopy(network), digits  # it may be trained further
        square = self._add_square(1.5, 5.5, self.PAD / 10)
        self.chosen = self._add_image(square)
        lines = LineCollection([], colors=WHITE, capstyle="round", joinstyle="round")
        self.lines = self.moving(square.add_collection(lines, autolim=False))
        self.seen = self._add_image(self._add_square(39, 18.9, 19.6))
        self._draw(self.add_drawing_area())

    def _add_square(self, left: float, bottom: float, side: float) -> Axes:
        place = (10 * left / self.width, 10 * bottom / self.height, 10 * side / self.width, 10 * side / self.height)
        axes = self.figure.add_axes(place, xticks=[], yticks=[])
        axes.spines[:].set(color=GREY)
        return axes

    def _add_image(self, axes: Axes) -> AxesImage:
        """A black image over these axes, which then measure 28 by 28, y downwards."""
        black = np.zeros((SIDE, SIDE))
        return self.moving(
            axes.imshow(black, cmap="gray", vmin=0, vmax=255, interpolation="nearest", extent=(0, SIDE, SIDE, 0))
        )

    def _draw(self, axes: Axes) -> None:
        heights = 19.6 + 3.9 * (4.5 - np.arange(10))
        self.places = np.column_stack([np.full(10, 64.5), heights])
        for x, words in ((18, _("draw a digit here")), (48.8, _("the network gets this")), (64.5, _("outputs"))):
            axes.text(x, 40.5, words, **CAPTION)
        axes.text(48.8, 16.9, _("{side} × {side} pixels").format(side=SIDE), **CAPTION)
        for x in (36.8, 60.6):
            axes.text(x, 28.7, "→", **CAPTION | {"fontsize": NORMAL})
        for digit, y in enumerate(heights):
            axes.text(67.2, y, str(digit), **SMALL_TEXT)
        self.outputs = self.moving(neuron_circles(axes, self.places, 1.4))
        self.bars = self.moving(axes.add_collection(PolyCollection([], edgecolors=INK), autolim=False))
        self.words = self.moving(axes.add_patch(Lettering()))
        self.answer = self.moving(axes.add_patch(Lettering(size=60)))

    def show(self, strokes: Sequence = (), image: int | None = None, right=0, down=0, width: float = PEN) -> "DigitPad":
        """Show a drawing, or the test image with this index.

        strokes, width: as for `helpers.data.drawing.as_mnist`, and in a test image the lines are as much wider or
        thinner; right, down: how many pixels the image is moved before the network gets it.
        """
        if image is None:
            made = as_mnist(strokes, width)
            self.chosen.set_data(np.zeros((SIDE, SIDE)))
            what = _("Your drawing")
        else:
            made = thickened(self.digits.images[image], width - PEN)
            self.chosen.set_data(self.digits.images[image])
            what = _("Test image {image}, with the label {label}").format(
                image=number(image), label=self.digits.classes[self.digits.labels[image]]
            )
        self._show_lines(strokes if image is None else (), width)
        made = shifted(made, right, down)
        self.seen.set_data(made)
        if made.any():
            outputs = self.network(made.ravel() / np.float32(255))
            said = _("{what}: the network says {said}, with an output of {share}.").format(
                what=what, said=outputs.argmax(), share=in_words(outputs.max())
            )
            place = _("In pixels: pen width {width}, moved to the right {right}, moved down {down}.").format(
                width=number(width), right=number(right), down=number(down)
            )
            self.summary = f"{said} {place}"
        else:
            outputs = np.zeros(10)
            self.summary = _("Nothing is drawn: draw a digit in the square, or choose a test image.")
        self._show_outputs(outputs)
        largest = [f"{k}: {in_words(outputs[k])}" for k in np.argsort(-outputs) if outputs[k] >= LEAST]
        self.alt = _("A square to draw on, an image of 28 × 28 pixels, {count} of them not black, and ten output neurons: {outputs}. {summary}").format(
            count=number(int((made > 0).sum())), outputs="; ".join(largest) or _("none lit"), summary=self.summary
        )  # fmt: skip
        return self

    def _show_lines(self, strokes: Sequence, width: float) -> None:
        """Draw the strokes as the pen did."""
        # Matplotlib draws no line from a point to itself, but one to a point so near that nobody sees it.
        self.lines.set_segments([[*stroke, np.add(stroke[-1], (0.1, 0))] for stroke in strokes if stroke])
        self.lines.set_linewidth(width * self.PAD / SIDE * 72 / DOTS_PER_INCH)

    def _show_outputs(self, outputs: np.ndarray) -> None:
        """Fill the neurons and draw bars, the largest marked, with the answer in large type."""
        largest = (np.arange(10) == outputs.argmax()) & outputs.any()
        shares = np.clip(outputs, 0, 1)
        self.outputs.set_facecolor(tints(YELLOW, shares))
        self.outputs.set_linewidth(np.where(largest, 3.5, 1.5))
        ends, heights = self.ZERO + (self.END - self.ZERO) * shares, self.places[:, 1]
        self.bars.set(
            verts=[
                [(self.ZERO, y - 1), (self.ZERO, y + 1), (end, y + 1), (end, y - 1)]
                for y, end in zip(heights, ends, strict=True)
            ],
            facecolor=tints(YELLOW, np.where(largest, 1, 0.4)),
        )
        self.answer.write([(48.8, 8.5, str(k)) for k in np.flatnonzero(largest)])
        self.words.write(
            [(81.6, y, rounded(a)) for y, a in zip(heights, outputs, strict=True) if a >= LEAST]
            + [(48.8, 14.2, _("the network says")) for _one in np.flatnonzero(largest)]
        )
