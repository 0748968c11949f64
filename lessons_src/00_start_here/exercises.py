"""The exercises of lesson 00."""

from helpers.exercises.exercise import NumberExercise
from helpers.language import N_

EXERCISES = (
    NumberExercise(
        name="years",
        title=N_("Let Python do the calculation"),
        praise=N_("2012 − 1958 = 54: more than half a century lies between the perceptron and AlexNet."),
        hints=(
            N_("Take the figure to 2025 and read both years: the perceptron, and AlexNet."),
            N_("Python subtracts too: write the later year, a minus sign and the earlier year."),
        ),
        target=54,
        mistakes=(
            (-54, N_("The size is right but the sign is wrong: take the earlier year away from the later one.")),
            (62, N_("That is the time since 1950, the imitation game. Look for the perceptron in the list.")),
            (56, N_("That is the time since 1956, the meeting at Dartmouth. Look for the perceptron in the list.")),
            (53, N_("That is the time since 1959, the name “machine learning”. The perceptron is one line above it.")),
            (26, N_("That is the time since 1986, backpropagation. The perceptron came long before it.")),
            (40, N_("That is the time from the perceptron to LeNet, 1998. AlexNet is the last line of the list.")),
        ),
        otherwise=N_(
            "{answer} is not the number of years between the two. Read both years in the figure and subtract the earlier from the later."
        ),
    ),
    NumberExercise(
        name="grey_photo",
        title=N_("Count the numbers in a photo"),
        praise=N_("640 · 480 = 307,200 numbers, one for each pixel."),
        hints=(
            N_("Every row of the photo has 640 pixels, and there are 480 rows."),
            N_("Python writes “times” as *: put one between the two numbers."),
        ),
        target=307_200,
        mistakes=(
            (1120, N_("1,120 is width plus height. There are 480 rows of 640 pixels each: multiply.")),
            (2240, N_("That is the distance round the edge. The photo is filled: 480 rows of 640 pixels each.")),
            (
                307.2,
                N_(
                    "To Python this is 307 and two tenths: it writes large numbers without any mark between the digits."
                ),
            ),
            (640**2, N_("640 · 640 would be a square photo. This one has only 480 rows.")),
            (480**2, N_("480 · 480 would be a square photo. Every row of this one has 640 pixels.")),
            (921_600, N_("Three numbers per pixel are for colour photos. In a grey photo each pixel is one number.")),
            (784, N_("784 is the count for 28 · 28 pixels. This photo has 480 rows of 640 pixels.")),
        ),
        otherwise=N_("{answer} is not how many there are. Every row has 640 pixels, and there are 480 rows."),
    ),
    NumberExercise(
        name="steps",
        title=N_("Share out the work"),
        praise=N_("784 / 16 = 49 steps instead of 784, because each step does 16 multiplications at once."),
        hints=(
            N_("In one step, the 16 workers get 16 multiplications done. How many steps until all 784 are done?"),
            N_("Python writes “divided by” as /."),
        ),
        target=49,
        mistakes=(
            (784 * 16, N_("That is 784 · 16: with more workers it would take longer. Divide instead.")),
            (784 - 16, N_("784 − 16 multiplications are left after the first step. How many steps in all?")),
            (784, N_("784 steps are what one worker alone needs. Sixteen of them share the work.")),
            (784 + 16, N_("800 is 784 + 16. The work is shared out among the workers: divide.")),
            (48, N_("48 steps get only 48 · 16 = 768 multiplications done: 16 are left over.")),
            (50, N_("After 49 steps, 49 · 16 = 784 multiplications are done: nothing is left for another step.")),
            (16 / 784, N_("The other way round: the number of multiplications goes first, then /, then the workers.")),
        ),
        otherwise=N_("{answer} is not the number of steps. Each step gets 16 of the 784 multiplications done."),
    ),
)
