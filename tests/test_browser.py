"""Lesson 02 in a real JupyterLab, in a real browser: what a student would see and do."""

import json
import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.jupyter_lab import CHROMIUM, ROOT, chromium, running_lab

LESSON = "02_weighted_sum_plus_bias.ipynb"
FIGURES = 6

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def lab(tmp_path_factory, request):
    """JupyterLab in the language that the test asks for (default: Portuguese), on copies of the student's lessons."""
    language = getattr(request, "param", "pt-BR")
    folder = tmp_path_factory.mktemp("my_work")
    shutil.copy(ROOT / "notebooks" / language / LESSON, folder / LESSON)
    with running_lab(folder, language) as one:
        yield one


@pytest.fixture
def page(lab, browser):
    """The lesson, opened and run, from a fresh copy and with no progress."""
    (lab.folder / "progress.json").unlink(missing_ok=True)
    source = lab.folder / LESSON
    one = lab.open(browser, source.name)
    lab.run_all(one)
    yield one
    one.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    one.context.close()


def figures(page: Page) -> list:
    return page.locator(".live-figure").all()


def nothing_wrong(page: Page) -> None:
    assert page.problems == []
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".live-picture pre:visible").count() == 0


def state(figure) -> dict:
    """What a person sees of a live figure: picture, words, and the sliders' numbers."""
    return figure.evaluate(
        "f => ({src: f.querySelector('img').src, alt: f.querySelector('img').alt,"
        " summary: f.querySelector('p').textContent,"
        " readouts: [...f.querySelectorAll('.live-readout')].map(e => e.textContent)})"
    )


def settled(page: Page) -> None:
    """Wait until the kernel has answered everything sent to it so far."""
    page.evaluate(
        "async () => await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestKernelInfo()"
    )


def set_cell(page: Page, cell_id: str, source: str) -> None:
    """Write a cell as a student would, and run it together with its check."""
    page.evaluate(
        "async ([id, source]) => { const notebook = window.jupyterapp.shell.currentWidget.content;"
        " const i = notebook.widgets.findIndex(w => w.model.id === id);"
        " notebook.widgets[i].model.sharedModel.setSource(source);"
        " for (const k of [i, i + 1]) { notebook.activeCellIndex = k;"
        " await window.jupyterapp.commands.execute('notebook:run-cell'); } }",
        [cell_id, source],
    )


def check_of(page: Page, text: str):
    """The cell that checks an exercise, by a part of its code."""
    return page.locator(".jp-CodeCell", has_text=f'lesson.check("{text}"')


@pytest.mark.parametrize("lab", ["en"], indirect=True)
def test_english_runs_and_shows_every_figure(page):
    assert len(figures(page)) == FIGURES
    for figure in figures(page):
        box = figure.locator("img").bounding_box()
        assert box["width"] > 600
        assert "{" not in state(figure)["summary"] + state(figure)["alt"]
    assert "Ready. Lesson 02" in page.locator(".jp-Notebook").inner_text()
    nothing_wrong(page)


def test_portuguese_runs_and_every_slider_moves_picture_and_words_by_keyboard(page):
    assert len(figures(page)) == FIGURES
    assert page.evaluate("document.documentElement.lang").startswith("pt")
    for figure in figures(page):
        for handle in figure.get_by_role("slider").all():
            before = state(figure)
            name = handle.get_attribute("aria-label")
            assert name
            assert name in figure.inner_text()
            now, high = (float(handle.get_attribute(f"aria-value{key}")) for key in ("now", "max"))
            handle.focus()
            page.keyboard.press("ArrowLeft" if now == high else "ArrowRight")
            expect(figure.locator("img")).not_to_have_attribute("src", before["src"])
            after = state(figure)
            for what in ("src", "alt", "summary", "readouts"):
                assert after[what] != before[what], f"{name}: {what}"
            assert handle.get_attribute("aria-valuetext") in after["readouts"]
    nothing_wrong(page)


def test_readout_has_a_decimal_comma(page):
    handle = page.get_by_role("slider", name="pixel x").first
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuetext", "0,1")


def test_every_slider_is_reached_by_tab(page):
    first = page.get_by_role("slider").first
    first.focus()
    names = []
    for _ in range(5):
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert names == ["x₁", "w₁", "viés b", "x₂", "w₂"]


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


def place(figure, x: float, y: float) -> tuple[float, float]:
    """Where a point of the map lies on the screen."""
    box = figure.locator("img").bounding_box()
    scale = box["width"] / 850
    return box["x"] + (50 + (x + 5) * 37) * scale, box["y"] + (440 - 40 - (y + 5) * 37) * scale


def drag(page: Page, figure, start, end) -> None:
    page.mouse.move(*place(figure, *start))
    page.mouse.down()
    for share in (0.25, 0.5, 0.75, 1):
        page.mouse.move(*place(figure, *(a + (b - a) * share for a, b in zip(start, end, strict=True))))
    page.mouse.up()


def numbers(figure) -> dict[str, float]:
    names = [handle.get_attribute("aria-label") for handle in figure.get_by_role("slider").all()]
    return dict(zip(names, map(to_number, state(figure)["readouts"]), strict=True))


def to_number(text: str) -> float:
    """A number as the Portuguese notebook writes it."""
    return float(text.replace("−", "-").replace(",", "."))


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


def test_mouse_beside_the_handles_moves_nothing(page):
    figure = figures(page)[3]
    figure.scroll_into_view_if_needed()
    before = state(figure)
    drag(page, figure, (-3, -3), (3, 3))
    settled(page)
    assert state(figure) == before


def test_wrong_answers_hints_and_solution(page, lab):
    check = check_of(page, "zero_bias")
    expect(check).to_contain_text("Ainda falta algo")
    solution = check.get_by_role("button", name="Solução: depois de 3 tentativas")
    for answer in ("-7", "0,5", "-7", "4"):
        expect(solution).to_be_disabled()
        set_cell(page, "zero-bias", f"bias = {answer}")
    expect(check).to_contain_text("somou entradas e pesos")
    check.get_by_role("button", name="Dica 1 de 2").press("Enter")
    expect(check).to_contain_text("Calcule primeiro a soma ponderada")
    check.get_by_role("button", name="Ver uma solução").press("Enter")
    expect(check).to_contain_text("bias = 7")
    set_cell(page, "zero-bias", "bias = 7")
    expect(check).to_contain_text("✔ Certo.")
    record = json.loads((lab.folder / "progress.json").read_text(encoding="utf-8"))["02"]["zero_bias"]
    assert (record["done"], len(record["wrong"]), record["hints"]) == (True, 3, 1)
    nothing_wrong(page)


def test_saved_and_opened_again_without_its_kernel_it_shows_pictures(page, lab, browser):
    lab.command(page, "docmanager:save")
    assert "widget-view" not in (lab.folder / LESSON).read_text(encoding="utf-8")
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    again = lab.open(browser, LESSON)
    images = again.locator(".jp-OutputArea-output img")
    expect(images).to_have_count(FIGURES)
    for image in images.all():
        assert len(image.get_attribute("alt")) > 20
        assert image.evaluate("i => i.complete && i.naturalWidth") > 600
    assert "model not found" not in again.locator(".jp-Notebook").inner_text()
    lab.run_all(again)
    expect(again.locator(".live-figure")).to_have_count(FIGURES)
    nothing_wrong(again)
    again.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_in_our_outputs(lab, browser, dark):
    page = lab.open(browser, LESSON, dark=dark)
    lab.run_all(page)
    results = Axe().run(page, context=".jp-OutputArea-output")
    serious = [
        (violation["id"], [node["target"] for node in violation["nodes"]])
        for violation in results.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.context.close()


def test_cells_can_be_run_twice_in_any_state(page, lab):
    lab.run_all(page)
    expect(page.locator(".live-figure")).to_have_count(FIGURES)
    nothing_wrong(page)
