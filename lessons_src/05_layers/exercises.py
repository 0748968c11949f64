"""The exercises of lesson 05."""

import numpy as np

from helpers.exercises.exercise import FunctionExercise, NumbersExercise
from helpers.language import N_, _, number
from helpers.nn import Neuron
from helpers.nn import sigmoid as sigma

from .strokes import DIGIT_STROKES, STROKES

Z, A = 0.3, float(sigma(0.3))  # of the second hidden neuron: 0.5 · 1 − 1 · 0.5 + 1 · 0.2 + 0.1, and its sigmoid
LAYERS = (  # inputs, weights, biases; the first matrix is square, so that even weights from the wrong side fit
    ([1, 0.5], [[0.5, -1], [2, 1]], [0.5, -1.5]),
    ([1, 0.5, 0.2], [[0.3, -0.5, -0.3], [0.5, -1, 1]], [-0.3, 0.1]),
    ([2, -1], [[1, 0.5], [-0.5, 1], [0.25, 2]], [0, 1, -0.5]),
)


def _second_neuron(answer) -> str | None:
    """What is wrong with (z, a) of the second hidden neuron; None when both are right: z exactly, a rounded to two

    decimals or more: 0.57, 0.574, 0.5744 and so forth, but not 0.572 or 0.579, which only lie near.
    """
    z, a = round(answer[0], 9), answer[1]

    def is_a(value):
        return any(abs(value - round(A, decimals)) < 1e-6 for decimals in range(2, 10))

    z_is_right, a_is_right = z == Z, is_a(a)
    if z_is_right and a_is_right:
        return None
    if is_a(z) and round(a, 9) == Z:
        return _("Both numbers are right, but in the wrong order: first z, then a.")
    if is_a(z) and a_is_right:
        return _("a is right, but you gave it twice. z comes first: the sum before the sigmoid.")
    if z_is_right and round(a, 9) == Z:
        return _("z is right. But a is not z: put z through the sigmoid, nn.sigmoid(…).")
    if z_is_right and abs(a - 0.6) < 1e-9:
        return _("z is right. But a is rounded too far, to 0.6: give at least two decimals.")
    if z_is_right and abs(a - sigma(-Z)) < 0.005:
        return _("z is right, but a belongs to −z. For a z above 0, the sigmoid gives more than 0.5.")
    if z_is_right:
        return _("z is right. a = {a} is not: let Python work out nn.sigmoid(…) of your z.").format(a=number(a, 10))
    if z == 0.2:
        return _("That is z without the bias. Add the bias, once, to the sum of the three products.")
    if z == 0.1:
        return _("0.1 is the sum of the products minus the bias. The bias should be added.")
    if z == 1.3:
        return _("1.3 comes out with 1 as the second weight. It is −1: its product, −1 · 0.5, makes the sum smaller.")
    if z == 2.3:
        return _(
            "2.3 is the sum of inputs, weights and bias. Multiply each input by its own weight, then add the products."
        )
    if z == -0.31:
        return _("That is the first neuron's z. Now take the weights and the bias of the second.")
    return _(
        "z = {z} is not right: multiply each input by its own weight, add the three products, then the bias."
    ).format(z=number(z, 10))


def _parameters(count) -> str | None:
    """What is wrong with the numbers of weights and of biases of the network 784–32–10; None when both are right."""
    weights, biases = (round(value, 9) for value in count)
    right_weights, right_biases = 784 * 32 + 32 * 10, 32 + 10
    total = right_weights + right_biases
    if (weights, biases) == (right_weights, right_biases):
        return None
    if weights == right_biases:
        return _("42 is the number of biases. The weights come first, then the biases.")
    if weights == right_weights / 1000:
        return _(
            "Python reads 25.408 as 25 and a fraction. Write large numbers without any mark between the digits: 25408."
        )
    if weights == total:
        return _("{weights} is the total, weights and biases together. Give the two numbers separately.").format(
            weights=number(weights)
        )
    if weights == 784 * 32 * 10:
        return _("That is 784 · 32 · 10. Multiply for each pair of neighbouring layers, then add.")
    if weights == 784 * 32:
        return _(
            "Those are the weights from the input to the hidden layer. Those from there to the output are missing."
        )
    if weights == 32 * 10:
        return _("Those are the weights from the hidden layer to the output. Those from the input are missing.")
    if weights in (784 + 32 + 10, 784 + 32):
        return _("That is a number of neurons. Each neuron is connected to every neuron of the next layer: multiply.")
    if weights == right_weights + 784 * 10:
        return _("The inputs are not connected to the output directly: only neighbouring layers are.")
    if weights != right_weights:
        return _(
            "{weights} is not the number of weights. Between two neighbouring layers there are as many as the size of the one times the size of the other."
        ).format(weights=number(weights, 10))
    if biases == total:
        return _("The weights are right. The second number is the total; give the biases alone.")
    if biases in (784 + 32 + 10, 784 + 32):
        return _("The weights are right. The inputs have no biases: they calculate nothing, they just hold numbers.")
    if biases == 32:
        return _("The weights are right. The ten output neurons have biases too.")
    if biases == 10:
        return _("The weights are right. The hidden neurons have biases too.")
    if biases in (2, 3):
        return _("The weights are right. There is one bias per neuron, not one per layer.")
    if biases == right_weights:
        return _("The weights are right. There is one bias per neuron, not one per connection.")
    return _(
        "The weights are right. {biases} is not the number of biases: each neuron that calculates has one."
    ).format(biases=number(biases, 10))


def _detector(weights, bias) -> str | None:
    """What is wrong with the output neuron that is to fire for the strokes of 4 alone; None when it does."""
    neuron = Neuron(weights, *bias)
    sums = neuron.z(list(DIGIT_STROKES.values())).tolist()
    z = {digit: round(value, 9) for digit, value in zip(DIGIT_STROKES, sums, strict=True)}
    if not any(weights):
        return _(
            "With all weights at 0 the strokes count for nothing: z is the bias, {z}, for every digit. Begin with the strokes of the 4."
        ).format(z=number(z[4], 10))
    if z[4] == 0:
        return _("For 4, z is exactly 0, and the neuron fires only above 0. Make the bias a little larger.")
    if not z[4] > 0:
        return _(
            "The neuron does not fire for 4: its four weights and the bias add up to {z}. Make them larger until z is above 0."
        ).format(z=number(z[4], 10))
    others = [digit for digit in z if digit != 4 and not z[digit] <= 0]  # `not`: too large to add, z may be NaN
    if not others:
        return None
    said = _("The neuron fires for 4 (z = {z}), but also for {others}.").format(
        z=number(z[4], 10), others=", ".join(f"{digit} (z = {number(z[digit], 10)})" for digit in others)
    )
    stroke = next((name for name, weight in zip(STROKES[4:], weights[4:], strict=True) if weight > 0), None)
    if stroke:
        said += " " + _("The 4 does not have the stroke “{stroke}”, so why give it a positive weight?").format(
            stroke=_(stroke)
        )
    elif {8, 9}.issuperset(others):
        said += " " + _("They have all the strokes of the 4 and more: which strokes give them away?")
    elif len(others) == 9:
        said += " " + _(
            "That is every digit. Lower the bias, so that z is above 0 only when enough of the right strokes are there."
        )
    else:
        said += " " + _(
            "Some of them lack a stroke of the 4. Lower the bias, until the neuron no longer fires when one of them is missing."
        )
    return said


EXERCISES = (
    NumbersExercise(
        name="second_hidden_neuron",
        title=N_("The second neuron, by hand"),
        praise=N_("z = 0.5 − 0.5 + 0.2 + 0.1 = 0.3, and a = σ(0.3) ≈ 0.57: this is what the next layer receives."),
        hints=(
            N_("Three products first: 0.5 · 1, then −1 · 0.5, then 1 · 0.2. Add them up."),
            N_("The products add up to 0.2. With the bias 0.1 added, you have z."),
            N_("For a, put this z into the brackets of nn.sigmoid(…). Two decimals are enough."),
        ),
        sizes=(2,),
        problem=_second_neuron,
    ),
    FunctionExercise(
        name="layer",
        title=N_("A whole layer"),
        praise=N_("One line, any number of neurons: each row of the matrix is one neuron's weights."),
        hints=(
            N_("weights @ inputs gives one sum per neuron. The matrix stands on the left."),
            N_("Add the biases, and you have the z of every neuron. The sigmoid comes last, around it all."),
            N_("return nn.sigmoid( … @ … + … ): the three names go in place of the dots."),
        ),
        reference=lambda inputs, weights, biases: sigma(weights @ inputs + biases),
        arguments=("inputs", "weights", "biases"),
        cases=tuple(tuple(np.array(part, float) for part in case) for case in LAYERS),
        mistakes=(
            (
                lambda inputs, weights, biases: weights @ inputs + biases,
                N_("Those are the z of the layer. The sigmoid is still missing: it comes last."),
            ),
            (
                lambda inputs, weights, biases: sigma(weights @ inputs),
                N_("The biases are missing: add them before the sigmoid."),
            ),
            (
                lambda inputs, weights, biases: weights @ inputs,
                N_("Those are only the weighted sums. Add the biases, then take the sigmoid."),
            ),
            (
                lambda inputs, weights, biases: sigma(weights @ inputs) + biases,
                N_("The biases are added after the sigmoid. They belong to z, inside the brackets."),
            ),
            *(
                (
                    mistake,
                    N_(
                        "Weights and inputs have changed places: this multiplies by the columns of the matrix. Each neuron is a row: weights @ inputs."
                    ),
                )
                for mistake in (
                    lambda inputs, weights, biases: sigma(inputs @ weights + biases),
                    lambda inputs, weights, biases: inputs @ weights + biases,
                )
            ),
            *(
                (
                    mistake,
                    N_(
                        "The products are not added up: * only multiplies, number by number. With @, each row's products are added up too."
                    ),
                )
                for mistake in (
                    lambda inputs, weights, biases: sigma(weights * inputs + biases),
                    lambda inputs, weights, biases: weights * inputs + biases,
                )
            ),
            *(
                (
                    mistake,
                    N_(
                        "The sums of all the neurons are added together. Each neuron keeps its own sum, and its own output."
                    ),
                )
                for mistake in (
                    lambda inputs, weights, biases: sigma((weights @ inputs + biases).sum()),
                    lambda inputs, weights, biases: sigma((weights @ inputs).sum() + biases),
                    lambda inputs, weights, biases: sigma(weights @ inputs + biases).sum(),
                )
            ),
            (
                lambda inputs, weights, biases: sigma(weights @ inputs + biases).round(2),
                N_("The results are rounded. Return them with all their decimals."),
            ),
            (
                lambda inputs, weights, biases: sigma(weights @ (inputs + biases)),
                N_("The biases are added to the inputs. First weights @ inputs, then the biases."),
            ),
            (
                lambda inputs, weights, biases: weights @ sigma(inputs) + biases,
                N_("The sigmoid is applied to the inputs. It comes last, around the whole sum."),
            ),
            (
                lambda inputs, weights, biases: sigma(weights @ inputs - biases),
                N_("The biases are subtracted; they should be added."),
            ),
            (
                lambda inputs, weights, biases: sigma(weights @ inputs * biases),
                N_("The biases are multiplied; they should be added."),
            ),
        ),
    ),
    NumbersExercise(
        name="count_parameters",
        title=N_("Count the parameters"),
        praise=N_("784 · 32 + 32 · 10 = 25,408 weights, and 32 + 10 = 42 biases: 25,450 numbers to learn."),
        hints=(
            N_("Each of the 784 inputs is connected to each of the 32 hidden neurons: that is 784 · 32 weights."),
            N_("Add the weights between the 32 hidden neurons and the 10 output neurons."),
            N_("Each neuron that calculates has one bias; the inputs calculate nothing."),
        ),
        sizes=(2,),
        problem=_parameters,
    ),
    NumbersExercise(
        name="four_detector",
        title=N_("The 4 alone"),
        praise=N_(
            "It fires for 4 and for no other digit. Many other weights would do too: a network that learns finds some by itself."
        ),
        hints=(
            N_(
                "The last three strokes, top, lower left and bottom, are not part of a 4. What could their weights say?"
            ),
            N_(
                "A negative weight pulls z down when its stroke is there. The 4 has none of these strokes, so its z stays the same."
            ),
            N_(
                "Which strokes do 8 and 9 share that the 4 does not have? Give one of them a weight of −1 or less; the others may be 0."
            ),
        ),
        sizes=(7, 1),
        problem=_detector,
    ),
)
