"""The lesson of a notebook, and its check."""

from functools import cache

import pytest

from helpers import lessons
from helpers.lessons import Lesson
from helpers.lessons.folders import find_lesson
from helpers.lessons.progress import Progress


@pytest.fixture
def boxes(monkeypatch):
    """What is displayed, in order."""
    shown = []
    monkeypatch.setattr(lessons, "display", shown.append)
    return shown


@pytest.fixture
def lesson_of(boxes):
    """The lesson of a name, as its notebook has it: the same each time it is asked for."""
    return cache(lambda name: Lesson(find_lesson(name), Progress(None)))


@pytest.fixture
def check(lesson_of, boxes):
    """Check an answer as a notebook does; gives the box that is shown."""

    def check(at, *answers):
        lesson_of(at[0]).check(at[1], *answers)
        return boxes[-1]

    return check
