"""The student's copies of the notebooks, in my_work/, and JupyterLab on them."""

import os
import subprocess
from pathlib import Path

from course_commands.words import Problem


def languages(root: Path) -> list[str]:
    """The languages in which there are lessons, begun ones too."""
    return sorted({path.parent.name for path in (root / "notebooks").glob("*/*.ipynb")}, reverse=True)


def notebooks_of(root: Path, edition: str) -> list[Path]:
    """The notebook of each lesson: that of this edition ("es", "teacher/es"), or the English one where there is none yet."""
    folder = root / "notebooks" / edition
    found = {path.name: path for place in (folder.with_name("en"), folder) for path in place.glob("*.ipynb")}
    return [found[name] for name in sorted(found)]


def copy_lessons(root: Path, edition: str) -> list[Path]:
    """Copy the lessons of one edition ("en", "teacher/en", …) that are not in `my_work` yet; never overwrite."""
    folder = root / "my_work" / edition
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for notebook in notebooks_of(root, edition):
        copy = folder / notebook.name
        if not copy.exists():
            _copy(notebook, copy)
        copies.append(copy)
    return copies


def lab(root: Path, python: Path, edition: str, more: list[str]) -> int:
    """Open JupyterLab on the first lesson of `my_work/<edition>`."""
    first = copy_lessons(root, edition)[0]
    config = root / "lab_config"
    own = config / edition.removeprefix("teacher/")
    paths = [str(own if own.exists() else config / "en"), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
    command = [str(python), "-m", "jupyterlab", f"--config={config / 'jupyter_lab_config.py'}"]
    command += [f"--ServerApp.root_dir={first.parent}", f"--LabApp.default_url=/lab/tree/{first.name}", *more]
    return subprocess.run(command, env=environment).returncode


def fresh(root: Path, lesson: str, edition: str) -> Path:
    """A fresh copy of a lesson beside the student's own, which stays as it is."""
    there = notebooks_of(root, edition)
    found = [path for path in there if lesson and path.name.startswith(lesson)]
    if not found:
        names = ", ".join(path.stem for path in there)
        raise Problem("No lesson {lesson!r}. Give the start of one of these names: {names}", lesson=lesson, names=names)
    folder = root / "my_work" / edition
    folder.mkdir(parents=True, exist_ok=True)
    number = 2
    while (copy := folder / f"{found[0].stem}-{number}.ipynb").exists():
        number += 1
    _copy(found[0], copy)
    return copy


def _copy(notebook: Path, copy: Path) -> None:
    """Copy whole or not at all: half a copy would never be made good, because copies are not overwritten.

    Where a language is begun, links lead to the English edition of other lessons; among the copies they all stand together.
    """
    new = copy.with_name(f".{copy.name}.new")
    new.write_bytes(notebook.read_bytes().replace(b"](../en/", b"]("))
    new.replace(copy)
