"""course.py setup and kit: what `.venv` vouches for holds, after moves and damage too, and without a network."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_commands import environment, kit, words
from course_commands.environment import Environment
from course_commands.targets import Target, this_platform, this_python
from course_commands.words import Problem
from tests.tiny_course import write_course, write_index

# pip reads none of this machine's settings; a request for the network fails at once (port 9 of this computer).
CUT_OFF = {
    "PIP_CONFIG_FILE": os.devnull,
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "PIP_RETRIES": "0",
    "LC_ALL": "en_US.UTF-8",
}


@pytest.fixture(autouse=True)
def _english():
    words.speak("en")


def course_py(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess:
    """Run course.py in a folder, with the network cut off."""
    outside = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("PIP_")
    }
    command = [sys.executable, str(folder / "course.py"), *arguments]
    return subprocess.run(command, env=outside | CUT_OFF | settings, capture_output=True, encoding="utf-8")


def one_line(done: subprocess.CompletedProcess) -> str:
    """What a command that failed said; it is a line, and no traceback."""
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def imports(folder: Path) -> Path:
    """Import the course and what it needs with its Python, from elsewhere; the file that `helpers` is."""
    code = "import tiny, extra_one, helpers; print(ascii(helpers.__file__))"
    python = Environment(folder).python
    done = subprocess.run([python, "-I", "-c", code], cwd=folder.anchor, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Path(eval(done.stdout))


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A kit for this computer and for Windows, packed from a folder of wheels."""
    place = tmp_path_factory.mktemp("kit")
    source = place / "course"
    source.mkdir()
    write_course(source)
    write_index(place / "index")
    targets = [Target(this_platform(), this_python()), Target("windows", "3.13")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(place / "index"))
        return kit.pack(source, targets, place / "Sala 3 (manhã)")


@pytest.fixture(scope="module")
def first_time(packed, tmp_path_factory):
    """The course on a new computer without a network, and what the first setup said."""
    folder = tmp_path_factory.mktemp("room") / "Área de Trabalho" / "curso (1)"
    shutil.copytree(packed, folder, ignore=shutil.ignore_patterns("wheels"))
    return folder, course_py(folder, "setup", "--language", "pt-BR")


@pytest.fixture(scope="module")
def installed(packed, first_time):
    """The same after the kit's wheels came, set up with the network still cut off."""
    folder, _said = first_time
    shutil.copytree(packed / "wheels", folder / "wheels")
    done = course_py(folder, "setup")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def course(installed, tmp_path):
    """A copy of it in another place, which is a moved course too."""
    return Path(shutil.copytree(installed, tmp_path / "curso", symlinks=True))


def test_kit_has_what_each_kind_of_computer_needs_and_says_how_to_install(packed):
    wheels = sorted(path.name.split("-")[0] for path in (packed / "wheels").iterdir())
    this = {"darwin": ["pexpect"], "linux": ["pexpect"]}.get(sys.platform, [])
    assert wheels == sorted(["extra_one", "tiny", "pywinpty", *this])
    text = (packed / "LEIA-ME.txt").read_text(encoding="utf-8-sig")
    assert "win_amd64 (Python 3.13)" in text and "install.bat" in text and "sh install.sh" in text
    assert not {".git", ".venv", "my_work", "tests"} & {path.name for path in packed.iterdir()}


def test_first_time_without_a_network_says_so(first_time):
    assert "Confira a conexão com a internet" in one_line(first_time[1])


def test_room_installs_from_the_kit_with_the_network_cut_off(installed):
    assert imports(installed) == installed / "helpers" / "__init__.py"


def test_what_is_installed_needs_nothing_more_wherever_it_is_moved(course, tmp_path):
    shutil.rmtree(course / "wheels")
    moved = course.rename(tmp_path / "outro lugar ção")
    for _ in range(2):
        done = course_py(moved, "setup")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert imports(moved) == moved / "helpers" / "__init__.py"
    activate = next(moved.glob(".venv/*/activate"))
    assert str(moved / ".venv") in activate.read_text(encoding="utf-8")


def site(course: Path) -> Path:
    return next(course.glob(".venv/**/site-packages"))


DAMAGE = {
    "the Python gone": lambda course: [path.unlink() for path in Environment(course).python.parent.glob("python*")],
    "pyvenv.cfg gone": lambda course: (course / ".venv" / "pyvenv.cfg").unlink(),
    "the way to the course gone": lambda course: (site(course) / environment.PATH_FILE).unlink(),
    "the way to another course": lambda course: (site(course) / environment.PATH_FILE).write_text("/old/place\n"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_needs_no_package_is_mended_without_any(course, damage):
    shutil.rmtree(course / "wheels")
    DAMAGE[damage](course)
    done = course_py(course, "setup")
    assert (done.returncode, done.stderr) == (0, "")
    assert imports(course).parent.parent == course


def test_what_is_lost_is_installed_again_and_nothing_else(course):
    """`extra_one` is whole: its wheel is not there to be asked for."""
    stamp = course / ".venv" / "course.json"
    packages = json.loads(stamp.read_text(encoding="utf-8"))["packages"]
    for name in ("tiny.py", "pip/__init__.py"):
        (site(course) / name).unlink()
    for wheel in (course / "wheels").iterdir():
        if environment.name_of(wheel) != "tiny":
            wheel.unlink()
    done = course_py(course, "setup")
    assert done.returncode == 0, done.stderr
    assert "missing or damaged, mending it: tiny" in done.stdout
    imports(course)
    assert json.loads(stamp.read_text(encoding="utf-8"))["packages"] == packages


@pytest.mark.parametrize(
    "damage",
    [
        lambda site: (site / "tiny.py").unlink(),
        lambda site: (site / "tiny.py").write_text("v"),
        lambda site: shutil.rmtree(site / "tiny-1.0.dist-info"),
        lambda site: (site / "tiny-1.0.dist-info" / "RECORD").unlink(),
        lambda site: (site / "tiny-1.0.dist-info" / "RECORD").write_text(""),
        lambda site: (site / "tiny-1.0.dist-info" / "RECORD").write_text("tiny.py,,long"),
        lambda site: (site / "tiny-1.0.dist-info" / "RECORD").write_bytes(b"\0\xff"),
    ],
)
def test_package_that_is_not_as_it_was_installed_is_noticed(course, damage):
    packages = site(course)
    assert environment.damaged(packages, ["tiny", "extra-one"]) == []
    damage(packages)
    assert environment.damaged(packages, ["tiny", "extra-one"]) == ["tiny"]


@pytest.fixture
def installs(monkeypatch):
    """What `_install` is asked for; it does nothing, and notes whether there was a `.venv`."""
    asked = []
    note = lambda self, extras, wanted: asked.append((extras, self.folder.exists()))  # noqa: E731
    monkeypatch.setattr(Environment, "_install", note)
    return asked


@pytest.mark.parametrize("text", [None, "", '{"interp', "[]", "{}", '{"extras": []}'])
def test_stamp_that_cannot_be_read_vouches_for_nothing(course, installs, text):
    stamp = course / ".venv" / "course.json"
    stamp.unlink() if text is None else stamp.write_text(text, encoding="utf-8")
    Environment(course).ready()
    assert installs == [([], True)]


def test_other_requirements_are_installed(course, installs):
    made = Environment(course)
    made.ready()
    assert installs == []
    text = (course / "pyproject.toml").read_text(encoding="utf-8")
    (course / "pyproject.toml").write_text(text + "[tool.ruff]\nline-length = 100\n", encoding="utf-8")
    made.ready()
    assert installs == []
    (course / "pyproject.toml").write_text(text.replace("tiny[more]>=1", "tiny"), encoding="utf-8")
    made.ready()
    (course / "pyproject.toml").write_text(text, encoding="utf-8")
    (course / "requirements.lock").write_text("tiny==1.1\n", encoding="utf-8")
    made.ready()
    assert installs == [([], True)] * 2


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the other Python")
@pytest.mark.parametrize("interpreter", ["linux-x86_64 3.10", "linux-riscv64 3.13", ""])
def test_venv_of_another_python_is_replaced(course, installs, interpreter):
    python, packages = Environment(course).python, site(course)
    python.unlink()
    said = json.dumps([interpreter, str(course / ".venv"), str(packages)])
    python.write_text(f"#!/bin/sh\necho '{said}'\n" if interpreter else "no program")
    python.chmod(0o755)
    stamp = course / ".venv" / "course.json"
    if interpreter.endswith("3.10"):
        stamp.unlink()  # what a setup that failed has left
    elif not interpreter:
        stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"interpreter": "linux-riscv64 3.13"}))
    Environment(course).ready()
    assert installs == [([], False)]


def test_tools_come_on_top_of_the_course_and_stay(course):
    made, calls = Environment(course), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "_pip", lambda self, wanted, compiled: calls.append((wanted, compiled)))
        for extras in (("datasets", "dev"), (), ("dev",)):
            made.ready(*extras)
        (course / "requirements.lock").write_text("tiny==1.0\ntool==1.0\n", encoding="utf-8")
        made.ready()
    assert calls == [(["tiny[more]>=1", "tool"], True)] * 2


@pytest.fixture
def bare(packed, tmp_path):
    """The course on a new computer, before anything is installed, without the kit's wheels."""
    return Path(shutil.copytree(packed, tmp_path / "bare", ignore=shutil.ignore_patterns("wheels")))


def test_no_network_is_told_from_what_pip_reports(bare):
    warning = "WARNING: Retrying … after connection broken by 'ProxyError(…)': /simple/tiny/\n"
    none = "ERROR: Could not find a version that satisfies the requirement tiny (from versions: none)\n"
    for report in (warning + none, none):
        assert "Check the internet connection" in str(environment.problem_in(report, bare))


@pytest.mark.parametrize("report", ["[Errno 28] No space left on device", "OSError: [WinError 112] …"])
def test_full_disk_is_named(bare, monkeypatch, report):
    assert "disk is full" in str(environment.problem_in(f"ERROR: {report}\n", bare))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(1, 1, 400 * 2**20))
    with pytest.raises(Problem, match=r"needs 500 MB in .*bare"):
        Environment(bare).ready()
    assert not (bare / ".venv").exists()


def test_what_pip_says_is_passed_on():
    said = str(environment.problem_in("WARNING: old\nERROR: Failed building wheel for tiny\nmore\n", Path("here")))
    assert "could not install the course: Failed building wheel for tiny. If" in said


def test_python_that_cannot_make_a_venv_is_named(bare, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Problem, match="sudo apt install python3-venv"):
        Environment(bare).ready()


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no colon in a name")
def test_folder_that_venv_refuses_is_named(bare):
    moved = bare.rename(bare.with_name("a:b"))
    assert "could not be made" in one_line(course_py(moved, "setup"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--platform", "win95"], "--platform win95: pip has no such platform; give one of windows, macos, linux"),
        (["--python", "3.10"], "--python 3.10: give a version such as 3.13"),
        (["--python", "3.13.1"], "--python 3.13.1: give a version"),
        (["--to", "helpers"], "this folder is not empty"),
    ],
)
def test_kit_names_what_it_cannot_use(course, monkeypatch, arguments, said):
    monkeypatch.chdir(course)
    done = course_py(course, "--here", "kit", *arguments)
    assert said in one_line(done)
    assert not (course / "kit").exists()


def test_kit_needs_a_lock_that_is_whole(course, monkeypatch):
    (course / "requirements.lock").write_text("extra-one==1.0\n", encoding="utf-8")
    monkeypatch.chdir(course)
    assert "tiny is not in requirements.lock" in one_line(course_py(course, "--here", "kit"))
    assert not (course / "kit").exists()


def test_linux_takes_older_wheels_too():
    tags = Target("linux", "3.13").tags()
    assert tags[0] == "manylinux_2_28_x86_64" and {"manylinux_2_17_x86_64", "manylinux2014_x86_64"} <= set(tags)
    assert Target("windows", "3.11").tags() == ["win_amd64"]
