"""Learning from labelled examples: mini-batches, backpropagation, gradient descent with momentum.

- `gradients`: how the cross-entropy of a batch changes with every weight and bias;
- `train`: a generator that gives a `Record` after every epoch.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from helpers.nn.activations import softmax
from helpers.nn.network import Network


@dataclass(frozen=True)
class Record:
    """An epoch: its number from 1, and the mean cross-entropy and the accuracy of its batches, as they came."""

    epoch: int
    loss: float
    accuracy: float


def gradients(
    network: Network, inputs: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
    """The outputs for a batch, and for each layer the gradients of the mean cross-entropy by weights and bias.

    inputs: shape (m, n); labels: m whole numbers, places in the output. Raises ValueError unless softmax is the
    activation of the last layer, and of no other.
    Backpropagation: Rumelhart, Hinton and Williams (1986); Goodfellow, Bengio and Courville (2016), section 6.5.
    """
    *hidden, last = (layer.activation for layer in network.layers)
    if last is not softmax or softmax in hidden:
        given = ", ".join(activation.name for activation in (*hidden, last))
        raise ValueError(f"softmax must be the activation of the last layer, and of no other; given {given}")
    sums, passed = [], [inputs]
    for layer in network.layers:
        sums.append(passed[-1] @ layer.weights.T + layer.bias)
        passed.append(layer.activation.function(sums[-1]))
    error = passed[-1].copy()  # by z of the last layer: softmax and cross-entropy together leave output − wanted
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    found = []
    for k in reversed(range(len(network.layers))):
        found.append((error.T @ passed[k], error.sum(axis=0)))
        if k:
            error = (error @ network.layers[k].weights) * network.layers[k - 1].activation.slope(sums[k - 1])
    return passed[-1], found[::-1]


def train(
    network: Network,
    pixels: Callable[[np.ndarray], np.ndarray],
    labels: np.ndarray,
    *,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    momentum: float = 0.0,
    rng: np.random.Generator,
) -> Iterator[Record]:
    """Change the network's weights and biases, and yield a record after each epoch (one pass over all examples).

    pixels(indices): the inputs of a batch, shape (m, n), so that only the batch at hand has to be in memory as floats;
    labels: whole numbers, places in the output; momentum: the share of the last step that is added to the next
    (Polyak, 1964). Raises ValueError for labels that are no such places, and for batches of less than one example.
    """
    labels, classes = np.asarray(labels), network.sizes[-1]
    places = labels.dtype.kind in "iu" and labels.ndim == 1 and labels.size and np.isin(labels, range(classes)).all()
    if not places:
        raise ValueError(f"labels must be whole numbers from 0 to {classes - 1}, one an example; given {labels!r}")
    if batch_size < 1:
        raise ValueError(f"batch_size must be 1 or more; given {batch_size}")
    speeds = [(np.zeros_like(layer.weights), np.zeros_like(layer.bias)) for layer in network.layers]
    for epoch in range(1, epochs + 1):
        loss = hits = 0
        order = rng.permutation(len(labels))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            wanted = labels[batch]
            outputs, found = gradients(network, pixels(batch), wanted)
            shares = outputs[np.arange(len(batch)), wanted]
            loss -= np.log(np.maximum(shares, np.finfo(shares.dtype).tiny)).sum()  # one may be so small that it is 0
            hits += (outputs.argmax(axis=1) == wanted).sum()
            for layer, speed, gradient in zip(network.layers, speeds, found, strict=True):
                for parameter, velocity, slope in zip((layer.weights, layer.bias), speed, gradient, strict=True):
                    velocity *= momentum
                    velocity -= learning_rate * slope
                    parameter += velocity
        yield Record(epoch, float(loss / len(labels)), float(hits / len(labels)))
