"""The classes of a data set: how many images each has, and their mean images."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.marks import SMALL_TEXT
from helpers.figures.style import BLUE, FAINT, GREY, INK, ORANGE, YELLOW, tint
from helpers.figures.words import class_name, percent
from helpers.language import _, ngettext, number
from helpers.widgets import LiveFigure, Slider

from .images import class_slider, image_place, shown_classes


class ClassBalance(Scene):
    """How many images of each class the training set and the test set hold, as bars of their shares."""

    def __init__(self, train: LabelledImages, test: LabelledImages):
        super().__init__(850, 470)
        self.classes = shown_classes(train)
        self.names = [class_name(train, label) for label in self.classes]
        self.sizes = [len(train), len(test)]
        self.counts = [np.bincount(digits.labels, minlength=256)[self.classes] for digits in (train, test)]
        self.shares = [counts / size for counts, size in zip(self.counts, self.sizes, strict=True)]
        self.equal = 1 / np.unique(train.labels).size
        rows, longest = len(self.classes), max(map(len, self.names))
        left, highest = 50 + 9 * longest, 100 * max(map(np.max, self.shares))
        axes = self.add_plot(left, 52, 760 - left, 390, xlim=(0, 1.03 * highest), ylim=(rows - 0.5, -0.5), yticks=[])
        axes.set_xlabel(_("share of its set, in %"))
        in_bar = SMALL_TEXT | {"ha": "left", "va": "center_baseline"}
        for row, name in enumerate(self.names):
            axes.text(-0.015, row, name, transform=axes.get_yaxis_transform(), **SMALL_TEXT | {"ha": "right"})
            training = ngettext("{count} image for training", "{count} images for training", self.counts[0][row])
            for counts, shares, middle, colour, words in (
                (self.counts[0], self.shares[0], row - 0.22, tint(BLUE, 0.4), training),
                (self.counts[1], self.shares[1], row + 0.22, FAINT, _("{count} for testing")),
            ):
                axes.barh(middle, 100 * shares[row], 0.44, color=[colour])
                # The counts stand at the bars' start, where the line of equal shares crosses none of them.
                count = number(counts[row])
                words = words.format(count=count) if row == 0 else count
                axes.text(0.012, middle, words, transform=axes.get_yaxis_transform(), **in_bar)
        axes.axvline(100 * self.equal, color=INK, linewidth=1.5, linestyle="--")
        equal = _("equal shares: {share}").format(share=percent(self.equal, 2))
        axes.text(100 * self.equal, -0.6, equal, **SMALL_TEXT | {"va": "bottom"})
        self.frame = self.moving(axes.add_patch(Rectangle((0, 0), 1, 0.88, facecolor="none", edgecolor=INK, lw=2.5)))
        place = in_bar | {"weight": "bold", "transform": axes.get_yaxis_transform()}
        self.words = [self.moving(axes.text(1.01, 0, "", **place)) for _set in range(2)]

    def show(self, position: int) -> "ClassBalance":
        """Mark the class at this position among those shown."""
        shares = [percent(shares[position], 2) for shares in self.shares]
        train, test = (number(counts[position]) for counts in self.counts)
        self.frame.set(y=position - 0.44, width=100 * max(shares[position] for shares in self.shares))
        for words, share, middle in zip(self.words, shares, (position - 0.22, position + 0.22), strict=True):
            words.set(text=share, y=middle)
        sizes = [number(size) for size in self.sizes]
        self.summary = _("Class {name}: {train} of the {all_train} training images ({train_share}) and {test} of the {all_test} test images ({test_share}). With equal shares, each class would have {equal}.").format(
            name=self.names[position], train=train, all_train=sizes[0], train_share=shares[0], test=test,
            all_test=sizes[1], test_share=shares[1], equal=percent(self.equal, 2)
        )  # fmt: skip
        everything = "; ".join(
            _("{name}: {train} and {test}").format(name=name, train=number(train), test=number(test))
            for name, train, test in zip(self.names, *self.counts, strict=True)
        )
        self.alt = _("Two bars for each class, its shares of the training set and of the test set. How many images, for training and for testing: {counts}. One class is marked. {summary}").format(
            counts=everything, summary=self.summary
        )  # fmt: skip
        return self


def growing_means(images: np.ndarray, counts: list[int]) -> np.ndarray:
    """The means of the first `count` images (uint8, n × 28 × 28), for each of these counts, which rise."""
    parts = np.split(images[: counts[-1]], counts[:-1])
    sums = np.cumsum([part.sum(axis=0, dtype=np.uint32) for part in parts], axis=0)
    return sums / np.array(counts)[:, None, None]


class MeanImage(Scene):
    """The mean of the first images of a class, beside the image that was added last and the means of all classes."""

    COUNTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 370)
        self.digits, self.classes = digits, shown_classes(digits)
        self.places = [np.flatnonzero(digits.labels == label) for label in self.classes]  # of a class's images
        common = [count for count in self.COUNTS if count < min(map(len, self.places))]
        self.counts = [[*common, len(places)] for places in self.places]
        # The mean of a class costs 2 ms, too much for ten in a frame: all that can be shown are worked out once.
        self.means = np.array(
            [growing_means(digits.images[p], counts) for p, counts in zip(self.places, self.counts, strict=True)]
        )
        self.image = image_place(self, 40, 76, 168, 168)
        self.mean = image_place(self, 315, 20, 280, 280)
        self.gallery = image_place(self, 690, 20, 112, 280)
        self.gallery.set_extent((0, 2, 5, 0))  # two classes in each of five rows
        self.frame = self.moving(self.gallery.axes.add_patch(Rectangle((0, 0), 1, 1, fc="none", ec=YELLOW, lw=4)))
        self.spot = self.moving(self.mean.axes.add_patch(Rectangle((0, 0), 1, 1, fc="none", ec=ORANGE, lw=3)))
        area = self.add_drawing_area()
        area.add_patch(FancyArrowPatch((22.6, 16), (29.7, 16), arrowstyle="-|>", mutation_scale=20, color=GREY, lw=2))
        area.text(74.6, 31.5, _("all the means"), **SMALL_TEXT)
        self.image_words = self.moving(area.text(12.4, 25.9, "", **SMALL_TEXT))
        self.mean_words = self.moving(area.text(45.5, 34.2, "", **SMALL_TEXT))
        self.spot_words = self.moving(area.text(45.5, 31.5, "", **SMALL_TEXT | {"color": ORANGE}))

    def show(self, position: int, stop: int) -> "MeanImage":
        """Show the class at this position among those shown, and the mean of its first `counts[position][stop]` images."""
        name, count = class_name(self.digits, self.classes[position]), self.counts[position][stop]
        means, mean = self.means[:, stop], self.means[position, stop]
        self.image.set_data(self.digits.images[self.places[position][count - 1]])
        self.mean.set_data(mean)
        tiles = np.zeros((10, SIDE, SIDE))
        tiles[: len(means)] = means
        self.gallery.set_data(tiles.reshape(5, 2, SIDE, SIDE).swapaxes(1, 2).reshape(5 * SIDE, 2 * SIDE))
        self.frame.set_xy((position % 2, position // 2))
        row, column = np.unravel_index(mean.argmax(), mean.shape)
        self.spot.set_xy((column - 0.5, row - 0.5))
        self.image_words.set_text(
            _("image {n} of {all}").format(n=number(count), all=number(len(self.places[position])))
        )
        self.mean_words.set_text(_("images in the mean: {count}").format(count=number(count)))
        self.spot_words.set_text(_("brightest pixel: {value}").format(value=number(mean.max(), 0)))
        self.summary = _("Class {name}, images in the mean: {count} of {all}. The brightest pixel of the mean (row {row}, column {column}) has the grey value {brightest}; {used} of its 784 pixels are not black.").format(
            name=name, count=number(count), all=number(len(self.places[position])), row=row, column=column,
            brightest=number(mean.max(), 0), used=np.count_nonzero(mean)
        )  # fmt: skip
        self.alt = _("The image added last, the mean image with its brightest pixel marked, and the means of all classes, small. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


def class_balance(digits: LabelledImages | None = None, test: LabelledImages | None = None) -> LiveFigure:
    """How many images of each class there are for training and for the test, and their shares; a class is pointed at.

    digits: the training set, by default MNIST's; test: by default the test set of the same name.
    """
    digits = digits or data.load()
    scene = ClassBalance(digits, test or data.load(digits.name, "test", digits.source))

    def show(position):
        scene.show(round(position))

    def hover(axes, x, y):
        return {"position": y}

    return LiveFigure(scene, {"position": class_slider(scene.classes, 0)}, show, hover=hover)


def mean_image(digits: LabelledImages | None = None) -> LiveFigure:
    """The mean of the first images of a class, of one to all of them, and the image that was added last."""
    scene = MeanImage(digits or data.load())
    stops = scene.counts[0]
    last = len(stops) - 1

    def written(stop):
        return _("all") if stop == last else number(stops[round(stop)])

    controls = {
        "position": class_slider(scene.classes, 0),
        "stop": Slider(_("images"), 0, 0, last, written=written),
    }

    def show(position, stop):
        scene.show(round(position), round(stop))

    def hover(axes, x, y):
        pointed = axes == scene.figure.axes.index(scene.gallery.axes)
        return {"position": 2 * min(int(y), 4) + min(int(x), 1)} if pointed else {}

    return LiveFigure(scene, controls, show, hover=hover, play="stop")
