"""The playground's rule: its own numbers repeated (tests/reference), and a plain loop over single weights."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import nn

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

FILES = sorted(Path(__file__).with_name("reference").glob("*.json"))
FEATURES = {
    "x": lambda x, y: x,
    "y": lambda x, y: y,
    "xSquared": lambda x, y: x * x,
    "ySquared": lambda x, y: y * y,
    "xTimesY": lambda x, y: x * y,
    "sinX": lambda x, y: np.sin(x),
    "sinY": lambda x, y: np.sin(y),
}


def same(value):
    return pytest.approx(np.asarray(value, float), rel=0, abs=1e-10)


def network_of(parameters, activation, output) -> nn.Network:
    """The network with these `W` and `b`, one of each a layer."""
    layers = [nn.Layer(np.array(w, float), np.array(b, float), activation) for w, b in parameters]
    layers[-1].activation = output
    return nn.Network.of(layers)


class Replay:
    """A file of reference numbers, its network and its rule."""

    def __init__(self, file: Path):
        self.wanted = json.loads(file.read_text())
        self.config = config = self.wanted["config"]
        first = zip(self.wanted["init"]["W"], self.wanted["init"]["b"], strict=True)
        activation, output = (nn.activations[config[name]] for name in ("activation", "outputActivation"))
        self.network = network_of(first, activation, output)
        penalty = {config["regularization"].lower(): config["regularizationRate"]}
        penalty.pop("none", None)
        rates = {"learning_rate": config["learningRate"], "batch_size": config["batchSize"]}
        self.rule = nn.PlaygroundRule(self.network, **rates, **penalty)

    def inputs(self, points) -> np.ndarray:
        x, y = np.array(points, float)[:, :2].T
        return np.stack([FEATURES[name](x, y) for name in self.config["features"]], axis=1)

    def part(self, name) -> tuple[np.ndarray, np.ndarray]:
        """The inputs and targets of "train" or "test"."""
        points = np.array(self.wanted[name], float)
        return self.inputs(points), points[:, 2:]

    def check_parameters(self, wanted) -> None:
        for layer, w, b in zip(self.network.layers, wanted["W"], wanted["b"], strict=True):
            assert layer.weights == same(w)
            assert layer.bias == same(b)

    def check_losses(self, epoch) -> None:
        for name in ("train", "test"):
            found, _accuracy = nn.evaluate(self.network, *self.part(name), nn.half_squared_error)
            assert found == pytest.approx(self.wanted[f"loss_{name}"][epoch], rel=0, abs=1e-10)


def test_there_are_reference_numbers():
    assert len(FILES) >= 4


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_updates_one_by_one(file):
    replay = Replay(file)
    inputs, targets = replay.part("train")
    assert inputs == same(replay.wanted["train_inputs"])
    at = 0
    for update in replay.wanted["updates_first"]:
        here = (update["epoch"] - 1) * len(inputs) + update["after_example"] + 1
        for i in range(at, here):
            replay.rule.add(inputs[[i % len(inputs)]], targets[[i % len(inputs)]])
        at = here
        assert replay.rule.count == update["n"]
        for found, by_weights, by_bias in zip(replay.rule.sums, update["sum_dW"], update["sum_db"], strict=True):
            assert found[0] == same(by_weights)
            assert found[1] == same(by_bias)
        replay.rule.update()
        replay.check_parameters(update)
        for alive, dead in zip(replay.rule.alive, update["dead"], strict=True):
            assert (alive == ~np.array(dead, bool)).all()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_epochs_losses_and_outputs(file):
    replay = Replay(file)
    examples = replay.part("train")
    epochs = {wanted["epoch"]: wanted for wanted in replay.wanted["per_epoch"]}
    replay.check_losses(0)
    for epoch in range(1, replay.config["epochs"] + 1):
        replay.rule.epoch(*examples)
        replay.check_losses(epoch)
        if epoch in epochs:
            replay.check_parameters(epochs[epoch])
            assert sum((~alive).sum() for alive in replay.rule.alive) == epochs[epoch]["n_dead"]
    replay.check_parameters(replay.wanted["final"])
    grid = replay.wanted["grid"]
    points = [(x, y) for y in grid["ys"] for x in grid["xs"]]
    _inputs, *found = replay.network.activations(replay.inputs(points))
    shape = len(grid["ys"]), len(grid["xs"])
    assert found[-1].reshape(shape) == same(grid["output"])
    for layer, nodes in zip(found, grid["nodes"], strict=True):
        for node, wanted in zip(layer.T, nodes, strict=True):
            assert node.reshape(shape) == same(wanted)


# ---------------------------------------------------------------- beside a plain loop


def by_loops(weights, bias, inputs, targets, epochs, batch_size, rate, l1, l2):
    """One linear neuron taught by the rule, weight by weight; gives its weights, bias, and the dead ones."""
    dead, sums, by_bias, n = [False] * len(weights), [0.0] * len(weights), 0.0, 0
    for _ in range(epochs):
        for i, (x, y) in enumerate(zip(inputs, targets, strict=True)):
            error = sum(w * value for w, value in zip(weights, x, strict=True)) + bias - y
            by_bias += error
            sums = [total if gone else total + error * v for total, gone, v in zip(sums, dead, x, strict=True)]
            n += 1
            if (i + 1) % batch_size:
                continue
            bias -= rate * by_bias / n
            for k, w in enumerate(weights):
                if dead[k]:
                    continue
                sign = (w > 0) - (w < 0)
                one = w - rate / n * sums[k]
                two = one - rate * (l1 * sign + l2 * w)
                dead[k] = bool(l1) and one * two < 0
                weights[k] = 0.0 if dead[k] else two
            sums, by_bias, n = [0.0] * len(weights), 0.0, 0
    return weights, bias, dead


@given(
    st.integers(0, 2**32),
    st.integers(1, 7),
    st.sampled_from([0.0, 0.05, 0.5]),
    st.sampled_from([0.0, 0.1]),
)
@settings(max_examples=60, deadline=None)
def test_rule_is_what_a_loop_over_weights_does(seed, batch_size, l1, l2):
    """With penalties, dead weights, and examples left over from one epoch to the next."""
    rng = np.random.default_rng(seed)
    inputs, targets = rng.normal(size=(11, 4)), rng.normal(size=(11, 1))
    start = [0.0, *rng.uniform(-0.5, 0.5, 3).tolist()]
    weights, bias, dead = by_loops([*start], 0.1, inputs.tolist(), targets[:, 0].tolist(), 5, batch_size, 0.1, l1, l2)
    network = nn.Network.of([nn.Layer([start], [0.1], nn.linear)])
    rule = nn.PlaygroundRule(network, learning_rate=0.1, batch_size=batch_size, l1=l1, l2=l2)
    for _ in range(5):
        rule.epoch(inputs, targets)
    assert network.layers[0].weights[0] == same(weights)
    assert network.layers[0].bias == same([bias])
    assert (~rule.alive[0][0]).tolist() == dead


def test_l1_kills_weights_for_ever():
    network = nn.Network.of([nn.Layer([[0.01, 1]], [0], nn.linear)])
    rule = nn.PlaygroundRule(network, learning_rate=0.1, batch_size=1, l1=0.5)
    rule.epoch([[0, 0]], [[0.0]])
    assert network.layers[0].weights.tolist() == [[0, 0.95]]
    assert rule.alive[0].tolist() == [[False, True]]
    rule.l1 = 0
    rule.add(np.array([[1.0, 0]]), np.array([[5.0]]))
    assert rule.sums[0][0].tolist() == [[0, 0]]
    rule.update()
    assert network.layers[0].weights.tolist() == [[0, 0.95]]
    assert network.layers[0].bias.tolist() == [0.5]


def test_a_weight_that_is_0_already_is_not_killed():
    network = nn.Network.of([nn.Layer([[0.0]], [0], nn.linear)])
    rule = nn.PlaygroundRule(network, learning_rate=0.1, batch_size=1, l1=0.5)
    rule.epoch([[0]], [[0.0]])
    assert rule.alive[0].all()
    rule.epoch([[1]], [[10.0]])
    assert network.layers[0].weights == same([[1]])


def test_left_over_examples_wait_for_the_next_epoch():
    network = nn.Network.of([nn.Layer([[0.0]], [0], nn.linear)])
    rule = nn.PlaygroundRule(network, learning_rate=1, batch_size=2)
    rule.epoch([[1]], [[3.0]])
    assert (network.layers[0].weights.tolist(), rule.count) == ([[0]], 1)
    rule.epoch([[1], [1]], [[3.0], [6.0]])
    assert (network.layers[0].weights.tolist(), rule.count) == ([[4]], 0)


def test_half_squared_error():
    assert nn.half_squared_error([3, 1], [1, 1]) == 2
    assert nn.half_squared_error.derivative([3, 1], [1, 1]).tolist() == [2, 0]


def test_errors():
    network = nn.Network.of([nn.Layer([[1.0]], [0], nn.linear)])
    with pytest.raises(ValueError, match="batch_size must be 1 or more; given 0"):
        nn.PlaygroundRule(network, learning_rate=1, batch_size=0)
    rule = nn.PlaygroundRule(network, learning_rate=1e30, batch_size=1)
    with pytest.raises(ValueError, match=r"rows of 1 number; given targets of shape \(1, 2\)"):
        rule.epoch([[1]], [[1.0, 2.0]])
    with pytest.raises(nn.Diverged, match=r"learning rate smaller than 1e\+30"):
        for _ in range(20):
            rule.epoch([[1e9]], [[1.0]])
