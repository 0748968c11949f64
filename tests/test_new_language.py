"""A language begins with one lesson: the steps of README.md, done in a copy of the course, and what a student then sees.

The translation is made up: Spanish where a few words are, English for the rest.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers.lessons.folders import find_lesson

ROOT = Path(__file__).resolve().parents[1]
LESSON = find_lesson("weighted_sum_plus_bias").path.name
LAST = f"{find_lesson('recap_and_glossary').path.name}.ipynb"
PARTS = ("course.py", "course_commands", "helpers", "lab_config", "lessons_src", "notebooks", "pyproject.toml", "requirements.lock")  # fmt: skip
ENGLISH = re.compile(r'\+\+\+ (?P<head>{[^\n]*"lang": "en"[^\n]*})\n(?P<text>.*?)(?=^\+\+\+ |^```{code-cell}|\Z)', re.DOTALL | re.MULTILINE)  # fmt: skip
TRANSLATIONS = {
    "helpers/language/es.po": {
        "Ready. Lesson {number}: {title}. {work}.": "Listo. Lección {number}: {title}. {work}.",
        ("About {count} minute", "About {count} minutes"): ("Unos {count} minuto", "Unos {count} minutos"),
        ("{count} exercise", "{count} exercises"): ("{count} ejercicio", "{count} ejercicios"),
        "Words of this lesson": "Palabras de esta lección",
    },
    "course_commands/words.es.po": {"show this help": "muestra esta ayuda"},
    f"lessons_src/{LESSON}/words.es.po": {
        "z and the output": "z y la salida",
        "Each input times its weight, all added up.": "Cada entrada por su peso, todo sumado.",
    },
}


def commands(readme: str, heading: str) -> list[list[str]]:
    """The commands that a section names, in their order."""
    section = (ROOT / readme).read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [command.split() for command in re.findall(r"`python course\.py ([^`]+)`", section)]


def entry(text: str | tuple[str, str], translation) -> str:
    """An entry of a catalogue. translation: that of a text, or those of its forms; None while there is none."""
    if isinstance(text, str):
        return f'msgid "{text}"\nmsgstr "{translation or ""}"\n'
    forms = "".join(f'msgstr[{k}] "{form}"\n' for k, form in enumerate(translation or ["", ""]))
    return f'msgid "{text[0]}"\nmsgid_plural "{text[1]}"\n{forms}'


def translate(folder: Path) -> None:
    """Fill in some texts of the catalogues, and give lesson 02 its prose."""
    for name, texts in TRANSLATIONS.items():
        catalogue = (folder / name).read_text(encoding="utf-8")
        for text, translation in texts.items():
            waiting = entry(text, None)
            assert waiting in catalogue, text
            catalogue = catalogue.replace(waiting, entry(text, translation))
        (folder / name).write_text(catalogue, encoding="utf-8")

    def beside(cell: re.Match) -> str:
        spanish = re.sub(r"\bthe\b", "la", cell["text"])
        spanish = re.sub(r"^# .*", "# Pesar, sumar, mover", spanish, flags=re.MULTILINE)
        head = cell["head"].replace('"en"', '"es"')
        return f"{cell[0]}+++ {head}\n{spanish}"

    lesson = folder / "lessons_src" / LESSON / "lesson.md"
    lesson.write_text(ENGLISH.sub(beside, lesson.read_text(encoding="utf-8")), encoding="utf-8")


def run(folder: Path, *command: str) -> str:
    """What a command of course.py says."""
    done = subprocess.run([sys.executable, "course.py", "--here", *command], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Begun:
    """The course with its new language. said: what each command said; before: the files there were."""

    def __init__(self, folder: Path):
        self.folder = folder
        for part in PARTS:
            (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, folder / part)
        shutil.rmtree(folder / "notebooks" / ".build", ignore_errors=True)
        self.before = self.notebooks()
        new, build, lab, state = commands("README.md", "Add a language")
        self.said = [run(folder, *new)]
        translate(folder)
        self.said += [run(folder, *build), run(folder, *lab, "--version")]  # JupyterLab says its version and ends
        self.catalogues = self.all_catalogues()
        self.said.append(run(folder, *state))

    def notebooks(self) -> dict[str, bytes]:
        place = self.folder / "notebooks"
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*.ipynb")}

    def all_catalogues(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.folder.rglob("*.po")}

    def spanish(self, edition: str = "es") -> nbformat.NotebookNode:
        return nbformat.read(self.folder / "notebooks" / edition / f"{LESSON}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    return Begun(tmp_path_factory.mktemp("begun"))


def test_both_readmes_tell_the_same_steps():
    assert commands("README.md", "Add a language") == commands("README.pt-BR.md", "Acrescente uma língua")


def test_the_lesson_has_its_two_editions_and_nothing_else_changed(begun):
    after = begun.notebooks()
    assert after.keys() - begun.before.keys() == {f"es/{LESSON}.ipynb", f"teacher/es/{LESSON}.ipynb"}
    assert {name for name in begun.before if after[name] != begun.before[name]} == set()


@pytest.mark.parametrize("edition", ["es", "teacher/es"])
def test_it_has_run_and_says_what_is_translated_and_the_rest_in_english(begun, edition):
    notebook = begun.spanish(edition)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    (ready,) = code[0].outputs
    assert ready.data["text/plain"] == "Listo. Lección 02: Pesar, sumar, mover. Unos 45 minutos, 4 ejercicios."
    source = "\n".join(cell.source for cell in code)
    assert 'language="es"' in source
    assert "# z y la salida" in source
    assert '"""Cada entrada por su peso, todo sumado."""' in source
    assert "# without and with the coupon" in source
    assert ("# write your code here" in source) == (edition == "es")
    shown = [
        output.data["text/plain"] for cell in code for output in cell.outputs if "image/png" in output.get("data", {})
    ]
    assert shown and any(" the " in alt for alt in shown)
    assert notebook.metadata.title == "Pesar, sumar, mover"


def test_words_of_the_lesson_are_english_until_they_are_written(begun):
    words = begun.spanish().cells[-1].source
    assert words.startswith("## Palabras de esta lección\n")
    assert '<a id="bias"></a>**bias** (*viés*): The number added once' in words


def test_links_lead_to_the_editions_there_are(begun):
    (link,) = re.findall(r"\]\(([^)#]+\.ipynb)\)", begun.spanish().cells[-1].source)
    assert link == f"../en/{LAST}"
    assert (begun.folder / "notebooks" / "es" / link).exists()
    copies = begun.folder / "my_work" / "es"
    copy = nbformat.read(copies / f"{LESSON}.ipynb", as_version=4)
    (link,) = re.findall(r"\]\(([^)#]+\.ipynb)\)", copy.cells[-1].source)
    assert (copies / link).resolve() == copies / LAST


def test_lab_opens_the_lesson_in_spanish_and_the_others_in_english(begun):
    copies = {path.name: path.read_bytes() for path in (begun.folder / "my_work" / "es").iterdir()}
    assert copies.keys() == {path.name for path in (ROOT / "notebooks" / "en").glob("*.ipynb")}
    assert b"Pesar, sumar, mover" in copies.pop(f"{LESSON}.ipynb")
    assert {name for name, copy in copies.items() if copy != begun.before[f"en/{name}"]} == set()
    assert "muestra esta ayuda" in run(begun.folder, "--language", "es", "--help")


def test_catalogues_are_made_once_and_then_count_what_waits(begun):
    new, *_others, state = begun.said
    assert f"lessons_src/{LESSON}/words.es.po is new or changed" in new
    waiting = dict(re.findall(r"^(.*): (\d+) of \d+ texts wait for a translation$", new, re.MULTILINE))
    still = dict(re.findall(r"^(.*): (\d+) of \d+ texts wait for a translation$", state, re.MULTILINE))
    assert waiting.keys() == still.keys() >= TRANSLATIONS.keys()
    done = {name: int(waiting[name]) - int(still[name]) for name in waiting}
    assert {name: count for name, count in done.items() if count} == {name: len(t) for name, t in TRANSLATIONS.items()}
    assert "is new" not in state
    assert begun.all_catalogues() == begun.catalogues
    assert not any("pt-BR" in line for line in (new + state).splitlines())
