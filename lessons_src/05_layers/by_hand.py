"""A network built by hand: the detector of the 4 among its outputs, and the whole of it with pixels to flip."""

from collections.abc import Collection

import ipywidgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke

from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import TEXT, Connections, line_width, neuron_circles, tints
from helpers.figures.style import BLUE, FAINT, GREY, INK, LARGE, NORMAL, PURPLE, WHITE, YELLOW, sign_colour
from helpers.language import _, number
from helpers.nn import Neuron
from helpers.widgets import Choice, LiveFigure, Slider

from .strokes import COLUMNS, ROWS, STROKE_PIXELS, STROKES, TINY_DIGITS, network_by_hand

SHORT_DASHES = (0, (1.5, 0.7))  # for lines that are thick and short


class FourDetector(Scene):
    """A neuron that reads the seven strokes of a tiny digit: its weights as a picture, and its z for ten digits."""

    ENDS = (  # of each stroke, in the order of STROKES
        ((7, 31), (7, 20)),
        ((8, 19), (18, 19)),
        ((19, 31), (19, 20)),
        ((19, 18), (19, 7)),
        ((8, 32), (18, 32)),
        ((7, 18), (7, 7)),
        ((8, 6), (18, 6)),
    )
    CELL = 1.6

    def __init__(self):
        super().__init__(850, 420)
        axes = self.add_drawing_area()
        axes.text(13, 39, _("what the neuron\n“4” looks for"), **TEXT)
        axes.text(57, 40, _("z for each digit; the neuron fires when z > 0"), **TEXT)
        self.strokes, self.weights = [], []
        for (x0, y0), (x1, y1) in self.ENDS:
            (line,) = axes.plot([x0, x1], [y0, y1], solid_capstyle="butt", dash_capstyle="butt")
            self.strokes.append(self.moving(line))
            outside = ((x0 + x1) / 2, y0 + 1.6) if y0 == y1 else (x0 + (3.8 if x0 > 13 else -3.8), (y0 + y1) / 2)
            self.weights.append(self.moving(axes.text(*outside, "", **TEXT)))
        self.bias = self.moving(axes.text(13, 2, "", **TEXT))
        self.found = network_by_hand().layers[0](TINY_DIGITS)  # what the seven hidden neurons say to each digit
        cells, greys, self.places = [], [], []  # the places of the lamps
        for digit, pixels in enumerate(TINY_DIGITS):
            x, y = 35 + 11 * (digit % 5), 29.5 - 18.6 * (digit // 5)
            for pixel, dark in enumerate(pixels):
                row, column = divmod(pixel, COLUMNS)
                corner = (x + (column - 1.5) * self.CELL, y + (4 - row) * self.CELL)
                cells.append(Rectangle(corner, self.CELL, self.CELL))
                greys.append(INK if dark else WHITE)
            self.places.append((x, y - 3.9))
        axes.add_collection(PatchCollection(cells, facecolors=greys, edgecolors=FAINT, linewidths=1))
        self.lamps = self.moving(
            axes.add_collection(PatchCollection([Circle(place, 3.1) for place in self.places], linewidths=2))
        )
        self.sums = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        self.states = self.moving(axes.add_patch(Lettering(size=NORMAL)))

    def show(self, weights, bias: float) -> "FourDetector":
        """Show the neuron with seven weights, in the order of STROKES, from −3 to 3, and its bias."""
        neuron = Neuron(weights, bias)
        for weight, line, words in zip(weights, self.strokes, self.weights, strict=True):
            line.set(
                color=sign_colour(weight),
                linewidth=line_width(3 * weight),
                linestyle=SHORT_DASHES if weight < 0 else "-",
            )
            words.set(text=number(weight), color=sign_colour(weight))
        self.bias.set(text=_("bias b = {b}").format(b=number(bias)), color=sign_colour(bias))
        z = neuron.z(self.found)
        self.lamps.set(facecolors=np.where(z > 0, YELLOW, WHITE), edgecolors=np.where(z > 0, INK, GREY))
        self.sums.write((x, y, number(value)) for (x, y), value in zip(self.places, z, strict=True))
        self.states.write((x, y - 4.6, _("fires")) for (x, y), value in zip(self.places, z, strict=True) if value > 0)
        fires = np.flatnonzero(z > 0).tolist()
        sums = _("z for the digits 0 to 9: {sums}.").format(sums="; ".join(map(number, z)))
        if fires == [4]:
            said = _("The neuron fires for 4 alone: it is a detector of 4.")
        elif fires:
            said = _("The neuron fires for {digits}; it should fire for 4 alone.").format(
                digits=", ".join(map(str, fires))
            )
        else:
            said = _("The neuron fires for no digit; it should fire for 4 alone.")
        self.summary = f"{said} {sums}"
        self.alt = _("Seven strokes with their weights ({weights}), bias {b}, and ten tiny digits of 5 × 3 pixels, each with its z. {summary}").format(
            weights="; ".join(f"{_(name)} {number(w)}" for name, w in zip(STROKES, weights, strict=True)),
            b=number(bias),
            summary=self.summary,
        )  # fmt: skip
        return self


class ByHand(Scene):
    """A tiny digit with pixels to flip, on its way through the network built by hand; lines lead to the largest output.

    The digit's pixels are the first axes: 1 by 1 each, y downwards.
    """

    MIDDLE = 21.9  # height of the middle of pixels and neurons, in tens of pixels

    def __init__(self):
        super().__init__(850, 420)
        self.network = network_by_hand()
        self.right = self._try_every_flip()
        ends = {"xlim": (0, COLUMNS), "ylim": (ROWS, 0), "xticks": [], "yticks": []}
        axes = self.add_plot(24, 10 * self.MIDDLE - 145, 174, 290, **ends)
        axes.spines[:].set_visible(False)
        settings = {"cmap": "gray_r", "vmin": 0, "vmax": 1.12, "aspect": "auto", "extent": (0, COLUMNS, ROWS, 0)}
        self.image = self.moving(axes.imshow(np.zeros((ROWS, COLUMNS)), **settings))
        lines = [[(0, k), (COLUMNS, k)] for k in range(ROWS + 1)] + [[(k, 0), (k, ROWS)] for k in range(COLUMNS + 1)]
        self.moving(axes.add_collection(LineCollection(lines, colors=GREY, linewidths=1, clip_on=False), autolim=False))
        cross = {"color": PURPLE, "markersize": 18, "markeredgecolor": WHITE, "markeredgewidth": 1.5}
        self.crosses = self.moving(axes.plot([], [], "X", **cross)[0])
        edge = [withStroke(linewidth=7, foreground=INK)]
        frame = Rectangle((0, 0), 1, 1, fill=False, edgecolor=YELLOW, linewidth=4, path_effects=edge, clip_on=False)
        self.frame = self.moving(axes.add_patch(frame))
        self._draw(self.add_drawing_area())

    def _draw(self, area: Axes) -> None:
        self.hidden_places = [(34, self.MIDDLE + 4.95 * (3 - k)) for k in range(len(STROKES))]
        self.output_places = [(57, self.MIDDLE + 3.4 * (4.5 - k)) for k in range(10)]
        for x, words in (
            (11.1, _("pixels")),
            (34, _("7 strokes")),
            (57, _("10 outputs, z")),
            (76, _("largest")),
        ):
            area.text(x, 40, words, **TEXT)
        arrow = {"arrowstyle": "-|>", "mutation_scale": 20, "color": GREY, "linewidth": 2}
        area.add_patch(FancyArrowPatch((20.6, self.MIDDLE), (26.2, self.MIDDLE), **arrow))
        self.connections = Connections(self, area)
        self.hidden = self.moving(neuron_circles(area, self.hidden_places, 2.3))
        self.outputs = self.moving(neuron_circles(area, self.output_places, 1.55))
        icons, colours = [], []
        for (x, y), weights in zip(self.hidden_places, STROKE_PIXELS, strict=True):
            for pixel, weight in enumerate(weights):
                row, column = divmod(pixel, COLUMNS)
                icons.append(Rectangle((x + 0.6 * (column - 1.5), y + 0.6 * (1.5 - row)), 0.6, 0.6))
                colours.append(BLUE if weight else WHITE)
        self.moving(area.add_collection(PatchCollection(icons, facecolors=colours, edgecolors=FAINT, linewidths=0.6)))
        names = self.moving(area.add_patch(Lettering(size=NORMAL)))
        names.write((x, y, str(k)) for k, (x, y) in enumerate(self.output_places))
        self.sums = self.moving(area.add_patch(Lettering(size=NORMAL)))
        self.answer = self.moving(area.add_patch(Lettering(size=72)))
        self.equals = self.moving(area.text(76, 8, "", **TEXT))
        self.verdict = self.moving(area.text(76, 14, "", **TEXT | {"fontsize": 2 * LARGE}))
        self.counted = area.text(42.5, 2.2, "", **TEXT | {"weight": "bold"})

    def count(self) -> None:
        """Show from now on how many of the digits with one pixel flipped are still recognised."""
        words = _("1 pixel flipped: {right} of {all} right")
        self.counted.set_text(words.format(right=number(self.right), all=number(150)))
        self.repaint()

    def _try_every_flip(self) -> int:
        """How many of the ten digits with each one of their pixels flipped are still recognised."""
        flipped = np.abs(TINY_DIGITS[:, None] - np.eye(ROWS * COLUMNS))
        answers = self.network(flipped.reshape(-1, ROWS * COLUMNS)).argmax(axis=1).reshape(10, -1)
        return int((answers == np.arange(10)[:, None]).sum())

    def show(self, digit: int, flipped: Collection[int], pixel: int) -> "ByHand":
        """Show the digit with these pixels flipped, places in the flattened digit, and a frame around one pixel."""
        places = sorted(flipped)
        pixels = TINY_DIGITS[digit].copy()
        pixels[places] = 1 - pixels[places]
        row, column = divmod(pixel, COLUMNS)
        self.image.set_data(pixels.reshape(ROWS, COLUMNS))
        self.crosses.set_data([place % COLUMNS + 0.5 for place in places], [place // COLUMNS + 0.5 for place in places])
        self.frame.set_xy((column, row))
        _pixels, found, z = self.network.activations(pixels)
        answer, *equals = np.flatnonzero(z == z.max()).tolist()
        self._show_lines(answer, found)
        self.hidden.set_facecolor(tints(YELLOW, found))
        self.outputs.set_facecolor(tints(YELLOW, np.heaviside(z, 0)))
        self.outputs.set_linewidth(np.where(z == z.max(), 4, 1.5))
        before = self.network.layers[0].z(pixels)
        self.sums.write(
            [(x - 5, y, number(value)) for (x, y), value in zip(self.hidden_places, before, strict=True)]
            + [(x + 4.8, y, number(value)) for (x, y), value in zip(self.output_places, z, strict=True)]
        )
        self.answer.write([(76, 25, str(answer))])
        also = _("tied: {digits}").format(digits="; ".join(map(str, equals))) if equals else ""
        self.verdict.set_text("✓" if answer == digit else "×")
        self.equals.set_text(also)
        self.summary = self._said(digit, places, pixel, found, z, answer, also)
        self.alt = _("A tiny digit of 5 × 3 pixels, seven neurons that each look for a stroke, and ten outputs, with their z. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self

    def _show_lines(self, answer: int, found: np.ndarray) -> None:
        """Draw the weights from the strokes to the answer; those of strokes that were found are full."""
        x, y = self.output_places[answer]
        ends = np.array([[(left + 2.3, height), (x - 1.55, y)] for left, height in self.hidden_places])
        self.connections.set(ends, self.network.layers[1].weights[answer], 1.5 + 2.5 * found, 0.35 + 0.65 * found)

    def _said(self, digit, places, pixel, found, z, answer, also) -> str:
        """What is shown, in words."""
        row, column = divmod(pixel, COLUMNS)
        flipped = "; ".join("({}, {})".format(*divmod(place, COLUMNS)) for place in places) or "—"
        strokes = "; ".join(_(name) for name, there in zip(STROKES, found, strict=True) if there) or "—"
        said = _("Digit {digit}; pixels flipped (row, column): {flipped}; frame: ({row}, {column}). Strokes found: {strokes}. Largest output: {answer}, z = {z}.").format(
            digit=digit, flipped=flipped, row=row, column=column, strokes=strokes, answer=answer, z=number(z.max())
        )  # fmt: skip
        lit = "; ".join(map(str, np.flatnonzero(z > 0))) or "—"
        also = f"{also[0].upper()}{also[1:]}. " if also else ""
        counted = f" {self.counted.get_text()}." if self.counted.get_text() else ""
        return f"{said} {also}" + _("Outputs above 0: {lit}.").format(lit=lit) + counted


def four_detector(weights=(1, 1, 1, 1, 0, 0, 0), bias=-3.5) -> LiveFigure:
    """An output neuron to be made a detector of the digit 4, with a slider for each stroke's weight and for the bias.

    weights: 7 numbers from −3 to 3, in the order of `strokes.STROKES`; bias: from −6 to 2.
    """
    scene = FourDetector()
    controls = {name: Slider(_(name), w, -3, 3, 0.5) for name, w in zip(STROKES, weights, strict=True)}
    controls["b"] = Slider(_("bias b"), bias, -6, 2, 0.5)

    def show(b, **strokes):
        scene.show(list(strokes.values()), b)

    return LiveFigure(scene, controls, show)


def by_hand(digit=2, flipped=((4, 1),)) -> LiveFigure:
    """The network built by hand and a tiny digit, whose pixels are flipped by a press on them, or by a button.

    Another button flips each pixel of each digit, one at a time, and counts how many are still recognised.

    digit: from 0 to 9; flipped: the row and column of each pixel that is flipped at first.
    """
    return _Flipping(digit, {COLUMNS * row + column for row, column in flipped})


class _Flipping(LiveFigure):
    """The live figure, which knows the pixels that are flipped."""

    def __init__(self, digit: int, flipped: set[int]):
        self.flipped = flipped
        row, column = divmod(min(flipped, default=0), COLUMNS)
        controls = {
            "digit": Choice(_("digit"), [(str(k), k) for k in range(10)], digit),
            "row": Slider(_("row"), row, 0, ROWS - 1),
            "column": Slider(_("column"), column, 0, COLUMNS - 1),
        }
        super().__init__(ByHand(), controls, self._show_digit, hover=self._point)
        self.flip, self.restore, self.try_all = (
            ipywidgets.Button(description=words, icon=icon)
            for words, icon in (
                (_("Flip this pixel"), "adjust"),
                (_("Undo all flips"), "undo"),
                (_("Try all 150"), "th"),
            )
        )
        self.flip.on_click(lambda _button: self._change(self.flipped ^ {self._pixel}))
        self.restore.on_click(lambda _button: self._change(set()))
        self.try_all.on_click(self._count)
        self.picture.observe(self._pressed, "pressed")
        buttons = ipywidgets.HBox([self.flip, self.restore, self.try_all])
        buttons.add_class("live-play")
        self.children[0].children += (buttons,)

    @property
    def _pixel(self) -> int:
        """The pixel in the frame."""
        return round(COLUMNS * self.controls["row"].value + self.controls["column"].value)

    def _show_digit(self, digit, row, column) -> None:
        self.scene.show(digit, self.flipped, self._pixel)

    def _point(self, axes, x, y) -> dict[str, float]:
        return {"row": min(int(y), ROWS - 1), "column": min(int(x), COLUMNS - 1)} if axes == 0 else {}

    def _pressed(self, _change) -> None:
        if self.picture.pressed["axes"] == 0:  # the frame is there already: the pointer was told before
            self._change(self.flipped ^ {self._pixel})

    def _count(self, _button) -> None:
        self.scene.count()
        self._redraw()

    def _change(self, flipped: set[int]) -> None:
        self.flipped = flipped
        self._redraw()
