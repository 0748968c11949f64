"""The quiz of lesson 10, and those of teachers."""

from pathlib import Path

from helpers.lessons.folders import lesson_name
from helpers.quiz import QUESTIONS, QUIZ, read_questions
from helpers.quiz.widget import Quiz


def quiz(path: str | Path | None = None) -> Quiz:
    """A quiz with the questions of a file; without one, with those of the course that are marked for it.

    Errors as for `read_questions`.
    """
    questions = read_questions(path or QUESTIONS)
    return Quiz([question for question in questions if path or question.asked == QUIZ], lesson_name)
