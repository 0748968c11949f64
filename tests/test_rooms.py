"""The rooms of the code: which may use which, lessons side by side, files that can be read in one go."""

import ast
from pathlib import Path

import pytest

from helpers.lessons.folders import OURS, lesson_folders

ROOT = Path(__file__).resolve().parents[1]
MAY_USE = {  # a room of helpers, and the rooms below it
    "language": set(),
    "nn": {"language"},
    "data": {"language", "nn"},
    "models": {"language", "nn", "data"},
    "figures": {"language", "nn", "data", "models"},
    "output": {"language"},
    "exercises": {"language", "nn", "data", "models", "output"},
    "quiz": {"language", "exercises", "output"},
    "predictions": {"language", "exercises", "output", "quiz"},
    "lessons": {"language", "exercises", "kernel", "output", "predictions", "quiz"},
    "widgets": {"language", "nn", "data", "models", "figures", "exercises", "quiz", "lessons", "output"},
}
LONGEST = 400  # lines
PYTHON = [
    path for folder in ("helpers", "lessons_src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
]


def used(path: Path) -> set[str]:
    """The modules of the project that a file imports, as dotted names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = "." * node.level + (node.module or "")
            found |= {f"{inside}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith((".", "helpers", "lesson"))}


@pytest.mark.parametrize("room", MAY_USE)
def test_arrows_between_rooms_point_one_way(room):
    for path in (ROOT / "helpers" / room).rglob("*.py"):
        others = {name.split(".")[1] for name in used(path) if name.startswith("helpers.")} - {room}
        assert others <= MAY_USE[room], path


def test_every_room_is_on_the_map():
    assert {path.name for path in (ROOT / "helpers").iterdir() if (path / "__init__.py").exists()} == MAY_USE.keys()


def test_the_engine_knows_no_lesson():
    for path in (ROOT / "helpers").rglob("*.py"):
        assert not [name for name in used(path) if name.startswith("lesson")], path


@pytest.mark.parametrize("lesson", lesson_folders(), ids=lambda lesson: lesson.name)
def test_no_lesson_uses_another(lesson):
    for path in lesson.path.glob("*.py"):
        assert {name.split(".")[0] for name in used(path)} <= {"", "helpers", f"lesson_{lesson.name}"}, path


def test_no_file_is_too_long_to_read():
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in PYTHON}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_lessons_stand_in_the_repository():
    assert OURS == ROOT / "lessons_src"
