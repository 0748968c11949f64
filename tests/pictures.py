"""Looking at pictures, and pointing at them, for the tests of figures."""

import io

import numpy as np
from PIL import Image


def pixels(png: bytes) -> np.ndarray:
    """The colours of a picture, shape (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def point_at(figure, axes, x: float, y: float) -> None:
    """What the browser sends when the pointer moves over these axes of the figure."""
    index = figure.scene.figure.axes.index(axes)
    figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": index, "x": x, "y": y}


def first_axes_at(scene, axes) -> bool:
    """Whether the browser, which takes the first axes under the pointer, finds these in their own middle."""
    boxes = scene.axes_boxes()
    left, top, width, height, *_span = boxes[scene.figure.axes.index(axes)]
    x, y = left + width / 2, top + height / 2
    found = next(i for i, (a, b, w, h, *_) in enumerate(boxes) if a <= x <= a + w and b <= y <= b + h)
    return found == scene.figure.axes.index(axes)
