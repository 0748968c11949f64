"""The playground of lesson 09: how fast it learns while it draws, how soon it answers, and whether its memory grows."""

import asyncio
import gc
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import psutil
from tqdm import tqdm

from benchmarks.kernel import milliseconds, moves
from helpers.lessons.folders import find_lesson
from helpers.models import SOLVED, Experiment, Settings

playground = find_lesson("playground").figures.playground
SPIRAL = {"dataset": "spiral", "features": ["x1", "x2", "sin_x1", "sin_x2"], "hidden": [8, 8]}
LARGEST = {"features": ["x1", "x2", "sin_x1", "sin_x2"], "hidden": [8] * 6}
SEEDS = range(5)
SECONDS = 8  # of playing
ALONE = 1000  # epochs without pictures
WARM_UP, MINUTES = 0.5, 5  # minutes of playing, before and while memory is looked at
GAP = 0.15  # seconds between two changes of a control while it plays


def alone() -> float:
    """Epochs a second without pictures."""
    experiment = Experiment()
    began = time.perf_counter()
    for _ in range(ALONE):
        experiment.step()
    return ALONE / (time.perf_counter() - began)


def spiral_alone(seed: int) -> float:
    """Seconds until the test loss on the spiral is low enough, without pictures."""
    experiment = Experiment(Settings(**SPIRAL, seed=seed, data_seed=seed))
    began = time.perf_counter()
    while experiment.current.test_loss > SOLVED:
        experiment.step()
    return time.perf_counter() - began


def picture(**settings) -> float:
    """Milliseconds for an epoch and the whole picture after it."""
    figure = playground(**settings)

    def drawn():
        while True:
            figure.step()
            yield

    return milliseconds(drawn())


async def playing() -> dict[str, float]:
    """Epochs and pictures a second."""
    figure, pictures = playground(), []
    figure.picture.observe(lambda _change: pictures.append(time.perf_counter()), "png")
    figure.start()
    await asyncio.sleep(SECONDS)
    figure.pause()
    return {"epochs": figure.history[-1].epoch / SECONDS, "pictures": len(pictures) / SECONDS}


async def spiral(seed: int) -> float:
    """Seconds from Play until the test loss on the spiral is low enough."""
    figure = playground(**SPIRAL, seed=seed, data_seed=seed)
    began = time.perf_counter()
    figure.start()
    while figure.experiment.current.test_loss > SOLVED:
        await asyncio.sleep(0.002)
    seconds = time.perf_counter() - began
    figure.pause()
    return seconds


async def answers() -> dict[str, float]:
    """Seconds from a change of each control, wherever the playing is at that moment, to the picture that shows it."""
    figure, loop, found = playground(), asyncio.get_running_loop(), {}
    drawn = []
    figure.picture.observe(lambda _change: drawn.append(loop.time()), "png")
    for control in figure.controls.values():
        figure.restart(False)
        figure.start()
        turns, times = moves(control), []
        for _ in range(4):
            due = loop.time() + GAP
            loop.call_at(due, lambda turns=turns: (drawn.clear(), next(turns)))
            await asyncio.sleep(2 * GAP)
            times.append(drawn[0] - due)
            figure.start()
        found[control.description] = median(times)
    figure.pause()
    return found


async def swept(minutes: float) -> float:
    """MB by which this process grows while it plays, with every control moved in turn."""
    figure = playground()
    turns = cycle([moves(control) for control in figure.controls.values()])
    before = 0.0
    for stage in (WARM_UP, minutes):
        before = psutil.Process().memory_info().rss / 1e6
        for _ in tqdm(range(int(60 * stage / GAP)), desc="playing", unit="change", leave=False, disable=None):
            next(next(turns))
            figure.start()  # too large a learning rate stops it
            await asyncio.sleep(GAP)
        gc.collect()
    figure.pause()
    return psutil.Process().memory_info().rss / 1e6 - before


def growth(minutes: float = MINUTES) -> float:
    """MB by which a new process grows in so many minutes of playing."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_grown, minutes).result()


def _grown(minutes: float) -> float:
    return asyncio.run(swept(minutes))


def measure(_lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name."""
    return {
        "alone": alone(),
        "spiral_alone": median(map(spiral_alone, SEEDS)),
        "picture": {"default": picture(), "spiral": picture(**SPIRAL), "largest": picture(**LARGEST)},
        "playing": asyncio.run(playing()),
        "spiral": median(asyncio.run(spiral(seed)) for seed in SEEDS),
        "answers": asyncio.run(answers()),
        "growth": growth(),
    }
