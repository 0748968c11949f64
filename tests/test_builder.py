"""The builder: what it says of a mistaken source, what goes into which edition, and that notebooks and sources agree."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from lessons_src.builder import editions, execution
from lessons_src.builder.__main__ import build, course_text, disagreement
from lessons_src.builder.editions import Edition, editions_of, make_notebook, solutions
from lessons_src.builder.source import SourceError, in_language, read_lesson

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "lessons_src").glob("[0-9][0-9]_*.md"))
LESSON_02 = ROOT / "lessons_src" / "02_weighted_sum_plus_bias.md"


def test_notebooks_and_sources_agree():
    done = subprocess.run(
        [sys.executable, "-m", "lessons_src.builder", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def mistaken(tmp_path):
    """A copy of lesson 02 with one passage of its source changed; gives what reading it says, without the path."""

    def read(old: str, new: str) -> str:
        text = LESSON_02.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"the lesson no longer holds {old!r}"
        path = tmp_path / LESSON_02.name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(SourceError) as error:
            read_lesson(path)
        place, line, message = str(error.value).split(":", 2)
        assert place == str(path)
        assert int(line) >= 1
        return f"{line}:{message}"

    return read


def line_of(text: str) -> int:
    return LESSON_02.read_text(encoding="utf-8").split("\n").index(text) + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '+++ {"id": "weigh", "lang": "en"}',
            '+++ {"id": "weigh", "lang": "fr"}',
            "'weigh' needs \"lang\", one of en, pt-BR",
        ),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "heavy", "lang": "en"}', "'weigh' has no translation in en"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh", "lang": "pt-BR"}', "'weigh' is used twice in pt-BR"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"lang": "en"}', "this cell has no id"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh", "lang": "en", "tag": 1}', "unknown keys: tag"),
        (":id: bill", ":id: start", "the id 'start' is used twice"),
        ("bias = 7\n### END SOLUTION", "bias = 7", "BEGIN SOLUTION is not closed"),
        ("### BEGIN SOLUTION\nbias = 7", "bias = 7", "END SOLUTION in the wrong place"),
        (":exercise: zero_bias\n", "", "a region SOLUTION and `:exercise: NAME` go together"),
        (":exercise: zero_bias\n", ":exercise: nonsense\n", "no exercise 'nonsense' for lesson 02"),
        (":check: zero_bias\n", ":check: neuron_z\n", "the exercise 'zero_bias' has no check"),
        (" | en: without and with the coupon", "", "a comment has no translation in en"),
        ('lang": "en", "tags": ["teacher"]', 'lang": "en"', "is for the teacher in one language only"),
        ("minutes: 45", "hours: 1", "lacks minutes"),
        ('    en: "Weigh', '    fr: "Weigh', "lacks title in en"),
    ],
)
def test_mistake_is_named_with_its_line(mistaken, old, new, message):
    assert message in mistaken(old, new)


def test_line_is_that_of_the_cell(mistaken):
    said = mistaken('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh", "lang": "fr"}')
    first = line_of('+++ {"id": "weigh", "lang": "pt-BR"}')
    assert said.startswith(f"{first}:")


def test_missing_exercise_is_named(mistaken):
    text = LESSON_02.read_text(encoding="utf-8")
    start = text.index("```{code-cell}\n:id: zero-bias\n")
    end = text.index('+++ {"id": "python"')
    assert "the exercise 'zero_bias' of helpers.exercises is not in the lesson" in mistaken(text[start:end], "")


@pytest.mark.parametrize(
    ("language", "kept"), [("pt-BR", "x = 1  # um\ny = 2  # a | b"), ("en", "x = 1  # one\ny = 2  # a | b")]
)
def test_comment_in_two_languages(language, kept):
    assert in_language("x = 1  # pt-BR: um | en: one\ny = 2  # a | b", language) == kept


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_students_get_no_solution(path):
    lesson = read_lesson(path)
    for edition in editions_of(lesson):
        notebook = nbformat.read(edition.path, as_version=4)
        cells = {cell.id: cell for cell in notebook.cells}
        shown = edition.for_teacher and any(cell.exercise for cell in lesson.cells)
        assert shown == any("### BEGIN SOLUTION" in cell.source for cell in notebook.cells)
        assert edition.for_teacher == any(cell.id.startswith("teacher-") for cell in notebook.cells)
        whole = json.dumps(notebook, ensure_ascii=False)
        for cell in lesson.cells:
            if cell.exercise and not edition.for_teacher:
                body = cell.text.split("### BEGIN SOLUTION\n")[1].split("### END SOLUTION")[0]
                for line in filter(None, map(str.strip, body.split("\n"))):
                    code = [c.source for i, c in cells.items() if i in (cell.id, f"{cell.id}-check")]
                    assert not any(line in source.split("\n") for source in code), line
                assert body.strip() not in whole
                assert editions.STUB[edition.language] in cells[cell.id].source or "..." in cells[cell.id].source


def test_solution_stands_where_the_stub_was():
    notebook = make_notebook(Edition(read_lesson(LESSON_02), "en", for_teacher=False))
    source = next(cell.source for cell in notebook.cells if cell.id == "weighted-sum-loop")
    assert source == (
        "def weighted_sum(inputs, weights):\n"
        '    """Each input times its weight, all added up."""\n'
        "    # write your code here"
    )
    assert solutions(read_lesson(LESSON_02))["zero_bias"]["en"] == "bias = 7"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """Lesson 02 and its English student's edition in a folder of their own, with what the course file says of it."""
    monkeypatch.setattr(editions, "NOTEBOOKS", tmp_path / "notebooks")
    for module in (editions, execution):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr("lessons_src.builder.__main__.ROOT", tmp_path)
    monkeypatch.setattr(execution, "_what_all_lessons_stand_on", lambda: b"helpers")
    path = tmp_path / LESSON_02.name
    path.write_text(LESSON_02.read_text(encoding="utf-8"), encoding="utf-8")

    def make() -> tuple[Edition, dict]:
        lesson = read_lesson(path)
        return Edition(lesson, "en", for_teacher=False), json.loads(course_text([lesson]))["02"]

    return path, make


def test_prose_reuses_the_outputs_and_code_does_not(copied, monkeypatch):
    path, make = copied
    runs = []

    def run(notebook, edition):
        runs.append(edition)
        for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
            cell.execution_count, cell.outputs = number, [nbformat.v4.new_output("stream", text=f"run {len(runs)}\n")]

    monkeypatch.setattr("lessons_src.builder.__main__.execute", run)

    def change(old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build_again() -> nbformat.NotebookNode:
        edition, about = make()
        edition.path.parent.mkdir(parents=True, exist_ok=True)
        build(edition, about, force=False)
        assert disagreement(edition, about) is None
        return nbformat.read(edition.path, as_version=4)

    build_again()
    once = build_again()
    assert len(runs) == 1
    change("At the school canteen", "In the school canteen")
    assert disagreement(*make()) is not None
    twice = build_again()
    assert len(runs) == 1
    assert [c.get("outputs") for c in once.cells] == [c.get("outputs") for c in twice.cells]
    change("2 * 3 + 5 * 6  #", "5 * 6 + 2 * 3  #")
    build_again()
    assert len(runs) == 2
    monkeypatch.setattr(execution, "_what_all_lessons_stand_on", lambda: b"helpers changed")
    assert "was built before the last change" in disagreement(*make())
    build_again()
    assert len(runs) == 3


def test_cell_that_raises_is_named_with_its_line(copied):
    path, make = copied
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("x = np.array([2, 5])", "x = 1 / 0"), encoding="utf-8")
    edition, about = make()
    edition.path.parent.mkdir(parents=True, exist_ok=True)
    line = line_of(":id: arrays-code")
    with pytest.raises(SourceError, match=rf"{path.name}:{line}: cell 'arrays-code' raised ZeroDivisionError"):
        build(edition, about, force=False)
    assert not edition.path.exists()


def test_building_twice_gives_the_same_bytes(copied):
    _path, make = copied
    edition, about = make()
    edition.path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for _ in range(2):
        build(edition, about, force=True)
        written.append(edition.path.read_bytes())
    assert written[0] == written[1]
