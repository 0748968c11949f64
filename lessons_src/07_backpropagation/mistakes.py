"""What a trained network gets wrong: the confusion matrix and the worst mistakes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle

from helpers import data, nn
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.fitting import require_shares
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT, boxes
from helpers.figures.style import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    PURPLE,
    SMALL,
    WHITE,
    YELLOW,
    tint,
)
from helpers.figures.words import class_name, percent
from helpers.language import _, ngettext, number
from helpers.nn import (
    Network,
    cross_entropy,
    precision,
    recall,
)
from helpers.nn.training import forward
from helpers.widgets import LiveFigure, Slider

from .chain_rule import share_words


class ConfusionMatrix(Scene):
    """How often each label got each answer, with recall at the end of each row and precision below each column.

    matrix: counts, a row for each label and a column for each answer; classes: their names, 2 to 10; above: pixels that
    stay free over it. Raises ValueError for another number of classes.
    """

    WIDE, HIGH, TOP = 5.2, 2.9, 35.9  # of a cell, and where the first row begins

    def __init__(self, matrix: np.ndarray, classes: Sequence[str], above: int = 0):
        count = len(classes)
        if not 2 <= count <= 10 or matrix.shape != (count, count):
            text = _(
                "this picture shows 2 to 10 classes, with a row and a column for each; given names: {names}, and counts of "
                "shape {shape}"
            )
            raise ValueError(text.format(names=count, shape=matrix.shape))
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
        found = _("Images with the label {name}: {given}; recognised: {right}; recall {share}.")
        trusted = _("Answers {name}: {answered}; right: {right}; precision {share}.")
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
        times = ngettext("{count} time", "{count} times", mistakes.max())
        self.alt = _("A table of {count} × {count} counts, a row for each label and a column for each answer: {total}. The most frequent mistake: {one} taken for {two}, {times}. {summary}").format(
            count=len(self.names), total=self.total, one=self.names[one], two=self.names[two],
            times=times.format(count=number(mistakes.max())), summary=self.summary,
        )  # fmt: skip
        return self


def _percentage(share: float, sign: str = "") -> str:
    """A share in per cent, always with one decimal; that of nothing is a dash."""
    return "–" if np.isnan(share) else number(100 * share, 1, fixed=True) + sign


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
            text = _(
                "this picture shows {least} images or more, of 10 classes, with 10 outputs for each; given images: {images}, "
                "classes: {classes}, and outputs of shape {shape}"
            )
            facts = {"images": len(digits) - first, "classes": len(digits.classes)}
            raise ValueError(text.format(least=self.COUNT, shape=outputs.shape, **facts))
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
        mistakes = (outputs.argmax(axis=1) != labels).sum()
        wrong = ngettext("{count} mistake in {all} images", "{count} mistakes in {all} images", mistakes).format(
            count=number(mistakes), all=number(len(labels))
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
        shares = [(81.4, y, share_words(a)) for y, a in zip(self.heights, outputs, strict=True)]
        self.words.write([*((70, 38.9 - 2.9 * k, line) for k, line in enumerate(lines)), *shares])
        self.summary = _("Number {rank} of the worst: image {image}, label {label}, output for it {share}, so the loss is {loss}. The network says {answer}, with an output of {largest}.").format(
            rank=rank + 1, image=number(index), label=self.names[label], share=share_words(outputs[label]),
            loss=loss, answer=self.names[answer], largest=share_words(outputs[answer]),
        )  # fmt: skip
        self.alt = _("The twelve images with the largest loss, with label and answer: {listed}. One of them is large, with ten bars for the outputs of the network. {summary}").format(
            listed="; ".join(self.listed), summary=self.summary
        )  # fmt: skip
        return self


def confusion_matrix(labels=None, answers=None, classes=None) -> LiveFigure:
    """How often each label got each answer: choose a class, and an answer that its images got.

    labels, answers: whole numbers, one an image; by default those of MNIST's test and of the trained network of the
    course; classes: their names, by default 0 to 9. Raises ValueError when they do not fit. A cell can be pointed at.
    """
    if labels is None:
        digits = data.load(split="test")
        labels, answers = digits.labels, Network.load(data.PRETRAINED)(digits.pixels(slice(None))).argmax(axis=1)
    classes = tuple("0123456789") if classes is None else tuple(classes)
    scene = ConfusionMatrix(nn.confusion_matrix(labels, answers, len(classes)), classes)

    def show(label, answer):
        scene.show(round(label), round(answer))

    return LiveFigure(scene, cell_sliders(len(classes)), show, hover=lambda axes, x, y: cell_at(scene, x, y))


def cell_sliders(classes: int) -> dict[str, Slider]:
    """For a cell of a confusion matrix: its row and its column."""
    last = classes - 1
    return {"label": Slider(_("class"), min(2, last), 0, last), "answer": Slider(_("taken for"), min(7, last), 0, last)}


def cell_at(scene: ConfusionMatrix, x: float, y: float) -> dict[str, int]:
    """The values of these sliders for the cell that is pointed at."""
    cell = scene.cell_at(x, y)
    return {} if cell is None else dict(zip(("label", "answer"), cell, strict=True))


def worst_mistakes(network: Network | None = None, digits: LabelledImages | None = None) -> LiveFigure:
    """The twelve images that a network got most wrong: choose one, or point at it.

    network: 784 inputs and 10 outputs of sigmoid or softmax, by default the trained one of the course; digits: at least
    12 images of ten classes, by default MNIST's for the test. Raises TypeError or ValueError for others.
    """
    network = Network.load(data.PRETRAINED) if network is None else network
    digits = data.load(split="test") if digits is None else digits
    scene = WorstMistakes(forward(require_shares(network), digits.pixels, len(digits)), digits)

    def show(rank):
        scene.show(round(rank) - 1)

    return LiveFigure(scene, place_slider(), show, hover=lambda axes, x, y: place_at(scene, x, y))


def place_slider() -> dict[str, Slider]:
    return {"rank": Slider(_("place"), 1, 1, WorstMistakes.COUNT)}


def place_at(scene: WorstMistakes, x: float, y: float) -> dict[str, int]:
    """The value of this slider for the image that is pointed at."""
    rank = scene.rank_at(x, y)
    return {} if rank is None else {"rank": rank + 1}
