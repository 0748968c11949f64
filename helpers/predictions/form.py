"""The form that a prediction is made in, before the figure."""

from html import escape
from pathlib import Path

import anywidget
import traitlets

from helpers.exercises.box import panel
from helpers.language import N_, _, typed
from helpers.output import LiveOutput
from helpers.predictions.questions import BLUE, Prediction
from helpers.quiz.widget import STYLE

HERE = Path(__file__).parent
PREDICT = N_("Predict.")


class PredictionForm(LiveOutput, anywidget.AnyWidget):
    """The questions of a prediction, with fields for the answers and two buttons: keep it, or "I don't know yet".

    record: gives the student's record as it stands now; save: keeps it, and returns as HTML what could not be kept;
    made: is called after each answer. The browser sends {"keep" or "unknown": what stands in each field} or
    {"again": True}, and shows `state`: the answers in the fields, whether they are kept, the field at which to go on, and
    what to say.
    """

    _esm = (HERE / "form.js").read_text(encoding="utf-8")  # of a path, anywidget would keep every form for ever
    _css = STYLE + (HERE / "form.css").read_text(encoding="utf-8")
    words = traitlets.Dict().tag(sync=True)
    questions = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, prediction: Prediction, record, save, made):
        self.prediction, self._find_record, self._save, self._made = prediction, record, save, made
        super().__init__(
            words={
                "heading": _(PREDICT),
                "intro": prediction.intro,
                "keep": _("Keep my prediction"),
                "unknown": _("I don't know yet"),
                "again": _("Answer again"),
                "number": _("a number"),
                "text": _("a line of text"),
            },
            questions=[
                {"text": prediction.letter(k) + question.text, "kind": question.kind, "options": list(question.options)}
                for k, question in enumerate(prediction.questions)
            ],
            state=self._kept(),
        )
        self.on_msg(self._told)

    @property
    def first(self) -> list:
        """The answers that count, [] when there are none."""
        return self.prediction.answers(self._find_record()["predicted"])

    def _told(self, _widget, message: dict, _buffers) -> None:
        if "again" in message:
            self.state = self.state | {"kept": False, "says": ""}
            return
        given = message.get("keep") or message["unknown"]
        answers = []
        for k, (question, field) in enumerate(zip(self.prediction.questions, given, strict=True)):
            try:
                answers.append(question.read(field))
            except ValueError:
                text = _("“{text}” is not a number. Write one such as {example}.")
                return self._refuse(given, k, text.format(text=field, example=typed(2.5)))
        if "keep" in message and None in answers:
            text = _(
                "There is a question without an answer. Answer it, or press “{button}”: the answers that are there count."
            )
            return self._refuse(given, answers.index(None), text.format(button=self.words["unknown"]))
        record = self._find_record()
        record["later" if record["predicted"] else "predicted"] = answers
        not_kept = self._save()
        self.state = self._kept(not_kept)
        self._made()

    def _refuse(self, given: list, k: int, text: str) -> None:
        self.state = {"answers": given, "kept": False, "at": k, "says": panel("✎", "", text, BLUE)}

    def _kept(self, not_kept: str = "") -> dict:
        """What the browser is to show of the record. not_kept: what could not be saved, as HTML."""
        record = self._find_record()
        answers = self.prediction.answers(record["later"] or record["predicted"])
        if not answers:
            return {"answers": [None] * len(self.prediction.questions), "kept": False, "at": 0, "says": not_kept}
        fields = [typed(answer) if isinstance(answer, float) else answer for answer in answers]
        return {"answers": fields, "kept": True, "at": 0, "says": self._confirmation() + not_kept}

    def _confirmation(self) -> str:
        """What to say of the answers that are kept, as HTML."""
        first = self.first
        if all(answer is None for answer in first):
            said = _("Kept: you don't know yet. Now try it in the figure.")
        else:
            said = _("Kept. Now try it in the figure.")
        if self._find_record()["later"]:
            said = _("Kept. The first answer counts: {answers}.").format(answers=self.prediction.told(first))
        return panel("✎", said, "", BLUE)

    def __repr__(self):
        lines = [self.prediction.intro] if self.prediction.intro else []
        for question in self.questions:
            lines += [question["text"], *(f"   ○ {option}" for option in question["options"])]
        if self.first:
            lines.append(self._you_predicted())
        return f"{_(PREDICT)} " + "\n".join(lines)

    def _you_predicted(self) -> str:
        return _("You predicted: {answers}.").format(answers=self.prediction.told(self.first))

    def _repr_mimebundle_(self, **_options):
        """The questions, their choices, and what was predicted."""
        return {"text/plain": repr(self), "text/html": self._on_paper()}

    def _on_paper(self) -> str:
        intro = f"{escape(self.prediction.intro)}<br>" if self.prediction.intro else ""
        words, parts = f"<strong>{escape(_(PREDICT))}</strong> {intro}", []
        for question in self.questions:
            parts.append(f"<p>{words}{escape(question['text'])}</p>")
            options = "".join(f"<li style='list-style:none'>○ {escape(option)}</li>" for option in question["options"])
            parts.append(f"<ul>{options}</ul>" if options else "")
            words = ""
        if self.first:
            parts.append(f"<p>{escape(self._you_predicted())}</p>")
        return f"<div class='step predict'>{''.join(parts)}</div>"
