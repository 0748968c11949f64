#!/usr/bin/env python3
"""Set up and run the course: `python course.py lab` (or `make lab`).

Standard library only, so that it runs on a fresh machine, Windows included. Everything is
installed into `.venv`, inside this folder; nothing outside it is changed.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
NOTEBOOKS = ROOT / "notebooks"
MY_WORK = ROOT / "my_work"
LANGUAGES = ("pt-BR", "en")


def venv_python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def setup(extra: str = "") -> Path:
    """Install the course (and, with extra="dev", the maintainer's tools) and return the Python to use.

    Does nothing, and needs no network, when what is wanted is already installed.
    """
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + (ROOT / "requirements.lock").read_bytes())
    stamp = VENV / "course.json"
    installed = json.loads(stamp.read_text()) if stamp.exists() else {}
    extras = set(installed.get("extras", [])) | {"", extra}  # the tools come on top of the course itself
    if installed.get("hash") == wanted.hexdigest() and extra in installed["extras"]:
        return venv_python()
    print("Setting up in .venv (the first time takes a few minutes) / Preparando em .venv …", flush=True)
    if not venv_python().exists():
        venv.create(VENV, with_pip=True)
    names = ",".join(sorted(extras - {""}))
    target = f"{ROOT}[{names}]" if names else str(ROOT)
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--constraint", str(ROOT / "requirements.lock"), "--editable", target], check=True)
    stamp.write_text(json.dumps({"hash": wanted.hexdigest(), "extras": sorted(extras)}))
    return venv_python()


def copy_lessons(edition: str) -> list[Path]:
    """Copy the lessons of one edition ("en", "teacher/en", …) that are not in `my_work` yet; never overwrite."""
    folder = MY_WORK / edition
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for notebook in sorted((NOTEBOOKS / edition).glob("*.ipynb")):
        copy = folder / notebook.name
        if not copy.exists():
            shutil.copyfile(notebook, copy)
        copies.append(copy)
    return copies


def lab(python: Path, edition: str, more: list[str]) -> int:
    """Open JupyterLab on the first lesson of `my_work/<edition>`."""
    first = copy_lessons(edition)[0]
    config = ROOT / "lab_config"
    language = edition.removeprefix("teacher/")
    paths = [str(config / language), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
    command = [str(python), "-m", "jupyterlab", f"--config={config / 'jupyter_lab_config.py'}"]
    command += [f"--ServerApp.root_dir={first.parent}", f"--LabApp.default_url=/lab/tree/{first.name}", *more]
    try:
        return subprocess.run(command, env=environment).returncode
    except KeyboardInterrupt:
        return 0


def fresh(lesson: str, edition: str) -> int:
    """Put a fresh copy of a lesson beside the student's own, which stays as it is."""
    found = sorted((NOTEBOOKS / edition).glob(f"{lesson}*.ipynb"))
    if not lesson or not found:
        names = ", ".join(path.stem for path in sorted((NOTEBOOKS / edition).glob("*.ipynb")))
        print(f"No lesson {lesson!r}. Give the start of one of these names: {names}", file=sys.stderr)
        return 2
    folder = MY_WORK / edition
    folder.mkdir(parents=True, exist_ok=True)
    number = 2
    while (copy := folder / f"{found[0].stem}-{number}.ipynb").exists():
        number += 1
    shutil.copyfile(found[0], copy)
    print(copy.relative_to(ROOT))
    return 0


def clean() -> int:
    """Remove what can be made again; `my_work` is the student's and stays."""
    for folder in (VENV, ROOT / ".build", ROOT / ".pytest_cache", ROOT / ".ruff_cache", ROOT / ".hypothesis"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--here", action="store_true", help="use the Python that runs this script (conda), not .venv")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install the course into .venv")
    for name, text in (
        ("lab", "open JupyterLab on the first lesson"),
        ("lab-teacher", "open the teacher's edition (solutions, notes)"),
    ):
        command = commands.add_parser(name, help=text + "; further options go to JupyterLab")
        command.add_argument("--language", choices=LANGUAGES, default="pt-BR")
    command = commands.add_parser("fresh", help="a fresh copy of a lesson beside your own")
    command.add_argument("lesson", help="the start of its name, for instance 02")
    command.add_argument("--language", choices=LANGUAGES, default="pt-BR")
    for name, text in (
        ("test", "run all the tests; further options go to pytest"),
        ("notebooks", "build the notebooks from lessons_src; further options go to the builder"),
        ("network", "train again the network that lesson 05 shows"),
        ("bench", "measure speed and memory beside the usual way"),
        ("lint", "check the style of all code"),
        ("clean", "remove .venv and caches, never my_work"),
    ):
        commands.add_parser(name, help=text)
    arguments, more = parser.parse_known_args()
    if more and arguments.command not in ("lab", "lab-teacher", "test", "notebooks", "bench"):
        parser.error(f"unknown options: {' '.join(more)}")

    # For everything started below: shared between threads, the small matrix products of a training are many times
    # slower as soon as the computer has other work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments.command == "clean":
        return clean()
    if arguments.command == "fresh":
        return fresh(arguments.lesson, arguments.language)
    for_students = arguments.command in ("setup", "lab", "lab-teacher")
    python = Path(sys.executable) if arguments.here else setup("" if for_students else "dev")
    if arguments.command == "lab":
        return lab(python, arguments.language, more)
    if arguments.command == "lab-teacher":
        return lab(python, f"teacher/{arguments.language}", more)
    tools = {
        "test": [["pytest", *more]],
        "notebooks": [["lessons_src.builder", *more]],
        "network": [["helpers.data.pretrain"]],
        "bench": [["benchmarks", *more]],
        "lint": [["ruff", "check", "."], ["ruff", "format", "--check", "."]],
    }
    codes = [
        subprocess.run([str(python), "-m", *tool], cwd=ROOT).returncode for tool in tools.get(arguments.command, [])
    ]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
