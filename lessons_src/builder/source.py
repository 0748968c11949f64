"""Reads a lesson's source file, and says with file and line what is wrong with it.

A lesson is a MyST Markdown file that Jupytext reads. Its front matter gives `lesson: {minutes: 45}`; its title
is, in each language, the first heading (`# …`); `{lesson:sigmoid}` in prose stands for the number of another lesson.
The languages are those that it has prose in, and then all of its prose. Each cell has an id:

    +++ {"id": "intro", "lang": "pt-BR"}        prose: once a language, one right after the other
    +++ {"id": "note", "lang": "en", "tags": ["teacher"]}      prose for the teacher only

    ```{code-cell}                              code: once for all languages
    :id: try-it
    ```

`:exercise: NAME` marks the cell of an exercise, its solution between `### BEGIN SOLUTION` and
`### END SOLUTION`; `:check: NAME` marks the cell that checks it; `:predict: NAME` a block of TOML that asks for
a prediction (`predictions.py`). Comments and docstrings are English; their
translations stand in the lesson's catalogues (`comments.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from helpers.language import languages
from helpers.quiz import QuestionError
from lessons_src.builder.formats import jupytext
from lessons_src.builder.predictions import check_predictions, code, read_block
from lessons_src.builder.series import Place, SourceError

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
REGION_MARKS = {"SOLUTION": "exercise", "HIDDEN TESTS": "check"}
CELL_KEYS = {"id", "lang", "tags", "exercise", "check", "predict"}


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson. language: None for code; exercise, check: the name of an exercise, or "".

    predict: the name of a prediction, or ""; block: its table.
    """

    id: str
    kind: str
    text: str
    language: str | None = None
    tags: Sequence[str] = ()
    exercise: str = ""
    check: str = ""
    predict: str = ""
    block: dict = field(default_factory=dict, repr=False)

    @property
    def for_teacher(self) -> bool:
        return "teacher" in self.tags


@dataclass(frozen=True)
class LessonText:
    """A lesson as read from its `lesson.md`. title: by language, for each language that it has."""

    place: Place
    minutes: int
    title: dict[str, str]
    cells: list[Cell] = field(repr=False)

    def error(self, cell_id: str, message: str) -> SourceError:
        """What to raise when something is wrong with a cell: it names the file and the line."""
        return SourceError(f"{self.place.source}:{_line(self.place.text, cell_id)}: {message}")


def read_lesson(place: Place) -> LessonText:
    """Read and check a lesson's file. Raises SourceError at the first mistake."""
    path, text = place.source, place.text

    def wrong(cell_id: str, message: str, language: str = ""):
        raise SourceError(f"{path}:{_line(text, cell_id, language)}: {message}")

    try:
        notebook = jupytext.reads(text, fmt="md:myst")
    except (ValueError, jupytext.myst.MystMetadataParsingError) as error:  # what stands after +++, or the front matter
        line = re.search(r"at line (\d+)", str(error))
        raise SourceError(
            f"{path}:{line[1] if line else 1}: this cannot be read: look for a comma, quote or brace"
        ) from error
    about = notebook.metadata.get("lesson", {})
    if not isinstance(about.get("minutes"), int):
        raise SourceError(f"{path}:1: the front matter's `lesson:` lacks minutes, a whole number")
    if unknown := set(about) - {"minutes"}:
        raise SourceError(f"{path}:1: the front matter's `lesson:` has unknown keys: {', '.join(sorted(unknown))}")

    cells = []
    tags = place.languages
    for raw in notebook.cells:
        meta = raw.metadata
        if "id" not in meta:
            wrong(raw.source.split("\n")[0], 'this cell has no id: give it one, `+++ {"id": …}` or `:id:`')
        if unknown := set(meta) - CELL_KEYS:
            wrong(meta["id"], f"cell {meta['id']!r} has unknown keys: {', '.join(sorted(unknown))}")
        kind = "prose" if raw.cell_type == "markdown" else "code"
        if kind == "prose" and meta.get("lang") not in languages():
            needs = f'prose {meta["id"]!r} needs "lang", one of {", ".join(languages())}'
            wrong(meta["id"], needs, meta.get("lang", ""))
        cell = Cell(
            id=meta["id"],
            kind=kind,
            text=raw.source,
            language=meta.get("lang"),
            tags=tuple(meta.get("tags", ())),
            exercise=meta.get("exercise", ""),
            check=meta.get("check", ""),
        )
        if "predict" in meta:
            cell = _prediction(cell, meta["predict"], text, tags, wrong)
        cells.append(cell)
    if not tags:
        raise SourceError(f'{path}:1: the lesson has no prose: begin with a cell +++ {{"id": "title", "lang": …}}')
    _check_pairs(cells, tags, wrong)
    for cell in cells:
        if cell.kind == "code":
            _check_code(cell, wrong)
    _check_exercises(place, cells, wrong)
    check_predictions(cells, wrong)
    return LessonText(place, about["minutes"], {tag: _title(cells, tag, wrong) for tag in tags}, cells)


def _prediction(cell: Cell, name: str, file: str, tags: Sequence[str], wrong) -> Cell:
    """The cell that asks for a prediction, made of the cell with its block."""
    try:
        return replace(cell, text=code(name), predict=name, block=read_block(name, cell.text, file, tags))
    except QuestionError as error:
        wrong(cell.id, str(error))


def _title(cells: Sequence[Cell], tag: str, wrong) -> str:
    """The first heading in a language."""
    prose = [cell for cell in cells if cell.language == tag]
    found = next(filter(None, (TITLE.search(cell.text) for cell in prose)), None)
    if found is None:
        wrong(prose[0].id, f"the lesson has no title in {tag}: begin its first prose with `# Title`")
    return found[1]


def _line(text: str, needle: str, language: str = "") -> int:
    """The line, from 1, of a cell's id (in this language), or of a line of text; 1 when it is nowhere."""
    lines = text.split("\n")
    identity = re.compile(rf'("id": "{re.escape(needle)}"|^:id: {re.escape(needle)}$)')
    for number, line in enumerate(lines, start=1):
        if identity.search(line) and (not language or f'"{language}"' in line):
            return number
    return next((number for number, line in enumerate(lines, start=1) if needle and line == needle), 1)


def _check_pairs(cells: list[Cell], tags: Sequence[str], wrong) -> None:
    """Prose stands once in each of the lesson's languages, in a row; no other id is used twice."""
    seen, i = set(), 0
    while i < len(cells):
        cell = cells[i]
        if cell.id in seen:
            wrong(cell.id, f"the id {cell.id!r} is used twice")
        seen.add(cell.id)
        if cell.kind == "code":
            i += 1
            continue
        group = [other for other in cells[i : i + len(tags)] if other.id == cell.id]
        given = [other.language for other in group]
        for tag in tags:
            if given.count(tag) > 1:
                wrong(cell.id, f"the id {cell.id!r} is used twice in {tag}")
        for tag in tags:
            if tag not in given:
                wrong(cell.id, f"prose {cell.id!r} has no translation in {tag} right beside it")
        if len({other.for_teacher for other in group}) > 1:
            wrong(cell.id, f"prose {cell.id!r} is for the teacher in one language only")
        i += len(group)


def _check_code(cell: Cell, wrong) -> None:
    for mark, key in REGION_MARKS.items():
        inside = False
        for line in cell.text.split("\n"):
            begins, ends = f"### BEGIN {mark}" in line, f"### END {mark}" in line
            if (begins and inside) or (ends and not inside):
                wrong(cell.id, f"code {cell.id!r}: ### {'BEGIN' if begins else 'END'} {mark} in the wrong place")
            inside = begins or (inside and not ends)
        if inside:
            wrong(cell.id, f"code {cell.id!r}: ### BEGIN {mark} is not closed by ### END {mark}")
        if (f"### BEGIN {mark}" in cell.text) != bool(getattr(cell, key)):
            wrong(cell.id, f"code {cell.id!r}: a region {mark} and `:{key}: NAME` go together")


def _check_exercises(place: Place, cells: list[Cell], wrong) -> None:
    known = place.exercises
    for cell in cells:
        name = cell.exercise or cell.check
        if name and name not in known:
            wrong(cell.id, f"exercises.py has no exercise {name!r}")
    checked = [cell.check for cell in cells if cell.check]
    for cell in cells:
        if cell.exercise and cell.exercise not in checked:
            wrong(cell.id, f"the exercise {cell.exercise!r} has no check: add a cell with `:check: {cell.exercise}`")
    for name in known:
        if name not in [cell.exercise for cell in cells]:
            wrong("", f"the exercise {name!r} of exercises.py is not in the lesson")
