"""Single images for lesson 00: `handwriting`, and `resample`, which gives an image another number of pixels."""

from pathlib import Path

import numpy as np
from PIL import Image

from helpers.language import _

SIDE = 28  # pixels


def handwriting() -> dict[str, np.ndarray]:
    """A handwritten A and the digits 0 to 9, by name: uint8 of shape (28, 28), 0 is black, 255 is white."""
    with Image.open(Path(__file__).with_name("handwriting.png")) as strip:
        images = np.asarray(strip).reshape(SIDE, -1, SIDE).swapaxes(0, 1)
    return dict(zip("A0123456789", images, strict=True))


def resample(image: np.ndarray, side: int) -> np.ndarray:
    """A square image (uint8) with `side` × `side` pixels, floats from 0 to 1: each the mean of the area it covers.

    Raises ValueError when side is below 1 or image is not a square of uint8.
    """
    if side < 1 or image.dtype != np.uint8 or image.ndim != 2 or image.shape[0] != image.shape[1]:
        text = _(
            "resample takes a square uint8 image and a side of 1 pixel or more; given {kind} of shape {shape} and "
            "side={side}"
        )
        raise ValueError(text.format(kind=image.dtype, shape=image.shape, side=repr(side)))
    old, new = np.arange(image.shape[0]), np.arange(side)[:, None] * image.shape[0] / side
    width = image.shape[0] / side  # of a new pixel, in old ones
    shares = np.clip(np.minimum(new + width, old + 1) - np.maximum(new, old), 0, None) / width
    return shares @ (image / 255) @ shares.T
