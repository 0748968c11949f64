"""Neurons side by side are a layer, layers in a row are a network (lesson 05).

- `Layer`: activation(W·x + b) for all its neurons at once;
- `Network`: the output of each layer is the input of the next; saved to a file and loaded from it.
"""

import os
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from helpers.language import _, ngettext
from helpers.nn.activations import Activation, activations, as_activation, sigmoid, softmax
from helpers.nn.numbers import as_numbers


class Layer:
    """Neurons that all read the same inputs: a = activation(W·x + b).

    weights: W, of shape (neurons, inputs), one row a neuron; bias: b, one number a neuron.
    Raises TypeError or ValueError for anything else.
    """

    def __init__(self, weights, bias, activation: Activation = sigmoid):
        self.weights = as_numbers("weights", weights, finite=True).copy()
        self.bias = as_numbers("bias", bias, finite=True).copy()
        if self.weights.ndim != 2 or 0 in self.weights.shape or self.bias.shape != self.weights.shape[:1]:
            text = _(
                "a layer takes weights of shape (neurons, inputs), one row a neuron, and one bias for each neuron; given "
                "weights of shape {weights} and a bias of shape {bias}"
            )
            raise ValueError(text.format(weights=self.weights.shape, bias=self.bias.shape))
        self.activation = as_activation(activation)

    def z(self, inputs):
        """The sums before the activation: shape (neurons,) for n inputs, (m, neurons) for m rows of n inputs.

        Raises ValueError when a row has another length or a number is not finite, TypeError for other than numbers.
        """
        x = as_numbers("inputs", inputs, finite=True)
        count = self.weights.shape[1]
        if x.ndim not in (1, 2) or x.shape[-1] != count:
            text = ngettext(
                "this layer takes {count} input, or rows of {count} input; given inputs of shape {shape}",
                "this layer takes {count} inputs, or rows of {count} inputs; given inputs of shape {shape}",
                count,
            )
            raise ValueError(text.format(count=count, shape=x.shape))
        return x @ self.weights.T + self.bias

    def __call__(self, inputs):
        """The layer's outputs, in the shape of z."""
        return self.activation(self.z(inputs))

    @property
    def parameter_count(self) -> int:
        """How many numbers the layer can learn: its weights and its biases."""
        return self.weights.size + self.bias.size

    def __repr__(self):
        neurons, inputs = self.weights.shape
        return f"Layer: a = {self.activation.name}(W·x + b), W: {neurons} × {inputs}, b: {neurons}"


class Network:
    """A fully connected network: every neuron reads all the outputs of the layer before.

    sizes: how many inputs, how many neurons in each hidden layer, how many outputs, such as [784, 16, 16, 10];
    activation: that of the hidden layers; output: that of the last; rng: draws the first weights.

    The weights are drawn evenly between ±√(6 / (inputs + neurons)) (Glorot and Bengio, 2010), the biases are 0; all
    are float32. Raises ValueError for sizes that are not two or more whole numbers above 0, TypeError for an activation
    that is none.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activation: Activation = sigmoid,
        output: Activation = softmax,
        rng: np.random.Generator | None = None,
    ):
        counts = np.asarray(sizes)
        if counts.dtype.kind not in "iu" or counts.ndim != 1 or counts.size < 2 or counts.min() < 1:
            text = _("sizes must be two or more whole numbers above 0, such as [784, 16, 16, 10]; given {given}")
            raise ValueError(text.format(given=repr(sizes)[:80]))
        rng = np.random.default_rng(0) if rng is None else rng
        self.layers = []
        for inputs, neurons in pairwise(counts.tolist()):
            reach = np.sqrt(6 / (inputs + neurons))
            weights = rng.uniform(-reach, reach, (neurons, inputs)).astype(np.float32)
            is_last = len(self.layers) == counts.size - 2
            self.layers.append(Layer(weights, np.zeros(neurons, np.float32), output if is_last else activation))

    @classmethod
    def of(cls, layers: Sequence[Layer]) -> "Network":
        """The network made of these layers.

        Raises ValueError when one does not fit onto the one before, TypeError when one is no `Layer`.
        """
        layers = list(layers)
        given = ", ".join(map(repr, layers)) or _("no layer")
        if not all(isinstance(layer, Layer) for layer in layers):
            raise TypeError(_("a network is made of Layers; given {given}").format(given=given))
        if not layers or any(one.weights.shape[0] != two.weights.shape[1] for one, two in pairwise(layers)):
            text = _("every layer needs as many inputs as the layer before has neurons; given {given}")
            raise ValueError(text.format(given=given))
        network = cls.__new__(cls)
        network.layers = layers
        return network

    @property
    def sizes(self) -> list[int]:
        """How many inputs, then how many neurons in each layer."""
        return [self.layers[0].weights.shape[1], *(layer.weights.shape[0] for layer in self.layers)]

    @property
    def parameters(self) -> list[np.ndarray]:
        """All that the network can learn, weights and bias of each layer, to be changed in place."""
        return [parameter for layer in self.layers for parameter in (layer.weights, layer.bias)]

    @property
    def parameter_count(self) -> int:
        """How many numbers the network can learn: all weights and all biases."""
        return sum(parameter.size for parameter in self.parameters)

    def activations(self, inputs) -> list[np.ndarray]:
        """The inputs, and the outputs of every layer: the forward pass. Shapes and errors as for `Layer.z`."""
        passed = [as_numbers("inputs", inputs)]
        for layer in self.layers:
            passed.append(layer(passed[-1]))
        return passed

    def __call__(self, inputs) -> np.ndarray:
        """The outputs of the last layer, of shape (outputs,), or (m, outputs) for m rows of inputs."""
        return self.activations(inputs)[-1]

    def save(self, path: str | os.PathLike) -> None:
        """Write all weights, biases and names of activations to a file (npz); an old one stays until it is whole."""
        path = Path(path)
        arrays = {"activations": np.array([layer.activation.name for layer in self.layers])}
        for k, layer in enumerate(self.layers, start=1):
            arrays |= {f"weights_{k}": layer.weights, f"bias_{k}": layer.bias}
        with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as folder:
            new = Path(folder, "network.npz")
            np.savez_compressed(new, **arrays)
            new.replace(path)

    @classmethod
    def load(cls, path: str | os.PathLike) -> "Network":
        """The network that `save` wrote. Raises FileNotFoundError, or ValueError for a file of another kind."""
        with Path(path).open("rb") as file:
            try:
                with np.load(file, allow_pickle=False) as arrays:
                    return cls.of(
                        Layer(arrays[f"weights_{k}"], arrays[f"bias_{k}"], activations[str(name)])
                        for k, name in enumerate(arrays["activations"], start=1)
                    )
            except Exception as error:  # NumPy, zipfile and zlib raise a dozen kinds for files that are broken
                text = _("{path} does not hold a network that Network.save wrote: {error}")
                raise ValueError(text.format(path=path, error=error)) from error

    def __repr__(self):
        rows, read = [], "x"
        for k, layer in enumerate(self.layers, start=1):
            neurons, inputs = layer.weights.shape
            formula = f"a{k} = {layer.activation.name}(W{k}·{read} + b{k})"
            rows.append((formula, f"W{k}: {neurons} × {inputs} = {layer.weights.size}", f"b{k}: {neurons}"))
            read = f"a{k}"
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["   ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
        weights = sum(layer.weights.size for layer in self.layers)
        total = f"{weights} + {self.parameter_count - weights} = {self.parameter_count}"
        return "\n".join([f"Network {'–'.join(map(str, self.sizes))}", *lines, f"W + b: {total}"])


def as_network(given) -> Network:
    """What was given, when it is a Network; raises TypeError for anything else."""
    if not isinstance(given, Network):
        text = _("network must be a Network of helpers.nn; given {given}")
        raise TypeError(text.format(given=repr(given)[:80]))
    return given
