"""Layers and networks: the forward pass against plain loops, counting, first weights, files, errors a student can act on."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data, nn

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

HIDDEN = [nn.linear, nn.relu, nn.leaky_relu, nn.tanh, nn.sigmoid, nn.softmax]
few = settings(max_examples=40)
some_sizes = st.lists(st.integers(1, 12), min_size=2, max_size=5)


def random_network(sizes, activation=nn.sigmoid, output=nn.softmax, seed=1, kind=np.float64) -> nn.Network:
    """A network with biases that are not 0."""
    rng = np.random.default_rng(seed)
    layers = []
    for layer in nn.Network(sizes, activation, output, rng).layers:
        bias = rng.normal(size=layer.bias.size).astype(kind)
        layers.append(nn.Layer(layer.weights.astype(kind), bias, layer.activation))
    return nn.Network.of(layers)


def by_loops(network: nn.Network, inputs: list[float]) -> list[float]:
    """The outputs for one example, as someone would compute them by hand."""
    a = inputs
    for layer in network.layers:
        z = []
        for weights, bias in zip(layer.weights.tolist(), layer.bias.tolist(), strict=True):
            total = bias
            for weight, x in zip(weights, a, strict=True):
                total += weight * x
            z.append(total)
        a = layer.activation(z).tolist()
    return a


# ---------------------------------------------------------------- forward


@few
@given(some_sizes, st.sampled_from(HIDDEN), st.sampled_from(HIDDEN), st.integers(0, 2**32))
def test_forward_pass_is_what_loops_compute(sizes, activation, output, seed):
    network = random_network(sizes, activation, output, seed)
    rows = np.random.default_rng(seed).normal(size=(3, sizes[0]))
    wanted = np.array([by_loops(network, row) for row in rows.tolist()])
    assert network(rows).shape == (3, sizes[-1])
    assert network(rows) == pytest.approx(wanted, rel=1e-12, abs=1e-12)
    assert network(rows[0]).shape == (sizes[-1],)
    assert network(rows[0]) == pytest.approx(wanted[0], rel=1e-12, abs=1e-12)


def test_layer_is_its_neurons_side_by_side():
    weights, bias = [[1, -2, 0.5], [0, 3, 1]], [0.25, -1]
    rows = [[1, 2, 3], [0, 0, 0], [-1, 0.5, 2]]
    for activation in (nn.linear, nn.relu, nn.tanh, nn.sigmoid):
        layer = nn.Layer(weights, bias, activation)
        neurons = [nn.Neuron(w, b, activation) for w, b in zip(weights, bias, strict=True)]
        assert layer(rows) == pytest.approx(np.stack([neuron(rows) for neuron in neurons], axis=1), rel=1e-12)
        assert layer(rows[0]) == pytest.approx([neuron(rows[0]) for neuron in neurons], rel=1e-12)
        assert layer.z(rows) == pytest.approx(np.stack([neuron.z(rows) for neuron in neurons], axis=1), rel=1e-12)


def test_layer_by_hand():
    layer = nn.Layer([[3, 6], [1, -1]], [-2, 0], nn.relu)
    assert layer.z([2, 5]).tolist() == [34, -3]
    assert layer([2, 5]).tolist() == [34, 0]
    assert layer([[2, 5], [0, 0]]).tolist() == [[34, 0], [0, 0]]
    assert layer.parameter_count == 6
    assert nn.Layer([[1, 2]], [0]).activation is nn.sigmoid


def test_activations_are_the_inputs_and_what_every_layer_makes_of_them():
    network = random_network([4, 3, 3, 2])
    rows = np.random.default_rng(0).random((5, 4))
    passed = network.activations(rows)
    assert [a.shape for a in passed] == [(5, 4), (5, 3), (5, 3), (5, 2)]
    assert (passed[0] == rows).all()
    for layer, before, after in zip(network.layers, passed[:-1], passed[1:], strict=True):
        assert (layer(before) == after).all()
    assert (network(rows) == passed[-1]).all()
    assert [a.shape for a in network.activations(rows[0])] == [(4,), (3,), (3,), (2,)]


def test_hidden_layers_and_the_last_have_their_own_activations():
    assert [layer.activation for layer in nn.Network([4, 3, 3, 2]).layers] == [nn.sigmoid, nn.sigmoid, nn.softmax]
    network = nn.Network([4, 3, 3, 2], activation=nn.relu, output=nn.linear)
    assert [layer.activation for layer in network.layers] == [nn.relu, nn.relu, nn.linear]
    assert [layer.activation for layer in nn.Network([4, 2], nn.relu, nn.tanh).layers] == [nn.tanh]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_float32_stays_float32(kind):
    network = random_network([4, 3, 2], kind=kind)
    assert [a.dtype for a in network.activations(np.ones((2, 4), kind))] == [kind] * 3
    assert network.layers[0].z(np.ones(4, kind)).dtype == kind


def test_whole_numbers_and_lists_are_taken():
    network = random_network([3, 2, 2])
    wanted = network(np.array([[0.0, 255, 3], [1, 2, 3]]))
    for rows in ([[0, 255, 3], [1, 2, 3]], np.array([[0, 255, 3], [1, 2, 3]], np.uint8), ((0, 255, 3), (1, 2, 3))):
        assert (network(rows) == wanted).all()
    assert nn.Layer(np.array([[1, 2]], np.int8), np.array([3], np.uint8), nn.linear)([1, 2]).tolist() == [8]


def test_a_layer_has_weights_of_its_own_and_leaves_its_inputs():
    weights, bias, inputs = np.ones((2, 3)), np.zeros(2), np.ones(3)
    layer = nn.Layer(weights, bias, nn.linear)
    weights += 1
    bias += 1
    outputs = layer(inputs)
    assert outputs.tolist() == [3, 3]
    outputs += 1
    assert inputs.tolist() == [1, 1, 1]
    assert layer(inputs).tolist() == [3, 3]


# ---------------------------------------------------------------- sizes, counts, words


def test_parameters_of_the_course_s_network():
    network = nn.Network([784, 16, 16, 10])
    assert network.sizes == [784, 16, 16, 10]
    assert sum(layer.weights.size for layer in network.layers) == 784 * 16 + 16 * 16 + 16 * 10 == 12_960
    assert sum(layer.bias.size for layer in network.layers) == 16 + 16 + 10 == 42
    assert network.parameter_count == 13_002
    assert [layer.parameter_count for layer in network.layers] == [12_560, 272, 170]


@few
@given(some_sizes)
def test_a_parameter_for_every_line_and_every_neuron(sizes):
    network = nn.Network(sizes)
    lines = sum(1 for k in range(len(sizes) - 1) for _from in range(sizes[k]) for _to in range(sizes[k + 1]))
    assert network.parameter_count == lines + sum(sizes[1:])
    assert network.sizes == sizes
    assert [layer.weights.shape for layer in network.layers] == list(zip(sizes[1:], sizes[:-1], strict=True))
    assert [layer.bias.shape for layer in network.layers] == [(size,) for size in sizes[1:]]


@pytest.mark.parametrize("sizes", [(3, 2), range(2, 5), np.array([3, 2]), [np.int64(3), np.uint8(2)]])
def test_sizes_may_be_any_sequence_of_whole_numbers(sizes):
    assert nn.Network(sizes).sizes == [int(size) for size in sizes]
    assert "np." not in repr(nn.Network(sizes))


def test_network_of_layers():
    layers = [nn.Layer(np.ones((3, 4)), np.zeros(3)), nn.Layer(np.ones((2, 3)), np.zeros(2), nn.softmax)]
    network = nn.Network.of(layer for layer in layers)
    assert network.layers == layers
    assert network.sizes == [4, 3, 2]
    assert network(np.zeros(4)).tolist() == [0.5, 0.5]


def test_repr_of_the_course_s_network():
    assert repr(nn.Network([784, 16, 16, 10])) == (
        "Network 784–16–16–10\n"
        "a1 = sigmoid(W1·x + b1)    W1: 16 × 784 = 12544   b1: 16\n"
        "a2 = sigmoid(W2·a1 + b2)   W2: 16 × 16 = 256      b2: 16\n"
        "a3 = softmax(W3·a2 + b3)   W3: 10 × 16 = 160      b3: 10\n"
        "W + b: 12960 + 42 = 13002"
    )


def test_repr_of_small_things():
    assert repr(nn.Network([3, 4, 1], nn.relu, nn.sigmoid)) == (
        "Network 3–4–1\n"
        "a1 = relu(W1·x + b1)       W1: 4 × 3 = 12   b1: 4\n"
        "a2 = sigmoid(W2·a1 + b2)   W2: 1 × 4 = 4    b2: 1\n"
        "W + b: 16 + 5 = 21"
    )
    assert repr(nn.Layer([[1, 2, 3], [4, 5, 6]], [0, 0], nn.tanh)) == "Layer: a = tanh(W·x + b), W: 2 × 3, b: 2"


# ---------------------------------------------------------------- first weights


@few
@given(some_sizes, st.integers(0, 2**32))
def test_first_weights_are_small_and_biases_0(sizes, seed):
    network = nn.Network(sizes, rng=np.random.default_rng(seed))
    for layer in network.layers:
        reach = math.sqrt(6 / sum(layer.weights.shape))
        assert layer.weights.dtype == layer.bias.dtype == np.float32
        assert (np.abs(layer.weights) <= reach * (1 + 1e-6)).all()
        assert not layer.bias.any()


def test_first_weights_fill_their_range_evenly():
    weights = nn.Network([784, 100]).layers[0].weights
    reach = math.sqrt(6 / 884)
    shares, _edges = np.histogram(weights, bins=10, range=(-reach, reach))
    assert shares / weights.size == pytest.approx(np.full(10, 0.1), abs=0.005)


def test_same_seed_same_weights():
    def weights(rng=None):
        return [w for layer in nn.Network([5, 4, 3], rng=rng).layers for w in layer.weights.ravel().tolist()]

    seven, again, eight = (weights(np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert seven == again
    assert len({*seven, *eight}) == 2 * (5 * 4 + 4 * 3)
    assert weights() == weights()
    rng = np.random.default_rng(7)
    assert weights(rng) != weights(rng)


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    "sizes",
    [[3, 0], [3, -2], [3, 2.0], [3, 2.5], [3], [], ["3", "2"], "32", "784-16-10", 3, None, [3, None], {3, 2},
     [True, True], [[3, 2]], [[3], [2]], [3, math.nan], np.array([3.0, 2.0]), [10**30, 2]],
    ids=repr,
)  # fmt: skip
def test_bad_sizes(sizes):
    said = "sizes must be two or more whole numbers above 0, such as [784, 16, 16, 10]; given "
    with pytest.raises(ValueError, match=re.escape(f"{said}{sizes!r}")):
        nn.Network(sizes)


@pytest.mark.parametrize("wrong", [max, "relu", None, np.tanh])
@pytest.mark.parametrize("name", ["activation", "output"])
def test_bad_activation(name, wrong):
    said = re.escape(f"activation must be one of helpers.nn, such as sigmoid; given {wrong!r}")
    with pytest.raises(TypeError, match=said):
        nn.Network([3, 2, 2], **{name: wrong})
    with pytest.raises(TypeError, match=said):
        nn.Layer([[1, 2]], [0], wrong)


@pytest.mark.parametrize(
    ("weights", "bias", "error", "said"),
    [
        ([[1, 2], [3]], [0, 0], ValueError, "weights must be .* with rows of one length"),
        ([[1, math.nan]], [0], ValueError, "weights must be .* NaN"),
        ([[1, math.inf]], [0], ValueError, "weights must be .* all finite"),
        ([["1", "2"]], [0], TypeError, "weights must be .* take away the quotes"),
        (None, [0], TypeError, "weights must be .* given None"),
        ([1, 2], [0], ValueError, r"weights of shape \(2,\) and a bias of shape \(1,\)"),
        ([1, 2], [0, 0], ValueError, r"weights of shape \(2,\) and a bias of shape \(2,\)"),
        (3, 0, ValueError, r"weights of shape \(\) and a bias of shape \(\)"),
        ([[[1]]], [0], ValueError, r"weights of shape \(1, 1, 1\)"),
        ([], [], ValueError, r"weights of shape \(0,\)"),
        (np.ones((0, 3)), [], ValueError, r"weights of shape \(0, 3\)"),
        (np.ones((3, 0)), [0, 0, 0], ValueError, r"weights of shape \(3, 0\)"),
        ([[1, 2]], 0, ValueError, r"weights of shape \(1, 2\) and a bias of shape \(\)"),
        ([[1, 2]], [0, 0], ValueError, r"weights of shape \(1, 2\) and a bias of shape \(2,\)"),
        ([[1, 2], [3, 4]], [[0, 0]], ValueError, r"bias of shape \(1, 2\)"),
        ([[1, 2]], [math.nan], ValueError, "bias must be .* NaN"),
        ([[1, 2]], [-math.inf], ValueError, "bias must be .* all finite"),
        ([[1, 2]], "0", TypeError, "bias must be .* take away the quotes"),
    ],
)  # fmt: skip
def test_bad_weights(weights, bias, error, said):
    with pytest.raises(error, match=said):
        nn.Layer(weights, bias)


@pytest.mark.parametrize(
    ("inputs", "error", "said"),
    [
        ([1, 2], ValueError, r"takes 3 inputs, or rows of 3 inputs; given inputs of shape \(2,\)"),
        ([1, 2, 3, 4], ValueError, r"shape \(4,\)"),
        ([[1, 2], [3, 4]], ValueError, r"shape \(2, 2\)"),
        ([[1], [2], [3]], ValueError, r"shape \(3, 1\)"),
        (np.ones((2, 2, 3)), ValueError, r"shape \(2, 2, 3\)"),
        (5, ValueError, r"shape \(\)"),
        ([], ValueError, r"shape \(0,\)"),
        ([1, 2, math.nan], ValueError, "NaN"),
        ([1, 2, math.inf], ValueError, "inputs must be .* all finite"),
        (["1", "2", "3"], TypeError, "take away the quotes"),
        ([[1, 2, 3], [1, 2]], ValueError, "with rows of one length"),
        (None, TypeError, "given None"),
    ],
)
def test_bad_inputs(inputs, error, said):
    network = nn.Network([3, 2, 2])
    for call in (network, network.activations, network.layers[0], network.layers[0].z):
        with pytest.raises(error, match=said):
            call(inputs)


def test_images_that_are_not_flattened_are_refused():
    with pytest.raises(ValueError, match=r"takes 784 inputs, or rows of 784 inputs; given inputs of shape \(28, 28\)"):
        nn.Network([784, 10])(data.load(split="test").images[0])


@pytest.mark.parametrize(
    ("layers", "error", "said"),
    [
        ([], ValueError, "given no layer"),
        ([nn.Layer(np.ones((3, 4)), np.zeros(3)), nn.Layer(np.ones((2, 4)), np.zeros(2))], ValueError, "W: 3 × 4, b: 3, Layer: .* W: 2 × 4"),
        ([3], TypeError, "given 3"),
        ([nn.Layer([[1]], [0]), nn.Neuron([1])], TypeError, "given Layer: .*, Neuron: "),
    ],
)  # fmt: skip
def test_layers_that_make_no_network(layers, error, said):
    with pytest.raises(error, match=said):
        nn.Network.of(layers)
