"""What a check shows: the verdict, and buttons for a hint and, after an honest try, for a solution."""

from html import escape

import ipywidgets

from helpers.exercises.exercise import Exercise, Feedback
from helpers.language import N_, _
from helpers.output import LiveOutput

HONEST_TRIES = 3
LOOKS = {  # verdict: mark, words, colour
    "right": ("✔", N_("Right."), "#009E73"),
    "wrong": ("✘", N_("Not yet."), "#D55E00"),
    "empty": ("✎", N_("To do."), "#5F5F5F"),
}


def panel(mark: str, heading: str, text: str, colour: str) -> str:
    """A message as HTML: a coloured bar, a mark and a word that say the same, the text."""
    return (
        f'<div style="border-left:5px solid {colour};padding:6px 12px;margin:4px 0;line-height:1.45;font-size:15px">'
        f"<b>{mark} {escape(heading)}</b> {escape(text)}</div>"
    )


class ExerciseBox(LiveOutput, ipywidgets.VBox):
    """Feedback on one answer. record: gives the student's record of this exercise as it stands now;

    save: keeps it, and returns as HTML what could not be kept; not_kept: what it returned so far.
    """

    def __init__(self, exercise: Exercise, feedback: Feedback, solution: str, record, save, not_kept: str = ""):
        self.exercise, self.solution, self._find_record, self._save = exercise, solution, record, save
        mark, words, colour = LOOKS[feedback.verdict]
        self.text = f"{mark} {_(words)} {feedback.message}"
        self.html = panel(mark, _(words), feedback.message, colour) + not_kept
        self.hint = ipywidgets.Button(layout={"width": "auto"})
        self.show_solution = ipywidgets.Button(layout={"width": "auto"})
        self.help = ipywidgets.HTML(self._hints_so_far())
        self.hint.on_click(self._give_hint)
        self.show_solution.on_click(self._give_solution)
        self._name_buttons()
        buttons = ipywidgets.HBox([self.hint, self.show_solution])
        buttons.add_class("live-buttons")
        super().__init__([ipywidgets.HTML(self.html), buttons, self.help])

    @property
    def record(self) -> dict:
        """The student's record of this exercise, which another notebook may have changed since."""
        return self._find_record()

    @property
    def solution_allowed(self) -> bool:
        """After the right answer, three different wrong ones, or all hints."""
        record = self.record
        tried = len(record["wrong"]) >= HONEST_TRIES or record["hints"] >= len(self.exercise.hints)
        return record["done"] or tried

    def _name_buttons(self):
        given, there_are = self.record["hints"], len(self.exercise.hints)
        self.hint.disabled = given >= there_are
        self.hint.description = _("Hint {number} of {all}").format(number=min(given + 1, there_are), all=there_are)
        self.show_solution.disabled = not self.solution_allowed
        self.show_solution.description = (
            _("See a solution") if self.solution_allowed else _("Solution: after 3 different tries or all hints")
        )

    def _give_hint(self, _button):
        record = self.record
        record["hints"] += 1
        not_kept = self._save()
        self.help.value = self._hints_so_far() + not_kept
        self._name_buttons()

    def _hints_so_far(self) -> str:
        hints = self.exercise.hints[: self.record["hints"]]
        return "".join(
            panel("→", _("Hint {number}.").format(number=i), _(hint), "#0072B2")
            for i, hint in enumerate(hints, start=1)
        )

    def _give_solution(self, _button):
        self.help.value = self._hints_so_far() + f"<pre><code>{escape(self.solution)}</code></pre>"

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, **_options):
        """The verdict."""
        return {"text/plain": self.text, "text/html": self.html}
