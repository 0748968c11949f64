"""What a frame costs in Python alone, without browser or kernel, and whether memory grows."""

import contextlib
import gc
import io
import re
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import nbformat
import psutil
from ipywidgets import Checkbox, Dropdown, FloatSlider
from tqdm import tqdm

from benchmarks.same_figure import FIRST, HIGH, LOW, STEP, draw_usual, live_sigmoid
from helpers.widgets import LiveFigure

WARM_UP, FRAMES = 5, 100
WARM_UP_EVENTS, EVENTS = 1_000, 10_000


def lesson_figures(lesson: Path) -> dict[str, LiveFigure]:
    """A new copy of every live figure of a lesson by name, in its order, made by the lesson's own cells."""
    figures, names = {}, {}
    cells = [cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "code"]
    with (
        tempfile.TemporaryDirectory() as folder,  # a lesson keeps its progress in the folder where it runs
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        for source in cells:
            made = re.match(r"(?:figures|widgets)\.(\w+)\(", source)
            if not made:
                exec(source, names)
                continue
            name, number = made[1], 1
            while name in figures:
                number += 1
                name = f"{made[1]} (no. {number})"
            figures[name] = eval(source, names)
    return figures


def controls(lessons: dict[str, Path]) -> dict[str, tuple[LiveFigure, FloatSlider | Dropdown | Checkbox]]:
    """All controls of the lessons by "lesson/figure: control", in the order of the page, each with its figure."""
    return {
        f"{number}/{name}: {control.description}": (figure, control)
        for number, lesson in lessons.items()
        for name, figure in lesson_figures(lesson).items()
        for control in figure.controls.values()
        if control in figure.children[0].children  # seen at first
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


def moves(control: FloatSlider | Dropdown | Checkbox) -> Iterator[None]:
    """Move a slider by one step each time, choose to and fro in a list, or tick and untick a box; never ends."""
    if isinstance(control, Checkbox):
        trait, values = "value", cycle([not control.value, control.value])
    elif isinstance(control, Dropdown):
        trait, values = "index", cycle([int(control.index == 0), control.index])
    else:
        trait, values = "value", stops(control.min, control.max, control.step, control.value)
    for value in values:
        setattr(control, trait, value)
        yield


def frames(figure: LiveFigure, control: FloatSlider | Dropdown | Checkbox) -> Iterator[None]:
    """Move a control of the figure by one step each time; raises when the picture does not follow."""
    before = figure.picture.png
    for _ in moves(control):
        if figure.picture.png == before:
            raise RuntimeError(f"the picture is the same for {control.description} = {control.value} as it was before")
        before = figure.picture.png
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


def milliseconds(drawn: Iterator[None]) -> float:
    """The median time of one frame."""
    times = []
    for _ in range(WARM_UP + FRAMES):
        began = time.perf_counter()
        next(drawn)
        times.append(1000 * (time.perf_counter() - began))
    return median(times[WARM_UP:])


def growth(lessons: dict[str, Path]) -> float:
    """MB by which this process grows over EVENTS events, spread over all controls of the lessons."""
    turns = cycle([moves(control) for _figure, control in controls(lessons).values()])

    def resident(count: int) -> float:
        for _ in tqdm(range(count), desc="memory", unit="event", leave=False, disable=None):
            next(next(turns))
        gc.collect()
        return psutil.Process().memory_info().rss / 1e6

    before = resident(WARM_UP_EVENTS)
    return resident(EVENTS) - before


def measure(lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name."""
    same = live_sigmoid()
    result = {
        "usual": milliseconds(usual_frames()),
        "same": milliseconds(frames(same, same.controls["w"])),
        "controls": {},
    }
    for name, (figure, control) in tqdm(
        controls(lessons).items(), desc="kernel", unit="control", leave=False, disable=None
    ):
        result["controls"][name] = milliseconds(frames(figure, control))
    # A process of its own: memory that the measurements above gave back would hide what is lost.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        result["growth"] = pool.submit(growth, lessons).result()
    return result
