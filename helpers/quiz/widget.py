"""Questions in the browser, one at a time, with feedback on each choice: those that open a lesson, and the quiz of lesson 10."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import anywidget
import traitlets

from helpers.exercises.box import LOOKS, panel
from helpers.language import _, ngettext
from helpers.output import LiveOutput
from helpers.quiz import Question

HERE = Path(__file__).parent
STYLE = (HERE / "questions.css").read_text(encoding="utf-8")  # of forms with questions


class Quiz(LiveOutput, anywidget.AnyWidget):
    """One question at a time, with buttons to check the choice made and to go to the next one and back.

    The kernel knows everything; the browser shows `page` and sends {"question": index, "check": index of a choice} or
    {"question": index, "turn": how many questions forward}. A question counts as right when the first choice checked was.

    lesson_name: the number and title of a question's lesson; keep: is told of each try whether it is right, and returns
    as HTML what could not be kept.
    """

    _esm = (HERE / "quiz.js").read_text(encoding="utf-8")  # of a path, anywidget would keep every quiz for ever
    _css = STYLE
    words = traitlets.Dict().tag(sync=True)  # on the buttons
    page = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        questions: list[Question],
        lesson_name: Callable[[str], str],
        keep: Callable[[Question, bool], str] = lambda _question, _right: "",
    ):
        self.questions, self._lesson_name, self._keep = questions, lesson_name, keep
        self._not_kept = ""
        self.tries = [[] for _question in questions]  # of each question, the choices checked so far
        self._here = 0
        names = {"check": _("Check"), "back": _("Previous question"), "forward": _("Next question")}
        super().__init__(words=names, page=self._page())
        self.on_msg(self._told)

    @property
    def right(self) -> int:
        """How many questions were answered rightly at the first try."""
        return sum(
            bool(tries) and q.choices[tries[0]].right for q, tries in zip(self.questions, self.tries, strict=True)
        )

    def _told(self, _widget, message: dict, _buffers) -> None:
        if message["question"] != self._here:  # it was on its way while the page was turned
            return
        if "check" in message:
            question, k = self.questions[self._here], message["check"]
            self.tries[self._here].append(k)
            self._not_kept = self._keep(question, question.choices[k].right)
        else:
            self._here = min(max(self._here + message["turn"], 0), len(self.questions) - 1)
        self.page = self._page()

    def _page(self) -> dict:
        question, tries, last = self.questions[self._here], self.tries[self._here], len(self.questions) - 1
        return {
            "question": self._here,
            "place": _("Question {number} of {all} · {lesson}").format(
                number=self._here + 1, all=last + 1, lesson=self._lesson_name(question.lesson)
            ),
            "text": question.text,
            "choices": [choice.text for choice in question.choices],
            "checked": tries[-1] if tries else -1,
            "feedback": self._feedback(question, tries[-1]) + self._not_kept if tries else "",
            "score": self._score(),
            "first": self._here == 0,
            "last": self._here == last,
        }

    def _feedback(self, question: Question, k: int) -> str:
        """What to say to the choice k, as HTML."""
        choice = question.choices[k]
        mark, heading, colour = LOOKS["right" if choice.right else "wrong"]
        return panel(mark, _(heading), choice.why, colour)

    def _score(self) -> str:
        """How many questions are answered, how many of them rightly; at the end, what is missing or worth reading again."""
        answered, right = sum(map(bool, self.tries)), self.right
        score = _("Answered: {answered} of {all}. Right at the first try: {right}.").format(
            answered=answered, all=len(self.questions), right=right
        )
        if answered < len(self.questions):
            missing = ", ".join(str(k) for k, tries in enumerate(self.tries, start=1) if not tries)
            at_end = self._here == len(self.questions) - 1
            return score + (
                " " + _("Still without an answer: {questions}.").format(questions=missing) if at_end else ""
            )
        missed = [
            question.lesson
            for question, tries in zip(self.questions, self.tries, strict=True)
            if not question.choices[tries[0]].right
        ]
        if not missed:
            return score + " " + _("All of them!")
        return (
            score
            + " "
            + _("Worth rereading: {lessons}.").format(lessons="; ".join(map(self._lesson_name, dict.fromkeys(missed))))
        )

    def __repr__(self):
        text = ngettext(
            "A quiz of {all} question, with its choices. The first: {text}",
            "A quiz of {all} questions, each with its choices. The first: {text}",
            len(self.questions),
        )
        return text.format(all=len(self.questions), text=self.questions[0].text)

    def _repr_mimebundle_(self, **_options):
        """The questions and their choices."""
        return {"text/plain": repr(self), "text/html": self._on_paper()}

    def _on_paper(self) -> str:
        items = [
            f"<li><p>{escape(question.text)}</p><ol type='a'>"
            + "".join(f"<li>{escape(choice.text)}</li>" for choice in question.choices)
            + "</ol></li>"
            for question in self.questions
        ]
        return f"<ol>{''.join(items)}</ol>"
