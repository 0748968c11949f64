"""A nerve cell beside the artificial neuron, and the number that a neuron holds."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, Patch

from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT
from helpers.figures.style import BLUE, GREY, INK, LARGE, YELLOW, tint
from helpers.language import _, number
from helpers.widgets import LiveFigure, Slider

DENDRITES = (  # each from its tip to the cell body
    [(3, 40), (8, 38), (12, 35.5), (17.5, 31.5)],
    [(7, 43), (8.5, 40.5), (12, 35.5)],
    [(2, 31.5), (7, 31.8), (12, 30.6), (16.5, 30)],
    [(3, 22), (8, 23.5), (12, 25.5), (17.5, 28)],
    [(8.5, 19.5), (9.5, 22), (12, 25.5)],
)
TERMINALS = (  # each from the end of the axon to its bulb
    [(59, 30), (62.5, 32.5), (66, 36.5)],
    [(59, 30), (63, 30.4), (67.5, 30)],
    [(59, 30), (62.5, 27.5), (66, 23.5)],
)
NEXT_CELL = (
    [(68.6, 37.6), (74, 40), (79, 41)],
    [(70.3, 30), (75, 30.3), (80, 30.2)],
    [(68.6, 22.4), (74, 20), (79, 19)],
)
MYELIN = (27.5, 33.5, 39.5, 45.5, 51.5)  # the left ends of its pieces


class NerveCell(Scene):
    """A neuron of the brain above, an artificial one below, with the parts that do the same job one above the other."""

    PARTS = 5

    def __init__(self):
        super().__init__(850, 470)
        axes = self.add_drawing_area()
        self.parts = [[] for _part in range(self.PARTS)]  # the artists that light up for each number
        self._draw_tubes(axes, DENDRITES, 0)
        self._draw_tubes(axes, [[(25, 30), (59, 30)]], 2)
        self._draw_tubes(axes, TERMINALS, 3)
        for x in MYELIN:
            piece = FancyBboxPatch((x, 28.6), 4.4, 2.8, boxstyle="round,pad=0,rounding_size=1.1", linewidth=1.5)
            piece.set(facecolor="white", edgecolor=INK)
            self._light(axes.add_patch(piece), 2)
        for x, y in ((67.6, 37.2), (69.2, 30), (67.6, 22.8)):
            self._light(axes.add_patch(Circle((x, y), 2.4, facecolor="white", edgecolor=INK, linestyle=":")), 4)
        for line in NEXT_CELL:
            (branch,) = axes.plot(*zip(*line, strict=True), color=GREY, linewidth=6, solid_capstyle="round")
            self.moving(branch)
        for line in TERMINALS:
            self._light(axes.add_patch(Circle(line[-1], 1.15, facecolor="white", edgecolor=INK, linewidth=1.5)), 3)
        self._light(axes.add_patch(Ellipse((21, 30), 10, 9, facecolor="white", edgecolor=INK, linewidth=1.5)), 1)
        nucleus = axes.add_patch(Circle((21, 30), 1.8, facecolor=tint(BLUE, 0.35), edgecolor=INK))
        self.moving(nucleus)

        for y in (12.5, 8, 3.5):
            ends = [5.2, 17], [y, 8 + (y - 8) * 0.35]
            axes.plot(*ends, color=INK, linewidth=6, solid_capstyle="butt")
            (wire,) = axes.plot(*ends, linewidth=3.5, solid_capstyle="butt")
            self._light(wire, 4)
            self._light(axes.add_patch(Circle((3.8, y), 1.5, facecolor="white", edgecolor=INK, linewidth=1.5)), 0)
        self._light(axes.add_patch(Circle((21, 8), 4.2, facecolor="white", edgecolor=INK, linewidth=1.5)), 1)
        self.moving(axes.text(21, 8, "Σ", **TEXT | {"fontsize": LARGE}))
        for start, end, k in ((25.4, 62, 2), (67, 81, 4)):
            axes.plot([start, end], [8, 8], color=INK, linewidth=6, solid_capstyle="butt")
            (wire,) = axes.plot([start, end], [8, 8], linewidth=3.5, solid_capstyle="butt")
            self._light(wire, k)
        self._light(axes.add_patch(Circle((64.5, 8), 2.4, facecolor="white", edgecolor=INK, linewidth=1.5)), 3)
        self._labels(axes)

    def _light(self, artist, k: int) -> None:
        self.parts[k].append(self.moving(artist))

    def _draw_tubes(self, axes, lines, k: int) -> None:
        """Branches with an outline that stays and a core that lights up."""
        for line in lines:
            axes.plot(*zip(*line, strict=True), color=INK, linewidth=7, solid_capstyle="round", solid_joinstyle="round")
        core = LineCollection(lines, linewidths=4, colors="white", capstyle="round", joinstyle="round")
        self._light(axes.add_collection(core, autolim=False), k)

    def _labels(self, axes) -> None:
        caption = SMALL_TEXT
        above = [
            (16.5, 44, _("1 dendrites"), (12, 37)),
            (27, 37.5, _("2 cell body"), (23, 34.5)),
            (43, 35, _("3 axon with myelin"), (42, 31.8)),
            (54, 23.5, _("4 axon terminals"), (63.5, 27)),
            (72.5, 34, _("5 synapse"), None),
        ]
        for x, y, words, end in above:
            axes.text(x, y, words, **caption)
            if end:
                axes.annotate(
                    "", end, (x, y - 1.2 if y > end[1] else y + 1.2), arrowprops={"arrowstyle": "-", "color": GREY}
                )
        below = [
            (9, 16, _("1 inputs")),
            (25, 14.5, _("2 sum and activation")),
            (45, 11, _("3 connection")),
            (64.5, 12.5, _("4 output")),
            (12.5, 1.6, _("5 weights")),
            (77, 11, _("5 weight")),
        ]
        for x, y, words in below:
            axes.text(x, y, words, **caption)
        title = TEXT | {"color": GREY, "ha": "right"}
        axes.text(84, 45, _("in the brain"), **title)
        axes.text(84, 2, _("in the computer"), **title)

    def show(self, part: int) -> "NerveCell":
        """Light up the parts with one number, from 1 to PARTS."""
        for k, artists in enumerate(self.parts, start=1):
            colour = YELLOW if k == part else "white"
            for artist in artists:
                (artist.set_facecolor if isinstance(artist, Patch) else artist.set_color)(colour)
        said = (
            _("Part 1, dendrites: signals from other cells come in. Artificial neuron: the inputs."),
            _("Part 2, cell body: the signals add up, and the cell responds or stays quiet. Artificial neuron: sum and activation."),
            _("Part 3, axon: it carries the signal on, and its myelin makes the signal faster. Artificial neuron: the connection."),
            _("Part 4, axon terminals: the signal arrives at the ends of the axon. Artificial neuron: the output."),
            _("Part 5, synapse: a tiny gap where the signal passes to the next cell, strongly or weakly. Artificial neuron: the weight of a connection; those that come in have one each, and so has the one to the next neuron."),
        )  # fmt: skip
        self.summary = said[part - 1]
        self.alt = _(
            "Two neurons, drawn one above the other, with the signal going from left to right. {summary}"
        ).format(summary=self.summary)
        return self


class HeldNumber(Scene):
    """A neuron that holds a number from 0 to 1, and the pulses of a brain cell that is as active as that."""

    MOST = 20  # pulses of the busiest cell

    def __init__(self):
        super().__init__(850, 200)
        axes = self.add_drawing_area()
        self.body = self.moving(axes.add_patch(Circle((12, 11), 6.5, edgecolor=INK, linewidth=2)))
        self.number = self.moving(axes.text(12, 11, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))
        axes.text(12, 1.8, _("the number it holds"), **CAPTION)
        axes.plot([26, 82], [6.5, 6.5], color=GREY, linewidth=1.5)
        axes.text(54, 1.8, _("pulses of a brain cell in a fixed time"), **CAPTION)
        self.pulses = self.moving(axes.add_collection(LineCollection([], colors=INK, linewidths=3), autolim=False))
        self.count = self.moving(axes.text(54, 17.2, "", **TEXT))

    def show(self, a: float) -> "HeldNumber":
        """Show a neuron that holds the number a."""
        count = round(a * self.MOST)
        self.body.set_facecolor(tint(YELLOW, a))
        self.number.set_text(number(a))
        at = 26 + 56 * (np.arange(count) + 0.5) / max(count, 1)
        self.pulses.set_segments([[(x, 6.5), (x, 14)] for x in at])
        self.count.set_text(_("{count} of at most {most} pulses").format(count=count, most=self.MOST))
        state = _("off") if a == 0 else _("fully active") if a == 1 else _("partly active")
        self.summary = _(
            "The neuron holds {a}: {state}. The brain cell sends {count} of at most {most} pulses."
        ).format(a=number(a), state=state, count=count, most=self.MOST)
        self.alt = _("A circle, the yellower the larger its number, and a row of pulses. {summary}").format(
            summary=self.summary
        )
        return self


def nerve_cell() -> LiveFigure:
    """A neuron of the brain above an artificial one: follow the signal through both, part by part."""
    scene = NerveCell()

    def show(part):
        scene.show(round(part))

    return LiveFigure(scene, {"part": Slider(_("part"), 1, 1, scene.PARTS)}, show)


def held_number(a=0.5) -> LiveFigure:
    """A neuron that holds a number from 0 to 1, beside the pulses of a brain cell as active as that."""
    scene = HeldNumber()
    return LiveFigure(scene, {"a": Slider(_("number"), a, 0, 1, 0.05)}, scene.show)
