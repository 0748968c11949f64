"""The teacher's edition in the real nbgrader: what students get, and what right and wrong copies score."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parents[1]
TEACHER = ROOT / "notebooks" / "teacher"
LESSON = "02_weighted_sum_plus_bias.ipynb"
POINTS = 4


def nbgrader(course: Path, *arguments: str) -> None:
    """Run nbgrader in a course folder; it calls other programs of its environment by name."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def hand_in(course: Path, student: str, answers: dict[str, str]) -> None:
    """Hand in the released notebook with the code of some cells, by id, replaced."""
    folder = course / "submitted" / student / "02"
    folder.mkdir(parents=True)
    notebook = nbformat.read(course / "release" / "02" / LESSON, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(notebook, folder / LESSON)


@pytest.fixture(scope="module", params=["pt-BR", "en"])
def graded(request, tmp_path_factory):
    """A course after release, three submissions (right, untouched, wrong) and autograding."""
    course = tmp_path_factory.mktemp("course")
    (course / "source" / "02").mkdir(parents=True)
    shutil.copy(TEACHER / "nbgrader_config.py", course)
    shutil.copy(TEACHER / request.param / LESSON, course / "source" / "02")
    nbgrader(course, "generate_assignment", "02", "--create")
    source = nbformat.read(TEACHER / request.param / LESSON, as_version=4)
    solutions = {cell.id: cell.source for cell in source.cells if "### BEGIN SOLUTION" in cell.source}
    assert len(solutions) == POINTS
    wrong = {
        "zero_bias": "bias = -7",
        "weighted_sum_loop": "def weighted_sum(inputs, weights):\n    return sum(inputs)",
        "neuron_z": "def neuron_z(inputs, weights, bias):\n    return inputs @ weights",
        "black_or_white": "black = (0, 0)\nwhite = (0, 0)",
    }
    hand_in(course, "right", solutions)
    hand_in(course, "untouched", {})
    hand_in(
        course, "wrong", {cell.id: wrong[cell.id.replace("-", "_")] for cell in source.cells if cell.id in solutions}
    )
    nbgrader(course, "autograde", "02", "--create")
    return course


def test_assignment_holds_no_solution_and_no_cell_for_the_teacher(graded):
    released = nbformat.read(graded / "release" / "02" / LESSON, as_version=4)
    text = "\n".join(cell.source for cell in released.cells)
    assert not re.search(r"BEGIN SOLUTION|HIDDEN TESTS|lesson\.passed|inputs @ weights \+ bias|total = total", text)
    assert not [cell for cell in released.cells if "teacher" in cell.metadata.get("tags", [])]
    assert sum("escreva seu código aqui" in cell.source for cell in released.cells) == POINTS


@pytest.mark.parametrize(("student", "score"), [("right", POINTS), ("untouched", 0), ("wrong", 0)])
def test_score(graded, student, score):
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission("02", student)
        assert (submission.score, submission.max_score) == (score, POINTS)
