"""Errors: a line and its residuals, why they are squared, and the cost of ten outputs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patheffects import withStroke

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.fitting import require_shares, require_ten_classes
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT, boxes
from helpers.figures.style import BLUE, FAINT, GREEN, GREY, INK, NORMAL, ORANGE, PURPLE, SMALL, WHITE, YELLOW, tint
from helpers.figures.words import factor, subscript
from helpers.language import N_, _, number
from helpers.nn import Network, sigmoid, squared_error
from helpers.widgets import Choice, LiveFigure, Slider


class Residuals(Scene):
    """Five points, a line, the residual of each point with the square on it, and three ways of adding them up.

    After `show`, `handles` holds the places to drag when they are in sight: the line's middle, above the mean of the
    points' x, and a place on the line to turn it by. The signed sum stays as it is while the line turns.
    """

    X, Y = np.array([2, 4, 6, 8, 10]), np.array([1, 6, 4, 7, 8])
    INWARDS = np.array([1, 1, 1, -1, -1])  # the side on which the square stands, so that few leave the picture
    WIDE, HIGH, UNIT = 12, 10, 40  # of the graph, and pixels of a unit: the same in both directions, for squares
    ARM = 5.5  # from the middle to the place to turn by

    def __init__(self):
        super().__init__(850, 470)
        unit = self.UNIT
        axes = self.add_plot(45, 45, self.WIDE * unit, self.HIGH * unit, grid=True, xlim=(0, self.WIDE))
        axes.set(ylim=(0, self.HIGH), xticks=range(0, 13, 2), yticks=range(0, 11, 2))
        squares = PolyCollection([], facecolor=(*tint(PURPLE, 1), 0.35), edgecolor=PURPLE, linewidth=1.5)
        self.squares = self.moving(axes.add_collection(squares, autolim=False))
        (line,) = axes.plot([], [], color=INK, linewidth=3)
        self.line = self.moving(line)
        self.above = self._residual_lines(axes, BLUE, "-")
        self.below = self._residual_lines(axes, ORANGE, (0, (2, 1)))
        (middle,) = axes.plot([], [], "o", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=13)
        (end,) = axes.plot([], [], "D", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=11)
        (points,) = axes.plot(self.X, self.Y, "o", color=INK, markersize=9)
        self.middle, self.end, self.points = map(self.moving, (middle, end, points))
        area = self.add_drawing_area()
        # The points' names: above left of those above the best line, below right of the others, where it does not pass.
        places = [(4.5 + x * unit / 10, 4.5 + y * unit / 10) for x, y in zip(self.X, self.Y, strict=True)]
        sides = (1, -1, 1, -1, -1)
        names = self.moving(area.add_patch(Lettering()))
        names.set_path_effects([withStroke(linewidth=3, foreground="white")])
        names.write(
            [
                (x + 1.6 * side, y - 1.5 * side, subscript("r", k))
                for k, ((x, y), side) in enumerate(zip(places, sides, strict=True), start=1)
            ]
        )
        self.equation = self.moving(area.add_patch(Lettering(size=NORMAL)))
        self.signed = [self.moving(area.add_patch(Lettering(colour, NORMAL))) for colour in (BLUE, ORANGE, INK)]
        self.others = self.moving(area.add_patch(Lettering(size=NORMAL)))
        self.heights = [34, 31, 28, 25, 22, 18]  # of the rows: the five points and their sum
        area.text(69, 41, _("r = point − line"), **CAPTION)
        for x, head in ((63.5, "r"), (70, "|r|"), (78, "r²")):
            area.text(x, 37.3, head, **TEXT | {"weight": "bold"})
        for k, y in enumerate(self.heights[:-1], start=1):
            area.text(57, y, subscript("r", k), **TEXT | {"color": GREY, "va": "center_baseline"})
        area.plot([55.5, 83], [20, 20], color=GREY, linewidth=1)
        area.text(57, 18, _("sum"), **TEXT | {"color": GREY, "va": "center_baseline"})
        area.text(69, 13.3, _("mean squared error"), **CAPTION)
        tips = ["○  " + _("moves the line: b changes"), "◇  " + _("turns the line: w and b change")]
        area.text(55.5, 4, "\n".join(tips), **CAPTION | {"ha": "left", "linespacing": 1.6})

    def _residual_lines(self, axes: Axes, colour: str, dashes) -> LineCollection:
        lines = LineCollection([], colors=colour, linewidths=4, linestyles=dashes)
        return self.moving(axes.add_collection(lines, autolim=False))

    def show(self, slope: float, intercept: float) -> "Residuals":
        """Show the line y = slope · x + intercept."""
        line = slope * self.X + intercept
        r = np.round(self.Y - line, 9)  # steps of a tenth are not exact in binary
        sides = self.X + self.INWARDS * np.abs(r)
        self.squares.set_verts(boxes(self.X, sides, line, self.Y))
        self.line.set_data([0, self.WIDE], [intercept, slope * self.WIDE + intercept])
        ends = np.stack([[self.X, self.X], [self.Y, line]]).T
        self.above.set_segments(ends[r > 0])
        self.below.set_segments(ends[r < 0])
        self.handles = self._places(slope, intercept)
        for marker in (self.middle, self.end):
            marker.set_visible(bool(self.handles))
        if self.handles:
            for marker, (x, y) in zip((self.middle, self.end), self.handles, strict=True):
                marker.set_data([x], [y])
        equation = f"y = {number(slope)} · x + {factor(intercept)}"
        self.equation.write([(69, 44.3, equation)])
        columns = [np.append(column, column.sum().round(9)) for column in (r, np.abs(r), r**2)]
        rows = list(zip(self.heights, *columns, strict=True))
        for lettering, sign in zip(self.signed, (1, -1, 0), strict=True):
            lettering.write([(63.5, y, number(signed)) for y, signed, *_rest in rows if np.sign(signed) == sign])
        mean = f"{number(columns[2][-1])} / 5 = {number(columns[2][-1] / 5)}"
        others = [(x, y, number(value)) for y, _r, *both in rows for x, value in zip((70, 78), both, strict=True)]
        self.others.write([*others, (69, 10, mean)])
        signed, absolute, squared = (number(column[-1]) for column in columns)
        self.summary = _("Line {equation}: the residuals are {residuals}. Signed sum: {signed}; sum without the signs: {absolute}; sum of the squares: {squared}; mean squared error: {mean}.").format(
            equation=equation, residuals="; ".join(map(number, r)), signed=signed, absolute=absolute, squared=squared, mean=mean
        )  # fmt: skip
        if not self._seen(slope, intercept):
            self.summary += " " + _("The line lies outside the picture.")
        self.alt = _("Five points and a line, with the residual of each point as a vertical line, blue where the point is above and orange and dashed where it is below, and a purple square on each. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self

    def _seen(self, slope: float, intercept: float) -> bool:
        """Whether any of the line is in the picture."""
        ends = sorted([intercept, slope * self.WIDE + intercept])
        return ends[0] <= self.HIGH and ends[1] >= 0

    def _places(self, slope: float, intercept: float) -> list[tuple[float, float]]:
        """The line's middle and, to its right when that is in sight or else to its left, the place to turn it by."""
        x = self.X.mean()
        y = round(slope * x + intercept, 9)
        if not 0 <= y <= self.HIGH:
            return []
        across = self.ARM / np.hypot(1, slope)
        side = 1 if 0 <= y + slope * across <= self.HIGH else -1
        return [(x, y), (x + side * across, y + side * slope * across)]


class WhySquares(Scene):
    """|e| and e² for one error e, with the lines that touch them: one has a corner at 0, the other gets steeper."""

    def __init__(self):
        super().__init__(850, 400)
        axes = self.add_plot(55, 55, 480, 325, grid=True, xlim=(-3.3, 3.3), ylim=(-0.5, 9.5), yticks=range(0, 10))
        axes.set(xticks=range(-3, 4), xlabel=_("error e"))
        axes.axhline(0, color=GREY, linewidth=1)
        e = np.linspace(-3, 3, 121)
        axes.plot(e, np.abs(e), color=INK, linewidth=3, linestyle="--")
        axes.plot(e, e**2, color=PURPLE, linewidth=3)
        axes.text(-2.62, 8.2, "e²", **TEXT)
        axes.text(-2.75, 1.9, "|e|", **TEXT)
        self.tangents, self.points = [], []
        for _curve in range(2):
            (tangent,) = axes.plot([], [], color=GREEN, linewidth=4, solid_capstyle="round")
            (point,) = axes.plot([], [], "o", color=YELLOW, markeredgecolor=INK, markeredgewidth=2, markersize=13)
            point.set_clip_on(False)
            self.tangents.append(self.moving(tangent))
            self.points.append(self.moving(point))
        area = self.add_drawing_area()
        self.words = self.moving(area.add_patch(Lettering(size=NORMAL)))

    def show(self, e: float) -> "WhySquares":
        """Show the error e, from −3 to 3."""
        said = []
        for k, (value, slope) in enumerate(((abs(e), np.sign(e)), (e**2, 2 * e))):
            half = 0.7 / np.hypot(1, slope / 2)  # a unit upwards is about half as long on the screen
            self.tangents[k].set_data([e - half, e + half], [value - half * slope, value + half * slope])
            self.points[k].set_data([e], [value])
            steep = _("slope {slope}").format(slope=number(slope)) if k or e else _("no single slope")
            said += [f"{('|e|', 'e²')[k]} = {number(value)}", steep]
        self.tangents[0].set_visible(e != 0)
        self.words.write([(70, y, words) for y, words in zip((31, 27.5, 20, 16.5), said, strict=True)])
        self.summary = f"e = {number(e)}. {said[0]} ({said[1]}); {said[2]} ({said[3]})."
        self.alt = _("The graphs of |e|, with a corner at 0, and of e², a parabola, each with a line that touches it at the error e. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


class OutputCost(Scene):
    """The ten outputs of a network for an image, the ten that are wanted, the squares of the differences, and their sum.

    networks: by the names they have in sentences; each with 784 inputs and 10 outputs from 0 to 1; digits: images of ten
    classes, of which the first `count`, at most 100, can be shown. Raises TypeError or ValueError for others.
    """

    END, UNIT = 54, 3  # where a bar of 1 ends, and the side of a square of 1

    def __init__(self, networks: dict[str, Network], digits: LabelledImages):
        for network in networks.values():
            require_shares(network)
        require_ten_classes(digits)
        super().__init__(850, 450)
        self.digits, self.count = digits, min(len(digits), 100)
        pixels = digits.pixels(range(self.count))
        self.outputs = {name: network(pixels) for name, network in networks.items()}
        self.targets = np.eye(10)[digits.labels[: self.count]]
        area = self.add_drawing_area()
        self.heights = 39.5 - 3.5 * np.arange(10)
        names = [
            area.text(20.5, y, name, **TEXT | {"ha": "left", "va": "center_baseline", "fontsize": SMALL})
            for y, name in zip(self.heights, digits.classes, strict=True)
        ]
        self.zero = 1 + max(name.get_window_extent().x1 for name in names) / 10  # where the bars begin
        middle = (self.zero + self.END) / 2
        for x, head in ((middle, _("output a")), (62.5, _("target y")), (73, "(a − y)²")):
            area.text(x, 43, head, **CAPTION)
        for y, words in ((21.5, _("label")), (14.5, _("largest output"))):
            area.text(10, y, words, **CAPTION)
        area.plot([56, 81], [5.6, 5.6], color=GREY, linewidth=1)
        area.text(62.5, 3.2, _("cost: the sum"), **TEXT | {"va": "center_baseline"})
        place = (20 / self.width, 250 / self.height, 160 / self.width, 160 / self.height)
        picture = self.figure.add_axes(place, xticks=[], yticks=[])
        self.image = self.moving(picture.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=255))
        for frames in (self._bars(1), self._squares(1)):  # of what is 1
            area.add_collection(PolyCollection(frames, facecolor=WHITE, edgecolor=FAINT, linewidth=1.5), autolim=False)
        self.bars, self.squares = (
            self.moving(area.add_collection(PolyCollection([], **look), autolim=False))
            for look in ({"edgecolor": INK}, {"facecolor": tint(PURPLE, 0.5), "edgecolor": PURPLE, "linewidth": 1.5})
        )
        wanted = area.scatter([62.5] * 10, self.heights, s=400, edgecolor=INK, linewidth=1.5)
        self.wanted = self.moving(wanted)
        self.words = self.moving(area.add_patch(Lettering()))
        self.total = self.moving(area.add_patch(Lettering(size=NORMAL)))

    def show(self, network: str, image: int) -> "OutputCost":
        """Show the answer of the network with this name to the image with this index."""
        outputs, targets = self.outputs[network][image], self.targets[image]
        cost = f"≈ {number(squared_error(outputs, targets))}"
        squares = (outputs - targets) ** 2
        self.image.set_data(self.digits.images[image])
        self.bars.set_verts(self._bars(outputs))
        largest = np.arange(10) == outputs.argmax()
        self.bars.set_facecolor([tint(YELLOW, 1 if first else 0.4) for first in largest])
        self.bars.set_linewidth(np.where(largest, 2.5, 1))
        self.squares.set_verts(self._squares(np.abs(outputs - targets)))
        self.wanted.set_facecolor([tint(YELLOW, float(target)) for target in targets])
        label, answer = (self.digits.classes[k] for k in (targets.argmax(), outputs.argmax()))
        mark = "✓" if label == answer else "×"
        columns = ((57, outputs), (62.5, targets), (76.5, squares))
        cells = [(x, y, _cell(v)) for x, column in columns for y, v in zip(self.heights, column, strict=True)]
        self.words.write([*cells, (10, 18.9, label), (10, 11.9, f"{answer} {mark}")])
        self.total.write([(76.5, 3.2, cost)])
        self.summary = _("Image {image}, label {label}, {network}: the largest output is {answer}, a ≈ {share}. Cost {cost}.").format(
            image=number(image), label=label, network=_(network), answer=answer, share=number(outputs.max()), cost=cost
        )  # fmt: skip
        both = [
            f"{name}: {_cell(a)}, {_cell(y)}" for name, a, y in zip(self.digits.classes, outputs, targets, strict=True)
        ]
        self.alt = _("An image and ten rows, each with an output of the network as a bar, its target and the square of the difference. Outputs and targets: {both}. {summary}").format(
            both="; ".join(both), summary=self.summary
        )  # fmt: skip
        return self

    def _bars(self, lengths) -> np.ndarray:
        right = self.zero + (self.END - self.zero) * lengths
        return boxes(self.zero, right, self.heights - 1.2, self.heights + 1.2)

    def _squares(self, sides) -> np.ndarray:
        half = self.UNIT * sides / 2
        return boxes(70 - half, 70 + half, self.heights - half, self.heights + half)


def _cell(value: float) -> str:
    """A number with two decimals; one that only rounds to 0 or 1 is not written as if it were."""
    digits = number(value)
    return f"≈ {digits}" if digits in ("0", "1") and value not in (0, 1) else digits


def residuals(slope=0.5, intercept=2) -> LiveFigure:
    """Five points and a line, with the squares of its errors: weight w from −1 to 1.5, bias b from −9 to 16.

    The line's middle can be dragged up and down, and the line turned about it.
    """
    scene = Residuals()
    controls = {
        "slope": Slider(_("weight w"), slope, -1, 1.5, 0.05),
        "intercept": Slider(_("bias b"), intercept, -9, 16, 0.1),
    }

    def drag(handle, x, y, began):
        slope, middle = controls["slope"].value, scene.X.mean()
        if handle == 0:
            return {"intercept": np.clip(y, 0, scene.HIGH) - slope * middle}
        if x == middle:
            return {}
        height = slope * middle + controls["intercept"].value
        turned = controls["slope"].nearest((y - height) / (x - middle))
        return {"slope": turned, "intercept": height - turned * middle}

    return LiveFigure(scene, controls, scene.show, drag)


def why_squares(e=2) -> LiveFigure:
    """One error from −3 to 3, without its sign and squared, with the slope of both."""
    scene = WhySquares()
    return LiveFigure(scene, {"e": Slider(_("error e"), e, -3, 3, 0.1)}, scene.show)


def output_cost(
    network: Network | None = None, digits: LabelledImages | None = None, image: int | None = None
) -> LiveFigure:
    """What a network's answer to an image costs: the sum of the squared differences between its outputs and the target.

    network: the trained one, by default that of the course, beside an untrained one; digits: the images, of which the
    first 100 can be chosen, by default MNIST's for the test; image: the index of the first one, by default 30. Raises
    TypeError or ValueError for those that `OutputCost` cannot show.
    """
    networks = {
        # Of the outputs of this one, that for 8 is the largest, whatever the image.
        N_("untrained network"): Network([784, 16, 16, 10], output=sigmoid, rng=np.random.default_rng(9)),
        N_("trained network"): Network.load(data.PRETRAINED) if network is None else network,
    }
    scene = OutputCost(networks, data.load(split="test") if digits is None else digits)
    controls = {
        "network": Choice(_("network"), [(_(name), name) for name in networks], next(iter(networks))),
        "image": Slider(_("image"), min(30, scene.count - 1) if image is None else image, 0, scene.count - 1),
    }
    controls["image"].value = controls["image"].nearest(controls["image"].value)

    def show(network, image):
        scene.show(network, round(image))

    return LiveFigure(scene, controls, show)
