"""What many pictures are made of: how text looks, dots, boxes, neurons, connections, images of numbers.

- `TEXT`, `SMALL_TEXT`, `CAPTION`, `on_white`: how words look, for `Axes.text`;
- `TRAINING`, `VALIDATION`: how their curves look, for `Axes.plot`;
- `dot`, `boxes`, `neuron_circles`, `Connections`, `line_width`, `tints`: marks in a drawing;
- `signed`, `side_by_side`: images of numbers.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgb

from helpers.data import SIDE
from helpers.figures.scene import DOTS_PER_INCH, Scene
from helpers.figures.style import BLUE, GREEN, GREY, INK, NORMAL, ORANGE, SMALL, YELLOW

TEXT = {"ha": "center", "va": "center", "color": INK, "fontsize": NORMAL}
SMALL_TEXT = TEXT | {"fontsize": SMALL}
CAPTION = SMALL_TEXT | {"color": GREY}
POINT = DOTS_PER_INCH / 72 / 10  # in the units of a drawing area

# How training and validation look in every graph.
TRAINING = {"color": BLUE, "marker": "s", "linewidth": 2, "markersize": 5}
VALIDATION = {"color": GREEN, "marker": "o", "linewidth": 2, "markersize": 6, "linestyle": "--"}


def on_white(margin: float) -> dict:
    """For `Axes.text`: on a white ground that reaches so many points beyond the words."""
    return {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": margin}}


def dot(axes, marker="o", colour=YELLOW, size=13):
    """A place to look at, or to drag; it is seen whole at the edge of a graph too."""
    (dot,) = axes.plot([], [], marker, color=colour, markeredgecolor=INK, markeredgewidth=2, markersize=size)
    dot.set_clip_on(False)
    return dot


def boxes(left, right, bottom, top) -> np.ndarray:
    """The corners of n rectangles, shape (n, 4, 2)."""
    left, right, bottom, top = np.broadcast_arrays(left, right, bottom, top)
    return np.stack([[left, right, right, left], [bottom, bottom, top, top]]).T


def line_width(weight: float) -> float:
    """The thickness, in points, of a connection with that weight."""
    return 1 + min(abs(weight), 10) * 0.9


def neuron_circles(axes: Axes, places: Sequence[tuple[float, float]], radius: float) -> PathCollection:
    """Circles at these places, to be filled by `set_facecolor`."""
    x, y = np.transpose(places)
    return axes.scatter(x, y, s=(2 * radius / POINT) ** 2, edgecolor=INK, linewidth=1.5, clip_on=False)


class Connections:
    """Lines by what goes through them: blue for positive numbers, orange and dashed for negative ones."""

    def __init__(self, scene: Scene, axes: Axes):
        both = LineCollection([]), LineCollection([], linestyles="--")
        self.parts = [scene.moving(axes.add_collection(lines, autolim=False)) for lines in both]

    def set(self, ends: np.ndarray, values: np.ndarray, widths: np.ndarray, shares: np.ndarray) -> None:
        """Draw the lines between these ends, shape (n, 2, 2); shares: how full the colour of each is."""
        for lines, colour, chosen in zip(self.parts, (BLUE, ORANGE), (values > 0, values < 0), strict=True):
            lines.set_segments(ends[chosen])
            lines.set_linewidths(widths[chosen])
            lines.set_color(tints(colour, shares[chosen]))


def tints(colour: str, shares: np.ndarray) -> np.ndarray:
    """`tint` of many shares at once, shape (…, 3)."""
    return 1 - shares[..., None] * (1 - np.array(to_rgb(colour)))


def signed(values: np.ndarray, largest: float) -> np.ndarray:
    """An RGB image of numbers: blue above 0, orange below, the paler the nearer to 0; `largest` and beyond is full."""
    share = np.clip(np.abs(values) / largest, 0, 1)[..., None]
    share = np.where(share < 0.06, 0, np.maximum(share, 0.12))  # between these the palette would take a grey
    colour = np.where((values > 0)[..., None], to_rgb(BLUE), to_rgb(ORANGE))
    return np.rint(255 * (share * colour + 1 - share)).astype(np.uint8)


def side_by_side(images, rows: int, columns: int) -> np.ndarray:
    """RGB images of 28 × 28 in a grid with grey lines of one pixel between; places left over stay white."""
    grid = np.full((rows * (SIDE + 1) + 1, columns * (SIDE + 1) + 1, 3), 255, np.uint8)
    grid[:: SIDE + 1] = grid[:, :: SIDE + 1] = np.multiply(to_rgb(GREY), 255)
    for k, image in enumerate(images):
        top, left = (place * (SIDE + 1) + 1 for place in divmod(k, columns))
        grid[top : top + SIDE, left : left + SIDE] = image
    return grid
