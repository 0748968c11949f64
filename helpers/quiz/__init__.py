"""The questions of the course, kept in a text file that a teacher can edit: those that open lessons, those of the quiz.

- `questions.toml`: the questions; its first lines say how one is written;
- `read_questions`: reads such a file in the notebook's language, or says which question needs what;
- `forms.py`: what a question is made of, the same in the predictions; `toml_errors.py`: mistakes in the TOML;
- `widget.py`: asks them.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from helpers.language import _, current
from helpers.quiz.forms import (
    QuestionError,
    QuizChoice,
    are_tables,
    choices_of,
    in_languages,
    language_of,
    only_known,
    text_of,
)
from helpers.quiz.toml_errors import explained

__all__ = ["QUESTIONS", "Question", "QuestionError", "QuizChoice", "read_questions"]

QUESTIONS = Path(__file__).with_name("questions.toml")
QUIZ = "quiz"  # asked there, and not at the start of a lesson


@dataclass(frozen=True)
class Question:
    """A question with its choices, in their order. lesson: the name of the lesson to reread ("sigmoid").

    name: its own, by which records of answers know it; asked: the name of the lesson that opens with it, or "quiz";
    both may be "".
    """

    lesson: str
    text: str
    choices: tuple[QuizChoice, ...]
    name: str = ""
    asked: str = ""


def read_questions(path: str | Path = QUESTIONS) -> list[Question]:
    """The questions of a file, in the notebook's language; those not written in it yet in English. By default the course's.

    Raises QuestionError when something is missing or wrong in it, OSError when it cannot be read.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")  # -sig: Windows' Notepad may put a mark before the text
    except UnicodeDecodeError:
        raise QuestionError(_("{file}: save this file as UTF-8.").format(file=path.name)) from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QuestionError(explained(error, text, path.name)) from None
    only_known(table, {"question"}, path.name)
    if not table.get("question") or not are_tables(table["question"]):
        raise QuestionError(_("{file}: there is no [[question]] in this file.").format(file=path.name))
    questions = [_question(raw, f"{path.name}, {_in_words(k)}") for k, raw in enumerate(table["question"], start=1)]
    names = Counter(question.name for question in questions if question.name)
    if twice := [name for name, times in names.items() if times > 1]:
        message = _("{file}: two questions have the name {name}. Give one of them another.")
        raise QuestionError(message.format(file=path.name, name=twice[0]))
    return questions


def _in_words(number: int) -> str:
    return _("question {number}").format(number=number)


def _question(raw: dict, place: str) -> Question:
    only_known(raw, {"name", "lesson", "asked", "choice", *in_languages("")}, place)
    tag = language_of(current(), raw, *(raw["choice"] if are_tables(raw.get("choice")) else []))
    lesson, text, choices = text_of(raw, "lesson", place), text_of(raw, tag, place), choices_of(raw, tag, place)
    asked = text_of(raw, "asked", place) if "asked" in raw else ""
    name = text_of(raw, "name", place) if asked or "name" in raw else ""  # answers are kept under it
    return Question(lesson, text, choices, name, asked)
