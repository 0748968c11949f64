"""The playground's model changed while it runs, given own points, and what comes of it."""

import contextlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from helpers import data, nn
from helpers.models import Experiment, Score, Settings
from helpers.models.scores import Scores
from tests.experiments import POSSIBLE, SPIRAL, parameters, run, same

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

# ---------------------------------------------------------------- changes while it runs


@pytest.mark.parametrize(
    "change",
    [{"learning_rate": 0.1}, {"regularisation": "l2", "regularisation_rate": 0.1}, {"optimiser": "adam"}],
    ids=["learning rate", "penalty", "optimiser"],
)
def test_what_changes_without_a_new_start(change):
    experiment = run(Experiment(), "epoch", "epoch", "batch")
    before, network = parameters(experiment), experiment.network
    experiment.change(**change)
    assert (experiment.network, experiment.epoch, experiment.position) == (network, 2, 10)
    assert (parameters(experiment) == before).all()
    unchanged = run(Experiment(), "epoch", "epoch", "batch", "epoch")
    assert not np.allclose(parameters(run(experiment, "epoch")), parameters(unchanged), atol=1e-6, rtol=0)


def test_weight_0_kept_dead_when_the_penalty_goes():
    experiment = Experiment(Settings(regularisation="l1", regularisation_rate=1))
    run(experiment, *["epoch"] * 20)
    dead = experiment.network.layers[0].weights == 0
    assert dead.any()
    experiment.change(regularisation="none")
    run(experiment, *["epoch"] * 5)
    assert (experiment.network.layers[0].weights[dead] == 0).all()
    experiment.restart()
    assert not (experiment.network.layers[0].weights == 0).any()


@pytest.mark.parametrize(
    "change",
    [
        {"dataset": "xor"},
        {"noise": 10},
        {"train_percent": 60},
        {"batch_size": 20},
        {"features": ["x1"]},
        {"hidden": [4]},
        {"activation": "relu"},
        {"loss": "cross_entropy"},
        {"seed": 7},
    ],
    ids=lambda change: "".join(change),
)
def test_what_starts_again(change):
    """As a new experiment with these settings."""
    experiment = run(Experiment(), "epoch", "batch")
    experiment.change(**change)
    assert (experiment.epoch, experiment.position, len(experiment.history)) == (0, 0, 1)
    assert same(run(experiment, "epoch"), run(Experiment(Settings(**change)), "epoch"))


def test_a_choice_that_is_no_change_changes_nothing():
    experiment = run(Experiment(), "epoch")
    experiment.change(dataset="circle", hidden=[4, 2], learning_rate=0.03)
    assert experiment.epoch == 1


def test_new_points_for_the_same_network():
    """As the public playground's button does: the network goes on, and is judged by the new points."""
    experiment = run(Experiment(), "epoch", "batch")
    before, loss = parameters(experiment), experiment.current.test_loss
    experiment.change(data_seed=1)
    assert (parameters(experiment) == before).all()
    assert (experiment.epoch, experiment.position) == (1, 0)
    assert experiment.current.test_loss != loss
    assert (experiment.train.x == Experiment(Settings(data_seed=1)).train.x).all()
    assert run(experiment, "epoch").epoch == 2


def test_seeds():
    """Weights and points are drawn apart: each can be had again, and changed without the other."""
    one, other = Experiment(), Experiment()
    assert same(one, other)
    one.restart(new_weights=True)
    assert one.settings.seed == 1
    assert (one.train.x == other.train.x).all()
    assert not np.isclose(parameters(one), parameters(other))[:8].any()
    assert same(one, Experiment(Settings(seed=1)))
    again = run(Experiment(), "epoch", "epoch")
    again.restart()
    assert same(again, other)


def test_weights_set_by_hand():
    experiment = Experiment(Settings(hidden=(2,)))
    experiment.set_weight(0, 1, 0, 3)
    experiment.set_bias(1, 0, -2.5)
    assert experiment.network.layers[0].weights[1, 0] == 3
    assert experiment.network.layers[1].bias[0] == -2.5
    x = experiment.train.x
    hidden = np.tanh(x @ experiment.network.layers[0].weights.T + 0.1)
    wanted = np.tanh(hidden @ experiment.network.layers[1].weights.T - 2.5)
    assert experiment.values(x)[-1] == pytest.approx(wanted)
    assert experiment.current.train_loss == pytest.approx(((wanted[:, 0] - experiment.train.targets) ** 2 / 2).mean())
    run(experiment, "epoch")
    assert experiment.network.layers[0].weights[1, 0] != 3, "it goes on learning from there"
    for wrong in (math.nan, math.inf, "3", None, True):
        with pytest.raises(ValueError, match="must be a finite number; given"):
            experiment.set_weight(0, 0, 0, wrong)
    with pytest.raises(IndexError):
        experiment.set_weight(0, 2, 0, 1)
    with pytest.raises(IndexError):
        experiment.set_bias(2, 0, 1)


def test_equation():
    experiment = Experiment(Settings(features=["x1", "x2", "sin_x1"], hidden=(1,)))
    for k, value in enumerate((0.314, -2, 0)):
        experiment.set_weight(0, 0, k, value)
    assert experiment.equation(0, 0).text() == "a1[0] = tanh(0.31·x₁ − 2.00·x₂ + 0.00·sin x₁ + 0.10)"
    experiment.set_weight(1, 0, 0, -1)
    experiment.set_bias(1, 0, -0.5)
    assert experiment.equation(1, 0) == ("a2[0]", "tanh", [(-1.0, "a1[0]")], -0.5)
    assert experiment.equation(1, 0).text(lambda value: f"{value:.1f}".replace(".", ",")) == (
        "a2[0] = tanh(−1,0·a1[0] − 0,5)"
    )
    experiment.change(dataset="plane", hidden=[])
    assert experiment.equation(0, 0).text().startswith("a1[0] = ")
    assert "linear" not in experiment.equation(0, 0).text()
    assert experiment.equation(0, 0).name == "a1[0]"


# ---------------------------------------------------------------- own points


def test_own_points_are_shuffled_and_split():
    rows = [(k / 10 - 3, 0, k >= 30) for k in range(60)]
    experiment = Experiment(Settings(train_percent=70), data.own_points(rows))
    assert (len(experiment.train), len(experiment.test)) == (42, 18)
    together = np.concatenate([experiment.train.x, experiment.test.x])
    assert sorted(together[:, 0].tolist()) == [row[0] for row in rows]
    assert {*experiment.train.targets} == {*experiment.test.targets} == {-1, 1}
    experiment.change(hidden=[3])
    assert len(experiment.train) == 42, "own points stay"
    experiment.change(dataset="circle")
    assert len(experiment.train) == 350, "until a data set is chosen"


def test_own_points_while_it_runs():
    experiment = run(Experiment(), *["epoch"] * 3)
    experiment.use_points(data.own_points([(1, 1, 0), (2, 2, 1)]))
    assert (experiment.epoch, len(experiment.train), len(experiment.test)) == (3, 1, 1)
    run(experiment, "epoch", "batch", "example")
    experiment.use_points(data.own_points([(1, 1, 0), (2, 2, 0.5), (2, 1, 1)]))
    assert (experiment.epoch, experiment.regression) == (0, True)
    assert experiment.network.layers[-1].activation is nn.linear


def test_a_pair_of_points_stays_in_order():
    train, test = data.own_points([(1, 1, 0), (2, 2, 1)]), data.own_points([(3, 3, 1), (2, 1, 0), (0, 0, 1)])
    experiment = Experiment(points=(train, test))
    assert experiment.train is train
    assert experiment.test is test
    numbers = data.own_points([(1, 1, 0), (2, 2, 0.5), (2, 1, 1)])
    for pair in ((train, numbers), (train, test.take(slice(0)))):
        with pytest.raises(ValueError, match="points must be 2 or more, or a pair of Points, both of classes or both"):
            experiment.use_points(pair)
    assert experiment.train is train


# ---------------------------------------------------------------- what comes of it


def test_losses_and_accuracies():
    experiment = run(Experiment(Settings(dataset="gauss", train_percent=30)), "epoch", "epoch")
    assert len(experiment.train) == 150
    for name in ("train", "test"):
        points = getattr(experiment, name)
        outputs = experiment.network(points.x)[:, 0]
        assert getattr(experiment.current, f"{name}_loss") == pytest.approx(
            ((outputs - points.targets) ** 2 / 2).mean()
        )
        right = (np.sign(outputs) == points.targets).mean()
        assert getattr(experiment.current, f"{name}_accuracy") == pytest.approx(right)
    assert experiment.history[-1] == experiment.current
    assert experiment.scores.table[:, 0].tolist() == [0, 1, 2]
    experiment.change(dataset="multi_gauss")
    assert experiment.current.train_accuracy is experiment.history[0].test_accuracy is None


def test_loss_shown_is_without_the_penalty():
    """With a penalty so large that it would show, the loss before the first epoch is the same."""
    assert Experiment(Settings(regularisation="l2", regularisation_rate=10)).current == Experiment().current


def test_spiral_loss():
    """On 1,000 points, whatever is learnt and by which loss; the challenge is won at 0.05."""
    experiment = Experiment(Settings(**SPIRAL, loss="cross_entropy", noise=5))
    judge = data.judge_spiral()
    outputs = experiment.values(judge.x)[-1][:, 0]
    assert experiment.spiral_loss == pytest.approx(((outputs - judge.targets) ** 2 / 2).mean())
    assert not experiment.solved
    experiment.change(dataset="plane", loss="squared")
    assert experiment.spiral_loss is None
    assert not experiment.solved


def test_spiral_is_solved():
    """As fast, in epochs, as the public playground: it takes 87 to 173."""
    epochs = []
    for seed in range(5):
        experiment = Experiment(Settings(**SPIRAL, seed=seed, data_seed=seed))
        while not experiment.solved and experiment.epoch < 400:
            experiment.step()
        epochs.append(experiment.epoch)
    assert sorted(epochs)[2] < 200
    assert experiment.current.test_loss < 0.07


@pytest.mark.parametrize("optimiser", ["momentum", "adam"])
def test_other_optimisers_solve_the_spiral(optimiser):
    chosen = Settings(**SPIRAL, optimiser=optimiser, learning_rate=0.01, loss="cross_entropy")
    experiment = Experiment(chosen)
    while not experiment.solved and experiment.epoch < 400:
        experiment.step()
    assert experiment.solved


def test_history_of_an_hour(monkeypatch):
    """It holds every epoch at first, then fewer and fewer, the first and the last always."""
    monkeypatch.setattr(Scores, "MOST", 64)
    chosen = Settings(hidden=(), batch_size=30)
    experiment = Experiment(chosen, data.own_points([(1, 1, 0), (2, 2, 1), (3, 1, 0), (1, 0, 1)]))
    for epoch in range(1, 2 * Scores.MOST + 8):
        experiment.step()
        assert experiment.scores.table[-1, 0] == epoch
        if epoch == Scores.MOST - 1:
            assert experiment.scores.table[:, 0].tolist() == list(range(Scores.MOST))
    epochs = [record.epoch for record in experiment.history]
    assert len(epochs) <= Scores.MOST
    assert epochs == [*range(0, 2 * Scores.MOST + 8, 4), 2 * Scores.MOST + 7]


@pytest.mark.parametrize(
    "chosen",
    [
        {"activation": "relu", "learning_rate": 10, "dataset": "plane"},
        {"activation": "relu", "learning_rate": 10, "dataset": "multi_gauss", "hidden": (8, 8, 8)},
        {"activation": "linear", "learning_rate": 1e300},
        {"regularisation": "l2", "regularisation_rate": 10, "learning_rate": 10},
        {
            "regularisation": "l1",
            "regularisation_rate": 10,
            "learning_rate": 10,
            "activation": "relu",
            "dataset": "plane",
        },
        {"dataset": "plane", "optimiser": "momentum", "learning_rate": 10},
    ],
    ids=range(6),
)
@pytest.mark.parametrize("by", ["epoch", "batch", "example"])
def test_numbers_that_grow_too_large(chosen, by):
    """A clear message, everything still finite, and with a smaller rate it goes on."""
    experiment = Experiment(Settings(**chosen))
    with pytest.raises(nn.Diverged, match=r"Training diverged in epoch .* smaller than 1"):
        for _ in range(2000):
            experiment.step(by)
    assert np.isfinite(parameters(experiment)).all()
    assert math.isfinite(experiment.current.train_loss)
    assert (experiment.position, experiment.epoch) == (0, experiment.history[-1].epoch)
    assert np.isfinite(experiment.scores.table[:, :3]).all()
    experiment.restart()
    experiment.change(learning_rate=0.01, regularisation="none")
    run(experiment, "epoch", "batch", "example")
    assert experiment.epoch == 1


@given(
    st.fixed_dictionaries(
        {}, optional=POSSIBLE | {"dataset": st.sampled_from([*data.DATASETS]), "loss": st.just("squared")}
    )
)
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_settings_learn_or_say_that_they_diverge(chosen):
    experiment = Experiment(Settings(**chosen))
    with contextlib.suppress(nn.Diverged):
        run(experiment, "epoch", "batch", "example", "epoch")
    assert np.isfinite(parameters(experiment)).all()
    assert all(math.isfinite(value) for value in experiment.current if value is not None)


def test_records_and_repr():
    experiment = Experiment()
    assert Score._fields == ("epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy")
    assert repr(experiment).startswith("playground()\nEpoch 0: training loss 0.")
