"""`python -m tests.mutants [PART OF A NAME …]`: put known faults into a copy of the project, and see that the tests notice each.

The list is `mutants.toml`. It takes some minutes, so `make test` only looks whether the places are still there.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".build", "my_work", "*cache*", "kit")


@dataclass(frozen=True)
class Mutant:
    """A fault: `old`, which stands in `file`, becomes `new`; tests: what pytest is asked for."""

    name: str
    file: str
    old: str
    new: str
    tests: str

    def is_noticed(self, folder: Path) -> bool:
        """Whether the tests fail with this fault, in a copy of the project; the copy is then as it was."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-n0", "-q", "-x", *shlex.split(self.tests)]
        done = subprocess.run(
            command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, stdout=subprocess.DEVNULL
        )
        path.write_text(text, encoding="utf-8")
        return done.returncode == 1  # of pytest's codes: tests ran, and some failed


def read_mutants() -> list[Mutant]:
    """Those of the list."""
    table = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text(encoding="utf-8"))
    return [Mutant(**entry) for entry in table["mutant"]]


def main(parts: list[str]) -> int:
    """Try the mutants whose names have one of the parts; returns how many go unnoticed."""
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "course"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        for mutant in read_mutants():
            if not parts or any(part in mutant.name for part in parts):
                noticed = mutant.is_noticed(copy)
                unnoticed += not noticed
                print("noticed  " if noticed else "UNNOTICED", mutant.name, flush=True)
    return unnoticed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
