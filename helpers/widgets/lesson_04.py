"""The live figures of lesson 04: an image as numbers in a row, and the whole data set: its classes, their means, what is similar."""

import numpy as np

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import (
    ClassBalance,
    Flattening,
    ImageBrowser,
    MeanImage,
    ShuffledPixels,
    SimilarityMap,
    Unflattening,
)
from helpers.figures.images import PIXELS, shuffled_order
from helpers.figures.words import class_name
from helpers.language import _, number
from helpers.widgets.live import Choice, LiveFigure, Slider


def image_browser(digits: LabelledImages | None = None) -> LiveFigure:
    """An image and its numbers: choose one of the first 50 of a class, and move the window over it."""
    digits = digits or data.load()
    scene = ImageBrowser(digits)
    fewest = np.bincount(digits.labels)[np.unique(digits.labels)].min()
    controls = {
        "label": _class_choice(digits),
        "example": Slider(_("example"), 1, 1, min(50, fewest)),
        "top": Choice(_("scale"), [(_("from 0 to 255"), 255), (_("from 0 to 1"), 1)], 255),
        "row": Slider(_("row"), 14, 0, SIDE - 1),
        "column": Slider(_("column"), 13, 0, SIDE - 1),
    }

    def show(label, example, top, row, column):
        scene.show(_nth_of_class(digits, label, round(example)), round(row), round(column), top)

    def hover(axes, x, y):
        row, column = divmod(_index_at(x, y), SIDE)
        return {"row": row, "column": column} if axes == 0 else {}

    return LiveFigure(scene, controls, show, hover=hover)


def flattening(digits: LabelledImages | None = None) -> LiveFigure:
    """The rows of the first image move into a vector; a pixel is found by row and column, or by its index."""
    scene = Flattening(digits or data.load())
    controls = {
        "row": Slider(_("row"), 14, 0, SIDE - 1),
        "column": Slider(_("column"), 13, 0, SIDE - 1),
        "index": Slider(_("index"), 405, 0, PIXELS - 1),
        "rows": Slider(_("rows flattened"), 15, 0, SIDE),
    }

    def show(row, column, index, rows):
        scene.show(round(rows), round(index))

    def link(name, values):
        if name == "index":
            row, column = divmod(values["index"], SIDE)
            return {"row": row, "column": column}
        return {"index": SIDE * values["row"] + values["column"]}

    def hover(axes, x, y):
        if axes == 0:
            return {"index": _index_at(x, y)}
        return {"index": int(x)} if axes == 1 else {}

    return LiveFigure(scene, controls, show, hover=hover, link=link, play="rows")


def unflatten(digits: LabelledImages | None = None, length=20) -> LiveFigure:
    """The vector of an image cut into rows again, of a length from 14 to 56."""
    digits = digits or data.load()
    scene = Unflattening(digits)
    controls = {"length": Slider(_("numbers per row"), length, 14, scene.LONGEST), "label": _class_choice(digits)}

    def show(length, label):
        scene.show(_nth_of_class(digits, label), round(length))

    return LiveFigure(scene, controls, show)


def shuffled_pixels(digits: LabelledImages | None = None) -> LiveFigure:
    """An image and the same with some or all of its pixels in other places, and the journey of one pixel."""
    digits = digits or data.load()
    scene = ShuffledPixels(digits)
    controls = {
        "count": Slider(_("pixels shuffled"), 224, 0, PIXELS, 56),
        "index": Slider(_("index"), 405, 0, PIXELS - 1),
        "label": _class_choice(digits),
    }

    def show(count, index, label):
        scene.show(_nth_of_class(digits, label), round(count), round(index))

    def hover(axes, x, y):
        if axes == 0:
            return {"index": _index_at(x, y)}
        order = shuffled_order(round(controls["count"].value))
        return {"index": order[_index_at(x, y)]} if axes == 1 else {}

    return LiveFigure(scene, controls, show, hover=hover)


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

    return LiveFigure(scene, {"position": _class_slider(scene.classes, 0)}, show, hover=hover)


def mean_image(digits: LabelledImages | None = None) -> LiveFigure:
    """The mean of the first images of a class, of one to all of them, and the image that was added last."""
    scene = MeanImage(digits or data.load())
    stops = scene.counts[0]
    last = len(stops) - 1

    def written(stop):
        return _("all") if stop == last else number(stops[round(stop)])

    controls = {
        "position": _class_slider(scene.classes, 0),
        "stop": Slider(_("images"), 0, 0, last, written=written),
    }

    def show(position, stop):
        scene.show(round(position), round(stop))

    def hover(axes, x, y):
        pointed = axes == scene.figure.axes.index(scene.gallery.axes)
        return {"position": 2 * min(int(y), 4) + min(int(x), 1)} if pointed else {}

    return LiveFigure(scene, controls, show, hover=hover, play="stop")


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


def _class_slider(classes: list[int], position: int) -> Slider:
    """A slider over the classes shown, which reads as the class's label."""
    return Slider(_("class"), position, 0, len(classes) - 1, written=lambda place: number(classes[round(place)]))


def _class_choice(digits: LabelledImages) -> Choice:
    """A list of the classes that occur; it stands at the class of the first image."""
    classes = [(class_name(digits, label), label) for label in np.unique(digits.labels).tolist()]
    return Choice(_("class"), classes, int(digits.labels[0]))


def _nth_of_class(digits: LabelledImages, label: int, n: int = 1) -> int:
    """The index in the data set of a class's n-th image, counted from 1."""
    return int(np.flatnonzero(digits.labels == label)[n - 1])


def _index_at(x: float, y: float) -> int:
    """The index of the pixel at this place in an image's axes; its right and lower edges belong to the last pixels."""
    return SIDE * min(int(y), SIDE - 1) + min(int(x), SIDE - 1)
