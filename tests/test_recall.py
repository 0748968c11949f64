"""The questions that a lesson opens with: which ones, what is kept of the answers, what comes back."""

import errno
import json

import pytest

from helpers import language
from helpers.lessons import Lesson
from helpers.lessons import progress as progress_module
from helpers.lessons.folders import find_lesson, lesson_folders
from helpers.lessons.progress import Progress

FIRST, *LATER = [lesson.name for lesson in lesson_folders()]


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """Where the notebooks run: a student's own folder; the file in which the answers are kept."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "progress.json"


def opened(lesson: str):
    """The questions of a lesson, in a new kernel."""
    return Lesson(find_lesson(lesson)).recall()


def names(quiz) -> list[str]:
    return [question.name for question in quiz.questions]


def answer(quiz, number: int, right: bool) -> dict:
    """Check a choice of a question, counted from 0, as the browser does, and return the page that is then shown."""
    quiz._handle_custom_msg({"question": quiz.page["question"], "turn": number - quiz.page["question"]}, [])
    choice = [choice.right for choice in quiz.questions[number].choices].index(right)
    quiz._handle_custom_msg({"question": number, "check": choice}, [])
    return quiz.page


@pytest.mark.parametrize("lesson", LATER)
def test_every_lesson_opens_with_three_questions_on_earlier_ones(lesson):
    earlier = [FIRST, *LATER][: 1 + LATER.index(lesson)]
    asked = opened(lesson).questions
    assert len(asked) == 3
    about = {question.lesson for question in asked}
    assert about <= set(earlier)
    assert len(about) > 1 or len(earlier) == 1, "not only the last lesson"
    assert names(opened(lesson)) == [question.name for question in asked], "the same for every student without records"


def test_no_question_opens_two_lessons():
    asked = [name for lesson in LATER for name in names(opened(lesson))]
    assert len(asked) == len(set(asked))


def test_question_got_wrong_comes_back_in_later_lessons_until_it_is_right(file):
    second, third, fourth = LATER[1:4]
    missed = names(opened(second))[1]
    answer(opened(second), 1, right=False)
    assert names(opened(second))[1] == missed, "in the lesson itself nothing has changed"
    assert names(opened(third)) == [missed, *names(opened(third))[1:]]
    answer(opened(third), 0, right=False)
    assert names(opened(fourth))[0] == missed
    answer(opened(fourth), 0, right=True)
    assert missed not in names(opened(LATER[4]))
    record = {"done": True, "wrong": [second, third], "hints": 0}
    assert json.loads(file.read_text(encoding="utf-8")) == {"recall": {missed: record}}


def test_only_the_first_try_counts_also_when_the_cell_runs_again(file):
    second, third = LATER[1:3]
    quiz = opened(second)
    answer(quiz, 0, right=False)
    answer(quiz, 0, right=True)
    answer(opened(second), 0, right=True)
    answer(quiz, 1, right=True)
    answer(opened(second), 1, right=False)
    assert names(opened(third))[0] == names(quiz)[0]
    assert names(quiz)[1] not in names(opened(third))
    assert json.loads(file.read_text(encoding="utf-8"))["recall"][names(quiz)[1]]["wrong"] == []


def test_earlier_lessons_are_not_asked_what_a_later_one_asks():
    second, third = LATER[1:3]
    missed = names(opened(third))[0]
    answer(opened(third), 0, right=False)
    assert missed not in names(opened(second))


def test_of_many_wrong_ones_the_first_three_come_back():
    quiz = opened(LATER[0])
    for number in range(3):
        answer(quiz, number, right=False)
    answer(opened(LATER[1]), 0, right=False)
    assert names(opened(LATER[1])) == names(quiz)
    assert names(opened(LATER[2])) == names(quiz)


def test_where_nothing_can_be_kept_it_says_so_and_goes_on(file, monkeypatch):
    def refuse(*_given):
        raise OSError(errno.ENOSPC, "full")

    quiz = opened(LATER[1])
    with monkeypatch.context() as patch:
        patch.setattr(progress_module, "_write", refuse)
        page = answer(quiz, 0, right=False)
        assert "Not yet." in page["feedback"]
        assert "the disk is full" in page["feedback"]
        assert answer(quiz, 1, right=True)["score"] == "Answered: 2 of 3. Right at the first try: 1."
    assert not file.exists()
    assert "the disk is full" not in answer(quiz, 0, right=True)["feedback"]
    assert names(opened(LATER[2]))[0] == names(quiz)[0], "the first try is kept as soon as it can be"


def test_published_notebooks_keep_it_in_memory(file, monkeypatch):
    monkeypatch.setattr(progress_module, "PUBLISHED", file.parent)
    quiz = opened(LATER[1])
    assert "About your progress" not in answer(quiz, 0, right=False)["feedback"]
    assert not file.exists()


def test_answers_in_two_copies_of_a_notebook_are_all_kept():
    second, third = LATER[1:3]
    one, other = opened(second), opened(second)
    answer(one, 0, right=False)
    answer(other, 1, right=False)
    assert names(opened(third))[:2] == names(one)[:2]


@pytest.mark.parametrize(("tag", "said"), [("en", "No question is asked"), ("pt-BR", "Nenhuma pergunta é feita")])
def test_lesson_without_questions_says_how_it_gets_some(tag, said):
    language.use(tag)
    with pytest.raises(ValueError, match=f'{said}.*asked = "{FIRST}".*questions.toml'):
        Lesson(find_lesson(FIRST), Progress(None)).recall()
