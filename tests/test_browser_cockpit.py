"""The training cockpit in a real JupyterLab, in a real browser: started, paused and stopped, and looked at meanwhile."""

import os
import re
import tempfile
from ast import literal_eval
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.jupyter_lab import CHROMIUM, chromium, evaluated, is_learning, run_code, running_lab
from tests.pages import seriously_wrong_for_axe

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)

CODE = """import threading
from helpers.lessons.folders import find_lesson

def note(_change):
    threads.add(threading.current_thread().name)
    cockpit.stop_button.tooltip = ", ".join(threads)

threads, cockpit = set(), find_lesson("backpropagation").figures.training_cockpit(epochs=1000)
cockpit.controls["view"].observe(note, "value")
cockpit"""
TRAINED = re.compile(r"After epoch \d+ of 1000: ")
MATRIX, MISTAKES = re.compile("^A table of 10 × 10 counts"), re.compile("^The twelve images with the largest loss")


@pytest.fixture(scope="module")
def page():
    """The cockpit in JupyterLab; all tests share it, and begin with a training that has not begun."""
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, chromium() as browser:
        page = lab.page(browser)
        run_code(page, CODE)
        yield page


@pytest.fixture(autouse=True)
def stopped(page):
    view(page).select_option("curves and weights")
    button(page, "Stop and reset").click()
    expect(says(page)).to_contain_text("Before training")
    yield
    assert page.problems == []
    expect(page.locator(".live-picture pre:visible")).to_have_count(0)


def button(page: Page, name: str):
    return page.locator(".live-figure").get_by_role("button", name=name)


def view(page: Page):
    return page.locator(".live-figure").get_by_label("view")


def says(page: Page):
    """The words under the picture."""
    return page.locator(".live-figure p")


def picture(page: Page):
    return page.locator(".live-figure img")


def slider(page: Page, name: str):
    return page.get_by_role("slider", name=name, exact=True)


def point_at(page: Page, x: float, y: float) -> None:
    """Move the mouse to a place in the picture, given in shares of its width and height."""
    box = picture(page).bounding_box()
    picture(page).hover(position={"x": x * box["width"], "y": y * box["height"]})


def with_the_mouse(page: Page, name: str) -> None:
    button(page, name).click()


def with_the_keyboard(page: Page, name: str) -> None:
    button(page, name).press("Space" if name == "Pause" else "Enter")


@pytest.mark.parametrize("press", [with_the_mouse, with_the_keyboard])
def test_training_is_started_paused_and_stopped(page, press):
    press(page, "Start")
    expect(says(page)).to_contain_text(TRAINED)
    assert is_learning(page)
    press(page, "Pause")
    expect(button(page, "Start")).to_be_visible()
    assert not is_learning(page)
    paused = literal_eval(evaluated(page, "cockpit.picture.summary"))
    expect(says(page)).to_have_text(paused)
    press(page, "Start")
    expect(says(page)).not_to_have_text(paused)
    expect(button(page, "Pause")).to_be_visible()
    press(page, "Stop and reset")
    expect(says(page)).to_contain_text("Before training")
    expect(button(page, "Start")).to_be_visible()
    assert not is_learning(page)


def test_what_the_page_says_is_heard_in_the_thread_that_trains(page):
    """JupyterLab's way is another thread, and two that draw one picture spoil it: see its setting commsOverSubshells."""
    for name, said in 2 * [("confusion matrix", MATRIX), ("worst mistakes", MISTAKES)]:
        view(page).select_option(name)
        expect(picture(page)).to_have_attribute("alt", said)
    assert not is_learning(page)
    expect(button(page, "Stop and reset")).to_have_attribute("title", "MainThread")


def test_view_is_changed_while_it_trains(page):
    button(page, "Start").click()
    expect(says(page)).to_contain_text(TRAINED)
    view(page).focus()
    page.keyboard.press("ArrowDown")
    expect(picture(page)).to_have_attribute("alt", MATRIX)
    before = picture(page).get_attribute("alt")
    expect(picture(page)).not_to_have_attribute("alt", before)  # renewed after the next epoch
    expect(view(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(picture(page)).to_have_attribute("alt", MISTAKES)
    view(page).select_option("confusion matrix")  # as with the mouse
    expect(picture(page)).to_have_attribute("alt", MATRIX)
    expect(says(page)).to_contain_text(re.compile("After epoch .* Judged on the validation images. Images with "))
    button(page, "Pause").click()
    expect(button(page, "Start")).to_be_visible()
    assert not is_learning(page)
    expect(picture(page)).to_have_attribute("alt", MATRIX)


@pytest.mark.parametrize("trains", [False, True], ids=["at rest", "training"])
def test_cells_and_images_are_chosen_with_mouse_and_keyboard(page, trains):
    if trains:
        button(page, "Start").click()
    expect(slider(page, "class")).to_have_count(0)
    view(page).select_option("confusion matrix")
    slider(page, "taken for").press("End")
    slider(page, "class").press("Home")
    expect(says(page)).to_contain_text("Images with the label 0: ")
    slider(page, "taken for").press("ArrowLeft")
    expect(says(page)).to_contain_text("Images of 0 taken for 8: ")
    point_at(page, 0.37, 0.55)
    expect(slider(page, "class")).to_have_attribute("aria-valuetext", "4")
    expect(says(page)).to_contain_text(re.compile("Images with the label 4: .* Images of 4 taken for 3: "))
    page.mouse.move(0, 0)
    view(page).select_option("worst mistakes")
    expect(slider(page, "class")).to_have_count(0)
    slider(page, "place").press("End")
    expect(says(page)).to_contain_text("Number 12 of the worst")
    expect(page.locator(".live-readout").last).to_have_text("12")
    point_at(page, 0.07, 0.5)
    expect(says(page)).to_contain_text("Number 5 of the worst")
    page.mouse.move(0, 0)
    view(page).select_option("curves and weights")
    expect(slider(page, "place")).to_have_count(0)
    expect(picture(page)).to_have_attribute("alt", re.compile("^Curves of the loss"))


def test_sliders_answer_while_it_trains(page):
    slider(page, "learning rate").focus()
    button(page, "Start").click()
    expect(says(page)).to_contain_text(TRAINED)
    slider(page, "learning rate").press("Home")
    expect(says(page)).to_contain_text("learning rate 0.001")
    slider(page, "neurons in each").press("End")
    expect(says(page)).to_contain_text("At the next start: 784–64–64–10, batches of 32.")
    slider(page, "neurons in each").press("Home")
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    expect(says(page)).not_to_contain_text("next start")
    for _step in range(5):
        slider(page, "learning rate").press("ArrowRight")
    expect(says(page)).to_contain_text("learning rate 0.05")
    expect(button(page, "Pause")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "last"),
    [("curves and weights", "momentum"), ("confusion matrix", "taken for"), ("worst mistakes", "place")],
)
def test_axe_finds_nothing_serious(page, name, last, dark):
    view(page).select_option(name)
    expect(slider(page, last)).to_be_visible()
    expect(page.locator("[role=slider]:not([aria-label])")).to_have_count(
        0
    )  # each gets its name a moment after it is made
    assert seriously_wrong_for_axe(page, dark) == []
