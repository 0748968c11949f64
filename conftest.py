"""What all tests share: fixed hypothesis examples, English again after each test, no widget kept, a loud word without a browser."""

import pytest
from hypothesis import settings
from ipywidgets import Widget

from helpers import language
from helpers.lessons.folders import lesson_folders
from tests.jupyter_lab import CHROMIUM

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


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.section(
            "BROWSER TESTS NOT RUN: no Chromium found. Install it (Debian: apt-get install chromium)"
        )
