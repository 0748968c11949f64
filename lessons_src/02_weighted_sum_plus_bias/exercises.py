"""The exercises of lesson 02."""

import numpy as np

from helpers.exercises.exercise import FunctionExercise, NumberExercise, NumbersExercise
from helpers.language import N_, _, number
from helpers.nn import Neuron, step, weighted_sum


def _black_or_white(black, white) -> str | None:
    """What is wrong with the two output neurons, each (weight, bias); None when they tell black from white."""
    neurons = {"black": Neuron(black[:1], black[1], step), "white": Neuron(white[:1], white[1], step)}
    if not neurons["black"]([0]):
        return _(
            "With the black pixel (x = 0), “black” stays off: its z is {z}. "
            "The product with 0 is 0, so only a positive bias can light it."
        ).format(z=number(neurons["black"].z([0]), 10))
    if neurons["black"]([1]):
        return _(
            "“Black” lights up for the white pixel (x = 1) too: its z is {z}. "
            "Make its weight negative enough for weight + bias to be 0 or below."
        ).format(z=number(neurons["black"].z([1]), 10))
    if neurons["white"]([0]):
        return _(
            "“White” lights up for the black pixel (x = 0): its z is {z}, which is its bias alone. Give it a bias of 0 or below."
        ).format(z=number(neurons["white"].z([0]), 10))
    if not neurons["white"]([1]):
        return _(
            "With the white pixel (x = 1), “white” stays off: its z is {z}. "
            "Weight plus bias must be above 0; exactly 0 is not enough."
        ).format(z=number(neurons["white"].z([1]), 10))
    return None


TWO_INPUTS = [([2, 5], [3, 6]), ([1, 1], [0, 5]), ([0.5, -2], [4, 1.5])]
MORE_INPUTS = [([1, 2, 3], [0.5, -1, 2.25]), ([3, 0, 2, 1, 4], [1, 5, -0.5, 2, 0.25]), ([6], [0.5])]

EXERCISES = (
    NumberExercise(
        name="zero_bias",
        title=N_("Bring the sum to zero"),
        praise=N_("4 · 2 + 3 · (−5) = −7, and −7 + 7 = 0: the bias undoes the weighted sum exactly."),
        hints=(
            N_("Work out the weighted sum first, without the bias: 4 · 2 + 3 · (−5)."),
            N_("The weighted sum is −7. Which number must you add to −7 to arrive at 0?"),
        ),
        target=7.0,
        mistakes=(
            (-7, N_("−7 is the weighted sum itself. Adding −7 to it gives −14: the bias must pull the other way.")),
            (-23, N_("8 + 15 would be 23, but the second product is 3 · (−5) = −15. Add the two products again.")),
            (23, N_("8 + 15 would be 23, but the second product is 3 · (−5) = −15. Add the two products again.")),
            (
                -4,
                N_("4 + 3 + 2 − 5 = 4 is the sum of inputs and weights. Multiply each input by its own weight first."),
            ),
            (4, N_("4 + 3 + 2 − 5 = 4 is the sum of inputs and weights. Multiply each input by its own weight first.")),
            (0, N_("With bias 0, z stays at −7. Which number added to −7 gives 0?")),
        ),
        otherwise=N_(
            "Bias {answer} does not bring this sum to 0. Work out the weighted sum, then find the number that brings it to 0 when added."
        ),
    ),
    FunctionExercise(
        name="weighted_sum_loop",
        title=N_("Add up with a loop"),
        praise=N_(
            "Your function multiplies each input by its own weight and adds up the products, for any number of inputs."
        ),
        hints=(
            N_("Start with total = 0 before the loop."),
            N_("The line “for x, w in zip(inputs, weights):” walks through both lists side by side."),
            N_("Inside the loop: total = total + x * w. After the loop, not inside it: return total."),
        ),
        reference=weighted_sum,
        arguments=("inputs", "weights"),
        cases=(*TWO_INPUTS, *MORE_INPUTS),
        mistakes=(
            (
                lambda inputs, weights: inputs[0] * weights[0],
                N_(
                    "Only the first product comes back. A return inside the loop ends it at once: it belongs below the loop, level with for."
                ),
            ),
            (
                lambda inputs, weights: inputs[-1] * weights[-1],
                N_(
                    "Only the last product comes back. Each one should be added to what is there already: total = total + x * w."
                ),
            ),
            (
                lambda inputs, weights: sum(inputs) + sum(weights),
                N_(
                    "The inputs and weights are added together. Multiply each input by its weight, then add the products."
                ),
            ),
            (
                lambda inputs, weights: sum(inputs) * sum(weights),
                N_(
                    "This is the sum of the inputs times the sum of the weights. Multiply each input by its own weight first, then add."
                ),
            ),
            (
                lambda inputs, weights: inputs[0] * weights[0] + inputs[1] * weights[1],
                N_(
                    "This works for two inputs only; with three, the third is left out. Let the loop run over all of them."
                ),
            ),
            (
                lambda inputs, weights: weighted_sum(inputs, weights[::-1]),
                N_("The weights are taken in the opposite order: the first input goes with the first weight."),
            ),
        ),
    ),
    FunctionExercise(
        name="neuron_z",
        title=N_("Write a neuron in one line"),
        praise=N_(
            "inputs @ weights + bias: the dot product, then the bias once. One line does for any number of inputs."
        ),
        hints=(
            N_("The dot product of two arrays is inputs @ weights: one number."),
            N_("Add the bias to that number, once: … @ … + bias."),
        ),
        reference=weighted_sum,
        arguments=("inputs", "weights", "bias"),
        cases=tuple(
            (np.array(inputs, float), np.array(weights, float), bias)
            for (inputs, weights), bias in zip(
                (*TWO_INPUTS, *MORE_INPUTS), (-2.0, 30.0, 0.25, -1.5, 2.5, 1.0), strict=True
            )
        ),
        mistakes=(
            (lambda inputs, weights, bias: inputs @ weights, N_("The bias is missing: add it to the dot product.")),
            (
                lambda inputs, weights, bias: inputs * weights + bias,
                N_("The products are not added up: * only multiplies, number by number. @ adds the products up too."),
            ),
            (
                lambda inputs, weights, bias: (inputs + bias) @ weights,
                N_(
                    "The bias goes in before the weights and is multiplied too. First the weighted sum, then the bias, once."
                ),
            ),
            (
                lambda inputs, weights, bias: inputs @ (weights + bias),
                N_("The bias is added to the weights. First the weighted sum, then the bias, once."),
            ),
            (
                lambda inputs, weights, bias: (inputs * weights + bias).sum(),
                N_("The bias is added once for every input. A neuron has one bias: add it after the sum."),
            ),
            (lambda inputs, weights, bias: inputs @ weights * bias, N_("The bias is multiplied; it should be added.")),
            (lambda inputs, weights, bias: inputs @ weights - bias, N_("The bias is subtracted; it should be added.")),
            (
                lambda inputs, weights, bias: inputs.sum() + weights.sum() + bias,
                N_("The inputs and weights are added together. Multiply each input by its weight: inputs @ weights."),
            ),
        ),
    ),
    NumbersExercise(
        name="black_or_white",
        title=N_("Tell black from white"),
        praise=N_(
            "Black pixel: only “black” is lit. White pixel: only “white” is lit. "
            "Many other weights and biases work too. When a network learns, it finds some by itself."
        ),
        hints=(
            N_("Begin with the black pixel, x = 0: each z is then the bias alone. Which sign must each bias have?"),
            N_(
                "Now the white pixel, x = 1: each z is weight + bias. “Black” must fall to 0 or below, “white” must rise above 0."
            ),
            N_("Try a bias of 1 for “black” and −1 for “white”, and look for the weights."),
        ),
        sizes=(2, 2),
        problem=_black_or_white,
    ),
)
