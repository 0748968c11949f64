"""What may be answered in lesson 09."""

import math
from types import SimpleNamespace

import numpy as np

from helpers import data
from helpers.models import Experiment, Settings
from lesson_playground import figures
from tests.answers import Answers

NAMES = {"data": data, "figures": figures}


def tells_disc_from_ring(answer):
    """By looking at many places of both."""
    w1, w2, bias = answer
    angles = np.linspace(0, 2 * math.pi, 41)

    def z(radius):
        return w1 * (radius * np.cos(angles)) ** 2 + w2 * (radius * np.sin(angles)) ** 2 + bias

    return all((z(r) > 0).all() for r in (0, 1, 2.5)) and all((z(r) < 0).all() for r in (3.5, 4.2, 5))


def spiral(**settings):
    return Experiment(Settings(dataset="spiral", **settings))


def after_an_epoch(experiment):
    experiment.step()
    return experiment


def learnt_before(**settings):
    """One that has learnt, and with its last settings would not learn from the start."""
    experiment = spiral(**settings)
    while not experiment.solved:
        experiment.step()
    experiment.change(learning_rate=1e-5)
    return experiment


WAVES = {"features": ["x1", "x2", "sin_x1", "sin_x2"], "hidden": [8, 8]}
QUICK = {"hidden": [8, 8, 8], "activation": "relu", "optimiser": "adam", "learning_rate": 0.01}
MISTAKES = {
    "small": (spiral(hidden=[1]), "Give the network more neurons or more layers"),
    "no hidden layer": (spiral(hidden=[]), "Give the network a hidden layer"),
    "circle": (Experiment(), "The challenge is the spiral"),
    "own points": (Experiment(Settings(dataset="spiral"), data.judge_spiral()), "The challenge is the spiral"),
    "too large a rate": (spiral(learning_rate=10), "Large steps can overshoot"),
    "diverges": (
        spiral(learning_rate=10, regularisation="l2", regularisation_rate=10),
        "the numbers grow until they are too large",
    ),
    "nothing changed": (after_an_epoch(spiral()), "epochs from the start, the loss on the judge's points is 0."),
    "a list": ([8, 8], "The check needs a playground"),
}

ANSWERS = {
    "circle_by_hand": Answers(
        variables=["neuron"],
        right=((-1, -1, 9),),
        also_right=[((-1, -1, 7),), ((-0.5, -0.6, 4),), ((-10, -12, 100),), (np.array([-1, -1, 12]),)],
        wrong_code="neuron = (1, 1, -9)",
        rule=tells_disc_from_ring,
        mistakes={
            "turned": ((1, 1, -9), "the wrong way round: turn all three signs"),
            "distance, not its square": ((-1, -1, 3), "z = −1 · 6.25 + 3 should still be above 0"),
            "all of it": ((-1, -1, 30), "z = −1 · 12.25 + 30 should be below 0"),
            "no weights": ((0, 0, 5), "With both weights at 0, z is the bias everywhere: 5"),
            "no bias": ((-1, -1, 0), "z is the bias, 0: it has to be above 0 there"),
            "negative bias": ((-1, 1, -9), ("z is the bias, −9: it has to be above 0 there", "−9")),
            "one weight": ((-1, 0, 9), "The weight of x₂² is 0: along that axis"),
            "a positive weight": ((2, -1, 9), "The weight of x₁² is 2: along that axis"),
            "narrow": ((-1, -2.5, 9), ("Where x₂² is 6.25 the disc ends: z = −2.5 · 6.25 + 9", "−2,5 · 6,25 + 9")),
            "wide": ((-1, -0.5, 9), ("Where x₂² is 12.25 the ring begins: z = −0.5 · 12.25 + 9", "−0,5 · 12,25 + 9")),
            "at the edge": ((-1, -1, 12.25), ("z = −1 · 12.25 + 12.25 should be below 0", "12,25 + 12,25")),
            "two numbers": ((-1, 9), "Give 3 numbers in brackets"),
        },
    ),
    "line_of_a_neuron": Answers(
        variables=["crossings"],
        right=((-1.5, 3),),
        also_right=[([-3 / 2, 3.0],), (np.array([-1.5, 3]),)],
        wrong_code="crossings = (1.5, -3)",
        mistakes={
            "signs": ((1.5, -3), "Both signs are wrong"),
            "not divided": ((-3, 3), "−3 is 2·x₁. Divide by the weight, 2"),
            "sign of x₁": ((1.5, 3), "The sign of x₁ is wrong"),
            "order": ((3, -1.5), "in the wrong order: first x₁, then x₂"),
            "weights": ((2, -1), "Those are the weights"),
            "sign of x₂": ((-1.5, -3), "With −3 that does not come to 0"),
            "upside down": ((-2 / 3, 3), ("With −0.6666666667 it is not", "−0,6666666667")),
            "another": ((0.5, 3), ("With 0.5 it is not", "0,5")),
            "another x₂": ((-1.5, 0.5), ("With 0.5 that does not come to 0", "0,5")),
        },
    ),
    "spiral": Answers(
        variables=["level_1"],
        right=(spiral(**WAVES),),
        also_right=[
            (SimpleNamespace(experiment=spiral(**WAVES, seed=3)),),
            (learnt_before(**WAVES),),
            (spiral(**QUICK),),
        ],
        wrong_code='level_1 = figures.playground(dataset="spiral", hidden=[1])',
        unanswered=[(spiral(),), (SimpleNamespace(experiment=spiral()),)],
        mistakes=MISTAKES,
    ),
    "spiral_hard": Answers(
        variables=["level_2"],
        right=(spiral(hidden=[8, 8, 8], activation="relu"),),
        also_right=[(spiral(**QUICK, seed=1),)],
        wrong_code='level_2 = figures.playground(dataset="spiral", hidden=[1])',
        unanswered=[(spiral(),)],
        mistakes=MISTAKES
        | {
            "waves": (spiral(**WAVES), "Switch off: sin x₁, sin x₂"),
            "a wave alone": (spiral(features=["x1", "sin_x2"]), "Switch off: sin x₂."),
        },
    ),
}
