"""Reading what a student gives as an answer: any Python object may come, and none may crash the check or make it slow.

What is big is not looked into: the shape of an array and the length of a list come first, then their numbers.
"""

import types
from itertools import combinations, product

import numpy as np

from helpers.language import _, ngettext

MOST_NUMBERS = 2_000  # in one answer; no exercise asks for so many
DEEPEST = 32  # lists inside lists, as many as an array has dimensions at most


class Unreadable(Exception):
    """The answer cannot be what was asked for; the text tells the student why."""


class Unanswered(Exception):
    """The place for the answer is still as it was."""


def _stub_with_docstring():
    """Nothing yet."""


def _stub():
    pass


EMPTY_BODIES = {_stub.__code__.co_code, _stub_with_docstring.__code__.co_code}


def is_unwritten(function) -> bool:
    """Whether a function's body is still empty: nothing but its docstring, `pass` or `...`."""
    if not isinstance(function, types.FunctionType) or function.__code__.co_code not in EMPTY_BODIES:
        return False
    return all(constant is None or constant == function.__doc__ for constant in function.__code__.co_consts)


def read_number(answer) -> float:
    """The single finite number that `answer` is: int, float, NumPy scalar, or a list or array with one number.

    Raises Unanswered for `...`, Unreadable for anything that is not a number.
    """
    if answer is ...:
        raise Unanswered
    if answer is None:
        raise Unreadable(_("The answer is None, which means “no value”. Give a number."))
    if isinstance(answer, bool | np.bool_):
        raise Unreadable(_("The answer is {answer}, a truth value. Give a number.").format(answer=answer))
    if isinstance(answer, str):
        raise Unreadable(
            _("The answer is a text, but it should be a number. Quotes make a text, and so do str() and input().")
        )
    if isinstance(answer, tuple | list | np.ndarray):
        return read_number(_only_one(answer))
    if isinstance(answer, types.FunctionType | types.BuiltinFunctionType | types.MethodType | np.ufunc):
        raise Unreadable(
            _("The answer is a function, not a number. A function gives one when it is called, with brackets.")
        )
    try:
        if isinstance(answer, np.generic) and answer.dtype.kind not in "iuf":  # a date, a complex number
            raise TypeError
        if isinstance(answer, bytes | bytearray | memoryview):  # float would read the digits in them
            raise TypeError
        value = float(answer)
    except OverflowError:
        value = np.inf
    except Exception as error:  # a student's object may raise anything when it is looked at
        kind = type(answer).__name__
        raise Unreadable(_("The answer is of type {kind}, but it should be a number.").format(kind=kind)) from error
    if np.isnan(value):
        raise Unreadable(_("The answer is nan, “not a number”: one cannot calculate with it."))
    if np.isinf(value):
        raise Unreadable(_("The answer is infinite (inf), or too large for the computer to calculate with."))
    return value


def _only_one(answer):
    """The number in a list or array of one, however many brackets are round it; raises Unreadable for more or none."""
    for _depth in range(DEEPEST):
        if not isinstance(answer, tuple | list | np.ndarray):
            return answer
        if isinstance(answer, np.ndarray):
            if np.ndarray.__len__(answer.reshape(-1)) == 1:
                return np.ndarray.item(answer)
            raise Unreadable(_count_is_wrong(answer.size, 1))
        items = items_of(answer, 2)
        if len(items) != 1:
            raise Unreadable(_count_is_wrong(len_of(answer), 1))
        if isinstance(answer, tuple):
            raise Unreadable(
                _(
                    "The answer is a group with one number in it (a tuple), not the number itself. A comma after a number makes such a group: “5,” is not the same as “5”."
                )
            )
        answer = items[0]
    raise Unreadable(_("There are too many brackets inside brackets. Give a number."))


def _count_is_wrong(given: int, count: int) -> str:
    if count == 1:
        text = ngettext(
            "The answer should be one number, but it holds {given} number.",
            "The answer should be one number, but it holds {given} numbers.",
            given,
        )
        return text.format(given=given)
    return _("Give {count} numbers in brackets, with a comma between them; there are {given} now.").format(
        count=count, given=given
    )


def items_of(answer: tuple | list, most: int) -> list:
    """The first items of a list or tuple, at most so many, whatever its class makes of being asked for them."""
    iterate = list.__iter__ if isinstance(answer, list) else tuple.__iter__
    return [item for _place, item in zip(range(most), iterate(answer), strict=False)]


def len_of(answer: tuple | list) -> int:
    return list.__len__(answer) if isinstance(answer, list) else tuple.__len__(answer)


def read_numbers(answer, count: int) -> list[float]:
    """`count` numbers given together, as a tuple, list or array of one dimension; one number may also stand alone.

    Errors as for `read_number`.
    """
    if answer is ...:
        raise Unanswered
    if count == 1 and not isinstance(answer, tuple | list):
        return [read_number(answer)]
    if isinstance(answer, np.ndarray) and answer.ndim:
        if answer.shape != (count,):
            raise Unreadable(
                _(
                    "The answer is an array of shape {shape}. Give {count} numbers one after the other: the shape is then ({count},)."
                ).format(shape=answer.shape, count=count)
            )
        return [read_number(item) for item in answer]
    if not isinstance(answer, tuple | list):
        raise Unreadable(_("Give {count} numbers in brackets, with a comma between them.").format(count=count))
    items = items_of(answer, max(count, len(SOME)))
    if any(isinstance(item, tuple | list) or (isinstance(item, np.ndarray) and item.ndim) for item in items):
        if count == 1:
            raise Unreadable(_("There are too many brackets inside brackets. Give a number."))
        raise Unreadable(
            _(
                "There are brackets inside the brackets. Give {count} numbers one after the other, with a single pair of brackets around them."
            ).format(count=count)
        )
    if len_of(answer) != count:
        raise Unreadable(_count_is_wrong(len_of(answer), count))
    return [read_number(item) for item in items]


SOME = range(20)  # items of a longer list that are looked at


def read_array(answer, room: int = MOST_NUMBERS, depth: int = 0) -> np.ndarray:
    """The finite numbers that `answer` holds, in its shape: an array, lists of numbers, or one number (shape ()).

    Errors as for `read_number`; also for more than `room` numbers. Truth values in an array count as 0 and 1.
    """
    if not isinstance(answer, tuple | list | np.ndarray):
        return np.array(read_number(answer))
    if depth > DEEPEST:
        raise Unreadable(_("There are too many brackets inside brackets: it cannot be an array."))
    if isinstance(answer, np.ndarray):
        if answer.size > room:
            raise Unreadable(
                _("The answer is an array of shape {shape}: {count} numbers are far too many.").format(
                    shape=answer.shape, count=answer.size
                )
            )
        if answer.dtype.kind in "biuf" and np.isfinite(answer).all():
            return np.array(answer, float)
        if answer.ndim == 0:
            return np.array(read_number(answer.item()))
        items = list(np.asarray(answer))  # a row of a np.matrix would be a matrix again
    else:
        if isinstance(answer, tuple) and len_of(answer) == 1:
            (item,) = items_of(answer, 1)
            if (isinstance(item, np.ndarray) and item.size != 1) or (isinstance(item, list) and len_of(item) != 1):
                raise Unreadable(
                    _(
                        "The answer is a group with one array or list in it (a tuple), not the array itself. A comma at the end makes such a group: “a,” is not the same as “a”."
                    )
                )
            _only_one(answer)
        if len_of(answer) > room:
            raise Unreadable(_("The answer is a list of {count} values: far too many.").format(count=len_of(answer)))
        items = items_of(answer, room)
    parts = []
    for item in items:
        parts.append(read_array(item, room, depth + 1))
        room -= max(parts[-1].size, 1)
        if room < 0:
            raise Unreadable(_("The answer holds more than {most} numbers: far too many.").format(most=MOST_NUMBERS))
    if len({part.shape for part in parts}) > 1:
        raise Unreadable(_("The answer is not an array: its parts do not all have the same shape."))
    return np.array(parts)


def joined(answer, count: int) -> list[list[float]]:
    """The ways to read pairs of whole numbers with a comma between them as one number: 0,5 as 0.5; 25,408 as 25408.

    Each is a list of `count` numbers; none when the answer is not a group of whole numbers that could be meant so.
    """
    if not isinstance(answer, tuple | list) or not count < len_of(answer) <= 2 * count <= len(SOME):
        return []
    items = items_of(answer, 2 * count)
    if not all(type(item) is int and abs(item) < 10**9 for item in items):
        return []
    ways = []
    for pairs in combinations(range(count), len(items) - count):
        rest, choices = iter(items), []
        for place in range(count):
            first = next(rest)
            choices.append(_pair(first, next(rest)) if place in pairs else [float(first)])
        ways += [list(way) for way in product(*choices)]
    return ways


def _pair(first: int, second: int) -> list[float]:
    """What a comma between two whole numbers can stand for."""
    if second < 0:
        return []
    thousands = [float(f"{first}{second}")] if 100 <= second <= 999 else []
    return [float(f"{first}.{second}"), *thousands]
