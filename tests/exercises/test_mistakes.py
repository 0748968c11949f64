"""Each usual mistake gets its own words, which are true of it."""

import ast
import inspect
import re
import sys
import textwrap

import numpy as np
import pytest

from helpers import language
from helpers.exercises.exercise import NumbersExercise
from helpers.exercises.playground import PlaygroundExercise
from tests.answers import ANSWERS, NAMES
from tests.exercises import (
    ALL,
    ARRAYS,
    EXERCISES,
    FUNCTIONS,
    GROUPS,
    PLAYGROUNDS,
    RESULTS,
    WHOLE,
    both_languages,
    every_exercise,
    judge,
    pattern,
    then,
)

COMMON_MISTAKES = {
    "int()": (int, "decimals"),
    "// 1": (lambda value: value // 1, "decimals"),
    "minus": (lambda value: -value, "the signs are wrong"),
    "printed": (print, "prints something and returns None"),
    "no return": (lambda value: None, "returns None"),
    "as text": (str, "The answer is a text, but it should be a number."),
    "with a comma": (lambda value: (value,), "a group with one number in it (a tuple)"),
    "in two": (lambda value: (0, 5), "the function returns 2 numbers, but it should return one"),
    "error": (lambda value: 1 / 0, "stops with an error: ZeroDivisionError: division by zero"),
    "exit": (lambda value: sys.exit("bye"), "stops with an error: SystemExit: bye"),
    "endless recursion": (lambda value: (f := lambda: f())(), "stops with an error: RecursionError"),
    "right with a warning": (lambda value: (np.float64(1) / 0, value)[1], " Python warns: divide by zero encountered in"),
}  # fmt: skip
COMMON_MISTAKES_WITH_ARRAYS = COMMON_MISTAKES | {
    "int()": (lambda values: values.astype(int), "decimals"),
    "as text": (str, "returns a value of type str, but it should return an array of shape ("),
    "with a comma": (lambda values: (values,), "a group with one array or list in it (a tuple)"),
    "in two": (lambda values: [values, values], "the function returns an array of shape (2, "),
    "one number": (lambda values: values.flat[0], "the function returns one number, but the shape should be "),
}


def common_mistakes(at):
    common = COMMON_MISTAKES_WITH_ARRAYS if at in ARRAYS else COMMON_MISTAKES
    cut = [np.trunc(result) for result in RESULTS[at]]
    always_the_same = all(np.array_equal(one, cut[0]) for one in cut)
    return {
        key: (f, "for everything it was tried on" if said == "decimals" and always_the_same else said)
        for key, (f, said) in common.items()
        if at not in WHOLE or said != "decimals"
    }


MISTAKES = {
    **{(at, key): (answers, said) for at in ALL for key, (*answers, said) in ANSWERS[at].mistakes.items()},
    **{(at, key): ([then(at, f)], said) for at in FUNCTIONS for key, (f, said) in common_mistakes(at).items()},
}


@pytest.mark.parametrize(("at", "key"), MISTAKES, ids=lambda part: part if isinstance(part, str) else "-".join(part))
def test_mistake_gets_its_words_in_both_languages(at, key):
    answers, said = MISTAKES[at, key]
    said_in_english, said_in_portuguese = (said, "") if isinstance(said, str) else said
    english, portuguese = judge(at, *answers), judge(at, *answers, tag="pt-BR")
    assert (english.verdict, portuguese.verdict) == ("wrong", "wrong")
    assert said_in_english in english.message
    assert said_in_portuguese in portuguese.message
    if english.message in {text for _, text in getattr(EXERCISES[at], "mistakes", ())}:
        assert portuguese.message == language._(english.message)
    assert english.message != portuguese.message
    assert not set("{}") & set(english.message + portuguese.message)


@both_languages
@every_exercise
def test_only_the_same_mistakes_share_their_words(at, tag):
    said, heard = {}, {}
    for (exercise, key), (answers, words) in MISTAKES.items():
        if exercise == at:
            said.setdefault(words, set()).add(key)
            heard.setdefault(judge(at, *answers, tag=tag).message, set()).add(key)
    assert sorted(map(sorted, heard.values())) == sorted(map(sorted, said.values()))


def known_words(exercise):
    """Every text that an exercise of its own has for wrong answers."""
    texts = {text for _, text in getattr(exercise, "mistakes", ())} | {getattr(exercise, "otherwise", "")}
    if isinstance(exercise, PlaygroundExercise):
        texts.add(exercise.refusal)
    judges = {NumbersExercise: "problem", PlaygroundExercise: "_problem"}.get(type(exercise))
    if judges:
        source = textwrap.dedent(inspect.getsource(getattr(exercise, judges)))
        calls = [part for part in ast.walk(ast.parse(source)) if isinstance(part, ast.Call)]
        marked = [call.args[0] for call in calls if getattr(call.func, "id", "") == "_"]
        texts |= {text.value for text in marked if isinstance(text, ast.Constant)}
    return texts - {""}


@every_exercise
def test_every_mistake_an_exercise_knows_is_tried_here(at):
    heard = [judge(at, *answers).message for (exercise, _), (answers, _) in MISTAKES.items() if exercise == at]
    pieces = at in GROUPS or at in PLAYGROUNDS  # feedback that is put together from several texts
    match = re.search if pieces else re.fullmatch
    known = known_words(EXERCISES[at])
    assert known
    assert {text for text in known if not any(match(pattern(text), message) for message in heard)} == set()


@every_exercise
def test_wrong_code_of_the_tables_is_wrong(at):
    """nbgrader's test hands it in."""
    cell = dict(NAMES[at[0]])
    exec(ANSWERS[at].wrong_code, cell)
