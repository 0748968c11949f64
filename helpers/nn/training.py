"""Learning from examples: mini-batches, backpropagation, gradient descent (lessons 07 and 08).

- `gradients`: how the loss of a batch changes with every weight and bias;
- `train`: a generator that gives a `Record` after every epoch;
- `train_steps`: the same, but it stops after every batch, with a `Batch`;
- `evaluate`: loss and accuracy on examples, without learning from them;
- `Diverged`: what is raised when the numbers have grown too large.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import NamedTuple

import numpy as np

from helpers.language import _, ngettext, number
from helpers.nn.losses import Loss, binary_cross_entropy, cross_entropy
from helpers.nn.network import Network
from helpers.nn.numbers import as_numbers
from helpers.nn.products import columns_with_columns, rows_with_rows

Inputs = np.ndarray | Callable[[np.ndarray], np.ndarray]  # rows, or a function that gives the rows at some indices
ROWS = 250  # that `forward` takes at a time: their inputs as floats need little memory, and a product is soon begun


class Diverged(ValueError):
    """Training went wrong: an output, a weight, a bias or the loss is no longer a finite number."""


@dataclass(frozen=True)
class Record:
    """An epoch, one pass over all examples.

    epoch: its number, from 1; loss, accuracy: the means over its batches as they came, each before its own step and
    without the penalty for large weights; validation_loss, validation_accuracy: at the end of the epoch, None without
    validation; seconds: spent learning, not validating, nor waiting for whoever asks for the next batch.
    An accuracy is None where the network has only one output.
    """

    epoch: int
    loss: float
    accuracy: float | None
    validation_loss: float | None = None
    validation_accuracy: float | None = None
    seconds: float = field(default=0.0, compare=False)


class Batch(NamedTuple):
    """A step: its epoch, its number there and how many there are (from 1); after the last one the epoch's record."""

    epoch: int
    step: int
    steps: int
    record: Record | None


@np.errstate(over="ignore", invalid="ignore")
def gradients(
    network: Network, inputs: np.ndarray, targets: np.ndarray, loss: Loss = cross_entropy
) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
    """The outputs for a batch, and for each layer the gradients of the mean loss by its weights and by its bias.

    inputs: shape (m, n); targets: m labels, or floats of shape (m, outputs). Raises ValueError when they do not fit.
    """
    rows, wanted = as_examples(network, inputs, targets, loss)
    return backpropagate(network, rows(np.arange(len(wanted))), wanted, loss, 1 / len(wanted))


def backpropagate(network, inputs, targets, loss, share, into=None):
    """The outputs for a batch, and the gradients of share · (the sum of its losses); targets in rows, all unchecked.

    into: for each layer two arrays of the network's type to write its gradients into; without it they are new.
    Source: Rumelhart, Hinton and Williams (1986); Goodfellow, Bengio and Courville (2016), section 6.5.
    """
    layers = network.layers
    into = into or [(None, None)] * len(layers)
    a = [inputs]
    for layer in layers:
        z = rows_with_rows(a[-1], layer.weights)
        z += layer.bias
        a.append(layer.activation.function(z))
    error = loss.by_z(layers[-1].activation, a[-1], targets) * share  # by z of the last layer
    found = []
    for k in reversed(range(len(layers))):
        by_weights, by_bias = into[k]
        found.append((columns_with_columns(error, a[k], by_weights), np.add.reduce(error, axis=0, out=by_bias)))
        if k:
            error = layers[k - 1].activation.chain(error.dot(layers[k].weights), a[k])
    return a[-1], found[::-1]


def train(network: Network, inputs: Inputs, targets: np.ndarray, **options) -> Iterator[Record]:
    """Change the network's weights and biases, and yield a record after each epoch.

    options: epochs, batch_size, learning_rate and rng; momentum, loss, l1, l2, validation and patience if wanted. What
    they mean, and the errors raised, are those of `train_steps`.
    """
    for batch in train_steps(network, inputs, targets, **options):
        if batch.record:
            yield batch.record


def train_steps(
    network: Network,
    inputs: Inputs,
    targets: np.ndarray,
    *,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    momentum: float = 0.0,
    loss: Loss = cross_entropy,
    l1: float = 0.0,
    l2: float = 0.0,
    validation: tuple[Inputs, np.ndarray] | None = None,
    patience: int | None = None,
    rng: np.random.Generator,
) -> Iterator[Batch]:
    """Change the network's weights and biases, and yield after each batch.

    inputs: of shape (m, n), or a function that gives the rows at k indices, shape (k, n), so that only the batch at
    hand has to be in memory as floats; targets: m labels (whole numbers, places in the output), or floats of shape
    (m, outputs); rng: draws the order, another one each epoch. The last batch of an epoch may be shorter.

    momentum: the share of the last step that is added to the next (Polyak, 1964); l1, l2: what large weights cost,
    l1·Σ|w| + ½·l2·Σw² (biases cost nothing); validation: inputs and targets to judge by after each epoch;
    patience: stop when the validation loss has not fallen for so many epochs (early stopping); the weights that were
    best in validation are back when the last record comes.

    Raises Diverged when a number is no longer finite, ValueError or TypeError for arguments that do not fit.
    Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 7.1, 7.8, 8.1.3 and 8.3.
    """
    rows, wanted = as_examples(network, inputs, targets, loss)
    if batch_size < 1:
        raise ValueError(_("batch_size must be 1 or more; given {given}").format(given=batch_size))
    if patience is not None and validation is None:
        text = _("patience={given} waits for a lower validation loss, but there is no validation: give validation= too")
        raise ValueError(text.format(given=patience))
    if patience is not None and patience < 1:
        text = _("patience must be 1 or more epochs to wait for a lower validation loss; given {given}")
        raise ValueError(text.format(given=patience))
    descent = _Descent(network, loss, learning_rate, momentum, l1, l2)
    steps = -(-len(wanted) // batch_size)
    best, last = None, epochs
    for epoch in range(1, epochs + 1):
        order, seconds = rng.permutation(len(wanted)), 0.0
        ordered, outputs = wanted[order], np.empty_like(wanted)
        for step in range(1, steps + 1):
            began = perf_counter()
            batch = slice((step - 1) * batch_size, step * batch_size)
            outputs[batch] = found = descent.step(rows(order[batch]), ordered[batch])
            if not np.isfinite(found).all():
                raise _diverged(epoch, step, learning_rate)
            seconds += perf_counter() - began
            if step < steps:
                yield Batch(epoch, step, steps, None)
        judged = _judge(outputs, ordered, loss)
        validated = (None, None) if validation is None else evaluate(network, *validation, loss)
        numbers = [[judged[0], validated[0] or 0], *descent.parameters]
        if not all(np.isfinite(array).all() for array in numbers):
            raise _diverged(epoch, steps, learning_rate)
        if patience is not None:
            if best is None or validated[0] < best.validation_loss:
                best, kept = Record(epoch, *judged, *validated), [parameter.copy() for parameter in descent.parameters]
            if epoch - best.epoch >= patience:
                last = epoch
            if epoch == last:
                for parameter, values in zip(descent.parameters, kept, strict=True):
                    parameter[:] = values
        yield Batch(epoch, steps, steps, Record(epoch, *judged, *validated, seconds))
        if epoch == last:
            return


class _Descent:
    """Gradient descent with momentum and penalties, a step for each batch."""

    def __init__(self, network, loss, learning_rate, momentum, l1, l2):
        self.network, self.loss = network, loss
        self.learning_rate, self.momentum, self.l1, self.l2 = learning_rate, momentum, l1, l2
        self.parameters = network.parameters
        self.velocities = [np.zeros_like(parameter) for parameter in self.parameters]
        self.steps = 0

    @np.errstate(over="ignore", invalid="ignore")  # numbers that have grown too large are found in the outputs
    def step(self, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Change weights and biases, and give the outputs from before."""
        share = self.learning_rate / len(targets)
        outputs, moves = backpropagate(self.network, inputs, targets, self.loss, share)
        for layer, (by_weights, _by_bias) in zip(self.network.layers, moves, strict=True):
            if self.l1:
                by_weights += self.learning_rate * (self.l1 * np.sign(layer.weights))
            if self.l2:
                by_weights += self.learning_rate * (self.l2 * layer.weights)
        moves = [move for pair in moves for move in pair]
        if self.momentum:
            for velocity, move in zip(self.velocities, moves, strict=True):
                velocity *= self.momentum
                velocity += move
            moves = self.velocities
            self.steps += 1
            if self.steps % 100 == 0:
                self._stop_the_slowest()
        for parameter, move in zip(self.parameters, moves, strict=True):
            parameter -= move
        return outputs

    def _stop_the_slowest(self) -> None:
        """Make velocities of no effect 0: processors are slow with numbers near the smallest that a float can be."""
        for velocity in self.velocities:
            velocity[np.abs(velocity) < 1e-30] = 0


def evaluate(
    network: Network, inputs: Inputs, targets: np.ndarray, loss: Loss = cross_entropy
) -> tuple[float, float | None]:
    """The mean loss over examples, and the accuracy: the share of them whose largest output is the wanted one.

    inputs, targets: as for `train_steps`, and errors too. The accuracy is None where the network has only one output.
    """
    rows, wanted = as_examples(network, inputs, targets, loss)
    return _judge(forward(network, rows, len(wanted)), wanted, loss)


@np.errstate(over="ignore", invalid="ignore")
def forward(network: Network, rows: Callable[[np.ndarray], np.ndarray], count: int) -> np.ndarray:
    """The outputs for `count` examples, whose inputs `rows` gives; unchecked, they may be NaN or infinite."""
    outputs = np.empty((count, network.sizes[-1]), network.layers[0].weights.dtype)
    for start in range(0, count, ROWS):
        a = rows(np.arange(start, min(start + ROWS, count)))
        for layer in network.layers:
            a = layer.activation.function(rows_with_rows(a, layer.weights) + layer.bias)
        outputs[start : start + ROWS] = a
    return outputs


@np.errstate(over="ignore", invalid="ignore")
def _judge(outputs: np.ndarray, wanted: np.ndarray, loss: Loss) -> tuple[float, float | None]:
    mean = float(loss.function(outputs, wanted).sum(axis=1).mean())
    right = outputs.argmax(axis=1) == wanted.argmax(axis=1)
    return mean, float(right.mean()) if wanted.shape[1] > 1 else None


def _diverged(epoch: int, step: int, learning_rate: float) -> Diverged:
    text = _(
        "training diverged in epoch {epoch}, step {step}: its numbers grew until they were no longer finite; start again "
        "from a new network, with a learning rate smaller than {rate}"
    )
    return Diverged(text.format(epoch=epoch, step=step, rate=number(learning_rate, 10)))


@np.errstate(over="ignore", invalid="ignore")
def as_examples(network: Network, inputs: Inputs, targets, loss: Loss) -> tuple[Callable, np.ndarray]:
    """A function that gives the inputs at some indices, and the wanted outputs, one row an example: both checked.

    The arguments and the errors are those of `train_steps`.
    """
    kind = network.layers[0].weights.dtype
    wanted = _wanted(np.asarray(targets), network.sizes[-1], loss).astype(kind, copy=False)
    if callable(inputs):
        return lambda indices: np.asarray(inputs(indices), kind), wanted
    x = np.asarray(inputs)
    if x.dtype != kind or not np.isfinite(x.sum()):  # a sum is soon made, also of 60,000 images
        x = as_numbers("inputs", inputs, finite=True).astype(kind)
    if x.shape != (len(wanted), network.sizes[0]):
        text = _(
            "every example needs a target, and a row with all inputs of the network ({count}); given targets: {targets}, "
            "and inputs of shape {shape}"
        )
        raise ValueError(text.format(count=network.sizes[0], targets=len(wanted), shape=x.shape))
    return x.__getitem__, wanted


def _wanted(targets: np.ndarray, outputs: int, loss: Loss) -> np.ndarray:
    if targets.ndim < 2:
        if (
            targets.ndim != 1
            or targets.dtype.kind not in "iu"
            or not targets.size
            or not np.isin(targets, range(outputs)).all()
        ):
            text = _(
                "labels must be whole numbers from 0 to {last}, one an example (other targets are rows of numbers, one an "
                "output); given {given}"
            )
            raise ValueError(text.format(last=outputs - 1, given=repr(targets)[:80]))
        return np.eye(outputs)[targets]
    rows = as_numbers("targets", targets, finite=True)
    if rows.shape != (len(rows), outputs) or not len(rows):
        text = ngettext(
            "targets must be labels, or rows of {count} number; given targets of shape {shape}",
            "targets must be labels, or rows of {count} numbers; given targets of shape {shape}",
            outputs,
        )
        raise ValueError(text.format(count=outputs, shape=rows.shape))
    if loss in (cross_entropy, binary_cross_entropy) and (rows.min() < 0 or rows.max() > 1):
        text = _("{loss} takes targets from 0 to 1; given targets from {least} to {most}")
        raise ValueError(text.format(loss=loss.name, least=number(rows.min(), 6), most=number(rows.max(), 6)))
    if loss == cross_entropy and np.abs(rows.sum(axis=1) - 1).max() > 1e-3:
        text = _("cross_entropy takes targets that add up to 1 for each example, as the outputs of softmax do")
        raise ValueError(text)
    return rows
