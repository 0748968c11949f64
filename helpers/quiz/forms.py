"""What the questions of a file are made of: texts in the notebook's language, and choices, each with what to say of it.

- `only_known`, `language_of`, `text_of`, `choices_of`: read a part, or say what is wrong with it (`QuestionError`).
"""

from dataclasses import dataclass
from difflib import get_close_matches

from helpers.language import SOURCE_LANGUAGE, _, languages


class QuestionError(ValueError):
    """A mistake in a file of questions; the text names the question and says what to do."""


@dataclass(frozen=True)
class QuizChoice:
    """One of the answers to choose from. why: what to tell whoever chooses it; right: whether it is the right one."""

    text: str
    why: str
    right: bool = False


def language_of(wanted: str, *parts: dict) -> str:
    """The language wanted, or English for a question none of whose parts has a text in it."""
    begun = any(key == wanted or key.endswith(f"-{wanted}") for part in parts for key in part)
    return SOURCE_LANGUAGE if not begun and any(SOURCE_LANGUAGE in part for part in parts) else wanted


def choices_of(raw: dict, tag: str, place: str) -> tuple[QuizChoice, ...]:
    """The choices of a question: two or more, exactly one of them right."""
    given = raw.get("choice", [])
    if not are_tables(given) or len(given) < 2:
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
    return choices


def _choice(raw: dict, tag: str, place: str) -> QuizChoice:
    only_known(raw, {"right", *in_languages("", "why-")}, place)
    right = raw.get("right", False)
    if not isinstance(right, bool):
        message = _("{place}: right is true or false, in small letters and without quotation marks; found {found}.")
        raise QuestionError(message.format(place=place, found=repr(right)[:40]))
    return QuizChoice(text_of(raw, tag, place), text_of(raw, f"why-{tag}", place), right)


def in_languages(*starts: str) -> set[str]:
    """The names that begin so and end with a language: "why-" gives why-en and the others."""
    return {f"{start}{tag}" for start in starts for tag in languages()}


def text_of(raw: dict, key: str, place: str) -> str:
    """What stands under `key`; raises QuestionError when that is no text."""
    text = raw.get(key)
    if text is not None and not isinstance(text, str):
        message = _("{place}: put quotation marks around what stands after {key}: {example}.")
        raise QuestionError(message.format(place=place, key=key, example=f'{key} = "{text}"'[:60]))
    if not text or not text.strip():
        message = _("{place}: {key} is missing. Write a line such as {example}.")
        raise QuestionError(message.format(place=place, key=key, example=f'{key} = "…"'))
    return text.strip()


def are_tables(value) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def only_known(raw: dict, known: set[str], place: str) -> None:
    """Raises QuestionError when a part has something else than what can be there."""
    if unknown := sorted(set(raw) - known):
        message = _("{place}: {unknown} is not known here. There can be {known}.")
        said = message.format(place=place, unknown=unknown[0], known=", ".join(sorted(known)))
        if near := get_close_matches(unknown[0], known, n=1):
            said += " " + _("Did you mean {name}?").format(name=near[0])
        raise QuestionError(said)
