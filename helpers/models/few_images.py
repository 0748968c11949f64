"""Learning from few images (lesson 08): a training that overfits, and cures for it.

- `learn_from_few`: the records of a small training, with or without wrong labels and cures;
- `best_epoch`: of these, the one where it should have stopped;
- `CURES`, `Cure`: four cures for overfitting, and a smaller network, which is none here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers.data import LabelledImages
from helpers.data.toy import with_wrong_labels
from helpers.language import N_, _, ngettext, number
from helpers.nn import Network, Record, relu, train

EPOCHS = 60
MOST = 3000  # training images
FOR_VALIDATION = 1000  # images


@lru_cache(maxsize=100)  # a figure asks for the same trainings again and again
def learn_from_few(
    digits: LabelledImages, images: int = 500, hidden: tuple[int, ...] = (16, 16), wrong: float = 0.0, **cure
) -> tuple[Record, ...]:
    """The records of up to 60 epochs of training with the first `images` of the digits, at most 3,000.

    1,000 of the others judge, taken evenly from them all, because neighbours are of the same hand.
    hidden: neurons of each hidden layer (ReLU); wrong: the share of training labels that are made wrong by chance;
    cure: `l1`, `l2` or `patience`, as for `nn.train`. The same arguments give the same records.
    Raises ValueError for another number of images.
    """
    if not 1 <= images <= MOST:
        text = _("images must be from 1 to {most}, because others judge; given {given}")
        raise ValueError(text.format(most=MOST, given=images))
    rng = np.random.default_rng(0)
    network = Network([784, *hidden, len(digits.classes)], relu, rng=rng)
    labels = with_wrong_labels(digits.labels[:images], wrong, len(digits.classes), np.random.default_rng(0))
    others = np.linspace(MOST, len(digits), FOR_VALIDATION, endpoint=False).astype(int)
    judge = (digits.pixels(others), digits.labels[others])
    settings = {"epochs": EPOCHS, "batch_size": 50, "learning_rate": 0.01, "momentum": 0.9}
    return tuple(train(network, digits.pixels(slice(images)), labels, **settings, **cure, validation=judge, rng=rng))


def best_epoch(records: Sequence[Record]) -> Record:
    """The record with the lowest validation loss."""
    return min(records, key=lambda record: record.validation_loss)


@dataclass(frozen=True)
class Cure:
    """A cure for overfitting.

    name: in English; strengths: values of an argument of `learn_from_few`, from weak to strong; words(value): one of
    them said in the notebook's language.
    """

    name: str
    strengths: tuple
    words: Callable[[object], str]


def _sizes(hidden: tuple[int, ...]) -> str:
    sizes = [784, *hidden, 10]
    count = number(Network(sizes).parameter_count)
    return _("{sizes}, {count} parameters").format(sizes="–".join(map(str, sizes)), count=count)


def _images(count: int) -> str:
    return ngettext("{count} image", "{count} images", count).format(count=number(count))


def _patience(epochs: int) -> str:
    return ngettext("patience of {epochs} epoch", "patience of {epochs} epochs", epochs).format(epochs=epochs)


CURES = {  # by the argument of `learn_from_few` that each changes
    "images": Cure(N_("More data"), (1000, 1500, 2000, 3000), _images),
    "hidden": Cure(N_("Smaller network"), ((12, 12), (8, 8), (6, 6), (4, 4)), _sizes),  # not a cure: see lesson 08
    "l2": Cure(N_("L2 penalty"), (0.003, 0.01, 0.03, 0.1), lambda rate: f"l2 = {number(rate, 3)}"),
    "l1": Cure(N_("L1 penalty"), (0.001, 0.003, 0.006, 0.02), lambda rate: f"l1 = {number(rate, 3)}"),
    "patience": Cure(N_("Early stopping"), (20, 10, 5, 2), _patience),
}
