"""A live figure that is given what it cannot show says so, in the notebook's language: what was given, and what is wanted."""

import inspect
import math

import pytest

from helpers import language
from helpers.lessons.folders import lesson_folders

ODD = [None, math.nan, -1e9]
NUMBERS = [
    (getattr(lesson.figures, name), parameter.name)
    for lesson in lesson_folders()
    for name in lesson.figures.__all__
    for parameter in inspect.signature(getattr(lesson.figures, name)).parameters.values()
    if type(parameter.default) in (int, float)
]


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize(("figure", "parameter"), NUMBERS, ids=lambda part: getattr(part, "__name__", part))
def test_number_that_cannot_be_shown_is_refused_and_named(figure, parameter, odd):
    said = set()
    for tag in ("en", "pt-BR"):
        language.use(tag)
        with pytest.raises((ValueError, TypeError)) as refused:
            figure(**{parameter: odd})
        said.add(str(refused.value))
    assert all(repr(odd) in text for text in said)
    assert len(said) == 2, "in one language only"
