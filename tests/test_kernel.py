"""Before the first cell has run, and with files beside the notebook that have names of modules, a kernel says what to do."""

import runpy
import shutil
import sys
import tomllib
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from IPython.core.application import ENV_CONFIG_DIRS
from nbclient import NotebookClient
from traitlets.config import Config

from helpers import kernel, lessons

ROOT = Path(__file__).resolve().parents[1]
CONFIG = "lab_config/ipython_kernel_config.py"
CELLS = {
    "check": 'lesson.check("zero_bias", bias)',
    "figure": "figures.neuron_diagram()",
    "numpy": "np.exp(1)",
    "own mistake": "no_such_name",
    "first": 'from helpers import data, nn, start\nlesson = start("weighted_sum_plus_bias", language="pt-BR")',
    "first again": 'lesson = start("weighted_sum_plus_bias", language="en")',
    "misspelt": "Bias = 7\nbias + 1",
    "copied minus": "x = −7",
    "right": "x = 7",
}


# Where an installed course stands on the path: behind the notebook's folder, which IPython puts before site-packages.
INSTALLED = """
import sys
from pathlib import Path
place = next(number for number, path in enumerate(sys.path) if Path(path).name == "site-packages")
sys.path.insert(place + 1, {root!r})
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What each cell shows, as HTML, in a kernel that begins beside a student's own helpers.py and random.py."""
    folder, settings = tmp_path_factory.mktemp("notebook"), tmp_path_factory.mktemp("ipython")
    for name in ("helpers.py", "random.py", "mine.py"):
        (folder / name).write_text("def add(a, b):\n    return a + b\n", encoding="utf-8")
    profile = settings / "profile_default"
    profile.mkdir()
    shutil.copy(ROOT / CONFIG, profile)
    (settings / "sitecustomize.py").write_text(INSTALLED.format(root=str(ROOT)), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS.values()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(settings))
        patch.setenv("PYTHONPATH", str(settings))
        NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    return {name: [words(output) for output in cell.outputs] for name, cell in zip(CELLS, notebook.cells, strict=True)}


def words(output: dict) -> str:
    data = output.get("data", {})
    return unescape(data.get("text/html") or data.get("text/plain") or output["output_type"])


@pytest.mark.parametrize("cell", ["check", "figure", "numpy"])
def test_cell_run_without_the_first_says_so_in_every_language(told, cell):
    _error, english, portuguese = told[cell]
    assert "Run the notebook's first code cell" in english
    assert "Rode a primeira célula de código" in portuguese


def test_other_unknown_names_are_no_sign_of_it(told):
    assert len(told["own mistake"]) == 1


def test_course_is_found_beside_a_file_of_its_name_and_the_file_is_named(told):
    ready, *notes = told["first"]
    assert "Pese, some, desloque" in ready
    assert [note.partition("</b> ")[2].partition(",")[0] for note in notes] == ["helpers.py", "random.py"]
    assert "Dê outro nome ao arquivo" in notes[0]
    assert "Give the file another name" in told["first again"][1]


def test_usual_error_is_explained_once_under_python_s_own_words(told):
    for cell, said in (("misspelt", "A cell you ran sets Bias."), ("copied minus", "on your keyboard: -")):
        error, line = told[cell]
        assert error == "error"
        assert "In other words:" in line
        assert said in line
    assert told["right"] == []


def test_package_puts_the_configuration_where_ipython_looks_for_it():
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    place = Path(sys.prefix) / shared["wheel"]["shared-data"][CONFIG]
    assert str(place.parent) in ENV_CONFIG_DIRS
    assert place.name == "ipython_kernel_config.py"


def test_configuration_takes_the_course_before_the_notebook_s_folder_is_on_the_path(monkeypatch):
    monkeypatch.delitem(sys.modules, "helpers.kernel")
    runpy.run_path(str(ROOT / CONFIG), {"get_config": Config})
    assert "helpers.kernel" in sys.modules


@pytest.fixture
def run_beside(tmp_path, monkeypatch):
    """Import a module beside which lie the student's own files; gives what the kernel then says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    said = []
    monkeypatch.setattr(kernel, "_say", lambda text: said.append(text(str)))
    monkeypatch.setitem(sys.modules, "tomllib", tomllib)  # and back again
    monkeypatch.setattr(lessons, "_in_hand", None)

    def run(code: str, files: dict[str, str]) -> list[str]:
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8")
            monkeypatch.delitem(sys.modules, Path(name).parts[0].removesuffix(".py"), raising=False)
        try:
            exec(code, {})
        except Exception as error:
            kernel._explain(SimpleNamespace(error_in_exec=error))
        return said

    return run


HIDING = {
    "lacks what is wanted": ("from tomllib import loads", {"tomllib.py": "x = 1"}, "tomllib.py"),
    "fails itself": ("import tomllib", {"tomllib.py": "import tomllib\ntomllib.loads('')"}, "tomllib.py"),
    "folder": ("from tomllib import loads", {"tomllib/__init__.py": "x = 1"}, "tomllib/__init__.py"),
}


@pytest.mark.parametrize(("code", "files", "named"), HIDING.values(), ids=HIDING)
def test_file_taken_for_a_module_is_named(run_beside, code, files, named):
    (said,) = run_beside(code, files)
    assert said.startswith(f"{named}, in the notebook's folder, has the name of a module")


@pytest.mark.parametrize("code", ["from mine import loads", "import json\njson.loads('')", "1 / 0"])
def test_other_errors_are_left_as_they_are(run_beside, code):
    assert run_beside(code, {"mine.py": "x = 1"}) == []
