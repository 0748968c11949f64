"""The teacher's edition in the real nbgrader: what students get, and what right and wrong copies of each lesson score."""

import ast
import itertools
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from traitlets.config import PyFileConfigLoader

from helpers.lessons.folders import find_lesson, lesson_folders
from tests.answers import ANSWERS

ROOT = Path(__file__).resolve().parents[1]
TEACHER = ROOT / "notebooks" / "teacher"
NUMBERS = [lesson.number for lesson in lesson_folders() if lesson.exercises]
# (language, number of the lesson): an assignment of the course in that language. By turns, for grading takes time.
LESSONS = [(("en", "pt-BR")[place % 2], number) for place, number in enumerate(NUMBERS)]


STUDENTS = {  # what they answer to a lesson's exercises, by turns
    "Ana": ("right", "untouched"),
    "Rui": ("wrong", "right"),
}


def handed_in(number: str) -> str:
    """Who hands the lesson in."""
    return list(STUDENTS)[NUMBERS.index(number) // 2 % 2]


def answers_of(student: str, number: str) -> dict[str, str]:
    """For each exercise of a lesson how this student answers it."""
    return dict(zip(find_lesson(number).exercises, itertools.cycle(STUDENTS[student])))


def lesson_file(folder: Path, number: str) -> Path:
    (path,) = folder.glob(f"{number}_*.ipynb")
    return path


def read(folder: Path, number: str) -> nbformat.NotebookNode:
    return nbformat.read(lesson_file(folder, number), as_version=4)


def nbgrader(course: Path, *arguments: str) -> None:
    """Run nbgrader in a course folder; it calls other programs of its environment by name."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def answer_cells(source: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    """The cell of each exercise: the last one with a solution before the check that names the exercise."""
    cells, last = {}, None
    for cell in source.cells:
        if "### BEGIN SOLUTION" in cell.source:
            last = cell
        elif "### BEGIN HIDDEN TESTS" in cell.source:
            cells[re.search(r'lesson\.check\("(\w+)"', cell.source)[1]] = last
    return cells


def solution(cell: nbformat.NotebookNode) -> str:
    return re.search(r"### BEGIN SOLUTION\n(.*?)\s*### END SOLUTION", cell.source, re.DOTALL)[1]


def needed(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """The graded cells, and those that give them a name: what a lesson trains and draws besides takes most of its time."""
    kept, names = [], set()
    for cell in reversed([cell for cell in cells if cell.cell_type == "code"]):
        tree = list(ast.walk(ast.parse(cell.source)))
        given = {node.id for node in tree if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        given |= {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.alias)}
        if "nbgrader" in cell.metadata or given & names:
            kept.insert(0, cell)
            names |= {node.id for node in tree if isinstance(node, ast.Name)}
    return kept


def hand_in(course: Path, student: str, number: str, answers: dict[str, str]) -> None:
    """Hand in the released notebook with the code of some cells, by id, replaced, and without what no exercise needs."""
    folder = course / "submitted" / student / number
    folder.mkdir(parents=True)
    released = lesson_file(course / "release" / number, number)
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    notebook.cells = needed(notebook.cells)
    nbformat.write(notebook, folder / released.name)


def grade(tag: str, course: Path) -> Path:
    """A course in one language after release, submissions and autograding; each lesson is an assignment of it."""
    shutil.copy(TEACHER / "nbgrader_config.py", course)
    numbers = [number for language, number in LESSONS if language == tag]
    for number in numbers:
        (course / "source" / number).mkdir(parents=True)
        shutil.copy(lesson_file(TEACHER / tag, number), course / "source" / number)
    nbgrader(course, "generate_assignment", "*", "--create")
    for number in numbers:
        cells = answer_cells(read(course / "source" / number, number))
        student = handed_in(number)
        code = {
            cells[name].id: cells[name].source if how == "right" else ANSWERS[find_lesson(number).name, name].wrong_code
            for name, how in answers_of(student, number).items()
            if how != "untouched"
        }
        hand_in(course, student, number, code)
    nbgrader(course, "autograde", "*", "--create")
    return course


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The graded course in a language, graded when it is first asked for."""
    return cache(lambda tag: grade(tag, tmp_path_factory.mktemp("course")))


@pytest.mark.parametrize(("tag", "number"), LESSONS)
def test_assignment_holds_no_solution_and_no_cell_for_the_teacher(tag, number, graded):
    course = graded(tag)
    source = read(course / "source" / number, number)
    released = read(course / "release" / number, number)
    cells = answer_cells(source)
    assert list(cells) == list(find_lesson(number).exercises)
    text = "\n".join(cell.source for cell in released.cells)
    assert not re.search(r"BEGIN SOLUTION|HIDDEN TESTS|lesson\.passed", text)
    for cell in cells.values():
        assert solution(cell).strip() not in text
        (given,) = [other.source for other in released.cells if other.id == cell.id]
        assert not set(solution(cell).splitlines()) & set(given.splitlines())
    assert not [cell for cell in released.cells if "teacher" in cell.metadata.get("tags", [])]
    assert sum("escreva seu código aqui" in cell.source for cell in released.cells) == len(cells)


@pytest.mark.parametrize(("tag", "number"), LESSONS)
def test_score(tag, number, graded):
    student = handed_in(number)
    cells = answer_cells(read(graded(tag) / "source" / number, number))
    wanted = {cells[name].id: (how == "right", 1) for name, how in answers_of(student, number).items()}
    with Gradebook(f"sqlite:///{graded(tag) / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(number, student).notebooks
        assert {
            grade.name.removesuffix("-check"): (grade.score, grade.max_score) for grade in notebook.grades
        } == wanted


def test_training_is_waited_for():
    """nbgrader's own 30 seconds are too few on a busy computer."""
    config = PyFileConfigLoader("nbgrader_config.py", str(TEACHER)).load_config()
    assert Execute(config=config).timeout == 600
