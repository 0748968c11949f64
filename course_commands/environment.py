"""`.venv`: made, looked through at every start, and mended without downloading again what is there.

The course itself is not installed in it. A file there leads to the folder above, by a relative path, so the course
and its `.venv` can be moved or copied together.
"""

import csv
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from dataclasses import dataclass
from pathlib import Path

from course_commands.targets import this_platform, this_python
from course_commands.words import N_, Problem, _

MEGABYTES = 500  # for the course alone, downloads included
KERNEL_CONFIG = Path("lab_config", "ipython_kernel_config.py")  # an installed wheel has it in etc/ipython
PATH_FILE = "_editable_impl_from_neuron_to_network.pth"  # the name that an editable install of the first edition had: it takes its place
# What pip reports when it reaches no index; the last two also when it reaches one that lacks a package.
OFFLINE = ("connection broken", "Max retries", "timed out", "IncompleteRead", "from versions: none", "ResolutionImpossible")  # fmt: skip
LOOK = (
    "import json, sys, sysconfig; "
    "print(json.dumps([f'{sysconfig.get_platform()} {sys.version_info[0]}.{sys.version_info[1]}',"
    " sys.prefix, sysconfig.get_path('purelib')]))"
)


def this_interpreter() -> str:
    """Platform and version of the Python that runs now: packages installed for one are of no use to another."""
    return f"{sysconfig.get_platform()} {sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True)
class Environment:
    """The `.venv` of the course in the folder `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def ready(self, *extras: str) -> Path:
        """The Python that has the course and, with the extra "dev", the maintainer's tools; installs what it lacks.

        When nothing is lacking nothing is installed, and no network is needed. Raises Problem.
        """
        stamp = self._stamp()
        packages = self._packages(stamp)
        if packages is None:
            self._remove()
            stamp = {}
        extras = sorted({*stamp.get("extras", []), *extras})  # what was there stays
        wanted = self._wanted(extras)
        lost = damaged(packages, stamp.get("packages", [])) if packages else []
        if lost:
            print(_("Something in .venv is missing or damaged, mending it: {names}").format(names=", ".join(lost)))
        if packages:
            self._lead_here(packages)
        if lost or stamp.get("wanted") != wanted or stamp.get("extras") != extras:
            self._install(extras, wanted)
        elif stamp["folder"] != str(self.folder):
            self._refit()
            self._write_stamp(stamp | {"folder": str(self.folder)})
        return self.python

    def _stamp(self) -> dict:
        """What the last complete installation wrote down, {} when there was none."""
        try:
            stamp = json.loads((self.folder / "course.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        keys = {"interpreter", "wanted", "extras", "packages", "folder"}
        return stamp if isinstance(stamp, dict) and keys <= stamp.keys() else {}

    def _write_stamp(self, stamp: dict) -> None:
        new = self.folder / "course.json.new"
        new.write_text(json.dumps(stamp), encoding="utf-8")
        new.replace(self.folder / "course.json")

    def _packages(self, stamp: dict) -> Path | None:
        """The folder of the installed packages, None when this `.venv` cannot be used by any Python that is here."""
        seen = self._look()
        if seen is None and stamp.get("interpreter") == this_interpreter():
            self._refit()  # only its Python is gone, or was left behind on another computer
            seen = self._look()
        if seen is None or seen[0] != stamp.get("interpreter", seen[0]):
            return None
        version = tuple(map(int, seen[0].split()[1].split(".")))
        return Path(seen[2]) if version >= (3, 11) else None

    def _look(self) -> list[str] | None:
        """What the Python in `.venv` says of itself, None when it does not start or is not the one of this folder."""
        try:
            said = subprocess.run([str(self.python), "-I", "-c", LOOK], capture_output=True, check=True, timeout=60)
            seen = json.loads(said.stdout)
            return seen if Path(seen[1]).samefile(self.folder) else None
        except (OSError, ValueError, subprocess.SubprocessError):
            return None

    def _refit(self) -> None:
        """Make again what venv makes, the links to Python above all; the installed packages stay."""
        for link in self.python.parent.glob("python*"):
            link.unlink()
        self._make(with_pip=False)

    def _make(self, with_pip: bool) -> None:
        if with_pip and importlib.util.find_spec("ensurepip") is None:
            raise Problem(
                "This Python ({executable}) cannot make a .venv: it comes without ensurepip. On Debian and Ubuntu: sudo apt install python3-venv",
                executable=sys.executable,
            )
        try:
            venv.create(self.folder, symlinks=os.name != "nt", with_pip=with_pip)
        except (ValueError, subprocess.CalledProcessError) as error:
            said = (getattr(error, "stdout", None) or b"").decode(errors="replace").strip() or str(error)
            if no_space(said):
                raise full(self.root) from error
            raise Problem("The folder .venv could not be made: {error}", error=said.splitlines()[-1]) from error

    def _remove(self) -> None:
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)

    def _wanted(self, extras: list[str]) -> str:
        """A digest of all that decides what is installed."""
        lock = (self.root / "requirements.lock").read_text(encoding="utf-8")
        return hashlib.sha256(json.dumps([requirements(self.root, extras), lock]).encode()).hexdigest()

    def _install(self, extras: list[str], wanted: str) -> None:
        if not self.folder.exists() and shutil.disk_usage(self.root).free < MEGABYTES * 2**20:
            raise full(self.root)
        (self.folder / "course.json").unlink(missing_ok=True)  # it counts again when all has gone well
        print(_("Setting up in .venv: a few minutes the first time …"), flush=True)
        if self._look() is None:
            self._make(with_pip=False)
        seen = self._look()
        if seen is None:
            raise Problem("The folder .venv could not be made: {error}", error=f"{self.python} does not start")
        packages = Path(seen[2])
        for info in packages.glob("*.dist-info"):
            if not whole(info):
                shutil.rmtree(info)  # pip then installs this package again, and no other
        if damaged(packages, ["pip"]):
            self._make(with_pip=True)
        self._lead_here(packages)
        self._pip(requirements(self.root, extras), compiled=bool(extras))
        for cache in list((packages / "pip").rglob("__pycache__")):
            shutil.rmtree(cache)  # 7 MB that seldom serve: pip is done
        locked = names_in_lock(self.root)
        there = [name_of(info) for info in packages.glob("*.dist-info") if whole(info)]
        stamp = {"interpreter": seen[0], "wanted": wanted, "extras": extras, "folder": str(self.folder)}
        self._write_stamp(stamp | {"packages": sorted(set(there) & locked)})

    def _lead_here(self, packages: Path) -> None:
        """Let the Python in `.venv` import from `root`, wherever that is moved, and its kernels load what the course needs."""
        file, up = packages / PATH_FILE, os.path.relpath(self.root, packages) + "\n"  # relative: free of accents too
        if not file.exists() or file.read_bytes() != up.encode():
            file.write_text(up, encoding="ascii", newline="")
        told = self.folder / "etc" / "ipython" / KERNEL_CONFIG.name  # where IPython looks in every front end
        if not told.exists() or told.read_bytes() != (self.root / KERNEL_CONFIG).read_bytes():
            told.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.root / KERNEL_CONFIG, told)

    def _pip(self, wanted: list[str], compiled: bool) -> None:
        wheels = self.root / "wheels"
        offline = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
        pip = [str(self.python), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        if not compiled:  # 80 MB less: Python compiles what is used, when it is first used
            pip.append("--no-compile")
        lock = ["--constraint", str(self.root / "requirements.lock")]
        done = subprocess.run([*pip, *lock, *offline, *wanted], stderr=subprocess.PIPE, cwd=self.root)
        if done.returncode:
            raise problem_in(done.stderr.decode(errors="replace"), self.root, offline=bool(offline))


def problem_in(report: str, folder: Path, offline: bool = False) -> Problem:
    """The Problem behind pip's report. offline: whether it was to install from wheels/ alone."""
    lines = [line.strip() for line in report.splitlines() if line.strip()] or ["?"]
    line = next((line for line in lines if line.startswith("ERROR:")), lines[-1]).removeprefix("ERROR:").strip(" .")
    if no_space(report):
        return full(folder)
    if offline:
        text = N_(
            "The folder wheels/ lacks something for this computer, {platform} with Python {python} ({line}). Pack it again with: python course.py kit --platform {platform} --python {python}. Or remove wheels/ to install from the internet."
        )
        return Problem(text, line=line, platform=this_platform(), python=this_python())
    if any(sign in report for sign in OFFLINE):
        text = N_(
            "Nothing could be downloaded. Check the internet connection (behind a proxy, set HTTPS_PROXY) and give the same command again; what is already here stays."
        )
        return Problem(text)
    text = N_(
        "pip could not install the course: {line}. If it says the same when you try again, remove the folder .venv and try once more."
    )
    return Problem(text, line=line)


def full(folder: Path) -> Problem:
    """The disk with this folder has no room."""
    return Problem(
        "The disk is full: the course needs {megabytes} MB in {folder}. Free some space and give the same command again.",
        megabytes=MEGABYTES,
        folder=folder,
    )


def no_space(report: str) -> bool:
    """Whether a report says that the disk is full, on any system."""
    return any(sign in report for sign in (os.strerror(errno.ENOSPC), "[Errno 28]", "[WinError 112]"))


def requirements(root: Path, extras: list[str]) -> list[str]:
    """What pyproject.toml asks for, with these extras."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]


def names_in_lock(root: Path) -> set[str]:
    """The names of all packages that requirements.lock pins."""
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return {normal(line.partition("==")[0]) for line in lines if "==" in line}


def normal(name: str) -> str:
    """A package's name in the one spelling by which names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(info: Path) -> str:
    """The package that a folder such as `numpy-2.4.6.dist-info` is about."""
    return normal(info.name.partition("-")[0])


def damaged(packages: Path, names: list[str]) -> list[str]:
    """Which of these packages are missing, or miss a file, or have one of another length than was installed."""
    return sorted(set(names) - {name_of(info) for info in packages.glob("*.dist-info") if whole(info)})


def whole(info: Path) -> bool:
    """Whether all files that a package's RECORD names are there, as long as they were."""
    try:
        with (info / "RECORD").open(encoding="utf-8", newline="") as record:
            rows = [(f"{info.parent}/{file}", int(size)) for file, _hash, size in csv.reader(record) if size]
        return bool(rows) and all(Path(file).stat().st_size == size for file, size in rows)
    except (OSError, ValueError):
        return False
