"""The classes of a data set: how many images each has, and their mean images."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.marks import SMALL_TEXT, TEXT
from helpers.figures.style import BLUE, GREY, INK, LARGE, ORANGE, WHITE, YELLOW, tint
from helpers.figures.words import class_name, percent
from helpers.language import _, number
from helpers.widgets import LiveFigure, Slider

from .images import class_slider, image_place, shown_classes


class ClassBalance(Scene):
    """The classes' shares of the training set, as bars that stand on an image each, and of the test set, as dots."""

    BOTTOM, WIDTH, THUMB = 86, 690, 60  # of the bars, pixels; of an image

    def __init__(self, train: LabelledImages, test: LabelledImages):
        super().__init__(850, 430)
        self.classes = shown_classes(train)
        self.names = [class_name(train, label) for label in self.classes]
        self.sizes = [len(train), len(test)]
        self.counts = [np.bincount(digits.labels, minlength=256)[self.classes] for digits in (train, test)]
        self.shares = [counts / size for counts, size in zip(self.counts, self.sizes, strict=True)]
        self.equal = 1 / np.unique(train.labels).size
        count, highest = len(self.classes), 100 * max(map(np.max, self.shares))
        place = {"xlim": (-0.5, count - 0.5), "ylim": (0, 1.05 * highest), "xticks": [], "yticks": []}
        axes = self.add_plot(20, self.BOTTOM, self.WIDTH, 240, **place)
        axes.spines["left"].set_visible(False)
        axes.bar(range(count), 100 * self.shares[0], 0.8, color=tint(BLUE, 0.4))
        axes.axhline(100 * self.equal, color=INK, linewidth=1.5, linestyle="--")
        axes.plot(100 * self.shares[1], "o", color=WHITE, markersize=12, markeredgecolor=INK, markeredgewidth=2)
        frame = Rectangle((0, 0), 0.8, 1, facecolor="none", edgecolor=INK, linewidth=3, clip_on=False)
        self.frame = self.moving(axes.add_patch(frame))
        for k, label in enumerate(self.classes):
            left = 20 + (k + 0.5) * self.WIDTH / count - self.THUMB / 2
            first = train.images[train.labels == label][0]
            axes_of = self.figure.add_axes((left / 850, 14 / 430, self.THUMB / 850, self.THUMB / 430))
            axes_of.imshow(first, cmap="gray", vmin=0, vmax=255, aspect="auto")
            axes_of.set_axis_off()
        area = self.add_drawing_area()
        equal = _("equal shares:\n{share}").format(share=percent(self.equal, 2))
        beside = TEXT | {"ha": "left"}
        area.text(71, (self.BOTTOM + 240 / (1.05 * highest) * 100 * self.equal) / 10, equal, **beside)
        area.add_patch(Rectangle((2.4, 35.7), 1.8, 1.8, facecolor=tint(BLUE, 0.4)))
        area.plot([44], [36.6], "o", color=WHITE, markersize=12, markeredgecolor=INK, markeredgewidth=2)
        self.name = self.moving(area.text(2.4, 40.4, "", **beside | {"fontsize": LARGE, "weight": "bold"}))
        self.words = [self.moving(area.text(x, 36.6, "", **beside)) for x in (5.2, 45.6)]

    def show(self, position: int) -> "ClassBalance":
        """Mark the class at this position among those shown."""
        name, shares = self.names[position], [percent(shares[position], 2) for shares in self.shares]
        train, test = (number(counts[position]) for counts in self.counts)
        all_train, all_test = map(number, self.sizes)
        self.frame.set(x=position - 0.4, height=100 * self.shares[0][position])
        self.name.set_text(_("class {name}").format(name=name))
        lines = _("{count} of {all} for training: {share}"), _("{count} of {all} for the test: {share}")
        known = zip(self.words, lines, (train, test), (all_train, all_test), shares, strict=True)
        for words, line, count, everything, share in known:
            words.set_text(line.format(count=count, all=everything, share=share))
        self.summary = _("Class {name}: {train} of the {all_train} training images ({train_share}) and {test} of the {all_test} test images ({test_share}). With equal shares, each class would have {equal}.").format(
            name=name, train=train, all_train=all_train, train_share=shares[0], test=test,
            all_test=all_test, test_share=shares[1], equal=percent(self.equal, 2)
        )  # fmt: skip
        everything = "; ".join(
            _("{name}: {train} and {test}").format(name=name, train=number(train), test=number(test))
            for name, train, test in zip(self.names, *self.counts, strict=True)
        )
        self.alt = _("A bar for each class, its share of the training set, over one of its images; a dot says its share of the test set. How many images, for training and for testing: {counts}. One class is marked. {summary}").format(
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
        return {"position": x} if axes == 0 else {}

    return LiveFigure(scene, {"position": class_slider(scene.classes, 1)}, show, hover=hover)


def mean_image(digits: LabelledImages | None = None) -> LiveFigure:
    """The mean of the first images of a class, of one to all of them, and the image that was added last."""
    scene = MeanImage(digits or data.load())
    stops = scene.counts[0]
    last = len(stops) - 1

    def written(stop):
        return _("all") if stop == last else number(stops[round(stop)])

    controls = {
        "position": class_slider(scene.classes, 0),
        "stop": Slider(_("images"), last, 0, last, written=written),
    }

    def show(position, stop):
        scene.show(round(position), round(stop))

    def hover(axes, x, y):
        pointed = axes == scene.figure.axes.index(scene.gallery.axes)
        return {"position": 2 * min(int(y), 4) + min(int(x), 1)} if pointed else {}

    return LiveFigure(scene, controls, show, hover=hover, play="stop")
