"""What may be answered in lesson 05."""

import math

import numpy as np

from helpers import nn
from tests.answers import Answers

NAMES = {"np": np, "nn": nn}
LAYER_CALL = "inputs = [1.0, 0.5], weights = [[0.5, -1.0], [2.0, 1.0]], biases = [0.5, -1.5]"
A = 1 / (1 + math.exp(-0.3))
START = (1, 1, 1, 1, 0, 0, 0)
STROKES_OF_THE_OTHERS = [
    [(1, 0, 1, 1, 1, 1, 1), (0, 0, 1, 1, 0, 0, 0), (0, 1, 1, 0, 1, 1, 1), (0, 1, 1, 1, 1, 0, 1)],  # 0, 1, 2, 3
    [(1, 1, 0, 1, 1, 0, 1), (1, 1, 0, 1, 1, 1, 1), (0, 0, 1, 1, 1, 0, 0), (1, 1, 1, 1, 1, 1, 1)],  # 5, 6, 7, 8
    [(1, 1, 1, 1, 1, 0, 1)],  # 9
]


def neuron_by_neuron(inputs, weights, biases):
    outputs = []
    for row, bias in zip(weights, biases, strict=True):
        z = sum(x * w for x, w in zip(inputs, row, strict=True)) + bias
        outputs.append(1 / (1 + math.exp(-z)))
    return outputs


def column_by_column(inputs, weights, biases):
    """Also where the matrix is not square, and `inputs @ weights` would stop with an error."""
    pairs = zip(weights.T, biases, strict=False)
    return [nn.sigmoid(sum(x * w for x, w in zip(inputs, column, strict=False)) + bias) for column, bias in pairs]


def as_many_neurons_as_inputs(inputs, weights, biases):
    return [nn.sigmoid(weights[i] @ inputs + biases[i]) for i in range(len(inputs))]


def to_two_decimals(answer):
    z, a = answer
    return abs(z - 0.3) < 1e-9 and a == A


def fires_for_4_alone(weights, bias):
    def fires(strokes):
        return sum(w * stroke for w, stroke in zip(weights, strokes, strict=True)) + bias[0] > 0

    others = [strokes for line in STROKES_OF_THE_OTHERS for strokes in line]
    return fires((1, 1, 1, 1, 0, 0, 0)) and not any(map(fires, others))


ANSWERS = {
    "second_hidden_neuron": Answers(
        variables=["answer"],
        right=((0.3, A),),
        also_right=[
            ((0.3, 0.57),),
            ((0.3, 0.574),),
            ((0.3, 0.5744),),
            ((0.5 * 1 - 1 * 0.5 + 1 * 0.2 + 0.1, nn.sigmoid(0.3)),),
            ((0.1 + 0.2, np.float32(0.574)),),
        ],
        wrong_code="answer = (0.2, 0.55)",
        rule=to_two_decimals,
        mistakes={
            "no bias": ((0.2, 0.55), "That is z without the bias"),
            "minus lost": ((1.3, 0.79), "1.3 comes out with 1 as the second weight"),
            "no sigmoid": ((0.3, 0.3), "But a is not z"),
            "right a, no bias": ((0.2, A), "That is z without the bias"),
            "bias subtracted": ((0.1, 0.52), "0.1 is the sum of the products minus the bias"),
            "added": ((2.3, 0.91), "2.3 is the sum of inputs, weights and bias"),
            "the first neuron": ((-0.31, 0.42), "That is the first neuron's z"),
            "order": ((0.57, 0.3), "in the wrong order: first z, then a"),
            "a twice": ((A, A), "a is right, but you gave it twice"),
            "one decimal": ((0.3, 0.6), "a is rounded too far, to 0.6"),
            "sigmoid of −z": ((0.3, 0.43), "a belongs to −z"),
            "near a": ((0.3, 0.579), ("z is right. a = 0.579 is not", " 0,579 ")),
            "nearer a": ((0.3, 0.5746), ("z is right. a = 0.5746 is not", " 0,5746 ")),
            "wrong a": ((0.3, 0.58), ("z is right. a = 0.58 is not", " 0,58 ")),
            "wrong z": ((0.35, 0.57), ("z = 0.35 is not right", " 0,35 ")),
            "z nearly": ((0.30000001, 0.57), ("z = 0.30000001 is not right", " 0,30000001 ")),
            "z only": (0.3, "Give 2 numbers in brackets, with a comma between them."),
            "decimal commas": ((0, 3, 0, 57), "there are 4 now. Did you mean 0.3, 0.57?"),
        },
    ),
    "layer": Answers(
        variables=["layer"],
        right=(lambda x, w, b: nn.sigmoid(w @ x + b),),
        also_right=[
            (neuron_by_neuron,),
            (lambda x, w, b: nn.sigmoid(b + np.dot(w, x)),),
            (lambda x, w, b: nn.sigmoid((w * x).sum(axis=1) + b),),
            (lambda x, w, b: nn.sigmoid(x @ w.T + b),),
            (lambda x, w, b: 1 / (1 + np.exp(-(w @ x + b))),),
            (lambda x, w, b: [nn.Neuron(row, bias, nn.sigmoid)(x) for row, bias in zip(w, b, strict=True)],),
        ],
        wrong_code="def layer(inputs, weights, biases):\n    return weights @ inputs + biases",
        first_call=LAYER_CALL,
        mistakes={
            "no sigmoid": (lambda x, w, b: w @ x + b, "The sigmoid is still missing"),
            "no biases": (lambda x, w, b: nn.sigmoid(w @ x), "The biases are missing"),
            "biases last": (lambda x, w, b: nn.sigmoid(w @ x) + b, "The biases are added after the sigmoid"),
            "sums only": (lambda x, w, b: w @ x, "Those are only the weighted sums"),
            "by columns": (lambda x, w, b: nn.sigmoid(x @ w + b), "Weights and inputs have changed places"),
            "by columns, no sigmoid": (lambda x, w, b: x @ w + b, "Weights and inputs have changed places"),
            "by columns, in loops": (column_by_column, f"For {LAYER_CALL} the function returns [0.880797078; 0.119"),
            "*": (lambda x, w, b: nn.sigmoid(w * x + b), "The products are not added up"),
            "*, no sigmoid": (lambda x, w, b: w * x + b, "The products are not added up"),
            "one sum": (lambda x, w, b: nn.sigmoid((w @ x + b).sum()), "Each neuron keeps its own sum"),
            "one weighted sum": (lambda x, w, b: nn.sigmoid((w * x).sum() + b), "Each neuron keeps its own sum"),
            "outputs added": (lambda x, w, b: sum(nn.sigmoid(w @ x + b)), "Each neuron keeps its own sum"),
            "biases to inputs": (lambda x, w, b: nn.sigmoid(w @ (x + b)), "The biases are added to the inputs"),
            "sigmoid first": (lambda x, w, b: w @ nn.sigmoid(x) + b, "The sigmoid is applied to the inputs"),
            "rounded": (lambda x, w, b: nn.sigmoid(w @ x + b).round(2), "The results are rounded"),
            "minus biases": (lambda x, w, b: nn.sigmoid(w @ x - b), "The biases are subtracted"),
            "times biases": (lambda x, w, b: nn.sigmoid(w @ x * b), "The biases are multiplied"),
            "as many neurons as inputs": (
                as_many_neurons_as_inputs,
                "biases = [-0.3, 0.1] the function stops with an error: IndexError",
            ),
            "another": (
                lambda x, w, b: nn.sigmoid(w @ x + b) + 1,
                (
                    f"For {LAYER_CALL} the function returns [1.6224593312; 1.7310585786], "
                    "but it should return [0.6224593312; 0.7310585786].",
                    "[0,6224593312; 0,7310585786]",
                ),
            ),
        },
    ),
    "count_parameters": Answers(
        variables=["count"],
        right=((25_408, 42),),
        also_right=[([784 * 32 + 32 * 10, 32 + 10],)],
        wrong_code="count = (784 * 32, 32 + 10)",
        mistakes={
            "first layer only": ((784 * 32, 42), "Those from there to the output are missing"),
            "biases of the inputs": ((25_408, 826), "The inputs have no biases"),
            "multiplied through": ((784 * 32 * 10, 42), "That is 784 · 32 · 10."),
            "second layer only": ((32 * 10, 42), "Those from the input are missing"),
            "neurons added": ((784 + 32 + 10, 42), "That is a number of neurons."),
            "neurons added, hidden": ((784 + 32, 42), "That is a number of neurons."),
            "input to output too": ((25_408 + 7840, 42), "The inputs are not connected to the output directly"),
            "order": ((42, 25_408), "42 is the number of biases. The weights come first"),
            "point between the digits": ((25.408, 42), "Python reads 25.408 as 25 and a fraction"),
            "total": ((25_450, 42), ("25,450 is the total", "25.450")),
            "total twice": ((25_450, 25_450), ("25,450 is the total", "25.450")),
            "total last": ((25_408, 25_450), "The second number is the total"),
            "biases of the inputs, no output": ((25_408, 816), "The inputs have no biases"),
            "biases of the hidden layer": ((25_408, 32), "The ten output neurons have biases too"),
            "biases of the output": ((25_408, 10), "The hidden neurons have biases too"),
            "a bias per layer": ((25_408, 2), "not one per layer"),
            "a bias per layer, input too": ((25_408, 3), "not one per layer"),
            "a bias per connection": ((25_408, 25_408), "not one per connection"),
            "another number of weights": ((1234.5, 42), ("1,234.5 is not the number of weights", "1.234,5")),
            "another number of biases": ((25_408, 1234.5), ("1,234.5 is not the number of biases", "1.234,5")),
            "in one": (25_450, "Give 2 numbers in brackets, with a comma between them."),
        },
    ),
    "four_detector": Answers(
        variables=["weights", "bias"],
        right=((1, 1, 1, 1, -1, -1, -1), (-3.5,)),
        also_right=[
            ((1, 1, 1, 1, -1, -1, -1), -3.5),
            (np.array([1, 1, 1, 1, -1, 0, 0]), np.float64(-3)),
            ([1, 1, 1, 1, 0, 0, -0.5], [-3.5]),
            ([0.5, 1, 1, 0.25, -3, 0, -3], np.array([-2.5])),
        ],
        wrong_code="weights = [1, 1, 1, 1, 0, 0, 0]\nbias = -3.5",
        rule=fires_for_4_alone,
        unanswered=[([1, 1, 1, 1, ..., ..., ...], -3.5), (START, ...)],
        mistakes={
            "as it was": (
                START,
                (-3.5,),
                ("The neuron fires for 4 (z = 0.5), but also for 8 (z = 0.5), 9 (z = 0.5). They have all", "(z = 0,5)"),
            ),
            "nothing": ((0, 0, 0, 0, 0, 0, 0), (-3.5,), ("z is the bias, −3.5, for every digit", " −3,5,")),
            "4 off": (START, (-5,), ("The neuron does not fire for 4: its four weights and the bias add up to −1.")),
            "4 off, decimals": (START, -4.25, ("the bias add up to −0.25.", " −0,25.")),
            "nothing, always on": ((0, 0, 0, 0, 0, 0, 0), 1, "z is the bias, 1, for every digit"),
            "just not": (START, -4, "For 4, z is exactly 0, and the neuron fires only above 0."),
            "just not, decimals": (
                (0.1, 0.2, 0, 0, -1, -1, -1),
                -0.3,
                "For 4, z is exactly 0, and the neuron fires only above 0.",
            ),
            "all": (START, 1, "9 (z = 5). That is every digit. Lower the bias"),
            "some": (
                (1, 1, 1, 1, -1, -1, -1),
                -1.5,
                "but also for 1 (z = 0.5), 9 (z = 0.5). Some of them lack a stroke of the 4.",
            ),
            "top": ((1, 1, 1, 1, 1, 0, 0), -3.5, "The 4 does not have the stroke “top”"),
            "bottom": ((1, 1, 1, 1, -1, 0, 2), -3.5, ("have the stroke “bottom”, so", "“de baixo”")),
            "8 only": ((1, 1, 1, 1, 0, 0.5, -0.5), -3.5, ("the stroke “lower left”, so", "“inferior esquerdo”")),
            "nine only": ((1, 1, 1, 1, -0.25, -1, 0), -3.5, "but also for 9 (z = 0.25). They have all"),
            "too few weights": ([1, 1, 1, 1], -3.5, "there are 4 now"),
            "decimal comma": (START, (-3, 5), "holds 2 numbers."),
            "decimal comma, right": ((1, 1, 1, 1, -1, -1, -1), (-3, 5), "Did you mean -3.5?"),
            "twice as many": ([1, 1, 1, 1, -1, -1, -1] * 2, -3.5, "there are 14 now."),
            "bias among the weights": ([1, 1, 1, 1, -1, -1, -1, -3.5], -3.5, "there are 8 now"),
        },
    ),
}
