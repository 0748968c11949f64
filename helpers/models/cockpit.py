"""The training cockpit without its pictures (lesson 07): a network that learns images, held and continued at will.

- `TrainingRun`: such a training; `Plan`: the sizes of its network and of its batches.
"""

from copy import deepcopy
from typing import NamedTuple

import numpy as np

from helpers import nn
from helpers.data import LabelledImages
from helpers.language import _
from helpers.nn import Network, Record
from helpers.nn.network import as_network
from helpers.nn.training import forward

HELD_BACK = 5000  # of the images, for validation; of fewer than 30,000, a sixth
MOST_LAYERS, NEURONS = 2, range(4, 65, 4)  # hidden layers, and how many neurons each may have


class Plan(NamedTuple):
    """sizes: of the network; batch_size: how many images a step."""

    sizes: list[int]
    batch_size: int


class TrainingRun:
    """A network that learns images, one batch after the other.

    given: the network to begin with, a copy of which learns; None for an untrained 784–16–16 with an output a class;
    digits: the images, of which the last 5,000 are kept for validation; epochs: after how many it is done.

    network: what learns; plan: its sizes and those of its batches; history: the record of each epoch; batch: the last
    one learnt from, None before the first; before: loss and accuracy in validation before the training.
    Raises TypeError or ValueError for what cannot be trained here.
    """

    _LAST = 1_000_000  # epochs

    def __init__(self, given: Network | None, digits: LabelledImages, epochs: int):
        if isinstance(epochs, bool) or not isinstance(epochs, int | np.integer) or not 1 <= epochs <= self._LAST:
            text = _("epochs must be a whole number, 1 or more: after so many the training pauses; given {given}")
            raise ValueError(text.format(given=repr(epochs)[:80]))
        if not isinstance(digits, LabelledImages):
            text = _("digits must be labelled images, such as data.load() gives; given {given}")
            raise TypeError(text.format(given=repr(digits)[:80]))
        classes = len(digits.classes)
        self._given = deepcopy(Network([784, 16, 16, classes]) if given is None else given)
        self.hidden = _hidden_layers(self._given, classes)
        self.digits, self.split = digits, len(digits) - min(HELD_BACK, len(digits) // 6)
        self.examples = digits.pixels, digits.labels[: self.split]
        self.validation = (lambda indices: digits.pixels(self.split + indices)), digits.labels[self.split :]
        # Arrays of a single number: they are changed in place while a training that has been given them goes on.
        self._rate, self._momentum = np.zeros((), np.float32), np.zeros((), np.float32)
        self._stretch = int(epochs)

    def set_rates(self, learning_rate: float, momentum: float) -> None:
        """Learn like this from the next batch on."""
        self._rate[...], self._momentum[...] = learning_rate, momentum

    def sized(self, layers: int, neurons: int, batch_size: int) -> Plan:
        """The plan with so many hidden layers, neurons in each and images in a batch."""
        ends = self._given.sizes
        return Plan([ends[0], *[neurons] * layers, ends[-1]], batch_size)

    def begin(self, plan: Plan) -> None:
        """Take the network as it is before any training, and forget all records."""
        self.plan = plan
        activation = self._given.layers[0].activation if len(self._given.layers) > 1 else nn.sigmoid
        is_given = plan.sizes == self._given.sizes
        self.network = deepcopy(self._given) if is_given else Network(plan.sizes, activation)
        self.history: list[Record] = []
        self.batch, self.epochs = None, self._stretch
        self.before = nn.evaluate(self.network, *self.validation)
        self.forget_outputs()
        self._steps = nn.train_steps(
            self.network,
            *self.examples,
            validation=self.validation,
            epochs=self._LAST,
            batch_size=plan.batch_size,
            learning_rate=self._rate,
            momentum=self._momentum,
            rng=np.random.default_rng(0),
        )

    @property
    def done(self) -> bool:
        """Whether it has learnt for as many epochs as it should."""
        return len(self.history) >= self.epochs

    def prolong(self) -> None:
        """Go on for as many epochs again, if all are done."""
        if self.done:
            self.epochs += self._stretch

    def step(self) -> bool:
        """Learn from the next batch; returns whether the next one ends an epoch, and takes long, or this one has.

        Raises `nn.Diverged` when a number is no longer finite.
        """
        self.batch = next(self._steps)
        if self.batch.record:
            self.history.append(self.batch.record)
            self.forget_outputs()
        return self.batch.step >= self.batch.steps - 1

    def outputs(self) -> np.ndarray:
        """What the network answers to the validation images, worked out once an epoch, and anew when it was asked to."""
        if self._outputs is None:
            # Just before a training diverges, the network may answer with what is no number.
            self._outputs = np.nan_to_num(forward(self.network, self.validation[0], len(self.validation[1])))
        return self._outputs

    @property
    def knows_outputs(self) -> bool:
        """Whether `outputs` need not be worked out."""
        return self._outputs is not None

    def forget_outputs(self) -> None:
        """Let `outputs` be those of the network as it is now."""
        self._outputs = None


def _hidden_layers(network: Network, classes: int) -> list[int]:
    """The sizes of the hidden layers; raises ValueError when the cockpit's sliders cannot describe them."""
    inputs, *hidden, outputs = as_network(network).sizes
    known = len(hidden) <= MOST_LAYERS and len(set(hidden)) <= 1 and all(size in NEURONS for size in hidden)
    if inputs != 784 or outputs != classes or not known or network.layers[-1].activation != nn.softmax:
        text = _(
            "the cockpit trains networks with 784 inputs, none to two hidden layers of the same 4, 8, 12 … or 64 neurons, "
            "and {classes} outputs with softmax, such as Network([784, 16, 16, {classes}]); given {given}"
        )
        raise ValueError(text.format(classes=classes, given=repr(network)))
    return hidden
