"""Exercises that check themselves, say what is wrong, give hints, and show a solution after an honest try.

- `exercise.py`, `playground.py`: the kinds of exercise and how an answer is judged;
- `reading.py`: reading any Python object; `watch.py`: limits for code that a student wrote;
- `python_errors.py`: what Python's usual errors mean;
- `box.py`: the feedback in the notebook, with its buttons.

The exercises of a lesson stand in its folder, `exercises.py`.
"""

from helpers.exercises.exercise import Exercise, Feedback

__all__ = ["Exercise", "Feedback"]
