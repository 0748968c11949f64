"""What a check shows: the verdict, hints, the solution, and who has passed."""

import ast
import re
import types
from html import escape

import numpy as np
import pytest

import helpers
from helpers import language
from helpers.lessons import Lesson, cells
from helpers.lessons.progress import Progress
from helpers.models import Experiment, Settings
from tests.answers import ANSWERS
from tests.exercises import (
    ALL,
    EXERCISES,
    FUNCTIONS,
    LESSONS,
    NUMBERS,
    PLAYGROUNDS,
    both_languages,
    every_exercise,
    every_function,
    every_groups,
    every_lesson,
    every_number,
    judge,
    numbers,
    places,
    replaced,
    then,
    words,
)
from tests.exercises.test_odd_answers import raising


def nothing(at):
    """The answer of a student who has run the check and nothing else."""
    return (...,) * len(ANSWERS[at].variables)


def three_mistakes(at):
    """Three wrong answers that a check tells apart."""
    return [mistake[:-1] for mistake in [*ANSWERS[at].mistakes.values()][:3]]


@both_languages
@every_exercise
def test_hints_come_one_by_one_and_then_the_solution(at, tag, check):
    language.use(tag)
    hints = [language._(hint) for hint in EXERCISES[at].hints]
    box = check(at, *([None] * len(ANSWERS[at].variables)))
    assert box.help.value == ""
    for number in range(1, len(hints) + 1):
        assert box.show_solution.disabled
        assert not box.hint.disabled
        assert numbers(box.hint.description) == [number, len(hints)]
        closed = box.show_solution.description
        box.hint.click()
        assert [hint for hint in hints if hint in words(box.help.value)] == hints[:number]
        assert re.findall(r"→ \D*(\d+)", words(box.help.value)) == [str(i + 1) for i in range(number)]
    assert box.hint.disabled
    assert not box.show_solution.disabled
    assert box.show_solution.description != closed
    box.show_solution.click()
    solution = LESSONS[at[0]].about["solutions"][at[1]][tag]
    assert box.help.value.endswith(f"<pre><code>{escape(solution)}</code></pre>")


@every_exercise
def test_next_box_goes_on_with_the_hints(at, check):
    hints = EXERCISES[at].hints
    assert len(hints) >= 2
    for given_before in range(len(hints)):
        box = check(at, *nothing(at))
        assert (numbers(box.hint.description), box.record["hints"]) == ([given_before + 1, len(hints)], given_before)
        box.hint.click()
    assert all(hint in words(box.help.value) for hint in hints)


def in_other_forms(at, answers):
    """A wrong answer again and again, written in other ways."""
    if at in NUMBERS:
        return [(form(*answers),) for form in (float, lambda value: [value], np.float64, np.array)]
    if at in FUNCTIONS:
        (function,) = answers
        return [(lambda *case: function(*case) + 0,), (lambda *case: function(*case) * 1.0,)]
    if at in PLAYGROUNDS:
        (experiment,) = answers
        return [(Experiment(experiment.settings),), (types.SimpleNamespace(experiment=experiment),)]
    return [[*map(list, answers)], [*map(np.array, answers)]]


def unreadable(at):
    """Wrong answers that get the same words, one that gets others."""
    if at in NUMBERS:
        return [("7",), ("8",), ("9",)], (None,)
    if at in FUNCTIONS:
        return [(lambda *case: 1 / 0,), (lambda *case: 2 / 0,), (lambda *case: 3 / 0,)], (lambda *case: "7",)
    if at in PLAYGROUNDS:
        return [("7",), (8,), (Settings(),)], (Experiment(),)
    return [replaced(at, 0, text) for text in ("7", "8", "9")], replaced(at, 0, None)


def without_words_of_their_own(at):
    """Three wrong answers that an exercise has no words for, but what it says of all others."""
    if at in NUMBERS:
        return [(1234.5,), (1235.5,), (1236.5,)]
    if at in FUNCTIONS:
        return [(then(at, lambda value, more=more: value + more),) for more in (0.11, 0.12, 0.13)]
    if at in PLAYGROUNDS:
        return [(Experiment(Settings(dataset="spiral", hidden=[1], seed=seed)),) for seed in (1, 2, 3)]
    return [replaced(at, -1, value) for value in (1234.5, 1235.5, 1236.5)]


SERIES = {
    "one again and again": lambda at, a, b, c: ([a, a, a, a], False),
    "one in other forms": lambda at, a, b, c: ([a, *in_other_forms(at, a), a], False),
    "two, twice": lambda at, a, b, c: ([a, b, a, b], False),
    "two, and nothing": lambda at, a, b, c: ([a, nothing(at), b, nothing(at)], False),
    "three unreadable, same words": lambda at, a, b, c: (unreadable(at)[0], False),
    "three": lambda at, a, b, c: ([a, b, c], True),
    "three others": lambda at, a, b, c: (without_words_of_their_own(at), True),
    "three of three sorts": lambda at, a, b, c: ([a, a, unreadable(at)[0][0], nothing(at), unreadable(at)[1]], True),
    "right": lambda at, a, b, c: ([ANSWERS[at].right], True),
}


@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
@every_exercise
def test_solution_opens_after_three_different_wrong_answers(at, series, check):
    answers, opens = series(at, *three_mistakes(at))
    closed = check(at, *nothing(at)).show_solution
    *first, last = (check(at, *answer).show_solution for answer in answers)
    assert all(button.disabled for button in (closed, *first))
    assert last.disabled != opens
    assert (last.description != closed.description) == opens
    assert numbers(closed.description) == [3]


@every_groups
def test_groups_with_the_same_words_count_as_different_answers(at, check):
    first, last = replaced(at, 0, 1234), replaced(at, -1, 1235)
    both = (*first[:-1], (*first[-1][:-1], 1236))
    tries = [
        answers for answers in (first, last, both, replaced(at, 0, 12345)) if judge(at, *answers).verdict == "wrong"
    ]
    assert [check(at, *answers).show_solution.disabled for answers in tries[:3]] == [True, True, False]


@pytest.mark.parametrize("name", sorted({name for name, _exercise in EXERCISES}))
def test_exercises_are_counted_apart(name, check):
    tried, other = [at for at in ALL if at[0] == name][:2]
    for answers in three_mistakes(tried):
        check(tried, *answers)
    assert check(other, *nothing(other)).show_solution.disabled
    assert not check(tried, *nothing(tried)).show_solution.disabled


@every_exercise
def test_passed_is_what_the_last_check_in_this_kernel_said(at, lesson_of, check):
    lesson, right, (wrong, *_) = lesson_of(at[0]), ANSWERS[at].right, three_mistakes(at)
    said = [lesson.passed(at[1])]
    for answers in (wrong, right, nothing(at), right, unreadable(at)[1]):
        check(at, *answers)
        said.append(lesson.passed(at[1]))
    assert said == [False, False, True, False, True, False]
    assert not any(lesson.passed(other) for other in lesson.exercises if other != at[1])
    again = Lesson(lesson.folder, lesson._progress)
    assert not again.passed(at[1])
    assert "✔" in again.progress().data, "what was done stays done"


@pytest.mark.parametrize("ask", [lambda lesson: lesson.check("nonsense", 7), lambda lesson: lesson.passed("nonsense")])
@every_lesson
def test_unknown_exercise_is_refused_and_the_others_named(lesson, ask, boxes):
    there = (
        f"no exercise 'nonsense'; it has {', '.join(map(repr, lesson.exercises))}"
        if lesson.exercises
        else "no exercises"
    )
    with pytest.raises(ValueError, match=rf"^lesson {lesson.number} has {there}\.$"):
        ask(Lesson(lesson, Progress(None)))
    assert boxes == []


@pytest.mark.parametrize(
    ("tag", "name", "said"),
    [
        (
            "en",
            "zero_bais",
            "lesson 02 has no exercise 'zero_bais'; it has 'zero_bias', .*Did you mean 'zero_bias'?",
        ),
        ("pt-BR", "zero_bais", "a aula 02 não tem o exercício 'zero_bais'; há estes: .*Seria 'zero_bias'?"),
        ("en", [7, 5], "no exercise [7, 5]; it has 'zero_bias', "),
    ],
)
def test_misspelt_exercise_is_told_with_the_nearest_name(tag, name, said, lesson_of):
    lesson = lesson_of("weighted_sum_plus_bias")
    language.use(tag)
    with pytest.raises(ValueError, match=re.escape(said).replace(r"\.\*", ".*")):
        lesson.check(name, 7)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", 'wants 2 answers: black, white; it was given {}. Write the line as it stood in the notebook: lesson.check("black_or_white", black, white)'),
        ("pt-BR", 'pede 2 respostas: black, white; recebeu {}. Escreva a linha como estava no caderno: lesson.check("black_or_white", black, white)'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("answers", [(), ((-2, 1),), ((-2, 1), (2, -1), 7)], ids=len)
def test_wrong_number_of_answers_is_told_with_the_line_and_is_no_answer(tag, said, answers, check, lesson_of):
    language.use(tag)
    box = check(("weighted_sum_plus_bias", "black_or_white"), *answers)
    assert said.format(len(answers)) in box.text
    lesson = lesson_of("weighted_sum_plus_bias")
    assert not lesson._progress.record("weighted_sum_plus_bias", "black_or_white")["wrong"]
    assert not lesson.passed("black_or_white")


def test_one_answer_is_said_of_a_check_of_one(check):
    box = check(("weighted_sum_plus_bias", "zero_bias"))
    assert "wants 1 answer: bias; it was given 0." in box.text


@every_exercise
def test_check_of_the_notebook_asks_for_what_the_tests_answer(at, lesson_of):
    line = lesson_of(at[0]).folder.check_of(at[1])
    assert [ast.unparse(answer) for answer in cells.asked(at[1], line)] == list(ANSWERS[at].variables)


@pytest.mark.parametrize(
    ("name", "tag", "said"), [("99", "en", f"there are {', '.join(LESSONS)}"), ("sigmoid", "xx", "'xx'")]
)
def test_unknown_lesson_or_language_is_refused(name, tag, said, boxes):
    with pytest.raises(ValueError, match=said):
        helpers.start(name, tag)
    assert boxes == []


@both_languages
@every_lesson
def test_start_says_what_begins(lesson, tag, boxes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("helpers.lessons._in_hand", None)  # and back again
    begun = helpers.start(lesson.name, tag)
    title = lesson.about["title"][tag]
    assert boxes == [begun]
    assert language.current() == tag
    assert title in repr(begun)
    told = numbers(repr(begun).replace(title, ""))
    count = len(lesson.exercises)
    assert told == [int(lesson.number), lesson.about["minutes"], *([count] if count else [])]


def raises_script(*case):
    raise ValueError("<script>alert('&')</script>")


SCRIPTS = [type("<script>", (), {})(), type("<script>", (), {"__float__": lambda self: 1 / 0})()]


@pytest.mark.parametrize("odd", SCRIPTS, ids=["no number", "bad number"])
@every_exercise
def test_text_of_a_student_is_never_html(at, odd, check):
    tried = [put(lambda: odd) for put in places(at).values()] + ([(raises_script,)] if at in FUNCTIONS else [])
    for answers in tried:
        box = check(at, *answers)
        bundle = box._repr_mimebundle_()
        shown = [box.children[0].value, bundle["text/html"]]
        assert not [html for html in shown if "<script" in html]
        assert ["&lt;script&gt;" in html for html in shown] == ["<script>" in bundle["text/plain"]] * 2


@every_function
def test_script_in_an_error_is_shown_as_it_was_written(at, check):
    box = check(at, raises_script)
    assert "<script>alert('&')</script>" in box.text
    assert escape("<script>alert('&')</script>") in box.children[0].value


@every_exercise
def test_box_is_live_and_can_be_read_without_a_kernel(at, check):
    wrong, *_ = three_mistakes(at)
    box = check(at, *wrong)
    bundle = box._repr_mimebundle_()
    text = repr(box)
    assert text.startswith("✘")
    assert text.endswith(judge(at, *wrong).message)
    assert bundle["text/plain"] == words(bundle["text/html"]) == words(box.children[0].value) == text


@every_number
def test_object_that_cannot_be_looked_at(at, check):
    box = check(at, raising("__float__"))
    assert box.text.startswith("✘")
    assert "should be a number" in box.text


@every_exercise
def test_hints_once_given_stay_readable(at, check):
    one, other, _ = three_mistakes(at)
    check(at, *one).hint.click()
    again = check(at, *other)
    assert again.exercise.hints[0] in words(again.help.value)


@every_function
def test_check_survives_text_that_no_file_can_hold(at, check):
    def fails(*case):
        raise ValueError("\ud800")

    assert check(at, fails).text.startswith("✘")
