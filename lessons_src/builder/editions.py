"""Makes the editions of a lesson, not yet run: for students or teachers, in one language."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.language import N_, translated
from helpers.predictions import read_prediction
from lessons_src.builder.comments import in_language
from lessons_src.builder.formats import nbformat
from lessons_src.builder.glossary import WORDS_ID, Links, entries, words_of
from lessons_src.builder.predictions import compared_in, for_teacher
from lessons_src.builder.series import GLOSSARY, Series
from lessons_src.builder.source import Cell, LessonText

MENTION = re.compile(r"\{lesson:(\w*)\}")
STUB = N_("# write your code here")
LANGUAGE, LESSONS = 'language="…"', 'lessons="…"'  # in code, for what differs between editions


@dataclass(frozen=True)
class Edition:
    """One of the notebooks a lesson becomes."""

    series: Series
    lesson: LessonText
    language: str
    for_teacher: bool

    @property
    def path(self) -> Path:
        folder = self.series.notebooks / "teacher" if self.for_teacher else self.series.notebooks
        return folder / self.language / f"{self.lesson.place.path.name}.ipynb"

    @property
    def name(self) -> str:
        """Its path among the notebooks."""
        return self.path.relative_to(self.series.notebooks).as_posix()


def editions_of(series: Series, lesson: LessonText) -> list[Edition]:
    """All editions of a lesson, in the languages that it has."""
    return [
        Edition(series, lesson, language, teacher) for teacher in (False, True) for language in sorted(lesson.title)
    ]


def about_text(lesson: LessonText) -> str:
    """What `about.json` tells `helpers` of a lesson: title, minutes, the checks' code, solutions, predictions."""
    checks = {cell.check: without_region(cell.text, "HIDDEN TESTS") for cell in lesson.cells if cell.check}
    about = {"title": lesson.title, "minutes": lesson.minutes, "checks": checks, "solutions": solutions(lesson)}
    about["predictions"] = {cell.predict: cell.block for cell in lesson.cells if cell.predict}
    return json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def make_notebook(edition: Edition) -> nbformat.NotebookNode:
    """The notebook of an edition, without outputs."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
            "title": edition.lesson.title[edition.language],
            "course": {"lesson": edition.lesson.place.name, "language": edition.language},
        }
    )
    links = Links(edition.series, edition.lesson.place, edition.language)
    for cell in edition.lesson.cells:
        if cell.language not in (None, edition.language) or (cell.for_teacher and not edition.for_teacher):
            continue
        notebook.cells.append(_make_cell(cell, edition, links))
        if edition.for_teacher and (name := compared_in(cell)):
            notebook.cells.append(_for_teacher(name, cell.id, edition))
    if words := words_of(edition.series, edition.lesson.place, edition.language):
        notebook.cells.append(nbformat.v4.new_markdown_cell(words, id=WORDS_ID))
    return notebook


def solutions(lesson: LessonText) -> dict[str, dict[str, str]]:
    """The solution of each exercise, by name and language, without the lines to fill in."""
    return {
        cell.exercise: {tag: _solution(_code(cell, lesson, tag)) for tag in sorted(lesson.title)}
        for cell in lesson.cells
        if cell.exercise
    }


def _code(cell: Cell, lesson: LessonText, tag: str) -> str:
    """A cell's code, its comments and docstrings in a language."""
    return in_language(cell.text, lambda text: lesson.place.translated(text, tag))


def _solution(code: str) -> str:
    """`code` without the marks of its region and without lines that only hold a place."""
    return re.sub(r"^(\s*### (BEGIN|END) SOLUTION|.*= .*\.\.\..*)\n?", "", code, flags=re.MULTILINE).rstrip("\n")


def without_region(code: str, mark: str, stub: str | None = None) -> str:
    """`code` with every region of that mark replaced by a stub, or taken out; as nbgrader does it."""

    def replace(match: re.Match) -> str:
        return f"{match['indent']}{stub}\n" if stub else ""

    region = rf"^(?P<indent>[ \t]*)### BEGIN {mark}\n.*?### END {mark}[ \t]*(\n|\Z)"
    return re.sub(region, replace, code, flags=re.MULTILINE | re.DOTALL).rstrip("\n")


def _make_cell(cell: Cell, edition: Edition, links: Links) -> nbformat.NotebookNode:
    if cell.kind == "prose":
        made = nbformat.v4.new_markdown_cell(_prose(cell, edition, links), id=cell.id)
    else:
        code = _code(cell, edition.lesson, edition.language).replace(LANGUAGE, f'language="{edition.language}"')
        way = Path(os.path.relpath(edition.series.lessons, edition.path.parent)).as_posix()
        code = code.replace(LESSONS, f'lessons="{way}"')
        if not edition.for_teacher:
            # Where dots hold the place of the answer, a stub would be a second place for it.
            stub = None if "..." in code.split("### BEGIN SOLUTION")[0] else translated(STUB, edition.language)
            code = without_region(code, "SOLUTION", stub)
            code = without_region(code, "HIDDEN TESTS")
        made = nbformat.v4.new_code_cell(code, id=cell.id)
    if cell.tags:
        made.metadata["tags"] = list(cell.tags)
    if edition.for_teacher and (cell.exercise or cell.check):
        made.metadata["nbgrader"] = _nbgrader(cell)
    return made


def _for_teacher(name: str, cell_id: str, edition: Edition) -> nbformat.NotebookNode:
    """The cell, after a prediction is compared, with what a teacher wants to know of it."""
    (block,) = (cell.block for cell in edition.lesson.cells if cell.predict == name)
    text = for_teacher(read_prediction(name, block, edition.language), edition.language)
    return nbformat.v4.new_markdown_cell(text, id=f"teacher-{cell_id}", metadata={"tags": ["teacher"]})


def _prose(cell: Cell, edition: Edition, links: Links) -> str:
    """A cell's prose with its links, with the numbers of lessons, and the glossary in its place."""
    place = edition.lesson.place

    def number(mention: re.Match) -> str:
        other = edition.series.place(mention[1])
        if other is None:
            names = ", ".join(place.name for place in edition.series.places)
            raise edition.lesson.error(
                cell.id, f"prose {cell.id!r}: no lesson is called {mention[1]!r}; there are {names}"
            )
        return other.number

    text = MENTION.sub(number, cell.text if cell.for_teacher else links.add(cell.text))
    title = re.escape(edition.lesson.title[edition.language])
    text = re.sub(rf"^# (?={title}$)", f"# {place.number} · ", text, count=1, flags=re.MULTILINE)
    return text.replace(GLOSSARY, entries(edition.series, edition.language)) if GLOSSARY in text else text


def _nbgrader(cell: Cell) -> dict:
    """The metadata with which nbgrader knows an exercise's cell and its check (schema 3)."""
    graded = bool(cell.check)
    data = {
        "schema_version": 3,
        "grade_id": cell.id,
        "solution": not graded,
        "grade": graded,
        "locked": graded,
        "task": False,
    }
    return data | {"points": 1} if graded else data
