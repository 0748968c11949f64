"""The questions of the quiz (lesson 10), kept in a text file that a teacher can edit.

- `questions.toml`: the questions; its first lines say how one is written;
- `read_questions`: reads such a file in the notebook's language, or says which question needs what.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from helpers.language import _, current, languages

QUESTIONS = Path(__file__).with_name("questions.toml")


class QuestionError(ValueError):
    """A mistake in a file of questions; the text names the file and the question, and says what to do."""


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from. why: what to tell whoever chooses it; right: whether it is the right one."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with its choices, in their order. lesson: the number of the lesson to reread ("02")."""

    lesson: str
    text: str
    choices: tuple[Choice, ...]


def read_questions(path: str | Path = QUESTIONS) -> list[Question]:
    """The questions of a file, in the notebook's language; those of the course by default.

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
        message = _(
            "{place}: {error}. Put each text between quotation marks on one line; inside it, use “ ” as quotation marks."
        )
        raise QuestionError(message.format(place=_place_of(error, text, path.name), error=error)) from None
    _only_known(table, {"question"}, path.name)
    if not table.get("question") or not _tables(table["question"]):
        raise QuestionError(_("{file}: there is no [[question]] in this file.").format(file=path.name))
    return [_question(raw, f"{path.name}, {_in_words(k)}") for k, raw in enumerate(table["question"], start=1)]


def _in_words(number: int) -> str:
    return _("question {number}").format(number=number)


def _place_of(error: tomllib.TOMLDecodeError, text: str, file: str) -> str:
    """The file, with the number of the question in which the error stands when it stands in one."""
    line = re.search(r"line (\d+)", str(error))
    before = text.split("\n")[: int(line[1]) if line else None]
    begun = sum(line.split("#")[0].strip() == "[[question]]" for line in before)
    return f"{file}, {_in_words(begun)}" if begun else file


def _question(raw: dict, place: str) -> Question:
    _only_known(raw, {"lesson", "choice", *languages()}, place)
    lesson, text = _text(raw, "lesson", place), _text(raw, current(), place)
    given = raw.get("choice", [])
    if not _tables(given) or len(given) < 2:
        raise QuestionError(
            _("{place}: give it at least two choices, each under [[question.choice]].").format(place=place)
        )
    choices = tuple(
        _choice(choice, _("{question}, choice {number}").format(question=place, number=k))
        for k, choice in enumerate(given, start=1)
    )
    if sum(choice.right for choice in choices) != 1:
        raise QuestionError(_("{place}: write right = true in exactly one of its choices.").format(place=place))
    if len({choice.text for choice in choices}) < len(choices):
        raise QuestionError(_("{place}: two of its choices read the same. Change one of them.").format(place=place))
    return Question(lesson, text, choices)


def _choice(raw: dict, place: str) -> Choice:
    _only_known(raw, {"right", *languages(), *(f"why-{tag}" for tag in languages())}, place)
    right = raw.get("right", False)
    if not isinstance(right, bool):
        raise QuestionError(_("{place}: right is true or false, without quotation marks.").format(place=place))
    return Choice(_text(raw, current(), place), _text(raw, f"why-{current()}", place), right)


def _text(raw: dict, key: str, place: str) -> str:
    """What stands under `key`; raises QuestionError when that is no text."""
    text = raw.get(key)
    if not isinstance(text, str) or not text.strip():
        message = _("{place}: {key} is missing. Write a line such as {example}.")
        raise QuestionError(message.format(place=place, key=key, example=f'{key} = "…"'))
    return text.strip()


def _tables(value) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def _only_known(raw: dict, known: set[str], place: str) -> None:
    if unknown := sorted(set(raw) - known):
        message = _("{place}: {unknown} is not known here. There can be {known}.")
        raise QuestionError(message.format(place=place, unknown=unknown[0], known=", ".join(sorted(known))))
