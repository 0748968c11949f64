"""From a key press on a slider to the new picture, in a real JupyterLab in Chromium."""

import random
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

import nbformat
from ipywidgets import FloatSlider
from playwright.sync_api import ElementHandle, Page
from tqdm import tqdm

from benchmarks import ROOT
from benchmarks.kernel import controls
from benchmarks.same_figure import FIRST, HIGH, LOW, STEP
from tests.jupyter_lab import chromium, open_notebook, run_all, running_lab

WARM_UP, PRESSES = 2, 15
GAP, FRAME = 0.1, 1 / 60  # seconds: between a picture and the next press; of one frame of the screen
BURST, BURST_GAP = 15, 0.04
HANDLES = ".jp-OutputArea-output .noUi-handle"

PREPARE = f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\n"
USUAL_CELL = f"""%matplotlib inline
{PREPARE}
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
from benchmarks.same_figure import draw_usual


@interact(w=FloatSlider(min={LOW}, max={HIGH}, step={STEP}, value={FIRST}))
def figure(w):
    draw_usual(w)
    plt.show()
"""
SAME_CELL = f"""{PREPARE}
from benchmarks.same_figure import live_sigmoid

live_sigmoid()
"""

# All times are from the keydown event's own timestamp.
JAVASCRIPT = """() => {
  const addresses = (cell) => [...cell.querySelectorAll(".jp-OutputArea-output img")].map((image) => image.src);
  const changes = { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] };
  // From the slider itself: the handle's aria-valuenow has one decimal, and a step may be finer than that.
  const slider = (handle) => handle.closest(".noUi-target").noUiSlider;
  const value = (handle) => slider(handle).get(true);
  const kernel = () => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;

  window.atEnd = (handle, end) => Math.abs(value(handle) - slider(handle).options.range[end]) < 1e-9;

  // The next press: {src: ms until a new picture is in the cell, paint: ms until a person sees it}; null if none comes.
  window.nextPicture = (handle) => new Promise((resolve) => {
    const cell = handle.closest(".jp-Cell");
    const old = new Set(addresses(cell));
    let pressed = null;
    addEventListener("keydown", (event) => (pressed = event.timeStamp), { once: true, capture: true });
    const watcher = new MutationObserver(async () => {
      const image = [...cell.querySelectorAll(".jp-OutputArea-output img")].find((i) => i.src && !old.has(i.src));
      if (pressed === null || !image) return;
      watcher.disconnect();
      const src = performance.now() - pressed;
      await image.decode();
      // The first frame may be under way already; at the second the picture has been painted.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve({ src, paint: performance.now() - pressed })));
    });
    watcher.observe(cell, changes);
    setTimeout(() => resolve(null), 10_000);
  });

  // Many presses: counts those that moved the handle, and the pictures; `wanted` is where the last press left it.
  window.watchBurst = (handle) => {
    const cell = handle.closest(".jp-Cell");
    const seen = { moves: 0, pictures: 0, lastPress: 0, lastPicture: 0, wanted: value(handle) };
    let [before, shown] = [value(handle), addresses(cell).join()];
    const watcher = new MutationObserver(() => {
      const now = addresses(cell).join();
      if (!now || now === shown) return; // between two pictures the usual way has none
      shown = now;
      seen.pictures += 1;
      seen.lastPicture = performance.now();
    });
    const down = (event) => { before = value(handle); seen.lastPress = event.timeStamp; };
    const up = () => { seen.wanted = value(handle); seen.moves += seen.wanted !== before; };
    watcher.observe(cell, changes);
    addEventListener("keydown", down, true);
    addEventListener("keyup", up, true);
    const quiet = () => performance.now() - Math.max(seen.lastPress, seen.lastPicture) > 1000;
    window.burst = {
      isOver: () => kernel().status === "idle" && quiet(),
      result: () => {
        watcher.disconnect();
        removeEventListener("keydown", down, true);
        removeEventListener("keyup", up, true);
        const written = handle.closest(".live-slider")?.querySelector(".live-readout").textContent.replace("−", "-");
        // The readout came with the picture, in one message. The usual way has none: null.
        const same = (number) => Math.abs(number - seen.wanted) < 0.006; // it is written with two decimals
        const right = written === undefined ? null : same(value(handle)) && same(+written);
        return { moves: seen.moves, lag: seen.lastPicture - seen.lastPress, pictures: seen.pictures, right };
      },
    };
  };
}"""


class Side:
    """The slider of one of the two ways in its page; a press moves it by one step, and turns round at the ends."""

    def __init__(self, page: Page, handle: ElementHandle):
        self.page, self.handle, self.key = page, handle, "ArrowRight"
        self.times = []

    def bring_into_view(self) -> None:
        """Scroll to the figure and give the handle the focus."""
        self.handle.evaluate("handle => handle.closest('.jp-OutputArea').scrollIntoView({ block: 'center' })")
        self.handle.focus()

    def press(self) -> None:
        """Press once."""
        end = "max" if self.key == "ArrowRight" else "min"
        if self.page.evaluate("([handle, end]) => window.atEnd(handle, end)", [self.handle, end]):
            self.key = "ArrowLeft" if self.key == "ArrowRight" else "ArrowRight"
        self.page.keyboard.press(self.key)

    def timed_press(self) -> None:
        """Press once, and keep the times until its picture."""
        self.page.evaluate("handle => { window.picture = window.nextPicture(handle); }", self.handle)
        self.press()
        self.times.append(self.page.evaluate("window.picture"))
        time.sleep(GAP + random.random() * FRAME)  # never in step with the screen's frames

    def burst(self) -> dict:
        """Press many times in a row, faster than pictures come: what was lost, and how late the last picture is."""
        self.page.evaluate("handle => window.watchBurst(handle)", self.handle)
        began = time.perf_counter()
        for i in range(BURST):
            time.sleep(max(0, began + i * BURST_GAP - time.perf_counter()))
            self.press()
        self.page.wait_for_function("window.burst.isOver()")
        seen = self.page.evaluate("window.burst.result()")
        return seen | {"lost": BURST - seen["moves"]}

    def result(self) -> dict:
        """The medians of the timed presses, and how many of them gave no picture."""
        seen = [times for times in self.times[WARM_UP:] if times]
        if not seen:
            raise RuntimeError("no press on this slider gave a new picture")
        medians = {name: median(times[name] for times in seen) for name in ("src", "paint")}
        return medians | {"lost": self.times.count(None)}


def compare(usual: Side, ours: Side) -> dict[str, dict]:
    """The figures of both ways, pressed in turn: the computer's speed changes in minutes, and so hits both."""
    sides = {"usual": usual, "ours": ours}
    for side in sides.values():
        side.times.clear()
        side.bring_into_view()
    for _ in range(WARM_UP + PRESSES):
        for side in sides.values():
            side.timed_press()
    return {name: side.result() for name, side in sides.items()}


def measure(lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name."""
    sliders = {
        number: [name for name, (_, control) in controls({number: path}).items() if isinstance(control, FloatSlider)]
        for number, path in lessons.items()
    }
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, source in (("usual", USUAL_CELL), ("same", SAME_CELL)):
            nbformat.write(_notebook(source), folder / f"{name}.ipynb")
        for number, path in lessons.items():
            shutil.copy(path, folder / f"{number}.ipynb")
        with running_lab(folder) as lab, chromium() as browser:
            page = lab.page(browser)
            (usual,) = _sides(lab.page(browser), "usual", 1)
            (ours,) = _sides(page, "same", 1)
            same = compare(usual, ours)
            for name, side in (("usual", usual), ("ours", ours)):
                same[name] = _with_burst(same[name], side)
            results = {}
            for number, names in sliders.items():
                work = tqdm(_sides(page, number, len(names)), desc=number, unit="slider", leave=False, disable=None)
                for name, ours in zip(names, work, strict=True):
                    results[name] = compare(usual, ours)
                    results[name]["ours"] = _with_burst(results[name]["ours"], ours)
    return {"same": same, "controls": results}


def _with_burst(result: dict, side: Side) -> dict:
    burst = side.burst()
    return result | burst | {"lost": result["lost"] + burst["lost"]}


def _sides(page: Page, name: str, count: int) -> list[Side]:
    """Open a notebook, run it, and return its `count` sliders."""
    open_notebook(page, f"{name}.ipynb")
    run_all(page)
    page.wait_for_function(
        "([handles, count]) => document.querySelectorAll(handles).length === count", arg=[HANDLES, count]
    )
    page.wait_for_selector(".jp-OutputArea-output img")
    page.evaluate(JAVASCRIPT)
    return [Side(page, handle) for handle in page.query_selector_all(HANDLES)]


def _notebook(source: str) -> nbformat.NotebookNode:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)], metadata=kernel)
