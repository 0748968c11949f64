"""The exercises of lesson 08."""

import math

import numpy as np

from helpers.exercises.exercise import FunctionExercise, NumberExercise, NumbersExercise
from helpers.language import N_, _, number

LOSSES = (  # of the first the notebook speaks; the last are so high that no number to begin a search with lies above them
    [2.1, 0.9, 0.7, 0.8, 1.0],
    [1.5, 1.2, 1.3, 1.1, 0.9, 1.4],
    [0.6, 0.8, 0.7, 0.9],
    [2.3, 1.9, 1.4],
    [0.4, 0.6, 0.5],
    [4.1e9, 5.2e9, 3.9e9, 4.4e9],
)


def _first_rise(validation_losses):
    """The number of epochs before the loss first rises."""
    rises = np.diff(validation_losses) > 0
    return int(rises.argmax()) + 1 if rises.any() else len(validation_losses)


def _penalties(answer) -> str | None:
    """What is wrong with the penalties, L2 and L1, of the weights 3, −1 and 2 at a rate of 0.1; None when all is well."""
    l2, l1 = answer

    def is_near(value, *wanted):
        return any(math.isclose(value, other, rel_tol=1e-9) for other in wanted)

    if is_near(l2, 0.6) and is_near(l1, 0.7):
        return _("The two have changed places: L2 comes first.")
    if not is_near(l2, 0.7):
        if is_near(l2, 1.4):
            return _("1.4 is twice the L2 penalty: the ½ is missing.")
        if is_near(l2, 7, 14):
            return _("The number l2 is missing from the L2 penalty: multiply by l2, which is 0.1.")
        if is_near(l2, 0.6, 1.2):
            return _("The square of −1 is 1. In Python, -1**2 is −1: write (-1)**2.")
        if is_near(l2, 0.8, 1.6):
            return _("That comes from adding first and squaring afterwards. Square each weight, then add the squares.")
        if is_near(l2, 0.3):
            return _("Nothing is squared in the L2 penalty. Square each weight, then add the squares.")
        if is_near(l2, 0.9, 1.8):
            return _("The bias costs nothing: leave it out of the L2 penalty.")
        return _("{value} is not the L2 penalty. Add the squares of the three weights and multiply by ½ · 0.1.").format(
            value=number(l2, 10)
        )
    if is_near(l1, 0.6):
        return None
    if is_near(l1, 0.4):
        return _("The L2 penalty is right. For L1, drop the sign of each weight before you add: −1 counts as 1.")
    if is_near(l1, 6):
        return _("The L2 penalty is right. The number l1 is missing from the L1 penalty: multiply by l1, which is 0.1.")
    if is_near(l1, 0.3):
        return _("The L2 penalty is right. The L1 penalty has no ½.")
    if is_near(l1, 1.4):
        return _("The L2 penalty is right. For L1, nothing is squared: add the weights without their signs.")
    if is_near(l1, 0.8):
        return _("The L2 penalty is right. The bias costs nothing in the L1 penalty either.")
    return _("The L2 penalty is right. {value} is not the L1 penalty: l1 times the sum of the weights without signs.").format(
        value=number(l1, 10)
    )  # fmt: skip


EXERCISES = (
    NumberExercise(
        name="choose_degree",
        title=N_("Choose the degree"),
        praise=N_("The validation error is lowest at degree 5. Degree 12 is nearer to the training points, and worse."),
        hints=(
            N_("Use the loop of the cell above with others in place of points, and print the errors of each degree."),
            N_("The last column is the validation error: look for the smallest number there."),
            N_("The smallest number in the last column is 0.01. At which degree does it stand?"),
        ),
        target=5,
        mistakes=(
            (12, N_("Degree 12 has the lowest error in training. Choose by the validation error, the last column.")),
            (3, N_("Degree 3 was best for the first points. For these, the validation error is lower at another.")),
            (4, N_("Degree 4 still underfits a little: one more lowers both errors.")),
            *((degree, N_("It comes near, but one of the lower degrees has a lower validation error.")) for degree in (6, 7)),
            (0.01, N_("0.01 is the error itself. Give the degree at which it occurs, the first column.")),
        ),
        otherwise=N_("{answer} is not the degree with the lowest validation error."),
    ),
    NumberExercise(
        name="which_overfits",
        title=N_("Which one overfits?"),
        praise=N_("In training the loss of network 3 goes on falling, while in validation it has begun to rise."),
        hints=(
            N_("Compare the two curves of each network. Where do they part?"),
            N_("A network that overfits has a low training loss: it knows its training images well."),
            N_("Look for the dashed curve that falls, turns, and rises, while the other one goes on falling."),
        ),
        target=3,
        mistakes=(
            (
                1,
                N_(
                    "In network 1 both losses stay high, side by side: it underfits. It has not even learned the training images."
                ),
            ),
            (
                2,
                N_(
                    "In network 2 both losses jump about, but at the same height. The learning rate is probably too large; there is no overfitting to be seen."
                ),
            ),
            (4, N_("In network 4 both losses fall and stay low, close together: this is how it should be.")),
        ),
        otherwise=N_("{answer} is none of the four networks. Give a number from 1 to 4."),
    ),
    FunctionExercise(
        name="best_epoch",
        title=N_("The epoch to stop at"),
        praise=N_("After this epoch the training should have stopped. In part 4, nn.train will look for it by itself."),
        hints=(
            N_("min(validation_losses) is the lowest loss. What is wanted is its place."),
            N_("validation_losses.index(…) gives the place of a value; np.argmin(…) gives that of the lowest at once."),
            N_("Places are counted from 0, epochs from 1: add 1 to the place."),
        ),
        reference=lambda validation_losses: np.argmin(validation_losses) + 1,
        arguments=("validation_losses",),
        cases=tuple((losses,) for losses in LOSSES),
        mistakes=(
            (
                lambda losses: np.argmin(losses),
                N_("That is the place of the lowest loss, counted from 0. The first epoch is epoch 1: add 1."),
            ),
            (min, N_("That is the lowest loss itself. Return the number of the epoch in which it occurs.")),
            (len, N_("That is the last epoch. The one with the lowest validation loss may come earlier.")),
            *(
                (
                    lambda losses, more=more: np.argmax(losses) + more,
                    N_("That is where the loss is highest. Look for the lowest: min or np.argmin."),
                )
                for more in (0, 1)
            ),
            (
                _first_rise,
                N_(
                    "That is the epoch before the first rise. The loss may rise for an epoch and then fall lower still: look at the whole list."
                ),
            ),
            (
                lambda losses: np.argmin(losses) + 2,
                N_("That is one epoch too late. If you count from 1, add nothing more."),
            ),
        ),
    ),
    NumbersExercise(
        name="penalties",
        title=N_("L2 and L1 by hand"),
        praise=N_("L2: ½ · 0.1 · (9 + 1 + 4) = 0.7. L1: 0.1 · (3 + 1 + 2) = 0.6. In L2 the weight 3 costs more than the other two together."),
        hints=(
            N_("For L2, square the three weights and add: 9 + 1 + 4."),
            N_("Multiply this sum by l2 = 0.1, and take half."),
            N_("For L1, add the weights without their signs, 3 + 1 + 2, and multiply by l1 = 0.1."),
        ),
        sizes=(2,),
        problem=_penalties,
    ),
)  # fmt: skip
