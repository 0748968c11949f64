"""The lessons in a real JupyterLab, in a real browser: what a student would see and do.

The tests of a lesson share the page it has been run in. First come those of its own figures, see `of`, which find
each figure as the one before them leaves it; then those of every lesson, which must pass in any state of it.
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lesson_flattening_mnist.figures import flattening
from tests.jupyter_lab import CHROMIUM, chromium, command, open_notebook, run_all, running_lab, settled
from tests.pages import (
    NOTEBOOKS,
    check_of,
    drag,
    every_picture_is_shown,
    figures,
    nothing_wrong,
    numbers,
    pictures_in,
    point_at,
    readout,
    seriously_wrong_for_axe,
    set_cell,
    state,
    to_number,
)

LESSONS = sorted(path.name for path in (NOTEBOOKS / "en").glob("*.ipynb"))
LESSONS_IN_A_PAGE = 2  # then a new page gives the browser its memory back
CONTROLS = "[role=slider], select"  # of a live figure
ACTIVE = re.compile("jp-mod-active")

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)


@pytest.fixture(scope="module")
def open_page():
    """open_page(language, lesson): a fresh copy of the student's lesson, opened and run in a page, with no progress."""
    with contextlib.ExitStack() as stack:
        browser = stack.enter_context(chromium())
        opened = Counter()  # lessons, by language
        pages = {}

        @cache
        def lab(language):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            return stack.enter_context(running_lab(Path(folder), language))

        def open_page(language, lesson):
            if opened[language] % LESSONS_IN_A_PAGE == 0:
                if language in pages:
                    pages[language].context.close()
                pages[language] = lab(language).page(browser)
            opened[language] += 1
            page = pages[language]
            (page.lab.folder / "progress.json").unlink(missing_ok=True)
            shutil.copy(NOTEBOOKS / language / lesson, page.lab.folder)
            open_notebook(page, lesson)
            run_all(page)
            return page

        yield open_page


@pytest.fixture(scope="module", params=LESSONS, ids=lambda name: name.removesuffix(".ipynb"))
def lesson(request):
    """The file name of a lesson. A test that asks for it runs for every lesson there is."""
    return request.param


@pytest.fixture(scope="module")
def language(lesson):
    """The lessons are in Portuguese and in English by turns: what differs in the browser does so in each language."""
    return ("pt-BR", "en")[LESSONS.index(lesson) % 2]


@pytest.fixture(scope="module")
def page(open_page, language, lesson):
    """The lesson, opened and run."""
    return open_page(language, lesson)


def of(number: str):
    """The mark of a test of one lesson's own figures."""
    (name,) = (name for name in LESSONS if name.startswith(number))
    return pytest.mark.parametrize("lesson", [name], indirect=True, ids=[number], scope="module")


# Lesson 02

lesson_02 = of("02")


@lesson_02
def test_readout_has_a_decimal_comma(page):
    handle = page.get_by_role("slider", name="pixel x").first
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuetext", "0,1")


@lesson_02
def test_every_slider_is_reached_by_tab(page):
    first = page.get_by_role("slider").first
    first.focus()
    names = []
    for _ in range(5):
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert names == ["x₁", "w₁", "viés b", "x₂", "w₂"]


@lesson_02
def test_burst_of_presses_ends_on_the_right_picture(page):
    figure = figures(page)[0]
    handle = figure.get_by_role("slider", name="w₁")
    handle.focus()
    page.keyboard.press("Home")
    for _ in range(15):
        page.keyboard.press("ArrowRight")
    expect(figure.locator("p")).to_contain_text("z = (2 · 5) + (5 · 6) + (−2) = 40 + (−2) = 38")
    assert state(figure)["readouts"][1] == "5"
    assert float(handle.get_attribute("aria-valuenow")) == 5
    nothing_wrong(page)


@lesson_02
def test_line_is_dragged_with_the_mouse(page):
    figure = figures(page)[3]
    figure.scroll_into_view_if_needed()
    assert numbers(figure) == {"x₁": 2, "w₁": 1, "viés b": -1, "x₂": 1, "w₂": 1}
    drag(page, figure, (0.5, 0.5), (2, -1.5))  # the middle: x₁ + x₂ = 0.5 passes through it
    expect(figure.locator(".live-readout").nth(2)).to_have_text(re.compile("^−0,[45]"))
    moved = numbers(figure)
    assert (moved["w₁"], moved["w₂"]) == (1, 1)
    ends = [to_number(text) for text in re.findall(r"[−\d,]+(?=[;)])", state(figure)["summary"])]
    middle = ((ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2)
    end = tuple(m + 0.7 * (e - m) for m, e in zip(middle, ends[2:4], strict=True))
    drag(page, figure, end, (middle[0] + 3, middle[1]))  # its end: now it lies flat
    expect(figure.locator(".live-readout").nth(1)).to_have_text("0")
    turned = numbers(figure)
    assert abs(turned["w₂"]) == pytest.approx(2**0.5, abs=0.026)  # half a step of its slider
    drag(page, figure, (2, 1), (-3, -2))  # the star
    expect(figure.locator("p")).to_contain_text("O ponto (−3; −2)")
    drag(page, figure, (-3, -2), (9, 4))  # beyond the map, and back from its very edge
    expect(figure.locator("p")).to_contain_text("O ponto (5; 4)")
    drag(page, figure, (5.2, 4), (1, 1))
    expect(figure.locator("p")).to_contain_text("O ponto (1; 1)")
    nothing_wrong(page)


@lesson_02
def test_mouse_beside_the_handles_moves_nothing(page):
    figure = figures(page)[3]
    figure.scroll_into_view_if_needed()
    before = state(figure)
    drag(page, figure, (-3, -3), (3, 3))
    settled(page)
    assert state(figure) == before


@lesson_02
def test_wrong_answers_hints_and_solution(page):
    check = check_of(page, "zero_bias")
    expect(check).to_contain_text("Ainda falta algo")
    solution = check.get_by_role("button", name="Solução: depois de 3 tentativas")
    for answer in ("-7", "0,5", "-7", "4"):
        expect(solution).to_be_disabled()
        set_cell(page, "zero-bias", f"bias = {answer}")
    expect(check).to_contain_text("é a soma das entradas e dos pesos")
    check.get_by_role("button", name="Dica 1 de 2").press("Enter")
    expect(check).to_contain_text("Calcule primeiro a soma ponderada")
    check.get_by_role("button", name="Ver uma solução").press("Enter")
    expect(check).to_contain_text("bias = 7")
    set_cell(page, "zero-bias", "bias = 7")
    expect(check).to_contain_text("✔ Certo.")
    record = json.loads((page.lab.folder / "progress.json").read_text(encoding="utf-8"))["weighted_sum_plus_bias"][
        "zero_bias"
    ]
    assert (record["done"], len(record["wrong"]), record["hints"]) == (True, 3, 1)
    nothing_wrong(page)


# Lesson 04

lesson_04 = of("04")


@lesson_04
def test_pointing_at_image_and_strip_finds_the_pixel_from_both_sides(page):
    image, strip = flattening().picture.axes[:2]
    figure = figures(page)[1]
    point_at(page, figure, image, 3.5, 2.5)
    expect(readout(figure, "índice")).to_have_text("59")
    point_at(page, figure, strip, 405.5, (strip[6] + strip[7]) / 2)
    expect(readout(figure, "linha")).to_have_text("14")
    expect(readout(figure, "coluna")).to_have_text("13")
    handle = figure.get_by_role("slider", name="índice", exact=True)
    handle.focus()
    page.keyboard.press("End")
    expect(readout(figure, "linha")).to_have_text("27")
    figure.get_by_role("slider", name="coluna", exact=True).focus()
    page.keyboard.press("Home")
    for _ in range(15):  # as when the key is held down
        page.keyboard.press("ArrowRight")
    expect(readout(figure, "índice")).to_have_text("771")  # 28 · 27 + 15
    expect(readout(figure, "coluna")).to_have_text("15")
    nothing_wrong(page)


@lesson_04
def test_play_walks_to_the_end_and_stops_when_told(page):
    figure = figures(page)[1]
    rows = readout(figure, "linhas achatadas")
    figure.get_by_role("button", name="Voltar ao início").click()
    expect(rows).to_have_text("0")
    figure.get_by_role("button", name="Passo").press("Enter")
    expect(rows).to_have_text("1")
    figure.get_by_role("button", name="Reproduzir").click()
    figure.get_by_role("button", name="Pausar").click()
    expect(figure.get_by_role("button", name="Reproduzir")).to_be_visible()
    assert int(rows.inner_text()) < 28
    figure.get_by_role("button", name="Reproduzir").press("Space")
    expect(rows).to_have_text("28")
    nothing_wrong(page)


# Lesson 05

lesson_05 = of("05")


@lesson_05
def test_detector_of_four_is_found_with_the_keyboard(page):
    figure = figures(page)[3]
    expect(figure.locator("p")).to_contain_text("no digit")
    figure.get_by_role("slider", name="bias b", exact=True).focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(figure.locator("p")).to_contain_text("4, 8, 9")
    for name in ("top", "lower left", "bottom"):
        figure.get_by_role("slider", name=name, exact=True).focus()
        for _ in range(2):
            page.keyboard.press("ArrowLeft")
    expect(figure.locator("p")).to_contain_text("for 4 alone")
    nothing_wrong(page)


# Every lesson, in any state of it


def test_lesson_runs_and_shows_every_figure(page, language, lesson):
    assert page.evaluate("document.documentElement.lang").startswith(language[:2])
    every_picture_is_shown(page, language, lesson)
    for figure in figures(page):
        assert "{" not in state(figure)["summary"] + state(figure)["alt"]
    ready = {"pt-BR": "Tudo pronto. Aula", "en": "Ready. Lesson"}[language]
    assert f"{ready} {lesson[:2]}" in page.locator(".jp-Notebook").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_in_our_outputs(page, dark):
    assert seriously_wrong_for_axe(page, dark) == []


def test_every_control_moves_picture_and_words_by_keyboard(page):
    stayed = []
    first_playground = page.locator(".live-figure:has(.live-panel)").first  # the others are like it
    for figure in page.locator(".live-figure:not(:has(.live-panel))").all() + first_playground.all():
        before = state(figure)
        for control in figure.locator(CONTROLS).all():
            name, slider, at_end = control.evaluate(
                "c => c.matches('select') ? [c.labels[0].textContent, false, c.selectedIndex === c.length - 1]"
                " : [c.ariaLabel, true, +c.ariaValueNow === +c.ariaValueMax]"
            )
            assert name
            assert name in before["text"]
            forward, back = ("ArrowRight", "ArrowLeft") if slider else ("ArrowDown", "ArrowUp")
            control.focus()
            image = figure.locator("img")
            page.keyboard.press(back if at_end else forward)
            expect(image, f"{name}: the picture of “{before['alt'][:60]}…”").not_to_have_attribute("src", before["src"])
            after = state(figure)  # words and readouts come in the picture's own message
            follow = ("alt", "summary", "readouts") if slider else ("alt", "summary")
            stayed += [f"{name}: {what} of “{before['alt'][:60]}…”" for what in follow if after[what] == before[what]]
            if slider:
                assert control.get_attribute("aria-valuetext") in after["readouts"]
            before = after
    assert stayed == []
    nothing_wrong(page)


def test_first_place_that_shows_a_hand_is_dragged_with_the_mouse(page):
    for figure in page.locator(".live-figure:has(img.draggable)").all():
        image = figure.locator("img")
        image.scroll_into_view_if_needed()
        x, y = image.evaluate(
            "image => { const box = image.getBoundingClientRect();"
            " for (let y = 10; y < box.height; y += 20) for (let x = 10; x < box.width; x += 20) {"
            " const [clientX, clientY] = [box.left + x, box.top + y];"
            " image.dispatchEvent(new PointerEvent('pointermove', {clientX, clientY}));"
            " if (image.matches('.over-handle')) return [clientX, clientY]; } }"
        )
        before = state(figure)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 90, steps=3)
        page.mouse.up()
        page.wait_for_function(
            "([figure, before]) => [...figure.querySelectorAll('.live-readout')].map(e => e.textContent).join() !== before",
            arg=[figure.element_handle(), ",".join(before["readouts"])],
        )
    nothing_wrong(page)


def test_plain_keys_in_a_figure_are_not_the_notebook_s(page):
    cells = page.locator(".jp-Notebook .jp-Cell")
    count = cells.count()
    for kind in CONTROLS.split(", "):
        cell = page.locator(f".jp-Cell:has({kind})").first
        if cell.count():
            cell.locator(kind).first.focus()
            expect(cell).to_have_class(ACTIVE)
            page.keyboard.press("x")  # JupyterLab would cut the cell
            settled(page)
            expect(cells).to_have_count(count)


def test_arrow_keys_go_on_from_a_click_on_a_slider_s_line(page):
    slider = page.locator(".live-slider").first
    line = slider.locator(".noUi-target")
    slider.scroll_into_view_if_needed()
    box = line.bounding_box()
    page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + box["height"] / 2 + 6)  # beside the thin line
    expect(slider.get_by_role("slider")).to_be_focused()
    before = slider.locator(".live-readout").inner_text()
    page.keyboard.press("ArrowRight")
    expect(slider.locator(".live-readout")).not_to_have_text(before)


def test_saved_file_has_the_pictures_and_no_view_that_needs_a_kernel(page, lesson):
    """That such a file shows them when it is opened again is tried in test_browser_plain.py."""
    command(page, "docmanager:save")
    saved = page.lab.folder / lesson
    assert "widget-view" not in saved.read_text(encoding="utf-8")
    assert pictures_in(saved) == pictures_in(NOTEBOOKS / "en" / lesson)


@lesson_02
def test_cells_can_be_run_twice_in_any_state(page):
    run_all(page)
    every_picture_is_shown(page, "pt-BR", "02_weighted_sum_plus_bias.ipynb")


@lesson_04
def test_fashion_mnist_works_in_the_same_cells(page):
    set_cell(page, "load", 'digits = data.load("fashion_mnist")\ndigits')
    run_all(page)
    every_picture_is_shown(page, "pt-BR", "04_flattening_mnist.ipynb")
    expect(figures(page)[0].locator("p")).to_contain_text("classe camiseta")
    assert "partes iguais" in state(figures(page)[3])["summary"]
