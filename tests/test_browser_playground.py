"""The playground in a real JupyterLab, in a real browser: played with mouse and finger, and by keyboard alone."""

import os
import re
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lesson_playground.figures import playground
from tests.jupyter_lab import CHROMIUM, chromium, command, evaluated, is_learning, run_code, running_lab
from tests.pages import seriously_wrong_for_axe, set_cell

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)

SCENE = playground().scene  # knows where things are in the picture, in tens of pixels
WIDE, HIGH = SCENE.width / 10, SCENE.height / 10
NOWHERE = 40, 35
PANELS = "Weight", "Seed", "Points", "Method", "Compare", "Python"


@pytest.fixture(scope="module")
def lab_page():
    """JupyterLab at the size of a small projector, with its sidebar open, and a notebook with one cell."""
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, chromium() as browser:
        page = lab.page(browser)
        run_code(page, "pass")
        yield page


@pytest.fixture
def page(lab_page, request):
    """A notebook in which the playground has just been made, in English or in the language of the parameter."""
    language = getattr(request, "param", "en")
    lab_page.mouse.move(0, 0)
    set_cell(
        lab_page,
        "one",
        "from ipywidgets import Widget\nfrom helpers import language\nfrom helpers.lessons.folders import find_lesson\n"
        f"Widget.close_all()\nlanguage.use({language!r})\n"
        "figure = find_lesson('playground').figures.playground()\nfigure",
    )
    expect(lab_page.locator(".live-panel select").first).to_be_visible()
    lab_page.wait_for_function("document.querySelector('.live-picture img')?.naturalWidth > 0")
    lab_page.locator(".live-figure").scroll_into_view_if_needed()
    yield lab_page
    assert lab_page.problems == []


both_languages = pytest.mark.parametrize("page", ["en", "pt-BR"], indirect=True)


def says(page: Page):
    """The words under the picture."""
    return page.locator(".live-figure p")


def button(page: Page, name: str):
    return page.locator(".live-controls button").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))


def choice(page: Page, name: str):
    return page.locator(".live-controls").get_by_label(name, exact=True)


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a place of the picture is on the screen."""
    box = page.locator(".live-figure img").bounding_box()
    return box["x"] + x / WIDE * box["width"], box["y"] + (1 - y / HIGH) * box["height"]


def small_map(page: Page, *spot: int) -> tuple[float, float]:
    """The middle of the small map of a feature or neuron, on the screen."""
    left, bottom = SCENE.corner(spot)
    return place(page, left + 1.7, bottom + 1.7)


def in_map(page: Page, x1: float, x2: float) -> tuple[float, float]:
    """A point of the large map, on the screen."""
    return place(page, SCENE.LEFT + 2.72 * (x1 + 6) / 1.2, SCENE.BOTTOM + 2.72 * (x2 + 6) / 1.2)


# What is wrong with the controls that are seen: what leaves the figure, letters that are too small, words that are cut off.
UNFIT = """figure => {
    const wrong = [], edges = figure.getBoundingClientRect(), pen = document.createElement('canvas').getContext('2d');
    for (const control of figure.querySelectorAll('.live-controls :is(button, select, input, .noUi-handle, .widget-label)')) {
        const box = control.getBoundingClientRect(), look = getComputedStyle(control);
        const say = what => wrong.push(`${what}: ${control.outerHTML.slice(0, 200)}`);
        if (!box.width || look.visibility === 'hidden') continue;
        if (box.left < edges.left - 1 || box.right > edges.right + 1) say('leaves the figure');
        if (parseFloat(look.fontSize) < 12.5) say('small letters');
        if (!control.matches('select, input') && control.scrollWidth > control.clientWidth + 1) say('words are cut off');
        if (!control.matches('select')) continue;
        const room = control.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
        pen.font = look.font;
        if ([...control.options].some(option => pen.measureText(option.text).width > room)) say('an entry is cut off');
    }
    return wrong;
}"""


@both_languages
def test_controls_and_picture_fit_a_small_projector(page):
    controls, image = (page.locator(f".live-figure {part}").bounding_box() for part in (".live-controls", "img"))
    assert image["y"] + image["height"] - controls["y"] <= 560
    assert controls["height"] <= 150, "four rows, none of them in two lines"
    assert 830 <= image["width"] <= WIDE * 10, "the picture is drawn for the latter; the scrollbar takes the rest"
    nothing_is_cut(page)


@both_languages
def test_nothing_is_cut_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    command(page, "application:toggle-left-area")
    page.wait_for_function("document.querySelector('.live-figure').clientWidth > 240")
    nothing_is_cut(page)
    command(page, "application:toggle-left-area")
    page.set_viewport_size({"width": 1280, "height": 720})


def nothing_is_cut(page: Page) -> None:
    panels = page.locator(".live-drawer > .widget-toggle-buttons button").all()
    assert len(panels) == len(PANELS)
    for panel in panels:
        panel.click()
        assert page.locator(".live-figure").evaluate(UNFIT) == [], panel.inner_text()


def test_play_and_pause(page):
    button(page, "Play").click()
    expect(says(page)).to_contain_text(re.compile(r"Epoch [1-9]"))
    images = page.evaluate(
        "async () => { const image = document.querySelector('.live-figure img'); let [seen, last] = [0, image.src];"
        " const end = performance.now() + 60000;"
        " while (seen < 6 && performance.now() < end) { await new Promise(requestAnimationFrame);"
        " if (image.src !== last) [seen, last] = [seen + 1, image.src]; } return seen; }"
    )
    assert images == 6
    assert is_learning(page)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    assert not is_learning(page)
    now = int(evaluated(page, "figure.experiment.epoch"))
    expect(says(page)).to_contain_text(f"Epoch {now:,}:")
    button(page, "Step").click()
    expect(says(page)).to_contain_text(f"Epoch {now + 1:,}:")
    button(page, "Restart").click()
    expect(says(page)).to_contain_text("Epoch 0:")
    expect(says(page)).to_contain_text("seeds: weights 1, points 0")


def test_controls_answer_while_it_plays(page):
    button(page, "Play").click()
    choice(page, "activation").select_option("ReLU")
    expect(says(page)).to_contain_text("ReLU, learning rate")
    choice(page, "learning rate").select_option("0.1")
    expect(says(page)).to_contain_text("learning rate 0.1,")
    choice(page, "x₁²").check()
    expect(page.locator(".live-figure img")).to_have_attribute("alt", re.compile("Features x₁, x₂, x₁²;"))
    expect(button(page, "Pause")).to_be_visible()


def test_pointing_at_a_neuron_shows_its_map_and_a_click_keeps_it(page):
    expect(says(page)).to_contain_text("Large map: output")
    page.mouse.move(*small_map(page, 1, 1))
    expect(says(page)).to_contain_text("Large map: layer 1, neuron 1, a1[1] = tanh(")
    page.mouse.move(*place(page, *NOWHERE))
    expect(says(page)).to_contain_text("Large map: output")
    page.mouse.click(*small_map(page, 1, 1))
    page.mouse.move(*place(page, *NOWHERE))
    expect(says(page)).to_contain_text("Large map: layer 1, neuron 1")
    expect(choice(page, "look at").locator("option:checked")).to_have_text("a1[1]")


def test_a_click_on_a_feature_switches_it(page):
    page.mouse.click(*small_map(page, 0, 2))
    expect(choice(page, "x₁²")).to_be_checked()


def test_a_weight_is_chosen_by_a_click_and_edited(page):
    button(page, "Seed").click()
    (x1, y1), (x2, y2) = small_map(page, 2, 1), small_map(page, 3, 0)
    page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    expect(says(page)).to_contain_text("Marked: the weight from layer 2, neuron 1 to output")
    choice(page, "value").fill("2,5")
    choice(page, "value").press("Enter")
    expect(says(page)).to_contain_text("to output, 2.5;")
    expect(choice(page, "value")).to_have_value("2.5")
    choice(page, "value").fill("two")
    choice(page, "value").press("Tab")
    expect(page.locator(".live-picture pre")).to_contain_text("'two' is not a number")
    expect(choice(page, "value")).to_have_value("2.5")


def tap(page: Page, x: float, y: float) -> None:
    """Touch the screen with a finger, as the browser's own input does."""
    fingers = page.context.new_cdp_session(page)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    fingers.detach()


@pytest.mark.parametrize("touched", [False, True], ids=["mouse", "finger"])
def test_own_points_by_click(page, touched):
    button(page, "Points").click()

    def press(x1, x2):
        tap(page, *in_map(page, x1, x2)) if touched else page.mouse.click(*in_map(page, x1, x2))

    press(3, 3)
    expect(page.locator(".live-picture pre")).to_contain_text("at least one of each class is needed")
    button(page, "× −1").click()
    for x1, x2 in ((-3, 3), (-2, -4), (4, -1)):
        press(x1, x2)
    expect(says(page)).to_contain_text("Own points, training 50%")
    expect(page.locator(".live-picture pre")).to_be_hidden()
    button(page, "Step").click()
    expect(says(page)).to_contain_text("Epoch 1:")
    button(page, "Python").click()
    expect(choice(page, "Python")).to_have_value(re.compile(r"^figures\.playground\(points=\[\[[23]\.?\d*, "))
    button(page, "Points").click()
    button(page, "Clear").click()
    expect(page.locator(".live-picture pre")).to_contain_text("at least one of each class is needed")


def upload(page: Page, name: str, text: str) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(".live-controls button", has_text="CSV").click()
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})


def test_a_csv_file(page):
    button(page, "Points").click()
    rows = "x1,x2,label\n1,2,0\n2,1,0\n-1,-2,1\n-2,-1,1\n"
    upload(page, "points.csv", rows)
    expect(says(page)).to_contain_text("Own points")
    upload(page, "words.csv", "x1,x2,label\n1,2,0\n1,two,1\n")
    expect(page.locator(".live-picture pre")).to_contain_text("words.csv: Line 3: 'two' is not a number.")


def test_everything_by_keyboard(page):
    button(page, "Play").press("Enter")
    expect(says(page)).to_contain_text(re.compile("Epoch [1-9]"))
    button(page, "Pause").press("Enter")
    expect(button(page, "Play")).to_be_visible()
    for name in (
        "data",
        "activation",
        "learning rate",
        "regularisation",
        "its rate",
        "layer 3",
        "look at",
        "weight of",
    ):
        before = page.locator(".live-figure img").get_attribute("src")
        choice(page, name).press("ArrowDown")
        expect(page.locator(".live-figure img"), name).not_to_have_attribute("src", before)
    for name in ("noise", "training, %", "batches of"):
        before = says(page).inner_text()
        page.locator(".live-controls").get_by_role("slider", name=name, exact=True).press("ArrowRight")
        expect(says(page), name).not_to_have_text(before)
    for name in ("x₁²", "test points", "only signs"):
        choice(page, name).press("Space")
        expect(choice(page, name)).to_be_checked()
    button(page, "Points").press("Enter")
    button(page, "Add").press("Enter")
    expect(page.locator(".live-picture pre")).to_contain_text("at least one of each class is needed")
    expect(page.locator(".jp-CodeCell")).to_have_count(1)  # no key was taken for a command of the notebook


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(page, dark):
    for panel in PANELS:
        button(page, panel).click()
        assert seriously_wrong_for_axe(page, dark) == [], panel
