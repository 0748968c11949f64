"""The checks: right answers in any form pass, each usual mistake gets its own words, nothing a student gives breaks them.

Every test runs over the exercises of all lessons; what is answered to each stands in `tests/answers`.
"""

import ast
import builtins
import inspect
import io
import itertools
import math
import re
import sys
import textwrap
import types
import warnings
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import escape, unescape
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import exercises, language, lessons
from helpers.exercises import course, exercises_of
from helpers.exercises.exercise import FunctionExercise, NumberExercise, NumbersExercise, PlaygroundExercise
from helpers.lessons import Lesson
from helpers.lessons.progress import Progress
from helpers.models import Experiment, Settings
from tests.answers import ANSWERS, NAMES

LESSONS = sorted(path.stem[-2:] for path in Path(exercises.__file__).parent.glob("lesson_[0-9][0-9].py"))
EXERCISES = {(lesson, name): exercise for lesson in LESSONS for name, exercise in exercises_of(lesson).items()}
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
every_lesson = pytest.mark.parametrize("number", LESSONS)
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


@pytest.fixture
def boxes(monkeypatch):
    """What is displayed, in order."""
    shown = []
    monkeypatch.setattr(lessons, "display", shown.append)
    return shown


@pytest.fixture
def lesson_of(boxes):
    """The lesson of a number, as its notebook has it: the same each time it is asked for."""
    return cache(lambda number: Lesson(number, Progress(None)))


@pytest.fixture
def check(lesson_of, boxes):
    """Check an answer as a notebook does; gives the box that is shown."""

    def check(at, *answers):
        lesson_of(at[0]).check(at[1], *answers)
        return boxes[-1]

    return check


def test_every_exercise_is_tried_here():
    assert EXERCISES.keys() == ANSWERS.keys()


# ---------------------------------------------------------------- right answers


@every_lesson
def test_every_exercise_has_a_solution_in_every_language(number):
    solutions = course()[number]["solutions"]
    assert solutions.keys() == exercises_of(number).keys()
    assert all(texts.keys() == set(language.languages()) for texts in solutions.values())


@both_languages
@every_exercise
def test_solution_is_right(at, tag, lesson_of, check):
    language.use(tag)
    cell = dict(NAMES[at[0]])
    exec(course()[at[0]]["solutions"][at[1]][tag], cell)
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
    for group in (tuple, list):
        answers = [group(form(value) for value in values) for values in ANSWERS[at].right]
        assert judge(at, *answers).verdict == "right"
    assert judge(at, *map(np.array, ANSWERS[at].right)).verdict == "right"


@every_function
def test_function_that_forgets_its_arguments_is_told_so(at):
    """Names of the notebook used in place of the function's own give one result for all cases."""
    exercise = EXERCISES[at]
    constant = exercise.reference(*exercise.cases[0]) + np.pi
    feedback = judge(at, lambda *_arguments: constant)
    assert feedback.verdict == "wrong"
    assert "the same whatever it is given" in feedback.message
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


# ---------------------------------------------------------------- the usual mistakes

COMMON_MISTAKES = {
    "int()": (int, "decimals are lost"),
    "// 1": (lambda value: value // 1, "decimals are lost"),
    "minus": (lambda value: -value, "sign is wrong"),
    "printed": (print, "prints its result"),
    "no return": (lambda value: None, "returns None"),
    "as text": (str, "between quotes"),
    "with a comma": (lambda value: (value,), "comma after the number"),
    "in two": (lambda value: (0, 5), "decimals with a point: 0.5"),
    "error": (lambda value: 1 / 0, "stops with an error: ZeroDivisionError: division by zero"),
    "exit": (lambda value: sys.exit("bye"), "stops with an error: SystemExit: bye"),
    "endless recursion": (lambda value: (f := lambda: f())(), "stops with an error: RecursionError"),
    "right with a warning": (lambda value: (np.float64(1) / 0, value)[1], " Python warns: divide by zero encountered in"),
}  # fmt: skip
COMMON_MISTAKES_WITH_ARRAYS = COMMON_MISTAKES | {
    "int()": (lambda values: values.astype(int), "decimals are lost"),
    "in two": (lambda values: [values, values], "the function returns an array of shape (2, "),
    "one number": (lambda values: values.flat[0], "the function returns one number, but it should return "),
}


def common_mistakes(at):
    common = COMMON_MISTAKES_WITH_ARRAYS if at in ARRAYS else COMMON_MISTAKES
    return {key: (f, said) for key, (f, said) in common.items() if at not in WHOLE or said != "decimals are lost"}


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
    assert judge(at, *(cell[variable] for variable in ANSWERS[at].variables)).verdict == "wrong"


READINGS = {
    "None": (None, "The answer is None"),
    "True": (True, "The answer is True, a truth value"),
    "False of NumPy": (np.False_, "The answer is False, a truth value"),
    "text": ("7", "between quotes"),
    "bytes": (b"7", "between quotes"),
    "decimal comma": ((0, 5), "decimals with a point: 0.5"),
    "comma at the end": ((7,), "comma after the number"),
    "NaN": (math.nan, "The answer is nan"),
    "infinity": (-math.inf, "The answer is -inf"),
    "function": (abs, "is a function, not a number"),
    "own function": (lambda x: 7, "is a function, not a number"),
    "type": (int, "is a function, not a number"),
    "two numbers": ([1, 2], "The answer holds 2 numbers"),
    "array of three": (np.arange(3), "The answer holds 3 numbers"),
    "three in brackets": ((1, 2, 3), "The answer holds 3 numbers"),
    "empty list": ([], "The answer holds 0 numbers"),
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
        if place == "result" and at in ARRAYS and isinstance(answer, list | tuple | np.ndarray) and len(answer) != 1:
            continue  # an array of another shape
        english, portuguese = judge(at, *put(lambda: answer)), judge(at, *put(lambda: answer), tag="pt-BR")
        assert (english.verdict, portuguese.verdict) == ("wrong", "wrong")
        assert said in english.message
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
def test_stopping_an_endless_loop_stops_the_check(at):
    def stopped(*case):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(at, stopped)


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
    assert "inf" in judge(at, 10**400).message


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


# ---------------------------------------------------------------- odd objects


class Endless:
    """An iterator that lets itself be drawn from 1000 times, and then stops the test: not even `judge` catches this."""

    class DrawnForEver(BaseException):
        pass

    def __init__(self):
        self.drawn = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.drawn += 1
        if self.drawn > 1000:
            raise self.DrawnForEver
        return 0


def raising(*methods):
    def fail(self, *_arguments):
        raise RuntimeError("<b>no</b> {braces}")

    return type(
        "Odd", (), {m: property(fail) if m in ("__class__", "__array__", "__dict__") else fail for m in methods}
    )()


class BadError(Exception):
    def __str__(self):
        raise ValueError("no text")


def raises_badly(*_case):
    raise BadError


def nested(depth):
    value = 7
    for _ in range(depth):
        value = [value]
    return value


def inside_itself():
    items = []
    items.append(items)
    return items


METHODS = ("__float__", "__eq__", "__len__", "__iter__", "__repr__", "__getattr__", "__class__", "__array__", "__call__", "__bool__", "__hash__", "__index__", "__getitem__")  # fmt: skip
ZOO = {
    "None": lambda: None,
    "empty text": lambda: "",
    "text": lambda: "7",
    "bytes": lambda: b"x",
    "bytes of two": lambda: b"\x05\x00",
    "bytearray of 7": lambda: bytearray(b"\x07"),
    "bytearray of two": lambda: bytearray(b"\x05\x00"),
    "memoryview of 7": lambda: memoryview(b"\x07"),
    "memoryview of two": lambda: memoryview(b"\x05\x00"),
    "empty list": lambda: [],
    "empty tuple": lambda: (),
    "empty dict": lambda: {},
    "empty set": set,
    "set": lambda: {8, 0},
    "frozenset": lambda: frozenset([7]),
    "object": object,
    "NotImplemented": lambda: NotImplemented,
    "complex": lambda: 7 + 0j,
    "array of two": lambda: np.array([1, 2]),
    "array of text": lambda: np.array(["7"], dtype=object),
    "array of truth": lambda: np.array([True], dtype=object),
    "array of nothing": lambda: np.array([None]),
    "record array": lambda: np.zeros(1, "i4,f8"),
    "date": lambda: np.datetime64("2020"),
    "duration": lambda: np.timedelta64(7),
    "NaN": lambda: math.nan,
    "Decimal NaN": lambda: Decimal("sNaN"),
    "infinity": lambda: math.inf,
    "10**400": lambda: 10**400,
    "generator": lambda: (x for x in ()),
    "iterator of 7": lambda: iter([7]),
    "endless iterator": Endless,
    "module": lambda: math,
    "lambda": lambda: lambda: 7,
    "lambda of anything": lambda: lambda *_: 8,
    "type": lambda: type,
    "class": lambda: Endless,
    "built-in": lambda: len,
    "print": lambda: print,
    "exception": lambda: ValueError("7"),
    "function with a bad error": lambda: raises_badly,
    "nested 100 deep": lambda: nested(100),
    "nested 5000 deep": lambda: nested(5000),
    "list inside itself": inside_itself,
    "ragged list": lambda: [[1], [1, 2]],
    **{f"{method} raises": lambda method=method: raising(method) for method in METHODS},
    "everything raises": lambda: raising(*METHODS),
}  # fmt: skip


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("odd", ZOO.values(), ids=ZOO)
def test_odd_object_is_wrong_and_breaks_nothing(odd):
    heard = {(*at, place): judge(at, *put(odd)) for at in ALL for place, put in places(at).items()}
    assert {place: feedback.verdict for place, feedback in heard.items()} == dict.fromkeys(heard, "wrong")
    assert all(feedback.message.strip() for feedback in heard.values())
    assert all(feedback.answer for feedback in heard.values()), "a wrong answer is told from the others"


WRAPPINGS = {
    "dict": dict.fromkeys,
    "set": set,
    "frozenset": frozenset,
    "iterator": iter,
    "generator": lambda values: (value for value in values),
    "bytes": bytes,
    "bytearray": bytearray,
    "memoryview": lambda values: memoryview(bytes(values)),
    "text": lambda values: ", ".join(map(str, values)),
    "dict of lists": lambda values: {"values": list(values)},
}


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)
@every_exercise
def test_right_numbers_in_a_wrong_wrapping_are_wrong(at, wrap):
    def wrapped(values):
        try:
            return wrap(values)
        except (TypeError, ValueError):  # bytes hold whole numbers from 0 to 255
            return wrap([7, 0])

    if at in NUMBERS:
        tried = [(wrapped([EXERCISES[at].target]),)]
    elif at in FUNCTIONS:
        tried = [(then(at, lambda value: wrapped([value])),)]
    elif at in PLAYGROUNDS:
        tried = [(wrapped([*ANSWERS[at].right]),)]
    else:
        known = [answers for answers in (ANSWERS[at].right, *ANSWERS[at].also_right) if np.ndim(answers[0][0]) == 0]
        tried = [
            (*answers[:i], wrapped(group), *answers[i + 1 :]) for answers in known for i, group in enumerate(answers)
        ]
    assert [judge(at, *answers).verdict for answers in tried] == ["wrong"] * len(tried)


@pytest.mark.parametrize(
    "iterator", [itertools.count(), itertools.repeat(7), iter(int, 1)], ids=["count", "repeat", "calls"]
)
@pytest.mark.parametrize("at", NUMBERS + FUNCTIONS, ids="-".join)
def test_endless_iterator_of_python(at, iterator):
    """Not as a group of numbers: if it were read to its end, this test would never come to its own."""
    assert judge(at, (lambda *case: iterator) if at in FUNCTIONS else iterator).verdict == "wrong"


@every_number
@settings(max_examples=80)
@given(data=st.data())
def test_only_the_target_is_right(at, data):
    (target,) = ANSWERS[at].right
    anything = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6)
    answer = data.draw(anything | st.floats(target - 1, target + 1))
    feedback = judge(at, answer)
    assert (feedback.verdict == "right") == (abs(answer - target) < 1e-9 * abs(target))
    assert feedback.message


@every_groups
def test_groups_are_right_when_they_do_what_they_should(at):
    known = ANSWERS[at]
    rule = known.rule or (lambda *groups: groups == known.right)
    values = sorted({*range(-2, 3), *(itertools.chain(*known.right) if known.rule is None else ())})
    size = sum(map(len, known.right))
    some = len(values) ** size // 10_000 + 1  # of very many, every so-and-so-manieth
    for flat in itertools.islice(itertools.product(values, repeat=size), 0, None, some):
        numbers = iter(flat)
        groups = tuple(tuple(itertools.islice(numbers, len(group))) for group in known.right)
        assert (judge(at, *groups).verdict == "right") == rule(*groups), groups


# ---------------------------------------------------------------- the box: hints, the solution, passing


def nothing(at):
    """The answer of a student who has run the check and nothing else."""
    return (...,) * len(ANSWERS[at].variables)


def three_mistakes(at):
    """Three wrong answers that a check tells apart."""
    return [mistake[:-1] for mistake in [*ANSWERS[at].mistakes.values()][:3]]


@both_languages
@every_exercise
def test_hints_come_one_by_one_and_then_the_solution(at, tag, check):
    language.use(tag)
    hints = [language._(hint) for hint in EXERCISES[at].hints]
    box = check(at, *([None] * len(ANSWERS[at].variables)))
    assert box.help.value == ""
    for number in range(1, len(hints) + 1):
        assert box.show_solution.disabled
        assert not box.hint.disabled
        assert numbers(box.hint.description) == [number, len(hints)]
        closed = box.show_solution.description
        box.hint.click()
        assert [hint for hint in hints if hint in words(box.help.value)] == hints[:number]
        assert re.findall(r"→ \D*(\d+)", words(box.help.value)) == [str(i + 1) for i in range(number)]
    assert box.hint.disabled
    assert not box.show_solution.disabled
    assert box.show_solution.description != closed
    box.show_solution.click()
    solution = course()[at[0]]["solutions"][at[1]][tag]
    assert box.help.value.endswith(f"<pre><code>{escape(solution)}</code></pre>")


@every_exercise
def test_next_box_goes_on_with_the_hints(at, check):
    hints = EXERCISES[at].hints
    assert len(hints) >= 2
    for given_before in range(len(hints)):
        box = check(at, *nothing(at))
        assert (numbers(box.hint.description), box.record["hints"]) == ([given_before + 1, len(hints)], given_before)
        box.hint.click()
    assert all(hint in words(box.help.value) for hint in hints)


def in_other_forms(at, answers):
    """A wrong answer again and again, written in other ways."""
    if at in NUMBERS:
        return [(form(*answers),) for form in (float, lambda value: [value], np.float64, np.array)]
    if at in FUNCTIONS:
        (function,) = answers
        return [(lambda *case: function(*case) + 0,), (lambda *case: function(*case) * 1.0,)]
    if at in PLAYGROUNDS:
        (experiment,) = answers
        return [(Experiment(experiment.settings),), (types.SimpleNamespace(experiment=experiment),)]
    return [[*map(list, answers)], [*map(np.array, answers)]]


def unreadable(at):
    """Wrong answers that get the same words, one that gets others."""
    if at in NUMBERS:
        return [("7",), ("8",), ("9",)], (None,)
    if at in FUNCTIONS:
        return [(lambda *case: 1 / 0,), (lambda *case: 2 / 0,), (lambda *case: 3 / 0,)], (lambda *case: "7",)
    if at in PLAYGROUNDS:
        return [("7",), (8,), (Settings(),)], (Experiment(),)
    return [replaced(at, 0, text) for text in ("7", "8", "9")], replaced(at, 0, None)


def without_words_of_their_own(at):
    """Three wrong answers that an exercise has no words for, but what it says of all others."""
    if at in NUMBERS:
        return [(1234.5,), (1235.5,), (1236.5,)]
    if at in FUNCTIONS:
        return [(then(at, lambda value, more=more: value + more),) for more in (0.11, 0.12, 0.13)]
    if at in PLAYGROUNDS:
        return [(Experiment(Settings(dataset="spiral", hidden=[1], seed=seed)),) for seed in (1, 2, 3)]
    return [replaced(at, -1, value) for value in (1234.5, 1235.5, 1236.5)]


SERIES = {
    "one again and again": lambda at, a, b, c: ([a, a, a, a], False),
    "one in other forms": lambda at, a, b, c: ([a, *in_other_forms(at, a), a], False),
    "two, twice": lambda at, a, b, c: ([a, b, a, b], False),
    "two, and nothing": lambda at, a, b, c: ([a, nothing(at), b, nothing(at)], False),
    "three unreadable, same words": lambda at, a, b, c: (unreadable(at)[0], False),
    "three": lambda at, a, b, c: ([a, b, c], True),
    "three others": lambda at, a, b, c: (without_words_of_their_own(at), True),
    "three of three sorts": lambda at, a, b, c: ([a, a, unreadable(at)[0][0], nothing(at), unreadable(at)[1]], True),
    "right": lambda at, a, b, c: ([ANSWERS[at].right], True),
}


@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
@every_exercise
def test_solution_opens_after_three_different_wrong_answers(at, series, check):
    answers, opens = series(at, *three_mistakes(at))
    closed = check(at, *nothing(at)).show_solution
    *first, last = (check(at, *answer).show_solution for answer in answers)
    assert all(button.disabled for button in (closed, *first))
    assert last.disabled != opens
    assert (last.description != closed.description) == opens
    assert numbers(closed.description) == [3]


@every_groups
def test_groups_with_the_same_words_count_as_different_answers(at, check):
    first, last = replaced(at, 0, 1234), replaced(at, -1, 1235)
    both = (*first[:-1], (*first[-1][:-1], 1236))
    tries = [
        answers for answers in (first, last, both, replaced(at, 0, 12345)) if judge(at, *answers).verdict == "wrong"
    ]
    assert [check(at, *answers).show_solution.disabled for answers in tries[:3]] == [True, True, False]


@pytest.mark.parametrize("number", sorted({number for number, _name in EXERCISES}))
def test_exercises_are_counted_apart(number, check):
    tried, other = [at for at in ALL if at[0] == number][:2]
    for answers in three_mistakes(tried):
        check(tried, *answers)
    assert check(other, *nothing(other)).show_solution.disabled
    assert not check(tried, *nothing(tried)).show_solution.disabled


@every_exercise
def test_passed_is_what_the_last_check_in_this_kernel_said(at, lesson_of, check):
    lesson, right, (wrong, *_) = lesson_of(at[0]), ANSWERS[at].right, three_mistakes(at)
    said = [lesson.passed(at[1])]
    for answers in (wrong, right, nothing(at), right, unreadable(at)[1]):
        check(at, *answers)
        said.append(lesson.passed(at[1]))
    assert said == [False, False, True, False, True, False]
    assert not any(lesson.passed(other) for other in lesson.exercises if other != at[1])
    again = Lesson(at[0], lesson._progress)
    assert not again.passed(at[1])
    assert "✔" in again.progress().data, "what was done stays done"


@pytest.mark.parametrize("ask", [lambda lesson: lesson.check("nonsense", 7), lambda lesson: lesson.passed("nonsense")])
@every_lesson
def test_unknown_exercise_is_refused_and_the_others_named(number, ask, boxes):
    names = ", ".join(exercises_of(number))
    with pytest.raises(ValueError, match=rf"'nonsense'; it has {names}$"):
        ask(Lesson(number, Progress(None)))
    assert boxes == []


@pytest.mark.parametrize(
    ("number", "tag", "said"), [("99", "en", f"no lesson '99'; there are {', '.join(LESSONS)}"), ("02", "xx", "'xx'")]
)
def test_unknown_lesson_or_language_is_refused(number, tag, said, boxes):
    with pytest.raises(ValueError, match=said):
        helpers.start(number, tag)
    assert boxes == []


@both_languages
@every_lesson
def test_start_says_what_begins(number, tag, boxes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lesson = helpers.start(number, tag)
    title = course()[number]["title"][tag]
    assert boxes == [lesson]
    assert language.current() == tag
    assert title in repr(lesson)
    told = numbers(repr(lesson).replace(title, ""))
    count = len(exercises_of(number))
    assert told == [int(number), course()[number]["minutes"], *([count] if count else [])]


def raises_script(*case):
    raise ValueError("<script>alert('&')</script>")


SCRIPTS = [type("<script>", (), {})(), type("<script>", (), {"__float__": lambda self: 1 / 0})()]


@pytest.mark.parametrize("odd", SCRIPTS, ids=["no number", "bad number"])
@every_exercise
def test_text_of_a_student_is_never_html(at, odd, check):
    tried = [put(lambda: odd) for put in places(at).values()] + ([(raises_script,)] if at in FUNCTIONS else [])
    for answers in tried:
        box = check(at, *answers)
        bundle = box._repr_mimebundle_()
        shown = [box.children[0].value, bundle["text/html"]]
        assert not [html for html in shown if "<script" in html]
        assert ["&lt;script&gt;" in html for html in shown] == ["<script>" in bundle["text/plain"]] * 2


@every_function
def test_script_in_an_error_is_shown_as_it_was_written(at, check):
    box = check(at, raises_script)
    assert "<script>alert('&')</script>" in box.text
    assert escape("<script>alert('&')</script>") in box.children[0].value


@every_exercise
def test_box_can_be_read_without_a_kernel(at, check):
    wrong, *_ = three_mistakes(at)
    box = check(at, *wrong)
    bundle = box._repr_mimebundle_()
    text = repr(box)
    assert text.startswith("✘")
    assert text.endswith(judge(at, *wrong).message)
    assert bundle["text/plain"] == words(bundle["text/html"]) == words(box.children[0].value) == text


@every_number
def test_object_that_cannot_be_looked_at(at, check):
    box = check(at, raising("__float__"))
    assert box.text.startswith("✘")
    assert "should be a number" in box.text


@every_exercise
def test_hints_once_given_stay_readable(at, check):
    one, other, _ = three_mistakes(at)
    check(at, *one).hint.click()
    again = check(at, *other)
    assert again.exercise.hints[0] in words(again.help.value)


@every_function
def test_check_survives_text_that_no_file_can_hold(at, check):
    def fails(*case):
        raise ValueError("\ud800")

    assert check(at, fails).text.startswith("✘")
