"""Cockpits for tests: with few images, run to their end, at a clock of their own."""

import asyncio
import itertools

import numpy as np
import pytest
from matplotlib.text import Text

from helpers import data, nn
from helpers.data import LabelledImages
from helpers.figures.lettering import Lettering
from helpers.widgets import live_training
from lesson_backpropagation import cockpit as module

EVERY = data.load()
FEW = LabelledImages(EVERY.images[:600], EVERY.labels[:600], EVERY.classes)  # 500 to learn from, 100 for validation
STEPS = 16  # an epoch: 500 images in batches of 32


def cockpit(network=None, digits=FEW, **arguments):
    return module.training_cockpit(network, digits, **arguments)


def run(figure, during=lambda turn: None) -> None:
    """Press Start and wait for the end; `during(turn)` is called whenever the training gives others a turn."""

    async def press():
        figure.start_button.click()
        turn = 0
        while figure._task or turn == 0:
            await asyncio.sleep(0)
            during(turn)
            turn += 1

    asyncio.run(press())


@pytest.fixture(name="steady")
def steady_clock(monkeypatch):
    """A clock for the cockpit that goes on by 5 ms whenever it is looked at; what it shows is in `now`."""
    ticks = itertools.count()
    for where, clock in ((module, "perf_counter"), (live_training, "perf_counter"), (live_training, "process_time")):
        monkeypatch.setattr(where, clock, lambda: 0.005 * next(ticks))


def steps_done(figure) -> int:
    return (figure.run.batch.epoch - 1) * figure.run.batch.steps + figure.run.batch.step if figure.run.batch else 0


def written(figure) -> list[str]:
    words = [word for part in figure.scene.figure.findobj(Lettering) for _x, _y, word in part.words]
    return [*words, *(text.get_text() for text in figure.scene.figure.findobj(Text))]


def weights(network) -> np.ndarray:
    return np.concatenate([parameter.ravel() for parameter in network.parameters])


def shown(figure) -> tuple:
    return figure.picture.png, figure.picture.alt, figure.picture.summary, figure.picture.error


def diverging():
    figure = cockpit(nn.Network([784, 64, 64, 10], nn.linear), epochs=50)
    figure.set(rate=len(module.RATES) - 1, momentum=0.95)
    return figure
