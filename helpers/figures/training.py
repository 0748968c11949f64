"""Pictures of learning (lesson 07): the chain rule on one neuron, a training as it runs, and what a trained network gets wrong.

- `ChainRule`: one neuron, forwards to its error and backwards to its weight and bias;
- `TrainingProgress`: the curves of a training, and the weights of the first layer;
- `ConfusionMatrix`: how often each label got each answer, with precision and recall;
- `WorstMistakes`: the images with the largest loss.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.image import AxesImage
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from helpers.data import SIDE, LabelledImages
from helpers.figures.datasets import class_name, percent
from helpers.figures.errors import boxes
from helpers.figures.fragments import side_by_side, signed
from helpers.figures.lettering import Lettering
from helpers.figures.neuron import line_width
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
from helpers.language import _, number
from helpers.nn import Batch, Network, Record, cross_entropy, precision, recall, sigmoid, softmax

TEXT = {"ha": "center", "va": "center", "color": INK, "fontsize": NORMAL}
CAPTION = TEXT | {"color": GREY, "fontsize": SMALL}


def about(value: float) -> str:
    """A number with three decimals after "=", or after "≈" when it is rounded."""
    exact = np.isclose(value, round(value, 3), rtol=1e-9, atol=0)
    return ("= " if exact else "≈ ") + number(value, 3)


def _factor(value: float) -> str:
    """A number with three decimals as it stands in a product: a negative one in brackets."""
    digits = number(value, 3)
    return f"({digits})" if digits.startswith("−") else digits


# ---------------------------------------------------------------- one neuron, forwards and backwards


class ChainRule(Scene):
    """A sigmoid neuron with one input: every number of the way to its error, and of the way back to w and b.

    The steps are those of gradient descent with the learning rate `RATE`.
    """

    STEPS, RATE = 20, 1
    RUN = 0.01  # how much w is changed to measure the slope
    NODES = (8, 31, 54, 77)  # where x, z, a and E stand
    ROWS, TERMS = (13.2, 9.8), (33.7, 41.7, 49, 57.7)  # where the factors of a product stand, and the product

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
            axes.text(x, y - 5.6, formula, **TEXT | {"fontsize": SMALL})
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
            axes.text(x, 25.2, formula, **TEXT | {"fontsize": SMALL})
            axes.text(x, 18.4, words, **CAPTION)
        beside = TEXT | {"fontsize": SMALL, "ha": "right", "va": "center_baseline"}
        for y, name in zip(self.ROWS, "wb", strict=True):
            axes.text(29, y, f"dE/d{name} = dE/da · da/dz · dz/d{name} =", **beside)
            for x, sign in zip((38.2, 45.2, 53.2), "··≈", strict=True):
                axes.text(x, y, sign, **beside | {"ha": "center"})
        axes.text(36, 5.6, _("measured: change in E / change in w ="), **beside)
        axes.text(49, 5.6, f"/ {number(self.RUN)}", **beside | {"ha": "center"})
        axes.text(53.2, 5.6, "≈", **beside | {"ha": "center"})
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
        rise = (float(sigmoid((w + self.RUN) * x + b)) - y) ** 2 - error
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
        measured = number(rise, 5), number(self.RUN), number(rise / self.RUN, 3)
        rows = [
            [_factor(by_a), _factor(by_z), _factor(last), number(slope, 3)] for last, slope in ((x, by_w), (1, by_b))
        ]
        words = [(out_of, 22.2, number(by_a, 3)), (onto, 22.2, number(by_z, 3)), (into - 5, 22.2, number(x))]
        for height, row in zip(self.ROWS, rows, strict=True):
            words += [(at, height, word) for at, word in zip(self.TERMS, row, strict=True)]
        self.factors.write([*words, (self.TERMS[1], 5.6, measured[0]), (self.TERMS[3], 5.6, measured[2])])
        products = [f"{' · '.join(row[:3])} ≈ {row[3]}" for row in rows]
        self.summary = _("Forwards: z {z}, a {a}, E {error}. Backwards: dE/dw = {w_product}, dE/db = {b_product}. Steps so far: {steps}; w = {w}, b = {b}.").format(
            z=about(z), a=about(a), error=about(error), w_product=products[0], b_product=products[1],
            steps=steps, w=number(w), b=number(b),
        )  # fmt: skip
        self.alt = _("A neuron with the input x = {x}, the activation a, the target y = {y} and the error E; arrows lead back from E to a, to z, and to w and b. A small graph shows E over {all} steps. Measured: w + {run} changes E by {rise}, so the slope is {slope}. {summary}").format(
            x=number(x), y=number(y), all=self.STEPS, run=measured[1], rise=measured[0], slope=measured[2], summary=self.summary
        )  # fmt: skip


# ---------------------------------------------------------------- a training as it runs


class TrainingProgress(Scene):
    """Loss and accuracy after each epoch, for the training images and those for validation, and the first layer's weights."""

    TOPS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100)  # where the axis of the loss may end
    FLOORS = (90, 80, 50, 0)  # where the axis of the accuracy may begin, in %
    LEFT, RIGHT = 2, 56  # of the progress bar
    TILES = 16  # neurons whose weights are shown

    def __init__(self):
        super().__init__(850, 470)
        axes = self.add_drawing_area()
        bar, height = (self.LEFT, 43.8), 1.8
        self.bar = self.moving(axes.add_patch(Rectangle(bar, 0, height, facecolor=tint(GREEN, 0.6))))
        axes.add_patch(Rectangle(bar, self.RIGHT - self.LEFT, height, facecolor="none", edgecolor=GREY))
        self.plots = [self.add_plot(left, 122, 215, 230, grid=True) for left in (60, 345)]
        for plot, x, name in zip(self.plots, (16.75, 45.25), (_("loss"), _("accuracy, in %")), strict=True):
            plot.set_xlabel(_("epoch"), fontsize=SMALL, labelpad=2)
            axes.text(x, 37.6, name, **TEXT)
        looks = ({"color": BLUE, "marker": "s"}, {"color": GREEN, "marker": "o", "linestyle": "--"})
        line = {"linewidth": 2, "markersize": 5}
        self.curves = [
            [self.moving(plot.plot([], [], clip_on=False, **line, **look)[0]) for look in looks] for plot in self.plots
        ]
        for x, look, words in zip((14, 36), looks, (_("training"), _("validation")), strict=True):
            axes.plot([x - 7, x - 4.2, x - 1.4], [6.2] * 3, **line, **look)
            axes.text(x, 6.2, words, **CAPTION | {"ha": "left", "color": INK})
        axes.text(69.7, 44.7, _("weights of the first layer"), **TEXT)
        axes.text(69.7, 17.4, _("blue: positive; orange: negative"), **CAPTION)
        picture = self.figure.add_axes((580 / 850, 192 / 470, 234 / 850, 234 / 470))
        picture.set_axis_off()
        self.weights = self.moving(picture.imshow(side_by_side([], 4, 4), interpolation="nearest"))
        # Not `Lettering`, which keeps the outline of every text for good: this one is another in each picture.
        self.progress = self.moving(axes.text(29, 41.7, "", **TEXT | {"fontsize": SMALL}))
        self.words = self.moving(axes.add_patch(Lettering()))
        self.numbers = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        self._limits = None

    def show(
        self,
        network: Network,
        before: tuple[float, float],
        history: Sequence[Record],
        batch: Batch | None,
        epochs: int,
        settings: dict[str, float],
        planned: tuple[Sequence[int], int] | None,
    ) -> "TrainingProgress":
        """Show a training on its way.

        before: loss and accuracy in validation before it; batch: the last one learned from; epochs: when it will pause;
        settings: its `learning_rate`, `momentum` and `batch_size`; planned: sizes and batch size of the next training,
        if they are others.
        """
        training = np.array([(r.epoch, r.loss, r.accuracy) for r in history]).reshape(-1, 3)
        judged = [(0, *before)] + [(r.epoch, r.validation_loss, r.validation_accuracy) for r in history]
        self._fit(epochs, *np.transpose([*training, *judged])[1:])
        for k, curves in enumerate(self.curves):
            for curve, rows in zip(curves, (training, np.array(judged)), strict=True):
                curve.set_data(rows[:, 0], rows[:, k + 1] * (1, 100)[k])
        done = (batch.epoch - 1 + batch.step / batch.steps) / epochs if batch else 0
        self.bar.set_width(done * (self.RIGHT - self.LEFT))
        images = network.layers[0].weights[: self.TILES].reshape(-1, SIDE, SIDE)
        # One scale for all; the half per cent of weights beyond it are drawn as if they were at its end.
        largest = float(np.quantile(np.abs(images), 0.995)) or 1.0
        self.weights.set_data(side_by_side(signed(images, largest), 4, 4))
        progress = _("not trained here yet")
        if batch:
            progress = _("epoch {epoch} of {epochs}, step {step} of {steps}").format(
                epoch=batch.epoch, epochs=epochs, step=number(batch.step), steps=number(batch.steps)
            )
        sizes = "–".join(map(str, network.sizes))
        made_of = _("{sizes}, batches of {batch_size}, learning rate {rate}, momentum {momentum}").format(
            sizes=sizes, batch_size=settings["batch_size"], rate=number(settings["learning_rate"], 3),
            momentum=number(settings["momentum"]),
        )  # fmt: skip
        later = ""
        if planned:
            later = _("from the next start on: {sizes}, batches of {batch_size}").format(
                sizes="–".join(map(str, planned[0])), batch_size=planned[1]
            )
        self.progress.set_text(progress)
        self.words.write([(42.5, 3.6, made_of), *([(42.5, 1.2, later)] if later else [])])
        self.numbers.write((69.7, 13 - 2.8 * k, line) for k, line in enumerate(self._accuracies(before, history)))
        self.summary = " ".join(
            [self._result(before, history, epochs), f"{made_of}.", *([f"{later.capitalize()}."] if later else [])]
        )
        self.alt = _("Curves of the loss and of the accuracy after each epoch, in training and in validation, and the weights of {count} neurons of the first layer as images. {summary}").format(
            count=len(images), summary=self.summary
        )  # fmt: skip
        return self

    @staticmethod
    def _accuracies(before, history) -> list[str]:
        if not history:
            return [_("validation: {share}").format(share=percent(before[1], 1))]
        return [
            _("training: {share}").format(share=percent(history[-1].accuracy, 1)),
            _("validation: {share}").format(share=percent(history[-1].validation_accuracy, 1)),
        ]

    @staticmethod
    def _result(before, history, epochs) -> str:
        """The losses and accuracies in a sentence, which changes once an epoch: it may be read aloud."""
        if not history:
            return _("Before training: validation loss {loss}, validation accuracy {share}.").format(
                loss=number(before[0], 3), share=percent(before[1], 1)
            )
        last = history[-1]
        return _("After epoch {epoch} of {epochs}: training loss {loss}, accuracy {share}; validation loss {validation_loss}, accuracy {validation_share}.").format(
            epoch=last.epoch, epochs=epochs, loss=number(last.loss, 3), share=percent(last.accuracy, 1),
            validation_loss=number(last.validation_loss, 3), validation_share=percent(last.validation_accuracy, 1),
        )  # fmt: skip

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

    matrix: counts, a row for each label and a column for each answer; classes: their names, 2 to 10.
    Raises ValueError for another number of classes.
    """

    WIDE, HIGH, TOP = 5.2, 3.1, 39.6  # of a cell, and where the first row begins

    def __init__(self, matrix: np.ndarray, classes: Sequence[str]):
        count = len(classes)
        if not 2 <= count <= 10 or matrix.shape != (count, count):
            raise ValueError(
                "this picture shows 2 to 10 classes, with a row and a column for each; "
                f"given {count} names and counts of shape {matrix.shape}"
            )
        super().__init__(850, 470)
        self.matrix, self.names = (
            matrix,
            [name if name == str(k) else f"{name} ({k})" for k, name in enumerate(classes)],
        )
        self.recall, self.precision = recall(matrix), precision(matrix)
        axes = self.add_drawing_area()
        rows = self.TOP - self.HIGH * (np.arange(count) + 0.5)
        names = [
            axes.text(0, y, name, **TEXT | {"ha": "right", "fontsize": SMALL})
            for y, name in zip(rows, self.names, strict=True)
        ]
        margin = axes.text(0, rows[-1] - self.HIGH, _("precision, %"), **CAPTION | {"ha": "right"})
        self.left = 2.2 + max(text.get_window_extent().width for text in (*names, margin)) / 10
        for text in (*names, margin):
            text.set_x(self.left - 0.8)
        columns = self.left + self.WIDE * (np.arange(count) + 0.5)
        self.end, self.bottom = self.left + self.WIDE * count, rows[-1] - 1.5 * self.HIGH
        self._draw_counts(axes, columns, rows)
        axes.text((self.left + self.end) / 2, self.TOP + 4.6, _("answer"), **CAPTION)
        axes.text(self.left - 0.8, self.TOP + 1.6, _("label"), **CAPTION | {"ha": "right"})
        axes.text(self.end + 5.4, self.TOP + 1.6, _("recall, %"), **CAPTION)
        frame = {"facecolor": "none", "edgecolor": INK, "linewidth": 2.5}
        row = Rectangle((self.left, 0), self.end + 10.8 - self.left, self.HIGH, **frame)
        column = Rectangle((0, self.bottom), self.WIDE, self.TOP - self.bottom, linestyle="--", **frame)
        cell = Rectangle((0, 0), self.WIDE, self.HIGH, **frame | {"edgecolor": PURPLE, "linewidth": 4})
        self.row, self.column, self.cell = (self.moving(axes.add_patch(part)) for part in (row, column, cell))

    def _draw_counts(self, axes: Axes, columns: np.ndarray, rows: np.ndarray) -> None:
        x, y = (places.ravel() for places in np.meshgrid(columns, rows))
        right = np.eye(len(rows), dtype=bool).ravel()
        shares = (self.matrix / np.maximum(1, self.matrix.sum(axis=1, keepdims=True))).ravel()
        # A mistake that one image in eight of its class suffers is as dark as can be with a number on it.
        darkness = 0.12 + 0.38 * np.where(right, shares, np.minimum(1, 8 * shares))
        colours = [
            tint(BLUE if hit else ORANGE, dark) if share else WHITE
            for hit, dark, share in zip(right, darkness, shares, strict=True)
        ]
        cells = boxes(x - self.WIDE / 2, x + self.WIDE / 2, y - self.HIGH / 2, y + self.HIGH / 2)
        axes.add_collection(PolyCollection(cells, facecolor=colours, edgecolor=FAINT, linewidth=1), autolim=False)
        words = [(a, b, number(n)) for a, b, n in zip(x, y, self.matrix.flat, strict=True) if n]
        words += [(a, self.TOP + 1.6, str(k)) for k, a in enumerate(columns)]
        words += [(self.end + 5.4, b, _percentage(share)) for b, share in zip(rows, self.recall, strict=True)]
        below = rows[-1] - self.HIGH
        words += [(a, below, _percentage(share)) for a, share in zip(columns, self.precision, strict=True)]
        axes.add_patch(Lettering()).write(words)
        right, everything = self.matrix.trace(), self.matrix.sum()
        self.total = _("{right} of {all} right: accuracy {share}").format(
            right=number(right), all=number(everything), share=percent(right / max(1, everything), 1)
        )
        axes.text(self.left, 2.4, self.total, **TEXT | {"ha": "left"})

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
        name, other = self.names[label], self.names[answer]
        given, answered = self.matrix[label].sum(), self.matrix[:, label].sum()
        values = {
            "name": name,
            "right": number(self.matrix[label, label]),
            "given": number(given),
            "answered": number(answered),
        }
        found = _("Of {given} images with the label {name}, {right} were recognised: recall {share}.")
        trusted = _("Of {answered} answers {name}, {right} were right: precision {share}.")
        said = [
            words.format(**values, share="–" if np.isnan(share) else percent(share, 1))
            for words, share in ((found, self.recall[label]), (trusted, self.precision[label]))
        ]
        if answer != label:
            taken = _("Images of {name} taken for {other}: {count}.")
            said.append(taken.format(name=name, other=other, count=number(self.matrix[label, answer])))
        self.summary = " ".join(said)
        worst = np.where(np.eye(len(self.names), dtype=bool), -1, self.matrix)
        one, two = np.unravel_index(worst.argmax(), worst.shape)
        self.alt = _("A table of {count} × {count} counts, a row for each label and a column for each answer: {total}. The most frequent mistake: {one} taken for {two}, {times} times. {summary}").format(
            count=len(self.names), total=self.total, one=self.names[one], two=self.names[two],
            times=number(worst.max()), summary=self.summary,
        )  # fmt: skip
        return self


def _percentage(share: float) -> str:
    """A share in per cent without the sign; that of nothing is a dash."""
    return "–" if np.isnan(share) else number(100 * share, 1)


# ---------------------------------------------------------------- the worst mistakes


class WorstMistakes(Scene):
    """The twelve images with the largest loss, and one of them with the ten outputs of the network.

    network: 784 inputs and 10 outputs of sigmoid or softmax; digits: at least 12 images of ten classes. `worst` holds
    the indices of the twelve, the largest loss first. Raises TypeError or ValueError for others.
    """

    COUNT, COLUMNS = 12, 4
    SIDE, STEP = 8.4, (9.8, 12.6)  # of a small image, and from one to the next
    CORNER = (1.6, 33.4)  # the lower left one of the first image
    END = 77.5  # where a bar of 1 ends

    def __init__(self, network: Network, digits: LabelledImages):
        if not isinstance(network, Network):
            raise TypeError(f"network must be a Network of helpers.nn; given {network!r}")
        last = network.layers[-1].activation
        if network.sizes[0] != SIDE**2 or network.sizes[-1] != 10 or last not in (sigmoid, softmax):
            raise ValueError(
                "this picture shows networks with 784 inputs and 10 outputs of sigmoid or softmax, such as "
                f"Network([784, 16, 16, 10]); given sizes {network.sizes} and outputs of {last.name}"
            )
        if len(digits.classes) != 10 or len(digits) < self.COUNT:
            raise ValueError(
                f"this picture shows {self.COUNT} images or more, of 10 classes; "
                f"given {len(digits)} images of {len(digits.classes)} classes"
            )
        super().__init__(850, 450)
        # In parts: floats of all images at once would need 188 MB.
        parts = [network(digits.pixels(slice(start, start + 1000))) for start in range(0, len(digits), 1000)]
        self.digits, self.outputs = digits, np.concatenate(parts)
        self.losses = cross_entropy(self.outputs, np.eye(10, dtype=self.outputs.dtype)[digits.labels])
        self.worst = np.argsort(-self.losses, kind="stable")[: self.COUNT]
        self.answers = self.outputs.argmax(axis=1)
        self.mistakes = int((self.answers != digits.labels).sum())
        axes = self.add_drawing_area()
        words = axes.add_patch(Lettering())
        places = [self._corner(rank) for rank in range(self.COUNT)]
        captions = [f"{digits.labels[i]} → {self.answers[i]}" for i in self.worst]
        words.write((x + self.SIDE / 2, y - 1.7, said) for (x, y), said in zip(places, captions, strict=True))
        axes.text(20.5, 43.5, _("label → answer"), **CAPTION)
        for (x, y), i in zip(places, self.worst, strict=True):
            self._add_image(x, y, self.SIDE).set_data(digits.images[i])
        self.frame = self.moving(
            axes.add_patch(
                Rectangle((0, 0), self.SIDE + 0.8, self.SIDE + 0.8, facecolor="none", edgecolor=INK, linewidth=4)
            )
        )
        self.large = self.moving(self._add_image(43, 31, 12))
        beside = TEXT | {"ha": "left", "va": "center_baseline", "fontsize": SMALL}
        self.heights = 26.8 - 2.6 * np.arange(10)
        self.names = [class_name(digits, k) for k in range(10)]
        names = [axes.text(43, y, name, **beside) for name, y in zip(self.names, self.heights, strict=True)]
        self.zero = 0.8 + max(name.get_window_extent().x1 for name in names) / 10  # where the bars begin
        ends = np.full(10, self.END)
        axes.add_collection(
            PolyCollection(self._bars(ends), facecolor=WHITE, edgecolor=FAINT, linewidth=1.5), autolim=False
        )
        self.bars = self.moving(axes.add_collection(PolyCollection([], edgecolor=INK), autolim=False))
        self.words = self.moving(axes.add_patch(Lettering()))
        wrong = _("{count} mistakes in {all} images").format(count=number(self.mistakes), all=number(len(digits)))
        axes.text(20.5, 2.6, wrong, **CAPTION)

    def _corner(self, rank: int) -> tuple[float, float]:
        row, column = divmod(rank, self.COLUMNS)
        return self.CORNER[0] + self.STEP[0] * column, self.CORNER[1] - self.STEP[1] * row

    def _add_image(self, left: float, bottom: float, side: float) -> AxesImage:
        place = (10 * left / self.width, 10 * bottom / self.height, 10 * side / self.width, 10 * side / self.height)
        axes = self.figure.add_axes(place)
        axes.set_axis_off()
        return axes.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=255)

    def _bars(self, ends) -> np.ndarray:
        return boxes(self.zero, ends, self.heights - 0.95, self.heights + 0.95)

    def rank_at(self, x: float, y: float) -> int | None:
        """Which of the twelve lies at this place, counted from 0, None where there is none."""
        column, row = int((x - self.CORNER[0]) // self.STEP[0]), int((self.CORNER[1] + self.SIDE - y) // self.STEP[1])
        inside = 0 <= column < self.COLUMNS and 0 <= row < self.COUNT // self.COLUMNS
        return self.COLUMNS * row + column if inside else None

    def show(self, rank: int) -> "WorstMistakes":
        """Show the image with this place among the worst, counted from 0."""
        index = self.worst[rank]
        outputs, label, answer = self.outputs[index], self.digits.labels[index], self.answers[index]
        x, y = self._corner(rank)
        self.frame.set_xy((x - 0.4, y - 0.4))
        self.large.set_data(self.digits.images[index])
        self.bars.set_verts(self._bars(self.zero + (self.END - self.zero) * outputs))
        marks = [YELLOW if k == answer else tint(YELLOW, 0.4) for k in range(10)]
        self.bars.set(facecolor=marks, linewidth=[2.5 if k in (label, answer) else 1 for k in range(10)])
        mark = "✓" if label == answer else "×"
        lines = (
            _("image {image}").format(image=number(index)),
            _("label: {name}").format(name=self.names[label]),
            _("network: {name}").format(name=self.names[answer]) + f" {mark}",
            _("loss: {loss}").format(loss=number(self.losses[index])),
        )
        shares = [(81.4, y, _share(a)) for y, a in zip(self.heights, outputs, strict=True)]
        self.words.write([*((70, 41.4 - 2.9 * k, line) for k, line in enumerate(lines)), *shares])
        self.summary = _("Number {rank} of the worst: image {image}, label {label}, output for it {share}, so the loss is {loss}. The network says {answer}, with an output of {largest}.").format(
            rank=rank + 1, image=number(index), label=self.names[label], share=_share(outputs[label]),
            loss=number(self.losses[index]), answer=self.names[answer], largest=_share(outputs[answer]),
        )  # fmt: skip
        listed = "; ".join(f"{self.digits.labels[i]} → {self.answers[i]}" for i in self.worst)
        self.alt = _("The twelve images with the largest loss, with label and answer: {listed}. One of them is large, with ten bars for the outputs of the network. {summary}").format(
            listed=listed, summary=self.summary
        )  # fmt: skip
        return self


def _share(value: float) -> str:
    """An output with up to three decimals; one that only rounds to 0 or 1 is not written as if it were."""
    digits = number(value, 3)
    return f"≈ {digits}" if digits in ("0", "1") and value not in (0, 1) else digits
