"""What was predicted beside what is so, after the figure."""

from html import escape

import ipywidgets

from helpers.exercises.box import panel
from helpers.language import _
from helpers.output import LiveOutput
from helpers.predictions.questions import BLUE, Prediction


class Comparison(LiveOutput, ipywidgets.VBox):
    """What was predicted and what is so. record: gives the student's record as it stands now.

    Whoever runs the cell with something predicted sees it all; anyone else what is still to do, and a button that shows
    the answer and hides it again.
    """

    def __init__(self, prediction: Prediction, record):
        self.prediction, self._find_record = prediction, record
        self._shown = _some(self._answers("predicted"))
        self.words = ipywidgets.HTML()
        self.show = ipywidgets.Button(layout={"width": "auto"})
        self.show.on_click(self._turn)
        buttons = ipywidgets.HBox([self.show])
        buttons.add_class("live-buttons")
        super().__init__([self.words] if self._shown else [self.words, buttons])
        self.refresh()

    def refresh(self) -> None:
        """Follow the record, which has changed."""
        self.words.value = self._html()
        self.show.description = _("Hide the answer") if self._shown else _("Show the answer")

    def _turn(self, _button) -> None:
        self._shown = not self._shown
        self.refresh()

    def _answers(self, when: str) -> list:
        return self.prediction.answers(self._find_record()[when])

    def _parts(self) -> list[tuple[str, list[tuple]]]:
        """What there is to say: each question, or "", with what to say of it (see `panel`)."""
        first, later = self._answers("predicted"), self._answers("later")
        if self._shown:
            parts = self.prediction.compared(first)
            if later:
                again = _("Later you said: {answers}.").format(answers=self.prediction.told(later))
                parts.append(("", [("✎", again, "", BLUE)]))
            return parts
        if not first:
            heading = _("Your prediction comes first:")
            text = _("make it above, before the figure. Then you see here how it came out.")
        elif _some(first) or _some(later):
            heading = _("You predicted: {answers}.").format(answers=self.prediction.told(later or first))
            text = _("Try it in the figure, then see the answer.")
        else:
            heading = _("You did not know yet.")
            text = _("Do you know now? Answer again above, or see the answer here.")
        return [("", [("✎", heading, text, BLUE)])]

    def _html(self) -> str:
        heading = "<p style='margin:8px 0 2px;font-size:15px'>{}</p>"
        return "".join(
            (heading.format(escape(question)) if question else "") + "".join(panel(*one) for one in panels)
            for question, panels in self._parts()
        )

    def __repr__(self):
        lines = []
        for question, panels in self._parts():
            lines += [question] if question else []
            lines += [f"{mark} {heading} {text}".rstrip() for mark, heading, text, _colour in panels]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **_options):
        """What there is to say."""
        return {"text/plain": repr(self), "text/html": self._html()}


def _some(answers: list) -> bool:
    """Whether one of these is an answer and not "I don't know yet"."""
    return any(answer is not None for answer in answers)
