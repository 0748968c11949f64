"""What an exercise is: a target, the usual mistakes with what to say about each, hints.

- `NumberExercise`: the answer is one number;
- `NumbersExercise`: the answer is several small groups of numbers that together must do something;
- `FunctionExercise`: the answer is a function that returns a number or an array, tried on several cases;
- `PlaygroundExercise`: the answer is a playground whose network learns the spiral.

`judge` never raises, whatever it is given, and calls nothing right that is not.
"""

import contextlib
import copy
import io
import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from helpers.data.points import FEATURES
from helpers.exercises.python_errors import explanation
from helpers.exercises.reading import Unanswered, Unreadable, is_unwritten, read_array, read_number, read_numbers
from helpers.language import _, number
from helpers.models import SOLVED, Experiment, Settings
from helpers.nn import Diverged


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
        except Exception as error:  # a student's object may raise anything when it is looked at
            kind = type(error).__name__
            return Feedback("wrong", _("The answer cannot be read ({kind}). Give a number.").format(kind=kind), kind)

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
        value = read_number(answer)
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
        flat = [item for answer in answers for item in (answer if isinstance(answer, tuple | list) else [answer])]
        if any(item is ... for item in flat):
            raise Unanswered
        groups = [read_numbers(answer, size) for answer, size in zip(answers, self.sizes, strict=True)]
        problem = self.problem(*groups)
        return Feedback("wrong", problem, repr(groups)) if problem else self._right()


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
            raise Unreadable(
                _(
                    "The check needs a function: begin with def, as in the cell you were given, and use its name for nothing else."
                )
            )
        wanted = [np.asarray(self.reference(*case), float) for case in self.cases]
        results, right = [], []
        for case, value in zip(self.cases, wanted, strict=True):
            try:
                results.append(self._call(function, case, read_array if value.ndim else read_number))
            except Unreadable:
                if all(right):
                    raise
                break  # something was wrong before: that is what to speak of
            right.append(_close(results[-1], value, self.tolerance))
        if all(right):
            return self._right()
        answer = repr([np.asarray(result).tolist() for result in results])
        cut = _("The decimals are lost: look for int() or //, which cut them off.")
        common = [
            (lambda *case: np.trunc(self.reference(*case)), cut),
            (lambda *case: np.floor(self.reference(*case)), cut),
            (
                lambda *case: -self.reference(*case),
                _(
                    "The size is right but the sign is wrong: look for one minus too many, or a subtraction the wrong way round."
                ),
            ),
        ]
        for mistake, message in [*((m, _(text)) for m, text in self.mistakes), *common]:
            if self._explains(mistake, results):
                return Feedback("wrong", message, answer)
        if len(results) > 1 and all(_close(result, results[0], self.tolerance) for result in results):
            message = _(
                "The function returns the same whatever it is given. Use in it the names in the brackets of def: {names}."
            )
            return Feedback("wrong", message.format(names=", ".join(self.arguments)), answer)
        k = right.index(False)
        call, shape = self._written(self.cases[k]), np.shape(results[k])
        if shape == wanted[k].shape:
            message = _("For {call} the function returns {result}, but it should return {wanted}.").format(
                call=call, result=_in_words(results[k]), wanted=_in_words(wanted[k])
            )
        elif shape == ():
            message = _("For {call} the function returns one number, but it should return {count} numbers.").format(
                call=call, count=wanted[k].size
            )
        else:
            message = _(
                "For {call} the function returns an array of shape {shape}, but the shape should be {wanted}."
            ).format(call=call, shape=shape, wanted=wanted[k].shape)
        return Feedback("wrong", message, answer)

    def _explains(self, mistake, results) -> bool:
        """Whether a mistake gives these results of the first cases."""
        with contextlib.suppress(ValueError):  # NumPy's, where the arrays of a case do not fit the mistake
            pairs = zip(results, self.cases, strict=False)
            return all(_close(result, mistake(*case), self.tolerance) for result, case in pairs)
        return False

    def _call(self, function, case, read):
        """The function's result for copies of the arguments, read; raises Unreadable with what went wrong."""
        call, printed = self._written(case), io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), warnings.catch_warnings():
                warnings.simplefilter("error", RuntimeWarning)  # NumPy's: an overflow, a division by 0
                result = function(*copy.deepcopy(case))
        except RuntimeWarning as warning:
            raise Unreadable(
                _("For {call} Python warns: {warning}. A good function gives its result without a warning.").format(
                    call=call, warning=warning
                )
            ) from warning
        except (Exception, SystemExit) as error:
            said = _("For {call} the function stops with an error: {error}").format(
                call=call, error=f"{type(error).__name__}: {error}"
            )
            in_other_words = explanation(error)
            raise Unreadable(f"{said}. {in_other_words}" if in_other_words else said) from error
        if result is None and printed.getvalue():
            raise Unreadable(_("The function prints its result. Hand it back with return instead of print."))
        if result is None:
            raise Unreadable(_("The function returns None: end it with return and the result."))
        try:
            return read(result)
        except Unreadable as problem:
            raise Unreadable(_("{problem} (That was for {call}.)").format(call=call, problem=problem)) from problem

    def _written(self, case) -> str:
        values = (value.tolist() if hasattr(value, "tolist") else value for value in case)
        return ", ".join(f"{name} = {value}" for name, value in zip(self.arguments, values, strict=True))


@dataclass(frozen=True)
class PlaygroundExercise(Exercise):
    """A playground that learns the spiral, as a `LivePlayground` or an `Experiment`.

    It is right when it has learnt, or does so from the start with its present settings. epochs: how many it has;
    features: those it may be told of a point; refusal: what to say of others, with {features} for their names.
    """

    epochs: int
    features: Sequence[str] = tuple(FEATURES)
    refusal: str = ""

    def _judge(self, playground) -> Feedback:
        if playground is ...:
            raise Unanswered
        tried = getattr(playground, "experiment", playground)
        if not isinstance(tried, Experiment):
            raise Unreadable(
                _("The check needs a playground: in the cell above, write its name, = and figures.playground( … ).")
            )
        if not tried.epoch and tried.points is None and tried.settings == Settings(dataset="spiral"):
            return Feedback(
                "empty",
                _("The playground is still as it was: change its settings, press Play, then run this cell again."),
            )
        problem = self._problem(tried)
        if problem:
            return Feedback("wrong", problem, tried.python())
        epochs = 0
        with contextlib.suppress(Diverged):  # with what was changed on the way, the start would be another
            epochs = learnt(tried.settings, self.epochs)[0]
        text = _("The spiral is learnt: loss {goal} or less on the judge's points after {epochs} epochs.")
        return Feedback(
            "right", f"{text.format(goal=number(SOLVED), epochs=number(epochs or tried.epoch))} {_(self.praise)}"
        )

    def _problem(self, tried: Experiment) -> str | None:
        """What keeps the playground from being the answer."""
        chosen = tried.settings
        if chosen.dataset != "spiral" or tried.points is not None:
            return _("The challenge is the spiral: choose it as the data set, and no points of your own.")
        others = [FEATURES[name].title for name in chosen.features if name not in self.features]
        if others:
            return _(self.refusal).format(features=", ".join(others))
        if tried.solved:
            return None
        try:
            epochs, loss = learnt(chosen, self.epochs)
        except Diverged:
            return _("With these settings the numbers grow until they are too large. Take a smaller learning rate.")
        if epochs:
            return None
        said = _(
            "After {epochs} epochs from the start, the loss on the judge's points is {loss}, not yet {goal}."
        ).format(epochs=number(self.epochs), loss=number(loss, 3), goal=number(SOLVED))
        if not chosen.hidden or chosen.activation == "linear":
            advice = _("Neurons that bend are missing: a hidden layer, and an activation that is not linear.")
        elif chosen.learning_rate >= 1:
            advice = _("The learning rate is so large that every step overshoots.")
        else:
            advice = _("Give the network more neurons or more layers, or try another activation.")
        return f"{said} {advice}"


@lru_cache(maxsize=32)
def learnt(settings: Settings, epochs: int) -> tuple[int, float]:
    """In how many epochs the spiral is learnt with these settings, 0 if not in so many; and the loss then."""
    experiment = Experiment(settings)
    while experiment.epoch < epochs and not experiment.solved:
        experiment.step()
    return experiment.epoch * experiment.solved, experiment.spiral_loss


def _close(value, wanted, tolerance: float) -> bool:
    """Whether two numbers, or two arrays of one shape, are equal up to rounding errors."""
    value, wanted = np.asarray(value, float), np.asarray(wanted, float)
    return value.shape == wanted.shape and all(
        math.isclose(*pair, rel_tol=tolerance, abs_tol=tolerance) for pair in zip(value.flat, wanted.flat, strict=True)
    )


def _in_words(value) -> str:
    """A number, or an array in square brackets, as the notebook's language writes it."""
    return "[" + "; ".join(map(_in_words, value)) + "]" if np.ndim(value) else number(value, 10)
