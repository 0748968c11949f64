"""The mathematics of the lessons: published values, slopes, stability, shapes, and errors a student can act on."""

import copy
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import nn

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")  # an overflow is a defect, not a warning

ELEMENTWISE = [nn.step, nn.linear, nn.double, nn.relu, nn.leaky_relu, nn.tanh, nn.sigmoid]
EVERY = [*ELEMENTWISE, nn.softmax]
AWAY_FROM_KINKS = np.array([-20, -3.7, -1, -0.3, -0.01, 0.01, 0.3, 1, 3.7, 20])

each = pytest.mark.parametrize("activation", ELEMENTWISE, ids=lambda activation: activation.name)
every = pytest.mark.parametrize("activation", EVERY, ids=lambda activation: activation.name)
few = settings(max_examples=60)
numbers = st.floats(-1000, 1000)
layers = st.lists(st.floats(-50, 50), min_size=1, max_size=6)
pairs = st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=1, max_size=6)


def exactly(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("activation", "z", "value"),
    [
        (nn.step, -3, 0), (nn.step, -0.1, 0), (nn.step, 0, 0), (nn.step, 1e-300, 1), (nn.step, 4, 1),
        (nn.linear, -2.5, -2.5), (nn.linear, 7, 7),
        (nn.double, 35, 70), (nn.double, -1.5, -3),
        (nn.relu, -3, 0), (nn.relu, 0, 0), (nn.relu, 0.25, 0.25), (nn.relu, 34, 34),
        (nn.leaky_relu, -3, -0.03), (nn.leaky_relu, 0, 0), (nn.leaky_relu, 34, 34),
        (nn.tanh, 0, 0), (nn.tanh, 0.5, 0.46211715726000973), (nn.tanh, 1, 0.7615941559557649),
        (nn.tanh, -2, -0.9640275800758169),
        (nn.sigmoid, 0, 0.5), (nn.sigmoid, 1, 0.7310585786300049), (nn.sigmoid, 2, 0.8807970779778823),
        (nn.sigmoid, 5, 0.9933071490757153), (nn.sigmoid, -5, 0.0066928509242848554),
    ],
)  # fmt: skip
def test_published_value(activation, z, value):
    assert activation(z) == exactly(value)


def test_softmax_published_values():
    wanted = [0.09003057317038046, 0.24472847105479767, 0.6652409557748219]
    assert nn.softmax([1, 2, 3]) == exactly(np.array(wanted))
    assert nn.softmax([0, 0, 0, 0]) == exactly(np.full(4, 0.25))
    assert nn.softmax([7]) == exactly(np.ones(1))


@pytest.mark.parametrize(
    ("activation", "slope"),
    [(nn.step, 0), (nn.linear, 1), (nn.double, 2), (nn.relu, 0), (nn.leaky_relu, 0.01), (nn.tanh, 1), (nn.sigmoid, 0.25)],
)  # fmt: skip
def test_slope_at_zero(activation, slope):
    assert activation.derivative(0) == exactly(slope)


@each
def test_slope_is_what_a_small_change_of_z_does(activation):
    h = 1e-6
    differences = (activation(AWAY_FROM_KINKS + h) - activation(AWAY_FROM_KINKS - h)) / (2 * h)
    assert activation.derivative(AWAY_FROM_KINKS) == pytest.approx(differences, abs=1e-7)


@pytest.mark.parametrize("z", [[1, 2, 3], [0.5, 0.5], [-4, 0, 2, 2.5], [3]])
def test_softmax_slopes_are_what_small_changes_of_z_do(z):
    h, z = 1e-6, np.array(z, float)
    columns = [(nn.softmax(z + h * unit) - nn.softmax(z - h * unit)) / (2 * h) for unit in np.eye(len(z))]
    assert nn.softmax.derivative(z) == pytest.approx(np.stack(columns, axis=1), abs=1e-7)


@pytest.mark.parametrize(
    ("inputs", "weights", "bias", "z"),
    [
        ([2, 5], [3, 6], 0, 36),
        ([2, 5], [3, 6], -2, 34),
        ([1, 1], [0, 5], 0, 5),
        ([1, 1], [0, 5], 30, 35),
        ([4, 3], [2, -5], 7, 0),
        ([0.5], [0.5], 0.25, 0.5),
    ],
)
def test_worked_numbers_of_the_lesson(inputs, weights, bias, z):
    assert nn.weighted_sum(inputs, weights, bias) == exactly(z)
    assert nn.Neuron(weights, bias).z(inputs) == exactly(z)
    assert nn.Neuron(weights, bias)(inputs) == exactly(z)
    assert nn.Neuron(weights, bias, nn.double)(inputs) == exactly(2 * z)


def test_bias_is_zero_unless_given():
    assert nn.weighted_sum([2, 5], [3, 6]) == nn.Neuron([3, 6]).z([2, 5]) == 36


def test_neuron_passes_its_sum_through_its_activation():
    neuron = nn.Neuron(weights=[3, 6], bias=-35, activation=nn.sigmoid)
    assert (neuron.z([2, 5]), neuron.bias, neuron.activation) == (1, -35, nn.sigmoid)
    assert neuron([2, 5]) == exactly(0.7310585786300049)
    assert neuron.weights.tolist() == [3, 6]


def test_activations_by_name():
    assert list(nn.activations) == ["step", "linear", "double", "relu", "leaky_relu", "tanh", "sigmoid", "softmax"]
    assert all(getattr(nn, name) is activation for name, activation in nn.activations.items())


def test_activation_cannot_be_changed_by_accident():
    with pytest.raises(AttributeError):
        nn.relu.function = np.tanh


# ---------------------------------------------------------------- large numbers


@pytest.mark.parametrize(
    ("activation", "low", "high", "slope_low", "slope_high"),
    [
        (nn.step, 0, 1, 0, 0),
        (nn.linear, -1000, 1000, 1, 1),
        (nn.double, -2000, 2000, 2, 2),
        (nn.relu, 0, 1000, 0, 1),
        (nn.leaky_relu, -10, 1000, 0.01, 1),
        (nn.tanh, -1, 1, 0, 0),
        (nn.sigmoid, 0, 1, 0, 0),
    ],
)
def test_large_z(activation, low, high, slope_low, slope_high):
    assert activation([-1000, 1000]) == exactly(np.array([low, high]))
    assert activation.derivative([-1000, 1000]) == exactly(np.array([slope_low, slope_high]))


def test_sigmoid_keeps_its_precision_far_out():
    tiny = pytest.approx(math.exp(-700), rel=1e-12, abs=0)
    assert nn.sigmoid(-700) == tiny
    assert nn.sigmoid.derivative(-700) == tiny
    assert nn.sigmoid.derivative(700) == tiny


def test_softmax_of_large_z():
    assert nn.softmax([1000, 0, -1000]).tolist() == [1, 0, 0]
    assert nn.softmax([-1000, -1000]).tolist() == [0.5, 0.5]
    assert nn.softmax([[1000, 1000], [-1000, -1000]]).tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert not nn.softmax.derivative([1000, 0, -1000]).any()


# ---------------------------------------------------------------- shapes and kinds


@each
@pytest.mark.parametrize("z", [2, 2.5, np.float32(2), np.int8(2), np.array(2.5)])
def test_number_gives_a_python_float(activation, z):
    assert type(activation(z)) is float
    assert type(activation.derivative(z)) is float
    assert activation(z) == pytest.approx(activation([float(z)])[0], rel=1e-6)


@each
@pytest.mark.parametrize("shape", [(0,), (1,), (3,), (2, 3), (2, 1, 2)])
def test_array_gives_an_array_of_its_shape(activation, shape):
    z = np.linspace(-1, 2, math.prod(shape)).reshape(shape)
    for function in (activation, activation.derivative):
        assert function(z).shape == shape
        assert function(z).ravel().tolist() == [function(value) for value in z.ravel()]
        assert np.array_equal(function(z.tolist()), function(z))


@pytest.mark.parametrize("shape", [(1,), (3,), (2, 3), (2, 1, 2)])
def test_softmax_shares_out_along_the_last_axis(shape):
    z = np.linspace(-1, 2, math.prod(shape)).reshape(shape)
    rows = z.reshape(-1, shape[-1])
    assert nn.softmax(z).shape == shape
    assert nn.softmax.derivative(z).shape == (*shape, shape[-1])
    assert nn.softmax(z).reshape(rows.shape) == exactly(np.array([nn.softmax(row) for row in rows]))
    slopes = np.array([nn.softmax.derivative(row) for row in rows])
    assert nn.softmax.derivative(z).reshape(slopes.shape) == exactly(slopes)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@every
def test_float32_stays_float32(activation, kind):
    z = np.array([-1, 0, 2], kind)
    assert activation(z).dtype == kind
    assert activation.derivative(z).dtype == kind


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_weighted_sum_keeps_float32(kind):
    rows, weights = np.ones((2, 3), kind), np.ones(3, kind)
    assert nn.weighted_sum(rows, weights).dtype == kind
    assert nn.weighted_sum(rows, weights, 1.5).dtype == kind
    assert nn.Neuron(weights, 1.5)(rows).dtype == kind


@pytest.mark.parametrize("z", [3, np.uint8(3), 2**53, -(2**62)], ids=str)
def test_whole_numbers_are_numbers(z):
    assert nn.linear(z) == float(z)
    assert nn.linear([z, 1]).tolist() == [float(z), 1]
    assert nn.linear(z) == nn.double(z) / 2


@pytest.mark.parametrize(
    "function",
    [*EVERY, *(a.derivative for a in EVERY), lambda z: nn.weighted_sum([z, z], z), lambda z: nn.Neuron(z).weights],
    ids=[*(a.name for a in EVERY), *(f"{a.name}.derivative" for a in EVERY), "weighted_sum", "Neuron.weights"],
)
def test_argument_stays_as_it_was(function):
    z = np.array([-1.0, 0, 2])
    result = function(z)
    assert z.tolist() == [-1, 0, 2]
    result += 1
    assert z.tolist() == [-1, 0, 2], "changing the result changes what it was computed from"


def test_rows_of_a_matrix_are_examples():
    assert nn.weighted_sum([[2, 5], [1, 1], [0, 0]], [3, 6], -2).tolist() == [34, 7, -2]
    assert nn.Neuron([3, 6], -10, nn.relu)([[2, 5], [1, 1], [0, 0]]).tolist() == [26, 0, 0]
    assert type(nn.weighted_sum([2, 5], [3, 6], -2)) is float
    assert type(nn.Neuron([3, 6], -10, nn.relu)([2, 5])) is float


def test_a_copy_is_as_good_as_the_original():
    softmax, a, by_a = copy.deepcopy(nn.softmax), np.array([[0.2, 0.8]]), np.array([[1.0, 0.0]])
    assert softmax is not nn.softmax
    assert softmax.chain(by_a, a) == pytest.approx(np.array([[0.16, -0.16]]))
    with pytest.raises(ValueError, match="softmax needs the z of a whole layer"):
        softmax(1)
    with pytest.raises(ValueError, match="softmax needs finite numbers"):
        softmax([1, np.inf])
    with pytest.raises(ValueError, match="a single neuron takes another activation"):
        nn.Neuron([1], activation=softmax)


def test_softmax_is_not_for_one_neuron():
    """It would share out among the examples, which have nothing to do with each other."""
    with pytest.raises((TypeError, ValueError), match="softmax"):
        nn.Neuron([1, 2], 0, nn.softmax)([[1, 2], [3, 4]])


# ---------------------------------------------------------------- properties


@few
@given(numbers)
def test_sigmoid_is_symmetric(z):
    assert nn.sigmoid(-z) == exactly(1 - nn.sigmoid(z))
    assert nn.tanh(z) == exactly(2 * nn.sigmoid(2 * z) - 1)


@few
@given(st.lists(st.floats(-700, 700), min_size=2, max_size=5))
def test_activations_grow_with_z(z):
    z.sort()
    for activation in ELEMENTWISE:
        values = activation(z)
        assert (np.diff(values) >= 0).all()
        assert (activation.derivative(z) >= 0).all()
    assert (nn.sigmoid(z) > 0).all()
    assert (nn.sigmoid(z) <= 1).all()


@few
@given(layers, st.floats(-50, 50))
def test_softmax_is_shares_that_a_common_constant_leaves(z, constant):
    shares = nn.softmax(z)
    assert shares.sum() == exactly(1)
    assert (shares > 0).all()
    assert nn.softmax(np.array(z) + constant) == exactly(shares)
    assert nn.softmax(z[::-1]) == exactly(shares[::-1])
    assert nn.softmax.derivative(z).sum(axis=0) == exactly(np.zeros(len(z)))


@few
@given(numbers, numbers)
def test_softmax_of_two_is_the_sigmoid_of_their_difference(one, other):
    assert nn.softmax([one, other])[0] == exactly(nn.sigmoid(one - other))


@few
@given(pairs, st.floats(-100, 100), st.floats(-10, 10))
def test_weighted_sum_is_linear_in_the_inputs(terms, bias, factor):
    x, w = (np.array(values) for values in zip(*terms, strict=True))
    total = math.fsum(a * b for a, b in terms)
    assert nn.weighted_sum(x, w) == pytest.approx(total, abs=1e-9)
    assert nn.weighted_sum(x, w, bias) == pytest.approx(total + bias, abs=1e-9)
    assert nn.weighted_sum(factor * x + w, w) == pytest.approx(factor * total + w @ w, abs=1e-8)
    assert nn.weighted_sum([x, w], w, bias) == pytest.approx([total + bias, w @ w + bias], abs=1e-9)
