"""Learning: gradients against small changes, steps by hand, batches, penalties, early stopping, diverging, records, and
the course's network made again."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import nn
from helpers.nn import training

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

HIDDEN = [nn.linear, nn.double, nn.relu, nn.leaky_relu, nn.tanh, nn.sigmoid, nn.softmax]
OUTPUTS = [nn.linear, nn.relu, nn.leaky_relu, nn.tanh, nn.sigmoid, nn.softmax]
PAIRS = [
    *itertools.product(OUTPUTS, [nn.squared_error, nn.absolute_error]),
    (nn.softmax, nn.cross_entropy),
    (nn.sigmoid, nn.cross_entropy),
    (nn.sigmoid, nn.binary_cross_entropy),
    (nn.softmax, nn.binary_cross_entropy),
]


def some_network(sizes, activation=nn.sigmoid, seed=1, kind=np.float64, output=nn.softmax) -> nn.Network:
    """A network with biases that are not 0."""
    rng = np.random.default_rng(seed)
    layers = []
    for layer in nn.Network(sizes, activation, output, rng).layers:
        bias = rng.normal(size=layer.bias.size).astype(kind)
        layers.append(nn.Layer(layer.weights.astype(kind), bias, layer.activation))
    return nn.Network.of(layers)


def examples(count, inputs, classes, seed=2):
    """Inputs, and labels of the type that `data.load` gives."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, inputs)), rng.integers(0, classes, count).astype(np.uint8)


def cross_entropy(network, inputs, labels) -> float:
    """The mean, one example at a time."""
    return -math.fsum(math.log(network(x)[label]) for x, label in zip(inputs, labels, strict=True)) / len(labels)


def parameters(network) -> list[np.ndarray]:
    return [array for layer in network.layers for array in (layer.weights, layer.bias)]


def learn(network, inputs, labels, **options) -> list[nn.Record]:
    options = {"epochs": 1, "batch_size": 4, "learning_rate": 0.1, "rng": np.random.default_rng(0)} | options
    return list(nn.train(network, lambda indices: inputs[indices], labels, **options))


# ---------------------------------------------------------------- gradients


def check_gradients(network, inputs, targets, loss, wanted) -> None:
    """Against what a small change of every weight and bias does to the mean loss; wanted: the targets in rows."""
    h = 1e-6

    def mean() -> float:
        return math.fsum(loss(network(x), y) for x, y in zip(inputs, wanted, strict=True)) / len(inputs)

    _outputs, found = nn.gradients(network, inputs, targets, loss)
    for parameter, slopes in zip(parameters(network), [array for pair in found for array in pair], strict=True):
        assert slopes.shape == parameter.shape
        for place in np.ndindex(parameter.shape):
            kept = parameter[place]
            parameter[place] = kept + h
            above = mean()
            parameter[place] = kept - h
            below = mean()
            parameter[place] = kept
            assert slopes[place] == pytest.approx((above - below) / (2 * h), rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("activation", HIDDEN, ids=lambda activation: activation.name)
@pytest.mark.parametrize("sizes", [[3, 2], [3, 4, 2], [4, 3, 3, 3]], ids=str)
def test_gradients_are_what_small_changes_do(activation, sizes):
    for seed in range(3):
        network = some_network(sizes, activation, seed)
        inputs, labels = examples(5, sizes[0], sizes[-1], seed)
        check_gradients(network, inputs, labels, nn.cross_entropy, np.eye(sizes[-1])[labels])


@pytest.mark.parametrize(("output", "loss"), PAIRS, ids=lambda part: part.name)
@pytest.mark.parametrize("hidden", [nn.tanh, nn.relu], ids=lambda activation: activation.name)
def test_gradients_of_every_output_and_loss(output, loss, hidden):
    for seed in range(3):
        network = some_network([3, 4, 3], hidden, seed, output=output)
        inputs, labels = examples(5, 3, 3, seed)
        check_gradients(network, inputs, labels, loss, np.eye(3)[labels])
        targets = np.random.default_rng(seed).dirichlet(np.ones(3), 5)  # shares that add up to 1
        check_gradients(network, inputs, targets, loss, targets)


@pytest.mark.parametrize("output", [nn.linear, nn.tanh, nn.sigmoid], ids=lambda activation: activation.name)
def test_gradients_of_a_single_output(output):
    inputs, _labels = examples(5, 3, 1)
    targets = np.random.default_rng(0).uniform(-1, 1, (5, 1))
    check_gradients(some_network([3, 4, 1], nn.tanh, output=output), inputs, targets, nn.squared_error, targets)


def test_gradients_of_cross_entropy_beside_its_formula():
    network = some_network([3, 4, 3], nn.tanh)
    inputs, labels = examples(5, 3, 3)
    outputs, _found = nn.gradients(network, inputs, labels)
    assert cross_entropy(network, inputs, labels) == pytest.approx(nn.cross_entropy(outputs, np.eye(3)[labels]).mean())
    assert nn.evaluate(network, inputs, labels)[0] == pytest.approx(cross_entropy(network, inputs, labels))


def test_a_step_function_learns_nothing_in_front_of_it():
    network = some_network([3, 4, 2], nn.step)
    (first, first_bias), (last, _bias) = nn.gradients(network, *examples(5, 3, 2))[1]
    assert not first.any()
    assert not first_bias.any()
    assert last.any()


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=30)
def test_gradients_of_a_batch_are_the_mean_of_those_of_its_examples(seed, count):
    network = some_network([3, 4, 3], nn.tanh, seed)
    inputs, labels = examples(count, 3, 3, seed)
    _outputs, together = nn.gradients(network, inputs, labels)
    _outputs, doubled = nn.gradients(network, np.tile(inputs, (2, 1)), np.tile(labels, 2))
    single = [nn.gradients(network, inputs[i : i + 1], labels[i : i + 1])[1] for i in range(count)]
    for k in range(2):
        for part in range(2):
            wanted = np.mean([found[k][part] for found in single], axis=0)
            assert together[k][part] == pytest.approx(wanted, rel=1e-9, abs=1e-12)
            assert doubled[k][part] == pytest.approx(wanted, rel=1e-9, abs=1e-12)


def test_gradients_come_with_the_outputs_and_change_nothing():
    network = some_network([3, 4, 2])
    inputs, labels = examples(5, 3, 2)
    before = [array.copy() for array in (*parameters(network), inputs, labels)]
    outputs, _found = nn.gradients(network, inputs, labels)
    assert outputs == pytest.approx(network(inputs), rel=1e-12)
    for array, kept in zip((*parameters(network), inputs, labels), before, strict=True):
        assert (array == kept).all()


def test_float32_stays_float32():
    network = some_network([3, 4, 2], kind=np.float32)
    inputs, labels = examples(5, 3, 2)
    outputs, found = nn.gradients(network, inputs.astype(np.float32), labels)
    assert {array.dtype for array in (outputs, *found[0], *found[1])} == {np.dtype(np.float32)}
    learn(network, inputs.astype(np.float32), labels, momentum=0.9)
    assert {array.dtype for array in parameters(network)} == {np.dtype(np.float32)}


# ---------------------------------------------------------------- steps


def start_at_0() -> nn.Network:
    return nn.Network.of([nn.Layer(np.zeros((2, 1)), np.zeros(2), nn.softmax)])


ONE_EXAMPLE = np.array([[2.0]]), np.array([1])


def test_one_step_by_hand():
    """Both outputs are 0.5, wanted are 0 and 1: the errors are 0.5 and −0.5, times the input 1 and −1."""
    network = start_at_0()
    _outputs, ((by_weights, by_bias),) = nn.gradients(network, *ONE_EXAMPLE)
    assert (by_weights.tolist(), by_bias.tolist()) == ([[1], [-1]], [0.5, -0.5])
    (record,) = learn(network, *ONE_EXAMPLE, learning_rate=0.1)
    assert network.layers[0].weights == pytest.approx(np.array([[-0.1], [0.1]]))
    assert network.layers[0].bias == pytest.approx([-0.05, 0.05])
    assert record.loss == pytest.approx(math.log(2))


@pytest.mark.parametrize("momentum", [0, 0.9])
def test_two_steps_by_hand(momentum):
    """After the first step z = ∓0.25, so the first output is σ(−0.5)."""
    network = start_at_0()
    learn(network, *ONE_EXAMPLE, epochs=2, learning_rate=0.1, momentum=momentum)
    error = 1 / (1 + math.exp(0.5))
    weight = -0.1 + momentum * -0.1 - 0.1 * error * 2
    bias = -0.05 + momentum * -0.05 - 0.1 * error
    assert network.layers[0].weights == pytest.approx(np.array([[weight], [-weight]]))
    assert network.layers[0].bias == pytest.approx([bias, -bias])


def test_velocities_do_not_stay_near_the_smallest_floats():
    """There processors are ten times slower; multiplied by 0.9, the smallest of all would never become 0."""
    network = nn.Network.of([nn.Layer(np.ones((1, 2), np.float32), np.zeros(1, np.float32), nn.linear)])
    descent = training._Descent(network, nn.squared_error, 0.1, 0.9, 0, 0)
    target = np.zeros((1, 1), np.float32)
    descent.step(np.array([[1, 1]], np.float32), target)
    for _ in range(2000):
        descent.step(np.array([[0, 1]], np.float32), target)
        speeds = np.abs(descent.velocities[0])
        assert not ((speeds > 0) & (speeds < np.finfo(np.float32).tiny)).any()
    assert descent.velocities[0][0, 0] == 0


def test_a_step_goes_against_the_gradients_of_its_batch():
    network, before = some_network([3, 4, 3]), some_network([3, 4, 3])
    inputs, labels = examples(6, 3, 3)
    learn(network, inputs, labels, batch_size=6, learning_rate=0.5)
    _outputs, found = nn.gradients(before, inputs, labels)
    slopes = [array for pair in found for array in pair]
    for new, old, slope in zip(parameters(network), parameters(before), slopes, strict=True):
        assert new == pytest.approx(old - 0.5 * slope, rel=1e-9, abs=1e-12)


def test_learning_lowers_the_loss():
    network = some_network([2, 6, 2], nn.tanh)
    inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    records = learn(network, inputs, np.array([0, 1, 1, 0]), epochs=400, learning_rate=0.5, momentum=0.9)
    assert records[-1].loss < 0.05 < 0.5 < records[0].loss
    assert records[-1].accuracy == 1


# ---------------------------------------------------------------- batches and records


def test_every_example_is_seen_once_an_epoch_in_another_order_and_the_last_batch_may_be_shorter():
    inputs, labels = examples(11, 3, 2)
    asked = []

    def pixels(indices):
        asked.append(indices.tolist())
        return inputs[indices]

    options = {"batch_size": 4, "learning_rate": 0.1, "rng": np.random.default_rng(0)}
    records = list(nn.train(some_network([3, 2]), pixels, labels, epochs=2, **options))
    assert len(records) == 2
    assert [len(batch) for batch in asked] == [4, 4, 3] * 2
    one, two = (list(itertools.chain(*batches)) for batches in (asked[:3], asked[3:]))
    assert sorted(one) == sorted(two) == list(range(11))
    assert len({tuple(one), tuple(two), tuple(range(11))}) == 3


def test_the_last_shorter_batch_is_learnt_from():
    """Batches of 4, 4 and 1: the ninth example alone makes the last step, with its own gradients."""
    network, by_hand = some_network([3, 2]), some_network([3, 2])
    inputs, labels = examples(9, 3, 2)
    order = np.random.default_rng(5).permutation(9)
    learn(network, inputs, labels, batch_size=4, rng=np.random.default_rng(5))
    for batch in (order[:4], order[4:8], order[8:]):
        _outputs, found = nn.gradients(by_hand, inputs[batch], labels[batch])
        for parameter, slope in zip(parameters(by_hand), found[0], strict=True):
            parameter -= 0.1 * slope
    for one, two in zip(parameters(network), parameters(by_hand), strict=True):
        assert one == pytest.approx(two, rel=1e-12)


@pytest.mark.parametrize("batch_size", [1, 4, 50, 1000])
def test_records_without_learning(batch_size):
    network = some_network([3, 4, 3], seed=3)
    inputs, labels = examples(50, 3, 3)
    records = learn(network, inputs, labels, epochs=3, batch_size=batch_size, learning_rate=0)
    assert [record.epoch for record in records] == [1, 2, 3]
    hits = sum(int(np.argmax(network(x)) == label) for x, label in zip(inputs, labels, strict=True))
    for record in records:
        assert record.loss == pytest.approx(cross_entropy(network, inputs, labels), rel=1e-9)
        assert record.accuracy == pytest.approx(hits / 50)
        assert (type(record.loss), type(record.accuracy)) == (float, float)


def test_a_record_tells_of_the_batches_as_they_came():
    """Before each step, not of the network at the end of the epoch."""
    network = some_network([3, 3])
    inputs, labels = examples(20, 3, 3)
    before = cross_entropy(network, inputs, labels)
    (record,) = learn(network, inputs, labels, batch_size=20, learning_rate=1)
    assert record.loss == pytest.approx(before)
    assert cross_entropy(network, inputs, labels) < before


def test_epochs_are_learnt_one_by_one():
    inputs, labels = examples(20, 3, 3)
    network, one_epoch = some_network([3, 3]), some_network([3, 3])
    learn(one_epoch, inputs, labels)
    options = {"epochs": 3, "batch_size": 4, "learning_rate": 0.1, "rng": np.random.default_rng(0)}
    going = nn.train(network, lambda indices: inputs[indices], labels, **options)
    assert next(going).epoch == 1
    for one, two in zip(parameters(network), parameters(one_epoch), strict=True):
        assert (one == two).all()
    assert [record.epoch for record in going] == [2, 3]
    assert learn(network, inputs, labels, epochs=0) == []


def test_same_seed_same_result():
    inputs, labels = examples(30, 3, 3)

    def result(seed):
        network = some_network([3, 4, 3])
        records = learn(network, inputs, labels, epochs=2, momentum=0.5, rng=np.random.default_rng(seed))
        return records, [array.tolist() for array in parameters(network)]

    assert result(1) == result(1)
    assert result(1) != result(2)


def test_labels_of_any_kind_of_whole_number():
    inputs, labels = examples(30, 3, 3)
    results = []
    for kind in (np.uint8, np.int8, np.int64):
        network = some_network([3, 3])
        learn(network, inputs, labels.astype(kind))
        results.append([array.tolist() for array in parameters(network)])
    assert results[0] == results[1] == results[2]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_share_of_0_for_the_right_class_has_a_large_but_finite_loss(kind):
    """e^−2000 is 0 for a computer, and its logarithm would be infinite for ever."""
    network = nn.Network.of([nn.Layer(np.array([[1000], [-1000]], kind), np.zeros(2, kind), nn.softmax)])
    records = learn(network, np.array([[1], [1]], kind), np.array([1, 0]), learning_rate=0)
    assert 40 < records[0].loss < 1000
    assert records[0].accuracy == 0.5
