"""The exercises of lesson 04."""

import numpy as np

from helpers.exercises.exercise import FunctionExercise, NumbersExercise
from helpers.language import N_, _, number

PIXELS = (  # images, as in the lesson; in two of them, the brightest is not 255
    [[0, 51], [255, 204]],
    [[10, 204, 40], [85, 7, 66]],
    [[30, 0], [180, 5], [90, 220]],
)
TINY = (0, 90, 255, 30, 0, 180)  # the image [[0, 90, 255], [30, 0, 180]], flattened
PLACES = ((2, 3), (14, 13), (0, 5), (27, 27), (5, 0))
SHUFFLES = (  # none of these orders undoes itself when taken twice
    ([0.5, -1.0, 2.0, 0.25], [2, 0, 3, 1]),
    ([3.0, -0.5, 1.5, -2.0, 0.75], [1, 4, 0, 2, 3]),
    ([1.25, 0.0, -3.0], [1, 2, 0]),
)


def _flattened(flat) -> str | None:
    """What is wrong with the six numbers of the tiny image; None when they come row after row."""
    flat = tuple(round(value, 9) for value in flat)
    if flat == TINY:
        return None
    known = {
        (0, 30, 90, 0, 255, 180): _(
            "This goes down the columns. Go along the rows: all of row 0 first, then all of row 1."
        ),
        (30, 0, 180, 0, 90, 255): _(
            "Each row is right, but row 1 comes before row 0. Begin with row 0, the upper one."
        ),
        (180, 0, 30, 255, 90, 0): _("This is the image from its end. Begin at the upper left, with row 0, column 0."),
        (0, 90, 255, 180, 0, 30): _(
            "Row 1 runs backwards, like a snake on its way back. Every row is read from left to right."
        ),
        (255, 90, 0, 180, 0, 30): _("Both rows run backwards. Every row is read from left to right."),
        (0, 1, 2, 3, 4, 5): _(
            "Those are the indices, the places in the vector. Write the pixels that stand at these places."
        ),
    }
    if flat in known:
        return known[flat]
    index = next(i for i, (given, wanted) in enumerate(zip(flat, TINY, strict=True)) if given != wanted)
    return _(
        "At index {index} you have {given}, but row {row}, column {column} of the image belongs there. "
        "Write row 0 from left to right, then row 1."
    ).format(index=index, given=number(flat[index], 10), row=index // 3, column=index % 3)


EXERCISES = (
    FunctionExercise(
        name="normalise",
        title=N_("Normalise the pixels"),
        praise=N_("0 stays 0, 255 becomes 1, and all shades of grey lie in between, in the same order."),
        hints=(
            N_("The brightest possible pixel, 255, should become 1. By which number must you divide it?"),
            N_("One division works on all the array's numbers at once; no loop is needed."),
            N_("return pixels / … with a single /, and the number that belongs in place of the dots."),
        ),
        reference=lambda pixels: pixels / 255,
        arguments=("pixels",),
        cases=tuple((np.array(pixels, np.uint8),) for pixels in PIXELS),
        tolerance=1e-6,  # float32 will do too
        mistakes=(
            (
                lambda pixels: pixels // 255,
                N_(
                    "The decimals are lost: only 0 and 1 are left. Divide with a single / and without int(), and do not write the results back into pixels: that array holds whole numbers only."
                ),
            ),
            (
                lambda pixels: pixels / 256,
                N_("With 256, white becomes 0.996 and not 1. There are 256 grey values, but the highest is 255."),
            ),
            (
                lambda pixels: pixels / 100,
                N_("These are not percentages: with 100, white becomes 2.55. Which number should become 1?"),
            ),
            (
                lambda pixels: pixels * 255.0,
                N_("The pixels are multiplied by 255. Divide, so that the numbers become smaller."),
            ),
            (
                lambda pixels: pixels * 255,
                N_(
                    "This array can hold only whole numbers from 0 to 255: above that it starts again from 0. Divide by 255 with /, which makes a new array."
                ),
            ),
            (
                lambda pixels: pixels / pixels.max(),
                N_(
                    "The brightest pixel of each image becomes 1, so a dark image turns bright. Always divide by 255, the highest grey value there can be."
                ),
            ),
            (
                lambda pixels: (pixels - pixels.min()) / (pixels.max() - pixels.min()),
                N_(
                    "Each image is stretched from its darkest to its brightest pixel. The scale should be the same for all images: only 0 becomes 0, only 255 becomes 1."
                ),
            ),
            (
                lambda pixels: pixels > 127,
                N_(
                    "Only black and white, 0 and 1, are left. Divide, and do not compare or round: greys should stay grey."
                ),
            ),
            *(
                (
                    lambda pixels, decimals=decimals: np.round(pixels / 255, decimals),
                    N_("The results are rounded. Return them with all their decimals."),
                )
                for decimals in (1, 2, 3)
            ),
            (lambda pixels: pixels, N_("The pixels come back unchanged, from 0 to 255. Divide them.")),
            (
                lambda pixels: 1 - pixels / 255,
                N_("Black and white have changed places, as in a photographic negative. 0 should stay 0."),
            ),
        ),
    ),
    NumbersExercise(
        name="flatten_by_hand",
        title=N_("Flatten by hand"),
        praise=N_("Row 0 takes up indices 0, 1 and 2; row 1 goes on at index 3."),
        hints=(
            N_("Begin with the upper row: its three numbers, from left to right."),
            N_("Row 1 goes on where row 0 ends. Write its three numbers after those of row 0, in the same list."),
        ),
        sizes=(6,),
        problem=_flattened,
    ),
    FunctionExercise(
        name="index_of",
        title=N_("From place to index"),
        praise=N_("28 · row + column: first the whole rows above the pixel, then the pixels to its left."),
        hints=(
            N_("How many whole rows come before row 2? And how many pixels are in them?"),
            N_("Before column 3 of the same row come three more pixels: add the column."),
            N_("In row 2, column 3, that is 28 * 2 + 3. Put the names row and column in place of 2 and 3."),
        ),
        reference=lambda row, column: 28 * row + column,
        arguments=("row", "column"),
        cases=PLACES,
        mistakes=(
            (
                lambda row, column: row + 28 * column,
                N_("Row and column have changed places. Whole rows come before the pixel: multiply the row by 28."),
            ),
            (
                lambda row, column: row + column,
                N_("Each row before the pixel has 28 pixels, not one: multiply the row by 28."),
            ),
            (lambda row, column: row * column, N_("Row times column does not count the pixels that come before.")),
            (
                lambda row, column: 28 * (row + column),
                N_("The column is multiplied too: take the brackets away. Only whole rows have 28 pixels."),
            ),
            (lambda row, column: 28 * row, N_("That is where the row begins. Add the column.")),
            (lambda row, column: 28 * column, N_("The row is missing, and it is the row that is multiplied by 28.")),
            (lambda row, column: 28 + row + column, N_("This is 28 + row + column. Multiply the row by 28.")),
            (
                lambda row, column: 27 * row + column,
                N_("The last column is number 27, but counting begins at 0: a row has 28 pixels."),
            ),
            (
                lambda row, column: 29 * row + column,
                N_("29 is one too many: the columns 0 to 27 are 28 pixels."),
            ),
            (
                lambda row, column: 28 * row + column + 1,
                N_("One too many: the first pixel has the index 0, not 1."),
            ),
            (
                lambda row, column: 28 * row + column - 1,
                N_("One too few: columns are counted from 0, so there is nothing to take away."),
            ),
            (
                lambda row, column: 28 * (row - 1) + column,
                N_("28 too few: rows are counted from 0, so two whole rows come before row 2. Do not take 1 away."),
            ),
            (
                lambda row, column: 28 * (row + 1) + column,
                N_("28 too many: the pixel's own row is not a whole row before it. Do not add 1 to the row."),
            ),
            (
                lambda row, column: 28 * (row - 1) + column - 1,
                N_("Rows and columns are already counted from 0. Do not take 1 away from either."),
            ),
        ),
    ),
    FunctionExercise(
        name="rearranged_weights",
        title=N_("Take the weights along"),
        praise=N_(
            "weights[order]: each weight moves with its pixel. The products are the same as before, and so is their sum."
        ),
        hints=(
            N_("Each weight must stay with its pixel. Where do the pixels go? Look at vector[order]."),
            N_("The pixel that was at order[0] is now at place 0. Its weight was at order[0] too."),
            N_("Do to the weights exactly what vector[order] does to the vector."),
        ),
        reference=lambda weights, order: weights[order],
        arguments=("weights", "order"),
        cases=tuple((np.array(weights), np.array(order)) for weights, order in SHUFFLES),
        mistakes=(
            (
                lambda weights, order: weights,
                N_(
                    "The weights are where they were, but the pixels have moved: each now meets another pixel's weight."
                ),
            ),
            (
                lambda weights, order: weights[np.argsort(order)],
                N_(
                    "This shuffles the weights the other way, the way that undoes the shuffle. They should be shuffled like the pixels."
                ),
            ),
            (
                lambda weights, order: weights[::-1],
                N_("The weights are reversed, from the last to the first. They should follow order."),
            ),
            (
                lambda weights, order: np.sort(weights),
                N_("The weights are sorted by size. They should follow their pixels, whatever their size."),
            ),
            (
                lambda weights, order: weights * order,
                N_("The weights are multiplied by places. There is nothing to work out here: they just move."),
            ),
            (
                lambda weights, order: order,
                N_("That is the order itself. Return the weights, put in this order."),
            ),
            (
                lambda weights, order: weights[order][order],
                N_("The weights are shuffled twice. The pixels were shuffled once."),
            ),
            (
                lambda weights, order: weights[order[::-1]],
                N_("The order is used backwards. Use it as it is."),
            ),
            (
                lambda weights, order: weights[order - 1],
                N_("The places in the array order are already counted from 0. Do not take 1 away."),
            ),
        ),
    ),
)
