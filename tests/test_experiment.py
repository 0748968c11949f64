"""The playground's model: its settings, the public playground's numbers replayed, and steps."""

import json
import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from helpers import data, nn
from helpers.models import Experiment, Settings
from tests.experiments import FILES, NAMES, POSSIBLE, SPIRAL, parameters, playground, run, same

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

# ---------------------------------------------------------------- the public playground's numbers


def replayed(wanted) -> Experiment:
    """An experiment with the points and first weights of a file of reference numbers."""
    config, regression = wanted["config"], wanted["config"]["outputActivation"] == "linear"
    train, test = (
        data.Points(table[:, :2], table[:, 2], regression)
        for table in (np.array(wanted[name], float) for name in ("train", "test"))
    )
    experiment = Experiment(
        Settings(
            features=[NAMES[name] for name in config["features"]],
            hidden=config["networkShape"],
            activation=config["activation"],
            learning_rate=config["learningRate"],
            batch_size=config["batchSize"],
            regularisation=config["regularization"].lower(),
            regularisation_rate=config["regularizationRate"],
        ),
        (train, test),
    )
    for layer, w, b in zip(experiment.network.layers, wanted["init"]["W"], wanted["init"]["b"], strict=True):
        layer.weights[:], layer.bias[:] = w, b
    return experiment


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize("steps", [("epoch",), ("example", "batch", "epoch")], ids=["epochs", "mixed"])
def test_reference_numbers(file, steps):
    """The losses of 50 epochs and the last weights, also when the epochs are made of smaller steps."""
    wanted = json.loads(file.read_text())
    experiment = replayed(wanted)
    epochs = wanted["config"]["epochs"]
    while experiment.epoch < epochs:
        run(experiment, *steps)
        if not experiment.position:
            now = experiment.current
            for name in ("train", "test"):
                found = getattr(now, f"{name}_loss")
                assert found == pytest.approx(wanted[f"loss_{name}"][now.epoch], rel=0, abs=1e-10)
    assert len(experiment.history) == epochs + 1
    for layer, w, b in zip(experiment.network.layers, wanted["final"]["W"], wanted["final"]["b"], strict=True):
        assert layer.weights == pytest.approx(np.array(w, float), rel=0, abs=1e-10)
        assert layer.bias == pytest.approx(np.array(b, float), rel=0, abs=1e-10)
    grid = wanted["grid"]
    points = np.array([(x, y) for y in grid["ys"] for x in grid["xs"]], float)
    values = experiment.values(points)
    assert values[-1].reshape(5, 5) == pytest.approx(np.array(grid["output"]), rel=0, abs=1e-10)
    for layer, nodes in zip(values[1:], grid["nodes"], strict=True):
        assert layer.T.reshape(-1, 5, 5) == pytest.approx(np.array(nodes), rel=0, abs=1e-10)


# ---------------------------------------------------------------- settings


def test_defaults_are_those_of_the_public_playground():
    chosen = Settings()
    assert (chosen.dataset, chosen.noise, chosen.train_percent, chosen.batch_size) == ("circle", 0, 50, 10)
    assert (chosen.features, chosen.hidden, chosen.activation) == (("x1", "x2"), (4, 2), "tanh")
    assert (chosen.learning_rate, chosen.regularisation, chosen.regularisation_rate) == (0.03, "none", 0)
    experiment = Experiment()
    assert experiment.network.sizes == [2, 4, 2, 1]
    assert [layer.activation for layer in experiment.network.layers] == [nn.tanh, nn.tanh, nn.tanh]
    assert (len(experiment.train), len(experiment.test)) == (250, 250)
    assert np.abs(experiment.network.layers[0].weights).max() < 0.5
    assert all((layer.bias == 0.1).all() for layer in experiment.network.layers)


@given(st.fixed_dictionaries({}, optional=POSSIBLE))
@hypothesis_settings(max_examples=80, deadline=None)
def test_line_of_python_makes_the_same_again(chosen):
    experiment = playground(**chosen)
    line = experiment.python()
    assert "\n" not in line
    again = eval(line, {"playground": playground})
    assert again.settings == experiment.settings
    assert same(again, experiment)


def test_line_of_python_says_only_what_is_not_the_default():
    assert Experiment().python() == "playground()"
    assert Experiment(Settings(**SPIRAL, batch_size=10, learning_rate=0.1, noise=5)).python() == (
        'playground(dataset="spiral", noise=5, features=["x1", "x2", "sin_x1", "sin_x2"], hidden=[8, 8], '
        "learning_rate=0.1)"
    )


def test_line_of_python_with_own_points():
    points = data.own_points([(1, 2, 5), (-0.1, 1 / 3, 0), (3, 3, 5), (0, 1e-9, 0)])
    experiment = Experiment(Settings(hidden=()), points)
    line = experiment.python()
    assert line.startswith("playground(points=[[1, 2, 5], [-0.1, 0.3333333333333333, 0], [3, 3, 5], [0, 1e-09, 0]], ")
    again = eval(line, {"playground": playground})
    assert same(again, experiment)
    assert same(run(again, "epoch"), run(experiment, "epoch"))
    numbers = data.own_points([(1, 2, 0.5), (0, 1, 0), (3, 3, -1)])
    again = eval(Experiment(points=numbers).python(), {"playground": playground})
    assert again.regression
    assert same(again, Experiment(points=numbers))


def test_line_of_python_names_many_points():
    points = data.make_points("xor", 300)
    assert Experiment(points=points).python() == "playground(points=points)"
    assert same(
        eval("playground(points=points)", {"playground": playground, "points": points}), Experiment(points=points)
    )


def test_settings_read_what_is_meant():
    assert Settings(hidden=3).hidden == (3,)
    assert Settings(hidden=np.array([3, 2])).hidden == (3, 2)
    assert Settings(hidden=()).hidden == ()
    assert Settings(features="x2").features == ("x2",)
    assert Settings(features=["sin_x1", "x2_squared", "x1"]).features == ("x1", "x2_squared", "sin_x1")
    assert Settings(batch_size=np.int64(3), learning_rate=np.float32(0.5)) == Settings(batch_size=3, learning_rate=0.5)


WRONG = {
    "dataset": ["espiral", None, 3, ["circle"]],
    "noise": [-1, 51, "5", None, math.nan, True],
    "train_percent": [0, 9, 100, math.inf, "50"],
    "batch_size": [0, 31, 2.5, "10", None, True, math.nan],
    "features": [[], ["x3"], ["x1", "x1"], ["x1", "x1", "x2"], "", None, 3, [None]],
    "hidden": [[0], [9], [4] * 7, [2.5], "4", None, [[4, 2]], 0, 3.5],
    "activation": ["softmax", "Tanh", None, nn.tanh],
    "learning_rate": [0, -0.03, math.nan, math.inf, "0.03", None],
    "regularisation": ["L1", None],
    "regularisation_rate": [-0.1, math.nan, math.inf, "0"],
    "optimiser": ["rmsprop", None],
    "loss": ["absolute", None],
    "seed": [-1, 1.5, None],
    "data_seed": [-1, "0"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_settings_that_are_not_possible(name, value):
    """The message names the setting and what was given; the experiment goes on as it was."""
    experiment = Experiment()
    before = experiment.settings, experiment.current
    with pytest.raises(ValueError, match=f"^{name} must be .+; given ") as caught:
        experiment.change(**{name: value})
    assert repr(value)[:80] in str(caught.value)
    assert (experiment.settings, experiment.current) == before
    run(experiment, "epoch")


def test_every_setting_is_checked():
    assert {one.name for one in fields(Settings)} == {*WRONG} == {*POSSIBLE}


def test_cross_entropy_is_for_classes():
    experiment = Experiment(Settings(loss="cross_entropy"))
    with pytest.raises(ValueError, match='for regression take loss="squared"'):
        experiment.change(dataset="plane")
    assert (experiment.settings.dataset, experiment.regression) == ("circle", False)
    experiment.change(dataset="plane", loss="squared")
    assert experiment.regression


# ---------------------------------------------------------------- steps


@pytest.mark.parametrize("batch_size", [1, 7, 10, 30])
@pytest.mark.parametrize("optimiser", nn.OPTIMISERS)
def test_small_steps_make_an_epoch(batch_size, optimiser):
    """250 examples, 7 and 30 leave some over: the same weights whether learnt by example, batch or epoch."""
    chosen = Settings(batch_size=batch_size, optimiser=optimiser, regularisation="l1", regularisation_rate=0.01)
    whole = run(Experiment(chosen), *["epoch"] * 3)
    by_example = run(Experiment(chosen), *["example"] * 750)
    assert parameters(by_example) == pytest.approx(parameters(whole), rel=0, abs=1e-12)
    assert [record.epoch for record in by_example.history] == [0, 1, 2, 3]
    by_batch = Experiment(chosen)
    for _update in range(250 // batch_size * 3):
        by_batch.step("batch")
    by_batch.step("epoch") if by_batch.position else None
    assert by_batch.epoch == 3
    assert parameters(by_batch) == pytest.approx(parameters(whole), rel=0, abs=1e-12)


def test_an_example_moves_nothing_until_the_batch_is_full():
    experiment = Experiment(Settings(batch_size=3))
    first = parameters(experiment)
    run(experiment, "example", "example")
    assert (experiment.position, experiment.epoch) == (2, 0)
    assert (parameters(experiment) == first).all()
    run(experiment, "example")
    assert not (parameters(experiment) == first).all()
    assert experiment.current == experiment.current._replace(epoch=0)
    assert experiment.current.train_loss != experiment.history[0].train_loss


def test_every_batch_step_moves_the_weights_once():
    """Also over the end of an epoch: of 250 examples in batches of 30, 10 are left over and count in the next batch."""
    experiment = Experiment(Settings(batch_size=30))
    for update in range(20):
        before = parameters(experiment)
        run(experiment, "batch")
        assert not (parameters(experiment) == before).all()
        assert (experiment.epoch, experiment.position) == (update // 8, (update % 8 + 1) * 30)


def test_an_epoch_begun_is_completed():
    experiment = run(Experiment(), "batch", "example", "epoch")
    assert (experiment.epoch, experiment.position) == (1, 0)
    assert parameters(experiment) == pytest.approx(parameters(run(Experiment(), "epoch")), rel=0, abs=1e-12)


def test_a_batch_larger_than_the_training_set_is_all_of_it():
    experiment = Experiment(Settings(batch_size=30), data.own_points([(1, 1, 0), (2, 2, 1), (3, 1, 0), (1, 0, 1)]))
    first = parameters(experiment)
    run(experiment, "epoch")
    assert not (parameters(experiment) == first).all()
    run(experiment, "batch", "example")


def test_an_unknown_step():
    with pytest.raises(ValueError, match=r"by must be .*; given 'época'"):
        Experiment().step("época")


def measured(experiment, x, targets) -> np.ndarray:
    """The gradient of the mean loss by every parameter, by differences."""
    found = []
    points = data.Points(x, targets)
    for layer in experiment.network.layers:
        for array in (layer.weights, layer.bias):
            for place in np.ndindex(array.shape):
                sides = []
                for move in (1e-6, -1e-6):
                    array[place] += move
                    outputs = experiment.values(points.x)[-1][:, 0]
                    if experiment.settings.loss == "squared":
                        losses = (outputs - targets) ** 2 / 2
                    else:
                        losses = -np.log(np.where(targets > 0, (1 + outputs) / 2, (1 - outputs) / 2))
                    sides.append(losses.mean())
                    array[place] -= move
                found.append((sides[0] - sides[1]) / 2e-6)
    return np.array(found)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear", "leaky_relu"])
@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
def test_gradients_are_slopes(activation, loss):
    chosen = Settings(**SPIRAL | {"hidden": (3, 2)}, activation=activation, loss=loss, batch_size=4)
    experiment = Experiment(chosen)
    for by, count in (("example", 1), ("batch", 4)):
        experiment.restart()
        wanted = measured(experiment, experiment.train.x[:count], experiment.train.targets[:count])
        experiment.step(by)
        found = np.concatenate([part.ravel() for pair in experiment.gradients for part in pair])
        assert found == pytest.approx(wanted, abs=1e-8)


def test_gradients_before_the_first_step():
    assert all((by_weights == 0).all() and (by_bias == 0).all() for by_weights, by_bias in Experiment().gradients)


def optimised(optimiser, gradients, learning_rate=0.1) -> float:
    """Where a weight that starts at 0 gets to, given the gradients of its steps: by the papers' own formulas."""
    w = velocity = mean = square = 0.0
    for t, g in enumerate(gradients, start=1):
        if optimiser == "sgd":
            w -= learning_rate * g
        elif optimiser == "momentum":
            velocity = 0.9 * velocity - learning_rate * g
            w += velocity
        else:
            mean, square = 0.9 * mean + 0.1 * g, 0.999 * square + 0.001 * g**2
            w -= learning_rate * (mean / (1 - 0.9**t)) / (math.sqrt(square / (1 - 0.999**t)) + 1e-8)
    return w


@pytest.mark.parametrize("optimiser", nn.OPTIMISERS)
def test_optimisers(optimiser):
    gradients = [3.0, -1.0, 0.5, 0.5, -4.0, 0.0]
    network = nn.Network.of([nn.Layer([[0.0]], [0.0], nn.linear)])
    rule = nn.PlaygroundRule(network, learning_rate=0.1, batch_size=1, optimiser=optimiser)
    for gradient in gradients:
        rule.sums[0][0][:], rule.count = 2 * gradient, 2
        rule.update()
    assert network.layers[0].weights[0, 0] == pytest.approx(optimised(optimiser, gradients), rel=1e-12)


def test_an_unknown_optimiser():
    network = nn.Network.of([nn.Layer([[0.0]], [0.0], nn.linear)])
    with pytest.raises(ValueError, match="optimiser must be one of sgd, momentum, adam; given 'adagrad'"):
        nn.PlaygroundRule(network, learning_rate=0.1, batch_size=1, optimiser="adagrad")


@pytest.mark.parametrize("optimiser", ["momentum", "adam"])
def test_penalties_are_the_same_step_with_every_optimiser(optimiser):
    """Where the gradient is 0, only the penalty moves a weight: by learning rate · rate · weight."""
    network = nn.Network.of([nn.Layer([[2.0]], [0.0], nn.linear)])
    rule = nn.PlaygroundRule(network, learning_rate=0.1, batch_size=1, l2=0.5, optimiser=optimiser)
    rule.count = 1
    rule.update()
    assert network.layers[0].weights[0, 0] == pytest.approx(1.9)


def test_cross_entropy_of_signs():
    loss = nn.sign_cross_entropy
    assert loss(0, 1) == pytest.approx(math.log(2))
    assert loss(0.5, -1) == pytest.approx(-math.log(0.25))
    assert loss(1, 1) == 0
    assert math.isfinite(loss(1, -1))
    a, y = np.array([[0.3], [-0.8]]), np.array([[1.0], [1.0]])
    assert loss.by_z(nn.tanh, a, y) == pytest.approx(loss.slope(a, y) * (1 - a**2))
    assert loss.derivative(0.3, 1) == pytest.approx(nn.difference_quotient(lambda a: loss(a, 1), 0.3))
