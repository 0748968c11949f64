"""Training with care: penalties, validation and early stopping, what diverges, what cannot be, the network that is shipped."""

import math
import re

import numpy as np
import pytest

from helpers import data, nn
from helpers.data import pretrain
from helpers.nn import training
from tests.test_training import cross_entropy, examples, learn, parameters, some_network

# ---------------------------------------------------------------- targets, inputs, batches


def test_targets_in_rows_are_learnt_like_labels():
    inputs, labels = examples(20, 3, 3)
    one, two = some_network([3, 4, 3]), some_network([3, 4, 3])
    assert learn(one, inputs, labels, epochs=2) == learn(two, inputs, np.eye(3)[labels], epochs=2)
    for a, b in zip(parameters(one), parameters(two), strict=True):
        assert (a == b).all()


def test_an_array_of_inputs_is_like_a_function():
    inputs, labels = examples(20, 3, 3)
    results = []
    for given_as in (inputs, inputs.tolist(), lambda indices: inputs[indices]):
        network, options = some_network([3, 4, 3]), {"epochs": 2, "batch_size": 4, "learning_rate": 0.1}
        records = list(nn.train(network, given_as, labels, **options, rng=np.random.default_rng(0)))
        results.append((records, [array.tolist() for array in parameters(network)]))
    assert results[0] == results[1] == results[2]


def test_a_line_is_learnt_by_squared_error():
    x = np.linspace(-1, 1, 20)[:, None]
    network = nn.Network.of([nn.Layer([[0.0]], [0.0], nn.linear)])
    records = learn(network, x, 3 * x - 1, epochs=60, learning_rate=0.2, loss=nn.squared_error)
    assert network.layers[0].weights == pytest.approx(np.array([[3]]), abs=1e-3)
    assert network.layers[0].bias == pytest.approx([-1], abs=1e-3)
    assert (records[-1].accuracy, records[-1].validation_accuracy) == (None, None)
    assert records[-1].loss < 1e-6


def test_every_batch_is_told():
    inputs, labels = examples(11, 3, 2)
    network, whole = some_network([3, 2]), some_network([3, 2])
    options = {"epochs": 2, "batch_size": 4, "learning_rate": 0.1}
    told, before = [], [array.copy() for array in parameters(network)]
    for batch in nn.train_steps(network, inputs, labels, **options, rng=np.random.default_rng(0)):
        assert not all((new == old).all() for new, old in zip(parameters(network), before, strict=True))
        before = [array.copy() for array in parameters(network)]
        told.append(batch)
    assert [(batch.epoch, batch.step, batch.steps) for batch in told] == [(e, s, 3) for e in (1, 2) for s in (1, 2, 3)]
    records = list(nn.train(whole, inputs, labels, **options, rng=np.random.default_rng(0)))
    assert [batch.record for batch in told] == [None, None, records[0], None, None, records[1]]
    for one, two in zip(parameters(network), parameters(whole), strict=True):
        assert (one == two).all()


def test_two_trainings_at_once_do_not_disturb_each_other():
    inputs, labels = examples(20, 3, 3)
    networks = [some_network([3, 4, 3]) for _ in range(3)]
    options = {"epochs": 2, "batch_size": 4, "learning_rate": 0.1, "momentum": 0.9}
    going = [nn.train_steps(n, inputs, labels, **options, rng=np.random.default_rng(0)) for n in networks]
    for _batches in zip(*going[:2], strict=True):
        pass
    list(going[2])
    for one, two, three in zip(*map(parameters, networks), strict=True):
        assert (one == two).all()
        assert (one == three).all()


def test_seconds_are_those_of_learning(monkeypatch):
    clock = [0.0]  # in a list: what passes is added to it
    monkeypatch.setattr(training, "perf_counter", lambda: clock[0])

    def passes(seconds: float) -> None:
        clock[0] += seconds

    inputs, labels = examples(8, 3, 2)
    going = nn.train_steps(
        some_network([3, 2]),
        lambda indices: passes(0.01) or inputs[indices],
        labels,
        epochs=1,
        batch_size=4,
        learning_rate=0.1,
        validation=(lambda indices: passes(0.3) or inputs[indices], labels),
        rng=np.random.default_rng(0),
    )
    next(going)
    passes(0.3)
    assert next(going).record.seconds == pytest.approx(0.02)


# ---------------------------------------------------------------- penalties


@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0), (0, 0.3), (0.2, 0.5)])
def test_penalties_add_their_slopes_to_those_of_weights_and_not_of_biases(l1, l2):
    network, plain, before = (some_network([3, 4, 3]) for _ in range(3))
    network.layers[0].weights[0] = plain.layers[0].weights[0] = before.layers[0].weights[0] = 0
    inputs, labels = examples(6, 3, 3)
    records = [learn(network, inputs, labels, batch_size=6, l1=l1, l2=l2), learn(plain, inputs, labels, batch_size=6)]
    assert records[0] == records[1]  # the penalty is no part of the loss
    for ours, theirs, start in zip(network.layers, plain.layers, before.layers, strict=True):
        penalty = l1 * np.sign(start.weights) + l2 * start.weights
        assert ours.weights == pytest.approx(theirs.weights - 0.1 * penalty, rel=1e-12, abs=1e-15)
        assert (ours.bias == theirs.bias).all()


def test_penalties_are_the_slopes_of_their_formulas():
    """l1·Σ|w| + ½·l2·Σw²: one large step alone, without examples' slopes, from a network whose outputs are right."""
    l1, l2, h, w = 0.2, 0.5, 1e-6, 1.5

    def penalty(w) -> float:
        return l1 * abs(w) + l2 * w**2 / 2

    network = nn.Network.of([nn.Layer([[w]], [0.0], nn.linear)])
    learn(network, np.zeros((1, 1)), np.zeros((1, 1)), learning_rate=1, l1=l1, l2=l2, loss=nn.squared_error)
    wanted = w - (penalty(w + h) - penalty(w - h)) / (2 * h)
    assert network.layers[0].weights == pytest.approx(np.array([[wanted]]), rel=1e-8)


# ---------------------------------------------------------------- validation and early stopping


def noisy(count=30):
    """Labels that have nothing to do with the inputs: what is learnt of them is of no use in validation."""
    return examples(count, 6, 2, seed=3), examples(count, 6, 2, seed=4)


def test_validation_is_judged_after_the_epoch():
    (inputs, labels), (others, their_labels) = noisy()
    network = some_network([6, 8, 2], nn.tanh)
    rows = (lambda indices: others[indices], their_labels)
    for record in nn.train(
        network,
        inputs,
        labels,
        epochs=3,
        batch_size=10,
        learning_rate=0.1,
        validation=rows,
        rng=np.random.default_rng(0),
    ):
        assert record.validation_loss == pytest.approx(cross_entropy(network, others, their_labels))
        assert record.validation_accuracy == pytest.approx(np.mean(network(others).argmax(axis=1) == their_labels))
        assert (record.validation_loss, record.validation_accuracy) == nn.evaluate(network, others, their_labels)


@pytest.mark.parametrize("patience", [1, 3, 1000])
def test_early_stopping_puts_the_best_weights_back(patience):
    (inputs, labels), validation = noisy()
    network, options = some_network([6, 8, 2], nn.tanh, seed=7), {"learning_rate": 0.2, "validation": validation}
    records = learn(network, inputs, labels, epochs=40, **options, patience=patience)
    losses = [record.validation_loss for record in records]
    best = losses.index(min(losses))
    assert len(records) == min(best + 1 + patience, 40)
    assert 0 < best < len(records) - 1
    assert nn.evaluate(network, *validation)[0] == losses[best]
    again = some_network([6, 8, 2], nn.tanh, seed=7)
    learn(again, inputs, labels, epochs=best + 1, **options)
    for one, two in zip(parameters(network), parameters(again), strict=True):
        assert (one == two).all()


def test_the_best_weights_are_back_with_the_last_record():
    (inputs, labels), validation = noisy()
    network = some_network([6, 8, 2], nn.tanh, seed=7)
    options = {"epochs": 40, "batch_size": 4, "learning_rate": 0.2, "patience": 3, "rng": np.random.default_rng(0)}
    for record in nn.train(network, inputs, labels, validation=validation, **options):
        found = nn.evaluate(network, *validation)[0]
        last = record.epoch, found
    assert found < record.validation_loss
    assert last[0] < 40


def test_a_loss_that_only_stays_has_not_fallen():
    (inputs, labels), validation = noisy()
    options = {"epochs": 9, "learning_rate": 0, "validation": validation}
    assert len(learn(some_network([6, 2]), inputs, labels, **options, patience=2)) == 3


def test_without_patience_nothing_is_put_back():
    (inputs, labels), validation = noisy()
    network = some_network([6, 8, 2], nn.tanh, seed=7)
    records = learn(network, inputs, labels, epochs=40, learning_rate=0.2, validation=validation)
    assert len(records) == 40
    assert nn.evaluate(network, *validation)[0] == records[-1].validation_loss


@pytest.mark.parametrize("count", [1, 31, 32, 33, 100])
def test_evaluate_is_the_mean_over_all_examples(count):
    network = some_network([3, 4, 3])
    inputs, labels = examples(count, 3, 3)
    loss, accuracy = nn.evaluate(network, lambda indices: inputs[indices], labels)
    assert loss == pytest.approx(cross_entropy(network, inputs, labels))
    assert accuracy == pytest.approx(np.mean([network(x).argmax() == y for x, y in zip(inputs, labels, strict=True)]))
    targets = np.random.default_rng(0).normal(size=(count, 3))
    assert nn.evaluate(network, inputs, targets, nn.absolute_error)[0] == pytest.approx(
        np.abs(network(inputs) - targets).sum() / count
    )


# ---------------------------------------------------------------- diverging


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("hidden", [nn.relu, nn.linear], ids=lambda activation: activation.name)
def test_diverging_stops(kind, hidden):
    """Without a warning of an overflow before it."""
    inputs, _labels = examples(20, 3, 2)
    network = some_network([3, 8, 8, 2], hidden, kind=kind, output=nn.linear)
    with pytest.raises(nn.Diverged, match=r"training diverged in epoch \d+, step \d+: .* smaller than 50"):
        learn(network, 10 * inputs, np.ones((20, 2)), epochs=200, learning_rate=50, loss=nn.squared_error)
    assert issubclass(nn.Diverged, ValueError)


def test_diverging_stops_at_the_step_not_at_the_end_of_the_epoch():
    inputs, seen = np.ones((1000, 1)), []
    network = nn.Network.of([nn.Layer([[1.0]], [0.0], nn.linear)])
    with pytest.raises(nn.Diverged) as raised:
        for batch in nn.train_steps(
            network,
            inputs,
            0 * inputs,
            epochs=1,
            batch_size=1,
            learning_rate=1e10,
            loss=nn.squared_error,
            rng=np.random.default_rng(0),
        ):
            seen.append(batch)
    assert 0 < len(seen) < 100
    assert f"step {len(seen) + 1}:" in str(raised.value)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_diverging_softmax_stops(kind):
    """Also with a learning rate that float32 cannot hold."""
    inputs, labels = examples(20, 3, 2)
    network = some_network([3, 8, 8, 2], nn.relu, kind=kind)
    with pytest.raises(nn.Diverged):
        learn(network, inputs, labels, epochs=50, learning_rate=1e200)


def test_a_loss_that_is_no_longer_finite_stops_too():
    """1e30 is a float32, its square is none."""
    network = nn.Network.of([nn.Layer(np.ones((1, 1), np.float32), np.zeros(1, np.float32), nn.linear)])
    with pytest.raises(nn.Diverged, match="epoch 1, step 1"):
        learn(network, np.array([[1e30]], np.float32), np.zeros((1, 1)), learning_rate=0, loss=nn.squared_error)
    usual = np.ones((1, 1), np.float32), np.ones((1, 1))
    far = np.array([[1e30]], np.float32), np.zeros((1, 1))
    with pytest.raises(nn.Diverged, match="epoch 1, step 1"):
        learn(network, *usual, learning_rate=0, loss=nn.squared_error, validation=far)


def test_weights_that_the_last_step_spoils_are_found():
    """The outputs before that step were finite."""
    network = nn.Network.of([nn.Layer([[1.0]], [0.0], nn.linear)])
    with pytest.raises(nn.Diverged):
        learn(network, np.ones((1, 1)), np.zeros((1, 1)), learning_rate=1.7e308, l2=1.7e308, loss=nn.squared_error)


def test_a_large_learning_rate_that_only_saturates_is_no_divergence():
    inputs, labels = examples(20, 3, 2)
    records = learn(some_network([3, 8, 2]), inputs, labels, epochs=5, learning_rate=1e6)
    assert np.isfinite([record.loss for record in records]).all()


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    "labels",
    [
        np.array([], int),
        *map(np.array, ([0, 1, 2], [0, -1, 1], [0.0, 1.0], [True, False], [], 1, ["0", "1"])),
    ],
    ids=repr,
)
def test_bad_labels(labels):
    network = some_network([3, 2])
    before = [array.copy() for array in parameters(network)]
    said = r"labels must be whole numbers from 0 to 1, one an example .*; given " + re.escape(repr(labels))
    for call in (learn, nn.gradients, nn.evaluate):
        with pytest.raises(ValueError, match=said):
            call(network, np.ones((3, 3)), labels)
    for array, kept in zip(parameters(network), before, strict=True):
        assert (array == kept).all()


@pytest.mark.parametrize(
    ("targets", "loss", "error", "words"),
    [
        (np.ones((3, 1)), nn.squared_error, ValueError, r"labels, or rows of 2 numbers; given .* shape \(3, 1\)"),
        (np.ones((3, 2, 1)), nn.squared_error, ValueError, r"given targets of shape \(3, 2, 1\)"),
        (np.ones((0, 2)), nn.squared_error, ValueError, r"given targets of shape \(0, 2\)"),
        ([["0", "1"]] * 3, nn.squared_error, TypeError, "(?s)targets must be .*take away the quotes"),
        ([[0, math.nan]] * 3, nn.squared_error, ValueError, "targets must be .*NaN"),
        ([[0, math.inf]] * 3, nn.squared_error, ValueError, "targets must be .*all finite"),
        ([[1, 1]] * 3, nn.cross_entropy, ValueError, "cross_entropy takes targets that add up to 1"),
        ([[2, -1]] * 3, nn.cross_entropy, ValueError, "cross_entropy takes targets from 0 to 1; given .* −1 to 2"),
        ([[2, 0]] * 3, nn.binary_cross_entropy, ValueError, "binary_cross_entropy takes targets from 0 to 1"),
    ],
)
def test_bad_targets(targets, loss, error, words):
    for call in (nn.gradients, nn.evaluate):
        with pytest.raises(error, match=words):
            call(some_network([3, 2]), np.ones((3, 3)), targets, loss)


@pytest.mark.parametrize(
    ("inputs", "error", "words"),
    [
        (np.ones((3, 2)), ValueError, r"given targets: 3, and inputs of shape \(3, 2\)"),
        (np.ones((2, 3)), ValueError, r"given targets: 3, and inputs of shape \(2, 3\)"),
        (np.ones(3), ValueError, r"all inputs of the network \(3\)"),
        ([["1"] * 3] * 3, TypeError, "inputs must be .*take away the quotes"),
        ([[1, 2, math.nan]] * 3, ValueError, "inputs must be .*NaN"),
        ([[1, 2, math.inf]] * 3, ValueError, "inputs must be .*all finite"),
        ([[math.inf, 2, -math.inf]] * 3, ValueError, "inputs must be .*all finite"),
    ],
)
def test_bad_inputs(inputs, error, words):
    options = {"epochs": 1, "batch_size": 2, "learning_rate": 0.1, "rng": np.random.default_rng(0)}
    for call in (nn.gradients, nn.evaluate, lambda *given: list(nn.train(*given, **options))):
        with pytest.raises(error, match=words):
            call(some_network([3, 2]), inputs, [0, 1, 1])


@pytest.mark.parametrize(
    ("patience", "validation", "words"),
    [(3, None, "patience=3 .* no validation: give"), (0, (np.ones((1, 3)), [0]), "1 or more.*given 0")],
)
def test_bad_patience(patience, validation, words):
    with pytest.raises(ValueError, match=words):
        learn(some_network([3, 2]), *examples(4, 3, 2), patience=patience, validation=validation)


@pytest.mark.parametrize("batch_size", [0, -3])
def test_bad_batch_size(batch_size):
    """Negative ones would make no batch at all, and say that the loss is 0."""
    with pytest.raises(ValueError, match=f"batch_size must be 1 or more; given {batch_size}"):
        learn(some_network([3, 2]), *examples(4, 3, 2), batch_size=batch_size)


# ---------------------------------------------------------------- the network that the course ships


@pytest.fixture
def two_epochs(monkeypatch):
    monkeypatch.setattr(pretrain, "STAGES", ((2, 0.05),))


def test_shipped_network_can_be_made_again(two_epochs):
    network = pretrain.pretrain()
    assert repr(network) == repr(nn.Network.load(data.PRETRAINED))
    assert pretrain.accuracy(network) > 0.9


def test_decay_makes_the_weights_smaller(two_epochs):
    plain, decayed = (nn.Network.load(path) for path in (data.PRETRAINED, data.PRETRAINED_WITH_DECAY))
    again = pretrain.pretrain(pretrain.DECAY)
    for network in (decayed, again):
        assert all(
            np.abs(a.weights).mean() < np.abs(b.weights).mean()
            for a, b in zip(network.layers, plain.layers, strict=True)
        )
