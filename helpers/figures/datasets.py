"""Pictures of a whole data set (lesson 04): how its classes share the images, the mean of a class, and a map of what is similar.

A data set with more than ten classes shows its first ten: there is no room for more.
"""

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers.data import SIDE, LabelledImages
from helpers.figures.marks import SMALL_TEXT
from helpers.figures.scene import Scene
from helpers.figures.style import BLUE, FAINT, GREY, INK, ORANGE, WHITE, YELLOW, tint
from helpers.figures.words import class_name, percent
from helpers.language import _, number


def shown_classes(digits: LabelledImages) -> list[int]:
    """The labels that occur, at most ten."""
    return np.unique(digits.labels)[:10].tolist()


def _grey_image(scene: Scene, left: float, bottom: float, width: float, height: float) -> AxesImage:
    """A place for an image (grey values from 0 to 255), in pixels; a moving part."""
    place = (left / scene.width, bottom / scene.height, width / scene.width, height / scene.height)
    axes = scene.figure.add_axes(place, xticks=[], yticks=[])
    return scene.moving(axes.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=255, aspect="auto"))


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
            for counts, shares, middle, colour, words in (
                (self.counts[0], self.shares[0], row - 0.22, tint(BLUE, 0.4), _("{count} images for training")),
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
        self.image = _grey_image(self, 40, 76, 168, 168)
        self.mean = _grey_image(self, 315, 20, 280, 280)
        self.gallery = _grey_image(self, 690, 20, 112, 280)
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


def principal_map(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places (n × 2) of images (n × 784) along the two directions in which they differ most, and these directions' shares.

    Principal component analysis: the directions are the eigenvectors of the covariance with the largest eigenvalues, and
    an eigenvalue's part of their sum is the share of the variance in that direction. Of the two signs a direction can have,
    it gets the one that makes its number farthest from 0 positive. Source: Pearson, On lines and planes of closest fit to
    systems of points in space (1901); Jolliffe, Principal Component Analysis, 2nd ed. (2002), chapter 1.
    """
    centred = pixels - pixels.mean(axis=0)
    eigenvalues, vectors = np.linalg.eigh(centred.T @ centred)
    directions = vectors[:, :-3:-1]  # eigh gives the largest last
    directions = directions * np.sign(directions[np.abs(directions).argmax(axis=0), [0, 1]])
    return centred @ directions, eigenvalues[:-3:-1] / eigenvalues.sum()


class SimilarityMap(Scene):
    """A point for each of 1,500 images, similar ones near each other; two classes in colour, and one image with its neighbour."""

    COUNT = 1500
    WIDTH, HEIGHT = 570, 400  # of the map, pixels

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 470)
        self.digits, self.labels = digits, digits.labels[: self.COUNT]
        # In double precision every processor gives the same picture and the same numbers.
        places, self.shares = principal_map(digits.pixels(slice(0, self.COUNT)).astype(float))
        self.order = np.argsort(places[:, 0])  # the images' indices from left to right
        self.places = places
        labels = np.unique(self.labels).tolist()
        self.class_names = {label: class_name(digits, label) for label in labels}
        self.middles = {label: places[self.labels == label].mean(axis=0) for label in labels}
        low, high = places.min(axis=0), places.max(axis=0)
        self.dot = 1.1 * max((high - low) / (self.WIDTH, self.HEIGHT))  # what a pixel is worth, the same both ways
        reach = self.dot * np.array([self.WIDTH, self.HEIGHT]) / 2
        (left, bottom), (right, top) = (low + high) / 2 - reach, (low + high) / 2 + reach
        axes = self.add_plot(40, 45, self.WIDTH, self.HEIGHT, xticks=[], yticks=[])
        axes.set(xlim=(left, right), ylim=(bottom, top))
        axes.set_xlabel(_("direction 1: {share} of the variance").format(share=percent(self.shares[0])))
        axes.set_ylabel(_("direction 2: {share} of the variance").format(share=percent(self.shares[1])))
        axes.plot(*places.T, ".", color=tint(GREY, 0.5), markersize=4, markeredgewidth=0)
        self.points, self.centres, self.names = [], [], []
        kinds = (("o", BLUE), ("^", ORANGE))
        for marker, colour in kinds:
            (points,) = axes.plot([], [], marker, color=colour, markersize=5, markeredgewidth=0)
            self.points.append(self.moving(points))
        for marker, colour in kinds:  # after all points, which would cover them
            (centre,) = axes.plot([], [], marker, color=colour, markersize=15, markeredgecolor=WHITE, markeredgewidth=2)
            self.centres.append(self.moving(centre))
            box = {"facecolor": "white", "edgecolor": colour, "boxstyle": "round,pad=0.25"}
            name = axes.text(0, 0, "", **SMALL_TEXT | {"bbox": box, "color": colour, "weight": "bold"})
            self.names.append(self.moving(name))
        one, other = {"color": YELLOW, "markersize": 12}, {"color": WHITE, "markersize": 8}
        edge = {"marker": "o", "markeredgecolor": INK, "markeredgewidth": 2, "linestyle": "none"}
        self.marked = [self.moving(*axes.plot([], [], **edge, **mark)) for mark in (one, other)]
        area = self.add_drawing_area()
        self.images, self.words = [], []
        for y, words, mark in ((46, _("this point"), one), (22.8, _("nearest point"), other)):
            area.plot([65], [y - 1], **edge, **mark)
            area.text(66.8, y - 1, words, **SMALL_TEXT | {"ha": "left"})
            self.words.append(self.moving(area.text(73.2, y - 3.4, "", **SMALL_TEXT)))
            self.images.append(_grey_image(self, 662, 10 * y - 190, 140, 140))

    def nearest_to(self, x: float, y: float) -> int:
        """How many points lie left of the one nearest to (x, y)."""
        return int(np.hypot(*(self.places[self.order] - (x, y)).T).argmin())

    def nearer_to_own(self, first: int, second: int) -> float:
        """The share of two classes' points that lie nearer to the middle of their own class than to the other's."""
        of_two = np.isin(self.labels, (first, second))
        places = self.places[of_two]
        to_first, to_second = (np.hypot(*(places - self.middles[label]).T) for label in (first, second))
        return float(np.mean((to_first < to_second) == (self.labels[of_two] == first)))

    def show(self, rank: int, first: int, second: int) -> "SimilarityMap":
        """Show two classes, and the image whose point has `rank` others to its left."""
        index = int(self.order[rank])
        distances = np.hypot(*(self.places - self.places[index]).T)
        distances[index] = np.inf
        nearest = int(distances.argmin())
        classes = [self.class_names[self.labels[i]] for i in (index, nearest)]
        parts = zip((index, nearest), classes, self.marked, self.images, self.words, strict=True)
        for i, name, point, image, words in parts:
            point.set_data(self.places[i][:, None])
            image.set_data(self.digits.images[i])
            words.set_text(name)
        names = [self.class_names[label] for label in (first, second)]
        self._show_classes(first, second, names)
        self.summary = _(
            "Point {rank} from the left is image {index}, class {name}; nearest to it on the map is image {nearest}, class {other}."
        ).format(rank=number(rank), index=number(index), name=classes[0], nearest=number(nearest), other=classes[1])
        self.alt = _("A map of {count} images as points, in the two directions in which they differ most: these hold {one} and {two} of the variance, together {both}.").format(
            count=number(len(self.places)), one=percent(self.shares[0]), two=percent(self.shares[1]), both=percent(sum(self.shares))
        )  # fmt: skip
        if first == second:
            mixed = _("Both lists name the class {name}: choose two different ones.").format(name=names[0])
        else:
            mixed = _("Of the points of the classes {first} (blue circles) and {second} (orange triangles), {share} lie nearer to the middle of their own class than to that of the other; by chance it would be 50%.").format(
                first=names[0], second=names[1], share=percent(self.nearer_to_own(first, second))
            )  # fmt: skip
        self.summary += " " + mixed
        self.alt += " " + self.summary
        return self

    def _show_classes(self, first: int, second: int, names: list[str]) -> None:
        """Show the points, the middles and the names of two classes, or of one when both are the same."""
        up = 1 if self.middles[first][1] >= self.middles[second][1] else -1
        for k, (label, name, side) in enumerate(zip((first, second), names, (up, -up), strict=True)):
            visible = k == 0 or first != second
            x, y = self.middles[label]
            self.points[k].set(data=self.places[self.labels == label].T, visible=visible)
            self.centres[k].set(data=([x], [y]), visible=visible)
            # The upper middle has its name above it, the lower one below: so the names never meet.
            self.names[k].set(text=name, position=(x, y + 26 * side * self.dot), visible=visible)
