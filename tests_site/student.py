"""What a student does on a live page, in a browser of their own that remembers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.jupyter_lab import CHROMIUM, CHROMIUM_FLAGS
from tests_site.pages import SECONDS, playwright

LESSON = "02_weighted_sum_plus_bias"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@contextmanager
def own_browser(folder: Path, **options) -> Iterator[BrowserContext]:
    """Chromium with its profile in this folder: closed and opened again, it still has what it kept."""
    context = playwright().chromium.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, args=CHROMIUM_FLAGS, **options
    )
    context.set_default_timeout(1000 * SECONDS)
    try:
        yield context
    finally:
        context.close()


def open_live(context: BrowserContext, address: str, language: str = "en", name: str = LESSON) -> Page:
    """The live page of a lesson once Python is ready; what goes wrong in it is collected in `page.problems`."""
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(f"{address}live/{language}/notebooks/index.html?path={name}.ipynb")
    is_ready(page)
    return page


def is_ready(page: Page) -> None:
    """Wait until the bar says so."""
    expect(page.locator("#course-status")).to_have_text({"en": "Ready", "pt-BR": "Pronto"}[language_of(page)])


def language_of(page: Page) -> str:
    return "pt-BR" if "/pt-BR/" in page.url else "en"


def write(page: Page, cell: str, text: str) -> None:
    """Write into a cell, known by its id."""
    page.evaluate(
        "([id, text]) => { const cells = window.jupyterapp.shell.currentWidget.content.widgets;"
        " cells.find((cell) => cell.model.id === id).model.sharedModel.setSource(text); }",
        [cell, text],
    )


def written(page: Page, cell: str) -> str:
    """What stands in a cell."""
    return page.evaluate(
        "(id) => window.jupyterapp.shell.currentWidget.content.widgets.find((cell) => cell.model.id === id)"
        ".model.sharedModel.getSource()",
        cell,
    )


def run(page: Page, *cells: str) -> None:
    """Run these cells, one after the other, and wait for each."""
    for cell in cells:
        page.evaluate(
            "async (id) => { const notebook = window.jupyterapp.shell.currentWidget.content;"
            " notebook.activeCellIndex = notebook.widgets.findIndex((cell) => cell.model.id === id);"
            " await window.jupyterapp.commands.execute('notebook:run-cell'); }",
            cell,
        )


def begin(page: Page, cell: str) -> None:
    """Begin to run a cell."""
    page.evaluate(
        "(id) => { const notebook = window.jupyterapp.shell.currentWidget.content;"
        " notebook.activeCellIndex = notebook.widgets.findIndex((cell) => cell.model.id === id);"
        " window.jupyterapp.commands.execute('notebook:run-cell'); }",
        cell,
    )


def solve(page: Page, answer: str = "bias = -36 + 43") -> None:
    """Solve the lesson's first exercise."""
    write(page, "zero-bias", answer)
    run(page, "start", "zero-bias", "zero-bias-check")


def is_saved(page: Page) -> None:
    """Wait until nothing waits to be kept."""
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


def done(page: Page, lesson: str = "weighted_sum_plus_bias") -> dict:
    """What the first page is told of a lesson."""
    return page.evaluate("(name) => JSON.parse(localStorage.getItem('course-progress') ?? '{}')[name]", lesson)


def my_work(page: Page) -> Locator:
    """The dialog "My work", open."""
    dialog = page.get_by_role("dialog")
    if not dialog.is_visible():
        page.locator("#course-work").click()
    expect(dialog).to_be_visible()
    return dialog


def take_along(page: Page, into: Path) -> Path:
    """Take my work along; the file."""
    with page.expect_download() as download:
        my_work(page).get_by_role("button", name="Take my work along").click()
    path = into / download.value.suggested_filename
    download.value.save_as(path)
    return path


def bring_back(page: Page, file: Path) -> str:
    """Bring this file back; what the page says to it."""
    dialog = my_work(page)
    dialog.locator("input[type=file]").set_input_files(file)
    says = dialog.get_by_role("status")
    expect(says).not_to_be_empty()
    return says.inner_text()
