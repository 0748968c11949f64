"""`course.py kit`: a folder from which a room of computers installs the course without a network.

It runs in the Python where the course is installed, because `packaging`, which reads requirements, is there.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement

import course
from course_commands.environment import normal, problem_in, requirements
from course_commands.targets import Target
from course_commands.words import Problem, _

PACKED = (*course.PARTS, "course.py", "lessons_src", "docs", "Makefile", "README.md", "README.pt-BR.md", "LICENSE", "LICENSE-prose")  # fmt: skip
README = """\
Do neurônio à rede: instalar sem internet
1. O computador precisa de um destes: {targets}.
2. Copie esta pasta inteira para o computador.
3. Windows: abra install.bat. macOS e Linux: sh install.sh
4. Para estudar: py course.py lab (Windows) ou python3 course.py lab.

From neuron to network: install without internet
1. The computer needs one of these: {targets}.
2. Copy this whole folder to the computer.
3. Windows: open install.bat. macOS and Linux: sh install.sh
4. To study: py course.py lab --language en (Windows) or python3 course.py lab --language en.
"""
SCRIPTS = {
    "install.bat": '@cd /d "%~dp0" & (py course.py setup || python course.py setup) & pause\r\n',
    "install.sh": '#!/bin/sh\ncd "$(dirname "$0")" && python3 course.py setup\n',
}


def pack(root: Path, targets: list[Target], folder: Path) -> Path:
    """Put into `folder` the course, the wheels that these computers need, and how to install them.

    Raises Problem when the folder is not empty, when pip has no wheel, and when there is no network.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Problem("--to {folder}: this folder is not empty; give another, or remove it first", folder=folder)
    names = ", ".join(f"{target.platform} (Python {target.python})" for target in targets)
    print(_("Packing for {targets} …").format(targets=names), flush=True)
    with tempfile.TemporaryDirectory() as place:  # a kit that is not whole never looks like one
        new = Path(place, "kit")
        (new / "wheels").mkdir(parents=True)
        for part in map(root.joinpath, PACKED):
            if part.is_dir():
                shutil.copytree(part, new / part.name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(part, new)
        for target in targets:
            for wheel in download(root, target, Path(place)):
                shutil.move(wheel, new / "wheels" / wheel.name)
        (new / "LEIA-ME.txt").write_text(README.format(targets=names), encoding="utf-8-sig")  # Notepad needs the -sig
        for name, text in SCRIPTS.items():
            (new / name).write_text(text, encoding="ascii", newline="")
        shutil.copytree(new, folder, dirs_exist_ok=True)
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 10**6
    print(_("Ready: {folder} ({megabytes} MB). Copy it to each computer and open LEIA-ME.txt there.").format(folder=folder, megabytes=megabytes))  # fmt: skip
    return folder


def download(root: Path, target: Target, place: Path) -> list[Path]:
    """The wheels of the course and of all that it needs on such a computer, in the locked versions.

    pip would read the markers (`; sys_platform == "win32"`) for the computer it runs on, so they are read here:
    round after round, the wheels asked for are downloaded, and ask for more.
    """
    folder = Path(tempfile.mkdtemp(dir=place))
    lock = [line for line in (root / "requirements.lock").read_text(encoding="utf-8").splitlines() if "==" in line]
    pins = {normal(pin.name): pin for pin in map(Requirement, lock) if applies(pin, target)}
    asked, new = {}, [(Requirement(line)) for line in requirements(root, [])]
    wheels: dict[str, Path] = {}
    while new:
        wanted = {normal(requirement.name) for requirement in new} - wheels.keys()
        for name in wanted - pins.keys():
            raise Problem(
                "{package} is not in requirements.lock, but {platform} with Python {python} needs it: renew the lock (CONTRIBUTING.md)",
                package=name,
                platform=target.platform,
                python=target.python,
            )
        _download([f"{pins[name].name}{pins[name].specifier}" for name in sorted(wanted)], target, folder)
        wheels = {normal(path.name.partition("-")[0]): path for path in folder.glob("*.whl")}
        pairs = {(normal(requirement.name), extra) for requirement in new for extra in ("", *requirement.extras)}
        new = [need for name, extra in sorted(pairs - asked.keys()) for need in needs(wheels[name], target, extra)]
        asked |= dict.fromkeys(pairs)
    return sorted(wheels.values())


def _download(pins: list[str], target: Target, folder: Path) -> None:
    if not pins:
        return
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet"]
    where = ["--only-binary=:all:", "--no-deps", "--python-version", target.python, "--dest", str(folder)]
    platforms = [f"--platform={tag}" for tag in target.tags()]
    done = subprocess.run([*pip, *where, *platforms, *pins], stderr=subprocess.PIPE)
    if done.returncode:
        raise problem_in(done.stderr.decode(errors="replace"), folder)


def needs(wheel: Path, target: Target, extra: str) -> list[Requirement]:
    """What a wheel asks for on such a computer, with one of its extras or, "", without."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = HeaderParser().parsestr(archive.read(name).decode()).get_all("Requires-Dist", [])
    return [requirement for requirement in map(Requirement, lines) if applies(requirement, target, extra)]


def applies(requirement: Requirement, target: Target, extra: str = "") -> bool:
    """Whether a requirement's marker, if it has one, holds on such a computer."""
    return requirement.marker is None or requirement.marker.evaluate(target.markers() | {"extra": extra})
