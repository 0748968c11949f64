"""A training under way: its curves, its weights as images, a strip that tells how far it is."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle

from helpers.data import SIDE
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT, side_by_side, signed
from helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    NORMAL,
    SMALL,
    tint,
)
from helpers.figures.words import percent
from helpers.language import _, number
from helpers.nn import (
    Batch,
    Network,
    Record,
)


class Training(NamedTuple):
    """A training on its way.

    network: as it is now; before: loss and accuracy in validation before the training; history: a record of each epoch;
    batch: the last one learned from, None before the first; epochs: when it will pause; planned: sizes and batch size of
    the next training, if they are others than those of this one.
    """

    network: Network
    before: tuple[float, float]
    history: Sequence[Record]
    batch: Batch | None
    epochs: int
    learning_rate: float
    momentum: float
    batch_size: int
    planned: tuple[Sequence[int], int] | None

    @property
    def made_of(self) -> str:
        """Its settings in a line."""
        return _("{sizes}, batches of {batch_size}, learning rate {rate}, momentum {momentum}").format(
            sizes=_sizes(self.network.sizes), batch_size=self.batch_size, rate=number(self.learning_rate, 3),
            momentum=number(self.momentum),
        )  # fmt: skip

    @property
    def later(self) -> str:
        """What will be otherwise in the next training; nothing, if nothing will be."""
        if self.planned is None:
            return ""
        sizes, batch_size = self.planned
        words = _("at the next start: {sizes}, batches of {batch_size}")
        return words.format(sizes=_sizes(sizes), batch_size=batch_size)

    @property
    def result(self) -> str:
        """The losses and accuracies in a sentence, which changes once an epoch: it may be read aloud."""
        if not self.history:
            loss, share = self.before
            return _("Before training: validation loss {loss}, validation accuracy {share}.").format(
                loss=number(loss, 3), share=percent(share, 1)
            )
        last = self.history[-1]
        return _("After epoch {epoch} of {epochs}: training loss {loss}, accuracy {share}; validation loss {validation_loss}, accuracy {validation_share}.").format(
            epoch=last.epoch, epochs=self.epochs, loss=number(last.loss, 3), share=percent(last.accuracy, 1),
            validation_loss=number(last.validation_loss, 3), validation_share=percent(last.validation_accuracy, 1),
        )  # fmt: skip


def _sizes(sizes: Sequence[int]) -> str:
    return "–".join(map(str, sizes))


class ProgressStrip:
    """Over a picture of the training cockpit: how far the training is, and its settings.

    scene: the picture, whose uppermost `HEIGHT` pixels are free; note: a word on what it shows.
    """

    HEIGHT = 60
    LEFT, RIGHT = 2, 39.5  # of the progress bar

    def __init__(self, scene: Scene, note: str = ""):
        axes, top = scene.add_drawing_area(), scene.height / 10
        corner, thick = (self.LEFT, top - 3.2), 2.6
        self.bar = scene.moving(axes.add_patch(Rectangle(corner, 0, thick, facecolor=tint(GREEN, 0.4))))
        axes.add_patch(Rectangle(corner, self.RIGHT - self.LEFT, thick, facecolor="none", edgecolor=GREY))
        middle, self.lines = (self.LEFT + self.RIGHT) / 2, (top - 1.9, top - 4.8)
        # Not `Lettering`: this text is another in each picture, and would drive all others out of its cache.
        look = TEXT | {"fontsize": SMALL, "va": "center_baseline"}
        self.progress = scene.moving(axes.text(middle, self.lines[0], "", **look))
        self.settings = scene.moving(axes.add_patch(Lettering()))
        axes.text(83, self.lines[1], note, **look | {"ha": "right", "color": GREY})

    def show(self, training: Training) -> str:
        """Show how it stands; gives the same in sentences."""
        batch, done, progress = training.batch, 0, _("not trained here yet")
        if batch:
            done = (batch.epoch - 1 + batch.step / batch.steps) / training.epochs
            progress = _("epoch {epoch} of {epochs}, step {step} of {steps}").format(
                epoch=batch.epoch, epochs=training.epochs, step=number(batch.step), steps=number(batch.steps)
            )
        self.bar.set_width(done * (self.RIGHT - self.LEFT))
        self.progress.set_text(progress)
        later = [training.later] if training.later else []
        self.settings.write([(32, self.lines[1], training.made_of), *((62, self.lines[0], words) for words in later)])
        sentences = (f"{words[0].upper()}{words[1:]}." for words in (training.made_of, *later))
        return " ".join([training.result, *sentences])


class TrainingProgress(Scene):
    """Loss and accuracy after each epoch, for the training images and those for validation, and the first layer's weights."""

    TOPS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100)  # where the axis of the loss may end
    FLOORS = (90, 80, 50, 0)  # where the axis of the accuracy may begin, in %
    TILES = 16  # neurons whose weights are shown

    def __init__(self):
        super().__init__(850, 420 + ProgressStrip.HEIGHT)
        axes = self.add_drawing_area()
        self.strip = ProgressStrip(self)
        self.plots = [self.add_plot(left, 108, 215, 258, grid=True) for left in (60, 330)]
        for plot, x, name in zip(self.plots, (16.75, 43.75), (_("loss"), _("accuracy, in %")), strict=True):
            plot.set_xlabel(_("epoch"), fontsize=SMALL, labelpad=2)
            axes.text(x, 39.2, name, **TEXT)
        looks = ({"color": BLUE, "marker": "s"}, {"color": GREEN, "marker": "o", "linestyle": "--"})
        line = {"linewidth": 2, "markersize": 5}
        self.curves = [
            [self.moving(plot.plot([], [], clip_on=False, **line, **look)[0]) for look in looks] for plot in self.plots
        ]
        for x, look, words in zip((14, 36), looks, (_("training"), _("validation")), strict=True):
            axes.plot([x - 7, x - 4.2, x - 1.4], [3.2] * 3, **line, **look)
            axes.text(x, 3.2, words, **CAPTION | {"ha": "left", "color": INK})
        axes.text(69.7, 39.2, _("weights of the first layer"), **TEXT)
        axes.text(69.7, 10.5, _("blue: positive; orange: negative"), **CAPTION)
        picture = self.figure.add_axes((580 / self.width, 132 / self.height, 234 / self.width, 234 / self.height))
        picture.set_axis_off()
        self.weights = self.moving(picture.imshow(side_by_side([], 4, 4), interpolation="nearest"))
        self.numbers = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        self._limits = None

    def show(self, training: Training) -> "TrainingProgress":
        """Show a training on its way."""
        history = training.history
        learned = np.array([(r.epoch, r.loss, r.accuracy) for r in history]).reshape(-1, 3)
        judged = [(0, *training.before)] + [(r.epoch, r.validation_loss, r.validation_accuracy) for r in history]
        # An untrained network is so bad that beside it all epochs would look alike: it is left out when they come.
        self._fit(training.epochs, *np.transpose([*learned, *(judged[1:] or judged)])[1:])
        for k, (plot, curves) in enumerate(zip(self.plots, self.curves, strict=True)):
            low, high = plot.get_ylim()
            for curve, rows in zip(curves, (learned, np.array(judged)), strict=True):
                values = rows[:, k + 1] * (1, 100)[k]
                inside = (low <= values) & (values <= high)
                curve.set_data(rows[inside, 0], values[inside])
        images = training.network.layers[0].weights[: self.TILES].reshape(-1, SIDE, SIDE)
        # One scale for all; the half per cent of weights beyond it are drawn as if they were at its end.
        largest = float(np.quantile(np.abs(images), 0.995)) or 1.0
        self.weights.set_data(side_by_side(signed(images, largest), 4, 4))
        shares = [(_("validation: {share}"), judged[-1][2])]
        if history:
            shares.insert(0, (_("training: {share}"), history[-1].accuracy))
        self.numbers.write(
            (69.7, 6.3 - 3 * k, words.format(share=percent(share, 1))) for k, (words, share) in enumerate(shares)
        )
        self.summary = self.strip.show(training)
        self.alt = _("Curves of the loss and of the accuracy after each epoch, in training and in validation, and the weights of {count} neurons of the first layer as images. {summary}").format(
            count=len(images), summary=self.summary
        )  # fmt: skip
        return self

    def _fit(self, epochs: int, losses: np.ndarray, shares: np.ndarray) -> None:
        """Let the axes hold all points; they change seldom, so that they can be drawn with the still parts."""
        top = next((top for top in self.TOPS if losses.max() <= top), self.TOPS[-1])
        floor = next(floor for floor in self.FLOORS if 100 * shares.min() >= floor)
        if self._limits != (epochs, top, floor):
            self._limits = epochs, top, floor
            across = np.linspace(0, epochs, 6) if epochs % 5 == 0 else [0, epochs]
            for plot, low, high in zip(self.plots, (0, floor), (top, 100), strict=True):
                plot.set(xlim=(0, epochs), ylim=(low, high), xticks=across, yticks=np.linspace(low, high, 6))
            self.repaint()
