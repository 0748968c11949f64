"""The command line of course.py."""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_commands import words
from course_commands.environment import Environment
from course_commands.lessons import fresh, lab, languages
from course_commands.targets import Target, this_platform, this_python
from course_commands.words import N_, Problem, _

ROOT = Path(__file__).absolute().parents[1]  # not resolve(): a network drive of Windows keeps its letter
MORE = (
    "lab",
    "lab-teacher",
    "test",
    "test-site",
    "notebooks",
    "words",
    "site",
    "bench",
)  # whose further options go on to what they start


def run(arguments: list[str]) -> int:
    """Do what the command line says; what goes wrong is said in one or two lines, and gives 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that has no “ç” shows “?” and goes on
    words.speak(_asked_language(arguments) or words.system_language())
    try:
        return _run(*_parse(arguments))
    except Problem as problem:
        print(problem, file=sys.stderr)
    except PermissionError as error:
        text = N_(
            "No write access to {path} ({error}). Close JupyterLab if it is open, or move the course to a folder of your own."
        )
        print(Problem(text, path=error.filename, error=error.strerror), file=sys.stderr)
    except OSError as error:
        print(Problem("The system says: {error}", error=error), file=sys.stderr)
    except KeyboardInterrupt:
        print("\n" + _("Stopped. The same command goes on from here."), file=sys.stderr)
        return 130
    return 1


def _asked_language(arguments: list[str]) -> str | None:
    """The value of --language, wherever it stands: the help below is written in it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--language", nargs="?")
    return parser.parse_known_args(arguments)[0].language


def _parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    argparse._ = lambda text: words.versions(text)[0]  # "usage:" and the like
    text = N_(
        "Set up and run the course. Everything is installed into .venv, inside this folder; nothing outside it is changed."
    )
    parser = argparse.ArgumentParser(prog="course.py", description="\n".join(words.versions(text)), add_help=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    options = parser.add_argument_group(_("options"))
    options.add_argument("-h", "--help", action="help", help=_("show this help"))
    options.add_argument(
        "--here", action="store_true", help=_("use the Python that runs this script (conda), not .venv")
    )
    options.add_argument(
        "--language", choices=languages(ROOT), help=_("the language of the lessons and of these messages")
    )
    commands = parser.add_subparsers(dest="command", required=True, title=_("commands"), metavar=_("command"))

    def command(name: str, text: str) -> argparse._ArgumentGroup:
        added = commands.add_parser(name, help=_(text), description=_(text), add_help=False)
        group = added.add_argument_group(_("options"))
        group.add_argument("-h", "--help", action="help", help=_("show this help"))
        if name in ("setup", "lab", "lab-teacher", "fresh", "kit"):
            group.add_argument(
                "--language",
                choices=languages(ROOT),
                default=argparse.SUPPRESS,
                help=_("the language of the lessons and of these messages"),
            )
        return group

    command("setup", "install the course into .venv")
    command("lab", "open JupyterLab on the first lesson; further options go to JupyterLab")
    command("lab-teacher", "open the teacher's edition (solutions, notes)")
    group = command("fresh", "a fresh copy of a lesson beside your own")
    group.add_argument("lesson", help=_("the start of its name, for instance 02"))
    group = command("kit", "pack a folder from which computers without internet install the course")
    group.add_argument("--platform", nargs="+", action="extend", help=_("windows, macos, linux, or a tag of pip such as win_arm64; several allowed (default: this computer's)"))  # fmt: skip
    group.add_argument("--python", nargs="+", action="extend", help=_("the Python of those computers, such as 3.13; several allowed (default: this one's)"))  # fmt: skip
    group.add_argument("--to", type=Path, default=Path("kit"), help=_("where to put the folder (default: kit)"))
    command("test", "run all the tests; further options go to pytest")
    command("site", "make the folder site/: the browser edition, for any web server")
    command("test-site", "run the tests of site/ in a browser; further options go to pytest")
    command("notebooks", "build the notebooks from lessons_src; further options go to the builder")
    command("words", "bring all catalogues of translations up to date; --new fr begins a language")
    command("network", "train again the network that lesson 05 shows")
    command("bench", "measure speed and memory beside the usual way")
    command("lint", "check the style of all code")
    command("clean", "remove .venv and caches, never my_work")
    chosen, more = parser.parse_known_args(arguments)
    if more and chosen.command not in MORE:
        parser.error(words.versions(N_("unknown options: {options}"))[0].format(options=" ".join(more)))
    return chosen, more


def _run(chosen: argparse.Namespace, more: list[str]) -> int:
    # For everything started below: shared between threads, the small matrix products of a training are many times
    # slower as soon as the computer has other work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A student's .venv is installed without bytecode: Python has to keep what it compiles, or does it again at each start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    language = chosen.language or "pt-BR"
    if chosen.command == "clean":
        return clean(ROOT)
    if chosen.command == "fresh":
        print(fresh(ROOT, chosen.lesson, language).relative_to(ROOT))
        return 0
    python = _this_python_with("jupyterlab") if chosen.here else Environment(ROOT).ready(*_extras(chosen.command))
    if chosen.command in ("lab", "lab-teacher"):
        try:
            return lab(ROOT, python, f"teacher/{language}" if chosen.command == "lab-teacher" else language, more)
        except KeyboardInterrupt:  # that is how JupyterLab is closed
            return 0
    if chosen.command == "kit":
        return _kit(chosen, python)
    tools = {
        "test": [["pytest", *more]],
        "site": [["browser_edition", *more]],
        "test-site": [["pytest", "--config-file=tests_site/pytest.ini", "--rootdir=.", *more]],
        "notebooks": [["lessons_src.builder", *more]],
        "words": [["lessons_src.builder.words", *more]],
        "network": [["helpers.data.pretrain"]],
        "bench": [["benchmarks", *more]],
        "lint": [["ruff", "check", "."], ["ruff", "format", "--check", "."]],
    }
    codes = [subprocess.run([str(python), "-m", *tool], cwd=ROOT).returncode for tool in tools.get(chosen.command, [])]
    return max(codes, default=0)


def _extras(command: str) -> tuple[str, ...]:
    """Students need the course alone; the other commands are the maintainer's."""
    return () if command in ("setup", "lab", "lab-teacher", "kit") else ("datasets", "dev")


def _this_python_with(module: str) -> Path:
    if importlib.util.find_spec(module) is None:
        text = N_(
            "--here: this Python ({executable}) does not have {module}. Install the course there first: pip install -r requirements.lock -e ."
        )
        raise Problem(text, executable=sys.executable, module=module)
    return Path(sys.executable)


def _kit(chosen: argparse.Namespace, python: Path) -> int:
    platforms, versions = chosen.platform or [this_platform()], chosen.python or [this_python()]
    targets = [Target(platform, version) for platform in platforms for version in versions]
    if not chosen.here:  # again, where `packaging` is installed
        again = [str(python), str(ROOT / "course.py"), "--here", "kit", "--to", str(chosen.to.absolute())]
        again += ["--language", chosen.language] if chosen.language else []
        return subprocess.run([*again, "--platform", *platforms, "--python", *versions]).returncode
    from course_commands import kit  # needs `packaging`

    kit.pack(ROOT, targets, chosen.to.absolute())
    return 0


def clean(root: Path) -> int:
    """Remove what can be made again; `my_work` is the student's and stays."""
    for name in (".venv", ".build", "site", ".pytest_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(root / name, ignore_errors=True)
    return 0
