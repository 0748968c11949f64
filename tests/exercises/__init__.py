"""What the tests of the checks share: they run over the exercises of all lessons, and answer what `tests/answers` holds."""

import itertools
import re
from html import unescape

import numpy as np
import pytest

from helpers import language
from helpers.exercises.exercise import FunctionExercise, NumberExercise, NumbersExercise
from helpers.exercises.playground import PlaygroundExercise
from helpers.lessons.folders import lesson_folders
from tests.answers import ANSWERS

LESSONS = {lesson.name: lesson for lesson in lesson_folders()}
EXERCISES = {(lesson.name, name): it for lesson in LESSONS.values() for name, it in lesson.exercises.items()}
ALL = [at for at in EXERCISES if at in ANSWERS]  # (lesson, name)
NUMBERS, FUNCTIONS, GROUPS, PLAYGROUNDS = (
    [at for at in ALL if isinstance(EXERCISES[at], kind)]
    for kind in (NumberExercise, FunctionExercise, NumbersExercise, PlaygroundExercise)
)
RIGHT = {at: ANSWERS[at].right[0] for at in FUNCTIONS}
RESULTS = {at: [EXERCISES[at].reference(*case) for case in EXERCISES[at].cases] for at in FUNCTIONS}
ARRAYS = [at for at in FUNCTIONS if np.ndim(RESULTS[at][0])]  # functions that return arrays
WHOLE = [at for at in FUNCTIONS if all(np.array_equal(result, np.trunc(result)) for result in RESULTS[at])]

both_languages = pytest.mark.parametrize("tag", ["en", "pt-BR"])
every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
every_exercise = pytest.mark.parametrize("at", ALL, ids="-".join)
every_number = pytest.mark.parametrize("at", NUMBERS, ids="-".join)
every_function = pytest.mark.parametrize("at", FUNCTIONS, ids="-".join)
every_groups = pytest.mark.parametrize("at", GROUPS, ids="-".join)


def judge(at, *answers, tag="en"):
    language.use(tag)
    return EXERCISES[at].judge(*answers)


def then(at, change):
    """The right function of an exercise with something done to its result."""
    return lambda *case: change(RIGHT[at](*case))


def replaced(at, place, value):
    """The right groups of numbers, with another value for the number at a place, counted over all groups."""
    flat = [*itertools.chain(*ANSWERS[at].right)]
    flat[place] = value
    numbers = iter(flat)
    return tuple(tuple(itertools.islice(numbers, len(group))) for group in ANSWERS[at].right)


def places(at):
    """Where something odd may stand in an answer: by place, a function that puts it there and gives the answer."""
    if at in NUMBERS or at in PLAYGROUNDS:
        return {"answer" if at in NUMBERS else "playground": lambda odd: (odd(),)}
    if at in FUNCTIONS:
        return {
            "function": lambda odd: (odd(),),
            "result": lambda odd: (lambda *case: odd(),),
            "element of the result": lambda odd: (lambda *case: [odd()],),
        }
    right = ANSWERS[at].right
    return {
        "all groups": lambda odd: [odd() for group in right],
        **{f"group {i}": lambda odd, i=i: (*right[:i], odd(), *right[i + 1 :]) for i in range(len(right))},
        **{f"number {i}": lambda odd, i=i: replaced(at, i, odd()) for i in range(sum(map(len, right)))},
        "number in a list": lambda odd: [list(group) for group in replaced(at, -1, odd())],
    }


def unanswered(at):
    """Answers that are not there yet, or not all of them."""
    left = [put(lambda: ...) for place, put in places(at).items() if place != "element of the result"]
    return [*left, *ANSWERS[at].unanswered]


def words(html):
    return unescape(re.sub("<[^>]*>", "", html))


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def pattern(text):
    """A regular expression for a text with {places} for values."""
    return re.sub(r"\\{\w+\\}", "(.+?)", re.escape(text))
