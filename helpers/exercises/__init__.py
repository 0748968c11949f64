"""Exercises that check themselves, say what is wrong, give hints, and show a solution after an honest try.

- `exercise.py`, `playground.py`: the kinds of exercise and how an answer is judged;
- `reading.py`: reading any Python object; `watch.py`: limits for code that a student wrote;
- `python_errors.py`: what Python's usual errors mean;
- `lesson_02.py` …: the exercises of each lesson;
- `box.py`: the feedback in the notebook, with its buttons;
- `course.json`: titles and reference solutions, generated from lessons_src: do not edit.
"""

import json
from functools import cache
from pathlib import Path

from helpers.exercises import (
    lesson_00,
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_06,
    lesson_07,
    lesson_08,
    lesson_09,
    lesson_10,
)
from helpers.exercises.exercise import Exercise, Feedback

COURSE_FILE = Path(__file__).with_name("course.json")
_LESSONS = {
    "00": lesson_00,
    "01": lesson_01,
    "02": lesson_02,
    "03": lesson_03,
    "04": lesson_04,
    "05": lesson_05,
    "06": lesson_06,
    "07": lesson_07,
    "08": lesson_08,
    "09": lesson_09,
    "10": lesson_10,
}

__all__ = ["COURSE_FILE", "Exercise", "Feedback", "course", "exercises_of"]


def exercises_of(lesson: str) -> dict[str, Exercise]:
    """The exercises of a lesson ("02") by name, in its order; raises ValueError for an unknown lesson."""
    if lesson not in _LESSONS:
        raise ValueError(f"there is no lesson {lesson!r}; there are {', '.join(_LESSONS)}")
    return {exercise.name: exercise for exercise in _LESSONS[lesson].EXERCISES}


@cache
def course() -> dict:
    """What the builder wrote of each lesson, by number: its title and minutes, and the solution of each exercise."""
    return json.loads(COURSE_FILE.read_text(encoding="utf-8"))
