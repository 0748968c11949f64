"""Nothing that a student gives breaks a check, and nothing odd is right."""

import itertools
import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers import ANSWERS
from tests.exercises import (
    ALL,
    EXERCISES,
    FUNCTIONS,
    NUMBERS,
    PLAYGROUNDS,
    every_exercise,
    every_groups,
    every_number,
    judge,
    places,
    then,
)


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


@pytest.mark.filterwarnings("error::RuntimeWarning")
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
    some = len(values) ** size // 2_000 + 1  # of very many, every so-and-so-manieth
    for flat in itertools.islice(itertools.product(values, repeat=size), 0, None, some):
        numbers = iter(flat)
        groups = tuple(tuple(itertools.islice(numbers, len(group))) for group in known.right)
        assert (judge(at, *groups).verdict == "right") == rule(*groups), groups
