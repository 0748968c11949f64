"""The questions of a prediction, read in the notebook's language from their block in `lesson.md`.

- `read_prediction`: makes a `Prediction` of the block's TOML, or says what is wrong with it;
- `ChoiceQuestion`, `NumberQuestion`, `TextQuestion`: the kinds of questions, and what each says of an answer.
"""

import math
import re
from dataclasses import dataclass

from helpers import language
from helpers.language import _
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

AT_MOST = 3  # questions in one prediction
DECIMALS = 6
GREEN, ORANGE, BLUE, GREY = "#009E73", "#D55E00", "#0072B2", "#5F5F5F"
IN_THOUSANDS = re.compile(r"[-−]?[1-9]\d{0,2}([.,\s])\d{3}(\1\d{3})*")


class _Question:
    """A question to predict. An answer is what `read` gives, None for "I don't know yet"."""

    kind = ""  # of its field in the form
    options: tuple[str, ...] = ()

    def told(self, answer) -> str:
        """An answer as the student gave it, in words."""
        return f"“{answer.rstrip('.')}”"

    def compared(self, answer) -> list[tuple]:
        """What was predicted and then what is so, each as `panel` takes it; for None, what is so."""
        what_is = [("→", _("The answer is {answer}.").format(answer=self.right), self.why, BLUE)]
        if answer is None:
            return what_is
        if self.is_right(answer):
            exact = self.told(answer) == self.right
            heading = (
                _("You predicted {answer}, and so it is.")
                if exact
                else _("You predicted {answer}, near enough: it is {right}.")
            )
            return [("✔", heading.format(answer=self.told(answer), right=self.right), self.why, GREEN)]
        heading = _("You predicted {answer}.").format(answer=self.told(answer))
        return [("✘", heading, self.shown_by(answer), ORANGE), *what_is]

    def shown_by(self, answer) -> str:
        """What the figure shows whoever gave this wrong answer."""
        return ""


@dataclass(frozen=True)
class ChoiceQuestion(_Question):
    """A question with choices, one of them right; an answer is the place of a choice, from 0."""

    text: str
    choices: tuple[QuizChoice, ...]
    kind = "choice"

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(choice.text for choice in self.choices)

    @property
    def right(self) -> str:
        return self.told([choice.right for choice in self.choices].index(True))

    @property
    def why(self) -> str:
        return next(choice.why for choice in self.choices if choice.right)

    def read(self, given) -> int | None:
        """The answer in what a form or a file holds."""
        return given if type(given) is int and 0 <= given < len(self.choices) else None

    def told(self, answer: int) -> str:
        return super().told(self.choices[answer].text)

    def is_right(self, answer: int) -> bool:
        return self.choices[answer].right

    def shown_by(self, answer: int) -> str:
        return self.choices[answer].why


@dataclass(frozen=True)
class NumberQuestion(_Question):
    """A question for a number, right when it is at most `tolerance` away from `number`."""

    text: str
    number: float
    tolerance: float
    why: str
    kind = "number"

    def read(self, given) -> float | None:
        """The answer in what a form or a file holds; of 1.875, which may be 1875, the one that is nearer. Raises ValueError."""
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            return None
        written = str(given).strip().removesuffix("%").rstrip()
        if not written:
            return None
        groups = IN_THOUSANDS.fullmatch(written)
        texts = [re.sub(r"[.,\s]", "", written)] if groups else [written]
        if groups and groups[1] in ".," and written.count(groups[1]) == 1:
            texts.append(written)
        nearest = min(map(language.read, texts), key=lambda value: abs(value - self.number))
        if not math.isfinite(nearest):
            raise ValueError(f"{given!r} is not finite")
        return nearest

    def told(self, answer: float) -> str:
        return language.number(answer, DECIMALS)

    def is_right(self, answer: float) -> bool:
        return abs(answer - self.number) <= self.tolerance + 1e-9

    @property
    def right(self) -> str:
        return self.told(self.number)


@dataclass(frozen=True)
class TextQuestion(_Question):
    """A question for a line of text, which nobody judges. why: an answer to lay beside it."""

    text: str
    why: str
    kind = "text"

    def read(self, given) -> str | None:
        """The answer in what a form or a file holds."""
        return given.strip() or None if isinstance(given, str) else None

    def is_right(self, answer: str) -> None:
        """Neither right nor wrong."""

    def compared(self, answer: str | None) -> list[tuple]:
        what_is = [("→", _("One good answer:"), self.why, BLUE)]
        if answer is None:
            return what_is
        return [("✎", _("You predicted {answer}.").format(answer=self.told(answer)), "", GREY), *what_is]


@dataclass(frozen=True)
class Prediction:
    """What is asked before a figure. intro: what its questions have in common, or ""."""

    name: str
    intro: str
    questions: tuple[_Question, ...]

    def answers(self, stored: list) -> list:
        """The answers in a record, one for each question; [] when none has been given."""
        if not stored:
            return []
        given = [*stored, *[None] * len(self.questions)]
        return [_readable(question, answer) for question, answer in zip(self.questions, given, strict=False)]

    def told(self, answers: list) -> str:
        """All answers in words: a) 2; b) I don't know yet."""
        said = [
            _("I don't know yet") if answer is None else question.told(answer)
            for question, answer in zip(self.questions, answers, strict=True)
        ]
        return "; ".join(f"{self.letter(k)}{one}" for k, one in enumerate(said))

    def letter(self, k: int) -> str:
        """What stands before question k: "a) ", or nothing where there is only one."""
        return f"{'abc'[k]}) " if len(self.questions) > 1 else ""

    def compared(self, answers: list) -> list[tuple[str, list[tuple]]]:
        """Each question with what was predicted and what is so (see `panel`); without answers, with what is so."""
        given = answers or [None] * len(self.questions)
        pairs = enumerate(zip(self.questions, given, strict=True))
        return [(self.letter(k) + question.text, question.compared(answer)) for k, (question, answer) in pairs]

    def came_true(self, answers: list) -> int:
        """How many of the answers came true."""
        pairs = zip(self.questions, answers, strict=False)
        return sum(answer is not None and bool(question.is_right(answer)) for question, answer in pairs)


def _readable(question: _Question, answer):
    """An answer of a record that may be damaged, or of questions that have changed since."""
    try:
        return question.read(answer)
    except ValueError:
        return None


def read_prediction(name: str, table: dict, wanted: str | None = None) -> Prediction:
    """The prediction in a block, in the language wanted (the notebook's); where it has no text in that yet, in English.

    Raises QuestionError when something is missing or wrong in it.
    """
    place = _("prediction {name}").format(name=repr(name))
    only_known(table, {"question", *in_languages("")}, place)
    raw = table.get("question")
    if not are_tables(raw) or not 1 <= len(raw) <= AT_MOST:
        message = _("{place}: give it one to {most} questions, each under [[question]].")
        raise QuestionError(message.format(place=place, most=AT_MOST))
    choices = [choice for one in raw if are_tables(one.get("choice")) for choice in one["choice"]]
    tag = language_of(wanted or language.current(), table, *raw, *choices)
    intro = text_of(table, tag, place) if set(table) & in_languages("") else ""
    places = [_("{place}, question {number}").format(place=place, number=k) for k in range(1, len(raw) + 1)]
    return Prediction(name, intro, tuple(_question(one, tag, where) for one, where in zip(raw, places, strict=True)))


def _question(raw: dict, tag: str, place: str) -> _Question:
    text = text_of(raw, tag, place)
    kinds = {"choice": "choice" in raw, "number": "number" in raw, "answer": bool(set(raw) & in_languages("answer-"))}
    if sum(kinds.values()) != 1:
        message = _("{place}: write one of these: choices under [[question.choice]], number = …, or {answer} = “…”.")
        raise QuestionError(message.format(place=place, answer=f"answer-{tag}"))
    if kinds["choice"]:
        only_known(raw, {"choice", *in_languages("")}, place)
        return ChoiceQuestion(text, choices_of(raw, tag, place))
    if kinds["answer"]:
        only_known(raw, in_languages("", "answer-"), place)
        return TextQuestion(text, text_of(raw, f"answer-{tag}", place))
    only_known(raw, {"number", "tolerance", *in_languages("", "why-")}, place)
    number, tolerance = _number(raw, "number", place), _number(raw, "tolerance", place)
    return NumberQuestion(text, number, tolerance, text_of(raw, f"why-{tag}", place))


def _number(raw: dict, key: str, place: str) -> float:
    value = raw.get(key, 0)
    if type(value) not in (int, float) or not math.isfinite(value):
        message = _("{place}: {key} is a number, with a decimal point and without quotation marks; found {found}.")
        raise QuestionError(message.format(place=place, key=key, found=repr(value)[:40]))
    return value
