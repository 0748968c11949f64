"""The predictions of a lesson: each a block of TOML in `lesson.md`, where a notebook calls `lesson.predict("name")`.

- `read_block`: the block's table, with what is wrong in it named with its line;
- `check_predictions`: that each is compared after its figure, and none is left in the prose;
- `for_teacher`: what the teacher's edition says of it.

The tables go into `about.json`, where `helpers` finds them; `CONTRIBUTING.md` tells how one is written.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence

from helpers.language import N_, translated
from helpers.predictions.form import PREDICT
from helpers.predictions.questions import Prediction, read_prediction
from helpers.quiz.forms import QuestionError
from helpers.quiz.toml_errors import explained

NAME = re.compile(r"[a-z]\w*")
CALL = re.compile(r"""lesson\.(predict|compare)\(["'](\w+)["']\)""")
FOR_TEACHER = N_("For the teacher · the prediction")


def code(name: str) -> str:
    """What stands in the notebook in a block's place."""
    return f'lesson.predict("{name}")'


def read_block(name: str, block: str, file: str, languages: Sequence[str]) -> dict:
    """The table in a block. file: the text it stands in. Raises QuestionError with what is wrong with it."""
    if not NAME.fullmatch(name):
        raise QuestionError(f"name the prediction {name!r} with small letters, digits and _")
    padded = "\n" * file.count("\n", 0, max(file.find(block), 0)) + block  # so that its lines have their numbers
    try:
        table = tomllib.loads(padded)
    except tomllib.TOMLDecodeError as error:
        raise QuestionError(explained(error, padded, f"prediction {name!r}")) from None
    for tag in languages:
        read_prediction(name, table, tag)
    return table


def check_predictions(cells: Iterable, wrong: Callable) -> None:
    """Each prediction is made once and compared later; none is asked for in prose."""
    made = {cell.predict: cell.id for cell in cells if cell.predict}
    asked, compared = set(), set()
    for cell in cells:
        words = cell.language and f"**{translated(PREDICT, cell.language)}**"
        if words and words in cell.text:
            wrong(
                cell.id, f"prose {cell.id!r} asks for a prediction: make it a cell with `:predict: NAME`", cell.language
            )
        for call, name in CALL.findall(cell.text) if cell.kind == "code" else ():
            if name not in made:
                wrong(cell.id, f"code {cell.id!r}: no cell has `:predict: {name}`")
            if call == "predict" and name in asked:
                wrong(cell.id, f"code {cell.id!r}: the prediction {name!r} is made twice")
            if call == "compare" and name not in asked:
                wrong(cell.id, f"code {cell.id!r}: the prediction {name!r} is compared before it is made")
            (asked if call == "predict" else compared).add(name)
    for name in made.keys() - compared:
        wrong(
            made[name], f'the prediction {name!r} is compared nowhere: add, after its figure, lesson.compare("{name}")'
        )


def compared_in(cell) -> str:
    """The name of the prediction that a cell of code compares, or ""."""
    calls = CALL.findall(cell.text) if cell.kind == "code" else ()
    return next((name for call, name in calls if call == "compare"), "")


def for_teacher(prediction: Prediction, tag: str) -> str:
    """What the teacher's edition says of a prediction, in Markdown: what is so, and what each wrong choice is told."""
    lines = [f"**{translated(FOR_TEACHER, tag)}**"]
    for k, question in enumerate(prediction.questions):
        lines += ["", f"{prediction.letter(k)}{question.text}"]
        if question.kind == "choice":
            lines += ["", *(f"- {'✔' if one.right else '✘'} {one.text} *{one.why}*" for one in question.choices)]
        else:
            lines += ["", f"- ✔ *{question.why}*"]
    return "\n".join(f"> {line}".rstrip() for line in lines)
