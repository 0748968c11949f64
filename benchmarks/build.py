"""How long the notebooks take to build, in a copy of the course: this one stays as it is."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import ROOT

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "my_work")
WORD = "quixotically"  # in no lesson so far


def seconds(folder: Path, *options: str) -> float:
    """Seconds to run the builder in a copy of the course."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "lessons_src.builder", *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},  # the copy's helpers
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"the builder failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - began


def measure(lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "course"
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        result = {"build_all": seconds(folder, "--force", *lessons)}
        lesson = next(iter(lessons.values()))
        source = folder / "lessons_src" / lesson.stem / "lesson.md"
        prose = source.read_text(encoding="utf-8")
        prose = re.sub(r'("lang": "en"}\n.*?[a-z]) (?=[a-z])', rf"\1 {WORD} ", prose, count=1, flags=re.DOTALL)
        source.write_text(prose, encoding="utf-8")
        result["build_word"] = seconds(folder, *lessons)
        if WORD not in (folder / lesson.relative_to(ROOT)).read_text(encoding="utf-8"):
            raise RuntimeError("the changed word is not in the notebook")
        exercises = source.with_name("exercises.py")
        exercises.write_text(f"{exercises.read_text(encoding='utf-8')}\nCHANGED = True\n", encoding="utf-8")
        result["build_exercise"] = seconds(folder, *lessons)
    return result
