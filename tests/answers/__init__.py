"""What the tests answer to each exercise. It stands in the lesson's folder, `answers.py`, which holds

- ANSWERS: an `Answers` for each exercise, by name;
- NAMES, when solutions need it: what earlier cells of the notebook define.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from helpers.lessons.folders import lesson_folders


@dataclass(frozen=True)
class Answers:
    """What may be answered to one exercise. An answer is a tuple with the value of each variable.

    variables: the notebook's names that hold the answer; right: a right answer, also_right: others;
    mistakes: by what goes wrong, (value of each variable …, what must be said), where what must be said is a piece of the
    English feedback, or that and a piece of the Portuguese one (for numbers); the first three are plain numbers or
    functions that return some, each with its own feedback;
    wrong_code: a wrong answer as a student writes it; first_call: how the feedback writes the first case of a function;
    rule: for groups of numbers, whether they are right, when more than `right` are; unanswered: answers left half-way.
    """

    variables: Sequence[str]
    right: tuple
    mistakes: Mapping[str, tuple]
    wrong_code: str
    also_right: Sequence[tuple] = ()
    first_call: str = ""
    rule: Callable[..., bool] | None = None
    unanswered: Sequence[tuple] = ()


_FILES = {lesson.name: lesson.module("answers") for lesson in lesson_folders() if lesson.exercises}
if without := [lesson for lesson, file in _FILES.items() if file is None]:
    raise FileNotFoundError(f"exercises, but no answers.py to try them on (see CONTRIBUTING.md): {', '.join(without)}")
ANSWERS = {(lesson, exercise): known for lesson, file in _FILES.items() for exercise, known in file.ANSWERS.items()}
NAMES = {lesson: getattr(file, "NAMES", {}) for lesson, file in _FILES.items()}
