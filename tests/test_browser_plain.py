"""JupyterLab and Notebook 7 as anyone installs them, without the settings of `make lab`: a notebook that was run, saved and
opened again shows its pictures and verdicts; keys and fingers reach a figure.
"""

import os
import re
from functools import cache

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.jupyter_lab import CHROMIUM, chromium, command, kernel_is_ready, open_notebook, running_lab, settled

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)

CELLS = [
    "from helpers import start, widgets\nlesson = start('02', language='en')\nwidgets.half_plane()",
    "lesson.check('zero_bias', 1)",
    "widgets.quiz()",
]
LIVE = ".live-figure, .live-buttons, .quiz"
STILL = "Run the cell again to bring it to life."
KEEP = (  # saves the notebook as a front end does that is no Jupyter's: what the cells sent is kept as it is
    "async () => { const { context } = window.jupyterapp.shell.currentWidget;"
    " const content = context.model.toJSON();"
    " await window.jupyterapp.serviceManager.contents.save(context.path, { type: 'notebook', format: 'json', content }); }"
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A function that opens the address in a page of a server without our settings; it shows a folder with a notebook."""
    folder = tmp_path_factory.mktemp("plain")
    notebook = nbformat.v4.new_notebook(
        cells=[*map(nbformat.v4.new_code_cell, CELLS), nbformat.v4.new_markdown_cell("below\n\n" * 50)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    with chromium() as browser, running_lab(folder, None) as lab:

        @cache
        def opened(address: str) -> Page:
            return lab.page(browser, address=address)

        def page(address: str) -> Page:
            nbformat.write(notebook, folder / "one.ipynb")
            opened(address).set_viewport_size({"width": 1280, "height": 2000})  # what is out of sight is not rendered
            return opened(address)

        yield page


def run(page: Page) -> None:
    command(page, "notebook:run-all-cells")
    settled(page)
    expect(page.locator(LIVE)).to_have_count(3)
    expect(page.get_by_text(STILL).filter(visible=True)).to_have_count(0)


def shows_stills(page: Page) -> None:
    """Fails unless the picture, the verdict and the questions can be seen, once each, and nothing is said to be amiss."""
    expect(page.get_by_text(STILL).filter(visible=True)).to_have_count(3)
    images = page.locator(".jp-OutputArea-output img").filter(visible=True)
    expect(images).to_have_attribute("alt", re.compile("^A map"))
    assert images.evaluate("i => i.complete && i.naturalWidth") == 850
    outputs = page.locator(".jp-Notebook").inner_text()
    assert outputs.count("Not yet.") == 1
    assert "model not found" not in outputs
    assert page.locator(LIVE).filter(visible=True).count() == 0


def arrow_moves_a_slider(page: Page) -> None:
    slider = page.get_by_role("slider").first
    words = page.locator(".live-picture p").inner_text()
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".live-picture p")).not_to_have_text(words)


def test_jupyterlab_saves_and_opens_again(plain):
    page = plain("lab")
    open_notebook(page, "one.ipynb")
    run(page)
    command(page, "docmanager:save")
    arrow_moves_a_slider(page)
    assert "widget-view" not in (page.lab.folder / "one.ipynb").read_text(encoding="utf-8")
    open_notebook(page, "one.ipynb")
    shows_stills(page)
    assert page.problems == []


def test_still_comes_back_when_the_kernel_goes(plain):
    page = plain("lab")
    open_notebook(page, "one.ipynb")
    run(page)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    shows_stills(page)
    kernel_is_ready(page)
    run(page)


def test_jupyterlab_hides_what_it_says_of_views_kept_by_others(plain):
    page = plain("lab")
    open_notebook(page, "one.ipynb")
    run(page)
    page.evaluate(KEEP)
    open_notebook(page, "one.ipynb")
    expect(page.locator(".jp-OutputArea-output", has_text="model not found")).to_have_count(3)
    shows_stills(page)


def test_notebook_7_saves_opens_again_and_leaves_the_keys_to_a_figure(plain):
    page = plain("notebooks/one.ipynb")
    kernel_is_ready(page)
    run(page)
    arrow_moves_a_slider(page)
    command(page, "docmanager:save")
    assert "widget-view" not in (page.lab.folder / "one.ipynb").read_text(encoding="utf-8")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.reload()
    shows_stills(page)


def test_finger_scrolls_beside_a_handle_and_drags_on_one(plain):
    page = plain("lab")
    open_notebook(page, "one.ipynb")
    run(page)
    page.set_viewport_size({"width": 1000, "height": 500})
    image = page.locator(".live-picture img")
    finger = page.context.new_cdp_session(page)

    def swipe(x: float, y: float) -> float:
        """Along the picture, upwards, from there in shares of its width and height; gives where the picture stood."""
        image.hover(trial=True)  # once it stands still
        box = image.bounding_box()
        at = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        for _ in range(6):
            at["y"] -= 12
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        return box["y"]

    words = page.locator(".live-picture p")
    before = words.inner_text()
    top = swipe(0.9, 0.5)
    page.wait_for_function(
        "top => document.querySelector('.live-picture img').getBoundingClientRect().y < top", arg=top
    )
    expect(words).to_have_text(before)
    top = swipe(0.36, 0.4)  # the star at (2, 1)
    expect(words).not_to_have_text(before)
    assert image.bounding_box()["y"] == top
