"""Tiny digits, drawn on 5 × 3 pixels with seven strokes, as a pocket calculator draws them (lesson 05)."""

from helpers.language import N_

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
