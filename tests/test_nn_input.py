"""What is given to activations and neurons and is no number is refused with words; what they say of themselves."""

import math
import re

import numpy as np
import pytest

from helpers import language, nn
from tests.test_nn import EVERY

# ---------------------------------------------------------------- what is not numbers

NAN = "; given NaN (not a number): look for a division 0/0 or a missing value before"
BAD = {
    "None": (None, TypeError, "; given None"),
    "text": ("3", TypeError, "; given '3'; take away the quotes"),
    "list of text": (["1", "2"], TypeError, "; given ['1', '2']; take away the quotes"),
    "bytes": (b"3", TypeError, "; given b'3'"),
    "ragged": ([[1], [1, 2]], ValueError, ", with rows of one length; given [[1], [1, 2]]"),
    "NaN": (math.nan, ValueError, NAN),
    "NaN inside": ([1, math.nan], ValueError, NAN),
    "truth value": (True, TypeError, "; given True"),
    "truth values": ([True, False], TypeError, "; given [True, False]"),
    "complex": (1j, TypeError, "; given 1j"),
    "object array": (np.array([1, None]), TypeError, "; given array([1, None], dtype=object)"),
    "dict": ({1: 2}, TypeError, "; given {1: 2}"),
    "set": ({3}, TypeError, "; given {3}"),
    "function": (len, TypeError, "; given <built-in function len>"),
    "date": (np.datetime64("2020"), TypeError, "; given np.datetime64('2020')"),
}
CALLS = {
    **{f"{a.name}(z)": a for a in EVERY},
    **{f"{a.name}.derivative(z)": a.derivative for a in EVERY},
    "weighted_sum(inputs)": lambda bad: nn.weighted_sum(bad, [1, 2]),
    "weighted_sum(weights)": lambda bad: nn.weighted_sum([1, 2], bad),
    "weighted_sum(bias)": lambda bad: nn.weighted_sum([1, 2], [1, 2], bad),
    "Neuron(weights)": nn.Neuron,
    "Neuron(bias)": lambda bad: nn.Neuron([1, 2], bad),
    "Neuron.z(inputs)": nn.Neuron([1, 2]).z,
    "Neuron()(inputs)": nn.Neuron([1, 2]),
}


@pytest.mark.parametrize(("bad", "error", "said"), BAD.values(), ids=BAD)
def test_error_names_the_argument_and_what_was_given(bad, error, said):
    for call, function in CALLS.items():
        argument = call[call.rindex("(") + 1 : -1]
        with pytest.raises(error) as raised:
            function(bad)
        assert str(raised.value) == f"{argument} must be a number or a list or array of numbers{said}", call


@pytest.mark.parametrize(
    ("inputs", "weights", "bias"),
    [
        ([2, 5], [3], 0),
        ([2], [3, 6], 0),
        (2, [3, 6], 0),
        ([2, 5], 3, 0),
        ([[2, 5, 1]], [3, 6], 0),
        ([2, 5], [[3, 6]], 0),
        ([[2], [5]], [3, 6], 0),
        ([2, 5], [3, 6], [1]),
        ([2, 5], [3, 6], [1, 2]),
    ],
)
def test_shapes_that_do_not_fit_are_all_named(inputs, weights, bias):
    given = [re.escape(str(np.shape(value))) if np.ndim(value) else r"\((1,)?\)" for value in (inputs, weights, bias)]
    with pytest.raises(ValueError, match="inputs of shape {}, weights of shape {}, bias of shape {}".format(*given)):
        nn.weighted_sum(inputs, weights, bias)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: nn.Neuron([3, 6], [1]), "bias of shape (1,)"),
        (lambda: nn.Neuron([[3, 6]]), "weights of shape (1, 2)"),
        (lambda: nn.Neuron([3, 6])([2]), "inputs of shape (1,), weights of shape (2,)"),
        (lambda: nn.Neuron([3, 6], 0, max), "activation must be one of helpers.nn, such as sigmoid; given <built-in function max>"),
        (lambda: nn.Neuron([3, 6], 0, "relu"), "activation must be one of helpers.nn, such as sigmoid; given 'relu'"),
        (lambda: nn.softmax(5), "softmax needs the z of a whole layer"),
        (lambda: nn.softmax.derivative(5), "softmax needs the z of a whole layer"),
        (lambda: nn.softmax([1, math.inf]), "the shares of infinite z are not defined"),
        (lambda: nn.softmax.derivative([1, -math.inf]), "the shares of infinite z are not defined"),
    ],
)  # fmt: skip
def test_what_a_neuron_cannot_be(make, said):
    with pytest.raises((TypeError, ValueError), match=re.escape(said)):
        make()


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: nn.softmax([]), "z"),
        (lambda: nn.softmax(np.zeros((2, 0))), "z"),
        (lambda: nn.softmax.derivative([]), "z"),
        (lambda: nn.weighted_sum([], []), "weights"),
        (lambda: nn.Neuron([]), "weights"),
    ],
    ids=["softmax", "softmax of empty rows", "softmax.derivative", "weighted_sum", "Neuron"],
)
def test_nothing_is_not_a_layer_or_a_neuron(call, argument):
    with pytest.raises(ValueError, match=rf"\b{argument}\b"):
        call()


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: nn.weighted_sum([math.inf], [0]), "inputs"),
        (lambda: nn.weighted_sum([1, 1], [1, -math.inf]), "weights"),
        (lambda: nn.weighted_sum([1], [1], math.inf), "bias"),
        (lambda: nn.Neuron([math.inf]), "weights"),
        (lambda: nn.Neuron([1], -math.inf), "bias"),
        (lambda: nn.Neuron([1])([[1], [math.inf]]), "inputs"),
    ],
)
def test_infinite_numbers_are_refused_in_words(call, argument):
    """A sum of them may be no number at all, of which NumPy warns in words that say nothing to a student."""
    with pytest.raises(ValueError, match=rf"^{argument} must be .* finite; given .*inf"):
        call()


IN_PORTUGUESE = {
    "no number": (lambda: nn.sigmoid("3"), "z deve ser um número, .* recebido: '3'. Tire as aspas"),
    "no activation": (lambda: nn.Neuron([1], 0, "relu"), "como sigmoid; recebido: 'relu'"),
    "one input": (lambda: nn.Network([1, 2])([1, 2]), r"precisa de 1 entrada, .* formato \(2,\)"),
    "three inputs": (lambda: nn.Network([3, 2])([1, 2]), r"precisa de 3 entradas, .* formato \(2,\)"),
    "sizes": (lambda: nn.Network([784]), r"sizes deve ter dois ou mais .* recebido: \[784\]"),
    "no layer": (lambda: nn.Network.of([]), "recebido: nenhuma camada"),
    "targets": (lambda: nn.squared_error([1, 2], [1]), "cada saída precisa de um alvo"),
    "labels": (lambda: nn.confusion_matrix([0, 3], [0, 1], 3), "labels só pode ter números inteiros de 0 a 2"),
    "divergence": (
        lambda: list(nn.gradient_descent(lambda w: w**4, 7, 9.5, 9)),
        "depois de [2-9] passos.* menor que 9,5",
    ),
}


@pytest.mark.parametrize(("call", "said"), IN_PORTUGUESE.values(), ids=IN_PORTUGUESE)
def test_mathematics_speaks_the_language_of_the_notebook(call, said):
    language.use("pt-BR")
    with pytest.raises((TypeError, ValueError), match=said):
        call()


def test_numbers_are_put_into_words_only_for_an_error():
    """The words for an image take a hundred times as long as what a network makes of it."""

    class Unspeakable(list):
        def __repr__(self):
            raise AssertionError("nobody asked")

    assert nn.Neuron([3, 6], -2)(Unspeakable([1, 2])) == 13


# ---------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (nn.step, "step(z) = 1 if z > 0 else 0"),
        (nn.linear, "linear(z) = z"),
        (nn.double, "double(z) = 2·z"),
        (nn.relu, "relu(z) = max(0, z)"),
        (nn.leaky_relu, "leaky_relu(z) = z if z > 0 else 0.01·z"),
        (nn.tanh, "tanh(z) = (e^z − e^−z) / (e^z + e^−z)"),
        (nn.sigmoid, "sigmoid(z) = 1 / (1 + e^−z)"),
        (nn.softmax, "softmax(z) = e^z_i / (e^z_1 + … + e^z_n)"),
        (nn.Neuron([3, 6], -2), "Neuron: a = linear(z), z = 3·x1 + 6·x2 − 2"),
        (nn.Neuron([0, 5], 30, nn.double), "Neuron: a = double(z), z = 0·x1 + 5·x2 + 30"),
        (nn.Neuron([2, -5], 7, nn.relu), "Neuron: a = relu(z), z = 2·x1 − 5·x2 + 7"),
        (nn.Neuron([0.25]), "Neuron: a = linear(z), z = 0.25·x1 + 0"),
        (nn.Neuron(3, -1.5), "Neuron: a = linear(z), z = 3·x1 − 1.5"),
        (nn.Neuron([-3, 6], -2), "Neuron: a = linear(z), z = −3·x1 + 6·x2 − 2"),
        (nn.Neuron([1], -0.0), "Neuron: a = linear(z), z = 1·x1 + 0"),
    ],
)  # fmt: skip
def test_repr(thing, text):
    assert repr(thing) == text
