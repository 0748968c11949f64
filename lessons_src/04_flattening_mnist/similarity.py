"""Images as points of a map, by their two principal components."""

import numpy as np

from helpers import data
from helpers.data import LabelledImages
from helpers.figures import Scene
from helpers.figures.marks import SMALL_TEXT
from helpers.figures.style import BLUE, GREY, INK, ORANGE, WHITE, YELLOW, tint
from helpers.figures.words import class_name, percent
from helpers.language import _, number
from helpers.widgets import Choice, LiveFigure, Slider

from .images import image_place


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
    """A point for each of 1,500 images, those with nearly the same pixels near each other; two classes in colour, and one image with its neighbour."""

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
            self.images.append(image_place(self, 662, 10 * y - 190, 140, 140))

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


def similarity_map(digits: LabelledImages | None = None) -> LiveFigure:
    """A map of 1,500 images on which similar ones lie near each other: choose two classes, and point at an image."""
    scene = SimilarityMap(digits or data.load())
    classes = [(name, label) for label, name in scene.class_names.items()]
    controls = {
        "rank": Slider(_("point"), len(scene.order) // 2, 0, len(scene.order) - 1),
        "first": Choice(_("blue circles"), classes, classes[0][1]),
        "second": Choice(_("orange triangles"), classes, classes[1][1]),
    }

    def show(rank, first, second):
        scene.show(round(rank), first, second)

    def hover(axes, x, y):
        return {"rank": scene.nearest_to(x, y)} if axes == 0 else {}

    return LiveFigure(scene, controls, show, hover=hover)
