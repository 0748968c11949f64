"""What may be answered in lesson 03."""

import math

import numpy as np

from helpers import nn
from tests.answers import Answers

NAMES = {"np": np, "nn": nn}
NEURON_CALL = "inputs = [2.0, 5.0], weights = [3.0, -1.0], bias = -2.0"


def rising(z):
    return 1 / (1 + math.exp(-z))


def small(z):
    return math.exp(z) / (1 + math.exp(z))


def without_a_warning(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def makes_a_hill(*neurons):
    total = [sum(v / (1 + math.exp(-w * x - b)) for w, b, v in neurons) for x in range(-20, 25)]
    return all(abs(height - (x == 2)) <= 0.1 for x, height in enumerate(total, -20) if x not in (1, 3))


ANSWERS = {
    "half_at_three": Answers(
        variables=["bias"],
        right=(-12,),
        also_right=[(-4 * 3,)],
        wrong_code="bias = 12",
        mistakes={
            "sign": (12, "4 · 3 + 12 is 24"),
            "weight left out": (-3, "right for a weight of 1"),
            "the place": (3, "b is not the place of the middle"),
            "the output": (0.5, "0.5 is the output"),
            "z at 0.5": (-11.5, "With this bias z is 0.5"),
            "zero": (0, "With b = 0, the middle is at x = 0"),
            "added": (-7, "−7 would undo 4 + 3"),
            "another": (1234.5, ("With b = 1,234.5, the middle is not at x = 3", "1.234,5")),
        },
    ),
    "sigmoid": Answers(
        variables=["sigmoid"],
        right=(rising,),
        also_right=[(lambda z: 1 / (1 + np.exp(-z)),), (small,), (lambda z: (1 + math.tanh(z / 2)) / 2,)],
        wrong_code="def sigmoid(z):\n    return 1 / 1 + np.exp(-z)",
        first_call="z = 2.0",
        mistakes={
            "minus left out": (lambda z: 1 / (1 + np.exp(z)), "these are the values of 1 / (1 + e^z)"),
            "no brackets": (lambda z: 1 / 1 + np.exp(-z), "the values of 1 + e^−z"),
            "no brackets, no minus": (lambda z: 1 / 1 + np.exp(z), "the values of 1 + e^z"),
            "the power": (lambda z: np.exp(-z), "Only e^−z is returned"),
            "no 1 +": (lambda z: 1 / np.exp(-z), "The 1 + below the fraction line is missing"),
            "2.718": (lambda z: 1 / (1 + 2.718**-z), "2.718 is rounded"),
            "2.72": (lambda z: 1 / (1 + 2.72**-z), "2.72 is rounded"),
            "2.7": (lambda z: 1 / (1 + 2.7**-z), "2.7 is rounded"),
            "tanh": (lambda z: math.tanh(z), "That is tanh"),
            "step": (lambda z: 1 if z > 0 else 0, "That is the step"),
            "another": (
                lambda z: 1 / (1 + np.exp(-z)) + 0.25,
                ("For z = 2.0 the function returns 1.130797078, but it should return 0.880797078.", "0,880797078"),
            ),
        },
    ),
    "sigmoid_neuron": Answers(
        variables=["sigmoid_neuron"],
        right=(lambda x, w, b: rising(np.dot(x, w) + b),),
        also_right=[(lambda inputs, weights, bias: nn.Neuron(weights, bias, nn.sigmoid)(inputs),)],
        wrong_code="def sigmoid_neuron(inputs, weights, bias):\n    return inputs @ weights + bias",
        first_call=NEURON_CALL,
        mistakes={
            "no sigmoid": (lambda x, w, b: x @ w + b, "The sigmoid is still missing"),
            "no bias": (lambda x, w, b: nn.sigmoid(x @ w), "The bias is missing"),
            "bias last": (lambda x, w, b: nn.sigmoid(x @ w) + b, "The bias is added after the sigmoid"),
            "sigmoid first": (lambda x, w, b: nn.sigmoid(x) @ w + b, "The sigmoid is applied to the inputs"),
            "minus bias": (lambda x, w, b: nn.sigmoid(x @ w - b), "The bias is subtracted"),
            "times bias": (lambda x, w, b: nn.sigmoid(x @ w * b), "The bias is multiplied"),
            "no sum": (lambda x, w, b: nn.sigmoid(x * w + b), "The products are not added up"),
            "another": (
                lambda x, w, b: nn.sigmoid(x @ w + b) + 1,
                (f"For {NEURON_CALL} the function returns 1.2689414214, but it should return 0.2689414214.", "0,26894"),
            ),
        },
    ),
    "stable_sigmoid": Answers(
        variables=["stable_sigmoid"],
        right=(lambda z: rising(z) if z >= 0 else small(z),),
        also_right=[
            (lambda z: 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z)),),
            (lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500))),),
            (lambda z: np.where(z >= 0, 1, np.exp(-abs(z))) / (1 + np.exp(-abs(z))),),
            (lambda z: (1 + math.tanh(z / 2)) / 2,),
            (without_a_warning,),
        ],
        wrong_code="def stable_sigmoid(z):\n    return 1 / (1 + np.exp(-z))",
        first_call="z = -1000.0",
        mistakes={
            "0.5 far out": (lambda z: rising(z) if abs(z) < 100 else 0.5, "the value is wrong far out"),
            "the same on both sides": (lambda z: rising(abs(z)), "Below 0 the values are those of −z"),
            "the small ones on both sides": (lambda z: small(-abs(z)), "Above 0 the values are those of −z"),
            "falling": (lambda z: small(-z) if z >= 0 else rising(-z), "The curve falls instead of rising"),
            "1 and 0 beyond 10": (
                lambda z: rising(z) if abs(z) < 10 else float(z > 0),
                ("For z = 12.0 the function returns 1, but it should return 0.9999938558.", "0,9999938558"),
            ),
            "0 below 0": (lambda z: rising(z) if z >= 0 else 0, "Below 0 the sigmoid is small but not 0"),
            "the power below 0": (
                lambda z: rising(z) if z >= 0 else np.exp(z),
                ("For z = -5.0 the function returns 0.006737947, but it should return 0.0066928509.", "0,006737947"),
            ),
            "as before": (lambda z: 1 / (1 + np.exp(-z)), "For z = -1000.0 Python warns: overflow encountered in exp."),
            "other form alone": (lambda z: np.exp(z) / (1 + np.exp(z)), "For z = 1000.0 Python warns: overflow"),
            "with math": (rising, "For z = -1000.0 the function stops with an error: OverflowError: "),
            "other form with math": (small, "For z = 1000.0 the function stops with an error: OverflowError: "),
        },
    ),
    "one_for_two": Answers(
        variables=["neuron"],
        right=((6, -1),),
        also_right=[((3 * 2, 3 * 1 - 4),)],
        wrong_code="neuron = (5, -3)",
        mistakes={
            "weights added": ((5, -3), "The weights are not added"),
            "the other order": ((-1, 6), "in the wrong order"),
            "1 not tripled": ((6, -3), "The bias is not 1 − 4"),
            "another weight": ((7.5, -1), ("The weight 7.5 is not right", " 7,5")),
            "another bias": ((6, -0.25), ("The weight is right, the bias −0.25 is not.", " −0,25")),
            "weight nearly": ((6.00000001, -1), ("The weight 6.00000001 is not right", " 6,00000001")),
            "bias nearly": ((6, -1.00000001), ("the bias −1.00000001 is not.", " −1,00000001")),
            "no bias": (6, "Give 2 numbers in brackets, with a comma between them."),
            "three": ((6, -1, 0.5), "there are 3 now"),
        },
    ),
    "hill": Answers(
        variables=["rise", "fall"],
        right=((10, -10, 1), (10, -30, -1)),
        also_right=[
            ((5, -5, 1), (5, -15, -1)),
            ((10, -30, -1), (10, -10, 1)),
            ((-10, 10, -1), (-10, 30, 1)),
            ((400, -200, 0.95), (4.5, -13.5, -0.95)),
        ],
        wrong_code="rise = (10, -10, 1)\nfall = (10, -30, 1)",
        mistakes={
            "both rise": ((10, -10, 1), (10, -30, 1), ("At x = 24 the sum is 2: it does not come back", "a soma é 2")),
            "w falls too": ((10, -10, 1), (-10, 30, 1), "At x = −20 the sum is 1, but"),
            "biases without minus": ((10, 10, 1), (10, 30, -1), "At x = −2 the sum is −1, but"),
            "middles as biases": ((10, 1, 1), (10, 3, -1), "are yours to the right of 0 and to the left of 4?"),
            "upside down": ((10, -10, -1), (10, -30, 1), "At x = 2 the sum is −1: that is a valley"),
            "gentle": ((2, -2, 1), (2, -6, -1), ("At x = 2 the sum is 0.76, but", "0,76")),
            "too high": ((10, -10, 2), (10, -30, -2), "At x = 2 the sum is 2, but"),
            "too wide": ((10, -1, 1), (10, -39, -1), "but at x = 0 the sum is 0.27, not yet"),
            "too far right": ((10, -10, 1), (10, -39.5, -1), "but at x = 4 the sum is 0.38, not yet"),
            "one less": ((10, -10), (10, -30, -1), "there are 2 now"),
            "steeper than needed": ((1500, -1500, 1), (10, -30, -1), ("1,500 is very large", "1.500 é um número")),
        },
        rule=makes_a_hill,
    ),
}
