"""Right answers in any form pass."""

import itertools
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from helpers import language
from tests.answers import ANSWERS, NAMES
from tests.exercises import (
    ARRAYS,
    EXERCISES,
    FUNCTIONS,
    LESSONS,
    NUMBERS,
    RIGHT,
    both_languages,
    every_exercise,
    every_function,
    every_groups,
    every_lesson,
    every_number,
    judge,
    then,
)
from tests.languages import COMPLETE


def test_every_exercise_is_tried_here():
    assert EXERCISES.keys() - ANSWERS.keys() == set(), "answers.py of the lesson lacks these"
    assert ANSWERS.keys() - EXERCISES.keys() == set(), "answers.py has these, exercises.py has not"


# ---------------------------------------------------------------- right answers


@every_lesson
def test_every_exercise_has_a_solution_in_every_language(lesson):
    solutions = lesson.about["solutions"]
    assert solutions.keys() == lesson.exercises.keys()
    assert all(texts.keys() >= set(COMPLETE) for texts in solutions.values())


@both_languages
@every_exercise
def test_solution_is_right(at, tag, lesson_of, check):
    language.use(tag)
    cell = dict(NAMES[at[0]])
    exec(LESSONS[at[0]].about["solutions"][at[1]][tag], cell)
    box = check(at, *(cell[variable] for variable in ANSWERS[at].variables))
    assert lesson_of(at[0]).passed(at[1])
    assert box.text.startswith("✔")
    assert box.text.endswith(language._(EXERCISES[at].praise))


@every_exercise
def test_right_answers_are_right_again_and_again(at):
    """A function may change its arguments: the next one gets fresh ones."""
    right = ANSWERS[at].right
    for tried in (right, *ANSWERS[at].also_right):
        heard = [judge(at, *answers).verdict for answers in (tried, tried, right)]
        assert heard == ["right"] * 3, tried


FORMS = {
    "float": float,
    "float64": np.float64,
    "array of no dimension": np.array,
    "list of one": lambda value: [value],
    "array of one": lambda value: np.array([[value]]),
    "Fraction": Fraction,
    "Decimal": Decimal,
    "rounding error": lambda value: value * (1 + 1e-14) + 1e-13,
}
NARROW_FORMS = {"int": int, "int8": np.int8, "float32": np.float32}  # some numbers do not fit

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def fits(form, value):
    try:
        return form(value) == value
    except OverflowError:
        return False


@every_form
@every_number
def test_right_number_in_any_form(at, form):
    assert judge(at, form(EXERCISES[at].target)).verdict == "right"


@pytest.mark.parametrize(
    ("at", "form"),
    [
        pytest.param(at, form, id=f"{'-'.join(at)}-{name}")
        for at, (name, form) in itertools.product(NUMBERS, NARROW_FORMS.items())
        if fits(form, EXERCISES[at].target)
    ],
)
def test_right_number_in_a_narrow_form(at, form):
    assert judge(at, form(EXERCISES[at].target)).verdict == "right"


@every_form
@pytest.mark.parametrize("at", [at for at in FUNCTIONS if at not in ARRAYS], ids="-".join)
def test_right_result_in_any_form(at, form):
    assert judge(at, then(at, form)).verdict == "right"


@every_form
@pytest.mark.parametrize("at", ARRAYS, ids="-".join)
def test_right_array_in_any_form(at, form):
    def in_lists(values, collect):
        return collect(in_lists(value, collect) if np.ndim(value) else form(float(value)) for value in values)

    one_number = np.ndim(form(0.5)) == 0  # a list of one in place of a number makes another array
    for collect in (list, tuple, lambda items: np.array([*items])):
        verdict = judge(at, then(at, lambda values, collect=collect: in_lists(values, collect))).verdict
        assert verdict == ("right" if one_number else "wrong")


@every_form
@every_groups
def test_right_groups_in_any_form(at, form):
    one_number = np.ndim(form(0.5)) == 0  # a list of one in place of a number: brackets inside the brackets
    for group in (tuple, list):
        answers = [group(form(value) for value in values) for values in ANSWERS[at].right]
        assert judge(at, *answers).verdict == ("right" if one_number else "wrong")
    assert judge(at, *map(np.array, ANSWERS[at].right)).verdict == "right"


@every_function
def test_function_that_returns_always_the_same_is_told_what(at):
    """Whether it forgets its arguments or was only begun: what is known is that they change nothing."""
    exercise = EXERCISES[at]
    constant = exercise.reference(*exercise.cases[0]) + np.pi
    for always in (constant, constant * 0):
        feedback = judge(at, lambda *_arguments, always=always: always)
        assert feedback.verdict == "wrong"
        if feedback.message not in {text for _, text in exercise.mistakes}:
            assert "for everything it was tried on" in feedback.message
            assert ", ".join(exercise.arguments) in feedback.message


@every_function
def test_function_may_spoil_its_arguments(at):
    def spoils(*case):
        result = RIGHT[at](*case)
        for argument in case:
            if isinstance(argument, list):
                argument.clear()
            elif isinstance(argument, np.ndarray):
                argument[:] = 99
        return result

    for tried in (spoils, spoils, RIGHT[at]):
        assert judge(at, tried).verdict == "right"


@every_function
def test_function_may_print_too(at, capsys):
    assert judge(at, then(at, lambda value: print("total", value) or value)).verdict == "right"
    assert capsys.readouterr().out == ""


@every_function
def test_function_may_use_what_is_going_out_of_use(at):
    with pytest.warns(DeprecationWarning, match="old"):
        function = then(at, lambda value: warnings.warn("old", DeprecationWarning, stacklevel=1) or value)
        filters = list(warnings.filters)
        assert judge(at, function).verdict == "right"
        assert warnings.filters == filters
