"""What the pictures of images share: a window of pixels, frames, grids, numbers on grey."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION
from helpers.figures.style import GREEN, GREY, INK, YELLOW
from helpers.figures.words import class_name
from helpers.language import _, number
from helpers.widgets import Choice, Slider

PIXELS = SIDE * SIDE
WINDOW = 9  # so many pixels a side, or in a line, are shown enlarged
LIGHT = 118  # from this grey value on, black letters are read better than white ones


def window_start(place: int, size: int) -> int:
    """Where the window around a place begins that lies inside a line of `size` places."""
    return min(max(place - WINDOW // 2, 0), size - WINDOW)


def grey_image(
    scene: Scene, left: float, bottom: float, width: float, height: float, rows=SIDE, columns=SIDE
) -> AxesImage:
    """Grey values that follow, in axes of their own placed in tens of pixels; pixel (r, c) has its corner at x = c, y = r.

    The pointer finds the first axes under it, so images are made before the drawing area that lies over them.
    """
    place = np.array([left, bottom, width, height]) * 10 / (scene.width, scene.height, scene.width, scene.height)
    axes = scene.figure.add_axes(place)
    axes.set_axis_off()
    settings = {"cmap": "gray", "vmin": 0, "vmax": 255, "aspect": "auto", "extent": (0, columns, rows, 0)}
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    return scene.moving(axes.imshow(np.zeros((rows, columns)), **settings))


class Frame(Rectangle):
    """A frame around pixels in an image's axes, with a dark edge to be seen on white too.

    margin: pixels of the screen between them; with 2.5 the frame covers none of what it surrounds.
    """

    def __init__(self, axes: Axes, colour=YELLOW, margin: float = 2.5):
        edge = [withStroke(linewidth=4, foreground=INK)]
        super().__init__(
            (0, 0), 1, 1, facecolor="none", edgecolor=colour, linewidth=2, path_effects=edge, clip_on=False
        )
        self.on_screen = margin
        axes.add_patch(self)

    def surround(self, x: float, y: float, width: float = 1, height: float = 1) -> None:
        """Stand around so many pixels, the first of them in row y, column x."""
        (x0, x1), (y0, y1) = self.axes.get_xlim(), self.axes.get_ylim()
        room = self.axes.get_window_extent()
        dx, dy = self.margin = self.on_screen * np.array([x1 - x0, y0 - y1]) / (room.width, room.height)
        self.set_bounds(x - dx, y - dy, width + 2 * dx, height + 2 * dy)


def number_rows_and_columns(area: Axes, left: float, bottom: float, side: float, on_the_right=False) -> None:
    """Write some of the numbers of columns over the image with this place and side, and of rows beside it."""
    beside, sign, ha = (left + side, 1, "left") if on_the_right else (left, -1, "right")
    for k in range(0, SIDE, 9):
        middle = (k + 0.5) * side / SIDE
        area.text(left + middle, bottom + side + 1.2, str(k), **CAPTION)
        area.text(beside + 0.7 * sign, bottom + side - middle, str(k), **CAPTION | {"ha": ha})
    area.text(left + side / 2, bottom + side + 3, _("column"), **CAPTION)
    area.text(beside + 4 * sign, bottom + side / 2, _("row"), rotation=90, **CAPTION)


def draw_grid(scene: Scene, axes: Axes, rows: int, columns: int) -> None:
    """Draw lines between the pixels of an image and around them."""
    lines = [[(k, 0), (k, rows)] for k in range(columns + 1)] + [[(0, k), (columns, k)] for k in range(rows + 1)]
    grid = LineCollection(lines, colors=GREY, linewidths=0.7, clip_on=False)
    scene.moving(axes.add_collection(grid, autolim=False))


def zoom_lines(scene: Scene, area: Axes) -> LineCollection:
    """Two lines that follow (`set_segments`), from a place in an image to where it is enlarged."""
    return scene.moving(area.add_collection(LineCollection([], colors=GREY, linewidths=1.2), autolim=False))


def elbow_arrow(scene: Scene, area: Axes, head: str) -> Line2D:
    """An arrow with corners that follows (`set_data`). head: the marker at its end, "v" or "<"."""
    (line,) = area.plot([], [], color=GREEN, linewidth=2, marker=head, markersize=9, markevery=[-1])
    return scene.moving(line)


def middles(start: float, length: float) -> np.ndarray:
    """The middles of the cells of a window that begins at `start` and is so long."""
    return start + length * (np.arange(WINDOW) + 0.5) / WINDOW


def write_on_grey(black: Lettering, white: Lettering, values: Sequence, words: Sequence) -> None:
    """Write each word on a cell with this grey value: black on a light cell, white on a dark one, nothing where it is NaN."""
    black.write(word for word, value in zip(words, values, strict=True) if value >= LIGHT)
    white.write(word for word, value in zip(words, values, strict=True) if value < LIGHT)


def shown_classes(digits: LabelledImages) -> list[int]:
    """The labels that occur, at most ten."""
    return np.unique(digits.labels)[:10].tolist()


def image_place(scene: Scene, left: float, bottom: float, width: float, height: float) -> AxesImage:
    """A place for an image (grey values from 0 to 255), in pixels; a moving part."""
    place = (left / scene.width, bottom / scene.height, width / scene.width, height / scene.height)
    axes = scene.figure.add_axes(place, xticks=[], yticks=[])
    return scene.moving(axes.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=255, aspect="auto"))


def class_slider(classes: list[int], position: int) -> Slider:
    """A slider over the classes shown, which reads as the class's label."""
    return Slider(_("class"), position, 0, len(classes) - 1, written=lambda place: number(classes[round(place)]))


def class_choice(digits: LabelledImages) -> Choice:
    """A list of the classes that occur; it stands at the class of the first image."""
    classes = [(class_name(digits, label), label) for label in np.unique(digits.labels).tolist()]
    return Choice(_("class"), classes, int(digits.labels[0]))


def nth_of_class(digits: LabelledImages, label: int, n: int = 1) -> int:
    """The index in the data set of a class's n-th image, counted from 1."""
    return int(np.flatnonzero(digits.labels == label)[n - 1])


def index_at(x: float, y: float) -> int:
    """The index of the pixel at this place in an image's axes; its right and lower edges belong to the last pixels."""
    return SIDE * min(int(y), SIDE - 1) + min(int(x), SIDE - 1)
