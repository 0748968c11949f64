"""A prediction in a real JupyterLab, in a real browser: made by keyboard, compared after the figure, still there after a restart."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.jupyter_lab import CHROMIUM, chromium, open_notebook, run_all, running_lab
from tests.pages import NOTEBOOKS

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)

LESSON = "02_weighted_sum_plus_bias.ipynb"


@pytest.fixture(scope="module")
def page():
    """JupyterLab in English on a folder with lesson 02, which is open and has been run."""
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, chromium() as browser:
        shutil.copy(NOTEBOOKS / "en" / LESSON, lab.folder)
        page = lab.page(browser, height=1500)
        open_notebook(page, LESSON)
        run_all(page)
        yield page
        assert page.problems == []


def test_prediction_by_keyboard_is_compared_and_survives_a_restart(page):
    form, after = parts(page, "weights")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    expect(after).to_contain_text("Your prediction comes first")
    first = form.get_by_role("textbox", name="a) By how much does z grow if w₁ goes from 3 to 4?")
    first.focus()
    page.keyboard.type("3x")  # JupyterLab would cut the cell
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("“3x” is not a number.")
    expect(first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("There is a question without an answer.")
    expect(form.get_by_role("textbox", name="b) And if w₂ goes from 6 to 7?")).to_be_focused()
    page.keyboard.type("5,0")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    group = form.get_by_role("group", name="c) And if x₂ were 0, what would changing w₂ do?")
    expect(group.get_by_role("radio", name="z would become 0.")).to_be_checked()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Keep my prediction")).to_be_focused()
    page.keyboard.press("Space")
    expect(form.get_by_role("status")).to_contain_text("Kept. Now try it in the figure.")
    expect(form.get_by_role("button", name="Answer again")).to_be_focused()
    expect(group.get_by_role("radio", name="z would become 0.")).to_be_disabled()
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)
    expect(after).to_contain_text("You predicted: a) 3; b) 5; c) “z would become 0”.")
    expect(after).not_to_contain_text("The answer")
    after.get_by_role("button", name="Show the answer").press("Enter")
    shows_all(after)
    expect(after.get_by_role("button", name="Hide the answer")).to_be_focused()

    open_notebook(page, LESSON)  # closed unsaved before, its kernel ended
    run_all(page)
    form, after = parts(page, "weights")
    expect(form.get_by_role("textbox").first).to_have_value("3")
    expect(form.get_by_role("button", name="Keep my prediction")).to_be_hidden()
    shows_all(after)
    other, _after = parts(page, "boundary")
    other.get_by_role("button", name="I don't know yet").click()
    expect(other.get_by_role("status")).to_contain_text("Kept: you don't know yet.")


def parts(page, name: str) -> tuple:
    """The form of a prediction, and the cell that compares it."""
    form = page.locator(".jp-CodeCell", has_text=f'lesson.predict("{name}")').locator("form")
    return form, page.locator(".jp-CodeCell", has_text=f'lesson.compare("{name}")')


def shows_all(after) -> None:
    for said in (
        "✘ You predicted 3.",
        "The answer is 2. z grows by 2, because x₁ is 2.",
        "✔ You predicted 5, and so it is.",
        "✘ You predicted “z would become 0”. Only the product of x₂ vanishes.",
    ):
        expect(after).to_contain_text(said)
