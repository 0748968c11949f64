"""The checks: right answers in any form pass, each usual mistake gets its own words, nothing a student gives breaks them."""

import builtins
import io
import itertools
import math
import re
import sys
import types
from decimal import Decimal
from fractions import Fraction
from html import escape, unescape

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import language, lessons
from helpers.exercises import course, exercises_of
from helpers.lessons import LIVE_VIEW, Lesson
from helpers.lessons.progress import Progress

EXERCISES = exercises_of("02")
VARIABLES = {
    "zero_bias": ["bias"],
    "weighted_sum_loop": ["weighted_sum"],
    "neuron_z": ["neuron_z"],
    "black_or_white": ["black", "white"],
}
BLACK, WHITE = (-2, 1), (2, -1)
RIGHT = {"weighted_sum_loop": lambda x, w: float(np.dot(x, w)), "neuron_z": lambda x, w, b: float(np.dot(x, w) + b)}
FIRST_CASE = {
    "weighted_sum_loop": "inputs = [2, 5], weights = [3, 6]",
    "neuron_z": "inputs = [2.0, 5.0], weights = [3.0, 6.0], bias = -2.0",
}

both_languages = pytest.mark.parametrize("tag", ["en", "pt-BR"])
both_functions = pytest.mark.parametrize("name", RIGHT)
every_exercise = pytest.mark.parametrize("name", EXERCISES)


def judge(name, *answers, tag="en"):
    language.use(tag)
    return EXERCISES[name].judge(*answers)


def then(name, change):
    """The right function of an exercise with something done to its result."""
    return lambda *case: change(RIGHT[name](*case))


def words(html):
    return unescape(re.sub("<[^>]*>", "", html))


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


@pytest.fixture
def boxes(monkeypatch):
    """What is displayed, in order."""
    shown = []
    monkeypatch.setattr(lessons, "display", shown.append)
    return shown


@pytest.fixture
def lesson():
    return Lesson("02", Progress(None))


@pytest.fixture
def check(lesson, boxes):
    """Check an answer as a notebook does; gives the box that is shown."""

    def check(name, *answers):
        lesson.check(name, *answers)
        return boxes[-1]

    return check


# ---------------------------------------------------------------- right answers


def test_every_exercise_has_a_solution_in_every_language():
    assert course()["02"]["solutions"].keys() == EXERCISES.keys() == VARIABLES.keys()
    assert all(texts.keys() == set(language.languages()) for texts in course()["02"]["solutions"].values())


@both_languages
@every_exercise
def test_solution_is_right(name, tag, lesson, check):
    language.use(tag)
    cell = {}
    exec(course()["02"]["solutions"][name][tag], cell)
    box = check(name, *(cell[variable] for variable in VARIABLES[name]))
    assert lesson.passed(name)
    assert box.text.startswith("✔")
    assert box.text.endswith(language._(EXERCISES[name].praise))


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


@pytest.mark.parametrize("form", [*FORMS.values(), int, np.int8, np.float32], ids=[*FORMS, "int", "int8", "float32"])
def test_right_number_in_any_form(form):
    assert judge("zero_bias", form(7)).verdict == "right"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@both_functions
def test_right_result_in_any_form(name, form):
    assert judge(name, then(name, form)).verdict == "right"


@pytest.mark.parametrize(
    ("black", "white"),
    [
        (BLACK, WHITE),
        ([-2, 1], [2, -1]),
        (np.array(BLACK), np.array(WHITE)),
        ((np.float64(-0.5), 0.5), (Fraction(1, 2), np.int8(0))),
        ((-5, 5), (1, 0)),
        (([-2], [1]), WHITE),
    ],
)
def test_right_pairs_in_any_form(black, white):
    assert judge("black_or_white", black, white).verdict == "right"


def eats_its_lists(inputs, weights):
    total = 0
    while inputs:
        total += inputs.pop() * weights.pop()
    return total


def writes_into_its_arrays(inputs, weights, bias):
    inputs *= weights
    weights[:] = 99
    return inputs.sum() + bias


@pytest.mark.parametrize(
    ("name", "function"), [("weighted_sum_loop", eats_its_lists), ("neuron_z", writes_into_its_arrays)]
)
def test_function_may_change_its_arguments(name, function):
    for tried in (function, function, RIGHT[name]):
        assert judge(name, tried).verdict == "right"


@both_functions
def test_function_may_print_too(name, capsys):
    assert judge(name, then(name, lambda value: print("total", value) or value)).verdict == "right"
    assert capsys.readouterr().out == ""


# ---------------------------------------------------------------- the usual mistakes

BIAS_MISTAKES = {
    "the sum itself": (-7, "the weighted sum itself"),
    "minus lost": (-23, "the minus sign was lost"),
    "minus lost, other sign": (23, "the minus sign was lost"),
    "added": (-4, "you added inputs and weights"),
    "added, other sign": (4, "you added inputs and weights"),
    "zero": (0, "With bias 0, z stays at −7"),
    "another": (1234.5, "Bias 1,234.5 does not"),
}
LOOP_MISTAKES = {
    "return in the loop": (lambda x, w: next(a * b for a, b in zip(x, w, strict=True)), "first product"),
    "total overwritten": (lambda x, w: [a * b for a, b in zip(x, w, strict=True)][-1], "last product"),
    "added": (lambda x, w: sum(a + b for a, b in zip(x, w, strict=True)), "inputs and weights are added"),
    "sums multiplied": (lambda x, w: sum(x) * sum(w), "wrong order"),
    "two inputs only": (lambda x, w: x[0] * w[0] + x[1] * w[1], "two inputs only"),
    "weights reversed": (lambda x, w: np.dot(x, w[::-1]), "opposite order"),
    "another": (lambda x, w: np.dot(x, w) + 1, f"For {FIRST_CASE['weighted_sum_loop']} the function returns 37, but it should return 36."),
}  # fmt: skip
NEURON_MISTAKES = {
    "no bias": (lambda x, w, b: x @ w, "bias is missing"),
    "bias to inputs": (lambda x, w, b: (x + b) @ w, "before the weights"),
    "bias to weights": (lambda x, w, b: x @ (w + b), "added to the weights"),
    "bias to each product": (lambda x, w, b: sum(p + b for p in x * w), "once for every input"),
    "times bias": (lambda x, w, b: x @ w * b, "bias is multiplied"),
    "minus bias": (lambda x, w, b: x @ w - b, "bias is subtracted"),
    "added": (lambda x, w, b: (x + w).sum() + b, "inputs and weights are added"),
    "two inputs only": (lambda x, w, b: x[:2] @ w[:2] + b, "For inputs = [1.0, 2.0, 3.0], weights = [0.5, -1.0, 2.25], bias = -1.5"),
    "no sum": (lambda x, w, b: x * w + b, "The answer holds 2 numbers"),
}  # fmt: skip
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
}
PAIR_MISTAKES = {
    "black off": ((5, 0), WHITE, "“black” stays off: its z is 0."),
    "black always lit": ((2, 1), WHITE, "“Black” lights up for the white pixel (x = 1) too: its z is 3."),
    "white always lit": (BLACK, (2, 1), "“White” lights up for the black pixel (x = 0): its z is 1,"),
    "white off": (BLACK, (1, -1), "“white” stays off: its z is 0."),
    "no bias": (-2, WHITE, "Give 2 numbers in brackets, with a comma between them."),
    "three": (BLACK, (2, -1, 0.5), "there are 3 now"),
    "decimal commas": ((-1, 5, 1, 5), WHITE, "decimals with a point: 0.5"),
}
MISTAKES = {
    **{("zero_bias", key): ((answer,), said) for key, (answer, said) in BIAS_MISTAKES.items()},
    **{("weighted_sum_loop", key): ((f,), said) for key, (f, said) in LOOP_MISTAKES.items()},
    **{("neuron_z", key): ((f,), said) for key, (f, said) in NEURON_MISTAKES.items()},
    **{(name, key): ((then(name, f),), said) for name in RIGHT for key, (f, said) in COMMON_MISTAKES.items()},
    **{("black_or_white", key): (answers, said) for key, (*answers, said) in PAIR_MISTAKES.items()},
}


@pytest.mark.parametrize(("name", "key"), MISTAKES)
def test_mistake_gets_its_words_in_both_languages(name, key):
    answers, said = MISTAKES[name, key]
    english, portuguese = judge(name, *answers), judge(name, *answers, tag="pt-BR")
    assert (english.verdict, portuguese.verdict) == ("wrong", "wrong")
    assert said in english.message
    assert english.message != portuguese.message
    assert not set("{}") & set(english.message + portuguese.message)


@both_languages
@every_exercise
def test_only_the_same_mistakes_share_their_words(name, tag):
    said, heard = {}, {}
    for (exercise, key), (answers, words) in MISTAKES.items():
        if exercise == name:
            said.setdefault(words, set()).add(key)
            heard.setdefault(judge(name, *answers, tag=tag).message, set()).add(key)
    assert sorted(map(sorted, heard.values())) == sorted(map(sorted, said.values()))


@pytest.mark.parametrize("name", ["zero_bias", "weighted_sum_loop", "neuron_z"])
def test_every_mistake_an_exercise_knows_is_tried_here(name):
    heard = {judge(name, *answers).message for (exercise, _), (answers, _) in MISTAKES.items() if exercise == name}
    assert {message for _, message in EXERCISES[name].mistakes} - heard == set()


def test_words_follow_the_values():
    assert " 1,234.5 " in judge("zero_bias", 1234.5).message
    assert " 1.234,5 " in judge("zero_bias", 1234.5, tag="pt-BR").message
    assert " −0.25." in judge("black_or_white", (0, -0.25), WHITE).message
    assert " −0,25." in judge("black_or_white", (0, -0.25), WHITE, tag="pt-BR").message


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
def test_what_is_not_one_number(answer, said):
    calls = [("zero_bias", answer), ("black_or_white", (answer, 1), WHITE), ("black_or_white", BLACK, (2, answer))]
    if answer is not None:  # a function that returns None has words of its own
        calls += [(name, lambda *case: answer) for name in RIGHT]
    for call in calls:
        english, portuguese = judge(*call), judge(*call, tag="pt-BR")
        assert (english.verdict, portuguese.verdict) == ("wrong", "wrong")
        assert said in english.message
        assert FIRST_CASE.get(call[0], "") in english.message
        assert english.message != portuguese.message


@pytest.mark.parametrize("answer", [None, 7, "weighted_sum", [RIGHT["neuron_z"]], 36.0])
@both_functions
def test_number_instead_of_a_function(name, answer):
    feedback = judge(name, answer)
    assert feedback.verdict == "wrong"
    assert "The check needs a function" in feedback.message


def test_exit_of_python(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # exit() closes it
    feedback = judge("weighted_sum_loop", lambda inputs, weights: builtins.exit())
    assert (feedback.verdict, "SystemExit" in feedback.message) == ("wrong", True)


@both_functions
def test_stopping_an_endless_loop_stops_the_check(name):
    def stopped(*case):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(name, stopped)


@pytest.mark.parametrize(
    "function", [lambda inputs: inputs[0], lambda: 7, lambda *, x: x], ids=["one", "none", "by name"]
)
@both_functions
def test_wrong_number_of_parameters(name, function):
    feedback = judge(name, function)
    assert feedback.verdict == "wrong"
    assert f"For {FIRST_CASE[name]} the function stops with an error: TypeError" in feedback.message


# ---------------------------------------------------------------- near misses: the words must not contradict themselves


@pytest.mark.parametrize("bias", [7.001, 6.999, 7.00001, 7 - 1e-7])
def test_near_miss_is_not_shown_as_the_right_bias(bias):
    feedback = judge("zero_bias", bias)
    assert feedback.verdict == "wrong"
    assert re.search(r"Bias (\S+) ", feedback.message)[1] != "7"


@pytest.mark.parametrize("error", [1e-4, 1e-7, -1e-8])
@both_functions
def test_near_miss_is_not_shown_as_the_right_result(name, error):
    feedback = judge(name, then(name, lambda value: value + error))
    result, wanted = re.search(r"returns (\S+), but it should return (\S+)\.", feedback.message).groups()
    assert result != wanted


def test_lit_neuron_is_not_shown_with_z_0():
    message = judge("black_or_white", (-0.999, 1), WHITE).message
    assert re.search(r"its z is (\S+)\. ", message)[1] != "0"


@pytest.mark.parametrize("answer", [1e30, -1e300, 1.7e308], ids=str)
def test_huge_number_is_a_number(answer):
    exercise = EXERCISES["zero_bias"]
    assert judge("zero_bias", answer).message == exercise.otherwise.format(answer=language.number(answer))
    assert "inf" in judge("zero_bias", 10**400).message


def test_huge_weight_is_a_number():
    assert "“White” lights up for the black pixel" in judge("black_or_white", BLACK, (1e308, 1e308)).message


# ---------------------------------------------------------------- nothing written yet

UNWRITTEN = ['"""What it does."""', "...", "pass", '"""What it does."""\n    ...', '"""What it does."""\n    pass']


def written(name, body):
    cell = {}
    exec(f"def f({', '.join(EXERCISES[name].arguments)}):\n    {body}", cell)
    return cell["f"]


@pytest.mark.parametrize("body", UNWRITTEN)
@both_functions
def test_function_without_code_is_not_an_answer(name, body):
    assert judge(name, written(name, body)).verdict == "empty"


@pytest.mark.parametrize("value", ["0", "36", "7.5", "-1", "'36'", "(0, 5)", "(7,)", "True"])
@both_functions
def test_function_that_returns_a_fixed_value_is_an_answer(name, value):
    for docstring in ("", '"""What it does."""\n    '):
        assert judge(name, written(name, f"{docstring}return {value}")).verdict == "wrong"


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("zero_bias", [...]),
        ("weighted_sum_loop", [...]),
        ("neuron_z", [lambda inputs, weights, bias: ...]),
        ("black_or_white", [(..., ...), (..., ...)]),
        ("black_or_white", [..., ...]),
        ("black_or_white", [BLACK, (2, ...)]),
        ("black_or_white", [[..., 1], WHITE]),
        ("black_or_white", [("7", 1, 1), (..., ...)]),
    ],
)
@both_languages
def test_three_dots_are_not_an_answer(name, answers, tag, lesson, check):
    language.use(tag)
    for _ in range(4):
        box = check(name, *answers)
    assert box.text.startswith("✎")
    assert box.text.endswith(judge(name, *answers, tag=tag).message)
    assert box.record == {"done": False, "wrong": [], "hints": 0}
    assert box.show_solution.disabled
    assert not lesson.passed(name)


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
    "bytes that would be right": lambda: b"\x05\x00",
    "bytearray of 7": lambda: bytearray(b"\x07"),
    "bytearray that would be right": lambda: bytearray(b"\x05\x00"),
    "memoryview of 7": lambda: memoryview(b"\x07"),
    "memoryview that would be right": lambda: memoryview(b"\x05\x00"),
    "empty list": lambda: [],
    "empty tuple": lambda: (),
    "empty dict": lambda: {},
    "dict that would be right": lambda: {2: 5, -1: 6},
    "other dict that would be right": lambda: {-2: 5, 1: 6},
    "empty set": set,
    "set that would be right": lambda: {8, 0},  # CPython lists it as [8, 0]
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
    "generator that would be right": lambda: (x for x in (2, -1)),
    "other generator that would be right": lambda: (x for x in (-2, 1)),
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
POSITIONS = {
    "bias": lambda odd: ("zero_bias", odd()),
    "black": lambda odd: ("black_or_white", odd(), WHITE),
    "white": lambda odd: ("black_or_white", BLACK, odd()),
    "both": lambda odd: ("black_or_white", odd(), odd()),
    "weight": lambda odd: ("black_or_white", (odd(), 1), WHITE),
    "bias of white": lambda odd: ("black_or_white", BLACK, [2, odd()]),
    "function": lambda odd: ("weighted_sum_loop", odd()),
    "neuron": lambda odd: ("neuron_z", odd()),
    "result": lambda odd: ("weighted_sum_loop", lambda inputs, weights: odd()),
    "result of neuron": lambda odd: ("neuron_z", lambda inputs, weights, bias: odd()),
    "element of the result": lambda odd: ("neuron_z", lambda inputs, weights, bias: [odd()]),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("odd", ZOO.values(), ids=ZOO)
def test_odd_object_is_wrong_and_breaks_nothing(odd):
    heard = {place: judge(*call(odd)) for place, call in POSITIONS.items()}
    assert {place: feedback.verdict for place, feedback in heard.items()} == dict.fromkeys(POSITIONS, "wrong")
    assert all(feedback.message.strip() for feedback in heard.values())
    assert all(feedback.answer for feedback in heard.values()), "a wrong answer is told from the others"


@pytest.mark.parametrize(
    "iterator", [itertools.count(), itertools.repeat(7), iter(int, 1)], ids=["count", "repeat", "calls"]
)
def test_endless_iterator_of_python(iterator):
    """Not as `black` or `white`: if it were read to its end, this test would never come to its own."""
    assert judge("zero_bias", iterator).verdict == "wrong"
    assert judge("weighted_sum_loop", lambda inputs, weights: iterator).verdict == "wrong"


@settings(max_examples=80)
@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6))
def test_only_7_is_right(answer):
    feedback = judge("zero_bias", answer)
    assert (feedback.verdict == "right") == (abs(answer - 7) < 7e-9)
    assert feedback.message


def test_pairs_are_right_when_each_pixel_lights_its_own():
    for w_black, b_black, w_white, b_white in itertools.product(range(-2, 3), repeat=4):
        lit = [w * x + b > 0 for x in (0, 1) for w, b in ((w_black, b_black), (w_white, b_white))]
        feedback = judge("black_or_white", (w_black, b_black), (w_white, b_white))
        assert (feedback.verdict == "right") == (lit == [True, False, False, True])


# ---------------------------------------------------------------- the box: hints, the solution, passing


@both_languages
@every_exercise
def test_hints_come_one_by_one_and_then_the_solution(name, tag, check):
    language.use(tag)
    hints = [language._(hint) for hint in EXERCISES[name].hints]
    box = check(name, *([None] * len(VARIABLES[name])))
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
    assert box.help.value.endswith(f"<pre><code>{escape(course()['02']['solutions'][name][tag])}</code></pre>")


def test_next_box_goes_on_with_the_hints(check):
    check("neuron_z", ...).hint.click()
    box = check("neuron_z", ...)
    assert (numbers(box.hint.description), box.record["hints"]) == ([2, 2], 1)
    box.hint.click()
    assert all(hint in words(box.help.value) for hint in EXERCISES["neuron_z"].hints)


@pytest.mark.parametrize(
    ("name", "answers", "opens"),
    [
        ("zero_bias", [5, 5, 5, 5], False),
        ("zero_bias", [5, 5.0, [5], np.int8(5), 5], False),
        ("zero_bias", [5, 6, 5, 6], False),
        ("zero_bias", ["7", "8", "9"], False),
        ("zero_bias", [5, 6, 8], True),
        ("zero_bias", [5, 5, "7", ..., None], True),
        ("zero_bias", [5, ..., 6, ...], False),
        ("zero_bias", [7], True),
        ("weighted_sum_loop", [lambda x, w: x[0], lambda x, w: x[0] + 0, lambda x, w: x[0] * 1.0], False),
        ("weighted_sum_loop", [lambda x, w: x[0], lambda x, w: x[1], lambda x, w: w[1]], True),
        ("weighted_sum_loop", [RIGHT["weighted_sum_loop"]], True),
        ("neuron_z", [lambda x, w, b: 1 / 0, lambda x, w, b: 2 / 0, lambda x, w, b: 3 / 0], False),
        ("neuron_z", [lambda x, w, b: 1 / 0, lambda x, w, b: x, lambda x, w, b: x[0]], True),
    ],
)
def test_solution_opens_after_three_different_wrong_answers(name, answers, opens, check):
    closed = check(name, ...).show_solution
    *first, last = (check(name, answer).show_solution for answer in answers)
    assert all(button.disabled for button in (closed, *first))
    assert last.disabled != opens
    assert (last.description != closed.description) == opens
    assert numbers(closed.description) == [3]


def test_pairs_count_as_different_answers(check):
    tries = [((1, 1), WHITE), (BLACK, (1, 1)), ((1, 1), (1, 1))]
    assert [check("black_or_white", *answers).show_solution.disabled for answers in tries] == [True, True, False]


def test_exercises_are_counted_apart(check):
    for answer in (1, 2, 3):
        check("zero_bias", answer)
    assert check("neuron_z", ...).show_solution.disabled
    assert not check("zero_bias", ...).show_solution.disabled


def test_passed_is_what_the_last_check_in_this_kernel_said(lesson, check):
    said = [lesson.passed("zero_bias")]
    for answer in (5, 7, ..., 7, "7"):
        check("zero_bias", answer)
        said.append(lesson.passed("zero_bias"))
    assert said == [False, False, True, False, True, False]
    assert not lesson.passed("neuron_z")
    again = Lesson("02", lesson._progress)
    assert not again.passed("zero_bias")
    assert "✔" in again.progress().data, "what was done stays done"


@pytest.mark.parametrize("ask", [lambda lesson: lesson.check("nonsense", 7), lambda lesson: lesson.passed("nonsense")])
def test_unknown_exercise_is_refused_and_the_others_named(ask, lesson, boxes):
    with pytest.raises(ValueError, match=r"'nonsense'; it has zero_bias, weighted_sum_loop, neuron_z, black_or_white$"):
        ask(lesson)
    assert boxes == []


@pytest.mark.parametrize(
    ("number", "tag", "said"), [("99", "en", "no lesson '99'; there are 02"), ("02", "xx", "'xx'")]
)
def test_unknown_lesson_or_language_is_refused(number, tag, said, boxes):
    with pytest.raises(ValueError, match=said):
        helpers.start(number, tag)
    assert boxes == []


@both_languages
def test_start_says_what_begins(tag, boxes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lesson = helpers.start("02", tag)
    assert boxes == [lesson]
    assert language.current() == tag
    assert course()["02"]["title"][tag] in repr(lesson)
    assert numbers(repr(lesson)) == [2, course()["02"]["minutes"], len(EXERCISES)]


def raises_script(inputs, weights):
    raise ValueError("<script>alert('&')</script>")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("weighted_sum_loop", raises_script),
        ("zero_bias", type("<script>", (), {})()),
        ("zero_bias", type("<script>", (), {"__float__": lambda self: 1 / 0})()),
        ("weighted_sum_loop", lambda inputs, weights: type("<script>", (), {})()),
    ],
)
def test_text_of_a_student_is_never_html(name, answer, check):
    box = check(name, answer)
    bundle = box._repr_mimebundle_()
    shown = [box.children[0].value, bundle["text/html"]]
    assert not [html for html in shown if "<script" in html]
    assert ["&lt;script&gt;" in html for html in shown] == ["<script>" in bundle["text/plain"]] * 2


def test_script_in_an_error_is_shown_as_it_was_written(check):
    box = check("weighted_sum_loop", raises_script)
    assert "<script>alert('&')</script>" in box.text
    assert escape("<script>alert('&')</script>") in box.children[0].value


def test_box_is_live_and_can_be_read_without_a_kernel(check):
    box = check("black_or_white", (5, 0), WHITE)
    bundle = box._repr_mimebundle_()
    assert LIVE_VIEW in bundle
    text = repr(box)
    assert text.startswith("✘")
    assert text.endswith(judge("black_or_white", (5, 0), WHITE).message)
    assert bundle["text/plain"] == words(bundle["text/html"]) == words(box.children[0].value) == text


def test_object_that_cannot_be_looked_at(check):
    box = check("zero_bias", raising("__float__"))
    assert box.text.startswith("✘")
    assert "should be a number" in box.text


@pytest.mark.parametrize("when", ["error_before_exec", "error_in_exec"])
def test_answer_from_before_a_failed_cell_is_not_judged(check, monkeypatch, when):
    failed = types.SimpleNamespace(error_before_exec=None, error_in_exec=None)
    setattr(failed, when, SyntaxError("bias = 7 reais"))
    monkeypatch.setattr("helpers.lessons.get_ipython", lambda: types.SimpleNamespace(last_execution_result=failed))
    box = check("zero_bias", 7)
    assert box.text.startswith("✎")
    assert "SyntaxError" in box.text
    assert not box.record["done"]


def test_hints_once_given_stay_readable(check):
    box = check("zero_bias", 1)
    box.hint.click()
    again = check("zero_bias", 2)
    assert again.exercise.hints[0] in again.help.value


def test_check_survives_text_that_no_file_can_hold(check):
    def fails(inputs, weights):
        raise ValueError("\ud800")

    assert check("weighted_sum_loop", fails).text.startswith("✘")
