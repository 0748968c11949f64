"""Make the trained network that the course ships: `make network`, or `python -m helpers.data.pretrain`.

784–16–16–10 on MNIST's 60,000 training images; the 10,000 test images are looked at once, at the end.
"""

import numpy as np

from helpers import nn
from helpers.data.loading import load
from helpers.data.trained import PRETRAINED

SEED = 0
STAGES = ((20, 0.03), (5, 0.003))  # epochs and their learning rate: large steps, then small ones to settle


def pretrain() -> nn.Network:
    """The network, trained from the start: the same each time on one kind of processor, nearly so on others."""
    digits, rng = load("mnist", "train"), np.random.default_rng(SEED)
    network = nn.Network([784, 16, 16, 10], rng=rng)
    for epochs, learning_rate in STAGES:
        options = {"epochs": epochs, "learning_rate": learning_rate, "batch_size": 32, "momentum": 0.9, "rng": rng}
        for _record in nn.train(network, digits.pixels, digits.labels, **options):
            pass
    return network


def accuracy(network: nn.Network) -> float:
    """The share of MNIST's test images whose label has the largest output."""
    test = load("mnist", "test")
    return float((network(test.pixels(slice(None))).argmax(axis=1) == test.labels).mean())


if __name__ == "__main__":
    trained = pretrain()
    trained.save(PRETRAINED)
    print(f"{PRETRAINED.name}: {100 * accuracy(trained):.2f} % of the test images are recognised")
