"""Guards over the built notebooks: what nbval, which compares outputs as text, does not see."""

import base64
import io
import itertools
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert import HTMLExporter
from PIL import Image

from lessons_src.builder.editions import Edition, editions_of
from lessons_src.builder.glossary import WORDS_ID
from lessons_src.builder.series import OURS, ROOT
from tests.languages import COMPLETE
from tests.sources import LESSONS

EDITIONS = [edition for lesson in LESSONS.values() for edition in editions_of(OURS, lesson)]
LOOKED_UP = {"glossary", WORDS_ID}  # cells that are looked up and not read through
FRAME = {
    "pt-BR": ["**Você vai aprender a**", "## O que você já sabe fazer", "## Próxima aula"],
    "en": ["**You will learn to**", "## What you can do now", "## Next lesson"],
}  # a language that is begun may choose its own; it has the headings of the English edition
# The last lesson, which looks back, has its own last heading, one picture, a quiz of some 1,500 words beside its prose,
# and the glossary.
LAST = "recap_and_glossary"
FRAME_OF_THE_LAST = {"pt-BR": "## Para onde ir agora", "en": "## Where to go next"}
FORMULA = re.compile(r"\${1,2}[^$]+\${1,2}")
HEADING = re.compile(r"^#+ ", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

every_edition = pytest.mark.parametrize(
    "edition", EDITIONS, ids=lambda e: e.name.removesuffix(".ipynb").replace("/", "-")
)


def read(edition: Edition) -> nbformat.NotebookNode:
    return nbformat.read(edition.path, as_version=4)


def code_cells(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def picture_outputs(notebook) -> dict[str, dict]:
    """The data of every output that holds a picture, by cell id and place in the cell."""
    found = {}
    for cell in code_cells(notebook):
        for number, output in enumerate(cell.outputs):
            data = output.get("data", {})
            if "image/png" in data or "<img" in data.get("text/html", ""):
                found[f"{cell.id}[{number}]"] = data
    return found


class Images(HTMLParser):
    """Collects the attributes of every <img>."""

    def __init__(self, html: str):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found.append(dict(attrs))


@every_edition
def test_every_code_cell_ran_once_in_order_without_error(edition):
    cells = code_cells(read(edition))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    assert not [output for cell in cells for output in cell.outputs if output.get("name") == "stderr"]


@every_edition
def test_every_picture_has_alt_text_and_says_the_same_twice(edition):
    outputs = picture_outputs(read(edition))
    assert len(outputs) >= (1 if edition.lesson.place.name == LAST else 4)
    for place, data in outputs.items():
        (image,) = Images(data["text/html"]).found
        assert len(image["alt"]) > 20, place
        assert image["alt"] == data["text/plain"], place
        assert image["src"] == "data:image/png;base64," + data["image/png"].strip(), place
        picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).convert("RGB")
        assert picture.getcolors(8) is None, f"{place} is almost of one colour"


@pytest.mark.parametrize("edition", EDITIONS[::3], ids=lambda edition: edition.name)  # of each lesson at least one
def test_export_without_a_kernel_shows_every_picture(edition):
    notebook = read(edition)
    html, _resources = HTMLExporter().from_notebook_node(notebook)
    images = [image for image in Images(html).found if image.get("src", "").startswith("data:image/png")]
    assert [image["alt"] for image in images] == [data["text/plain"] for data in picture_outputs(notebook).values()]


@every_edition
def test_nothing_of_a_kernel_or_of_this_machine_is_stored(edition):
    notebook = read(edition)
    assert "widgets" not in notebook.metadata
    outputs = json.dumps([cell.outputs for cell in code_cells(notebook)], ensure_ascii=False)
    assert "widget-view" not in outputs
    text = re.sub(r"data:image/png;base64,[^\"\\]+|\"image/png\": \"[^\"]+\"", "", outputs)
    assert not re.findall(r"/(?:home|root|tmp|usr|Users|work|var)/|[A-Z]:\\\\|\b0x[0-9a-f]{6,}\b|token=", text)
    assert edition.path.stat().st_size < 1_000_000


@every_edition
def test_frame_and_order_of_headings(edition):
    notebook = read(edition)
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    frame = list(FRAME.get(edition.language, ()))
    if edition.lesson.place.name == LAST and frame:
        frame[-1] = FRAME_OF_THE_LAST[edition.language]
    places = [prose.find(words) for words in frame]
    assert -1 not in places
    assert places == sorted(places)
    assert notebook.metadata.title in prose.split("\n", 1)[0]


@every_edition
def test_prose_holds_no_code_that_is_never_run_and_no_picture_without_alt(edition):
    for cell in read(edition).cells:
        if cell.cell_type == "markdown":
            assert "```" not in cell.source, cell.id
            assert "~~~" not in cell.source, cell.id
            assert "![](" not in cell.source, cell.id
            assert all(image.get("alt") for image in Images(cell.source).found), cell.id


@every_edition
def test_length_of_prose_and_of_code_cells(edition):
    notebook = read(edition)
    if edition.for_teacher:
        return
    prose = " ".join(
        cell.source for cell in notebook.cells if cell.cell_type == "markdown" and cell.id not in LOOKED_UP
    )
    words = re.findall(r"[^\W\d_]{1,}", FORMULA.sub(" ", re.sub(r"<[^>]+>|\]\([^)]*\)", " ", prose)))
    assert (700 if edition.lesson.place.name == LAST else 1200) <= len(words) <= 1900
    for cell in code_cells(notebook):
        assert cell.source.count("\n") < 12, cell.id


@pytest.mark.parametrize("for_teacher", [False, True])
def test_languages_differ_in_words_only(for_teacher):
    for place in OURS.places:
        versions = [e for e in EDITIONS if e.lesson.place == place and e.for_teacher == for_teacher]
        assert {e.language for e in versions} >= set(COMPLETE)
        notebooks = {e.language: read(e) for e in versions}
        english = notebooks.pop("en")
        for tag, other in notebooks.items():
            assert_they_differ_in_words_only(english, other)
            same = [
                a.id
                for a, b in zip(english.cells, other.cells, strict=True)
                if a.cell_type == "markdown" and a.source == b.source
            ]
            assert tag not in COMPLETE or same == []  # a language that is begun may keep some of the English
            alts = [
                [data["text/plain"] for data in picture_outputs(notebook).values()] for notebook in (english, other)
            ]
            assert tag not in COMPLETE or not set(alts[0]) & set(alts[1])


def assert_they_differ_in_words_only(one, two):
    assert [cell.id for cell in one.cells] == [cell.id for cell in two.cells]
    for a, b in zip(one.cells, two.cells, strict=True):
        if a.cell_type == "markdown":
            assert a.source.count("**") == b.source.count("**"), a.id
            assert HEADING.findall(a.source) == HEADING.findall(b.source), a.id
            sources = [cell.source.replace("{,}", ",").replace(";", ",") for cell in (a, b)]
            for same in (FORMULA, NUMBER):
                found = [sorted(x.replace(",", ".") for x in same.findall(source)) for source in sources]
                assert found[0] == found[1], a.id


DRAW = """
import io
from IPython.display import Image, display
from PIL import Image as Pixels

def draw(width, dark):
    picture, file = Pixels.new("RGB", (width, 20), "white"), io.BytesIO()
    picture.paste("black", (0, 0, dark, 5))
    picture.save(file, "PNG")
    return file.getvalue()
"""
# The picture that is stored, (width, dark columns of 5 dots) or a text, for a cell that draws draw(40, 8).
STORED = {
    "alike": (40, 8),
    "few dots differ": (40, 12),
    "another": (40, 13),
    "another size": (41, 8),
    "unreadable": "AAAA",
}


def test_nbval_run_compares_the_pictures(tmp_path):
    names = {}
    exec(DRAW, names)
    cells = [nbformat.v4.new_code_cell(DRAW.strip(), execution_count=1)]
    for number, picture in enumerate(STORED.values(), start=2):
        data = picture if isinstance(picture, str) else base64.b64encode(names["draw"](*picture)).decode()
        bundle = {"image/png": data, "text/plain": "<IPython.core.display.Image object>"}
        shown = nbformat.v4.new_output("display_data", data=bundle)
        cells.append(nbformat.v4.new_code_cell("display(Image(draw(40, 8)))", execution_count=number, outputs=[shown]))
    without = nbformat.v4.new_output("display_data", data={"text/plain": "<IPython.core.display.Image object>"})
    cells.append(nbformat.v4.new_code_cell("display(Image(draw(40, 8)))", execution_count=7, outputs=[without]))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "drawn.ipynb")
    options = ["-p", "conftest", "-c", ROOT / "pyproject.toml", "-n0", "-rfp", "-q", tmp_path / "drawn.ipynb"]
    done = subprocess.run([sys.executable, "-m", "pytest", *options], cwd=ROOT, capture_output=True, text=True)
    passed, failed = (re.findall(rf"^{word} .*Cell (\d)", done.stdout, re.MULTILINE) for word in ("PASSED", "FAILED"))
    assert (passed, failed) == (["0", "1", "2"], ["3", "4", "5", "6"]), done.stdout
    for said in ("25 dots differ", "(20, 41) stored, (20, 40) drawn", "cannot be read", "0 pictures are stored"):
        assert said in done.stdout
