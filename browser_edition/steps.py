"""Steps of the build: a folder is made once, and again only when something it is made of has changed."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / ".build" / "site"


def made(name: str, inputs: Iterable[Path | str], make: Callable[[Path], None]) -> Path:
    """The folder `name` of `.build/site`, as `make` fills it; inputs: all that it depends on, files, folders, words."""
    folder, stamp = BUILD / name, BUILD / f"{name}.json"
    digests = [_digest(one) for one in (Path(make.__code__.co_filename), *inputs)]
    if folder.is_dir() and stamp.exists() and json.loads(stamp.read_text()) == digests:
        return folder
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"{folder.relative_to(ROOT)} …", flush=True)
    make(folder)
    stamp.write_text(json.dumps(digests))
    return folder


def files(folder: Path) -> list[Path]:
    """All files of a folder, in an order that is the same everywhere."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(one: Path | str) -> str:
    if isinstance(one, str):
        return one
    found = hashlib.sha256()
    for path in files(one) if one.is_dir() else [one]:
        if path.suffix == ".pyc":  # what a run of Python leaves behind
            continue
        found.update(
            f"{path.relative_to(one.parent).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest()
        )
    return found.hexdigest()
