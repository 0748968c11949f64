"""A course of one small package, to try course.py on without a network and without the time of the real one."""

import base64
import hashlib
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = """\
[project]
dependencies = ["tiny[more]>=1"]
[project.optional-dependencies]
dev = ["tool"]
datasets = []
"""
LOCK = """\
appnope==0.1 ; sys_platform == 'darwin'
extra-one==1.0
pexpect==4.0 ; sys_platform != 'win32'
pywinpty==2.0 ; os_name == 'nt'
tiny==1.0
tool==1.0
"""
TINY_NEEDS = ("pexpect; sys_platform != 'win32'", "pywinpty; os_name == 'nt'", "extra-one; extra == 'more'")


def write_wheel(folder: Path, name: str, version: str, needs: tuple[str, ...] = (), tag: str = "py3-none-any") -> None:
    """Write a wheel that has one module, `name`, and asks for `needs`."""
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nProvides-Extra: more\n"
    files = {
        f"{name}.py": f"version = {version!r}\n",
        f"{info}/METADATA": metadata + "".join(f"Requires-Dist: {need}\n" for need in needs),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    rows = [
        f"{file},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},{len(text)}"
        for file, text in files.items()
    ]
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
        archive.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,", ""]))


def write_course(folder: Path) -> None:
    """Write the course: the real course.py and its commands, and for the rest as little as will do."""
    for name in ("course.py", "course_commands"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for name in ("helpers", "lab_config", "lessons_src", "docs", "notebooks/pt-BR", "notebooks/en"):
        (folder / name).mkdir(parents=True)
    (folder / "helpers" / "__init__.py").touch()
    for tag in ("en", "pt-BR"):
        (folder / "notebooks" / tag / "00_start.ipynb").write_text("{}", encoding="utf-8")
    for name in ("Makefile", "README.md", "README.pt-BR.md", "LICENSE", "LICENSE-prose"):
        shutil.copy(ROOT / name, folder)
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "requirements.lock").write_text(LOCK, encoding="utf-8")


def write_index(folder: Path) -> None:
    """Write the wheels that the course and its tools need on any computer."""
    write_wheel(folder, "tiny", "1.0", TINY_NEEDS)
    for name, version in (("extra_one", "1.0"), ("pexpect", "4.0"), ("appnope", "0.1"), ("tool", "1.0")):
        write_wheel(folder, name, version)
    write_wheel(folder, "pywinpty", "2.0", tag="cp313-cp313-win_amd64")
