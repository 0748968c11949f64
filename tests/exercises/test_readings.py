"""What is not the number or the function asked for is named; near misses are not shown as right; nothing yet is no answer."""

import builtins
import io
import math
import re
import sys

import numpy as np
import pytest

from helpers import language
from tests.answers import ANSWERS
from tests.exercises import (
    ARRAYS,
    EXERCISES,
    RESULTS,
    both_languages,
    every_exercise,
    every_function,
    every_groups,
    every_number,
    judge,
    pattern,
    places,
    replaced,
    then,
    unanswered,
)

READINGS = {
    "None": (None, "The answer is None"),
    "True": (True, "The answer is True, a truth value"),
    "False of NumPy": (np.False_, "The answer is False, a truth value"),
    "text": ("7", "The answer is a text, but it should be a number."),
    "bytes": (b"7", "The answer is of type bytes"),
    "decimal comma": ((0, 5), "2 numbers"),
    "comma at the end": ((7,), "a group with one number in it (a tuple)"),
    "NaN": (math.nan, "The answer is nan"),
    "infinity": (-math.inf, "The answer is infinite (inf)"),
    "function": (abs, "is a function, not a number"),
    "own function": (lambda x: 7, "is a function, not a number"),
    "type": (int, "The answer is of type type"),
    "two numbers": ([1, 2], "2 numbers"),
    "array of three": (np.arange(3), "3 numbers"),
    "three in brackets": ((1, 2, 3), "3 numbers"),
    "empty list": ([], "0 numbers"),
    "set": ({7}, "The answer is of type set"),
    "complex": (7 + 0j, "The answer is of type complex"),
}


@pytest.mark.parametrize(("answer", "said"), READINGS.values(), ids=READINGS)
@every_exercise
def test_what_is_not_one_number(at, answer, said):
    for place, put in places(at).items():
        one_number = place in ("answer", "result") or place.startswith("number")
        if not one_number or (place == "result" and answer is None):  # these have words of their own
            continue
        bracketed = isinstance(answer, list | tuple | np.ndarray) and len(answer) == 1
        if place == "result" and at in ARRAYS and not (bracketed or isinstance(answer, float)):
            continue  # no array, or one of another shape
        english, portuguese = judge(at, *put(lambda: answer)), judge(at, *put(lambda: answer), tag="pt-BR")
        assert (english.verdict, portuguese.verdict) == ("wrong", "wrong")
        in_a_group = place.startswith("number") and np.ndim(answer)
        assert ("brackets inside" if in_a_group else said) in english.message
        assert ANSWERS[at].first_call in english.message
        assert english.message != portuguese.message


@pytest.mark.parametrize("answer", [None, 7, "weighted_sum", [abs], 36.0], ids=str)
@every_function
def test_number_instead_of_a_function(at, answer):
    feedback = judge(at, answer)
    assert feedback.verdict == "wrong"
    assert "The check needs a function" in feedback.message


@every_function
def test_exit_of_python(at, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # exit() closes it
    feedback = judge(at, lambda *case: builtins.exit())
    assert (feedback.verdict, "SystemExit" in feedback.message) == ("wrong", True)


@every_function
def test_stopping_a_check_is_no_answer_and_said_in_the_language_of_the_notebook(at):
    def stopped(*case):
        raise KeyboardInterrupt

    english, portuguese = judge(at, stopped), judge(at, stopped, tag="pt-BR")
    assert (english.verdict, portuguese.verdict) == ("empty", "empty")
    assert "You stopped the check." in english.message
    assert ": raise KeyboardInterrupt" in english.message
    assert "Você interrompeu a verificação." in portuguese.message


@every_function
def test_wrong_number_of_parameters(at):
    names = list(EXERCISES[at].arguments)
    for parameters in ([], names[:-1], [*names, "more"], ["*", *names]):
        feedback = judge(at, eval(f"lambda {', '.join(parameters)}: 7"))
        assert feedback.verdict == "wrong"
        assert f"For {ANSWERS[at].first_call} the function stops with an error: TypeError" in feedback.message


# ---------------------------------------------------------------- near misses: the words must not contradict themselves


@pytest.mark.parametrize("error", [1e-4, -1e-4, 1e-6, -1e-8])
@every_number
def test_near_miss_is_not_shown_as_the_right_number(at, error):
    exercise = EXERCISES[at]
    feedback = judge(at, exercise.target * (1 + error))
    assert feedback.verdict == "wrong"
    assert re.fullmatch(pattern(exercise.otherwise), feedback.message)[1] != language.number(exercise.target)


@pytest.mark.parametrize("error", [1e5, 100, -10])
@every_function
def test_near_miss_is_not_shown_as_the_right_result(at, error):
    feedback = judge(at, then(at, lambda value: value + error * EXERCISES[at].tolerance))
    result, wanted = re.search(r"returns (.+), but it should return (.+)\.", feedback.message).groups()
    assert result != wanted


@pytest.mark.parametrize("answer", [1e30, -1e300, 1.7e308], ids=str)
@every_number
def test_huge_number_is_a_number(at, answer):
    assert judge(at, answer).message == EXERCISES[at].otherwise.format(answer=language.number(answer))
    assert "too large for the computer" in judge(at, 10**400).message


@every_groups
def test_huge_number_in_a_group_is_a_number(at):
    for place in range(sum(EXERCISES[at].sizes)):
        for huge in (1.7e308, -1.7e308):
            feedback = judge(at, *replaced(at, place, huge))
            assert "inf" not in feedback.message
            assert feedback.verdict == "right" or language.number(huge) in feedback.message


# ---------------------------------------------------------------- nothing written yet

UNWRITTEN = ['"""What it does."""', "...", "pass", '"""What it does."""\n    ...', '"""What it does."""\n    pass']


def written(at, body):
    cell = {}
    exec(f"def f({', '.join(EXERCISES[at].arguments)}):\n    {body}", cell)
    return cell["f"]


@pytest.mark.parametrize("body", UNWRITTEN)
@every_function
def test_function_without_code_is_not_an_answer(at, body):
    assert judge(at, written(at, body)).verdict == "empty"


@pytest.mark.parametrize("value", ["0", "36", "7.5", "-1", "'36'", "(0, 5)", "(7,)", "True"])
@every_function
def test_function_that_returns_a_fixed_value_is_an_answer(at, value):
    for docstring in ("", '"""What it does."""\n    '):
        assert judge(at, written(at, f"{docstring}return {value}")).verdict == "wrong"


@both_languages
@every_exercise
def test_three_dots_are_not_an_answer(at, tag, lesson_of, check):
    language.use(tag)
    for answers in unanswered(at):
        box = check(at, *answers)
        assert box.text.startswith("✎")
        assert box.text.endswith(judge(at, *answers, tag=tag).message)
        assert box.record == {"done": False, "wrong": [], "hints": 0}
        assert box.show_solution.disabled
        assert not lesson_of(at[0]).passed(at[1])


# ---------------------------------------------------------------- functions that return an array


@pytest.mark.parametrize("tag", ["en", "pt-BR"])
@pytest.mark.parametrize("at", ARRAYS, ids="-".join)
def test_what_is_no_array_is_not_told_to_be_a_number(at, tag):
    values = {
        "str": "0.5",
        "bool": True,
        "complex": 1j,
        "dict": {},
        "set": {1},
        "map": map(float, "1"),
        "function": len,
    }
    for kind, value in values.items():
        message = judge(at, lambda *case, value=value: value, tag=tag).message
        assert str(RESULTS[at][0].shape) in message
        assert ("builtin_function_or_method" if kind == "function" else kind) in message
        assert not re.search(r"number\b|número\b", message), message


@pytest.mark.parametrize("at", ARRAYS, ids="-".join)
def test_array_with_a_comma_after_it_is_not_told_to_be_one_number(at):
    assert "a group with one array or list in it (a tuple)" in judge(at, then(at, lambda result: (result,))).message
    assert "a group with one array or list" in judge(at, then(at, lambda result: (result.tolist(),))).message


def test_zeros_are_not_told_to_be_cut_off_decimals():
    message = judge(("layers", "layer"), lambda inputs, weights, biases: np.zeros(len(biases))).message
    assert "returns [0; 0], but it should return [0.62" in message


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_nan_in_a_matrix_is_told_as_nan():
    message = judge(("layers", "layer"), lambda *case: np.matrix([[1.0, np.nan]])).message
    assert "nan, “not a number”" in message


@every_function
def test_error_without_words_ends_in_no_colon(at):
    def fails(*case):
        raise AssertionError

    assert judge(at, fails).message.endswith("AssertionError")
