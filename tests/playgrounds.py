"""Playgrounds for tests: played without waiting, pressed and pointed at."""

import asyncio
import itertools
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from helpers.widgets import live_training
from lesson_playground.live_playground import LivePlayground

SPIRAL = {"dataset": "spiral", "hidden": [8, 8], "features": ["x1", "x2", "sin_x1", "sin_x2"]}


def words(figure) -> str:
    return figure.picture.summary


def weights(figure) -> np.ndarray:
    return np.concatenate([parameter.ravel() for parameter in figure.network.parameters])


def play(figure, until, during=lambda: None) -> None:
    """Press Play, and Pause as soon as `until()` is true; `during()` is called whenever others have their turn."""

    async def press():
        figure.desk.play.click()
        for _turn in range(20_000):
            await asyncio.sleep(0)
            during()
            if until() or not figure._task:
                break
        else:
            raise AssertionError("it plays and plays")
        if figure._task:
            figure.desk.play.click()

    asyncio.run(press())


@pytest.fixture(name="waits", autouse=True)
def no_waiting(monkeypatch):
    """How long the playground has waited each time, in seconds. Here it takes no time, and its clock goes on by 5 ms
    whenever it is looked at: no test depends on how quick the machine is."""
    module, ticks, seconds = sys.modules[LivePlayground.__module__], itertools.count(), []

    async def wait(how_long):
        seconds.append(how_long)
        await asyncio.sleep(0)

    for where, clock in ((module, "perf_counter"), (live_training, "perf_counter"), (live_training, "process_time")):
        monkeypatch.setattr(where, clock, lambda: 0.005 * next(ticks))
    loop = asyncio.get_running_loop
    monkeypatch.setattr(live_training, "asyncio", SimpleNamespace(sleep=wait, get_running_loop=loop))
    return seconds


def press(figure, x, y) -> None:
    count = figure.picture.pressed.get("count", 0) + 1
    figure.picture.pressed = {"count": count, "axes": 0, "x": x, "y": y}


def point(figure, x, y) -> None:
    figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": 0, "x": x, "y": y}
    figure.picture.inside = True


def middle(figure, spot) -> tuple[float, float]:
    left, bottom = figure.scene.corner(spot)
    return left + 1.7, bottom + 1.7
