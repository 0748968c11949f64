"""Maps of what a neuron says at each point of the plane (lesson 09), as arrays of colours, in a fraction of a millisecond.

- `GRID`: the points that are asked; `CELLS`: how many along each side;
- `coloured`: blue for positive values, orange under stripes for negative ones, a dark line between the two;
- `enlarged`: values between those of the grid; `plotted`: points of two classes, or of numbers, to lie over a map;
- `Tiles`: puts such images into a picture.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from helpers.data.points import REACH, Points
from helpers.figures.style import BLUE, GREY, INK, ORANGE, WHITE, tint

CELLS = 68  # along each side of the square
SHADES = 64  # on each side of 0


def _middles(count: int) -> np.ndarray:
    """The middles of `count` cells from −6 to 6."""
    return REACH * ((2 * np.arange(count) + 1) / count - 1)


def _as_dots(colour) -> np.uint32:
    """A colour as the four bytes of a dot."""
    return np.array([*(round(255 * part) for part in to_rgb(colour)), 255], np.uint8).view(np.uint32)[0]


BORDER = _as_dots(INK)
GRID = np.stack(np.meshgrid(_middles(CELLS), -_middles(CELLS)), axis=-1).reshape(-1, 2)  # row by row, from the top


class Tiles(Artist):
    """Images put into the picture pixel by pixel, which is much faster than Matplotlib's own.

    images: (left, bottom, image), the place in dots of the picture from its lower left corner.
    """

    def __init__(self):
        super().__init__()
        self.images = []

    def draw(self, renderer) -> None:
        context = renderer.new_gc()
        for left, bottom, image in self.images:
            renderer.draw_image(context, left, bottom, image[::-1])  # it takes the rows from the bottom
        context.restore()


def coloured(values: np.ndarray, discretise: bool = False) -> np.ndarray:
    """The colours of values from −1 to 1 (what lies beyond is drawn like the ends), shape (…, rows, columns, 4).

    values: one map or many, shape (…, rows, columns); discretise: whether only the sign counts.
    """
    positive = values > 0
    if discretise:
        shades = np.where(positive, round(1.6 * SHADES), round(0.4 * SHADES))
    else:
        shades = (np.clip(values, -1, 1) * SHADES).astype(np.intp) + SHADES
    shades += _stripes(*values.shape[-2:])
    image = _shades().take(shades)
    border = np.zeros(values.shape, bool)
    border[..., 1:] = positive[..., 1:] != positive[..., :-1]
    border[..., 1:, :] |= positive[..., 1:, :] != positive[..., :-1, :]
    image[border] = BORDER
    return image.view(np.uint8).reshape(*values.shape, 4)


def enlarged(values: np.ndarray, size: int) -> np.ndarray:
    """The values of a square of cells at `size` by `size` places, on straight lines between the cells' middles."""
    for _direction in range(2):
        before, after, share = _neighbours(len(values), size)
        values = (values[before] * (1 - share) + values[after] * share).T
    return values


@cache
def _neighbours(cells: int, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each of `size` places the cells before and after it, and how much the latter counts."""
    place = np.clip((np.arange(size) + 0.5) * cells / size - 0.5, 0, cells - 1)
    before = np.minimum(place.astype(int), cells - 2)
    return before, before + 1, (place - before).astype(np.float32)[:, None]


@cache
def _stripes(height: int, width: int) -> np.ndarray:
    """How far on in the list of shades each place is: 0, or in a stripe to its second half."""
    rows, columns = np.indices((height, width))
    return np.where((rows + columns) % 6 == 0, 2 * SHADES + 1, 0)


@cache
def _shades() -> np.ndarray:
    """The colours from −1 to 1, then the same for a stripe, which is darker where the value is negative."""
    share = np.arange(-SHADES, SHADES + 1) / SHADES
    plain = [tint(BLUE if s > 0 else ORANGE, 0.75 * abs(s)) for s in share]
    striped = [tint(BLUE, 0.75 * s) if s > 0 else tint(ORANGE, 0.2 + 0.8 * abs(s)) for s in share]
    return np.array([_as_dots(colour) for colour in plain + striped])


def plotted(sets: Sequence[tuple[Points, bool]], size: int) -> np.ndarray:
    """Points from −6 to 6 both ways as an image of `size` × `size` dots, nothing between them.

    sets: points, and whether they have a dark edge instead of a white one. The positive are blue discs, the negative
    orange crosses, as large and strong as their targets; those of 0 are small and grey.
    """
    figure = Figure(figsize=(size / 100, size / 100), dpi=100, facecolor="none")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-REACH, REACH), ylim=(-REACH, REACH))
    axes.set_axis_off()
    scale = size / (4 * CELLS)
    for points, dark in sets:
        edge, strength = INK if dark else WHITE, np.minimum(np.abs(points.targets), 1)
        area = (0.25 + 0.75 * strength) * scale**2
        for sign, colour in ((1, BLUE), (-1, ORANGE), (0, GREY)):
            those = np.sign(points.targets) == sign
            places, sizes = points.x[those].T, area[those]
            colours = [tint(colour, 0.3 + 0.7 * s) if sign else colour for s in strength[those]]
            if sign < 0:
                axes.scatter(
                    *places, s=20 * sizes, color=edge, marker="x", linewidths=(2.7 if dark else 3.4) * np.sqrt(sizes)
                )
                axes.scatter(*places, s=16 * sizes, c=colours, marker="x", linewidths=1.6 * np.sqrt(sizes))
            else:
                axes.scatter(*places, s=20 * sizes, c=colours, edgecolors=edge, linewidths=0.9 * sign * np.sqrt(sizes))
    canvas.draw()
    return np.array(canvas.buffer_rgba())
