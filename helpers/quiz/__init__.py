"""The questions of the course, kept in a text file that a teacher can edit: those that open lessons, those of the quiz.

- `questions.toml`: the questions; its first lines say how one is written;
- `read_questions`: reads such a file in the notebook's language, or says which question needs what;
- `widget.py`: asks them.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from helpers.language import SOURCE_LANGUAGE, _, current, languages
from helpers.quiz.toml_errors import explained

QUESTIONS = Path(__file__).with_name("questions.toml")
QUIZ = "quiz"  # asked there, and not at the start of a lesson


class QuestionError(ValueError):
    """A mistake in a file of questions; the text names the file and the question, and says what to do."""


@dataclass(frozen=True)
class QuizChoice:
    """One of the answers to choose from. why: what to tell whoever chooses it; right: whether it is the right one."""

    text: str
    why: str
    right: bool = False


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
    _only_known(table, {"question"}, path.name)
    if not table.get("question") or not _tables(table["question"]):
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
    _only_known(raw, {"name", "lesson", "asked", "choice", *languages()}, place)
    tag, given = _language(raw), raw.get("choice", [])
    lesson, text = _text(raw, "lesson", place), _text(raw, tag, place)
    if not _tables(given) or len(given) < 2:
        raise QuestionError(
            _("{place}: give it at least two choices, each under [[question.choice]].").format(place=place)
        )
    choices = tuple(
        _choice(choice, tag, _("{question}, choice {number}").format(question=place, number=k))
        for k, choice in enumerate(given, start=1)
    )
    right = [number for number, choice in enumerate(choices, start=1) if choice.right]
    if len(right) != 1:
        found = (
            _("none has it") if not right else _("choices {numbers} have it").format(numbers=", ".join(map(str, right)))
        )
        message = _("{place}: write right = true in exactly one of its choices; {found}.")
        raise QuestionError(message.format(place=place, found=found))
    if len({choice.text for choice in choices}) < len(choices):
        raise QuestionError(_("{place}: two of its choices read the same. Change one of them.").format(place=place))
    asked = _text(raw, "asked", place) if "asked" in raw else ""
    name = _text(raw, "name", place) if asked or "name" in raw else ""  # answers are kept under it
    return Question(lesson, text, choices, name, asked)


def _language(raw: dict) -> str:
    """The notebook's language, or English for a question that has none of its texts in it."""
    choices = raw["choice"] if _tables(raw.get("choice")) else []
    begun = any(key in part for part in (raw, *choices) for key in (current(), f"why-{current()}"))
    return SOURCE_LANGUAGE if not begun and SOURCE_LANGUAGE in raw else current()


def _choice(raw: dict, tag: str, place: str) -> QuizChoice:
    _only_known(raw, {"right", *languages(), *(f"why-{tag}" for tag in languages())}, place)
    right = raw.get("right", False)
    if not isinstance(right, bool):
        message = _("{place}: right is true or false, in small letters and without quotation marks; found {found}.")
        raise QuestionError(message.format(place=place, found=repr(right)[:40]))
    return QuizChoice(_text(raw, tag, place), _text(raw, f"why-{tag}", place), right)


def _text(raw: dict, key: str, place: str) -> str:
    """What stands under `key`; raises QuestionError when that is no text."""
    text = raw.get(key)
    if text is not None and not isinstance(text, str):
        message = _("{place}: put quotation marks around what stands after {key}: {example}.")
        raise QuestionError(message.format(place=place, key=key, example=f'{key} = "{text}"'[:60]))
    if not text or not text.strip():
        message = _("{place}: {key} is missing. Write a line such as {example}.")
        raise QuestionError(message.format(place=place, key=key, example=f'{key} = "…"'))
    return text.strip()


def _tables(value) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def _only_known(raw: dict, known: set[str], place: str) -> None:
    if unknown := sorted(set(raw) - known):
        message = _("{place}: {unknown} is not known here. There can be {known}.")
        said = message.format(place=place, unknown=unknown[0], known=", ".join(sorted(known)))
        if near := get_close_matches(unknown[0], known, n=1):
            said += " " + _("Did you mean {name}?").format(name=near[0])
        raise QuestionError(said)
