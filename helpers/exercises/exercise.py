"""What an exercise is: a target, the usual mistakes with what to say about each, hints.

- `NumberExercise`: the answer is one number;
- `NumbersExercise`: the answer is several small groups of numbers that together must do something;
- `FunctionExercise`: the answer is a function that returns a number or an array, tried on several cases;
- `playground.py` has one more.

`judge` never raises, whatever it is given, comes back soon, and calls nothing right that is not. What it says of a wrong
answer is true of every answer that it says it of; a guess is a question.
"""

import contextlib
import copy
import warnings
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from helpers.exercises.python_errors import explanation
from helpers.exercises.reading import (
    Unanswered,
    Unreadable,
    is_unwritten,
    items_of,
    joined,
    read_array,
    read_number,
    read_numbers,
)
from helpers.exercises.watch import Printed, place_in, shortened, within_limits
from helpers.language import _, ngettext, number

MOST_SHOWN = 6  # numbers of an array, in each of its dimensions


@dataclass(frozen=True)
class Feedback:
    """verdict: "right", "wrong" or "empty"; message: what to tell the student; answer: tells different answers apart."""

    verdict: str
    message: str
    answer: str = ""


@dataclass(frozen=True)
class Exercise:
    """name: as the lesson calls it; title: as the student sees it; praise: why the answer is right; hints: weak to strong.

    The texts are marked with `N_` and translated when shown.
    """

    name: str
    title: str
    praise: str
    hints: Sequence[str]

    def judge(self, *answers) -> Feedback:
        """Say whether the answer is right, and if not, what is wrong with it."""
        try:
            return self._judge(*answers)
        except Unanswered:
            return Feedback(
                "empty",
                _(
                    "Something is still missing: write your answer in the cell above, leave no ... in it, and run both cells."
                ),
            )
        except Unreadable as problem:
            return Feedback("wrong", str(problem), str(problem))
        except KeyboardInterrupt as stop:  # ■: no traceback
            said = _("You stopped the check. Run it again when you like.")
            place = place_in(stop.__traceback__) or str(stop)
            if place:
                said += " " + _("The function was {place}").format(place=place)
            return Feedback("empty", said)
        except Exception as error:  # a student's object may raise anything when it is looked at
            kind = shortened(type(error).__name__)
            return Feedback(
                "wrong", _("The answer cannot be read: looking at it raises the error {kind}.").format(kind=kind), kind
            )

    def _judge(self, *answers) -> Feedback:
        raise NotImplementedError

    def _right(self) -> Feedback:
        return Feedback("right", _(self.praise))


@dataclass(frozen=True)
class NumberExercise(Exercise):
    """One number. target: the right one; mistakes: wrong ones with what to say about each."""

    target: float
    mistakes: Sequence[tuple[float, str]] = ()
    otherwise: str = ""
    tolerance: float = 1e-9

    def _judge(self, answer) -> Feedback:
        try:
            value = within_limits(read_number, answer)
        except Unreadable as problem:
            meant = (way for way in joined(answer, 1) if _close(way[0], self.target, self.tolerance))
            raise _with_a_question(problem, next(meant, None)) from problem
        if _close(value, self.target, self.tolerance):
            return self._right()
        for wrong, message in self.mistakes:
            if _close(value, wrong, self.tolerance):
                return Feedback("wrong", _(message), repr(value))
        return Feedback("wrong", _(self.otherwise).format(answer=number(value, 10)), repr(value))


@dataclass(frozen=True)
class NumbersExercise(Exercise):
    """Groups of numbers, `sizes` says how many in each.

    problem: takes the groups, returns None when all is well, else what to say, already translated.
    """

    sizes: Sequence[int]
    problem: Callable[..., str | None]

    def _judge(self, *answers) -> Feedback:
        some = [items_of(answer, 100) if isinstance(answer, tuple | list) else [answer] for answer in answers]
        if any(item is ... for items in some for item in items):
            raise Unanswered
        groups = []
        for place, (answer, size) in enumerate(zip(answers, self.sizes, strict=True)):
            try:
                groups.append(within_limits(read_numbers, answer, size))
            except Unreadable as problem:
                raise _with_a_question(problem, self._meant(answers, place)) from problem
        problem = self.problem(*groups)
        return Feedback("wrong", problem, repr(groups)) if problem else self._right()

    def _meant(self, answers, place: int) -> list[float] | None:
        """What stands at a place of the answers, read with decimal commas, when it is right so."""
        for way in joined(answers[place], self.sizes[place]):
            with contextlib.suppress(Unreadable, Unanswered):  # of the other groups
                groups = [
                    way if k == place else within_limits(read_numbers, answer, size)
                    for k, (answer, size) in enumerate(zip(answers, self.sizes, strict=True))
                ]
                if self.problem(*groups) is None:
                    return way
        return None


@dataclass(frozen=True)
class FunctionExercise(Exercise):
    """A function. reference: what it must compute, a number or an array; cases: arguments to try it on;

    mistakes: functions that compute the usual wrong thing, with what to say when the results are theirs.
    """

    reference: Callable
    arguments: Sequence[str]
    cases: Sequence[Sequence]
    mistakes: Sequence[tuple[Callable, str]] = field(default=())
    tolerance: float = 1e-9

    def _judge(self, function) -> Feedback:
        if function is ... or is_unwritten(function):
            raise Unanswered
        if not callable(function):
            kind = shortened(type(function).__name__)
            raise Unreadable(
                _(
                    "The check needs a function, but the name holds something of type {kind} now. Begin with def, as in the cell you were given."
                ).format(kind=kind)
            )
        wanted = [np.asarray(self.reference(*case), float) for case in self.cases]
        results, right, stopped = [], [], False
        for case, value in zip(self.cases, wanted, strict=True):
            try:
                results.append(self._call(function, case, value))
            except Unreadable:
                if all(right):
                    raise
                stopped = True  # something was wrong before: that is what to speak of
                break
            right.append(_close(results[-1], value, self.tolerance))
        if all(right):
            return self._right()
        answer = _fingerprint(results)
        for mistake, text in self.mistakes:
            if self._explains(mistake, results, stopped):
                return Feedback("wrong", _(text), answer)
        k = right.index(False)
        return Feedback("wrong", self._whats_wrong(results, wanted, k, stopped), answer)

    def _whats_wrong(self, results, wanted, k: int, stopped: bool) -> str:
        """What is known of results that no mistake of the exercise's own explains. k: the first that is wrong."""
        call, shape = self._written(self.cases[k]), np.shape(results[k])
        if shape == ():
            if wanted[k].shape != ():
                return _("For {call} the function returns one number, but the shape should be {wanted}.").format(
                    call=call, wanted=wanted[k].shape
                )
        elif wanted[k].shape == ():
            return _not_one(call, np.size(results[k]))
        if shape != wanted[k].shape:
            return _(
                "For {call} the function returns an array of shape {shape}, but the shape should be {wanted}."
            ).format(call=call, shape=shape, wanted=wanted[k].shape)
        if len(results) > 1 and all(_close(result, results[0], self.tolerance) for result in results):
            return _(
                "The function returned {result} for everything it was tried on. The result should depend on {names}."
            ).format(result=_in_words(results[0]), names=", ".join(self.arguments))
        cut = any(
            self._explains(lambda *case, change=change: change(self.reference(*case)), results, stopped)
            for change in (np.trunc, np.floor)
        )
        if cut and any(map(np.any, results)):
            return _("The results are right up to the decimals, but these are cut off, as int() and // do.")
        if self._explains(lambda *case: -self.reference(*case), results, stopped):
            return _("The sizes are right, but the signs are wrong: each result is the opposite of what it should be.")
        said = _("For {call} the function returns {result}, but it should return {wanted}.").format(
            call=call, result=_in_words(results[k]), wanted=_in_words(wanted[k])
        )
        if cut:  # zeros may come from elsewhere too
            said += " " + _("Did int() or // cut off the decimals?")
        return said

    def _explains(self, mistake, results, stopped: bool) -> bool:
        """Whether a mistake gives these results of the first cases; with one of them alone, it must stop where the function did."""
        first, rest = self.cases[: len(results)], self.cases[len(results) :]
        try:
            for result, case in zip(results, first, strict=True):
                mistaken = np.asarray(mistake(*case), float)
                if not _close(result, mistaken.reshape(()) if mistaken.size == 1 else mistaken, self.tolerance):
                    return False
        except Exception:  # the arrays of a case do not fit the mistake
            return False
        if not stopped or len(results) > 1:
            return True
        try:
            mistake(*rest[0])
        except Exception:
            return True
        return False

    def _call(self, function, case, wanted: np.ndarray):
        """The function's result for copies of the arguments, read; raises Unreadable with what went wrong."""
        call, printed = self._written(case), Printed()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), warnings.catch_warnings():
                warnings.simplefilter("error", RuntimeWarning)  # NumPy's: an overflow, a division by 0
                result = within_limits(function, *copy.deepcopy(case))
        except RuntimeWarning as warning:
            raise Unreadable(
                _("For {call} Python warns: {warning}. A good function gives its result without a warning.").format(
                    call=call, warning=shortened(str(warning))
                )
            ) from warning
        except Unreadable as limit:
            raise Unreadable(_("For {call}: {problem}").format(call=call, problem=limit)) from limit
        except (Exception, SystemExit) as error:
            said = _("For {call} the function stops with an error: {error}").format(
                call=call, error=within_limits(_said, error)
            )
            in_other_words = explanation(error)
            raise Unreadable(f"{said}. {in_other_words}" if in_other_words else said) from error
        if result is None and printed.anything:
            raise Unreadable(
                _("The function prints something and returns None. print only shows: hand the result back with return.")
            )
        if result is None:
            raise Unreadable(_("The function returns None: end it with return and the result."))
        try:
            numbers = within_limits(read_array, result)
        except Unreadable as problem:
            if wanted.shape and not isinstance(result, tuple | list | np.ndarray | float | np.floating):  # nan, inf
                text = _(
                    "For {call} the function returns a value of type {kind}, but it should return an array of shape {wanted}."
                ).format(call=call, kind=shortened(type(result).__name__), wanted=wanted.shape)
                raise Unreadable(text) from problem
            text = str(problem)
            if isinstance(result, np.ndarray) and result.shape != wanted.shape:
                text += " " + _("The shape should be {wanted}.").format(wanted=wanted.shape)
            said = Unreadable(_("{problem} (That was for {call}.)").format(call=call, problem=text))
            raise said from problem
        if wanted.shape == () and numbers.size == 1:
            numbers = numbers.reshape(())
        meant = next((way[0] for way in joined(result, 1) if _close(way[0], wanted, self.tolerance)), None)
        if meant is not None:
            raise _with_a_question(Unreadable(_not_one(call, 2)), [meant])
        return numbers

    def _written(self, case) -> str:
        return ", ".join(f"{name} = {_as_code(value)}" for name, value in zip(self.arguments, case, strict=True))


def _not_one(call: str, count: int) -> str:
    text = ngettext(
        "For {call} the function returns {count} number, but it should return one.",
        "For {call} the function returns {count} numbers, but it should return one.",
        count,
    )
    return text.format(call=call, count=count)


def _said(error: BaseException) -> str:
    """An error as Python writes it, or its beginning."""
    try:
        return shortened(f"{type(error).__name__}: {error}".removesuffix(": "))
    except Exception:  # of its own __str__
        return shortened(type(error).__name__)


def _with_a_question(problem: Unreadable, meant: list[float] | None) -> Unreadable:
    """The problem, and when the answer is right with decimal commas, the question whether it was meant so."""
    if meant is None:
        return problem
    written = ", ".join(f"{value:.15g}" for value in meant)
    question = _("Did you mean {numbers}? Python writes decimals with a point, and nothing between thousands.")
    return Unreadable(f"{problem} {question.format(numbers=written)}")


def _close(value, wanted, tolerance: float) -> bool:
    """Whether two numbers, or two arrays of one shape, are equal up to rounding errors, as `math.isclose` sees it."""
    value, wanted = np.asarray(value, float), np.asarray(wanted, float)
    if value.shape != wanted.shape:
        return False
    with np.errstate(all="ignore"):  # of numbers that are very large: their distance is then infinite
        allowed = tolerance * np.maximum(np.maximum(np.abs(value), np.abs(wanted)), 1)
        return bool(np.all(np.abs(value - wanted) <= allowed))


def _fingerprint(results: Sequence[np.ndarray]) -> str:
    """Tells results apart, without writing them out."""
    return " ".join(f"{result.shape} {zlib.crc32(np.ascontiguousarray(result).tobytes()):08x}" for result in results)


def _in_words(value) -> str:
    """A number, or the beginning of an array in square brackets, as the notebook's language writes it."""
    if np.ndim(value) == 0:
        return number(value, 10)
    rest = ["…"] if len(value) > MOST_SHOWN else []
    return "[" + "; ".join([*map(_in_words, value[:MOST_SHOWN]), *rest]) + "]"


def _as_code(value) -> str:
    """An argument of a case as Python writes it, an array as its lists."""
    return shortened(str(value.tolist() if hasattr(value, "tolist") else value))
