"""Pictures of learning (lesson 07): the chain rule on one neuron, a training as it runs, and what a trained network gets wrong.

- `ChainRule`: one neuron, forwards to its error and backwards to its weight and bias;
- `TrainingProgress`: the curves of a `Training`, and the weights of the first layer; `ProgressStrip`: how far it is, for
  any picture;
- `ConfusionMatrix`: how often each label got each answer, with precision and recall;
- `WorstMistakes`: the images with the largest loss.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.image import AxesImage
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from helpers.data import SIDE, LabelledImages
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, boxes, line_width, side_by_side, signed
from helpers.figures.scene import Scene
from helpers.figures.style import (
    BLUE,
    FAINT,
    GREEN,
    GREY,
    INK,
    NORMAL,
    ORANGE,
    PURPLE,
    SMALL,
    WHITE,
    YELLOW,
    sign_colour,
    sign_dashes,
    tint,
)
from helpers.figures.words import class_name, percent
from helpers.language import _, number
from helpers.nn import Batch, Network, Record, cross_entropy, precision, recall, sigmoid


def about(value: float) -> str:
    """A number with three decimals after "=", or after "≈" when it is rounded."""
    exact = np.isclose(value, round(value, 3), rtol=1e-9, atol=0)
    return ("= " if exact else "≈ ") + number(value, 3)


def _factor(value: float) -> str:
    """A number with three decimals as it stands in a product: a negative one in brackets."""
    digits = _share(value)
    return f"({digits})" if digits[0] in "−≈" else digits


# ---------------------------------------------------------------- one neuron, forwards and backwards


class ChainRule(Scene):
    """A sigmoid neuron with one input: every number of the way to its error, and of the way back to w and b.

    The steps are those of gradient descent with the learning rate `RATE`.
    """

    STEPS, RATE = 20, 1
    RUN = 0.01  # how much w is changed to measure the slope
    NODES = (8, 31, 54, 77)  # where x, z, a and E stand
    ROWS, TERMS = (13.2, 9.8), (33.7, 41.7, 49, 56.2)  # where the factors of a product stand, and the product

    def __init__(self):
        super().__init__(850, 470)
        axes, y = self.add_drawing_area(), 36
        x_at, z_at, a_at, error_at = self.NODES
        line = {"color": GREY, "linewidth": 2}
        for start, end in ((z_at, a_at), (a_at, error_at)):
            axes.plot([start + 4, end - 4], [y, y], **line)
        for x in (z_at, error_at):
            axes.plot([x, x], [y + 4, y + 6], **line)
        (weight,) = axes.plot([x_at + 4, z_at - 4], [y, y], solid_capstyle="butt")
        self.weight = self.moving(weight)
        circles = [axes.add_patch(Circle((x, y), 4, fc=WHITE, edgecolor=INK, linewidth=1.5)) for x in self.NODES]
        self.activation, self.error = self.moving(circles[2]), self.moving(circles[3])
        for x, name, formula in zip(self.NODES, "xzaE", ("", "z = w·x + b", "a = σ(z)", "E = (a − y)²"), strict=True):
            axes.text(x - 4.6, y + 3.8, name, **CAPTION)
            axes.text(x, y - 5.6, formula, **SMALL_TEXT)
        back = {
            "arrowstyle": "-|>",
            "mutation_scale": 18,
            "color": PURPLE,
            "linewidth": 2.5,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        self.middles = (x_at + z_at) / 2, (z_at + a_at) / 2, (a_at + error_at) / 2
        ways = (  # back from the error to the weight and the bias
            ("dz/dw = x;   dz/db = 1", _("sensitivity of z\nto w and b")),
            ("da/dz = a·(1 − a)", _("sensitivity of a\nto z")),
            ("dE/da = 2·(a − y)", _("sensitivity of E\nto a")),
        )
        for x, (formula, words) in zip(self.middles, ways, strict=True):
            axes.add_patch(FancyArrowPatch((x + 8, 27.6), (x - 8, 27.6), **back))
            axes.text(x, 25.2, formula, **SMALL_TEXT)
            axes.text(x, 18.4, words, **CAPTION)
        beside = TEXT | {"fontsize": SMALL, "ha": "right", "va": "center_baseline"}
        for y, name in zip(self.ROWS, "wb", strict=True):
            axes.text(29, y, f"dE/d{name} = dE/da · da/dz · dz/d{name} =", **beside)
            for x, sign in zip((38.2, 45.2), "··", strict=True):
                axes.text(x, y, sign, **beside | {"ha": "center"})
        axes.text(36, 5.6, _("measured: change in E / change in w ="), **beside)
        axes.text(49, 5.6, f"/ {number(self.RUN)}", **beside | {"ha": "center"})
        axes.text(self.middles[0] + 5.5, 22.2, "1", **beside | {"ha": "center"})
        self.values = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        self.factors = self.moving(axes.add_patch(Lettering()))
        plot = self.add_plot(665, 72, 160, 80, xlim=(0, self.STEPS), ylim=(0, 1.05), xticks=[0, 10, 20], yticks=[0, 1])
        plot.set_ylabel("E", rotation=0, labelpad=2)
        axes.text(74.5, 2.3, _("steps with\nthe learning rate {rate}").format(rate=self.RATE), **CAPTION)
        (curve,) = plot.plot([], [], color=PURPLE, linewidth=2)
        (point,) = plot.plot([], [], "o", color=PURPLE, markeredgecolor=INK, markersize=9, clip_on=False)
        self.curve, self.point = self.moving(curve), self.moving(point)

    def show(self, x: float, y: float, w: float, b: float, steps: int) -> "ChainRule":
        """Show input x and target y, with the w and b that gradient descent has reached after `steps` from these."""
        errors = []
        for step in range(self.STEPS + 1):
            a = float(sigmoid(w * x + b))
            by_a, by_z = 2 * (a - y), a * (1 - a)
            errors.append((a - y) ** 2)
            if step == steps:
                reached = w, b, a, by_a, by_z
            w, b = w - self.RATE * by_a * by_z * x, b - self.RATE * by_a * by_z
        self.curve.set_data(range(self.STEPS + 1), errors)
        self.point.set_data([steps], [errors[steps]])
        self._write(x, y, steps, errors[steps], *reached)
        return self

    def _write(self, x, y, steps, error, w, b, a, by_a, by_z) -> None:
        z, by_w, by_b = w * x + b, by_a * by_z * x, by_a * by_z
        below, above = ((float(sigmoid((w + run) * x + b)) - y) ** 2 for run in (-self.RUN / 2, self.RUN / 2))
        rise = above - below
        self.weight.set(color=sign_colour(w), linestyle=sign_dashes(w), linewidth=line_width(2 * w))
        self.activation.set_facecolor(tint(YELLOW, a))
        self.error.set_facecolor(tint(PURPLE, 0.6 * error))
        into, onto, out_of = self.middles
        forwards = zip(self.NODES, (number(x), number(z), _share(a), _share(error)), strict=True)
        self.values.write(
            [
                *((at, 36, value) for at, value in forwards),
                (into, 38.6, f"w = {number(w)}"),
                (self.NODES[1], 43.6, f"b = {number(b)}"),
                (self.NODES[3], 43.6, f"y = {number(y)}"),
            ]
        )
        measured = number(rise, 5), about(rise / self.RUN)
        rows = [[_factor(by_a), _factor(by_z), _factor(last), about(slope)] for last, slope in ((x, by_w), (1, by_b))]
        words = [(out_of, 22.2, _share(by_a)), (onto, 22.2, _share(by_z)), (into - 5, 22.2, number(x))]
        for height, row in zip(self.ROWS, rows, strict=True):
            words += [(at, height, word) for at, word in zip(self.TERMS, row, strict=True)]
        self.factors.write([*words, (self.TERMS[1], 5.6, measured[0]), (self.TERMS[3], 5.6, measured[1])])
        products = [f"{' · '.join(row[:3])} {row[3]}" for row in rows]
        self.summary = _("Forwards: z {z}, a {a}, E {error}. Backwards: dE/dw = {w_product}, dE/db = {b_product}. Steps so far: {steps}; w = {w}, b = {b}.").format(
            z=about(z), a=about(a), error=about(error), w_product=products[0], b_product=products[1],
            steps=steps, w=number(w), b=number(b),
        )  # fmt: skip
        self.alt = _("A neuron with the input x = {x}, the activation a, the target y = {y} and the error E; arrows lead back from E to a, to z, and to w and b. A small graph shows E over {all} steps. Measured: from w − {half} to w + {half}, E changes by {rise}, so the slope {slope}. {summary}").format(
            x=number(x), y=number(y), all=self.STEPS, half=number(self.RUN / 2, 3), rise=measured[0], slope=measured[1], summary=self.summary
        )  # fmt: skip


# ---------------------------------------------------------------- a training as it runs


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


# ---------------------------------------------------------------- what was taken for what


class ConfusionMatrix(Scene):
    """How often each label got each answer, with recall at the end of each row and precision below each column.

    matrix: counts, a row for each label and a column for each answer; classes: their names, 2 to 10; above: pixels that
    stay free over it. Raises ValueError for another number of classes.
    """

    WIDE, HIGH, TOP = 5.2, 2.9, 35.9  # of a cell, and where the first row begins

    def __init__(self, matrix: np.ndarray, classes: Sequence[str], above: int = 0):
        count = len(classes)
        if not 2 <= count <= 10 or matrix.shape != (count, count):
            raise ValueError(
                "this picture shows 2 to 10 classes, with a row and a column for each; "
                f"given {count} names and counts of shape {matrix.shape}"
            )
        super().__init__(850, 420 + above)
        self.names = [name if name == str(k) else f"{name} ({k})" for k, name in enumerate(classes)]
        axes = self.add_drawing_area()
        beside = {"ha": "right", "va": "center_baseline", "fontsize": SMALL}
        self.rows = self.TOP - self.HIGH * (np.arange(count) + 0.5)
        self.below = self.rows[-1] - self.HIGH
        names = [axes.text(0, y, name, **TEXT | beside) for y, name in zip(self.rows, self.names, strict=True)]
        names.append(axes.text(0, self.below, _("precision, %"), **CAPTION | beside))
        self.left = 2.2 + max(text.get_window_extent().width for text in names) / 10
        for text in names:
            text.set_x(self.left - 0.8)
        self.end = self.left + self.WIDE * count
        self.columns = self.left + self.WIDE * (np.arange(count) + 0.5)
        axes.text((self.left + self.end) / 2, self.TOP + 4.3, _("answer"), **CAPTION)
        axes.text(self.left - 0.8, self.TOP + 1.5, _("label"), **CAPTION | beside)
        axes.text(self.end + 5.4, self.TOP + 1.5, _("recall, %"), **CAPTION | beside | {"ha": "center"})
        x, y = (places.ravel() for places in np.meshgrid(self.columns, self.rows))
        cells = boxes(x - self.WIDE / 2, x + self.WIDE / 2, y - self.HIGH / 2, y + self.HIGH / 2)
        self.cells = axes.add_collection(PolyCollection(cells, edgecolor=FAINT, linewidth=1), autolim=False)
        self.counts = axes.add_patch(Lettering())
        self.total_text = axes.text(self.left, 2, "", **TEXT | {"ha": "left"})
        frame = {"facecolor": "none", "edgecolor": INK, "linewidth": 2.5}
        bottom = self.below - self.HIGH / 2
        row = Rectangle((self.left, 0), self.end + 10.8 - self.left, self.HIGH, **frame)
        column = Rectangle((0, bottom), self.WIDE, self.TOP - bottom, linestyle="--", **frame)
        cell = Rectangle((0, 0), self.WIDE, self.HIGH, **frame | {"edgecolor": PURPLE, "linewidth": 4})
        self.row, self.column, self.cell = (self.moving(axes.add_patch(part)) for part in (row, column, cell))
        self.update(matrix)

    def update(self, matrix: np.ndarray) -> None:
        """Take these counts instead; the next `show` shows them."""
        self.matrix, self.recall, self.precision = matrix, recall(matrix), precision(matrix)
        right = np.eye(len(matrix), dtype=bool)
        shares = matrix / np.maximum(1, matrix.sum(axis=1, keepdims=True))
        most = shares[~right].max(initial=0) or 1  # the most frequent mistake is as dark as can be with a number on it
        darkness = 0.12 + 0.38 * shares / np.where(right, 1, most)
        self.cells.set_facecolor(
            [
                tint(BLUE if hit else ORANGE, dark) if share else WHITE
                for hit, dark, share in zip(right.flat, darkness.flat, shares.flat, strict=True)
            ]
        )
        places = [(x, y) for y in self.rows for x in self.columns]
        self.counts.write(
            [
                *((x, y, number(n)) for (x, y), n in zip(places, matrix.flat, strict=True) if n),
                *((x, self.TOP + 1.5, str(k)) for k, x in enumerate(self.columns)),
                *((self.end + 5.4, y, _percentage(share)) for y, share in zip(self.rows, self.recall, strict=True)),
                *((x, self.below, _percentage(share)) for x, share in zip(self.columns, self.precision, strict=True)),
            ]
        )
        right, everything = matrix.trace(), matrix.sum()
        self.total = _("{right} of {all} right: accuracy {share}").format(
            right=number(right), all=number(everything), share=percent(right / max(1, everything), 1)
        )
        self.total_text.set_text(self.total)
        self.repaint()  # these change seldom

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The label and the answer of the cell at this place, None where there is none."""
        label, answer = int((self.TOP - y) // self.HIGH), int((x - self.left) // self.WIDE)
        return (label, answer) if 0 <= label < len(self.names) and 0 <= answer < len(self.names) else None

    def show(self, label: int, answer: int) -> "ConfusionMatrix":
        """Mark the row and the column of a class, and the cell of those of its images that got this answer."""
        top = self.TOP - self.HIGH * (label + 1)
        self.row.set_y(top)
        self.column.set_x(self.left + self.WIDE * label)
        self.cell.set_xy((self.left + self.WIDE * answer, top))
        matrix, name, other = self.matrix, self.names[label], self.names[answer]
        right, given, answered = (
            number(n) for n in (matrix[label, label], matrix[label].sum(), matrix[:, label].sum())
        )
        found = _("Of {given} images with the label {name}, {right} were recognised: recall {share}.")
        trusted = _("Of {answered} answers {name}, {right} were right: precision {share}.")
        said = [
            found.format(given=given, name=name, right=right, share=_percentage(self.recall[label], "%")),
            trusted.format(answered=answered, name=name, right=right, share=_percentage(self.precision[label], "%")),
        ]
        if answer != label:
            taken = _("Images of {name} taken for {other}: {count}.")
            said.append(taken.format(name=name, other=other, count=number(matrix[label, answer])))
        self.summary = " ".join(said)
        mistakes = matrix - np.diag(matrix.diagonal())
        one, two = np.unravel_index(mistakes.argmax(), mistakes.shape)
        self.alt = _("A table of {count} × {count} counts, a row for each label and a column for each answer: {total}. The most frequent mistake: {one} taken for {two}, {times} times. {summary}").format(
            count=len(self.names), total=self.total, one=self.names[one], two=self.names[two],
            times=number(mistakes.max()), summary=self.summary,
        )  # fmt: skip
        return self


def _percentage(share: float, sign: str = "") -> str:
    """A share in per cent, always with one decimal; that of nothing is a dash."""
    return "–" if np.isnan(share) else number(100 * share, 1, fixed=True) + sign


# ---------------------------------------------------------------- the worst mistakes


class WorstMistakes(Scene):
    """The twelve images with the largest loss, and one of them with the ten outputs of a network.

    outputs: those of the network, shares, a row for each image; digits: images of ten classes; first: the index of the
    first of them that has a row; above: pixels that stay free over the picture. `worst` holds the indices of the twelve,
    the largest loss first. Raises ValueError for fewer than twelve rows, or other than ten classes.
    """

    COUNT, COLUMNS, ROWS = 12, 4, 3
    WIDE, STEP = 8.4, (9.6, 11.4)  # of a small image, and from one to the next: three screen pixels for each of its own
    CORNER = (1.6, 31)  # the lower left one of the first image
    END = 77.5  # where a bar of 1 ends

    def __init__(self, outputs: np.ndarray, digits: LabelledImages, first: int = 0, above: int = 0):
        if len(digits.classes) != 10 or outputs.shape[0] < self.COUNT or outputs.shape != (len(digits) - first, 10):
            raise ValueError(
                f"this picture shows {self.COUNT} images or more, of 10 classes, with 10 outputs for each; given "
                f"{len(digits) - first} images of {len(digits.classes)} classes, and outputs of shape {outputs.shape}"
            )
        super().__init__(850, 420 + above)
        self.digits, self.first = digits, first
        axes = self.add_drawing_area()
        axes.text(20.2, 40.9, _("label → answer"), **CAPTION)
        (left, bottom), (right, _top) = self._corner(self.COUNT - self.COLUMNS), self._corner(self.COLUMNS - 1)
        top = self.CORNER[1] + self.WIDE
        self.small = self._add_image(left, bottom, right + self.WIDE - left, top - bottom)
        self.captions = axes.add_patch(Lettering())
        side = self.WIDE + 0.8
        frame = Rectangle((0, 0), side, side, facecolor="none", edgecolor=INK, linewidth=4)
        self.frame = self.moving(axes.add_patch(frame))
        self.large = self.moving(self._add_image(43, 28.6, 12, 12))
        beside = TEXT | {"ha": "left", "va": "center_baseline", "fontsize": SMALL}
        self.heights = 24.9 - 2.55 * np.arange(10)
        self.names = [class_name(digits, k) for k in range(10)]
        names = [axes.text(43, y, name, **beside) for name, y in zip(self.names, self.heights, strict=True)]
        self.zero = 0.8 + max(name.get_window_extent().x1 for name in names) / 10  # where the bars begin
        full = self._bars(np.full(10, self.END))
        axes.add_collection(PolyCollection(full, facecolor=WHITE, edgecolor=FAINT, linewidth=1.5), autolim=False)
        self.bars = self.moving(axes.add_collection(PolyCollection([], edgecolor=INK), autolim=False))
        self.words = self.moving(axes.add_patch(Lettering()))
        self.update(outputs)

    def _corner(self, rank: int) -> tuple[float, float]:
        row, column = divmod(rank, self.COLUMNS)
        return self.CORNER[0] + self.STEP[0] * column, self.CORNER[1] - self.STEP[1] * row

    def _add_image(self, left: float, bottom: float, width: float, height: float) -> AxesImage:
        place = (10 * left / self.width, 10 * bottom / self.height, 10 * width / self.width, 10 * height / self.height)
        axes = self.figure.add_axes(place, zorder=-1)  # under the words
        axes.set_axis_off()
        return axes.imshow([[0]], cmap="gray", vmin=0, vmax=255, aspect="auto")

    def _bars(self, ends) -> np.ndarray:
        return boxes(self.zero, ends, self.heights - 0.95, self.heights + 0.95)

    def update(self, outputs: np.ndarray) -> None:
        """Take these outputs instead; the next `show` shows them."""
        labels = self.digits.labels[self.first :]
        losses = cross_entropy(outputs, np.eye(10, dtype=outputs.dtype)[labels])
        worst = np.argsort(-losses, kind="stable")[: self.COUNT]
        self.worst, self.losses, self.outputs = worst + self.first, losses[worst], outputs[worst]
        self.labels, self.answers = labels[worst], self.outputs.argmax(axis=1)
        across, down = (
            round(step * SIDE / self.WIDE) for step in self.STEP
        )  # from one image to the next, in its pixels
        sheet = np.full((down * (self.ROWS - 1) + SIDE, across * (self.COLUMNS - 1) + SIDE), 255, np.uint8)
        for rank, index in enumerate(self.worst):
            row, column = divmod(rank, self.COLUMNS)
            sheet[row * down :, column * across :][:SIDE, :SIDE] = self.digits.images[index]
        self.small.set_data(sheet)
        self.listed = [f"{label} → {answer}" for label, answer in zip(self.labels, self.answers, strict=True)]
        wrong = _("{count} mistakes in {all} images").format(
            count=number((outputs.argmax(axis=1) != labels).sum()), all=number(len(labels))
        )
        places = [(x + self.WIDE / 2, y - 1.6) for x, y in map(self._corner, range(self.COUNT))]
        captions = [(x, y, said) for (x, y), said in zip(places, self.listed, strict=True)]
        self.captions.write([*captions, (20.2, 2.2, wrong)])
        self.repaint()  # these change seldom

    def rank_at(self, x: float, y: float) -> int | None:
        """Which of the twelve lies at this place, counted from 0, None where there is none."""
        column, row = int((x - self.CORNER[0]) // self.STEP[0]), int((self.CORNER[1] + self.WIDE - y) // self.STEP[1])
        return self.COLUMNS * row + column if 0 <= column < self.COLUMNS and 0 <= row < self.ROWS else None

    def show(self, rank: int) -> "WorstMistakes":
        """Show the image with this place among the worst, counted from 0."""
        index, outputs, label, answer = (part[rank] for part in (self.worst, self.outputs, self.labels, self.answers))
        x, y = self._corner(rank)
        self.frame.set_xy((x - 0.4, y - 0.4))
        self.large.set_data(self.digits.images[index])
        self.bars.set_verts(self._bars(self.zero + (self.END - self.zero) * outputs))
        marks = [YELLOW if k == answer else tint(YELLOW, 0.4) for k in range(10)]
        self.bars.set(facecolor=marks, linewidth=[2.5 if k in (label, answer) else 1 for k in range(10)])
        mark, loss = "✓" if label == answer else "×", number(self.losses[rank])
        lines = (
            _("image {image}").format(image=number(index)),
            _("label: {name}").format(name=self.names[label]),
            _("network: {name}").format(name=self.names[answer]) + f" {mark}",
            _("loss: {loss}").format(loss=loss),
        )
        shares = [(81.4, y, _share(a)) for y, a in zip(self.heights, outputs, strict=True)]
        self.words.write([*((70, 38.9 - 2.9 * k, line) for k, line in enumerate(lines)), *shares])
        self.summary = _("Number {rank} of the worst: image {image}, label {label}, output for it {share}, so the loss is {loss}. The network says {answer}, with an output of {largest}.").format(
            rank=rank + 1, image=number(index), label=self.names[label], share=_share(outputs[label]),
            loss=loss, answer=self.names[answer], largest=_share(outputs[answer]),
        )  # fmt: skip
        self.alt = _("The twelve images with the largest loss, with label and answer: {listed}. One of them is large, with ten bars for the outputs of the network. {summary}").format(
            listed="; ".join(self.listed), summary=self.summary
        )  # fmt: skip
        return self


def _share(value: float) -> str:
    """An output with up to three decimals; one that only rounds to 0 or 1 is not written as if it were."""
    digits = number(value, 3)
    return f"≈ {digits}" if digits in ("0", "1") and value not in (0, 1) else digits
