"""What a frame costs in Python alone, without browser or kernel, and whether memory grows."""

import gc
import io
import re
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from statistics import median

import nbformat
import psutil
from ipywidgets import FloatSlider
from tqdm import tqdm

from benchmarks import LESSON
from benchmarks.same_figure import FIRST, HIGH, LOW, STEP, draw_usual, live_sigmoid
from helpers import nn, widgets
from helpers.widgets import LiveFigure

WARM_UP, FRAMES = 5, 100
WARM_UP_EVENTS, EVENTS = 1_000, 10_000


def lesson_figures() -> dict[str, LiveFigure]:
    """A new copy of every live figure of the lesson, in its order, made by the lesson's own cells."""
    figures = {}
    for cell in nbformat.read(LESSON, as_version=4).cells:
        made = re.match(r"widgets\.(\w+)\(", cell.source)
        if cell.cell_type == "code" and made:
            name, number = made[1], 1
            while name in figures:
                number += 1
                name = f"{made[1]} (no. {number})"
            figures[name] = eval(cell.source, {"widgets": widgets, "nn": nn})
    return figures


def lesson_sliders() -> dict[str, tuple[LiveFigure, FloatSlider]]:
    """All sliders of the lesson by "figure: slider", in the order of the page, each with its figure."""
    return {
        f"{name}: {slider.description}": (figure, slider)
        for name, figure in lesson_figures().items()
        for slider in figure.controls.values()
        if isinstance(slider, FloatSlider)
    }


def stops(low: float, high: float, step: float, first: float) -> Iterator[float]:
    """Where a slider goes when the same key is pressed again and again, turning round at the ends; never ends."""
    last = round((high - low) / step)
    i, way = round((first - low) / step), 1
    while True:
        if not 0 <= i + way <= last:
            way = -way
        i += way
        yield low + i * step


def events(figure: LiveFigure, slider: FloatSlider) -> Iterator[None]:
    """Move the slider by one step each time; raises when the picture does not follow."""
    for value in stops(slider.min, slider.max, slider.step, slider.value):
        before = figure.picture.png
        slider.value = value
        if figure.picture.png == before:
            raise RuntimeError(f"the picture is the same for {slider.description} = {value} as it was before")
        yield


def usual_frames() -> Iterator[None]:
    """Draw the usual figure for one value after the other, and pack it as the inline backend does."""
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    for w in stops(LOW, HIGH, STEP, FIRST):
        figure = draw_usual(w)
        figure.canvas.print_figure(io.BytesIO(), format="png", bbox_inches="tight", dpi=100)
        plt.close(figure)
        yield


def milliseconds(frames: Iterator[None]) -> float:
    """The median time of one frame."""
    times = []
    for _ in range(WARM_UP + FRAMES):
        began = time.perf_counter()
        next(frames)
        times.append(1000 * (time.perf_counter() - began))
    return median(times[WARM_UP:])


def growth() -> float:
    """MB by which this process grows over EVENTS slider events, spread over all sliders of the lesson."""
    turns = cycle([events(figure, slider) for figure, slider in lesson_sliders().values()])

    def resident(count: int) -> float:
        for _ in tqdm(range(count), desc="memory", unit="event", leave=False, disable=None):
            next(next(turns))
        gc.collect()
        return psutil.Process().memory_info().rss / 1e6

    before = resident(WARM_UP_EVENTS)
    return resident(EVENTS) - before


def measure() -> dict:
    """All figures of this module, by name."""
    same = live_sigmoid()
    result = {
        "usual": milliseconds(usual_frames()),
        "same": milliseconds(events(same, same.controls["w"])),
        "sliders": {},
    }
    lesson = tqdm(lesson_sliders().items(), desc="kernel", unit="slider", leave=False, disable=None)
    for name, (figure, slider) in lesson:
        result["sliders"][name] = milliseconds(events(figure, slider))
    # A process of its own: memory that the measurements above gave back would hide what is lost.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        result["growth"] = pool.submit(growth).result()
    return result
