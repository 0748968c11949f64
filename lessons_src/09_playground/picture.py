"""The picture of the playground (lesson 09): a map for each neuron, one of them large with the points, and the curves."""

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from helpers.data.points import FEATURES, REACH
from helpers.figures.lettering import Typing
from helpers.figures.scene import DOTS_PER_INCH, Scene
from helpers.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, WHITE, YELLOW, tint
from helpers.figures.words import percent
from helpers.language import _, number
from helpers.models import SOLVED, Experiment
from helpers.nn import Network

from .maps import CELLS, GRID, Tiles, coloured, enlarged, plotted
from .wording import (
    BIAS,
    PLAIN,
    Spot,
    View,
    about_learning,
    about_points,
    about_seeds,
    are_own,
    described,
    is_challenge,
    short_loss,
    title,
)

SIZE, TINY = 10, 9  # of the letters, in points: six layers of eight neurons leave no room for larger ones
TILE, MAP = CELLS / 20, 4 * CELLS / 10  # sides of the small maps and of the large one
FAR = 1000  # all values beyond are drawn alike


class Playground(Scene):
    """An experiment: what each neuron says at each point, weights as lines, points, and losses.

    Blue is positive. Negative values lie in orange under stripes, negative weights are dashed.
    """

    ROWS, TOP, PITCH = 8, 38.2, 4.2  # places for neurons above each other: the upper edge of the first, and the step
    FIRST, LAST = 5.8, 50.2  # left edges of the features and of the output
    LEFT, BOTTOM = 57.2, 1.8  # of the large map
    CURVES = (57.4, 32.6, 13.2, 7)  # left, bottom, width, height
    NUMBERS = 72  # where the numbers beside the curves begin
    LINES = (39.2, 37.2, 35.3, 33.4, 31.5)  # how high they stand
    SCALE = (3, 0.6)  # where the scale of the colours is, in the legend
    TOPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 100)  # where the axis of losses may end
    WIDTHS = (0, 0.1, 0.25, 0.5, 1, 2, 4)  # of weights: between two of them all lines are equally thick
    DRAWN = 1000  # points of each kind at most

    def __init__(self):
        super().__init__(846, 404)
        self.axes = axes = self.add_drawing_area()
        self.frames = axes.add_collection(PolyCollection([], facecolor=WHITE, edgecolor=GREY), autolim=False)
        self.labels, self.faint = (axes.add_patch(Typing(colour, SIZE)) for colour in (INK, GREY))
        left, bottom, width, height = self.CURVES
        axes.add_line(Line2D([left, left, left + width], [bottom + height, bottom, bottom], color=GREY, linewidth=1))
        self.halo = self.moving(_lines(axes, YELLOW, 9))
        self.weights = [
            (sign, self.moving(_lines(axes, tint(colour, 0.4 + 0.1 * k), 0.5 + 0.65 * k, dashes)))
            for k in range(len(self.WIDTHS))
            for sign, colour, dashes in ((1, BLUE, "-"), (-1, ORANGE, (0, (3, 1.2))))
        ]
        self.tiles = self.moving(axes.add_artist(Tiles()))
        self.frame, self.square = (
            self.moving(axes.add_patch(Rectangle((0, 0), side, side, facecolor="none", edgecolor=colour, linewidth=3)))
            for side, colour in ((TILE, INK), (0.9, YELLOW))
        )
        looks = ((PURPLE, "-", 1), (GREEN, "--", 1.4), (GREEN, "-", 1.4), (GREY, "--", 1.6), (INK, "-", 1.6))
        self.goal, *self.curves = (
            self.moving(axes.add_line(Line2D([], [], color=colour, linestyle=style, linewidth=width)))
            for colour, style, width in looks
        )
        for y, line in zip(self.LINES[1:], self.curves[2:], strict=False):
            sample = Line2D([self.NUMBERS, self.NUMBERS + 2], [y, y])
            sample.update_from(line)
            sample.set_animated(False)
            axes.add_line(sample)
        rings = {"linestyle": "", "marker": "o", "markersize": 11, "markerfacecolor": "none", "markeredgecolor": INK}
        self.rings = self.moving(axes.add_line(Line2D([], [], markeredgewidth=1.5, **rings)))
        self.words, self.quiet = (self.moving(axes.add_patch(Typing(colour, SIZE))) for colour in (INK, GREY))
        self.epoch = self.moving(axes.add_patch(Typing(INK, 14, "bold")))
        self.pinned = self.moving(axes.add_patch(Typing(GREEN, SIZE)))
        self.settings = self.moving(axes.add_patch(Typing(GREY, TINY)))
        self._structure = self._plotted = None
        self._draw_legend()

    def _draw_legend(self) -> None:
        """What colours and marks mean, in one line at the bottom."""
        x, y = self.SCALE[0] + 8, self.SCALE[1] + 0.5
        legend = Typing(GREY, TINY)
        marks = (
            (_("target 1"), 0, {"color": BLUE, "marker": "o", "markeredgecolor": WHITE}),
            (_("target −1"), 0, {"color": ORANGE, "marker": "x"}),
            (_("weight above 0"), 2.4, {"color": BLUE}),
            (_("below 0"), 2.4, {"color": ORANGE, "linestyle": (0, (3, 1.2))}),
        )
        words = [(self.SCALE[0] - 0.4 - legend.width("−1"), y, "−1"), (x + 0.4, y, "1")]
        x += 3.4
        for word, width, look in marks:
            self.axes.add_line(Line2D([x, x + width], [y, y], linewidth=2, markersize=6, **look))
            words.append((x + width + 0.8, y, word))
            x += width + 2.3 + legend.width(word)
        legend.write(words)
        self.axes.add_patch(legend)

    # ------------------------------------------------------------ where things are

    def corner(self, spot: Spot) -> tuple[float, float]:
        """The lower left corner of a feature's or a neuron's small map."""
        layer, k = spot
        layers = len(self.sizes) - 1
        count = len(FEATURES) if layer == 0 else self.sizes[layer]
        upper = self.TOP - self.PITCH * (k + (self.ROWS - count) / 2)
        return round(self.FIRST + (self.LAST - self.FIRST) * layer / layers, 1), round(upper - TILE, 1)

    def spots(self) -> list[Spot]:
        """All features, and all neurons layer by layer; the output is the last."""
        counts = [len(FEATURES), *self.sizes[1:]]
        return [(layer, k) for layer, count in enumerate(counts) for k in range(count)]

    def spot_at(self, x: float, y: float) -> Spot | None:
        """The feature or neuron whose small map lies at this place."""
        for spot in self.spots():
            left, bottom = self.corner(spot)
            if 0 <= x - left <= TILE and 0 <= y - bottom <= TILE:
                return spot
        return None

    def weight_at(self, x: float, y: float) -> tuple[Spot, int] | None:
        """A neuron and the index of its input, or BIAS, whose line or square lies at this place."""
        for spot in self.spots():
            left, bottom = self.corner(spot)
            if spot[0] and -1.2 <= x - left <= 0 and -0.2 <= y - bottom <= 1:
                return spot, BIAS
        starts, steps = self._segments[:, 0], self._segments[:, 1] - self._segments[:, 0]
        along = np.clip(((np.array((x, y)) - starts) * steps).sum(axis=1) / (steps**2).sum(axis=1), 0, 1)
        distances = np.hypot(*(starts + along[:, None] * steps - (x, y)).T)
        nearest = int(distances.argmin())
        return self._links[nearest] if distances[nearest] < 0.6 else None

    def point_at(self, x: float, y: float) -> tuple[float, float] | None:
        """The x1 and x2 of a place in the large map."""
        u, v = (x - self.LEFT) / MAP, (y - self.BOTTOM) / MAP
        return (12 * u - 6, 12 * v - 6) if 0 <= u <= 1 and 0 <= v <= 1 else None

    # ------------------------------------------------------------ the still parts

    def _arrange(self, sizes: list[int], features: list[int]) -> None:
        """Give features, neurons and weights their places."""
        self.sizes, self.features = sizes, features
        layers = len(sizes) - 1
        corners = {spot: np.array(self.corner(spot)) for spot in self.spots()}
        self._links, segments = [], []
        for layer, (inputs, neurons) in enumerate(pairwise(sizes), start=1):
            for k in range(neurons):
                for i in range(inputs):
                    source = (layer - 1, features[i] if layer == 1 else i)
                    self._links.append(((layer, k), i))
                    segments.append((corners[source] + (TILE, TILE / 2), corners[layer, k] + (0, TILE / 2)))
        self._segments = np.array(segments)
        squares = [(*corner, TILE, TILE) for corner in corners.values()]
        squares += [(*(corner - (1, 0)), 0.9, 0.9) for (layer, _k), corner in corners.items() if layer]
        squares.append((self.LEFT, self.BOTTOM, MAP, MAP))
        self.frames.set_verts([[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in squares])
        self._write_labels(corners, layers)
        self.repaint()

    def _write_labels(self, corners: dict[Spot, np.ndarray], layers: int) -> None:
        labels, faint = [], []
        for k, name in enumerate(feature.title for feature in FEATURES.values()):
            x, y = corners[0, k]
            place = (x - 0.6 - self.labels.width(name), y + TILE / 2, name)
            (labels if k in self.features else faint).append(place)
        heads = [_("layer {layer}").format(layer=layer) for layer in range(1, layers)]
        if layers > 5:  # there is no room for the word above each
            heads[1:] = map(str, range(2, layers))
        heads = [_("features"), *heads, _("output")]
        for layer, head in enumerate(heads):
            left, width = corners[layer, 0][0], self.labels.width(head)
            labels.append((left + TILE - width if layer == 0 else left + (TILE - width) / 2, self.LINES[0], head))
        right, top = self.LEFT + MAP, self.BOTTOM + MAP
        for x, word in ((self.LEFT, "−6"), (self.LEFT + MAP / 2 - 0.7, "x₁"), (right - 0.9, "6")):
            faint.append((x, self.BOTTOM - 1.1, word))
        for y, word in ((self.BOTTOM + MAP / 2, "x₂"), (top - 0.7, "6")):
            faint.append((self.LEFT - 0.3 - self.faint.width(word), y, word))
        self.labels.write(labels)
        self.faint.write(faint)

    # ------------------------------------------------------------ what moves

    def show(self, experiment: Experiment, view: View = PLAIN, words: bool = True) -> "Playground":
        """Show an experiment as it is now; words: whether `summary` and `alt` follow too, which takes a millisecond."""
        network, names = experiment.network, list(FEATURES)
        structure = network.sizes, [names.index(name) for name in experiment.settings.features]
        if structure != self._structure:
            self._structure = structure
            self._arrange(*structure)
        spot = (len(network.layers), 0) if view.spot is None else view.spot
        self._show_weights(network, view.marked)
        positive = self._show_maps(experiment, spot, view)
        places = experiment.train.x[view.learnt] if view.learnt else np.empty((0, 2))
        self.rings.set_data(*(((places + REACH) / (2 * REACH) * MAP) + (self.LEFT, self.BOTTOM)).T)
        self._show_curves(experiment, view)
        self._show_numbers(experiment, spot, view)
        if words:
            self.summary, self.alt = described(experiment, spot, view, positive)
        return self

    def _show_weights(self, network: Network, marked: tuple[Spot, int] | None) -> None:
        weights = np.concatenate([layer.weights.ravel() for layer in network.layers])
        groups = np.searchsorted(self.WIDTHS, np.abs(weights), side="right") - 1
        for k, (sign, path) in enumerate(self.weights):
            _set_segments(path, self._segments[(groups == k // 2) & (weights * sign > 0)])
        _set_segments(self.halo, self._segments[[k for k, link in enumerate(self._links) if link == marked]])
        is_bias = marked is not None and marked[0][0] > 0 and marked[1] == BIAS
        self.square.set_visible(is_bias)
        if is_bias:
            self.square.set_xy(np.subtract(self.corner(marked[0]), (1, 0)))

    def _show_maps(self, experiment: Experiment, spot: Spot, view: View) -> float:
        """Show all maps; returns on what share of the plane the large one is positive."""
        ratio = self.figure.dpi / DOTS_PER_INCH
        images = []

        def put(left: float, bottom: float, image: np.ndarray) -> None:
            images.append((round(10 * left * ratio), round(10 * bottom * ratio), image))

        # Far from the points a network's numbers can be too large for the computer even where it has learnt well.
        values = [np.nan_to_num(np.clip(outputs, -FAR, FAR)) for outputs in experiment.values(GRID)[1:]]
        values.insert(0, _FEATURE_VALUES)
        size = round(10 * TILE * ratio)
        rows = np.arange(size) * CELLS // size
        for layer, outputs in enumerate(values):
            small = outputs.T.reshape(-1, CELLS, CELLS)[:, rows][:, :, rows]
            for k, image in enumerate(coloured(small, view.discretise)):
                unused = layer == 0 and k not in self.features
                put(*self.corner((layer, k)), image // 4 + 191 if unused else image)
        size = round(10 * MAP * ratio)
        large = enlarged(values[spot[0]][:, spot[1]].reshape(CELLS, CELLS), size)
        put(self.LEFT, self.BOTTOM, coloured(large, view.discretise))
        put(self.LEFT, self.BOTTOM, self._points(experiment, view, size))
        side = round(9 * ratio)
        for layer, neurons in enumerate(experiment.network.layers, start=1):
            squares = coloured(np.broadcast_to(neurons.bias[:, None, None], (len(neurons.bias), side, side)))
            for k, image in enumerate(squares):
                x, y = self.corner((layer, k))
                put(x - 1, y, image)
        wide, high = round(80 * ratio), round(11 * ratio)
        put(*self.SCALE, coloured(np.tile(np.linspace(-1, 1, wide), (high, 1))))
        self.tiles.images = images
        self.frame.set_xy(self.corner(spot))
        return float((large > 0).mean())

    def _points(self, experiment: Experiment, view: View, size: int) -> np.ndarray:
        """The image of the points; they seldom change, and are drawn only then."""
        train = experiment.train if view.sheet is None else view.sheet
        test = experiment.test if (view.test or are_own(experiment, view)) and view.sheet is None else None
        if self._plotted is None or self._plotted[:3] != (train, test, size):  # the very same points, not equal ones
            sets = [(points.take(slice(self.DRAWN)), points is test) for points in (test, train) if points is not None]
            self._plotted = train, test, size, plotted(sets, size)
        return self._plotted[3]

    def _show_curves(self, experiment: Experiment, view: View) -> None:
        runs = [run for run in (view.pinned, experiment.scores.table) if run is not None]
        last = max(max(run[-1, 0] for run in runs), 1)
        largest = max(run[:, 1:3].max() for run in runs)
        top = next((top for top in self.TOPS if largest <= top), self.TOPS[-1])
        left, bottom, width, height = self.CURVES
        for run, curves in ((view.pinned, self.curves[:2]), (experiment.scores.table, self.curves[2:])):
            for column, curve in enumerate(curves, start=1):
                curve.set_visible(run is not None)
                if run is not None:
                    rows = run[np.unique(np.linspace(0, len(run) - 1, 140).astype(int))]
                    curve.set_data(
                        left + width * rows[:, 0] / last, bottom + height * np.minimum(rows[:, column] / top, 1)
                    )
        marks, challenge = [(bottom + height - 0.6, number(top))], is_challenge(experiment, view)
        goal = SOLVED / top
        self.goal.set_visible(challenge)
        self.goal.set_data([left, left + width], [bottom + height * goal] * 2)
        if challenge and goal < 0.8:
            marks.append((bottom + height * goal, number(SOLVED)))
        ends = [(left, "0"), (left + width - self.quiet.width(number(last)), number(last))]
        self.quiet.write(
            [(left - 0.4 - self.quiet.width(mark), y, mark) for y, mark in marks]
            + [(x, bottom - 1, mark) for x, mark in ends]
        )
        self._name_pinned()

    def _name_pinned(self) -> None:
        """Write what the pinned curves are: behind their ends, or over all curves where there is no room behind them."""
        if not self.curves[1].get_visible():
            self.pinned.write([])
            return
        drawn = [curve.get_data() for curve in self.curves]
        left, bottom, width, height = self.CURVES
        word = _("pinned")
        end, wide = self.curves[1].get_xdata()[-1], self.pinned.width(word)
        x = min(end + 0.4, left + width - wide)
        highest = max(y[(x - 1 <= at) & (at <= x + wide)].max(initial=bottom) for at, y in drawn)
        self.pinned.write([(x, min(highest + 1, bottom + height - 0.6), word)])

    def _show_numbers(self, experiment: Experiment, spot: Spot, view: View) -> None:
        now, x, is_known = experiment.current, self.NUMBERS, view.sheet is None
        lines = [
            (x, _("epoch")),
            (x + 2.6, _("training {loss}").format(loss=short_loss(now.train_loss) if is_known else "–")),
            (x + 2.6, _("test {loss}").format(loss=short_loss(now.test_loss) if is_known else "–")),
        ]
        if now.test_accuracy is not None and is_known:
            lines.append((x, _("accuracy {share}").format(share=percent(now.test_accuracy, 1))))
        if is_challenge(experiment, view):
            lines.append((x, _("spiral {loss}").format(loss=number(experiment.spiral_loss, 3))))
        words = [(x, y, line) for (x, line), y in zip(lines, self.LINES, strict=False)]
        words.append((self.LEFT, 30.1, title(spot, experiment.network)))
        if view.solved is not None:
            won = f"✓ {_('epoch')} {number(view.solved)}"
            words.append((self.LEFT + MAP - self.words.width(won), 30.1, won))
        self.words.write(words)
        self.epoch.write([(x + 0.8 + self.words.width(_("epoch")), self.LINES[0], number(experiment.epoch))])
        points, seeds = about_points(experiment, view), about_seeds(experiment)
        said = f"{points}; {seeds}"
        if self.settings.width(said) > self.LEFT - 2:  # very long seeds stand in the words and in the fields alone
            said = points
        self.settings.write([(0.8, 4.1, said), (0.8, 2.6, about_learning(experiment))])


_FEATURE_VALUES = np.stack([feature.of(GRID) for feature in FEATURES.values()], axis=1)


def _lines(axes: Axes, colour, width: float, style="-") -> PathPatch:
    """A path of straight pieces, none as yet."""
    look = {"facecolor": "none", "edgecolor": colour, "linewidth": width, "linestyle": style, "capstyle": "butt"}
    return axes.add_patch(PathPatch(Path(np.empty((0, 2))), **look))


def _set_segments(path: PathPatch, segments: np.ndarray) -> None:
    """Let the path be these pieces, shape (n, 2, 2)."""
    path.set_visible(len(segments) > 0)
    path.set_path(Path(segments.reshape(-1, 2), np.tile([Path.MOVETO, Path.LINETO], len(segments))))
