"""Where the lessons are: each in a folder of its own, `NN_name`, found by its name.

The name is the lesson's identity; the number before it is only its place in the series. What stands in a folder:

- `lesson.md`: the text and the code; `about.json`, which the builder makes of it: title, minutes, checks, solutions,
  predictions;
- `figures.py`: its live figures, those of `__all__`; `exercises.py`: its checks, `EXERCISES`; `words.*.po`: their words.
"""

import importlib
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from helpers import language
from helpers.exercises import Exercise
from helpers.language import _

ROOT = Path(__file__).resolve().parents[2]
# In a checkout the lessons stand beside the package, in an installed course inside it.
OURS = next(place for place in (ROOT / "lessons_src", ROOT / "helpers" / "lessons_src") if place.is_dir())
FOLDER_NAME = re.compile(r"(\d\d)_(\w+)")


@dataclass(frozen=True)
class LessonFolder:
    """A lesson as it stands in its folder. number: its place ("02"); name: its identity ("weighted_sum_plus_bias")."""

    path: Path

    @property
    def number(self) -> str:
        return self.path.name[:2]

    @property
    def name(self) -> str:
        return self.path.name[3:]

    @cached_property
    def about(self) -> dict:
        """What the builder made of the lesson: {"title": by language, "minutes": …, "solutions": by exercise and language, …}."""
        return json.loads((self.path / "about.json").read_text(encoding="utf-8"))

    def title(self) -> str:
        """Its title in the notebook's language, or in one that it has."""
        titles = self.about["title"]
        return titles[language.closest(language.current(), titles)]

    def solution(self, exercise: str) -> str:
        """The solution of an exercise, its comments in the notebook's language, or in one that the lesson has."""
        solutions = self.about["solutions"][exercise]
        return solutions[language.closest(language.current(), solutions)]

    def check_of(self, exercise: str) -> str:
        """The cell that checks an exercise, as it stands in the notebook."""
        return self.about.get("checks", {}).get(exercise, "")  # an own lesson may have been built before there were any

    @property
    def predictions(self) -> dict[str, dict]:
        """The blocks of its predictions, by name."""
        return self.about.get("predictions", {})  # an own lesson may have been built before there were any

    @cached_property
    def figures(self) -> ModuleType | None:
        """Its live figures: the module `figures.py`, None when it has none."""
        return self.module("figures")

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Its exercises by name, in its order. Raises TypeError when `EXERCISES` is no tuple or list of them."""
        module = self.module("exercises")
        if module is None:
            return {}
        if not isinstance(module.EXERCISES, tuple | list):
            text = _("{file}: EXERCISES is one {kind}, not a tuple of exercises: put a comma after its only entry")
            file, kind = self.path / "exercises.py", type(module.EXERCISES).__name__
            raise TypeError(text.format(file=file, kind=kind))
        return {exercise.name: exercise for exercise in module.EXERCISES}

    def module(self, name: str) -> ModuleType | None:
        """A Python file of the folder, None when there is none. It may import its neighbours: `from .other import …`."""
        self.make_importable()
        found = (self.path / f"{name}.py").exists()
        return importlib.import_module(f"lesson_{self.name}.{name}") if found else None

    def make_importable(self) -> None:
        """Let `import lesson_<name>` find the folder, whose own name begins with digits, and add its words."""
        package = f"lesson_{self.name}"
        if package not in sys.modules:
            sys.modules[package] = ModuleType(package, f"The lesson in {self.path.name}.")
            sys.modules[package].__path__ = [str(self.path)]
            language.add_catalogues(self.path)


def lesson_folders(place: Path = OURS) -> list[LessonFolder]:
    """All lessons of a folder of lessons, in their order."""
    named = (path for path in sorted(place.iterdir()) if FOLDER_NAME.fullmatch(path.name) and path.is_dir())
    # Where git has taken a lesson away, Python's __pycache__ keeps its folder.
    return [LessonFolder(path) for path in named if any(inside.is_file() for inside in path.iterdir())]


def find_lesson(name: str, place: Path = OURS) -> LessonFolder:
    """The lesson of that name ("weighted_sum_plus_bias"), or at that place in the series ("02").

    Raises ValueError when the folder has none.
    """
    found = [lesson for lesson in lesson_folders(place) if name in (lesson.name, lesson.number)]
    if not found:
        names = ", ".join(lesson.name for lesson in lesson_folders(place))
        text = _(
            "there is no lesson {name} in {place} (one of your own is found by start(…, lessons=…)); there are {names}"
        )
        raise ValueError(text.format(name=repr(name), place=place.name, names=names))
    return found[0]


def lesson_name(lesson: str) -> str:
    """A lesson's number and title, if the course has one of that name or number; else what the question says."""
    found = [known for known in lesson_folders() if lesson in (known.name, known.number)]
    name = _("lesson {number}").format(number=found[0].number if found else lesson)
    return f"{name}, “{found[0].title()}”" if found else name
