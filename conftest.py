"""What all tests share: fixed hypothesis examples, English again after each test, bounds on memory, a loud word without a browser;
the pictures of the notebooks that nbval runs are compared."""

import gc
import itertools
import sys
import weakref

import pytest
from hypothesis import settings
from ipywidgets import Widget
from nbval.plugin import IPyNbCell

from helpers import language
from helpers.figures import Scene
from helpers.lessons.folders import lesson_folders
from tests.jupyter_lab import CHROMIUM
from tests.stored_pictures import other_pictures

# They begin first, and the notebooks, of a few seconds each, come last: so all processes have work until the end.
LONGEST = [
    "test_nbgrader.py",
    "test_browser.py",
    "test_browser_playground.py",
    "test_browser_cockpit.py",
    "test_figures.py",
]
MOST = 700  # MB that this process may take, and any that it starts: a kernel, a server

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")

made = weakref.WeakSet()  # of widgets: the tests of memory see none kept here
tests_with_widgets = itertools.count()
Widget.on_widget_constructed(made.add)
for lesson in lesson_folders():
    lesson.make_importable()  # for `from lesson_sigmoid import figures` in its tests


def pytest_collection_modifyitems(items):
    place = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (isinstance(item, IPyNbCell), place.get(item.path.name, len(place))))


def pytest_collection_finish():
    gc.freeze()  # what is imported stays: the collector need not look through it again and again


@pytest.fixture(autouse=True)
def _no_widget_stays():
    """Closes what a test made, for ipywidgets keeps every widget; those of fixtures that live longer are theirs to close."""
    made.clear()
    yield
    if made:
        for widget in list(made):
            widget.close()
        made.clear()
        if next(tests_with_widgets) % 10 == 0:
            gc.collect()  # a figure is a circle, and its pictures of some megabytes are nothing that the collector counts


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use("en")


@pytest.fixture
def unpainted(monkeypatch):
    """Pictures stay empty, for painting takes a third of the time: for tests of what is in a scene, and of its words."""
    monkeypatch.setattr(Scene, "png", lambda scene: b"")


if sys.platform == "linux":  # elsewhere the peak is counted in other units, or not at all
    import resource

    def peak() -> int:
        """MB that the largest process took at its largest: this one, or one that it started and that has ended."""
        who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
        return max(resource.getrusage(which).ru_maxrss for which in who) // 1024

    @pytest.fixture(autouse=True)
    def _no_process_grows():
        before = peak()
        yield
        assert before > MOST or peak() <= MOST, (
            f"a process took {peak()} MB; before this test none took more than {before}"
        )


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
