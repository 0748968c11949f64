"""Reads a lesson's source file, and says with file and line what is wrong with it.

A lesson is a MyST Markdown file that Jupytext reads. Its front matter gives `lesson: {number, minutes,
title: {pt-BR: …, en: …}}`. Then come cells, each with an id:

    +++ {"id": "intro", "lang": "pt-BR"}        prose: once a language, one right after the other
    +++ {"id": "note", "lang": "en", "tags": ["teacher"]}      prose for the teacher only

    ```{code-cell}                              code: once for all languages
    :id: try-it
    ```

`:exercise: NAME` marks the cell of an exercise, its solution between `### BEGIN SOLUTION` and
`### END SOLUTION`; `:check: NAME` marks the cell that checks it. A comment or docstring in two
languages is written `# pt-BR: soma | en: sum`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

from helpers.exercises import exercises_of
from helpers.language import languages

TWO_LANGUAGES = re.compile(r'(?P<mark># |""")pt-BR: (?P<texts>.*?)(?P<end>"""|$)', re.MULTILINE)
REGION_MARKS = {"SOLUTION": "exercise", "HIDDEN TESTS": "check"}
CELL_KEYS = {"id", "lang", "tags", "exercise", "check"}


class SourceError(Exception):
    """A mistake in a lesson's source; the text begins with file:line."""


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson. language: None for code; exercise, check: the name of an exercise, or ""."""

    id: str
    kind: str
    text: str
    language: str | None = None
    tags: Sequence[str] = ()
    exercise: str = ""
    check: str = ""

    @property
    def for_teacher(self) -> bool:
        return "teacher" in self.tags


@dataclass(frozen=True)
class Lesson:
    """A lesson as read from its file. title: by language."""

    path: Path
    number: str
    minutes: int
    title: dict[str, str]
    cells: list[Cell] = field(repr=False)

    def line_of(self, cell_id: str) -> int:
        """The line of the source on which the (first) cell with that id begins."""
        return _line(self.path.read_text(encoding="utf-8"), cell_id)


def read_lesson(path: Path) -> Lesson:
    """Read and check a lesson file. Raises SourceError at the first mistake."""
    text = path.read_text(encoding="utf-8")

    def wrong(cell_id: str, message: str):
        raise SourceError(f"{path}:{_line(text, cell_id)}: {message}")

    notebook = jupytext.reads(text, fmt="md:myst")
    about = notebook.metadata.get("lesson", {})
    missing = [key for key in ("number", "minutes", "title") if key not in about]
    missing += [f"title in {tag}" for tag in languages() if tag not in about.get("title", {})]
    if missing:
        raise SourceError(f"{path}:1: the front matter's `lesson:` lacks {', '.join(missing)}")

    cells = []
    for raw in notebook.cells:
        meta = raw.metadata
        if "id" not in meta:
            wrong(raw.source.split("\n")[0], 'this cell has no id: give it one, `+++ {"id": …}` or `:id:`')
        if unknown := set(meta) - CELL_KEYS:
            wrong(meta["id"], f"cell {meta['id']!r} has unknown keys: {', '.join(sorted(unknown))}")
        kind = "prose" if raw.cell_type == "markdown" else "code"
        if kind == "prose" and meta.get("lang") not in languages():
            wrong(meta["id"], f'prose {meta["id"]!r} needs "lang", one of {", ".join(languages())}')
        cell = Cell(
            id=meta["id"],
            kind=kind,
            text=raw.source,
            language=meta.get("lang"),
            tags=tuple(meta.get("tags", ())),
            exercise=meta.get("exercise", ""),
            check=meta.get("check", ""),
        )
        cells.append(cell)
    _check_pairs(cells, wrong)
    for cell in cells:
        if cell.kind == "code":
            _check_code(cell, wrong)
    _check_exercises(str(about["number"]), cells, wrong)
    return Lesson(path, str(about["number"]), about["minutes"], dict(about["title"]), cells)


def in_language(code: str, language: str) -> str:
    """`code` with every comment and docstring given in several languages kept in one only."""

    def keep(match: re.Match) -> str:
        return match["mark"] + _texts(match)[language] + match["end"]

    return TWO_LANGUAGES.sub(keep, code)


def _texts(match: re.Match) -> dict[str, str]:
    parts = re.split(r" \| (?=[a-z]{2}(?:-[A-Z]{2})?: )", "pt-BR: " + match["texts"])
    return dict(part.split(": ", 1) for part in parts)


def _line(text: str, needle: str) -> int:
    """The line, from 1, of a cell's id, or of a line of text; 1 when it is nowhere."""
    lines = text.split("\n")
    identity = re.compile(rf'("id": "{re.escape(needle)}"|^:id: {re.escape(needle)}$)')
    for number, line in enumerate(lines, start=1):
        if identity.search(line):
            return number
    return next((number for number, line in enumerate(lines, start=1) if needle and line == needle), 1)


def _check_pairs(cells: list[Cell], wrong) -> None:
    """Prose stands once in each language, in a row; no other id is used twice."""
    seen, i = set(), 0
    while i < len(cells):
        cell = cells[i]
        if cell.id in seen:
            wrong(cell.id, f"the id {cell.id!r} is used twice")
        seen.add(cell.id)
        if cell.kind == "code":
            i += 1
            continue
        group = [other for other in cells[i : i + len(languages())] if other.id == cell.id]
        given = [other.language for other in group]
        for tag in languages():
            if given.count(tag) > 1:
                wrong(cell.id, f"the id {cell.id!r} is used twice in {tag}")
        for tag in languages():
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
    for match in TWO_LANGUAGES.finditer(cell.text):
        for tag in languages():
            if tag not in _texts(match):
                wrong(cell.id, f"code {cell.id!r}: a comment has no translation in {tag}: {match[0]}")


def _check_exercises(number: str, cells: list[Cell], wrong) -> None:
    known = exercises_of(number)
    for cell in cells:
        name = cell.exercise or cell.check
        if name and name not in known:
            wrong(cell.id, f"helpers.exercises has no exercise {name!r} for lesson {number}")
    checked = [cell.check for cell in cells if cell.check]
    for cell in cells:
        if cell.exercise and cell.exercise not in checked:
            wrong(cell.id, f"the exercise {cell.exercise!r} has no check: add a cell with `:check: {cell.exercise}`")
    for name in known:
        if name not in [cell.exercise for cell in cells]:
            wrong("", f"the exercise {name!r} of helpers.exercises is not in the lesson")
