"""From lines drawn with a pen to an image like MNIST's, for the pad that digits are drawn on (lesson 07).

- `as_mnist`: the image of a drawing;
- `thickened`, `shifted`: an image with wider or thinner lines, or in another place;
- `PEN`: the width of MNIST's lines.
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from helpers.data.single_images import SIDE
from helpers.language import _

PEN = 2.5  # pixels: gives images with as much ink, and as many grey pixels, as the mean of MNIST's have
SIZE = 20  # pixels: the longer side of MNIST's digits
FINE = 8  # a pixel's grey is the share of its FINE × FINE parts that the pen has covered


def as_mnist(strokes: Sequence, width: float = PEN) -> np.ndarray:
    """The image of a drawing, made as MNIST was (LeCun and others, 1998): uint8 of shape (28, 28), white on black.

    strokes: for each line the points (x, y) that the pen passed, on paper that measures 28 by 28, y downwards; points
    that are not finite are left out, those beside the paper move to its edge; width: of the lines, in pixels.

    The drawing is scaled until the longer side of its ink is 20 pixels, its proportions kept, and moved by whole pixels
    until its centre of mass lies in pixel (14, 14), or as near as keeps all of it in the image. A drawing shorter than 1
    is meant as a dot, and stays shorter than 20 pixels. Raises ValueError for other shapes and for a width that is not
    from 0.5 to 10.
    """
    if not 0.5 <= width <= 10:
        text = _("width must be from 0.5 to 10 pixels; given {given}")
        raise ValueError(text.format(given=repr(width)))
    lines = [line for line in map(_points, strokes) if len(line)]
    if not lines:
        return np.zeros((SIDE, SIDE), np.uint8)
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (SIZE - width) / max((high - low).max(), 1)
    middle = SIDE * FINE / 2
    fine = Image.new("L", (SIDE * FINE, SIDE * FINE))
    pen = ImageDraw.Draw(fine)
    for line in lines:
        places = np.rint((line - (low + high) / 2) * scale * FINE + middle)
        pen.line([*places.ravel()], fill=255, width=round(width * FINE) - 1)
        for x, y in places:
            pen.circle((x, y), (width * FINE - 1) / 2, fill=255)
    ink = np.asarray(fine)
    move = [_move(ink.sum(axis=axis, dtype=float)) for axis in (1, 0)]
    ink = np.roll(ink, move, axis=(0, 1)).reshape(SIDE, FINE, SIDE, FINE)
    return np.rint(ink.mean(axis=(1, 3))).astype(np.uint8)


def _points(stroke) -> np.ndarray:
    """A stroke's finite points, on the paper, shape (n, 2)."""
    points = np.asarray(stroke, float)
    if points.size == 0:
        return np.empty((0, 2))
    if points.ndim != 2 or points.shape[1] != 2:
        text = _("a stroke is a list of points (x, y); given an array of shape {shape}")
        raise ValueError(text.format(shape=points.shape))
    return np.clip(points[np.isfinite(points).all(axis=1)], 0, SIDE)


def _move(ink: np.ndarray) -> int:
    """How far to move along one direction, where the ink is so much at each place."""
    places = np.arange(len(ink))
    pixels = round(SIDE // 2 + 0.5 - (ink @ places / ink.sum() + 0.5) / FINE)
    first, last = np.flatnonzero(ink)[[0, -1]] // FINE
    return FINE * int(np.clip(pixels, -first, SIDE - 1 - last))


def thickened(image: np.ndarray, by: float) -> np.ndarray:
    """An image (uint8) whose lines are about `by` pixels wider, from −2 to 2; below 0 they are thinner.

    Each pixel goes a part of the way to the brightest of itself and its four neighbours, or to the darkest.
    """
    extreme = np.max if by > 0 else np.min
    around = [shifted(image, right, down) for right, down in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))]
    share = abs(by) / 2
    return np.rint((1 - share) * image + share * extreme(around, axis=0)).astype(np.uint8)


def shifted(image: np.ndarray, right: int, down: int) -> np.ndarray:
    """An image moved by whole pixels, black where nothing has come; what leaves it is lost."""
    rows, columns = image.shape
    border = max(abs(right), abs(down))
    first_row, first_column = border - down, border - right
    return np.pad(image, border)[first_row : first_row + rows, first_column : first_column + columns]
