"""The lesson in hand: `lesson = start("sigmoid", language="en")`, its figures and checks, and what has been done.

- `start`: called by a notebook's first cell; gives a `Lesson`;
- `Lesson.recall`, `.predict`, `.compare`, `.check`, `.passed`, `.progress`, `.series_progress`;
- `folders.py`: where the lessons are, ours and others;
- `progress.py`, `records.py`: what has been done, kept beside the notebook;
- `recall.py`: the questions that a lesson opens with;
- `cells.py`: what the cells run so far did to the names that a check asks for;
- `explaining.py`: a line in the notebook's language under Python's usual errors.
"""

import ast
import zlib
from collections.abc import Collection
from difflib import get_close_matches
from functools import partial
from html import escape
from pathlib import Path

from IPython.display import HTML, display

from helpers import language as words
from helpers.exercises.box import ExerciseBox, panel
from helpers.exercises.exercise import Exercise, Feedback
from helpers.kernel import namesakes
from helpers.language import _, ngettext
from helpers.lessons import cells
from helpers.lessons.explaining import explain_errors
from helpers.lessons.folders import OURS, LessonFolder, find_lesson, lesson_folders
from helpers.lessons.progress import Progress
from helpers.lessons.recall import recall
from helpers.lessons.records import PREDICTION
from helpers.output import without_live_views
from helpers.predictions import Comparison, Prediction, PredictionForm, read_prediction
from helpers.quiz.widget import Quiz

__all__ = ["Lesson", "start", "without_live_views"]


_in_hand: "Lesson | None" = None


def start(name: str, language: str, lessons: str | Path = OURS) -> "Lesson":
    """Begin a lesson ("sigmoid") in a language ("pt-BR" or "en"), and say so.

    lessons: the folder of lessons that holds it, when it is not one of the course. name may also be a lesson's
    number, as in the notebooks of the first edition. Raises ValueError for a lesson or a language that does not exist.
    """
    global _in_hand
    words.use(language)
    _in_hand = Lesson(find_lesson(name, Path(lessons)))
    cells.watch_errors()
    explain_errors()
    display(_in_hand)
    for file in namesakes(Path.cwd()).values():
        text = _(
            "{file}, in the notebook's folder, has the name of a module of Python or of the course, and one may be "
            "taken for the other. Give the file another name, then restart the kernel."
        )
        display(HTML(panel("⚠", _("A name twice:"), text.format(file=file), "#8F5A00")))
    return _in_hand


def in_hand() -> "Lesson | None":
    """The lesson that was started last in this kernel."""
    return _in_hand


class Lesson:
    """A lesson in a running notebook: its figures and exercises. progress: where records are kept."""

    def __init__(self, folder: LessonFolder, progress: Progress | None = None):
        self.folder, self.number = folder, folder.number
        self.figures, self.exercises = folder.figures, folder.exercises
        self._progress = progress or Progress.beside_notebook()
        self._verdicts = {}
        self._comparisons: dict[str, Comparison] = {}  # the one shown last of each prediction

    def predict(self, name: str) -> None:
        """Ask for a prediction before its figure, and keep what the student says, or show what was said before.

        The first answers count; the student may answer again. Raises ValueError when the lesson has no such prediction.
        """
        find = partial(self._progress.record, self.folder.name, PREDICTION + name)
        display(PredictionForm(self._prediction(name), find, self._save, partial(self._predicted, name)))

    def compare(self, name: str) -> None:
        """After the figure, show what was predicted beside what is so; it follows what is predicted later.

        With nothing predicted it asks for that, and has a button for the answer. Raises ValueError as `predict` does.
        """
        find = partial(self._progress.record, self.folder.name, PREDICTION + name)
        self._comparisons[name] = Comparison(self._prediction(name), find)
        display(self._comparisons[name])

    def _predicted(self, name: str) -> None:
        if name in self._comparisons:
            self._comparisons[name].refresh()

    def _prediction(self, name: str) -> Prediction:
        known = self.folder.predictions
        text = _("lesson {number} has no predictions.")
        if known:
            text = _("lesson {number} has no prediction {name}; it has {names}.")
        return read_prediction(name, self._found(name, known, text))

    def recall(self) -> Quiz:
        """Two or three questions from earlier lessons, first those that this student got wrong there; errors as for `recall`."""
        return recall(self.folder, self._progress, self._save)

    def check(self, name: str, *answers) -> None:
        """Check the answer to an exercise and show the feedback, with buttons for hints and a solution."""
        exercise = self._exercise(name)
        feedback = self._feedback(exercise, answers)
        self._verdicts[name] = feedback.verdict
        find = partial(self._progress.record, self.folder.name, name)
        record = find()
        before = (record["done"], len(record["wrong"]))
        if feedback.verdict == "right":
            record["done"] = True
        answer = f"{zlib.crc32(feedback.answer.encode(errors='backslashreplace')):08x}"
        if feedback.verdict == "wrong" and answer not in record["wrong"]:
            record["wrong"].append(answer)
        if before != (record["done"], len(record["wrong"])):
            self._progress.save()
        display(ExerciseBox(exercise, feedback, self.folder.solution(name), find, self._save, self._trouble()))

    def _feedback(self, exercise: Exercise, answers) -> Feedback:
        """What to say of an answer; the names it comes from may not hold what the student meant to put there."""
        line = self.folder.check_of(exercise.name)
        names = [ast.unparse(answer) for answer in cells.asked(exercise.name, line)]
        if names and len(names) != len(answers):
            text = ngettext(
                "This check wants {count} answer: {names}; it was given {given}. Write the line as it stood in the notebook: {line}",
                "This check wants {count} answers: {names}; it was given {given}. Write the line as it stood in the notebook: {line}",
                len(names),
            )
            facts = {"count": len(names), "names": ", ".join(names), "given": len(answers), "line": line}
            return Feedback("empty", text.format(**facts))
        if stopped := cells.stopped(exercise.name):
            text = _("The cell that sets {name} stopped with an error ({error}). Mend it, run it, then run this one.")
            return Feedback("empty", text.format(name=stopped[0], error=stopped[1]))
        feedback = exercise.judge(*answers)
        if feedback.verdict != "right" and (said := cells.set_instead(exercise.name, answers)):
            return Feedback("empty", said)
        return feedback

    def _save(self) -> str:
        """Save the progress; what to say of it, as HTML, when it could not be."""
        self._progress.save()
        return self._trouble()

    def _trouble(self) -> str:
        trouble = self._progress.trouble
        return panel("⚠", _("About your progress:"), trouble, "#8F5A00") if trouble else ""

    def passed(self, name: str) -> bool:
        """Whether the last check of this exercise, in this kernel, found the answer right."""
        return self._verdicts.get(self._exercise(name).name) == "right"

    def progress(self) -> HTML:
        """The lesson's exercises, and which of them are done; how many predictions were made, and how many came true."""
        predictions = {PREDICTION + name: self._prediction(name) for name in self.folder.predictions}
        records = self._progress.records(self.folder.name, [*self.exercises, *predictions])
        marks = {True: ("✔", _("done")), False: ("○", _("to do"))}
        rows = ""
        for name, exercise in self.exercises.items():
            mark, state = marks[records[name]["done"]]
            rows += f"<li style='list-style:none'>{mark} {escape(_(exercise.title))} — {escape(state)}</li>"
        done = [records[name]["done"] for name in self.exercises]
        answers = {name: one.answers(records[name]["predicted"]) for name, one in predictions.items()}
        predicted = _("Predictions: {made} of {all} made, {true} came true").format(
            made=sum(map(len, answers.values())),
            all=sum(len(one.questions) for one in predictions.values()),
            true=sum(one.came_true(answers[name]) for name, one in predictions.items()),
        )
        below = f"<p><b>{escape(predicted)}</b></p>" if predictions else ""
        return HTML(self._done_of(done, rows) + below + self._trouble())

    def series_progress(self) -> HTML:
        """All lessons of the series that have exercises, with a dot for each of them, full when it is done."""
        rows, all_done = "", []
        for lesson in lesson_folders():
            done = self._done(lesson).values()
            if not done:
                continue
            all_done += done
            dots = "".join("●" if one else "○" for one in done)
            title = f"{lesson.number} · {lesson.title()}"
            count = _("{done} of {all}").format(done=sum(done), all=len(done))
            rows += (
                f"<li style='list-style:none'><span aria-hidden='true' style='display:inline-block;min-width:6em'>{dots}"
                f"</span> {escape(title)} — {escape(count)}</li>"
            )
        return HTML(self._done_of(all_done, rows) + self._trouble())

    def _done(self, lesson: LessonFolder) -> dict[str, bool]:
        """For each exercise of a lesson whether it is done."""
        records = self._progress.records(lesson.name, lesson.exercises)
        return {name: record["done"] for name, record in records.items()}

    def _done_of(self, done: Collection[bool], rows: str) -> str:
        """How many exercises are done, over a list, as HTML. rows: the list's items, as HTML."""
        summary = ngettext("{done} of {all} exercise done", "{done} of {all} exercises done", len(done))
        summary = summary.format(done=sum(done), all=len(done))
        return f"<p><b>{escape(summary)}</b></p><ul style='padding-left:0'>{rows}</ul>"

    def _exercise(self, name: str):
        text = _("lesson {number} has no exercises.")
        if self.exercises:
            text = _("lesson {number} has no exercise {name}; it has {names}.")
        return self._found(name, self.exercises, text)

    def _found(self, name: str, known: dict, text: str):
        """What is known by a name. Raises ValueError with the text, the names there are and the nearest one."""
        if isinstance(name, str) and name in known:
            return known[name]
        names = ", ".join(map(repr, known))
        said = text.format(number=self.number, name=repr(name)[:80], names=names)
        for near in get_close_matches(str(name), known, 1, 0.7):
            said += " " + _("Did you mean {name}?").format(name=repr(near))
        raise ValueError(said)

    def __repr__(self):
        minutes, exercises = self.folder.about["minutes"], len(self.exercises)
        work = [ngettext("About {count} minute", "About {count} minutes", minutes).format(count=minutes)]
        if exercises:
            work.append(ngettext("{count} exercise", "{count} exercises", exercises).format(count=exercises))
        return _("Ready. Lesson {number}: {title}. {work}.").format(
            number=self.number, title=self.folder.title(), work=", ".join(work)
        )
