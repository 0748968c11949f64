"""What a student has done, kept in `progress.json` beside the notebook."""

import contextlib
import json
import os
from pathlib import Path

PUBLISHED = Path(__file__).resolve().parents[2] / "notebooks"


class Progress:
    """The records of all exercises of a folder: {"02": {"zero_bias": {"done": …, "wrong": […], "hints": …}}}.

    path: the file; None keeps everything in memory. When the file cannot be written, memory serves too;
    a damaged file is set aside under another name, never overwritten.
    """

    def __init__(self, path: Path | None):
        self.path = path
        self.records = {}

    @classmethod
    def beside_notebook(cls) -> "Progress":
        """For the notebook that runs here; the published notebooks, which git tracks, keep theirs in memory."""
        folder = Path.cwd().resolve()
        return cls(None if folder.is_relative_to(PUBLISHED) else folder / "progress.json")

    def record(self, lesson: str, exercise: str) -> dict:
        """The record of one exercise as it stands now, to be changed in place and then saved.

        A misshapen one begins anew.
        """
        mine = self.records.setdefault(lesson, {}).setdefault(exercise, {"done": False, "wrong": [], "hints": 0})
        stored = self._read().get(lesson, {}).get(exercise)
        if _well_formed(stored):  # perhaps newer, from another notebook of the same lesson
            mine.update(stored)
        return mine

    def save(self, lesson: str, exercise: str) -> None:
        """Write one record; all others in the file, perhaps of notebooks open beside this one, stay as they are."""
        together = self._read()
        mine = self.records[lesson]
        together[lesson] = mine | together.get(lesson, {}) | {exercise: mine[exercise]}
        if self.path is None:
            return
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            new.write_text(json.dumps(together, indent=1, ensure_ascii=False), encoding="utf-8")
            new.replace(self.path)  # whole or not at all
        except OSError:  # a read-only folder, a full disk: go on in memory
            self.path = None
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)

    def _read(self) -> dict:
        if self.path is None:
            return {}
        try:
            records = json.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(records, dict) or not all(isinstance(lesson, dict) for lesson in records.values()):
                raise ValueError("not a table of lessons")
            return records
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            self._set_aside()
            return {}

    def _set_aside(self) -> None:
        number = 1
        while (aside := self.path.with_name(f"progress-damaged-{number}.json")).exists():
            number += 1
        try:
            self.path.replace(aside)
        except OSError:
            self.path = None


def _well_formed(record) -> bool:
    kinds = {"done": bool, "wrong": list, "hints": int}
    return isinstance(record, dict) and all(isinstance(record.get(key), kind) for key, kind in kinds.items())
