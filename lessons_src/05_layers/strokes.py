"""Tiny digits, drawn on 5 × 3 pixels with seven strokes, as a pocket calculator draws them, and a network that reads them.

- `PIXELS`, `STROKES`, `DIGIT_STROKES`: where the strokes are, and which ones each digit has;
- `TINY_DIGITS`: the ten digits as pixels; `network_by_hand`: 15–7–10, without training.
"""

import numpy as np

from helpers.language import N_
from helpers.nn import Layer, Network, linear, step

# Where each stroke is drawn: the row and column of its pixels. At the corners two or three strokes share one.
PIXELS = {
    N_("upper left"): ((0, 0), (1, 0), (2, 0)),
    N_("middle"): ((2, 0), (2, 1), (2, 2)),
    N_("upper right"): ((0, 2), (1, 2), (2, 2)),
    N_("lower right"): ((2, 2), (3, 2), (4, 2)),
    N_("top"): ((0, 0), (0, 1), (0, 2)),
    N_("lower left"): ((2, 0), (3, 0), (4, 0)),
    N_("bottom"): ((4, 0), (4, 1), (4, 2)),
}
STROKES = tuple(PIXELS)

# Which strokes each digit has (1) and has not (0), in the order of STROKES.
DIGIT_STROKES = {
    0: (1, 0, 1, 1, 1, 1, 1),
    1: (0, 0, 1, 1, 0, 0, 0),
    2: (0, 1, 1, 0, 1, 1, 1),
    3: (0, 1, 1, 1, 1, 0, 1),
    4: (1, 1, 1, 1, 0, 0, 0),
    5: (1, 1, 0, 1, 1, 0, 1),
    6: (1, 1, 0, 1, 1, 1, 1),
    7: (0, 0, 1, 1, 1, 0, 0),
    8: (1, 1, 1, 1, 1, 1, 1),
    9: (1, 1, 1, 1, 1, 0, 1),
}

ROWS, COLUMNS = 5, 3
# For each stroke, 1 at its three pixels and 0 at the others: shape (7, 15).
STROKE_PIXELS = np.array(
    [[(row, column) in pixels for row in range(ROWS) for column in range(COLUMNS)] for pixels in PIXELS.values()], float
)
# The digits 0 to 9, flattened; 1 is dark: shape (10, 15).
TINY_DIGITS = np.minimum(np.array(list(DIGIT_STROKES.values())) @ STROKE_PIXELS, 1)


def network_by_hand() -> Network:
    """15–7–10: seven neurons that each fire when their stroke is there, ten that count what speaks for a digit and against.

    A hidden neuron has weights of 1 at its three pixels and the bias −2.5: z is above 0 only when all three are dark.
    An output has 1 for a stroke of its digit, −1 for another, and 0.5 less the number of its strokes as its bias: z is
    0.5 when all strokes are as they should be, and 1 less for each that is not.
    """
    strokes = np.array(list(DIGIT_STROKES.values()), float)
    hidden = Layer(STROKE_PIXELS, np.full(len(STROKES), -2.5), step)
    return Network.of([hidden, Layer(2 * strokes - 1, 0.5 - strokes.sum(axis=1), linear)])
