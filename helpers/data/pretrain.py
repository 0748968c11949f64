"""Make the trained networks that the course ships: `make network`, or `python -m helpers.data.pretrain`.

784–16–16–10 on MNIST's 60,000 training images, once as it is and once with weight decay, from the same first weights
and with the same batches; the 10,000 test images are looked at once, at the end.
"""

import numpy as np

from helpers import nn
from helpers.data.loading import load
from helpers.data.trained import PRETRAINED, PRETRAINED_WITH_DECAY

SEED = 0
STAGES = ((20, 0.03), (5, 0.003))  # epochs and their learning rate: large steps, then small ones to settle
DECAY = 0.001  # l2: what large weights cost


def pretrain(l2: float = 0.0) -> nn.Network:
    """The network, trained from the start: the same each time on one kind of processor, nearly so on others."""
    digits, rng = load("mnist", "train"), np.random.default_rng(SEED)
    network = nn.Network([784, 16, 16, 10], rng=rng)
    for epochs, learning_rate in STAGES:
        options = {"epochs": epochs, "learning_rate": learning_rate, "batch_size": 32, "momentum": 0.9, "l2": l2}
        for _record in nn.train(network, digits.pixels, digits.labels, rng=rng, **options):
            pass
    return network


def accuracy(network: nn.Network) -> float:
    """The share of MNIST's test images whose label has the largest output."""
    test = load("mnist", "test")
    return float((network(test.pixels(slice(None))).argmax(axis=1) == test.labels).mean())


if __name__ == "__main__":
    for path, l2 in ((PRETRAINED, 0.0), (PRETRAINED_WITH_DECAY, DECAY)):
        trained = pretrain(l2)
        trained.save(path)
        print(f"{path.name}: {100 * accuracy(trained):.2f} % of the test images are recognised")
