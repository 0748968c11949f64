"""The questions from earlier lessons with which a lesson opens: which ones, and what is kept of the answers.

They stand in the course's file of questions (`helpers.quiz`). In `progress.json` they have a table of their own, `KEPT`,
of records as those of exercises: {"rise-over-step": {"done": …, "wrong": […], "hints": 0}, …}. done: answered rightly at
the first try; wrong: the lessons that opened with it and in which the first try was wrong.
"""

from collections.abc import Callable

from helpers.language import _
from helpers.lessons.folders import LessonFolder, lesson_folders, lesson_name
from helpers.lessons.progress import Progress
from helpers.quiz import QUESTIONS, Question, read_questions
from helpers.quiz.widget import Quiz

KEPT = "recall"
MOST = 3


def recall(lesson: LessonFolder, progress: Progress, save: Callable[[], str]) -> Quiz:
    """First the questions answered wrongly in earlier lessons, then those that the lesson opens with for everybody.

    save: keeps the progress, and returns as HTML what could not be kept. Raises ValueError when there are none, errors
    as for `read_questions`.
    """
    questions = {question.name: question for question in read_questions() if question.asked}
    earlier = {other.name for other in lesson_folders(lesson.path.parent) if other.number < lesson.number}
    records = progress.records(KEPT, questions)
    missed = [name for name, record in records.items() if not record["done"] and earlier & {*record["wrong"]}]
    own = [name for name, question in questions.items() if question.asked == lesson.name]
    if not missed and not own:
        message = _("No question is asked at the start of this lesson: write {line} in one or more of those in {file}.")
        raise ValueError(message.format(line=f'asked = "{lesson.name}"', file=QUESTIONS.name))

    def keep(question: Question, right: bool) -> str:
        record = progress.record(KEPT, question.name)
        if not record["done"] and lesson.name not in record["wrong"]:  # the first try, also when the cell runs again
            if right:
                record["done"] = True
            else:
                record["wrong"].append(lesson.name)
        return save()

    asked = list(dict.fromkeys(missed + own))[:MOST]
    return Quiz([questions[name] for name in asked], lesson_name, keep)
