"""The browser edition, `site/`, in Chromium: what a visit costs, how soon it answers, how fast it learns."""

import re
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import ElementHandle, Page, sync_playwright
from tqdm import tqdm

from benchmarks import ROOT
from benchmarks.browser import HANDLES, JAVASCRIPT, Side
from tests.jupyter_lab import CHROMIUM, CHROMIUM_FLAGS
from tests_site.pages import chromium, open_lesson, printed, run_all, watched
from tests_site.serving import serving

VISITS = 5
FIRST_LESSON = "02_weighted_sum_plus_bias"
PRESSES, WARM_UP = 20, 2
PLAYING, LONGEST = 8, 600  # seconds: of playing; for a lesson on the busiest computer
FIGURE = "() => [...document.querySelectorAll('.live-picture img')].some((image) => image.naturalWidth)"
EPOCH = "from helpers.widgets import LiveTraining; print(LiveTraining._at_work.history[-1].epoch)"
# Counts the pictures that arrive in a figure; says how long a button takes to become another.
JAVASCRIPT_OF_FIGURES = """() => {
  window.countPictures = (figure) => {
    window.pictures = 0;
    figure.querySelector(".live-picture img").addEventListener("load", () => { window.pictures += 1; });
  };
  window.pressed = async (button) => {
    const before = button.innerText, began = performance.now();
    button.click();
    while (button.innerText === before) await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - began;
  };
}"""


def measure(lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name. lessons: by number; those of which something is measured are run."""
    with serving(ROOT / "site") as (address, wire):
        found = visits(address, wire)
        with chromium() as browser:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            found |= {"slider": slider(_ran(context, address, FIRST_LESSON)[0])}
            page, found["training"] = _ran(context, address, lessons["07"].stem)
            found["cockpit"] = cockpit(page)
            page.close()
            page, found["overfitting"] = _ran(context, address, lessons["08"].stem)
            page.close()
            page, _seconds = _ran(context, address, lessons["09"].stem)
            found["playground"] = playground(page)
            found["memory"] = tab_memory()
    return found


def visits(address: str, wire) -> dict:
    """Medians of first visits and of second ones in a new browser: seconds to the first live figure, MB over the wire."""
    seconds, megabytes = {"first": [], "second": []}, {"first": [], "second": []}
    for _ in tqdm(range(VISITS), desc="visits", leave=False, disable=None):
        with tempfile.TemporaryDirectory() as profile:
            for visit in seconds:
                wire.reset()
                seconds[visit].append(_visit(address, profile))
                megabytes[visit].append(wire.bytes / 1e6)
    return {
        f"{visit}_{what}": median(values[visit])
        for visit in seconds
        for what, values in (("seconds", seconds), ("megabytes", megabytes))
    }


def _visit(address: str, profile: str) -> float:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=CHROMIUM_FLAGS, viewport={"width": 1280, "height": 900}
        )
        page = watched(context, address)
        began = time.perf_counter()
        open_lesson(page, address, "en", FIRST_LESSON)
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.wait_for_function(FIGURE)
        seconds = time.perf_counter() - began
        page.wait_for_timeout(3000)  # what is kept for the next visit is written
        context.close()
    return seconds


def _ran(context, address: str, name: str) -> tuple[Page, float]:
    """A lesson all of whose cells have run, and the seconds that they took."""
    page = watched(context, address)
    page.set_default_timeout(1000 * LONGEST)
    open_lesson(page, address, "en", name)
    printed(page, "print('here')")  # the kernel has begun
    began = time.perf_counter()
    run_all(page)
    seconds = time.perf_counter() - began
    page.evaluate(JAVASCRIPT_OF_FIGURES)
    return page, seconds


def slider(page: Page) -> float:
    """Milliseconds from a key press on a slider to its picture in the page."""
    page.evaluate(JAVASCRIPT)
    side = Side(page, page.query_selector_all(HANDLES)[0])
    side.bring_into_view()
    for _ in range(WARM_UP + PRESSES):
        side.timed_press()
    page.close()
    return side.result()["src"]


def cockpit(page: Page) -> dict:
    """Pictures a second, and milliseconds until it has stopped."""
    figure, button = _figure_with(page, "Start")
    pictures = _pictures(page, figure, button)
    return {"pictures": pictures, "stop": page.evaluate("(button) => window.pressed(button)", button)}


def playground(page: Page) -> dict:
    """Pictures and epochs a second."""
    figure, button = _figure_with(page, "Play")

    def epochs() -> tuple[float, int]:
        return time.perf_counter(), int(printed(page, EPOCH))

    button.click()
    page.wait_for_timeout(1000)
    before = epochs()
    page.evaluate("(figure) => window.countPictures(figure)", figure)
    page.wait_for_timeout(1000 * PLAYING)
    pictures = page.evaluate("window.pictures")
    after = epochs()
    button.click()
    return {"pictures": pictures / PLAYING, "epochs": (after[1] - before[1]) / (after[0] - before[0])}


def _figure_with(page: Page, name: str) -> tuple[ElementHandle, ElementHandle]:
    """The first live figure with a button of that name, and the button."""
    named = page.locator("button").filter(has_text=re.compile(rf"^\s*{name}\s*$"))
    figure = page.locator(".live-figure").filter(has=named).first
    button = figure.locator(named).first
    button.scroll_into_view_if_needed()
    return figure.element_handle(), button.element_handle()


def _pictures(page: Page, figure: ElementHandle, button: ElementHandle) -> float:
    button.click()
    page.wait_for_timeout(1000)
    page.evaluate("(figure) => window.countPictures(figure)", figure)
    page.wait_for_timeout(1000 * PLAYING)
    return page.evaluate("window.pictures") / PLAYING


def tab_memory() -> float:
    """MB that the largest of the browser's tabs takes by itself."""
    tabs = [process for process in psutil.Process().children(recursive=True) if "--type=renderer" in process.cmdline()]
    return max(tab.memory_full_info().uss for tab in tabs) / 1e6
