"""What the editions were built from: kept outside the notebooks and outside git, in `.build/` beside them.

One small file a lesson. It says of each edition which file it was, and which files its run read: of `helpers`,
of the lessons' folders, and the lock. Outputs are believed only as long as all of them are what they were. So a
fresh clone, which has no records, runs every edition once.

A Python file counts by what it does: a docstring or a comment concerns no notebook.
"""

import ast
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from helpers.language import CATALOGUES, languages
from lessons_src.builder.series import ROOT, Place, Series, SourceError

LOCK = "requirements.lock"
ENGINE = "helpers"
LESSONS = "lessons"  # stands in a record for the folder of lessons, wherever it is; alone: for the list of them


def short_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def bytes_of(path: Path) -> bytes:
    """What a file holds; nothing when there is none."""
    return path.read_bytes() if path.is_file() else b""


def meaning(path: Path) -> str:
    """A hash of what a Python file does, without its docstrings and comments; of any other file, of its bytes."""
    if path.suffix != ".py" or not path.is_file():
        return short_hash(bytes_of(path))
    try:
        tree = ast.parse(path.read_bytes())
    except SyntaxError as error:
        raise SourceError(f"{path}:{error.lineno}: {error.msg}") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                del node.body[0]
    return short_hash(ast.dump(tree).encode())


@cache
def _builder() -> str:
    return "".join(meaning(path) for path in sorted(Path(__file__).parent.glob("*.py")))


def _loaded(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # none, or half written: nothing is known
        return {"texts": "", "editions": {}}


class Records:
    """The records of a series."""

    def __init__(self, series: Series):
        self.series = series
        self.folder = series.notebooks / ".build"
        self._digest = cache(lambda key: short_hash(self._bytes(key)))  # each file is read once
        self._meaning = cache(lambda key: self._digest(key) if key == LESSONS else meaning(self._path(key)))

    def read(self, place: Place) -> dict:
        """What is known of a lesson: {"texts": …, "editions": {path: {"notebook": …, "read": …}}}."""
        return _loaded(self.folder / f"{place.path.name}.json")

    def all(self) -> dict[str, dict]:
        """All records, by the names of the lessons' folders."""
        return {path.stem: _loaded(path) for path in self.folder.glob("*.json")}

    def write(self, place: Place, record: dict) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        path = self.folder / f"{place.path.name}.json"
        path.write_text(json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8")

    def forget(self, lesson: str) -> None:
        (self.folder / f"{lesson}.json").unlink()

    def texts(self, place: Place) -> str:
        """Changes when the cells of a lesson's editions might, or what the builder says of the lesson."""
        others = [(other.path.name, other.languages) for other in self.series.places]
        glossary = self.series.glossary_place
        around = [others, glossary and glossary.name, languages(), _builder()]
        files = [
            place.source,
            place.about_file,
            *sorted(place.path.glob("words.*.po")),
            self.series.lessons / "glossary.toml",
            *sorted(CATALOGUES.glob("*.po")),
        ]
        return short_hash(json.dumps([around, [short_hash(bytes_of(path)) for path in files]]).encode())

    def stands_on(self, place: Place, opened: Iterable[Path]) -> dict[str, list[str]]:
        """The files that a run stands on, each with two hashes: of its bytes and of what it means."""
        keys = {self._key(path) for path in opened} | {LOCK}
        own = f"{LESSONS}/{place.path.name}/"
        if any(key.endswith("/about.json") and not key.startswith(own) for key in keys):
            keys.add(LESSONS)  # it tells of the other lessons: one more would be told of too
        return {key: [self._digest(key), self._meaning(key)] for key in sorted(keys)}

    def holds(self, name: str, edition: dict | None) -> bool:
        """Whether an edition's notebook, and all that its run read, are what its record says."""
        return (
            edition is not None
            and edition["notebook"] == short_hash(bytes_of(self.series.notebooks / name))
            and all(
                self._digest(key) == digest or self._meaning(key) == meaning
                for key, (digest, meaning) in edition["read"].items()
            )
        )

    def _key(self, path: Path) -> str:
        if path.is_relative_to(self.series.lessons):
            return f"{LESSONS}/{path.relative_to(self.series.lessons).as_posix()}"
        return path.relative_to(ROOT).as_posix()

    def _path(self, key: str) -> Path:
        root, _, rest = key.partition("/")
        return self.series.lessons / rest if root == LESSONS else ROOT / key

    def _bytes(self, key: str) -> bytes:
        if key == LESSONS:
            return json.dumps([place.path.name for place in self.series.places]).encode()
        return bytes_of(self._path(key))
