"""What may be answered in lesson 02."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

BLACK, WHITE = (-2, 1), (2, -1)
LOOP_CALL = "inputs = [2, 5], weights = [3, 6]"
NEURON_CALL = "inputs = [2.0, 5.0], weights = [3.0, 6.0], bias = -2.0"
THREE_INPUTS = "inputs = [1.0, 2.0, 3.0], weights = [0.5, -1.0, 2.25], bias = -1.5"


def eats_its_lists(inputs, weights):
    total = 0
    while inputs:
        total += inputs.pop() * weights.pop()
    return total


def writes_into_its_arrays(inputs, weights, bias):
    inputs *= weights
    weights[:] = 99
    return inputs.sum() + bias


def each_pixel_lights_its_own(black, white):
    lit = [weight * x + bias > 0 for x in (0, 1) for weight, bias in (black, white)]
    return lit == [True, False, False, True]


ANSWERS = {
    "zero_bias": Answers(
        variables=["bias"],
        right=(7,),
        wrong_code="bias = -7",
        mistakes={
            "the sum itself": (-7, "the weighted sum itself"),
            "minus lost": (-23, "8 + 15 would be 23"),
            "added": (-4, "is the sum of inputs and weights"),
            "minus lost, other sign": (23, "8 + 15 would be 23"),
            "added, other sign": (4, "is the sum of inputs and weights"),
            "zero": (0, "With bias 0, z stays at −7"),
            "another": (1234.5, ("Bias 1,234.5 does not", " 1.234,5 ")),
        },
    ),
    "weighted_sum_loop": Answers(
        variables=["weighted_sum"],
        right=(lambda x, w: float(np.dot(x, w)),),
        also_right=[(eats_its_lists,)],
        wrong_code="def weighted_sum(inputs, weights):\n    return sum(inputs)",
        first_call=LOOP_CALL,
        mistakes={
            "return in the loop": (lambda x, w: next(a * b for a, b in zip(x, w, strict=True)), "Only the first product comes back"),
            "total overwritten": (lambda x, w: [a * b for a, b in zip(x, w, strict=True)][-1], "Only the last product comes back"),
            "added": (lambda x, w: sum(a + b for a, b in zip(x, w, strict=True)), "inputs and weights are added"),
            "sums multiplied": (lambda x, w: sum(x) * sum(w), "the sum of the inputs times the sum of the weights"),
            "two inputs only": (lambda x, w: x[0] * w[0] + x[1] * w[1], "two inputs only"),
            "weights reversed": (lambda x, w: np.dot(x, w[::-1]), "opposite order"),
            "another": (lambda x, w: np.dot(x, w) + 1, f"For {LOOP_CALL} the function returns 37, but it should return 36."),
        },
    ),
    "neuron_z": Answers(
        variables=["neuron_z"],
        right=(lambda x, w, b: float(np.dot(x, w) + b),),
        also_right=[(writes_into_its_arrays,)],
        wrong_code="def neuron_z(inputs, weights, bias):\n    return inputs @ weights",
        first_call=NEURON_CALL,
        mistakes={
            "no bias": (lambda x, w, b: x @ w, "bias is missing"),
            "bias to inputs": (lambda x, w, b: (x + b) @ w, "before the weights"),
            "bias to weights": (lambda x, w, b: x @ (w + b), "added to the weights"),
            "bias to each product": (lambda x, w, b: sum(p + b for p in x * w), "once for every input"),
            "times bias": (lambda x, w, b: x @ w * b, "bias is multiplied"),
            "minus bias": (lambda x, w, b: x @ w - b, "bias is subtracted"),
            "added": (lambda x, w, b: (x + w).sum() + b, "inputs and weights are added"),
            "two inputs only": (lambda x, w, b: x[:2] @ w[:2] + b, f"For {THREE_INPUTS} the function returns"),
            "no sum": (lambda x, w, b: x * w + b, "The products are not added up"),
        },
    ),
    "black_or_white": Answers(
        variables=["black", "white"],
        right=(BLACK, WHITE),
        also_right=[
            ([-2, 1], [2, -1]),
            (np.array(BLACK), np.array(WHITE)),
            ((np.float64(-0.5), 0.5), (Fraction(1, 2), np.int8(0))),
            ((-5, 5), (1, 0)),
            ((-5, 5), (5, 0)),
            ((-5, 5), (8, 0)),
        ],
        wrong_code="black = (0, 0)\nwhite = (0, 0)",
        rule=each_pixel_lights_its_own,
        unanswered=[(("7", 1, 1), (..., ...)), ([..., 1], WHITE)],
        mistakes={
            "black off": ((5, 0), WHITE, "“black” stays off: its z is 0."),
            "black always lit": ((2, 1), WHITE, "“Black” lights up for the white pixel (x = 1) too: its z is 3."),
            "white always lit": (BLACK, (2, 1), "“White” lights up for the black pixel (x = 0): its z is 1,"),
            "white off": (BLACK, (1, -1), "“white” stays off: its z is 0."),
            "black off, below 0": ((0, -0.25), WHITE, ("“black” stays off: its z is −0.25.", " −0,25.")),
            "black just lit": ((-0.999, 1), WHITE, ("(x = 1) too: its z is 0.001.", " 0,001.")),
            "huge": (BLACK, (1e308, 1e308), "“White” lights up for the black pixel (x = 0): its z is 1e+308,"),
            "no bias": (-2, WHITE, "Give 2 numbers in brackets, with a comma between them."),
            "three": (BLACK, (2, -1, 0.5), "there are 3 now"),
            "decimal commas": ((-1, 5, 1, 5), WHITE, "there are 4 now. Did you mean -1.5, 1.5?"),
        },
    ),
}  # fmt: skip
