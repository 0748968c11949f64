"""What may be answered in lesson 04."""

import numpy as np

from tests.answers import Answers

NAMES = {"np": np}
PIXELS_CALL = "pixels = [[0, 51], [255, 204]]"
PLACE_CALL = "row = 2, column = 3"
SHUFFLE_CALL = "weights = [0.5, -1.0, 2.0, 0.25], order = [2, 0, 3, 1]"


def in_place(pixels):
    pixels /= 255
    return pixels


def written_back(pixels):
    pixels[:] = pixels / 255
    return pixels


def a_copy_of_its_own(pixels):
    pixels = pixels.astype(float)
    pixels /= 255
    return pixels


def by_index(pixels):
    rows, columns = pixels.shape
    new = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            new[row, column] = pixels[row, column] / 255
    return new


def undoing(weights, order):
    new = weights.copy()
    new[order] = weights
    return new


ANSWERS = {
    "normalise": Answers(
        variables=["normalise"],
        right=(lambda pixels: pixels / 255,),
        also_right=[
            (lambda pixels: pixels * (1 / 255),),
            (lambda pixels: pixels.astype(np.float32) / 255,),
            (lambda pixels: np.array(pixels, float) / 255.0,),
            (lambda pixels: [pixel / 255 for pixel in pixels],),
            (lambda pixels: [[pixel / 255 for pixel in row] for row in pixels],),
            (by_index,),
            (lambda pixels: (pixels / 255).tolist(),),
            (a_copy_of_its_own,),
        ],
        wrong_code="def normalise(pixels):\n    return pixels / 256",
        first_call=PIXELS_CALL,
        mistakes={
            "256": (lambda pixels: pixels / 256, "There are 256 grey values, but the highest is 255"),
            "100": (lambda pixels: pixels / 100, "These are not percentages"),
            "the brightest": (lambda pixels: pixels / pixels.max(), "so a dark image turns bright"),
            "// 255": (lambda pixels: pixels // 255, "decimals"),
            "written back": (written_back, "decimals"),
            "in place": (in_place, "Make a new array: a / b, not a /= b."),
            "times": (lambda pixels: pixels * 255.0, "The pixels are multiplied by 255. Divide"),
            "times, whole numbers": (
                lambda pixels: pixels * 255,
                "above that it starts again from 0",
            ),
            "stretched": (
                lambda pixels: (pixels - pixels.min()) / (pixels.max() - pixels.min()),
                "stretched from its darkest to its brightest pixel",
            ),
            "black and white": (lambda pixels: pixels > 127, "Only black and white, 0 and 1, are left"),
            "black and white, numbers": (
                lambda pixels: np.where(pixels > 100, 1, 0),
                "Only black and white, 0 and 1, are left",
            ),
            "rounded to whole numbers": (
                lambda pixels: np.round(pixels / 255),
                "Only black and white, 0 and 1, are left",
            ),
            "rounded to one decimal": (lambda pixels: np.round(pixels / 255, 1), "The results are rounded"),
            "rounded to two decimals": (lambda pixels: (pixels / 255).round(2), "The results are rounded"),
            "rounded to three decimals": (lambda pixels: np.round(pixels / 255, 3), "The results are rounded"),
            "unchanged": (lambda pixels: pixels, "The pixels come back unchanged"),
            "negative": (lambda pixels: (255 - pixels) / 255, "as in a photographic negative"),
            "other way round": (lambda pixels: 255 / pixels, f"For {PIXELS_CALL} Python warns: divide by zero"),
            "flattened too": (
                lambda pixels: (pixels / 255).flatten(),
                f"For {PIXELS_CALL} the function returns an array of shape (4,), but the shape should be (2, 2).",
            ),
            "uneven rows": (lambda pixels: [[0], [0.2, 1]], "its parts do not all have the same shape"),
            "another": (
                lambda pixels: pixels / 255 + 0.25,
                (
                    f"For {PIXELS_CALL} the function returns [[0.25; 0.45]; [1.25; 1.05]], but it should return "
                    "[[0; 0.2]; [1; 0.8]].",
                    "[[0,25; 0,45]; [1,25; 1,05]]",
                ),
            ),
        },
    ),
    "flatten_by_hand": Answers(
        variables=["flat"],
        right=((0, 90, 255, 30, 0, 180),),
        also_right=[(np.array([[0, 90, 255], [30, 0, 180]]).flatten(),)],
        wrong_code="flat = [0, 30, 90, 0, 255, 180]",
        mistakes={
            "by columns": ((0, 30, 90, 0, 255, 180), "This goes down the columns"),
            "rows swapped": ((30, 0, 180, 0, 90, 255), "row 1 comes before row 0"),
            "from the end": ((180, 0, 30, 255, 90, 0), "This is the image from its end"),
            "snake": ((0, 90, 255, 180, 0, 30), "like a snake"),
            "right to left": ((255, 90, 0, 180, 0, 30), "Both rows run backwards"),
            "indices": ((0, 1, 2, 3, 4, 5), "Those are the indices"),
            "another": (
                (0, 90, 255, 30, 0, 1234.5),
                ("At index 5 you have 1,234.5, but row 1, column 2 of the image belongs there.", " 1.234,5"),
            ),
            "another in row 0": ((0, 255, 90, 30, 0, 180), "At index 1 you have 255, but row 0, column 1"),
            "nearly": ((0, 90, 255, 30, 0.00000001, 180), ("At index 4 you have 0.00000001, but", "0,00000001")),
            "two rows": ([[0, 90, 255], [30, 0, 180]], "There are brackets inside the brackets."),
            "the image": (np.array([[0, 90, 255], [30, 0, 180]]), "array of shape (2, 3). Give 6 numbers"),
            "one column": (
                np.array([[0, 90, 255], [30, 0, 180]]).reshape(6, 1),
                "array of shape (6, 1). Give 6 numbers",
            ),
            "one column of lists": ([[0], [90], [255], [30], [0], [180]], "There are brackets inside the brackets."),
            "one row in brackets": (np.array([[0, 90, 255, 30, 0, 180]]), "array of shape (1, 6). Give 6 numbers"),
            "one number": (255, "Give 6 numbers in brackets, with a comma between them."),
            "one row": ([0, 90, 255], "there are 3 now"),
        },
    ),
    "index_of": Answers(
        variables=["index_of"],
        right=(lambda row, column: 28 * row + column,),
        also_right=[(lambda row, column: np.arange(784).reshape(28, 28)[row, column],)],
        wrong_code="def index_of(row, column):\n    return row + column",
        first_call=PLACE_CALL,
        mistakes={
            "swapped": (lambda row, column: 28 * column + row, "Row and column have changed places"),
            "added": (lambda row, column: row + column, "has 28 pixels, not one"),
            "multiplied": (lambda row, column: row * column, "Row times column does not count"),
            "brackets": (lambda row, column: 28 * (row + column), "The column is multiplied too"),
            "row only": (lambda row, column: 28 * row, "That is where the row begins"),
            "column only": (lambda row, column: 28 * column, "The row is missing"),
            "28 added": (lambda row, column: 28 + row + column, "This is 28 + row + column"),
            "27": (lambda row, column: 27 * row + column, "counting begins at 0: a row has 28 pixels"),
            "29": (lambda row, column: 29 * row + column, "29 is one too many"),
            "index from 1": (lambda row, column: 28 * row + column + 1, "the first pixel has the index 0, not 1"),
            "column from 1": (lambda row, column: 28 * row + column - 1, "columns are counted from 0"),
            "row from 1": (lambda row, column: 28 * (row - 1) + column, "28 too few: rows are counted from 0"),
            "the row itself": (lambda row, column: 28 * (row + 1) + column, "28 too many"),
            "both from 1": (lambda row, column: 28 * (row - 1) + column - 1, "Do not take 1 away from either"),
            "another": (
                lambda row, column: 28 * row + column + 0.25,
                (f"For {PLACE_CALL} the function returns 59.25, but it should return 59.", "59,25"),
            ),
        },
    ),
    "rearranged_weights": Answers(
        variables=["rearrange"],
        right=(lambda weights, order: weights[order],),
        also_right=[
            (lambda weights, order: [weights[place] for place in order],),
            (lambda weights, order: np.take(weights, order),),
        ],
        wrong_code="def rearrange(weights, order):\n    return weights",
        first_call=SHUFFLE_CALL,
        mistakes={
            "unchanged": (lambda weights, order: weights, "The weights are where they were"),
            "opposite": (lambda weights, order: weights[np.argsort(order)], "the way that undoes the shuffle"),
            "turned round": (lambda weights, order: weights[::-1], "The weights are reversed"),
            "put at the places": (undoing, "the way that undoes the shuffle"),
            "sorted": (lambda weights, order: sorted(weights), "sorted by size"),
            "times": (lambda weights, order: weights * order, "multiplied by places"),
            "the order": (lambda weights, order: order, "That is the order itself"),
            "twice": (lambda weights, order: weights[order][order], "The weights are shuffled twice"),
            "order backwards": (lambda weights, order: weights[order[::-1]], "The order is used backwards"),
            "counted from 1": (
                lambda weights, order: weights[order - 1],
                "are already counted from 0. Do not take 1 away",
            ),
            "names swapped": (lambda weights, order: order[weights], "must be whole numbers"),
            "another": (
                lambda weights, order: weights[order] + 0.25,
                (
                    f"For {SHUFFLE_CALL} the function returns [2.25; 0.75; 0.5; −0.75], but",
                    "[2,25; 0,75; 0,5; −0,75]",
                ),
            ),
        },
    ),
}
