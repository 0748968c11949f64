"""The live figures of this lesson: two ways to learn, a letter as pixels, shared work, and those of the files beside it."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from helpers.data import SIDE, handwriting, resample
from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT
from helpers.figures.style import BLUE, GREEN, GREY, INK, LARGE, YELLOW, tint
from helpers.language import _, ngettext, number
from helpers.widgets import Choice, LiveFigure, Slider

from .history import timeline
from .sound import samples as samples  # no figure: what a cell prints
from .sound import sampling, sound

__all__ = ["pipelines", "pixel_image", "sampling", "shared_work", "sound", "timeline"]


class Pipelines(Scene):
    """The same digit on two ways: measured by a person's rule for machine learning, and whole for deep learning."""

    def __init__(self):
        super().__init__(850, 380)
        axes = self.add_drawing_area()
        picture = self.figure.add_axes((20 / 850, 120 / 380, 140 / 850, 140 / 380), xticks=[], yticks=[])
        self.image = self.moving(picture.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=1))
        axes.text(9, 8, _("data prepared\nby a person"), **CAPTION)
        arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "color": GREY, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        rows = (
            (27, _("classic machine learning"), (_("a person decides\nwhat to measure"), None), (_("the machine learns\nto tell digits apart"), True)),
            (8.5, _("deep learning"), (_("no measuring:\nall 784 pixels go in"), None), (_("the network learns both:\nwhat to measure, and\nto tell digits apart"), True)),
        )  # fmt: skip
        self.measures, self.answers = [], []
        for y, title, first, second in rows:
            axes.text(21, y + 8, title, **TEXT | {"ha": "left", "weight": "bold"})
            for left, width, (words, machine) in ((22, 21, first), (49, 23.5, second)):
                box = FancyBboxPatch((left, y - 4), width, 8, boxstyle="round,pad=0,rounding_size=1.2", linewidth=1.5)
                box.set(facecolor=tint(GREEN, 0.2) if machine else "white", edgecolor=INK)
                axes.add_patch(box)
                axes.text(left + width / 2, y, words, **SMALL_TEXT)
            axes.text(60.75, y - 6, _("done by the machine"), **CAPTION)
            self.measures.append(self.moving(axes.text(32.5, y - 6, "", **SMALL_TEXT)))
            for start, end in (
                ((16.8, 19 + (y - 19) * 0.35), (21.6, y)),
                ((43.4, y), (48.6, y)),
                ((72.9, y), (76.6, y)),
            ):
                axes.add_patch(FancyArrowPatch(start, end, **arrow))
            axes.add_patch(Circle((80, y), 3.2, facecolor="white", edgecolor=INK, linewidth=2))
            self.answers.append(self.moving(axes.text(80, y, "", **TEXT | {"fontsize": LARGE, "weight": "bold"})))

    def show(self, name: str, image: np.ndarray) -> "Pipelines":
        """Show an image (uint8, 28 × 28) and what it is."""
        pixels = image / 255
        high, wide = (np.ptp(np.nonzero((pixels > 0.5).any(axis=k))) + 1 for k in (1, 0))
        ink = pixels.mean()
        self.image.set_data(pixels)
        for text in self.answers:
            text.set_text(name)
        self.measures[0].set_text(
            _("ink {ink}, width {wide}, height {high}").format(ink=number(ink), wide=number(wide), high=number(high))
        )
        self.measures[1].set_text(_("784 numbers from 0 to 1"))
        self.summary = _(
            "The digit {name}. Classic machine learning gets the 3 numbers that a person chose to measure: ink {ink}, width {wide}, height {high}. Deep learning gets all 784 pixels."
        ).format(name=name, ink=number(ink), wide=number(wide), high=number(high))
        self.alt = _("A handwritten digit and two ways from it to an answer. {summary}").format(summary=self.summary)
        return self


class PixelImage(Scene):
    """An image with few or many pixels, and the brightness of one row of them as bars."""

    def __init__(self):
        super().__init__(850, 430)
        axes = self.figure.add_axes((20 / 850, 25 / 430, 380 / 850, 380 / 430), xlim=(0, 1), ylim=(1, 0))
        axes.set(xticks=[], yticks=[])
        self.image = self.moving(axes.imshow(np.zeros((2, 2)), cmap="gray", vmin=0, vmax=1, extent=(0, 1, 1, 0)))
        self.grid = self.moving(axes.add_collection(LineCollection([], colors=GREY, linewidths=0.7), autolim=False))
        row = Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=YELLOW, linewidth=4)
        self.row = self.moving(axes.add_patch(row))
        bars = self.add_plot(510, 60, 310, 220, xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[0, 0.5, 1])
        bars.set_xlabel(_("the pixels of the marked row"))
        bars.set_ylabel(_("brightness"))
        self.bars = self.moving(
            bars.add_collection(PolyCollection([], facecolors=YELLOW, edgecolors=INK), autolim=False)
        )
        bars.spines["bottom"].set_color(INK)
        self.size = self.moving(self.figure.text(665 / 850, 380 / 430, "", **TEXT | {"fontsize": LARGE}))
        self.count = self.moving(self.figure.text(665 / 850, 340 / 430, "", **TEXT))

    def show(self, name: str, image: np.ndarray, side: int) -> "PixelImage":
        """Show an image (uint8, square) resampled to side × side pixels."""
        pixels = resample(image, side)
        row = side // 2
        self.image.set_data(pixels)
        lines = np.arange(1, side) / side
        self.grid.set_segments([[(0, v), (1, v)] for v in lines] + [[(v, 0), (v, 1)] for v in lines])
        self.row.set(y=row / side, height=1 / side)
        edges = np.arange(side + 1) / side
        self.bars.set_verts(
            [
                [(a, 0), (a, v), (b, v), (b, 0)]
                for a, b, v in zip(edges[:-1], edges[1:], pixels[row].tolist(), strict=True)
            ]
        )
        self.size.set_text(_("{side} × {side} pixels").format(side=side))
        self.count.set_text(_("= {count} numbers").format(count=number(side**2)))
        brightest = number(float(pixels[row].max()))
        self.summary = _("“{name}” in {side} × {side} pixels: {count} numbers from 0 (black) to 1 (white). The brightest pixel of the marked row is {brightest}.").format(
            name=name, side=side, count=number(side**2), brightest=brightest
        )  # fmt: skip
        self.alt = _(
            "A handwritten character in squares of grey, and the brightness of one row as bars. {summary}"
        ).format(summary=self.summary)
        return self


class SharedWork(Scene):
    """Tasks that do not wait for one another, done by one or more workers at the same time: a square a task."""

    TASKS = 24

    def __init__(self):
        super().__init__(850, 360)
        axes = self.add_plot(
            70, 55, 740, 260, xlim=(0.5, 24.5), ylim=(24.5, 0.5), xticks=[1, 6, 12, 18, 24], yticks=[1, 8, 16, 24]
        )
        axes.set_xlabel(_("steps, one after the other"))
        axes.set_ylabel(_("workers"))
        squares = PolyCollection([], facecolors=[tint(BLUE, 0.5)], edgecolors=INK)
        self.squares = self.moving(axes.add_collection(squares, autolim=False))
        place = {"transform": axes.transAxes, "ha": "center", "va": "bottom", "fontsize": LARGE}
        self.words = self.moving(axes.text(0.5, 1.02, "", **place))

    def show(self, workers: int) -> "SharedWork":
        """Show the tasks shared out among so many workers."""
        places = [(task // workers + 1, task % workers + 1) for task in range(self.TASKS)]
        half = 0.42
        self.squares.set_verts(
            [
                [(x - half, y - half), (x - half, y + half), (x + half, y + half), (x + half, y - half)]
                for x, y in places
            ]
        )
        steps = places[-1][0]
        idle = steps * workers - self.TASKS
        self.words.set_text(_("workers: {workers}, steps: {steps}").format(workers=workers, steps=steps))
        self.summary = _("24 tasks shared by {workers}: done after {steps}.").format(
            workers=ngettext("{count} worker", "{count} workers", workers).format(count=workers),
            steps=ngettext("{count} step", "{count} steps", steps).format(count=steps),
        )
        if idle:
            self.summary += " " + _("In the last step, workers without a task: {idle}.").format(idle=idle)
        self.alt = _(
            "A square for each of 24 tasks, in a column for each step and a row for each worker. {summary}"
        ).format(summary=self.summary)
        return self


def pipelines(digit=5) -> LiveFigure:
    """The same digit on the ways of machine learning and of deep learning."""
    scene, images = Pipelines(), handwriting()

    def show(digit):
        name = str(round(digit))
        scene.show(name, images[name])

    return LiveFigure(scene, {"digit": Slider(_("digit"), digit, 0, 9)}, show)


def pixel_image(name="A", side=5) -> LiveFigure:
    """A handwritten letter or digit with 4 to 28 pixels a side."""
    scene, images = PixelImage(), handwriting()
    controls = {
        "side": Slider(_("pixels per side"), side, 4, 28),
        "name": Choice(_("character"), [(key, key) for key in images], name),
    }

    def show(side, name):
        scene.show(name, images[name], round(side))

    return LiveFigure(scene, controls, show)


def shared_work(workers=1) -> LiveFigure:
    """24 tasks shared out among 1 to 24 workers."""
    scene = SharedWork()

    def show(workers):
        scene.show(round(workers))

    return LiveFigure(scene, {"workers": Slider(_("workers"), workers, 1, scene.TASKS)}, show)
