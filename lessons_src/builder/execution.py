"""Runs notebooks, and knows when a stored run still holds."""

import hashlib
import json
from functools import cache
from pathlib import Path

import nbclient
import nbformat
from nbformat import NotebookNode

from helpers.exercises import COURSE_FILE
from helpers.lessons import without_live_views
from lessons_src.builder.editions import ROOT, Edition, make_notebook
from lessons_src.builder.source import SourceError

SECONDS_A_CELL = 120


@cache
def _what_all_lessons_stand_on() -> bytes:
    """A hash of `helpers` (but for the generated course file) and of the locked versions."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "helpers").rglob("*")):
        if path.is_file() and path != COURSE_FILE and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def fingerprint(notebook: NotebookNode, about: dict) -> str:
    """Changes when the outputs might: with the notebook's code, `helpers`, the lock, or what the lesson says of itself."""
    code = [(cell.id, cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    own = json.dumps([code, about], sort_keys=True).encode()
    return hashlib.sha256(_what_all_lessons_stand_on() + own).hexdigest()[:16]


def stored(path: Path) -> NotebookNode | None:
    """The notebook in a file, None when there is none."""
    return nbformat.read(path, as_version=4) if path.exists() else None


def unexecuted(edition: Edition, about: dict) -> NotebookNode:
    """An edition's notebook with its fingerprint, without outputs."""
    notebook = make_notebook(edition)
    notebook.metadata.course["fingerprint"] = fingerprint(notebook, about)
    return notebook


def reuse_outputs(notebook: NotebookNode, old: NotebookNode | None) -> bool:
    """Take the outputs of an older build with the same fingerprint; False when there is none."""
    if old is None or old.metadata.get("course") != notebook.metadata.course:
        return False
    outputs = {cell.id: cell for cell in old.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = outputs[cell.id].outputs, outputs[cell.id].execution_count
    return True


def execute(notebook: NotebookNode, edition: Edition) -> None:
    """Run all cells, in place, and keep only what is the same at every run.

    Raises SourceError with the lesson's file and line when a cell raises.
    """
    metadata = dict(notebook.metadata)
    edition.path.parent.mkdir(parents=True, exist_ok=True)
    client = nbclient.NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        coalesce_streams=True,  # what a cell prints while it works comes in pieces, other ones each time
        resources={"metadata": {"path": str(edition.path.parent)}},
    )
    try:
        client.execute()
    except nbclient.exceptions.CellExecutionError as error:
        failed = next(c for c in notebook.cells if any(o.output_type == "error" for o in c.get("outputs", [])))
        lesson = edition.lesson
        raise SourceError(
            f"{lesson.path}:{lesson.line_of(failed.id)}: cell {failed.id!r} raised {error.ename}: {error.evalue} "
            f"(edition {edition.path.relative_to(ROOT)})"
        ) from error
    notebook.metadata = nbformat.from_dict(metadata)
    without_live_views(notebook)
