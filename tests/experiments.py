"""Experiments for tests: run by steps and compared."""

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from helpers import data
from helpers.models import Experiment, Settings

FILES = sorted(Path(__file__).with_name("reference").glob("*.json"))
NAMES = {
    "x": "x1",
    "y": "x2",
    "xSquared": "x1_squared",
    "ySquared": "x2_squared",
    "xTimesY": "x1_x2",
    "sinX": "sin_x1",
    "sinY": "sin_x2",
}
SPIRAL = {"dataset": "spiral", "features": ("x1", "x2", "sin_x1", "sin_x2"), "hidden": (8, 8)}


def parameters(experiment) -> np.ndarray:
    return np.concatenate([parameter.ravel() for parameter in experiment.network.parameters])


def run(experiment, *steps) -> Experiment:
    for by in steps:
        experiment.step(by)
    return experiment


def same(one, other) -> bool:
    return one.current == other.current and (parameters(one) == parameters(other)).all()


POSSIBLE = {
    "dataset": st.sampled_from(["circle", "xor", "gauss", "spiral"]),
    "noise": st.sampled_from([0, 5, 50, 12.5]),
    "train_percent": st.sampled_from([10, 50, 90]),
    "batch_size": st.integers(1, 30),
    "features": st.sets(st.sampled_from([*data.FEATURES]), min_size=1),
    "hidden": st.lists(st.integers(1, 8), max_size=6),
    "activation": st.sampled_from(["tanh", "relu", "sigmoid", "linear", "leaky_relu", "step"]),
    "learning_rate": st.sampled_from([1e-5, 0.03, 0.1, 3, 10]),
    "regularisation": st.sampled_from(["none", "l1", "l2"]),
    "regularisation_rate": st.sampled_from([0, 0.001, 0.3, 10]),
    "optimiser": st.sampled_from(["sgd", "momentum", "adam"]),
    "loss": st.sampled_from(["squared", "cross_entropy"]),
    "seed": st.integers(0, 2**40),
    "data_seed": st.integers(0, 9),
}


def playground(points=None, **settings) -> Experiment:
    """What the line of Python calls, without the pictures."""
    return Experiment(Settings(**settings), points=None if points is None else data.own_points(points))
