"""The pad for digits in a real JupyterLab, in a real browser: drawn on with mouse and finger, and used without either."""

import io
import os
import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.jupyter_lab import CHROMIUM, chromium, run_code, running_lab
from tests.pages import seriously_wrong_for_axe

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)

CODE = (
    "from helpers import data, nn, widgets",
    "network = nn.Network.load(data.PRETRAINED)",
    "widgets.digit_pad(network)",
)
T = np.linspace(0, 2 * np.pi, 60)
EIGHT = np.column_stack([0.5 + 0.17 * np.sin(2 * T), 0.5 - 0.37 * np.cos(T)])  # in shares of the square
SEVEN = np.array([(0.25, 0.2), (0.75, 0.2), (0.4, 0.85)])


@pytest.fixture(scope="module")
def page():
    """The pad in JupyterLab; all tests share it, and must pass in any state of it."""
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, chromium() as browser:
        page = lab.page(browser)
        run_code(page, "\n".join(CODE))
        expect(square(page)).to_be_visible()
        yield page


@pytest.fixture(autouse=True)
def empty_pad(page):
    button(page, "Erase").click()
    expect(says(page)).to_contain_text("Nothing is drawn")
    yield
    assert page.problems == []
    expect(page.locator(".live-picture pre:visible")).to_have_count(0)


def square(page: Page):
    return page.locator(".live-figure svg")


def says(page: Page):
    """The words under the picture."""
    return page.locator(".live-figure p")


def button(page: Page, name: str):
    return page.locator(".live-figure").get_by_role("button", name=name)


def path(page: Page) -> str:
    """The lines that are on the pad in the browser, as SVG writes them."""
    return square(page).locator("path").get_attribute("d")


def places(page: Page, points: np.ndarray) -> list[tuple[float, float]]:
    """Where points, in shares of the square, are on the screen."""
    square(page).scroll_into_view_if_needed()
    box = square(page).bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


def draw(page: Page, points: np.ndarray) -> None:
    first, *others = places(page, points)
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        page.mouse.move(*place)
    page.mouse.up()


def touch(page: Page, points: np.ndarray) -> None:
    """Draw with a finger, as the browser's own input does."""
    fingers = page.context.new_cdp_session(page)
    first, *others = [[{"x": x, "y": y}] for x, y in places(page, points)]
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": first})
    for finger in others:
        fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": finger})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    fingers.detach()


@pytest.mark.parametrize("drawn_with", [draw, touch])
def test_an_eight_is_drawn_and_recognised(page, drawn_with):
    drawn_with(page, EIGHT)
    assert path(page).count("M") == 1  # on the pad before the kernel has answered
    expect(says(page)).to_contain_text("Your drawing: the network says 8, ")
    expect(page.locator(".live-figure img")).to_have_attribute("alt", re.compile("ten output neurons: 8: "))
    expect(page.locator(".live-readout").first).to_have_text("none")


def test_the_page_does_not_move_under_a_finger(page):
    square(page).scroll_into_view_if_needed()
    before = square(page).bounding_box()
    touch(page, np.array([(0.5, 0.9), (0.5, 0.5), (0.5, 0.1)]))
    assert square(page).bounding_box() == before


def test_lines_are_where_the_pointer_was_and_only_there(page):
    left, top = places(page, np.array([(0.25, 0.5)]))[0]
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 100, top)
    page.mouse.move(left - 1000, top)  # out of the square: along its edge
    page.mouse.up()
    page.mouse.move(left + 50, top + 50)  # not pressed
    page.mouse.click(left + 80, top + 80, button="right")
    page.keyboard.press("Escape")  # closes JupyterLab's menu
    points = [tuple(map(float, point.split(","))) for point in path(page).strip("Mh0").split()]
    assert points[0] == pytest.approx((7, 14), abs=0.2)
    assert max(x for x, _y in points) == pytest.approx(7 + 100 * 28 / 330, abs=0.2)
    assert points[-1] == pytest.approx((0, 14), abs=0.2)


def test_a_click_is_a_dot(page):
    page.mouse.click(*places(page, np.array([(0.5, 0.5)]))[0])
    expect(says(page)).to_contain_text("Your drawing")
    shown = np.asarray(Image.open(io.BytesIO(square(page).screenshot())).convert("L"))[3:-3, 3:-3]  # without its edge
    assert (shown > 128).sum() == pytest.approx(np.pi * (2.5 / 2 * 330 / 28) ** 2, rel=0.1)


def test_undo_and_erase_with_the_keyboard(page):
    draw(page, SEVEN)
    draw(page, np.array([(0.3, 0.5), (0.7, 0.5)]))
    assert path(page).count("M") == 2
    button(page, "Undo the last line").press("Enter")
    expect(square(page).locator("path")).to_have_attribute("d", re.compile("^M[^M]*$"))
    expect(says(page)).to_contain_text("the network says 7")
    button(page, "Erase").press("Space")
    expect(square(page).locator("path")).to_have_attribute("d", "")
    expect(says(page)).to_contain_text("Nothing is drawn")


def test_undo_takes_back_the_last_line_however_busy_the_kernel_is(page):
    free = page.lab.folder / "free"
    page.evaluate(
        "code => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }); }",
        f"while not __import__('os').path.exists({str(free)!r}): pass",
    )
    draw(page, SEVEN)
    draw(page, np.array([(0.3, 0.5), (0.7, 0.5)]))
    seven = path(page).rsplit(" M", 1)[0]
    button(page, "Undo the last line").click()
    free.touch()
    expect(square(page).locator("path")).to_have_attribute("d", seven)
    expect(says(page)).to_contain_text("the network says 7")


def test_a_test_image_is_chosen_and_moved_with_the_keyboard(page):
    page.get_by_role("slider", name="test image").focus()
    page.keyboard.press("ArrowRight")
    expect(says(page)).to_contain_text("Test image 0, with the label 7: the network says 7")
    page.get_by_role("slider", name="to the right").focus()
    page.keyboard.press("Home")
    expect(says(page)).to_contain_text("moved to the right −6")
    for _step in range(6):
        page.keyboard.press("ArrowRight")
    expect(says(page)).to_contain_text("moved to the right 0")
    draw(page, EIGHT)
    expect(says(page)).to_contain_text("Your drawing: the network says 8")
    expect(square(page)).to_have_css("background-color", "rgb(0, 0, 0)")  # the test image does not shine through


def test_pen_width_is_seen_on_the_pad(page):
    slider = page.get_by_role("slider", name="pen width")
    slider.focus()
    page.keyboard.press("End")
    expect(square(page).locator("path")).to_have_attribute("stroke-width", "4")
    for _step in range(3):
        page.keyboard.press("ArrowLeft")
    expect(square(page).locator("path")).to_have_attribute("stroke-width", "2.5")


def test_a_long_drawing_all_arrives(page):
    """However many messages the front end leaves out, the last holds all."""
    for k in range(6):
        draw(page, 0.05 + 0.12 * k + 0.1 * (EIGHT - 0.5))
    expect(says(page)).to_contain_text("Your drawing")
    assert path(page).count("M") == 6
    before = path(page)
    button(page, "Undo the last line").click()
    expect(square(page).locator("path")).to_have_attribute("d", before[: before.rindex(" M")])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(page, dark):
    draw(page, SEVEN)
    expect(says(page)).to_contain_text("Your drawing")
    assert seriously_wrong_for_axe(page, dark) == []
