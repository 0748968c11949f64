"""Pyodide and the kernel's packages, as small as the course allows and ready to run.

The packages become one archive, unpacked when the kernel starts: a line of JSON, which lists paths and sizes, and then
the files one after the other. Python's code is compiled beforehand, by the Python that will run it.
"""

import gzip
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import playwright

from browser_edition import downloads
from browser_edition.steps import ROOT, files, made

HERE = Path(__file__).parent
SITE_PACKAGES = "lib/python3.14/site-packages"
LOCK = {
    "info": {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.0"},
    "packages": {},
}
# What neither the course nor a curious student at its notebooks uses; of a path in a wheel, patterns match the beginning.
UNUSED = re.compile(
    "|".join(
        (
            r"(.*/)?tests?/|.*\.(pyi|h|pxd|c|lib|a|typed)$|[^/]*\.data/|[^/]*\.dist-info/(?!METADATA|entry_points)",
            r"numpy/(f2py|_core/include|_core/lib|_pyinstaller|distutils|random/lib)/",
            # The other ways to show or to save a picture than as PNG, other typefaces, pictures of its windows.
            r"matplotlib/mpl-data/(sample_data|images|stylelib)/|matplotlib/mpl-data/fonts/(?!ttf/DejaVuSans(-Bold)?\.ttf|ttf/LICENSE)",
            r"matplotlib/backends/(backend_(gtk|qt|wx|tk|web|nbagg|macosx|cairo|pgf|pdf|ps|svg)|qt_|_tkagg|_backend_(tk|gtk|pdf)|web_backend)",
            r"matplotlib/(sphinxext|testing)/|mpl_toolkits/(axes_grid1|axisartist)/",
            r"PIL/(_(webp|avif|imagingft|imagingcms|imagingtk)\.|ImageQt|ImageTk)",
            r"PIL/(?!Bmp|Gif|Jpeg|Png|Ppm|Tiff)\w+(ImagePlugin|ImageFile|StubImagePlugin)\.py",
            r"babel/locale-data/(?!root\.|en\.|en_US\.|pt\.|pt_BR\.)",
            # A terminal, and languages other than Python.
            r"IPython/(terminal/(?!__init__|pt_inputhooks/__init__)|sphinxext/|external/)",
            r"pygments/(lexers/(?!__init__|_mapping|python|special)|formatters/(?!__init__|_mapping|terminal|html|other))",
            r"(anywidget|ipywidgets)/(labextension|nbextension)/|psygnal/(qt|containers|experimental)",
            r"helpers/data/(mnist_70k|fashion_mnist_12k)\.npz",
        )
    )
)
# The same for Python's own library: servers, windows, other processes, mail, tests, old encodings, copies of what is in C.
UNUSED_IN_PYTHON = re.compile(
    r"(idlelib|tkinter|turtledemo|ensurepip|lib2to3|pydoc_data|curses|dbm|multiprocessing|wsgiref|xmlrpc|venv|test|unittest/mock|email/(mime|contentmanager)|http/server|turtle|ftplib|imaplib|mailbox|poplib|smtplib|webbrowser|_aix_support|_osx_support|_android_support|_ios_support|pty|tty|_pyio|_pydatetime|pickletools|xml/(dom|sax)/"
    r"|encodings/(?!__init__|aliases|ascii|charmap|cp437|cp850|cp125|idna|iso8859_1|latin_1|mac_roman|punycode|quopri|raw_unicode|rot_13|unicode|undefined|utf|_win_cp|base64|hex|zlib)\w+\.py)"
)


def pyodide() -> Path:
    """The folder that the kernel is loaded from."""
    return made(
        "pyodide",
        [HERE / "kernel", HERE / "compile.mjs", HERE / "sources.toml", HERE / "wheels.lock", *_course()],
        _make,
    )


def wheels() -> list[Path]:
    """The packages that the kernel has, besides the course's own."""
    return [*downloads.pyodide("wheels"), *downloads.wheels(), *_kernel_wheels()]


def _course() -> list[Path]:
    return [ROOT / "helpers", ROOT / "lessons_src", ROOT / "pyproject.toml"]


def _make(folder: Path) -> None:
    core = {path.name: path for path in downloads.pyodide("core")}
    (folder / "pyodide-lock.json").write_text(json.dumps(LOCK))
    python = folder / "python"  # what the kernel sees as its root
    for wheel in (*wheels(), _course_wheel(folder)):
        _unpack(wheel, python / SITE_PACKAGES)
    shutil.copytree(HERE / "kernel" / "root", python, dirs_exist_ok=True)
    _unpack(core["python_stdlib.zip"], folder / "stdlib", UNUSED_IN_PYTHON)
    _compile(core, folder)
    (folder / "python.gz").write_bytes(gzip.compress(_zipped(folder / "stdlib"), 9, mtime=0))
    (folder / "packages.gz").write_bytes(gzip.compress(_archive(python), 9, mtime=0))
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        shutil.copy(core[name], folder)
    shutil.copy(HERE / "kernel" / "start.mjs", folder)
    for left in ("python", "stdlib", "wheel"):
        shutil.rmtree(folder / left)


def _kernel_wheels() -> Iterator[Path]:
    """What the kernel of JupyterLite brings along."""
    static = (
        downloads.tools().parents[1] / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
    )
    yield from sorted(static.glob("pyodide_kernel-*.whl")) + sorted(static.glob("ipykernel-*.whl"))


def _course_wheel(folder: Path) -> Path:
    """The wheel of this repository's package."""
    hatch = [
        str(downloads.tools()),
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(folder / "wheel"),
    ]
    subprocess.run(hatch, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (wheel,) = (folder / "wheel").glob("*.whl")
    return wheel


def _unpack(wheel: Path, into: Path, unused: re.Pattern = UNUSED) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.endswith("/") and not unused.match(name):
                archive.extract(name, into)


def _compile(core: dict[str, Path], folder: Path) -> None:
    """Put compiled files in the place of Python's source files, and products.wasm beside them."""
    (assembler,) = downloads.npm("wabt")
    node = Path(playwright.__file__).parent / "driver" / "node"
    command = [node, HERE / "compile.mjs", core["pyodide.mjs"].parent, assembler, folder]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise OSError(f"compiling in node: {done.stderr[-2000:]}")  # at its end, after Pyodide's own code, stands why


def _zipped(root: Path) -> bytes:
    """A zip file that is not compressed: all of it at once can be made smaller."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for path in files(root):
            archive.writestr(
                zipfile.ZipInfo(path.relative_to(root).as_posix(), (1980, 1, 1, 0, 0, 0)), path.read_bytes()
            )
    return zipped.getvalue()


def _archive(root: Path) -> bytes:
    paths = files(root)
    table = json.dumps([[f"/{path.relative_to(root).as_posix()}", path.stat().st_size] for path in paths])
    return table.encode() + b"\n" + b"".join(path.read_bytes() for path in paths)
