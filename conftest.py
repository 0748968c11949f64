"""What all tests share: fixed hypothesis examples, English again after each test, no widget kept, a loud word without a browser;
the pictures of the notebooks that nbval runs are compared."""

import pytest
from hypothesis import settings
from ipywidgets import Widget
from nbval.plugin import IPyNbCell

from helpers import language
from helpers.lessons.folders import lesson_folders
from tests.jupyter_lab import CHROMIUM
from tests.stored_pictures import other_pictures

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")

for lesson in lesson_folders():
    lesson.make_importable()  # for `from lesson_sigmoid import figures` in its tests


@pytest.fixture(autouse=True, scope="module")
def _no_widget_stays():
    yield
    Widget.close_all()  # ipywidgets keeps all that are not closed, with their figures


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use("en")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After nbval has run a cell and found its outputs alike, compare its pictures too: nbval leaves them out."""
    result = yield
    if isinstance(item, IPyNbCell) and (problem := other_pictures(item.cell.outputs, item.test_outputs)):
        item.raise_cell_error(problem)
    return result


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.section(
            "BROWSER TESTS NOT RUN: no Chromium found. Install it (Debian: apt-get install chromium)"
        )
