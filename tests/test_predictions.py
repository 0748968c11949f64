"""Predictions: what is kept of one, how it is compared, what stands in the notebook before, what an author is told."""

import json
import re
import tomllib
from html import unescape

import pytest

from helpers import language, lessons
from helpers.language import languages
from helpers.lessons import Lesson
from helpers.lessons.folders import LessonFolder, lesson_folders
from helpers.lessons.progress import Progress
from helpers.predictions import read_prediction
from helpers.quiz import QuestionError
from tests.languages import COMPLETE

BLOCK = """
en = "In the figure, w = 3."
pt-BR = "Na figura, w = 3."

[[question]]
en = "How many?"
pt-BR = "Quantos?"
number = 2
tolerance = 0.5
why-en = "One & one."
why-pt-BR = "Um & um."

[[question]]
en = "Which?"
pt-BR = "Qual?"
[[question.choice]]
en = "The <first>."
pt-BR = "O <primeiro>."
why-en = "The figure shows the second."
why-pt-BR = "A figura mostra o segundo."
[[question.choice]]
en = "The second."
pt-BR = "O segundo."
why-en = "As the figure shows."
why-pt-BR = "Como a figura mostra."
right = true

[[question]]
en = "Why?"
pt-BR = "Por quê?"
answer-en = "Because of the weight."
answer-pt-BR = "Por causa do peso."
"""
TABLE = tomllib.loads(BLOCK)
ALL = {
    (lesson.name, name): table for lesson in lesson_folders() for name, table in lesson.predictions.items()
}  # of the course
RIGHT, UNKNOWN = ["2,5", 1, "the weight"], [None, None, None]


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What is displayed, in order."""
    displayed = []
    monkeypatch.setattr(lessons, "display", displayed.append)
    return displayed


@pytest.fixture
def folder(tmp_path):
    """A lesson's folder, with the one prediction "guess"."""
    about = {"title": {"en": "T", "pt-BR": "T"}, "minutes": 5, "solutions": {}, "predictions": {"guess": TABLE}}
    path = tmp_path / "01_tiny"
    path.mkdir()
    (path / "about.json").write_text(json.dumps(about), encoding="utf-8")
    return LessonFolder(path)


@pytest.fixture
def begin(folder, tmp_path):
    """A function that begins the lesson in a new kernel, with the progress of those before."""
    return lambda: Lesson(folder, Progress(tmp_path / "progress.json"))


def told(form, **message) -> None:
    """What the browser sends."""
    form._told(form, message, [])


def asked(lesson, shown):
    lesson.predict("guess")
    return shown[-1]


def compared(lesson, shown):
    lesson.compare("guess")
    return shown[-1]


def text(html: str) -> str:
    return unescape(re.sub(r"(\s*<[^>]+>\s*)+", " ", html))


# ---------------------------------------------------------------- making one


def test_prediction_is_kept_and_cannot_be_changed_in_silence(begin, shown):
    form = asked(begin(), shown)
    assert form.state == {"answers": UNKNOWN, "kept": False, "at": 0, "says": ""}
    told(form, keep=RIGHT)
    assert form.state["kept"] and "Kept. Now try it" in form.state["says"]
    assert form.state["answers"] == ["2.5", 1, "the weight"]
    told(form, again=True)
    assert not form.state["kept"]
    told(form, keep=["9", 0, "no"])
    assert "The first answer counts: a) 2.5; b) “The second”; c) “the weight”." in form.state["says"]
    again = asked(begin(), shown)
    assert again.state == form.state
    assert "You predicted: a) 2.5; b) “The second”; c) “the weight”." in repr(again)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2,5", 2.5), (" 2.5 ", 2.5), ("−3", -3), ("96%", 96), ("1.875", 1.875), ("0,875", 0.875), ("1e3", 1000)],
)
def test_numbers_are_read_with_comma_and_point(typed, number):
    assert read_prediction("guess", TABLE).questions[0].read(typed) == number


@pytest.mark.parametrize("typed", ["1,875", "1.875", "1 875", "1875"])
def test_thousands_are_read_as_meant(typed):
    table = {"question": [{"en": "How many?", "number": 1875, "why-en": "60,000 / 32."}]}
    (question,) = read_prediction("steps", table).questions
    assert question.is_right(question.read(typed))


def test_tolerance_is_the_authors():
    question, *_ = read_prediction("guess", TABLE).questions
    assert [question.is_right(answer) for answer in (1.4, 1.5, 2.5, 2.6)] == [False, True, True, False]
    said = {answer: question.compared(answer)[0][1] for answer in (2, 2.5)}
    assert said == {2: "You predicted 2, and so it is.", 2.5: "You predicted 2.5, near enough: it is 2."}


@pytest.mark.parametrize(
    ("answers", "said", "at"),
    [
        (["two", 1, "x"], "“two” is not a number. Write one such as 2.5.", 0),
        (["inf", 1, "x"], "“inf” is not a number.", 0),
        (["2", None, "x"], "There is a question without an answer.", 1),
        (["2", 1, " "], "There is a question without an answer.", 2),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_its_field(begin, shown, answers, said, at):
    lesson = begin()
    form = asked(lesson, shown)
    told(form, keep=answers)
    assert said in text(form.state["says"])
    assert form.state["answers"] == answers and form.state["at"] == at and not form.state["kept"]
    assert "Predictions: 0 of 3 made" in lesson.progress().data


def test_i_do_not_know_yet_is_an_answer(begin, shown):
    lesson = begin()
    form = asked(lesson, shown)
    told(form, unknown=UNKNOWN)
    assert "Kept: you don't know yet." in text(form.state["says"])
    assert "Predictions: 3 of 3 made, 0 came true" in lesson.progress().data
    assert "You did not know yet." in repr(compared(lesson, shown))
    told(asked(begin(), shown), again=True)
    told(shown[-1], keep=RIGHT)
    assert "Predictions: 3 of 3 made, 0 came true" in begin().progress().data


def test_what_is_answered_counts_when_the_rest_is_not_known(begin, shown):
    told(asked(begin(), shown), unknown=["2", None, None])
    assert "Predictions: 3 of 3 made, 1 came true" in begin().progress().data


# ---------------------------------------------------------------- comparing


def test_without_a_prediction_nothing_is_revealed_before_the_button(begin, shown):
    lesson = begin()
    lesson.predict("guess")
    comparison = compared(lesson, shown)
    stills = [json.dumps(one._repr_mimebundle_(), ensure_ascii=False) for one in shown]
    live = json.dumps([shown[0].questions, shown[0].state, shown[0].words]) + comparison.words.value
    for secret in ("One & one", "One &amp; one", "figure shows", "Because of", "right"):
        assert secret not in "".join(stills) + live
    assert "Your prediction comes first" in comparison.words.value
    comparison.show.click()
    said = text(comparison.words.value)
    for part in (
        "The answer is 2. One & one.",
        "The answer is “The second”.",
        "One good answer: Because of the weight.",
    ):
        assert part in said
    assert "You predicted" not in said
    comparison.show.click()
    assert "The answer" not in comparison.words.value


def test_comparison_follows_what_is_predicted_later(begin, shown):
    lesson = begin()
    form, comparison = asked(lesson, shown), compared(lesson, shown)
    told(form, keep=["3", 0, "x"])
    assert "You predicted: a) 3; b) “The &lt;first&gt;”; c) “x”." in comparison.words.value
    assert "The answer" not in comparison.words.value
    comparison.show.click()
    assert "✘ You predicted 3." in text(comparison.words.value)
    told(form, again=True)
    told(form, keep=["2", 1, "x"])
    assert "Later you said: a) 2; b) “The second”; c) “x”." in comparison.words.value


def test_whoever_predicted_sees_what_the_figure_shows(begin, shown):
    told(asked(begin(), shown), keep=["2.4", 0, "its <weight>"])
    comparison = compared(begin(), shown)
    assert repr(comparison).split("\n") == [
        "a) How many?",
        "✔ You predicted 2.4, near enough: it is 2. One & one.",
        "b) Which?",
        "✘ You predicted “The <first>”. The figure shows the second.",
        "→ The answer is “The second”. As the figure shows.",
        "c) Why?",
        "✎ You predicted “its <weight>”.",
        "→ One good answer: Because of the weight.",
    ]
    assert "its &lt;weight&gt;" in comparison._repr_mimebundle_()["text/html"]
    assert len(comparison.children) == 1  # no button


@pytest.mark.parametrize("stored", [[5], ["x", 7, 3], [True, -1, None], [[], {}, ""], [2, 1, "x", "more"]])
def test_odd_records_stop_nothing(begin, shown, tmp_path, stored):
    record = {"predicted": stored, "later": stored}
    (tmp_path / "progress.json").write_text(json.dumps({"tiny": {"predict:guess": record}}), encoding="utf-8")
    lesson = begin()
    assert asked(lesson, shown).state["kept"]
    assert repr(compared(lesson, shown))
    assert "3 of 3 made" in lesson.progress().data


def test_prediction_that_does_not_exist_is_named(begin):
    for ask in (begin().predict, begin().compare):
        with pytest.raises(ValueError, match="lesson 01 has no prediction 'other'; it has 'guess'"):
            ask("other")


# ---------------------------------------------------------------- the blocks


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("number = 2", "", "question 1: write one of these: choices under [[question.choice]], number = …, or answer-en"),
        ("number = 2", 'number = "2"', "question 1: number is a number, with a decimal point and without quotation marks; found '2'"),
        ("tolerance = 0.5", "tolerance = true", "question 1: tolerance is a number"),
        ("tolerance", "tolerence", "tolerence is not known here. There can be"),
        ('why-en = "One & one."', "", "question 1: why-en is missing"),
        ("right = true", "", "question 2: write right = true in exactly one of its choices; none has it"),
        ('en = "The second."', "", "question 2, choice 2: en is missing"),
        ('answer-en = "Because of the weight."', "", "question 3: answer-en is missing"),
        ('en = "In the figure, w = 3."', "", "prediction 'guess': en is missing"),
        (BLOCK, 'en = "?"', "prediction 'guess': give it one to 3 questions"),
        (BLOCK, "[[question]]\n" * 4, "prediction 'guess': give it one to 3 questions"),
    ],
)  # fmt: skip
def test_mistake_in_a_block_is_named(old, new, said):
    assert old in BLOCK
    with pytest.raises(QuestionError, match=re.escape(said)):
        read_prediction("guess", tomllib.loads(BLOCK.replace(old, new, 1)))


def test_language_without_texts_is_asked_in_english(monkeypatch):
    assert read_prediction("guess", TABLE, "fr") == read_prediction("guess", TABLE, "en")
    language.use("pt-BR")
    assert read_prediction("guess", TABLE).intro == "Na figura, w = 3."


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_languages_say_the_same_in_other_words(lesson, name):
    """Texts are plain: the form shows no formulas and no Markdown."""

    def numbers(words: str) -> list[str]:
        return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", words)))

    given = [texts(read_prediction(name, ALL[lesson, name], tag)) for tag in COMPLETE]
    for versions in zip(*given, strict=True):
        assert len(set(versions)) == len(COMPLETE) or not re.search(r"[^\W\d_]{3}", versions[0]), versions
        assert len({tuple(numbers(version)) for version in versions}) == 1, versions
        for version in versions:
            assert not set("*$`\\{}") & set(version), version
            assert not re.search(r"(?<![\w)])-\d", version), "a negative number has the sign −"
    assert set(COMPLETE) <= set(languages())


def texts(prediction) -> list[str]:
    """All texts of a prediction."""
    found = [prediction.intro]
    for question in prediction.questions:
        found += [question.text, question.why]
        found += [part for choice in getattr(question, "choices", ()) for part in (choice.text, choice.why)]
    return list(filter(None, found))
