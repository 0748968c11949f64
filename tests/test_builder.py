"""The builder: what it says of a mistaken source, what goes into which edition, and that notebooks and sources agree."""

import json
import shutil
import subprocess
import sys

import nbformat
import pytest

from helpers.language import languages, translated
from helpers.predictions import read_prediction
from lessons_src.builder import editions
from lessons_src.builder.comments import in_language, texts
from lessons_src.builder.editions import Edition, editions_of, make_notebook, solutions
from lessons_src.builder.records import meaning
from lessons_src.builder.series import OURS, ROOT, Place, Series, SourceError
from lessons_src.builder.source import read_lesson

LESSON_02 = OURS.place("weighted_sum_plus_bias")
LINE, NUMBER = "\n", "number = 2\n"


def test_notebooks_and_sources_agree():
    done = subprocess.run(
        [sys.executable, "-m", "lessons_src.builder", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def mistaken(tmp_path):
    """A copy of lesson 02 with one passage of its source changed; gives what reading it says, without the path."""

    def read(old: str, new: str) -> str:
        assert old in LESSON_02.text, f"the lesson no longer holds {old!r}"
        copy = Place(tmp_path / LESSON_02.path.name)
        shutil.copytree(LESSON_02.path, copy.path, ignore=shutil.ignore_patterns("__pycache__"))
        copy.source.write_text(LESSON_02.text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(SourceError) as error:
            make_notebook(Edition(Series(tmp_path, tmp_path), read_lesson(copy), "en", for_teacher=True))
        place, line, message = str(error.value).split(":", 2)
        assert place == str(copy.source)
        assert int(line) >= 1
        return f"{line}:{message}"

    return read


def line_of(text: str) -> int:
    return LESSON_02.text.split("\n").index(text) + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '+++ {"id": "weigh", "lang": "en"}',
            '+++ {"id": "weigh", "lang": "fr"}',
            f"'weigh' needs \"lang\", one of {', '.join(languages())}",
        ),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "heavy", "lang": "en"}', "'weigh' has no translation in en"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh", "lang": "pt-BR"}', "'weigh' is used twice in pt-BR"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"lang": "en"}', "this cell has no id"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh", "lang": "en", "tag": 1}', "unknown keys: tag"),
        ('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh" "lang": "en"}', "this cannot be read"),
        (":id: bill", ":id: start", "the id 'start' is used twice"),
        ("bias = 7\n### END SOLUTION", "bias = 7", "BEGIN SOLUTION is not closed"),
        ("### BEGIN SOLUTION\nbias = 7", "bias = 7", "END SOLUTION in the wrong place"),
        (":exercise: zero_bias\n", "", "a region SOLUTION and `:exercise: NAME` go together"),
        (":exercise: zero_bias\n", ":exercise: nonsense\n", "exercises.py has no exercise 'nonsense'"),
        (":check: zero_bias\n", ":check: neuron_z\n", "the exercise 'zero_bias' has no check"),
        ('lang": "en", "tags": ["teacher"]', 'lang": "en"', "is for the teacher in one language only"),
        ("minutes: 45", "hours: 1", "lacks minutes"),
        ("minutes: 45", "minutes: 45\n  title: x", "unknown keys: title"),
        ("\n# Weigh, add, shift", "\n## Weigh, add, shift", "no title in en"),
        ("number = 2\n", "", "prediction 'weights', question 1: write one of these"),
        (
            "number = 2\n",
            "number = 2,\n",
            f"question 1, line {LESSON_02.text.split(NUMBER)[0].count(LINE) + 1}: number = 2,",
        ),
        (":predict: weights", ":predict: Weights!", "name the prediction 'Weights!' with small letters"),
        (":predict: walk_to_zero", ":predict: weights", "the prediction 'weights' is made twice"),
        ('lesson.compare("weights")', "", "the prediction 'weights' is compared nowhere"),
        ('lesson.compare("weights")', 'lesson.compare("weight")', "no cell has `:predict: weight`"),
        ('lesson = start("weig', 'lesson.compare("boundary")\nlesson = start("weig', "is compared before it is made"),
        ("## 2. Add the bias", "## 2. Add the bias\n\n**Predict.** What?", "prose 'bias' asks for a prediction"),
        ("## 2. Some o viés", "## 2. Some o viés\n\n**Preveja.** O quê?", "prose 'bias' asks for a prediction"),
        (
            "At the school canteen",
            "After {lesson:sigmoide}, at the canteen",
            "no lesson is called 'sigmoide'; there are weighted_sum_plus_bias",
        ),
    ],
)
def test_mistake_is_named_with_its_line(mistaken, old, new, message):
    assert message in mistaken(old, new)


def test_line_is_that_of_the_cell(mistaken):
    said = mistaken('+++ {"id": "weigh", "lang": "en"}', '+++ {"id": "weigh", "lang": "fr"}')
    place = line_of('+++ {"id": "weigh", "lang": "en"}')
    assert said.startswith(f"{place}:")


@pytest.mark.parametrize("place", OURS.places, ids=lambda place: place.name)
def test_students_get_no_answer_to_a_prediction_and_teachers_get_all(place):
    lesson = read_lesson(place)
    for edition in editions_of(OURS, lesson):
        notebook = nbformat.read(edition.path, as_version=4)
        cells = {cell.id: cell for cell in notebook.cells}
        for cell in lesson.cells:
            if not cell.predict:
                continue
            prediction = read_prediction(cell.predict, cell.block, edition.language)
            whys = [
                choice.why for question in prediction.questions for choice in getattr(question, "choices", [question])
            ]
            given = json.dumps([cells[cell.id], *outputs_after(notebook, cell.predict)], ensure_ascii=False)
            assert not [why for why in whys if why in given]
            told = "".join(one.source for one in notebook.cells if one.id.startswith("teacher-"))
            assert [why in told for why in whys] == [edition.for_teacher] * len(whys)


def outputs_after(notebook, name: str) -> list:
    """The outputs of the cell that compares a prediction."""
    return [c.outputs for c in notebook.cells if c.cell_type == "code" and f'lesson.compare("{name}")' in c.source]


def test_missing_exercise_is_named(mistaken):
    text = LESSON_02.text
    start = text.index("```{code-cell}\n:id: zero-bias\n")
    end = text.index('+++ {"id": "python"')
    assert "the exercise 'zero_bias' of exercises.py is not in the lesson" in mistaken(text[start:end], "")


CODE = '''\
# before all
def f(x):  # a "string"
    """First line.

    Second line.
    """  # beside it
    ### BEGIN SOLUTION
    return f("# no comment", """no docstring""", x)  #close by
    ### END SOLUTION


"""A string alone."""
x = 1  # 2.5
# the end'''


def test_comments_and_docstrings_are_translated_and_the_code_stays():
    found = [
        "before all",
        'a "string"',
        "First line.\n\n    Second line.\n    ",
        "beside it",
        "close by",
        "A string alone.",
        "the end",
    ]
    assert texts(CODE) == found
    assert in_language(CODE, lambda text: text) == CODE
    translated = in_language(CODE, lambda text: f"«{text} ção»")
    for text in found:
        assert f"«{text} ção»" in translated
    assert translated.replace("«", "").replace(" ção»", "") == CODE


@pytest.mark.parametrize("code", ["data.load?  # help", "x = (1,  # open", "f = 'unclosed  # text"])
def test_cell_that_python_cannot_read_is_left_as_it_is(code):
    assert in_language(code, str.upper) == code


def test_comment_without_a_translation_stays_english(tmp_path):
    copy = Place(tmp_path / LESSON_02.path.name)
    shutil.copytree(LESSON_02.path, copy.path)
    words = copy.words_file("pt-BR")
    text = words.read_text(encoding="utf-8")
    assert 'msgstr "z e a saída"' in text
    words.write_text(text.replace('msgstr "z e a saída"', 'msgstr ""'), encoding="utf-8")
    notebook = make_notebook(Edition(OURS, read_lesson(copy), "pt-BR", for_teacher=False))
    sources = {cell.id: cell.source for cell in notebook.cells}
    assert sources["double"].endswith("  # z and the output")
    assert sources["bill"].endswith("  # sem e com o cupom")


@pytest.mark.parametrize("place", OURS.places, ids=lambda place: place.name)
def test_students_get_no_solution(place):
    lesson = read_lesson(place)
    for edition in editions_of(OURS, lesson):
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
                assert (
                    translated(editions.STUB, edition.language) in cells[cell.id].source
                    or "..." in cells[cell.id].source
                )


def test_solution_stands_where_the_stub_was():
    notebook = make_notebook(Edition(OURS, read_lesson(LESSON_02), "en", for_teacher=False))
    source = next(cell.source for cell in notebook.cells if cell.id == "weighted-sum-loop")
    assert source == (
        "def weighted_sum(inputs, weights):\n"
        '    """Each input times its weight, all added up."""\n'
        "    # write your code here"
    )
    assert solutions(read_lesson(LESSON_02))["zero_bias"]["en"] == "bias = 7"


def test_python_that_cannot_be_read_is_named_with_its_line(tmp_path):
    (tmp_path / "figures.py").write_text("import math\n  x = 1\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"figures\.py:2: unexpected indent"):
        meaning(tmp_path / "figures.py")
