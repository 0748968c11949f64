"""A lesson is found by its name, ours or a teacher's own outside the course, with its figures, exercises and words."""

import subprocess
import sys

import pytest

import helpers
from helpers import language, lessons, widgets
from helpers.lessons.folders import LessonFolder, find_lesson, lesson_folders

FIGURES = """
from helpers.figures import Scene
from helpers.widgets import LiveFigure, Slider
from .shapes import Dot

__all__ = ["dot"]

def dot(x=0):
    scene = Dot()
    return LiveFigure(scene, {"x": Slider("x", x, -1, 1)}, scene.show)
"""
SHAPES = """
from helpers.figures import Scene
from helpers.language import _, number

class Dot(Scene):
    def __init__(self):
        super().__init__(200, 100)

    def show(self, x):
        self.alt = self.summary = _("a dot at {x}").format(x=number(x))
"""
EXERCISES = """
from helpers.exercises.exercise import NumberExercise

EXERCISES = (NumberExercise(name="two", title="Two", praise="Yes.", hints=("2",), target=2.0, otherwise="{answer}?"),)
"""
WORDS = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a dot at {x}"\nmsgstr "um ponto em {x}"\n'
)
ABOUT = '{"title": {"pt-BR": "Um ponto"}, "minutes": 5, "solutions": {"two": {"pt-BR": "2"}}}'


def test_folder_that_git_has_emptied_is_no_lesson(own):
    (own / "10_a_dot" / "__pycache__").mkdir(parents=True)
    (own / "10_a_dot" / "__pycache__" / "figures.pyc").touch()
    assert [lesson.number for lesson in lesson_folders(own)] == ["11"]
    assert find_lesson("a_dot", own).number == "11"


@pytest.fixture
def own(tmp_path):
    """A folder of lessons with one lesson of a teacher's own, in Portuguese only."""
    folder = tmp_path / "11_a_dot"
    folder.mkdir()
    texts = {
        "figures.py": FIGURES,
        "shapes.py": SHAPES,
        "exercises.py": EXERCISES,
        "words.pt-BR.po": WORDS,
        "about.json": ABOUT,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_lessons_are_found_by_name_and_by_place():
    assert [lesson.number for lesson in lesson_folders()] == [f"{place:02}" for place in range(len(lesson_folders()))]
    for lesson in lesson_folders():
        assert find_lesson(lesson.name) == find_lesson(lesson.number) == lesson


@pytest.mark.parametrize("name", ["", "2", "12", "weighted_sum", "02_weighted_sum_plus_bias", None])
def test_unknown_lesson_is_refused_and_the_others_named(name):
    with pytest.raises(ValueError, match="sigmoid, flattening_mnist") as error:
        find_lesson(name)
    assert repr(name) in str(error.value)


def test_a_lesson_outside_the_course_has_its_figures_words_and_exercises(own, capsys):
    code = (
        "from helpers import start\n"
        f"lesson = start('a_dot', language='pt-BR', lessons={str(own)!r})\n"
        "print(lesson.figures.dot(1).picture.alt)\n"
        "lesson.check('two', 2)\n"
        "print(lesson.passed('two'))\n"
        "start('a_dot', language='en', lessons='.')\n"
        "print(lesson.figures.dot(0.5).picture.alt)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=own, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    ready, picture, _verdict, passed, again, in_english = done.stdout.splitlines()
    assert ready == "Tudo pronto. Aula 11: Um ponto. Cerca de 5 minutos, 1 exercício."
    assert (picture, passed) == ("um ponto em 1", "True")
    assert again == "Ready. Lesson 11: Um ponto. About 5 minutes, 1 exercise."  # a title that has no other language
    assert in_english == "a dot at 0.5"


def test_one_exercise_without_its_comma_is_told(own):
    path = own / "11_a_dot" / "exercises.py"
    path.write_text(EXERCISES.replace('?"),)', '?"))'), encoding="utf-8")
    with pytest.raises(TypeError, match=r"exercises\.py: EXERCISES is one NumberExercise, .* put a comma"):
        _ = LessonFolder(path.parent).exercises


def test_notebooks_of_the_first_edition_find_their_figures(monkeypatch, capsys):
    """They say `helpers.start("02", …)` and `widgets.neuron_diagram(…)`."""
    monkeypatch.setattr(lessons, "_in_hand", None)  # and back again
    with pytest.raises(AttributeError, match="half_plane"):
        _ = widgets.half_plane
    lesson = helpers.start("02", language="en")
    assert lesson.folder.name == "weighted_sum_plus_bias"
    assert widgets.half_plane is lesson.figures.half_plane
    with pytest.raises(AttributeError, match="timeline"):
        _ = widgets.timeline


def test_title_in_the_notebook_s_language():
    language.use("pt-BR")
    assert find_lesson("sigmoid").title() != find_lesson("sigmoid").about["title"]["en"]
