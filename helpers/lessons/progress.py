"""What a student has done, kept in `progress.json` beside the notebook."""

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
        self.records = self._read()

    @classmethod
    def beside_notebook(cls) -> "Progress":
        """For the notebook that runs here; the published notebooks, which git tracks, keep theirs in memory."""
        folder = Path.cwd().resolve()
        return cls(None if folder.is_relative_to(PUBLISHED) else folder / "progress.json")

    def record(self, lesson: str, exercise: str) -> dict:
        """The record of one exercise, to be changed in place and then saved."""
        fresh = {"done": False, "wrong": [], "hints": 0}
        return self.records.setdefault(lesson, {}).setdefault(exercise, fresh)

    def save(self, lesson: str) -> None:
        """Write the records of one lesson; those of lessons open beside it stay as they are in the file."""
        if self.path is None:
            return
        together = self._read() | {lesson: self.records[lesson]}
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            new.write_text(json.dumps(together, indent=1, ensure_ascii=False), encoding="utf-8")
            new.replace(self.path)  # whole or not at all
        except OSError:
            self.path = None  # a read-only folder: go on in memory

    def _read(self) -> dict:
        if self.path is None:
            return {}
        try:
            records = json.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(records, dict):
                raise ValueError("not a table of lessons")
            return records
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
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
