"""The exercises of lesson 03."""

import numpy as np

from helpers.exercises.exercise import FunctionExercise, NumberExercise, NumbersExercise
from helpers.language import N_, _, number
from helpers.nn import sigmoid as sigma
from helpers.nn import weighted_sum

CLOSE, LARGEST = 0.1, 1000  # of the hill: how far the sum of its two neurons may be from it, and of their numbers
NEURONS = [([2, 5], [3, -1], -2.0), ([1, 0], [-0.5, 4], 0.25), ([0.5, -2, 1], [1, 0.5, 2], -1.5)]


def _one_for_two(neuron) -> str | None:
    """What is wrong with the (weight, bias) that is to replace 3 · (2 · x + 1) − 4; None when it is right."""
    weight, bias = (round(value, 9) for value in neuron)
    if (weight, bias) == (6, -1):
        return None
    if (weight, bias) == (-1, 6):
        return _("Both numbers are right, but in the wrong order: the weight goes first, then the bias.")
    if weight == 5:
        return _("The weights are not added: x is multiplied by 2, and the result by 3. How many times x is that?")
    if weight != 6:
        return _(
            "The weight {weight} is not right: x is multiplied by 2, and the result by 3. How many times x is that?"
        ).format(weight=number(weight, 10))
    if bias == -3:
        return _("The weight is right. The bias is not 1 − 4: the 1 of the first neuron is multiplied by 3 too.")
    return _("The weight is right, the bias {bias} is not. With x = 0, what do the two neurons give?").format(
        bias=number(bias, 10)
    )


def _hill(rise, fall) -> str | None:
    """What is wrong with two hidden neurons, each (w, b, v), that are to add up to a hill from 0 to 4; None when they do."""

    def total(x):
        return sum(v * sigma(w * x + b) for w, b, v in (rise, fall))

    largest = max(*rise, *fall, key=abs)
    if abs(largest) > LARGEST:
        return _("{value} is very large: no ramp of this hill needs a number beyond {limit} in size.").format(
            value=number(largest), limit=number(LARGEST)
        )
    left, right = np.linspace(-20, 0, 201), np.linspace(4, 24, 201)
    if not abs(total(-20)) <= CLOSE:
        return _(
            "At x = −20 the sum is {sum}, but it should be close to 0. A neuron with a negative w begins high and goes down to 0."
        ).format(sum=number(total(-20)))
    if not abs(total(24)) <= CLOSE:
        return _(
            "At x = 24 the sum is {sum}: it does not come back to 0. What one neuron adds, the other has to take away."
        ).format(sum=number(total(24)))
    x = np.concatenate([left, [1, 2, 3], right])
    top = x[np.abs(total(x)).argmax()]
    if not 0 < top < 4 and abs(total(top)) > CLOSE:
        return _(
            "At x = {x} the sum is {sum}, but it should be close to 0 there. The middle of a ramp is at −b / w: are yours to the right of 0 and to the left of 4?"
        ).format(x=number(top), sum=number(total(top)))
    if total(2) < -CLOSE:
        return _(
            "At x = 2 the sum is {sum}: that is a valley. Which v makes a ramp rise, and which makes it fall?"
        ).format(sum=number(total(2)))
    if not abs(total(2) - 1) <= CLOSE:
        return _(
            "At x = 2 the sum is {sum}, but it should be close to 1. v says how high a ramp goes, and a larger w makes it get there sooner."
        ).format(sum=number(total(2)))
    for edge, side in ((0, left), (4, right)):
        if not np.all(np.abs(total(side)) <= CLOSE):
            return _(
                "The hill is there, but at x = {x} the sum is {sum}, not yet close to 0. A larger w makes a ramp steeper; −b / w moves it."
            ).format(x=edge, sum=number(total(edge)))
    return None


EXERCISES = (
    FunctionExercise(
        name="sigmoid",
        title=N_("Write the sigmoid"),
        praise=N_("1 / (1 + e^−z): your function gives 0.5 at 0 and stays between 0 and 1."),
        hints=(
            N_("np.exp(-z) is e to the power of −z."),
            N_("Below the fraction line is 1 + e^−z. It needs brackets: 1 / ( … )."),
        ),
        reference=sigma,
        arguments=("z",),
        cases=((2.0,), (0.0,), (-5.0,), (0.5,)),
        mistakes=(
            (
                lambda z: sigma(-z),
                N_(
                    "The curve falls instead of rising: these are the values of 1 / (1 + e^z). The formula has −z there: np.exp(-z)."
                ),
            ),
            (
                lambda z: 1 + np.exp(-z),
                N_(
                    "These are the values of 1 + e^−z. Without brackets Python divides 1 by 1 first, then adds. Write 1 / ( … )."
                ),
            ),
            (
                lambda z: 1 + np.exp(z),
                N_("These are the values of 1 + e^z. Write 1 / (1 + …), with brackets, and np.exp(-z) inside."),
            ),
            (lambda z: np.exp(-z), N_("Only e^−z is returned. It belongs below the fraction line: 1 / (1 + …).")),
            (lambda z: 1 / np.exp(-z), N_("The 1 + below the fraction line is missing.")),
            (lambda z: 1 / (1 + 2.718**-z), N_("2.718 is rounded. np.exp uses all the digits of e: np.exp(-z).")),
            (lambda z: 1 / (1 + 2.72**-z), N_("2.72 is rounded. np.exp uses all the digits of e: np.exp(-z).")),
            (lambda z: 1 / (1 + 2.7**-z), N_("2.7 is rounded. np.exp uses all the digits of e: np.exp(-z).")),
            (np.tanh, N_("That is tanh, which runs from −1 to 1. The sigmoid runs from 0 to 1.")),
            (lambda z: float(z > 0), N_("That is the step, all or nothing. The sigmoid has values in between.")),
        ),
    ),
    NumberExercise(
        name="half_at_three",
        title=N_("Place the middle of the curve"),
        praise=N_("4 · 3 + (−12) = 0, and σ(0) = 0.5: the middle of the curve is now at x = 3."),
        hints=(
            N_("The output is 0.5 where z = 0. So 4 · 3 + b must be 0."),
            N_("4 · 3 is 12. Which number added to 12 gives 0?"),
        ),
        target=-12,
        mistakes=(
            (12, N_("The size is right but the sign is wrong: 4 · 3 + 12 is 24. The bias has to bring it down to 0.")),
            (-3, N_("−3 would be right for a weight of 1. Here x is multiplied by 4 first.")),
            (3, N_("b is not the place of the middle. It is the number that brings 4 · 3 + b to 0.")),
            (0.5, N_("0.5 is the output. First find the z that gives 0.5, then the bias that gives this z.")),
            (
                -11.5,
                N_("With this bias z is 0.5, but the output is what should be 0.5. Which z gives an output of 0.5?"),
            ),
            (0, N_("With b = 0, the middle is at x = 0.")),
            (-7, N_("−7 would undo 4 + 3, but the weight multiplies the input.")),
        ),
        otherwise=N_("With b = {answer}, the middle is not at x = 3. There, 4 · 3 + b must be exactly 0."),
    ),
    FunctionExercise(
        name="sigmoid_neuron",
        title=N_("Give the neuron its sigmoid"),
        praise=N_("Weighted sum, bias, sigmoid: this is the neuron that networks were built from for decades."),
        hints=(
            N_("First z, the weighted sum plus the bias: inputs @ weights + bias."),
            N_("Then put this z into nn.sigmoid( … ) and return what comes out."),
        ),
        reference=lambda inputs, weights, bias: sigma(weighted_sum(inputs, weights, bias)),
        arguments=("inputs", "weights", "bias"),
        cases=tuple((np.array(x, float), np.array(w, float), b) for x, w, b in NEURONS),
        mistakes=(
            (weighted_sum, N_("That is z, the sum. The sigmoid is still missing: it comes last.")),
            (
                lambda inputs, weights, bias: sigma(inputs * weights + bias),
                N_("The products are not added up: * only multiplies, number by number. @ adds the products up too."),
            ),
            (
                lambda inputs, weights, bias: sigma(weighted_sum(inputs, weights)),
                N_("The bias is missing: add it before the sigmoid."),
            ),
            (
                lambda inputs, weights, bias: sigma(weighted_sum(inputs, weights)) + bias,
                N_("The bias is added after the sigmoid. It belongs to z, inside the brackets."),
            ),
            (
                lambda inputs, weights, bias: weighted_sum(sigma(inputs), weights, bias),
                N_("The sigmoid is applied to the inputs. It comes last, around the whole sum."),
            ),
            (
                lambda inputs, weights, bias: sigma(weighted_sum(inputs, weights, -bias)),
                N_("The bias is subtracted; it should be added."),
            ),
            (
                lambda inputs, weights, bias: sigma(weighted_sum(inputs, weights) * bias),
                N_("The bias is multiplied; it should be added."),
            ),
        ),
    ),
    FunctionExercise(
        name="stable_sigmoid",
        title=N_("Make the sigmoid safe"),
        praise=N_("Right values and no warning, not even at −1000."),
        hints=(
            N_(
                "e to a large positive power is too large for the computer; e to a negative power lies between 0 and 1."
            ),
            N_("For z below 0 use the other form, e^z / (1 + e^z): there, z itself is the negative number."),
            N_("if z >= 0: return the form you know. Below it, for all other z: return np.exp(z) / (1 + np.exp(z))."),
        ),
        reference=sigma,
        arguments=("z",),
        cases=((-1000.0,), (1000.0,), (0.0,), (2.0,), (-5.0,), (12.0,), (-12.0,)),
        mistakes=(
            (
                lambda z: sigma(z) if abs(z) < 100 else 0.5,
                N_("No warning, but the value is wrong far out: near 1 on the right, near 0 on the left."),
            ),
            (lambda z: sigma(abs(z)), N_("Below 0 the values are those of −z: use e^z / (1 + e^z) there.")),
            (lambda z: sigma(-abs(z)), N_("Above 0 the values are those of −z: use 1 / (1 + e^−z) there.")),
            (
                lambda z: sigma(-z),
                N_("The curve falls instead of rising: these are the values of −z. Check the sign of z in both forms."),
            ),
            (
                lambda z: sigma(z) if z >= 0 else 0.0,
                N_("Below 0 the sigmoid is small but not 0: σ(−5) is about 0.007. Use e^z / (1 + e^z) there."),
            ),
        ),
    ),
    NumbersExercise(
        name="one_for_two",
        title=N_("Replace two neurons by one"),
        praise=N_(
            "3 · (2 · x + 1) − 4 = 6 · x + 3 − 4 = 6 · x − 1. Without an activation, two neurons do the work of one."
        ),
        hints=(
            N_("Put the first neuron inside the second: 3 · (2 · x + 1) − 4, and multiply out the brackets."),
            N_("3 · 2 · x is the new weight times x. What is left, 3 · 1 − 4, is the new bias."),
        ),
        sizes=(2,),
        problem=_one_for_two,
    ),
    NumbersExercise(
        name="hill",
        title=N_("Make a hill"),
        praise=N_("One neuron rises, the other takes away what it has added: a hill, at x = 2 close to 1."),
        hints=(
            N_(
                "One ramp has to rise between 0 and 2, the other to fall between 2 and 4: say, with their middles at 1 and 3."
            ),
            N_("With w = 10, the middle −b / w is at 1 when b is −10. Which b puts it at 3?"),
            N_("The first neuron adds 1, so its v is 1. The second takes it away again."),
        ),
        sizes=(3, 3),
        problem=_hill,
    ),
)
