"""Reading what a student gives as an answer: any Python object may come, and none may crash the check."""

import types

import numpy as np

from helpers.language import _


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
    if isinstance(answer, str | bytes | bytearray | memoryview):
        raise Unreadable(_("The answer is text, because it stands between quotes. Take the quotes away."))
    if isinstance(answer, tuple):
        _reject_tuple(answer)
    if isinstance(answer, type) or callable(answer):
        raise Unreadable(_("The answer is a function, not a number. Call it with its inputs in brackets."))
    try:
        if isinstance(answer, tuple | list | np.ndarray):
            array = np.asarray(answer)
            if array.size != 1:
                raise Unreadable(
                    _(
                        "The answer holds {count} numbers, but it should be one. If they are products, add them up."
                    ).format(count=array.size)
                )
            return read_number(array.item())
        if isinstance(answer, np.generic) and answer.dtype.kind not in "iuf":  # a date, a complex number
            raise TypeError
        value = float(answer)
    except OverflowError:
        value = np.inf
    except Unreadable:
        raise
    except Exception as error:  # a student's object may raise anything when it is looked at
        kind = type(answer).__name__
        raise Unreadable(_("The answer is of type {kind}, but it should be a number.").format(kind=kind)) from error
    if not np.isfinite(value):
        raise Unreadable(_("The answer is {answer}: not a number one can calculate with.").format(answer=value))
    return value


def read_numbers(answer, count: int) -> list[float]:
    """`count` numbers given together, as a tuple, list or array; one number may also stand alone. Errors as for `read_number`."""
    if answer is ...:
        raise Unanswered
    if count == 1 and not isinstance(answer, tuple | list):
        return [read_number(answer)]
    if not isinstance(answer, tuple | list | np.ndarray) or (isinstance(answer, np.ndarray) and answer.ndim == 0):
        raise Unreadable(_("Give {count} numbers in brackets, with a comma between them.").format(count=count))
    items = list(answer)
    if count < len(items) <= 2 * count and all(isinstance(item, int) for item in items):
        thousands = any(item >= 100 for item in items[1:])
        raise Unreadable(_comma_in_thousands() if thousands else _decimal_comma())
    if len(items) != count and any(isinstance(item, tuple | list | np.ndarray) for item in items):
        raise Unreadable(
            _(
                "There are brackets inside the brackets. Give {count} numbers one after the other, with a single pair of brackets around them."
            ).format(count=count)
        )
    if len(items) != count:
        raise Unreadable(
            _("Give {count} numbers in brackets, with a comma between them; there are {given} now.").format(
                count=count, given=len(items)
            )
        )
    return [read_number(item) for item in items]


def read_array(answer) -> np.ndarray:
    """The finite numbers that `answer` holds, in its shape: an array, lists of numbers, or one number (shape ()).

    Errors as for `read_number`; truth values in an array count as 0 and 1.
    """
    if isinstance(answer, np.ndarray) and answer.dtype.kind in "biuf" and np.isfinite(answer).all():
        return answer.astype(float)
    if not isinstance(answer, tuple | list | np.ndarray):
        return np.array(read_number(answer))
    if isinstance(answer, tuple) and len(answer) == 1:
        _reject_tuple(answer)
    parts = [read_array(item) for item in answer]
    if len({part.shape for part in parts}) > 1:
        raise Unreadable(_("The answer is not an array: its rows do not all have the same length."))
    return np.array(parts)


def _reject_tuple(answer: tuple) -> None:
    if len(answer) == 1:
        raise Unreadable(
            _("There is a comma after the number, so Python reads a group of numbers (a tuple). Take the comma away.")
        )
    if len(answer) == 2 and isinstance(answer[1], int) and 100 <= answer[1] <= 999:  # 307,200
        raise Unreadable(
            _(
                "With a comma, Python reads two numbers. It writes large numbers without any mark between the digits, 1000, and decimals with a point, 0.5."
            )
        )
    if len(answer) == 2:
        raise Unreadable(_decimal_comma())


def _decimal_comma() -> str:
    return _("Python writes decimals with a point: 0.5. With a comma, 0,5 is two numbers, 0 and 5.")


def _comma_in_thousands() -> str:
    return _("Python writes large numbers without a comma: 25408. With a comma, 25,408 is two numbers, 25 and 408.")
