"""The exercises of lesson 06."""

import numpy as np

from helpers.exercises.exercise import FunctionExercise, NumbersExercise
from helpers.language import N_, _, number

SLOPE = 6  # of F at w = 5
RUNS = (0.1, 0.01, 0.001)  # to each side of 5: those with which a slip is told apart
OUTPUTS = (([2, 6, 1], [4, 5, 4]), ([0.5, 0.25], [1, 0]), ([7, 0, 2, -3], [5, 1, 2, 4]))  # each with its targets


def F(w):
    return w**2 - 4 * w


def _measured(answer) -> str | None:
    """What is wrong with the slope of F at w = 5; None when it is right to one decimal.

    That is less than 0.05 from 6, so a short run to one side of 5 does too: (F(5.01) − F(5)) / 0.01 is 6.01.
    """
    (value,) = answer

    def is_near(*wanted):
        """Nearer than a thousandth of what is wanted: only rounding, and no other slip, comes so near."""
        return any(abs(value - other) < abs(other) / 1000 for other in wanted)

    slope = number(value, 10)
    if abs(value - SLOPE) < 0.05:
        return None
    if abs(value + SLOPE) < 0.05:
        return _(
            "The size is right, but the sign is wrong. Take after minus before, both for the rise and for the run."
        )
    if is_near(*(F(5 + run) - F(5 - run) for run in RUNS)):
        return _("{slope} is the rise alone. Divide it by the run, the distance from before to after.").format(
            slope=slope
        )
    if is_near(*(2 * run for run in RUNS)):
        return _("{slope} is the run alone. The rise goes above it: F after minus F before.").format(slope=slope)
    if is_near(1 / SLOPE):
        return _("That is the run divided by the rise. The rise goes above, the run below.")
    if is_near(2 * SLOPE):
        return _("12 is twice the slope. The run goes from before to after: from 4.9 to 5.1 it is 0.2, not 0.1.")
    if is_near(
        *(F(5 + run) - F(5 - run) / (2 * run) for run in RUNS),
        *((F(5 + run) - F(5 - run)) / (5 + run) - (5 - run) for run in RUNS),
        *(F(5 + run) - F(5 - run) / (5 + run) - (5 - run) for run in RUNS),
    ):
        return _(
            "That is what comes out without brackets: Python divides before it subtracts. Write ( rise ) / ( run )."
        )
    if is_near(5):
        return _(
            "5 is F(5) itself, and also what you get from 4 to 5. Measure from a little before 5 to a little after."
        )
    if is_near(10):
        return _("10 would be the slope of w² alone. F also has −4 · w, which lowers it.")
    if is_near(4):
        return _("4 is the slope of the first error, E, at w = 5. Measure F, with its own function.")
    if is_near(-2, -4):
        return _("{slope} is the slope at w = 1, as in the example. Measure around w = 5.").format(slope=slope)
    if abs(value - SLOPE) <= 1:
        return _(
            "{slope} comes near. Did you measure to one side of 5 only? Take half of the run before 5 and half after it."
        ).format(slope=slope)
    return _(
        "{slope} is not the slope at w = 5. How much does F rise from a little before 5 to a little after? Divide that by the run."
    ).format(slope=slope)


def _largest_rate(answer) -> str | None:
    """What is wrong with the largest hundredth with which the descent on G converges; None when it is right.

    A step multiplies the distance to the bottom by 1 − 8 · rate: the descent converges between 0 and 0.25.
    """
    value = round(answer[0], 9)
    rate = number(value, 10)
    if value == 0.24:
        return None
    if value == 0:
        return _("With a rate of 0 the steps have no length: w stays where it is.")
    if value < 0:
        return _("With {rate}, a negative rate, w goes uphill: each step ends further from 3.").format(rate=rate)
    if value in (0.99, 1):
        return _("{rate} belongs to the first error, E. G is four times as steep, so the rate must be smaller.").format(
            rate=rate
        )
    if value == 0.25:
        return _("With 0.25, w swings for ever between two places, one on each side of 3, and never comes closer.")
    if value > 0.25:
        return _("With {rate} each step ends further from 3 than the one before: the descent diverges.").format(
            rate=rate
        )
    if value in (0.12, 0.125, 0.13):
        return _(
            "{rate} is about the fastest: after one step w is at 3, or almost. Larger rates converge too, swinging from side to side."
        ).format(rate=rate)
    if value != round(value, 2):
        return _("With {rate} the descent converges, but it is not one of the rates 0.01, 0.02, 0.03, …").format(
            rate=rate
        )
    return _("With {rate} the descent converges, but so it does with a larger rate.").format(rate=rate)


def _descend(w, learning_rate, steps, slope=lambda w: 2 * (w - 3)):
    for _step in range(steps):
        w = w - learning_rate * slope(w)
    return w


EXERCISES = (
    FunctionExercise(
        name="mean_squared_error",
        title=N_("The mean squared error"),
        praise=N_("Subtract, square, take the mean: no error cancels another, and a large one weighs more."),
        hints=(
            N_("outputs - targets gives all the differences at once. ** 2 squares each of them."),
            N_("Brackets first: (outputs - targets) ** 2. Without them, only targets would be squared."),
            N_("return np.mean( … ): it adds the squares and divides by how many there are."),
        ),
        reference=lambda outputs, targets: np.mean((outputs - targets) ** 2),
        arguments=("outputs", "targets"),
        cases=tuple((np.array(outputs), np.array(targets)) for outputs, targets in OUTPUTS),
        mistakes=(
            (
                lambda outputs, targets: np.sum((outputs - targets) ** 2),
                N_("That is the sum of the squares. Divide it by how many there are: np.mean adds and divides."),
            ),
            (
                lambda outputs, targets: np.sum((outputs - targets) ** 2) / 5,
                N_("The sum is always divided by 5. Divide it by how many numbers there are: np.mean counts them."),
            ),
            *(
                (
                    lambda outputs, targets, total=total: total(np.abs(outputs - targets)),
                    N_("The signs are gone, but nothing is squared: square each difference with ** 2."),
                )
                for total in (np.mean, np.sum)
            ),
            *(
                (
                    lambda outputs, targets, total=total, sign=sign: sign * total(outputs - targets),
                    N_("Positive and negative errors cancel. Square each difference first, then take the mean."),
                )
                for total in (np.mean, np.sum)
                for sign in (1, -1)
            ),
            *(
                (
                    lambda outputs, targets, total=total: np.sqrt(total((outputs - targets) ** 2)),
                    N_("A square root is taken at the end. The mean squared error has none."),
                )
                for total in (np.mean, np.sum)
            ),
            *(
                (
                    lambda outputs, targets, total=total: total((outputs - targets) ** 2) / 2,
                    N_("The result is halved. Some books do that, but here it is the plain mean."),
                )
                for total in (np.mean, np.sum)
            ),
            *(
                (
                    mistake,
                    N_(
                        "This is a square taken after adding, when the errors have already cancelled. Square each difference, then take the mean."
                    ),
                )
                for mistake in (
                    lambda outputs, targets: np.mean(outputs - targets) ** 2,
                    lambda outputs, targets: np.sum(outputs - targets) ** 2,
                    lambda outputs, targets: np.sum(outputs - targets) ** 2 / len(outputs),
                )
            ),
            *(
                (
                    lambda outputs, targets, sign=sign: sign * np.mean(outputs**2 - targets**2),
                    N_("Outputs and targets are squared one by one. Subtract first, in brackets, then square."),
                )
                for sign in (1, -1)
            ),
            (
                lambda outputs, targets: np.mean(outputs - targets**2),
                N_("Only targets is squared, because ** goes before minus. Put the difference in brackets."),
            ),
            *(
                (  # on the whole numbers of the first case ^ gives a result, on decimals an error
                    lambda outputs, targets, total=total: total((outputs - targets) ^ 2),
                    N_("In Python ^ does not raise to a power. Squared is written ** 2."),
                )
                for total in (np.mean, np.sum)
            ),
        ),
    ),
    NumbersExercise(
        name="measured_slope",
        title=N_("Measure the slope"),
        praise=N_("From 4.9 to 5.1, F rises by 1.2 on a run of 0.2: the slope is 6. To lower F, w should shrink."),
        hints=(
            N_("In the cell that measures E around w = 1, what has to change? The function and the place."),
            N_("A little before is 4.9, a little after is 5.1. The rise is F(5.1) - F(4.9)."),
            N_("The run is 5.1 - 4.9. Put rise and run in brackets, with / between them. One decimal is enough."),
        ),
        sizes=(1,),
        problem=_measured,
    ),
    FunctionExercise(
        name="descend",
        title=N_("Write the descent"),
        praise=N_("This is gradient descent. The same loop, with 13,002 weights and biases, trains a network."),
        hints=(
            N_("for step in range(steps): begins a loop that runs as often as steps says."),
            N_(
                "Inside the loop goes the line of the example, at the start of part 4, with learning_rate in place of 0.1."
            ),
            N_(
                "After the loop, indented like the for: return w. The start is the w in the brackets after def descend."
            ),
        ),
        reference=_descend,
        arguments=("w", "learning_rate", "steps"),
        cases=((0, 0.1, 4), (5, 0.25, 3), (2.5, 0.75, 2), (8, 1.1, 3), (4.5, 0.3, 0)),
        tolerance=1e-5,  # the slope may be measured, as in part 3
        mistakes=(
            (
                lambda w, learning_rate, steps: _descend(w, -learning_rate, steps),
                N_("w goes uphill. The step goes against the slope: w minus learning_rate · 2 · (w − 3)."),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, learning_rate, 1),
                N_(
                    "Only one step is taken. Repeat it in a loop, and put return after the loop, indented like the for."
                ),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, learning_rate, steps + 1),
                N_("That is one step too many: range(steps) already runs as often as steps says."),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, learning_rate, steps - 1),
                N_("One step is missing. range(steps) runs as often as steps says, range(1, steps) once less."),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, learning_rate * steps, 1),
                N_("The slope is taken at the start only. It changes with w: work it out anew in every step."),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, learning_rate / 2, steps),
                N_("The 2 of the slope is missing: it is 2 · (w − 3)."),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, 1, steps),
                N_("The learning rate is missing: it multiplies the slope."),
            ),
            (
                lambda w, learning_rate, steps: _descend(w, learning_rate, steps, lambda w: 2 * w),
                N_("The − 3 of the slope is missing: it is 2 · (w − 3)."),
            ),
            *(
                (
                    lambda w, learning_rate, steps, slip=slip: _descend(w, 1, steps, lambda w: slip(w, learning_rate)),
                    N_("The brackets of the slope are missing: the 2 multiplies all of (w − 3)."),
                )
                for slip in (lambda w, rate: rate * (2 * w - 3), lambda w, rate: rate * 2 * w + 3)
            ),
            (
                lambda w, learning_rate, steps: w,
                N_("w stays as it was. In the loop, write w = w - …: without w = the result is lost."),
            ),
            *(
                (  # w minus all of itself, and then the step
                    lambda w, learning_rate, steps, sign=sign: _descend(
                        w, 1, steps, lambda w: w - sign * learning_rate * 2 * (w - 3)
                    ),
                    N_("w becomes the step alone. Take the step away from where w was: w = w - …"),
                )
                for sign in (1, -1)
            ),
            *(
                (
                    mistake,
                    N_(
                        "These are results with numbers of the example in place of what is given. Begin at the w given, and use learning_rate and steps."
                    ),
                )
                for mistake in (
                    lambda w, learning_rate, steps: _descend(0, learning_rate, steps),
                    lambda w, learning_rate, steps: _descend(w, 0.1, steps),
                    lambda w, learning_rate, steps: _descend(w, learning_rate, 4),
                    lambda w, learning_rate, steps: _descend(w, 0.1, 4),
                    lambda w, learning_rate, steps: _descend(0, 0.1, 4),
                )
            ),
            (
                lambda w, learning_rate, steps: round(_descend(w, learning_rate, steps), 3),
                N_("The result is rounded. Return w with all its decimals."),
            ),
        ),
    ),
    NumbersExercise(
        name="largest_rate",
        title=N_("The largest rate that converges"),
        praise=N_(
            "Each step multiplies the distance to 3 by 1 − 8 · 0.24 = −0.92: w swings across the bottom, a little closer each time. At 0.25 it would be −1."
        ),
        hints=(
            N_(
                "In the loop at the start of part 4, write 8 in place of 2, and try several rates. Does w come closer to 3 each time?"
            ),
            N_(
                "The step takes 8 · rate · (w − 3) away from w, so the distance w − 3 is multiplied by 1 − 8 · rate. For which rate is that −1?"
            ),
            N_("With a factor of −1 the distance stays the same for ever. Take the hundredth just below that rate."),
        ),
        sizes=(1,),
        problem=_largest_rate,
    ),
)
