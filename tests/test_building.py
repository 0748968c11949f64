"""Building a folder of lessons outside this repository: what is run again after which change, and what is left alone."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from lessons_src.builder import execution, source
from lessons_src.builder.building import build
from lessons_src.builder.checking import disagreements
from lessons_src.builder.records import Records, short_hash
from lessons_src.builder.series import ROOT, Series, SourceError

FIRST = """---
lesson:
  minutes: 10
---

+++ {"id": "title", "lang": "pt-BR"}

# Dê o primeiro passo

Um **passo** leva à aula {lesson:second_look}.

+++ {"id": "title", "lang": "en"}

# Take the first step

One **step** leads to lesson {lesson:second_look}.

```{code-cell}
:id: start
from helpers import start

lesson = start("first_steps", language="…", lessons="…")
lesson.figures.stairs(3)  # three steps
```

```{code-cell}
:id: double
:exercise: double
twice = ...
### BEGIN SOLUTION
twice = 2 * 21
### END SOLUTION
```

```{code-cell}
:id: double-check
:check: double
lesson.check("double", twice)
### BEGIN HIDDEN TESTS
assert lesson.passed("double")
### END HIDDEN TESTS
```
"""
SECOND = """---
lesson:
  minutes: 5
---
+++ {"id": "title", "lang": "en"}
# Look again
```{code-cell}
:id: sum
1 + 1
```

+++ {"id": "words", "lang": "en"}
{glossary}
"""
FIGURES = '''"""The figure of this lesson."""

from helpers.language import _


def stairs(steps):
    """So many steps."""
    print(_("staircase") + ": " + "▁▃▅"[:steps])
'''
EXERCISES = """from helpers.exercises.exercise import NumberExercise

EXERCISES = [NumberExercise(name="double", title="Double", praise="Yes.", hints=["Twice."], target=42)]
"""
WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "staircase"\nmsgstr "escada"\n\n'
WORDS += 'msgid "three steps"\nmsgstr "três degraus"\n'
TERMS = """[[term]]
id = "step"
lessons = ["first_steps"]
en = "step"
pt-BR = "passo"
about-en = "One of many."
about-pt-BR = "Um de muitos."
"""
FIRST_STEPS = {f"{teacher}{tag}/01_first_steps.ipynb" for teacher in ("", "teacher/") for tag in ("en", "pt-BR")}
SECOND_LOOK = {"en/02_second_look.ipynb", "teacher/en/02_second_look.ipynb"}


def write(folder, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def series_in(folder) -> Series:
    return Series(folder / "lessons", folder / "notebooks")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two lessons, built with real kernels."""
    folder = tmp_path_factory.mktemp("own course")
    first, second = (folder / "lessons" / name for name in ("01_first_steps", "02_second_look"))
    write(first, "lesson.md", FIRST)
    write(first, "figures.py", FIGURES)
    write(first, "exercises.py", EXERCISES)
    write(first, "words.pt-BR.po", WORDS)
    write(second, "lesson.md", SECOND)
    write(folder / "lessons", "glossary.toml", TERMS)
    series = series_in(folder)
    assert build(series, series.places) == (6, 6)
    return folder


@pytest.fixture
def course(built, tmp_path, monkeypatch):
    """A copy of them; `run_by` changes it, builds it without kernels, and gives the editions that would have been run."""
    folder = tmp_path / "course"
    shutil.copytree(built, folder)
    ran = set()

    def run(notebook, edition):
        ran.add(edition.name)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.execution_count, cell.outputs = 1, [nbformat.v4.new_output("stream", text="run again\n")]
        return []

    monkeypatch.setattr(execution, "execute", run)

    class Course:
        path = folder

        def change(self, name: str, old: str, new: str) -> None:
            text = (folder / name).read_text(encoding="utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new), encoding="utf-8")

        def run_by(self, *change: str, force: bool = False) -> set[str]:
            if change:
                self.change(*change)
            ran.clear()
            series = series_in(folder)
            count, times = build(series, series.places, force)
            assert (count, times) == (sum(len(series.editions(place)) for place in series.places), len(ran))
            assert disagreements(series, series.places) == []
            return set(ran)

        def notebook(self, name: str) -> nbformat.NotebookNode:
            return nbformat.read(folder / "notebooks" / name, as_version=4)

    return Course()


def outputs(notebook) -> str:
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def test_own_lesson_shows_its_figure_checks_and_words(course):
    student, teacher = course.notebook("pt-BR/01_first_steps.ipynb"), course.notebook("teacher/en/01_first_steps.ipynb")
    assert "escada: ▁▃▅" in outputs(student)
    assert "staircase: ▁▃▅" in outputs(teacher)
    assert student.cells[1].source.endswith("lesson.figures.stairs(3)  # três degraus")
    assert teacher.cells[1].source.endswith("lesson.figures.stairs(3)  # three steps")
    assert "Dê o primeiro passo" in outputs(student)
    assert student.cells[0].source.startswith("# 01 · Dê o primeiro passo")
    assert "[**passo**](#step) leva à aula 02." in student.cells[0].source
    assert "### BEGIN SOLUTION" in teacher.cells[2].source
    assert "21" not in student.cells[2].source


def test_lesson_without_a_language_has_no_edition_in_it_and_links_lead_to_another(course):
    found = {path.relative_to(course.path / "notebooks").as_posix() for path in course.path.rglob("*.ipynb")}
    assert found == FIRST_STEPS | SECOND_LOOK
    assert "](../en/02_second_look.ipynb)" in course.notebook("pt-BR/01_first_steps.ipynb").cells[-1].source
    assert "](../en/02_second_look.ipynb)" in course.notebook("teacher/pt-BR/01_first_steps.ipynb").cells[-1].source
    assert "](02_second_look.ipynb)" in course.notebook("en/01_first_steps.ipynb").cells[-1].source


def test_nothing_is_read_or_run_when_nothing_changed(course, monkeypatch):
    monkeypatch.setattr(source, "read_lesson", None)
    series = series_in(course.path)
    assert build(series, series.places) == (6, 0)


def test_sentence_runs_nothing_and_only_its_lesson_is_read(course, monkeypatch):
    before, read, real = course.notebook("en/01_first_steps.ipynb"), [], source.read_lesson
    with monkeypatch.context() as patch:
        patch.setattr(source, "read_lesson", lambda place: read.append(place.name) or real(place))
        course.change("lessons/01_first_steps/lesson.md", "One **step**", "A single **step**")
        series = series_in(course.path)
        assert build(series, series.places) == (6, 0)
    assert read == ["first_steps"]
    after = course.notebook("en/01_first_steps.ipynb")
    assert "A single [**step**](#step)" in after.cells[0].source
    assert outputs(after) == outputs(before) != ""


def test_what_a_build_does_not_need_is_not_loaded(course):
    """A changed sentence takes a second or two: loading these would take longer than the building."""
    heavy = ["jupytext", "nbclient", "nbformat", "tqdm"]
    code = (
        "import sys; from lessons_src.builder.__main__ import main; assert main() == 0;"
        f"print([name for name in {heavy} if name in sys.modules], bool(sys.modules.get('rfc3987_syntax')))"
    )

    def loaded() -> str:
        command = [sys.executable, "-c", code, "--lessons", course.path / "lessons"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert loaded() == "6 notebooks are up to date; 0 of them had to be run\n[] False\n"
    course.change("lessons/01_first_steps/lesson.md", "One **step**", "A single **step**")
    assert loaded() == "6 notebooks are up to date; 0 of them had to be run\n['jupytext', 'nbformat'] False\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "run"),
    [
        ("01_first_steps/lesson.md", "stairs(3)", "stairs(2)", FIRST_STEPS),
        ("02_second_look/lesson.md", "1 + 1", "1 + 2", SECOND_LOOK),
        ("01_first_steps/lesson.md", "2 * 21", "21 * 2", FIRST_STEPS),
        ("01_first_steps/lesson.md", "minutes: 10", "minutes: 20", FIRST_STEPS),
        ("01_first_steps/figures.py", "▁▃▅", "▂▄▆", FIRST_STEPS),
        ("01_first_steps/figures.py", "So many steps.", "As many steps as that.  # no", set()),
        ("01_first_steps/figures.py", "def stairs", "# a comment\n\ndef stairs", set()),
        ("01_first_steps/exercises.py", "Twice.", "Two times.", FIRST_STEPS),
        (
            "01_first_steps/words.pt-BR.po",
            "três degraus",
            "3 degraus",
            {name for name in FIRST_STEPS if "pt-BR" in name},
        ),
        ("01_first_steps/words.pt-BR.po", "escada", "escadaria", {name for name in FIRST_STEPS if "pt-BR" in name}),
        ("glossary.toml", "One of many.", "One of several.", set()),
    ],
)
def test_change_runs_what_it_concerns_and_nothing_else(course, name, old, new, run):
    assert course.run_by(f"lessons/{name}", old, new) == run
    assert course.run_by() == set()


def test_record_tells_which_files_of_the_engine_a_run_read(course):
    series = series_in(course.path)
    first, second = (Records(series).read(place)["editions"] for place in series.places)
    for name, edition in first.items():
        assert {"helpers/language/__init__.py", "helpers/exercises/exercise.py", "requirements.lock"} <= set(
            edition["read"]
        )
        assert ("helpers/language/pt-BR.po" in edition["read"]) == ("pt-BR" in name)
        assert not any("second_look" in key for key in edition["read"])
    assert all(list(edition["read"]) == ["requirements.lock"] for edition in second.values())


def test_file_of_the_engine_concerns_who_read_it(course):
    assert course.run_by(
        "notebooks/.build/01_first_steps.json", '"helpers/language/pt-BR.po": [\n', '"helpers/x.po": [\n'
    ) == {name for name in FIRST_STEPS if "pt-BR" in name}


def test_outputs_changed_by_hand_are_not_believed(course):
    assert course.run_by("notebooks/en/01_first_steps.ipynb", "▁▃▅", "▅▃▁") == {"en/01_first_steps.ipynb"}


def test_fresh_clone_runs_what_nothing_vouches_for(course):
    shutil.rmtree(course.path / "notebooks" / ".build")
    assert course.run_by() == FIRST_STEPS | SECOND_LOOK
    assert course.run_by(force=True) == FIRST_STEPS | SECOND_LOOK


def test_moved_lesson_takes_its_number_everywhere_with_it(course):
    (course.path / "lessons" / "02_second_look").rename(course.path / "lessons" / "07_second_look")
    moved = {name.replace("02", "07") for name in SECOND_LOOK}
    assert course.run_by() == moved
    found = {path.relative_to(course.path / "notebooks").as_posix() for path in course.path.rglob("*.ipynb")}
    assert found == FIRST_STEPS | moved
    assert not (course.path / "notebooks" / ".build" / "02_second_look.json").exists()
    assert "leads to lesson 07" in course.notebook("en/01_first_steps.ipynb").cells[0].source
    assert "](07_second_look.ipynb)" in course.notebook("en/01_first_steps.ipynb").cells[-1].source


def test_added_lesson_runs_alone(course):
    write(course.path / "lessons" / "03_third", "lesson.md", SECOND.replace("{glossary}", "The end."))
    assert course.run_by() == {"en/03_third.ipynb", "teacher/en/03_third.ipynb"}


def test_run_that_read_about_another_lesson_stands_on_the_list_of_lessons(course):
    """As when it shows the progress in all of them."""
    first, second = series_in(course.path).places
    records = Records(series_in(course.path))
    assert "lessons" not in records.stands_on(first, [first.about_file])
    other = {"notebook": short_hash(b""), "read": records.stands_on(first, [second.about_file])}
    assert records.holds("en/none.ipynb", other)
    write(course.path / "lessons" / "03_third", "lesson.md", SECOND)
    assert not Records(series_in(course.path)).holds("en/none.ipynb", other)


def test_notebook_that_was_not_built_here_is_named_and_never_deleted(course):
    own = course.path / "notebooks" / "en" / "my_notes.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), own)
    series = series_in(course.path)
    build(series, series.places)
    assert disagreements(series, series.places) == ["en/my_notes.ipynb has no source"]
    assert own.exists()


def test_what_is_not_as_its_source_gives_is_named(course):
    course.change("notebooks/en/01_first_steps.ipynb", "leads to", "goes to")
    course.change("lessons/01_first_steps/about.json", "10", "11")
    (course.path / "notebooks" / "en" / "02_second_look.ipynb").unlink()
    series = series_in(course.path)
    assert disagreements(series, series.places) == [
        "01_first_steps/about.json is not what the lesson gives",
        "en/01_first_steps.ipynb: cell 'title' is not as 01_first_steps/lesson.md has it",
        "en/02_second_look.ipynb has not been built",
    ]


def test_two_branches_with_edits_of_two_lessons_merge(course):
    def git(*arguments: str) -> str:
        options = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *options, *arguments], cwd=course.path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "both")
    assert ".build" not in git("ls-files")
    for branch, name, old, new in [
        ("one", "01_first_steps", "stairs(3)", "stairs(1)"),
        ("two", "02_second_look", "1 + 1", "2 + 2"),
    ]:
        git("checkout", "-qb", branch, "main")
        course.run_by(f"lessons/{name}/lesson.md", old, new)
        git("commit", "-qam", branch)
    git("merge", "-q", "one")
    series = series_in(course.path)
    assert disagreements(series, series.places) == []


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("third", "name the folder 'third' as 01_my_lesson"),
        ("02_third", "have the same number or name"),
        ("03_first_steps", "have the same number or name"),
    ],
)
def test_folder_without_a_place_of_its_own_is_named(course, folder, said):
    write(course.path / "lessons" / folder, "lesson.md", SECOND)
    with pytest.raises(SourceError, match=said):
        _ = series_in(course.path).places


def test_folder_without_lessons_is_named(tmp_path):
    with pytest.raises(SourceError, match="no lessons here"):
        _ = Series(tmp_path, tmp_path).places


def test_term_of_an_unknown_lesson_is_named(course):
    course.change("lessons/glossary.toml", "first_steps", "first_step")
    with pytest.raises(SourceError, match="the term 'step' names no lesson of this folder: first_step"):
        course.run_by("lessons/02_second_look/lesson.md", "Look again", "Look twice")


def test_cell_that_raises_is_named_with_its_line_and_nothing_is_stored(course, monkeypatch):
    monkeypatch.undo()
    course.change("lessons/02_second_look/lesson.md", "1 + 1", "1 / 0")
    line = (course.path / "lessons/02_second_look/lesson.md").read_text(encoding="utf-8").split("\n").index(
        ":id: sum"
    ) + 1
    before = course.notebook("en/02_second_look.ipynb")
    series = series_in(course.path)
    with pytest.raises(SourceError, match=rf"lesson.md:{line}: cell 'sum' raised ZeroDivisionError: .*02_second_look"):
        build(series, series.places)
    assert course.notebook("en/02_second_look.ipynb") == before


def test_building_twice_gives_the_same_bytes(built, course, monkeypatch):
    monkeypatch.undo()
    series = series_in(course.path)
    build(series, [series.places[0]], force=True)
    for name in FIRST_STEPS:
        assert (course.path / "notebooks" / name).read_bytes() == (built / "notebooks" / name).read_bytes()
