"""Looking at a lesson in JupyterLab, and acting on it, as a student would."""

from pathlib import Path

import nbformat
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.jupyter_lab import ROOT, use_theme

NOTEBOOKS = ROOT / "notebooks"  # and in it a folder a language


def pictures_in(notebook: Path) -> list[bool]:
    """For each picture in the outputs of a notebook's file: whether it is a live figure's."""
    return [
        "figures." in cell.source or "widgets." in cell.source
        for cell in nbformat.read(notebook, as_version=4).cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]


def every_picture_is_shown(page: Page, language: str, lesson: str) -> None:
    """Fails unless the lesson, having run, shows all that it should."""
    live = pictures_in(NOTEBOOKS / language / lesson)
    expect(page.locator(".live-figure")).to_have_count(sum(live))
    images = page.locator(".jp-OutputArea-output img").filter(visible=True)  # while a figure lives, its still is hidden
    expect(images).to_have_count(len(live))
    for image in images.all():
        assert len(image.get_attribute("alt")) > 20
        assert image.evaluate("i => i.complete && i.naturalWidth") > 600
        assert image.bounding_box()["width"] > 600
    nothing_wrong(page)


def nothing_wrong(page: Page) -> None:
    assert page.problems == []
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".live-picture pre:visible").count() == 0


def seriously_wrong_for_axe(page: Page, dark: bool) -> list[tuple[str, list[str]]]:
    """The rules that our outputs break in a theme, with the HTML that breaks them; in the dark one only colours differ."""
    use_theme(page, dark)
    only = {"runOnly": ["color-contrast"]} if dark else {}
    found = Axe().run(page, context=".jp-OutputArea-output", options=only).response["violations"]
    return [
        (rule["id"], [node["html"] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def figures(page: Page) -> list:
    return page.locator(".live-figure").all()


def state(figure) -> dict:
    """What a person sees of a live figure: picture, words, and the sliders' numbers."""
    return figure.evaluate(
        "f => ({src: f.querySelector('img').src, alt: f.querySelector('img').alt,"
        " summary: f.querySelector('p').textContent, text: f.innerText,"
        " readouts: [...f.querySelectorAll('.live-readout')].map(e => e.textContent)})"
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


def point_at(page: Page, figure, axes: list[float], x: float, y: float) -> None:
    """Move the mouse to (x, y) in the units of one of the picture's axes, given as in `Picture.axes`."""
    left, top, width, height, x0, x1, y0, y1 = axes
    image = figure.locator("img")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    u, v = left + width * (x - x0) / (x1 - x0), top + height * (y1 - y) / (y1 - y0)
    page.mouse.move(box["x"] + u * box["width"], box["y"] + v * box["height"])


def readout(figure, name: str):
    """The number beside a slider."""
    return figure.locator(".live-slider", has=figure.page.get_by_role("slider", name=name, exact=True)).locator(
        ".live-readout"
    )
